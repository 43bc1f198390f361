"""Which facts a person should look at first: the more doubtful a fact is and the more hangs on it, the sooner.

Doubt is 1 - confidence. Importance is log2(1 + said) + log2(1 + further): how many sentences say the fact, and how many
further sentences of the graph have one of its entities as subject or object of a fact. Both grow slowly on purpose, so
that a doubtful fact of a little known firm still comes before a nearly sure one of a central bank. A fact's weight is
doubt times importance.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Literal, TypeAlias

import pyoxigraph as ox

from newsweave.graph.ask.selection import ends_of, entities_of
from newsweave.graph.facts import Fact, FactEvidence, GraphEntity
from newsweave.graph.review.decisions import Decision
from newsweave.graph.store.graph_reader import GraphReader
from newsweave.graph.store.terms import RDF

__all__ = ["ORDERS", "Order", "connections", "doubt", "importance", "in_order", "undecided"]

Order: TypeAlias = Literal["doubt", "relation", "entity", "document"]
ORDERS: tuple[Order, ...] = ("doubt", "relation", "entity", "document")


def doubt(fact: Fact) -> float:
    """How unsure the fact is, from 0 to 1."""
    return 1 - fact.confidence


def importance(fact: Fact, connected: Callable[[str], int]) -> float:
    """How much hangs on the fact, from 1 on; ``connected`` says in how many sentences an entity (its IRI) stands."""
    said = len(fact.evidence)
    further = sum(max(connected(iri) - said, 0) for iri in dict.fromkeys(ends_of(fact)))
    return math.log2(1 + said) + math.log2(1 + further)


def connections(reader: GraphReader) -> Callable[[str], int]:
    """How many sentences of facts have an entity (an IRI) as subject or object; counted when first asked for."""
    known: dict[str, int] = {}

    def count(iri: str) -> int:
        if iri not in known:
            pattern, entity = reader.store.database.quads_for_pattern, ox.NamedNode(iri)
            known[iri] = sum(1 for role in ("subject", "object") for _ in pattern(None, RDF(role), entity, None))
        return known[iri]

    return count


def in_order(facts: Iterable[Fact], connected: Callable[[str], int], order: Order = "doubt") -> list[Fact]:
    """Facts in the order of review: by weight, the heaviest first; within one relation, entity or document likewise.

    ``relation``: relations by name. ``entity``: the entity with the most weight of facts first, each fact at the first
    of its entities. ``document``: by the day and id of the document of the best sentence, there by place in the text.
    """
    given = list(facts)
    hanging = {f.key: importance(f, connected) for f in given}
    weights = {f.key: doubt(f) * hanging[f.key] for f in given}
    ranked = sorted(given, key=lambda f: (-weights[f.key], -hanging[f.key], f.key))
    if order == "relation":
        return sorted(ranked, key=lambda f: f.relation)
    if order == "document":
        return sorted(ranked, key=lambda f: (f.evidence[0].date or "", f.evidence[0].document, f.evidence[0].start))
    if order == "entity":
        return _by_entity(ranked, weights)
    return ranked


def _by_entity(facts: list[Fact], weights: dict[str, float]) -> list[Fact]:
    total: dict[str, float] = {}
    for fact in facts:
        for entity in dict.fromkeys(entities_of(fact)):
            total[entity.iri] = total.get(entity.iri, 0.0) + weights[fact.key]
    place = {iri: number for number, iri in enumerate(sorted(total, key=lambda iri: (-total[iri], iri)))}
    return sorted(facts, key=lambda f: min(place[iri] for iri in ends_of(f)))


def undecided(facts: Iterable[Fact], decisions: Iterable[Decision], id_of: Callable[[ox.NamedNode], str]) -> list[Fact]:
    """The facts of which a sentence is left that no decision concerns; ``id_of`` gives an entity's id."""
    by_key: dict[str, list[Decision]] = {}
    others = []
    for d in decisions:
        if d.fact:
            by_key.setdefault(d.fact, []).append(d)
        elif d.subject or d.rule:
            others.append(d)

    def is_meant(fact: Fact, e: FactEvidence) -> bool:
        return any(_concerns(d, fact, e, id_of) for d in (*by_key.get(fact.key, ()), *others))

    return [f for f in facts if not all(is_meant(f, e) for e in f.evidence)]


def _concerns(d: Decision, fact: Fact, e: FactEvidence, id_of: Callable[[ox.NamedNode], str]) -> bool:
    if d.document not in ("", e.document_id) or d.sentence not in ("", e.text):
        return False
    if d.fact:
        return d.fact == fact.key
    known = [_names(entity, id_of) for entity in entities_of(fact)]
    ends = all(any(text.casefold() in names for names in known) for text in (d.subject, d.object) if text)
    return ends and d.relation in ("", fact.relation) and d.rule in ("", e.rule)


def _names(entity: GraphEntity, id_of: Callable[[ox.NamedNode], str]) -> set[str]:
    return {text.casefold() for text in (id_of(ox.NamedNode(entity.iri)), entity.name, *entity.aliases)}

"""What follows from the documents' graphs: plain facts, descriptions of values and entities.

All of it is a function of the documents' quads alone, so that the order of documents, interruption and replacement
leave no trace. ``Contribution`` is one document's share; the store puts the shares together.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from newsweave.graph.nodes import Node, group
from newsweave.graph.store.rdf import value_parts
from newsweave.graph.store.terms import ENTITIES, FACTS, FORMER, NW, RDF, RDFS, SCHEMA, SKOS
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["Contribution", "Description", "contribution", "describe_value", "tally"]

_READ = frozenset(
    {
        *(
            NW(local)
            for local in ("names", "naming", "status", FORMER, "evidenceFor", "rejectedFor", "valueKind", "valueForm")
        ),
        *(RDF(local) for local in ("subject", "predicate", "object")),
    }
)
"""The predicates that a contribution depends on."""


@dataclass(frozen=True, slots=True)
class Description:
    """How the graph describes an entity: its most used name and class, all other forms as aliases, sorted."""

    name: str
    type: str
    aliases: tuple[str, ...]

    def quads(self, entity: ox.NamedNode) -> set[ox.Quad]:
        """The description in RDF."""
        label = ox.Literal(self.name)
        quads = {ox.Quad(entity, SKOS("altLabel"), ox.Literal(alias), ENTITIES) for alias in self.aliases}
        quads.add(ox.Quad(entity, RDF("type"), NW(self.type), ENTITIES))
        quads.update(ox.Quad(entity, predicate, label, ENTITIES) for predicate in (SKOS("prefLabel"), RDFS("label")))
        return quads

    def covers(self, vote: str) -> bool:
        """Whether a naming only confirms this description: counting it cannot change the outcome."""
        name, cls, *aliases = json.loads(vote)
        return name == self.name and cls == self.type and set(aliases) <= set(self.aliases)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a document's graph adds to the graphs that all documents share."""

    facts: Mapping[ox.NamedNode, frozenset[ox.Quad]]
    """Fact node to the plain triples that assert it, in the graph of facts."""
    values: Mapping[ox.NamedNode, frozenset[ox.Quad]]
    """Node of a value with a unit to its description."""
    namings: Mapping[ox.NamedNode, str]
    """Entity to the vote on its description, as ``nw:naming`` holds it."""


def contribution(quads: Iterable[ox.Quad]) -> Contribution:
    """Read a document's share off its graph.

    Raises:
        StoreError: where the graph lacks what newsweave writes.
    """
    facts: dict[ox.NamedNode, frozenset[ox.Quad]] = {}
    values: dict[ox.NamedNode, frozenset[ox.Quad]] = {}
    namings: dict[ox.NamedNode, str] = {}
    for node in group(quad for quad in quads if quad.predicate in _READ).values():
        if NW("naming") in node.terms:
            namings[node.node(NW("names"))] = node.text(NW("naming"))
        elif NW("evidenceFor") in node.terms or NW("rejectedFor") in node.terms:
            if NW("evidenceFor") not in node.terms:
                pass  # rejected evidence makes no fact, but its value stays described
            elif RDF("predicate") not in node.terms:
                pass  # what is said in the text's own words is no plain fact
            elif node.text(NW("status")) == "asserted" and node.get(NW(FORMER)) != "yes":
                fact = node.node(NW("evidenceFor"))
                facts[fact] = facts.get(fact, frozenset()) | _plain(node)
            if NW("valueKind") in node.terms and isinstance(node.term(RDF("object")), ox.NamedNode):
                value = node.node(RDF("object"))
                values[value] = describe_value(value, node.text(NW("valueKind")), node.text(NW("valueForm")))
    return Contribution(facts, values, namings)


def _plain(evidence: Node) -> frozenset[ox.Quad]:
    subject, predicate = evidence.node(RDF("subject")), evidence.node(RDF("predicate"))
    triples = {ox.Quad(subject, predicate, evidence.term(RDF("object")), FACTS)}
    relation = vocabulary().relations_by_iri.get(predicate.value)
    if relation is not None and relation.symmetric and NW("valueKind") not in evidence.terms:
        triples.add(ox.Quad(evidence.node(RDF("object")), predicate, subject, FACTS))
    return frozenset(triples)


def describe_value(node: ox.NamedNode, kind: str, form: str) -> frozenset[ox.Quad]:
    """The description of a value's node in the graph of entities."""
    parts = value_parts(kind, form)
    if parts is None:
        return frozenset()
    amount, unit, upper = parts
    numbers = amount.value if upper is None else f"{amount.value}–{upper.value}"
    quads: set[ox.Quad] = set()
    if kind == "money":
        label, cls = f"{numbers} {unit}", NW("Money")
        quads.add(ox.Quad(node, SCHEMA("currency"), ox.Literal(unit), ENTITIES))
    elif kind == "percentage":
        label, cls = f"{numbers}{unit}", NW("Percentage")
        quads.add(ox.Quad(node, SCHEMA("unitText"), ox.Literal(unit), ENTITIES))
    else:
        label, cls = numbers, NW("Quantity")
    quads.add(ox.Quad(node, RDF("type"), cls, ENTITIES))
    if upper is None:
        quads.add(ox.Quad(node, SCHEMA("value"), amount, ENTITIES))
    else:
        quads.add(ox.Quad(node, SCHEMA("minValue"), amount, ENTITIES))
        quads.add(ox.Quad(node, SCHEMA("maxValue"), upper, ENTITIES))
    quads.add(ox.Quad(node, RDFS("label"), ox.Literal(label), ENTITIES))
    return frozenset(quads)


def tally(votes: Mapping[str, int], name: str | None = None, type: str | None = None) -> Description:
    """Count namings (vote to number of documents that cast it): the majority's name and class, ties alphabetical.

    ``name`` and ``type`` (a class) stand in place of the majority's, where a person has decided them.
    """
    names: Counter[str] = Counter()
    classes: Counter[str] = Counter()
    forms: set[str] = set()
    for vote, count in votes.items():
        form, cls, *aliases = json.loads(vote)
        names[form] += count
        classes[cls] += count
        forms.update((form, *aliases))
    winner, cls = name or _first(names), type or _first(classes)
    return Description(winner, cls, tuple(sorted(forms - {winner})))


def _first(counts: Counter[str]) -> str:
    return min(counts, key=lambda text: (-counts[text], text))

"""Which entities may be the same, and which names already stand for one: what a person reviews.

Extraction brings names together only where it is sure (known names, spelling apart from case and legal form, acronyms
that a text introduces, parts of a name in one document). What may be the same across documents is proposed here and
decided by a person (``decisions``). Names meet through indexes of their forms, so the work grows with their number.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import pyoxigraph as ox

from newsweave.graph.facts import Fact, GraphEntity
from newsweave.graph.nodes import Node, group, iri_of, text_of
from newsweave.graph.review.merge_decisions import Decision, Merging
from newsweave.graph.review.slips import slips
from newsweave.graph.store.as_read import as_read, curated_graphs
from newsweave.graph.store.store import GraphStore
from newsweave.graph.store.terms import NW, SCHEMA
from newsweave.ontology.gazetteer import slugify
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["Joined", "joined", "merged", "propose", "review", "undecided"]

_KINDS = ("Person", "Organization", "Product")
_FUNCTION = frozenset({"of", "the", "and", "for", "in", "on", "de", "du", "la", "le", "des", "&"})
_MOST = 4
"""A short form of more names than this says too little to be proposed."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A name that the graph takes for another name of an entity."""

    entity: GraphEntity
    alias: str
    why: str


@dataclass(frozen=True, slots=True)
class _Named:
    """An entity that may be proposed."""

    id: str
    entity: GraphEntity
    kind: str
    documents: int


def propose(entities: Mapping[str, GraphEntity], facts: Iterable[Fact], documents: Mapping[str, int]) -> list[Decision]:
    """Pairs of entities of one kind that may be the same, likeliest first.

    A pair is proposed where the names are written alike but for accents, spaces and case, where one is the initials or
    the beginning of the other, or, of persons, the surname with or without an initial, or where one slip of the pen
    parts them (``slips``); never where a fact joins the two, for then they are two. Pairs that have facts with the
    same others come first.

    Args:
        entities: every entity by id.
        facts: every fact of the graph.
        documents: how many documents name each entity, by id.
    """
    named = [
        _Named(id, entity, kind, documents.get(id, 0))
        for id, entity in sorted(entities.items())
        if (kind := next((k for k in _KINDS if vocabulary().is_a(entity.type, k)), None)) is not None
    ]
    near = _neighbours(facts)
    found: dict[tuple[str, str], Decision] = {}
    for one, other, why in _alike(named):
        keep, less = sorted((one, other), key=lambda n: (-len(n.entity.name.split()), -n.documents, n.id))
        if keep.entity.iri in near.get(less.entity.iri, ()):
            continue
        shared = len(near.get(keep.entity.iri, set()) & near.get(less.entity.iri, set()))
        count = keep.documents + less.documents
        decision = Decision(
            keep.id, keep.entity.name, less.id, less.entity.name, "", keep.entity.type, why, shared, count
        )
        found.setdefault(decision.pair, decision)
    return sorted(found.values(), key=lambda d: (-d.shared, -d.documents, d.keep, d.other))


def review(decided: Sequence[Decision], proposed: Iterable[Decision], merging: Merging) -> list[Decision]:
    """The next file of decisions: lines that a person has answered or noted, then what is proposed and still open.

    ``merging`` is what the answers come to: a pair that they settle between others is open no more.
    """
    kept = [d for d in decided if d.decision or d.note]
    settled = {_pair(d, merging) for d in kept}
    open_: dict[tuple[str, str], Decision] = {}
    for d in proposed:
        pair = _pair(d, merging)
        if pair not in settled and pair[0] != pair[1]:
            open_.setdefault(pair, d)
    return [*kept, *open_.values()]


def _pair(d: Decision, merging: Merging) -> tuple[str, str]:
    first, second = sorted((merging.now(d.keep), merging.now(d.other)))
    return first, second


def joined(entities: Iterable[GraphEntity], merged: Mapping[str, Iterable[str]] | None = None) -> list[Joined]:
    """Every further name of every entity and why it is one, sorted by entity; ``merged``: IRI to ids decided upon."""
    out = []
    for entity in sorted(entities, key=lambda e: (e.name.casefold(), e.iri)):
        decided = set((merged or {}).get(entity.iri, ()))
        for alias in entity.aliases:
            why = "decided" if slugify(alias) in decided else _why(entity.name, alias)
            out.append(Joined(entity, alias, why))
    return out


def _why(name: str, alias: str) -> str:
    if _letters(name) == _letters(alias):
        return "spelling"
    long, short = (name, alias) if len(name) >= len(alias) else (alias, name)
    if short in _initials(long):
        return "initials"
    words, part = long.casefold().split(), short.casefold().split()
    if any(words[i : i + len(part)] == part for i in range(len(words))):
        return "part of the name"
    return "known or introduced name"


def _neighbours(facts: Iterable[Fact]) -> dict[str, set[str]]:
    near: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        if isinstance(fact.object, GraphEntity):
            near[fact.subject.iri].add(fact.object.iri)
            near[fact.object.iri].add(fact.subject.iri)
    return near


def _alike(named: list[_Named]) -> Iterator[tuple[_Named, _Named, str]]:
    """Pairs of like names with the reason."""
    spelled, whole = defaultdict[tuple[str, str], list[_Named]](list), defaultdict[tuple[str, str], list[_Named]](list)
    for n in named:
        if letters := _letters(n.entity.name):
            spelled[n.kind, letters].append(n)
        whole[n.kind, n.entity.name.casefold()].append(n)
    for same in spelled.values():
        yield from ((one, other, "spelling") for one, other in combinations(same[:_MOST], 2))
    forms = [(n, why, form) for n in named for why, form in _short_forms(n)]
    counts = Counter((n.kind, why, form) for n, why, form in forms)
    for long, why, form in forms:
        if counts[long.kind, why, form] <= _MOST:
            for short in whole.get((long.kind, form), ()):
                if why != "initials" or short.entity.name.isupper():
                    yield long, short, why
    for at, beside in slips([(n.entity.name, n.kind) for n in named]):
        yield named[at], named[beside], "slip of the pen"


def _short_forms(n: _Named) -> Iterator[tuple[str, str]]:
    """What a name may be shortened to, in lower case, with what such a form is called."""
    words = n.entity.name.casefold().split()
    if n.kind != "Person":
        for form in sorted(_initials(n.entity.name)):
            yield "initials", form.casefold()
        yield from (("beginning of the name", " ".join(words[:length])) for length in range(1, len(words)))
    elif len(words) > 1:
        yield "surname", words[-1]
        if len(words[0].rstrip(".")) > 1:
            yield from (("initial and surname", f"{words[0][0]}{dot} {words[-1]}") for dot in ("", "."))


def _letters(name: str) -> str:
    """The letters and digits of a name without case, accents and what joins its words."""
    folded = unicodedata.normalize("NFKD", name.replace("&", "and").casefold())
    return "".join(c for c in folded if c.isalnum())


def _initials(name: str) -> set[str]:
    words = [w for w in name.replace("-", " ").split() if w[0].isalnum() or w == "&"]
    full = "".join(w[0] for w in words if w[0].isalnum()).upper()
    short = "".join(w[0] for w in words if w.lower() not in _FUNCTION).upper()
    return {form for form in (full, short) if len(form) > 1}


# --- decisions that the graph has followed, and not yet ---


def merged(store: GraphStore) -> dict[ox.NamedNode, set[str]]:
    """Entity to the ids that decisions have made part of it, in any document."""
    found: dict[ox.NamedNode, set[str]] = {}
    pattern = store.database.quads_for_pattern
    with store.reading():
        for quad in pattern(None, NW("mergedFrom"), None, None):
            for named in pattern(quad.subject, NW("names"), None, quad.graph_name):
                found.setdefault(iri_of(named.object), set()).add(text_of(quad.object))
    return found


def undecided(store: GraphStore, merging: Merging) -> set[str]:
    """Ids of the documents that were read before a decision on an entity they name, or before it was undone.

    What other decisions (``following``) made of a document since says nothing of how it was read.
    """
    stale: set[ox.NamedNode] = set()
    pattern = store.database.quads_for_pattern
    others = {store.names.entity(other) for other in merging.targets}
    with store.reading():
        curated = {
            graph: as_read(set(pattern(None, None, None, graph)), graph) for graph in curated_graphs(store.database)
        }
        for graph, quads in curated.items():
            nodes = group(q for q in quads if q.predicate in _NAMING)
            named = any(q.predicate == SCHEMA("mentions") and q.object in others for q in quads)
            if named or not all(_followed(node, merging, store) for node in nodes.values()):
                stale.add(graph)
        for other in others:
            stale.update(
                iri_of(q.subject) for q in pattern(None, SCHEMA("mentions"), other, None) if q.subject not in curated
            )
        for quad in pattern(None, NW("mergedFrom"), None, None):
            graph = iri_of(quad.graph_name)
            node = group(pattern(quad.subject, None, None, graph))[iri_of(quad.subject)]
            if graph not in curated and not _followed(node, merging, store):
                stale.add(graph)
    return {store.names.id_of(graph) for graph in stale}


_NAMING = frozenset({NW("names"), NW("naming"), NW("mergedFrom")})


def _followed(naming: Node, merging: Merging, store: GraphStore) -> bool:
    """Whether a document names an entity as the decisions on it say."""
    for other in naming.texts(NW("mergedFrom")):
        target = merging.targets.get(other)
        name, cls, *_ = json.loads(naming.text(NW("naming")))
        if target is None or naming.node(NW("names")) != store.names.entity(target.id):
            return False
        if (target.name or name, target.type or cls) != (name, cls):
            return False
    return True

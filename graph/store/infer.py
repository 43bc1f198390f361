"""What follows from the graph by the vocabulary, in a named graph of its own (``nw:inferred``), where a user wants it.

A bank is an organisation and a ``schema:Organization`` (rdfs:subClassOf), a founder by ``nw:foundedBy`` is a
``schema:founder`` (rdfs:subPropertyOf), a subsidiary's parent has it as ``schema:subOrganization`` (owl:inverseOf,
owl:SymmetricProperty), net profit is a kind of profit (skos:broader). Only plain facts and classes are followed: what
is planned or denied infers nothing. No evidence is made; the fact behind an inferred triple has it. The classes' own
order stands there too, transitively.

Once made, the inferences are kept true: the next build that changes the graph makes them anew at its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, islice
from pathlib import Path

import pyoxigraph as ox

from newsweave.graph.nodes import iri_of
from newsweave.graph.store.store import GraphStore
from newsweave.graph.store.terms import ENTITIES, FACTS, INFERRED, METRIC, RDF, RDFS, SKOS
from newsweave.ontology.metrics import metrics
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["forget", "infer", "renew"]

_OWL = "http://www.w3.org/2002/07/owl#"
_AT_ONCE = 50_000


def infer(store: GraphStore) -> int:
    """Make all inferences anew; how many triples they are.

    Raises:
        StoreError: where the graph cannot be written.
    """
    store.mark_inferences()  # a process killed in the middle leaves the mark, and the next build makes them whole
    store.clear(INFERRED)
    quads = _inferred(store)
    while batch := set(islice(quads, _AT_ONCE)):
        store.add(batch)
    store.unmark_inferences()
    return sum(1 for _ in store.database.quads_for_pattern(None, None, None, INFERRED))


def forget(store: GraphStore) -> None:
    """Take all inferences away.

    Raises:
        StoreError: where the graph cannot be written.
    """
    store.clear(INFERRED)
    store.unmark_inferences()


def renew(store: GraphStore) -> None:
    """Make the inferences anew where there are some and the graph has changed since.

    Raises:
        StoreError: where the graph cannot be written.
    """
    if store.inferences_are_stale():
        infer(store)


def _inferred(store: GraphStore) -> Iterator[ox.Quad]:
    classes, properties = _axioms()
    pattern = store.database.quads_for_pattern
    for narrow, wider in classes.items():
        for wide in wider:
            yield ox.Quad(narrow, RDFS("subClassOf"), wide, INFERRED)
    for metric in metrics().by_name.values():
        for name in metric.broader:
            yield ox.Quad(METRIC(metric.name), SKOS("broader"), METRIC(name), INFERRED)
    with store.reading():
        for quad in pattern(None, RDF("type"), None, ENTITIES):
            for wide in classes.get(iri_of(quad.object), ()):
                yield ox.Quad(quad.subject, RDF("type"), wide, INFERRED)
        for quad in pattern(None, None, None, FACTS):
            for predicate, turned in properties.get(quad.predicate, ()):
                if not turned:
                    yield ox.Quad(quad.subject, predicate, quad.object, INFERRED)
                elif isinstance(quad.object, ox.NamedNode):
                    yield ox.Quad(quad.object, predicate, quad.subject, INFERRED)


_Classes = dict[ox.NamedNode, list[ox.NamedNode]]
_Properties = dict[ox.NamedNode, list[tuple[ox.NamedNode, bool]]]


def _axioms() -> tuple[_Classes, _Properties]:
    """All wider classes of each class; all properties that follow from each, and whether they turn the triple round."""
    return _axioms_of(vocabulary().files)


@cache
def _axioms_of(paths: tuple[Path, ...]) -> tuple[_Classes, _Properties]:
    wider: dict[ox.NamedNode, set[ox.NamedNode]] = {}
    follows: dict[ox.NamedNode, set[tuple[ox.NamedNode, bool]]] = {}
    for quad in chain.from_iterable(ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE) for path in paths):
        subject, target = quad.subject, quad.object
        if not isinstance(subject, ox.NamedNode) or not isinstance(target, ox.NamedNode):
            continue
        if quad.predicate == RDFS("subClassOf"):
            wider.setdefault(subject, set()).add(target)
        elif quad.predicate == RDFS("subPropertyOf"):
            follows.setdefault(subject, set()).add((target, False))
        elif quad.predicate.value == _OWL + "inverseOf":
            follows.setdefault(subject, set()).add((target, True))
            follows.setdefault(target, set()).add((subject, True))
        elif quad.predicate == RDF("type") and target.value == _OWL + "SymmetricProperty":
            follows.setdefault(subject, set()).add((subject, True))
    classes = {c: sorted(_reached(c, wider), key=str) for c in sorted(wider, key=str)}
    properties = {p: sorted(_followed(p, follows), key=str) for p in sorted(follows, key=str)}
    return classes, properties


def _reached(start: ox.NamedNode, edges: dict[ox.NamedNode, set[ox.NamedNode]]) -> set[ox.NamedNode]:
    found: set[ox.NamedNode] = set()
    waiting = [start]
    while waiting:
        new: Iterable[ox.NamedNode] = edges.get(waiting.pop(), set()) - found
        found.update(new)
        waiting += new
    return found - {start}


def _followed(
    start: ox.NamedNode, edges: dict[ox.NamedNode, set[tuple[ox.NamedNode, bool]]]
) -> set[tuple[ox.NamedNode, bool]]:
    """As ``_reached``, where two turns make none; the triple itself is none of what follows, nor its turned form, which
    the graph of facts holds already."""
    found = {(start, False)}
    waiting = [(start, False)]
    while waiting:
        one, turned = waiting.pop()
        new = {(other, turned != turns) for other, turns in edges.get(one, ())} - found
        found |= new
        waiting += new
    return {(other, turned) for other, turned in found if other != start}

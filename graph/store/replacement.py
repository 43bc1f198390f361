"""What changes in the graphs that all documents share when one document's quads become others."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from newsweave.graph.nodes import group
from newsweave.graph.store.derive import Description, contribution, tally
from newsweave.graph.store.near_duplicates import Changes, change_story
from newsweave.graph.store.terms import DECISIONS, ENTITIES, FORMER, NW, PENDING, RDF, SKOS

__all__ = ["Replacement", "decided_description", "description", "description_quads", "mark"]

_ASSERTED, _YES = ox.Literal("asserted"), ox.Literal("yes")
_MARK = ox.Literal(True)


def mark(entity: ox.NamedNode) -> ox.Quad:
    """Says that an entity's description is to be counted again by ``GraphStore.finish``."""
    return ox.Quad(entity, NW("pending"), _MARK, PENDING)


def description_quads(database: ox.Store, entity: ox.NamedNode) -> Iterator[ox.Quad]:
    """An entity's description as it stands in the graph."""
    return database.quads_for_pattern(entity, None, None, ENTITIES)


def description(database: ox.Store, entity: ox.NamedNode) -> Description | None:
    """How the graph describes an entity; what ``finish`` still has to count is not in it."""
    node = group(description_quads(database, entity)).get(entity)
    if node is None:
        return None
    cls = node.text(RDF("type")).removeprefix(NW.iri)
    return Description(node.text(SKOS("prefLabel")), cls, tuple(node.texts(SKOS("altLabel"))))


def decided_description(database: ox.Store, entity: ox.NamedNode) -> tuple[str | None, str | None]:
    """The name and the class that a person gave an entity; None where nobody did."""
    node = group(database.quads_for_pattern(entity, None, None, DECISIONS)).get(entity)
    if node is None:
        return None, None
    cls = node.get(NW("decidedClass"))
    return node.get(NW("decidedName")), None if cls is None else cls.removeprefix(NW.iri)


class Replacement:
    """One document's quads, ``old``, become ``new``; either may be empty."""

    def __init__(self, database: ox.Store, graph: ox.NamedNode, old: set[ox.Quad], new: set[ox.Quad]) -> None:
        self._database, self._graph, self._old, self._new = database, graph, old, new
        self._was, self._now = contribution(old), contribution(new)
        self._removed, self._added = old - new, new - old

    def changes(self) -> Changes:
        """All that follows from it, of the document's own graph and of the shared ones.

        What other documents support stays; an entity whose description may change is only marked.
        """
        self._facts()
        self._values()
        self._entities()
        removed, added = change_story(self._database, self._graph, self._old, self._new)
        return self._removed | removed, self._added | added

    def _facts(self) -> None:
        for fact, triples in self._now.facts.items():
            if fact not in self._was.facts:
                self._added.update(triples)
        for fact, triples in self._was.facts.items():
            if fact not in self._now.facts and not self._asserted_elsewhere(fact):
                self._removed.update(triples)

    def _asserted_elsewhere(self, fact: ox.NamedNode) -> bool:
        evidence = self._database.quads_for_pattern(None, NW("evidenceFor"), fact, None)
        return any(
            ox.Quad(quad.subject, NW("status"), _ASSERTED, quad.graph_name) in self._database
            and ox.Quad(quad.subject, NW(FORMER), _YES, quad.graph_name) not in self._database
            for quad in evidence
            if quad.graph_name != self._graph
        )

    def _values(self) -> None:
        for node, described in self._now.values.items():
            if node not in self._was.values:
                self._added.update(described)
        for node, described in self._was.values.items():
            if node not in self._now.values and not self._used_elsewhere(RDF("object"), node):
                self._removed.update(described)

    def _entities(self) -> None:
        was, now = self._was.namings, self._now.namings
        for entity, vote in now.items():
            if was.get(entity) == vote:
                continue
            current = None if entity in was else description(self._database, entity)
            if entity not in was and current is None:
                self._added.update(tally({vote: 1}).quads(entity))
            elif current is None or not current.covers(vote):
                self._added.add(mark(entity))
        for entity in was:
            if entity in now:
                continue
            if self._used_elsewhere(NW("names"), entity):
                self._added.add(mark(entity))
            else:
                self._removed.update(description_quads(self._database, entity))
                self._removed.add(mark(entity))

    def _used_elsewhere(self, predicate: ox.NamedNode, node: ox.NamedNode) -> bool:
        return any(q.graph_name != self._graph for q in self._database.quads_for_pattern(None, predicate, node, None))

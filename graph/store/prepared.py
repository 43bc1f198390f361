"""A document ready to be written: all that it adds to a store, as N-Quads, with its votes on descriptions.

Making one is most of the work of storing and looks at nothing but the document, so that other processes, and other
machines, can do it; it can be pickled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from newsweave.extract.model import Document, Entity, Event, Statement
from newsweave.graph.store.derive import contribution, describe_value
from newsweave.graph.store.near_duplicates import mark_story
from newsweave.graph.store.rdf import document_graph
from newsweave.graph.store.terms import PENDING, Names

__all__ = ["Prepared", "from_quads", "n_quads", "prepare"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What one document adds to a store."""

    id: str
    version: str
    statements: int
    """In relations of the vocabulary."""
    graph: ox.NamedNode
    """The document's named graph."""
    data: bytes
    """In N-Quads: that graph, the plain facts it asserts, the values they are about, the mark of its story."""
    count: int
    """How many lines those are; some quads may come twice."""
    votes: tuple[tuple[ox.NamedNode, str], ...]
    """Entity and the vote on its description (``derive.tally``)."""
    unsure: int = 0
    """Statements of the document that were left out as not sure enough."""

    def own_quads(self) -> set[ox.Quad]:
        """The quads of the document's named graph."""
        return {quad for quad in _parse(self.data) if quad.graph_name == self.graph}

    def lasting_quads(self) -> Iterable[ox.Quad]:
        """All quads but the marks that a store takes away again."""
        return (quad for quad in _parse(self.data) if quad.graph_name != PENDING)


def prepare(
    document: Document,
    statements: Iterable[Statement],
    entities: Iterable[Entity],
    names: Names,
    version: str | None = None,
    merged: Mapping[str, Iterable[str]] | None = None,
    events: Iterable[Event] = (),
) -> Prepared:
    """Make a document ready; the arguments are those of ``document_graph``.

    Raises:
        DataError: where a statement uses what the vocabulary does not have, or belongs to another document.
    """
    listed = list(statements)
    made = document_graph(document, listed, entities, names, version, merged, events)
    graph = names.document(document.id)
    described = [quad for node, value in made.values.items() for quad in describe_value(node, *value)]
    lines = [*made.lines, *made.facts, f"{mark_story(graph)} .\n"]
    data = "".join(lines).encode() + n_quads(described)
    count = len(lines) + len(described)
    typed = sum(not s.is_open for s in listed)
    return Prepared(document.id, version or document.version, typed, graph, data, count, tuple(made.votes))


def from_quads(id: str, version: str, statements: int, graph: ox.NamedNode, data: bytes, unsure: int = 0) -> Prepared:
    """A document from the ``data`` that ``prepare`` made of it.

    Raises:
        SyntaxError: where they are no N-Quads.
        StoreError: where they lack what newsweave writes.
    """
    quads = list(_parse(data))
    votes = contribution(quad for quad in quads if quad.graph_name == graph).namings
    return Prepared(id, version, statements, graph, data, len(quads), tuple(votes.items()), unsure)


def n_quads(quads: Iterable[ox.Quad]) -> bytes:
    """In this form Oxigraph takes quads without Python's lock."""
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


def _parse(data: bytes) -> Iterable[ox.Quad]:
    return ox.parse(data, format=ox.RdfFormat.N_QUADS)

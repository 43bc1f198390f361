"""A document's graph as it was read, beside what people's decisions made of it.

A graph that decisions changed keeps in one literal (``nw:asRead``) the triples that they took away and those that they
added, so that it can be had as it was read without its input: a decision that is withdrawn leaves no trace, and
decisions are always followed from the same start.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

import pyoxigraph as ox

from newsweave.graph.nodes import iri_of, text_of
from newsweave.graph.store.terms import NW
from newsweave.ontology.errors import StoreError

__all__ = ["as_read", "curated_graphs", "with_trace"]

_AS_READ = NW("asRead")


def curated_graphs(database: ox.Store) -> set[ox.NamedNode]:
    """The documents' graphs that decisions have changed."""
    return {iri_of(quad.graph_name) for quad in database.quads_for_pattern(None, _AS_READ, None, None)}


def as_read(quads: set[ox.Quad], graph: ox.NamedNode) -> set[ox.Quad]:
    """A document's quads without what decisions made of them.

    Raises:
        StoreError: where the trace is not what ``with_trace`` writes.
    """
    traces = [quad for quad in quads if quad.predicate == _AS_READ]
    if not traces:
        return quads
    try:
        trace = json.loads(text_of(traces[0].object))
        gone, new = (_parsed(trace[part], graph) for part in ("gone", "new"))
    except (ValueError, KeyError, TypeError, SyntaxError) as error:
        raise StoreError(f"the graph is damaged: {graph} has lost how it was read: {error}") from None
    return ((quads - set(traces)) - new) | gone


def with_trace(read: set[ox.Quad], followed: set[ox.Quad], graph: ox.NamedNode) -> set[ox.Quad]:
    """What decisions made of a document, with the trace that leads back; as it was read where they changed nothing."""
    if read == followed:
        return read
    trace = {"gone": _lines(read - followed), "new": _lines(followed - read)}
    return followed | {ox.Quad(graph, _AS_READ, ox.Literal(json.dumps(trace, ensure_ascii=False)), graph)}


def _lines(quads: Iterable[ox.Quad]) -> list[str]:
    return sorted(f"{q.subject} {q.predicate} {q.object}" for q in quads)


def _parsed(lines: Iterable[str], graph: ox.NamedNode) -> set[ox.Quad]:
    data = "".join(f"{line} {graph} .\n" for line in lines)
    return set(ox.parse(data, format=ox.RdfFormat.N_QUADS))

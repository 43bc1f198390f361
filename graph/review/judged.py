"""The sentences of a graph whose fact a person confirmed or rejected, as its provenance says.

Evidence that was rejected is ``nw:RejectedEvidence`` and points with ``nw:rejectedFor`` to what is no fact; what was
confirmed or changed points with ``nw:curatedBy`` to its decision. A decision that the graph has not followed, or whose
ground has gone, is not there and counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from newsweave.graph.nodes import Node, group, iri_of, text_of
from newsweave.graph.review.quality import Judged
from newsweave.graph.store.graph_reader import GraphReader
from newsweave.graph.store.store import GraphStore
from newsweave.graph.store.terms import NW, RDF

__all__ = ["judged"]

_RIGHT = frozenset({"confirm"})
"""Decisions by which a sentence was read as it should be. What somebody added was not read, and a fact that was changed
is neither right nor wrong as a whole."""


def judged(store: GraphStore) -> list[Judged]:
    """Sorted by document and place in it, then by fact."""
    reader = GraphReader(store)
    with store.reading():
        found = [*_rejected(store, reader), *_confirmed(store, reader)]
    return sorted(found, key=lambda j: (j.document, j.fact.evidence[0].start, j.fact.key, j.right))


def _rejected(store: GraphStore, reader: GraphReader) -> Iterator[Judged]:
    for quad in list(store.database.quads_for_pattern(None, RDF("type"), NW("RejectedEvidence"), None)):
        node = _node(store, quad)
        node.terms[NW("evidenceFor")] = node.terms[NW("rejectedFor")]
        yield Judged(reader.fact_of(node), right=False)


def _confirmed(store: GraphStore, reader: GraphReader) -> Iterator[Judged]:
    pattern = store.database.quads_for_pattern
    for decision in list(pattern(None, NW("decision"), None, None)):
        if text_of(decision.object) not in _RIGHT:
            continue
        for quad in list(pattern(None, NW("curatedBy"), decision.subject, decision.graph_name)):
            node = _node(store, quad)
            if NW("evidenceFor") in node.terms:
                yield Judged(reader.fact_of(node), right=True)


def _node(store: GraphStore, quad: ox.Quad) -> Node:
    node = iri_of(quad.subject)
    return group(store.database.quads_for_pattern(node, None, None, quad.graph_name))[node]

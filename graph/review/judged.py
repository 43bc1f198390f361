"""The sentences of a graph that a person has judged, as its provenance says.

Evidence that a decision touches points to it (``nw:curatedBy``; its node says what was decided, ``nw:decision``), what
was rejected is ``nw:rejectedFor`` its fact, and the document's graph can be had as it was read (``store.as_read``). A
decision that the graph has not followed, or whose ground has gone, is not there and counts for nothing.

A relation or an argument that somebody changed was read wrongly. Where only status or qualifiers were changed, or an
entity was split, the reading counts neither way unless it was confirmed, too.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from newsweave.graph.nodes import Node, group, iri_of, text_of
from newsweave.graph.review.quality import Judged
from newsweave.graph.store.as_read import as_read
from newsweave.graph.store.graph_reader import GraphReader
from newsweave.graph.store.store import GraphStore
from newsweave.graph.store.terms import NW, RDF

__all__ = ["judged"]

_FOR, _REJECTED, _CURATED = NW("evidenceFor"), NW("rejectedFor"), NW("curatedBy")
_ARGUMENTS = (RDF("subject"), RDF("predicate"), RDF("object"))


def judged(store: GraphStore) -> list[Judged]:
    """Sorted by document and place in it, then what was read before what a person put in its place."""
    reader, pattern = GraphReader(store), store.database.quads_for_pattern
    with store.reading():
        graphs = {iri_of(quad.graph_name) for quad in pattern(None, _CURATED, None, None)}
        found = [j for graph in graphs for j in _of_document(store, reader, graph)]
    return sorted(found, key=lambda j: (j.document, j.fact.evidence[0].start, not j.read, j.fact.key))


def _of_document(store: GraphStore, reader: GraphReader, graph: ox.NamedNode) -> Iterator[Judged]:
    pattern = store.database.quads_for_pattern
    quads = set(pattern(None, None, None, graph))
    before = group(as_read(quads, graph))
    for iri, now in group(quads).items():
        if _CURATED in now.terms and {_FOR, _REJECTED} & now.terms.keys():
            made = [iri_of(by) for by in now.terms[_CURATED]]
            decisions = {text_of(quad.object) for by in made for quad in pattern(by, NW("decision"), None, None)}
            yield from _of_evidence(reader, before.get(iri), now, decisions)


def _of_evidence(reader: GraphReader, before: Node | None, now: Node, decisions: set[str]) -> Iterator[Judged]:
    """``before``: as it was read, None where somebody added it."""
    if _FOR not in now.terms:
        if before is not None:
            yield Judged(reader.fact_of(before), right=False)
    elif (
        before is not None
        and "change" in decisions
        and any(before.terms.get(e) != now.terms.get(e) for e in _ARGUMENTS)
    ):
        yield Judged(reader.fact_of(before), right=False)
        yield Judged(reader.fact_of(now), right=True, read=False)
    elif "confirm" in decisions:
        yield Judged(reader.fact_of(now), right=True, read=before is not None)
    elif decisions & {"change", "add"}:
        yield Judged(reader.fact_of(now), right=True, read=False)

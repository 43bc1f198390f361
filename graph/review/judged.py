"""The sentences of a graph that a person has judged, as its provenance says.

What a decision touches points to it (``nw:curatedBy``; its node says what was decided, ``nw:decided``) and keeps in one
literal (``nw:asRead``) how it was read; what was rejected is ``nw:rejectedFor`` its fact. A decision that the graph has
not followed, or whose ground has gone, is not there and counts for nothing.

A relation or an argument that somebody changed was read wrongly. Where only status or qualifiers were changed, the
reading counts neither way, unless it was confirmed, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pyoxigraph as ox

from newsweave.graph.nodes import Node, group, iri_of, text_of
from newsweave.graph.review.quality import Judged
from newsweave.graph.store.graph_reader import GraphReader
from newsweave.graph.store.store import GraphStore
from newsweave.graph.store.terms import NW, RDF

__all__ = ["judged"]

_FOR, _REJECTED, _AS_READ = NW("evidenceFor"), NW("rejectedFor"), NW("asRead")
_ARGUMENTS = (RDF("subject"), RDF("predicate"), RDF("object"))


def judged(store: GraphStore) -> list[Judged]:
    """Sorted by document and place in it, then what was read before what a person put in its place."""
    reader, pattern = GraphReader(store), store.database.quads_for_pattern
    with store.reading():
        curated = {
            (iri_of(quad.subject), iri_of(quad.graph_name)) for quad in pattern(None, NW("curatedBy"), None, None)
        }
        found = [j for iri, graph in sorted(curated, key=str) for j in _of_evidence(store, reader, iri, graph)]
    return sorted(found, key=lambda j: (j.document, j.fact.evidence[0].start, not j.read, j.fact.key))


def _of_evidence(store: GraphStore, reader: GraphReader, iri: ox.NamedNode, graph: ox.NamedNode) -> Iterator[Judged]:
    pattern = store.database.quads_for_pattern
    now = group(pattern(iri, None, None, graph))[iri]
    if not {_FOR, _REJECTED} & now.terms.keys():
        return  # an entity that a document names by a decision, say
    made = [iri_of(by) for by in now.terms[NW("curatedBy")]]
    decisions = {text_of(quad.object) for by in made for quad in pattern(by, NW("decided"), None, graph)}
    rejected = _FOR not in now.terms
    if rejected:
        now.terms[_FOR] = now.terms[_REJECTED]
    if _AS_READ not in now.terms:
        yield Judged(reader.fact_of(now), right=not rejected, read="add" not in decisions)
        return
    before = _as_read(now, graph)
    changed = any(before.terms[end] != now.terms[end] for end in _ARGUMENTS)
    if rejected or changed:
        yield Judged(reader.fact_of(before), right=False)
    elif "confirm" in decisions:
        yield Judged(reader.fact_of(before), right=True)
    if not rejected and "change" in decisions:
        yield Judged(reader.fact_of(now), right=True, read=False)


def _as_read(node: Node, graph: ox.NamedNode) -> Node:
    lines = "".join(f"{node.iri} {said} {graph} .\n" for said in json.loads(node.text(_AS_READ)))
    return group(ox.parse(lines, format=ox.RdfFormat.N_QUADS))[node.iri]

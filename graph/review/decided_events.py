"""What decisions on statements make of a document's events: a rejected statement no longer speaks for its event."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from newsweave.graph.nodes import Node, group, iri_of
from newsweave.graph.store.terms import NW, OA, RDF

__all__ = ["events_followed"]

_TELLS = NW("tellsOfEvent")


def events_followed(
    quads: set[ox.Quad],
    read: set[ox.Quad],
    graph: ox.NamedNode,
    replaced: Mapping[ox.NamedNode, Mapping[ox.NamedNode, ox.NamedNode]],
) -> set[ox.Quad]:
    """A document's quads with its events as the remaining statements tell them.

    ``quads``: with decisions on evidence followed; ``read``: as they were read. ``replaced``: for an evidence the
    entities that others have taken the place of. An event that no statement tells of any more goes; participants and
    sentences that only rejected ones gave go too.
    """
    told = {iri_of(q.object) for q in read if q.predicate == _TELLS}
    if not told or quads == read:
        return quads
    before, now = group(read), group(quads)
    out = set(quads)
    for event in told:
        tellers = [iri for iri, node in now.items() if event in node.terms.get(_TELLS, ())]
        was = [iri for iri, node in before.items() if event in node.terms.get(_TELLS, ())]
        if not tellers:
            gone = {event, *(iri_of(t) for t in now[event].terms.get(NW("telling"), ()))}
            out = {q for q in out if q.subject not in gone}
        elif tellers != was or any(teller in replaced for teller in tellers):
            _participants(out, event, now, [now[t] for t in tellers], graph, replaced)
            _tellings(out, event, now, [before[t] for t in was], [now[t] for t in tellers], graph)
    return out


def _participants(
    out: set[ox.Quad],
    event: ox.NamedNode,
    now: Mapping[ox.NamedNode, Node],
    tellers: list[Node],
    graph: ox.NamedNode,
    replaced: Mapping[ox.NamedNode, Mapping[ox.NamedNode, ox.NamedNode]],
) -> None:
    named = {node.term(RDF(end)) for node in tellers for end in ("subject", "object")}
    instead = {old: new for node in tellers for old, new in replaced.get(node.iri, {}).items()}
    parts = {term for term in now[event].terms.get(NW("participant"), ()) if isinstance(term, ox.NamedNode)}
    left = {instead.get(part, part) if part not in named else part for part in parts} & named
    if not left:
        return  # an event has a participant
    for quad in [q for q in out if q.subject == event and q.object in parts - named]:
        out.discard(quad)
        new = instead.get(iri_of(quad.object))
        if new is not None and new in named:
            out.add(ox.Quad(event, quad.predicate, new, graph))


def _tellings(
    out: set[ox.Quad],
    event: ox.NamedNode,
    now: Mapping[ox.NamedNode, Node],
    was: list[Node],
    tellers: list[Node],
    graph: ox.NamedNode,
) -> None:
    kept = {node.text(OA("start")) for node in tellers}
    silent = {node.text(OA("start")) for node in was} - kept
    tellings = [iri_of(term) for term in now[event].terms.get(NW("telling"), ())]
    gone = {t for t in tellings if now[t].text(OA("start")) in silent}
    if len(gone) < len(tellings):
        out -= {q for q in out if q.subject in gone} | {ox.Quad(event, NW("telling"), t, graph) for t in gone}

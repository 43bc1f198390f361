"""Events to quads: a node for what a document tells of one deal, round or lawsuit, and one for each sentence on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsweave.extract.model import Event, EventTelling
from newsweave.graph.store.qualifiers import bounds_of, date_n3, qualifier_n3
from newsweave.graph.store.terms import NW, OA, PROV, RDF, RDFS, Names, integer_n3, text_n3
from newsweave.ontology.errors import DataError
from newsweave.ontology.vocabulary import camel_case, vocabulary

__all__ = ["event_lines"]


def event_lines(events: Iterable[Event], graph: str, names: Names) -> list[str]:
    """The lines of N-Quads for a document's events; ``graph`` is the document's IRI as N-Quads write it.

    Raises:
        DataError: where an event has a kind or a part that the vocabulary does not have.
    """
    return [f"{node} {what} {text} {graph} .\n" for e in events for node, what, text in _event(e, graph, names)]


def _event(event: Event, graph: str, names: Names) -> Iterator[tuple[str, str, str]]:
    if event.kind not in vocabulary().event_kinds:
        raise DataError(f"event kind {event.kind!r} is not in the vocabulary")
    node = str(names.event(event.id))
    yield node, RDF.n3("type"), NW.n3("EventRecord")
    yield node, RDF.n3("type"), NW.n3(event.kind)
    yield node, RDFS.n3("label"), text_n3(event.label)
    yield node, PROV.n3("wasDerivedFrom"), graph
    yield node, NW.n3("stage"), text_n3(event.stage)
    for part in event.parts:
        if part.part not in vocabulary().event_parts:
            raise DataError(f"event part {part.part!r} is not in the vocabulary")
        entity = str(names.entity(part.id))
        yield node, NW.n3("participant"), entity
        yield node, NW.n3(camel_case(part.part)), entity
    for name, value in event.qualifiers.items():
        yield node, NW.n3(vocabulary().require_qualifier(name).local), qualifier_n3(name, value)
    for bound, day in zip(("earliest", "latest"), bounds_of(event.qualifiers), strict=True):
        if day is not None:
            yield node, NW.n3(bound), date_n3(day.isoformat())
    for telling in event.tellings:
        yield node, NW.n3("telling"), str(names.telling(event.id, telling.start))
        yield from _telling(event, telling, graph, names)


def _telling(event: Event, t: EventTelling, graph: str, names: Names) -> Iterator[tuple[str, str, str]]:
    node = str(names.telling(event.id, t.start))
    yield node, RDF.n3("type"), NW.n3("EventTelling")
    yield node, PROV.n3("wasDerivedFrom"), graph
    yield node, OA.n3("start"), integer_n3(t.start)
    yield node, OA.n3("end"), integer_n3(t.end)
    yield node, OA.n3("exact"), text_n3(t.text)
    yield node, NW.n3("stage"), text_n3(t.stage)
    yield node, NW.n3("status"), text_n3(t.status)
    if t.date:
        yield node, NW.n3("date"), date_n3(t.date)
    if t.attributed_to is not None:
        yield node, NW.n3("attributedTo"), text_n3(t.attributed_to)

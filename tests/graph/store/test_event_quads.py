"""Events in the graph: what queries find, what shapes ask, what decisions and doubts make of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.graph.store.store_fixtures import entity, item, said

from newsweave.extract.model import Event, EventPart, EventTelling
from newsweave.graph.ask.query import run_named_query, run_query
from newsweave.graph.review.merge_decisions import Merging, Target
from newsweave.graph.review.validate import validate
from newsweave.graph.store.prepared import prepare
from newsweave.graph.store.store import GraphStore
from newsweave.graph.store.terms import Names
from newsweave.ontology.errors import DataError

KEST, ORVA, NORVAN = entity("Kest"), entity("Orva"), entity("Norvan")
_TOLD = item("d", (KEST, "acquired", ORVA, "Kest bought Orva.", said()))
EVENT = Event(
    id="e1",
    kind="Takeover",
    label="takeover: Kest, Orva",
    parts=(EventPart("buyer", "kest", "Kest", "Company"), EventPart("target", "orva", "Orva", "Company")),
    stage="happened",
    tellings=(EventTelling(0, 17, "Kest bought Orva.", "happened", "asserted", "2024-05"),),
    qualifiers={"amount": "$4 million", "amount_value": "4000000", "currency": "USD", "date": "2024-05"},
)
STATED = tuple(replace(s, event="e1") for s in _TOLD.statements)
_BY_PART = """SELECT ?buyer ?target ?amount ?stage ?exact ?latest {
  ?event a nw:Takeover, nw:EventRecord ; nw:buyer/skos:prefLabel ?buyer ; nw:target/skos:prefLabel ?target ;
         nw:amountValue ?amount ; nw:telling/oa:exact ?exact ; nw:stage ?stage ; nw:latest ?latest .
  ?evidence nw:tellsOfEvent ?event ; rdf:predicate nw:acquired }"""


def stored(event: Event = EVENT) -> GraphStore:
    store = GraphStore.in_memory()
    store.put(_TOLD.document, STATED, _TOLD.entities, events=[event])
    return store


def test_an_event_is_found_by_its_parts() -> None:
    (row,) = run_query(stored(), _BY_PART).rows
    assert [str(cell) for cell in row] == ["Kest", "Orva", "4000000.0", "happened", "Kest bought Orva.", "2024-05-31"]


def test_the_graph_conforms_with_events() -> None:
    assert validate(stored()).violations == ()


@pytest.mark.parametrize(
    ("event", "message"),
    [
        (replace(EVENT, tellings=()), "some sentence tells of an event"),
        (replace(EVENT, parts=()), "an event has a participant"),
        (replace(EVENT, stage="over"), "an event has one stage"),  # type: ignore[arg-type]
        (replace(EVENT, id="other"), "an event is told by an evidence"),
        (
            replace(EVENT, parts=(EventPart("buyer", "nobody", "Nobody", "Company"),)),
            "participants are entities with a name",
        ),
    ],
)
def test_shapes_find_what_is_wrong_with_an_event(event: Event, message: str) -> None:
    assert any(v.message.startswith(message) for v in validate(stored(event)).violations)


@pytest.mark.parametrize(
    ("event", "message"),
    [
        (replace(EVENT, kind="Party"), "event kind 'Party' is not in the vocabulary"),
        (replace(EVENT, parts=(EventPart("owner", "kest", "Kest", "Company"),)), "event part 'owner' is not in"),
    ],
)
def test_what_the_vocabulary_lacks_is_refused(event: Event, message: str) -> None:
    with pytest.raises(DataError, match=message):
        prepare(_TOLD.document, STATED, _TOLD.entities, Names(), events=[event])


def test_replacing_a_document_takes_its_events_away() -> None:
    store = stored()
    _TOLD.put(store)
    assert store.remove("d")
    assert not list(store.database)


def test_decisions_reach_events() -> None:
    merging = Merging({"orva": Target("norvan", "Norvan", "Company")})
    found, _, _ = merging.apply(STATED, _TOLD.entities)
    (event,) = merging.events([EVENT], found)
    assert [(p.part, p.id, p.name) for p in event.parts] == [("buyer", "kest", "Kest"), ("target", "norvan", "Norvan")]
    assert event.label == "takeover: Kest, Norvan"


def test_an_event_that_no_statement_tells_of_any_more_goes() -> None:
    assert Merging().events([EVENT], []) == []
    assert Merging().events([EVENT], STATED) == [EVENT]


def test_named_queries_list_events() -> None:
    (row,) = run_named_query(stored(), "events", {}).to_dicts()
    assert (row["kind"], row["event"], row["stage"], row["sentences"]) == (
        "Takeover",
        "takeover: Kest, Orva",
        "happened",
        1,
    )
    for name, found in (("Orva", 1), ("Kest", 1)):
        rows = run_named_query(stored(), "events-of", {"name": name}).to_dicts()
        assert [r["sentence"] for r in rows] == ["Kest bought Orva."] * found

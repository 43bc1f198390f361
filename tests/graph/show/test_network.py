"""Facts as a network."""

from __future__ import annotations

import json

from tests.graph.store.store_fixtures import HOSTILE, entity, item, items, newsroom, said

from newsweave.graph.show.network import to_network
from newsweave.graph.store.graph_reader import GraphReader
from newsweave.graph.store.store import GraphStore

BASE = "https://w3id.org/newsweave/id/"


def test_a_fact_is_an_edge_with_its_strongest_evidence() -> None:
    with GraphStore.in_memory() as store:
        facts = GraphReader(items(store, newsroom())).facts()
    network = to_network(facts)
    assert network.number_of_edges() == len(facts) == 10
    assert network.nodes[BASE + "veldt-pay"] == {
        "name": "Veldt Pay", "type": "Company", "kind": "entity", "aliases": "Veldt",
    }  # fmt: skip
    assert network.nodes["value:date:2029"] == {"name": "2029", "type": "date", "kind": "value", "aliases": ""}
    [deal] = [fact for fact in facts if fact.relation == "signed_agreement_with"]
    assert network.edges[BASE + "veldt-pay", BASE + "oskar-bank", deal.key] == {
        "relation": "signed_agreement_with",
        "label": "signed agreement with",
        "status": "asserted",
        "confidence": 0.95,
        "evidence": 2,
        "documents": 2,
        "independent_sources": 2,
        "first_date": "2031-03-04",
        "last_date": "2031-06-30",
        "attributed_to": "",
        "qualifiers": '{"agreement_type": "deal"}',
        "sentence": "Veldt Pay signed a second deal with Oskar Bank.",
        "source_name": "Harbour Post",
        "url": "",
        "document": "news-2",
    }


def test_parallel_facts_stay_apart_and_none_gives_none() -> None:
    kest, orva = entity("Kest"), entity("Orva")
    two = item("d", *((kest, r, orva, f"Kest {r} Orva.", said()) for r in ("acquired", "sued")))
    with GraphStore.in_memory() as store:
        network = to_network(GraphReader(items(store, [two])).facts())
    assert network.number_of_edges(BASE + "kest", BASE + "orva") == 2
    assert len(to_network([])) == 0


def test_attributes_are_plain_and_fit_xml() -> None:
    made = [
        item(text, (entity(text), "acquired", entity("Orva"), text, said(qualifiers={"topic": text})), source=text)
        for text in HOSTILE
    ]
    with GraphStore.in_memory() as store:
        network = to_network(GraphReader(items(store, made)).facts())
    attributes = [data for _, data in network.nodes(data=True)] + [data for *_, data in network.edges(data=True)]
    for data in attributes:
        assert {type(value) for value in data.values()} <= {str, int, float}
        text = "".join(map(str, data.values()))
        assert not set(text) & {"\x00", "\x1b", "\ud800", "\uffff"}
    assert all(json.loads(data["qualifiers"])["topic"] for *_, data in network.edges(data=True))

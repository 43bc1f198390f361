"""Facts as a network."""

from __future__ import annotations

import json

from networkx import weakly_connected_components
from tests.graph.store.store_fixtures import HOSTILE, entity, item, items, newsroom, said, value

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
    assert network.nodes[f"value:date:2029 of {BASE}veldt-pay"] == {
        "name": "2029",
        "type": "date",
        "kind": "value",
        "aliases": "",
    }
    [deal] = [fact for fact in facts if fact.relation == "signed_agreement_with"]
    assert network.edges[BASE + "veldt-pay", BASE + "oskar-bank", deal.key] == {
        "relation": "signed_agreement_with",
        "predicate": "",
        "label": "signed agreement with",
        "status": "asserted",
        "confidence": 0.95,
        "date": "2031-03",
        "amount": "",
        "currency": "",
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


def test_who_shares_nothing_but_a_figure_is_not_joined() -> None:
    kest, orva, tarn = entity("Kest"), entity("Orva"), entity("Tarn")
    staff, year = value("400", "number", "400 people"), value("2012", "date", "2012")
    paid = said(qualifiers={"date": "2019", "amount": "$6 million", "amount_value": "6000000", "currency": "USD"})
    facts = [(one, r, v, f"{one.name} {v.text}.", said()) for one in (kest, orva) for r, v in
             (("has_metric", staff), ("founded_on", year))]  # fmt: skip
    with GraphStore.in_memory() as store:
        made = [item("d", *facts, (kest, "acquired", tarn, "Kest bought Tarn for $6 million in 2019.", paid))]
        network = to_network(GraphReader(items(store, made)).facts())
    assert sorted(map(len, weakly_connected_components(network))) == [3, 4]
    [deal] = [data for *_, data in network.edges(data=True) if data["relation"] == "acquired"]
    assert (deal["date"], deal["amount"], deal["currency"]) == ("2019", "6000000", "USD")


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

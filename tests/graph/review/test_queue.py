"""Which facts a person is shown first."""

from __future__ import annotations

import pytest
from tests.graph.show.page_fixtures import BASE, fact
from tests.graph.store.store_fixtures import entity, item, items, said

from newsweave.graph.facts import Fact, GraphEntity
from newsweave.graph.review.queue import Order, connections, in_order
from newsweave.graph.store.graph_reader import GraphReader
from newsweave.graph.store.store import GraphStore

A, B, C, D = (GraphEntity(f"{BASE}{name}", f"{name.upper()} Group", "Company") for name in "abcd")


def one(
    number: int,
    subject: GraphEntity,
    obj: GraphEntity,
    confidence: float,
    relation: str = "acquired",
    twice: bool = False,
) -> Fact:
    text = f"{subject.name} and {obj.name} {number}."
    return fact(subject, relation, obj, text, number=number, confidence=confidence, again=text if twice else None)


def numbers(facts: list[Fact]) -> list[int]:
    return [int(f.key, 16) for f in facts]


def test_doubt_and_importance_both_count() -> None:
    hub = {A.iri: 40, B.iri: 40}
    facts = [
        one(1, C, D, 0.95),
        one(2, C, D, 0.60),
        one(3, A, B, 0.60),
        one(4, A, B, 0.99),
        one(5, C, D, 0.60, twice=True),
        one(6, A, B, 1.0),
        one(7, C, D, 1.0),
    ]
    ordered = numbers(in_order(facts, lambda iri: hub.get(iri, 1)))
    assert ordered == [3, 5, 2, 4, 1, 6, 7]
    assert numbers(in_order(reversed(facts), lambda iri: hub.get(iri, 1))) == ordered


@pytest.mark.parametrize(
    ("order", "expected"),
    [("relation", [2, 1, 3]), ("entity", [3, 2, 1]), ("document", [1, 2, 3]), ("doubt", [3, 2, 1])],
)
def test_facts_of_one_relation_entity_or_document_stand_together(order: Order, expected: list[int]) -> None:
    facts = [one(1, A, B, 0.9, "owns"), one(2, A, C, 0.8, "acquired"), one(3, A, D, 0.7, "sued")]
    assert numbers(in_order(facts, lambda _: 1, order)) == expected


def test_the_entity_with_most_to_decide_comes_first() -> None:
    facts = [one(1, A, B, 0.85), one(2, C, D, 0.7), one(3, A, D, 0.8), one(4, A, C, 0.8)]
    assert numbers(in_order(facts, lambda _: 1, "entity")) == [3, 4, 1, 2]


def test_an_entity_is_as_connected_as_sentences_have_it_in_a_fact() -> None:
    with GraphStore.in_memory() as store:
        kest, sola = entity("Kest"), entity("Sola")
        items(
            store,
            [
                item("a", (kest, "acquired", sola, "Kest bought Sola.", said())),
                item("b", (sola, "sued", kest, "Sola sued Kest.", said())),
                item("c", (entity("Orra"), "sued", kest, "Orra sued Kest.", said())),
            ],
        )
        count = connections(GraphReader(store))
        assert [count(store.names.entity(id).value) for id in ("kest", "sola", "orra", "nobody")] == [3, 2, 1, 0]

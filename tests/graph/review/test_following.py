"""What decisions make of a graph, and that taking them back leaves no trace."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from tests.graph.store.store_fixtures import Item, entity, item, items, said

from newsweave.graph.facts import Fact
from newsweave.graph.review.decisions import Decision, check_decision
from newsweave.graph.review.following import Applied, apply, stale
from newsweave.graph.review.validate import validate
from newsweave.graph.store.graph_reader import GraphReader
from newsweave.graph.store.store import GraphStore

KEST, SOLA, ORRA, BRIN = (entity(name) for name in ("Kest", "Sola", "Orra", "Brin"))


def documents() -> list[Item]:
    return [
        item(
            "a", (KEST, "acquired", SOLA, "Kest bought Sola.", said()), (KEST, "sued", ORRA, "Kest sued Orra.", said())
        ),
        item("b", (KEST, "acquired", SOLA, "Kest has bought Sola.", said())),
        item("c", (BRIN, "partnered_with", KEST, "Brin is a partner of Kest.", said())),
    ]


def graph(of: list[Item] | None = None) -> GraphStore:
    store = GraphStore.in_memory()
    items(store, documents() if of is None else of)
    return store


def decide(store: GraphStore, *lines: Decision) -> Applied:
    return apply(store, [check_decision(d, "test") for d in lines])


def facts(store: GraphStore) -> set[str]:
    return {f"{f.subject.name} {f.relation} {f.object.name} {f.status} {len(f.evidence)}" for f in known(store)}  # type: ignore[union-attr]


def known(store: GraphStore) -> list[Fact]:
    return GraphReader(store).facts()


def key(store: GraphStore, relation: str) -> str:
    return next(f.key for f in known(store) if f.relation == relation)


def dump(store: GraphStore) -> set[str]:
    return {str(quad) for quad in store.database}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (Decision(decision="reject", fact="KEY"), set()),
        (Decision(decision="reject", fact="KEY", document="a"), {"Kest acquired Sola asserted 1"}),
        (Decision(decision="reject", fact="KEY", sentence="Kest bought Sola."), {"Kest acquired Sola asserted 1"}),
        (Decision(decision="reject", subject="kest", object="sola"), set()),
        (Decision(decision="reject", subject="Kest", relation="acquired", object="Sola"), set()),
        (Decision(decision="confirm", fact="KEY"), {"Kest acquired Sola asserted 2"}),
        (Decision(decision="change", fact="KEY", field="status", value="planned"), {"Kest acquired Sola planned 2"}),
        (Decision(decision="change", fact="KEY", field="relation", value="sued"), {"Kest sued Sola asserted 2"}),
        (Decision(decision="change", fact="KEY", field="object", value="Brin"), {"Kest acquired Brin asserted 2"}),
        (Decision(decision="change", fact="KEY", field="subject", value="brin"), {"Brin acquired Sola asserted 2"}),
        (Decision(decision="change", fact="KEY", field="date", value="2024-05"), {"Kest acquired Sola asserted 2"}),
    ],
)
def test_what_a_decision_does_and_that_it_leaves_no_trace(line: Decision, expected: set[str]) -> None:
    store, others = graph(), {"Kest sued Orra asserted 1", "Brin partnered_with Kest asserted 1"}
    fresh = dump(store)
    line = replace(line, fact=line.fact.replace("KEY", key(store, "acquired")))
    done = decide(store, line)
    assert done.changed == (["a"] if line.document or line.sentence else ["a", "b"])
    assert facts(store) == expected | others
    assert (done.stale, validate(store).conforms) == ([], True)
    assert stale(store, [line]) == []
    after = dump(store)
    assert decide(store, line).changed == []
    assert dump(store) == after
    decide(store)
    assert dump(store) == fresh


def test_a_rejected_fact_is_no_plain_triple_but_stays_to_be_asked_for() -> None:
    store = graph()
    decide(store, Decision(decision="reject", fact=key(store, "acquired"), who="Ines Marr", why="no"))
    triple = "ent:kest nw:acquired ent:sola"
    from newsweave.graph.ask.query import run_query

    assert run_query(store, f"ASK {{ {triple} }}").rows == [(False,)]
    rejected = "SELECT DISTINCT ?text ?who ?why { ?e nw:rejectedFor ?f ; oa:exact ?text ; nw:curatedBy [ prov:wasAssociatedWith/rdfs:label ?who ; rdfs:comment ?why ] }"  # noqa: E501
    assert sorted(run_query(store, rejected).rows) == [
        ("Kest bought Sola.", "Ines Marr", "no"),
        ("Kest has bought Sola.", "Ines Marr", "no"),
    ]
    decide(store, Decision(decision="reject", fact=key(graph(), "acquired"), document="a"))
    assert run_query(store, f"ASK {{ {triple} }}").rows == [(True,)]


def test_facts_about_an_entity_leave_out_what_was_rejected() -> None:
    store = graph()
    decide(store, Decision(decision="reject", fact=key(store, "sued")))
    about = GraphReader(store).facts(about=[store.names.entity("orra")])
    assert about == []


def test_a_later_decision_on_the_same_fact_wins() -> None:
    store = graph()
    one = Decision(decision="reject", fact=key(store, "sued"))
    decide(store, one, replace(one, decision="confirm"))
    assert "Kest sued Orra asserted 1" in facts(store)
    decide(store, replace(one, decision="confirm"), one)
    assert "Kest sued Orra asserted 1" not in facts(store)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (Decision(decision="reject", fact="0000"), "no sentence of the graph says this fact any more"),
        (Decision(decision="reject", fact="KEY", document="gone"), "no document 'gone' any more"),
        (Decision(decision="reject", fact="KEY", sentence="Kest left."), "sentence is gone"),
        (Decision(decision="reject", subject="Nobody", object="Sola"), "no entity 'Nobody'"),
        (Decision(decision="reject", subject="Sola", relation="acquired", object="Kest"), "no sentence"),
        (Decision(decision="change", fact="KEY", field="object", value="Nobody"), "'Nobody' is no entity"),
        (Decision(decision="rename", subject="Nobody", value="Kest Group"), "no entity 'Nobody'"),
        (Decision(decision="split", subject="Sola", value="Sola Two", document="c"), "does not name 'Sola'"),
        (Decision(decision="change", fact="KEY", field="object", value="5 USD"), "no value of the kind"),
    ],
)
def test_a_decision_without_ground_is_stale_with_its_reason(line: Decision, said: str) -> None:
    store = graph()
    fresh = dump(store)
    line = replace(line, fact=line.fact.replace("KEY", key(store, "acquired")))
    [(_, reason)] = decide(store, line).stale
    assert said in reason
    assert dump(store) == fresh


def test_any_order_of_building_and_deciding_gives_the_same_graph() -> None:
    dice = random.Random(24)
    sample = graph()
    keys = [f.key for f in known(sample)]
    lines = [
        Decision(decision="reject", fact=keys[0]),
        Decision(decision="confirm", fact=keys[1]),
        Decision(decision="change", fact=keys[2], field="status", value="possible"),
        Decision(decision="change", subject="kest", object="sola", field="object", value="Orra"),
        Decision(decision="reject", fact=keys[0], document="b"),
    ]
    for _ in range(12):
        store, decided = graph(), []
        for _ in range(8):
            step = dice.random()
            if step < 0.4:
                one = dice.choice(documents())
                store.put(one.document, one.statements, one.entities, version=str(dice.random()))
                one.put(store)
                store.finish()
            elif step < 0.6:
                store.remove(dice.choice("abc"))
                store.finish()
            else:
                decided = [d for d in lines if dice.random() < 0.5]
            decide(store, *decided)
        for one in documents():
            one.put(store)
        store.finish()
        decide(store, *decided)
        fresh = graph()
        decide(fresh, *decided)
        assert dump(store) == dump(fresh)

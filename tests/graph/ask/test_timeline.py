"""Facts along time."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from tests.graph.show.page_fixtures import BASE, fact, random_facts
from tests.graph.store.store_fixtures import HOSTILE, entity, item, items, said

from newsweave.graph.ask.timeline import Moment, in_time, period
from newsweave.graph.facts import Fact, GraphEntity, GraphValue
from newsweave.graph.knowledge_graph import KnowledgeGraph, Timeline
from newsweave.graph.store.store import GraphStore
from newsweave.ontology.errors import QueryError


def node(name: str, *aliases: str) -> GraphEntity:
    return GraphEntity(BASE + name, name, "Company", aliases)


def told(qualifiers: dict[str, str], published: str | None = None, value: str | None = None) -> Fact:
    """A fact of which one sentence says these things about its time."""
    obj = node("B") if value is None else GraphValue(value, "date", value)
    return fact(node("A"), "founded_on", obj, "A and B.", qualifiers=qualifiers, document={"date": published})


def days(moment: Moment) -> str:
    return "/".join(day.isoformat() if day else ".." for day in (moment.first, moment.last))


@pytest.mark.parametrize(
    ("qualifiers", "published", "value", "expected"),
    [
        ({"date": "2024-03-01"}, "2024-05-05", None, "2024-03-01/2024-03-01"),
        ({"date": "2024-03"}, None, None, "2024-03-01/2024-03-31"),
        ({"date": "2024-Q2"}, None, None, "2024-04-01/2024-06-30"),
        ({"date": "2024-H2"}, None, None, "2024-07-01/2024-12-31"),
        ({"date": "2024", "edtf": "2024~"}, None, None, "2024-01-01/2024-12-31"),
        ({"date": "2024-05-05", "edtf": "../2024-05-05"}, None, None, "../2024-05-05"),
        ({"date": "2018", "edtf": "2018/.."}, None, None, "2018-01-01/.."),
        ({"begin": "2020"}, "2024-05-05", None, "2020-01-01/.."),
        ({"end": "2024-06"}, "2024-05-05", None, "../2024-06-30"),
        ({"begin": "2020-02", "end": "2021"}, None, None, "2020-02-01/2021-12-31"),
        ({}, "2024-05-05", "2018", "2018-01-01/2018-12-31"),  # founded on
        ({}, "2024-05-05", "Tuesday", "2024-05-05/2024-05-05 published"),
        ({}, "2024-05", None, "2024-05-01/2024-05-31 published"),
        ({"date": "soon"}, "2024-05-05", None, "2024-05-05/2024-05-05 published"),
        ({"date": "2024-02-31"}, "2024-05-05", None, "2024-05-05/2024-05-05 published"),
    ],
)
def test_the_time_of_a_fact(
    qualifiers: dict[str, str], published: str | None, value: str | None, expected: str
) -> None:
    [moment] = in_time([told(qualifiers, published, value)])
    assert days(moment) + (" published" if moment.published else "") == expected


@pytest.mark.parametrize("published", [None, "yesterday"])
def test_what_has_no_time_is_left_out(published: str | None) -> None:
    assert in_time([told({}, published)]) == []


def test_what_a_sentence_says_goes_before_publication_and_the_strongest_first() -> None:
    silent, weaker = told({}, "2020-01-01").evidence[0], told({"date": "2022"}).evidence[0]
    one = replace(told({}), evidence=(silent, told({"date": "2021"}).evidence[0], weaker))
    [moment] = in_time([one])
    assert (moment.day, moment.published, moment.evidence) == (date(2021, 1, 1), False, one.evidence[1])
    later = told({}, "2019-06-01").evidence[0]
    [moment] = in_time([replace(one, evidence=(silent, later))])
    assert (moment.day, moment.published, moment.evidence) == (date(2019, 6, 1), True, later)


def test_the_order_does_not_depend_on_how_facts_come() -> None:
    facts = random_facts(30, 120, seed=5)
    moments = in_time(facts)
    assert [m.day for m in moments] == sorted(m.day for m in moments)
    shuffled = random.Random(1).sample(facts, len(facts))
    assert in_time(shuffled) == moments


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, ["2018", "2023", "2024-03", "2025"]),
        ("2024", None, ["2024-03", "2025"]),
        ("2024-03-31", None, ["2024-03", "2025"]),
        ("2024-04-01", None, ["2025"]),
        (None, "2024", ["2018", "2023", "2024-03"]),
        (None, "2024-03-01", ["2018", "2023", "2024-03"]),
        (None, "2024-02", ["2018", "2023"]),
        ("2023-Q3", "2024-Q1", ["2023", "2024-03"]),
        ("2026", None, []),
        ("2025", "2018", []),
    ],
)
def test_since_and_until(since: str | None, until: str | None, expected: list[str]) -> None:
    facts = [told({"date": text}) for text in ("2025", "2024-03", "2023", "2018")]
    found = in_time(facts, period("since", since)[0], period("until", until)[1])
    assert [m.evidence.qualifiers["date"] for m in found] == expected


@pytest.mark.parametrize("text", ["", "soon", "2024-13", "2024-02-30", "2024/2025", "../2024", "1 March 2024"])
def test_what_is_no_date_is_named(text: str) -> None:
    with pytest.raises(QueryError, match="since must be a date such as 2024, 2024-03 or 2024-03-01, not"):
        period("since", text)


def test_a_timeline(kg: KnowledgeGraph) -> None:
    found = [(days(m), m.fact.relation, m.published) for m in kg.timeline(about="VELDT")]
    assert found == [
        ("2029-01-01/2029-12-31", "founded_on", False),
        ("2030-01-01/..", "works_for", False),
        ("2031-03-01/2031-03-31", "signed_agreement_with", False),
        ("2031-03-04/2031-03-04", "chief_executive_of", True),
        ("2031-03-04/2031-03-04", "raised_funding", True),
        ("2031-06-30/2031-06-30", "has_metric", True),
        ("2031-06-30/2031-06-30", "raised_funding", True),
        ("2031-06-30/2031-06-30", "has_metric", True),
        ("2031-06-30/2031-06-30", "has_metric", True),
        ("../2032-05-05", "acquired", False),
    ]
    assert len(kg.timeline()) == len(kg.timeline(about="veldt pay"))  # the facts of the other documents have no date
    assert [m.day.year for m in kg.timeline(since="2030", until="2031-03-03")] == [2030, 2031]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"about": "Veltd Pay"}, r"nothing in the graph is called 'Veltd Pay'; near it: Veldt Pay$"),
        ({"about": "Zzz"}, r"nothing in the graph is called 'Zzz'$"),
        ({"since": "March"}, "since must be a date such as"),
        ({"until": "2024-13"}, "until must be a date such as"),
    ],
)
def test_wrong_timelines(kg: KnowledgeGraph, arguments: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        kg.timeline(**arguments)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_timeline_in_a_notebook_is_inert(text: str) -> None:
    made = item("d", (entity(text), "acquired", entity("Orva"), text, said(label=text)), title=text, date="2031-01-02")
    with GraphStore.in_memory() as store:
        shown = KnowledgeGraph(items(store, [made])).timeline()._repr_html_()
    assert "2031-01-02 (published)" in shown
    assert "<img" not in shown
    assert "<script" not in shown
    assert not set(shown) & {"\x00", "\x1b", "\u202e"}


def test_a_timeline_in_a_notebook_says_when_and_how_much_is_shown(kg: KnowledgeGraph) -> None:
    shown = Timeline(kg.timeline() * 6)._repr_html_()
    assert shown.count("<tr>") == 51
    assert "50 of 60 facts shown" in shown
    assert "<td>.. to 2032-05-05</td>" in shown
    assert "<td>2030-01-01 to ..</td>" in shown


def test_a_part_is_shown_as_the_whole(kg: KnowledgeGraph) -> None:
    facts, moments = kg.facts(), kg.timeline()
    assert facts[:2]._repr_html_().count("<tr>") == moments[-2:]._repr_html_().count("<tr>") == 3
    assert [facts[0], facts[1]] == facts[:2]

"""Figures of a graph as series: what belongs together, in which order, and of when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from tests.graph.store.store_fixtures import HOSTILE, entity, item, items, said, value

from newsweave.graph.ask.series import Figure, number_of
from newsweave.graph.facts import GraphValue
from newsweave.graph.knowledge_graph import KnowledgeGraph
from newsweave.graph.store.store import GraphStore
from newsweave.ontology.errors import QueryError

ORVA, KEST = entity("Orva", "Company", "Orva Ltd"), entity("Kest", "Bank")


def figure(text: str, form: str, kind: str, words: str, **known: str) -> tuple:  # type: ignore[type-arg]
    return ORVA, "has_metric", value(form, kind, text), f"Orva has {text}.", said(
        qualifiers={"metric": words, **known}, status="planned" if "planned" in text else "asserted")  # fmt: skip


@pytest.fixture(scope="module")
def kg() -> Iterator[KnowledgeGraph]:
    with GraphStore.in_memory() as store:
        items(
            store,
            [
                item(
                    "a",
                    figure("$6m", "6000000 USD", "money", "sales", date="2031", growth="9%", former_level="$5.5m"),
                    figure("5m euros", "5000000 EUR", "money", "revenue", date="2031"),
                    figure("9%", "9", "percentage", "turnover growth", date="2031"),
                    figure("$8m (planned)", "8000000 USD", "money", "revenue", date="2033"),
                    figure("dozens", "dozens", "number", "users"),
                    figure("400 users", "400", "number", "users"),
                    figure("200-300 staff", "200/300", "number", "staff", begin="2030"),
                    (KEST, "acquired", ORVA, "Kest bought Orva.", said()),
                    (ORVA, "has_metric", value("3", "number", "3 of it"), "Orva has 3 of it.", said()),
                    date="2032-02-03",
                ),
                item("b", figure("$5m", "5000000 USD", "money", "turnover", date="2030")),
                item("c", figure("$5m", "5000000 USD", "money", "turnover", date="2030")),
                item("d", (KEST, "has_metric", value("7", "number", "7 users"), "Kest has 7 users.",
                           said(qualifiers={"metric": "users"}))),
            ],
        )  # fmt: skip
        yield KnowledgeGraph(store)


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("5", "number", (5, None, "")),
        ("200/300", "number", (200, 300, "")),
        ("-1.50 USD", "money", (-1.5, None, "USD")),
        ("3/4 EUR", "money", (3, 4, "EUR")),
        ("7", "percentage", (7, None, "%")),
        ("dozens", "number", None),
        ("a fortune", "money", None),
        ("2031", "date", None),
        ("9" * 400, "number", None),
        ("9" * 400 + " USD", "money", None),
    ],
)
def test_the_number_of_a_value(text: str, kind: str, number: tuple[float, float | None, str] | None) -> None:
    assert number_of(GraphValue(text, kind, text)) == number


def told(f: Figure) -> tuple[object, ...]:
    return f.series, f.measure.part, f.unit, f.text, f.value, f.upper


def test_all_figures_of_somebody_come_by_series_and_time(kg: KnowledgeGraph) -> None:
    assert [told(f) for f in kg.series("Orva")] == [
        ("employees", "level", "", "200-300 staff", 200, 300),
        ("revenue", "level", "EUR", "5m euros", 5_000_000, None),
        ("revenue", "level", "USD", "$5m", 5_000_000, None),
        ("revenue", "level", "USD", "$5m", 5_000_000, None),
        ("revenue", "level", "USD", "$6m", 6_000_000, None),
        ("revenue", "level", "USD", "$8m (planned)", 8_000_000, None),
        ("revenue", "change", "%", "9%", 9, None),
        ("users", "level", "", "400 users", 400, None),
    ]


@pytest.mark.parametrize("words", ["revenue", "Turnover", "net sales"])
def test_any_words_for_a_series_find_it(kg: KnowledgeGraph, words: str) -> None:
    assert {f.series for f in kg.series("orva ltd", words)} == {"revenue"}
    assert len(kg.series("Orva", words)) == 6
    assert kg.series("Orva", "U.S. " + words) == []


def test_a_figure_is_of_when_it_says_else_of_its_publication(kg: KnowledgeGraph) -> None:
    days = [(f.text, f.first, f.last, f.published) for f in kg.series("Orva") if f.measure.part == "level"]
    assert days == [
        ("200-300 staff", date(2030, 1, 1), None, False),
        ("5m euros", date(2031, 1, 1), date(2031, 12, 31), False),
        ("$5m", date(2030, 1, 1), date(2030, 12, 31), False),
        ("$5m", date(2030, 1, 1), date(2030, 12, 31), False),
        ("$6m", date(2031, 1, 1), date(2031, 12, 31), False),
        ("$8m (planned)", date(2033, 1, 1), date(2033, 12, 31), False),
        ("400 users", date(2032, 2, 3), date(2032, 2, 3), True),
    ]
    [undated] = kg.series("Kest")
    assert (undated.day, undated.published) == (None, True)


def test_each_figure_has_its_sentence(kg: KnowledgeGraph) -> None:
    assert [f.evidence.text for f in kg.series("Orva", "users")] == ["Orva has 400 users."]
    assert [f.evidence.document_id for f in kg.series("Orva", "revenue") if f.text == "$5m"] == ["b", "c"]


def test_without_a_name_they_are_those_of_everybody(kg: KnowledgeGraph) -> None:
    assert [f.fact.subject.name for f in kg.series(metric="users")] == ["Kest", "Orva"]
    assert len(kg.series()) == len(kg.series("Orva")) + len(kg.series("Kest"))


def test_who_asks_for_nobody_hears_so(kg: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="nothing in the graph is called 'Orvo'; near it: Orva"):
        kg.series("Orvo")


def test_the_frame_can_be_drawn(kg: KnowledgeGraph) -> None:
    frame = kg.series("Orva", "revenue").to_frame()
    dollars = frame[(frame["unit"] == "USD") & (frame["part"] == "level") & (frame["status"] == "asserted")]
    assert dollars["value"].tolist() == [5e6, 5e6, 6e6]
    assert dollars["day"].dt.year.tolist() == [2030, 2030, 2031]
    assert dollars["growth"].tolist()[-1] == "9%"
    assert dollars["former_level"].tolist()[-1] == "$5.5m"
    assert kg.series("Orva", "wishes").to_frame().empty


def test_the_table_shows_them_escaped(kg: KnowledgeGraph) -> None:
    shown = kg.series("Orva")._repr_html_()
    assert shown.count("<tr>") == 9
    assert "<td>revenue (change)</td><td>2031-01-01 to 2031-12-31</td><td>Orva</td><td>9%</td>" in shown
    assert "<td>2030-01-01 to ..</td>" in shown
    assert "<td>2032-02-03 (published)</td>" in shown
    assert kg.series("Kest")._repr_html_().count("<td></td>") == 2


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_a_series_of_their_own(text: str) -> None:
    odd = (ORVA, "has_metric", value("3", "number", text), text, said(qualifiers={"metric": text}))
    with GraphStore.in_memory() as store:
        items(store, [item("d", odd)])
        [found] = KnowledgeGraph(store).series("Orva")
        shown = KnowledgeGraph(store).series("Orva")._repr_html_()
    assert found.value == 3
    assert "<img" not in shown and "\x1b" not in shown

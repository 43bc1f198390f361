"""The figures of an entity on the page: by metric and time, drawn where they make a line, each with its sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.graph.show.page_fixtures import BASE, HOSTILE, fact
from tests.graph.show.page_view import PHONE, Opener, View

from newsweave.graph.facts import Fact, GraphEntity, GraphValue

pytestmark = pytest.mark.browser

ALDA = GraphEntity(f"{BASE}alda", "Alda Ltd", "Company")
BRENN = GraphEntity(f"{BASE}brenn", "Brenn Bank", "Bank")
STEPS = iter(range(10_000))


def figure(value: str, text: str, words: str, date: str | None = None, kind: str = "money", **more: Any) -> Fact:
    """A figure; ``date`` is what the sentence says, ``printed`` when its document was published."""
    qualifiers = {"metric": words} | ({"date": date} if date else {}) | more.pop("qualifiers", {})
    number = next(STEPS)
    printed = {"date": more.pop("printed", None), "title": f"News {number}"}
    sentence = f"Alda Ltd told of {text} ({words}, {date})."
    obj = GraphValue(value, kind, text)
    return fact(
        ALDA, "has_metric", obj, sentence, number=number, qualifiers=qualifiers, document=printed, **more
    )  # fmt: skip


def shown(opened: Opener, facts: list[Fact], **how: Any) -> View:
    deal = fact(ALDA, "acquired", BRENN, "Alda Ltd bought Brenn Bank.", number=20_000)
    view = opened([*facts, deal], **how)
    view.js("i => newsweave.openView({kind: 'entity', index: i})", view.number("Alda Ltd"))
    return view


def sections(view: View) -> list[tuple[str, int, list[str]]]:
    """Heading, number of charts and the rows' first words of each series."""
    found = view.js(
        """() => [...document.querySelectorAll('#panel h4')].map(h => {
            const rows = []; let charts = 0;
            for (let at = h.nextElementSibling; at && !['H4', 'P'].includes(at.tagName); at = at.nextElementSibling) {
                if (at.className === 'chart') charts += 1;
                rows.push(...[...at.querySelectorAll('.figure .words')].map(w => w.textContent));
            }
            return [h.textContent, charts, rows];
        })"""
    )
    return [tuple(row) for row in found]


def test_figures_stand_by_series_and_time_each_with_its_sentence(opened: Opener) -> None:
    view = shown(
        opened,
        [
            figure("6000000 USD", "$6 million", "sales", "2031", qualifiers={"growth": "9%"}),
            figure("5000000 USD", "$5 million", "turnover", "2030"),
            figure("9", "9%", "revenue growth", "2031", kind="percentage"),
            figure("40", "40 engineers", "engineers", kind="number", printed="2031-02-03"),
        ],
    )
    assert sections(view) == [
        ("engineers", 0, ["40 engineers"]),
        ("revenue", 1, ["$5 million", "$6 million growth 9%"]),
        ("revenue (change)", 0, ["9%"]),
    ]
    said = view.js("() => [...document.querySelectorAll('#panel .said')].map(p => p.textContent)")
    assert said[1] == "Alda Ltd told of $5 million (turnover, 2030)."
    assert "figures (4)" in view.text("#panel") and "acquired (1)" in view.text("#panel")
    assert "has metric" not in view.text("#panel")
    assert view.js("() => document.querySelector('#panel .printed').textContent") == "published 2031-02-03"
    view.page.get_by_role("button", name="$6 million growth 9%").click()
    assert "Alda Ltd told of $6 million (sales, 2031)." in view.text("#panel blockquote")


@pytest.mark.parametrize(
    ("facts", "charts"),
    [
        # a line needs two times, one unit, and for a period one length
        ([("5 USD", "turnover", "2030", {}), ("6 USD", "sales", "2031", {})], 1),
        ([("5 USD", "turnover", "2030", {}), ("6 USD", "sales", "2030", {})], 0),
        ([("5 USD", "turnover", "2030", {}), ("6 EUR", "sales", "2031", {})], 0),
        ([("5 USD", "turnover", "2030", {}), ("6 USD", "sales", "2031-Q1", {})], 0),
        ([("5 USD", "turnover", "2030-Q4", {}), ("6 USD", "sales", "2031-Q1", {})], 1),
        ([("5 USD", "turnover", "2030-02", {}), ("6 USD", "sales", "2031-03", {})], 1),
        ([("5 USD", "sales", "2030", {}), ("6 USD", "sales", "2031", {}), ("7 USD", "sales", "2031-Q1", {}),
          ("8 USD", "sales", "2031-Q2", {})], 2),
        # what is of a moment may stand at its publication, what is of a period may not
        ([("5 USD", "debt", None, {"printed": "2030-02-03"}), ("6 USD", "debt", "2031", {})], 1),
        ([("5 USD", "sales", None, {"printed": "2030-02-03"}), ("6 USD", "sales", "2031", {})], 0),
        ([("5 USD", "debt", None, {"printed": "2030-02-03"}), ("6 USD", "debt", None, {})], 0),
        # forecasts and denials are no level that there was
        ([("5 USD", "debt", "2030", {}), ("6 USD", "debt", "2031", {"status": "planned"})], 0),
        ([("5 USD", "debt", "2030", {}), ("6 USD", "debt", "2031", {"status": "negated"})], 0),
        ([("5 USD", "debt", "2030", {}), ("6 USD", "debt", "2031", {"status": "reported"})], 1),
        ([("5 USD", "debt", "2030", {}), ("6 USD", "debt", "2031", {"qualifiers": {"jointly_with": "Brenn"}})], 0),
        ([("5 USD", "debt", "2030", {}), ("much", "debt", "2031", {})], 0),
    ],
)  # fmt: skip
def test_a_line_is_drawn_of_what_can_be_compared(
    opened: Opener, facts: list[tuple[str, str, str | None, dict[str, Any]]], charts: int
) -> None:
    view = shown(opened, [figure(value, value, words, date, **more) for value, words, date, more in facts])
    [(_, drawn, rows)] = sections(view)
    assert (drawn, len(rows)) == (charts, len(facts))


def test_a_chart_says_what_it_shows_and_its_points_lead_to_their_facts(opened: Opener) -> None:
    view = shown(
        opened,
        [
            figure("400", "400 users", "users", "2030-02-01", kind="number"),
            figure("200/600", "200-600 users", "users", "2030-02-11", kind="number"),
            figure("1000", "1,000 users", "users", kind="number", printed="2030-02-21"),
        ],
    )
    picture = view.page.get_by_role(
        "img", name="users over time: 400 users 2030-02-01; 200-600 users 2030-02-11; 1,000"
    )
    assert picture.count() == 1
    at = view.js(
        "() => [...document.querySelectorAll('.chart circle')].map(c => [c.getAttribute('cx'), c.getAttribute('cy')])"
    )
    assert at == [["6", "58"], ["160", "58"], ["314", "6"]]
    assert view.text(".chart .ends").split() == "400 users, 2030-02-01 1,000 users, 2030-02-21".split()
    assert view.js("() => document.querySelectorAll('.chart .dot.printed').length") == 1
    view.page.locator(".chart circle").nth(1).click()
    assert "200-600 users" in view.text("#panel h2")


def test_one_figure_of_two_documents_is_one_row(opened: Opener) -> None:
    twice = figure("5 USD", "$5", "debt", "2030", again="From an earlier item: Alda Ltd told of $5.")
    assert sections(shown(opened, [twice])) == [("debt", 0, ["$5"])]


def test_a_figure_without_a_metric_stays_a_fact_in_a_list(opened: Opener) -> None:
    bare = fact(ALDA, "has_metric", GraphValue("5", "number", "5"), "Alda Ltd has 5.", qualifiers={})
    view = shown(opened, [bare])
    assert sections(view) == []
    assert "has metric (1)" in view.text("#panel")


def test_the_panel_does_not_make_the_page_longer(opened: Opener) -> None:
    many = [figure(str(n), f"{n} users", "users", kind="number", printed=f"20{n}-01-01") for n in range(10, 90)]
    view = shown(opened, many)
    assert view.js("() => document.documentElement.scrollHeight <= innerHeight")
    assert len(sections(view)[0][2]) == 40
    view.page.get_by_role("button", name="Show 40 more").click()
    assert len(sections(view)[0][2]) == 80


def test_on_a_telephone_a_chart_is_no_wider_than_the_screen(opened: Opener) -> None:
    view = shown(opened, [figure(f"{n} USD", f"${n}", "debt", f"203{n}") for n in range(5)], size=PHONE)
    assert view.js("() => document.documentElement.scrollWidth") <= PHONE[0]
    box = view.page.locator(".chart svg").bounding_box()
    assert box is not None and 300 < box["width"] <= PHONE[0]


@pytest.mark.parametrize("bad", HOSTILE)
def test_hostile_words_of_a_figure_are_inert(opened: Opener, bad: str) -> None:
    facts = [
        figure(f"{n} USD", f"{bad} {n}", bad, f"203{n}", qualifiers={"growth": bad}, status="reported") for n in (1, 2)
    ]
    view = shown(opened, facts)
    assert view.js("() => window.pwned") is None
    assert len(sections(view)) == 1
    held = json.loads(view.js("() => document.getElementById('data').textContent"))
    assert [m[1:] for m in held["measures"]] == [["level", "moment"]]

"""The page's tools in a browser: time, sources, paths, communities, files, and the address that brings a view back."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from tests.graph.show.page_fixtures import BASE, HOSTILE, fact, hostile_facts, news_facts, random_facts
from tests.graph.show.page_view import PHONE, Opener, View

from newsweave import KnowledgeGraph
from newsweave.graph.facts import Fact, GraphEntity
from newsweave.graph.times import days_of

pytestmark = pytest.mark.browser

SCREENS = Path(os.environ.get("NEWSWEAVE_SCREENS", Path(__file__).parents[3] / "out" / "screens"))
A, B, C, D = (GraphEntity(f"{BASE}{name}", f"{name.upper()} Group", "Company") for name in "abcd")


def shown(view: View) -> list[int]:
    """Indexes of the facts that the filters let through."""
    found: list[int] = view.js("() => newsweave.facts.filter(f => newsweave.factShown[f.index]).map(f => f.index)")
    return found


def keys(view: View) -> set[str]:
    return set(view.js("() => newsweave.facts.filter(f => newsweave.factShown[f.index]).map(f => f.key)"))


def when(one: Fact) -> str:
    """What the page takes for a fact's time: its own date, else the first day of publication."""
    own = next((e.qualifiers["date"] for e in one.evidence if "date" in e.qualifiers), None)
    return own or min(e.date for e in one.evidence if e.date)


# ---- time


def test_dragging_over_the_timeline_shows_what_happened_then(news: View) -> None:
    bars = news.page.locator("#time svg")
    box = bars.bounding_box()
    assert box
    count = news.js("() => document.querySelectorAll('#time rect').length")
    first, last = 2, count // 2
    news.page.mouse.move(box["x"] + box["width"] * (first + 0.5) / count, box["y"] + 20)
    news.page.mouse.down()
    news.page.mouse.move(box["x"] + box["width"] * (last + 0.5) / count, box["y"] + 20, steps=4)
    news.page.mouse.up()
    dates = news.js("() => newsweave.state.dates")
    start, end = (date.fromordinal(date(1970, 1, 1).toordinal() + int(dates[side])) for side in ("from", "to"))
    expected = set()
    for one in news_facts():
        earliest, latest = days_of(when(one))
        if earliest and latest and earliest <= end and latest >= start:
            expected.add(one.key)
    assert 0 < len(expected) < len(news_facts())
    assert keys(news) == expected
    assert news.js("() => document.querySelectorAll('#time rect.inside').length") == last - first + 1
    news.page.get_by_role("button", name="All dates").click()
    assert len(shown(news)) == len(news_facts())


def test_the_timeline_is_moved_by_keyboard(news: View) -> None:
    slider = news.page.get_by_role("slider", name="First date shown")
    slider.focus()
    for _ in range(2):
        news.page.keyboard.press("ArrowRight")
    assert news.js("() => newsweave.state.dates.from") > 0
    assert str(slider.get_attribute("aria-valuetext")) in news.text("#time [role=status]")
    assert 0 < len(shown(news)) < len(news_facts())
    for _ in range(2):
        news.page.keyboard.press("ArrowLeft")
    assert news.js("() => newsweave.state.dates") is None


def test_what_has_no_date_is_hidden_by_dates_and_counted(opened: Opener) -> None:
    dated = [
        fact(A, "acquired", B, "A Group bought B Group.", number=n, qualifiers={"date": f"202{n}"}) for n in range(4)
    ]
    bare = fact(A, "sued", C, "A Group sued C Group.", number=9, document={"date": None})
    view = opened([*dated, bare])
    assert "1 fact without a date shown too" in view.text("#time")
    view.page.get_by_role("slider", name="Last date shown").focus()
    view.page.keyboard.press("Home")
    assert "1 fact without a date hidden" in view.text("#time")
    assert keys(view) == {dated[0].key}


def test_without_two_dates_there_is_no_timeline(opened: Opener) -> None:
    view = opened([fact(A, "acquired", B, "A Group bought B Group.")])
    assert not view.page.locator("#time").is_visible()


@pytest.mark.parametrize(
    "text", ["2024", "2024-02", "2024-02-29", "2023-Q2", "2024-H1", "2023/2024-03", "2024-02~", "1999-12-31"]
)
def test_days_of_dates_are_those_of_the_graph(opened: Opener, text: str) -> None:
    from newsweave.extract.values.dates import edtf_of

    edtf = edtf_of(text) or text.replace("2024-H1", "2024-40")
    earliest, latest = days_of(edtf)
    assert earliest and latest
    base = [fact(A, "acquired", B, "A Group bought B Group.", number=n, qualifiers={"date": d}) for n, d in
            enumerate((text, "1990", "2030"))]  # fmt: skip
    view = opened(base)
    epoch = date(1970, 1, 1).toordinal()
    days = view.js("key => newsweave.facts.find(f => f.key === key).days", base[0].key)
    assert days == [earliest.toordinal() - epoch, latest.toordinal() - epoch]


def test_times_that_are_open_or_a_stretch_stand_where_they_are_known(opened: Opener) -> None:
    """Not where they were published, in 2024."""
    timed: dict[str, dict[str, str]] = {
        "before": {"edtf": "../2018"}, "since": {"begin": "2015"}, "post": {"begin": "2010", "end": "2014"},
    }  # fmt: skip
    facts = [
        fact(A, "acquired", B, "A Group bought B Group.", number=n, label=label, qualifiers=own)
        for n, (label, own) in enumerate(timed.items())
    ]
    view = opened([*facts, fact(A, "sued", C, "A Group sued C Group.", number=9)])
    years = view.js(
        """() => Object.fromEntries(newsweave.facts.map(f =>
            [f.label, f.days.map(day => new Date(day * 86400000).toISOString().slice(0, 10))]))"""
    )
    assert years["before"] == ["2018-12-31", "2018-12-31"]
    assert years["since"] == ["2015-01-01", "2015-01-01"]
    assert years["post"] == ["2010-01-01", "2014-12-31"]
    assert years["sued"][0].startswith("2024")
    view.js(
        "key => newsweave.openView({kind: 'fact', index: newsweave.facts.find(f => f.label === key).index})", "post"
    )
    assert "2010" in view.text("#panel dl")


# ---- sources


def reprinted() -> list[Fact]:
    """Two facts with two documents each; those of the second print one story."""
    own = fact(A, "acquired", B, "A Group bought B Group.", number=1, again="B Group was bought by A Group.")
    same = fact(A, "sued", C, "A Group sued C Group.", number=2, again="A Group sued C Group.")
    evidence = tuple(replace(e, story=same.evidence[0].document) for e in same.evidence)
    return [own, replace(same, evidence=evidence), fact(B, "sued", D, "B Group sued D Group.", number=3)]


def test_reprints_are_one_source(opened: Opener) -> None:
    given = reprinted()
    view = opened(given)
    view.page.get_by_label("Said by").select_option("2")
    assert keys(view) == {given[0].key} == {f.key for f in given if f.independent_sources > 1}
    view.page.get_by_label("Said by").select_option("1")
    view.js(
        "key => newsweave.openView({kind: 'fact', index: newsweave.facts.find(f => f.key === key).index})", given[1].key
    )
    assert "1 independent source" in view.text("#panel .chips")


# ---- how sure


def of_all_sorts() -> list[Fact]:
    return [
        fact(A, "acquired", B, "A Group bought B Group.", number=1, confidence=0.93),
        fact(A, "sued", C, "A Group sued C Group.", number=2, confidence=0.7),
        fact(A, "sued", D, "A Group may have sued D Group.", number=3, confidence=0.69),
        fact(B, "sued", D, "B Group may have sued D Group.", number=4, confidence=0.41),
    ]


def test_what_is_not_sure_enough_is_hidden_counted_and_shown_on_demand(opened: Opener) -> None:
    given = of_all_sorts()
    view = opened(given)
    assert keys(view) == {given[0].key, given[1].key}
    assert "3 of 4 entities · 2 of 4 facts · 2 facts below 70% confidence hidden" in view.text("#count")
    assert "2 facts below 70% confidence hidden" in view.text("#panel")
    view.js("i => newsweave.openView({kind: 'entity', index: i})", view.number("A Group"))
    assert "D Group" not in view.text("#panel")
    assert "1 fact below 70% confidence hidden" in view.text("#panel")
    view.page.get_by_label("Confidence", exact=True).select_option("90")
    assert keys(view) == {given[0].key}
    assert "3 facts below 90% confidence hidden" in view.text("#count")
    view.page.get_by_role("button", name="Show: 2 facts below 90% confidence hidden").click()
    assert keys(view) == {f.key for f in given}
    assert "D Group" in view.text("#panel") and "hidden" not in view.text("#panel") + view.text("#count")
    assert view.page.get_by_label("Confidence", exact=True).input_value() == "0"


def test_search_and_sentences_keep_back_what_is_not_sure_enough(opened: Opener) -> None:
    sentence = "A Group sued C Group, and D Group may have been sued too."
    view = opened([
        fact(A, "sued", C, sentence, number=1, document={"title": "one"}),
        replace(fact(A, "sued", D, sentence, number=1, document={"title": "one"}, confidence=0.5), key="f" * 20),
    ])  # fmt: skip
    view.page.fill("#query", "sued group")
    assert "Facts (1)" in view.text("#hits")
    view.page.keyboard.press("Escape")
    view.js("() => newsweave.openView({kind: 'sentence', index: 0})")
    assert "1 fact below 70% confidence hidden" in view.text("#panel")
    assert view.js("() => document.querySelectorAll('#panel .rows li').length") == 1


def test_a_page_of_unsure_facts_says_where_they_are(opened: Opener) -> None:
    view = opened([fact(A, "sued", B, "A Group may have sued B Group.", confidence=0.5)])
    assert "let nothing through" in view.text("#mode-text")
    assert "1 fact below 70% confidence hidden" in view.text("#mode-text")
    view.page.get_by_role("button", name="Show: 1 fact").click()
    assert view.text("#count") == "2 entities · 1 fact"


def test_where_all_are_sure_there_is_nothing_to_choose(opened: Opener) -> None:
    view = opened([fact(A, "acquired", B, "A Group bought B Group.", confidence=0.95)])
    assert view.page.locator("#choose-sure").count() == 0
    assert view.text("#count") == "2 entities · 1 fact"


# ---- paths


def test_a_path_is_chosen_by_keyboard_and_leads_to_its_sentences(news: View) -> None:
    start, end = news.number("Kestrel Pay"), news.number("Brask Energy")
    news.js("i => newsweave.focusOn(i)", start)
    news.page.get_by_role("button", name="Path to …").click()
    news.page.keyboard.type("brask")
    news.page.keyboard.press("Enter")
    network: nx.Graph[str] = nx.Graph()
    for one in news_facts():
        if isinstance(one.object, GraphEntity):
            network.add_edge(one.subject.iri, one.object.iri)
    wanted = nx.shortest_path_length(network, f"{BASE}kestrel", f"{BASE}brask")
    path = news.js("() => newsweave.drawn.order")
    assert (path[0], path[-1], len(path) - 1) == (start, end, wanted)
    iris = news.js("path => path.map(i => newsweave.nodes[i].iri)", path)
    assert all(network.has_edge(a, b) for a, b in pairwise(iris))
    assert f"{wanted} steps" in news.text("#panel")
    assert "From Kestrel Pay to Brask Energy" in news.text("#mode-text").replace("\u2068", "").replace("\u2069", "")
    news.page.locator("#panel ul.rows button").first.click()
    assert news.page.locator("#panel blockquote").count() >= 1
    assert news.js("() => newsweave.drawn.order") == path  # the map still shows it
    news.page.keyboard.press("Escape")
    assert news.js("() => newsweave.state.path") is None


def test_the_surest_of_the_shortest_paths_is_taken_and_filters_count(opened: Opener) -> None:
    sure = [
        fact(A, "acquired", B, "A Group bought B Group.", number=1),
        fact(B, "sued", D, "B Group sued D Group.", number=2),
    ]
    doubt = [
        fact(A, "acquired", C, "A Group may buy C Group.", number=3, status="possible"),
        fact(C, "sued", D, "C Group sued D Group.", number=4),
    ]
    view = opened([*sure, *doubt])
    ends = {name: view.number(f"{name} Group") for name in "ABCD"}
    view.js("([a, d]) => newsweave.showPath(a, d)", [ends["A"], ends["D"]])
    assert view.js("() => newsweave.drawn.order") == [ends["A"], ends["B"], ends["D"]]
    view.choice("asserted").get_by_role("checkbox").uncheck()
    assert "lead from one to the other" in view.text("#panel")
    assert "No way from" in view.text("#mode-text")
    view.choice("asserted").get_by_role("checkbox").check()
    assert "2 steps" in view.text("#panel")


def test_entities_of_one_name_are_told_apart(opened: Opener) -> None:
    twin = GraphEntity(f"{BASE}twin", "B Group", "Bank")
    view = opened(
        [
            fact(A, "acquired", B, "A Group bought B Group.", number=1),
            fact(C, "sued", twin, "C Group sued it.", number=2),
        ]
    )
    a, b = view.number("A Group"), view.js("iri => newsweave.nodes.findIndex(n => n.iri === iri)", B.iri)
    other = view.js("iri => newsweave.nodes.findIndex(n => n.iri === iri)", twin.iri)
    view.js("([a, b]) => newsweave.showPath(a, b)", [a, b])
    assert view.js("() => newsweave.drawn.order") == [a, b]
    view.js("([a, b]) => newsweave.showPath(a, b)", [a, other])
    assert "No way from" in view.text("#mode-text")


# ---- communities


def test_colours_by_community(news: View) -> None:
    colour = "() => newsweave.drawn.order.map(i => newsweave.network.body.data.nodes.get(i).color.background)"
    before = news.js(colour)
    assert not news.page.locator(".communities").is_visible()
    news.page.get_by_label("Colours by").select_option("community")
    after = news.js(colour)
    groups = news.js("() => newsweave.drawn.order.map(i => newsweave.nodes[i].community)")
    assert before != after
    assert len({(g, c) for g, c in zip(groups, after, strict=True)}) == len(set(groups))
    assert news.page.locator(".communities").is_visible()
    news.page.locator(".communities button").first.click()
    assert news.js("() => newsweave.state.view.kind") == "entity"
    news.page.locator("#network").focus()
    news.page.keyboard.press("c")
    assert news.js(colour) == before
    assert news.page.get_by_label("Colours by").input_value() == "class"


# ---- files


def saved(view: View, which: str, tmp_path: Path) -> Path:
    view.settle()
    view.page.get_by_role("button", name="Save", exact=True).click()
    with view.page.expect_download() as waiting:
        view.page.get_by_role("button", name=which).click()
    target = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(target)
    return target


def test_what_is_seen_is_saved_as_png(news: View, tmp_path: Path) -> None:
    path = saved(news, "Picture (PNG)", tmp_path)
    assert path.name == "Lagoon-finance.png"
    content = path.read_bytes()
    assert content.startswith(b"\x89PNG\r\n")
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    stage = news.page.locator("#stage").bounding_box()
    assert stage
    assert (width, height) == (round(stage["width"]), round(stage["height"]))
    assert len(content) > 20_000


def test_what_is_seen_is_saved_as_svg(news: View, tmp_path: Path) -> None:
    path = saved(news, "Drawing (SVG)", tmp_path)
    root = ElementTree.parse(path).getroot()
    space = "{http://www.w3.org/2000/svg}"
    texts = [element.text for element in root.iter(f"{space}text")]
    assert len(texts) == len(news.labels())
    assert "Kestrel Pay" in texts
    drawn = news.js("() => newsweave.drawn.edges.length")
    assert len(list(root.iter(f"{space}polygon"))) >= drawn


def test_what_is_seen_is_saved_as_json(news: View, tmp_path: Path) -> None:
    news.choice("planned").hover()
    news.choice("planned").get_by_role("button").click()
    content = json.loads(saved(news, "Facts (JSON)", tmp_path).read_text("utf-8"))
    planned = {f.key: f for f in news_facts() if f.status == "planned"}
    assert {f["key"] for f in content["facts"]} == set(planned)
    for one in content["facts"]:
        original = planned[one["key"]]
        assert one["subject"]["iri"] == original.subject.iri
        assert [e["sentence"] for e in one["evidence"]] == [e.text for e in original.evidence]
        assert [e["document"]["date"] for e in one["evidence"]] == [e.date for e in original.evidence]
        assert one["confidence"] == pytest.approx(original.confidence, abs=0.006)


def test_a_saved_drawing_of_hostile_names_holds_no_script(opened: Opener, tmp_path: Path) -> None:
    view = opened(hostile_facts(), title=HOSTILE[0])
    path = saved(view, "Drawing (SVG)", tmp_path)
    assert "/" not in path.name and "<" not in path.name
    text = path.read_text("utf-8")
    root = ElementTree.fromstring(text)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "title", "rect", "path", "polygon", "circle", "g", "text"}
    assert not any(
        name.lower().startswith("on") or "href" in name for element in root.iter() for name in element.attrib
    )


# ---- the address


def again(opened: Opener, view: View, facts: list[Fact], **which: Any) -> View:
    """The address of a view, opened elsewhere."""
    view.page.wait_for_timeout(300)
    other = opened(facts, **which)
    other.page.goto(other.report.path.as_uri() + view.js("() => location.hash"))
    other.page.reload()
    return other


SLIDE = "() => { const s = document.querySelector('#time input'); s.value = 3; s.dispatchEvent(new Event('input')); }"
COLOUR = """() => {
    const list = document.getElementById('choose-colour');
    list.value = 'community';
    list.dispatchEvent(new Event('change'));
}"""
UNSURE = """() => {
    const list = document.getElementById('choose-sure');
    list.value = '0';
    list.dispatchEvent(new Event('change'));
}"""
STATE = """() => {
    const { dates, sources, sure, colour, path, focus, hops, view, statuses, types, relations } = newsweave.state;
    const name = i => newsweave.nodes[i]?.iri ?? null;
    return JSON.stringify({
        dates, sources, sure, colour, hops, focus: name(focus), path: path && [name(path.from), name(path.to)],
        view: view.kind === 'fact' ? newsweave.facts[view.index].key : [view.kind, name(view.index)],
        chosen: [statuses, types, relations].map(s => [...s].sort()),
    });
}"""


@pytest.mark.parametrize(
    "actions",
    [
        "() => {}",
        "() => newsweave.focusOn(3)",
        "() => { newsweave.focusOn(3); document.getElementById('hops').click(); }",
        "() => newsweave.openView({kind: 'fact', index: 7})",
        "() => newsweave.showPath(0, 9)",
        "() => { newsweave.showPath(0, 9); newsweave.openView({kind: 'entity', index: 0}); }",
        "() => document.querySelectorAll('.choice input').forEach((box, n) => { if (n % 3 === 0) box.click(); })",
        SLIDE,
        COLOUR,
        UNSURE,
    ],
)
def test_the_address_brings_the_same_view_back(opened: Opener, actions: str) -> None:
    view = opened(news_facts())
    view.js(actions)
    other = again(opened, view, news_facts())
    assert json.loads(other.js(STATE)) == json.loads(view.js(STATE))
    assert other.text("#count") == view.text("#count")
    assert other.text("#panel h2") == view.text("#panel h2")
    boxes = "() => [...document.querySelectorAll('.choice input')].map(b => b.checked)"
    assert other.js(boxes) == view.js(boxes)


def test_an_address_of_another_graph_or_a_hostile_one_changes_nothing(opened: Opener) -> None:
    view = opened(news_facts())
    start = view.js(STATE)
    for address in (
        "around=https://elsewhere.example/x&fact=nothing&path=a b&dates=x/y&sources=-4&colour=<b>",
        "%E0%A4%A&&&===",
        *(f"around={bad}&entity={bad}" for bad in ("__proto__", "constructor", "<img src=x onerror=alert(1)>")),
    ):
        view.js("address => { location.hash = address; }", address)
        view.settle()
        assert view.js(STATE) == start


def test_going_to_another_address_goes_there(news: View) -> None:
    news.js("iri => { location.hash = 'around=' + encodeURIComponent(iri); }", f"{BASE}ferrow")
    news.page.wait_for_function("() => newsweave.state.focus !== null")
    assert "Ferrow Bank" in news.text("#panel h2")
    assert news.js("() => newsweave.drawn.order[0]") == news.number("Ferrow Bank")


# ---- on a large graph, and how it all looks


def test_tools_work_on_a_large_graph(opened: Opener) -> None:
    """How quick they are, ``benchmarks/page.py`` says."""
    view = opened(random_facts(2000))
    view.js(SLIDE)
    view.js(COLOUR)
    view.js("() => newsweave.showPath(0, 1999)")
    path, dates, colour = view.js("() => [newsweave.state.path, newsweave.state.dates, newsweave.state.colour]")
    assert (path["from"], path["to"], colour) == (0, 1999, "community") and dates is not None


def test_pictures_of_the_examples(opened: Opener, examples: KnowledgeGraph) -> None:
    """Written to out/screens (NEWSWEAVE_SCREENS): to be looked at before a release."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    facts = list(examples.facts())
    several = "newsweave.facts.findIndex(f => f.evidence.length > 1)"
    looks: dict[str, tuple[dict[str, Any], str]] = {
        "overview": ({}, "() => {}"),
        "focus": ({}, "() => newsweave.focusOn(0)"),
        "evidence": ({}, f"() => newsweave.openView({{kind: 'fact', index: {several}}})"),
        "path": ({}, "() => newsweave.showPath(0, newsweave.nodes.length - 30)"),
        "communities": ({}, COLOUR),
        "dark": ({"dark": True}, "() => newsweave.focusOn(1)"),
        "telephone": ({"size": PHONE}, "() => {}"),
    }
    for name, (which, action) in looks.items():
        view = opened(facts, title="newsweave examples", **which)
        view.js(action)
        view.settle()
        view.page.screenshot(path=SCREENS / f"{name}.png")
        assert (SCREENS / f"{name}.png").stat().st_size > 20_000

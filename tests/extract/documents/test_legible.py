"""Texts with markup and marks of no width: what is seen of them, and offsets that stay true in the text as given."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import at_most

from newsweave.extract.documents.document_reader import document_of, documents_in
from newsweave.extract.documents.fingerprint import fingerprint
from newsweave.extract.documents.legible import legible, masked, without_markup
from newsweave.extract.model import Block, Document
from newsweave.extract.pipeline import Extractor


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("<p>Corvex &amp; Co owns <b>Tavra</b>.</p><p>It paid.</p>", "\n\nCorvex & Co owns Tavra.\n\n\n\nIt paid.\n\n"),
        ('It <a href="https://x.example/?a=1&b=2" rel=nofollow>said</a> so<br/>today.', "It said so\ntoday."),
        ("&lt;p&gt;Corvex&amp;nbsp;Group &amp;#8211; a firm&lt;/p&gt;", "\n\nCorvex Group – a firm\n\n"),
        ("Cor\u00advex bought Ta\u200bvra\u200f. \u202aKestrin\u202c too.\ufeff", "Corvex bought Tavra. Kestrin too."),
        ("It paid $4\u202fmillion\u2009to Chi\u2011Tarn &ensp; &#8209;", "It paid $4 million to Chi-Tarn   -"),
        ("It paid $4<sup>1</sup> million<sup>[2]</sup> on the 21<sup>st</sup>.", "It paid $4 million on the 21st."),
        ('It paid $10<sup><a href="#n1">1</a></sup> million for Tavra<sup>TM</sup>.', "It paid $10 million for Tavra."),
        ("It has 400 m<sup>2</sup> and CO<sub>2</sub> filters.", "It has 400 m2 and CO2 filters."),
        ("a<script>if (a<b) {}</script>b<!-- <p> -->c<style>p {}</STYLE>d", "abcd"),
        ("<o:p>Corvex</o:p> <![CDATA[rose]]>", "Corvex rose"),
    ],
)  # fmt: skip
def test_what_is_seen(text: str, seen: str) -> None:
    assert without_markup(text) == seen
    assert legible(seen) is None
    assert len(masked(text)) == len(text)
    assert without_markup(masked(text)).split() == seen.split()


@pytest.mark.parametrize(
    "text",
    [
        "AT&T and R&D; if a <b and c> d or p<q, then 3 < 4 > 2.",
        "Write to <ann.lee@corvex.example> or <https://corvex.example>.",
        "The <redacted> report, &c; &bogus; and Q&As;",
        "A line\nand another.",
    ],
)
def test_what_only_looks_like_markup_stays(text: str) -> None:
    assert legible(text) is None
    assert masked(text) == text


PARTS = st.sampled_from(
    ["<p>", "</p>", "<br>", "<b>", "</b>", "&amp;", "&nbsp;", "&lt;i&gt;", "\u00ad", "\u200b", "<sup>1</sup>", "<!--",
     "-->", "<script>", "</script>", "<", "&", "Corvex", " bought ", "Tavra", ".", "\n", "<a href='x'>", "a", "&shy;"]
)  # fmt: skip


@given(st.lists(PARTS, max_size=30).map("".join))
@settings(max_examples=300, deadline=None)
def test_every_character_has_its_place(text: str) -> None:
    shown = legible(text)
    assert len(masked(text)) == len(text)
    if shown is None:
        return
    at = 0
    for i, c in enumerate(shown.text):
        start, end = shown.start(i), shown.end(i + 1)
        assert at <= start < end <= len(text)
        at = start
        if text[start:end] == c:
            assert shown.as_shown([Block(start, end)]) == (Block(i, i + 1),)
    assert all(a.end <= b.start for a, b in pairwise(document_of(text).blocks))


def test_markup_takes_time_in_proportion_to_its_length() -> None:
    for text in (
        '<b x="',
        "&lt;b" + " a=&quot;x&quot;" * 49 + " ",
        "<!--",
        "<script>",
        "<a ",
        "&amp;",
        "<p hidden ",
        "<sup>1",
    ):
        with at_most(60):
            legible(text * (400_000 // len(text)))


SENTENCE = "<p><b>Corvex&nbsp;Group</b> bought <i>Kest\u00adrin Works</i> for $6&nbsp;mil\u00adlion.</p>"


def only(extractor: Extractor, document: Document) -> None:
    (extraction,) = extractor.extract([document])
    (s,) = extraction.statements
    assert extraction.document is document
    assert (s.subject.name, s.relation, s.qualifiers["amount_value"]) == ("Corvex Group", "acquired", "6000000")
    assert getattr(s.object, "name", "") == "Kestrin Works"
    text = document.text
    assert text[s.evidence.start : s.evidence.end] == s.evidence.text
    assert without_markup(s.evidence.text) == "Corvex Group bought Kestrin Works for $6 million."
    assert without_markup(text[s.subject.start : s.subject.end]) == "Corvex Group"
    assert [without_markup(text[m.start : m.end]) for e in extraction.entities for m in e.mentions] == [
        "Corvex Group", "Kestrin Works",
    ]  # fmt: skip
    assert [e.id for e in extraction.entities] == ["corvex-group", "kestrin-works"]


@pytest.mark.parametrize("text", [SENTENCE, masked(SENTENCE), "  \n" + SENTENCE + "\n<p>It rained.</p>"])
def test_statements_point_into_the_text_as_given(extractor: Extractor, text: str) -> None:
    only(extractor, document_of(text))
    only(extractor, documents_in(text)[0])


def test_propositions_point_into_the_text_as_given(extractor: Extractor) -> None:
    text = "<b>Corvex</b> sued <i>Kestrin</i>."
    (found,) = extractor.propositions([text])
    assert [(a.text, text[a.start : a.end]) for a in found[0].arguments] == [
        ("Corvex", "Corvex"),
        ("Kestrin", "Kestrin"),
    ]


def test_a_title_has_no_markup_and_is_found_in_the_text() -> None:
    document = document_of(
        "<h1>Corvex &amp; Sons grow</h1><p>They hired people.</p>", title="Corvex &amp; Sons <i>grow</i>"
    )
    assert document.title == "Corvex & Sons grow"
    assert [b.kind for b in document.blocks] == ["title", "paragraph"]


def test_markup_makes_no_other_story() -> None:
    words = "Corvex Group opened a plant in the north where it makes pumps for ships"
    assert fingerprint(document_of(f"<p>{words}.</p>".replace("plant", "<b>plant</b>"))) == fingerprint(
        document_of(f"{words}.")
    )

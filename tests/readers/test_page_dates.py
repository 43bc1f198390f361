"""When a page was published: its own word before that of comments, other stories and later changes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.effort import at_most

from newsweave.extract.model import Document
from newsweave.readers.html import read
from newsweave.readers.page_dates import read_json
from newsweave.readers.source import Raw

PROSE = (
    "<p>Quillon Bank said on Tuesday that it would open nine branches in the north, where it has none.</p>"
    "<p>It will hire 200 people in Lundholm, said Ada Berg, its chief executive, and it means to keep most of them.</p>"
)
CHANGED = "<meta property='article:modified_time' content='2025-09-09T10:00Z'>"
PUBLISHED = "<meta property='article:published_time' content='2024-03-12T10:00Z'>"
ARTICLE: dict[str, Any] = {"@type": "NewsArticle", "headline": "Quillon grows", "datePublished": "2024-03-12"}
OTHER: dict[str, Any] = {"@type": "NewsArticle", "headline": "Corvex moves", "datePublished": "2025-01-01"}


def ld(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f"<script type='application/ld+json'>{text}</script>"


def date_of(head: str = "", inside: str = "", behind: str = "", before: str = "") -> str | None:
    page = (
        f"<html><head><title>Quillon grows</title>{head}</head><body>{before}<article><h1>Quillon grows</h1>{inside}"
        f"{PROSE}</article>{behind}<footer>All rights reserved.</footer></body></html>"
    )
    found = list(read(Raw("html", "p.html", "p.html", page.encode())))
    assert len(found) == 1
    assert isinstance(found[0], Document)
    return found[0].date


TIME = "<time datetime='2025-11-11'>8 hours ago</time>"


@pytest.mark.parametrize(
    "others",
    [
        f"<section class=comments><h2>Comments</h2><div class=comment>{TIME}<p>I know them.</p></div></section>",
        f"<div id=disqus_thread><div class=post>{TIME}<p>I know them.</p></div></div>",
        f"<div class=box><h3>Comments (2)</h3><ul><li>{TIME} I know them.</li></ul></div>",
        f"<ol class=commentList><li itemtype='https://schema.org/Comment'>{TIME} I know them.</li></ol>",
        f"<div class='related-stories'><a href='/x'>Corvex moves north</a> {TIME}</div>",
        f"<div class=x><h3>Most read</h3><a href='/x'>Corvex moves north</a> {TIME}</div>",
        f"<div class=x><a href='/x'>Corvex moves north</a> {TIME}</div>",
        f"<aside>{TIME}</aside>",
    ],
)
def test_the_date_of_others_is_not_the_page_s_own(others: str) -> None:
    assert date_of(behind=others) is None
    assert date_of(inside="<time>3 hours ago</time>", behind=others) is None
    assert date_of(inside="<p class=byline>By Ada Berg | 12 March 2024</p>", behind=others) == "2024-03-12"
    assert date_of(inside="<time datetime='2024-03-12'>12 March</time>", behind=others) == "2024-03-12"
    assert date_of(head=PUBLISHED, behind=others) == "2024-03-12"
    assert date_of(head=ld(ARTICLE), behind=others) == "2024-03-12"


@pytest.mark.parametrize(
    ("head", "date"),
    [
        (CHANGED, "2025-09-09"),
        (CHANGED + PUBLISHED, "2024-03-12"),
        (CHANGED + ld(ARTICLE), "2024-03-12"),
        (ld({**ARTICLE, "dateModified": "2025-09-09"}), "2024-03-12"),
        (ld({"@type": "NewsArticle", "dateModified": "2025-09-09"}), "2025-09-09"),
        (ld({"@graph": [{"@type": "WebPage", "datePublished": "2020-01-01"}, ARTICLE]}), "2024-03-12"),
        (ld({"@graph": [{"@type": "WebPage", "datePublished": "2024-03-12"}, {"@type": "Person"}]}), "2024-03-12"),
        (ld({"@type": "WebPage", "mainEntity": ARTICLE}), "2024-03-12"),
        (ld([OTHER, ARTICLE]), "2024-03-12"),
        (ld([OTHER, {**OTHER, "datePublished": "2025-01-02"}]), None),
        (ld({"@type": "ItemList", "itemListElement": [{"item": OTHER}]}), None),
        (ld({"@type": "NewsArticle", "comment": [{"@type": "Comment", "datePublished": "2025-11-11"}]}), None),
        (ld({"@type": "VideoObject", "datePublished": "2025-11-11"}), None),
        (ld({"@type": ["Article", "Thing"], "datePublished": ["2024-03-12T08:00:00+01:00"]}), "2024-03-12"),
        (ld({"@type": "NewsArticle", "datePublished": 20240312}), None),
    ],
)
def test_json_ld_and_what_the_head_says(head: str, date: str | None) -> None:
    assert date_of(head) == date


def test_a_date_below_the_title_goes_before_that_of_a_change() -> None:
    assert date_of(CHANGED, inside="<p>12 March 2024</p>") == "2024-03-12"
    assert date_of(CHANGED, inside="<time itemprop=dateModified datetime='2025-09-09'>x</time>") == "2025-09-09"


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"NewsArticle","headline":"Quillon grows","datePublished":"2024-03-12",}',
        '{"@type":"NewsArticle","headline":"Quillon\n grows","datePublished":"2024-03-12"}',
        '[{"@type":"NewsArticle","author":["Ada", ],"datePublished":"2024-03-12"}, ]',
        '<!-- {"@type":"NewsArticle","datePublished":"2024-03-12"} -->',
        '//<![CDATA[\n{"@type":"NewsArticle","datePublished":"2024-03-12"}\n//]]>',
        '{"@type":"Person"}\n{"@type":"NewsArticle","datePublished":"2024-03-12"};',
        '{"@type":"NewsArticle","headline":"a\t, } b","datePublished":"2024-03-12"}',
    ],
)
def test_json_ld_is_read_however_it_was_written(script: str) -> None:
    assert date_of(CHANGED + ld(script)) == "2024-03-12"


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"NewsArticle","headline":"Quillon "grows"","datePublished":"2024-03-12"}',
        '{"@type":"NewsArticle" "headline":"Quillon grows","datePublished":"2024-03-12"}',
        '{"@type":"NewsArticle","datePublished":"2024-03-12","headline":"Quillon',
    ],
)
def test_even_json_ld_that_cannot_be_read_goes_before_a_change(script: str) -> None:
    assert date_of(CHANGED + ld(script)) == "2024-03-12"


def test_the_footer_of_an_article_may_give_its_date() -> None:
    page = (
        f"<body><article><h1>Quillon grows</h1>{PROSE}<footer><time datetime='2024-03-12'>x</time></footer></article>"
        f"<footer><time datetime='2025-11-11'>x</time></footer></body>"
    )
    (document,) = read(Raw("html", "p.html", "p.html", page.encode()))
    assert document.date == "2024-03-12"


def test_commas_in_strings_stay() -> None:
    assert read_json('{"a": "x, ]", "b": [1, ], }') == [{"a": "x, ]", "b": [1]}]
    assert read_json("{'a': 1}") == []
    assert read_json("") == []


def test_hostile_scripts_end_soon() -> None:
    for text in ("[" * 400_000, '"\\"' * 100_000, ", " * 200_000, '{"a":' * 100_000, '"' * 400_000, "{}" * 200_000):
        with at_most(100):
            read_json(text)
    with at_most(400):
        date_of(ld("[" + '{"@graph":[],"datePublished":"2024-03-12"},' * 10_000 + "]"))


def test_a_page_that_is_called_like_another_s_is_still_its_own() -> None:
    page = (
        f"<body><div class=latest-news><time datetime='2024-03-12'>x</time><h1>Quillon grows</h1>{PROSE}</div></body>"
    )
    (document,) = read(Raw("html", "p.html", "p.html", page.encode()))
    assert document.date == "2024-03-12"

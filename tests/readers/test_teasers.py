"""Index pages: every teaser is a text of its own, and on an article's page none of it."""

from __future__ import annotations

import pytest
from tests.effort import at_most

from newsweave.extract.model import Document
from newsweave.extract.pipeline import shared_extractor
from newsweave.readers.forms import documents
from newsweave.readers.html import parsed, pieces_of, read
from newsweave.readers.source import Raw
from newsweave.readers.teasers import cards_of

STORIES = [
    ("Quillon Bank opens nine branches", "The bank has hired Ada Berg as chairman.", "12 March 2024"),
    (
        "A court hears of a loan",
        "Corvex Group wants damages from Halden Foods over a loan, a paper showed.",
        "11 March 2024",
    ),
    (
        "A maker of pumps raises $4 million",
        "The company was founded by Tom Relle in 2012 and is based in Oslo.",
        "10 March 2024",
    ),
    ("Tavra Works is for sale", "Orrin Partners bought Halden Mills in 2019.", "9 March 2024"),
]
ARTICLE = (
    "<h1>Lundholm Freight grows</h1><p>Lundholm Freight said on Tuesday that it would open nine depots in the "
    "north, where it has none so far.</p><p>It will hire 200 people there, said Mara Voss, its chief executive, "
    "who has led it since it was founded.</p>"
)
LINKED = "<a href='/s{i}'>{title}</a>"
MARKUPS = {
    "cards": (
        "<main><h1>Business</h1>{}</main>",
        "<div class=card><a href='/s{i}'><h2>{title}</h2></a><p>{text}</p><span>{date}</span></div>",
    ),
    "titles that are links": (
        "<div id=list>{}</div>",
        f"<section class='item n{{i}}'><h3>{LINKED}</h3><time>{{date}}</time><p>{{text}}</p></section>",
    ),
    "articles": ("<main>{}</main>", f"<article><h2>{LINKED}</h2><p>{{text}}</p><p>{{date}}</p></article>"),
    "all of it a link": (
        "<div>{}</div>",
        "<a class=card href='/s{i}'><h3>{title}</h3><p>{text}</p><time>{date}</time></a>",
    ),
    "a link within": ("<ul>{}</ul>", "<li><a href='/s{i}'><h3>{title}</h3><p>{text}</p><p>{date}</p></a></li>"),
    "list": ("<ul>{}</ul>", f"<li>{LINKED}<div>{{text}}</div><div>{{date}}</div></li>"),
    "flat": ("<main><h1>Business</h1>{}</main>", f"<h2>{LINKED}</h2><p>{{text}}</p><p>{{date}}</p>"),
    "flat, links around titles": ("<main>{}</main>", "<a href='/s{i}'><h2>{title}</h2></a><p>{date}</p><p>{text}</p>"),
    "sections before titles": (
        "<main>{}</main>",
        f"<div><span>Markets</span><h4>{LINKED}</h4><p>{{text}}</p><p>{{date}}</p></div>",
    ),
}


def listed(kind: str, site: str = "") -> str:
    around, each = MARKUPS[kind]
    cards = (each.format(i=i, title=t, text=x, date=d) for i, (t, x, d) in enumerate(STORIES))
    return around.format("".join(cards)).replace("href='/", f"href='{site}/")


def of(body: str, url: str | None = "https://paper.example/business/") -> list[Document]:
    page = f"<html><head><title>Business</title></head><body>{body}<footer>All rights reserved.</footer></body></html>"
    return list(read(Raw("html", "p.html", "p.html", page.encode(), url)))


@pytest.mark.parametrize("kind", MARKUPS)
def test_each_teaser_of_an_index_page_is_a_text_of_its_own(kind: str) -> None:
    found = of(listed(kind))
    assert [d.title for d in found] == [title for title, _, _ in STORIES]
    assert [d.text.split("\n") for d in found] == [[title, text] for title, text, _ in STORIES]
    assert [d.date for d in found] == ["2024-03-12", "2024-03-11", "2024-03-10", "2024-03-09"]
    assert [d.url for d in found] == [f"https://paper.example/s{i}" for i in range(4)]
    said = {(s.subject.name, s.relation) for e in shared_extractor().extract(found) for s in e.statements}
    assert ("Orrin Partners", "acquired") in said
    assert not {relation for name, relation in said if name == "Corvex Group"} & {"founded_by", "headquartered_in"}


@pytest.mark.parametrize("kind", MARKUPS)
def test_teasers_below_an_article_are_none_of_it(kind: str) -> None:
    (document,) = of(f"<article>{ARTICLE}</article>" + listed(kind).replace("h1>", "h5>"))
    assert document.title == "Lundholm Freight grows"
    assert all(text not in document.text for _, text, _ in STORIES)
    assert "Mara Voss" in document.text


def test_a_roundup_is_an_introduction_and_a_text_for_each_of_its_stories() -> None:
    found = of(f"<article>{ARTICLE}{listed('titles that are links')}</article>")
    assert [d.title for d in found] == ["Lundholm Freight grows", *(title for title, _, _ in STORIES)]
    assert "Mara Voss" in found[0].text
    assert found[1].text.endswith(STORIES[0][1])


def items(each: str) -> str:
    return "".join(each.format(i=i, title=title, text=text) for i, (title, text, _) in enumerate(STORIES))


@pytest.mark.parametrize(
    "body",
    [
        listed("cards", "https://other.example"),
        listed("cards", "#"),
        listed("flat", "mailto:"),
        "<ul>" + items("<li><a href='/c{i}'>{title}</a> {text}</li>") + "</ul>",
        "<ul>" + items("<li><a href='/c{i}'>Corvex</a><p>{text}</p></li>") + "</ul>",
        items("<section><h2>{title}</h2><p>{text}</p></section>"),
        items("<section><h2>{title}</h2><p>{text} <a href='/c{i}'>Read what it said about that</a>.</p></section>"),
        items("<div><p>{text}</p><p><a href='/c{i}'>{title}</a></p></div>"),
    ],
)
def test_what_is_no_list_of_teasers(body: str) -> None:
    tree = parsed(f"<html><body><article>{ARTICLE}{body}</article></body></html>")
    assert not cards_of(tree, "https://paper.example/a", pieces_of)


def test_hostile_pages_end_soon() -> None:
    nested = "<div><a href=/x>Corvex buys a plant</a></div><div>" * 190
    for body in (
        listed("flat") * 200,
        "<h2><a href=/x>a b c d</a></h2><p>x</p>" * 4_000,
        nested,
        "<div><i></i></div>" * 9_000,
    ):
        with at_most(1500):
            list(documents(Raw("html", "p.html", "p.html", body.encode())))

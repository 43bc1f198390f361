"""Teasers on a web page: linked titles with a few words each, as index pages have them and articles below their text.

Each is about something else, so none may be read together with another or with the page's article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, TypeAlias
from urllib.parse import urljoin, urlsplit

from newsweave.extract.documents.bylines import date_line
from newsweave.extract.documents.lines import sentence_end
from newsweave.readers.page_dates import sizes
from newsweave.readers.pieces import Piece, prose_words

__all__ = ["cards_of", "title_and_date"]

_Element: TypeAlias = Any  # lxml comes without types

MOST_WORDS = 80
"""Words of prose from which on what stands under a linked title is an article."""
_MOST_CHARACTERS = 2_000
_MOST_ELEMENTS = 150
_FEWEST = 3
"""Teasers that make a list of them, where the page has other prose, too."""
_TITLES = ("h1", "h2", "h3", "h4", "h5", "h6")
_NO_CARDS = frozenset({"b", "br", "em", "i", "img", "option", "p", "script", "span", "strong", "td", "th"})


def cards_of(
    tree: _Element, url: str | None, pieces_of: Callable[[_Element], list[Piece]]
) -> dict[_Element, list[Piece]]:
    """The teasers of a page with what stands in each, in order.

    They stand side by side, alike; each begins with a title that is a link to another page of the site and has words
    of its own behind it, but fewer than an article. Titles that stand flat between their texts are wrapped first.
    """
    _wrap_flat(tree, url)
    lengths = sizes(tree)
    cards: dict[_Element, list[Piece]] = {}
    for parent in tree.iter("div", "section", "main", "ul", "ol", "body", "article", "form"):
        alike: dict[tuple[str, str], list[_Element]] = {}
        for child in parent:
            if isinstance(child.tag, str) and child.tag not in _NO_CARDS and child not in cards:
                alike.setdefault((child.tag, child.get("class", "").split(" ")[0]), []).append(child)
        for group in alike.values():
            if len(group) > 1:
                small = [e for e in group if 0 < lengths[e][0] <= _MOST_CHARACTERS and _few_elements(e)]
                found = {e: pieces for e in small if _is_card(pieces := pieces_of(e), e, url)}
                if len(found) > 1 and len(found) >= 0.6 * len(small):
                    cards |= found
    cards = {e: pieces for e, pieces in cards.items() if not any(a in cards for a in e.iterancestors())}
    if len(cards) < _FEWEST and prose_words(pieces_of(tree)) > sum(map(prose_words, cards.values())):
        return {}
    return cards


def _few_elements(element: _Element) -> bool:
    return next(islice(element.iter(), _MOST_ELEMENTS, None), None) is None


def title_and_date(pieces: list[Piece]) -> tuple[str, str | None, list[Piece]]:
    """A teaser's title, its date where it gives one, and the pieces that are its text."""
    lines = [date_line(piece.text) for piece in pieces]
    date = next((line.date for line in lines if line and line.date), None)
    at = _title_at(pieces)
    return pieces[at].text, date, [p for i, p in enumerate(pieces) if i > at and lines[i] is None]


def _is_card(pieces: list[Piece], element: _Element, url: str | None) -> bool:
    at = _title_at(pieces)
    if at < 0 or prose_words(pieces) >= MOST_WORDS:
        return False
    own = [p for p in pieces[at + 1 :] if (p.linked < 0.5 or _says(p)) and date_line(p.text) is None]
    links = (*element.iter("a"), *element.iterancestors("a"))
    return bool(own) and any(_leads_on(a, url) for a in links)


def _says(piece: Piece) -> bool:
    """Whether a piece is a sentence, though all of a teaser may be one link."""
    return piece.kind != "heading" and sentence_end(piece.text) and piece.text.count(" ") >= 3


def _title_at(pieces: list[Piece]) -> int:
    """The index of the title, a link or in one; before it only a section, a date or the like may stand."""
    for i, piece in enumerate(pieces[:4]):
        words = len(piece.text.split())
        if piece.linked > 0.9 and words > 2:
            return i
        if words > 4 and date_line(piece.text) is None:
            return -1
    return -1


def _leads_on(link: _Element, url: str | None) -> bool:
    """Whether a link leads to another page of the same site."""
    target = (link.get("href") or "#").strip()
    if target.startswith("#"):
        return False
    try:
        there = urlsplit(urljoin(url or "", target))
        here = urlsplit(url or "")
    except ValueError:
        return False
    if there.scheme not in ("", "http", "https"):
        return False
    return not here.hostname or not there.hostname or _site(here.hostname) == _site(there.hostname)


def _site(host: str) -> str:
    return ".".join(host.split(".")[-2:])


def _wrap_flat(tree: _Element, url: str | None) -> None:
    """Put linked titles that are siblings, with what stands behind each, into elements of their own."""
    for parent in list(tree.iter("div", "section", "main", "body", "article")):
        heads = [child for child in parent if _linked_title(child, url)]
        if len(heads) < _FEWEST:
            continue
        for head in heads:
            rest = list(_behind(head))
            if not rest:
                continue
            card = parent.makeelement("div", {"class": "newsweave-teaser"})
            parent.insert(parent.index(head), card)
            for element in (head, *rest):
                card.append(element)  # takes its tail along


def _linked_title(element: _Element, url: str | None) -> bool:
    if element.tag in _TITLES:
        links = list(element.iter("a"))
        text = "".join(element.itertext()).strip()
        return bool(text) and any(_leads_on(a, url) and "".join(a.itertext()).strip() == text for a in links)
    return element.tag == "a" and _leads_on(element, url) and any(e.tag in _TITLES for e in element)


def _behind(head: _Element) -> Iterator[_Element]:
    for element in head.itersiblings():
        if element.tag in _TITLES or element.tag in ("section", "article", "ul", "ol", "footer", "nav", "aside"):
            return
        if any(e.tag in _TITLES for e in element.iter()):
            return
        yield element

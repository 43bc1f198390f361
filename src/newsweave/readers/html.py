"""Web pages: the article of a page, or each of its articles, without what stands around them.

``trafilatura`` finds the text and what the page says of itself (title, date, site, address). It knows no boundaries
between articles, so a page with several ``<article>`` elements is cut first. Feeds and mail take ``pieces_of``,
``parsed`` and ``compose`` from here. A document's text is put together from the pieces that are kept, one per line.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import islice
from typing import Any, TypeAlias
from urllib.parse import urljoin, urlsplit

from newsweave.extract.documents.bylines import date_line, parse_date
from newsweave.extract.documents.legible import footnote_mark
from newsweave.extract.documents.lines import sentence_end
from newsweave.extract.model import Document
from newsweave.ontology.errors import InputError
from newsweave.readers.data_tables import lines_of
from newsweave.readers.decoding import UNPRINTABLE, clean, decoded
from newsweave.readers.long_tags import refuse_long_tags
from newsweave.readers.page_dates import is_others, own_parts, remove, stated_change, stated_date
from newsweave.readers.pieces import Kind, Piece, compose, prose_words
from newsweave.readers.source import Raw, missing
from newsweave.readers.teasers import cards_of, title_and_date

__all__ = ["markup_text", "parsed", "pieces_of", "read", "web_address"]

_Facts: TypeAlias = dict[str, str | None]  # the arguments of compose
_Element: TypeAlias = Any  # lxml comes without types

_MOST_TAGS = 300_000  # more are not even parsed
_MOST_ELEMENTS = 20_000  # without scripts and the like; some of trafilatura's steps take the number squared
_MOST_TEXT = 5_000_000
_LONGEST_ATTRIBUTE, _LONGEST_SCRIPT, _LONGEST_TITLE = 2_000, 500_000, 300
_OWN_PROSE = 25
"""Words of prose that a page has beside its teasers, unless it is an index of them."""
_LATEST = "2100-12-31"
"""For htmldate, whose own bound is the day of reading: the same page must give the same document on any day."""
_MOST_ROWS, _MOST_COLUMNS, _MOST_FILLED = 400, 40, 2_000
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 head".split())  # the last as trafilatura calls them
_ITEMS, _CELLS = frozenset({"li", "item", "dt", "dd"}), frozenset({"td", "th", "cell"})
_BREAKS = frozenset({"br", "lb"})
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font graphic hi i img ins kbd label mark nobr output q ref "
    "s samp small span strong sub sup time tt u var wbr".split()
)
_NO_TEXT = frozenset(
    "audio button canvas datalist embed form iframe input math menu nav noscript object option script select style svg "
    "template textarea title video".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_COMMENT = re.compile(r"(?:div-)?comments?(?:-(?:body|list|area|section|thread|item|content|\d+))?", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)

for _name in ("trafilatura", "htmldate", "courlan"):  # their remarks on pages do not belong on a terminal
    logging.getLogger(_name).addHandler(logging.NullHandler())


def read(raw: Raw) -> Iterator[Document]:
    """The articles of a web page, each with a text put together from its title, headings and paragraphs.

    Raises:
        InputError: where it is no web page, has no prose, or is too large or nested too deep; without the name.
    """
    text = markup_text(raw.content(), raw.charset)
    if not text.strip():
        raise InputError("empty")
    try:
        documents = list(_documents(parsed(text), raw))
    except InputError:
        raise
    except ImportError:
        raise missing("a web page", "web") from None
    except Exception as error:  # a hostile page can make the libraries raise anything, RecursionError among them
        raise InputError(f"a web page that cannot be read: {type(error).__name__}") from None
    yield from documents
    if not documents:
        raise InputError("no prose in it")


def _documents(tree: _Element, raw: Raw) -> Iterator[Document]:
    remove(tree, filter(_is_comment, tree.iter("article")))
    page = _page_facts(tree, raw)
    cards = cards_of(tree, page["url"], pieces_of)
    teasers = [(_card_facts(card, pieces, page), title_and_date(pieces)[2]) for card, pieces in cards.items()]
    roundup = any(next(card.iterancestors("article"), None) is not None for card in cards)
    remove(tree, cards)
    own, others = prose_words(pieces_of(tree)), sum(map(prose_words, cards.values()))
    index = own < (max(_OWN_PROSE, others) if roundup else _OWN_PROSE)
    articles = _articles(tree)
    parts = [(a, _article_facts(a, page)) for a in articles] if len(articles) > 1 else [(tree, page)]
    for part, facts in parts:
        if document := compose(_main_text(part), **facts):
            yield document
    for facts, pieces in teasers if index else ():
        if document := compose(pieces, **facts):
            yield document


def _page_facts(tree: _Element, raw: Raw) -> _Facts:
    """What a page says of itself in its head and in its markup."""
    from htmldate import find_date
    from trafilatura.metadata import extract_metadata

    for element in tree.iter("title", "h1", "meta"):
        if len(element.text or "") > _LONGEST_TITLE:  # patterns over titles take their length squared
            element.text = None
    address = web_address(raw.url)
    search: dict[str, Any] = {"original_date": True, "extensive_search": False, "max_date": _LATEST}
    own = own_parts(tree)
    found = extract_metadata(own, address, search)
    date = found.date
    named = set(re.findall(r"\d+", " ".join(t.text_content() for t in tree.iter("title", "h1"))))
    if date and {date[:4], str(int(date[8:10]))} <= named:  # "results for the year to 31 December 2023"
        remove(own, own.iter("title", "h1"))
        date = find_date(own, url=found.url, **search)
    url = web_address(found.url, address) or address
    if url and address and not urlsplit(url).path.strip("/"):
        url = address  # a canonical address that names the front page on every page
    source = clean(found.sitename or "") or raw.source
    title = _without_site(clean(found.title or ""), source)
    stated = " ".join(own.xpath("//meta/@content | //script/text()")) + (url or "").replace("/", "-")
    if own_date := stated_date(tree, title, url):
        date = own_date
    elif not date or date not in stated:  # else one of the page's teasers may have given it
        date = _date_below_title(pieces_of(tree), title) or date or stated_change(tree)
    return {"title": title, "date": date, "source": source, "url": url}


def _without_site(title: str, site: str) -> str:
    """A title without the name of the site at its end or beginning: "Quillon grows | The Ledger"."""
    name = re.escape(site)
    return re.sub(rf"^{name}\s+[|–—:·•»-]+\s+|\s+[|–—:·•«-]+\s+{name}$", "", title, flags=re.IGNORECASE) or title


def _date_below_title(pieces: Sequence[Piece], title: str) -> str | None:
    """The date of a date line that follows the title on the page."""
    wanted = title.casefold()
    at = next((i for i, piece in enumerate(pieces) if piece.text.casefold() == wanted), len(pieces))
    lines = (date_line(piece.text) for piece in pieces[at + 1 : at + 9])
    return next((line.date for line in lines if line and line.date), None)


def _main_text(part: _Element) -> list[Piece]:
    """The text of a page or an article of one, as trafilatura finds it; all of it where that finds hardly any."""
    from lxml import html  # type: ignore[import-untyped]
    from trafilatura import bare_extraction
    from trafilatura.settings import Extractor

    is_page = part.tag != "article"
    everything = pieces_of(part)
    tree = part if is_page else html.document_fromstring("<html><body></body></html>")
    if not is_page:
        tree.body.append(deepcopy(part))
    options = Extractor(fast=True, comments=False)
    options.min_extracted_size = 40  # shorter ones are taken by a method that runs headings and paragraphs together
    found: Any = bare_extraction(tree, options=options)
    pieces = [] if found is None else pieces_of(found.body)
    enough = 1 if is_page else 0.5 * prose_words(everything)
    return pieces if prose_words(pieces) >= enough else everything


def _articles(tree: _Element) -> list[_Element]:
    """The ``<article>`` elements that are articles; teasers for others are taken out of the page.

    None are where most of the page's prose stands outside of them.
    """
    outer = [e for e in tree.iter("article") if next(e.iterancestors("article"), None) is None]
    pieces = {e: pieces_of(e) for e in outer}
    prose = {e: prose_words(pieces[e]) for e in outer}
    titles = {e: next((p for p in pieces[e] if p.kind == "heading"), None) for e in outer}
    real = [e for e in outer if prose[e] >= (80 if (title := titles[e]) and title.linked > 0.5 else 25)]
    outside = prose_words(pieces_of(tree)) - sum(prose.values())
    if not real or outside > max(prose.values()):
        real, outer = [], [e for e in outer if prose[e] < outside / 4]
    remove(tree, set(outer) - set(real))
    return real


def _article_facts(article: _Element, page: _Facts) -> _Facts:
    """What one of several articles says of itself."""
    heading = next((e for e in article.iter("h1", "h2", "h3") if clean(e.text_content())), None)
    own = (e for e in article.iter("time") if not any(map(is_others, _up_to(e, article))))
    times = sorted(own, key=lambda e: "ublish" not in e.get("itemprop", "") + e.get("class", ""))
    dates = (parse_date(e.get("datetime") or e.text_content()) for e in times)
    links = [] if heading is None else [*heading.iter("a"), *heading.iterancestors("a")]
    links += [e for e in article.iter("a") if "bookmark" in e.get("rel", "")]
    urls = (web_address(e.get("href"), page["url"]) for e in links if (e.get("href") or "#")[0] != "#")
    title = None if heading is None else clean(heading.text_content())
    url = next(filter(None, urls), page["url"])
    return {"title": title, "date": next(filter(None, dates), None), "source": page["source"], "url": url}


def _card_facts(card: _Element, pieces: Sequence[Piece], page: _Facts) -> _Facts:
    """What a teaser on an index page says of what it leads to."""
    title, date, _ = title_and_date(list(pieces))
    times = (parse_date(e.get("datetime") or e.text_content()) for e in card.iter("time"))
    urls = (web_address(a.get("href"), page["url"]) for a in card.iter("a") if (a.get("href") or "#")[0] != "#")
    url = next(filter(None, urls), None) or page["url"]
    return {"title": title, "date": next(filter(None, times), date), "source": page["source"], "url": url}


def _up_to(element: _Element, above: _Element) -> Iterator[_Element]:
    """The element and those around it, below ``above``."""
    while element is not above and element is not None:
        yield element
        element = element.getparent()


def _is_comment(element: _Element) -> bool:
    for e in (element, *islice(element.iterancestors(), 6)):
        tokens = [*e.get("class", "").split(), e.get("id", "")] if e.tag not in ("html", "body") else []
        if any(_COMMENT.fullmatch(token) for token in tokens) or e.get("itemtype", "").endswith("Comment"):
            return True
    return False


def markup_text(data: bytes, charset: str | None = None) -> str:
    """The characters of a page, in the encoding of its mark, its carrier (``charset``) or its ``<meta>``.

    Raises:
        InputError: where the bytes are no text; without the name.
    """
    named = _META_CHARSET.search(data[:4096])
    text, controls = UNPRINTABLE.subn("", decoded(data, charset, named[1].decode() if named else None))
    if controls > 8 and controls > 0.01 * len(text):
        raise InputError("a binary file, not a web page")
    return text


def parsed(text: str) -> _Element:
    """The tree of a page or a fragment of one, without scripts, comments and overlong attributes.

    Raises:
        InputError: where it is too large, nested too deep, or has no elements or a tag of too many attributes; without
            the name.
        ImportError: where lxml is not installed.
    """
    from lxml import etree, html

    if text.count("<") > _MOST_TAGS:
        raise InputError(f"more than {_MOST_TAGS:,} tags in a page")
    refuse_long_tags(text)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise InputError("no web page: no elements in it") from None
    if any("XML_PARSE_HUGE" in entry.message for entry in parser.error_log):
        raise InputError("markup that is nested too deep, or too much text in one element")
    scripts = tree.iter("script")
    remove(tree, (e for e in scripts if "json" not in e.get("type", "") or len(e.text or "") > _LONGEST_SCRIPT))
    etree.strip_elements(tree, "style", "svg", "iframe", "object", with_tail=False)
    remove(tree, [e for e in tree.iter("sup", "a") if _is_footnote_mark(e)])
    _level(tree)
    count = length = 0
    for element in tree.iter(etree.Element):
        count += 1
        length += len(element.text or "") + len(element.tail or "")
        for name, value in element.attrib.items():
            if len(value) > _LONGEST_ATTRIBUTE:
                del element.attrib[name]
    if count > _MOST_ELEMENTS:
        raise InputError(f"more than {_MOST_ELEMENTS:,} elements in a page")
    if length > _MOST_TEXT:
        raise InputError(f"more than {_MOST_TEXT:,} characters in a page")
    return tree


def _level(tree: _Element) -> None:
    """Put empty cells below those that reach over several rows, so that the others stand in their columns."""
    left = _MOST_FILLED
    for cell in [e for e in tree.iter("td", "th") if e.get("rowspan") not in (None, "1")]:
        over = cell.attrib.pop("rowspan")
        at = sum(1 for _ in cell.itersiblings("td", "th", preceding=True))
        rows = int(over) - 1 if over.isdecimal() and over.isascii() and len(over) < 4 else 0
        for below in islice(cell.getparent().itersiblings("tr"), min(rows, left)):
            left -= 1
            cells = list(islice(below.iterchildren("td", "th"), at + 1))
            empty = below.makeelement(cell.tag)
            if at < len(cells):
                cells[at].addprevious(empty)
            else:
                below.append(empty)


def _is_footnote_mark(element: _Element) -> bool:
    """Whether an element is small and high, or a link within the page stuck to a word, and holds nothing but a mark."""
    before = _text_before(element)
    if element.tag == "a" and (element.get("href", "")[:1] != "#" or not before.strip() or before[-1:].isspace()):
        return False
    return footnote_mark(_short_text(element), before)


def _short_text(element: _Element) -> str:
    """Its text, or as much of it as shows that it is more than a mark."""
    return clean("".join(islice(element.itertext(), 8)))[:80]


def _text_before(element: _Element) -> str:
    """The last characters before an element, where they stand beside it."""
    previous = element.getprevious()
    text = (element.getparent().text if previous is None else previous.tail) or ""
    return text[-12:] if isinstance(text, str) else ""


def pieces_of(root: _Element) -> list[Piece]:
    """The text below an element of a page, or of what trafilatura made of one, as it would stand in lines."""
    from lxml import etree

    if root.tag == "html" and (root := root.find("body")) is None:
        return []
    pieces: list[Piece] = []
    parts: list[str] = []
    open_: list[tuple[Kind, bool]] = [("paragraph", False)]
    linked = 0

    def flush() -> None:
        nonlocal linked
        if text := clean("".join(parts)):
            pieces.append(Piece(text, open_[-1][0], min(1.0, linked / len(text))))
        parts.clear()
        linked = 0

    def add(text: str | None) -> None:
        nonlocal linked
        if text:
            parts.append(text)
            linked += len(text) if open_[-1][1] else 0

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in _NO_TEXT or _HIDDEN.search(element.get("style", "")):
                walk.skip_subtree()
                open_.append(open_[-1])
                continue
            if tag == "table" and (rows := lines_of(_rows(element))):
                flush()
                pieces.extend(Piece(line, "row") for line in rows)
                walk.skip_subtree()
                open_.append(open_[-1])
                continue
            if tag in _BREAKS:
                flush() if _ends_line(element, parts) else add(" ")
            elif tag not in _INLINE:
                flush()
            kind, in_link = open_[-1]
            open_.append((_kind(tag, kind), in_link or tag in ("a", "ref")))
            add(element.text)
        else:
            if tag not in _INLINE and tag not in _BREAKS:
                flush()
            open_.pop()
            if element is not root:
                add(element.tail)
    flush()
    return pieces


def _rows(table: _Element) -> list[list[tuple[str, bool]]]:
    """The rows of a table's cells, a wide one repeated; empty where cells hold more than text."""
    if any(e.tag in ("table", "ul", "ol", "img", "article", "h1", "h2") and e is not table for e in table.iter()):
        return []
    rows: list[list[tuple[str, bool]]] = []
    caption = table.find("caption")
    if caption is not None:
        rows.append([(clean(caption.text_content()), True)])
    for row in islice(table.iter("tr", "row"), _MOST_ROWS):
        cells: list[tuple[str, bool]] = []
        for cell in row.iterchildren("td", "th", "cell"):
            width = cell.get("colspan") or "1"
            head = cell.tag == "th" or cell.get("role") == "head" or row.getparent().tag == "thead"
            text = clean(" ".join(cell.itertext()))
            cells += [(text, head)] * (min(int(width), _MOST_COLUMNS) if width.isdecimal() and width.isascii() else 1)
        rows.append(cells)
    if caption is not None:
        rows[0] += [("", True)] * (max(map(len, rows)) - 1)
    return rows


def _kind(tag: str, around: Kind) -> Kind:
    if tag in _HEADINGS:
        return "heading"
    if tag in _ITEMS:
        return "item"
    return "cell" if tag in _CELLS else around


def _ends_line(element: _Element, parts: Sequence[str]) -> bool:
    """Whether a line break ends a paragraph: two in a row do, and one after a full stop."""
    following = element.getnext()
    double = following is not None and following.tag in _BREAKS and not (element.tail or "").strip()
    return double or sentence_end("".join(parts[-3:]).rstrip())


def web_address(url: str | None, base: str | None = None) -> str | None:
    """An address with its scheme, http or https, taken relative to ``base``; None for what is none."""
    try:
        url = urljoin(base or "", (url or "").strip())
        parts = urlsplit(url)
    except ValueError:
        return None
    fit = parts.scheme in ("http", "https") and parts.hostname and url.isprintable() and " " not in url
    return url if fit and len(url) <= _LONGEST_ATTRIBUTE else None

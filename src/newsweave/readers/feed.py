"""Feeds (RSS, RDF and Atom): a document for each entry that has a text, be it whole or a summary.

``feedparser`` is given bytes only and never an address, so nothing is fetched. Declarations of entities are taken out
first: what they stand for can be longer than any memory, or another file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email.utils import parsedate
from html import unescape
from io import BytesIO
from typing import Any

from newsweave.extract.documents.bylines import parse_date
from newsweave.extract.model import Document, Place
from newsweave.ontology.errors import InputError
from newsweave.readers.decoding import UNPRINTABLE, clean, decoded
from newsweave.readers.html import parsed, pieces_of, web_address
from newsweave.readers.long_tags import refuse_long_tags
from newsweave.readers.pieces import Piece, compose
from newsweave.readers.source import Raw, missing

__all__ = ["read"]

_MOST_TAGS = 300_000
_LONGEST = 10_000_000
_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
_ROOT = re.compile(r"<[a-zA-Z]")
_DECLARATIONS = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_BLANK_LINE = re.compile(r"\n\s*\n")
_BLOG_NOTE = re.compile(r"The post .{0,300} (?:first appeared|appeared first) on .{0,200}")


def read(raw: Raw) -> Iterator[Document | InputError]:
    """A document for each entry with prose; entries without any are passed over where others have some.

    The date is the day of publication (else of the last change) in the zone it is given in; the source is the
    publisher that the entry names, else the feed's title. Errors that are yielded name the entry by its number.

    Raises:
        InputError: where it is no feed, or no entry has a text; without the name.
    """
    feed = _feed(raw)
    base = web_address(raw.url)
    title = _line(feed["feed"].get("title"))
    home = web_address(feed["feed"].get("link"), base) or base
    found = False
    for number, entry in enumerate(feed["entries"], start=1):
        try:
            document = _document(entry, title or raw.source, home)
        except InputError as error:
            found = True
            yield InputError(f"{raw.name} entry {number}: {error}")
            continue
        except Exception as error:  # a hostile entry can make the libraries raise anything
            found = True
            yield InputError(f"{raw.name} entry {number}: cannot be read: {type(error).__name__}")
            continue
        if document:
            found = True
            yield document
    if not feed["entries"]:
        raise InputError("a feed without entries")
    if not found:
        raise InputError("no entries with text in it")


def _feed(raw: Raw) -> Any:
    """What feedparser makes of the bytes."""
    data = raw.content()
    if not data.strip():
        raise InputError("empty")
    try:
        import feedparser  # type: ignore[import-untyped]
        import lxml  # type: ignore[import-untyped]  # noqa: F401 (for the entries' text)
    except ImportError:
        raise missing("a feed", "web") from None
    declared = _ENCODING.match(data)
    text = UNPRINTABLE.sub("", decoded(data, raw.charset, declared[1].decode() if declared else None))
    if len(text) > _LONGEST or text.count("<") > _MOST_TAGS:
        raise InputError(f"more than {_LONGEST // 1_000_000} MB or {_MOST_TAGS:,} tags in a feed")
    refuse_long_tags(text)
    root = _ROOT.search(text)
    text = _DECLARATIONS.sub("", text[root.start() :]) if root else ""
    try:
        feed = feedparser.parse(BytesIO(text.encode("utf-8")), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # what is no feed can make it raise anything, RecursionError among them
        raise InputError(f"a feed that cannot be read: {type(error).__name__}") from None
    if not feed.get("version"):
        raise InputError("no RSS or Atom feed")
    return feed


def _document(entry: Any, source: str, home: str | None) -> Document | None:
    values = dict(entry)  # feedparser's own mapping warns and gives one field for another
    origin = values.get("source")
    publisher = _line(origin.get("title")) if isinstance(origin, dict) else ""
    dates = (_date(values.get(key)) for key in ("published", "updated", "created"))
    contents = sorted(values.get("content") or [], key=lambda c: -len(c.get("value") or ""))
    summary = values.get("summary_detail") or {"value": values.get("summary")}
    facts = {
        "title": _line(values.get("title")),
        "date": next(filter(None, dates), None),
        "source": publisher or source,
        "url": web_address(values.get("link"), home),
    }
    documents = (compose(_pieces(text), **facts) for text in (*contents[:1], summary))
    document = next(filter(None, documents), None)
    if document is None:
        return None
    guid = values.get("id")  # feedparser's name for it
    key = clean(guid) if isinstance(guid, str) else ""
    if key and web_address(key) is None and home is not None:
        key = f"{home}#{key}"  # a number, say, that other feeds use too
    return replace(document, place=Place("", "", key=key or document.url))  # the rest of it is not known here


def _pieces(text: Any) -> list[Piece]:
    """The pieces of an entry's content or summary: of markup, else of a text with blank lines between paragraphs."""
    value = text.get("value") or ""
    if text.get("type") != "text/plain" and _TAG.search(value):
        pieces = pieces_of(parsed(f"<div>{value}</div>"))
    else:
        plain = value if text.get("type") == "text/plain" else unescape(value)
        pieces = [Piece(line) for part in _BLANK_LINE.split(plain) if (line := clean(part))]
    return [piece for piece in pieces if not _BLOG_NOTE.fullmatch(piece.text)]


def _line(value: str | None) -> str:
    """A title on one line, without its markup."""
    return clean(unescape(_TAG.sub("", value or "")))


def _date(value: str | None) -> str | None:
    if not value:
        return None
    if day := parse_date(value):
        return day
    parts = parsedate(value)  # the old form of RFC 822 gives years two digits
    return parse_date(f"{parts[0]:04}-{parts[1]:02}-{parts[2]:02}") if parts else None

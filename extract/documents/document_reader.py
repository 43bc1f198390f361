"""A text to documents: taken as it is, or told apart into the articles of a page."""

from __future__ import annotations

from collections.abc import Iterable

from newsweave.extract.documents.articles import paragraph_blocks, split_articles
from newsweave.extract.documents.bylines import parse_date
from newsweave.extract.documents.legible import legible, without_markup
from newsweave.extract.model import Block, Document, content_key

__all__ = ["content_id", "document_of", "documents_in", "is_content_id"]

_MADE = "doc-"


def document_of(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    date: str | None = None,
    source: str | None = None,
    url: str | None = None,
) -> Document:
    """A text taken as it is as one document: every paragraph that is not blank is a block, nothing is cut away.

    Where it has markup its blocks are those of the text that people see; its offsets are the given text's.

    ``date`` is brought to ISO 8601, or left out where it is in no common form. Without an ``id`` one is made of
    title, date and prose.
    """
    shown = legible(text)
    title = " ".join(without_markup(title).split()) if title and ("<" in title or "&" in title) else title
    blocks = paragraph_blocks(text, title) if shown is None else shown.as_given(paragraph_blocks(shown.text, title))
    iso = parse_date(date) if date else None
    return Document(id or content_id(text, blocks, title, iso), text, blocks, title, iso, source, url)


def documents_in(text: str, source: str | None = None) -> list[Document]:
    """The articles of a scraped page or text file as documents, boilerplate left out; all share ``text``."""
    shown = legible(text)
    found = []
    for article in split_articles(text if shown is None else shown.text):
        blocks = article.blocks if shown is None else shown.as_given(article.blocks)
        title, date = article.title, article.date
        id = content_id(text, blocks, title, date)
        found.append(Document(id, text, blocks, title, date, article.source or source, article.url))
    return found


def content_id(text: str, blocks: Iterable[Block], title: str | None, date: str | None) -> str:
    """The id of a document that was given none: equal articles have equal ids, wherever they were found."""
    return _MADE + content_key(title, date, [text[b.start : b.end] for b in blocks])


def is_content_id(id: str) -> bool:
    """Whether an id looks like one that ``content_id`` has made."""
    return id.startswith(_MADE) and len(id) == len(_MADE) + len(content_key())

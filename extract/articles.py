"""A page's text to its articles: where each begins, its title and date, and which of its lines are prose.

Scraped pages run articles together with what stands around them. Articles are told apart by their heads; within one,
a short line before prose is a heading, other short lines are menus and teasers, and what reads like a sentence stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsweave.extract.bylines import dateline_date
from newsweave.extract.glue import split_paragraph
from newsweave.extract.headers import Header, find_headers
from newsweave.extract.heads import Head, best_title, find_heads, published
from newsweave.extract.lines import Line, is_title_case, read_lines, sentence_end, spans_of_lines
from newsweave.extract.model import Block, BlockKind

__all__ = ["Article", "paragraph_blocks", "split_articles"]

_LONGEST_BLOCK = 20_000
"""Longer blocks are divided, so that parsing needs bounded memory (code points)."""
_LABEL_WORDS = 4
"""A short line of at most so many words is a label; a longer one may say something."""
_HEADING_WORDS = 12
_OWN_ARTICLE = 60
"""Words of prose before the first head that make an article of their own; fewer are a motto or a standfirst."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a text: its prose as blocks (offsets into the whole text), and what its head says."""

    blocks: tuple[Block, ...]
    title: str | None = None
    date: str | None = None
    """ISO date of publication."""
    source: str | None = None
    url: str | None = None


def split_articles(text: str) -> list[Article]:
    """The articles in a text file's text, in order; an empty list where nothing but furniture stands there.

    Front matter, or header lines with a title, make what follows one article. Otherwise each head begins one. Text
    without any head is one article. Blocks are ordered, disjoint, not empty, and neither begin nor end in blank space.
    """
    headers = find_headers(text)
    articles: list[Article] = []
    first = headers[0].start if headers else len(text)
    if text[:first].strip():
        articles += _page(text, 0, first)
    ends = [h.start for h in headers[1:]] + [len(text)]
    for header, end in zip(headers, ends, strict=True):
        articles += _under_header(text, header, end)
    return articles


def paragraph_blocks(text: str, title: str | None = None) -> tuple[Block, ...]:
    """Every line of a text that is taken as it is, as a block: nothing is cut away.

    A short line that does not end like a sentence is a heading where more follows; the first line that equals
    ``title``, if only headings stand before it, is the title.
    """
    spans = spans_of_lines(text)
    wanted = _folded(title) if title else None
    blocks: list[Block] = []
    for i, (start, end) in enumerate(spans):
        kind: BlockKind = "paragraph"
        line = text[start : min(end, start + 400)]
        if wanted and end - start < 400 and _folded(line) == wanted:
            kind, wanted = "title", None
        elif (
            i + 1 < len(spans) and end - start < 200 and not sentence_end(line) and len(line.split()) <= _HEADING_WORDS
        ):
            kind = "heading"
        else:
            wanted = None
        blocks += _bounded(text, Block(start, end, kind))
    return tuple(blocks)


def _under_header(text: str, header: Header, end: int) -> list[Article]:
    if not header.title:
        found = _page(text, header.end, end)
        return [replace(a, date=a.date or header.date, source=header.source, url=header.url) for a in found]
    lines, teasers = _content(read_lines(text, header.end, end))
    wanted = _folded(header.title)
    shown = next((i for i, line in enumerate(lines[:8]) if line.text and _folded(line.text) == wanted), -1)
    article = _article(text, lines, teasers, shown, [])
    blocks = article.blocks
    if shown < 0 and header.title_at:
        blocks = (Block(*header.title_at, "title"), *blocks)
    if not blocks:
        return []
    return [Article(blocks, header.title, header.date or article.date, header.source, header.url)]

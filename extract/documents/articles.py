"""A page's text to its articles: where each begins, its title and date, and which of its lines are prose.

Scraped pages run articles together with what stands around them. Articles are told apart by their heads; within one,
a short line before prose is a heading, other short lines are menus and teasers, and what reads like a sentence stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from newsweave.extract.documents.article_starts import ArticleStart, best_title, find_article_starts, published
from newsweave.extract.documents.bylines import dateline_date
from newsweave.extract.documents.headers import Header, find_headers
from newsweave.extract.documents.lines import (
    BLANK,
    Line,
    is_title_case,
    read_lines,
    sentence_end,
    spans_of_lines,
    spans_of_paragraphs,
)
from newsweave.extract.documents.run_on_paragraphs import split_paragraph
from newsweave.extract.documents.text_tables import table_lines
from newsweave.extract.model import Block, BlockKind

__all__ = ["Article", "paragraph_blocks", "split_articles"]

_LONGEST_BLOCK = 20_000
"""Longer blocks are divided, so that parsing needs bounded memory (code points)."""
_LABEL_WORDS = 4
"""A short line of at most so many words is a label; a longer one may say something."""
_HEADING_WORDS = 12
_FIGURE = re.compile(
    r"[A-Z][A-Za-z&/()’' -]{2,50}(?::| of| up| down| at|,)? (?:up |down |about |over )?"
    r"(?:[A-Z]{0,3}[$€£¥₹] ?\d|[A-Z]{3} \d|[+-]?[\d.,]+ ?(?:%|percent|per cent|million|billion)|(?<=: )\d[\d.,]*$)"
)
"""A label with its figure: "Revenue: $12.1m, up 9%"."""
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
    """The articles in a text file's text, in order; an empty list where nothing but boilerplate stands there.

    Front matter, or header lines with a title, make what follows one article. Otherwise each head begins one. Text
    without any head is one article. Blocks are ordered, disjoint, not empty, and neither begin nor end in blank space.
    """
    headers = find_headers(text)
    articles: list[Article] = []
    starts = [header.start for header in headers] + [len(text)]
    if text[: starts[0]].strip():
        articles += _page(text, 0, starts[0])
    for header, end in zip(headers, starts[1:], strict=True):
        articles += _under_header(text, header, end)
    return articles


def paragraph_blocks(text: str, title: str | None = None, *, wrapped: bool = True) -> tuple[Block, ...]:
    """Every paragraph of a text that is taken as it is, as a block: nothing is cut away.

    A paragraph is a line, or with ``wrapped`` the lines that it was wrapped over, if it was. A short line that does
    not end like a sentence is a heading where more follows; the first line that equals
    ``title``, if only headings stand before it, is the title.
    """
    spans = spans_of_paragraphs(text, title or "") if wrapped else spans_of_lines(text)
    wanted = _folded(title) if title else None
    tabled = {line.start for line in table_lines(text)} if wrapped else ()
    blocks: list[Block] = []
    for i, (start, end) in enumerate(spans):
        kind: BlockKind = "paragraph"
        line = text[start : min(end, start + 400)]
        if start in tabled:
            blocks.append(Block(start, end, "row"))
            continue
        if wanted and end - start < 400 and _folded(line) == wanted:
            kind, wanted = "title", None
        elif (
            i + 1 < len(spans) and end - start < 200 and not sentence_end(line) and len(line.split()) <= _HEADING_WORDS
        ):
            kind = "heading"
        else:
            wanted = None
        for part in _parted(text, Block(start, end, kind)):
            blocks += _bounded(text, part)
    return tuple(blocks)


def _parted(text: str, block: Block) -> Iterator[Block]:
    """A paragraph cut where a page ran several together; what lies between, such as a credit, is kept as a heading."""
    if block.kind != "paragraph":
        yield block
        return
    at = block.start
    for part in (*split_paragraph(text, block.start, block.end), Block(block.end, block.end)):
        between = text[at : part.start]
        if between.strip():
            start = at + len(between) - len(between.lstrip())
            yield Block(start, at + len(between.rstrip()), "heading")
        if part.start < part.end:
            yield part
        at = part.end


def _under_header(text: str, header: Header, end: int) -> list[Article]:
    if not header.title:
        found = _page(text, header.end, end)
        return [replace(a, date=a.date or header.date, source=header.source, url=header.url) for a in found]
    lines, zones = _content(read_lines(text, header.end, end))
    wanted = _folded(header.title)
    shown = next((i for i, line in enumerate(lines[:8]) if line.text and _folded(line.text) == wanted), -1)
    article = _article(text, lines, zones, shown, [])
    blocks = article.blocks
    if shown < 0 and header.title_at:
        blocks = (Block(*header.title_at, "title"), *blocks)
    if not blocks:
        return []
    return [Article(blocks, header.title, header.date or article.date, header.source, header.url)]


def _page(text: str, start: int, end: int) -> list[Article]:
    """The articles of a stretch of text without a header of its own."""
    content, zones = _content(read_lines(text, start, end))
    lines, zones, heads = _without_teasers(content, zones)
    articles: list[Article] = []
    lead = heads[0].first if heads else len(lines)
    first_prose = _first_prose(lines)
    if first_prose < lead and heads and not _stands_alone(lines[:lead]):
        heads[0].first = lead = 0
    if first_prose < lead:
        articles.append(_article(text, lines[:lead], zones[:lead], best_title(lines[:first_prose]), []))
    firsts = [head.first for head in heads] + [len(lines)]
    for head, stop in zip(heads, firsts[1:], strict=True):
        a = head.first
        dates = [i - a for i in head.dates]
        articles.append(_article(text, lines[a:stop], zones[a:stop], head.title - a, dates))
    return [a for a in articles if a.blocks] or _without_prose(text, content)


def _content(lines: list[Line]) -> tuple[list[Line], list[int]]:
    """The lines that are not boilerplate, and for each the number of the list of teasers it may belong to, or 0.

    A list of teasers goes from its header ("Related stories") to the next prose.
    """
    content: list[Line] = []
    zones: list[int] = []
    zone = count = 0
    for line in lines:
        if line.kind == "teasers":
            count += 1
            zone = count
        elif line.kind != "boilerplate":
            zone = 0 if line.kind == "prose" else zone
            content.append(line)
            zones.append(zone)
    return content, zones


def _without_teasers(lines: list[Line], zones: list[int]) -> tuple[list[Line], list[int], list[ArticleStart]]:
    """The lines and their zones without titles and dates that no article follows, and the heads that remain."""
    found = find_article_starts(lines)
    heads = _with_prose(lines, zones, found)
    kept = {head.title for head in heads}
    out = {i for head in found if head.title not in kept for i in (head.title, *head.dates)}
    left = [i for i in range(len(lines)) if i not in out]
    moved = {old: new for new, old in enumerate(left)}
    for head in heads:
        head.first, head.title = moved[head.first], moved[head.title]
        head.dates = [moved[i] for i in head.dates]
    return [lines[i] for i in left], [zones[i] for i in left], heads


def _with_prose(lines: Sequence[Line], zones: Sequence[int], heads: list[ArticleStart]) -> list[ArticleStart]:
    """The heads that begin an article, not a teaser: prose follows, and they are no list of titles and dates."""
    firsts = [head.first for head in heads] + [len(lines)]
    bare = [all((d := lines[i].date) and d.bare for i in head.dates) for head in heads]
    listed = Counter(zones[head.first] for head, is_bare in zip(heads, bare, strict=True) if is_bare)
    first_prose = _first_prose(lines)
    kept: list[ArticleStart] = []
    for head, end, is_bare in zip(heads, firsts[1:], bare, strict=True):
        zone = zones[head.first]
        teaser = zone and is_bare and listed[zone] > 1 and first_prose < head.first
        if not teaser and any(_says_something(line) for line in lines[head.last + 1 : end]):
            kept.append(head)
    return kept


def _first_prose(lines: Sequence[Line], start: int = 0) -> int:
    """The index of the first prose from ``start`` on; the number of lines where there is none."""
    return next((i for i in range(start, len(lines)) if lines[i].kind == "prose"), len(lines))


def _says_something(line: Line) -> bool:
    return line.kind == "prose" or (line.bullet and line.kind == "short" and line.words >= _LABEL_WORDS)


def _stands_alone(lines: Sequence[Line]) -> bool:
    """Whether the lines before the first head are an article: enough prose, or prose under a title of its own."""
    if sum(line.words for line in lines if line.kind == "prose") >= _OWN_ARTICLE:
        return True
    titled = (a.kind == "short" and a.words >= _LABEL_WORDS and b.kind == "prose" for a, b in pairwise(lines))
    return any(titled)


def _article(text: str, lines: Sequence[Line], zones: Sequence[int], title: int, dates: Sequence[int]) -> Article:
    """The article of these lines; ``title`` and ``dates`` are indices of its head's lines, -1 and empty for none."""
    first_prose = _first_prose(lines, title + 1)
    blocks: list[Block] = []
    introduced = False
    for i, line in enumerate(lines):
        if line.kind == "prose":
            for block in split_paragraph(text, line.start, line.end):
                blocks += _bounded(text, block)
        elif line.kind == "row":
            blocks.append(Block(line.start, line.end, "row"))
        elif i == title:
            blocks.append(Block(line.start, line.end, "title"))
        elif line.kind == "date":
            if i > first_prose and line.date and line.date.bare and not zones[i] and _prose_at(lines, i + 1):
                blocks.append(Block(line.start, line.end, "heading"))  # in a chronology
        elif i > title and (not zones[i] or (title >= 0 and zones[i] == zones[title])):
            in_head = i <= max(dates, default=-1)
            kind = _kind_of_short(lines, i, in_head=in_head, introduced=introduced)
            blocks += [Block(line.start, line.end, kind)] if kind else []
        if not line.bullet:
            introduced = line.kind == "prose" and text[line.end - 1] == ":"
    return Article(tuple(blocks), lines[title].text if title >= 0 else None, _date(text, lines, dates, first_prose))


def _kind_of_short(lines: Sequence[Line], i: int, *, in_head: bool, introduced: bool) -> BlockKind | None:
    """The kind of block that a short line is, None where it is a label, a menu's entry or a tag."""
    line = lines[i]
    if line.category or (in_head and line.words <= _LABEL_WORDS):
        return None
    if line.level and i + 1 < len(lines):
        return "heading"
    if _FIGURE.match(line.text) and not in_head:
        return "paragraph"
    if _prose_at(lines, i + 1) and not line.bullet and not in_head:
        return "heading" if line.words <= _HEADING_WORDS else "paragraph"
    if line.firm or (line.bullet and (introduced or line.words >= _LABEL_WORDS)):
        return "paragraph"
    if line.bullet and i + 1 < len(lines) and lines[i + 1].kind == "prose" and not lines[i + 1].bullet:
        return "heading"
    if line.words <= _LABEL_WORDS or (is_title_case(line.text) and (line.words >= 8 or "," in line.text)):
        return None
    return "paragraph"


def _prose_at(lines: Sequence[Line], i: int) -> bool:
    return i < len(lines) and _says_something(lines[i])


def _date(text: str, lines: Sequence[Line], dates: Sequence[int], first_prose: int) -> str | None:
    """The publication date: its head's, else one above the prose or labelled as such, else the agency dateline's."""
    labelled = [line for line in lines if line.date and not line.date.bare]
    found = published([lines[i] for i in dates]) or published(lines[:first_prose]) or published(labelled)
    if found or first_prose >= len(lines):
        return found
    start = lines[first_prose].start
    return dateline_date(text[start : min(lines[first_prose].end, start + 200)])


def _without_prose(text: str, lines: Sequence[Line]) -> list[Article]:
    """A text of short lines only, all kept, as one article."""
    blocks = tuple(Block(line.start, line.end) for line in lines if line.kind == "short")
    return [Article(blocks, date=published(lines))] if blocks else []


def _bounded(text: str, block: Block) -> list[Block]:
    """The block, divided at sentence ends or spaces where it is longer than parsing should be asked to take."""
    blocks: list[Block] = []
    start = block.start
    while start < block.end:
        stop = min(block.end, start + _LONGEST_BLOCK)
        if stop < block.end:
            half = start + _LONGEST_BLOCK // 2
            ends = (text.rfind(mark, half, stop) + 1 for mark in (". ", "? ", "! ", ".\xa0"))
            stop = max(ends) or text.rfind(" ", half, stop) + 1 or stop
        piece = text[start:stop]
        if words := piece.strip(BLANK):
            at = start + piece.index(words[0])
            blocks.append(Block(at, at + len(words), block.kind))
        start = stop
    return blocks


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()

"""What readers of pages, feeds and files find, piece by piece, to a document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal, TypeAlias

from newsweave.extract.documents.articles import paragraph_blocks
from newsweave.extract.documents.boilerplate import is_boilerplate, is_teaser_header
from newsweave.extract.documents.bylines import date_line, parse_date
from newsweave.extract.documents.document_reader import content_id
from newsweave.extract.documents.lines import sentence_end
from newsweave.extract.model import Block, Document
from newsweave.readers.decoding import clean

__all__ = ["Kind", "Piece", "compose", "prose_words", "real_title"]

Kind: TypeAlias = Literal["paragraph", "heading", "item", "cell", "row"]
_LONGEST_TITLE = 300
_PLACEHOLDER = (
    r"(?:blank|document|dokument|draft|layout|microsoft|new|none|office|page|powerpoint|presentation|press release"
    r"|slide|template|title|unknown|untitled|word)"
)
_NO_TITLE = re.compile(
    rf"{_PLACEHOLDER}(?: {_PLACEHOLDER})*(?:[\s\d_]*|\s[-–—]\s.*)"
    r"|\S+\.(?:docx?|pdf|rtf|txt|indd|qxd|pptx?|xlsx?|html?|tex|dvi|ai|eps)|[\W\d_]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a page that stands in lines of its own; its text has single spaces."""

    text: str
    kind: Kind = "paragraph"
    linked: float = 0.0
    """The share of it that is links."""


def compose(
    pieces: Iterable[Piece], *, title: str | None, date: str | None, source: str | None, url: str | None
) -> Document | None:
    """A document of an article's pieces; None where nothing in them is prose.

    Its text has the title as the first line, then a line for each piece that is kept. Left out are boilerplate, what
    repeats the title, teasers, and cells of tables that are not sentences; rows of figures are blocks of a kind.

    Args:
        date: in any common form; where there is none, a date line at the head of the pieces gives it.
    """
    title = clean(title or "")
    title = title if 0 < len(title) <= _LONGEST_TITLE else None
    kept, found = _kept(pieces, title)
    if not any(_is_sentence(piece.text) for piece in kept if piece.kind not in ("heading", "row")):
        return None
    lines = [Piece(title, "heading"), *kept] if title else kept
    text = "\n".join(piece.text for piece in lines)
    starts = [0, *accumulate(len(piece.text) + 1 for piece in lines)]
    blocks: list[Block] = []
    for block in paragraph_blocks(text, title, wrapped=False):
        at = bisect_right(starts, block.start) - 1
        piece = lines[at]
        if piece.kind == "row":
            row = Block(starts[at], starts[at] + len(piece.text), "row")
            blocks += [] if blocks and blocks[-1] == row else [row]
            continue
        if block.kind != "title" and piece.kind == "heading":
            block = replace(block, kind="heading")
        elif piece.kind == "item" and block.end - block.start == len(piece.text):
            block = replace(block, kind="paragraph")
        blocks.append(block)
    iso = (parse_date(date) if date else None) or found
    return Document(content_id(text, blocks, title, iso), text, tuple(blocks), title, iso, source, url)


def _kept(pieces: Iterable[Piece], title: str | None) -> tuple[list[Piece], str | None]:
    """The pieces that are the article, and the date of a date line before its prose."""
    kept: list[Piece] = []
    date: str | None = None
    teasers = prose = False
    wanted = (title or "").casefold()
    for piece in pieces:
        text = piece.text
        if piece.kind == "row":
            kept += [] if teasers else [piece]
            continue
        sentence = _is_sentence(text)
        if is_teaser_header(text):
            teasers = True
            continue
        teasers = teasers and not sentence
        if teasers or is_boilerplate(text) or (text.casefold() == wanted and (piece.kind == "heading" or not prose)):
            continue
        if not sentence and (piece.kind == "cell" or (piece.linked > 0.9 and piece.kind != "heading")):
            continue
        if not prose and (line := date_line(text)):
            date = date or line.date
            continue
        prose = prose or sentence
        kept.append(piece)
    while kept and kept[-1].kind == "heading":
        kept.pop()
    return kept, date


def prose_words(pieces: Iterable[Piece]) -> int:
    """How many words stand in sentences that are not links."""
    return sum(
        len(p.text.split())
        for p in pieces
        if p.linked < 0.5 and p.kind not in ("heading", "row") and _is_sentence(p.text)
    )


def real_title(title: str | None) -> str | None:
    """The title that a file's properties give, where it is one: "Microsoft Word - a.doc" and "Untitled" are none."""
    line = clean(title or "")
    if len(line) > _LONGEST_TITLE or (line.count("_") > 1 and " " not in line) or _NO_TITLE.fullmatch(line):
        return None
    return line


def _is_sentence(text: str) -> bool:
    return sentence_end(text) and text.count(" ") >= 3

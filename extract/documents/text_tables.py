"""Tables in Markdown: a header between bars, a line of dashes, and the rows below it.

| EUR million | Q1 2025 | Q1 2024 |
|-------------|--------:|--------:|
| Revenue     | 12.4    | 11.0    |
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["TableLine", "cells_of", "table_lines"]

_DASHES = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*|\s*\|\s*:?-{2,}:?\s*\|\s*")
_HINT = re.compile(r"-\s*\|")
_LINE = re.compile(r"[^\r\n]+")
_LONGEST = 2_000
_SENTENCE = re.compile(r"\w \w+ .*\w[.!?][\"”’')]*$")
_CELL = re.compile(r"(?:\\\||[^|])+")


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of a table, without blank space around it."""

    start: int
    end: int
    is_row: bool
    """Whether it is a row below the header: it has as many cells, and none of them is a sentence."""
    header: tuple[int, int]
    """Where the table's header stands."""


def table_lines(text: str, start: int = 0, end: int | None = None) -> list[TableLine]:
    """The lines of all tables in ``text[start:end]``, in order."""
    end = len(text) if end is None else end
    return list(_tables(text, start, end)) if _HINT.search(text, start, end) else []


def _tables(text: str, start: int, end: int) -> Iterator[TableLine]:
    header: tuple[int, int] | None = None
    width = 0
    before: tuple[int, int] | None = None
    waiting: list[TableLine] = []  # header and dashes, until a row comes
    for m in _LINE.finditer(text, start, end):
        a, b = m.start() + len(m[0]) - len(m[0].lstrip()), m.start() + len(m[0].rstrip())
        line = text[a:b] if b - a <= _LONGEST else ""
        touching = before is not None and text.count("\n", before[1], m.start()) < 2
        if header is not None and "|" in line and touching:
            cells = [text[i:j] for i, j in cells_of(text, a, b)]
            if len(cells) == width and not any(_SENTENCE.search(cell) for cell in cells):
                yield from (*waiting, TableLine(a, b, True, header))
                waiting = []
        else:
            header = None
            if before is not None and touching and _DASHES.fullmatch(line):
                width = len(cells_of(text, *before))
                if width == len(cells_of(text, a, b)) and width > 1:
                    header = before
                    waiting = [TableLine(*before, False, header), TableLine(a, b, False, header)]
        before = (a, b)


def cells_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the cells between the bars of a line stand, without the blank space around them; empty ones too."""
    if text.startswith("|", start):
        start += 1
    if text.endswith("|", start, end) and not text.endswith("\\|", start, end):
        end -= 1
    spans = []
    at = start
    while True:
        m = _CELL.match(text, at, end)
        stop = m.end() if m else at
        words = text[at:stop]
        a = at + len(words) - len(words.lstrip())
        spans.append((a, max(a, at + len(words.rstrip()))))
        if stop >= end:
            return spans
        at = stop + 1

"""Tables of figures on pages and in files: a line for each row that can be read by itself.

"Revenue | Q1 2025: 12.4 | Q1 2024: 11.0 | €m" has in it what stands above its columns, and last what the table says of
all of them. Only tables with a header row and short cells are read so; all others, ragged ones too, stay the cells that
they were.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsweave.ontology.lists import word_map

__all__ = ["lines_of"]

Row = Sequence[tuple[str, bool]]
"""The cells of a row: their text, and whether the markup calls them head cells."""

_MOST_ROWS, _MOST_COLUMNS = 300, 15
_LONGEST_CELL = 90
_SENTENCE = re.compile(r"[a-z][.!?]$")
_FIGURE = re.compile(r"[\d(+\-–−]|[$€£¥]|n/?[am]\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d\b|\b[QH][1-4]\b|\b[1-4]Q|\bFY", re.IGNORECASE)
_CODES = "|".join(sorted(code for code in word_map("currency_signs") if code.isalpha() and code.isupper()))
_UNIT = re.compile(rf"[$€£¥₹]|\b(?:{_CODES})\b|’000|'000|\b(?:millions?|billions?|thousands?|crores?|lakhs?|m|bn|mn)\b")
_MARKS = re.compile(r"[|\n]+")
_SIGN_ALONE = re.compile(r"[$€£¥₹]|[A-Z]{2}\$|[A-Z]{3}")
_END_ALONE = re.compile(r"[)%]+")


def lines_of(rows: Sequence[Row]) -> list[str]:
    """The lines of a table's rows behind its header, in order; empty where it is no table of figures with a header."""
    grid = _even([[(" ".join(_MARKS.sub(" ", text).split()), head) for text, head in row] for row in rows])
    if grid is None:
        return []
    first = _header(grid)
    header = _joined(grid[:first])
    if not first or sum(bool(h) for h in header[1:]) < len(header[1:]) or len(set(header[1:])) < len(header[1:]):
        return []
    unit = next((h for h in (header[0], _caption(grid[:first])) if _UNIT.search(h)), "")
    lines = []
    for row in grid[first:]:
        label, *cells = [text for text, _ in row]
        if not label or not any(cells):
            continue
        said = [f"{head.replace(': ', ' ')}: {cell}" for head, cell in zip(header[1:], cells, strict=True) if cell]
        lines.append(" | ".join([label, *said, *([unit.replace(": ", " ")] if unit else [])]))
    return lines


def _even(rows: list[list[tuple[str, bool]]]) -> list[list[tuple[str, bool]]] | None:
    """The rows with as many cells each, signs that stand in cells of their own put to their figures; None if ragged."""
    rows = [row for row in rows if any(text for text, _ in row)]
    if not 2 <= len(rows) <= _MOST_ROWS:
        return None
    if any(len(text) > _LONGEST_CELL or (_SENTENCE.search(text) and " " in text) for row in rows for text, _ in row):
        return None
    width = max(len(row) for row in rows)
    if any(len(row) != width or any(_SIGN_ALONE.fullmatch(text) for text, _ in row[1:]) for row in rows):
        rows = [_closed(row) for row in rows]
        width = max(len(row) for row in rows)
        full = [row for row in rows if len(row) == width]
        if any(len(row) != width and sum(bool(t) for t, _ in row) > 1 for row in rows) or len(full) < 2:
            return None
        rows = full
    empty = [all(not row[i][0] for row in rows) for i in range(width)]
    rows = [[cell for i, cell in enumerate(row) if not empty[i]] for row in rows]
    return rows if rows and 2 <= len(rows[0]) <= _MOST_COLUMNS else None


def _closed(row: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """A row of a filing, whose "$" and ")" stand in cells of their own, without those and empty cells."""
    out: list[tuple[str, bool]] = []
    sign = ""
    for i, (text, head) in enumerate(row):
        if i and _SIGN_ALONE.fullmatch(text):
            sign = text
        elif i and out and _END_ALONE.fullmatch(text):
            out[-1] = (out[-1][0] + text, out[-1][1])
        elif text or not i:
            out.append((sign + text, head))
            sign = ""
    return out


def _header(grid: list[list[tuple[str, bool]]]) -> int:
    """How many rows at the top are the header."""
    marked = next((i for i, row in enumerate(grid) if not all(head for text, head in row if text)), len(grid))
    if 0 < marked < len(grid):
        return marked if marked <= 3 else 0
    plain = next((i for i, row in enumerate(grid) if _has_figures(row)), 0)
    return plain if plain in (1, 2) and not marked else 0


def _has_figures(row: list[tuple[str, bool]]) -> bool:
    """Whether a row holds figures and not only years and quarters, as a header may."""
    return any(_FIGURE.match(text) and not _YEAR.search(text) for text, _ in row[1:])


def _joined(head: list[list[tuple[str, bool]]]) -> list[str]:
    """The header of each column: what stands above it, from top to bottom; captions are left out."""
    rows = [[text for text, _ in row] for row in head]
    rows = [row for row in rows if sum(map(bool, row)) > 1 or row is rows[-1]]
    return [" ".join(dict.fromkeys(row[i] for row in rows if row[i])) for i in range(len(rows[0]))] if rows else []


def _caption(head: list[list[tuple[str, bool]]]) -> str:
    return next((row[0][0] for row in head if row[0][0] and sum(bool(t) for t, _ in row) == 1), "")

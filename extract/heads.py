"""Where articles begin in the lines of a page: a title beside a line with a date or a byline.

Pages put the two in either order, with sections, authors and standfirsts between them. Each way is scored for each
such line, and where both would do, the page's other articles decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from newsweave.extract.lines import Line

__all__ = ["Head", "best_title", "find_heads", "published"]

_REACH = 3
"""How many short lines may stand between a title and its date line (sections, authors, standfirsts)."""
_GOOD = 3.0
_STANDFIRST = 45
_SMALL = re.compile(r"(?:^|\s)[a-z]{3,}")


@dataclass(slots=True)
class Head:
    """The head of an article, as indices into the page's lines."""

    first: int
    """Its first line: the title, or the date line where that comes first."""
    title: int
    dates: list[int]
    """Its lines with dates and bylines."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    title: int = -1
    score: float = -10.0


def published(lines: Sequence[Line]) -> str | None:
    """The publication date that the date lines of a head give: the first that is not of a later change."""
    known = [d for line in lines if (d := line.date) and d.date]
    return next((d.date for d in known if not d.updated), known[0].date if known else None)


def best_title(lines: Sequence[Line], indices: Sequence[int]) -> int:
    """Which of these short lines is likeliest a title; the first of equals, -1 where none is short."""
    short = [i for i in indices if lines[i].kind == "short" and not lines[i].category]
    return max(short, key=lambda i: _score(lines[i], Counter()), default=-1)


def find_heads(lines: Sequence[Line]) -> list[Head]:
    """The heads in ``lines`` (furniture left out), in order. Those without prose before the next are included."""
    seen = Counter(line.text for line in lines if line.kind == "short")
    clusters = _clusters(lines)
    options = [(_before(lines, c, seen), _after(lines, c, seen)) for c in clusters]
    good = [(b.score >= _GOOD, a.score >= _GOOD) for b, a in options]
    title_first = sum(b and not a for b, a in good) >= sum(a and not b for b, a in good)
    heads: list[Head] = []
    first_prose = next((i for i, line in enumerate(lines) if line.kind == "prose"), len(lines))
    for (start, end), (before, after) in zip(clusters, options, strict=True):
        need = 0.0 if start <= first_prose and not heads else _needed(lines, start, end)
        if heads and before.title >= 0 and before.title <= heads[-1].title:
            if before.title == heads[-1].title and not _has_prose(lines, heads[-1].title, start):
                heads[-1].dates += range(start, end)  # a date above the title and a byline below it
            before = _Candidate()
            if not _has_prose(lines, heads[-1].first, start):
                continue
        chosen = _choose(before, after, title_first=title_first)
        if chosen.score >= need:
            heads.append(Head(min(chosen.title, start), chosen.title, list(range(start, end))))
    return heads

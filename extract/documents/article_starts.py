"""Where articles begin among the lines of a page: a title beside a line with a date or a byline.

Pages put the two in either order, with sections, authors and standfirsts between them. Both orders are scored for
each such line, and where both would do, the page's other articles decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from newsweave.extract.documents.lines import Line, sentence_end

__all__ = ["ArticleStart", "best_title", "find_article_starts", "published"]

_REACH = 3
"""How many short lines may stand between a title and its date line (sections, authors, standfirsts)."""
_GOOD = 2.8
"""The score of a line of four words; shorter ones are as often sections, names or headings."""
_STANDFIRST_SCORE = 2.2
_STANDFIRST_WORDS = 45
_LONG_TITLE = 14
_SITE = re.compile(r"\s[|–—·-]\s[^|–—·]{1,40}$")
_SMALL_WORD = re.compile(r"(?<!\w)[a-z]{3,}")


@dataclass(slots=True)
class ArticleStart:
    """The head of an article, as indices into the page's lines."""

    first: int
    """Its first line: the title, or the date line where that comes first."""
    title: int
    dates: list[int]
    """Its lines with dates and bylines."""
    score: float

    @property
    def last(self) -> int:
        """Its last line."""
        return max(self.title, *self.dates)


@dataclass(frozen=True, slots=True)
class _Candidate:
    title: int = -1
    score: float = -10.0


def published(lines: Sequence[Line]) -> str | None:
    """The publication date that lines give: the first that is not of a later change; None where none has one."""
    known = [line.date for line in lines if line.date and line.date.date]
    return next((d.date for d in known if not d.updated), known[0].date if known else None)


def best_title(lines: Sequence[Line]) -> int:
    """The index of the line likeliest to be a title, the first of equals; -1 where there is none."""
    short = [i for i, line in enumerate(lines) if line.kind == "short" and not line.category]
    return max(short, key=lambda i: _score(lines[i], 1), default=-1)


def find_article_starts(lines: Sequence[Line]) -> list[ArticleStart]:
    """The heads in ``lines`` (boilerplate left out), in order, also of teasers: those have no prose after them."""
    seen = Counter(form for line in lines if line.kind == "short" for form in {line.text, _without_site(line.text)})
    clusters = list(_clusters(lines))
    far = True
    options: list[tuple[_Candidate, _Candidate]] = []
    for start, end in clusters:
        before = _before(lines, start, end, seen, far=far)
        far = far and before != _before(lines, start, end, seen, far=False)
        options.append((before, _after(lines, end, seen)))
    good = [(b.score >= _GOOD, a.score >= _GOOD) for b, a in options]
    title_first = sum(b and not a for b, a in good) >= sum(a and not b for b, a in good)
    prose_before = False
    last_end = 0
    heads: list[ArticleStart] = []
    for (start, end), (before, after) in zip(clusters, options, strict=True):
        prose_between = _has_prose(lines, last_end, start)
        prose_before, last_end = prose_before or prose_between, end
        last = heads[-1] if heads else None
        if last and before.title <= last.last:
            before = _Candidate()
        chosen = _choose(before, after, title_first=title_first)
        if last and not prose_between and _same_head(lines, last, start, end, chosen):
            last.dates += range(start, end)
            continue
        if chosen.score >= (_needed(lines, start, end) if prose_before else 0):
            heads.append(ArticleStart(min(chosen.title, start), chosen.title, list(range(start, end)), chosen.score))
    return heads


def _same_head(lines: Sequence[Line], last: ArticleStart, start: int, end: int, chosen: _Candidate) -> bool:
    """Whether date lines belong to the head before them, from which no prose parts them, and not to a new title."""
    if last.title >= last.dates[-1] or chosen.score < last.score - 0.9:
        return True  # lines above and below one title, or around a section
    undated = not any(line.date and line.date.dated for line in lines[start:end])
    return undated or chosen.title >= end


def _clusters(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The runs of date lines, ``[start, end)``."""
    runs: list[tuple[int, int]] = []
    for i, line in enumerate(lines):
        if line.kind != "date":
            continue
        if runs and runs[-1][1] == i:
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return runs


def _before(lines: Sequence[Line], start: int, end: int, seen: Counter[str], *, far: bool) -> _Candidate:
    """The likeliest title above the date lines ``[start, end)``, at once or with a standfirst between.

    Of short lines that are equally likely the first is taken where ``far``, and then the others are standfirsts; the
    last where not, since what ends an article before this one may look like a title. The first head of a page has no
    such article before it, and shows whether its others are to be read as ``far`` too.
    """
    best = _Candidate()
    j = start - 1
    while j >= max(0, start - _REACH) and lines[j].kind == "short":
        score = _score(lines[j], seen[lines[j].text])
        if score > best.score or (far and score == best.score):
            best = _Candidate(j, score)
        j -= 1
    above = _above_standfirst(lines, j, start, end, seen)
    return max(best, above, key=lambda c: c.score)


def _above_standfirst(lines: Sequence[Line], at: int, start: int, end: int, seen: Counter[str]) -> _Candidate:
    """A title whose standfirst is line ``at``: prose for its length, or a sentence, which is the weaker sign."""
    if at < 1 or lines[at].kind != "prose" or lines[at - 1].kind != "short" or not _reaches_prose(lines, end):
        return _Candidate()
    brief = lines[at].words <= _STANDFIRST_WORDS and lines[at].text != ""
    if not brief or _bare(lines, start) or _score(lines[at - 1], seen[lines[at - 1].text]) < _GOOD:
        return _Candidate()
    return _Candidate(at - 1, _STANDFIRST_SCORE if sentence_end(lines[at].text) else _GOOD + 1)


def _after(lines: Sequence[Line], end: int, seen: Counter[str]) -> _Candidate:
    """The likeliest title below the date lines that end before ``end``; prose, or a byline and prose, must follow."""
    best = _Candidate()
    if not _reaches_prose(lines, end):
        return best
    for j in range(end, _skip(lines, end, "short")):
        score = _score(lines[j], seen[lines[j].text])
        if score > best.score:
            best = _Candidate(j, score)
    return best


def _reaches_prose(lines: Sequence[Line], at: int) -> bool:
    """Whether prose follows at ``at``, after at most a few short lines, date lines and short lines again."""
    at = _skip(lines, at, "short")
    at = _skip(lines, _skip(lines, at, "date"), "short")
    return at < len(lines) and lines[at].kind == "prose"


def _skip(lines: Sequence[Line], at: int, kind: str) -> int:
    end = min(len(lines), at + _REACH)
    while at < end and lines[at].kind == kind:
        at += 1
    return at


def _choose(before: _Candidate, after: _Candidate, *, title_first: bool) -> _Candidate:
    if min(before.score, after.score) >= _GOOD or before.score == after.score:
        return before if title_first else after
    return max(before, after, key=lambda c: c.score)


def _needed(lines: Sequence[Line], start: int, end: int) -> float:
    """The title score that a head needs after other prose: the less its lines say, the more."""
    if not any(line.date and line.date.dated for line in lines[start:end]):
        return _GOOD  # a byline alone
    return 2.0 if end - start == 1 and _bare(lines, start) else 1.0


def _bare(lines: Sequence[Line], start: int) -> bool:
    """Whether a date line could as well be a heading in a chronology."""
    date = lines[start].date
    return date is not None and date.bare and not (start > 0 and lines[start - 1].category)


def _score(line: Line, seen: int) -> float:
    """How much a short line looks like a title."""
    if line.category:
        return -5.0
    score = min(line.words - 1.0, 3.0)
    if line.words >= 2 and _SMALL_WORD.search(line.text):
        score += 0.5  # names and sections are all in capitals
    if line.words > _LONG_TITLE:
        score -= 0.6
    if line.level:
        score += 3.0 if line.level == 1 else 1.0
    if seen > 1 and line.words >= 4:
        score += 1.0  # as the title of the page too
    elif seen > 1 and not _SMALL_WORD.search(line.text):
        score -= 3.0  # a section's name, in menus too
    return score


def _without_site(text: str) -> str:
    """A page's title without the name of its site: "Acme buys Beta | Example News"."""
    return _SITE.sub("", text)


def _has_prose(lines: Sequence[Line], start: int, end: int) -> bool:
    return any(line.kind == "prose" for line in lines[start:end])

"""The lines of a text: where each stands without its markup, and what sort of line it looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, TypeAlias

from newsweave.extract.documents.boilerplate import is_boilerplate, is_teaser_header
from newsweave.extract.documents.bylines import DateLine, date_line
from newsweave.extract.documents.picture_credits import credit_spans
from newsweave.extract.documents.text_tables import TableLine, table_lines

__all__ = [
    "BLANK",
    "Line",
    "LineKind",
    "is_title_case",
    "read_lines",
    "sentence_end",
    "spans_of_lines",
    "spans_of_paragraphs",
]

LineKind: TypeAlias = Literal["prose", "short", "date", "boilerplate", "teasers", "row"]

BLANK = "".join(chr(c) for c in range(0x3001) if chr(c).isspace()) + "\u200b\u200c\u200d\u2060\ufeff\u00ad"
"""Blank space as ``str.isspace`` knows it, and what has no width; no block begins or ends with any of it."""

_RAW = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SENTENCE_END = re.compile(r"(?:[.!?…。！？]|\.\.\.)[\"”’'»)\]*_]*$")
_ABBREVIATION = re.compile(r"\b(?:Inc|Corp|Ltd|Co|plc|Bros|Jr|Sr|St|No|vs|etc|[A-Z]\.[A-Z])\.$")
_COLON = re.compile(r"\s[a-z][\w’'-]*:$")
_PREFIX = re.compile(r"(?P<hash>#{1,6})\s+|>\s?|(?P<bullet>[-*+•‣▪◦●–]|\d{1,2}[.)])\s+")
_CLOSED_HASHES = re.compile(r"\s+#+$")
_EMPHASIS = re.compile(r"(\*{1,3}|_{1,3})(?=[^\s*_])([^*_]+)(?<=\S)\1")
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:\s\"[^\"]*\")?\)")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_UNFINISHED = frozenset("a an and as at by for from in into its of on or than that the their to with".split())
_LONG = 400
"""Longer lines are prose without a look at their words (code points)."""
_SURELY_PROSE = 15
_WIDEST = 120
_NARROWEST = 45


@dataclass(slots=True)
class Line:
    """A line that is not blank, or several that one paragraph was wrapped over."""

    start: int
    end: int
    kind: LineKind
    words: int
    """How many words; an estimate for long lines."""
    level: int = 0
    """1 for the first level of Markdown heading, and so on; 0 for none."""
    bullet: bool = False
    firm: bool = False
    """A short line that is more than a label: a question, or one that an abbreviation's stop ends."""
    category: bool = False
    """A label that waits for the rest of its row ("Markets ·")."""
    text: str = ""
    """Its words, single spaced; empty for long lines."""
    date: DateLine | None = None


@dataclass(slots=True)
class _Raw:
    start: int
    end: int
    gap: bool
    indent: int
    width: int
    whole: tuple[int, int]
    """Where it stands with its markup."""
    level: int = 0
    bullet: bool = False
    tabled: bool = False
    """Whether it is a line of a table."""


def sentence_end(text: str) -> bool:
    """Whether a line ends as sentences do; an introduction ("The bank said:") counts, a label ("Background:") not."""
    return bool(_SENTENCE_END.search(text[-12:])) or bool(_COLON.search(text[-40:]))


def is_title_case(text: str) -> bool:
    """Whether every word begins with a capital or a figure, as in menus, names and lists of tags."""
    return not any(w[0].islower() for w in text.split())


def spans_of_lines(text: str) -> list[tuple[int, int]]:
    """``[start, end)`` of every line that is not blank, without the blank space at its ends."""
    spans = []
    for m in _RAW.finditer(text):
        if words := m[0].strip(BLANK):
            start = m.start() + m[0].index(words[0])
            spans.append((start, start + len(words)))
    return spans


def spans_of_paragraphs(text: str, title: str = "") -> list[tuple[int, int]]:
    """The same of a text that may be wrapped: the lines that one paragraph was wrapped over are one.

    A line that says ``title`` (case and spacing aside) stays by itself. Nothing is taken away.
    """
    lines = _raw_lines(text, 0, len(text), whole=True, tabled=table_lines(text))
    wanted = " ".join(title.split()).casefold()
    for a, b in pairwise(lines):
        words = text[a.whole[0] : min(a.whole[1], a.whole[0] + _LONG)]
        if wanted and " ".join(words.split()).casefold() == wanted:
            a.gap = b.gap = True
    return [line.whole for line in _unwrapped(text, lines)]


def read_lines(text: str, start: int, end: int) -> list[Line]:
    """The lines of ``text[start:end]`` in order, with wrapped paragraphs put together again."""
    tabled = table_lines(text, start, end)
    lines = [_classified(text, raw) for raw in _unwrapped(text, _raw_lines(text, start, end, tabled=tabled))]
    rows = {line.start: line for line in tabled}
    for line in lines if rows else ():
        if (row := rows.get(line.start)) is not None:
            line.kind, line.end = ("row" if row.is_row else "boilerplate"), row.end
    return lines


def _raw_lines(text: str, start: int, end: int, *, whole: bool = False, tabled: Sequence[TableLine] = ()) -> list[_Raw]:
    """The lines that are not blank; ``whole``: also those that are nothing but markup. Those of tables stay alone."""
    in_tables = {line.start for line in tabled}
    lines: list[_Raw] = []
    last = start
    for m in _RAW.finditer(text, start, end):
        words = m[0].strip(BLANK)
        if not words:
            continue
        a = m.start() + m[0].index(words[0])
        between = text[last : m.start()]
        gap = not lines or between.count("\n") > 1 or between.count("\r") > 1
        last = m.start() + len(m[0].rstrip(BLANK))
        if lines and not gap and not lines[-1].level and _UNDERLINE.fullmatch(words):
            lines[-1].level = 1 if words[0] == "=" else 2
        raw = _Raw(a, a + len(words), gap, a - m.start(), last - m.start(), (a, a + len(words)))
        if a in in_tables:
            raw.gap = raw.tabled = True
            lines.append(raw)
            continue
        gap_behind = bool(lines) and lines[-1].tabled
        raw.gap = raw.gap or gap_behind
        _strip_markup(text, raw)
        if whole and raw.start >= raw.end:
            raw.start, raw.end = raw.whole
        if raw.start < raw.end:
            lines.append(raw)
    return lines


def _strip_markup(text: str, raw: _Raw) -> None:
    """Move a line's ends past Markdown's marks for headings, quotations, list items, whole-line emphasis and links."""
    while m := _PREFIX.match(text, raw.start, raw.end):
        raw.start = m.end()
        raw.level = len(m["hash"]) if m["hash"] else raw.level
        raw.bullet = raw.bullet or bool(m["bullet"])
    if raw.end - raw.start > _LONG:
        return
    if raw.level and (m := _CLOSED_HASHES.search(text, raw.start, raw.end)):
        raw.end = m.start()
    while m := _EMPHASIS.fullmatch(text, raw.start, raw.end) or _LINK.fullmatch(text, raw.start, raw.end):
        raw.start, raw.end = m.span(m.lastindex or 1)
    inner = text[raw.start : raw.end]
    raw.start += len(inner) - len(inner.lstrip(BLANK))
    raw.end = raw.start + len(inner.strip(BLANK))


def _unwrapped(text: str, lines: list[_Raw]) -> list[_Raw]:
    """Join the lines that a paragraph was wrapped over.

    A text is taken as wrapped to a width where many of its lines go on in small letters, or all of them are full;
    then a line break is the wrapping's wherever the next word would not have fitted. Elsewhere two lines are one only
    where a small letter says so.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if not b.gap]
    continued = sum(_goes_on(text, a, b) for a, b in pairs)
    width = max((a.width for a, _ in pairs), default=0)
    many = continued >= 2 and continued >= 0.3 * len(pairs)
    many = many or (len(pairs) >= (2 if continued else 3) and all(_full(text, a, b, width) for a, b in pairs))
    wrapped = many and _NARROWEST <= width <= _WIDEST
    joined: list[_Raw] = []
    before: _Raw | None = None
    for line in lines:
        if before and not line.gap and (_goes_on(text, before, line) or (wrapped and _full(text, before, line, width))):
            joined[-1].end = line.end
            joined[-1].whole = (joined[-1].whole[0], line.whole[1])
        else:
            joined.append(replace(line))
        before = line
    return joined


def _goes_on(text: str, a: _Raw, b: _Raw) -> bool:
    """Whether line ``b`` continues the sentence of ``a``."""
    if b.bullet or b.level or a.level:
        return False
    upper = text[max(a.start, a.end - _LONG) : a.end].split()
    if len(upper) < 4 or sentence_end(upper[-1]):
        return False
    if not text[b.start].islower():
        return upper[-1] in _UNFINISHED and sum(w[0].islower() for w in upper) > 2
    lower = text[b.start : min(b.end, b.start + _LONG)]
    return (len(lower.split()) >= 3 or sentence_end(lower)) and date_line(lower) is None


def _full(text: str, a: _Raw, b: _Raw, width: int) -> bool:
    """Whether the first word of ``b`` would not have fitted on line ``a``."""
    if b.bullet or b.level or a.level or b.indent > a.indent + 1 or a.width < _NARROWEST * 0.6:
        return False
    return a.width + 1 + len(text[b.start : min(b.end, b.start + _WIDEST)].split(None, 1)[0]) > width


def _classified(text: str, raw: _Raw) -> Line:
    line = Line(raw.start, raw.end, "prose", (raw.end - raw.start) // 6, raw.level, raw.bullet)
    if raw.end - raw.start > _LONG:
        if is_boilerplate(text[raw.start : raw.start + 2 * _LONG]):
            line.kind = "boilerplate"
        return line
    words = text[raw.start : raw.end].split()
    line.text = " ".join(words)
    line.words = len(words) if not _EAST_ASIAN.search(line.text) else max(len(words), len(line.text) // 2)
    if found := date_line(line.text):
        line.kind, line.date = "date", found
    elif is_teaser_header(line.text):
        line.kind = "teasers"
    elif is_boilerplate(line.text):
        line.kind = "boilerplate"
    elif not _is_prose(line):
        line.kind = "short"
        line.category = line.text[-1] in "·|•/›»"
    return line


def _is_prose(line: Line) -> bool:
    """Whether a line looks like a sentence: it ends like one, or is long and not all in capitals, or is a caption."""
    text = line.text
    if line.level:
        return False
    if line.words >= _SURELY_PROSE:
        small = (w for w in text.split() if w[0].islower())
        return sentence_end(text) or 4 * len(list(small)) >= line.words or bool(_EAST_ASIAN.search(text))
    if sentence_end(text):
        line.firm = line.words >= 2
        return line.firm and text[-1] not in "?!" and not _ABBREVIATION.search(text)
    return (text[-1] in ",;" and line.words >= 4) or bool(credit_spans(text))

"""Paragraphs that a page's text runs together: headings, credits and sentences glued to one another.

"...the tax take.Photo by Jane Doe on UnsplashStern warningsThe bank said ..." becomes a paragraph, a heading and a
paragraph, without the credit. A cut needs more than a capital inside a word, since names have those too (LinkedIn,
FinTech, easyJet): the left side must be able to end a heading or a sentence, and the right side to begin a sentence.
Where in doubt the text stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsweave.extract.credits import credit_spans
from newsweave.extract.furniture import is_furniture
from newsweave.extract.model import Block

__all__ = ["split_paragraph"]

# Words that begin sentences and seldom end or fill names. The short ones end names too (LinkedIn, AddOn).
_SHORT_OPENERS = ("A", "An", "As", "At", "By", "He", "If", "In", "It", "On", "So", "To", "Up", "We")
_OPENERS = (
    *("According", "Additionally", "After", "Although", "Amid", "Among", "And", "Another", "Asked", "Because", "Before"),
    *("Both", "But", "Despite", "During", "Earlier", "Following", "For", "From", "Further", "Given", "However", "His"),
    *("Instead", "Its", "Last", "Later", "Many", "Meanwhile", "Moreover", "Most", "Nevertheless", "Not", "Other", "Our"),
    *("Over", "Several", "She", "Since", "Some", "Speaking", "Such", "That", "The", "Their", "Then", "There", "These"),
    *("They", "This", "Those", "Though", "Through", "Today", "Under", "Until", "What", "When", "Where", "Whether"),
    *("Which", "While", "Who", "With", "Without"),
)
_NEVER_HEADING = frozenset(
    "I You Her My Your Like Unlike Beyond Due Thanks Of Than Once Only Even Now Here Mr Mrs Ms Dr".split()
) | frozenset((*_SHORT_OPENERS, *_OPENERS))
_OPENER = "|".join(sorted((*_SHORT_OPENERS, *_OPENERS), key=len, reverse=True))
_TIME_WORDS = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)[a-z]{0,6}\b"
)
_VERBS = frozenset(
    # forms of clauses, not of headings
    "is are was were be been has have had will would can could may might must should does did do said told "
    # verbs that take a clause without "that": "Fitch believes Malaysia is ..." must stay whole
    "says believes thinks argues expects hopes fears claims insists suggests notes adds estimates reckons predicts warns "
    "concedes admits maintains shows means assumes knows denies feels finds hints indicates reports states suspects agrees "
    "understands worries announces confirms concludes forecasts asserts acknowledges observes recalls reveals explains sees "
    "considers contends alleges complains boasts jokes writes tells learns hears points stresses signals guesses doubts "
    "proves ensures implies demands requires recommends proposes urges imagines fancies wishes regrets pretends".split()
)
_DANGLING = frozenset("a an the of to in on at by for from with and or but as that than into over its their his her".split())
_CLAUSE_ENDS = r"(?:\A|[.!?][\"”’')\]]{0,2}(?=[\sA-Z“])\s*|\A\s+)"
_RUN = r"[A-Z][\w’'&-]*(?: [\w’'&-]+){1,7}?"
# ". Klang Valley raids According to ...": a run of words, then an opener without a stop between.
_SPACED = re.compile(rf"{_CLAUSE_ENDS}(?P<run>{_RUN})(?P<gap>\s{{1,3}})(?P<opener>{_OPENER})(?=,?\s+(?P<next>\S+))")
# ". International efforts Malaysia is ...": plural and singular do not agree, so they are no subject together.
_DISAGREE = re.compile(rf"{_CLAUSE_ENDS}(?P<run>{_RUN}s)(?P<gap>\s{{1,3}})(?=[A-Z]\w+(?: [A-Z]\w+){{0,2}} (?:is|was|has)\b)")
# After a credit a heading may stand in front of any name: "Stern warning for traders Jane Doe, head of ...".
_AFTER_CREDIT = re.compile(r"\s*(?P<run>[A-Z][a-z’'-]+(?: [a-z][\w’'-]*){2,7}?s)(?P<gap>\s{1,3})(?=[A-Z])")
_CAMEL = re.compile(rf"(?<=[a-z0-9%)\]])(?=(?P<right>{_OPENER}),?\s)")
_CAMEL_NAME = re.compile(r"(?<=[a-z]{2}(?:ts|rs|ns|ds|es|ks|on|nt|ng|ty|ce|se|ss))(?=(?P<right>[A-Z][a-z]{2,})[\s’,])")
_STOP = re.compile(r"(?<=[a-z]{3})[.!?](?=[A-Z][a-z]*(?:[\s,’]|[a-z][A-Z]|$))|(?<=[.!?][”’])(?=[A-Z])|(?<=[a-z]{3}\.\")(?=[A-Z])")
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]{0,2}(?=[\sA-Z“])|[.!?][\"”’')\]]{0,2}$")
_LEFT_WORD = re.compile(r"[\w’'-]+$")
_SENTENCE_VERB = re.compile(
    r"(?:[’,]?[ \w’'-]{0,60}?),?\s(?:is|are|was|were|has|have|had|will|would|can|could|may|said|says|[a-z]{2,}(?:ed|es))\b"
)
_WINDOW = 120
"""How far back a heading can begin (code points)."""
_HEADING_WORDS = 12
_LONGEST_FURNITURE = 300


@dataclass(frozen=True, slots=True)
class _Cut:
    """A place where one block ends and the next begins; equal where nothing lies between."""

    end: int
    start: int
    heading_from: int = -1
    """Where the heading begins that ends here; -1 where what ends here may be a paragraph."""


def split_paragraph(text: str, start: int, end: int) -> list[Block]:
    """The blocks of the paragraph ``text[start:end]``: in order, disjoint, trimmed; credits are in none of them."""
    part = text[start:end]
    cuts = sorted(_cuts(part), key=lambda c: (c.end, -c.start))
    blocks: list[Block] = []
    at = 0
    for cut in cuts:
        if cut.end < at:
            continue  # inside what an earlier cut took
        if cut.heading_from > at:
            blocks += _block(part, at, cut.heading_from, start, heading=False)
            at = cut.heading_from
        blocks += _block(part, at, cut.end, start, heading=cut.heading_from >= 0)
        at = cut.start
    blocks += _block(part, at, len(part), start, heading=False)
    return blocks


def _block(part: str, a: int, b: int, offset: int, *, heading: bool) -> list[Block]:
    """The block of ``part[a:b]``, unless nothing but blank space and furniture stands there."""
    piece = part[a:b]
    stripped = piece.strip()
    if not stripped:
        return []
    whole = b - a == len(part)  # the line as such has been looked at by whoever calls
    if not whole and len(stripped) <= _LONGEST_FURNITURE and is_furniture(" ".join(stripped.split())):
        return []
    a += len(piece) - len(piece.lstrip())
    return [Block(offset + a, offset + a + len(stripped), "heading" if heading else "paragraph")]


def _cuts(part: str) -> Iterator[_Cut]:
    for a, b in credit_spans(part):
        yield _Cut(a, b)
        if m := _AFTER_CREDIT.match(part, b, b + _WINDOW):
            words = m["run"].split()
            if _verbless(words) and words[0] not in _NEVER_HEADING and any(w in _DANGLING for w in words[1:-1]):
                yield _Cut(m.end("run"), m.end("gap"), m.start("run"))
    for m in _STOP.finditer(part):
        yield _Cut(m.end(), m.end())
    for m in _CAMEL.finditer(part):
        cut = _camel(part, m.start(), m["right"])
        if cut:
            yield cut
    for m in _CAMEL_NAME.finditer(part):
        begin = _heading_start(part, m.start())
        words = part[begin : m.start()].split()
        if _is_heading(words) and words[-1].islower() and _SENTENCE_VERB.match(part, m.end("right"), m.end() + _WINDOW):
            yield _Cut(m.start(), m.start(), begin)
    yield from _spaced(part)


def _camel(part: str, at: int, right: str) -> _Cut | None:
    """The cut at ``at`` where an opener is glued to the word before it, None where that may be a name."""
    m = _LEFT_WORD.search(part, max(0, at - 40), at)
    left = m[0] if m else ""
    follows = part[at + len(right) :].lstrip(", \xa0") if len(part) < _WINDOW else part[at + len(right) : at + _WINDOW]
    short = right in _SHORT_OPENERS
    if not left:  # a bracket, a figure's percent sign
        if short:
            return None
    elif not (left.islower() and len(left) >= 4) and short and not re.match(rf",?\s(?:{_TIME_WORDS}|\d{{4}}|the\s)", follows):
        return None
    begin = _heading_start(part, at)
    words = part[begin:at].split()
    heading = len(words) <= _HEADING_WORDS and not (words and words[-1] in _DANGLING)
    return _Cut(at, at, begin if heading and words else -1)


def _spaced(part: str) -> Iterator[_Cut]:
    for m in _SPACED.finditer(part):
        words = m["run"].split(" ")
        after = m["next"]
        plain = after[0].islower() or after[0].isdigit() or re.match(_TIME_WORDS, after)
        if not plain and not (_marked(m["gap"]) and _marked(part[max(0, m.start("run") - 1) : m.start("run")])):
            continue  # "the daily The Star", "chip maker On Semiconductor"
        if _is_heading(words) and words[-1][0].isalpha():
            yield _Cut(m.end("run"), m.end("gap"), m.start("run"))
    for m in _DISAGREE.finditer(part):
        words = m["run"].split(" ")
        sentence_case = len(words) >= 3 and all(w.islower() for w in words[1:])
        if _is_heading(words) and words[-1].islower() and (sentence_case or _marked(m["gap"])):
            yield _Cut(m.end("run"), m.end("gap"), m.start("run"))


def _marked(gap: str) -> bool:
    """Whether blank space is more than one plain space, as between elements of a page."""
    return gap not in ("", " ")


def _heading_start(part: str, at: int) -> int:
    """Where the heading that ends at ``at`` begins: after the last sentence end or credit, or at the start."""
    floor = max(0, at - _WINDOW)
    ends = [m.end() for m in _SENTENCE_END.finditer(part, floor, at)]
    ends += [b for _, b in credit_spans(part[floor:at])] and [floor + b for _, b in credit_spans(part[floor:at])]
    begin = max(ends, default=floor)
    return begin + len(part[begin:at]) - len(part[begin:at].lstrip())


def _is_heading(words: list[str]) -> bool:
    return 2 <= len(words) <= _HEADING_WORDS and words[0] not in _NEVER_HEADING and _verbless(words)


def _verbless(words: list[str]) -> bool:
    return words[-1] not in _DANGLING and not any(w in _VERBS for w in words)

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

from newsweave.extract.documents.boilerplate import is_boilerplate
from newsweave.extract.documents.picture_credits import credit_spans
from newsweave.extract.model import Block, BlockKind

__all__ = ["split_paragraph"]

# Words that begin sentences and seldom end or fill names. The short ones end names too (LinkedIn, AddOn).
_SHORT_OPENERS = ("A", "An", "As", "At", "By", "He", "If", "In", "It", "On", "So", "To", "We")
_OPENERS = (
    *(
        "According",
        "Additionally",
        "After",
        "Although",
        "Amid",
        "Among",
        "And",
        "Another",
        "Asked",
        "Because",
        "Before",
    ),
    *("Both", "But", "Despite", "During", "Earlier", "Following", "For", "From", "Further", "Given", "However", "His"),
    *(
        "Instead",
        "Its",
        "Last",
        "Later",
        "Many",
        "Meanwhile",
        "Moreover",
        "Most",
        "Nevertheless",
        "Not",
        "Other",
        "Our",
    ),
    *("Over", "Several", "She", "Since", "Some", "Speaking", "Such", "That", "The", "Their", "Then", "There", "These"),
    *("They", "This", "Those", "Though", "Through", "Today", "Under", "Until", "What", "When", "Where", "Whether"),
    *("Which", "While", "Who", "With", "Without"),
)
_NEVER_HEADING = frozenset(
    "I You Her My Your Like Unlike Beyond Due Thanks Of Than Once Only Even Now Here Mr Mrs Ms Dr".split()
) | frozenset((*_SHORT_OPENERS, *_OPENERS))
_PRONOUNS = frozenset("I You He She It We They This That These Those There".split())
_HEADING_OPENERS = frozenset("A An The What When Where Which Who".split())
_OPENER = "|".join(sorted((*_SHORT_OPENERS, *_OPENERS), key=len, reverse=True))
_TIME_WORDS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)[a-z]{0,6}\b"
_VERBS = frozenset(
    # forms of clauses, not of headings
    "is are was were be been has have had will would can could may might must should does did do said told "
    # verbs that take a clause without "that": "Fitch believes Malaysia is ..." must stay whole
    "says believes thinks argues expects hopes fears claims insists suggests notes adds estimates reckons predicts "
    "warns concedes admits maintains shows means assumes knows denies feels finds hints indicates reports states "
    "suspects agrees understands worries announces confirms concludes forecasts asserts acknowledges observes recalls "
    "reveals explains sees considers contends alleges complains boasts jokes writes tells learns hears points stresses "
    "signals guesses doubts proves ensures implies demands requires recommends proposes urges imagines wishes".split()
)
# What names written with a small letter first begin with (easyJet, bitFlyer): no end of a heading.
_NAME_FORMS = frozenset(
    "air all auto bank bio bit block card cash chain city cloud coin crypto data deep dot easy euro fin fly free geo "
    "health home info inter jet life market med mega meta micro mini mobile money multi nano net omni one open pay "
    "post power pro smart solar tech tele the trade tri uni web world you".split()
)
_DANGLING = frozenset(
    "a an the of to in on at by for from with and or but as that than into over its their his her".split()
)
_IN_PROSE = re.compile(r"\b[a-z]{4,}")
_SENTENCE_END = r"[.!?][\"”’')\]]{0,2}(?=[\sA-Z“])\s*"
_RUN = r"[A-Z][\w’'&-]*(?: [\w’'&-]+){1,7}?"
# ". Klang Valley raids According to ...": a run of words, then an opener without a stop between.
_SPACED = re.compile(
    rf"(?:\A\s*|{_SENTENCE_END})(?P<run>{_RUN})(?P<gap>\s{{1,3}})(?P<opener>{_OPENER})(?=,?\s+(?P<next>\S+))"
)
# ". Relief efforts Malaysia is ...": plural and singular do not agree, so they are no subject together.
_DISAGREE = re.compile(
    rf"(?:\A\s*|{_SENTENCE_END})(?P<run>{_RUN}s)(?P<gap>\s{{1,3}})(?=[A-Z]\w+(?: [A-Z]\w+){{0,2}} (?:is|was|has)\b)"
)
# After a credit a heading may stand in front of any name: "Stern warning for traders Jane Doe, head of ...".
_AFTER_CREDIT = re.compile(r"\s*(?P<run>[A-Z][a-z’'-]+(?: [a-z][\w’'-]*){2,7}?s)(?P<gap>\s{1,3})(?=[A-Z])")
_CAMEL_HINT = re.compile(r"[a-z0-9%)\]](?:[A-Z]|[\"“](?=[A-Z]))")
_GLUED_OPENER = re.compile(rf"({_OPENER}),?\s")
_GLUED_NAME = re.compile(r"([A-Z][a-z]{2,})[\s’,]")
_STOP = re.compile(
    r"(?<=[a-z]{3})(?<!\bProf)(?<!\bGov)\.(?=(?!Com\b|Net\b|Org\b)[A-Z][a-z]*(?:[\s,’]|[A-Z][a-z]|$))"
    rf"|(?<=[a-z]{{3}})!(?=(?:{_OPENER})\s)|(?<=[a-z]{{2}})\?(?=[A-Z][a-z])|(?<=[.!?][”’])(?=[A-Z])"
)
_STOP_HINT = re.compile(r"[.!?”’][A-Z]")
_END = re.compile(_SENTENCE_END)
_LEFT_WORD = re.compile(r"[\w’'-]+$")
_WHEN = re.compile(rf",?\s(?:{_TIME_WORDS}|\d{{4}}\b)")
_FINITE = re.compile(
    r"[’,]?[ \w’'-]{0,60}?,?\s(?:is|are|was|were|has|have|had|will|would|can|could|may|said|says|[a-z]{2,}(?:ed|es))\b"
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
    heading: int = -1
    """Where the heading begins that ends here; -1 where what ends here is a paragraph."""


def split_paragraph(text: str, start: int, end: int) -> list[Block]:
    """The blocks of the paragraph ``text[start:end]``: in order, disjoint, trimmed; credits are in none of them."""
    part = text[start:end]
    blocks: list[Block] = []
    for a, b, credited in _pieces(part):
        blocks += _split_piece(part[a:b], start + a, credited=credited, whole=b - a == len(part))
    return blocks


def _pieces(part: str) -> Iterator[tuple[int, int, bool]]:
    """What credits and full stops without a space after them divide; True for what follows a credit."""
    borders = [(a, b, True) for a, b in credit_spans(part)]
    if _STOP_HINT.search(part):
        borders += [(m.end(), m.end(), False) for m in _STOP.finditer(part)]
    at, credited = 0, False
    for a, b, is_credit in sorted(borders):
        if a < at:
            continue
        yield at, a, credited
        at, credited = b, is_credit
    yield at, len(part), credited


def _split_piece(piece: str, offset: int, *, credited: bool, whole: bool) -> list[Block]:
    blocks: list[Block] = []
    at = 0
    for cut in sorted(_cuts(piece, credited=credited), key=lambda c: (c.end, c.heading)):
        if cut.end <= at:
            continue  # found twice, or inside what an earlier cut took
        if cut.heading > at:
            blocks += _block(piece, at, cut.heading, offset, "paragraph")
            at = cut.heading
        blocks += _block(piece, at, cut.end, offset, "heading" if cut.heading >= 0 else "paragraph")
        at = cut.start
        whole = False
    if whole:  # nothing cut: the line as such has been judged by whoever calls
        return [Block(offset, offset + len(piece))]
    return blocks + _block(piece, at, len(piece), offset, "paragraph")


def _block(piece: str, a: int, b: int, offset: int, kind: BlockKind) -> list[Block]:
    """The block of ``piece[a:b]``, trimmed, unless nothing but blank space or boilerplate stands there."""
    words = piece[a:b].strip()
    if not words or (len(words) <= _LONGEST_FURNITURE and is_boilerplate(" ".join(words.split()))):
        return []
    begin = offset + piece.index(words[0], a)
    return [Block(begin, begin + len(words), kind)]


def _cuts(piece: str, *, credited: bool) -> Iterator[_Cut]:
    if credited and (m := _AFTER_CREDIT.match(piece)):
        words = m["run"].split()
        if _is_heading(words) and any(w in _DANGLING for w in words[1:-1]):
            yield _Cut(m.end("run"), m.end("gap"), m.start("run"))
    for hint in _CAMEL_HINT.finditer(piece):
        if cut := _camel_cut(piece, hint.start() + 1, credited=credited):
            yield cut
    yield from _spaced_cuts(piece)


def _camel_cut(piece: str, at: int, *, credited: bool) -> _Cut | None:
    """The cut at ``at``, before a capital or quotation mark that follows a letter without a space; None for names."""
    if m := _GLUED_OPENER.match(piece, at):
        return _glued_opener(piece, at, m[1])
    if not piece[at - 3 : at].islower():
        return None
    if m := _GLUED_NAME.match(piece, at):
        return _glued_name(piece, at, m.end(1), credited=credited)
    begin, words = _heading_before(piece, at) if piece[at] in '"“' else (-1, [])
    return _Cut(at, at, begin) if _is_heading(words, glued=True) else None


def _spaced_cuts(piece: str) -> Iterator[_Cut]:
    """Cuts at a space, after a heading that nothing but its grammar tells from the sentence it stands before."""
    if not _IN_PROSE.search(piece):
        return  # one headline: "Corvex Buys Kestrin Bank For $40 Million"
    for m in _SPACED.finditer(piece):
        words = m["run"].split(" ")
        after = m["next"]
        # "the daily The Star", "chip maker On Semiconductor": before a capital only the page's own spacing tells
        plain = not after[0].isupper() or re.match(_TIME_WORDS, after) or (_wide(m["gap"]) and _wide_before(piece, m))
        if plain and _is_heading(words) and words[-1][0].isalpha():
            yield _Cut(m.end("run"), m.end("gap"), m.start("run"))
    for m in _DISAGREE.finditer(piece):
        words = m["run"].split(" ")
        sentence_case = len(words) >= 3 and all(w.islower() for w in words[1:])
        if _is_heading(words) and words[-1].islower() and (sentence_case or _wide(m["gap"])):
            yield _Cut(m.end("run"), m.end("gap"), m.start("run"))


def _glued_opener(piece: str, at: int, right: str) -> _Cut | None:
    """The cut at ``at``, where ``right`` is glued to the word before it; None where both may be one name."""
    begin, words = _heading_before(piece, at)
    left = m[0] if (m := _LEFT_WORD.search(piece, max(0, at - 40), at)) else ""
    if right in _SHORT_OPENERS:
        when = _WHEN.match(piece, at + len(right))
        common = left.islower() and len(left) >= 4
        sure = (common and (when or _is_heading(words))) or (when and _is_heading(words))
        if not sure and not (words and is_boilerplate(" ".join(words))):
            return None
    elif left and len(left) < 3:
        return None
    heading = 1 <= len(words) <= _HEADING_WORDS and words[0] not in _PRONOUNS and _verbless(words)
    return _Cut(at, at, begin if heading else -1)


def _glued_name(piece: str, at: int, end: int, *, credited: bool) -> _Cut | None:
    """The cut at ``at``, where a name is glued to a heading; None where both may be one name ("bitFlyer").

    Right after a credit a block is sure to begin, so a heading ends at the first such place; elsewhere its last word
    must be a plural or a noun in -tion, which names seldom begin with.
    """
    begin, words = _heading_before(piece, at)
    if not _is_heading(words, glued=True) or not words[-1].islower():
        return None
    last = words[-1]
    if credited and begin == 0:
        sure = len(last) >= 3 and last not in _NAME_FORMS and piece.count(piece[at - len(last) : end]) == 1
    else:
        sure = len(last) >= 5 and re.search(r"(?<!s)s$|tion$", last) is not None and bool(_FINITE.match(piece, end))
    return _Cut(at, at, begin) if sure else None


def _heading_before(piece: str, at: int) -> tuple[int, list[str]]:
    """Where a heading that ends at ``at`` would begin, and its words; (-1, []) where no sentence ends within reach."""
    floor = max(0, at - _WINDOW)
    begin = 0 if floor == 0 else -1
    for m in _END.finditer(piece, floor, at):
        begin = m.end()
    return (begin, piece[begin:at].split()) if begin >= 0 else (-1, [])


def _wide(gap: str) -> bool:
    """Whether blank space is other than one plain space, as it is between the elements of a page."""
    return gap not in ("", " ", "\n", "\r\n")


def _wide_before(piece: str, m: re.Match[str]) -> bool:
    start = m.start("run")
    return start == 0 or _wide(piece[start - 1])


def _is_heading(words: list[str], *, glued: bool = False) -> bool:
    """Whether words can be a heading; where they are ``glued`` to what follows it may begin like a sentence."""
    if not 2 <= len(words) <= _HEADING_WORDS or not _verbless(words):
        return False
    return words[0] not in _NEVER_HEADING or (glued and words[0] in _HEADING_OPENERS)


def _verbless(words: list[str]) -> bool:
    return words[-1] not in _DANGLING and not any(w in _VERBS for w in words)

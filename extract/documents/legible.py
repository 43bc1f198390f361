"""A text as people see it: without tags, entities and marks that have no width, and the way back to the given one.

Fields of tables and of JSON often hold HTML, and texts from the web soft hyphens and marks of direction, some of them
inside words. Nothing after this room may see them, and every offset must still be true in the text as it was given:
so a ``Legible`` is read in its place, and what was found is brought back by it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import unescape
from html.entities import html5

from newsweave.extract.model import Block

__all__ = ["Legible", "footnote_mark", "legible", "masked", "plain_marks", "without", "without_markup"]

_INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe0e\ufe0f\ufeff\ufff9-\ufffb"
)
"""What has no width, for a character class: hyphens that only allow a break, joiners, marks of direction."""

_FILLER = "\u200b"
_ODD = {chr(c): " " for c in (0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)} | {"\u2010": "-", "\u2011": "-"}
"""Blanks of another width, and hyphens that look like "-": read as the usual ones."""
_SUSPECT = re.compile(rf"[<&\]{_INVISIBLE}{''.join(_ODD)}]")
_BLOCKS = (
    "address|article|aside|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form"
    "|h[1-6]|head|header|hr|html|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|title|tr|ul"
)
_UNSEEN = "iframe|noscript|script|style|svg|template"
_INLINE = (
    "a|abbr|acronym|audio|b|bdi|bdo|big|button|cite|code|data|del|dfn|em|embed|font|i|img|input|ins|kbd|label|link|mark"
    "|meta|object|picture|q|s|samp|small|source|span|strike|strong|sub|sup|time|tt|u|var|video|wbr|[a-z]{1,9}:[a-z]{1,9}"
)
# A bare word in a tag ("<a and b>") is an attribute only where HTML has one of that name.
_ATTRIBUTE = (  # atomic, since an attribute can be read in one way only, and a stranger may write fifty
    r"(?>\s+(?:[\w:.@-]{1,80}\s{0,9}=\s{0,9}(?:\"[^\"]{0,4000}\"|'[^']{0,4000}'|&quot;[^<>]{0,2000}?&quot;"
    r"|(?:[^\s\"'<>&]|&(?!(?:amp;){0,3}gt;)){1,2000})"
    r"|(?:allowfullscreen|async|checked|controls|defer|disabled|download|hidden|itemscope|nowrap|open)(?=[\s/>&])))"
)
_MARKS = re.compile(rf"[{_INVISIBLE}{''.join(_ODD)}]")
_TOKEN = re.compile(
    rf"(?P<marks>[{_INVISIBLE}]+)|(?P<odd>[{''.join(_ODD)}])"
    rf"|(?:(?P<open><)|&(?:amp;){{0,3}}lt;)(?P<end>/?)(?P<tag>br|{_BLOCKS}|{_UNSEEN}|{_INLINE})"
    rf"(?>{_ATTRIBUTE}{{0,50}})\s{{0,9}}/?(?(open)>|&(?:amp;){{0,3}}gt;)"
    r"|&(?:amp;){0,3}(?P<entity>\#\d{1,7}|\#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});"
    r"|(?P<comment><!--)|<!\[CDATA\[|\]\]>|<!doctype\s[^<>]{0,300}>",
    re.IGNORECASE,
)
_IS_BLOCK = re.compile(_BLOCKS, re.IGNORECASE)
_IS_UNSEEN = re.compile(_UNSEEN, re.IGNORECASE)
_MARK = re.compile(
    r"[\[(]?\s?(?:\d{1,3}|[a-z]|[*†‡§¶]{1,3}|[ivx]{1,4}|note \d{1,2}|tm|sm|[®©™])\s?[\])]?", re.IGNORECASE
)
_UNIT = re.compile(r"(?:\b(?:[ckm]?m|ft|mi)|[×x*·] ?10)$")
_SUP_END = re.compile(r"(?:<|&lt;)/sup\s?(?:>|&gt;)", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]*>|&lt;.*?&gt;")
_LONGEST_NOTE = 300
"""Code points of a footnote mark with its link."""


@dataclass(frozen=True, slots=True)
class Legible:
    """A text without what nobody sees, and where each of its characters stands in the text as given."""

    text: str
    starts: tuple[int, ...]
    """Where each stretch begins in ``text``; the first at 0."""
    given: tuple[tuple[int, int], ...]
    """Where each stands in the given text: as long as it is, where it was copied; else what it stands for."""

    def start(self, at: int) -> int:
        """The given offset of what begins at ``at``."""
        i = max(bisect_right(self.starts, at) - 1, 0)
        first, last = self.given[i]
        return min(first + at - self.starts[i], last) if self._copied(i) else first

    def end(self, at: int) -> int:
        """The given offset of what ends before ``at``."""
        if at <= 0:
            return self.start(0)
        i = bisect_right(self.starts, at - 1) - 1
        first, last = self.given[i]
        return min(first + at - self.starts[i], last) if self._copied(i) else last

    def as_given(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """Blocks of ``text`` as blocks of the given text."""
        return tuple(replace(b, start=self.start(b.start), end=self.end(b.end)) for b in blocks)

    def as_shown(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """Blocks of the given text as blocks of ``text``, without those of which nothing is left."""
        shown = (replace(b, start=self._shown(b.start, 0), end=self._shown(b.end, 1)) for b in blocks)
        return tuple(b for b in shown if b.start < b.end)

    def _shown(self, offset: int, is_end: int) -> int:
        """Where in ``text`` the first character at or behind a given offset is, or the last one before it ends."""
        i = bisect_right(self.given, offset, key=lambda span: span[0]) - 1
        if i < 0:
            return 0
        first, last = self.given[i]
        begin, stop = self.starts[i], self.starts[i + 1] if i + 1 < len(self.starts) else len(self.text)
        if self._copied(i):
            return min(begin + offset - first, stop)
        return begin if offset <= first or (is_end and offset < last) else stop

    def _copied(self, i: int) -> bool:
        stop = self.starts[i + 1] if i + 1 < len(self.starts) else len(self.text)
        first, last = self.given[i]
        return stop - self.starts[i] == last - first


def legible(text: str) -> Legible | None:
    """The text as people see it; None where that is all of it.

    Tags of blocks end a paragraph, ``<br>`` a line; footnote marks (``4<sup>1</sup>``), scripts and comments go whole.
    What only looks like a tag ("a <b and c> d") stays.
    """
    if _SUSPECT.search(text) is None:
        return None
    return _made(text, _hidden(text))


def without(text: str, spans: Iterable[tuple[int, int]]) -> Legible:
    """The text without these stretches, which are in order and disjoint."""
    return _made(text, ((start, end, "") for start, end in spans)) or Legible(text, (0,), ((0, len(text)),))


def _made(text: str, hidden: Iterable[tuple[int, int, str]]) -> Legible | None:
    parts: list[str] = []
    starts: list[int] = []
    given: list[tuple[int, int]] = []
    length = at = 0
    found = False
    for start, end, shown in hidden:
        found = True
        for words, place in ((text[at:start], (at, start)), (shown, (start, end))):
            if words:
                parts.append(words)
                starts.append(length)
                given.append(place)
                length += len(words)
        at = end
    if not found:
        return None
    if at < len(text) or not parts:
        parts.append(text[at:])
        starts.append(length)
        given.append((at, len(text)))
    return Legible("".join(parts), tuple(starts), tuple(given))


def plain_marks(text: str) -> str:
    """A text without what has no width, and with the usual blanks and hyphens; tags stay."""
    return _MARKS.sub(lambda m: _ODD.get(m[0], ""), text)


def without_markup(text: str) -> str:
    """The text as people see it, where offsets do not count."""
    shown = legible(text)
    return text if shown is None else shown.text


def masked(text: str) -> str:
    """A text of the same length with its tags and entities gone: what is too long is filled with spaces of no width."""
    if "<" not in text and "&" not in text:
        return text
    parts: list[str] = []
    at = 0
    for start, end, shown in _hidden(text):
        if text[start] in "<&]":
            parts += [text[at:start], shown[: end - start].ljust(end - start, _FILLER)]
            at = end
    return "".join([*parts, text[at:]])


def footnote_mark(mark: str, before: str) -> bool:
    """Whether what is written small and high behind ``before`` leads to a note: not a power ("m2"), nor "21st"."""
    return bool(_MARK.fullmatch(mark.strip())) and not _UNIT.search(before[-12:])


def _hidden(text: str) -> Iterator[tuple[int, int, str]]:
    """Where what nobody sees stands, in order, and what is seen in its place."""
    at = 0
    closed: dict[str, bool] = {}  # an end that was sought in vain once is sought no more
    while suspect := _SUSPECT.search(text, at):
        start = suspect.start()
        m = _TOKEN.match(text, start)
        at = m.end() if m else start + 1
        if m is None:
            continue
        shown = ""
        if m["marks"]:
            pass
        elif name := m["entity"]:
            known = unescape(m[0].replace("&amp;", "&")) if name[0] == "#" else html5.get(f"{name};")
            if known is None:
                continue
            known = _ODD.get(known, " " if known.isspace() and known != "\n" else known)
            shown = re.sub(rf"[{_INVISIBLE}]", "", known)
        elif m["odd"]:
            shown = _ODD[m["odd"]]
        elif m["comment"]:
            at = _behind(text, "-->", at, closed)
        elif tag := (m["tag"] or "").lower():
            if tag == "br":
                shown = "\n"
            elif _IS_BLOCK.fullmatch(tag):
                shown = "\n\n"
            elif not m["end"] and _IS_UNSEEN.fullmatch(tag):
                at = _behind(text, f"</{tag}>", at, closed)
            elif tag == "sup" and not m["end"]:
                end = _SUP_END.search(text, at, at + _LONGEST_NOTE)
                mark = _TAGS.sub("", text[at : end.start()]) if end else ""
                if end and footnote_mark(mark, text[max(0, start - 12) : start]):
                    at = end.end()
        yield start, at, shown


def _behind(text: str, mark: str, at: int, closed: dict[str, bool]) -> int:
    """Where the next ``mark`` ends; ``at`` where there is none, which is remembered."""
    if not closed.get(mark, True):
        return at
    found = re.compile(re.escape(mark), re.IGNORECASE).search(text, at)
    closed[mark] = found is not None
    return found.end() if found else at

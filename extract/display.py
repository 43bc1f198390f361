"""Facts and names as people read them: a card in a notebook, some lines in a terminal.

What a text says may be anything, markup and control characters too: all of it is shown as characters and none acts.
Statements, entities and the graph's facts bring what they hold; this module knows none of these types, so that they
can show themselves by it.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["Named", "Quote", "Span", "card", "card_text", "cut", "name_card", "name_text", "printable"]

Named: TypeAlias = tuple[str, str]
"""A name and its class, or a value and its kind."""
Span: TypeAlias = tuple[int, int]

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Direction overrides, which can make a line read as something else."""
# Colours that are seen on light and on dark ground; the lines tell subject and object apart without colour.
_MARKS = {
    "subject": "background:rgba(66,133,244,.25);border-bottom:2px solid",
    "object": "background:rgba(251,140,0,.25);border-bottom:2px dashed",
    "subject and object": "background:rgba(52,168,83,.25);border-bottom:2px double",
}
_STYLES = {"subject": "bold underline", "object": "bold italic", "subject and object": "bold underline italic"}
_FRAME = (
    "border:1px solid rgba(128,128,128,.5);border-radius:6px;padding:.5em .8em;margin:.4em 0;"
    "max-width:52em;text-align:left;line-height:1.5"
)
_QUOTE = "margin:.4em 0 0;padding-left:.7em;border-left:3px solid rgba(128,128,128,.5)"


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence with the places of subject and object, ``[start, end)`` in its document, and a line on its origin."""

    text: str
    start: int
    """Of the sentence in its document."""
    subject: Sequence[Span]
    object: Sequence[Span]
    origin: str = ""
    url: str | None = None
    """Where the document stands; only http and https addresses become links."""


def printable(text: str) -> str:
    """The text with control characters, which may steer a terminal, as visible ones; line breaks become spaces."""
    one_line = " ".join(text.splitlines()) if "\n" in text or "\r" in text else text
    return "".join(_visible(char) for char in one_line)


def _visible(char: str) -> str:
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)  # the Unicode pictures of the control characters
    if 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or char in _BIDI:  # surrogates cannot be encoded
        return "\ufffd"
    return char


def cut(quote: Quote) -> list[tuple[str, str]]:
    """The sentence in pieces, in order, each with what it is: ``subject``, ``object``, both, or empty.

    The pieces together are the sentence, one character for each of its own. What of a place lies outside of the
    sentence is left out.
    """
    size = len(quote.text)
    kinds = {"subject": _inside(quote.subject, quote.start, size), "object": _inside(quote.object, quote.start, size)}
    edges = sorted({0, size, *(edge for spans in kinds.values() for span in spans for edge in span)})
    text = "".join(" " if char in "\r\n" else _visible(char) for char in quote.text)
    pieces = []
    for start, end in pairwise(edges):
        names = [kind for kind, spans in kinds.items() if any(a <= start and end <= b for a, b in spans)]
        pieces.append((text[start:end], " and ".join(names)))
    return pieces


def _inside(spans: Iterable[Span], start: int, size: int) -> list[Span]:
    """The spans counted from the sentence's beginning, as far as they lie in it."""
    clipped = ((max(a - start, 0), min(b - start, size)) for a, b in spans)
    return [(a, b) for a, b in clipped if a < b]


def card(subject: Named, label: str, target: Named, notes: Iterable[str], quotes: Iterable[Quote]) -> str:
    """A fact as HTML: subject, arrow and object, notes on it, and the sentences that say it. Everything is escaped."""
    head = f"{_named(subject)} <span>— {_escape(label)} →</span> {_named(target)}"
    return _framed(head, notes, "".join(map(_quoted, quotes)))


def _framed(head: str, notes: Iterable[str], rest: str) -> str:
    said = " · ".join(_escape(note) for note in notes if note)
    line = f"<div><small>{said}</small></div>" if said else ""
    return f'<div style="{_FRAME}"><div>{head}</div>{line}{rest}</div>'


def _named(named: Named) -> str:
    name, kind = named
    return f"<b>{_escape(name)}</b> <small>{_escape(kind)}</small>"


def _quoted(quote: Quote) -> str:
    sentence = "".join(
        f'<mark title="{kind}" style="color:inherit;{_MARKS[kind]}">{html.escape(text)}</mark>'
        if kind
        else html.escape(text)
        for text, kind in cut(quote)
    )
    origin = _escape(quote.origin)
    if quote.url and quote.url.startswith(("http://", "https://")):
        origin = f'<a href="{_escape(quote.url)}" rel="noopener noreferrer" target="_blank">{origin}</a>'
    below = f"<br><small>{origin}</small>" if origin else ""
    return f'<div style="{_QUOTE}">{sentence}{below}</div>'


def _escape(text: str) -> str:
    return html.escape(printable(text))


def card_text(subject: str, label: str, target: str, notes: Iterable[str], quote: Quote) -> Text:
    """The same for a terminal, with one sentence, in four lines."""
    from rich.text import Text

    out = Text()
    out.append(printable(subject), _STYLES["subject"])
    out.append(f" {printable(label)} ")
    out.append(printable(target), _STYLES["object"])
    out.append("\n" + printable(" · ".join(notes)) + "\n", "dim")
    for text, kind in cut(quote):
        out.append(text, _STYLES.get(kind))
    out.append("\n" + printable(quote.origin), "dim")
    return out


def name_card(named: Named, notes: Iterable[str], rest: str) -> str:
    """A name with its class as HTML, notes on it, and a line below. Everything is escaped."""
    return _framed(_named(named), notes, f"<div>{_escape(rest)}</div>")


def name_text(named: Named, lines: Iterable[str]) -> Text:
    """The same for a terminal, a line each."""
    from rich.text import Text

    name, kind = named
    out = Text()
    out.append(printable(name), _STYLES["subject"])
    out.append(f" {printable(kind)}")
    for line in lines:
        out.append("\n" + printable(line), "dim")
    return out

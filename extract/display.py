"""Statements and entities as people read them: a card in a notebook, some lines in a terminal.

What a text says may be anything, markup and control characters too: all of it is shown as characters and none acts.
The graph's facts are shown by the same ``card``.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from rich.text import Text

    from newsweave.extract.model import Entity, Span, Statement, StatementArgument

__all__ = [
    "Quote",
    "card",
    "cut",
    "entity_card",
    "entity_text",
    "printable",
    "statement_card",
    "statement_text",
]

Named: TypeAlias = tuple[str, str]
"""A name and its class, or a value and its kind."""

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Direction overrides, which can make a line read as something else."""
_MENTIONS = 20
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


def statement_card(statement: Statement) -> str:
    """A statement for a notebook: the fact, how it is meant, and its sentence with subject and object marked."""
    subject, target = _argument(statement.subject), _argument(statement.object)
    return card(subject, statement.label, target, _notes(statement), [_quote(statement)])


def statement_text(statement: Statement) -> Text:
    """The same for a terminal, in four lines."""
    from rich.text import Text

    out = Text()
    out.append(printable(_argument(statement.subject)[0]), _STYLES["subject"])
    out.append(f" {printable(statement.label)} ")
    out.append(printable(_argument(statement.object)[0]), _STYLES["object"])
    out.append("\n" + printable(" · ".join(_notes(statement))) + "\n", "dim")
    quote = _quote(statement)
    for text, kind in cut(quote):
        out.append(text, _STYLES.get(kind))
    out.append("\n" + printable(quote.origin), "dim")
    return out


def _argument(argument: StatementArgument) -> Named:
    data = argument.to_dict()  # its own form says which of the two it is, so that nothing is imported for it
    if "datatype" not in data:
        return data["name"], data["type"]
    words, value = data["text"], data["value"]
    kind = data["datatype"]
    return (words if kind == "text" or words == value else f"{words} ({value})"), kind


def _notes(s: Statement) -> list[str]:
    return [
        s.status,
        *([f"according to {_speakers(s)}"] if _speakers(s) else []),
        *(f"{name.replace('_', ' ')}: {value}" for name, value in s.qualifiers.items()),
        f"confidence {s.confidence:.2f}",
    ]


def _speakers(s: Statement) -> str:
    via = " and ".join(source.name for source in s.sources if source.via)
    return ", via ".join(filter(None, (s.attributed_to, via)))


def _quote(s: Statement) -> Quote:
    e = s.evidence
    origin = f"{e.document} [{e.start}, {e.end}), rule {e.rule}"
    return Quote(e.text, e.start, _spans(s.subject), _spans(s.object), origin)


def _spans(argument: StatementArgument) -> list[Span]:
    return [(argument.start, argument.end), *getattr(argument, "mentions", ())]


def entity_card(entity: Entity) -> str:
    """An entity for a notebook: name, class, other names, and where the document mentions it."""
    return _framed(_named((entity.name, entity.type)), _aliases(entity), f"<div>{_escape(_mentions(entity))}</div>")


def entity_text(entity: Entity) -> Text:
    """The same for a terminal, in two lines or three."""
    from rich.text import Text

    out = Text()
    out.append(printable(entity.name), _STYLES["subject"])
    out.append(f" {printable(entity.type)}")
    for line in (*_aliases(entity), _mentions(entity)):
        out.append("\n" + printable(line), "dim")
    return out


def _aliases(entity: Entity) -> list[str]:
    return [f"also {', '.join(entity.aliases)}"] if entity.aliases else []


def _mentions(entity: Entity) -> str:
    listed = [f"{m.text} [{m.start}, {m.end})" for m in entity.mentions[:_MENTIONS]]
    more = len(entity.mentions) - len(listed)
    return ", ".join(listed) + (f" and {more} more" if more else "") if listed else "not mentioned"

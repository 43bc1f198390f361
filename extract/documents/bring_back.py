"""What was found in a ``Legible``, with offsets into the text as it was given, and evidence as it stands there."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from newsweave.extract.documents.legible import Legible
from newsweave.extract.model import (
    Argument,
    Document,
    Entity,
    EntityArgument,
    Event,
    EventTelling,
    Evidence,
    FixedWords,
    Proposition,
    Span,
    Statement,
    StatementArgument,
    Words,
)

__all__ = ["given_entity", "given_event", "given_proposition", "given_statement"]

_A = TypeVar("_A", bound=StatementArgument)


def given_statement(s: Statement, document: Document, shown: Legible) -> Statement:
    """A statement; its evidence and what names its entities there are the given text's, names and values as read."""
    start, end = _span(shown, (s.evidence.start, s.evidence.end))
    evidence = Evidence(s.evidence.document, start, end, document.text[start:end], s.evidence.rule)
    return replace(
        s, subject=_argument(s.subject, document, shown), object=_argument(s.object, document, shown), evidence=evidence
    )


def given_entity(entity: Entity, shown: Legible) -> Entity:
    """An entity with the places where it is mentioned."""
    mentions = (replace(m, start=shown.start(m.start), end=shown.end(m.end)) for m in entity.mentions)
    return replace(entity, mentions=tuple(mentions))


def given_event(event: Event, document: Document, shown: Legible) -> Event:
    """An event; the sentences that tell of it are the given text's."""
    return replace(event, tellings=tuple(_telling(t, document, shown) for t in event.tellings))


def _telling(t: EventTelling, document: Document, shown: Legible) -> EventTelling:
    start, end = _span(shown, (t.start, t.end))
    return replace(t, start=start, end=end, text=document.text[start:end])


def given_proposition(p: Proposition, shown: Legible) -> Proposition:
    """A proposition with the places of its arguments."""
    return replace(p, arguments=tuple(_words_of(a, shown) for a in p.arguments))


def _argument(a: _A, document: Document, shown: Legible) -> _A:
    start, end = _span(shown, (a.start, a.end))
    if isinstance(a, EntityArgument):
        mentions = tuple(_span(shown, m) for m in a.mentions)
        return replace(a, start=start, end=end, mentions=mentions, text=document.text[start:end])
    return replace(a, start=start, end=end)


def _words_of(a: Argument, shown: Legible) -> Argument:
    coordination = None if a.coordination is None else _fixed(a.coordination, shown)
    return replace(a, words=_fixed(a.words, shown), coordination=coordination)


def _fixed(words: Words, shown: Legible) -> FixedWords:
    return FixedWords(*_span(shown, (words.start, words.end)), words.text, words.short)


def _span(shown: Legible, span: Span) -> Span:
    return shown.start(span[0]), shown.end(span[1])

"""Propositions: what one clause says, before any domain is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, Protocol, TypeAlias

__all__ = ["Argument", "FixedWords", "Polarity", "Proposition", "Words"]

Polarity: TypeAlias = Literal["positive", "negative"]


class Words(Protocol):
    """A phrase of the text, which may work out its words only when asked for them."""

    @property
    def start(self) -> int:
        """Where it begins in the document's text."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def text(self) -> str:
        """All of it, as it stands."""

    @property
    def short(self) -> str:
        """The head with what is needed to name it."""


@dataclass(frozen=True, slots=True)
class FixedWords:
    """Words that are known already."""

    start: int
    end: int
    text: str
    short: str


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a proposition: its role, its head, and its words."""

    role: str
    """``subject``, ``object``, ``indirect``, ``complement``, ``content``, ``purpose``, ``extent``, ``time``, or a
    preposition (``with``)."""
    head: int
    """Index of the head token in the repaired ``Tree``; from the spaCy component, in the ``Doc``."""
    words: Words
    head_lemma: str = ""
    marker: str = ""
    """The preposition before it, as it stands ("Because of"); empty where there is none."""
    conjunct: int = 0
    """Its place in its coordination, from 0."""
    temporal: bool = False
    """Whether it says when."""
    coordination: Words | None = None
    """The whole coordination ("A, B and C") where this is its first member, else None."""

    @property
    def start(self) -> int:
        """Where its words begin in the document's text."""
        return self.words.start

    @property
    def end(self) -> int:
        """Where they end."""
        return self.words.end

    @property
    def text(self) -> str:
        """The full phrase as it stands in the text."""
        return self.words.text

    @property
    def short(self) -> str:
        """The head with what is needed to name it: no relative clause, apposition or parenthesis."""
        return self.words.short

    @property
    def whole(self) -> str:
        """The words of the coordination that it opens, or its own."""
        return self.words.text if self.coordination is None else self.coordination.text

    def to_dict(self) -> dict[str, Any]:
        """Its JSON form; see ``from_dict`` for the way back."""
        return {
            "role": self.role,
            "text": self.text,
            "short": self.short,
            "start": self.start,
            "end": self.end,
            "head": self.head,
            "lemma": self.head_lemma,
            "marker": self.marker,
            "conjunct": self.conjunct,
            "temporal": self.temporal,
            "coordination": None if self.coordination is None else self.coordination.text,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Argument:
        """Read ``to_dict`` back.

        Raises:
            KeyError: where a key is missing.
        """
        start, end, whole = data["start"], data["end"], data["coordination"]
        return cls(
            data["role"],
            data["head"],
            FixedWords(start, end, data["text"], data["short"]),
            data["lemma"],
            data["marker"],
            data["conjunct"],
            data["temporal"],
            None if whole is None else FixedWords(start, end, whole, whole),
        )


@dataclass(frozen=True, slots=True)
class Proposition:
    """One clause's worth of meaning, before any domain is known.

    ``predicate`` is the lemma that rules look up (verb with its particle, noun or adjective), ``relation`` the words
    of the relation phrase as English writes them, with auxiliaries and particle. ``kind`` says which construction gave
    it: ``verb``, ``copula``, ``apposition``, ``possessive``, ``compound``, ``nominal``, ``parenthesis``, ``speech``.
    """

    predicate: str
    relation: str
    arguments: tuple[Argument, ...]
    kind: str
    token: int
    """Index of the predicate token in the repaired ``Tree``; from the spaCy component, in the ``Doc``."""
    polarity: Polarity = "positive"
    modality: str = ""
    """Empty for a plain claim; ``plan``, ``possible``, ``condition`` or ``question`` otherwise."""
    tense: str = ""
    """``past``, ``present`` or ``future``; empty for a form without tense."""
    aspect: str = ""
    """``perfect``, ``progressive`` or empty."""
    form: str = ""
    """Penn tag of the verb (``VBD``, ``VBG``, ...); empty for propositions without one."""
    voice: str = "active"
    attribution: str = ""
    """Who says so, in the text's words; empty where the document itself says it."""
    attribution_head: int = -1
    """Head token of the attribution, -1 where there is none."""
    via: tuple[int, ...] = ()
    """Head tokens of those who pass on what the attributed source says, from inside out."""
    governor: int = -1
    """The verb token whose infinitive or gerund this is ("plans" of "plans to buy"), subject shared; -1 without one."""
    context: str = ""
    """The clause that this one depends on for its truth, in short and in the text's words: "the ministry hopes"."""
    supposed: bool = False
    """Whether it is denied, asked, conditional or imagined in words that neither ``relation`` nor ``context`` holds."""

    def role(self, name: str) -> Argument | None:
        """The first argument with this role, or None."""
        return next((a for a in self.arguments if a.role == name), None)

    def roles(self, name: str) -> Iterator[Argument]:
        """All arguments with this role, in text order."""
        return (a for a in self.arguments if a.role == name)

    @property
    def start(self) -> int:
        """Where the first of its arguments begins in the document's text."""
        return min(a.start for a in self.arguments)

    @property
    def end(self) -> int:
        """Where the last of its arguments ends."""
        return max(a.end for a in self.arguments)

    @property
    def times(self) -> tuple[Argument, ...]:
        """The arguments that say when."""
        return tuple(a for a in self.arguments if a.temporal)

    def to_dict(self) -> dict[str, Any]:
        """The line that ``newsweave propositions --format jsonl`` prints; see ``from_dict`` for the way back."""
        own = {name: getattr(self, name) for name in _PROPOSITION if name != "arguments"}
        own["via"] = list(self.via)
        return {**own, "start": self.start, "end": self.end, "arguments": [a.to_dict() for a in self.arguments]}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Proposition:
        """Read a proposition back.

        Raises:
            KeyError: where a key is missing.
        """
        arguments = tuple(Argument.from_dict(a) for a in data["arguments"])
        own = {name: data[name] for name in _PROPOSITION if name not in ("arguments", "via")}
        return cls(**own, arguments=arguments, via=tuple(data["via"]))


_PROPOSITION = tuple(f.name for f in fields(Proposition))

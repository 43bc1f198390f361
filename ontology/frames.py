"""Frames: one meaning, the relation it gives, and all the words that say it, as a person writes them down.

A frame of ``frames/*.yaml`` lists its words under patterns: ``S _ O`` under ``verbs`` says that the verb's subject is
the relation's subject and the verb's object its object; ``_ of O by S`` under ``nouns`` that the noun names what
happens; ``S _ of O`` under ``roles`` that the noun names who does it. ``realisations`` makes of each pattern the rules
for every form in which English says it. docs/rules.md shows how to write one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from newsweave.ontology.rules import Example, LiteralKind, MappedQualifier, StatusName
from newsweave.ontology.word_lists import expanded

__all__ = ["GROUPS", "Frame", "Pattern", "Slot"]

GROUPS = ("verbs", "nouns", "roles", "adjectives")
PARTICLES = frozenset("up out off over down in on back away together ahead aside forward through along apart".split())
"""What a verb of several words may end with; a noun is written into the pattern: ``S _ [control] of O: [take]``."""
_PATTERN = re.compile(
    r"(?:(?P<before>S and O|[SO]) )?(?P<passive>is )?_(?: (?P<direct>[SO]))?(?: \[(?P<noun>[^\]]+)\])?"
    r"(?P<phrases>(?:(?: [a-z|:]+)+ (?:S and O|[SO]))*)"
)
_PHRASE = re.compile(r" ([a-z|:]+(?: [a-z|:]+)*) (S and O|[SO])")


@dataclass(frozen=True, slots=True)
class Slot:
    """One end of the relation (``S``, ``O`` or ``S and O``) behind one of several prepositions."""

    end: str
    prepositions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern, taken apart."""

    text: str
    before: str
    """The end that stands before the word: ``S``, ``O``, ``S and O`` or nothing."""
    passive: bool
    direct: str
    """The end that stands right behind the word."""
    noun: tuple[str, ...]
    """Words one of which must head the object: ``[stake|share]``."""
    phrases: tuple[Slot, ...]

    @classmethod
    def read(cls, text: str) -> Pattern:
        """The pattern that ``text`` writes.

        Raises:
            ValueError: where it is none, or an end of the relation stands in it twice or not at all.
        """
        m = _PATTERN.fullmatch(text)
        if m is None:
            raise ValueError(f"pattern {text!r}: write it like 'S _ O', 'S _ in|into O', '_ of O by S', 'S is _ on O'")
        phrases = tuple(Slot(end, tuple(p.split("|"))) for p, end in _PHRASE.findall(m["phrases"]))
        noun = tuple(expanded(m["noun"].split("|"))) if m["noun"] else ()
        found = cls(text, m["before"] or "", bool(m["passive"]), m["direct"] or "", noun, phrases)
        ends = [e for end in (found.before, found.direct, *(s.end for s in phrases)) for e in end.split(" and ") if e]
        if len(ends) != len(set(ends)):
            raise ValueError(f"pattern {text!r}: an end of the relation stands in it twice")
        return found

    def ends(self) -> frozenset[str]:
        """Which ends it names."""
        named = (self.before, self.direct, *(s.end for s in self.phrases))
        return frozenset(e for end in named for e in end.split(" and ") if e)


class Frame(BaseModel):
    """One meaning: a relation between ``S`` and ``O``, and the words that say it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    frame: str
    """Its name, used once."""
    relation: str = ""
    kind_of: str | None = None
    """A frame that gives what this one does not say itself, but not its words."""
    subject: tuple[str, ...] = ()
    """Classes of ``S``; none: those of the relation."""
    object: tuple[str, ...] = ()
    """Classes of ``O``."""
    verbs: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Pattern to verbs, with a particle where they have one: ``S _ O: [acquire, buy, take over]``."""
    nouns: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Pattern to nouns that name what happens: ``_ of O by S: [acquisition, takeover]``."""
    roles: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Pattern to nouns that name who somebody is: ``S _ of O: [buyer, acquirer]``, ``O _ of S: [target]``."""
    adjectives: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Pattern to adjectives: ``S _ to O: [subject, answerable]``."""
    require: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """``S``, ``O`` or a role to words, one of which must head it."""
    forbid: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    without: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    forbid_types: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    qualifiers: dict[str, tuple[str, ...] | MappedQualifier | str] = Field(default_factory=dict)
    """Name to prepositions, to a mapped word (role ``word``: the word itself), or to a fixed text."""
    status: StatusName | None = None
    progressive: StatusName | None = None
    presupposed: bool = False
    on_behalf: bool = False
    literal: LiteralKind | None = None
    time: Literal["date", "begin", "end"] = "date"
    label: str | None = None
    examples: tuple[Example, ...] = Field(min_length=1)
    counterexamples: tuple[str, ...] = Field(min_length=1)

    @field_validator("subject", "object", mode="before")
    @classmethod
    def _expand(cls, value: Any) -> Any:
        return expanded(value)

    @field_validator("verbs", "nouns", "roles", "adjectives", "require", "forbid", "without", mode="before")
    @classmethod
    def _expand_values(cls, value: Any) -> Any:
        return {k: expanded(v) for k, v in value.items()} if isinstance(value, dict) else value

    @model_validator(mode="after")
    def _says_something(self) -> Frame:
        if not any(getattr(self, group) for group in GROUPS):
            raise ValueError("it has no words: give it verbs, nouns, roles or adjectives")
        for group in GROUPS:
            for text, words in getattr(self, group).items():
                _check(group, Pattern.read(text), words, needs_object=self.literal is None)
        return self

    @property
    def meaning(self) -> str:
        """Its name; see ``Rule.meaning``."""
        return self.frame

    def patterns(self, group: str) -> list[tuple[Pattern, tuple[str, ...]]]:
        """The patterns of one of ``GROUPS`` with their words, as they stand."""
        return [(Pattern.read(text), words) for text, words in getattr(self, group).items()]


def _check(group: str, pattern: Pattern, words: tuple[str, ...], needs_object: bool) -> None:
    """Refuse what could never be read."""
    if not words:
        raise ValueError(f"{group} {pattern.text!r}: has no words")
    if needs_object and "O" not in pattern.ends():
        raise ValueError(f"{group} {pattern.text!r}: says nothing of O")
    if group != "nouns" and "S" not in pattern.ends() and "O" not in (pattern.before, pattern.direct):
        raise ValueError(f"{group} {pattern.text!r}: says nothing of S")
    if group != "verbs" and (pattern.passive or pattern.direct or pattern.noun):
        raise ValueError(f"{group} {pattern.text!r}: 'is', a direct object and [nouns] are for verbs")
    if group == "nouns" and needs_object and not pattern.before and "S and O" not in pattern.text:
        by_object = any(s.end == "O" and "by" in s.prepositions for s in pattern.phrases)
        if by_object and not any(s.end == "S" for s in pattern.phrases):
            raise ValueError(f"{group} {pattern.text!r}: O does it: say behind which preposition S stands")
    if group in ("roles", "adjectives") and not (pattern.before and (pattern.phrases or pattern.before == "S and O")):
        raise ValueError(f"{group} {pattern.text!r}: write it like 'S _ of O'")
    for word in words if group == "verbs" else ():
        _, _, last = word.rpartition(" ")
        if " " in word and last not in PARTICLES:
            raise ValueError(
                f"verbs {pattern.text!r}: {word!r} ends with no particle; a preposition or noun is written"
                " into the pattern: 'S _ into O', 'S _ [control] of O'"
            )

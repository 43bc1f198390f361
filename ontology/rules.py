"""Relation rules: which propositions mean which relation.

Most are made of frames (``realisations``); what no frame can say is written as a rule, whose keys are the fields of
``Rule``. ``$name`` in a word list stands for the list of that name in ``lists.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from newsweave.ontology.vocabulary import vocabulary
from newsweave.ontology.word_lists import expanded

__all__ = [
    "DOCUMENT_ROLES",
    "Condition",
    "Construction",
    "Example",
    "LiteralKind",
    "MappedQualifier",
    "Rule",
    "StatusName",
]

DOCUMENT_ROLES = frozenset({"topic", "authority", "above", "employer", "event", "predecessor"})
"""Roles that the document answers where the proposition does not."""
Construction = Literal[
    "verb", "noun", "title", "nominal", "possessive", "based", "national", "located", "speech", "dated"
]
LiteralKind = Literal["money", "quantity", "percentage", "date", "text", "content"]
StatusName = Literal["asserted", "planned", "possible", "negated", "reported"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Example(_Strict):
    """A sentence and the statement that the rule must read from it."""

    text: str
    subject: str
    object: str
    status: StatusName = "asserted"
    qualifiers: dict[str, str] = Field(default_factory=dict)


class MappedQualifier(_Strict):
    """A qualifier whose value is looked up: the words of ``role`` in the word map ``map``."""

    role: str
    map: str


class Condition(NamedTuple):
    """Which words an argument in some roles must, or must not, have."""

    roles: tuple[str, ...]
    lemmas: frozenset[str]
    """Of the head; any word where it is empty."""
    phrases: tuple[str, ...]
    """Those of several words, which may stand anywhere in the argument."""


class Rule(_Strict):
    """One way in which English says a relation."""

    id: str
    relation: str
    construction: tuple[Construction, ...]
    """``verb``; ``noun`` (copula, apposition, title); ``title`` (a noun right before a name only); ``nominal`` (a noun
    with arguments of its own); ``possessive``; ``based`` (X-based); ``national`` (Japanese X); ``speech`` (what
    somebody says, thinks or wants)."""
    trigger: tuple[str, ...] = ()
    """Lemmas; a noun phrase matches where it ends with one. Empty for constructions that need none."""
    subject: tuple[str, ...]
    """Roles that give the subject, first that does."""
    object: tuple[str, ...] = ()
    """Roles that give the object, first that does; a role ``object:with`` is the with-phrase of the object."""
    require: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Role to lemmas: an argument in that role must be headed by one of them; with an empty list any will do."""
    forbid: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Role to lemmas: no argument in that role may be headed by one of them; an empty list forbids the role."""
    without: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Role, or ``$predicate``, to words: none of them may stand before the head in it: a deputy chief executive is no
    chief executive. Several roles are joined by ``|``."""
    forbid_types: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Roles, joined by ``|``, to classes: nothing in them may mean an entity of one."""
    subject_types: tuple[str, ...] = ()
    """Classes, subclasses included; one with a minus before it is left out: ``[Organization, -PoliticalParty]``."""
    object_types: tuple[str, ...] = ()
    pairs: bool = False
    """Coordinated subjects form pairs with one another where there is no object."""
    on_behalf: bool = False
    """A person stands for the organisation he or she works for."""
    literal: LiteralKind | None = None
    """The object is a value of this kind, not an entity."""
    voice: Literal["active", "passive"] | None = None
    qualifiers: dict[str, tuple[str, ...] | MappedQualifier | str] = Field(default_factory=dict)
    """Name to roles, to a mapped word, or to a fixed text; ``$predicate`` is the predicate's words."""
    status: StatusName | None = None
    progressive: StatusName | None = None
    """Status of "is buying", where it is not a plain fact."""
    presupposed: bool = False
    """The fact stands whatever the verb's own status: whoever will step down as head of X is its head."""
    time: Literal["date", "begin", "end"] = "date"
    """What the time of the clause is for the fact: whoever joined X as its head in May begins to be its head in May."""
    label: str | None = None
    """Template for the arrow; ``{agreement_type}`` is a qualifier. None: the vocabulary's label."""
    pattern: str = ""
    """Which pattern of its frame it realises: ``nouns _ of O by S``."""
    frame: str = ""
    """The frame that it was made of, which has its examples; empty for a rule that somebody wrote."""
    examples: tuple[Example, ...] = ()
    counterexamples: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_examples(self) -> Rule:
        if not self.frame and not (self.examples and self.counterexamples):
            raise ValueError("examples, counterexamples: a rule needs at least one of each")
        return self

    @property
    def meaning(self) -> str:
        """What its statements share with those of other rules: the frame's name, or its own."""
        return self.frame or self.id

    @cached_property
    def triggers(self) -> frozenset[str]:
        """``trigger`` as a set."""
        return frozenset(self.trigger)

    @cached_property
    def needed_roles(self) -> tuple[frozenset[str], ...]:
        """Sets of roles of each of which a proposition must have one, for ruling out at a glance."""
        ends = (self.subject, () if self.pairs else self.object)
        return tuple(frozenset(roles) for roles in ends if roles and DOCUMENT_ROLES.isdisjoint(roles))

    @cached_property
    def is_conditional(self) -> bool:
        """Whether words of the arguments decide."""
        return bool(self.require or self.forbid or self.without)

    @cached_property
    def required(self) -> tuple[Condition, ...]:
        """``require``, made ready for looking up."""
        return tuple(Condition(tuple(role.split("|")), frozenset(w), _phrases(w)) for role, w in self.require.items())

    @cached_property
    def forbidden(self) -> tuple[Condition, ...]:
        """``forbid``, made ready for looking up."""
        return tuple(Condition(tuple(role.split("|")), frozenset(w), _phrases(w)) for role, w in self.forbid.items())

    @field_validator("trigger", "subject_types", "object_types", mode="before")
    @classmethod
    def _expand(cls, value: Any) -> Any:
        return expanded(value)

    @cached_property
    def modifiers(self) -> tuple[Condition, ...]:
        """``without``, made ready for looking up."""
        return tuple(Condition(tuple(role.split("|")), frozenset(w), ()) for role, w in self.without.items())

    @field_validator("require", "forbid", "without", mode="before")
    @classmethod
    def _expand_values(cls, value: Any) -> Any:
        return {k: expanded(v) for k, v in value.items()} if isinstance(value, dict) else value

    @field_validator("relation")
    @classmethod
    def _known_relation(cls, value: str) -> str:
        if value not in vocabulary().relations:
            raise ValueError(f"relation {value!r} is not in the vocabulary")
        return value

    @field_validator("forbid_types")
    @classmethod
    def _known_forbidden(cls, value: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        for names in value.values():
            cls._known_types(names)
        return value

    @field_validator("subject_types", "object_types")
    @classmethod
    def _known_types(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if name.removeprefix("-") not in vocabulary().classes:
                raise ValueError(f"class {name!r} is not in the vocabulary")
        return value


def _phrases(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(w for w in words if " " in w)

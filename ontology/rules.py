"""Relation rules: which propositions mean which relation, read from ``relations/*.yaml`` and checked.

A file holds ``rules:``, a list; the keys of a rule are the fields of ``Rule``. ``$name`` in a word list stands for the
list of that name in ``lists.yaml``. docs/rules.md shows how to write one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from newsweave.ontology.errors import DataError
from newsweave.ontology.lists import word_list, word_map
from newsweave.ontology.plain_yaml import read_yaml
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["Condition", "Example", "MappedQualifier", "Rule", "RuleSet", "load_rules"]

_FOLDER = Path(__file__).with_name("relations")
Construction = Literal["verb", "noun", "title", "nominal", "possessive", "based", "national"]
LiteralKind = Literal["money", "quantity", "percentage", "date", "text", "content"]
_STATUSES = Literal["asserted", "planned", "possible", "negated", "reported"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Example(_Strict):
    """A sentence and the statement that the rule must read from it."""

    text: str
    subject: str
    object: str
    status: _STATUSES = "asserted"
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
    with arguments of its own); ``possessive``; ``based`` (X-based); ``national`` (Japanese X)."""
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
    status: _STATUSES | None = None
    progressive: _STATUSES | None = None
    """Status of "is buying", where it is not a plain fact."""
    presupposed: bool = False
    """The fact stands whatever the verb's own status: whoever will step down as head of X is its head."""
    time: Literal["date", "begin", "end"] = "date"
    """What the time of the clause is for the fact: whoever joined X as its head in May begins to be its head in May."""
    label: str | None = None
    """Template for the arrow; ``{agreement_type}`` is a qualifier. None: the vocabulary's label."""
    examples: tuple[Example, ...] = Field(min_length=1)
    counterexamples: tuple[str, ...] = Field(min_length=1)

    @cached_property
    def triggers(self) -> frozenset[str]:
        """``trigger`` as a set."""
        return frozenset(self.trigger)

    @cached_property
    def required(self) -> tuple[Condition, ...]:
        """``require``, made ready for looking up."""
        return tuple(Condition(tuple(role.split("|")), frozenset(w), _phrases(w)) for role, w in self.require.items())

    @cached_property
    def forbidden(self) -> tuple[Condition, ...]:
        """``forbid``, made ready for looking up."""
        return tuple(Condition((role,), frozenset(w), _phrases(w)) for role, w in self.forbid.items())

    @field_validator("trigger", "subject_types", "object_types", mode="before")
    @classmethod
    def _expand(cls, value: Any) -> Any:
        return _expanded(value)

    @cached_property
    def modifiers(self) -> tuple[Condition, ...]:
        """``without``, made ready for looking up."""
        return tuple(Condition(tuple(role.split("|")), frozenset(w), ()) for role, w in self.without.items())

    @field_validator("require", "forbid", "without", mode="before")
    @classmethod
    def _expand_values(cls, value: Any) -> Any:
        return {k: _expanded(v) for k, v in value.items()} if isinstance(value, dict) else value

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


class RuleSet:
    """Rules indexed by construction and last trigger word, so that lookup does not grow with their number."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        index: dict[tuple[str, str], list[Rule]] = defaultdict(list)
        for rule in self.rules:
            words = {t.split()[-1] if "verb" not in rule.construction else t for t in rule.trigger} or {""}
            for construction in rule.construction:
                for word in sorted(words):
                    index[construction, word].append(rule)
        self._index: Mapping[tuple[str, str], list[Rule]] = dict(index)

    def find(self, construction: str, word: str) -> Sequence[Rule]:
        """Rules for this construction whose trigger ends with ``word``, in file order."""
        return self._index.get((construction, word), ())


def load_rules(extra: Sequence[Path] = ()) -> RuleSet:
    """The shipped rules and those of ``extra`` files.

    Raises:
        DataError: naming file, rule and value where a rule is wrong, or two rules have one id.
    """
    return _shipped() if not extra else _load([*_files(), *extra])


@cache
def _shipped() -> RuleSet:
    return _load(_files())


def _files() -> list[Path]:
    return sorted(_FOLDER.glob("*.yaml"))


def _load(paths: Sequence[Path]) -> RuleSet:
    rules: dict[str, Rule] = {}
    for path in paths:
        for entry in _entries(path):
            name = entry.get("id", "(no id)") if isinstance(entry, dict) else repr(entry)
            try:
                rule = Rule.model_validate(entry)
            except ValidationError as error:
                raise DataError(f"{path.name}: rule {name}: {_first(error)}") from None
            if rule.id in rules:
                raise DataError(f"{path.name}: rule {name}: another rule has this id")
            rules[rule.id] = rule
    return RuleSet(rules.values())


def _entries(path: Path) -> list[Any]:
    data = read_yaml(path)
    if not isinstance(data, dict) or set(data) != {"rules"} or not isinstance(data["rules"], list):
        raise DataError(f'{path.name}: must hold one key, "rules", with a list')
    return list(data["rules"])


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(p) for p in first["loc"])
    value = first.get("input")
    shown = f" (got {value!r})" if not isinstance(value, dict) else ""
    return f"{where}: {first['msg'].removeprefix('Value error, ')}{shown}"


def _expanded(value: Any) -> Any:
    """The words of a list with those of the lists it names in place of ``$list``, and without those of ``-$list``."""
    if not isinstance(value, list):
        return value
    out: list[Any] = []
    for entry in value:
        if isinstance(entry, str) and entry.startswith("$"):
            out.extend(_listed(entry[1:]))
        elif isinstance(entry, str) and entry.startswith("-$"):
            left_out = frozenset(_listed(entry[2:]))
            out = [word for word in out if word not in left_out]
        else:
            out.append(entry)
    return tuple(out)


def _listed(name: str) -> list[str]:
    try:
        return sorted(word_list(name))
    except DataError:
        try:
            return list(word_map(name))
        except DataError as error:
            raise ValueError(str(error)) from None

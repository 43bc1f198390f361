"""Statements: one fact as one sentence says it, with its arguments, its sources and the sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from newsweave.extract.model.document import Span, content_key

if TYPE_CHECKING:
    from rich.text import Text

    from newsweave.extract.display import Named, Quote

__all__ = [
    "OPEN",
    "EntityArgument",
    "Evidence",
    "LiteralArgument",
    "Source",
    "Statement",
    "StatementArgument",
    "Status",
]

Status: TypeAlias = Literal["asserted", "planned", "possible", "negated", "reported"]
OPEN = "open"
"""``Statement.relation`` of what the vocabulary has no relation for: ``Statement.predicate`` has the text's words."""


@dataclass(frozen=True, slots=True)
class EntityArgument:
    """A statement's argument that is an entity, with every span in the sentence that means it."""

    id: str
    name: str
    type: str
    text: str
    start: int
    end: int
    mentions: tuple[Span, ...] = ()
    aliases: tuple[str, ...] = ()
    unnamed: bool = False
    """Somebody whom the text never names: whom "he" means in "He studied in Oslo", or "I", its author."""

    def to_dict(self) -> dict[str, Any]:
        """The JSON form of the command line's contract; ``unnamed`` stands there only where it is true."""
        whole = {
            "id": self.id,
            "name": self.name,
            "type": self.type,
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "mentions": [list(m) for m in self.mentions],
            "aliases": list(self.aliases),
        }
        return {**whole, "unnamed": True} if self.unnamed else whole


@dataclass(frozen=True, slots=True)
class LiteralArgument:
    """A statement's argument that is a value: a date, an amount, a number, a percentage or words."""

    value: str
    """Normalised: an ISO date, a plain number, ``2000000 USD``, ``10/12 USD`` from-to; of text the words."""
    datatype: str
    """``date``, ``money``, ``number``, ``percentage`` or ``text``."""
    text: str
    start: int
    end: int
    modifier: str = ""
    """``approx``, ``more_than``, ``less_than``, ``at_least`` or ``at_most``; empty where the value is exact."""
    also: str = ""
    """The same amount in another currency: ``2800000 EUR``."""

    def to_dict(self) -> dict[str, Any]:
        """The JSON form of the command line's contract; ``modifier`` and ``also`` stand there only where known."""
        whole = {
            "value": self.value,
            "datatype": self.datatype,
            "text": self.text,
            "start": self.start,
            "end": self.end,
        }
        return whole | {k: v for k, v in (("modifier", self.modifier), ("also", self.also)) if v}


StatementArgument: TypeAlias = EntityArgument | LiteralArgument


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a statement is said: the sentence, exactly as it stands, and the rule that read it."""

    document: str
    start: int
    end: int
    text: str
    """``Document.text[start:end]``, to the character."""
    rule: str


@dataclass(frozen=True, slots=True)
class Source:
    """Who says a fact, or passes on what others say."""

    name: str
    """The entity's name, or the text's words where it is none ("two people close to the deal")."""
    id: str | None = None
    """``Entity.id``; None for words."""
    type: str | None = None
    via: bool = False
    """Whether it only passes on what the sources before it say."""

    def to_dict(self) -> dict[str, Any]:
        """Its JSON form; ``Source(**data)`` is the way back."""
        return {"name": self.name, "id": self.id, "type": self.type, "via": self.via}


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact as one sentence says it."""

    subject: EntityArgument
    relation: str
    """A name of the vocabulary in snake_case, or ``OPEN``."""
    object: StatementArgument
    evidence: Evidence
    label: str
    """What a person would write on the arrow: ``signed MOU with``."""
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    status: Status = "asserted"
    attributed_to: str | None = None
    """The speaker's name or words; None where the document itself says it."""
    confidence: float = 1.0
    sources: tuple[Source, ...] = ()
    """Who says it, from the first speaker to who passes it on last; empty where the document itself says it."""
    event: str | None = None
    """``Event.id`` of the deal, round, lawsuit ... that it tells of; None where it tells of none."""
    predicate: str = ""
    """Of an open statement what relates the two, in the text's words brought to one form ("criticise", "be home to"):
    lemmas, particle and preposition, without tense and negation. Empty where ``relation`` is one of the vocabulary."""
    further: tuple[str, ...] = ()
    """Of an open statement the clause's other arguments, in the text's words with their prepositions."""

    @property
    def is_open(self) -> bool:
        """Whether its relation is the text's own words."""
        return self.relation == OPEN

    @property
    def unnamed(self) -> bool:
        """Whether it is about somebody whom the text never names; such a statement has no place in a graph."""
        return self.subject.unnamed or (isinstance(self.object, EntityArgument) and self.object.unnamed)

    @property
    def fact_key(self) -> str:
        """Key of what is said, for merging: equal for the same fact in other words or documents."""
        obj = self.object
        o = ("entity", obj.id) if isinstance(obj, EntityArgument) else ("literal", obj.datatype, obj.value)
        return content_key(self.subject.id, self.relation, *((self.predicate,) if self.is_open else ()), o)

    @property
    def key(self) -> str:
        """Key of what is said and where, for tracing."""
        e = self.evidence
        return content_key(
            self.fact_key, self.status, dict(self.qualifiers), self.attributed_to, e.document, e.start, e.end, e.rule
        )

    def to_dict(self) -> dict[str, Any]:
        """The line that ``newsweave extract --format jsonl`` prints; see ``from_dict`` for the way back.

        ``event`` stands there only where it tells of one, ``predicate`` and ``further`` only where it is open.
        """
        e = self.evidence
        whole: dict[str, Any] = {
            "document": e.document,
            "relation": self.relation,
            "label": self.label,
            "subject": self.subject.to_dict(),
            "object": self.object.to_dict(),
            "qualifiers": dict(self.qualifiers),
            "status": self.status,
            "attributed_to": self.attributed_to,
            "sources": [source.to_dict() for source in self.sources],
            "confidence": self.confidence,
            "rule": e.rule,
            "sentence": {"start": e.start, "end": e.end, "text": e.text},
        }
        if self.is_open:
            whole |= {"predicate": self.predicate, "further": list(self.further)}
        return whole if self.event is None else {**whole, "event": self.event}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Statement:
        """Read a line of ``newsweave extract`` back.

        Raises:
            KeyError: where a key of the contract is missing.
        """
        sentence = data["sentence"]
        return cls(
            subject=_entity(data["subject"]),
            relation=data["relation"],
            object=_literal(data["object"]) if "datatype" in data["object"] else _entity(data["object"]),
            evidence=Evidence(data["document"], sentence["start"], sentence["end"], sentence["text"], data["rule"]),
            label=data["label"],
            qualifiers=dict(data["qualifiers"]),
            status=data["status"],
            attributed_to=data["attributed_to"],
            confidence=data["confidence"],
            sources=tuple(Source(**source) for source in data.get("sources", ())),
            event=data.get("event"),
            predicate=data.get("predicate", ""),
            further=tuple(data.get("further", ())),
        )

    def _repr_html_(self) -> str:
        """A card for a notebook: the fact, how it is meant, and its sentence with subject and object marked."""
        from newsweave.extract.display import card

        return card(_named(self.subject), self.label, _named(self.object), _notes(self), [_quote(self)])

    def __rich__(self) -> Text:
        """The same for a terminal."""
        from newsweave.extract.display import card_text

        return card_text(_named(self.subject)[0], self.label, _named(self.object)[0], _notes(self), _quote(self))


def _entity(a: Mapping[str, Any]) -> EntityArgument:
    spans = tuple((m[0], m[1]) for m in a["mentions"])
    return EntityArgument(
        a["id"],
        a["name"],
        a["type"],
        a["text"],
        a["start"],
        a["end"],
        spans,
        tuple(a["aliases"]),
        bool(a.get("unnamed", False)),
    )


def _literal(a: Mapping[str, Any]) -> LiteralArgument:
    return LiteralArgument(
        a["value"], a["datatype"], a["text"], a["start"], a["end"], a.get("modifier", ""), a.get("also", "")
    )


def _named(argument: StatementArgument) -> Named:
    """What it is called, and its class or the kind of its value."""
    if isinstance(argument, EntityArgument):
        return argument.name, argument.type
    words, value, kind = argument.text, argument.value, argument.datatype
    return (words if kind == "text" or words == value else f"{words} ({value})"), kind


def _notes(s: Statement) -> list[str]:
    via = " and ".join(source.name for source in s.sources if source.via)
    speakers = ", via ".join(filter(None, (s.attributed_to, via)))
    return [
        s.status,
        *([f"according to {speakers}"] if speakers else []),
        *(f"{name.replace('_', ' ')}: {value}" for name, value in s.qualifiers.items()),
        f"confidence {s.confidence:.2f}",
    ]


def _quote(s: Statement) -> Quote:
    from newsweave.extract.display import Quote

    e = s.evidence
    origin = f"{e.document} [{e.start}, {e.end}), rule {e.rule}"
    return Quote(e.text, e.start, _spans(s.subject), _spans(s.object), origin)


def _spans(argument: StatementArgument) -> list[Span]:
    mentions = argument.mentions if isinstance(argument, EntityArgument) else ()
    return [(argument.start, argument.end), *mentions]

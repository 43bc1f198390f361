"""The types that the stages hand to one another.

Offsets everywhere are Unicode code points, half open ``[start, end)``, into ``Document.text``: the text as it was
given, even where one file holds several documents. All types are frozen, so a stage can only add, never change.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from newsweave.extract.proposition import Argument, FixedWords, Polarity, Proposition, Words

if TYPE_CHECKING:
    from rich.text import Text

__all__ = [
    "Argument",
    "Block",
    "BlockKind",
    "Document",
    "Entity",
    "EntityArgument",
    "Evidence",
    "FixedWords",
    "LiteralArgument",
    "Mention",
    "Polarity",
    "Proposition",
    "Source",
    "Span",
    "Statement",
    "StatementArgument",
    "Status",
    "Words",
    "content_key",
]

Span: TypeAlias = tuple[int, int]
BlockKind: TypeAlias = Literal["title", "heading", "paragraph"]
Status: TypeAlias = Literal["asserted", "planned", "possible", "negated", "reported"]


def content_key(*parts: object) -> str:
    """A short stable name (20 hex digits of SHA-256) for structured fields; equal fields give equal keys."""
    if all(type(part) is str for part in parts):  # most are, and JSON of strings is made five times as fast alone
        encoded = f"[{','.join(map(encode_basestring, parts))}]"  # type: ignore[arg-type]
    else:
        encoded = _encode(parts)
    return hashlib.sha256(encoded.encode("utf-8", "surrogatepass")).hexdigest()[:20]


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode  # made once: it shows


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of prose in a document; what stands in no block is furniture and is not extracted from."""

    start: int
    end: int
    kind: BlockKind = "paragraph"


@dataclass(frozen=True, slots=True)
class Document:
    """One article: its text as given, which stretches of it are prose, and where it came from.

    ``id`` is the input's own where it gives one, else a hash of the article's content (not of its place or file).
    ``date`` is an ISO 8601 date (``2023-11-22``, ``2023-11`` or ``2023``) or None. ``source`` is the publisher or
    file named by the reader, ``url`` where the article stands on the web. ``origin`` is what was read: the name of a
    file (with the line, row or record in it) or an address; a document that is found elsewhere is the same one.
    """

    id: str
    text: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    title: str | None = None
    date: str | None = None
    source: str | None = None
    url: str | None = None
    origin: str | None = field(default=None, compare=False)

    @property
    def prose(self) -> int:
        """How many characters its blocks have; its text may be that of many documents."""
        return sum(block.end - block.start for block in self.blocks)

    @property
    def version(self) -> str:
        """Key of everything extraction sees: a document with the same id and version need not be read again."""
        prose = [(b.kind, b.start, self.text[b.start : b.end]) for b in self.blocks]
        return content_key(self.id, self.title, self.date, self.source, self.url, prose)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a document names (or, for a pronoun, means) an entity."""

    start: int
    end: int
    text: str
    type: str
    """A class of relations.md: ``CentralBank``, ``Person``, ``Country``, ..."""
    entity: str
    """``Entity.id`` of what it means."""


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something a document names; the same id means the same thing in every document and run.

    ``id`` is a local name such as ``ant-group``; the graph puts its base IRI before it.
    """

    id: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    """Other forms seen or known, sorted, without ``name``."""
    mentions: tuple[Mention, ...] = ()
    """In text order."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Entity:
        """Read a line of ``newsweave entities`` back.

        Raises:
            KeyError: where a key of the contract is missing.
        """
        id_, type_ = data["id"], data["type"]
        mentions = tuple(Mention(m["start"], m["end"], m["text"], type_, id_) for m in data["mentions"])
        return cls(id_, data["name"], type_, tuple(data["aliases"]), mentions)

    def to_dict(self, document: str) -> dict[str, Any]:
        """The line that ``newsweave entities --format jsonl`` prints; see ``from_dict`` for the way back."""
        return {
            "document": document,
            "id": self.id,
            "name": self.name,
            "type": self.type,
            "aliases": list(self.aliases),
            "mentions": [{"start": m.start, "end": m.end, "text": m.text} for m in self.mentions],
        }

    def _repr_html_(self) -> str:
        from newsweave.extract.display import entity_card

        return entity_card(self)

    def __rich__(self) -> Text:
        from newsweave.extract.display import entity_text

        return entity_text(self)


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
    """A name of relations.md in snake_case."""
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

    @property
    def unnamed(self) -> bool:
        """Whether it is about somebody whom the text never names; such a statement has no place in a graph."""
        return self.subject.unnamed or (isinstance(self.object, EntityArgument) and self.object.unnamed)

    @property
    def fact_key(self) -> str:
        """Key of what is said, for merging: equal for the same fact in other words or documents."""
        obj = self.object
        o = ("entity", obj.id) if isinstance(obj, EntityArgument) else ("literal", obj.datatype, obj.value)
        return content_key(self.subject.id, self.relation, o)

    @property
    def key(self) -> str:
        """Key of what is said and where, for tracing."""
        e = self.evidence
        return content_key(
            self.fact_key, self.status, dict(self.qualifiers), self.attributed_to, e.document, e.start, e.end, e.rule
        )

    def to_dict(self) -> dict[str, Any]:
        """The line that ``newsweave extract --format jsonl`` prints; see ``from_dict`` for the way back."""
        e = self.evidence
        return {
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
        )

    def _repr_html_(self) -> str:
        from newsweave.extract.display import statement_card

        return statement_card(self)

    def __rich__(self) -> Text:
        from newsweave.extract.display import statement_text

        return statement_text(self)


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

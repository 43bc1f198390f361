"""Documents and what they name.

Offsets everywhere are Unicode code points, half open ``[start, end)``, into ``Document.text``: the text as it was
given, even where one file holds several documents.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["Block", "BlockKind", "Document", "Entity", "Mention", "Place", "Span", "content_key"]

Span: TypeAlias = tuple[int, int]
BlockKind: TypeAlias = Literal["title", "heading", "paragraph", "row"]
"""``row``: a row of a table of figures, which is read as such."""
_MENTIONS_SHOWN = 20


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
    """A stretch of prose in a document; what stands in no block is boilerplate and is not extracted from."""

    start: int
    end: int
    kind: BlockKind = "paragraph"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document was found, by which a graph knows it again when its text has changed."""

    file: str
    """The file's absolute path, or the address that was fetched."""
    name: str
    """The file as ids have it: the name of its input folder and the path below it, ``inbox/today.csv``; an address."""
    entry: str = ""
    """Its place in a file that holds several documents (``row 5``, ``article 2``); empty where it is the only one."""
    key: str | None = None
    """What the publisher calls it in a feed: the entry's guid, else its link. A later file corrects an earlier one."""
    whole: bool = True
    """Whether the file is one text: what it does not hold any more is gone. Tables and feeds drop what is old."""
    shared: bool = False
    """Whether other articles of the file have the same ``Document.url``."""


@dataclass(frozen=True, slots=True)
class Document:
    """One article: its text as given, which stretches of it are prose, and where it came from.

    ``id`` is the input's own where it gives one, else a hash of the article's content (not of its place or file).
    ``date`` is an ISO 8601 date (``2023-11-22``, ``2023-11`` or ``2023``) or None. ``source`` is the publisher or
    file named by the reader, ``url`` where the article stands on the web. ``origin`` is what was read: the name of a
    file (with the line, row or record in it) or an address; a document that is found elsewhere is the same one.
    ``place`` is what graphs make its id of (``newsweave.identity``); None for what was made in a program.
    """

    id: str
    text: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    title: str | None = None
    date: str | None = None
    source: str | None = None
    url: str | None = None
    origin: str | None = field(default=None, compare=False)
    place: Place | None = field(default=None, compare=False, repr=False)

    @property
    def extent(self) -> Span:
        """From the first of its blocks to the end of the last; its text may be that of many documents."""
        return (self.blocks[0].start, self.blocks[-1].end) if self.blocks else (0, 0)

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
        """A card for a notebook: name, class, other names, and where the document mentions it."""
        from newsweave.extract.display import name_card

        return name_card((self.name, self.type), _also(self), _mentioned(self))

    def __rich__(self) -> Text:
        """The same for a terminal, in two lines or three."""
        from newsweave.extract.display import name_text

        return name_text((self.name, self.type), (*_also(self), _mentioned(self)))


def _also(entity: Entity) -> list[str]:
    return [f"also {', '.join(entity.aliases)}"] if entity.aliases else []


def _mentioned(entity: Entity) -> str:
    listed = [f"{m.text} [{m.start}, {m.end})" for m in entity.mentions[:_MENTIONS_SHOWN]]
    more = len(entity.mentions) - len(listed)
    return ", ".join(listed) + (f" and {more} more" if more else "") if listed else "not mentioned"

"""By what a graph knows a document: its own id, its address or a feed's name for it, or its place below its folder.

A name is a function of a document and of what stands before it in its file, so that every process and machine gives
the same ones. ``Roots`` says how a file is called: by the name of the folder that was given, which a graph remembers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from newsweave.extract.documents.document_reader import is_content_id
from newsweave.extract.model import Document, Place, content_key
from newsweave.extract.signature import read_with

__all__ = ["Identified", "Identities", "Roots", "identified"]

_LONGEST = 100
"""Characters of a headline in an id."""
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Identified:
    """What is known of a document of the inputs before it is read; can be pickled and written as JSON."""

    id: str
    """By which the graph knows it."""
    name: str
    """By which it would, were it not the document of another place (``Identities``)."""
    version: str
    """Under which it is stored."""
    content: str | None
    """Equal for equal articles; that of one with an id of its own holds that id, so that it is never another's. None
    for what has no place."""
    source: str | None = None
    date: str | None = None
    file: str | None = None
    whole: bool = False
    """See ``Place``."""
    correction: bool = False
    """Whether it takes the place of an earlier one of the same name in another file: an entry of a feed."""

    @classmethod
    def of(cls, document: Document, id: str, name: str, version: str) -> Identified:
        """``document`` as it was read, under whatever id."""
        place = document.place
        content = (
            None if place is None else document.id if is_content_id(document.id) else _own_content(document, place)
        )
        about = (document.source, document.date)
        if place is None:
            return cls(id, name, version, content, *about)
        return cls(id, name, version, content, *about, place.file, place.whole, place.key is not None)


class Identities:
    """Names the documents of some inputs, which come in order.

    ``moved``: the ids of documents that a graph knows from other places, by the names that they have now.
    """

    def __init__(self, moved: Mapping[str, str]) -> None:
        self._moved = moved
        self._file = ""
        self._used: dict[int, int] = {}  # hashes of the names that this file's documents have: of their headlines

    def of(self, document: Document) -> tuple[str, str]:
        """A document's id and name (see ``Identified``)."""
        name = self._name(document)
        return self._moved.get(name, name), name

    def _name(self, document: Document) -> str:
        place = document.place
        if place is None or not is_content_id(document.id):
            return document.id
        if place.file != self._file:
            self._file = place.file
            self._used.clear()
        if place.key is not None:
            return place.key if _ADDRESS.match(place.key) else f"{place.name}#{place.key}"
        headline = " ".join((document.title or "").split())
        if _is_article(document.url):
            assert document.url is not None
            if not place.shared and self._first(document.url, headline):
                return document.url
            return f"{document.url}#{_short(headline) or place.entry}"
        if not place.entry:
            return place.name
        named = f"{place.name}#{_short(headline)}"
        if headline and hash(named) not in self._used:
            self._used[hash(named)] = hash(headline)
            return named
        return f"{place.name}#{place.entry}"

    def _first(self, address: str, headline: str) -> bool:
        """Whether no document of another headline, or of none, has had this address in this file."""
        if not headline and hash(address) in self._used:
            return False
        return self._used.setdefault(hash(address), hash(headline)) == hash(headline)


def _own_content(document: Document, place: Place) -> str:
    publisher = None if document.source == Path(place.file).name else document.source
    prose = [document.text[b.start : b.end] for b in document.blocks]
    return content_key("own", document.id, document.title, document.date, document.url, publisher, prose)


def _short(headline: str) -> str:
    return headline if len(headline) <= _LONGEST else headline[: _LONGEST - 1].rstrip() + "…"


def _is_article(url: str | None) -> bool:
    """Whether an address can be an article's own; the front page of a site is none's."""
    if not url or not _ADDRESS.match(url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.path.strip("/") or parts.query)


class Roots:
    """How files are called: by a folder's label, which is its name or that with a number, and the path below it.

    ``known``: labels by the absolute paths of folders. New ones are added as they are met.
    """

    def __init__(self, known: Mapping[Path, str]) -> None:
        self.known = dict(known)

    def place_of(self, given: str | Path, file: Path) -> str:
        """The name of a file that was found by an input: one below a known folder belongs to the innermost of those."""
        file = file.absolute()
        root = next((folder for folder in file.parents if folder in self.known), None)
        if root is None:
            root = Path(given).absolute() if Path(given).is_dir() else file.parent
            self.known[root] = self._label(root.name or "inputs")
        return f"{self.known[root]}/{file.relative_to(root).as_posix()}"

    def _label(self, name: str) -> str:
        taken = set(self.known.values())
        number, label = 1, name
        while label in taken:
            number += 1
            label = f"{name}-{number}"
        return label


def identified(document: Document, identities: Identities, key: str) -> tuple[Document, Identified]:
    """A document under the id by which graphs know it, and what is known of it; ``key`` is that of ``read_with``."""
    id, name = identities.of(document)
    named = document if id == document.id else replace(document, id=id)
    return named, Identified.of(document, id, name, read_with(named.version, key))

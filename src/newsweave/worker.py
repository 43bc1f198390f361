"""The work of a build that needs no graph: sources to documents, documents to what is stored of them.

A ``Crew`` does it, in this process (``Alone``) or in others (``parallel.WorkerPool``); what comes out is the same, in
the same order.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from newsweave.extract.model import Document
from newsweave.ontology.errors import InputError
from newsweave.readers import Raw, documents

if TYPE_CHECKING:
    from newsweave.extract.pipeline import Extractor
    from newsweave.graph.review.merge_decisions import Merging
    from newsweave.graph.store.prepared import Prepared

__all__ = ["Alone", "Crew", "Settings", "Versioned", "Worker", "read_sources"]

Versioned = tuple[Document, str]
"""A document and the version under which it is stored."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that decides what is made of a document; can be pickled."""

    base: str
    """IRI before the ids of entities."""
    merging: Merging
    model: str | None = None
    rules: Sequence[Path] = field(default=())
    names: Sequence[Path] = field(default=())
    vocabulary: Sequence[Path] = field(default=())
    lists: Sequence[Path] = field(default=())
    min_confidence: float = 0.0
    """Statements that are less sure are left out."""
    typed_only: bool = False
    """Open facts are left out."""


class Crew(Protocol):
    """Who does the work."""

    def read(self, sources: Iterable[Raw | InputError]) -> Iterator[Document | InputError]:
        """The documents of sources, in order; errors between them."""

    def prepare(self, documents: Iterable[Versioned]) -> Iterator[Prepared]:
        """The documents ready to be stored, in order."""

    def close(self) -> None:
        """Let go of what it holds; nothing that is under way is waited for."""


class Worker:
    """Extracts; the model is loaded when the first document comes."""

    def __init__(self, settings: Settings, extractor: Extractor | None = None) -> None:
        """``extractor``: a loaded one, in place of the settings' model, rules and names."""
        from newsweave.graph.store.terms import Names

        self._settings = settings
        self._extractor = extractor
        self._names = Names(settings.base)

    def prepare(self, documents: Iterable[Versioned]) -> Iterator[Prepared]:
        """See ``Crew``.

        Raises:
            DataError: where a model, rule or name file is wrong.
        """
        from newsweave.graph.store.prepared import prepare

        given = iter(documents)
        first = next(given, None)
        if first is None:
            return  # a run that finds nothing new ends at once
        versions: deque[str] = deque()

        def texts() -> Iterator[Document]:
            for document, version in chain([first], given):
                versions.append(version)
                yield document

        for extraction in self._loaded().extract(texts()):
            others = () if self._settings.typed_only else extraction.open_statements
            named = [s for s in (*extraction.statements, *others) if not s.unnamed]
            sure = [s for s in named if s.confidence >= self._settings.min_confidence]
            found, entities, merged = self._settings.merging.apply(sure, extraction.entities)
            events = self._settings.merging.events(extraction.events, found)
            made = prepare(extraction.document, found, entities, self._names, versions.popleft(), merged, events)
            yield replace(made, unsure=len(named) - len(sure))

    def _loaded(self) -> Extractor:
        if self._extractor is None:
            from newsweave.extract.pipeline import Extractor

            s = self._settings
            self._extractor = Extractor(s.model, rules=s.rules, names=s.names, vocabulary=s.vocabulary, lists=s.lists)
        return self._extractor


class Alone:
    """The crew of one, in this process."""

    def __init__(self, settings: Settings, extractor: Extractor | None = None) -> None:
        self._worker = Worker(settings, extractor)

    def read(self, sources: Iterable[Raw | InputError]) -> Iterator[Document | InputError]:
        """See ``Crew``."""
        return read_sources(sources)

    def prepare(self, documents: Iterable[Versioned]) -> Iterator[Prepared]:
        """See ``Crew``."""
        return self._worker.prepare(documents)

    def close(self) -> None:
        """See ``Crew``."""


def read_sources(sources: Iterable[Raw | InputError]) -> Iterator[Document | InputError]:
    """The documents of sources, in order; errors between them."""
    for source in sources:
        yield from [source] if isinstance(source, InputError) else documents(source)

"""The functions behind ``newsweave.open``, ``read``, ``entities`` and ``propositions``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from newsweave.extract.model import Document, Entity, Event, Proposition
    from newsweave.graph.knowledge_graph import KnowledgeGraph
    from newsweave.ontology.errors import InputError

__all__ = ["entities", "events", "open", "propositions", "read"]


def open(path: str | Path) -> KnowledgeGraph:  # the name users look for; the builtin is not used here
    """Open a graph folder for reading; use it as a context manager.

    >>> import newsweave
    >>> with newsweave.open("KG") as kg:
    ...     len(kg.documents())
    24

    Raises:
        StoreError: where the folder is missing or no newsweave graph.
    """
    from newsweave.graph.knowledge_graph import KnowledgeGraph

    return KnowledgeGraph.open(path)


def read(
    inputs: str | Path | Sequence[str | Path], *, stdin: BinaryIO | None = None
) -> Iterator[Document | InputError]:
    """The documents of files, folders, globs or ``-``; what cannot be read is yielded as an ``InputError``.

    >>> import newsweave
    >>> for document in newsweave.read("examples/news/2025-03-18-rumduol-live.txt"):
    ...     print(document.date, document.source, document.title)
    2025-03-18 Mekong Business Wire Rumduol Link opens to all customers
    """
    from newsweave.readers import read_documents

    return read_documents([inputs] if isinstance(inputs, (str, Path)) else list(inputs), stdin=stdin)


def entities(text: str, *, title: str | None = None, date: str | None = None) -> list[Entity]:
    """The entities that a text names, in order of first mention.

    >>> import newsweave
    >>> for entity in newsweave.entities("Corvex Group is based in Oslo. It acquired Kestrin Bank."):
    ...     print(entity.name, entity.type, [mention.text for mention in entity.mentions])
    Corvex Group Company ['Corvex Group', 'It']
    Oslo City ['Oslo']
    Kestrin Bank Bank ['Kestrin Bank']
    """
    from newsweave.extract.documents.document_reader import document_of
    from newsweave.extract.pipeline import shared_extractor

    document = document_of(text, title=title, date=date)
    return [e for extraction in shared_extractor().extract([document]) for e in extraction.entities]


def events(text: str, *, title: str | None = None, date: str | None = None) -> list[Event]:
    """The deals, rounds, lawsuits and the like that a text tells of, in order of first mention.

    >>> import newsweave
    >>> for event in newsweave.events("Corvex Group acquired Kestrin Bank. The deal is worth $40 million."):
    ...     print(event.label, event.stage, event.qualifiers["amount"])
    takeover: Corvex Group, Kestrin Bank happened $40 million
    """
    from newsweave.extract.documents.document_reader import document_of
    from newsweave.extract.pipeline import shared_extractor

    document = document_of(text, title=title, date=date)
    return [e for extraction in shared_extractor().extract([document]) for e in extraction.events]


def propositions(sentence: str) -> list[Proposition]:
    """The open propositions of a sentence, in text order.

    >>> import newsweave
    >>> for p in newsweave.propositions("Corvex Group did not sue Kestrin Bank."):
    ...     print(p.relation, p.polarity, [(a.role, a.text) for a in p.arguments])
    did not sue negative [('subject', 'Corvex Group'), ('object', 'Kestrin Bank')]
    """
    from newsweave.extract.pipeline import shared_extractor

    return next(shared_extractor().propositions([sentence]))

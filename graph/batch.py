"""Writing many new documents at once: what a first build does, three times as fast as one transaction a document.

Oxigraph's bulk loader sorts what it is given and adds it to the database as whole files, in one step: a batch is there
or not, as a single document is with ``GraphStore.put``. It works in a thread beside the reading of the next documents.
It can only add, so that a document that replaces an earlier version goes through ``put``.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping

import pyoxigraph as ox

from newsweave.extract.model import Document, Entity, Statement
from newsweave.graph.derive import Description, contribution, tally
from newsweave.graph.rdf import document_quads
from newsweave.graph.store import GraphStore, mark, n_quads
from newsweave.graph.stories import mark_story

__all__ = ["BatchWriter"]

_QUADS = 200_000
"""Some hundred megabytes. Every batch becomes files of its own, which RocksDB merges later: a large graph that is
written in small ones costs several times as much."""
_SECONDS = 3.0
"""What a build that is killed may have to read again."""
_KNOWN = 100_000


class BatchWriter:
    """Puts documents into a store, new ones in batches. As long as it is in use nothing else may write to the store."""

    def __init__(self, store: GraphStore, *, quads: int = _QUADS, seconds: float = _SECONDS) -> None:
        """A batch is written when it has so many ``quads``, or its first document has waited so many ``seconds``."""
        self.store = store
        self._most, self._longest = quads, seconds
        self._data: list[bytes] = []  # of this batch, in N-Quads: smaller and let go of sooner than quads are
        self._count = 0
        self._documents: list[Document] = []
        self._graphs: set[ox.NamedNode] = set()
        self._since = 0.0
        self._known: dict[ox.NamedNode, Description] = {}  # of the database, the batch on its way, and this one
        self._named: set[ox.NamedNode] = set()  # the entities of this batch
        self._way: _Way | None = None  # the batch that is being written
        self._written: list[Document] = []  # and not yet said to be

    def put(
        self,
        document: Document,
        statements: Iterable[Statement],
        entities: Iterable[Entity],
        *,
        version: str | None = None,
        merged: Mapping[str, Iterable[str]] | None = None,
    ) -> list[Document]:
        """Store a document as ``GraphStore.put`` does, at once or with the batch that it is now part of.

        Returns the documents that have been written by now and had not been before: those that a process killed in
        the next moment would leave in the store.

        Raises:
            DataError: see ``GraphStore.put``; the batch is kept.
            StoreError: where the graph cannot be written.
        """
        new = document_quads(document, statements, entities, self.store.names, version, merged)
        graph = self.store.names.document(document.id)
        on_way = self._way.graphs if self._way is not None else set[ox.NamedNode]()
        if graph in self._graphs or graph in on_way or self.store.holds(graph):
            self._start()
            self._wait()
            self._known.clear()
            self.store.replace(graph, new)
            self._written.append(document)
            return self._said()
        if not self._documents:
            self._since = time.monotonic()
        self._add(new, mark_story(graph))
        self._graphs.add(graph)
        self._documents.append(document)
        if self._count >= self._most or time.monotonic() - self._since >= self._longest:
            self._start()
        if self._way is not None and not self._way.is_alive():
            self._wait()
        return self._said()

    def flush(self) -> list[Document]:
        """Write what waits; the documents that ``put`` has not told of.

        Raises:
            StoreError: where the graph cannot be written.
        """
        self._start()
        self._wait()
        return self._said()

    def _start(self) -> None:
        """Send the batch on its way, after the one before it."""
        self._wait()
        if not self._documents:
            return
        self._way = _Way(self.store.add_later(b"".join(self._data)), self._documents, self._graphs)
        self._way.start()
        if len(self._known) > _KNOWN:  # what this batch describes is not in the database yet
            self._known = {entity: self._known[entity] for entity in self._named}
        self._empty()

    def _empty(self) -> None:
        self._data, self._count = [], 0
        self._documents, self._graphs, self._named = [], set(), set()

    def _wait(self) -> None:
        if self._way is None:
            return
        way, self._way = self._way, None
        way.join()
        if way.error is not None:  # what waits counts on descriptions that are not there now: it is not written either
            self._known.clear()
            self._empty()
            raise way.error
        self._written += way.documents

    def _said(self) -> list[Document]:
        written, self._written = self._written, []
        return written

    def _add(self, new: set[ox.Quad], *more: ox.Quad) -> None:
        """The document's own quads and what follows from them: as ``GraphStore.replace``, with nothing to take away."""
        now = contribution(new)
        quads = [*new, *more]
        for derived in (now.facts, now.values):
            for triples in derived.values():
                quads += triples
        for entity, vote in now.namings.items():
            description = self._known.get(entity) or self.store.description(entity)
            if description is None:
                description = tally({vote: 1})
                quads += description.quads(entity)
            elif not description.covers(vote):
                quads.append(mark(entity))
            self._known[entity] = description
            self._named.add(entity)
        self._data.append(n_quads(quads))
        self._count += len(quads)


class _Way(threading.Thread):
    """A batch that is being written."""

    def __init__(self, write: Callable[[], None], documents: list[Document], graphs: set[ox.NamedNode]) -> None:
        super().__init__(name="newsweave-write")
        self._write, self.documents, self.graphs = write, documents, graphs
        self.error: BaseException | None = None

    def run(self) -> None:
        """Write; an error is kept for the thread that waits."""
        try:
            self._write()
        except BaseException as error:
            self.error = error

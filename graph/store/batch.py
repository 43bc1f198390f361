"""Writing many new documents at once: what a first build does, three times as fast as one transaction a document.

Oxigraph's bulk loader sorts what it is given and adds it to the database as whole files, in one step: a batch is there
or not, as a single document is with ``GraphStore.put``. It works in a thread beside the reading of the next documents.
It can only add, so that a document that replaces an earlier version goes through ``put``.
"""

from __future__ import annotations

import threading
import time
from array import array
from collections.abc import Callable, Iterable, Mapping

import pyoxigraph as ox

from newsweave.extract.model import Document, Entity, Event, Statement
from newsweave.graph.store.derive import Description, tally
from newsweave.graph.store.prepared import Prepared, n_quads, prepare
from newsweave.graph.store.replacement import description, mark
from newsweave.graph.store.store import GraphStore

__all__ = ["BatchWriter"]

_QUADS = 200_000
"""Some hundred megabytes. Every batch becomes files of its own, which RocksDB merges later: a large graph that is
written in small ones costs several times as much."""
_SECONDS = 3.0
"""What a build that is killed may have to read again."""
_PLACES = 1 << 20
"""Of the table of settled namings: eight megabytes."""


class _Settled:
    """Namings that need nothing more: their entity's description says the same, or is marked to be counted again.

    A table of fixed size, eight bytes a place, in which a later naming takes the place of an earlier one: the memory
    does not grow with the graph, and what is forgotten is looked up again. Two namings are taken for one where 64 bits
    of hash agree.
    """

    def __init__(self, places: int) -> None:
        """``places``: a power of two."""
        self._last = places - 1
        self.forget()

    def forget(self) -> None:
        """Descriptions may have changed."""
        self._table = array("q", bytes(8 * (self._last + 1)))

    def add(self, naming: int) -> None:
        """``naming``: the hash of entity and vote."""
        self._table[naming & self._last] = naming

    def __contains__(self, naming: int) -> bool:
        return self._table[naming & self._last] == naming


class BatchWriter:
    """Puts documents into a store, new ones in batches.

    From its first document to ``flush`` nothing else may write to the store, which refuses it.
    """

    def __init__(self, store: GraphStore, *, quads: int = _QUADS, seconds: float = _SECONDS) -> None:
        """A batch is written when it has so many ``quads``, or its first document has waited so many ``seconds``."""
        self.store = store
        self._most, self._longest = quads, seconds
        self._data: list[bytes] = []  # of this batch, in N-Quads: smaller and let go of sooner than quads are
        self._count = 0
        self._documents: list[str] = []
        self._graphs: set[ox.NamedNode] = set()
        self._since = 0.0
        self._new: dict[ox.NamedNode, Description] = {}  # that this batch describes first
        self._settled = _Settled(_PLACES)
        self._way: _Way | None = None  # the batch that is being written
        self._written: list[str] = []  # and not yet said to be

    def put(
        self,
        document: Document,
        statements: Iterable[Statement],
        entities: Iterable[Entity],
        *,
        version: str | None = None,
        merged: Mapping[str, Iterable[str]] | None = None,
        events: Iterable[Event] = (),
    ) -> list[str]:
        """Store a document as ``GraphStore.put`` does, at once or with the batch that it is now part of.

        Returns the ids of the documents that have been written by now and had not been before: those that a process
        killed in the next moment would leave in the store.

        Raises:
            DataError: see ``GraphStore.put``; the batch is kept.
            StoreError: where the graph cannot be written.
        """
        return self.put_prepared(prepare(document, statements, entities, self.store.names, version, merged, events))

    def put_prepared(self, prepared: Prepared) -> list[str]:
        """``put`` of a document that another process has made ready."""
        graph = prepared.graph
        on_way = self._way.graphs if self._way is not None else set[ox.NamedNode]()
        if graph in self._graphs or graph in on_way or self.store.holds(graph):
            self._write_all()
            self.store.replace(graph, prepared.own_quads())
            self._written.append(prepared.id)
            return self._said()
        if not self._documents:
            self._since = time.monotonic()
        self._add(prepared)
        self._graphs.add(graph)
        self._documents.append(prepared.id)
        if self._count >= self._most or time.monotonic() - self._since >= self._longest:
            self._start()
        if self._way is not None and not self._way.is_alive():
            self._wait()
        return self._said()

    def flush(self) -> list[str]:
        """Write what waits; the ids of the documents that ``put`` has not told of.

        Raises:
            StoreError: where the graph cannot be written.
        """
        self._write_all()
        return self._said()

    def _write_all(self) -> None:
        self._start()
        self._wait()
        self._let_go()

    def _let_go(self) -> None:
        """With nothing left to write others may, and what is known of the database may become wrong."""
        self._settled.forget()
        self.store.batching = False

    def _start(self) -> None:
        """Send the batch on its way, after the one before it."""
        self._wait()
        if not self._documents:
            return
        self._way = _Way(self.store.add_later(b"".join(self._data)), self._documents, self._graphs, self._new)
        self._way.start()
        self._empty()

    def _empty(self) -> None:
        self._data, self._count = [], 0
        self._documents, self._graphs, self._new = [], set(), {}

    def _wait(self) -> None:
        if self._way is None:
            return
        way = self._way
        way.join()  # interrupted here, it is still the one that is on its way
        self._way = None
        if way.error is not None:  # what waits counts on descriptions that are not there now: it is not written either
            self._empty()
            self._let_go()
            raise way.error
        self._written += way.documents

    def _said(self) -> list[str]:
        written, self._written = self._written, []
        return written

    def _add(self, prepared: Prepared) -> None:
        """The document and how it describes its entities: as ``GraphStore.replace``, with nothing to take away."""
        self.store.batching = True
        described: list[ox.Quad] = []
        for entity, vote in prepared.votes:
            naming = hash((entity.value, vote))
            if naming in self._settled:
                continue
            known = self._description(entity)
            if known is None:
                known = self._new[entity] = tally({vote: 1})
                described += known.quads(entity)
            if not known.covers(vote):
                described.append(mark(entity))
            self._settled.add(naming)
        self._data += (prepared.data, n_quads(described))
        self._count += prepared.count + len(described)

    def _description(self, entity: ox.NamedNode) -> Description | None:
        """As this batch, the one on its way, or the database has it."""
        on_way = self._way.described if self._way is not None else dict[ox.NamedNode, Description]()
        return self._new.get(entity) or on_way.get(entity) or description(self.store.database, entity)


class _Way(threading.Thread):
    """A batch that is being written."""

    def __init__(
        self,
        write: Callable[[], None],
        documents: list[str],
        graphs: set[ox.NamedNode],
        described: dict[ox.NamedNode, Description],
    ) -> None:
        super().__init__(name="newsweave-write")
        self._write, self.documents, self.graphs, self.described = write, documents, graphs, described
        self.error: BaseException | None = None

    def run(self) -> None:
        """Write; an error is kept for the thread that waits."""
        try:
            self._write()
        except BaseException as error:
            self.error = error

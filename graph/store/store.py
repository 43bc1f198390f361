"""The store: a pyoxigraph database in a folder, written one document a transaction.

Each document has a named graph of its own, which ``put`` replaces whole. Plain facts stand in the graph
``nw:facts``, descriptions of entities and values in ``nw:entities``; both follow from the documents' graphs (see
``derive``) and are brought up to date in the same transaction, except that an entity whose description may have
changed is only marked and counted again by ``finish``. Until then it keeps the description it had, never none.

A process killed at any moment leaves whole documents and the marks; the next build goes on from there and ends with
the same graph. ``put`` looks at the old and the new version of one document and at indexes, never at all documents.
"""

from __future__ import annotations

import contextlib
import gc
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from newsweave.extract.model import Document, Entity, Event, Statement
from newsweave.graph.nodes import iri_of, text_of
from newsweave.graph.store.derive import tally
from newsweave.graph.store.folder import GraphFolder
from newsweave.graph.store.near_duplicates import Changes, StoryCount
from newsweave.graph.store.prepared import n_quads
from newsweave.graph.store.rdf import document_quads
from newsweave.graph.store.replacement import Replacement, decided_description, description, description_quads, mark
from newsweave.graph.store.snapshot import Snapshot
from newsweave.graph.store.terms import DECISIONS, DEFAULT_BASE, INFERRED, NW, PENDING, Names
from newsweave.ontology.errors import StoreError

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["GraphStore"]

_STALE = ox.Quad(INFERRED, NW("inferencesPending"), ox.Literal(True), PENDING)
_BATCH = 500


class GraphStore:
    """A graph on disk. Use it as a context manager, or call ``close``: the lock lives as long as the database object.

    ``GraphStore.open`` and ``GraphStore.create_or_open`` make one; the constructor is for them.
    """

    def __init__(
        self,
        database: ox.Store,
        base: str,
        path: Path | None = None,
        *,
        read_only: bool = False,
        snapshot: Snapshot | None = None,
    ) -> None:
        self._database: ox.Store | None = database
        self._changed = False
        self._snapshot = snapshot  # its files go with the last reference
        self.names = Names(base)
        self.path = path
        """The folder, None for a graph in memory."""
        self.read_only = read_only
        self.batching = False
        """Whether a ``BatchWriter`` has documents that are not written yet, beside which nothing else may be."""

    @classmethod
    def create_or_open(cls, path: str | Path, base: str | None = None) -> GraphStore:
        """Open a graph for writing; where nothing is there, or an empty folder, make it with this base IRI.

        Raises:
            StoreError: where the folder holds something else (it is left as it is), a graph with another base, a
                damaged or newer graph, or one that another build is writing.
        """
        folder = GraphFolder.find_or_make(Path(path), base)
        return cls(folder.open_database(read_only=False), folder.base, folder.path)

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = True, at: Path | None = None) -> GraphStore:
        """Open a graph that is there.

        Reading beside a build that writes gives the state of the moment of opening: a ``Snapshot`` of it is read, or
        one that was taken before and lies ``at`` this path.

        Raises:
            StoreError: where it is missing, no newsweave graph, damaged, newer, or (for writing) in use.
        """
        folder = GraphFolder.find(Path(path))
        if not read_only:
            return cls(folder.open_database(read_only=False), folder.base, folder.path)
        snapshot = Snapshot.take(folder.store_path, folder.path) if at is None else None
        database = folder.open_database(read_only=True, at=at if snapshot is None else snapshot.path)
        return cls(database, folder.base, folder.path, read_only=True, snapshot=snapshot)

    @classmethod
    def in_memory(cls, base: str = DEFAULT_BASE) -> GraphStore:
        """A graph that is gone when closed."""
        return cls(ox.Store(), base)

    def __enter__(self) -> GraphStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder. Results still being read keep it; a second call does nothing."""
        if self._database is None:
            return
        self._database = self._snapshot = None
        if self.path is not None and not self.read_only:
            gc.collect()  # the lock goes with the last reference, which a reference cycle may hold
            with contextlib.suppress(StoreError):  # results still being read hold the lock: then the logs just stay
                # RocksDB drops the logs of a build, two thirds of the folder, only when the database is opened again.
                GraphFolder(self.path, self.names.base).open_database(read_only=False)

    @property
    def database(self) -> ox.Store:
        """The pyoxigraph Store; writing to it directly breaks what this class keeps true.

        Raises:
            StoreError: after ``close``.
        """
        if self._database is None:
            raise StoreError(f"{self.path or 'the graph in memory'}: is closed")
        return self._database

    # --- reading ---

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Within it, what the database complains of while it is read becomes a StoreError that names the folder."""
        try:
            yield
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{self.path}: cannot be read: {' '.join(str(error).split())}") from None

    def documents(self) -> dict[str, str]:
        """Id to version of every document, sorted by id."""
        with self.reading():
            found = self.database.quads_for_pattern(None, NW("version"), None, None)
            return dict(sorted((self.names.id_of(iri_of(quad.subject)), text_of(quad.object)) for quad in found))

    def described(self, id: str) -> tuple[str, str] | None:
        """Name and class of an entity, None where no document names it."""
        with self.reading():
            found = description(self.database, self.names.entity(id))
        return None if found is None else (found.name, found.type)

    def rdflib_dataset(
        self,
        bind: Callable[[str, Mapping[str, object]], str] | None = None,
        check: Callable[[object], None] | None = None,
    ) -> Dataset:
        """The same database as an rdflib Dataset whose default graph is the union of all graphs.

        Pass queries as strings: ``prepareQuery`` objects run in rdflib's own evaluator, some thirty times slower.
        ``FROM`` is ignored. Oxigraph takes ``initBindings`` for variables of the SELECT clause alone; ``bind``, which
        gives a query in which variables are bound to terms, takes them for others. ``check`` sees every query and
        update before it runs, text or prepared, and raises for what may not. It holds the database open until it is
        garbage.
        """
        from oxrdflib import OxigraphStore
        from oxrdflib._converter import to_ox
        from rdflib import Dataset

        class BindingStore(OxigraphStore):
            def query(
                self, query: Any, initNs: Any, initBindings: Mapping[str, Any], queryGraph: str, **more: object
            ) -> Any:
                if check is not None:
                    check(query)
                if bind is not None and initBindings and isinstance(query, str):
                    query = bind(query, {str(name): to_ox(term) for name, term in initBindings.items()})
                    initBindings = {}
                return super().query(query, initNs, initBindings, queryGraph, **more)

            def update(
                self, update: Any, initNs: Any, initBindings: Mapping[str, Any], queryGraph: str, **more: object
            ) -> None:
                if check is not None:
                    check(update)
                super().update(update, initNs, initBindings, queryGraph, **more)

        from newsweave.graph.store.terms import known_prefixes

        store = BindingStore(store=self.database)
        vars(store)["newsweave_snapshot"] = self._snapshot  # which is to outlive this object
        dataset = Dataset(store=store, default_union=True)
        for prefix, namespace in known_prefixes(self.names.base).items():
            dataset.bind(prefix, namespace, override=True, replace=True)
        return dataset

    # --- writing ---

    def put(
        self,
        document: Document,
        statements: Iterable[Statement],
        entities: Iterable[Entity],
        *,
        version: str | None = None,
        merged: Mapping[str, Iterable[str]] | None = None,
        events: Iterable[Event] = (),
    ) -> bool:
        """Store a document whole, in place of its earlier version; whether that changed anything.

        ``version`` is what ``documents`` gives back: None for the document's own, or a key that also covers the rules
        and the model that read it. ``merged``: the ids that entities had before a decision (``Merging.apply``). One
        transaction: after an error, or a kill, the graph is as it was before.

        Raises:
            DataError: where a statement uses what the vocabulary does not have, or belongs to another document.
            StoreError: where the graph cannot be written.
        """
        new = document_quads(document, statements, entities, self.names, version, merged, events)
        return self.replace(self.names.document(document.id), new)

    def remove(self, id: str) -> bool:
        """Take a document out, with every fact and entity that nothing else supports; whether it was there.

        Raises:
            StoreError: where the graph cannot be written.
        """
        return self.replace(self.names.document(id), set())

    def finish(self) -> None:
        """Describe anew every entity that a build touched, find the stories of its documents, and flush to disk.

        Call it when a build ends. Inferences are another step (``infer.renew``).

        Raises:
            StoreError: where the graph cannot be written, or a ``BatchWriter`` has not been flushed: what it has not
                written would be counted by halves.
        """
        self._refuse_beside_batches()
        with self.reading():
            marks = self.database.quads_for_pattern(None, NW("pending"), None, PENDING)
            stories = StoryCount(self.database)
        while changes := self._recount(marks):
            self._write(*changes)
        while changes := self._next(stories):
            self._write(*changes)
        try:
            self.database.flush()
        except (OSError, RuntimeError) as error:
            raise self._failure(error) from None

    def compact(self) -> None:
        """Write the database's files anew, in order: a large graph takes half the room then and answers sooner.

        Batches leave files beside each other that hold the same range of keys. It takes a third to a half of the time
        that loading the graph took.

        Raises:
            StoreError: where the graph cannot be written, or the disk has no room for a second copy.
        """
        self._refuse_beside_batches()
        try:
            if self.path is not None:
                size = GraphFolder(self.path, self.names.base).size()
                free = shutil.disk_usage(self.path).free
                if free < size:
                    raise StoreError(
                        f"{self.path}: needs {size / 1e9:.1f} GB for a second copy, {free / 1e9:.1f} GB are free"
                    )
            self.database.optimize()
        except (OSError, RuntimeError) as error:
            raise self._failure(error) from None

    def _next(self, stories: StoryCount) -> Changes | None:
        with self.reading():
            return stories.next()

    def _recount(self, pending: Iterator[ox.Quad]) -> Changes | None:
        """What to remove and to add for the next marked entities; None where no mark is left."""
        with self.reading():
            marks = list(islice(pending, _BATCH))
            removed, added = set(marks), set[ox.Quad]()
            for entity in (iri_of(mark.subject) for mark in marks):
                removed.update(description_quads(self.database, entity))
                if votes := self._votes(entity):
                    added.update(tally(votes, *decided_description(self.database, entity)).quads(entity))
        return (removed, added) if marks else None

    def holds(self, graph: ox.NamedNode) -> bool:
        """Whether a document's graph is there."""
        with self.reading():  # Oxigraph also keeps the names of graphs that have become empty
            return self.database.contains_named_graph(graph) and any(
                True for _ in self.database.quads_for_pattern(None, None, None, graph)
            )

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads, all or nothing; the caller knows what follows from what.

        Raises:
            StoreError: where the graph cannot be written.
        """
        self.add_later(n_quads(quads))()

    def add_later(self, data: bytes) -> Callable[[], None]:
        """As ``add``, of ``n_quads``; what is given back does the work, and lets other threads run meanwhile."""
        self._will_change()
        database = self.database
        return lambda: self._load(database, data)

    def _load(self, database: ox.Store, data: bytes) -> None:
        try:
            database.bulk_load(input=data, format=ox.RdfFormat.N_QUADS, lenient=True)  # valid when it was made
        except (OSError, RuntimeError) as error:
            raise self._failure(error) from None

    def replace(self, graph: ox.NamedNode, new: set[ox.Quad]) -> bool:
        """Put a document's quads (``document_quads``) in place of those that are there; see ``put``."""
        with self.reading():
            old = set(self.database.quads_for_pattern(None, None, None, graph))
            if old == new:
                return False
            changes = Replacement(self.database, graph, old, new).changes()
        self._write(*changes)
        return True

    def put_decisions(self, new: set[ox.Quad], recount: Iterable[ox.NamedNode]) -> bool:
        """Put what people decided in place of what is there (``DECISIONS``); whether that changed anything.

        ``recount``: entities that ``finish`` is to describe anew.

        Raises:
            StoreError: where the graph cannot be written.
        """
        with self.reading():
            old = set(self.database.quads_for_pattern(None, None, None, DECISIONS))
            marks = {mark(entity) for entity in recount}
        if old == new and not marks:
            return False
        self._write(old - new, (new - old) | marks)
        return True

    def is_pending(self) -> bool:
        """Whether something is left to ``finish``, or inferences are to be made anew."""
        with self.reading():
            return any(True for _ in self.database.quads_for_pattern(None, None, None, PENDING))

    def _votes(self, entity: ox.NamedNode) -> dict[str, int]:
        """How many documents cast each vote; counted by Oxigraph, since an entity may stand in every document."""
        counted = self.database.query(
            f"SELECT ?vote (COUNT(*) AS ?n) {{ ?naming {NW('names')} {entity} ; {NW('naming')} ?vote }} GROUP BY ?vote",
            use_default_graph_as_union=True,
        )
        assert isinstance(counted, ox.QuerySolutions)
        return {text_of(solution["vote"]): int(text_of(solution["n"])) for solution in counted}

    def _write(self, removed: set[ox.Quad], added: set[ox.Quad]) -> None:
        """Both in one transaction, which only an update request gives; what stands in both sets stays."""
        self._refuse_beside_batches()
        self._will_change()
        request = f"DELETE DATA {{{_data(removed - added)}}} ;\nINSERT DATA {{{_data(added)}}}"
        if removed - added:
            self._run(request)
            return
        try:
            self.database.extend(added)
        except (OSError, RuntimeError) as error:
            raise self._failure(error) from None

    def _refuse_beside_batches(self) -> None:
        if self.batching:
            raise StoreError(
                f"{self.path or 'the graph in memory'}: documents of a batch are not written: flush it first"
            )

    # --- inferences (``infer``) ---

    def _will_change(self) -> None:
        """Before the first change: what was inferred is not known to be true any more, whatever happens from now on."""
        if not self._changed:
            if any(True for _ in self.database.quads_for_pattern(None, None, None, INFERRED)):
                self.mark_inferences()
            self._changed = True

    def mark_inferences(self) -> None:
        """Say that inferences are wanted and have to be made anew."""
        self._run(f"INSERT DATA {{{_data([_STALE])}}}")

    def unmark_inferences(self) -> None:
        """Say that the inferences are right, or not wanted."""
        self._run(f"DELETE DATA {{{_data([_STALE])}}}")
        self._changed = False

    def inferences_are_stale(self) -> bool:
        """Whether inferences are wanted and have to be made anew."""
        return _STALE in self.database

    def clear(self, graph: ox.NamedNode) -> None:
        """Empty one graph.

        Raises:
            StoreError: where it cannot be written.
        """
        self._run(f"CLEAR SILENT GRAPH {graph}")

    def _run(self, update: str) -> None:
        try:
            self.database.update(update)
        except (OSError, RuntimeError) as error:
            raise self._failure(error) from None

    def _failure(self, error: Exception) -> StoreError:
        if self.read_only:
            return StoreError(f"{self.path}: was opened for reading only")
        return StoreError(f"{self.path}: cannot be written: {' '.join(str(error).split())}")


def _data(quads: Iterable[ox.Quad]) -> str:
    return "\n".join(f"GRAPH {q.graph_name} {{ {q.subject} {q.predicate} {q.object} }}" for q in quads)

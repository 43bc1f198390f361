"""Worker processes that answer queries: each reads the graph by itself and can be killed without harm to the others."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from newsweave.graph.store.folder import GraphFolder
from newsweave.graph.store.snapshot import Snapshot
from newsweave.ontology.errors import NewsweaveError, QueryError, StoreError

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from newsweave.graph.knowledge_graph import KnowledgeGraph

__all__ = ["Answer", "Workers"]

_MEMORY = 4 << 30
"""Bytes of address space that a worker may use beside the store's own."""
_SOON = 2.0
"""Seconds that a query has on the worker that is kept for quick ones."""
_BUSY = "all workers are busy"
_STARTING = 60.0  # seconds in which a new worker must be there
_GRACE = 1.0  # seconds beyond the time limit, for the answer to be written


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker says: an HTTP status, the body, its media type, and whether rows were left out."""

    status: int
    body: bytes
    media_type: str
    truncated: bool = False


class Workers:
    """A fixed number of worker processes on one graph.

    One of several is kept for what is answered soon: a query that meets it alone idle has two seconds there, and waits
    for one of the others if that is not enough. So no number of endless queries keeps the quick ones waiting.

    ``timeout`` is the most seconds that a query may take, ``max_rows`` the most rows that are given back. Use it as a
    context manager, or call ``close``.

    Raises:
        StoreError: where the folder is no graph.
    """

    def __init__(self, graph: Path, *, count: int = 2, timeout: float = 30.0, max_rows: int = 10_000) -> None:
        self._snapshot = _snapshot_of(graph)  # of this moment, for workers of any later one
        self._replaced: list[Snapshot] = []  # that workers still read which were busy at the last ``renew``
        self.graph, self.timeout, self.max_rows = graph, timeout, max_rows
        self._context = multiprocessing.get_context("spawn")
        self._changed = threading.Condition()
        """Held to take and to give what follows; notified when some of it is given."""
        self._idle: deque[_Worker] = deque()
        self._lasting = max(count - 1, 1)
        """How many further tasks may run to the time limit."""
        self._all: set[_Worker] = set()
        self._closed = False
        self._generation = 0
        """How often the graph was opened anew."""
        for _ in range(count):
            self._idle.append(self._start())

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all workers, also those that are at work; who waits for one is told at once."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for worker in list(self._all):
            worker.kill()
        self._all.clear()
        for snapshot in (self._snapshot, *self._replaced):
            if snapshot is not None:
                snapshot.close()

    def renew(self) -> None:
        """Let every task that comes from now on see the graph as it is now; what is being answered is answered."""
        before = self._snapshot
        self._snapshot = _snapshot_of(self.graph)
        if before is not None:
            self._replaced.append(before)
        self._generation += 1
        for _ in range(len(self._idle)):  # those at work are renewed when they come back
            if (worker := self._take(0.0)) is not None:
                self._give(worker if worker.generation == self._generation else self._successor(worker))
        self._let_go()

    def _successor(self, worker: _Worker) -> _Worker:
        """A new worker in the place of one that is to end."""
        worker.kill()
        self._all.discard(worker)
        return self._start()

    def _let_go(self) -> None:
        """Close the snapshots that nobody reads any more."""
        if all(worker.generation == self._generation for worker in list(self._all)):
            while self._replaced:
                self._replaced.pop().close()

    def run(self, task: dict[str, Any]) -> Answer:
        """The answer to one task; waits for a free worker as long as a query may take.

        A task has ``sparql``, or ``name`` and ``values`` of a named query, and the media types ``table`` and ``graph``;
        or ``page``, for the graph page, with ``decisions``: the path that takes what is decided on it, or None.
        """
        until = time.monotonic() + self.timeout
        may_last = self._may_last(0.0)
        try:
            if not may_last and self.timeout > _SOON:
                answer = self._run(task, _SOON, until)
                if answer is not None:
                    return answer
                may_last = self._may_last(until - time.monotonic())
                if not may_last:
                    return _plain(503, _BUSY)
            answer = self._run(task, self.timeout, until)
            return answer or _plain(504, f"the query took longer than {self.timeout:g} s and was stopped")
        finally:
            if may_last:
                with self._changed:
                    self._lasting += 1
                    self._changed.notify_all()

    def _may_last(self, seconds: float) -> bool:
        """Whether a task may from now on run to the time limit; waits as long for it."""
        with self._changed:
            self._changed.wait_for(lambda: self._lasting or self._closed, max(0.0, seconds))
            if self._closed or not self._lasting:
                return False
            self._lasting -= 1
            return True

    def _take(self, seconds: float) -> _Worker | None:
        """A worker that is free within so many seconds; the one that has been so longest."""
        with self._changed:
            self._changed.wait_for(lambda: self._idle or self._closed, max(0.0, seconds))
            return None if self._closed or not self._idle else self._idle.popleft()

    def _give(self, worker: _Worker) -> None:
        with self._changed:
            self._idle.append(worker)
            self._changed.notify_all()

    def _run(self, task: dict[str, Any], seconds: float, until: float) -> Answer | None:
        """What a worker that is free by ``until`` answers within ``seconds``, or None."""
        worker = self._take(until - time.monotonic())
        if worker is None:
            return _plain(503, _BUSY)
        if worker.generation != self._generation or not worker.process.is_alive():
            worker = self._successor(worker)  # it came back while the others were renewed, or was ended from outside
        try:
            answer = worker.ask(task, seconds)
        except (EOFError, OSError):
            answer = _plain(500, "the query ended its worker; it may have needed too much memory")
        if answer is None or not worker.process.is_alive() or worker.generation != self._generation:
            worker.kill()
            self._all.discard(worker)
            if not self._closed:
                worker = self._start()
                self._let_go()
        if not self._closed:
            self._give(worker)
        return answer

    def _start(self) -> _Worker:
        here, there = self._context.Pipe()
        at, generation = self._snapshot, self._generation
        process = self._context.Process(
            target=_work, args=(there, self.graph, None if at is None else at.path, self.max_rows), daemon=True
        )
        process.start()
        there.close()
        worker = _Worker(process, here, generation)
        self._all.add(worker)
        return worker


class _Worker:
    """A process and the pipe to it."""

    def __init__(self, process: SpawnProcess, pipe: Connection, generation: int) -> None:
        self.process = process
        self.pipe = pipe
        self.generation = generation
        self.ready = False

    def ask(self, task: dict[str, Any], seconds: float) -> Answer | None:
        """The answer, or None where it does not come in time."""
        if not self.ready:
            if not self.pipe.poll(_STARTING):
                return None
            self.pipe.recv()
            self.ready = True
        self.pipe.send(task)
        if not self.pipe.poll(seconds + _GRACE):
            return None
        status, body, media, truncated = self.pipe.recv()
        return Answer(status, body, media, truncated)

    def kill(self) -> None:
        """End the process at once."""
        with suppress(OSError):
            self.process.kill()
            self.process.join(5)
            self.pipe.close()


def _snapshot_of(graph: Path) -> Snapshot | None:
    folder = GraphFolder.find(graph)
    return Snapshot.take(folder.store_path, folder.path)


def _plain(status: int, message: str) -> Answer:
    return Answer(status, f"{message}\n".encode(), "text/plain; charset=utf-8")


# --- in the worker ---


def _work(pipe: Connection, graph: Path, snapshot: Path | None, max_rows: int) -> None:
    """Answer tasks until the pipe is closed."""
    import signal

    from newsweave.graph.knowledge_graph import KnowledgeGraph
    from newsweave.graph.store.store import GraphStore

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends its workers itself
    try:
        with KnowledgeGraph(GraphStore.open(graph, at=snapshot)) as kg:
            _limit_memory()
            pipe.send("ready")
            while True:
                answer = _answered(kg, pipe.recv(), max_rows)
                pipe.send((answer.status, answer.body, answer.media_type, answer.truncated))
    except (EOFError, OSError, StoreError):
        return


def _limit_memory() -> None:
    """Keep a query from taking the machine's memory; where the system has no such limit, the time limit must do."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + _MEMORY, used + _MEMORY))


def _answered(kg: KnowledgeGraph, task: dict[str, Any], max_rows: int) -> Answer:
    from newsweave.graph.ask.answers import written
    from newsweave.graph.ask.query import run_named_query, run_query

    try:
        if "page" in task:
            return Answer(200, _page(kg, task.get("decisions")).encode(), "text/html; charset=utf-8")
        if "name" in task:
            table = run_named_query(kg.store, task["name"], task["values"], limit=max_rows)
        else:
            table = run_query(kg.store, task["sparql"], limit=max_rows)
        given = written(table, task["table"], task["graph"])
        if given is None:
            return _plain(406, f"the answer is a {'graph' if table.kind == 'construct' else 'table'}; accept one")
        return Answer(200, *given, table.truncated)
    except QueryError as error:
        return _plain(403 if str(error).startswith("refused") else 400, str(error))
    except NewsweaveError as error:
        return _plain(500, str(error))
    except MemoryError:
        return _plain(500, "the query needs too much memory")


def _page(kg: KnowledgeGraph, decisions: str | None) -> str:
    from newsweave.graph.show.page import page_html

    title = "newsweave" if kg.store.path is None else kg.store.path.resolve().name
    return page_html(kg.facts(), title=title, decisions=decisions)

"""A crew of several processes. What goes to them and comes back is pickled; the order is kept, and as much is under way
as keeps them busy, however fast the sources come and however slowly the graph is written."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, TypeVar

from newsweave.extract.model import Document
from newsweave.ontology.errors import InputError, WorkerError
from newsweave.readers import Raw
from newsweave.worker import Settings, Versioned, Worker, read_sources

if TYPE_CHECKING:
    from newsweave.graph.store.prepared import Prepared

__all__ = ["WorkerPool"]

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 2
"""Pieces of work under way for each worker: one in hand, one waiting."""
_LOOK = 1.0
"""Seconds after which it is looked whether all processes are alive."""
_DIED = (
    "a worker process ended before its work was done (killed, or out of memory?); run the same command again to go on"
)
_SOURCES, _SOURCE_BYTES = 32, 200_000
_DOCUMENTS, _CHARACTERS = 32, 30_000
"""Most of one piece of work; small enough that the last one does not keep the others waiting for long."""
_TIMES = 20
"""How often a text is sent about at most that many documents share: it goes with each piece of them."""

_worker: Worker | None = None  # of this process, where it is one of the pool's


class WorkerPool:
    """Some processes, started at once; each loads the model when its first document comes (some 400 MB)."""

    def __init__(self, count: int, settings: Settings) -> None:
        self._ahead = _AHEAD * count
        self._pool = ProcessPoolExecutor(count, get_context("spawn"), initializer=_begin, initargs=(settings,))
        with _interrupts_ignored():  # which the processes inherit: Ctrl-C is for this one
            for _ in range(count):
                self._pool.submit(_nothing)
        self._processes = list(self._pool._processes.values())
        self._closed = False

    def read(self, sources: Iterable[Raw | InputError]) -> Iterator[Document | InputError]:
        """See ``worker.Crew``.

        Raises:
            WorkerError: where a process has died.
        """
        return self._map(_read, _pieces(sources, _source_weight))

    def prepare(self, documents: Iterable[Versioned]) -> Iterator[Prepared]:
        """See ``worker.Crew``.

        Raises:
            DataError: where a model, rule or name file is wrong.
            WorkerError: where a process has died.
        """
        return self._map(_prepare, _pieces(documents, _document_weight))

    def close(self) -> None:
        """See ``worker.Crew``."""
        if self._closed:
            return
        self._closed = True
        answers = self._pool._result_queue
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in self._processes:
            process.terminate()
        # Half an answer in the pipe is waited for: that none comes shows only when nobody holds its other end.
        answers._writer.close()  # type: ignore[attr-defined]

    def _map(self, work: Callable[[list[T]], list[R]], pieces: Iterable[list[T]]) -> Iterator[R]:
        waiting: deque[Future[list[R]]] = deque()
        try:
            for piece in pieces:
                waiting.append(self._pool.submit(work, piece))
                if len(waiting) > self._ahead:
                    yield from self._result(waiting.popleft())
            while waiting:
                yield from self._result(waiting.popleft())
        except (BrokenProcessPool, CancelledError):
            raise WorkerError(_DIED) from None

    def _result(self, future: Future[R]) -> R:
        """What a future gives; a process that dies in the middle of its answer is seen by its exit code alone."""
        while True:
            try:
                return future.result(timeout=_LOOK)
            except TimeoutError:
                if future.done():
                    raise  # the work's own
                if any(process.exitcode is not None for process in self._processes):
                    self.close()
                    raise WorkerError(_DIED) from None


def _pieces(given: Iterable[T], weight_of: Callable[[T], float]) -> Iterator[list[T]]:
    """What is given in pieces, each as soon as it weighs 1."""
    piece: list[T] = []
    weight = 0.0
    for one in given:
        piece.append(one)
        weight += weight_of(one)
        if weight >= 1:
            yield piece
            piece, weight = [], 0.0
    if piece:
        yield piece


def _source_weight(source: Raw | InputError) -> float:
    return max(0 if isinstance(source, InputError) else source.size / _SOURCE_BYTES, 1 / _SOURCES)


def _document_weight(given: Versioned) -> float:
    document, _ = given
    shared = max(1.0, len(document.text) / (_TIMES * _CHARACTERS))
    return max(document.prose / _CHARACTERS, 1 / _DOCUMENTS) / shared


# --- in the processes ---


def _begin(settings: Settings) -> None:
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["OMP_NUM_THREADS"] = "1"  # before numpy is imported: the processes themselves share the cores
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _worker = Worker(settings)


def _end_with_parent() -> None:
    """A parent that is killed says nothing: without this its workers would wait for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _nothing() -> None:
    pass


def _read(sources: list[Raw | InputError]) -> list[Document | InputError]:
    return list(read_sources(sources))


def _prepare(documents: Sequence[Versioned]) -> list[Prepared]:
    assert _worker is not None
    return list(_worker.prepare(documents))


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():  # where handlers cannot be set
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

"""Building on many machines: a Dask cluster does partitions, this process puts what they give into the store.

All machines see the same files (a shared folder, or an object store that is mounted) and have the same newsweave. Dask
repeats what a dead worker had in hand; a partition that is done is not done again (``partitions``), so that a build
that was stopped goes on where it was, and each document is stored once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsweave.ontology.errors import InputError, NewsweaveError, WorkerError
from newsweave.partitions import Done, Partition, process_partition
from newsweave.readers.addresses import without_login
from newsweave.readers.source import reason

if TYPE_CHECKING:
    from distributed import Client, Future

    from newsweave.extract.model import Document
    from newsweave.graph.store.prepared import Prepared
    from newsweave.graph.store.terms import Names
    from newsweave.identity import Identified

__all__ = ["work"]

_SECONDS = 10
"""To find the scheduler."""
_SCHEMES = ("tcp://", "tls://", "ucx://", "ws://", "wss://")
_RETRIES = 2
"""Of a partition that failed, beside those that Dask grants when a worker dies."""


def work(
    scheduler: str,
    wanted: Sequence[Partition | InputError],
    names: Names,
    *,
    keeps: Callable[[Identified], bool],
    is_there: Callable[[Identified], bool],
    note: Callable[[InputError], object],
    spent: list[Path],
) -> Iterator[tuple[Document, Prepared]]:
    """What is to be stored of partitions, in order, as soon as it is there.

    A partition of which the graph has every document is not done again.

    Args:
        scheduler: address of a Dask scheduler, such as ``tcp://10.0.0.1:8786``.
        wanted: what to do; errors between them are noted.
        names: of the graph.
        keeps: whether a document is to be stored; asked once for each, in order.
        is_there: whether the graph has a document.
        note: told what could not be read.
        spent: gets the files of N-Quads whose documents have been given.

    Raises:
        WorkerError: where the scheduler cannot be reached, a partition killed too many workers, or a result is damaged.
        DataError: where a model, rule or name file is wrong.
    """
    left = {p.name: p for p in wanted if isinstance(p, Partition) and not _is_done(p, is_there)}
    coming = _results(scheduler, list(left.values()))
    for partition in wanted:
        if isinstance(partition, InputError):
            note(partition)
            continue
        done = next(coming) if left.pop(partition.name, None) else Done(partition)
        for item in done.items:
            if isinstance(item, InputError):
                note(item)
            elif keeps(item):
                yield done.document(item), done.prepared(item, names.document(item.id))
        spent.append(done.data)


def _is_done(partition: Partition, is_there: Callable[[Identified], bool]) -> bool:
    done = Done.find(partition)
    if done is None:
        return False
    if done.has_data:
        return True
    return not done.may_be_better and all(map(is_there, done.listed))


def _results(scheduler: str, wanted: Sequence[Partition]) -> Iterator[Done]:
    """The results of partitions, in order."""
    if not wanted:
        return
    with _client(scheduler) as client:
        futures: dict[str, Future[str]] = {
            p.name: client.submit(process_partition, p, key=f"newsweave-{p.name}", retries=_RETRIES) for p in wanted
        }
        for partition in wanted:
            _wait(futures.pop(partition.name), partition)  # and Dask forgets what nobody holds
            yield Done(partition)


def _wait(future: Future[str], partition: Partition) -> None:
    from distributed.client import FutureCancelledError
    from distributed.scheduler import KilledWorker

    first = without_login(partition.inputs[0])
    more = f" and {len(partition.inputs) - 1} more" if len(partition.inputs) > 1 else ""
    try:
        future.result()
    except KilledWorker:
        raise WorkerError(f"{first}{more}: worker after worker died of it; what was done before is kept") from None
    except (FutureCancelledError, OSError) as error:
        raise WorkerError(f"the cluster went away before {first}{more} was done: {error}") from None
    except NewsweaveError:
        raise
    except Exception as error:  # a worker without newsweave, or with another one, raises whatever it meets
        raise WorkerError(f"{first}{more}: a worker cannot do it: {type(error).__name__}: {reason(error)}") from None


def _is_address(scheduler: str) -> bool:
    """Whether this has a host and a port, and a scheme that Dask knows or none."""
    address = scheduler if "://" in scheduler else f"tcp://{scheduler}"
    try:
        parts = urlsplit(address)
        return address.startswith(_SCHEMES) and bool(parts.hostname and parts.port) and scheduler.isprintable()
    except ValueError:
        return False


@contextmanager
def _client(scheduler: str) -> Iterator[Client]:
    try:
        from distributed import Client
    except ImportError:
        raise WorkerError("a cluster needs an extra: pip install 'newsweave[cluster]'") from None
    if not _is_address(scheduler):
        raise WorkerError(f"{scheduler!r}: no address of a Dask scheduler; it looks like tcp://10.0.0.1:8786")
    try:
        client = Client(scheduler, timeout=_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except Exception as error:  # Dask raises whatever its transport meets, a TimeoutError above all
        raise WorkerError(f"{scheduler}: no scheduler answers there: {' '.join(str(error).split())}") from None
    try:
        yield client
    finally:
        client.close()  # type: ignore[no-untyped-call]

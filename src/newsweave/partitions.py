"""Building in partitions: some input files to one file of N-Quads, by whichever machine, any number of times.

A partition is done where its manifest stands (``<name>.json`` beside ``<name>.nq``): both are written under another
name first and renamed, the manifest last, so that a machine that dies leaves nothing half done and two that do the
same partition leave one. Its name follows from the files (path, size, time of change) and from all that decides what
is made of them; a changed file is another partition.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

import pyoxigraph as ox

from newsweave.extract.model import Document, content_key
from newsweave.extract.signature import read_with
from newsweave.graph.store.prepared import Prepared, from_quads
from newsweave.ontology.errors import InputError, NotEnglish, WorkerError
from newsweave.readers import files, sources
from newsweave.worker import Settings, Worker, read_sources

__all__ = ["Done", "Partition", "partitions", "process_partition"]

_FORMAT = 2
_PASSING = ("needs an extra", "ermission denied", "too many open files", "temporarily unavailable")
"""Signs of problems that lie in a machine and not in a file."""
_FILES, _BYTES = 200, 8_000_000
"""Most of a partition; a larger file is one of its own."""


@dataclass(frozen=True, slots=True)
class Partition:
    """A piece of work for any machine that sees the same files."""

    inputs: tuple[str, ...] = field(repr=False)
    """Files (absolute paths) and addresses; Dask logs the rest of a partition that fails, and addresses hold logins."""
    folder: str
    """Where its result goes."""
    settings: Settings
    key: str
    """Of the rules, names and model (``extract.signature``)."""
    name: str
    """What its files are called, without ending."""

    @classmethod
    def of(cls, inputs: Sequence[str], folder: Path, settings: Settings, key: str) -> Partition:
        """Give it its name, from the files as they are now."""
        merged = sorted((id, *target) for id, target in settings.merging.targets.items())
        states = [(given, *_state(given)) for given in inputs]
        once = time.time_ns() if any("://" in given for given in inputs) else 0  # what stands on the web may change
        name = content_key(_FORMAT, key, settings.base, merged, states, once)
        return cls(tuple(inputs), str(folder), settings, key, name)


def partitions(
    inputs: Iterable[str | Path], folder: Path, settings: Settings, key: str
) -> Iterator[Partition | InputError]:
    """What is to be done for these inputs, in order: small files together, a large one alone.

    An input that is not there is an ``InputError`` between them, as is standard input, which no other machine can read.
    """
    taken: list[str] = []
    size = 0
    for given in inputs:
        if str(given) == "-":
            yield InputError("standard input: cannot be read by other machines")
            continue
        for found in files(given):
            if isinstance(found, InputError):
                yield found
                continue
            file = str(found.absolute()) if isinstance(found, Path) else found
            own = _state(file)[0]
            if taken and (isinstance(found, str) or size + own > _BYTES or len(taken) == _FILES):
                yield Partition.of(taken, folder, settings, key)
                taken, size = [], 0
            if isinstance(found, str):
                yield Partition.of([file], folder, settings, key)
                continue
            taken.append(file)
            size += own
    if taken:
        yield Partition.of(taken, folder, settings, key)


def _state(given: str) -> tuple[int, int]:
    """Size and time of change (ns); zeros for what is no file that can be looked at."""
    try:
        found = Path(given).stat()
    except (OSError, ValueError):
        return 0, 0
    return found.st_size, found.st_mtime_ns


# --- doing one ---

_workers: dict[str, Worker] = {}  # of this process; a model is loaded once
_one_at_a_time = threading.Lock()  # spaCy's pipelines are not for several threads


def process_partition(partition: Partition) -> str:
    """Read, extract and write a partition, unless that is done; its name.

    Raises:
        DataError: where a model, rule or name file is wrong.
        WorkerError: where the result cannot be written.
    """
    folder, name = Path(partition.folder), partition.name
    if not (folder / f"{name}.json").exists() or not (folder / f"{name}.nq").exists():
        try:
            with _one_at_a_time:
                _write(partition, folder, name)
        except OSError as error:
            raise WorkerError(f"{folder}: cannot be written: {error.strerror or error}") from None
    return name


def _write(partition: Partition, folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{name}.{uuid4().hex}.part"
    try:
        with part.open("wb") as out:
            manifest = _process(partition, out)
        part.replace(folder / f"{name}.nq")
        part.write_text(json.dumps(manifest, ensure_ascii=True), encoding="ascii")
        part.replace(folder / f"{name}.json")
    finally:
        part.unlink(missing_ok=True)


def _process(partition: Partition, out: BinaryIO) -> dict[str, Any]:
    """Write the documents' N-Quads one after another; the manifest that says which bytes are whose."""
    known = content_key(partition.key, partition.settings.base, repr(partition.settings))
    worker = _workers.get(known)
    if worker is None:
        _workers.clear()
        worker = _workers[known] = Worker(partition.settings)
    problems: list[dict[str, Any]] = []
    listed: list[tuple[str, str, str | None]] = []
    under_way: dict[str, Document] = {}
    taken: set[str] = set()

    def documents() -> Iterator[tuple[Document, str]]:
        for item in read_sources(sources(partition.inputs)):
            if isinstance(item, InputError):
                problems.append({"text": str(item), "foreign": isinstance(item, NotEnglish)})
                continue
            version = read_with(item.version, partition.key)
            listed.append((item.id, version, item.source))
            if item.id not in taken:
                taken.add(item.id)
                under_way[item.id] = item
                yield item, version

    made: dict[str, dict[str, Any]] = {}
    at = 0
    for prepared in worker.prepare(documents()):
        document = under_way.pop(prepared.id)
        about = {"title": document.title, "date": document.date, "url": document.url}
        place = {"start": at, "end": at + len(prepared.data), "key": _digest(prepared.data)}
        place |= {"statements": prepared.statements, "unsure": prepared.unsure}
        made[prepared.id] = {"version": prepared.version, **about, **place}
        out.write(prepared.data)
        at += len(prepared.data)
    out.flush()
    os.fsync(out.fileno())
    return {"format": _FORMAT, "documents": listed, "made": made, "problems": problems}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:20]


# --- what was done ---


class Done:
    """The result of a partition."""

    def __init__(self, partition: Partition) -> None:
        """Raises WorkerError where it is not there, or not readable."""
        name = partition.name
        self.data = Path(partition.folder) / f"{name}.nq"
        path = Path(partition.folder) / f"{name}.json"
        try:
            manifest = json.loads(path.read_text(encoding="ascii"))
            self.problems = [
                NotEnglish(p["text"]) if p["foreign"] else InputError(p["text"]) for p in manifest["problems"]
            ]
            """What could not be read, in order."""
            self.listed: list[tuple[str, str, str | None]] = [tuple(d) for d in manifest["documents"]]
            """Id, version and source of every document of the inputs, in order."""
            self._made: dict[str, dict[str, Any]] = manifest["made"]
        except OSError as error:
            raise WorkerError(f"{path}: cannot be read: {error.strerror or error}") from None
        except (ValueError, KeyError, TypeError) as error:
            raise WorkerError(f"{path}: is damaged ({error}); remove it to have its files read again") from None

    @classmethod
    def find(cls, partition: Partition) -> Done | None:
        """The result, None where there is none."""
        return cls(partition) if (Path(partition.folder) / f"{partition.name}.json").exists() else None

    @property
    def may_be_better(self) -> bool:
        """Whether something could not be read that another machine, or another day, may read."""
        return any(sign in str(problem) for problem in self.problems for sign in _PASSING)

    @property
    def has_data(self) -> bool:
        """Whether the N-Quads are still there."""
        return self.data.exists()

    def prepared(self, id: str, graph: ox.NamedNode) -> Prepared:
        """One of the documents, ready to be stored.

        Raises:
            WorkerError: where the N-Quads cannot be read.
        """
        made = self._made[id]
        try:
            with self.data.open("rb") as handle:
                handle.seek(made["start"])
                data = handle.read(made["end"] - made["start"])
            if _digest(data) != made["key"]:
                raise ValueError("it is not what its manifest says; remove both to have their files read again")
            return from_quads(id, made["version"], made["statements"], graph, data, made.get("unsure", 0))
        except (OSError, SyntaxError, ValueError) as error:
            raise WorkerError(f"{self.data}: cannot be read: {error}") from None

    def document(self, id: str, source: str | None) -> Document:
        """What is known of a document, without its text."""
        made = self._made[id]
        return Document(id, "", (), made["title"], made["date"], source, made["url"])

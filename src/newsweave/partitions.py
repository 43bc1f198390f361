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
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO
from uuid import uuid4

import pyoxigraph as ox

from newsweave.extract.model import Document, content_key
from newsweave.graph.store.prepared import Prepared, from_quads
from newsweave.identity import Identified, Identities, identified
from newsweave.ontology.errors import InputError, NotEnglish, WorkerError
from newsweave.readers import files, sources
from newsweave.readers.addresses import without_login
from newsweave.readers.inputs import PlaceOf
from newsweave.worker import Settings, Worker, read_sources

__all__ = ["Done", "Partition", "partitions", "process_partition"]

_FORMAT = 3
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
    places: tuple[str, ...] = field(repr=False)
    """``Place.name`` of each of the inputs."""
    moved: Mapping[str, str] = field(repr=False)
    """See ``Identities``."""
    name: str
    """What its files are called, without ending."""

    @classmethod
    def of(
        cls,
        inputs: Sequence[tuple[str, str]],
        folder: Path,
        settings: Settings,
        key: str,
        moved: Mapping[str, str],
    ) -> Partition:
        """Give it its name, from the files (with their places) as they are now."""
        files, places = tuple(file for file, _ in inputs), tuple(place for _, place in inputs)
        mine = {name: id for name, id in moved.items() if name.partition("#")[0] in places or "://" in name}
        merged = sorted((id, *target) for id, target in settings.merging.targets.items())
        states = [(given, *_state(given)) for given in files]
        once = time.time_ns() if any("://" in given for given in files) else 0  # what stands on the web may change
        name = content_key(_FORMAT, key, settings.base, merged, states, places, sorted(mine.items()), once)
        return cls(files, str(folder), settings, key, places, mine, name)


def partitions(
    inputs: Iterable[str | Path],
    folder: Path,
    settings: Settings,
    key: str,
    place_of: PlaceOf = lambda given, file: file.name,
    moved: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Partition | InputError]:
    """What is to be done for these inputs, in order: small files together, a large one alone.

    An input that is not there is an ``InputError`` between them, as is standard input, which no other machine can read.
    """
    taken: list[tuple[str, str]] = []
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
                yield Partition.of(taken, folder, settings, key, moved)
                taken, size = [], 0
            if isinstance(found, str):
                yield Partition.of([(file, without_login(file))], folder, settings, key, moved)
                continue
            taken.append((file, place_of(given, found)))
            size += own
    if taken:
        yield Partition.of(taken, folder, settings, key, moved)


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
    listed: list[Identified] = []
    under_way: deque[Document] = deque()
    taken: set[str] = set()
    identities = Identities(partition.moved)
    places = dict(zip(partition.inputs, partition.places, strict=True))

    def documents() -> Iterator[tuple[Document, str]]:
        for item in read_sources(sources(partition.inputs, place_of=lambda given, file: places[str(given)])):
            if isinstance(item, InputError):
                about = {"text": str(item), "foreign": isinstance(item, NotEnglish), "file": item.file}
                problems.append({**about, "whole": item.whole, "before": len(listed)})
                continue
            document, found = identified(item, identities, partition.key)
            listed.append(found)
            if found.version not in taken:  # which covers the id
                taken.add(found.version)
                under_way.append(document)
                yield document, found.version

    made: dict[str, dict[str, Any]] = {}
    at = 0
    for prepared in worker.prepare(documents()):
        document = under_way.popleft()
        about = {"title": document.title, "date": document.date, "url": document.url}
        place = {"start": at, "end": at + len(prepared.data), "key": _digest(prepared.data)}
        place |= {"statements": prepared.statements, "unsure": prepared.unsure}
        made[prepared.version] = {**about, **place}
        out.write(prepared.data)
        at += len(prepared.data)
    out.flush()
    os.fsync(out.fileno())
    return {"format": _FORMAT, "documents": [astuple(found) for found in listed], "made": made, "problems": problems}


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
            self.problems = [(p["before"], _problem(p)) for p in manifest["problems"]]
            """What could not be read, in order, behind how many of the documents."""
            self.listed = [Identified(*d) for d in manifest["documents"]]
            """Every document of the inputs, in order."""
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
        return any(sign in str(problem) for _, problem in self.problems for sign in _PASSING)

    @property
    def has_data(self) -> bool:
        """Whether the N-Quads are still there."""
        return self.data.exists()

    @property
    def items(self) -> Iterator[Identified | InputError]:
        """Documents and what could not be read, in the order of the inputs."""
        problems = deque(self.problems)
        for number, found in enumerate([*self.listed, None]):
            while problems and problems[0][0] <= number:
                yield problems.popleft()[1]
            if found is not None:
                yield found

    def prepared(self, found: Identified, graph: ox.NamedNode) -> Prepared:
        """One of the documents, ready to be stored.

        Raises:
            WorkerError: where the N-Quads cannot be read.
        """
        made = self._made[found.version]
        try:
            with self.data.open("rb") as handle:
                handle.seek(made["start"])
                data = handle.read(made["end"] - made["start"])
            if _digest(data) != made["key"]:
                raise ValueError("it is not what its manifest says; remove both to have their files read again")
            return from_quads(found.id, found.version, made["statements"], graph, data, made.get("unsure", 0))
        except (OSError, SyntaxError, ValueError) as error:
            raise WorkerError(f"{self.data}: cannot be read: {error}") from None

    def document(self, found: Identified) -> Document:
        """What is known of a document, without its text."""
        made = self._made[found.version]
        return Document(found.id, "", (), made["title"], made["date"], found.source, made["url"])


def _problem(given: dict[str, Any]) -> InputError:
    problem = NotEnglish(given["text"]) if given["foreign"] else InputError(given["text"])
    problem.file, problem.whole = given["file"], given["whole"]
    return problem

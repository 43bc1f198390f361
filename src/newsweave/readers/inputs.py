"""What a person names to sources: files, folders, globs, standard input and addresses of the web."""

from __future__ import annotations

import contextlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from glob import glob, has_magic
from itertools import chain
from pathlib import Path
from typing import BinaryIO, TypeAlias

from newsweave.extract.documents.encoding import utf8_lines
from newsweave.extract.model import Document
from newsweave.ontology.errors import InputError
from newsweave.readers.addresses import without_login
from newsweave.readers.forms import READABLE, documents, endings_of, form_of, records
from newsweave.readers.records import bounded_lines, field_of, lines_of, objects_in
from newsweave.readers.source import LARGEST, Raw, plain, reason, shown

__all__ = ["PlaceOf", "files", "read_documents", "sources", "total_bytes"]

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_PACKED = frozenset({"csv", "parquet", "warc"})
"""Containers whose records have other sizes than they have in the file."""
_MANIFEST = "newsweave.json"
"""What a folder holds that is a graph."""
_KNOWN = " ".join(READABLE)
PlaceOf: TypeAlias = Callable[[str | Path, Path], str]


def read_documents(inputs: Sequence[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Document | InputError]:
    """The documents of all inputs, in the order of the inputs, folders and globs sorted by path.

    An input is a file, a folder (walked; hidden files and linked folders are skipped), a glob, an address, or ``-``
    for standard input: JSON Lines where its first line that is not blank is a JSON object with a ``text``, else plain
    text. A text file may give several documents, all with the whole file as their text; a line of JSON Lines gives
    one, taken as it is. Offsets are code points into the text that the document carries: for plain text and JSON
    Lines the text as given (a byte order mark is no part of it, line ends are kept as they are), for other forms what
    their reader made of them. Equal articles give equal ids; all are yielded. A document that is not English comes as
    a ``NotEnglish``, which is an ``InputError``.

    Args:
        inputs: paths and addresses as a person writes them.
        stdin: what ``-`` reads; the process's standard input by default.
    """
    for raw in sources(inputs, stdin=stdin):
        yield from [raw] if isinstance(raw, InputError) else documents(raw)


def sources(
    inputs: Sequence[str | Path], *, stdin: BinaryIO | None = None, place_of: PlaceOf = lambda given, file: file.name
) -> Iterator[Raw | InputError]:
    """What there is to read, in the order of ``read_documents``; containers are cut into their records.

    ``place_of`` an input and a file of it gives ``Place.name``.
    """
    for given in inputs:
        if str(given) == "-":
            yield from _stdin(stdin)
            continue
        for found in files(given):
            if isinstance(found, InputError):
                yield found
            elif isinstance(found, Path):
                yield from records(_source(found, place_of(given, found)))
            else:
                yield from _fetched(found)


def files(given: str | Path) -> Iterator[Path | str | InputError]:
    """The files that an input names, sorted, or the address that it is; an error where there are none."""
    if _ADDRESS.match(str(given)):
        yield str(given)
        return
    for found in _files(given):
        if isinstance(found, InputError) and found.file is None:
            found.file = str(given).partition("*")[0] if has_magic(str(given)) else str(given)
            with contextlib.suppress(OSError, ValueError):
                found.file = str(Path(found.file).absolute())
        yield found


def _of(file: str | Path, error: InputError) -> InputError:
    error.file = str(file.absolute()) if isinstance(file, Path) else file
    return error


def total_bytes(inputs: Sequence[str | Path]) -> int | None:
    """How many bytes ``sources`` will give of these inputs, None where that shows only while they are read."""
    total = 0
    for given in inputs:
        for found in [None] if str(given) == "-" else files(given):
            if isinstance(found, InputError):
                continue
            if not isinstance(found, Path) or form_of(found) in _PACKED or plain(found) != found:
                return None
            with contextlib.suppress(OSError):
                total += found.stat().st_size
    return total or None


def _fetched(address: str) -> Iterator[Raw | InputError]:
    from newsweave.readers.web import fetch

    name = without_login(address)
    try:
        yield from records(replace(fetch(address), file=name, place=name))
    except InputError as error:
        yield _of(name, InputError(f"{name}: {error}"))


def _source(path: Path, place: str) -> Raw:
    form = form_of(path)
    assert form is not None  # of the files that are found only those that can be read are kept
    name = shown(path)
    return Raw(
        form,
        name,
        shown(plain(path).name),
        path,
        file=str(path.absolute()),
        place=place,
        folder=len(name) - len(shown(path.name)),
    )


def _stdin(stdin: BinaryIO | None) -> Iterator[Raw | InputError]:
    handle = stdin if stdin is not None else getattr(sys.stdin, "buffer", None)
    if handle is None:
        yield InputError("standard input: not open")
        return
    raw = Raw("text", "standard input", "stdin", b"")
    try:
        lines = utf8_lines(bounded_lines(handle))
        head: list[bytes] = []
        for line in lines:
            head.append(line)
            if line.strip():
                break
        if head and _is_record(head[-1]):
            yield from lines_of(chain(head, lines), raw)
            return
        data = _joined(chain(head, lines))
        if head and head[-1].lstrip()[:1] in (b"[", b"{") and _is_record(data):
            yield from lines_of(iter([data]), raw)
        else:
            yield replace(raw, data=data)
    except (OSError, ValueError, InputError) as error:
        yield InputError(f"{raw.name}: {reason(error)}")


def _joined(lines: Iterable[bytes]) -> bytes:
    """All lines, or as many as show that they are too many."""
    data = bytearray()
    for line in lines:
        data += line
        if len(data) > LARGEST:
            break
    return bytes(data)


def _is_record(data: bytes) -> bool:
    """Whether some bytes are a JSON object with a text, or with a text and a title, or hold a list of such."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return False
    first = next(iter(objects_in(value) or [value]), None)
    if not isinstance(first, dict):
        return False
    return "text" in first or all(field_of(first, key) for key in ("text", "title"))


def _files(given: str | Path) -> Iterator[Path | InputError]:
    """The files that an input names, or why there are none."""
    name = without_login(str(given))  # of an address that is none: ftp://
    try:
        path = Path(given)
        if not str(given):
            yield InputError('"": an input without a name')
        elif path.is_dir():
            yield from _some(_walk(path), f"{name}: no readable files in this folder; known: {_KNOWN}")
        elif path.exists():
            yield path if _readable(path) else InputError(_unreadable(path))
        elif has_magic(str(given)):
            matches = (Path(m) for m in sorted(glob(str(given), recursive=True)))  # noqa: PTH207 (absolute patterns)
            found = chain.from_iterable(_walk(m) if m.is_dir() else [m] for m in matches)
            unique = dict.fromkeys(f for f in found if isinstance(f, InputError) or _readable(f))
            yield from _some(iter(unique), f"{name}: nothing readable matches; known: {_KNOWN}")
        else:
            yield InputError(f"{name}: no such file or folder")
    except (OSError, ValueError) as error:
        yield InputError(f"{name}: {reason(error)}")


def _some(paths: Iterator[Path | InputError], otherwise: str) -> Iterator[Path | InputError]:
    first = next(paths, None)
    yield InputError(otherwise) if first is None else first
    yield from paths


def _walk(folder: Path) -> Iterator[Path | InputError]:
    """The readable files below a folder, sorted within each: files first, then folders; graphs are no inputs."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = sorted(e for e in here.iterdir() if not e.name.startswith("."))
        except OSError as error:
            yield _of(here, InputError(f"{shown(here)}: {reason(error)}"))
            continue
        folders: list[Path] = []
        if here / _MANIFEST in entries:
            continue
        for entry in entries:
            try:
                is_folder = entry.is_dir()
                if _readable(entry) and entry.is_file():
                    yield entry
            except OSError as error:  # a folder that may be listed and not entered
                yield _of(entry, InputError(f"{shown(entry)}: {reason(error)}"))
                continue
            if is_folder and not entry.is_symlink():
                folders.append(entry)
        waiting += reversed(folders)


def _readable(path: Path) -> bool:
    return form_of(path) is not None


def _unreadable(path: Path) -> str:
    ending = endings_of(path)
    what = f"{ending} files" if ending else "files without an ending"
    return f"{shown(path)}: cannot read {shown(what)}; known: {_KNOWN}"

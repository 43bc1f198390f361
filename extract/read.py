"""Inputs to documents: files, folders, globs and standard input; plain text, Markdown and JSON Lines.

Nothing that is wrong with an input is raised: it is yielded as an ``InputError`` between the documents, and reading
goes on. Files are read one at a time, JSON Lines one line at a time.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from glob import glob, has_magic
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from newsweave.extract.articles import paragraph_blocks, split_articles
from newsweave.extract.bylines import parse_date
from newsweave.extract.encoding import decode, utf8_lines
from newsweave.extract.model import Block, Document, content_key
from newsweave.ontology.errors import InputError

__all__ = ["READABLE", "document_of", "documents_in", "read_documents"]

READABLE = (".txt", ".md", ".jsonl")
"""Endings of the files that can be read, compared without case."""

_KEYS = ("title", "date", "source", "url")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TYPES: Mapping[type, str] = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "an object",
    type(None): "null",
}


def read_documents(inputs: Sequence[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Document | InputError]:
    """The documents of all inputs, in the order of the inputs, folders and globs sorted by path.

    An input is a file, a folder (walked; hidden files and linked folders are skipped), a glob, or ``-`` for standard
    input: JSON Lines where its first line that is not blank is a JSON object with a ``text``, else plain text.
    A text file may give several documents, all with the whole file as their text; a line of JSON Lines gives one,
    taken as it is. Offsets are code points into the text as given: a byte order mark is no part of it, line ends
    are kept as they are. Equal articles give equal ids; all are yielded.

    Args:
        inputs: paths as a person writes them.
        stdin: what ``-`` reads; the process's standard input by default.
    """
    for given in inputs:
        if str(given) == "-":
            yield from _read_stdin(stdin)
            continue
        for path in _files(given):
            yield from [path] if isinstance(path, InputError) else _read_file(path)


def document_of(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    date: str | None = None,
    source: str | None = None,
    url: str | None = None,
) -> Document:
    """A text taken as it is as one document: every line that is not blank is a block, nothing is cut away.

    ``date`` is brought to ISO 8601, or left out where it is in no common form. Without an ``id`` one is made of
    title, date and prose.
    """
    blocks = paragraph_blocks(text, title)
    iso = parse_date(date) if date else None
    return Document(id or _content_id(text, blocks, title, iso), text, blocks, title, iso, source, url)


def documents_in(text: str, source: str | None = None) -> list[Document]:
    """The articles of a scraped page or text file as documents, furniture left out; all share ``text``."""
    return [
        Document(
            _content_id(text, article.blocks, article.title, article.date),
            text,
            article.blocks,
            article.title,
            article.date,
            article.source or source,
            article.url,
        )
        for article in split_articles(text)
    ]


def _content_id(text: str, blocks: Iterable[Block], title: str | None, date: str | None) -> str:
    return "doc-" + content_key(title, date, [text[b.start : b.end] for b in blocks])


def _shown(path: str | Path) -> str:
    """A path as it can be printed on one line."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in str(path))


def _files(given: str | Path) -> Iterator[Path | InputError]:
    """The files that an input names, or why there are none."""
    name = _shown(given)
    try:
        path = Path(given)
        if not str(given):
            yield InputError('"": an input without a name')
        elif path.is_dir():
            yield from _some(_walk(path), f"{name}: no readable files in this folder; known: {' '.join(READABLE)}")
        elif path.exists():
            yield path if _readable(path) else InputError(_unreadable(path))
        elif has_magic(str(given)):
            matches = (Path(m) for m in sorted(glob(str(given), recursive=True)))  # noqa: PTH207 (absolute patterns)
            found = chain.from_iterable(_walk(m) if m.is_dir() else [m] for m in matches)
            unique = dict.fromkeys(f for f in found if isinstance(f, InputError) or _readable(f))
            yield from _some(iter(unique), f"{name}: nothing readable matches; known: {' '.join(READABLE)}")
        else:
            yield InputError(f"{name}: no such file or folder")
    except (OSError, ValueError) as error:
        yield InputError(f"{name}: {_reason(error)}")


def _some(paths: Iterator[Path | InputError], otherwise: str) -> Iterator[Path | InputError]:
    first = next(paths, None)
    yield InputError(otherwise) if first is None else first
    yield from paths


def _walk(folder: Path) -> Iterator[Path | InputError]:
    """The readable files below a folder, sorted within each: files first, then folders."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = sorted(e for e in here.iterdir() if not e.name.startswith("."))
        except OSError as error:
            yield InputError(f"{_shown(here)}: {_reason(error)}")
            continue
        yield from (e for e in entries if _readable(e) and e.is_file())
        waiting += reversed([e for e in entries if e.is_dir() and not e.is_symlink()])


def _readable(path: Path) -> bool:
    return path.suffix.lower() in READABLE


def _unreadable(path: Path) -> str:
    what = f"{path.suffix} files" if path.suffix else "files without an ending"
    return f"{_shown(path)}: cannot read {_shown(what)}; known: {' '.join(READABLE)}"


def _reason(error: Exception) -> str:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return _shown(reason[:1].lower() + reason[1:] if reason[1:2].islower() else reason)


def _read_file(path: Path) -> Iterator[Document | InputError]:
    name = _shown(path)
    try:
        if not path.is_file():
            yield InputError(f"{name}: not a regular file")
        elif path.suffix.lower() == ".jsonl":
            with path.open("rb") as handle:
                yield from _read_lines(handle, name, _shown(path.name))
        else:
            yield from _read_text(path.read_bytes(), name, _shown(path.name))
    except OSError as error:
        yield InputError(f"{name}: {_reason(error)}")


def _read_stdin(stdin: BinaryIO | None) -> Iterator[Document | InputError]:
    handle = stdin if stdin is not None else getattr(sys.stdin, "buffer", None)
    if handle is None:
        yield InputError("standard input: not open")
        return
    try:
        lines = utf8_lines(handle)
        head: list[bytes] = []
        for line in lines:
            head.append(line)
            if line.strip():
                break
        if head and _is_record(head[-1]):
            yield from _read_lines(chain(head, lines), "standard input", "stdin")
        else:
            yield from _read_text(b"".join([*head, *lines]), "standard input", "stdin")
    except (OSError, ValueError, InputError) as error:
        yield InputError(f"standard input: {_reason(error)}")


def _is_record(line: bytes) -> bool:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and "text" in data


def _read_text(data: bytes, name: str, source: str) -> Iterator[Document | InputError]:
    text, trouble = decode(data)
    if trouble:
        yield InputError(f"{name}: {trouble}")
        return
    documents = documents_in(text, source)
    yield from documents
    if not documents:
        yield InputError(f"{name}: {'no prose in it' if text.strip() else 'empty'}")


def _read_lines(lines: Iterable[bytes], name: str, source: str) -> Iterator[Document | InputError]:
    """The documents of JSON Lines; ``lines`` as a binary file gives them, with their ends."""
    seen = False
    try:
        for number, line in enumerate(utf8_lines(lines), start=1):
            if not line.strip():
                continue
            if not seen and b"\0" in line:
                yield InputError(f"{name}: a binary file, not text")
                return
            seen = True
            try:
                yield _record(line, source)
            except InputError as error:
                yield InputError(f"{name} line {number}: {error}")
    except InputError as error:
        yield InputError(f"{name}: {error}")
        return
    if not seen:
        yield InputError(f"{name}: empty")


def _record(line: bytes, source: str) -> Document:
    """The document of one line.

    Raises:
        InputError: where the line is no JSON object, or a key is missing or of the wrong type; names the key.
    """
    try:
        data = json.loads(line.rstrip(b"\r\n").decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 at byte {error.start + 1}") from None
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON: {error.msg.lower()} at column {error.colno}") from None
    except (ValueError, RecursionError):
        raise InputError("not JSON that can be read: nested too deep, or a number too long") from None
    if not isinstance(data, dict):
        raise InputError(f"not a JSON object but {_type_name(data)}")
    text = _string(data, "text", required=True)
    title, date, given_source, url = (_string(data, key) for key in _KEYS)
    document = document_of(
        text or "", id=_identifier(data), title=title, date=date, source=given_source or source, url=url
    )
    if not document.blocks:
        raise InputError('"text" is empty')
    return document


def _string(data: Mapping[str, Any], key: str, *, required: bool = False) -> str | None:
    """The string below a key, None where it is null, missing or empty; lone surrogates, which no file can hold, go."""
    value = data.get(key)
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value) or None
    if required and key not in data:
        raise InputError(f'"{key}" is missing')
    if value is not None or required:
        raise InputError(f'"{key}" must be a string, not {_type_name(value)}')
    return None


def _identifier(data: Mapping[str, Any]) -> str | None:
    value = data.get("id")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return _string(data, "id")


def _type_name(value: object) -> str:
    return _TYPES.get(type(value), "a string")

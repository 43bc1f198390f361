"""JSON and JSON Lines: a document an object, its text taken as it is. Tables give their rows in the same form.

A file may hold an object a line, a list of objects, or an object with such a list ("articles"), over as many lines as
it likes; fields may have any of the names in ``COLUMNS``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from newsweave.extract.documents.document_reader import document_of
from newsweave.extract.documents.encoding import utf8_lines
from newsweave.extract.model import Document
from newsweave.ontology.errors import InputError
from newsweave.readers.source import LARGEST, Raw, open_file, too_large

__all__ = ["COLUMNS", "bounded_lines", "field_of", "folded", "lines_of", "objects_in", "read", "split"]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "content", "body", "article", "article_text", "full_text"),
    "id": ("id",),
    "title": ("title", "headline"),
    "date": (
        *("date", "published", "published_at", "publish_date", "pub_date", "timestamp", "date_published"),
        *("publication_date", "date_publish", "pubdate"),
    ),
    "source": ("source", "publisher", "publication", "outlet", "domain", "site_name", "sitename"),
    "url": ("url", "link"),
}
"""The names that a column or field may have, of which the first there is counts; case, blanks and hyphens do not."""

_LISTS = ("articles", "documents", "items", "news", "records", "results", "data", "response")
"""The names that a list of documents has in the answers of interfaces, or what holds it."""
_KEYS = ("title", "date", "source", "url")
_BLANK = frozenset({b"\n", b"\r\n"})
_MOST_BLANK = 1_000_000
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TYPES: Mapping[type, str] = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "an object",
    type(None): "null",
}


def split(raw: Raw) -> Iterator[Raw | InputError]:
    """The objects of a file: its lines that are not blank, or those in its list.

    A line of more than ``LARGEST`` bytes is an error and passed over.

    Raises:
        InputError: where the file cannot be read, is binary or empty.
    """
    if isinstance(raw.data, Path):
        with open_file(raw.data) as handle:
            yield from lines_of(bounded_lines(handle), raw)
    else:
        yield from lines_of(bounded_lines(BytesIO(raw.data)), raw)


def lines_of(lines: Iterable[bytes], raw: Raw) -> Iterator[Raw | InputError]:
    """``split`` of the lines of an open file, which may be in UTF-16 or UTF-32 with a mark."""
    rest = utf8_lines(lines)
    first, head = next(((n, line) for n, line in enumerate(rest, start=1) if line.strip()), (0, b""))
    if not head:
        raise InputError("empty")
    if b"\0" in head:
        raise InputError("a binary file, not text")
    held: list[bytes] = []
    if len(head) <= LARGEST and head.lstrip()[:1] in (b"[", b"{") and _value(head) is None:
        # No value by itself: one over many lines, or a line that is damaged.
        held = list(_up_to(rest, LARGEST - len(head)))
        value = _value(b"".join([head, *held]))
        if value is not None:
            yield from _items(value, raw.name, raw)
            return
    for number, line in enumerate(chain([head], held, rest), start=first):
        name = f"{raw.name} line {number}"
        if len(line) > LARGEST:
            yield InputError(f"{name}: {too_large()}")
        elif number == first or line.lstrip()[:1] == b"[":
            yield from _items(_value(line), name, raw, line)
        elif line.strip():
            yield Raw("record", name, raw.source, line, raw.url)


def objects_in(value: object) -> list[Mapping[str, Any]] | None:
    """The objects of the list that a JSON value is, or holds below a name such as "articles"; None for no such list."""
    for _ in range(3):
        if isinstance(value, list):
            return value if all(isinstance(item, dict) for item in value) else None
        if not isinstance(value, dict) or field_of(value, "text") is not None:
            return None
        value = next((value[name] for name in _LISTS if isinstance(value.get(name), (list, dict))), None)
    return None


def field_of(data: Mapping[str, Any], key: str) -> str | None:
    """The name that a field of ``COLUMNS`` has in an object: the first that holds a string, None where none does."""
    if isinstance(data.get(key), str):
        return key
    names = {folded(name): name for name, value in data.items() if isinstance(value, str) and value.strip()}
    return next((names[name] for name in COLUMNS[key] if name in names), None)


def _items(value: object, name: str, raw: Raw, line: bytes = b"") -> Iterator[Raw | InputError]:
    """The objects of a value as records; where it is no list, ``line`` (or itself) is one, whatever it is."""
    found = objects_in(value)
    if found is None:
        yield Raw("record", name, raw.source, line or json.dumps(value).encode(), raw.url)
    elif not found:
        yield InputError(f"{name}: a list without documents")
    for number, item in enumerate(found or (), start=1):
        yield Raw("record", f"{name} item {number}", raw.source, json.dumps(item).encode(), raw.url)


def _value(data: bytes) -> object:
    """What some bytes say in JSON; None for what is none, or null."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _up_to(lines: Iterator[bytes], most: int) -> Iterator[bytes]:
    """Lines as long as they have together hardly more than ``most`` bytes."""
    length = 0
    while length <= most and (line := next(lines, None)) is not None:
        length += len(line)
        yield line


def folded(name: str) -> str:
    """A column's or field's name as ``COLUMNS`` has it."""
    return re.sub(r"[\s_-]+", "_", _CAMEL.sub("_", name.strip()).casefold())


def bounded_lines(handle: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of one that is too long the beginning, still too long, and never all of it in memory.

    Raises:
        InputError: where a million lines in a row are blank: some kilobytes of gzip can hold days of them.
    """
    blank = 0
    while line := handle.readline(LARGEST + 1):
        blank = blank + 1 if line in _BLANK else 0
        if blank > _MOST_BLANK:
            raise InputError(f"more than {_MOST_BLANK:,} blank lines in a row")
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = handle.readline(1 << 20) if len(line) > LARGEST else b""
        yield line


def read(raw: Raw) -> Iterator[Document]:
    """The document of one line.

    Raises:
        InputError: where the line is no JSON object, or a key is missing or of the wrong type; names the key.
    """
    line = raw.content()
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
        text or "", id=_identifier(data), title=title, date=date, source=given_source or raw.source, url=url or raw.url
    )
    if not document.blocks:
        raise InputError('"text" is empty')
    yield document


def _string(data: Mapping[str, Any], key: str, *, required: bool = False) -> str | None:
    """The string of a field, None where it is null, missing or empty; lone surrogates, which no file can hold, go.

    The field has its own name, or another of ``COLUMNS``; a source may be an object with a name.
    """
    value = data.get(key)
    if key == "source" and isinstance(value, dict):
        value = value.get("name")
    if value is None or (isinstance(value, str) and not value.strip()):
        other = field_of({name: v for name, v in data.items() if name != key}, key)
        value = data[other] if other is not None else value
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

"""JSON Lines: a document a line, its text taken as it is. Tables give their rows in the same form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from newsweave.extract.documents.document_reader import document_of
from newsweave.extract.documents.encoding import utf8_lines
from newsweave.extract.model import Document
from newsweave.ontology.errors import InputError
from newsweave.readers.source import LARGEST, Raw, open_file, too_large

__all__ = ["bounded_lines", "lines_of", "read", "split"]

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


def split(raw: Raw) -> Iterator[Raw | InputError]:
    """The lines of JSON Lines that are not blank; a line of more than ``LARGEST`` bytes is an error and passed over.

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
    seen = False
    for number, line in enumerate(utf8_lines(lines), start=1):
        if not line.strip():
            continue
        if not seen and b"\0" in line:
            raise InputError("a binary file, not text")
        seen = True
        name = f"{raw.name} line {number}"
        if len(line) > LARGEST:
            yield InputError(f"{name}: {too_large()}")
        else:
            yield Raw("record", name, raw.source, line, raw.url)
    if not seen:
        raise InputError("empty")


def bounded_lines(handle: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of one that is too long the beginning, still too long, and never all of it in memory."""
    while line := handle.readline(LARGEST + 1):
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

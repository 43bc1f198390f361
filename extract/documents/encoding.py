"""Bytes of a file to text, or the reason why they are none."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from io import BytesIO

from newsweave.ontology.errors import InputError

__all__ = ["decode", "utf8_lines"]

_MARKS = (  # UTF-32's little-endian mark begins with UTF-16's, so it comes first
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_PLAIN = bytes([9, 10, 13, *range(32, 127)])
_MOST_WIDE = 100_000_000
_MOSTLY = 0.9
"""Share of ASCII letters, blanks and punctuation above which bytes of no declared encoding are an English text."""


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and an empty string, or an empty string and what is wrong with it, in words for a person.

    UTF-8, with or without byte order mark; UTF-16 and UTF-32 with one, which is no part of the text. Other bytes are
    taken as Windows-1252 only where they clearly are English text: no control characters, nine tenths of it ASCII,
    and none of it UTF-8 beyond ASCII, since that would be a damaged UTF-8 file.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(name), ""
            except UnicodeDecodeError as error:
                return "", f"not valid {name[:6].upper()} at byte {error.start + len(mark) + 1}"
    data = data.removeprefix(codecs.BOM_UTF8)
    if b"\0" in data:
        return "", "a binary file, not text"
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        place = error.start + 1
    if _CONTROL.search(data):
        return "", "a binary file, not text"
    western = _as_windows_1252(data)
    return (western, "") if western is not None else ("", f"not UTF-8 at byte {place}")


def utf8_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of a file with their ends, in UTF-8 and without byte order mark; one at a time if they are UTF-8.

    Raises:
        InputError: where a mark declares UTF-16 or UTF-32 and the bytes are not that.
    """
    rest = iter(lines)
    first = next(rest, b"")
    if not first.startswith(tuple(mark for mark, _ in _MARKS)):
        yield first.removeprefix(codecs.BOM_UTF8)
        yield from rest
        return
    data = bytearray(first)
    for line in rest:
        data += line
        if len(data) > _MOST_WIDE:
            raise InputError(f"more than {_MOST_WIDE // 1_000_000} MB of UTF-16 or UTF-32, which is read as a whole")
    text, trouble = decode(bytes(data))
    if trouble:
        raise InputError(trouble)
    yield from BytesIO(text.encode("utf-8"))


def _as_windows_1252(data: bytes) -> str | None:
    if len(data.translate(None, delete=_PLAIN)) > (1 - _MOSTLY) * len(data):
        return None
    as_utf8 = data.decode("utf-8", "replace")
    if any(c > "\x7f" and c != "\ufffd" for c in as_utf8):
        return None
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return None

"""Bytes of mail and markup to characters, whatever they declare, and characters to what can be printed.

Plain text is held to more (``extract.encoding``): there a wrong byte is an error, here it is replaced.
"""

from __future__ import annotations

import codecs
import re

from newsweave.extract.documents.legible import plain_marks
from newsweave.extract.documents.lines import BLANK

__all__ = ["UNPRINTABLE", "clean", "decoded"]

UNPRINTABLE = re.compile("[\0-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no text has: control characters, halves of characters, and code points that mean nothing."""

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_NO_CHARSETS = frozenset("idna punycode raw_unicode_escape undefined unicode_escape".split())
"""Codecs of Python that are no encoding of texts; some take the length squared."""


def decoded(data: bytes, *declared: str | None) -> str:
    """The characters of some bytes: by their mark, as UTF-8, else in the first declared encoding, else Windows-1252.

    What is wrong in it is replaced: mail and pages are read as well as they can be.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    try:
        return data.decode("utf-8")  # other encodings do not look like it by chance; wrong declarations are common
    except UnicodeDecodeError:
        pass
    for label in declared:
        try:
            codec = codecs.lookup(label or "").name.replace("-", "_")
            if codec in _NO_CHARSETS or codec.startswith("utf"):
                continue  # UTF-8 it is not, and without a mark a text that can say so in ASCII is in no wider one
            # browsers take the first two for the third, whose quotation marks are what is meant
            return data.decode("cp1252" if codec in {"iso8859_1", "ascii"} else codec, "replace")
        except (LookupError, ValueError):
            continue  # no such codec, or one that does not give text
    as_utf8 = data.decode("utf-8", "replace")
    damaged = sum(c > "\x7f" and c != "\ufffd" for c in as_utf8) > as_utf8.count("\ufffd")
    return as_utf8 if damaged else data.decode("cp1252", "replace")


def clean(text: str) -> str:
    """Text on one line with single spaces, without what cannot be printed or has no width."""
    return " ".join(plain_marks(UNPRINTABLE.sub(" ", text)).split()).strip(BLANK)

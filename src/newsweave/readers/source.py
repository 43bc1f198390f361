"""What is to be read: some bytes, or a file that is not opened yet, with a name for errors and what it is.

Everything is bounded: a source that is read as a whole has at most ``LARGEST`` bytes (after unpacking), else it is
refused before it fills the memory.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from newsweave.ontology.errors import InputError

__all__ = ["LARGEST", "LONGEST", "Raw", "missing", "open_file", "plain", "reason", "shown", "too_large"]

LARGEST = 100_000_000
"""Bytes of a source that is read as a whole, or of a line."""
LONGEST = 3_000_000
"""Characters of prose in one document: a book of a thousand pages. Extraction takes some 270 MB a million."""
GZIP = ".gz"


@dataclass(frozen=True, slots=True)
class Raw:
    """One source of documents. It can be pickled."""

    form: str
    """A key of ``forms.FORMS``."""
    name: str
    """What errors call it: the path as given, with a line or record number where it is part of a file."""
    source: str
    """The ``source`` of its documents where they name no publisher of their own: the file's name, or a host."""
    data: bytes | Path
    """The content, or the file that holds it."""
    url: str | None = None
    """Where it stands on the web, if that is known before it is read."""
    charset: str | None = None
    """The encoding that its carrier declared (an HTTP header); the content itself may say another."""

    file: str = field(default="", compare=False)
    """The absolute path of the file that it is or stands in, or the address that was fetched; empty for neither."""
    place: str = field(default="", compare=False)
    """``Place.name`` of its documents."""
    entry: str = field(default="", compare=False)
    """What it is of a container: ``row 5``."""
    folder: int = 0
    """How many characters of ``name`` are the folder that the file lies in."""

    @property
    def origin(self) -> str:
        """``Document.origin`` of its documents: the name without the folder."""
        return self.name[self.folder :]

    @property
    def size(self) -> int:
        """How many bytes it has, as it lies there; 0 for a file that cannot be looked at."""
        if isinstance(self.data, bytes):
            return len(self.data)
        try:
            return self.data.stat().st_size
        except OSError:
            return 0

    def content(self) -> bytes:
        """The bytes.

        Raises:
            InputError: where they are more than ``LARGEST``, or a file cannot be read; without the name.
        """
        if isinstance(self.data, bytes):
            if len(self.data) > LARGEST:
                raise InputError(too_large())
            return self.data
        with open_file(self.data) as handle:
            data = handle.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise InputError(too_large())
        return data


@contextmanager
def open_file(path: Path) -> Iterator[BinaryIO]:
    """The content of a file as it is read, unpacked where its name ends in ``.gz``.

    Raises:
        InputError: where it cannot be read, now or within the ``with`` block; without the name.
    """
    try:
        if not path.is_file():
            raise InputError("not a regular file")
        if path.suffix.lower() == GZIP:
            with gzip.open(path, "rb") as unpacked:
                yield cast(BinaryIO, unpacked)
        else:
            with path.open("rb") as handle:
                yield handle
    except EOFError:
        raise InputError("a gzip file that ends too early") from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise InputError(f"a damaged gzip file: {reason(error)}") from None
    except OSError as error:
        raise InputError(reason(error)) from None


def plain(path: Path) -> Path:
    """The file's name without ``.gz``: what its ending says of the content."""
    return path.with_suffix("") if path.suffix.lower() == GZIP else path


def too_large() -> str:
    """Why a source is refused that has more than ``LARGEST`` bytes."""
    return f"more than {LARGEST // 1_000_000} MB"


def missing(what: str, extra: str) -> InputError:
    """The error where the library that reads a form is not installed; without the name."""
    return InputError(f"reading {what} needs an extra: pip install 'newsweave[{extra}]'")


def shown(path: str | Path) -> str:
    """A path, address or foreign message as it can be printed on one line."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in str(path))


def reason(error: Exception) -> str:
    """Why something could not be read, on one line."""
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error) or type(error).__name__
    return shown(" ".join(text[:1].lower().split() or []) + text[1:] if text[1:2].islower() else text)

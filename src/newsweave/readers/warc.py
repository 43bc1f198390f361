"""Archives of the web: WARC files as crawlers write them, and WET files, which hold the text of pages.

FastWARC finds the records. The bytes it reads are handed to it already unpacked, by the standard library: that tells a
gzip file that ends too early from one that is whole, which FastWARC does not, and costs little beside reading a page.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedIOBase, BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

from newsweave.ontology.errors import InputError
from newsweave.readers.addresses import publisher
from newsweave.readers.forms import FORMS, form_of_media_type
from newsweave.readers.source import LARGEST, Raw, missing, reason, shown, too_large

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

__all__ = ["split"]

_GZIP_MARK = b"\x1f\x8b"
_ENDS = (b"\r\n\r\n", b"\n\n")
_SLACK = 64
"""Bytes that a record's header may be longer than it is when written anew: blanks, which do not count."""
_LONGEST_URL = 200
_TOO_EARLY = "ends too early"


def split(raw: Raw) -> Iterator[Raw | InputError]:
    """The pages of an archive that can be read, in its order: responses with status 200, and the texts of WET files.

    Each is named by its number among all records of the archive, counted from 1, and its address; what else the
    archive holds (requests, redirects, images, metadata) is passed over. A record of more than ``LARGEST`` bytes, one
    whose content cannot be unpacked, and a damaged place in the archive are errors, after which reading goes on; the
    end of a file that is cut off, or damaged in its gzip layer, is an error after all that stands before it. Memory
    does not grow with the number of records.

    Raises:
        InputError: where FastWARC is not installed, the file cannot be read, or no record is in it; without the name.
    """
    try:
        import fastwarc.warc  # noqa: F401
    except ImportError:
        raise missing("a WARC file", "warc") from None
    try:
        with _unpacked(raw) as handle:
            yield from _pages(_Watched(handle), raw)
    except EOFError:
        raise InputError(_TOO_EARLY) from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise InputError(f"a damaged gzip file: {reason(error)}") from None
    except OSError as error:
        raise InputError(reason(error)) from None


def _pages(stream: _Watched, raw: Raw) -> Iterator[Raw | InputError]:
    from fastwarc.warc import ArchiveIterator

    number = 0
    expected = 0  # where the next record starts, if nothing is wrong between them
    # Quirks mode goes on after a damaged record, at the next one. Pages are parsed only once they are read in full.
    archive = ArchiveIterator(stream, parse_http=False, quirks_mode=True, stream_detect=False)
    for record in archive:
        number += 1
        if record.stream_pos > expected + _SLACK:
            yield InputError(f"{raw.name}: damaged before record {number}: bytes that belong to no record")
        expected = record.stream_pos + record.headers.write(BytesIO()) + record.content_length + len(_ENDS[0])
        page = _page(record, number, raw)
        if page is not None:
            yield page
        del record  # its bytes go before the next ones come
    if number == 0:
        raise InputError("no WARC record in it" if stream.tail else "empty")
    if not stream.tail.endswith(_ENDS):
        raise InputError(_TOO_EARLY)


def _page(record: WarcRecord, number: int, raw: Raw) -> Raw | InputError | None:
    """What one record holds, None where it is nothing to read.

    Raises:
        EOFError: where the archive ends within it.
    """
    from fastwarc.warc import conversion, response

    kind = record.record_type
    if kind not in (conversion, response):
        return None
    url = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>") or None
    place = shown(url or "no address")
    name = f"{raw.name} record {number} ({place if len(place) <= _LONGEST_URL else place[:_LONGEST_URL] + '…'})"
    if record.content_length > LARGEST:
        return InputError(f"{name}: {too_large()}")
    block = record.reader.read(record.content_length)
    if len(block) < record.content_length:
        raise EOFError
    source = (publisher(url) if url else None) or raw.source
    if not block:
        return None
    if kind == conversion:
        return Raw("text", name, source, block, url)
    try:
        found = _response(block)
    except Exception as error:
        # FastWARC raises OSError for all that is wrong with a page; whatever else it may raise for bytes that a
        # stranger wrote, one page must not end the reading of an archive.
        return InputError(f"{name}: a page that cannot be unpacked: {reason(error)}")
    if found is None:
        return None
    form, charset, body = found
    if not body:
        return None
    if len(body) > LARGEST:
        return InputError(f"{name}: {too_large()}")
    return Raw(form, name, source, body, url, charset)


def _response(block: bytes) -> tuple[str, str | None, bytes] | None:
    """Form, declared encoding and unpacked content of an answer to HTTP; None where it is nothing to read."""
    from fastwarc.warc import WarcRecord, response

    answer = WarcRecord()
    answer.init_headers(response)
    answer.set_bytes_content(block)
    answer.is_http = True
    answer.parse_http(auto_decode="all")
    form = form_of_media_type(answer.http_content_type or "")
    # A list or an archive within the archive is none of its pages.
    if answer.http_headers.status_code != 200 or form is None or FORMS[form].container:
        return None
    return form, answer.http_charset, answer.reader.read(LARGEST + 1)


@contextmanager
def _unpacked(raw: Raw) -> Iterator[BufferedIOBase]:
    """The archive without its gzip layer, which is known by its first bytes: names of archives are often wrong."""
    if isinstance(raw.data, Path) and not raw.data.is_file():
        raise InputError("not a regular file")
    with BytesIO(raw.data) if isinstance(raw.data, bytes) else raw.data.open("rb") as packed:
        packs = packed.read(len(_GZIP_MARK)) == _GZIP_MARK
        packed.seek(0)
        if packs:
            with gzip.open(packed) as unpacked:
                yield cast(BufferedIOBase, unpacked)
        else:
            yield packed


class _Watched:
    """A stream for FastWARC that knows how it ended."""

    def __init__(self, handle: BufferedIOBase) -> None:
        self._handle = handle
        self.tail = b""
        """The last four bytes that were read."""

    def read(self, size: int = -1) -> bytes:
        # One block at a time, so that what stands before a damaged place is seen before the error.
        data = self._handle.read1(size)
        if data:
            self.tail = (self.tail + data[-4:])[-4:]
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._handle.seek(offset, whence)

    def tell(self) -> int:
        return self._handle.tell()

    def close(self) -> None:
        """The file is closed by whoever opened it."""

"""Tables: CSV and Parquet files, an article a row, in columns that are found by their names.

Each row comes as a line of JSON Lines would, so that what is wrong with a value is said in the same words.
"""

from __future__ import annotations

import contextlib
import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from newsweave.extract.documents.encoding import decode, utf8_lines
from newsweave.extract.documents.legible import masked
from newsweave.ontology.errors import InputError
from newsweave.readers.records import COLUMNS, bounded_lines, folded
from newsweave.readers.source import LARGEST, Raw, missing, open_file, plain, reason, shown, too_large

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

__all__ = ["COLUMNS", "split"]

_MOST_FIELD = 10_000_000
"""Characters of one field of a CSV file."""
_DELIMITERS = ",\t;|"
_SEPARATOR = re.compile(r"sep=(.)\s*", re.IGNORECASE | re.DOTALL)
_PARQUET = b"PAR1"
_BATCH = 256
_BUFFER = 1 << 20
_SMALL = 64_000_000
"""Bytes of a Parquet file of which whole columns may be held."""
_MOST_SHOWN = 200


def split(raw: Raw) -> Iterator[Raw | InputError]:
    """The rows of a table as records, in its order, named by their number below the header, counted from 1.

    Only a column for the text is needed. Rows that are empty are passed over; how many have no text is said once, at
    the end. A row that has not as many fields as the header, or cannot be read, is an error, after which reading goes
    on. Rows are read as they are needed, and of a Parquet file only the columns in ``COLUMNS``. Days are taken from
    times (``2024-03-12``), and numbers may be ids.

    Raises:
        InputError: where the table cannot be read, or none of its columns is a text; without the name.
    """
    yield from _with_texts(_parquet_rows(raw) if raw.form == "parquet" else _csv_rows(raw), raw)


_Row = tuple[int, Mapping[str, str] | str]
"""A row's number, and its values below the names of ``COLUMNS`` or what is wrong with it."""


def _with_texts(rows: Iterable[_Row], raw: Raw) -> Iterator[Raw | InputError]:
    seen = empty = first = 0
    for number, row in rows:
        seen += 1
        name = f"{raw.name} row {number}"
        if isinstance(row, str):
            yield InputError(f"{name}: {row}")
        elif not row.get("text", "").strip():
            empty += 1
            first = first or number
        else:
            data = json.dumps({**row, "text": masked(row["text"])}, ensure_ascii=False).encode("utf-8")
            record = Raw("record", name, raw.source, data, raw.url)
            yield record if len(data) <= LARGEST else InputError(f"{name}: {too_large()}")
    if not seen:
        raise InputError("a table without rows")
    if empty:
        what = "1 row has" if empty == 1 else f"{empty:,} rows have"
        raise InputError(f"{what} no text; the first is row {first}")


def _columns(found: Sequence[str], usable: Callable[[str, int], bool] = lambda key, index: True) -> dict[str, int]:
    """Which column is which of ``COLUMNS``, by its index; of those that ``usable`` takes for it.

    Raises:
        InputError: where none is a text; lists the columns there are.
    """
    names = [folded(name) for name in found]
    columns = {}
    for key, known in COLUMNS.items():
        # The first name that a column has wins, not the first column.
        fits = (i for name in known for i, given in enumerate(names) if given == name and usable(key, i))
        place = next(fits, None)
        if place is not None:
            columns[key] = place
    if "text" not in columns:
        listed = shown(", ".join(name.strip()[:_MOST_SHOWN] for name in found[:_MOST_SHOWN]))
        listed = listed if len(listed) <= _MOST_SHOWN else listed[:_MOST_SHOWN] + "…"
        raise InputError(f"no column of texts ({', '.join(COLUMNS['text'])}); found: {listed or 'none'}")
    return columns


# --- CSV


class _Lines:
    """The lines of a file as text, which ``csv`` asks for; knows what was wrong with those it gave, and its end."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self.trouble = ""
        """Why a line since the last ``clear`` is no text."""
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines, None)
        if line is None:
            self.ended = True
            raise StopIteration
        if len(line) > LARGEST:
            self.trouble = too_large()
            return "\n"
        text, trouble = decode(line)
        if trouble:
            # As text of another kind it keeps its delimiters, so that no row after it is mistaken for its rest.
            self.trouble = trouble
            return line.decode("latin-1").replace("\0", " ")
        return text

    def clear(self) -> None:
        self.trouble = ""


def _csv_rows(raw: Raw) -> Iterator[_Row]:
    if isinstance(raw.data, Path):
        with open_file(raw.data) as handle:
            yield from _rows_of(handle)
    else:
        yield from _rows_of(BytesIO(raw.data))


def _rows_of(handle: BinaryIO) -> Iterator[_Row]:
    lines = _Lines(utf8_lines(bounded_lines(handle)))
    # The limit holds for the whole process and is 131,072 at first, which is less than a long article.
    csv.field_size_limit(max(csv.field_size_limit(), _MOST_FIELD))
    head, delimiter = _head(lines)
    # What a quotation mark within a field means is not sure, and csv is lenient there unless it is told not to be.
    rows = csv.reader(_chained(head, lines), delimiter=delimiter)
    try:
        header = next(rows, [])
    except csv.Error as error:
        raise InputError(f"the header: {_csv_trouble(error)}") from None
    if lines.trouble:
        raise InputError(f"the header: {lines.trouble}")
    columns = _columns(header)
    number = 0
    while True:
        lines.clear()
        try:
            fields = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            yield number, _csv_trouble(error)
            continue
        # After the last row csv asks for another line; a row that is given only then had no end.
        trouble: str = lines.trouble or ("a quotation mark that is never closed" if lines.ended else "")
        if not trouble and not any(fields):
            continue
        number += 1
        trouble = trouble or _ragged(fields, header)
        yield number, trouble or {key: fields[index] for key, index in columns.items()}


def _head(lines: _Lines) -> tuple[str, str]:
    """The first line that is not blank, and the character between its fields.

    Raises:
        InputError: where there is none, or it is no text.
    """
    head = next((line for line in lines if line.strip()), None)
    if head is None:
        raise InputError("empty")
    if lines.trouble:
        raise InputError(lines.trouble)
    declared = _SEPARATOR.fullmatch(head)  # how Excel is told
    if declared is not None:
        if declared[1] in '"\r\n ':
            raise InputError(f"sep={declared[1]!r} cannot stand between fields")
        return next(lines, ""), declared[1]
    # The one that makes most columns; among equals the first.
    return head, max(_DELIMITERS, key=lambda delimiter: _count(head, delimiter))


def _count(line: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=delimiter)))
    except csv.Error:
        return 0


def _chained(head: str, lines: _Lines) -> Iterator[str]:
    yield head
    yield from lines


def _ragged(fields: list[str], header: list[str]) -> str:
    if len(fields) < len(header) or any(fields[len(header) :]):
        return f"{len(fields)} fields, where the header has {len(header)}"
    return ""


def _csv_trouble(error: csv.Error) -> str:
    if "field limit" in str(error):
        return f"a field of more than {_MOST_FIELD // 1_000_000} million characters, or a quotation mark never closed"
    if "new-line" in str(error):
        return "a line end in a field without quotation marks"
    return reason(error)


# --- Parquet


def _parquet_rows(raw: Raw) -> Iterator[_Row]:
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise missing("a Parquet file", "parquet") from None
    try:
        with _parquet_file(raw) as source:
            yield from _rows_in(source)
    except InputError:
        raise
    except MemoryError:
        raise InputError("a Parquet file that needs more memory than there is") from None
    except Exception as error:
        # Arrow tells damage by any error of its own, and by Python's where a value has no counterpart there.
        raise InputError(f"a damaged Parquet file: {reason(error)[:_MOST_SHOWN]}") from None


def _rows_in(source: pa.NativeFile) -> Iterator[_Row]:
    import pyarrow.parquet as pq

    schema = pq.read_schema(source)
    columns = _columns(schema.names, lambda key, index: _usable(key, schema.field(index).type))
    names = {key: schema.names[index] for key, index in columns.items()}
    texts = [schema.names[index] for index in columns.values() if _is_text(schema.field(index).type)]
    # A group of rows may be gigabytes, which a buffer spares. But a buffer is as long as a page says that it is, and a
    # damaged page may say 2 GB; without one no more is held than there is.
    buffer = 0 if source.size() <= _SMALL else _BUFFER
    usual = pq.ParquetFile(source, pre_buffer=False, buffer_size=buffer)
    frugal = pq.ParquetFile(source, pre_buffer=False, buffer_size=buffer, read_dictionary=texts)
    number = 0
    for group in range(usual.num_row_groups):
        file = frugal if _swells(frugal, group, texts) else usual
        for batch in file.iter_batches(
            batch_size=_rows_at_once(usual, group), row_groups=[group], columns=list(names.values())
        ):
            places = {key: batch.schema.get_all_field_indices(name)[0] for key, name in names.items()}
            values = {key: _values(batch.column(place)) for key, place in places.items()}
            for index in range(batch.num_rows):
                number += 1
                yield number, _row({key: column[index] for key, column in values.items()})


def _rows_at_once(file: pq.ParquetFile, group: int) -> int:
    """How many rows of a group are unpacked together: one where it is large for their number, or may be."""
    metadata = file.metadata.row_group(group)
    large = metadata.total_byte_size > LARGEST and metadata.total_byte_size > _LONG_ROW * metadata.num_rows
    return 1 if large else _BATCH


def _swells(frugal: pq.ParquetFile, group: int, texts: list[str]) -> bool:
    """Whether rows of a group may need far more memory than their bytes in the file.

    A text that is often repeated stands once, in the dictionary of its column; ten rows that name a text of 100 MB
    need a gigabyte. Kept in their dictionary, which ``frugal`` does, they do not, but it takes several times as long.
    """
    import pyarrow.compute as pc
    import pyarrow.types as t

    for batch in frugal.iter_batches(batch_size=1, row_groups=[group], columns=texts):
        words = [column.dictionary for column in batch.columns if t.is_dictionary(column.type)]
        return any((pc.max(pc.binary_length(word)).as_py() or 0) * _BATCH > LARGEST for word in words)
    return False


@contextlib.contextmanager
def _parquet_file(raw: Raw) -> Iterator[pa.NativeFile]:
    """The file for pyarrow, which wants to read at its end first: a packed one is unpacked in memory."""
    import pyarrow as pa

    if isinstance(raw.data, Path) and not raw.data.is_file():
        raise InputError("not a regular file")
    data = raw.data if isinstance(raw.data, Path) and plain(raw.data) == raw.data else raw.content()
    with pa.OSFile(str(data)) if isinstance(data, Path) else pa.BufferReader(data) as source:
        if source.size() == 0:
            raise InputError("empty")
        if source.read(len(_PARQUET)) != _PARQUET:
            raise InputError("not a Parquet file")
        source.seek(0)
        yield source


def _is_text(type: pa.DataType) -> bool:
    import pyarrow.types as t

    if t.is_dictionary(type):
        type = type.value_type
    kinds = (t.is_string, t.is_large_string, t.is_string_view, t.is_binary, t.is_large_binary, t.is_binary_view)
    return any(is_kind(type) for is_kind in kinds)


def _usable(key: str, type: pa.DataType) -> bool:
    """Whether a column of a type can be one of ``COLUMNS``."""
    import pyarrow.types as t

    if key == "id" and (t.is_integer(type) or t.is_floating(type)):
        return True
    if key == "date" and (t.is_date(type) or t.is_timestamp(type)):
        return True
    return _is_text(type)


def _values(column: pa.Array) -> Sequence[bytes | float | str | None]:
    """The values of a column: texts as bytes, times as their day in their own zone, as ISO 8601 has it."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.types as t

    if t.is_dictionary(column.type):
        words = column.dictionary.cast(pa.large_binary())
        used: dict[int | None, bytes | None] = {None: None}
        indices = column.indices.to_pylist()
        for index in indices:
            if index not in used:
                used[index] = words[index].as_py()
        return [used[index] for index in indices]
    if _is_text(column.type):
        column = column.cast(pa.large_binary())  # bytes, since what a file calls a string may not be UTF-8
    elif t.is_timestamp(column.type) or t.is_date(column.type):
        if t.is_timestamp(column.type) and column.type.tz is not None:
            try:
                column = pc.local_timestamp(column)
            except pa.ArrowInvalid:  # a zone that nobody knows: the day in Greenwich then
                column = column.cast(pa.timestamp(column.type.unit))
        column = column.cast(pa.date32(), safe=False).cast(pa.string())
    return cast("Sequence[bytes | float | str | None]", column.to_pylist())


def _row(values: Mapping[str, bytes | float | str | None]) -> Mapping[str, str] | str:
    row = {}
    for key, value in values.items():
        if isinstance(value, bytes):
            try:
                row[key] = value.decode("utf-8")
            except UnicodeDecodeError as error:
                return f"{key} is not UTF-8 at byte {error.start + 1}"
        elif isinstance(value, float):
            row[key] = str(int(value) if value.is_integer() else value)  # integers with gaps come as floats
        elif value is not None and not str(value).startswith("<"):  # Arrow's word for a day that no calendar has
            row[key] = str(value)
    return row


_LONG_ROW = 100_000
"""Bytes of a row, on the average of its group, from which on rows are unpacked one by one if all are large."""

"""CSV and Parquet files to records and errors."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
import sys
import tracemalloc
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsweave.extract.model import Document
from newsweave.ontology.errors import InputError
from newsweave.readers import tables
from newsweave.readers.forms import documents, records
from newsweave.readers.inputs import read_documents
from newsweave.readers.source import Raw
from newsweave.readers.tables import COLUMNS

PROSE = "Quillon Bank said it would open nine branches."


def read(data: bytes | Path, form: str = "csv") -> list[Raw | InputError]:
    return list(records(Raw(form, f"a.{form}", f"a.{form}", data)))


def rows(found: list[Raw | InputError]) -> list[dict[str, str]]:
    return [json.loads(r.content()) for r in found if isinstance(r, Raw)]


def errors(found: list[Raw | InputError]) -> list[str]:
    return [str(e) for e in found if isinstance(e, InputError)]


def csv_of(*lines: Sequence[object], **how: Any) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written, **how).writerows(lines)
    return written.getvalue().encode()


def parquet_of(table: pa.Table, **how: Any) -> bytes:
    written = io.BytesIO()
    pq.write_table(table, written, **how)
    return written.getvalue()


# --- columns


def test_a_row_is_a_record() -> None:
    data = csv_of(
        ["id", "Title", "published", "publisher", "link", "text", "views"],
        [7, "Quillon grows", "12 March 2024", "The Ledger", "https://ledger.example/7", PROSE, 3],
        ["", "", "", "", "", PROSE, ""],
    )
    found = read(data)
    assert rows(found) == [
        {
            "text": PROSE,
            "id": "7",
            "title": "Quillon grows",
            "date": "12 March 2024",
            "source": "The Ledger",
            "url": "https://ledger.example/7",
        },
        {"text": PROSE, "id": "", "title": "", "date": "", "source": "", "url": ""},
    ]
    assert [(r.form, r.name, r.source) for r in found if isinstance(r, Raw)] == [
        ("record", "a.csv row 1", "a.csv"),
        ("record", "a.csv row 2", "a.csv"),
    ]


def test_documents_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("n.tsv").write_bytes(
        csv_of(["text", "date", "outlet"], [PROSE, "12 March 2024", "The Ledger"], delimiter="\t")
    )
    Path("n.csv.gz").write_bytes(gzip.compress(csv_of(["headline", "body"], ["Quillon grows", PROSE])))
    Path("n.parquet").write_bytes(parquet_of(pa.table({"content": [PROSE], "id": [7]})))
    tsv, packed, parquet = (d for d in read_documents(["n.tsv", "n.csv.gz", "n.parquet"]))
    assert not any(isinstance(d, InputError) for d in (tsv, packed, parquet))
    assert [(d.date, d.source, d.title, d.text) for d in (tsv, packed, parquet) if not isinstance(d, InputError)] == [
        ("2024-03-12", "The Ledger", None, PROSE),
        (None, "n.csv", "Quillon grows", PROSE),
        (None, "n.parquet", None, PROSE),
    ]


@pytest.mark.parametrize(
    ("header", "key", "place"),
    [(["a", name], key, 1) for key, names in COLUMNS.items() for name in names if key == "text"]
    + [(["text", name], key, 1) for key, names in COLUMNS.items() for name in names if key != "text"]
    + [
        (["body", "text"], "text", 1),
        (["article", "content"], "text", 1),
        (["text", "TEXT"], "text", 0),
        ([" Article-Text ", "b"], "text", 0),
        (["Full Text", "b"], "text", 0),
        (["text", "Pub Date"], "date", 1),
        (["publisher", "text", "source"], "source", 2),
    ],
)
def test_which_column_is_which(header: list[str], key: str, place: int) -> None:
    assert rows(read(csv_of(header, ["text 0", "text 1", "text 2"][: len(header)])))[0][key] == f"text {place}"


def test_no_column_of_texts() -> None:
    known = "text, content, body, article, article_text, full_text"
    assert errors(read(csv_of(["a", "b\x1b"], [1, 2]))) == [f"a.csv: no column of texts ({known}); found: a, b\\x1b"]
    assert errors(read(parquet_of(pa.table({"a": [1], "text": [[1]]})), "parquet")) == [
        f"a.parquet: no column of texts ({known}); found: a, text"
    ]
    (long,) = errors(read(csv_of([f"column {n}" for n in range(5000)])))
    assert len(long) < 400


# --- CSV


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_delimiters_and_ends(delimiter: str, end: str) -> None:
    text = 'He said "grow, grow; grow".\nThen\tnot | at all.'
    data = csv_of(["title", "text"], ["a, b; c", text], delimiter=delimiter, lineterminator=end)
    assert rows(read(data)) == [{"text": text, "title": "a, b; c"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = "“Zoë grew,” Quillon Bank said on Monday in a statement at noon, and it was so."
    data = f'text,title\n"{text}",b\n'.encode(encoding)
    assert rows(read(data)) == [{"text": text, "title": "b"}]


def test_excel_says_how_it_separates() -> None:
    assert rows(read(b"sep=;\r\ntext;id\r\na,b;7\r\n")) == [{"text": "a,b", "id": "7"}]


def test_a_table_of_one_column() -> None:
    assert rows(read(csv_of(["text"], ["a, b"], ["c; d"]))) == [{"text": "a, b"}, {"text": "c; d"}]


def test_a_long_article_is_read() -> None:
    assert len(rows(read(csv_of(["text"], ["a" * 3_000_000])))[0]["text"]) == 3_000_000


def test_bad_rows_are_named_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_MOST_FIELD", 200_000)
    monkeypatch.setattr(csv, "field_size_limit", lambda size=0, limit=csv.field_size_limit: limit(size) if size else 0)
    good = csv_of([PROSE, "b"])
    data = b"".join(
        [
            csv_of(["text", "id"]),
            good,
            b"\n,\n",
            b"too few\n",
            b"too,many,fields\n",
            b"enough,fields,,\n",
            b"\xe9\xe8\xea\xeb abc,1\n",
            b"nul\0,1\n",
            csv_of(["a" * 300_000, "b"]),
            b"a \rb,2\n",
            good,
            b'"never closed,1\n',
            good,
        ]
    )
    found = read(data)
    assert [r["text"] for r in rows(found)] == [PROSE, "enough", PROSE]
    assert errors(found) == [
        "a.csv row 2: 1 fields, where the header has 2",
        "a.csv row 3: 3 fields, where the header has 2",
        "a.csv row 5: not UTF-8 at byte 1",
        "a.csv row 6: a binary file, not text",
        "a.csv row 7: a field of more than 0 million characters, or a quotation mark never closed",
        "a.csv row 8: a line end in a field without quotation marks",
        "a.csv row 10: a quotation mark that is never closed",
    ]


def test_rows_without_text_are_said_once() -> None:
    found = read(csv_of(["text", "id"], [PROSE, 1], ["", 2], ["\n", 3], [PROSE, 4]))
    assert len(rows(found)) == 2
    assert errors(found) == ["a.csv: 2 rows have no text; the first is row 2"]
    assert errors(read(csv_of(["text", "id"], ["", 2]))) == ["a.csv: 1 row has no text; the first is row 1"]


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"text,id\n", "a table without rows"),
        (b"\0\1\2", "a binary file, not text"),
        (b"\xff\xfea", "not valid UTF-16 at byte 3"),
        (b"PK\x03\x04\x14\0\0\0", "a binary file, not text"),
        (b'text,"id\n', "no column of texts (text, content"),
        (b"a\rb,text\n", "the header: a line end in a field without quotation marks"),
    ],
)
def test_what_is_no_table(data: bytes, cause: str) -> None:
    (found,) = errors(read(data))
    assert found.startswith(f"a.csv: {cause}") or cause.startswith("no column")


def test_a_damaged_gzip_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(csv_of(["text"], *([f"{n} {PROSE}"] for n in range(50_000))))[:-2000])
    found = read(path)
    assert rows(found)[:2] == [{"text": f"0 {PROSE}"}, {"text": f"1 {PROSE}"}]
    assert errors(found) == ["a.csv: a gzip file that ends too early"]


def test_memory_does_not_grow_with_the_number_of_rows(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(csv_of(["text"], *([PROSE * 20] for _ in range(5000))))
    tracemalloc.start()
    try:
        assert sum(1 for _ in records(Raw("csv", "a.csv", "a.csv", tmp_path / "a.csv"))) == 5000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 500_000


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(
    lambda t: t.strip()
)


@given(st.lists(st.tuples(TEXTS, st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))))
@settings(deadline=None)
def test_what_csv_writes_comes_back(written: list[tuple[str, str]]) -> None:
    data = csv_of(["text", "title"], *written, quoting=csv.QUOTE_ALL)
    # A line that begins as UTF-16 does is none that UTF-8 writes, but a mark in UTF-8 is taken off.
    wanted = [{"text": text, "title": title} for text, title in written]
    if "\ufeff" not in str(written):
        assert rows(read(data)) == wanted


# --- Parquet


def test_types_of_parquet() -> None:
    day = dt.date(2024, 3, 12)
    noon = dt.datetime(2024, 3, 12, 12, 30, 0, 1)
    late = dt.datetime(2024, 3, 13, 2, 0, tzinfo=dt.UTC)
    texts = ["Zoë grew.", "Quillon grew.", "Corvex grew."]
    for type_ in (
        pa.string(),
        pa.large_string(),
        pa.string_view(),
        pa.binary(),
        pa.dictionary(pa.int32(), pa.string()),
    ):
        text = pa.array([t.encode() for t in texts] if type_ == pa.binary() else texts, type_)
        for dates, iso in (
            (pa.array([day, None, day]), "2024-03-12"),
            (pa.array([day, None, day], pa.date64()), "2024-03-12"),
            (pa.array([noon, None, noon], pa.timestamp("ns")), "2024-03-12"),
            (pa.array([noon, None, noon], pa.timestamp("s")), "2024-03-12"),
            (pa.array([late, None, late], pa.timestamp("us", tz="America/New_York")), "2024-03-12"),
            (pa.array([late, None, late], pa.timestamp("us", tz="Mars/Olympus")), "2024-03-13"),
            (pa.array(["12 March 2024", None, "12 March 2024"]), "12 March 2024"),
        ):
            table = pa.table({"more": [[1], [2], [3]], "text": text, "date": dates, "id": [7, None, 9]})
            found = rows(read(parquet_of(table, row_group_size=2), "parquet"))
            assert found == [
                {"text": texts[0], "id": "7", "date": iso},
                {"text": texts[1]},
                {"text": texts[2], "id": "9", "date": iso},
            ]


def test_columns_of_other_types_are_passed_over() -> None:
    table = pa.table({"text": [[1]], "body": [PROSE], "title": [5], "headline": ["Up"], "date": [True], "id": [7.5]})
    assert rows(read(parquet_of(table), "parquet")) == [{"text": PROSE, "title": "Up", "id": "7.5"}]


def test_days_that_no_calendar_has_are_left_out() -> None:
    table = pa.table({"text": [PROSE], "date": pa.array([2**31 - 1], pa.date32())})
    assert rows(read(parquet_of(table), "parquet")) == [{"text": PROSE}]


def test_columns_of_one_name() -> None:
    table = pa.Table.from_arrays([pa.array(["first"]), pa.array(["second"])], names=["text", "text"])
    assert rows(read(parquet_of(table), "parquet")) == [{"text": "first"}]


def test_texts_that_are_not_utf_8() -> None:
    column = pa.StringArray.from_buffers(
        2, pa.py_buffer(pa.array([0, 2, 4], pa.int32()).buffers()[1]), pa.py_buffer(b"a\xffgo")
    )
    found = read(parquet_of(pa.table({"text": column})), "parquet")
    assert (rows(found), errors(found)) == ([{"text": "go"}], ["a.parquet row 1: text is not UTF-8 at byte 2"])


@pytest.mark.parametrize("small", [0, 10_000_000])
def test_only_the_needed_is_read_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: int) -> None:
    monkeypatch.setattr(tables, "_SMALL", small)
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": [f"{n} {PROSE}" for n in range(1000)], "more": ["x"] * 1000}), path)
    found = read(path, "parquet")
    assert [r["text"] for r in rows(found)] == [f"{n} {PROSE}" for n in range(1000)]
    assert isinstance(found[-1], Raw)
    assert found[-1].name == "a.parquet row 1000"
    packed = tmp_path / "b.parquet.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert len(rows(read(packed, "parquet"))) == 1000


def test_a_few_bytes_that_mean_gigabytes() -> None:
    words = pa.array(["short", "a" * 10_000_000])
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 300 + [1] * 1000, pa.int32()), words)
    data = parquet_of(pa.table({"text": column}), compression="zstd", dictionary_pagesize_limit=1 << 30)
    assert len(data) < 10_000
    found = records(Raw("parquet", "a", "a", data))
    before = pa.total_allocated_bytes()
    tracemalloc.start()
    try:
        for number in range(320):
            row = next(found)
            assert isinstance(row, Raw)
            assert row.size > 1_000_000 or number < 300
            assert pa.total_allocated_bytes() - before < 100_000_000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 100_000_000


def test_groups_of_rows_with_and_without_long_texts() -> None:
    texts = [PROSE, "a" * 1_000_000, PROSE]
    table = pa.table({"text": texts, "title": ["one", None, "three"]})
    assert [r["text"] for r in rows(read(parquet_of(table, row_group_size=1), "parquet"))] == texts


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "empty"),
        (b"PK\x03\x04", "not a Parquet file"),
        (b"PAR1", "a damaged Parquet file: "),
        (b"PAR1" + b"a" * 100 + b"PAR1", "a damaged Parquet file: "),
        (parquet_of(pa.table({"text": [PROSE]}))[:-20], "a damaged Parquet file: "),
        (parquet_of(pa.table({"text": pa.array([], pa.string())})), "a table without rows"),
        (parquet_of(pa.table({"text": pa.array([None], pa.string())})), "1 row has no text; the first is row 1"),
    ],
)
def test_what_is_no_parquet(data: bytes, cause: str) -> None:
    (found,) = errors(read(data, "parquet"))
    assert found.startswith(f"a.parquet: {cause}")


def test_a_missing_file(tmp_path: Path) -> None:
    assert errors(read(tmp_path / "a.parquet", "parquet")) == ["a.parquet: not a regular file"]
    assert errors(read(tmp_path / "a.csv")) == ["a.csv: not a regular file"]


def test_without_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    assert errors(read(b"PAR1", "parquet")) == [
        "a.parquet: reading a Parquet file needs an extra: pip install 'newsweave[parquet]'"
    ]


@given(st.lists(st.tuples(TEXTS, st.none() | TEXTS, st.none() | st.dates(dt.date(1000, 1, 1))), min_size=1))
@settings(deadline=None)
def test_what_pyarrow_writes_comes_back(written: list[tuple[str, str | None, dt.date | None]]) -> None:
    texts, titles, dates = zip(*written, strict=True)
    table = pa.table({"text": texts, "title": pa.array(titles, pa.string()), "date": pa.array(dates, pa.date32())})
    wanted = [
        {"text": text} | ({"title": title} if title is not None else {}) | ({"date": str(date)} if date else {})
        for text, title, date in written
    ]
    assert rows(read(parquet_of(table), "parquet")) == wanted


# --- any bytes

GOOD_CSV = csv_of(["id", "text"], [1, PROSE], [2, 'He said "no",\nthen left.'], [3, "Zoë"])
GOOD_PARQUET = parquet_of(
    pa.table({"text": [PROSE, "Zoë", None] * 5, "id": [1, 2, 3] * 5, "date": [dt.date(2024, 3, 12)] * 15}),
    row_group_size=4,
)


@st.composite
def damaged(draw: st.DrawFn, good: bytes) -> bytes:
    """A file with bytes changed, taken out or put in."""
    data = bytearray(good)
    for _ in range(draw(st.integers(0, 5))):
        place = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 8))
        data[place : place + length] = draw(st.binary(max_size=8))
    return bytes(data[: draw(st.integers(0, len(data)))]) if draw(st.booleans()) else bytes(data)


def check(data: bytes, form: str) -> None:
    found = read(data, form)
    assert found
    assert all(str(e).isprintable() and len(str(e)) < 600 for e in found if isinstance(e, InputError))
    assert all(row["text"].strip() for row in rows(found))


@given(st.binary(max_size=200) | st.text(alphabet='ab"\n\r,;\t\0=', max_size=100).map(str.encode) | damaged(GOOD_CSV))
@settings(max_examples=500, deadline=None)
def test_any_bytes_are_rows_or_errors(data: bytes) -> None:
    check(data, "csv")
    check(b"text,id\n" + data, "csv")


@given(st.binary(max_size=200).map(lambda b: b"PAR1" + b + b"PAR1") | damaged(GOOD_PARQUET))
@settings(max_examples=500, deadline=None)
def test_any_bytes_are_parquet_or_errors(data: bytes) -> None:
    check(data, "parquet")


def test_markup_in_texts_is_masked_so_that_offsets_stay_true() -> None:
    text = "<p>Quillon Bank paid <b>$6&nbsp;million</b>.</p><p>It opened nine branches &amp; a shop.</p>"
    (document,) = read_documents_of(csv_of(["title", "text"], ["Quillon &amp; <i>more</i>", text]))
    assert len(document.text) == len(text)
    assert document.title == "Quillon & more"
    found = [document.text[b.start : b.end].replace("\u200b", "") for b in document.blocks]
    assert found == ["Quillon Bank paid $6 million.", "It opened nine branches & a shop."]
    assert text[document.blocks[1].start :].startswith("It opened")


def test_wrapped_texts_are_unwrapped() -> None:
    text = "Quillon Bank said that it would open nine branches in the\nnorth of the country, where it has none."
    (document,) = read_documents_of(csv_of(["text"], [text]))
    assert document.text == text
    assert len(document.blocks) == 1


def read_documents_of(data: bytes) -> list[Document]:
    return [d for r in read(data) if isinstance(r, Raw) for d in documents(r) if isinstance(d, Document)]

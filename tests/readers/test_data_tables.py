"""Rows of tables as lines that can be read by themselves; what is no table of figures stays as it is."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsweave.extract.documents.document_reader import document_of, documents_in
from newsweave.extract.documents.text_tables import cells_of, table_lines
from newsweave.extract.model import Document
from newsweave.readers import read_documents
from newsweave.readers.data_tables import lines_of

_PROSE = "Corvex Group said on Monday that its revenue rose in the first quarter, helped by its new plant in Oslo."
Rows = list[list[tuple[str, bool]]]


def _table(*rows: str, heads: int = 0) -> Rows:
    return [[(cell.strip(), i < heads) for cell in row.split("|")] for i, row in enumerate(rows)]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (
            _table("EUR m|Q1 2025|Q1 2024", "Revenue|12.4|11.0", heads=1),
            ["Revenue | Q1 2025: 12.4 | Q1 2024: 11.0 | EUR m"],
        ),
        (
            _table("|2024|2023", "Revenue|12|11", "Segments||", "Staff|4|"),
            ["Revenue | 2024: 12 | 2023: 11", "Staff | 2024: 4"],
        ),
        (
            _table("In millions of euros||", "|2024|2023", "Revenue|12|11", heads=2),
            ["Revenue | 2024: 12 | 2023: 11 | In millions of euros"],
        ),
        (
            _table("Firm|Users|Value", "Orva|4,000|$1bn", "Tavrio|3|$2bn"),
            ["Orva | Users: 4,000 | Value: $1bn", "Tavrio | Users: 3 | Value: $2bn"],
        ),
        (
            _table("|Quarter to March|Quarter to March", "|2025|2024", "Sales|4|3", heads=2),
            ["Sales | Quarter to March 2025: 4 | Quarter to March 2024: 3"],
        ),
        (
            _table("$ m||2025|||2024|", "Sales|$|12||$|11|", "Loss|$|(3|)|$|(2|)"),
            ["Sales | 2025: $12 | 2024: $11 | $ m", "Loss | 2025: $(3) | 2024: $(2) | $ m"],
        ),
    ],
)
def test_rows_have_what_stands_above_them(rows: Rows, lines: list[str]) -> None:
    assert lines_of(rows) == lines


@pytest.mark.parametrize(
    "rows",
    [
        [],
        _table("Revenue|12"),
        _table("Home|News", "Markets|Opinion"),
        _table("1|2", "3|4"),
        _table("|2024|2023", "Revenue|12|11", "Profit|3"),
        _table("|2024|2024", "Revenue|12|11"),
        _table("Firm|2024", "It grew in May, the firm said.|4"),
        _table("a", "1", "2"),
        _table("|2024|", "Revenue|12|11"),
    ],
)
def test_no_table_of_figures(rows: Rows) -> None:
    assert lines_of(rows) == []


_CELL = st.tuples(
    st.sampled_from(["", "Revenue", "2024", "Q1", "12.4", "$", ")", "€m", "a|b", "x: y", "It is. It was."]),
    st.booleans(),
)


@given(st.lists(st.lists(_CELL, max_size=6), max_size=8))
def test_any_rows_do(rows: Rows) -> None:
    lines = lines_of(rows)
    assert len(lines) <= len(rows)
    assert all("\n" not in line and " | " in line for line in lines)


def _read(path: Path) -> Document:
    (found,) = read_documents([path])
    assert isinstance(found, Document)
    return found


def _rows(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind == "row"]


def test_a_page(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    table = (
        "<table><tr><th>€m</th><th>2024</th><th>2023</th></tr><tr><td>Revenue</td><td>12</td><td>11</td></tr></table>"
    )
    spanned = table.replace("<td>Rev", "<td rowspan=2>Rev").replace("</table>", "<tr><td>3</td><td>4</td></tr></table>")
    nested = f"<table><tr><td>{table}</td></tr></table>"
    path.write_text(
        f"<html><body><article><h1>Corvex grows</h1><p>{_PROSE}</p>{table}<p>{_PROSE}</p></article></body></html>"
    )
    assert _rows(_read(path)) == ["Revenue | 2024: 12 | 2023: 11 | €m"]
    path.write_text(
        f"<html><body><article><h1>Corvex</h1><p>{_PROSE}</p>{spanned}<p>{_PROSE}</p></article></body></html>"
    )
    assert _rows(_read(path)) == ["Revenue | 2024: 12 | 2023: 11 | €m"]  # below it stands nothing but figures
    for bad in ("<table><tr><td>Home</td><td>News</td></tr></table>", "<table></table>"):
        path.write_text(
            f"<html><body><article><h1>Corvex</h1><p>{_PROSE}</p>{bad}<p>{_PROSE}</p></article></body></html>"
        )
        assert _rows(_read(path)) == []
    path.write_text(
        f"<html><body><article><h1>Corvex</h1><p>{_PROSE}</p>{nested}<p>{_PROSE}</p></article></body></html>"
    )
    assert len(_rows(_read(path))) <= 1


def test_cells_over_several_rows_keep_the_others_in_their_columns(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    rows = "<tr><td rowspan=2>Norway</td><td>Revenue</td><td>12</td></tr><tr><td>Profit</td><td>3</td></tr>"
    table = f"<table><tr><th>Segment</th><th>Item</th><th>2024</th></tr>{rows}"
    table += "<tr><td>Staff</td><td>all</td><td>9</td></tr></table>"
    path.write_text(
        f"<html><body><article><h1>Corvex</h1><p>{_PROSE}</p>{table}<p>{_PROSE}</p></article></body></html>"
    )
    assert _rows(_read(path)) == ["Norway | Item: Revenue | 2024: 12", "Staff | Item: all | 2024: 9"]


def test_a_word_document(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    path = tmp_path / "a.docx"
    file = docx.Document()
    file.add_heading("Corvex grows", 0)
    file.add_paragraph(_PROSE)
    table = file.add_table(rows=2, cols=3)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), "NOK m|2024|2023|Revenue|12|11".split("|"), strict=True
    ):
        cell.text = text
    words = file.add_table(rows=2, cols=2)
    words.cell(0, 0).text = "Corvex Group has bought Kestrin Bank, it said."
    file.save(str(path))
    found = _read(path)
    assert _rows(found) == ["Revenue | 2024: 12 | 2023: 11 | NOK m"]
    assert "has bought Kestrin Bank" in found.text


_MARKDOWN = f"""# Corvex grows

{_PROSE}

| EUR m | Q1 2025 | Q1 2024 |
|:------|--------:|---------|
| Revenue | 12.4 | 11.0 |
| Bad | 3 |
| It grew in May, the firm said. | 3 | 4 |
| Profit | 3 | |
{_PROSE}
"""


def test_markdown() -> None:
    (found,) = documents_in(_MARKDOWN)
    assert _rows(found) == ["| Revenue | 12.4 | 11.0 |", "| Profit | 3 | |"]
    assert sum(b.kind == "paragraph" for b in found.blocks) >= 2
    assert [r for r in _rows(document_of(_MARKDOWN)) if "Bad" in r or "It grew" in r] == []


@pytest.mark.parametrize(
    "text", ["a | b\nc | d", "|---|---|", "x\n\n|--|--|\n| a | b |", "a\n--|--\nb | c", "| a |\n|---|---|\n| b | c |"]
)
def test_no_markdown_table(text: str) -> None:
    assert table_lines(text) == []


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(["|", " | ", "-", "--", "---|", ":", "\n", "\r\n", "a", "12", "\\|", ".", " "]), max_size=60
    )
)
def test_any_text_does(parts: list[str]) -> None:
    text = "".join(parts)
    found = table_lines(text)
    for a, b in pairwise(found):
        assert a.end <= b.start
    for line in found:
        assert line.start < line.end and "\n" not in text[line.start : line.end]
        assert all(line.start <= a <= b <= line.end for a, b in cells_of(text, line.start, line.end))
    for document in (document_of(text), *documents_in(text)):
        assert all(0 <= b.start < b.end <= len(text) for b in document.blocks)
        ends = [b.end for b in document.blocks]
        assert ends == sorted(ends)

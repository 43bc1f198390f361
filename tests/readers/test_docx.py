"""Word documents to documents, and what damaged and hostile ones cannot do."""

from __future__ import annotations

import io
import struct
import sys
import zipfile
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import at_most

from newsweave.extract.model import Document
from newsweave.ontology.errors import InputError
from newsweave.readers.docx import read
from newsweave.readers.forms import documents
from newsweave.readers.pieces import real_title
from newsweave.readers.source import Raw

OPENING = "Quillon Bank said on Tuesday that it would open nine branches in the north."
HIRING = "It will hire 200 people in Lundholm, said Ada Berg, its chief executive."
PLAN = "The plan, which the board approved in March, costs €40 million over two years."


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def press_release(title: str = "", *, heading: bool = True) -> Any:
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.created = datetime(2013, 12, 23, tzinfo=UTC)
    if heading:
        document.add_heading("Quillon opens nine branches", 0)
    document.add_paragraph("12 March 2024")
    document.add_paragraph(OPENING)
    document.add_heading("A costly plan", 2)
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 0).text = "Year", "2023", HIRING
    document.add_paragraph("It keeps its head office", style="List Bullet")
    document.add_paragraph("Share this article")
    document.add_paragraph(PLAN)
    return document


def raw(data: bytes) -> Raw:
    return Raw("docx", "d.docx", "d.docx", data)


def of(data: bytes) -> Document:
    (document,) = read(raw(data))
    return document


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(b.kind, document.text[b.start : b.end]) for b in document.blocks]


BODY = [
    ("paragraph", OPENING),
    ("heading", "A costly plan"),
    ("paragraph", HIRING),
    ("paragraph", "It keeps its head office"),
    ("paragraph", PLAN),
]
WHOLE = saved(press_release())


def test_paragraphs_headings_and_cells_in_their_order() -> None:
    document = of(WHOLE)
    assert blocks(document) == [("title", "Quillon opens nine branches"), *BODY]
    assert (document.title, document.date, document.source, document.url) == (
        "Quillon opens nine branches",
        "2024-03-12",
        "d.docx",
        None,
    )


@pytest.mark.parametrize(
    ("given_title", "heading", "title"),
    [
        ("Something of the template's", True, "Quillon opens nine branches"),
        ("Quillon grows in the north", False, "Quillon grows in the north"),
        ("Microsoft Word - release_final.doc", False, None),
        ("", False, None),
    ],
)
def test_title(given_title: str, heading: bool, title: str | None) -> None:
    document = of(saved(press_release(given_title, heading=heading)))
    assert document.title == title
    assert blocks(document)[bool(title) :] == BODY


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft Word - a.doc",
        "untitled",
        "Untitled document",
        "Document1",
        "a.docx",
        "Press Release",
        "12_03_2024",
        "",
        "PowerPoint Presentation - x",
        "press_release_final",
        "Slide 1",
        "q3_report_v2_final",
    ],
)
def test_titles_that_are_none(title: str) -> None:
    assert real_title(title) is None


@pytest.mark.parametrize(
    "title", ["Quillon opens nine branches", "New York bank grows", "Document shows tax plan", "EU"]
)
def test_titles_that_are_some(title: str) -> None:
    assert real_title(title) == title


def test_dateline_gives_the_date_and_properties_give_none() -> None:
    document = docx.Document()
    document.core_properties.modified = datetime(2024, 3, 15, tzinfo=UTC)
    document.add_paragraph(f"LUNDHOLM, 12 March 2024 – {OPENING}")
    assert of(saved(document)).date == "2024-03-12"
    without = docx.Document()
    without.add_paragraph(OPENING)
    assert of(saved(without)).date is None


def test_first_heading_is_the_title_where_nothing_else_is() -> None:
    document = docx.Document()
    document.add_heading("Quillon opens nine branches", 1)
    document.add_paragraph(OPENING)
    assert blocks(of(saved(document))) == [("title", "Quillon opens nine branches"), ("paragraph", OPENING)]


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def with_body(xml: str, doctype: str = "") -> bytes:
    """A document whose body is this markup."""
    source, out = zipfile.ZipFile(io.BytesIO(WHOLE)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "word/document.xml":
                data = f"{doctype}<w:document {W} {MC}><w:body>{xml}</w:body></w:document>".encode()
            archive.writestr(info.filename, data)
    return out.getvalue()


def test_changes_links_fields_and_boxes() -> None:
    xml = """<w:p><w:r><w:t>Quillon </w:t></w:r><w:ins><w:r><w:t>Bank </w:t></w:r></w:ins>
    <w:del><w:r><w:delText>Group </w:delText></w:r></w:del><w:hyperlink><w:r><w:t>said</w:t></w:r></w:hyperlink>
    <w:r><w:instrText> HYPERLINK "x" </w:instrText></w:r><w:r><w:tab/><w:t>so.</w:t><w:br/><w:t>It then </w:t>
    <w:br/><w:t>grew in the north.</w:t></w:r>
    <mc:AlternateContent><mc:Choice><w:r><w:txbxContent><w:p><w:r><w:t>A quotation.</w:t></w:r></w:p></w:txbxContent>
    </w:r></mc:Choice><mc:Fallback><w:r><w:t>A quotation.</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>
    <w:sdt><w:sdtContent><w:p><w:r><w:t>It has grown since then.</w:t></w:r></w:p></w:sdtContent></w:sdt>"""
    assert [text for _, text in blocks(of(with_body(xml)))] == [
        "Quillon Bank said so.",
        "It then grew in the north.",
        "It has grown since then.",
    ]


# --- what is refused


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def encrypted() -> bytes:
    data = bytearray(zipped({"word/document.xml": b"x"}))
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"Quillon Bank said so.", "no Word document (DOCX)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "encrypted, or a Word document of the old form (DOC)"),
        (WHOLE[:3000], "a damaged Word document: its table of contents cannot be read"),
        (zipped({"a.txt": b"a"}), "no Word document (DOCX)"),
        (encrypted(), "encrypted: needs a password"),
        (with_body(""), "no prose in it"),
        (with_body("<w:p>"), "a damaged Word document: XMLSyntaxError"),
        (with_body("<w:p>" * 300 + "</w:p>" * 300), "a damaged Word document: XMLSyntaxError"),
        (zipped({f"{i}": b"" for i in range(6000)}), "more than 5,000 files in a Word document"),
        (zipped({"a.png": bytes(101_000_000)}), "more than 100 MB, or 20 MB in one part"),
        (zipped({"word/document.xml": bytes(21_000_000)}), "more than 100 MB, or 20 MB in one part"),
    ],
    ids=range(12),
)
def test_what_is_refused(data: bytes, reason: str) -> None:
    assert [str(e) for e in documents(raw(data))] == [f"d.docx: {reason}"]


def test_archive_that_lies_about_its_size_is_not_unpacked_beyond_it() -> None:
    data = bytearray(with_body("<w:p/>" + " " * 19_000_000))
    true_size, at = 0, 0
    for header, offset in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        at = data.index(b"word/document.xml") if header == b"PK\3\4" else data.rindex(b"word/document.xml")
        start = data.rindex(header, 0, at)
        (true_size,) = struct.unpack_from("<I", data, start + offset)
        struct.pack_into("<I", data, start + offset, 500)
    assert true_size > 19_000_000
    with zipfile.ZipFile(io.BytesIO(data)) as archive, pytest.raises(zipfile.BadZipFile, match="CRC"):
        archive.read("word/document.xml")
    assert [str(e) for e in documents(raw(bytes(data)))] == ["d.docx: a damaged Word document: BadZipFile"]


def test_entities_make_nothing_grow_and_open_no_file() -> None:
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    doctype = f'<!DOCTYPE w [<!ENTITY l0 "lol">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    data = with_body(f"<w:p><w:r><w:t>{OPENING} &l9; &f;</w:t></w:r></w:p>", doctype)
    with at_most(500):
        for found in documents(raw(data)):
            assert isinstance(found, InputError) or ("root:" not in found.text and len(found.text) < 1000)


def test_many_paragraphs_and_wide_cells_cost_little() -> None:
    cell = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    with at_most(1000):
        document = of(with_body(cell + f"<w:p><w:r><w:t>{OPENING}</w:t></w:r></w:p>" * 20_000))
    assert len(document.blocks) == 20_000


def test_missing_library_is_named_by_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    (error,) = documents(raw(WHOLE))
    assert str(error) == "d.docx: reading a Word document needs an extra: pip install 'newsweave[documents]'"


# --- any bytes

SMALL = with_body(f"<w:p><w:r><w:t>{OPENING}</w:t></w:r></w:p>")
XML = st.sampled_from(
    [
        *(
            "<w:p>",
            "</w:p>",
            "<w:r>",
            "</w:r>",
            "<w:t>",
            "</w:t>",
            "<w:br/>",
            "<w:tc>",
            "</w:tc>",
            OPENING,
            "<!-- a -->",
        ),
        *('<w:pPr><w:pStyle w:val="Title"/></w:pPr>', '<w:pPr><w:pStyle w:val="x"/></w:pPr>', "<w:pStyle/>", "<?a?>"),
    ]
)


@given(st.one_of(st.binary(max_size=200), st.binary(max_size=200).map(lambda b: b"PK\3\4" + b)))
@settings(max_examples=60, deadline=5000)
def test_any_bytes_are_documents_or_errors(data: bytes) -> None:
    check(data)


@given(st.lists(XML, max_size=15).map("".join))
@settings(max_examples=60, deadline=5000)
def test_any_body_is_a_document_or_an_error(xml: str) -> None:
    check(with_body(xml))


@given(st.data())
@settings(max_examples=60, deadline=5000)
def test_damaged_documents_are_documents_or_errors(data: st.DataObject) -> None:
    mutated = bytearray(SMALL)
    if data.draw(st.booleans()):
        del mutated[data.draw(st.integers(0, len(mutated) - 1)) :]
    for _ in range(data.draw(st.integers(0, 8)) if mutated else 0):
        mutated[data.draw(st.integers(0, len(mutated) - 1))] = data.draw(st.integers(0, 255))
    check(bytes(mutated))


def check(data: bytes) -> None:
    for found in documents(raw(data)):
        if isinstance(found, InputError):
            assert str(found).isprintable()
        else:
            assert found.blocks
            assert all(a.end <= b.start for a, b in pairwise(found.blocks))
            assert all(found.text[b.start : b.end].strip() for b in found.blocks)

"""PDF files to documents: paragraphs from lines, and what damaged and hostile files cannot do."""

from __future__ import annotations

import io
import sys
from itertools import pairwise

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject
from tests.effort import at_most

from newsweave.extract.model import Document
from newsweave.ontology.errors import InputError
from newsweave.readers.forms import documents
from newsweave.readers.pdf import paragraphs, read
from newsweave.readers.source import Raw

FIRST = [
    "The Ledger Weekly 12",
    "Quillon opens nine branches",
    "12 March 2024",
    "Quillon Bank said on Tuesday that it would open nine branches in the north of the pay-",
    "ment union, where it has had none so far. It has a long-",
    "term plan.",
    "A costly plan",
    "It will hire 200 people in Lundholm, said Ada Berg, who has led the bank since the year",
    "1",
]
SECOND = [
    "The Ledger Weekly 12",
    "2019 and was born there. The board approved it in March.",
    "• It keeps its head office.",
    "• It keeps its name.",
    "2",
]
BLOCKS = [
    ("title", "Quillon opens nine branches"),
    (
        "paragraph",
        "Quillon Bank said on Tuesday that it would open nine branches in the north of the payment union, where it has "
        "had none so far. It has a long-term plan.",
    ),
    ("heading", "A costly plan"),
    (
        "paragraph",
        "It will hire 200 people in Lundholm, said Ada Berg, who has led the bank since the year 2019 and was born "
        "there. The board approved it in March.",
    ),
    ("paragraph", "• It keeps its head office."),
    ("paragraph", "• It keeps its name."),
]


def pdf(*pages: list[str] | bytes, title: str | None = None, password: str | None = None, algorithm: str = "") -> bytes:
    """A file with a line of text for each string; a page given as bytes is drawn as they say."""
    writer = pypdf.PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    for lines in pages:
        page = writer.add_blank_page(600, 800)
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        stream.set_data(lines if isinstance(lines, bytes) else drawn(lines))
        page[NameObject("/Contents")] = writer._add_object(stream)
    if title is not None:
        writer.add_metadata({"/Title": title, "/CreationDate": "D:20131223000000Z"})
    if password is not None:
        writer.encrypt(password, owner_password="owner", algorithm=algorithm or None)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def drawn(lines: list[str]) -> bytes:
    shown = (line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in lines)
    steps = "".join(f"({line}) Tj 0 -14 Td\n" for line in shown)
    return f"BT /F1 12 Tf 50 750 Td\n{steps}ET".encode("cp1252")


def raw(data: bytes) -> Raw:
    return Raw("pdf", "p.pdf", "p.pdf", data)


def of(data: bytes) -> Document:
    (document,) = read(raw(data))
    return document


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(b.kind, document.text[b.start : b.end]) for b in document.blocks]


WHOLE = pdf(FIRST, SECOND)


@pytest.mark.parametrize(
    ("given_title", "title"),
    [
        (None, "Quillon opens nine branches"),
        ("Microsoft Word - release.doc", "Quillon opens nine branches"),
        ("untitled", "Quillon opens nine branches"),
        ("Quillon opens nine branches", "Quillon opens nine branches"),
        ("Quillon grows", "Quillon grows"),
    ],
)
def test_lines_become_paragraphs(given_title: str | None, title: str) -> None:
    document = of(pdf(FIRST, SECOND, title=given_title))
    assert (document.title, document.date, document.source, document.url) == (title, "2024-03-12", "p.pdf", None)
    assert [b for b in blocks(document) if b[1] != title and b[1] != BLOCKS[0][1]] == BLOCKS[1:]
    assert blocks(document)[0] == ("title", title)


REST = ["Bank has sold its nine branches in", "the north, the bank said on Monday."]


@pytest.mark.parametrize(
    ("first", "rest", "whole"),
    [
        ("LUNDHOLM, 12 March 2024 - Quillon", REST, True),
        ("LUNDHOLM, March 12, 2024 (Wire) – Quillon", REST, True),
        ("LUNDHOLM, March 12, 2024 /Wire/ -- The", ["bank " + REST[0][5:], REST[1]], True),
        ("12 March 2024 – Quillon Bank and Corvex", ["have sold " + REST[0][9:], REST[1]], True),
        ("Lundholm, 12 March 2024", ["Quillon " + REST[0], REST[1]], False),
        ("By Ann Lee | 12 March 2024 | Markets", ["Quillon " + REST[0], REST[1]], False),
        ("12 March 2024 - Markets", ["Quillon " + REST[0], REST[1]], False),
        ("LUNDHOLM, 12 March 2024 - Quillon", ["", *REST], False),
    ],
)
def test_the_line_with_the_dateline_belongs_to_its_paragraph(first: str, rest: list[str], whole: bool) -> None:
    found = paragraphs([["Quillon sells its branches", first, *rest]])
    assert found[0] == "Quillon sells its branches"
    assert (found[1] == " ".join([first, *rest])) == whole
    assert (found[1] == first) == (not whole)


def test_a_report_is_not_cut_at_its_dateline() -> None:
    document = of(pdf(["Quillon sells its branches", "LUNDHOLM, 12 March 2024 - Quillon", *REST]))
    assert (document.title, document.date) == ("Quillon sells its branches", "2024-03-12")
    assert document.text.split("\n")[1].startswith("LUNDHOLM, 12 March 2024 - Quillon Bank has sold")


def test_soft_hyphens_divide_no_words() -> None:
    lines = ["Quil\u00adlon Bank has agreed to sell its nine bran\u00ad", "ches in the north, the bank said."]
    found = of(pdf(lines, title="Quillon sells"))
    assert found.text.endswith("Quillon Bank has agreed to sell its nine branches in the north, the bank said.")


def test_dateline_gives_the_date_and_properties_give_none() -> None:
    lines = ["Quillon opens nine branches", "LUNDHOLM, 12 March 2024 – Quillon Bank said it would grow."]
    assert of(pdf(lines, title="Quillon opens nine branches")).date == "2024-03-12"
    assert of(pdf(["Quillon Bank said it would grow."], title="Quillon grows")).date is None


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([["The bank has an Anglo-", "American board."]], ["The bank has an Anglo-American board."]),
        ([["It is a share-", "holder and a share-holder."]], ["It is a share-holder and a share-holder."]),
        ([["It is a soft\u00ad", "ware firm."]], ["It is a software firm."]),
        ([["One went up.", "", "Two went down."]], ["One went up.", "Two went down."]),
        ([["A long first line that ends here.", "Next one."]], ["A long first line that ends here. Next one."]),
        ([["Head A 1", "x"], ["Head A 2", "y"], ["Head A 3", "z"]], ["x y z"]),
        ([["- 1 -", "One thing has ended."], ["Page 2 of 9", "One."]], ["One thing has ended. One."]),
        (
            [["One thing."], ["A second, longer line stands here", "and ends."]],
            ["One thing.", "A second, longer line stands here and ends."],
        ),
        ([], []),
        ([[""], []], []),
    ],
)
def test_paragraphs(pages: list[list[str]], expected: list[str]) -> None:
    assert paragraphs(pages) == expected


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_encrypted(algorithm: str) -> None:
    assert blocks(of(pdf(FIRST, SECOND, password="", algorithm=algorithm))) == BLOCKS
    locked = pdf(FIRST, password="secret", algorithm=algorithm)
    assert [str(e) for e in documents(raw(locked))] == ["p.pdf: encrypted: needs a password"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"Quillon Bank said so.", "no PDF"),
        (b"%PDF-1.4\n", "a damaged PDF: "),
        (WHOLE[:300], "a damaged PDF: "),
        (pdf([]), "no text in it (scanned pages?)"),
        (pdf(["Menu", "Log in"]), "no prose in it"),
        (pdf(*[[]] * 2_001), "more than 2,000 pages"),
        (pdf(b"0 0 m " * 500_000), "larger or more intricate pages than can be read"),
        (pdf(*[b"%" + b" " * 7_000_000] * 2), "larger or more intricate pages than can be read"),
    ],
    ids=range(9),
)
def test_what_is_refused(data: bytes, reason: str) -> None:
    with at_most(3000):
        (error,) = documents(raw(data))
    assert isinstance(error, InputError)
    assert str(error).startswith(f"p.pdf: {reason}")
    assert str(error).isprintable()


def test_drawing_operations_of_all_pages_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsweave.readers.pdf._MOST_STEPS", 1_000)
    data = pdf(*[b"BT /F1 12 Tf " + b"() Tj " * 200 + b"ET"] * 6)
    assert [str(e) for e in documents(raw(data))] == ["p.pdf: larger or more intricate pages than can be read"]


def test_nothing_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    for data in (WHOLE[:-200], WHOLE.replace(b"/Helvetica", b"/Helvetic\xff"), b"%PDF-1.4 trailer <<>>"):
        list(documents(raw(data)))
    assert capfd.readouterr() == ("", "")


def test_missing_library_is_named_by_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    (error,) = documents(raw(WHOLE))
    assert str(error) == "p.pdf: reading a PDF needs an extra: pip install 'newsweave[documents]'"


# --- any bytes


@given(st.binary(max_size=300).map(lambda b: b"%PDF-1.4\n" + b))
@settings(max_examples=60, deadline=5000)
def test_any_bytes_are_documents_or_errors(data: bytes) -> None:
    check(data)


@given(st.data())
@settings(max_examples=80, deadline=5000)
def test_damaged_files_are_documents_or_errors(data: st.DataObject) -> None:
    mutated = bytearray(WHOLE)
    if data.draw(st.booleans()):
        del mutated[data.draw(st.integers(0, len(mutated) - 1)) :]
    for _ in range(data.draw(st.integers(0, 8)) if mutated else 0):
        mutated[data.draw(st.integers(0, len(mutated) - 1))] = data.draw(st.integers(0, 255))
    check(bytes(mutated))


@given(st.lists(st.lists(st.text(alphabet="aB .-\u00ad1•\u2010", max_size=20), max_size=6), max_size=4))
@settings(max_examples=100, deadline=5000)
def test_no_paragraph_is_empty(pages: list[list[str]]) -> None:
    assert all(p.strip() for p in paragraphs([[line.strip() for line in page] for page in pages]))


def check(data: bytes) -> None:
    for found in documents(raw(data)):
        if isinstance(found, InputError):
            assert str(found).isprintable()
        else:
            assert found.blocks
            assert all(a.end <= b.start for a, b in pairwise(found.blocks))
            assert all(found.text[b.start : b.end].strip() for b in found.blocks)

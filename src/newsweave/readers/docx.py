"""Word documents (DOCX), by ``python-docx``: paragraphs, headings and the sentences in tables, in their order.

A document is one article. What its properties say of when it was made is not taken as its date: that is the
template's day, or the day of a copy. A date line at its head or an agency's dateline gives one.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from newsweave.extract.documents.bylines import dateline_date
from newsweave.extract.documents.lines import sentence_end
from newsweave.extract.model import Document
from newsweave.ontology.errors import InputError
from newsweave.readers.data_tables import lines_of
from newsweave.readers.decoding import clean
from newsweave.readers.pieces import Kind, Piece, compose, real_title
from newsweave.readers.source import LARGEST, Raw, missing, too_large

__all__ = ["read"]

_OLE = b"\xd0\xcf\x11\xe0"
_MOST_FILES = 5_000
_LARGEST_XML = 20_000_000
"""Bytes of a part that is parsed; its tree takes a multiple of that."""
_NO_WORD = "no Word document (DOCX)"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _T, _CELL, _STYLE, _LIST, _TABLE = (_W + name for name in ("p", "t", "tc", "pStyle", "numPr", "tbl"))
_BREAKS = frozenset({_W + "br", _W + "cr"})
_BLANKS = {_W + "tab": " ", _W + "noBreakHyphen": "-"}
_SKIPPED = frozenset(
    [_W + name for name in ("txbxContent", "del", "moveFrom", "pict", "object", "instrText")]
    + ["{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"]
)
"""Text boxes stand beside the text, deleted words are no longer part of it, a fallback says the same again."""


def read(raw: Raw) -> Iterator[Document]:
    """The article of a Word document.

    Raises:
        InputError: where it is none, is damaged, encrypted or too large, or has no prose; without the name.
    """
    data = raw.content()
    _check(data)
    try:
        import docx
    except ImportError:
        raise missing("a Word document", "documents") from None
    try:
        opened = docx.Document(BytesIO(data))
        styles = {style.style_id: style.name or "" for style in opened.styles}
        titled, pieces = _pieces(opened.element.body, styles)
        title = titled or real_title(opened.core_properties.title)
    except (ValueError, KeyError):  # of a container that is whole, but of something else
        raise InputError(_NO_WORD) from None
    except Exception as error:  # damaged ones make zipfile, lxml and python-docx raise anything
        raise InputError(f"a damaged Word document: {type(error).__name__}") from None
    if title is None and pieces and pieces[0].kind == "heading":
        title = pieces[0].text
    prose = next((piece.text for piece in pieces if sentence_end(piece.text)), "")
    document = compose(pieces, title=title, date=dateline_date(prose), source=raw.source, url=raw.url)
    if document is None:
        raise InputError("no prose in it")
    yield document


def _check(data: bytes) -> None:
    """Refuse what is no zip archive, or would fill the memory once unpacked.

    The sizes that an archive declares can be trusted so far: ``zipfile`` unpacks no more than they say.
    """
    if not data:
        raise InputError("empty")
    if data.startswith(_OLE):
        raise InputError("encrypted, or a Word document of the old form (DOC)")
    if not data.startswith(b"PK"):
        raise InputError(_NO_WORD)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            files = archive.infolist()
    except Exception:  # zipfile raises many things on damaged archives
        raise InputError("a damaged Word document: its table of contents cannot be read") from None
    largest = max((f.file_size for f in files if f.filename.lower().endswith((".xml", ".rels"))), default=0)
    if sum(f.file_size for f in files) > LARGEST or largest > _LARGEST_XML:
        raise InputError(f"{too_large()}, or {_LARGEST_XML // 1_000_000} MB in one part")
    if len(files) > _MOST_FILES:
        raise InputError(f"more than {_MOST_FILES:,} files in a Word document")
    if any(f.flag_bits & 1 for f in files):
        raise InputError("encrypted: needs a password")


def _pieces(body: Any, styles: dict[str, str]) -> tuple[str | None, list[Piece]]:
    """The first paragraph in a style for titles, and all paragraphs."""
    from lxml import etree  # type: ignore[import-untyped]

    pieces: list[Piece] = []
    title: str | None = None
    parts: list[str] = []
    style = ""
    cells = 0
    listed = False

    def flush() -> None:
        if text := clean("".join(parts)):
            pieces.append(Piece(text, _kind(style, in_cell=cells > 0, listed=listed)))
        parts.clear()

    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in _SKIPPED:
                walk.skip_subtree()
            elif tag == _TABLE and (rows := lines_of(_rows(element))):
                flush()
                pieces.extend(Piece(line, "row") for line in rows)
                walk.skip_subtree()
            elif tag == _P:
                flush()
                style, listed = "", False
            elif tag == _STYLE:
                style = styles.get(element.get(_W + "val", ""), "")
            elif tag == _T:
                parts.append(element.text or "")
            elif tag in _BREAKS:
                flush() if sentence_end("".join(parts[-3:]).rstrip()) else parts.append(" ")
            elif tag in _BLANKS:
                parts.append(_BLANKS[tag])
            listed = listed or tag == _LIST
            cells += tag == _CELL
        else:
            if tag == _P:
                flush()
                if title is None and style.casefold() == "title" and pieces:
                    title = pieces[-1].text
            cells -= tag == _CELL
    return title, pieces


def _rows(table: Any) -> list[list[tuple[str, bool]]]:
    """The rows of a table's cells, a wide one repeated; empty where cells reach over rows or hold tables."""
    rows: list[list[tuple[str, bool]]] = []
    for row in table.iterchildren(_W + "tr"):
        head = row.find(f"{_W}trPr/{_W}tblHeader") is not None
        cells: list[tuple[str, bool]] = []
        for cell in row.iterchildren(_CELL):
            if cell.find(f"{_W}tcPr/{_W}vMerge") is not None or cell.find(_TABLE) is not None:
                return []
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            width = "1" if span is None else span.get(_W + "val", "1")
            text = clean(" ".join(t.text or "" for t in cell.iter(_T)))
            cells += [(text, head)] * (min(int(width), 40) if width.isdecimal() and width.isascii() else 1)
        rows.append(cells)
        if len(rows) > 400:
            return []
    return rows


def _kind(style: str, *, in_cell: bool, listed: bool) -> Kind:
    name = style.casefold()
    if name.startswith("heading") or name in ("title", "subtitle"):
        return "heading"
    if in_cell:
        return "cell"
    return "item" if listed or name.startswith("list") else "paragraph"

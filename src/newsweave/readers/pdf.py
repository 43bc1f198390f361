"""PDF files, by ``pypdf``: the text of the pages as one, lines put together to paragraphs again.

A file is one article. Lines that repeat at the edges of pages, and page numbers, are left out. As with Word
documents, what the file says of when it was made is no date of the article.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from io import BytesIO
from itertools import chain
from typing import Any

from newsweave.extract.documents.boilerplate import is_boilerplate
from newsweave.extract.documents.bylines import date_line, dateline_date
from newsweave.extract.documents.lines import sentence_end
from newsweave.extract.model import Document
from newsweave.ontology.errors import InputError
from newsweave.readers.decoding import clean
from newsweave.readers.pieces import Piece, compose, real_title
from newsweave.readers.source import Raw, missing

__all__ = ["paragraphs", "read"]

_MOST_PAGES = 2_000
_MOST_STEPS = 1_000_000
"""Drawing operations of all pages together."""
_MOST_DRAWN = 12_000_000
"""Bytes of all pages' drawing operations."""
_LIMITS: dict[str, Any] = {
    "xform_maximum_invocations_per_extraction": 200,
    "stream_parsing_work_maximum_count": 500_000,
    "zlib_maximum_output_length": 20_000_000,
}
"""pypdf's own, which are wider; those before 7 have none."""
_EDGE = 2
"""Lines at the top and at the bottom of a page that may be its header and footer."""
_FULL = 0.75
"""Share of the usual width from which on a line is full."""
_PAGE_NUMBER = re.compile(r"\W*(?:page\s)?\d{1,4}(?:\s?(?:/|of|\|)\s?\d{1,4})?\W*", re.IGNORECASE)
_BULLET = re.compile(r"[•‣▪◦●–*-]\s+|\d{1,2}[.)]\s+(?=[A-Z])")
_REPORT = re.compile(r"\d.*(?:\s[-–—]{1,3}|[)/]\s?[-–—]{1,3}|:)\s*[A-Z“\"][^\d]*$")
"""A dash or colon behind a date, and words behind that."""
_HYPHEN = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]$")
_KEPT_HYPHENS = frozenset(
    "all anti co cross ex first five four full half high large last long low mid multi near newly non off on once one "
    "part post pre pro second self semi short single six so state ten third three two vice well year".split()
)
"""First parts of words that are mostly written with a hyphen, also within a line."""
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # its remarks do not belong on a terminal


class _TooMuch(Exception):
    """More drawing operations than any document for readers has."""


def read(raw: Raw) -> Iterator[Document]:
    """The article of a PDF file.

    Raises:
        InputError: where it is none, is damaged, encrypted or too large, or has no text or prose; without the name.
    """
    data = raw.content()
    if not data.strip():
        raise InputError("empty")
    if b"%PDF-" not in data[:1024]:
        raise InputError("no PDF")
    try:
        import pypdf
    except ImportError:
        raise missing("a PDF", "documents") from None
    try:
        with ExitStack() as stack:
            stack.enter_context(warnings.catch_warnings())
            warnings.simplefilter("ignore")
            if hasattr(pypdf, "apply_configuration"):
                stack.enter_context(pypdf.apply_configuration(**_LIMITS))
            pages, title = _pages(pypdf.PdfReader(BytesIO(data)))
    except InputError:
        raise
    except pypdf.errors.DependencyError:
        raise missing("a PDF that is encrypted with AES", "documents") from None
    except pypdf.errors.FileNotDecryptedError:
        raise InputError("encrypted: needs a password") from None
    except Exception as error:  # damaged and hostile files make pypdf raise anything, RecursionError among them
        if type(error).__name__ in ("_TooMuch", "LimitReachedError"):  # the latter only newer versions have
            raise InputError("larger or more intricate pages than can be read") from None
        raise InputError(f"a damaged PDF: {type(error).__name__}") from None
    if not any(map(str.strip, chain.from_iterable(pages))):
        raise InputError("no text in it (scanned pages?)")
    pieces = [Piece(text) for text in paragraphs(pages)]
    prose = next((i for i, piece in enumerate(pieces) if sentence_end(piece.text)), len(pieces))
    head = (p.text for p in pieces[:prose] if not is_boilerplate(p.text) and date_line(p.text) is None)
    title = real_title(title) or next((text for text in head if 3 <= len(text.split()) <= 30), None)
    date = dateline_date(pieces[prose].text) if prose < len(pieces) else None
    document = compose(pieces, title=title, date=date, source=raw.source, url=raw.url)
    if document is None:
        raise InputError("no prose in it")
    yield document


def _pages(reader: Any) -> tuple[list[list[str]], str | None]:
    """The lines of each page, blank ones as empty strings, and the title in the file's properties."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputError("encrypted: needs a password")
    if len(reader.pages) > _MOST_PAGES:
        raise InputError(f"more than {_MOST_PAGES:,} pages")
    steps = drawn = 0

    def count(*_: object) -> None:
        nonlocal steps
        steps += 1
        if steps > _MOST_STEPS:
            raise _TooMuch

    pages = []
    for page in reader.pages:
        contents = page.get_contents()
        drawn += 0 if contents is None else len(contents.get_data())
        if drawn > _MOST_DRAWN:
            raise _TooMuch
        text = page.extract_text(visitor_operand_before=count)
        pages.append([_line(line) for line in text.split("\n")])
    title = reader.metadata.title if reader.metadata else None
    return pages, title if isinstance(title, str) else None


def _line(line: str) -> str:
    """A line as it can be read; a soft hyphen at its end, where it was broken, stays."""
    broken = line.rstrip().endswith("\u00ad")
    return clean(line.translate(_LIGATURES)) + ("\u00ad" if broken else "")


def paragraphs(pages: Sequence[Sequence[str]]) -> list[str]:
    """The paragraphs of the pages' lines: without headers, footers and page numbers, words at line ends made whole."""
    kept = _without_edges(pages)
    lines = [line for page in kept for line in "\n".join(page).strip("\n").split("\n")]  # a page's end is no gap
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    whole = {word for line in lines for word in re.findall(r"[^\W_]+-[^\W_]+", line)}
    joined: list[str] = []
    parts: list[str] = []  # of the paragraph that is being put together
    last, gap = "", False
    for line in lines:
        if not line:
            gap = True
            continue
        if parts and _goes_on(last, line, width, gap=gap):
            parts.append(line)
        else:
            joined += [_sewn(parts, whole)] if parts else []
            parts = [line]
        last, gap = line, False
    return joined + ([_sewn(parts, whole)] if parts else [])


def _without_edges(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The pages without the lines that stand at the top or bottom of most of them, numbers aside."""
    seen: Counter[str] = Counter()
    edges = []
    for page in pages:
        full = [i for i, line in enumerate(page) if line]
        edges.append({i: re.sub(r"\d+", "#", page[i]) for i in (*full[:_EDGE], *full[-_EDGE:])})
        seen.update(set(edges[-1].values()))
    often = max(2, len(pages) // 2 + 1)
    return [
        [
            line
            for i, line in enumerate(page)
            if i not in edge or not (seen[edge[i]] >= often or _PAGE_NUMBER.fullmatch(line))
        ]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _goes_on(above: str, line: str, width: int, *, gap: bool) -> bool:
    """Whether a line continues the paragraph of the line above it."""
    if _BULLET.match(line) or date_line(line) is not None:
        return False
    if date_line(above) is not None:
        return not gap and _begins_report(above, line, width)
    ended = sentence_end(above)
    if line[0].islower() or _HYPHEN.search(above):
        return not ended
    if gap or len(above) < _FULL * width:
        return False
    first = line.split(None, 1)[0]
    return not ended or len(above) + 1 + len(first) > width


def _begins_report(above: str, line: str, width: int) -> bool:
    """Whether a line that says where and when begins the paragraph below it: "OSLO, 14 May 2024 - Brae", a full one."""
    if not _REPORT.search(above):
        return False
    return line[0].islower() or (dateline_date(above) is not None and len(above) >= _FULL * width)


def _sewn(parts: Sequence[str], whole: set[str]) -> str:
    """Lines as one; a hyphen at a line's end goes where it only divided the word."""
    text = parts[0]
    pieces = []
    for line in parts[1:]:
        m = _HYPHEN.search(text)
        second = re.match(r"[^\W\d_]+", line)
        if m and second:
            word = f"{m[1]}-{second[0]}"
            keep = (line[0].isupper() or m[1].lower() in _KEPT_HYPHENS or word in whole) and text[-1] != "\u00ad"
            pieces.append(text if keep else text[:-1])
        else:
            pieces.append(text + " ")
        text = line
    return "".join([*pieces, text])

"""The forms that can be read: which file endings and media types they have, and the module that reads each.

A form is a leaf, whose module has ``read(raw) -> Iterator[Document | InputError]``, or a container, whose module has
``split(raw) -> Iterator[Raw | InputError]``, which gives its records, each of a leaf form. Both may raise an
``InputError`` without a name where the whole source cannot be read; those that they yield carry its name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from newsweave.extract.model import Document, Place
from newsweave.ontology.errors import InputError, NotEnglish
from newsweave.readers.language import foreign_language
from newsweave.readers.source import GZIP, LONGEST, Raw, plain, shown

__all__ = ["FORMS", "READABLE", "Form", "documents", "form_of", "form_of_media_type", "records"]


@dataclass(frozen=True, slots=True)
class Form:
    """How one form is read."""

    module: str
    """Below ``newsweave.readers``; imported when the first source of the form is read."""
    endings: tuple[str, ...] = ()
    media_types: tuple[str, ...] = ()
    container: bool = False


FORMS: dict[str, Form] = {
    "text": Form("text", (".txt", ".md"), ("text/plain", "text/markdown")),
    "jsonl": Form(
        "records",
        (".jsonl", ".json", ".ndjson"),
        ("application/jsonl", "application/x-ndjson", "application/json"),
        container=True,
    ),
    "record": Form("records"),
    "html": Form("html", (".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml")),
    "pdf": Form("pdf", (".pdf",), ("application/pdf",)),
    "docx": Form("docx", (".docx",), ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)),
    "feed": Form(
        "feed",
        (".rss", ".atom", ".xml"),
        ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"),
    ),
    "mail": Form("mail", (".eml",), ("message/rfc822",)),
    "csv": Form("tables", (".csv", ".tsv"), ("text/csv", "text/tab-separated-values"), container=True),
    "parquet": Form("tables", (".parquet",), ("application/vnd.apache.parquet",), container=True),
    "warc": Form("warc", (".warc", ".wet"), ("application/warc",), container=True),
}
READABLE = tuple(sorted({ending for form in FORMS.values() for ending in form.endings}))
"""Endings of the files that can be read, compared without case; each may be followed by ``.gz``."""

_MOST_SAID = 200
"""Characters of a library's message; some quote what they were given."""
_BY_ENDING = {ending: key for key, form in FORMS.items() for ending in form.endings}
_BY_MEDIA_TYPE = {media_type: key for key, form in FORMS.items() for media_type in form.media_types}


def form_of(path: Path) -> str | None:
    """The form of a file, by its name's ending; None for none that can be read."""
    return _BY_ENDING.get(plain(path).suffix.lower())


def form_of_media_type(media_type: str) -> str | None:
    """The form of a content type such as ``text/html; charset=utf-8``; None for none that can be read."""
    return _BY_MEDIA_TYPE.get(media_type.partition(";")[0].strip().lower())


def records(raw: Raw) -> Iterator[Raw | InputError]:
    """The records of a container, or the source itself where it is none."""
    form = FORMS[raw.form]
    if not form.container:
        yield raw
        return
    try:
        for item in import_module(f"newsweave.readers.{form.module}").split(raw):
            yield _of(raw, item) if isinstance(item, InputError) else _record(raw, item)
    except InputError as error:
        yield _of(raw, InputError(f"{raw.name}: {error}"))
    except Exception as error:
        yield _of(raw, _unforeseen(raw, error))


def documents(raw: Raw) -> Iterator[Document | InputError]:
    """The documents of a leaf; one that is not English is a ``NotEnglish``, one longer than ``LONGEST`` an error."""
    found: list[Document | InputError] = []
    try:
        found.extend(import_module(f"newsweave.readers.{FORMS[raw.form].module}").read(raw))
    except InputError as error:
        found.append(InputError(f"{raw.name}: {error}"))
    except Exception as error:
        found.append(_unforeseen(raw, error))
    places = iter(_places(raw, [item for item in found if isinstance(item, Document)]))
    for item in found:
        if isinstance(item, Document):
            item = _checked(replace(item, place=next(places)), raw)
        yield _of(raw, item) if isinstance(item, InputError) else item


def _places(raw: Raw, found: Sequence[Document]) -> Iterator[Place | None]:
    """Where the documents of a leaf stand; None for what has no place that will be there again."""
    addresses = Counter(document.url for document in found)
    whole = not raw.entry and raw.form != "feed"
    for number, document in enumerate(found, start=1):
        if not raw.file:
            yield None
            continue
        entry = raw.entry
        if not entry and (len(found) > 1 or not whole):
            entry = f"{'article' if whole else 'entry'} {number}"
        key = document.place.key if document.place is not None else None
        yield Place(raw.file, raw.place, entry, key, whole, addresses[document.url] > 1)


def _record(raw: Raw, item: Raw) -> Raw:
    entry = item.name[len(raw.name) :].strip()
    return replace(item, folder=raw.folder, file=raw.file, place=raw.place, entry=entry)


def _of(raw: Raw, error: InputError) -> InputError:
    """The error, which says of which file it is."""
    error.file = raw.file or None
    error.whole = not raw.entry and raw.form != "feed" and not FORMS[raw.form].container
    return error


def _unforeseen(raw: Raw, error: Exception) -> InputError:
    """What no reader has foreseen costs the source, and not the run with all other sources."""
    said = shown(" ".join(str(error)[:_MOST_SAID].split()))
    return InputError(f"{raw.name}: cannot be read: {type(error).__name__}{': ' if said else ''}{said}")


def _checked(document: Document, raw: Raw) -> Document | InputError:
    try:
        return _fit(document, raw)
    except Exception as error:
        return _unforeseen(raw, error)


def _fit(document: Document, raw: Raw) -> Document | InputError:
    name = raw.name
    if document.prose > LONGEST:
        return InputError(
            f"{name}: {document.prose / 1e6:,.1f} million characters in one document; "
            f"{LONGEST // 1_000_000} million are the most: cut it"
        )
    language = foreign_language(document)
    if language is not None:
        return NotEnglish(f"{name}: in {language}, not English")
    return replace(document, origin=raw.origin)


def endings_of(path: Path) -> str:
    """What a file's name ends in, ``.gz`` with what stands before it."""
    inner = plain(path)
    return inner.suffix + path.suffix if inner != path and path.suffix.lower() == GZIP else path.suffix

"""What a text says of itself before an article begins: front matter, or lines such as "Title: ..." and "Date: ..."."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from newsweave.extract.documents.bylines import parse_date
from newsweave.extract.model import Span

__all__ = ["Header", "find_headers"]

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "date": ("date", "published", "publication date", "publish date", "date published", "pubdate", "published at"),
    "source": ("source", "publisher", "publication", "outlet", "newspaper", "website"),
    "url": ("url", "link", "permalink", "canonical url", "canonical"),
}
_FIELD_OF = {name: field for field, names in _FIELDS.items() for name in names}
_OTHER_NAMES = (
    *("author", "authors", "by", "byline", "section", "category", "categories", "tags", "keywords", "language", "lang"),
    *("updated", "last updated", "modified", "location", "copyright", "id", "type", "country", "subject", "length"),
)
_NAMES = "|".join(sorted((*_FIELD_OF, *_OTHER_NAMES), key=len, reverse=True))
_LINE = re.compile(rf"^[ \t]*(?P<name>{_NAMES})[ \t]*:[ \t]*(?P<value>[^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?P<body>(?:[^\r\n]{0,2000}\r?\n){1,200}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_KEY = re.compile(r"^(?P<name>[A-Za-z][\w -]{0,30}?)[ \t]*:[ \t]+(?P<value>[^\r\n]*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Header:
    """Fields given before an article, each None where it is not; offsets are code points into the whole text."""

    start: int
    end: int
    title: str | None = None
    date: str | None = None
    """ISO date; None also where the given one is in no common form."""
    source: str | None = None
    url: str | None = None
    title_at: Span | None = None
    """Where the title's words stand, where they stand there as they are."""


def find_headers(text: str) -> list[Header]:
    """The headers of a text, in order: front matter alone, else the header lines at its head and at later articles.

    At the head one line with a field is enough. Further on, as in an archive's export, a header needs a title and
    another line, so that "Source: ..." below a picture is none.
    """
    if front := _front_matter(text):
        return [front]
    head = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    runs: list[list[re.Match[str]]] = []
    for m in _LINE.finditer(text):
        if not _plausible(m):
            continue
        if runs and not text[runs[-1][-1].end() : m.start()].strip():
            runs[-1].append(m)
        else:
            runs.append([m])
    headers = (_header_of(run) for run in runs)
    return [h for h, run in zip(headers, runs, strict=True) if h and (run[0].start() <= head or (h.title and run[1:]))]


def _plausible(m: re.Match[str]) -> bool:
    """Whether the line is a field and not a sentence that begins like one ("Source: a minister told us so.")."""
    value = m["value"].strip()
    words = len(value.split())
    match _FIELD_OF.get(m["name"].lower()):
        case "title":
            return 0 < words <= 60
        case "date":
            return 0 < words <= 8 and any(c.isdigit() for c in value)
        case "source":
            return 0 < words <= 8 and not value.endswith(".")
        case "url":
            return words == 1 and ("." in value or "/" in value)
        case _:
            return words <= 30


def _header_of(run: list[re.Match[str]]) -> Header | None:
    first: dict[str, re.Match[str]] = {}
    for m in run:
        if field := _FIELD_OF.get(m["name"].lower()):
            first.setdefault(field, m)
    if not first:
        return None
    values = {field: m["value"].strip() for field, m in first.items()}
    title_at = None
    if title := first.get("title"):
        at = title.start("value") + len(title["value"]) - len(title["value"].lstrip())
        title_at = (at, at + len(values["title"]))
    return _header(values, run[0].start(), run[-1].end(), title_at)


def _front_matter(text: str) -> Header | None:
    """The fields between two ``---`` lines at the very start (YAML); None where that is not there."""
    m = _FRONT_MATTER.match(text)
    if not m or not _KEY.search(m["body"]):
        return None
    fields: dict[str, str] = {}
    for name, value in _yaml_fields(m["body"]).items():
        field = _FIELD_OF.get(name.strip().lower().replace("_", " ").replace("-", " "))
        value = " ".join(value.split())
        if field and value:
            fields.setdefault(field, value)
    title = fields.get("title")
    at = text.find(title, 0, m.end()) if title else -1
    return _header(fields, 0, m.end(), (at, at + len(title)) if title and at >= 0 else None)


def _yaml_fields(body: str) -> dict[str, str]:
    """The plain values of a YAML mapping; line by line where it is no valid YAML ("title: Rates: the story")."""
    import yaml

    try:
        data = yaml.load(body, Loader=yaml.BaseLoader)  # leaves every value a string, makes no objects
    except (yaml.YAMLError, RecursionError, ValueError):
        data = None
    if isinstance(data, dict):
        return {str(k): v for k, v in data.items() if isinstance(v, str)}
    return {m["name"]: m["value"].strip().strip("\"'") for m in reversed(list(_KEY.finditer(body)))}


def _header(fields: Mapping[str, str], start: int, end: int, title_at: Span | None) -> Header:
    date = parse_date(fields["date"]) if "date" in fields else None
    return Header(start, end, fields.get("title"), date, fields.get("source"), fields.get("url"), title_at)

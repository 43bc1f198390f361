"""Publication dates, and the lines of a page that carry them: "Markets · May 7, 2024", "By Jane Doe | 12 March 2024".

Only forms that name a year, or are relative ("3 hours ago"), count: nothing is guessed from the day of reading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

__all__ = ["DateLine", "date_line", "dateline_date", "parse_date"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
_START = r"(?:\b|(?-i:(?<=[a-z])(?=[A-Z])))"  # a date may be glued to the word before it: "Jane DoeMarch 12, 2024"
_DATE = re.compile(
    r"(?<![\d/.\-])(?P<y1>\d{4})(?P<s1>[-/.])(?P<m1>\d{1,2})(?P=s1)(?P<d1>\d{1,2})(?!\d)"
    r"(?:[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?(?:Z|[+-]\d\d:?\d\d)\b)?)?"
    rf"|{_START}(?P<b2>{_MONTH})\b\.?\s{{0,3}}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(?P<y2>\d{{4}})(?!\d)"
    rf"|(?<!\d)(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{{1,3}}(?:of\s)?(?P<b3>{_MONTH})\b\.?,?[\s-]{{1,3}}(?P<y3>\d{{4}})(?!\d)"
    r"|(?<![\d/.])(?P<n4>\d{1,2})(?P<s4>[/.])(?P<o4>\d{1,2})(?P=s4)(?P<y4>\d{4})(?!\d)",
    re.IGNORECASE,
)
_PARTIAL = re.compile(
    rf"(?P<y>[0-9]{{4}})(?:-(?P<m>[0-9]{{2}}))?|(?P<b>{_MONTH})\.?,?\s(?P<yb>[0-9]{{4}})", re.IGNORECASE
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T\d{4,6}Z?)?")

_AGO = re.compile(
    r"\b(?:\d{1,3}|an?|one|two|three)\s?(?:m|h|d|mins?|minutes?|hrs?|hours?|days?|weeks?|months?)\sago\b", re.IGNORECASE
)
_ZONE = (
    r"(?:UTC|GMT|[ECMP][SD]?T|CES?T|EES?T|BST|SGT|HKT|JST|KST|IST|MYT|WIB|GST|AE[SD]T|Z|Eastern|local)"
    r"(?:\s?[+-]\d{1,2}(?::\d\d)?)?"
)
_CLOCK = re.compile(
    r"\b\d{1,2}(?:[:.]\d\d(?::\d\d)?\s?(?:[ap]\.?m\b\.?)?|\s?[ap]\.?m\b\.?)"
    rf"(?:\s?\(?{_ZONE}\b\)?)?(?:\stime\b)?|\b{_ZONE}\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b", re.IGNORECASE)
_LENGTH = re.compile(r"\b\d{1,3}[\s-]?min(?:ute)?s?(?:\s(?:read|listen|watch))?\b", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:first |last |originally )?(?:published|posted|updated|modified|created|date|edited|reported|written)\b"
    r"(?:\s(?:on|at|by|in)\b)?:?",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"(?:updated|modified|edited)[^|·•]{0,20}$", re.IGNORECASE)
_BY = re.compile(
    r"(?:^|[|·•,/–—-]\s?|\s)(?:(?:By|BY|(?:Words|Text|Story|Written|Reported) by)[:\s]"
    r"|(?:Authors?|Byline|Reporter):)\s?(?=[A-Z@])|^by\s(?=[A-Z])"
)
_ROLE = re.compile(r"(?:^|\s)(?:[Cc]orrespondent|[Rr]eporter|[Ee]ditor|[Cc]olumnist|[Ss]taff [Ww]riter)s?$")
_COUNTER = re.compile(
    r"\b(?:leave a |add a |no |\d{1,5} )(?:comments?|reply|replies|shares?|views?|likes?)\b", re.IGNORECASE
)
_NO_HEADS = frozenset("© Copyright Photo Photos Image Picture Credit Tags Topics Comments Share Share: Related".split())
_SEPARATORS = re.compile(r"[|·•▪●,/\\:;()\[\]<>–—_~]+|(?<!\w)-+|-+(?!\w)")
_JOINERS = frozenset(
    "and & of the for in at with to by from de da di van von der bin binti al el la le y staff senior chief reporter "
    "reporters correspondent editor writer author contributor columnist analyst admin desk team ago".split()
)
_NOT_PLACES = frozenset("On In By Since From Until Before After Of Between".split())
_LONGEST = 160
_MOST_WORDS = 10


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that says when, or by whom, an article was published, and nothing else but its section."""

    date: str | None
    """ISO date; None where the line gives none or an ambiguous one (03/04/2024)."""
    dated: bool
    """Whether the line has a date at all, be it relative or ambiguous; False for a byline alone."""
    bare: bool
    """Whether it is a date and nothing else, as a heading in a chronology is too."""
    updated: bool = False
    """Whether the date is that of the last change only."""


def parse_date(value: str) -> str | None:
    """The ISO date a metadata field means, or None where it is in no common form.

    Read are ISO dates and date-times (also ``2024-05`` and ``2024``), ``20240507``, ``May 7, 2024``, ``7 May 2024``,
    ``May 2024``, numeric dates that only one order of day and month allows, and days before full stops
    (``07.05.2024``). A clock time, zone and weekday may stand beside them. Zones are not converted.

    >>> parse_date("Tue, 7 May 2024 10:00:00 GMT"), parse_date("May 2024"), parse_date("07/05/2024")
    ('2024-05-07', '2024-05', None)
    """
    value = " ".join(value[:_LONGEST].split())
    if m := _DATE.search(value):
        rest = _residue(value[: m.start()] + " | " + value[m.end() :])
        return None if rest else _iso(m)
    if m := _PARTIAL.fullmatch(value):
        year, month = m["y"] or m["yb"], m["m"] or (f"{_month(m['b']):02}" if m["b"] else None)
        if int(year) < 1000 or (month and not 1 <= int(month) <= 12):
            return None
        return f"{year}-{month}" if month else year
    if m := _COMPACT.fullmatch(value):
        return _checked(int(m[1]), int(m[2]), int(m[3]))
    return None


def date_line(text: str) -> DateLine | None:
    """What ``text``, one line of a page, says of an article's publication; None where it says anything else too.

    Taken away are dates, clock times, reading times, labels ("Published", "Updated") and "By"; what is left must be
    a few words in capitals, as names and sections are. A lower-case word makes the line prose or a heading.
    """
    if not text.strip() or len(text) > _LONGEST or text[-1] in "?!" or text[0] in "“\"'‘":
        return None
    if text.split(None, 1)[0] in _NO_HEADS:
        return None
    found = [m for m in _DATE.finditer(text) if m["n4"] or _iso(m)]
    ago = _AGO.search(text)
    by = _BY.search(text) or _ROLE.search(text)
    if not (found or ago or by):
        return None
    rest = text[: by.start()] + " | " + text[by.end() :] if by else text
    rest = _AGO.sub(" | ", _DATE.sub(" | ", rest))
    labelled = bool(by or _LABEL.search(text))
    words = [w for w in _residue(rest) if not (labelled and w == "on")]
    if len(words) > _MOST_WORDS or any(w[0].islower() and w.lower() not in _JOINERS for w in words):
        return None
    if by and not (found or ago) and not any(w[0].isupper() or w[0] == "@" for w in words):
        return None
    if text.endswith(".") and words and found and text.rstrip(".").endswith(words[-1]) and len(words) > 1:
        return None
    fresh = [m for m in found if not _UPDATED.search(text[: m.start()])]
    chosen = (fresh or found)[:1]
    bare = not labelled and not words and not _LENGTH.search(text)
    return DateLine(_iso(chosen[0]) if chosen else None, bool(found or ago), bare, bool(found) and not fresh)


def dateline_date(paragraph: str) -> str | None:
    """The date in an agency dateline ("LONDON, 4 March 2024 (Newswire) - ..."), None where it names no year."""
    head = paragraph[:120]
    if not (m := _DATE.search(head)) or m.start() > 60:
        return None
    before, after = head[: m.start()], head[m.end() :]
    place = re.fullmatch(r"[A-Z][\w .,’'/-]*?[,(–—-]?\s*", before)
    dash = re.match(r"[,)]?\s*(?:\([^()]{1,30}\)|/[^/]{1,30}/)?\s*(?:[-–—]+|[:/])\s", after)
    small = any(w[0].islower() and w not in {"and", "of", "de", "la"} for w in before.split())
    return _iso(m) if place and dash and not small and before.split()[0] not in _NOT_PLACES else None


def _residue(text: str) -> list[str]:
    """The words of a line that are neither time nor label nor separator."""
    for pattern in (_CLOCK, _WEEKDAY, _LENGTH, _LABEL, _COUNTER):
        text = pattern.sub(" | ", text)
    words = (w.strip(".'’\"“”*#") for w in _SEPARATORS.sub(" ", text).split())
    return [w for w in words if w and w != "at"]


def _iso(m: re.Match[str]) -> str | None:
    if m["y1"]:
        return _checked(int(m["y1"]), int(m["m1"]), int(m["d1"]))
    if m["y2"]:
        return _checked(int(m["y2"]), _month(m["b2"]), int(m["d2"]))
    if m["y3"]:
        return _checked(int(m["y3"]), _month(m["b3"]), int(m["d3"]))
    year, first, second = int(m["y4"]), int(m["n4"]), int(m["o4"])
    if m["s4"] == "." or first > 12 or first == second:  # full stops are day first wherever they are in use
        return _checked(year, second, first)
    return _checked(year, first, second) if second > 12 else None


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _checked(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year >= 1000 else None
    except ValueError:
        return None

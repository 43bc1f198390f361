"""Moments and spans of time as a text gives them, and the arithmetic of the calendar under them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

__all__ = [
    "MONTH",
    "MONTHS",
    "MONTH_NAME",
    "NUMBERS",
    "YEAR",
    "Setting",
    "TimeValue",
    "calendar_period",
    "count_of",
    "day_of",
    "days_back",
    "direction",
    "direction_of",
    "edtf_of",
    "first_day",
    "is_lower_month",
    "neighbour",
    "rounded",
    "shifted",
    "time_value",
    "unit_of",
]

NUMBERS = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
NUMBERS |= {"a": 1, "an": 1}
"""Words to numbers."""
MONTHS = {m.lower(): i for i, m in enumerate(calendar.month_name) if m}
MONTHS |= {m.lower(): i for i, m in enumerate(calendar.month_abbr) if m}
MONTHS["sept"] = 9
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
MONTH = rf"(?P<month>{_NAMES})\.?"
MONTH_NAME = rf"(?:{_NAMES})"
YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
"""Patterns: a month, a month without a group, a year."""
_PART = re.compile(r"\b(\d{4})-([QH])([1-4])\b", re.ASCII)
_WORDS_TOO = frozenset({"may", "march", "mar", "dec", "jan"})
_MONTHS_OF = {"Q": 3, "H": 6}


@dataclass(frozen=True, slots=True)
class Setting:
    """What a phrase that names a time is read against."""

    today: dt.date | None = None
    """The day of the document."""
    year: int | None = None
    """Its year, which may be known without the day."""
    ahead: bool = False
    """Whether the phrase tells of something to come."""
    anchor: str | None = None
    """The time that the text spoke of last, as ``TimeValue.iso``: what "a year earlier" is earlier than."""
    day_first: bool | None = None
    """Whether "3/4/2025" is a day of April; None where nothing shows it."""


@dataclass(frozen=True, slots=True)
class TimeValue:
    """A time as a text gives it."""

    iso: str
    """As exactly as it is known: ``2024-05-24``, ``2024-05``, ``2024-Q2``, ``2024-H1``, ``2024``, or an interval; of a
    period that is named by its end ("the year to March") the end."""
    edtf: str
    """The same in EDTF, with what its preposition says: ``../2024-02-29`` for "by Feb. 29", ``2017~`` for "about"."""
    text: str
    """The words that were read."""
    marker: str = ""
    """The preposition before them: "by", "since"."""
    start: int = 0
    """Where the words begin in the text that was read."""

    @property
    def bounds(self) -> tuple[str, str]:
        """Begin and end of an interval; empty where it is open, both the same for a single time."""
        first, slash, last = self.edtf.replace("~", "").partition("/")
        return (first.replace("..", ""), last.replace("..", "")) if slash else (first, first)


def edtf_of(iso: str) -> str:
    """A date of ours in EDTF: quarters are codes 33 to 36, halves of a year 40 and 41 in place of the month."""
    return _PART.sub(lambda m: f"{m[1]}-{(32 if m[2] == 'Q' else 39) + int(m[3])}", iso)


def time_value(iso: str | None, words: re.Match[str], edtf: str | None = None, marker: str = "") -> TimeValue | None:
    """A time from its parts, of the words that a pattern matched; None where there is no date."""
    if iso is None:
        return None
    text = words[0].strip()
    start = words.start() + len(words[0]) - len(words[0].lstrip())
    return TimeValue(iso, edtf or edtf_of(iso), text, marker, start)


def is_lower_month(word: str) -> bool:
    """Whether a month's name is more likely another word: "may", "march"."""
    return word.lower() in _WORDS_TOO and not word[:1].isupper()


def first_day(iso: str) -> str:
    """The first day of a date of ours that is no interval."""
    if iso[5:6] in _MONTHS_OF:
        return f"{iso[:4]}-{1 + (int(iso[6]) - 1) * _MONTHS_OF[iso[5]]:02d}-01"
    return iso + "-01-01"[3 * iso.count("-") :]


def calendar_period(last: int, months: int) -> str:
    """So many months that end with month ``last`` (year times twelve and month less one): a quarter, a half or a year
    where they are one of the calendar, else from the first month to the last."""
    year, month = divmod(last, 12)
    for count, letter in ((3, "Q"), (6, "H")):
        if months == count and (month + 1) % count == 0:
            return f"{year:04d}-{letter}{(month + 1) // count}"
    if months == 12 and month == 11:
        return f"{year:04d}"
    begin = last - months + 1
    return f"{begin // 12:04d}-{begin % 12 + 1:02d}/{year:04d}-{month + 1:02d}"


def unit_of(today: dt.date, step: int, unit: str) -> str:
    """The week, month, quarter, half, year or decade that lies ``step`` of them from that of ``today``."""
    if unit == "decade":
        first = (today.year // 10 + step) * 10
        return f"{first}/{first + 9}"
    if unit == "year":
        return f"{today.year + step:04d}"
    if unit == "month":
        index = today.year * 12 + today.month - 1 + step
        return f"{index // 12:04d}-{index % 12 + 1:02d}"
    if unit == "quarter":
        index = today.year * 4 + (today.month - 1) // 3 + step
        return f"{index // 4:04d}-Q{index % 4 + 1}"
    if unit == "half":
        index = today.year * 2 + (today.month - 1) // 6 + step
        return f"{index // 2:04d}-H{index % 2 + 1}"
    monday = today - dt.timedelta(today.weekday()) + dt.timedelta(7 * step)
    return f"{monday.isoformat()}/{(monday + dt.timedelta(6)).isoformat()}"


def direction_of(words: str) -> int:
    """-1, 0 or 1 for a phrase that ends with "last", "this" or "next"."""
    return direction(words.lower().split()[-1])


def direction(word: str) -> int:
    """-1 for "last", 1 for "next", else 0."""
    return -1 if word in ("last", "previous", "past") else 1 if word in ("next", "coming", "following") else 0


def count_of(word: str) -> int:
    """The number that a word or its digits give; 0 for any other."""
    return int(NUMBERS.get(word.lower(), word if word.isdigit() else 0))


def days_back(today: dt.date, count: int, unit: str) -> dt.date | None:
    """The day so many units before; None outside of the calendar."""
    unit = unit.lower()
    try:
        if unit in ("day", "week", "fortnight"):
            return today - dt.timedelta(count * {"day": 1, "week": 7, "fortnight": 14}[unit])
        months = {"year": 12, "decade": 120, "century": 1200, "quarter": 3}.get(unit, 1)
        index = today.year * 12 + today.month - 1 - count * months
        year, month = divmod(index, 12)
        return dt.date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        return None


def rounded(day: dt.date, unit: str) -> str:
    """As exact as the unit it was counted in; decades and centuries as a year."""
    unit = unit.lower()
    if unit in ("decade", "century"):
        return f"{day.year:04d}"
    if unit == "fortnight":
        unit = "week"
    return unit_of(day, 0, unit) if unit != "day" else day.isoformat()


def day_of(year: int, month: int, day: int) -> str | None:
    """The ISO date, or None where there is no such day."""
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def neighbour(iso: str, step: int) -> str:
    """The day, month, quarter, half or year right before (-1) or after (1) this one."""
    year = int(iso[:4])
    if iso[5:6] in _MONTHS_OF:
        parts = 12 // _MONTHS_OF[iso[5]]
        index = year * parts + int(iso[6]) - 1 + step
        return f"{index // parts:04d}-{iso[5]}{index % parts + 1}"
    if len(iso) == len("2024-05-24"):
        try:
            return (dt.date.fromisoformat(iso) + dt.timedelta(step)).isoformat()
        except OverflowError:
            return iso
    if len(iso) == len("2024-05"):
        index = year * 12 + int(iso[5:]) - 1 + step
        return f"{index // 12:04d}-{index % 12 + 1:02d}"
    return f"{year + step:04d}"


def shifted(iso: str, years: int) -> str | None:
    """The same day, month, quarter or interval in another year; None for a day that there is not, or no such year."""
    parts = []
    for part in iso.split("/"):
        year = int(part[:4]) + years
        moved = f"{year:04d}{part[4:]}"
        if not 1 <= year <= 9999 or (part.count("-") == 2 and day_of(year, int(part[5:7]), int(part[8:])) is None):
            return None
        parts.append(moved)
    return "/".join(parts)

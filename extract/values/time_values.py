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
    "TimeValue",
    "count_of",
    "day_of",
    "days_back",
    "direction",
    "direction_of",
    "edtf_of",
    "first_day",
    "neighbour",
    "rounded",
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

    @property
    def bounds(self) -> tuple[str, str]:
        """Begin and end of an interval; empty where it is open, both the same for a single time."""
        first, slash, last = self.edtf.rstrip("~").partition("/")
        return (first.replace("..", ""), last.replace("..", "")) if slash else (first, first)


def edtf_of(iso: str) -> str:
    """A date of ours in EDTF: quarters are codes 33 to 36, halves of a year 40 and 41 in place of the month."""
    return _PART.sub(lambda m: f"{m[1]}-{(32 if m[2] == 'Q' else 39) + int(m[3])}", iso)


def time_value(iso: str | None, words: str, edtf: str | None = None) -> TimeValue | None:
    """A time from its parts; None where there is no date."""
    return None if iso is None else TimeValue(iso, edtf or edtf_of(iso), words.strip())


def first_day(iso: str) -> str:
    """The first day of a date of ours that is no interval."""
    if iso[5:6] in ("Q", "H"):
        return f"{iso[:4]}-{1 + (int(iso[6]) - 1) * (3 if iso[5] == 'Q' else 6):02d}-01"
    return iso + "-01-01"[3 * iso.count("-") :]


def unit_of(today: dt.date, step: int, unit: str) -> str:
    """The week, month, quarter or year that lies ``step`` of them from that of ``today``."""
    if unit == "year":
        return str(today.year + step)
    if unit == "month":
        index = today.year * 12 + today.month - 1 + step
        return f"{index // 12}-{index % 12 + 1:02d}"
    if unit == "quarter":
        index = today.year * 4 + (today.month - 1) // 3 + step
        return f"{index // 4}-Q{index % 4 + 1}"
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
        if unit in ("day", "week"):
            return today - dt.timedelta(count * (7 if unit == "week" else 1))
        index = today.year * 12 + today.month - 1 - count * (12 if unit == "year" else 1)
        year, month = divmod(index, 12)
        return dt.date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        return None


def rounded(day: dt.date, unit: str) -> str:
    """As exact as the unit it was counted in."""
    return unit_of(day, 0, unit.lower()) if unit.lower() != "day" else day.isoformat()


def day_of(year: int, month: int, day: int) -> str | None:
    """The ISO date, or None where there is no such day."""
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def neighbour(iso: str, step: int) -> str:
    """The day, month, quarter, half or year right before (-1) or after (1) this one."""
    year = int(iso[:4])
    if iso[5:6] in ("Q", "H"):
        parts = 4 if iso[5] == "Q" else 2
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

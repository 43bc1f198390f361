"""Dates in a phrase, resolved against the document's date, each with its precision and its words. Own patterns: the
libraries tried invent dates from "46" or "five-year", and cost a hundred times as much.

A date is written as exactly as it is known: ``2023-11-22``, ``2023-11``, ``2023-Q2``, ``2023-H2``, ``2023``, or an
interval of days, months or years (``2024-05-13/2024-05-19``). ``TimeValue.edtf`` is the same in the Extended Date/Time
Format (ISO 8601-2:2019), which has codes for quarters, halves and seasons and can say "until" and "about".

All functions are pure and memoised; a text that cannot be read gives None, never a guess.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import lru_cache

from newsweave.extract.values.business_periods import (
    business_year,
    current_period,
    first_months,
    latest_quarter,
    part_of_year,
    so_far,
    up_to,
    year_end,
)
from newsweave.extract.values.relative_times import anchored, lasting_for, month_end, needs_anchor, relative, spans
from newsweave.extract.values.seasons import SEASON_NAMES, feast, season, turn_of_year
from newsweave.extract.values.time_ranges import Reader, days, from_to, months, nearest_day
from newsweave.extract.values.time_values import (
    MONTH,
    MONTHS,
    YEAR,
    Setting,
    TimeValue,
    day_of,
    direction_of,
    edtf_of,
    is_lower_month,
    neighbour,
    shifted,
    time_value,
    unit_of,
)
from newsweave.extract.values.weekdays import named_day, placed_day

__all__ = ["TimeValue", "day_order", "edtf_of", "iso_date", "needs_anchor", "read_date", "read_lasting"]

_ORDINAL = r"(?:st|nd|rd|th)?"
_FULL = re.compile(rf"\b{MONTH} (?P<day>\d{{1,2}}){_ORDINAL},? {YEAR}\b", re.I)
_FULL_BRITISH = re.compile(rf"\b(?P<day>\d{{1,2}}){_ORDINAL}(?: of)?[ -]{MONTH}[, -] ?{YEAR}\b", re.I)
_ISO = re.compile(r"(?<![\d/-])(?P<year>\d{4})(?P<mark>[-/])(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?=\b|T\d)(?![/-]\d)")
_WRITTEN_OUT = (_FULL, _FULL_BRITISH, _ISO)
_ISO_MONTH = re.compile(r"(?<![\d/-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])(?![\d/-]|\.\d)")
_ISO_WEEK = re.compile(r"(?<![\d/-])(?P<year>(?:19|20)\d\d)-?W(?P<week>[0-5]\d)\b")
_NUMERIC = re.compile(
    r"(?<![\d/.,-])(?P<a>\d{1,2})(?P<mark>[/.])(?P<b>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?![/\d])"
)
_MONTH_YEAR = re.compile(
    rf"\b{MONTH}(?:,?(?: of)? (?:{YEAR}|(?P<turn>last|this|next|the same|the previous|the following) year)"
    rf"|[ -]['’](?P<short>\d\d))\b",
    re.I,
)
_ONLY_YEAR = re.compile(
    rf"(?<![\d,./$£€¥₹])(?<!\bRs )(?<!\bRs\. ){YEAR}(?!\d|,\d|['’]?s\b|\.\d|%"
    r"|-(?:strong|plus|odd|seat|room|mile|word|acre)"
    r"| ?(?:thousand|million|billion|trillion|users|per cent|percent|people|dollars|euros|pounds"
    r"|km\b|kg\b|[kKMGT]Wh?\b))"
)
# A number that amounts take for a count: "1500 stores", "2000 employees".
_COUNTED = re.compile(r"(?:1[5-8]\d\d|19[0-4]\d|2000|20[4-9]\d) (?:[a-z-]+ )?[a-z-]{2,}[a-rt-z]s\b")
_MONTH_DAY = re.compile(
    rf"\b{MONTH} (?P<day>\d{{1,2}}){_ORDINAL}\b(?!,? ?\d{{3}}|[.,]\d|:\d| ?%| (?:per ?cent|million|billion)\b)", re.I
)
_DAY_MONTH = re.compile(rf"(?<![.,:/$£€\d])\b(?P<day>\d{{1,2}}){_ORDINAL}(?: of)? {MONTH}(?!\w)", re.I)
_ONLY_MONTH = re.compile(rf"(?<!\d )\b(?:(?P<which>last|this|next) )?{MONTH}(?=\W|$)(?! \d)", re.I)
# One look that tells most phrases without a time from those that may have one.
_HINT = re.compile(
    rf"\d|day|night|week|month|year|quarter|half|decade|centur|tomorrow|afternoon|morning|evening"
    rf"|\b(?:{'|'.join(MONTHS)}|ytd|{SEASON_NAMES})\b",
    re.I,
)
_BEFORE = re.compile(r"^(?:before|prior to|ahead of)\b", re.I)
_AFTER = re.compile(r"^after\b", re.I)
_UNTIL = re.compile(r"^(?:by|until|till|not? later than|as late as|within)\b", re.I)
_SINCE = re.compile(r"^(?:ever )?since\b", re.I)
_FROM = re.compile(r"^(?:from|as from|starting(?: in| on)?|beginning(?: in| on)?)\b", re.I)
_RANGED = re.compile(r"^(?:between|since the (?:start|beginning) of)\b", re.I)
_ABOUT = re.compile(r"^(?:around|about|circa|c\.|roughly|approximately|sometime in)\b", re.I)


def iso_date(text: str, published: str | None = None, *, ahead: bool = False) -> str | None:
    """``read_date(...).iso``, or None."""
    found = read_date(text, published, ahead=ahead)
    return None if found is None else found.iso


@lru_cache(maxsize=4096)
def read_date(
    text: str,
    published: str | None = None,
    *,
    ahead: bool = False,
    anchor: str | None = None,
    day_first: bool | None = None,
) -> TimeValue | None:
    """The first time that a phrase names; relative ones need ``published``.

    Args:
        text: the phrase, best with its preposition ("last week", "by Feb. 29", "As far back as 2017").
        published: ISO date of the document.
        ahead: whether the phrase tells of something to come, so that "in January" is the next one.
        anchor: the time that the text spoke of last, as ``TimeValue.iso``, for "a year earlier" and the like.
        day_first: whether "3/4/2025" is in April, as ``day_order`` says; None for a text that does not show it.
    """
    if not _HINT.search(text):
        return None
    start = text.lstrip(" ")
    at = _setting(published, ahead and not _SINCE.match(start), anchor, day_first)
    found = _read(text, at)
    if found is None:
        return None
    if _SINCE.match(start) and published and len(found.iso) == len("2024-05-24") and found.iso > published[:10]:
        found = _year_before(found)
    return replace(found, edtf=_bounded(found, start))


def _year_before(found: TimeValue) -> TimeValue:
    """What has lasted since a day has not begun after the document."""
    iso = shifted(found.iso, -1)
    return found if iso is None or found.text[-4:] == found.iso[:4] else replace(found, iso=iso, edtf=iso)


def _bounded(found: TimeValue, text: str) -> str:
    """The EDTF of a time with what the preposition before it says."""
    edtf = found.edtf
    if ".." in edtf or _RANGED.match(text):
        return edtf
    first, _, last = edtf.replace("~", "").partition("/")
    iso_first, _, iso_last = found.iso.partition("/")
    if _BEFORE.match(text):
        return f"../{edtf_of(neighbour(iso_first, -1))}"
    if _AFTER.match(text):
        return f"{edtf_of(neighbour(iso_last or iso_first, 1))}/.."
    if _UNTIL.match(text):
        return f"../{last or first}"
    if _SINCE.match(text):
        return f"{first}/.."
    if last:
        return edtf
    if _FROM.match(text):
        return f"{first}/.."
    return f"{first}~" if _ABOUT.match(text) else edtf


def read_lasting(text: str, published: str | None) -> TimeValue | None:
    """Since when a state holds that has held "for three years" when it is told."""
    return lasting_for(text, _setting(published, False, None, None)) if _HINT.search(text) else None


@lru_cache(maxsize=4)  # asked for several times a document
def day_order(text: str, published: str | None = None, start: int = 0, end: int | None = None) -> bool | None:
    """Whether the numeric dates of ``text[start:end]`` have the day first ("25/3/2025"); None where nothing shows it.

    A date that is the day of the document in one of the two orders shows it, too.
    """
    seen = set()
    for m in _NUMERIC.finditer(text, start, len(text) if end is None else end):
        a, b = int(m["a"]), int(m["b"])
        if (a > 12) != (b > 12):
            seen.add(a > 12)
        elif a != b and published:
            readings = {day_of(int(m["year"]), b, a): True, day_of(int(m["year"]), a, b): False}
            if published[:10] in readings:
                seen.add(readings[published[:10]])
    return seen.pop() if len(seen) == 1 else None


def _setting(published: str | None, ahead: bool, anchor: str | None, day_first: bool | None) -> Setting:
    today = dt.date.fromisoformat(published[:10]) if published and len(published) >= 10 else None
    return Setting(today, int(published[:4]) if published else None, ahead, anchor, day_first)


def _read(text: str, at: Setting) -> TimeValue | None:
    day = _day_written(text)
    if day is not None and day[1] is None:
        return None  # "February 30, 2023"
    return next(filter(None, (read(text, at) for read in _READERS)), None)


# --- times that stand for themselves ---


def _range(text: str, at: Setting) -> TimeValue | None:
    return from_to(text, at, _read)


def _written_out(text: str, at: Setting) -> TimeValue | None:
    """Day, month and year in any of their forms."""
    found = _day_written(text)
    return time_value(found[1], found[0]) if found else None


def _day_written(text: str) -> tuple[re.Match[str], str | None] | None:
    """A day with month and year, and its ISO date if there is such a day."""
    m = next(filter(None, (pattern.search(text) for pattern in _WRITTEN_OUT)), None)
    if m is None:
        return None
    month = MONTHS[m["month"].lower()] if m["month"].lower() in MONTHS else int(m["month"])
    return m, day_of(int(m["year"]), month, int(m["day"]))


def _numeric(text: str, at: Setting) -> TimeValue | None:
    """ "25/3/2025"; where day and month may each be either, only the year is known."""
    m = _NUMERIC.search(text)
    if m is None:
        return None
    a, b, year = int(m["a"]), int(m["b"]), int(m["year"])
    day_first = True if m["mark"] == "." or a > 12 or a == b else False if b > 12 else at.day_first
    if day_first is None:
        known = day_of(year, a, b) and day_of(year, b, a)
        return time_value(m["year"], m) if known else None
    return time_value(day_of(year, b, a) if day_first else day_of(year, a, b), m)


def _iso_part(text: str, at: Setting) -> TimeValue | None:
    """ "2024-05", "2024-W20"."""
    m = _ISO_WEEK.search(text)
    if m:
        try:
            return time_value(unit_of(dt.date.fromisocalendar(int(m["year"]), int(m["week"]), 1), 0, "week"), m)
        except ValueError:
            return None
    m = _ISO_MONTH.search(text)
    return time_value(m[0], m) if m and int(m["month"]) != int(m["year"][2:]) + 1 else None


def _month_year(text: str, at: Setting) -> TimeValue | None:
    m = _MONTH_YEAR.search(text)
    if m is None or is_lower_month(m["month"]) or (at.year is None and not m["year"] and not m["short"]):
        return None
    short = 2000 + int(m["short"]) if m["short"] else 0
    which = int(m["year"]) if m["year"] else short or (at.year or 0) + direction_of(m["turn"])
    return time_value(f"{which}-{MONTHS[m['month'].lower()]:02d}", m)


def _year(text: str, at: Setting) -> TimeValue | None:
    m = _ONLY_YEAR.search(text)
    return time_value(m["year"], m) if m and not _COUNTED.match(text, m.start()) else None


# --- times that need the day of the document ---


def _month_day(text: str, at: Setting) -> TimeValue | None:
    """A day without a year: the one nearest to the document's date."""
    for pattern in (_MONTH_DAY, _DAY_MONTH):
        m = pattern.search(text)
        if m and at.today is not None and not is_lower_month(m["month"]):
            return time_value(nearest_day(at.today, MONTHS[m["month"].lower()], int(m["day"]), ahead=at.ahead), m)
    return None


def _only_month(text: str, at: Setting) -> TimeValue | None:
    m = _ONLY_MONTH.search(text)
    today = at.today
    if m is None or today is None or is_lower_month(m["month"]) or m["month"] == "sun":
        return None
    month, which = MONTHS[m["month"].lower()], (m["which"] or "").lower()
    if which == "this":
        found = today.year
    elif which == "next" or (at.ahead and which != "last"):
        found = today.year if month >= today.month + (which == "next") else today.year + 1
    else:
        found = today.year if month <= today.month - (which == "last") else today.year - 1
    return time_value(f"{found}-{month:02d}", m)


_READERS: tuple[Reader, ...] = (
    anchored,
    _range,
    months,
    days,
    so_far,
    up_to,
    _written_out,
    _numeric,
    placed_day,
    part_of_year,
    year_end,
    first_months,
    business_year,
    _iso_part,
    season,
    feast,
    turn_of_year,
    _month_year,
    _year,
    _month_day,
    month_end,
    spans,
    latest_quarter,
    current_period,
    relative,
    named_day,
    _only_month,
)

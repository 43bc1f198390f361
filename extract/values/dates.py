"""Dates in a phrase, resolved against the document's date, each with its precision and its words. Own patterns: the
libraries tried invent dates from "46" or "five-year", and cost a hundred times as much.

A date is written as exactly as it is known: ``2023-11-22``, ``2023-11``, ``2023-Q2``, ``2023-H2``, ``2023``, or an
interval of days or months (``2024-05-13/2024-05-19``). ``TimeValue.edtf`` is the same in the Extended Date/Time
Format (ISO 8601-2:2019), which has codes for quarters and halves and can say "until" and "about".

All functions are pure and memoised; a text that cannot be read gives None, never a guess.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache

from newsweave.extract.values.time_values import (
    MONTH,
    MONTH_NAME,
    MONTHS,
    NUMBERS,
    YEAR,
    TimeValue,
    count_of,
    day_of,
    days_back,
    direction,
    direction_of,
    edtf_of,
    first_day,
    neighbour,
    rounded,
    time_value,
    unit_of,
)
from newsweave.extract.values.weekdays import named_day, placed_day

__all__ = ["TimeValue", "edtf_of", "iso_date", "read_date"]

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4, "latter": 2}
_COUNT = r"(?P<n>\d{1,3}|" + "|".join(NUMBERS) + ")"

_TURN = r"(?P<turn>last|this|next|the same|the previous|the current|the following) year"
_FULL = re.compile(rf"\b{MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {YEAR}\b", re.I)
_FULL_BRITISH = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {MONTH},? {YEAR}\b", re.I)
_ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b")
_QUARTER = re.compile(
    r"\b(?:(?P<q>first|second|third|fourth|final|last)[ -](?:fiscal |financial )?quarter|Q(?P<n>[1-4]))\b"
    rf"(?:,? (?:of |in )?(?:(?:fiscal |financial |FY ?)?{YEAR}|{_TURN}))?",
    re.I,
)
_HALF = re.compile(
    rf"\b(?:(?P<q>first|second|latter)[ -]half|H(?P<n>[12]))\b(?:,? (?:of |in )?(?:{YEAR}|{_TURN}))?", re.I
)
_MONTH_YEAR = re.compile(rf"\b{MONTH},?(?: of)? (?:{YEAR}|(?P<turn>last|this|next) year)\b", re.I)
_UP_TO = re.compile(
    rf"\b(?:(?P<n>\d{{1,2}}|{'|'.join(NUMBERS)}|first half|full|fiscal|financial|trading)[ -])?(?P<unit>months?|weeks?|"
    rf"quarter|half|year) (?:that )?(?:to|through|end(?:ed|ing)(?: on| in)?)(?: the end of)? "
    rf"(?:\d{{1,2}} )?{MONTH}(?: \d{{1,2}}\b)?(?:,? {YEAR})?",
    re.I,
)
_YEAR_END = re.compile(
    r"\b(?:(?P<bare>year[- ]end)|(?:the )?end of(?: (?P<which>the|this|last|next|the calendar) year)?)\b"
    rf"(?:(?: of)? {YEAR}\b)?",
    re.I,
)
_MONTH_END = re.compile(r"\b(?:the )?end of (?P<which>the|this|last|next) month\b", re.I)
_FULL_YEAR = re.compile(rf"\bfull[- ]year\b(?: {YEAR})?", re.I)
_FIRST_MONTHS = re.compile(rf"\bfirst {_COUNT} months(?: of (?:{YEAR}|the year|{_TURN}))?\b", re.I)
_ONLY_YEAR = re.compile(rf"(?<![\d,.$£€¥₹]){YEAR}(?!\d|,\d|s\b|\.\d|%| ?(?:million|billion|users|per cent|percent)\b)")
_MONTH_DAY = re.compile(rf"\b{MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,? ?\d{{3}})", re.I)
_DAY_MONTH = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {MONTH}(?!\w)", re.I)
_ONLY_MONTH = re.compile(rf"(?<!\d )\b(?:(?P<which>last|this|next) )?{MONTH}(?=\W|$)", re.I)
_RELATIVE = re.compile(
    r"\b(?P<which>last|this|next|earlier this|later this|early this|late last|early next|previous|the coming|"
    r"the following) (?P<unit>week|month|year|quarter)\b",
    re.I,
)
_PAST = re.compile(
    rf"\b(?:the |its )?(?:last|past|previous|preceding) (?:{_COUNT} )?(?P<unit>day|week|month|year)(?P<s>s?)\b", re.I
)
_AGO = re.compile(rf"\b{_COUNT} (?P<unit>day|week|month|year)s? ago\b", re.I)
_AHEAD = re.compile(rf"\b(?:in|within)(?: the next)? {_COUNT} (?P<unit>day|week|month|year)s?\b(?! time)", re.I)
_RANGE = re.compile(
    r"\b(?:from (?P<first>[^,;()]{2,24}?) (?:to|through|until|till)|between (?P<first2>[^,;()]{2,24}?) and) "
    r"(?P<last>[^;()]{2,24})",
    re.I,
)
_MONTH_TO_MONTH = re.compile(
    rf"\b{MONTH} ?(?:-|–|to|through) ?(?P<last>{MONTH_NAME})\.?(?: {YEAR})? (?:quarter|period|half|results)\b", re.I
)
_YEARS = re.compile(rf"(?<![\d,.$£€¥₹]){YEAR} ?[-–—] ?(?P<last>(?:1[5-9]|20)\d\d|\d\d)(?![\d,]|\.\d|-\d)")
# One look that tells most phrases without a time from those that may have one.
_HINT = re.compile(
    rf"\d|day|night|week|month|year|quarter|half|tomorrow|afternoon|morning|evening|\b(?:{'|'.join(MONTHS)})\b", re.I
)
_BEFORE = re.compile(r"^(?:before|prior to|ahead of)\b", re.I)
_AFTER = re.compile(r"^after\b", re.I)
_UNTIL = re.compile(r"^(?:by|until|till|not? later than|as late as|within)\b", re.I)
_SINCE = re.compile(r"^(?:since|from|as from|starting(?: in| on)?|beginning(?: in| on)?)\b", re.I)
_ABOUT = re.compile(r"^(?:around|about|circa|c\.|roughly|approximately|sometime in)\b", re.I)
_LATELY = 31  # days: a day of a plan is not in the distant past
_SPRING = 4  # the last month in which "full-year" results are those of the calendar year before
_AUTUMN = 10  # the month from which "at year-end" is the coming one


def iso_date(text: str, published: str | None = None, *, ahead: bool = False) -> str | None:
    """``read_date(...).iso``, or None."""
    found = read_date(text, published, ahead=ahead)
    return None if found is None else found.iso


@lru_cache(maxsize=4096)
def read_date(text: str, published: str | None = None, *, ahead: bool = False) -> TimeValue | None:
    """The first time that a phrase names; relative ones need ``published``.

    Args:
        text: the phrase, best with its preposition ("last week", "by Feb. 29", "As far back as 2017").
        published: ISO date of the document.
        ahead: whether the phrase tells of something to come, so that "in January" is the next one.
    """
    if not _HINT.search(text):
        return None
    today = dt.date.fromisoformat(published[:10]) if published and len(published) >= 10 else None
    year = int(published[:4]) if published else None
    found = _range(text, published) or _months(text, today) or _up_to(text, today, year, ahead)
    if found is None and (m := _written_out(text)):
        found = _full(m)
    elif found is None:
        found = next(filter(None, (read(text, today, year, ahead) for read in _READERS)), None)
    if found is None:
        return None
    edtf = found.edtf
    if "/" not in edtf:
        start = text.lstrip(" ").lower()
        if _BEFORE.match(start):
            edtf = f"../{edtf_of(neighbour(found.iso, -1))}"
        elif _AFTER.match(start):
            edtf = f"{edtf_of(neighbour(found.iso, 1))}/.."
        elif _UNTIL.match(start):
            edtf = f"../{edtf}"
        elif _SINCE.match(start):
            edtf = f"{edtf}/.."
        elif _ABOUT.match(start):
            edtf = f"{edtf}~"
    return TimeValue(found.iso, edtf, found.text)


_Reader = Callable[[str, "dt.date | None", "int | None", bool], "TimeValue | None"]


def _range(text: str, published: str | None) -> TimeValue | None:
    """ "from 2015 to 2018", "between May and July 2023": the first takes its year from the last where it has none."""
    m = _RANGE.search(text)
    if m is None:
        return _years(text)
    last = read_date(m["last"], published)
    if last is None or "/" in last.iso:
        return _years(text)
    first = read_date(m["first"] or m["first2"], first_day(last.iso))
    if first is None or "/" in first.iso or first.iso > last.iso or len(first.iso) > len(last.iso):
        return None
    words = text[m.start() : m.start("last") + m["last"].find(last.text) + len(last.text)]
    return time_value(f"{first.iso}/{last.iso}", words)


def _months(text: str, today: dt.date | None) -> TimeValue | None:
    """ "the January-March quarter", the last that is over."""
    m = _MONTH_TO_MONTH.search(text)
    if m is None or (today is None and not m["year"]):
        return None
    first, last = MONTHS[m["month"].lower()], MONTHS[m["last"].lower()]
    year = int(m["year"]) if m["year"] else today.year - (last >= today.month) if today else 0
    return time_value(f"{year - (first > last)}-{first:02d}/{year}-{last:02d}", m[0])


def _years(text: str) -> TimeValue | None:
    """ "2002-2010", "2019-20"."""
    m = _YEARS.search(text)
    if m is None:
        return None
    last = m["last"] if len(m["last"]) > 2 else m["year"][:2] + m["last"]
    return time_value(f"{m['year']}/{last}", m[0]) if m["year"] < last else None


# --- times that stand for themselves ---


def _written_out(text: str) -> re.Match[str] | None:
    return next(filter(None, (pattern.search(text) for pattern in (_FULL, _FULL_BRITISH, _ISO))), None)


def _full(m: re.Match[str]) -> TimeValue | None:
    """Day, month and year; none where there is no such day."""
    month = MONTHS[m["month"].lower()] if m["month"].lower() in MONTHS else int(m["month"])
    return time_value(day_of(int(m["year"]), month, int(m["day"])), m[0])


def _up_to(text: str, today: dt.date | None, year: int | None, ahead: bool) -> TimeValue | None:
    """ "the year to March", "the three months ended June 30": named by its end, and so many months long."""
    m = _UP_TO.search(text)
    if m is None:
        return None
    month = MONTHS[m["month"].lower()]
    last = int(m["year"]) if m["year"] else None if year is None else year
    if last is None:
        return None
    if not m["year"] and today is not None and month > today.month:
        last -= 1
    if today is None and not m["year"]:
        return None
    unit = m["unit"].lower().removesuffix("s")
    count = (m["n"] or "1").lower()
    number = 1 if unit != "month" else int(NUMBERS.get(count, count if count.isdigit() else 1))
    months = {"year": 12, "half": 6, "quarter": 3, "month": number}.get(unit)
    end = f"{last}-{month:02d}"
    if months is None or not 1 <= months <= 60:
        return time_value(end, m[0])
    index = last * 12 + month - months
    return time_value(end, m[0], f"{index // 12}-{index % 12 + 1:02d}/{end}")


def _part_of_year(text: str, today: dt.date | None, year: int | None, ahead: bool) -> TimeValue | None:
    """Quarters and halves; without a year the last that has begun, or the next that ends."""
    for pattern, letter, months in ((_QUARTER, "Q", 3), (_HALF, "H", 6)):
        m = pattern.search(text)
        if m is None:
            continue
        named = m["year"] or m["turn"]
        word = (m["q"] or "").lower()
        if word == "last" and not named:
            continue  # "the last quarter" is the one before
        number = int(m["n"]) if m["n"] else _ORDINALS[word]
        if m["year"]:
            which: int | None = int(m["year"])
        elif year is None:
            return None
        elif m["turn"]:
            which = year + direction_of(m["turn"])
        else:
            which = _nearest_part(today, year, number, months, ahead)
        return time_value(f"{which}-{letter}{number}", m[0])
    return None


def _nearest_part(today: dt.date | None, year: int, number: int, months: int, ahead: bool) -> int:
    if today is None:
        return year
    first, last = (number - 1) * months + 1, number * months
    if ahead:
        return year if last >= today.month else year + 1
    return year if first <= today.month else year - 1


def _year_end(text: str, today: dt.date | None, year: int | None, ahead: bool) -> TimeValue | None:
    """The end of a year is its December."""
    m = _YEAR_END.search(text)
    if m is None or not (m["bare"] or m["which"] or m["year"]):
        return None
    if m["year"]:
        return time_value(f"{m['year']}-12", m[0])
    if year is None:
        return None
    if m["bare"]:
        past = not ahead and today is not None and today.month < _AUTUMN
        return time_value(f"{year - past}-12", m[0])
    return time_value(f"{year + direction(m['which'].lower())}-12", m[0])


def _month_year(text: str, today: dt.date | None, year: int | None, ahead: bool) -> TimeValue | None:
    m = _MONTH_YEAR.search(text)
    if m is None or (year is None and not m["year"]):
        return None
    which = int(m["year"]) if m["year"] else (year or 0) + direction_of(m["turn"])
    return time_value(f"{which}-{MONTHS[m['month'].lower()]:02d}", m[0])


def _first_months(text: str, today: dt.date | None, year: int | None, ahead: bool) -> TimeValue | None:
    m = _FIRST_MONTHS.search(text)
    if m is None or (year is None and not m["year"]):
        return None
    count = count_of(m["n"])
    which = int(m["year"]) if m["year"] else (year or 0) + (direction_of(m["turn"]) if m["turn"] else 0)
    return time_value(f"{which}-01/{which}-{count:02d}", m[0]) if 1 <= count <= 12 else None


def _year(text: str, today: dt.date | None, year: int | None, ahead: bool) -> TimeValue | None:
    m = _ONLY_YEAR.search(text)
    if m:
        return time_value(m["year"], m[0])
    m = _FULL_YEAR.search(text)
    if m is None or (year is None and not m["year"]):
        return None
    if not m["year"] and (today is None or (today.month > _SPRING and not ahead)):
        return None  # of a business year that ends when?
    return time_value(m["year"] or str((year or 0) - (not ahead)), m[0])


# --- times that need the day of the document ---


def _month_day(text: str, today: dt.date | None, year: int | None, ahead: bool) -> TimeValue | None:
    """A day without a year: the one nearest to the document's date."""
    for pattern in (_MONTH_DAY, _DAY_MONTH):
        m = pattern.search(text)
        if m and today is not None:
            month, day = MONTHS[m["month"].lower()], int(m["day"])
            tries = [d for y in (today.year - 1, today.year, today.year + 1) if (d := day_of(y, month, day))]
            if ahead:
                lately = (today - dt.timedelta(_LATELY)).isoformat()
                tries = [d for d in tries if d >= lately] or tries
            nearest = min(tries, key=lambda d: abs((dt.date.fromisoformat(d) - today).days), default=None)
            return time_value(nearest, m[0])
    return None


def _month_end(text: str, today: dt.date | None, year: int | None, ahead: bool) -> TimeValue | None:
    m = _MONTH_END.search(text)
    if m is None or today is None:
        return None
    index = today.year * 12 + today.month - 1 + direction(m["which"].lower())
    last = calendar.monthrange(index // 12, index % 12 + 1)[1]
    return time_value(f"{index // 12}-{index % 12 + 1:02d}-{last:02d}", m[0])


def _spans(text: str, today: dt.date | None, year: int | None, ahead: bool) -> TimeValue | None:
    """ "the past seven days", "two years ago", "within three months"."""
    if today is None:
        return None
    m = _PAST.search(text)
    if m and (m["n"] or m[0].split()[-2].lower() == "past"):
        start = days_back(today, count_of(m["n"] or "1"), m["unit"])
        return time_value(f"{start.isoformat()}/{today.isoformat()}", m[0]) if start else None
    m = _AGO.search(text)
    if m:
        start = days_back(today, count_of(m["n"]), m["unit"])
        return time_value(rounded(start, m["unit"]), m[0]) if start else None
    m = _AHEAD.search(text)
    if m and ahead:
        start = days_back(today, -count_of(m["n"]), m["unit"])
        if start and "next" in m[0].lower():
            return time_value(f"{today.isoformat()}/{start.isoformat()}", m[0])
        return time_value(rounded(start, m["unit"]), m[0]) if start else None
    return None


def _relative(text: str, today: dt.date | None, year: int | None, ahead: bool) -> TimeValue | None:
    m = _RELATIVE.search(text)
    if m is None or today is None:
        return None
    return time_value(unit_of(today, direction(m["which"].lower().split()[-1]), m["unit"].lower()), m[0])


def _only_month(text: str, today: dt.date | None, year: int | None, ahead: bool) -> TimeValue | None:
    m = _ONLY_MONTH.search(text)
    if m is None or today is None:
        return None
    if m["month"].lower() in ("may", "march", "mar", "sun") and not m["month"][:1].isupper():
        return None
    month, which = MONTHS[m["month"].lower()], (m["which"] or "").lower()
    if which == "next" or (ahead and which != "last"):
        found = today.year if month >= today.month + (which == "next") else today.year + 1
    else:
        found = today.year if month <= today.month - (which == "last") else today.year - 1
    return time_value(f"{found}-{month:02d}", m[0])


_READERS: tuple[_Reader, ...] = (
    placed_day,
    _part_of_year,
    _year_end,
    _first_months,
    _month_year,
    _year,
    _month_day,
    _month_end,
    _spans,
    _relative,
    named_day,
    _only_month,
)

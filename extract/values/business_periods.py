"""The periods that figures are of: quarters, halves, business years, "the year to March", "the first nine months",
"so far this year", "the latest quarter"."""

from __future__ import annotations

import datetime as dt
import re

from newsweave.extract.values.time_values import (
    MONTH,
    MONTHS,
    NUMBERS,
    YEAR,
    Setting,
    TimeValue,
    calendar_period,
    count_of,
    direction,
    direction_of,
    time_value,
    unit_of,
)

__all__ = [
    "business_year",
    "current_period",
    "first_months",
    "latest_quarter",
    "part_of_year",
    "so_far",
    "up_to",
    "year_end",
]

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4, "latter": 2}
_COUNT = r"(?P<n>\d{1,3}|" + "|".join(NUMBERS) + ")"
_TURN = r"(?P<turn>last|this|next|the same|the previous|the current|the following) year"
_FY = r"FY ?['’]?(?P<fy>(?:20)?\d\d)\b"
_QUARTER = re.compile(
    r"\b(?:(?P<q>first|second|third|fourth|final|last)[ -](?:fiscal[ -]|financial[ -])?quarter"
    r"|(?:Q(?P<n>[1-4])|(?P<n2>[1-4])Q))"
    rf"(?:(?:,? (?:of |in )?(?:the )?(?:(?:fiscal |financial |calendar )?(?:year )?{YEAR}|{_FY}|{_TURN}))"
    r"|['’](?P<short>\d\d))?"
    r"(?!\w)",
    re.I,
)
_HALF = re.compile(
    rf"\b(?:(?P<q>first|second|latter)[ -]half|(?:H(?P<n>[12])|(?P<n2>[12])H))"
    rf"(?:,? (?:of |in )?(?:(?:fiscal |financial )?{YEAR}|{_FY}|{_TURN})|['’](?P<short>\d\d))?(?!\w)",
    re.I,
)
_UP_TO = re.compile(
    rf"\b(?:(?P<n>\d{{1,2}}|{'|'.join(NUMBERS)}|first half|full|fiscal|financial|trading)[ -])?(?P<unit>months?|weeks?|"
    rf"quarter|half|year)(?:[ -]period)? (?:(?:that|which) )?(?:to|through|end(?:ed|ing|s)(?: on| in)?)"
    rf"(?: the end of| end[ -])? ?(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?<![a-z\d]){MONTH}"
    rf"(?: \d{{1,2}}(?:st|nd|rd|th)?\b)?(?:,? {YEAR})?",
    re.I,
)
_WEEKS = {13: 3, 26: 6, 39: 9, 52: 12, 53: 12}
_YEAR_END = re.compile(
    r"\b(?:(?P<bare>year[- ]end)|(?:the )?end of(?: (?P<which>the|this|last|next|the calendar) year)?)\b"
    rf"(?:(?: of)? {YEAR}\b)?",
    re.I,
)
_MID_YEAR = re.compile(r"\bmid[ -]?year\b", re.I)
_FULL_YEAR = re.compile(rf"\bfull[- ]year\b(?: {YEAR})?", re.I)
_FIRST_MONTHS = re.compile(
    rf"\b(?P<end>first|final|last) {_COUNT} months(?: of (?:{YEAR}|(?P<the>the year)|{_TURN}))?\b", re.I
)
_BUSINESS_YEAR = re.compile(
    rf"\b(?:{_FY}|(?:fiscal|financial|tax)(?: year)? {YEAR})"
    r"(?:[/–-](?P<last>(?:20)?\d\d)(?!\d))?(?!\w)",
    re.I,
)
_SO_FAR = re.compile(
    rf"\b(?:(?:so|thus) far (?:this |in (?:the )?)(?P<unit>year|quarter|month|week)"
    rf"|(?:so|thus) far in {YEAR}|{YEAR.replace('year', 'year2')} (?:so|thus) far"
    r"|(?:this|the) (?P<unit2>year|quarter|month|week)[ ,]*(?:so far|thus far|to date)"
    r"|(?P<ytd>(?:the )?year[ -]to[ -]date|YTD)"
    r"|since the (?:start|beginning) of (?:the|this) (?P<unit3>year|quarter|month|week))\b",
    re.I,
)
_CURRENT = re.compile(r"\bthe current (?P<unit>week|month|quarter|half|year)\b", re.I)
_LATEST = re.compile(
    r"\b(?:latest|most recent|most-recent|just[- ]ended)(?: reported| fiscal| financial)? quarter\b", re.I
)
_SPRING = 4  # the last month in which "full-year" results are those of the calendar year before
_AUTUMN = 10  # the month from which "at year-end" is the coming one
_LONGEST = 60  # months of a period


def part_of_year(text: str, at: Setting) -> TimeValue | None:
    """Quarters and halves; without a year the last that has begun, or the next that ends."""
    for pattern, letter, months in ((_QUARTER, "Q", 3), (_HALF, "H", 6)):
        m = pattern.search(text)
        if m is None:
            continue
        short = m["fy"] or m["short"]
        named = m["year"] or m["turn"] or short
        word = (m["q"] or "").lower()
        if word == "last" and not named:
            continue  # "the last quarter" is the one before
        number = int(m["n"] or m["n2"] or _ORDINALS[word])
        if m["year"] or short:
            which: int | None = int(m["year"] or short)
            which = which + 2000 if which is not None and which < 100 else which
        elif at.year is None:
            return None
        elif m["turn"]:
            which = at.year + direction_of(m["turn"])
        else:
            which = _nearest_part(at.today, at.year, number, months, at.ahead)
        return time_value(f"{which}-{letter}{number}", m)
    return None


def _nearest_part(today: dt.date | None, year: int, number: int, months: int, ahead: bool) -> int:
    if today is None:
        return year
    first, last = (number - 1) * months + 1, number * months
    if ahead:
        return year if last >= today.month else year + 1
    return year if first <= today.month else year - 1


def up_to(text: str, at: Setting) -> TimeValue | None:
    """ "the year to March", "the three months ended June 30": its quarter, half or year where it is one of the
    calendar; else named by its end, and so many months long."""
    m = _UP_TO.search(text)
    if m is None or (m["year"] is None and at.today is None):
        return None
    month = MONTHS[m["month"].lower()]
    if m["year"]:
        year = int(m["year"])
    else:
        assert at.today is not None
        year = at.today.year - (month > at.today.month)
        year += at.ahead and (year, month) < (at.today.year, at.today.month)
    unit = m["unit"].lower().removesuffix("s")
    count = (m["n"] or "1").lower()
    number = int(NUMBERS.get(count, count if count.isdigit() else 1))
    months = {"year": 12, "half": 6, "quarter": 3, "month": number, "week": _WEEKS.get(number)}.get(unit)
    end = f"{year}-{month:02d}"
    if months is None or not 1 <= months <= _LONGEST:
        return time_value(end, m)
    period = calendar_period(year * 12 + month - 1, months)
    return time_value(end, m, period) if "/" in period and months > 1 else time_value(period.split("/")[0], m)


def first_months(text: str, at: Setting) -> TimeValue | None:
    """ "the first nine months of 2023", "the final three months of the year"; without a year the last that are over."""
    m = _FIRST_MONTHS.search(text)
    if m is None or (at.year is None and not m["year"]):
        return None
    count, first = count_of(m["n"]), m["end"].lower() == "first"
    if not 1 <= count <= 12 or not (first or m["year"] or m["the"] or m["turn"]):
        return None  # "the last three months" are those before
    if m["year"]:
        year = int(m["year"])
    else:
        year = at.year or 0
        if m["turn"]:
            year += direction_of(m["turn"])
        elif at.today is not None and not at.ahead and (not first or at.today.month <= count):
            year -= 1
    return time_value(calendar_period(year * 12 + (count if first else 12) - 1, count), m)


def year_end(text: str, at: Setting) -> TimeValue | None:
    """The end of a year is its December."""
    m = _YEAR_END.search(text)
    if m is None or not (m["bare"] or m["which"] or m["year"]):
        return _mid_year(text, at)
    if m["year"]:
        return time_value(f"{m['year']}-12", m)
    if at.year is None:
        return None
    if m["bare"]:
        past = not at.ahead and at.today is not None and at.today.month < _AUTUMN
        return time_value(f"{at.year - past}-12", m)
    return time_value(f"{at.year + direction(m['which'].lower())}-12", m)


def _mid_year(text: str, at: Setting) -> TimeValue | None:
    m = _MID_YEAR.search(text)
    if m is None or at.today is None:
        return None
    year = at.today.year + (at.today.month > 7) if at.ahead else at.today.year - (at.today.month < 6)
    return time_value(f"{year}", m, f"{year}-06/{year}-07")


def business_year(text: str, at: Setting) -> TimeValue | None:
    """ "FY24", "fiscal 2025", "the 2024/25 financial year": about the year of its number, for it ends when it likes;
    "full-year" of the year before while its results come out."""
    m = _BUSINESS_YEAR.search(text)
    if m:
        number = m["fy"] or m["year"]
        year = int(number) + (2000 if len(number) == 2 else 0)
        last = m["last"]
        if last is None:
            return time_value(f"{year}", m, f"{year}~")
        return time_value(f"{year}/{year + 1}", m) if int(last) % 100 == (year + 1) % 100 else None
    m = _FULL_YEAR.search(text)
    if m is None or (at.year is None and not m["year"]):
        return None
    if not m["year"] and (at.today is None or (at.today.month > _SPRING and not at.ahead)):
        return None  # of a business year that ends when?
    return time_value(m["year"] or str((at.year or 0) - (not at.ahead)), m)


def so_far(text: str, at: Setting) -> TimeValue | None:
    """ "so far this year", "year to date": from its first day to that of the document."""
    m = _SO_FAR.search(text)
    if m is None or at.today is None:
        return None
    named = m["year"] or m["year2"]
    if named and int(named) != at.today.year:
        return time_value(named, m)
    unit = (m["unit"] or m["unit2"] or m["unit3"] or "year").lower()
    if unit == "week":
        first = at.today - dt.timedelta(at.today.weekday())
    elif unit == "quarter":
        first = at.today.replace(month=(at.today.month - 1) // 3 * 3 + 1, day=1)
    else:
        first = at.today.replace(day=1) if unit == "month" else at.today.replace(month=1, day=1)
    return time_value(f"{first.isoformat()}/{at.today.isoformat()}", m)


def latest_quarter(text: str, at: Setting) -> TimeValue | None:
    """The last quarter of the calendar that is over."""
    m = _LATEST.search(text)
    return time_value(unit_of(at.today, -1, "quarter"), m) if m and at.today is not None else None


def current_period(text: str, at: Setting) -> TimeValue | None:
    """ "the current quarter"."""
    m = _CURRENT.search(text)
    return time_value(unit_of(at.today, 0, m["unit"].lower()), m) if m and at.today is not None else None

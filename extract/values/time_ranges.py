"""Times from-to: "from 2015 to 2018", "2019-20", "the January-March quarter", "12-14 March", "March 30-April 2"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from newsweave.extract.values.time_values import (
    MONTH,
    MONTH_NAME,
    MONTHS,
    YEAR,
    Setting,
    TimeValue,
    calendar_period,
    day_of,
    first_day,
    is_lower_month,
    time_value,
)

__all__ = ["days", "from_to", "months", "nearest_day"]

_TO = r" ?(?:-|–|—|to|through|until|till) ?"
_RANGE = re.compile(
    r"\b(?:from (?P<first>[^,;()]{2,24}?) (?:to|through|until|till)|between (?P<first2>[^,;()]{2,24}?) and) "
    r"(?P<last>[^;()]{2,24})",
    re.I,
)
_YEARS = re.compile(
    rf"(?<![\d,.$£€¥₹]){YEAR}(?: ?[-–—] ?|/| to | through )(?P<last>(?:1[5-9]|20)\d\d|\d\d)(?![\d,]|\.\d|-\d|/\d)"
)
_DECADE = re.compile(r"\b(?:19[1-9]|20[1-9])0['’]?s\b|\b2000s\b")
_MONTHS = re.compile(
    rf"\b{MONTH}(?: (?P<from>(?:19|20)\d\d))?{_TO}(?P<last>{MONTH_NAME})\.?(?:,? {YEAR})?\b(?! ?\d)", re.I
)
_QUARTERS = re.compile(rf"\bQ(?P<q>[1-4]) ?[-–] ?Q?(?P<last>[2-4])(?:,? (?:of )?{YEAR})?\b")
_ORD = r"(?:st|nd|rd|th)?"
_DAYS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        # March 30-April 2, 2024
        rf"\b{MONTH} (?P<day>\d{{1,2}}){_ORD}(?:, (?P<from>\d{{4}}))?{_TO}"
        rf"(?P<month2>{MONTH_NAME})\.? (?P<last>\d{{1,2}}){_ORD}\b(?:,? {YEAR})?(?!\d)",
        # March 3-5, 2024; between March 3 and 5
        rf"\b{MONTH} (?P<day>\d{{1,2}}){_ORD}(?:{_TO}|(?<=\d) and )(?P<last>\d{{1,2}}){_ORD}\b"
        rf"(?:,? {YEAR})?(?![\d%]|[.,]\d|:\d)(?! (?:per|million|billion|p\.m|a\.m))",
        # 30 March-2 April 2024
        rf"\b(?P<day>\d{{1,2}}){_ORD} {MONTH}(?: (?P<from>\d{{4}}))?{_TO}(?P<last>\d{{1,2}}){_ORD} "
        rf"(?P<month2>{MONTH_NAME})\b\.?(?:,? {YEAR})?(?!\d)",
        # 12-14 March 2024
        rf"(?<![\d.,$£€/-])(?P<day>\d{{1,2}}){_ORD}(?:{_TO}| and )(?P<last>\d{{1,2}}){_ORD}"
        rf"(?: of)? {MONTH}(?!\w)(?:,? {YEAR})?(?!\d)",
    )
)

Reader = Callable[[str, Setting], "TimeValue | None"]


def from_to(text: str, at: Setting, read: Reader) -> TimeValue | None:
    """ "from 2015 to 2018", "between May and July 2023": the first takes its year from the last where it has none.

    ``read`` reads each of the two.
    """
    m = _RANGE.search(text)
    if m is None:
        return _years(text)
    last = read(m["last"], at)
    if last is None or "/" in last.iso:
        return _years(text)
    year = int(last.iso[:4])
    first = read(m["first"] or m["first2"], replace(at, today=_day(first_day(last.iso)), year=year, ahead=False))
    if first is None or "/" in first.iso or first.iso > last.iso or len(first.iso) > len(last.iso):
        return None
    iso = f"{first.iso}/{last.iso}"
    stop = m.start("last") + m["last"].find(last.text) + len(last.text)
    found = time_value(iso, m)
    return replace(found, text=text[m.start() : stop]) if found else None


def _day(iso: str) -> dt.date:
    return dt.date.fromisoformat(iso)


def _years(text: str) -> TimeValue | None:
    """ "2002-2010", "2019-20", "2024/25"; a decade: "the 1990s"."""
    m = _YEARS.search(text)
    if m is not None:
        last = m["last"] if len(m["last"]) > 2 else m["year"][:2] + m["last"]
        spanned = int(last) - int(m["year"])
        return time_value(f"{m['year']}/{last}", m) if spanned > 0 and ("/" not in m[0] or spanned == 1) else None
    m = _DECADE.search(text)
    return time_value(f"{m[0][:3]}0/{m[0][:3]}9", m) if m else None


def months(text: str, at: Setting) -> TimeValue | None:
    """ "the January-March quarter", "March 2023 to May 2024", "Q1-Q3 2023"; without a year the last that are over."""
    m = _QUARTERS.search(text)
    if m is not None:
        return _quarters(m, at)
    m = _MONTHS.search(text)
    if m is None or (at.today is None and not m["year"]) or is_lower_month(m["month"]) or is_lower_month(m["last"]):
        return None
    first, last = MONTHS[m["month"].lower()], MONTHS[m["last"].lower()]
    if m["year"]:
        end = int(m["year"])
    else:
        assert at.today is not None
        end = at.today.year - (last >= at.today.month and not at.ahead)
    begin = int(m["from"]) if m["from"] else end - (first > last)
    iso = f"{begin}-{first:02d}/{end}-{last:02d}"
    return time_value(iso, m) if begin * 12 + first < end * 12 + last else None


def _quarters(m: re.Match[str], at: Setting) -> TimeValue | None:
    first, last = int(m["q"]), int(m["last"])
    if first >= last or (at.today is None and not m["year"]):
        return None
    if m["year"]:
        year = int(m["year"])
    else:
        assert at.today is not None
        year = at.today.year - (last * 3 >= at.today.month and not at.ahead)
    return time_value(calendar_period(year * 12 + last * 3 - 1, (last - first + 1) * 3), m)


def days(text: str, at: Setting) -> TimeValue | None:
    """ "12-14 March", "from March 3 to 5", "March 30-April 2"; without a year those nearest to the document's date."""
    for pattern in _DAYS:
        m = pattern.search(text)
        if m is None or is_lower_month(m["month"]):
            continue
        named = m.groupdict()
        if " and " in m[0].lower() and not text[: m.start()].lower().endswith("between "):
            continue  # two days, not all from one to the other
        first_month = MONTHS[m["month"].lower()]
        last_month = MONTHS[(named.get("month2") or m["month"]).lower()]
        if m["year"]:
            last = day_of(int(m["year"]), last_month, int(m["last"]))
        elif at.today is not None:
            last = nearest_day(at.today, last_month, int(m["last"]), ahead=at.ahead)
        else:
            continue
        if last is None:
            continue
        year = int(named.get("from") or int(last[:4]) - (first_month > last_month))
        first = day_of(year, first_month, int(m["day"]))
        if first is not None and first < last:
            return time_value(f"{first}/{last}", m)
    return None


_LATELY = 31  # days: a day of a plan is not in the distant past


def nearest_day(today: dt.date, month: int, day: int, *, ahead: bool) -> str | None:
    """The day of a month without its year that is nearest to today; of plans none in the distant past."""
    tries = [d for y in (today.year - 1, today.year, today.year + 1) if (d := day_of(y, month, day))]
    if ahead:
        lately = (today - dt.timedelta(_LATELY)).isoformat()
        tries = [d for d in tries if d >= lately] or tries
    return min(tries, key=lambda d: abs((dt.date.fromisoformat(d) - today).days), default=None)

"""Days by their names: "yesterday", "on Friday", "the first Monday of May", "the week of May 6"."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from newsweave.extract.values.time_values import (
    MONTH,
    MONTH_NAME,
    MONTHS,
    YEAR,
    TimeValue,
    direction,
    time_value,
    unit_of,
)

__all__ = ["named_day", "placed_day"]

_DAYS = {d.lower(): i for i, d in enumerate(calendar.day_name)}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_DAY_NAMES = "|".join(_DAYS)
_DAY_OF_WEEK = re.compile(rf"\b(?P<day>{_DAY_NAMES}),? (?:of )?(?P<which>last|this|next) week\b", re.I)
_NTH_DAY = re.compile(
    rf"\b(?P<n>first|second|third|fourth|last) (?P<day>{_DAY_NAMES}) (?:of|in) {MONTH}(?: {YEAR})?(?!\w)", re.I
)
_WEEK_OF = re.compile(rf"\bweek (?:of|beginning|starting) (?P<rest>{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH_NAME})\b", re.I)
_WEEKDAY = re.compile(r"\b(?:(?P<which>last|next) )?(?P<day>" + "|".join(_DAYS) + r")\b", re.I)
_NEAR_DAYS = (
    (re.compile(r"\bthe day before yesterday\b", re.I), -2),
    (re.compile(r"\b(?:yesterday|last night)\b", re.I), -1),
    (re.compile(r"\b(?:today|tonight|this (?:morning|afternoon|evening)|earlier in the day)\b", re.I), 0),
    (re.compile(r"\btomorrow\b", re.I), 1),
)


def named_day(text: str, today: dt.date | None, year: int | None, ahead: bool) -> TimeValue | None:
    """The day, or the week, that a phrase names; ``ahead``: whether it tells of something to come."""
    if today is None:
        return None
    for pattern, shift in _NEAR_DAYS:
        m = pattern.search(text)
        if m:
            return time_value((today + dt.timedelta(shift)).isoformat(), m[0])
    m = _WEEKDAY.search(text)
    if m is None:
        return None
    back = (today.weekday() - _DAYS[m["day"].lower()]) % 7
    which = (m["which"] or "").lower()
    if which == "last" and not back:
        back = 7
    if which == "next" or (ahead and back and not which):
        return time_value((today + dt.timedelta(7 - back)).isoformat(), m[0])
    return time_value((today - dt.timedelta(back)).isoformat(), m[0])


def placed_day(text: str, today: dt.date | None, year: int | None, ahead: bool) -> TimeValue | None:
    """ "on Thursday last week", "the first Monday of May", "the week of May 6"."""
    if today is None:
        return None
    m = _DAY_OF_WEEK.search(text)
    if m:
        monday = today - dt.timedelta(today.weekday()) + dt.timedelta(7 * direction(m["which"].lower()))
        return time_value((monday + dt.timedelta(_DAYS[m["day"].lower()])).isoformat(), m[0])
    m = _NTH_DAY.search(text)
    if m:
        return time_value(_nth_day(m, today), m[0])
    m = _WEEK_OF.search(text)
    if m is None:
        return None
    name, number = sorted(m["rest"].split(), key=str.isdigit)
    month = MONTHS[name.rstrip(".").lower()]
    try:
        day = dt.date(today.year - (month > today.month), month, int(number))
    except ValueError:
        return None
    return time_value(unit_of(day, 0, "week"), m[0])


def _nth_day(m: re.Match[str], today: dt.date) -> str:
    month = MONTHS[m["month"].lower()]
    year = int(m["year"]) if m["year"] else today.year - (month > today.month)
    days = range(1, calendar.monthrange(year, month)[1] + 1)
    right = [d for d in days if dt.date(year, month, d).weekday() == _DAYS[m["day"].lower()]]
    word = m["n"].lower()
    return dt.date(year, month, right[-1] if word == "last" else right[_ORDINALS[word] - 1]).isoformat()

"""Days by their names: "yesterday", "on Friday", "the first Monday of May", "the week of May 6", "over the weekend"."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from newsweave.extract.values.time_values import (
    MONTH,
    MONTH_NAME,
    MONTHS,
    YEAR,
    Setting,
    TimeValue,
    direction,
    time_value,
    unit_of,
)

__all__ = ["named_day", "placed_day"]

_DAYS = {d.lower(): i for i, d in enumerate(calendar.day_name)}
_SATURDAY = 5
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_DAY_NAMES = "|".join(_DAYS)
_DAY_OF_WEEK = re.compile(
    rf"\b(?:(?P<day>{_DAY_NAMES}),? (?:of )?(?P<which>last|this|next) week"
    rf"|(?P<which2>last|this|next) week(?: on|['’]s) (?P<day2>{_DAY_NAMES}))\b",
    re.I,
)
_NTH_DAY = re.compile(
    rf"\b(?P<n>first|second|third|fourth|last) (?P<day>{_DAY_NAMES}) (?:of|in) {MONTH}(?: {YEAR})?(?!\w)", re.I
)
_WEEK_OF = re.compile(rf"\bweek (?:of|beginning|starting) (?P<rest>{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH_NAME})\b", re.I)
_WEEKDAY = re.compile(
    rf"\b(?:(?P<which>this past|this coming|the coming|last|next|this) )?(?P<day>{_DAY_NAMES})\b",
    re.I,
)
_WEEKEND = re.compile(r"\b(?:(?P<which>last|this past|this coming|this|the past|the coming|the) )?weekend\b", re.I)
_OVERNIGHT = re.compile(r"\bovernight\b", re.I)
_NEAR_DAYS = (
    (re.compile(r"\bthe day before yesterday\b", re.I), -2),
    (re.compile(r"\b(?:yesterday|last night)\b", re.I), -1),
    (re.compile(r"\b(?:today|tonight|this (?:morning|afternoon|evening)|earlier in the day)\b", re.I), 0),
    (re.compile(r"\b(?:the )?day after tomorrow\b", re.I), 2),
    (re.compile(r"\btomorrow\b", re.I), 1),
)


def named_day(text: str, at: Setting) -> TimeValue | None:
    """The day, night or weekend that a phrase names."""
    today = at.today
    if today is None:
        return None
    for pattern, shift in _NEAR_DAYS:
        m = pattern.search(text)
        if m:
            return time_value((today + dt.timedelta(shift)).isoformat(), m)
    m = _WEEKDAY.search(text)
    if m:
        return time_value(_weekday(today, _DAYS[m["day"].lower()], (m["which"] or "").lower(), at.ahead), m)
    m = _WEEKEND.search(text)
    if m:
        return time_value(_weekend(today, (m["which"] or "").lower(), at.ahead), m)
    m = _OVERNIGHT.search(text)
    if m and not at.ahead:
        return time_value(f"{(today - dt.timedelta(1)).isoformat()}/{today.isoformat()}", m)
    return None


def _weekday(today: dt.date, day: int, which: str, ahead: bool) -> str:
    back = (today.weekday() - day) % 7
    if which in ("last", "this past") and not back:
        back = 7
    if which == "this":  # of this week, unless that is over
        return (today + dt.timedelta(day - today.weekday() + (7 if ahead and day < today.weekday() else 0))).isoformat()
    if which in ("next", "this coming", "the coming") or (ahead and back and not which):
        return (today + dt.timedelta(7 - back)).isoformat()
    return (today - dt.timedelta(back)).isoformat()


def _weekend(today: dt.date, which: str, ahead: bool) -> str:
    """Saturday and Sunday: the last that has begun, or the next that has not ended."""
    since = (today.weekday() - _SATURDAY) % 7
    coming = "coming" in which or ahead or (which == "this" and today.weekday() < _SATURDAY)
    saturday = today - dt.timedelta(since)
    if which in ("last", "this past", "the past") and since < 2:
        saturday -= dt.timedelta(7)
    elif coming and since > 1:
        saturday += dt.timedelta(7)
    return f"{saturday.isoformat()}/{(saturday + dt.timedelta(1)).isoformat()}"


def placed_day(text: str, at: Setting) -> TimeValue | None:
    """ "on Thursday last week", "the first Monday of May", "the week of May 6"."""
    today = at.today
    if today is None:
        return None
    m = _DAY_OF_WEEK.search(text)
    if m:
        which, day = (m["which"] or m["which2"]).lower(), (m["day"] or m["day2"]).lower()
        monday = today - dt.timedelta(today.weekday()) + dt.timedelta(7 * direction(which))
        return time_value((monday + dt.timedelta(_DAYS[day])).isoformat(), m)
    m = _NTH_DAY.search(text)
    if m:
        return time_value(_nth_day(m, today, at.ahead), m)
    m = _WEEK_OF.search(text)
    if m is None:
        return None
    name, number = sorted(m["rest"].split(), key=str.isdigit)
    month = MONTHS[name.rstrip(".").lower()]
    try:
        day = dt.date(_year_of(month, today, at.ahead), month, int(number))
    except ValueError:
        return None
    return time_value(unit_of(day, 0, "week"), m)


def _year_of(month: int, today: dt.date, ahead: bool) -> int:
    """The year of the month before or after today."""
    return today.year + (month < today.month) if ahead else today.year - (month > today.month)


def _nth_day(m: re.Match[str], today: dt.date, ahead: bool) -> str:
    month = MONTHS[m["month"].lower()]
    year = int(m["year"]) if m["year"] else _year_of(month, today, ahead)
    days = range(1, calendar.monthrange(year, month)[1] + 1)
    right = [d for d in days if dt.date(year, month, d).weekday() == _DAYS[m["day"].lower()]]
    word = m["n"].lower()
    return dt.date(year, month, right[-1] if word == "last" else right[_ORDINALS[word] - 1]).isoformat()

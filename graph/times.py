"""The first and last day that a time in EDTF can mean, so that queries compare any two times as days."""

from __future__ import annotations

import calendar
import re
from datetime import date

__all__ = ["days_of"]

_PART = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?~?", re.ASCII)
_SPRING, _WINTER = 21, 24
_QUARTER = 33
_HALF = 40
_LAST = 41  # the highest of EDTF's codes for parts of a year that newsweave writes


def days_of(edtf: str) -> tuple[date | None, date | None]:
    """First and last day (both included) of a date or interval as ``extract`` writes it; None where it is open.

    Quarters (33 to 36), halves (40, 41) and seasons (21 to 24) stand in place of a month; a season may be of the
    north or of the south, and winter goes on into the next year. What is no such time gives two Nones.
    """
    first, slash, last = edtf.partition("/")
    if not slash:
        return _days(first)
    return _days(first)[0], _days(last)[1]


def _days(part: str) -> tuple[date | None, date | None]:
    m = _PART.fullmatch(part)
    if m is None:
        return None, None
    year, month, day = int(m[1]), int(m[2] or 0), int(m[3] or 0)
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        if month == _WINTER:
            return date(year, 1, 1), date(year + 1, 3, 31)
        first, count = _months(month)
        end = first + count - 1
        return date(year, first, 1), date(year, end, calendar.monthrange(year, end)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None, None


def _months(code: int) -> tuple[int, int]:
    """First month and number of months of a month's number or a code; a month that there is not for a wrong one."""
    if code == 0 or _SPRING <= code < _WINTER:
        return 1, 12
    if _QUARTER <= code < _QUARTER + 4:
        return 3 * (code - _QUARTER) + 1, 3
    if _HALF <= code <= _LAST:
        return 6 * (code - _HALF) + 1, 6
    return code, 1

"""Seasons, feasts and the turn of the year: "last summer", "spring 2023", "before Christmas", "on New Year's Eve".

A season has the year as its date, for its months depend on where one is, and EDTF's code for the season: ``2023-21``.
Winter is of the year in which it begins.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable

from newsweave.extract.values.time_values import YEAR, Setting, TimeValue, time_value
from newsweave.ontology.lists import word_map

__all__ = ["SEASON_NAMES", "feast", "season", "turn_of_year"]

_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_FIRST_MONTH = {21: 3, 22: 6, 23: 9, 24: 12}
_SEASON = re.compile(
    rf"\b(?:(?:(?P<which>last|this past|this|next)|the|in|since|by|until|early|late|mid|during|before|after)[ -]"
    rf"(?P<name>spring|summer|autumn|fall|winter)(?:,?(?: of| in)? {YEAR}(?!\d))?"
    rf"|(?P<name2>spring|summer|autumn|fall|winter)(?:,? | of | in ){YEAR.replace('year', 'year2')}(?!\d))"
    r"(?!\w| (?:from|in|of|below|to|behind)\b)",
    re.I,
)
_FIXED: dict[str, str] = word_map("fixed_days")
_MOVING: dict[str, Callable[[int], dt.date]] = {
    "good friday": lambda year: _easter(year) - dt.timedelta(2),
    "easter monday": lambda year: _easter(year) + dt.timedelta(1),
    "easter": lambda year: _easter(year),
    "thanksgiving": lambda year: _thanksgiving(year),
    "black friday": lambda year: _thanksgiving(year) + dt.timedelta(1),
    "cyber monday": lambda year: _thanksgiving(year) + dt.timedelta(4),
}
_FEASTS = sorted([*_FIXED, *_MOVING], key=len, reverse=True)
_FEAST = re.compile(
    rf"\b(?:(?P<which>last|this|next) )?(?P<name>{'|'.join(_FEASTS).replace(chr(39), '[’' + chr(39) + ']')})\b"
    rf"(?: (?:in |of )?{YEAR}(?!\d))?(?! (?!on\b|and\b|for\b|with\b|after\b|as\b|when\b|to\b|in\b|at\b|by\b)[a-z])",
    re.I,
)
_TURN = re.compile(r"\b(?:the )?turn of the year\b", re.I)
SEASON_NAMES = "|".join([*_SEASONS, *_FIXED, *_MOVING, "turn of the"])
"""The words of this module, as alternatives of a pattern."""


def season(text: str, at: Setting) -> TimeValue | None:
    """ "last summer" is the last that is over; without "last" the last that has begun, or of plans the next to end."""
    m = _SEASON.search(text)
    if m is None:
        return None
    code = _SEASONS[(m["name"] or m["name2"]).lower()]
    named = m["year"] or m["year2"]
    if named:
        return time_value(named, m, f"{named}-{code}")
    if at.today is None:
        return None
    which = (m["which"] or "").lower()
    year = _season_year(at.today, _FIRST_MONTH[code], which, at.ahead)
    return None if year is None else time_value(f"{year}", m, f"{year}-{code}")


def _season_year(today: dt.date, first: int, which: str, ahead: bool) -> int | None:
    """The year in which the season begins; None where "next summer" may be of this year or the next."""
    now = today.year * 12 + today.month - 1
    year = (now - first + 1) // 12  # of the last that has begun
    over = now >= year * 12 + first + 2
    if which in ("last", "this past"):
        return year if over else year - 1
    if which == "next":
        return year + 1 if not over else None if year + 1 == today.year else year + 1
    if which == "this":  # the one that goes on, or that of this year
        return year if not over else today.year
    return year + 1 if ahead and over else year


def feast(text: str, at: Setting) -> TimeValue | None:
    """A day of the year by its name: the last that has been, or of plans the next."""
    m = _FEAST.search(text)
    if m is None:
        return None
    name = m["name"].lower().replace("’", "'")
    if m["year"]:
        return time_value(_feast_day(name, int(m["year"])), m)
    if at.today is None:
        return None
    which, today = (m["which"] or "").lower(), at.today.isoformat()
    days = [_feast_day(name, at.today.year + step) for step in (-1, 0, 1)]
    if which == "this":
        return time_value(days[1], m)
    if which == "next" or (at.ahead and not which):
        return time_value(next(d for d in days if d > today or (d == today and not which)), m)
    return time_value(next(d for d in reversed(days) if d < today or (d == today and not which)), m)


def _feast_day(name: str, year: int) -> str:
    if name in _MOVING:
        return _MOVING[name](year).isoformat()
    return f"{year:04d}-{_FIXED[name]}"


def turn_of_year(text: str, at: Setting) -> TimeValue | None:
    """December and January."""
    m = _TURN.search(text)
    if m is None or at.today is None:
        return None
    year = at.today.year + (at.ahead and at.today.month > 1)
    return time_value(f"{year - 1}-12/{year}-01", m)


def _easter(year: int) -> dt.date:
    """Easter Sunday, by the Gregorian computus in the form of Meeus, Jones and Butcher."""
    century, rest = divmod(year, 100)
    leap, skipped = divmod(century, 4)
    moon = (19 * (year % 19) + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * skipped + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


def _thanksgiving(year: int) -> dt.date:
    """The fourth Thursday of November."""
    first = calendar.weekday(year, 11, 1)
    return dt.date(year, 11, 1 + (calendar.THURSDAY - first) % 7 + 21)

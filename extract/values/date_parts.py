"""Figures of a date or of a time of day, which count nothing: "May 3", "12-14 March", "2019-20", "10:30"."""

from __future__ import annotations

import calendar
import re

__all__ = ["is_of_date"]

_NAMES = sorted({*calendar.month_name, *calendar.month_abbr, "Sept"} - {""}, key=len, reverse=True)
_MONTH = rf"(?:{'|'.join([*_NAMES, *(name.upper() for name in _NAMES)])})"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ORDINAL = r"(?:st|nd|rd|th)?"
_TO = r"(?: ?[-–/] ?| to | and | or |, )"
_DAYS = re.compile(rf"{_DAY}{_ORDINAL}(?:{_TO}{_DAY}{_ORDINAL})?")
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\.? (?:{_DAY}{_ORDINAL}{_TO})?$")
_MONTH_BEHIND = re.compile(rf"{_ORDINAL}(?:{_TO}{_DAY}{_ORDINAL})?(?: of)?[ -]{_MONTH}\b")
_SCALED = re.compile(r" ?(?:%|per ?cent|million|billion|thousand|trillion)")
_YEAR = re.compile(r"(?:19|20)\d\d[-–/](?:\d\d|(?:19|20)\d\d)")
_YEAR_BEFORE = re.compile(r"\b(?:19|20)\d\d[-–/]$")
_CLOCK = re.compile(r"\d{1,2}")
_DECADE = re.compile(r"['’]?s\b")
_LONGEST = 16  # characters of a month's name and a day before the figures


def is_of_date(text: str, start: int, stop: int) -> bool:
    """Whether the figures in ``text[start:stop]`` name a day, a span of years, a decade or a time of day."""
    words = text[start:stop]
    if _CLOCK.fullmatch(words) and (
        (text[stop : stop + 1] == ":" and text[stop + 1 : stop + 2].isdigit())
        or (text[start - 1 : start] == ":" and text[max(0, start - 2)].isdigit())
    ):
        return True
    if _YEAR.fullmatch(words) or (words.isdigit() and _YEAR_BEFORE.search(text, max(0, start - 6), start)):
        return True
    if _YEAR.match(text, start) or (len(words) == len("1990") and _DECADE.match(text, stop)):
        return True
    if not _DAYS.fullmatch(words):
        return False
    if _MONTH_BEHIND.match(text, stop):
        return True
    return _MONTH_BEFORE.search(text, max(0, start - _LONGEST), start) is not None and not _SCALED.match(text, stop)

"""Times counted from the day of the document ("two weeks ago", "the past decade", "later this month") or from the time
that the text spoke of last ("a year earlier", "the following week", "the same period last year")."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from newsweave.extract.values.time_values import (
    NUMBERS,
    YEAR,
    Setting,
    TimeValue,
    count_of,
    days_back,
    direction,
    edtf_of,
    first_day,
    neighbour,
    rounded,
    shifted,
    time_value,
    unit_of,
)

__all__ = ["anchored", "lasting_for", "month_end", "needs_anchor", "relative", "spans"]

_COUNT = r"(?P<n>\d{1,3}|half an?|" + "|".join(NUMBERS) + ")"
_UNITS = "day|week|fortnight|month|year|decade|century"
_SHORT_UNITS = "day|week|month|quarter|year"
_NEAR = r"(?:(?P<near>nearly|almost|about|around|roughly|some|more than|over|less than|under|just over|at least) )?"
_MONTH_END = re.compile(r"\b(?:the )?end of (?P<which>the|this|last|next) month\b", re.I)
_RELATIVE = re.compile(
    r"\b(?P<which>last|this|next|(?:earlier|later|early|late|mid)[ -](?:this|last|next)|the coming) "
    r"(?P<unit>week|month|year|quarter|decade)(?!\w|['’]s? (?:same|corresponding))",
    re.I,
)
_PAST = re.compile(
    rf"\b(?:the |its )?(?:last|past|previous|preceding) (?:{_COUNT} |(?P<half>half[- ]))?(?P<unit>{_UNITS})(?P<s>s?)\b",
    re.I,
)
_IN_THE_LAST = re.compile(r"\b(?:in|over|during|within) the last $", re.I)
_AGO = re.compile(rf"\b{_NEAR}{_COUNT} (?P<unit>{_UNITS}|quarter)(?:s|(?P<half> and a half))? ago\b", re.I)
_AHEAD = re.compile(
    rf"\b(?:in|within|over|during)(?: the (?P<next>next|coming))? {_COUNT} (?P<unit>day|week|fortnight|month|year)s?\b"
    r"(?! time\b| of\b|-| (?:before|after|earlier|later|to|from|ended|ending|through|old))",
    re.I,
)
_TIME_OFF = re.compile(rf"\bin {_COUNT} (?P<unit>day|week|month|year)s?['’]?s? time\b", re.I)
_HOURS = re.compile(r"\b(?:last|past) 24 hours\b", re.I)
_FOR = re.compile(
    rf"\bfor (?:the (?:last|past) )?{_NEAR}{_COUNT} (?P<unit>week|month|year|decade)(?:s|(?P<half> and a half))?\b",
    re.I,
)

# What is told of from another time of the text.
_SAME = re.compile(
    r"\b(?:the |its )?(?:same|corresponding|comparable|equivalent) (?P<unit>period|quarter|half|month|week|"
    rf"three months|six months|nine months)(?:,? (?:of|in|a)? ?"
    rf"(?P<when>last year|the previous year|the prior year|the year before|a year ago|"
    rf"(?:the )?year earlier|year ago|(?P<ago>two|three) years (?:ago|earlier)|{YEAR}))",
    re.I,
)
_YEAR_AGO = re.compile(
    r"\b(?:year[- ](?:ago|earlier)|prior[- ]year|previous[- ]year|last year['’]s)"
    r"(?: (?:same|corresponding|comparable))?[ -](?P<unit>period|quarter|half|month)\b",
    re.I,
)
_APART = re.compile(
    rf"\b{_COUNT} (?P<unit>{_UNITS}|quarter)s? (?P<way>earlier|later|before|afterwards?|previously|after)\b(?! [a-z])",
    re.I,
)
_NEXT_TO = re.compile(
    rf"\b(?:(?P<way>the (?:following|subsequent|preceding|previous|prior|next)"
    rf"|(?<!\w)(?:following|preceding|previous|prior|subsequent)) "
    rf"(?P<unit>{_SHORT_UNITS}|decade)|the (?P<unit2>{_SHORT_UNITS}) (?P<way2>before|after)(?! [a-z]))(?!\w)",
    re.I,
)
_THAT = re.compile(rf"\b(?:that(?: same| very)?|the same) (?P<unit>{_SHORT_UNITS})\b(?! (?:last|a|of|in)\b)", re.I)
_WHOLE = re.compile(r"^(?:for|in|during|over) the (?P<unit>year|half|quarter|month)$", re.I)
_ABOUT = frozenset("nearly almost about around roughly some".split())
_BEYOND = frozenset({"more than", "over", "just over", "at least"})


def month_end(text: str, at: Setting) -> TimeValue | None:
    """ "the end of next month": its last day."""
    m = _MONTH_END.search(text)
    if m is None or at.today is None:
        return None
    index = at.today.year * 12 + at.today.month - 1 + direction(m["which"].lower())
    last = calendar.monthrange(index // 12, index % 12 + 1)[1]
    return time_value(f"{index // 12}-{index % 12 + 1:02d}-{last:02d}", m)


def spans(text: str, at: Setting) -> TimeValue | None:
    """ "the past seven days", "two years ago", "within three months"."""
    today = at.today
    if today is None:
        return None
    m = _HOURS.search(text)
    if m:
        return time_value(f"{(today - dt.timedelta(1)).isoformat()}/{today.isoformat()}", m)
    m = _PAST.search(text)
    if m and (m["n"] or m["half"] or _is_span(text, m)):
        return _past(m, today)
    m = _AGO.search(text)
    if m:
        return _ago(m, today)
    m = _TIME_OFF.search(text)
    if m is None and at.ahead:
        m = _AHEAD.search(text)
    if m is None:
        return None
    start = days_back(today, -_number(m["n"]), m["unit"])
    if start is None or not _number(m["n"]):
        return None
    if (m.groupdict().get("next") or "") or m[0].lower().startswith(("over", "during")):
        return time_value(f"{today.isoformat()}/{start.isoformat()}", m)
    return time_value(rounded(start, m["unit"]), m)


def _is_span(text: str, m: re.Match[str]) -> bool:
    """Whether "last year" is the twelve months until today: "the past year", "in the last year"."""
    if m[0].split()[-2].lower() == "past" or m["unit"].lower() in ("decade", "century"):
        return True
    return not m["s"] and _IN_THE_LAST.search(text[: m.start("unit")]) is not None


def _number(word: str | None) -> int:
    return count_of(word or "1")


def _past(m: re.Match[str], today: dt.date) -> TimeValue | None:
    unit, count = m["unit"].lower(), _number(m["n"])
    if m["half"] or (m["n"] or "").lower().startswith("half"):
        unit, count = {"century": ("year", 50), "decade": ("year", 5), "year": ("month", 6)}.get(unit, (unit, 0))
    start = days_back(today, count, unit) if count else None
    if start is None:
        return None
    if m["unit"].lower() in ("decade", "century"):
        return time_value(f"{start.year}/{today.year}", m)
    return time_value(f"{start.isoformat()}/{today.isoformat()}", m)


def _ago(m: re.Match[str], today: dt.date) -> TimeValue | None:
    """ "nearly two years ago" is about then; "more than two years ago" has no date, it was before."""
    unit, count = m["unit"].lower(), _number(m["n"])
    if (m["n"] or "").lower().startswith("half"):
        unit, count = {"century": ("year", 50), "decade": ("year", 5), "year": ("month", 6)}.get(unit, (unit, 0))
    start = days_back(today, count * 12 + 6 if m["half"] else count, "month" if m["half"] and unit == "year" else unit)
    if start is None or not count:
        return None
    iso = rounded(start, unit)
    near = (m["near"] or "").lower()
    if not near or "/" in iso:
        return time_value(iso, m)
    if near in _ABOUT:
        return time_value(iso, m, f"{edtf_of(iso)}~")
    if near in _BEYOND:
        return time_value(iso, m, f"../{edtf_of(iso)}", "before")
    return time_value(f"{start.isoformat()}/{today.isoformat()}", m)


def lasting_for(text: str, at: Setting) -> TimeValue | None:
    """Since when a state holds that has held "for three years" on the day of the document."""
    m = _FOR.search(text)
    if m is None or at.today is None:
        return None
    unit, count = m["unit"].lower(), _number(m["n"])
    start = days_back(at.today, count, unit) if count else None
    near = (m["near"] or "").lower()
    if start is None or m["half"] or near in _BEYOND or unit == "decade":
        return None
    iso = rounded(start, unit)
    return None if "/" in iso else time_value(iso, m, f"{edtf_of(iso)}~/..", "since")


def relative(text: str, at: Setting) -> TimeValue | None:
    """ "last week", "later this month", "early next year"."""
    m = _RELATIVE.search(text)
    if m is None or at.today is None:
        return None
    which = re.split(r"[ -]", m["which"].lower())[-1]
    return time_value(unit_of(at.today, direction(which), m["unit"].lower()), m)


# --- from another time of the text ---


def needs_anchor(text: str) -> bool:
    """Whether a phrase may name a time by another one of the text."""
    return any(pattern.search(text) for pattern in (_SAME, _YEAR_AGO, _APART, _NEXT_TO, _THAT, _WHOLE))


def anchored(text: str, at: Setting) -> TimeValue | None:
    """A time told from ``at.anchor``; what cannot be told so exactly is None."""
    if at.anchor is None:
        return None
    m = _SAME.search(text)
    if m:
        if m["year"]:
            return time_value(shifted(at.anchor, int(m["year"]) - int(at.anchor[:4])), m)
        return time_value(shifted(at.anchor, -count_of(m["ago"]) if m["ago"] else -1), m)
    m = _YEAR_AGO.search(text)
    if m:
        return time_value(shifted(at.anchor, -1), m)
    m = _APART.search(text)
    if m:
        way = -1 if m["way"].lower() in ("earlier", "before", "previously") else 1
        return time_value(_moved(at.anchor, way * count_of(m["n"]), m["unit"].lower(), way), m)
    m = _NEXT_TO.search(text)
    if m:
        way = 1 if re.search(r"following|subsequent|next|after", (m["way"] or m["way2"]).lower()) else -1
        unit = (m["unit"] or m["unit2"]).lower()
        return time_value(_moved(at.anchor, way, unit, 1), m)
    m = _WHOLE.match(text)
    if m:  # "$3 million in Q4, and $9 million for the year"
        ended = at.anchor[4:] in ("", "-Q4", "-H2", "-12") or m["unit"].lower() != "year"
        return time_value(_within(at.anchor, m["unit"].lower()), m) if ended else None
    m = _THAT.search(text)
    return time_value(_within(at.anchor, m["unit"].lower()), m) if m else None


def _moved(anchor: str, count: int, unit: str, way: int) -> str | None:
    """``anchor`` so many units on. Looking back by years, a month or quarter is compared with its like; else the
    result is as exact as the unit."""
    if not count:
        return None
    single = "/" not in anchor
    if unit == "year" and way < 0 and (not single or anchor.count("-") == 1):
        return shifted(anchor, count)
    whole = _within(anchor, unit)
    if whole is None or (unit != "week" and "/" in whole):
        return None
    if unit in ("year", "month", "quarter", "day"):
        for _ in range(abs(count)):
            whole = neighbour(whole, 1 if count > 0 else -1)
        return whole
    if unit == "week":
        return unit_of(dt.date.fromisoformat(whole[:10]), count, "week")
    return None


def _within(anchor: str, unit: str) -> str | None:
    """The day, week, month, quarter or year that holds the anchor; None where it is longer than that."""
    first, _, last = anchor.partition("/")
    if last and unit == "week" and len(first) == len(last) == 10:
        days = (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days
        return anchor if days == 6 else None
    if last:
        return first[:4] if unit == "year" and first[:4] == last[:4] else None
    if unit == "year":
        return first[:4]
    if len(first) == 4 or first[5:6] == "H":
        return None
    day = dt.date.fromisoformat(first_day(first))
    if unit == "quarter":
        return unit_of(day, 0, "quarter")
    if first[5:6] == "Q":
        return None
    if unit == "month":
        return first[:7]
    if len(first) < 10:
        return None
    return first if unit == "day" else unit_of(day, 0, "week") if unit == "week" else None

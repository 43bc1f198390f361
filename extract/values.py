"""Dates, amounts and counts in a phrase, normalised. Own patterns: the libraries tried invent dates from
"46" or "five-year", and cost a hundred times as much.

All functions are pure and memoised; a text that cannot be read gives None, never a guess.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache

__all__ = ["Amount", "find_money", "find_percentage", "find_quantity", "iso_date"]

_MONTHS = {m.lower(): i for i, m in enumerate(calendar.month_name) if m}
_MONTHS |= {m.lower(): i for i, m in enumerate(calendar.month_abbr) if m}
_MONTHS["sept"] = 9
_DAYS = {d.lower(): i for i, d in enumerate(calendar.day_name)}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_FULL = re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}\b", re.I)
_FULL_BRITISH = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH},? {_YEAR}\b", re.I)
_MONTH_DAY = re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})\b(?!,? ?\d{{3}})", re.I)
_DAY_MONTH = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH}\b", re.I)
_MONTH_YEAR = re.compile(rf"\b{_MONTH},? {_YEAR}\b", re.I)
_ONLY_MONTH = re.compile(rf"\b{_MONTH}(?=\W|$)", re.I)
_ONLY_YEAR = re.compile(rf"(?<![\d,.$£€]){_YEAR}(?![\d,]|s\b|\.\d)")
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_QUARTER = re.compile(
    r"\b(?P<q>first|second|third|fourth|last) quarter(?: of (?P<year>\d{4}))?|\bQ(?P<n>[1-4])(?: (?P<year2>\d{4}))?\b",
    re.I,
)
_RELATIVE = re.compile(
    r"\b(?P<which>last|this|next|earlier this|later this|past|previous|the end of the|the end of this)"
    r" (?P<unit>week|month|year)\b",
    re.I,
)
_WEEKDAY = re.compile(r"\b(?:(?P<which>last|next) )?(?P<day>" + "|".join(_DAYS) + r")\b", re.I)


@lru_cache(maxsize=50_000)
def iso_date(text: str, published: str | None = None) -> str | None:
    """The date a phrase names: ``2023-11-22``, ``2023-11``, ``2023`` or ``2023-Q2``; relative ones need ``published``.

    Args:
        text: the phrase ("last week", "in May 2023", "As far back as 2017").
        published: ISO date of the document.
    """
    for pattern in (_FULL, _FULL_BRITISH):
        m = pattern.search(text)
        if m:
            return _day(int(m["year"]), _MONTHS[m["month"].lower()], int(m["day"]))
    m = _ISO.search(text)
    if m:
        return _day(int(m[1]), int(m[2]), int(m[3]))
    m = _QUARTER.search(text)
    if m:
        year = m["year"] or m["year2"] or (published or "")[:4]
        return f"{year}-Q{m['n'] or _QUARTERS[m['q'].lower()]}" if year else None
    m = _MONTH_YEAR.search(text)
    if m:
        return f"{m['year']}-{_MONTHS[m['month'].lower()]:02d}"
    m = _ONLY_YEAR.search(text)
    if m:
        return m["year"]
    return _against(text, published)


def _against(text: str, published: str | None) -> str | None:
    if published is None or len(published) < 10:
        return None
    today = dt.date.fromisoformat(published[:10])
    for pattern in (_MONTH_DAY, _DAY_MONTH):
        m = pattern.search(text)
        if m:
            return _nearest(today, _MONTHS[m["month"].lower()], int(m["day"]))
    m = _RELATIVE.search(text)
    if m:
        return _relative(today, m["which"].lower(), m["unit"].lower())
    lower = text.lower()
    for word, shift in (("yesterday", -1), ("today", 0), ("tomorrow", 1)):
        if re.search(rf"\b{word}\b", lower):
            return (today + dt.timedelta(shift)).isoformat()
    m = _WEEKDAY.search(text)
    if m:
        back = (today.weekday() - _DAYS[m["day"].lower()]) % 7
        if (m["which"] or "").lower() == "next":
            return (today + dt.timedelta(7 - back if back else 7)).isoformat()
        return (today - dt.timedelta(back)).isoformat()
    m = _ONLY_MONTH.search(text)
    if m and not (m["month"].lower() in ("may", "march", "mar", "sun") and not m["month"][:1].isupper()):
        month = _MONTHS[m["month"].lower()]
        year = today.year if month <= today.month else today.year - 1
        return f"{year}-{month:02d}"
    return None


def _relative(today: dt.date, which: str, unit: str) -> str:
    step = -1 if which in ("last", "previous", "past") else 1 if which == "next" else 0
    if unit == "year":
        return str(today.year + step)
    if unit == "month":
        index = today.year * 12 + today.month - 1 + step
        return f"{index // 12}-{index % 12 + 1:02d}"
    monday = today - dt.timedelta(today.weekday()) + dt.timedelta(7 * step)
    return f"{monday.isoformat()}/{(monday + dt.timedelta(6)).isoformat()}"


def _nearest(today: dt.date, month: int, day: int) -> str | None:
    """A day without a year: the one nearest to the document's date."""
    tries = [d for y in (today.year - 1, today.year, today.year + 1) if (d := _day(y, month, day))]
    return min(tries, key=lambda d: abs((dt.date.fromisoformat(d) - today).days), default=None)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


class Amount(tuple[str, str]):
    """``(value, text)``: the normalised value and the words it was read from."""

    __slots__ = ()


_SCALE = {
    "thousand": 10**3,
    "k": 10**3,
    "million": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
    "crore": 10**7,
    "lakh": 10**5,
    "hundred": 100,
}
_WORDS = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
_SYMBOL = {
    "$": "USD",
    "US$": "USD",
    "HK$": "HKD",
    "S$": "SGD",
    "A$": "AUD",
    "C$": "CAD",
    "NZ$": "NZD",
    "NT$": "TWD",
    "R$": "BRL",
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
    "₹": "INR",
    "₩": "KRW",
    "₫": "VND",
    "฿": "THB",
    "₱": "PHP",
    "Rs": "INR",
    "RM": "MYR",
    "Rp": "IDR",
    "CHF": "CHF",
    "USD": "USD",
    "EUR": "EUR",
    "GBP": "GBP",
    "JPY": "JPY",
    "CNY": "CNY",
}
_UNIT = {
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "yen": "JPY",
    "yuan": "CNY",
    "won": "KRW",
    "rupee": "INR",
    "rupiah": "IDR",
    "ringgit": "MYR",
    "baht": "THB",
    "riel": "KHR",
    "dong": "VND",
    "franc": "CHF",
    "ruble": "RUB",
    "rouble": "RUB",
    "naira": "NGN",
    "rand": "ZAR",
    "lira": "TRY",
    "real": "BRL",
    "reais": "BRL",
    "zloty": "PLN",
    "dirham": "AED",
    "shekel": "ILS",
    "renminbi": "CNY",
    "usdt": "USDT",
    "usdc": "USDC",
    "bitcoin": "BTC",
    "cedi": "GHS",
    "kip": "LAK",
    "kyat": "MMK",
    "hryvnia": "UAH",
}
_ABOUT = (
    r"(?:(?:about|around|roughly|approximately|nearly|almost|over|more than|less than|at least|at most|up to|"
    r"as much as|some|an estimated|under|just over|just under|close to|exceeding|between) )?"
)
_NUMBER = r"\d[\d,]*(?:\.\d+)?(?:[-–]\d[\d,]*(?:\.\d+)?)?"
_SCALES = r"(?:[ -]?(?:thousand|million|billion|trillion|mn|bn|tn|crore|lakh|m|b|k)\b)?"
_QUALIFIED = (
    r"(?:(?:US|Hong Kong|Singapore|Australian|Canadian|New Zealand|Taiwan|Malaysian|Indonesian|Indian|Chinese|Swiss|"
    r"British|Danish|Swedish|Norwegian|Cambodian|Thai|South Korean|Russian|Japanese) )?"
)
_MONEY = re.compile(
    rf"{_ABOUT}(?:(?P<symbol>US\$|HK\$|S\$|A\$|C\$|NZ\$|NT\$|R\$|[$£€¥₹₩₫฿₱]|(?:Rs|RM|Rp|CHF|USD|EUR|GBP|JPY|CNY)\.? ?)"
    rf"(?P<a>{_NUMBER})(?P<as>{_SCALES})"
    rf"|(?P<b>{_NUMBER})(?P<bs>{_SCALES}) {_QUALIFIED}(?P<unit>{'|'.join(_UNIT)}|crown|krona|kroner)s?\b)",
)
_PERCENT = re.compile(rf"{_ABOUT}(?P<n>{_NUMBER}) ?(?:%|per cent\b|percent\b)", re.I)
_COUNT = re.compile(
    rf"{_ABOUT}(?P<n>{_NUMBER}|{'|'.join(_WORDS)}|dozens|hundreds|thousands|millions|billions)(?P<s>{_SCALES})", re.I
)


@lru_cache(maxsize=50_000)
def find_money(text: str) -> Amount | None:
    """The first amount of money: ``("2000000000 USD", "$2 billion")``; a crown keeps its word as unit."""
    m = _MONEY.search(text)
    if m is None:
        return None
    digits, scale = (m["a"], m["as"]) if m["a"] else (m["b"], m["bs"])
    unit = _SYMBOL[m["symbol"].strip().rstrip(".")] if m["symbol"] else _UNIT.get(m["unit"], m["unit"])
    return Amount((f"{_number(digits, scale)} {unit}", m[0].strip()))


@lru_cache(maxsize=50_000)
def find_percentage(text: str) -> Amount | None:
    """The first percentage: ``("9.3", "9.3%")``."""
    m = _PERCENT.search(text)
    return Amount((_number(m["n"], ""), m[0].strip())) if m else None


@lru_cache(maxsize=50_000)
def find_quantity(text: str) -> Amount | None:
    """The first count: ``("83000000", "over 83 million")``; a percentage or money is none."""
    m = _COUNT.search(text)
    if m is None or (m.start() > 0 and (text[m.start() - 1].isalnum() or text[m.start() - 1] in "$£€¥₹₩.")):
        return None
    rest = text[m.end() : m.end() + 1]
    if rest == "%" or rest.isalpha():
        return None
    word = m["n"].lower()
    value = str(_WORDS[word]) if word in _WORDS else m["n"]
    return Amount((_number(value, m["s"]) if value[:1].isdigit() else word, m[0].strip()))


def _number(digits: str, scale: str) -> str:
    """A plain decimal number without exponent; of a range the first."""
    first = re.split(r"[-–]", digits.replace(",", ""))[0]
    factor = _SCALE.get(scale.strip(" -").lower(), 1)
    whole, _, fraction = first.partition(".")
    power = len(str(factor)) - 1
    if factor == 1:
        return first
    fraction = fraction.rstrip("0")
    moved = whole + fraction.ljust(power, "0")[:power]
    rest = fraction[power:]
    return (moved.lstrip("0") or "0") + (f".{rest}" if rest else "")

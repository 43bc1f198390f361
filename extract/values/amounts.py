"""Amounts in a phrase: money, percentages and counts, single or from-to, with what "about" or "up to" says of them.

Own patterns: the libraries tried read "US$200m" as dollar-metres or drop "billion". All functions are pure and
memoised; a text that cannot be read gives None, never a guess. Currencies and their signs are in ``lists.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from newsweave.ontology.lists import word_map

__all__ = ["Amount", "find_money", "find_percentage", "find_quantity"]


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as a text gives it."""

    value: str
    """A plain decimal number, or ``low/high``; of money with its unit: ``2000000 USD``, ``2000000/3000000 DKK``."""
    text: str
    """The words it was read from, with those that qualify it."""
    modifier: str = ""
    """``approx``, ``more_than``, ``less_than``, ``at_least`` or ``at_most``; empty for an exact amount."""
    also: str = ""
    """The same amount in another currency, as ``value``."""


_SCALE = {
    "thousand": 10**3,
    "k": 10**3,
    "million": 10**6,
    "mln": 10**6,
    "bln": 10**9,
    "trn": 10**12,
    "mn": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
    "crore": 10**7,
    "lakh": 10**5,
    "lakh crore": 10**12,
    "hundred": 100,
}
_WORDS = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
_MODIFIERS: dict[str, str] = {
    phrase: modifier
    for modifier, phrases in {
        "approx": "about|around|roughly|approximately|nearly|almost|some|an estimated|close to|in the region of",
        "more_than": "over|more than|exceeding|above|just over|just above|well over|upwards of|north of|in excess of",
        "less_than": "under|less than|fewer than|below|just under|just below",
        "at_least": "at least|no less than|a minimum of",
        "at_most": "at most|up to|as much as|as many as|no more than|a maximum of|not more than",
    }.items()
    for phrase in phrases.split("|")
}
_SIGNS: dict[str, str] = word_map("currency_signs")
_UNITS: dict[str, str] = word_map("currency_nouns")
_QUALIFIED: dict[str, str] = word_map("national_currencies")


def _any(words: Iterator[str] | list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


_BEFORE = re.compile(rf"\b(?P<words>{_any(list(_MODIFIERS))}) $", re.I)
_DIGITS = r"\d[\d,]*(?:\.\d+)?"
_SCALES = r"(?:[ -]?(?:lakh crore|thousand|million|billion|trillion|mln|bln|trn|mn|bn|tn|crore|lakh|m|b|k)\b)?"
_NATIONS = sorted({w.rsplit(" ", 1)[0] for w in _QUALIFIED})
_COUNTED = "|".join(w for w in _WORDS)
_NUMBER = re.compile(
    rf"(?<![\w.,])(?P<sign>(?:{_any(list(_SIGNS))})\.? ?)?(?P<n>{_DIGITS}|(?:{_COUNTED})\b)(?P<scale>{_SCALES})"
    rf"(?: (?:(?P<nation>{_any(_NATIONS)}) )?(?P<unit>{_any(list(_UNITS))})(?:s|es)?\b)?"
)
_PERCENT = re.compile(r" ?(?:%|per cent\b|percent\b)", re.I)
_DASH = re.compile(r"%? ?[-–] ?| to ")
_AND = re.compile(r"%? and ")
_COUNT = re.compile(rf"(?P<n>{_DIGITS}|{_COUNTED}|dozens|hundreds|thousands|millions|billions)(?P<s>{_SCALES})", re.I)
_CALENDAR_YEAR = re.compile(r"19[5-9]\d|20(?:0[1-9]|[1-3]\d)")
_OTHER = re.compile(r"^ ?\((?P<inner>[^()]{2,40})\)|^,? or (?P<or>[^(),;]{2,40})")


@lru_cache(maxsize=4096)
def find_money(text: str) -> Amount | None:
    """The first amount of money, with its currency's ISO 4217 code where its words tell it.

    "$310 billion (1.441 trillion ringgit)" is one amount in two currencies. Two numbers with a dash, "to" or "between
    ... and" between them are one amount from-to; "from $3 to $4" is a movement, and its first amount is given.
    """
    if not any(c.isdigit() for c in text) and not any(w in text for w in _WORDS):
        return None
    for start, end, numbers in _numbers(text):
        unit = next((u for n in reversed(numbers) if (u := _unit(n))), None)
        if unit is None or _PERCENT.match(text, end) or (len(numbers) == 1 and _is_word(numbers[0])):
            continue
        return _amount(text, start, end, numbers, f" {unit}", _also(text[end:], unit))
    return None


@lru_cache(maxsize=4096)
def find_percentage(text: str) -> Amount | None:
    """The first percentage: ``9.3`` of "9.3%", ``10/15`` of "10 to 15 per cent"."""
    for start, end, numbers in _numbers(text):
        m = _PERCENT.match(text, end)
        if m and not any(_unit(n) for n in numbers):
            return _amount(text, start, m.end(), numbers, "", "")
    return None


@lru_cache(maxsize=4096)
def find_quantity(text: str) -> Amount | None:
    """The first count: ``83000000`` of "over 83 million"; a percentage or money is none."""
    m = next((m for m in _COUNT.finditer(text) if not _CALENDAR_YEAR.fullmatch(m[0])), None)
    if m is None or (m.start() > 0 and (text[m.start() - 1].isalnum() or text[m.start() - 1] in "$£€¥₹₩.")):
        return None
    rest = text[m.end() : m.end() + 1]
    if rest == "%" or rest.isalpha():
        return None
    for start, end, numbers in _numbers(text):
        if numbers[0].start("n") == m.start("n") and len(numbers) > 1:
            return _amount(text, start, end, numbers, "", "")
    word = m["n"].lower()
    value = _decimal(m["n"], m["s"]) if word[:1].isdigit() or word in _WORDS else word
    start, modifier = _modifier(text, m.start())
    return Amount(value, text[start : m.end()].strip(), modifier)


def _numbers(text: str) -> Iterator[tuple[int, int, list[re.Match[str]]]]:
    """The numbers of a text, two that make a range together: begin, end, matches."""
    found = list(_NUMBER.finditer(text))
    i = 0
    while i < len(found):
        m = found[i]
        pair = found[i + 1] if i + 1 < len(found) else None
        start = None if pair is None else _range_start(text, m, pair)
        if pair is not None and start is not None:
            yield start, pair.end(), [m, pair]
            i += 2
        else:
            yield m.start(), m.end(), [m]
            i += 1


def _range_start(text: str, low: re.Match[str], high: re.Match[str]) -> int | None:
    """Where the range of two numbers begins, None where they are none: "10-12 million", "between $3 and $4"."""
    between, before = text[low.end() : high.start()], text[: low.start()].lower()
    a, b = Decimal(_value(low, high)), Decimal(_value(high, high))
    if not a < b or (_unit(low) and _unit(high) and _unit(low) != _unit(high)):
        return None
    if _AND.fullmatch(between) and before.endswith("between "):
        return low.start() - len("between ")
    return low.start() if _DASH.fullmatch(between) and not before.endswith("from ") else None


def _amount(text: str, start: int, end: int, numbers: list[re.Match[str]], unit: str, also: str) -> Amount:
    values = [_value(n, numbers[-1]) for n in numbers]
    start, modifier = _modifier(text, start)
    return Amount("/".join(values) + unit, text[start:end].strip(), modifier, also)


def _modifier(text: str, start: int) -> tuple[int, str]:
    m = _BEFORE.search(text[:start])
    return (m.start(), _MODIFIERS[m["words"].lower()]) if m else (start, "")


def _is_word(m: re.Match[str]) -> bool:
    """Whether a number is a word without a scale ("one euro"): more often "one dollar-backed token" than an amount."""
    return not m["n"][0].isdigit() and not m["scale"]


def _unit(m: re.Match[str]) -> str | None:
    if m["sign"]:
        return _SIGNS[m["sign"].strip().rstrip(".")]
    if m["unit"]:
        return _QUALIFIED.get(f"{m['nation']} {m['unit']}") or _UNITS[m["unit"]]
    return None


def _also(behind: str, unit: str) -> str:
    m = _OTHER.match(behind)
    other = find_money(m["inner"] or m["or"]) if m else None
    return other.value if other is not None and not other.value.endswith(f" {unit}") else ""


def _value(m: re.Match[str], last: re.Match[str]) -> str:
    """The number in full; in "10-12 million" the first has the scale of the last."""
    shared = last["scale"] if not m["scale"] and not m["unit"] else m["scale"]
    return _decimal(m["n"], shared)


def _decimal(digits: str, scale: str) -> str:
    """A plain decimal number without exponent."""
    number = Decimal(_WORDS.get(digits.lower(), digits.replace(",", "").rstrip(".")))
    factor = _SCALE.get(scale.strip(" -").lower(), 1)
    if factor == 1:
        return format(number, "f")
    whole = format(number * factor, "f")
    return whole.rstrip("0").rstrip(".") if "." in whole else whole

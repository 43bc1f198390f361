"""Amounts in a phrase: money, percentages and counts, single or from-to, with what "about" or "up to" says of them.

Own patterns: the libraries tried read "US$200m" as dollar-metres or drop "billion". All functions are pure and
memoised; a text that cannot be read gives None, never a guess. Currencies and their signs are in ``lists.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from newsweave.extract.values.date_parts import is_of_date
from newsweave.extract.values.numbers import (
    COUNTED,
    FIGURES,
    PART,
    SCALE,
    UNSURE_BEFORE,
    UNSURE_BEHIND,
    blank,
    number_value,
    scale_value,
)
from newsweave.ontology.lists import word_list, word_map

__all__ = ["Amount", "amounts_in", "find_money", "find_percentage", "find_quantity"]


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


_MODIFIERS: dict[str, str] = {
    phrase: modifier
    for modifier, phrases in {
        "approx": "about|around|circa|roughly|approximately|nearly|almost|some|an estimated|close to|in the region of",
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
_NATIONS = sorted({w.rsplit(" ", 1)[0] for w in _QUALIFIED})
_CODES = sorted({c for c in _SIGNS if re.fullmatch("[A-Z]{3,4}|[€£¥₹]", c)} - {"PHP", "COP", "TRY"})  # words as well
_NUMBER = re.compile(
    rf"(?<![\w.,])(?:(?P<sign>{_any(list(_SIGNS))})\.? ?(?P<below>\()?)?"
    rf"(?P<n>{FIGURES}|(?i:{PART})|(?i:{COUNTED})\b)(?P<scale>{SCALE})?"
    rf"(?:(?:(?:(?<=\w)\.)? |(?<=[a-z])-)(?:(?P<nation>{_any(_NATIONS)}) )?"
    rf"(?P<unit>(?i:{_any(list(_UNITS))}))(?:s|es)?\b"
    rf"|(?:(?<=[a-z])\.)? ?(?P<code>{_any(_CODES)})(?![\w$]| ?\d))?"
)
_PERCENT = re.compile(r"[ -]?(?:%|(?i:per cent|percent|pct)\b|pc\b)")
_NO_COUNT = re.compile(  # "18 cents", "25 basis points", "12 p.m."
    r" ?(?:¢|cents?\b|pence\b|basis points?\b|percentage points?\b|bps?\b|[ap]\.?m\b|(?:GMT|UTC|ET|EST|EDT|BST|CET)\b)"
)
_OF_NAME = re.compile(r"(?:[A-Za-z][-‑]|#|[’'‘]|\w\[|(?-i:\bNo\. |\bChapter ))$")
_DASH = re.compile(r"%? ?[-–] ?| to ")
_AND = re.compile(r"%? and ")
_ELLIPSIS = re.compile(r" ?[-–/] ?|,? (?:to|or|and) |, ")
_VAGUE = re.compile(r"\b(?:dozens|hundreds|thousands|millions|billions)\b", re.I)
_COUNTING = re.compile(rf"{COUNTED}|{PART}", re.I)
_LONE_SIGNS = frozenset({"R", "N"})
"""Signs that are letters, only read where a scale follows: "R4bn"."""
_CRYPTO = frozenset({"bitcoin", "ether"})
_THINGS = re.compile(rf" (?:[A-Z]|(?:{_any(list(word_list('crypto_things')))})s?\b)")
_NAME_BEFORE = re.compile(r"(?:\b[A-Z]\w* |-)$")
_APPROX = re.compile(r"(?:[~≈]|\bc\. ?)$")
_LEAST = re.compile(r"\+|(?:-| )plus\b| or more\b")
_THOUSAND = 1000
_MARKS = frozenset("$£€¥₹₩")
_MANY = re.compile(r" (?:people|(?:[a-z-]+ ){0,2}[a-z-]+[a-rt-z]s)\b")
_CALENDAR_YEAR = re.compile(r"19[5-9]\d|20(?:0[1-9]|[1-3]\d)")
_OTHER = re.compile(r"^ ?\((?P<inner>[^()]{2,40})\)|^,? or (?P<or>[^(),;]{2,40})")
_WORDY = frozenset("real won sol som rand crown ether pound lei lev".split())
"""Currencies that a capital makes a name: "Real", "Won"."""


@dataclass(frozen=True, slots=True)
class _Number:
    """A number where it stands: from its currency's sign to its currency's name."""

    start: int
    end: int
    stop: int
    """Where its figures and scale end; ``end`` is behind the currency's name."""
    value: Decimal | None
    """Without its scale; None where it cannot be read for sure."""
    scale: str
    unit: str | None
    named: bool
    """Whether its currency stands behind it: a scale that comes later is not its own."""
    wordy: bool
    """Whether it is a word without a scale ("one euro"): more often "one dollar-backed token" than an amount."""

    def full(self, scale: str) -> str | None:
        """The number in full, without exponent, in the scale given; None where it cannot be read."""
        if self.value is None:
            return None
        factor = scale_value(scale)
        if factor == 1:
            return format(self.value, "f")
        whole = format(self.value * factor, "f")
        return whole.rstrip("0").rstrip(".") if "." in whole else whole


@lru_cache(maxsize=4096)
def find_money(text: str) -> Amount | None:
    """The first amount of money, with its currency's ISO 4217 code where its words tell it.

    "$310 billion (1.441 trillion ringgit)" is one amount in two currencies. Two numbers with a dash, "to" or "between
    ... and" between them are one amount from-to; "from $3 to $4" is a movement, and its first amount is given. Where
    the first cannot be read for sure there is none.
    """
    plain = blank(text)
    for start, end, numbers in _numbers(plain):
        unit = next((n.unit for n in reversed(numbers) if n.unit), None)
        if unit is None or _PERCENT.match(plain, end) or (len(numbers) == 1 and numbers[0].wordy):
            continue
        return _amount(text, plain, start, end, numbers, f" {unit}", _also(plain[end:], unit))
    return None


@lru_cache(maxsize=4096)
def find_percentage(text: str) -> Amount | None:
    """The first percentage: ``9.3`` of "9.3%", ``10/15`` of "10 to 15 per cent"."""
    plain = blank(text)
    for start, end, numbers in _numbers(plain):
        m = _PERCENT.match(plain, end)
        if m and not any(n.unit for n in numbers):
            return _amount(text, plain, start, m.end(), numbers, "", "")
    return None


# What has a number for its name: "tier 1 ratio", "Series 7 licences".
_NUMBERED = re.compile(r"\b(?:tier|phase|stage|series|type|class|level|layer|version|article|section)[ -]$", re.I)


def _is_no_count(text: str, start: int, stop: int) -> bool:
    """Whether the figures are a year, a day of a month, a time of day or the number of a phase or class."""
    years = _DASH.split(text[start:stop].removeprefix("between ").replace(" and ", "-"))
    if all(_CALENDAR_YEAR.fullmatch(year) for year in years) or is_of_date(text, start, stop):
        return True
    if _NO_COUNT.match(text, stop) or _OF_NAME.search(text, 0, start):
        return True
    return _NUMBERED.search(text, 0, start) is not None


def _is_length(text: str, numbers: list[_Number]) -> bool:
    """Whether "m" is not for millions: "a 40m tower"."""
    return numbers[-1].scale.strip(" -").lower() in ("m", "mm") and not _MANY.match(text, numbers[-1].stop)


@lru_cache(maxsize=4096)
def find_quantity(text: str) -> Amount | None:
    """The first count: ``83000000`` of "over 83 million"; a percentage or money is none."""
    plain = blank(text)
    vague = _VAGUE.search(plain)
    at = 0
    for start, end, numbers in _numbers(plain):
        if vague is not None and vague.start() < start:
            break
        stop = numbers[-1].stop
        if _is_no_count(plain, start, stop):
            at = stop
            continue
        if any(c.isdigit() for c in plain[at:start]) or plain[start] in _MARKS or _PERCENT.match(plain, stop):
            return None
        if _is_length(plain, numbers) or (any(n.unit for n in numbers) and not numbers[-1].wordy):
            return None
        return _amount(text, plain, start, stop if len(numbers) == 1 else end, numbers, "", "")
    if vague is None:
        return None
    start, modifier = _modifier(plain, vague.start())
    return Amount(vague[0].lower(), text[start : vague.end()].strip(), modifier)


def amounts_in(text: str) -> Iterator[tuple[str, int, int, Amount]]:
    """All amounts of a text in order: ``money``, ``percentage`` or ``number``, where it begins and ends, the amount.

    Calendar years are none, nor is what cannot be read for sure.
    """
    plain = blank(text)
    for start, end, numbers in _numbers(plain):
        unit = next((n.unit for n in reversed(numbers) if n.unit), None)
        percent = _PERCENT.match(plain, end)
        if percent and unit is None:
            kind, stop, name = "percentage", percent.end(), ""
        elif unit is not None and not percent and not (len(numbers) == 1 and numbers[0].wordy):
            kind, stop, name = "money", end, f" {unit}"
        elif (
            unit is None
            and plain[start] not in _MARKS
            and not _is_no_count(plain, start, numbers[-1].stop)
            and not _is_length(plain, numbers)
        ):
            kind, stop, name = "number", numbers[-1].stop if len(numbers) == 1 else end, ""
        else:
            continue
        amount = _amount(text, plain, start, stop, numbers, name, _also(plain[end:], unit) if unit else "")
        if amount is not None:
            yield kind, stop - len(amount.text), stop, amount


def _numbers(text: str) -> Iterator[tuple[int, int, list[_Number]]]:
    """The numbers of a text, two that make a range together: begin, end, numbers."""
    if not any(c.isdigit() for c in text) and not _COUNTING.search(text):
        return
    found = [_number(text, m) for m in _NUMBER.finditer(text)]
    for i in range(len(found) - 2, -1, -1):  # from behind: "$5, $6 and $7 million"
        if _range_start(text, found[i], found[i + 1]) is None and _elliptical(text, found[i], found[i + 1]):
            found[i] = replace(found[i], value=None)
    i = 0
    while i < len(found):
        start = _range_start(text, found[i], found[i + 1]) if i + 1 < len(found) else None
        if start is not None:
            yield start, found[i + 1].end, found[i : i + 2]
            i += 2
        else:
            yield found[i].start, found[i].end, [found[i]]
            i += 1


def _number(text: str, m: re.Match[str]) -> _Number:
    before, stop = text[: m.start()], m.end("scale") if m["scale"] else m.end("n")
    percent = _PERCENT.match(text, m.end("n"))
    unsure = m["below"] or UNSURE_BEFORE.search(before) or (not percent and UNSURE_BEHIND.match(text, m.end()))
    unsure = unsure or _is_name(text, m)
    scaled = bool(m["scale"]) or percent is not None
    value = None if unsure else number_value(m["n"], text[: m.start("n")], scaled=scaled)
    wordy = not m["n"][0].isdigit() and not m["scale"]
    return _Number(m.start(), m.end(), stop, value, m["scale"] or "", _unit(m), bool(m["unit"] or m["code"]), wordy)


def _is_name(text: str, m: re.Match[str]) -> bool:
    """Whether sign and number are a name or part of one: "USD1", "R2", "a billion-dollar idea"."""
    sign, number = m["sign"] or "", m["n"]
    if number.lower() == "a" and "-" in m[0]:
        return True
    if number[0].isupper() and _NAME_BEFORE.search(text, 0, m.start()):  # "7-Eleven", "Capital One"
        return True
    glued = bool(sign) and text[m.end("sign")] != " "
    if sign in _LONE_SIGNS:
        return not (glued and m["scale"])
    return glued and not m["scale"] and sign.isalpha() and len(sign) > 2 and number.isdigit() and len(number) == 1


def _range_start(text: str, low: _Number, high: _Number) -> int | None:
    """Where the range of two numbers begins, None where they are none: "10-12 million", "between $3 and $4"."""
    between, before = text[low.end : high.start], text[: low.start].lower()
    a, b = _values([low, high])
    if a is None or b is None or not Decimal(a) < Decimal(b) or (low.unit and high.unit and low.unit != high.unit):
        return None
    if _AND.fullmatch(between) and before.endswith("between "):
        return low.start - len("between ")
    return low.start if _DASH.fullmatch(between) and not before.endswith("from ") else None


def _elliptical(text: str, number: _Number, following: _Number) -> bool:
    """Whether a number may mean the scale of the next, which makes no range with it: "$10 or $12 million"."""
    if number.scale or number.named or number.value is None or number.value >= _THOUSAND:
        return False
    if not following.scale and following.value is not None:
        return False
    return _ELLIPSIS.fullmatch(text, number.end, following.start) is not None


def _amount(text: str, plain: str, start: int, end: int, numbers: list[_Number], unit: str, also: str) -> Amount | None:
    """The amount of these numbers, ``plain`` being ``text`` with plain blanks; None where one cannot be read."""
    values = [v for v in _values(numbers) if v is not None]
    if len(values) < len(numbers):
        return None
    words, modifier = _modifier(plain, start)
    if not modifier:
        near, least = _APPROX.search(plain, 0, start), _LEAST.match(plain, end)
        modifier = "approx" if near else "at_least" if least else ""
    return Amount("/".join(values) + unit, text[words:end].strip(), modifier, also)


def _modifier(text: str, start: int) -> tuple[int, str]:
    m = _BEFORE.search(text[:start])
    return (m.start(), _MODIFIERS[m["words"].lower()]) if m else (start, "")


def _unit(m: re.Match[str]) -> str | None:
    sign = _SIGNS.get(m["sign"], "ZAR") if m["sign"] else None
    if m["code"]:  # "$40 million CAD"
        code = _SIGNS[m["code"]]
        return code if sign is None or (m["sign"] == "$" and code.endswith("D")) else sign
    if sign is not None:
        return sign
    if m["unit"]:
        word = m["unit"].lower()
        if word in _CRYPTO and _THINGS.match(m.string, m.end("unit")):
            return None  # "80 Bitcoin ATMs"
        if m["unit"] not in _UNITS and (m["unit"][1:] != word[1:] or word in _WORDY):
            return None
        return _QUALIFIED.get(f"{m['nation']} {word}") or _UNITS.get(m["unit"]) or _UNITS[word]
    return None


def _also(behind: str, unit: str) -> str:
    m = _OTHER.match(behind)
    other = find_money(m["inner"] or m["or"]) if m else None
    return other.value if other is not None and not other.value.endswith(f" {unit}") else ""


def _values(numbers: list[_Number]) -> list[str | None]:
    """The numbers in full; in "10-12 million" the first has the scale of the last."""
    last = numbers[-1].scale
    return [n.full(last if not n.scale and not n.named else n.scale) for n in numbers]

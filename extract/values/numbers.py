"""Numbers as news writes them: figures with their marks, words, and what multiplies them.

A number is read only where it can mean one thing. "40,000", "40 000", "1.250.000", "4,00,000" and "2,75" can; "1.250"
of nothing named may be a thousand or one and a quarter, and "4,2,1" is none. All values are ``Decimal``.
"""

from __future__ import annotations

import re
from decimal import Decimal

__all__ = [
    "COUNTED",
    "FIGURES",
    "PART",
    "SCALE",
    "UNSURE_BEFORE",
    "UNSURE_BEHIND",
    "blank",
    "number_value",
    "scale_value",
]

_SCALE = {
    "hundred": 10**2,
    "thousand": 10**3,
    "lakh": 10**5,
    "lac": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "dozen": 12,
    "milliard": 10**9,
    "billion": 10**9,
    "trillion": 10**12,
}
_SHORT = {
    "k": 10**3,
    "m": 10**6,
    "mm": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "mio": 10**6,
    "cr": 10**7,
    "b": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "mrd": 10**9,
    "t": 10**12,
    "tn": 10**12,
    "trn": 10**12,
    "trln": 10**12,
}
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
_WORDS = {w: i for i, w in enumerate(f"{_UNITS} eighteen nineteen".split())}
_TENS = {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75"), "and a half": Decimal("0.5")}

_ONES = "|".join(_WORDS)
_WORD = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{_ONES}))?|{_ONES})"
COUNTED = rf"{_WORD}(?: hundred(?: and)? {_WORD})?(?: and a half)?"
"""A number in words: "twelve", "forty-five", "two hundred and ten", "two and a half"."""
PART = (
    r"(?:(?:half|a quarter of|three[ -]quarters of) an?(?= (?:thousand|million|billion|trillion|dozen|lakh|crore)\b)"
    r"|(?<!third of )(?<!thirds of )(?<!fifth of )(?<!tenth of )(?<!fraction of )"
    r"\ba(?= (?:million|billion|trillion)\b))"
)
"""What stands for a number before a scale: "half a million", "a billion"."""
FIGURES = (
    r"(?:\d{1,3}(?: \d{3}(?!\d))+(?:[.,]\d+)?|\d(?:[\d.,'’]*\d)?)"
    r"(?: ?[½¼¾](?!\w)| and a half\b|[ -][1-7]/[2348](?![\d/]))?"
)
"""A number in figures with all marks that may belong to it; ``number_value`` says whether they make one."""
SCALE = (
    r"(?:T\b|(?i:[ -]?(?:hundred|thousand|lakh|lac|million|crore|milliard|billion|trillion|dozen)s?(?![^\W¹²³⁰-⁹])"
    r"(?:[ -](?:thousand|million|crore|billion)s?(?![^\W¹²³⁰-⁹]))*"
    r"|[ -]?(?:trln|mln|mio|mrd|bln|trn|mn|bn|tn|mm|cr)\b| ?[mbk]\b))"
)
"""What multiplies it, white space and hyphen before it included."""

_PARTS = {
    "half a": Decimal("0.5"),
    "a quarter of a": Decimal("0.25"),
    "three quarters of a": Decimal("0.75"),
    "a": Decimal(1),
}
_FRACTION = re.compile(r"[ -](\d)/(\d)$")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_THREES = re.compile(r"[1-9]\d{0,2}(?P<mark>[, '’])\d{3}(?:(?P=mark)\d{3})*(?:\.\d+)?")
_INDIAN = re.compile(r"\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?")
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d{1,2})?|\d{1,3}\.\d{3},\d{1,2}")
_COMMA = re.compile(r"(?:\d+,\d{1,2}|0,\d+|\d{1,3}(?: \d{3})+,\d{1,2})")
_EITHER = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_COUNTS_ELSE = re.compile(r"(?:\b[A-Z][a-z]+\.?|[A-Za-z]-|\bNo\.|#) ?$")
_LONGER = r"hundred|thousand|million|billion|trillion|lakh|crore|dozen"
UNSURE_BEFORE = re.compile(
    rf"\b(?:(?<!\d )(?<!\d)(?:{_LONGER})(?: and)?|point|half|quarter)[ -]$|\b(?:{_LONGER}) $"
    rf"|\band a $|\b(?:{'|'.join(_TENS)})[ -]$"
    r"|(?:^|[\s(])[-−–]$|\b(?:minus|negative) $|\d/$",
    re.I,
)
"""What stands before a number that is the rest of a longer one, or below zero."""
UNSURE_BEHIND = re.compile(
    rf"[^\W¹²³⁰-⁹]|[⁄∕]|(?<=[\d½¼¾])[¹²³⁰-⁹]|[/.,'’]\d|[ -]?[(\[]?(?i:{_LONGER})"
    rf"|[)\]] ?(?i:{_LONGER}|bn|mn|mln|m|b)s?\b| point (?:\d|[a-z]+\b)| ?[½¼¾]"
    r"|-[A-Z]|[ -](?:halves|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)\b"
    r"|[ -](?i:mil|mill|mia|mille|mlrd|and a (?:half|quarter))\b|[ -]L\b"
)
"""What stands behind a number that is not all of it: a footnote's mark, a scale that may be this or that."""
_BLANK = re.compile(r"[\s\u00a0\u2007\u2009\u202f]")


def blank(text: str) -> str:
    """The text, of the same length, with every kind of white space as a plain one."""
    return _BLANK.sub(" ", text)


def number_value(number: str, before: str = "", *, scaled: bool = False) -> Decimal | None:
    """The value of what ``FIGURES`` or ``COUNTED`` matched; None where it can be read in two ways or none.

    ``before``: the text before it. "1.250" is a decimal only where it is ``scaled`` (by a scale or a percent sign);
    a single group of three behind a blank is none where the figure before it may count something else ("May 5 300").
    """
    digits, extra = number.strip(), Decimal(0)
    if (part := _PARTS.get(digits.lower().replace("-", " ").removesuffix("n"))) is not None:
        return part
    if m := _FRACTION.search(digits):  # "2-1/2"
        if m[2] == "3" or int(m[1]) >= int(m[2]):
            return None
        digits, extra = digits[: m.start()], Decimal(m[1]) / Decimal(m[2])
    for mark, part in _FRACTIONS.items():
        if digits.lower().endswith(mark):
            digits, extra = digits[: -len(mark)].strip(), part
    if not digits[:1].isdigit():
        whole = _in_words(digits.lower())
        return None if whole is None else whole + extra
    if extra and not digits.isdigit():
        return None
    value = _figures(digits, before, scaled=scaled)
    return None if value is None else value + extra


def scale_value(scale: str) -> int:
    """What a match of ``SCALE`` multiplies by: 1 for an empty text, 10**12 for "lakh crore"."""
    factor = 1
    for word in scale.lower().replace("-", " ").split():
        factor *= _SHORT.get(word) or _SCALE[word.removesuffix("s")]
    return factor


def _figures(digits: str, before: str, *, scaled: bool) -> Decimal | None:
    if _EITHER.fullmatch(digits) and not scaled:
        return None
    if digits[0] == "0" and digits[1:2].isdigit():
        return None
    if _PLAIN.fullmatch(digits) or _INDIAN.fullmatch(digits):
        return Decimal(digits.replace(",", ""))
    if m := _THREES.fullmatch(digits):
        if m["mark"] == " " and digits.count(" ") == 1 and _COUNTS_ELSE.search(before):
            return None
        return Decimal(digits.replace(m["mark"], ""))
    if _POINTS.fullmatch(digits):
        return Decimal(digits.replace(".", "").replace(",", "."))
    return Decimal(digits.replace(" ", "").replace(",", ".")) if _COMMA.fullmatch(digits) else None


def _in_words(words: str) -> Decimal | None:
    """ "two hundred and ten" is 210."""
    total = 0
    for word in words.replace("-", " ").split():
        if word == "hundred":
            total *= 100
        elif word != "and":
            value = _WORDS.get(word, _TENS.get(word))
            if value is None:
                return None
            total += value
    return Decimal(total)

"""The words beside figures outside of sentences: what a row or line measures, in which unit, of which period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from newsweave.extract.measures.measure_names import IN_PERCENT
from newsweave.extract.model import LiteralArgument
from newsweave.extract.values.amounts import amounts_in, find_money
from newsweave.extract.values.dates import read_date
from newsweave.extract.values.time_values import TimeValue
from newsweave.ontology.lists import word_list, word_map

__all__ = ["Label", "Unit", "cell_value", "label_of", "period_of", "unit_of", "without_period"]

_METRICS = word_map("metric_nouns")
_COUNTED = word_list("counted_nouns")
_VAGUE = word_list("vague_modifiers") | frozenset({"total", "group", "consolidated", "reported", "our", "the"})
_NEEDY = word_list("bare_measures")
_MONEY = frozenset(
    "revenue revenues profit loss losses ebitda ebit income earnings sale sales turnover cost costs expense "
    "expenses asset assets deposit deposits loan loans debt equity dividend valuation capitalisation capitalization "
    "capex cash eps arpu nii".split()
)
_TAIL = re.compile(
    r" (?:(?:before|after) (?:tax|taxes|income tax|interest|provisions)(?: and \w+)?|per (?:\w+ )?(?:share|unit|user)"
    r"|on (?:equity|assets|capital|tangible equity|invested capital)|under (?:management|custody|administration))$"
)
_COUNT_OF = re.compile(r"(?:total )?number of |no\. of |# of |total ", re.I)
_BRACKET = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]*)[)\]]")
_NOTE = re.compile(r"(?<=[a-z])\s?(?:\d\)|[*†‡¹²³]+)+$")
_WORDS = re.compile(r"[A-Za-z](?:[A-Za-z&/’'\- ]|(?<=[A-Za-z])\d)*")
_WRITTEN_OUT = {"eps": "earnings per share", "capex": "capital expenditure", "headcount": "employees"}
_LONGEST = 60
_MOST_WORDS = 6
_SCALES = {
    "million": r"millions?|mill\.|mln|mn|mio|m(?![a-z])",
    "billion": r"billions?|bln|bn|b(?![a-z])",
    "thousand": r"thousands?|tsd|[’']?000s?|k(?![a-z])",
    "crore": r"crores?|cr(?![a-z])",
    "lakh": r"lakhs?",
}
_SCALE = re.compile("|".join(rf"(?P<{name}>(?<![A-Za-z\d])(?:{pattern}))" for name, pattern in _SCALES.items()), re.I)
_FILLING = re.compile(r"\b(?:in|of|all|amounts?|figures?|table|and|unaudited|reported|currency)\b|[()\[\],]", re.I)
_VALUE = re.compile(
    r"(?P<open>\()?\s?(?P<minus>[-–−])?\+?\s?(?P<sign>[A-Z]{0,3}[$€£¥₹]|[A-Z]{3}\b|Rs\.?)?\s?(?P<minus2>[-–−])?"
    r"(?P<n>\d{1,3}(?:[,. ’]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)\s?"
    r"(?P<scale>millions?|mln|mio|mn|m|billions?|bln|bn|b|trillions?|tn|thousand|k|crore|lakh)?\s?"
    r"(?P<percent>%|per ?cent)?\s?(?P<close>\))?"
    r"\s?(?:\d\)|[*†‡¹²³])*"
)
_SCALE_OF = {"m": "million", "mn": "million", "mln": "million", "mio": "million", "b": "billion", "bn": "billion"}
_SCALE_OF |= {"bln": "billion", "tn": "trillion", "k": "thousand"}
_MAY_BE_BELOW = frozenset(
    {"profit", "income", "earnings", "ebitda", "ebit", "result", "flow", "eps", "margin", "growth"}
)
_PERIOD = re.compile(r"(?:19|20)\d\d|\bQ[1-4]\b|\bH[12]\b|\b[1-4]Q|\b[12]H|\bFY ?'?’?\d\d|[QH][1-4][ -]?[’']?\d\d\b")
_ONE_PERIOD = r"(?:(?:FY|[QH][1-4]|[1-4]Q)?[ -]?['’]?(?:(?:19|20)\d\d|(?<=\w[ -])\d\d|(?<=['’])\d\d))"
_REWRITTEN = (
    (re.compile(r"\bFY ?['’]?(\d\d)\b(?!\d)"), r"FY 20\1"),
    (re.compile(r"\b([1-4])Q ?['’-]?(?:20)?(\d\d)\b"), r"Q\1 20\2"),
    (re.compile(r"\b([12])H ?['’-]?(?:20)?(\d\d)\b"), r"H\1 20\2"),
    (re.compile(r"\b([QH][1-4])[ -]?(?:FY)? ?['’-]?(\d\d)\b(?!\d)"), r"\1 20\2"),
    (re.compile(r"\b(\d\d)\.(\d\d)\.((?:19|20)\d\d)\b"), r"\3-\2-\1"),
    (re.compile(r"\b([A-Z][a-z]{2})-(\d\d)\b(?!\d)"), r"\1 20\2"),
    (re.compile(r"\b([369])M ((?:20)\d\d)\b"), r"first \1 months of \2"),
)
_TWO_YEARS = re.compile(r"(?:19|20)\d\d\s?[/–-]\s?\d\d")


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says that is measured."""

    metric: str
    noun: str
    """Its head, in small letters."""
    counts: bool
    """Whether it is a number of something."""
    unit: Unit

    @property
    def may_grow(self) -> bool:
        """Whether a change in per cent is one of its level."""
        return self.noun not in IN_PERCENT


@dataclass(frozen=True, slots=True)
class Unit:
    """In what figures are told."""

    currency: str = ""
    """An ISO code; empty where none is said."""
    scale: str = ""
    percent: bool = False

    def over(self, other: Unit) -> Unit:
        """This one, and where it says nothing the other."""
        return self if self.currency or self.percent else Unit(other.currency, self.scale or other.scale, other.percent)


@lru_cache(maxsize=1024)
def label_of(text: str) -> Label | None:
    """The measure that a label names: "Net profit (€m)"; None where it is none, or a part of one."""
    if len(text) > _LONGEST:
        return None
    unit = Unit()
    for m in _BRACKET.finditer(text):
        unit = unit_of(m["inside"]).over(unit)
    bare = _NOTE.sub("", _BRACKET.sub("", text).strip().rstrip(":")).strip()
    head, comma, behind = bare.partition(",")
    if comma:
        said = unit_of(behind)
        if said == Unit() and behind.strip().lower() not in ("net", "adjusted", "total", "diluted", "basic"):
            return None
        unit, bare = said.over(unit), head.strip()
    if bare.endswith("%"):
        unit, bare = Unit(percent=True), bare[:-1].strip()
    bare = _COUNT_OF.sub("", bare, count=1) if _COUNT_OF.match(bare) else bare
    words = bare.split()
    if not words or len(words) > _MOST_WORDS or not _WORDS.fullmatch(bare):
        return None
    tail = _TAIL.search(bare.lower())
    core = bare[: tail.start()] if tail else bare
    noun = core.split()[-1].lower()
    if noun in _WRITTEN_OUT and " " not in core:
        return Label(_WRITTEN_OUT[noun], noun, noun == "headcount", unit)
    forms = (noun, noun.removesuffix("s"), re.sub("ies$", "y", noun), re.sub("(?<=[sxh])es$", "", noun))
    single = next((s for s in forms if s in _METRICS), "")
    counted = next((s for s in forms if s in _COUNTED), "")
    if counted and not single and (not noun.endswith("s") or core[1:] != core[1:].lower()):
        return None  # "Kestrin Bank"
    if re.search(r"(?<![\w-])(?:from|to|in|by|of|for|at|with|and|or)(?![\w-])", core.lower()) or not (
        single or counted
    ):
        return None
    modifiers = [w if w[1:].isupper() else w.lower() for w in core.split()[:-1] if w.lower() not in _VAGUE]
    if not modifiers and not tail and single in _NEEDY:
        return None
    if single == "share" and "market" not in modifiers:
        return None
    plain = str(_METRICS.get(single, noun)) if not modifiers and not tail and single else ""
    named = plain or " ".join([*modifiers, core.split()[-1] if core.split()[-1].isupper() else noun])
    counts = bool(counted) and noun not in _MONEY and single not in _MONEY
    return Label(named + (tail[0] if tail else ""), single or counted, counts, unit)


@lru_cache(maxsize=1024)
def unit_of(text: str) -> Unit:
    """The unit that words beside a table or line tell: "€m", "in millions of U.S. dollars", "%"."""
    text = re.split(r"[,;]? except\b|, unless", text, maxsplit=1)[0]
    if not text or len(text) > _LONGEST:
        return Unit()
    if text.strip().lower() in ("%", "in %", "per cent", "percent", "in per cent"):
        return Unit(percent=True)
    m = _SCALE.search(re.sub(r"(?<=[$€£¥₹])(?=[a-z’'])|(?<=[A-Z]{3})(?=[a-z’'])", " ", text))
    scale = m.lastgroup or "" if m else ""
    rest = " ".join(
        _FILLING.sub(
            " ", _SCALE.sub(" ", re.sub(r"(?<=[$€£¥₹])(?=[a-z’'])|(?<=[A-Z]{3})(?=[a-z’'])", " ", text))
        ).split()
    )
    currency = ""
    for words in (rest, *rest.split()):
        found = find_money(f"{words} 5") or find_money(f"5 {words}")
        if found is not None and found.value.startswith("5 "):
            currency = found.value[2:]
            break
    return Unit(currency, scale)


def period_of(text: str, published: str | None) -> TimeValue | None:
    """The period that a column or a row is of; None where it names none with its year, or two."""
    if not _PERIOD.search(text) or _TWO_YEARS.search(text) or len(text) > _LONGEST:
        return None
    written = text
    for pattern, form in _REWRITTEN:
        written = pattern.sub(form, written)
    found = read_date(written, published)
    if found is None or not re.search(r"\d{4}", found.iso):
        return None
    return TimeValue(found.iso, found.edtf, found.text if found.text in text else text.strip())


def without_period(text: str) -> str:
    """The words of a label without a year or quarter at one of its ends: "Revenue" of "Revenue 2024"."""
    return re.sub(rf"(?:^{_ONE_PERIOD}\s+|,?\s+(?:in\s+)?{_ONE_PERIOD}(?=$|\s*\())", "", text).strip() or text


def cell_value(text: str, label: Label, around: Unit, start: int) -> LiteralArgument | None:
    """The figure of a cell or behind a label's colon, which begins at ``start``; None where its unit is not said."""
    m = _VALUE.fullmatch(text.strip())
    if m is None:
        return None
    below = bool(m["minus"] or m["minus2"] or (m["open"] and m["close"]))
    if bool(m["open"]) != bool(m["close"]):
        return None
    unit = label.unit.over(around)
    start += len(text) - len(text.lstrip())
    if below and label.noun not in _MAY_BE_BELOW:
        return None
    minus = "-" if below else ""
    scale = m["scale"] or ""
    scale = _SCALE_OF.get(scale.lower(), scale.lower().removesuffix("s"))
    words = text.strip()
    if m["percent"] or (unit.percent and not m["sign"]):
        if label.noun not in IN_PERCENT and label.noun != "growth":
            return None
        found = next(iter(amounts_in(f"{m['n']}%")), None)
        return (
            None
            if found is None
            else LiteralArgument(minus + found[3].value, "percentage", words, start, start + len(words))
        )
    if label.noun in IN_PERCENT:
        return None
    money = m["sign"] or (unit.currency if not label.counts else "")
    if money:
        per_share = " per " in label.metric or label.noun == "eps"
        scale = scale or ("" if per_share or (m["sign"] and not unit.currency) else unit.scale)
        amount = find_money(f"{money} {m['n']} {scale}".strip())
        return (
            None if amount is None else LiteralArgument(minus + amount.value, "money", words, start, start + len(words))
        )
    if not label.counts:
        return None
    scale = scale or (label.unit.scale or ("" if around.currency else around.scale))
    found = next(iter(amounts_in(f"{m['n']} {scale}".strip())), None)
    if found is None or found[0] != "number" or below:
        return None
    return LiteralArgument(found[3].value, "number", words, start, start + len(words))

"""Brackets and marks that pages put into sentences: tickers, "(the "Company")", "opens new tab".

They are no part of the sentence and the parser stumbles over them, so it is fed the text without them; what they say
of the name before them is kept as ``Aside``s. Only brackets of which every part is understood go: "(BTC)" and
"(the lender's parent)" stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from newsweave.extract.documents.legible import Legible, without
from newsweave.ontology.lists import word_map

__all__ = ["Aside", "Ticker", "without_asides"]

_LONGEST = 160
_HINT = re.compile(r"[(\[:>»]|^[A-Z]{3}[A-Z \d]*[-–]|opens? (?:in )?|\$[A-Z]{2}", re.MULTILINE)
_NEW_TAB = re.compile(
    r"(?:,?\s?\(|,\s|\s)(?:(?:external )?link )?opens? (?:in (?:a )?)?new (?:tab|window)\b(?: or (?:tab|window)\b)?\)?"
)
_TEASER = re.compile(
    r"\s?(?:[(\[])(?:also )?(?:read|see|related|watch|listen)(?: more| also| next| here)?\s?[:|>»]\s"
    r"[^()\[\]\n]{3,200}[)\]]"
    r"|^[ \t]*(?:also read|read also|read more|read next|see also|related|more on this|don['’]t miss)\s?[:|>»]\s"
    r"[^\n]{3,250}$",
    re.IGNORECASE | re.MULTILINE,
)
_WIRE = re.compile(
    r"^(?:(?:EXCLUSIVE|UPDATE|BRIEF|REFILE|CORRECTED|WRAPUP|RPT|FOCUS|INSIGHT|DEALTALK|BREAKINGVIEWS)"
    r"(?: \d)?[-–] ?)+(?=\w)"
    r"|^(?:EXCLUSIVE|BREAKING|JUST IN|UPDATED?)(?: NEWS)?\s?[:|]\s(?=\w)",
    re.MULTILINE,
)
_BRACKET = re.compile(rf"(?<=[\w.’'”\"&!®™)])\s?(?:\(([^()\n]{{2,{_LONGEST}}})\)|\[([^\[\]\n]{{2,60}})\])")
_CASHTAG = re.compile(r"(?<![\w$])\$(?=(?P<symbol>[A-Z]{2,5})\b(?!\s?\d))")
_CURRENCIES = frozenset("AUD BRL CAD CHF CNY EUR GBP HKD INR JPY KRW MXN NZD SGD TWD US USD ZAR".split())
_QUOTED = r"[\"“‘'„«]\s?(?:the )?[^\"“”‘’„«»]{1,40}?\s?[\"”’'“»]"
_SYMBOL = r"(?:[A-Z0-9]{1,10}(?:[.\-/][A-Z0-9]{1,4}){0,2}[a-z]?)"
_LABEL = (
    r"(?i:(?:(?:stock|share|scrip|security|trading|equity|ticker)\s)?(?:code|symbol|ticker)s?"
    r"(?:\s(?:symbol|code|no\.?))?)"
)
_PARTS = {
    "short": re.compile(
        r"(?P<name>[A-Z][\w&.]*(?: [A-Z][\w&.]*){0,3}?)(?: [–-]|[,;]) (?=[A-Z][\w .]{1,20}: ?[A-Z0-9])"
    ),
    "listed": re.compile(
        rf"(?P<exchange>[A-Z][\w.&\-]*(?:(?: ?[/,&] ?| and | or | )[A-Z][\w.&\-]*){{0,5}}?)(?:\s{_LABEL})?"
        rf"\s?(?:[::]|\s[-–]\s)\s?[\"“]?\$?(?P<symbol>{_SYMBOL})[\"”]?",
    ),
    "named": re.compile(rf"(?:{_LABEL})(?:\s?:\s?|\s)[\"“]?\$?(?P<symbol>{_SYMBOL})[\"”]?"),
    "number": re.compile(r"(?:ISIN|WKN|CUSIP|LEI|SEDOL|FIGI)(?: (?:code|number))?\s?[::]?\s?[A-Z0-9]{6,20}"),
    "spaced": re.compile(r"(?P<symbol>[A-Z0-9]{1,7})(?:\s?:\s?| )(?P<country>[A-Z]{2})(?: Equity)?(?!\w)"),
    "dotted": re.compile(r"(?P<symbol>[A-Z0-9]{1,9}[a-z]{0,2})\.(?P<suffix>[A-Z]{1,3})(?!\w)"),
    "code": re.compile(r"\.[A-Z]{2,8}(?!\w)|[A-Z]{3,6}=[A-Z]{0,4}|[A-Z]{2,5}c\d|[A-Z]{2,3}\d{1,3}[A-Z]{2}=[A-Z]{2}"),
    "tag": re.compile(r"\$(?P<symbol>[A-Z]{1,6})(?!\w)"),
    "alias": re.compile(
        r"(?:(?:hereinafter|hereafter|together|collectively|formerly|or|and)(?: referred to as)?,? )?(?:the )?"
        rf"(?P<name>{_QUOTED})"
    ),
}
_COMMON = re.compile(r"(?:[a-z, ]* )?(?:the [\"“‘'„«]|[\"“‘'„«]\s?[Tt]he \w+[\"”’'“»])")
_FURTHER = re.compile(rf"{_SYMBOL}(?!\w)")
_BETWEEN = re.compile(r"\s?(?:[,;|/•]|\bor\b|\band\b|&)?\s?(?:(?:or|and)\s)?")
_PAGE_LINKS = re.compile(r"\.?[A-Z]{1,5}/[A-Z]{0,5}|\.[A-Z]{1,3}|nL\w{6,12}|[A-Z]{2,6}:[A-Z]{2}")
_CRYPTO = frozenset({"crypto", "cryptocurrency", "coin", "ccc"})


@dataclass(frozen=True, slots=True)
class Ticker:
    """Under which symbol something is traded."""

    symbol: str
    exchange: str
    """The exchange's known name; empty where none is said."""
    code: str
    """How the bracket calls the exchange."""
    start: int
    """Where that stands, in the text with the brackets."""
    end: int


@dataclass(frozen=True, slots=True)
class Aside:
    """What a bracket says of the name before it."""

    at: int
    """Where it stood, in the text without the brackets: the end of what is before."""
    start: int
    """Where the bracket stands in the text with it."""
    end: int
    tickers: tuple[Ticker, ...]
    names: tuple[str, ...]
    """Other names that it gives: "Corvex"."""
    nouns: tuple[str, ...]
    """What it will be called from here on, with "the" before it: "Company"."""


def without_asides(text: str) -> tuple[Legible, tuple[Aside, ...]] | None:
    """The text without them, and what they say; None where there are none."""
    if _HINT.search(text) is None:
        return None
    spans: list[tuple[int, int]] = []
    asides: list[Aside] = []
    gone = 0
    for start, end, found in sorted(_found(text), key=lambda f: f[:2]):
        if spans and start < spans[-1][1]:
            continue
        if found is not None:
            opening = end - len(text[start:end].lstrip())
            asides.append(Aside(start - gone, opening, end, *found))
        spans.append((start, end))
        gone += end - start
    return (without(text, spans), tuple(asides)) if spans else None


_Said = tuple[tuple[Ticker, ...], tuple[str, ...], tuple[str, ...]]


def _found(text: str) -> Iterator[tuple[int, int, _Said | None]]:
    for pattern in (_NEW_TAB, _TEASER, _WIRE):
        for m in pattern.finditer(text):
            yield m.start(), m.end(), None
    for m in _CASHTAG.finditer(text):
        if m["symbol"] not in _CURRENCIES:
            yield m.start(), m.end(), None
    for m in _BRACKET.finditer(text):
        if m[2] is not None:
            if _PAGE_LINKS.fullmatch(m[2]):
                yield m.start(), m.end(), None
        elif (said := _read(m[1], m.start(1))) is not None:
            yield m.start(), m.end(), said


def _read(inside: str, offset: int) -> _Said | None:
    """What a bracket's words say, None where a part of them is not understood."""
    tickers: list[Ticker] = []
    names: list[str] = []
    nouns: list[str] = []
    at, end, sure = 0, len(inside.rstrip()), False
    while at < end:
        kind, m = _part(inside, at, bool(tickers))
        if m is None:
            return None
        if kind in ("alias", "short"):
            common = _COMMON.match(m[0]) is not None
            words = m["name"].strip("\"“”‘’'„«» ")
            (nouns if common else names).append(re.sub("^[Tt]he ", "", words))
            sure = sure or common or m[0].startswith(("herein", "coll"))
        else:
            tickers += _tickers(kind, m, offset)
            sure = True
        at = m.end()
        between = _BETWEEN.match(inside, at)
        step = between.end() if between else at
        if step == at and at < end and kind != "short":
            return None
        at = step
    return (tuple(tickers), tuple(names), tuple(nouns)) if sure else None


def _part(inside: str, at: int, listed: bool) -> tuple[str, re.Match[str] | None]:
    """The kind of the part of a bracket that begins at an offset, and its words."""
    for kind, pattern in _PARTS.items():
        m = pattern.match(inside, at)
        if m is not None and _is_so(kind, m):
            return kind, m
    return "further", (_FURTHER.match(inside, at) if listed else None)


def _is_so(kind: str, m: re.Match[str]) -> bool:
    if kind == "short":
        return not _codes_of(m["name"])
    if kind == "listed":
        codes = _codes_of(m["exchange"])
        return bool(codes) or _folded(m["exchange"]) in _CRYPTO
    if kind == "dotted":
        return m["suffix"] in word_map("exchange_suffixes") and (len(m["symbol"]) > 1 or m["suffix"] in ("N", "O"))
    if kind == "spaced":
        us = m["country"] == "US" and ":" in m[0]
        return us or (
            m["country"] in word_map("exchange_countries") and not m["symbol"].isdigit() | (m["symbol"] == "US")
        )
    return True


def _tickers(kind: str, m: re.Match[str], offset: int) -> Iterator[Ticker]:
    if kind == "listed":
        for code, begin, end in _codes_of(m["exchange"]):
            name = _exchange(code, m["symbol"])
            at = offset + m.start("exchange")
            yield Ticker(m["symbol"], name, code, at + begin, at + end)
        if not _codes_of(m["exchange"]):
            yield Ticker(m["symbol"], "", "", offset + m.start(), offset + m.end())
    elif kind in ("dotted", "spaced"):
        group, table = ("suffix", "exchange_suffixes") if kind == "dotted" else ("country", "exchange_countries")
        name = str(word_map(table).get(m[group], ""))
        yield Ticker(m["symbol"], name, m[group], offset + m.start(group), offset + m.end(group))
    elif kind in ("named", "tag"):
        yield Ticker(m["symbol"], "", "", offset + m.start("symbol"), offset + m.end("symbol"))


def _codes_of(words: str) -> list[tuple[str, int, int]]:
    """The exchanges that words name, each with its place in them; empty where one is not known."""
    if _folded(words) in _known():
        return [(words, 0, len(words))]
    found = []
    at = 0
    for m in re.finditer(r"\s?(?:[/,&]|\band\b|\bor\b)\s?|$", words):
        code = words[at : m.start()]
        if _folded(code) not in _known():
            return []
        found.append((code, at, m.start()))
        at = m.end()
    return found


def _exchange(code: str, symbol: str) -> str:
    if _folded(code) == "tse" and symbol.isalpha():
        return "Toronto Stock Exchange"  # Tokyo's symbols begin with a figure
    return _known()[_folded(code)]


@cache
def _known() -> dict[str, str]:
    """The codes and names of exchanges, folded, with the exchange's known name."""
    table: dict[str, list[str]] = word_map("exchange_codes")
    return {_folded(form): name for name, codes in table.items() for form in (name, *codes)}


def _folded(words: str) -> str:
    return re.sub(r"[.\s\-]", "", words).casefold()

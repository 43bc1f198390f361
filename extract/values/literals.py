"""Values as objects of statements: the amount, date or words of an argument."""

from __future__ import annotations

import re
from bisect import bisect_left

from newsweave.extract.model import Argument, LiteralArgument
from newsweave.extract.parsing.tree import Tree
from newsweave.extract.values.amounts import Amount, find_money, find_percentage, find_quantity
from newsweave.extract.values.dates import iso_date, read_date
from newsweave.extract.values.numbers import SCALE

__all__ = ["from_to", "literal_argument", "whole_words"]

_SCALE = re.compile(SCALE)
_INSIDE = re.compile(
    r"(?:(?<!\d)\d{1,3}[\s\u00a0\u202f]|\d[.,'’])$"
)  # what "000 kroner" of "40 000 kroner" stands behind
_TWICE = re.compile(r",(?:\s*,)+")
"""Commas between which something was left out."""
_MAX_WORDS = 12
_FEWEST = 5  # words of a label that is cut at a phrase's end
_LEADING = frozenset(
    {"IN", "TO", "MD", "CC", "DT", "WDT", "WP", "WRB", "PRP$", "cc", "mark", "prep", "punct", "aux", "neg"}
)
_NEEDED = frozenset({"dobj", "attr", "acomp", "ccomp", "xcomp", "oprd", "agent"})
_BEHIND = 40  # characters in which an amount may be given again in another currency
_READERS = {
    "money": (find_money, "money"),
    "percentage": (find_percentage, "percentage"),
    "quantity": (find_quantity, "number"),
}


def literal_argument(
    kind: str, a: Argument, tree: Tree, published: str | None, *, past: bool = False
) -> LiteralArgument | None:
    """The value of ``kind`` in an argument, or None where it holds none; a date of the ``past`` is not to come.

    ``content`` and ``text`` are words (at most twelve, cut at a phrase's end, with an ellipsis); a quantity keeps what
    is counted.
    """
    text = whole_words(tree, a)
    if kind == "date":
        if a.marker.lower() == "from":  # "from March 3 to 5"
            behind = tree.text[a.start : min(a.end + _BEHIND, tree.sentence_span(a.head)[1])]
            whole = read_date(f"from {behind}", published)
            if whole is not None and "/" in whole.iso:
                said = whole.text.removeprefix("from ")
                return LiteralArgument(whole.iso, "date", said, a.start, a.start + len(said))
        iso = iso_date(text, published)
        if past and iso and published and iso > published[:10]:
            iso = iso_date(f"since {text}", published)  # the last such day
        return LiteralArgument(iso, "date", text, a.start, a.end) if iso else None
    if kind in ("text", "content"):
        value = _shortened(tree, a).strip(" ,;:“”\"'")
        return LiteralArgument(value, "text", text, a.start, a.end) if value else None
    if kind == "quantity":
        return _quantity(a, text, tree)
    text, start = from_to(a, text, tree)
    read, datatype = _READERS[kind]
    amount = read(text)
    return _at(amount, datatype, tree, start, text) if amount else None


def _shortened(tree: Tree, a: Argument) -> str:
    """The words of an argument up to the last end of a phrase within the first twelve."""
    words = _TWICE.sub(",", a.text).split()
    if len(words) <= _MAX_WORDS:
        return " ".join(words)
    brief = ""
    first, limit = bisect_left(tree.starts, a.start), a.end
    awaited = -1  # a head that is still to come: "the old" waits for its noun
    for t in range(first, min(first + 2 * _MAX_WORDS, len(tree.words))):
        if tree.starts[t] >= limit:
            break
        awaited = max(awaited, tree.heads[t] if first <= tree.heads[t] and tree.starts[tree.heads[t]] < limit else -1)
        if awaited > t or tree.tags[t] in _LEADING or tree.deps[t] in _LEADING or _waits(tree, t):
            continue
        head = " ".join(tree.text[a.start : tree.ends[t]].split())
        if len(head.split()) > _MAX_WORDS:
            break
        brief = head
    if len(brief.split()) < _FEWEST or not a.text.startswith(brief):
        brief = " ".join(words[:_MAX_WORDS])
    return brief.rstrip(" ,;:.“”\"'-–—") + "…"


def _waits(tree: Tree, t: int) -> bool:
    """Whether what follows still belongs to a word: a verb's object or complement, the rest of a name."""
    later = t + 1 < len(tree.words) and tree.heads[t + 1] == t and tree.deps[t + 1] in ("punct", "case", "dobj", "prt")
    behind = [k for k in tree.kids[t] if k > t]
    return later or (tree.tags[t][:2] in ("VB", "MD") and any(tree.deps[k] in _NEEDED for k in behind))


def whole_words(tree: Tree, a: Argument) -> str:
    """The text of an argument, with the scale that tokenizer or parser cut off: "$310m" before a semicolon.

    Empty where the argument begins inside a number.
    """
    if tree.text[a.start].isdigit() and _INSIDE.search(tree.text, max(0, a.start - 5), a.start):
        return ""
    m = _SCALE.match(tree.text, a.end)
    return tree.text[a.start : a.end if m is None or not tree.text[a.end - 1].isdigit() else m.end()]


def from_to(a: Argument, text: str, tree: Tree) -> tuple[str, int]:
    """The text of an argument, and where it begins; of the first of "between A and B" both."""
    word = "between "
    if a.coordination is None:
        return text, a.start
    start = a.start - len(word) if tree.text[: a.start].endswith(word) else a.start
    whole = tree.text[start : max(a.end, a.coordination.end)]
    return (whole, start) if whole.startswith(word) else (text, a.start)


def _quantity(a: Argument, text: str, tree: Tree) -> LiteralArgument | None:
    """The first value in the phrase: money, a percentage, or a count with what is counted."""
    counted = find_quantity(text)
    at = len(text) if counted is None else text.find(counted.text)
    for read, datatype in (_READERS["money"], _READERS["percentage"]):
        amount = read(text)
        if amount is not None and text.find(amount.text) <= at:
            return _at(amount, datatype, tree, a.start, text)
    if counted is None:
        return None
    return _count(a, text, counted, at)


def _count(a: Argument, text: str, amount: Amount, at: int) -> LiteralArgument:
    counted = re.split(
        r"[,;(—–]| (?:in|across|at|by|on|from|to|for|and|with|of|that|who|which|worldwide|around) ",
        text[at + len(amount.text) :],
    )
    whole = (amount.text + counted[0]).rstrip()
    return LiteralArgument(amount.value, "number", whole, a.start + at, a.start + at + len(whole), amount.modifier)


def _at(amount: Amount, datatype: str, tree: Tree, offset: int, text: str) -> LiteralArgument:
    at = text.find(amount.text)
    start, end = offset + at, offset + at + len(amount.text)
    also = amount.also
    if datatype == "money" and not also:  # a bracket behind the phrase: "$3 million (2.8 million euros)"
        behind = find_money(tree.text[start : end + _BEHIND])
        also = behind.also if behind is not None and behind.text == amount.text else ""
    return LiteralArgument(amount.value, datatype, amount.text, start, end, amount.modifier, also)

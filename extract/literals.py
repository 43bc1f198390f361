"""Values as objects of statements: the amount, date or words of an argument."""

from __future__ import annotations

import re

from newsweave.extract.model import Argument, LiteralArgument
from newsweave.extract.tree import Tree
from newsweave.extract.values import Amount, find_money, find_percentage, find_quantity, iso_date

__all__ = ["literal_argument"]

_MAX_WORDS = 12
_READERS = {
    "money": (find_money, "money"),
    "percentage": (find_percentage, "percentage"),
    "quantity": (find_quantity, "number"),
}


def literal_argument(kind: str, a: Argument, tree: Tree, published: str | None) -> LiteralArgument | None:
    """The value of ``kind`` in an argument, or None where it holds none.

    ``content`` and ``text`` are words (at most twelve, cut at a word); a quantity keeps what is counted.
    """
    text = tree.text[a.start : a.end]
    if kind == "date":
        iso = iso_date(text, published)
        return LiteralArgument(iso, "date", text, a.start, a.end) if iso else None
    if kind in ("text", "content"):
        words = a.text.split()
        value = " ".join(words[:_MAX_WORDS]).strip(" ,;:“”\"'")
        return LiteralArgument(value, "text", text, a.start, a.end) if value else None
    if kind == "quantity":
        return _quantity(a, text)
    read, datatype = _READERS[kind]
    amount = read(text)
    return _at(amount, datatype, text, a.start) if amount else None


def _quantity(a: Argument, text: str) -> LiteralArgument | None:
    """The first value in the phrase: money, a percentage, or a count with what is counted."""
    counted = find_quantity(text)
    at = len(text) if counted is None else text.find(counted[1])
    for read, datatype in (_READERS["money"], _READERS["percentage"]):
        amount = read(text)
        if amount is not None and text.find(amount[1]) <= at:
            return _at(amount, datatype, text, a.start)
    if counted is None:
        return None
    return _count(a, text, counted, at)


def _count(a: Argument, text: str, amount: Amount, at: int) -> LiteralArgument:
    counted = re.split(
        r"[,;(—–]| (?:in|across|at|by|on|from|to|for|and|with|of|that|who|which|worldwide|around) ",
        text[at + len(amount[1]) :],
    )
    whole = (amount[1] + counted[0]).rstrip()
    return LiteralArgument(amount[0], "number", whole, a.start + at, a.start + at + len(whole))


def _at(amount: Amount, datatype: str, text: str, offset: int) -> LiteralArgument:
    at = text.find(amount[1])
    return LiteralArgument(amount[0], datatype, amount[1], offset + at, offset + at + len(amount[1]))

"""The numbers of a text that may measure something, each with its place in the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsweave.extract.parsing.tree import Tree
from newsweave.extract.values.amounts import Amount, amounts_in

__all__ = ["Figure", "figures"]

_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\b")
_NO_FIGURE = re.compile(
    r"\s?(?:[-/]\d|:\d\d|°|(?:a|p)\.?m\b|(?:st|nd|rd|th)\b|[-‑ ](?:year|month|week|day|hour|minute)s?[- ]old)", re.I
)
_DATES = frozenset({"DATE", "TIME", "ORDINAL"})
_MONTHS = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?$", re.I)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it stands, and the token that stands for it in the tree."""

    kind: str
    """``money``, ``percentage`` or ``number``."""
    start: int
    """Offset in the document's text."""
    end: int
    amount: Amount
    first: int
    """Its tokens: first, and one past the last."""
    last: int
    head: int
    """The one that hangs on what is no part of it."""
    counted: int
    """The noun that a count counts, -1 without one: "employees" of "600 employees"."""


def figures(tree: Tree, first: int, last: int) -> Iterator[Figure]:
    """The figures of the tokens from ``first`` to before ``last``, in order; dates, ages and ordinals are none."""
    if not any(tree.tags[t] in ("CD", "$") or tree.words[t][:1].isdigit() for t in range(first, last)):
        return
    begin, end = tree.starts[first], tree.ends[last - 1]
    text = tree.text[begin:end]
    t = first
    for kind, at, stop, amount in amounts_in(text):
        start, close = begin + at, begin + stop
        while t < last and tree.ends[t] <= start:
            t += 1
        tokens = [k for k in range(t, last) if tree.starts[k] < close]
        if not tokens or _is_date(tree, tokens, kind, text, at, stop):
            continue
        goal = next((k for k in tokens[1:] if tree.words[k] == "to" and tree.heads[k] not in tokens), None)
        if goal is not None:  # "rose $3 million to $5 million" is no range
            yield from (*figures(tree, tokens[0], goal), *figures(tree, goal + 1, tokens[-1] + 1))
            continue
        head = _head(tree, tokens)
        counted = _counted(tree, head) if kind == "number" else -1
        yield Figure(kind, start, close, amount, tokens[0], tokens[-1] + 1, head, counted)


def _is_date(tree: Tree, tokens: list[int], kind: str, text: str, at: int, stop: int) -> bool:
    if _ORDINAL.match(text, at) or _NO_FIGURE.match(text, stop):
        return True
    if kind != "number":
        return False
    if _MONTHS.search(text[max(0, at - 10) : at].rstrip()) or text[max(0, at - 1) : at] in ("-", "/", "#", ":"):
        return True
    numbers = [t for t in tokens if tree.tags[t] == "CD"]
    return bool(numbers) and any(a <= numbers[0] < b and label in _DATES for a, b, label in tree.ents)


def _head(tree: Tree, tokens: list[int]) -> int:
    """The token of a figure that hangs on what is outside of it."""
    inside = set(tokens)
    own = [t for t in tokens if tree.tags[t] in ("CD", "$", "NN", "NNS") or tree.words[t] == "%"] or tokens
    return next((t for t in reversed(own) if tree.heads[t] not in inside), own[-1])


def _counted(tree: Tree, head: int) -> int:
    noun = tree.heads[head]
    if tree.deps[head] in ("nummod", "amod", "compound", "nmod") and tree.tags[noun] in ("NNS", "NN") and noun > head:
        return noun
    return -1

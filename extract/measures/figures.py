"""The numbers of a text that may measure something, each with its place in the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsweave.extract.parsing.tree import Tree
from newsweave.extract.values.amounts import Amount, amounts_in, find_quantity
from newsweave.ontology.lists import word_list, word_map

__all__ = ["Figure", "figures", "is_shared"]

_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\b")
_NO_FIGURE = re.compile(
    r"\s?(?:[-/]\d|:\d\d|°|(?:a|p)\.?m\b|(?:st|nd|rd|th)\b|[-‑ ](?:year|month|week|day|hour|minute)s?[- ]old)", re.I
)
_JOINED = re.compile(r"[\w,.]+[-‑]([a-z]+)$", re.I)
_COUNTED = word_list("counted_nouns") | {"member", "employee", "person", "strong"}
_DECIMAL = re.compile(r"\d[.,]\d")
_DATES = frozenset({"DATE", "TIME", "ORDINAL"})
_DIGITS = frozenset("%0123456789")
_CURRENCIES = frozenset(word_map("currency_nouns")) | {f"{word}s" for word in word_map("currency_nouns")}
_NUMBERED = re.compile(r"\b(?:tier|phase|stage|series|type|class|level|layer|version|article|section|no\.?)[ -]$", re.I)
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
    unit: str = ""
    """What it counts where both are one word: "branch" of "an eight-branch lender"."""


def is_shared(tree: Tree, f: Figure) -> bool:
    """Whether what it counts is told with a number behind it: "2 million retail and 400 institutional clients"."""
    return f.counted >= f.last and any(tree.tags[t] == "CD" for t in range(f.last, f.counted))


def figures(tree: Tree, first: int, last: int) -> Iterator[Figure]:
    """The figures of the tokens from ``first`` to before ``last``, in order; dates, ages and ordinals are none."""
    if not any(
        tree.tags[t] in ("CD", "$")
        or tree.words[t][:1].isdigit()
        or tree.words[t][1:2].isdigit()
        or "-" in tree.words[t]
        for t in range(first, last)
    ):
        return
    begin, end = tree.starts[first], tree.ends[last - 1]
    text = tree.text[begin:end]
    t = first
    seen: set[int] = set()
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
        if kind == "number" and "-" in tree.words[head] and (joined := _JOINED.match(tree.words[head])) is not None:
            if joined[1].lower() in _COUNTED:
                seen.add(head)
                yield Figure(kind, start, close, amount, tokens[0], tokens[-1] + 1, head, head, joined[1].lower())
            continue
        counted = _counted(tree, head) if kind == "number" else -1
        yield Figure(kind, start, close, amount, tokens[0], tokens[-1] + 1, head, counted)
        seen.add(head)
    for t in range(first, last):
        if "-" in tree.words[t] and t not in seen and (spelled := _spelled(tree, t)) is not None:
            yield spelled


def _spelled(tree: Tree, t: int) -> Figure | None:
    """ "An eight-branch lender": the number is a word."""
    m = _JOINED.match(tree.words[t])
    if m is None or m[1].lower() not in _COUNTED or tree.words[t][0].isdigit():
        return None
    amount = find_quantity(tree.words[t][: m.start(1) - 1])
    if amount is None:
        return None
    return Figure("number", tree.starts[t], tree.ends[t], amount, t, t + 1, t, t, m[1].lower())


def _is_date(tree: Tree, tokens: list[int], kind: str, text: str, at: int, stop: int) -> bool:
    if _ORDINAL.match(text, at) or _NO_FIGURE.match(text, stop):
        return True
    if kind != "number":
        return False
    if _NUMBERED.search(text, max(0, at - 10), at):
        return True
    if _MONTHS.search(text[max(0, at - 10) : at].rstrip()) or text[max(0, at - 1) : at] in ("-", "/", "#", ":"):
        return True
    numbers = [t for t in tokens if tree.tags[t] == "CD" and not _DECIMAL.search(tree.words[t])]
    return bool(numbers) and any(a <= numbers[0] < b and label in _DATES for a, b, label in tree.ents)


def _head(tree: Tree, tokens: list[int]) -> int:
    """The token of a figure that hangs on what is outside of it."""
    inside = set(tokens)
    own = [t for t in tokens if tree.tags[t] in ("CD", "$", "NN", "NNS") or tree.words[t][:1] in _DIGITS] or tokens
    if tree.words[tokens[-1]].lower() in _CURRENCIES:  # "won" and "crowns", which taggers take for verbs
        own = [*own, tokens[-1]]
    return next((t for t in reversed(own) if tree.heads[t] not in inside), own[-1])


def _counted(tree: Tree, head: int) -> int:
    noun = tree.heads[head]
    while tree.deps[head] in ("nummod", "amod", "compound", "nmod") and tree.tags[noun] == "CD" and noun > head:
        head, noun = noun, tree.heads[noun]
    if tree.deps[head] in ("nummod", "amod", "compound", "nmod") and noun > head:
        if (
            tree.tags[noun] in ("JJ", "NN") and tree.lemmas[noun] not in _COUNTED
        ):  # "2 million retail and 400 other clients"
            shared = next((k for k in tree.all_kids(noun, "conj") if tree.kid(k, "nummod") is not None), None)
            if shared is not None and tree.lemmas[shared] in _COUNTED:
                return shared
        while tree.deps[noun] == "nmod" and tree.tags[tree.heads[noun]] == "NNS" and tree.heads[noun] > noun:
            noun = tree.heads[noun]  # "1,400 office staff and factory workers"
        if tree.tags[noun] in ("NNS", "NN"):
            return noun
    return -1

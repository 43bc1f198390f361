"""Repairs of sums of money: a figure that moves to another, and the date behind a price."""

from __future__ import annotations

import re

from newsweave.extract.parsing.phrases import VERB_TAGS
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list, word_map

__all__ = ["counted_currencies", "dated_sums", "moved_sums"]

_MOVING = word_list("moving_verbs")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan. feb. mar. apr. jun. "
    "jul. aug. sep. sept. oct. nov. dec.".split()
)
_SIGN = "$"
_OBJECTS = frozenset({"dobj", "pobj", "npadvmod", "dative"})
_LONGEST = 5  # tokens of a sum
_SIGNS = {s for s in word_map("currency_signs") if s.isalpha()} | {"Rs."}
_CURRENCIES = word_map("currency_nouns").keys() | {f"{word}s" for word in word_map("currency_nouns")}
_PRICES = frozenset({"for", "to", "at", "with"})


def moved_sums(tree: Tree) -> None:
    """What a figure has moved to hangs on the verb that moved it, as "to": the parser makes a range of both sums.

    "rose $3 million to $15 million", "climbed from $3 million to $4 million"; "raised $3 to $4 million" is a range.
    """
    if _SIGN not in tree.tags:
        return
    for to, word in enumerate(tree.words):
        if word != "to" or to + 1 >= len(tree) or not (tree.tags[to + 1] == _SIGN or tree.tags[to + 1] == "CD"):
            continue
        if tree.deps[to] == "quantmod":
            _out_of_range(tree, to)
        elif tree.deps[to] == "prep" and tree.lemmas[tree.heads[to]] == "from" and tree.tags[to + 1] == _SIGN:
            verb = tree.heads[tree.heads[to]]
            if tree.lemmas[verb] in _MOVING:
                tree.attach(to, verb, "prep")


def counted_currencies(tree: Tree) -> None:
    """A number and its currency are one argument where the parser makes two: "raised 40m-45m euros", "Rs. 4"."""
    for i in range(len(tree) - 1):
        if tree.tags[i] == "CD" and tree.words[i + 1] in _CURRENCIES and _both_objects(tree, i, i + 1):
            tree.attach(i, i + 1, "nummod")
        elif tree.words[i] in _SIGNS and tree.tags[i + 1] == "CD":
            number = i + 1
            while number < tree.heads[number] < i + _LONGEST:
                number = tree.heads[number]
            if _both_objects(tree, i, number):
                tree.attach(i, number, "quantmod")


def _both_objects(tree: Tree, i: int, j: int) -> bool:
    return tree.heads[i] == tree.heads[j] < i and tree.deps[i] in _OBJECTS and tree.deps[j] in _OBJECTS


def dated_sums(tree: Tree) -> None:
    """A date behind a price is that of the deed: "bought it for $2 billion in 2019"."""
    for when, dep in enumerate(tree.deps):
        if dep != "prep" or tree.words[when].lower() not in ("in", "on"):
            continue
        total = tree.heads[when]
        day = tree.kid(when, "pobj")
        if day is None or when <= total or not _is_date(tree, day) or not _is_sum(tree, total):
            continue
        if tree.deps[total] == "conj" and tree.words[tree.left(tree.heads[total])].lower() == "between":
            total = tree.heads[total]  # "revenue of between $3 million and $4 million in fiscal 2025"
            tree.attach(when, total, "prep")
        price = tree.heads[total]
        verb = tree.heads[price]
        if tree.deps[total] == "pobj" and tree.words[price].lower() in _PRICES and tree.tags[verb] in VERB_TAGS:
            tree.attach(when, verb, "prep")


def _out_of_range(tree: Tree, to: int) -> None:
    """Make two sums of the one that ``to`` stands in, where its verb is one of movement."""
    last = tree.heads[to]
    governor = tree.heads[last]
    start = tree.left(last)
    before = tree.words[governor].lower()
    inner = before in ("from", "by")
    verb = tree.heads[governor] if inner else governor
    if tree.lemmas[verb] not in _MOVING or tree.tags[verb] not in VERB_TAGS or not verb < start < to < last:
        return
    if not inner and tree.deps[last] not in ("npadvmod", "dobj", "attr"):
        return
    first = to - 1
    low = [t for t in tree.kids[last] if t < to]
    if first not in low or any(tree.tags[t] not in (_SIGN, "CD", "RB", "IN", "JJR", "RBR") for t in low):
        return
    tree.attach(first, governor, tree.deps[last])
    for t in low:
        if t != first:
            tree.attach(t, first, "quantmod")
    tree.attach(to, verb, "prep")
    tree.attach(last, to, "pobj")


def _is_date(tree: Tree, t: int) -> bool:
    return _YEAR.fullmatch(tree.words[t]) is not None or tree.lemmas[t] in _MONTHS


def _is_sum(tree: Tree, t: int) -> bool:
    return any(tree.tags[k] == _SIGN for k in tree.subtree(t) if k < t)

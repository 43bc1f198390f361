"""Names in one list are of one kind: firms in "Voltaro, Cashero and Kestrin Bank", whatever Cashero looks like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from newsweave.extract.entities.class_signs import head_of
from newsweave.extract.entities.cluster import Cluster, Passage

__all__ = ["make_alike"]

_DEFAULT = {"Organization": "Company", "Place": "City", "Product": "Product"}
_FEW = 3
"""How many names a list has at least for the guesses about most of them to say what the others are."""


def make_alike(at: Mapping[tuple[int, int], Cluster], passages: Sequence[Passage]) -> None:
    """Give names whose class is a guess the class of those that they are listed with; ``at`` as in ``frame_votes``."""
    for index, p in enumerate(passages):
        lists: dict[int, list[Cluster]] = {}
        for n in p.names:
            c = at.get((index, n.end - 1))
            if c is None or n.demonym or n.heading:
                continue
            first = t = head_of(p.tree, n)
            while p.tree.deps[first] == "conj" and p.tree.heads[first] < first:
                first = p.tree.heads[first]
            if first != t or p.tree.kid(t, "conj") is not None:
                lists.setdefault(first, []).append(c)
        for members in lists.values():
            _level(list(dict.fromkeys(members)))


def _level(members: Sequence[Cluster]) -> None:
    guesses = [c for c in members if c.guessed]
    sure = Counter(c.broad for c in members if not c.guessed)
    if not guesses or len(sure) > 1:
        return
    kinds = sure
    if not sure:
        kinds = Counter(c.broad for c in guesses)
        kind, often = kinds.most_common(1)[0]
        if len(members) < _FEW or often * 2 <= len(members):
            return
    kind = next(iter(kinds.most_common(1)))[0]
    for c in guesses:
        if kind in _DEFAULT and c.broad != kind and _may_be(c, kind, sure[kind], sum(m.broad == kind for m in members)):
            c.type = _DEFAULT[kind]


def _may_be(c: Cluster, kind: str, sure: int, others: int) -> bool:
    """Whether nothing about a name speaks against the kind of ``others``, of whom ``sure`` are no guess."""
    if kind == "Organization":
        return not c.place_signs and (c.broad != "Person" or (sure > 0 and others > 1))
    labels = {n.label for n in c.names}
    if kind == "Place":
        return sure > 0 and labels.isdisjoint({"Organization", "Person"}) and not c.firm_signs
    return c.broad != "Person" and not c.firm_signs and (sure > 1 or "Organization" not in labels)

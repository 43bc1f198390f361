"""Whose a measure is that stands alone ("Revenue rose to $4 million"): whom the text is about at that place."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from newsweave.extract.clauses.subjects import SUBJECTS
from newsweave.extract.coreference.aboutness import Aboutness
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.measures.owners import may_own
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["Focus"]

_NEAR = 400  # characters between the figures of one report
_FAR = 1000  # within which the main organisation of a text need not be named again
_FIRMS = ("Company", "Bank", "Exchange", "Organization", "Platform")
_MAIN = frozenset({"ROOT", "conj", "ccomp", "parataxis"})
_DOMINATING = 2


class Focus:
    """Remembers whose the last figures were; asked for the firm or the country that a figure without an owner is of."""

    def __init__(self, passages: Sequence[Passage], about: Aboutness) -> None:
        self._passages = passages
        self._about = about
        self._main: Cluster | None = None
        self._country: Cluster | None = None
        self._acting: list[tuple[int, Cluster]] | None = None
        self._named: list[tuple[int, Cluster]] = []
        self._last: tuple[int, Cluster] | None = None
        self._last_place: tuple[int, Cluster] | None = None

    def note(self, offset: int, owner: Cluster) -> None:
        """A figure of ``owner`` stands at ``offset``."""
        if owner.broad == "Place":
            self._last_place = offset, owner
        else:
            self._last = offset, owner

    def firm(self, offset: int) -> Cluster | None:
        """The firm that is spoken of: whose the last figure was, or who acted last where no other firm is near.

        Where they differ, or others are near, it is the one that the whole text is about, or nobody.
        """
        acting = self._subjects()
        place = bisect_left(acting, offset, key=_offset)
        before = acting[place - 1] if place else None
        near = {id(x[1]): x[1] for x in (self._last, before) if x is not None and offset - x[0] < _NEAR}
        main = self._main
        if main is not None and (id(main) in near or not near):
            return main if near or before is None or before[1] is main or offset - before[0] > _FAR else None
        if len(near) != 1:
            return None
        (found,) = near.values()
        if self._last is not None and self._last[1] is found and offset - self._last[0] < _NEAR:
            return found
        first, last = (bisect_left(self._named, at, key=_offset) for at in (offset - _NEAR + 1, offset))
        others = {id(c) for _, c in self._named[first:last] if c is not found}
        return None if others else found

    def country_told_of(self, offset: int) -> Cluster | None:
        """The country or region whose figure stands right before."""
        if self._last_place is None or offset - self._last_place[0] > _NEAR:
            return None
        return self._last_place[1]

    def country(self, offset: int) -> Cluster | None:
        """The country whose figures are told: that of the last one, else the one that the text names most often."""
        if self._last_place is not None and offset - self._last_place[0] < _FAR:
            return self._last_place[1]
        self._subjects()
        return self._country

    def _subjects(self) -> list[tuple[int, Cluster]]:
        if self._acting is None:
            self._named = [
                (p.tree.starts[t], c)
                for p in self._passages
                if p.kind == "paragraph"
                for t, c in sorted(p.at.items())
                if p.spans[t][0] == t and _is_firm(c)
            ]
            self._acting = [
                (p.tree.starts[t], c)
                for p in self._passages
                if p.kind == "paragraph"
                for t, c in sorted(p.at.items())
                if p.tree.deps[t] in SUBJECTS and p.tree.deps[p.tree.heads[t]] in _MAIN and _is_firm(c)
            ]
            main = self._about.leading
            self._main = main if main is not None and _is_firm(main) else None
            self._country = self._most_named()
        return self._acting

    def _most_named(self) -> Cluster | None:
        clusters: dict[str, Cluster] = {}
        counts: Counter[str] = Counter()
        for p in self._passages:
            for n in p.names:
                c = p.at.get(n.end - 1)
                if c is not None and c.type == "Country":
                    clusters[c.id] = c
                    counts[c.id] += 1
        (best, most), *rest = counts.most_common(2) or [("", 0)]
        return clusters[best] if most and (not rest or most >= _DOMINATING * rest[0][1]) else None


def _is_firm(c: Cluster) -> bool:
    """Whether it is what a report of figures may be about."""
    return may_own(c) and (c.type in _FIRMS or vocabulary().is_a(c.type, "Company"))


def _offset(mention: tuple[int, Cluster]) -> int:
    return mention[0]

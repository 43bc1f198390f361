"""Whom a document is about: as a whole, and at a place in it. Pronouns, posts, figures and lists all ask here.

Which question is asked says how sure the answer is: ``main`` is named by far most often; ``leading`` is else who acts
first and is meant by far most often; ``likely`` is else whom the title names alone or the text names first; and
``prominent`` is whom the text is about at an offset.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property

from newsweave.extract.clauses.subjects import SUBJECTS
from newsweave.extract.entities.cluster import Cluster, Passage

__all__ = ["Aboutness", "main_organization", "organizations_named"]

_FAR_MORE = 1.5
"""How many times as often as the next the main organisation is named."""
_LEAST = 3
_NEAR = 500  # characters: the sentence before, or the one before that
_FAR = 1000  # characters within which the main organisation of a text need not be named again
_RIVALS = frozenset({"Bank", "Company", "Exchange", "Platform"})
_OFTEN = 3
_DOMINATING = 2
_TWICE = 2
_HEADS = frozenset({"heading", "title"})
_MAY_REPORT = _RIVALS | {"Organization"}
_MAIN_CLAUSES = frozenset({"ROOT", "conj", "ccomp", "parataxis"})


def main_organization(passages: Sequence[Passage]) -> Cluster | None:
    """The organisation that a document names most often by far, which "the company" may mean without a near name."""
    counts = Counter(
        id(c) for p in passages for n in p.names if (c := p.at.get(n.end - 1)) is not None and c.broad == "Organization"
    )
    (best, most), *rest = counts.most_common(2) or [(0, 0)]
    if most < _LEAST or (rest and most < rest[0][1] * _FAR_MORE):
        return None
    return next(c for p in passages for c in p.at.values() if id(c) == best)


class Aboutness:
    """Whom one document is about, once its references are linked.

    Args:
        passages: those of the whole document, in order.
        main: the organisation that it names most often by far.
    """

    def __init__(self, passages: Sequence[Passage], main: Cluster | None) -> None:
        self.main = main
        self._passages = passages
        self._starts: dict[str, list[int]] = defaultdict(list)
        """Where an organisation is meant, by its id; in text order as all offsets here."""
        self._acting: dict[str, list[int]] = defaultdict(list)
        self._named: dict[str, list[int]] = defaultdict(list)
        clusters: dict[str, Cluster] = {}
        for p in passages:
            for t, c in sorted(p.at.items()):
                if p.kind != "paragraph" or c.broad != "Organization":
                    continue
                if p.spans[t][0] == t:
                    self._starts[c.id].append(p.tree.starts[t])
                    clusters[c.id] = c
                if p.tree.deps[t] in SUBJECTS:
                    self._acting[c.id].append(p.tree.starts[t])
            for n in p.names:
                named = p.at.get(n.end - 1)
                if named is not None and not n.heading and not n.demonym:
                    self._named[named.id].append(p.tree.starts[n.start])
        self.organizations = list(clusters.values())
        """In order of first mention."""

    @cached_property
    def leading(self) -> Cluster | None:
        """Who is named by far most often, else acts first and is meant by far most often; no newspaper."""
        named = self.main is not None and self.main.type != "MediaOutlet"
        return self.main if named else self._acting_first()

    @cached_property
    def likely(self) -> Cluster | None:
        """Who is leading, else whom alone the title names, else whom the text names first and most often."""
        return self.leading or self._titled() or self._first_named()

    def _titled(self) -> Cluster | None:
        named = {id(c): c for p in self._passages[:1] if p.kind in _HEADS for c in organizations_named(p)}
        return next(iter(named.values())) if len(named) == 1 else None

    def _first_named(self) -> Cluster | None:
        return _first_and_most([c for p in self._passages if p.kind != "row" for c in organizations_named(p)], 1)

    def _acting_first(self) -> Cluster | None:
        """The firm or platform that acts first and is meant, by whatever words, far more often than any other."""
        told = [p for p in self._passages if p.kind == "paragraph"]
        meant = [(p, t, c) for p in told for t, c in sorted(p.at.items()) if c.type in _MAY_REPORT and not c.unnamed]
        first = next((c for p, t, c in meant if _is_main_subject(p, t)), None)
        named = [c for p, t, c in meant if p.spans[t][0] == t]
        if sum(c is first for c in named) < _TWICE:
            return None  # "said an analyst at X"
        return _first_and_most(sorted(named, key=lambda c: c is not first), _DOMINATING)

    def prominent(self, here: int, opens: bool) -> Cluster | None:
        """The organisation that the text is about at an offset, or None where another may be meant.

        It is named most often so far and is the last one meant before, not long ago. ``opens``: whether a paragraph
        begins there, which goes back to whom the text is about by far.
        """
        counts = [
            (n, self._starts[c.id][n - 1], c) for c in self.organizations if (n := _before(self._starts[c.id], here))
        ]
        near = sorted((x for x in counts if here - x[1] < _NEAR), key=lambda x: -x[0])
        if near and (len(near) == 1 or near[0][0] > near[1][0]) and near[0][1] == max(x[1] for x in near):
            first = near[0][2]
            if not any(self._times_named(c, here) >= self._times_named(first, here) for c in self.rivals(first)):
                return first
        if self.main is None or not counts:
            return None
        if opens and self._leads(self.main, here):
            return self.main
        acted = [(times[n - 1], c) for c in self.organizations if (n := _before(times := self._acting[c.id], here))]
        last = max(acted, default=None, key=lambda x: x[0])
        return self.main if last is not None and last[1] is self.main and here - last[0] < _FAR else None

    def rivals(self, c: Cluster) -> list[Cluster]:
        """The other organisations of which may be said what is said of one: whose post it may as well be."""
        return [o for o in self.organizations if o is not c and (o.type in _RIVALS or o.type == c.type)]

    def acts(self, c: Cluster, start: int, end: int) -> bool:
        """Whether an organisation, by whatever words, is a subject between two offsets."""
        times = self._acting[c.id]
        return _before(times, end) > _before(times, start)

    def _leads(self, c: Cluster, here: int) -> bool:
        """Whether an organisation, however called, has acted far more often than any other whose post it may be."""
        often = _before(self._acting[c.id], here)
        return often >= _OFTEN and all(_before(self._acting[o.id], here) * _OFTEN <= often for o in self.rivals(c))

    def _times_named(self, c: Cluster, here: int) -> int:
        return _before(self._named[c.id], here)


def _first_and_most(named: Sequence[Cluster], times: int) -> Cluster | None:
    """The first of those named, if it is named more often than any other, and so many times as often."""
    (best, most), *rest = Counter(map(id, named)).most_common(2) or [(0, 0)]
    if not named or best != id(named[0]) or (rest and (rest[0][1] >= most or rest[0][1] * times > most)):
        return None
    return named[0]


def _is_main_subject(p: Passage, t: int) -> bool:
    tree = p.tree
    return tree.deps[t] in SUBJECTS and tree.deps[tree.heads[t]] in _MAIN_CLAUSES


def _before(offsets: Sequence[int], here: int) -> int:
    """How many of the offsets, which are in order, stand before another."""
    return bisect_left(offsets, here)


def organizations_named(p: Passage) -> list[Cluster]:
    """The organisations that a passage names, once for each name; no newspapers."""
    found = (p.at.get(n.end - 1) for n in p.names)
    return [c for c in found if c is not None and c.broad == "Organization" and c.type != "MediaOutlet"]

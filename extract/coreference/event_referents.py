"""What "the deal", "this round" or "its purchase" means: the last event of that kind that the text has told of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from newsweave.extract.coreference.event_records import EventRecord, EventRecords
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list, word_map

__all__ = ["Referents", "event_kinds"]

_NOUNS: dict[str, list[str]] = word_map("event_nouns")
_POINTING = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "both"})
_OWN = frozenset({"of", "in", "with", "between", "against", "into", "by"})
_ROUNDS = word_list("round_nouns")
_CLOSING = word_list("round_deeds")
_IN_A_SENTENCE = 4
"""Rounds, at most, that a sentence tells of."""
_FAR = 1500
"""Characters behind the last sentence on an event within which "the deal" still means it."""


def event_kinds(tree: Tree, t: int) -> frozenset[str]:
    """The kinds of event that a noun may mean; none where it is no such noun."""
    return frozenset(_NOUNS.get(tree.lemmas[t], ())) if tree.tags[t] in ("NN", "NNS") else frozenset()


def _is_definite(p: Passage, t: int) -> bool:
    """Whether a noun points to what was told before: "the deal", and not "the deal with X" or "a deal"."""
    tree = p.tree
    pointed = any(tree.words[k].lower() in _POINTING for k in tree.kids[t] if tree.deps[k] in ("det", "poss"))
    return pointed and not any(_names_somebody(p, k) for k in tree.kids[t])


def _names_somebody(p: Passage, k: int) -> bool:
    """Whether what stands with the noun says itself whose it is: "the Corvex deal", "the deal with Corvex"."""
    tree = p.tree
    if k in p.at:
        return tree.tags[k] not in ("PRP$", "PRP")
    return tree.lemmas[k] in _OWN and any(x in p.at for x in tree.kids[k])


def _is_of(p: Passage, t: int, record: EventRecord) -> bool:
    """Whether what stands with the noun fits an event: "its deal" is one in which "it" has part."""
    owner = next((k for k in p.tree.kids[t] if p.tree.tags[k] == "PRP$"), None)
    if owner is None:
        return True
    meant = {c.id for c in ([p.at[owner]] if owner in p.at else p.groups.get(owner, ()))}
    return bool(meant) and meant <= {id for entities in record.parts.values() for id in entities}


class Referents:
    """The events told so far, asked by the nouns that come behind them."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.records = EventRecords()
        self._clusters: dict[str, Cluster] = {c.id: c for p in passages for c in p.at.values()}
        self._rounds = [found for p in passages for found in _rounds(p)]

    def record(self, p: Passage, t: int) -> EventRecord | None:
        """The event that a noun means, or None: where none of its kinds was told of lately, or two are as near."""
        kinds = event_kinds(p.tree, t)
        if not kinds or not _is_definite(p, t):
            return None
        start = p.tree.sentence_span(t)[0]
        told = (r for r in self.records.since(start - _FAR) if r.kind in kinds and r.last <= start)
        fitting = [r for r in told if _is_of(p, t, r)]
        if not fitting:
            return None
        nearest = max(r.last for r in fitting)
        best = [r for r in fitting if r.last == nearest]
        return best[0] if len(best) == 1 else None

    def core(self, p: Passage, t: int) -> Cluster | None:
        """Whom the event that a noun means is about, where that is one entity: the firm that is bought, that raises."""
        record = self.record(p, t)
        if record is None and "Funding" in event_kinds(p.tree, t) and _is_definite(p, t):
            return self._raiser(p.tree.sentence_span(t)[0])
        about = record.core if record is not None else ()
        return self._clusters.get(about[0].id) if len(about) == 1 else None

    def _raiser(self, start: int) -> Cluster | None:
        """Whose the last round is that a text tells of without a sum: "Voltaro has closed its second round"."""
        at = bisect_left(self._rounds, start, key=_first)
        last = self._rounds[at - 1][0] if at else start - _FAR
        found = {id(c): c for told, c in self._rounds[:at][-_IN_A_SENTENCE:] if told == last}
        return next(iter(found.values())) if len(found) == 1 and last > start - _FAR else None


def _first(found: tuple[int, Cluster]) -> int:
    return found[0]


def _rounds(p: Passage) -> Iterator[tuple[int, Cluster]]:
    """The rounds of a passage by where their sentences begin, each with who has, closes or plans it."""
    tree = p.tree
    if p.kind != "paragraph":
        return
    for t, lemma in enumerate(tree.lemmas):
        if lemma not in _ROUNDS or tree.tags[t] != "NN":
            continue
        owner = tree.kid(t, "poss")
        if owner is None and tree.deps[t] == "dobj" and tree.lemmas[tree.heads[t]] in _CLOSING:
            owner = tree.kid(tree.heads[t], "nsubj")
        found = None if owner is None else p.at.get(owner)
        if found is not None and found.broad == "Organization" and found.type != "MediaOutlet":
            yield tree.sentence_span(t)[0], found

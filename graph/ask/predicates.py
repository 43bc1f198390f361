"""The predicates of a graph's open facts: between which classes, how often, and which of them say much the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsweave.graph.facts import Fact, GraphEntity
from newsweave.ontology.lists import word_map

__all__ = ["Predicate", "head_word", "predicates"]

_SAME: dict[str, str] = word_map("predicate_synonyms")
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Predicate:
    """One predicate between two classes."""

    predicate: str
    group: str
    """The word that it and those near it share: "criticise" of "slam" and "launch attack on"."""
    subject_class: str
    object_class: str
    kind: str
    """How the texts say it most often: the end of the rule's name (``object``, ``noun``, ``apposition``, ...)."""
    facts: int
    documents: int
    examples: tuple[Fact, ...]
    """The facts with most documents, at most three."""


def predicates(facts: Iterable[Fact], *, least: int = 1) -> list[Predicate]:
    """The predicates of open facts, each pair of classes apart: groups by number of facts, then each by its own.

    ``least``: only those of so many facts. Facts in relations of the vocabulary are passed over.
    """
    found: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.is_open and isinstance(fact.object, GraphEntity):
            found[fact.predicate, fact.subject.type, fact.object.type].append(fact)
    made = [_predicate(*key, listed) for key, listed in found.items() if len(listed) >= least]
    weight: dict[str, int] = defaultdict(int)
    for p in made:
        weight[p.group] += p.facts
    return sorted(
        made, key=lambda p: (-weight[p.group], p.group, -p.facts, p.predicate, p.subject_class, p.object_class)
    )


def _predicate(words: str, subject: str, target: str, facts: Sequence[Fact]) -> Predicate:
    best = sorted(facts, key=lambda f: (-f.documents, -f.confidence, f.key))
    kinds = [e.rule.removeprefix("open/") for f in facts for e in f.evidence]
    kind = max(sorted(set(kinds)), key=kinds.count)
    documents = len({e.document for f in facts for e in f.evidence})
    return Predicate(words, head_word(words), subject, target, kind, len(facts), documents, tuple(best[:_EXAMPLES]))


def head_word(predicate: str) -> str:
    """What a predicate says: its verb, or the noun that a light verb leads to; near ones by one of them."""
    words = predicate.split()
    if words[0] in ("be", "have", "make", "give", "take", "hold", "launch") and len(words) > 1:
        words = words[1:]
    return _SAME.get(words[0], words[0])

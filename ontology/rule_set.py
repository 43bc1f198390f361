"""All rules of a run, looked up by construction and word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from newsweave.ontology.frames import Frame
from newsweave.ontology.rules import Rule

__all__ = ["RuleSet"]


class RuleSet:
    """Rules indexed by construction and last trigger word, so that lookup does not grow with their number."""

    def __init__(self, rules: Iterable[Rule], frames: Iterable[Frame] = ()) -> None:
        self.rules = tuple(rules)
        """All of them, those that frames were made into first."""
        self.frames = tuple(frames)
        index: dict[tuple[str, str], list[Rule]] = defaultdict(list)
        for rule in self.rules:
            words = {t.split()[-1] if "verb" not in rule.construction else t for t in rule.trigger} or {""}
            for construction in rule.construction:
                for word in sorted(words):
                    index[construction, word].append(rule)
        self.deeds = frozenset(word for construction, word in index if construction == "nominal")
        """Nouns that a rule reads as what happens."""
        self.entries: Mapping[tuple[str, str], list[tuple[Rule, tuple[frozenset[str], ...]]]] = {
            key: [(rule, rule.needed_roles) for rule in found] for key, found in index.items()
        }
        """What ``find`` gives, each with the roles it needs: asked for every word of every clause."""

    def find(self, construction: str, word: str) -> Sequence[Rule]:
        """Rules for this construction whose trigger ends with ``word``, in file order."""
        return tuple(rule for rule, _ in self.entries.get((construction, word), ()))

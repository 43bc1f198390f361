"""What frames say of names that the model takes for places: who sues, supplies and is acquired is no town.

An unknown name of one word is a city to the model more often than not. Where a frame has it at an end that no place
can be, and somebody named at the other, the frame's class counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from functools import cache

from newsweave.extract.clauses.rule_conditions import matching_rules
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.model import Argument, Proposition
from newsweave.ontology.classes import part_class
from newsweave.ontology.rule_set import RuleSet
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["frame_votes"]

_WEIGHT = 3
_FIRMS = frozenset({"Organization", "Company", "Bank"})


def frame_votes(at: Mapping[tuple[int, int], Cluster], passages: Sequence[Passage], rules: RuleSet) -> None:
    """Count in ``Cluster.votes`` what the frames of all propositions say of names that may be no places.

    ``at`` says which cluster is named where: passage and token.
    """
    unsettled = {c for c in dict.fromkeys(at.values()) if _is_open(c)}
    for index, p in enumerate(passages):
        for x in p.propositions:
            if any(at.get((index, a.head)) in unsettled for a in x.arguments):
                _vote(at, index, x, rules, unsettled)


def _vote(
    at: Mapping[tuple[int, int], Cluster], index: int, x: Proposition, rules: RuleSet, unsettled: Set[Cluster]
) -> None:
    """Count what the frames that match a proposition say of those that are ``unsettled``."""
    seen: set[tuple[str, str]] = set()
    for rule in matching_rules(rules, x):
        relation = vocabulary().relations[rule.relation]
        ends = (
            (rule.subject, rule.subject_types or relation.domain),
            (rule.object, rule.object_types or relation.range),
        )
        named = [_named(at, index, x, roles) for roles, _ in ends]
        if not all(named) and not (rule.pairs and len(named[0]) > 1):
            continue
        for arguments, (_, types) in zip(named, ends, strict=True):
            wanted = _class_of(types)
            for c in (at[index, a.head] for a in arguments):
                if wanted and c in unsettled and (c.key, wanted) not in seen:
                    seen.add((c.key, wanted))
                    c.votes[wanted] += _WEIGHT


def _named(at: Mapping[tuple[int, int], Cluster], index: int, x: Proposition, roles: Sequence[str]) -> list[Argument]:
    """The arguments of the first role that has a name."""
    for role in roles:
        found = [a for a in x.roles(role) if (index, a.head) in at]
        if found:
            return found
    return []


def _is_open(c: Cluster) -> bool:
    """Whether all that says that a name is a place's is the model."""
    if c.known is not None or part_class(c.names[0].text) is not None:
        return False  # "Harbour Forum" says itself what it is
    return all(n.label == "Place" and not n.demonym for n in c.names)


@cache
def _class_of(types: tuple[str, ...]) -> str:
    """What a name must be to be of one of these classes; empty where it may be a place or a law as well."""
    wanted = [t for t in types if t[0] != "-"]
    if not wanted or any(vocabulary().is_a(t, k) for t in wanted for k in ("Place", "Law", "Event")):
        return ""
    if _FIRMS & set(wanted):
        return "Company"
    return "Product" if all(vocabulary().is_a(t, "Product") for t in wanted) else ""

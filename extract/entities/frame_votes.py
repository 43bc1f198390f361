"""What frames say of names of which only the model's label tells what they are: who sues and is acquired is no town.

An unknown name of one word is a city to the model more often than not, one of two words a person, and a brand a firm.
Where a frame has it at an end that nothing of that kind can be, and at the other end what may stand there, the frame's
class counts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from newsweave.extract.clauses.rule_conditions import matching_rules
from newsweave.extract.entities.class_signs import bears_given_name
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.entities.joined_spans import FIRM_WORDS
from newsweave.extract.model import Argument, Proposition
from newsweave.ontology.classes import BROAD, part_class
from newsweave.ontology.lists import word_list
from newsweave.ontology.rule_set import RuleSet
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["frame_votes"]

_WEIGHT = 3
_WARE_OR_FIRM = 2
"""A firm that the model sees in a brand it may be, so what says that it is one outweighs a frame of products."""
_FIRMS = frozenset({"Organization", "Company", "Bank"})
_KINDS = ("Person", "Organization", "Place", "Product", "Event", "Law")
_LITERALS = frozenset({"Date", "Money", "Quantity"})
_PLACES = frozenset({"nationality", "headquartered_in", "resides_in"})
_WEAK_VERBS = frozenset({"make", "support", "host", "have"})
"""What they are done to is as often a firm as a product: "Orbit Labs made Corvex rich"."""
_OF_PERSONS = frozenset("born_in born_on child_of died_on educated_at nationality resides_in spouse_of".split())
"""Relations whose frames say more of a person than the posts and deeds that a brand's name stands beside, too."""
_OF_OWNERS = frozenset({"subsidiary_of", "owns_stake_in"})
"""Relations that persons are in as well as firms, whatever the vocabulary says: "X, whose holding company Y"."""
_FULL_NAME = re.compile(r"[A-Z]\w*[a-z](?: [A-Z]\.)?(?: (?:[a-z]{2,3} )?[A-Z]\w*[a-z](?:-[A-Z][a-z]+)?){1,2}")
_PROGRAMMES = word_list("programme_words")


def frame_votes(at: Mapping[tuple[int, int], Cluster], passages: Sequence[Passage], rules: RuleSet) -> None:
    """Count in ``Cluster.votes`` what the frames of all propositions say of names that may be of another class.

    ``at`` says which cluster is named where: passage and token.
    """
    unsettled = {c: label for c in dict.fromkeys(at.values()) if (label := _label(c)) is not None}
    for index, p in enumerate(passages):
        for x in p.propositions:
            if x.kind not in ("national", "possessive") and any(
                at.get((index, a.head)) in unsettled for a in x.arguments
            ):
                _vote(at, index, x, rules, unsettled)


def _vote(
    at: Mapping[tuple[int, int], Cluster],
    index: int,
    x: Proposition,
    rules: RuleSet,
    unsettled: Mapping[Cluster, str],
) -> None:
    """Count what the frames that match a proposition say of those that are ``unsettled``, by the model's label."""
    wants: dict[str, set[str]] = defaultdict(set)
    clusters: dict[str, Cluster] = {}
    for rule in matching_rules(rules, x):
        if rule.relation in _PLACES and x.kind != "verb":
            continue  # "the Danish firm X", and "the Danish leader X" as well
        relation = vocabulary().relations[rule.relation]
        ends = (
            (rule.subject, rule.subject_types or relation.domain),
            (rule.object, rule.object_types or relation.range),
        )
        named = [_named(at, index, x, roles) for roles, _ in ends]
        valued = bool(_LITERALS & {*ends[1][1]}) and any(
            any(ch.isdigit() for ch in a.text) for role in rule.object for a in x.roles(role)
        )
        if not named[0] or not (named[1] or valued or (rule.pairs and len(named[0]) > 1)):
            continue
        told = [(at[index, a.head], types) for n, (_, types) in zip(named, ends, strict=True) for a in n]
        if not all(c in unsettled or _may_stand(c, types) for c, types in told):
            continue
        for c, types in told:
            if c in unsettled and not (unsettled[c] == "Person" and rule.relation in _OF_OWNERS):
                clusters[c.key] = c
                wants[c.key].add(_wanted_of(c, unsettled[c], types, rule.relation, x.predicate))
    for key, wanted in wants.items():
        c, label = clusters[key], unsettled[clusters[key]]
        if "" in wanted and label != "Place":
            continue  # "appointed X" is said of a person as well as of a firm
        for kind in wanted - {""}:
            c.votes[kind] += _WARE_OR_FIRM if kind == "Product" and label == "Organization" else _WEIGHT


def _wanted_of(c: Cluster, label: str, types: tuple[str, ...], relation: str, verb: str) -> str:
    """What a frame says that a name is; empty where it leaves that open."""
    wanted = _wanted(types, label)
    if wanted == "Person" and not (relation in _OF_PERSONS and _FULL_NAME.fullmatch(c.names[0].text)):
        return ""
    return "" if wanted == "Product" and label == "Organization" and verb in _WEAK_VERBS else wanted


def _named(at: Mapping[tuple[int, int], Cluster], index: int, x: Proposition, roles: Sequence[str]) -> list[Argument]:
    """The arguments of the first role that has a name; what stands before a noun may be that thing's own name."""
    for role in roles:
        if role.endswith(":compound"):
            continue  # "integrated the Lumen platform"
        found = [a for a in x.roles(role) if (index, a.head) in at]
        if found:
            return found
    return []


def _label(c: Cluster) -> str | None:
    """The model's label of a name where nothing else says what it is; none of one that says it itself or is known."""
    if c.known is not None or any(n.demonym or n.type or n.person for n in c.names):
        return None
    text = c.names[0].text
    if part_class(text) is not None or text.split()[0] in _PROGRAMMES or text.rsplit(" ", 1)[-1] in FIRM_WORDS:
        return None  # "Harbour Forum" says itself what it is
    labels = {n.label for n in c.names}
    if labels == {"Person"}:
        open_ = (
            " " in text
            and c.person_signs == 0
            and not c.votes["Person"]
            and not any(bears_given_name(n.text) for n in c.names)
        )
        return "Person" if open_ else None
    if labels == {"Place"}:
        return "Place"
    if labels <= {"", "Organization"}:
        return "Organization"
    return "Product" if labels == {"Product"} else None


def _may_stand(c: Cluster, types: tuple[str, ...]) -> bool:
    """Whether what says what a name is leaves that it is of one of some classes."""
    part = part_class(c.names[0].text)
    kind = c.known.type if c.known is not None else part[0] if part is not None else c.names[0].label
    return kind == "" or any(_is_kind(t, BROAD.get(kind, kind)) or vocabulary().is_a(kind, t) for t in types)


def _is_kind(type_: str, kind: str) -> bool:
    return kind in _KINDS and BROAD.get(type_, type_) == kind


@cache
def _wanted(types: tuple[str, ...], label: str) -> str:
    """What a name must be to be of one of these classes; empty where what the model takes it for is among them."""
    wanted = {BROAD.get(t, t) for t in types if t[0] != "-"}
    if (
        label in wanted
        or not wanted.isdisjoint({"Law", "Event", "Entity"})
        or (label != "Person" and "Place" in wanted)
    ):
        return ""
    if _FIRMS & {*types}:
        return "Company"
    return next((kind for kind in ("Product", "Person") if wanted == {kind}), "")

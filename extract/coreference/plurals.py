"""What "the two", "both companies" and "they" mean: the entities that one phrase before names together.

As for single anaphors (``coreference``), silence where two groups could be meant.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsweave.extract.clauses.subjects import SUBJECTS
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.model import Mention
from newsweave.extract.parsing.phrases import conjuncts
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_map

__all__ = ["resolve_groups"]

_THEY = frozenset({"they", "them", "their", "themselves"})
_PAIRS = frozenset({"pair", "duo"})
_TWO = frozenset({"two", *_PAIRS})
_NOMINALS: dict[str, list[str]] = word_map("nominals")
_TOGETHER = frozenset({"company", "firm", "lender", "bank", "group"})
_PEOPLE = frozenset({"executive", "founder", "co-founder", "man", "woman", "leader", "official", "minister"})
_COMPANIES = frozenset({"Organization"})
_FIRMS = frozenset({"Company", "Bank", "Exchange"})
_REACH = 2
"""How many sentences back a group may stand."""

_Group = tuple[Cluster, ...]
_Seen = tuple[int, _Group, bool]
"""A group, the number of its sentence, and whether it is a subject."""


def resolve_groups(passages: Sequence[Passage]) -> None:
    """Fill ``Passage.groups`` with what plural pronouns and noun phrases mean, and note the mentions."""
    seen: list[_Seen] = []
    named: list[tuple[int, Cluster]] = []
    number = 0
    for p in passages:
        if p.kind != "paragraph":
            continue
        pairs = _partners(p)
        for start, end in p.tree.sentences:
            number += 1
            here: list[_Seen] = []
            for t in range(start, end):
                if t in p.at and p.at[t].type in _FIRMS:
                    named.append((number, p.at[t]))
                anaphor = _anaphor(p.tree, t)
                if anaphor is not None and t not in p.at and not (anaphor[2] is None and _other_plural(p, start, t)):
                    first, two, kinds = anaphor
                    group = _antecedent([*seen, *here], number, two, kinds)
                    if group is None and two and kinds == _COMPANIES:
                        group = _only_two(named, number)
                    _link(p, t, first, group)
                elif (group := _coordinated(p, t)) is not None:
                    here.append((number, group, p.tree.deps[t] in SUBJECTS))
            here += [(number, g, False) for t, g in pairs if start <= t < end and all(g != x[1] for x in here)]
            seen = [*seen, *here][-20:]


def _coordinated(p: Passage, t: int) -> _Group | None:
    """The entities of a coordination of names that begins at ``t``: "Voss and Pell"."""
    if t not in p.at or p.spans[t][1] - 1 != t or p.tree.deps[t] == "conj":
        return None
    members = tuple(dict.fromkeys(p.at[c] for c in conjuncts(p.tree, t) if c in p.at))
    return members if len(members) > 1 and len({c.broad for c in members}) == 1 else None


def _partners(p: Passage) -> list[tuple[int, _Group]]:
    """Two that do something with one another: the subject of a clause and its "with"."""
    out: list[tuple[int, _Group]] = []
    for prop in p.propositions:
        subjects = [p.at[a.head] for a in prop.roles("subject") if a.head in p.at]
        others = [p.at[a.head] for role in ("with", "object:with") for a in prop.roles(role) if a.head in p.at]
        pair = tuple(dict.fromkeys([*subjects, *others]))
        if subjects and others and len(pair) == 2 and pair[0].broad == pair[1].broad:
            out.append((prop.token, pair))
    return out


def _anaphor(tree: Tree, t: int) -> tuple[int, bool, frozenset[str] | None] | None:
    """Where a plural anaphor with head ``t`` begins, whether it means two, and the broad kinds it can mean."""
    word = tree.words[t].lower()
    if word in _THEY:
        return t, False, None
    if word in _TWO:
        the = tree.kid(t, "det")
        if the is not None and tree.lemmas[the] == "the" and not _goes_on(tree, t):
            return the, True, None
    if word == "both" and tree.deps[t] in (*SUBJECTS, "pobj", "dobj") and not tree.kids[t]:
        return t, True, None
    if tree.tags[t] == "NNS":
        return _counted(tree, t)
    return None


def _other_plural(p: Passage, start: int, t: int) -> bool:
    """Whether common nouns before "they" in its sentence could be meant: "it got 374 bids, and took five of them"."""
    tree = p.tree
    roles = (*SUBJECTS, "dobj")
    return tree.words[t].lower() in _THEY and any(
        tree.tags[k] == "NNS" and tree.deps[k] in roles and k not in p.groups for k in range(start, t)
    )


def _counted(tree: Tree, t: int) -> tuple[int, bool, frozenset[str]] | None:
    """ "the two companies", "both banks"; "the companies" are those that did something together."""
    counts = [k for k in tree.kids[t] if k < t and tree.lemmas[k] in ("two", "both")]
    lemma = tree.lemmas[t]
    if lemma in _TOGETHER and [tree.lemmas[k] for k in tree.kids[t] if tree.deps[k] != "punct"] == ["the"]:
        return tree.left(t), False, frozenset({"Organization"})
    if not counts or any(tree.deps[k] in ("amod", "prep", "relcl", "acl", "poss") for k in tree.kids[t]):
        return None
    if tree.lemmas[counts[0]] == "two" and tree.kid(t, "det") is None:
        return None  # "two companies" are any two
    kinds = frozenset({"Person"}) if lemma in _PEOPLE else frozenset({"Organization"}) if lemma in _NOMINALS else None
    return (tree.left(t), True, kinds) if kinds else None


def _goes_on(tree: Tree, t: int) -> bool:
    return any(k > t and tree.deps[k] in ("prep", "relcl", "acl") for k in tree.kids[t]) or tree.deps[t] == "nummod"


def _antecedent(groups: Sequence[_Seen], number: int, two: bool, kinds: frozenset[str] | None) -> _Group | None:
    """The only fitting group of the nearest sentence that has one; "they" are those who did something before."""
    for back in range(_REACH + 1):
        fits = {
            g
            for n, g, subject in groups
            if n == number - back and (len(g) == 2 if two else subject) and (kinds is None or g[0].broad in kinds)
        }
        if fits:
            return fits.pop() if len(fits) == 1 else None
    return None


def _only_two(named: Sequence[tuple[int, Cluster]], number: int) -> _Group | None:
    """The two companies that this sentence and the one before name, if there are no others."""
    near = tuple(dict.fromkeys(c for n, c in named if n >= number - 1))
    return near if len(near) == 2 else None


def _link(p: Passage, t: int, start: int, group: _Group | None) -> None:
    if group is None:
        return
    tree = p.tree
    p.groups[t] = group
    p.spans[t] = (start, t + 1)
    for c in group:
        text = tree.span_text(start, t + 1)
        c.extra.append(Mention(tree.starts[start], tree.ends[t], text, c.type, c.id))

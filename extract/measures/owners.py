"""Whose a measure is: whom its phrase names, whom the way up to the verb names, or the clause's subject."""

from __future__ import annotations

from newsweave.extract.clauses.subjects import subjects_of
from newsweave.extract.clauses.verb_phrases import is_passive, with_particle
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.parsing.phrases import NOUN_TAGS, VERB_TAGS
from newsweave.ontology.lists import word_list

__all__ = ["SHARES", "Owner", "owner_of"]

Owner = tuple[Cluster, int]
"""Who, and the token that means it."""

_HAVING = word_list("having_verbs")
_BEFORE = frozenset({"poss", "compound", "nmod", "amod"})
_OF = frozenset({"of", "at", "for", "by", "among", "from"})
SHARES = frozenset({"share", "stock", "adr", "scrip"})
_IN = frozenset({"in", "across"})
_UP = frozenset({"pobj", "prep", "dobj", "attr", "conj", "appos", "nsubj", "nsubjpass", "acl", "compound"})
_CARRYING = frozenset({"of", "with", "on", "to", "including"})
"""Prepositions behind which a measure still belongs to the clause: "with revenue of", "a profit on sales of"."""


def owner_of(p: Passage, noun: int, *, counted: bool) -> Owner | None:
    """Whose the measure ``noun`` is; what is only ``counted`` belongs to its possessor or to who has it.

    "Corvex's revenue", "the profit of Corvex", "Corvex reported a profit", then "sales in Norway".
    """
    before = _owner_before(p, noun, counted)
    if before is not None:
        return before
    shares = _IN if p.tree.lemmas[noun] in SHARES else frozenset()  # "shares in X"
    behind = None if counted else _owner_behind(p, noun, _OF | shares)
    return behind or _owner_of_clause(p, noun) or (None if counted else _owner_behind(p, noun, _IN))


def _may_own(c: Cluster) -> bool:
    return c.broad != "Person" and not c.unnamed


def _owner_before(p: Passage, noun: int, counted: bool) -> Owner | None:
    tree = p.tree
    for k in tree.kids[noun]:
        if k < noun and tree.deps[k] in _BEFORE and k in p.at and _may_own(p.at[k]):
            if counted and tree.deps[k] != "poss":
                return None if p.at[k].broad != "Place" else _owner_of_clause(p, noun)
            return p.at[k], k
    return None


def _owner_behind(p: Passage, noun: int, prepositions: frozenset[str]) -> Owner | None:
    tree = p.tree
    for k in tree.all_kids(noun, "prep"):
        for x in tree.all_kids(k, "pobj") if tree.lemmas[k] in prepositions else ():
            if x in p.at and _may_own(p.at[x]):
                return p.at[x], x
    return None


def _owner_of_clause(p: Passage, noun: int) -> Owner | None:
    """The owner on the way from a measure up to its clause's subject, which has it: "Corvex reported a profit of"."""
    tree = p.tree
    t = noun
    for h in tree.ancestors(noun):
        if tree.tags[h] in VERB_TAGS:
            break
        if tree.deps[t] not in _UP or (tree.deps[t] == "prep" and tree.lemmas[t] not in _CARRYING):
            return None
        if h in p.at and _may_own(p.at[h]) and tree.tags[h] in NOUN_TAGS and tree.deps[t] != "compound":
            return p.at[h], h  # "Corvex, with revenue of $4 million"
        t = h
    else:
        return None
    if tree.deps[t] in ("nsubj", "nsubjpass") or (tree.deps[t] == "prep" and tree.lemmas[t] not in _CARRYING):
        return None
    if tree.lemmas[h] not in _HAVING and with_particle(tree, h) not in _HAVING:
        return None
    doers, _ = subjects_of(tree, h, is_passive(tree, h))
    found = [a.head for a in doers if a.head in p.at and _may_own(p.at[a.head])]
    return (p.at[found[0]], found[0]) if len(found) == 1 else None

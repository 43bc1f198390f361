"""Whose a measure is: the name before it or behind it, on the way up, the clause's subject, or who the figures are of."""

from __future__ import annotations

from newsweave.extract.clauses.subjects import subjects_of
from newsweave.extract.clauses.verb_phrases import is_passive
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.parsing.phrases import NOUN_TAGS, VERB_TAGS
from newsweave.ontology.lists import word_list

__all__ = ["owner_in_phrase", "owner_of_clause"]

_HAVING = word_list("having_verbs")
_BEFORE = frozenset({"poss", "compound", "nmod", "amod"})
_OF = frozenset({"of", "at", "for", "by", "in", "among", "across"})
_UP = frozenset({"pobj", "prep", "dobj", "attr", "conj", "appos", "nsubj", "nsubjpass", "acl", "compound"})


def owner_in_phrase(p: Passage, noun: int) -> tuple[Cluster, int] | None:
    """The owner that the measure's own phrase names: "Corvex's revenue", "U.S. sales of milk", "the profit of Corvex"."""
    tree = p.tree
    places: list[int] = []
    for k in tree.kids[noun]:
        if tree.deps[k] in _BEFORE and k < noun and k in p.at and p.at[k].broad != "Person":
            return p.at[k], k
        if tree.deps[k] == "prep" and tree.lemmas[k] in _OF:
            for x in tree.all_kids(k, "pobj"):
                if x not in p.at or p.at[x].broad == "Person":
                    continue
                if tree.lemmas[k] in ("in", "across") or p.at[x].broad == "Place":
                    places.append(x)
                else:
                    return p.at[x], x
    return (p.at[places[0]], places[0]) if places else None


def owner_of_clause(p: Passage, noun: int, verb: int) -> tuple[Cluster, int] | None:
    """The owner on the way from a measure up to its clause's subject, which has it: "Corvex reported a profit of"."""
    tree = p.tree
    t = noun
    for h in tree.ancestors(noun):
        if tree.tags[h] in VERB_TAGS:
            break
        if tree.deps[t] not in _UP:
            return None
        if h in p.at and p.at[h].broad != "Person" and tree.tags[h] in NOUN_TAGS:
            return p.at[h], h  # "Corvex, with revenue of $4 million"
        t = h
    else:
        return None
    if tree.deps[t] in ("nsubj", "nsubjpass"):
        return None
    lemma = tree.lemmas[h]
    particle = tree.kid(h, "prt")
    if lemma not in _HAVING and (particle is None or f"{lemma} {tree.lemmas[particle]}" not in _HAVING):
        return None
    doers, _ = subjects_of(tree, h, is_passive(tree, h))
    found = [a.head for a in doers if a.head in p.at and p.at[a.head].broad != "Person"]
    return (p.at[found[0]], found[0]) if len(found) == 1 else None

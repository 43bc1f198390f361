"""What around "it" speaks for or against a candidate: who judges, who is examined, whom the phrase itself explains."""

from __future__ import annotations

from newsweave.extract.clauses.speakers import SPEECH
from newsweave.extract.clauses.subjects import SUBJECTS
from newsweave.extract.coreference.clauses_above import Above, subjects_above
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = [
    "explains",
    "given_to",
    "has_open_subject",
    "in_clause_of_noun",
    "is_compared",
    "is_disputed",
    "is_examined",
    "is_judge",
    "is_other",
    "is_reason",
    "whole_of",
]

_KINDS = frozenset({"Organization", "Product"})
_DISPUTING = word_list("disputing_verbs")
_COMPARING = frozenset({"besides", "like", "than", "unlike"})


def whole_of(p: Passage, noun: int) -> Cluster | None:
    """Who is named right before "including its": "bought X, including its mills"."""
    tree = p.tree
    prep = tree.heads[noun]
    if tree.deps[noun] != "pobj" or tree.lemmas[prep] not in ("include", "including"):
        return None
    before = prep - 2 if prep and tree.words[prep - 1] == "," else prep - 1
    found = p.at.get(before) if before >= 0 else None
    return found if found is not None and found.broad in _KINDS else None


def is_reason(p: Passage, t: int, above: Above) -> bool:
    """Whether a pronoun is the subject of why somebody did something to another: "X dropped Y because it"."""
    tree, clause = p.tree, p.tree.heads[t]
    because = any(tree.lemmas[k] == "because" for k in tree.kids[clause])
    whom = tree.kid(above.verb, "dobj")
    return because and whom is not None and whom < t and whom in p.at and p.at[whom].broad in _KINDS


def is_examined(tree: Tree, t: int) -> bool:
    """Whether a pronoun is the subject of what is to be found out: "whether it did enough"."""
    clause = tree.heads[t]
    return tree.deps[t] in SUBJECTS and any(tree.lemmas[k] == "whether" for k in tree.kids[clause])


def given_to(p: Passage, verb: int, t: int) -> bool:
    """Whether something is given to somebody named, whose "its" may be: "Y gave X its licence"."""
    tree = p.tree
    return any(k < t and k in p.at and p.at[k].broad == "Organization" for k in tree.all_kids(verb, "dative"))


def is_judge(p: Passage, above: Above) -> bool:
    """Whether who speaks is added behind another whom he judges: "was fined by X, which said it had lied"."""
    tree = p.tree
    if tree.deps[above.verb] != "relcl" or tree.lemmas[above.verb] not in SPEECH:
        return False
    prep = tree.heads[above.subject]
    return tree.deps[above.subject] == "pobj" and tree.deps[prep] == "agent"


def explains(p: Passage, t: int, c: Cluster) -> bool:
    """Whether a pronoun stands in what explains an entity, and so cannot mean it: "X, its rival", "X is its rival"."""
    tree = p.tree
    below = t
    for h in tree.ancestors(t):
        if p.at.get(h) is c and h < t:
            return tree.deps[below] == "appos"
        if tree.deps[below] == "attr":
            return any(p.at.get(s) is c for s in tree.all_kids(h, *SUBJECTS))
        below = h
    return False


def has_open_subject(p: Passage, t: int) -> bool:
    """Whether the clause above has a subject that stands for something else: "it counts X among its customers"."""
    tree = p.tree
    return any(
        a.subject not in p.at and tree.words[a.subject].lower() in ("it", "which", "that")
        for a in subjects_above(tree, t)
    )


def in_clause_of_noun(p: Passage, t: int) -> bool:
    """Whether a common noun is the subject of the clause before the pronoun: "the rules are changing in its favour"."""
    first = next(subjects_above(p.tree, t), None)
    return first is not None and first.subject < t and first.subject not in p.at


def is_compared(p: Passage, k: int) -> bool:
    """Whether a token's name only stands for comparison: "Unlike X, it", "like X, it"."""
    tree, k = p.tree, p.spans[k][1] - 1
    return tree.deps[k] == "pobj" and tree.words[tree.heads[k]].lower() in _COMPARING


def is_disputed(p: Passage, t: int, above: Above) -> bool:
    """Whether "it" is the subject of what one says of another in a dispute: "X sued Y, saying that it had lied"."""
    tree, saying = p.tree, above.verb
    if tree.deps[t] not in SUBJECTS or tree.lemmas[saying] not in SPEECH or tree.deps[saying] not in ("advcl", "conj"):
        return False
    deed = tree.heads[saying]
    whom = tree.kid(deed, "dobj")
    return tree.lemmas[deed] in _DISPUTING and whom is not None and whom in p.at and p.at[whom].broad in _KINDS


def is_other(p: Passage, t: int, k: int) -> bool:
    """Whether a token before a pronoun means somebody whom it may mean; not whom it is compared with."""
    if k not in p.at or p.at[k].broad not in _KINDS:
        return False
    return not explains(p, t, p.at[k]) and not is_compared(p, k)

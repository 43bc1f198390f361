"""Repairs of the English of filings: "by and among X and Y", "with and into Y", "the Merger Agreement with Y"."""

from __future__ import annotations

from newsweave.extract.parsing.phrases import PROPER
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = ["agents_of_deeds", "coordinate_prepositions", "names_before_prepositions", "titled_agreements"]

_BEHIND_NAMES = frozenset({"after", "against", "alongside", "amid", "before", "by", "than", "via"})
_PREPOSITIONS = frozenset({"IN", "TO"})
_DEEDS = word_list("firm_deeds")
_AGREEMENTS = word_list("titled_agreements")
_PARTIES = frozenset({"among", "between", "by", "with"})
_PLAN = ["and", "plan", "of", "merger"]
_MODIFIERS = frozenset({"compound", "nmod", "amod"})


def coordinate_prepositions(tree: Tree) -> None:
    """ "merged with and into Y", "by and among X and Y": the second preposition, which has the noun, counts."""
    for second, dep in enumerate(tree.deps):
        first = tree.heads[second]
        if dep != "conj" or second != first + 2 or tree.lemmas[first + 1] not in ("and", "or"):
            continue
        if tree.tags[first] not in _PREPOSITIONS or tree.tags[second] not in _PREPOSITIONS:
            continue
        if tree.deps[first] not in ("prep", "agent") or tree.kid(first, "pobj") or tree.kid(second, "pobj") is None:
            continue
        tree.attach(second, tree.heads[first], "prep")
        tree.attach(first + 1, second, "cc")
        tree.attach(first, second, "dep")


def agents_of_deeds(tree: Tree) -> None:
    """ "the sale by X of Y", "the sale of Y by X": what is sold hangs on the sale, and the model's name ends there."""
    for by, lemma in enumerate(tree.lemmas):
        deed = tree.heads[by]
        if lemma != "by" or tree.tags[deed] != "NN" or tree.lemmas[deed] not in _DEEDS or deed > by:
            continue
        agent = tree.kid(by, "pobj")
        if agent is not None and not any(tree.lemmas[k] == "of" for k in tree.all_kids(deed, "prep")):
            for of in [k for k in tree.all_kids(agent, "prep") if tree.lemmas[k] == "of" and k > agent]:
                tree.attach(of, deed, "prep")
                _end_names_at(tree, of)
        _end_names_at(tree, by)


def _end_names_at(tree: Tree, word: int) -> None:
    """End the model's entity before a word that is no part of it; what stands behind is another."""
    for n, (a, b, label) in enumerate(tree.ents):
        if a < word < b - 1:
            tree.ents[n : n + 1] = [(a, word, label), (word + 1, b, label)]
            return


def names_before_prepositions(tree: Tree) -> None:
    """ "joined Tavrio alongside Orva": the model's name ends before a preposition that hangs on something else."""
    for t, lemma in enumerate(tree.lemmas):
        if lemma not in _BEHIND_NAMES or tree.tags[t] != "IN" or tree.heads[t] >= t:
            continue
        if any(a < t < b - 1 and not a <= tree.heads[t] < b for a, b, _ in tree.ents):
            _end_names_at(tree, t)


def titled_agreements(tree: Tree) -> None:
    """ "the Merger Agreement between X and Y": a contract in capitals is a common noun where its parties are named.

    "an Agreement and Plan of Merger with Y" is a merger agreement.
    """
    for t, tag in enumerate(tree.tags):
        if tree.lemmas[t] not in _AGREEMENTS or tree.words[t].isupper():
            continue
        for dated in tree.all_kids(t, "acl"):  # "the agreement dated May 4, by and between X and Y"
            if tree.lemmas[dated] == "date":
                for k in [k for k in tree.all_kids(dated, "prep") if tree.lemmas[k] in ("among", "between", "with")]:
                    tree.attach(k, t, "prep")
        if tag not in PROPER:
            continue
        if [w.lower() for w in tree.words[t + 1 : t + 5]] == _PLAN:
            _plan_of_merger(tree, t)
        if not any(tree.lemmas[k] in _PARTIES and k > t for k in tree.all_kids(t, "prep")):
            continue
        inside = [k for k in tree.all_kids(t, *_MODIFIERS) if k < t and not _is_party(tree, k)]
        for k in (x for m in inside for x in tree.subtree(m) if tree.tags[x] in PROPER):
            tree.tags[k] = "NN"
        tree.tags[t] = "NN"
        tree.ents[:] = [e for e in tree.ents if not e[0] <= t < e[1]]


def _plan_of_merger(tree: Tree, agreement: int) -> None:
    """Hang what stands behind "Agreement and Plan of Merger" on the agreement, and the merger with it."""
    plan, of, merger = agreement + 2, agreement + 3, agreement + 4
    if {plan, of, merger} & {*tree.ancestors(agreement)}:
        return
    for k in [k for m in (plan, merger) for k in tree.all_kids(m, "prep") if k > merger]:
        if k not in tree.ancestors(agreement):
            tree.attach(k, agreement, "prep")
    tree.attach(plan, agreement, "dep")
    tree.attach(of, agreement, "prep")
    tree.tags[plan] = tree.tags[merger] = "NN"


def _is_party(tree: Tree, k: int) -> bool:
    """Whether a word before an agreement is the name of somebody or some place: "the Paris Agreement"."""
    return any(
        a <= k < b and label in ("ORG", "PERSON", "GPE", "LOC", "NORP") and b - 1 == k for a, b, label in tree.ents
    )

"""Where a noun phrase says that something is: "the X in Y", "X, Lund, Sweden", "X (Lund)", "founder of X in Lund"."""

from __future__ import annotations

from functools import partial

from newsweave.extract.clauses.complements import prepositional
from newsweave.extract.clauses.factuality import ClauseFactuality
from newsweave.extract.clauses.noun_proposition import noun_proposition
from newsweave.extract.model import Proposition
from newsweave.extract.parsing.phrases import PROPER, argument, each_argument, phrase
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import last_words, word_list

__all__ = ["dated", "located"]

_WHEN = frozenset({"on", "in"})
_WHERE = frozenset({"in", "at", "near"})
_OPENING = frozenset({"(", "["})
_ASIDE = frozenset({"appos", "npadvmod", "conj", "nmod", "dep"})
_AT = frozenset({"of", "at", "for", "with"})
_OWNERS = frozenset("founder cofounder co-founder owner co-owner proprietor".split())
_NAME = 9  # words before a bracket that may be the name which it shortens
_POSTS = last_words("posts") | word_list("posts")


def located(tree: Tree, noun: int, scopes: ClauseFactuality) -> list[Proposition]:
    """What a named place or event holds (predicate ``located``), and where a firm is.

    ``seated`` stands for the place right behind a firm's name or behind that of its founder's firm ("founder of X in
    Lund"), ``staffed`` for the place where somebody works for it ("an analyst at X in Lund").
    """
    out: list[Proposition] = []
    for k in tree.kids[noun]:
        if k < noun:
            continue
        predicate, role, whose = "located", "in", noun
        if tree.deps[k] == "prep" and tree.lemmas[k] in _WHERE and _definite(tree, noun):
            places = [p for p in tree.all_kids(k, "pobj") if tree.tags[p] in PROPER]
            predicate, role = _of_whose_firm(tree, noun, k), tree.lemmas[k]
        elif tree.deps[k] == "appos" and _is_place(tree, noun) and _is_place(tree, k):
            places = [k]
        elif tree.deps[k] in _ASIDE and _is_place(tree, k) and (firm := _before_aside(tree, noun, k)) is not None:
            places, predicate, whose = [k], "seated", firm
        else:
            continue
        subject = argument(tree, whose, "subject", partial(_before, tree, whose, k))
        for p in places:
            inside = each_argument(tree, p, role, marker=role)
            out.append(noun_proposition(tree, noun, predicate, [subject, *inside], "located", scopes))
    return out


def _of_whose_firm(tree: Tree, noun: int, prep: int) -> str:
    """How a place behind ``in`` concerns the firm before it, by what the noun above says of somebody."""
    at = tree.heads[noun]
    if tree.deps[noun] != "pobj" or tree.lemmas[at] not in _AT or tree.tags[noun] not in PROPER:
        return "located"
    post = tree.lemmas[tree.heads[at]]
    if tree.lemmas[prep] != "in" or tree.tags[tree.heads[at]] not in ("NN", "NNP"):
        return "located"
    return "seated" if post in _OWNERS else "staffed" if post in _POSTS else "located"


def dated(tree: Tree, name: int, scopes: ClauseFactuality) -> list[Proposition]:
    """ "The Oslo Forum on 4 May": when something that has a name is; no open triple."""
    out: list[Proposition] = []
    for k in tree.all_kids(name, "prep"):
        times = [a for a in prepositional(tree, k) if a.temporal] if k > name and tree.lemmas[k] in _WHEN else []
        subject = argument(tree, name, "subject", partial(_before, tree, name, k))
        out += [noun_proposition(tree, name, "dated", [subject, a], "dated", scopes) for a in times]
    return out


def _before_aside(tree: Tree, noun: int, place: int) -> int | None:
    """The name that a place set off behind it is about ("X, Lund, Sweden, ...", "X (Lund)"), or None.

    A single place between commas may be one of a list, and what has a verb of its own is no aside.
    """
    begin = tree.left(place)
    if begin < 1 or any(tree.tags[t].startswith("VB") for t in range(begin, place)) or tree.kid(place, "cc"):
        return None
    if tree.words[begin - 1] in _OPENING:
        if not noun <= begin - 2 <= noun + 1:
            return None
    elif (
        tree.words[begin - 1] != ","
        or begin - 2 != noun
        or tree.deps[place] == "conj"
        or not any(_is_place(tree, k) and tree.words[k - 1] == "," for k in tree.all_kids(place, "appos", "npadvmod"))
    ):
        return None
    if tree.tags[noun] == "NN" and tree.deps[noun] == "appos":  # "X, a developer (Lund, Sweden)"
        noun = tree.heads[noun]
    if set(tree.words[max(begin - _NAME, 0) : begin - 1]).issuperset(tree.words[begin : place + 1]):
        return None  # a short form of the name itself: "Lund Surgical Center (Lund)"
    return noun if tree.tags[noun] in PROPER and not _is_place(tree, noun) else None


def _before(tree: Tree, noun: int, end: int) -> list[int]:
    return [t for t in phrase(tree, noun) if t < end]


def _definite(tree: Tree, noun: int) -> bool:
    return tree.tags[noun] in PROPER or any(tree.lemmas[k] == "the" or tree.deps[k] == "poss" for k in tree.kids[noun])


def _is_place(tree: Tree, i: int) -> bool:
    return any(a <= i < b for a, b, label in tree.ents if label in ("GPE", "LOC"))

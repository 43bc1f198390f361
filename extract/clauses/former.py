"""Whether a state is told of that is over: "used to own", "once owned", "then chief executive", "a former unit"."""

from __future__ import annotations

import re

from newsweave.extract.model import Proposition
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = ["is_no_longer", "is_over"]

_ADVERBS = frozenset({"once", "formerly", "previously", "originally"})
_BEFORE = _ADVERBS | word_list("past_words")
_PREFIXES = ("ex-", "then-", "former-")
_LONGER = frozenset({"long", "longer", "more", "anymore"})
_UNTIL = frozenset({"until", "till"})
_STOPS = frozenset({",", ";", ":", "(", ")", "-", "–", "—", "”", '"', "and", "or"})
_CLAUSE = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD", "WP", "WDT", "WRB"})
_PERIOD = re.compile(
    r" (?:from (?:\w+ )?(?:19|20)\d\d (?:to|until|till)|between (?:\w+ )?(?:19|20)\d\d and) (?:\w+ )?(?:19|20)\d\d\b"
    r"| at the time\b"
)
_LONGEST_TIME = 5  # words of "until late last month"
_STATES = frozenset(
    "own control hold work serve run head lead chair manage teach lecture sit live reside dwell".split()
)
_NOUNS = frozenset({"apposition", "compound", "example", "inverse", "national", "nominal", "possessive"})


def is_over(tree: Tree, proposition: Proposition) -> bool:
    """Whether the words of a proposition say that what it tells no longer holds.

    A copula of the past does, but not in somebody's word, where it may stand for the present ("said he was chairman").
    """
    verb = proposition.token
    if proposition.kind in _NOUNS:
        return _was(tree, verb) or _ends_behind(tree, verb)
    if proposition.governor >= 0 and tree.words[proposition.governor].lower() == "used":
        return True
    if any(tree.lemmas[k] in _ADVERBS and k < verb for k in tree.all_kids(verb, "advmod")):
        return True
    told = proposition.attribution_head >= 0  # in somebody's word the past may stand for the present
    if proposition.kind == "verb" and proposition.predicate in _STATES:
        plain = proposition.tense == "past" and not proposition.aspect and proposition.form == "VBD"
        return plain and not proposition.modality and not told
    if proposition.kind != "copula":
        return False
    complement = next((a.head for a in proposition.arguments if a.role in ("complement", "as")), verb)
    if _was(tree, complement):
        return True
    past = proposition.tense == "past" and not proposition.aspect and tree.lemmas[verb] != "become"
    return past and not proposition.modality and not told


def is_no_longer(tree: Tree, proposition: Proposition) -> bool:
    """Whether a denial says that something was so before: "no longer owns", "does not own it any more"."""
    for k in tree.all_kids(proposition.token, "advmod", "neg"):
        before = {tree.lemmas[x] for x in tree.kids[k]}
        if tree.lemmas[k] in _LONGER and (tree.lemmas[k] == "anymore" or not before.isdisjoint({"no", "any"})):
            return True
    return False


def _was(tree: Tree, noun: int) -> bool:
    """Whether a noun has a word for what is over before it, or "at the time" behind it."""
    first = tree.left(noun)
    words = {tree.words[t].lower() for t in range(max(first - 1, 0), noun) if not _governs(tree, t, noun)}
    if _until(tree, noun, first):
        return True
    at = tree.kid(noun, "prep")
    time = tree.kid(at, "pobj") if at is not None and tree.lemmas[at] == "at" else None
    if any(word.startswith(_PREFIXES) for word in words):
        return True
    return not words.isdisjoint(_BEFORE) or (time is not None and tree.lemmas[time] == "time")


def _governs(tree: Tree, t: int, noun: int) -> bool:
    """Whether a word is the verb of the clause that the noun stands in: "dismissed NATO member X"."""
    return tree.tags[t] in ("VBD", "VBZ", "VBP") and t in tree.ancestors(noun)


def _ends_behind(tree: Tree, noun: int) -> bool:
    """Whether a time that is over stands behind a noun, wherever the parser hung it: "head of X until May, ..."."""
    end = tree.sentences[tree.sentence_of[noun]][1]
    last = noun
    while last + 1 < end and tree.words[last + 1] not in _STOPS and tree.tags[last + 1] not in _CLAUSE:
        last += 1
        if tree.tags[last] == "CD" and last + 1 < end and tree.words[last + 1] == "and":
            last += 1  # "between 2010 and 2015"
    if last == noun:
        return False
    if any(tree.lemmas[t] in _UNTIL for t in range(noun + 1, last + 1)):
        return True
    return _PERIOD.search(tree.span_text(noun, last + 1)) is not None


def _until(tree: Tree, noun: int, first: int) -> bool:
    """Whether "until last month" stands behind a noun, or before it between commas."""
    if any(tree.lemmas[k] in _UNTIL for k in tree.all_kids(noun, "prep")):
        return True
    if first < 2 or tree.words[first - 1] != ",":
        return False
    for t in range(first - 2, max(first - 2 - _LONGEST_TIME, -1), -1):
        if tree.lemmas[t] in _UNTIL:
            return True
        if tree.tags[t][:2] == "VB" or tree.words[t] == ",":
            return False
    return False

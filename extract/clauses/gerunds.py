"""What the words before a gerund say of its deed: it is not done ("stopped short of"), open, alleged or only urged."""

from __future__ import annotations

from typing import Literal

from newsweave.extract.clauses.control import bare_phrase, verb_of_phrase
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = ["Reading", "gerund_reading"]

Reading = Literal["denied", "possible", "alleged", "plan", ""]
_NEGATING = word_list("negating_phrases")
_OPEN = word_list("open_phrases")
_ALLEGING = word_list("alleging_words")
_INCITING = word_list("inciting_verbs")
_OVER = frozenset({"for", "over"})
_TOWARDS = frozenset({"about", "in", "into", "on", "towards", "with"})


def gerund_reading(tree: Tree, prep: int) -> tuple[Reading, int]:
    """How the gerund behind a preposition is to be read, and the verb that says so; "" and -1 where none does."""
    verb = verb_of_phrase(tree, prep)
    if verb is None or verb > prep:
        return "", -1
    phrase, word = bare_phrase(tree, verb, prep), tree.lemmas[prep]
    if phrase in _NEGATING:
        return "denied", verb
    if phrase in _OPEN:
        return "possible", verb
    if word in _OVER and _alleges(tree, verb):
        return "alleged", verb
    if word in _TOWARDS and tree.lemmas[verb] in _INCITING:
        return "plan", verb
    return "", -1


def _alleges(tree: Tree, verb: int) -> bool:
    """Whether a verb, or its object, only alleges the deed behind it: "sued X for", "filed a suit against X over"."""
    noun = tree.kid(verb, "dobj", "nsubjpass")
    return tree.lemmas[verb] in _ALLEGING or (noun is not None and tree.lemmas[noun] in _ALLEGING)

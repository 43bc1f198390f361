"""Words with a capital within a sentence that the tagger takes for something else, or the model for a people.

"The start-up Plumeful", "has picked Wardly": a word that nobody has heard of is an adverb because it ends in -ly, a
nationality because nothing else is known of it. A capital says enough there, if the words around it have none.
"""

from __future__ import annotations

from newsweave.extract.clauses.subjects import SUBJECTS
from newsweave.extract.entities.sentence_initial_names import common_word, is_unheard, opens_sentence
from newsweave.extract.parsing.phrases import PROPER
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.classes import called_class
from newsweave.ontology.gazetteer import Gazetteer
from newsweave.ontology.lists import word_list

__all__ = ["inner_names"]

_TAGS = frozenset({"NN", "NNS", "JJ", "RB", "FW"})
_ARGUMENTS = SUBJECTS | {"dobj", "pobj", "conj", "appos", "poss", "attr", "compound", "oprd"}
_NOT_NAMES = word_list("not_names") | word_list("honorifics")


def inner_names(tree: Tree, gazetteer: Gazetteer) -> frozenset[int]:
    """The tokens that are such names; they are tagged as names from now on."""
    found = set()
    peoples = {a for a, b, label in tree.ents if label == "NORP" and b - a == 1}
    for t, tag in enumerate(tree.tags):
        if (tag in _TAGS or t in peoples) and tree.words[t][:1].isupper() and _is_name(tree, t, gazetteer):
            found.add(t)
    for t in found:
        if tree.tags[t] not in PROPER:
            tree.phrases.clear()
            tree.tags[t], tree.lemmas[t] = "NNP", tree.words[t].lower()
    return frozenset(found)


def _is_name(tree: Tree, t: int, gazetteer: Gazetteer) -> bool:
    word = tree.words[t]
    if t == 0 or opens_sentence(tree, t) or len(word) < 4 or not word.isalpha() or not word[1:].islower():
        return False
    if word in _NOT_NAMES or common_word(word) or gazetteer.adjective(word) or word.lower() in tree.words:
        return False
    if any(
        tree.words[k][:1].isupper() or tree.words[k] in ("-", '"', "“")
        for k in (t - 1, min(t + 1, len(tree.words) - 1))
        if k != t
    ):
        return False  # a headline, a title of a book, part of a longer name
    if tree.tags[t] in PROPER:
        return is_unheard(tree, t) and tree.deps[t] in _ARGUMENTS and tree.kid(t, "det") is None
    before = tree.lemmas[t - 1]
    if tree.tags[t - 1] == "NN" and tree.words[t - 1].islower() and called_class(before) is not None:
        return True
    return is_unheard(tree, t) and (tree.deps[t] in _ARGUMENTS or tree.tags[t] == "RB")

"""What relates two entities, brought to one form: "has criticised", "criticises" and "criticized" are "criticise".

A predicate is lemmas: the verb with its particle, the noun between ("sign letter to", "be ally of"), the preposition
that leads to the object. Tense, negation, articles and the words that only say how are not in it: status, time and the
sentence have them.
"""

from __future__ import annotations

import re

from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list, word_map

__all__ = ["is_light", "normal", "noun_words", "of_noun", "of_verb"]

_LIGHT = word_list("light_open_verbs")
_KEPT_IZE = word_list("verbs_in_ize")
_BRITISH: dict[str, str] = word_map("british_spellings")
_IRREGULAR: dict[str, str] = word_map("irregular_participles")
_Y = re.compile(r"[^aeiou]y$")
_IZE = re.compile(r"([a-z]{3,})iz(e|ation)$")
_NOUNS = frozenset({"NN", "NNS"})


def normal(word: str) -> str:
    """A lemma in British spelling."""
    word = word.lower()
    if word in _BRITISH:
        return _BRITISH[word]
    return word if word in _KEPT_IZE else _IZE.sub(r"\1is\2", word)


def is_light(verb: str) -> bool:
    """Whether a verb says nothing without the noun that it takes: "make", "have", "take"."""
    return verb in _LIGHT


def noun_words(tree: Tree, noun: int) -> str:
    """A noun with the common nouns that make it another one: "court order", "joint venture"."""
    before = [
        tree.words[t].lower()
        for t in range(max(noun - 2, 0), noun)
        if tree.heads[t] == noun and tree.deps[t] in ("compound", "nmod") and tree.tags[t] in _NOUNS
    ]
    return " ".join([*before, normal(tree.lemmas[noun])])


def of_verb(verb: str, *more: str) -> str:
    """The predicate of a clause: "sign", "sign letter to", "rely on"."""
    first, *particle = verb.split()
    return " ".join([normal(first), *particle, *more])


def of_noun(noun: str, preposition: str) -> str:
    """The predicate of what somebody is: "be ally of"."""
    return of_verb("be", noun, preposition)


def participle(tree: Tree, verb: int) -> str:
    """The past participle of a verb: "sold" of "sells"."""
    word, lemma = tree.words[verb].lower(), tree.lemmas[verb]
    if tree.tags[verb] == "VBN" or (word.endswith("ed") and lemma not in _IRREGULAR):
        return word
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    return f"{lemma}d" if lemma.endswith("e") else f"{lemma[:-1]}ied" if _Y.search(lemma) else f"{lemma}ed"

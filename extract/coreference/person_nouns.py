"""Persons by what they are: "the minister", "the former banker", "the 81-year-old", "the billionaire".

Whom the text has called so is meant, if it is one. An office ("the president") means nobody whom the text has not given
it, since another may hold it; what somebody is ("the billionaire") means the one person that is spoken of.
"""

from __future__ import annotations

import re

from newsweave.extract.coreference.discourse import Discourse
from newsweave.extract.coreference.noun_phrases import is_free, own_others
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import last_words, word_list

__all__ = ["PersonNouns", "has_age"]

Found = tuple[Cluster, str]
_KINDS = word_list("person_kinds")
_BYSTANDERS = word_list("bystanders")
_SEX = word_list("feminine_words") | word_list("masculine_words")
_NOUNS = last_words("posts") | _KINDS | _BYSTANDERS | _SEX | word_list("person_words")
_OF_FIRMS = word_list("party_nouns") | word_list("firm_nouns") | word_list("general_firm_nouns") | {"developer"}
_OTHERS = word_list("words_for_others") - {"former"}
_BEFORE = word_list("no_longer_words")
_AGE = re.compile(r"\d\d-year-old")
_FAR = 12
"""How many sentences back somebody can stand who was called so."""
_NEAR = 2
_PERSONS = frozenset({"Person"})
_UNNAMED = frozenset({"NN", "NNS"})


def has_age(tree: Tree, t: int) -> bool:
    """Whether a noun phrase says how old somebody is, as only a person is told of: "the 81-year-old trader"."""
    return any(_AGE.fullmatch(tree.words[k]) for k in (t, *tree.kids[t]))


class PersonNouns:
    """The singular nouns for persons of one document."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse
        self._spoken_of: set[str] = set()
        """Nouns for persons that stood for somebody without a name."""

    def may_be(self, p: Passage, t: int) -> bool:
        """Whether a token is a singular noun for a person."""
        tree = p.tree
        return t not in p.at and (
            (tree.tags[t] == "NN" and tree.lemmas[t] in _NOUNS) or _AGE.fullmatch(tree.words[t]) is not None
        )

    def referent(self, p: Passage, t: int) -> Found | None:
        """Whom the noun ``t`` of the current sentence means, and by what kind of link; None where that is open."""
        found = self._referent(p, t) if is_free(p, t) else None
        if found is None:
            self._spoken_of.add(p.tree.lemmas[t])
        return found

    def _referent(self, p: Passage, t: int) -> Found | None:
        tree, noun = p.tree, p.tree.lemmas[t]
        before = [tree.words[k].lower() for k in tree.kids[t] if k < t and tree.deps[k] not in ("det", "punct")]
        if not _OTHERS.isdisjoint(before) or any(k in p.at and p.at[k].broad == "Organization" for k in tree.kids[t]):
            return None  # "the Corvex president"
        others = {id(c) for c in own_others(p, t)}
        is_past = not _BEFORE.isdisjoint(before)
        wanted = f"former {noun}" if is_past else noun
        near = [(n, c) for n, c, _ in self._discourse.near(_FAR, _PERSONS) if not c.unnamed and id(c) not in others]
        called = {id(c): c for _, c in near if wanted in self._discourse.attributes.called(c)}
        if called:
            return (next(iter(called.values())), "person as said") if len(called) == 1 else None
        if self._discourse.attributes.has_said(wanted) or self._discourse.is_quoted(p, t):
            return None
        aged = has_age(tree, t)
        if not (noun in _KINDS or aged or is_past) or (noun in _OF_FIRMS and not aged and self._has_firm_near()):
            return None
        return self._only_person(p, t, noun, sure=aged or is_past)

    def _only_person(self, p: Passage, t: int, noun: str, *, sure: bool) -> Found | None:
        """The one person that the sentence before tells of, where nobody without a name may be meant."""
        d = self._discourse
        near = {id(c): c for n, c, _ in d.near(_NEAR, _PERSONS)}
        last = {id(c): c for n, c, _ in d.near(1, _PERSONS) if n == d.number - 1 or n == d.number}
        if len(near) != 1 or len(last) != 1 or next(iter(near.values())).unnamed:
            return None
        if not sure and (noun in self._spoken_of or _has_bystander(p, t)):
            return None
        return next(iter(last.values())), "only person"

    def _has_firm_near(self) -> bool:
        """Whether a firm may be the investor or the owner."""
        return bool(self._discourse.near(_NEAR, frozenset({"Organization"})))


def _has_bystander(p: Passage, t: int) -> bool:
    """Whether the sentence, or the one before in the passage, speaks of somebody else without a name."""
    tree = p.tree
    number = tree.sentence_of[t]
    start = tree.sentences[max(number - 1, 0)][0]
    return any(k not in p.at and _is_bystander(tree, k) for k in range(start, t))


def _is_bystander(tree: Tree, k: int) -> bool:
    return tree.tags[k] in _UNNAMED and tree.lemmas[k] in _BYSTANDERS and tree.deps[k] not in ("compound", "attr")

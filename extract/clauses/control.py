"""Whose deed it is that stands behind an object: "sued X for buying Y", "advised X on its purchase of Y".

English leaves it to the verb. Who is fined, thanked or advised does the deed; behind "by", "without" or "after" it is
the subject's; of a verb that is in no list only "for" and "into" behind somebody's name say that he does it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from newsweave.extract.parsing.phrases import PROPER, VERB_TAGS
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list, word_map

__all__ = ["ADVERBIAL", "Doer", "bare_phrase", "doer_behind", "owner_behind", "recipient", "verb_of_phrase"]

Doer = int | Literal["subject", "unknown"]
"""The token of who does it, or that it is the subject of the verb, or that it cannot be told."""

_OBJECTS_DEED = word_list("object_deed_verbs")
_GIVING = word_list("giving_verbs")
_JOINT = word_list("joint_verbs")
_OWN_AIM = word_list("own_aim_verbs")
_SOMEBODY = word_map("class_nouns").keys() | word_list("posts") | word_list("person_words")
_SUBJECTS_OWN = frozenset(
    "after amid before besides beyond by despite following since through under until upon via when while "
    "without".split()
)
"""Prepositions whose gerund is the subject's, whatever object stands before it."""
ADVERBIAL = frozenset({"RB", "RBR"})
"""Tags of what stands between a verb and its preposition: "short" of "stopped short of"."""
_DEGREES = frozenset({"just", "very", "so", "well", "far", "too", "quite", "again"})
_KEEPING = frozenset({"from", "into", "of"})
_SERVING = frozenset({"act", "appear", "serve", "work"})
_OVER = frozenset({"for", "over"})
_TIMES = frozenset({"after", "amid", "before", "following"})


def doer_behind(tree: Tree, prep: int) -> Doer:
    """Who does what the gerund behind a preposition says: the object of the verb, its subject, or not known who."""
    verb, word = verb_of_phrase(tree, prep), tree.lemmas[prep]
    if verb is None or word in _SUBJECTS_OWN or prep < verb or "instead" in (tree.words[prep - 1].lower(),):
        return "subject"
    lemma = tree.lemmas[verb]
    whom = _acted_on(tree, verb, prep)
    if whom is None:
        return _affected(tree, verb, prep)
    if lemma in _OBJECTS_DEED or word in _KEEPING:
        return whom
    if lemma in _JOINT:
        return "subject"
    if not _is_somebody(tree, whom):
        return "subject"
    return whom if word == "for" and lemma not in _OWN_AIM else "unknown"


def owner_behind(tree: Tree, pronoun: int) -> Doer:
    """Whom a possessive pronoun behind an object means, as far as the verb says so: "sued X over its purchase of Y"."""
    noun = tree.heads[pronoun]
    while tree.deps[noun] in ("conj", "compound") and tree.heads[noun] < pronoun:
        noun = tree.heads[noun]
    prep = tree.heads[noun]
    while tree.deps[noun] == "pobj" and tree.lemmas[prep] == "of" and tree.deps[tree.heads[prep]] == "pobj":
        noun = tree.heads[prep]  # "for the failure of its purchase of Y"
        prep = tree.heads[noun]
    if tree.deps[noun] != "pobj" or tree.deps[prep] != "prep":
        return "subject"
    verb = verb_of_phrase(tree, prep)
    if verb is None or prep < verb:
        return "subject"
    whom = _acted_on(tree, verb, prep)
    if whom is None:
        return _affected(tree, verb, prep)
    if not _is_somebody(tree, whom):
        return "subject"
    if tree.lemmas[verb] not in _OBJECTS_DEED:
        return "unknown" if tree.lemmas[prep] == "over" else "subject"  # "opposed X over its merger with Y"
    if tree.lemmas[prep] in _TIMES:
        return "unknown"  # "sued X after its purchase of Y"
    return "subject" if tree.lemmas[prep] in _SUBJECTS_OWN else whom


def recipient(tree: Tree, verb: int) -> int | None:
    """Who is given the money or the time to do it: X in "lent X $9 million to buy Y", or None."""
    if tree.lemmas[verb] not in _GIVING:
        return None
    given = tree.kid(verb, "dative")
    if given is None:
        return None
    return _named_by(tree, given) if tree.tags[given] in ("IN", "TO") else given


def bare_phrase(tree: Tree, verb: int, prep: int) -> str:
    """The lemmas from a verb to a preposition without articles and degrees: "stop short of", "toy with idea of"."""
    words = (tree.lemmas[t] for t in range(verb, prep + 1) if tree.tags[t] not in ("DT", "PRP$"))
    return " ".join(w for w in words if w not in _DEGREES and not w.endswith("ly"))


def verb_of_phrase(tree: Tree, prep: int) -> int | None:
    """The verb whose phrase a preposition opens, though the parser hang it on the verb's object, or None."""
    over = tree.heads[prep]
    if tree.deps[prep] != "prep" or over == prep:
        return None
    if tree.tags[over] in ADVERBIAL and tree.deps[over] in ("advmod", "acomp"):
        over = tree.heads[over]  # "stopped short of buying"
    if tree.tags[over] in VERB_TAGS:
        return over
    verb = tree.heads[over]
    if tree.deps[over] == "pobj" and tree.deps[verb] in ("prep", "dative"):
        verb = tree.heads[verb]
        if tree.deps[verb] == "dobj":
            verb = tree.heads[verb]  # "filed a suit against X for"
    elif tree.deps[over] not in ("dobj", "dative", "npadvmod", "oprd"):
        return None
    return verb if tree.tags[verb] in VERB_TAGS else None


def _acted_on(tree: Tree, verb: int, prep: int) -> int | None:
    """The object of an active verb that can do something itself, or None where it is a thing."""
    given = recipient(tree, verb)
    if given is not None and given < prep:
        return given
    active = tree.kid(verb, "nsubjpass", "auxpass") is None
    for k in tree.all_kids(verb, "dative", "dobj"):
        if tree.tags[k] in ("WDT", "WP"):
            return k  # "X, which Y fined for buying Z"
        if verb < k < prep and (_is_somebody(tree, k) or (active and _is_judged(tree, verb, k))):
            return k
    return None


def _is_judged(tree: Tree, verb: int, noun: int) -> bool:
    """Whether a verb that judges or helps has a noun for its object, whatever it names: "fined the two for"."""
    return tree.deps[noun] == "dobj" and tree.tags[noun] in ("NN", "NNS", "DT") and tree.lemmas[verb] in _OBJECTS_DEED


def _affected(tree: Tree, verb: int, prep: int) -> Doer:
    """Whom a phrase names whose deed it is: "imposed a fine on X for", "filed a suit against X", "acted for X in"."""
    if tree.lemmas[verb] in _SERVING and tree.lemmas[prep] not in _SUBJECTS_OWN:
        own = list(_phrases(tree, verb))
        for k in (*own, *(x for o in own for x in _below(tree, o))):
            whom = _named_by(tree, k) if tree.lemmas[k] in ("for", "to") and k != prep else None
            if whom is not None and whom < prep and _is_somebody(tree, whom):
                return whom
    if tree.lemmas[prep] in _OVER:
        for k in _phrases(tree, verb):
            whom = _named_by(tree, k) if tree.lemmas[k] in ("on", "against") and k < prep else None
            if whom is not None and whom < prep and _is_somebody(tree, whom):
                return whom
    return "subject"


def _phrases(tree: Tree, verb: int) -> Iterator[int]:
    yield from tree.all_kids(verb, "prep")
    for noun in tree.all_kids(verb, "dobj", "nsubjpass"):
        yield from tree.all_kids(noun, "prep")


def _below(tree: Tree, prep: int) -> list[int]:
    noun = tree.kid(prep, "pobj")
    return [] if noun is None else tree.all_kids(noun, "prep")


def _named_by(tree: Tree, prep: int) -> int | None:
    return tree.kid(prep, "pobj")


def _is_somebody(tree: Tree, noun: int) -> bool:
    """Whether a noun can do something: a name that the model takes for no place, "the lender", "him"."""
    if tree.tags[noun] in PROPER:
        return not any(a <= noun < b for a, b, label in tree.ents if label in ("GPE", "LOC", "MONEY", "DATE"))
    return tree.tags[noun] == "PRP" or (tree.tags[noun] in ("NN", "NNS") and tree.lemmas[noun] in _SOMEBODY)

"""Verbs that support a noun: "X completed its takeover of Y", "Y faces a lawsuit from X" say what "takeover" and
"lawsuit" name, with the verb's subject as their doer or receiver (the support verbs of NomBank, Meyers et al. 2004).

Which verbs support, and what they make of it, is data (``support_verbs`` in ``ontology/lists.yaml``); this layer knows
no domain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from newsweave.extract.clauses.complements import prepositional, times_of
from newsweave.extract.clauses.control import bare_phrase
from newsweave.extract.clauses.subjects import antecedent, subjects_of
from newsweave.extract.clauses.verb_phrases import is_passive, with_particle
from newsweave.extract.model import Argument
from newsweave.extract.parsing.phrases import NOUN_TAGS, PROPER, VERB_TAGS, argument, conjuncts
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list, word_map

__all__ = ["Support", "only_announces", "outermost", "support_of", "support_phrases"]

Reading = Literal["", "plan", "possible", "negative"]
_READINGS: dict[str, Reading] = {
    "planning": "plan",
    "considering": "possible",
    "refusing": "negative",
    "seeking": "plan",
    "missing": "negative",
}
_RECEIVING = frozenset({"receiving", "seeking", "missing"})
_TARGETS = frozenset({"target", "subject", "focus", "object"})
_SHELLS = word_list("shell_nouns")
_OPEN_SHELLS = word_list("open_shell_nouns")
_PLANNED_SHELLS = word_list("planned_shell_nouns")
_BEHIND_SHELL = frozenset({"of", "for", "on", "about", "over", "in", "into", "towards"})
_ANNOUNCING = word_list("announcing_verbs")
_FIRM_DEEDS = word_list("firm_deeds")
_PERSONAL = frozenset({"he", "she", "I"})
_PEOPLE = word_list("posts") | word_list("person_words")
_ADVERBIAL = frozenset({"in", "through", "via", "under", "as"})
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Support:
    """What supports a noun."""

    verb: int
    """Its token; -1 where none does, as in "X, with a stake in Y"."""
    roles: tuple[tuple[str, Argument], ...]
    """What its arguments are for the noun: ``doer``, ``receiver``; of a verb of seeking both, and ``seeker``."""
    reading: Reading


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    """Verb with its particle and preposition ("press ahead with") to its classes."""
    out: dict[str, tuple[str, ...]] = {}
    for name, words in word_map("support_verbs").items():
        for word in words:
            out[word] = (*out.get(word, ()), name)
    return out


def support_of(tree: Tree, noun: int) -> Support | None:
    """The verb that supports ``noun``, or None."""
    outer, shell = outermost(tree, noun)
    found: list[tuple[str, Argument]] = []
    main, reading = -1, shell
    for verb, phrase, passive in _governors(tree, outer):
        kinds = _classes().get(phrase)
        roles = [] if kinds is None else _roles(tree, verb, outer, kinds, passive)
        if phrase in _ANNOUNCING and tree.lemmas[noun] in _FIRM_DEEDS:
            roles = [(role, a) for role, a in roles if role != "doer" or not _is_person(tree, a.head)]
        if kinds is None or not roles:
            continue
        found += [(role, a) for role, a in roles if all(role != r or a.head != b.head for r, b in found)]
        if main < 0:
            main, reading = verb, next((_READINGS[k] for k in kinds if k in _READINGS), shell)
    prep = tree.heads[outer]
    holder = tree.heads[prep]
    jointly = tree.lemmas[prep] in _ADVERBIAL and any(tree.lemmas[k] == "with" for k in tree.all_kids(outer, "prep"))
    if tree.deps[outer] == "pobj" and (tree.lemmas[prep] == "with" or jointly):
        named = _named(tree, holder)
        if named is not None:
            found.append(("doer", argument(tree, named, "")))  # "X, with a 5% stake in Y", "X, in partnership with Y"
    return Support(main, tuple(found), reading) if found else None


def _roles(tree: Tree, verb: int, noun: int, kinds: tuple[str, ...], passive: bool) -> list[tuple[str, Argument]]:
    """What the arguments of a supporting verb are for the noun; ``passive`` says that the noun is its subject."""
    doers, patients = _subjects(tree, verb, noun)
    if passive:  # "the takeover was completed by X"
        return [("doer", a) for a in doers]
    if patients:  # "X was granted a licence by Y", "X was hit with a fine by Y"
        return [*(("doer", a) for a in doers), *(("receiver", a) for a in patients)]
    ends = {"receiver" if k in _RECEIVING else "doer" for k in kinds}
    if "seeking" in kinds:
        ends |= {"doer", "seeker"}
    out = [(end, a) for end in sorted(ends) for a in doers]
    return out + [("receiver", a) for k in tree.all_kids(verb, "dative") for a in _given(tree, k)]


def only_announces(tree: Tree, doer: int, noun: int) -> bool:
    """Whether what a noun names is a firm's deed that ``doer`` told of: who announces a merger does not merge."""
    verb = tree.heads[doer]
    verb = tree.heads[verb] if tree.deps[verb] == "agent" else verb  # "was announced by X"
    return tree.lemmas[noun] in _FIRM_DEEDS and tree.lemmas[verb] in _ANNOUNCING


def _named(tree: Tree, holder: int) -> int | None:
    """The name that holds something: ``holder`` itself, or whom it explains ("X, a lender with offices in Y")."""
    if tree.deps[holder] == "appos" and tree.tags[holder] == "NN":
        holder = tree.heads[holder]
    elif tree.deps[holder] == "attr" and tree.lemmas[tree.heads[holder]] == "be":
        subject = tree.kid(tree.heads[holder], "nsubj")
        if subject is None or tree.kid(tree.heads[holder], "neg") is not None:
            return None
        holder = antecedent(tree, tree.heads[holder], subject)
    return holder if tree.tags[holder] in PROPER else None


def _is_person(tree: Tree, head: int) -> bool:
    """Whether a noun or pronoun means a person as far as its word says; of names nothing is known here."""
    return tree.lemmas[head] in (_PERSONAL if tree.tags[head] == "PRP" else _PEOPLE)


def _given(tree: Tree, dative: int) -> list[Argument]:
    """To whom it is given: "granted X a licence"."""
    if tree.tags[dative] in ("IN", "TO"):
        return []
    return [argument(tree, c, "") for c in conjuncts(tree, dative)]


def support_phrases(tree: Tree, noun: int, support: Support, have: list[Argument]) -> list[Argument]:
    """The supporting verb's subject, and its own phrases behind the noun, which the noun may need: "with Y"."""
    out = [
        argument(tree, a.head, role, conjunct=a.conjunct)
        for role, a in support.roles
        if a.head != noun and noun not in conjuncts(tree, a.head)
    ]
    known = {a.role for a in have}
    for k in tree.all_kids(support.verb, "prep", "dative") if support.verb >= 0 else ():
        if k > noun:
            out += [a for a in prepositional(tree, k) if a.role not in known]
    return out + (times_of(tree, support.verb) if support.verb >= 0 else [])


def outermost(tree: Tree, noun: int) -> tuple[int, Reading]:
    """The noun that stands for ``noun`` in its clause ("plans" of "plans for the takeover of Y"), and its reading."""
    reading: Reading = ""
    for _ in range(_DEEPEST):
        while tree.deps[noun] == "conj" and tree.tags[tree.heads[noun]] in NOUN_TAGS:
            noun = tree.heads[noun]
        prep = tree.heads[noun]
        if tree.deps[noun] == "compound" and tree.lemmas[prep] in _SHELLS:  # "takeover talks"
            shell = prep
        elif tree.deps[noun] == "pobj" and tree.deps[prep] == "prep" and tree.lemmas[prep] in _BEHIND_SHELL:
            shell = tree.heads[prep]
        else:
            break
        if tree.lemmas[shell] not in _SHELLS or tree.tags[shell] not in NOUN_TAGS:
            break
        if tree.lemmas[shell] in _OPEN_SHELLS:
            reading = "possible"
        elif tree.lemmas[shell] in _PLANNED_SHELLS:
            reading = reading or "plan"
        noun = shell
    return noun, reading


def _governors(tree: Tree, noun: int) -> Iterator[tuple[int, str, bool]]:
    """Verbs whose object ``noun`` is, each with its lemma, particle and preposition, and whether it is passive."""
    head, dep = tree.heads[noun], tree.deps[noun]
    if dep in ("dobj", "nsubjpass", "oprd") and tree.tags[head] in VERB_TAGS:
        yield head, with_particle(tree, head), dep == "nsubjpass"
    elif dep == "pobj" and tree.deps[head] in ("prep", "agent"):
        verb = tree.heads[head]
        while tree.tags[verb] not in VERB_TAGS and tree.heads[verb] != verb:
            if tree.deps[verb] not in ("prep", "advmod", "acomp", "prt", "pobj", "dobj"):
                return
            verb = tree.heads[verb]
        if tree.tags[verb] in VERB_TAGS:
            if verb < head:
                words = bare_phrase(tree, verb, head)
                yield verb, f"be {words}" if is_passive(tree, verb) else words, False
            if tree.lemmas[head] in _ADVERBIAL and any(tree.lemmas[k] == "with" for k in tree.all_kids(noun, "prep")):
                yield verb, "do", False  # "launched it in partnership with Y", "sells it under a deal with Y"
    elif dep == "attr" and tree.lemmas[noun] in _TARGETS:  # "is the target of an inquiry by X"
        yield head, f"be {tree.lemmas[noun]} of", False
    for k in tree.kids[noun]:  # "the takeover that X announced", "an inquiry launched by X"
        if k < noun or tree.tags[k] not in VERB_TAGS:
            continue
        if tree.deps[k] == "relcl" and _is_gap(tree, k, noun):
            yield k, with_particle(tree, k), tree.kid(k, "nsubjpass") is not None
        elif tree.deps[k] == "acl" and tree.tags[k] == "VBN" and tree.kid(k, "agent") is not None:
            yield k, with_particle(tree, k), True


def _is_gap(tree: Tree, verb: int, noun: int) -> bool:
    """Whether a relative clause has ``noun`` for its object, or for the subject of its passive."""
    passive = tree.kid(verb, "nsubjpass")
    if passive is not None:
        return antecedent(tree, verb, passive) == noun
    subject = tree.kid(verb, "nsubj")
    if subject is None or antecedent(tree, verb, subject) == noun:
        return False
    taken = tree.kid(verb, "dobj")
    return taken is None or antecedent(tree, verb, taken) == noun


def _subjects(tree: Tree, verb: int, noun: int) -> tuple[list[Argument], list[Argument]]:
    passive = is_passive(tree, verb)
    doers, patients = subjects_of(tree, verb, passive)
    return doers, [a for a in patients if a.head != noun]

"""Pairs of a noun phrase: who is what to whom, who did what to whom by a noun, whose things have to do with whom.

"X is an ally of Y", "X, Y's lawyer", "X's criticism of Y", "talks between X and Y", "X's complaint against Y".
"""

from __future__ import annotations

from collections.abc import Iterator

from newsweave.extract.entities.cluster import Passage
from newsweave.extract.model import Argument, Proposition
from newsweave.extract.open_facts.candidate import ADJUNCTS, Candidate, ends, is_where, relates, says_little
from newsweave.extract.open_facts.paths import ways
from newsweave.extract.open_facts.predicates import noun_words, of_noun, of_verb
from newsweave.extract.parsing.phrases import NOUN_TAGS, argument
from newsweave.ontology.classes import BROAD, called_class
from newsweave.ontology.lists import last_words, word_list

__all__ = ["of_deed", "of_example", "of_possession", "of_predicate_noun"]

_PLACES_ONLY = word_list("where_prepositions")
_PERSONS = last_words("posts") | word_list("person_kinds") | word_list("person_words")
_RANKING = frozenset({"first", "last", "latest", "only", "second", "third", "next"})
_NO_TIES = frozenset({"amod", "as", "based", "include", "including", "like"})
_NO_OWNERS = frozenset({"City", "Country", "Place", "PoliticalParty", "Region"})
_ROOMS = frozenset({"board", "department", "headquarters", "office"})
_DOERS = ("poss", "by", "doer")
_NO_PARTS = frozenset({"self", "whole", "poss", "by", "doer", "compound", "amod", "between"})
_OWN = frozenset({"poss", "amod", "compound"})


def of_predicate_noun(p: Passage, x: Proposition) -> Iterator[Candidate]:
    """What somebody is to somebody: "X is an ally of Y", "X, Y's lawyer", "Y lawyer X"."""
    words = x.predicate.split()
    if says_little(words[-1]) or not _RANKING.isdisjoint(words):
        return
    said = next((a.head for a in x.arguments if a.role in ("complement", "as")), x.token)
    noun = noun_words(p.tree, said) if p.tree.tags[said] in ("NN", "NNS") else x.predicate
    sort = "Person" if words[-1] in _PERSONS else BROAD.get(called_class(words[-1]) or "")
    if p.tree.tags[said] == "NNS":
        return  # what several are
    ties = [(a, led) for a in x.arguments if (led := _tie(p, x, a))]
    for a, subject in ends(p, x.roles("subject")):
        if sort is not None and sort != subject.cluster.broad:
            continue
        for b, led in ties:
            for _, target in ends(p, [b]):
                if b.role.endswith("compound") and target.cluster.type in _NO_OWNERS:
                    continue  # "the Asia director"
                if not _is_same_name(subject.cluster.name, target.cluster.name):
                    yield Candidate(x, subject, target, of_noun(noun, led), x.kind, frozenset({a.head, b.head}))


def _tie(p: Passage, x: Proposition, a: Argument) -> str:
    """The preposition by which a predicate noun is tied to an argument; empty where it is not."""
    outer, _, inner = a.role.rpartition(":")
    if a.role in ("subject", "complement", "time") or outer not in ("", "complement") or a.temporal:
        return ""
    if inner in _NO_TIES or inner in ADJUNCTS or inner in _PLACES_ONLY:
        return ""
    if inner not in ("compound", "poss"):
        return inner
    return "of" if p.tree.tags[x.token] in NOUN_TAGS else ""


def _is_same_name(one: str, other: str) -> bool:
    """Whether one name is a part of the other, as that of a short form is."""
    return one in other or other in one


def of_deed(p: Passage, x: Proposition) -> Iterator[Candidate]:
    """A noun for what is done: "X's criticism of Y", "talks between X and Y", "the meeting of X with Y"."""
    if says_little(x.predicate) or x.polarity == "negative":
        return
    noun = noun_words(p.tree, x.token)
    both = ends(p, x.roles("between"))
    for i, (a, subject) in enumerate(both):
        for b, target in both[i + 1 :]:
            used = frozenset({a.head, b.head})
            yield Candidate(x, subject, target, of_verb("have", noun, "with"), "nominal", used)
    parts = [b for b in x.arguments if b.marker and b.role not in _NO_PARTS | ADJUNCTS and ":" not in b.role]
    for a, subject in ends(p, (a for role in _DOERS for a in x.roles(role))):
        for b, target in ends(p, (b for b in parts if not b.temporal)):
            if not is_where((b.role,), target.cluster):
                used = frozenset({a.head, b.head})
                yield Candidate(x, subject, target, of_verb("have", noun, b.role), "nominal", used)


def of_possession(p: Passage, x: Proposition) -> Iterator[Candidate]:
    """What somebody's thing has to do with others: "X's complaint against Y"."""
    owned = x.role("object")
    if owned is None or owned.head in p.at or p.tree.tags[owned.head] not in ("NN", "NNS"):
        return
    noun, over = noun_words(p.tree, owned.head), p.tree.heads[owned.head]
    if says_little(noun) or noun.split()[-1] in _ROOMS:
        return
    if p.tree.deps[owned.head] == "attr" or p.tree.lemmas[over] == "as":
        return  # it is what somebody else is: "was billed as its replacement for X"
    for a, owner in ends(p, x.roles("subject")):
        for way in ways(p, owned.head):
            if not way.words or way.words == ("of",) or way.preposition in _OWN or not relates(way):
                continue
            if way.words[0] in _PLACES_ONLY:
                continue
            b = argument(p.tree, way.target, way.preposition, marker=way.preposition)
            for _, target in ends(p, [b]):
                used = frozenset({a.head, owned.head, way.first})
                yield Candidate(x, owner, target, of_verb("have", noun, *way.words), "possessive", used)


def of_example(p: Passage, x: Proposition) -> Iterator[Candidate]:
    """Of whose things something is one: "X's portfolio, including Y"."""
    for a, subject in ends(p, x.roles("subject")):
        for b, owner in ends(p, x.roles("poss")):
            predicate = of_verb("be", "among", p.tree.words[x.token].lower(), "of")
            yield Candidate(x, subject, owner, predicate, "example", frozenset({a.head, b.head}))

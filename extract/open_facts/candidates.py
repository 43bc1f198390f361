"""Which pairs of entities one clause relates, and how: before anything is left out as said otherwise or as no fact.

A pair stands in a proposition's roles: subject and object, subject and what a preposition leads to, subject and what
stands behind the noun of the object ("criticised X's plan", "filed a complaint against X"), the two sides of a noun for
what people do with each other ("talks between X and Y"), who is what to whom ("X, an ally of Y").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.model import Argument, Proposition
from newsweave.extract.open_facts.predicates import is_light, noun_words, of_noun, of_verb
from newsweave.extract.parsing.phrases import NOUN_TAGS
from newsweave.extract.relations.argument_linking import LinkedEntity, linked_entities
from newsweave.ontology.lists import word_list

__all__ = ["Candidate", "candidates"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entities that a clause relates."""

    proposition: Proposition
    subject: LinkedEntity
    object: LinkedEntity
    predicate: str
    kind: str
    """How it is said: ``object``, ``preposition``, ``noun``, ``agent``, ``copula``, ``apposition``, ``possessive``,
    ``nominal``."""
    used: tuple[Argument, ...]
    """The arguments that subject, predicate and object stand for."""


_NEVER = word_list("verbs_without_open_facts")
_PLACES_ONLY = word_list("where_prepositions")
_ADJUNCTS = word_list("adjunct_prepositions")
_NOUNS_OF_WORDS = word_list("nouns_without_open_facts")
_MUTUAL = frozenset({"with", "between", "against"})
_SELF = frozenset({"self", "whole"})
_IS = ("copula", "apposition", "compound", "inverse")


def candidates(p: Passage, x: Proposition) -> Iterator[Candidate]:
    """The pairs that a proposition relates, in the order of its arguments."""
    if x.kind == "verb":
        yield from _of_clause(p, x)
    elif x.kind in _IS:
        yield from _of_predicate_noun(p, x)
    elif x.kind == "nominal":
        yield from _of_deed(p, x)


def _entities(p: Passage, a: Argument) -> list[LinkedEntity]:
    return [f for f in linked_entities(p, a) if not f.cluster.unnamed and f.cluster.type]


def _of_clause(p: Passage, x: Proposition) -> Iterator[Candidate]:
    verb = x.predicate.split()[0]
    if verb in _NEVER or x.predicate in _NEVER:
        return
    passive = x.voice == "passive"
    agents = [a for a in x.roles("subject") if _entities(p, a)]
    patients = [a for a in x.roles("object") if _entities(p, a)]
    if passive and not any(True for _ in x.roles("subject")):
        for a, subject in _each(p, patients):
            yield from _to_phrases(p, x, a, subject, f"be {_participle(p, x)}", patients)
        return
    for a, subject in _each(p, agents):
        if not is_light(x.predicate):
            for b, target in _each(p, patients):
                yield Candidate(x, subject, target, of_verb(x.predicate), "object", (a, b))
        yield from _to_phrases(p, x, a, subject, x.predicate, patients)
        yield from _behind_object(p, x, a, subject)


def _participle(p: Passage, x: Proposition) -> str:
    return p.tree.words[x.token].lower()


def _each(p: Passage, arguments: list[Argument]) -> Iterator[tuple[Argument, LinkedEntity]]:
    return ((a, f) for a in arguments for f in _entities(p, a))


def _to_phrases(
    p: Passage, x: Proposition, a: Argument, subject: LinkedEntity, verb: str, patients: list[Argument]
) -> Iterator[Candidate]:
    """What prepositions lead to: "relies on X", "was named by X", "gave a prize to X"."""
    things = [b for b in x.roles("object") if b not in patients and p.tree.tags[b.head] in NOUN_TAGS]
    noun = noun_words(p.tree, things[0].head) if len(things) == 1 and x.voice != "passive" else ""
    if (patients and x.voice != "passive") or len(things) > 1:
        return  # "sold X to Y": that X was sold says the pair of both
    if not noun and is_light(verb):
        return
    for b in x.arguments:
        preposition = b.role
        if ":" in preposition or not b.marker or b.temporal or preposition in _ADJUNCTS:
            continue
        for target in _entities(p, b):
            if not _is_where(preposition, target.cluster):
                yield Candidate(x, subject, target, of_verb(verb, noun, preposition), "preposition", (a, b, *things))


def _behind_object(p: Passage, x: Proposition, a: Argument, subject: LinkedEntity) -> Iterator[Candidate]:
    """What stands behind the noun of the object: "filed a complaint against X", "disputed X's view"."""
    things = list(x.roles("object"))
    if len(things) != 1 or things[0].head in p.at or p.tree.tags[things[0].head] not in ("NN", "NNS"):
        return
    noun = noun_words(p.tree, things[0].head)
    if noun.split()[-1] in _NOUNS_OF_WORDS:
        return
    for b in x.arguments:
        outer, _, inner = b.role.partition(":")
        if outer != "object" or not inner or b.temporal or inner in ("compound", "amod") or inner in _ADJUNCTS:
            continue
        for target in _entities(p, b):
            if not _is_where(inner, target.cluster):
                yield Candidate(x, subject, target, of_verb(x.predicate, noun, inner), "noun", (a, b, things[0]))


def _of_predicate_noun(p: Passage, x: Proposition) -> Iterator[Candidate]:
    """What somebody is to somebody: "X is an ally of Y", "X, Y's lawyer", "Y lawyer X"."""
    if x.predicate.split()[-1] in _NOUNS_OF_WORDS:
        return
    subjects = [a for a in x.roles("subject") if _entities(p, a)]
    for a, subject in _each(p, subjects):
        for b in x.arguments:
            outer, _, inner = b.role.rpartition(":")
            if b.role in ("subject", "complement", "time") or outer not in ("", "complement") or b.temporal:
                continue
            if inner in ("amod", "based") or inner in _ADJUNCTS:
                continue
            for target in _entities(p, b):
                if _is_where(inner, target.cluster):
                    continue
                led = "poss" if inner == "compound" else inner
                predicate = of_noun(x.predicate, led)
                yield Candidate(x, subject, target, predicate, x.kind if x.kind != "inverse" else "copula", (a, b))


def _of_deed(p: Passage, x: Proposition) -> Iterator[Candidate]:
    """A noun for what is done: "X's criticism of Y", "talks between X and Y", "the meeting of X with Y"."""
    noun = x.predicate
    if noun.split()[-1] in _NOUNS_OF_WORDS:
        return
    doers = [a for role in ("poss", "by", "doer") for a in x.roles(role) if _entities(p, a)]
    if both := [a for a in x.roles("between") if _entities(p, a)]:
        pairs = list(_each(p, both))
        for i, (a, subject) in enumerate(pairs):
            for b, target in pairs[i + 1 :]:
                yield Candidate(x, subject, target, f"have {noun} with", "nominal", (a, b))
        return
    for a, subject in _each(p, doers):
        for b in x.arguments:
            if b.role in _SELF or b.role in ("poss", "by", "doer", "compound", "amod") or b.role in _ADJUNCTS:
                continue
            if b.temporal or ":" in b.role or not b.marker:
                continue
            for target in _entities(p, b):
                if not _is_where(b.role, target.cluster):
                    yield Candidate(x, subject, target, of_verb("have", noun, b.role), "nominal", (a, b))


def _is_where(preposition: str, c: Cluster) -> bool:
    """Whether a phrase says where something is done, not to whom."""
    return preposition in _PLACES_ONLY and c.broad in ("Place", "Event")

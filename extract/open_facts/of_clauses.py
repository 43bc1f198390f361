"""Pairs of a clause: its doer, and what it is done to, with all that stands on a way down from its verb.

"X criticised Y", "X filed a complaint against Y", "X disputed Y's view", "X was appointed to Y", "X and Y clashed".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsweave.extract.entities.cluster import Passage
from newsweave.extract.model import Argument, Proposition
from newsweave.extract.open_facts.candidate import Candidate, End, doers, ends, is_where, relates
from newsweave.extract.open_facts.paths import Way, ways
from newsweave.extract.open_facts.predicates import is_light, noun_words, of_verb, participle
from newsweave.extract.parsing.phrases import argument
from newsweave.extract.relations.argument_linking import LinkedEntity
from newsweave.ontology.lists import word_list

__all__ = ["of_clause", "of_each_other"]

_NEVER = word_list("verbs_without_open_facts")
_SAYING = frozenset({"say", "add", "note", "state"})
_LEADING = word_list("leading_prepositions")
_SERVING = frozenset({"act", "function", "serve", "work"})
_PLACES_ONLY = word_list("where_prepositions")
_VOICES = word_list("voice_nouns") | word_list("source_nouns") | word_list("content_nouns")
_MUTUAL_VERBS, _MUTUAL_NOUNS = word_list("mutual_verbs"), word_list("mutual_nouns")
_CROWD = 5  # of so many it is not said that each does it with each


@dataclass(frozen=True, slots=True)
class _Below:
    """An entity below a verb."""

    way: Way
    target: LinkedEntity
    phrase: bool
    """Whether it stands in a phrase of the verb's own, not in its object."""
    dative: bool
    """Whether it is to whom something is given: "sent X a letter"."""


def of_clause(p: Passage, x: Proposition) -> Iterator[Candidate]:
    """What the doer of a clause, and what it is done to, have to do with the others in it."""
    if x.predicate in _SAYING:
        return
    bare = x.predicate in _NEVER or x.predicate.split()[0] in _NEVER
    who, whom = doers(p, x), ends(p, _objects(p, x))
    below = list(_below(p, x))
    if not bare and not is_light(x.predicate):
        for a, subject in who:
            for b, target in whom:
                yield Candidate(x, subject, target, of_verb(x.predicate), "object", frozenset({a.head, b.head}))
    yield from _of_doers(p, x, who, below, bare=bare, alone=not whom)
    if not bare:
        yield from _of_patients(p, x, whom, below)


def _of_doers(
    p: Passage, x: Proposition, who: Sequence[End], below: Sequence[_Below], *, bare: bool, alone: bool
) -> Iterator[Candidate]:
    """``bare``: the verb says nothing by itself; ``alone``: nothing with a name is its object."""
    thing = _thing(p, x)
    weak = bare or is_light(x.predicate)
    for a, subject in who:
        for b in below:
            words = _words(p, b, thing)
            if not words or (len(words) == 1 and weak) or (x.voice == "passive" and words[0] == "by"):
                continue
            if b.phrase and is_where(b.way.words, b.target.cluster):
                continue  # "committed the nation in Oslo"
            if b.phrase and b.way.words and (bare or not _leads(b.way, x.predicate, alone and thing is None)):
                continue
            if is_where(words, b.target.cluster) or (len(words) == 1 and words[0] in _PLACES_ONLY and x.role("object")):
                continue
            kind = "preposition" if len(words) == 1 else "noun"
            used = {a.head, b.way.first} | ({thing} if thing is not None else set())
            if b.phrase:
                used.update(p.tree.kids[b.way.first])
            yield Candidate(x, subject, b.target, of_verb(x.predicate, *words), kind, frozenset(used))


def _objects(p: Passage, x: Proposition) -> list[Argument]:
    """The objects of a verb; what one thing includes is none: "joins a portfolio that includes X"."""
    found = list(x.roles("object"))
    if found and p.tree.tags[found[0].head] == "NN":
        inside = {a.head for a in x.arguments if a.role in ("object:include", "object:like", "object:as")}
        found = [a for a in found if a.head not in inside]
    return found


def _words(p: Passage, b: _Below, thing: int | None) -> tuple[str, ...]:
    """The words of a way, with the verb's object before a phrase of the verb: "fines to" of "paid fines to X"."""
    led = ("to",) if b.dative and not b.way.words else b.way.words
    return (noun_words(p.tree, thing), *led) if b.phrase and thing is not None else led


def _of_patients(p: Passage, x: Proposition, whom: Sequence[End], below: Sequence[_Below]) -> Iterator[Candidate]:
    """What was done to somebody, to whom: "Y appointed X to Z", "X was sold to Z"."""
    word = p.tree.words[x.token].lower() if x.voice == "passive" else participle(p.tree, x.token)
    for a, patient in whom:
        for b in below:
            if b.phrase and b.way.words and b.way.words[0] in _LEADING and b.way.words[0] != "on":
                predicate = of_verb("be", word, *x.predicate.split()[1:], *b.way.words)
                used = frozenset({a.head, b.way.first, *p.tree.kids[b.way.first]})
                yield Candidate(x, patient, b.target, predicate, "patient", used)


def _thing(p: Passage, x: Proposition) -> int | None:
    """The common noun that is a verb's only object: "fines" of "paid fines to X"."""
    things = [a.head for a in x.roles("object")] if x.voice != "passive" else []
    only = things[0] if len(things) == 1 else -1
    return only if only >= 0 and p.tree.tags[only] in ("NN", "NNS") and only not in p.at else None


def _below(p: Passage, x: Proposition) -> Iterator[_Below]:
    """What stands below a verb, but for its subject and times."""
    tree = p.tree
    temporal = {a.head for a in x.arguments if a.temporal}
    agentless = x.voice == "passive" and x.role("subject") is None
    for way in ways(p, x.token):
        led = tree.deps[way.first]
        if way.target in temporal or not relates(way) or (agentless and led == "nsubjpass"):
            continue
        a = argument(tree, way.target, way.preposition or "object", marker=way.preposition)
        for _, found in ends(p, [a]):
            if not is_where(way.words, found.cluster) or led == "prep":
                yield _Below(way, found, led in ("prep", "dative"), led == "dative")


def _leads(way: Way, verb: str, alone: bool) -> bool:
    """Whether a phrase right below a verb leads to what it is about: "replied to a letter of X", not "in a letter".

    ``alone``: the verb has no object, so that "in" may lead, too ("took part in talks with X").
    """
    if len(way.words) < 2 or way.words[0] in _LEADING:
        return way.words[:1] != ("as",) or verb in _SERVING
    return alone and way.words[0] == "in" and way.words[1].split()[-1] not in _VOICES


def of_each_other(p: Passage, x: Proposition) -> Iterator[Candidate]:
    """What two do with each other: "X and Y clashed over fees", "X and Y have a feud"."""
    who, thing = doers(p, x), _thing(p, x)
    noun = noun_words(p.tree, thing) if thing is not None else ""
    if (
        not 1 < len({a.head for a, _ in who}) < _CROWD
        or x.voice == "passive"
        or x.role("with")
        or x.role("object:with")
    ):
        return
    meeting = x.predicate in _MUTUAL_VERBS and x.role("object") is None
    if not meeting and not (noun.rsplit(" ", 1)[-1] in _MUTUAL_NOUNS and is_light(x.predicate)):
        return
    words = (noun, "with") if noun else ("with",)
    for i, (a, subject) in enumerate(who):
        for b, target in who[i + 1 :]:
            if a.head == b.head:
                continue  # "the firms agreed": with whom is not said
            used = {a.head, b.head} | ({thing} if thing is not None else set())
            yield Candidate(x, subject, target, of_verb(x.predicate, *words), "mutual", frozenset(used))

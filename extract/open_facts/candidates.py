"""Which pairs of entities one clause or noun phrase relates, and how: before anything is left out as told otherwise.

The subject is that of the proposition, as the clause reader found it (of a relative, a participle, an infinitive);
what it relates to stands on a way down from its verb or noun (``paths``): "criticised X", "filed a complaint against
X", "disputed X's view", "an ally of X", "talks between X and Y".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.model import Argument, Proposition
from newsweave.extract.open_facts.paths import Way, ways
from newsweave.extract.open_facts.predicates import is_light, noun_words, of_noun, of_verb, participle
from newsweave.extract.parsing.phrases import NOUN_TAGS, argument, conjuncts
from newsweave.extract.relations.argument_linking import LinkedEntity, linked_entities
from newsweave.ontology.classes import BROAD, called_class
from newsweave.ontology.lists import last_words, word_list

__all__ = ["Candidate", "candidates"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entities that a clause relates."""

    proposition: Proposition
    subject: LinkedEntity
    object: LinkedEntity
    predicate: str
    kind: str
    """How it is said: ``object``, ``preposition``, ``noun``, ``patient``, ``copula``, ``apposition``, ``compound``,
    ``nominal``."""
    used: frozenset[int]
    """The head tokens of the arguments that subject, predicate and object stand for."""


_NEVER = word_list("verbs_without_open_facts")
_PLACES_ONLY = word_list("where_prepositions")
_ADJUNCTS = word_list("adjunct_prepositions")
_NEVER_LAST = frozenset({"as", "including", "like"})
_LEADING = word_list("leading_prepositions")
_VOICES = word_list("voice_nouns") | word_list("source_nouns") | word_list("content_nouns")
_PERSONS = last_words("posts") | word_list("person_kinds") | word_list("person_words")
_NO_TIES = frozenset({"amod", "as", "based", "include", "including", "like"})
_NO_OWNERS = frozenset({"City", "Country", "Place", "PoliticalParty", "Region"})
_ROOMS = frozenset({"board", "department", "headquarters", "office"})
_SERVING = frozenset({"act", "function", "serve", "work"})
_SAYING = frozenset({"say", "add", "note", "state"})
_RANKING = frozenset({"first", "last", "latest", "only", "second", "third", "next"})
_NOUNS_OF_WORDS = word_list("nouns_without_open_facts")
_IS = ("copula", "apposition", "compound", "inverse")
_REPRESENTATIVES = word_list("representatives")
_OF_PARTIES = word_list("nouns_of_parties")
_MUTUAL_VERBS, _MUTUAL_NOUNS = word_list("mutual_verbs"), word_list("mutual_nouns")
_CROWD = 5  # of so many it is not said that each does it with each
_DOERS = ("poss", "by", "doer")
_NO_PARTS = frozenset({"self", "whole", "poss", "by", "doer", "compound", "amod", "between"})


def candidates(p: Passage, x: Proposition) -> Iterator[Candidate]:
    """The pairs that a proposition relates, in the order of its arguments."""
    if x.kind == "verb":
        yield from _of_clause(p, x)
        yield from _of_each_other(p, x)
    elif x.kind in _IS:
        yield from _of_predicate_noun(p, x)
    elif x.kind == "nominal":
        yield from _of_deed(p, x)
    elif x.kind == "possessive":
        yield from _of_possession(p, x)
    elif x.kind == "example":
        yield from _of_example(p, x)


def _entities(p: Passage, a: Argument) -> list[LinkedEntity]:
    """The named entities that an argument means.

    Of "X, a work that set records" the work is X, of "X, a Democrat appointed by Y" the Democrat.
    """
    tree, t = p.tree, a.head
    beside = tree.heads[t] if tree.deps[t] == "appos" else -1
    if beside in p.at and any(tree.words[k] in ("a", "an") for k in tree.all_kids(t, "det")):
        found = [LinkedEntity(p.at[beside], a, True)]
    else:
        found = linked_entities(p, a)
    if not found and beside in p.at:
        found = [LinkedEntity(p.at[beside], a, True)]
    return [f for f in found if not f.cluster.unnamed]


def _doers(p: Passage, x: Proposition) -> list[tuple[Argument, LinkedEntity]]:
    """Who does what a clause says; what officials, lawyers and executives of X do is X's."""
    out: list[tuple[Argument, LinkedEntity]] = []
    for a in x.roles("subject"):
        found = _entities(p, a)
        if not found and a.head_lemma in _REPRESENTATIVES:
            found = [LinkedEntity(p.at[k], a, True) for k in represented(p, a.head)]
        out += [(a, f) for f in found if not f.cluster.unnamed]
    return out


def _each(p: Passage, arguments: Sequence[Argument]) -> list[tuple[Argument, LinkedEntity]]:
    return [(a, f) for a in arguments for f in _entities(p, a)]


def _of_clause(p: Passage, x: Proposition) -> Iterator[Candidate]:
    """What the doer of a clause, and what it is done to, have to do with the others in it."""
    bare = x.predicate in _NEVER or x.predicate.split()[0] in _NEVER
    passive = x.voice == "passive"
    if x.predicate in _SAYING:
        return
    doers, patients = _doers(p, x), _each(p, list(x.roles("object")))
    weak = is_light(x.predicate) or bare
    for a, subject in doers:
        for b, target in patients if not weak else ():
            yield Candidate(x, subject, target, of_verb(x.predicate), "object", frozenset({a.head, b.head}))
    below = list(_ways_of(p, x))
    thing = _thing(p, x)
    for a, subject in doers:
        for way, target in below:
            direct = p.tree.deps[way.first] in ("prep", "dative")
            led = ("to",) if p.tree.deps[way.first] == "dative" and not way.words else way.words
            words = (*((noun_words(p.tree, thing),) if direct and thing is not None else ()), *led)
            if not words or (len(words) == 1 and weak) or (passive and words[0] == "by"):
                continue
            if direct and way.words and (bare or not _leads(way, x.predicate, thing is None and not patients)):
                continue
            if _is_where(words, target.cluster):
                continue
            kind = "preposition" if len(words) == 1 else "noun"
            used = {
                a.head,
                way.first,
                *(p.tree.kids[way.first] if direct else ()),
                *(() if thing is None else (thing,)),
            }
            yield Candidate(x, subject, target, of_verb(x.predicate, *words), kind, frozenset(used))
    for b, patient in patients if not bare else ():
        for way, target in below:
            direct = p.tree.deps[way.first] == "prep"
            if way.words and direct and way.words[0] in _LEADING:
                word = p.tree.words[x.token].lower() if passive else participle(p.tree, x.token)
                predicate = of_verb("be", word, *x.predicate.split()[1:], *way.words)
                heads = frozenset({b.head, way.first, *p.tree.kids[way.first]})
                yield Candidate(x, patient, target, predicate, "patient", heads)


def _thing(p: Passage, x: Proposition) -> int | None:
    """The common noun that is a verb's only object: "fines" of "paid fines to X"."""
    things = [a.head for a in x.roles("object")] if x.voice != "passive" else []
    return things[0] if len(things) == 1 and p.tree.tags[things[0]] in ("NN", "NNS") and things[0] not in p.at else None


def _ways_of(p: Passage, x: Proposition) -> Iterator[tuple[Way, LinkedEntity]]:
    """What stands below a verb, but for its subject, times, and where or how it is done."""
    temporal = {a.head for a in x.arguments if a.temporal}
    agentless = x.voice == "passive" and x.role("subject") is None
    for way in ways(p, x.token):
        if way.target in temporal or not _relates(way) or (agentless and p.tree.deps[way.first] == "nsubjpass"):
            continue
        a = argument(p.tree, way.target, way.preposition or "object", marker=way.preposition)
        for found in _entities(p, a):
            yield way, found


def _relates(way: Way) -> bool:
    """Whether the words on a way relate somebody to what stands at its end."""
    words = way.words
    if not words:
        return True
    if not _ADJUNCTS.isdisjoint(words) or words[-1] in _NEVER_LAST or way.preposition == "between":
        return False
    if way.preposition in ("amod", "compound") and not _is_party(words[-2] if len(words) > 1 else ""):
        return False  # "its Facebook page"
    return not any(w.split()[-1] in _NOUNS_OF_WORDS for w in words)


def _is_party(noun: str) -> bool:
    """Whether a noun is somebody of a country or firm, or what it decided: "Russian agents", "the SEC rule"."""
    last = noun.rsplit(" ", 1)[-1]
    return (
        last in _REPRESENTATIVES
        or last in _OF_PARTIES
        or BROAD.get(called_class(last) or "") in ("Person", "Organization")
    )


def _leads(way: Way, verb: str, alone: bool) -> bool:
    """Whether a phrase right below a verb leads to what it is about: "replied to a letter of X", not "in a letter".

    ``alone``: the verb has no object, so that "in" may lead, too ("took part in talks with X").
    """
    if len(way.words) < 2 or way.words[0] in _LEADING:
        return way.words[:1] != ("as",) or verb in _SERVING
    return alone and way.words[0] == "in" and way.words[1].split()[-1] not in _VOICES


def _is_where(words: Sequence[str], c: Cluster) -> bool:
    """Whether a phrase right below the verb says where something is done, or nothing that could be: "in Maria"."""
    return len(words) == 1 and words[0] in _PLACES_ONLY and c.broad in ("Place", "Event", "Person")


def _of_each_other(p: Passage, x: Proposition) -> Iterator[Candidate]:
    """What two do with each other: "X and Y clashed over fees", "X and Y have a feud"."""
    doers = _doers(p, x)
    thing = _thing(p, x)
    noun = noun_words(p.tree, thing) if thing is not None else ""
    if not 1 < len(doers) < _CROWD or x.voice == "passive" or any(True for _ in x.roles("with")):
        return
    if not (x.predicate in _MUTUAL_VERBS and not any(True for _ in x.roles("object"))) and not (
        noun.split()[-1:] and noun.split()[-1] in _MUTUAL_NOUNS and is_light(x.predicate)
    ):
        return
    for i, (a, subject) in enumerate(doers):
        for b, target in doers[i + 1 :]:
            words = (noun, "with") if noun else ("with",)
            heads = {a.head, b.head} | ({thing} if thing is not None else set())
            yield Candidate(x, subject, target, of_verb(x.predicate, *words), "mutual", frozenset(heads))


def _of_possession(p: Passage, x: Proposition) -> Iterator[Candidate]:
    """What somebody's thing has to do with others: "X's complaint against Y", "X's portfolio, including Y"."""
    owned = x.role("object")
    if owned is None or owned.head in p.at or p.tree.tags[owned.head] not in ("NN", "NNS"):
        return
    noun, over = noun_words(p.tree, owned.head), p.tree.heads[owned.head]
    if noun.split()[-1] in _NOUNS_OF_WORDS | _ROOMS or p.tree.deps[owned.head] == "attr" or p.tree.lemmas[over] == "as":
        return  # it is what somebody else is: "was billed as its replacement for X"
    for a, owner in _each(p, list(x.roles("subject"))):
        for way in ways(p, owned.head):
            if not way.words or way.preposition in ("poss", "amod", "compound") or not _relates(way):
                continue
            if way.words[0] in _PLACES_ONLY or way.words == ("of",):
                continue
            b = argument(p.tree, way.target, way.preposition, marker=way.preposition)
            for target in _entities(p, b):
                if not (len(way.words) == 1 and _is_where(way.words, target.cluster)):
                    used = frozenset({a.head, owned.head, way.first})
                    yield Candidate(x, owner, target, of_verb("have", noun, *way.words), "possessive", used)


def _of_example(p: Passage, x: Proposition) -> Iterator[Candidate]:
    """Of whose things something is one: "X's portfolio, including Y"."""
    for a, subject in _each(p, list(x.roles("subject"))):
        for b, owner in _each(p, list(x.roles("poss"))):
            predicate = of_verb("be", "among", p.tree.words[x.token].lower(), "of")
            yield Candidate(x, subject, owner, predicate, "example", frozenset({a.head, b.head}))


def represented(p: Passage, noun: int) -> list[int]:
    """For whom officials, lawyers or executives stand: tokens of entities."""
    tree = p.tree
    for k in tree.kids[noun]:
        if tree.deps[k] in ("compound", "nmod", "amod", "poss") and k in p.at and p.spans[k][1] <= noun:
            return [k]
        if tree.deps[k] == "prep" and tree.lemmas[k] in ("of", "for", "at", "from", "with") and k > noun:
            whom = tree.kid(k, "pobj")
            if whom is not None and whom in p.at:
                return [t for t in conjuncts(tree, whom) if t in p.at]
    return []


def _of_predicate_noun(p: Passage, x: Proposition) -> Iterator[Candidate]:
    """What somebody is to somebody: "X is an ally of Y", "X, Y's lawyer", "Y lawyer X"."""
    words = x.predicate.split()
    if words[-1] in _NOUNS_OF_WORDS or not _RANKING.isdisjoint(words):
        return
    said = next((a.head for a in x.arguments if a.role in ("complement", "as")), x.token)
    noun = noun_words(p.tree, said) if p.tree.tags[said] in ("NN", "NNS") else x.predicate
    kind = "Person" if words[-1] in _PERSONS else BROAD.get(called_class(words[-1]) or "")
    for a, subject in _each(p, list(x.roles("subject"))):
        if kind is not None and kind != subject.cluster.broad:
            continue
        for b in x.arguments:
            outer, _, inner = b.role.rpartition(":")
            if b.role in ("subject", "complement", "time") or outer not in ("", "complement") or b.temporal:
                continue
            if inner in _NO_TIES or inner in _ADJUNCTS or inner in _PLACES_ONLY:
                continue
            if inner in ("compound", "poss") and p.tree.tags[x.token] not in NOUN_TAGS:
                continue
            for target in _entities(p, b):
                if inner == "compound" and target.cluster.type in _NO_OWNERS:
                    continue  # "the Asia director", "a Republican consultant"
                led = "of" if inner in ("compound", "poss") else inner
                kind = x.kind if x.kind != "inverse" else "copula"
                yield Candidate(x, subject, target, of_noun(noun, led), kind, frozenset({a.head, b.head}))


def _of_deed(p: Passage, x: Proposition) -> Iterator[Candidate]:
    """A noun for what is done: "X's criticism of Y", "talks between X and Y", "the meeting of X with Y"."""
    if x.predicate.split()[-1] in _NOUNS_OF_WORDS or x.polarity == "negative":
        return
    noun = noun_words(p.tree, x.token)
    both = _each(p, list(x.roles("between")))
    for i, (a, subject) in enumerate(both):
        for b, target in both[i + 1 :]:
            heads = frozenset({a.head, b.head})
            yield Candidate(x, subject, target, of_verb("have", noun, "with"), "nominal", heads)
    for a, subject in _each(p, [a for role in _DOERS for a in x.roles(role)]):
        for b in x.arguments:
            if b.role in _NO_PARTS or b.role in _ADJUNCTS or b.temporal or ":" in b.role or not b.marker:
                continue
            for target in _entities(p, b):
                if not (b.role in _PLACES_ONLY and target.cluster.broad in ("Place", "Event")):
                    predicate = of_verb("have", noun, b.role)
                    yield Candidate(x, subject, target, predicate, "nominal", frozenset({a.head, b.head}))

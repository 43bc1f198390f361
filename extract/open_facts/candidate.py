"""Two entities that a clause relates, and who may stand at the ends: what all ways of relating two have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.model import Argument, Proposition
from newsweave.extract.open_facts.paths import Way
from newsweave.extract.parsing.phrases import conjuncts
from newsweave.extract.relations.argument_linking import LinkedEntity, linked_entities
from newsweave.ontology.classes import BROAD, called_class
from newsweave.ontology.lists import word_list

__all__ = ["ADJUNCTS", "Candidate", "End", "doers", "ends", "is_where", "relates", "says_little"]

End = tuple[Argument, LinkedEntity]
"""An argument, and an entity that it means."""

ADJUNCTS = word_list("adjunct_prepositions")
_PLACES_ONLY = word_list("where_prepositions")
_NEVER_LAST = frozenset({"as", "including", "like"})
_LITTLE = word_list("nouns_without_open_facts")
_REPRESENTATIVES = word_list("representatives")
_MEMBERS = word_list("party_members")
_OF_PARTIES = word_list("nouns_of_parties")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entities that a clause or noun phrase relates."""

    proposition: Proposition
    subject: LinkedEntity
    object: LinkedEntity
    predicate: str
    kind: str
    """How it is said: ``object``, ``preposition``, ``noun``, ``patient``, ``mutual``, ``copula``, ``apposition``,
    ``compound``, ``nominal``, ``possessive``, ``example``."""
    used: frozenset[int]
    """The head tokens of the arguments that subject, predicate and object stand for."""


def ends(p: Passage, arguments: Iterable[Argument]) -> list[End]:
    """The named entities that arguments mean, each with its argument.

    Of "X, a work that set records" the work is X, of "X, a Democrat appointed by Y" the Democrat.
    """
    return [(a, f) for a in arguments for f in _meant(p, a) if not f.cluster.unnamed and not _is_member(p, a, f)]


def doers(p: Passage, x: Proposition) -> list[End]:
    """Who does what a clause says; what officials, lawyers and executives of X do is X's."""
    out: list[End] = []
    for a in x.roles("subject"):
        found = ends(p, [a])
        if not found and a.head_lemma in _REPRESENTATIVES:
            found = [(a, LinkedEntity(p.at[k], a, True)) for k in _represented(p, a.head) if not p.at[k].unnamed]
        out += found
    return out


def _meant(p: Passage, a: Argument) -> list[LinkedEntity]:
    tree, t = p.tree, a.head
    if tree.words[t].lower().endswith(("self", "selves")):
        return []
    beside = tree.heads[t] if tree.deps[t] == "appos" else -1
    if beside in p.at and any(tree.words[k] in ("a", "an") for k in tree.all_kids(t, "det")):
        return [LinkedEntity(p.at[beside], a, True)]
    found = linked_entities(p, a)
    return [LinkedEntity(p.at[beside], a, True)] if not found and beside in p.at else found


def _is_member(p: Passage, a: Argument, found: LinkedEntity) -> bool:
    """Whether one member stands there, not his party: "a Democrat"."""
    return found.cluster.type == "PoliticalParty" and p.tree.tags[a.head] in ("NN", "NNP") and a.head_lemma in _MEMBERS


def _represented(p: Passage, noun: int) -> list[int]:
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


def relates(way: Way) -> bool:
    """Whether the words on a way relate somebody to what stands at its end."""
    words = way.words
    if not words:
        return True
    if not ADJUNCTS.isdisjoint(words) or words[-1] in _NEVER_LAST or way.preposition == "between":
        return False
    if way.preposition in ("amod", "compound") and not _is_party(words[-2] if len(words) > 1 else ""):
        return False  # "its Facebook page"
    return not any(map(says_little, words))


def says_little(noun: str) -> bool:
    """Whether a noun says nothing of who relates to whom: "a part of", "the basis of"."""
    return noun.rsplit(" ", 1)[-1] in _LITTLE


def _is_party(noun: str) -> bool:
    """Whether a noun is somebody of a country or firm, or what it decided: "Russian agents", "the SEC rule"."""
    last = noun.rsplit(" ", 1)[-1]
    if last in _REPRESENTATIVES or last in _OF_PARTIES:
        return True
    return BROAD.get(called_class(last) or "") in ("Person", "Organization")


def is_where(words: Sequence[str], c: Cluster) -> bool:
    """Whether a phrase says where something is done, or nothing that can be: "in Maria"."""
    return len(words) == 1 and words[0] in _PLACES_ONLY and c.broad in ("Place", "Event", "Person")

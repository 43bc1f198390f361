"""Coreference: pronouns and definite noun phrases that can mean only one entity, or one group.

One walk over a document, sentence by sentence, with one state of the discourse (``Discourse``) that all rules ask. In
the manner of Lee et al. (2013) from sure to less sure, and silence where two candidates remain: a wrong link poisons
facts. Acronyms, aliases and name parts are joined before (``entities``).
"""

from __future__ import annotations

from collections.abc import Sequence

from newsweave.extract.clauses.speakers import SPEECH
from newsweave.extract.coreference.attributes import is_aside
from newsweave.extract.coreference.discourse import Discourse, is_subject
from newsweave.extract.coreference.explained import link_explained
from newsweave.extract.coreference.neuters import NEUTER, Neuters
from newsweave.extract.coreference.nominals import Nominals
from newsweave.extract.coreference.parties import find_parties
from newsweave.extract.coreference.person_nouns import PersonNouns, has_age
from newsweave.extract.coreference.persons import AUTHOR, PERSONAL, Persons
from newsweave.extract.coreference.place_nouns import may_be_place, place_meant
from newsweave.extract.coreference.plurals import Groups
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.parsing.phrases import PROPER
from newsweave.extract.parsing.tree import Tree

__all__ = ["resolve"]

_HEADING = 8
"""How many words a heading has at most that opens the text about a firm."""


def resolve(passages: Sequence[Passage]) -> Discourse:
    """Add to ``Passage.at``, ``groups`` and ``links`` (and to ``Cluster.extra``) whom references mean.

    Returns:
        The state of the discourse at the end of the document.
    """
    discourse = Discourse(passages)
    walk = _Walk(discourse, passages)
    for p in passages:
        if p.kind in ("heading", "title") or _is_heading(p):
            discourse.begin_section(p)
        if p.kind == "paragraph":
            walk.passage(p)
    return discourse


def _is_heading(p: Passage) -> bool:
    """Whether a paragraph only names whom the next tells of: "About X"."""
    words = p.tree.words
    return 1 < len(words) <= _HEADING and words[0] == "About" and p.tree.tags[1] in PROPER


class _Walk:
    def __init__(self, discourse: Discourse, passages: Sequence[Passage]) -> None:
        self._discourse = discourse
        self._persons = Persons(passages)
        self._neuters = Neuters(discourse)
        self._nominals = Nominals(discourse)
        self._person_nouns = PersonNouns(discourse)
        self._groups = Groups(discourse)

    def passage(self, p: Passage) -> None:
        """Link the references of a paragraph."""
        d = self._discourse
        link_explained(p, d)
        d.attributes.enter(p)
        self._nominals.enter(p)
        self._groups.enter(p)
        for number, (a, b) in enumerate(p.tree.sentences):
            d.begin_sentence(p, a, b)
            ahead: list[tuple[int, int]] = []
            for t in range(a, b):
                if t in p.at:
                    self._named(p, t)
                else:
                    self._refer(p, t, ahead)
                self._groups.look(p, t)
            for t, subject in ahead:
                if t not in p.at and subject in p.at and p.at[subject].broad in ("Organization", "Product"):
                    d.link(p, t, t, p.at[subject], "it ahead")
            find_parties(p, d, a, b)
            self._groups.end_sentence(number)

    def _named(self, p: Passage, t: int) -> None:
        d, found = self._discourse, p.at[t]
        ends = p.spans[t][1] - 1 == t or p.spans[t][0] == t
        if ends and not self._only_aside(p, t, found):
            d.see(p, t, found, _is_acting(p.tree, t) or _names_subject(p, t))
            self._persons.note(p, t, d.number)

    def _refer(self, p: Passage, t: int, ahead: list[tuple[int, int]]) -> None:
        """Link the reference at token ``t``, if there is one; ``ahead`` takes those whose name stands behind them."""
        d, tree = self._discourse, p.tree
        word = tree.words[t].lower()
        if word in PERSONAL:
            d.link(p, t, t, self._persons.referent(p, t, d.history, d.number), "he or she")
        elif word in AUTHOR:
            d.link(p, t, t, self._persons.author(p, t), "author")
        elif word in NEUTER:
            subject = self._neuters.ahead(p, t)
            found = None if subject >= 0 else self._neuters.referent(p, t)
            if subject >= 0:
                ahead.append((t, subject))
            elif found is not None:
                d.link(p, t, t, *found)
        else:
            self._common_noun(p, t)
        if t in p.at:  # what was resolved can be resolved to
            d.see(p, t, p.at[t], _is_acting(tree, t))

    def _common_noun(self, p: Passage, t: int) -> None:
        """Link a definite noun phrase: a firm, product or event before a person, a place last."""
        d = self._discourse
        found = None
        person = self._person_nouns.may_be(p, t)
        if self._nominals.may_be(p, t) and not (person and has_age(p.tree, t)):
            found = self._nominals.referent(p, t)
        if found is None and person:
            found = self._person_nouns.referent(p, t)
        if found is None and may_be_place(p, t) and (place := place_meant(p, t, d)) is not None:
            found = place, "place"
        if found is not None:
            the = p.tree.kid(t, "det")
            d.link(p, t, t if the is None else the, *found)
            d.attributes.call(found[0], p.tree.lemmas[t])

    def _only_aside(self, p: Passage, t: int, found: Cluster) -> bool:
        """Whether a firm is named only to say who speaks, in a text that has named another one."""
        if found.broad != "Organization" or not is_aside(p.tree, t):
            return False
        return self._discourse.has_other_organization(found)


def _is_acting(tree: Tree, t: int) -> bool:
    """Whether a token is a subject or coordinated with one, and not only who says it ("..., Reuters reported")."""
    if not is_subject(tree, t):
        return False
    while tree.deps[t] == "conj" and tree.heads[t] != t:
        t = tree.heads[t]
    verb = tree.heads[t]
    said = tree.kid(verb, "ccomp") if tree.lemmas[verb] in SPEECH else None
    return said is None or said > t


def _names_subject(p: Passage, t: int) -> bool:
    """Whether a person is who the common noun that is the subject means: "the mayor of Y, X, said"."""
    noun = p.tree.heads[t]
    found = p.at[t]
    named = p.tree.deps[t] == "appos" and found.broad == "Person" and p.at.get(noun, found) is found
    return named and _is_acting(p.tree, noun)

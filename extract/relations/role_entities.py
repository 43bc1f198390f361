"""Which entities the roles of a proposition give a rule.

Besides the proposition's own arguments there are roles that the document answers: ``topic``, the organisation that it
is about; ``authority``, the only regulator that it names; ``employer`` and ``predecessor``, whom somebody is known to
work for; ``above``, the subject of the clause around an argument; ``event``, whom the event is about that a noun of
the clause points back to ("led the round").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from newsweave.extract.clauses.former import is_over
from newsweave.extract.clauses.speakers import quoted_tokens
from newsweave.extract.clauses.subjects import clause_subject
from newsweave.extract.clauses.support import only_announces
from newsweave.extract.coreference.discourse import Discourse
from newsweave.extract.coreference.event_referents import Referents
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.model import Proposition
from newsweave.extract.relations.argument_linking import (
    LinkedEntity,
    linked_entities,
    linked_entity,
    matches_types,
    wider_places,
)
from newsweave.extract.relations.posts import may_be_of, names_holder, names_other, of_unnamed, tells_of_unnamed
from newsweave.extract.relations.statement_context import is_under
from newsweave.ontology.lists import last_words, word_list
from newsweave.ontology.rules import Rule
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["RoleEntities"]

_ACTING = ("Platform", "Wallet", "PaymentSystem")
"""What is spoken of as the firm that runs it: "Alipay has signed an agreement with X"."""
_OF_FIRMS = word_list("relations_of_firms")
_UNITS = word_list("units")
_HIRING = word_list("hiring_verbs")
_PARTS = word_list("organisation_parts")
_POSTS = last_words("posts")
_HEADS = last_words("head_posts") - {"chief", "officer", "exec"}
_HELD = word_list("held_nouns")
_PARTY_POSTS = last_words("party_posts")
_BOARDS = frozenset({"board", "committee", "council"})
_POSTS_OF_BODIES = frozenset(
    {"chair", "chairman", "chairwoman", "director", "head", "member", "president", "secretary"}
)
_BODIES = frozenset({"CentralBank", "GovernmentBody", "IntergovernmentalOrganization", "Regulator"})
_BODY_NEAR = 2500  # characters within which an authority may still be who has a chairman
_HOLDERS = ("subject", "poss", "of", "doer", "by")
"""Whose employer is meant: the subject's, or in "his resignation" that of whom the noun belongs to."""


class RoleEntities:
    """The entities of one document by role; knows who works where, and asks ``discourse`` for the rest."""

    def __init__(self, passages: Sequence[Passage], discourse: Discourse) -> None:
        self.employer: dict[str, LinkedEntity] = {}
        self.referents = Referents(passages)
        """The events told so far; who reads the statements adds them."""
        self._about = discourse.about
        regulators = [c for c in self._about.organizations if vocabulary().is_a(c.type, "Regulator")]
        self.authority = regulators[0] if len(regulators) == 1 else None
        """The regulator of a text that names only one."""
        for p in passages:
            for proposition in p.propositions:
                if proposition.kind in ("apposition", "compound", "copula", "inverse"):
                    self._note_employer(p, proposition)

    @staticmethod
    def hold(rule: Rule, p: Passage, proposition: Proposition, roles: str, types: Sequence[str]) -> bool:
        """Whether an argument in one of these roles means an entity of one of these classes."""
        return any(
            matches_types(found.cluster.type, types)
            for role in roles.split("|")
            for a in proposition.roles(role)
            for found in linked_entities(p, a, _looked_through(rule.relation))
        )

    def of(
        self,
        rule: Rule,
        roles: Sequence[str],
        p: Passage,
        proposition: Proposition,
        types: Sequence[str],
        taken: frozenset[str] = frozenset(),
    ) -> list[LinkedEntity]:
        """The entities of the first role that gives any of a fitting class and not ``taken`` already."""
        if rule.relation not in _OF_FIRMS and "Organization" in types:
            types = (*types, *_ACTING)
        parts = _looked_through(rule.relation)
        for role in roles:
            out: dict[str, LinkedEntity] = {}
            if role == "topic":
                topic = self._topic(p, proposition)
                if topic is not None and matches_types(topic.cluster.type, types):
                    out[topic.cluster.id] = topic
            if role == "authority" and self.authority is not None and matches_types(self.authority.type, types):
                out[self.authority.id] = LinkedEntity(self.authority, proposition.arguments[0], False)
            if role == "event":
                out |= {f.cluster.id: f for f in self._told_of(p, proposition) if matches_types(f.cluster.type, types)}
            if role == "above":
                out |= {f.cluster.id: f for f in self._above(p, proposition) if matches_types(f.cluster.type, types)}
            if role in ("employer", "predecessor"):
                ends = _HOLDERS if role == "employer" else ("object",)
                for a in (a for end in ends for a in proposition.roles(end)):
                    person = linked_entity(p, a)
                    employer = self.employer.get(person.cluster.id) if person is not None else None
                    if employer is not None and matches_types(employer.cluster.type, types):
                        out[employer.cluster.id] = LinkedEntity(employer.cluster, a, False)
            party = p.parties.get(proposition.token) if role == "of" else None
            if party is not None and party.id not in taken and matches_types(party.type, types):
                own = next((a for a in proposition.roles(role) if a.head == proposition.token), None)
                if own is not None:
                    out[party.id] = LinkedEntity(party, own, False, "party")
            for found in (f for a in proposition.roles(role) for f in linked_entities(p, a, parts)):
                human = role == "doer" and found.cluster.type == "Person"
                if human and only_announces(p.tree, found.argument.head, proposition.token):
                    continue
                if rule.on_behalf and found.cluster.type == "Person" and found.cluster.id in self.employer:
                    found = LinkedEntity(self.employer[found.cluster.id].cluster, found.argument, False)
                for each in (found, *wider_places(p, found)):
                    if each.cluster.id not in taken and matches_types(each.cluster.type, types):
                        out.setdefault(each.cluster.id, each)
            if out:
                return list(out.values())
            if ":" in role and any(a.head_lemma in _UNITS - parts for a in proposition.roles(role)):
                return []  # a unit without a name is not the firm that it belongs to
        return []

    def _topic(self, p: Passage, proposition: Proposition) -> LinkedEntity | None:
        """Whose post it is where none is said ("Chief executive X said"): the organisation the document is about.

        It must be named most often so far, and be the last one named before the post, not long ago.
        """
        if proposition.kind in ("verb", "parenthesis"):
            said = ("subject:poss", "subject:of", "subject:at", "subject:from", "subject:in")
            if any(
                a.head - 1 in p.at and p.at[a.head - 1].broad == "Organization" for a in proposition.roles("subject")
            ):
                return None  # "Norvan shares", whatever the parser made of it
            if any(a.role in said or (a.role == "subject:compound" and a.head in p.at) for a in proposition.arguments):
                return None
            if of_unnamed(p, proposition.token) or names_other(p, proposition):
                return None
        elif proposition.kind == "compound" and is_under(p.tree, proposition.token):
            return None  # "signed in 2019 under president X"
        elif (
            self._comes_from_elsewhere(p, proposition)
            or proposition.kind not in ("compound", "apposition")
            or any(a.role in ("of", "poss", "compound", "at", "for", "based") for a in proposition.arguments)
        ):
            return None
        here = p.tree.starts[proposition.token]
        topic = self._about.prominent(here, p.tree.sentence_of[proposition.token] == 0)
        if topic is not None and proposition.kind in ("compound", "apposition"):
            if not may_be_of(p, proposition, topic) or self._may_be_of_body(proposition, topic, here):
                return None
            if (
                _is_named_in_quotation(p, proposition)
                or not names_holder(p, proposition)
                or tells_of_unnamed(p, proposition)
            ):
                return None  # what somebody says of "CEO X" is not of whom the text is about
        complement = proposition.role("complement") or proposition.arguments[0]
        if topic is None:
            return None
        sentence = p.tree.sentence_span(proposition.token)
        post = proposition.kind in ("compound", "apposition") and not self._about.acts(topic, *sentence)
        if post and any(self._about.acts(c, *sentence) for c in self._about.rivals(topic)):
            return None  # "Chief executive X said that Y would ...": more likely Y's
        return LinkedEntity(topic, complement, False, "post in focus")

    @staticmethod
    def _comes_from_elsewhere(p: Passage, proposition: Proposition) -> bool:
        """Whether somebody with a post of the past is taken on: that post was not with who takes him on."""
        person = proposition.role("subject")
        if person is None or not is_over(p.tree, proposition):
            return False
        verb = p.tree.heads[person.head]
        return p.tree.deps[person.head] in ("dobj", "nsubjpass") and p.tree.lemmas[verb] in _HIRING

    def _may_be_of_body(self, proposition: Proposition, topic: Cluster, here: int) -> bool:
        """Whether an authority that acted not long ago may have such a post as well: "the chairman", "the director"."""
        if proposition.predicate.rsplit(" ", 1)[-1] not in _POSTS_OF_BODIES or topic.type in _BODIES:
            return False
        return any(
            c.type in _BODIES and self._about.acts(c, here - _BODY_NEAR + 1, here) for c in self._about.organizations
        )

    def _told_of(self, p: Passage, proposition: Proposition) -> Iterator[LinkedEntity]:
        """Whom the events are about that the clause's nouns point back to: who raised it, in "Y led the round"."""
        for a in proposition.arguments:
            about = self.referents.core(p, a.head)
            if about is not None:
                yield LinkedEntity(about, a, False)

    @staticmethod
    def _above(p: Passage, proposition: Proposition) -> Iterator[LinkedEntity]:
        """Whose clause the object stands in: X in "X raised $2 million in a round that Y led"."""
        for a in proposition.roles("object"):
            subject = clause_subject(p.tree, a.head)
            if subject is not None and subject in p.at and p.tree.heads[a.head] != proposition.token:
                yield LinkedEntity(p.at[subject], a, True)

    def _note_employer(self, p: Passage, proposition: Proposition) -> None:
        if proposition.predicate.rsplit(" ", 1)[-1] not in word_list("posts"):
            return
        subject = proposition.role("subject")
        person = linked_entity(p, subject) if subject else None
        if person is None or person.cluster.type != "Person":
            return
        for role in ("of", "poss", "compound", "at", "for"):
            for a in proposition.roles(role):
                employer = linked_entity(p, a)
                if employer is not None and employer.cluster.broad == "Organization":
                    self.employer.setdefault(person.cluster.id, employer)
                    return


@cache
def _looked_through(relation: str) -> frozenset[str]:
    """Nouns that stand for the organisation they belong to: who has a post, sits on a board or works in a unit of X.

    Who runs a business of X does not run X; who looks into a business of X looks into X.
    """
    if relation == "chief_executive_of":
        return _HEADS
    if relation == "member_of":
        return _BOARDS
    if relation == "political_affiliation":
        return _PARTS | _POSTS | _PARTY_POSTS
    if vocabulary().relations[relation].domain == ("Person",):
        return _PARTS | _POSTS | _HELD
    return _PARTS if relation == "investigated" else frozenset()


def _is_named_in_quotation(p: Passage, proposition: Proposition) -> bool:
    inside = quoted_tokens(p.tree)
    return inside is not None and inside[proposition.token]

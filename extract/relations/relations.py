"""Propositions to statements, by the rules of ``ontology/frames``: looked up by trigger, checked by type."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from newsweave.extract.clauses.former import is_no_longer, is_over
from newsweave.extract.clauses.subjects import SUBJECTS, clause_subject
from newsweave.extract.coreference.coreference import main_organization
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.model import (
    Argument,
    Document,
    EntityArgument,
    Evidence,
    LiteralArgument,
    Proposition,
    Source,
    Statement,
    StatementArgument,
    Status,
)
from newsweave.extract.parsing.phrases import is_alternative
from newsweave.extract.parsing.tree import Tree
from newsweave.extract.relations.argument_linking import (
    LinkedEntity,
    linked_entities,
    linked_entity,
    matches_types,
    wider_places,
)
from newsweave.extract.relations.attribution import Attribution
from newsweave.extract.relations.departures import has_ended
from newsweave.extract.relations.event_time import Times
from newsweave.extract.relations.measures import told_of_figure
from newsweave.extract.relations.posts import may_be_of, of_unnamed
from newsweave.extract.relations.qualifiers import Periods, label_of, qualifiers_of
from newsweave.extract.relations.rule_conditions import is_triggered, meets_conditions
from newsweave.extract.relations.statement_confidence import statement_confidence
from newsweave.extract.relations.statement_context import add_place, is_under, jointly, looks_back, persons
from newsweave.extract.values.literals import literal_argument
from newsweave.ontology.lists import word_list
from newsweave.ontology.rule_set import RuleSet
from newsweave.ontology.rules import Rule
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["CONSTRUCTIONS", "entity_argument", "reading", "statements"]

CONSTRUCTIONS: dict[str, tuple[str, ...]] = {
    "verb": ("verb",),
    "copula": ("noun",),
    "apposition": ("noun",),
    "example": ("noun",),
    "inverse": ("noun",),
    "compound": ("noun", "title"),
    "nominal": ("nominal",),
    "possessive": ("possessive",),
    "parenthesis": ("verb",),
    "based": ("based",),
    "national": ("national",),
    "located": ("located",),
}
_NEAR = 500  # characters: the sentence before, or the one before that
_FAR = 1000  # characters within which the main organisation of a text need not be named again
_MODAL_STATUS: dict[str, Status] = {"": "asserted", "plan": "planned", "possible": "possible", "condition": "possible"}
_ACTING = ("Platform", "Wallet", "PaymentSystem")
"""What is spoken of as the firm that runs it: "Alipay has signed an agreement with X"."""
_RIVALS = frozenset({"Bank", "Company", "Exchange", "Platform"})
_OF_FIRMS = word_list("relations_of_firms")
_UNITS = word_list("units")
_LASTING = word_list("lasting_relations")
_HIRING = word_list("hiring_verbs")
_PARTS = word_list("organisation_parts")
_POSTS = frozenset(post.rsplit(" ", 1)[-1] for post in word_list("posts"))
_HEADS = frozenset(post.rsplit(" ", 1)[-1] for post in word_list("head_posts")) - {"chief", "officer", "exec"}
_PARTY_POSTS = frozenset(post.rsplit(" ", 1)[-1] for post in word_list("party_posts"))
_BOARDS = frozenset({"board", "committee", "council"})
_MOST_PAIRED = 4  # of ten that take part in a project it is not said that each works with each
_HOLDERS = ("subject", "poss", "of", "doer", "by")
"""Whose employer is meant: the subject's, or in "his resignation" that of whom the noun belongs to."""


def statements(document: Document, passages: Sequence[Passage], rules: RuleSet) -> list[Statement]:
    """All statements of a document, in text order, each (fact, sentence) once with its best evidence."""
    best: dict[tuple[str, str, int], Statement] = {}
    reader = _Reader(document, passages, rules)
    for p in passages:
        if p.kind != "paragraph":
            continue
        for proposition in p.propositions:
            for s in reader.read(p, proposition):
                key = (s.fact_key, s.status, s.evidence.start)
                old = best.get(key)
                if old is None or (s.confidence, len(s.qualifiers)) > (old.confidence, len(old.qualifiers)):
                    best[key] = s
    return sorted(best.values(), key=lambda s: (s.evidence.start, s.subject.start, s.relation, s.key))


class _Reader:
    """Applies the rules to the propositions of one document; remembers who works where, for signatories."""

    def __init__(self, document: Document, passages: Sequence[Passage], rules: RuleSet) -> None:
        self.document = document
        self.rules = rules
        self.employer: dict[str, LinkedEntity] = {}
        self.starts: dict[str, list[int]] = defaultdict(list)
        self.acting: dict[str, list[int]] = defaultdict(list)
        """Where an organisation is a subject, by its id."""
        self.named: dict[str, list[int]] = defaultdict(list)
        """Where an organisation is named, by its id."""
        self.main = main_organization(passages)
        self._dated: Times | None = None
        self.periods = Periods()
        self.attribution = Attribution(passages)
        clusters: dict[str, Cluster] = {}
        for p in passages:
            for t, c in sorted(p.at.items()):
                if p.kind != "paragraph" or c.broad != "Organization":
                    continue
                if p.spans[t][0] == t:
                    self.starts[c.id].append(p.tree.starts[t])
                    clusters[c.id] = c
                if p.tree.deps[t] in SUBJECTS:
                    self.acting[c.id].append(p.tree.starts[t])
            for n in p.names:
                named = p.at.get(n.end - 1)
                if named is not None and not n.heading and not n.demonym:
                    self.named[named.id].append(p.tree.starts[n.start])
        self.organizations = list(clusters.values())
        regulators = [c for c in self.organizations if vocabulary().is_a(c.type, "Regulator")]
        self.authority = regulators[0] if len(regulators) == 1 else None
        """The regulator of a text that names only one."""
        for p in passages:
            for proposition in p.propositions:
                if proposition.kind in ("apposition", "compound", "copula", "inverse"):
                    self._note_employer(p, proposition)

    def read(self, p: Passage, proposition: Proposition) -> Iterator[Statement]:
        """Statements that the rules read from one proposition."""
        if proposition.modality == "question":
            return
        word = proposition.predicate.rsplit(" ", 1)[-1]
        for construction in CONSTRUCTIONS[proposition.kind]:
            keys = {word}
            if construction == "verb":
                whole = proposition.predicate
                known = "-" in whole and self.rules.find(construction, whole)  # "co-own" is more than "own"
                keys = {whole} if known else {whole, word.rsplit("-", 1)[-1]}
            for key in [*sorted(keys), ""]:
                for rule in self.rules.find(construction, key):
                    if is_triggered(rule, proposition) and meets_conditions(rule, proposition):
                        yield from self._apply(rule, p, proposition)

    def _apply(self, rule: Rule, p: Passage, proposition: Proposition) -> Iterator[Statement]:
        if rule.status == "negated" and (proposition.modality or proposition.polarity == "negative"):
            return  # who plans to leave has not left, and who did not leave says nothing new
        if any(self._holds(rule, p, proposition, roles, types) for roles, types in rule.forbid_types.items()):
            return
        relation = vocabulary().relations[rule.relation]
        subject_types = rule.subject_types or relation.domain
        subjects = self._entities(rule, rule.subject, p, proposition, subject_types)
        if not subjects:
            return
        if rule.literal is not None:
            for role in rule.object:
                for a in proposition.roles(role):
                    literal = literal_argument(rule.literal, a, p.tree, self.document.date)
                    if literal is not None:
                        stated = [self._statement(rule, p, proposition, s, literal, a) for s in subjects]
                        yield from (x for x in stated if x is not None)
                        return
            return
        object_types = rule.object_types or relation.range
        taken = frozenset(s.cluster.id for s in subjects)
        objects = self._entities(rule, rule.object, p, proposition, object_types, taken)
        pairs: Iterable[tuple[LinkedEntity, LinkedEntity]]
        if objects:
            pairs = itertools.product(subjects, objects)
        elif rule.pairs and len(subjects) <= _MOST_PAIRED:
            pairs = itertools.combinations(subjects, 2)
        else:
            return
        different = [(s, o) for s, o in pairs if s.cluster is not o.cluster]
        for s, o in different:
            found = self._statement(rule, p, proposition, s, o, o.argument)
            if found is None:
                continue
            yield jointly(found, [x.cluster.name for x in subjects]) if len(different) > 1 else found

    @staticmethod
    def _holds(rule: Rule, p: Passage, proposition: Proposition, roles: str, types: Sequence[str]) -> bool:
        """Whether an argument in one of these roles means an entity of one of these classes."""
        return any(
            matches_types(found.cluster.type, types)
            for role in roles.split("|")
            for a in proposition.roles(role)
            for found in linked_entities(p, a, _looked_through(rule.relation))
        )

    def _entities(
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
            if role == "above":
                out |= {f.cluster.id: f for f in self._above(p, proposition) if matches_types(f.cluster.type, types)}
            if role in ("employer", "predecessor"):
                ends = _HOLDERS if role == "employer" else ("object",)
                for a in (a for end in ends for a in proposition.roles(end)):
                    person = linked_entity(p, a)
                    employer = self.employer.get(person.cluster.id) if person is not None else None
                    if employer is not None and matches_types(employer.cluster.type, types):
                        out[employer.cluster.id] = LinkedEntity(employer.cluster, a, False)
            for found in (f for a in proposition.roles(role) for f in linked_entities(p, a, parts)):
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

    def _statement(
        self,
        rule: Rule,
        p: Passage,
        proposition: Proposition,
        subject: LinkedEntity,
        target: LinkedEntity | StatementArgument,
        argument: Argument,
    ) -> Statement | None:
        start, end = p.tree.sentence_span(proposition.token)
        status, sources = reading(rule, proposition, self.attribution.of(p, proposition))
        if status != "negated" and _is_open(p.tree, proposition, subject, target):
            status = "possible"
        ahead = proposition.modality in ("plan", "possible") or (
            proposition.tense != "past" and (status in ("planned", "possible") or proposition.aspect == "progressive")
        )
        ahead = ahead and not looks_back(p, proposition)
        ended = isinstance(target, LinkedEntity) and has_ended(rule.relation, p, proposition, subject, target)
        if status == "negated" and rule.relation in _LASTING and not proposition.modality:
            ended = is_no_longer(p.tree, proposition)  # it was so: that is told, and that it is over
            status = "negated" if not ended else "reported" if sources else "asserted"
        ahead = ahead and proposition.aspect != "perfect"
        figure = (target.start, target.end) if isinstance(target, LiteralArgument) else None
        times = self._times(p)
        qualifiers = qualifiers_of(rule, times, proposition, argument, ahead=ahead, ended=ended, figure=figure)
        if "place" in rule.qualifiers:
            add_place(rule, p, proposition, qualifiers)
        if rule.on_behalf and (names := persons(p, (subject, target))):
            qualifiers["signatories"] = ", ".join(names)
        told: dict[str, str] = {}
        if rule.relation == "has_metric":
            found = told_of_figure(rule, qualifiers, subject.cluster.type, target, argument, proposition, p.tree)
            if found is None:
                return None
            told = found
            self.periods.complete(qualifiers, subject.cluster.id, start, status)
        source = entity_argument(p, subject, start, end)
        obj = entity_argument(p, target, start, end) if isinstance(target, LinkedEntity) else target
        return Statement(
            subject=source,
            relation=rule.relation,
            object=obj,
            evidence=Evidence(self.document.id, start, end, self.document.text[start:end], rule.id),
            label=label_of(rule, qualifiers | told),
            qualifiers=qualifiers,
            status=status,
            attributed_to=" and ".join(s.name for s in sources if not s.via) or None,
            sources=sources,
            confidence=statement_confidence(rule, source, obj, status),
        )

    def _times(self, p: Passage) -> Times:
        if self._dated is None or self._dated.tree is not p.tree:
            self._dated = Times(p.tree, p.propositions, self.document.date)
        return self._dated

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
            if of_unnamed(p, proposition.token):
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
        topic = self._prominent(here)
        if topic is not None and proposition.kind in ("compound", "apposition") and not may_be_of(proposition, topic):
            return None
        complement = proposition.role("complement") or proposition.arguments[0]
        if topic is None:
            return None
        sentence = p.tree.sentence_span(proposition.token)
        post = proposition.kind in ("compound", "apposition") and not self._acts_here(topic, *sentence)
        if post and any(self._acts_here(c, *sentence) for c in self._rivals(topic)):
            return None  # "Chief executive X said that Y would ...": more likely Y's
        return LinkedEntity(topic, complement, False)

    @staticmethod
    def _comes_from_elsewhere(p: Passage, proposition: Proposition) -> bool:
        """Whether somebody with a post of the past is taken on: that post was not with who takes him on."""
        person = proposition.role("subject")
        if person is None or not is_over(p.tree, proposition):
            return False
        verb = p.tree.heads[person.head]
        return p.tree.deps[person.head] in ("dobj", "nsubjpass") and p.tree.lemmas[verb] in _HIRING

    def _prominent(self, here: int) -> Cluster | None:
        """The organisation that a text is about at an offset, or None where another may be meant."""
        counts = [(len(before), before[-1], c) for c in self.organizations if (before := self._before(c, here))]
        near = sorted((x for x in counts if here - x[1] < _NEAR), key=lambda x: -x[0])
        if near and (len(near) == 1 or near[0][0] > near[1][0]) and near[0][1] == max(x[1] for x in near):
            first = near[0][2]
            if not any(self._times_named(c, here) >= self._times_named(first, here) for c in self._rivals(first)):
                return first
        if self.main is None or not counts:
            return None
        last = max(
            ((s, c) for c in self.organizations for s in self.acting[c.id] if s < here), default=None, key=_first
        )
        return self.main if last is not None and last[1] is self.main and here - last[0] < _FAR else None

    def _rivals(self, topic: Cluster) -> list[Cluster]:
        """The other organisations whose post it may as well be."""
        return [c for c in self.organizations if c is not topic and (c.type in _RIVALS or c.type == topic.type)]

    def _times_named(self, c: Cluster, here: int) -> int:
        return sum(s < here for s in self.named[c.id])

    def _acts_here(self, c: Cluster, start: int, end: int) -> bool:
        return any(start <= s < end for s in self.acting[c.id])

    def _before(self, c: Cluster, here: int) -> list[int]:
        return [s for s in self.starts[c.id] if s < here]

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


def _is_open(
    tree: Tree, proposition: Proposition, subject: LinkedEntity, target: LinkedEntity | StatementArgument
) -> bool:
    """Whether it is said of one of several, or is one of several deeds: "A or B bought C", "bought or leased C"."""
    heads = {proposition.token, subject.argument.head}
    if isinstance(target, LinkedEntity):
        heads.add(target.argument.head)
    return any(is_alternative(tree, t) for t in heads)


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
        return _PARTS | _POSTS
    return _PARTS if relation == "investigated" else frozenset()


def _first(x: tuple[int, Cluster]) -> int:
    return x[0]


def entity_argument(p: Passage, found: LinkedEntity, start: int, end: int) -> EntityArgument:
    """An entity as a statement's argument in the sentence from ``start`` to ``end``."""
    tree, cluster = p.tree, found.cluster
    a = found.argument
    span = p.spans.get(a.head)
    if span is None or p.at.get(a.head) is not cluster:
        span = next(
            (p.spans[t] for t in range(len(tree.words)) if p.at.get(t) is cluster and start <= tree.starts[t] < end),
            None,
        )
    if span is None:
        at, to = a.start, a.end
    else:
        at, to = tree.starts[span[0]], tree.ends[span[1] - 1]
    return EntityArgument(
        id=cluster.id,
        name=cluster.name,
        type=cluster.type,
        text=p.tree.text[at:to],
        start=at,
        end=to,
        mentions=p.mentions(cluster, start, end),
        unnamed=cluster.unnamed,
        aliases=tuple(sorted(set(cluster.forms) | ({cluster.long} if cluster.long else set()) - {cluster.name})),
    )


def reading(rule: Rule, proposition: Proposition, sources: tuple[Source, ...]) -> tuple[Status, tuple[Source, ...]]:
    """Status and sources; what is planned, possible or denied stays so whoever says it."""
    if rule.presupposed:
        return "asserted", ()
    status = _MODAL_STATUS[proposition.modality]
    if status == "asserted" and rule.status is not None:
        status = rule.status
    if status == "asserted" and rule.progressive and proposition.aspect == "progressive":
        status = rule.progressive
    if proposition.polarity == "negative":
        status = "negated"
    if sources and status == "asserted":
        status = "reported"
    return status, sources

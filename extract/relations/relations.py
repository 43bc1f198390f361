"""Propositions to statements, by the rules of ``ontology/frames``: looked up by trigger, checked by type."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from newsweave.extract.clauses.former import is_no_longer
from newsweave.extract.clauses.rule_conditions import matching_rules
from newsweave.extract.clauses.subjects import clause_verb
from newsweave.extract.coreference.discourse import Discourse
from newsweave.extract.entities.cluster import Passage
from newsweave.extract.model import (
    Argument,
    Document,
    Evidence,
    Proposition,
    Span,
    Statement,
    StatementArgument,
)
from newsweave.extract.parsing.phrases import is_alternative
from newsweave.extract.parsing.tree import Tree
from newsweave.extract.relations.argument_linking import LinkedEntity
from newsweave.extract.relations.attribution import Attribution
from newsweave.extract.relations.departures import has_ended
from newsweave.extract.relations.entity_arguments import entity_argument
from newsweave.extract.relations.event_time import Times
from newsweave.extract.relations.qualifiers import label_of, qualifiers_of
from newsweave.extract.relations.readings import reading
from newsweave.extract.relations.role_entities import RoleEntities
from newsweave.extract.relations.running_quotations import running_quotation
from newsweave.extract.relations.statement_confidence import statement_confidence
from newsweave.extract.relations.statement_context import (
    add_place,
    is_there,
    jointly,
    looks_back,
    name_pronouns,
    persons,
)
from newsweave.extract.values.dates import day_order
from newsweave.extract.values.literals import literal_argument
from newsweave.ontology.lists import word_list
from newsweave.ontology.rule_set import RuleSet
from newsweave.ontology.rules import Rule
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["reading", "statements"]

_LASTING = word_list("lasting_relations")
_PAST = frozenset({"born_on", "died_on", "founded_on"})
_QUALIFIED = 0.02  # of confidence, that a qualifier outweighs
_MOST_PAIRED = 4  # of ten that take part in a project it is not said that each works with each


def statements(
    document: Document, passages: Sequence[Passage], rules: RuleSet, discourse: Discourse
) -> list[Statement]:
    """All statements of a document, in text order, each (fact, sentence) once with its best evidence.

    ``discourse`` is that of the whole document, of which ``passages`` may be a part.
    """
    best: dict[tuple[str, str, int], Statement] = {}
    reader = _Reader(document, passages, rules, discourse)
    for p in passages:
        if p.kind != "paragraph":
            continue
        running = running_quotation(document, p, reader.attribution, reader.entities, rules)
        for found in (running, *(reader.read(p, proposition) for proposition in p.propositions)):
            for s in found:
                reader.entities.referents.records.add(s)
                key = (s.fact_key, s.status, s.evidence.start)
                old = best.get(key)
                if old is None or _worth(s) > _worth(old):
                    best[key] = s
    return sorted(best.values(), key=lambda s: (s.evidence.start, s.subject.start, s.relation, s.key))


def _worth(s: Statement) -> float:
    """How good an evidence is: sure, and saying more; what says when or about what may be a little less sure."""
    return s.confidence + _QUALIFIED * len(s.qualifiers)


class _Reader:
    """Applies the rules to the propositions of one document."""

    def __init__(self, document: Document, passages: Sequence[Passage], rules: RuleSet, discourse: Discourse) -> None:
        self.document = document
        self.rules = rules
        self.entities = RoleEntities(passages, discourse)
        self._dated: Times | None = None
        self._day_first = day_order(document.text, document.date, *document.extent)
        self.attribution = Attribution(passages)

    def read(self, p: Passage, proposition: Proposition) -> Iterator[Statement]:
        """Statements that the rules read from one proposition."""
        if proposition.modality == "question" or self._is_to_come(p, proposition):
            return
        for rule in matching_rules(self.rules, proposition):
            yield from self._apply(rule, p, proposition)

    @staticmethod
    def _is_to_come(p: Passage, proposition: Proposition) -> bool:
        """Whether where something is, is where it is to be: "will host the summit in Oslo"."""
        if proposition.kind != "located":
            return False
        verb = clause_verb(p.tree, proposition.token)
        return any(x.token == verb and (x.modality or x.polarity == "negative") for x in p.propositions)

    def _apply(self, rule: Rule, p: Passage, proposition: Proposition) -> Iterator[Statement]:
        if rule.status == "negated" and (proposition.modality or proposition.polarity == "negative"):
            return  # who plans to leave has not left, and who did not leave says nothing new
        if any(self.entities.hold(rule, p, proposition, roles, types) for roles, types in rule.forbid_types.items()):
            return
        relation = vocabulary().relations[rule.relation]
        subject_types = rule.subject_types or relation.domain
        subjects = self.entities.of(rule, rule.subject, p, proposition, subject_types)
        if not subjects:
            return
        if rule.literal is not None:
            for role in rule.object:
                for a in proposition.roles(role):
                    literal = literal_argument(
                        rule.literal,
                        a,
                        p.tree,
                        self.document.date,
                        past=rule.relation in _PAST and not proposition.modality,
                    )
                    if literal is not None:
                        stated = [self._statement(rule, p, proposition, s, literal, a) for s in subjects]
                        yield from (x for x in stated if x is not None)
                        return
            return
        object_types = rule.object_types or relation.range
        taken = frozenset(s.cluster.id for s in subjects)
        objects = self.entities.of(rule, rule.object, p, proposition, object_types, taken)
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
        if proposition.kind == "speech":
            start, end = _told_in(p.tree, argument, subject.argument.head, start, end)
        status, sources = reading(rule, proposition, self.attribution.of(p, proposition))
        if is_there(rule, p, proposition, subject):
            status, sources = "asserted", ()
        if status != "negated" and _is_open(rule, p.tree, proposition, subject, target):
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
        times = self._times(p)
        qualifiers = qualifiers_of(rule, times, proposition, argument, ahead=ahead, ended=ended)
        name_pronouns(p, proposition, qualifiers)
        if subject.argument.role == "subject":
            qualifiers.pop("speaker", None)  # "its chairman, Mara Voss, said": she speaks herself
        if "place" in rule.qualifiers:
            add_place(rule, p, proposition, qualifiers)
        if rule.on_behalf and (names := persons(p, (subject, target))):
            qualifiers["signatories"] = ", ".join(names)
        source = entity_argument(p, subject, start, end)
        obj = entity_argument(p, target, start, end) if isinstance(target, LinkedEntity) else target
        return Statement(
            subject=source,
            relation=rule.relation,
            object=obj,
            evidence=Evidence(self.document.id, start, end, self.document.text[start:end], rule.id),
            label=label_of(rule, qualifiers),
            qualifiers=qualifiers,
            status=status,
            attributed_to=" and ".join(s.name for s in sources if not s.via) or None,
            sources=sources,
            confidence=statement_confidence(rule, source, obj, status, _links(p, subject, target)),
        )

    def _times(self, p: Passage) -> Times:
        if self._dated is None or self._dated.tree is not p.tree:
            self._dated = Times(p.tree, p.propositions, self.document.date, day_first=self._day_first)
        return self._dated


def _links(p: Passage, subject: LinkedEntity, target: LinkedEntity | StatementArgument) -> list[str]:
    """The kinds of links from the references that stand at the ends of a statement."""
    ends = (subject, target) if isinstance(target, LinkedEntity) else (subject,)
    return [how for end in ends if (how := end.link(p))]


def _is_open(
    rule: Rule, tree: Tree, proposition: Proposition, subject: LinkedEntity, target: LinkedEntity | StatementArgument
) -> bool:
    """Whether it is said of one of several, or is one of several deeds: "A or B bought C", "bought or leased C"."""
    heads = {subject.argument.head}
    if rule.relation == "headquartered_in" and proposition.kind in ("located", "national", "based"):
        return False  # "X or Y in Oslo": whichever it is, there it is
    if rule.relation != "operates_in":  # who has "branches or agents in Y" is there in any case
        heads.add(proposition.token)
    if isinstance(target, LinkedEntity):
        heads.add(target.argument.head)
    return any(is_alternative(tree, t) for t in heads)


def _told_in(tree: Tree, content: Argument, speaker: int, start: int, end: int) -> Span:
    """The sentences from who says it to the end of what is said, which may be quoted from several."""
    whole = [tree.sentence_span(speaker)]
    whole += [tree.sentence_span(bisect_right(tree.starts, at) - 1) for at in (content.start, content.end - 1)]
    return min(start, *(s for s, _ in whole)), max(end, *(e for _, e in whole))

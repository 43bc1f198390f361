"""Quotations that go on in a paragraph of their own: who says them was told in the paragraph before."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from newsweave.extract.clauses.speakers import quotations
from newsweave.extract.entities.cluster import Passage
from newsweave.extract.model import Document, Evidence, Statement
from newsweave.extract.parsing.phrases import argument, trim
from newsweave.extract.relations.attribution import Attribution
from newsweave.extract.relations.entity_arguments import entity_argument
from newsweave.extract.relations.qualifiers import label_of
from newsweave.extract.relations.role_entities import RoleEntities
from newsweave.extract.relations.statement_confidence import statement_confidence
from newsweave.extract.values.literals import literal_argument
from newsweave.ontology.rule_set import RuleSet

__all__ = ["running_quotation"]


def running_quotation(
    document: Document, p: Passage, attribution: Attribution, entities: RoleEntities, rules: RuleSet
) -> Iterator[Statement]:
    """What the first quotation of a paragraph says that goes on with one before; nothing in other paragraphs.

    The subject is mentioned in the paragraph before, so that its offsets lie outside of the evidence.
    """
    told = attribution.running.get(id(p))
    if told is None:
        return
    before, clause = told
    tree = p.tree
    begins, ends = quotations(tree)[0]
    tokens = trim(tree, list(range(begins, ends)), begins + 1)
    content = argument(tree, begins + 1, "content", partial(list, tokens))
    start = tree.sentence_span(tokens[0])[0]
    end = tree.sentence_span(tokens[-1])[1]
    for rule in rules.find("speech", "say"):
        words = literal_argument("content", content, tree, document.date)
        if words is None:
            return
        for speaker in entities.of(rule, rule.subject, before, clause, rule.subject_types):
            source = entity_argument(before, speaker, start, end)
            yield Statement(
                subject=source,
                relation=rule.relation,
                object=words,
                evidence=Evidence(document.id, start, end, document.text[start:end], rule.id),
                label=label_of(rule, {}),
                confidence=statement_confidence(rule, source, words, "asserted"),
            )

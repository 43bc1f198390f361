"""Statements of figures, read from the number outwards: what it measures, whose, whether level, change or former level.

A level and its change are one statement ("rose 9% to $12m from $11m": the object is the level, ``change`` and
``former_level`` are qualifiers); a change alone is a statement of its own. Figures that another statement of the
sentence has already (the price of a deal, a fine) are none of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsweave.extract.coreference.aboutness import Aboutness
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.measures.figures import Figure, is_shared
from newsweave.extract.measures.fit import can_have
from newsweave.extract.measures.focus import Focus
from newsweave.extract.measures.metrics import is_metric
from newsweave.extract.measures.names import metric_of
from newsweave.extract.measures.ownership import Ownership
from newsweave.extract.measures.periods import Periods, figure_time
from newsweave.extract.measures.records import Record, records_of
from newsweave.extract.measures.standing import is_consensus, is_forecast, is_of_case, is_presupposed
from newsweave.extract.model import Document, Evidence, LiteralArgument, Proposition, Source, Statement, Status
from newsweave.extract.parsing.phrases import argument
from newsweave.extract.relations.argument_linking import LinkedEntity
from newsweave.extract.relations.attribution import Attribution
from newsweave.extract.relations.entity_arguments import entity_argument
from newsweave.extract.relations.event_time import Times
from newsweave.extract.relations.qualifiers import time_qualifiers
from newsweave.extract.relations.readings import reading
from newsweave.extract.relations.statement_confidence import statement_confidence
from newsweave.extract.values.dates import day_order
from newsweave.ontology.rules import Rule

__all__ = ["RULES", "measures"]


def _rule(name: str) -> Rule:
    return Rule(
        id=f"figure/{name}", frame=f"figure-{name}", relation="has_metric", construction=("nominal",), subject=("self",)
    )


_GUESSED = "owner of figures"
_REFERRING = frozenset({"NN", "PRP"})
RULES = {name: _rule(name) for name in ("level", "change", "count", "verb")}
"""By what a figure is, for the confidence and the evidence of its statements."""


def measures(
    document: Document, passages: Sequence[Passage], known: Sequence[Statement], about: Aboutness
) -> list[Statement]:
    """The statements of figures that ``known`` does not hold, in text order.

    ``about`` knows whom the whole document is about, of which ``passages`` may be a part.
    """
    reader = _Reader(document, passages, known, about)
    return [s for p in passages if p.kind == "paragraph" for s in reader.read(p)]


class _Reader:
    def __init__(
        self, document: Document, passages: Sequence[Passage], known: Sequence[Statement], about: Aboutness
    ) -> None:
        self.document = document
        self.day_first = day_order(document.text, document.date, *document.extent)
        self.attribution = Attribution(passages)
        self.focus = Focus(passages, about)
        self.owners = Ownership(self.focus)
        self.periods = Periods()
        clusters = {c.id: c for p in passages for c in p.at.values()}
        self.taken: dict[tuple[int, str], Cluster | str] = {}
        """Sentence and words of the figures that statements have: whose it is, or the qualifier's name."""
        for s in known:
            for name, value in s.qualifiers.items():
                self.taken[s.evidence.start, value] = name
            if isinstance(s.object, LiteralArgument):
                self.taken[s.evidence.start, s.object.text] = clusters.get(s.subject.id, s.relation)

    def read(self, p: Passage) -> Iterator[Statement]:
        """The statements of a passage."""
        clauses = {x.token: x for x in p.propositions if x.kind in ("verb", "copula")}
        times: Times | None = None
        for first, last in p.tree.sentences:
            for record in records_of(p.tree, first, last, lambda f: _is_in_name(p, f)):
                clause = _clause(p, record, clauses)
                figure = record.figure
                if figure is None or clause is None or clause.modality == "question":
                    continue
                if record.level is None and figure.kind == "number":
                    continue
                if (known := self._taken(p, first, figure)) is not None:
                    if isinstance(known, Cluster):
                        self.focus.note(p.tree.starts[figure.head], known)
                    continue
                if is_consensus(p.tree, record, clause) or is_of_case(p.tree, clause):
                    continue
                times = times or Times(p.tree, p.propositions, self.document.date, day_first=self.day_first)
                yield from self._statements(p, record, figure, clause, times)

    def _statements(
        self, p: Passage, record: Record, figure: Figure, clause: Proposition, times: Times
    ) -> Iterator[Statement]:
        owners = [o for o in self.owners.of(p, record, clause) if not _is_glued(p, o[1])]
        jointly = len(owners) > 1 and self.owners.is_joint(p, record, clause)
        for cluster, token in owners:
            metric = metric_of(p, record, cluster)
            if metric is None or not can_have(cluster, metric, figure.kind):
                continue
            self.focus.note(p.tree.starts[figure.head], cluster)
            qualifiers = _qualifiers(record, metric)
            if jointly:
                qualifiers["jointly_with"] = ", ".join(c.name for c, _ in owners if c is not cluster)
            yield self._statement(p, record, figure, clause, (cluster, token), qualifiers, times)

    def _taken(self, p: Passage, first: int, f: Figure) -> Cluster | str | None:
        """Whose a figure is that another statement of the sentence has; a text where it measures nothing there."""
        start = p.tree.sentence_span(first)[0]
        texts = (p.tree.text[f.start : f.end], f.amount.text, _words(p, f))
        return next((self.taken[start, text] for text in texts if (start, text) in self.taken), None)

    def _statement(
        self,
        p: Passage,
        record: Record,
        f: Figure,
        clause: Proposition,
        owner: tuple[Cluster, int],
        qualifiers: dict[str, str],
        times: Times,
    ) -> Statement:
        tree = p.tree
        rule = RULES[_kind(record, f)]
        start, end = tree.sentence_span(f.head)
        status, sources = self._reading(p, record, clause, rule, owner[0])
        metric = qualifiers["metric"]
        if clause.token in (record.what.noun, f.head) or owner[1] not in tree.ancestors(f.head):
            qualifiers |= figure_time(times, clause, metric, ahead=status == "planned", end=f.end)
        elif (period := times.period(clause)) is not None:  # "sued Y on Monday, a firm with 300 employees"
            qualifiers |= time_qualifiers(period)
        if "date" in qualifiers or not self._has_time_above(p, clause, times):
            self.periods.complete(qualifiers, owner[0].id, start, status)
        words = _words(p, f)
        value = LiteralArgument(
            f.amount.value, f.kind, words, f.start, f.start + len(words), f.amount.modifier, f.amount.also
        )
        refers = owner[1] not in p.at and owner[1] not in p.groups and tree.tags[owner[1]] in _REFERRING
        at = LinkedEntity(
            owner[0],
            argument(tree, owner[1], "subject"),
            owner[1] in p.spans and owner[1] not in p.links,
            _GUESSED if refers and not is_metric(tree, owner[1]) else "",
        )
        subject = entity_argument(p, at, start, end)
        return Statement(
            subject=subject,
            relation="has_metric",
            object=value,
            evidence=Evidence(self.document.id, start, end, self.document.text[start:end], rule.id),
            label=_label(record, metric),
            qualifiers=qualifiers,
            status=status,
            attributed_to=" and ".join(s.name for s in sources if not s.via) or None,
            sources=sources,
            confidence=statement_confidence(rule, subject, value, status, [how] if (how := at.link(p)) else []),
        )

    @staticmethod
    def _has_time_above(p: Passage, clause: Proposition, times: Times) -> bool:
        """Whether the clause that a participle stands in tells a time: "deals worth $4 billion were made in May"."""
        tree = p.tree
        if tree.deps[clause.token] != "acl":
            return False
        above = set(tree.ancestors(clause.token))
        return any(
            x.kind == "verb" and x.token in above and any(a.temporal for a in x.arguments) for x in p.propositions
        )

    def _reading(
        self, p: Passage, record: Record, clause: Proposition, rule: Rule, owner: Cluster
    ) -> tuple[Status, tuple[Source, ...]]:
        status, sources = reading(rule, clause, self.attribution.of(p, clause))
        if status in ("asserted", "reported") and (above := _governor(p, clause)) is not None:
            status = reading(rule, above, sources)[0]  # "is to start at 3,000, rising to 8,000"
        setter = self.owners.setter(p, record, clause, owner)
        if setter is not None:  # "X cut its price target on Y to $4"
            return "reported", (Source(setter.name, setter.id, setter.type),)
        if is_presupposed(p.tree, record):
            status = "reported" if sources else "asserted"
        elif status in ("asserted", "reported") and is_forecast(p.tree, record, clause):
            status = "planned"
        return status, sources


def _qualifiers(record: Record, metric: str) -> dict[str, str]:
    out = {"metric": metric}
    if record.level is not None and record.change is not None:
        out["growth"] = f"{'-' if record.direction == 'down' else ''}{record.change.amount.text}"
    if record.former is not None:
        out["former_level"] = record.former.amount.text
    return out


def _label(record: Record, metric: str) -> str:
    """What stands on the arrow: "has revenue", "revenue rose by"."""
    if record.level is not None:
        return f"has {metric}"
    verb = {"up": "rose", "down": "fell"}.get(record.direction, "moved")
    return f"{metric.rsplit(' ', 1)[0]} {verb} by"


def _kind(record: Record, f: Figure) -> str:
    if record.what.noun < 0:
        return "verb"
    return "change" if record.level is None else "count" if f.counted >= 0 else "level"


def _words(p: Passage, f: Figure) -> str:
    tree = p.tree
    if f.counted < 0 or is_shared(tree, f):
        return tree.text[f.start : f.end]
    return tree.text[f.start : tree.ends[f.counted]]


def _clause(p: Passage, record: Record, clauses: dict[int, Proposition]) -> Proposition | None:
    what = record.what
    start = what.verb if what.verb >= 0 else what.noun if what.noun >= 0 else what.thing
    if start in clauses:
        return clauses[start]
    return next((clauses[h] for h in p.tree.ancestors(start) if h in clauses), None)


def _governor(p: Passage, clause: Proposition) -> Proposition | None:
    """The clause that a participle adds to, where that is not there yet."""
    tree = p.tree
    if tree.tags[clause.token] != "VBG" or tree.deps[clause.token] != "advcl":
        return None
    head = tree.heads[clause.token]
    return next((x for x in p.propositions if x.token == head and x.modality), None)


def _is_in_name(p: Passage, f: Figure) -> bool:
    """Whether a number is part of a name: "Vision Fund 2"."""
    return any(k in p.at and p.spans[k][1] - p.spans[k][0] > 1 for k in range(f.first, f.last))


def _is_glued(p: Passage, t: int) -> bool:
    """Whether a name has a sum glued to it: "$168 Corvex"; then it is cut wrongly."""
    start = p.tree.starts[p.spans[t][0]] if t in p.spans else 1
    return start > 0 and p.tree.text[start - 1] in "$€£"

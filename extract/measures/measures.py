"""Statements of figures, read from the number outwards: what it measures, whose, whether level, change or former level.

A level and its change are one statement ("rose 9% to $12m from $11m": the object is the level, ``change`` and
``former_level`` are qualifiers); a change alone is a statement of its own. Figures that another statement of the
sentence has already (the price of a deal, a fine) are none of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.measures.figures import Figure, figures
from newsweave.extract.measures.metrics import PRICE, VALUATION, Measured, measured
from newsweave.extract.measures.owners import Owner, owner_of
from newsweave.extract.model import Document, Evidence, LiteralArgument, Proposition, Statement
from newsweave.extract.parsing.phrases import argument
from newsweave.extract.relations.argument_linking import LinkedEntity
from newsweave.extract.relations.attribution import Attribution
from newsweave.extract.relations.entity_arguments import entity_argument
from newsweave.extract.relations.event_time import Times
from newsweave.extract.relations.measure_names import is_of_period, measure_name
from newsweave.extract.relations.qualifiers import time_qualifiers
from newsweave.extract.relations.relations import reading
from newsweave.extract.relations.statement_confidence import statement_confidence
from newsweave.ontology.lists import word_list
from newsweave.ontology.rules import Rule
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["RULES", "measures"]

_FORECASTING = word_list("forecasting_words")
_NEAR = 400  # characters between the figures of one report
_SHARES = dict.fromkeys(("Company", "Bank", "Exchange"), "share price")
_PRICED = _SHARES | {"Cryptocurrency": "price", "Currency": "exchange rate"}
"""What goes up and down of something of a class."""


def _rule(name: str) -> Rule:
    return Rule(
        id=f"figure/{name}", frame=f"figure-{name}", relation="has_metric", construction=("nominal",), subject=("self",)
    )


RULES = {name: _rule(name) for name in ("level", "change", "count", "verb")}
"""By what a figure is, for the confidence and the evidence of its statements."""


@dataclass
class _Record:
    """One measure of one owner in a sentence."""

    what: Measured
    level: Figure | None = None
    change: Figure | None = None
    former: Figure | None = None
    direction: str = ""


def measures(document: Document, passages: Sequence[Passage], known: Sequence[Statement]) -> list[Statement]:
    """The statements of figures that ``known`` does not hold, in text order."""
    reader = _Reader(document, passages, known)
    return [s for p in passages if p.kind == "paragraph" for s in reader.read(p)]


class _Reader:
    def __init__(self, document: Document, passages: Sequence[Passage], known: Sequence[Statement]) -> None:
        self.document = document
        self.attribution = Attribution(passages)
        self.last: tuple[int, Cluster] | None = None
        """Where the last figure stands, and whose it is."""
        clusters = {c.id: c for p in passages for c in p.at.values()}
        self.taken: dict[tuple[int, str], Cluster | str] = {}
        """Sentence and words of the figures that statements have: whose it is, or the qualifier's name."""
        for s in known:
            for name, value in s.qualifiers.items():
                self.taken[s.evidence.start, value] = name
            if isinstance(s.object, LiteralArgument):
                self.taken[s.evidence.start, s.object.text] = clusters.get(s.subject.id, s.relation)

    def read(self, p: Passage) -> Iterator[Statement]:
        tree = p.tree
        clauses = {x.token: x for x in p.propositions if x.kind in ("verb", "copula")}
        times: Times | None = None
        for first, last in tree.sentences:
            for record in self._records(p, first, last):
                figure = record.level or record.change
                clause = self._clause(p, record, clauses)
                if figure is None or clause is None or (record.level is None and figure.kind != "percentage"):
                    continue
                if (known := self._taken(p, first, figure)) is not None:
                    self.last = (tree.starts[figure.head], known) if isinstance(known, Cluster) else self.last
                    continue
                owner = self._owner(p, record, clause)
                metric = None if owner is None else self._metric(p, record, owner[0])
                if owner is None or metric is None or self._is_glued(p, owner[1]):
                    continue
                self.last = (tree.starts[figure.head], owner[0])
                times = times or Times(tree, p.propositions, self.document.date)
                yield self._statement(p, record, figure, clause, owner, metric, times)

    def _records(self, p: Passage, first: int, last: int) -> list[_Record]:
        records: dict[tuple[int, str, int], _Record] = {}
        before: _Record | None = None
        for f in figures(p.tree, first, last):
            if any(k in p.at and p.spans[k][1] - p.spans[k][0] > 1 for k in range(f.first, f.last)):
                continue  # "Vision Fund 2"
            what = measured(p.tree, f)
            if what is None:
                aside = self._aside(p, f, before)
                if aside and before is not None:
                    before.change, before.direction = before.change or f, aside
                continue
            several = what.part == "level" and f.kind == "number"
            key = (what.noun, what.metric, f.first if several else -1)
            record = records.setdefault(key, _Record(what))
            if getattr(record, what.part) is None:
                setattr(record, what.part, f)
                record.direction = record.direction or what.direction
            before = record
        return list(records.values())

    @staticmethod
    def _aside(p: Passage, f: Figure, before: _Record | None) -> str:
        """ "revenue of $12 million, up 9%": the change that is told behind a level."""
        tree = p.tree
        if before is None or before.level is None or f.kind != "percentage" or f.first == 0:
            return ""
        word = tree.words[f.first - 1].lower()
        word = tree.words[f.first - 2].lower() if word in ("by", "some", "about", "nearly", "around") else word
        near = f.first - before.level.last <= 4
        return {"up": "up", "down": "down"}.get(word, "") if near else ""

    @staticmethod
    def _is_glued(p: Passage, t: int) -> bool:
        """Whether a name has a sum glued to it: "$168 Corvex"; then it is cut wrongly."""
        start = p.tree.starts[p.spans[t][0]] if t in p.spans else 1
        return start > 0 and p.tree.text[start - 1] in "$€£"

    def _taken(self, p: Passage, first: int, f: Figure) -> Cluster | str | None:
        """Whose a figure is that another statement of the sentence has; a text where it measures nothing there."""
        start = p.tree.sentence_span(first)[0]
        texts = (p.tree.text[f.start : f.end], f.amount.text, self._words(p, f))
        return next((self.taken[start, text] for text in texts if (start, text) in self.taken), None)

    @staticmethod
    def _words(p: Passage, f: Figure) -> str:
        return p.tree.text[f.start : p.tree.ends[f.counted]] if f.counted >= 0 else p.tree.text[f.start : f.end]

    @staticmethod
    def _clause(p: Passage, record: _Record, clauses: dict[int, Proposition]) -> Proposition | None:
        start = record.what.verb if record.what.verb >= 0 else record.what.noun
        if start in clauses:
            return clauses[start]
        return next((clauses[h] for h in p.tree.ancestors(start) if h in clauses), None)

    def _owner(self, p: Passage, record: _Record, clause: Proposition) -> Owner | None:
        noun = record.what.noun
        if noun >= 0:
            counted = record.level is not None and record.level.counted == noun
            found = owner_of(p, noun, counted=counted)
            return found if found is not None or counted else self._focus(p, noun, clause)
        role = "object" if record.what.metric == VALUATION else "subject"
        owners = [a for a in clause.roles(role) if a.head in p.at and p.at[a.head].broad != "Person"]
        if len(owners) != 1 or (record.what.metric == PRICE and p.at[owners[0].head].type not in _PRICED):
            return None
        return p.at[owners[0].head], owners[0].head

    def _focus(self, p: Passage, noun: int, clause: Proposition) -> Owner | None:
        """Whose a measure is that stands alone as the subject of its clause: "Revenue rose to $4 million".

        Whose word it is, else whose the figure before it was, if that stands near.
        """
        tree = p.tree
        if tree.deps[noun] not in ("nsubj", "nsubjpass") or any(tree.deps[k] == "poss" for k in tree.kids[noun]):
            return None
        speaker = p.at.get(clause.attribution_head)
        own = is_of_period(measure_name(tree, noun) or "")
        if own and speaker is not None and vocabulary().is_a(speaker.type, "Company"):
            return speaker, noun
        if self.last is None or tree.starts[noun] - self.last[0] > _NEAR:
            return None
        return self.last[1], noun

    def _statement(
        self,
        p: Passage,
        record: _Record,
        f: Figure,
        clause: Proposition,
        owner: Owner,
        metric: str,
        times: Times,
    ) -> Statement:
        tree = p.tree
        kind = (
            "verb"
            if record.what.noun < 0
            else "change"
            if record.level is None
            else "count"
            if f.counted >= 0
            else "level"
        )
        rule = RULES[kind]
        start, end = tree.sentence_span(f.head)
        status, sources = reading(rule, clause, self.attribution.of(p, clause))
        if self._is_presupposed(p, record):
            status = "reported" if sources else "asserted"
        elif status in ("asserted", "reported") and self._is_forecast(p, record, clause):
            status = "planned"
        if record.level is None:
            metric = f"{metric} {'growth' if record.direction == 'up' else 'decline'}"
        qualifiers = {"metric": metric}
        if record.level is not None and record.change is not None:
            sign = "-" if record.direction == "down" else ""
            qualifiers["growth"] = f"{sign}{record.change.amount.text}"
        if record.former is not None:
            qualifiers["former_level"] = record.former.amount.text
        when = (times.period(clause) if is_of_period(metric) else None) or times.of(clause, ahead=status == "planned")
        if when is not None:
            qualifiers |= time_qualifiers(when)
        words = self._words(p, f)
        value = LiteralArgument(
            f.amount.value, f.kind, words, f.start, f.start + len(words), f.amount.modifier, f.amount.also
        )
        at = LinkedEntity(owner[0], argument(tree, owner[1], "subject"), owner[1] in p.spans)
        subject = entity_argument(p, at, start, end)
        return Statement(
            subject=subject,
            relation="has_metric",
            object=value,
            evidence=Evidence(self.document.id, start, end, self.document.text[start:end], rule.id),
            label=f"has {metric}",
            qualifiers=qualifiers,
            status=status,
            attributed_to=" and ".join(s.name for s in sources if not s.via) or None,
            sources=sources,
            confidence=statement_confidence(rule, subject, value, status),
        )

    @staticmethod
    def _is_presupposed(p: Passage, record: _Record) -> bool:
        """Whether the figure belongs to a subject of which something else is told: "X's 32 stores will close"."""
        noun, level = record.what.noun, record.level
        counted = level is not None and level.counted == noun
        return counted and p.tree.deps[noun] in ("nsubj", "nsubjpass") and p.tree.kid(noun, "poss") is not None

    @staticmethod
    def _kind(record: _Record, f: Figure) -> str:
        if record.what.noun < 0:
            return "verb"
        return "change" if record.level is None else "count" if f.counted >= 0 else "level"

    @staticmethod
    def _is_forecast(p: Passage, record: _Record, clause: Proposition) -> bool:
        tree, noun = p.tree, record.what.noun
        around = {clause.token, *(tree.kids[noun] if noun >= 0 else ()), *([tree.heads[noun]] if noun >= 0 else ())}
        return any(tree.lemmas[t] in _FORECASTING for t in around)

    @staticmethod
    def _metric(p: Passage, record: _Record, owner: Cluster) -> str | None:
        noun = record.what.noun
        if record.what.metric == PRICE:
            return _PRICED.get(owner.type, "share price" if noun >= 0 else "price")
        if noun < 0:
            return record.what.metric
        return measure_name(p.tree, noun)

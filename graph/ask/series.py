"""Figures along time: what sentences say how much there was of something, one series for each metric.

Which words are one metric stands in the vocabulary of metrics (``ontology/metrics.ttl``): "turnover" and "sales" are of
the series "revenue". "Retail deposits" are a series beside "deposits".
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from newsweave.graph.facts import Fact, FactEvidence, GraphValue
from newsweave.graph.store.rdf import value_parts
from newsweave.graph.store.terms import decimal_literal
from newsweave.graph.times import days_of
from newsweave.ontology.metrics import Measure, metrics

__all__ = ["FIGURES", "Figure", "figures", "measure_of", "number_of"]

FIGURES = "has_metric"
"""The relation of figures."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as one sentence gives it."""

    fact: Fact
    evidence: FactEvidence
    measure: Measure
    value: float
    """The number; of a range the lower end."""
    upper: float | None
    """The upper end of a range."""
    unit: str
    """A currency, ``%``, or empty for a count."""
    first: date | None
    """The first day that it is of; None where it is open or not said."""
    last: date | None
    published: bool
    """Whether no sentence says of when it is; ``first`` and ``last`` are then the day of publication."""

    @property
    def series(self) -> str:
        """What it can be compared with: figures of the same entity, series and unit."""
        return self.measure.series

    @property
    def day(self) -> date | None:
        """The day to draw it at: the last of its period."""
        return self.last or self.first

    @property
    def text(self) -> str:
        """The figure in the words of the text."""
        return self.fact.object.text if isinstance(self.fact.object, GraphValue) else ""


def figures(facts: Iterable[Fact], metric: str | None = None) -> list[Figure]:
    """The figures among some facts by subject, series (levels before changes), unit and time; undated ones at the end.

    ``metric``: only those of the series that these words name ("revenue" or "turnover", "retail deposits"). What is no
    number ("dozens") is left out.
    """
    found = [f for fact in facts for f in _figures(fact) if metric is None or _is_named(f, metric)]
    return sorted(found, key=_order)


def measure_of(fact: Fact, evidence: FactEvidence) -> Measure | None:
    """What a figure measures by a sentence; None for what is no figure or where the sentence does not say it."""
    words = evidence.qualifiers.get("metric", "")
    if fact.relation != FIGURES or not isinstance(fact.object, GraphValue) or not words.strip():
        return None
    return metrics().read(words, fact.object.datatype)


def number_of(value: GraphValue) -> tuple[float, float | None, str] | None:
    """A value's number, the upper end where it is a range, and its unit; None for what is no number."""
    parts = value_parts(value.datatype, value.value)
    plain = decimal_literal(value.value) if value.datatype == "number" else None
    if parts is not None:
        ends = [float(end.value) for end in (parts.amount, parts.upper) if end is not None]
    elif plain is not None:
        ends = [float(plain.value)]
    else:
        return None
    if not all(map(math.isfinite, ends)):  # more digits than a float holds
        return None
    return ends[0], ends[1] if len(ends) > 1 else None, parts.unit if parts else ""


def _figures(fact: Fact) -> Iterable[Figure]:
    number = number_of(fact.object) if isinstance(fact.object, GraphValue) else None
    if number is None:
        return
    for evidence in fact.evidence:
        measure = measure_of(fact, evidence)
        if measure is not None:
            yield Figure(fact, evidence, measure, *number, *_time(evidence))


def _time(evidence: FactEvidence) -> tuple[date | None, date | None, bool]:
    if evidence.earliest or evidence.latest:
        first, last = (date.fromisoformat(d) if d else None for d in (evidence.earliest, evidence.latest))
        return first, last, False
    return *days_of(evidence.date or ""), True


def _is_named(figure: Figure, words: str) -> bool:
    obj = figure.fact.object
    assert isinstance(obj, GraphValue)
    wanted = metrics().read(words, obj.datatype).series.casefold()
    return wanted == figure.series.casefold()


def _order(figure: Figure) -> tuple[str, str, str, bool, str, date, date, str, int, str]:
    day = figure.day or date.max
    e, subject = figure.evidence, figure.fact.subject
    is_change = figure.measure.part == "change"
    at = (subject.name.casefold(), subject.iri, figure.series.casefold(), is_change, figure.unit)
    return *at, day, figure.first or day, e.document, e.start, figure.fact.key

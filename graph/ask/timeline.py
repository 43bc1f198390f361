"""Facts along time: when each of them is said to have been."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from newsweave.extract.values.dates import edtf_of
from newsweave.graph.facts import Fact, FactEvidence, GraphValue
from newsweave.graph.times import days_of
from newsweave.ontology.errors import QueryError

__all__ = ["Moment", "in_time", "period"]

Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Moment:
    """A fact with the time at which it stands in a timeline. At least one of ``first`` and ``last`` is known."""

    fact: Fact
    evidence: FactEvidence
    """The sentence that gives the time."""
    first: date | None
    """The first day that the time can mean; None where it is open ("by May")."""
    last: date | None
    """The last one, included; None where it is open ("since May")."""
    published: bool
    """Whether it is only the day of publication, since no sentence says when it happened."""

    @property
    def day(self) -> date:
        """The day to sort and draw it by: the first, or where that is open the last."""
        day = self.first or self.last
        assert day is not None
        return day


def period(name: str, text: str | None) -> Days:
    """First and last day of an argument such as ``2024``, ``2024-03``, ``2024-Q2`` or ``2024-03-01``.

    Raises:
        QueryError: naming the argument, where it is no such date.
    """
    if text is None:
        return None, None
    days = days_of(edtf_of(text))
    if None in days or "/" in text:
        raise QueryError(f"{name} must be a date such as 2024, 2024-03 or 2024-03-01, not {text!r}")
    return days


def in_time(facts: Iterable[Fact], since: date | None = None, until: date | None = None) -> list[Moment]:
    """The facts that have a time, by that time, from the first day to the last; each stands there once.

    The time is what the strongest sentence that says when gives, else the first day of publication. What has neither
    is left out, and so is what lies wholly before ``since`` or after ``until``.
    """
    found = [moment for moment in map(_moment, facts) if moment is not None]
    chosen = [
        moment
        for moment in found
        if (since is None or (moment.last or moment.day) >= since) and (until is None or moment.day <= until)
    ]
    return sorted(chosen, key=_order)


def _order(moment: Moment) -> tuple[date, date, str, int, str]:
    return moment.day, moment.last or moment.day, moment.evidence.document, moment.evidence.start, moment.fact.key


def _moment(fact: Fact) -> Moment | None:
    for evidence in fact.evidence:
        first, last = _said_days(fact, evidence)
        if first or last:
            return Moment(fact, evidence, first, last, published=False)
    printed = [(days_of(e.date), e) for e in fact.evidence if e.date]
    dated = [(first, last, e) for (first, last), e in printed if first and last]
    if not dated:
        return None
    first, last, evidence = min(dated, key=lambda found: found[:2])  # of equal ones the strongest
    return Moment(fact, evidence, first, last, published=True)


def _said_days(fact: Fact, evidence: FactEvidence) -> Days:
    """First and last day of what the sentence says of the time; two Nones where it says nothing."""
    known = evidence.qualifiers
    if edtf := known.get("edtf") or edtf_of(known.get("date", "")):
        return days_of(edtf)
    if known.get("begin") or known.get("end"):
        return days_of(edtf_of(known.get("begin", "")))[0], days_of(edtf_of(known.get("end", "")))[1]
    if isinstance(fact.object, GraphValue) and fact.object.datatype == "date":  # founded_on 2018
        return days_of(edtf_of(fact.object.value))
    return None, None

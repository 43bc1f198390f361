"""Facts in order: along time, and from one entity to another."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from newsweave.extract.claims.dates import edtf_of
from newsweave.extract.model import Status
from newsweave.graph.ask.selection import ranked
from newsweave.graph.facts import Fact, FactEvidence, GraphEntity, GraphValue
from newsweave.graph.times import days_of
from newsweave.ontology.errors import QueryError

__all__ = ["Moment", "in_time", "near_names", "period", "shortest_path"]

Days = tuple[date | None, date | None]

_SURENESS: Mapping[Status, int] = {"asserted": 5, "reported": 3, "planned": 2, "possible": 1, "negated": 0}
"""What a fact adds to a path's score; the page (``page-path.js``) has the same numbers."""


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


# ---- along time


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


# ---- from one entity to another


def shortest_path(
    facts: Iterable[Fact], starts: Collection[str], goals: Collection[str], statuses: Collection[Status]
) -> list[Fact] | None:
    """One fact a step from an entity of ``starts`` to one of ``goals`` (IRIs), as few as possible; None without a way.

    Facts are followed in either direction, only those of ``statuses``. Of equally short ways the one whose facts are
    surest is taken, then the one through the more connected entities; of several facts between two neighbours the
    surest, then the one that more sentences say. The page finds the same ways.
    """
    given = [fact for fact in facts if fact.evidence]
    place = {iri: number for number, iri in enumerate(ranked(given))}
    steps = _steps(fact for fact in given if fact.status in statuses)
    came_from: dict[str, tuple[str, Fact]] = {}
    score = {iri: 0 for iri in starts if iri in place}
    layer = sorted(score, key=place.__getitem__)
    while layer and not score.keys() & set(goals):
        new: dict[str, int] = {}
        for iri in layer:
            for other, fact in steps[iri].items():
                reached = score[iri] + _SURENESS[fact.status]
                if other not in score and reached > new.get(other, -1):
                    new[other] = reached
                    came_from[other] = iri, fact
        score |= new
        layer = sorted(new, key=place.__getitem__)
    ends = [iri for iri in layer if iri in goals]
    if not ends:
        return None
    return list(_walked_back(max(ends, key=lambda iri: score[iri]), came_from))[::-1]


def _steps(facts: Iterable[Fact]) -> Mapping[str, Mapping[str, Fact]]:
    """For each entity its neighbours, each with the fact that shows best how the two are joined."""
    steps: dict[str, dict[str, Fact]] = defaultdict(dict)
    for fact in sorted(facts, key=lambda f: (-_SURENESS[f.status], -len(f.evidence), f.key)):
        if isinstance(fact.object, GraphEntity):
            one, other = fact.subject.iri, fact.object.iri
            steps[one].setdefault(other, fact)
            steps[other].setdefault(one, fact)
    return steps


def _walked_back(iri: str, came_from: Mapping[str, tuple[str, Fact]]) -> Iterator[Fact]:
    while iri in came_from:
        iri, fact = came_from[iri]
        yield fact


def near_names(wanted: str, entities: Iterable[GraphEntity], count: int = 5) -> Sequence[str]:
    """Names and aliases that are spelled nearly so, the nearest first."""
    spelled: dict[str, str] = {}
    for entity in entities:
        for name in (entity.name, *entity.aliases):
            spelled.setdefault(name.casefold(), " ".join(name.split()))
    return [spelled[near] for near in difflib.get_close_matches(wanted.strip().casefold(), sorted(spelled), n=count)]

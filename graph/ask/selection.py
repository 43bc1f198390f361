"""Which facts a page shows: those around an entity, those since a day, those of the most connected entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsweave.extract.values.dates import edtf_of
from newsweave.graph.facts import Fact, FactEvidence, GraphEntity, GraphValue
from newsweave.graph.spelling import loose
from newsweave.graph.times import days_of
from newsweave.ontology.errors import QueryError

__all__ = ["Selection", "ends_of", "entities_of", "first_day", "is_since", "ranked", "select"]


@dataclass(frozen=True, slots=True)
class Selection:
    """Facts in an order that does not depend on how they came."""

    facts: list[Fact]
    scope: str
    """What part of a graph they are, for people; empty for all of it."""
    entities: int
    """How many entities there were before ``top`` left some out."""


def select(
    facts: Iterable[Fact],
    *,
    about: str | None = None,
    hops: int = 1,
    since: str | None = None,
    top: int | None = None,
    most: int,
) -> Selection:
    """The facts that ``show.page.page_html`` shows for these arguments; ``most`` stands for a ``top`` of None.

    Raises:
        QueryError: where nothing is called ``about``, ``since`` is no date, or ``hops`` or ``top`` is too small.
    """
    if hops < 0:
        raise QueryError(f"hops must be 0 or more, not {hops}")
    if top is not None and top < 1:
        raise QueryError(f"top must be 1 or more, not {top}")
    chosen = sorted((f for f in facts if f.evidence), key=_order)
    distance: dict[str, int] = {}
    scope = []
    if about is not None:
        distance = _distances(chosen, _called(about, chosen), hops)
        chosen = [f for f in chosen if all(iri in distance for iri in ends_of(f))]
        scope.append(f"{hops} hop{'' if hops == 1 else 's'} around {about.strip()}")
    if since is not None:
        first = first_day(since)
        chosen = [f for f in chosen if any(is_since(e, first) for e in f.evidence)]
        scope.append(f"since {since}")
    order = ranked(chosen)
    limit = most if top is None else top
    if len(order) > limit:
        kept = set(sorted(order, key=lambda iri: distance.get(iri, 0))[:limit])  # stable: the nearest, then by rank
        chosen = [f for f in chosen if kept.issuperset(ends_of(f))]
        best = "nearest" if distance else "most connected"
        scope.append(f"the {len(ranked(chosen)):,} {best} of {len(order):,} entities")
    return Selection(chosen, ", ".join(scope), len(order))


def first_day(since: str) -> str:
    """The first day (ISO 8601) of what somebody gave as ``since``; QueryError where it is no date."""
    first, _ = days_of(edtf_of(since) or "")
    if first is None:
        raise QueryError(f"since must be a date such as 2024-03-01, not {since!r}")
    return first.isoformat()


def is_since(e: FactEvidence, first: str) -> bool:
    """Whether what a sentence tells of, or where it names no time its document, is of that day or later."""
    if last := e.latest or e.earliest:
        return last >= first
    _, published = days_of(e.date or "")
    return published is not None and published.isoformat() >= first


def _order(fact: Fact) -> tuple[str, ...]:
    obj = fact.object
    last = (obj.datatype, obj.value, obj.text) if isinstance(obj, GraphValue) else ("", obj.iri, obj.name)
    return (fact.key, fact.subject.iri, fact.relation, *last)


def entities_of(fact: Fact) -> Iterable[GraphEntity]:
    """Subject and, where it is no value, object."""
    return (fact.subject,) if isinstance(fact.object, GraphValue) else (fact.subject, fact.object)


def ends_of(fact: Fact) -> list[str]:
    """IRIs of ``entities_of``."""
    return [entity.iri for entity in entities_of(fact)]


def ranked(facts: Iterable[Fact]) -> list[str]:
    """IRIs of all entities, the most connected first: by facts, then by sentences, then by IRI."""
    connected: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for fact in facts:
        for iri in dict.fromkeys(ends_of(fact)):
            connected[iri] += 1
            said[iri] += len(fact.evidence)
    return sorted(connected, key=lambda iri: (-connected[iri], -said[iri], iri))


def _called(about: str, facts: Iterable[Fact]) -> set[str]:
    """IRIs of the entities with this name, alias or IRI; else of those whose names are ``loose``ly so."""
    named: dict[str, set[str]] = {}
    spelled: dict[str, str] = {}
    for entity in (entity for fact in facts for entity in entities_of(fact)):
        for name in (entity.name, *entity.aliases, entity.iri):
            named.setdefault(name.casefold(), set()).add(entity.iri)
            spelled.setdefault(name.casefold(), name)
    wanted = about.strip().casefold()
    if wanted in named:
        return named[wanted]
    if alike := {iri for name, iris in named.items() if loose(name) == loose(about) for iri in iris}:
        return alike
    from difflib import get_close_matches

    near = [" ".join(spelled[n].split()) for n in get_close_matches(wanted, sorted(named), n=5)]
    raise QueryError(f"nothing in the graph is called {about!r}" + (f"; near it: {', '.join(near)}" if near else ""))


def _distances(facts: Sequence[Fact], centre: set[str], hops: int) -> dict[str, int]:
    """How many facts away from the centre entities are, for those that are at most ``hops`` away."""
    reached = dict.fromkeys(centre, 0)
    for hop in range(1, hops + 1):
        found = {iri for fact in facts if any(iri in reached for iri in ends_of(fact)) for iri in ends_of(fact)}
        if len(found) == len(reached):
            break
        reached |= dict.fromkeys(found - reached.keys(), hop)
    return reached

"""The shortest chain of facts from one entity to another, and names spelled nearly like the one asked for."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from newsweave.extract.model import Status
from newsweave.graph.ask.selection import ranked
from newsweave.graph.facts import Fact, GraphEntity
from newsweave.graph.spelling import loose

__all__ = ["near_names", "nothing_called", "shortest_path"]

_SURENESS: Mapping[Status, int] = {"asserted": 5, "reported": 3, "planned": 2, "possible": 1, "negated": 0}
"""What a fact adds to a path's score; the page (``page-path.js``) has the same numbers."""


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


def nothing_called(wanted: str, entities: Iterable[GraphEntity]) -> str:
    """What to tell somebody who asked for a name that nothing has."""
    near = near_names(wanted, entities)
    return f"nothing in the graph is called {wanted!r}" + (f"; near it: {', '.join(near)}" if near else "")


def near_names(wanted: str, entities: Iterable[GraphEntity], count: int = 5) -> Sequence[str]:
    """Names and aliases that are spelled nearly so, the nearest first, then those that hold all its words."""
    spelled: dict[str, str] = {}
    for entity in entities:
        for name in (entity.name, *entity.aliases):
            spelled.setdefault(name.casefold(), " ".join(name.split()))
    close = difflib.get_close_matches(wanted.strip().casefold(), sorted(spelled), n=count)
    words = set(loose(wanted).split())
    holding = (form for form in sorted(spelled) if words and words <= set(loose(form).split()))
    found = dict.fromkeys((*close, *islice(holding, count)))
    return [spelled[form] for form in islice(found, count)]

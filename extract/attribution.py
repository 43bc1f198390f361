"""Sources of a statement: who says what a proposition tells, as entities where they are some."""

from __future__ import annotations

from newsweave.extract.cluster import Cluster, Passage
from newsweave.extract.model import Proposition, Source
from newsweave.extract.phrases import argument

__all__ = ["sources_of"]


def sources_of(p: Passage, proposition: Proposition) -> tuple[Source, ...]:
    """Who says it, then those who pass it on, from inside out; empty where the document itself says it.

    Of several who say it together ("the two firms said") each is a source of its own.
    """
    if proposition.attribution_head < 0:
        return ()
    out = _sources(p, proposition.attribution_head, via=False)
    for head in proposition.via:
        out += [s for s in _sources(p, head, via=True) if all(s.name != other.name for other in out)]
    return tuple(out)


def _sources(p: Passage, head: int, *, via: bool) -> list[Source]:
    found = p.at.get(head)
    clusters: tuple[Cluster, ...] = (found,) if found is not None else p.groups.get(head, ())
    named = [Source(c.name, c.id, c.type, via) for c in clusters if not c.unnamed]
    return named if named and len(named) == len(clusters) else [Source(argument(p.tree, head, "").text, via=via)]

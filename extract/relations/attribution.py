"""Sources of a statement: who says what a proposition tells, as entities where they are some."""

from __future__ import annotations

from collections.abc import Sequence

from newsweave.extract.clauses.speakers import quoted_tokens
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.model import Proposition, Source
from newsweave.extract.parsing.phrases import argument
from newsweave.extract.parsing.quotes import OPENING

__all__ = ["Attribution", "sources_of"]


class Attribution:
    """The sources of all propositions of a document.

    A paragraph that begins with a quotation and names no speaker goes on with what was quoted in the one before.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._quoted: dict[int, list[bool]] = {}
        self._going_on: dict[int, tuple[Source, ...]] = {}
        last: tuple[Source, ...] = ()
        for p in passages:
            inside = quoted_tokens(p.tree) if p.kind == "paragraph" else None
            if inside is None:
                last = ()
                continue
            told = [x for x in p.propositions if inside[x.token] and x.attribution_head >= 0]
            if told:
                last = sources_of(p, told[-1])
            elif last and p.tree.words[0] in OPENING and not any(x.attribution_head >= 0 for x in p.propositions):
                self._quoted[id(p)], self._going_on[id(p)] = inside, last
            else:
                last = ()

    def of(self, p: Passage, proposition: Proposition) -> tuple[Source, ...]:
        """Who says it; see ``sources_of``."""
        inside = self._quoted.get(id(p))
        if inside is not None and inside[proposition.token]:
            return self._going_on[id(p)]
        return sources_of(p, proposition)


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

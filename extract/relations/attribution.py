"""Sources of a statement: who says what a proposition tells, as entities where they are some."""

from __future__ import annotations

from collections.abc import Sequence

from newsweave.extract.clauses.speakers import quoted_tokens
from newsweave.extract.clauses.speech_content import tells
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.model import Proposition, Source
from newsweave.extract.parsing.phrases import argument
from newsweave.extract.parsing.quotes import OPENING

__all__ = ["Attribution", "sources_of"]


class Attribution:
    """The sources of all propositions of a document.

    A paragraph that begins with a quotation and names no speaker goes on with what was quoted in the one before, or
    is what "X said:" at its end brought in.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._quoted: dict[int, list[bool]] = {}
        self._going_on: dict[int, tuple[Source, ...]] = {}
        self.running: dict[int, tuple[Passage, Proposition]] = {}
        """By the id of a passage that goes on with a quotation: where its speaker was told, and what told him."""
        last: tuple[Source, ...] = ()
        teller: tuple[Passage, Proposition] | None = None
        for p in passages:
            inside = quoted_tokens(p.tree) if p.kind == "paragraph" else None
            announced = _announced(p) if p.kind == "paragraph" else None
            if inside is None:
                last, teller = (_sources_of_speaker(p, announced), (p, announced)) if announced else ((), None)
                continue
            told = [x for x in p.propositions if inside[x.token] and x.attribution_head >= 0 and x.kind != "speech"]
            if announced is not None:
                last, teller = _sources_of_speaker(p, announced), (p, announced)
            elif told:
                last = sources_of(p, told[-1])
                teller = next(((p, x) for x in reversed(p.propositions) if _tells(x, told[-1])), None)
            elif last and p.tree.words[0] in OPENING and not any(x.attribution_head >= 0 for x in p.propositions):
                self._quoted[id(p)], self._going_on[id(p)] = inside, last
                if teller is not None:
                    self.running[id(p)] = teller
            else:
                last, teller = (), None

    def of(self, p: Passage, proposition: Proposition) -> tuple[Source, ...]:
        """Who says it; see ``sources_of``."""
        inside = self._quoted.get(id(p))
        if inside is not None and inside[proposition.token]:
            return self._going_on[id(p)]
        return sources_of(p, proposition)


def _tells(said: Proposition, inside: Proposition) -> bool:
    """Whether an act of speech is that of the speaker to whom ``inside`` is attributed."""
    return said.kind == "speech" and any(a.head == inside.attribution_head for a in said.roles("subject"))


def _announced(p: Passage) -> Proposition | None:
    """The clause at the end of a paragraph that brings in what the next one quotes: "Maria Hansen said:"."""
    if not p.tree.words or p.tree.words[-1] != ":":
        return None
    start, end = p.tree.sentences[-1]
    found = (x for x in reversed(p.propositions) if x.kind == "verb" and start <= x.token < end)
    return next((x for x in found if tells(p.tree, x.token) and x.role("subject") is not None), None)


def _sources_of_speaker(p: Passage, told: Proposition) -> tuple[Source, ...]:
    """The subject of a clause of speech as the source of what it brings in."""
    subject = told.role("subject")
    return () if subject is None else tuple(_sources(p, subject.head, via=False))


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

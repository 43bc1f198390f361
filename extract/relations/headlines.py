"""Facts that only a title or heading says: marked as such, and less sure than those of sentences.

A headline is short for a sentence: its verbs are in the present, articles are left out, and what it says the text
mostly says again with all that belongs to it. So a fact is taken from it only where no sentence of the text says it,
and where its names are those of the text.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from newsweave.extract.clauses.clauses import propositions
from newsweave.extract.entities.cluster import Passage
from newsweave.extract.model import EntityArgument, LiteralArgument, Statement
from newsweave.ontology.classes import BROAD

__all__ = ["told_in_headlines", "unsaid"]

_LESS_SURE = 0.85
_UNSURE = frozenset({"Currency", "Cryptocurrency"})
_SHORTEST = 3
_LONGEST = 40
"""Tokens."""


def told_in_headlines(passages: Sequence[Passage], deeds: Collection[str]) -> list[Passage]:
    """The titles and headings as passages that can be read like paragraphs."""
    told = []
    for p in passages:
        if p.kind not in ("title", "heading") or not _SHORTEST <= len(p.tree.words) <= _LONGEST or not p.at:
            continue
        if p.tree.words[-1] == "?" or len(p.tree.sentences) > 2:
            continue
        found = propositions(p.tree, frozenset(deeds))
        told.append(Passage(p.tree, "paragraph", p.names, found, dict(p.at), dict(p.groups), dict(p.spans)))
    return told


def unsaid(headed: Sequence[Statement], known: Sequence[Statement]) -> list[Statement]:
    """The statements of headlines that ``known`` does not hold, with the qualifier ``headline``."""
    said = {key for s in known for key in _keys(s)}
    out = []
    for s in headed:
        if said.isdisjoint(_keys(s)) and _is_plain(s):
            qualifiers = {**s.qualifiers, "headline": "yes"}
            out.append(replace(s, qualifiers=qualifiers, confidence=round(s.confidence * _LESS_SURE, 2)))
    return out


def _is_plain(s: Statement) -> bool:
    """Whether a headline can be taken at its word.

    A country that does something there is one of its offices ("Norheim sues Corvex"), and a coin or currency mostly
    the first word of something ("launches euro stablecoin"). What is said is told better below.
    """
    ends = [a for a in (s.subject, s.object) if isinstance(a, EntityArgument)]
    places = BROAD.get(s.subject.type) == "Place" and s.relation != "has_metric"
    words = isinstance(s.object, LiteralArgument) and s.object.datatype == "text"
    return (
        s.relation != "said" and not words and not places and not any(a.type in _UNSURE for a in ends) and not s.unnamed
    )


def _keys(s: Statement) -> set[tuple[str, str, str]]:
    """What makes two statements the same: their ends, in any order, and the relation."""
    if isinstance(s.object, EntityArgument):
        return {(s.relation, s.subject.id, s.object.id), (s.relation, s.object.id, s.subject.id)}
    return {(s.relation, s.subject.id, s.object.value)}

"""Propositions as open n-ary triples: relation phrase, subject, object, further arguments, in the text's own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newsweave.extract.model import Argument, Proposition

__all__ = ["Triple", "triples"]

_KIND = {
    "verb": 0.9,
    "copula": 0.9,
    "apposition": 0.7,
    "compound": 0.5,
    "possessive": 0.3,
    "based": 0.4,
    "national": 0.2,
}
_CORE = ("object", "complement", "content", "second")
_PRONOUNS = frozenset({"its", "his", "her", "their", "our", "my", "your", "whose"})
_HIDDEN = frozenset({"of", "poss", "compound", "amod", "based"})  # part of a predicate noun's own words


@dataclass(frozen=True, slots=True)
class Triple:
    """One open triple; ``confidence`` in [0, 1] ranks it, ``further`` are arguments with their prepositions."""

    relation: str
    subject: str
    object: str
    further: tuple[str, ...]
    confidence: float

    def to_tsv(self, number: int) -> str:
        """The line that ``newsweave propositions --lines --format tsv`` prints for sentence ``number`` (from 1)."""
        cells = (str(number), f"{self.confidence:.3f}", self.relation, self.subject, self.object, *self.further)
        return "\t".join(" ".join(c.split()) for c in cells)


def triples(propositions: Iterable[Proposition]) -> Iterator[Triple]:
    """The open triples of these propositions, one for each pair of subject and object, in order."""
    seen: set[tuple[str, ...]] = set()
    for p in propositions:
        if p.kind not in _KIND or p.kind == "nominal":
            continue
        for t in _triples(p):
            key = (t.relation, t.subject, t.object, *t.further)
            if key not in seen and t.subject != t.object:
                seen.add(key)
                yield t


def _triples(p: Proposition) -> Iterator[Triple]:
    passive = p.voice == "passive"
    subjects = [a for a in p.arguments if a.role == ("object" if passive else "subject")]
    rest = [a for a in p.arguments if a not in subjects and ":" not in a.role]
    if p.kind in ("apposition", "compound", "copula"):
        predicates = [a for a in rest if a.role in ("complement", "as")]
        inside = [a for a in rest if any(c.start <= a.start and a.end <= c.end for c in predicates)]
        rest = predicates + [a for a in rest if a not in inside and (a.role not in _HIDDEN or p.kind == "copula")]
        if p.kind != "copula":
            rest = predicates
    cores = [a for a in rest if a.role in _CORE or (passive and a.role == "subject")]
    first_role = next((r for r in _order(passive) if any(a.role == r for a in cores)), None)
    objects = [a for a in cores if a.role == first_role]
    others = sorted((a for a in rest if a not in objects), key=lambda a: a.start)
    if not objects:
        objects, others = _first_phrase(others)
    for s in subjects:
        for o in objects:
            if p.kind == "possessive":
                yield from _possession(p, s, o)
            else:
                yield _triple(p, s, o, others, passive)


def _possession(p: Proposition, owner: Argument, owned: Argument) -> Iterator[Triple]:
    """Y's X as "Y has X"; of a pronoun it would say nothing."""
    name = owner.text.removesuffix("'s").removesuffix("’s").removesuffix("'").removesuffix("’").rstrip()
    thing = owned.text.removeprefix(owner.text).strip()
    if owner.text.lower() not in _PRONOUNS and thing != owned.text and thing:
        yield Triple("has", name, thing, (), _confidence(p, owner, owned))


def _order(passive: bool) -> tuple[str, ...]:
    return ("second", "complement", "content", "subject") if passive else _CORE


def _first_phrase(others: list[Argument]) -> tuple[list[Argument], list[Argument]]:
    """The prepositional phrase nearest behind the verb stands in for an object, with all coordinated with it."""
    behind = [a for a in others if a.role not in ("time", "extent", "indirect")] or others
    if not behind:
        return [], []
    role = behind[0].role
    chosen = [a for a in behind if a.role == role]
    return chosen, [a for a in others if a not in chosen]


def _triple(p: Proposition, s: Argument, o: Argument, others: list[Argument], passive: bool) -> Triple:
    relation = p.relation
    if o.role not in (*_CORE, "subject", "time", "extent", "indirect", "in:"):
        relation = f"{relation} {o.role}"
    elif passive and o.role == "subject":
        relation = f"{relation} by"
    further = []
    for a in others:
        if a.role in (*_CORE, "time", "extent", "indirect"):
            further.append(a.text)
        elif passive and a.role == "subject":
            further.append(f"by {a.text}")
        else:
            further.append(f"{a.role} {a.text}")
    return Triple(relation, s.text, o.text, tuple(further), _confidence(p, s, o))


def _confidence(p: Proposition, s: Argument, o: Argument) -> float:
    """Falls with indirect constructions, distance, length, modality and pronouns that mean nothing alone."""
    score = _KIND[p.kind]
    if p.modality:
        score -= 0.15
    if p.modality == "plan" and p.relation.startswith("to "):
        score -= 0.15
    if not s.start < o.start:
        score -= 0.1
    score -= min(len(o.text.split()), 30) * 0.006
    score -= min(max(len(s.text.split()) - 4, 0), 20) * 0.008
    if s.text.lower() in ("it", "that", "which", "who", "this", "there"):
        score -= 0.15
    return round(min(max(score, 0.05), 0.99), 3)

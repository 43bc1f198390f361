"""Propositions as open n-ary triples: relation phrase, subject, object, further arguments, in the text's own words.

An infinitive is read with the verbs that govern it ("X plans to buy Y" is one triple). A claim that somebody else makes
carries the words of who makes it as its last argument; what is denied, asked or only supposed gives no triple.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from newsweave.extract.clauses.triple_confidence import confidence, signs_of
from newsweave.extract.model import Argument, FixedWords, Proposition

__all__ = ["Triple", "triples"]

_POSSESSIVE = re.compile(r"\s*['’]s?$")
_POSSESSIVE_BEFORE = re.compile(r"^\s*['’]s?\s+")
_KINDS = frozenset("verb copula apposition example compound possessive located based parenthesis".split())
_CORE = ("object", "complement", "content", "second", "extent")
_PASSIVE_CORE = ("second", "complement", "content", "subject", "extent")
_UNMARKED = frozenset({*_CORE, "subject", "time", "extent", "indirect", "purpose"})
_NEVER_CORE = frozenset({"time", "indirect", "purpose"})
_DETERMINERS = frozenset("the a an this that these those its his her their our my your one two some any no".split())
_NAMELESS = frozenset("what which that who whom whose its his her their our my your".split())
_BE = frozenset("be is are was were been being 's ’s 're ’re".split())
_QUOTES = frozenset({"``", '"', "“", "'"})
_PRONOUNS = frozenset({"its", "his", "her", "their", "our", "my", "your", "whose"})


@dataclass(frozen=True, slots=True)
class Triple:
    """One open triple; ``confidence`` in [0, 1] ranks it, ``further`` are arguments with their prepositions."""

    relation: str
    subject: str
    object: str
    further: tuple[str, ...]
    confidence: float
    signs: tuple[str, ...] = field(default=(), repr=False, compare=False)
    """What the confidence was read from; see ``triple_confidence``."""

    def to_tsv(self, number: int) -> str:
        """The line that ``newsweave propositions --lines --format tsv`` prints for sentence ``number`` (from 1)."""
        cells = (str(number), f"{self.confidence:.3f}", self.relation, self.subject, self.object, *self.further)
        return "\t".join(" ".join(c.split()) for c in cells)


def triples(propositions: Iterable[Proposition]) -> Iterator[Triple]:
    """The open triples of these propositions, one for each pair of subject and object, in order."""
    found = [(p, list(_triples(p))) for p in propositions if p.kind in _KINDS and not p.supposed]
    continued = {p.governor for p, own in found if own and p.governor >= 0}
    seen: set[tuple[str, ...]] = set()
    for p, own in found:
        if p.token in continued and p.kind == "verb":
            continue  # "plans" of "plans to buy" says no more
        for t in own:
            key = (t.relation, t.subject, t.object, *t.further)
            if key not in seen and all(key[:3]) and t.subject != t.object:
                seen.add(key)
                yield t


def _triples(p: Proposition) -> Iterator[Triple]:
    if p.kind == "possessive":
        yield from _possession(p)
        return
    passive = p.voice == "passive"
    subjects = [a for a in p.arguments if a.role == ("object" if passive else "subject")]
    rest = [a for a in p.arguments if a not in subjects and ":" not in a.role]
    if p.kind in ("apposition", "compound", "example"):
        rest = [a for a in rest if a.role == "complement"]
    elif p.kind == "copula":
        rest = [
            a for a in rest if a.role != "complement" or a.conjunct == 0
        ]  # the others have propositions of their own
        opened = _opened_predicate(p, rest)
        if opened is not None:
            p, rest = opened
        else:
            rest = _outside_predicate(rest)
    rest = [a for a in rest if not (a.role == "object" and p.relation.endswith(f" {a.text}"))]  # "took place"
    cores = _core(rest, passive, p.token)
    others = sorted((a for a in rest if a not in cores and not _inside(a, rest)), key=lambda a: a.start)
    subjects = [s for s in _either(subjects) if s.text.lower() not in _NAMELESS]
    if not cores and passive and not others:
        p, cores = _participle(p)
    for s in subjects:
        for o in cores:
            yield _triple(p, s, o, others)


def _either(subjects: list[Argument]) -> list[Argument]:
    """Of "A or B" neither alone did it: the two are one subject."""
    first = next(iter(subjects), None)
    if first is None or first.coordination is None or " or " not in first.whole:
        return subjects
    return [replace(first, words=first.coordination), *(s for s in subjects[1:] if not s.conjunct)]


def _inside(a: Argument, arguments: Sequence[Argument]) -> bool:
    """Whether an argument is a later member of a coordination whose first member knows the whole."""
    return a.conjunct > 0 and any(b.coordination and b.role == a.role and b.marker == a.marker for b in arguments)


def _participle(p: Proposition) -> tuple[Proposition, list[Argument]]:
    """A passive without any other argument says how its subject is: "was" and "widely criticised"."""
    words = p.relation.split()
    last = max((i for i, w in enumerate(words[:-1]) if w.lower() in _BE), default=-1)
    auxiliary, rest = " ".join(words[: last + 1]), " ".join(words[last + 1 :])
    at = Argument("complement", p.token, FixedWords(p.end, p.end, rest, rest))
    return (replace(p, relation=auxiliary), [at]) if auxiliary else (p, [])


def _outside_predicate(arguments: Sequence[Argument]) -> list[Argument]:
    """Without the predicate noun's own arguments, which its words hold already."""
    predicates = [a for a in arguments if a.role in ("complement", "as")]
    return [a for a in arguments if a in predicates or not any(c.start <= a.start < c.end for c in predicates)]


def _opened_predicate(p: Proposition, arguments: Sequence[Argument]) -> tuple[Proposition, list[Argument]] | None:
    """A bare predicate's preposition belongs to the relation: "is home to" X, "was responsible for" X."""
    predicates = [a for a in arguments if a.role == "complement"]
    if len(predicates) != 1 or predicates[0].text.split()[0].lower() in _DETERMINERS:
        return None
    c = predicates[0]
    inner = [a for a in arguments if a is not c and c.start < a.start < c.end and a.marker]
    words = c.text[: inner[0].start - c.start].split() if inner else []
    if len(words) < 2 or words[-1] != inner[0].marker or words[0] in _QUOTES:
        return None
    if c.head_lemma not in c.text.lower().split() and inner[0].marker not in ("of", "to"):
        return None  # a plural: "are mostly machines with ..."
    core = [replace(a, role="object") for a in _coordinated(arguments, inner[0])]
    outside = [a for a in arguments if not c.start <= a.start < c.end]
    return replace(p, relation=" ".join((p.relation, *words))), core + outside


def _core(arguments: Sequence[Argument], passive: bool, token: int) -> list[Argument]:
    """What stands as the object: the object, else a complement, else the nearest phrase behind the verb."""
    for role in _PASSIVE_CORE if passive else _CORE:
        found = [a for a in arguments if a.role == role]
        if found:
            return found
    loose = [a for a in arguments if a.role not in _NEVER_CORE and a.conjunct == 0]
    best = min(loose, key=lambda a: (a.head < token, a.temporal, a.start), default=None)
    return [] if best is None else _coordinated(arguments, best)


def _coordinated(arguments: Sequence[Argument], first: Argument) -> list[Argument]:
    """An argument and those coordinated with it, which stand behind it."""
    out = [first]
    for a in arguments[arguments.index(first) + 1 :]:
        if a.conjunct != len(out) or a.role != first.role:
            break
        out.append(a)
    return out


def _possession(p: Proposition) -> Iterator[Triple]:
    """Y's X as "Y has X"; of a pronoun it would say nothing."""
    owned = p.role("object")
    said = list(p.roles("subject"))
    for owner in list(p.roles("owner")) or [a for a in said if a.text.lower() not in _PRONOUNS]:
        if owned is None:
            continue
        name = _POSSESSIVE.sub("", owner.text)
        thing = _POSSESSIVE_BEFORE.sub("", owned.text.removeprefix(said[0].text).removeprefix(name)).strip()
        if thing and thing != owned.text:
            signs = tuple(signs_of(p, owner, owned, ()))
            yield Triple(p.relation, name, thing, (), confidence(signs), signs)


def _triple(p: Proposition, s: Argument, o: Argument, others: Sequence[Argument]) -> Triple:
    relation = p.relation
    if o.role == "subject":
        relation = f"{relation} by"
    elif o.role not in _UNMARKED and o.role != "in:":
        relation = f"{relation} {o.marker or o.role}"
    further = [_with_marker(a) for a in others]
    if p.context:
        further.append(p.context)
    signs = tuple(signs_of(p, s, o, others))
    return Triple(relation, s.text, o.text, tuple(further), confidence(signs), signs)


def _with_marker(a: Argument) -> str:
    if a.role == "subject":
        return f"by {a.whole}"
    return a.whole if a.role in _UNMARKED else f"{a.marker or a.role} {a.whole}"

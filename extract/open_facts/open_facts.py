"""Open facts of a document: what its clauses say of two entities and no rule of the vocabulary reads."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from newsweave.extract.entities.cluster import Passage
from newsweave.extract.model import OPEN, Document, EntityArgument, Evidence, Proposition, Statement
from newsweave.extract.open_facts.candidate import Candidate
from newsweave.extract.open_facts.confidence import open_confidence
from newsweave.extract.open_facts.of_clauses import of_clause, of_each_other
from newsweave.extract.open_facts.of_nouns import of_deed, of_example, of_possession, of_predicate_noun
from newsweave.extract.relations.attribution import Attribution
from newsweave.extract.relations.entity_arguments import entity_argument
from newsweave.extract.relations.event_time import Times
from newsweave.extract.relations.qualifiers import time_qualifiers
from newsweave.extract.relations.readings import plain_reading
from newsweave.extract.relations.statement_context import looks_back

__all__ = ["open_facts"]

_READERS: Mapping[str, tuple[Callable[[Passage, Proposition], Iterator[Candidate]], ...]] = {
    "verb": (of_clause, of_each_other),
    **dict.fromkeys(("copula", "apposition", "compound"), (of_predicate_noun,)),
    "nominal": (of_deed,),
    "possessive": (of_possession,),
    "example": (of_example,),
}
_NONE = frozenset({"Currency", "Cryptocurrency"})  # what is paid in
_LONGEST = 160  # characters of a further argument
_LONG_WORD, _CAPITALS = 4, 0.8
_FURTHER = frozenset({"time", "subject", "doer"})


def open_facts(document: Document, passages: Sequence[Passage], typed: Iterable[Statement]) -> list[Statement]:
    """The open facts of a document in text order, each (fact, status, sentence) once.

    ``typed`` are the statements that the rules read: who a sentence joins there, it does not join again here.
    """
    joined = {
        (s.evidence.start, _pair(s.subject.id, s.object.id))
        for s in typed
        if isinstance(s.object, EntityArgument) and s.relation != "said"
    }
    attribution = Attribution(passages)
    best: dict[tuple[str, str, int], Statement] = {}
    for p in passages:
        if p.kind != "paragraph":
            continue
        times: Times | None = None
        for x in p.propositions:
            if x.modality in ("condition", "question") or x.supposed or _is_heading(p, x.token):
                continue
            for c in _candidates(p, x):
                start, end = p.tree.sentence_span(x.token)
                if c.subject.cluster is c.object.cluster:
                    continue
                if (start, _pair(c.subject.cluster.id, c.object.cluster.id)) in joined or not _may_be_ends(c):
                    continue
                if times is None:
                    times = Times(p.tree, p.propositions, document.date)
                s = _statement(document, p, c, start, end, attribution, times)
                key = (s.fact_key, s.status, start)
                if key not in best or s.confidence > best[key].confidence:
                    best[key] = s
    return sorted(_most_said(best.values()), key=lambda s: (s.evidence.start, s.subject.start, s.predicate, s.key))


def _candidates(p: Passage, x: Proposition) -> Iterator[Candidate]:
    """The pairs that a proposition relates, in the order of its arguments."""
    return itertools.chain.from_iterable(read(p, x) for read in _READERS.get(x.kind, ()))


def _pair(one: str, other: str) -> frozenset[str]:
    return frozenset((one, other))


def _may_be_ends(c: Candidate) -> bool:
    return not {c.subject.cluster.type, c.object.cluster.type} & _NONE


def _most_said(found: Collection[Statement]) -> Iterator[Statement]:
    """Without what another says with more words of the same two: "have willingness to help" of "signal willingness"."""
    said: dict[tuple[int, frozenset[str]], list[str]] = defaultdict(list)
    for s in found:
        assert isinstance(s.object, EntityArgument)
        said[s.evidence.start, _pair(s.subject.id, s.object.id)].append(s.predicate)
    for s in found:
        assert isinstance(s.object, EntityArgument)
        others = said[s.evidence.start, _pair(s.subject.id, s.object.id)]
        short = s.predicate.removeprefix("have ")
        if short == s.predicate or not any(o != s.predicate and o.endswith(f" {short}") for o in others):
            yield s


def _is_heading(p: Passage, t: int) -> bool:
    """Whether a sentence has capitals throughout, as only a headline has: its parse is not to be trusted."""
    words, (a, b) = p.tree.words, p.tree.sentences[p.tree.sentence_of[t]]
    long = [words[k] for k in range(a, b) if k not in p.spans and len(words[k]) >= _LONG_WORD and words[k].isalpha()]
    return len(long) > 1 and sum(w[0].isupper() for w in long) >= _CAPITALS * len(long)


def _statement(
    document: Document, p: Passage, c: Candidate, start: int, end: int, attribution: Attribution, times: Times
) -> Statement:
    x = c.proposition
    status, sources = plain_reading(x, attribution.of(p, x))
    ahead = x.modality in ("plan", "possible") and not looks_back(p, x)
    when = times.of(x, ahead=ahead)
    subject = entity_argument(p, c.subject, start, end)
    target = entity_argument(p, c.object, start, end)
    links = [how for f in (c.subject, c.object) if (how := f.link(p))]
    return Statement(
        subject=subject,
        relation=OPEN,
        object=target,
        evidence=Evidence(document.id, start, end, document.text[start:end], f"open/{c.kind}"),
        label=c.predicate,
        qualifiers={} if when is None else time_qualifiers(when),
        status=status,
        attributed_to=" and ".join(s.name for s in sources if not s.via) or None,
        confidence=open_confidence(c.kind, c.predicate, subject, target, status, links),
        sources=sources,
        predicate=c.predicate,
        further=tuple(_further(p, c)),
    )


def _further(p: Passage, c: Candidate) -> Iterator[str]:
    """The other arguments of the clause in the text's words."""
    for a in c.proposition.arguments:
        if ":" in a.role or a.role in _FURTHER or a.temporal or a.head in c.used or a.role in ("self", "whole"):
            continue
        if a.role in ("poss", "compound", "amod") or (a.role == "complement" and c.proposition.kind != "verb"):
            continue
        words = " ".join(f"{a.marker} {a.text}".split())
        if words and len(words) <= _LONGEST:
            yield words

"""How far an open triple can be trusted: a logistic regression over what its proposition looks like.

In the manner of ReVerb's confidence function (Fader, Soderland and Etzioni 2011). The weights are data
(``ontology/triple_confidence.yaml``), fitted by ``benchmarks/fit_confidence.py`` to the share of a triple's words that
annotators also wrote; so of triples with confidence c about c of the words are right.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from newsweave.extract.model import Argument, Proposition
from newsweave.ontology.weights import triple_weights

__all__ = ["confidence", "signs_of"]

_PRONOUNS = frozenset("i you he she it we they him her them us me this that these those one who which there".split())
_LENGTHS = (1, 2, 3, 5, 8, 12, 20)


def confidence(signs: Iterable[str]) -> float:
    """The expected share of right words of a triple with these signs, in (0, 1), three digits."""
    weights = triple_weights()
    score = weights.get("bias", 0.0) + sum(weights.get(sign, 0.0) for sign in signs)
    return round(1 / (1 + math.exp(-max(min(score, 4.0), -4.0))), 3)


def signs_of(p: Proposition, subject: Argument, core: Argument, others: Sequence[Argument]) -> Iterator[str]:
    """Names of the properties that hold of a triple; each has one weight."""
    yield f"kind {p.kind}" if subject.role != "owner" else "kind possessive pronoun"
    if p.kind in ("verb", "copula"):
        yield f"form {p.form if p.form in ('VBG', 'VBN', 'VB') else 'finite'}"
        yield f"object is {_role(p, core)}"
        yield f"voice {p.voice}"
        yield f"further {min(len(others), 3)}"
        if p.modality:
            yield f"modality {p.modality}"
        if p.governor >= 0:
            yield "governed"
    if p.context:
        yield "claimed"
    if p.polarity == "negative":
        yield "negative"
    yield f"subject length {_length(subject.text)}"
    yield f"object length {_length(core.text)}"
    yield f"relation length {min(len(p.relation.split()), 4)}"
    if subject.text.lower() in _PRONOUNS:
        yield "subject pronoun"
    if core.text.lower() in _PRONOUNS:
        yield "object pronoun"
    if subject.text[:1].isupper() and subject.text.lower() not in _PRONOUNS:
        yield "subject capital"
    if core.text[:1].isupper():
        yield "object capital"
    yield f"gap {_gap(subject, core)}"
    if subject.conjunct or subject.coordination:
        yield f"subject coordinated {min(subject.conjunct, 2)}"
    if core.conjunct or core.coordination:
        yield f"object coordinated {min(core.conjunct, 2)}"


def _role(p: Proposition, core: Argument) -> str:
    if core.role in ("object", "complement", "content", "second", "subject"):
        return core.role
    return "time" if core.temporal else "phrase"


def _length(text: str) -> int:
    n = len(text.split())
    return next((i for i, bound in enumerate(_LENGTHS) if n <= bound), len(_LENGTHS))


def _gap(subject: Argument, core: Argument) -> str:
    """How many characters stand between the two, in steps."""
    if core.start < subject.end:
        return "inverted"
    between = core.start - subject.end
    return next(
        (name for bound, name in ((15, "near"), (30, "close"), (60, "middle"), (120, "far")) if between <= bound),
        "wide",
    )

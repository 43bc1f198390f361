"""How sure an open fact is: the share of open facts with its signs that were true and complete as worded.

A logistic regression over a few signs whose weights are data, as for statements (``relations.statement_confidence``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp, prod

from newsweave.extract.model import EntityArgument, Status
from newsweave.ontology.link_kinds import link_kind
from newsweave.ontology.weights import open_weights

__all__ = ["open_confidence", "open_signs"]

_FAR = 120  # characters between the starts of subject and object
_LEAST, _MOST = 0.05, 0.97


def open_confidence(
    kind: str, predicate: str, subject: EntityArgument, target: EntityArgument, status: Status, links: Sequence[str]
) -> float:
    """The share of open facts like this one that are right, to two digits; ``links`` as for statements."""
    weights = open_weights()
    score = weights["bias"] + sum(weights.get(s, 0.0) for s in open_signs(kind, predicate, subject, target, status))
    worth = prod(link_kind(how).worth for how in links)
    return round(min(max(worth / (1 + exp(-score)), _LEAST), _MOST), 2)


def open_signs(
    kind: str, predicate: str, subject: EntityArgument, target: EntityArgument, status: Status
) -> Iterator[str]:
    """The signs of an open fact, each of which has a weight or none."""
    words = predicate.split()
    yield f"kind {kind}"
    yield f"words {min(len(words), 4)}"
    yield f"last {words[-1]}"
    yield f"subject {subject.type}"
    yield f"object {target.type}"
    for argument in (subject, target):
        if argument.text != argument.name and argument.text not in argument.aliases:
            yield "reference"
    if abs(subject.start - target.start) >= _FAR:
        yield "far"
    if status != "asserted":
        yield f"status {status}"

"""Weights that benchmarks fitted (``*_confidence.yaml``), checked when loaded."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from newsweave.ontology.errors import DataError
from newsweave.ontology.plain_yaml import read_yaml

__all__ = ["load_weights", "open_weights", "statement_weights", "triple_weights"]

_TRIPLES = Path(__file__).with_name("triple_confidence.yaml")
_OPEN = Path(__file__).with_name("open_confidence.yaml")
_STATEMENTS = Path(__file__).with_name("statement_confidence.yaml")


@cache
def triple_weights() -> dict[str, float]:
    """The weights of the confidence of open triples, by sign; see ``newsweave.extract.clauses.triple_confidence``."""
    return load_weights(_TRIPLES)


@cache
def open_weights() -> dict[str, float]:
    """The weights of the confidence of open facts, by sign; see ``extract.open_facts.confidence``."""
    return load_weights(_OPEN)


@cache
def statement_weights() -> dict[str, float]:
    """The weights of the confidence of statements, by sign; see ``extract.relations.statement_confidence``."""
    return load_weights(_STATEMENTS)


def load_weights(path: Path) -> dict[str, float]:
    """The numbers of a file ``{weights: {sign: number}}``.

    Raises:
        DataError: where the file is no such map, or a weight is no number.
    """
    data = read_yaml(path)
    weights = data.get("weights") if isinstance(data, dict) and set(data) == {"weights"} else None
    if not isinstance(weights, dict):
        raise DataError(f"{path.name}: must hold one map, 'weights'")
    for sign, weight in weights.items():
        if isinstance(weight, bool) or not isinstance(weight, int | float):
            raise DataError(f"{path.name}: {sign!r}: {weight!r} is not a number")
    if "bias" not in weights:
        raise DataError(f"{path.name}: 'bias' is missing")
    return {str(sign): float(weight) for sign, weight in weights.items()}

"""Fitted weights: what the file must hold, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsweave.ontology.errors import DataError
from newsweave.ontology.weights import load_weights, triple_weights


def test_the_weights_of_triples_are_there() -> None:
    weights = triple_weights()
    assert "bias" in weights
    assert any(sign.startswith("kind ") for sign in weights)
    assert all(isinstance(w, float) for w in weights.values())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("weights: [1]\n", "must hold one map, 'weights'"),
        ("weights: {a: 1}\nmore: {}\n", "must hold one map, 'weights'"),
        ("- 1\n", "must hold one map, 'weights'"),
        ("weights: {bias: heavy}\n", "'bias': 'heavy' is not a number"),
        ("weights: {bias: true}\n", "'bias': True is not a number"),
        ("weights: {bias: 1, bias: 2}\n", "key 'bias' stands twice"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "w.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError, match=why) as error:
        load_weights(path)
    assert "w.yaml" in str(error.value)

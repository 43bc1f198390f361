"""The benchmark that fits the confidence of open triples, on a gold of two made-up sentences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.benchmark_data import load

fit_confidence: Any = load("fit_confidence")

SCORER = """
def binary(relation, args):
    words = [a.split() for a in args]
    return relation.split(), [words[0], [w for a in words[1:] for w in a]]

def carb_pair(gold, predicted):
    said = [*predicted[0], *predicted[1][0], *predicted[1][1]]
    hits = [w for w in said if w in (*gold[0], *gold[1][0], *gold[1][1])]
    return len(hits) / len(said), 0.0
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "score.py").write_text(SCORER, "utf-8")
    (tmp_path / "carb-dev.txt").write_text("Quorl acquired Vandrel .\nVandrel 's founder left Quorl .\n", "utf-8")
    (tmp_path / "carb-dev.tsv").write_text(
        "Quorl acquired Vandrel .\tacquired\tQuorl\tVandrel\nVandrel 's founder left Quorl .\tleft\tfounder\tQuorl\n",
        "utf-8",
    )
    return tmp_path


def test_weights_separate_good_signs_from_bad_ones() -> None:
    rows = [(n, ("good",), 0.9) for n in range(500)] + [(n, ("bad",), 0.1) for n in range(500)]
    weights = fit_confidence.fit(rows)
    assert fit_confidence.predict(weights, ("good",)) == pytest.approx(0.9, abs=0.05)
    assert fit_confidence.predict(weights, ("bad",)) == pytest.approx(0.1, abs=0.05)
    assert fit_confidence.predict(weights, ("unheard of",)) == pytest.approx(0.5, abs=0.1)


def test_the_report_ranks_what_it_has_not_been_fitted_to() -> None:
    rows = [(n, ("good",) if n % 2 else ("bad",), 0.9 if n % 2 else 0.2) for n in range(100)]
    found = fit_confidence.report(rows)
    assert found["triples"] == 100
    assert found["correlation"] > 0.95
    assert found["tenths"][0][1] == pytest.approx(0.9)
    assert found["tenths"][-1][1] == pytest.approx(0.2)


def test_examples_pair_each_triple_with_the_gold(data: Path) -> None:
    rows = list(fit_confidence.examples(data))
    shares = {number: share for number, signs, share in rows if "kind verb" in signs}
    assert shares[1] == 1.0
    assert 0 < shares[2] < 1


def test_main_prints_and_writes(data: Path, tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    output = tmp_path / "weights.yaml"
    monkeypatch.setattr(fit_confidence, "OUTPUT", output)
    monkeypatch.setattr(fit_confidence, "report", lambda rows: {"triples": len(rows), "correlation": 1.0, "tenths": []})
    assert fit_confidence.main(["--data", str(data), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["triples"] >= 2
    assert not output.exists()
    assert fit_confidence.main(["--data", str(data), "--write"]) == 0
    from newsweave.ontology.weights import load_weights

    assert "bias" in load_weights(output)


def test_a_missing_file_is_named(tmp_path: Path, capsys: Any) -> None:
    assert fit_confidence.main(["--data", str(tmp_path)]) == 2
    assert "score.py: No such file" in capsys.readouterr().err

"""Fit the weights by which open triples are ranked to the public benchmarks, and write them as data.

    python benchmarks/fit_confidence.py --data FOLDER             print how well they rank, by cross-validation
    python benchmarks/fit_confidence.py --data FOLDER --write     and write ontology/triple_confidence.yaml

The target of a triple is the share of its words that annotators wrote too, in the tuple of the gold it matches best
(CaRB's word match; each gold tuple is given to one triple). The model is a logistic regression with an L2 penalty.
Exit codes: 0 done, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

import newsweave

OUTPUT = Path(__file__).resolve().parent.parent / "ontology" / "triple_confidence.yaml"
PENALTY = 2.0
FOLDS = 5
_NOTE = """# The confidence of open triples: signs of a triple to weights of a logistic regression
# (extract/clauses/triple_confidence.py).
# Made by benchmarks/fit_confidence.py; not for editing by hand.
"""

Example = tuple[int, tuple[str, ...], float]
"""Group (sentence), signs, and the share of right words."""


def load_script(path: Path) -> ModuleType:
    """A scorer that lies beside the data, as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def carb_gold(data: Path, score: Any) -> dict[int, list[Any]]:
    """Gold tuples of CaRB's development part by line number of its sentence file."""

    def key(sentence: str) -> str:
        return re.sub(r"[\W_]", "", re.sub(r"-[LR][RSC]B-", "", sentence))

    lines = (data / "carb-dev.txt").read_text("utf-8").split("\n")
    place = {key(s): i for i, s in enumerate(lines, 1) if s.strip()}
    gold: dict[int, list[Any]] = defaultdict(list)
    for line in (data / "carb-dev.tsv").read_text("utf-8").splitlines():
        sentence, relation, *arguments = line.strip().split("\t")
        words = [a.strip() for a in arguments if "C: " not in a]
        if key(sentence) in place:
            gold[place[key(sentence)]].append(score.binary(relation.strip(), words))
    return gold


def shares(score: Any, gold: Sequence[Any], rows: Sequence[Any]) -> list[float]:
    """For each predicted tuple, the share of its words in the gold tuple it is given, best pairs first."""
    pairs = [[score.carb_pair(g, row)[0] for row in rows] for g in gold]
    free_gold, free_rows = set(range(len(gold))), set(range(len(rows)))
    out = [0.0] * len(rows)
    while free_gold and free_rows:
        i, j = max(((i, j) for i in sorted(free_gold) for j in sorted(free_rows)), key=lambda ij: pairs[ij[0]][ij[1]])
        out[j] = pairs[i][j]
        free_gold.discard(i)
        free_rows.discard(j)
    return out


def examples(data: Path) -> Iterator[Example]:
    """The triples that newsweave reads from CaRB's development sentences, with their signs and what they are worth."""
    score = load_script(data / "score.py")
    gold = carb_gold(data, score)
    lines = (data / "carb-dev.txt").read_text("utf-8").split("\n")
    for number, propositions in enumerate(newsweave.Extractor().propositions(lines), 1):
        found = list(newsweave.triples(propositions))
        rows = [score.binary(t.relation, [t.subject, t.object, *t.further]) for t in found]
        for triple, share in zip(found, shares(score, gold.get(number, []), rows), strict=True):
            yield number, triple.signs, share


def fit(rows: Sequence[Example], penalty: float = PENALTY) -> dict[str, float]:
    """Weights by sign, ``bias`` included; Newton's method on the penalised log-likelihood of the shares."""
    names = sorted({s for _, signs, _ in rows for s in signs})
    column = {name: i for i, name in enumerate(names, 1)}
    x = np.zeros((len(rows), len(names) + 1))
    x[:, 0] = 1
    for i, (_, signs, _) in enumerate(rows):
        for sign in signs:
            x[i, column[sign]] = 1
    y = np.array([share for _, _, share in rows])
    w = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], penalty)
    ridge[0] = 1e-6
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (y - p) - ridge * w
        hessian = (x.T * (p * (1 - p))) @ x + np.diag(ridge)
        w += np.linalg.solve(hessian, gradient)
    return dict(zip(("bias", *names), w.tolist(), strict=True))


def predict(weights: dict[str, float], signs: Sequence[str]) -> float:
    """The confidence that ``newsweave.extract.clauses.triple_confidence`` would give."""
    score = weights["bias"] + sum(weights.get(s, 0.0) for s in signs)
    return float(1 / (1 + np.exp(-score)))


def report(rows: Sequence[Example]) -> dict[str, Any]:
    """Reliability by cross-validation over sentences: predicted against measured share, by tenth of the ranking."""
    scored: list[tuple[float, float]] = []
    for fold in range(FOLDS):
        weights = fit([r for r in rows if r[0] % FOLDS != fold])
        scored += [(predict(weights, signs), share) for group, signs, share in rows if group % FOLDS == fold]
    scored.sort(reverse=True)
    tenths = [scored[len(scored) * k // 10 : len(scored) * (k + 1) // 10] for k in range(10)]
    table = [(float(np.mean([c for c, _ in t])), float(np.mean([s for _, s in t]))) for t in tenths if t]
    c, s = np.array(scored).T
    return {"triples": len(rows), "correlation": float(np.corrcoef(c, s)[0, 1]), "tenths": table}


def write_weights(path: Path, note: str, weights: dict[str, float]) -> None:
    """Write weights as the data file that ``newsweave.ontology.weights`` loads, the bias first, the signs sorted."""
    ordered = sorted(weights.items(), key=lambda kv: (kv[0] != "bias", kv[0]))
    lines = "".join(f"  {json.dumps(name)}: {weight:.3f}\n" for name, weight in ordered)
    path.write_text(f"{note}weights:\n{lines}", "utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    parser = argparse.ArgumentParser(description="Fit the confidence of open triples.", allow_abbrev=False)
    parser.add_argument("--data", type=Path, required=True, help="folder with score.py and CaRB's development part")
    parser.add_argument("--write", action="store_true", help=f"write {OUTPUT.name}")
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    options = parser.parse_args(argv)
    try:
        rows = list(examples(options.data))
    except OSError as error:
        print(f"fit_confidence: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    found = report(rows)
    if options.json:
        print(json.dumps(found))
    else:
        print(
            f"{found['triples']} triples, correlation of confidence and share of right words {found['correlation']:.3f}"
        )
        print("tenth of the ranking: confidence, share of right words")
        for confidence, share in found["tenths"]:
            print(f"  {confidence:.2f}  {share:.2f}")
    if options.write:
        write_weights(OUTPUT, _NOTE, fit(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())

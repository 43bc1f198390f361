"""Fit the confidence of statements to annotated texts, and write it as data.

    python benchmarks/fit_statements.py --data FOLDER             print how reliable it is, by cross-validation
    python benchmarks/fit_statements.py --data FOLDER --write     and write ontology/statement_confidence.yaml

A statement is right where the gold of its text has its fact: KnowledgeNet's passages (relations that a passage is
annotated for; matched by the scorer's spans) and the news articles (matched by the scorer's names; what the doubtful
file holds counts neither way). The model is a logistic regression with an L2 penalty, so that a rule seen seldom is
drawn to what its construction and relation have. Exit codes: 0 done, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from fit_confidence import FOLDS, Example, fit, load_scorer, predict, write_weights

import newsweave
from newsweave.extract.documents.document_reader import document_of
from newsweave.extract.relations.statement_confidence import statement_signs
from newsweave.ontology.rules import load_rules

OUTPUT = Path(__file__).resolve().parent.parent / "ontology" / "statement_confidence.yaml"
BINS = (0.0, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)
LOWERING = ("subject reference", "object reference", "far")
_NOTE = """# The confidence of statements: their signs to weights of a logistic regression
# (extract/relations/statement_confidence.py).
# Made by benchmarks/fit_statements.py; not for editing by hand.
"""


def examples(data: Path) -> Iterator[Example]:
    """Document, signs, and 1 or 0 for each statement that the annotations can judge."""
    score = load_scorer(data)
    rules = {rule.id: rule for rule in load_rules().rules}
    extractor = newsweave.Extractor()
    number = 0
    for judge in (_knowledgenet(data, score), _news(data, score)):
        for record, right in judge:
            document = document_of(
                record["text"], id=str(record["id"]), title=record.get("title"), date=record.get("date")
            )
            number += 1
            for extraction in extractor.extract([document]):
                for s in extraction.statements:
                    verdict = right(s.to_dict())
                    if verdict is not None:
                        signs = statement_signs(rules[s.evidence.rule], s.subject, s.object, s.status)
                        yield number, signs, float(verdict)


def _knowledgenet(data: Path, score: Any) -> Iterator[tuple[dict[str, Any], Any]]:
    for line in (data / "knowledgenet.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)

        def right(s: dict[str, Any], passages: Sequence[dict[str, Any]] = record["passages"]) -> bool | None:
            relation = score.PROPERTY.get(score.plain(s["relation"]))
            if relation is None or s["status"] == "negated":
                return None
            ends = (s["object"], s["subject"]) if relation[1] else (s["subject"], s["object"])
            a, b = map(score.spans, ends)
            return _spans_right(score, relation[0], a, b, passages)

        yield {"id": record["doc"], "text": record["text"]}, right


def _spans_right(score: Any, relation: str, a: Any, b: Any, passages: Sequence[dict[str, Any]]) -> bool | None:
    """Whether a passage annotated for the relation holds the fact; None where none is annotated."""
    judged = False
    for p in passages:
        inside = [any(p["start"] <= x and y <= p["end"] for x, y in spans) for spans in (a, b)]
        if relation not in p["annotated"] or not all(inside):
            continue
        judged = True
        for prop, *ends in (f[:5] for f in p["facts"]):
            ways = [(a, b), (b, a)] if prop in score.SYMMETRIC else [(a, b)]
            first, second = (ends[0], ends[1]), (ends[2], ends[3])
            if prop == relation and any(
                any(score.touch(first, x) for x in xs) and any(score.touch(second, y) for y in ys) for xs, ys in ways
            ):
                return True
    return False if judged else None


def _news(data: Path, score: Any) -> Iterator[tuple[dict[str, Any], Any]]:
    gold, doubtful = (_facts(data / f"news-dev-{kind}.jsonl", score) for kind in ("gold", "doubtful"))
    for line in (data / "news-dev.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        key = str(record["id"])

        def right(s: dict[str, Any], key: str = key) -> bool | None:
            if s["relation"] == "said":
                return None
            if any(_same_fact(score, g, s) for g in gold[key]):
                return True
            return None if any(_same_fact(score, g, s) for g in doubtful[key]) else False

        yield record, right


def _facts(path: Path, score: Any) -> dict[str, list[tuple[Any, ...]]]:
    out: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        g = json.loads(line)
        ends = (score.names(g[k], *g.get(f"{k}_aliases") or ()) for k in ("subj", "obj"))
        out[str(g["doc"])].append((score.plain(g["rel"]), *ends, {score.plain(r) for r in g.get("rel_alt") or ()}))
    return out


def _same_fact(score: Any, gold: tuple[Any, ...], s: dict[str, Any]) -> bool:
    relation = score.plain(s["relation"])
    a, b = (
        score.names(x.get("name"), x.get("text"), x.get("value"), *(x.get("aliases") or ()))
        for x in (s["subject"], s["object"])
    )
    near = relation == gold[0] or relation in score.NEAR.get(gold[0], ()) or relation in gold[3]
    crossed = gold[0] in score.TWO_WAY and score.same(gold[1], b) and score.same(gold[2], a)
    return near and ((score.same(gold[1], a) and score.same(gold[2], b)) or crossed)


def fit_lowering(rows: Sequence[Example]) -> dict[str, float]:
    """Weights as ``fit`` gives them, but reference and distance never raise confidence.

    KnowledgeNet's spans count a pronoun as right whomever it was taken for, so the data may be kinder than the truth.
    """
    weights = fit(rows)
    kind = [s for s in LOWERING if weights.get(s, 0.0) > 0]
    return fit([(n, tuple(s for s in signs if s not in kind), y) for n, signs, y in rows]) if kind else weights


def reliability(rows: Sequence[Example]) -> dict[str, Any]:
    """By cross-validation over documents: for each band of confidence how many, their mean, and the share right."""
    scored: list[tuple[float, float]] = []
    for fold in range(FOLDS):
        weights = fit_lowering([r for r in rows if r[0] % FOLDS != fold])
        scored += [(predict(weights, signs), right) for group, signs, right in rows if group % FOLDS == fold]
    bands = []
    for low, high in itertools.pairwise(BINS):
        inside = [(c, r) for c, r in scored if low <= c < high]
        if inside:
            bands.append((low, len(inside), *(float(np.mean(column)) for column in zip(*inside, strict=True))))
    off = sum(n * abs(c - r) for _, n, c, r in bands) / len(scored)
    return {"statements": len(scored), "calibration error": off, "bands": bands}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    parser = argparse.ArgumentParser(description="Fit the confidence of statements.", allow_abbrev=False)
    parser.add_argument("--data", type=Path, required=True, help="folder with score.py and the annotated texts")
    parser.add_argument("--write", action="store_true", help=f"write {OUTPUT.name}")
    options = parser.parse_args(argv)
    try:
        rows = list(examples(options.data))
    except OSError as error:
        print(f"fit_statements: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    found = reliability(rows)
    print(f"{found['statements']} statements judged; confidence is off by {found['calibration error']:.3f} on average")
    print("from  statements  confidence  right")
    for low, n, confidence, right in found["bands"]:
        print(f"{low:.2f}  {n:10}  {confidence:10.2f}  {right:.2f}")
    if options.write:
        write_weights(OUTPUT, _NOTE, fit_lowering(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())

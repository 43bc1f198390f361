"""Fit the confidence of statements to annotated texts, and write it as data.

    python benchmarks/fit_statements.py --data FOLDER             print how reliable it is, by cross-validation
    python benchmarks/fit_statements.py --data FOLDER --write     and write ontology/statement_confidence.yaml
    python benchmarks/fit_statements.py --data FOLDER --decisions KG [--decisions KG2]     use what people decided, too

A statement is right where the gold of its text has its fact (``judges``): news of many outlets, the project's own
domain, KnowledgeNet, DWIE and FIRE. The model is a logistic regression with an L2 penalty, so that a rule seen seldom
is drawn to what its construction and relation have. Cross-validation leaves out whole outlets, so that the table tells
what to expect of an outlet that the fit has not seen. Exit codes: 0 done, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from fit_confidence import FOLDS, Example, fit, load_script, predict, write_weights
from judges import JUDGES

import newsweave
from newsweave.extract.documents.document_reader import document_of
from newsweave.extract.measures.lines import RULE as LINE_RULE
from newsweave.extract.measures.measures import RULES as FIGURE_RULES
from newsweave.extract.measures.tables import RULE as TABLE_RULE
from newsweave.extract.model import EntityArgument, LiteralArgument, StatementArgument
from newsweave.extract.relations.listings import RULE as TICKER_RULE
from newsweave.extract.relations.statement_confidence import statement_signs
from newsweave.graph.facts import Fact, FactEvidence, GraphEntity
from newsweave.graph.review.quality import Judged
from newsweave.ontology.lexicon import load_rules
from newsweave.ontology.rules import Rule

OUTPUT = Path(__file__).resolve().parent.parent / "ontology" / "statement_confidence.yaml"
BINS = (0.0, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)
LOWERING = ("subject reference", "object reference", "far")
_NOTE = """# The confidence of statements: their signs to weights of a logistic regression
# (extract/relations/statement_confidence.py).
# Made by benchmarks/fit_statements.py; not for editing by hand.
"""


def shipped_rules() -> dict[str, Rule]:
    """Every rule that a statement may name, by id."""
    return {rule.id: rule for rule in (*load_rules().rules, *FIGURE_RULES.values(), LINE_RULE, TABLE_RULE, TICKER_RULE)}


def examples(data: Path) -> Iterator[tuple[str, Example]]:
    """The texts' name, and group, signs, and 1 or 0 for each statement that the annotations can judge."""
    groups: dict[tuple[str, str], int] = {}
    score = load_script(data / "score.py")
    rules = shipped_rules()
    extractor = newsweave.Extractor()
    for name, judge in JUDGES.items():
        for group, record, right in judge(data, score):
            document = document_of(
                record["text"], id=str(record["id"]), title=record.get("title"), date=record.get("date")
            )
            for extraction in extractor.extract([document]):
                for s in extraction.statements:
                    verdict = right(s.to_dict())
                    if verdict is not None:
                        signs = statement_signs(rules[s.evidence.rule], s.subject, s.object, s.status)
                        yield name, (groups.setdefault((name, group), len(groups)), signs, float(verdict))


FLOOR = 20
"""Decisions that a rule must have before any is used: a few are of the sentences that somebody stumbled over."""


def decided(judged: Iterable[Judged], first: int) -> list[tuple[str, Example]]:
    """What people decided of sentences, as examples in groups from ``first`` on: an outlet each, else a document.

    Rules of users' own are left out, since no weight of theirs is kept, and so are rules with fewer decisions than
    ``FLOOR``.
    """
    rules, groups = shipped_rules(), dict[str, int]()
    known = [j for j in judged if j.read and j.fact.evidence[0].rule in rules]
    counts = Counter(j.fact.evidence[0].rule for j in known)
    rows = []
    for j in known:
        e = j.fact.evidence[0]
        if counts[e.rule] >= FLOOR:
            group = groups.setdefault(e.source or e.document_id, first + len(groups))
            rows.append(
                ("decisions", (group, statement_signs(rules[e.rule], *_ends(j.fact), e.status), float(j.right)))
            )
    return rows


def _ends(fact: Fact) -> tuple[EntityArgument, StatementArgument]:
    """Subject and object where they stand in the sentence; of several places the two that are nearest."""
    e = fact.evidence[0]
    subjects, objects = ([s for s in spans if e.start <= s[0] < e.end] for spans in (e.subject_spans, e.object_spans))
    nowhere = [(e.start, e.start)]
    one, other = min(
        itertools.product(subjects or nowhere, objects or nowhere), key=lambda pair: abs(pair[0][0] - pair[1][0])
    )
    subject = _entity(fact.subject, one, e)
    if isinstance(fact.object, GraphEntity):
        return subject, _entity(fact.object, other, e)
    value = fact.object
    return subject, LiteralArgument(value.value, value.datatype, value.text, *other)


def _entity(entity: GraphEntity, span: tuple[int, int], e: FactEvidence) -> EntityArgument:
    text = e.text[span[0] - e.start : span[1] - e.start]
    return EntityArgument(entity.iri, entity.name, entity.type, text, *span, aliases=entity.aliases)


COUNTS = {"news-real": 3, "dwie": 2}
"""How often a statement counts in the fit, more than once where the text is of an outlet that nobody tuned on."""


def weighted(rows: Sequence[tuple[str, Example]]) -> list[Example]:
    """Each example as often as its texts count."""
    return [example for name, example in rows for _ in range(COUNTS.get(name, 1))]


def fit_lowering(rows: Sequence[Example]) -> dict[str, float]:
    """Weights as ``fit`` gives them, but reference and distance never raise confidence.

    KnowledgeNet's spans count a pronoun as right whomever it was taken for, so the data may be kinder than the truth.
    """
    weights = fit(rows)
    kind = [s for s in LOWERING if weights.get(s, 0.0) > 0]
    return fit([(n, tuple(s for s in signs if s not in kind), y) for n, signs, y in rows]) if kind else weights


def scored(rows: Sequence[tuple[str, Example]]) -> list[tuple[str, float, float]]:
    """By cross-validation over outlets: texts, confidence, and 1 or 0 for each statement."""
    found: list[tuple[str, float, float]] = []
    for fold in range(FOLDS):
        weights = fit_lowering(weighted([r for r in rows if r[1][0] % FOLDS != fold]))
        found += [
            (name, predict(weights, signs), right) for name, (group, signs, right) in rows if group % FOLDS == fold
        ]
    return found


def reliability(found: Sequence[tuple[str, float, float]]) -> dict[str, Any]:
    """For each band of confidence how many, their mean, and the share right."""
    bands = []
    for low, high in itertools.pairwise(BINS):
        inside = [(c, r) for _, c, r in found if low <= c < high]
        if inside:
            bands.append((low, len(inside), *(float(np.mean(column)) for column in zip(*inside, strict=True))))
    off = sum(n * abs(c - r) for _, n, c, r in bands) / max(len(found), 1)
    return {"statements": len(found), "calibration error": off, "bands": bands}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    parser = argparse.ArgumentParser(description="Fit the confidence of statements.", allow_abbrev=False)
    parser.add_argument("--data", type=Path, required=True, help="folder with score.py and the annotated texts")
    parser.add_argument("--write", action="store_true", help=f"write {OUTPUT.name}")
    parser.add_argument(
        "--decisions",
        type=Path,
        action="append",
        default=[],
        metavar="KG",
        help="a graph whose decisions are used, too",
    )
    options = parser.parse_args(argv)
    try:
        rows = list(examples(options.data))
        for folder in options.decisions:
            with newsweave.open(folder) as kg:
                judged = kg.judged()
            used = decided(judged, 1 + max((group for _, (group, *_) in rows), default=0))
            print(f"{folder}: {len(judged)} sentences decided, {len(used)} used (rules with {FLOOR} or more)")
            rows += used
    except newsweave.NewsweaveError as error:
        print(f"fit_statements: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"fit_statements: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    held_out = scored(rows)
    for name in ("all texts", *JUDGES, *(["decisions"] if options.decisions else [])):
        found = reliability([one for one in held_out if name in ("all texts", one[0])])
        off = found["calibration error"]
        print(f"\n{name}: {found['statements']} statements judged; confidence is off by {off:.3f} on average")
        print("from  statements  confidence  right")
        for low, n, confidence, right in found["bands"]:
            print(f"{low:.2f}  {n:10}  {confidence:10.2f}  {right:.2f}")
    if options.write:
        write_weights(OUTPUT, _NOTE, fit_lowering(weighted(rows)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

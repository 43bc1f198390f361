"""The benchmark that fits the confidence of statements: what counts as right, and the reliability table."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.benchmark_data import load

from newsweave.graph.facts import Fact, FactEvidence, GraphEntity
from newsweave.graph.review.quality import Judged

sys.modules.setdefault("fit_confidence", load("fit_confidence"))
judges: Any = sys.modules.setdefault("judges", load("judges"))
fit_statements: Any = load("fit_statements")

SCORE = SimpleNamespace(SYMMETRIC={"SPOUSE"}, touch=lambda a, b: a[0] < b[1] and b[0] < a[1])
PASSAGE = {"start": 0, "end": 40, "annotated": ["CEO", "SPOUSE"], "facts": [["CEO", 0, 5, 10, 15, None, None]]}


@pytest.mark.parametrize(
    ("relation", "a", "b", "right"),
    [
        ("CEO", (0, 5), (10, 15), True),
        ("CEO", (10, 15), (0, 5), False),
        ("CEO", (0, 5), (20, 25), False),
        ("SPOUSE", (0, 5), (10, 15), False),
        ("EDUCATED_AT", (0, 5), (10, 15), None),
        ("CEO", (0, 5), (50, 55), None),
    ],
)
def test_right_wrong_or_not_annotated(
    relation: str, a: tuple[int, int], b: tuple[int, int], right: bool | None
) -> None:
    assert judges._spans_right(SCORE, relation, [a], [b], [PASSAGE]) is right


def test_the_reliability_table_is_of_texts_left_out_of_the_fit() -> None:
    rows = [("kn", (n, ("rule good",), float(n // 5 % 10 != 0))) for n in range(1000)]
    rows += [("kn", (n, ("rule bad",), float(n // 5 % 10 < 3))) for n in range(1000)]
    found = fit_statements.reliability(fit_statements.scored(rows))
    assert found["statements"] == 2000
    assert found["calibration error"] < 0.05
    bands = {low: right for low, _, _, right in found["bands"]}
    assert bands[0.0] == pytest.approx(0.3, abs=0.02)
    assert max(bands) >= 0.85


def test_texts_of_unknown_outlets_count_more() -> None:
    row = (1, ("rule good",), 1.0)
    assert fit_statements.weighted([("kn", row), ("news-real", row)]) == [row] * 4


def test_what_a_script_runs_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "score_x.py"
    path.write_text("import sys\nGOLD = {1}\ndef mapped(s): return sys.argv and s\nraise SystemExit(mapped(2))\n")
    found = judges._definitions(path)
    assert (found.GOLD, found.mapped(3)) == ({1}, 3)


def test_a_reference_never_raises_confidence() -> None:
    rows = [(n, ("subject reference",) if n % 2 else (), float(n % 2 or n % 4)) for n in range(400)]
    assert fit_statements.fit(rows)["subject reference"] > 0
    assert "subject reference" not in fit_statements.fit_lowering(rows)


def test_a_missing_file_is_named(tmp_path: Any, capsys: Any) -> None:
    assert fit_statements.main(["--data", str(tmp_path)]) == 2
    assert "score.py" in capsys.readouterr().err


def _judged(
    rule: str, right: bool, text: str = "Corvex Group acquired Kestrin Bank.", source: str = "Mekong Wire"
) -> Any:
    subject = GraphEntity("c", "Corvex Group", "Company")
    target = GraphEntity("k", "Kestrin Bank", "Bank")
    at = 100 + text.index("Kestrin")
    e = FactEvidence(
        *("e", "https://x/d", "d", None, source, None, None, 100, 100 + len(text), text),
        *(((100, 100 + text.index(" acquired")), (5, 17)), ((at, at + 12),), "acquired", "asserted", None, 0.9, rule),
    )
    return Judged(Fact("f", subject, "acquired", target, (e,)), right)


def test_decisions_are_examples_where_a_rule_has_enough_of_them() -> None:
    rules = fit_statements.shipped_rules()
    good, seldom = (r.id for r in itertools.islice((r for r in rules.values() if r.relation == "acquired"), 2))
    given = [_judged(good, n % 4 != 0, source=f"outlet {n % 3}") for n in range(fit_statements.FLOOR)]
    given += [_judged(seldom, True)] * (fit_statements.FLOOR - 1) + [_judged("a user's own", True)] * 50
    rows = fit_statements.decided(given, 7)
    assert len(rows) == fit_statements.FLOOR
    assert {name for name, _ in rows} == {"decisions"}
    assert {group for _, (group, _, _) in rows} == {7, 8, 9}
    assert sum(right for _, (_, _, right) in rows) == fit_statements.FLOOR * 3 / 4
    signs = rows[0][1][1]
    assert {"subject name", "object name", f"rule {rules[good].meaning}"} <= set(signs)
    assert "far" not in signs
    said = [_judged(good, True, text="It acquired Kestrin Bank.")] * fit_statements.FLOOR
    assert "subject reference" in fit_statements.decided(said, 0)[0][1][1]

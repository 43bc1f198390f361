"""What decisions say of rules and relations, and decisions as a gold standard for the scorer."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from newsweave.graph.facts import Fact, FactEvidence, GraphEntity, GraphValue
from newsweave.graph.review.quality import Judged, Precision, gold, quality

SCORER = Path(__file__).parents[4] / "shared" / "bench" / "score.py"
CORVEX, KESTRIN = GraphEntity("c", "Corvex Group", "Company", ("Corvex",)), GraphEntity("k", "Kestrin Bank", "Bank")


def evidence(document: str, rule: str = "acquire", text: str = "Corvex Group bought Kestrin Bank.") -> FactEvidence:
    return FactEvidence(
        *(
            f"e-{document}",
            f"https://x/{document}",
            document,
            None,
            "Mekong Wire",
            None,
            "2025-01-02",
            0,
            len(text),
            text,
        ),
        *(((0, 12),), ((20, 32),), "bought", "asserted", "officials", 0.9, rule),
        qualifiers={"amount": "$40 million"},
    )


def fact(document: str, relation: str = "acquired", rule: str = "acquire", key: str = "") -> Fact:
    return Fact(key or f"{relation}-1", CORVEX, relation, KESTRIN, (evidence(document, rule),))


def judged(*counts: tuple[str, str, int, int]) -> list[Judged]:
    """By rule, relation, and how many are right and wrong."""
    return [
        Judged(fact(f"d{n}", relation, rule), n < right)
        for rule, relation, right, wrong in counts
        for n in range(right + wrong)
    ]


def test_precision_by_rule_and_relation() -> None:
    found = quality(judged(("acquire", "acquired", 8, 2), ("take over", "acquired", 3, 0), ("sue", "sued", 0, 1)))
    assert found.rules == (
        Precision("acquire", 8, 2),
        Precision("take over", 3, 0),
        Precision("sue", 0, 1),
    )
    assert found.relations == (Precision("acquired", 11, 2), Precision("sued", 0, 1))
    assert found.total == Precision("all", 11, 3)
    assert found.to_dict()["rules"][0] == {
        **{"name": "acquire", "right": 8, "wrong": 2},
        **{"precision": 0.8, "low": 0.4902, "high": 0.9433},
    }


def test_nothing_decided() -> None:
    found = quality([])
    assert (found.rules, found.relations, found.total) == ((), (), None)
    assert found.to_dict() == {"all": None, "relations": [], "rules": []}


@pytest.mark.parametrize(
    ("right", "wrong", "low", "high"),
    # by hand: (p + z²/2n ± z·sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n), z = 1.96
    [(1, 0, 0.2065, 1.0), (0, 1, 0.0, 0.7935), (10, 0, 0.7225, 1.0), (5, 5, 0.2366, 0.7634), (90, 10, 0.8256, 0.9448)],
)
def test_intervals_are_wilsons(right: int, wrong: int, low: float, high: float) -> None:
    assert Precision("x", right, wrong).interval == pytest.approx((low, high), abs=2e-4)


def test_gold_is_what_was_confirmed_and_the_rest_of_those_documents_is_doubtful() -> None:
    yes, no, open_ = fact("a"), fact("a", "sued"), fact("a", "supplies")
    elsewhere = fact("b", "supplies")
    found = gold([Judged(yes, True), Judged(no, False)], [yes, open_, elsewhere])
    assert found.right == (
        {
            **{
                "doc": "a",
                "subj": "Corvex Group",
                "subj_aliases": ["Corvex"],
                "rel": "acquired",
                "obj": "Kestrin Bank",
            },
            **{"obj_aliases": [], "status": "asserted", "by": "officials", "qual": {"amount": "$40 million"}},
            "evidence": "Corvex Group bought Kestrin Bank.",
        },
    )
    assert [r["rel"] for r in found.doubtful] == ["supplies"]
    assert [r["rel"] for r in found.wrong] == ["sued"]
    assert {r["doc"] for r in found.doubtful} == {"a"}


def test_a_fact_that_one_sentence_says_and_another_does_not_is_right() -> None:
    again = replace(fact("a"), evidence=(evidence("a", text="It owns the bank."),))
    found = gold([Judged(again, False), Judged(fact("a"), True)], [fact("a")])
    assert (len(found.right), found.doubtful, found.wrong) == (1, (), ())


def test_a_value_is_named_by_its_words_and_its_form() -> None:
    price = replace(fact("a", "has_metric"), object=GraphValue("USD 40000000", "money", "$40 million"))
    (row,) = gold([Judged(price, True)], []).right
    assert (row["obj"], row["obj_aliases"]) == ("$40 million", ["USD 40000000"])


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not SCORER.exists(), reason="the scorer lies beside the project")
def test_the_scorer_reads_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts = [fact("a"), fact("a", "sued"), fact("a", "supplies"), fact("b")]
    found = gold([Judged(facts[0], True), Judged(facts[1], False), Judged(facts[3], True)], facts)
    for name, rows in (("gold", found.right), ("doubtful", found.doubtful)):
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    said = [
        {"document": f.evidence[0].document_id, "relation": f.relation, "subject": {"name": "Corvex"}}
        | {"object": {"name": "Kestrin Bank"}, "status": "asserted"}
        for f in facts[:3]
    ]
    (tmp_path / "said").write_text("".join(json.dumps(s) + "\n" for s in said), "utf-8")
    scorer().news(str(tmp_path / "gold"), str(tmp_path / "said"), doubtful=str(tmp_path / "doubtful"))
    # found: a's takeover; missed: b's; wrong: what was rejected; the undecided one counts neither way
    assert "news all P 0.500 R 0.500 F1 0.500, status right on 1 of 1 found" in capsys.readouterr().out

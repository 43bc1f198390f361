"""Confidence of statements: what raises and lowers it, and the file it comes from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from newsweave.extract.measures.lines import RULE as LINE
from newsweave.extract.measures.measures import RULES as FIGURE_RULES
from newsweave.extract.measures.tables import RULE as TABLE
from newsweave.extract.model import EntityArgument
from newsweave.extract.relations.listings import RULE as LISTING
from newsweave.extract.relations.statement_confidence import statement_confidence, statement_signs
from newsweave.ontology.errors import DataError
from newsweave.ontology.lexicon import load_rules
from newsweave.ontology.rules import Example, Rule
from newsweave.ontology.weights import load_weights, statement_weights

SUBJECT = EntityArgument("mara-voss", "Mara Voss", "Person", "Mara Voss", 0, 9, ((0, 9),), ("Voss",))
OBJECT = EntityArgument("kestrin-bank", "Kestrin Bank", "Bank", "Kestrin Bank", 20, 32, ((20, 32),), ())
RULES = {rule.id: rule for rule in (*load_rules().rules, *FIGURE_RULES.values())}
OWN = Rule(
    id="a-users-own",
    relation="works_for",
    construction=("verb",),
    trigger=("toil",),
    subject=("subject",),
    object=("for",),
    examples=(Example(text="Mara Voss toils for Kestrin Bank.", subject="Mara Voss", object="Kestrin Bank"),),
    counterexamples=("Mara Voss waits for Kestrin Bank.",),
)


@pytest.mark.parametrize("word", ["She", "she", "the chairwoman"])
def test_a_reference_costs_confidence(word: str) -> None:
    refers = replace(SUBJECT, text=word)
    assert "subject reference" in statement_signs(RULES["post"], refers, OBJECT)
    assert statement_confidence(RULES["post"], refers, OBJECT) < statement_confidence(RULES["post"], SUBJECT, OBJECT)


def test_an_alias_is_a_name() -> None:
    alias = replace(SUBJECT, text="Voss")
    assert statement_signs(RULES["post"], alias, OBJECT) == statement_signs(RULES["post"], SUBJECT, OBJECT)


def test_distance_never_raises_confidence() -> None:
    far = replace(OBJECT, start=400, end=412)
    assert "far" in statement_signs(RULES["post"], SUBJECT, far)
    assert "far" not in statement_signs(RULES["post"], SUBJECT, OBJECT)
    assert statement_confidence(RULES["post"], SUBJECT, far) <= statement_confidence(RULES["post"], SUBJECT, OBJECT)


def test_a_users_rule_has_what_its_construction_and_relation_have() -> None:
    weights = statement_weights()
    assert "rule a-users-own" not in weights
    assert "construction verb" in weights
    assert 0.5 < statement_confidence(OWN, SUBJECT, OBJECT) <= 0.99


def test_every_weight_of_a_rule_is_of_one_that_is_there() -> None:
    named = {sign.removeprefix("rule ") for sign in statement_weights() if sign.startswith("rule ")}
    assert named <= {rule.meaning for rule in (*RULES.values(), LINE, LISTING, TABLE)}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("weights:\n  near: 1.0\n", "'bias' is missing"),
        ("weights:\n  bias: much\n", "'bias': 'much' is not a number"),
        ("weight:\n  bias: 1\n", "must hold one map"),
    ],
)
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "statement_confidence.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError, match=f"statement_confidence.yaml: .*{says}"):
        load_weights(path)

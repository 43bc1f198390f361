"""What the scorers of the benchmarks print, and what counts as right, on tiny made-up data."""

from __future__ import annotations

import importlib
from typing import Any, cast

import pytest
from tests.benchmark_data import THIRD_PARTY, entity, gold_row, load, statement

from newsweave import InputError, LiteralArgument, Statement
from newsweave.ontology.vocabulary import vocabulary

load("quality")  # which puts benchmarks/ on the path, for the modules that it is made of
score_output, example_facts, particulars = (
    cast(Any, importlib.import_module(name)) for name in ("score_output", "example_facts", "particulars")
)

# --- reading of scores ---


def test_scores_with_relations_status_and_errors() -> None:
    printed = (
        "miss  d1 Quorl | acquired | Zemlin | None\nwrong d1 Quorl | sued | Vandrel\n"
        "news  acquired               P 0.900 R 0.500 F1 0.643  (40 gold)\n"
        "news all P 0.800 R 0.400 F1 0.533, status right on 9 of 12 found\n"
    )
    result = score_output.parse_scores("news", printed)
    assert result.figures == {"P": 0.8, "R": 0.4, "F1": 0.533, "status": 0.75}
    assert result.detail == {"acquired": {"P": 0.9, "R": 0.5, "F1": 0.643, "gold": 40}}
    assert result.errors == ["miss d1 Quorl | acquired | Zemlin | None", "wrong d1 Quorl | sued | Vandrel"]


@pytest.mark.parametrize(
    ("name", "line", "figures"),
    [
        ("carb", "carb P 0.1 R 0.25 F1 0.5 AUC 0.75", {"P": 0.1, "R": 0.25, "F1": 0.5, "AUC": 0.75}),
        ("carb", "carb F1 0.000 (no predictions)", {"F1": 0.0}),
        ("wire57", "wire57 P 0.4 R 0.2 F1 0.3  (9 predicted, 8 gold)", {"P": 0.4, "R": 0.2, "F1": 0.3}),
        ("kn", "kn all P 0.4 R 0.2 F1 0.3", {"P": 0.4, "R": 0.2, "F1": 0.3}),
        (
            "names",
            "names P 0.4 R 0.2 F1 0.3, of those found: broad class right 0.9, exact class right 0.8",
            {"P": 0.4, "R": 0.2, "F1": 0.3, "broad class": 0.9, "exact class": 0.8},
        ),
        ("pairs", "pairs all joined 0.2  (3 of 15)", {"R": 0.2}),
        (
            "phrasings",
            "phrasings all R 0.2  (2 of 10), silent where another thing is meant 0.9  (9)",
            {"R": 0.2, "silent": 0.9},
        ),
        ("seed", "seed facts 8 of 12", {"R": 0.667}),
        ("seed", "seed facts 0 of 0", {"R": 0.0}),
        ("fire", "  ['all'] micro P 0.8 R 0.4 F1 0.5", {"P": 0.8, "R": 0.4, "F1": 0.5}),
    ],
)
def test_scores_of_each_form(name: str, line: str, figures: dict[str, float]) -> None:
    assert score_output.parse_scores(name, line + "\n").figures == figures


@pytest.mark.parametrize("printed", ["", "news all P 0.5 R 0.5 F1 0.5\n", "kn  CEO  P 0.5 R 0.5 F1 0.5  (3 gold)\n"])
def test_scores_without_the_line_of_figures(printed: str) -> None:
    with pytest.raises(InputError, match="no figures for kn"):
        score_output.parse_scores("kn", printed)


@pytest.mark.parametrize(
    ("name", "figures", "detail", "errors"),
    [
        (
            "dwie",
            {"P": 0.75, "R": 0.2, "F1": 0.316, "posts P": 0.75, "posts R": 0.25},
            {"post": {"P": 0.75, "R": 0.25, "gold": 40}, "based": {"P": 0.75, "R": 0.1, "gold": 20}},
            [
                "post ('fp', 'works_for', 'Mira Tolan', 'Quorl', 'a sentence', [])",
                "based ('unlinked', 'operates_in', 'Quorl', 'Oslo', 'a sentence', [['in0']])",
            ],
        ),
        (
            "fire",
            {"P": 0.8, "R": 0.14, "F1": 0.239},
            {
                "ActionBuy": {"P": 0.8, "R": 0.151, "F1": 0.254, "gold": 53},
                "ActionSell": {"P": 0.0, "R": 0.0, "F1": 0.0, "gold": 4},
            },
            [
                "FP ActionBuy acquired asserted | Quorl | Vandrel | gold: [] | a sentence and what stands below it",
            ],
        ),
        (
            "conll04",
            {"P": 0.857, "R": 0.25, "F1": 0.387},
            {"Work_For": {"P": 0.857, "R": 0.361, "F1": 0.508, "gold": 83}},
            [
                "FP Work_For ('c1', 'Mira Tolan', 'Quorl') a sentence",
                "FN Work_For ('c2', 'Aldo Voss', 'Zemlin') a sentence",
            ],
        ),
        (
            "polnear",
            {"P": 0.75, "speaker": 0.909, "quoted": 0.5, "indirect": 0.167},
            {"named": {"R": 0.25, "gold": 80}, "common noun": {"R": 0.1, "gold": 10}},
            [
                "most missed cues (named or pronoun source) [('says', 4)]",
                "('spurious', 'Quorl', 'that it grows', 'a sentence')",
            ],
        ),
    ],
)
def test_scores_of_others_texts(
    name: str, figures: dict[str, float], detail: dict[str, dict[str, float]], errors: list[str]
) -> None:
    result = score_output.parse_scores(name, THIRD_PARTY[name])
    assert (result.figures, result.detail, result.errors) == (figures, detail, errors)
    assert list(result.figures) == list(figures)


def test_scores_of_pairs_and_phrasings_have_their_parts() -> None:
    pairs = score_output.parse_scores(
        "pairs", "apart n1 Quorl | owns | Zemlin | x\npairs typed  joined 0.5  (6)\npairs all joined 0.3  (3 of 10)\n"
    )
    assert (pairs.detail, pairs.errors) == ({"typed": {"R": 0.5, "gold": 6}}, ["apart n1 Quorl | owns | Zemlin | x"])
    phrasings = score_output.parse_scores(
        "phrasings",
        "phrasings born_on    R 1.000  (2)\n"
        "phrasings all R 0.2  (2 of 10), silent where another thing is meant 1.0  (9)\n",
    )
    assert phrasings.detail == {"born_on": {"R": 1.0, "gold": 2}}


KINDS = {"hedge-g1": "hedge", "hedge-g2": "hedge", "list-g1": "list"}


@pytest.mark.parametrize(
    ("printed", "right", "detail"),
    [
        ("3 right, 0 wrong\n", 1.0, {"hedge": 1.0, "list": 1.0}),
        ("FAILS list-g1 | a | wrong: [] | missing: []\n2 right, 1 wrong\n", 0.667, {"hedge": 1.0, "list": 0.0}),
        ("FAILS hedge-g1 | a\n0 right, 3 wrong\n", 0.0, {"hedge": 0.5, "list": 1.0}),
    ],
)
def test_scores_of_faults(printed: str, right: float, detail: dict[str, float]) -> None:
    result = score_output.parse_faults(printed, KINDS)
    assert result.figures == {"R": right}
    assert {kind: figures["R"] for kind, figures in result.detail.items()} == detail
    assert {kind: figures["gold"] for kind, figures in result.detail.items()} == {"hedge": 2, "list": 1}
    assert result.errors == [line for line in printed.splitlines() if line.startswith("FAILS")]


@pytest.mark.parametrize("printed", ["", "FAILS list-g1 | a\n", "2 right, 0 wrong\n", "3 right\n"])
def test_faults_without_a_verdict_on_each(printed: str) -> None:
    with pytest.raises(InputError, match="no figures for faults, of which there are 3"):
        score_output.parse_faults(printed, KINDS)


# --- sources and dates ---


def found_row(**changed: object) -> dict[str, object]:
    row = statement(entity("Quorl"), "acquired", entity("Vandrel")).to_dict()
    return row | {"attributed_to": None, "qualifiers": {}} | changed


@pytest.mark.parametrize(
    ("gold", "found", "figures"),
    [
        ({}, {}, {}),
        ({"by": "Mira Tolan"}, {}, {"attributed": 0.0}),
        ({"by": "Mira Tolan"}, {"attributed_to": "Tolan"}, {"attributed": 1.0}),
        ({"by": "Mira Tolan"}, {"attributed_to": "Voss"}, {"attributed": 0.0}),
        ({"by": "Quorl Group"}, {"attributed_to": "QG"}, {"attributed": 0.0}),
        ({"by": "Quorl", "subj_aliases": ["QG"]}, {"attributed_to": "QG"}, {"attributed": 1.0}),
        ({"by": "Quorl and Zemlin"}, {"attributed_to": "Zemlin and Quorl"}, {"attributed": 1.0}),
        ({"by": "Quorl and Zemlin"}, {"attributed_to": "Zemlin and Voss"}, {"attributed": 0.0}),
        ({"qual": {"date": "2024-05"}}, {"qualifiers": {"date": "2024-05-03"}}, {"dated": 1.0}),
        ({"qual": {"date": "2024-05-03"}}, {"qualifiers": {"date": "2024-05"}}, {"dated": 0.0}),
        ({"qual": {"date": "2024-Q1"}}, {"qualifiers": {"date": "2024-Q1"}}, {"dated": 1.0}),
        ({"qual": {"date": "past week"}}, {"qualifiers": {"date_text": "over the past week"}}, {"dated": 1.0}),
        ({"by": "Quorl", "rel": "said"}, {"relation": "said"}, {}),
        ({"by": "Quorl", "rel": "sued"}, {"attributed_to": "Quorl"}, {}),
        ({"by": "Quorl", "doc": "n2"}, {"attributed_to": "Quorl"}, {}),
    ],
)
def test_particulars(gold: dict[str, object], found: dict[str, object], figures: dict[str, float]) -> None:
    measured, lines = particulars.particulars([gold_row(**gold)], [found_row(**found)], frozenset())
    assert measured == figures
    assert len(lines) == sum(value == 0.0 for value in figures.values())


def test_one_right_statement_is_enough_and_symmetric_facts_may_be_turned() -> None:
    turned = found_row(relation="merged_with", attributed_to="Tolan")
    turned["subject"], turned["object"] = turned["object"], turned["subject"]
    gold = [gold_row(rel="merged_with", by="Mira Tolan")]
    both = [turned, turned | {"attributed_to": "Voss"}]
    assert particulars.particulars(gold, both, frozenset({"merged_with"}))[0] == {"attributed": 1.0}
    assert particulars.particulars(gold, both, frozenset())[0] == {}


# --- the project's own examples ---


def value(value: str, text: str, datatype: str = "number") -> LiteralArgument:
    return LiteralArgument(value, datatype, text, 0, len(text))


@pytest.mark.parametrize(
    ("found", "gold", "expected"),
    [
        (statement(entity("Quorl"), "acquired", entity("Vandrel")), ("Quorl", "acquired", "Vandrel"), True),
        (statement(entity("Quorl"), "acquired", entity("Vandrel")), ("Vandrel", "acquired", "Quorl"), False),
        (statement(entity("Quorl"), "acquired", entity("Vandrel")), ("Quorl", "sued", "Vandrel"), False),
        (statement(entity("Quorl", "The Quorl’s"), "sued", entity("V")), ("Quorl's", "sued", "V"), True),
        (statement(entity("Quorl"), "merged_with", entity("Vandrel")), ("Vandrel", "merged_with", "Quorl"), True),
        (
            statement(entity("Quorl"), "has_metric", value("410000", "410,000 users")),
            ("Quorl", "has_metric", "410,000"),
            True,
        ),
        (
            statement(entity("Quorl"), "has_metric", value("1410000", "1,410,000")),
            ("Quorl", "has_metric", "410,000"),
            False,
        ),
        (statement(entity("Quorl"), "has_metric", value("12.5", "12.5")), ("Quorl", "has_metric", "12"), False),
        (
            statement(entity("Quorl"), "founded_on", value("2018", "that year", "date")),
            ("Quorl", "founded_on", "2018"),
            True,
        ),
        (
            statement(entity("Quorl"), "raised_funding", value("11 USD", "about $11m")),
            ("Quorl", "raised_funding", "$11m"),
            True,
        ),
    ],
)
def test_what_counts_as_saying_an_example_fact(found: Statement, gold: tuple[str, str, str], expected: bool) -> None:
    assert example_facts.says(found, dict(zip(("subject", "relation", "object"), gold, strict=True))) is expected


def test_symmetric_relations_are_the_vocabularys() -> None:
    assert {name for name, r in vocabulary().relations.items() if r.symmetric} == example_facts.SYMMETRIC

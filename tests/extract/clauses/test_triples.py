"""Open triples: relation phrase, subject, object and further arguments in the text's words, from hand-made parses."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from tests.extract.conftest import parsed, trees

from newsweave.extract.clauses.clauses import propositions
from newsweave.extract.clauses.triples import Triple, triples
from newsweave.extract.parsing.tree import Tree


def read(parse: str) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(t.subject, t.relation, t.object, t.further) for t in triples(propositions(parsed(parse)))]


@pytest.mark.parametrize(
    ("parse", "wanted"),
    [
        pytest.param(
            "Ide|NNP|nsubj|1 bought/buy|VBD|ROOT|1 Tarn|NNP|dobj|1 in|IN|prep|1 May|NNP|pobj|3",
            ("Ide", "bought", "Tarn", ("in May",)),
            id="active",
        ),
        pytest.param(
            "Tarn|NNP|nsubjpass|2 was/be|VBD|auxpass|2 bought/buy|VBN|ROOT|2 by|IN|agent|2 Ide|NNP|pobj|3",
            ("Tarn", "was bought by", "Ide", ()),
            id="a passive keeps its direction",
        ),
        pytest.param(
            "Ide|NNP|nsubj|1 lives/live|VBZ|ROOT|1 in|IN|prep|1 Lund|NNP|pobj|2",
            ("Ide", "lives in", "Lund", ()),
            id="a preposition joins the relation where there is no object",
        ),
        pytest.param(
            "Ide|NNP|nsubj|3 did/do|VBD|aux|3 not|RB|neg|3 buy|VB|ROOT|3 Tarn|NNP|dobj|3",
            ("Ide", "did not buy", "Tarn", ()),
            id="negation stays in the relation",
        ),
        pytest.param(
            "Voss|NNP|nsubj|1 is/be|VBZ|ROOT|1 mayor|NN|attr|1 of|IN|prep|2 Lund|NNP|pobj|3",
            ("Voss", "is mayor of", "Lund", ()),
            id="a bare predicate noun joins the relation with its preposition",
        ),
        pytest.param(
            "Voss|NNP|nsubj|1 is/be|VBZ|ROOT|1 the|DT|det|3 mayor|NN|attr|1 of|IN|prep|3 Lund|NNP|pobj|4",
            ("Voss", "is", "the mayor of Lund", ()),
            id="copula",
        ),
        pytest.param(
            "Voss|NNP|nsubj|5 ,|,|punct|0 mayor|NN|appos|0 of|IN|prep|2 Lund|NNP|pobj|3 left/leave|VBD|ROOT|5",
            ("Voss", "is", "mayor of Lund", ()),
            id="apposition",
        ),
    ],
)
def test_triple(parse: str, wanted: tuple[str, str, str, tuple[str, ...]]) -> None:
    assert wanted in read(parse)


def test_each_subject_and_object_gives_a_triple() -> None:
    found = read(
        "Ide|NNP|nsubj|3 and|CC|cc|0 Pell|NNP|conj|0 bought/buy|VBD|ROOT|3 Tarn|NNP|dobj|3 and|CC|cc|4 Lumen|NNP|conj|4"
    )
    assert [(s, o) for s, _, o, _ in found] == [("Ide", "Tarn"), ("Ide", "Lumen"), ("Pell", "Tarn"), ("Pell", "Lumen")]


def test_nominalisations_are_for_rules_only() -> None:
    assert read("the|DT|det|1 sale|NN|ROOT|1 of|IN|prep|1 Tarn|NNP|pobj|2 by|IN|prep|1 Ide|NNP|pobj|4") == []


def test_a_verb_without_second_argument_gives_none() -> None:
    assert read("Ide|NNP|nsubj|1 grew/grow|VBD|ROOT|1") == []


def test_a_plan_ranks_below_a_fact() -> None:
    (fact,) = triples(propositions(parsed("Ide|NNP|nsubj|1 bought/buy|VBD|ROOT|1 Tarn|NNP|dobj|1")))
    (plan,) = triples(propositions(parsed("Ide|NNP|nsubj|2 will|MD|aux|2 buy|VB|ROOT|2 Tarn|NNP|dobj|2")))
    (vague,) = triples(propositions(parsed("It|PRP|nsubj|1 bought/buy|VBD|ROOT|1 Tarn|NNP|dobj|1")))
    assert plan.confidence < fact.confidence
    assert vague.confidence < fact.confidence


def test_to_tsv_is_one_line_of_cells() -> None:
    line = Triple("bought\tup", "Ide\nBank", "Tarn", ("in  May", "for $2"), 0.5).to_tsv(7)
    assert line.split("\t") == ["7", "0.500", "bought up", "Ide Bank", "Tarn", "in May", "for $2"]


@given(trees())
@settings(max_examples=200, deadline=None)
def test_any_tree_gives_distinct_triples_with_a_confidence(tree: Tree) -> None:
    found = list(triples(propositions(tree)))
    assert all(0 < t.confidence < 1 for t in found)
    assert all(t.subject and t.object and t.relation and t.subject != t.object for t in found)
    assert len({(t.relation, t.subject, t.object, t.further) for t in found}) == len(found)
    assert all(len(t.to_tsv(1).splitlines()) == 1 for t in found)

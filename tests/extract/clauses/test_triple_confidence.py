"""Confidence of open triples: signs, weights, and their order."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from tests.extract.conftest import parsed, trees

from newsweave.extract.clauses.clauses import propositions
from newsweave.extract.clauses.triple_confidence import confidence
from newsweave.extract.clauses.triples import Triple, triples
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.weights import triple_weights


def read(parse: str) -> Iterator[Triple]:
    return triples(propositions(parsed(parse)))


def test_a_plain_fact_ranks_above_a_claim_and_above_a_possession() -> None:
    (fact,) = read("Ide|NNP|nsubj|1 bought/buy|VBD|ROOT|1 Tarn|NNP|dobj|1")
    claim = next(t for t in read(
        "Voss|NNP|nsubj|1 said/say|VBD|ROOT|1 Ide|NNP|nsubj|3 bought/buy|VBD|ccomp|1 Tarn|NNP|dobj|3"
    ) if t.relation == "bought")  # fmt: skip
    (owned,) = [t for t in read(
        "Ide|NNP|poss|2 's|POS|case|0 bank|NN|nsubj|3 grew/grow|VBD|ROOT|3"
    ) if t.relation == "has"]  # fmt: skip
    assert claim.further == ("Voss said",)
    assert fact.confidence > claim.confidence
    assert fact.confidence > owned.confidence


def test_confidence_stays_between_0_and_1_whatever_the_signs() -> None:
    assert 0 < confidence(()) < 1
    assert 0 < confidence(triple_weights()) < 1
    assert confidence(["never heard of"]) == confidence([])


@given(trees())
@settings(max_examples=100, deadline=None)
def test_every_sign_that_occurs_often_has_a_weight_and_names_are_stable(tree: Tree) -> None:
    for t in triples(propositions(tree)):
        assert len(set(t.signs)) == len(t.signs)
        assert t.confidence == confidence(t.signs)
        assert sum(s.startswith("kind ") for s in t.signs) == 1

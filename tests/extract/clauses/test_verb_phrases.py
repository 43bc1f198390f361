"""The verb's own words from hand-made parses: relation phrase, governing verb, tense and aspect."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from tests.extract.conftest import parsed, trees

from newsweave.extract.clauses.verb_phrases import governor, is_passive, relation_words, tense_of
from newsweave.extract.parsing.tree import Tree


def of(tree: Tree, lemma: str) -> int:
    return tree.lemmas.index(lemma)


@pytest.mark.parametrize(
    ("parse", "verb", "words", "over"),
    [
        pytest.param(
            "Ide|NNP|nsubj|2 has/have|VBZ|aux|2 bought/buy|VBN|ROOT|2 Tarn|NNP|dobj|2",
            "buy", "has bought", None, id="auxiliary",
        ),
        pytest.param(
            "Tarn|NNP|nsubjpass|4 was/be|VBD|auxpass|4 later|RB|advmod|4 formally|RB|advmod|4 sold/sell|VBN|ROOT|4",
            "sell", "was formally sold", None, id="an adverb of manner belongs to the phrase, one of time does not",
        ),
        pytest.param(
            "Ide|NNP|nsubj|1 gave/give|VBD|ROOT|1 up|RP|prt|1 Tarn|NNP|dobj|1",
            "give", "gave up", None, id="particle",
        ),
        pytest.param(
            "Ide|NNP|nsubj|1 works/work|VBZ|ROOT|1 closely|RB|advmod|1 with|IN|prep|1 Tarn|NNP|pobj|3",
            "work", "works closely", None, id="an adverb before the verb's preposition",
        ),
        pytest.param(
            "Ide|NNP|nsubj|1 plans/plan|VBZ|ROOT|1 to|TO|aux|3 buy|VB|xcomp|1 Tarn|NNP|dobj|3",
            "buy", "plans to buy", "plan", id="infinitive",
        ),
        pytest.param(
            "Tarn|NNP|nsubjpass|3 had/have|VBD|aux|3 been/be|VBN|auxpass|3 shown/show|VBN|ROOT|3 to|TO|aux|6 "
            "be|VB|auxpass|6 insured/insure|VBN|xcomp|3",
            "insure", "had been shown to be insured", "show", id="passive infinitive",
        ),
        pytest.param(
            "Ide|NNP|nsubj|1 began/begin|VBD|ROOT|1 selling/sell|VBG|xcomp|1 Tarn|NNP|dobj|2",
            "sell", "began selling", "begin", id="gerund",
        ),
        pytest.param(
            "Ide|NNP|nsubj|1 is/be|VBZ|ROOT|1 very|RB|advmod|3 likely|JJ|acomp|1 to|TO|aux|5 win|VB|xcomp|3 "
            "it|PRP|dobj|5",
            "win", "is very likely to win", "be", id="adjective before an infinitive",
        ),
        pytest.param(
            "Codes/code|NNS|nsubjpass|2 are/be|VBP|auxpass|2 used/use|VBN|ROOT|2 to|TO|aux|4 pay|VB|advcl|2 "
            "bills/bill|NNS|dobj|4",
            "pay", "are used to pay", "use", id="infinitive right behind a passive",
        ),
        pytest.param(
            "Ide|NNP|nsubj|1 asked/ask|VBD|ROOT|1 Voss|NNP|dobj|1 to|TO|aux|4 pay|VB|xcomp|1",
            "pay", "to pay", None, id="an infinitive with a subject of its own",
        ),
        pytest.param(
            "Ide|NNP|nsubj|2 will|MD|aux|2 buy|VB|ROOT|2 Tarn|NNP|dobj|2 and|CC|cc|2 sell|VB|conj|2 Lund|NNP|dobj|5",
            "sell", "will sell", None, id="a coordinated verb shares the auxiliary",
        ),
        pytest.param(
            "Ide|NNP|nsubj|1 plans/plan|VBZ|ROOT|1 to|TO|aux|3 buy|VB|xcomp|1 Tarn|NNP|dobj|3 and|CC|cc|3 "
            "sell|VB|conj|3 Lund|NNP|dobj|6",
            "sell", "plans to sell", "plan", id="a coordinated verb shares the governor",
        ),
        pytest.param(
            "Ide|NNP|nsubj|2 neither|CC|preconj|2 bought/buy|VBD|ROOT|2 nor|CC|cc|2 sold/sell|VBD|conj|2 it|PRP|dobj|4",
            "sell", "nor sold", None, id="nor",
        ),
        pytest.param(
            "It|PRP|nsubj|1 took/take|VBD|ROOT|1 place|NN|dobj|1 in|IN|prep|1 Lund|NNP|pobj|3",
            "take", "took place", None, id="light verb with a bare noun",
        ),
        pytest.param(
            "It|PRP|nsubj|1 took/take|VBD|ROOT|1 the|DT|det|3 place|NN|dobj|1 of|IN|prep|3 Lund|NNP|pobj|4",
            "take", "took", None, id="the same verb with an object",
        ),
    ],
)  # fmt: skip
def test_relation_words(parse: str, verb: str, words: str, over: str | None) -> None:
    tree = parsed(parse)
    assert tree.phrase_text(relation_words(tree, of(tree, verb))) == words
    found = governor(tree, of(tree, verb))
    assert (None if found is None else tree.lemmas[found]) == over


@pytest.mark.parametrize(
    ("parse", "wanted"),
    [
        ("Ide|NNP|nsubj|1 buys/buy|VBZ|ROOT|1", ("present", "")),
        ("Ide|NNP|nsubj|1 bought/buy|VBD|ROOT|1", ("past", "")),
        ("Ide|NNP|nsubj|2 will|MD|aux|2 buy|VB|ROOT|2", ("future", "")),
        ("Ide|NNP|nsubj|2 could|MD|aux|2 buy|VB|ROOT|2", ("", "")),
        ("Ide|NNP|nsubj|2 has/have|VBZ|aux|2 bought/buy|VBN|ROOT|2", ("present", "perfect")),
        ("Ide|NNP|nsubj|2 had/have|VBD|aux|2 bought/buy|VBN|ROOT|2", ("past", "perfect")),
        ("Ide|NNP|nsubj|2 is/be|VBZ|aux|2 buying/buy|VBG|ROOT|2", ("present", "progressive")),
        ("Ide|NNP|nsubjpass|2 was/be|VBD|auxpass|2 bought/buy|VBN|ROOT|2", ("past", "")),
        ("Ide|NNP|nsubj|1 plans/plan|VBZ|ROOT|1 to|TO|aux|3 buy|VB|xcomp|1", ("", "")),
    ],
)
def test_tense_and_aspect(parse: str, wanted: tuple[str, str]) -> None:
    tree = parsed(parse)
    assert tense_of(tree, of(tree, "buy")) == wanted


def test_a_coordinated_verb_has_the_tense_of_the_auxiliary_it_shares() -> None:
    tree = parsed("Ide|NNP|nsubj|2 will|MD|aux|2 buy|VB|ROOT|2 and|CC|cc|2 sell|VB|conj|2")
    assert tense_of(tree, of(tree, "sell")) == ("future", "")


@given(trees())
@settings(max_examples=200, deadline=None)
def test_any_verb_stands_in_its_own_relation_phrase(tree: Tree) -> None:
    for verb, tag in enumerate(tree.tags):
        if tag[:2] == "VB":
            words = relation_words(tree, verb)
            assert verb in words
            assert words == sorted(set(words))
            over = governor(tree, verb)
            assert over is None or over in words
            assert is_passive(tree, verb) in (True, False)

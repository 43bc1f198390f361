"""Predicates brought to one form."""

from __future__ import annotations

import pytest

from newsweave.extract.open_facts.predicates import normal, of_noun, of_verb, participle
from newsweave.extract.parsing.tree import Tree


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("criticize", "criticise"),
        ("criticise", "criticise"),
        ("organization", "organisation"),
        ("seize", "seize"),
        ("size", "size"),
        ("favor", "favour"),
        ("Meet", "meet"),
    ],
)
def test_one_spelling(word: str, wanted: str) -> None:
    assert normal(word) == wanted


def test_words_of_a_predicate() -> None:
    assert of_verb("turn down") == "turn down"
    assert of_verb("criticize", "handling", "of") == "criticise handling of"
    assert of_noun("ally", "of") == "be ally of"


@pytest.mark.parametrize(
    ("word", "tag", "wanted"),
    [
        ("sells/sell", "VBZ", "sold"),
        ("appointed/appoint", "VBD", "appointed"),
        ("named/name", "VBN", "named"),
        ("tie", "VB", "tied"),
        ("carry", "VB", "carried"),
        ("play", "VB", "played"),
        ("gave/give", "VBD", "given"),
        ("ban", "VB", "banned"),
    ],
)
def test_participles(word: str, tag: str, wanted: str) -> None:
    assert participle(Tree.from_rows([(word, tag, "ROOT", 0)]), 0) == wanted

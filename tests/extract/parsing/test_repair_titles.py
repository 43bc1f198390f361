"""Posts with a phrase of their own before a name, with the real model: who has the post, and what the unit is."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.extract.conftest import Read, heads_form_a_tree, trees

from newsweave.extract.model import EntityArgument
from newsweave.extract.parsing.repair_titles import heads_of_units, titles_with_portfolios, unit_modifiers
from newsweave.extract.parsing.tree import Tree

UNITS = frozenset({"subsidiary_of", "headquartered_in", "nationality"})


def said(read: Read, text: str) -> set[tuple[str, str, str]]:
    return {
        (s.subject.name, s.relation, s.object.name)
        for s in read(text).statements
        if isinstance(s.object, EntityArgument) and s.relation in UNITS
    }


@pytest.mark.parametrize(
    "text",
    [
        "The head of Kestrin Bank's Swedish arm, Mara Voss, resigned.",
        "The boss of the Swedish arm of Kestrin Bank, Mara Voss, resigned.",
        "The president of Kestrin Bank's Swedish subsidiary, Aldo Voss, left in May.",
        "The founder of Kestrin Bank's Swedish business, Mara Voss, sued Corvex Group.",
        "The owner of Kestrin Bank's Swedish business, Tarn Partners, sued Corvex Group.",
        "The buyer of Kestrin Bank's Swedish business, Tarn, sued Corvex Group.",
        "Kestrin Bank's Swedish unit head, Mara Voss, resigned.",
        "Mara Voss, head of Kestrin Bank's Swedish arm, resigned.",
        "Mara Voss, who runs Kestrin Bank's Swedish arm, resigned.",
        "Tarn Partners, which runs Kestrin Bank's Swedish arm, sued Corvex Group.",
    ],
)
def test_who_has_the_post_is_not_the_unit(read: Read, text: str) -> None:
    assert said(read, text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Kestrin Bank sold its Swedish arm, Tarn Foods.",
        "The chairman of Kestrin Bank's Swedish arm, Tarn Holdings, resigned.",
        "Kestrin Bank named Mara Voss chief executive of its Swedish arm, Tarn Foods.",
        "The results of Kestrin Bank's Swedish arm, Tarn Foods, disappointed.",
    ],
)
def test_a_firm_behind_it_is_the_unit(read: Read, text: str) -> None:
    assert {(r, o) for _, r, o in said(read, text)} == {("subsidiary_of", "Kestrin Bank")}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Minister for Trade and Industry Sir Aldo Voss said Kestrin Bank had grown.", "Aldo Voss"),
        ("Former minister for Rural Affairs Mara Voss said Kestrin Bank had grown.", "Mara Voss"),
        ("Secretary of State for Energy Security Mara Voss said Kestrin Bank had grown.", "Mara Voss"),
        ("Chairman of Corvex Group Aldo Voss said Kestrin Bank had grown.", "Aldo Voss"),
        ("Director of Research Mara Voss said Kestrin Bank had grown.", "Mara Voss"),
    ],
)
def test_who_has_a_portfolio_speaks(read: Read, text: str, speaker: str) -> None:
    assert [s.subject.name for s in read(text).statements if s.relation == "said"] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "The minister for Foreign Affairs said Kestrin Bank had grown.",
        "The Secretary of State for Business Energy said Kestrin Bank had grown.",
    ],
)
def test_a_portfolio_alone_is_nobody(read: Read, text: str) -> None:
    assert [e.name for e in read(text).entities] == ["Kestrin Bank"]


@pytest.mark.parametrize(
    "text",
    [
        "The Tarn Commission was announced by President of the United States Bill Voss and President of the Russian "
        "Federation Boris Pell during a visit to Oslo, as a way to improve trade.",
    ],
)
def test_two_titles_in_a_row_end(read: Read, text: str) -> None:
    assert {"Bill Voss", "Boris Pell"} <= {e.name for e in read(text).entities}


@given(trees())
def test_no_repair_closes_a_circle(tree: Tree) -> None:
    words = ["head", "of", "arm", ",", "minister", "for", "Trade", "Anna", "Voss", "Swedish", "arm", "boss"]
    tags = ["NN", "IN", "NN", ",", "NN", "IN", "NNP", "NNP", "NNP", "JJ", "NN", "NN"]
    deps = ["nsubj", "prep", "pobj", "punct", "nsubj", "prep", "pobj", "compound", "appos", "amod", "compound", "appos"]
    for t in range(len(tree.words)):
        k = t % len(words)
        tree.words[t], tree.lemmas[t], tree.tags[t] = words[k], words[k].lower(), tags[k]
        tree.deps[t] = deps[k] if tree.heads[t] != t else "ROOT"
    for repair in (titles_with_portfolios, heads_of_units, unit_modifiers):
        repair(tree)
        assert heads_form_a_tree(tree)

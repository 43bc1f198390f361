"""Sums of money: what moves, what a range is, and whose the date behind a price is."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read, heads_form_a_tree, parsed

from newsweave.extract.parsing.repair import repair
from newsweave.extract.parsing.repair_tokens import final_abbreviations, join_tokens

SUMS = [
    pytest.param(
        "Profit|NN|nsubj|1 rose/rise|VBD|ROOT|1 $|$|quantmod|8 3|CD|quantmod|8 million|CD|quantmod|8 "
        "to|TO|quantmod|8 $|$|quantmod|8 5|CD|compound|8 million|CD|npadvmod|1",
        {4: ("npadvmod", 1), 5: ("prep", 1), 8: ("pobj", 5)}, id="rose by so much to so much",
    ),
    pytest.param(
        "Voss|NNP|nsubj|1 raised/raise|VBD|ROOT|1 $|$|quantmod|8 3|CD|quantmod|8 million|CD|quantmod|8 "
        "to|TO|quantmod|8 $|$|quantmod|8 5|CD|compound|8 million|CD|dobj|1",
        {5: ("quantmod", 8), 8: ("dobj", 1)}, id="a range",
    ),
    pytest.param(
        "Sales|NNS|nsubj|1 grew/grow|VBD|ROOT|1 from|IN|prep|1 $|$|quantmod|9 3|CD|quantmod|9 "
        "million|CD|quantmod|9 to|TO|quantmod|9 $|$|quantmod|9 5|CD|compound|9 million|CD|pobj|2",
        {5: ("pobj", 2), 6: ("prep", 1), 9: ("pobj", 6)}, id="grew from to",
    ),
    pytest.param(
        "Sales|NNS|nsubj|1 grew/grow|VBD|ROOT|1 from|IN|prep|1 £|$|nmod|4 3|CD|pobj|2 to|IN|prep|2 "
        "£|$|nmod|7 5|CD|pobj|5",
        {5: ("prep", 1), 7: ("pobj", 5)}, id="to below from",
    ),
    pytest.param(
        "Voss|NNP|nsubj|1 cut/cut|VBD|ROOT|1 it|PRP|dobj|1 from|IN|prep|1 £|$|nmod|5 3|CD|pobj|3 to|IN|prep|3 "
        "£|$|nmod|8 2|CD|pobj|6",
        {6: ("prep", 3)}, id="no figure that moves by itself",
    ),
    pytest.param(
        "Voss|NNP|nsubj|1 bought/buy|VBD|ROOT|1 it|PRP|dobj|1 for|IN|prep|1 $|$|quantmod|6 2|CD|compound|6 "
        "billion|CD|pobj|3 in|IN|prep|6 2019|CD|pobj|7",
        {7: ("prep", 1)}, id="the date of the deed",
    ),
    pytest.param(
        "Voss|NNP|nsubj|1 bought/buy|VBD|ROOT|1 it|PRP|dobj|1 for|IN|prep|1 $|$|quantmod|6 2|CD|compound|6 "
        "billion|CD|pobj|3 in|IN|prep|6 cash|NN|pobj|7",
        {7: ("prep", 6)}, id="no date",
    ),
    pytest.param(
        "Voss|NNP|nsubj|1 has/have|VBZ|ROOT|1 sales|NNS|dobj|1 of|IN|prep|2 $|$|quantmod|6 2|CD|compound|6 "
        "billion|CD|pobj|3 in|IN|prep|6 2019|CD|pobj|7",
        {7: ("prep", 6)}, id="the date of a figure",
    ),
    pytest.param(
        "Voss|NNP|nsubj|1 raised/raise|VBD|ROOT|1 40m|CD|dobj|1 euros/euro|NNS|dobj|1",
        {2: ("nummod", 3)}, id="a number before its currency",
    ),
    pytest.param(
        "Voss|NNP|nsubj|1 gave/give|VBD|ROOT|1 40|CD|dobj|1 wallets/wallet|NNS|dobj|1",
        {2: ("dobj", 1)}, id="no currency",
    ),
    pytest.param(
        "Voss|NNP|nsubj|1 raised/raise|VBD|ROOT|1 Rs.|NNP|dobj|1 2|CD|compound|4 crore|NNS|dobj|1",
        {2: ("quantmod", 4)}, id="a sign apart from its number",
    ),
    pytest.param(
        "Voss|NNP|nsubj|1 bought/buy|VBD|ROOT|1 Tarn|NNP|compound|3 Inc.|NNP|punct|1",
        {3: ("dobj", 1)}, id="a name that ends the sentence is its object",
    ),
    pytest.param(
        "Voss|NNP|nsubj|1 is/be|VBZ|ROOT|1 Tarn|NNP|compound|3 Inc.|NNP|punct|1",
        {3: ("attr", 1)}, id="or complement",
    ),
    pytest.param(
        "Voss|NNP|nsubj|1 bought/buy|VBD|ROOT|1 Ide|NNP|compound|3 Co.|NNP|dobj|1 and|CC|cc|3 Tarn|NNP|compound|6 "
        "Inc.|NNP|punct|1",
        {6: ("conj", 3)}, id="or second object",
    ),
    pytest.param(
        "Voss|NNP|nsubj|1 bought/buy|VBD|ROOT|1 by|IN|agent|1 Tarn|NNP|pobj|2 for|IN|prep|1 $|$|nmod|6 3|CD|pobj|4",
        {0: ("nsubjpass", 1), 2: ("agent", 1)}, id="a headline's passive",
    ),
    pytest.param(
        "Voss|NNP|nsubj|1 left/leave|VBD|ROOT|1 Lund|NNP|dobj|1 .|.|punct|1",
        {3: ("punct", 1)}, id="a full stop",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("parse", "wanted"), SUMS)
def test_sums(parse: str, wanted: dict[int, tuple[str, int]]) -> None:
    tree = repair(parsed(parse))
    assert heads_form_a_tree(tree)
    assert {i: (tree.deps[i], tree.heads[i]) for i in wanted} == wanted


def test_a_name_alone_is_left_as_it_is() -> None:
    tree = parsed("Inc.|NNP|punct|1 Tarn|NNP|ROOT|1")
    final_abbreviations(tree)
    assert (tree.deps[0], tree.heads[0]) == ("punct", 1)


@pytest.mark.parametrize(
    ("scale", "words"), [("m", ["Ide", "won", "£", "4.7m"]), ("tall", ["Ide", "won", "£", "4.7", "tall"])]
)
def test_a_scale_that_the_tokenizer_cuts_off_is_joined(scale: str, words: list[str]) -> None:
    tree = parsed(f"Ide|NNP|nsubj|1 won|VBD|ROOT|1 £|$|nmod|3 4.7|CD|dobj|1 {scale}|NN|punct|3")
    tree.starts[4] -= 1
    tree.ends[4] -= 1
    tree.text = f"Ide won £ 4.7{scale}"
    joined = join_tokens(tree)
    assert joined.words == words
    assert heads_form_a_tree(joined)
    assert (joined.tags[3], joined.deps[3], joined.heads[3]) == ("CD", "dobj", 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Corvex Group's profit rose $3 million to $15 million in 2023.", "15000000 USD"),
        ("Corvex Group's turnover climbed from £3.1m to £4.7m in 2023.", "4700000 GBP"),
        ("Net income at Corvex Group fell €2bn to €1.5bn.", "1500000000 EUR"),
        ("Profit at Corvex Group fell by €3 million to €4 million.", "4000000 EUR"),
    ],
)
def test_where_a_figure_has_come_to(read: Read, text: str, value: str) -> None:
    assert [(s.relation, getattr(s.object, "value", "")) for s in read(text).statements] == [("has_metric", value)]


def test_a_price_and_the_year_behind_it(read: Read) -> None:
    first = read("Kestrin Bank bought Marlow Foods for $2 billion in 2019, the Harbour Record said.").statements[0]
    assert (first.relation, first.qualifiers["amount_value"], first.qualifiers["date"]) == (
        "acquired",
        "2000000000",
        "2019",
    )

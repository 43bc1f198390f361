"""Money, percentages and counts: tables of what they give, and that no text makes them fail or invent."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extract.conftest import parsed

from newsweave.extract.model import Argument, FixedWords
from newsweave.extract.values.amounts import find_money, find_percentage, find_quantity
from newsweave.extract.values.literals import literal_argument


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("$2 billion", "2000000000 USD", "$2 billion"),
        ("a $2.5 million grant", "2500000 USD", "$2.5 million"),
        ("US$1,250", "1250 USD", "US$1,250"),
        ("about €3bn in cash", "3000000000 EUR", "about €3bn"),
        ("£40m", "40000000 GBP", "£40m"),
        ("HK$7 trillion", "7000000000000 HKD", "HK$7 trillion"),
        ("S$0.5", "0.5 SGD", "S$0.5"),
        ("40 million euros", "40000000 EUR", "40 million euros"),
        ("300 Swiss francs", "300 CHF", "300 Swiss francs"),
        ("5 lakh rupees", "500000 INR", "5 lakh rupees"),
        ("2 crore rupees", "20000000 INR", "2 crore rupees"),
        ("600,000 riel", "600000 KHR", "600,000 riel"),
        ("90 Danish kroner", "90 DKK", "90 Danish kroner"),
        ("11 crowns a share", "11 crowns", "11 crowns"),
        ("NT$5 billion", "5000000000 TWD", "NT$5 billion"),
        ("Rs 1.7 lakh crore", "1700000000000 INR", "Rs 1.7 lakh crore"),
        ("60 billion Kenyan shillings", "60000000000 KES", "60 billion Kenyan shillings"),
        ("two billion dollars", "2000000000 USD", "two billion dollars"),
        (
            "between 3.5 billion and 3.8 billion crowns",
            "3500000000/3800000000 crowns",
            "between 3.5 billion and 3.8 billion crowns",
        ),
        ("between $3 and $4 million", "3000000/4000000 USD", "between $3 and $4 million"),
        ("€1.2bn–€1.5bn", "1200000000/1500000000 EUR", "€1.2bn–€1.5bn"),
        ("$3 million to $4 million", "3000000/4000000 USD", "$3 million to $4 million"),
        ("rose 17% to 55 billion yuan", "55000000000 CNY", "55 billion yuan"),
        ("more than 12 bitcoin", "12 BTC", "more than 12 bitcoin"),
        ("USD 15 million", "15000000 USD", "USD 15 million"),
        ("RM3.25 million", "3250000 MYR", "RM3.25 million"),
        ("$1.23456789 million", "1234567.89 USD", "$1.23456789 million"),
        ("$10-12 million", "10000000/12000000 USD", "$10-12 million"),
        ("from $3 to $4", "3 USD", "$3"),
        # scales in any case and kind
        ("$40 Million", "40000000 USD", "$40 Million"),
        ("$3.5 BILLION", "3500000000 USD", "$3.5 BILLION"),
        ("US$3.5 Bn", "3500000000 USD", "US$3.5 Bn"),
        ("$40 millions", "40000000 USD", "$40 millions"),
        ("$40MM", "40000000 USD", "$40MM"),
        ("$1.2T", "1200000000000 USD", "$1.2T"),
        ("€40 Mio", "40000000 EUR", "€40 Mio"),
        ("Rs. 40 lakh", "4000000 INR", "Rs. 40 lakh"),
        ("Rs 40 Cr", "400000000 INR", "Rs 40 Cr"),
        ("2 lakh crore rupees", "2000000000000 INR", "2 lakh crore rupees"),
        ("$2 hundred million", "200000000 USD", "$2 hundred million"),
        ("$2.5 thousand million", "2500000000 USD", "$2.5 thousand million"),
        ("40 Million Euros", "40000000 EUR", "40 Million Euros"),
        ("$40-million", "40000000 USD", "$40-million"),
        ("$4.2\u00a0million", "4200000 USD", "$4.2\u00a0million"),
        ("$40\nmillion", "40000000 USD", "$40\nmillion"),
        ("$40 million¹", "40000000 USD", "$40 million"),
        # marks in figures
        ("2,75 million euros", "2750000 EUR", "2,75 million euros"),
        ("EUR 1,2 billion", "1200000000 EUR", "EUR 1,2 billion"),
        ("40 000 000 kroner", "40000000 kroner", "40 000 000 kroner"),
        ("40\u202f000 euros", "40000 EUR", "40\u202f000 euros"),
        ("1.250.000 euros", "1250000 EUR", "1.250.000 euros"),
        ("1.250.000,50 euros", "1250000.50 EUR", "1.250.000,50 euros"),
        ("40'000'000 francs", "40000000 CHF", "40'000'000 francs"),
        ("₹40,00,000", "4000000 INR", "₹40,00,000"),
        ("$1.250 million", "1250000 USD", "$1.250 million"),
        ("$0.125", "0.125 USD", "$0.125"),
        ("in 2023 100 million euros", "100000000 EUR", "100 million euros"),
        # words and fractions
        ("twenty-two million euros", "22000000 EUR", "twenty-two million euros"),
        ("two hundred and fifty million dollars", "250000000 USD", "two hundred and fifty million dollars"),
        ("two and a half billion dollars", "2500000000 USD", "two and a half billion dollars"),
        ("$2½ million", "2500000 USD", "$2½ million"),
        # the currency's code or sign behind
        ("40 million USD", "40000000 USD", "40 million USD"),
        ("5,000 EUR", "5000 EUR", "5,000 EUR"),
        ("40 Mio. €", "40000000 EUR", "40 Mio. €"),
        ("$40 million CAD", "40000000 CAD", "$40 million CAD"),
        ("5 shops, USD 3 million", "3000000 USD", "USD 3 million"),
        # ranges, and what is none
        ("£40m-£45m", "40000000/45000000 GBP", "£40m-£45m"),
        ("40m-45m euros", "40000000/45000000 EUR", "40m-45m euros"),
        ("$900,000 to $1.2 million", "900000 USD", "$900,000"),
    ],
)
def test_money(text: str, value: str, words: str) -> None:
    found = find_money(text)
    assert found is not None and (found.value, found.text) == (value, words)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "two billion",
        "one dollar-backed token",
        "40 users",
        "dollars",
        "$",
        "9%",
        "2 million merchants",
        "US dollar",
        # one number or another: none
        "$(4.2) million",
        "a loss of $(4.2) million on sales of $3 million",
        "-$4.2 million",
        "minus $4.2 million",
        "1.250 euros",
        "$1.000",
        "1,250,00 euros",
        "$1,23,4 million",
        "12 0000 kroner",
        "Fund 40 000 kroner",
        "$40 mil",
        "$40 mill",
        "$40 million1",
        "$40¹ million",
        "$40 (million)",
        "$40x",
        "$1/2 million",
        "a hundred and two million dollars",
        "one point five million dollars",
        "$10 or $12 million",
        "from $3 to $4 million",
        "$5, $6 and $7 million",
        "40 Won",
    ],
)
def test_no_money(text: str) -> None:
    assert find_money(text) is None


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("9.3%", "9.3", "9.3%"),
        ("a 51 per cent stake", "51", "51 per cent"),
        ("nearly 20 percent", "20", "nearly 20 percent"),
        ("up to 5 %", "5", "up to 5 %"),
        ("1,200%", "1200", "1,200%"),
        ("10-15%", "10/15", "10-15%"),
        ("between 10% and 15%", "10/15", "between 10% and 15%"),
        ("rose 5% to 9%", "5", "5%"),
        ("12,5 %", "12.5", "12,5 %"),
        ("9.125%", "9.125", "9.125%"),
        ("twenty-five per cent", "25", "twenty-five per cent"),
    ],
)
def test_percentage(text: str, value: str, words: str) -> None:
    found = find_percentage(text)
    assert found is not None and (found.value, found.text) == (value, words)


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("about $5", "approx"),
        ("nearly 20 percent", "approx"),
        ("an estimated 40 million users", "approx"),
        ("more than $5", "more_than"),
        ("well over 3 million", "more_than"),
        ("up to €5bn", "at_most"),
        ("as many as 300 staff", "at_most"),
        ("at least 20%", "at_least"),
        ("under 4 percent", "less_than"),
        ("just under 1,000 shops", "less_than"),
        ("$5", ""),
        ("about it all, $5", ""),
    ],
)
def test_modifier(text: str, modifier: str) -> None:
    found = find_money(text) or find_percentage(text) or find_quantity(text)
    assert found is not None and found.modifier == modifier
    assert found.text in text


@pytest.mark.parametrize(
    ("text", "value", "also"),
    [
        ("$300 billion (1.4 trillion ringgit) by 2030", "300000000000 USD", "1400000000000 MYR"),
        ("40 million euros, or $43 million, in cash", "40000000 EUR", "43000000 USD"),
        ("62 billion shillings ($475 million)", "62000000000 shillings", "475000000 USD"),
        ("$5 (about $6)", "5 USD", ""),
        ("$5 (the old price)", "5 USD", ""),
        ("$5 or more", "5 USD", ""),
    ],
)
def test_one_amount_in_two_currencies(text: str, value: str, also: str) -> None:
    found = find_money(text)
    assert found is not None and (found.value, found.also) == (value, also)


@pytest.mark.parametrize("text", ["", "9", "percent", "nine per mille", "9 percentages", "-5%", "1/2 percent", "$5%"])
def test_no_percentage(text: str) -> None:
    assert find_percentage(text) is None


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("over 83 million users", "83000000", "over 83 million"),
        ("1,200 shops", "1200", "1,200"),
        ("three banks", "3", "three"),
        ("2.5 million", "2500000", "2.5 million"),
        ("hundreds of shops", "hundreds", "hundreds"),
        ("a total of 7", "7", "7"),
        ("200-300 staff", "200/300", "200-300"),
        ("between 20 and 30 shops", "20/30", "between 20 and 30"),
        ("40m users", "40000000", "40m"),
        ("40k users", "40000", "40k"),
        ("40m-45m people", "40000000/45000000", "40m-45m"),
        ("40 000 shops", "40000", "40 000"),
        ("two dozen shops", "24", "two dozen"),
        ("forty-five banks", "45", "forty-five"),
        ("12 bitcoin wallets", "12", "12"),
        ("in 2019 40 users", "40", "40"),
    ],
)
def test_quantity(text: str, value: str, words: str) -> None:
    found = find_quantity(text)
    assert found is not None and (found.value, found.text) == (value, words)


@pytest.mark.parametrize(
    "text",
    [
        *("", "many users", "9%", "$40", "B2B", "a1"),
        *(
            "a 40m tower",
            "1.250 shops",
            "3 or 4 million users",
            "$(4.2) million",
            "40 million1",
            "5G",
            "two point five",
        ),
    ],
)
def test_no_quantity(text: str) -> None:
    assert find_quantity(text) is None


SOUP = st.text(
    st.sampled_from("0123456789.,-–$€%/ aAmMbn") | st.characters(codec="utf-8"), max_size=40
) | st.lists(
    st.sampled_from(
        "$ US$ 2 2023 31 Feb February May 0 00 , . -99 million bn k % per cent euro kroner Q1 quarter of first "
        "last next week "
        "000 2,75 (4.2) 1.250 ½ and a half hundred Million Mio Rs. crore USD twenty- "
        "month year Monday yesterday 9999999999999999999999 1.5 10-12 st th 2024-13-45 2021-02-30 dozens one "
        "lakh".split()
    ),
    max_size=8,
).map(" ".join)  # fmt: skip
_N = r"\d+(?:\.\d+)?"


@given(SOUP)
@settings(max_examples=600, deadline=None)
def test_amounts_are_none_or_plain_numbers(text: str) -> None:
    money, percentage, quantity = find_money(text), find_percentage(text), find_quantity(text)
    if money:
        assert re.fullmatch(rf"{_N}(/{_N})? \S+", money.value), money
    if percentage:
        assert re.fullmatch(rf"{_N}(/{_N})?", percentage.value), percentage
    if quantity:
        assert re.fullmatch(rf"{_N}(/{_N})?|dozens|hundreds|thousands|millions|billions", quantity.value), quantity
    for amount in (money, percentage, quantity):
        if amount is not None:
            assert amount.text in text
            low, _, high = amount.value.partition(" ")[0].partition("/")
            assert not high or Decimal(low) < Decimal(high)


def _phrase(words: str) -> tuple[Argument, str]:
    prefix = "Ide won "
    return Argument("object", 2, FixedWords(len(prefix), len(prefix) + len(words), words, words)), prefix + words


@pytest.mark.parametrize(
    ("kind", "words", "value", "datatype", "text"),
    [
        ("money", "a grant of $2 million for cows", "2000000 USD", "money", "$2 million"),
        ("percentage", "about 9% of it", "9", "percentage", "about 9%"),
        ("quantity", "over 40 million users in Lund", "40000000", "number", "over 40 million users"),
        ("quantity", "$5 in cash", "5 USD", "money", "$5"),
        ("quantity", "7% more", "7", "percentage", "7%"),
        ("date", "in March 2021", "2021-03", "date", "in March 2021"),
        ("text", '"the old, old cow"', "the old, old cow", "text", '"the old, old cow"'),
        ("text", "a b c d e f g h i j k l m n", "a b c d e f g h i j k l…", "text", "a b c d e f g h i j k l m n"),
    ],
)
def test_literal(kind: str, words: str, value: str, datatype: str, text: str) -> None:
    argument, whole = _phrase(words)
    tree = parsed("Ide|NNP|nsubj|1 won|VBD|ROOT|1")
    tree.text = whole
    found = literal_argument(kind, argument, tree, None)
    assert found is not None
    assert (found.value, found.datatype, found.text) == (value, datatype, text)
    assert whole[found.start : found.end] == text


@pytest.mark.parametrize(
    ("before", "words", "behind", "value"),
    [
        ("Ide won ", "$40", " Million in all", "40000000 USD"),
        ("Ide won ", "US$3.5", " Bn.", "3500000000 USD"),
        ("Ide won ", "$310", "m;", "310000000 USD"),
        ("Ide won 40 ", "000 kroner", ".", None),
        ("Ide won in 2023 ", "100 kroner", ".", "100 kroner"),
    ],
)
def test_money_that_is_cut_off(before: str, words: str, behind: str, value: str | None) -> None:
    tree = parsed("Ide|NNP|nsubj|1 won|VBD|ROOT|1")
    tree.text = before + words + behind
    argument = Argument("object", 2, FixedWords(len(before), len(before) + len(words), words, words))
    found = literal_argument("money", argument, tree, None)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("kind", "words"), [("money", "a cow"), ("date", "a cow"), ("quantity", "cows"), ("text", '""')]
)
def test_no_literal(kind: str, words: str) -> None:
    argument, whole = _phrase(words)
    tree = parsed("Ide|NNP|nsubj|1 won|VBD|ROOT|1")
    tree.text = whole
    assert literal_argument(kind, argument, tree, None) is None

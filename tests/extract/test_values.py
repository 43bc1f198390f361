"""Dates, money, percentages and counts: tables of what they give, and that no text makes them fail or invent."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extract.conftest import parsed

from newsweave.extract.literals import literal_argument
from newsweave.extract.model import Argument, FixedWords
from newsweave.extract.values import find_money, find_percentage, find_quantity, iso_date

FRIDAY = "2024-05-24"

DATES = [
    ("22 November 2023", "2023-11-22"),
    ("November 22, 2023", "2023-11-22"),
    ("Nov. 22, 2023", "2023-11-22"),
    ("Sept 3 2021", "2021-09-03"),
    ("the 3rd of March 2021", "2021-03-03"),
    ("March 1st, 2021", "2021-03-01"),
    ("on 2021-03-04", "2021-03-04"),
    ("in May 2023", "2023-05"),
    ("late December, 1999", "1999-12"),
    ("in 1998", "1998"),
    ("As far back as 2017", "2017"),
    ("the second quarter of 2022", "2022-Q2"),
    ("Q3 2021", "2021-Q3"),
    ("the first quarter", "2024-Q1"),
    ("February 29, 2024", "2024-02-29"),
    ("yesterday", "2024-05-23"),
    ("today", FRIDAY),
    ("tomorrow", "2024-05-25"),
    ("on Friday", FRIDAY),
    ("on Monday", "2024-05-20"),
    ("last Monday", "2024-05-20"),
    ("next Monday", "2024-05-27"),
    ("next Friday", "2024-05-31"),
    ("last week", "2024-05-13/2024-05-19"),
    ("this week", "2024-05-20/2024-05-26"),
    ("next month", "2024-06"),
    ("last month", "2024-04"),
    ("last year", "2023"),
    ("next year", "2025"),
    ("on March 4", "2024-03-04"),
    ("on 4th March", "2024-03-04"),
    ("December 30", "2023-12-30"),
    ("in March", "2024-03"),
    ("in November", "2023-11"),
]
NO_DATES = [
    "",
    "soon",
    "two banks",
    "February 30, 2023",
    "they may sell",
    "2023 %",
    "$2019",
    "1,998 users",
    "the 1990s",
    "32 May",
    "a sunny day",
    "marching on",
    "12345",
]  # fmt: skip


@pytest.mark.parametrize(("text", "iso"), DATES)
def test_date(text: str, iso: str) -> None:
    assert iso_date(text, FRIDAY) == iso


@pytest.mark.parametrize("text", [t for t in NO_DATES if t != "2023 %"])
def test_no_date(text: str) -> None:
    assert iso_date(text, FRIDAY) is None


@pytest.mark.parametrize("text", ["yesterday", "last week", "in March", "on Monday", "the first quarter", "March 4"])
@pytest.mark.parametrize("published", [None, "2024", "2024-05"])
def test_relative_dates_need_a_day(text: str, published: str | None) -> None:
    assert iso_date(text, published) == ("2024-Q1" if "quarter" in text and published else None)


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
        ("90 Danish kroner", "90 kroner", "90 Danish kroner"),
        ("more than 12 bitcoin", "12 BTC", "more than 12 bitcoin"),
        ("USD 15 million", "15000000 USD", "USD 15 million"),
        ("RM3.25 million", "3250000 MYR", "RM3.25 million"),
        ("$1.23456789 million", "1234567.89 USD", "$1.23456789 million"),
        ("$10-12 million", "10000000 USD", "$10-12 million"),
        ("from $3 to $4", "3 USD", "$3"),
    ],
)
def test_money(text: str, value: str, words: str) -> None:
    assert find_money(text) == (value, words)


@pytest.mark.parametrize(
    "text", ["", "two billion", "40 users", "dollars", "$", "9%", "2 million merchants", "US dollar"]
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
        ("10-15%", "10", "10-15%"),
    ],
)
def test_percentage(text: str, value: str, words: str) -> None:
    assert find_percentage(text) == (value, words)


@pytest.mark.parametrize("text", ["", "9", "percent", "nine per mille", "9 percentages"])
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
    ],
)
def test_quantity(text: str, value: str, words: str) -> None:
    assert find_quantity(text) == (value, words)


@pytest.mark.parametrize("text", ["", "many users", "9%", "$40", "B2B", "a1"])
def test_no_quantity(text: str) -> None:
    assert find_quantity(text) is None


SOUP = st.text(
    st.sampled_from("0123456789.,-–$€%/ aAmMbn") | st.characters(codec="utf-8"), max_size=40
) | st.lists(
    st.sampled_from(
        "$ US$ 2 2023 31 Feb February May 0 00 , . -99 million bn k % per cent euro kroner Q1 quarter of first "
        "last next week "
        "month year Monday yesterday 9999999999999999999999 1.5 10-12 st th 2024-13-45 2021-02-30 dozens one "
        "lakh".split()
    ),
    max_size=8,
).map(" ".join)  # fmt: skip
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|-Q[1-4])?")


@given(SOUP, st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)).map(dt.date.isoformat))
@settings(max_examples=600, deadline=None)
def test_dates_are_none_or_valid(text: str, published: str | None) -> None:
    found = iso_date(text, published)
    if found is None:
        return
    for part in found.split("/"):
        m = _DATE.fullmatch(part)
        assert m, found
        dt.date(int(m[1]), int(m[2] or 1), int(m[3] or 1))
    if "/" in found:
        first, last = map(dt.date.fromisoformat, found.split("/"))
        assert (last - first).days == 6


@given(SOUP)
@settings(max_examples=600, deadline=None)
def test_amounts_are_none_or_plain_numbers(text: str) -> None:
    money, percentage, quantity = find_money(text), find_percentage(text), find_quantity(text)
    if money:
        assert re.fullmatch(r"\d+(\.\d+)? \S+", money[0]), money
    if percentage:
        assert re.fullmatch(r"\d+(\.\d+)?", percentage[0]), percentage
    if quantity:
        assert re.fullmatch(r"\d+(\.\d+)?|dozens|hundreds|thousands|millions|billions", quantity[0]), quantity
    for amount in (money, percentage, quantity):
        assert amount is None or amount[1] in text


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
        ("text", "a b c d e f g h i j k l m n", "a b c d e f g h i j k l", "text", "a b c d e f g h i j k l m n"),
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
    ("kind", "words"), [("money", "a cow"), ("date", "a cow"), ("quantity", "cows"), ("text", '""')]
)
def test_no_literal(kind: str, words: str) -> None:
    argument, whole = _phrase(words)
    tree = parsed("Ide|NNP|nsubj|1 won|VBD|ROOT|1")
    tree.text = whole
    assert literal_argument(kind, argument, tree, None) is None

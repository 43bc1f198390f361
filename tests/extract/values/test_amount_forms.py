"""Amounts as outlets of many countries write them: scale and currency are right, or there is none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsweave.extract.values.amounts import amounts_in, find_money, find_percentage, find_quantity

Amounts = list[tuple[str, str]]


def read(text: str) -> Amounts:
    return [(kind, a.value) for kind, _, _, a in amounts_in(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("R4bn", "4000000000 ZAR"), ("R3.5 billion", "3500000000 ZAR"), ("N5 billion", "5000000000 NGN"),
        ("A$5 million", "5000000 AUD"), ("HK$300m", "300000000 HKD"), ("Rs 300 crore", "3000000000 INR"),
        ("₹1.2 lakh crore", "1200000000000 INR"), ("Dh3bn", "3000000000 AED"), ("zł 30 million", "30000000 PLN"),
        ("kr 45 million", "45000000 kr"), ("US$4.5-5.0 million", "4500000/5000000 USD"), ("£1.2bn", "1200000000 GBP"),
        ("EUR 3,5 Mio", "3500000 EUR"), ("€40,000-a-year", "40000 EUR"), ("$1 1/4 billion", "1250000000 USD"),
        ("half a billion dollars", "500000000 USD"), ("a quarter of a million euros", "250000 EUR"),
        ("a million dollars", "1000000 USD"), ("a 5 million-euro deal", "5000000 EUR"), ("~$5bn", "5000000000 USD"),
        ("£5-10m", "5000000/10000000 GBP"), ("C$1.2B", "1200000000 CAD"), ("SEK1.2bn", "1200000000 SEK"),
        ("USD100 million", "100000000 USD"), ("620,000 bitcoins", "620000 BTC"), ("300 bitcoin in cash", "300 BTC"),
    ],
)  # fmt: skip
def test_money(text: str, value: str) -> None:
    assert read(text) == [("money", value)]


@pytest.mark.parametrize(
    "text",
    [
        "USD1",
        "80 Bitcoin ATMs",
        "R2",
        "R 4 billion",
        "N95 masks",
        "a billion-dollar idea",
        "18 cents",
        "12 pence",
        "15¢",
    ],
)
def test_no_money(text: str) -> None:
    assert find_money(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("2-1/2 percent", "2.5"), ("nearly 2 1/2 per cent", "2.5"), ("12.5pc", "12.5"), ("12 pct", "12"), ("95pc", "95"),
     ("5-7%", "5/7"), ("1 7/8 percent", "1.875"), ("5 per cent", "5")],
)  # fmt: skip
def test_percentage(text: str, value: str) -> None:
    found = find_percentage(text)
    assert found is not None and found.value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("half a million users", "500000"), ("half a dozen stores", "6"), ("1 1/2 million tonnes", "1500000"),
     ("1.2m tonnes", "1200000"), ("5 crore shares", "50000000"), ("a million users", "1000000"),
     ("12 000 employees", "12000"), ("80 Bitcoin ATMs", "80"), ("1.234.567 shares", "1234567")],
)  # fmt: skip
def test_count(text: str, value: str) -> None:
    assert read(text) == [("number", value)]
    found = find_quantity(text)
    assert found is not None and found.value == value


@pytest.mark.parametrize(
    "text",
    [
        "two-thirds of users", "about three-quarters", "a third", "25 basis points", "0.5 percentage points", "50 bps",
        "18 cents", "12 pence", "at 12 p.m.", "at 1700 GMT", "Covid-19", "an F-35", "Class of '97", "PhD ’97", "No. 1",
        "Chapter 11", "in the report[1]", "7-Eleven", "Capital One", "a 10-K filing", "a 40m tower", "3M",
        "between 2015 and 2017", "2015-2017", "a third of a million", "2 1/3 percent",
    ],
)  # fmt: skip
def test_no_count(text: str) -> None:
    assert read(text) == []
    assert find_quantity(text) is None or text == "3M"


@pytest.mark.parametrize("text", ["$5 million", "Rs 300 crore", "500 billion yen", "EUR 3,5 Mio", "5 per cent", "9%"])
def test_money_and_percentages_are_no_counts(text: str) -> None:
    assert find_quantity(text) is None


@pytest.mark.parametrize(
    ("text", "modifier"),
    [("~$5bn", "approx"), ("c. £5m", "approx"), ("circa £5m", "approx"), ("$5bn+", "at_least"), ("$5bn", ""),
     ("$5 billion-plus", "at_least"), ("$100 million or more", "at_least"), ("up to $5bn or more", "at_most")],
)  # fmt: skip
def test_how_sure(text: str, modifier: str) -> None:
    found = find_money(text)
    assert found is not None and found.modifier == modifier


_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "A$": "AUD", "HK$": "HKD", "₹": "INR", "USD ": "USD", "NOK ": "NOK"}
_SCALES = {"m": 6, " million": 6, "bn": 9, " billion": 9, "-million": 6, " trillion": 12, "": 0}


@given(st.sampled_from(sorted(_SIGNS)), st.integers(10, 999), st.integers(0, 9), st.sampled_from(sorted(_SCALES)))
@settings(max_examples=300, deadline=None)
def test_a_sum_in_any_form_comes_back(sign: str, whole: int, tenth: int, scale: str) -> None:
    number = f"{whole}.{tenth}" if tenth and scale else str(whole)
    found = find_money(f"It paid {sign}{number}{scale} for it")
    value = (whole * 10 + (tenth if scale else 0)) * 10 ** _SCALES[scale] // 10
    assert found is not None and found.value == f"{value} {_SIGNS[sign]}"
    assert found.text == f"{sign}{number}{scale}"

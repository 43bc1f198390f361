"""What figures measure, of what period they are, and which figures are not stated."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read

from newsweave.extract.model import Statement

C, K = "Corvex Group", "Kestrin Bank"


def figures(read: Read, text: str) -> list[Statement]:
    return [s for s in read(text).statements if s.relation == "has_metric"]


@pytest.mark.parametrize(
    ("text", "metric", "value"),
    [
        (f"{K} posted a net interest income of $3 million.", "net interest income", "3000000 USD"),
        (f"Net interest income at {K} rose 2% to $3 million.", "net interest income", "3000000 USD"),
        (f"{C} reported a record core profit of $3 million.", "core profit", "3000000 USD"),
        (f"{C}'s like-for-like sales rose to $3 million.", "like-for-like sales", "3000000 USD"),
        (f"{C} posted fee and commission income of $3 million.", "fee and commission income", "3000000 USD"),
        (f"{C} reported adjusted EBITDA of $3 million.", "adjusted EBITDA", "3000000 USD"),
        (f"{C}'s European sales rose to $3 million.", "European sales", "3000000 USD"),
        (f"{C}'s strong revenue hit $3 million.", "revenue", "3000000 USD"),
        (f"{C} had assets under management of $3 million.", "assets under management", "3000000 USD"),
        (f"{K} raised its dividend to 11 crowns a share.", "dividend per share", "11 crowns"),
        (f"{K} has a common equity tier 1 ratio of 13.8%.", "common equity tier 1 ratio", "13.8"),
        (f"{K}'s policy rate stands at 27%.", "policy rate", "27"),
        (f"{K} reported a return on equity of 14%.", "return on equity", "14"),
        (f"{C} has a 12% market share in Norway.", "market share", "12"),
        (f"{K}'s loan losses rose to $3 million.", "loan losses", "3000000 USD"),
        (f"{C} has 3 million monthly active users.", "monthly active users", "3000000"),
        (f"{C} has 3 million customers.", "customers", "3000000"),
        (f"{K} has 3 million retail customers and 5,000 corporate clients.", "retail customers", "3000000"),
        (f"{C} processes payments for about 14,000 merchants.", "merchants", "14000"),
        (f"{C} has a workforce of 1,200 people.", "employees", "1200"),
        (f"{C} serves 15 million people.", "people served", "15000000"),
        (f"{C} handled $3 million of trades in April.", "trades", "3000000 USD"),
        ("Bitcoin traded at $64,000.", "price", "64000 USD"),
        (f"{C} fell to $45 from $50.", "share price", "45 USD"),
        (f"{C}'s shares closed at $45.80.", "share price", "45.80 USD"),
    ],
)
def test_what_is_measured(read: Read, text: str, metric: str, value: str) -> None:
    found = figures(read, text)[0]
    assert (found.qualifiers["metric"], getattr(found.object, "value", "")) == (metric, value)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (f"{C} fell 3.5% in early trading.", "share price fell by"),
        (f"Shares in {C} leapt 21%.", "share price rose by"),
        (f"{C}'s stock edged up 2%.", "share price rose by"),
        (f"{C} sent its shares tumbling 3.5%.", "share price fell by"),
        ("Bitcoin fell 4%.", "price fell by"),
        ("Lumen Coin has lost 97% of its value.", "value fell by"),
        (f"{C} lost 5% of its staff.", "employees fell by"),
        (f"{C}'s net profit hit $3 million.", "has net profit"),
    ],
)
def test_what_a_move_is_of_stands_on_the_arrow(read: Read, text: str, label: str) -> None:
    (found,) = figures(read, text)
    assert found.label == label


@pytest.mark.parametrize(
    "text",
    [
        f"{C} closed a mine worth $66 million.",
        f"{C} gained 5% of the vote.",
        f"{C} makes half its revenue from conferences and two award dinners.",
        f"{K} may no longer offer its 9% accounts.",
        f"{C} has 3 million shares outstanding.",
        f"{C} made a sale of $3 million.",
        f"$168 {C}'s net income was $168 million in 2012.",
        f"{C} has a rate of 4%.",
        f"{C} counts 27 million people among its fans.",
        f"{C} offered 398 crowns a share for {K}.",
        f"{C}'s unit reported an income of $3 million, with sales rising to $9 million.",
    ],
)
def test_figures_without_a_measure_are_not_stated(read: Read, text: str) -> None:
    assert figures(read, text) == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (f"{C}'s fourth-quarter net interest income rose 6% to $3 million.", "2023-Q4"),
        (f"{C} reported fourth quarter core profit of $3 million.", "2023-Q4"),
        (f"In the fourth quarter, {C}'s net profit rose 4% to $3 million.", "2023-Q4"),
        (f"In 2023, {C}'s pre-tax profit rose to $3 million.", "2023"),
        (f"{C} earned 2021 revenues of $3 million.", "2021"),
        (f"{C}'s revenue rose to $3 million in the year to March.", "2024-03"),
        (f"{C}'s revenue grew by 8% over Q1 2021, to $3 million.", None),
        (f"{C} added 3 million subscribers in the quarter that ended in June.", "2023-Q2"),
        (f"For 2023, {K} posted a net interest income of $3 million.", "2023"),
    ],
)
def test_a_measure_of_several_words_keeps_its_period(read: Read, text: str, date: str | None) -> None:
    (found,) = figures(read, text)
    assert found.qualifiers.get("date") == date


def test_a_period_without_a_date_takes_none_from_elsewhere(read: Read) -> None:
    first, second = figures(read, f"{C}'s ad revenue hit $3 million in Q1, totaling over $9 million for the year.")
    times = {s.object.text: (s.qualifiers.get("date"), s.qualifiers["date_text"]) for s in (first, second)}
    assert times == {"$3 million": ("2024-Q1", "Q1"), "over $9 million": (None, "for the year")}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"{K} holds an interest in {C}.", "asserted"),
        (f"{K} has a 12% interest in {C}.", "asserted"),
        (f"{K} took a controlling interest in {C}.", "asserted"),
        (f"{K} has an interest in {C}.", None),
        (f"{K} has a strong interest in {C}.", None),
        (f"{K} holds particular interest in {C}.", None),
        (f"{K} denied having any interest in {C}.", None),
    ],
)
def test_an_interest_is_a_stake_where_it_is_held(read: Read, text: str, status: str | None) -> None:
    found = [s.status for s in read(text).statements if s.relation == "owns_stake_in"]
    assert found == ([] if status is None else [status])


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"{K} has shown strong interest in acquiring {C}.", "possible"),
        (f"{K} has no interest in buying {C}.", "negated"),
        (f"{K} denied having any interest in buying {C}.", "negated"),
        (f"{K} succeeded in buying {C}.", "asserted"),
    ],
)
def test_an_interest_in_a_deed_is_not_the_deed(read: Read, text: str, status: str) -> None:
    (found,) = [s for s in read(text).statements if s.relation == "acquired"]
    assert found.status == status

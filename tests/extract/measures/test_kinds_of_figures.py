"""Figures by kinds of English: what is measured, whose it is, who says so, and what is no measure at all."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read

from newsweave.extract.model import Statement

C, K, L = "Corvex Group", "Kestrin Bank", "Lumen Wallet"
Facts = set[tuple[str, str, str]]


def figures(read: Read, text: str) -> list[Statement]:
    return [s for s in read(text).statements if s.relation == "has_metric"]


def told(read: Read, text: str) -> Facts:
    """Whose, what, how much."""
    return {
        (s.subject.name, s.qualifiers["metric"], s.object.value)  # type: ignore[union-attr]
        for s in figures(read, text)
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # the verb says what is measured
        (f"{C} lost $18 on sales of $7.", {(C, "net loss", "18 USD"), (C, "sales", "7 USD")}),
        (f"{C} has paid out more than $100 million to drivers.", {(C, "payouts", "100000000 USD")}),
        (f"{C} spent $5 million on new systems.", {(C, "spending", "5000000 USD")}),
        (f"The outage cost {C} $440 million.", {(C, "costs", "440000000 USD")}),
        (f"{C} is worth $4 billion.", {(C, "valuation", "4000000000 USD")}),
        (f"The round valued {C} at $310 million post-money.", {(C, "valuation", "310000000 USD")}),
        (f"Some 6,000 bakeries use {L}.", {(L, "bakeries", "6000")}),
        (f"{L} is used by 14 million people in Kenya.", {(L, "users", "14000000")}),
        (f"{L} has been downloaded 3 million times.", {(L, "downloads", "3000000")}),
        (f"{L} is accepted at 22,000 shops.", {(L, "shops", "22000")}),
        # what flows is no stock
        (f"{C} delivered 21,000 vans last year.", {(C, "vans delivered", "21000")}),
        (f"{C} will cut 1,400 jobs by the end of next year.", {(C, "jobs cut", "1400")}),
        (f"{C} cut its workforce by 15%.", {(C, "employees decline", "15")}),
        # a noun in the phrase
        (f"{C} recently crossed the $1.5 billion valuation mark.", {(C, "valuation", "1500000000 USD")}),
        (f"{C} had assets under management of $3 million.", {(C, "assets under management", "3000000 USD")}),
        (f"{K} is an eight-branch lender.", {(K, "branches", "8")}),
        (f"{C}, a 40-store chain, has hired a new chief.", {(C, "stores", "40")}),
        (f"{C}'s team of 14 engineers will move to Porto.", {(C, "engineers", "14")}),
        (f"{C} had 2 million users and 400 staff.", {(C, "users", "2000000"), (C, "employees", "400")}),
        (f"{K} had $20 in assets and $12 in loans.", {(K, "assets", "20 USD"), (K, "loans", "12 USD")}),
        (f"{K} is Norway's fifth-largest lender, with assets of €7.9 billion.", {(K, "assets", "7900000000 EUR")}),
        # shares of a market and of something else
        (f"{C} controls 31% of the Norwegian market.", {(C, "market share", "31")}),
        (f"{C} holds a 1.9% share of the Norwegian market.", {(C, "market share", "1.9")}),
        (f"{C} has a 12% market share in Norway.", {(C, "market share", "12")}),
        (f"{C} accounts for 14% of Norway's exports.", {(C, "share of exports", "14")}),
        # what goes up and down
        (f"{C} was up as much as 3.5% at $40.54.", {(C, "share price", "40.54 USD")}),
        (f"News of the deal pushed {C}'s shares up 7.5%.", {(C, "share price growth", "7.5")}),
        (f"Among the losers was {C}, down 8.9% in Oslo.", {(C, "share price decline", "8.9")}),
        ("Bitcoin is trading at around $61,000, down 3% on the day.", {("Bitcoin", "price", "61000 USD")}),
        ("The Nikkei closed 0.4% higher on Friday.", {("Nikkei", "index growth", "0.4")}),
        ("Norway's economy grew 0.4% in the second quarter.", {("Norway", "GDP growth", "0.4")}),
        # set to a level
        ("Norges Bank left its main interest rate unchanged at 4.5%.", {("Norges Bank", "main interest rate", "4.5")}),
        (f"{C} raised its full-year revenue forecast to $65 million.", {(C, "revenue", "65000000 USD")}),
        (f"{C}'s guidance calls for revenue of $65 million this year.", {(C, "revenue", "65000000 USD")}),
        # per share, rand
        (f"{C} earned $1.62 a share.", {(C, "earnings per share", "1.62 USD")}),
        (f"{C} reported revenue of R95bn.", {(C, "revenue", "95000000000 ZAR")}),
    ],
)  # fmt: skip
def test_what_is_measured(read: Read, text: str, found: Facts) -> None:
    assert told(read, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{C} and {K} made profits of $3 and $4, respectively.", {(C, "profit", "3 USD"), (K, "profit", "4 USD")}),
        (f"{C} and {K} each rose 4%.", {(C, "share price growth", "4"), (K, "share price growth", "4")}),
        (f"{C} and {K} have 400 stores.", set()),
        (f"The deal gives {C} a value of $9 million.", {(C, "value", "9000000 USD")}),
        (f"{C} gave {K} control of 40 branches.", {(K, "branches", "40")}),
        (f"{C} raised $40 million at a $950 million valuation.", {(C, "valuation", "950000000 USD")}),
        (f"{C}, whose sales grew 19% to $94 million, is hiring.", {(C, "sales", "94000000 USD")}),
        (f"{C} opened a depot with 30 workers.", set()),
        (f"{C}'s plant in Oslo, which employs 640 people, will shut.", set()),
        ("There are 14 million smartphone users in Kenya.", {("Kenya", "smartphone users", "14000000")}),
        (f"{C}'s profit rose to $3, with sales growing to $8.", {(C, "profit", "3 USD"), (C, "sales", "8 USD")}),
    ],
)  # fmt: skip
def test_whose_it_is(read: Read, text: str, found: Facts) -> None:
    assert told(read, text) == found


def test_a_joint_figure_says_so(read: Read) -> None:
    found = figures(read, f"{C} and {K} together hold 92% of the market.")
    assert {(s.subject.name, s.qualifiers["jointly_with"]) for s in found} == {(C, K), (K, C)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{C} said it had a record year. It employs 35 people.", {(C, "employees", "35")}),
        (f"{C} had sales of $9. Profit fell by a third to $2.", {(C, "sales", "9 USD"), (C, "profit", "2 USD")}),
        (f"{C} sued {K}. Revenue rose to $9 million.", set()),
        (f"{C} reported revenue of $9 million. Sales of fish rose to $2 million.", {(C, "revenue", "9000000 USD")}),
    ],
)  # fmt: skip
def test_whom_the_text_is_about(read: Read, text: str, found: Facts) -> None:
    assert told(read, text) == found


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"{C} aims to reach 5 million customers by 2027.", "planned"),
        (f"{C} forecasts revenue of between $60 million and $65 million.", "planned"),
        (f"{C} raised its full-year revenue forecast to $65 million.", "planned"),
        (f"{C} could lose as much as $40 million this year.", "possible"),
        (f"{C} denied that it had lost $40 million.", "negated"),
        (f"{C} saw its sales drop 12% in March.", "asserted"),
    ],
)
def test_how_it_is_meant(read: Read, text: str, status: str) -> None:
    assert [s.status for s in figures(read, text)] == [status]


def test_a_price_target_is_what_its_analyst_says(read: Read) -> None:
    (found,) = figures(read, f"Mara Voss of Brandt Securities cut her price target on {C} to $300 from $380.")
    assert (found.qualifiers["metric"], found.subject.name, found.status) == ("price target", C, "reported")
    assert found.attributed_to == "Mara Voss"


@pytest.mark.parametrize(
    ("text", "value", "former"),
    [
        (f"{C} recorded a loss of $53 million, compared with a profit of $12 million.", "53000000 USD", "$12 million"),
        (f"{C} had sales of £18.2m (2023: £16.7m).", "18200000 GBP", "£16.7m"),
        ("Bitcoin jumped from roughly $10,000 to a peak above $68,000.", "68000 USD", "roughly $10,000"),
        (f"{C}'s margin narrowed to 2.1% from 2.3%.", "2.1", "2.3%"),
    ],
)
def test_what_it_was_before(read: Read, text: str, value: str, former: str) -> None:
    (found,) = figures(read, text)
    assert (found.object.value, found.qualifiers["former_level"]) == (value, former)  # type: ignore[union-attr]


def test_figures_per_share_are_compared_among_themselves(read: Read) -> None:
    text = f"{C}'s net loss narrowed to $97 million, or $1.62 per share, from $112 million, or $2.15 per share."
    found = {s.qualifiers["metric"]: s.qualifiers.get("former_level") for s in figures(read, text)}
    assert found["net loss"] == "$112 million"
    assert found["net loss per share"] != "$112 million"


@pytest.mark.parametrize(
    "text",
    [
        f"Analysts had expected {C} to report profit of $4 million.",
        f"Analysts on average expect revenue of $60 million at {C}.",
        f"{C} signed a 10-year, $400 million contract with {K}.",
        f"{C} cleared the last hurdle to a $165 million transaction.",
        f"{C} wants to sell a $2 billion portfolio.",
        f"{C} bought a 21% stake in {K} for $12 million.",
        f"{C} owns 9% of its smaller rival.",
        f"{C} borrowed $30 million from {K}.",
        f"{C} received $24 million in guarantees.",
        f"{C} grew 10% to 55 billion yuan.",
        f"{C} won in seven of eight years.",
        f"{C}'s R8 is fast.",
        "Norges Bank expects inflation of 2.1%.",
        "Brent crude steadied at $67.80 a barrel.",
        "Morale at the firm rose 17%.",
        f"Maria Hansen of {C} lives 20 km from Oslo.",
        f"Section 12 lets {C} keep 30 days of records.",
    ],
)
def test_what_is_no_measure(read: Read, text: str) -> None:
    assert told(read, text) == set()

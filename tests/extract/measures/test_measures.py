"""Figures read from the number outwards: what is measured, whose it is, level and change, and what is no measure."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read

from newsweave.extract.model import Statement

C, K = "Corvex Group", "Kestrin Bank"


def figures(read: Read, text: str) -> list[Statement]:
    return [s for s in read(text).statements if s.relation == "has_metric"]


def told(read: Read, text: str) -> set[tuple[str, str, str, str]]:
    """Whose, what, how much, status."""
    return {
        (s.subject.name, s.qualifiers["metric"], s.object.value, s.status)  # type: ignore[union-attr]
        for s in figures(read, text)
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{C} has a team of 14 engineers.", (C, "engineers", "14", "asserted")),
        (f"{C}'s 32 restaurants will stay open.", (C, "restaurants", "32", "asserted")),
        (f"{C} operates in Norway with 600 employees.", (C, "employees", "600", "asserted")),
        (f"{C} runs eight warehouses in Portugal.", (C, "warehouses", "8", "asserted")),
        (f"{C} earned $4 million last year.", (C, "profit", "4000000 USD", "asserted")),
        (f"{C} lost money on sales of €1.2bn.", (C, "sales", "1200000000 EUR", "asserted")),
        (f"{C} was valued at $4 million in May.", (C, "valuation", "4000000 USD", "asserted")),
        (f"{C} swung to a net loss of $4 million.", (C, "net loss", "4000000 USD", "asserted")),
        (f"Shares in {C} rose 9% to $4.", (C, "share price", "4 USD", "asserted")),
        (f"Core earnings came in at $4 million, {C} said.", (C, "core earnings", "4000000 USD", "reported")),
        (f"{C}'s gross margin was 41 per cent.", (C, "gross margin", "41", "asserted")),
        ("Inflation in Norway fell to 3.2% in May.", ("Norway", "inflation", "3.2", "asserted")),
        (f"Debt at {C} stood at $9 million.", (C, "debt", "9000000 USD", "asserted")),
        (f"The number of {C} users rose to 600,000.", (C, "users", "600000", "asserted")),
        (f"{C} expects revenue of $4 million next year.", (C, "revenue", "4000000 USD", "planned")),
        (f"{C} said its revenue had reached $4 million.", (C, "revenue", "4000000 USD", "reported")),
        (f"{C} has over $3 million in cash.", (C, "cash", "3000000 USD", "asserted")),
    ],
)
def test_what_a_figure_measures(read: Read, text: str, found: tuple[str, str, str, str]) -> None:
    assert found in told(read, text)


@pytest.mark.parametrize(
    ("text", "value", "qualifiers"),
    [
        (f"{C}'s net income was $12 million, up 9%.", "12000000 USD", {"metric": "net income", "growth": "9%"}),
        (f"{C}'s gross margin was 41 per cent, up from 38 per cent.", "41", {"metric": "gross margin"}),
        (f"Debt at {C} rose 9% last year.", "9", {"metric": "debt growth", "date": "2023"}),
        (f"{C}'s exports fell by 4%.", "4", {"metric": "exports decline"}),
    ],
)
def test_level_and_change(read: Read, text: str, value: str, qualifiers: dict[str, str]) -> None:
    (found,) = figures(read, text)
    assert getattr(found.object, "value", "") == value
    assert qualifiers.items() <= dict(found.qualifiers).items()


def test_a_measure_alone_is_whose_the_figure_before_was(read: Read) -> None:
    text = f"{C} reported revenue of $12 million for 2023. Operating costs rose by 4% to $9 million."
    assert (C, "operating costs", "9000000 USD", "asserted") in told(read, text)


@pytest.mark.parametrize(
    "text",
    [
        f"{C} agreed to pay $40 million for {K}.",
        f"{C} raised $40 million from {K}.",
        f"{C} was founded on May 24, 2011.",
        f"The 45-year-old head of {C} resigned.",
        f"{C}'s two main businesses will part.",
        f"{C} sanctioned 15 Norwegian agents.",
        f"{K} holds a 21% holding in {C}.",
        f"Mr Hansen has 600 employees in mind at {C}.",
        f"{C} opened at 9:30 a.m. on 5 June.",
        f"{C} ranked 4th of 12.",
        "It covers 97% of the Norwegian population.",
    ],
)
def test_what_is_no_measure(read: Read, text: str) -> None:
    assert figures(read, text) == []


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("Unemployment in Norway rose to 5 percent.", {"Norway"}),
        (f"{C} makes pumps. For young people, the unemployment rate is 33 percent.", set()),
        ("Norway has 4 million customers.", set()),
        (f"{C} has 4 million customers.", {C}),
        ("Norway's profit was $4 million.", set()),
        ("Norway's exports were $4 million.", {"Norway"}),
    ],
)
def test_who_can_have_a_measure(read: Read, text: str, owners: set[str]) -> None:
    assert {s.subject.name for s in figures(read, text)} == owners


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{C} opened a plant. GAAP net income was $9 million.", {(C, "GAAP net income", "9000000 USD", "asserted")}),
        (
            f"{C} opened a plant. Automotive revenue was $9 million.",
            {(C, "automotive revenue", "9000000 USD", "asserted")},
        ),
        (f"{K} revenue was $9 million.", {(K, "revenue", "9000000 USD", "asserted")}),
    ],
)
def test_what_stands_before_a_measure_and_is_nobody(
    read: Read, text: str, found: set[tuple[str, str, str, str]]
) -> None:
    assert told(read, text) == found


def test_a_second_measure_behind_on(read: Read) -> None:
    text = f"{C} opened a plant. Profit fell 9% to $4 million, on revenue down 18% at $9 million."
    assert (C, "profit", "4000000 USD", "asserted") in told(read, text)
    assert (C, "profit", "9000000 USD", "asserted") not in told(read, text)

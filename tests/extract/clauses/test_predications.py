"""What a verb says of somebody as a predicate noun would, and phrases that open a sentence or accompany its subject."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read

C, K, L = "Corvex Group", "Kestrin Bank", "Larch Capital"


def facts(read: Read, text: str, relation: str) -> set[tuple[str, str]]:
    return {
        (s.subject.name, s.object.name)  # type: ignore[union-attr]
        for s in read(text).statements
        if s.relation == relation
    }


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (f"{C}'s customers include {K} and {L}.", {K, L}),
        (f"The customers of {C} include {K}.", {K}),
        (f"Among {C}'s customers are {K} and {L}.", {K, L}),
        (f"{C} counts {K} among its customers.", {K}),
        (f"{C} lists {K} as a customer.", {K}),
        (f"{C} has {K} as its largest customer.", {K}),
        (f"{K} is known as a customer of {C}.", {K}),
        (f"{K} was among the first customers of {C}.", {K}),
        (f"{K}, one of {C}'s largest customers, has closed a branch.", {K}),
        (f"As a customer of {C}, {K} pays less.", {K}),
        (f"A customer of {C}, {K} pays less.", {K}),
        (f"{K} (a customer of {C}) has closed a branch.", {K}),
    ],
)
def test_customers(read: Read, text: str, who: set[str]) -> None:
    assert facts(read, text, "customer_of") == {(w, C) for w in who}


@pytest.mark.parametrize(
    "text",
    [
        f"{C}'s worries include {K}.",
        f"{C} counts {K} among its worries.",
        f"{C} regards {K} as a nuisance.",
        f"As a favour to {C}, {K} charges less.",
        f"A friend of {C}, {K} pays less.",
    ],
)
def test_no_customers(read: Read, text: str) -> None:
    assert facts(read, text, "customer_of") == set()


@pytest.mark.parametrize(
    ("text", "buyers"),
    [
        (f"{C}, along with {L}, bought {K}.", {C, L}),
        (f"Together with {L}, {C} bought {K}.", {C, L}),
        (f"{C} bought {K} together with its debts.", {C}),
        (f"With {L} on its side, {C} bought {K}.", {C}),
        (f"{C} will buy {K} for cash, along with notes of {L}.", {C}),
    ],
)
def test_who_does_it_with_the_subject(read: Read, text: str, buyers: set[str]) -> None:
    assert {b for b, bought in facts(read, text, "acquired") if bought == K} == buyers


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"{C} is keen on buying {K}.", "possible"),
        (f"{C}, interested in buying {K}, has raised money.", "possible"),
        (f"{C} is busy buying {K}.", "asserted"),
    ],
)
def test_the_subject_of_an_adjective_does_what_follows(read: Read, text: str, status: str) -> None:
    assert {(s.subject.name, s.status) for s in read(text).statements if s.relation == "acquired"} == {(C, status)}


def test_a_participle_before_a_title(read: Read) -> None:
    assert facts(read, f"The {K}-owned payments firm {C} has closed a branch.", "subsidiary_of") == {(C, K)}

"""Members of a list keep their own date, price, seller and post; what is one list stays one."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read

from newsweave.extract.model import EntityArgument

C, K, L, T, D = "Corvex Group", "Kestrin Bank", "Larch Capital", "Tidewell Partners", "Dovre Holding"
M, O = "Maria Hansen", "Ola Berg"  # noqa: E741


def said(read: Read, text: str, relation: str, *names: str) -> set[tuple[str, ...]]:
    """Subject, object and the named qualifiers of the statements of one relation."""
    return {
        (s.subject.name, s.object.name, *(s.qualifiers.get(n, "") for n in names))
        for s in read(text).statements
        if s.relation == relation and isinstance(s.object, EntityArgument)
    }


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (f"{C} bought {K} in 2019 and {L} in 2021.", {(K, "2019"), (L, "2021")}),
        (f"{C} purchased {K} in May 2019 and {L} in June 2021.", {(K, "2019-05"), (L, "2021-06")}),
        (f"{C} took over {K} in 2018, {T} in 2020 and {L} in 2021.", {(K, "2018"), (T, "2020"), (L, "2021")}),
        (f"{C}, which bought {K} in 2019 and {L} in 2021, grew.", {(K, "2019"), (L, "2021")}),
        (f"{C} bought {K} and {L} in 2019 and 2021, respectively.", {(K, "2019"), (L, "2021")}),
        (f"{C} bought {K} in 2019 but {L} only in 2021.", {(K, "2019"), (L, "2021")}),
        (f"{C} bought {K} and {L} in 2021.", {(K, "2021"), (L, "2021")}),
        (f"{C} bought {K} from {T} and {D} in 2021.", {(K, "2021")}),
        (f"{C} bought {K} in 2019 and sold {L} in 2021.", {(K, "2019")}),
        (f"{C} bought {K} in 2019, {L} said in 2021.", {(K, "2019")}),
    ],
)
def test_dates(read: Read, text: str, pairs: set[tuple[str, str]]) -> None:
    assert said(read, text, "acquired", "date") == {(C, name, date) for name, date in pairs}


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (f"{C} invested in {K} in 2019 and in {L} in 2021.", {(K, "2019"), (L, "2021")}),
        (f"{C} invested in {K} in 2019 and {L} in 2021.", {(K, "2019"), (L, "2021")}),
        (f"{C} invested in {K} and {L} in 2021.", {(K, "2021"), (L, "2021")}),
    ],
)
def test_dates_of_phrases(read: Read, text: str, pairs: set[tuple[str, str]]) -> None:
    assert said(read, text, "invested_in", "date") == {(C, name, date) for name, date in pairs}


@pytest.mark.parametrize(
    ("text", "sales"),
    [
        (f"{C} bought {K} from {T} and {L} from {D}.", {(T, K, C), (D, L, C)}),
        (f"{C} sold {K} to {T} and {L} to {D}.", {(C, K, T), (C, L, D)}),
        (f"{C} sold {K} and {L} to {T} and {D}, respectively.", {(C, K, T), (C, L, D)}),
        (f"{C} bought {K} from {T} and {D} in 2021.", {(T, K, C), (D, K, C)}),
    ],
)
def test_sellers_and_buyers(read: Read, text: str, sales: set[tuple[str, str, str]]) -> None:
    assert said(read, text, "sold", "to") == sales


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        (f"{C} named {M} chairman and {O} chief executive.", {(M, "chairman"), (O, "chief executive")}),
        (f"{C} named {M} its chairman and {O} its chief executive.", {(M, "chairman"), (O, "chief executive")}),
        (f"{C} appointed {M} as chairman and {O} as head of research.", {(M, "chairman"), (O, "head of research")}),
        (f"{C} appointed {M}, a former banker, as chairman and {O} as director.", {(M, "chairman"), (O, "director")}),
        (f"{M} was named chairman and {O} chief executive of {C}.", {(O, "chief executive")}),
        (f"{C} appointed {M} as chairman and chief executive.", {(M, "chairman")}),
    ],
)
def test_posts(read: Read, text: str, posts: set[tuple[str, str]]) -> None:
    assert said(read, text, "appointed_to", "role") == {(name, C, role) for name, role in posts}


def test_prices_and_shares(read: Read) -> None:
    text = f"{C} acquired {K} for $5 million in 2019 and {L} for $7 million in 2021."
    assert said(read, text, "acquired", "amount", "date") == {
        (C, K, "$5 million", "2019"),
        (C, L, "$7 million", "2021"),
    }
    text = f"{C} owns 40% of {K} and 20% of {L}."
    assert said(read, text, "owns_stake_in", "amount") == {(C, K, "40%"), (C, L, "20%")}


def test_respectively_with_posts(read: Read) -> None:
    text = f"{M} and {O} are chairman and chief executive of {C}, respectively."
    assert said(read, text, "works_for", "role") == {(M, C, "chairman"), (O, C, "chief executive")}


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (f"{C} has teamed up with {K} and {L} with {T}.", {(C, K), (L, T)}),
        (f"{C} works with {K} and {L} with {T}.", {(C, K), (L, T)}),
        (f"{C} has teamed up with {K} and {L}.", {(C, K), (C, L)}),
        (f"{C} has teamed up with {K} and with {L}.", {(C, K), (C, L)}),
        (f"{C} works with {K} and {L} with help from Norway.", {(C, K), (C, L)}),
    ],
)
def test_partners_of_two(read: Read, text: str, pairs: set[tuple[str, str]]) -> None:
    assert said(read, text, "partnered_with") == pairs

"""Whom a clause is about that has no phrase of its own there: small clauses, contents, by-phrases on a place."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read

C, K, L = "Corvex Group", "Kestrin Bank", "Lumen Wallet"


def said(read: Read, text: str) -> set[tuple[str, str, str, str]]:
    return {
        (s.subject.name, s.relation, getattr(s.object, "name", "") or s.object.text, s.status)
        for s in read(text).statements
    }


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        # small clauses
        ("Algeria made Bitcoin illegal in May.", ("Algeria", "banned", "Bitcoin", "asserted")),
        ("Algeria plans to declare Bitcoin illegal.", ("Algeria", "banned", "Bitcoin", "planned")),
        # what the content of a clause is about
        (f"Norges Bank is investigating whether {C} misled investors.", ("Norges Bank", "investigated", C, "asserted")),
        (f"Norges Bank is looking into how {C} lost the money.", ("Norges Bank", "investigated", C, "asserted")),
        (f"{K} stopped selling {L} last year.", (K, "discontinued", L, "asserted")),
        (f"{K} began to offer {L} last year.", (K, "launched", L, "asserted")),
        (f"{C} applied for a Norges Bank licence.", (C, "applied_to", "Norges Bank", "asserted")),
        # by-phrases that hang on a place or a time
        (f"{C} was started in a garage by Maria Hansen.", (C, "founded_by", "Maria Hansen", "asserted")),
        (
            f"{C} was founded in the spring by the physicist Maria Hansen.",
            (C, "founded_by", "Maria Hansen", "asserted"),
        ),
        # together with
        (f"{C} sells travel cover together with {K}.", (C, "partnered_with", K, "asserted")),
        # whose product it is
        (f"{C}'s {L} went live in May.", (C, "launched", L, "asserted")),
        ("The Harbour Forum on 4 May 2021 drew a crowd.", ("Harbour Forum", "took_place_on", "4 May 2021", "asserted")),
        # a name that the model takes for a person's
        (f"Tavrio announced a partnership with {K}.", ("Tavrio", "partnered_with", K, "asserted")),
    ],
)
def test_what_is_read(read: Read, text: str, fact: tuple[str, str, str, str]) -> None:
    assert fact in said(read, text)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Algeria made Bitcoin popular in May.", "banned"),
        (f"Norges Bank is explaining how {C} lost the money.", "investigated"),
        (f"{K} stopped praising {L} last year.", "discontinued"),
        (f"{C} applied for a Norges Bank job.", "applied_to"),
        (f"{C} was hidden in a takeover by {K}.", "founded_by"),
        (f"{C} fell together with {K}.", "partnered_with"),
        (f"{C}'s {L} went down in May.", "launched"),
        ("Maria Hansen announced a takeover of Kestrin Bank.", "acquired"),
        ("SoftBank's Vision Fund led a round.", "invested_in"),
    ],
)
def test_what_is_not(read: Read, text: str, relation: str) -> None:
    assert relation not in {r for _, r, _, _ in said(read, text)}

"""Sentences whose wrong reading says something false of somebody named beside: lists, asides, sources, lost marks."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read

Fact = tuple[str, str, str]
C, K, H, V, B = "Corvex Group", "Kestrin Bank", "Orva Holdings", "Mara Voss", "Aldo Berg"


def facts(read: Read, text: str) -> set[Fact]:
    """Subject, relation and object of what the text says to be so."""
    return {
        (s.subject.name, s.relation, getattr(s.object, "name", ""))
        for s in read(text).statements
        if s.status != "negated"
    }


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        (
            f"According to analyst {V}, the chairman of {K}, {B}, resigned on Monday.",
            (B, "works_for", K),
            (V, "works_for", K),
        ),
        (f"According to {V}, the head of {C}, the deal was signed.", (V, "works_for", C), None),
        (f"According to {V}, the chief executive of {C}, {K} sold it.", (V, "chief_executive_of", C), None),
        (
            f"The agreement between {C}, a subsidiary of {H}, and {K} was signed on Monday.",
            (C, "signed_agreement_with", K),
            (C, "subsidiary_of", K),
        ),
        (f"{C}, a subsidiary of {H} and {K}, lost money.", (C, "subsidiary_of", K), None),
        (f"{C} bought {K}, a private lender, and its subsidiaries.", (C, "acquired", K), (K, "subsidiary_of", C)),
        (
            f"She met Dutch minister {V} and {C} director {B}.",
            (B, "works_for", C),
            (B, "nationality", "Netherlands"),
        ),
        (f"{C} and {K} will combine their operations.", (C, "merged_with", K), None),
        (f"{C} and {K} combine their technology to build an app.", None, (C, "merged_with", K)),
        (f"{C} sold {K} to {H}.", (C, "sold", K), None),
        (f"{C} has been selling its ZetaPhone since May.", None, (C, "sold", "ZetaPhone")),
        (f"{V}, an EU legislator, left.", (V, "holds_office", "European Union"), (V, "works_for", "European Union")),
        (f"{V}, an EU spokeswoman, left.", (V, "works_for", "European Union"), None),
        (f"The paper cites the French Zeitgeist philosopher {V}.", None, ("Zeitgeist", "headquartered_in", "France")),
        ("She bought Japanese SoftBank.", ("SoftBank", "headquartered_in", "Japan"), None),
    ],
)  # fmt: skip
def test_whose_it_is(read: Read, text: str, wanted: Fact | None, unwanted: Fact | None) -> None:
    found = facts(read, text)
    assert wanted is None or wanted in found
    assert unwanted not in found


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"{C}'s acquisition of {K} cancelled due to row", "negated"),
        (f"Takeover of {K} by {C} blocked by regulator", "negated"),
        (f"{C} cancelled its acquisition of {K}.", "negated"),
        (f"{C} announced its acquisition of {K}.", "asserted"),
    ],
)
def test_headlines_of_what_is_called_off(read: Read, text: str, status: str) -> None:
    (fact,) = [s for s in read(text).statements if s.relation == "acquired"]
    assert (fact.subject.name, fact.status) == (C, status)

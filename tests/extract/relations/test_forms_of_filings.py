"""Sentences of filings, business news and biographies: where firms are, what of them is sold, who merges with whom."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read

Fact = tuple[str, str, str]
C, K, L, T, M = "Corvex Group", "Kestrin Bank", "Larch Ventures", "Tavrio", "Maria Hansen"


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
        (f"The round was led by Stamford, Conn.-based {L}.", (L, "headquartered_in", "Stamford"), None),
        (f"India is a key market for U.S.-based {C}.", (C, "headquartered_in", "United States"), None),
        (f"St. Petersburg, Fla.-based {C} lost money.", (C, "headquartered_in", "St. Petersburg"), None),
        (f"On Monday, Oslo-based {C} lost money.", (C, "headquartered_in", "Oslo"), None),
        (f"She was a director of {C}, Cedar Rapids, Iowa, for a year.", (C, "headquartered_in", "Cedar Rapids"), None),
        (f"{C} (Oslo) lost money.", (C, "headquartered_in", "Oslo"), None),
        ("Lund Surgical Center (Lund) lost money.", None, ("Lund Surgical Center", "headquartered_in", "Lund")),
        (f"{M} is a co-founder of {C} in Bergen.", (C, "headquartered_in", "Bergen"), None),
        (f"{M} sued {C} in Bergen.", None, (C, "headquartered_in", "Bergen")),
        (f"{M}, an analyst at {K} in Bergen, left.", (K, "operates_in", "Bergen"), (K, "headquartered_in", "Bergen")),
        ("It was bought by the Halden Museum in Oslo.", ("Halden Museum", "headquartered_in", "Oslo"), None),
        (f"British money manager {C} lost money.", (C, "headquartered_in", "United Kingdom"), None),
        (f"{C}, the largest British buyer of tea, lost money.", None, (C, "headquartered_in", "United Kingdom")),
        (f"The loan was made by Florida's {K}.", (K, "headquartered_in", "Florida"), None),
        (f"The loan was made by Europe's {K}.", None, (K, "headquartered_in", "Europe")),
        (f"{C} (NYSE: CVX) lost money.", (C, "listed_on", "New York Stock Exchange"), None),
        (f"{C} (“Corvex”) lost money on Nasdaq: it left.", None, (C, "listed_on", "Nasdaq")),
        (f"{C}'s plant in Bavaria is new.", (C, "operates_in", "Bavaria"), None),
        (f"{C}, a lender with offices in Oslo, lost money.", (C, "operates_in", "Oslo"), None),
        (f"{C} has no office in Oslo.", None, (C, "operates_in", "Oslo")),
    ],
)
def test_where_a_firm_is(read: Read, text: str, wanted: Fact | None, unwanted: Fact | None) -> None:
    found = facts(read, text)
    assert wanted is None or wanted in found
    assert unwanted not in found


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        (f"{C} sold its wireless business to {K}.", (C, "sold", "Corvex Group wireless business"), None),
        (f"We bought the wireless unit from {C}.", (C, "sold", "Corvex Group wireless unit"), None),
        (f"{K} bought {C}'s wireless unit.", (K, "acquired", "Corvex Group wireless unit"), None),
        (f"{C} sold the business to {K}.", None, (C, "sold", "Corvex Group business")),
        (f"{C} sold its entire business to {K}.", None, (C, "sold", "Corvex Group entire business")),
        (f"{C} carved out a niche business.", None, (C, "sold", "Corvex Group niche business")),
        (f"{C} sold its Danish unit, {T}, to {K}.", (C, "sold", T), (C, "sold", "Corvex Group Danish unit")),
        (f"The sale by {C} of {T} to {K} was completed.", (C, "sold", T), None),
        (f"Following the sale of {T} by {C}, the shares rose.", (C, "sold", T), None),
        (f"The spin-off of {T} from {C} was completed.", (C, "sold", T), None),
        (f"The merger of {C} with and into {K} closed in May.", (C, "merged_with", K), None),
        (f"{C} entered into an Agreement and Plan of Merger with {K}.", (C, "merged_with", K), None),
        (f"The Merger Agreement by and between {C} and {K} was signed.", (C, "merged_with", K), None),
        (f"{K}, as successor by merger to {C}, signed it.", (K, "merged_with", C), None),
        (f"{K}, as adviser to {C}, signed it.", None, (K, "merged_with", C)),
        ("Corvex, Kestrin set to complete merger", ("Corvex", "merged_with", "Kestrin"), None),
        (f"The Employment Agreement between {C} and {M} ends in May.", (M, "works_for", C), None),
        (f"{C} and {K} have settled the dispute.", (C, "signed_agreement_with", K), None),
        (f"{C} and {K} have settled in Oslo.", None, (C, "merged_with", K)),
    ],
)
def test_what_changes_hands(read: Read, text: str, wanted: Fact | None, unwanted: Fact | None) -> None:
    found = facts(read, text)
    assert wanted is None or wanted in found
    assert unwanted not in found


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        (f"{L} invested in such firms as {C} and {T}.", (L, "invested_in", T), None),
        (f"{L} invested in firms like {C} and {T}.", (L, "invested_in", T), None),
        (f"{L} invested in a firm like {T}.", None, (L, "invested_in", T)),
        (f"{L} invested in a slew of firms: {C} and {T}.", (L, "invested_in", T), None),
        (f"{C} won customers such as {K} and {T}.", (K, "customer_of", C), None),
        (f"{C}'s investors, which include {L}, were told.", (L, "invested_in", C), None),
        (
            f"{T} was set up in 2015 by Tomas Berg, a teacher, together with Lena Fischer.",
            (T, "founded_by", "Lena Fischer"),
            None,
        ),
        (f"{L} joined the round for {T} alongside {C}.", (C, "invested_in", T), None),
        (f"{C} beat rival {T} to the deal.", (T, "competes_with", C), None),
        (f"{C} sued rivals {T} and Brixo.", ("Brixo", "competes_with", C), (T, "competes_with", "Brixo")),
        (f"{K} said rival {T} cut fees.", (T, "competes_with", K), None),
        (f"Norges Bank is probing whether {C} broke the law.", ("Norges Bank", "investigated", C), None),
        (f"{M} has been a director on the boards of {C} and {K}.", (M, "member_of", K), None),
        (f"{M} was a partner with the law firm of Halden LLP.", (M, "works_for", "Halden LLP"), None),
    ],
)
def test_who_is_meant_by_a_group(read: Read, text: str, wanted: Fact | None, unwanted: Fact | None) -> None:
    found = facts(read, text)
    assert wanted is None or wanted in found
    assert unwanted not in found

"""Listings that tickers in brackets say, with exact evidence, and what the brackets no longer hide."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extract.conftest import Read, document

from newsweave.extract.model import EntityArgument
from newsweave.extract.pipeline import Extractor, shared_extractor


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        (
            "Dunmore Steel (LON: DNM) has named Ines Moreau finance director.",
            ["Dunmore Steel DNM London Stock Exchange"],
        ),
        (
            "Voltaro (VLTR.OL) said it was suing Sable Devices (SBL.O), opens new tab.",
            ["Voltaro VLTR Oslo Børs", "Sable Devices SBL Nasdaq"],
        ),
        (
            "Corvex Group, Inc. (NYSE: CRVX, TSX: CRX) fell.",
            ["Corvex Group, Inc. CRVX New York Stock Exchange", "Corvex Group, Inc. CRX Toronto Stock Exchange"],
        ),
        ("Nasdaq-listed Corvex Group (NASDAQ: CRVX) sued Kestrin.", ["Corvex Group CRVX Nasdaq"]),
        (
            "Shares in Safari Telecom (NSE: SAFT) fell in Nairobi, Kenya.",
            ["Safari Telecom SAFT Nairobi Securities Exchange"],
        ),
        ("Shares in Bharat Telecom (NSE: BHT) fell.", ["Bharat Telecom BHT National Stock Exchange of India"]),
        ("Corvex Bitcoin Trust (NYSE Arca: CBTC) was launched by Orva Bank.", ["Corvex Bitcoin Trust CBTC NYSE Arca"]),
        ("Orva's (ORVA.N) chief executive Ines Moreau has resigned.", ["Orva ORVA New York Stock Exchange"]),
        ("Corvex has bought Kestrin Bank (LON: KST)", ["Kestrin Bank KST London Stock Exchange"]),
        ("Ines Moreau (LON: DNM) bought a house.", []),
        ("Corvex Group (ticker CRVX) sued Kestrin ($KST).", []),
        ("Solana (CRYPTO: SOL) fell; Bitcoin (BTC) rose.", []),
        ("It rose (LON: DNM) in May.", []),
    ],
)
def test_listings(read: Read, text: str, listed: list[str]) -> None:
    found = [s for s in read(text).statements if s.relation == "listed_on"]
    names = [(s.subject.name, s.qualifiers.get("ticker"), s.object) for s in found]
    assert sorted(f"{n} {t} {o.name}" for n, t, o in names if isinstance(o, EntityArgument)) == sorted(listed)
    for s in found:
        assert s.evidence.text == text[s.evidence.start : s.evidence.end]
        assert s.object.text == text[s.object.start : s.object.end]
        assert s.evidence.start <= s.object.start < s.object.end <= s.evidence.end
        assert str(s.qualifiers["ticker"]) in s.evidence.text
        assert isinstance(s.object, EntityArgument)
        assert s.object.id in {e.id for e in read(text).entities}


def test_the_firm_is_also_called_by_its_ticker(read: Read) -> None:
    found = read("Corvex Group (NASDAQ: CRVX) fell. $CRVX has bought Kestrin Bank.")
    assert "CRVX" in next(e for e in found.entities if e.name == "Corvex Group").aliases
    assert [s.subject.name for s in found.statements if s.relation == "acquired"] == ["Corvex Group"]


@pytest.mark.parametrize("term", ['(the "Company")', "(NYSE: CRVX, the “Company”)", "(“Corvex” or the “Company”)"])
def test_the_company_is_who_was_called_so(read: Read, term: str) -> None:
    found = read(f"Corvex Holdings {term} has sued Kestrin Bank. The Company has bought Orva Payments.").statements
    assert [s.subject.name for s in found if s.relation == "acquired"] == ["Corvex Holdings"]


def test_a_bracket_hides_nothing(read: Read) -> None:
    found = read("Runnel's (NYSE: RNL, TSX: RNL) revenue rose 9% to $12 million.").statements
    assert [(s.subject.name, s.object.value) for s in found if not isinstance(s.object, EntityArgument)] == [
        ("Runnel", "12000000 USD")
    ]


_PARTS = st.sampled_from(
    [
        "Corvex Group",
        "Kestrin Bank",
        "Ines Moreau",
        "has bought",
        "said",
        "(LON: DNM)",
        "(the “Company”)",
        "(ORV.N)",
        ", opens new tab,",
        "The Company",
        "$CRVX",
        ".",
        "\n",
        "<b>",
        "&amp;",
        "\u200b",
        "for $9 million",
        "(BTC)",
        "[.N]",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(_PARTS, max_size=14))
def test_evidence_is_what_stands_there(parts: list[str]) -> None:
    text = " ".join(parts)
    extractor: Extractor = shared_extractor()
    (found,) = extractor.extract([document(text)])
    for s in found.statements:
        assert s.evidence.text == text[s.evidence.start : s.evidence.end]
        assert s.evidence.start <= s.subject.start <= s.subject.end <= s.evidence.end
    for e in found.entities:
        assert all(0 <= m.start < m.end <= len(text) for m in e.mentions)

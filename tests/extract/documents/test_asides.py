"""Tickers, defined terms and pages' marks in a text: what goes, what they say, and that offsets stay true."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.effort import at_most

from newsweave.extract.documents.asides import without_asides


@pytest.mark.parametrize(
    ("text", "bare", "said"),
    [
        ("Dunmore Steel (LON: DNM) rose", "Dunmore Steel rose", ["DNM London Stock Exchange"]),
        ("Dunmore Steel (LSE:DNM) rose", "Dunmore Steel rose", ["DNM London Stock Exchange"]),
        ("Dunmore (NASDAQ: X, TSX: Y) rose", "Dunmore rose", ["X Nasdaq", "Y Toronto Stock Exchange"]),
        ("Dunmore (NYSE/TSX: DNM) rose", "Dunmore rose", ["DNM New York Stock Exchange", "DNM Toronto Stock Exchange"]),
        (
            "Dunmore (NYSE and LSE: DNM) rose",
            "Dunmore rose",
            ["DNM New York Stock Exchange", "DNM London Stock Exchange"],
        ),
        ("Dunmore (Nasdaq GS: DNM; ISIN: NO0010063308) rose", "Dunmore rose", ["DNM Nasdaq"]),
        ("Voltaro (VLTR.OL) said", "Voltaro said", ["VLTR Oslo Børs"]),
        ("Voltaro (0700.HK) said", "Voltaro said", ["0700 Hong Kong Stock Exchange"]),
        (
            "Voltaro (V.N) and Orva (ORVb.N), opens new tab said",
            "Voltaro and Orva said",
            ["V New York Stock Exchange", "ORVb New York Stock Exchange"],
        ),
        (
            "Voltaro (VLTR LN Equity), Orva (ORVA:FP)",
            "Voltaro, Orva",
            ["VLTR London Stock Exchange", "ORVA Euronext Paris"],
        ),
        ("Orva (ORVA:US) rose", "Orva rose", ["ORVA "]),
        (
            "Kestrin (BSE code: 532540, NSE: KEST)",
            "Kestrin",
            ["532540 Bombay Stock Exchange", "KEST National Stock Exchange of India"],
        ),
        (
            "Kestrin (BSE Scrip Code: 500111) (NSE Symbol: KEST)",
            "Kestrin",
            ["500111 Bombay Stock Exchange", "KEST National Stock Exchange of India"],
        ),
        ("Kestrin (HKEX stock code: 1810)", "Kestrin", ["1810 Hong Kong Stock Exchange"]),
        (
            "Kestrin (TSE: 7203), Orva (TSE: ORV)",
            "Kestrin, Orva",
            ["7203 Tokyo Stock Exchange", "ORV Toronto Stock Exchange"],
        ),
        ("Nasdaq-listed Kestrin (ticker KST) fell", "Nasdaq-listed Kestrin fell", ["KST "]),
        ("Kestrin ($KST) fell, and $ORVA rose", "Kestrin fell, and ORVA rose", ["KST "]),
        ("Kestrin (Kest – HoSE: KST) fell", "Kestrin fell", ["KST Ho Chi Minh City Stock Exchange"]),
        ("Orva (NYSE: ORV.A, ORV.B) fell", "Orva fell", ["ORV.A New York Stock Exchange"]),
        ("The coin Orva (CRYPTO: ORV) fell", "The coin Orva fell", ["ORV "]),
        (
            "Shares [.N] fell, the index (.SPX) too, the euro (EUR=) rose",
            "Shares fell, the index too, the euro rose",
            [],
        ),
        ("Orva sued Kestrin, opens new tab, in May", "Orva sued Kestrin, in May", []),
        (
            "Orva grew (opens in new tab).\nRead more: Kestrin sues Orva\nIt paid (Read also: Orva fined).",
            "Orva grew.\n\nIt paid.",
            [],
        ),
    ],
)
def test_what_goes(text: str, bare: str, said: list[str]) -> None:
    found = without_asides(text)
    assert found is not None
    assert found[0].text == bare
    tickers = [t for a in found[1] for t in a.tickers]
    assert [f"{t.symbol} {t.exchange}" for t in tickers] == said
    for aside in found[1]:
        assert text[aside.start] in "([" and text[aside.end - 1] in ")]"
        assert all(aside.start < t.start < t.end < aside.end for t in aside.tickers)
        assert found[0].end(aside.at) <= aside.start


@pytest.mark.parametrize(
    "text",
    [
        "Bitcoin (BTC) fell",
        "The National Bank of Norheim (NBN) said",
        "Kestrin (the lender's parent) said",
        "Kestrin (“Kest”) said",
        "It paid $5 (US$3) and A$4, or $USD 4",
        "It grew in the U.K. (N.I.) and the north (U.S.)",
        "Kestrin (CEO: Ines Moreau) said",
        "Kestrin (UK: 5, US: 6) said",
        "Kestrin (2023: $4m) said",
        "Kestrin (see NYSE: rules) said",
        "The talks (Paris: May 4) went on",
        "He (Reuters) said",
        "Kestrin (formerly Orva Bank) said",
        "Orva opens new tabs in May",
        "This opens a new window for Orva",
        "They read more: it helps",
        "Related party deals grew: Orva paid",
    ],
)
def test_what_stays(text: str) -> None:
    found = without_asides(text)
    assert found is None or found[0].text == text


@pytest.mark.parametrize(
    ("text", "names", "nouns"),
    [
        ('Corvex Holdings (NYSE: CRVX) (the "Company")', (), ("Company",)),
        ("Corvex Holdings (“Corvex” or the “Company”)", ("Corvex",), ("Company",)),
        ("Corvex Holdings (“Corvex” or “the Group”; IDX: CRVX)", ("Corvex",), ("Group",)),
        ("Corvex Holdings (hereinafter “Corvex”)", ("Corvex",), ()),
        ("Corvex Holdings (Nasdaq: CRVX, “Corvex”)", ("Corvex",), ()),
    ],
)
def test_what_it_will_be_called(text: str, names: tuple[str, ...], nouns: tuple[str, ...]) -> None:
    found = without_asides(text)
    assert found is not None and found[0].text == "Corvex Holdings"
    assert tuple(n for a in found[1] for n in a.names) == names
    assert tuple(n for a in found[1] for n in a.nouns) == nouns


_PIECES = st.sampled_from(
    "Corvex Kestrin ( ) [ ] NYSE : LON DNM . VLTR.OL $ORVA “ ” the Company , ; / and \n opens new tab 4 €5 "
    "(LON: DNM) (the “Company”) [.N] Read more: ́ 𝔸".split(" ")
)


@given(st.lists(_PIECES, max_size=40), st.sampled_from(["", " "]))
def test_offsets_stay_true(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    found = without_asides(text)
    if found is None:
        return
    bare, asides = found
    left = iter(text)
    assert all(c in left for c in bare.text)  # in order, nothing new
    for at, c in enumerate(bare.text):
        assert text[bare.start(at)] == c
        assert text[bare.end(at + 1) - 1] == c
    assert [a.start for a in asides] == sorted(a.start for a in asides)
    assert all(0 <= a.at <= len(bare.text) and a.start < a.end <= len(text) for a in asides)


def test_takes_no_longer_than_the_text() -> None:
    for piece in ("Corvex (NYSE: A, ", "(“the ", "$AB ", "Corvex (NYSE/TSX/LSE and ", "Read more: ", "( (", "A-B.C/"):
        with at_most(40):
            without_asides(piece * 4000)

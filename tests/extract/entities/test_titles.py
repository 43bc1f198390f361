"""Titles before, behind and instead of names; what a post is for is no name either."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read


def entities(read: Read, text: str) -> list[str]:
    return [e.name for e in read(text).entities]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Acting Chief Risk Officer Sir Aldo Voss said Corvex Group grew.", ["Aldo Voss", "Corvex Group"]),
        ("Deputy Treasurer Baroness Mara Voss met Kestrin Bank.", ["Mara Voss", "Kestrin Bank"]),
        ("Non-Executive Chair Lady Mara Voss left Kestrin Bank.", ["Mara Voss", "Kestrin Bank"]),
        ("Corvex Group Interim Chairman Sir Aldo Voss left.", ["Corvex Group", "Aldo Voss"]),
        ("Corvex Group Chief Executive Mara Voss left.", ["Corvex Group", "Mara Voss"]),
        ("US Deputy Assistant Secretary of State Mara Voss met Kestrin Bank.",
         ["United States", "Mara Voss", "Kestrin Bank"]),
        ("Mara Voss is a Consulting Scholar at Kestrin Bank.", ["Mara Voss", "Kestrin Bank"]),
        ("The Companys Principal Financial Officer is Mara Voss.", ["Mara Voss"]),
        ("According to MEP Voss, Kestrin Bank grew.", ["Voss", "Kestrin Bank"]),
        ("Reverend Aldo Voss sued Kestrin Bank.", ["Aldo Voss", "Kestrin Bank"]),
        ("Crown Prince Aldo Voss met Kestrin Bank.", ["Aldo Voss", "Kestrin Bank"]),
        ("Kestrin Bank hired Mara Voss, Chief Claims Officer at Corvex Group.",
         ["Kestrin Bank", "Mara Voss", "Corvex Group"]),
        ("Regional Sales Director Mara Voss left Kestrin Bank.", ["Mara Voss", "Kestrin Bank"]),
        ("Group Head of Compliance Mara Voss left Kestrin Bank.", ["Mara Voss", "Kestrin Bank"]),
        ("Mr. Voss served as Assistant Controller of Corvex Group.", ["Voss", "Corvex Group"]),
        ("EU Energy Commissioner Mara Voss met Kestrin Bank.", ["European Union", "Mara Voss", "Kestrin Bank"]),
        ("UK Trade Secretary Mara Voss met Kestrin Bank.", ["United Kingdom", "Mara Voss", "Kestrin Bank"]),
        ("Economy Minister Mara Voss met Kestrin Bank.", ["Mara Voss", "Kestrin Bank"]),
        ("Minister for Trade and Industry Sir Aldo Voss met Kestrin Bank.", ["Aldo Voss", "Kestrin Bank"]),
        ("Secretary of State for Energy Mara Voss said Kestrin Bank grew.", ["Mara Voss", "Kestrin Bank"]),
        ("The former minister for Work and Pensions, Mara Voss, joined Kestrin Bank.", ["Mara Voss", "Kestrin Bank"]),
    ],
)  # fmt: skip
def test_titles_are_no_part_of_names(read: Read, text: str, wanted: list[str]) -> None:
    assert entities(read, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Stephen King joined Kestrin Bank.", ["Stephen King", "Kestrin Bank"]),
        ("Mary King Voss joined Kestrin Bank.", ["Mary King Voss", "Kestrin Bank"]),
        ("Executive Jet Holdings hired Mara Voss.", ["Executive Jet Holdings", "Mara Voss"]),
        ("General Motors hired Mara Voss.", ["General Motors", "Mara Voss"]),
        ("Risk Management Solutions hired Mara Voss.", ["Risk Management Solutions", "Mara Voss"]),
        ("Kestrin Bank is the owner of Coach Digital.", ["Kestrin Bank", "Coach Digital"]),
        ("Mara Voss, president of Drapers Bank, met Corvex Group.", ["Mara Voss", "Drapers Bank", "Corvex Group"]),
        ("The Treasury Wine Estates board met Mara Voss.", ["Treasury Wine Estates", "Mara Voss"]),
        ("The Ministry of Finance and Kestrin Bank met in Japan.", ["Ministry of Finance", "Kestrin Bank", "Japan"]),
    ],
)
def test_titles_in_names_stay(read: Read, text: str, wanted: list[str]) -> None:
    assert entities(read, text) == wanted


@pytest.mark.parametrize(
    ("text", "not_wanted"),
    [
        ("Tarnwick, an Elgin, Ont.-based lender, hired Mara Voss.", "Ont.-based"),
        ("Mara Voss sold Corvex-branded shoes in Oslo.", "Corvex-branded"),
        ("The Partnership sold Tarn Pipelines in 2012.", "Partnership"),
    ],
)
def test_adjectives_and_defined_terms_are_no_names(read: Read, text: str, not_wanted: str) -> None:
    assert not_wanted not in entities(read, text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Maria Tang, head of Market Conduct at Norland Bank, has resigned.", ["Maria Tang", "Norland Bank"]),
        ("Maria Tang, Head of Digital Assets at Brixo, will speak.", ["Maria Tang", "Brixo"]),
        ("Maria Tang, director of Corvex Labs at Oslo, will speak.", ["Maria Tang", "Corvex Labs", "Oslo"]),
        ("Maria Tang, head of Brixo, spoke at the summit.", ["Maria Tang", "Brixo"]),
    ],
)
def test_a_department_is_no_employer(read: Read, text: str, wanted: list[str]) -> None:
    assert [e.name for e in read(text).entities] == wanted

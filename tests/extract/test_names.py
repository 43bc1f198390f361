"""Where names stand, with the real model: edges, titles, possessives, "of", spellings, datelines, acronyms."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read

from newsweave.extract.acronyms import initials_match


def names(read: Read, text: str) -> list[str]:
    found = sorted({(m.start, m.end) for e in read(text).entities for m in e.mentions})
    return [text[a:b] for a, b in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("Corvex Group's wallet pleased Mara Voss.", ["Corvex Group", "Mara Voss"], id="possessive"),
        pytest.param("Corvex Group’s wallet pleased Mara Voss.", ["Corvex Group", "Mara Voss"], id="curly possessive"),
        pytest.param(
            "Governor Mara Voss of Kestrin Bank met Dr. Odo Pell in Oslo.",
            ["Mara Voss", "Kestrin Bank", "Odo Pell", "Oslo"],
            id="titles",
        ),
        pytest.param("The Bank of Tarnmouth grew.", ["Bank of Tarnmouth"], id="of"),
        pytest.param(
            "The Ministry of Lanterns and Kestrin Bank met.",
            ["Ministry of Lanterns", "Kestrin Bank"],
            id="of, then and",
        ),
        pytest.param("TarnPay and kestrinX launched an app.", ["TarnPay", "kestrinX"], id="camel case"),
        pytest.param(
            "OSLO, March 4 (Wirepost) - Corvex Group acquired Kestrin Bank.",
            ["Corvex Group", "Kestrin Bank"],
            id="dateline",
        ),
        pytest.param(
            "The Harbour Payments Authority (HPA) fined Kestrin Bank.",
            ["Harbour Payments Authority", "HPA", "Kestrin Bank"],
            id="acronym in brackets",
        ),
        pytest.param("“Corvex Group” acquired Kestrin Bank.", ["Corvex Group", "Kestrin Bank"], id="quotes"),
        pytest.param("Oslo-based Corvex Group grew.", ["Oslo", "Corvex Group"], id="hyphen"),
        pytest.param("Corvex Group and Kestrin Bank grew.", ["Corvex Group", "Kestrin Bank"], id="and"),
    ],
)
def test_names(read: Read, text: str, wanted: list[str]) -> None:
    assert names(read, text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The bank grew and the company hired people.",
        "On Monday in May the CEO signed an MOU.",
        "It rained.",
        "An app costs $5.",
        "",
    ],
)
def test_no_names(read: Read, text: str) -> None:
    assert names(read, text) == []


def test_a_demonym_means_its_country(read: Read) -> None:
    (norway,) = [e for e in read("The Norwegian insurer Corvex Group grew.").entities if e.type == "Country"]
    assert norway.id == "norway"
    assert [m.text for m in norway.mentions] == ["Norwegian"]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("HPA", "Harbour Payments Authority"),
        ("BoT", "Bank of Tarnmouth"),
        ("BT", "Bank of Tarnmouth"),
        ("BOT", "Bank of Tarnmouth"),
        ("S&K", "Stoat & Kestrel"),
        ("KesTel", "Kestrel Telecom"),
        ("X-R", "Xeno-Rail"),
    ],
)
def test_initials_match(short: str, long: str) -> None:
    assert initials_match(short, long)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("HPX", "Harbour Payments Authority"),
        ("NYSE", "Harbour Payments Authority"),
        ("Voss", "Harbour Payments Authority"),
        ("apart", "Harbour Payments Authority"),
        ("APH", "Harbour Payments Authority"),
        ("HP", "Lund"),
    ],
)
def test_initials_that_do_not_match(short: str, long: str) -> None:
    assert not initials_match(short, long)

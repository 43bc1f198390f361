"""Where names stand, with the real model: edges, titles, possessives, "of", spellings, datelines, acronyms."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read, parsed

from newsweave.extract.entities.acronyms import initials_match
from newsweave.extract.entities.names import find_names
from newsweave.extract.pipeline import Extractor


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
        pytest.param(
            "Founder Pieter van der Lund met Anna de la Torre.",
            ["Pieter van der Lund", "Anna de la Torre"],
            id="particles",
        ),
        pytest.param("Kestrin Bank paid 3 billion yuan to Corvex Group.", ["Kestrin Bank", "Corvex Group"], id="unit"),
        pytest.param("The yuan fell against the euro.", ["yuan", "euro"], id="currencies spoken of"),
        pytest.param("They had sold their start-up, Evenly, to Corvex Group.", ["Evenly", "Corvex Group"], id="adverb"),
        pytest.param("An English-language daily praised Corvex Group.", ["Corvex Group"], id="language"),
        pytest.param("The consultancy advised Kestrin & Co. in May.", ["Kestrin & Co."], id="and company"),
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
        "Effective October30, 2012, fees rise.",
        "Nature of the Work",
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
    ("text", "mention", "type_", "id_"),
    [
        pytest.param("Norway's central bank fined Corvex.", "Norway's central bank", "CentralBank", "norges-bank",
                     id="the one central bank of a country"),
        pytest.param("The Norwegian central bank fined Corvex.", "Norwegian central bank", "CentralBank", "norges-bank",
                     id="an adjective"),
        pytest.param("Corvex met the Cambodian authorities.", "Cambodian authorities", "GovernmentBody",
                     "cambodian-authorities", id="authorities"),
        pytest.param("The Dutch financial regulator fined Corvex.", "Dutch financial regulator", "Regulator",
                     "dutch-financial-regulator", id="a country may have several regulators"),
    ],
)  # fmt: skip
def test_institutions_named_by_their_country(read: Read, text: str, mention: str, type_: str, id_: str) -> None:
    entities = read(text).entities
    (found,) = [e for e in entities if any(m.text == mention for m in e.mentions)]
    assert (found.type, found.id) == (type_, id_)


def test_the_country_of_an_institution_is_named_too(read: Read) -> None:
    entities = read("Norway's central bank fined Corvex.").entities
    assert [m.text for e in entities if e.type == "Country" for m in e.mentions] == ["Norway"]


@pytest.mark.parametrize(
    "text",
    [
        "The Norwegian regulator, Finanstilsynet, fined Corvex.",
        "Governments met in Oslo.",
        "The bank's central office is in Oslo.",
    ],
)
def test_no_institution(read: Read, text: str) -> None:
    assert not [e for e in read(text).entities if any(m.text[-1:].islower() and " " in m.text for m in e.mentions)]


def test_an_acronym_may_leave_out_the_place(read: Read) -> None:
    text = "The Tarnmouth Harbour Payments Authority (HPA) met. The HPA fined Kestrin Bank."
    (found,) = [e for e in read(text).entities if "HPA" in {m.text for m in e.mentions}]
    assert found.name == "Tarnmouth Harbour Payments Authority"
    assert len(found.mentions) == 3


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kestrin Bank bought shares of Voss and Tarn Power Ltd (VTPL).", ["Kestrin Bank", "Voss and Tarn Power Ltd"]),
        ("Kestrin Bank and Tarn Power Group (TPG) met.", ["Kestrin Bank", "Tarn Power Group"]),
        ("The Trade Board of India (TBI) fined Kestrin Bank.", ["Trade Board of India", "Kestrin Bank"]),
    ],
)
def test_an_acronym_says_where_a_name_begins(read: Read, text: str, wanted: list[str]) -> None:
    assert sorted(e.name for e in read(text).entities) == sorted(wanted)


@pytest.mark.parametrize("form", ["Corvex Ltd", "Corvex, Inc.", "CORVEX PLC", "Corvex Pte. Ltd."])
def test_what_a_firm_is_in_law_does_not_change_its_id(read: Read, form: str) -> None:
    found = [e for e in read(f"The insurer {form} hired Mara Voss in Oslo.").entities if e.type == "Company"]
    assert [e.id for e in found] == ["corvex"]


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


def test_a_clause_ends_a_name(extractor: Extractor) -> None:
    tree = parsed(
        "A|DT|det|1 story|NN|ROOT|1 in|IN|prep|1 Harbour|NNP|compound|4 Record|NNP|pobj|2 that|IN|mark|7 "
        "Tarnworth|NNP|nsubj|7 grew|VBD|acl|1"
    )
    tree.ents = [(3, 7, "ORG")]  # as the model may mark it
    assert [n.text for n in find_names(tree, extractor.gazetteer)] == ["Harbour Record", "Tarnworth"]


def test_an_amount_is_no_part_of_the_name_before_it(extractor: Extractor) -> None:
    tree = parsed(
        "It|PRP|nsubj|1 lent|VBD|ROOT|1 Kestrin|NNP|dative|1 20|CD|compound|4 million|CD|nummod|5 euros|NNS|dobj|1"
    )
    tree.ents = [(2, 5, "ORG")]  # as the model may mark it
    assert [n.text for n in find_names(tree, extractor.gazetteer)] == ["Kestrin"]

"""Which names mean the same, and what kind of thing each is, with the real model."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read, document

from newsweave.extract.model import Entity
from newsweave.extract.pipeline import Extractor
from newsweave.ontology.classes import noun_class, part_class


def entity(read: Read, text: str, name: str) -> Entity:
    (found,) = [e for e in read(text).entities if e.name == name]
    return found


@pytest.mark.parametrize(
    ("text", "name", "mentions"),
    [
        pytest.param(
            "The Harbour Payments Authority (HPA) fined Kestrin Bank. HPA said the fine was fair.",
            "Harbour Payments Authority",
            ["Harbour Payments Authority", "HPA", "HPA"],
            id="acronym",
        ),
        pytest.param(
            "Mara Voss joined Corvex Group. Voss was born in Oslo.", "Mara Voss", ["Mara Voss", "Voss"], id="surname"
        ),
        pytest.param(
            "Corvex Group acquired Kestrin Bank. Corvex paid $2 million.",
            "Corvex Group",
            ["Corvex Group", "Corvex"],
            id="company short form",
        ),
        pytest.param("TARNPAY grew. TarnPay hired Mara Voss.", "TARNPAY", ["TARNPAY", "TarnPay"], id="case"),
    ],
)
def test_forms_of_one_name_are_one_entity(read: Read, text: str, name: str, mentions: list[str]) -> None:
    found = entity(read, text, name)
    assert [m.text for m in found.mentions] == mentions
    assert {m.entity for m in found.mentions} == {found.id}
    assert set(found.aliases) == set(mentions) - {name}


def test_case_does_not_change_the_id(read: Read) -> None:
    assert entity(read, "TARNPAY grew.", "TARNPAY").id == entity(read, "TarnPay hired Mara Voss.", "TarnPay").id


@pytest.mark.parametrize(
    "text",
    [
        "Anna Voss met Peter Voss in Oslo. Voss laughed.",
        "Anna Voss met Peter Voss in Oslo.",
        "Corvex Group sued Corvex Bank. Corvex lost.",
    ],
)
def test_two_that_share_a_word_stay_two(read: Read, text: str) -> None:
    long = {e.id for e in read(text).entities if any(" " in m.text for m in e.mentions)}
    assert len(long) == 2


@pytest.mark.parametrize("short", ["Voss", "Corvex"])
def test_a_short_form_that_could_be_two_is_neither(read: Read, short: str) -> None:
    text = (
        "Anna Voss met Peter Voss in Oslo. Voss laughed."
        if short == "Voss"
        else "Corvex Group sued Corvex Bank. Corvex lost."
    )
    for e in read(text).entities:
        forms = {m.text for m in e.mentions}
        assert not (short in forms and len(forms) > 1), e


def test_acronym_first(read: Read) -> None:
    found = read("HPA (Harbour Payments Authority) fined Kestrin Bank.").entities
    assert len({e.id for e in found}) == 2


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("Bergen University hired Mara Voss.", "Bergen University", "University"),
        ("The Tarn Gazette praised Mara Voss.", "Tarn Gazette", "MediaOutlet"),
        ("Kestrin Bank grew.", "Kestrin Bank", "Bank"),
        ("The Ministry of Lanterns fined Kestrin Bank.", "Ministry of Lanterns", "GovernmentBody"),
        ("The Harbour Payments Authority fined Kestrin Bank.", "Harbour Payments Authority", "Regulator"),
        ("Corvex Group grew.", "Corvex Group", "Company"),
        ("Corvex Group launched Lumen Wallet.", "Lumen Wallet", "Wallet"),
        ("Mara Voss, the chief executive of Corvex Group, resigned.", "Mara Voss", "Person"),
        ("Corvex Group moved to Oslo.", "Oslo", "City"),
        ("Corvex Group moved to Norway.", "Norway", "Country"),
        ("Paul Tarn lived in Sefwi Dorlo for years.", "Sefwi Dorlo", "City"),
        ("The pilot ran in Sefwi Dorlo, where few have phones.", "Sefwi Dorlo", "City"),
        ("Anna Voss met Peter Voss in Oslo. Voss laughed.", "Voss", "Person"),
        ("Louise met Peter Tarn in Oslo.", "Louise", "Person"),
        ("Corvex Group will issue EURK.", "EURK", "Product"),
        ("Kestrin Bank launched Veldt in May.", "Veldt", "Product"),
        ("Mara Voss launched Veldt in May.", "Veldt", "Company"),
        ("Veldt was launched in May.", "Veldt", "Company"),
        ("The SEC praised Kestrin Bank.", "Securities and Exchange Commission", "Regulator"),
        ("Project Ambra grew.", "Project Ambra", "Event"),
        ("The wallet, called Lumenary, grew. Corvex Group launched Lumenary.", "Lumenary", "Wallet"),
    ],
)
def test_class(read: Read, text: str, name: str, type_: str) -> None:
    assert entity(read, text, name).type == type_


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("japanese fintech developer", "Company"),
        ("central bank", "CentralBank"),
        ("bank", "Bank"),
        ("cow", None),
    ],
)
def test_noun_class(words: str, found: str | None) -> None:
    assert noun_class(words) == found


@pytest.mark.parametrize(
    ("name", "found"), [("Kestrin Bank", "Bank"), ("Bergen University", "University"), ("Mara Voss", None)]
)
def test_part_class(name: str, found: str | None) -> None:
    part = part_class(name)
    assert (part[0] if part else None) == found


def test_known_names_have_the_gazetteers_identity(extractor: Extractor) -> None:
    known = extractor.gazetteer.lookup("Norges Bank")[0]
    (extraction,) = extractor.extract([document("Norges Bank hired Mara Voss.")])
    (bank,) = [e for e in extraction.entities if e.id == known.id]
    assert (bank.name, bank.type) == (known.name, known.type)


def test_entities_stand_in_order_of_first_mention(read: Read) -> None:
    found = read("Kestrin Bank met Corvex Group in Oslo. Corvex Group hired Mara Voss.").entities
    assert [e.name for e in found] == ["Kestrin Bank", "Corvex Group", "Oslo", "Mara Voss"]
    assert [e.id for e in found] == ["kestrin-bank", "corvex-group", "oslo", "mara-voss"]

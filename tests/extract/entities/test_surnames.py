"""Lone surnames: persons where the text makes them some, whatever firm or place is called so."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read


def meant(read: Read, text: str, word: str) -> tuple[str, str] | None:
    """Name and class of what the last ``word`` of the text means."""
    at = text.rindex(word)
    for e in read(text).entities:
        if any((m.start, m.end) == (at, at + len(word)) for m in e.mentions):
            return e.name, e.type
    return None


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Ida Ford chairs Corvex Group. Ford told investors that sales rose.", "Ford", "Ida Ford"),
        ("Piet Shell runs Corvex Group. Shell sold Tarn Foods to Kestrin Bank.", "Shell", "Piet Shell"),
        ("Corvex Group was founded by Ida Circle. Circle left the firm in 2012.", "Circle", "Ida Circle"),
        ("Ida Jordan runs Corvex Group. Jordan said the firm would grow.", "Jordan", "Ida Jordan"),
        ("Kurt Austin left Corvex Group. According to Austin, sales rose.", "Austin", "Kurt Austin"),
        ("Corvex Group's chief executive, Rosa Bolt, resigned. Bolt said the board had failed.", "Bolt", "Rosa Bolt"),
        ("Marsh & McLennan hired Ida Marsh. Marsh said she was glad.", "Marsh", "Ida Marsh"),
        ("Ms Square joined Kestrin Bank in 2019. Square left in 2021.", "Square", "Square"),
        ("Maria Tarn founded Tarn in 2011. Tarn sold the firm to Kestrin Bank.", "Tarn", "Maria Tarn"),
    ],
)
def test_who_was_named_in_full_is_meant(read: Read, text: str, word: str, name: str) -> None:
    assert meant(read, text, word) == (name, "Person")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Ida Ford joined Corvex Group from Ford.", "Ford"),
        ("Piet Wise is chief executive of Wise.", "Wise"),
        ("Ida Ford left Kestrin Bank in 2012. Ford shares fell on Monday.", "Ford"),
        ("Eva Klarna met Kestrin Bank. Klarna was founded in 2005.", "Klarna"),
        ("Ford has hired Ida Ford as chairman. Ford reported revenue of $4 million.", "Ford"),
        ("Wise bought Tarn Foods. Wise said sales rose.", "Wise"),
    ],
)
def test_what_only_firms_do_is_the_firms(read: Read, text: str, word: str) -> None:
    found = meant(read, text, word)
    assert found is not None
    assert found[1] == "Company"


def test_what_only_places_are_is_the_places(read: Read) -> None:
    text = "Ida Jordan runs Corvex Group, which has a branch in Jordan."
    assert meant(read, text, "Jordan") == ("Jordan", "Country")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Piet Ford, chief executive of Ford, resigned. Ford said little.", "Ford"),
        ("Piet Ford, a professor, said Ford was in trouble.", "Ford"),
    ],
)
def test_where_both_can_be_meant_nobody_is(read: Read, text: str, word: str) -> None:
    assert meant(read, text, word) is None


@pytest.mark.parametrize(
    "text",
    [
        "Falkor sold Tarn Foods before he moved to Bergen.",
        "Falkor and his sister founded Tarn Foods.",
        "When she was 30, Falkor founded Tarn Foods.",
        "Falkor, 42, founded Tarn Foods.",
        "Falkor, the chief executive of Tarn Foods, left.",
        "Analyst Falkor said Tarn Foods shares would fall.",
        "Falkor's wife runs Tarn Foods.",
        "Falkor married in 2012 and founded Tarn Foods.",
        "Kestrin Bank hired Falkor, who founded Tarn Foods.",
    ],
)
def test_a_lone_name_treated_as_a_person_is_one(read: Read, text: str) -> None:
    assert meant(read, text, "Falkor") == ("Falkor", "Person")


@pytest.mark.parametrize(
    "text",
    [
        "Falkor sold Tarn Foods before it moved to Bergen.",
        "Falkor and its founder sold Tarn Foods.",
        "Falkor said its founder had sold his stake.",
        "Falkor fired its chief executive before she could testify.",
        "Falkor, the operator of Tarn Pay, hired Mara Voss.",
        "Falkor sold its stake in Tarn Foods after she left.",
    ],
)
def test_a_lone_name_treated_as_a_firm_is_none(read: Read, text: str) -> None:
    found = meant(read, text, "Falkor")
    assert found is not None
    assert found[1] != "Person"


def test_a_surname_before_administration_is_no_firm(read: Read) -> None:
    found = read("The Wexley administration sued Kestrin Bank. Bill Wexley said it was right. Wexley met Mara Voss.")
    assert [e.name for e in found.entities] == ["Wexley administration", "Bill Wexley", "Kestrin Bank", "Mara Voss"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Union Bank, based in Bergen, hired Mara Voss.", "Union Bank"),
        ("Second Merchants Bank of Bergen hired Mara Voss.", "Second Merchants Bank of Bergen"),
        ("Standard Bank of Bergen hired Mara Voss.", "Standard Bank of Bergen"),
        ("Wise Outfitters hired Mara Voss.", "Wise Outfitters"),
        ("The Securities Commission fined Kestrin Bank in Oslo.", "Securities Commission"),
        ("The Securities Commission fined Kestrin Bank in Malaysia.", "Securities Commission Malaysia"),
        ("Standard Bank hired Mara Voss in Johannesburg.", "Standard Bank"),
        ("India's National Stock Exchange fined Kestrin Bank.", "National Stock Exchange of India"),
        ("Western Union hired Mara Voss.", "Western Union"),
    ],
)
def test_a_name_that_many_bear_is_known_with_its_country(read: Read, text: str, name: str) -> None:
    assert name in {e.name for e in read(text).entities}

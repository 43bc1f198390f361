"""Pronouns and definite noun phrases: linked where one entity can be meant, silent elsewhere; with the real model."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read

from newsweave.extract.model import EntityArgument


def linked(read: Read, text: str, word: str) -> str | None:
    """The name of what the last ``word`` of the text is taken to mean."""
    at = text.rindex(word)
    for e in read(text).entities:
        if any((m.start, m.end) == (at, at + len(word)) for m in e.mentions):
            return e.name
    return None


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Corvex Group hired Mara Voss. She joined Kestrin Bank in 2021.", "She", "Mara Voss"),
        ("Corvex Group hired Peter Lund. He joined Kestrin Bank in 2021.", "He", "Peter Lund"),
        ("Mara Voss met Peter Lund in Oslo. She left Corvex Group.", "She", "Mara Voss"),
        ("Mara Voss leads Corvex Group. Kestrin Bank praised her.", "her", "Mara Voss"),
        ("Anna Voss met Laura Pell and Peter Lund. Prices rose. He left Corvex Group.", "He", "Peter Lund"),
        ("Mr. Voss met Ms. Pell in Oslo. She left Corvex Group.", "She", "Pell"),
        ("Corvex Group was founded by Mara Voss and her husband.", "her", "Mara Voss"),
        ("Peter Lund, an only child of Robert Tarn and his wife, left Corvex Group.", "his", "Robert Tarn"),
        ("Corvex Group said the outage had not affected it.", "it", "Corvex Group"),
        ("Corvex Group raised $50 million at a price that valued it at $2 billion.", "it", "Corvex Group"),
        ("Corvex Group grew quickly. It acquired Kestrin Bank in May.", "It", "Corvex Group"),
        ("Corvex Group said it acquired Kestrin Bank.", "it", "Corvex Group"),
        ("Lumen Wallet is Norway's payment app. Corvex Group worked with the Norwegian authorities in developing "
        "it.", "it", "Lumen Wallet"),
        ("Corvex Group sold its boats.", "its", "Corvex Group"),
        ("Vandrel Group sued Corvex Group and its founder Mara Voss.", "its", "Corvex Group"),
        ("Corvex Group made Mara Voss chair of Lund Digital, a unit of the group.", "the group", "Corvex Group"),
        ("Corvex Group grew quickly. The company acquired Kestrin Bank in May.", "The company", "Corvex Group"),
        ("Kestrin Bank grew quickly. The bank hired Mara Voss.", "The bank", "Kestrin Bank"),
        ("Kestrin Bank grew. The Monetary Authority of Singapore met. The bank hired "
        "Mara Voss.", "The bank", "Kestrin Bank"),
        ("The National Bank of Cambodia met. The bank hired Mara Voss.", "The bank", "National Bank of Cambodia"),
        ("Kestrin Bank runs Lumen Wallet. The service has three million users.", "The service", "Lumen Wallet"),
        ("Kestrin Bank issued EURK. The token fell.", "The token", "EURK"),
        ("Bergen University grew. The university hired Mara Voss.", "The university", "Bergen University"),
        ("The Harbour Payments Authority met. The regulator fined Kestrin "
        "Bank.", "The regulator", "Harbour Payments Authority"),
    ],
)  # fmt: skip
def test_linked(read: Read, text: str, word: str, name: str) -> None:
    assert linked(read, text, word) == name


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("She laughed.", "She"),
        ("Lumen Wallet is Norway's payment app. Corvex Group worked with Kestrin Bank in developing it.", "it"),
        ("It is raining in Oslo.", "It"),
        ("Corvex Group grew. It is clear that prices rose.", "It"),
        ("Corvex Group grew. It emerged that prices rose.", "It"),
        ("The company acquired Kestrin Bank.", "The company"),
        ("The Monetary Authority of Singapore met. The bank hired Mara Voss.", "The bank"),
        ("Kestrin Bank grew. The university hired Mara Voss.", "The university"),
        ("Kestrin Bank launched Veldt. Norges Bank runs the payment system.", "the payment system"),
        ("Corvex Group grew. A company acquired Kestrin Bank.", "company"),
        ("Corvex Group grew. Every company praised Kestrin Bank.", "company"),
        ("Corvex Group grew. The company that Mara Voss founded acquired Kestrin Bank.", "The company"),
        ("Corvex Group grew. The rival company acquired Kestrin Bank.", "The rival company"),
        ("Anna Voss met Peter Lund and Eva Dahl. They left Corvex Group.", "They"),
        ("Corvex Group bought the company from Kestrin Bank.", "the company"),
        ("Oslo grew. It rained.", "It"),
        ("Mara Voss was sued in the Harbour Court. Its shares fell.", "Its"),
        ("He graduated from Bergen University. He studied with Peter Lund until he left.", "he"),
        ("The old man laughed. He met Peter Lund, who called him a friend.", "him"),
        ("Peter Lund laughed. She left Corvex Group.", "She"),
    ],
)
def test_left_alone(read: Read, text: str, word: str) -> None:
    assert linked(read, text, word) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Paul Voss and Peter Lund laughed. He left Corvex Group.", "He"),
        ("Corvex Group and Tarn Holdings grew. It acquired Kestrin Bank.", "It"),
        ("Corvex Group and Tarn Holdings grew. The company acquired Kestrin Bank.", "The company"),
    ],
)
def test_of_two_joined_subjects_neither_is_meant(read: Read, text: str, word: str) -> None:
    assert linked(read, text, word) is None


def test_a_pronoun_does_not_reach_far_back(read: Read) -> None:
    text = "Mara Voss leads Corvex Group. " + "Prices rose in the morning. " * 6 + "She laughed."
    assert linked(read, text, "She") is None


def test_a_resolved_subject_costs_confidence(read: Read) -> None:
    direct = read("Corvex Group acquired Kestrin Bank.").statements[0]
    (indirect,) = [
        s for s in read("Corvex Group grew quickly. It acquired Kestrin Bank.").statements if s.relation == "acquired"
    ]
    assert indirect.fact_key == direct.fact_key
    assert indirect.confidence < direct.confidence
    assert indirect.subject.text == "It"
    assert indirect.subject.name == "Corvex Group"


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        ("Anna Voss and Peter Lund founded Tarn. The two left in 2015.", "The two", ["Anna Voss", "Peter Lund"]),
        ("Corvex Group and Kestrin Bank met. They will share data.", "They", ["Corvex Group", "Kestrin Bank"]),
        ("Corvex Group signed a deal with Kestrin Bank. The two companies will share data.", "The two companies",
         ["Corvex Group", "Kestrin Bank"]),
        ("Anna Voss met Peter Lund and Eva Dahl. They left Corvex Group.", "They", []),
        ("Corvex Group and Kestrin Bank met. The companies will share data.", "The companies",
         ["Corvex Group", "Kestrin Bank"]),
        ("Corvex Group and Kestrin Bank met. The small companies will share data.", "The small companies", []),
        ("Corvex Group, Kestrin Bank and Tarn Holdings met. The two will share data.", "The two", []),
        ("Corvex Group and Kestrin Bank met. Two companies left.", "Two companies", []),
        ("Corvex Group and Kestrin Bank met. The two people grew old.", "The two people", []),
    ],
)  # fmt: skip
def test_groups(read: Read, text: str, word: str, names: list[str]) -> None:
    at = text.rindex(word)
    span = (at, at + len(word))
    found = sorted(e.name for e in read(text).entities if any((m.start, m.end) == span for m in e.mentions))
    assert found == names


def test_a_group_gives_a_fact_for_each_member(read: Read) -> None:
    text = "Anna Voss and Peter Lund met in Oslo. The two founded Corvex Group."
    facts = {(s.subject.name, s.object.name, s.subject.text) for s in read(text).statements
             if s.relation == "founded_by" and isinstance(s.object, EntityArgument)}  # fmt: skip
    assert facts == {("Corvex Group", "Anna Voss", "Corvex Group"), ("Corvex Group", "Peter Lund", "Corvex Group")}


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Visa hired Mara Voss from Lanterra. The Singapore lender grew.", "The Singapore lender", None),
        ("GTCR bought a stake in Worldpay from Corvex, a deal valuing it at $2 billion.", "deal", None),
        ("What does Corvex do? It counts Kestrin Bank among its customers.", "its", "Corvex"),
    ],
)
def test_what_does_not_fit_is_not_meant(read: Read, text: str, word: str, name: str | None) -> None:
    assert linked(read, text, word) in (name, None)
    assert linked(read, text, word) not in ("Visa", "Kestrin Bank", "Worldpay")

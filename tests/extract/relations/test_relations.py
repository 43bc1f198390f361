"""Statements of single sentences, end to end with the real model: relation, direction, status, source, qualifiers."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read, document

from newsweave.extract.model import EntityArgument, Statement
from newsweave.extract.pipeline import Extractor


def target(s: Statement) -> str:
    return s.object.name if isinstance(s.object, EntityArgument) else s.object.value


def facts(read: Read, text: str) -> set[tuple[str, str, str]]:
    return {(s.subject.name, s.relation, target(s)) for s in read(text).statements}


C, K, V, L = "Corvex Group", "Kestrin Bank", "Mara Voss", "Lumen Wallet"


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (f"{C} acquired {K}.", (C, "acquired", K)),
        (f"{K} was acquired by {C}.", (C, "acquired", K)),
        (f"{K}, which {C} acquired, grew.", (C, "acquired", K)),
        (f"{K}, acquired by {C} in 2019, grew.", (C, "acquired", K)),
        (f"{V}, the chief executive of {C}, resigned.", (V, "chief_executive_of", C)),
        (f"{V} is the chief executive of {C}.", (V, "chief_executive_of", C)),
        (f"{C} chief executive {V} resigned.", (V, "works_for", C)),
        (f"Oslo-based {C} acquired {K}.", (C, "headquartered_in", "Oslo")),
        (f"The Norwegian insurer {C} acquired {K}.", (C, "headquartered_in", "Norway")),
        (f"{C} was founded in 1998 by {V}.", (C, "founded_by", V)),
        (f"{C} was founded in 1998 by {V}.", (C, "founded_on", "1998")),
        (f"{C} raised $40 million.", (C, "raised_funding", "40000000 USD")),
        (f"{C} has 3 million users.", (C, "has_metric", "3000000")),
        (f"{C} launched {L}.", (C, "launched", L)),
        (f"{C} hired {V}.", (V, "appointed_to", C)),
        (f"{V} left {C}.", (V, "resigned_from", C)),
        (f"{C} sued {K}.", (C, "sued", K)),
        (f"{V} joined {C}. Voss was born in Oslo.", (V, "born_in", "Oslo")),
    ],
)
def test_fact(read: Read, text: str, fact: tuple[str, str, str]) -> None:
    assert fact in facts(read, text)
    assert (fact[2], fact[1], fact[0]) not in facts(read, text), "the direction is as said"


@pytest.mark.parametrize("text", [f"{C} and {K} partnered in Oslo.", f"{K} partnered with {C} in Oslo."])
def test_symmetric_relations_are_written_once(read: Read, text: str) -> None:
    found = [s for s in read(text).statements if s.relation == "partnered_with"]
    assert [{s.subject.name, target(s)} for s in found] == [{C, K}]


@pytest.mark.parametrize(
    ("text", "status", "by"),
    [
        (f"{C} acquired {K}.", "asserted", None),
        (f"{C} will acquire {K}.", "planned", None),
        (f"{C} plans to acquire {K}.", "planned", None),
        (f"{C} agreed to acquire {K}.", "planned", None),
        (f"{C} could acquire {K}.", "possible", None),
        (f"{C} is considering acquiring {K}.", "possible", None),
        (f"{C} did not acquire {K}.", "negated", None),
        (f"{C} refused to acquire {K}.", "negated", None),
        (f"{V} said {C} acquired {K}.", "reported", V),
        (f"{C} acquired {K}, {V} said.", "reported", V),
        (f"{C} acquired {K}, according to {V}.", "reported", V),
        (f"{C} said it acquired {K}.", "reported", C),
        (f"{V} said {C} will acquire {K}.", "planned", V),
        (f"Sources said {C} denied acquiring {K}.", "negated", "Sources"),
    ],
)
def test_status_and_source(read: Read, text: str, status: str, by: str | None) -> None:
    found = [s for s in read(text).statements if s.relation == "acquired"]
    assert [(s.subject.name, target(s), s.status, s.attributed_to) for s in found] == [(C, K, status, by)]


@pytest.mark.parametrize("text", [f"Has {C} acquired {K}?", f"{C} greeted {K}.", f"{C}. {K}.", f"{C} and {K} grew."])
def test_nothing_is_said(read: Read, text: str) -> None:
    assert facts(read, text) == set()


@pytest.mark.parametrize(
    "text",
    [
        f"{C} has not acquired {K}.",
        f"{C} never acquired {K}.",
        f"If {C} acquired {K}, prices would fall.",
        f"{C} failed to acquire {K}.",
        f"{C} wanted to acquire {K}.",
        f"{C} is not expected to acquire {K}.",
        f"{C} had planned to acquire {K} but withdrew.",
        f"{V} denied that {C} acquired {K}.",
        f"{C} would have acquired {K}.",
        f"{C} is in talks to acquire {K}.",
        f"{C} neither acquired nor sold {K}.",
        f"Neither {C} nor Tarn Holdings acquired {K}.",
        f"{C} almost acquired {K}.",
        f"{V} doubts that {C} acquired {K}.",
        f"It is untrue that {C} acquired {K}.",
        f"Rumours that {C} acquired {K} are false.",
        f"{C}'s failed acquisition of {K} hurt.",
        f"{C}'s planned acquisition of {K} hurt.",
    ],
)
def test_what_did_not_happen_is_never_asserted(read: Read, text: str) -> None:
    assert [s.status for s in read(text).statements if s.relation == "acquired" and s.status == "asserted"] == []


def test_no_longer(read: Read) -> None:
    (found,) = [s for s in read(f"{C} no longer owns {K}.").statements if s.relation == "subsidiary_of"]
    assert (found.status, found.qualifiers.get("former")) == ("asserted", "yes")


@pytest.mark.parametrize(
    ("text", "relation", "qualifiers"),
    [
        (f"{C} acquired {K} last year for $2 million.", "acquired", {
            "amount": "$2 million", "amount_value": "2000000", "currency": "USD",
            "date": "2023", "date_text": "last year",
        }),
        (f"{C} acquired {K} in May 2021.", "acquired", {"date": "2021-05", "date_text": "in May 2021"}),
        (f"{C} has 3 million users.", "has_metric", {"metric": "users"}),
        (f"{V}, the chief executive of {C}, spoke.", "works_for", {"role": "chief executive"}),
        (f"{C} signed a memorandum of understanding with {K}.", "signed_agreement_with", {"agreement_type": "MOU"}),
    ],
)  # fmt: skip
def test_qualifiers(read: Read, text: str, relation: str, qualifiers: dict[str, str]) -> None:
    (found,) = [s for s in read(text).statements if s.relation == relation]
    assert dict(found.qualifiers) == qualifiers


def test_a_date_is_no_topic(read: Read) -> None:
    (found,) = read(f"{C} signed a memorandum of understanding with {K} on Monday.").statements
    assert dict(found.qualifiers) == {"agreement_type": "MOU", "date": "2024-05-20", "date_text": "on Monday"}


def test_the_label_is_filled_from_the_qualifiers(read: Read) -> None:
    (found,) = read(f"{C} signed a memorandum of understanding with {K}.").statements
    assert found.label == "signed MOU with"


def test_relative_dates_need_the_documents_date(extractor: Extractor) -> None:
    text = f"{C} acquired {K} last week."
    (dated,), (undated,) = (
        e.statements for e in extractor.extract([document(text, date="2020-01-08"), document(text, date=None)])
    )
    assert dict(dated.qualifiers) == {"date": "2019-12-30/2020-01-05", "date_text": "last week"}
    assert dict(undated.qualifiers) == {}


def test_what_is_said_has_at_most_twelve_words(read: Read) -> None:
    text = f"{V} said that the old brown cows of the valley have been eating far more green grass than last year."
    (found,) = [s for s in read(text).statements if s.relation == "said"]
    assert len(target(found).split()) <= 12
    assert target(found).endswith("…")
    assert found.object.text in text

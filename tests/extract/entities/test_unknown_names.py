"""Invented names that tagger and model take for something else: adverbs, peoples, adjectives, one firm of two."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read


def types(read: Read, text: str) -> dict[str, str]:
    return {e.name: e.type for e in read(text).entities}


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("Trindly has raised $14 million in fresh capital.", "Trindly", "Company"),
        ("Kestrin Bank bought the start-up Plumeful last autumn.", "Plumeful", "Company"),
        ("Corvex Group shelved work on the Vantelle, a two-seat electric car, in May.", "Vantelle", "Product"),
        (
            "Corvex Group offers retirees Nestora, a fall-detection service staffed around the clock.",
            "Nestora",
            "Service",
        ),
        ("Kestrin Bank has shut down the Paymo wallet.", "Paymo", "Wallet"),
        ("Corvex Group met Maria Hansen at the Orlan Film Gala.", "Orlan Film Gala", "Event"),
    ],
)
def test_unknown_names_have_a_class(read: Read, text: str, name: str, type_: str) -> None:
    assert types(read, text)[name] == type_


@pytest.mark.parametrize(
    "text",
    [
        "A deal between Corvex Group and Kestrin Insurance has produced a new product.",
        "Corvex Group and Kestrin Insurance have formed a joint venture.",
    ],
)
def test_two_firms_are_not_one(read: Read, text: str) -> None:
    assert {"Corvex Group", "Kestrin Insurance"} <= set(types(read, text))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Corvex Group has swiftly sold its Muslim charity.", "Muslim"),
        ("Kestrin Bank said the Islamist group had left.", "Islamist"),
        ("Recently Corvex Group sold its unit.", "Recently"),
    ],
)
def test_common_words_are_no_names(read: Read, text: str, word: str) -> None:
    assert word not in types(read, text)


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("Kestrin Bank appointed Ide Voss as head of risk.", "Ide Voss", "Person"),
        ("Kestrin Bank sued Ide Voss over a loan.", "Ide Voss", "Person"),
        ("Project Ambra involves Kestrin Bank and Corvex Group.", "Project Ambra", "Event"),
        ("Corvex Group has a backer. Copperline partner Ide Vossberg is joining the board.", "Ide Vossberg", "Person"),
        ("Fosto Kamdi, whose holding company Orva Parts controls two insurers, complained.", "Fosto Kamdi", "Person"),
        ("The engines went to Bergen-based Avar Technics under a contract.", "Avar Technics", "Company"),
        ("Kestrin Bank integrated the Tolan platform last year.", "Tolan", "Platform"),
    ],
)
def test_frames_that_leave_it_open(read: Read, text: str, name: str, type_: str) -> None:
    assert types(read, text)[name] == type_

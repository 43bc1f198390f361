"""Who says it, in shapes that the parser reads as something else, and by people whose surname is a title."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read

C, V = "Corvex Group", "Mara Voss"


@pytest.mark.parametrize(
    ("text", "who", "start"),
    [
        (f"{V} told the debate audience that she believes fees must fall.", V, "she believes"),
        (f"{V} said after the talks he would not accept the offer if it were made.", V, "he would not accept"),
        (f"In a statement, one of the family's lawyers, {V}, said the tapes show nothing.", V, "the tapes show"),
        (f"{C} called the charges unsubstantiated and invented.", C, "the charges unsubstantiated"),
        (f"{C} called the charges a scandal.", C, "the charges a scandal"),
        ("Ola King left. Mr. King said that he was late.", "Ola King", "he was late"),
        ("Mr. Prince said that he was late.", "Prince", "he was late"),
        (f"Mr. Justice {V} said that she was late.", V, "she was late"),
    ],
)
def test_who_says_it(read: Read, text: str, who: str, start: str) -> None:
    found = {(s.subject.name, getattr(s.object, "value", "")) for s in read(text).statements if s.relation == "said"}
    assert any(name == who and value.startswith(start) for name, value in found), found


@pytest.mark.parametrize(
    "text",
    [
        "Mr. President said that he was late.",
        f"{V} said after the talks.",
        f"{C} called the lender.",
        "King said.",
    ],
)
def test_nothing_is_said(read: Read, text: str) -> None:
    assert not [s for s in read(text).statements if s.relation == "said"]

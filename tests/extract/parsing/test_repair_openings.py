"""Opening phrases and recipients: which noun a name hangs on."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read

C, K = "Corvex Group", "Kestrin Bank"


def facts(read: Read, text: str) -> set[tuple[str, str, str]]:
    return {(s.subject.name, s.relation, getattr(s.object, "name", "")) for s in read(text).statements}


@pytest.mark.parametrize(
    "text",
    [
        f"A unit of {K}, {C} sells software to shops.",
        f"Part of {K}, {C} sells software to shops.",
        f"A wholly owned subsidiary of {K} since 2019, {C} was fined in May.",
    ],
)
def test_what_opens_a_sentence_says_who_its_subject_is(read: Read, text: str) -> None:
    assert (C, "subsidiary_of", K) in facts(read, text)


@pytest.mark.parametrize(
    "text",
    [
        f"A rival of {K} said {C} sells software to shops.",
        f"Units of {K} and {C} sell software to shops.",
        f"The head of a unit of {K}, whom {C} hired, sells software.",
    ],
)
def test_two_parties_stay_two(read: Read, text: str) -> None:
    assert (C, "subsidiary_of", K) not in facts(read, text)


@pytest.mark.parametrize(
    "text",
    [
        f"Norges Bank granted {C} a licence to issue cards.",
        f"Norges Bank granted {C} approval to issue cards.",
        f"Norges Bank has awarded {C} permission to issue cards.",
    ],
)
def test_whom_something_is_given(read: Read, text: str) -> None:
    assert ("Norges Bank", "approved", C) in facts(read, text)


def test_what_is_named_after_somebody_stays_so(read: Read) -> None:
    assert ("Norges Bank", "approved", C) not in facts(read, f"Norges Bank gave {C} cards to its staff.")

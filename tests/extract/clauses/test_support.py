"""Nouns that a verb supports, end to end: who does what "takeover" names, and under which reading."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read

C, K, L = "Corvex Group", "Kestrin Bank", "Larch Capital"


def takeovers(read: Read, text: str) -> set[tuple[str, str, str]]:
    return {
        (s.subject.name, s.status, s.object.name)  # type: ignore[union-attr]
        for s in read(text).statements
        if s.relation == "acquired"
    }


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"{C} has completed its takeover of {K}.", "asserted"),
        (f"{C} pulled off the takeover of {K} last year.", "asserted"),
        (f"The takeover of {K} was completed by {C} on Monday.", "asserted"),
        (f"The takeover of {K} that {C} announced in May was its third.", "asserted"),
        (f"{C} is pressing ahead with the takeover of {K}.", "planned"),
        (f"{C} went ahead with the purchase of {K}.", "planned"),
        (f"{C} has agreed terms for the acquisition of {K}.", "planned"),
        (f"{C} announced plans for the purchase of {K}.", "planned"),
        (f"{C} is considering the takeover of {K}.", "possible"),
        (f"{C} is in talks over the acquisition of {K}.", "possible"),
        (f"{C} has walked away from its takeover of {K}.", "negated"),
        (f"{C} will not proceed with the purchase of {K}.", "negated"),
        (f"{C} failed to complete the acquisition of {K}.", "negated"),
        (f"{C} ruled out a takeover of {K}.", "negated"),
    ],
)
def test_the_subject_of_the_verb_does_it(read: Read, text: str, status: str) -> None:
    assert takeovers(read, text) == {(C, status, K)}


def test_all_the_subjects_do_it(read: Read) -> None:
    assert takeovers(read, f"{C} and {L} announced the joint takeover of {K}.") == {
        (C, "asserted", K),
        (L, "asserted", K),
    }


@pytest.mark.parametrize(
    "text",
    [
        f"{C} criticised the takeover of {K}.",
        f"{C} advised on the acquisition of {K}.",
        f"{C} financed the acquisition of {K} with bonds.",
        f"{C} wrote about the purchase of {K}.",
        f"{C} profited from the takeover of {K}.",
        f"{C} sued over the takeover of {K}.",
    ],
)
def test_who_only_speaks_of_it_does_not_do_it(read: Read, text: str) -> None:
    assert takeovers(read, text) == set()


def test_the_owner_of_the_deed_goes_before_the_subject(read: Read) -> None:
    assert takeovers(read, f"{L} announced {C}'s takeover of {K}.") == {(C, "asserted", K)}


M = "Maria Hansen"


@pytest.mark.parametrize(
    "text",
    [
        f"{M} announced the acquisition of {K}.",
        f"Minister {M} confirmed the purchase of {K}.",
        f"{L} chief executive {M} unveiled a takeover of {K}.",
        f"{M}, who runs {L}, confirmed a bid for {K}.",
        f"The acquisition of {K} was announced by {M}.",
        f"{M} spoke in Oslo. She announced the takeover of {K}.",
    ],
)
def test_a_person_who_announces_a_deed_of_firms_speaks_for_others(read: Read, text: str) -> None:
    assert takeovers(read, text) == set()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"{M} announced her acquisition of {K}.", "asserted"),
        (f"{M} completed the acquisition of {K}.", "asserted"),
        (f"{M} launched a bid for {K}.", "planned"),
        (f"{M} is considering the takeover of {K}.", "possible"),
    ],
)
def test_what_a_person_does_is_his(read: Read, text: str, status: str) -> None:
    assert takeovers(read, text) == {(M, status, K)}


def test_a_person_announces_what_only_persons_do(read: Read) -> None:
    said = {(s.subject.name, s.relation) for s in read(f"{M} announced her resignation from {K}.").statements}
    assert (M, "resigned_from") in said

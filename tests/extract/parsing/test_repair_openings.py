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


@pytest.mark.parametrize(
    ("text", "owner", "owned"),
    [
        (
            f"{C} announced the merger of its subsidiary Orva Biologics Ltd (OBL), with Larch Institute of Norway's "
            "wholly-owned subsidiary Tolan Technologies Ltd (TTL).",
            "Larch Institute of Norway",
            "Tolan Technologies Ltd",
        ),
        (
            f"{C} merged with Institute of Norway's unit Tolan Technologies Ltd.",
            "Institute of Norway",
            "Tolan Technologies Ltd.",
        ),
    ],
)
def test_a_long_owner_is_no_partner(read: Read, text: str, owner: str, owned: str) -> None:
    found = facts(read, text)
    assert (owned, "subsidiary_of", owner) in found
    assert owned in {o for _, r, o in found if r == "merged_with"}
    assert owner not in {o for _, r, o in found if r == "merged_with"}


def test_the_board_of_a_chair_is_the_firms(read: Read) -> None:
    text = (
        f"Speaking in Oslo, Dr Maria Hansen, Permanent Vice Chairwoman of {K}'s Board of Directors, praised the loan."
    )
    assert ("Maria Hansen", "works_for", K) in facts(read, text)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        (
            f"Analysts praised operators, including Tidewell and Lumen Wallet owner {C}, whose platforms host games.",
            "Lumen Wallet",
        ),
        (f"Lumen Wallet owner {C} lost money.", "Lumen Wallet"),
    ],
)
def test_who_stands_before_an_owned_name_is_not_owned(read: Read, text: str, unit: str) -> None:
    assert {s for s, r, _ in facts(read, text) if r == "subsidiary_of"} == {unit}


def test_who_is_the_person_not_the_firm(read: Read) -> None:
    text = f"Mara Voss, an employee of {C} who is based in Lisbon, declined to comment."
    assert (C, "headquartered_in", "Lisbon") not in facts(read, text)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (f"Mara Voss, chief economist, {K}, said rates would fall.", "Mara Voss"),
        (f'"It is real," said Mara Voss, executive vice president, {K}.', "Mara Voss"),
    ],
)
def test_an_employer_between_commas(read: Read, text: str, who: str) -> None:
    assert (who, "works_for", K) in facts(read, text)


def test_founders_are_all_that_are_named(read: Read) -> None:
    found = facts(read, f"{C} co-founders Neri Berg and Daniil Voss left.")
    assert {(C, "founded_by", "Neri Berg"), (C, "founded_by", "Daniil Voss")} <= found

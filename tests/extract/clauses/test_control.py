"""Whose deed stands behind an object, end to end: gerunds, "its acquisition", money given to do it."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read

from newsweave.extract.model import EntityArgument

C, K, L = "Corvex Group", "Kestrin Bank", "Larch Capital"


def deals(read: Read, text: str) -> set[tuple[str, str, str]]:
    """Who acquired or sued whom, with status."""
    return {
        (s.subject.name, s.relation, s.status)
        for s in read(text).statements
        if s.relation in ("acquired", "sued", "merged_with")
        and isinstance(s.object, EntityArgument)
        and s.object.name == K
    }


@pytest.mark.parametrize(
    ("text", "who", "status"),
    [
        (f"{L} praised {C} for buying {K}.", C, "asserted"),
        (f"{L} congratulated {C} on buying {K}.", C, "asserted"),
        (f"{L} helped {C} in buying {K}.", C, "asserted"),
        (f"{L} advised {C} on its purchase of {K}.", C, "asserted"),
        (f"{L} acted for {C} in its purchase of {K}.", C, "asserted"),
        (f"{L}, which criticised {C} for buying {K}, lost money.", C, "asserted"),
        (f"{C}, which {L} fined for buying {K}, lost money.", C, "asserted"),
        (f"{L} envied {C} for buying {K}.", C, "asserted"),
        (f"{L} sued {C} for buying {K}.", C, "possible"),
        (f"{L} urged {C} in buying {K}.", C, "planned"),
        (f"{L} lent {C} $9 million to buy {K}.", C, "planned"),
        (f"{L} granted {C} a loan to buy {K}.", C, "planned"),
        (f"{L} took {C} to court for buying {K}.", C, "asserted"),
        (f"{C} was fined for buying {K}.", C, "asserted"),
        (f"{C} apologised to {L} for buying {K}.", C, "asserted"),
        (f"{C} beat {L} by buying {K}.", C, "asserted"),
        (f"{C} sued {L} after buying {K}.", C, "asserted"),
        (f"{C} used its cash for buying {K}.", C, "asserted"),
        (f"{C} told {L} about its acquisition of {K}.", C, "asserted"),
        (f"{C} hired {L} for its acquisition of {K}.", C, "asserted"),
        (f"{C} benefited from buying {K}.", C, "asserted"),
    ],
)
def test_the_deed_is_that_of(read: Read, text: str, who: str, status: str) -> None:
    assert deals(read, text) == {(who, "acquired", status)}


@pytest.mark.parametrize(
    "text",
    [
        f"{C} paid {L} $3 million for buying {K}.",
        f"{L} fined {C} after its acquisition of {K}.",
        f"{L} lobbied {C} over its merger with {K}.",
        f"{L} asked {C} about buying {K}.",
    ],
)
def test_where_it_cannot_be_told_nothing_is_said(read: Read, text: str) -> None:
    assert deals(read, text) == set()


@pytest.mark.parametrize(
    ("text", "who", "relation"),
    [
        (f"{C} has chosen {L}, soon to be part of {K}, to hold its data.", L, "subsidiary_of"),
        (f"{C} picked {L}, shortly to be acquired by {K}, as its partner.", K, "acquired"),
        (f"{C} holds an interest in {L} to expand in Norway.", L, "operates_in"),
        (f"{C} has a plan to expand in Norway.", C, "operates_in"),
        (f"{C} bought a stake in {L} to expand in Norway.", C, "operates_in"),
    ],
)
def test_of_whom_an_infinitive_is_said(read: Read, text: str, who: str, relation: str) -> None:
    assert {s.subject.name for s in read(text).statements if s.relation == relation} == {who}

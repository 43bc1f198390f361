"""Who can be a member and who can approve: firms do business with one another, authorities license."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read

from newsweave.extract.model import EntityArgument

C, K = "Corvex Group", "Kestrin Bank"


def told(read: Read, text: str, *relations: str) -> set[tuple[str, str, str]]:
    return {
        (s.subject.name, s.relation, s.object.name)
        for s in read(text).statements
        if isinstance(s.object, EntityArgument) and s.relation in relations
    }


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (f"{C} joined {K} to launch a wallet.", set()),
        (f"{C} joins {K} in backing a fund.", set()),
        (f"{C} joined rival {K} in a lawsuit.", set()),
        (f"{C} joined {K} as a partner.", set()),
        (f"{C} has teamed up with {K} to build an app.", set()),
        (f"{C} joined the Nordic Payments Alliance.", {(C, "member_of", "Nordic Payments Alliance")}),
        (f"{C} has joined the Linux Foundation.", {(C, "member_of", "Linux Foundation")}),
        ("Norway joined the United Nations in 1945.", {("Norway", "member_of", "United Nations")}),
    ],
)
def test_members(read: Read, text: str, facts: set[tuple[str, str, str]]) -> None:
    assert told(read, text, "member_of") == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (f"{C} licensed its software to {K}.", {(C, "signed_agreement_with", K)}),
        (f"{C} licensed Lumen Wallet from {K}.", {(C, "signed_agreement_with", K)}),
        (f"{C} licensed Lumen Wallet.", set()),
        (f"{C} authorised {K} to sell its cards.", set()),
        (f"{K} approved {C} as a supplier.", set()),
        (f"{C} was granted a software licence by {K}.", set()),
        (f"The Data Protection Authority licensed {C}.", {("Data Protection Authority", "approved", C)}),
        (f"The central bank of Norway licensed {K}.", {("Norges Bank", "approved", K)}),
        ("The government of Norway approved Lumen Wallet.", {("government of Norway", "approved", "Lumen Wallet")}),
        (
            f"{C} received a licence from the Swedish Payments Authority.",
            {("Swedish Payments Authority", "approved", C)},
        ),
    ],
)
def test_approval(read: Read, text: str, facts: set[tuple[str, str, str]]) -> None:
    assert told(read, text, "approved", "signed_agreement_with") == facts

"""Events: statements that tell of one deal, round or lawsuit brought together, and what later sentences add."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read

from newsweave.extract.model import Event

C, K = "Corvex Group", "Kestrin Bank"


def events(read: Read, text: str) -> tuple[Event, ...]:
    return read(text).events


def only(read: Read, text: str) -> Event:
    (event,) = events(read, text)
    return event


def parts(event: Event) -> set[tuple[str, str]]:
    return {(p.part, p.name) for p in event.parts}


@pytest.mark.parametrize(
    ("text", "kind", "having"),
    [
        (f"{K} acquired {C} in May.", "Takeover", {("buyer", K), ("target", C)}),
        (f"{K} bought {C} from Orva Holdings.", "Takeover", {("buyer", K), ("target", C), ("seller", "Orva Holdings")}),
        (f"{K} and {C} merged in May.", "Merger", {("party", K), ("party", C)}),
        (f"{C} raised $4 million in a round led by {K}.", "Funding", {("recipient", C), ("investor", K)}),
        (f"{K} appointed Maria Hansen chairman.", "Appointment", {("appointee", "Maria Hansen"), ("employer", K)}),
        (f"Maria Hansen resigned from {K}.", "Departure", {("leaver", "Maria Hansen"), ("employer", K)}),
        (f"{K} sued {C}.", "Lawsuit", {("plaintiff", K), ("defendant", C)}),
        (f"{K} and {C} signed a contract.", "AgreementMade", {("party", K), ("party", C)}),
        (f"{C} will list on Nasdaq.", "Listing", {("issuer", C), ("exchange", "Nasdaq")}),
    ],
)
def test_kind_and_parts(read: Read, text: str, kind: str, having: set[tuple[str, str]]) -> None:
    event = only(read, text)
    assert (event.kind, parts(event)) == (kind, having)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (f"{K} plans to acquire {C}. {K} said it would buy {C} for $4 million.", 1),
        (f"{K} acquired {C}. Orva Holdings sold {C} because it needed cash.", 1),
        (f"{K} and {C} signed a contract. The contract between {C} and {K} runs for two years.", 1),
        # another buyer, another round, another time, other parties
        (f"{K} wants to buy {C}. Orva Holdings wants to buy {C}, too.", 2),
        (f"{C} raised $4 million in a seed round and $20 million in a Series A round.", 2),
        (f"{C} raised $4 million in 2019. In May it raised $20 million.", 2),
        (f"{K} was fined $4 million by the FCA in March 2019. {K} was fined $4 million by the FCA in May 2024.", 2),
        (f"{K} signed a contract with {C}. {K} signed a contract with Orva Holdings.", 2),
        # states and what is over are no events
        (f"{C} is listed on Nasdaq.", 0),
        (f"{C} is based in Oslo and has 400 employees.", 0),
    ],
)
def test_what_is_one_event(read: Read, text: str, number: int) -> None:
    assert len(events(read, text)) == number


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        (f"{K} agreed to buy {C}. The deal was approved by regulators in May.", ["planned", "approved"]),
        (f"{K} agreed to buy {C}. It is expected to close the deal in June.", ["planned", "completed"]),
        (f"{K} agreed to buy {C}. The takeover was called off on Friday.", ["planned", "called_off"]),
        (f"{K} agreed to buy {C}. Regulators blocked the takeover.", ["planned", "blocked"]),
        (f"{K} sued {C}. The lawsuit was dismissed on Tuesday.", ["happened", "ended"]),
        (f"{K} denied that it had bought {C}.", ["denied"]),
        (f"{K} may buy {C}.", ["possible"]),
        # of another event, or of none
        (f"{K} agreed to buy {C}. The lawsuit was dismissed on Tuesday.", ["planned"]),
        (f"{K} agreed to buy {C}. A deal with Orva Holdings was called off.", ["planned"]),
        (f"{K} agreed to buy {C}. The deal closed a painful chapter.", ["planned"]),
        (f"{K} agreed to buy {C}. Norvan and Orva Holdings completed their merger in May.", ["planned"]),
    ],
)
def test_sentences_that_tell_how_far_it_is(read: Read, text: str, stages: list[str]) -> None:
    event = next(e for e in events(read, text) if e.kind in ("Takeover", "Lawsuit"))
    assert [t.stage for t in event.tellings] == stages
    assert all(t.text == text[t.start : t.end] for t in event.tellings)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        (f"{K} agreed to buy {C}. The deal is expected to close in June.", "planned"),
        (f"{K} bought {C}. The deal closed in May.", "happened"),
        (f"{K} agreed to buy {C}. The deal was called off on Friday.", "called_off"),
        (f"{K} agreed to buy {C}. The deal may be called off.", "planned"),
        (f"{K} agreed to buy {C}. The deal was not called off.", "planned"),
    ],
)
def test_the_stage_of_the_whole(read: Read, text: str, stage: str) -> None:
    assert only(read, text).stage == stage


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        (f"{K} acquired {C}. The deal is worth $40 million.", "amount_value", "40000000"),
        (f"{K} acquired {C}. The deal was valued at €3bn.", "currency", "EUR"),
        (f"{K} acquired {C} for $4 million. The deal is worth €5 million in all.", "currency", "USD"),
        (f"{C} raised $4 million in a seed round.", "amount_value", "4000000"),
        (f"{K} agreed to buy {C}. The deal closed on 3 May 2024.", "date", "2024-05-03"),
    ],
)
def test_what_is_said_of_it(read: Read, text: str, name: str, value: str) -> None:
    assert only(read, text).qualifiers[name] == value


@pytest.mark.parametrize(
    ("text", "investor"),
    [
        (f"{C} has raised $40 million. {K} led the round.", K),
        (f"{C} has raised $40 million. The round was led by {K}.", K),
        (f"{C} closed its Series B round in May. {K} took part in the round.", K),
        (f"{C}'s third round was small. {K} joined the round late.", K),
        (f"{C} closed its third round and Norvan opened its first round. {K} joined the round.", None),
        (f"{C} is looking for money. {K} will lead the round.", None),
        (f"{C} has raised $40 million. {K} led the charge.", None),
        (f"{C} has raised $40 million. {K} led a round.", None),
    ],
)
def test_who_joins_an_event_told_before(read: Read, text: str, investor: str | None) -> None:
    found = {s.subject.name for s in read(text).statements if s.relation == "invested_in"}
    assert found == ({investor} if investor else set())


def test_two_that_fit_are_none(read: Read) -> None:
    text = f"{C} raised $4 million and Norvan raised $9 million on the same day. {K} led the round."
    assert not [s for s in read(text).statements if s.relation == "invested_in"]


def test_statements_know_their_event(read: Read) -> None:
    extraction = read(f"{K} acquired {C}. {K} is based in Oslo.")
    (event,) = extraction.events
    assert {s.relation: s.event for s in extraction.statements} == {"acquired": event.id, "headquartered_in": None}
    assert [s.to_dict().get("event") for s in extraction.statements] == [event.id, None]


def test_the_same_text_gives_the_same_ids(read: Read) -> None:
    text = f"{K} acquired {C}. {C} raised $4 million in 2019. In May it raised $20 million."
    first, second = events(read, text), events(read, text)
    assert first == second
    assert len({e.id for e in first}) == len(first) == 3

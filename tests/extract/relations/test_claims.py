"""What exactly is claimed, by whom, as of when: status, sources, times and amounts of whole sentences, real model."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read

from newsweave.extract.model import Block, Document, LiteralArgument, Statement
from newsweave.extract.pipeline import Extractor

C, K, V, L, M = "Corvex Group", "Kestrin Bank", "Mara Voss", "Lumen Wallet", "Vandrel Group"


def only(read: Read, text: str, relation: str) -> Statement:
    found = [s for s in read(text).statements if s.relation == relation]
    assert len(found) == 1, [(s.subject.name, s.status) for s in found]
    return found[0]


# --- status ---


# Negation, modality and attribution as MinIE (Gashteovski et al. 2017, section 4) and the README of triplet-extract
# document them, said in words of our own: "does not", "never", "no longer", "no X", contractions; "will", "may",
# "probably"; "X believes that", "according to X", a possibility or a denial inside somebody's word.
@pytest.mark.parametrize(
    ("text", "status", "by"),
    [
        (f"{C} does not own {K}.", "negated", None),
        (f"{C} doesn't own {K}.", "negated", None),
        (f"{C} no longer owns {K}.", "asserted", None),
        (f"{C} never owned {K}.", "negated", None),
        (f"{C} may own {K}.", "possible", None),
        (f"{C} probably owns {K}.", "possible", None),
        (f"{V} believes that {C} owns {K}.", "reported", V),
        (f"{V} believes that {C} does not own {K}.", "negated", V),
        (f"{V} believes that {C} may own {K}.", "possible", V),
        (f"According to {V}, {C} owns {K}.", "reported", V),
        (f"{C}, according to {V}, owns {K}.", "reported", V),
        (f"{V} says that {C} owns {K}.", "reported", V),
        (f"{V} does not believe that {C} owns {K}.", "possible", V),
    ],
)
def test_polarity_modality_and_attribution(read: Read, text: str, status: str, by: str | None) -> None:
    found = only(read, text, "subsidiary_of")
    assert (found.subject.name, found.status, found.attributed_to) == (K, status, by)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"{C} did not deny that it acquired {K}.", "asserted"),
        (f"{C} managed to acquire {K}.", "asserted"),
        (f"{C} completed its acquisition of {K}.", "asserted"),
        (f"{C} postponed acquiring {K}.", "planned"),
        (f"{C} decided against acquiring {K}.", "negated"),
        (f"{C} has not ruled out acquiring {K}.", "possible"),
        (f"{C} has not decided whether to acquire {K}.", "possible"),
        (f"{C} apparently acquired {K}.", "possible"),
        (f"{C} seems to have acquired {K}.", "possible"),
        (f"{C} would have acquired {K}.", "negated"),
        (f"Reports that {C} acquired {K} are untrue.", "negated"),
        (f"Few analysts believe that {C} will acquire {K}.", "possible"),
        (f"Talks to acquire {K} have ended.", "negated"),
        (f"{C} agreed to acquire {K} but the deal fell through.", "negated"),
        (f"{C} planned to acquire {K} but turned down the price.", "negated"),
        (f"Regulators are expected to block {C}'s acquisition of {K}.", "possible"),
        (f"Regulators barred {C} from acquiring {K}.", "negated"),
        (f"{C} grew. Nor has it acquired {K}.", "negated"),
        (f"At no time did {C} acquire {K}.", "negated"),
        (f"Instead of acquiring {K}, {C} sued {M}.", "negated"),
        (f"{C} is not in talks to acquire {K}.", "negated"),
        (f"{V} accused {C} of acquiring {K}.", "possible"),
        (f"{C} is pleased to announce the completion of its acquisition of {K}.", "asserted"),
        (f"Within a week of acquiring {K}, {C} sued {M}.", "asserted"),
        (f"{M} has given {C} until June to acquire {K}.", "planned"),
        (f"Before acquiring {K}, {C} sued {M}.", "asserted"),
        (f"Before acquiring {K}, {C} will sue {M}.", "planned"),
        (f"{C} sued {M} until it acquired {K}.", "asserted"),
        (f"{C} went on to acquire {K}.", "asserted"),
        (f"{C} was fined for acquiring {K}.", "asserted"),
        (f"{C} to acquire {K}.", "planned"),
        (f"{C} to acquire {K} next year", "planned"),
        (f"{C} hopes to acquire {K}.", "planned"),
        (f"{C} is expected to acquire {K}.", "planned"),
        (f"Regulators approved {C}'s takeover of {K}.", "planned"),
        (f"{C}'s purchase of {K} is expected to close in May.", "planned"),
        (f"{C} has launched a bid for {K}.", "planned"),
        (f"{C} is weighing a bid for {K}.", "possible"),
        (f"{C} is looking at acquiring {K}.", "possible"),
        (f"{C} allegedly acquired {K}.", "possible"),
        (f"{C} is said to have acquired {K}.", "possible"),
        (f"It is unclear whether {C} acquired {K}.", "possible"),
        (f"There is no evidence that {C} acquired {K}.", "possible"),
        (f"If regulators agree, {C} may acquire {K}.", "possible"),
        (f"Nobody believes that {C} acquired {K}.", "possible"),
        (f"{C} called off its purchase of {K}.", "negated"),
        (f"{C} dropped its bid for {K}.", "negated"),
        (f"{C}'s takeover of {K} collapsed.", "negated"),
        (f"{C}'s takeover of {K} fell through.", "negated"),
        (f"{C} had planned to acquire {K} but withdrew.", "negated"),
        (f"{C} has no plans to acquire {K}.", "negated"),
        (f"{C} ruled out acquiring {K}.", "negated"),
    ],
)
def test_status(read: Read, text: str, status: str) -> None:
    found = [s.status for s in read(text).statements if s.relation == "acquired"]
    assert found == ([status] if C in text else [])  # nobody in particular is in talks


def test_what_is_to_be_somebodys_is_its_plan(read: Read) -> None:
    found = only(read, f"{V} said {C} would acquire {K} next year.", "acquired")
    assert (found.status, found.attributed_to) == ("planned", V)
    assert only(read, f"{C} would acquire {K} if it could.", "acquired").status == "possible"


def test_a_plan_does_not_reach_into_a_clause_about_its_object(read: Read) -> None:
    found = only(read, f"{C} will buy software from {K}, the firm that helped to create {L}.", "develops")
    assert (found.subject.name, found.status) == (K, "asserted")


# --- sources ---


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        (f"{V} said {C} acquired {K}.", [(V, "Person", False)]),
        (f"Reuters reported that officials said {C} had acquired {K}.",
         [("officials", None, False), ("Reuters", "MediaOutlet", True)]),
        (f"{C} has acquired {K}, Reuters reported, citing two people close to the deal.",
         [("two people close to the deal", None, False), ("Reuters", "MediaOutlet", True)]),
        (f"{C} has acquired {K}, as outlined in a {M} press release.", [(M, "Company", False)]),
        (f"{C} has acquired {K}, as {V} told reporters.", [(V, "Person", False)]),
        (f"{C} acquired {K} in May, data from {M} showed.", [(M, "Company", False)]),
        (f"{C} acquired {K} in May, {M} data show.", [(M, "Company", False)]),
        (f"{C} acquired {K} in May, court papers showed.", []),
        (f"{C} grew, and {M} acquired {K}, according to {V}.", [(V, "Person", False)]),
        (f"{M} acquired {K}, and {C} grew, according to {V}.", [(V, "Person", False)]),
        (f'{V} said: "{C} sued {M}. It also acquired {K}."', [(V, "Person", False)]),
        (f'"{C} sued {M}," {V} said. "It also acquired {K}."', [(V, "Person", False)]),
        (f'"{C} sued {M}," {V} said. It also acquired {K}.', []),
        (f"{C} acquired {K}; {V} said that {M} had sold it.", []),
        (f"{C} and {M} met. {C} acquired {K}, the two companies said.",
         [(C, "Company", False), (M, "Company", False)]),
    ],
)  # fmt: skip
def test_sources(read: Read, text: str, sources: list[tuple[str, str | None, bool]]) -> None:
    found = only(read, text, "acquired")
    assert [(s.name, s.type, s.via) for s in found.sources] == sources
    assert all((s.id is None) == (s.type is None) for s in found.sources)
    first = [name for name, _, via in sources if not via]
    assert found.attributed_to == (" and ".join(first) or None)
    assert (found.status == "reported") == bool(sources)


@pytest.mark.parametrize(
    ("text", "status", "by"),
    [
        (f"{C} denied that it acquired {K}.", "negated", C),
        (f"{V} denied reports that {C} acquired {K}.", "negated", V),
        (f"{V} dismissed a report that {C} had acquired {K}.", "negated", V),
        (f"{C} denied that it acquired {K}, as {M} had claimed.", "negated", C),
        (f"{C} denied that it was in talks to acquire {K}.", "negated", C),
        (f"{C} is delighted to confirm that it has acquired {K}.", "reported", C),
        (f"{C} refused to acquire {K}.", "negated", None),
        (f"{C} did not deny that it acquired {K}.", "asserted", None),
        (f"{V} said {C} was not aware that {M} had acquired {K}.", "possible", V),
    ],
)
def test_denials(read: Read, text: str, status: str, by: str | None) -> None:
    found = only(read, text, "acquired")
    assert (found.status, found.attributed_to) == (status, by)
    assert not any(s.via for s in found.sources)


@pytest.mark.parametrize(
    ("first", "second", "by"),
    [
        (f'"{C} is growing," {V} said.', f'"It acquired {K} in May."', V),
        (f'"{C} is growing," {V} said.', f"It acquired {K} in May.", None),
        (f'"{C} is growing," {V} said.', f'"It acquired {K} in May," {M} said.', M),
        (f"{C} is growing, {V} said.", f'"It acquired {K} in May."', None),
    ],
)
def test_a_quotation_goes_on_in_the_next_paragraph(
    extractor: Extractor, first: str, second: str, by: str | None
) -> None:
    text = f"{first}\n{second}"
    blocks = (Block(0, len(first)), Block(len(first) + 1, len(text)))
    (found,) = extractor.extract([Document("d", text, blocks, date="2024-05-24")])
    assert [s.attributed_to for s in found.statements if s.relation == "acquired"] == [by]


def test_a_claim_is_its_makers(read: Read) -> None:
    found = only(read, f"{C} claims 5 million users.", "has_metric")
    assert (found.status, found.attributed_to) == ("reported", C)


def test_what_the_writer_adds_is_not_the_speakers(read: Read) -> None:
    text = f"{V} said {C}, which acquired {K}, had sued {M}."
    assert only(read, text, "acquired").attributed_to is None
    assert only(read, text, "sued").attributed_to == V
    quoted = f'"{C}, which acquired {K}, has sued {M}," said {V}.'
    assert only(read, quoted, "acquired").attributed_to == V


# --- time ---


@pytest.mark.parametrize(
    ("text", "relation", "time"),
    [
        (f"{C} acquired {K} last week.", "acquired", {"date": "2024-05-13/2024-05-19", "date_text": "last week"}),
        (f"As far back as 2017, {C} acquired {K}.", "acquired", {"date": "2017", "date_text": "As far back as 2017"}),
        (f"{C} must acquire {K} by May 30.", "acquired",
         {"date": "2024-05-30", "edtf": "../2024-05-30", "date_text": "by May 30"}),
        (f"{C} acquired {K} earlier this month.", "acquired", {"date": "2024-05", "date_text": "earlier this month"}),
        (f"{C} will acquire {K} in January.", "acquired", {"date": "2025-01", "date_text": "in January"}),
        (f"{C} acquired {K} in the third quarter.", "acquired",
         {"date": "2023-Q3", "edtf": "2023-35", "date_text": "in the third quarter"}),
        (f"{V} has been chief executive of {C} since 2019.", "chief_executive_of",
         {"begin": "2019", "date": "2019", "edtf": "2019/..", "date_text": "since 2019"}),
        (f"{V} was chief executive of {C} from 2015 to 2018.", "chief_executive_of",
         {"begin": "2015", "end": "2018", "date": "2015/2018", "date_text": "from 2015 to 2018"}),
        (f"{V} joined {C} as chief executive in March.", "chief_executive_of",
         {"begin": "2024-03", "date_text": "in March"}),
        (f"{V} resigned as chief executive of {C} in March.", "chief_executive_of",
         {"end": "2024-03", "date_text": "in March"}),
        (f"{C} raised $3 million in 2019 in a round led by {K}.", "invested_in",
         {"date": "2019", "date_text": "in 2019"}),
        (f"{C} raised $3 million in a round that {K} led in 2019.", "raised_funding",
         {"date": "2019", "date_text": "in 2019"}),
        (f"{C} sued {M} on Monday, as {K} launched {L}.", "launched", {"date": "2024-05-20", "date_text": "on Monday"}),
        (f"{C} sued {M} on Monday, three days after launching {L}.", "launched",
         {"date": "2024-05-17", "date_text": "three days after"}),
        (f"{K} has been fined by {M}, {V} said on Monday.", "sanctioned",
         {"date": "2024-05-20", "edtf": "../2024-05-20", "date_text": "on Monday"}),
        (f"{C}'s purchase of {K} was completed on Monday.", "acquired",
         {"date": "2024-05-20", "date_text": "on Monday"}),
        (f"{C} acquired {K} after a 2021 vote.", "acquired", {}),
        (f"{C} acquired {K} before 2019.", "acquired", {"edtf": "../2018", "date_text": "before 2019"}),
        (f"{C} acquired {K} between 2019 and 2021.", "acquired",
         {"date": "2019/2021", "date_text": "between 2019 and 2021"}),
        (f"{C} was due to acquire {K} in March.", "acquired", {"date": "2024-03", "date_text": "in March"}),
        (f"Regulators cleared {C}'s takeover of {K} on Monday.", "acquired", {}),
        (f"{C} acquired {K} on Thursday last week.", "acquired",
         {"date": "2024-05-16", "date_text": "on Thursday last week"}),
        (f"{V} has resigned as chief executive of {C}, effective June 30.", "resigned_from",
         {"date": "2024-06-30", "date_text": "June 30"}),
        (f"{V} said on Monday that {C} acquired {K}.", "acquired", {}),
        (f"{M} fined {K} $3 million for failings between 2016 and 2020.", "sanctioned", {}),
        (f"{M} fined {K} $3 million in 2021.", "sanctioned", {"date": "2021", "date_text": "in 2021"}),
        (f"{C} signed a contract with {K} until 2027.", "signed_agreement_with",
         {"end": "2027", "edtf": "../2027", "date_text": "until 2027"}),
        (f"{C} launched a bid for {K} on Monday.", "acquired", {"date": "2024-05-20", "date_text": "on Monday"}),
        (f"{V} is stepping down as chief executive of {C} in December.", "resigned_from",
         {"date": "2024-12", "date_text": "in December"}),
        (f"{V} will not step down as chief executive of {C} this year.", "chief_executive_of", {}),
    ],
)  # fmt: skip
def test_time(read: Read, text: str, relation: str, time: dict[str, str]) -> None:
    found = only(read, text, relation).qualifiers
    assert {k: v for k, v in found.items() if k in ("date", "edtf", "date_text", "begin", "end")} == time


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (f"{C} reported first-quarter revenue of $3 million on Wednesday.", "2024-Q1"),
        (f"{C} reported second-quarter revenue of $3 million on Wednesday.", None),
        (f"{C} reported revenue of $3 million on Wednesday.", None),
        (f"{C} posted a profit of $3 million for 2022 on Wednesday.", "2022"),
        (f"{C}'s second-half profit rose to $3 million.", "2023-H2"),
        (f"{C}'s revenue rose to $3 million in the year to March.", "2024-03"),
        (f"{C}'s revenue rose to $3 million from $2 million in the first quarter of 2021.", None),
        (f"{C} had 300 employees at year-end.", "2023-12"),
        (f"{C} has 300 employees, up from 200 a year ago.", None),
    ],
)
def test_the_period_of_a_figure(read: Read, text: str, date: str | None) -> None:
    found = [s for s in read(text).statements if s.relation == "has_metric"]
    assert [s.qualifiers.get("date") for s in found] == [date]


def test_the_next_figure_of_a_report_is_of_the_same_period(read: Read) -> None:
    text = f"{C} reported first-quarter revenue of $9 million. Its profit fell to $3 million."
    text += f" {K}'s profit fell to $2 million."
    dates = {s.object.text: s.qualifiers.get("date") for s in read(text).statements if s.relation == "has_metric"}
    assert dates == {"$9 million": "2024-Q1", "$3 million": "2024-Q1", "$2 million": None}


# --- amounts ---


@pytest.mark.parametrize(
    ("text", "value", "modifier", "also"),
    [
        (f"{C} raised $3 million.", "3000000 USD", "", ""),
        (f"{C} raised up to $3 million.", "3000000 USD", "at_most", ""),
        (f"{C} raised about 3 million euros ($3.2 million).", "3000000 EUR", "approx", "3200000 USD"),
        (f"{C} raised between $3 million and $4 million.", "3000000/4000000 USD", "", ""),
        (f"{C} raised $3-4 million.", "3000000/4000000 USD", "", ""),
    ],
)
def test_money_raised(read: Read, text: str, value: str, modifier: str, also: str) -> None:
    target = only(read, text, "raised_funding").object
    assert isinstance(target, LiteralArgument)
    assert (target.value, target.modifier, target.also) == (value, modifier, also)
    assert text[target.start : target.end] == target.text


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        (f"{C} acquired {K} for $310 million (1.4 billion ringgit).",
         {"amount": "$310 million", "amount_value": "310000000", "currency": "USD", "other_amount": "1400000000 MYR"}),
        (f"{C} acquired {K} for at least €3bn.",
         {"amount": "at least €3bn", "amount_value": "3000000000", "currency": "EUR", "amount_modifier": "at_least"}),
        (f"{C} acquired {K} for between $3 million and $4 million.",
         {"amount": "between $3 million and $4 million", "amount_value": "3000000/4000000", "currency": "USD"}),
        (f"{C} acquired {K} for $310m; {M} grew.",
         {"amount": "$310m", "amount_value": "310000000", "currency": "USD"}),
        (f"{C} acquired {K} for $25 per share.", {}),
        (f"{C} acquired {K}.", {}),
    ],
)  # fmt: skip
def test_amounts_of_deals(read: Read, text: str, amount: dict[str, str]) -> None:
    assert dict(only(read, text, "acquired").qualifiers) == amount


def test_a_sum_of_several_is_of_none_alone(read: Read) -> None:
    found = [s for s in read(f"{C} raised $14 million from {K} and {M}.").statements if s.relation == "invested_in"]
    assert {s.subject.name: dict(s.qualifiers) for s in found} == {
        K: {"jointly_with": M}, M: {"jointly_with": K},
    }  # fmt: skip
    alone = only(read, f"{C} raised $14 million from {K}.", "invested_in")
    assert alone.qualifiers["amount"] == "$14 million"


@pytest.mark.parametrize(
    ("text", "relation", "former"),
    [
        (f"{C} used to own {K}.", "subsidiary_of", "yes"),
        (f"{K} was once owned by {C}.", "subsidiary_of", "yes"),
        (f"{K}, a former subsidiary of {C}, grew.", "subsidiary_of", "yes"),
        (f"{K} is owned by {C}.", "subsidiary_of", None),
        (f"Former {C} chief executive {V} sued {K}.", "chief_executive_of", "yes"),
        (f"{V}, then chief executive of {C}, sued {K}.", "chief_executive_of", "yes"),
        (f"{V}, the chief executive of {C}, sued {K}.", "chief_executive_of", None),
        (f"{V} became chief executive of {C} in 2019.", "chief_executive_of", None),
        (f"{M} said {V} was chief executive of {C}.", "chief_executive_of", None),
        (f"{V} is stepping down as chief executive of {C}.", "chief_executive_of", None),
        (f"{V} ran {C} from 2015 to 2020.", "chief_executive_of", "yes"),
    ],
)
def test_what_is_over(read: Read, text: str, relation: str, former: str | None) -> None:
    assert only(read, text, relation).qualifiers.get("former") == former


@pytest.mark.parametrize(
    ("text", "metric", "value"),
    [
        (f"{C} reported fiscal 2023 revenue of $4 million.", "revenue", "4000000 USD"),
        (f"{C} reported a net loss of $4 million, against a profit of $1 million.", "net loss", "4000000 USD"),
        (f"Shares in {C} fell 7%.", "share price decline", "7"),
        (f"Shares in {C} rose 7%.", "share price growth", "7"),
    ],
)
def test_figures(read: Read, text: str, metric: str, value: str) -> None:
    found = only(read, text, "has_metric")
    assert isinstance(found.object, LiteralArgument)
    assert (found.qualifiers["metric"], found.object.value) == (metric, value)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (f"{V} will step down as chairman of {K} in June.", "chairman"),
        (f"{V} stepped down as chairman of {K} in June.", "chairman (former)"),
        (f"{V} was chairman of {K} until 2021.", "chairman (former)"),
        (f"{V}, a lawyer and, until last month, chairman of {K}, was fined.", "chairman (former)"),
        (f"{V}, chairman of {K} until 2021, retired.", "chairman (former)"),
        (f"{V} is chairman of {K}.", "chairman"),
        (f"{M} said {V} was chairman of {K}.", "chairman"),
    ],
)
def test_former_posts(read: Read, text: str, role: str) -> None:
    found = [s for s in read(text).statements if s.relation == "works_for" and s.subject.name == V]
    assert [s.qualifiers["role"] for s in found] == [role]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        (f"{C} acquired {K} as its shares fell, according to {M}.", M),
        (f"{C} acquired {K} after it failed, according to {M}'s report.", M),
        (f"{C} acquired {K} because, according to {M}, it was cheap.", None),
        (f"{C} acquired {K} while shares fell according to {M}.", None),
    ],
)
def test_a_source_behind_a_comma_is_of_the_whole_sentence(read: Read, text: str, by: str | None) -> None:
    assert only(read, text, "acquired").attributed_to == by

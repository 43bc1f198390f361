"""Which time a statement gets: its own deed's, never that of who tells it, of another clause or of another figure."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read, document

from newsweave.extract.model import Statement
from newsweave.extract.pipeline import Extractor

C, K, L, M = "Corvex Group", "Kestrin Bank", "Lumen Wallet", "Maria Hansen"
Time = dict[str, str]


def times(statements: list[Statement], relation: str) -> Time:
    """The time of the first statement of a relation."""
    found = next(s for s in statements if s.relation == relation)
    return {k: v for k, v in found.qualifiers.items() if k in ("date", "edtf", "begin", "end")}


@pytest.mark.parametrize(
    ("text", "relation", "time"),
    [
        # the day of the saying and that of the deed
        (f"{C} said on Monday it had bought {K} in March.", "acquired", {"date": "2024-03"}),
        (f"{C} said on Monday it would buy {K} by June.", "acquired", {"date": "2024-06", "edtf": "../2024-06"}),
        (f"{C} has agreed to buy {K}, the companies said on Tuesday.", "acquired", {}),
        (f"{C} agreed on Monday to buy {K}.", "acquired", {}),
        (f"{C} will buy {K}, {M} told reporters on Monday.", "acquired", {}),
        (f"{C} on Monday announced a partnership with {K}.", "partnered_with", {"date": "2024-05-20"}),
        (f"{C} said Monday that {M} will join the company in July as chief executive.", "appointed_to",
         {"date": "2024-07"}),
        # of clauses
        (f"{C}, which bought {K} in 2019, on Tuesday sued {L}.", "acquired", {"date": "2019"}),
        (f"{C}, which bought {K} in 2019, on Tuesday sued {L}.", "sued", {"date": "2024-05-21"}),
        (f"{C} sued {L}, which was founded in 2012.", "sued", {}),
        (f"{M}, who resigned from {K} in March, joined {C}.", "appointed_to", {}),
        (f"{M} resigned from {K}, which she joined in 2012.", "resigned_from", {}),
        (f"After buying {K} in 2019, {C} sued {L}.", "sued", {}),
        (f"In 2019, {C} bought {K} and sued {L}.", "sued", {"date": "2019"}),
        (f"In May, {C} deepened its push by acquiring {K}.", "acquired", {"date": "2024-05"}),
        (f"In March, when {C} bought {K}, {M} resigned from {L}.", "acquired", {"date": "2024-03"}),
        (f"{L} is due to start trading on the Oslo Stock Exchange on June 26.", "listed_on", {"date": "2024-06-26"}),
        # of nouns
        (f"{C}'s acquisition of {K}, completed in May 2022, helped.", "acquired", {"date": "2022-05"}),
        (f"{C}'s 2019 purchase of {K} helped.", "acquired", {"date": "2019"}),
        (f"{C}'s May 2023 takeover of {K} helped.", "acquired", {"date": "2023-05"}),
        (f"{C} bought {K} in a 2019 deal.", "acquired", {"date": "2019"}),
        (f"{C} bought {K}, the winner of a 2019 prize.", "acquired", {}),
        # effective
        (f"{C} announced the promotion of {M} to chief executive, effective April 29, 2024.", "appointed_to",
         {"date": "2024-04-29"}),
        (f"{C} appointed {M} on Tuesday, effective immediately.", "appointed_to", {"date": "2024-05-21"}),
        (f"Its rivals fell, following the resignation of {C} CEO {M} today.", "resigned_from", {"date": "2024-05-24"}),
        (f"A court filing on Monday showed that {C} has bought {K}.", "acquired",
         {"date": "2024-05-20", "edtf": "../2024-05-20"}),
        (f"A statement on Monday said {C} would buy {K}.", "acquired", {}),
        # before a name without a comma
        (f"On Monday {K} appointed {M}.", "appointed_to", {"date": "2024-05-20"}),
        (f"In March {C} bought {K}.", "acquired", {"date": "2024-03"}),
        (f"In May {C} and Lumen Group bought {K}.", "acquired", {"date": "2024-05"}),
        (f"On Monday {C} sued {K}, a lender with 300 employees.", "has_metric", {}),
        # what lasts
        (f"{C} has owned {K} since December.", "subsidiary_of",
         {"begin": "2023-12", "date": "2023-12", "edtf": "2023-12/.."}),
        (f"{C} has owned {K} since December 30.", "subsidiary_of",
         {"begin": "2023-12-30", "date": "2023-12-30", "edtf": "2023-12-30/.."}),
        (f"{C} has owned {K} since July 17.", "subsidiary_of",
         {"begin": "2023-07-17", "date": "2023-07-17", "edtf": "2023-07-17/.."}),
        (f"{C} has owned {K} for three years.", "subsidiary_of",
         {"begin": "2021", "date": "2021", "edtf": "2021~/.."}),
        (f"{C} owned {K} for three years.", "subsidiary_of", {}),
        (f"{C} has operated in Norway since the 1990s.", "operates_in",
         {"begin": "1990", "date": "1990/1999", "edtf": "1990/.."}),
        (f"{M} will lead {C} until September.", "works_for",
         {"end": "2024-09", "date": "2024-09", "edtf": "../2024-09"}),
        # told from another time of the text
        (f"In 2019 {C} bought {K}. A year later it sued {L}.", "sued", {"date": "2020"}),
        (f"{C} bought {K} in March 2023 and launched {L} the following month.", "launched", {"date": "2023-04"}),
        (f"{C} bought {K} on March 3. That same day, it sued {L}.", "sued", {"date": "2024-03-03"}),
        (f"{C} bought {K}. A year later it sued {L}.", "sued", {}),
        (f"{C} was founded in 2012, three years before it bought {K}.", "acquired", {"date": "2015"}),
        (f"{C} sued {L} in May 2023, two months after it bought {K}.", "acquired", {"date": "2023-03"}),
        (f"{C} sued {L} in May 2023, some years after it bought {K}.", "acquired", {}),
        # expressions
        (f"Earlier in March, {C} acquired {K}.", "acquired", {"date": "2024-03"}),
        (f"Late on Thursday, {C} fired {M}.", "resigned_from", {"date": "2024-05-23"}),
        (f"{C} acquired {K} more than a decade ago.", "acquired", {"edtf": "../2014"}),
        (f"{C} acquired {K} nearly two years ago.", "acquired", {"date": "2022", "edtf": "2022~"}),
        (f"{C} acquired {K} at the turn of the year.", "acquired", {"date": "2023-12/2024-01"}),
        (f"{C} acquired {K} over the weekend.", "acquired", {"date": "2024-05-18/2024-05-19"}),
        (f"{C} will launch {L} by Christmas.", "launched", {"date": "2024-12-25", "edtf": "../2024-12-25"}),
        (f"{C} hosted the Oslo Summit from March 3 to 5.", "held_event", {"date": "2024-03-03/2024-03-05"}),
        (f"{C} hosted the Oslo Summit on 12-14 March.", "held_event", {"date": "2024-03-12/2024-03-14"}),
        (f"{C} listed on the Oslo Stock Exchange in the autumn of 2021.", "listed_on",
         {"date": "2021", "edtf": "2021-23"}),
        (f"{C} partnered with {K} on 3/4/2024.", "partnered_with", {"date": "2024"}),
        # figures
        (f"{C} sold 300,000 cars so far this year.", "has_metric", {"date": "2024-01-01/2024-05-24"}),
        (f"{C} expects revenue of between $3 million and $4 million in fiscal 2025.", "has_metric",
         {"date": "2025", "edtf": "2025~"}),
        (f"{C} posted FY24 revenue of $12 million.", "has_metric", {"date": "2024", "edtf": "2024~"}),
        (f"{C} sold 40,000 cars but lost 300 customers in the quarter that ended in March.", "has_metric",
         {"date": "2024-Q1", "edtf": "2024-33"}),
        (f"{C} sold 400 cars in April, up from 300 in the same month last year.", "has_metric", {"date": "2024-04"}),
        (f"In the full year to March 2023 {C} earned $12 million.", "has_metric",
         {"date": "2023-03", "edtf": "2022-04/2023-03"}),
        (f"In April {C} sued {K}. Revenue at {C} was $3 million, compared with none in the prior-year period.",
         "has_metric", {}),
        (f"{C} reported a profit of $12 million, up from $9 million a year earlier.", "has_metric", {}),
        (f"Shares of {C} fell 24% from $5 a year ago.", "has_metric", {}),
    ],
)  # fmt: skip
def test_the_time_of_a_statement(read: Read, text: str, relation: str, time: Time) -> None:
    assert times(list(read(text).statements), relation) == time


def test_whoever_tells_of_it_later_dates_nothing_else(read: Read) -> None:
    text = f"{K}, an Oslo venture of {C}, has been granted a licence by Finvakt, the regulator, it said on Wednesday."
    based = [s for s in read(text).statements if s.relation == "headquartered_in"]
    assert all("date" not in s.qualifiers for s in based)


def test_a_numeric_date_is_read_in_the_order_that_the_text_shows(extractor: Extractor) -> None:
    text = f"{C} partnered with {K} on 3/4/2024. It sued {L} on 25/4/2024."
    (found,) = extractor.extract([document(text)])
    assert times(list(found.statements), "partnered_with") == {"date": "2024-04-03"}
    assert times(list(found.statements), "sued") == {"date": "2024-04-25"}


def test_words_of_a_time_stand_in_the_text(read: Read) -> None:
    text = f"{C} bought {K} on March 3, 2023. Earlier in May, it sued {L}; so far this year it sold 300 cars."
    said = [s.qualifiers["date_text"] for s in read(text).statements if "date_text" in s.qualifiers]
    assert len(said) > 1
    assert all(words in text for words in said)


def test_whoever_replaces_somebody_has_not_had_the_post_since_then(read: Read) -> None:
    text = "Corvex Group hired Peter Lindqvist. He replaces Maria Hansen, its director since 2019, who is leaving."
    found = [s for s in read(text).statements if s.relation == "appointed_to" and s.subject.name == "Peter Lindqvist"]
    assert found
    assert all("2019" not in s.qualifiers.get("begin", "") for s in found)

"""Dates: tables of what phrases give, also in EDTF, and that no text makes them fail or invent."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extract.values.test_amounts import SOUP

from newsweave.extract.values.dates import edtf_of, iso_date, read_date

FRIDAY = "2024-05-24"

DATES = [
    ("22 November 2023", "2023-11-22"),
    ("November 22, 2023", "2023-11-22"),
    ("Nov. 22, 2023", "2023-11-22"),
    ("Sept 3 2021", "2021-09-03"),
    ("the 3rd of March 2021", "2021-03-03"),
    ("March 1st, 2021", "2021-03-01"),
    ("on 2021-03-04", "2021-03-04"),
    ("in May 2023", "2023-05"),
    ("late December, 1999", "1999-12"),
    ("in 1998", "1998"),
    ("As far back as 2017", "2017"),
    ("the second quarter of 2022", "2022-Q2"),
    ("Q3 2021", "2021-Q3"),
    ("the first quarter", "2024-Q1"),
    ("February 29, 2024", "2024-02-29"),
    ("yesterday", "2024-05-23"),
    ("today", FRIDAY),
    ("tomorrow", "2024-05-25"),
    ("on Friday", FRIDAY),
    ("on Monday", "2024-05-20"),
    ("last Monday", "2024-05-20"),
    ("next Monday", "2024-05-27"),
    ("next Friday", "2024-05-31"),
    ("last week", "2024-05-13/2024-05-19"),
    ("this week", "2024-05-20/2024-05-26"),
    ("next month", "2024-06"),
    ("last month", "2024-04"),
    ("last year", "2023"),
    ("next year", "2025"),
    ("on March 4", "2024-03-04"),
    ("on 4th March", "2024-03-04"),
    ("December 30", "2023-12-30"),
    ("in March", "2024-03"),
    ("in November", "2023-11"),
    ("last March", "2024-03"),
    ("last Friday", "2024-05-17"),
    ("on Thursday last week", "2024-05-16"),
    ("on Tuesday next week", "2024-05-28"),
    ("the first Monday of May", "2024-05-06"),
    ("the last Friday of June 2023", "2023-06-30"),
    ("the week of May 6", "2024-05-06/2024-05-12"),
    ("the week beginning 6 May", "2024-05-06/2024-05-12"),
    ("last May", "2023-05"),
    ("in March last year", "2023-03"),
    ("in January next year", "2025-01"),
    ("by Feb. 29", "2024-02-29"),
    ("the fourth quarter", "2023-Q4"),
    ("second-quarter revenue", "2024-Q2"),
    ("the last quarter of 2022", "2022-Q4"),
    ("the third quarter of last year", "2023-Q3"),
    ("last quarter", "2024-Q1"),
    ("second-half profit", "2023-H2"),
    ("H1 2022", "2022-H1"),
    ("the first half of this year", "2024-H1"),
    ("the year to March", "2024-03"),
    ("the three months ended June 30, 2023", "2023-Q2"),
    ("at year-end", "2023-12"),
    ("the end of 2025", "2025-12"),
    ("the end of the year", "2024-12"),
    ("the end of the month", "2024-05-31"),
    ("the first nine months of 2023", "2023-01/2023-09"),
    ("the past seven days", "2024-05-17/2024-05-24"),
    ("over the past year", "2023-05-24/2024-05-24"),
    ("two years ago", "2022"),
    ("three months ago", "2024-02"),
    ("ten days ago", "2024-05-14"),
    ("last night", "2024-05-23"),
    ("earlier this month", "2024-05"),
    ("full-year revenue of 2023", "2023"),
    ("from 2015 to 2018", "2015/2018"),
    ("between May and July 2023", "2023-05/2023-07"),
    ("from 2012 to 2014, when it fell", "2012/2014"),
    ("from 2007 until 2014", "2007/2014"),
    ("in the years 2002-2010", "2002/2010"),
    ("in 2019–20", "2019/2020"),
    ("from 1949 and 1960", "1949"),
    ("the January-March quarter", "2024-01/2024-03"),
    ("the October-December quarter", "2023-10/2023-12"),
    ("the April-June 2022 quarter", "2022-04/2022-06"),
    ("in 2014, the bank", "2014"),
    ("from March 3 to March 9", "2024-03-03/2024-03-09"),
]
NO_DATES = [
    "",
    "soon",
    "two banks",
    "February 30, 2023",
    "they may sell",
    "2023 %",
    "$2019",
    "1,998 users",
    "32 May",
    "a sunny day",
    "marching on",
    "12345",
    "46",
    "a five-year plan",
    "18 years",
    "the quarter",
    "full-year profit",
    "hours before the vote",
]  # fmt: skip


# What has yet to come; where two dates stand, the first is what the same words mean of the past.
COMING = [
    ("in January", "2024-01", "2025-01"),
    ("in May", "2024-05", "2024-05"),
    ("on Monday", "2024-05-20", "2024-05-27"),
    ("on Friday", FRIDAY, FRIDAY),
    ("on March 4", "2024-03-04", "2025-03-04"),
    ("by May 20", "2024-05-20", "2024-05-20"),
    ("in the fourth quarter", "2023-Q4", "2024-Q4"),
    ("at year-end", "2023-12", "2024-12"),
    ("within three months", None, "2024-08"),
    ("in two weeks", None, "2024-06-03/2024-06-09"),
    ("in the next six months", None, "2024-05-24/2024-11-24"),
    ("next March", "2025-03", "2025-03"),
]
EDTF = [
    ("22 November 2023", "2023-11-22"),
    ("Q3 2021", "2021-35"),
    ("the second half of 2022", "2022-41"),
    ("by Feb. 29", "../2024-02-29"),
    ("until 2021", "../2021"),
    ("since 2019", "2019/.."),
    ("before 2019", "../2018"),
    ("after March 2024", "2024-04/.."),
    ("prior to 1 March 2024", "../2024-02-29"),
    ("before the second quarter of 2023", "../2023-33"),
    ("from October 2023", "2023-10/.."),
    ("around 2017", "2017~"),
    ("the year to March", "2023-04/2024-03"),
    ("the three months ended June 2023", "2023-34"),
    ("the three months ended July 2023", "2023-05/2023-07"),
    ("from 2015 to 2018", "2015/2018"),
    ("last week", "2024-05-13/2024-05-19"),
]


@pytest.mark.parametrize(("text", "past", "coming"), COMING)
def test_what_is_to_come_lies_ahead(text: str, past: str | None, coming: str) -> None:
    assert (iso_date(text, FRIDAY), iso_date(text, FRIDAY, ahead=True)) == (past, coming)


@pytest.mark.parametrize(("text", "edtf"), EDTF)
def test_edtf(text: str, edtf: str) -> None:
    found = read_date(text, FRIDAY)
    assert found is not None and found.edtf == edtf
    assert found.text.lower() in text.lower()


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("since 2019", "2019", ""),
        ("until 2021", "", "2021"),
        ("from 2015 to 2018", "2015", "2018"),
        ("2020", "2020", "2020"),
    ],
)
def test_bounds(text: str, begin: str, end: str) -> None:
    found = read_date(text, FRIDAY)
    assert found is not None and found.bounds == (begin, end)


@pytest.mark.parametrize(
    ("published", "text", "iso"),
    [
        ("2025-02-20", "full-year profit", "2024"),
        ("2024-12-30", "at year-end", "2024-12"),
        ("2024-12-30", "next month", "2025-01"),
    ],
)
def test_what_the_season_decides(published: str, text: str, iso: str) -> None:
    assert iso_date(text, published) == iso


@pytest.mark.parametrize(("text", "iso"), DATES)
def test_date(text: str, iso: str) -> None:
    assert iso_date(text, FRIDAY) == iso


@pytest.mark.parametrize("text", [t for t in NO_DATES if t != "2023 %"])
def test_no_date(text: str) -> None:
    assert iso_date(text, FRIDAY) is None


@pytest.mark.parametrize("text", ["yesterday", "last week", "in March", "on Monday", "the first quarter", "March 4"])
@pytest.mark.parametrize("published", [None, "2024", "2024-05"])
def test_relative_dates_need_a_day(text: str, published: str | None) -> None:
    assert iso_date(text, published) == ("2024-Q1" if "quarter" in text and published else None)


_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|-Q[1-4]|-H[12])?")


@given(SOUP, st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)).map(dt.date.isoformat), st.booleans())
@settings(max_examples=600, deadline=None)
def test_dates_are_none_or_valid(text: str, published: str | None, ahead: bool) -> None:
    found = read_date(text, published, ahead=ahead)
    if found is None:
        return
    parts = found.iso.split("/")
    for part in parts:
        m = _DATE.fullmatch(part)
        assert m, found
        dt.date(int(m[1]), int(m[2] or 1), int(m[3] or 1))
    assert parts == sorted(parts)
    assert found.edtf.strip("./~") or found.edtf
    assert edtf_of(found.iso).rpartition("/")[2] in found.edtf

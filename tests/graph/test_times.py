"""What days a time can mean."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsweave.extract.values.dates import edtf_of, read_date
from newsweave.graph.times import days_of


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2024-33", "2024-01-01", "2024-03-31"),
        ("2024-36", "2024-10-01", "2024-12-31"),
        ("2024-40", "2024-01-01", "2024-06-30"),
        ("2024-41", "2024-07-01", "2024-12-31"),
        ("2023-22", "2023-01-01", "2023-12-31"),
        ("2023-24", "2023-01-01", "2024-03-31"),
        ("2021~/..", "2021-01-01", None),
        ("2017~", "2017-01-01", "2017-12-31"),
        ("../2024-02-29", None, "2024-02-29"),
        ("2019/..", "2019-01-01", None),
        ("2015/2018-06", "2015-01-01", "2018-06-30"),
        ("2024-05-13/2024-05-19", "2024-05-13", "2024-05-19"),
        ("2024-13", None, None),
        ("2024-02-30", None, None),
        ("2024-37", None, None),
        ("soon", None, None),
        ("", None, None),
        ("0000", None, None),
    ],
)
def test_days(edtf: str, first: str | None, last: str | None) -> None:
    assert [day and day.isoformat() for day in days_of(edtf)] == [first, last]


@given(st.text(st.sampled_from("0123456789-/.~Q"), max_size=12))
def test_any_text_is_days_or_none(text: str) -> None:
    for day in days_of(edtf_of(text)):
        assert day is None or isinstance(day, dt.date)


@pytest.mark.parametrize(
    "text",
    ["in 2019", "by May 3", "since Q2 2022", "the past ten days", "the year to March", "around June", "last winter"],
)
def test_what_extraction_reads_has_days(text: str) -> None:
    found = read_date(text, "2024-05-24")
    assert found is not None and any(days_of(found.edtf))

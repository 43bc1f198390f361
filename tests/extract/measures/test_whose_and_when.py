"""Figures that belong to others than whom the text is about, to another time, or to one case among several."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read

C, N = "Corvex Group", "Norway"
Row = tuple[str, str, str, str]


def told(read: Read, text: str) -> set[Row]:
    """Whose, what, how much, when (as the text says it)."""
    return {
        (s.subject.name, s.qualifiers["metric"], getattr(s.object, "value", ""), s.qualifiers.get("date_text", ""))
        for s in read(text).statements
        if s.relation == "has_metric"
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # a country's rate is not that of a part of it, nor of others
        (
            f"{N} has grown. The unemployment rate for graduates ages 16 to 24 was 9 percent.",
            {(N, "unemployment rate for graduates ages 16 to 24", "9", "")},
        ),
        (f"{N} has grown. The unemployment rate was 9 percent.", {(N, "unemployment rate", "9", "")}),
        (f"{N} has grown. An area with an unemployment rate of 9 percent gets money.", set()),
        (f"{N} has grown. The fund said that advanced economies will grow 1.6 percent.", set()),
        (f"There are jobs in {N}, a country with just four percent unemployment.", {(N, "unemployment", "4", "")}),
        # nobody's whose case is not told
        (f"{N} has grown. If they are young, the unemployment rate is 33 percent.", set()),
        (
            f"The {C} fund estimates that taxpayers -- those with incomes of more than $750,000 -- would gain.",
            set(),
        ),
        # one word with its number
        (f"{C} has a 1,200-strong workforce.", {(C, "employees", "1200", "")}),
        (f"{N} fears for {C}'s 1,200-strong European workforce.", {(C, "European workforce", "1200", "")}),
        ("Bargo is a 3,300-kilometre (2,050-mile) pipeline.", set()),
        ("The Orva Federation represents 50,000 workers.", {("Orva Federation", "employees represented", "50000", "")}),
        # when
        (f"{N}'s exports fell by 15 percent in March year-on-year.", {(N, "exports decline", "15", "in March")}),
        (
            f"{N}'s output will expand by 1.6 percent, half a percentage point less than forecast in July.",
            {(N, "output growth", "1.6", "")},
        ),
    ],
)
def test_whose_and_when(read: Read, text: str, found: set[Row]) -> None:
    assert told(read, text) == found

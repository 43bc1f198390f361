"""Numbers alone: one value, or none where there could be two."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from newsweave.extract.values.numbers import FIGURES, SCALE, blank, number_value, scale_value


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("7", "7"),
        ("1,250", "1250"),
        ("1,250.5", "1250.5"),
        ("4,00,000", "400000"),
        ("40 000", "40000"),
        ("1 250 000,5", "1250000.5"),
        ("1.250.000", "1250000"),
        ("2,7", "2.7"),
        ("0,125", "0.125"),
        ("2½", "2.5"),
        ("twelve", "12"),
        ("ninety-nine", "99"),
        ("two hundred and ten", "210"),
        ("three and a half", "3.5"),
        ("1.250", None),
        ("007", None),
        ("1,2,3", None),
        ("1.2.3", None),
        ("1,250 000", None),
        ("1.5½", None),
    ],
)
def test_number_value(number: str, value: str | None) -> None:
    assert number_value(number) == (Decimal(value) if value else None)


def test_what_stands_around_decides() -> None:
    assert number_value("1.250", scaled=True) == Decimal("1.250")
    assert number_value("40 000", "Fund ") is None
    assert number_value("40 000", "paid ") == 40000
    assert number_value("40 000 000", "Fund ") == 40_000_000


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", 1),
        (" Million", 10**6),
        ("bn", 10**9),
        ("-crores", 10**7),
        (" lakh crore", 10**12),
        (" hundred million", 10**8),
    ],
)
def test_scale_value(text: str, value: int) -> None:
    assert not text or re.fullmatch(SCALE, text)
    assert scale_value(text) == value


@pytest.mark.parametrize("text", [" millionaire", " mil", "mb", " M1", " billionth", "t"])
def test_no_scale(text: str) -> None:
    m = re.match(SCALE, text)
    assert m is None or m.end() < len(text)


def test_figures_take_all_that_may_belong_to_a_number() -> None:
    text = blank("40\u00a0000\u2009000 and 1.250,5 in 2023 100")
    assert [m[0] for m in re.finditer(FIGURES, text)] == ["40 000 000", "1.250,5", "2023", "100"]

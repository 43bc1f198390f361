"""Figures in rows of tables: what they measure, whose they are, of which period and in which unit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsweave.extract.documents.document_reader import documents_in
from newsweave.extract.measures.labels import label_of, period_of, unit_of, without_period
from newsweave.extract.measures.tables import RULE
from newsweave.extract.model import LiteralArgument, Statement
from newsweave.extract.pipeline import Extractor, shared_extractor

_LEAD = (
    "# Corvex Group grows\n\nCorvex Group said on Monday that demand rose. It competes with Kestrin Bank in Norway.\n\n"
)


def _tabled(extractor: Extractor, text: str) -> list[Statement]:
    found = [s for e in extractor.extract(documents_in(text)) for s in e.statements if s.evidence.rule == RULE.id]
    for s in found:
        assert s.evidence.text == text[s.evidence.start : s.evidence.end]
        assert s.object.text == text[s.object.start : s.object.end]
        assert s.evidence.start <= s.object.start < s.object.end <= s.evidence.end
    return found


def _brief(s: Statement) -> str:
    q = s.qualifiers
    assert isinstance(s.object, LiteralArgument)
    return " ".join(
        filter(None, (s.subject.name, q["metric"], s.object.value, q.get("date"), q.get("growth"), s.status))
    )


@pytest.mark.parametrize(
    ("head", "row", "said"),
    [
        (
            "EUR million | Q1 2025 | Q1 2024",
            "Revenue | 12.4 | 11.0",
            [
                "Corvex Group revenue 12400000 EUR 2025-Q1 asserted",
                "Corvex Group revenue 11000000 EUR 2024-Q1 asserted",
            ],
        ),
        (
            "EUR million | Q1 2025 | Change",
            "Revenue | 12.4 | 13%",
            ["Corvex Group revenue 12400000 EUR 2025-Q1 13% asserted"],
        ),
        ("€m | FY24 | % chg", "Net profit | (3.1) | -9", ["Corvex Group net profit -3100000 EUR 2024 -9% asserted"]),
        (
            " | 31 Dec 2024 | 31 Dec 2023",
            "Gross margin (%) | 41.0 | n/a",
            ["Corvex Group gross margin 41.0 2024-12-31 asserted"],
        ),
        (
            "In millions of dollars, except per share data | 2024",
            "Earnings per share | 1.23",
            ["Corvex Group earnings per share 1.23 USD 2024 asserted"],
        ),
        ("NOK million | 2024", "Number of employees | 1,234", ["Corvex Group employees 1234 2024 asserted"]),
        ("SEK’000 | 2024", "Total assets | 1 234 | ".rstrip(" |"), ["Corvex Group assets 1234000 SEK 2024 asserted"]),
        (
            "Company | Users (m) | Revenue 2024 ($m)",
            "Kestrin Bank | 4.2 | 31",
            ["Kestrin Bank users 4200000 asserted", "Kestrin Bank revenue 31000000 USD 2024 asserted"],
        ),
        (
            "Country | Users | Market share",
            "Norway | 4,200 | 9%",
            ["Norway users 4200 asserted", "Norway market share 9 asserted"],
        ),
        (
            "Year | Revenue (SEK m) | Staff",
            "2024 | 110 | 60",
            ["Corvex Group revenue 110000000 SEK 2024 asserted", "Corvex Group employees 60 2024 asserted"],
        ),
        (
            "$m | 2024 | 2025E",
            "Revenue | 110 | 120",
            ["Corvex Group revenue 110000000 USD 2024 asserted", "Corvex Group revenue 120000000 USD 2025 planned"],
        ),
    ],
)
def test_what_a_row_says(extractor: Extractor, head: str, row: str, said: list[str]) -> None:
    dashes = "|".join(["---"] * len(head.split("|")))
    found = _tabled(extractor, f"{_LEAD}| {head} |\n|{dashes}|\n| {row} |\n\nIt will hire 100 people.\n")
    assert [_brief(s) for s in found] == said


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("| Q1 2025 | Q1 2024", "Revenue | 12.4 | 11.0"),  # of which currency?
        ("EUR million | Q1 2025 | Q1 2024", "Cost of sales in Norway | 12.4 | 11.0"),
        ("EUR million | Q1 2025 | Q1 2024", "Norwegian unit | 12.4 | 11.0"),
        ("EUR million | Actual | Consensus", "Revenue | 12.4 | 11.0"),
        ("EUR million | 2024/25 | 2023/24", "Revenue | 12.4 | 11.0"),
        ("Company | Users | Rank", "Lumapay | 12 | 1"),
        ("Rank | Company", "1 | Kestrin Bank"),
        ("€m | 2024 | 2023", "Revenue | - | n/m"),
        ("€m | 2024 | 2023", "Revenue | 9% | 10%"),
    ],
)
def test_what_is_not_understood(extractor: Extractor, head: str, row: str) -> None:
    dashes = "|".join(["---"] * len(head.split("|")))
    text = f"{_LEAD}| {head.removeprefix('| ')} |\n|{dashes}|\n| {row} |\n"
    assert _tabled(extractor, text) == []


@pytest.mark.parametrize(
    ("above", "owner"),
    [
        ("## Key figures", "Corvex Group"),
        ("## Kestrin Bank", "Kestrin Bank"),
        ("Kestrin Bank's results are these:", "Kestrin Bank"),
    ],
)
def test_whose_a_table_is(extractor: Extractor, above: str, owner: str) -> None:
    found = _tabled(
        extractor, f"{_LEAD}{above}\n\n| €m | 2024 | 2023 |\n|---|---|---|\n| Revenue | 3 | 2 |\n\nIt rose.\n"
    )
    assert {s.subject.name for s in found} == {owner}


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("Revenue", "revenue"),
        ("Net profit (€m)", "net profit"),
        ("Adjusted EBITDA", "adjusted EBITDA"),
        ("Profit before tax", "profit before tax"),
        ("Return on equity, %", "return on equity"),
        ("Number of customers", "customers"),
        ("Assets under management", "assets under management"),
        ("Revenue from services", None),
        ("Kestrin Bank", None),
        ("Segment", None),
        ("Market", None),
        ("2024", None),
    ],
)
def test_labels(text: str, metric: str | None) -> None:
    found = label_of(text)
    assert (None if found is None else found.metric) == metric


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("€m", "EUR million"),
        ("NOK million", "NOK million"),
        ("in millions of U.S. dollars", "USD million"),
        ("$ in thousands, except per share data", "USD thousand"),
        ("SEK’000", "SEK thousand"),
        ("Rs crore", "INR crore"),
        ("USD bn", "USD billion"),
        ("%", " %"),
        ("Key figures", " "),
        ("unaudited", " "),
        ("m", " million"),
    ],
)
def test_units(text: str, unit: str) -> None:
    found = unit_of(text)
    assert f"{found.currency} {found.scale}{'%' * found.percent}" == unit


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Q1 2025", "2025-Q1"),
        ("1Q25", "2025-Q1"),
        ("Q1'25", "2025-Q1"),
        ("Q1 FY25", "2025-Q1"),
        ("FY24", "2024"),
        ("2024", "2024"),
        ("31.12.2024", "2024-12-31"),
        ("Dec-24", None),
        ("2024/25", None),
        ("Change", None),
        ("Three months ended March 31, 2025", "2025-Q1"),
    ],
)
def test_periods(text: str, iso: str | None) -> None:
    found = period_of(text, "2025-05-24")
    assert (None if found is None else found.iso) == iso


def test_a_period_in_a_label() -> None:
    assert [without_period(t) for t in ("Revenue 2024", "2024 revenue", "Revenue 2024 ($m)", "Revenue")] == [
        "Revenue",
        "revenue",
        "Revenue ($m)",
        "Revenue",
    ]


_CELLS = st.sampled_from(
    ["", "Revenue", "Kestrin Bank", "2024", "Q1 2025", "12.4", "$4m", "(3)", "9%", "€m", "-", "Users (m)"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_CELLS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_any_table_does(rows: list[list[str]]) -> None:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, "|---" * len(rows[0]) + "|")
    _tabled(shared_extractor(), _LEAD + "\n".join(lines) + "\n\nIt will hire 100 people.\n")

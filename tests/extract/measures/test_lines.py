"""Figures in lines without a verb: what they measure, whose they are, of which period."""

from __future__ import annotations

import pytest
from tests.extract.conftest import document

from newsweave.extract.documents.document_reader import documents_in
from newsweave.extract.measures.lines import RULE
from newsweave.extract.model import LiteralArgument, Statement
from newsweave.extract.pipeline import Extractor

_LEAD = "# Corvex Group grows\n\nCorvex Group said on Monday that demand rose. Corvex Group makes pumps.\n\n"


def _lines(extractor: Extractor, text: str) -> list[Statement]:
    given = documents_in(text)
    found = [s for e in extractor.extract(given) for s in e.statements if s.evidence.rule == RULE.id]
    for s in found:
        assert s.evidence.text == text[s.evidence.start : s.evidence.end]
        assert s.object.text == text[s.object.start : s.object.end]
    return found


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Revenue: $12.1m, up 9%", "revenue 12100000 USD 9%"),
        ("Revenue of $12.1m, down 9%", "revenue 12100000 USD -9%"),
        ("Revenue up 9% to $12.1m", "revenue 12100000 USD 9%"),
        ("Revenue down 9% to $12.1m from $13m", "revenue 12100000 USD -9% $13m"),
        ("Net loss of $3 million", "net loss 3000000 USD"),
        ("Net loss of $3 million, compared with $2 million a year earlier", "net loss 3000000 USD $2 million"),
        ("EBITDA of €4.2 million, an 8% increase", "EBITDA 4200000 EUR 8%"),
        ("Gross margin 41% (2024: 38%)", "gross margin 41 38%"),
        ("Record gross margin of 41%", "gross margin 41"),
        ("Non-performing loan ratio: 1.2%", "non-performing loan ratio 1.2"),
        ("Loans of NOK 4 billion", "loans 4000000000 NOK"),
        ("4,000 customers, up 5%", "customers 4000 5%"),
        ("More than 300 employees", "employees 300"),
        ("Earnings per share of $0.41", "earnings per share 0.41 USD"),
        ("Operating profit of $4m (+3%)", "operating profit 4000000 USD 3%"),
    ],
)
def test_what_a_line_says(extractor: Extractor, line: str, said: str) -> None:
    (s,) = _lines(extractor, f"{_LEAD}Highlights of the quarter:\n\n- {line}\n- Strong demand for pumps\n")
    assert isinstance(s.object, LiteralArgument)
    parts = (s.qualifiers["metric"], s.object.value, s.qualifiers.get("growth"), s.qualifiers.get("former_level"))
    assert " ".join(filter(None, parts)) == said
    assert s.subject.name == "Corvex Group"
    assert s.confidence < 0.93


@pytest.mark.parametrize(
    "line",
    [
        "Costs of $3 per tonne of steel",
        "Sales of 40,000 pumps in May",
        "Revenue from services of $4m",
        "Kestrin Bank revenue of $5m",
        "Cost and income of $4m",
        "Chapter 3",
        "Price cuts of 9% in shops",
        "Rate: 9%",
        "Room 4 at the Grand Hotel",
        "Revenue growth seen by analysts",
        "$40 million for Orva Payments",
        "A boost of $3 million for farmers",
    ],
)
def test_what_is_no_figure_of_a_firm(extractor: Extractor, line: str) -> None:
    assert _lines(extractor, f"{_LEAD}Highlights of the quarter:\n\n- {line}\n- Strong demand for pumps\n") == []


@pytest.mark.parametrize(
    ("above", "owner", "when", "status"),
    [
        ("First quarter 2025 highlights:", "Corvex Group", "2025-Q1", "asserted"),
        ("Kestrin Bank key figures:", "Kestrin Bank", None, "asserted"),
        ("Kestrin Bank and Orva Bank:", None, None, ""),
        ("Outlook for 2026:", "Corvex Group", "2026", "planned"),
        ("Kestrin Bank has sued Orva Bank.", None, None, ""),
        ("Corvex Group has sued Orva Bank.", "Corvex Group", None, "asserted"),
    ],
)
def test_what_stands_above(extractor: Extractor, above: str, owner: str | None, when: str | None, status: str) -> None:
    text = f"{_LEAD}Corvex Group pays a dividend.\n\n{above}\n\n- Revenue: $12.1m, up 9%\n- Net profit of $3 million\n"
    found = _lines(extractor, text)
    assert [s.subject.name for s in found] == ([owner] * 2 if owner else [])
    assert {s.qualifiers.get("date") for s in found} == ({when} if owner else set())
    assert {s.status for s in found} == ({status} if owner else set())


def test_a_text_about_several_gives_no_line_to_one(extractor: Extractor) -> None:
    text = "Orva Bank sued Kestrin Bank. Kestrin Bank sued Orva Bank.\n\nKey figures:\n\n- Revenue: $12.1m, up 9%\n"
    assert _lines(extractor, text) == []


def test_short_lines_of_a_page_are_kept(extractor: Extractor) -> None:
    text = "Corvex Group grows\nMay 3, 2025\n\nCorvex Group makes pumps, it said.\n\nKey figures\nRevenue: $12.1m\n"
    assert [s.object.text for s in _lines(extractor, f"{text}Staff: 310\nShare this article\n")] == [
        "$12.1m",
        "310",
    ]


def test_lines_of_a_text_taken_as_it_is(extractor: Extractor) -> None:
    (found,) = extractor.extract([document("Corvex Group makes pumps.")])
    assert not [s for s in found.statements if s.evidence.rule == RULE.id]

"""Deeds in lines without a verb below a heading or a colon: whose they are."""

from __future__ import annotations

import pytest

from newsweave.extract.documents.document_reader import documents_in
from newsweave.extract.model import EntityArgument
from newsweave.extract.pipeline import Extractor

_LEAD = "# Corvex Group grows\n\nCorvex Group said on Monday that demand rose. Corvex Group makes pumps.\n\n"


def _said(extractor: Extractor, text: str) -> list[str]:
    found = [s for e in extractor.extract(documents_in(text)) for s in e.statements if s.relation != "said"]
    assert all(s.evidence.text == text[s.evidence.start : s.evidence.end] for s in found)
    return [f"{s.subject.name} {s.relation} {s.object.name}" for s in found if isinstance(s.object, EntityArgument)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Appointment of Ines Moreau as CFO", "Ines Moreau appointed_to Corvex Group"),
        ("Acquisition of Orva Payments for $40 million", "Corvex Group acquired Orva Payments"),
        ("Partnership with Lumapay Systems", "Corvex Group partnered_with Lumapay Systems"),
        ("Agreement with Rhea Holdings on QR payments", "Corvex Group signed_agreement_with Rhea Holdings"),
        ("Kestrin Bank's acquisition of Zephyr Airlines", "Kestrin Bank acquired Zephyr Airlines"),
    ],
)
def test_whose_deed_it_is(extractor: Extractor, line: str, said: str) -> None:
    assert said in _said(extractor, f"{_LEAD}Highlights of the quarter:\n\n- {line}\n- Strong demand for pumps\n")


@pytest.mark.parametrize(
    "text",
    [
        f"{_LEAD}Highlights of the quarter:\n\n- Rise of new rivals in Norway\n- Strong demand for pumps\n",
        f"{_LEAD}Highlights of the quarter:\n\n- Fears of a takeover of Orva Bank\n- Strong demand for pumps\n",
        f"{_LEAD}Kestrin Bank and Orva Bank:\n\n- Acquisition of Zephyr Airlines\n- Strong demand for pumps\n",
        f"{_LEAD}Kestrin Bank sued Orva Bank over a loan.\n\nAcquisition of Zephyr Airlines\n\nIt is open.\n",
        "Kestrin Bank met Orva Bank. Orva Bank met Kestrin Bank.\n\nNews:\n\n- Acquisition of Zephyr Airlines\n",
    ],
)
def test_nobody_did_it(extractor: Extractor, text: str) -> None:
    assert [x for x in _said(extractor, text) if "acquired" in x or "Norway" in x] == []

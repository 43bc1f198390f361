"""Datelines are cut off, in every form; prose that only looks like one is not."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read, document

from newsweave.extract.parsing.datelines import dateline_end
from newsweave.extract.pipeline import Extractor

DATELINES = [
    *(
        "OSLO, 13 May 2024 - ",
        "OSLO, May 13 - ",
        "OSLO, May 13th, 2024 – ",
        "OSLO, 13 MAY 2024 — ",
        "OSLO, 2024-05-13 - ",
    ),
    *(
        "OSLO — ",
        "OSLO – ",
        "OSLO -- ",
        "OSLO—",
        "OSLO: ",
        "OSLO, Monday — ",
        "OSLO | 13 May 2024 | ",
        "[OSLO, 13 May 2024] – ",
    ),
    *(
        "OSLO (Newswire) — ",
        "Oslo (Newswire) — ",
        "OSLO, Norway (AP) — ",
        "OSLO (13 May 2024) – ",
        "KUALA LUMPUR (May 3): ",
    ),
    *(
        "LONDON--(BUSINESS WIRE)--",
        "SAN FRANCISCO & LONDON--(BUSINESS WIRE)--",
        "OSLO, Norway & LONDON--(BUSINESS WIRE)--",
    ),
    *("NEW YORK, May 3, 2024 (GLOBE NEWSWIRE) -- ", "NEW YORK, May 3, 2024 /PRNewswire/ -- ", "/PRNewswire/ -- "),
    *(
        "NEW YORK, NY / ACCESSWIRE / May 3, 2024 / ",
        "OSLO, Norway, May 3, 2024 /CNW/ - ",
        "May 3, 2024 /PRNewswire/ -- ",
    ),
    *("OSLO and LONDON, 13 May 2024 - ", "OSLO/LONDON, May 13 (Newswire) - ", "Oslo and Bergen, 13 May 2024: "),
    *("WASHINGTON, D.C. — ", "ST. PAUL, Minn. — ", "SÃO PAULO, 3 May 2024 – ", "RIO DE JANEIRO, May 3 (Newswire) - "),
    *("Oslo, 13 May 2024 – ", "Oslo, Norway, 13 May 2024 – ", "Oslo, Norway – 13 May 2024 – ", "Oslo, 13.05.2024 – "),
    *("HONG KONG - Harbour Newswire - 3 May 2024 - ", "(Newswire) - "),
    *("OSLO / LONDON, 13 May 2024 – ", "OSLO, 13 May 2024 ", "OSLO, 13 May 2024. ", "OSLO-LONDON, 13 May 2024 – "),
]
PROSE = [
    "Corvex Group has bought Kestrin Bank.",
    "HSBC - the bank - said it would go.",
    "OSLO-based Corvex Group has bought it.",
    "U.S.-China talks failed.",
    "Corvex Group - The bank said.",
    "Corvex Group (NASDAQ: CVX) - The maker of cars said.",
    "CORVEX GROUP (NYSE: CVX) - The maker of cars said.",
    "Kestrin Bank — Norway's largest lender — said.",
    "On Monday, 13 May 2024 - The day it fell - Corvex sold.",
    "In May 2024, Corvex bought it.",
    "13 May 2024 – Corvex buys Kestrin.",
    "Maria Hansen (July 22, 1909 – March 30, 1996) was a banker.",
    "Maria Hansen (22 July 1909 - 30 March 1996) was a banker.",
    "Maria Hansen, 45, joined Corvex - The board said.",
    "Corvex Group and Kestrin Bank said on 13 May 2024 - The day it fell - that they merge.",
    "HSBC, Kestrin Bank and others — All said no.",
    "Kestrin/Marlow - A joint firm",
    "A/B testing - The thing",
    "Oslo, 13 May 2024 Corvex Group was founded.",
    "OSLO 2024 Summit",
]


@pytest.mark.parametrize("dateline", DATELINES)
@pytest.mark.parametrize("sentence", ["Corvex Group has bought it.", "“We are happy,” it said.", "The bank said so."])
def test_datelines(dateline: str, sentence: str) -> None:
    text = f"Before.\n{dateline}{sentence}"
    start = len("Before.\n")
    assert text[dateline_end(text, start, len(text)) :] == sentence


@pytest.mark.parametrize("text", PROSE)
def test_prose(text: str) -> None:
    assert dateline_end(text, 0, len(text)) == 0


@pytest.mark.parametrize(
    "dateline",
    ["OSLO, 13 May 2024 - ", "OSLO and LONDON--(BUSINESS WIRE)--", "Oslo, Norway, May 3, 2024 /PRNewswire/ -- "],
)
def test_a_dateline_is_no_part_of_the_first_sentence(extractor: Extractor, dateline: str) -> None:
    text = f"{dateline}Kestrin Bank has bought Marlow Foods for $4 million."
    (found,) = extractor.extract([document(text)])
    assert [(s.subject.name, s.relation) for s in found.statements] == [("Kestrin Bank", "acquired")]
    assert [s.evidence.text for s in found.statements] == [text[len(dateline) :]]
    assert {e.name for e in found.entities} == {"Kestrin Bank", "Marlow Foods"}


def test_a_heading_keeps_what_looks_like_one(read: Read) -> None:
    assert dateline_end("", 0, 0) == 0
    assert dateline_end("OSLO - ", 0, 7) == 0

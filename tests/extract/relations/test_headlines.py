"""Facts that only a title or heading says, and what a headline's names do not decide."""

from __future__ import annotations

import pytest

from newsweave.extract.documents.document_reader import document_of
from newsweave.extract.model import EntityArgument, Statement
from newsweave.extract.pipeline import Extractor

_BODY = (
    "Corvex Group is a maker of pumps. Kestrin Bank is in Oslo. Ines Moreau was born in Lyon. Norges Bank meets in May."
)


def _headed(extractor: Extractor, title: str, body: str = _BODY) -> list[Statement]:
    text = f"{title}\n\n{body}"
    (found,) = extractor.extract([document_of(text, title=title, date="2024-05-24")])
    for s in found.statements:
        assert s.evidence.text == text[s.evidence.start : s.evidence.end]
        assert ("headline" in s.qualifiers) == (s.evidence.start < len(title))
    return [s for s in found.statements if "headline" in s.qualifiers]


def _brief(s: Statement) -> str:
    target = s.object.name if isinstance(s.object, EntityArgument) else s.object.value
    return f"{s.subject.name} {s.relation} {target} {s.status}"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Corvex Group buys Kestrin Bank for $40 million", "Corvex Group acquired Kestrin Bank asserted"),
        ("UPDATE 1-Corvex Group buys Kestrin Bank", "Corvex Group acquired Kestrin Bank asserted"),
        ("Corvex Group to buy Kestrin Bank", "Corvex Group acquired Kestrin Bank planned"),
        ("Corvex Group may buy Kestrin Bank", "Corvex Group acquired Kestrin Bank possible"),
        ("Corvex Group denies Kestrin Bank takeover", "Corvex Group acquired Kestrin Bank negated"),
        ("Corvex Group Completes Acquisition Of Kestrin Bank", "Corvex Group acquired Kestrin Bank asserted"),
        ("Ines Moreau quits Corvex Group", "Ines Moreau resigned_from Corvex Group asserted"),
        ("Corvex Group wins licence from Norges Bank", "Norges Bank approved Corvex Group asserted"),
        ("Corvex Group profit rises 9% to $12 million", "Corvex Group has_metric 12000000 USD asserted"),
    ],
)
def test_what_a_headline_says(extractor: Extractor, title: str, said: str) -> None:
    found = _headed(extractor, title)
    assert [_brief(s) for s in found] == [said]
    assert all(s.confidence < 0.85 for s in found)


@pytest.mark.parametrize(
    "title",
    [
        "Is Corvex Group buying Kestrin Bank?",
        "Norway sues Corvex Group",
        "Corvex Group launches euro stablecoin",
        "Corvex Group says Kestrin Bank is open",
        "Lumapay buys Tavrio",  # which nothing below names
        "Corvex Group and Kestrin Bank",
        "Oslo",
    ],
)
def test_what_it_does_not(extractor: Extractor, title: str) -> None:
    assert _headed(extractor, title) == []


@pytest.mark.parametrize(
    "body",
    [
        "Corvex Group has bought Kestrin Bank. It makes pumps.",
        "Kestrin Bank was bought by Corvex Group on Monday. It makes pumps.",
    ],
)
def test_what_a_sentence_says_is_the_sentences(extractor: Extractor, body: str) -> None:
    assert _headed(extractor, "Corvex Group buys Kestrin Bank", body) == []


def test_a_headline_does_not_decide_what_a_name_is(extractor: Extractor) -> None:
    body = (
        "Singapore's central bank has granted a payment licence to Lumapay, clearing the start-up to offer transfers. "
        "The firm, founded in 2018 by Ines Moreau and Peter Voss, processes payments for about 14,000 merchants."
    )
    for title in ("", "Singapore grants payment licence to Lumapay\n\n", "People moves: Lumapay, Corvex\n\n"):
        (found,) = extractor.extract([document_of(title + body, title=title.strip() or None)])
        founders = [s.object for s in found.statements if s.relation == "founded_by"]
        assert {o.name for o in founders if isinstance(o, EntityArgument)} == {"Ines Moreau", "Peter Voss"}
        assert [e.type for e in found.entities if e.name == "Lumapay"] == ["Company"]

"""Open facts: what a clause relates and no rule reads, with its predicate in one form; and what relates nobody."""

from __future__ import annotations

import pytest

from newsweave import Document, Extraction, Extractor, Statement
from newsweave.extract.model import Block


def read(extractor: Extractor, text: str) -> Extraction:
    document = Document("d", text, (Block(0, len(text)),), date="2024-06-03")
    [extraction] = extractor.extract([document])
    return extraction


def told(s: Statement) -> tuple[str, str, str]:
    return s.subject.name, s.predicate, getattr(s.object, "name", "")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # objects
        ("Mara Voss criticised Kestrin Bank.", ("Mara Voss", "criticise", "Kestrin Bank")),
        ("Mara Voss has criticized Kestrin Bank.", ("Mara Voss", "criticise", "Kestrin Bank")),
        ("Kestrin Bank was criticised by Mara Voss.", ("Mara Voss", "criticise", "Kestrin Bank")),
        ("Kestrin Bank, which Mara Voss criticised, closed early.", ("Mara Voss", "criticise", "Kestrin Bank")),
        ("Mara Voss will turn down Kestrin Bank.", ("Mara Voss", "turn down", "Kestrin Bank")),
        ("Mara Voss criticised Corvex Group and Kestrin Bank.", ("Mara Voss", "criticise", "Kestrin Bank")),
        # prepositions
        ("Mara Voss met with Kestrin Bank on Monday.", ("Mara Voss", "meet with", "Kestrin Bank")),
        ("Mara Voss reports to Ilka Brandt.", ("Mara Voss", "report to", "Ilka Brandt")),
        # a noun between
        ("Corvex Group launched an attack on Kestrin Bank.", ("Corvex Group", "launch attack on", "Kestrin Bank")),
        ("Corvex Group paid damages to Kestrin Bank.", ("Corvex Group", "pay damage to", "Kestrin Bank")),
        ("Mara Voss disputed Ilka Brandt's figures.", ("Mara Voss", "dispute figure of", "Ilka Brandt")),
        ("Mara Voss replied to questions from Kestrin Bank.", ("Mara Voss", "reply to question from", "Kestrin Bank")),
        ("Corvex Group signalled its willingness to help Kestrin Bank.",
         ("Corvex Group", "signal willingness to help", "Kestrin Bank")),
        # what is done to somebody
        ("Corvex Group was billed as an answer to Kestrin Pay.",
         ("Corvex Group", "be billed as answer to", "Kestrin Pay")),
        # each other
        ("Mara Voss and Ilka Brandt clashed over fees.", ("Mara Voss", "clash with", "Ilka Brandt")),
        # who is what to whom
        ("Mara Voss, a close ally of Ilka Brandt, left.", ("Mara Voss", "be ally of", "Ilka Brandt")),
        ("Mara Voss is a critic of Kestrin Bank.", ("Mara Voss", "be critic of", "Kestrin Bank")),
        ("The Oslo Forum is home to Kestrin Pay.", ("Oslo Forum", "be home to", "Kestrin Pay")),
        # deeds as nouns
        ("Talks between Corvex Group and Kestrin Bank collapsed.", ("Corvex Group", "have talk with", "Kestrin Bank")),
        # whom a pronoun means
        ("Mara Voss left Oslo. She has criticised Kestrin Bank.", ("Mara Voss", "criticise", "Kestrin Bank")),
    ],
)  # fmt: skip
def test_what_a_clause_relates(extractor: Extractor, text: str, wanted: tuple[str, str, str]) -> None:
    assert wanted in [told(s) for s in read(extractor, text).open_statements]


@pytest.mark.parametrize(
    "text",
    [
        "Mara Voss said in Oslo that Kestrin Bank had grown.",
        "Mara Voss spoke at the Oslo Forum in Denmark.",  # where it was
        "After the fall of Kestrin Bank, Mara Voss rested.",
        "Mara Voss rested despite the fall of Kestrin Bank.",
        "According to Kestrin Bank, Mara Voss rested.",
        "If Mara Voss criticised Kestrin Bank, nobody heard it.",
        "Did Mara Voss criticise Kestrin Bank?",
        "Mara Voss shut down its Kestrin Bank page.",  # only a compound
        "Mara Voss is the first friend of Kestrin Bank.",
        "Mara Voss has Kestrin Bank.",
        "Mara Voss Criticised Kestrin Bank Over Late Night Trading Fees",  # a headline's parse
        "A judge criticised Kestrin Bank.",  # somebody without a name
        "He criticised Kestrin Bank.",
        "Dollars beat euros at Kestrin Bank.",
    ],
)
def test_what_relates_nobody(extractor: Extractor, text: str) -> None:
    assert [told(s) for s in read(extractor, text).open_statements] == []


@pytest.mark.parametrize(
    ("text", "status", "by"),
    [
        ("Mara Voss criticised Kestrin Bank.", "asserted", None),
        ("Mara Voss plans to criticise Kestrin Bank.", "planned", None),
        ("Mara Voss may criticise Kestrin Bank.", "possible", None),
        ("Mara Voss did not criticise Kestrin Bank.", "negated", None),
        ("Ilka Brandt said Mara Voss had criticised Kestrin Bank.", "reported", "Ilka Brandt"),
    ],
)
def test_status_and_source_are_not_in_the_predicate(
    extractor: Extractor, text: str, status: str, by: str | None
) -> None:
    [s] = [s for s in read(extractor, text).open_statements if s.predicate == "criticise"]
    assert (s.status, s.attributed_to) == (status, by)


def test_an_open_statement_keeps_time_further_arguments_and_sentence(extractor: Extractor) -> None:
    text = "Mara Voss criticised Kestrin Bank over high fees on 3 May 2024."
    [s] = read(extractor, text).open_statements
    assert (s.relation, s.evidence.rule) == ("open", "open/object")
    assert s.qualifiers["date"] == "2024-05-03"
    assert s.further == ("over high fees",)
    assert s.evidence.text == text
    assert text[s.subject.start : s.subject.end] == "Mara Voss"
    assert 0.5 < s.confidence < 1
    assert Statement.from_dict(s.to_dict()) == s


def test_a_typed_fact_absorbs_the_open_one_of_its_sentence(extractor: Extractor) -> None:
    found = read(extractor, "Corvex Group acquired Kestrin Bank. Corvex Group praised Kestrin Bank.")
    assert [s.relation for s in found.statements if s.relation != "said"] == ["acquired"]
    assert [s.predicate for s in found.open_statements] == ["praise"]


def test_typed_statements_are_the_same_with_open_facts_beside_them(extractor: Extractor) -> None:
    text = "Corvex Group acquired Kestrin Bank in May. Mara Voss, its chief executive, criticised Ilka Brandt."
    found = read(extractor, text)
    assert all(not s.is_open for s in found.statements)
    assert all(s.is_open for s in found.open_statements)
    assert found.open_statements == read(extractor, text).open_statements

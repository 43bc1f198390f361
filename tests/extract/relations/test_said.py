"""What somebody says, thinks or wants: who says it, in what words, and what is nobody's word. Real model."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read, document

from newsweave.extract.model import Block, LiteralArgument, Statement
from newsweave.extract.pipeline import Extractor

C, K, V = "Corvex Group", "Kestrin Bank", "Mara Voss"


def said(read: Read, text: str) -> list[Statement]:
    return [s for s in read(text).statements if s.relation == "said"]


def told(s: Statement) -> tuple[str, str, str, str]:
    assert isinstance(s.object, LiteralArgument)
    return s.subject.name, s.label, s.object.value, s.status


@pytest.mark.parametrize(
    ("text", "who", "label", "what"),
    [
        # where the verb stands
        (f"{V} said that fees are too high.", V, "said", "fees are too high"),
        (f"Fees are too high, {V} said.", V, "said", "Fees are too high"),
        (f"Fees, {V} said, are too high.", V, "said", "Fees are too high"),
        (f'"Fees are too high," said {V}, head of {K}.', V, "said", "Fees are too high"),
        (f'{V}, the head of {K}, said: "Fees are too high."', V, "said", "Fees are too high"),
        (f'"Who would pay that much?" {V} asked.', V, "asked", "Who would pay that much?"),
        (f"{V} told reporters in Oslo that fees are too high.", V, "said", "fees are too high"),
        (f"In a statement, {V} said fees are too high.", V, "said", "fees are too high"),
        (f"{V} was quoted as saying that fees are too high.", V, "said", "fees are too high"),
        (f"As {V} put it, fees are a scandal.", V, "said", "fees are a scandal"),
        (f"As {V} told Reuters, fees are a scandal.", V, "said", "fees are a scandal"),
        # without a verb
        (f"Fees are too high, according to {V}.", V, "said", "Fees are too high"),
        (f"According to {V}, fees are too high.", V, "said", "fees are too high"),
        (f'"Fees are far too high." - {V}', V, "said", "Fees are far too high."),
        (f'{V}: "Fees are far too high"', V, "said", "Fees are far too high"),
        # nouns
        (f"{V}'s claim that fees are too high was wrong.", V, "said", "fees are too high"),
        (f"A promise by {K} to cut fees was broken.", K, "promises", "to cut fees"),
        (f"{K} repeated its call for lower fees.", K, "calls for", "lower fees"),
        # kinds
        (f"{V} believes that fees are too high.", V, "believes", "fees are too high"),
        (f"{V} is confident that fees will fall.", V, "believes", "fees will fall"),
        (f"{V} asked whether fees would fall.", V, "asked", "whether fees would fall"),
        (f"{V} wants to cut fees.", V, "wants", "to cut fees"),
        (f"{K} decided to cut fees.", K, "plans", "to cut fees"),
        (f"{K} pledged to cut fees.", K, "promises", "to cut fees"),
        (f"{K} refused to cut fees.", K, "refuses", "to cut fees"),
        (f"{K} urged the ministry to cut fees.", K, "calls for", "the ministry to cut fees"),
        (f"{K} called on the ministry to cut fees.", K, "calls for", "the ministry to cut fees"),
        (f"{K} called for lower fees.", K, "calls for", "lower fees"),
        (f"{V} called the levy a mistake.", V, "describes", "the levy a mistake"),
        (f"{V} described the levy as a mistake.", V, "describes", "the levy as a mistake"),
        (f"{V} criticised the levy.", V, "criticises", "the levy"),
        (f"{V} accused {C} of hiding losses.", V, "criticises", f"{C} of hiding losses"),
        (f"{V} praised the low fees.", V, "praises", "the low fees"),
        (f"{V} questioned the need for a levy.", V, "questions", "the need for a levy"),
        (f"{K} acknowledged the breach.", K, "speaks of", "the breach"),
        # countries speak, too
        ("Norway said it would sign the treaty.", "Norway", "said", "it would sign the treaty"),
    ],
)
def test_who_says_what(read: Read, text: str, who: str, label: str, what: str) -> None:
    assert (who, label, what, "asserted") in [told(s) for s in said(read, text)]


@pytest.mark.parametrize(
    ("text", "who", "through"),
    [
        (f"A spokeswoman for {K} said the branch would close.", K, f"spokeswoman for {K}"),
        (f"{K} officials said the branch would close.", K, f"{K} officials"),
        (f"{V}'s lawyer said the suit had no merit.", V, f"{V}'s lawyer"),
        (f"Data from {K} show that prices rose.", K, f"Data from {K}"),
        (f"A report by {K} found that prices rose.", K, f"report by {K}"),
    ],
)
def test_who_speaks_for_somebody(read: Read, text: str, who: str, through: str) -> None:
    (found,) = said(read, text)
    assert (found.subject.name, found.qualifiers.get("speaker")) == (who, through)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"{V} did not say that fees had fallen.", "negated"),
        (f"{V} denied that fees had fallen.", "negated"),
        (f"{V} may say that fees have fallen.", "possible"),
        (f"If {V} says that fees have fallen, shares will rise.", "possible"),
        (f"{K} did not promise to cut fees.", "negated"),
    ],
)
def test_how_it_is_meant(read: Read, text: str, status: str) -> None:
    assert {s.status for s in said(read, text)} == {status}


@pytest.mark.parametrize(
    "text",
    [
        f"Did {V} say that fees had fallen?",
        f"{V} did not say whether fees had fallen.",
        f"Nobody at {K} said that fees had fallen.",
        f"{V} called the lender on Monday.",
        f"{V} wanted by the police fled to Oslo.",
        f"{V} criticised him.",
        f"Officials who met {V} said the branch would close.",
        f"Shareholders of {K} said the branch would close.",
        f"{V} paid the fees.",
        f"{V} asked the waiter.",
        f'On "Harbour Talk" {V} sang.',
    ],
)
def test_what_says_nothing(read: Read, text: str) -> None:
    assert [told(s) for s in said(read, text)] == []


def test_a_wish_inside_somebodys_word_is_his_alone(read: Read) -> None:
    assert {s.subject.name for s in said(read, f"{V} said {K} wants lower fees.")} == {V}


def test_an_official_does_not_speak_for_a_person(read: Read) -> None:
    assert said(read, f"Officials of {V} said the branch would close.") == []


def test_a_quotation_of_several_sentences_is_one(read: Read) -> None:
    text = f'"Fees are too high. They must fall," {V} said. "We will see to that."'
    first, second = said(read, text)
    assert first.object.text == '"Fees are too high. They must fall,"' or "They must fall" in first.object.text
    assert first.evidence.text == text[first.evidence.start : first.evidence.end]
    assert "Fees" in first.evidence.text
    assert V in first.evidence.text
    assert told(second)[2] == "We will see to that."
    assert V in second.evidence.text


def in_paragraphs(extractor: Extractor, *paragraphs: str) -> list[Statement]:
    text = "\n\n".join(paragraphs)
    starts = [text.index(p) for p in paragraphs]
    blocks = [Block(at, at + len(p)) for at, p in zip(starts, paragraphs, strict=True)]
    (found,) = extractor.extract([document(text, blocks=blocks)])
    assert all(s.evidence.text == text[s.evidence.start : s.evidence.end] for s in found.statements)
    return list(found.statements)


def test_a_paragraph_goes_on_with_a_quotation(extractor: Extractor) -> None:
    first = f'"Fees are too high," {V} said. "They must fall.'
    found = in_paragraphs(extractor, first, f'"{K} has bought {C} to see to that."')
    words = f"{K} has bought {C} to see to that."
    assert (V, "said", words, "asserted") in [told(s) for s in found if s.relation == "said"]
    assert [s.attributed_to for s in found if s.relation == "acquired"] == [V]


def test_a_paragraph_brings_in_the_next(extractor: Extractor) -> None:
    found = in_paragraphs(extractor, f"In a letter, {V} said:", f'"{K} has bought {C}. It was time."')
    assert [s.attributed_to for s in found if s.relation == "acquired"] == [V]
    assert [s.subject.name for s in found if s.relation == "said"] == [V]


def test_other_paragraphs_in_quotation_marks_are_nobodys(extractor: Extractor) -> None:
    found = in_paragraphs(extractor, f"{V} left {K} in May.", f'"{K} has bought {C}."')
    assert [s for s in found if s.relation == "said"] == []


def test_what_is_said_keeps_its_words_and_has_a_short_form(read: Read) -> None:
    text = (
        f"{V} said the deal would bring new customers in the north and, in the long run, make {K} depend less on loans."
    )
    (found,) = said(read, text)
    assert isinstance(found.object, LiteralArgument)
    assert found.object.text == text[found.object.start : found.object.end]
    assert found.object.text.endswith("depend less on loans")
    assert found.object.value == "the deal would bring new customers in the north…"


def test_a_reason_is_no_source(read: Read) -> None:
    (found,) = [s for s in read(f"{C} acquired {K}, citing a lack of growth.").statements if s.relation == "acquired"]
    assert found.attributed_to is None


def test_a_verb_with_a_tense_goes_on_with_the_verb_of_speech(read: Read) -> None:
    found = {told(s)[2] for s in said(read, f"{V} said she would resign and called for lower fees.")}
    assert found == {"she would resign", "lower fees"}

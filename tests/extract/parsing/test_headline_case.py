"""Headlines with capitals on all words: which words are fed in small letters, and what is read of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.extract.parsing.test_parse import facts

from newsweave.extract.parsing.headline_case import in_sentence_case, verb_base
from newsweave.extract.pipeline import Extractor


@pytest.mark.parametrize(
    ("headline", "fed"),
    [
        ("Corvex Group Completes Acquisition Of Kestrin Bank", "Corvex Group completes acquisition of Kestrin Bank"),
        ("Corvex Group Acquires Kestrin Bank For $40 Million", "Corvex Group acquires Kestrin Bank for $40 million"),
        ("Corvex Group To Acquire Kestrin Bank", "Corvex Group to acquire Kestrin Bank"),
        ("Corvex Agrees To Buy Kestrin From Orva Capital", "Corvex agrees to buy Kestrin from Orva Capital"),
        ("Kestrin Bank Appoints Ida Hansen As Chief Executive", "Kestrin Bank appoints Ida Hansen as chief executive"),
        ("Kestrin Bank Names Ida Hansen Chief Executive", "Kestrin Bank names Ida Hansen Chief Executive"),
        (
            "Corvex Raises $4 Million In Series B Funding Led By Orva",
            "Corvex raises $4 million in Series B funding led by Orva",
        ),
        ("Orva Partners Buys Kestrin Bank", "Orva Partners buys Kestrin Bank"),
        ("Corvex Partners With Kestrin Bank", "Corvex partners with Kestrin Bank"),
        ("Corvex Group Buys Bank Of Lund", "Corvex Group buys Bank of Lund"),
        ("Corvex Wins Kestrin, Ending Duel With Global Marlow", "Corvex wins Kestrin, Ending Duel with Global Marlow"),
        ("Corvex Group Buys Rival Kestrin Bank", "Corvex Group buys rival Kestrin Bank"),
        ("Kestrin Bank’s Head Ida Hansen Resigns", "Kestrin Bank’s Head Ida Hansen resigns"),
        ("Pellan Drops Plans To Buy Marlow Foods", "Pellan drops plans to buy Marlow Foods"),
        ("Marlow Foods Acquired By Kestrin Bank", "Marlow Foods acquired by Kestrin Bank"),
    ],
)
def test_headlines(headline: str, fed: str) -> None:
    assert in_sentence_case(headline) == fed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Corvex Buys Kestrin",  # too short to tell
        "Ida Hansen, Odo Pell, Kestrin Bank",
        "Annual Reports And Accounts Of Kestrin Bank",
        "Corvex Group buys Kestrin Bank, its largest rival.",
        "The Corvex Group Names list is long.",
        "KESTRIN BANK BUYS CORVEX GROUP",
        "Marlow Foods, Kestrin Holdings And Orva Partners",
        "About Corvex Group And Kestrin Bank",
        "Ida Hansen, Chief Executive Of Kestrin Bank",
    ],
)
def test_what_is_no_headline(text: str) -> None:
    assert in_sentence_case(text) == text


@given(
    st.lists(st.sampled_from("Corvex Buys To Buy Of $4 Million Bank Of, New Rival – ’ B É ﬁ İs".split()), max_size=12)
)
def test_nothing_but_case_changes(words: list[str]) -> None:
    text = " ".join(words)
    fed = in_sentence_case(text)
    assert len(fed) == len(text)
    assert fed.lower() == text.lower()


@pytest.mark.parametrize(("word", "base"), [("buys", "buy"), ("denies", "deny"), ("reaches", "reach"), ("foods", "")])
def test_verb_base(word: str, base: str) -> None:
    assert verb_base(word) == base


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Corvex Group Completes Acquisition Of Kestrin Bank", ("Corvex Group", "acquired", "Kestrin Bank")),
        ("Corvex Group Acquires Kestrin Bank For $40 Million", ("Corvex Group", "acquired", "Kestrin Bank")),
        ("Corvex Group Sues Kestrin Bank Over Patent", ("Corvex Group", "sued", "Kestrin Bank")),
        ("Kestrin Bank Appoints Ida Hansen As Chair", ("Ida Hansen", "appointed_to", "Kestrin Bank")),
        ("Corvex Group Buys Bank Of Lund", ("Corvex Group", "acquired", "Bank Of Lund")),
        ("Corvex Group Finalizes Purchase Of Kestrin Bank", ("Corvex Group", "acquired", "Kestrin Bank")),
        ("Kestrin Bank Acquired By Corvex Group For $40 Million", ("Corvex Group", "acquired", "Kestrin Bank")),
    ],
)
def test_facts_of_headlines(extractor: Extractor, text: str, fact: tuple[str, str, str]) -> None:
    assert fact in facts(extractor, text)


def test_words_of_headlines_stand_as_they_are_written(extractor: Extractor) -> None:
    text = "Corvex Group Completes Acquisition Of Kestrin Bank For $40 Million"
    (p,) = [p for p in next(extractor.propositions([text])) if p.kind == "verb"]
    assert [a.text for a in p.arguments if a.role == "for"] == ["$40 Million"]

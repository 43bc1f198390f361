"""What is fed to the parser: words that it misreads are replaced for it and read as written afterwards."""

from __future__ import annotations

import pytest

from newsweave.extract.model import Block, Document
from newsweave.extract.pipeline import Extractor


def facts(extractor: Extractor, text: str) -> set[tuple[str, str, str]]:
    (extraction,) = extractor.extract([Document("d", text, (Block(0, len(text)),), date="2024-05-24")])
    for s in extraction.statements:
        assert text[s.subject.start : s.subject.end] == s.subject.text
    return {(s.subject.name, s.relation, getattr(s.object, "name", "")) for s in extraction.statements}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Kestrin Bank took over Pellan Pay in March.", ("Kestrin Bank", "acquired", "Pellan Pay")),
        ("Pellan Pay appointed Ide Voss as head of risk.", ("Ide Voss", "appointed_to", "Pellan Pay")),
        ("Kestrin Bank counts Pellan Pay among its customers.", ("Pellan Pay", "customer_of", "Kestrin Bank")),
        ("Cash App and Pellan Pay signed an agreement.", ("Cash App", "signed_agreement_with", "Pellan Pay")),
        # what stands beside an institution, not beside the place in its name
        ("Bank of Lund and Kestrin Bank have signed an agreement.",
         ("Bank of Lund", "signed_agreement_with", "Kestrin Bank")),
        ("A pact was signed by the Bank of Lund and HSBC.", ("Bank of Lund", "signed_agreement_with", "HSBC")),
        ("The Department of Health and Human Services sued Kestrin Bank.",
         ("Department of Health and Human Services", "sued", "Kestrin Bank")),
        # no towns, whatever the model says
        ("Sunridge acquired Ondara.", ("Sunridge", "acquired", "Ondara")),
        # a wallet or platform for the firm behind it
        ("Alipay has signed an agreement with Kestrin Bank.", ("Alipay", "signed_agreement_with", "Kestrin Bank")),
        ("Corvex Group launched Lumen Wallet with Alipay.", ("Corvex Group", "launched", "Lumen Wallet")),
    ],
)  # fmt: skip
def test_names_that_parsers_misread(extractor: Extractor, text: str, fact: tuple[str, str, str]) -> None:
    assert fact in facts(extractor, text)


@pytest.mark.parametrize(
    "text",
    [
        "Alipay is based in Norway.",
        "Oslo's owner praised Kestrin Bank.",
        "Customers Pay more in Norway.",
        "They Will Pay Kestrin Bank.",
    ],
)
def test_what_gives_no_fact(extractor: Extractor, text: str) -> None:
    assert {f for f in facts(extractor, text) if f[1] != "operates_in"} == set()


def test_words_stand_as_they_are_written(extractor: Extractor) -> None:
    text = "Pellan Pay opened an office. Who will Pay for it? Cash App pays."
    (extraction,) = extractor.extract([Document("d", text, (Block(0, len(text)),))])
    assert {"Pellan Pay", "Cash App"} <= {e.name for e in extraction.entities}
    assert all(text[m.start : m.end] == m.text for e in extraction.entities for m in e.mentions)

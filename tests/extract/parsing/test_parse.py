"""What is fed to the parser: words that it misreads are replaced for it and read as written afterwards."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from newsweave.extract.documents.document_reader import document_of
from newsweave.extract.model import Block, Document
from newsweave.extract.parsing import parse
from newsweave.extract.pipeline import Extraction, Extractor

EXAMPLES = Path(__file__).parents[3] / "examples" / "news"


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
        ("Orva Capital holds 51 per cent of Kestrin Bank.", ("Orva Capital", "owns_stake_in", "Kestrin Bank")),
        ("Amit Rao, who also co-founded Pellan Payments, has left.", ("Pellan Payments", "founded_by", "Amit Rao")),
        ("Pellan Payments is co-owned by Orva Capital.", ("Orva Capital", "owns_stake_in", "Pellan Payments")),
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


def examples() -> list[Document]:
    return [document_of(file.read_text("utf-8"), id=file.stem) for file in sorted(EXAMPLES.iterdir())[:8]]


def test_a_pipeline_that_forgets_words_reads_the_same(loaded: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = list(loaded.extract(examples()))
    monkeypatch.setattr(parse, "_WORDS", 0)
    monkeypatch.setattr(parse, "_BATCH_CHARACTERS", 3_000)
    fresh = Extractor()
    known = len(fresh.nlp.vocab.strings)
    assert list(fresh.extract(examples())) == expected
    assert list(fresh.extract(examples())) == expected
    kept = len(fresh.nlp.vocab.strings) - known
    monkeypatch.setattr(parse, "_WORDS", 10**9)
    assert list(fresh.extract(examples())) == expected
    assert kept < (len(fresh.nlp.vocab.strings) - known) / 2


def test_threads_that_share_a_pipeline_do_not_forget_each_others_words(
    loaded: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parse, "_WORDS", 0)
    monkeypatch.setattr(parse, "_BATCH_CHARACTERS", 500)
    expected = list(loaded.extract(examples()))
    found: list[list[Extraction]] = []
    threads = [threading.Thread(target=lambda: found.append(list(loaded.extract(examples())))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 3
    one, other = loaded.extract(examples()), loaded.extract(examples())
    assert list(zip(one, other, strict=True)) == list(zip(expected, expected, strict=True))


def test_entities_that_begin_together_come_in_one_order(loaded: Extractor) -> None:
    """ "China's parliament" and "China": they stood in a set once, whose order is that of addresses in memory."""
    documents = [document_of("China's parliament met, as did the British government.", id=f"{n}") for n in range(30)]
    orders = {tuple(e.name for e in found.entities) for found in loaded.extract(documents)}
    assert orders == {("China's parliament", "China", "British government", "United Kingdom")}

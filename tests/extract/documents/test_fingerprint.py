"""Fingerprints: reprints share a key, other texts do not."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsweave.extract.documents.document_reader import document_of
from newsweave.extract.documents.fingerprint import fingerprint
from newsweave.extract.model import Block, Document

STORY = (
    "The central bank of Orland said on Monday it had licensed Kestrin Bank to run instant payments. "
    "Kestrin will connect forty million accounts by June, its governor Mira Tolan told reporters in Lund. "
    "The bank competes with Corvex Group, which won a licence of the same kind last year. "
    "Shares of Kestrin rose four percent in early trade while those of Corvex hardly moved. "
    "Analysts had expected the decision since the parliament passed a law on payment services in spring. "
    "The scheme replaces a system of paper slips which has been in use since the nineteen-seventies."
)
OTHER = (
    "Kestrin Bank may now run instant payments in Orland, after the country's central bank gave it a licence. "
    "Governor Mira Tolan said in Lund that the bank would have forty million accounts connected by June. "
    "Its shares went up by four percent. Corvex Group has held such a licence since last year. "
    "Instant payments are to take the place of paper slips, which customers have filled in for half a century."
)


def shared(a: str, b: str) -> bool:
    return bool(set(fingerprint(document_of(a))) & set(fingerprint(document_of(b))))


@pytest.mark.parametrize(
    "reprint",
    [
        STORY,
        STORY.upper(),
        STORY.replace(". ", ".\n\n"),
        STORY.replace("on Monday ", "").replace("percent", "per cent"),
        "LUND (Orland Wire) - " + STORY + " (Reporting by Ola Vent; editing by Tam Reed)",
        STORY + "\n\nSign up for our newsletter on payments and banks, which comes every morning at six.",
    ],
)
def test_a_reprint_shares_a_key(reprint: str) -> None:
    assert shared(STORY, reprint)


def test_a_long_story_cut_from_the_end_shares_a_key() -> None:
    rng = random.Random(1)
    long = " ".join(rng.choice(STORY.split()) for _ in range(900))
    assert shared(long, " ".join(long.split()[:260]))


@pytest.mark.parametrize("text", [OTHER, "Kestrin Bank has a licence.", "The central bank of Orland said on Monday."])
def test_another_story_on_the_same_news_does_not(text: str) -> None:
    assert not shared(STORY, text)


def test_only_paragraphs_count() -> None:
    assert fingerprint(document_of(STORY, title="Kestrin licensed")) == fingerprint(document_of(STORY))
    headed = "Kestrin licensed\n" + STORY
    blocks = (Block(0, 16, "title"), Block(17, len(headed)))
    assert fingerprint(Document("d", headed, blocks)) == fingerprint(document_of(STORY))
    assert fingerprint(Document("d", headed, blocks[:1])) == ()
    assert fingerprint(document_of("... !")) == ()


def test_keys_last() -> None:
    """They stand in graphs: where this fails, graphs built before do not know their reprints any more."""
    assert fingerprint(document_of(STORY))[:2] == (2_144_413_186_620_280_057, -7_001_360_227_953_045_009)


@given(st.text())
def test_any_text_has_24_keys_or_none(text: str) -> None:
    found = fingerprint(Document("d", text, (Block(0, len(text)),)))
    assert len(found) in (0, 24)
    assert len(set(found)) == len(found)
    assert found == fingerprint(Document("e", text, (Block(0, len(text)),)))

"""The whole of it: offsets that hold for any text, the same result each time, and input that nobody would write."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.extract.conftest import Read, document

from newsweave.extract.documents.legible import without_markup
from newsweave.extract.model import Block, EntityArgument, Statement
from newsweave.extract.parsing.parse import load_pipeline
from newsweave.extract.pipeline import Extraction, Extractor, words_of
from newsweave.ontology.errors import DataError

NEWS = (
    "Oslo-based Corvex Group’s rival 🙂 Kestrin Bank launched Lumen Wallet on Monday.\n"
    "  Mara Voss, its chief executive, said the bank had 3 million users. "
    "The Harbour Payments Authority (HPA) fined\u00a0Kestrin Bank €2 million last week, according to Corvex Group."
)


def check_offsets(extraction: Extraction) -> None:
    text = extraction.document.text
    ids = {e.id for e in extraction.entities}
    assert len(ids) == len(extraction.entities)
    for e in extraction.entities:
        assert [(m.start, m.end) for m in e.mentions] == sorted((m.start, m.end) for m in e.mentions)
        for m in e.mentions:
            assert without_markup(text[m.start : m.end]).split() == m.text.split()
            assert (m.entity, m.type) == (e.id, e.type)
    for s in extraction.statements:
        sentence = s.evidence
        assert sentence.document == extraction.document.id
        assert sentence.text == text[sentence.start : sentence.end] == sentence.text.strip()
        assert any(b.start <= sentence.start and sentence.end <= b.end for b in extraction.document.blocks)
        for a in (s.subject, s.object):
            given = text[a.start : a.end]
            assert a.text == given if isinstance(a, EntityArgument) else a.text == without_markup(given)
            if isinstance(a, EntityArgument):
                assert a.id in ids
                assert all(sentence.start <= start < end <= sentence.end for start, end in a.mentions)
                assert list(a.mentions) == sorted(set(a.mentions))
        assert 0 < s.confidence <= 1
        assert Statement.from_dict(s.to_dict()) == s


def test_offsets(read: Read) -> None:
    extraction = read(NEWS)
    assert len(extraction.statements) >= 4
    check_offsets(extraction)


def test_statements_stand_in_text_order(read: Read) -> None:
    starts = [s.evidence.start for s in read(NEWS).statements]
    assert starts == sorted(starts)
    assert len(set(starts)) > 1


def test_same_input_same_output(extractor: Extractor) -> None:
    first, second = extractor.extract([document(NEWS), document(NEWS)])
    assert first.entities == second.entities
    assert first.statements == second.statements


def test_documents_do_not_touch_one_another(extractor: Extractor) -> None:
    documents = [
        document(t, name=str(i))
        for i, t in enumerate(
            [NEWS, "", "Mara Voss met Odo Pell. She laughed.", "Voss was born in Lund.", "Kestrin Group sued TarnPay."]
        )
    ]
    there = {e.document.id: e for e in extractor.extract(documents)}
    back = {e.document.id: e for e in extractor.extract(documents[::-1])}
    assert [e.document.id for e in extractor.extract(documents)] == [d.id for d in documents]
    for d in documents:
        (alone,) = extractor.extract([d])
        assert there[d.id].statements == back[d.id].statements == alone.statements
        assert there[d.id].entities == back[d.id].entities == alone.entities


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "...", "?!", "()", "🙂🙃" * 200, "., ;: !? ()- " * 80, "-", "’", "\x00", "a" * 20_000]
)
def test_texts_that_say_nothing(extractor: Extractor, text: str) -> None:
    for blocks in ((), (Block(0, len(text)),)):
        (extraction,) = extractor.extract([document(text, blocks=blocks)])
        assert extraction.statements == ()
        check_offsets(extraction)


def test_a_document_without_blocks_says_nothing(extractor: Extractor) -> None:
    with_, without = extractor.extract([document(NEWS, name="with"), document(NEWS, blocks=(), name="without")])
    assert with_.statements
    assert (without.entities, without.statements) == ((), ())


def test_only_blocks_are_read(extractor: Extractor) -> None:
    text = "Corvex Group acquired Kestrin Bank. || Kestrin Bank acquired TarnPay Group."
    second = Block(text.index("Kestrin Bank acq"), len(text))
    (extraction,) = extractor.extract([document(text, blocks=[second])])
    assert [s.evidence.start for s in extraction.statements] == [second.start]
    check_offsets(extraction)


def test_a_title_says_what_no_sentence_does(extractor: Extractor) -> None:
    text = "Corvex Group acquired Kestrin Bank\nCorvex Group sued Kestrin Bank."
    cut = text.index("\n")
    (extraction,) = extractor.extract([document(text, blocks=[Block(0, cut, "title"), Block(cut + 1, len(text))])])
    said = [(s.relation, s.qualifiers.get("headline")) for s in extraction.statements]
    assert said == [("acquired", "yes"), ("sued", None)]
    assert all(len(e.mentions) == 2 for e in extraction.entities), "yet its names count"


def test_a_paragraph_of_twenty_thousand_characters(extractor: Extractor) -> None:
    sentence = "Corvex Group acquired Kestrin Bank in May. Mara Voss resigned. "
    text = (sentence * (20_000 // len(sentence) + 1))[:20_000]
    (extraction,) = extractor.extract([document(text)])
    found = [s for s in extraction.statements if s.relation == "acquired"]
    assert len(found) >= text.count("acquired Kestrin Bank in May.") - 4
    assert len({s.fact_key for s in found}) == 1
    check_offsets(extraction)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Mara Voss said that " * 400 + "Corvex Group acquired Kestrin Bank.", id="that-clauses"),
        pytest.param("lumen " * 2000, id="one word over and over"),
        pytest.param("Corvex Group acquired Kestrin Bank " * 400, id="no stop"),
        pytest.param("Corvex Group, which owns Kestrin Bank, " * 250 + "grew.", id="relative clauses"),
        pytest.param("Corvex Group acquired Kestrin Bank and " * 330 + "grew.", id="joined clauses"),
        pytest.param(
            "Corvex Group " + "bought, sold, " * 650 + "and ran Kestrin Bank.",
            id="joined verbs",
        ),
        pytest.param(
            "Corvex Group's " + "owner's " * 990 + "bank grew.",
            id="owners of owners",
        ),
    ],
)
def test_two_thousand_words_without_a_stop(extractor: Extractor, text: str) -> None:
    (extraction,) = extractor.extract([document(text)])
    check_offsets(extraction)


_WORDS = st.sampled_from(
    "Corvex Group Kestrin Bank Mara Voss Oslo Lumen Wallet acquired will not said "
    "that it , . ? ( ) “ ” - 's ’s 🙂 e\u0301 \u200b "
    "\u00a0 \n $2 million 5% in 2021 Monday HPA the a of and its "
    "which who chief executive founder Norwegian based 50,000 users".split(" ")
)  # fmt: skip


@given(st.lists(st.lists(_WORDS, max_size=25).map(" ".join) | st.text(max_size=40), max_size=2).map(" ".join))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_keeps_its_offsets(extractor: Extractor, text: str) -> None:
    (extraction,) = extractor.extract([document(text)])
    check_offsets(extraction)


def test_propositions_of_each_text(extractor: Extractor) -> None:
    first, empty, two = extractor.propositions(["Corvex Group grew.", " ", "Corvex Group grew. Kestrin Bank shrank."])
    assert [p.predicate for p in first] == ["grow"]
    assert empty == []
    assert [p.predicate for p in two] == ["grow", "shrink"]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("Bank of Tarnmouth", ["Bank", "of", "Tarnmouth"]),
        ("Tarn's Bank", ["Tarn", "'s", "Bank"]),
        ("Kestrin (Oslo)", ["Kestrin", "(", "Oslo", ")"]),
        ("e-Lumen", ["e-Lumen"]),
        ("", []),
    ],
)
def test_words_of(form: str, words: list[str]) -> None:
    assert words_of(form) == words


def test_an_unknown_model_is_named() -> None:
    with pytest.raises(DataError, match="'no_such_pipeline' cannot be loaded") as caught:
        Extractor("no_such_pipeline")
    assert "\n" not in str(caught.value)


def test_a_model_without_a_parser_is_refused(tmp_path: Path) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(DataError, match=r"blank' lacks parser, ner, tagger"):
        load_pipeline(str(tmp_path / "blank"))

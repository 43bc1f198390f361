"""Remembered lemmas: token for token what the pipeline itself gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from newsweave import Extractor
from newsweave.extract.parsing import lemmas
from newsweave.extract.parsing.lemmas import LemmaMemory
from newsweave.extract.parsing.tree import Tree

EXAMPLES = Path(__file__).parents[3] / "examples" / "news"
WORDS = (
    "there is are was ai n't gon na got ta let 's c'm on y' all they have had did do does it I you but that what those "
    "Banks banks bought BUYING better best running U.S. $3 1990s \n  — Corvex Zoë's don't can't won't"
).split(" ")


def trees(nlp: Language, texts: list[str], memory: LemmaMemory | None) -> list[Tree]:
    docs = list(nlp.pipe(texts, disable=memory.disable if memory else ()))
    seen = memory.read(docs) if memory else [None] * len(docs)
    return [Tree.from_doc(doc, text, seen=known) for doc, text, known in zip(docs, texts, seen, strict=True)]


def columns(tree: Tree) -> tuple[object, ...]:
    return tree.words, tree.tags, tree.lemmas, tree.deps, tree.heads, tree.sentences, tree.ents


@pytest.fixture
def memory(loaded: Extractor) -> LemmaMemory:
    made = LemmaMemory.of(loaded.nlp)
    assert made is not None
    return made


def test_examples_are_read_alike_by_one_memory(loaded: Extractor, memory: LemmaMemory) -> None:
    texts = [" ".join(file.read_text("utf-8").split()) for file in sorted(EXAMPLES.iterdir())]
    for _ in range(2):  # the second time all is known
        for ours, theirs in zip(trees(loaded.nlp, texts, memory), trees(loaded.nlp, texts, None), strict=True):
            assert columns(ours) == columns(theirs)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join), min_size=1, max_size=4))
def test_any_words_are_read_alike(texts: list[str]) -> None:
    from newsweave.extract.pipeline import shared_extractor

    nlp = shared_extractor().nlp
    for ours, theirs in zip(trees(nlp, texts, LemmaMemory.of(nlp)), trees(nlp, texts, None), strict=True):
        assert columns(ours) == columns(theirs)


def test_a_memory_that_is_full_begins_anew(
    loaded: Extractor, memory: LemmaMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lemmas, "_MOST", 5)
    texts = ["Corvex Group bought three banks.", "It is running better than those that were bought."] * 3
    expected = [columns(tree) for tree in trees(loaded.nlp, texts, None)]
    for _ in range(3):
        assert [columns(tree) for tree in trees(loaded.nlp, texts, memory)] == expected


@pytest.fixture
def changed(loaded: Extractor) -> Iterator[Language]:
    from newsweave.extract.parsing.parse import load_pipeline

    yield load_pipeline()


def test_a_pipeline_with_other_components_goes_its_own_way(changed: Language) -> None:
    assert LemmaMemory.of(changed) is not None
    changed.get_pipe("attribute_ruler").add([[{"LOWER": "corvex", "POS": "PROPN"}]], {"LEMMA": "corvex"})  # type: ignore[attr-defined]
    assert LemmaMemory.of(changed) is None
    changed.remove_pipe("attribute_ruler")
    assert LemmaMemory.of(changed) is None

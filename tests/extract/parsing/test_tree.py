"""``Tree``: what it derives from heads, and that offsets always slice the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extract.conftest import heads_form_a_tree, parsed, trees

from newsweave.extract.parsing.tree import Tree

SENTENCE = (
    "Corvex|NNP|compound|1 Group|NNP|nsubj|2 bought/buy|VBD|ROOT|2 the|DT|det|4 bank|NN|dobj|2 "
    "of|IN|prep|4 Lund|NNP|pobj|5 .|.|punct|2"
)


def test_rows_give_words_lemmas_and_text() -> None:
    tree = parsed(SENTENCE)
    assert tree.text == "Corvex Group bought the bank of Lund ."
    assert tree.words[2] == "bought"
    assert tree.lemmas[2] == "buy"
    assert tree.lemmas[0] == "corvex"
    assert len(tree) == 8
    assert tree.sentences == [(0, 8)]


def test_kids_stand_in_text_order() -> None:
    tree = parsed(SENTENCE)
    assert tree.kids[2] == [1, 4, 7]
    assert tree.kid(2, "dobj") == 4
    assert tree.kid(2, "dobj", "nsubj") == 1, "the first child in text order, not the first label asked for"
    assert tree.kid(2, "iobj") is None
    assert tree.all_kids(2, "punct", "nsubj") == [1, 7]


def test_subtree_and_ancestors() -> None:
    tree = parsed(SENTENCE)
    assert tree.subtree(4) == [3, 4, 5, 6]
    assert list(tree.ancestors(6)) == [5, 4, 2]
    assert list(tree.ancestors(2)) == []


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ([3, 4], "the bank"),
        ([0, 4], "Corvex bank"),
        ([], ""),
        ([6], "Lund"),
        ([0, 1, 2, 4], "Corvex Group bought bank"),
    ],
)
def test_phrase_text_closes_gaps_with_one_space(tokens: list[int], text: str) -> None:
    assert parsed(SENTENCE).phrase_text(tokens) == text


def test_span_text() -> None:
    tree = parsed(SENTENCE)
    assert tree.span_text(3, 7) == "the bank of Lund"
    assert tree.span_text(3, 3) == ""


def test_attach_moves_a_token_with_all_below_it() -> None:
    tree = parsed(SENTENCE)
    tree.attach(5, 2, "prep")
    assert tree.heads[5] == 2
    assert tree.kids[2] == [1, 4, 5, 7]
    assert tree.kids[4] == [3]
    assert tree.subtree(5) == [5, 6]
    assert heads_form_a_tree(tree)


def test_attach_can_make_a_root() -> None:
    tree = parsed(SENTENCE)
    tree.attach(4, 4, "ROOT")
    assert list(tree.ancestors(6)) == [5, 4]
    assert 4 not in tree.kids[2]


def test_sentence_span_leaves_out_white_space_tokens_at_the_edges() -> None:
    tree = Tree(
        text="One. \n Two!  ",
        words=["One", ".", "\n ", "Two", "!", " "],
        starts=[0, 3, 5, 7, 10, 12],
        tags=["CD", ".", "_SP", "CD", ".", "_SP"],
        lemmas=["one", ".", "\n ", "two", "!", " "],
        deps=["ROOT", "punct", "dep", "ROOT", "punct", "dep"],
        heads=[0, 0, 3, 3, 3, 3],
        sentences=[(0, 2), (2, 6)],
        ents=[],
    )
    assert [tree.text[slice(*tree.sentence_span(i))] for i in (0, 2, 5)] == ["One.", "Two!", "Two!"]
    assert tree.sentence_of == [0, 0, 1, 1, 1, 1]


def test_from_doc_offsets_point_into_the_whole_text() -> None:
    import spacy
    from spacy.tokens import Doc

    doc = Doc(
        spacy.blank("en").vocab,
        words=["Ola", "naps", ".", "Eva", "naps"],
        spaces=[True, False, True, True, False],
        heads=[1, 1, 1, 4, 4],
        deps=["nsubj", "ROOT", "punct", "nsubj", "ROOT"],
        tags=["NNP", "VBZ", ".", "NNP", "VBZ"],
        lemmas=["Ola", "nap", ".", "Eva", "nap"],
        ents=["B-PERSON", "O", "O", "B-PERSON", "O"],
    )
    text = "🙂 Ola naps. Eva naps"
    tree = Tree.from_doc(doc, text, 2)
    assert [text[s:e] for s, e in zip(tree.starts, tree.ends, strict=True)] == tree.words
    assert tree.heads == [1, 1, 1, 4, 4], "heads before and behind their token"
    assert tree.sentences == [(0, 3), (3, 5)]
    assert tree.ents == [(0, 1, "PERSON"), (3, 4, "PERSON")]
    assert tree.lemmas == ["ola", "nap", ".", "eva", "nap"]


@given(trees())
def test_words_slice_the_text(tree: Tree) -> None:
    assert [tree.text[s:e] for s, e in zip(tree.starts, tree.ends, strict=True)] == tree.words
    assert heads_form_a_tree(tree)


@given(trees(), st.data())
@settings(max_examples=60)
def test_attach_keeps_a_tree(tree: Tree, data: st.DataObject) -> None:
    i = data.draw(st.integers(0, len(tree) - 1))
    below = set(tree.subtree(i))
    a, b = tree.sentences[tree.sentence_of[i]]
    outside = [t for t in range(a, b) if t not in below] or [i]
    tree.attach(i, data.draw(st.sampled_from(outside)), "dep")
    assert heads_form_a_tree(tree)


@given(trees())
@settings(max_examples=60)
def test_subtrees_of_the_roots_cover_each_sentence_once(tree: Tree) -> None:
    roots = [i for i, h in enumerate(tree.heads) if h == i]
    assert sorted(t for r in roots for t in tree.subtree(r)) == list(range(len(tree)))

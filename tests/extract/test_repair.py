"""Parse repairs: each mends its pattern, leaves others alone, and always leaves a tree."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extract.conftest import heads_form_a_tree, parsed, trees

from newsweave.extract.repair import coordinate_subjects, join_tokens, mend_lemmas, repair
from newsweave.extract.tree import Tree


def glued(tokens: str, *, sentences: list[tuple[int, int]] | None = None) -> Tree:
    """As ``parsed``, with ``+`` before a token that stands right behind the last one."""
    words, starts, tags, lemmas, deps, heads, text = [], [], [], [], [], [], ""
    for token in tokens.split():
        form, tag, dep, head = token.rsplit("|", 3)
        text += "" if form.startswith("+") or not text else " "
        word, _, lemma = form.removeprefix("+").partition("/")
        starts.append(len(text))
        text += word
        words.append(word)
        tags.append(tag)
        deps.append(dep)
        lemmas.append((lemma or word).lower())
        heads.append(int(head))
    return Tree(text, words, starts, tags, lemmas, deps, heads, sentences or [(0, len(words))], [(0, 1, "ORG")])


@pytest.mark.parametrize(
    ("tokens", "words"),
    [
        ("a|DT|det|3 co|NN|compound|3 +-|HYPH|punct|3 +founder|NN|ROOT|3", ["a", "co-founder"]),
        ("cross|JJ|amod|3 +-|HYPH|punct|2 +border|NN|amod|3 fees|NNS|ROOT|3", ["cross-border", "fees"]),
        (
            "Odo|NNP|compound|3 Chi|NNP|compound|3 +-|HYPH|punct|3 +hyung|NNP|ROOT|3 Pell|NNP|dep|3",
            ["Odo", "Chi-hyung", "Pell"],
        ),
        (
            "state|NN|npadvmod|4 +-|HYPH|punct|4 +of|IN|prep|4 +-|HYPH|punct|4 +the|DT|ROOT|4 +-|HYPH|punct|4 "
            "+art|NN|dep|4",
            ["state-of-the-art"],
        ),
        ("Oslo|NNP|npadvmod|2 +-|HYPH|punct|2 +based|VBN|amod|3 Corvex|NNP|ROOT|3", ["Oslo", "-", "based", "Corvex"]),
        ("Nasdaq|NNP|npadvmod|2 +-|HYPH|punct|2 +listed|VBN|amod|3 Tarn|NNP|ROOT|3", ["Nasdaq", "-", "listed", "Tarn"]),
        ("Corvex|NNP|ROOT|0 -|HYPH|punct|0 Kestrin|NNP|dep|0", ["Corvex", "-", "Kestrin"]),
        ("Corvex|NNP|ROOT|0 +-|HYPH|punct|0 yes|UH|dep|0", ["Corvex", "-", "yes"]),
        ("-|HYPH|punct|1 +Corvex|NNP|ROOT|1", ["-", "Corvex"]),
        ("Corvex|NNP|ROOT|0 +-|HYPH|punct|0", ["Corvex", "-"]),
    ],
)
def test_join_tokens(tokens: str, words: list[str]) -> None:
    tree = join_tokens(glued(tokens))
    assert tree.words == words
    assert [tree.text[s:e] for s, e in zip(tree.starts, tree.ends, strict=True)] == words
    assert heads_form_a_tree(tree)


def test_a_joined_word_takes_the_place_of_its_head() -> None:
    tree = join_tokens(
        glued(
            "Mara|NNP|nsubj|1 is/be|VBZ|ROOT|1 a|DT|det|5 co|NN|compound|5 +-|HYPH|punct|5 +founders/founder|NNS|attr|1"
        )
    )
    assert (tree.words[3], tree.tags[3], tree.deps[3], tree.heads[3]) == ("co-founders", "NNS", "attr", 1)
    assert tree.lemmas[3] == "co-founder", "a rule's trigger matches the lemma"
    assert tree.heads[2] == 3


def test_join_tokens_renumbers_sentences_and_entities() -> None:
    tree = glued(
        "co|NN|compound|2 +-|HYPH|punct|2 +founder|NN|ROOT|2 .|.|punct|2 Corvex|NNP|ROOT|4", sentences=[(0, 4), (4, 5)]
    )
    tree.ents = [(4, 5, "ORG")]
    joined = join_tokens(tree)
    assert joined.sentences == [(0, 2), (2, 3)]
    assert joined.ents == [(2, 3, "ORG")]
    assert joined.sentence_of == [0, 0, 1]


@pytest.mark.parametrize(
    ("word", "tag", "lemma", "right"),
    [
        ("fined", "VBD", "fin", "fine"),
        ("founded", "VBN", "find", "found"),
        ("Unveiled", "VBD", "unveil", "unveil"),
        ("founding", "NN", "founding", "founding"),
        ("bought", "VBD", "buy", "buy"),
    ],
)
def test_mend_lemmas(word: str, tag: str, lemma: str, right: str) -> None:
    tree = parsed(f"{word}/{lemma}|{tag}|ROOT|0")
    mend_lemmas(tree)
    assert tree.lemmas == [right]


def test_a_second_person_is_no_conjunct_of_the_first_ones_post() -> None:
    tree = parsed(
        "Mara|NNP|compound|1 Voss|NNP|nsubj|12 ,|,|punct|1 chief|NN|appos|1 of|IN|prep|3 Corvex|NNP|pobj|4 ,|,|punct|3 "
        "and|CC|cc|3 Odo|NNP|compound|9 Pell|NNP|conj|3 ,|,|punct|9 mayor|NN|appos|9 met/meet|VBD|ROOT|12"
    )
    coordinate_subjects(tree)
    assert (tree.heads[9], tree.deps[9]) == (1, "conj")
    assert heads_form_a_tree(tree)


def test_posts_joined_without_a_comma_stay_where_they_are() -> None:
    tree = parsed(
        "Mara|NNP|compound|1 Voss|NNP|ROOT|1 ,|,|punct|1 founder|NN|appos|1 and|CC|cc|3 Chair|NNP|conj|3 of|IN|prep|5 "
        "Corvex|NNP|pobj|6"
    )
    coordinate_subjects(tree)
    assert (tree.heads[5], tree.deps[5]) == (3, "conj")


def test_a_hyphen_across_a_sentence_boundary_leaves_sentences_disjoint() -> None:
    tree = join_tokens(
        glued(
            "Odo|NNP|nsubj|1 runs/run|VBZ|ROOT|1 co|NN|dobj|1 +-|HYPH|punct|4 +op|NN|ROOT|4 fees|NNS|dobj|4",
            sentences=[(0, 3), (3, 6)],
        )
    )
    assert all(a < b for a, b in tree.sentences)
    assert [t for a, b in tree.sentences for t in range(a, b)] == list(range(len(tree)))


def test_two_joined_words_whose_parts_hang_on_each_other_leave_a_tree() -> None:
    tree = join_tokens(
        glued(
            "fees|NNS|ROOT|0 co|NN|dep|0 +-|HYPH|punct|1 +op|NN|dep|4 re|NN|dep|0 +-|HYPH|punct|4 +run|NN|dep|1",
        )
    )
    assert tree.words == ["fees", "co-op", "re-run"]
    assert heads_form_a_tree(tree)


@given(trees())
@settings(max_examples=200, deadline=None)
def test_repair_leaves_a_tree_over_the_same_text(tree: Tree) -> None:
    text, tokens = tree.text, len(tree)
    repaired = repair(tree)
    assert heads_form_a_tree(repaired)
    assert repaired.text == text
    assert len(repaired) <= tokens
    assert [text[s:e] for s, e in zip(repaired.starts, repaired.ends, strict=True)] == repaired.words
    assert repaired.sentences[0][0] == 0
    assert repaired.sentences[-1][1] == len(repaired)


@given(st.integers(0, 2**32), st.lists(st.sampled_from(["co", "-", "‑", "Oslo", "based", "7", "%", "é"]), max_size=14))
@settings(max_examples=200, deadline=None)
def test_any_hyphens_leave_a_tree(seed: int, words: list[str]) -> None:
    rng = random.Random(seed)
    words = words or ["co"]
    order = rng.sample(range(len(words)), len(words))
    heads = [0] * len(words)
    for k, t in enumerate(order):
        heads[t] = order[rng.randrange(k)] if k else t
    starts, text = [], ""
    for w in words:
        starts.append(len(text))
        text += w + rng.choice(("", "", " "))
    tags = ["HYPH" if w in "-‑" else "NN" for w in words]
    deps = ["ROOT" if h == i else "dep" for i, h in enumerate(heads)]
    tree = Tree(text, words, starts, tags, [w.lower() for w in words], deps, heads, [(0, len(words))], [])
    joined = join_tokens(tree)
    assert heads_form_a_tree(joined)
    assert "".join(joined.words) == "".join(words), "no character is lost"

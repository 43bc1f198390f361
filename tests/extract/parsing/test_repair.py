"""Parse repairs: each mends its pattern, leaves others alone, and always leaves a tree."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extract.conftest import heads_form_a_tree, parsed, trees

from newsweave.extract.parsing.repair import repair
from newsweave.extract.parsing.repair_heads import coordinate_subjects
from newsweave.extract.parsing.repair_lists import coordinate_names
from newsweave.extract.parsing.repair_tokens import join_tokens, mend_lemmas
from newsweave.extract.parsing.repair_verbs import seated_participles
from newsweave.extract.parsing.tree import Tree


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
        ("Voss|NNP|ROOT|0 +–|:|punct|0 +Tarn|NNP|dep|0", ["Voss–Tarn"]),
        ("2010|CD|ROOT|0 +–|:|punct|0 +2012|CD|dep|0", ["2010", "–", "2012"]),
        ("`|``|punct|2 +`|``|punct|2 fees|NNS|ROOT|2 ''|''|punct|2", ["``", "fees", "''"]),
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


REPAIRS = [
    pytest.param(
        "Ten|CD|nummod|1 banks/bank|NNS|dep|5 ,|,|punct|5 among|IN|prep|5 them|PRP|pobj|3 Voss|NNP|nsubj|9 and|CC|cc|5 "
        "Ide|NNP|conj|5 ,|,|punct|5 won/win|VBD|ROOT|9 it|PRP|dobj|9",
        {1: ("NNS", "nsubj", 9), 3: ("IN", "prep", 1), 5: ("NNP", "pobj", 3), 7: ("NNP", "conj", 5)},
        id="a group hung on the first of its members",
    ),
    pytest.param(
        "Voss|NNP|nsubj|1 met/meet|VBD|ROOT|1 us|PRP|dobj|1 ,|,|punct|1 among|IN|prep|1 them|PRP|pobj|4 "
        "Ide|NNP|appos|5",
        {6: ("NNP", "appos", 5)}, id="no group before them",
    ),
    pytest.param(
        "Voss|NNP|ROOT|0 named/name|VBN|acl|0 Ide|NNP|oprd|1 as|IN|prep|1 boss|NN|pobj|3 .|.|punct|0",
        {0: ("NNP", "nsubj", 1), 1: ("VBD", "ROOT", 1), 2: ("NNP", "dobj", 1), 3: ("IN", "prep", 1)},
        id="a finite verb taken for a participle",
    ),
    pytest.param(
        "Voss|NNP|ROOT|0 based/base|VBN|acl|0 in|IN|prep|1 Lund|NNP|pobj|2 .|.|punct|0",
        {1: ("VBN", "acl", 0)}, id="a participle without an object",
    ),
    pytest.param(
        "Ide|NNP|nsubj|10 ,|,|punct|0 head|NN|appos|0 of|IN|prep|2 cards/card|NNS|pobj|3 and|CC|cc|4 "
        "loans/loan|NNS|conj|4 at|IN|prep|6 Voss|NNP|pobj|7 ,|,|punct|0 left/leave|VBD|ROOT|10",
        {7: ("IN", "prep", 2)}, id="where a post is held",
    ),
    pytest.param(
        "Ide|NNP|nsubj|8 ,|,|punct|0 friend|NN|appos|0 of|IN|prep|2 staff|NN|pobj|3 at|IN|prep|4 Voss|NNP|pobj|5 "
        ",|,|punct|0 left/leave|VBD|ROOT|8",
        {5: ("IN", "prep", 4)}, id="no post",
    ),
    pytest.param(
        "Lenders/lender|NNS|ROOT|0 including|VBG|prep|0 Voss|NNP|pobj|1 backed/back|VBN|acl|2 Ide|NNP|dobj|3 "
        ".|.|punct|0",
        {0: ("NNS", "nsubj", 3), 3: ("VBD", "ROOT", 3), 4: ("NNP", "dobj", 3)}, id="the only verb of a sentence",
    ),
    pytest.param(
        "Lenders/lender|NNS|ROOT|0 including|VBG|prep|0 Voss|NNP|pobj|1 backed/back|VBN|acl|2 by|IN|agent|3 "
        "Ide|NNP|pobj|4 .|.|punct|0",
        {3: ("VBN", "acl", 2)}, id="a participle with an agent",
    ),
    pytest.param(
        "Voss|NNP|nsubjpass|2 was/be|VBD|auxpass|2 involved|JJ|ROOT|2 in|IN|prep|2 it|PRP|pobj|3",
        {2: ("VBN", "ROOT", 2)}, id="a participle tagged as an adjective",
    ),
    pytest.param(
        "The|DT|det|1 roads/road|NNS|nsubj|2 parallel|NN|ROOT|2 the|DT|det|4 river|NN|dobj|2",
        {2: ("VBP", "ROOT", 2)}, id="a verb tagged as a noun",
    ),
    pytest.param(
        "fees/fee|NNS|ROOT|0 called/call|VBD|acl|0 tolls/toll|NNS|oprd|1",
        {1: ("VBN", "acl", 0)}, id="a reduced relative is a participle",
    ),
    pytest.param(
        "Ide|NNP|nsubjpass|2 was/be|VBD|auxpass|2 fined/fine|VBN|ROOT|2 and|CC|cc|2 warned/warn|VBD|conj|2 "
        "by|IN|agent|4 Voss|NNP|pobj|5",
        {4: ("VBN", "conj", 2)}, id="a passive goes on behind and",
    ),
    pytest.param(
        "Ide|NNP|nsubj|1 fined/fine|VBD|ROOT|1 Tarn|NNP|dobj|1 $|$|quantmod|4 3|CD|nummod|2",
        {2: ("NNP", "dobj", 1), 4: ("CD", "npadvmod", 1)}, id="a sum behind a name",
    ),
    pytest.param(
        "Ide|NNP|nsubj|1 paid/pay|VBD|ROOT|1 Tarn|NNP|dobj|1 $|$|quantmod|4 3|CD|nummod|2",
        {2: ("NNP", "dative", 1), 4: ("CD", "dobj", 1)}, id="a sum that is paid",
    ),
    pytest.param(
        "Ide|NNP|nsubj|1 has/have|VBZ|ROOT|1 100|CD|dobj|1 banks/bank|NNS|appos|2",
        {2: ("CD", "dobj", 1), 3: ("NNS", "appos", 2)}, id="a count is no sum",
    ),
    pytest.param(
        "Lund|NNP|nsubj|1 is/be|VBZ|ROOT|1 home|RB|advmod|1 to|IN|prep|2 Tarn|NNP|pobj|3",
        {2: ("RB", "acomp", 1)}, id="is home to",
    ),
    pytest.param(
        "Lund|NNP|nsubj|1 is/be|VBZ|ROOT|1 often|RB|advmod|1 rainy|JJ|acomp|1",
        {2: ("RB", "advmod", 1)}, id="is often rainy",
    ),
    pytest.param(
        "the|DT|det|1 Voss–Tarn|NNP|nsubj|3 model|NN|appos|1 won/win|VBD|ROOT|3",
        {1: ("NNP", "compound", 2), 2: ("NN", "nsubj", 3), 0: ("DT", "det", 2)}, id="a dashed name before a noun",
    ),
    pytest.param(
        "Voss|NNP|nsubj|3 &|CC|cc|0 Tarn|NNP|conj|0 won/win|VBD|ROOT|3",
        {0: ("NNP", "compound", 2), 1: ("CC", "compound", 2), 2: ("NNP", "nsubj", 3)}, id="a name with &",
    ),
    pytest.param(
        "Voss|NNP|nsubj|5 ,|,|punct|0 Pell|NNP|appos|0 and|CC|cc|2 Ide|NNP|conj|2 won/win|VBD|ROOT|5",
        {2: ("NNP", "conj", 0)}, id="three names are a list",
    ),
    pytest.param(
        "the|DT|det|1 founder|NN|nsubj|6 ,|,|punct|1 chairman|NN|appos|1 and|CC|cc|3 owner|NN|conj|3 won|VBD|ROOT|6",
        {3: ("NN", "conj", 1)}, id="three posts with one article are a list",
    ),
    pytest.param(
        "the|DT|det|1 bank|NN|nsubj|7 ,|,|punct|1 a|DT|det|4 lender|NN|appos|1 and|CC|cc|4 broker|NN|conj|4 "
        "won/win|VBD|ROOT|7",
        {4: ("NN", "appos", 1)}, id="an apposition of two nouns is none",
    ),
    pytest.param(
        "Orva|NNP|compound|1 chief|NN|nmod|4 Voss|NNP|nsubj|5 and|CC|cc|2 Ide|NNP|conj|2 won/win|VBD|ROOT|5",
        {1: ("NN", "nmod", 2), 4: ("NNP", "conj", 2)}, id="a post before two names is of the first",
    ),
    pytest.param(
        "Voss|NNP|nsubj|1 is/be|VBZ|ROOT|1 a|DT|det|3 fellow|NN|attr|1 at|IN|prep|3 Orva|NNP|pobj|4 ,|,|punct|5 "
        "a|DT|det|8 member|NN|appos|5 of|IN|prep|8 Tarn|NNP|pobj|9 ,|,|punct|3 and|CC|cc|3 a|DT|det|14 "
        "director|NN|conj|3 at|IN|prep|14 Ide|NNP|pobj|15",
        {8: ("NN", "conj", 3), 14: ("NN", "conj", 3)}, id="a list of what somebody is",
    ),
    pytest.param(
        "Voss|NNP|nsubj|1 is/be|VBZ|ROOT|1 a|DT|det|3 fellow|NN|attr|1 at|IN|prep|3 Orva|NNP|pobj|4 ,|,|punct|5 "
        "a|DT|det|8 school|NN|appos|5",
        {8: ("NN", "appos", 5)}, id="what a name in a predicate is",
    ),
    pytest.param(
        "In|IN|prep|4 April|NNP|pobj|0 Voss|NNP|npadvmod|4 ,|,|punct|4 won/win|VBD|ROOT|4 it|PRP|dobj|4",
        {2: ("NNP", "nsubj", 4)}, id="a subject taken for an adverbial",
    ),
    pytest.param(
        "Monday|NNP|npadvmod|1 won/win|VBD|ROOT|1 it|PRP|dobj|1",
        {0: ("NNP", "npadvmod", 1)}, id="a day is no subject",
    ),
    pytest.param(
        "Ide|NNP|nsubj|1 grew/grow|VBD|ccomp|4 ;|:|punct|4 Voss|NNP|nsubj|4 won/win|VBD|ROOT|4",
        {1: ("VBD", "parataxis", 4)}, id="two clauses",
    ),
    pytest.param(
        "Ide|NNP|nsubj|1 grew/grow|VBD|ccomp|4 ,|,|punct|4 Voss|NNP|nsubj|4 said/say|VBD|ROOT|4",
        {1: ("VBD", "ccomp", 4)}, id="what is said",
    ),
    pytest.param(
        "Ide|NNP|nsubj|1 said/say|VBD|ROOT|1 on|IN|prep|1 a|DT|det|4 call|NN|pobj|2 that|IN|mark|7 it|PRP|nsubj|7 "
        "grew/grow|VBD|acl|4",
        {7: ("VBD", "ccomp", 1)}, id="said on a call that",
    ),
    pytest.param(
        "Ide|NNP|nsubj|1 told/tell|VBD|ROOT|1 investors/investor|NNS|dobj|1 that|WDT|mark|5 it|PRP|nsubj|5 "
        "grew/grow|VBD|relcl|2",
        {5: ("VBD", "ccomp", 1)}, id="told investors that",
    ),
    pytest.param(
        "Ide|NNP|nsubj|1 commented/comment|VBD|ROOT|1 on|IN|prep|1 the|DT|det|4 claim|NN|pobj|2 that|IN|mark|7 "
        "it|PRP|nsubj|7 grew/grow|VBD|acl|4",
        {7: ("VBD", "acl", 4)}, id="the claim that",
    ),
    pytest.param(
        "Ide|NNP|nsubj|1 spoke/say|VBD|ROOT|1 in|IN|prep|1 a|DT|det|4 town|NN|pobj|2 that|WDT|nsubj|6 "
        "grew/grow|VBD|relcl|4",
        {6: ("VBD", "relcl", 4)}, id="a town that grew",
    ),
    pytest.param(
        "Annual|JJ|amod|1 reports/report|NNS|ROOT|1 and|CC|cc|1 accounts/account|NNS|conj|1",
        {1: ("NNS", "ROOT", 1)}, id="a heading without a verb",
    ),
    pytest.param(
        "Voss|NNP|compound|1 reports/report|NNS|nsubj|2 grew/grow|VBD|ROOT|2 fast|RB|advmod|2",
        {1: ("NNS", "nsubj", 2)}, id="a sentence that has a verb",
    ),
    pytest.param(
        "Ide|NNP|nsubj|1 read/read|VBD|ROOT|1 “|``|punct|1 Paying/pay|VBG|xcomp|1 Across|IN|prep|3 Borders|NNPS|pobj|4 "
        "”|''|punct|1",
        {3: ("NNP", "xcomp", 1), 2: ("``", "punct", 3), 6: ("''", "punct", 3)}, id="a quoted title holds no verb",
    ),
    pytest.param(
        "Ide|NNP|nsubj|1 said/say|VBD|ROOT|1 “|``|punct|1 Fees/fee|NNS|nsubj|4 rose/rise|VBD|ccomp|1 ”|''|punct|1",
        {4: ("VBD", "ccomp", 1), 2: ("``", "punct", 4), 5: ("''", "punct", 4)}, id="a quoted sentence keeps its verb",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("parse", "wanted"), REPAIRS)
def test_repairs(parse: str, wanted: dict[int, tuple[str, str, int]]) -> None:
    tree = repair(parsed(parse))
    assert heads_form_a_tree(tree)
    assert {i: (tree.tags[i], tree.deps[i], tree.heads[i]) for i in wanted} == wanted


@pytest.mark.parametrize(
    ("ents", "wanted"),
    [
        ([(0, 2, "ORG"), (3, 5, "ORG")], {0: ("compound", 1), 1: ("dobj", 5), 4: ("conj", 1)}),
        ([(0, 5, "ORG")], {1: ("nmod", 4)}),
    ],
)
def test_two_names_that_the_parser_makes_one(
    ents: list[tuple[int, int, str]], wanted: dict[int, tuple[str, int]]
) -> None:
    tree = parsed(
        "Voss|NNP|nmod|4 Capital|NNP|nmod|4 and|CC|cc|1 Orva|NNP|conj|1 Ventures|NNPS|dobj|5 won/win|VBD|ROOT|5"
    )
    tree.ents[:] = ents
    coordinate_names(tree)
    assert {i: (tree.deps[i], tree.heads[i]) for i in wanted} == wanted


def test_a_repaired_participle_has_its_verb_s_lemma() -> None:
    for word, lemma in (
        ("involved", "involve"),
        ("planned", "plan"),
        ("tried", "try"),
        ("based", "base"),
        ("led", "led"),
    ):
        tree = repair(parsed(f"Voss|NNP|nsubjpass|2 was/be|VBD|auxpass|2 {word}|JJ|ROOT|2 in|IN|prep|2 it|PRP|pobj|3"))
        assert tree.lemmas[2] == lemma


def test_a_merged_token_knows_where_it_came_from() -> None:
    tree = join_tokens(glued("a|DT|det|3 co|NN|compound|3 +-|HYPH|punct|3 +founder|NN|ROOT|3"))
    assert tree.origin == [0, 3]


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


@pytest.mark.parametrize(
    ("tokens", "verb", "passive", "helpers"),
    [
        (  # the auxiliary holds all
            "Corvex|NNP|nsubj|3 may|MD|aux|3 not|RB|neg|3 be|VB|auxpass|5 23%|NN|npadvmod|5 owned|VBN|ROOT|5 "
            "by|IN|agent|5 Kestrin|NNP|pobj|6",
            5,
            "Corvex",
            ["may", "not", "be"],
        ),
        (  # the participle as what "be" predicates
            "Corvex|NNP|nsubj|2 may|MD|aux|2 be|VB|ROOT|2 majority-owned|VBN|acomp|2 by|IN|agent|3 Kestrin|NNP|pobj|4",
            3,
            "Corvex",
            ["may", "be"],
        ),
        (  # no agent: an adjective
            "Corvex|NNP|nsubj|1 is/be|VBZ|ROOT|1 state-owned|VBN|acomp|1",
            1,
            "Corvex",
            [],
        ),
    ],
)
def test_what_stands_by_an_auxiliary_belongs_to_the_verb(
    tokens: str, verb: int, passive: str, helpers: list[str]
) -> None:
    tree = repair(parsed(tokens))
    assert heads_form_a_tree(tree)
    assert tree.deps[verb] == "ROOT"
    subject = tree.kid(verb, "nsubj", "nsubjpass")
    assert subject is not None
    assert tree.words[subject] == passive
    assert [tree.words[k] for k in tree.all_kids(verb, "aux", "neg", "auxpass")] == helpers


@pytest.mark.parametrize(
    ("tokens", "seated"),
    [
        ("Tavra|NNP|ROOT|0 maker|NN|appos|0 of|IN|prep|1 bread|NN|pobj|2 based/base|VBN|acl|3 in|IN|prep|4", "maker"),
        ("Tavra|NNP|ROOT|0 maker|NN|appos|0 of|IN|prep|1 pumps|NNS|pobj|2 based/base|VBN|acl|3 in|IN|prep|4", "maker"),
        ("Tavra|NNP|ROOT|0 unit|NN|appos|0 of|IN|prep|1 firm|NN|pobj|2 based/base|VBN|acl|3 in|IN|prep|4", "firm"),
        ("Tavra|NNP|ROOT|0 owner|NN|appos|0 of|IN|prep|1 mill|NN|pobj|2 based/base|VBN|acl|3 in|IN|prep|4", "mill"),
        (
            "Tavra|NNP|ROOT|0 operator|NN|appos|0 of|IN|prep|1 a|DT|det|4 mill|NN|pobj|2 based/base|VBN|acl|4",
            "mill",
        ),
    ],
)
def test_seated_participles(tokens: str, seated: str) -> None:
    tree = parsed(tokens)
    seated_participles(tree)
    assert tree.words[tree.heads[tree.lemmas.index("base")]] == seated

"""What the tests of extraction share: parses written by hand, arbitrary trees, and one extractor for the session.

All names are invented. A parse is one string, a token ``word|tag|dependency|head``; ``bought/buy`` gives the lemma.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest
from hypothesis import strategies as st

from newsweave.extract.model import Block, Document
from newsweave.extract.parsing.tree import Tree
from newsweave.extract.pipeline import Extraction, Extractor

__all__ = ["Read", "document", "heads_form_a_tree", "parsed", "trees"]

Read = Callable[[str], Extraction]
Row = tuple[str, str, str, int]

_WORDS = (
    "banks among them including named backed head at but rather than weighed buying for 2019 chairman "
    "Corvex Kestrin Voss Oslo bank app deal it its who which that whose whom said plan deny buy bought is was to by of "
    'with as in according and or not no will could if one governor founder president based 2020 % $ , . ? ( ) - ’s " ”'
).split()
_TAGS = (
    "NNP NNPS NN NNS PRP PRP$ VB VBD VBG VBN VBP VBZ MD TO IN DT JJ RB CD WDT WP WP$ POS CC , . HYPH -LRB- -RRB- RP EX"
).split()
_DEPS = (
    "ROOT nsubj nsubjpass dobj pobj prep agent conj cc compound amod appos poss relcl acl advcl ccomp xcomp pcomp attr "
    "acomp oprd dative npadvmod advmod aux auxpass neg mark det prt nmod punct parataxis expl case csubj"
).split()


def parsed(text: str) -> Tree:
    """One sentence from its tokens written ``word|tag|dependency|head``."""
    rows: list[Row] = []
    for token in text.split():
        word, tag, dep, head = token.rsplit("|", 3)
        rows.append((word, tag, dep, int(head)))
    return Tree.from_rows(rows)


@st.composite
def trees(draw: st.DrawFn, longest: int = 24) -> Tree:
    """Any tree over any words, in one sentence or several, glued or spaced: what a bad parser could hand over."""
    rng = random.Random(draw(st.integers(0, 2**32)))
    words: list[str] = []
    starts: list[int] = []
    heads: list[int] = []
    sentences: list[tuple[int, int]] = []
    text = ""
    for _ in range(rng.randint(1, 3)):
        first, n = len(words), rng.randint(1, longest // 3)
        sentences.append((first, first + n))
        order = rng.sample(range(n), n)
        parent = {t: (order[rng.randrange(k)] if k else t) for k, t in enumerate(order)}
        for t in range(n):
            heads.append(first + parent[t])
            starts.append(len(text))
            words.append(rng.choice(_WORDS))
            text += words[-1] + rng.choice(("", " ", " "))
        text += " "
    return Tree(
        text=text,
        words=words,
        starts=starts,
        tags=[rng.choice(_TAGS) for _ in words],
        lemmas=[w.lower() for w in words],
        deps=["ROOT" if heads[i] == i else rng.choice(_DEPS[1:]) for i in range(len(words))],
        heads=heads,
        sentences=sentences,
        ents=[(0, 1, "ORG")],
    )


def heads_form_a_tree(tree: Tree) -> bool:
    """Whether every token reaches a root of its own sentence, and ``kids`` mirrors ``heads``."""
    for i in range(len(tree)):
        seen, t = {i}, i
        while tree.heads[t] != t:
            t = tree.heads[t]
            if t in seen or tree.sentence_of[t] != tree.sentence_of[i]:
                return False
            seen.add(t)
    return all(
        tree.kids[h] == [i for i, head in enumerate(tree.heads) if head == h and i != h] for h in range(len(tree))
    )


def document(
    text: str, *, blocks: Sequence[Block] | None = None, name: str = "d", date: str | None = "2024-05-24"
) -> Document:
    """A document that is one paragraph, or the blocks given; 24 May 2024 is a Friday."""
    whole = (Block(0, len(text)),) if text.strip() else ()
    return Document(name, text, tuple(blocks) if blocks is not None else whole, date=date)


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture(scope="session")
def read(extractor: Extractor) -> Read:
    """Reads a text as one paragraph; each text once a session."""
    known: dict[str, Extraction] = {}

    def extraction(text: str) -> Extraction:
        if text not in known:
            known[text] = next(iter(extractor.extract([document(text)])))
        return known[text]

    return extraction

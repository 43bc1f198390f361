"""Parse repair: the parser's systematic errors on news, mended on the tree before anything reads it.

Each repair is one function with the pattern it mends in its docstring; ``repair`` applies them in order.
"""

from __future__ import annotations

from newsweave.extract.phrases import PROPER
from newsweave.extract.tree import Tree
from newsweave.ontology.lists import word_map

__all__ = ["repair"]

# Kept apart, because the name on the left is an argument of its own: "Singapore-based", "Nasdaq-listed", "state-owned".
_LEMMAS: dict[str, str] = word_map("verb_lemmas")
_PARTICIPLES = frozenset(
    "based headquartered listed owned backed led traded registered incorporated domiciled regulated licensed born "
    "controlled run linked focused denominated pegged issued".split()
)


def repair(tree: Tree) -> Tree:
    """All repairs, in order."""
    tree = join_hyphens(tree)
    mend_lemmas(tree)
    coordinate_subjects(tree)
    return tree


def join_hyphens(tree: Tree) -> Tree:
    """Make one token of a hyphenated word: the tokenizer cuts "co-founder", "cross-border" and "Chi-hyung" in three."""
    words, n = tree.words, len(tree.words)
    groups: list[tuple[int, int]] = []
    i = 0
    while i < n:
        j = i + 1
        while (
            j + 1 < n
            and words[j] in ("-", "‐", "‑")
            and tree.ends[j - 1] == tree.starts[j]
            and tree.ends[j] == tree.starts[j + 1]
            and words[j - 1][-1:].isalnum()
            and words[j + 1][:1].isalnum()
            and tree.sentence_of[j - 1] == tree.sentence_of[j + 1]
            and not (words[i][:1].isupper() and words[i] != "State" and words[j + 1].lower() in _PARTICIPLES)
        ):
            j += 2
        groups.append((i, j))
        i = j
    if len(groups) == n:
        return tree
    return _merge(tree, groups)


def _merge(tree: Tree, groups: list[tuple[int, int]]) -> Tree:
    """A tree in which each half-open group of tokens is one token, headed by what its highest token was headed by."""
    new_of = [0] * len(tree.words)
    for g, (a, b) in enumerate(groups):
        for t in range(a, b):
            new_of[t] = g
    words, tags, lemmas, deps, heads = [], [], [], [], []
    for g, (a, b) in enumerate(groups):
        # The token nearest the root: heads then stand in ever nearer groups, so no circle closes, even between groups.
        top = a if b - a == 1 else min(range(b - 1, a - 1, -1), key=lambda t: sum(1 for _ in tree.ancestors(t)))
        last = b - 1
        words.append(tree.text[tree.starts[a] : tree.ends[last]] if b - a > 1 else tree.words[a])
        compound = b - a > 1
        lemmas.append("".join(tree.words[a:last]).lower() + tree.lemmas[last] if compound else tree.lemmas[a])
        tags.append(tree.tags[last] if compound and tree.tags[top] == "HYPH" else tree.tags[top])
        deps.append(tree.deps[top])
        head = tree.heads[top]
        heads.append(g if head == top else new_of[head])
    return Tree(
        text=tree.text,
        words=words,
        starts=[tree.starts[a] for a, _ in groups],
        tags=tags,
        lemmas=lemmas,
        deps=deps,
        heads=heads,
        sentences=[(new_of[a], new_of[b - 1] + 1) for a, b in tree.sentences],
        ents=[(new_of[a], new_of[b - 1] + 1, label) for a, b, label in tree.ents],
    )


def mend_lemmas(tree: Tree) -> None:
    """Lemmas that the model's table gets wrong: "fined" is no form of "fin"."""
    for i, word in enumerate(tree.words):
        right = _LEMMAS.get(word.lower())
        if right is not None and tree.tags[i][:2] == "VB":
            tree.lemmas[i] = right


def coordinate_subjects(tree: Tree) -> None:
    """ "A, the x of B, and C, the y of D, did": the parser may hang C on the title x; C belongs to A.

    Where a conjunct of a lower-case or title apposition is a person-like proper noun behind ", and", it is moved to the
    noun that the apposition explains.
    """
    for i, dep in enumerate(tree.deps):
        if dep != "conj" or tree.tags[i] not in PROPER:
            continue
        head = tree.heads[i]
        if tree.deps[head] != "appos" or tree.tags[tree.heads[head]] not in PROPER:
            continue
        if tree.tags[head] in PROPER and tree.words[head].istitle() and tree.kid(head, "prep") is None:
            continue
        if any(tree.words[t] == "," for t in range(head, i)):
            tree.attach(i, tree.heads[head], "conj")

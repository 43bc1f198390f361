"""Quotation marks: each pair hangs on what it encloses, and a quoted title is one name whatever words it holds."""

from __future__ import annotations

from newsweave.extract.parsing.phrases import VERB_TAGS
from newsweave.extract.parsing.tree import Tree

__all__ = ["CLOSING", "OPENING", "attach_quotes"]

OPENING = frozenset({"“", "``", "‘‘", "«", '"'})
CLOSING = frozenset({"”", "''", "’’", "»", '"', "”―", "”—", "”–"})  # a dash may stand in one token with it
_LONGEST_TITLE = 12  # words
_SMALL = 4  # a word of fewer letters may be lower-case in a title


def attach_quotes(tree: Tree) -> None:
    """Hang both marks of a quotation on the head of what they enclose, so that a phrase keeps or drops the pair.

    The parser hangs the opening mark on the verb before it: the title "A Year" in 'in the film "A Year"'.
    """
    if OPENING.isdisjoint(tree.words):
        return
    for start, end in tree.sentences:
        opened = -1
        for t in range(start, end):
            word = tree.words[t]
            if opened >= 0 and word in CLOSING:
                _enclose(tree, opened, t)
                opened = -1
            elif word in OPENING:
                opened = t


def _enclose(tree: Tree, opening: int, closing: int) -> None:
    inside = range(opening + 1, closing)
    tops = [t for t in inside if tree.deps[t] != "punct" and not opening < tree.heads[t] < closing]
    tops += [t for t in inside if tree.heads[t] == t]
    if not tops:
        return
    # The one nearest to the root: none of the others can be above it, so that no circle closes.
    top = min(tops, key=lambda t: sum(1 for _ in tree.ancestors(t)))
    if _is_title(tree, opening, closing):
        for t in inside:
            if tree.tags[t] in VERB_TAGS:
                tree.tags[t] = "NNP"
            if t in tops and t != top:
                tree.attach(t, top, "compound")
    elif len(tops) > 1:
        return
    for mark in (opening, closing):
        if not tree.kids[mark] and tree.heads[mark] != mark:
            tree.attach(mark, top, "punct")


def _is_title(tree: Tree, opening: int, closing: int) -> bool:
    """Whether a quotation is the name of something: "Policy, Finance and Trade", not a sentence that somebody said."""
    words = [tree.words[t] for t in range(opening + 1, closing) if tree.words[t][0].isalpha()]
    if not 2 <= len(words) <= _LONGEST_TITLE or tree.words[closing - 1] in (".", "!", "?"):
        return False
    return words[0][0].isupper() and all(w[0].isupper() for w in words if len(w) >= _SMALL)

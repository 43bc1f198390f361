"""A repair of clauses that leave out the verb between an owner and a share: "A owns 60% of C and B the rest".

The parser makes the second owner a part of the first clause. Here owner and share are both hung on the verb as
``orphan``, which is what Universal Dependencies calls them; ``gapping`` makes clauses of them.
"""

from __future__ import annotations

from newsweave.extract.parsing.phrases import NOUN_TAGS, PROPER, VERB_TAGS
from newsweave.extract.parsing.tree import Tree

__all__ = ["is_rest", "is_share", "orphaned_shares"]

_PERCENT = frozenset({"%", "percent", "pc"})
_REST = frozenset({"rest", "remainder", "balance"})
_STAKES = frozenset({"stake", "holding", "shareholding", "interest", "share"})
_BEFORE_NUMBERS = frozenset(
    "the a another other remaining further about around roughly nearly almost some just only per over".split()
)
_BREAKS = frozenset({",", "and", ";", "while"})
_TIMES = frozenset({"DATE", "TIME"})
_OWNER_TAGS = NOUN_TAGS | {"DT", "JJ", "POS", "PRP$", "IN", "HYPH"}

_Run = tuple[int, int]
"""First token and the one behind the last."""


def orphaned_shares(tree: Tree) -> None:
    """Find the owners and shares behind each verb with a share as its object, or its extent: "A rose 3% and B 4%"."""
    if _PERCENT.isdisjoint(tree.lemmas):
        return
    for verb, tag in enumerate(tree.tags):
        share = tree.kid(verb, "dobj", "npadvmod") if tag in VERB_TAGS else None
        if share is None or not is_share(tree, share):
            continue
        above = {verb, *tree.ancestors(verb)}
        for owner, amount in _pairs(tree, share):
            head = _head(tree, owner)
            if above.isdisjoint(range(owner[0], amount[1])):
                _hang(tree, head, owner, verb)
                _hang(tree, amount[1] - 1, amount, verb)


def _pairs(tree: Tree, share: int) -> list[tuple[_Run, _Run]]:
    """Owner and amount of each clause that follows the share, each right behind the one before."""
    end = tree.sentences[tree.sentence_of[share]][1]
    found: list[tuple[_Run, _Run]] = []
    at = share + 1
    for t in range(share + 1, end):
        if not _is_percent(tree, t) and not is_rest(tree, t):
            continue
        first = t
        while tree.tags[first - 1] == "CD" or tree.words[first - 1].lower() in _BEFORE_NUMBERS:
            first -= 1
        begin = next((b + 1 for b in range(first - 1, at - 1, -1) if tree.words[b].lower() in _BREAKS), None)
        if begin is None or not _is_owner(tree, begin, first):
            break
        between = [b for b in range(at, begin) if tree.words[b].lower() not in _BREAKS]
        if any(found or tree.tags[b] in VERB_TAGS for b in between):
            break
        last = t + 1 if t + 1 < end and tree.lemmas[t + 1] in _STAKES else t  # "a 40% stake"
        if last + 1 < end and tree.tags[last + 1] in NOUN_TAGS:  # "3% bonds"
            break
        found.append(((begin, first), (first, last + 1)))
        at = last + 1
    return found


def is_share(tree: Tree, t: int) -> bool:
    """Whether a noun is a share of something: "60%", "a stake"."""
    return _is_percent(tree, t) or tree.lemmas[t] in _STAKES


def is_rest(tree: Tree, t: int) -> bool:
    """Whether a noun is what others leave: "the rest"."""
    return tree.lemmas[t] in _REST and tree.words[t - 1].lower() == "the"


def _is_percent(tree: Tree, t: int) -> bool:
    return t > 0 and tree.lemmas[t] in _PERCENT and tree.tags[t - 1] == "CD"


def _is_owner(tree: Tree, first: int, behind: int) -> bool:
    """Whether these tokens name somebody: a name, or "the" with a noun; no time, and no phrase but one with "of"."""
    run = range(first, behind)
    if not run or any(tree.tags[t] not in _OWNER_TAGS for t in run):
        return False
    if any(tree.tags[t] == "IN" and tree.lemmas[t] != "of" for t in run) or tree.tags[behind - 1] not in NOUN_TAGS:
        return False
    if any(a < behind and first < b and label in _TIMES for a, b, label in tree.ents):
        return False
    return any(tree.tags[t] in PROPER for t in run) or tree.words[first].lower() == "the"


def _head(tree: Tree, owner: _Run) -> int:
    first, behind = owner
    return next((t - 1 for t in range(first + 1, behind) if tree.lemmas[t] == "of"), behind - 1)


def _hang(tree: Tree, head: int, run: _Run, verb: int) -> None:
    """Make one phrase of the tokens, with this head, and hang it on the verb."""
    tree.attach(head, verb, "orphan")
    for t in range(*run):
        if t != head and not run[0] <= tree.heads[t] < run[1]:
            tree.attach(t, head, "nummod" if tree.tags[t] == "CD" else "compound" if tree.tags[t] in PROPER else "det")
    for b in range(run[0] - 1, -1, -1):
        if tree.words[b].lower() not in _BREAKS:
            break
        tree.attach(b, verb, "cc" if tree.tags[b] == "CC" else "punct")

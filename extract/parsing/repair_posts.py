"""Repair of posts that have ended, between a name and what it does now: the time is the post's, not the clause's."""

from __future__ import annotations

from newsweave.extract.parsing.phrases import PROPER
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = ["posts_until"]

_POSTS = word_list("posts") | word_list("firm_posts") | word_list("state_offices")
_TIMES = word_list("time_words") | frozenset({"recently", "lately", "then"})
_LONGEST = 8  # words of "until the end of last year the deputy head"
_SUBJECTS = ("nsubj", "nsubjpass")


def posts_until(tree: Tree) -> None:
    """ "Mara Voss, until last month the head of Orva, joined Tarn", "Until May head of Orva, Mara Voss joined Tarn".

    The post explains the name, and the time is that of the post.
    """
    for until, lemma in enumerate(tree.lemmas):
        if lemma not in ("until", "till") or tree.tags[until] != "IN":
            continue
        start, end = tree.sentences[tree.sentence_of[until]]
        time, post = _time_and_post(tree, until, end)
        if post < 0:
            continue
        name = until - 2 if until - 2 >= start and tree.words[until - 1] == "," else -1
        if until == start:
            name = _subject_behind(tree, post, end)
        if name < 0 or tree.tags[name] not in PROPER or _is_below(tree, name, (until, time, post)):
            continue
        if tree.deps[name] in ("compound", "nmod"):
            continue
        tree.attach(post, name, "appos")
        tree.attach(until, post, "prep")
        tree.attach(time, until, "pobj" if tree.tags[time][:2] == "NN" else "pcomp")
        for t in range(until + 1, post):
            if t != time and not until < tree.heads[t] <= post:
                tree.attach(t, time if t < time else post, tree.deps[t] if t < time else "amod")
            elif t < time < tree.heads[t]:
                tree.attach(t, time, tree.deps[t])
            elif t > time and tree.heads[t] <= time:
                tree.attach(t, post, tree.deps[t])


def _time_and_post(tree: Tree, until: int, end: int) -> tuple[int, int]:
    """The last word of a time and the head of the post right behind it; -1 for what is not there."""
    time = -1
    for t in range(until + 1, min(until + _LONGEST, end)):
        if tree.words[t] == "," or tree.tags[t] in ("VBD", "VBZ", "VBP", "MD"):
            break
        year = tree.tags[t] == "CD" and len(tree.words[t]) == 4
        if tree.words[t].lower() in _TIMES or year:
            time = t
        ends = t + 1 >= end or tree.tags[t + 1] not in ("NN", "NNP", "HYPH")
        if time >= 0 and t > time and ends and tree.lemmas[t] in _POSTS and tree.tags[t][:2] == "NN":
            return time, t
    return time, -1


def _subject_behind(tree: Tree, post: int, end: int) -> int:
    """The name behind the comma that ends a post's phrase, where it is what the clause is about; -1 without one."""
    comma = next((t for t in range(post + 1, end) if tree.words[t] == ","), end)
    for t in range(comma + 1, end):
        if tree.deps[t] in _SUBJECTS:
            return t if tree.left(t) == comma + 1 else -1
        if tree.tags[t] not in PROPER:
            return -1
    return -1


def _is_below(tree: Tree, name: int, others: tuple[int, ...]) -> bool:
    """Whether the name hangs on what is to hang on it."""
    return any(t in others for t in tree.ancestors(name))

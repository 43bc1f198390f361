"""Phrases that open a sentence and say who its subject is: "A unit of Y, X sells software"."""

from __future__ import annotations

from newsweave.extract.parsing.phrases import PROPER, VERB_TAGS
from newsweave.extract.parsing.tree import Tree

__all__ = ["attach_openings"]

_SUBJECTS = ("nsubj", "nsubjpass")
_COMMON = frozenset({"NN", "NNS"})


def attach_openings(tree: Tree) -> None:
    """ "A unit of Y, X sells software": the parser gives the verb two subjects; the first says what the second is."""
    for verb in range(len(tree.words)):
        if tree.tags[verb] not in VERB_TAGS:
            continue
        subjects = tree.all_kids(verb, *_SUBJECTS)
        if len(subjects) != 2:
            continue
        opening, name = subjects
        last = tree.subtree(opening)[-1]
        if (
            tree.tags[opening] in _COMMON
            and tree.tags[name] in PROPER
            and opening < name < verb
            and any(tree.deps[k] == "prep" for k in tree.kids[opening])
            and last + 1 < len(tree.words)
            and tree.words[last + 1] == ","
            and tree.left(name) == last + 2
            and tree.left(opening) == tree.sentences[tree.sentence_of[verb]][0]
        ):
            tree.attach(opening, name, "appos")

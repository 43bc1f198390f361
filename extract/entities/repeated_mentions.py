"""Names of one word that a document names once for sure, wherever it names them again.

A word that one sentence shows to be a name ("bunq has acquired ...", "a deal with Ramp") is one in the others too, also
where nothing there shows it: at the start of a sentence, without a capital, taken for a noun or an adjective.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsweave.extract.entities.cluster import Passage
from newsweave.extract.entities.names import Name
from newsweave.extract.entities.sentence_initial_names import common_word, opens_sentence
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = ["add_repeated_mentions"]

_LABELS = frozenset({"", "Organization", "Product"})
_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "FW", "CD", "UH"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "poss", "dobj", "pobj", "conj", "appos", "dative"})
_MODIFIERS = ("det", "amod", "compound", "nummod", "poss", "nmod")
_PLURAL = frozenset({"are", "have", "were", "do"})


def add_repeated_mentions(passages: Sequence[Passage]) -> None:
    """Add to ``Passage.names`` the further mentions of names of one word that no gazetteer knows."""
    known = {n.text for p in passages for n in p.names if _is_lone(n)}
    if not known:
        return
    for number, p in enumerate(passages):
        if p.kind != "paragraph" or known.isdisjoint(p.tree.words):
            continue
        covered = {t for n in p.names for t in range(n.start, n.end)}
        added = [
            Name(number, t, t + 1, word, "")
            for t, word in enumerate(p.tree.words)
            if word in known and t not in covered and _may_mean(p.tree, t)
        ]
        p.names = sorted([*p.names, *added], key=lambda n: n.start) if added else p.names


def _is_lone(n: Name) -> bool:
    lone = n.end - n.start == 1 and not n.known and not n.heading and not n.demonym
    return lone and n.label in _LABELS and len(n.text) > 2 and not common_word(n.text)


def _may_mean(tree: Tree, t: int) -> bool:
    """Whether the word stands as a name does: without an article, as an argument, no part of a longer expression."""
    if tree.tags[t] not in _NOUN_TAGS or tree.kid(t, *_MODIFIERS) is not None:
        return False
    head = tree.heads[t]
    if tree.deps[t] in ("compound", "nmod", "amod"):
        # "Ramp founder Mara Voss", but not "Ramp agents"
        return head > t and tree.lemmas[t + 1] in word_list("founders")
    if tree.deps[t] not in _ARGUMENTS:
        return False
    plural = tree.tags[head] == "VBP" or any(tree.words[k].lower() in _PLURAL for k in tree.all_kids(head, "aux"))
    return not (opens_sentence(tree, t) and tree.tags[t] == "NNS" and plural)

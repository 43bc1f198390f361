"""Whose seat a politician has, where his party says it: "Sen. X (D-Mass.)", "Senator X, a Democrat from Oregon"."""

from __future__ import annotations

from newsweave.extract.model import Argument
from newsweave.extract.parsing.party_tags import PartyTag, party_tag
from newsweave.extract.parsing.phrases import PROPER, argument, conjuncts, noun_phrase
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = ["seats_of_others", "state_of_party"]

_PARTY_MEMBERS = word_list("party_members")


def state_of_party(tree: Tree, name: int) -> list[Argument]:
    """The state behind a politician's name, as an argument of the office before it; empty where none is said.

    "Sen. X (D-Mass.)" (``amod``), "Senator X, a Democrat from Oregon" (``of``), "an Oregon Democrat" (``compound``).
    """
    tag = party_tag(tree, name)
    if tag is not None:
        return [_state(tree, tag)]
    out: list[Argument] = []
    for party in tree.all_kids(name, "appos"):
        if tree.lemmas[party] not in _PARTY_MEMBERS:
            continue
        for k in tree.kids[party]:
            if tree.deps[k] == "prep" and tree.lemmas[k] in ("of", "from"):
                out += [argument(tree, x, "of", marker=tree.words[k]) for x in tree.all_kids(k, "pobj")]
            elif k < party and tree.deps[k] in ("compound", "nmod") and tree.tags[k] in PROPER:
                out.append(argument(tree, k, "compound"))
    return out


def seats_of_others(tree: Tree, name: int) -> list[list[Argument]]:
    """Person and state of those named with the first: "Senators X (D-Ohio) and Y (R-Iowa)"."""
    tags = [(other, party_tag(tree, other)) for other in conjuncts(tree, name)[1:]]
    return [
        [argument(tree, other, "subject", noun_phrase(tree, other)), _state(tree, tag)]
        for other, tag in tags
        if tag is not None
    ]


def _state(tree: Tree, tag: PartyTag) -> Argument:
    return argument(tree, tag.start, "amod", list(range(tag.start, tag.end)))

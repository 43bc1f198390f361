"""A repair of places of two names before "-based": the parser ties the first to something else."""

from __future__ import annotations

from newsweave.extract.parsing.phrases import PROPER
from newsweave.extract.parsing.tree import Tree

__all__ = ["cities_before_states"]

_SEATED = frozenset({"based", "headquartered"})
_PLACES = frozenset({"GPE", "LOC"})


def cities_before_states(tree: Tree) -> None:
    """ "led by Lund, Sweden-based Corvex": Lund is where Corvex is based, and lies in Sweden."""
    for based, word in enumerate(tree.words):
        if word not in _SEATED or tree.tags[based] != "VBN" or tree.words[based - 1] != "-":
            continue
        state = tree.kid(based, "npadvmod", "nmod", "compound")
        if state is None or tree.tags[state] not in PROPER:
            continue
        comma = tree.left(state) - 1
        city = comma - 1
        if city < 0 or tree.words[comma] != "," or tree.tags[city] not in PROPER or not _is_place(tree, city):
            continue
        noun = tree.heads[based]
        above = (*tree.ancestors(noun), noun)
        if tree.deps[city] in ("compound", "nmod") and city < tree.heads[city] <= state and city not in above:
            # "Calif." heads "Los Gatos"
            tree.attach(city, noun, "nmod")
        if tree.heads[noun] == city:  # "Lund, Sweden-based Corvex fell": it is Corvex that fell
            over, dep = tree.heads[city], tree.deps[city]
            tree.attach(noun, noun if over == city else over, dep)
        if city in tree.ancestors(state) or city in tree.ancestors(based):
            continue
        tree.attach(city, based, "npadvmod")
        if state != city and state not in tree.ancestors(city):
            tree.attach(state, city, "appos")


def _is_place(tree: Tree, i: int) -> bool:
    return any(a <= i < b and label in _PLACES for a, b, label in tree.ents)

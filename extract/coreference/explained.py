"""Common nouns that a name of the same sentence explains: "its Hong Kong unit, X", "X is a firm based in Y"."""

from __future__ import annotations

from newsweave.extract.coreference.discourse import Discourse
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.entities.entity_typing import naming
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.classes import BROAD, CLASS_NOUNS
from newsweave.ontology.lists import word_map

__all__ = ["link_explained"]

_NOMINALS: dict[str, list[str]] = word_map("nominals")
_HOW = "explained"


def link_explained(p: Passage, discourse: Discourse) -> None:
    """Link the nouns of a passage that its own names explain."""
    _named_things(p, discourse)
    _appositions(p, discourse)
    _predicate_nouns(p, discourse)


def _named_things(p: Passage, d: Discourse) -> None:
    """ "an operation dubbed X": the operation is X, also as an argument of other verbs."""
    for prop in p.propositions:
        pair = naming(prop)
        if pair is not None and pair[1].head in p.at and pair[0].head not in p.at:
            thing, name = pair
            d.link(p, thing.head, thing.head, p.at[name.head], _HOW)


def _appositions(p: Passage, d: Discourse) -> None:
    """ "its Hong Kong unit, X": the noun that a name explains means the name."""
    tree = p.tree
    for i, dep in enumerate(tree.deps):
        if dep != "appos":
            continue
        head = tree.heads[i]
        if i not in p.at:
            clause = tree.kid(i, "acl", "relcl")
            fits = head in p.at and _can_be(tree.lemmas[i], p.at[head])
            if fits and (clause is not None or _is_the(tree, i)) and tree.words[tree.left(i) - 1] == ",":
                d.link(p, i, i, p.at[head], _HOW)  # "X, a fund based in Y": the fund is X
            continue
        noun = tree.heads[i]
        if tree.tags[noun] == "NN" and noun not in p.at and tree.words[tree.subtree(i)[0] - 1] != "(":
            d.link(p, noun, noun, p.at[i], _HOW)


def _is_the(tree: Tree, t: int) -> bool:
    """Whether a noun has "the" and is nobody else's: "X, the largest lender", and not "X, the lender's unit"."""
    the = tree.kid(t, "det")
    return the is not None and tree.lemmas[the] == "the" and tree.kid(t, "poss") is None


def _can_be(noun: str, c: Cluster) -> bool:
    """Whether a common noun can stand for an entity: "lender" for a bank, "deal" for no company."""
    named = CLASS_NOUNS.get(noun)
    return c.type in _NOMINALS.get(noun, ()) or (named is not None and BROAD.get(named) == c.broad)


def _predicate_nouns(p: Passage, d: Discourse) -> None:
    """ "X is a firm based in Y": the firm that is based is X."""
    tree = p.tree
    for i, dep in enumerate(tree.deps):
        if dep != "attr" or tree.tags[i] != "NN" or i in p.at or tree.kid(i, "acl", "relcl") is None:
            continue
        verb = tree.heads[i]
        subject = tree.kid(verb, "nsubj")
        plain = tree.lemmas[verb] == "be" and tree.kid(verb, "neg") is None and tree.kid(verb, "aux") is None
        if plain and subject is not None and subject in p.at and tree.kid(subject, "conj") is None:
            d.link(p, i, i, p.at[subject], _HOW)

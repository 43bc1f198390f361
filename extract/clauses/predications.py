"""What a verb says of somebody that a copula could say: "Y's backers include X", "Y counts X among its customers",
"X is known as the maker of Y", "As the owner of Y, X ...", "Y won customers such as X".

Each gives the predicate noun with the arguments that "X is a backer of Y" would have, for rules; no open triple.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from newsweave.extract.clauses.noun_clauses import predicate_noun
from newsweave.extract.clauses.subjects import antecedent
from newsweave.extract.model import Argument, Proposition
from newsweave.extract.parsing.phrases import PROPER, argument, conjuncts, examples, members
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = ["predications"]

_INCLUDING = word_list("including_verbs")
_HAVING = word_list("counting_verbs") | word_list("possessing_verbs")
_COUNTING = word_list("counting_verbs")
_CALLING = word_list("calling_verbs")
_BEING = word_list("being_verbs")
_COMMON = frozenset({"NN", "NNS"})
_MEMBERS = frozenset({"among", "amongst", "as"})


def predications(tree: Tree, verb: int, found: Proposition) -> Iterator[Proposition]:
    """What the clause of ``verb``, read as ``found``, says of somebody as a predicate noun would."""
    lemma = tree.lemmas[verb]
    if lemma in _INCLUDING and found.voice == "active":
        yield from _members(tree, verb, found)
    if lemma in _HAVING and found.voice == "active":
        yield from _had(tree, verb, found)
    hung = (
        k for o in tree.all_kids(verb, "dobj") for c in conjuncts(tree, o) for k in tree.all_kids(c, "prep")
    )  # "counts Orva Bank among its"
    for prep in (*tree.all_kids(verb, "prep"), *(k for k in hung if lemma in _COUNTING)):
        if tree.lemmas[prep] not in _MEMBERS:
            continue
        nouns = [n for k in tree.all_kids(prep, "pobj") for n in conjuncts(tree, k) if tree.tags[n] in _COMMON]
        if not nouns:
            continue
        if prep < verb and tree.lemmas[prep] == "as":  # "As the owner of Y, X ..."
            told = found.roles("subject" if found.voice == "active" else "object")
            yield from (_said(tree, n, told, replace(found, polarity="positive", modality="")) for n in nouns)
        elif lemma in _BEING and found.voice == "active":
            yield from (_said(tree, n, found.roles("subject"), found) for n in nouns)
        elif lemma in _COUNTING or (lemma in _CALLING and found.voice == "passive"):
            yield from (_said(tree, n, found.roles("object"), found, found.roles("subject")) for n in nouns)


def _members(tree: Tree, verb: int, found: Proposition) -> Iterator[Proposition]:
    """ "Y's backers include X and Z"."""
    group = tree.kid(verb, "nsubj")
    members = [c for k in tree.all_kids(verb, "dobj") for c in conjuncts(tree, k)]
    if group is not None:
        group = antecedent(tree, verb, group)  # "Y's backers, which include X and Z"
    if group is not None and tree.tags[group] == "NNS":
        for noun in conjuncts(tree, group):
            yield _said(tree, noun, [argument(tree, m, "subject") for m in members], found)


def _had(tree: Tree, verb: int, found: Proposition) -> Iterator[Proposition]:
    """ "Y has customers such as X", "Y won two customers, X and Z": X is one of Y's."""
    owners = tuple(found.roles("subject"))
    for noun in (n for k in tree.all_kids(verb, "dobj") for n in conjuncts(tree, k) if tree.tags[n] in _COMMON):
        named = [n for e in examples(tree, noun) for n in conjuncts(tree, e)]
        inner = members(tree, noun)
        if not named and tree.tags[inner] == "NNS":
            behind = (k for k in tree.all_kids(inner, "appos") if k > inner and tree.tags[k] in PROPER)
            named = [n for k in behind for n in conjuncts(tree, k)]
        if named and owners:
            yield _said(tree, inner, [argument(tree, n, "subject") for n in named], found, owners)


def _said(
    tree: Tree,
    noun: int,
    whom: Iterator[Argument] | list[Argument] | tuple[Argument, ...],
    found: Proposition,
    owners: Iterator[Argument] | tuple[Argument, ...] = (),
) -> Proposition:
    """The proposition that those of ``whom`` are what ``noun`` says; ``owners`` are whose, if it has none itself."""
    predicate, inner = predicate_noun(tree, noun)
    arguments = [replace(a, role="subject") for a in whom]
    if not any(a.role in ("of", "poss") for a in inner):
        inner += [replace(a, role="of") for a in owners]
    return replace(found, kind="inverse", predicate=predicate, voice="active", arguments=(*arguments, *inner))

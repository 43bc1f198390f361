"""The subjects that a pronoun stands below, the nearest first: the order in which Hobbs (1978) looks for whom it means.

In "X said that Y had sold its mill" the possessive stands below Y and, farther up, below X.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsweave.extract.clauses.subjects import SUBJECTS, antecedent, inherited_subject
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = ["Above", "subjects_above"]

_ASKING = word_list("asking_verbs")
_ACCUSING = frozenset({"accuse", "suspect"})
_CLAUSES = frozenset({"ROOT", "acl", "advcl", "ccomp", "conj", "csubj", "parataxis", "pcomp", "relcl", "xcomp"})


@dataclass(frozen=True, slots=True)
class Above:
    """A clause above a token, with the subject that its verb has or shares."""

    verb: int
    subject: int
    """Token of the subject; of a relative pronoun, the noun that it stands for."""
    own: bool
    """Whether the token is no part of a clause below this one."""
    ahead: bool
    """Whether the subject stands behind the token: "Following its purchase of Y, X"."""
    asked: bool
    """Whether somebody else is asked to do it, and either may be meant: "X asked Y to extend its loan"."""


def subjects_above(tree: Tree, t: int) -> Iterator[Above]:
    """The clauses that token ``t`` stands in, from the inside out; not those in whose subject it stands."""
    below, inner = t, False
    for verb in tree.ancestors(t):
        if tree.tags[verb][:2] != "VB" and tree.deps[verb] not in _CLAUSES:
            below = verb
            continue
        given = tree.kid(verb, *SUBJECTS)
        if given is not None and given == below:
            inner = inner or given == t
            below = verb
            continue  # the token stands in this subject, or is it
        subject = antecedent(tree, verb, given) if given is not None else inherited_subject(tree, verb)
        if subject is not None and subject != t:
            asked = given is None and _is_left_open(tree, verb)
            yield Above(verb, subject, not inner, subject > t, asked)
            inner = True
        below = verb


def _is_left_open(tree: Tree, verb: int) -> bool:
    """Whether somebody is asked to do it or accused of it: "X accused Y of copying its software"."""
    head = tree.heads[verb]
    if tree.deps[verb] == "pcomp":
        return tree.lemmas[head] == "of" and tree.lemmas[tree.heads[head]] in _ACCUSING
    return tree.lemmas[head] in _ASKING

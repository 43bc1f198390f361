"""Whose rival a bare "rival X" is: the other one of a pair ("Y and rival X"), else whoever the clause is about."""

from __future__ import annotations

from newsweave.extract.clauses.subjects import SUBJECTS, antecedent, clause_verb, inherited_subject
from newsweave.extract.model import Argument
from newsweave.extract.parsing.phrases import PROPER, argument
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = ["counterpart"]

_RIVALS = word_list("rival_nouns")
_SPEAKING = word_list("speech_verbs")


def counterpart(tree: Tree, noun: int, name: int) -> list[Argument]:
    """Role ``of`` for the noun before ``name`` where it says itself of nobody whose it is; empty where that is open."""
    if tree.lemmas[noun] not in _RIVALS:
        return []
    first = name
    while tree.deps[first] == "conj" and tree.tags[tree.heads[first]] in PROPER:
        first = tree.heads[first]
    if first != name:
        between = range(first + 1, noun)  # "Orva and rivals Tarn and Brix": whose rival Brix is, is said of Tarn
        return [argument(tree, first, "of")] if any(tree.lemmas[t] == "and" for t in between) else []
    verb = clause_verb(tree, name)
    if verb is None or tree.lemmas[verb] in _SPEAKING:
        return []
    own = tree.kid(verb, *SUBJECTS)
    subject = antecedent(tree, verb, own) if own is not None else inherited_subject(tree, verb)
    if subject is None or subject == name or subject in tree.ancestors(name) or name in tree.ancestors(subject):
        return []
    return [argument(tree, subject, "of")] if tree.tags[subject] in PROPER | {"PRP", "NN"} else []

"""Whose rivals "rivals X and Y" are, where nobody says it: those of whoever the clause is about, not each other's.

Whose one rival is, the document answers (coreference); a clause with several must not make rivals of them.
"""

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
    verb = clause_verb(tree, name)
    if verb is None or tree.lemmas[verb] in _SPEAKING:
        return []
    own = tree.kid(verb, *SUBJECTS)
    subject = antecedent(tree, verb, own) if own is not None else inherited_subject(tree, verb)
    if subject is None or subject == name or subject in tree.ancestors(name) or name in tree.ancestors(subject):
        return []
    return [argument(tree, subject, "of")] if tree.tags[subject] in PROPER | {"PRP", "NN"} else []

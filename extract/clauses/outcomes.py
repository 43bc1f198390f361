"""What becomes of a deed that a noun names or a verb plans: called off, given up, collapsed, or never there."""

from __future__ import annotations

from newsweave.extract.clauses.control import bare_phrase
from newsweave.extract.clauses.subjects import clause_verb
from newsweave.extract.clauses.verb_phrases import denies, with_particle
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = ["ends", "fails", "given_up", "has_happened", "is_none", "undoes"]

_POSTS = word_list("posts")
_ENDING = word_list("ending_verbs")
_BONDS = word_list("bonds")
_LASTING = word_list("lasting_bonds")
_EXPIRING = word_list("expiring_verbs")
_ENDS = word_list("ending_nouns")
_ENDING_PHRASES = word_list("ending_phrases")
_REQUITING = word_list("requiting_nouns")
_FAR = 3  # verbs from a plan's infinitive up to the clause that gives it up
_FAILING = word_list("failing_verbs")
_OPEN = word_list("plan_words") | word_list("possible_words")
_WITHDRAWING = word_list("withdrawing_verbs")


def undoes(tree: Tree, verb: int, noun: int) -> bool:
    """Whether a verb says of the deed that a noun names that it is not done: "called off its purchase of Y"."""
    if tree.deps[noun] not in ("dobj", "nsubjpass") or tree.tags[noun] != "NN" or tree.lemmas[noun] in _POSTS:
        return False
    return denies(tree, verb) or (_is_one(tree, verb, _ENDING) and tree.lemmas[noun] in _BONDS)


def ends(tree: Tree, noun: int) -> int | None:
    """The verb that says that a bond is over: "ended its alliance", "their alliance expired", "pulled out of it".

    Of "the end of their alliance" it is the noun "end".
    """
    if tree.lemmas[noun] not in _LASTING:
        return None
    over, dep = tree.heads[noun], tree.deps[noun]
    if dep in ("dobj", "nsubjpass"):
        return over if _is_one(tree, over, _ENDING) or denies(tree, over) or _brings_to_end(tree, over) else None
    if dep == "nsubj":
        return over if _is_one(tree, over, _EXPIRING) or _is_finished(tree, over) else None
    if dep != "pobj":
        return None
    above = tree.heads[over]
    if tree.lemmas[over] == "of" and tree.lemmas[above] in _ENDS and tree.tags[above] in ("NN", "NNS"):
        return above
    verb = clause_verb(tree, noun)
    return verb if verb is not None and verb < over and bare_phrase(tree, verb, over) in _ENDING_PHRASES else None


def _brings_to_end(tree: Tree, verb: int) -> bool:
    """ "brought their alliance to an end"."""
    last = next((k for k in tree.all_kids(verb, "prep", "dative") if tree.lemmas[k] == "to"), None)
    noun = tree.kid(last, "pobj") if last is not None else None
    return tree.lemmas[verb] == "bring" and noun is not None and tree.lemmas[noun] in ("close", "end", "halt")


def _is_one(tree: Tree, verb: int, words: frozenset[str]) -> bool:
    """Whether a verb, with its particle if it has one, is in a list."""
    return with_particle(tree, verb) in words


def _is_finished(tree: Tree, verb: int) -> bool:
    said = tree.kid(verb, "acomp", "advmod", "attr", "prt")
    return tree.lemmas[verb] == "be" and said is not None and tree.lemmas[said] in ("over", "finished", "dead")


def fails(tree: Tree, verb: int) -> bool:
    """Whether a verb says that its subject comes to nothing: "the merger collapsed", "fell through"."""
    lemma = tree.lemmas[verb]
    return lemma in _FAILING or any(
        f"{lemma} {tree.lemmas[k]}" in _FAILING for k in tree.all_kids(verb, "prt", "prep", "advmod")
    )


def given_up(tree: Tree, verb: int) -> bool:
    """Whether what a verb plans is given up in the same breath: "had planned to buy Y but withdrew"."""
    for _ in range(_FAR):
        if any(tree.lemmas[c] == "but" for c in tree.all_kids(verb, "cc")) and any(
            _withdraws(tree, k) or denies(tree, k) or fails(tree, k) for k in tree.all_kids(verb, "conj")
        ):
            return True
        if tree.deps[verb] not in ("xcomp", "acomp", "oprd", "ccomp"):
            break
        verb = tree.heads[verb]
    return False


def _withdraws(tree: Tree, verb: int) -> bool:
    lemma, particle = tree.lemmas[verb], tree.kid(verb, "prt", "advmod", "prep")
    return lemma in _WITHDRAWING or (particle is not None and f"{lemma} {tree.lemmas[particle]}" in _WITHDRAWING)


def is_none(tree: Tree, noun: int) -> bool:
    """Whether there is no such thing as a noun names: "no evidence", "did not have any plans"."""
    if any(tree.lemmas[k] == "no" for k in tree.all_kids(noun, "det", "neg")):
        return True
    never = tree.deps[noun] in ("dobj", "attr") and tree.kid(tree.heads[noun], "neg") is not None
    return never and any(tree.lemmas[k] == "any" for k in tree.all_kids(noun, "det"))


def has_happened(tree: Tree, prep: int) -> bool:
    """Whether the gerund behind a preposition is a deed of the past: "fined for hiding it".

    So it is behind a verb of the past that speaks of no plan.
    """
    verb = tree.heads[prep]
    if tree.lemmas[verb] in _REQUITING and tree.deps[verb] in ("dobj", "nsubjpass"):
        verb = tree.heads[verb]
    if tree.lemmas[prep] not in ("before", "for") or tree.tags[verb] not in ("VBD", "VBN"):
        return False
    return tree.lemmas[verb] not in _OPEN - {"work"} and not denies(tree, verb)

"""What a definite noun phrase says by its form: what restricts or explains it, and who it cannot be."""

from __future__ import annotations

from newsweave.extract.clauses.speakers import SPEECH
from newsweave.extract.clauses.subjects import SUBJECTS, antecedent
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.parsing.phrases import PROPER
from newsweave.extract.parsing.quotes import OPENING
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = ["describes", "is_explained", "is_free", "own_others", "restricted", "speaking_it"]

_HOLDING = word_list("buying_verbs") | {"control", "have", "hold", "own", "retain", "sell"}
_DESCRIBING = word_list("describing_words")


def is_free(p: Passage, t: int) -> bool:
    """Whether a noun with "the" or "this" may mean somebody named before: nothing names, explains or restricts it."""
    tree = p.tree
    the = tree.kid(t, "det")
    if the is None or tree.lemmas[the] not in ("the", "this", "that"):
        return False
    return (
        tree.deps[t] not in ("compound", "appos", "attr", "nmod") and not restricted(p, t) and not is_explained(tree, t)
    )


def speaking_it(tree: Tree, t: int) -> int:
    """The "it" of "it said the company had ...", where the company is somebody else, or would be "it"; -1 for none."""
    below = t
    for verb in tree.ancestors(t):
        if tree.deps[below] == "ccomp" and tree.lemmas[verb] in SPEECH:
            subject = tree.kid(verb, *SUBJECTS)
            if subject is not None and tree.words[subject].lower() == "it":
                return subject
        below = verb
    return -1


def own_others(p: Passage, t: int) -> list[Cluster]:
    """Who does something to the noun, or has it done by it, and so is somebody else: "X bought the business"."""
    tree = p.tree
    if tree.deps[t] in ("dobj", "dative", "pobj"):
        verb = tree.heads[tree.heads[t]] if tree.deps[t] == "pobj" else tree.heads[t]
        if tree.tags[verb][:2] != "VB":  # "holds 9% of the firm"
            above = next((h for h in tree.ancestors(verb) if tree.tags[h][:2] == "VB"), verb)
            verb = above if tree.lemmas[above] in _HOLDING else verb
        subject = tree.kid(verb, *SUBJECTS)
        if subject is not None:
            subject = antecedent(tree, verb, subject)  # "X, which owns 9% of the group"
        return [] if subject is None or subject == t or subject not in p.at else [p.at[subject]]
    if tree.deps[t] not in SUBJECTS:
        return []
    verb = tree.heads[t]
    others = [*tree.all_kids(verb, "dobj", "dative")]
    others += [o for prep in tree.all_kids(verb, "prep", "agent") for o in tree.all_kids(prep, "pobj")]
    return [p.at[o] for o in others if o in p.at]


def is_explained(tree: Tree, t: int) -> bool:
    """Whether a name in quotation marks or of the tagger's behind a noun says which is meant: the newspaper "X"."""
    after = t + 1
    if after >= len(tree.words):
        return False
    named = tree.tags[after] in PROPER and tree.heads[after] == t and tree.deps[after] == "appos"
    opened = tree.words[after] in OPENING and tree.words[after + 1 : after + 2] and tree.words[after + 1][:1].isupper()
    return named or bool(opened)


def restricted(p: Passage, t: int) -> bool:
    """Whether what follows picks out which one is meant; a clause behind a comma only adds something."""
    tree = p.tree
    for k in tree.kids[t]:
        if tree.deps[k] in ("relcl", "acl", "prep", "poss"):
            comma = k > t and any(
                tree.words[x] == "," for x in range(t + 1, min(tree.subtree(k)[0] + 1, len(tree.words)))
            )
            if tree.deps[k] == "poss" or not (comma or tree.words[tree.subtree(k)[0] - 1] == ","):
                return True
    return False


def describes(p: Passage, k: int) -> bool:
    """A modifier that only says what kind is meant: "the Singapore-based", "the Dutch payments", "the digital"."""
    tree = p.tree
    if tree.words[k] in ("based", "headquartered") or tree.lemmas[k] in _DESCRIBING:
        return True
    return k in p.at and p.at[k].broad == "Place"

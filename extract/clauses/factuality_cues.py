"""What single words beside a verb or a noun do to its reading: negation, modal verbs, conditions, hedges."""

from __future__ import annotations

from newsweave.extract.parsing.tree import Tree

__all__ = [
    "CONDITIONS",
    "MARKING",
    "REAL",
    "alleged",
    "counterfactual",
    "inverted",
    "modality_of",
    "negates",
    "weaker_modality",
]

_MODAL = {
    "will": "plan",
    "would": "possible",
    "shall": "plan",
    "'ll": "plan",
    "’ll": "plan",
    "wo": "plan",
    "can": "possible",
    "could": "possible",
    "may": "possible",
    "might": "possible",
    "should": "possible",
    "must": "possible",
    "ought": "possible",
    "ca": "possible",
}
_WOULD = frozenset({"would", "'d", "’d"})
_NOT = frozenset({"never", "hardly", "no", "almost", "nearly"})
_NOBODY = frozenset({"nobody", "none", "nothing", "neither"})
_NO = frozenset({"no", "neither", "none"})
_PERHAPS = frozenset(
    "reportedly allegedly supposedly purportedly possibly perhaps maybe probably apparently seemingly ostensibly "
    "presumably potentially".split()
)
MARKING = frozenset("neg advmod preconj det amod aux mark nsubj nsubjpass dobj".split())
"""Dependencies of the words that matter here."""
_UNDONE = frozenset({"failed", "abandoned", "scrapped", "attempted", "aborted", "blocked", "cancelled", "rejected"})
_INTENDED = frozenset(
    {"planned", "proposed", "intended", "pending", "potential", "possible", "prospective", "rumoured"}
)
_ALLEGED = frozenset({"alleged", "purported", "reputed", "supposed", "suspected", "would-be"})
"""What somebody may be: "an alleged financier of X"."""
_OTHERWISE = tuple([word] for word in "because as by for from in out through with".split())
"""Right behind a "not" they say what is denied: the reason or the way, not the deed before."""
_NOT_SURE_TO_BE = _ALLEGED | {"aspiring", "potential", "possible", "prospective"}
_BEFORE_NOUN = frozenset({"JJ", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG", "HYPH", "POS", "CD"})
REAL = frozenset({"until", "once"})
"""Conditions that a verb of the past makes facts: "until he left" says that he left."""
CONDITIONS = frozenset({"if", "unless", "whether", "until", "once", "provided"})
_ORDER = {"": 0, "plan": 1, "possible": 2, "condition": 3, "question": 4}


def weaker_modality(a: str, b: str) -> str:
    """The modality that claims less."""
    return a if _ORDER[a] >= _ORDER[b] else b


def negates(tree: Tree, k: int) -> bool:
    """Whether the dependent ``k`` turns a clause or a noun into its opposite."""
    dep, lemma = tree.deps[k], tree.lemmas[k]
    if dep == "advmod":
        longer = lemma in ("long", "longer") and any(tree.lemmas[x] == "no" for x in tree.kids[k])
        return lemma in _NOT or longer
    if dep in ("nsubj", "nsubjpass", "dobj"):
        if dep != "dobj" and lemma in _NOBODY:
            return True
        return any(tree.deps[d] in ("det", "preconj") and tree.lemmas[d] in _NO for d in tree.kids[k])
    if dep == "amod":
        return tree.words[k].lower() in _UNDONE
    if (
        dep == "neg"
        and k > tree.heads[k]
        and tree.lemmas[tree.heads[k]] != "be"
        and tree.words[k + 1 : k + 2] in _OTHERWISE
    ):
        return False  # "founded it not because he believed in it"
    return dep == "neg" or (dep in ("preconj", "det") and lemma in _NO)


def modality_of(tree: Tree, k: int, verb: int, told: bool) -> str:
    """The modality that the dependent ``k`` gives a clause or a noun.

    ``told`` says that the clause is what somebody said in the past, so that its "would" is their "will".
    """
    dep, lemma = tree.deps[k], tree.lemmas[k]
    if dep == "aux" and tree.tags[k] == "MD":
        return "plan" if told and tree.words[k].lower() in _WOULD else _MODAL.get(tree.words[k].lower(), "")
    if dep == "mark" and lemma in CONDITIONS and not (lemma in REAL and tree.tags[verb] == "VBD"):
        return "condition"
    if dep == "advmod" and lemma in _PERHAPS:
        return "possible"
    if dep == "amod" and tree.words[k].lower() in _ALLEGED:
        return "possible"
    return "plan" if dep == "amod" and tree.words[k].lower() in _INTENDED else ""


def alleged(tree: Tree, noun: int) -> bool:
    """Whether a noun says what somebody only may be: "the alleged Corvex financier X"."""
    t = noun - 1
    while t >= 0 and tree.tags[t] in _BEFORE_NOUN:
        if tree.words[t].lower() in _NOT_SURE_TO_BE:
            return True
        t -= 1
    return False


def inverted(tree: Tree, verb: int) -> bool:
    """Whether a clause is denied by what opens it: "Nor has it bought Y", "At no time did it", "Rather than buy Y"."""
    if tree.tags[verb] == "VB" and verb >= 2 and tree.lemmas[verb - 1] == "than" and tree.lemmas[verb - 2] == "rather":
        return True
    if tree.deps[verb] not in ("ROOT", "ccomp", "parataxis"):
        return False
    first, _ = tree.sentences[tree.sentence_of[verb]]
    while first < verb and not tree.words[first][0].isalnum():
        first += 1
    if first == verb:
        return False
    if tree.lemmas[first] in ("nor", "neither") and tree.tags[first + 1] in ("VBD", "VBZ", "VBP", "MD"):
        return True
    return tree.tags[first] == "IN" and tree.lemmas[first + 1] == "no" and tree.heads[first] == verb


def counterfactual(tree: Tree, verb: int) -> bool:
    """Whether a clause tells what would have been: "would have bought Y"."""
    if tree.tags[verb] != "VBN":
        return False
    words = {tree.words[k].lower() for k in tree.all_kids(verb, "aux")}
    return "have" in words and not words.isdisjoint(_WOULD)

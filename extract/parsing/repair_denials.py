"""Repairs around denials: what "not" and "rather than" leave out, and what a denying verb in an aside governs."""

from __future__ import annotations

from newsweave.extract.parsing.phrases import PROPER, VERB_TAGS
from newsweave.extract.parsing.tree import Tree

__all__ = ["denied_names", "denied_phrases", "false_auxiliaries", "raised_gerunds"]

_AUXILIARIES = frozenset({"be", "have", "do", "'s", "’s", "'re", "’re", "'m", "’m", "'ve", "’ve", "'d", "’d"})
_EXCLUDING = frozenset({("rather", "than"), ("opposed", "to"), ("instead", "of")})
_LAST = frozenset({"not", "than", "to", "of"})
_CORE = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "appos", "npadvmod", "dep"})
_PARTICLES = frozenset({"prt", "prep", "advmod"})
_BETWEEN = frozenset({"RB", "CC", "DT", "RBR", "TO", "MD", "VB", "VBD", "VBZ", "VBP"})


def denied_phrases(tree: Tree) -> None:
    """ "works for A, not for B", "in A rather than in B": a phrase that is named to be left out.

    It says nothing of the verb and hangs on its head as ``excluded``, which nothing reads; a "not" that the parser gave
    the verb goes with it. Behind "is", "has", "did" and the like "not" denies the verb, and "not only" denies nothing.
    """
    for t in range(1, len(tree.words) - 1):
        if tree.lemmas[t] not in _LAST or not _excludes(tree, t):
            continue
        prep = t + 1
        if tree.tags[prep] not in ("IN", "TO") or tree.deps[prep] not in (
            "prep",
            "agent",
            "dative",
            "conj",
            "cc",
            "advmod",
        ):
            continue
        if tree.kid(prep, "pobj") is None or tree.heads[prep] == prep:
            continue
        if tree.lemmas[t] == "not" and prep not in tree.ancestors(t):
            if tree.heads[prep] == t and tree.heads[t] != t:
                tree.attach(prep, tree.heads[t], "prep")
            if t not in tree.ancestors(prep):
                tree.attach(t, prep, "neg")
        for over in (prep, tree.heads[prep]):
            for k in tree.all_kids(over, "conj"):  # "not in A but in B"
                here = tree.tags[k] in ("IN", "TO") and k > prep
                if here and any(tree.lemmas[c] == "but" and c < k for c in tree.all_kids(over, "cc")):
                    tree.attach(
                        k, tree.heads[prep], "prep" if tree.deps[prep] in ("conj", "cc", "advmod") else tree.deps[prep]
                    )
        tree.deps[prep] = "excluded"


def _excludes(tree: Tree, t: int) -> bool:
    """Whether what follows token ``t`` is left out: it is "not" beside a phrase, or ends "rather than"."""
    word = tree.words[t].lower()
    if word == "not":
        before = t - 1
        return tree.lemmas[before] not in _AUXILIARIES and tree.tags[before] != "MD" and tree.tags[before] != "RB"
    return (tree.words[t - 1].lower(), word) in _EXCLUDING


def denied_names(tree: Tree) -> None:
    """ "bought not A but B", "Not A but B bought C": "not" belongs to A, which is left out, and B takes its place.

    In "B and not A bought C" the parser may make A a subject of its own.
    """
    for t in range(len(tree.words) - 2):
        if tree.lemmas[t] != "not":
            continue
        name = _head_of_name(tree, t + 1)
        if name is None or t in tree.ancestors(name):
            continue
        if t > 1 and tree.tags[t - 1] == "CC" and tree.tags[t - 2] in PROPER and tree.deps[name] in _CORE:
            if name not in tree.ancestors(t - 2):
                tree.attach(name, t - 2, "conj")
                tree.attach(t, name, "neg")
            continue
        other = _named_instead(tree, name)
        if other is not None:
            tree.tags[t] = "RB"
            tree.attach(t, name, "neg")
            _replace(tree, name, other)


def _named_instead(tree: Tree, name: int) -> int | None:
    """The head of the name behind "but" that follows a name, or None."""
    but = name + 2 if tree.words[name + 1 : name + 2] == [","] else name + 1
    if but + 1 >= len(tree.words) or tree.lemmas[but] != "but":
        return None
    return _head_of_name(tree, but + 1)


def _replace(tree: Tree, name: int, other: int) -> None:
    """``other`` takes the place of ``name``, which is left out, and what stands behind both."""
    if tree.heads[other] == name:
        head, dep = tree.heads[name], tree.deps[name]
        tree.attach(other, other if head == name else head, dep)
    if name in tree.ancestors(other):
        return
    tree.attach(name, other, "excluded")
    for k in [k for k in tree.kids[name] if k > other]:
        tree.attach(k, other, tree.deps[k])  # "not A but B that bought C"


def _head_of_name(tree: Tree, first: int) -> int | None:
    """The head of the name that begins at a token, or None."""
    if tree.tags[first] not in PROPER:
        return None
    last = first
    while last + 1 < len(tree.words) and tree.tags[last + 1] in PROPER:
        last += 1
    return last


def false_auxiliaries(tree: Tree) -> None:
    """ "weighed buying Y": a verb before a gerund that is none of the auxiliaries governs it."""
    for t in range(len(tree.words) - 1):
        gerund = t + 1
        if tree.deps[t] != "aux" or tree.heads[t] != gerund or tree.tags[gerund] != "VBG":
            continue
        if tree.tags[t] not in ("VBD", "VBZ", "VBP") or tree.lemmas[t] in _AUXILIARIES | {"get", "keep"}:
            continue
        head, dep = tree.heads[gerund], tree.deps[gerund]
        tree.attach(t, t if head == gerund else head, dep)
        tree.attach(gerund, t, "xcomp")
        for k in list(tree.kids[gerund]):
            if k < t or tree.deps[k] in ("cc", "conj", "punct", "dep"):
                tree.attach(k, t, tree.deps[k])


def raised_gerunds(tree: Tree) -> None:
    """ "weighed, then dropped, buying Y", "considered, but decided against, buying Y": the last verb governs it.

    The two verbs share it, and the later one says what came of it.
    """
    for t in range(3, len(tree.words)):
        if tree.tags[t] != "VBG" or tree.words[t - 1] != "," or tree.deps[t] not in ("advcl", "xcomp", "ccomp", "conj"):
            continue
        last = t - 2
        verb = tree.heads[last] if tree.deps[last] in _PARTICLES else last
        if tree.tags[verb] not in VERB_TAGS - {"VBG", "MD"} or not 0 <= last - verb <= 2 or tree.kid(last, "pobj"):
            continue
        before = verb - 1
        while before > 0 and tree.tags[before] in _BETWEEN:
            before -= 1
        if tree.words[before] != "," or before < 1 or tree.tags[before - 1] not in VERB_TAGS | {"RP", "IN"}:
            continue
        if tree.tags[last] == "IN" and tree.deps[last] == "prep":
            tree.attach(t, last, "pcomp")
        else:
            tree.attach(t, verb, "xcomp")

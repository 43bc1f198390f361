"""Phrases of a ``Tree``: which tokens belong to an argument, its short form, and what is coordinated with it."""

from __future__ import annotations

from dataclasses import replace

from newsweave.extract.model import Argument
from newsweave.extract.tree import Tree

__all__ = [
    "NOUN_TAGS",
    "PROPER",
    "VERB_TAGS",
    "argument",
    "conjuncts",
    "denied",
    "each_argument",
    "examples",
    "noun_phrase",
    "phrase",
    "short_phrase",
    "trim",
]

PROPER = frozenset({"NNP", "NNPS"})
NOUN_TAGS = frozenset(
    {"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "$", "DT", "WP", "WDT", "EX", "PRP$", "FW", "ADD", "GW"}
)
VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})
_EDGE_TAGS = frozenset({",", ":", ".", "HYPH", "NFP", "_SP", "-LRB-", "-RRB-"})
_PAIRS = {")": "(", "]": "[", "”": "“", "’": "‘"}
_LEFT_MODIFIERS = frozenset(
    {"compound", "amod", "nummod", "poss", "det", "quantmod", "nmod", "case", "predet", "punct"}
)
# What may only add something about a noun: it does behind a comma, dash or bracket.
_ASIDE = frozenset({"appos", "parataxis", "relcl", "acl"})
_BREAKS = frozenset({",", "-", "--", "–", "—", "(", "[", ":", ";"})
_GROUP = frozenset({"cc", "conj", "preconj"})


def conjuncts(tree: Tree, i: int) -> list[int]:
    """``i`` and everything coordinated with it below, in text order; verbs and nouns are not mixed.

    What "including" and "such as" name counts: "wallets, including A and B" are wallets, A and B.
    """
    verbal = tree.tags[i] in VERB_TAGS
    out = [i]
    for t in out:
        for k in tree.kids[t]:
            if (
                tree.deps[k] == "conj"
                and (tree.tags[k] in VERB_TAGS) == verbal
                and k not in out
                and not denied(tree, k)
            ):
                out.append(k)
    if not verbal:
        out += [x for t in list(out) for e in examples(tree, t) for x in conjuncts(tree, e) if x not in out]
    return sorted(out)


def denied(tree: Tree, conjunct: int) -> bool:
    """Whether a conjunct is named only to be excluded: "but not B", "rather than B"."""
    if tree.kid(conjunct, "neg") is not None:
        return True
    left = tree.left(conjunct)
    return left > 0 and tree.words[left - 1].lower() in ("not", "than")


def examples(tree: Tree, noun: int) -> list[int]:
    """Proper nouns that "including", "such as" or "like" introduces as instances of a common noun."""
    if tree.tags[noun] not in ("NN", "NNS"):
        return []
    out = []
    for k in tree.kids[noun]:
        if k > noun and tree.deps[k] == "prep" and _exemplifies(tree, k):
            out += [p for p in tree.all_kids(k, "pobj") if tree.tags[p] in PROPER]
    return out


def _exemplifies(tree: Tree, prep: int) -> bool:
    word = tree.words[prep].lower()
    return word == "including" or (word == "as" and tree.words[prep - 1].lower() == "such")


def phrase(tree: Tree, i: int, *, asides: bool = False) -> list[int]:
    """Tokens of the phrase headed by ``i``, without what is coordinated with it.

    Relative clauses, appositions and parentheses are left out unless ``asides``.
    """
    out = [i]
    for k in tree.kids[i]:
        dep = tree.deps[k]
        if dep in _GROUP or (not asides and _is_aside(tree, k)):
            continue
        if tree.words[k] in "()[]" or (_bracketed(tree, k) and not asides):
            continue
        out.extend(tree.subtree(k) if asides else _without_asides(tree, k))
    return trim(tree, sorted(out), i)


def _without_asides(tree: Tree, i: int) -> list[int]:
    """Tokens under ``i`` without the clauses and appositions behind a comma that only add something."""
    out, stack = [], [i]
    while stack:
        t = stack.pop()
        out.append(t)
        for k in tree.kids[t]:
            if k > t and _set_off(tree, t, k):
                continue
            stack.append(k)
    return out


def _is_aside(tree: Tree, k: int) -> bool:
    """Whether a phrase behind a noun only adds something; without a break it tells which is meant ("his son Ide")."""
    dep = tree.deps[k]
    return dep == "parataxis" or (dep in _ASIDE and tree.words[tree.left(k) - 1] in _BREAKS)


def _set_off(tree: Tree, t: int, k: int) -> bool:
    return tree.deps[k] in _ASIDE and "," in tree.words[t + 1 : tree.left(k) + 1]


def noun_phrase(tree: Tree, i: int) -> list[int]:
    """Tokens of the noun phrase headed by ``i`` up to the first comma or dash behind the head."""
    tokens = phrase(tree, i)
    for n, t in enumerate(tokens):
        if t > i and tree.tags[t] in (",", ":") and tree.words[t] != "-":
            return trim(tree, tokens[:n], i)
    return tokens


def short_phrase(tree: Tree, i: int) -> list[int]:
    """The head with what is needed to name it: left modifiers, and an "of" phrase behind it."""
    out = [i]
    for k in tree.kids[i]:
        dep = tree.deps[k]
        if k < i and dep in _LEFT_MODIFIERS and tree.words[k] not in "()[]":
            out.extend(tree.subtree(k))
        elif k > i and dep == "prep" and tree.lemmas[k] == "of":
            out.append(k)
            for p in tree.all_kids(k, "pobj"):
                out.extend(short_phrase(tree, p))
    return trim(tree, sorted(set(out)), i)


def trim(tree: Tree, tokens: list[int], head: int) -> list[int]:
    """Take punctuation and conjunctions off both edges, quotation marks only where their partner is missing."""
    a, b = 0, len(tokens)
    while b > a and tokens[b - 1] != head and _loose_end(tree, tokens[a:b]):
        b -= 1
    while a < b and tokens[a] != head and _loose_start(tree, tokens[a:b]):
        a += 1
    return tokens[a:b]


def _loose_end(tree: Tree, tokens: list[int]) -> bool:
    last = tokens[-1]
    word = tree.words[last]
    if tree.deps[last] == "case" and tree.tags[last] == "POS":
        return True
    if word in _PAIRS:
        return all(tree.words[t] != _PAIRS[word] for t in tokens)
    if word in ('"', "''"):
        return sum(tree.words[t] in ('"', "``", "''") for t in tokens) % 2 == 1
    return (tree.tags[last] in _EDGE_TAGS and word not in (")", "]")) or tree.deps[last] == "cc" or not word.strip()


def _loose_start(tree: Tree, tokens: list[int]) -> bool:
    first = tokens[0]
    word = tree.words[first]
    if word in _PAIRS.values():
        closing = next(c for c, o in _PAIRS.items() if o == word)
        return all(tree.words[t] != closing for t in tokens)
    if word in ('"', "``"):
        return sum(tree.words[t] in ('"', "``", "''") for t in tokens) % 2 == 1
    return tree.tags[first] in _EDGE_TAGS or tree.deps[first] in ("cc", "preconj") or not word.strip()


def _bracketed(tree: Tree, k: int) -> bool:
    """Whether the phrase under ``k`` stands in brackets."""
    left = tree.subtree(k)[0]
    return left > 0 and tree.words[left - 1] in ("(", "[")


def argument(tree: Tree, i: int, role: str, tokens: list[int] | None = None) -> Argument:
    """The ``Argument`` headed by ``i``; ``tokens`` replaces its full phrase."""
    full = tokens if tokens is not None else phrase(tree, i)
    start, end = tree.starts[full[0]], tree.ends[full[-1]]
    return Argument(
        role=role,
        start=start,
        end=end,
        text=tree.phrase_text(full),
        short=tree.phrase_text([t for t in short_phrase(tree, i) if t in full] or [i]),
        head=i,
        head_lemma=tree.lemmas[i],
    )


def each_argument(tree: Tree, i: int, role: str) -> list[Argument]:
    """An ``Argument`` for ``i`` and for each noun or verb coordinated with it; the first knows the whole."""
    members = conjuncts(tree, i)
    first = argument(tree, members[0], role)
    if len(members) == 1:
        return [first]
    whole = tree.phrase_text(trim(tree, _with_conjuncts(tree, i), i))
    owner = tree.kid(members[0], "poss")
    rest = [_owned(tree, replace(argument(tree, c, role), conjunct=n), owner) for n, c in enumerate(members[1:], 1)]
    return [replace(first, whole=whole), *rest]


def _owned(tree: Tree, a: Argument, owner: int | None) -> Argument:
    """A conjunct with the possessor that it shares with the first: "X's board and [X's] shareholders"."""
    if owner is None or tree.tags[a.head] not in ("NN", "NNS"):
        return a
    if any(tree.deps[k] in ("poss", "det", "nummod") for k in tree.kids[a.head]):
        return a
    words = tree.phrase_text(tree.subtree(owner))
    return replace(a, text=f"{words} {a.text}", short=f"{words} {a.short}")


def _with_conjuncts(tree: Tree, i: int) -> list[int]:
    """Tokens of the phrase headed by ``i`` with what is coordinated with it, asides left out."""
    out = set(phrase(tree, i))
    for k in tree.kids[i]:
        if tree.deps[k] == "conj":
            out |= set(_with_conjuncts(tree, k))
        elif tree.deps[k] in ("cc", "punct") and k > i:
            out.add(k)
    return sorted(out)

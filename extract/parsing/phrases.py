"""Phrases of a ``Tree``: which tokens belong to an argument, its short form, and what is coordinated with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from newsweave.extract.model import Argument, FixedWords, Words
from newsweave.extract.parsing.tree import Tree

__all__ = [
    "NOUN_TAGS",
    "PROPER",
    "VERB_TAGS",
    "Phrase",
    "Tokens",
    "argument",
    "conjuncts",
    "denied",
    "each_argument",
    "examples",
    "is_alternative",
    "noun_phrase",
    "phrase",
    "short_phrase",
    "trim",
]

Tokens: TypeAlias = list[int] | Callable[[], list[int]]
"""The tokens of a phrase, or what works them out."""
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
_BRACKETS = frozenset("()[]")
_BREAKS = frozenset({",", "-", "--", "–", "—", "(", "[", ":", ";"})
_LOOSE_DEPS = frozenset({"cc", "preconj", "case", "punct"})
_JOINS = frozenset({"conj", "prep"})
_QUANTITIES = frozenset(
    "array batch bunch clutch collection couple cross-section group handful host list lot mix number pair range roster "
    "series set slate slew string trio variety wave".split()
)
_GROUP = frozenset({"cc", "conj", "preconj", "excluded"})


def conjuncts(tree: Tree, i: int) -> list[int]:
    """``i`` and everything coordinated with it below, in text order; verbs and nouns are not mixed.

    What "including" and "such as" name counts: "wallets, including A and B" are wallets, A and B.
    """
    for k in tree.kids[i]:
        if tree.deps[k] in _JOINS:
            break
    else:
        return [i]  # nearly always
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


def is_alternative(tree: Tree, i: int) -> bool:
    """Whether ``i`` is one of several of which only one is meant: "A or B", "either A or B", "shares in A or B".

    A phrase within a named one is one, too, up to the verb above. "The authority, or NDB," is another name for it.
    """
    found = _is_one_of(tree, i)
    while not found:
        head = tree.heads[i]
        if head == i or tree.tags[head] in VERB_TAGS:
            return False
        found, i = tree.tags[head] in PROPER and _is_one_of(tree, head), head
    return True


def _is_one_of(tree: Tree, i: int) -> bool:
    verbal = tree.tags[i] in VERB_TAGS
    first = i
    while tree.deps[first] == "conj" and (tree.tags[tree.heads[first]] in VERB_TAGS) == verbal:
        first = tree.heads[first]
    members = [first]
    links: list[int] = []
    for m in members:
        links += tree.all_kids(m, "cc")
        members += [k for k in tree.all_kids(m, "conj") if (tree.tags[k] in VERB_TAGS) == verbal]
    found = next((k for k in links if tree.lemmas[k] == "or"), None)
    if found is None or i not in members or len(members) < 2:
        return False
    return len(members) > 2 or tree.words[found - 1] not in (",", "(")


def examples(tree: Tree, noun: int) -> list[int]:
    """Proper nouns that "including", "such as", "like" or "among them" introduces as instances of a common noun."""
    if tree.tags[noun] not in ("NN", "NNS"):
        return []
    out = []
    counted = members(tree, noun)
    for k in tree.kids[noun] if counted == noun else (*tree.kids[noun], *tree.kids[counted]):
        if k > noun and tree.deps[k] == "prep" and _exemplifies(tree, noun, k):
            out += [p for p in tree.all_kids(k, "pobj") if tree.tags[p] in PROPER]
    return out


def members(tree: Tree, noun: int) -> int:
    """What a noun of number counts ("investors" of "a group of investors"), or ``noun`` itself."""
    if tree.lemmas[noun] in _QUANTITIES and tree.tags[noun] == "NN":
        of = tree.kid(noun, "prep")
        inner = tree.kid(of, "pobj") if of is not None and tree.lemmas[of] == "of" else None
        if inner is not None and tree.tags[inner] == "NNS":
            return inner
    return noun


def _exemplifies(tree: Tree, noun: int, prep: int) -> bool:
    word = tree.words[prep].lower()
    if word == "among":
        return tree.words[min(prep + 1, len(tree.words) - 1)].lower() == "them"
    if word == "like":  # "firms like X" are X and its kind, "a firm like X" is not X
        return tree.tags[noun] == "NNS" and tree.tags[prep - 1] == "NNS"
    if word == "as":  # "firms such as X", "such firms as X"
        return tree.words[prep - 1].lower() == "such" or any(
            tree.words[k].lower() == "such" for k in tree.kids[noun] if k < noun
        )
    return word == "including"


def phrase(tree: Tree, i: int, *, asides: bool = False) -> list[int]:
    """Tokens of the phrase headed by ``i``, without what is coordinated with it.

    Relative clauses, appositions and parentheses are left out unless ``asides``.
    """
    out = [i]
    for k in tree.kids[i]:
        dep = tree.deps[k]
        if dep in _GROUP or (not asides and _is_aside(tree, k)):
            continue
        if tree.words[k] in _BRACKETS or (_bracketed(tree, k) and not asides):
            continue
        out.extend(tree.subtree(k) if asides else _without_asides(tree, k))
    return trim(tree, sorted(out), i)


def _without_asides(tree: Tree, i: int) -> list[int]:
    """Tokens under ``i`` without the clauses and appositions behind a comma that only add something."""
    out, stack = [], [i]
    while stack:
        t = stack.pop()
        if tree.words[t] not in _BRACKETS:
            out.append(t)
        for k in tree.kids[t]:
            if (k > t and _set_off(tree, t, k)) or _bracketed(tree, k):
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
    while b > a and tokens[b - 1] != head and _maybe_loose(tree, tokens[b - 1]) and _loose_end(tree, tokens[a:b]):
        b -= 1
    while a < b and tokens[a] != head and _maybe_loose(tree, tokens[a]) and _loose_start(tree, tokens[a:b]):
        a += 1
    return tokens[a:b] if b - a < len(tokens) else tokens


def _maybe_loose(tree: Tree, t: int) -> bool:
    """A quick look: whether a token at an edge could be loose at all."""
    return tree.deps[t] in _LOOSE_DEPS or tree.tags[t] == "WP$" or not tree.words[t][0].isalnum()


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
    if tree.tags[first] == "WP$":
        return len(tokens) > 1  # "whose shares"
    if tree.deps[first] == "preconj":  # "neither X nor Y grew" keeps its "neither"
        return not any(tree.deps[t] == "conj" and tree.heads[t] == tree.heads[first] for t in tokens)
    return tree.tags[first] in _EDGE_TAGS or tree.deps[first] == "cc" or not word.strip()


def _bracketed(tree: Tree, k: int) -> bool:
    """Whether the phrase under ``k`` stands in brackets."""
    left = tree.left(k)
    return left > 0 and tree.words[left - 1] == "("


class Phrase:
    """The words of a phrase, worked out when first asked for; most arguments are only looked at by their head."""

    __slots__ = ("_known", "_tokens", "head", "tree")

    def __init__(self, tree: Tree, head: int, tokens: Tokens | None = None) -> None:
        self.tree, self.head = tree, head
        self._tokens = tokens
        self._known: tuple[int, int, str, str] | None = None

    def _words(self) -> tuple[int, int, str, str]:
        if self._known is None:
            tree, i = self.tree, self.head
            tokens = self._tokens() if callable(self._tokens) else self._tokens
            full = tokens or phrase(tree, i)
            short = [t for t in short_phrase(tree, i) if t in full] or [i]
            text = tree.phrase_text(full)
            brief = text if short == full else tree.phrase_text(short)
            self._known = tree.starts[full[0]], tree.ends[full[-1]], text, brief
        return self._known

    @property
    def start(self) -> int:
        """Where it begins in the document's text."""
        return self._words()[0]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self._words()[1]

    @property
    def text(self) -> str:
        """All of it, as it stands."""
        return self._words()[2]

    @property
    def short(self) -> str:
        """The head with what is needed to name it."""
        return self._words()[3]


def argument(
    tree: Tree,
    i: int,
    role: str,
    tokens: Tokens | None = None,
    *,
    marker: str = "",
    conjunct: int = 0,
    temporal: bool = False,
) -> Argument:
    """The ``Argument`` headed by ``i``; ``tokens``, or what makes them, replaces its full phrase."""
    if tokens is not None:
        words: Words = Phrase(tree, i, tokens)
    else:
        found = tree.phrases.get(i)
        words = tree.phrases[i] = Phrase(tree, i) if found is None else found
    return Argument(role, i, words, tree.lemmas[i], marker, conjunct, temporal)


def each_argument(tree: Tree, i: int, role: str, *, marker: str = "", temporal: bool = False) -> list[Argument]:
    """An ``Argument`` for ``i`` and for each noun or verb coordinated with it; the first knows the whole."""
    members = conjuncts(tree, i)
    if len(members) == 1:
        return [argument(tree, i, role, marker=marker, temporal=temporal)]
    whole = Phrase(tree, i, lambda: trim(tree, _with_conjuncts(tree, i), i))
    first = Phrase(tree, members[0])
    owner = tree.kid(members[0], "poss")
    out = [Argument(role, members[0], first, tree.lemmas[members[0]], marker, 0, temporal, whole)]
    for n, c in enumerate(members[1:], 1):
        words = Phrase(tree, c) if owner is None else _owned(tree, c, owner)
        out.append(Argument(role, c, words, tree.lemmas[c], marker, n, temporal))
    return out


def _owned(tree: Tree, i: int, owner: int) -> Words:
    """A conjunct with the possessor that it shares with the first: "X's board and [X's] shareholders"."""
    own = Phrase(tree, i)
    if tree.tags[i] not in ("NN", "NNS") or any(tree.deps[k] in ("poss", "det", "nummod") for k in tree.kids[i]):
        return own
    whose = tree.phrase_text(tree.subtree(owner))
    return FixedWords(own.start, own.end, f"{whose} {own.text}", f"{whose} {own.short}")


def _with_conjuncts(tree: Tree, i: int) -> list[int]:
    """Tokens of the phrase headed by ``i`` with what is coordinated with it, asides left out."""
    out = set(phrase(tree, i))
    for k in tree.kids[i]:
        if tree.deps[k] == "conj":
            out |= set(_with_conjuncts(tree, k))
        elif tree.deps[k] in ("cc", "punct") and k > i:
            out.add(k)
    return sorted(out)

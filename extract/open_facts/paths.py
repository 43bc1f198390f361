"""What a clause or a noun leads to: the entities below it, with the words on the way down the tree.

A way goes over objects, prepositions, possessors and participles; it ends at the first entity, at a clause with a
subject of its own and after a few words, since what stands farther down relates to something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsweave.extract.clauses.subjects import SUBJECTS
from newsweave.extract.entities.cluster import Passage
from newsweave.extract.open_facts.predicates import normal, noun_words
from newsweave.extract.parsing.phrases import VERB_TAGS, conjuncts
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.classes import BROAD, called_class

__all__ = ["Way", "ways"]

_NOUNS = frozenset({"NN", "NNS"})
_DOWN = {
    "verb": frozenset({"dobj", "prep", "agent", "dative", "pcomp", "oprd", "attr", "pobj", "nsubjpass"}),
    "noun": frozenset({"prep", "poss", "acl", "dobj", "amod", "compound", "nmod"}),
    "prep": frozenset({"pobj", "pcomp", "prep"}),
}
_OWNERS = frozenset({"poss", "amod", "compound", "nmod"})
_MOST_WORDS = 5
_DEEPEST = 7


@dataclass(frozen=True, slots=True)
class Way:
    """A way from a verb or noun down to an entity."""

    target: int
    """Token of the entity."""
    words: tuple[str, ...]
    """What stands on the way, the preposition right before the entity included."""
    first: int
    """The token right below the start."""
    preposition: str
    """What leads to the entity: a preposition, ``poss``, ``amod`` or ``compound``, or empty for an object."""


def ways(p: Passage, start: int) -> Iterator[Way]:
    """The ways down from a token, in text order of what they begin with."""
    for k in p.tree.kids[start]:
        if p.tree.deps[k] in _DOWN[_sort(p.tree, start)]:
            yield from _below(p, k, k, (), 0)


def _below(p: Passage, t: int, first: int, words: tuple[str, ...], depth: int) -> Iterator[Way]:
    tree = p.tree
    if depth > _DEEPEST or len(words) > _MOST_WORDS:
        return
    led = tree.deps[t]
    if led in _OWNERS:
        if t in p.at and p.spans[t][1] <= tree.heads[t] and (led == "poss" or tree.words[t][:1].isupper()):
            yield Way(t, (*words, "of"), first, "compound" if led == "nmod" else led)
        return
    if t in p.at or t in p.groups:
        yield Way(t, words, first, words[-1] if led == "pobj" and words else "")
        yield from _conjuncts(p, t, first, words, depth)
        return
    sort = _sort(tree, t)
    if sort == "verb" and any(tree.deps[k] in (*SUBJECTS, "neg", "mark") for k in tree.kids[t]):
        return
    if sort == "noun" and tree.tags[t] not in _NOUNS:
        yield from _conjuncts(p, t, first, words, depth)
        return
    if sort == "noun" and (name := _named_by(p, t)) is not None:
        yield Way(name, words, first, words[-1] if led == "pobj" and words else "")
        return
    here = (*words, *_words(tree, t, sort))
    thing = _thing(p, t) if sort == "verb" else ()
    for k in tree.kids[t]:
        if tree.deps[k] in _DOWN[sort] and not (sort == "noun" and tree.deps[k] == "dobj"):
            yield from _below(p, k, first, (*here, *thing) if tree.deps[k] == "prep" else here, depth + 1)
    yield from _conjuncts(p, t, first, words, depth)


def _thing(p: Passage, verb: int) -> tuple[str, ...]:
    """The common noun that is a verb's object: "pressure" of "putting pressure on X"."""
    noun = p.tree.kid(verb, "dobj")
    return (noun_words(p.tree, noun),) if noun is not None and p.tree.tags[noun] in _NOUNS and noun not in p.at else ()


def _named_by(p: Passage, noun: int) -> int | None:
    """The name right before a noun that says what the name is: "the Xinbo Guarantee marketplace"."""
    tree = p.tree
    before = next((k for k in reversed(tree.kids[noun]) if tree.deps[k] in ("compound", "nmod") and k in p.at), None)
    if before is None or p.at[before].broad not in ("Organization", "Product"):
        return None
    kind = BROAD.get(called_class(tree.lemmas[noun]) or "")
    return before if kind is not None and kind == p.at[before].broad else None


def _conjuncts(p: Passage, t: int, first: int, words: tuple[str, ...], depth: int) -> Iterator[Way]:
    """What is coordinated with a noun on the way: "bought plants of X and shares in Y"."""
    tree = p.tree
    if depth > _DEEPEST:
        return
    for k in conjuncts(tree, t)[1:]:
        yield from _below_conjunct(p, k, first, words, depth, tree.deps[t])


def _below_conjunct(p: Passage, t: int, first: int, words: tuple[str, ...], depth: int, led: str) -> Iterator[Way]:
    if t in p.at or t in p.groups:
        yield Way(t, words, first, words[-1] if words and led in ("pobj", "conj") else "")
    elif p.tree.tags[t] in _NOUNS:
        here = (*words, *_words(p.tree, t, "noun"))
        for k in p.tree.kids[t]:
            if p.tree.deps[k] in ("prep", "poss", "acl"):
                yield from _below(p, k, first, here, depth + 1)


def _sort(tree: Tree, t: int) -> str:
    if tree.tags[t] in VERB_TAGS:
        return "verb"
    return "prep" if tree.deps[t] in ("prep", "agent", "dative") and tree.tags[t] in ("IN", "TO") else "noun"


def _words(tree: Tree, t: int, sort: str) -> tuple[str, ...]:
    if sort == "noun":
        return (noun_words(tree, t),)
    if sort == "prep":
        return (tree.words[t].lower(),)
    particle = tuple(tree.words[k].lower() for k in tree.all_kids(t, "prt"))
    word = tree.words[t].lower() if tree.tags[t] in ("VBN", "VBG") else normal(tree.lemmas[t])
    to = ("to",) if any(tree.tags[k] == "TO" for k in tree.all_kids(t, "aux")) else ()
    return (*to, word, *particle)

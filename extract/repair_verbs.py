"""Repairs of verbs that the parser misses: finite verbs read as modifiers, participles in brackets."""

from __future__ import annotations

from newsweave.extract.phrases import NOUN_TAGS, PROPER, VERB_TAGS
from newsweave.extract.repair_headlines import cut_at_verb
from newsweave.extract.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = ["bracketed_participles", "finite_modifiers", "persons_in_posts"]

_APPOINTING = frozenset({"appoint", "crown", "elect", "make", "name", "promote"})
_POSTS = word_list("posts")
_TITLES = word_list("title_words")


def finite_modifiers(tree: Tree) -> None:
    """ "In 2008 X co-founded Y": where no other verb is there, a finite verb behind a name modifies nothing."""
    for start, end in tree.sentences:
        root = next((t for t in range(start, end) if tree.heads[t] == t), start)
        if tree.tags[root] in VERB_TAGS or root + 1 >= end:
            continue
        verb = root + 1
        if tree.tags[root] not in PROPER or tree.tags[verb] != "VBD" or tree.deps[verb] != "amod":
            continue
        cut_at_verb(tree, start, verb, end)
        for k in tree.all_kids(root, "prep", "npadvmod", "punct"):
            tree.attach(k, verb, tree.deps[k])


def bracketed_participles(tree: Tree) -> None:
    """ "X (born in Y)": what stands in brackets behind a name is said of it."""
    for i, dep in enumerate(tree.deps):
        noun = tree.heads[i]
        behind = dep == "parataxis" and noun < i and tree.tags[i] == "VBN"
        if behind and tree.tags[noun] in NOUN_TAGS and tree.words[i - 1] in "([" and tree.kid(i, "nsubj") is None:
            tree.deps[i] = "acl"


def persons_in_posts(tree: Tree) -> None:
    """ "has named X Y chief executive": two arguments, the person and the post, not one long name."""
    for i, lemma in enumerate(tree.lemmas):
        verb = tree.heads[i]
        if lemma not in _POSTS or i < verb or tree.lemmas[verb] not in _APPOINTING:
            continue
        if tree.deps[i] not in ("dobj", "oprd", "attr", "ccomp") or tree.tags[i] not in ("NN", "NNP"):
            continue
        first = last = tree.left(i)
        while last < i and tree.tags[last] in PROPER and tree.lemmas[last] not in _TITLES:
            last += 1
        if last - first < 2 or last == i:
            continue  # a lone proper noun may be of the post: "named Asia chief"
        name = last - 1
        for t in range(first, last):
            tree.attach(t, verb if t == name else name, "dobj" if t == name else "compound")
        tree.deps[i] = "oprd"

"""Repairs of verbs and phrases: finite verbs read as modifiers, participles and phrases hung on the wrong noun."""

from __future__ import annotations

from newsweave.extract.parsing.phrases import NOUN_TAGS, PROPER, VERB_TAGS
from newsweave.extract.parsing.repair_headlines import cut_at_verb
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.classes import CLASS_NOUNS
from newsweave.ontology.lists import word_list

__all__ = [
    "auxiliary_subjects",
    "bracketed_participles",
    "finite_conjuncts",
    "finite_modifiers",
    "last_conjuncts",
    "last_names",
    "persons_in_posts",
    "posts_held",
    "seated_participles",
    "showing_sources",
    "startups",
    "valuing_rounds",
    "verbs_in_names",
]

_APPOINTING = frozenset({"appoint", "crown", "elect", "make", "name", "promote"})
_SEATED = frozenset({"base", "domicile", "establish", "found", "headquarter", "incorporate", "locate"})
_OF_LAST = frozenset({"at", "for", "from", "in", "with"})
_SHOWING = frozenset({"show", "suggest", "indicate"})
_SOURCES = word_list("source_nouns")
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


def showing_sources(tree: Tree) -> None:
    """ "Sales fell 3%, ministry data show": a source at the end of a sentence shows what stands before it."""
    for i, lemma in enumerate(tree.lemmas):
        if lemma not in _SHOWING or tree.tags[i] not in ("NN", "VB", "VBP") or i < 2:
            continue
        own = tree.kid(i, "ccomp") if tree.heads[i] == i else None
        said = own if own is not None else next((h for h in tree.ancestors(i) if tree.heads[h] == h), i)
        if said >= i or tree.tags[said] not in VERB_TAGS or tree.kid(i, "dobj") is not None:
            continue
        before = [
            k for k in tree.kids[i] if k < i and tree.deps[k] in ("compound", "nmod", "nsubj", "poss", "amod", "det")
        ]
        if i - 1 not in before or tree.lemmas[i - 1] not in _SOURCES or tree.words[tree.left(before[0]) - 1] != ",":
            continue
        for k in before:
            tree.attach(k, i if k == i - 1 else i - 1, "nsubj" if k == i - 1 else tree.deps[k])
        tree.tags[i] = "VBP"
        tree.attach(i, i, "ROOT")
        tree.attach(said, i, "ccomp")


def startups(tree: Tree) -> None:
    """ "Indonesian payments startup X has": no verb, but the last noun before a name, which is the subject."""
    for i, lemma in enumerate(tree.lemmas):
        if tree.tags[i] not in ("VBG", "VB", "VBP", "VBN") or tree.words[i].lower() not in ("startup", "start-up"):
            continue
        name, noun = tree.kid(i, "dobj"), tree.heads[i]
        if name is None or name < i or tree.tags[name] not in PROPER or noun > i or lemma == "be":
            continue
        tree.tags[i], tree.lemmas[i] = "NN", "startup"
        over, dep = tree.heads[noun], tree.deps[noun]
        tree.attach(name, over if over != noun else name, dep)
        tree.attach(i, name, "compound")
        for k in [noun, *tree.all_kids(noun, "amod", "compound", "det", "nmod")]:
            tree.attach(k, i, "compound" if k == noun else tree.deps[k])


def valuing_rounds(tree: Tree) -> None:
    """ "The round values X at $3 million": a verb, no plural noun."""
    if "values" not in tree.words:
        return
    for i, word in enumerate(tree.words):
        name, at = tree.kid(i, "appos"), tree.kid(i, "prep")
        if word != "values" or tree.tags[i] != "NNS" or tree.heads[i] != i or name is None or at is None or i == 0:
            continue
        subject = i - 1
        if tree.heads[subject] != i or tree.tags[name] not in PROPER or tree.lemmas[at] != "at":
            continue
        tree.tags[i], tree.lemmas[i] = "VBZ", "value"
        for k in [k for k in tree.kids[i] if k < subject]:
            tree.attach(k, subject, tree.deps[k])
        tree.tags[subject], tree.deps[subject], tree.deps[name] = "NN", "nsubj", "dobj"


def agent_complements(tree: Tree) -> None:
    """ "is majority-owned by X": a participle with an agent is a passive verb, not what a bare "be" predicates."""
    for i, dep in enumerate(tree.deps):
        be = tree.heads[i]
        if dep != "acomp" or tree.tags[i] != "VBN" or tree.lemmas[be] != "be" or tree.kid(i, "agent") is None:
            continue
        over = tree.heads[be]
        tree.attach(i, i if over == be else over, tree.deps[be])
        for k in [k for k in tree.kids[be] if k != i]:
            tree.attach(k, i, "nsubjpass" if tree.deps[k] == "nsubj" else tree.deps[k])
        tree.attach(be, i, "auxpass")


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


def posts_held(tree: Tree) -> None:
    """ "head of payments at Y": the post is held at Y; what it is about is not there."""
    for i, dep in enumerate(tree.deps):
        about = tree.heads[i]
        if dep != "prep" or tree.lemmas[i] != "at" or not any(tree.tags[k] in PROPER for k in tree.all_kids(i, "pobj")):
            continue
        while tree.deps[about] == "conj":
            about = tree.heads[about]
        of = tree.heads[about]
        if tree.deps[about] != "pobj" or tree.lemmas[of] not in ("of", "for") or tree.tags[about] not in ("NN", "NNS"):
            continue
        if tree.lemmas[tree.heads[of]] in _POSTS:
            tree.attach(i, tree.heads[of], "prep")


def seated_participles(tree: Tree) -> None:
    """ "a maker of pumps based in Y": the maker is based there, not the pumps; nor the bread of a "maker of bread"."""
    for i, dep in enumerate(tree.deps):
        noun = tree.heads[i]
        if dep != "acl" or tree.lemmas[i] not in _SEATED or tree.tags[i] != "VBN":
            continue
        while tree.deps[noun] == "pobj":
            whole = tree.heads[tree.heads[noun]]
            stuff = tree.tags[noun] == "NN" and tree.lemmas[noun] not in CLASS_NOUNS
            if tree.tags[noun] != "NNS" and not (
                stuff and tree.lemmas[whole] in CLASS_NOUNS and tree.kid(noun, "det", "poss") is None
            ):
                break
            if tree.tags[whole] not in ("NN", "NNS"):
                break
            noun = whole
        if noun != tree.heads[i] and tree.tags[noun] == "NN":
            tree.attach(i, noun, "acl")


def auxiliary_subjects(tree: Tree) -> None:
    """ "X may be 23% owned by Y": a subject of the auxiliary is one of the verb it helps; so is what stands by it."""
    for i, dep in enumerate(tree.deps):
        helper = tree.heads[i]
        if dep in ("nsubj", "nsubjpass") and tree.deps[helper] in ("aux", "auxpass"):
            verb = tree.heads[helper]
            tree.attach(i, verb, "nsubjpass" if tree.deps[helper] == "auxpass" else "nsubj")
            for k in tree.all_kids(helper, "aux", "auxpass", "neg", "advmod"):
                tree.attach(k, verb, tree.deps[k])


def last_conjuncts(tree: Tree) -> None:
    """ "an editor, and professor at Y": a phrase right behind the last of several predicate nouns is its own."""
    for i, dep in enumerate(tree.deps):
        first = tree.heads[i]
        if dep != "prep" or tree.lemmas[i] not in _OF_LAST or tree.deps[first] not in ("attr", "appos"):
            continue
        last = _last_conjunct(tree, first, i)
        if last != first and tree.tags[last] in ("NN", "NNS") and tree.subtree(last)[-1] == i - 1:
            tree.attach(i, last, "prep")


def last_names(tree: Tree) -> None:
    """ "A and B, the exchange": a single thing is said of the name it follows, not of the first of the list."""
    for i, dep in enumerate(tree.deps):
        first = tree.heads[i]
        if dep != "appos" or tree.tags[i] != "NN" or tree.tags[first] not in PROPER or first > i:
            continue
        last = _last_conjunct(tree, first, i)
        start = tree.left(i)
        if last != first and tree.tags[last] in PROPER and tree.words[start - 1] == "," and start - 2 == last:
            tree.attach(i, last, "appos")


def _last_conjunct(tree: Tree, first: int, before: int) -> int:
    """The last noun of the list that ``first`` opens, of those left of ``before``."""
    last = first
    while (k := next((k for k in reversed(tree.all_kids(last, "conj")) if k < before), None)) is not None:
        last = k
    return last


def finite_conjuncts(tree: Tree) -> None:
    """ "said it would grow and called for help": a verb with a tense does not go on with "would", but with "said".

    A finite verb without a subject, coordinated with an infinitive, moves up to the next verb in its own form.
    """
    for i, dep in enumerate(tree.deps):
        if dep != "conj" or tree.tags[i] not in ("VBD", "VBZ") or tree.tags[tree.heads[i]] != "VB":
            continue
        if tree.kid(i, "nsubj", "nsubjpass", "aux", "auxpass", "expl") is not None or tree.words[i] == tree.lemmas[i]:
            continue  # "will grow and cost it": the same in all its forms
        above = next((h for h in tree.ancestors(i) if tree.tags[h] == tree.tags[i] and h < i), None)
        if above is not None and tree.heads[i] > above and tree.words[i - 1] in ("and", "but", "then"):
            joint = i - 1 if tree.deps[i - 1] == "cc" else None
            tree.attach(i, above, "conj")
            if joint is not None:
                tree.attach(joint, above, "cc")


def verbs_in_names(tree: Tree) -> None:
    """ "Larkspur lobbied Corvex Group": a verb of the past before a name is no part of it where the name has a subject.

    The parser makes the name the root; it is the verb's object.
    """
    for t, tag in enumerate(tree.tags):
        name = tree.heads[t]
        if tag != "VBD" or tree.deps[t] != "compound" or name < t or tree.tags[name] not in PROPER:
            continue
        subject = tree.kid(t, "nsubj") or tree.kid(name, "nsubj")
        if tree.heads[name] != name or subject is None or subject != t - 1:
            continue
        tree.attach(t, t, "ROOT")
        tree.attach(name, t, "dobj")
        for k in list(tree.kids[name]):
            if k < t or (k > name and tree.deps[k] in ("prep", "punct", "advmod", "npadvmod", "advcl", "cc")):
                tree.attach(k, t, tree.deps[k])

"""Headlines: the tagger takes their verb for a noun ("Corvex Buys Kestrin Bank") and the parser sees one long name."""

from __future__ import annotations

from newsweave.extract.parsing.headline_case import verb_base
from newsweave.extract.parsing.phrases import PROPER, VERB_TAGS
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = ["cut_at_verb", "find_headline_verbs", "headline_infinitives", "headline_passives"]

# They do not go without an object, but where somebody's deed is what they are done to.
_CALLED_OFF = word_list("calling_off_verbs")
_NO_OBJECT = frozenset({",", "and", "or", "of", "&", ":", "-", "–", "—"})
_LEAST = 3  # tokens


def find_headline_verbs(tree: Tree) -> None:
    """Make the verb of a sentence without one its root: what stands before is its subject, what follows its object.

    Only where the sentence has no verb and no full stop, and a word in -s, behind the first, is a verb of headlines.
    """
    for start, end in tree.sentences:
        if end - start < _LEAST or tree.words[end - 1] in (".", "!", "?"):
            continue
        if any(tree.tags[t] in VERB_TAGS for t in range(start, end)):
            continue
        verb = next((t for t in range(start + 1, end - 1) if _is_verb(tree, t)), None)
        if verb is not None:
            tree.tags[verb], tree.lemmas[verb] = "VBZ", verb_base(tree.words[verb].lower())
            cut_at_verb(tree, start, verb, end)


def headline_infinitives(tree: Tree) -> None:
    """ "Corvex to buy Kestrin Bank": an infinitive behind a name is what the name will do, where no other verb is."""
    for start, end in tree.sentences:
        verbs = [t for t in range(start, end) if tree.tags[t] in VERB_TAGS and tree.deps[t] not in ("amod", "compound")]
        first = next((t for t in verbs if tree.tags[t] != "VB"), None)
        verb = next((t for t in verbs if tree.tags[t] == "VB" and tree.tags[t - 1] == "TO"), None)
        if verb is None or verb - 2 < start or (first is not None and first < verb):
            continue
        name = tree.heads[verb]
        own_root = tree.heads[name] == name and tree.tags[name] in PROPER and name == verb - 2
        if (
            own_root
            and tree.deps[verb] in ("relcl", "acl")
            and not any(tree.tags[t] == "MD" for t in range(start, end))
        ):
            for k in tree.all_kids(name, "punct", "prep", "npadvmod"):
                if k > verb:
                    tree.attach(k, verb, tree.deps[k])
            tree.attach(verb, verb, "ROOT")
            tree.attach(name, verb, "nsubj")


def headline_passives(tree: Tree) -> None:
    """ "Kestrin Bank acquired by Corvex": a past tense with an agent and no object is a passive without auxiliary.

    So is one that only plans and deeds suffer, agent or none: "Merger of X and Y cancelled over rival's suit".
    """
    for verb, tag in enumerate(tree.tags):
        if tag not in ("VBD", "VBN") or tree.kid(verb, "dobj", "auxpass", "aux") is not None:
            continue
        if tree.lemmas[verb] not in _CALLED_OFF and (tag != "VBD" or tree.kid(verb, "agent") is None):
            continue
        name = tree.kid(verb, "nsubj")
        if name is not None and tree.heads[verb] == verb:
            tree.tags[verb], tree.deps[name] = "VBN", "nsubjpass"
    for start, end in tree.sentences:
        verb = next((t for t in range(start + 1, end) if tree.tags[t] in VERB_TAGS), start)
        noun = tree.heads[verb]
        if tree.lemmas[verb] in _CALLED_OFF and tree.deps[verb] == "acl" and tree.heads[noun] == noun:
            behind = {k: tree.deps[k] for k in tree.kids[verb]}
            cut_at_verb(tree, start, verb, end)
            tree.attach(noun, verb, "nsubjpass")
            for k, dep in behind.items():
                tree.attach(k, verb, dep)


def _is_verb(tree: Tree, t: int) -> bool:
    word = tree.words[t].lower()
    if not word.endswith("s") or tree.tags[t] not in ("NNS", "NNP", "NNPS", "NN", "POS"):
        return False
    if tree.words[t + 1].lower() in _NO_OBJECT:
        return False  # "Annual reports and accounts"
    return bool(verb_base(word))


def cut_at_verb(tree: Tree, start: int, verb: int, end: int) -> None:
    """Cut the tree at ``verb``: heads within each part stay, and the tops of the parts hang on the verb."""
    before = [t for t in range(start, verb) if not start <= tree.heads[t] < verb or tree.heads[t] == t]
    behind = [t for t in range(verb + 1, end) if not verb < tree.heads[t] < end or tree.heads[t] == t]
    subject = verb - 1
    while subject not in before:
        subject = tree.heads[subject]
    tree.attach(verb, verb, "ROOT")
    for t in before:
        tree.attach(t, verb if t == subject else subject, "nsubj" if t == subject else "compound")
    named = False
    for t in behind:
        if tree.deps[t] in ("prep", "punct", "cc"):
            tree.attach(t, verb, tree.deps[t])
        else:
            tree.attach(t, verb, "dep" if named else "dobj")
            named = True

"""Names that the parser hangs on the wrong noun: behind an opening phrase, before what somebody is given or owns."""

from __future__ import annotations

from newsweave.extract.parsing.phrases import PROPER, VERB_TAGS
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = ["attach_openings", "long_owners", "opening_times", "persons_who", "recipients"]

_GIVING = word_list("giving_verbs")
_GIVEN = word_list("given_nouns")
_POSTS = word_list("posts") | word_list("title_words")
_TIMES = word_list("time_words")
_SUBJECTS = ("nsubj", "nsubjpass")
_COMMON = frozenset({"NN", "NNS"})


def attach_openings(tree: Tree) -> None:
    """ "A unit of Y, X sells software": the parser gives the verb two subjects; the first says what the second is."""
    for verb in range(len(tree.words)):
        if tree.tags[verb] not in VERB_TAGS:
            continue
        subjects = tree.all_kids(verb, *_SUBJECTS)
        if len(subjects) != 2:
            continue
        opening, name = subjects
        last = tree.subtree(opening)[-1]
        if (
            tree.tags[opening] in _COMMON
            and tree.tags[name] in PROPER
            and opening < name < verb
            and any(tree.deps[k] == "prep" for k in tree.kids[opening])
            and last + 1 < len(tree.words)
            and tree.words[last + 1] == ","
            and tree.left(name) == last + 2
            and tree.left(opening) == tree.sentences[tree.sentence_of[verb]][0]
        ):
            tree.attach(opening, name, "appos")


def opening_times(tree: Tree) -> None:
    """ "On Monday Orva sued X", without a comma: the day is no part of the name behind it."""
    for first, _ in tree.sentences:
        day = first + 1
        if day >= len(tree.words) or tree.deps[first] != "prep" or tree.lemmas[day].lower() not in _TIMES:
            continue
        name = tree.heads[day]
        verb = tree.heads[first]
        if tree.deps[day] not in ("compound", "nmod") or tree.left(name) != day or tree.tags[verb] not in VERB_TAGS:
            continue
        behind = tree.heads[name] == first and tree.deps[name] == "pobj" and tree.tags[name] in PROPER
        if behind and tree.tags[verb] == "VBD" and tree.kid(verb, *_SUBJECTS) is None:
            tree.attach(name, verb, "nsubj")
        if tree.deps[name] in _SUBJECTS and tree.heads[name] == verb and tree.kid(first, "pobj") is None:
            tree.attach(day, first, "pobj")


def recipients(tree: Tree) -> None:
    """ "granted Orva rights to X": the parser makes one name of whom and what; whom it is given is the dative."""
    for noun in range(len(tree.words)):
        verb = tree.heads[noun]
        if tree.deps[noun] != "dobj" or tree.tags[noun] not in _COMMON or tree.lemmas[verb] not in _GIVING:
            continue
        names = [k for k in tree.all_kids(noun, "compound", "nmod") if verb < k < noun and tree.tags[k] in PROPER]
        if not names or tree.lemmas[noun] not in _GIVEN:
            continue
        name = names[-1]
        before = [k for k in tree.kids[noun] if k < name]
        if any(tree.deps[k] not in ("compound", "nmod", "det", "amod") for k in before) or verb + 1 != tree.left(noun):
            continue
        for k in before:
            tree.attach(k, name, tree.deps[k])
        tree.attach(name, verb, "dative")


def long_owners(tree: Tree) -> None:
    """ "with Institute of Y's unit X": the parser coordinates owner and owned, though "'s" stands between."""
    for mark in range(1, len(tree.words) - 1):
        owner = tree.heads[mark]
        if tree.tags[mark] != "POS" or tree.deps[mark] != "case" or tree.deps[owner] != "pobj":
            continue
        while tree.deps[owner] == "pobj" and tree.deps[tree.heads[owner]] == "prep" and not _owned(tree, owner, mark):
            owner = tree.heads[tree.heads[owner]]
        if tree.deps[owner] != "pobj" or tree.tags[owner] not in PROPER or tree.lemmas[owner].lower() in _POSTS:
            continue  # "Chair of Y's board": the board is Y's
        for owned in _owned(tree, owner, mark)[:1]:
            prep = tree.heads[owner]
            tree.attach(owned, prep, tree.deps[owner])
            tree.attach(owner, owned, "poss")
            tree.attach(mark, owner, "case")


def _owned(tree: Tree, owner: int, mark: int) -> list[int]:
    return [k for k in tree.all_kids(owner, "conj") if k > mark and tree.left(k) == mark + 1]


def persons_who(tree: Tree) -> None:
    """ "an employee of Orva who is based in Oslo": "who" is the person, not the firm that the phrase ends with."""
    for verb in range(len(tree.words)):
        if tree.deps[verb] != "relcl":
            continue
        subject, name = tree.kid(verb, *_SUBJECTS), tree.heads[verb]
        if (
            subject is None
            or tree.lemmas[subject] != "who"
            or tree.deps[name] != "pobj"
            or tree.tags[name] not in PROPER
        ):
            continue
        person = tree.heads[tree.heads[name]]
        common = tree.tags[person] in _COMMON
        if tree.deps[person] == "appos":  # "X, the head of Orva, who quit"
            person = tree.heads[person]
        if common and any(a <= name < b and label == "ORG" for a, b, label in tree.ents):
            tree.attach(verb, person, "relcl")

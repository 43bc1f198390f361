"""Whether the sentence that names a post or a partnership ends it: "X, the chief executive of Y, has quit"."""

from __future__ import annotations

from collections.abc import Iterator

from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.model import Argument, Proposition
from newsweave.extract.parsing.tree import Tree
from newsweave.extract.relations.argument_linking import LinkedEntity, linked_entities
from newsweave.ontology.lists import word_list

__all__ = ["has_ended"]

_POSTS = word_list("post_relations")
_LEAVING = word_list("leaving_verbs")
_LOSING = word_list("losing_verbs")
_REMOVING = word_list("removing_verbs")
_NOUNS = word_list("departure_nouns")
_LEFT = word_list("left_posts")
_HEADS = word_list("head_posts")
_BONDS = frozenset({"partnered_with", "joint_venture_with"})
_BUYING = frozenset({"buy", "buy out"})
_PARTING = frozenset({"break", "break up", "part", "separate", "split"})
_PARTED = frozenset({"spin off", "spin out", "carve out", "demerge", "separate", "split off", "hive off"})
_FORCING = frozenset({"force", "compel", "pressure"})
_CLOSING = frozenset("close demolish divest exit leave mothball offload scrap sell shed shut shutter vacate".split())
"""What is done to an office or a plant that a firm then has no more."""
_DEATHS = frozenset({"assassinate", "die", "kill", "murder", "pass away"})
_NEED_OBJECT = frozenset({"depart", "leave", "remove"})
"""Verbs that say nothing of a post alone: who has left may have left the room."""
_DOWN = frozenset({"stand", "step"})
_KINDS = frozenset({"apposition", "compound", "example", "inverse", "national", "possessive"})
"""Constructions that name a post by the way; "is chief executive" says itself whether it lasts."""
_NOW = frozenset({"now", "current", "currently", "incumbent", "new", "newly"})
_WANTED = word_list("open_departures")
"""Of a resignation that has not come."""


def has_ended(relation: str, p: Passage, proposition: Proposition, subject: LinkedEntity, target: LinkedEntity) -> bool:
    """Whether the sentence says of what a noun names by the way, a post or a partnership, that it is over by now.

    Plans, demands, doubts and denials say nothing, nor does the end of another post: "stepped down as chairman" of a
    chief executive, "resigned from the board of Z".
    """
    if proposition.kind == "nominal" and relation == "operates_in":
        return any(_closes(d, proposition) for d in _done(p, proposition))
    if proposition.kind not in _KINDS:
        return False
    if relation in _BONDS:
        both = {subject.cluster, target.cluster}
        return any(_buys_out(p, d, proposition, both) for d in _done(p, proposition))
    if relation == "subsidiary_of":
        both = {subject.cluster, target.cluster}
        return any(_parts_from(p, d, proposition, both) for d in _done(p, proposition))
    if relation not in _POSTS or _lasts(p.tree, proposition):
        return False
    return any(_ends(p, d, proposition, subject.cluster, target.cluster) for d in _done(p, proposition))


def _done(p: Passage, proposition: Proposition) -> Iterator[Proposition]:
    """What else the sentence tells as having happened."""
    first, last = p.tree.sentences[p.tree.sentence_of[proposition.token]]
    for d in p.propositions:
        if not first <= d.token < last or d.polarity != "positive":
            continue
        if d.kind == "nominal":
            told = d.predicate in _NOUNS and not d.modality and not _is_wanted(p.tree, d.token)
        else:
            told = d.kind == "verb" and (_has_happened(d) or (d.modality in ("", "plan") and _was_forced(p, d)))
        if told:
            yield d


def _closes(d: Proposition, place: Proposition) -> bool:
    """Whether a deed closes or sells what a noun names: "closed its plant in Y"."""
    verb = d.predicate.partition(" ")[0]
    return d.kind == "verb" and verb in _CLOSING and any(a.head == place.token for a in d.roles("object"))


def _has_happened(d: Proposition) -> bool:
    if d.modality or d.aspect == "progressive":
        return False
    if d.tense == "present" and not d.aspect:
        return not d.times  # "Chief Executive X Resigns", but not "retires in May"
    return d.tense != "future" and (bool(d.tense) or bool(d.aspect) or d.form in ("VBN", "VBD"))


def _was_forced(p: Passage, d: Proposition) -> bool:
    """Whether somebody "was forced to" do it."""
    return any(g.token == d.governor and g.predicate in _FORCING and _has_happened(g) for g in p.propositions)


def _is_wanted(tree: Tree, noun: int) -> bool:
    """Whether a resignation is asked for, or a rumour."""
    return any(tree.lemmas[t] in _WANTED for t in tree.ancestors(noun))


def _lasts(tree: Tree, proposition: Proposition) -> bool:
    """Whether the post is called a present one: what is left then is another."""
    noun = proposition.token
    return any(tree.words[t].lower() in _NOW for t in range(max(tree.left(noun) - 1, 0), noun))


def _ends(p: Passage, d: Proposition, post: Proposition, person: Cluster, whose: Cluster) -> bool:
    """Whether a deed takes a person out of a post."""
    if d.kind == "nominal":
        return _is(p, d, ("of", "poss"), person) and _is_about(p, d, ("from", "as"), post, whose)
    who: tuple[str, ...]
    about: tuple[str, ...]
    verb = d.predicate
    if verb in _DOWN and any(p.tree.lemmas[k] == "down" for k in p.tree.kids[d.token]):
        verb += " down"
    if verb in _LEAVING or verb in _LOSING:
        who = ("object",) if d.voice == "passive" and verb not in _LOSING else ("subject",)  # "Having resigned, X ..."
        about = ("from", "as") if d.voice == "passive" else ("object", "from", "as")
    elif verb in _REMOVING:
        who, about = ("object",), ("from", "as")
    elif verb == "part" and any(a.head_lemma == "way" for a in d.roles("object")):
        who, about = ("with",), ()
    else:
        return False
    if not _is(p, d, who, person) and not _is_who(p.tree, d, post):
        return False
    if verb in _DEATHS:
        return True
    needed = verb in _LOSING or verb in _NEED_OBJECT
    return (not needed or any(a.role in about for a in d.arguments)) and _is_about(p, d, about, post, whose)


def _is(p: Passage, d: Proposition, roles: tuple[str, ...], person: Cluster) -> bool:
    return any(found.cluster is person for role in roles for a in d.roles(role) for found in linked_entities(p, a))


def _is_who(tree: Tree, d: Proposition, post: Proposition) -> bool:
    """Whether a deed is that of the "who" behind a post: in "X, the head of Y, who quit" the parser takes Y's part."""
    if tree.deps[d.token] != "relcl" or post.kind != "apposition" or tree.heads[d.token] == post.token:
        return False
    who = tree.kid(d.token, "nsubj", "nsubjpass")
    return who is not None and tree.lemmas[who] == "who" and post.token in tree.ancestors(d.token)


def _is_about(p: Passage, d: Proposition, roles: tuple[str, ...], post: Proposition, whose: Cluster) -> bool:
    """Whether all that is said to be left is this post or its organisation; nothing need be said."""
    return all(
        _is_post(p, a, post, whose) if a.role == "as" else _is_place(p, a, whose)
        for a in d.arguments
        if a.role in roles and not a.temporal
    )


def _is_post(p: Passage, a: Argument, post: Proposition, whose: Cluster) -> bool:
    """Whether "as chief executive" is the post that was named."""
    if post.kind in ("national", "possessive"):
        return False  # "Maria Hansen of Y": the sentence does not say as what
    named = {post.predicate, post.predicate.split()[-1]}
    same = a.head_lemma in named or a.head_lemma.split()[-1] in named or a.head_lemma in _LEFT
    return (same or (post.predicate in _HEADS and a.head_lemma in _HEADS)) and not _names_another(p, a, whose)


def _is_place(p: Passage, a: Argument, whose: Cluster) -> bool:
    """Whether "the company" or "office" is where the post was."""
    cluster = p.at.get(a.head)
    return cluster is whose or (cluster is None and a.head_lemma in _LEFT and not _names_another(p, a, whose))


def _names_another(p: Passage, a: Argument, whose: Cluster) -> bool:
    """Whether the words of an argument name an organisation that is not the post's."""
    found = (p.at.get(t) for t in p.tree.subtree(a.head))
    return any(c is not None and c.broad == "Organization" and c is not whose for c in found)


def _parts_from(p: Passage, d: Proposition, bond: Proposition, both: set[Cluster]) -> bool:
    """Whether one of two leaves the other: "separated from its parent", "was spun off from its parent"."""
    if d.predicate not in _PARTING and not (d.predicate in _PARTED and d.voice == "passive"):
        return False
    leaver = {
        found.cluster
        for a in d.roles("object" if d.voice == "passive" else "subject")
        for found in linked_entities(p, a)
    }
    return bool(leaver & both) and any(a.head == bond.token for role in ("from", "with") for a in d.roles(role))


def _buys_out(p: Passage, d: Proposition, bond: Proposition, both: set[Cluster]) -> bool:
    """Whether one of two partners leaves the other: "bought its partner out", "split from its partner"."""
    if d.predicate in _PARTING and all(a.head_lemma == "way" for a in d.roles("object")):
        return _parts_from(p, d, bond, both)
    if d.predicate not in _BUYING or (d.predicate == "buy" and d.role("out of") is None and d.role("out") is None):
        return False
    buyers = {found.cluster for a in d.roles("subject") for found in linked_entities(p, a)}
    bought = {found.cluster for a in d.roles("object") for found in linked_entities(p, a)}
    named = any(a.head == bond.token for a in d.roles("object"))
    return bool(buyers & both) and (named or bool(bought & both - buyers))

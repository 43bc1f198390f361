"""Posts and figures: whose they may be where nobody says it."""

from __future__ import annotations

from newsweave.extract.clauses.subjects import SUBJECTS
from newsweave.extract.coreference.attributes import is_trade
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.model import Proposition
from newsweave.extract.parsing.phrases import PROPER
from newsweave.ontology.lists import word_list
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["may_be_of", "names_holder", "names_other", "of_unnamed", "tells_of_unnamed"]

_UNITS = word_list("units")
_NO_LONGER = word_list("past_words")
_FIRM_POSTS = word_list("firm_posts")
_FIRMS = word_list("general_firm_nouns")
_TITLES_OF_STATE = word_list("titles_of_state")
_STATE_OFFICES = word_list("state_offices")
_STATE_TOO = (word_list("offices_with_place") | {"treasurer"}) - {"governor"}
"""With a central bank before them, "the president", "the chancellor" and "the treasurer" may be those of its state."""
_OF_STATES = ("CentralBank", "Regulator")
_OWN_WORDS = (
    word_list("title_modifiers")
    | word_list("organisation_nouns")
    | word_list("lesser_ranks")
    | word_list("post_adjectives")
)
_EMPLOYERS = ("Company", "Bank", "CentralBank", "Exchange", "Regulator", "University", "MediaOutlet", "Platform")


def may_be_of(p: Passage, proposition: Proposition, topic: Cluster) -> bool:
    """Whether a post without an organisation can be with the one that the text is about.

    "Chief executive X" and "X, a company spokesman" can; "Finance Minister X", "political analyst X" and "government
    spokesman X" say of themselves that they are of something else, or do not say enough. "President X" and "Governor X"
    are of a state, but for a governor where the text is about a central bank.
    """
    if not any(vocabulary().is_a(topic.type, c) for c in _EMPLOYERS) and topic.type != "Organization":
        return False
    words = proposition.predicate.split()
    title = " ".join(word for word in words if word not in _NO_LONGER)
    if title in _TITLES_OF_STATE and _is_right_before(p, proposition):
        return topic.type == "CentralBank" and title == "governor"
    if _is_taken_up(p, proposition):
        return False
    for length in range(len(words), 0, -1):
        post = " ".join(words[-length:])
        if post in _STATE_OFFICES or (post in _STATE_TOO and any(vocabulary().is_a(topic.type, c) for c in _OF_STATES)):
            return False
        if post in _FIRM_POSTS or (post == "governor" and topic.type == "CentralBank"):
            return all(word in _OWN_WORDS or word in _FIRM_POSTS for word in words[:-length])
    return False


def _is_right_before(p: Passage, proposition: Proposition) -> bool:
    """Whether a post stands right before the name: "President X", whatever the parser makes of it."""
    subject = proposition.role("subject")
    if proposition.kind == "compound" or subject is None:
        return proposition.kind == "compound"
    name = p.spans.get(subject.head)
    return name is not None and any(a.head == name[0] - 1 for a in proposition.roles("complement"))


def _is_taken_up(p: Passage, proposition: Proposition) -> bool:
    """Whether the post is what somebody else is made: "named Y as vice president, X" does not explain who X is."""
    tree, subject = p.tree, proposition.role("subject")
    if proposition.kind != "apposition" or subject is None:
        return False
    for a in proposition.roles("complement"):
        prep = tree.heads[a.head]
        if a.head < subject.head and tree.deps[a.head] == "pobj" and tree.lemmas[prep] == "as":
            whom = tree.kid(tree.heads[prep], "dobj", "nsubjpass")
            return whom is not None and whom in p.at and p.at[whom].broad == "Person"
    return False


def names_holder(p: Passage, proposition: Proposition) -> bool:
    """Whether the post stands with a name: of "chief executive officer" the last word is none."""
    return all(a.head in p.at for a in proposition.roles("subject"))


def names_other(p: Passage, proposition: Proposition) -> bool:
    """Whether a clause names, by a name that nobody knows, where it is: "joined the faculty at Hollins"."""
    return any(
        p.tree.tags[a.head] in PROPER and a.head not in p.at
        for role in ("object:at", "object:of", "at", "of")
        for a in proposition.roles(role)
    )


def tells_of_unnamed(p: Passage, proposition: Proposition) -> bool:
    """Whether the sentence is about a firm that has no name in it: "The airline was founded by X and ex-CEO Y"."""
    tree = p.tree
    start, end = tree.sentences[tree.sentence_of[proposition.token]]
    root = next((t for t in range(start, end) if tree.heads[t] == t), start)
    subject = tree.kid(root, *SUBJECTS)
    if subject is None or subject in p.at or subject in p.groups or tree.tags[subject] != "NN":
        return False
    return is_trade(tree.lemmas[subject]) or tree.lemmas[subject] in _FIRMS


def of_unnamed(p: Passage, verb: int) -> bool:
    """Whether the clause above tells of somebody without a name: "the unit's income rose, with sales rising"."""
    for above in p.tree.ancestors(verb):
        subject = p.tree.kid(above, *SUBJECTS)
        if subject is None:
            continue
        owner = p.tree.kid(subject, "poss")
        if p.tree.lemmas[subject] in _UNITS:
            return True
        if owner is not None and owner not in p.at and p.tree.tags[owner] in ("NN", "NNS"):
            return True
    return False

"""Posts and figures: whose they may be where nobody says it."""

from __future__ import annotations

from newsweave.extract.clauses.subjects import SUBJECTS
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.model import Proposition
from newsweave.ontology.lists import word_list
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["may_be_of", "of_unnamed"]

_UNITS = word_list("units")
_FIRM_POSTS = word_list("firm_posts")
_TITLES_OF_STATE = word_list("titles_of_state")
_PAST = word_list("past_words")
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


def may_be_of(proposition: Proposition, topic: Cluster) -> bool:
    """Whether a post without an organisation can be with the one that the text is about.

    "Chief executive X" and "X, a company spokesman" can; "Finance Minister X", "political analyst X" and "government
    spokesman X" say of themselves that they are of something else, or do not say enough. "President X" and "Governor X"
    are of a state, but for a governor where the text is about a central bank.
    """
    if not any(vocabulary().is_a(topic.type, c) for c in _EMPLOYERS) and topic.type != "Organization":
        return False
    words = proposition.predicate.split()
    title = " ".join(w for w in words if w not in _PAST)
    if proposition.kind == "compound" and title in _TITLES_OF_STATE:
        return topic.type == "CentralBank" and title == "governor"
    for length in range(len(words), 0, -1):
        post = " ".join(words[-length:])
        if post in _STATE_OFFICES or (post in _STATE_TOO and any(vocabulary().is_a(topic.type, c) for c in _OF_STATES)):
            return False
        if post in _FIRM_POSTS or (post == "governor" and topic.type == "CentralBank"):
            return all(word in _OWN_WORDS or word in _FIRM_POSTS for word in words[:-length])
    return False


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

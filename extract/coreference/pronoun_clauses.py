"""What a clause says of the pronoun in it: that it is somebody who acts, that it is a thing, or nothing at all."""

from __future__ import annotations

from newsweave.extract.clauses.speakers import SPEECH
from newsweave.extract.clauses.subjects import SUBJECTS
from newsweave.extract.coreference.attributes import is_trade
from newsweave.extract.parsing.phrases import PROPER
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.classes import BROAD, CLASS_NOUNS
from newsweave.ontology.lists import last_words, word_list, word_map

__all__ = [
    "RELATED",
    "acts_on_noun",
    "has_object",
    "in_adjunct",
    "is_among",
    "is_called_thing",
    "is_impersonal",
    "is_person_noun",
    "is_predicate",
    "is_sellers",
    "is_somebody_noun",
    "means_somebody",
    "said_behind",
    "stands_in_subject",
]

_CALLED_ORGANISATIONS = frozenset(
    noun for noun, kinds in word_map("nominals").items() if any(BROAD.get(k) == "Organization" for k in kinds)
)
_BODIES = frozenset(word_map("institution_nouns")) | word_list("acting_bodies")
_GENERAL = word_list("general_firm_nouns") - {"concern", "major", "player"}
RELATED = word_list("party_nouns") | word_list("units") | word_list("owners") | word_list("relatives_of_firms")
_DEEDS = word_list("deeds_of_somebody") | word_list("deeds_behind_it") | word_list("firms_do")
_WITH_OBJECTS = word_list("deeds_with_objects")
_OBJECTS = (
    word_list("objects_of_firms")
    | word_list("only_firms_have")
    | word_list("firms_own")
    | word_list("staff_nouns")
    | word_list("site_nouns")
)
_DONE = (
    word_list("done_to_firms")
    | word_list("states_of_firms")
    | {"accuse", "allow", "force", "give", "grant", "hit", "let", "owe", "tell"}
)
_HAD = (
    word_list("only_firms_have")
    | word_list("firms_own")
    | word_list("owners")
    | word_list("relatives_of_firms")
    | word_list("units")
    | word_list("party_nouns")
    | word_list("staff_nouns")
    | word_list("clientele")
    | last_words("firm_posts")
    | last_words("head_posts")
    | {"purchase", "board", "debt", "earnings", "fleet", "forecast", "guidance", "loss", "sale", "management", "bid"}
)
_OF_FIRMS = frozenset({"arm", "institution", "member", "subsidiary", "unit"})
_IMPERSONAL = frozenset({"appear", "emerge", "matter", "rain", "seem", "take", "turn"})
_SENSES = frozenset({"feel", "look", "sound"})


def is_somebody_noun(tree: Tree, t: int) -> bool:
    """Whether a common noun stands for an organisation, named or not: "a lender", "the council", "its rival"."""
    lemma = tree.lemmas[t]
    kind = CLASS_NOUNS.get(lemma)
    if kind is not None and BROAD.get(kind) == "Organization":
        return True
    return lemma in _GENERAL or lemma in _BODIES or lemma in RELATED or is_trade(lemma)


def is_person_noun(lemma: str) -> bool:
    """Whether a noun stands for a person, whom "it" cannot mean."""
    return lemma in last_words("posts") or lemma in word_list("bystanders") or lemma in word_list("person_words")


def means_somebody(tree: Tree, t: int) -> bool:
    """Whether the pronoun can only mean somebody who acts: "its founder", "it said", "fined it"."""
    head = tree.heads[t]
    lemma = tree.lemmas[head]
    if tree.deps[t] == "poss":
        if tree.tags[head] in PROPER:  # "its rival X"
            return any(tree.lemmas[k] in _HAD for k in tree.kids[head] if k > t and tree.tags[k] in ("NN", "JJ"))
        return lemma in _HAD or (tree.kid(head, "appos") is not None and is_somebody_noun(tree, head))
    if tree.deps[t] == "nsubjpass" and any(tree.lemmas[k] == "to" for k in tree.all_kids(head, "dative", "prep")):
        return False  # "it was given to X"
    if tree.deps[t] in ("dobj", "dative", "nsubjpass"):
        return lemma in _DONE
    if tree.deps[t] != "nsubj":
        return False
    if lemma in SPEECH or lemma in _DEEDS or any(tree.lemmas[k] in _DEEDS for k in tree.all_kids(head, "conj")):
        return True
    content = tree.kid(head, "xcomp")
    if content is not None and lemma != "be" and (tree.lemmas[content] in _DEEDS or has_object(tree, content)):
        return True
    return has_object(tree, head)


def has_object(tree: Tree, verb: int) -> bool:
    """Whether a verb has an object that makes it the deed of somebody: "has 40 customers"."""
    lemma = tree.lemmas[verb]
    if lemma not in _WITH_OBJECTS and lemma not in _DEEDS:
        return False
    return any(tree.lemmas[o] in _OBJECTS or tree.tags[o] in PROPER for o in tree.all_kids(verb, "dobj"))


def is_impersonal(tree: Tree, t: int) -> bool:
    """ "It is clear that", "it emerged that": the subject of a verb whose content follows."""
    verb = tree.heads[t]
    lemma = tree.lemmas[verb]
    if lemma in _SENSES and any(tree.lemmas[k] in ("like", "as") for k in tree.kids[verb]):
        return True
    if lemma == "come" and any(tree.words[k].lower() == "when" for k in tree.kids[verb]):
        return True  # "when it comes to"
    if lemma in _IMPERSONAL:
        return not any(tree.lemmas[k] == "place" for k in tree.all_kids(verb, "dobj"))  # "it takes place in Oslo"
    return (
        (lemma == "be" or tree.words[verb] in ("’s", "'s"))
        and tree.kid(verb, "acomp", "attr") is not None
        and tree.kid(verb, "ccomp", "xcomp") is not None
    )


def acts_on_noun(tree: Tree, t: int) -> bool:
    """Whether "it" does something to "the firm", likelier to be who was named: "it allows the firm to".

    "It said the firm had lied" speaks of another one.
    """
    if tree.lemmas[tree.heads[t]] in SPEECH:
        return False
    objects = tree.all_kids(tree.heads[t], "dobj", "dative")
    clause = tree.kid(tree.heads[t], "ccomp", "xcomp")
    objects += tree.all_kids(clause, *SUBJECTS) if clause is not None else []
    return any(
        tree.lemmas[o] in _CALLED_ORGANISATIONS
        and tree.tags[o] == "NN"
        and (the := tree.kid(o, "det")) is not None
        and tree.lemmas[the] != "a"
        and not any(tree.tags[k] in PROPER for k in tree.all_kids(o, "compound"))  # "the Solva app" is named
        for o in objects
    )


def is_called_thing(tree: Tree, t: int) -> bool:
    """Whether "it" is said to be what no organisation is: "it was a shock"."""
    verb = tree.heads[t]
    noun = tree.kid(verb, "attr") if tree.lemmas[verb] == "be" else None
    if noun is None or tree.tags[noun] != "NN":
        return False
    return not is_somebody_noun(tree, noun) and tree.lemmas[noun] not in _OF_FIRMS


def is_sellers(tree: Tree, t: int) -> bool:
    """Whether "its" owner sells something: "X bought Y from its parent" leaves open whose, though Y's is likelier."""
    owner = tree.heads[t]
    prep = tree.heads[owner]
    bought = tree.lemmas[tree.heads[prep]] in word_list("buying_verbs")
    return tree.lemmas[prep] == "from" and bought and tree.lemmas[owner] in word_list("owners")


def is_predicate(tree: Tree, t: int, verb: int) -> bool:
    """Whether a pronoun stands in what is said of the subject: "X is its rival", "X and Y are among its clients"."""
    if tree.lemmas[verb] != "be":
        return False
    below = t
    for h in tree.ancestors(t):
        if h == verb:
            return tree.deps[below] == "attr" or (tree.deps[below] == "prep" and tree.lemmas[below] == "among")
        below = h
    return False


def is_among(tree: Tree, t: int) -> bool:
    """Whether a pronoun stands in what is said of somebody: "X and Y are among its clients"."""
    return any(is_predicate(tree, t, h) for h in tree.ancestors(t) if tree.lemmas[h] == "be")


def said_behind(tree: Tree, t: int, verb: int) -> bool:
    """Whether a clause with the pronoun is what the subject behind it says: "Its profit rose, X said"."""
    below = t
    for h in tree.ancestors(t):
        if h == verb:
            return tree.lemmas[verb] in SPEECH and tree.deps[below] == "ccomp"
        below = h
    return False


def in_adjunct(tree: Tree, t: int, verb: int) -> bool:
    """Whether the pronoun stands in what opens the sentence of a verb: "After its purchase of Y, X"."""
    below = t
    for h in tree.ancestors(t):
        if h == verb:
            return tree.deps[below] in ("prep", "advcl", "acl", "pcomp")
        below = h
    return False


def stands_in_subject(tree: Tree, t: int) -> bool:
    """Whether a possessive stands in the subject of its clause."""
    noun = tree.heads[t]
    return tree.deps[noun] in SUBJECTS or (tree.deps[noun] == "compound" and tree.deps[tree.heads[noun]] in SUBJECTS)

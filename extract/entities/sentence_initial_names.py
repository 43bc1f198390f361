"""Sentences that begin with a name of one word which nobody knows: "Ramp has acquired Kestrin Bank".

A capital says nothing there, and the tagger takes such words for common nouns, plurals ("Thunes"), verbs or adjectives.
Grammar tells them apart: a common noun that can be counted needs an article in the singular and a plural verb in the
plural, so a bare word that does what only somebody does ("said", "plans to"), or is called a firm, is a name. What
does stand bare ("management", "demand") is listed (``bare_nouns``), and any noun of the other lists is none either.
"""

from __future__ import annotations

from newsweave.extract.parsing.phrases import PROPER, VERB_TAGS
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.classes import CLASS_NOUNS, noun_class
from newsweave.ontology.gazetteer import Gazetteer
from newsweave.ontology.lists import word_list, word_map
from newsweave.ontology.plurals import singular

__all__ = ["common_word", "done_by_firm", "is_unheard", "opens_sentence", "sentence_initial_names"]

_TAGS = PROPER | {"NN", "NNS", "JJ", "JJR", "VB", "VBP", "VBZ", "VBD", "VBN", "UH", "FW", "CD", "RB"}
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_BEFORE_POSTS = frozenset({"compound", "nmod", "amod"})
_ROLES = _SUBJECTS | _BEFORE_POSTS | {"poss", "csubj"}
_ENDS = frozenset(". ! ? : ;".split()) | {"”", '"', "''", "…"}
_QUOTES = frozenset({'"', "“", "``", "‘", "'"})
_BE_HAVE = frozenset({"has", "is", "was", "does", "’s", "'s"})
_PLURAL_VERBS = frozenset({"have", "are", "were", "do"})
_EXPLAINS = frozenset({"appos", "relcl", "acl", "punct", "cc", "conj"})
_PEOPLE = frozenset({"he", "she", "his", "her", "who"})
# Nouns with such an ending are abstract or a mass, which take no article.
_ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ship", "ism", "ing", "ance", "ence", "logy", "ware", "hood", "ics")
_BARE = frozenset().union(
    *(word_list(n) for n in ("bare_nouns", "posts", "person_words", "time_words", "source_nouns", "content_nouns")),
    *(word_list(n) for n in ("deed_nouns", "describing_words", "function_words", "period_metrics", "naming_nouns")),
    *(word_list(n) for n in ("organisation_parts", "title_words", "title_modifiers", "honorifics", "time_adverbs")),
    *(word_list(n) for n in ("feminine_words", "masculine_words", "saying_verbs", "business_parts")),
    *(word_map(n) for n in ("nominals", "institution_nouns", "metric_nouns", "agreement_nouns", "currency_nouns")),
    CLASS_NOUNS,
)
# Words in -s with such an ending are many who do something, not one: "bioengineers".
_AGENTS = ("ers", "ors", "ists", "ees", "ants", "ents", "ians", "isms", "ings", "ions", "ies", "men")
# "Neobanks", "paytechs", "memecoins": a new word that ends in one for a kind of firm or thing is no name.
_KINDS = tuple(n for n in {*CLASS_NOUNS, *word_map("nominals"), "tech"} if n.isalpha() and len(n) > 3)
_DEEDS = word_list("deeds_of_somebody")
_WEAK_DEEDS = word_list("deeds_with_objects")
_OBJECTS = word_list("objects_of_firms")
_WHERE_DEEDS = word_list("deeds_in_places")
_SUFFERED = word_list("done_to_firms") | word_list("states_of_firms")
_SUFFERED_WITH = word_list("states_with_names")
_OWNED = word_list("firms_own") | _OBJECTS


def sentence_initial_names(tree: Tree, gazetteer: Gazetteer) -> frozenset[int]:
    """The tokens that are such names, each the first word of its sentence; they are tagged as names from now on."""
    found = set()
    for start, end in tree.sentences:
        _mend_adverb(tree, start)
        t = start + 1 if tree.words[start] in _QUOTES and start + 1 < end else start
        if _may_be(tree, t, end) and not gazetteer.adjective(tree.words[t]) and _is_name(tree, t, end):
            found.add(t)
            tree.phrases.clear()
            tree.tags[t], tree.lemmas[t] = "NNP", tree.words[t].lower()
    return frozenset(found)


def _mend_adverb(tree: Tree, t: int) -> None:
    """Make an unknown word the subject where the tagger took it for an adverb: "Ploverly has raised"."""
    verb = tree.heads[t]
    if tree.tags[t] != "RB" or tree.words[t] not in tree.unheard or tree.tags[verb] not in VERB_TAGS or verb <= t:
        return
    if tree.kid(verb, *_SUBJECTS) is None and tree.tags[t + 1] in VERB_TAGS | {"MD"}:
        tree.deps[t] = "nsubj"


def opens_sentence(tree: Tree, t: int) -> bool:
    """Whether a token is a sentence's first word, an opening quote aside."""
    start = tree.sentences[tree.sentence_of[t]][0]
    return t == start or (t == start + 1 and tree.words[start] in _QUOTES)


def common_word(word: str) -> bool:
    """Whether a word is known to be used as a common noun, and so is no name because of its capital alone."""
    lower = word.lower()
    forms = {lower, singular(lower)}
    return not forms.isdisjoint(_BARE) or any(form.endswith(_KINDS) for form in forms)


def _may_be(tree: Tree, t: int, end: int) -> bool:
    """Whether the first word is a bare noun phrase that could be a name."""
    word = tree.words[t]
    if tree.tags[t] not in _TAGS or len(word) < 3 or not word.isalnum() or word.isdigit():
        return False
    if tree.deps[t] not in _ROLES or any(tree.deps[k] not in _EXPLAINS for k in _kids(tree, t)):
        return False
    if t > 0 and tree.words[t - 1] not in _ENDS | _QUOTES:
        return False  # the sentence was cut at a wrong place
    cased = tree.tags[t] in PROPER or any(w[:1].isupper() for w in tree.words)
    if word[0].islower() and not (word in tree.unheard and cased):
        return False
    if word.isupper() and not any(w.islower() and len(w) > 3 for w in tree.words[t:end]):
        return False
    return not common_word(word) and word not in word_list("not_names") and not _used_in_lower_case(tree, t)


def _kids(tree: Tree, t: int) -> list[int]:
    return [k for k in tree.kids[t] if tree.deps[k] != "case" and tree.tags[k] != "POS"]


def _used_in_lower_case(tree: Tree, t: int) -> bool:
    """Whether the passage has the word as a common noun, too: "Ramp ... the ramp"."""
    word = tree.words[t]
    return word[0].isupper() and word.lower() in tree.words


def _is_name(tree: Tree, t: int, end: int) -> bool:
    if not _PEOPLE.isdisjoint(tree.words[t:end]) and tree.tags[t] not in PROPER:
        return False  # somebody's surname, most likely
    unheard = is_unheard(tree, t)
    if tree.deps[t] == "poss":
        owned = tree.heads[t]
        marked = tree.words[t + 1 : t + 2] in (["'s"], ["’s"])
        return marked and (unheard or tree.lemmas[owned] in _OWNED) and not tree.words[t].lower().endswith(_ABSTRACT)
    if tree.deps[t] in _BEFORE_POSTS:  # "Thunes founder Mara Voss"
        post = t + 1
        return unheard and tree.lemmas[post] in word_list("founders") and tree.tags[post + 1 : post + 2] == ["NNP"]
    if _called_firm(tree, t):
        return True
    verb = tree.heads[t]
    if tree.tags[verb] not in VERB_TAGS or _is_plural(tree, t, verb):
        return False
    if unheard:
        return True
    if tree.words[t].lower().endswith(_ABSTRACT):
        return False
    return any(done_by_firm(tree, v, passive) for v, passive in _deeds(tree, t, verb))


def is_unheard(tree: Tree, t: int) -> bool:
    """Whether nobody uses the word as a common noun, as far as the model's vocabulary and the word's form tell."""
    word = tree.words[t]
    many = tree.tags[t] == "NNS" and word.lower().endswith(_AGENTS)
    return word in tree.unheard and not many and not word.lower().endswith(_ABSTRACT)


def _is_plural(tree: Tree, t: int, verb: int) -> bool:
    """Whether the verb says that more than one is meant, or, with a word in -s, fails to say that it is one."""
    auxiliaries = {tree.words[k].lower() for k in tree.all_kids(verb, "aux", "auxpass")}
    joined = any(tree.tags[k] in PROPER for k in tree.all_kids(t, "conj"))
    if tree.tags[verb] == "VBP" or auxiliaries & _PLURAL_VERBS or tree.words[verb].lower() in _PLURAL_VERBS:
        return not (joined and (tree.tags[t] != "NNS" or is_unheard(tree, t)))
    plural = tree.tags[t] == "NNS" and not is_unheard(tree, t)
    return plural and not (tree.tags[verb] == "VBZ" or auxiliaries & _BE_HAVE or tree.words[verb] == "was")


def _called_firm(tree: Tree, t: int) -> bool:
    """ "Velmo, a payments start-up, ...", "Velmo is a Dutch lender": what only one that has a name is called."""
    nouns = [k for k in tree.all_kids(t, "appos") if tree.words[t + 1] == ","]
    verb = tree.heads[t]
    if tree.lemmas[verb] == "be" and tree.words[verb].lower() in ("is", "was"):
        nouns += tree.all_kids(verb, "attr")
    for noun in nouns:
        article = tree.kid(noun, "det", "poss") is not None
        kind = noun_class(tree.words[noun].lower()) if tree.tags[noun] == "NN" else None
        if article and kind in ("Company", "Bank", "Exchange"):
            return True
    return False


def _deeds(tree: Tree, t: int, verb: int) -> list[tuple[int, bool]]:
    """The verbs that a first word is the subject of, and whether they are passive."""
    verbs = [verb, *tree.all_kids(verb, "xcomp")]  # "is to cut jobs", "is expected to launch"
    verbs += [k for k in tree.all_kids(verb, "conj") if tree.kid(k, *_SUBJECTS) is None]
    for k in tree.all_kids(t, "relcl", "acl"):
        subject = tree.kid(k, *_SUBJECTS)
        whose = subject is not None and any(tree.words[x] == "whose" for x in tree.kids[subject])
        if subject is None or tree.words[subject] == "which" or (whose and tree.lemmas[subject] in _OWNED):
            verbs.append(k)
    return [(v, _passive(tree, v)) for v in verbs]


def _passive(tree: Tree, verb: int) -> bool:
    return tree.kid(verb, "auxpass") is not None or (tree.deps[verb] == "acl" and tree.tags[verb] == "VBN")


def done_by_firm(tree: Tree, verb: int, passive: bool) -> bool:
    """Whether only somebody does or suffers this; what things do, too, counts with an object that only firms have."""
    lemma = tree.lemmas[verb]
    preps = tree.all_kids(verb, "prep", "agent")
    named = any(tree.tags[o] in PROPER for p in preps for o in tree.all_kids(p, "pobj"))
    if passive:
        return lemma in _SUFFERED or (lemma in _SUFFERED_WITH and named)
    if lemma in _DEEDS or (lemma in _WHERE_DEEDS and named):
        return True
    if lemma not in _WEAK_DEEDS:
        return False
    objects = tree.all_kids(verb, "dobj")
    return any(tree.lemmas[o] in _OBJECTS or tree.tags[o] in PROPER or _is_money(tree, o) for o in objects)


def _is_money(tree: Tree, t: int) -> bool:
    return any(tree.tags[k] == "$" or tree.lemmas[k] in word_map("currency_nouns") for k in (t, *tree.kids[t]))

"""The verb's own words: the relation phrase with its auxiliaries, adverbs and governing verbs, voice, tense and aspect.

"X was considered to be Y", "X began selling Y" and "X is likely to buy Y" each have one relation phrase, that of the
lower verb, with the verbs that govern it in front: as English says it, and no wish passes for a deed.
"""

from __future__ import annotations

from newsweave.extract.parsing.phrases import VERB_TAGS
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = [
    "denies",
    "governor",
    "is_passive",
    "light_object",
    "particle_of",
    "relation_words",
    "shares_auxiliaries",
    "tense_of",
    "with_particle",
]

_DENYING = word_list("negating_verbs")
_TIME_ADVERBS = word_list("time_adverbs")
_TENSES = {"VBD": "past", "VBP": "present", "VBZ": "present"}
_FUTURE = frozenset({"will", "wo", "shall", "'ll", "’ll"})
_STATES = frozenset({"live", "public", "bankrupt", "bust", "dark", "private"})
_PARTICLES = frozenset({"together", "apart", "ahead", "forward", "aside"})
_STRANDED = frozenset({"in", "out", "up", "off", "down", "over"})
_LIGHT = frozenset({"take", "give", "make", "pay", "play"})
_OWN = frozenset({"aux", "auxpass", "neg", "prt", "preconj"})
_ADVERBS = frozenset({"RB", "RBR", "RBS"})
_OF_CLAUSE = frozenset({"however", "therefore", "moreover", "instead", "so", "thereby", "meanwhile", "indeed", "too"})


def relation_words(tree: Tree, verb: int) -> list[int]:
    """Tokens of the relation phrase of ``verb``, in text order: auxiliaries, negation, adverbs, particle, governors."""
    own = [verb]
    for k in tree.kids[verb]:
        dep = tree.deps[k]
        if dep in _OWN:
            own.append(k)
        elif dep == "advmod" and _is_inside(tree, verb, k):
            own += [k, *tree.kids[k]]  # "so far"
    idiom = light_object(tree, verb)
    if idiom is not None:
        own.append(idiom)
    first = tree.heads[verb]
    shares = shares_auxiliaries(tree, verb)
    if tree.deps[verb] == "conj":
        own += [k for k in tree.kids[first] if tree.deps[k] == "cc" and tree.lemmas[k] == "nor" and first < k < verb]
    over = governor(tree, verb)
    if over is not None:
        if shares and not _to(tree, verb):
            own += [k for k in tree.all_kids(first, "aux") if tree.tags[k] == "TO"]
        return sorted({*relation_words(tree, over), *_adjective(tree, verb), *own})
    if shares and tree.tags[first] == tree.tags[verb]:
        own += [t for t in relation_words(tree, first) if t < first and tree.deps[t] not in ("advmod", "preconj")]
    return sorted(set(own))


def shares_auxiliaries(tree: Tree, verb: int) -> bool:
    """Whether a coordinated verb goes on with the auxiliaries and governors of the first: "will buy and sell"."""
    if tree.deps[verb] != "conj" or tree.kid(verb, "nsubj", "nsubjpass", "auxpass") is not None:
        return False
    auxiliaries = tree.all_kids(verb, "aux")
    return not auxiliaries or (_to(tree, verb) and len(auxiliaries) == 1)


def _to(tree: Tree, verb: int) -> bool:
    return any(tree.tags[k] == "TO" for k in tree.kids[verb] if tree.deps[k] == "aux")


def governor(tree: Tree, verb: int) -> int | None:
    """The verb whose infinitive or gerund ``verb`` is, subject shared: "plans" of "plans to buy"; None without one."""
    head, dep = tree.heads[verb], tree.deps[verb]
    if shares_auxiliaries(tree, verb) and head < verb:
        return governor(tree, head)
    infinitive = tree.tags[verb] in ("VB", "VBN") and _to(tree, verb)
    if head >= verb or not (infinitive or tree.tags[verb] in ("VB", "VBG")):
        return None
    if tree.kid(verb, "nsubj", "nsubjpass", "mark") is not None:
        return None
    if dep == "xcomp" and tree.tags[head] in ("JJ", "RB", "VBN") and tree.deps[head] == "acomp":
        return tree.heads[head] if tree.tags[tree.heads[head]] in VERB_TAGS else None
    if tree.tags[head] not in VERB_TAGS or tree.kid(head, "dobj", "dative") is not None:
        return None
    if dep == "xcomp":
        return head
    if dep == "advcl" and tree.tags[verb] == "VB" and _follows(tree, head, verb):
        return head  # "is used to make"
    return None


def light_object(tree: Tree, verb: int) -> int | None:
    """The bare noun that makes one verb with a light verb: "place" of "took place in", "part" of "take part in"."""
    noun = tree.kid(verb, "dobj")
    if noun is None or tree.lemmas[verb] not in _LIGHT or tree.tags[noun] != "NN" or noun < verb:
        return None
    behind = [k for k in tree.kids[noun] if tree.deps[k] != "prep"]
    return noun if not behind and tree.words[noun].islower() and tree.kid(verb, "nsubjpass") is None else None


def with_particle(tree: Tree, verb: int) -> str:
    """The lemma of a verb, with its particle if it has one: "call off"."""
    particle = tree.kid(verb, "prt")
    return tree.lemmas[verb] if particle is None else f"{tree.lemmas[verb]} {tree.lemmas[particle]}"


def particle_of(tree: Tree, verb: int) -> int | None:
    """The particle of a verb, also where the parser takes it for an adverb or a preposition without its noun."""
    found = tree.kid(verb, "prt")
    if found is not None or tree.lemmas[verb] == "be":
        return found
    for k in tree.kids[verb]:
        if k < verb or tree.kids[k]:
            continue
        if (
            tree.deps[k] == "prep"
            and k == verb + 1
            and tree.lemmas[k] in _STRANDED
            and tree.kid(verb, "dobj") is not None
        ):
            return k  # "pulled in 9 million euros"
        if tree.deps[k] in ("acomp", "advmod") and tree.lemmas[verb] == "go" and tree.words[k].lower() in _STATES:
            return k  # "went live with Y"
        if tree.tags[k] == "RP" or (tree.deps[k] == "advmod" and tree.words[k].lower() in _PARTICLES and k == verb + 1):
            return k
    return None


def _adjective(tree: Tree, verb: int) -> list[int]:
    """The adjective between a copula and the infinitive, with its adverbs: "less likely" of "is less likely to"."""
    if tree.deps[verb] == "conj":
        return _adjective(tree, tree.heads[verb])
    head = tree.heads[verb]
    if tree.tags[head] in VERB_TAGS and tree.deps[head] != "acomp":
        return []
    return [head, *tree.all_kids(head, "advmod", "neg")]


def _follows(tree: Tree, head: int, verb: int) -> bool:
    """Whether nothing but "to" and adverbs stands between the two."""
    return all(tree.tags[t] in _ADVERBS or tree.tags[t] in ("TO", "RP") for t in range(head + 1, verb))


def _is_inside(tree: Tree, verb: int, adverb: int) -> bool:
    """Whether an adverb stands in the verb group: "was later formally approved", not "later, it approved"."""
    if tree.tags[adverb] not in _ADVERBS or tree.lemmas[adverb] in _TIME_ADVERBS or tree.lemmas[adverb] in _OF_CLAUSE:
        return False
    if tree.kids[adverb] and any(tree.tags[k] not in _ADVERBS for k in tree.kids[adverb]):
        return False
    if adverb < verb:
        return all(tree.heads[t] == verb and tree.deps[t] in (*_OWN, "advmod") for t in range(adverb + 1, verb))
    if adverb != verb + 1:
        return False
    if tree.lemmas[adverb] == "yet":
        return True  # "has yet to"
    if tree.lemmas[verb] == "be":
        return tree.kid(verb, "attr", "acomp", "prep", "oprd") is not None
    return tree.kid(verb, "dobj") is None and any(tree.deps[k] == "prep" and k == adverb + 1 for k in tree.kids[verb])


def denies(tree: Tree, verb: int) -> bool:
    """Whether ``verb``, with its particle if it has one, denies what it governs: "refuse", "rule out"."""
    return tree.lemmas[verb] in _DENYING or with_particle(tree, verb) in _DENYING


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether ``verb`` is a passive participle: with its auxiliary, reduced, or coordinated with one that is."""
    if tree.tags[verb] != "VBN":
        return False
    for k in tree.kids[verb]:
        if tree.deps[k] in ("auxpass", "nsubjpass"):
            return True
        if tree.deps[k] == "aux" and tree.lemmas[k] in ("have", "be", "'ve", "'s"):
            return False
    dep = tree.deps[verb]
    if dep == "conj":
        head = tree.heads[verb]
        if tree.kid(verb, "nsubj") is not None:
            return False
        return is_passive(tree, head) if tree.tags[head] in VERB_TAGS else dep == "acl"
    return dep in ("acl", "relcl", "advcl", "oprd", "xcomp") and tree.kid(verb, "nsubj", "dobj") is None


def tense_of(tree: Tree, verb: int) -> tuple[str, str]:
    """Tense (``past``, ``present``, ``future``; "" where the verb has none) and aspect (``perfect``, ``progressive``).

    A form with "would", "could" and the like has no tense; coordinated verbs have that of the auxiliary they share.
    """
    auxiliaries = [k for k in tree.kids[verb] if tree.deps[k] in ("aux", "auxpass")]
    if not auxiliaries and shares_auxiliaries(tree, verb) and tree.tags[verb] in ("VB", "VBN", "VBG"):
        return tense_of(tree, tree.heads[verb])
    first = min([verb, *auxiliaries])
    tense = _TENSES.get(tree.tags[first], "")
    if tree.tags[first] == "MD" and tree.words[first].lower() in _FUTURE:
        tense = "future"
    lemmas = {tree.lemmas[k] for k in auxiliaries}
    if tree.tags[verb] == "VBG" and "be" in lemmas:
        return tense, "progressive"
    if any(tree.words[k].lower() == "being" for k in auxiliaries):
        return tense, "progressive"  # "is being acquired"
    perfect = tree.tags[verb] in ("VBN", "VBD") and lemmas & {"have", "'ve", "’ve"}
    return tense, "perfect" if perfect else ""

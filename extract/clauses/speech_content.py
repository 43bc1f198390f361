"""What a verb of speech, thought or wish brings: the tokens of what is said, by the shapes that English has for it.

A clause ("said that it grew", "it grew, he said", "as he said"), an infinitive with whom it is asked of ("urged Y to
pay"), an object ("criticised the plan", "called for a ban"), an object with a predicate ("called the plan a mistake").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache

from newsweave.extract.clauses.subjects import antecedent
from newsweave.extract.clauses.verb_phrases import particle_of
from newsweave.extract.parsing.phrases import VERB_TAGS, trim
from newsweave.extract.parsing.quotes import OPENING
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list, word_map

__all__ = ["SHOWN_BY", "clause_without", "contents_of", "is_open", "tells"]

Shape = Callable[[Tree, int, str], list[int] | None]
"""Tree, verb, and the preposition or particle that its entry has, to the tokens of what is said."""

SHOWN_BY = word_list("source_nouns") | word_list("voice_nouns")
"""Nouns of what only shows something by what is written in it."""
_QUOTING = word_list("quoting_verbs")
_ANSWERS = frozenset({"answer", "comment", "elaborate", "reply", "respond", "speak"})
_TELLING = frozenset({"assure", "inform", "remind", "tell", "warn"})
_UTTERING = word_list("uttering_verbs")
_NAMING = frozenset(noun for nouns in word_map("speech_nouns").values() for noun in nouns)
_OPEN = frozenset({"whether", "if", "how", "when", "what", "why", "who", "where", "which"})
_GOVERNED = frozenset({"ccomp", "xcomp", "oprd", "advcl", "acl"})
_BEHIND = frozenset({"as", "for", "over", "of", "about", "in", "on", "to", "with"})
_PRONOUNS = frozenset({"PRP", "WP", "WDT", "EX"})
_LINKING = frozenset({"be", "become", "feel", "remain", "seem", "sound", "stay"})


@cache
def _entries() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Lemma of a verb to its kinds, each with shape and preposition or particle, in the order of the list."""
    out: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for key, verbs in word_map("speech_acts").items():
        kind, shape = key.split(" ")
        for entry in verbs:
            verb, _, rest = entry.partition(" ")
            out[verb].append((kind, shape, rest))
    return {verb: tuple(kinds) for verb, kinds in out.items()}


def contents_of(tree: Tree, verb: int) -> Iterator[tuple[str, list[int]]]:
    """The kinds of speech act that a verb may be, each with the tokens of what is said; the likeliest first."""
    entries = _entries()
    particle = particle_of(tree, verb)
    for kind, shape, rest in entries.get(tree.lemmas[verb], ()):
        if particle is not None and not rest.startswith(tree.lemmas[particle]):
            continue  # who writes down an asset says nothing
        found = _SHAPES[shape](tree, verb, rest)
        if found and verb not in found:
            yield kind, found
    quality = tree.kid(verb, "acomp", "oprd") if tree.lemmas[verb] in _LINKING else None
    if quality is None:
        return
    for kind, shape, _ in entries.get(tree.lemmas[quality], ()):
        found = _QUALITIES[shape](tree, verb, quality) if shape in _QUALITIES else None
        if found:
            yield kind, found


def tells(tree: Tree, verb: int) -> str:
    """The kind of speech act with which a verb can tell a quotation; empty where it cannot."""
    for kind, _, rest in _entries().get(tree.lemmas[verb], ()):
        if not rest or _has_particle(tree, verb, rest):
            return kind if kind not in ("want", "refuse", "show") else ""
    return "say" if tree.lemmas[verb] in _QUOTING else ""


def is_open(tree: Tree, content: list[int]) -> bool:
    """Whether what is said is a question left open: "whether it will sell", "how much it paid"."""
    return tree.lemmas[content[0]] in _OPEN


def clause_without(tree: Tree, head: int, inside: int) -> list[int]:
    """The tokens of the clause of ``head`` without the phrase ``inside`` and what only joins it to another clause."""
    left_out = set(tree.subtree(inside))
    for k in tree.kids[head]:
        if tree.deps[k] in ("mark", "cc") and k < head:
            left_out.add(k)
    tokens = trim(tree, [t for t in tree.subtree(head) if t not in left_out] or [head], head)
    while len(tokens) > 1 and (tree.tags[tokens[0]] in ("WDT", "WP") or tree.words[tokens[0]] == ","):
        tokens = tokens[1:]  # "which, according to X, has grown"
    return tokens


def _clause(tree: Tree, verb: int, rest: str) -> list[int] | None:
    if rest and not _has_particle(tree, verb, rest):
        return None
    clauses = tree.all_kids(verb, "ccomp")
    marked = [k for k in clauses if k > verb and tree.lemmas[tree.left(k)] == "that"]
    cut = clauses and clauses[0] < verb and not {":", ";"}.isdisjoint(tree.words[clauses[0] : verb])
    behind = [k for k in clauses if k > verb and cut]  # "Some had asked why: X said it was late"
    for k in marked or behind or clauses:
        if not _is_infinitive(tree, k):
            if k < verb and ":" in tree.words[tree.subtree(k)[-1] : verb] and tree.kid(verb, "dobj") is not None:
                return None  # "It had come: X declared war"
            tokens = tree.subtree(k)
            if k > verb:  # "While it rained, she said it was late": what stands before the verb is hers
                tokens = [t for t in tokens if t > verb] or [k]
            if tree.tags[tokens[0]] == "WDT" and not _told(tree, verb, tokens[0]):
                return None  # "keeps the image that X admires"
            if tree.deps[tokens[0]] == "mark" and tree.lemmas[tokens[0]] == "that":
                tokens = tokens[1:]
            tokens = trim(tree, _behind_colon(tree, tokens, k, verb), k)
            return tokens if len(tokens) > 1 else None
    return _behind_time(tree, verb) or _around(tree, verb)


def _told(tree: Tree, verb: int, that: int) -> bool:
    """Whether "that" brings what somebody is told: "told the audience that she would leave"."""
    return tree.lemmas[verb] in _TELLING and tree.deps[that] == "mark" and tree.kid(verb, "dobj", "dative") is not None


def _behind_time(tree: Tree, verb: int) -> list[int] | None:
    """What is said behind a time that the parser takes for a part of it: "said after the talks he would leave"."""
    if tree.kid(verb, "dobj", "xcomp") is not None:
        return None
    for k in tree.all_kids(verb, "advcl"):
        subject = tree.kid(k, "nsubj", "nsubjpass")
        if k < verb or subject is None or tree.kid(k, "mark") is not None or tree.tags[tree.left(k)] != "IN":
            continue
        first = tree.left(subject)
        if tree.left(k) == verb + 1 and tree.tags[subject] not in ("WP", "WDT") and tree.words[first - 1] != ",":
            return trim(tree, [t for t in tree.subtree(k) if t >= first], k)
    return None


def _behind_colon(tree: Tree, tokens: list[int], head: int, verb: int) -> list[int]:
    """Of 'X scolded him: "It is late," she said' only the quotation."""
    for n, t in enumerate(tokens[:-1]):
        if t < verb and tree.words[t] == ":" and tree.words[tokens[n + 1]] in OPENING:
            return tokens[n + 1 :] if head > t else [t for t in tokens[n + 1 :] if t < verb] or tokens
    return tokens


def _around(tree: Tree, verb: int) -> list[int] | None:
    """What stands around a verb of speech: "fees, she said, will fall", "as she said, fees will fall"."""
    over = tree.heads[verb]
    if over == verb or tree.kid(verb, "nsubj", "agent") is None or tree.kid(verb, "xcomp", "ccomp") is not None:
        return None
    told = tree.kid(verb, "dobj")
    if told is not None and tree.lemmas[told] != "it" and tree.lemmas[verb] not in _TELLING:
        return None
    if tree.deps[verb] == "parataxis" and tree.kid(verb, "nsubj") is not None:
        return clause_without(tree, over, verb)
    marked = (k for k in tree.kids[verb] if tree.deps[k] in ("mark", "advmod") and k < verb)
    if tree.deps[verb] == "advcl" and tree.tags[over] in VERB_TAGS and any(tree.lemmas[k] == "as" for k in marked):
        first = tree.left(verb)
        if tree.words[first].lower() in ("even", "just") or tree.words[first - 1].lower() in ("even", "just"):
            return None
        behind = tree.words[first - 1] == "," if first else True
        return clause_without(tree, over, verb) if behind or verb < over else None
    return None


def _infinitive(tree: Tree, verb: int, rest: str) -> list[int] | None:
    begins = -1
    if rest:
        prep = _preposition(tree, verb, rest)
        inside = None if prep is None else tree.kid(prep, "pobj", "pcomp")
        if prep is None or inside is None:
            return None
        if tree.deps[inside] == "pcomp":  # "called for Y to pay"
            return trim(tree, tree.subtree(inside), inside)
        begins = tree.left(inside)
        own = next((k for k in tree.all_kids(inside, "acl", "relcl") if _is_infinitive(tree, k)), None)
        if own is not None:
            return trim(tree, tree.subtree(inside), inside)
    for k in tree.kids[verb]:
        if k < verb or tree.deps[k] not in _GOVERNED:
            continue
        gerund = tree.tags[k] == "VBG" and tree.deps[k] == "xcomp" and not rest
        if not _is_infinitive(tree, k) and not gerund:
            continue
        asked = tree.kid(verb, "dobj", "dative")
        if asked is not None and verb < asked < k and not rest:
            begins = tree.left(asked)
        if tree.deps[k] in ("advcl", "acl") and begins < 0:
            continue  # "offered shares to raise money"
        tokens = tree.subtree(k)
        if _says_no_more(tree, verb, tokens):
            continue
        start = min(tokens[0], begins) if begins >= 0 else tokens[0]
        return trim(tree, list(range(start, tokens[-1] + 1)), k)
    asked = tree.kid(verb, "dobj")  # "urged investors to sell" with the infinitive on its noun
    if asked is not None and not rest:
        own = next((k for k in tree.all_kids(asked, "acl", "relcl") if _is_infinitive(tree, k)), None)
        if own is not None and tree.tags[asked][:2] == "NN" and tree.lemmas[asked] not in SHOWN_BY:
            return trim(tree, tree.subtree(asked), asked)
    return None


def _says_no_more(tree: Tree, verb: int, tokens: list[int]) -> bool:
    """Whether somebody only "declined to comment"."""
    return tree.lemmas[verb] in ("decline", "refuse") and len(tokens) == 2 and tree.lemmas[tokens[1]] in _ANSWERS


def _predicate(tree: Tree, verb: int, rest: str) -> list[int] | None:
    """ "called the plan a mistake", "described it as a threat": what is called so, and what it is called."""
    named = tree.kid(verb, "dobj", "nsubjpass")
    ends = [k for k in tree.kids[verb] if k > verb and _predicates(tree, verb, k)]
    if not ends and tree.lemmas[verb] == "call" and named is not None:  # "called the claims false and invented"
        ends = [k for k in tree.all_kids(named, "acl") if k > named and tree.tags[k] == "JJ"]
    if not ends:
        return None
    if named is None and tree.kid(ends[0], "nsubj") is None:
        return None  # "a sum it described as adequate"
    parts = [*ends, *([] if named is None or named < verb else [named])]
    tokens = [t for t in range(min(map(tree.left, parts)), max(tree.subtree(k)[-1] for k in parts) + 1) if t != verb]
    return trim(tree, tokens, ends[0]) if len(tokens) > 1 else None


def _predicates(tree: Tree, verb: int, k: int) -> bool:
    dep = tree.deps[k]
    if dep == "prep":
        return tree.lemmas[k] == "as" and tree.kid(k, "pobj", "amod", "pcomp") is not None
    if dep == "oprd":
        return not _is_infinitive(tree, k)
    small = dep in ("ccomp", "xcomp") and tree.tags[k] not in VERB_TAGS
    return small and tree.kid(k, "aux", "mark", "cop") is None and tree.lemmas[verb] not in ("see", "find", "declare")


def _object(tree: Tree, verb: int, rest: str) -> list[int] | None:
    at = verb
    if rest:
        prep = _preposition(tree, verb, rest)
        if (prep is None and not _has_particle(tree, verb, rest)) or (
            prep is not None and tree.lemmas[verb] == "refer" and tree.kid(verb, "dobj") is not None
        ):
            return None  # "referred questions to its owner"
        at = verb if prep is None else prep
    passive = tree.kid(verb, "nsubjpass") if not rest and tree.kid(verb, "agent") is not None else None
    noun = tree.kid(at, "pobj", "pcomp") if at != verb or tree.deps[verb] == "prep" else tree.kid(verb, "dobj")
    noun = passive if noun is None else noun
    if noun is None or antecedent(tree, verb, noun) != noun:
        return None
    tokens = tree.subtree(noun)
    behind = [k for k in tree.all_kids(verb, "prep") if k > tokens[-1] and tree.lemmas[k] in _BEHIND and noun > verb]
    if tree.tags[noun] in _PRONOUNS and not (behind and tree.tags[noun] == "PRP"):
        return None  # "criticised him", but "criticised him for"
    if tree.lemmas[verb] in _UTTERING and tree.lemmas[noun] in _NAMING:
        return None  # "repeated its call for": the noun's to say
    for k in behind[:1]:
        tokens = sorted({*tokens, *tree.subtree(k)})
    return trim(tree, tokens, noun)


def _sure(tree: Tree, verb: int, quality: int) -> list[int] | None:
    """What somebody is sure or afraid of: "is confident that fees will fall"."""
    clause = next((k for at in (quality, verb) for k in tree.all_kids(at, "ccomp") if k > quality), None)
    if clause is None or tree.tags[clause] not in VERB_TAGS:
        return None
    tokens = tree.subtree(clause)
    return trim(tree, tokens[1:] if tree.lemmas[tokens[0]] == "that" else tokens, clause)


def _willing(tree: Tree, verb: int, quality: int) -> list[int] | None:
    """What somebody is willing or eager to do."""
    clause = next((k for k in tree.all_kids(quality, "xcomp") if _is_infinitive(tree, k)), None)
    return None if clause is None else trim(tree, tree.subtree(clause), clause)


def _preposition(tree: Tree, verb: int, rest: str) -> int | None:
    """The preposition ``rest`` that hangs on a verb; of two words the second ("in on") may hang on the first."""
    first, _, second = rest.partition(" ")
    for k in tree.kids[verb]:
        if k > verb and tree.lemmas[k] == first and tree.deps[k] in ("prep", "prt", "advmod", "dative", "agent"):
            if not second:
                return k if tree.deps[k] in ("prep", "dative") else None
            below = [*tree.kids[k], *tree.kids[verb]]
            return next((b for b in below if b > k and tree.lemmas[b] == second and tree.deps[b] == "prep"), None)
    return None


def _has_particle(tree: Tree, verb: int, rest: str) -> bool:
    particle = particle_of(tree, verb)
    if particle is not None:
        return tree.lemmas[particle] == rest
    return any(tree.words[k].lower() == rest for k in tree.all_kids(verb, "acomp", "oprd", "advmod"))


def _is_infinitive(tree: Tree, verb: int) -> bool:
    return tree.tags[verb] == "VB" and any(tree.tags[k] == "TO" for k in tree.all_kids(verb, "aux"))


def _no(tree: Tree, verb: int, rest: str) -> None:
    """What no verb brings: the adjectives' shapes."""


_SHAPES: dict[str, Shape] = {
    "clause": _clause,
    "infinitive": _infinitive,
    "object": _object,
    "predicate": _predicate,
    "sure": _no,
    "willing": _no,
}
_QUALITIES = {"sure": _sure, "willing": _willing}

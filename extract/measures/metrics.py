"""What a figure measures and how it stands to it: a level, a change, or what it was before.

Read from the figure outwards: the noun that it modifies or counts, the noun whose of-phrase it is, the noun of which it
is so much ("$20 billion in assets"), and last the subject of the verb that it hangs on ("revenue rose to $4 million").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from newsweave.extract.clauses.subjects import antecedent, inherited_subject
from newsweave.extract.measures.figures import Figure
from newsweave.extract.measures.owners import SHARES
from newsweave.extract.parsing.phrases import NOUN_TAGS, PROPER, VERB_TAGS
from newsweave.extract.parsing.tree import Tree
from newsweave.extract.relations.measure_names import IN_PERCENT
from newsweave.ontology.lists import word_list, word_map

__all__ = ["PRICE", "VALUATION", "Measured", "measured"]

Part = Literal["level", "change", "former"]

_METRICS = word_map("metric_nouns")
_METRIC_VERBS = word_map("metric_verbs")
_COUNTED = word_list("counted_nouns")
_SITES = word_list("site_nouns")
_LEVEL = word_list("level_verbs")
_RISING, _SINKING = word_list("rising_verbs"), word_list("sinking_verbs")
_GROWTH, _DECLINE = word_list("growth_nouns"), word_list("decline_nouns")
_BEFORE = frozenset({"compound", "nummod", "amod", "nmod", "quantmod", "npadvmod"})
_OF = frozenset({"of", "in"})
_TO = frozenset({"to", "at", "above", "below", "over", "past", "near", "around", "under", "towards", "toward"})
_FROM = frozenset({"from", "than", "against", "versus", "with"})
_UP = frozenset({"up", "higher", "more"})
_DOWN = frozenset({"down", "lower", "less", "off"})
_TRADING = frozenset({"trade", "close", "open", "change", "settle", "stand", "hover", "finish", "end"})
_FAR = 6
_VALUING = frozenset({"value", "appraise", "assess"})
VALUATION = "valuation"
PRICE = "price"
"""The measure of what moves itself; of a firm it is that of its shares."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a figure measures."""

    noun: int
    """The measure's noun; -1 where a verb says it ("earned $4 million")."""
    metric: str
    """The measure that the verb says; empty where the noun does."""
    part: Part
    verb: int
    """The verb that says how much of it there is, -1 without one."""
    direction: str = ""
    """``up`` or ``down`` of a change."""


def measured(tree: Tree, f: Figure) -> Measured | None:
    """What a figure measures, or None where no measure can be named."""
    if f.kind == "number":
        return _count(tree, f)
    head = f.head
    noun = _noun_over(tree, head)
    if noun is not None:
        return _by_noun(tree, f, noun)
    inner = _of_which(tree, head)
    if inner is not None and (f.kind == "money" or tree.lemmas[inner] == "market"):
        return Measured(inner, "", "level", _verb_over(tree, head))
    return _by_verb(tree, f, head)


def _count(tree: Tree, f: Figure) -> Measured | None:
    noun = f.counted
    if noun >= 0:
        if not tree.words[f.first][0].isdigit() and f.last - f.first == 1 and tree.lemmas[noun] not in _SITES:
            return None  # "its two main businesses"
        if tree.lemmas[noun] not in _COUNTED and not (tree.lemmas[noun] == "people" and _served(tree, noun)):
            return None
        return Measured(noun, "", "level", _verb_over(tree, noun))
    return _by_verb(tree, f, f.head)


def _served(tree: Tree, noun: int) -> bool:
    """Whether people are counted as whom somebody serves or employs."""
    return tree.deps[noun] == "dobj" and tree.lemmas[tree.heads[noun]] in ("serve", "employ", "reach", "insure")


def _noun_over(tree: Tree, head: int) -> int | None:
    """The noun that a figure modifies, or whose of-phrase it is."""
    over, dep = tree.heads[head], tree.deps[head]
    if dep in _BEFORE and tree.tags[over] in NOUN_TAGS and over > head:
        while tree.deps[over] == "compound" and tree.heads[over] > over:
            over = tree.heads[over]
        return over
    if dep == "pobj" and tree.lemmas[over] == "of" and tree.tags[tree.heads[over]] in NOUN_TAGS:
        return tree.heads[over]
    if dep == "appos" and tree.tags[over] in ("NN", "NNS"):
        return over
    return None


def _by_noun(tree: Tree, f: Figure, noun: int) -> Measured | None:
    lemma = tree.lemmas[noun]
    verb = _verb_over(tree, noun)
    if lemma in _GROWTH or lemma in _DECLINE:
        of = _of_which(tree, noun)
        if of is None:
            of = next((k for k in reversed(tree.all_kids(noun, "compound")) if _is_metric(tree, k)), None)
        if of is None and f.kind == "percentage" and (lemma != "loss"):
            of = _subject(tree, verb) if verb >= 0 else None
            of = of if of is not None and _is_metric(tree, of) else None
        if of is not None:
            return Measured(of, "", "change", verb, "up" if lemma in _GROWTH else "down")
        if lemma not in _METRICS:
            return None
    if f.kind == "percentage" and lemma not in IN_PERCENT:
        return None  # "its 9% accounts"
    return Measured(noun, "", "level", verb) if _is_metric(tree, noun) else None


def _of_which(tree: Tree, head: int) -> int | None:
    """The measure of which a figure is so much: "$20 billion in assets", "a 9% rise in profit"."""
    for prep in tree.all_kids(head, "prep"):
        if tree.lemmas[prep] in _OF:
            noun = tree.kid(prep, "pobj")
            if noun is not None and _is_metric(tree, noun):
                return noun
    return None


def _by_verb(tree: Tree, f: Figure, head: int) -> Measured | None:
    """What the verb's subject or the verb itself measures: "revenue rose 9% to $4 million", "earned $4 million"."""
    over, dep = tree.heads[head], tree.deps[head]
    prep = ""
    direction = ""
    for _ in range(_FAR):
        if tree.tags[over] in VERB_TAGS:
            break
        word = tree.words[over].lower()
        if tree.deps[over] in ("prep", "agent"):
            prep = prep or tree.lemmas[over]
        elif word in _UP or word in _DOWN:
            direction = "up" if word in _UP else "down"
        elif tree.tags[over] in NOUN_TAGS and dep == "pobj" and prep and _is_metric(tree, over):
            return Measured(over, "", _part(f, prep, ""), _verb_over(tree, over))  # "sales at $4 million"
        elif tree.tags[over] != "RB" and tree.tags[over] not in ("JJ", "JJR"):
            return None
        if tree.heads[over] == over:
            return None
        over, dep = tree.heads[over], tree.deps[over]
    else:
        return None
    verb = over
    lemma = tree.lemmas[verb]
    subject = _subject(tree, verb)
    moving = lemma in _RISING or lemma in _SINKING
    if lemma in _VALUING and prep == "at" and f.kind == "money":
        return Measured(-1, VALUATION, "level", verb)
    if subject is not None and tree.lemmas[subject] in SHARES and (moving or direction or lemma in _TRADING):
        return _price(tree, f, head, prep, verb, direction, subject)
    if subject is not None and _is_metric(tree, subject):
        if not (moving or direction or lemma in _LEVEL):
            return None
        direction = direction or ("up" if lemma in _RISING else "down" if lemma in _SINKING else "")
        return Measured(subject, "", _part(f, prep, direction), verb, direction)
    if subject is not None and tree.tags[subject] not in ("NN", "NNS") and (moving or direction or lemma in _TRADING):
        return _price(tree, f, head, prep, verb, direction)
    if moving and tree.kid(verb, "dobj") is not None and dep != "dobj":  # "raised its dividend by 9% to $4"
        thing = tree.kid(verb, "dobj")
        if thing is not None and _is_metric(tree, thing):
            direction = "up" if lemma in _RISING else "down"
            return Measured(thing, "", _part(f, prep, direction), verb, direction)
    if not prep and dep == "dobj" and lemma in _METRIC_VERBS and f.kind == "money":
        return Measured(-1, str(_METRIC_VERBS[lemma]), "level", verb)
    return None


def _price(tree: Tree, f: Figure, head: int, prep: str, verb: int, direction: str, shares: int = -1) -> Measured | None:
    """What something that "rose 9% to $4" is worth: the price of one of it, by its class a share's or a coin's."""
    lemma = tree.lemmas[verb]
    direction = direction or ("up" if lemma in _RISING else "down" if lemma in _SINKING else "")
    if any(tree.lemmas[k] in ("of", "in") for k in tree.all_kids(head, "prep")) or f.kind == "number":
        return None  # "lost 5% of its staff"
    part = _part(f, prep, direction)
    if f.kind == "percentage" and part != "change":
        return None
    if f.kind == "money" and (part == "change" or prep not in _TO):
        return None
    thing = tree.kid(verb, "dobj")
    if thing is not None and thing != head and not f.first <= thing < f.last:
        return None  # "cut its price to $4"
    return Measured(shares, PRICE, part, verb, direction)


def _part(f: Figure, prep: str, direction: str) -> Part:
    if prep in _FROM:
        return "former"
    if prep == "by" or (not prep and direction):
        return "change"
    if direction and f.kind == "percentage" and prep not in _TO:
        return "change"
    return "level"


def _is_metric(tree: Tree, t: int) -> bool:
    lemma = tree.lemmas[t]
    if tree.tags[t] in PROPER:  # "TVL", "AUM"
        return tree.words[t].isupper() and tree.words[t].lower() in _METRICS
    return tree.tags[t] in ("NN", "NNS") and (lemma in _METRICS or tree.words[t].lower() in _METRICS)


def _subject(tree: Tree, verb: int) -> int | None:
    """The subject of a verb, of a passive too, shared ones included."""
    own = tree.kid(verb, "nsubj", "nsubjpass")
    found = inherited_subject(tree, verb) if own is None else antecedent(tree, verb, own)
    if found is None or tree.tags[found] in PROPER or tree.tags[found] not in NOUN_TAGS:
        return found
    if tree.lemmas[found] in ("number", "amount", "value", "level", "total") and not _is_metric(tree, found):
        prep = tree.kid(found, "prep")
        inner = tree.kid(prep, "pobj") if prep is not None and tree.lemmas[prep] == "of" else None
        return found if inner is None else inner
    return found


def _verb_over(tree: Tree, t: int) -> int:
    return next((h for h in tree.ancestors(t) if tree.tags[h] in VERB_TAGS), -1)

"""What a figure measures by its noun: the whole phrase of it, "net interest income", not its last word alone."""

from __future__ import annotations

import re

from newsweave.extract.model import Proposition
from newsweave.extract.parsing.phrases import PROPER
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list, word_map

__all__ = ["IN_PERCENT", "is_of_period", "measure_name", "unread_period"]

_MEASURES = word_map("metric_nouns")
_VAGUE = word_list("vague_modifiers")
_PARTICIPLES = word_list("measuring_participles")
_NEEDY = word_list("bare_measures")
_PERIODS = word_list("period_metrics")
_LEFT_TAGS = frozenset({"NN", "NNS", "JJ", "VBN", "VBG", "HYPH", "AFX", "CC", "FW"})
# They make a measure with a capital, too, as at the head of a sentence: "Net profit", "Core Equity Tier".
_KNOWN = _PARTICIPLES | word_list("measure_words")
_UNITS = frozenset({"percent", "pct", "%"})
_DAILY = frozenset({"daily", "weekly", "monthly"})
IN_PERCENT = frozenset(
    "share ratio margin yield rate return inflation unemployment turnout penetration occupancy utilisation".split()
)
_TIME = re.compile(
    r"\b(?:first|second|third|fourth)\b|quarter|\bhalf|-half|full-year|fiscal|annual|yearly|\bq[1-4]\b|\bh[12]\b|month|week|\byear|\d{4}|\bday|-week",
    re.I,
)
_TAILS = (("under", "management"), ("under", "custody"), ("on", "equity"), ("on", "assets"), ("on", "capital"))
_PERIOD_NOUNS = frozenset({"year", "quarter", "month", "half", "period", "week"})
_THE_PERIOD = re.compile(r"the (?:(?:same|full|whole|entire|three) )?\w+(?: (?:that|which) |$)")
_LONGEST_PERIOD = 60  # characters
_PLACES = frozenset({"GPE", "LOC", "NORP"})


def unread_period(proposition: Proposition, tree: Tree, read: str) -> str:
    """The words of a clause's own period that names no date: "for the year", "in the quarter that ended in June".

    Such a figure is of no other clause's period; ``read`` are the words of the date that it got so far.
    """
    for a in proposition.arguments:
        if a.role in ("for", "in", "during") and a.head_lemma in _PERIOD_NOUNS and _THE_PERIOD.match(a.text):
            start = a.start - len(a.marker) - 1
            here = tree.text[max(start, 0) : a.end + _LONGEST_PERIOD]
            return "" if read and read in here else f"{a.marker} {a.text}"[:_LONGEST_PERIOD]
    return ""


def is_of_period(metric: str) -> bool:
    """Whether a measure is one of a period, as a profit is, not of a day, as customers are."""
    return any(f" {word} " in f" {metric.lower()} " for word in _PERIODS)


def measure_name(tree: Tree, noun: int) -> str | None:
    """A measure by its noun and what makes it another one: "net interest income"; None for a bare "rate"."""
    word, lemma = tree.words[noun], tree.lemmas[noun]
    modifiers = _modifiers(tree, noun)
    if lemma == "share" and "market" not in modifiers:
        return None
    if lemma == "sale" and tree.tags[noun] in ("NN", "NNP"):
        return None  # a deed, not what is sold in a year
    tail = next((" ".join(x) for x in _TAILS if tuple(w.lower() for w in tree.words[noun + 1 : noun + 3]) == x), "")
    if modifiers or tail:
        return " ".join([*modifiers, word if word.isupper() else word.lower(), *tail.split()])
    return None if lemma in _NEEDY else str(_MEASURES.get(lemma) or _MEASURES.get(word.lower()) or word.lower())


def _modifiers(tree: Tree, noun: int) -> list[str]:
    """The words before a measure that make it another one; no period, praise, number or name of a firm."""
    own = set(tree.subtree(noun))
    places = {t for a, b, label in tree.ents if label in _PLACES for t in range(a, b)}
    out: list[str] = []
    for t in range(noun - 1, -1, -1):
        word = tree.words[t]
        if t not in own or tree.tags[t] in ("DT", "POS", "PRP$", "IN", ",", "$"):
            break
        low = word.lower()
        if tree.tags[t] == "CD" and (t == 0 or tree.words[t - 1].lower() != "tier"):
            break
        if not low[:1].isalnum() or low.endswith("-strong"):
            continue
        if tree.tags[t] == "CC":
            if not out or low not in ("and", "&"):
                break
        elif (
            (tree.tags[t] in ("VBN", "VBG") and low not in _PARTICIPLES)
            or (low in _VAGUE or low in _UNITS or (_TIME.search(low) and low not in _DAILY))
            or (tree.tags[t] in PROPER and t not in places and low not in _KNOWN)
            or (tree.tags[t] not in _LEFT_TAGS | {"CD"} and tree.tags[t] not in PROPER)
        ):
            continue
        out.append(word if word[1:2].isupper() or t in places else low)
    while out and out[-1] in ("and", "&"):
        out.pop()
    return out[::-1]

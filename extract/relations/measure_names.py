"""What a figure measures: the whole noun phrase of the measure, "net interest income", not its last word alone.

A figure for which no measure can be named has none here, and ``relations`` does not state it.
"""

from __future__ import annotations

import re

from newsweave.extract.model import Argument, LiteralArgument, Proposition, Span
from newsweave.extract.parsing.phrases import PROPER
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list, word_map
from newsweave.ontology.rules import Rule

__all__ = ["IN_PERCENT", "is_of_period", "measure", "measure_name", "told_of_figure", "unread_period"]

_MEASURES = word_map("metric_nouns")
_VAGUE = word_list("vague_modifiers")
_PARTICIPLES = word_list("measuring_participles")
_NEEDY = word_list("bare_measures")
_PERIODS = word_list("period_metrics")
_CURRENCIES = word_map("currency_nouns")
_LEFT_TAGS = frozenset({"NN", "NNS", "JJ", "VBN", "VBG", "HYPH", "AFX", "CC", "FW"})
# They make a measure with a capital, too, as at the head of a sentence: "Net profit", "Core Equity Tier".
_KNOWN = _PARTICIPLES | word_list("measure_words")
_DAILY = frozenset({"daily", "weekly", "monthly"})
IN_PERCENT = frozenset(
    "share ratio margin yield rate return inflation unemployment turnout penetration occupancy utilisation".split()
)
_SHARES = frozenset({"%", "percent", "cent", "point", "points"})
_UNCOUNTED = _SHARES | frozenset(_CURRENCIES)
_NUMBERS = frozenset("hundred thousand million billion trillion lakh crore dozen".split())
_TIME = re.compile(
    r"\b(?:first|second|third|fourth)\b|quarter|\bhalf|-half|full-year|fiscal|annual|yearly|\bq[1-4]\b|\bh[12]\b|month|week|\byear|\d{4}|\bday|-week",
    re.I,
)
_TAILS = (("under", "management"), ("under", "custody"), ("on", "equity"), ("on", "assets"), ("on", "capital"))
_PER = re.compile(r"\s*(?:per|a|an|each|for each) ((?:\w+ )?(?:share|unit))\b", re.I)
_RISING = frozenset("rise gain climb jump leap surge soar add rally appreciate increase".split())
_FALLING = frozenset("fall drop slip shed lose tumble plunge slide sink decline dip ease retreat slump".split())
_ANY_PRICE = "$price"  # in rules
_OF = re.compile(r"\s*of (?!the (?:day|session)\b)")
_OF_VALUE = re.compile(r"\s*of (?:its|their) (?:market )?value\b")
_PERIOD_NOUNS = frozenset({"year", "quarter", "month", "half", "period", "week"})
_THE_PERIOD = re.compile(r"the (?:(?:same|full|whole|entire|three) )?\w+(?: (?:that|which) |$)")
_LONGEST_PERIOD = 60  # characters
_PLACES = frozenset({"GPE", "LOC", "NORP"})
_MARKS = frozenset(
    {"limit", "price", "prices", "level", "levels", "high", "low", "peak", "record", "percentage"}
)  # "hit a record of $90,000"
_DEAREST = 10_000_000  # of one share or coin, in any currency
_FAR_BEHIND = 30  # characters behind a figure in which "of its value" may stand
_BEHIND = 16  # characters behind an amount in which "per share" may stand


def measure(
    proposition: Proposition, arguments: list[Argument], tree: Tree, target: Argument, figure: Span | None = None
) -> str | None:
    """What the figure in ``target`` measures, by the first of ``arguments`` that names a measure; None if none does.

    ``figure`` is where it stands in the text, the argument itself where it is not given. What is counted right behind a
    number is what the number is of: "payments for 14,000 merchants".
    """
    counted = _counted(tree, figure or (target.start, target.end))
    if counted is not None and tree.lemmas[counted] not in ("people", "person"):
        countable = _is_measure(tree, counted) and not is_of_period(tree.lemmas[counted])
        return _named(tree, counted, target, figure) if countable else None
    for a in arguments:
        for noun in _nouns(tree, a, target):
            between = [] if figure is None else _tokens(tree, (figure[1], tree.starts[noun]))
            if any(tree.tags[t] == "POS" for t in between):
                return None  # a figure before whose it is: "$168 Corvex's income was"
            name = _named(tree, noun, target, figure)
            if name == "people":
                name = _people(proposition)
            if name is not None:
                return name
            break
    return None


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


def told_of_figure(
    rule: Rule,
    qualifiers: dict[str, str],
    type_: str,
    figure: object,
    target: Argument,
    proposition: Proposition,
    tree: Tree,
) -> dict[str, str] | None:
    """What the label of a figure may tell beside its qualifiers; None where it does not say what is measured.

    Of the price of something of class ``type_`` it names the measure in ``qualifiers``.
    """
    if "metric" in rule.qualifiers and not qualifiers.get("metric"):
        return None
    if not isinstance(figure, LiteralArgument) or qualifiers.get("metric") != _ANY_PRICE:
        return {}
    price = _price(type_, figure, target, tree)
    if price is None:
        return None
    qualifiers["metric"] = price
    return {"change": _change(proposition, tree)}


def _price(type_: str, figure: LiteralArgument, target: Argument, tree: Tree) -> str | None:
    """What it is of something of a class that rises by a share or is at a sum; None where that is no price.

    "Lost 5% of its staff" is none, nor is "closed a mine worth $66 million"; a coin at billions is all of them.
    """
    behind = tree.text[figure.end : figure.end + _FAR_BEHIND]
    if figure.datatype == "percentage" and _OF.match(behind):
        return "value" if _OF_VALUE.match(behind) else None
    head = target.head
    if tree.tags[head] in ("NN", "NNS", "NNP", "NNPS") and not _is_unit(tree, head):
        return None
    if figure.datatype == "money" and float(figure.value.partition(" ")[0].split("/")[0]) >= _DEAREST:
        return "market value" if type_ == "Cryptocurrency" else None
    return {"Cryptocurrency": "price", "Currency": "exchange rate"}.get(type_, "share price")


def _change(proposition: Proposition, tree: Tree) -> str:
    """Whether something "rose" or "fell", or only "moved"."""
    word = proposition.predicate.split()[0]
    if word in _FALLING:
        return "fell"
    behind = {tree.words[k].lower() for k in tree.subtree(proposition.token) if k > proposition.token}
    if word in _RISING:
        return "rose"
    return "rose" if {"up", "higher"} & behind else "fell" if {"down", "lower"} & behind else "moved"


def is_of_period(metric: str) -> bool:
    """Whether a measure is one of a period, as a profit is, not of a day, as customers are."""
    return any(f" {word} " in f" {metric.lower()} " for word in _PERIODS)


def _counted(tree: Tree, figure: Span) -> int | None:
    """The common noun that a number counts in a figure; None where it is a sum or a share."""
    tokens = _tokens(tree, figure)
    words = {tree.words[t].lower() for t in tokens} | {tree.lemmas[t] for t in tokens}
    if len(tokens) < 2 or not words.isdisjoint(_UNCOUNTED) or "$" in {tree.tags[t] for t in tokens}:
        return None
    nouns = [t for t in tokens if tree.tags[t] in ("NN", "NNS", "NNP", "NNPS") and tree.lemmas[t] not in _NUMBERS]
    return next((t for t in nouns if tree.kid(t, "nummod") in tokens), nouns[0] if nouns == tokens[-1:] else None)


def _tokens(tree: Tree, span: Span) -> list[int]:
    return [t for t in range(len(tree)) if span[0] <= tree.starts[t] < span[1]]


def _nouns(tree: Tree, a: Argument, target: Argument) -> list[int]:
    """The measure in an argument: its head, or the noun above the figure, or one that the figure modifies."""
    if _is_measure(tree, a.head):
        return [a.head]
    above = [t for t in tree.ancestors(target.head) if _is_measure(tree, t)]
    under = [t for t in tree.subtree(a.head) if _is_measure(tree, t) and _of(tree, t, a.head)]
    return [*above[:1], *under[:1]]


def _of(tree: Tree, noun: int, head: int) -> bool:
    """Whether a noun says of what its head is so much: "a pile of deposits", "$3 million in assets"."""
    prep = tree.heads[noun]
    return tree.deps[noun] == "pobj" and tree.lemmas[prep] in ("of", "in") and tree.heads[prep] == head


def _is_measure(tree: Tree, t: int) -> bool:
    return tree.tags[t] in ("NN", "NNS", "NNP", "NNPS") and (
        tree.lemmas[t] in _MEASURES or tree.words[t].lower() in _MEASURES
    )


def _named(tree: Tree, noun: int, target: Argument, figure: Span | None) -> str | None:
    """The measure with its modifiers and what belongs to it behind: "return on equity", "earnings per share"."""
    word, lemma = tree.words[noun], tree.lemmas[noun]
    word = word if word.isupper() else word.lower()
    whole = target.text if figure is None else tree.text[slice(*figure)]
    percent = any(x in whole for x in ("%", "percent", "per cent"))
    if percent and lemma not in IN_PERCENT:
        return None
    if lemma == "sale" and tree.tags[noun] in ("NN", "NNP"):
        return None  # a deed, not what is sold in a year
    modifiers = _modifiers(tree, noun)
    if figure is not None and any(tree.tags[t] == "CD" for t in _tokens(tree, (figure[1], tree.starts[noun]))):
        modifiers = []  # "four million retail and 5,000 institutional customers"
    if lemma == "share" and "market" not in modifiers:
        return "market share" if percent else None
    tail = next((" ".join(x) for x in _TAILS if tuple(w.lower() for w in tree.words[noun + 1 : noun + 3]) == x), "")
    end = target.end if figure is None else figure[1]
    per = _PER.match(tree.text[end : end + _BEHIND]) or _PER.match(tree.text[tree.ends[noun] :][:_BEHIND])
    if per is None:
        inside = _PER.search(whole)
        per = inside if inside is not None and whole.endswith(inside[0]) else None
    if per is not None and word in ("earnings", "profit", "income", "loss", "losses", "dividend"):
        tail = f"per {per[1].lower()}"
    if not modifiers and not tail:
        return None if lemma in _NEEDY else str(_MEASURES.get(lemma) or _MEASURES[word.lower()])
    if modifiers == ["net"] and lemma == "loss":
        return "net loss"  # "net losses"
    if not modifiers and word not in ("loss", "losses", "earnings"):
        word = str(_MEASURES.get(lemma) or _MEASURES[word.lower()])
    return " ".join([*modifiers, word, *tail.split()])


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
        if tree.tags[t] == "CD" and tree.words[t - 1].lower() != "tier":
            break
        if not low[:1].isalnum():
            continue
        if tree.tags[t] == "CC":
            if not out or low not in ("and", "&"):
                break
        elif (
            (tree.tags[t] in ("VBN", "VBG") and low not in _PARTICIPLES)
            or (low in _VAGUE or (_TIME.search(low) and low not in _DAILY))
            or (tree.tags[t] in PROPER and t not in places and low not in _KNOWN)
            or (tree.tags[t] not in _LEFT_TAGS | {"CD"} and tree.tags[t] not in PROPER)
        ):
            continue
        out.append(word if word[1:2].isupper() or t in places else low)
    while out and out[-1] in ("and", "&"):
        out.pop()
    return out[::-1]


def _people(proposition: Proposition) -> str | None:
    """What people who are counted are to whom a figure is of: served, reached; of others nothing is known."""
    return {"serve": "people served", "reach": "people reached", "employ": "employees"}.get(proposition.predicate)


def _is_unit(tree: Tree, t: int) -> bool:
    word = tree.words[t].lower()
    if word[-1:].isdigit():
        return True  # "HK$6.05"
    return word in _CURRENCIES or tree.lemmas[t] in _CURRENCIES or word in _SHARES or word in _NUMBERS or word in _MARKS

"""What a figure measures and how it stands to it: a level, a change, or what it was before.

Read from the figure outwards: the noun that it modifies or counts, the noun whose of-phrase it is, the noun of which it
is so much ("$20 billion in assets"), and last the verb that it hangs on (``verb_metrics``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from newsweave.extract.clauses.subjects import antecedent, inherited_subject
from newsweave.extract.clauses.verb_phrases import with_particle
from newsweave.extract.measures.figures import Figure
from newsweave.extract.measures.measure_names import IN_PERCENT
from newsweave.extract.parsing.phrases import NOUN_TAGS, PROPER, VERB_TAGS
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list, word_map

__all__ = [
    "DOWN",
    "PRICE",
    "SHARE",
    "UP",
    "VALUATION",
    "Measured",
    "are_shares",
    "by_noun",
    "forecast_measure",
    "is_metric",
    "subject_of",
    "verb_over",
    "verb_word",
    "verb_words",
]

Part = Literal["level", "change", "former"]

_METRICS = word_map("metric_nouns")
_COUNTED = word_list("counted_nouns") | frozenset({"people", "person"})
_UNCOUNTED = word_list("uncounted_nouns")
_SITES = word_list("site_nouns")
_HAVING = word_list("having_verbs")
_FLOWS: dict[str, str] = word_map("flow_verbs")
_USING = word_list("using_verbs")
_DEEDS: dict[str, str] = word_map("counted_deeds")
_PRESENCE, _PRESENT_IN = word_list("presence_words"), word_list("presence_nouns")
_GROWTH, _DECLINE = word_list("growth_nouns"), word_list("decline_nouns")
_FORECASTS = frozenset({"forecast", "guidance", "outlook", "projection", "target", "estimate", "goal", "expectation"})
_UNSHARED = word_list("unshared_nouns") | frozenset(word_map("class_nouns"))
_DEALING = frozenset(
    "sell buy acquire purchase offload divest issue sign win order award sue seek offer lend finance borrow".split()
)
SHARES = frozenset({"share", "stock", "adr", "scrip"})
_SHARING, _OF_MARKETS = word_list("sharing_verbs"), word_list("market_sharing_verbs")
_MARKETS = frozenset({"market", "segment", "sector", "industry"})
# One of them is a deed or a contract, not what somebody has in a year.
_DEEDS_OF_MONEY = frozenset(
    "transaction payment order transfer sale trade loan mortgage deposit fund licence license application subscription "
    "delivery shipment stock claim member user customer approval investment account stake".split()
)
_BEFORE = frozenset({"compound", "nummod", "amod", "nmod", "quantmod", "npadvmod"})
_OF = frozenset({"of", "in", "worth"})
_MARKS = frozenset(
    {"mark", "level", "threshold", "figure", "rate", "milestone", "barrier", "run", "tag", "range", "business"}
)
_TAILS = frozenset({"management", "custody", "advisement", "administration", "equity", "asset", "capital"})
"""What measures have behind them: "assets under management", "return on equity"."""
_STRONG = "strong"
_STAFFS = frozenset({"workforce", "staff", "payroll", "headcount"})
_LENGTHS = frozenset({"kilometre", "kilometer", "mile"})
_HALF_A_NOUN = frozenset(
    {"number", "amount", "value", "level", "total", "rate", "size", "volume", "share", "pace", "figure"}
)
UP = frozenset({"up", "higher", "more", "stronger"})
DOWN = frozenset({"down", "lower", "less", "off", "weaker"})
VALUATION = "valuation"
PRICE = "price"
"""The measure of what moves itself; of a firm it is that of its shares."""
SHARE = "market share"
_PEOPLE = {"employ": "employees", "serve": "people served", "reach": "people reached", "insure": "people insured"}


@dataclass(frozen=True, slots=True)
class Measured:
    """What a figure measures."""

    noun: int
    """The measure's noun; -1 where a verb says it ("earned $4 million")."""
    metric: str
    """The measure's name where it is not that of its noun."""
    part: Part
    verb: int
    """The verb that says how much of it there is, -1 without one."""
    direction: str = ""
    """``up`` or ``down`` of a change."""
    owner: Literal["noun", "subject", "object", "indirect", "token"] = "noun"
    """Whose it is: whom the way up from the noun names, the clause's argument in that role, or what ``thing`` means."""
    thing: int = -1
    """The token that means whose it is, or the one from which the way up to it begins."""
    ahead: bool = False
    """Whether the noun says that it is not there yet: "its revenue forecast"."""
    tail: str = ""
    """What the metric's name has behind its noun: "cut" of "jobs cut"."""


def by_noun(tree: Tree, f: Figure) -> Measured | None:
    """What the noun says that a figure modifies, counts or is so much of; None where a noun says nothing."""
    if f.kind == "number":
        return _count(tree, f)
    noun = _noun_over(tree, f.head)
    if noun is not None:
        found = _measure(tree, f, noun)
        if found is not None or not f.first <= noun < f.last:
            return found
    inner = _of_which(tree, f.head)
    if inner is not None and (f.kind == "money" or tree.lemmas[inner] == "market"):
        verb = verb_over(tree, f.head)
        if verb >= 0 and tree.lemmas[verb] in ("lose", "pay", "owe", "spend"):
            return None
        return Measured(inner, "", "level", verb, thing=f.head)
    return share_of(tree, f)


def share_of(tree: Tree, f: Figure) -> Measured | None:
    """ "Controls 31% of the market", "accounts for 14% of Norway's exports"."""
    if f.kind != "percentage":
        return None
    prep = next((k for k in tree.all_kids(f.head, "prep") if tree.lemmas[k] == "of"), None)
    of = None if prep is None else tree.kid(prep, "pobj")
    verb = tree.heads[f.head]
    if tree.lemmas[verb] in ("for", "up", "to") and tree.deps[f.head] == "pobj":
        verb = tree.heads[verb]
    if of is None or tree.tags[verb] not in VERB_TAGS or tree.deps[f.head] not in ("dobj", "pobj", "attr"):
        return None
    words = verb_words(tree, verb)
    market = tree.lemmas[of] in _MARKETS
    if not any(word in _SHARING or (market and word in _OF_MARKETS) for word in words):
        return None
    if tree.tags[of] in PROPER or tree.lemmas[of] in _UNSHARED or tree.tags[of] in ("PRP", "DT", "WDT", "CD"):
        return None
    if market:
        return Measured(of, SHARE, "level", verb, owner="subject")
    name = [tree.words[t] for t in range(tree.left(of), of + 1) if tree.deps[t] in ("amod", "compound") or t == of]
    return Measured(of, f"share of {' '.join(name)}".lower(), "level", verb, owner="subject")


def _count(tree: Tree, f: Figure) -> Measured | None:
    noun = f.counted
    if noun < 0:
        over = _noun_over(tree, f.head)  # "has a staff of 1,200"
        staff = over is not None and over < f.first and tree.lemmas[over] in _STAFFS
        return Measured(over, "", "level", verb_over(tree, over)) if over is not None and staff else None
    verb = verb_over(tree, noun)
    if f.unit == _STRONG:  # "its 1,200-strong workforce"
        many = tree.heads[noun]
        named = tree.words[noun].lower().endswith(_STRONG) and tree.lemmas[many] in _STAFFS
        return Measured(many, "", "level", verb) if named else None
    if f.unit in _LENGTHS:
        return None  # "a 40-mile pipeline" has no miles
    if f.unit:
        return Measured(noun, _plural(f.unit), "level", verb, thing=tree.heads[noun])
    lemma = tree.lemmas[noun]
    word = verb_word(tree, verb)
    if lemma == "time" and word in _DEEDS:
        return Measured(-1, _DEEDS[word], "level", verb, owner="object")
    if not tree.words[f.first][0].isdigit() and f.last - f.first == 1 and lemma not in _SITES:
        return None  # "its two main businesses"
    if lemma in _UNCOUNTED or lemma == "number" or (f.last < len(tree) and tree.words[f.last].lower() == "times"):
        return None
    person = lemma in ("people", "person")
    if (used := _used(tree, noun, verb)) is not None:
        return Measured(noun, "users" if person else "", "level", verb, owner="object", thing=used)
    if _is_where(tree, noun, verb):
        return Measured(noun, "", "level", verb, owner="subject")
    direct = tree.deps[noun] in ("dobj", "attr") and word in _HAVING
    if person:
        group = tree.heads[tree.heads[noun]] if tree.deps[noun] == "pobj" else noun
        if tree.lemmas[group] in _STAFFS:
            return Measured(noun, "employees", "level", verb)
        return Measured(noun, _PEOPLE[word], "level", verb) if direct and word in _PEOPLE else None
    if lemma not in _COUNTED and not is_metric(tree, noun) and not (direct and tree.tags[noun] == "NNS"):
        return None
    flow = _FLOWS.get(word, "") if tree.deps[noun] in ("dobj", "nsubjpass", "conj") else ""
    return Measured(noun, "", "level", verb, tail=flow)


def _used(tree: Tree, noun: int, verb: int) -> int | None:
    """What those use who are counted: "6,000 bakeries use X", "X is used by 2 million people"."""
    if verb < 0 or not any(w in _USING for w in verb_words(tree, verb)):
        return None
    if tree.deps[noun] == "nsubj" and tree.heads[noun] == verb:
        if (thing := tree.kid(verb, "dobj")) is not None:
            return thing
        preps = tree.all_kids(verb, "prep", "prt")
        return next((x for k in preps for x in tree.all_kids(k, "pobj")), None)
    if tree.deps[noun] == "pobj" and tree.deps[tree.heads[noun]] == "agent":
        return tree.kid(verb, "nsubjpass")
    return None


def _is_where(tree: Tree, noun: int, verb: int) -> bool:
    """Whether something is to be had at so many: "is accepted at 22,000 shops", "sells in 31 countries"."""
    prep = tree.heads[noun]
    if tree.deps[noun] != "pobj" or tree.lemmas[noun] not in _PRESENT_IN:
        return False
    if tree.lemmas[prep] not in ("in", "across", "at", "by") or tree.deps[prep] not in ("prep", "agent"):
        return False
    head = tree.heads[prep]
    return (head == verb and tree.lemmas[head] in _PRESENCE) or tree.lemmas[head] in ("available", "active", "present")


def _noun_over(tree: Tree, head: int) -> int | None:
    """The noun that a figure modifies, or whose of-phrase it is."""
    over, dep = tree.heads[head], tree.deps[head]
    if dep in _BEFORE and tree.tags[over] in NOUN_TAGS and over > head:
        while tree.deps[over] == "compound" and tree.heads[over] > over:
            over = tree.heads[over]
        inside = [t for t in range(head + 1, over) if is_metric(tree, t) and tree.heads[t] == over]
        if not is_metric(tree, over) and inside and tree.lemmas[over] in _MARKS:
            return inside[-1]  # "the $1.5 billion valuation mark"
        return over
    if (dep == "conj" and tree.tags[over] in ("CD", "$")) or (dep == "conj" and tree.words[over] == "%"):
        return _noun_over(tree, over)
    while tree.deps[head] == "pobj" and tree.lemmas[over] in ("between", "about", "around", "to", "over"):
        head, over = over, tree.heads[over]
        if tree.deps[head] != "prep" or tree.lemmas[over] != "of":
            break
        return tree.heads[over] if tree.tags[tree.heads[over]] in NOUN_TAGS else None
    if dep == "pobj" and tree.lemmas[over] == "of" and tree.tags[tree.heads[over]] in NOUN_TAGS:
        if is_metric(tree, over - 1) and not _is_tail(tree, over - 1):
            return over - 1
        above = tree.heads[over]
        while (tree.tags[above] in PROPER and tree.deps[above] == "pobj") or _is_tail(tree, above):
            above = tree.heads[tree.heads[above]]  # "a surplus with X of $4 billion"
        return above if tree.tags[above] in NOUN_TAGS else None
    if dep == "appos" and tree.tags[over] in ("NN", "NNS") and ":" not in tree.words[over + 1 : head]:
        return over
    return None


def _is_tail(tree: Tree, t: int) -> bool:
    """Whether a noun belongs to the measure before it: "return on equity"."""
    return tree.lemmas[t] in _TAILS and tree.deps[t] == "pobj" and tree.lemmas[tree.heads[t]] in ("under", "on")


def _measure(tree: Tree, f: Figure, noun: int) -> Measured | None:
    lemma = tree.lemmas[noun]
    verb = verb_over(tree, noun)
    if (lemma in _GROWTH or lemma in _DECLINE) and not (f.kind == "money" and lemma in ("gain", "loss", "cut")):
        of = _of_which(tree, noun)
        if of is None:
            of = next((k for k in reversed(tree.all_kids(noun, "compound")) if is_metric(tree, k)), None)
        if of is None and f.kind == "percentage" and (lemma != "loss"):
            of = subject_of(tree, verb) if verb >= 0 else None
            of = of if of is not None and is_metric(tree, of) else None
        if of is not None:
            return Measured(of, "", "change", verb, "up" if lemma in _GROWTH else "down", thing=noun)
        if f.kind == "percentage" or lemma not in _METRICS:
            return None
    if lemma in _FORECASTS:
        of = forecast_measure(tree, noun)
        return None if of is None else Measured(of, "", "level", verb, thing=noun, ahead=True)
    if f.kind == "percentage" and lemma not in IN_PERCENT and lemma not in ("fee", "commission", "tariff"):
        return None  # "its 9% accounts"
    if f.kind == "money" and tree.tags[noun] == "NN" and lemma in _DEEDS_OF_MONEY:
        return None  # "a $165 million transaction"
    if f.kind == "money" and verb >= 0 and tree.lemmas[verb] in _DEALING and tree.deps[noun] == "dobj":
        return None  # "wants to sell a $2 billion portfolio"
    way = tree.heads[noun] if tree.deps[noun] == "compound" else -1  # "crossed the $1.5 billion valuation mark"
    return Measured(noun, "", "level", verb, thing=way) if is_metric(tree, noun) else None


def forecast_measure(tree: Tree, noun: int) -> int | None:
    """What a forecast is of: "its revenue forecast", "guidance for revenue"."""
    own = next((k for k in reversed(tree.all_kids(noun, "compound", "nmod")) if is_metric(tree, k)), None)
    if own is not None:
        return own
    preps = [k for k in tree.all_kids(noun, "prep") if tree.lemmas[k] in ("for", "of")]
    return next((x for k in preps for x in tree.all_kids(k, "pobj") if is_metric(tree, x)), None)


def _of_which(tree: Tree, head: int) -> int | None:
    """The measure of which a figure is so much: "$20 billion in assets", "a 9% rise in profit"."""
    for prep in tree.all_kids(head, "prep", "remnant"):
        if tree.lemmas[prep] in _OF:
            noun = tree.kid(prep, "pobj")
            if noun is not None and is_metric(tree, noun) and not are_shares(tree, noun):
                return noun
    return None


def is_metric(tree: Tree, t: int) -> bool:
    """Whether a token is the noun of a measure."""
    lemma = tree.lemmas[t]
    if tree.tags[t] in PROPER:  # "TVL", "AUM"
        return tree.words[t].isupper() and tree.words[t].lower() in _METRICS
    if tree.tags[t] == "VBG":  # "capital spending doubled"
        return tree.words[t].lower() in _METRICS and tree.deps[t] in ("nsubj", "nsubjpass", "dobj", "pobj")
    if tree.tags[t] not in ("NN", "NNS"):
        return False
    if lemma in _METRICS or tree.words[t].lower() in _METRICS:
        return True
    if tree.words[t].lower() == "numbers":  # "passenger numbers"
        return t > 0 and (tree.lemmas[t - 1] in _COUNTED or tree.lemmas[t - 1] in _METRICS)
    return t > 0 and f"{tree.lemmas[t - 1]} {lemma}" in _METRICS


def are_shares(tree: Tree, t: int) -> bool:
    """Whether they are shares of a firm, not a share of a market."""
    return tree.lemmas[t] in SHARES and (tree.lemmas[t] != "share" or tree.tags[t] == "NNS")


def subject_of(tree: Tree, verb: int) -> int | None:
    """The subject of a verb, of a passive too, shared ones included."""
    own = tree.kid(verb, "nsubj", "nsubjpass")
    if own is None and tree.tags[verb] == "VB" and tree.deps[verb] in ("xcomp", "ccomp", "advcl"):
        made = tree.kid(tree.heads[verb], "dobj")  # "triggered the price to plunge"
        if made is not None and made < verb and (is_metric(tree, made) or are_shares(tree, made)):
            return made
    found = inherited_subject(tree, verb) if own is None else antecedent(tree, verb, own)
    if found is None or tree.tags[found] in PROPER or tree.tags[found] not in NOUN_TAGS:
        return found
    if tree.lemmas[found] in _HALF_A_NOUN and not (is_metric(tree, found) and tree.lemmas[found] in ("rate", "share")):
        prep = tree.kid(found, "prep")
        inner = tree.kid(prep, "pobj") if prep is not None and tree.lemmas[prep] == "of" else None
        if inner is not None and (is_metric(tree, inner) or tree.lemmas[inner] in _COUNTED):
            return inner
    return found


def verb_over(tree: Tree, t: int) -> int:
    """The verb of the clause that a token stands in, or -1."""
    return next((h for h in tree.ancestors(t) if tree.tags[h] in VERB_TAGS), -1)


def verb_word(tree: Tree, verb: int) -> str:
    """A verb as the word lists have it: with its particle where it has one."""
    return "" if verb < 0 else with_particle(tree, verb)


def verb_words(tree: Tree, verb: int) -> list[str]:
    """A verb with and without what it governs: "account", "account for"."""
    if verb < 0:
        return []
    small = tree.all_kids(verb, "prt", "prep")
    return [tree.lemmas[verb], *(f"{tree.lemmas[verb]} {tree.lemmas[k]}" for k in small)]


def _plural(word: str) -> str:
    if word in _METRICS:
        return str(_METRICS[word])
    if word == "person":
        return "people"
    if word.endswith(("s", "ch", "sh", "x")):
        return f"{word}es"
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else f"{word}s"

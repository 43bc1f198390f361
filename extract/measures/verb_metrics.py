"""What the verb says that a figure measures: of its subject, of its object, or of what goes up and down itself."""

from __future__ import annotations

from newsweave.extract.measures.figures import Figure
from newsweave.extract.measures.metrics import (
    DOWN,
    PRICE,
    UP,
    VALUATION,
    Measured,
    Part,
    are_shares,
    forecast_measure,
    is_metric,
    subject_of,
    verb_over,
    verb_word,
)
from newsweave.extract.parsing.phrases import NOUN_TAGS, PROPER, VERB_TAGS
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list, word_map

__all__ = ["by_verb"]

_METRIC_VERBS: dict[str, str] = word_map("metric_verbs")
_LEVEL = word_list("level_verbs")
_SETTING = word_list("setting_verbs")
_RISING, _SINKING = word_list("rising_verbs"), word_list("sinking_verbs")
_GROWTH, _DECLINE = word_list("growth_nouns"), word_list("decline_nouns")
_FORECASTS = frozenset({"forecast", "guidance", "outlook", "projection", "estimate", "goal", "expectation"})
_TO = frozenset(
    {
        "to",
        "at",
        "above",
        "below",
        "over",
        "past",
        "near",
        "around",
        "under",
        "towards",
        "toward",
        "between",
        "as",
        "in",
    }
)
_FROM = frozenset({"from", "than", "against", "versus", "with"})
_TRADING = frozenset(
    "trade close open change settle stand hover finish end start hit touch reach top peak steady".split()
)
# What grows or is cut is no price.
_UNPRICED = frozenset(
    "grow expand shrink contract increase decrease improve widen narrow double triple quadruple halve cut reduce lower "
    "trim slash raise boost lift hike swell balloon accelerate dwindle".split()
)
_PEAKS = frozenset({"peak", "high", "low", "record", "bottom", "trough", "close", "maximum", "minimum"})
_VALUING = frozenset({"value", "appraise", "assess", "price"})
_LOOSE = frozenset({"JJ", "JJR", "RB", "RBR", "RBS", "IN", "TO", "RP", "DT"})
_PERIODS = frozenset("year quarter month half period week day session total".split())
_ALLOTTING = frozenset({"allocate", "earmark", "allot", "appropriate"})
_STAGES = frozenset({"post-money", "pre-money"})
_FAR = 6


def by_verb(tree: Tree, f: Figure) -> Measured | None:
    """What the verb that a figure hangs on says of it; None where it says nothing."""
    if f.kind == "number" and f.counted >= 0 and not f.unit:
        return None
    if f.kind == "number" and not tree.words[f.first][0].isdigit() and f.last - f.first == 1:
        return None  # "grew in seven of eight years"
    way = _way_up(tree, f)
    if way is None or isinstance(way, Measured):
        return way
    verb, prep, direction, dep = way
    if f.kind == "number" and prep in ("in", "for", "on"):
        return None
    if (nearer := _on_which(tree, verb, f)) is not None:
        return Measured(nearer, "", _part(f, prep, direction), verb, direction)
    lemma, word = tree.lemmas[verb], verb_word(tree, verb)
    rising = lemma in _RISING or word in _RISING
    moving = rising or lemma in _SINKING or word in _SINKING
    if lemma in _VALUING and prep in ("at", "between") and f.kind == "money":
        return Measured(-1, VALUATION, "level", verb, owner="object")
    if lemma == "cost" and f.kind == "money" and not prep and tree.kid(verb, "dative", "dobj") is not None:
        return _costs(tree, f, verb)
    if lemma in _ALLOTTING and f.kind == "money" and dep == "dobj" and not prep:
        return _allotted(tree, verb)
    if (
        lemma == "add"
        and f.kind != "percentage"
        and dep == "dobj"
        and any(tree.lemmas[k] == "to" for k in tree.kids[verb])
    ):
        return None  # "will add $2,200 to the cost of"
    subject = subject_of(tree, verb)
    if not direction and lemma in _TRADING | {"be"}:
        direction = _said(tree, verb, f)
    if not prep and f.kind == "money" and lemma in ("trade", "change", "hover"):
        prep = "at"
    if (
        f.kind == "money"
        and dep in ("dobj", "between")
        and not prep
        and not direction
        and tree.kid(verb, "nsubjpass") is None  # "is owed $2 million"
        and (name := _METRIC_VERBS.get(word))
    ):
        of = _of_what(tree, f)
        if of is None:
            return Measured(-1, name, "level", verb, owner="subject")
        return (
            Measured(of, "", "level", verb, thing=f.head) if is_metric(tree, of) and not are_shares(tree, of) else None
        )
    if moving or direction:
        direction = direction or ("up" if rising else "down")
    if f.kind == "percentage" and dep == "dobj" and not prep and moving and (part := _part_of(tree, f)) is not None:
        return Measured(part, "", "change", verb, "up" if rising else "down", thing=f.head)
    if dep == "between":
        prep = "between"
    thing = next(
        (k for k in tree.all_kids(verb, "dobj") if not f.first <= k < f.last and not _is_amount(tree, k)), None
    )
    if thing is not None and (
        (lemma == "change" and tree.lemmas[thing] == "hand") or (direction and tree.lemmas[thing] in _PERIODS)
    ):
        thing = None
    if thing is not None and (moving or direction or lemma in _SETTING or word in _SETTING):
        return _of_object(tree, f, verb, prep, direction if moving or direction else "", thing)
    if subject is not None and is_metric(tree, subject) and not are_shares(tree, subject):
        if not (moving or direction or lemma in _LEVEL or word in _LEVEL):
            return None
        return Measured(subject, "", _part(f, prep, direction), verb, direction)
    if subject is not None and are_shares(tree, subject) and (moving or direction or lemma in _TRADING):
        return _price(tree, f, prep, verb, direction, subject, dep)
    if subject is not None and lemma not in _UNPRICED and (moving or direction or lemma in _TRADING):
        return _price(tree, f, prep, verb, direction, subject, dep)
    return None


def _on_which(tree: Tree, verb: int, f: Figure) -> int | None:
    """The other measure that a figure behind it is of: "profit fell 9%, on revenue down 18% at $4 million"."""
    behind = (
        x
        for t in range(verb + 1, f.first)
        if tree.lemmas[t] == "on" and tree.deps[t] == "prep"
        for x in tree.all_kids(t, "pobj")
    )
    return next((x for x in behind if x < f.first and is_metric(tree, x) and not are_shares(tree, x)), None)


def _way_up(tree: Tree, f: Figure) -> Measured | tuple[int, str, str, str] | None:
    """From a figure up to its verb: the verb, the first preposition, "up" or "down", and how the last step hangs on it.

    Something measured where the way ends before: "sales at $4 million", "a rise in revenue to $4 million".
    """
    t = f.head
    while tree.deps[t] == "conj" and (tree.tags[tree.heads[t]] in ("CD", "$") or tree.words[tree.heads[t]] == "%"):
        t = tree.heads[t]
    over, dep = tree.heads[t], tree.deps[t]
    direction = ""
    prep = _right_before(tree, f)
    for _ in range(_FAR):
        if tree.tags[over] in VERB_TAGS:
            particle = tree.kid(over, "prt")
            said = "" if particle is None else tree.words[particle].lower()
            direction = direction or ("up" if said == "up" else "down" if said in ("down", "off") else "")
            return over, prep, direction, dep
        word = tree.words[over].lower()
        if word == "worth" and f.kind == "money":
            return _worth(tree, over)
        if f.first <= over < f.last:
            dep = tree.deps[over]
            if dep == "prep":
                dep = "between" if tree.words[over].lower() == "between" else "dobj"
            over = tree.heads[over]
            continue
        if word in UP or word in DOWN:
            direction = "up" if word in UP else "down"
            if (found := _beside(tree, f, over, direction, prep)) is not None:
                return found
        elif tree.deps[over] in ("prep", "agent"):
            prep = prep or tree.lemmas[over]
        elif tree.lemmas[over] in _PEAKS and over < f.first:
            prep = prep if prep in ("above", "below") else "at"
        elif tree.tags[over] in NOUN_TAGS and tree.lemmas[over] not in _STAGES:
            return _of_noun(tree, f, over, dep, prep, direction)
        elif tree.tags[over] not in _LOOSE and tree.lemmas[over] not in _STAGES:
            return None
        if tree.heads[over] == over:
            return None
        over, dep = tree.heads[over], tree.deps[over]
    return None


def _right_before(tree: Tree, f: Figure) -> str:
    """The preposition right before a figure, whatever the parser made of it: "fell by a third to $2 million"."""
    before = tree.words[f.first - 1].lower() if f.first else ""
    if before in ("to", "from", "by", "at", "above", "below"):
        return before
    first = tree.words[f.first].lower()
    return first if first in ("above", "below") else ""


def _worth(tree: Tree, word: int) -> Measured | None:
    """ "X is worth $4 billion", "X, worth $4 billion"."""
    over = tree.heads[word]
    what = tree.kid(over, "dobj") if tree.tags[over] in VERB_TAGS else over
    if (
        what is not None
        and what < word
        and tree.tags[what] == "NNS"
        and is_metric(tree, what)
        and not are_shares(tree, what)
    ):
        return Measured(
            what, f"{tree.lemmas[what]} value", "level", verb_over(tree, what)
        )  # "transactions worth $4 million"
    if tree.tags[over] in VERB_TAGS:
        if tree.lemmas[over] not in ("be", "become", "remain") or tree.deps[word] not in ("acomp", "prep"):
            return None
        return Measured(-1, VALUATION, "level", over, owner="subject")
    if tree.deps[word] in ("amod", "acl", "prep") and tree.tags[over] in PROPER:
        return Measured(-1, VALUATION, "level", verb_over(tree, over), owner="token", thing=over)
    return None


def _beside(tree: Tree, f: Figure, word: int, direction: str, prep: str) -> Measured | None:
    """ "With shares of X down 4%", "X, up 4%": what stands right before "up" goes up."""
    at = word - 1
    if at >= 0 and tree.words[at] == "," and tree.heads[word] == at - 1:
        at -= 1
    if at < 0 or tree.tags[at] not in ("NN", "NNS", "NNP", "NNPS") or f.kind == "number":
        return None
    if tree.heads[word] != at and (tree.tags[tree.heads[word]] not in VERB_TAGS or tree.heads[word] > at):
        return None
    verb = tree.heads[word] if tree.tags[tree.heads[word]] in VERB_TAGS else verb_over(tree, at)
    if tree.tags[at] in PROPER:
        return _priced(f, prep, verb, direction, at)
    if are_shares(tree, at):
        return _priced(f, prep, verb, direction, at)
    return Measured(at, "", _part(f, prep, direction), verb, direction) if is_metric(tree, at) else None


def _of_noun(tree: Tree, f: Figure, noun: int, dep: str, prep: str, direction: str) -> Measured | None:
    if tree.lemmas[noun] in _GROWTH | _DECLINE and prep in ("to", "from"):
        inner = next(
            (x for k in tree.all_kids(noun, "prep") for x in tree.all_kids(k, "pobj") if is_metric(tree, x)), None
        )
        if inner is None:
            inner = next((k for k in tree.all_kids(noun, "compound") if is_metric(tree, k)), None)
        if inner is not None:
            return Measured(inner, "", "level" if prep == "to" else "former", verb_over(tree, noun), thing=noun)
        return None
    if dep in ("pobj", "prep") and prep and prep != "of" and is_metric(tree, noun):
        verb = verb_over(tree, noun)
        if tree.deps[noun] == "dobj" and (tree.lemmas[verb] in _RISING | _SINKING | _SETTING):
            part_of = "up" if tree.lemmas[verb] in _RISING else "down" if tree.lemmas[verb] in _SINKING else ""
            return _of_object(tree, f, verb, prep, direction or part_of, noun)
        if prep not in _TO | _FROM or prep == "in":
            return None
        return Measured(noun, "", _part(f, prep, direction), verb)  # "sales at $4 million"
    if dep in ("prep", "pobj") and prep in ("to", "at") and tree.lemmas[noun] in _FORECASTS:
        of = forecast_measure(tree, noun)
        return None if of is None else Measured(of, "", "level", verb_over(tree, noun), thing=noun, ahead=True)
    return None


def _of_object(tree: Tree, f: Figure, verb: int, prep: str, direction: str, thing: int) -> Measured | None:
    """ "Raised its dividend by 9% to $4", "left its rate unchanged at 4.5%", "pushed shares in X up 4%"."""
    if not prep and not direction:
        return None
    if are_shares(tree, thing) and tree.lemmas[verb] not in ("sell", "buy", "price"):
        return _priced(f, prep, verb, direction, thing)
    if are_shares(tree, thing) and tree.lemmas[verb] == "price" and f.kind == "money":
        return Measured(-1, "offer price", "level", verb, owner="token", thing=thing)
    if tree.lemmas[thing] in _FORECASTS and prep in _TO:
        of = forecast_measure(tree, thing)
        return None if of is None else Measured(of, "", "level", verb, thing=thing, ahead=True)
    if not is_metric(tree, thing):
        return None
    return Measured(thing, "", _part(f, prep, direction), verb, direction, thing=thing)


def _of_what(tree: Tree, f: Figure) -> int | None:
    """Of what a sum is so much: "generates $4 million in monthly revenue", "received $4 million in guarantees"."""
    preps = tree.all_kids(f.head, "prep")
    if f.last < len(tree) and tree.lemmas[f.last] == "in" and tree.heads[f.last] == tree.heads[f.head]:
        preps.append(f.last)
    of = [x for k in preps if tree.lemmas[k] in ("in", "of") for x in tree.all_kids(k, "pobj")]
    return next((x for x in of if tree.tags[x] in ("NN", "NNS") and tree.lemmas[x] not in _PERIODS), None)


def _part_of(tree: Tree, f: Figure) -> int | None:
    """Of what somebody lost or gained a part: "lost 97% of its value", "cut 5% of its workforce"."""
    of = [x for k in tree.all_kids(f.head, "prep") if tree.lemmas[k] == "of" for x in tree.all_kids(k, "pobj")]
    return next((x for x in of if is_metric(tree, x) and tree.kid(x, "poss") is not None), None)


def _said(tree: Tree, verb: int, f: Figure) -> str:
    """ "Was up as much as 4% to $12": what stands between verb and figure says that it went up."""
    for k in tree.all_kids(verb, "advmod", "acomp"):
        if verb < k < f.first and tree.words[k].lower() in UP | DOWN and "," not in tree.words[k : f.first]:
            return "up" if tree.words[k].lower() in UP else "down"
    return ""


def _allotted(tree: Tree, verb: int) -> Measured | None:
    """ "Allocated $4 million to X": X has the funding."""
    preps = [k for k in tree.all_kids(verb, "prep", "dative") if tree.lemmas[k] in ("to", "for")]
    whom = next((x for k in preps for x in tree.all_kids(k, "pobj") if tree.tags[x] in PROPER), None)
    return None if whom is None else Measured(-1, "funding", "level", verb, owner="token", thing=whom)


def _is_amount(tree: Tree, t: int) -> bool:
    return tree.tags[t] in ("CD", "$") or tree.words[t].lower() in ("%", "percent", "cent")


def _costs(tree: Tree, f: Figure, verb: int) -> Measured | None:
    """ "The outage cost X $4 million": X has the costs."""
    whom = tree.kid(verb, "dative")
    whom = tree.kid(verb, "dobj") if whom is None else whom
    if whom is None or f.first <= whom < f.last:
        return None
    return Measured(-1, "costs", "level", verb, owner="token", thing=whom)


def _price(tree: Tree, f: Figure, prep: str, verb: int, direction: str, subject: int, dep: str) -> Measured | None:
    """What something that "rose 9% to $4" is worth: the price of one of it, by its class a share's or a coin's."""
    if any(tree.lemmas[k] in ("of", "in") for k in tree.all_kids(f.head, "prep")):
        return None  # "lost 5% of its staff"
    if not are_shares(tree, subject) and any(tree.lemmas[k] in ("at", "of") for k in tree.all_kids(subject, "prep")):
        return None  # "Morale at X rose 4%"
    moving = tree.lemmas[verb] in _RISING or tree.lemmas[verb] in _SINKING
    if f.kind == "money" and not prep and not (dep == "dobj" and tree.lemmas[verb] in ("hit", "touch", "reach", "top")):
        return None
    if (
        tree.lemmas[verb] in ("open", "close", "start", "end")
        and not moving
        and not direction
        and prep not in ("at", "above", "below")
    ):
        return None
    return _priced(f, prep, verb, direction, subject)


def _priced(f: Figure, prep: str, verb: int, direction: str, thing: int) -> Measured | None:
    part = _part(f, prep, direction)
    if f.kind == "percentage" and part != "change":
        return None
    if f.kind == "number" and (part == "change" or prep not in ("to", "at", "above", "below")):
        return None
    if f.kind == "money" and part == "change":
        return None
    return Measured(-1, PRICE, part, verb, direction, owner="token", thing=thing)


def _part(f: Figure, prep: str, direction: str) -> Part:
    if prep in _FROM:
        return "former"
    if prep == "by" or (not prep and direction):
        return "change"
    if direction and f.kind == "percentage" and prep not in _TO:
        return "change"
    return "level"

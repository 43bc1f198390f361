"""How the measure of a record is called: "net interest income", "share price", "jobs cut", "revenue growth"."""

from __future__ import annotations

from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.measures.figures import is_shared
from newsweave.extract.measures.measure_names import measure_name
from newsweave.extract.measures.metrics import PRICE, SHARE
from newsweave.extract.measures.records import Record
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list, word_map
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["MACRO", "TARGET", "may_have_price", "metric_of"]

MACRO = word_list("macro_metrics")
TARGET = frozenset({"price target", "target price", "price objective"})
_METRICS = word_map("metric_nouns")
_INDICES = word_list("stock_indices")
_INDEX_WORDS = frozenset({"index", "average", "composite"})
_PRICED = {"Cryptocurrency": "price", "Currency": "exchange rate"}
_LISTED = ("Company", "Bank", "Exchange")
_LONGEST_GROUP = 5  # tokens behind "for graduates"
_DEAREST = 10_000_000  # of one share or coin, in any currency
_OF_SHARE = {"profit": "earnings per share", "earnings": "earnings per share", "net income": "earnings per share"}


def metric_of(p: Passage, record: Record, owner: Cluster) -> str | None:
    """The measure's name, for its owner; None where it has none that says anything."""
    name = _level(p, record, owner)
    if name is None:
        return None
    if record.each and "per share" not in name:
        name = _OF_SHARE.get(name, f"{name} per share")
    if record.what.tail:
        name = f"{name} {record.what.tail}"
    if record.level is None:
        name = name.removesuffix(" growth")
        return (
            f"{name} {'growth' if record.direction == 'up' else 'decline' if record.direction == 'down' else 'change'}"
        )
    return name


def may_have_price(owner: Cluster, record: Record, shares: bool, traded: bool = False) -> bool:
    """Whether what something "rose by" or "traded at" is a price: of a share, a coin, a currency, an index."""
    listed = owner.type in _LISTED or vocabulary().is_a(owner.type, "Company")
    index = is_index(owner)
    if not (shares or listed or index or owner.type in _PRICED or (traded and owner.broad == "Product")):
        return False
    level = record.level
    if level is None:
        return True
    if level.kind == "number":
        return index
    return index or owner.type == "Cryptocurrency" or not _is_dear(record)


def _is_dear(record: Record) -> bool:
    """Whether it is too much for one share or coin."""
    level = record.level
    return level is not None and float(level.amount.value.partition(" ")[0].split("/")[0]) >= _DEAREST


def is_index(owner: Cluster) -> bool:
    """Whether it is a stock index."""
    name = owner.name.lower().removeprefix("the ")
    return name in _INDICES or name.rsplit(" ", 1)[-1] in _INDEX_WORDS or name.removesuffix(" index") in _INDICES


def _is_of_market(p: Passage, noun: int) -> bool:
    tree = p.tree
    preps = [k for k in tree.all_kids(noun, "prep") if tree.lemmas[k] == "of"]
    return any(tree.lemmas[x] in ("market", "segment", "sector") for k in preps for x in tree.all_kids(k, "pobj"))


def _group(tree: Tree, noun: int) -> str:
    """Whose rate it is in a country: "for blacks ages 16 to 24" of "the unemployment rate for ..."; else nothing."""
    for k in tree.all_kids(noun, "prep"):
        people = tree.kid(k, "pobj")
        if tree.lemmas[k] in ("for", "among") and people is not None and tree.tags[people] == "NNS":
            last = people
            while last + 1 < min(len(tree), people + _LONGEST_GROUP) and tree.tags[last + 1] in ("CD", "TO"):
                last += 1  # "graduates ages 16 to 24"
            return tree.span_text(k, last + 1)
    return ""


def _level(p: Passage, record: Record, owner: Cluster) -> str | None:
    what, tree = record.what, p.tree
    if what.metric == PRICE:
        if is_index(owner):
            return "index"
        if owner.type == "Cryptocurrency" and _is_dear(record):
            return "market value"
        return _PRICED.get(owner.type, "price" if owner.broad == "Product" else "share price")
    if what.metric:
        return what.metric
    noun = what.noun
    pair = f"{tree.lemmas[noun - 1]} {tree.lemmas[noun]}" if noun else ""
    if pair in TARGET:
        return "price target"
    if tree.lemmas[noun] == "economy":
        return "GDP"
    if tree.lemmas[noun] == "share" and _is_of_market(p, noun):
        return SHARE
    if noun and tree.words[noun].lower() == "numbers":
        return str(_METRICS.get(tree.lemmas[noun - 1], f"{tree.lemmas[noun - 1]}s"))
    if record.figure is not None and is_shared(tree, record.figure):
        return str(_METRICS.get(tree.lemmas[noun], tree.words[noun].lower()))
    name = str(_METRICS[pair]) if pair in _METRICS else measure_name(tree, noun)
    if name is None:
        return None
    if tree.words[noun + 1 : noun + 2] == ["per"] and noun + 2 < len(tree) and name:
        return f"{name} per {tree.words[noun + 2].lower()}"  # "EBIT per kilo"
    if (tree.lemmas[noun] in MACRO or pair in MACRO) and (group := _group(tree, noun)):
        name = f"{name} {group}"
    for k in tree.kids[noun]:  # "Norwegian exports" of Norway are its exports
        if k < noun and p.at.get(k) is owner:
            name = name.removeprefix(f"{tree.words[k]} ")
    return str(_METRICS.get(name, name))

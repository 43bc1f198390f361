"""The metrics that figures measure, read from ``metrics.ttl``: which words are one measure, and which are another.

>>> from newsweave.ontology.metrics import metrics
>>> metrics().read("turnover", "money").series
'revenue'
>>> metrics().read("retail deposits growth", "percentage")
Measure(metric=..., scope='retail', part='change')
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

from newsweave.ontology.errors import DataError
from newsweave.ontology.plurals import singular
from newsweave.ontology.turtle import Index, read_turtle
from newsweave.ontology.vocabulary import NAMESPACE

__all__ = ["METRICS", "Measure", "Metric", "Metrics", "Part", "load_metrics", "metrics"]

METRICS = "https://w3id.org/newsweave/metric#"
"""Namespace of the metrics."""

Part: TypeAlias = Literal["level", "change"]
Over: TypeAlias = Literal["period", "moment"]
Owners: TypeAlias = Literal["places", "firms"]

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL, _OTHER, _BROADER = _SKOS + "prefLabel", _SKOS + "altLabel", _SKOS + "broader"
_KIND, _OVER, _UNIT = NAMESPACE + "metricKind", NAMESPACE + "measuredOver", "https://schema.org/unitText"
_OWNERS = NAMESPACE + "measuredOf"
_KNOWN = frozenset({_TYPE, _LABEL, _OTHER, _BROADER, _KIND, _OVER, _OWNERS, _UNIT, _SKOS + "definition"})
_KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "money": ("money",),
        "price": ("money",),
        "count": ("number",),
        "quantity": ("number",),
        "index": ("number",),
        "rate": ("number", "percentage"),
        "share": ("percentage",),
    }
)
"""Kinds of metrics, and the datatypes (of ``LiteralArgument``) in which their levels come."""
_LOCAL = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_DONE = re.compile(r"\s(?:\w+ed|sold|lost|made|built|cut|per \w+)$")
_GROWTH = "growth"
_JOINING = frozenset("of per in on to for at by from with and or under".split())
"""What comes before such a word is no scope of what comes behind it: "cost of sales" is no kind of sales."""


@dataclass(frozen=True, slots=True)
class Metric:
    """What figures measure. ``broader`` are the names of the metrics that this one is a kind of."""

    name: str
    """Local name of its IRI, with hyphens: ``net-profit``."""
    label: str
    others: tuple[str, ...]
    """Further words for it."""
    kind: str
    """money, price (of one), count, quantity, index, rate or share (a part in per cent)."""
    over: Over
    """Whether its levels are of a period, as a profit is, or of a moment, as customers are."""
    unit: str | None
    """Where all its levels have the same: ``%``."""
    broader: tuple[str, ...]
    owners: Owners | None = None
    """Who alone can have it: countries and other places, or firms and what they offer; None where anybody can."""

    @property
    def iri(self) -> str:
        """The concept's IRI."""
        return METRICS + self.name


@dataclass(frozen=True, slots=True)
class Measure:
    """What the words of a figure's ``metric`` mean: of "retail deposits growth" deposits, retail, a change."""

    metric: Metric | None
    """None where the words name none of the vocabulary; ``scope`` then holds them."""
    scope: str
    """The words that make it a part of the metric only; empty for the whole."""
    part: Part

    @property
    def series(self) -> str:
        """What all figures that can be compared over time have in common, as words: "retail deposits"."""
        return f"{self.scope} {self.metric.label}".strip() if self.metric else self.scope

    @property
    def over(self) -> Over:
        """As ``Metric.over``; of words that name none by what they end in: "users added", "vehicles per week"."""
        if self.metric is not None:
            return self.metric.over
        return "period" if _DONE.search(self.scope) else "moment"


@dataclass(frozen=True, slots=True)
class Metrics:
    """All metrics by name, in file order."""

    by_name: Mapping[str, Metric]
    _by_words: Mapping[str, tuple[Metric, ...]] = field(repr=False)

    def read(self, words: str, datatype: str) -> Measure:
        """What the ``metric`` of a figure of this datatype (as in ``LiteralArgument``) means."""
        return _read(self._by_words, " ".join(words.split()), datatype)


@cache
def metrics() -> Metrics:
    """The metrics that ship with newsweave, read once.

    Raises:
        DataError: where the file is unreadable or contradicts itself.
    """
    return load_metrics(Path(__file__).with_name("metrics.ttl"))


def load_metrics(path: Path) -> Metrics:
    """Read and check a file of metrics in Turtle.

    Raises:
        DataError: naming the file, the metric and what is wrong with it.
    """
    index = read_turtle(path)
    try:
        found = {m.name: m for m in (_metric(iri, terms) for iri, terms in _concepts(index))}
        for metric in found.values():
            _check_broader(metric, found)
        return Metrics(MappingProxyType(found), MappingProxyType(_by_words(found)))
    except DataError as error:
        raise DataError(f"{path}: {error}") from None


# --- reading the file ---


def _concepts(index: Index) -> Iterator[tuple[str, dict[str, list[str]]]]:
    for iri, terms in index.items():
        types = terms.get(_TYPE, [])
        if _SKOS + "ConceptScheme" in types:
            continue
        if types != [NAMESPACE + "Metric"]:
            raise DataError(f"<{iri}> is no nw:Metric")
        yield iri, terms


def _metric(iri: str, terms: Mapping[str, list[str]]) -> Metric:
    name = iri.removeprefix(METRICS)
    if not iri.startswith(METRICS) or not _LOCAL.fullmatch(name):
        raise DataError(f"<{iri}> is not {METRICS} and words in lower case joined by hyphens")
    for predicate in terms:
        if predicate not in _KNOWN:
            raise DataError(f"metric:{name} has <{predicate}>, which no metric has")
    label = _one(name, terms, _LABEL, "skos:prefLabel")
    kind = _one(name, terms, _KIND, "nw:metricKind")
    if kind not in _KINDS:
        raise DataError(f"metric:{name} has the kind {kind!r}, which is none of {', '.join(_KINDS)}")
    over = next((o for o in get_args(Over) if o == _one(name, terms, _OVER, "nw:measuredOver")), None)
    if over is None:
        raise DataError(f"metric:{name} is measured over {terms[_OVER][0]!r}, which is none of period, moment")
    unit = _one(name, terms, _UNIT, "schema:unitText") if _UNIT in terms else None
    broader = tuple(b.removeprefix(METRICS) for b in terms.get(_BROADER, ()))
    others = tuple(terms.get(_OTHER, ()))
    if empty := [word for word in others if not word.strip()]:
        raise DataError(f"metric:{name} has the skos:altLabel {empty[0]!r}")
    owners = None
    if _OWNERS in terms:
        owners = next((o for o in get_args(Owners) if o == _one(name, terms, _OWNERS, "nw:measuredOf")), None)
        if owners is None:
            raise DataError(f"metric:{name} is measured of {terms[_OWNERS][0]!r}, which is none of places, firms")
    return Metric(name, label, others, kind, over, unit, broader, owners)


def _one(name: str, terms: Mapping[str, list[str]], predicate: str, called: str) -> str:
    values = terms.get(predicate, [])
    if len(values) != 1 or not values[0].strip():
        raise DataError(f"metric:{name} needs exactly one {called}, has {len(values)}")
    return values[0]


def _check_broader(metric: Metric, known: Mapping[str, Metric]) -> None:
    """That each broader metric is there and none is broader than itself."""
    above, ways = set[str](), list(metric.broader)
    while ways:
        name = ways.pop()
        if name not in known:
            raise DataError(f"metric:{metric.name} has the skos:broader {name!r}, which is no metric")
        if name == metric.name:
            raise DataError(f"metric:{metric.name} is broader than itself")
        if name not in above:
            above.add(name)
            ways += known[name].broader


def _by_words(found: Mapping[str, Metric]) -> dict[str, tuple[Metric, ...]]:
    """Words to the metrics that they name; no word may name two in figures of one datatype."""
    out: dict[str, tuple[Metric, ...]] = {}
    for metric in found.values():
        for form in dict.fromkeys(singular(word.casefold()) for word in (metric.label, *metric.others)):
            for other in out.get(form, ()):
                if shared := set(_KINDS[metric.kind]).intersection(_KINDS[other.kind]):
                    raise DataError(
                        f"{form!r} names metric:{other.name} and metric:{metric.name}, both in a {min(shared)}"
                    )
            out[form] = (*out.get(form, ()), metric)
    return out


# --- reading the words of a figure ---


@cache
def _changing() -> frozenset[str]:
    from newsweave.ontology.lists import word_list  # not needed for the names of metrics, and YAML takes its time

    return word_list("growth_nouns") | word_list("decline_nouns") | {"change"}


@cache
def _vague() -> frozenset[str]:
    from newsweave.ontology.lists import word_list

    return word_list("vague_modifiers")


def _read(by_words: Mapping[str, tuple[Metric, ...]], words: str, datatype: str) -> Measure:
    metric, scope = _parse(by_words, words, datatype)
    odd = metric is not None and datatype == "number" and datatype not in _KINDS[metric.kind]
    if metric is None or (scope and (odd or metric.name == _GROWTH)):  # "job losses" are a change of jobs, no loss
        rest, _, last = words.rpartition(" ")
        if rest and last.casefold() in _changing():
            metric, scope = _parse(by_words, rest, datatype)
            return Measure(metric, scope if metric else rest, "change")
    if metric is None:
        return Measure(None, words, "level")
    is_level = datatype != "percentage" or "percentage" in _KINDS[metric.kind]
    return Measure(metric, scope, "level" if is_level and metric.name != _GROWTH else "change")


def _parse(by_words: Mapping[str, tuple[Metric, ...]], words: str, datatype: str) -> tuple[Metric | None, str]:
    """The metric that the last words name, as many of them as do, and what stands before: its scope."""
    split = words.split()
    for start in range(len(split)):
        found = by_words.get(singular(" ".join(split[start:]).casefold()))
        if found:
            scope = [w for w in split[:start] if w.casefold() not in _vague()]
            if _JOINING.intersection(scope):
                return None, ""
            fitting = [m for m in found if datatype in _KINDS[m.kind]]
            return (fitting or found)[0], " ".join(scope)
    return None, ""

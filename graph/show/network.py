"""Facts as a networkx graph, and that as tables: what other tools for networks read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from newsweave.graph.facts import Fact, GraphEntity, GraphObject, GraphValue

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    Network: TypeAlias = "MultiDiGraph[str]"

__all__ = ["to_network"]

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_network(facts: Iterable[Fact]) -> Network:
    """One node an entity, one for each value that an entity has, one edge a fact, whose key is ``Fact.key``.

    A figure or a year is a node of whom it belongs to, so that two firms are not joined by having 400 people each.
    Node attributes: name, type, kind (``entity`` or ``value``), aliases (joined by ``; ``). Edge attributes: relation
    (``open`` of open facts), predicate (their words, else empty), label, status, confidence, date, amount, currency,
    evidence, documents and independent_sources (counts), first_date, last_date, attributed_to, qualifiers (JSON),
    sentence, source_name, url, document. ``date`` is when it happened, ``first_date`` and ``last_date`` when it was
    published; the single ones are those of the strongest evidence that has them. All are strings or numbers, an absent
    one is an empty string, and characters that XML cannot hold are U+FFFD: GraphML keeps them all.
    """
    from networkx import MultiDiGraph

    network: Network = MultiDiGraph()
    for fact in facts:
        subject, obj = _node(network, fact.subject), _node(network, fact.object, fact.subject)
        network.add_edge(subject, obj, key=fact.key, **_edge(fact))
    return network


def _node(network: Network, end: GraphObject, owner: GraphEntity | None = None) -> str:
    if isinstance(end, GraphEntity):
        name = end.iri
        network.add_node(name, name=_xml(end.name), type=end.type, kind="entity", aliases=_xml("; ".join(end.aliases)))
    else:
        name = _xml(f"value:{end.datatype}:{end.value}" + (f" of {owner.iri}" if owner else ""))
        network.add_node(name, name=_xml(end.value), type=end.datatype, kind="value", aliases="")
    return name


def _edge(fact: Fact) -> dict[str, str | int | float]:
    strongest = fact.evidence[0]
    dates = sorted(e.date for e in fact.evidence if e.date)
    amount, currency = _sum(fact)
    return {
        "relation": fact.relation,
        "predicate": _xml(fact.predicate),
        "label": _xml(fact.label),
        "status": fact.status,
        "confidence": fact.confidence,
        "date": _first(fact, "date"),
        "amount": amount,
        "currency": currency,
        "evidence": len(fact.evidence),
        "documents": fact.documents,
        "independent_sources": fact.independent_sources,
        "first_date": _xml(dates[0]) if dates else "",
        "last_date": _xml(dates[-1]) if dates else "",
        "attributed_to": _xml(strongest.attributed_to or ""),
        "qualifiers": _xml(json.dumps(dict(strongest.qualifiers), ensure_ascii=False, sort_keys=True)),
        "sentence": _xml(strongest.text),
        "source_name": _xml(strongest.source or ""),
        "url": _xml(strongest.url or ""),
        "document": _xml(strongest.document_id),
    }


def _sum(fact: Fact) -> tuple[str, str]:
    """Amount and currency of a deal, or of a fact that is about a sum; one amount, ``least/most``, or empty."""
    if isinstance(fact.object, GraphValue) and fact.object.datatype == "money":
        amount, _, currency = fact.object.value.partition(" ")
        return _xml(amount), _xml(currency)
    priced = next((e.qualifiers for e in fact.evidence if e.qualifiers.get("amount_value")), {})
    return _xml(priced.get("amount_value", "")), _xml(priced.get("currency", ""))


def _first(fact: Fact, qualifier: str) -> str:
    return _xml(next((v for e in fact.evidence if (v := e.qualifiers.get(qualifier))), ""))


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)

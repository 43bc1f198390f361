"""Facts as a networkx graph, and that as tables: what other tools for networks read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from newsweave.graph.facts import Fact, GraphEntity, GraphObject

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    Network: TypeAlias = "MultiDiGraph[str]"

__all__ = ["to_network"]

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_network(facts: Iterable[Fact]) -> Network:
    """One node an entity or value, one edge a fact, whose key is ``Fact.key``.

    Node attributes: name, type, kind (``entity`` or ``value``), aliases (joined by ``; ``). Edge attributes: relation,
    label, status, confidence, evidence, documents and independent_sources (counts), first_date, last_date,
    attributed_to, qualifiers (JSON), sentence, source_name, url, document; the single ones are those of the strongest
    evidence. All are strings or numbers, an absent one is an empty string, and characters that XML cannot hold are
    U+FFFD: GraphML keeps them all.
    """
    from networkx import MultiDiGraph

    network: Network = MultiDiGraph()
    for fact in facts:
        subject, obj = _node(network, fact.subject), _node(network, fact.object)
        network.add_edge(subject, obj, key=fact.key, **_edge(fact))
    return network


def _node(network: Network, end: GraphObject) -> str:
    if isinstance(end, GraphEntity):
        name = end.iri
        network.add_node(name, name=_xml(end.name), type=end.type, kind="entity", aliases=_xml("; ".join(end.aliases)))
    else:
        name = _xml(f"value:{end.datatype}:{end.value}")
        network.add_node(name, name=_xml(end.value), type=end.datatype, kind="value", aliases="")
    return name


def _edge(fact: Fact) -> dict[str, str | int | float]:
    strongest = fact.evidence[0]
    dates = sorted(e.date for e in fact.evidence if e.date)
    return {
        "relation": fact.relation,
        "label": _xml(fact.label),
        "status": fact.status,
        "confidence": fact.confidence,
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


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)

"""Answers to queries as bytes: content negotiation and the formats of SPARQL 1.1 results and of RDF."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from xml.etree import ElementTree

import pyoxigraph as ox

from newsweave.graph.ask.table import Table

__all__ = ["GRAPH_TYPES", "TABLE_TYPES", "negotiate", "written"]

_RESULTS = "http://www.w3.org/2005/sparql-results#"
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML = "http://www.w3.org/XML/1998/namespace"

TABLE_TYPES: Mapping[str, Callable[[Table], str]] = {
    "application/sparql-results+json": lambda table: table.to_json(),
    "application/sparql-results+xml": lambda table: _xml(table),
    "text/csv": lambda table: table.to_csv(),
    "text/tab-separated-values": lambda table: table.to_tsv(),
    "application/json": lambda table: table.to_json(),
    "application/xml": lambda table: _xml(table),
}
"""Media type to writer for SELECT and ASK, the preferred one first."""
_RDF: Mapping[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
GRAPH_TYPES = tuple(_RDF)
"""Media types for CONSTRUCT and DESCRIBE, the preferred one first."""


def negotiate(accept: str, offered: Mapping[str, Any] | tuple[str, ...]) -> str | None:
    """The media type that an Accept header likes best, the first offered of equals; None where it takes none."""
    best: tuple[float, int, str] | None = None
    for place, media in enumerate(offered):
        quality = _quality(accept, media)
        if quality > 0 and (best is None or quality > best[0]):
            best = (quality, place, media)
    return best[2] if best else None


def _quality(accept: str, media: str) -> float:
    """How much an Accept header likes a media type: the quality of its most specific range (RFC 9110, 12.5.1)."""
    found = (-1, 0.0)
    for part in accept.split(","):
        pattern, *parameters = (p.strip().lower() for p in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    quality = float(value)
                except ValueError:
                    quality = 0.0
        kind = media.partition("/")[0]
        specific = {media: 2, f"{kind}/*": 1, "*/*": 0}.get(pattern)
        if specific is not None and specific > found[0]:
            found = (specific, quality)
    return found[1]


def written(table: Table, table_type: str | None, graph_type: str | None) -> tuple[bytes, str] | None:
    """Body and media type of an answer; None where it has no form that is accepted."""
    if table.kind == "construct":
        if graph_type is None:
            return None
        return ox.serialize(table.triples, format=_RDF[graph_type]) or b"", graph_type
    return (TABLE_TYPES[table_type](table).encode("utf-8"), table_type) if table_type is not None else None


def _xml(table: Table) -> str:
    """SPARQL Query Results XML Format; characters that XML cannot hold become U+FFFD."""
    ElementTree.register_namespace("", _RESULTS)
    root = ElementTree.Element(f"{{{_RESULTS}}}sparql")
    head = ElementTree.SubElement(root, f"{{{_RESULTS}}}head")
    if table.kind == "ask":
        ElementTree.SubElement(root, f"{{{_RESULTS}}}boolean").text = "true" if table.boolean else "false"
        return ElementTree.tostring(root, encoding="unicode", xml_declaration=True)
    for column in table.columns:
        ElementTree.SubElement(head, f"{{{_RESULTS}}}variable", name=column)
    results = ElementTree.SubElement(root, f"{{{_RESULTS}}}results")
    for row in table.terms:
        result = ElementTree.SubElement(results, f"{{{_RESULTS}}}result")
        for column, term in zip(table.columns, row, strict=True):
            if term is not None:
                binding = ElementTree.SubElement(result, f"{{{_RESULTS}}}binding", name=column)
                _term(binding, term)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True)


def _term(binding: ElementTree.Element, term: object) -> None:
    if isinstance(term, ox.NamedNode):
        ElementTree.SubElement(binding, f"{{{_RESULTS}}}uri").text = _allowed(term.value)
    elif isinstance(term, ox.BlankNode):
        ElementTree.SubElement(binding, f"{{{_RESULTS}}}bnode").text = term.value
    elif isinstance(term, ox.Literal):
        literal = ElementTree.SubElement(binding, f"{{{_RESULTS}}}literal")
        literal.text = _allowed(term.value)
        if term.language:
            literal.set(f"{{{_XML}}}lang", term.language)
        elif term.datatype.value != "http://www.w3.org/2001/XMLSchema#string":
            literal.set("datatype", term.datatype.value)


def _allowed(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)

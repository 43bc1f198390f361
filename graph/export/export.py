"""A graph as a file, by the ending of its name.

========  =============================================================================
ending    what
========  =============================================================================
.ttl .nt  all triples: facts, entities, documents with their evidence
.trig     the same with the named graph of each triple; so .nq and .jsonld
.nq
.jsonld
.graphml  a network of entities for Gephi, yEd, Cytoscape, igraph
.csv      one table with a row for each fact: who, what, whom, when, for how much, how sure
.zip      ``nodes.csv`` and ``edges.csv``, the network. Headers are those of neo4j-admin's
          import (with ``--multiline-fields=true``)
.parquet  one table with a row for each evidence (needs pyarrow: the extra ``parquet``)
========  =============================================================================

The first four (.ttl .nt .nq .trig) can be written in RDF 1.2, where evidence reifies the triple it is for in place of
naming its three parts (``rdf:reifies <<( subject relation object )>>``). The store's bookkeeping is left out. The same
graph gives the same bytes. The file appears whole or not at all.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, groupby
from pathlib import Path
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from newsweave.graph.export.parquet import write_parquet
from newsweave.graph.nodes import iri_of
from newsweave.graph.show.network import to_network
from newsweave.graph.store.graph_reader import GraphReader
from newsweave.graph.store.store import GraphStore
from newsweave.graph.store.terms import DECISIONS, ENTITIES, FACTS, INFERRED, NW, RDF, STORIES, known_prefixes
from newsweave.ontology.errors import NewsweaveError, QueryError, StoreError

if TYPE_CHECKING:
    from newsweave.graph.show.network import Network

__all__ = ["export", "exported_quads"]

_Writer: TypeAlias = "Callable[[GraphStore, IO[bytes], bool], None]"
_PARTS = (RDF("subject"), RDF("predicate"), RDF("object"))
_TOGETHER = ((FACTS, ENTITIES, DECISIONS), (STORIES,))
_BOOKKEEPING = frozenset({NW("names"), NW("naming"), NW("mergedFrom"), NW("band"), NW("asRead")})


def export(store: GraphStore, path: str | Path, *, reifiers: bool = False, typed_only: bool = False) -> None:
    """Write the graph to ``path``, replacing what is there; with ``reifiers`` in RDF 1.2.

    ``typed_only`` leaves open facts out, which the text's own words relate.

    Raises:
        QueryError: for an ending that is not known, or that has no reifiers.
        StoreError: where the file cannot be written or the graph cannot be read.
    """
    path = Path(path)
    ending = path.suffix.lower()
    write = _WRITERS.get(ending)
    if write is None:
        raise QueryError(f"{path}: the ending {ending!r} is not one of {', '.join(_WRITERS)}")
    if reifiers:
        if ending not in _REIFYING:
            raise QueryError(f"{path}: reifiers (RDF 1.2) can be written to {', '.join(_REIFYING)}, not to {ending!r}")
        write = _rdf(_REIFYING[ending], reifiers=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("w+b") as file:
            write(store, file, typed_only)
        part.replace(path)
    except NewsweaveError:
        raise
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror or error}") from None
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def exported_quads(store: GraphStore, *, by_graph: bool = True, typed_only: bool = False) -> Iterator[ox.Quad]:
    """What exports hold: facts, entities, stories, inferences, then the documents by IRI, each sorted within.

    Without ``by_graph`` an entity's facts stand with its description, and inferences, which nothing could be told
    from facts by, are left out.
    """
    pattern = store.database.quads_for_pattern
    with store.reading():
        documents = sorted(iri_of(q.subject).value for q in pattern(None, NW("version"), None, None))
        without = {q.subject for q in pattern(None, NW("openPredicate"), None, None)} if typed_only else frozenset()
        shared = ((FACTS,), (ENTITIES,), (STORIES,), (INFERRED,), (DECISIONS,)) if by_graph else _TOGETHER
        for graphs in (*shared, *((ox.NamedNode(iri),) for iri in documents)):
            quads = chain.from_iterable(pattern(None, None, None, graph) for graph in graphs)
            yield from sorted(
                (q for q in quads if q.predicate not in _BOOKKEEPING and q.subject not in without), key=_order
            )


def _order(quad: ox.Quad) -> tuple[str, str, str]:
    predicate = "" if quad.predicate == RDF("type") else str(quad.predicate)  # what a thing is stands first
    return str(quad.subject), predicate, str(quad.object)


def _reified(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Each subject's quads in order, but the three that name the parts of a triple as one, which comes first."""
    for subject, group in groupby(quads, key=lambda quad: quad.subject):
        of_subject = list(group)
        parts = {quad.predicate: quad.object for quad in of_subject if quad.predicate in _PARTS}
        if len(parts) == len(_PARTS):
            s, p, o = (parts[part] for part in _PARTS)
            triple = ox.Triple(iri_of(s), iri_of(p), o)
            yield ox.Quad(subject, RDF("reifies"), triple, of_subject[0].graph_name)
            of_subject = [quad for quad in of_subject if quad.predicate not in _PARTS]
        yield from of_subject


def _rdf(format: ox.RdfFormat, *, reifiers: bool = False) -> _Writer:
    def write(store: GraphStore, file: IO[bytes], typed_only: bool) -> None:
        quads = exported_quads(store, by_graph=format.supports_datasets, typed_only=typed_only)
        if reifiers:
            quads = _reified(quads)
        statements = quads if format.supports_datasets else (quad.triple for quad in quads)
        ox.serialize(statements, file, format=format, prefixes=known_prefixes(store.names.base))
        _sort_prefixes(file)

    return write


def _sort_prefixes(file: IO[bytes]) -> None:
    """Put the prefix lines at the start, which Oxigraph writes in random order, into order."""
    file.seek(0)
    header = []
    while (line := file.readline()).startswith(b"@prefix "):
        header.append(line)
    file.seek(0)
    file.writelines(sorted(header))


def _network(store: GraphStore, typed_only: bool) -> Network:
    return to_network(GraphReader(store).facts(typed=True if typed_only else None))


def _graphml(store: GraphStore, file: IO[bytes], typed_only: bool) -> None:
    from networkx import write_graphml_xml

    network = _network(store, typed_only)
    for node in network.nodes.values():
        node["label"] = node["name"]  # what Gephi writes beside a node
    write_graphml_xml(network, file, encoding="utf-8", prettyprint=True)


def _csv(store: GraphStore, file: IO[bytes], typed_only: bool) -> None:
    network = _network(store, typed_only)
    nodes = network.nodes
    out = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_CSV_COLUMNS)
    for source, target, attributes in network.edges(data=True):
        one, other = nodes[source], nodes[target]
        ends = {
            "subject": one["name"], "subject_type": one["type"], "subject_id": source,
            "object": other["name"], "object_type": other["type"], "object_id": target,
        }  # fmt: skip
        row = attributes | ends
        writer.writerow([row[name] for name in _CSV_COLUMNS])
    out.detach()  # the file is the caller's


def _zip(store: GraphStore, file: IO[bytes], typed_only: bool) -> None:
    network = _network(store, typed_only)
    nodes = [{"id": id, **network.nodes[id]} for id in sorted(network)]
    edges = [
        {"source": source, "target": target, "id": key, **attributes}
        for source, target, key, attributes in network.edges(keys=True, data=True)
    ]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows, columns in (("nodes.csv", nodes, _NODE_COLUMNS), ("edges.csv", edges, _EDGE_COLUMNS)):
            out = io.StringIO()
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows([row[attribute] for attribute in columns.values()] for row in rows)
            # A fixed date, for the same graph is to give the same bytes.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), out.getvalue(), zipfile.ZIP_DEFLATED)


_NODE_COLUMNS = {
    **{"id:ID": "id", ":LABEL": "type"},
    **{name: name for name in ("name", "type", "kind", "aliases")},
}
_EDGE_COLUMNS = {
    **{":START_ID": "source", ":END_ID": "target", ":TYPE": "relation"},
    **{name: name for name in ("id", "relation", "predicate", "label", "status")},
    "confidence:double": "confidence",
    **{name: name for name in ("date", "amount", "currency")},
    **{f"{name}:int": name for name in ("evidence", "documents", "independent_sources")},
    **{name: name for name in ("first_date", "last_date", "attributed_to", "qualifiers", "sentence")},
    **{name: name for name in ("source_name", "document", "url")},
}
"""Header to attribute; the headers are those of neo4j-admin database import (name:type, :LABEL, :START_ID, ...)."""

_CSV_COLUMNS = (
    *(
        "subject",
        "subject_type",
        "relation",
        "predicate",
        "label",
        "object",
        "object_type",
        "date",
        "amount",
        "currency",
        "status",
    ),
    *("confidence", "evidence", "documents", "independent_sources", "first_date", "last_date", "attributed_to"),
    *("qualifiers", "sentence", "source_name", "document", "url", "subject_id", "object_id"),
)

_REIFYING = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
}
_WRITERS: Mapping[str, _Writer] = MappingProxyType(
    {
        **{ending: _rdf(format) for ending, format in _REIFYING.items()},
        ".jsonld": _rdf(ox.RdfFormat.JSON_LD),
        ".graphml": _graphml,
        ".csv": _csv,
        ".zip": _zip,
        ".parquet": write_parquet,
    }
)

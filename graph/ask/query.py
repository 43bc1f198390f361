"""Queries: any SPARQL that only reads, and named ones with parameters (see ``named_queries``).

The default graph is the union of all graphs, so that patterns need no GRAPH clause. The usual prefixes need not be
declared: nw, rdf, rdfs, skos, dcterms, prov, xsd, oa, schema, and ent for this graph's own nodes.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from itertools import islice
from typing import TypeVar

import pyoxigraph as ox

from newsweave.graph.ask.named_queries import NamedQuery, named_queries, named_query
from newsweave.graph.ask.paths import nothing_called
from newsweave.graph.ask.sparql import refuse_unsafe
from newsweave.graph.ask.table import Table, Term
from newsweave.graph.store.graph_reader import GraphReader
from newsweave.graph.store.store import GraphStore
from newsweave.graph.store.terms import XSD, known_prefixes
from newsweave.ontology.errors import QueryError

__all__ = [
    "MOST_ROWS",
    "MOST_SECONDS",
    "NamedQuery",
    "Table",
    "named_queries",
    "named_query",
    "refuse_unknown_names",
    "run_named_query",
    "run_query",
]

MOST_ROWS = 1_000_000
"""Rows of an answer that somebody asks for without a bound: some hundred megabytes."""
MOST_SECONDS = 60.0
"""How long such a question may take."""
_T = TypeVar("_T")


def run_query(store: GraphStore, sparql: str, *, limit: int | None = None, timeout: float | None = None) -> Table:
    """Answer a SPARQL query.

    ``limit`` is the most rows to take (the table says whether there were more), ``timeout`` the most seconds to wait.
    Oxigraph cannot be stopped in the middle of a step: after a timeout it ends that step in the background, so that a
    server should let queries run in processes of their own.

    Raises:
        QueryError: for what ``refuse_unsafe`` refuses, a syntax error, an error while answering, or a timeout.
    """
    refuse_unsafe(sparql)
    if limit is not None and limit < 0:
        raise QueryError(f"limit must not be negative, is {limit}")
    deadline = None if timeout is None else time.monotonic() + timeout
    prefixes = known_prefixes(store.names.base)
    database = store.database

    def answer() -> Table:
        try:
            result = database.query(sparql, prefixes=prefixes, use_default_graph_as_union=True)
            return _table(result, prefixes, limit, deadline)
        except SyntaxError as error:
            raise QueryError(f"not valid SPARQL: {_one_line(error)}") from None
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"the query failed: {_one_line(error)}") from None

    return answer() if timeout is None else _within(timeout, answer)


def run_named_query(
    store: GraphStore,
    name: str,
    values: Mapping[str, object],
    *,
    limit: int | None = None,
    timeout: float | None = None,
) -> Table:
    """Answer a named query with these parameters; ``limit`` and ``timeout`` as for ``run_query``.

    Raises:
        QueryError: for an unknown name or parameter, or a missing one; else as ``run_query``.
    """
    sparql = named_query(name).bind(values, GraphReader(store).named)
    return run_query(store, sparql, limit=limit, timeout=timeout)


def refuse_unknown_names(store: GraphStore, name: str, values: Mapping[str, object]) -> None:
    """For a named query without an answer.

    Raises:
        QueryError: where that is because nothing is called as one of its values says; names what is spelled nearly so.
    """
    reader = GraphReader(store)
    for parameter in named_query(name).parameters:
        value = values.get(parameter.name)
        if parameter.entity and value is not None and not reader.named(str(value)):
            raise QueryError(nothing_called(str(value), reader.entities()))


def _table(
    result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
    prefixes: dict[str, str],
    limit: int | None,
    deadline: float | None,
) -> Table:
    if isinstance(result, ox.QueryBoolean):
        answer = ox.Literal("true" if result else "false", datatype=XSD("boolean"))
        return Table("ask", ("ask",), ((answer,),), prefixes=prefixes)
    rows: list[tuple[Term | None, ...]] = []
    select = isinstance(result, ox.QuerySolutions)
    for row in islice(result, None if limit is None else limit + 1):
        if deadline is not None and time.monotonic() > deadline:
            raise QueryError("the query took too long and was stopped")
        rows.append(tuple(row) if select else (row.subject, row.predicate, row.object))
    truncated = limit is not None and len(rows) > limit
    rows = rows[:limit]
    if isinstance(result, ox.QuerySolutions):
        return Table("select", tuple(v.value for v in result.variables), tuple(rows), truncated, prefixes)
    triples = sorted(set(rows), key=lambda row: tuple(map(str, row)))  # Oxigraph may give a triple more than once
    return Table("construct", ("subject", "predicate", "object"), tuple(triples), truncated, prefixes)


def _within(seconds: float, work: Callable[[], _T]) -> _T:
    """Run ``work`` in a thread, which Oxigraph lets run beside this one, and wait no longer than this."""
    outcome: list[_T | BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:
            # What its frames hold is Oxigraph's and must be dropped in this thread.
            error.__traceback__ = error.__context__ = None
            outcome.append(error)

    thread = threading.Thread(target=run, daemon=True, name="newsweave-query")
    thread.start()
    thread.join(seconds)
    if not outcome:
        raise QueryError(f"the query took longer than {seconds:g} s")
    if isinstance(outcome[0], BaseException):
        raise outcome[0]
    return outcome[0]


def _one_line(error: Exception) -> str:
    """The parser lists everything it would have taken; the start says where it stopped."""
    text = " ".join(str(error).split())
    return text if len(text) <= 300 else text[:297] + "..."

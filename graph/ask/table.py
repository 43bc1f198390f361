"""Results of queries: rows for programs, tables for people, and the formats that SPARQL 1.1 defines."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import pyoxigraph as ox

from newsweave.extract.display import printable
from newsweave.graph.store.terms import XSD, shorten
from newsweave.ontology.errors import QueryError

if TYPE_CHECKING:
    from pandas import DataFrame
    from rich.table import Table as RichTable

__all__ = ["Table", "Term", "Value"]

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Value: TypeAlias = str | int | float | bool | None

_SHOWN = 100
_INTEGER = XSD("integer")
_FLOATS = frozenset({XSD("decimal"), XSD("double"), XSD("float")})
_BOOLEAN = XSD("boolean")
_STRING = XSD("string")


@dataclass(frozen=True, slots=True)
class Table:
    """What a query found. ASK has one column ``ask``; CONSTRUCT and DESCRIBE have subject, predicate and object."""

    kind: Literal["select", "ask", "construct"]
    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]
    """The RDF terms, row by row; None where a variable has no value."""
    truncated: bool = False
    """Whether there were more rows than the limit."""
    prefixes: Mapping[str, str] = field(default_factory=dict, repr=False)
    """For shortening IRIs where people read them."""

    @property
    def rows(self) -> list[tuple[Value, ...]]:
        """The rows as Python values: numbers and booleans as such, dates and other literals as text, IRIs in full."""
        return [tuple(map(_value, row)) for row in self.terms]

    @property
    def boolean(self) -> bool | None:
        """The answer to ASK; None for any other query."""
        return _value(self.terms[0][0]) is True if self.kind == "ask" else None

    @property
    def triples(self) -> list[ox.Triple]:
        """The triples of CONSTRUCT and DESCRIBE, sorted; empty for any other query."""
        if self.kind != "construct":
            return []
        return [ox.Triple(s, p, o) for s, p, o in self.terms]  # type: ignore[arg-type]

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return iter(self.rows)

    def to_dicts(self) -> list[dict[str, Value]]:
        """The rows as dicts by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_csv(self) -> str:
        """SPARQL 1.1 CSV: a line of names, then bare values; lines end in CR LF."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(self.columns)
        writer.writerows([_text(term) for term in row] for row in self.terms)
        return out.getvalue()

    def to_tsv(self) -> str:
        """SPARQL 1.1 TSV: a line of ``?names``, then terms as N-Triples writes them, tabs and line breaks escaped."""
        lines = ["\t".join(f"?{column}" for column in self.columns)]
        lines += ["\t".join("" if term is None else _turtle(term) for term in row) for row in self.terms]
        return "\n".join(lines) + "\n"

    def to_json(self) -> str:
        """SPARQL 1.1 JSON results; triples are given as a table of subject, predicate and object."""
        if self.kind == "ask":
            return json.dumps({"head": {}, "boolean": self.boolean})
        bindings = [
            {column: _binding(term) for column, term in zip(self.columns, row, strict=True) if term is not None}
            for row in self.terms
        ]
        head = {"vars": list(self.columns)}
        return json.dumps({"head": head, "results": {"bindings": bindings}}, ensure_ascii=False, indent=1)

    def to_frame(self) -> DataFrame:
        """A pandas DataFrame of ``rows``.

        Raises:
            QueryError: where pandas is not installed.
        """
        try:
            from pandas import DataFrame
        except ImportError:
            raise QueryError("data frames need pandas: pip install 'newsweave[notebooks]'") from None
        return DataFrame(self.rows, columns=list(self.columns))

    def to_table(self) -> RichTable:
        """A rich table for a terminal: IRIs shortened, control characters made visible, markup inert."""
        from rich.table import Table as RichTable
        from rich.text import Text

        table = RichTable(caption=self._caption())
        for column in self.columns:
            table.add_column(Text(column))
        for row in self.terms:
            table.add_row(*(Text(printable(self._short(term))) for term in row))
        return table

    def _repr_html_(self) -> str:
        """An HTML table of the first hundred rows, with everything escaped."""
        head = "".join(f"<th>{html.escape(column)}</th>" for column in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(printable(self._short(term)))}</td>" for term in row) + "</tr>"
            for row in self.terms[:_SHOWN]
        )
        note = f"<p>{_SHOWN} of {len(self.terms)} rows shown</p>" if len(self.terms) > _SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}"

    def _caption(self) -> str:
        rows = "1 row" if len(self.terms) == 1 else f"{len(self.terms)} rows"
        return f"the first {rows}; there are more" if self.truncated else rows

    def _short(self, term: Term | None) -> str:
        return shorten(term.value, dict(self.prefixes)) if isinstance(term, ox.NamedNode) else _text(term)


def _text(term: Term | None) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, (ox.Triple, ox.BlankNode)) else term.value


def _turtle(term: Term) -> str:
    return str(term).replace("\t", "\\t")


def _value(term: Term | None) -> Value:
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        try:
            if term.datatype == _INTEGER:
                return int(term.value)
            if term.datatype in _FLOATS:
                return float(term.value)
        except ValueError:  # an ill-typed literal is just its text
            return term.value
        if term.datatype == _BOOLEAN:
            return term.value in ("true", "1")
    return _text(term)


def _binding(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _binding(part) for name, part in parts.items()}}
    binding = {"type": "literal", "value": term.value}
    if term.language:
        binding["xml:lang"] = term.language
    elif term.datatype != _STRING:
        binding["datatype"] = term.datatype.value
    return binding

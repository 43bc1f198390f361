"""Named queries: ``queries/*.rq``, each a query that runs as it stands, with a header that says what it is for.

The header is the comment lines at the top, in this order::

    # title: Agreements of an organisation
    # description: Who signed what with it, and the sentence that says so.
    #   A description may go on in indented lines.
    # param name (entity): the organisation
    # param role: part of the post's name (default CEO)
    # param limit: how many rows at most (default 20)
    # param place: where (optional)
    # example: newsweave query KG --name agreements-of --param name="Ant Group"

A parameter is bound where the query says ``VALUES ?name { "an example" }`` (once): what the braces hold is replaced by
the value as an escaped string, or by UNDEF for an optional one that is not given. For an ``(entity)`` the value is a
name, alias, id or IRI, in any case, and the braces get the IRIs it may mean: with IRIs Oxigraph looks up, with names
it would scan. ``limit`` is bound at ``LIMIT 20``.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from newsweave.graph.ask.sparql import find_values, tokens
from newsweave.graph.store.terms import text_literal
from newsweave.ontology.errors import DataError, QueryError

__all__ = ["NamedQuery", "Parameter", "load_query", "named_queries", "named_query"]

_FIELD = re.compile(r"# (title|description|example): (\S.*)")
_PARAM = re.compile(r"# param ([a-z][a-z_]*)( \(entity\))?: (\S.*?)(?: \((?:default (\S.*)|(optional))\))?")
_MORE = re.compile(r"#   (\S.*)")
_NAME = re.compile(r"[a-z]+(?:-[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a named query. One that is neither optional nor has a default must be given."""

    name: str
    description: str
    default: str | None = None
    optional: bool = False
    entity: bool = False
    """Whether the value names an entity, which is bound as IRIs."""


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with parameters, read from a file."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    example: str
    sparql: str
    """The file's text, with the values of its example."""

    def bind(self, values: Mapping[str, object], resolve: Callable[[str], Iterable[ox.NamedNode]]) -> str:
        """The query for these values; ``resolve`` gives the entities that a text may mean.

        Raises:
            QueryError: naming a parameter that the query does not have, lacks a value for, or cannot take.
        """
        known = [p.name for p in self.parameters]
        for name in values:
            if name not in known:
                has = f"it has {', '.join(known)}" if known else "it has none"
                raise QueryError(f"query {self.name} has no parameter {name!r}; {has}")
        replacements = [self._replacement(p, values.get(p.name), resolve) for p in self.parameters]
        text = self.sparql
        for start, end, value in sorted(replacements, reverse=True):
            text = text[:start] + value + text[end:]
        return text

    def _replacement(
        self, parameter: Parameter, given: object, resolve: Callable[[str], Iterable[ox.NamedNode]]
    ) -> tuple[int, int, str]:
        value = parameter.default if given is None else str(given)
        if value is None and not parameter.optional:
            raise QueryError(f"query {self.name} needs the parameter {parameter.name!r}: {parameter.description}")
        if parameter.name == "limit":
            if value is None or not re.fullmatch(r"\d{1,9}", value, re.ASCII):
                raise QueryError(f"query {self.name}: limit must be a whole number, is {value!r}")
            return *_limit(self.sparql)[0], value
        start, end = find_values(self.sparql)[parameter.name][0]
        if value is None:
            return start, end, " UNDEF "
        terms = resolve(value) if parameter.entity else [text_literal(value)]
        return start, end, f" {' '.join(map(str, terms))} "


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """The queries that ship with newsweave, by name, sorted.

    Raises:
        DataError: where a file breaks the format.
    """
    files = Path(__file__).with_name("queries").glob("*.rq")
    return MappingProxyType({q.name: q for q in sorted(map(load_query, files), key=lambda query: query.name)})


def named_query(name: str) -> NamedQuery:
    """The query of this name.

    Raises:
        QueryError: where there is none; the message lists those there are.
    """
    known = named_queries()
    if name not in known:
        close = difflib.get_close_matches(name, known, n=1)
        hint = f" (did you mean {close[0]}?)" if close else ""
        raise QueryError(f"no query is named {name!r}{hint}; there are {', '.join(known)}")
    return known[name]


def load_query(path: Path) -> NamedQuery:
    """Read a query file and check its header against the query.

    Raises:
        DataError: naming the file, the line or parameter, and what is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8")
        if not _NAME.fullmatch(path.stem):
            raise DataError("its name is not lower-case words joined by hyphens")
        header = []
        for line in text.splitlines():
            if not line.startswith("#"):
                break
            header.append(line)
        query = _parse_header(path.stem, header, text)
        _check(query)
    except DataError as error:
        raise DataError(f"{path}: {error}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read: {error}") from None
    return query


def _parse_header(name: str, lines: Iterable[str], sparql: str) -> NamedQuery:
    fields: dict[str, str] = {}
    parameters: list[Parameter] = []
    last = ""
    for number, line in enumerate(lines, 1):
        if match := _FIELD.fullmatch(line):
            last = match[1]
            if last in fields:
                raise DataError(f"line {number}: a second {last}")
            fields[last] = match[2]
        elif match := _PARAM.fullmatch(line):
            last = ""
            parameters.append(Parameter(match[1], match[3], match[4], match[5] is not None, match[2] is not None))
        elif (match := _MORE.fullmatch(line)) and last == "description":
            fields[last] += " " + match[1]
        else:
            raise DataError(f"line {number}: {line!r} is not a line of the header")
    for field in ("title", "description", "example"):
        if field not in fields:
            raise DataError(f"the header has no {field}")
    return NamedQuery(name, fields["title"], fields["description"], tuple(parameters), fields["example"], sparql)


def _check(query: NamedQuery) -> None:
    bound = find_values(query.sparql)
    names = [p.name for p in query.parameters]
    for parameter in query.parameters:
        if names.count(parameter.name) > 1:
            raise DataError(f"a second param {parameter.name}")
        if parameter.name == "limit":
            places, form = len(_limit(query.sparql)), "LIMIT and a number"
        else:
            places, form = len(bound.get(parameter.name, ())), f"VALUES ?{parameter.name} {{ ... }}"
        if places != 1:
            raise DataError(
                f"param {parameter.name} needs {form} exactly once in the query, it is there {places} times"
            )


def _limit(sparql: str) -> list[tuple[int, int]]:
    """Where the numbers after LIMIT are."""
    listed = list(tokens(sparql))
    return [
        (start, start + len(number))
        for (kind, word, _), (_, number, start) in pairwise(listed)
        if kind == "word" and word.upper() == "LIMIT"
    ]

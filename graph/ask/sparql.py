"""What a SPARQL text would do, before Oxigraph sees it: updates, remote services and FROM are refused.

Oxigraph calls remote endpoints (SERVICE) and Python cannot switch that off, so ``refuse_unsafe`` must find every
SERVICE clause that Oxigraph's parser would. That parser has no tokens of its own: ``<`` opens an IRI or compares,
depending on what came before; keywords may stick to numbers (``1SERVICE``) and ``SERVICE:x`` is a clause even where
it looks like a prefixed name. So the scan follows every reading: it keeps the set of positions at which a token may
start, goes both ways at each fork, and looks for the shape of a whole clause, ``SERVICE [SILENT] name {``, which
plain text inside strings, comments and IRIs hardly ever has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from newsweave.ontology.errors import QueryError

if TYPE_CHECKING:
    from rdflib.plugins.sparql.parserutils import CompValue

__all__ = ["bind_values", "declared_prefixes", "find_values", "refuse_leaving", "refuse_unsafe", "tokens"]

_TOKEN = re.compile(
    r"""
    (?P<space>  (?: \s | \#[^\r\n]*+ )++ )
  | (?P<string> \"{3} (?: \"{0,2}+ (?: [^"\\] | \\. ) )*+ \"{3} | '{3} (?: '{0,2}+ (?: [^'\\] | \\. ) )*+ '{3}
              | " (?: [^"\\\r\n] | \\. )*+ " | ' (?: [^'\\\r\n] | \\. )*+ ' )
  | (?P<iri>    < (?: [^<>"{}|^`\\\x00-\x20] | \\u[0-9A-Fa-f]{4} | \\U[0-9A-Fa-f]{8} )*+ > )
  | (?P<var>    [?$] \w+ )
  | (?P<lang>   @ [A-Za-z]+ (?: - [A-Za-z0-9]+ )* )
  | (?P<blank>  _: [\w.\-]+ )
  | (?P<name>   (?: [^\W\d_] [\w.\-]* )? : (?: [\w.\-:%] | \\ [_~.\-!$&'()*+,;=/?\#@%] )* )
  | (?P<number> (?: \d+ (?: \.\d* )? | \.\d+ ) (?: [eE] [+-]? \d+ )? )
  | (?P<word>   [^\W\d]\w* )
  | (?P<escape> \\u | \\U )
  | (?P<sign>   . )
    """,
    re.VERBOSE | re.DOTALL,
)
_GAP = r"(?: \s | \#[^\r\n]*+ )*+"
_CLAUSE = re.compile(
    rf"""SERVICE {_GAP} (?: SILENT {_GAP} )?
    (?: < [^>]* > | [?$] \w+ | [^\s{{}}<>"'\#?$:]* : (?: [^\s{{}}<>"'\#\\] | \\. )* ) {_GAP} \{{""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_SERVICE = re.compile("SERVICE", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_ODD_ESCAPE = re.compile(r"""\\[^tbnrf"'\\]""", re.DOTALL)
_LONGEST = 50_000  # the scan takes quadratic time where quotes are left open
_DEEPEST = 200
"""Brackets within brackets. Oxigraph's parser, which calls itself for each, ends the process at some thousands."""
_MOST_SIGNS = 2_000
"""Operators and commas, which make a tree of as many levels, and clauses that are taken from what stands before."""
_FORMS = frozenset({"ASK", "CONSTRUCT", "DESCRIBE", "SELECT"})
_UPDATES = frozenset({"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE"})


def tokens(sparql: str) -> Iterator[tuple[str, str, int]]:
    """Kind, text and start of each token but space and comments, in the usual reading (``<...>`` is an IRI).

    Kinds: string, iri, var, lang, blank, name (prefixed), number, word, escape, sign.
    """
    for match in _TOKEN.finditer(sparql):
        kind = match.lastgroup or "sign"
        if kind != "space":
            yield kind, match[0], match.start()


def refuse_unsafe(sparql: str) -> None:
    """Let pass what only reads this graph.

    Raises:
        QueryError: for an update, SERVICE, FROM, a Unicode escape that could hide one of them, or what is nested
            without end.
    """
    if len(sparql) > _LONGEST:
        raise QueryError(f"refused: a query of {len(sparql)} characters; {_LONGEST} are allowed")
    if (half := _SURROGATE.search(sparql)) is not None:
        raise QueryError(f"refused: not valid Unicode: {half[0]!a} at character {half.start() + 1}")
    listed = list(tokens(sparql))
    _refuse_endless(listed)
    for kind, text, _ in listed:
        word = text.upper()
        if kind == "escape":
            raise QueryError("refused: a Unicode escape outside of strings and IRIs")
        if kind == "word" and word in _UPDATES:
            raise QueryError(
                f"refused: {word} would change the graph; only SELECT, ASK, CONSTRUCT and DESCRIBE may run"
            )
        if kind == "word" and word == "SERVICE":
            raise QueryError("refused: SERVICE would ask a remote endpoint; queries never leave this graph")
        if kind == "word" and word.endswith("FROM"):
            raise QueryError("refused: FROM has no effect here; all graphs are asked, or one with GRAPH <...> { ... }")
    if _calls_service(sparql):
        raise QueryError("refused: SERVICE would ask a remote endpoint; queries never leave this graph")


def refuse_leaving(query: object) -> None:
    """Let pass what rdflib may run on this graph: text that ``refuse_unsafe`` lets pass, or what it made of such text.

    Raises:
        QueryError: as ``refuse_unsafe``.
    """
    if isinstance(query, str):
        refuse_unsafe(query)
        return
    from rdflib.plugins.sparql.sparql import Query

    # Oxigraph takes no prepared ones, so that rdflib would run them itself: SERVICE and FROM go to the network there.
    if not isinstance(query, Query):
        raise QueryError("refused: an update would change the graph")
    if query.algebra.get("datasetClause"):
        raise QueryError("refused: FROM has no effect here; all graphs are asked, or one with GRAPH <...> { ... }")
    if any(part.name == "ServiceGraphPattern" for part in _parts(query.algebra)):
        raise QueryError("refused: SERVICE would ask a remote endpoint; queries never leave this graph")


def _parts(algebra: Any) -> Iterator[CompValue]:
    """All parts of what rdflib makes of a query; paths and lists of triples hold none."""
    from rdflib.plugins.sparql.parserutils import CompValue

    waiting = [algebra]
    while waiting:
        part = waiting.pop()
        if isinstance(part, CompValue):
            yield part
            waiting += part.values()
        elif isinstance(part, list | tuple):
            waiting += part


def _refuse_endless(listed: Iterable[tuple[str, str, int]]) -> None:
    depth = signs = 0
    for kind, text, _ in listed:
        if kind in ("sign", "iri"):  # what looks like an IRI may be a comparison
            depth += sum(text.count(c) for c in "({[") - sum(text.count(c) for c in ")}]")
            signs += sum(text.count(c) for c in "!-+*/^|&,=<>")
        elif kind == "word" and text.upper() in ("MINUS", "OPTIONAL", "UNION"):
            signs += 1
        if depth > _DEEPEST:
            raise QueryError(f"refused: a query nested more than {_DEEPEST} deep")
        if signs > _MOST_SIGNS:
            raise QueryError(f"refused: a query of more than {_MOST_SIGNS:,} operators")


def _calls_service(sparql: str) -> bool:
    """Whether any reading of the text holds a SERVICE clause; each position is looked at once."""
    if not _SERVICE.search(sparql):
        return False
    seen: set[int] = set()
    waiting = [0]
    while waiting:
        at = waiting.pop()
        if at in seen or at >= len(sparql):
            continue
        seen.add(at)
        match = _TOKEN.match(sparql, at)
        if match is None:  # no position is without a token: the last alternative takes any character
            waiting.append(at + 1)
            continue
        kind, end = match.lastgroup, match.end()
        if kind in ("word", "name") and _clause_inside(sparql, at, end):
            return True
        waiting.append(end)
        if kind == "iri":  # or a comparison
            waiting.append(at + 1)
        elif kind == "string" and _ODD_ESCAPE.search(
            match[0]
        ):  # or no string at all, if the parser dislikes the escape
            waiting.extend((at + 1, at + 2))
    return False


def _clause_inside(sparql: str, start: int, end: int) -> bool:
    """Whether a clause begins in this word, or before the colon of this prefixed name."""
    colon = sparql.find(":", start, end)
    found = _SERVICE.finditer(sparql, start, end if colon < 0 else colon)
    return any(_CLAUSE.match(sparql, match.start()) for match in found)


def declared_prefixes(sparql: str) -> set[str]:
    """The prefixes that the text declares itself."""
    found, previous = set(), ""
    for kind, text, _ in tokens(sparql):
        if previous == "PREFIX" and kind == "name" and text.endswith(":"):
            found.add(text[:-1])
        previous = text.upper() if kind == "word" else ""
    return found


def bind_values(sparql: str, values: Mapping[str, object]) -> str:
    """A query in whose pattern each of these variables is bound to a term (as SPARQL writes it), projected or not.

    Raises:
        QueryError: where no pattern can be found in the query, or a variable's name is none.
    """
    for name in values:
        if not re.fullmatch(r"\w+", name):
            raise QueryError(f"{name!r} is no name of a variable")
    at = _pattern(sparql)
    if at is None:
        raise QueryError("the query has no pattern in which variables could be bound")
    bound = " ".join(f"VALUES ?{name} {{ {term} }}" for name, term in values.items())
    return f"{sparql[:at]} {bound} {sparql[at:]}"


def _pattern(sparql: str) -> int | None:
    """Where what the braces of the query's own pattern hold begins: those behind WHERE, or the first ones."""
    depth = 0
    first: int | None = None
    where = False
    form = ""
    for kind, text, start in tokens(sparql):
        if kind == "word" and depth == 0:
            form = form or (text.upper() if text.upper() in _FORMS else "")
            where = text.upper() == "WHERE"
        elif text == "{" and kind == "sign":
            if depth == 0 and (where or form in ("ASK", "DESCRIBE") or (form == "CONSTRUCT" and first is not None)):
                return start + 1
            first = start + 1 if first is None and depth == 0 else first
            depth += 1
        elif text in "()" and kind == "sign":
            depth += 1 if text == "(" else -1  # EXISTS { } within what is selected
        elif text == "}" and kind == "sign":
            depth -= 1
            where = False
            if depth == 0 and form == "SELECT" and first is not None:
                return first  # WHERE may be left out
    return None


def find_values(sparql: str) -> dict[str, list[tuple[int, int]]]:
    """Where ``VALUES ?name { ... }`` binds a single variable: name to the ``[start, end)`` of what the braces hold."""
    found: dict[str, list[tuple[int, int]]] = {}
    listed = list(tokens(sparql))
    for i in range(len(listed) - 3):
        (kind, word, _), (_, variable, _), (_, brace, start) = listed[i : i + 3]
        if kind == "word" and word.upper() == "VALUES" and variable[0] in "?$" and brace == "{":
            end = next((at for _, text, at in listed[i + 3 :] if text == "}"), None)
            if end is not None:
                found.setdefault(variable[1:], []).append((start + 1, end))
    return found

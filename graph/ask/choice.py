"""Facts chosen by what a person says of them on the command line: names that nothing has are refused with near ones."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

import pyoxigraph as ox

from newsweave.extract.model import OPEN, Status
from newsweave.graph.ask.paths import nothing_called
from newsweave.graph.ask.selection import first_day, is_since
from newsweave.graph.facts import STATUS_ORDER, Fact
from newsweave.graph.store.graph_reader import GraphReader
from newsweave.ontology.errors import DataError, QueryError
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["Choice", "chosen_facts", "require_entities", "require_relation", "require_status"]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which facts are wanted: those that meet all conditions given."""

    about: str | None = None
    """Name, alias (in any case), id or IRI of subject or object."""
    relation: str | None = None
    """snake_case name."""
    document: str | None = None
    """Id or IRI of a document; facts then have its evidence alone."""
    status: str | None = None
    since: str | None = None
    """A date: what happened, or where that is not said was published, on this day or later."""
    key: str | None = None
    """Key or IRI of one fact."""
    below: float | None = None
    """Only facts less sure than this."""
    typed: bool | None = None
    """Only facts in relations of the vocabulary; False: only open ones."""


def chosen_facts(reader: GraphReader, choice: Choice) -> list[Fact]:
    """The facts wanted, sorted by subject, relation and object.

    Raises:
        QueryError: for an entity, document or key that the graph does not know (near names are said), and for a
            relation, status or date that is none.
    """
    if choice.relation is not None:
        require_relation(choice.relation)
    first = None if choice.since is None else first_day(choice.since)
    found = reader.facts(
        about=None if choice.about is None else require_entities(reader, choice.about),
        relation=choice.relation,
        status=None if choice.status is None else require_status(choice.status),
        document=None if choice.document is None else _document(reader, choice.document),
        key=None if choice.key is None else _key(reader, choice.key),
        typed=choice.typed,
    )
    if first is not None:
        found = [f for f in found if any(is_since(e, first) for e in f.evidence)]
    return found if choice.below is None else [f for f in found if f.confidence < choice.below]


def require_entities(reader: GraphReader, text: str) -> list[ox.NamedNode]:
    """The entities of this name, alias, id or IRI; QueryError with those spelled nearly so where there is none."""
    found = reader.named(text)
    if not found:
        raise QueryError(nothing_called(text, reader.entities()))
    return found


def require_relation(name: str) -> None:
    """QueryError, with near ones, where the vocabulary has no relation of this name."""
    if name == OPEN:
        return
    try:
        vocabulary().require_relation(name)
    except DataError as error:
        raise QueryError(str(error)) from None


def require_status(text: str) -> Status:
    """The status of this name; QueryError where there is none."""
    for status in STATUS_ORDER:
        if status == text:
            return status
    raise QueryError(f"status {text!r} is none of {', '.join(STATUS_ORDER)}")


def _document(reader: GraphReader, text: str) -> ox.NamedNode:
    known = {form: d.iri for d in reader.documents() for form in (d.iri, d.id)}
    if text in known:
        return ox.NamedNode(known[text])
    near = difflib.get_close_matches(text, sorted(known), n=5)
    said = f"; near it: {', '.join(near)}" if near else ""
    raise QueryError(f"no document of the graph has the id {text!r}{said}")


def _key(reader: GraphReader, text: str) -> str:
    key = text.strip().removeprefix(f"{reader.store.names.base}fact/").removeprefix("ent:fact/")
    if not key or not reader.facts(key=key):
        raise QueryError(f"no fact of the graph has the key {text!r}; `newsweave facts KG --about NAME` lists keys")
    return key

"""Statements to quads: what one document's named graph holds.

A document's graph describes the document, says which entities it names, and holds one evidence node for each of its
statements. An evidence node repeats subject, relation, object and document, so that queries need no GRAPH clause. No
quad of it can stand in another document's graph too: the union of all graphs, which queries run on, has no duplicates.
What follows from the documents' graphs (plain facts, entity descriptions) is in ``derive``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from json.encoder import encode_basestring
from typing import NamedTuple

import pyoxigraph as ox

from newsweave.extract.dates import edtf_of
from newsweave.extract.fingerprint import fingerprint
from newsweave.extract.model import (
    Document,
    Entity,
    EntityArgument,
    LiteralArgument,
    Span,
    Statement,
    StatementArgument,
    content_key,
)
from newsweave.graph.facts import STATUS_ORDER
from newsweave.graph.terms import (
    DCTERMS,
    EDTF,
    NW,
    OA,
    PROV,
    RDF,
    SCHEMA,
    Names,
    date_literal,
    decimal_literal,
    integer_literal,
    storable,
    text_literal,
)
from newsweave.graph.times import days_of
from newsweave.ontology.errors import DataError
from newsweave.ontology.vocabulary import VALUE_CLASSES, vocabulary

__all__ = ["ValueParts", "document_quads", "fact_key", "spans_of", "statement_quads", "value_parts", "value_term"]

_MONEY = re.compile(r"([+-]?[\d.]+)(?:/([+-]?[\d.]+))?\s+(\S+)", re.ASCII)
_RANGE = re.compile(r"([+-]?[\d.]+)/([+-]?[\d.]+)", re.ASCII)
_DATES = frozenset({"date", "begin", "end"})


def document_quads(
    document: Document,
    statements: Iterable[Statement],
    entities: Iterable[Entity],
    names: Names,
    version: str | None = None,
    merged: Mapping[str, Iterable[str]] | None = None,
) -> set[ox.Quad]:
    """All quads of the document's named graph; ``version`` stands there in place of the document's own.

    ``merged``: the ids that an entity (by its id) had before a person's decision made it the one it is.

    Entities that statements mention but ``entities`` lacks are taken from the statements. Of statements with the same
    ``key`` the most confident one stays.

    Raises:
        DataError: where a statement is of another document, or uses a relation, class, qualifier or status that the
            vocabulary does not have; the message names document and value.
    """
    try:
        unique = _unique(statements)
        quads = set(_description(document, names, version or document.version))
        quads.update(_namings(document, _named(unique, entities), names))
        for id, before in (merged or {}).items():
            naming, graph = names.naming(document.id, id), names.document(document.id)
            quads.update(ox.Quad(naming, NW("mergedFrom"), text_literal(other), graph) for other in before)
        for statement in unique:
            if statement.evidence.document != document.id:
                raise DataError(f"a statement of document {statement.evidence.document!r} was given with it")
            quads.update(statement_quads(statement, names))
    except DataError as error:
        raise DataError(f"document {storable(document.id)!r}: {error}") from None
    return quads


def _unique(statements: Iterable[Statement]) -> list[Statement]:
    best: dict[str, Statement] = {}
    for statement in sorted(statements, key=lambda s: (-s.confidence, s.label, spans_of(s.subject))):
        best.setdefault(statement.key, statement)
    return [best[key] for key in sorted(best)]


def _description(document: Document, names: Names, version: str) -> Iterator[ox.Quad]:
    node = names.document(document.id)
    yield ox.Quad(node, RDF("type"), NW("Document"), node)
    yield ox.Quad(node, DCTERMS("identifier"), text_literal(document.id), node)
    yield ox.Quad(node, NW("version"), text_literal(version), node)
    if document.title is not None:
        yield ox.Quad(node, DCTERMS("title"), text_literal(document.title), node)
    if document.date is not None:
        yield ox.Quad(node, DCTERMS("date"), date_literal(document.date), node)
    if document.source is not None:
        yield ox.Quad(node, DCTERMS("source"), text_literal(document.source), node)
    if document.url is not None:
        yield ox.Quad(node, SCHEMA("url"), text_literal(document.url), node)
    if document.origin is not None:
        yield ox.Quad(node, NW("origin"), text_literal(document.origin), node)
    for key in fingerprint(document):
        yield ox.Quad(node, NW("band"), names.band(key), node)


# --- entities named ---


def _named(statements: Sequence[Statement], entities: Iterable[Entity]) -> dict[str, tuple[str, str, set[str]]]:
    """Entity id to name, class and aliases; where an id comes twice the first name and class stay."""
    found: dict[str, tuple[str, str, set[str]]] = {}
    for entity in entities:
        _, _, aliases = found.setdefault(entity.id, (entity.name, entity.type, set()))
        aliases.update((entity.name, *entity.aliases))
    listed = set(found)
    for statement in statements:
        for argument in (statement.subject, statement.object):
            if isinstance(argument, EntityArgument) and argument.id not in listed:
                _, _, aliases = found.setdefault(argument.id, (argument.name, argument.type, set()))
                aliases.update((argument.name, *argument.aliases))
        for source in statement.sources:
            if source.id is not None and source.type is not None and source.id not in listed:
                found.setdefault(source.id, (source.name, source.type, set()))[2].add(source.name)
    return found


def _namings(document: Document, named: dict[str, tuple[str, str, set[str]]], names: Names) -> Iterator[ox.Quad]:
    graph = names.document(document.id)
    for id, (name, cls, aliases) in named.items():
        vocabulary().require_class(cls)
        entity, naming = names.entity(id), names.naming(document.id, id)
        others = sorted({storable(a) for a in aliases if a} - {storable(name)})
        vote = f"[{', '.join(map(encode_basestring, (storable(name), cls, *others)))}]"  # JSON, five times as fast
        yield ox.Quad(graph, SCHEMA("mentions"), entity, graph)
        yield ox.Quad(naming, NW("names"), entity, graph)
        yield ox.Quad(naming, NW("naming"), ox.Literal(vote), graph)


# --- statements ---


def statement_quads(statement: Statement, names: Names) -> list[ox.Quad]:
    """The evidence node of a statement, in the named graph of its document.

    Raises:
        DataError: see ``document_quads``.
    """
    graph, node = names.document(statement.evidence.document), names.evidence(statement.key)
    said = [*_saying(statement, names), *_particulars(statement, names)]
    return [ox.Quad(node, predicate, term, graph) for predicate, term in said]


_Said = tuple[ox.NamedNode, ox.NamedNode | ox.Literal]
"""Predicate and object."""


def _saying(statement: Statement, names: Names) -> list[_Said]:
    """What is said, and the sentence that says it."""
    e = statement.evidence
    relation = vocabulary().require_relation(statement.relation)
    if statement.status not in STATUS_ORDER:
        raise DataError(f"status {statement.status!r} is none of {', '.join(STATUS_ORDER)}")
    return [
        (RDF("type"), NW("Evidence")),
        (RDF("subject"), names.entity(statement.subject.id)),
        (RDF("predicate"), NW(relation.local)),
        (RDF("object"), _object_term(statement.object, names)),
        (NW("evidenceFor"), names.fact(fact_key(statement, names))),
        (PROV("wasDerivedFrom"), names.document(e.document)),
        (OA("start"), integer_literal(e.start)),
        (OA("end"), integer_literal(e.end)),
        (OA("exact"), text_literal(e.text)),
        (NW("rule"), text_literal(e.rule)),
        (NW("phrase"), text_literal(statement.label)),
        (NW("status"), text_literal(statement.status)),
        (NW("confidence"), _confidence(statement.confidence)),
    ]


def _particulars(statement: Statement, names: Names) -> list[_Said]:
    """Who says so, where the text means subject and object, qualifiers, time, and the form of a value."""
    said: list[_Said] = []
    if statement.attributed_to is not None:
        said.append((NW("attributedTo"), text_literal(statement.attributed_to)))
    for source in statement.sources:
        if source.id is not None:
            said.append((NW("passedOnBy" if source.via else "saidBy"), names.entity(source.id)))
    if via := [source.name for source in statement.sources if source.via]:
        said.append((NW("via"), text_literal(", ".join(via))))
    for predicate, argument in ((NW("subjectSpan"), statement.subject), (NW("objectSpan"), statement.object)):
        said += [(predicate, text_literal(f"char={start},{end}")) for start, end in spans_of(argument)]
    for name, text in statement.qualifiers.items():
        said.append((NW(vocabulary().require_qualifier(name).local), _qualifier_literal(name, text)))
    for bound, day in zip(("earliest", "latest"), _bounds(statement), strict=True):
        if day is not None:
            said.append((NW(bound), date_literal(day.isoformat())))
    value = statement.object
    if isinstance(value, LiteralArgument):
        said += [
            (NW("valueKind"), text_literal(value.datatype)),
            (NW("valueForm"), text_literal(value.value)),
            (NW("valueText"), text_literal(value.text)),
        ]
        if value.modifier:
            said.append((NW("valueModifier"), text_literal(value.modifier)))
        if value.also:
            said.append((NW("valueAlso"), text_literal(value.also)))
    return said


def _qualifier_literal(name: str, value: str) -> ox.Literal:
    """A qualifier with its datatype, where its text is already what RDF would write; else the text."""
    if name in _DATES:
        return date_literal(value)
    if name == "edtf":
        return ox.Literal(storable(value), datatype=EDTF)
    number = decimal_literal(value) if name == "amount_value" else None
    return number if number is not None and number.value == value else text_literal(value)


def _bounds(statement: Statement) -> tuple[date | None, date | None]:
    """First and last day of what the statement says of its time."""
    known = statement.qualifiers
    if edtf := known.get("edtf") or edtf_of(known.get("date", "")):
        return days_of(edtf)
    begin, end = known.get("begin"), known.get("end")
    first = days_of(edtf_of(begin))[0] if begin else None
    return first, days_of(edtf_of(end))[1] if end else None


def spans_of(argument: StatementArgument) -> tuple[Span, ...]:
    """Every span that means the argument, in text order, without repetition."""
    mentions = argument.mentions if isinstance(argument, EntityArgument) else ()
    return tuple(sorted({(argument.start, argument.end), *mentions}))


def fact_key(statement: Statement, names: Names) -> str:
    """Key of the fact in the graph: equal for equal subject, relation and object.

    It is ``Statement.fact_key``, but the same for both directions of a symmetric relation, and the same for values
    that RDF cannot tell apart (``1.5`` and ``1.50``).
    """
    subject, obj = statement.subject.id, statement.object
    if isinstance(obj, LiteralArgument):
        term = value_term(obj.datatype, obj.value, names)
        value = str(term) if isinstance(term, ox.Literal) else term.value.removeprefix(names.base)
        return content_key(subject, statement.relation, ("literal", value))
    other = obj.id
    if other < subject and vocabulary().require_relation(statement.relation).symmetric:
        subject, other = other, subject
    return content_key(subject, statement.relation, ("entity", other))


def _confidence(confidence: float) -> ox.Literal:
    if not math.isfinite(confidence):
        raise DataError(f"confidence {confidence} is not a number from 0 to 1")
    literal = decimal_literal(format(Decimal(repr(float(confidence))), "f"))
    assert literal is not None  # the decimal form of a finite float is always one
    return literal


# --- values ---


def _object_term(argument: StatementArgument, names: Names) -> ox.NamedNode | ox.Literal:
    if isinstance(argument, EntityArgument):
        return names.entity(argument.id)
    if argument.datatype not in VALUE_CLASSES:
        raise DataError(f"datatype {argument.datatype!r} is none of {', '.join(VALUE_CLASSES)}")
    return value_term(argument.datatype, argument.value, names)


def value_term(datatype: str, value: str, names: Names) -> ox.NamedNode | ox.Literal:
    """A value as an RDF object: a node where it has a unit or two ends, else a literal; a plain string where it has no
    known form.

    ``datatype`` and ``value`` are those of ``LiteralArgument``.
    """
    parts = value_parts(datatype, value)
    if parts is not None:
        upper = () if parts.upper is None else (parts.upper.value,)
        return names.value(datatype, parts.amount.value, parts.unit, *upper)
    if datatype == "date":
        return date_literal(value)
    return (decimal_literal(value) if datatype == "number" else None) or text_literal(value)


class ValueParts(NamedTuple):
    """A value that is more than a number."""

    amount: ox.Literal
    """The number; of a range the lower end."""
    unit: str
    """A currency or ``%``; empty for a count."""
    upper: ox.Literal | None = None
    """The upper end of a range."""


def value_parts(datatype: str, value: str) -> ValueParts | None:
    """The parts of a value with a unit (``2000000 USD``, ``5.6`` per cent) or two ends (``200/300``), or None."""
    low, high, unit = value.removesuffix("%").rstrip(), None, "%" if datatype == "percentage" else ""
    if datatype == "money":
        match = _MONEY.fullmatch(value)
        if match is None:
            return None
        low, high, unit = match[1], match[2], storable(match[3])
    elif match := _RANGE.fullmatch(low):
        low, high = match[1], match[2]
    if datatype not in ("money", "percentage", "number") or (datatype == "number" and high is None):
        return None
    amount, upper = decimal_literal(low), None if high is None else decimal_literal(high)
    return None if amount is None or (high is not None and upper is None) else ValueParts(amount, unit, upper)

"""Statements to quads: what one document's named graph holds.

A document's graph describes the document, says which entities it names, and holds one evidence node for each of its
statements. An evidence node repeats subject, relation, object and document, so that queries need no GRAPH clause. No
quad of it can stand in another document's graph too: the union of all graphs, which queries run on, has no duplicates.
What follows from the documents' graphs (plain facts, entity descriptions) is in ``derive``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring
from typing import NamedTuple

import pyoxigraph as ox

from newsweave.extract.documents.fingerprint import fingerprint
from newsweave.extract.model import (
    Document,
    Entity,
    EntityArgument,
    Event,
    LiteralArgument,
    Span,
    Statement,
    StatementArgument,
    content_key,
)
from newsweave.graph.facts import STATUS_ORDER
from newsweave.graph.store.event_quads import event_lines
from newsweave.graph.store.qualifiers import bounds_of, date_n3, qualifier_n3
from newsweave.graph.store.terms import (
    DCTERMS,
    FACTS,
    FORMER,
    METRIC,
    NW,
    OA,
    PROV,
    RDF,
    SCHEMA,
    Names,
    date_literal,
    decimal_literal,
    integer_n3,
    storable,
    text_literal,
    text_n3,
)
from newsweave.ontology.errors import DataError
from newsweave.ontology.metrics import metrics
from newsweave.ontology.vocabulary import VALUE_CLASSES, vocabulary

__all__ = [
    "DocumentGraph",
    "ValueParts",
    "document_graph",
    "document_quads",
    "fact_key",
    "spans_of",
    "value_parts",
    "value_term",
]

_MONEY = re.compile(r"([+-]?[\d.]+)(?:/([+-]?[\d.]+))?\s+(\S+)", re.ASCII)
_RANGE = re.compile(r"([+-]?[\d.]+)/([+-]?[\d.]+)", re.ASCII)


@dataclass(slots=True)
class DocumentGraph:
    """A document's named graph, and what the graphs that all documents share take from it.

    Quads are lines of N-Quads, some of which may come twice: making terms of them takes three times as long.
    """

    lines: list[str]
    facts: list[str]
    """Plain triples of what is asserted and not over, in the graph of facts."""
    values: dict[ox.NamedNode, tuple[str, str]]
    """Nodes of values to their kind and form."""
    votes: list[tuple[ox.NamedNode, str]]
    """Entities and the document's votes on their descriptions (``derive.tally``)."""


def document_quads(
    document: Document,
    statements: Iterable[Statement],
    entities: Iterable[Entity],
    names: Names,
    version: str | None = None,
    merged: Mapping[str, Iterable[str]] | None = None,
    events: Iterable[Event] = (),
) -> set[ox.Quad]:
    """All quads of the document's named graph; see ``document_graph``."""
    made = document_graph(document, statements, entities, names, version, merged, events)
    return set(ox.parse("".join(made.lines), format=ox.RdfFormat.N_QUADS))


def document_graph(
    document: Document,
    statements: Iterable[Statement],
    entities: Iterable[Entity],
    names: Names,
    version: str | None = None,
    merged: Mapping[str, Iterable[str]] | None = None,
    events: Iterable[Event] = (),
) -> DocumentGraph:
    """The document's named graph; ``version`` stands there in place of the document's own.

    ``merged``: the ids that an entity (by its id) had before a person's decision made it the one it is. ``events``:
    those that the statements tell of; a statement's ``event`` that is none of them is left out.

    Entities that statements mention but ``entities`` lacks are taken from the statements. Of statements with the same
    ``key`` the most confident one stays.

    Raises:
        DataError: where a statement is of another document, or uses a relation, class, qualifier or status that the
            vocabulary does not have; the message names document and value.
    """
    try:
        unique = _unique(statements)
        graph = str(names.document(document.id))
        made = DocumentGraph(_description(document, graph, names, version or document.version), [], {}, [])
        _name(made, document, graph, _named(unique.values(), entities), names)
        for id, before in (merged or {}).items():
            naming, predicate = names.naming(document.id, id), NW.n3("mergedFrom")
            made.lines += [f"{naming} {predicate} {text_n3(other)} {graph} .\n" for other in before]
        told = list(events)
        made.lines += event_lines(told, graph, names)
        known = {event.id for event in told}
        for key, statement in unique.items():
            if statement.evidence.document != document.id:
                raise DataError(f"a statement of document {statement.evidence.document!r} was given with it")
            _state(made, key, statement, graph, names)
            if statement.event in known:
                of, event = NW.n3("tellsOfEvent"), names.event(statement.event)
                made.lines.append(f"{names.evidence(key)} {of} {event} {graph} .\n")
    except DataError as error:
        raise DataError(f"document {storable(document.id)!r}: {error}") from None
    return made


def _unique(statements: Iterable[Statement]) -> dict[str, Statement]:
    best: dict[str, Statement] = {}
    for statement in sorted(statements, key=lambda s: (-s.confidence, s.label, spans_of(s.subject))):
        best.setdefault(statement.key, statement)
    return {key: best[key] for key in sorted(best)}


def _description(document: Document, graph: str, names: Names, version: str) -> list[str]:
    said = [
        (RDF.n3("type"), NW.n3("Document")),
        (DCTERMS.n3("identifier"), text_n3(document.id)),
        (NW.n3("version"), text_n3(version)),
    ]
    if document.date is not None:
        said.append((DCTERMS.n3("date"), date_n3(document.date)))
    for predicate, text in (
        (DCTERMS.n3("title"), document.title),
        (DCTERMS.n3("source"), document.source),
        (SCHEMA.n3("url"), document.url),
        (NW.n3("origin"), document.origin),
    ):
        if text is not None:
            said.append((predicate, text_n3(text)))
    said += [(NW.n3("band"), integer_n3(key)) for key in fingerprint(document)]
    return [f"{graph} {predicate} {term} {graph} .\n" for predicate, term in said]


# --- entities named ---


def _named(statements: Iterable[Statement], entities: Iterable[Entity]) -> dict[str, tuple[str, str, set[str]]]:
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


def _name(
    made: DocumentGraph, document: Document, graph: str, named: dict[str, tuple[str, str, set[str]]], names: Names
) -> None:
    mentions, of, naming_of = SCHEMA.n3("mentions"), NW.n3("names"), NW.n3("naming")
    for id, (name, cls, aliases) in named.items():
        vocabulary().require_class(cls)
        entity, naming = names.entity(id), names.naming(document.id, id)
        others = sorted({storable(a) for a in aliases if a} - {storable(name)})
        vote = f"[{', '.join(map(encode_basestring, (storable(name), cls, *others)))}]"  # JSON, five times as fast
        made.votes.append((entity, vote))
        made.lines += (
            f"{graph} {mentions} {entity} {graph} .\n",
            f"{naming} {of} {entity} {graph} .\n",
            f"{naming} {naming_of} {text_n3(vote)} {graph} .\n",
        )


# --- statements ---

_Said = tuple[str, str]
"""Predicate and object, as N-Quads write them."""


def _state(made: DocumentGraph, key: str, statement: Statement, graph: str, names: Names) -> None:
    """Add the node of a statement, and what is plainly said where it asserts something."""
    node = str(names.evidence(key))
    if statement.is_open:
        said = [*_open(statement, names), *_saying(statement, graph, names), *_particulars(statement, names)]
        made.lines += [f"{node} {what} {text} {graph} .\n" for what, text in said]
        return
    relation = vocabulary().require_relation(statement.relation)
    subject, predicate = str(names.entity(statement.subject.id)), NW.n3(relation.local)
    term = _object_term(statement.object, names)
    obj = str(term)
    said = [(RDF.n3("subject"), subject), (RDF.n3("predicate"), predicate), (RDF.n3("object"), obj)]
    said += _saying(statement, graph, names)
    said += _particulars(statement, names)
    made.lines += [f"{node} {what} {text} {graph} .\n" for what, text in said]
    value = statement.object
    if statement.status == "asserted" and statement.qualifiers.get(FORMER) != "yes":  # what is over is no plain fact
        made.facts.append(f"{subject} {predicate} {obj} {FACTS} .\n")
        if relation.symmetric and isinstance(value, EntityArgument):
            made.facts.append(f"{obj} {predicate} {subject} {FACTS} .\n")
    if isinstance(value, LiteralArgument) and isinstance(term, ox.NamedNode):
        made.values[term] = value.datatype, storable(value.value)


def _open(statement: Statement, names: Names) -> list[_Said]:
    """Subject, the text's words for the relation, object; without ``rdf:predicate`` no query takes them for one."""
    if not statement.predicate or not isinstance(statement.object, EntityArgument):
        raise DataError("an open statement needs a predicate, and an entity as its object")
    return [
        (RDF.n3("subject"), str(names.entity(statement.subject.id))),
        (NW.n3("openPredicate"), text_n3(statement.predicate)),
        (RDF.n3("object"), str(names.entity(statement.object.id))),
        *((NW.n3("furtherArgument"), text_n3(words)) for words in dict.fromkeys(statement.further)),
    ]


def _saying(statement: Statement, graph: str, names: Names) -> list[_Said]:
    """The sentence that says it, and how it does."""
    e = statement.evidence
    if statement.status not in STATUS_ORDER:
        raise DataError(f"status {statement.status!r} is none of {', '.join(STATUS_ORDER)}")
    return [
        (RDF.n3("type"), NW.n3("OpenStatement" if statement.is_open else "Evidence")),
        (NW.n3("evidenceFor"), str(names.fact(fact_key(statement, names)))),
        (PROV.n3("wasDerivedFrom"), graph),
        (OA.n3("start"), integer_n3(e.start)),
        (OA.n3("end"), integer_n3(e.end)),
        (OA.n3("exact"), text_n3(e.text)),
        (NW.n3("rule"), text_n3(e.rule)),
        (NW.n3("phrase"), text_n3(statement.label)),
        (NW.n3("status"), text_n3(statement.status)),
        (NW.n3("confidence"), _confidence_n3(statement.confidence)),
    ]


def _particulars(statement: Statement, names: Names) -> list[_Said]:
    """Who says so, where the text means subject and object, qualifiers, time, and the form of a value."""
    said: list[_Said] = []
    if statement.attributed_to is not None:
        said.append((NW.n3("attributedTo"), text_n3(statement.attributed_to)))
    for source in statement.sources:
        if source.id is not None:
            said.append((NW.n3("passedOnBy" if source.via else "saidBy"), str(names.entity(source.id))))
    if via := [source.name for source in statement.sources if source.via]:
        said.append((NW.n3("via"), text_n3(", ".join(via))))
    for predicate, argument in ((NW.n3("subjectSpan"), statement.subject), (NW.n3("objectSpan"), statement.object)):
        said += [(predicate, f'"char={start},{end}"') for start, end in spans_of(argument)]
    for name, text in statement.qualifiers.items():
        said.append((NW.n3(vocabulary().require_qualifier(name).local), qualifier_n3(name, text)))
    for bound, day in zip(("earliest", "latest"), bounds_of(statement.qualifiers), strict=True):
        if day is not None:
            said.append((NW.n3(bound), date_n3(day.isoformat())))
    value = statement.object
    if isinstance(value, LiteralArgument):
        said += _measuring(statement, value)
        said += [
            (NW.n3("valueKind"), text_n3(value.datatype)),
            (NW.n3("valueForm"), text_n3(value.value)),
            (NW.n3("valueText"), text_n3(value.text)),
        ]
        if value.modifier:
            said.append((NW.n3("valueModifier"), text_n3(value.modifier)))
        if value.also:
            said.append((NW.n3("valueAlso"), text_n3(value.also)))
    return said


def _measuring(statement: Statement, value: LiteralArgument) -> list[_Said]:
    """What a figure measures by the vocabulary of metrics, so that "turnover" and "sales" are one series."""
    words = statement.qualifiers.get("metric", "")
    if statement.relation != "has_metric" or not words.strip():
        return []
    measure = metrics().read(words, value.datatype)
    said = [(NW.n3("metricPart"), text_n3(measure.part)), (NW.n3("series"), text_n3(measure.series))]
    if measure.metric is not None:
        said.append((NW.n3("metricConcept"), METRIC.n3(measure.metric.name)))
    return said


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
    if statement.is_open:
        return content_key(subject, statement.relation, statement.predicate, ("entity", other))
    if other < subject and vocabulary().require_relation(statement.relation).symmetric:
        subject, other = other, subject
    return content_key(subject, statement.relation, ("entity", other))


@lru_cache(maxsize=4096)
def _confidence_n3(confidence: float) -> str:
    if not math.isfinite(confidence):
        raise DataError(f"confidence {confidence} is not a number from 0 to 1")
    literal = decimal_literal(format(Decimal(repr(float(confidence))), "f"))
    assert literal is not None  # the decimal form of a finite float is always one
    return str(literal)


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

"""The vocabulary: which classes, relations and qualifiers a graph may use, read from ``newsweave.ttl``.

Relations and qualifiers are named in snake_case in rules and JSON (``signed_agreement_with``) and in camelCase in RDF
(``nw:signedAgreementWith``); classes are named alike in both (``CentralBank``).

    >>> from newsweave.ontology.vocabulary import vocabulary
    >>> vocabulary().relations["subsidiary_of"].label
    'is a subsidiary of'
    >>> vocabulary().is_a("CentralBank", "Organization")
    True
"""

from __future__ import annotations

import difflib
import re
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from newsweave.ontology.errors import DataError
from newsweave.ontology.text_files import UnreadableFile, read_text_file
from newsweave.ontology.turtle import Index, read_turtle

__all__ = [
    "NAMESPACE",
    "VALUE_CLASSES",
    "ClassType",
    "EventKind",
    "EventParts",
    "QualifierType",
    "RelationType",
    "Vocabulary",
    "camel_case",
    "extend_vocabulary",
    "load_vocabulary",
    "snake_case",
    "vocabulary",
]

NAMESPACE = "https://w3id.org/newsweave#"

VALUE_CLASSES: Mapping[str, str] = MappingProxyType(
    {"date": "Date", "money": "Money", "number": "Quantity", "percentage": "Percentage", "text": "Text"}
)
"""``LiteralArgument.datatype`` to the class that a relation's range names (``Percentage`` is a ``Quantity``)."""

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SCHEMA = "https://schema.org/"
_PAST_LABEL = NAMESPACE + "pastLabel"
_ROOTS = ("Entity", "Value")


def camel_case(name: str) -> str:
    """``signed_agreement_with`` to ``signedAgreementWith``."""
    head, *rest = name.split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in rest)


def snake_case(local: str) -> str:
    """``signedAgreementWith`` to ``signed_agreement_with``."""
    return re.sub(r"[A-Z]", lambda m: "_" + m[0].lower(), local)


@dataclass(frozen=True, slots=True)
class ClassType:
    """A class of entities or values; ``parent`` is None only for the roots ``Entity`` and ``Value``."""

    name: str
    label: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of event that statements tell of: takeover, funding, lawsuit."""

    name: str
    label: str
    identified_by: str
    """The part whose entity tells two events of the kind apart."""


class EventParts(NamedTuple):
    """What a relation tells of."""

    kind: str
    subject: str
    """The part of the relation's subject, in snake_case."""
    object: str
    """The part of its object; empty where that is no entity."""


@dataclass(frozen=True, slots=True)
class RelationType:
    """A relation that facts use. ``domain`` and ``range`` list the classes allowed, any of them, in file order."""

    name: str
    """snake_case, as rules and JSON write it."""
    local: str
    """camelCase, the local name of the RDF property."""
    label: str
    inverse_label: str
    """Equals ``label`` where the relation is symmetric."""
    comment: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    symmetric: bool
    past_label: str
    """For a state that is over; equals ``label`` where the relation is none that lasts."""
    event: EventParts | None = None
    """The kind of event that it tells of, if of any."""

    @property
    def iri(self) -> str:
        """The property's IRI."""
        return NAMESPACE + self.local


@dataclass(frozen=True, slots=True)
class QualifierType:
    """A qualifier: what a sentence says more of a fact (role, topic, date, ...)."""

    name: str
    local: str
    label: str
    comment: str

    @property
    def iri(self) -> str:
        """The property's IRI."""
        return NAMESPACE + self.local


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All of it, by name; the mappings are read-only and in file order."""

    classes: Mapping[str, ClassType]
    relations: Mapping[str, RelationType]
    qualifiers: Mapping[str, QualifierType]
    event_kinds: Mapping[str, EventKind]
    event_parts: Mapping[str, str]
    """Parts that entities have in events, snake_case to label."""
    relations_by_iri: Mapping[str, RelationType] = field(repr=False)
    qualifiers_by_iri: Mapping[str, QualifierType] = field(repr=False)
    files: tuple[Path, ...] = ()
    """What it was read from, the shipped file first."""

    @property
    def entity_classes(self) -> frozenset[str]:
        """The classes that something with a name can have: not dates, sums and numbers."""
        return frozenset(c for c in self.classes if c != "Entity" and self.is_a(c, "Entity"))

    def is_a(self, cls: str, ancestor: str) -> bool:
        """Whether ``cls`` is ``ancestor`` or a class below it; unknown names are below nothing."""
        current: str | None = cls if cls in self.classes else None
        while current is not None and current != ancestor:
            current = self.classes[current].parent
        return current is not None

    def require_relation(self, name: str) -> RelationType:
        """The relation of this snake_case name.

        Raises:
            DataError: where there is none; the message offers the nearest names.
        """
        try:
            return self.relations[name]
        except KeyError:
            raise DataError(f"relation {name!r} is not in the vocabulary{_nearest(name, self.relations)}") from None

    def require_class(self, name: str) -> ClassType:
        """The class of this name, or DataError as in ``require_relation``."""
        try:
            return self.classes[name]
        except KeyError:
            raise DataError(f"class {name!r} is not in the vocabulary{_nearest(name, self.classes)}") from None

    def require_qualifier(self, name: str) -> QualifierType:
        """The qualifier of this snake_case name, or DataError as in ``require_relation``."""
        try:
            return self.qualifiers[name]
        except KeyError:
            raise DataError(f"qualifier {name!r} is not in the vocabulary{_nearest(name, self.qualifiers)}") from None


_SHIPPED = Path(__file__).with_name("newsweave.ttl")
_current: list[Vocabulary] = []
"""One, once it has been read. It only ever grows: further terms change nothing for who does not use them."""
_growing = threading.Lock()


def vocabulary() -> Vocabulary:
    """The vocabulary of this process: the one that ships with newsweave, and what ``extend_vocabulary`` added.

    Raises:
        DataError: where the file is unreadable or contradicts itself.
    """
    if not _current:
        with _growing:
            if not _current:
                _current.append(load_vocabulary(_SHIPPED))
    return _current[0]


def extend_vocabulary(paths: Iterable[Path]) -> bool:
    """Add the terms of Turtle files to this process's vocabulary; whether there was anything new.

    A file whose content was added already changes nothing.

    Raises:
        DataError: naming the file, the term and what is wrong with it, such as a term that is there already.
    """
    known = vocabulary()
    with _growing:
        read = {_content(path) for path in known.files}
        new = list({content: path for path in paths if (content := _content(path)) not in read}.values())
        if new:
            _current[0] = load_vocabulary(*known.files, *new)
        return bool(new)


def _content(path: Path) -> str:
    try:
        return read_text_file(path)
    except UnreadableFile as error:
        raise DataError(f"{path}: {error}") from None


def load_vocabulary(path: Path, *more: Path) -> Vocabulary:
    """Read and check a vocabulary in Turtle, and files with ``more`` terms, none of which may be there already.

    Raises:
        DataError: naming the file, the term and what is wrong with it.
    """
    files = (path, *more)
    index = read_turtle(path)
    for addition in more:
        _add(index, addition)
        path = addition  # what is wrong now was not before
    try:
        classes = _classes(index)
        parts = {
            _name(local): _one(local, terms, _RDFS + "label", "rdfs:label")
            for local, terms in _typed(index, "EventPart")
        }
        kinds = {local: _event_kind(local, terms, parts) for local, terms in _typed(index, "EventKind")}
        relations = [_relation(local, terms, classes, kinds, parts) for local, terms in _typed(index, "Relation")]
        qualifiers = [_qualifier(local, terms) for local, terms in _typed(index, "Qualifier")]
        both = {r.name for r in relations} & {q.name for q in qualifiers}
        if both:
            raise DataError(f"nw:{camel_case(min(both))} is both a relation and a qualifier")
        if taken := set(parts) & ({r.name for r in relations} | {q.name for q in qualifiers}):
            raise DataError(f"nw:{camel_case(min(taken))} is a part of events and a relation or qualifier")
        if not relations:
            raise DataError("no term is a nw:Relation")
    except DataError as error:
        raise DataError(f"{path}: {error}") from None
    return Vocabulary(
        MappingProxyType(classes),
        MappingProxyType({r.name: r for r in relations}),
        MappingProxyType({q.name: q for q in qualifiers}),
        MappingProxyType(kinds),
        MappingProxyType(parts),
        MappingProxyType({r.iri: r for r in relations}),
        MappingProxyType({q.iri: q for q in qualifiers}),
        files,
    )


def _add(index: Index, path: Path) -> None:
    """Add a file's terms to those that are there."""
    added = read_turtle(path)
    for iri, terms in added.items():
        if not iri.startswith(NAMESPACE):
            continue  # an ontology's header, terms of others
        if iri in index:
            raise DataError(f"{path}: nw:{iri.removeprefix(NAMESPACE)} is in the vocabulary already")
        if _RDF + "type" not in terms:
            raise DataError(
                f"{path}: nw:{iri.removeprefix(NAMESPACE)} has no type: is it a nw:Relation or an owl:Class?"
            )
    if not any(iri.startswith(NAMESPACE) for iri in added):
        raise DataError(f"{path}: has no term below {NAMESPACE}")
    index |= added


def _nearest(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=3)
    return f" (did you mean {', '.join(close)}?)" if close else ""


def _typed(index: Index, cls: str) -> list[tuple[str, dict[str, list[str]]]]:
    """Local name and terms of everything of ours that is a nw:``cls``, in file order."""
    found = []
    for iri, terms in index.items():
        if NAMESPACE + cls in terms.get(_RDF + "type", ()):
            if not iri.startswith(NAMESPACE):
                raise DataError(f"<{iri}> is a nw:{cls} but not below {NAMESPACE}")
            found.append((iri.removeprefix(NAMESPACE), terms))
    return found


def _one(local: str, terms: Mapping[str, list[str]], predicate: str, name: str) -> str:
    values = terms.get(predicate, [])
    if len(values) != 1 or not values[0].strip():
        raise DataError(f"nw:{local} needs exactly one {name}, has {len(values)}")
    return values[0]


def _classes(index: Index) -> dict[str, ClassType]:
    """Everything below nw:Entity or nw:Value; each class has exactly one parent of ours, so that is_a is a walk."""
    declared: dict[str, ClassType] = {}
    for iri, terms in index.items():
        types = terms.get(_RDF + "type", ())
        if not iri.startswith(NAMESPACE) or not {_OWL + "Class", _RDFS + "Class"} & set(types):
            continue
        local = iri.removeprefix(NAMESPACE)
        ours = [p.removeprefix(NAMESPACE) for p in terms.get(_RDFS + "subClassOf", ()) if p.startswith(NAMESPACE)]
        if len(ours) > 1:
            raise DataError(f"nw:{local} has several parents: {', '.join(ours)}")
        label = _one(local, terms, _RDFS + "label", "rdfs:label")
        declared[local] = ClassType(local, label, ours[0] if ours else None)
    return {name: cls for name, cls in declared.items() if _root(name, declared) in _ROOTS}


def _root(name: str, declared: Mapping[str, ClassType]) -> str:
    seen = [name]
    while (parent := declared[seen[-1]].parent) is not None:
        if parent not in declared:
            raise DataError(f"nw:{seen[-1]} has the parent nw:{parent}, which is not a class")
        if parent in seen:
            raise DataError(f"nw:{name} is below itself: {' -> '.join([*seen, parent])}")
        seen.append(parent)
    return seen[-1]


def _relation(
    local: str,
    terms: Mapping[str, list[str]],
    classes: Mapping[str, ClassType],
    kinds: Mapping[str, EventKind],
    parts: Mapping[str, str],
) -> RelationType:
    symmetric = _OWL + "SymmetricProperty" in terms[_RDF + "type"]
    label = _one(local, terms, _RDFS + "label", "rdfs:label")
    if symmetric and NAMESPACE + "inverseLabel" in terms:
        raise DataError(f"nw:{local} is symmetric and must not have a nw:inverseLabel")
    inverse = label if symmetric else _one(local, terms, NAMESPACE + "inverseLabel", "nw:inverseLabel")
    domain = _allowed(local, terms, "domainIncludes", classes)
    allowed = _allowed(local, terms, "rangeIncludes", classes)
    if symmetric and set(domain) != set(allowed):
        raise DataError(f"nw:{local} is symmetric but allows other subjects than objects")
    comment = _one(local, terms, _RDFS + "comment", "rdfs:comment")
    past = _one(local, terms, _PAST_LABEL, "nw:pastLabel") if _PAST_LABEL in terms else label
    event = _event(local, terms, kinds, parts)
    return RelationType(_name(local), local, label, inverse, comment, domain, allowed, symmetric, past, event)


def _event_kind(local: str, terms: Mapping[str, list[str]], parts: Mapping[str, str]) -> EventKind:
    part = _part(local, terms, "identifiedBy", parts)
    return EventKind(local, _one(local, terms, _RDFS + "label", "rdfs:label"), part)


def _event(
    local: str, terms: Mapping[str, list[str]], kinds: Mapping[str, EventKind], parts: Mapping[str, str]
) -> EventParts | None:
    if NAMESPACE + "tellsOf" not in terms:
        return None
    kind = _one(local, terms, NAMESPACE + "tellsOf", "nw:tellsOf").removeprefix(NAMESPACE)
    if kind not in kinds:
        raise DataError(f"nw:{local} has nw:tellsOf {kind!r}, which is no kind of event{_nearest(kind, kinds)}")
    of_object = _part(local, terms, "objectPart", parts) if NAMESPACE + "objectPart" in terms else ""
    return EventParts(kind, _part(local, terms, "subjectPart", parts), of_object)


def _part(local: str, terms: Mapping[str, list[str]], predicate: str, parts: Mapping[str, str]) -> str:
    part = snake_case(_one(local, terms, NAMESPACE + predicate, f"nw:{predicate}").removeprefix(NAMESPACE))
    if part not in parts:
        raise DataError(f"nw:{local} has nw:{predicate} {part!r}, which is no part of events{_nearest(part, parts)}")
    return part


def _allowed(
    local: str, terms: Mapping[str, list[str]], predicate: str, classes: Mapping[str, ClassType]
) -> tuple[str, ...]:
    names = tuple(iri.removeprefix(NAMESPACE) for iri in terms.get(_SCHEMA + predicate, ()))
    if not names:
        raise DataError(f"nw:{local} has no schema:{predicate}")
    for name in names:
        if name not in classes:
            raise DataError(f"nw:{local} has schema:{predicate} {name!r}, which is no class{_nearest(name, classes)}")
    return names


def _qualifier(local: str, terms: Mapping[str, list[str]]) -> QualifierType:
    label = _one(local, terms, _RDFS + "label", "rdfs:label")
    return QualifierType(_name(local), local, label, _one(local, terms, _RDFS + "comment", "rdfs:comment"))


def _name(local: str) -> str:
    name = snake_case(local)
    if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name) or camel_case(name) != local:
        raise DataError(f"nw:{local} is not camelCase that turns into snake_case and back")
    return name

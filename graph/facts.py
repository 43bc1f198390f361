"""Facts as they are read back from a graph: what views, networks and notebooks are made of.

A ``Fact`` is one (subject, relation, object) with all its evidence; statements of ``extract`` are its raw material.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from newsweave.extract.model import OPEN, Span, Status

if TYPE_CHECKING:
    from newsweave.extract.display import Quote

__all__ = ["STATUS_ORDER", "Fact", "FactEvidence", "GraphEntity", "GraphObject", "GraphValue"]

_QUOTED = 5
STATUS_ORDER: tuple[Status, ...] = ("asserted", "reported", "planned", "possible", "negated")
"""Strongest first: a fact has the strongest status that any of its evidence gives it."""


@dataclass(frozen=True, slots=True)
class GraphEntity:
    """An entity of the graph. ``type`` is the local name of its class (``CentralBank``)."""

    iri: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GraphValue:
    """A value that stands as a fact's object: ``datatype`` as in ``LiteralArgument``."""

    value: str
    datatype: str
    text: str


GraphObject: TypeAlias = GraphEntity | GraphValue


@dataclass(frozen=True, slots=True)
class FactEvidence:
    """One sentence that says a fact. Offsets are into the document's text, ``[start, end)``."""

    iri: str
    document: str
    """The document's IRI."""
    document_id: str
    title: str | None
    source: str | None
    url: str | None
    date: str | None
    """Publication date of the document (ISO 8601) or None."""
    start: int
    end: int
    text: str
    subject_spans: tuple[Span, ...]
    object_spans: tuple[Span, ...]
    label: str
    status: Status
    attributed_to: str | None
    confidence: float
    rule: str
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    said_by: tuple[str, ...] = ()
    """IRIs of the entities that ``attributed_to`` names, sorted."""
    via: str | None = None
    """Who passes on what they say: Reuters in "Reuters reported that X said"."""
    passed_on_by: tuple[str, ...] = ()
    """IRIs of the entities that ``via`` names, sorted."""
    earliest: str | None = None
    """First day (ISO 8601) of what the sentence tells of, where it says when that was or is to be."""
    latest: str | None = None
    """Last day of it."""
    story: str = ""
    """IRI of the first document that printed the document's story: its own, unless it is a reprint."""
    modifier: str | None = None
    """Of the object's value: approx, more_than, less_than, at_least or at_most; None where it is exact."""
    further: tuple[str, ...] = ()
    """Of an open fact the clause's other arguments in the text's words, sorted."""

    @property
    def according_to(self) -> str | None:
        """Who says it, for a reader: "officials, via Reuters"."""
        return f"{self.attributed_to}, via {self.via}" if self.attributed_to and self.via else self.attributed_to


@dataclass(frozen=True, slots=True)
class Fact:
    """One (subject, relation, object), with all the evidence for it, strongest first."""

    key: str
    subject: GraphEntity
    relation: str
    """A name of the vocabulary in snake_case, or ``extract.model.OPEN``."""
    object: GraphObject
    evidence: tuple[FactEvidence, ...]
    predicate: str = ""
    """Of an open fact the text's words for the relation, brought to one form; see ``Statement.predicate``."""

    @property
    def is_open(self) -> bool:
        """Whether its relation is the text's own words."""
        return self.relation == OPEN

    @property
    def label(self) -> str:
        """What to write on the arrow: the label of its strongest evidence."""
        return self.evidence[0].label

    @property
    def status(self) -> Status:
        """The strongest status any evidence gives it."""
        return min((e.status for e in self.evidence), key=STATUS_ORDER.index)

    @property
    def confidence(self) -> float:
        """The highest confidence among its evidence of that status."""
        return max(e.confidence for e in self.evidence if e.status == self.status)

    @property
    def documents(self) -> int:
        """How many documents say it."""
        return len({e.document for e in self.evidence})

    @property
    def independent_sources(self) -> int:
        """How many documents say it, reprints of one story counted once."""
        return len({e.story or e.document for e in self.evidence})

    def _repr_html_(self) -> str:
        """A card with its five strongest sentences, subject and object marked in them; everything is escaped."""
        from newsweave.extract.display import card

        obj = self.object
        target = (obj.name, obj.type) if isinstance(obj, GraphEntity) else (obj.text, obj.datatype)
        subject = self.subject.name, self.subject.type
        return card(subject, self.label, target, _notes(self), map(_quote, self.evidence[:_QUOTED]))


def _notes(fact: Fact) -> list[str]:
    count = len(fact.evidence)
    return [
        fact.status,
        f"confidence {fact.confidence:.2f}",
        f"{fact.documents} document{'s' if fact.documents > 1 else ''}",
        f"{fact.independent_sources} of them independent" if fact.independent_sources < fact.documents else "",
        f"{_QUOTED} of {count} sentences shown" if count > _QUOTED else "",
    ]


def _quote(e: FactEvidence) -> Quote:
    from newsweave.extract.display import Quote

    origin = [
        f"{e.status}, according to {e.according_to}" if e.according_to else e.status,
        *(f"{name.replace('_', ' ')}: {value}" for name, value in e.qualifiers.items()),
        *filter(None, (e.source, e.date)),
        f"{e.title or e.document_id} [{e.start}, {e.end})",
    ]
    return Quote(e.text, e.start, e.subject_spans, e.object_spans, " · ".join(origin), e.url)

"""A graph read back as facts, entities and documents, through indexes rather than SPARQL: no query to plan."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

import pyoxigraph as ox

from newsweave.extract.model import OPEN, Span, Status
from newsweave.graph.facts import STATUS_ORDER, Fact, FactEvidence, GraphEntity, GraphObject, GraphValue
from newsweave.graph.nodes import Node, group, iri_of, literal_of
from newsweave.graph.spelling import loose
from newsweave.graph.store.store import GraphStore
from newsweave.graph.store.terms import DCTERMS, ENTITIES, NW, OA, PROV, RDF, SCHEMA, SKOS, STORIES, text_literal
from newsweave.ontology.errors import StoreError
from newsweave.ontology.vocabulary import snake_case, vocabulary

__all__ = ["GraphDocument", "GraphReader"]

_SPAN = re.compile(r"char=(\d+),(\d+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class GraphDocument:
    """A document as the graph describes it."""

    iri: str
    id: str
    title: str | None
    date: str | None
    source: str | None
    url: str | None
    version: str
    story: str
    """IRI of the first document that printed its story: its own, unless it is a reprint."""
    origin: str | None = None
    """What was read: a file's name, with line, row or record, or an address."""


@dataclass(slots=True)
class GraphReader:
    """Reads one open store; remembers what it has read of entities and documents, so make one for each task."""

    store: GraphStore
    _entities: dict[ox.NamedNode, GraphEntity] = field(default_factory=dict, repr=False)
    _documents: dict[ox.NamedNode, GraphDocument] = field(default_factory=dict, repr=False)

    # --- documents ---

    def documents(self) -> list[GraphDocument]:
        """All documents, sorted by id."""
        with self.store.reading():
            found = self.store.database.quads_for_pattern(None, NW("version"), None, None)
            return sorted((self._document(iri_of(quad.subject)) for quad in found), key=lambda d: d.id)

    def _document(self, iri: ox.NamedNode) -> GraphDocument:
        known = self._documents.get(iri)
        if known is None:
            described = (DCTERMS("title"), DCTERMS("date"), DCTERMS("source"), SCHEMA("url"), NW("origin"))
            wanted = (*described, NW("version"))
            pattern = self.store.database.quads_for_pattern
            node = group(chain.from_iterable(pattern(iri, p, None, iri) for p in wanted)).get(iri, Node(iri))
            title, date, source, url, origin = map(node.get, described)
            story = next(pattern(iri, NW("story"), None, STORIES), None)
            known = GraphDocument(
                iri.value,
                self.store.names.id_of(iri),
                title,
                date,
                source,
                url,
                node.text(NW("version")),
                iri.value if story is None else iri_of(story.object).value,  # none before a build is finished
                origin,
            )
            self._documents[iri] = known
        return known

    # --- entities ---

    def entities(self) -> list[GraphEntity]:
        """All entities, sorted by name without regard to case, then IRI."""
        with self.store.reading():
            found = self.store.database.quads_for_pattern(None, SKOS("prefLabel"), None, ENTITIES)
            return sorted((self.entity(iri_of(q.subject)) for q in found), key=lambda e: (e.name.casefold(), e.iri))

    def entity(self, iri: ox.NamedNode) -> GraphEntity:
        """One entity; where the graph says nothing of it, it is named by its id."""
        known = self._entities.get(iri)
        if known is None:
            node = group(self.store.database.quads_for_pattern(iri, None, None, ENTITIES)).get(iri, Node(iri))
            name = node.get(SKOS("prefLabel"))
            cls = (node.get(RDF("type")) or NW.iri + "Entity").removeprefix(NW.iri)
            aliases = tuple(node.texts(SKOS("altLabel")))
            known = GraphEntity(iri.value, self.store.names.id_of(iri) if name is None else name, cls, aliases)
            self._entities[iri] = known
        return known

    def documents_naming(self) -> Counter[ox.NamedNode]:
        """How many documents name each entity."""
        with self.store.reading():
            found = self.store.database.quads_for_pattern(None, SCHEMA("mentions"), None, None)
            return Counter(iri_of(quad.object) for quad in found)

    def named(self, text: str) -> list[ox.NamedNode]:
        """The entities of this IRI, id, name or alias, sorted by IRI; names and aliases in any case.

        Where none has it, those whose name or alias is it but for accents, punctuation and legal form.
        """
        text = text.strip()
        if not text:
            return []
        with self.store.reading():
            return sorted(self._named(text) or self._loosely_named(text), key=lambda node: node.value)

    def _named(self, text: str) -> set[ox.NamedNode]:
        # Oxigraph looks through all labels some five times faster than Python could.
        result = self.store.database.query(
            f"SELECT DISTINCT ?e {{ GRAPH {ENTITIES} {{ ?e {SKOS('prefLabel')}|{SKOS('altLabel')} ?form }} "
            f"FILTER(LCASE(?form) = LCASE({text_literal(text)})) }}"
        )
        assert isinstance(result, ox.QuerySolutions)
        found = {iri_of(solution["e"]) for solution in result}
        exact = [self.store.names.entity(text)]
        with contextlib.suppress(ValueError):  # most texts are no IRIs
            exact.append(ox.NamedNode(text))
        found.update(node for node in exact if self._described(node))
        return found

    def _loosely_named(self, text: str) -> set[ox.NamedNode]:
        wanted = loose(text)
        pattern = self.store.database.quads_for_pattern
        labels = chain.from_iterable(pattern(None, SKOS(kind), None, ENTITIES) for kind in ("prefLabel", "altLabel"))
        return (
            {iri_of(quad.subject) for quad in labels if loose(literal_of(quad.object).value) == wanted}
            if wanted
            else set()
        )

    def _described(self, node: ox.NamedNode) -> bool:
        return any(True for _ in self.store.database.quads_for_pattern(node, SKOS("prefLabel"), None, ENTITIES))

    # --- facts ---

    def facts(
        self,
        about: Iterable[ox.NamedNode] | None = None,
        relation: str | None = None,
        status: Status | None = None,
        document: ox.NamedNode | None = None,
        key: str | None = None,
        typed: bool | None = None,
    ) -> list[Fact]:
        """Facts that meet all the conditions given, sorted by subject, relation and object.

        ``typed``: only those in relations of the vocabulary; False: only open ones, in the text's own words.

        ``about``: subject or object is one of these. ``relation``: snake_case. ``status``: the fact's own, which is
        the strongest that its evidence gives. ``document``: only what it says, with evidence from it alone.
        ``key``: the fact of this key.
        """
        groups: dict[str, list[Node]] = {}
        with self.store.reading():
            for node in self._evidence(about, document, key):
                if typed is not None and (NW("openPredicate") in node.terms) is typed:
                    continue
                if relation is None or self._relation(node) == relation:
                    groups.setdefault(node.text(NW("evidenceFor")), []).append(node)
            facts = (self._fact(nodes) for nodes in groups.values())
            return sorted((f for f in facts if status is None or f.status == status), key=_fact_order)

    def _evidence(
        self, about: Iterable[ox.NamedNode] | None, document: ox.NamedNode | None, key: str | None
    ) -> Iterator[Node]:
        pattern = self.store.database.quads_for_pattern
        if about is None and key is None:
            graphs = [document] if document else (d.subject for d in pattern(None, NW("version"), None, None))
            for graph in graphs:
                nodes = group(pattern(None, None, None, iri_of(graph)))
                yield from (node for node in nodes.values() if NW("evidenceFor") in node.terms)
            return
        wanted: list[Iterator[ox.Quad]] = []
        if about is not None:
            roles = [(entity, RDF(role)) for entity in about for role in ("subject", "object")]
            wanted.append(chain.from_iterable(pattern(None, role, entity, document) for entity, role in roles))
        if key is not None:
            wanted.append(pattern(None, NW("evidenceFor"), self.store.names.fact(key), document))
        for iri in sorted(set.intersection(*({iri_of(quad.subject).value for quad in quads} for quads in wanted))):
            nodes = group(pattern(ox.NamedNode(iri), None, None, document))
            yield from (node for node in nodes.values() if NW("evidenceFor") in node.terms)  # not what was rejected

    @staticmethod
    def _relation(node: Node) -> str:
        if NW("openPredicate") in node.terms:
            return OPEN
        return snake_case(node.text(RDF("predicate")).removeprefix(NW.iri))

    def fact_of(self, node: Node) -> Fact:
        """The fact that one node of evidence says, with this evidence alone."""
        return self._fact([node])

    def _fact(self, nodes: list[Node]) -> Fact:
        """All evidence for one fact. A symmetric fact is given in the direction of its strongest evidence."""
        ordered = sorted(((self._read(node), node) for node in nodes), key=lambda pair: _evidence_order(pair[0]))
        leading = ordered[0][1]
        subject = leading.node(RDF("subject"))
        evidence = tuple(e if node.node(RDF("subject")) == subject else _turned(e) for e, node in ordered)
        key = self.store.names.id_of(leading.node(NW("evidenceFor")))
        words = leading.get(NW("openPredicate")) or ""
        return Fact(key, self.entity(subject), self._relation(leading), self._object(leading), evidence, words)

    def _object(self, node: Node) -> GraphObject:
        if NW("valueKind") in node.terms:
            return GraphValue(node.text(NW("valueForm")), node.text(NW("valueKind")), node.text(NW("valueText")))
        return self.entity(node.node(RDF("object")))

    def _read(self, node: Node) -> FactEvidence:
        document = self._document(node.node(PROV("wasDerivedFrom")))
        status = next((s for s in STATUS_ORDER if s == node.text(NW("status"))), None)
        if status is None:
            raise StoreError(f"the graph is damaged: {node.iri} has status {node.text(NW('status'))!r}")
        return FactEvidence(
            iri=node.iri.value,
            document=document.iri,
            document_id=document.id,
            title=document.title,
            source=document.source,
            url=document.url,
            date=document.date,
            start=int(node.text(OA("start"))),
            end=int(node.text(OA("end"))),
            text=node.text(OA("exact")),
            subject_spans=_spans(node, NW("subjectSpan")),
            object_spans=_spans(node, NW("objectSpan")),
            label=node.text(NW("phrase")),
            status=status,
            attributed_to=node.get(NW("attributedTo")),
            confidence=float(node.text(NW("confidence"))),
            rule=node.text(NW("rule")),
            qualifiers=_qualifiers(node),
            said_by=tuple(node.texts(NW("saidBy"))),
            via=node.get(NW("via")),
            passed_on_by=tuple(node.texts(NW("passedOnBy"))),
            earliest=node.get(NW("earliest")),
            latest=node.get(NW("latest")),
            story=document.story,
            modifier=node.get(NW("valueModifier")),
            further=tuple(node.texts(NW("furtherArgument"))),
        )


def _qualifiers(node: Node) -> dict[str, str]:
    known = vocabulary().qualifiers_by_iri
    return dict(sorted((known[p.value].name, node.text(p)) for p in node.terms if p.value in known))


def _spans(node: Node, predicate: ox.NamedNode) -> tuple[Span, ...]:
    spans = []
    for text in node.texts(predicate):
        match = _SPAN.fullmatch(text)
        if match is None:
            raise StoreError(f"the graph is damaged: {predicate} of {node.iri} is {text!r}")
        spans.append((int(match[1]), int(match[2])))
    return tuple(sorted(spans))


def _turned(evidence: FactEvidence) -> FactEvidence:
    return replace(evidence, subject_spans=evidence.object_spans, object_spans=evidence.subject_spans)


def _evidence_order(e: FactEvidence) -> tuple[int, float, str, str, int, str]:
    return STATUS_ORDER.index(e.status), -e.confidence, e.date or "", e.document, e.start, e.iri


def _fact_order(fact: Fact) -> tuple[str, str, str, str, str]:
    obj = fact.object.name if isinstance(fact.object, GraphEntity) else fact.object.value
    return fact.subject.name.casefold(), fact.subject.iri, fact.relation, obj.casefold(), fact.key

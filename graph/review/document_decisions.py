"""One document's graph with decisions followed: a function of the graph as it was read and the lines alone.

First entities are split, then facts added, then changed, each in the order of the file; of the lines that reject or
confirm an evidence the last counts. A line concerns an evidence as it was read and as earlier lines made it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from newsweave.extract.model import OPEN, content_key
from newsweave.graph.nodes import Node, group, iri_of
from newsweave.graph.review.decided_events import events_followed
from newsweave.graph.review.decision_lines import Line, naming_vote
from newsweave.graph.store.qualifiers import bounds_of, date_n3, qualifier_n3
from newsweave.graph.store.rdf import value_parts, value_term
from newsweave.graph.store.terms import NW, OA, PROV, RDF, SCHEMA, XSD, Names
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["DocumentDecisions", "Lines", "fact_of"]

_FOR, _REJECTED, _CURATED = NW("evidenceFor"), NW("rejectedFor"), NW("curatedBy")
_SUBJECT, _PREDICATE, _OBJECT = RDF("subject"), RDF("predicate"), RDF("object")
_WORDS = NW("openPredicate")
_RULE = ox.Literal("decision")
"""What stands in place of a rule where a person added the fact."""
_Key = tuple[object, ...]


@dataclass(slots=True)
class Lines:
    """Decisions by what they can be found by."""

    by: dict[_Key, list[Line]] = field(default_factory=dict)

    def add(self, line: Line, names: Names) -> None:
        """Take up a line; those on entities everywhere (rename, retype, link) have nothing to do with a document."""
        for key in _keys(line, names):
            self.by.setdefault(key, []).append(line)

    def at(self, *key: object) -> list[Line]:
        """The lines at this key."""
        return self.by.get(key, [])


def _keys(line: Line, names: Names) -> Iterator[_Key]:
    d = line.decision
    if d.decision == "split":
        yield "split", line.subject
    elif d.decision == "add":
        yield "add", names.document(d.document)
    elif d.decision in ("reject", "confirm", "change"):
        if d.fact:
            yield "fact", names.fact(d.fact)
        if line.by_ends and line.subject is not None:
            yield "ends", line.subject, line.object or line.value_object
        if not d.fact and not d.subject:
            yield "rule", d.rule, names.document(d.document)


@dataclass(slots=True)
class _Evidence:
    """An evidence as it is being changed, with all that it was."""

    iri: ox.NamedNode
    node: Node
    facts: set[ox.NamedNode] = field(default_factory=set)
    said: set[tuple[ox.NamedNode, ox.NamedNode | ox.Literal, ox.NamedNode | ox.Literal]] = field(default_factory=set)
    """Subject, relation and object; of an open statement its words in place of a relation."""
    texts: set[str] = field(default_factory=set)
    """How its value was called, in lower case."""
    by: list[ox.NamedNode] = field(default_factory=list)
    rejected: bool = False

    def remember(self) -> None:
        """What it is now can be meant by lines from now on."""
        self.facts.add(self.node.node(_FOR))
        relation = self.node.term(_WORDS if _WORDS in self.node.terms else _PREDICATE)
        self.said.add((self.node.node(_SUBJECT), relation, self.node.term(_OBJECT)))
        for kind in ("valueText", "valueForm"):
            self.texts.update(text.casefold() for text in self.node.texts(NW(kind)))


class DocumentDecisions:
    """Follows decisions in one document; ``used`` then holds the numbers of the lines that concerned something."""

    def __init__(self, graph: ox.NamedNode, read: set[ox.Quad], lines: Lines, names: Names) -> None:
        self._graph, self._read, self._lines, self._names = graph, read, lines, names
        self.used: set[int] = set()
        self._out = set(read)
        self._replaced: dict[ox.NamedNode, dict[ox.NamedNode, ox.NamedNode]] = {}

    def followed(self) -> set[ox.Quad]:
        """The document's quads as decided."""
        nodes = group(self._read)
        found = [_Evidence(iri, node) for iri, node in nodes.items() if _FOR in node.terms]
        for e in found:
            e.remember()
        self._split(found)
        found += self._added(nodes)
        for e in found:
            self._change(e)
        for e in found:
            self._judge(e)
        self._write(found)
        return events_followed(self._out, self._read, self._graph, self._replaced)

    # --- which lines ---

    def _meant(self, e: _Evidence, kinds: tuple[str, ...]) -> Iterator[Line]:
        """The lines of these kinds on an evidence, in order; what one makes of it can be meant by a later one."""
        last = -1
        while True:
            fitting = [n for n in self._candidates(e) if n.number > last and n.decision.decision in kinds]
            line = min((n for n in fitting if self._fits(n, e)), key=lambda n: n.number, default=None)
            if line is None:
                return
            last = line.number
            self.used.add(last)
            yield line

    def _candidates(self, e: _Evidence) -> Iterator[Line]:
        for fact in e.facts:
            yield from self._lines.at("fact", fact)
        for subject, _, obj in e.said:
            yield from self._lines.at("ends", subject, obj)
            yield from self._lines.at("ends", obj, subject)
            for text in e.texts:
                yield from self._lines.at("ends", subject, text)
        yield from self._lines.at("rule", e.node.text(NW("rule")), self._graph)

    def _fits(self, line: Line, e: _Evidence) -> bool:
        d = line.decision
        if not self._is_there(line, e.node):
            return False
        if d.rule and d.rule != e.node.text(NW("rule")):
            return False
        if not d.relation or (d.fact and self._names.fact(d.fact) in e.facts):
            return True
        if d.relation == OPEN:
            return any(isinstance(said, ox.Literal) and line.subject in (None, one) for one, said, _ in e.said)
        relation = vocabulary().require_relation(d.relation)
        return any(
            predicate == NW(relation.local) and (relation.symmetric or line.subject in (None, subject))
            for subject, predicate, _ in e.said
        )

    def _is_there(self, line: Line, node: Node) -> bool:
        """Whether a node stands in the document and the sentence that a line names, if it does."""
        d = line.decision
        if d.document and self._names.document(d.document) != self._graph:
            return False
        return not d.sentence or d.sentence.split() == node.text(OA("exact")).split()

    # --- split ---

    def _split(self, found: list[_Evidence]) -> None:
        named = {iri_of(q.object) for q in self._read if q.predicate == NW("names")}
        lines = {n.number: n for entity in named for n in self._lines.at("split", entity)}
        for line in sorted(lines.values(), key=lambda n: n.number):
            assert line.subject is not None
            assert line.new is not None
            d = line.decision
            if d.document and self._names.document(d.document) != self._graph:
                continue
            touched = [e for e in found if self._is_there(line, e.node) and _exchange(e.node, line.subject, line.new)]
            for e in touched:
                self._rekey(e)
                e.by.append(line.node)
            if not touched and d.sentence:
                continue
            self.used.add(line.number)
            if not d.sentence:
                self._move_everywhere(line.subject, line.new)
            self._bring(line)

    def _move_everywhere(self, old: ox.NamedNode, new: ox.NamedNode) -> None:
        """All of the document's other quads speak of another entity; it names the old one no more."""
        ours = {q for q in self._out if q.object == old}
        naming = {q.subject for q in ours if q.predicate == NW("names")}
        self._out -= ours | {q for q in self._out if q.subject in naming}
        self._out |= {ox.Quad(q.subject, q.predicate, new, self._graph) for q in ours if q.predicate != NW("names")}

    def _bring(self, line: Line) -> None:
        """Let the document name the entities that a line brings into it."""
        id = self._names.id_of(self._graph)
        for entity, known in line.forms.items():
            if ox.Quad(self._graph, SCHEMA("mentions"), entity, self._graph) in self._out and any(
                q.predicate == NW("names") and q.object == entity for q in self._out
            ):
                continue
            naming = self._names.naming(id, self._names.id_of(entity))
            self._out |= {
                ox.Quad(self._graph, SCHEMA("mentions"), entity, self._graph),
                ox.Quad(naming, NW("names"), entity, self._graph),
                ox.Quad(naming, NW("naming"), ox.Literal(naming_vote(known)), self._graph),
            }

    # --- add ---

    def _added(self, nodes: dict[ox.NamedNode, Node]) -> list[_Evidence]:
        found = []
        for line in self._lines.at("add", self._graph):
            assert line.subject is not None
            assert line.object is not None
            node = Node(self._names.evidence(content_key("decision", line.decision.id)))
            node.terms = {p: [term] for p, term in self._addition(line, nodes)}
            e = _Evidence(node.iri, node)
            self._rekey(e)
            e.by.append(line.node)
            self._bring(line)
            self.used.add(line.number)
            found.append(e)
        return found

    def _addition(self, line: Line, nodes: dict[ox.NamedNode, Node]) -> Iterator[tuple[ox.NamedNode, _Term]]:
        d = line.decision
        relation = vocabulary().require_relation(d.relation)
        start = _place(d.sentence, nodes.values())
        at = start or 0
        yield RDF("type"), NW("Evidence")
        for role, entity in ((_SUBJECT, line.subject), (_OBJECT, line.object)):
            assert entity is not None
            known = line.forms[entity]
            forms = sorted((known.name, *known.aliases), key=lambda form: (-len(form), form))
            where = next(((d.sentence.find(f), len(f)) for f in forms if f in d.sentence), (0, len(d.sentence)))
            yield role, entity
            span = "subjectSpan" if role == _SUBJECT else "objectSpan"
            yield NW(span), ox.Literal(f"char={at + where[0]},{at + sum(where)}")
        yield _PREDICATE, NW(relation.local)
        yield PROV("wasDerivedFrom"), self._graph
        yield OA("start"), _integer(at)
        yield OA("end"), _integer(at + len(d.sentence))
        yield OA("exact"), ox.Literal(d.sentence)
        yield NW("rule"), _RULE
        yield NW("phrase"), ox.Literal(relation.label)
        yield NW("status"), ox.Literal(d.value or "asserted")
        yield NW("confidence"), ox.Literal("1", datatype=XSD("decimal"))
        if start is None:
            yield NW("takenAsSaid"), ox.Literal(True)

    # --- change and judge ---

    def _change(self, e: _Evidence) -> None:
        for line in self._meant(e, ("change",)):
            if not self._apply(line, e):
                self.used.discard(line.number)
                continue
            e.by.append(line.node)
            self._rekey(e)
            self._bring(line)

    def _apply(self, line: Line, e: _Evidence) -> bool:
        """Change an evidence as one line says; whether it can be so."""
        d, terms = line.decision, e.node.terms
        if d.field == "status":
            terms[NW("status")] = [ox.Literal(d.value)]
        elif d.field == "relation":
            relation = vocabulary().require_relation(d.value)
            terms[_PREDICATE], terms[NW("phrase")] = [NW(relation.local)], [ox.Literal(relation.label)]
            if terms.pop(_WORDS, None):  # a person gave what the text says a relation
                terms[RDF("type")] = [NW("Evidence")]
                terms.pop(NW("furtherArgument"), None)
        elif d.field in ("subject", "object"):
            return self._change_argument(line, e)
        else:
            _qualify(e.node, d.field, d.value)
        return True

    def _change_argument(self, line: Line, e: _Evidence) -> bool:
        terms, role = e.node.terms, line.decision.field
        if self._is_turned(line, e.node):
            role = "object" if role == "subject" else "subject"
        old = e.node.term(RDF(role))
        if line.new is None:
            return _revalue(e.node, line.decision.value, self._names)
        if line.new == e.node.term(_OBJECT if role == "subject" else _SUBJECT):
            return False  # a statement about a thing and itself
        terms[RDF(role)] = [line.new]
        if isinstance(old, ox.NamedNode) and (role == "subject" or NW("valueKind") not in terms):
            self._replaced.setdefault(e.iri, {})[old] = line.new
        if role == "object":
            for predicate in [p for p in terms if p.value.startswith(NW.iri + "value")]:
                del terms[predicate]
        return True

    def _is_turned(self, line: Line, node: Node) -> bool:
        """Whether a symmetric fact is said the other way round than the line has it."""
        relation = vocabulary().relations_by_iri.get(node.get(_PREDICATE) or "")
        if relation is None or not relation.symmetric or not line.decision.subject:
            return False
        return line.subject is not None and line.subject == node.term(_OBJECT)

    def _judge(self, e: _Evidence) -> None:
        for line in self._meant(e, ("reject", "confirm")):
            e.rejected = line.decision.decision == "reject"
            e.by.append(line.node)

    def _rekey(self, e: _Evidence) -> None:
        e.node.terms[_FOR] = [fact_of(e.node, self._names)]
        e.remember()

    def _write(self, found: Iterable[_Evidence]) -> None:
        touched = {e.iri: e for e in found if e.by}
        self._out = {q for q in self._out if q.subject not in touched}
        for iri, e in touched.items():
            terms = dict(e.node.terms)
            if e.rejected:
                terms[_REJECTED] = terms.pop(_FOR)
                terms[RDF("type")] = [NW("RejectedEvidence")]
                terms.pop(NW("tellsOfEvent"), None)
            terms[_CURATED] = list(dict.fromkeys(e.by))
            self._out |= {ox.Quad(iri, p, term, self._graph) for p, listed in terms.items() for term in listed}


_Term = ox.NamedNode | ox.Literal


def _exchange(node: Node, old: ox.NamedNode, new: ox.NamedNode) -> bool:
    """Put one entity in place of another; whether it was there."""
    found = False
    for role in (_SUBJECT, _OBJECT, NW("saidBy"), NW("passedOnBy")):
        terms = node.terms.get(role, [])
        if old in terms:
            node.terms[role] = [new if term == old else term for term in terms]
            found = True
    return found


def _place(sentence: str, nodes: Iterable[Node]) -> int | None:
    """Where a sentence begins in the document's text, if it is or stands in one that the graph has."""
    places = [
        int(node.text(OA("start"))) + node.text(OA("exact")).index(sentence)
        for node in nodes
        if OA("exact") in node.terms and sentence in node.text(OA("exact"))
    ]
    return min(places, default=None)


def _qualify(node: Node, name: str, value: str) -> None:
    """Set a qualifier, or take it away where the value is empty, and the days that the statement's time means."""
    predicate = NW(vocabulary().require_qualifier(name).local)
    node.terms.pop(predicate, None)
    if value:
        node.terms[predicate] = [_literal(qualifier_n3(name, value))]
    known = vocabulary().qualifiers_by_iri
    held = {known[p.value].name: node.text(p) for p in node.terms if p.value in known}
    if name == "date" and "edtf" in held:  # the day said otherwise before
        del held["edtf"], node.terms[NW(vocabulary().require_qualifier("edtf").local)]
    for bound, day in zip(("earliest", "latest"), bounds_of(held), strict=True):
        node.terms.pop(NW(bound), None)
        if day is not None:
            node.terms[NW(bound)] = [_literal(date_n3(day.isoformat()))]


def _revalue(node: Node, value: str, names: Names) -> bool:
    """Put another value of the same kind in place of an evidence's; whether it is one."""
    if NW("valueKind") not in node.terms:
        return False
    kind = node.text(NW("valueKind"))
    term = value_term(kind, value, names)
    if kind in ("money", "percentage") and value_parts(kind, value) is None:
        return False
    if kind in ("number", "date") and isinstance(term, ox.Literal) and term.datatype == XSD("string"):
        return False
    for predicate in [p for p in node.terms if p.value in (NW.iri + "valueModifier", NW.iri + "valueAlso")]:
        del node.terms[predicate]
    node.terms[_OBJECT] = [term]
    node.terms[NW("valueForm")] = node.terms[NW("valueText")] = [ox.Literal(value)]
    return True


def fact_of(node: Node, names: Names) -> ox.NamedNode:
    """The fact that an evidence is for, by its parts (``rdf.fact_key``, of a node)."""
    subject, obj = names.id_of(node.node(_SUBJECT)), node.term(_OBJECT)
    if _WORDS in node.terms:
        return names.fact(content_key(subject, OPEN, node.text(_WORDS), ("entity", names.id_of(iri_of(obj)))))
    relation = vocabulary().relations_by_iri[node.text(_PREDICATE)]
    if NW("valueKind") in node.terms:
        value = str(obj) if isinstance(obj, ox.Literal) else obj.value.removeprefix(names.base)
        return names.fact(content_key(subject, relation.name, ("literal", value)))
    other = names.id_of(iri_of(obj))
    if other < subject and relation.symmetric:
        subject, other = other, subject
    return names.fact(content_key(subject, relation.name, ("entity", other)))


def _literal(n3: str) -> ox.Literal:
    [quad] = ox.parse(f"<x:a> <x:b> {n3} .", format=ox.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, ox.Literal)
    return quad.object


def _integer(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=XSD("integer"))

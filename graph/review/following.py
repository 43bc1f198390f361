"""What decisions make of a graph: a function of the documents as they were read and of the lines of decisions.csv.

A decision acts on the evidence of a document's named graph. What it touches keeps, in one literal (``nw:asRead``), how
it was read, so that a decision taken back leaves no trace, without the inputs. Decisions are followed in the order of
the file; a later one on the same evidence wins. Followed are reject, confirm and change; the others are reported.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from newsweave.extract.model import content_key
from newsweave.graph.nodes import Node, group, iri_of
from newsweave.graph.review.decisions import Decision
from newsweave.graph.store.graph_reader import GraphReader
from newsweave.graph.store.qualifiers import bounds_of, date_n3, qualifier_n3
from newsweave.graph.store.store import GraphStore
from newsweave.graph.store.terms import DCTERMS, NW, OA, PROV, RDF, RDFS, SCHEMA, Names
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["Applied", "apply", "spoken", "stale"]

_FOLLOWED = ("reject", "confirm", "change")
_AS_READ, _CURATED = NW("asRead"), NW("curatedBy")
_FOR, _REJECTED = NW("evidenceFor"), NW("rejectedFor")


@dataclass(frozen=True, slots=True)
class Applied:
    """What following the decisions did."""

    changed: list[str] = field(default_factory=list)
    """Ids of the documents whose graphs are others now, sorted."""
    stale: list[tuple[Decision, str]] = field(default_factory=list)
    """Decisions that concern nothing in the graph, each with the reason."""


def apply(store: GraphStore, decisions: Iterable[Decision]) -> Applied:
    """Let a graph that is open for writing follow these decisions, and no others; what is inferred follows too.

    Raises:
        StoreError: where it cannot be written or is damaged.
    """
    from newsweave.graph.store.infer import renew

    lines = list(decisions)
    concerned, outdated = _concerned(store, lines)
    pattern = store.database.quads_for_pattern
    curated = {iri_of(quad.graph_name) for quad in pattern(None, _CURATED, None, None)}
    changed = []
    for graph in sorted(curated | concerned.keys(), key=str):
        quads = set(pattern(None, None, None, graph))
        followed = _followed(_as_read(quads, graph), graph, concerned.get(graph, []), store)
        if store.replace(graph, followed):
            changed.append(store.names.id_of(graph))
    if changed:
        store.finish()
        renew(store)
    return Applied(sorted(changed), outdated)


def stale(store: GraphStore, decisions: Iterable[Decision]) -> list[tuple[Decision, str]]:
    """The decisions that concern nothing in the graph, each with the reason; nothing is changed."""
    return _concerned(store, list(decisions))[1]


def spoken(store: GraphStore, d: Decision) -> str:
    """What a decision is about: its fact in words, as the graph says or would say it, else what the line says."""
    said = [" — ".join(filter(None, (d.subject, d.relation, d.object)))]
    if d.fact:
        said = [_in_words(store, d.fact)]
    narrower = (("rule ", d.rule), ("in ", d.document), ("", d.sentence))
    return ", ".join(filter(None, (*said, *(word + text for word, text in narrower if text))))


def _in_words(store: GraphStore, key: str) -> str:
    reader, pattern = GraphReader(store), store.database.quads_for_pattern
    for way in (_FOR, _REJECTED, NW("readFor")):
        for quad in pattern(None, way, store.names.fact(key), None):
            node = group(pattern(iri_of(quad.subject), None, None, quad.graph_name))[iri_of(quad.subject)]
            target = node.get(NW("valueText")) or reader.entity(iri_of(node.term(RDF("object")))).name
            return f"{reader.entity(node.node(RDF('subject'))).name} — {node.text(NW('phrase'))} → {target}"
    return f"fact {key}"


# ---- what a decision concerns


@dataclass(frozen=True, slots=True)
class _Line:
    """A decision with the nodes that its names mean."""

    decision: Decision
    subject: ox.NamedNode | None
    object: ox.NamedNode | None
    new: ox.NamedNode | None
    """What an argument becomes."""


def _concerned(
    store: GraphStore, decisions: Sequence[Decision]
) -> tuple[dict[ox.NamedNode, list[_Line]], list[tuple[Decision, str]]]:
    """For each document's graph the decisions on it, in order, and those that concern none."""
    reader = GraphReader(store)
    found: dict[ox.NamedNode, list[_Line]] = {}
    outdated = []
    read: dict[ox.NamedNode, list[Node]] = {}
    for d in decisions:
        try:
            line = _line(d, reader)
            graphs = _graphs(line, store, read)
        except _Stale as reason:
            outdated.append((d, str(reason)))
            continue
        for graph in graphs:
            found.setdefault(graph, []).append(line)
    return found, outdated


class _Stale(Exception):
    """Why a decision concerns nothing."""


def _line(d: Decision, reader: GraphReader) -> _Line:
    if d.decision not in _FOLLOWED:
        raise _Stale(f"{d.decision} is not followed by this version")
    new = _entity(d.value, reader) if d.field in ("subject", "object") else None
    if d.fact:
        return _Line(d, None, None, new)
    subject, obj = (_entity(text, reader) if text else None for text in (d.subject, d.object))
    return _Line(d, subject, obj, new)


def _entity(text: str, reader: GraphReader) -> ox.NamedNode:
    own = reader.store.names.entity(text)
    found = reader.named(text)
    if own in found:
        return own
    if len(found) != 1:
        ids = ", ".join(map(reader.store.names.id_of, found))
        raise _Stale(f"{text!r} means several entities: {ids}" if found else f"the graph has no entity {text!r}")
    return found[0]


def _graphs(line: _Line, store: GraphStore, read: dict[ox.NamedNode, list[Node]]) -> list[ox.NamedNode]:
    """The graphs of documents with evidence that the line concerns; ``read`` keeps what was read of graphs."""
    d, names, pattern = line.decision, store.names, store.database.quads_for_pattern
    document = names.document(d.document) if d.document else None
    if document is not None and not any(True for _ in pattern(document, NW("version"), None, document)):
        raise _Stale(f"the graph has no document {d.document!r} any more")
    if d.fact:
        ways = (_FOR, _REJECTED, NW("readFor"))
        quads = [q for way in ways for q in pattern(None, way, names.fact(d.fact), document)]
    elif line.subject is not None:
        quads = [q for end in ("subject", "object") for q in pattern(None, RDF(end), line.subject, document)]
    else:
        quads = list(pattern(None, NW("rule"), ox.Literal(d.rule), document))
    graphs = sorted({iri_of(q.graph_name) for q in quads}, key=str)
    for graph in graphs:
        if graph not in read:
            read[graph] = list(_evidence(pattern(None, None, None, graph), graph))
    found = [graph for graph in graphs if any(_means(line, node, names) for node in read[graph])]
    if not found:
        raise _Stale("no sentence of the graph says this fact any more" if not d.sentence else "the sentence is gone")
    return found


def _evidence(quads: Iterable[ox.Quad], graph: ox.NamedNode) -> Iterator[Node]:
    """The evidence of a document's graph, as it was read."""
    yield from (n for n in group(_as_read(set(quads), graph)).values() if _FOR in n.terms)


def _means(line: _Line, node: Node, names: Names, before: ox.NamedNode | None = None) -> bool:
    """Whether a line concerns an evidence; ``before``: the fact that it was read for, where it is for another now."""
    d = line.decision
    fact = node.terms.get(_FOR, node.terms.get(_REJECTED, []))
    if d.fact and names.fact(d.fact) not in (*fact, before):
        return False
    ends = {node.node(RDF("subject")), node.term(RDF("object"))}
    if any(wanted is not None and wanted not in ends for wanted in (line.subject, line.object)):
        return False
    if d.relation and not d.fact:
        relation = vocabulary().require_relation(d.relation)
        in_turn = relation.symmetric or line.subject in (None, node.node(RDF("subject")))
        if node.node(RDF("predicate")) != NW(relation.local) or not in_turn:
            return False
    return (not d.rule or node.text(NW("rule")) == d.rule) and (not d.sentence or node.text(OA("exact")) == d.sentence)


# ---- following


def _as_read(quads: set[ox.Quad], graph: ox.NamedNode) -> set[ox.Quad]:
    """A document's graph without what decisions made of it."""
    nodes = group(q for q in quads if q.predicate in (_AS_READ, _CURATED, NW("decided"), NW("names")))
    touched = {iri for iri, node in nodes.items() if {_AS_READ, _CURATED, NW("decided")} & node.terms.keys()}
    if not touched:
        return quads
    added = {node.node(NW("names")) for iri, node in nodes.items() if iri in touched and NW("names") in node.terms}
    kept = {q for q in quads if q.subject not in touched}
    kept -= {ox.Quad(graph, SCHEMA("mentions"), entity, graph) for entity in added}
    for iri in touched:
        if _AS_READ in nodes[iri].terms:
            lines = "".join(f"{iri} {said} {graph} .\n" for said in json.loads(nodes[iri].text(_AS_READ)))
            kept |= set(ox.parse(lines, format=ox.RdfFormat.N_QUADS))
    return kept


def _followed(quads: set[ox.Quad], graph: ox.NamedNode, lines: Sequence[_Line], store: GraphStore) -> set[ox.Quad]:
    """A document's graph, as read, with the decisions on it."""
    out = set(quads)
    for iri, node in group(quads).items():
        if _FOR not in node.terms:
            continue
        own = {predicate: list(terms) for predicate, terms in node.terms.items()}
        read_for = node.node(_FOR)
        meant = False
        for line in lines:
            if _means(line, node, store.names, read_for):
                _follow(line, node, store.names)
                node.terms[_CURATED] = [*node.terms.get(_CURATED, []), _node_of(line.decision, store.names)]
                out |= _described(line, graph, quads, store)
                meant = True
        if meant:
            said = sorted(f"{predicate} {term}" for predicate, terms in own.items() for term in terms)
            node.terms[_AS_READ] = [ox.Literal(json.dumps(said, ensure_ascii=False))]
            if read_for not in (*node.terms.get(_FOR, []), *node.terms.get(_REJECTED, [])):
                node.terms[NW("readFor")] = [read_for]
            out -= {ox.Quad(iri, predicate, term, graph) for predicate, terms in own.items() for term in terms}
            out |= {ox.Quad(iri, p, term, graph) for p, terms in node.terms.items() for term in terms}
    return out


def _follow(line: _Line, node: Node, names: Names) -> None:
    """Change one evidence as one decision says."""
    d = line.decision
    rejected = d.decision == "reject"
    fact = (node.terms.pop(_FOR, None) or node.terms.pop(_REJECTED))[0]
    if d.decision == "change":
        _change(line, node)
        fact = names.fact(_fact_key(node, iri_of(fact), names))
    node.terms[_REJECTED if rejected else _FOR] = [fact]
    node.terms[RDF("type")] = [NW("RejectedEvidence" if rejected else "Evidence")]


def _change(line: _Line, node: Node) -> None:
    d = line.decision
    if d.field == "status":
        node.terms[NW("status")] = [ox.Literal(d.value)]
    elif d.field == "relation":
        node.terms[RDF("predicate")] = [NW(vocabulary().require_relation(d.value).local)]
        node.terms[NW("phrase")] = [ox.Literal(d.value.replace("_", " "))]
    elif line.new is not None:
        node.terms[RDF(d.field)] = [line.new]
        if d.field == "object":
            for kind in [p for p in node.terms if p.value.startswith(NW.iri + "value")]:
                del node.terms[kind]
    else:
        local = vocabulary().require_qualifier(d.field).local
        node.terms[NW(local)] = [_term(qualifier_n3(d.field, d.value))]
        known = vocabulary().qualifiers_by_iri
        held = {known[p.value].name: node.text(p) for p in node.terms if p.value in known}
        for bound, day in zip(("earliest", "latest"), bounds_of(held), strict=True):
            node.terms.pop(NW(bound), None)
            if day is not None:
                node.terms[NW(bound)] = [_term(date_n3(day.isoformat()))]


def _term(n3: str) -> ox.Literal:
    [quad] = ox.parse(f"<x:a> <x:b> {n3} .", format=ox.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, ox.Literal)
    return quad.object


def _fact_key(node: Node, before: ox.NamedNode, names: Names) -> str:
    """The key of the fact that an evidence is for (``rdf.fact_key``, of a node)."""
    relation = vocabulary().relations_by_iri[node.text(RDF("predicate"))]
    subject, obj = names.id_of(node.node(RDF("subject"))), node.term(RDF("object"))
    if NW("valueKind") in node.terms:
        value = str(obj) if isinstance(obj, ox.Literal) else obj.value.removeprefix(names.base)
        return content_key(subject, relation.name, ("literal", value))
    other = names.id_of(iri_of(obj))
    if other < subject and relation.symmetric:
        subject, other = other, subject
    return content_key(subject, relation.name, ("entity", other))


def _node_of(d: Decision, names: Names) -> ox.NamedNode:
    return ox.NamedNode(f"{names.base}decision/{d.id}")


def _described(line: _Line, graph: ox.NamedNode, quads: set[ox.Quad], store: GraphStore) -> set[ox.Quad]:
    """The decision's own node, and the naming of an entity that the document did not name."""
    d, node = line.decision, _node_of(line.decision, store.names)
    said: list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]
    said = [(RDF("type"), NW("Decision")), (NW("decided"), ox.Literal(d.decision))]
    texts = ((DCTERMS("creator"), d.who), (PROV("generatedAtTime"), d.when), (RDFS("comment"), d.why))
    said += [(predicate, ox.Literal(text)) for predicate, text in texts if text]
    out = {ox.Quad(node, predicate, term, graph) for predicate, term in said}
    if line.new is not None and ox.Quad(graph, SCHEMA("mentions"), line.new, graph) not in quads:
        entity = GraphReader(store).entity(line.new)
        naming = store.names.naming(store.names.id_of(graph), store.names.id_of(line.new))
        vote = json.dumps([entity.name, entity.type], ensure_ascii=False)
        out |= {
            ox.Quad(graph, SCHEMA("mentions"), line.new, graph),
            ox.Quad(naming, NW("names"), line.new, graph),
            ox.Quad(naming, NW("naming"), ox.Literal(vote), graph),
            ox.Quad(naming, _CURATED, node, graph),
        }
    return out

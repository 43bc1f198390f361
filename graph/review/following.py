"""What decisions make of a graph: a function of the documents as they were read and of the lines of decisions.csv.

A decision on facts acts on the evidence in documents' graphs (``document_decisions``), which keep how they were read
(``store.as_read``); one on an entity everywhere (its name, its class, a link) stands in the graph of decisions, with
who decided, when and why. It follows from nothing else, so that the order of builds and decisions, interruption and
withdrawal leave no trace.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from newsweave.graph.nodes import group, iri_of
from newsweave.graph.review import merge_decisions
from newsweave.graph.review.decision_lines import Ground, Line, Stale
from newsweave.graph.review.decisions import Decision, read_decisions
from newsweave.graph.review.document_decisions import DocumentDecisions, Lines
from newsweave.graph.review.merge_decisions import Merging
from newsweave.graph.store.as_read import as_read, curated_graphs, with_trace
from newsweave.graph.store.folder import DECISIONS_FILE, MERGES_FILE
from newsweave.graph.store.graph_reader import GraphReader
from newsweave.graph.store.replacement import decided_description, description
from newsweave.graph.store.store import GraphStore
from newsweave.graph.store.terms import DECISIONS, NW, PROV, RDF, RDFS, SKOS, XSD, Names, escape_id, storable

__all__ = ["Applied", "apply", "follow", "spoken", "stale"]

_WHEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_ORDER = {"split": 0, "rename": 1}
"""Names that these make may be used by all other lines, wherever they stand."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What following the decisions did."""

    changed: list[str] = field(default_factory=list)
    """Ids of the documents whose graphs are others now, sorted."""
    stale: list[tuple[Decision, str]] = field(default_factory=list)
    """Decisions that concern nothing in the graph, each with the reason, in the order of the file."""


def apply(store: GraphStore, decisions: Iterable[Decision]) -> Applied:
    """Let a graph that is open for writing follow these decisions, and no others; what is inferred follows too.

    A process killed meanwhile leaves whole documents, some as decided, some as they were; the next call, or build,
    brings the graph to the same state.

    Raises:
        DataError: where ``merges.csv`` is wrong.
        StoreError: where the graph cannot be written or is damaged.
    """
    from newsweave.graph.store.infer import renew

    plan = _Plan(store, list(decisions))
    changed = [store.names.id_of(g) for g, quads in sorted(plan.documents(), key=_by_iri) if store.replace(g, quads)]
    decided = plan.decided()
    store.put_decisions(decided, plan.misdescribed(decided))
    if store.is_pending():
        store.finish()
        renew(store)
    return Applied(sorted(changed), plan.stale())


def follow(graph: Path) -> Applied:
    """Let the graph in a folder follow the decisions that stand there.

    Raises:
        DataError: where ``decisions.csv`` or ``merges.csv`` is wrong.
        StoreError: where the graph is being written by another process, or damaged.
    """
    lines = read_decisions(graph / DECISIONS_FILE)
    with GraphStore.open(graph, read_only=False) as store:
        return apply(store, lines)


def stale(store: GraphStore, decisions: Iterable[Decision]) -> list[tuple[Decision, str]]:
    """The decisions that concern nothing in the graph, each with the reason; nothing is changed."""
    plan = _Plan(store, list(decisions))
    for _ in plan.documents():
        pass
    return plan.stale()


def _by_iri(pair: tuple[ox.NamedNode, set[ox.Quad]]) -> str:
    return pair[0].value


class _Plan:
    """What the graph is to become; ``documents`` is to be gone through before the rest is asked for."""

    def __init__(self, store: GraphStore, decisions: Sequence[Decision]) -> None:
        self._store, self._decisions = store, decisions
        with store.reading():
            pattern = store.database.quads_for_pattern
            curated = {g: as_read(set(pattern(None, None, None, g)), g) for g in curated_graphs(store.database)}
            self._ground = Ground(store, curated, _merging(store))
            self._reasons: dict[int, str] = {}
            self._lines: dict[int, Line] = {}
            self._used: set[int] = set()
            for number in sorted(range(len(decisions)), key=lambda n: _ORDER.get(decisions[n].decision, 2)):
                try:
                    self._lines[number] = self._ground.line(number, decisions[number])
                except Stale as reason:
                    self._reasons[number] = str(reason)

    def documents(self) -> Iterator[tuple[ox.NamedNode, set[ox.Quad]]]:
        """The documents that decisions concern or concerned, and what they become."""
        lines, graphs = Lines(), set(self._ground.curated)
        with self._store.reading():
            for _, line in sorted(self._lines.items()):
                lines.add(line, self._store.names)
                graphs |= self._ground.graphs(line)
            made = []
            for graph in graphs:
                read = self._ground.quads(graph)
                one = DocumentDecisions(graph, read, lines, self._store.names)
                followed = with_trace(read, one.followed(), graph)
                self._used |= one.used
                if followed != read or graph in self._ground.curated:
                    made.append((graph, followed))
        yield from made
        self._settle()

    def _settle(self) -> None:
        """Which lines on whole entities hold: those on one that documents name."""
        for number, line in self._lines.items():
            if line.decision.decision in ("rename", "retype", "link"):
                self._used.add(number)
            elif number not in self._used:
                self._reasons[number] = _reason(line)

    def stale(self) -> list[tuple[Decision, str]]:
        """Lines that concern nothing, and why."""
        return [(self._decisions[n], self._reasons[n]) for n in sorted(self._reasons)]

    def decided(self) -> set[ox.Quad]:
        """The graph of decisions."""
        out: set[ox.Quad] = set()
        last: dict[tuple[object, str], ox.Quad] = {}
        for number, line in sorted(self._lines.items()):
            if number not in self._used:
                continue
            out |= {ox.Quad(s, p, term, DECISIONS) for s, p, term in _described(line, self._store.names)}
            d = line.decision
            if d.decision not in ("rename", "retype", "link", "split"):
                continue
            entity = line.new if d.decision == "split" else line.subject
            assert entity is not None
            out.add(ox.Quad(entity, NW("curatedBy"), line.node, DECISIONS))
            if d.decision == "split":
                assert line.subject is not None
                out.add(ox.Quad(entity, NW("splitFrom"), line.subject, DECISIONS))
            elif d.decision == "link":
                assert line.new is not None
                out.add(ox.Quad(entity, SKOS("exactMatch"), line.new, DECISIONS))
            elif d.decision == "rename":
                last[entity, "name"] = ox.Quad(entity, NW("decidedName"), ox.Literal(storable(d.value)), DECISIONS)
            else:
                last[entity, "class"] = ox.Quad(entity, NW("decidedClass"), NW(d.value), DECISIONS)
        return out | set(last.values())

    def misdescribed(self, decided: Iterable[ox.Quad]) -> set[ox.NamedNode]:
        """Entities whose description is not, or no longer, what somebody decided, by the graph of decisions."""
        given = (NW("decidedName"), NW("decidedClass"))
        database, wanted = self._store.database, group(q for q in decided if q.predicate in given)
        with self._store.reading():
            found = set()
            for name in ("decidedName", "decidedClass"):
                predicate = NW(name)
                had = {iri_of(q.subject) for q in database.quads_for_pattern(None, predicate, None, DECISIONS)}
                for entity in had | {iri for iri, node in wanted.items() if predicate in node.terms}:
                    node = wanted.get(entity)
                    terms = [] if node is None else node.terms.get(predicate, [])
                    said = terms[0].value.removeprefix(NW.iri) if terms else None
                    before = decided_description(database, entity)[name == "decidedClass"]
                    known = description(database, entity)
                    held = known and (known.name if name == "decidedName" else known.type)
                    if said != before or (said is not None and said != held):
                        found.add(entity)
        return found


def _merging(store: GraphStore) -> Merging:
    path = (store.path or Path()) / MERGES_FILE
    return Merging() if store.path is None else Merging.of(merge_decisions.read_decisions(path), path)


def _reason(line: Line) -> str:
    d = line.decision
    if d.decision == "change" and d.field == "object" and line.new is None:
        return f"{d.value!r} is no entity of the graph, and no value of the kind that stands there"
    if d.sentence:
        return "the sentence is gone, or says this no more"
    if d.decision == "split":
        return f"the document does not name {d.subject!r}"
    return f"no sentence of the {'document' if d.document else 'graph'} says this fact any more"


_Said = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


def _described(line: Line, names: Names) -> Iterator[_Said]:
    """A decision as an activity of the one who decided (PROV-O)."""
    d, node = line.decision, line.node
    yield node, RDF("type"), NW("Decision")
    yield node, NW("decision"), ox.Literal(d.decision)
    if d.field or d.value:
        yield node, NW("decided"), ox.Literal(storable(f"{d.field or d.decision} = {d.value}"))
    if d.why:
        yield node, RDFS("comment"), ox.Literal(storable(d.why))
    if d.when:
        kind = XSD("dateTime" if _WHEN.fullmatch(d.when) else "string")
        yield node, PROV("endedAtTime"), ox.Literal(storable(d.when), datatype=kind)
    if d.who:
        agent = ox.NamedNode(f"{names.base}agent/{escape_id(storable(d.who))}")
        yield node, PROV("wasAssociatedWith"), agent
        yield agent, RDF("type"), PROV("Agent")
        yield agent, RDFS("label"), ox.Literal(storable(d.who))


# --- in words ---


def spoken(store: GraphStore, d: Decision) -> str:
    """What a decision is about, in words: its fact as the graph says it or would, else what the line itself says."""
    said = [" — ".join(filter(None, (d.subject, d.relation, d.object)))]
    if d.fact:
        said = [_in_words(store, d.fact) or said[0] or f"fact {d.fact}"]
    narrower = (("rule ", d.rule), ("in ", d.document), ("", d.sentence))
    return ", ".join(filter(None, (*said, *(word + text for word, text in narrower if text))))


def _in_words(store: GraphStore, key: str) -> str:
    reader, pattern = GraphReader(store), store.database.quads_for_pattern
    for way in ("evidenceFor", "rejectedFor"):
        for quad in pattern(None, NW(way), store.names.fact(key), None):
            node = group(pattern(iri_of(quad.subject), None, None, quad.graph_name))[iri_of(quad.subject)]
            target = node.get(NW("valueText")) or reader.entity(iri_of(node.term(RDF("object")))).name
            return f"{reader.entity(node.node(RDF('subject'))).name} — {node.text(NW('phrase'))} → {target}"
    return ""

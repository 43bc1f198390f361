"""Decisions with the nodes that their names mean, in a graph as it was read.

What a name means does not depend on what the graph makes of decisions at the moment, so that following them again
gives the same. Ids are followed through ``merges.csv``; an entity that a split makes, or that is renamed, may be
called by its new name.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from newsweave.graph.nodes import iri_of, text_of
from newsweave.graph.review.decisions import Decision, linked_iri
from newsweave.graph.review.merge_decisions import Merging
from newsweave.graph.spelling import loose
from newsweave.graph.store.as_read import as_read
from newsweave.graph.store.derive import Description, tally
from newsweave.graph.store.store import GraphStore
from newsweave.graph.store.terms import NW, SCHEMA
from newsweave.ontology.gazetteer import slugify

__all__ = ["Ground", "Line", "Stale", "naming_vote", "split_id"]


class Stale(Exception):
    """Why a decision concerns nothing in the graph."""


@dataclass(frozen=True, slots=True)
class Line:
    """A decision and what its names mean."""

    number: int
    """Place in the file; the last decision on a fact counts."""
    decision: Decision
    node: ox.NamedNode
    """The decision's own node."""
    subject: ox.NamedNode | None = None
    object: ox.NamedNode | None = None
    value_object: str = ""
    """What the line calls the object, in lower case, where that is no entity: a value, if anything."""
    new: ox.NamedNode | None = None
    """The entity that an argument becomes, or that a split makes."""
    forms: Mapping[ox.NamedNode, Description] = field(default_factory=dict)
    """How documents describe the entities that the decision may bring into one that does not name them."""
    by_ends: bool = True
    """Whether subject and object say which fact is meant: not where the graph has the fact of this key."""


def split_id(entity: str, name: str) -> str:
    """The id of what is split off: no name gives one with ``~``, and every line with this name means the same."""
    return f"{slugify(name) or 'other'}~{entity}"


class Ground:
    """A graph as it was read: what decisions stand on."""

    def __init__(self, store: GraphStore, curated: Mapping[ox.NamedNode, set[ox.Quad]], merging: Merging) -> None:
        """``curated``: the graphs of documents that decisions have changed, as they were read."""
        self.store, self.names, self.curated, self.merging = store, store.names, curated, merging
        self._made: dict[ox.NamedNode, Description] = {}  # by splits
        self._called: dict[str, set[ox.NamedNode]] = {}  # new names, in lower case
        self._known: dict[ox.NamedNode, Description | None] = {}
        self._forms: dict[str, set[ox.NamedNode]] | None = None
        self._mentioned: dict[ox.NamedNode, set[ox.NamedNode]] = {}
        self._curated_quads: dict[tuple[ox.NamedNode, object], list[ox.Quad]] = {}
        for quads in curated.values():
            for quad in quads:
                self._curated_quads.setdefault((quad.predicate, quad.object), []).append(quad)

    def having(self, predicate: ox.NamedNode, object: ox.NamedNode | ox.Literal) -> Iterator[ox.Quad]:
        """The quads of documents with this predicate and object."""
        yield from self._curated_quads.get((predicate, object), ())
        for quad in self.store.database.quads_for_pattern(None, predicate, object, None):
            if quad.graph_name not in self.curated:
                yield quad

    def quads(self, graph: ox.NamedNode) -> set[ox.Quad]:
        """A document's graph."""
        if graph in self.curated:
            return self.curated[graph]
        return as_read(set(self.store.database.quads_for_pattern(None, None, None, graph)), graph)

    def holds(self, graph: ox.NamedNode) -> bool:
        """Whether there is such a document."""
        return any(True for _ in self.store.database.quads_for_pattern(graph, NW("version"), None, graph))

    def described(self, entity: ox.NamedNode) -> Description | None:
        """How the documents describe an entity, None where they do not name it."""
        if entity in self._made:
            return self._made[entity]
        if entity not in self._known:
            votes: Counter[str] = Counter()
            for naming in self.having(NW("names"), entity):
                graph = iri_of(naming.graph_name)
                votes.update(text_of(q.object) for q in self._said(iri_of(naming.subject), graph))
            self._known[entity] = tally(votes) if votes else None
        return self._known[entity]

    def _said(self, naming: ox.NamedNode, graph: ox.NamedNode) -> Iterator[ox.Quad]:
        if graph in self.curated:
            return (q for q in self.curated[graph] if q.subject == naming and q.predicate == NW("naming"))
        return self.store.database.quads_for_pattern(naming, NW("naming"), None, graph)

    def entity(self, text: str) -> ox.NamedNode:
        """The entity of this id, IRI, or name that the graph knows once.

        Raises:
            Stale: where there is none, or several.
        """
        base = self.names.base
        id = self.names.id_of(ox.NamedNode(text)) if text.startswith(base) and " " not in text else text
        own = self.names.entity(self.merging.now(id))
        if self.described(own) is not None:
            return own
        found = self._named(text)
        if len(found) == 1:
            return found[0]
        ids = " or ".join(map(self.names.id_of, found))
        raise Stale(f"{text!r} may be {ids}: write the id" if found else f"the graph has no entity {text!r}")

    def _named(self, text: str) -> list[ox.NamedNode]:
        forms = self._all_forms()
        plain, near = text.casefold(), "\0" + loose(text)
        found = forms.get(plain, set()) | self._called.get(plain, set())
        return sorted(found or forms.get(near, set()), key=str)

    def _all_forms(self) -> dict[str, set[ox.NamedNode]]:
        """Every name and alias, in lower case and, behind a NUL, as ``loose`` makes it; made where it is needed."""
        if self._forms is None:
            self._forms = {}
            pattern = self.store.database.quads_for_pattern
            entities = {
                iri_of(q.object) for q in pattern(None, NW("names"), None, None) if q.graph_name not in self.curated
            }
            entities |= {iri_of(q.object) for g in self.curated.values() for q in g if q.predicate == NW("names")}
            for entity in entities:
                known = self.described(entity)
                for form in (known.name, *known.aliases) if known else ():
                    self._forms.setdefault(form.casefold(), set()).add(entity)
                    self._forms.setdefault("\0" + loose(form), set()).add(entity)
        return self._forms

    # --- lines ---

    def line(self, number: int, d: Decision) -> Line:
        """A decision with what its names mean.

        Raises:
            Stale: where a name means nothing, or two things, or the document is not there.
        """
        if d.document and not self.holds(self.names.document(d.document)):
            raise Stale(f"the graph has no document {d.document!r} any more")
        node = ox.NamedNode(f"{self.names.base}decision/{d.id}")
        if d.decision in ("split", "rename", "retype", "link"):
            return self._of_entity(number, d, node)
        by_ends = not d.fact or not any(True for _ in self.having(NW("evidenceFor"), self.names.fact(d.fact)))
        if (not by_ends and d.decision != "add") or (d.fact and not (d.subject and d.object)):
            subject, obj, value = None, None, ""
        else:
            subject = self.entity(d.subject) if d.subject else None
            obj, value = self._object(d)
        new = self._argument(d) if d.field in ("subject", "object") else None
        brought = {e: self.described(e) for e in ((subject, obj) if d.decision == "add" else (new,)) if e}
        forms = {e: known for e, known in brought.items() if known is not None}
        return Line(number, d, node, subject, obj, value, new, forms, by_ends)

    def _object(self, d: Decision) -> tuple[ox.NamedNode | None, str]:
        if not d.object:
            return None, ""
        try:
            return self.entity(d.object), ""
        except Stale:
            if d.decision == "add" or " or " in d.object:
                raise
            if self._named(d.object):  # that several are called
                raise
            return None, d.object.casefold()

    def _argument(self, d: Decision) -> ox.NamedNode | None:
        """What an argument becomes; None for an object that is no entity, and so perhaps a value."""
        try:
            return self.entity(d.value)
        except Stale:
            if d.field == "object" and not self._named(d.value):
                return None
            raise

    def _of_entity(self, number: int, d: Decision, node: ox.NamedNode) -> Line:
        subject = self.entity(d.subject)
        known = self.described(subject)
        assert known is not None
        if d.decision == "rename":
            self._called.setdefault(d.value.casefold(), set()).add(subject)
        if d.decision == "link":
            return Line(number, d, node, subject, new=ox.NamedNode(str(linked_iri(d.value))))
        if d.decision != "split":
            return Line(number, d, node, subject)
        new = self.names.entity(split_id(self.names.id_of(subject), d.value))
        aliases = tuple(sorted({known.name, *known.aliases} - {d.value}))
        made = self._made.setdefault(new, Description(d.value, known.type, aliases))
        self._called.setdefault(d.value.casefold(), set()).add(new)
        return Line(number, d, node, subject, new=new, forms={new: made})

    # --- where a line may apply ---

    def graphs(self, line: Line) -> set[ox.NamedNode]:
        """Documents in which there may be something that a line concerns, beside those that decisions changed."""
        d, names = line.decision, self.names
        if d.decision in ("rename", "retype", "link"):
            return set()
        if d.document:
            return {names.document(d.document)}
        if d.decision == "split":
            assert line.subject is not None
            found = self.having(SCHEMA("mentions"), line.subject)
        elif not line.by_ends or (d.fact and line.subject is None):
            found = self.having(NW("evidenceFor"), names.fact(d.fact))
        else:
            return self._with_ends(line)
        return {iri_of(q.graph_name) for q in found}

    def _with_ends(self, line: Line) -> set[ox.NamedNode]:
        if line.subject is None:
            return set()
        ends = [self._naming(e) for e in (line.subject, line.object) if e is not None]
        return set.intersection(*ends)

    def _naming(self, entity: ox.NamedNode) -> set[ox.NamedNode]:
        if entity not in self._mentioned:
            self._mentioned[entity] = {iri_of(q.graph_name) for q in self.having(SCHEMA("mentions"), entity)}
        return self._mentioned[entity]


def naming_vote(known: Description) -> str:
    """A document's vote for an entity that a decision brings into it, as ``nw:naming`` holds it."""
    return json.dumps([known.name, known.type, *known.aliases], ensure_ascii=False)

"""Correcting a graph from Python: a call writes a line of decisions.csv, lets the graph follow, and reads it anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from newsweave.graph.facts import Fact, GraphEntity
from newsweave.graph.store.store import GraphStore
from newsweave.ontology.errors import QueryError, StoreError

if TYPE_CHECKING:
    from newsweave.graph.review.decisions import Decision

__all__ = ["Curating"]


class Curating:
    """The part of a ``KnowledgeGraph`` that corrects it.

    The graph stays open for reading: a decision is followed by a second, writing opening of its folder, and then the
    folder is opened anew. What was read before, a ``dataset()`` too, stays as it was. A decision that concerns nothing
    in the graph is refused with a QueryError and not written. Beside a build that is writing, the line is written and
    a StoreError says that the build's next run follows it.
    """

    store: GraphStore

    def reject(
        self,
        fact: Fact | str,
        *,
        why: str = "",
        who: str = "",
        document: str | None = None,
        sentence: str | None = None,
    ) -> Decision:
        """Say that a fact (or the fact of this key) is not what the text says: in all documents, or in one.

        Its evidence stays to be asked for (``nw:RejectedEvidence``), but is no fact.

        Raises:
            QueryError: where the graph has no such fact there.
            DataError: where ``decisions.csv`` is wrong or cannot be written.
            StoreError: where the graph is being written by another process.
        """
        return self._decide(self._of_fact("reject", fact, why, who, document, sentence))

    def confirm(
        self,
        fact: Fact | str,
        *,
        why: str = "",
        who: str = "",
        document: str | None = None,
        sentence: str | None = None,
    ) -> Decision:
        """Say that a fact is what the text says; raises as ``reject``."""
        return self._decide(self._of_fact("confirm", fact, why, who, document, sentence))

    def change(
        self,
        fact: Fact | str,
        *,
        why: str = "",
        who: str = "",
        document: str | None = None,
        sentence: str | None = None,
        **field: str,
    ) -> Decision:
        """Correct a part of a fact: ``status``, ``relation``, ``subject``, ``object``, or a qualifier such as ``date``.

        ``kg.change(fact, status="negated")``. Raises as ``reject``; TypeError where not one part is given.
        """
        if len(field) != 1:
            raise TypeError("change() takes one part of the fact, such as status='negated'")
        [(name, value)] = field.items()
        line = self._of_fact("change", fact, why, who, document, sentence)
        return self._decide(replace(line, field=name, value=value))

    def add(
        self,
        subject: str,
        relation: str,
        object: str,
        *,
        document: str,
        sentence: str,
        status: str = "asserted",
        why: str = "",
        who: str = "",
    ) -> Decision:
        """Add a fact that a document's sentence says and that was missed; both entities must be in the graph.

        A sentence that the graph does not have is taken as said. Raises as ``reject``.
        """
        from newsweave.graph.review.decisions import Decision

        line = Decision(decision="add", subject=subject, relation=relation, object=object, document=document)
        more = {"field": "status", "value": status} if status != "asserted" else {}
        return self._decide(replace(line, sentence=sentence, why=why, who=who, **more))

    def split(
        self,
        entity: str,
        name: str,
        *,
        document: str | None = None,
        sentence: str | None = None,
        why: str = "",
        who: str = "",
    ) -> Decision:
        """Say that a document, or a sentence, means another entity of this ``name`` where it was read as ``entity``.

        Further documents with the same ``name`` mean the same new entity; those read later stay with ``entity``.
        Raises as ``reject``.
        """
        return self._of_entity("split", entity, name, why, who, document=document or "", sentence=sentence or "")

    def rename(self, entity: str, name: str, *, why: str = "", who: str = "") -> Decision:
        """Give an entity another name; those it had become aliases. Raises as ``reject``."""
        return self._of_entity("rename", entity, name, why, who)

    def retype(self, entity: str, type: str, *, why: str = "", who: str = "") -> Decision:
        """Give an entity another class of the vocabulary. Raises as ``reject``."""
        return self._of_entity("retype", entity, type, why, who)

    def link(self, entity: str, to: str, *, why: str = "", who: str = "") -> Decision:
        """Say which thing elsewhere (an IRI, or a Wikidata id) an entity is (skos:exactMatch). Raises as ``reject``."""
        return self._of_entity("link", entity, to, why, who)

    def decisions(self) -> list[Decision]:
        """The lines of ``decisions.csv``, in order; DataError where the file is wrong."""
        from newsweave.graph.review.decisions import read_decisions

        return read_decisions(self._file())

    def stale_decisions(self) -> list[tuple[Decision, str]]:
        """The decisions that concern nothing in the graph any more, each with the reason."""
        from newsweave.graph.review.following import stale

        return stale(self.store, self.decisions())

    def withdraw(self, *ids: str) -> list[Decision]:
        """Take decisions back: the graph is as if they had never been. QueryError where there is no such decision."""
        from newsweave.graph.review.decisions import withdraw

        known = {d.id for d in self.decisions()}
        if unknown := [id for id in ids if id not in known]:
            raise QueryError(f"{self._file()}: has no decision {unknown[0]!r}")
        gone = withdraw(self._file(), ids)
        self._follow()
        return gone

    # --- writing ---

    def _of_fact(
        self, kind: str, fact: Fact | str, why: str, who: str, document: str | None, sentence: str | None
    ) -> Decision:
        from newsweave.graph.review.decisions import Decision

        line = Decision(decision=kind, document=document or "", sentence=sentence or "", why=why, who=who)
        if isinstance(fact, str):
            return replace(line, fact=fact)
        ends = [
            self.store.names.id_of(ox.NamedNode(end.iri)) if isinstance(end, GraphEntity) else end.value
            for end in (fact.subject, fact.object)
        ]
        return replace(line, fact=fact.key, subject=ends[0], relation=fact.relation, object=ends[1])

    def _of_entity(self, kind: str, entity: str, value: str, why: str, who: str, **where: str) -> Decision:
        from newsweave.graph.review.decisions import Decision

        return self._decide(replace(Decision(decision=kind, subject=entity, value=value, why=why, who=who), **where))

    def _decide(self, line: Decision) -> Decision:
        from newsweave.graph.review.decisions import add_decisions, check_decision
        from newsweave.graph.review.following import stale

        path = self._file()
        line = check_decision(line, str(path))
        others = [d for d in self.decisions() if d.id != line.id]
        if reasons := [reason for d, reason in stale(self.store, [*others, line]) if d.id == line.id]:
            raise QueryError(f"{line.decision}: {reasons[0]}")
        [written] = add_decisions(path, [line])
        self._follow()
        return written

    def _file(self) -> Path:
        from newsweave.graph.store.folder import DECISIONS_FILE

        if self.store.path is None:
            raise QueryError("a graph in memory has no file of decisions")
        return self.store.path / DECISIONS_FILE

    def _follow(self) -> None:
        from newsweave.graph.review.following import follow

        path = self._file()
        try:
            follow(path.parent)
        except StoreError as error:
            raise StoreError(f"{path}: is written, but not followed yet; the next build does it: {error}") from None
        before, self.store = self.store, GraphStore.open(path.parent)
        before.close()

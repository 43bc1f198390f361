"""Decisions about merging: which entities a person says are the same, and what that makes of a document's facts.

They stand in ``merges.csv`` in the graph's folder, which ``newsweave merges KG --write`` makes. Each line names two
entities; a person writes ``yes`` (the same: ``other`` becomes ``keep``) or ``no`` (never propose it again).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from newsweave.extract.model import Entity, EntityArgument, Source, Statement
from newsweave.ontology.errors import DataError

__all__ = ["FILE_NAME", "Decision", "Merging", "read_decisions", "write_decisions"]

FILE_NAME = "merges.csv"
_COLUMNS = ("decision", "keep", "keep_name", "other", "other_name", "class", "why", "shared", "documents")
_ANSWERS = {"": "", "yes": "yes", "y": "yes", "no": "no", "n": "no"}


@dataclass(frozen=True, slots=True)
class Decision:
    """A line of ``merges.csv``: two entities by their ids, and whether they are the same."""

    keep: str
    keep_name: str
    other: str
    other_name: str
    decision: str = ""
    """``yes``, ``no``, or empty where nobody has decided."""
    type: str = ""
    why: str = ""
    shared: int = 0
    """How many entities both have facts with."""
    documents: int = 0
    """How many documents name either."""

    @property
    def pair(self) -> tuple[str, str]:
        """The two ids, in the same order whichever is kept."""
        return min(self.keep, self.other), max(self.keep, self.other)


def read_decisions(path: Path) -> list[Decision]:
    """The lines of a file of decisions, in order; none where there is no such file.

    Raises:
        DataError: where it cannot be read, lacks a column, or a line makes no sense; the message names file and line.
    """
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8 text (byte {error.start})") from None
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        columns = rows.fieldnames or []
        if missing := [c for c in ("decision", "keep", "other") if c not in columns]:
            raise DataError(f"{path}: has no column {missing[0]!r}; `newsweave merges KG --write` makes the file")
        return [_decision(path, rows.line_num, row) for row in rows]
    except csv.Error as error:
        raise DataError(f"{path}:{rows.line_num}: is not CSV: {error}") from None


def _decision(path: Path, line: int, row: Mapping[str, str | None]) -> Decision:
    cells = {column: (row.get(column) or "").strip() for column in _COLUMNS}
    answer = _ANSWERS.get(cells["decision"].lower())
    if answer is None:
        raise DataError(f"{path}:{line}: decision {cells['decision']!r} is none of yes, no and empty")
    if not cells["keep"] or not cells["other"]:
        raise DataError(f"{path}:{line}: names no {'keep' if not cells['keep'] else 'other'}")
    if cells["keep"] == cells["other"]:
        raise DataError(f"{path}:{line}: keep and other are both {cells['keep']!r}")
    shared, documents = (int(n) if n.isdecimal() else 0 for n in (cells["shared"], cells["documents"]))
    names = cells["keep_name"] or cells["keep"], cells["other_name"] or cells["other"]
    return Decision(
        cells["keep"], names[0], cells["other"], names[1], answer, cells["class"], cells["why"], shared, documents
    )


def write_decisions(path: Path, decisions: Iterable[Decision]) -> None:
    """Write a file of decisions whole, or leave the one that is there.

    Raises:
        DataError: where it cannot be written.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for d in decisions:
        writer.writerow((d.decision, d.keep, d.keep_name, d.other, d.other_name, d.type, d.why, d.shared, d.documents))
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(out.getvalue(), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise DataError(f"{path}: cannot be written: {error.strerror}") from None


@dataclass(frozen=True, slots=True)
class Merging:
    """What the decisions say of each entity that becomes another; empty where nothing is decided."""

    targets: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Id to the id and the name of what it becomes, chains followed to their end."""

    @classmethod
    def of(cls, decisions: Iterable[Decision], path: Path) -> Merging:
        """Follow the decisions to their ends.

        Raises:
            DataError: where one entity would become two, or itself; the message names the file and the entity.
        """
        steps: dict[str, Decision] = {}
        for d in decisions:
            if d.decision != "yes":
                continue
            if steps.setdefault(d.other, d).keep != d.keep:
                raise DataError(f"{path}: {d.other!r} is to become both {steps[d.other].keep!r} and {d.keep!r}")
        return cls({other: _end(other, steps, path) for other in steps})

    def now(self, id: str) -> str:
        """The id of what an entity has become: its own where nothing is decided."""
        return self.targets[id][0] if id in self.targets else id

    def apply(
        self, statements: Iterable[Statement], entities: Sequence[Entity]
    ) -> tuple[list[Statement], list[Entity], dict[str, list[str]]]:
        """A document's statements and entities as decided, and the ids that each entity had before.

        A statement about a thing and itself is left out. A document that has nothing to do with a decision comes back
        as it is.
        """
        kept = list(statements)
        named = {e.id for e in entities}
        named.update(a.id for s in kept for a in (s.subject, s.object) if isinstance(a, EntityArgument))
        named.update(source.id for s in kept for source in s.sources if source.id is not None)
        concerned = sorted(named & self.targets.keys())
        if not concerned:
            return kept, list(entities), {}
        merged: dict[str, list[str]] = {}
        for id in concerned:
            merged.setdefault(self.now(id), []).append(id)
        moved = (self._statement(s) for s in kept)
        return [s for s in moved if s is not None], self._entities(entities), merged

    def _entities(self, entities: Sequence[Entity]) -> list[Entity]:
        found: dict[str, Entity] = {}
        for e in sorted(entities, key=lambda e: e.id in self.targets):  # what is kept says the class
            id, name = self.targets.get(e.id, (e.id, e.name))
            known = found.get(id)
            forms = {e.name, *e.aliases} | ({known.name, *known.aliases} if known else set())
            mentions = sorted((*(known.mentions if known else ()), *e.mentions), key=lambda m: (m.start, m.end))
            whole = Entity(id, name, known.type if known else e.type, tuple(sorted(forms - {name})), ())
            found[id] = replace(whole, mentions=tuple(replace(m, entity=id) for m in mentions))
        return list(found.values())

    def _statement(self, s: Statement) -> Statement | None:
        subject, obj = self._argument(s.subject), s.object
        if isinstance(obj, EntityArgument):
            obj = self._argument(obj)
            if obj.id == subject.id and s.object != s.subject:
                return None
        return replace(s, subject=subject, object=obj, sources=tuple(self._source(x) for x in s.sources))

    def _argument(self, a: EntityArgument) -> EntityArgument:
        if a.id not in self.targets:
            return a
        id, name = self.targets[a.id]
        return replace(a, id=id, name=name, aliases=tuple(sorted({a.name, *a.aliases} - {name})))

    def _source(self, source: Source) -> Source:
        if source.id is None or source.id not in self.targets:
            return source
        id, name = self.targets[source.id]
        return replace(source, id=id, name=name)


def _end(id: str, steps: Mapping[str, Decision], path: Path) -> tuple[str, str]:
    seen, last = {id}, steps[id]
    while last.keep in steps:
        if last.keep in seen:
            raise DataError(f"{path}: {id!r} would become itself")
        seen.add(last.keep)
        last = steps[last.keep]
    if last.keep in seen:
        raise DataError(f"{path}: {id!r} would become itself")
    return last.keep, last.keep_name

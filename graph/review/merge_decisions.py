"""Decisions about merging: which entities a person says are the same, and what that makes of a document's facts.

They stand in ``merges.csv`` in the graph's folder, which ``newsweave merges KG --write`` makes. Each line names two
entities; a person writes ``yes`` (the same: ``other`` becomes ``keep``) or ``no`` (never propose it again).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from newsweave.extract.model import Entity, EntityArgument, Event, EventPart, Source, Statement
from newsweave.ontology.errors import DataError
from newsweave.ontology.text_files import UnreadableFile, read_text_file
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["Decision", "Merging", "Target", "read_decisions", "write_decisions"]

_COLUMNS = ("decision", "keep", "keep_name", "other", "other_name", "class", "why", "shared", "documents", "note")
_FORMULA = re.compile(r"^'(['=+\-@].*)", re.DOTALL)
"""A cell that a spreadsheet would run as a formula, behind the apostrophe that makes it text; no part of the name."""
_ANSWERS = {"": "", "yes": "yes", "y": "yes", "no": "no", "n": "no"}


@dataclass(frozen=True, slots=True)
class Decision:
    """A line of ``merges.csv``: two entities by their ids, and whether they are the same."""

    keep: str
    keep_name: str
    """Empty where the line does not say it."""
    other: str
    other_name: str
    decision: str = ""
    """``yes``, ``no``, or empty where nobody has decided."""
    type: str = ""
    """Class of what is kept; empty where the line does not say it."""
    why: str = ""
    shared: int = 0
    """How many entities both have facts with."""
    documents: int = 0
    """How many documents name either."""
    note: str = ""
    """A person's own words."""

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
        if not path.exists():
            return []
        text = read_text_file(path)
    except UnreadableFile as error:
        raise DataError(f"{path}: {error}") from None
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        columns = rows.fieldnames or []
        if missing := [c for c in ("decision", "keep", "other") if c not in columns]:
            hint = "columns stand between commas; `newsweave merges KG --write` makes the file"
            raise DataError(f"{path}: has no column {missing[0]!r}: {hint}")
        return [_decision(path, rows.line_num, row) for row in rows if any(row.values())]
    except csv.Error as error:
        raise DataError(f"{path}:{rows.line_num}: is not CSV: {error}") from None


def _decision(path: Path, line: int, row: Mapping[str, str | None]) -> Decision:
    cells = {column: _FORMULA.sub(r"\1", (row.get(column) or "").strip()) for column in _COLUMNS}
    answer = _ANSWERS.get(cells["decision"].lower())
    if answer is None:
        raise DataError(f"{path}:{line}: decision {cells['decision']!r} is none of yes, no and empty")
    if not cells["keep"] or not cells["other"]:
        raise DataError(f"{path}:{line}: names no {'keep' if not cells['keep'] else 'other'}")
    if cells["keep"] == cells["other"]:
        raise DataError(f"{path}:{line}: keep and other are both {cells['keep']!r}")
    if cells["class"] and cells["class"] not in vocabulary().classes:
        raise DataError(f"{path}:{line}: class {cells['class']!r} is not in the vocabulary")
    shared, documents = (int(n[:9]) if n.isdecimal() else 0 for n in (cells["shared"], cells["documents"]))
    return Decision(
        cells["keep"],
        cells["keep_name"],
        cells["other"],
        cells["other_name"],
        answer,
        cells["class"],
        cells["why"],
        shared,
        documents,
        cells["note"],
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
        cells = (d.decision, d.keep, d.keep_name, d.other, d.other_name, d.type, d.why, d.shared, d.documents, d.note)
        writer.writerow(f"'{cell}" if _FORMULA.match(f"'{cell}") else cell for cell in cells)
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(out.getvalue(), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise DataError(f"{path}: cannot be written: {error.strerror}") from None


class Target(NamedTuple):
    """What an entity becomes."""

    id: str
    name: str
    """Empty where nobody says it: each document's own name stays."""
    type: str
    """Class; empty where nobody says it."""


@dataclass(frozen=True, slots=True)
class Merging:
    """What the decisions say of each entity that becomes another; empty where nothing is decided."""

    targets: Mapping[str, Target] = field(default_factory=dict)

    @classmethod
    def of(cls, decisions: Sequence[Decision], path: Path) -> Merging:
        """Bring together all that a ``yes`` joins, directly or through others.

        Of each group the first line's ``keep`` stays that no line makes something else, or the first of all.

        Raises:
            DataError: where a ``no`` stands between two that become one; the message names the file and both.
        """
        head: dict[str, str] = {}

        def find(id: str) -> str:
            while head.setdefault(id, id) != id:
                head[id] = head[head[id]]  # halving the path keeps this nearly constant
                id = head[id]
            return id

        yes = [d for d in decisions if d.decision == "yes"]
        for d in yes:
            head[find(d.other)] = find(d.keep)
        others = {d.other for d in yes}
        ends: dict[str, Target] = {}
        for d in sorted(yes, key=lambda d: d.keep in others):
            ends.setdefault(find(d.keep), Target(d.keep, d.keep_name, d.type))
        for d in decisions:
            if d.decision == "no" and d.keep in head and d.other in head and find(d.keep) == find(d.other):
                raise DataError(f"{path}: {d.keep!r} and {d.other!r} are not the same by one line, but by others")
        found = {id: ends[find(id)] for id in head}
        return cls({id: target for id, target in found.items() if target.id != id})

    def now(self, id: str) -> str:
        """The id of what an entity has become: its own where nothing is decided."""
        return self.targets[id].id if id in self.targets else id

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

    def events(self, events: Iterable[Event], statements: Iterable[Statement]) -> list[Event]:
        """The events that the statements still tell of, with the participants that these name, as decided."""
        naming: dict[str, set[str]] = {}
        for s in statements:
            if s.event is not None:
                named = naming.setdefault(s.event, set())
                named.update(a.id for a in (s.subject, s.object) if isinstance(a, EntityArgument))
        return [self._event(e, naming[e.id]) for e in events if e.id in naming]

    def _event(self, event: Event, named: Container[str]) -> Event:
        parts = [self._part(p) for p in event.parts]
        kept = tuple(dict.fromkeys(p for p in parts if p.id in named))
        if kept == event.parts:
            return event
        return replace(
            event, parts=kept, label=event.label.split(":")[0] + ": " + ", ".join(dict.fromkeys(p.name for p in kept))
        )

    def _part(self, part: EventPart) -> EventPart:
        if part.id not in self.targets:
            return part
        target = self.targets[part.id]
        return replace(part, id=target.id, name=target.name or part.name, type=target.type or part.type)

    def _entities(self, entities: Sequence[Entity]) -> list[Entity]:
        found: dict[str, Entity] = {}
        for e in sorted(entities, key=lambda e: e.id in self.targets):
            target = self.targets.get(e.id, Target(e.id, e.name, e.type))
            known = found.get(target.id, e)
            name = target.name or known.name
            forms = {e.name, *e.aliases, known.name, *known.aliases} - {name}
            mentions = {m: None for each in (known, e) for m in each.mentions}
            whole = Entity(target.id, name, target.type or known.type, tuple(sorted(forms)))
            ordered = sorted(mentions, key=lambda m: (m.start, m.end))
            found[target.id] = replace(whole, mentions=tuple(replace(m, entity=target.id) for m in ordered))
        return list(found.values())

    def _statement(self, s: Statement) -> Statement | None:
        subject, obj = self._argument(s.subject), s.object
        if isinstance(obj, EntityArgument):
            joined = obj.id != s.subject.id
            obj = self._argument(obj)
            if joined and obj.id == subject.id:
                return None
        return replace(s, subject=subject, object=obj, sources=tuple(self._source(x) for x in s.sources))

    def _argument(self, a: EntityArgument) -> EntityArgument:
        if a.id not in self.targets:
            return a
        target = self.targets[a.id]
        name = target.name or a.name
        forms = tuple(sorted({a.name, *a.aliases} - {name}))
        return replace(a, id=target.id, name=name, type=target.type or a.type, aliases=forms)

    def _source(self, source: Source) -> Source:
        if source.id is None or source.id not in self.targets:
            return source
        target = self.targets[source.id]
        return replace(source, id=target.id, name=target.name or source.name)

"""Which statements of a document tell of one event: same kind, same identifying part, nothing that speaks against it.

The vocabulary says what kind of event a relation tells of and which parts its subject and object have in it
(``nw:tellsOf``). Two statements are taken for one event where the part that identifies the kind is the same entity and
no other part, round, fine or date differs; what cannot be told apart stays one, what differs is two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from newsweave.extract.model import EntityArgument, LiteralArgument, Statement
from newsweave.ontology.lists import word_list
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["EventRecord", "EventRecords", "sum_of"]

_MANY = word_list("shared_event_parts")
_STATES = word_list("relations_told_as_states")
_KEPT = word_list("event_qualifiers")
_SUM = ("amount", "amount_value", "amount_modifier", "currency", "other_amount")
_PARTY = "party"
_SAME_SUM = ("Funding", "Sanction")
"""Kinds in which another sum is another event; the price of a deal may be told in several ways."""
_APART = 3  # months between two deeds of one kind that are two
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(slots=True, eq=False)
class EventRecord:
    """An event as it is gathered, sentence by sentence."""

    kind: str
    parts: dict[str, dict[str, EntityArgument]] = field(default_factory=dict)
    """Part to the entities that have it, by id."""
    statements: list[Statement] = field(default_factory=list)
    qualifiers: dict[str, str] = field(default_factory=dict)
    starts: set[int] = field(default_factory=set)
    """Where the sentences begin that tell of it."""
    months: tuple[int, int] | None = None
    """The first and the last month in which statements let it happen."""

    @property
    def core(self) -> tuple[EntityArgument, ...]:
        """Whom the event is about: the entities of its identifying part."""
        return tuple(self.parts.get(vocabulary().event_kinds[self.kind].identified_by, {}).values())

    @property
    def last(self) -> int:
        """Where the last sentence that tells of it begins."""
        return self.statements[-1].evidence.start


class EventRecords:
    """The events of a document, made from its statements, which are added in text order."""

    def __init__(self) -> None:
        self.all: list[EventRecord] = []
        self._last: dict[int, EventRecord] = {}
        """By ``id``, those told of last at the end."""
        self._by_core: dict[tuple[str, str], list[EventRecord]] = {}

    def since(self, start: int) -> Iterator[EventRecord]:
        """The events that a sentence from an offset on has told of, the latest first."""
        for record in reversed(self._last.values()):
            if record.last < start:
                return
            yield record

    def add(self, s: Statement) -> EventRecord | None:
        """The record of the event that a statement tells of, which it is now part of; None where it tells of none."""
        told = _tells_of(s)
        if told is None:
            return None
        kind = _kind_of(s)
        identifying = vocabulary().event_kinds[kind].identified_by
        about = sorted(entity.id for part, entity in told if part == identifying)
        known = [r for one in about for r in self._by_core.get((kind, one), ())]
        record = next((r for r in reversed(known) if _is_same(r, s, told)), None)
        if record is None:
            record = EventRecord(kind)
            self.all.append(record)
        for part, entity in told:
            record.parts.setdefault(part, {}).setdefault(entity.id, entity)
        for one in about:
            here = self._by_core.setdefault((kind, one), [])
            if record not in here:
                here.append(record)
        record.statements.append(s)
        record.starts.add(s.evidence.start)
        if (month := _month(s)) is not None:
            first, last = record.months or (month, month)
            record.months = min(first, month), max(last, month)
        self._last.pop(id(record), None)
        self._last[id(record)] = record
        for name, value in _said(s).items():
            record.qualifiers.setdefault(name, value)
        return record


def _kind_of(s: Statement) -> str:
    """The kind of event of a statement that tells of one."""
    told = vocabulary().relations[s.relation].event
    return told.kind if told is not None else ""


def _tells_of(s: Statement) -> list[tuple[str, EntityArgument]] | None:
    """The parts that a statement's subject and object have in the event it tells of, or None where it tells of none.

    A state tells of an event only where it says when it began, or is to come ("will be listed on").
    """
    parts = vocabulary().relations[s.relation].event
    if parts is None or s.unnamed or s.qualifiers.get("former") == "yes":
        return None
    if s.relation in _STATES and s.status in ("asserted", "reported") and not {"date", "begin"} & set(s.qualifiers):
        return None
    told = [(parts.subject, s.subject)]
    if isinstance(s.object, EntityArgument) and parts.object:
        told.append((parts.object, s.object))
    identifying = vocabulary().event_kinds[parts.kind].identified_by
    return told if any(part == identifying for part, _ in told) else None


def _said(s: Statement) -> dict[str, str]:
    """What a statement says of its event beside its parts; of a round the sum raised, not what one investor gives."""
    said = {name: value for name, value in s.qualifiers.items() if name in _KEPT}
    if _kind_of(s) != "Funding":
        return said
    said = {name: value for name, value in said.items() if name not in _SUM}
    if isinstance(s.object, LiteralArgument):
        said |= sum_of(s.object)
    return said


def sum_of(amount: LiteralArgument) -> dict[str, str]:
    """An amount of money as qualifiers; nothing where it is none."""
    value, _, currency = amount.value.partition(" ")
    return {"amount": amount.text, "amount_value": value, "currency": currency} if currency else {}


def _is_same(record: EventRecord, s: Statement, told: list[tuple[str, EntityArgument]]) -> bool:
    """Whether a statement tells of an event that has the same identifying part."""
    near = s.evidence.start in record.starts
    for part in {part for part, _ in told} - _MANY:
        now = {entity.id for other, entity in told if other == part}
        before = set(record.parts.get(part, ()))
        if part == _PARTY:
            if not (now <= before or before <= now) and not (near and now & before):
                return False
        elif before and not now <= before and not near:
            return False
    return not _differs(record, s)


def _differs(record: EventRecord, s: Statement) -> bool:
    """Whether round, sum or time speak against one event."""
    for name in ("round", "amount_value") if record.kind in _SAME_SUM else ():
        one, two = record.qualifiers.get(name), _said(s).get(name)
        if one and two and one != two:
            return True
    when = _month(s)
    if when is None or record.months is None:
        return False
    first, last = record.months
    return when - first > _APART or last - when > _APART


def _month(s: Statement) -> int | None:
    """The month in which something happened, counted from the year 0; None where it is still to come, or not said."""
    written = _MONTH.match(s.qualifiers.get("date", "")) if s.status in ("asserted", "reported") else None
    return None if written is None else 12 * int(written[1]) + int(written[2])

"""The events of a document: statements that tell of one brought together, with what later sentences add to it.

"The deal is worth $40 million", "it was called off in May": a sentence that speaks of an event again gives it a sum, a
stage and a time, whether or not it states a fact of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from newsweave.extract.coreference.event_records import EventRecord, sum_of
from newsweave.extract.coreference.event_referents import Referents, event_kinds
from newsweave.extract.entities.cluster import Passage
from newsweave.extract.events.tellings import Told, status_of, told_in
from newsweave.extract.model import (
    Document,
    Event,
    EventPart,
    EventTelling,
    LiteralArgument,
    Proposition,
    Stage,
    Statement,
    Status,
    content_key,
)
from newsweave.extract.relations.attribution import Attribution
from newsweave.extract.relations.event_time import Times
from newsweave.extract.values.dates import day_order
from newsweave.ontology.lists import word_list
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["find_events"]

_STAGES: dict[Status, Stage] = {
    "asserted": "happened",
    "reported": "happened",
    "planned": "planned",
    "possible": "possible",
    "negated": "denied",
}
_ENDED: tuple[Stage, ...] = ("called_off", "blocked", "ended")
_ENDING: frozenset[Stage] = frozenset({"completed", "called_off", "blocked"})
_NEXT = 2  # characters between two sentences
_LASTING = word_list("lasting_events")


def find_events(
    document: Document, passages: Sequence[Passage], statements: Sequence[Statement]
) -> tuple[list[Event], list[Statement]]:
    """The events in order of first mention, and the statements, each with the event that it tells of."""
    reader = _Reader(document, passages, statements)
    for p in passages:
        if p.kind == "paragraph":
            reader.read(p)
    return reader.events()


class _Reader:
    """Goes through the text with its statements; what was told before a sentence is what its "deal" can mean."""

    def __init__(self, document: Document, passages: Sequence[Passage], statements: Sequence[Statement]) -> None:
        self.document = document
        self.day_first = day_order(document.text, document.date, *document.extent)
        self.statements = statements
        self.referents = Referents(passages)
        self.attribution = Attribution(passages)
        self.spoken_of: tuple[EventRecord, int] | None = None
        """The event that a noun last meant, and where that sentence ends: the next one may call it "it"."""
        self.at = 0
        self.of: dict[int, EventRecord] = {}
        """Number of a statement to its event."""
        self.tellings: dict[int, dict[int, EventTelling]] = {}
        """Of each record, by the number it has in the referents, its tellings by where they begin."""

    def read(self, p: Passage) -> None:
        """What the sentences of a passage tell of events, in text order."""
        times: Times | None = None
        for x in p.propositions:
            told = told_in(p, x)
            if told is None:
                continue
            start, end = p.tree.sentence_span(x.token)
            self._add_until(start)
            record = self._record(p, told, start)
            if record is None:
                continue
            self.spoken_of = record, end
            self._link(p, told, record, start)
            if told.amount is not None and "amount_value" not in record.qualifiers:
                record.qualifiers |= sum_of(told.amount)
            if told.stage is not None:
                stage: Stage = "ended" if record.kind in _LASTING and told.stage in _ENDING else told.stage
                times = times or Times(p.tree, p.propositions, self.document.date, day_first=self.day_first)
                self._tell(record, self._telling(p, x, stage, (start, end), times))

    def events(self) -> tuple[list[Event], list[Statement]]:
        """All of them; called once, at the end."""
        self._add_until(len(self.document.text) + 1)
        ids: dict[int, str] = {}
        found: list[Event] = []
        times: Counter[str] = Counter()
        for record in self.referents.records.all:
            key = _id(self.document, record)
            times[key] += 1
            found.append(self._event(record, key if times[key] == 1 else f"{key}-{times[key]}"))
            ids[id(record)] = found[-1].id
        stated = [
            s if i not in self.of else replace(s, event=ids[id(self.of[i])]) for i, s in enumerate(self.statements)
        ]
        return found, stated

    def _add_until(self, start: int) -> None:
        """Take in the statements of the sentences that begin up to an offset."""
        while self.at < len(self.statements) and self.statements[self.at].evidence.start <= start:
            s = self.statements[self.at]
            record = self.referents.records.add(s)
            if record is not None:
                self.of[self.at] = record
                e = s.evidence
                when = s.qualifiers.get("date", "")
                told = EventTelling(e.start, e.end, e.text, _STAGES[s.status], s.status, when, s.attributed_to)
                self.tellings.setdefault(id(record), {}).setdefault(e.start, told)
            self.at += 1

    def _record(self, p: Passage, told: Told, start: int) -> EventRecord | None:
        """The event that a noun means: the one that its own sentence states, else the one that "the" points to."""
        if p.tree.tags[told.noun] == "PRP":
            record, end = self.spoken_of or (None, 0)
            return record if told.noun not in p.at and 0 <= start - end <= _NEXT else None
        kinds = event_kinds(p.tree, told.noun)
        here = [r for r in self.referents.records.since(start) if r.kind in kinds and r.last == start]
        return here[0] if len(here) == 1 else self.referents.record(p, told.noun)

    def _link(self, p: Passage, told: Told, record: EventRecord, start: int) -> None:
        """Give the event to statements of the sentence about the words that mean it: "approved the takeover"."""
        at = p.tree.starts[told.noun]
        for i in range(self.at - 1, -1, -1):
            s = self.statements[i]
            if s.evidence.start != start:
                break
            if i not in self.of and isinstance(s.object, LiteralArgument) and s.object.start <= at < s.object.end:
                self.of[i] = record

    def _telling(self, p: Passage, x: Proposition, stage: Stage, span: tuple[int, int], times: Times) -> EventTelling:
        sources = self.attribution.of(p, x)
        status = status_of(x, reported=bool(sources))
        when = times.of(x, ahead=status in ("planned", "possible"))
        by = " and ".join(s.name for s in sources if not s.via) or None
        text = self.document.text[span[0] : span[1]]
        return EventTelling(*span, text, stage, status, when.iso if when is not None else "", by)

    def _tell(self, record: EventRecord, telling: EventTelling) -> None:
        """Note a sentence's stage; a verb that says how far the event is says more than the statement beside it."""
        self.tellings.setdefault(id(record), {})[telling.start] = telling
        if telling.status in ("asserted", "reported") and telling.date and telling.stage == "completed":
            record.qualifiers.setdefault("date", telling.date)

    def _event(self, record: EventRecord, key: str) -> Event:
        tellings = tuple(t for _, t in sorted(self.tellings.get(id(record), {}).items()))
        parts = tuple(
            EventPart(part, e.id, e.name, e.type)
            for part, entities in record.parts.items()
            for e in sorted(entities.values(), key=lambda e: e.start)
        )
        kind = vocabulary().event_kinds[record.kind]
        names = list(dict.fromkeys(p.name for p in parts))
        return Event(
            id=key,
            kind=record.kind,
            label=f"{kind.label}: {', '.join(names)}",
            parts=parts,
            stage=_stage(tellings),
            tellings=tellings,
            qualifiers=dict(sorted(record.qualifiers.items())),
        )


def _id(document: Document, record: EventRecord) -> str:
    return content_key(document.id, record.kind, sorted(e.id for e in record.core))


def _stage(tellings: Sequence[EventTelling]) -> Stage:
    """How far an event is: what ended it, else what is told first, since news begin with what is new."""
    plain = [t for t in tellings if t.status in ("asserted", "reported")]
    ended = next((t.stage for t in plain if t.stage in _ENDED), None)
    return ended or _shown(tellings[0])


def _shown(t: EventTelling) -> Stage:
    """The stage that is reached where one is only planned or possible: what is to be completed is planned."""
    if t.status == "negated":
        return "denied"
    return _STAGES[t.status] if t.status in ("planned", "possible") and t.stage != "agreed" else t.stage

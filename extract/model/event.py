"""Events: what one document tells of one deal, round or lawsuit, in however many sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, get_args

from newsweave.extract.model.statement import Status

__all__ = ["STAGES", "Event", "EventPart", "EventTelling", "Stage"]

Stage: TypeAlias = Literal[
    "possible",
    "planned",
    "agreed",
    "approved",
    "happened",
    "delayed",
    "completed",
    "ended",
    "denied",
    "blocked",
    "called_off",
]
STAGES: tuple[Stage, ...] = get_args(Stage)
"""From what is least to what nothing comes after; ``ended`` is of what goes on: a lawsuit, an investigation."""


@dataclass(frozen=True, slots=True)
class EventPart:
    """An entity that takes part in an event, and as what."""

    part: str
    """A ``nw:EventPart`` of the vocabulary in snake_case: ``buyer``, ``target``, ``party``."""
    id: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class EventTelling:
    """A sentence that speaks of an event and says how far it is."""

    start: int
    """Offset of the sentence in the document's text."""
    end: int
    text: str
    """``Document.text[start:end]``, to the character."""
    stage: Stage
    status: Status
    """How the sentence means it: what "is expected to close" is ``completed`` as a plan."""
    date: str = ""
    """When that stage was or is to be reached, as the qualifier ``date`` writes it; empty where nothing says so."""
    attributed_to: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """What a document tells of one event. Statements that tell of it have its ``id`` as their ``event``."""

    id: str
    """The same for the same document, kind and participants."""
    kind: str
    """A ``nw:EventKind`` of the vocabulary: ``Takeover``."""
    label: str
    """Its kind and participants, for people: ``takeover: Kestrin Bank, Corvex Group``."""
    parts: tuple[EventPart, ...]
    """In order of first mention."""
    stage: Stage
    """How far it is by this document: what called it off or blocked it, else what its first sentence says."""
    tellings: tuple[EventTelling, ...]
    """In text order."""
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    """What its statements and later sentences say of it (amount, date, topic, ...); the first to say a thing counts."""

    def to_dict(self, document: str) -> dict[str, Any]:
        """The line that ``newsweave events --format jsonl`` prints."""
        return {
            "document": document,
            "id": self.id,
            "kind": self.kind,
            "label": self.label,
            "stage": self.stage,
            "parts": [{"part": p.part, "id": p.id, "name": p.name, "type": p.type} for p in self.parts],
            "qualifiers": dict(self.qualifiers),
            "tellings": [
                {
                    "start": t.start,
                    "end": t.end,
                    "text": t.text,
                    "stage": t.stage,
                    "status": t.status,
                    "date": t.date,
                    "attributed_to": t.attributed_to,
                }
                for t in self.tellings
            ],
        }

"""The types that the stages hand to one another.

All are frozen, so a stage can only add, never change. Import them from here; which file holds a type may change.
"""

from __future__ import annotations

from newsweave.extract.model.document import Block, BlockKind, Document, Entity, Mention, Place, Span, content_key
from newsweave.extract.model.event import STAGES, Event, EventPart, EventTelling, Stage
from newsweave.extract.model.proposition import Argument, FixedWords, Polarity, Proposition, Words
from newsweave.extract.model.statement import (
    OPEN,
    EntityArgument,
    Evidence,
    LiteralArgument,
    Source,
    Statement,
    StatementArgument,
    Status,
)

__all__ = [
    "OPEN",
    "STAGES",
    "Argument",
    "Block",
    "BlockKind",
    "Document",
    "Entity",
    "EntityArgument",
    "Event",
    "EventPart",
    "EventTelling",
    "Evidence",
    "FixedWords",
    "LiteralArgument",
    "Mention",
    "Place",
    "Polarity",
    "Proposition",
    "Source",
    "Span",
    "Stage",
    "Statement",
    "StatementArgument",
    "Status",
    "Words",
    "content_key",
]

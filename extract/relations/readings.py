"""Status of what a proposition tells, and who says it."""

from __future__ import annotations

from newsweave.extract.model import Proposition, Source, Status
from newsweave.ontology.rules import Rule

__all__ = ["plain_reading", "reading"]

_MODAL_STATUS: dict[str, Status] = {"": "asserted", "plan": "planned", "possible": "possible", "condition": "possible"}


def reading(rule: Rule, proposition: Proposition, sources: tuple[Source, ...]) -> tuple[Status, tuple[Source, ...]]:
    """Status and sources; what is planned, possible or denied stays so whoever says it."""
    if rule.presupposed:
        return "asserted", ()
    status = _MODAL_STATUS[proposition.modality]
    if status == "asserted" and rule.status is not None:
        status = rule.status
    if status == "asserted" and rule.progressive and proposition.aspect == "progressive":
        status = rule.progressive
    if proposition.polarity == "negative":
        status = "negated"
    if sources and status == "asserted":
        status = "reported"
    return status, sources


def plain_reading(proposition: Proposition, sources: tuple[Source, ...]) -> tuple[Status, tuple[Source, ...]]:
    """Status and sources of what no rule reads."""
    status = _MODAL_STATUS[proposition.modality]
    if proposition.polarity == "negative":
        status = "negated"
    if sources and status == "asserted":
        status = "reported"
    return status, sources

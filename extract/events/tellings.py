"""Sentences that speak of an event by its noun: "the deal was called off", "the takeover, worth $4 million"."""

from __future__ import annotations

from typing import NamedTuple

from newsweave.extract.coreference.event_referents import event_kinds
from newsweave.extract.entities.cluster import Passage
from newsweave.extract.model import STAGES, Argument, LiteralArgument, Proposition, Stage, Status
from newsweave.extract.values.literals import literal_argument
from newsweave.ontology.lists import word_list, word_map

__all__ = ["Told", "status_of", "told_in"]

_STAGES: dict[Stage, list[str]] = {stage: word_map("event_stages").get(stage, []) for stage in STAGES}
_STAGE_OF = {verb: stage for stage, verbs in _STAGES.items() for verb in verbs}
_WORTH = word_list("event_worth")
_MODAL: dict[str, Status] = {"plan": "planned", "possible": "possible", "condition": "possible"}
_ENDS = ("subject", "object")
"""Where the noun stands that a verb of a stage is about: "closed the deal", "the deal closed"."""


class Told(NamedTuple):
    """What a clause says of an event."""

    noun: int
    """The token that means the event."""
    stage: Stage | None
    amount: LiteralArgument | None


def told_in(p: Passage, x: Proposition) -> Told | None:
    """What a clause says of how far an event is, or of its price; None where it speaks of no event."""
    if x.kind not in ("verb", "copula") or x.modality == "question":
        return None
    word = x.predicate
    stage, priced = _STAGE_OF.get(word), word in _WORTH or _is_worth(x)
    if stage is None and not priced:
        return None
    noun = next((a for a in x.arguments if a.role in _ENDS and _means_event(p, a.head)), None)
    if noun is None:
        return None
    if stage is not None and noun.role == "subject" and x.voice == "active" and _acts(x):
        return None  # "the deal closed a chapter"
    amount = _price(p, x, noun) if priced else None
    return Told(noun.head, stage, amount) if stage is not None or amount is not None else None


def _is_worth(x: Proposition) -> bool:
    """ "The deal is worth $4 million": the adjective stands before the sum."""
    complement = x.role("complement") if x.predicate == "be" else None
    return complement is not None and complement.text.split(" ", 1)[0].lower() in _WORTH


def _means_event(p: Passage, t: int) -> bool:
    """Whether a token can mean an event: its noun, or an "it" that means nobody."""
    return bool(event_kinds(p.tree, t)) or (p.tree.words[t].lower() == "it" and t not in p.at)


def _acts(x: Proposition) -> bool:
    return any(a.role == "object" and not a.temporal for a in x.arguments)


def _price(p: Passage, x: Proposition, noun: Argument) -> LiteralArgument | None:
    if noun.role == "object" and x.predicate not in ("value", "price", "set"):
        return None
    for a in x.arguments:
        if a is not noun and not a.temporal and a.role in ("object", "complement", "at", "extent", "for", "to"):
            found = literal_argument("money", a, p.tree, None)
            if found is not None and " " in found.value and "/" not in found.value:
                return found
    return None


def status_of(x: Proposition, *, reported: bool) -> Status:
    """How a clause means what it says of an event."""
    if x.polarity == "negative":
        return "negated"
    if x.modality in _MODAL:
        return _MODAL[x.modality]
    return "reported" if reported else "asserted"

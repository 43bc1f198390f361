"""The proposition of a noun: what it says without a verb, under the reading that its clause gives it."""

from __future__ import annotations

from newsweave.extract.clauses.factuality import PLAIN, ClauseFactuality
from newsweave.extract.clauses.factuality_cues import alleged
from newsweave.extract.model import Argument, Proposition
from newsweave.extract.parsing.phrases import argument
from newsweave.extract.parsing.tree import Tree

__all__ = ["noun_proposition"]

# What these say is presupposed, whatever the clause around it says.
_PRESUPPOSED = frozenset({"apposition", "dated", "example", "located", "compound", "possessive", "based", "national"})
_CALLING = frozenset({"apposition", "compound", "example"})


def _relation(tree: Tree, subject: int, kind: str) -> str:
    """The verb that the noun phrase leaves unsaid, in its subject's number."""
    plural = tree.tags[subject] == "NNS"
    if kind == "possessive":
        return "have" if plural else "has"
    return "are" if plural else "is"


def noun_proposition(
    tree: Tree, token: int, predicate: str, arguments: list[Argument], kind: str, scopes: ClauseFactuality
) -> Proposition:
    """What the noun ``token`` says of ``arguments``; ``kind`` says by which construction."""
    scope = PLAIN if kind in _PRESUPPOSED else scopes.of(token)
    modality = scope.modality or ("possible" if kind in _CALLING and alleged(tree, token) else "")
    speaker = scope.speaker
    return Proposition(
        predicate=predicate,
        relation=_relation(tree, arguments[0].head, kind),
        arguments=tuple(arguments),
        kind=kind,
        token=token,
        polarity="negative" if scope.negative else "positive",
        modality=modality,
        attribution=argument(tree, speaker, "").text if speaker >= 0 else "",
        attribution_head=speaker,
        via=scope.via,
    )

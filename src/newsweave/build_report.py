"""What a build did, as it counts it while it runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from newsweave.ontology.errors import InputError, NotEnglish

if TYPE_CHECKING:
    from newsweave.graph.store.made_with import MadeWith

__all__ = ["BuildReport"]


@dataclass(slots=True)
class BuildReport:
    """What a build did."""

    path: Path | str
    """The graph's folder, or the address of the store without name and password."""
    read: int = 0
    """Documents that were extracted and stored now."""
    unchanged: int = 0
    """Documents that the graph held already, read with the same rules, names and model."""
    foreign: int = 0
    """Documents that are not English: left out."""
    repeated: int = 0
    """Documents that the inputs held twice."""
    removed: int = 0
    """Documents that went: their text no longer holds them or, with ``sync``, the inputs do not."""
    statements: int = 0
    """Statements of the documents read now in relations of the vocabulary; open facts are not among them."""
    unsure: int = 0
    """Statements of the documents read now that are less sure than ``min_confidence``: left out."""
    bytes_read: int = 0
    """How much of the inputs has been taken up; the last of it may still be worked on."""
    undecided: int = 0
    """Documents that a decision in ``merges.csv`` concerns and that the inputs did not hold: still as they were."""
    reused: list[str] = field(default_factory=list)
    """Options that were not given and held all the same, as the graph remembers them: ``--rules /news/deals.yaml``."""
    changes: list[str] = field(default_factory=list)
    """A line for each thing that decides the reading and is not as it was, then what is read anew for it."""
    outdated: int = 0
    """Documents that were read otherwise (other rules, say) and that the inputs did not hold: still as they were."""
    notes: list[str] = field(default_factory=list)
    """What looks like a mistake in ``merges.csv``."""
    errors: list[InputError] = field(default_factory=list)
    """Inputs that could not be read, in order."""

    def say_how(self, made: MadeWith, versions: Sequence[str]) -> None:
        """Note how the graph is made from now on; ``versions`` of the documents that it holds."""
        self.reused, self.changes = list(made.reused), list(made.changes)
        if outdated := made.outdated(versions):
            self.changes.append(
                f"{outdated} of {len(versions)} documents were read otherwise: those that the inputs hold are read anew"
            )

    def note(self, problem: InputError) -> None:
        """Count what is no document."""
        if isinstance(problem, NotEnglish):
            self.foreign += 1
        else:
            self.errors.append(problem)

"""Whose the lines of a list are, which have no subject: what stands above them counts, then whom the text is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from newsweave.extract.coreference.aboutness import Aboutness, organizations_named
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.ontology.classes import part_class

__all__ = ["Line", "begins_with_deed", "firms", "headed", "lines", "tells"]

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line without a finite verb."""

    passage: Passage
    above: Passage | None
    """The heading above it, or the words with a colon at their end; None where sentences stand between."""
    owner: Cluster | None
    """Whose it is, unless it says so itself."""

    @property
    def text_above(self) -> str:
        """The words of ``above``."""
        return "" if self.above is None else self.above.tree.text[self.above.tree.starts[0] : self.above.tree.ends[-1]]


def lines(passages: Sequence[Passage], about: Aboutness, is_line: Callable[[Passage], bool]) -> Iterator[Line]:
    """The passages that ``is_line`` takes, in order, with whose they are."""
    above: Passage | None = None
    spoken: dict[str, Cluster] = {}
    for p in passages:
        if p.kind == "row" or not p.tree.words:
            continue
        if p.kind in ("paragraph", "heading") and not tells(p) and is_line(p):
            main = about.likely
            over = spoken if above is None else firms(above)
            if above is not None and _unknown(above):
                yield Line(p, above, None)
            elif above is not None and over:
                yield Line(p, above, next(iter(over.values())) if len(over) == 1 else None)
            else:
                yield Line(p, above, main if not over or (main is not None and main.id in over) else None)
        elif p.kind in ("heading", "title") or p.tree.words[-1] == ":":
            above = p
        elif tells(p):
            above, spoken = None, firms(p)


def headed(p: Passage, main: Cluster | None) -> Cluster | None:
    """Whom a table below ``p`` is about: whom alone a heading or words with a colon name; else ``main``."""
    if p.kind == "paragraph" and p.tree.words[-1:] != [":"]:
        return main
    named = {c.id: c for c in organizations_named(p)}
    return main if not named else next(iter(named.values())) if len(named) == 1 else None


def firms(p: Passage) -> dict[str, Cluster]:
    """Whom a passage names that may have figures: no places, no persons."""
    found = (p.at.get(n.end - 1) for n in p.names if not n.demonym)
    return {c.id: c for c in found if c is not None and c.broad not in ("Place", "Person") and c.type != "Currency"}


def tells(p: Passage) -> bool:
    """Whether there is a finite verb; the first word of a line is none: "Loans of NOK 4 billion"."""
    first = next((i for i, word in enumerate(p.tree.words) if word[0].isalnum()), 0)
    return any(tag in _FINITE for tag in p.tree.tags[first + 1 :])


def begins_with_deed(p: Passage) -> bool:
    """Whether a line begins with a noun that has a phrase with a preposition and names somebody: "Acquisition of X"."""
    tree = p.tree
    if tree.words[-1] == ":" or all(n.label == "Place" for n in p.names):
        return False
    return any(
        tree.heads[t] == t and tree.tags[t] in ("NN", "NNP") and tree.kid(t, "prep") is not None
        for t in range(min(4, len(tree)))
    )


def _unknown(p: Passage) -> bool:
    """Whether a heading names a firm that nothing else names."""
    return any(p.at.get(n.end - 1) is None and part_class(n.text) is not None for n in p.names)

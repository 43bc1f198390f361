"""What a notebook shows of a graph: lists as tables, the page in a frame. Everything that news says is escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import Self, SupportsIndex, TypeVar, overload

from newsweave.extract.display import printable
from newsweave.graph.ask.named_queries import NamedQuery
from newsweave.graph.ask.timeline import Moment
from newsweave.graph.facts import Fact, FactEvidence, GraphEntity

__all__ = ["FactList", "PageView", "QueryList", "Timeline"]

_T = TypeVar("_T")
_SHOWN = 50
_FACT_COLUMNS = ("subject", "fact", "object", "status", "sentence", "document")
_SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"
"""What the page may do inside a notebook: run, open its links, save files; not touch the notebook."""


class _Shown(list[_T]):
    """A list whose slices are shown as it is."""

    @overload
    def __getitem__(self, index: SupportsIndex, /) -> _T: ...
    @overload
    def __getitem__(self, index: slice, /) -> Self: ...
    def __getitem__(self, index: SupportsIndex | slice, /) -> _T | Self:
        return type(self)(super().__getitem__(index)) if isinstance(index, slice) else super().__getitem__(index)


class FactList(_Shown[Fact]):
    """A list of facts that a notebook shows as a table."""

    def _repr_html_(self) -> str:
        """The first fifty facts, each with its strongest sentence, with everything escaped."""
        return _table(_FACT_COLUMNS, (_cells(fact, fact.evidence[0]) for fact in self[:_SHOWN]), len(self))


class Timeline(_Shown[Moment]):
    """Facts in order of time, which a notebook shows as a table."""

    def _repr_html_(self) -> str:
        """The first fifty, each with the sentence that gives the time, with everything escaped."""
        rows = ((_days(m), *_cells(m.fact, m.evidence)) for m in self[:_SHOWN])
        return _table(("when", *_FACT_COLUMNS), rows, len(self))


class QueryList(_Shown[NamedQuery]):
    """The named queries, which a notebook shows as a table."""

    def _repr_html_(self) -> str:
        """All of them, a row each."""
        rows = ((q.name, q.title, "; ".join(f"{p.name}: {p.description}" for p in q.parameters)) for q in self)
        return _table(("name", "title", "parameters"), rows)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]], total: int = 0) -> str:
    head = "".join(f"<th>{name}</th>" for name in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(printable(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    note = f"<p>{_SHOWN} of {total} facts shown</p>" if total > _SHOWN else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}"


def _cells(fact: Fact, evidence: FactEvidence) -> tuple[str, ...]:
    obj = fact.object.name if isinstance(fact.object, GraphEntity) else fact.object.text
    document = evidence.title or evidence.document_id
    return fact.subject.name, fact.label, obj, fact.status, evidence.text, document


def _days(moment: Moment) -> str:
    """The day or days, with what is only the publication marked as such."""
    first, last = (day.isoformat() if day else ".." for day in (moment.first, moment.last))
    return (first if first == last else f"{first} to {last}") + (" (published)" if moment.published else "")


class PageView:
    """The graph page inside a notebook; ``html`` is the page by itself."""

    def __init__(self, page: str, height: int = 700) -> None:
        self.html = page
        self.height = height
        """Of the frame, in CSS pixels."""

    def _repr_html_(self) -> str:
        """A frame of its own, cut off from the notebook: the page's scripts reach nothing outside of it."""
        source = html.escape(self.html, quote=True)
        style = f"width:100%;height:{int(self.height)}px;border:0"
        return f'<iframe sandbox="{_SANDBOX}" srcdoc="{source}" style="{style}"></iframe>'

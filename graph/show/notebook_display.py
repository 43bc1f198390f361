"""What a notebook shows of a graph: lists as tables, the page in a frame. Everything that news says is escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Self, SupportsIndex, TypeVar, overload

from newsweave.extract.display import printable
from newsweave.graph.ask.named_queries import NamedQuery
from newsweave.graph.ask.series import Figure
from newsweave.graph.ask.timeline import Moment
from newsweave.graph.facts import Fact, FactEvidence, GraphEntity
from newsweave.ontology.errors import QueryError

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["FactList", "PageView", "QueryList", "Series", "Timeline"]

_T = TypeVar("_T")
_SHOWN = 50
_FACT_COLUMNS = ("subject", "fact", "object", "status", "sentence", "document")
_SERIES_COLUMNS = ("subject", "figure", "growth", "status", "sentence", "document")
_FIGURE_COLUMNS = (
    "subject series metric part day first last published value upper unit figure modifier growth former_level "
    "jointly_with status according_to sentence document source url"
).split()
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


class Series(_Shown[Figure]):
    """Figures by series and time, which a notebook shows as a table."""

    def to_frame(self) -> DataFrame:
        """A pandas DataFrame, a row a figure; ``day`` is the last of its period, where it is drawn.

        Raises:
            QueryError: where pandas is not installed.
        """
        try:
            from pandas import DataFrame, to_datetime
        except ImportError:
            raise QueryError("data frames need pandas: pip install 'newsweave[notebooks]'") from None
        frame = DataFrame([_figure_row(f) for f in self], columns=list(_FIGURE_COLUMNS))
        for column in ("day", "first", "last"):
            frame[column] = to_datetime(frame[column])
        return frame

    def _repr_html_(self) -> str:
        """The first fifty, each with its sentence, with everything escaped."""
        return _table(("series", "when", *_SERIES_COLUMNS), map(_figure_cells, self[:_SHOWN]), len(self))


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


def _figure_cells(f: Figure) -> tuple[str, ...]:
    change = " (change)" if f.measure.part == "change" else ""
    growth = f.evidence.qualifiers.get("growth", "")
    document = f.evidence.title or f.evidence.document_id
    subject = f.fact.subject.name
    return (f.series + change, _span(f), subject, f.text, growth, f.evidence.status, f.evidence.text, document)


def _span(f: Figure) -> str:
    """When it is of; empty where neither that nor the day of publication is known."""
    days = [day.isoformat() if day else ".." for day in (f.first, f.last)]
    if days == ["..", ".."]:
        return ""
    return (days[0] if days[0] == days[1] else " to ".join(days)) + (" (published)" if f.published else "")


def _figure_row(f: Figure) -> tuple[object, ...]:
    e, known = f.evidence, f.evidence.qualifiers
    return (
        *(f.fact.subject.name, f.series, known["metric"], f.measure.part, f.day, f.first, f.last, f.published),
        *(f.value, f.upper, f.unit, f.text, e.modifier),
        *map(known.get, ("growth", "former_level", "jointly_with")),
        *(e.status, e.according_to, e.text, e.title or e.document_id, e.source, e.url),
    )


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

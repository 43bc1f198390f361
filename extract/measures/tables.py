"""Figures in the rows of tables: "Revenue | Q1 2025: 12.4 | Q1 2024: 11.0 | €m", or a row of Markdown under its header.

A row is a measure and its columns are periods, or the columns are measures and the row is a firm, a country or a
period. Whose a measure is that no row names, is whom the document is about. What a cell measures, in which unit, must
stand there; of a row that is not understood nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from newsweave.extract.coreference.aboutness import Aboutness
from newsweave.extract.coreference.outline import headed
from newsweave.extract.documents.text_tables import cells_of, table_lines
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.measures.fit import can_have
from newsweave.extract.measures.labels import Label, Unit, cell_value, label_of, period_of, unit_of, without_period
from newsweave.extract.model import Document, EntityArgument, Evidence, LiteralArgument, Span, Statement, Status
from newsweave.extract.relations.qualifiers import time_qualifiers
from newsweave.extract.relations.statement_confidence import statement_confidence
from newsweave.extract.values.time_values import TimeValue
from newsweave.ontology.classes import without_legal_form
from newsweave.ontology.rules import Rule

__all__ = ["RULE", "figure_statement", "table_measures"]

_HEADING_LINES = 3  # a header, dashes, an empty line
RULE = Rule(
    id="figure/table", frame="figure-table", relation="has_metric", construction=("nominal",), subject=("self",)
)
_CHANGE = re.compile(
    r"(?:[%Δ+/\-–(]\s*)*\b(?:change|chg|growth|yoy|y/y|y-o-y|year[- ]on[- ]year|variance|diff(?:erence)?)\b"
    r"|^[Δ%]+$|^\+/[-–]",
    re.I,
)
_PLANNED = re.compile(r"(?<=\d)[EF]\b|\b(?:forecast|guidance|target|outlook|budget|plan|estimates?|expected)\b", re.I)
_OTHERS = re.compile(r"\b(?:consensus|peers?|industry|average|median|pro[- ]?forma)\b", re.I)
_NOTE = re.compile(r"\s*(?:\d\)|[*†‡¹²³]|\([^()]*\))+\s*$")
_HEADED = re.compile(r"(?P<head>[^|]+?): (?P<value>[^|]+)")


@dataclass(frozen=True, slots=True)
class _Cell:
    head: str
    """What stands above its column."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Row:
    start: int
    end: int
    label: tuple[int, int]
    corner: str
    """What stands above the labels, or what the table says of all of its figures."""
    cells: tuple[_Cell, ...]

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.start, self.end


def _with_header(document: Document) -> Span:
    """Where a document stands in a text that may hold others, with the lines before that may head its first row."""
    start, end = document.extent
    for _ in range(_HEADING_LINES + 1):
        start = max(0, document.text.rfind("\n", 0, start))
    return start, end


def table_measures(document: Document, passages: Sequence[Passage], about: Aboutness) -> list[Statement]:
    """The statements of the figures in rows of tables, in text order."""
    rows = [p for p in passages if p.kind == "row" and p.tree.words]
    if not rows:
        return []
    text = document.text
    headers = (
        {line.start: line.header for line in table_lines(text, *_with_header(document)) if line.is_row}
        if "|" in text
        else {}
    )
    main = about.likely
    forms = {form.casefold(): c for p in passages for c in p.at.values() if not c.unnamed for form in _forms(c)}
    found: list[Statement] = []
    owner = main
    for before, p in zip((None, *passages), passages, strict=False):
        if p.kind != "row" or not p.tree.words:
            continue
        if before is not None and before.kind != "row":
            owner = headed(before, main)
        row = _row(text, p, headers)
        found += [] if row is None else _read(document, p, row, owner, forms)
    return found


def _row(text: str, p: Passage, headers: dict[int, tuple[int, int]]) -> _Row | None:
    """The parts of a row, whether what is above its columns stands in it or above it."""
    start, end = p.tree.starts[0], p.tree.ends[-1]
    header = headers.get(start)
    spans = cells_of(text, start, end)
    if header is not None:
        heads = [text[a:b] for a, b in cells_of(text, *header)]
        if len(heads) != len(spans):
            return None
        cells = [_Cell(h, a, b) for h, (a, b) in zip(heads[1:], spans[1:], strict=True) if b > a and h]
        return _Row(start, end, spans[0], heads[0], tuple(cells))
    cells = []
    corner = ""
    for a, b in spans[1:]:
        if (m := _HEADED.fullmatch(text, a, b)) is not None:
            cells.append(_Cell(m["head"], m.start("value"), m.end("value")))
        else:
            corner = text[a:b]
    return _Row(start, end, spans[0], corner, tuple(cells)) if cells else None


def _read(
    document: Document, p: Passage, row: _Row, owner: Cluster | None, forms: dict[str, Cluster]
) -> Iterator[Statement]:
    text = document.text
    words = text[row.label[0] : row.label[1]]
    corner = unit_of(row.corner)
    named = _named(p, row.label, forms)
    label = label_of(words) if named is None else None
    if label is not None:
        yield from _across(document, p, row, label, owner, corner)
        return
    period = None if named is not None else period_of(words, document.date)
    whose = named if named is not None else owner
    if whose is None or (named is None and period is None):
        return
    for cell in row.cells:
        what = label_of(without_period(cell.head))
        if what is None or _OTHERS.search(cell.head) or _CHANGE.search(cell.head):
            continue
        value = cell_value(text[cell.start : cell.end], what, corner, cell.start)
        if value is not None and can_have(whose, what.metric, value.datatype):
            when = period or period_of(cell.head, document.date) or period_of(row.corner, document.date)
            planned = bool(_PLANNED.search(cell.head) or _PLANNED.search(words))
            yield figure_statement(document, p, row.span, row.label, whose, what, value, when, planned=planned)


def _across(
    document: Document, p: Passage, row: _Row, label: Label, owner: Cluster | None, corner: Unit
) -> Iterator[Statement]:
    """A measure's figures in columns of periods; a change behind them is the latest one's."""
    if owner is None:
        return
    text = document.text
    found: list[tuple[LiteralArgument, TimeValue | None, bool]] = []
    change = ""
    for cell in row.cells:
        if _OTHERS.search(cell.head):
            continue
        if _CHANGE.search(cell.head):
            value = text[cell.start : cell.end]
            percent = "%" in value or "%" in cell.head
            change = change or (_percent(value) if percent and label.may_grow else "")
            continue
        when = period_of(cell.head, document.date)
        if when is None and (len(row.cells) > 1 or label_of(cell.head) is not None):
            continue
        amount = cell_value(text[cell.start : cell.end], label, unit_of(cell.head).over(corner), cell.start)
        if amount is not None and can_have(owner, label.metric, amount.datatype):
            found.append((amount, when, bool(_PLANNED.search(cell.head))))
    latest = max((when.iso for _, when, planned in found if when is not None and not planned), default="")
    for amount, when, planned in found:
        now = change if when is not None and when.iso == latest else ""
        yield figure_statement(
            document, p, row.span, row.label, owner, label, amount, when, growth=now, planned=planned
        )


def _percent(text: str) -> str:
    m = re.fullmatch(r"\s*(?P<sign>[+\-–−(]?)\s*(?P<n>\d[\d.,]*)\s?%?\s*\)?\s*(?:%|per cent)?\s*", text)
    return "" if m is None else f"{'-' if m['sign'] in ('-', '–', '−', '(') and m['sign'] else ''}{m['n']}%"


def _forms(c: Cluster) -> set[str]:
    return {*c.forms, *c.also, c.name, without_legal_form(c.name), *(c.known.aliases if c.known else ())}


def _named(p: Passage, span: tuple[int, int], forms: dict[str, Cluster]) -> Cluster | None:
    """Whom the label of a row names."""
    tree = p.tree
    bare = without_legal_form(_NOTE.sub("", tree.text[span[0] : span[1]]).strip())
    for n in p.names:
        if tree.starts[n.start] == span[0] and tree.ends[n.end - 1] >= span[0] + len(bare) and not n.demonym:
            return p.at.get(n.end - 1)
    return forms.get(bare.casefold())


def figure_statement(
    document: Document,
    p: Passage,
    span: Span,
    label_at: Span,
    owner: Cluster,
    label: Label,
    value: LiteralArgument,
    when: TimeValue | None,
    *,
    growth: str = "",
    planned: bool = False,
    rule: Rule = RULE,
    extra: Mapping[str, str] = MappingProxyType({}),
) -> Statement:
    """The statement of a figure outside of sentences: ``span`` is its line, ``label_at`` means an unnamed owner."""
    mentions = p.mentions(owner, *span)
    at, to = mentions[0] if mentions else label_at
    subject = EntityArgument(
        id=owner.id,
        name=owner.name,
        type=owner.type,
        text=document.text[at:to],
        start=at,
        end=to,
        mentions=mentions,
        aliases=tuple(sorted({*owner.forms, *owner.also} - {owner.name})),
    )
    qualifiers = {"metric": label.metric} | ({"growth": growth} if growth else {}) | dict(extra)
    if when is not None:
        qualifiers |= time_qualifiers(when)
    status: Status = "planned" if planned else "asserted"
    return Statement(
        subject=subject,
        relation="has_metric",
        object=value,
        evidence=Evidence(document.id, *span, document.text[span[0] : span[1]], rule.id),
        label=f"has {label.metric}",
        qualifiers=qualifiers,
        status=status,
        confidence=statement_confidence(rule, subject, value, status),
    )

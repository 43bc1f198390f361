"""The graph as one Parquet table: a row for each evidence, with everything that stands on it, for data frames."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import IO, TYPE_CHECKING, Any

from newsweave.graph.facts import Fact, FactEvidence, GraphEntity
from newsweave.graph.store.graph_reader import GraphReader
from newsweave.graph.store.store import GraphStore
from newsweave.graph.times import days_of
from newsweave.ontology.errors import QueryError

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["write_parquet"]

_BATCH = 10_000  # rows written at once


def write_parquet(store: GraphStore, file: IO[bytes], typed_only: bool = False) -> None:
    """Write the table; facts are sorted as ``KnowledgeGraph.facts`` sorts them, evidence strongest first.

    Raises:
        QueryError: where pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise QueryError("export to .parquet needs pyarrow: pip install 'newsweave[parquet]'") from None
    schema = _schema(pa)
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        rows: list[dict[str, Any]] = []
        for row in _rows(store, typed_only):
            rows.append(row)
            if len(rows) == _BATCH:
                writer.write_table(pa.Table.from_pylist(rows, schema))
                rows = []
        writer.write_table(pa.Table.from_pylist(rows, schema))


def _schema(pa: Any) -> pa.Schema:
    text, number, day = pa.string(), pa.int64(), pa.date32()
    columns = {
        "fact": text, "subject_id": text, "subject": text, "subject_type": text, "relation": text, "predicate": text,
        "label": text, "object_id": text, "object": text, "object_type": text, "status": text,
        "confidence": pa.float64(),
        "attributed_to": text, "via": text, "earliest": day, "latest": day, "qualifiers": pa.map_(text, text),
        "sentence": text, "start": number, "end": number, "rule": text, "document": text, "title": text,
        "source": text, "url": text, "published": text, "story": text,
    }  # fmt: skip
    return pa.schema(list(columns.items()))


def _rows(store: GraphStore, typed_only: bool) -> Iterator[dict[str, Any]]:
    for fact in GraphReader(store).facts(typed=True if typed_only else None):
        for evidence in fact.evidence:
            yield _row(fact, evidence)


def _row(fact: Fact, e: FactEvidence) -> dict[str, Any]:
    obj = fact.object
    earliest, latest = _days(e)
    return {
        "fact": fact.key,
        "subject_id": fact.subject.iri,
        "subject": fact.subject.name,
        "subject_type": fact.subject.type,
        "relation": fact.relation,
        "predicate": fact.predicate or None,
        "label": e.label,
        "object_id": obj.iri if isinstance(obj, GraphEntity) else None,
        "object": obj.name if isinstance(obj, GraphEntity) else obj.value,
        "object_type": obj.type if isinstance(obj, GraphEntity) else obj.datatype,
        "status": e.status,
        "confidence": e.confidence,
        "attributed_to": e.attributed_to,
        "via": e.via,
        "earliest": earliest,
        "latest": latest,
        "qualifiers": sorted(e.qualifiers.items()),
        "sentence": e.text,
        "start": e.start,
        "end": e.end,
        "rule": e.rule,
        "document": e.document_id,
        "title": e.title,
        "source": e.source,
        "url": e.url,
        "published": e.date,
        "story": e.story,
    }


def _days(e: FactEvidence) -> tuple[date | None, date | None]:
    from newsweave.extract.values.dates import edtf_of

    known = e.qualifiers
    return days_of(known.get("edtf") or edtf_of(known.get("date", "")))

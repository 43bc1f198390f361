"""How often rules and relations are right, by what people have decided, and those decisions as a gold standard.

A sentence that says a fact counts once: right where its fact was confirmed, wrong where it was rejected or its relation
or an argument changed. What nobody has decided counts neither way. The intervals are Wilson's, which hold for few
decisions and for shares near 0 and 1; they say what chance leaves open where the sentences were drawn at random.
Decisions that were taken worst first (``newsweave review`` by doubt) show a lower share than the graph has.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsweave.graph.facts import Fact, GraphEntity
from newsweave.ontology.errors import DataError

__all__ = ["Gold", "Judged", "Precision", "Quality", "gold", "quality", "write_gold"]

_LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Judged:
    """A fact as one sentence says it, and what a person thinks of it."""

    fact: Fact
    """With the evidence that was judged alone."""
    right: bool
    read: bool = True
    """Whether extraction read it so; else a person put it in the place of what was read, or added it."""

    @property
    def document(self) -> str:
        """Id of the document that says it."""
        return self.fact.evidence[0].document_id


@dataclass(frozen=True, slots=True)
class Precision:
    """Of a rule, a relation, or all: how many sentences were confirmed and rejected, and what share is right."""

    name: str
    right: int
    wrong: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.right / (self.right + self.wrong)

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 per cent interval of the share."""
        from scipy.stats import binomtest

        found = binomtest(self.right, self.right + self.wrong).proportion_ci(_LEVEL, method="wilson")
        return float(found.low), float(found.high)

    def to_dict(self) -> dict[str, Any]:
        """As ``newsweave quality --json`` prints it."""
        low, high = self.interval
        shares = {"precision": round(self.share, 4), "low": round(low, 4), "high": round(high, 4)}
        return {"name": self.name, "right": self.right, "wrong": self.wrong, **shares}


@dataclass(frozen=True, slots=True)
class Quality:
    """What decisions say of a graph; names of one kind are sorted, the most judged first."""

    rules: tuple[Precision, ...]
    relations: tuple[Precision, ...]
    total: Precision | None
    """None where nothing is decided."""

    def to_dict(self) -> dict[str, Any]:
        """As ``newsweave quality --json`` prints it."""
        return {
            "all": None if self.total is None else self.total.to_dict(),
            "relations": [p.to_dict() for p in self.relations],
            "rules": [p.to_dict() for p in self.rules],
        }


def quality(judged: Iterable[Judged]) -> Quality:
    """Precision by rule and by relation."""
    known = [j for j in judged if j.read]
    total = _counted(known, lambda j: "all")
    return Quality(
        _counted(known, lambda j: j.fact.evidence[0].rule),
        _counted(known, lambda j: j.fact.relation),
        total[0] if total else None,
    )


def _counted(judged: Sequence[Judged], name: Callable[[Judged], str]) -> tuple[Precision, ...]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for j in judged:
        counts[name(j)][not j.right] += 1
    found = [Precision(key, right, wrong) for key, (right, wrong) in counts.items()]
    return tuple(sorted(found, key=lambda p: (-p.right - p.wrong, p.name)))


@dataclass(frozen=True, slots=True)
class Gold:
    """Rows in the format of news-dev: one a fact and document, sorted by document."""

    right: tuple[dict[str, Any], ...]
    """Facts that were confirmed or added, and others as somebody changed them."""
    doubtful: tuple[dict[str, Any], ...]
    """Facts of the same documents that nobody has decided: they count neither way."""
    wrong: tuple[dict[str, Any], ...]
    """Facts that were rejected and that no other sentence of the document is confirmed to say."""


def gold(judged: Iterable[Judged], facts: Iterable[Fact]) -> Gold:
    """What was decided, as a gold standard for those documents that hold a confirmed or a rejected fact.

    ``facts``: all of the graph. A row has ``doc, subj, subj_aliases, rel, obj, obj_aliases, status, by, qual`` and
    ``evidence``, the sentence.
    """
    rows: dict[bool | None, dict[tuple[str, str], dict[str, Any]]] = {True: {}, False: {}, None: {}}
    for j in sorted(judged, key=lambda j: j.read):  # where both are right, what a person put in its place is righter
        rows[j.right].setdefault((j.document, j.fact.key), _row(j.fact))
    for key in rows[True]:
        rows[False].pop(key, None)
    documents = {document for document, _ in (*rows[True], *rows[False])}
    for fact in facts:
        for e in fact.evidence:
            key = e.document_id, fact.key
            if e.document_id in documents and key not in rows[True] and key not in rows[False]:
                one = Fact(fact.key, fact.subject, fact.relation, fact.object, (e,))
                rows[None].setdefault(key, _row(one))
    right, doubtful, wrong = (tuple(rows[kind][key] for key in sorted(rows[kind])) for kind in (True, None, False))
    return Gold(right, doubtful, wrong)


def write_gold(found: Gold, path: Path) -> dict[Path, int]:
    """Write the confirmed facts to ``path`` and the others beside it; how many each file has.

    ``kg-gold.jsonl`` has ``kg-doubtful.jsonl`` and ``kg-rejected.jsonl`` beside it, ``kg.jsonl`` has the same.

    Raises:
        DataError: where a file cannot be written.
    """
    stem = path.stem.removesuffix("-gold")
    parts = {path: found.right}
    for kind, rows in (("doubtful", found.doubtful), ("rejected", found.wrong)):
        parts[path.with_name(f"{stem}-{kind}{path.suffix or '.jsonl'}")] = rows
    for file, rows in parts.items():
        part = file.with_name(file.name + ".part")
        try:
            part.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
            part.replace(file)
        except OSError as error:
            raise DataError(f"{file}: cannot be written: {error.strerror}") from None
    return {file: len(rows) for file, rows in parts.items()}


def _row(fact: Fact) -> dict[str, Any]:
    e, obj = fact.evidence[0], fact.object
    named = isinstance(obj, GraphEntity)
    other = (obj.name, list(obj.aliases)) if isinstance(obj, GraphEntity) else (obj.text, [obj.value])
    return {
        "doc": e.document_id,
        "subj": fact.subject.name,
        "subj_aliases": list(fact.subject.aliases),
        "rel": fact.relation,
        "obj": other[0],
        "obj_aliases": other[1] if named or other[1] != [other[0]] else [],
        "status": e.status,
        "by": e.attributed_to,
        "qual": dict(e.qualifiers),
        "evidence": e.text,
    }

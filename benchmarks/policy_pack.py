"""The policy pack against what news-real says of two names by words that the vocabulary has no relation for.

    python benchmarks/policy_pack.py --data FOLDER             precision, recall and a row for each relation
    python benchmarks/policy_pack.py --data FOLDER --errors    and every miss, and every fact that the file lacks
    python benchmarks/policy_pack.py --data FOLDER --json

``news-real-other.jsonl`` gives relations in the texts' own words; ``policy_words.csv`` beside this script says by a
pattern which of them a relation of the pack stands for. A fact between two names is right where a row has these names
with words of its relation. R is the share of the rows with such words that are read, P the share of the facts that are
right: what the file leaves out counts as wrong, so read P with ``--errors``. Statuses are not compared.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import newsweave
from newsweave import EntityArgument, InputError, NewsweaveError, NotEnglish

__all__ = ["Found", "Row", "main", "score", "words_of"]

_WORDS = Path(__file__).resolve().parent / "policy_words.csv"
_TEXTS, _OTHER, _SCORER = "news-real.jsonl", "news-real-other.jsonl", "score.py"


@dataclass(frozen=True, slots=True)
class Row:
    """What the file says of two names; ``relations`` of the pack that its words stand for, perhaps none."""

    document: str
    subject: frozenset[str]
    object: frozenset[str]
    words: str
    relations: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """A fact of the pack between two names."""

    document: str
    subject: frozenset[str]
    relation: str
    object: frozenset[str]
    sentence: str


def words_of(path: Path = _WORDS) -> dict[str, re.Pattern[str]]:
    """Relation to a pattern of the words that say it; ValueError where a line holds no pattern."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["relation"]: re.compile(row["words"]) for row in csv.DictReader(file)}


def score(
    rows: Sequence[Row], facts: Sequence[Found], same: Any, symmetric: frozenset[str] = frozenset()
) -> tuple[dict[str, Counter[str]], list[str]]:
    """``rows``, ``read``, ``facts`` and ``right`` a relation, and a line for each miss and each fact beyond the rows.

    A row that may stand for several relations is read where any of them is found; it counts under the first by name.
    """
    counts: dict[str, Counter[str]] = {}
    lines: list[str] = []
    for row in rows:
        if not row.relations:
            continue
        count = counts.setdefault(min(row.relations), Counter())
        read = any(fact.relation in row.relations and _on(row, fact, same, symmetric) for fact in facts)
        count["rows"] += 1
        count["read"] += read
        if not read:
            lines.append(f"miss {row.document} {_name(row.subject)} | {row.words} | {_name(row.object)}")
    for fact in facts:
        count = counts.setdefault(fact.relation, Counter())
        right = any(fact.relation in row.relations and _on(row, fact, same, symmetric) for row in rows)
        count["facts"] += 1
        count["right"] += right
        if not right:
            end = f"{_name(fact.subject)} | {fact.relation} | {_name(fact.object)}"
            lines.append(f"more {fact.document} {end}\n     {fact.sentence}")
    return counts, lines


def _on(row: Row, fact: Found, same: Any, symmetric: frozenset[str]) -> bool:
    ends = [(fact.subject, fact.object)] + [(fact.object, fact.subject)] * (fact.relation in symmetric)
    return row.document == fact.document and any(same(row.subject, s) and same(row.object, o) for s, o in ends)


def _name(forms: frozenset[str]) -> str:
    return max(sorted(forms), key=len, default="?")


def _rows(path: Path, names: Any, words: Mapping[str, re.Pattern[str]]) -> Iterator[Row]:
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        subject, object_ = (frozenset(names(row[end], *(row.get(f"{end}_aliases") or ()))) for end in ("subj", "obj"))
        relations = frozenset(relation for relation, pattern in words.items() if pattern.search(row["pred"].lower()))
        yield Row(row["doc"], subject, object_, row["pred"], relations)


def _facts(path: Path, names: Any, relations: frozenset[str]) -> Iterator[Found]:
    seen = set()
    documents = newsweave.read(path)
    for extraction in newsweave.Extractor(packs=["policy"]).extract(_documents(documents)):
        for s in extraction.statements:
            if s.relation not in relations or not isinstance(s.object, EntityArgument):
                continue
            key = (extraction.document.id, s.subject.name, s.relation, s.object.name)
            if key not in seen:
                seen.add(key)
                subject, object_ = (frozenset(names(e.name, *e.aliases)) for e in (s.subject, s.object))
                yield Found(extraction.document.id, subject, s.relation, object_, " ".join(s.evidence.text.split()))


def _documents(items: Any) -> Iterator[Any]:
    for item in items:
        if isinstance(item, InputError) and not isinstance(item, NotEnglish):
            raise item
        if not isinstance(item, Exception):
            yield item


def _scorer(path: Path) -> Any:
    """The data folder's own scorer, for how it compares names."""
    spec = importlib.util.spec_from_file_location("bench_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _table(counts: Mapping[str, Counter[str]]) -> list[dict[str, Any]]:
    total: Counter[str] = sum(counts.values(), Counter())
    rows = []
    for relation, count in [("all", total), *sorted(counts.items())]:
        precision = round(count["right"] / count["facts"], 3) if count["facts"] else None
        recall = round(count["read"] / count["rows"], 3) if count["rows"] else None
        parts = {part: count[part] for part in ("facts", "right", "rows", "read")}
        rows.append({"relation": relation, "P": precision, "R": recall, **parts})
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; exit code 0, or 1 with one line where the data folder lacks what it takes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with news-real and score.py")
    parser.add_argument("--errors", action="store_true", help="name every miss and every fact that the file lacks")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    try:
        scorer, words = _scorer(options.data / _SCORER), words_of()
        rows = list(_rows(options.data / _OTHER, scorer.names, words))
        facts = list(_facts(options.data / _TEXTS, scorer.names, frozenset(words)))
    except (NewsweaveError, OSError, ValueError) as error:
        print(f"policy_pack: {error}", file=sys.stderr)
        return 1
    counts, lines = score(rows, facts, scorer.same, frozenset({"met_with", "negotiated_with", "ran_against"}))
    table = _table(counts)
    if options.json:
        print(json.dumps({"table": table, "errors": lines}, ensure_ascii=False))
        return 0
    columns = list(table[0])
    for row in [dict(zip(columns, columns, strict=True)), *table]:
        print(f"{row['relation']:24}" + "".join(f"{'-' if row[c] is None else row[c]!s:>8}" for c in columns[1:]))
    if options.errors:
        print(*lines, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

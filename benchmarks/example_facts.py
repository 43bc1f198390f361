"""The project's own examples: how many of the facts that facts.tsv lists are found in the news beside it."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from score_output import Result, share

from newsweave import InputError, LiteralArgument

if TYPE_CHECKING:
    from newsweave import EntityArgument, Extraction, Statement

__all__ = ["SYMMETRIC", "measure_examples", "says"]

SYMMETRIC = frozenset(
    "competes_with joint_venture_with merged_with partnered_with signed_agreement_with spouse_of".split()
)
"""Relations that the examples' gold writes once, in either direction."""

_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


def measure_examples(folder: Path, extract: Callable[[Path], list[Extraction]]) -> tuple[Result, list[Extraction]]:
    """Recall of the facts in facts.tsv and, of those found, the share with the right status; and what was extracted."""
    gold = _facts(folder / "facts.tsv")
    files = sorted({row["file"].partition("#")[0] for row in gold})
    extractions = [(name, x) for name in files for x in extract(folder / "news" / name)]
    said: dict[str, list[Statement]] = defaultdict(list)
    for name, x in extractions:
        said[f"{name}#{x.document.id}" if name.endswith(".jsonl") else name] += x.statements
    total, found, status, errors = Counter[str](), Counter[str](), 0, []
    for row in gold:
        hits = [s for s in said[row["file"]] if says(s, row)]
        total[row["relation"]] += 1
        found[row["relation"]] += bool(hits)
        status += any(s.status == row["status"] for s in hits)
        if not hits:
            errors.append("miss " + " | ".join(row[c] for c in ("file", "subject", "relation", "object", "status")))
    figures = {"R": share(found.total(), total.total()), "status": share(status, found.total())}
    detail = {r: {"R": share(found[r], total[r]), "gold": total[r]} for r in sorted(total)}
    return Result(figures, detail, errors), [x for _, x in extractions]


def _facts(path: Path) -> list[dict[str, str]]:
    """The rows of facts.tsv; InputError where a column or a cell is missing."""
    columns = ("file", "subject", "relation", "object", "status")
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        rows = list(reader)
    if tuple(reader.fieldnames or ()) != columns:
        raise InputError(f"{path}: the columns must be {', '.join(columns)}")
    for number, row in enumerate(rows, 2):
        if any(not row[c] for c in columns) or None in row:
            raise InputError(f"{path}: line {number} has not {len(columns)} cells")
    return rows


def says(s: Statement, row: Mapping[str, str]) -> bool:
    """Whether a statement has the relation, subject and object of a row; symmetric relations either way."""
    if s.relation != row["relation"]:
        return False
    straight = _names_it(s.subject, row["subject"]) and _names_it(s.object, row["object"])
    crossed = s.relation in SYMMETRIC and _names_it(s.subject, row["object"]) and _names_it(s.object, row["subject"])
    return straight or crossed


def _names_it(argument: EntityArgument | LiteralArgument, gold: str) -> bool:
    """An entity by its name or an alias, without article and case; a value by what it is or by words of its text."""
    if isinstance(argument, LiteralArgument):
        whole = re.compile(rf"(?<![\w.,]){re.escape(gold)}(?!\w|[.,]\d)", re.IGNORECASE)
        return argument.value == gold or whole.search(argument.text) is not None
    return _plain(gold) in {_plain(form) for form in (argument.name, argument.text, *argument.aliases)}


def _plain(name: str) -> str:
    return _ARTICLE.sub("", name).replace("’", "'").casefold()

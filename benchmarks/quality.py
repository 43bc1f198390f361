"""Quality on gold data: every benchmark through the public API, one table, and floors that no change may go below.

    python benchmarks/quality.py                          recall on the project's own examples
    python benchmarks/quality.py --data FOLDER            and the public benchmarks that FOLDER holds, with its score.py
    python benchmarks/quality.py --data FOLDER --check    exit code 1 where a figure is below its floor

README.md beside this file says what each figure means. Exit codes: 0 done, 1 a figure is below its floor or a
benchmark could not be measured, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import newsweave
from newsweave import InputError, NewsweaveError

if TYPE_CHECKING:
    from newsweave import Document, EntityArgument, Extraction, Extractor, LiteralArgument, Statement

__all__ = ["BENCHMARKS", "SYMMETRIC", "Benchmark", "Result", "Session", "below", "main", "parse_scores", "raised"]

HERE = Path(__file__).resolve().parent
SYMMETRIC = frozenset(
    ("competes_with", "joint_venture_with", "merged_with", "partnered_with", "signed_agreement_with", "spouse_of")
)
"""Relations that the examples' gold writes once, in either direction."""
MARGIN = 0.005
"""How far below the measured figure a new floor is set."""

Figures = dict[str, float]
Floors = dict[str, Figures]

_SCORER = "score.py"
_FIGURE = re.compile(r"\b(P|R|F1|AUC|broad class right|exact class right) (\d+\.\d+)")
_STATUS = re.compile(r"status right on (\d+) of (\d+)")
_RELATION = re.compile(r"\S+ +(?!all )(?P<relation>\S+) +P \d.*\((?P<gold>\d+) gold\)$")
_ERROR = re.compile(r"(miss |wrong|type ) ")
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)


class _UsageError(Exception):
    """What the caller must put right: exit code 2."""


@dataclass(slots=True)
class Result:
    """The figures of one benchmark, all in [0, 1] with three digits."""

    figures: Figures
    detail: dict[str, Figures] = field(default_factory=dict)
    """Figures a relation, with ``gold``: how many gold facts it has."""
    errors: list[str] = field(default_factory=list)
    """One line for each fact or name that was missed, wrong or of the wrong class."""
    seconds: float = 0.0
    """Wall time of extraction and scoring."""


class Session:
    """What the benchmarks share: the data, one extractor, and the folder that takes what was extracted."""

    def __init__(self, data: Path | None, output: Path, examples: Path = HERE.parent / "examples") -> None:
        self.data = data or Path()
        self.output = output
        self.examples = examples

    @cached_property
    def extractor(self) -> Extractor:
        """Loaded once, with the default model, rules and names."""
        return newsweave.Extractor()

    @cached_property
    def news(self) -> list[Extraction]:
        """What the news articles say; two benchmarks look at it."""
        return self.extract(self.data / "news-dev.jsonl")

    def extract(self, path: Path) -> list[Extraction]:
        """Read and extract a file.

        Raises:
            InputError: where any of it cannot be read, since the figures would be wrong.
        """
        return list(self.extractor.extract(documents(path)))

    def write(self, name: str, lines: Iterable[str]) -> Path:
        """Keep what was extracted under this name."""
        path = self.output / name
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)
        return path

    def score(self, *arguments: str | Path) -> str:
        """What the data folder's scorer prints.

        Raises:
            InputError: where the scorer fails; the text has its last line.
        """
        command = [sys.executable, self.data / _SCORER, *arguments]
        run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        if run.returncode:
            last = (run.stderr.strip() or "no message").splitlines()[-1]
            raise InputError(f"{self.data / _SCORER} {arguments[0]}: exit code {run.returncode}: {last}")
        return run.stdout


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A measurement and the files of the data folder that it needs (none: it needs no data folder)."""

    measure: Callable[[Session], Result]
    needs: tuple[str, ...] = ()


def documents(path: Path) -> Iterator[Document]:
    """The documents of one file.

    Raises:
        InputError: where any of it cannot be read.
    """
    for item in newsweave.read(path):
        if isinstance(item, InputError):
            raise item
        yield item


def parse_scores(name: str, printed: str) -> Result:
    """Read what the scorer printed for the benchmark ``name``.

    Raises:
        InputError: where the line with the figures is missing.
    """
    result = Result({})
    for line in printed.splitlines():
        figures = {key.removesuffix(" right"): float(value) for key, value in _FIGURE.findall(line)}
        if _ERROR.match(line):
            result.errors.append(" ".join(line.split()))
        elif line.startswith(f"{name} ") and (relation := _RELATION.match(line)):
            result.detail[relation["relation"]] = figures | {"gold": int(relation["gold"])}
        elif line.startswith(f"{name} ") and figures:
            result.figures = figures
            if status := _STATUS.search(line):
                result.figures["status"] = _share(int(status[1]), int(status[2]))
    if not result.figures:
        raise InputError(f"{_SCORER}: prints no figures for {name}")
    return result


# --- open triples -------------------------------------------------------------------------------


def _open_triples(name: str, gold: str, sentences: str) -> Callable[[Session], Result]:
    from newsweave.extract.triples import triples

    def measure(session: Session) -> Result:
        lines = (session.data / sentences).read_text("utf-8").split("\n")
        found = enumerate(session.extractor.propositions(lines), 1)
        rows = (triple.to_tsv(number) for number, propositions in found for triple in triples(propositions))
        predicted = session.write(f"{name}.tsv", rows)
        return parse_scores(name, session.score(name, session.data / gold, predicted))

    return measure


# --- typed relations and names ------------------------------------------------------------------


def _knowledgenet(session: Session) -> Result:
    gold = session.data / "knowledgenet.jsonl"
    passages = session.write("kn-input.jsonl", session.score("kn-input", gold).splitlines())
    predicted = session.write("kn.jsonl", _statement_lines(session.extract(passages)))
    return parse_scores("kn", session.score("kn", gold, predicted))


def _news(session: Session) -> Result:
    predicted = session.write("news.jsonl", _statement_lines(session.news))
    gold, doubtful = session.data / "news-dev-gold.jsonl", session.data / "news-dev-doubtful.jsonl"
    return parse_scores("news", session.score("news", gold, predicted, "--doubtful", doubtful, "--errors"))


def _names(session: Session) -> Result:
    found = (_json(e.to_dict(x.document.id)) for x in session.news for e in x.entities)
    predicted = session.write("names.jsonl", found)
    return parse_scores("names", session.score("names", session.data / "news-dev-entities.jsonl", predicted, "--errors"))


def _statement_lines(extractions: Iterable[Extraction]) -> Iterator[str]:
    return (_json(s.to_dict()) for extraction in extractions for s in extraction.statements)


# --- the project's own examples -----------------------------------------------------------------


def _examples(session: Session) -> Result:
    """Recall of the facts in facts.tsv; of those found, the share with the right status."""
    gold = _example_facts(session.examples / "facts.tsv")
    files = sorted({row["file"].partition("#")[0] for row in gold})
    extractions = [(name, x) for name in files for x in session.extract(session.examples / "news" / name)]
    session.write("examples.jsonl", _statement_lines(x for _, x in extractions))
    said: dict[str, list[Statement]] = defaultdict(list)
    for name, x in extractions:
        said[f"{name}#{x.document.id}" if name.endswith(".jsonl") else name] += x.statements
    total, found, status = Counter[str](), Counter[str](), 0
    errors = []
    for row in gold:
        hits = [s for s in said[row["file"]] if _says(s, row)]
        total[row["relation"]] += 1
        found[row["relation"]] += bool(hits)
        status += any(s.status == row["status"] for s in hits)
        if not hits:
            errors.append("miss " + " | ".join(row[c] for c in ("file", "subject", "relation", "object", "status")))
    figures = {"R": _share(found.total(), total.total()), "status": _share(status, found.total())}
    detail = {r: {"R": _share(found[r], total[r]), "gold": total[r]} for r in sorted(total)}
    return Result(figures, detail, errors)


def _example_facts(path: Path) -> list[dict[str, str]]:
    """The rows of facts.tsv.

    Raises:
        InputError: where a column or a cell is missing.
    """
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


def _says(s: Statement, row: Mapping[str, str]) -> bool:
    if s.relation != row["relation"]:
        return False
    straight = _names_it(s.subject, row["subject"]) and _names_it(s.object, row["object"])
    crossed = s.relation in SYMMETRIC and _names_it(s.subject, row["object"]) and _names_it(s.object, row["subject"])
    return straight or crossed


def _names_it(argument: EntityArgument | LiteralArgument, gold: str) -> bool:
    """An entity by its name or an alias, without article and case; a value by what it is or by words of its text."""
    if isinstance(argument, newsweave.LiteralArgument):
        whole = re.compile(rf"(?<![\w.,]){re.escape(gold)}(?!\w|[.,]\d)", re.IGNORECASE)
        return argument.value == gold or whole.search(argument.text) is not None
    return _plain(gold) in {_plain(form) for form in (argument.name, argument.text, *argument.aliases)}


def _plain(name: str) -> str:
    return _ARTICLE.sub("", name.replace("’", "'"), count=1).casefold() if _ARTICLE.match(name) else name.replace(
        "’", "'"
    ).casefold()


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)

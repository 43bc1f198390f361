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
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import newsweave
from newsweave import InputError, NewsweaveError, NotEnglish

sys.path.insert(0, str(Path(__file__).resolve().parent))  # however this file is loaded
from particulars import particulars

if TYPE_CHECKING:
    from newsweave import EntityArgument, Extraction, Extractor, LiteralArgument, Statement

__all__ = ["BENCHMARKS", "SYMMETRIC", "Benchmark", "Result", "Session", "below", "main", "parse_scores", "raised"]

HERE = Path(__file__).resolve().parent
SYMMETRIC = frozenset(
    "competes_with joint_venture_with merged_with partnered_with signed_agreement_with spouse_of".split()
)
"""Relations that the examples' gold writes once, in either direction."""
MARGIN = 0.005
"""How far below the measured figure a new floor is set."""

Figures = dict[str, float]
Floors = dict[str, Figures]
_SCORER = "score.py"
_COLUMNS = ("P", "R", "F1", "AUC", "status", "attributed", "dated", "broad class", "exact class")
_FIGURE = re.compile(r"\b(P|R|F1|AUC|broad class right|exact class right) (\d+\.\d+)")
_STATUS = re.compile(r"status right on (\d+) of (\d+)")
_RELATION = re.compile(r"\S+ +(?!all )(?P<relation>\S+) +P \d.*\((?P<gold>\d+) gold\)$")
_ERROR = re.compile(r"(miss |wrong|type ) ")
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


class _UsageError(Exception):
    """What the caller must put right: exit code 2."""


@dataclass(slots=True)
class Result:
    """The figures of one benchmark, all in [0, 1] with three digits, and the wall time of extraction and scoring."""

    figures: Figures
    detail: dict[str, Figures] = field(default_factory=dict)
    """Figures a relation, with ``gold``: how many gold facts it has."""
    errors: list[str] = field(default_factory=list)
    """One line for each fact or name that was missed, wrong or of the wrong class."""
    seconds: float = 0.0


class Session:
    """What the benchmarks share: the data, one extractor, and the folder that takes what was extracted."""

    def __init__(self, data: Path | None, output: Path, examples: Path = HERE.parent / "examples") -> None:
        self.data, self.output, self.examples = data or Path(), output, examples

    @cached_property
    def extractor(self) -> Extractor:
        """Loaded once, with the default model, rules and names."""
        return newsweave.Extractor()

    @cached_property
    def news(self) -> list[Extraction]:
        """What the news articles say; two benchmarks look at it."""
        return self.extract(self.data / "news-dev.jsonl")

    def extract(self, path: Path) -> list[Extraction]:
        """What a file says; InputError where English of it cannot be read, since the figures would be wrong."""
        items = list(newsweave.read(path))
        for error in (item for item in items if isinstance(item, InputError) and not isinstance(item, NotEnglish)):
            raise error
        return list(self.extractor.extract(item for item in items if not isinstance(item, InputError)))

    def write(self, name: str, lines: Iterable[str]) -> Path:
        """Keep what was extracted under this name."""
        path = self.output / name
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)
        return path

    def score(self, *arguments: str | Path) -> str:
        """What the data folder's scorer prints; InputError with its last line where it fails."""
        command = [sys.executable, self.data / _SCORER, *arguments]
        run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        if run.returncode:
            last = (run.stderr.strip() or "no message").splitlines()[-1]
            raise InputError(f"{self.data / _SCORER} {arguments[0]}: exit code {run.returncode}: {last}")
        return run.stdout


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A measurement and the files it needs of the data folder; without any it needs no data folder."""

    measure: Callable[[Session], Result]
    needs: tuple[str, ...] = ()


def parse_scores(name: str, printed: str) -> Result:
    """What the scorer printed for the benchmark ``name``; InputError where the line with its figures is missing."""
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


def _open_triples(name: str, gold: str, sentences: str) -> Callable[[Session], Result]:
    def measure(session: Session) -> Result:
        lines = (session.data / sentences).read_text("utf-8").split("\n")
        found = enumerate(session.extractor.propositions(lines), 1)
        rows = (triple.to_tsv(number) for number, propositions in found for triple in newsweave.triples(propositions))
        return parse_scores(name, session.score(name, session.data / gold, session.write(f"{name}.tsv", rows)))

    return measure


def _knowledgenet(session: Session) -> Result:
    gold = session.data / "knowledgenet.jsonl"
    passages = session.write("kn-input.jsonl", session.score("kn-input", gold).splitlines())
    predicted = session.write("kn.jsonl", _statement_lines(session.extract(passages)))
    return parse_scores("kn", session.score("kn", gold, predicted))


def _news(session: Session) -> Result:
    predicted = session.write("news.jsonl", _statement_lines(session.news))
    gold, doubtful = session.data / "news-dev-gold.jsonl", session.data / "news-dev-doubtful.jsonl"
    result = parse_scores("news", session.score("news", gold, predicted, "--doubtful", doubtful, "--errors"))
    figures, errors = particulars(_rows(gold), _rows(predicted), SYMMETRIC)
    result.figures |= figures
    result.errors += errors
    return result


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    except ValueError as error:
        raise InputError(f"{path}: {error}") from None


def _names(session: Session) -> Result:
    gold = session.data / "news-dev-entities.jsonl"
    found = (_json(e.to_dict(x.document.id)) for x in session.news for e in x.entities)
    return parse_scores("names", session.score("names", gold, session.write("names.jsonl", found), "--errors"))


def _statement_lines(extractions: Iterable[Extraction]) -> Iterator[str]:
    return (_json(s.to_dict()) for extraction in extractions for s in extraction.statements)


def _examples(session: Session) -> Result:
    """Recall of the facts in facts.tsv; of those found, the share with the right status."""
    gold = _example_facts(session.examples / "facts.tsv")
    files = sorted({row["file"].partition("#")[0] for row in gold})
    extractions = [(name, x) for name in files for x in session.extract(session.examples / "news" / name)]
    session.write("examples.jsonl", _statement_lines(x for _, x in extractions))
    said: dict[str, list[Statement]] = defaultdict(list)
    for name, x in extractions:
        said[f"{name}#{x.document.id}" if name.endswith(".jsonl") else name] += x.statements
    total, found, status, errors = Counter[str](), Counter[str](), 0, []
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
    return _ARTICLE.sub("", name).replace("’", "'").casefold()


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


BENCHMARKS: Mapping[str, Benchmark] = {  # in the order of the table
    "examples": Benchmark(_examples),
    "carb": Benchmark(_open_triples("carb", "carb-dev.tsv", "carb-dev.txt"), ("carb-dev.tsv", "carb-dev.txt")),
    "wire57": Benchmark(_open_triples("wire57", "wire57.json", "wire57.txt"), ("wire57.json", "wire57.txt")),
    "kn": Benchmark(_knowledgenet, ("knowledgenet.jsonl",)),
    "news": Benchmark(_news, ("news-dev.jsonl", "news-dev-gold.jsonl", "news-dev-doubtful.jsonl")),
    "names": Benchmark(_names, ("news-dev.jsonl", "news-dev-entities.jsonl")),
}


def measure(names: Iterable[str], session: Session) -> tuple[dict[str, Result], list[str]]:
    """The results of these benchmarks, and one line for each that could not be measured."""
    results, failures = {}, []
    for name in names:
        if sys.stderr.isatty():
            print(f"measuring {name} ...", file=sys.stderr)
        missing = [f for f in BENCHMARKS[name].needs if not (session.data / f).is_file()]
        if missing:
            failures.append(f"{name}: {session.data} lacks {', '.join(missing)}")
            continue
        start = time.perf_counter()
        try:
            results[name] = BENCHMARKS[name].measure(session)
            results[name].seconds = round(time.perf_counter() - start, 1)
        except (NewsweaveError, OSError, UnicodeDecodeError) as error:
            failures.append(f"{name}: {error}")
    return results, failures


def below(results: Mapping[str, Result], floors: Floors) -> list[str]:
    """One line for each figure of these results that is below its floor, or missing."""
    lines = []
    for name, result in results.items():
        for figure, floor in floors.get(name, {}).items():
            value = result.figures.get(figure)
            if value is None:
                lines.append(f"{name} {figure}: not measured, and its floor is {floor:.3f}")
            elif value < floor:
                lines.append(f"{name} {figure}: {value:.3f} is below its floor {floor:.3f}")
    return lines


def raised(results: Mapping[str, Result], floors: Floors, *, lower: bool = False) -> tuple[Floors, list[str]]:
    """Floors at ``MARGIN`` below these results, rounded down, and a line for each that changed or should have.

    A floor that is higher already is kept unless ``lower``; benchmarks that were not measured keep theirs.
    """
    new, lines = {name: dict(figures) for name, figures in floors.items()}, []
    for name, result in results.items():
        for figure, value in result.figures.items():
            old = new.get(name, {}).get(figure)
            floor = max(0.0, math.floor((value - MARGIN) * 1000 + 1e-6) / 1000)  # 0.5 - 0.005 is 0.49499...
            if old is not None and floor < old and not lower:
                lines.append(f"{name} {figure}: floor {old:.3f} kept; --lower would set {floor:.3f}")
            elif old != floor:
                new.setdefault(name, {})[figure] = floor
                lines.append(f"{name} {figure}: floor {'none' if old is None else f'{old:.3f}'} -> {floor:.3f}")
    return new, lines


def _read_floors(path: Path) -> Floors:
    try:
        floors = json.loads(path.read_text("utf-8"))["floors"]
        return {name: {figure: float(f) for figure, f in figures.items()} for name, figures in floors.items()}
    except OSError as error:
        raise _UsageError(f"{path}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _UsageError(f'{path}: is not {{"floors": {{benchmark: {{figure: number}}}}}} in JSON') from None


def _write_floors(path: Path, floors: Floors) -> None:
    note = (
        "No measured figure may fall below these. After an improvement run quality.py --data FOLDER --write-floors: "
        f"each floor rises to the measured figure less {MARGIN}, rounded down; lowering one also needs --lower."
    )
    ordered = {name: floors[name] for name in (*BENCHMARKS, *sorted(set(floors) - set(BENCHMARKS))) if name in floors}
    path.write_text(json.dumps({"note": note, "floors": ordered}, indent=2) + "\n", "utf-8")


def _print_table(results: Mapping[str, Result], *, detail: bool) -> None:
    from rich.console import Console
    from rich.table import Table

    used = {figure for r in results.values() for figure in r.figures}
    columns = [
        c for c in ("P", "R", "F1", "AUC", "status", "attributed", "dated", "broad class", "exact class") if c in used
    ]
    table = Table("benchmark")
    for column in (*columns, *(("gold",) if detail else ()), "seconds"):
        table.add_column(column, justify="right")
    for name, result in results.items():
        cells = [f"{result.figures[c]:.3f}" if c in result.figures else "" for c in columns]
        table.add_row(name, *cells, *(("",) if detail else ()), f"{result.seconds:.1f}", style="bold" if detail else "")
        for relation, figures in result.detail.items() if detail else ():
            cells = [f"{figures[c]:.3f}" if c in figures else "" for c in columns]
            table.add_row(f"  {relation}", *cells, f"{figures['gold']:.0f}", "")
    Console(width=None if sys.stdout.isatty() else 140).print(table)


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure quality on gold data.", allow_abbrev=False)
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="the public benchmarks and their score.py")
    parser.add_argument("--only", metavar="NAMES", help=f"some of {','.join(BENCHMARKS)}")
    parser.add_argument("--floors", type=Path, default=HERE / "floors.json", help="default: floors.json beside this")
    parser.add_argument("--check", action="store_true", help="exit code 1 where a figure is below its floor")
    parser.add_argument("--write-floors", action="store_true", help=f"raise floors to the figures less {MARGIN}")
    parser.add_argument("--lower", action="store_true", help="with --write-floors: lower them, too")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep what was extracted")
    parser.add_argument("--detail", action="store_true", help="a row for each relation, too")
    parser.add_argument("--errors", action="append", default=[], choices=["examples", "news", "names"])
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    return parser.parse_args(argv)


def _chosen(options: argparse.Namespace) -> list[str]:
    """The benchmarks to run, in the table's order."""
    if options.data is not None and not (options.data / _SCORER).is_file():
        why = f"has no {_SCORER}" if options.data.is_dir() else "is no folder"
        raise _UsageError(f"--data {options.data}: {why}")
    runnable = [name for name, b in BENCHMARKS.items() if options.data is not None or not b.needs]
    wanted = options.only.split(",") if options.only is not None else runnable
    for name in (*wanted, *options.errors):
        if name not in BENCHMARKS:
            raise _UsageError(f"--only {name}: must be some of {','.join(BENCHMARKS)}")
        if name not in runnable:
            raise _UsageError(f"{name}: needs --data FOLDER")
    return [name for name in BENCHMARKS if name in wanted or name in options.errors]


def _run(options: argparse.Namespace) -> int:
    names = _chosen(options)
    floors = _read_floors(options.floors) if options.check or (options.write_floors and options.floors.exists()) else {}
    with ExitStack() as stack:
        output = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        output.mkdir(parents=True, exist_ok=True)
        results, failures = measure(names, Session(options.data, output))
    failures += below(results, floors) if options.check else []
    if options.json:
        rows = {name: asdict(result) for name, result in results.items()}
        for name in rows.keys() - set(options.errors):
            del rows[name]["errors"]
        print(_json({"benchmarks": rows, "failures": failures}))
    else:
        _print_table(results, detail=options.detail)
        for line in (line for name in options.errors if name in results for line in results[name].errors):
            print(line)
    if options.write_floors:
        new, lines = raised(results, floors, lower=options.lower)
        _write_floors(options.floors, new)
        print("\n".join(lines or ["no floor changed"]), file=sys.stderr)
    for failure in failures:
        print(f"quality: {failure}", file=sys.stderr)
    return 1 if failures else 0


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    try:
        return _run(_options(argv))
    except (_UsageError, OSError) as error:
        print(f"quality: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())

"""Quality on gold data: every benchmark through the public API, one table, and floors that no change may go below.

    python benchmarks/quality.py                          recall on the project's own examples
    python benchmarks/quality.py --data FOLDER            and the public benchmarks that FOLDER holds, with its score.py
    python benchmarks/quality.py --data FOLDER --check    exit code 1 where a figure is below its floor

README.md beside this file says what each figure means. Exit codes: 0 done, 1 a figure is below its floor or a
benchmark could not be measured, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from newsweave import NewsweaveError

sys.path.insert(0, str(Path(__file__).resolve().parent))  # however this file is loaded
from public_sets import BENCHMARKS, SCORER, Session
from score_output import FIGURES, Figures, Result

__all__ = ["below", "main", "measure", "raised"]

HERE = Path(__file__).resolve().parent
MARGIN = 0.005
"""How far below the measured figure a new floor is set."""

Floors = dict[str, Figures]
_COLUMNS = ("P", "R", "F1")
"""The figures with a column; what only some benchmarks have is told beside them."""
_LISTING = [name for name, benchmark in BENCHMARKS.items() if benchmark.errors]
_WIDTH = 120  # characters of the table where standard output is no terminal


class _UsageError(Exception):
    """What the caller must put right: exit code 2."""


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

    table = Table("benchmark")
    for column in (*_COLUMNS, *(("gold",) if detail else ())):
        table.add_column(column, justify="right")
    table.add_column("further figures")
    table.add_column("seconds", justify="right")
    for name, result in results.items():
        gold = ("",) if detail else ()
        style = "bold" if detail else ""
        table.add_row(name, *_cells(result.figures, gold), f"{result.seconds:.1f}", style=style)
        for relation, figures in result.detail.items() if detail else ():
            table.add_row(f"  {relation}", *_cells(figures, (f"{figures['gold']:.0f}",)), "")
    Console(width=None if sys.stdout.isatty() else _WIDTH).print(table)


def _cells(figures: Figures, gold: tuple[str, ...]) -> tuple[str, ...]:
    columns = (f"{figures[c]:.3f}" if c in figures else "" for c in _COLUMNS)
    further = ", ".join(f"{c} {figures[c]:.3f}" for c in FIGURES if c in figures and c not in _COLUMNS)
    return (*columns, *gold, further)


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
    errors = parser.add_argument("--errors", action="append", default=[], metavar="NAME", choices=_LISTING)
    errors.help = "every miss and error of this one, too; may be given again"
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    return parser.parse_args(argv)


def _chosen(options: argparse.Namespace) -> list[str]:
    """The benchmarks to run, in the table's order."""
    if options.data is not None and not (options.data / SCORER).is_file():
        why = f"has no {SCORER}" if options.data.is_dir() else "is no folder"
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
        print(json.dumps({"benchmarks": rows, "failures": failures}, ensure_ascii=False))
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

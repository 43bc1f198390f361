"""What several processes gain, and whether memory stays flat: made-up news through ``newsweave build``.

    python benchmarks/workers.py                          2,000 documents by one worker and by two
    python benchmarks/workers.py --documents 10000 --workers 2

Prints one table: documents a second (from the first that was written, so that loading the model does not count), the
memory of all processes when a fifth, half and nineteen twentieths were written, and whether the graphs are the same
bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

import newsweave

SEED = 7
SENTENCES = (
    "{a} said on Monday that it had bought {b} for ${n} million.",
    "The deal was announced in {place} by {person}, chief executive of {a}.",
    "{b} was founded in {year} and is based in {place}.",
    "{a} and {c} signed a memorandum of understanding on instant payments in {place}.",
    "{person}, who joined from {c}, said the company plans to open an office in {place} next year.",
    "The central bank granted {c} a licence for electronic money in {year}.",
    "{c} raised ${n} million in a round led by {b}.",
    "Shares of {a} fell {p}% after {b} denied that it was in talks with regulators.",
)
PLACES = ("Singapore", "Oslo", "Phnom Penh", "Nairobi", "Zurich", "Manila", "Lisbon", "Dublin")
ENDS = ("Bank", "Group", "Pay", "Capital", "Exchange", "Holdings", "Technologies", "Labs")
SYLLABLES = (
    "cor",
    "vex",
    "kes",
    "trin",
    "lar",
    "wen",
    "dal",
    "mo",
    "quil",
    "lon",
    "ber",
    "tas",
    "rum",
    "hol",
    "fer",
    "ny",
)


def main() -> None:
    """Make the documents, build with each number of workers, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    arguments = parser.parse_args()
    table = Table(
        "workers", "documents/s", "against the first", "memory at a fifth", "at half", "near the end", "graph"
    )
    root = Path(tempfile.mkdtemp())
    try:
        news = root / "news.jsonl"
        write_news(news, arguments.documents)
        first = 0.0
        for workers in arguments.workers:
            rate, memory, digest = measure(news, root / f"KG{workers}", arguments.documents, workers)
            first = first or rate
            used = [f"{megabytes:,} MB" for megabytes in memory]
            table.add_row(str(workers), f"{rate:,.1f}", f"{rate / first:.2f}", *used, digest[:8])
    finally:
        Console(width=110).print(table)
        shutil.rmtree(root)


def measure(news: Path, graph: Path, count: int, workers: int) -> tuple[float, list[int], str]:
    """Documents a second, memory (MB) at a fifth, at half and near the end, and a hash of the graph's N-Quads."""
    begun: list[tuple[float, int]] = []
    memory: list[int] = []
    moments = [count // 5, count // 2, count * 19 // 20]

    def watch(report: newsweave.BuildReport, document: newsweave.Document) -> None:
        if not begun:
            begun.append((time.perf_counter(), report.read))
        if len(memory) < len(moments) and report.read >= moments[len(memory)]:
            memory.append(resident())

    newsweave.build(news, graph, workers=workers, on_document=watch)
    start, read = begun[0]
    rate = (count - read) / (time.perf_counter() - start)
    with newsweave.open(graph) as kg:
        kg.export(graph.with_suffix(".nq"))
    digest = hashlib.sha256(graph.with_suffix(".nq").read_bytes()).hexdigest()
    return rate, memory, digest


def resident() -> int:
    """MB that this process and its children have of their own (proportional set size)."""
    total = 0
    for process in (Path("/proc/self"), *_children()):
        try:
            rollup = (process / "smaps_rollup").read_text()
        except OSError:  # it has ended
            continue
        total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total // 1024


def _children() -> list[Path]:
    own = Path("/proc/self").resolve().name
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if stat.read_text().rpartition(")")[2].split()[1] == own:
                found.append(stat.parent)
        except OSError:
            continue
    return found


def write_news(path: Path, count: int) -> None:
    """So many articles of five to eight sentences about some thousands of firms that do not exist."""
    rng = random.Random(SEED)
    firms = [f"{_name(rng)} {rng.choice(ENDS)}" for _ in range(max(count // 3, 50))]
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            a, b, c = rng.sample(firms, 3)
            sentences = rng.sample(SENTENCES, rng.randint(5, len(SENTENCES)))
            person = f"{_name(rng)} {_name(rng)}"
            text = " ".join(
                s.format(
                    a=a, b=b, c=c, n=rng.randint(2, 900), p=rng.randint(2, 20), person=person,
                    place=rng.choice(PLACES), year=rng.randint(1990, 2024),
                )
                for s in sentences
            )  # fmt: skip
            date = f"2025-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
            out.write(json.dumps({"id": f"n{number}", "text": text, "date": date}) + "\n")


def _name(rng: random.Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 3))).capitalize()


if __name__ == "__main__":
    main()

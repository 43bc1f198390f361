"""Speed: words per CPU second, what each stage costs beside the bare parser, start-up time and peak memory.

    python benchmarks/speed.py [--data INPUT] [--json]

INPUT is what ``newsweave build`` takes (default: the examples). README.md beside this file says what each figure
means. Exit codes: 0 done, 1 the stages as called here no longer do what the Extractor does, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import newsweave
from newsweave import InputError, NewsweaveError

if TYPE_CHECKING:
    from newsweave import Document, Entity, Event, Extractor, Statement
    from newsweave.extract.model import Block
    from newsweave.extract.parsing.tree import Tree

__all__ = ["STAGES", "Launch", "Speed", "end_to_end", "launch", "main", "measure", "repeated", "stages"]

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "news"
STAGES = (
    "spaCy",
    "tree and repair",
    "names",
    "clauses",
    "entities and coreference",
    "relations",
    "figures",
    "lines and headlines",
    "events",
    "store",
)
"""In the order they run; the first is the bare parser, to which the others are compared."""

_ROUNDS = 3
_WORDS = 50_000
_LAUNCHES = 5
_BATCH = 64  # as extract/parsing/parse.py feeds the parser
_ASK = "ASK { ?subject ?relation ?object }"


class _DriftError(Exception):
    """The stages as called here are not the Extractor's any more."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Medians over the rounds."""

    words: int
    """White-space separated words of prose in a round."""
    words_per_cpu_second: float
    """From the files to the stored graph."""
    seconds: dict[str, float]
    """CPU seconds a stage."""
    ratio: dict[str, float]
    """CPU time of a stage to that of the bare parser in the same round."""


@dataclass(frozen=True, slots=True)
class Launch:
    """Wall seconds until a command has ended (medians), and the peak resident memory of a build (MiB)."""

    help: float
    query: float
    build_memory: float | None
    """None on systems that do not say."""


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    start = time.process_time()
    yield
    seconds[stage] = seconds.get(stage, 0.0) + time.process_time() - start


def repeated(documents: Sequence[Document], words: int) -> list[Document]:
    """The documents as often as it takes to have so many words, each copy with an id of its own."""
    return [replace(d, id=f"{d.id}-{i}") for i in range(_times(documents, words)) for d in documents]


def _times(documents: Sequence[Document], words: int) -> int:
    return max(1, math.ceil(words / max(1, count_words(documents))))


def count_words(documents: Sequence[Document]) -> int:
    """White-space separated words in the documents' prose."""
    return sum(len(d.text[b.start : b.end].split()) for d in documents for b in d.blocks)


def stages(
    extractor: Extractor, documents: Sequence[Document], pieces: Sequence[Sequence[Block]], folder: Path
) -> tuple[dict[str, float], int]:
    """CPU seconds of each stage over all documents, and how many statements were found.

    ``pieces`` are the stretches of each document that the parser is fed, ``folder`` takes the graph.
    """
    from newsweave.extract.parsing.parse import as_fed, as_written
    from newsweave.extract.parsing.repair import repair
    from newsweave.extract.parsing.tree import Tree
    from newsweave.graph.store.batch import BatchWriter
    from newsweave.graph.store.store import GraphStore

    seconds: dict[str, float] = {}
    count = 0
    pairs = list(zip(documents, pieces, strict=True))
    texts = [as_fed(d.text[p.start : p.end]) for d, own in pairs for p in own]
    with _timed(seconds, "spaCy"):
        parsed = list(extractor.nlp.pipe(texts, batch_size=_BATCH))
    gc.collect()
    gc.freeze()  # all parses are kept here, which the product does not do: let no stage pay for looking through them
    docs = iter(parsed)
    with GraphStore.create_or_open(folder) as store:
        writer = BatchWriter(store)
        for document, own in pairs:
            with _timed(seconds, "tree and repair"):
                trees = [(p, repair(as_written(Tree.from_doc(next(docs), document.text, p.start)))) for p in own]
            found, entities, events = _read(extractor, document, trees, seconds)
            with _timed(seconds, "store"):
                writer.put(document, found, entities, events=events)
            count += len(found)
        with _timed(seconds, "store"):
            writer.flush()
            store.finish()
    gc.unfreeze()
    return seconds, count


def _read(
    extractor: Extractor, document: Document, trees: Sequence[tuple[Block, Tree]], seconds: dict[str, float]
) -> tuple[list[Statement], list[Entity], list[Event]]:
    """What ``Extractor.read`` does, with the time of each stage added to ``seconds``."""
    from newsweave.extract.clauses.clauses import propositions
    from newsweave.extract.coreference.coreference import resolve
    from newsweave.extract.coreference.units import units_changing_hands
    from newsweave.extract.entities.acronyms import acronyms
    from newsweave.extract.entities.cluster import Passage
    from newsweave.extract.entities.entities import build_clusters, to_entity
    from newsweave.extract.events.events import find_events
    from newsweave.extract.measures.lines import line_measures
    from newsweave.extract.measures.measures import measures
    from newsweave.extract.measures.tables import table_measures
    from newsweave.extract.pipeline import deeds_of, name_passage
    from newsweave.extract.relations.deed_lines import deed_lines
    from newsweave.extract.relations.headlines import told_in_headlines, unsaid
    from newsweave.extract.relations.relations import statements

    passages = [Passage(tree, piece.kind) for piece, tree in trees]
    introduced = []
    with _timed(seconds, "names"):
        for i, p in enumerate(passages):
            name_passage(p, extractor.gazetteer, i)
            if p.kind == "paragraph":
                introduced += acronyms(p.tree, p.names)
    with _timed(seconds, "clauses"):
        for p in passages:
            if p.kind == "paragraph":
                p.propositions = propositions(p.tree, deeds_of(extractor.rules))
    with _timed(seconds, "entities and coreference"):
        clusters = build_clusters(passages, introduced, extractor.gazetteer, extractor.rules)
        discourse = resolve(passages)
        clusters += units_changing_hands(passages)
        entities = [to_entity(c, passages) for c in clusters]
    with _timed(seconds, "relations"):
        found = statements(document, passages, extractor.rules, discourse)
    deeds = deeds_of(extractor.rules)
    with _timed(seconds, "lines and headlines"):
        found += deed_lines(document, passages, extractor.rules, deeds, discourse)
    with _timed(seconds, "figures"):
        found += measures(document, passages, found, discourse.about)
    with _timed(seconds, "lines and headlines"):
        found += table_measures(document, passages, discourse.about)
        found += line_measures(document, passages, found, discourse.about)
        if told := told_in_headlines(passages, deeds):
            headed = statements(document, told, extractor.rules, discourse)
            found += unsaid([*headed, *measures(document, told, headed, discourse.about)], found)
    with _timed(seconds, "events"):
        events, found = find_events(document, passages, sorted(found, key=lambda s: s.evidence.start))
    return found, entities, events


def end_to_end(extractor: Extractor, source: str, words: int, folder: Path) -> float:
    """CPU seconds from the input, read as often as it takes for so many words, to the stored graph."""
    from newsweave.graph.store.batch import BatchWriter
    from newsweave.graph.store.store import GraphStore

    times = _times(_documents(source), words)
    start = time.process_time()
    copies = [_documents(source) for _ in range(times)]
    documents = [replace(d, id=f"{d.id}-{i}") for i, copy in enumerate(copies) for d in copy]
    with GraphStore.create_or_open(folder) as store:
        writer = BatchWriter(store)
        for extraction in extractor.extract(documents):
            writer.put(extraction.document, extraction.statements, extraction.entities, events=extraction.events)
        writer.flush()
        store.finish()
    return time.process_time() - start


def measure(source: str, folder: Path, *, rounds: int = _ROUNDS, words: int = _WORDS) -> Speed:
    """Medians of so many rounds over at least so many words; ``folder`` takes the graphs.

    A round is one pass stage by stage and one end to end, so that a machine that slows down slows both.
    """
    from newsweave.extract.parsing.parse import parse

    extractor = newsweave.Extractor()
    documents = repeated(_documents(source), words)
    parsed = [(d, trees, extractor.read(d, trees)) for d, trees in parse(extractor.nlp, documents)]  # warms up, too
    pieces = [[piece for piece, _ in trees] for _, trees, _ in parsed]
    expected = sum(len(extraction.statements) for _, _, extraction in parsed)
    passes, whole = [], []
    for i in range(rounds):
        seconds, found = stages(extractor, documents, pieces, folder / f"stages-{i}")
        if found != expected:
            raise _DriftError(f"stages() finds {found} statements, the Extractor {expected}: bring speed.py up to date")
        passes.append(seconds)
        whole.append(end_to_end(extractor, source, words, folder / f"whole-{i}"))
    total = count_words(documents)
    return Speed(
        words=total,
        words_per_cpu_second=total / statistics.median(whole),
        seconds={s: statistics.median(p[s] for p in passes) for s in STAGES},
        ratio={s: statistics.median(p[s] / p[STAGES[0]] for p in passes) for s in STAGES},
    )


def _documents(source: str) -> list[Document]:
    """What can be read of the input; what cannot is left out here and listed by ``main``."""
    return [item for item in newsweave.read(source) if not isinstance(item, InputError)]


def launch(source: str, graph: Path, *, times: int = _LAUNCHES) -> Launch:
    """Start the command line so many times; ``graph`` takes the graph of one build.

    Call it while this process is small: Linux counts what a parent holds into the peak of the child it starts.

    Raises:
        InputError: where a command fails.
    """
    memory = _build_memory(["build", source, "-o", str(graph), "--quiet"])
    return Launch(_wall(["--help"], times), _wall(["query", str(graph), _ASK], times), memory)


def _command(arguments: Sequence[str]) -> list[str]:
    script = Path(sys.executable).with_name("newsweave")
    start = [str(script)] if script.exists() else [sys.executable, "-c", "from newsweave.cli import main; main()"]
    return [*start, *arguments]


def _wall(arguments: Sequence[str], times: int) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run = subprocess.run(_command(arguments), capture_output=True, text=True, encoding="utf-8", check=False)
        taken.append(time.perf_counter() - start)
        if run.returncode:
            raise InputError(f"newsweave {arguments[0]}: exit code {run.returncode}: {run.stderr.strip()}")
    return statistics.median(taken)


def _build_memory(arguments: Sequence[str]) -> float | None:
    """Peak resident memory in MiB; a build that leaves inputs out (exit code 1) counts."""
    process = subprocess.Popen(_command(arguments), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if sys.platform == "win32":
        process.wait()
        return None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise InputError(f"newsweave build: exit code {process.returncode}")
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _print_table(speed: Speed, started: Launch) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("figure")
    table.add_column("value", justify="right")
    table.add_column("to bare spaCy", justify="right")
    for stage in STAGES:
        table.add_row(stage, f"{speed.seconds[stage]:.2f} s CPU", f"{speed.ratio[stage]:.3f}")
    own = sum(speed.ratio[stage] for stage in STAGES[1:])
    table.add_row(
        "all but spaCy", f"{sum(speed.seconds[s] for s in STAGES[1:]):.2f} s CPU", f"{own:.3f}", end_section=True
    )
    rate = f"{speed.words_per_cpu_second:,.0f} words / CPU s"
    bare = speed.words / speed.seconds[STAGES[0]]
    share = f"{speed.words_per_cpu_second / bare:.3f} of its speed"
    table.add_row(f"end to end, {speed.words:,} words", rate, share, end_section=True)
    table.add_row("newsweave --help", f"{started.help:.2f} s")
    table.add_row('newsweave query KG "ASK ..."', f"{started.query:.2f} s")
    memory = "not known" if started.build_memory is None else f"{started.build_memory:.0f} MiB"
    table.add_row("peak memory of a build", memory)
    Console(width=None if sys.stdout.isatty() else 100).print(table)


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure speed.", allow_abbrev=False)
    parser.add_argument("--data", metavar="INPUT", default=str(EXAMPLES), help="default: examples/news")
    parser.add_argument(
        "--rounds", type=int, default=_ROUNDS, help=f"passes to take the median of (default: {_ROUNDS})"
    )
    parser.add_argument("--words", type=int, default=_WORDS, help=f"repeat a smaller input up to so many ({_WORDS})")
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    options = _options(argv)
    try:
        if options.rounds < 1:
            raise InputError("--rounds: must be 1 or more")
        errors = [item for item in newsweave.read(options.data) if isinstance(item, InputError)]
        for error in errors:
            print(f"speed: {error}", file=sys.stderr)
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            if not count_words(_documents(options.data)):
                if errors:
                    return 2
                raise InputError(f"{options.data}: has no words to measure with")
            started = launch(options.data, folder / "graph")
            speed = measure(options.data, folder, rounds=options.rounds, words=options.words)
    except _DriftError as error:
        print(f"speed: {error}", file=sys.stderr)
        return 1
    except NewsweaveError as error:
        print(f"speed: {error}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(asdict(speed) | asdict(started), indent=2))
    else:
        _print_table(speed, started)
    return 0


if __name__ == "__main__":
    sys.exit(main())

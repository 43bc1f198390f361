"""How fast a large graph is written and asked: made-up statements with two evidences each, on disk.

    python benchmarks/store.py                          ten thousand statements: half a minute
    python benchmarks/store.py --statements 1000000     a million: an hour, and 40 GB below --folder

Prints one table: the time to load against Oxigraph's own bulk loader on the same quads, and queries through rdflib,
each the median of several runs on a graph that was opened anew; then the same after ``newsweave compact``.
The bars are those of the project's issue on the graph.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table
from workers import resident

from newsweave.extract.model import Block, Document, Entity, EntityArgument, Evidence, Statement
from newsweave.graph.store.batch import BatchWriter
from newsweave.graph.store.folder import GraphFolder
from newsweave.graph.store.store import GraphStore

RELATIONS = (
    *("acquired", "invested_in", "regulates", "sued", "subsidiary_of", "owns_stake_in", "sold", "uses", "customer_of"),
    *("approved", "operates", "signed_agreement_with"),
)
"""One of twelve holds in both directions, so that a statement gives 1.08 plain facts (in the examples' graph: 1.04)."""
DOCUMENT = 20
"""Statements in a document, as in a long article."""
SEED = 1
RUNS = 7
QUERIES = {
    "Q1 deals of a company": (
        "SELECT ?name { ent:firm-NN nw:acquired|nw:signedAgreementWith ?o . ?o skos:prefLabel ?name }",
        20,
    ),
    "Q2 its facts with sentences": (
        "SELECT ?p ?o ?text { ?e rdf:subject ent:firm-NN ; rdf:predicate ?p ; rdf:object ?o ; oa:exact ?text }",
        20,
    ),
    "Q5 two steps from it": (
        "SELECT ?p ?m ?q ?o { GRAPH nw:facts { ent:firm-NN ?p ?m . ?m ?q ?o } }",
        20,
    ),
    "Q6 facts by relation": (
        "SELECT ?p (COUNT(*) AS ?n) { GRAPH nw:facts { ?s ?p ?o } } GROUP BY ?p",
        400,
    ),
}
"""Name to SPARQL and the most milliseconds it may take at a million statements."""


def main() -> None:
    """Load, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=10_000)
    parser.add_argument(
        "--folder", type=Path, help="where the graphs are made (default: the system's temporary folder)"
    )
    arguments = parser.parse_args()
    root = Path(tempfile.mkdtemp(dir=arguments.folder))
    table = Table("what", "figure", "bar", title=f"{arguments.statements:,} statements, two evidences each, on disk")
    try:
        loads(root, arguments.statements, table)
        asks(root / "KG", arguments.statements, table)
        compacted(root / "KG", table)
        asks(root / "KG", arguments.statements, table)
    finally:
        Console(width=110).print(table)  # also what an hour had given before something went wrong
        shutil.rmtree(root)


def loads(root: Path, count: int, table: Table) -> None:
    """Write the graph, then load the same quads with ``Store.bulk_load``."""
    took = 0.0
    memory: list[str] = []
    moments = [count * 2 // DOCUMENT * share // 20 for share in (4, 10, 19)]
    with GraphStore.create_or_open(root / "KG") as store:
        writer = BatchWriter(store)
        for number, given in enumerate(documents(count)):
            start = time.perf_counter()
            writer.put(*given)
            took += time.perf_counter() - start
            if number in moments:
                memory.append(f"{resident():,}")
        start = time.perf_counter()
        writer.flush()
        store.finish()
        took += time.perf_counter() - start
        store.database.dump(str(root / "all.nq"), format=ox.RdfFormat.N_QUADS)
        quads = len(store.database)
    start = time.perf_counter()
    ox.Store(str(root / "bulk")).bulk_load(path=str(root / "all.nq"), format=ox.RdfFormat.N_QUADS)
    bulk = time.perf_counter() - start
    (root / "all.nq").unlink()
    shutil.rmtree(root / "bulk")
    table.add_row("quads", f"{quads:,}", "")
    table.add_row("load: newsweave", f"{took:,.1f} s ({quads / took:,.0f} quads/s)", "")
    table.add_row("load: pyoxigraph's bulk_load", f"{bulk:,.1f} s ({quads / bulk:,.0f} quads/s)", "")
    table.add_row("load: newsweave's speed against it", f"{bulk / took:.2f}", "0.50")
    table.add_row("memory at a fifth, at half, near the end", f"{', '.join(memory)} MB", "")
    table.add_row("size on disk", f"{GraphFolder.find(root / 'KG').size() / 1e9:.2f} GB", "")


def compacted(graph: Path, table: Table) -> None:
    """Put the files in order, after which the same is asked again."""
    with GraphStore.open(graph, read_only=False) as store:
        start = time.perf_counter()
        store.compact()
        took = time.perf_counter() - start
    table.add_section()
    table.add_row("newsweave compact", f"{took:,.1f} s", "")
    table.add_row("size on disk, afterwards", f"{GraphFolder.find(graph).size() / 1e9:.2f} GB", "")


def asks(graph: Path, count: int, table: Table) -> None:
    """Ask through rdflib, and once more by the command line from a cold start."""
    firm = str(firms(count) // 100)
    with GraphStore.open(graph) as store:
        dataset = store.rdflib_dataset()
        for name, (sparql, bar) in QUERIES.items():
            times, rows = [], 0
            for _ in range(RUNS):
                start = time.perf_counter()
                rows = len(list(dataset.query(sparql.replace("NN", firm))))
                times.append((time.perf_counter() - start) * 1000)
            table.add_row(f"{name} ({rows} rows)", f"{statistics.median(times):,.1f} ms", f"{bar} ms")
        del dataset
    sparql = QUERIES["Q2 its facts with sentences"][0].replace("NN", firm)
    start = time.perf_counter()
    program = [sys.executable, "-c", "from newsweave.cli import main; main()"]
    subprocess.run([*program, "query", str(graph), sparql], check=True, stdout=subprocess.DEVNULL)
    table.add_row("newsweave query (Q2), cold start", f"{time.perf_counter() - start:.2f} s", "1 s")


def firms(count: int) -> int:
    """How many entities so many statements are about."""
    return max(count // 5, 200)


def documents(count: int) -> Iterator[tuple[Document, list[Statement], list[Entity]]]:
    """Documents that say each of ``count`` statements twice, in random order; few firms are in many of them."""
    rng = random.Random(SEED)
    size = firms(count)
    facts = [
        (int(size * rng.random() ** 2), RELATIONS[rng.randrange(len(RELATIONS))], rng.randrange(size))
        for _ in range(count)
    ]
    order = [*range(count)] * 2
    rng.shuffle(order)
    for first in range(0, len(order), DOCUMENT):
        yield _document(f"doc-{first}", [facts[n] for n in order[first : first + DOCUMENT]], rng)


def _document(
    id: str, facts: list[tuple[int, str, int]], rng: random.Random
) -> tuple[Document, list[Statement], list[Entity]]:
    sentences: list[str] = []
    statements: list[Statement] = []
    named: dict[int, Entity] = {}
    at = 0
    for subject, relation, target in facts:
        day = f"2025-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        text = f"Firm {subject} said on Monday that it {relation} Firm {target}, in deal {rng.getrandbits(40)} of many."
        ends = []
        for number in (subject, target):
            entity = named.setdefault(number, Entity(f"firm-{number}", f"Firm {number}", "Company"))
            start = at + text.index(entity.name)
            span = (start, start + len(entity.name))
            ends.append(EntityArgument(entity.id, entity.name, entity.type, entity.name, *span, (span,)))
        evidence = Evidence(id, at, at + len(text), text, f"{relation}-rule")
        phrase, when = relation.replace("_", " "), {"date": day, "edtf": day, "date_text": "on Monday"}
        statements.append(Statement(ends[0], relation, ends[1], evidence, phrase, qualifiers=when, confidence=0.9))
        sentences.append(text)
        at += len(text) + 1
    whole = "\n".join(sentences)
    published = f"2025-{rng.randint(1, 12):02}-01"
    document = Document(id, whole, (Block(0, len(whole)),), f"News {id}", published, "Harbour Post")
    return document, statements, list(named.values())


if __name__ == "__main__":
    main()

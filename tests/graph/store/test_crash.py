"""Builds killed at random moments, and readers beside a busy writer."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from tests.graph.store.store_fixtures import Item, items, random_items, state

from newsweave.graph.store.graph_reader import GraphReader
from newsweave.graph.store.store import GraphStore

COUNT, SEED, ROUNDS = 60, 11, 6
ROOT = Path(__file__).parents[3]
REPLACING = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from newsweave.graph.store.store import GraphStore
from tests.graph.store.store_fixtures import random_items
old, new = random_items({COUNT}, {SEED} + 1), random_items({COUNT}, {SEED})
with GraphStore.create_or_open(sys.argv[1]) as store:
    print("open", flush=True)
    for round in range(int(sys.argv[2])):
        for one in (*old, *new):
            one.put(store)
            print(one.document.id, one.document.version, sep="\t", flush=True)
            if round == 0 and one.document.id == "doc 3":
                print("busy", flush=True)
        store.finish()
"""
ADDING = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from itertools import count
from newsweave.graph.store.batch import BatchWriter
from newsweave.graph.store.store import GraphStore
from tests.graph.store.test_crash import fresh
with GraphStore.in_memory() as warm:  # loads what the first document needs
    fresh(0).put(warm)
with GraphStore.create_or_open(sys.argv[1]) as store:
    writer = BatchWriter(store, quads=1500)
    versions = {{}}
    print("open", flush=True)
    for number in count(len(store.documents())):
        one = fresh(number)
        versions[one.document.id] = one.document.version
        done = writer.put(one.document, one.statements, one.entities)
        if number % 100 == 99:
            done += writer.flush()
            store.finish()
        for id in done:
            print(id, versions.pop(id), sep="\t", flush=True)
"""


def fresh(number: int) -> Item:
    """A document like no other; the same one for the same number."""
    [one] = random_items(1, SEED + 2 + number)
    document = replace(one.document, id=f"fresh {number}")
    evidence = [replace(s, evidence=replace(s.evidence, document=document.id)) for s in one.statements]
    return Item(document, tuple(evidence), one.entities)


def start(path: Path, rounds: int, program: str = REPLACING) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", program, path, str(rounds)], stdout=subprocess.PIPE, text=True)


def killed(path: Path, program: str, after: int) -> list[list[str]]:
    """Build and be killed about when so many are written; what the build said it had written: id and version."""
    with start(path, 1000, program) as build:
        assert build.stdout is not None
        said = [build.stdout.readline()]
        while sum("\t" in line for line in said) < after and said[-1]:
            said.append(build.stdout.readline())
        build.kill()
        said += build.stdout
        assert (said[0], build.wait()) == ("open\n", -signal.SIGKILL)
    return [line.rstrip("\n").split("\t") for line in said if "\t" in line]


def test_builds_killed_at_any_moment_end_as_an_undisturbed_one(tmp_path: Path) -> None:
    versions = [{i.document.id: i for i in random_items(COUNT, SEED + change)} for change in (0, 1)]
    rng, path = random.Random(5), tmp_path / "kg"
    for _ in range(ROUNDS):
        acknowledged = dict(killed(path, REPLACING, rng.randrange(3 * COUNT)))
        with GraphStore.open(path) as store:
            there = store.documents()
            for document, version in there.items():
                whole = next(v[document] for v in versions if v[document].document.version == version)
                assert facts_in(store, document) == len({s.key for s in whole.statements})
            # One document may have been written without its line having come out.
            assert sum(there[id] != version for id, version in acknowledged.items()) <= 1
    newest = list(versions[0].values())
    with GraphStore.create_or_open(path) as store, GraphStore.in_memory() as undisturbed:
        assert state(items(store, newest)) == state(items(undisturbed, newest))


def test_batches_killed_at_any_moment_are_there_or_not(tmp_path: Path) -> None:
    rng, path, acknowledged = random.Random(6), tmp_path / "kg", 0
    for _ in range(ROUNDS):
        written = [id for id, _ in killed(path, ADDING, rng.randrange(120))]
        acknowledged += len(written)
        with GraphStore.open(path) as store:
            there = store.documents()
        assert set(written) <= set(there) == {f"fresh {number}" for number in range(len(there))}
    assert acknowledged > 100
    with GraphStore.create_or_open(path) as store, GraphStore.in_memory() as undisturbed:
        assert not list((path / "store").glob("bulk-*.sst"))  # what killed loads left
        store.finish()
        assert state(store) == state(items(undisturbed, [fresh(number) for number in range(len(there))]))


def facts_in(store: GraphStore, document: str) -> int:
    facts = GraphReader(store).facts(document=store.names.document(document))
    return sum(len(fact.evidence) for fact in facts)


def test_readers_beside_a_writer_see_whole_documents(tmp_path: Path) -> None:
    path = tmp_path / "kg"
    sizes: dict[str, set[int]] = {}
    for one in (*random_items(COUNT, SEED), *random_items(COUNT, SEED + 1)):
        sizes.setdefault(one.document.id, set()).add(_evidence(one))
    seen = 0
    with start(path, rounds=1000) as build:
        try:
            assert build.stdout is not None
            assert any(line == "busy\n" for line in build.stdout)
            for _ in range(12):
                with GraphStore.open(path) as store:
                    assert build.poll() is None
                    for document in store.documents():
                        assert facts_in(store, document) in sizes[document]
                        seen += 1
        finally:
            build.kill()  # else leaving the block would wait for it
    assert seen > 12


def _evidence(one: Item) -> int:
    return len({statement.key for statement in one.statements})

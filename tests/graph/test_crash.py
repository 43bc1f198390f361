"""Builds killed at random moments, and readers beside a busy writer."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from tests.graph.store_fixtures import Item, items, random_items, state

from newsweave.graph.read import GraphReader
from newsweave.graph.store import GraphStore

COUNT, SEED, ROUNDS = 60, 11, 10
ROOT = Path(__file__).parents[2]
BUILD = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from newsweave.graph.store import GraphStore
from tests.graph.store_fixtures import random_items
old, new = random_items({COUNT}, {SEED} + 1), random_items({COUNT}, {SEED})
with GraphStore.create_or_open(sys.argv[1]) as store:
    print("open", flush=True)
    for round in range(int(sys.argv[2])):
        for one in (*old, *new):
            one.put(store)
            if round == 0 and one.document.id == "doc 3":
                print("busy", flush=True)
        store.finish()
"""


def start(path: Path, rounds: int) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", BUILD, path, str(rounds)], stdout=subprocess.PIPE, text=True)


def test_builds_killed_at_any_moment_end_as_an_undisturbed_one(tmp_path: Path) -> None:
    versions = [{i.document.id: i for i in random_items(COUNT, SEED + change)} for change in (0, 1)]
    rng, path, killed = random.Random(5), tmp_path / "kg", 0
    for _ in range(ROUNDS):
        with start(path, rounds=1000) as build:
            assert build.stdout is not None
            opened = build.stdout.readline()
            time.sleep(rng.uniform(0, 0.25))
            build.kill()
            assert opened == "open\n"
            killed += build.wait() != 0
        with GraphStore.open(path) as store:
            for document, version in store.documents().items():
                whole = next(v[document] for v in versions if v[document].document.version == version)
                assert facts_in(store, document) == len({s.key for s in whole.statements})
    assert killed == ROUNDS
    newest = list(versions[0].values())
    with GraphStore.create_or_open(path) as store, GraphStore.in_memory() as undisturbed:
        assert state(items(store, newest)) == state(items(undisturbed, newest))


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
            assert [build.stdout.readline() for _ in range(2)] == ["open\n", "busy\n"]
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

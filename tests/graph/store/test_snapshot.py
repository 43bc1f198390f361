"""Snapshots: readers keep what they opened, and leave nothing behind."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest
from tests.graph.store.store_fixtures import items, newsroom, random_items, state

from newsweave.graph.store import snapshot as snapshots
from newsweave.graph.store.batch import BatchWriter
from newsweave.graph.store.snapshot import FOLDER, Snapshot
from newsweave.graph.store.store import GraphStore


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "kg"
    with GraphStore.create_or_open(path) as store:
        items(store, newsroom())
    return path


def left(graph: Path) -> list[Path]:
    gc.collect()
    return list((graph / FOLDER).iterdir()) if (graph / FOLDER).exists() else []


def test_a_reader_keeps_what_it_opened(graph: Path) -> None:
    with GraphStore.open(graph) as reader, GraphStore.open(graph) as late:
        with GraphStore.create_or_open(graph) as writer:
            for one in newsroom():
                writer.remove(one.document.id)
            items(writer, random_items(30, seed=1))
            writer.database.optimize()  # rewrites every file
        with GraphStore.in_memory() as fresh:
            expected = state(items(fresh, newsroom()))
        assert state(reader) == expected
        assert state(late) == expected
        assert len(left(graph)) == 2
    assert left(graph) == []


def test_a_dataset_outlives_its_reader(graph: Path) -> None:
    with GraphStore.open(graph) as reader:
        dataset = reader.rdflib_dataset()
    assert len(left(graph)) == 1
    assert len(list(dataset.query("SELECT * { ?d a nw:Document }"))) == 3
    del dataset
    assert left(graph) == []


def test_what_a_killed_reader_left_goes_with_the_next(graph: Path) -> None:
    program = (
        "import os, signal, sys\nfrom newsweave.graph.store.store import GraphStore\n"
        "store = GraphStore.open(sys.argv[1])\nos.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", program, str(graph)], check=False)
    assert len(left(graph)) == 1
    with GraphStore.open(graph) as reader:
        assert len(left(graph)) == 1
        assert len(reader.documents()) == 3
    assert left(graph) == []


def test_where_none_can_be_taken_the_graph_is_read_as_it_is(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "fcntl", None)
    with GraphStore.open(graph) as reader:
        assert len(reader.documents()) == 3
        assert left(graph) == []


def test_a_database_that_does_not_keep_still_gives_none(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    states = iter(range(1000))
    monkeypatch.setattr(snapshots, "_state", lambda database: next(states))
    assert Snapshot.take(graph / "store", graph) is None
    assert left(graph) == []


def test_a_snapshot_stays_as_it_is_while_an_open_writer_goes_on(graph: Path) -> None:
    """Also for those who open it later: workers of a server."""
    with GraphStore.create_or_open(graph) as writer:
        extra = random_items(20, seed=1)
        extra[0].put(writer)
        snapshot = Snapshot.take(graph / "store", graph)
        assert snapshot is not None
        with GraphStore.open(graph, at=snapshot.path) as early:
            before = state(early)
        batch = BatchWriter(writer)
        for one in extra[1:10]:
            batch.put(one.document, one.statements, one.entities)
        batch.flush()
        for one in extra[10:]:
            one.put(writer)
        with GraphStore.open(graph, at=snapshot.path) as late:
            assert state(late) == before
        assert len(writer.documents()) == 23
        snapshot.close()


OPENER = """
import sys
from newsweave.graph.store.store import GraphStore
for _ in range(60):
    with GraphStore.open(sys.argv[1]) as store:
        assert len(store.documents()) == 3
"""


def test_readers_do_not_take_one_anothers_snapshots_away(graph: Path) -> None:
    readers = [
        subprocess.Popen([sys.executable, "-c", OPENER, str(graph)], stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    complaints = [reader.communicate()[1] for reader in readers]
    assert complaints == [""] * 4
    assert left(graph) == []


def test_a_fork_leaves_its_parents_snapshot(graph: Path) -> None:
    program = (
        "import os, sys\nfrom newsweave.graph.store.store import GraphStore\n"
        "store = GraphStore.open(sys.argv[1])\n"
        "child = os.fork()\n"
        "if child == 0: sys.exit()\n"
        "os.waitpid(child, 0)\n"
        "print(len(list((store.path / '.reading').iterdir())), len(store.documents()))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(graph)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "3"]

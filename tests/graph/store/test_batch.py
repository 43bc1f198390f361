"""Batches: the same graph as one document at a time, and nothing said to be written that is not."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import PATIENCE
from tests.graph.store.store_fixtures import Item, entity, item, items, newsroom, random_items, state

from newsweave.graph.store.batch import BatchWriter
from newsweave.graph.store.store import GraphStore
from newsweave.ontology.errors import DataError, StoreError


def put(writer: BatchWriter, one: Item) -> list[str]:
    return writer.put(one.document, one.statements, one.entities)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 600), st.lists(st.integers(0, 5), max_size=12))
def test_batches_of_any_size_give_the_graph_of_single_documents(seed: int, size: int, again: list[int]) -> None:
    """``again``: documents that come in another version, while their first one may still wait."""
    first, second = random_items(6, seed), random_items(6, seed + 1)
    given_items = [*first, *(second[n] for n in again)]
    with GraphStore.in_memory() as store, GraphStore.in_memory() as single:
        writer = BatchWriter(store, quads=size, seconds=1000)
        written = [id for one in given_items for id in put(writer, one)]
        written += writer.flush()
        store.finish()
        assert sorted(written) == sorted(one.document.id for one in given_items)
        assert state(store) == state(items(single, given_items))


def test_what_put_returns_is_in_the_store_and_what_waits_is_not(tmp_path: Path) -> None:
    path = tmp_path / "kg"
    with GraphStore.create_or_open(path) as store:
        writer = BatchWriter(store, quads=10_000, seconds=1000)
        one, two, three = newsroom()
        assert put(writer, one) == put(writer, two) == []
        with GraphStore.open(path) as reader:
            assert reader.documents() == {}
        assert writer.flush() == ["news-1", "news-2"]
        with GraphStore.open(path) as reader:
            assert list(reader.documents()) == ["news-1", "news-2"]
        assert writer.flush() == []
        writer = BatchWriter(store, quads=1)
        started = put(writer, three)
        assert [*started, *writer.flush()] == ["news-3"]


def test_a_document_does_not_wait_long() -> None:
    one, two, _ = newsroom()
    with GraphStore.in_memory() as store:
        writer = BatchWriter(store, quads=10_000, seconds=0)
        told = put(writer, one)
        deadline = time.monotonic() + PATIENCE
        while not store.documents():  # it is on its way although nothing else came
            assert time.monotonic() < deadline
            time.sleep(0.01)
        told += put(writer, two)
        assert told[:1] == ["news-1"]
        assert [*told, *writer.flush()] == ["news-1", "news-2"]


def test_an_error_of_the_write_comes_to_who_waits_and_nobody_is_told_of_its_documents(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, two, three = newsroom()
    with GraphStore.in_memory() as store:
        writer = BatchWriter(store, seconds=1000)
        put(writer, one)
        assert writer.flush() == ["news-1"]

        def fail(quads: object) -> Callable[[], None]:
            def write() -> None:
                raise StoreError("no room")

            return write

        put(writer, two)
        monkeypatch.setattr(store, "add_later", fail)
        with pytest.raises(StoreError, match="no room"):
            writer.flush()
        monkeypatch.undo()
        put(writer, three)
        assert writer.flush() == ["news-3"]
        assert list(store.documents()) == ["news-1", "news-3"]


def test_what_waits_behind_a_write_that_fails_counts_on_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else its entities, described in the batch before, would have no description."""
    first, second = (item(id, named=[entity("Kest")]) for id in "ab")
    with GraphStore.in_memory() as store, GraphStore.in_memory() as single:
        writer = BatchWriter(store, seconds=1000)
        put(writer, first)

        def write() -> None:
            raise StoreError("no room")

        monkeypatch.setattr(store, "add_later", lambda quads: write)
        writer._start()
        monkeypatch.undo()
        with pytest.raises(StoreError, match="no room"):
            writer.flush()
        assert writer.flush() == []
        put(writer, second)
        writer.flush()
        store.finish()
        assert state(store) == state(items(single, [second]))


def test_a_refused_document_leaves_the_batch() -> None:
    one, two, _ = newsroom()
    with GraphStore.in_memory() as store:
        writer = BatchWriter(store)
        put(writer, one)
        with pytest.raises(DataError, match="was given with it"):
            writer.put(two.document, one.statements, [])
        assert writer.flush() == ["news-1"]


def test_a_graph_opened_for_reading_cannot_be_written(tmp_path: Path) -> None:
    with GraphStore.create_or_open(tmp_path / "kg"):
        pass
    with GraphStore.open(tmp_path / "kg") as store:
        writer = BatchWriter(store)
        put(writer, newsroom()[0])
        with pytest.raises(StoreError, match="opened for reading only"):
            writer.flush()


@pytest.mark.parametrize("places", [1, 2, 16])
def test_what_the_table_of_settled_namings_forgets_is_looked_up(monkeypatch: pytest.MonkeyPatch, places: int) -> None:
    monkeypatch.setattr("newsweave.graph.store.batch._PLACES", places)
    for seed in range(10):
        given_items = random_items(12, seed, pool=8)
        with GraphStore.in_memory() as store, GraphStore.in_memory() as single:
            writer = BatchWriter(store, quads=400, seconds=1000)
            for one in given_items:
                put(writer, one)
            writer.flush()
            store.finish()
            assert state(store) == state(items(single, given_items))


def test_documents_written_before_an_error_are_told_of_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    one, two, _ = newsroom()
    with GraphStore.in_memory() as store:
        two.put(store)
        writer = BatchWriter(store, seconds=1000)
        assert put(writer, one) == []

        def fail(graph: object, new: object) -> bool:
            raise StoreError("no room")

        monkeypatch.setattr(store, "replace", fail)
        with pytest.raises(StoreError, match="no room"):
            put(writer, two)
        assert writer.flush() == ["news-1"]


def test_nothing_else_may_write_while_a_batch_waits() -> None:
    """``finish`` would count half of the batch that is on its way, and the other half would be counted no more."""
    one, two, three = newsroom()
    with GraphStore.in_memory() as store:
        three.put(store)
        writer = BatchWriter(store, seconds=1000)
        put(writer, one)
        for write in (store.finish, lambda: two.put(store), lambda: store.remove("news-3")):
            with pytest.raises(StoreError, match="flush it first"):
                write()
        writer.flush()
        store.finish()
        assert store.remove("news-3")


@pytest.mark.parametrize("every", [1, 2, 5])
def test_a_writer_goes_on_after_finish_with_the_descriptions_that_finish_made(every: int) -> None:
    for seed in range(10):
        given_items = random_items(15, seed, pool=4)
        with GraphStore.in_memory() as store, GraphStore.in_memory() as single:
            writer = BatchWriter(store, quads=400, seconds=1000)
            for number, one in enumerate(given_items, 1):
                put(writer, one)
                if number % every == 0:
                    writer.flush()
                    store.finish()
            writer.flush()
            store.finish()
            assert state(store) == state(items(single, given_items))


COLUMN_FAMILIES = 12
"""Of the database below oxigraph: nine orders of quads, terms by id, named graphs, and its own."""


def test_compacting_changes_nothing_but_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kg"
    with GraphStore.create_or_open(path) as store:
        writer = BatchWriter(store, quads=1)
        for one in random_items(12, 3):
            put(writer, one)
        with pytest.raises(StoreError, match="flush it first"):
            store.compact()
        writer.flush()
        store.finish()
        was, before = state(store), sum(1 for _ in (path / "store").glob("*.sst"))
        with monkeypatch.context() as full:
            full.setattr("newsweave.graph.store.store.shutil.disk_usage", lambda path: SimpleNamespace(free=0))
            with pytest.raises(StoreError, match=r"kg: needs 0\.0 GB for a second copy, 0\.0 GB are free"):
                store.compact()
        store.compact()
        # at most a file a column family; what was in memory only has none before
        assert sum(1 for _ in (path / "store").glob("*.sst")) <= max(before, COLUMN_FAMILIES)
        assert state(store) == was

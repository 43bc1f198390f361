"""Reprints: which documents print one story, whatever order they came in and whatever was taken away again."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.graph.store.store_fixtures import Item, entity, item, items, said, state

from newsweave.extract.model import Block
from newsweave.graph.ask.query import run_named_query
from newsweave.graph.store.batch import BatchWriter
from newsweave.graph.store.graph_reader import GraphReader
from newsweave.graph.store.near_duplicates import StoryCount
from newsweave.graph.store.store import GraphStore
from newsweave.graph.store.terms import PENDING

KEST, ORVA = entity("Kest"), entity("Orva", "Bank")
SAYS = "Kest bought Orva."


def story(id: str, *seeds: int, date: str | None = None, source: str | None = None) -> Item:
    """A document that says one fact and goes on with forty words for each seed; equal seeds give equal words."""
    made = item(id, (KEST, "acquired", ORVA, SAYS, said()))
    words = [f"w{random.Random(seed).getrandbits(32)}x{n}" for seed in seeds for n in range(40)]
    text = SAYS + "\n" + " ".join(words)
    return replace(
        made, document=replace(made.document, text=text, blocks=(Block(0, len(text)),), date=date, source=source)
    )


def stories(store: GraphStore) -> dict[str, str]:
    return {d.id: d.story.rpartition("/")[2] for d in GraphReader(store).documents()}


@pytest.mark.parametrize("share", [0, 2], ids=["all keys read", "keys looked up"])
@pytest.mark.parametrize(
    ("given_items", "expected"),
    [
        ([story("a", 1), story("b", 1), story("c", 2)], {"a": "a", "b": "a", "c": "c"}),
        ([story("a", 1, date="2031-02-02"), story("b", 1, date="2031-02-01")], {"a": "b", "b": "b"}),
        ([story("a", 1), story("b", 1, date="2031-02-01")], {"a": "b", "b": "b"}),
        # a and c have little in common, but b has most of both
        (
            [story("a", 1, 2, 3, 4, 5), story("b", 2, 3, 4, 5, 6), story("c", 3, 4, 5, 6, 7), story("d", 8)],
            {"a": "a", "b": "a", "c": "a", "d": "d"},
        ),
    ],
)  # fmt: skip
def test_stories(
    given_items: list[Item], expected: dict[str, str], share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsweave.graph.store.store.StoryCount", partial(StoryCount, share=share))
    with GraphStore.in_memory() as store:
        assert stories(items(store, given_items)) == expected
        assert not list(store.database.quads_for_pattern(None, None, None, PENDING))


def test_a_story_falls_apart_without_what_held_it_together() -> None:
    chain = [story("a", *range(0, 6)), story("b", *range(1, 7)), story("c", *range(2, 8)), story("d", *range(3, 9))]
    with GraphStore.in_memory() as store:
        assert set(stories(items(store, chain)).values()) == {"a"}
        store.remove("a")
        store.finish()
        assert set(stories(store).values()) == {"b"}
        story("b", 20).put(store)
        story("c", 21).put(store)
        store.finish()
        assert stories(store) == {"b": "b", "c": "c", "d": "d"}


def test_before_a_build_is_finished_every_document_is_its_own_story() -> None:
    with GraphStore.in_memory() as store:
        for one in (story("a", 1), story("b", 1)):
            one.put(store)
        assert stories(store) == {"a": "a", "b": "b"}
        store.finish()
        assert stories(store) == {"a": "a", "b": "a"}


def test_reprints_are_one_independent_source() -> None:
    about = [("a", 1, "Wire"), ("b", 1, "Post"), ("c", 2, "Times")]
    with GraphStore.in_memory() as store:
        items(store, [story(id, seed, source=source, date="2031-02-01") for id, seed, source in about])
        [fact] = GraphReader(store).facts()
        assert (fact.documents, fact.independent_sources) == (3, 2)
        rows = run_named_query(store, "best-supported", {}).to_dicts()
        assert [(r["independent_sources"], r["documents"], r["publishers"]) for r in rows] == [(2, 3, 3)]
        rows = run_named_query(store, "reprints", {}).to_dicts()
        assert [(r["story"], r["first_source"], r["reprint"], r["source"]) for r in rows] == [
            ("a", "Wire", "b", "Post")
        ]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["put", "put", "batch", "remove", "finish"]),
            st.sampled_from("abcd"),
            st.integers(0, 3),
            st.sampled_from([None, "2031-02-01", "2031-02-02"]),
        ),
        max_size=20,
    ),
    st.sampled_from([0, 0.5, 2]),
)
def test_what_was_replaced_or_removed_leaves_no_trace(
    steps: list[tuple[str, str, int, str | None]], share: float
) -> None:
    present: dict[str, Item] = {}
    with (
        pytest.MonkeyPatch.context() as patch,
        GraphStore.in_memory() as store,
        GraphStore.in_memory() as fresh,
    ):
        patch.setattr("newsweave.graph.store.store.StoryCount", partial(StoryCount, share=share))
        for step, id, start, date in steps:
            if step == "finish":
                store.finish()
            elif step == "remove":
                store.remove(id)
                present.pop(id, None)
            else:
                present[id] = one = story(id, *range(start, start + 6), date=date)
                if step == "put":
                    one.put(store)
                else:
                    writer = BatchWriter(store)
                    writer.put(one.document, one.statements, one.entities)
                    writer.flush()
        store.finish()
        patch.undo()
        assert state(store) == state(items(fresh, list(present.values())))

"""Decisions on statements that tell of events, on the graph of the examples."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.graph.store.store_fixtures import state

from newsweave.graph.review.decisions import Decision, check_decision
from newsweave.graph.review.following import apply
from newsweave.graph.review.validate import validate
from newsweave.graph.store.graph_reader import GraphReader
from newsweave.graph.store.store import GraphStore
from newsweave.graph.store.terms import NW, RDF


def _events(store: GraphStore) -> int:
    return len(list(store.database.quads_for_pattern(None, RDF("type"), NW("EventRecord"), None)))


def test_an_event_is_told_by_what_is_not_rejected(examples_graph: Path, tmp_path: Path) -> None:
    shutil.copytree(examples_graph, tmp_path / "KG")
    with GraphStore.open(tmp_path / "KG", read_only=False) as store:
        before, facts, all_events = state(store), GraphReader(store).facts(), _events(store)
        rejected = [check_decision(Decision(decision="reject", fact=f.key), "test") for f in facts]
        apply(store, rejected[::2])
        assert 0 < _events(store) < all_events
        assert validate(store).conforms
        apply(store, rejected)
        assert (_events(store), GraphReader(store).facts()) == (0, [])
        moved = [Decision(decision="change", fact=f.key, field="subject", value="lanternfish-pay") for f in facts]
        apply(store, [check_decision(d, "test") for d in moved])
        assert validate(store).conforms
        apply(store, [])
        assert state(store) == before

"""A graph whose facts have times and lead from one to another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.graph.store.store_fixtures import entity, item, items, newsroom, said

from newsweave.graph.knowledge_graph import KnowledgeGraph
from newsweave.graph.store.store import GraphStore


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("told") / "kg"
    with GraphStore.create_or_open(path) as store:
        lone = item("lone", (entity("Kest"), "acquired", entity("Orva"), "Kest bought Orva.", said()))
        rumour = item(
            "rumour", (entity("Orva"), "acquired", entity("Lund"), "Orva may buy Lund.", said(status="possible"))
        )
        items(store, [*newsroom(), lone, rumour])
    return path


@pytest.fixture
def kg(folder: Path) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph.open(folder) as graph:
        yield graph

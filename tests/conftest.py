"""Fixtures shared by all rooms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import newsweave
from newsweave import Extractor, KnowledgeGraph
from newsweave.extract.pipeline import shared_extractor

EXAMPLES = Path(__file__).parent.parent / "examples" / "news"


@pytest.fixture(scope="session")
def loaded() -> Extractor:
    """The default extractor, loaded once for the whole run."""
    return shared_extractor()


@pytest.fixture(scope="session")
def examples_graph(tmp_path_factory: pytest.TempPathFactory, loaded: Extractor) -> Path:
    """The graph of the examples."""
    folder = tmp_path_factory.mktemp("examples") / "KG"
    newsweave.build(EXAMPLES, folder, extractor=loaded)
    return folder


@pytest.fixture
def examples(examples_graph: Path) -> Iterator[KnowledgeGraph]:
    """The opened graph of the examples."""
    with newsweave.open(examples_graph) as kg:
        yield kg

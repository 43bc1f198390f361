"""The queries that the documentation shows run, and find something in the examples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import newsweave

GUIDE = Path(__file__).parent.parent / "docs" / "graph.md"
QUERIES = re.findall(r"([^\n]+)\n\n```sparql\n(.+?)```", GUIDE.read_text("utf-8"), re.DOTALL)


def test_there_are_ten() -> None:
    assert len(QUERIES) == 10


@pytest.mark.parametrize(("title", "sparql"), QUERIES, ids=[title for title, _ in QUERIES])
def test_the_query_finds_something(examples_graph: Path, title: str, sparql: str) -> None:
    with newsweave.open(examples_graph) as kg:
        assert len(kg.query(sparql)) > 0

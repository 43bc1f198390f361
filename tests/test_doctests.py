"""The examples in the docstrings of the public names run, on the graph of the example news."""

from __future__ import annotations

import doctest
import importlib
import shutil
from pathlib import Path
from types import ModuleType

import pytest
from tests.conftest import EXAMPLES

import newsweave
from newsweave import KnowledgeGraph

SOURCE = Path(newsweave.__file__).parent
MODULES = (
    "newsweave",
    *(f"newsweave.{path.stem}" for path in sorted(SOURCE.glob("*.py")) if path.stem != "__init__"),
    "newsweave.graph.knowledge_graph",
)
PROMISED = {
    "newsweave",  # extract, whose docstring belongs to another room
    "newsweave.api.open",
    "newsweave.building.build",
    *(
        f"newsweave.graph.knowledge_graph.KnowledgeGraph.{name}"
        for name in "facts entities query frame network show timeline path series export queries".split()
    ),
}
OPTIONS = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL


def _doctests(module: ModuleType) -> list[doctest.DocTest]:
    return [test for test in doctest.DocTestFinder().find(module) if test.examples]


def test_what_is_promised_has_examples() -> None:
    found = {test.name for name in MODULES for test in _doctests(importlib.import_module(name))}
    assert found >= PROMISED


@pytest.mark.parametrize("name", [name for name in MODULES if _doctests(importlib.import_module(name))])
def test_the_examples_run(
    name: str, examples_graph: Path, examples: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(examples_graph, tmp_path / "KG", ignore=shutil.ignore_patterns(".reading"))
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "news").symlink_to(EXAMPLES)
    monkeypatch.chdir(tmp_path)
    runner, said = doctest.DocTestRunner(optionflags=OPTIONS), list[str]()
    for test in _doctests(importlib.import_module(name)):
        test.globs["kg"] = examples
        runner.run(test, out=said.append)
    assert not said, "".join(said)

"""The notebooks run from top to bottom on the examples, as a reader would run them."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest

nbclient = pytest.importorskip("nbclient")
nbformat = pytest.importorskip("nbformat")

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


SECONDS = 180 / 3
"""The three together are to run within three minutes; they take some ten seconds each."""
_QUESTION = re.compile(r"\*\*[^*]+\?\*\*")


def test_there_are_notebooks() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["1_build", "2_query", "3_explore"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebook_runs(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    client = nbclient.NotebookClient(notebook, timeout=180, resources={"metadata": {"path": str(path.parent)}})
    began = time.monotonic()
    client.execute()
    assert time.monotonic() - began < SECONDS
    outputs = [o for cell in notebook.cells if cell.cell_type == "code" for o in cell.outputs]
    assert any("text/html" in o.get("data", {}) for o in outputs)
    assert not any(o.output_type == "error" for o in outputs)
    assert not any("Warning" in o.text for o in outputs if o.get("name") == "stderr")
    assert _without_question(notebook.cells) == []


def _without_question(cells: list[Any]) -> list[str]:
    """Code of the cells that draw a figure without a question in the text over them."""
    asked = ""
    found = []
    for cell in cells:
        if cell.cell_type == "markdown":
            asked = cell.source
        elif any("image/png" in o.get("data", {}) for o in cell.outputs) and not _QUESTION.search(asked):
            found.append(cell.source)
    return found


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebook_is_saved_without_outputs(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    assert all(not cell.outputs and cell.execution_count is None for cell in notebook.cells if cell.cell_type == "code")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebook_uses_public_names_only(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    source = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    for room in ("newsweave.graph", "newsweave.ontology", "newsweave.extract.", "newsweave.cli"):
        assert room not in source

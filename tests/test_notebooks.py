"""The notebooks run from top to bottom on the examples, as a reader would run them."""

from __future__ import annotations

import base64
import io
import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.effort import PATIENCE

nbclient = pytest.importorskip("nbclient")
nbformat = pytest.importorskip("nbformat")

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


_QUESTION = re.compile(r"\*\*[^*]+\?\*\*")


def test_there_are_notebooks() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["1_build", "2_query", "3_explore"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebook_runs(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    saved = [cell.get("outputs", []) for cell in notebook.cells]
    client = nbclient.NotebookClient(notebook, timeout=PATIENCE, resources={"metadata": {"path": str(path.parent)}})
    client.execute()
    outputs = [o for cell in notebook.cells if cell.cell_type == "code" for o in cell.outputs]
    assert any("text/html" in o.get("data", {}) for o in outputs)
    assert not any(o.output_type == "error" for o in outputs)
    assert not any("Warning" in o.text for o in outputs if o.get("name") == "stderr")
    assert _without_question(notebook.cells) == []
    pictures = runpy.run_path(str(ROOT / "tools" / "save_notebooks.py"))["pictures"]
    for number, (cell, outputs) in enumerate(zip(notebook.cells, saved, strict=True)):
        if cell.cell_type == "code":
            assert all(o.output_type == "display_data" for o in outputs), cell.source
            _assert_same([*_data(outputs)], pictures(cell, f"cell-{number}"), cell.source)


def _data(outputs: list[Any]) -> Iterator[tuple[str, str]]:
    for output in outputs:
        yield from output.data.items()


def _assert_same(saved: list[tuple[str, str]], drawn: list[tuple[str, str]], source: str) -> None:
    """What GitHub shows is what the cell draws now; else ``tools/save_notebooks.py`` was forgotten."""
    assert [kind for kind, _ in saved] == [kind for kind, _ in drawn], source
    for (kind, one), (_, other) in zip(saved, drawn, strict=True):
        if kind == "image/png":
            first, second = _pixels(one), _pixels(other)
            assert first.shape == second.shape, source
            # another processor may round the places of a network's nodes in another way
            assert (np.abs(first - second) > 32).mean() < 0.01, source
        else:
            assert one == other, source


def _pixels(png: str) -> np.ndarray:
    from PIL import Image

    return np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("L"), dtype=np.int16)


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
def test_notebook_is_saved_with_its_pictures_and_nothing_else(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    kinds = [kind for cell in code for kind, _ in _data(cell.outputs)]
    assert kinds
    assert set(kinds) <= {"image/png", "image/svg+xml"}
    assert all(cell.execution_count is None for cell in code)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebook_uses_public_names_only(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    source = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    for room in ("newsweave.graph", "newsweave.ontology", "newsweave.extract.", "newsweave.cli"):
        assert room not in source

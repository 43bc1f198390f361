"""Run the notebooks and save them with their pictures, and with nothing else that running leaves behind.

    .venv/bin/python tools/save_notebooks.py                  all of them
    .venv/bin/python tools/save_notebooks.py notebooks/3_explore.ipynb

GitHub shows the saved pictures; tables and printed lines would only make each change of the graph a change of the
notebook, too. A test compares what is saved with what the cells draw.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import nbclient
import nbformat

PICTURES = ("image/png", "image/svg+xml")
"""Media types that are kept, the first that an output has."""
_ID = re.compile(r"\b[0-9a-f]{32}-0\b")
"""What displaCy makes up anew each time, for the arrows of one picture."""
NOTEBOOKS = Path(__file__).parent.parent / "notebooks"


def main() -> None:
    """Run and save each notebook that is named, or every one."""
    for path in [Path(name) for name in sys.argv[1:]] or sorted(NOTEBOOKS.glob("*.ipynb")):
        notebook: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        nbclient.NotebookClient(notebook, timeout=180, resources={"metadata": {"path": str(path.parent)}}).execute()
        keep_pictures(notebook)
        nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
        print(f"{path}: {path.stat().st_size // 1000} kB")


def keep_pictures(notebook: Any) -> None:
    """Take every output but the pictures out of a notebook that was run, and what tells one run from another."""
    notebook.metadata = {key: notebook.metadata[key] for key in ("kernelspec", "language_info")}
    notebook.metadata.language_info = {"name": notebook.metadata.language_info.name}  # not which Python it was
    for number, cell in enumerate(notebook.cells):
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = [
                nbformat.v4.new_output("display_data", data={kind: data})  # type: ignore[no-untyped-call]
                for kind, data in pictures(cell, f"cell-{number}")
            ]


def pictures(cell: Any, name: str) -> list[tuple[str, str]]:
    """Media type and data of each picture that a cell has drawn; ``name`` is what those of the cell are called."""
    drawn = (next(((kind, o.data[kind]) for kind in PICTURES if kind in o.get("data", {})), None) for o in cell.outputs)
    return [(kind, _ID.sub(name, data).rstrip("\n")) for kind, data in filter(None, drawn)]


if __name__ == "__main__":
    main()

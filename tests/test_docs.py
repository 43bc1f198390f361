"""What the documentation shows runs: its queries find something in the examples, its commands print what is shown."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import EXAMPLES
from tests.effort import PATIENCE

import newsweave

DOCS = Path(__file__).parent.parent / "docs"
QUERIES = re.findall(r"([^\n]+)\n\n```sparql\n(.+?)```", (DOCS / "graph.md").read_text("utf-8"), re.DOTALL)
STEP = re.compile(
    r'^```(sh|python|text|yaml|csv|json|turtle)(?: title="([\w.-]+)")?\n(.*?)^```$', re.DOTALL | re.MULTILINE
)
COUNTED = re.compile(r"\d+(?= (?:statements|frames|rules|examples))|(?<=confidence )[\d.]+")
"""Figures that change whenever rules are added."""


def test_there_are_ten_one_for_events_one_for_figures_and_one_for_open_facts() -> None:
    assert len(QUERIES) == 13


@pytest.mark.parametrize(("title", "sparql"), QUERIES, ids=[title for title, _ in QUERIES])
def test_the_query_finds_something(examples_graph: Path, title: str, sparql: str) -> None:
    with newsweave.open(examples_graph) as kg:
        assert len(kg.query(sparql)) > 0


@pytest.mark.parametrize(
    ("page", "ran", "shown"),
    [("tutorial.md", 9, 7), ("rules.md", 4, 3), ("names.md", 2, 1), ("pharma.md", 4, 3), ("packs.md", 2, 2)],
)
def test_a_guide_runs_as_it_stands(page: str, ran: int, shown: int, tmp_path: Path) -> None:
    """Each block in its order, in one folder: files are written, commands run, and what they print is what is shown."""
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "news").symlink_to(EXAMPLES)
    bin = Path(sys.executable).parent
    runners = {"sh": ["bash", "-euo", "pipefail", "-c"], "python": [sys.executable, "-c"]}
    environment = {**os.environ, "PATH": f"{bin}{os.pathsep}{os.environ['PATH']}"}
    printed, counts = "", {"ran": 0, "shown": 0}
    for kind, title, block in STEP.findall((DOCS / page).read_text("utf-8")):
        if kind == "text":
            counts["shown"] += 1
            assert COUNTED.sub("N", printed) == COUNTED.sub("N", block)
        elif kind == "python" and "import newsweave" not in block:
            continue  # some lines for a program that the reader has
        elif kind in runners:
            counts["ran"] += 1
            done = subprocess.run(
                [*runners[kind], block], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=PATIENCE
            )
            assert done.returncode == 0, f"{block}\n{done.stderr}"
            printed = done.stdout.replace("\r\n", "\n")
        else:
            (tmp_path / title).write_text(block, "utf-8")
    assert counts == {"ran": ran, "shown": shown}  # no block is passed over


@pytest.mark.parametrize(
    ("page", "line"),
    [
        ("README.md", "Kestrin Bank acquired Corvex Group negated"),
        ("docs/api.md", "Lanternfish Pay acquired Lanternfish also acquired Sbek Studio, a Battambang design firm"),
    ],
)
def test_the_first_lines_of_python_run(page: str, line: str, tmp_path: Path) -> None:
    code = re.findall(r"```python\n(.*?)```", (DOCS.parent / page).read_text("utf-8"), re.DOTALL)[0]
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "news").symlink_to(EXAMPLES)
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE)
    assert (done.returncode, done.stderr) == (0, "")
    assert line in done.stdout

"""The shell completes commands, options and named queries, and does not make one wait."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.effort import PATIENCE

from newsweave.graph.knowledge_graph import KnowledgeGraph

BIN = Path(sys.executable).parent


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", **more}


def newsweave(*args: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [str(BIN / "newsweave"), *args]
    return subprocess.run(command, env=environment(**more), capture_output=True, text=True, timeout=PATIENCE)


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    printed = newsweave("completion", "bash")
    assert (printed.returncode, printed.stderr) == (0, "")
    path = tmp_path_factory.mktemp("completion") / "newsweave.bash"
    path.write_text(printed.stdout, "utf-8")
    return path


def completed(script: Path, *words: str) -> list[str]:
    """What bash offers for the last of these words."""
    program = (
        f'source {script}; COMP_WORDS=(newsweave "$@"); COMP_CWORD=$#; '
        '_newsweave_completion newsweave; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    ran = subprocess.run(
        ["bash", "--norc", "-c", program, "bash", *words],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout.splitlines()


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["val"], ["validate"]),
        (["rules", ""], ["explain", "suggest", "test", "try"]),
        (["query", "KG", "--max"], ["--max-rows"]),
        (["query", "KG", "--format", "t"], ["table", "tsv"]),
        (["query", "KG", "--name", "contradicting"], ["contradicting-amounts", "contradicting-dates"]),
        (["query", "KG", "--name", "no-such"], [""]),
        (["query", "KG", "--name", ""], [query.name for query in KnowledgeGraph.queries()]),
    ],
)
def test_bash_completes(script: Path, words: list[str], offered: list[str]) -> None:
    assert completed(script, *words) == offered


@pytest.mark.parametrize(("shell", "sign"), [("zsh", "#compdef newsweave"), ("fish", "complete --no-files")])
def test_other_shells_have_a_script(shell: str, sign: str) -> None:
    printed = newsweave("completion", shell)
    assert (printed.returncode, printed.stderr) == (0, "")
    assert sign in printed.stdout and "_NEWSWEAVE_COMPLETE" in printed.stdout


@pytest.mark.parametrize("args", [[], ["tcsh"]])
def test_a_shell_that_is_not_known_is_wrong_usage(args: list[str]) -> None:
    ran = newsweave("completion", *args)
    assert (ran.returncode, ran.stdout, len(ran.stderr.splitlines())) == (2, "", 1)


def test_zsh_shows_what_a_query_is_for() -> None:
    words = {"COMP_WORDS": "newsweave query KG --name group", "COMP_CWORD": "4"}
    answer = newsweave(_NEWSWEAVE_COMPLETE="zsh_complete", **words).stdout
    assert answer.splitlines() == [
        "plain",
        "group-of",
        next(q.title for q in KnowledgeGraph.queries() if q.name == "group-of"),
    ]


def test_completing_a_word_pulls_in_nothing_heavy() -> None:
    """A named query's words come from its file; spaCy and the store would make one wait."""
    code = """
import sys
from newsweave.cli import cli
try:
    cli.main([], prog_name="newsweave", complete_var="_NEWSWEAVE_COMPLETE")
except SystemExit:
    pass
print(sorted({"spacy", "pandas", "networkx", "pyvis", "scipy", "numpy", "yaml", "rich"} & set(sys.modules)))
"""
    words = {"COMP_WORDS": "newsweave query KG --name co", "COMP_CWORD": "4", "_NEWSWEAVE_COMPLETE": "bash_complete"}
    ran = subprocess.run([sys.executable, "-c", code], env=environment(**words), capture_output=True, text=True)
    assert "contested" in ran.stdout
    assert ran.stdout.splitlines()[-1] == "[]"

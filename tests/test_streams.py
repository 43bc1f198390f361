"""Standard streams that are closed, full or of another encoding: one line at most, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.effort import PATIENCE

from newsweave import cli, cli_streams

FULL = Path("/dev/full")
COMMANDS = [["--help"], ["query", "--list"], ["facts"]]
MAIN = "from newsweave.cli import main; main()"

full = pytest.mark.skipif(not FULL.exists(), reason="a device that is always full")


def run(shell: str, *args: str | bytes, **environment: str) -> subprocess.CompletedProcess[str]:
    """``newsweave args`` with the redirections of ``shell``."""
    command = ["bash", "-c", f'set -o pipefail; "$@" {shell}', "bash", sys.executable, "-c", MAIN, *args]
    return subprocess.run(
        command, capture_output=True, text=True, errors="replace", timeout=PATIENCE, env={**os.environ, **environment}
    )


def whole(command: list[str], kg: Path) -> list[str]:
    return [command[0], str(kg), *command[1:]] if command[0] != "--help" else command


@full
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_full_standard_output_is_one_line(command: list[str], examples_graph: Path) -> None:
    result = run("> /dev/full", *whole(command, examples_graph))
    assert (result.returncode, result.stderr) == (1, "newsweave: standard output: No space left on device\n")


@full
def test_a_full_standard_error_leaves_the_exit_code() -> None:
    assert run("2> /dev/full", "bild").returncode == 2


@pytest.mark.parametrize("streams", ["<&- >&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_closed_streams_swallow_what_is_written(command: list[str], streams: str, examples_graph: Path) -> None:
    result = run(streams, *whole(command, examples_graph))
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_reader_that_goes_away_is_a_good_end(command: list[str], examples_graph: Path) -> None:
    result = run("| head -n 0", *whole(command, examples_graph))
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize(("encoding", "shown"), [("ascii", "Zoë “Å”"), ("latin-1", "Zo\ufffd \\u201c\ufffd\\u201d")])
def test_characters_that_an_encoding_lacks_are_escaped(encoding: str, shown: str, tmp_path: Path) -> None:
    report = tmp_path / "Zoë “Å”.txt"
    result = run("", "extract", str(report), PYTHONIOENCODING=encoding, PYTHONUTF8="1")
    assert result.returncode == 1
    assert shown in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "command",
    [
        ["facts", "KG", "--about", b"a\xff"],
        ["query", "KG", b"SELECT \xff"],
        ["query", "KG", "--name", b"a\xff"],
        ["query", "KG", "--name", "facts-about", "--param", b"name=a\xff"],
        ["extract", b"a\xff"],
        ["remove", "KG", b"a\xff"],
        ["build", "KG/newsweave.json", "-o", "other", "--base", b"a\xff"],
    ],
    ids=repr,
)
def test_bytes_that_are_no_text_are_one_line(command: list[str | bytes], examples_graph: Path) -> None:
    given = [str(examples_graph) + a[2:] if isinstance(a, str) and a.startswith("KG") else a for a in command]
    result = run("", *given)
    assert result.returncode in (1, 2)
    assert len(result.stderr.splitlines()) == 1
    assert "Traceback" not in result.stderr
    assert "nobody foresaw" not in result.stderr


def fails(error: BaseException) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (KeyError("oslo"), "newsweave: ended by an error that nobody foresaw: KeyError: 'oslo' (NEWSWEAVE_TRACEBACK=1"),
        (ValueError("a\nb" * 5000), "newsweave: ended by an error that nobody foresaw: ValueError: a b"),
        (PermissionError(13, "Permission denied", "/x/y"), "newsweave: /x/y: Permission denied\n"),
        (OSError(24, "Too many open files"), "newsweave: Too many open files\n"),
        (MemoryError(), "newsweave: there is not enough memory for this\n"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_error_that_nobody_foresaw_is_one_line(
    error: BaseException, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(cli_streams.TRACEBACK, raising=False)
    monkeypatch.setattr(cli.cli, "main", fails(error))
    with pytest.raises(SystemExit) as ended:
        cli.main()
    said = capsys.readouterr().err
    assert ended.value.code == 1
    assert said.startswith(line)
    assert len(said.splitlines()) == 1
    assert len(said) < 700


def test_its_traceback_is_shown_where_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(cli_streams.TRACEBACK, "1")
    monkeypatch.setattr(cli.cli, "main", fails(KeyError("oslo")))
    with pytest.raises(SystemExit):
        cli.main()
    said = capsys.readouterr().err
    assert said.startswith("Traceback")
    assert "in fail" in said

"""Several processes: the same graph as one, and an end that leaves nothing behind, however it comes."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import PATIENCE

import newsweave
from newsweave.graph.store.register import Register
from newsweave.ontology.errors import DataError, StoreError
from newsweave.parallel import _pieces

EXAMPLES = Path(__file__).parent.parent / "examples" / "news"
COPIES = 3
COUNT = COPIES * len(list(EXAMPLES.iterdir()))
PROGRAM = [sys.executable, "-c", "from newsweave.cli import main; main()"]


def bytes_of(graph: Path, folder: Path) -> bytes:
    with newsweave.open(graph) as kg:
        kg.export(folder / "all.nq")
    return (folder / "all.nq").read_bytes()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples several times under ids of their own, with errors between them."""
    path = tmp_path_factory.mktemp("many") / "many.jsonl"
    with path.open("w") as out:
        for copy in range(COPIES):
            for file in sorted(EXAMPLES.iterdir()):
                out.write(json.dumps({"id": f"{file.stem}-{copy}", "text": file.read_text("utf-8")}) + "\n")
            out.write('{"text": 1}\n')
    return path


def children_of(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(stat.parent.name))
    return found


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def handed_out(graph: Path) -> bool:
    if not (graph / "documents.db").exists():
        return False
    with contextlib.suppress(StoreError):  # it is being made
        register = Register(graph, read_only=True)
        try:
            return any(register.entries())
        finally:
            register.close()
    return False


@pytest.fixture
def build(tmp_path: Path, many: Path) -> Iterator[subprocess.Popen[str]]:
    """A build by two workers that is amid its documents: the first are handed out, the last are not done."""
    command = [*PROGRAM, "build", str(many), "-o", str(tmp_path / "KG"), "--workers", "2", "--quiet"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + PATIENCE
        while len(children_of(process.pid)) < 3 or not handed_out(tmp_path / "KG"):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield process
        process.kill()


def ended(pids: list[int]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while any(is_running(pid) for pid in pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def test_the_same_bytes_and_the_same_errors(tmp_path: Path, many: Path) -> None:
    one = newsweave.build(many, tmp_path / "one")
    two = newsweave.build(many, tmp_path / "two", workers=2)
    assert (two.read, two.statements) == (one.read, one.statements)
    assert two.read == COUNT
    assert [str(e) for e in two.errors] == [str(e) for e in one.errors]
    assert len(two.errors) == COPIES
    assert bytes_of(tmp_path / "two", tmp_path) == bytes_of(tmp_path / "one", tmp_path)
    assert newsweave.build(many, tmp_path / "two", workers=2).unchanged == COUNT


def test_two_workers_follow_decisions_as_one_does(many: Path, tmp_path: Path) -> None:
    with newsweave.open(newsweave.build(many, tmp_path / "one").path) as kg:
        for fact in kg.facts()[:4]:
            kg.reject(fact, why="not said")
        line = kg.decisions()[0]
    decided = (tmp_path / "one" / "decisions.csv").read_bytes()
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "decisions.csv").write_bytes(decided)
    newsweave.build(many, tmp_path / "two", workers=2)
    assert bytes_of(tmp_path / "one", tmp_path) == bytes_of(tmp_path / "two", tmp_path)
    assert line.id.encode() in bytes_of(tmp_path / "two", tmp_path)
    assert newsweave.build(many, tmp_path / "two", workers=2).unchanged == COUNT


def test_an_interrupt_ends_all_and_the_next_build_goes_on(
    build: subprocess.Popen[str], tmp_path: Path, many: Path
) -> None:
    workers = children_of(build.pid)
    build.send_signal(signal.SIGINT)
    assert build.stderr is not None
    assert build.stderr.read().strip() == "newsweave: stopped; run the same command again to go on"
    assert build.wait() == 130
    assert ended(workers)
    report = newsweave.build(many, tmp_path / "KG", workers=2)
    assert report.read + report.unchanged == COUNT


def test_a_worker_that_dies_ends_the_build_with_one_line_and_what_was_done_stays(
    build: subprocess.Popen[str], tmp_path: Path, many: Path
) -> None:
    workers = children_of(build.pid)
    for pid in workers:
        if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes():
            os.kill(pid, signal.SIGKILL)
            break
    assert build.stderr is not None
    lines = build.stderr.read().splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("newsweave: a worker process ended before its work was done")
    assert build.wait() == 1
    assert ended(workers)
    report = newsweave.build(many, tmp_path / "KG")
    assert report.read + report.unchanged == COUNT


def test_workers_end_with_a_parent_that_is_killed(build: subprocess.Popen[str]) -> None:
    workers = children_of(build.pid)
    build.kill()
    build.wait()
    assert ended(workers)


def test_rules_that_the_graph_remembers_reach_every_process(tmp_path: Path) -> None:
    rules, news = tmp_path / "own.yaml", tmp_path / "news.jsonl"
    rules.write_text(
        "rules:\n  - id: admire\n    relation: partnered_with\n    construction: [verb]\n    trigger: [outshine]\n"
        "    subject: [subject]\n    object: [object]\n    examples:\n"
        "      - {text: Kestrin Bank outshines Corvex Group., subject: Kestrin Bank, object: Corvex Group}\n"
        "    counterexamples: [Kestrin Bank sued Corvex Group.]\n",
        "utf-8",
    )
    said = "Kestrin Bank outshines Corvex Group."
    news.write_text(json.dumps({"id": "a", "text": said}) + "\n", "utf-8")
    newsweave.build(news, tmp_path / "KG", rules=[rules])
    rules.unlink()  # the copy is read then
    news.write_text("".join(json.dumps({"id": id, "text": said}) + "\n" for id in "abcd"), "utf-8")
    report = newsweave.build(news, tmp_path / "KG", workers=2)
    assert (report.read, report.statements, report.unchanged) == (3, 3, 1)
    assert len(report.changes) == 1


def test_a_bad_rule_file_is_one_error(tmp_path: Path, many: Path) -> None:
    rules = tmp_path / "mine.yaml"
    rules.write_text("rules: 3\n")
    with pytest.raises(DataError, match=r"mine\.yaml"):
        newsweave.build(many, tmp_path / "KG", rules=[rules], workers=2)


def test_what_cannot_go_together(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="at least one worker"):
        newsweave.build(EXAMPLES, tmp_path / "KG", workers=0)


@settings(max_examples=50)
@given(st.lists(st.floats(0, 2)))
def test_pieces_keep_the_order_and_their_bounds(weights: list[float]) -> None:
    pieces = list(_pieces(weights, lambda weight: weight))
    assert [weight for piece in pieces for weight in piece] == weights
    assert all(piece and sum(piece[:-1]) < 1 for piece in pieces)


def _large(pieces: list[int]) -> list[bytes]:
    return [os.urandom(30_000_000) for _ in pieces]


@pytest.mark.parametrize("end", ["killed", "closed"])
def test_a_process_that_ends_in_the_middle_of_its_answer_is_not_waited_for(end: str) -> None:
    code = f"""
import os, signal, threading, time
from newsweave.graph.review.merge_decisions import Merging
from newsweave.ontology.errors import WorkerError
from newsweave.parallel import WorkerPool
from newsweave.worker import Settings
from tests.test_workers import _large
if __name__ == "__main__":
    pool = WorkerPool(2, Settings("http://a.example/", Merging()))
    answers = pool._map(_large, ([n] for n in range(40)))
    next(answers)
    if {end!r} == "killed":
        threading.Timer(0.1, os.kill, (pool._processes[0].pid, signal.SIGKILL)).start()
        try:
            for _ in answers:
                pass
        except WorkerError as error:
            print(error)
    pool.close()
    print("ended")
"""
    program = Path(os.environ.get("TMPDIR", "/tmp")) / f"newsweave-{end}-{os.getpid()}.py"
    program.write_text(code)
    root = str(Path(__file__).parent.parent)
    try:
        run = subprocess.run(
            [sys.executable, program],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            env=os.environ | {"PYTHONPATH": root},
        )
    finally:
        program.unlink()
    assert run.stdout.splitlines()[-1] == "ended", run.stderr
    assert end == "closed" or run.stdout.startswith("a worker process ended")

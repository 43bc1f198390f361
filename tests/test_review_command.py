"""``newsweave review`` and ``newsweave decisions`` on a graph on disk: piped, in a terminal, killed, beside a build."""

from __future__ import annotations

import json
import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.effort import PATIENCE
from tests.graph.store.store_fixtures import HOSTILE, entity, item, items, said

from newsweave.cli import cli
from newsweave.graph.knowledge_graph import KnowledgeGraph
from newsweave.graph.review.decisions import Decision, add_decisions, read_decisions
from newsweave.graph.store.store import GraphStore
from newsweave.ontology.errors import InputError

KEST, SOLA, ORRA = entity("Kest"), entity("Sola"), entity("Orra")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "KG"
    with GraphStore.create_or_open(folder) as store:
        first = item(
            "a",
            (KEST, "acquired", SOLA, "Kest bought Sola.", said(confidence=0.6)),
            (KEST, "sued", ORRA, "Kest sued Orra.", said(confidence=0.9)),
        )
        items(store, [first, item("b", (KEST, "acquired", SOLA, "Sola was bought by Kest.", said(confidence=0.5)))])
    return folder


@pytest.fixture
def graph(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "KG")
    return tmp_path / "KG"


def run(*args: str | Path, answers: str = "") -> Result:
    result = CliRunner().invoke(cli, [str(a) for a in args], input=answers)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def decided(graph: Path) -> list[tuple[str, str, str, str]]:
    return [(d.decision, d.fact, d.why, d.who) for d in read_decisions(graph / "decisions.csv")]


def facts(graph: Path) -> dict[str, str]:
    """Relation to key."""
    with KnowledgeGraph.open(graph) as kg:
        return {f.relation: f.key for f in kg.facts()}


def test_piped_answers_are_written_and_followed(graph: Path) -> None:
    keys = facts(graph)
    result = run("review", graph, "--who", "Ines Marr", answers="n\nnot yet\ny\n")
    assert decided(graph) == [
        ("reject", keys["acquired"], "not yet", "Ines Marr"),
        ("confirm", keys["sued"], "", "Ines Marr"),
    ]
    assert "1 confirmed, 1 rejected, 0 changed, 0 skipped" in result.stdout
    assert list(facts(graph)) == ["sued"]
    assert "nothing to review: no fact is undecided" in run("review", graph).stdout
    assert "1 of 1" in run("review", graph, "--decided", answers="q\n").stdout


def test_an_edit_changes_the_fact(graph: Path) -> None:
    key = facts(graph)["sued"]
    run("review", graph, "--relation", "sued", answers="e\nstatus\nplanned\n")
    [line] = read_decisions(graph / "decisions.csv")
    assert (line.decision, line.fact, line.field, line.value) == ("change", key, "status", "planned")
    with KnowledgeGraph.open(graph) as kg:
        assert [(f.key, f.status) for f in kg.facts(relation="sued")] == [(key, "planned")]


def test_what_only_one_document_says_is_decided_for_that_document(graph: Path) -> None:
    run("review", graph, "--document", "b", answers="n\n\n")
    assert [d.document for d in read_decisions(graph / "decisions.csv")] == ["b"]
    with KnowledgeGraph.open(graph) as kg:
        [fact] = kg.facts(relation="acquired")
    assert [e.document_id for e in fact.evidence] == ["a"]


def test_nothing_is_written_where_nothing_is_decided(graph: Path) -> None:
    run("review", graph, answers="s\ns\n")
    run("review", graph, "--relation", "sued", answers="y\nu\nq\n")
    assert decided(graph) == []
    assert set(facts(graph)) == {"acquired", "sued"}


def test_the_order_may_be_chosen(graph: Path) -> None:
    shown = [run("review", graph, "--order", order, answers="q\n").stdout for order in ("doubt", "relation")]
    assert "acquired" in shown[0].split("\n")[1]
    assert "acquired" in shown[1].split("\n")[1]
    run("review", graph, "--relation", "acquired", answers="y\n")
    assert "sued" in run("review", graph, answers="q\n").stdout.split("\n")[1]


def test_a_killed_review_has_written_every_answer(graph: Path) -> None:
    process = _started(graph)
    assert process.stdin is not None
    process.stdin.write(b"y\n")
    process.stdin.flush()
    for _ in range(PATIENCE * 20):
        if decided(graph):
            break
        time.sleep(0.05)
    process.kill()
    process.wait(PATIENCE)
    [(decision, key, _, _)] = decided(graph)
    assert (decision, key) == ("confirm", facts(graph)["acquired"])
    assert "2 documents changed" in run("decisions", graph, "--apply").stdout


def test_an_interrupted_review_is_followed(graph: Path) -> None:
    process = _started(graph)
    assert process.stdin is not None
    process.stdin.write(b"n\n\n")
    process.stdin.flush()
    for _ in range(PATIENCE * 20):
        if decided(graph):
            break
        time.sleep(0.05)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert b"1 rejected" in out
    assert err == b""
    assert list(facts(graph)) == ["sued"]


def _started(graph: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "newsweave", "review", str(graph)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.parametrize("colour", [True, False])
def test_keys_in_a_terminal(graph: Path, colour: bool) -> None:
    """y, an arrow, help, n with its reason typed, u, s, Ctrl-D: no Enter after a key."""
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "60"} | ({} if colour else {"NO_COLOR": "1"})
    screen, terminal = pty.openpty()
    command = [sys.executable, "-m", "newsweave", "review", str(graph)]
    process = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, env=environment)
    os.close(terminal)
    shown = _until(screen, b"? ", b"")
    for keys, wanted in ((b"y", b"2 of 2"), (b"\x1b[A", b"(help)"), (b"?", b"undo the last"), (b"n", b"why?")):
        os.write(screen, keys)
        shown = _until(screen, wanted, shown)
    os.write(screen, b"not said\n")
    shown = _until(screen, b"that was the last", shown)
    os.write(screen, b"q")
    shown = _until(screen, b"1 confirmed, 1 rejected", shown)
    assert process.wait(PATIENCE) == 0
    os.close(screen)
    assert [(d, why) for d, _, why, _ in decided(graph)] == [("confirm", ""), ("reject", "not said")]
    assert (b"\x1b[1" in shown) is True


def _until(screen: int, wanted: bytes, shown: bytes) -> bytes:
    begun = len(shown)
    for _ in range(PATIENCE * 10):
        if select.select([screen], [], [], 0.1)[0]:
            try:
                shown += os.read(screen, 4096)
            except OSError:  # the process has ended
                break
        if wanted in shown[begun:]:
            return shown
    raise AssertionError((wanted, shown[begun:]))


def test_hostile_names_do_not_act_on_the_terminal(tmp_path: Path) -> None:
    with GraphStore.create_or_open(tmp_path / "KG") as store:
        many = [item(str(n), (entity(name), "acquired", KEST, f"{name} bought Kest.", said()), title=name)
                for n, name in enumerate(HOSTILE)]  # fmt: skip
        items(store, many)
    result = run("review", tmp_path / "KG", answers="y\n" * 20)
    assert not {"\x1b", "\x00", "\u202e", "\x7f"} & set(result.stdout)
    assert f"{len(HOSTILE)} confirmed" in result.stdout
    listed = run("decisions", tmp_path / "KG").stdout
    assert not {"\x1b", "\x00", "\u202e", "\x7f"} & set(listed)


def test_beside_a_build_answers_wait(graph: Path) -> None:
    with GraphStore.open(graph, read_only=False):
        result = run("review", graph, "--relation", "sued", answers="n\n\n")
    assert "not followed yet" in result.stderr
    assert "sued" in facts(graph)
    assert "1 documents changed" in run("decisions", graph, "--apply").stdout
    assert "sued" not in facts(graph)


# ---- newsweave decisions


def test_decisions_are_listed_and_taken_back(graph: Path) -> None:
    key = facts(graph)["sued"]
    run("review", graph, "--relation", "sued", answers="n\nno suit\n")
    [line] = [json.loads(text) for text in run("decisions", graph, "--json").stdout.splitlines()]
    assert (line["fact"], line["why"], line["stale"]) == (key, "no suit", None)
    assert line["about"] == "Kest — sued → Orra"
    table = run("decisions", graph).stdout
    assert line["id"] in table
    assert "1 decisions, 0 of them stale" in table
    assert "1 taken back" in run("decisions", graph, "--undo", line["id"]).stdout
    assert "sued" in facts(graph)
    with pytest.raises(InputError, match="has no decision"):
        run("decisions", graph, "--undo", line["id"])


def test_stale_decisions_say_why(graph: Path) -> None:
    add_decisions(
        graph / "decisions.csv",
        [Decision(decision="reject", fact="00ff"), Decision(decision="confirm", fact=facts(graph)["sued"])],
    )
    [line] = [json.loads(text) for text in run("decisions", graph, "--stale", "--json").stdout.splitlines()]
    assert line["fact"] == "00ff"
    assert "no sentence of the graph" in line["stale"]
    assert "stale:" in run("decisions", graph, "--apply").stdout


def test_a_file_from_the_page_or_a_colleague_is_taken_over(graph: Path, tmp_path: Path) -> None:
    key = facts(graph)["sued"]
    file = tmp_path / "decisions (1).csv"
    file.write_text(f"decision,fact,who,why\nreject,{key},Ines,'=odd\nreject,{key},Ines,again\n", "utf-8")
    assert "1 new of" in run("decisions", graph, "--add", file).stdout
    assert decided(graph) == [("reject", key, "again", "Ines")]
    assert "sued" not in facts(graph)
    assert "0 new of" in run("decisions", graph, "--add", file).stdout
    with pytest.raises(InputError, match="no such file"):
        run("decisions", graph, "--add", tmp_path / "none.csv")

"""What a graph's provenance says of decisions, and the commands that count them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.graph.store.store_fixtures import entity, item, items

from newsweave.cli import cli
from newsweave.graph.knowledge_graph import KnowledgeGraph
from newsweave.graph.review.decisions import Decision, add_decisions, read_decisions
from newsweave.graph.review.following import apply
from newsweave.graph.store.folder import DECISIONS_FILE
from newsweave.graph.store.store import GraphStore

CORVEX, KESTRIN, LARCH = entity("Corvex Group"), entity("Kestrin Bank", "Bank"), entity("Larch Ventures")
SAID = [
    item("a", (CORVEX, "acquired", KESTRIN, "Corvex Group acquired Kestrin Bank.", {})),
    item("b", (CORVEX, "acquired", KESTRIN, "Corvex Group now owns Kestrin Bank.", {})),
    item("c", (LARCH, "sued", CORVEX, "Larch Ventures sued Corvex Group.", {})),
    item("d", (LARCH, "sued", KESTRIN, "Larch Ventures sued Kestrin Bank.", {})),
    item("e", (LARCH, "acquired", KESTRIN, "Larch Ventures acquired Kestrin Bank.", {})),
]


DECISIONS = [
    Decision(decision="confirm", subject="Corvex Group", relation="acquired", object="Kestrin Bank"),
    Decision(decision="reject", subject="Larch Ventures", relation="sued", object="Corvex Group", why="a rumour"),
    Decision(
        decision="change",
        subject="Larch Ventures",
        relation="sued",
        object="Kestrin Bank",
        field="status",
        value="planned",
    ),
    Decision(
        decision="change",
        document="e",
        subject="Larch Ventures",
        object="Kestrin Bank",
        field="relation",
        value="invested_in",
    ),
]


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """Two sentences confirmed, one rejected, one of another status, one of another relation."""
    with GraphStore.create_or_open(tmp_path / "KG") as store:
        items(store, SAID)
        made = add_decisions(tmp_path / "KG" / DECISIONS_FILE, DECISIONS)
        assert apply(store, made).stale == []
    return tmp_path / "KG"


def run(*arguments: object) -> str:
    result = CliRunner().invoke(cli, [str(a) for a in arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_what_was_decided(graph: Path) -> None:
    with KnowledgeGraph.open(graph) as kg:
        found = [(j.document, j.fact.relation, j.fact.evidence[0].status, j.right, j.read) for j in kg.judged()]
        names = {(j.fact.subject.name, getattr(j.fact.object, "name", "")) for j in kg.judged() if j.document == "c"}
    assert found == [
        ("a", "acquired", "asserted", True, True),
        ("b", "acquired", "asserted", True, True),
        ("c", "sued", "asserted", False, True),
        ("d", "sued", "planned", True, False),  # its status alone was wrong: as a reading it counts neither way
        ("e", "acquired", "asserted", False, True),
        ("e", "invested_in", "asserted", True, False),
    ]
    assert names == {("Larch Ventures", "Corvex Group")}


@pytest.mark.parametrize(
    ("decision", "found"),
    [
        # what somebody added was not read: gold, but no measure of a rule
        (
            Decision(
                decision="add",
                subject="Corvex Group",
                relation="sued",
                object="Larch Ventures",
                document="a",
                sentence="Corvex Group acquired Kestrin Bank.",
            ),
            [("sued", True, False)],
        ),
        # whom a name means was wrong; whether the rule was right nobody has said
        (Decision(decision="split", subject="Corvex Group", value="Corvex Group of Oslo", document="a"), []),
        (Decision(decision="reject", rule="acquiring", document="a"), []),  # no rule of this graph
    ],
)
def test_other_decisions(tmp_path: Path, decision: Decision, found: list[tuple[str, bool, bool]]) -> None:
    with GraphStore.create_or_open(tmp_path / "KG") as store:
        items(store, SAID)
        apply(store, add_decisions(tmp_path / "KG" / DECISIONS_FILE, [decision]))
        with KnowledgeGraph(store) as kg:
            assert [(j.fact.relation, j.right, j.read) for j in kg.judged()] == found


def test_what_is_taken_back_counts_no_longer(graph: Path) -> None:
    with GraphStore.open(graph, read_only=False) as store:
        apply(store, [])
    with KnowledgeGraph.open(graph) as kg:
        assert kg.judged() == []


def test_a_fact_rejected_and_then_confirmed_is_right(graph: Path) -> None:
    again = Decision(decision="confirm", subject="Larch Ventures", relation="sued", object="Corvex Group")
    add_decisions(graph / DECISIONS_FILE, [again])
    with GraphStore.open(graph, read_only=False) as store:
        apply(store, read_decisions(graph / DECISIONS_FILE))
    with KnowledgeGraph.open(graph) as kg:
        assert [j.right for j in kg.judged() if j.document == "c"] == [True]


def test_quality_counts_it(graph: Path) -> None:
    found = json.loads(run("quality", graph, "--json"))
    assert [(p["name"], p["right"], p["wrong"]) for p in found["relations"]] == [("acquired", 2, 1), ("sued", 0, 1)]
    assert (found["all"]["right"], found["all"]["wrong"], found["all"]["precision"]) == (2, 2, 0.5)
    table = run("quality", graph)
    assert "0.21 to 0.94" in table
    assert table.index("acquired") < table.index("sued") < table.index("rule")


def test_nothing_is_decided_in_a_new_graph(tmp_path: Path) -> None:
    with GraphStore.create_or_open(tmp_path / "KG") as store:
        items(store, SAID)
    assert run("quality", tmp_path / "KG") == f"{tmp_path / 'KG'}: nobody has confirmed or rejected a fact yet\n"
    assert json.loads(run("quality", tmp_path / "KG", "--json")) == {"all": None, "relations": [], "rules": []}


def test_gold_is_written_beside_what_is_doubtful_and_rejected(graph: Path, tmp_path: Path) -> None:
    printed = run("gold", graph, "-o", tmp_path / "desk-gold.jsonl")
    assert printed.startswith(f"{tmp_path / 'desk-gold.jsonl'}: 4 facts, {tmp_path / 'desk-doubtful.jsonl'}: 0 facts")
    rows = [json.loads(line) for line in (tmp_path / "desk-gold.jsonl").read_text("utf-8").splitlines()]
    assert [(r["doc"], r["subj"], r["rel"], r["obj"], r["status"]) for r in rows] == [
        ("a", "Corvex Group", "acquired", "Kestrin Bank", "asserted"),
        ("b", "Corvex Group", "acquired", "Kestrin Bank", "asserted"),
        ("d", "Larch Ventures", "sued", "Kestrin Bank", "planned"),
        ("e", "Larch Ventures", "invested_in", "Kestrin Bank", "asserted"),
    ]
    rejected = [json.loads(line) for line in (tmp_path / "desk-rejected.jsonl").read_text("utf-8").splitlines()]
    assert [(r["doc"], r["rel"]) for r in rejected] == [("c", "sued"), ("e", "acquired")]


def test_gold_that_cannot_be_written_is_one_line(graph: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["gold", str(graph), "-o", str(tmp_path / "no" / "x.jsonl")])
    assert str(result.exception) == f"{tmp_path / 'no' / 'x.jsonl'}: cannot be written: No such file or directory"

"""What a graph's provenance says of decisions, and the commands that count them."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from tests.graph.store.store_fixtures import entity, item, items

from newsweave.cli import cli
from newsweave.graph.knowledge_graph import KnowledgeGraph
from newsweave.graph.store.store import GraphStore
from newsweave.graph.store.terms import NW, RDF

CORVEX, KESTRIN, LARCH = entity("Corvex Group"), entity("Kestrin Bank", "Bank"), entity("Larch Ventures")
SAID = [
    item("a", (CORVEX, "acquired", KESTRIN, "Corvex Group acquired Kestrin Bank.", {})),
    item("b", (CORVEX, "acquired", KESTRIN, "Corvex Group now owns Kestrin Bank.", {})),
    item("c", (LARCH, "sued", CORVEX, "Larch Ventures sued Corvex Group.", {})),
    item("d", (LARCH, "sued", KESTRIN, "Larch Ventures sued Kestrin Bank.", {})),
    item("e", (LARCH, "acquired", KESTRIN, "Larch Ventures acquired Kestrin Bank.", {})),
]


def decide(store: GraphStore, document: str, decision: str) -> None:
    """Make the evidence of a document what a decision makes of it."""
    graph, made = store.names.document(document), ox.NamedNode(f"{store.names.base}decision/{document}")
    (quad,) = store.database.quads_for_pattern(None, NW("evidenceFor"), None, graph)
    changes = [
        ox.Quad(quad.subject, NW("curatedBy"), made, graph),
        ox.Quad(made, NW("decision"), ox.Literal(decision), graph),
    ]
    if decision == "reject":
        store.database.remove(quad)
        store.database.remove(ox.Quad(quad.subject, RDF("type"), NW("Evidence"), graph))
        changes.append(ox.Quad(quad.subject, RDF("type"), NW("RejectedEvidence"), graph))
        changes.append(ox.Quad(quad.subject, NW("rejectedFor"), quad.object, graph))
    store.database.extend(changes)


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """Two sentences confirmed, one rejected, one changed, one open."""
    with GraphStore.create_or_open(tmp_path / "KG") as store:
        items(store, SAID)
        for document, decision in (("a", "confirm"), ("b", "confirm"), ("c", "reject"), ("d", "change")):
            decide(store, document, decision)
    return tmp_path / "KG"


def run(*arguments: object) -> str:
    result = CliRunner().invoke(cli, [str(a) for a in arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_what_was_decided(graph: Path) -> None:
    with KnowledgeGraph.open(graph) as kg:
        found = [(j.document, j.fact.relation, j.fact.object, j.right) for j in kg.judged()]
        kestrin, corvex = (
            next(e for e in kg.entities() if e.name == name) for name in ("Kestrin Bank", "Corvex Group")
        )
    assert found == [("a", "acquired", kestrin, True), ("b", "acquired", kestrin, True), ("c", "sued", corvex, False)]


def test_quality_counts_it(graph: Path) -> None:
    found = json.loads(run("quality", graph, "--json"))
    assert [(p["name"], p["right"], p["wrong"]) for p in found["relations"]] == [("acquired", 2, 0), ("sued", 0, 1)]
    assert (found["all"]["right"], found["all"]["wrong"], found["all"]["precision"]) == (2, 1, 0.6667)
    table = run("quality", graph)
    assert "0.34 to 1.00" in table
    assert table.index("acquired") < table.index("sued") < table.index("rule")


def test_nothing_is_decided_in_a_new_graph(tmp_path: Path) -> None:
    with GraphStore.create_or_open(tmp_path / "KG") as store:
        items(store, SAID)
    assert run("quality", tmp_path / "KG") == f"{tmp_path / 'KG'}: nobody has confirmed or rejected a fact yet\n"
    assert json.loads(run("quality", tmp_path / "KG", "--json")) == {"all": None, "relations": [], "rules": []}


def test_gold_is_written_beside_what_is_doubtful_and_rejected(graph: Path, tmp_path: Path) -> None:
    printed = run("gold", graph, "-o", tmp_path / "desk-gold.jsonl")
    assert printed.startswith(f"{tmp_path / 'desk-gold.jsonl'}: 2 facts, {tmp_path / 'desk-doubtful.jsonl'}: 0 facts")
    rows = [json.loads(line) for line in (tmp_path / "desk-gold.jsonl").read_text("utf-8").splitlines()]
    assert [(r["doc"], r["subj"], r["rel"], r["obj"]) for r in rows] == [
        ("a", "Corvex Group", "acquired", "Kestrin Bank"),
        ("b", "Corvex Group", "acquired", "Kestrin Bank"),
    ]
    rejected = json.loads((tmp_path / "desk-rejected.jsonl").read_text("utf-8"))
    assert (rejected["doc"], rejected["rel"]) == ("c", "sued")


def test_gold_that_cannot_be_written_is_one_line(graph: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["gold", str(graph), "-o", str(tmp_path / "no" / "x.jsonl")])
    assert str(result.exception) == f"{tmp_path / 'no' / 'x.jsonl'}: cannot be written: No such file or directory"

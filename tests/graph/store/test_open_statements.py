"""Open facts in a graph: stored beside the others, told apart by every way out, and never a plain triple."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.graph.store.store_fixtures import Item, entity, item, said

import newsweave
from newsweave import Extractor, KnowledgeGraph
from newsweave.extract.model import OPEN
from newsweave.graph.review.validate import validate
from newsweave.graph.store.graph_reader import GraphReader
from newsweave.graph.store.store import GraphStore
from newsweave.graph.store.terms import FACTS, NW, RDF
from newsweave.ontology.errors import DataError

MARA, KEST, ORVA = entity("Mara Voss", "Person"), entity("Kest"), entity("Orva", "Bank")
TEXT = "Mara Voss criticised Kestrin Bank over high fees. Corvex Group acquired Kestrin Bank in May."


def opened(predicate: str = "criticise") -> Item:
    """A typed and an open statement of one document."""
    made = item(
        "d",
        (KEST, "acquired", ORVA, "Kest acquired Orva.", said()),
        (MARA, "acquired", KEST, "Mara Voss criticised Kest over fees.", said()),
    )
    typed, other = made.statements
    other = replace(other, relation=OPEN, predicate=predicate, label=predicate, further=("over fees",))
    return replace(made, statements=(typed, other))


def test_an_open_statement_is_no_plain_triple_and_has_no_relation() -> None:
    with GraphStore.in_memory() as store:
        opened().put(store)
        pattern = store.database.quads_for_pattern
        [node] = [q.subject for q in pattern(None, RDF("type"), NW("OpenStatement"), None)]
        assert not list(pattern(node, RDF("predicate"), None, None))
        assert [q.object for q in pattern(node, NW("openPredicate"), None, None)] == [ox.Literal("criticise")]
        assert [q.object for q in pattern(node, NW("furtherArgument"), None, None)] == [ox.Literal("over fees")]
        assert [q.predicate for q in pattern(None, None, None, FACTS)] == [NW("acquired")]
        assert validate(store).conforms


def test_facts_are_asked_for_by_kind() -> None:
    with GraphStore.in_memory() as store:
        opened().put(store)
        reader = GraphReader(store)
        assert [(f.relation, f.predicate) for f in reader.facts()] == [("acquired", ""), ("open", "criticise")]
        assert [f.relation for f in reader.facts(typed=True)] == ["acquired"]
        assert [f.predicate for f in reader.facts(typed=False)] == ["criticise"]
        assert [f.predicate for f in reader.facts(relation="open")] == ["criticise"]


def test_it_goes_with_its_document_and_comes_changed() -> None:
    with GraphStore.in_memory() as store:
        opened().put(store)
        before = set(store.database)
        opened("praise").put(store)
        assert [f.predicate for f in GraphReader(store).facts(typed=False)] == ["praise"]
        opened().put(store)
        assert set(store.database) == before
        store.remove("d")
        assert not list(store.database.quads_for_pattern(None, RDF("type"), NW("OpenStatement"), None))


@pytest.mark.parametrize("predicate", [""])
def test_without_words_it_is_refused(predicate: str) -> None:
    with GraphStore.in_memory() as store, pytest.raises(DataError, match="an open statement needs a predicate"):
        opened(predicate).put(store)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, loaded: Extractor) -> Path:
    path = tmp_path_factory.mktemp("open")
    (path / "a.txt").write_text(TEXT, encoding="utf-8")
    newsweave.build(path / "a.txt", path / "KG", extractor=loaded)
    return path / "KG"


def test_a_build_keeps_them_and_leaves_them_out_where_asked(folder: Path, tmp_path: Path, loaded: Extractor) -> None:
    with newsweave.open(folder) as kg:
        [fact] = kg.facts(typed=False)
        assert (fact.subject.name, fact.predicate) == ("Mara Voss", "criticise")
    report = newsweave.build(folder.parent / "a.txt", tmp_path / "KG", typed_only=True, extractor=loaded)
    assert report.read == 1
    with newsweave.open(tmp_path / "KG") as kg:
        assert kg.facts(typed=False) == []
        assert [f.relation for f in kg.facts(relation="acquired")] == ["acquired"]
    again = newsweave.build(folder.parent / "a.txt", tmp_path / "KG", extractor=loaded)
    assert (again.unchanged, again.reused) == (1, ["--typed-only"])


def rows(kg: KnowledgeGraph, path: Path, *, typed_only: bool) -> list[dict[str, str]]:
    kg.export(path, typed_only=typed_only)
    with path.open(encoding="utf-8", newline="") as file:
        return [r for r in csv.DictReader(file) if r["relation"] != "said"]


def test_exports_tell_them_apart_and_leave_them_out_where_asked(folder: Path, tmp_path: Path) -> None:
    with newsweave.open(folder) as kg:
        both = rows(kg, tmp_path / "both.csv", typed_only=False)
        assert sorted((r["relation"], r["predicate"]) for r in both) == [("acquired", ""), ("open", "criticise")]
        assert [r["relation"] for r in rows(kg, tmp_path / "typed.csv", typed_only=True)] == ["acquired"]
        edges = [a for *_, a in kg.network().edges(data=True)]
        assert "criticise" in {a["predicate"] for a in edges}
        assert {a["relation"] for *_, a in kg.network(typed_only=True).edges(data=True)} <= {"acquired", "said"}
        kg.export(tmp_path / "all.nq")
        kg.export(tmp_path / "few.nq", typed_only=True)
    assert "OpenStatement" in (tmp_path / "all.nq").read_text("utf-8")
    assert "OpenStatement" not in (tmp_path / "few.nq").read_text("utf-8")


def test_named_queries(folder: Path) -> None:
    with newsweave.open(folder) as kg:
        [row] = kg.query("open-facts-of", name="Kestrin Bank").rows
        assert [str(cell) for cell in row][:3] == ["Mara Voss", "criticise", "Kestrin Bank"]
        [row] = kg.query("open-predicates").rows
        assert [str(cell) for cell in row][:4] == ["criticise", "Person", "Bank", "1"]
        assert "open" not in {str(r[0]) for r in kg.query("relations").rows}


def test_a_person_rejects_one_or_gives_it_a_relation(folder: Path, tmp_path: Path, loaded: Extractor) -> None:
    newsweave.build(folder.parent / "a.txt", tmp_path / "KG", extractor=loaded)
    with newsweave.open(tmp_path / "KG") as kg:
        [fact] = kg.facts(typed=False)
    lines = [
        "decision,fact,field,value",
        f"reject,{fact.key},,",
    ]
    (tmp_path / "KG" / "decisions.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    newsweave.build(folder.parent / "a.txt", tmp_path / "KG", extractor=loaded)
    with newsweave.open(tmp_path / "KG") as kg:
        assert kg.facts(typed=False) == []
    lines[1] = f"change,{fact.key},relation,sued"
    (tmp_path / "KG" / "decisions.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    newsweave.build(folder.parent / "a.txt", tmp_path / "KG", extractor=loaded)
    with newsweave.open(tmp_path / "KG") as kg:
        assert kg.facts(typed=False) == []
        assert [f.subject.name for f in kg.facts(relation="sued")] == ["Mara Voss"]
        assert validate(kg.store).conforms

"""Correcting a graph from Python: the line is written, the graph follows, and is read anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.graph.review.test_following import documents
from tests.graph.store.store_fixtures import items, state

from newsweave.graph.knowledge_graph import KnowledgeGraph
from newsweave.graph.review.merge_decisions import Decision as Merge
from newsweave.graph.review.merge_decisions import write_decisions
from newsweave.graph.store.folder import MERGES_FILE
from newsweave.graph.store.store import GraphStore
from newsweave.ontology.errors import DataError, QueryError, StoreError


def opened(tmp_path: Path) -> KnowledgeGraph:
    with GraphStore.create_or_open(tmp_path / "KG") as store:
        items(store, documents())
    return KnowledgeGraph.open(tmp_path / "KG")


def said(kg: KnowledgeGraph) -> set[str]:
    return {f"{f.subject.name} {f.relation} {getattr(f.object, 'name', '')} {f.status}" for f in kg.facts()}


def test_what_is_decided_holds_at_once_and_is_taken_back(tmp_path: Path) -> None:
    with opened(tmp_path) as kg:
        before, fresh = state(kg.store), said(kg)
        [sued] = kg.facts(relation="sued")
        [partner] = kg.facts(relation="partnered_with")
        kg.reject(sued, why="the court was asked for advice", who="Ines Marr")
        assert said(kg) == fresh - {"Kest sued Orra asserted"}
        kg.confirm(partner.key)
        kg.change(partner, status="planned")
        kg.add("kest", "sued", "Sola", document="b", sentence="Kest has bought Sola.", status="reported")
        kg.split("Sola", "Sola (Lisbon)", document="b")
        kg.rename("brin", "Brin Holdings")
        kg.retype("brin", "Bank")
        kg.link("brin", "Q42")
        assert said(kg) == {
            "Kest acquired Sola asserted",
            "Kest acquired Sola (Lisbon) asserted",
            "Kest sued Sola reported",
            "Brin Holdings partnered_with Kest planned",
        }
        assert [e.type for e in kg.entities() if e.name == "Brin Holdings" and e.aliases == ("Brin",)] == ["Bank"]
        assert kg.query("SELECT ?to { ent:brin skos:exactMatch ?to }").rows == [("http://www.wikidata.org/entity/Q42",)]
        assert (kg.validate().conforms, kg.stale_decisions()) == (True, [])
        kg.withdraw(*(d.id for d in kg.decisions()))
        assert state(kg.store) == before


def test_what_concerns_nothing_is_refused_and_not_written(tmp_path: Path) -> None:
    with opened(tmp_path) as kg:
        for refused, error in (
            (lambda: kg.reject("0000"), QueryError),
            (lambda: kg.rename("Nobody", "Somebody"), QueryError),
            (lambda: kg.withdraw("0000"), QueryError),
            (lambda: kg.change("0000", status="certain"), DataError),
            (lambda: kg.change("0000", status="planned", relation="sued"), TypeError),
        ):
            with pytest.raises(error):
                refused()
        assert kg.decisions() == []


def test_beside_a_writer_the_line_is_written_and_followed_later(tmp_path: Path) -> None:
    with opened(tmp_path) as kg:
        with GraphStore.open(tmp_path / "KG", read_only=False), pytest.raises(StoreError, match="not followed yet"):
            kg.rename("brin", "Brin Holdings")
        kg.rename("kest", "Kest Holdings")
        assert {"Brin Holdings", "Kest Holdings"} <= {e.name for e in kg.entities()}


def test_a_split_stays_with_its_documents_when_others_are_read_later(tmp_path: Path) -> None:
    with opened(tmp_path) as kg:
        kg.split("Sola", "Sola (Lisbon)", document="a")
    with GraphStore.open(tmp_path / "KG", read_only=False) as store:
        store.put(*(lambda i: (i.document, i.statements, i.entities))(documents()[1]), version="later")
        store.finish()
    with KnowledgeGraph.open(tmp_path / "KG") as kg:
        assert {"Kest acquired Sola asserted", "Kest acquired Sola (Lisbon) asserted"} <= said(kg)


def test_ids_and_keys_are_followed_through_merges(tmp_path: Path) -> None:
    with opened(tmp_path) as kg:
        [sued] = kg.facts(relation="sued")
    write_decisions(tmp_path / "KG" / MERGES_FILE, [Merge("brin", "Brin", "orra", "Orra", "yes")])
    with KnowledgeGraph.open(tmp_path / "KG") as kg:
        kg.add("Kest", "sued", "orra", document="b", sentence="Kest has bought Sola.")
        assert "Kest sued Brin asserted" in said(kg)
        assert "Kest sued Orra asserted" in said(kg)  # that document has not been read again
        assert kg.facts(key=sued.key)

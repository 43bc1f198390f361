"""The store: what follows from documents, whatever happened to them in between."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.graph.store.store_fixtures import Item, entity, item, items, newsroom, random_items, said, state, value

from newsweave.graph.ask.query import run_query
from newsweave.graph.store.graph_reader import GraphReader
from newsweave.graph.store.store import GraphStore
from newsweave.graph.store.terms import ENTITIES, FACTS, NW, PENDING, RDFS, SCHEMA, Names
from newsweave.ontology.errors import DataError, StoreError

KEST, ORVA, LUND = entity("Kest"), entity("Orva", "Bank"), entity("Lund")
NAMES = Names()


def plain(store: GraphStore) -> set[tuple[str, str, str]]:
    """The plain facts, by local names."""
    quads = store.database.quads_for_pattern(None, None, None, FACTS)
    return {
        (_local(quad.subject), _local(quad.predicate), _local(quad.object)) for quad in quads
    }  # fmt: skip


def _local(term: Any) -> str:
    return str(term.value).removeprefix(NW.iri).removeprefix(NAMES.base)


def described(store: GraphStore) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    return {_short(e.iri): (e.name, e.type, e.aliases) for e in GraphReader(store).entities()}


def _short(iri: str) -> str:
    return iri.removeprefix(NAMES.base)


# --- plain facts ---


@pytest.mark.parametrize("status", ["planned", "possible", "negated", "reported"])
def test_only_asserted_facts_are_plain_triples(status: str) -> None:
    with GraphStore.in_memory() as store:
        item("d1", (KEST, "acquired", ORVA, "Kest and Orva.", said(status=status))).put(store)
        assert plain(store) == set()
        item("d2", (KEST, "acquired", ORVA, "Kest and Orva.", said())).put(store)
        assert plain(store) == {("kest", "acquired", "orva")}
        store.remove("d2")
        assert plain(store) == set()


def test_what_is_over_is_no_plain_triple_until_somebody_says_that_it_holds() -> None:
    kest, mira = entity("Kest"), entity("Mira Tolan", "Person")
    former = item("a", (mira, "works_for", kest, "Mira Tolan left Kest.", said(qualifiers={"former": "yes"})))
    present = item("b", (mira, "works_for", kest, "Mira Tolan works for Kest.", said()))
    query = "ASK { GRAPH nw:facts { ?who nw:worksFor ?firm } }"
    with GraphStore.in_memory() as store:
        assert run_query(items(store, [former]), query).rows == [(False,)]
        assert run_query(items(store, [present]), query).rows == [(True,)]
        store.remove("b")
        store.finish()
        assert run_query(store, query).rows == [(False,)]


def test_a_symmetric_fact_holds_both_ways_and_its_evidence_keeps_the_direction() -> None:
    with GraphStore.in_memory() as store:
        item("d", (ORVA, "partnered_with", KEST, "Orva joined Kest.", said())).put(store)
        assert plain(store) == {("orva", "partneredWith", "kest"), ("kest", "partneredWith", "orva")}
        [fact] = GraphReader(store).facts()
        assert (fact.subject.name, fact.object.name) == ("Orva", "Kest")  # type: ignore[union-attr]


def test_a_fact_stays_as_long_as_one_document_asserts_it() -> None:
    there = item("d1", (KEST, "partnered_with", ORVA, "Kest joined Orva.", said()))
    back = item("d2", (ORVA, "partnered_with", KEST, "Orva joined Kest.", said()))
    with GraphStore.in_memory() as store:
        both = plain(items(store, [there, back]))
        store.remove("d1")
        assert plain(store) == both != set()
        store.remove("d2")
        assert plain(store) == set()


def test_a_replaced_document_keeps_what_it_still_says() -> None:
    first = item(
        "d", (KEST, "acquired", ORVA, "Kest bought Orva.", said()), (KEST, "sued", LUND, "Kest, Lund.", said())
    )
    second = item("d", (KEST, "acquired", ORVA, "Orva went to Kest.", said()))
    with GraphStore.in_memory() as store:
        items(store, [first, second])
        assert plain(store) == {("kest", "acquired", "orva")}
        assert set(described(store)) == {"kest", "orva"}


def test_values_that_rdf_cannot_tell_apart_support_one_fact() -> None:
    one = item("d1", (KEST, "has_metric", value("1.50", "number", "1.50"), "Kest: 1.50.", said()))
    two = item("d2", (KEST, "has_metric", value("1.5", "number", "1.5"), "Kest: 1.5.", said()))
    with GraphStore.in_memory() as store:
        items(store, [one, two])
        assert plain(store) == {("kest", "hasMetric", "1.5")}
        [fact] = GraphReader(store).facts()
        assert fact.documents == 2
        store.remove("d1")
        assert plain(store) == {("kest", "hasMetric", "1.5")}


def test_a_value_with_a_unit_is_described_while_it_is_used() -> None:
    raised = (KEST, "raised_funding", value("2500000.0 USD", "money", "2.5m dollars"), "Kest got 2.5m dollars.", said())
    query = (
        f"SELECT ?n ?c ?l {{ ?who {NW('raisedFunding')} ?m . "
        f"?m {SCHEMA('value')} ?n ; {SCHEMA('currency')} ?c ; {RDFS('label')} ?l }}"
    )
    with GraphStore.in_memory() as store:
        items(store, [item("d1", raised), item("d2", raised)])

        def amounts() -> list[list[str]]:
            found = store.database.query(query, use_default_graph_as_union=True)
            return [[term.value for term in row] for row in found]  # type: ignore[union-attr]

        assert amounts() == [["2500000", "USD", "2500000 USD"]]
        store.remove("d1")
        assert amounts() == [["2500000", "USD", "2500000 USD"]]
        store.remove("d2")
        assert len(store.database) == 0


# --- entities ---


def test_the_majority_of_documents_names_and_classes_an_entity_and_ties_go_by_alphabet() -> None:
    def naming(id: str, name: str, type: str, *aliases: str) -> Item:
        from newsweave.extract.model import Entity

        return item(id, named=[Entity("kest", name, type, aliases)])

    with GraphStore.in_memory() as store:
        items(store, [naming("d1", "Kest Ltd", "Company", "K")])
        assert described(store) == {"kest": ("Kest Ltd", "Company", ("K",))}
        items(store, [naming("d2", "Kest", "Bank")])
        assert described(store) == {"kest": ("Kest", "Bank", ("K", "Kest Ltd"))}
        items(store, [naming("d3", "Kest Ltd", "Exchange"), naming("d4", "Kest Ltd", "Company", "Kestie")])
        assert described(store) == {"kest": ("Kest Ltd", "Company", ("K", "Kest", "Kestie"))}
        store.remove("d1")
        store.remove("d4")
        store.finish()
        assert described(store) == {"kest": ("Kest", "Bank", ("Kest Ltd",))}
        store.remove("d2")
        store.remove("d3")
        assert len(store.database) == 0  # even without finish


def test_an_entity_has_a_description_before_the_build_is_finished() -> None:
    with GraphStore.in_memory() as store:
        for one in random_items(6, seed=3):
            one.put(store)
            mentioned = {_local(q.object) for q in store.database.quads_for_pattern(None, SCHEMA("mentions"), None)}
            assert mentioned == set(described(store))


def test_confirmed_descriptions_are_not_counted_again() -> None:
    with GraphStore.in_memory() as store:
        items(store, [item("d1", named=[KEST])])
        item("d2", named=[KEST]).put(store)
        assert not list(store.database.quads_for_pattern(None, NW("pending"), None, PENDING))
        item("d3", named=[entity("Kest", "Bank")]).put(store)
        assert list(store.database.quads_for_pattern(None, NW("pending"), None, PENDING))


# --- the graph is a function of its documents ---


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_the_order_of_documents_leaves_no_trace(seed: int, rng: random.Random) -> None:
    given_items = random_items(6, seed)
    shuffled = given_items.copy()
    rng.shuffle(shuffled)
    with GraphStore.in_memory() as one, GraphStore.in_memory() as other:
        assert state(items(one, given_items)) == state(items(other, shuffled))


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10_000),
    st.lists(
        st.tuples(st.sampled_from(["put", "put", "remove", "finish"]), st.integers(0, 4), st.integers(0, 2)),
        max_size=25,
    ),
)
def test_replacement_and_removal_leave_no_trace(seed: int, steps: list[tuple[str, int, int]]) -> None:
    """Random builds of five documents in three versions each end as if only what is left had ever been put."""
    versions = [random_items(5, seed + 7 * version, pool=3) for version in range(3)]
    present: dict[int, Item] = {}
    with GraphStore.in_memory() as store, GraphStore.in_memory() as fresh:
        for step, number, version in steps:
            if step == "put":
                versions[version][number].put(store)
                present[number] = versions[version][number]
            elif step == "remove":
                assert store.remove(f"doc {number}") == (number in present)
                present.pop(number, None)
            else:
                store.finish()
        store.finish()
        assert state(store) == state(items(fresh, list(present.values())))
        assert sorted(store.documents()) == sorted(f"doc {number}" for number in present)


def test_the_same_document_again_changes_nothing() -> None:
    with GraphStore.in_memory() as store:
        items(store, newsroom())
        before = state(store)
        assert [one.put(store) for one in newsroom()] == [False, False, False]
        assert state(store) == before


def test_a_version_of_the_callers_own_is_given_back() -> None:
    one = newsroom()[0]
    with GraphStore.in_memory() as store:
        assert store.put(one.document, one.statements, one.entities, version="rules-2")
        assert store.documents() == {"news-1": "rules-2"}
        assert store.put(one.document, one.statements, one.entities, version="rules-3")
        assert store.documents() == {"news-1": "rules-3"}


def test_a_refused_document_leaves_the_earlier_version() -> None:
    good, *_ = newsroom()
    with GraphStore.in_memory() as store:
        items(store, [good])
        before = state(store)
        with pytest.raises(DataError, match="was given with it"):
            store.put(good.document, newsroom()[1].statements, [])
        assert state(store) == before


class Counting:
    """A database that counts the quads read from it."""

    def __init__(self, database: ox.Store) -> None:
        self.database = database
        self.read = 0

    def quads_for_pattern(self, *pattern: Any) -> Any:
        for quad in self.database.quads_for_pattern(*pattern):
            self.read += 1
            yield quad

    def __contains__(self, quad: ox.Quad) -> bool:
        self.read += 1
        return quad in self.database

    def __getattr__(self, name: str) -> Any:
        return getattr(self.database, name)


@pytest.mark.parametrize("action", ["put", "replace", "remove"])
def test_the_cost_of_a_document_does_not_grow_with_their_number(action: str) -> None:
    """All documents name the same entities and say the same facts: the worst case for what looks at neighbours."""

    def reads(others: int) -> int:
        facts = [(KEST, "acquired", ORVA), (KEST, "partnered_with", LUND)]
        full = [item(f"d{n}", *((*f, "Kest, Orva, Lund.", said()) for f in facts)) for n in range(others + 1)]
        with GraphStore.in_memory() as store:
            items(store, full[:-1] if action == "put" else full)
            store._database = counting = Counting(store.database)  # type: ignore[assignment]
            if action == "put":
                full[-1].put(store)
            elif action == "replace":
                item(f"d{others}", (LUND, "acquired", ORVA, "Lund, Orva.", said())).put(store)
            else:
                store.remove(f"d{others}")
            return counting.read

    assert 0 < reads(60) <= reads(3) + 1  # whether a reader meets the document itself first is chance


# --- on disk ---


def test_a_graph_on_disk_is_the_graph_in_memory_and_lasts(tmp_path: Path) -> None:
    with GraphStore.create_or_open(tmp_path / "kg") as store:
        items(store, newsroom())
        written = state(store)
    with GraphStore.in_memory() as memory:
        assert written == state(items(memory, newsroom()))
    with GraphStore.open(tmp_path / "kg") as store:
        assert state(store) == written
        assert store.documents() == {one.document.id: one.document.version for one in newsroom()}
    with GraphStore.create_or_open(tmp_path / "kg") as store:  # the lock is free again
        assert newsroom()[0].put(store) is False


def test_a_graph_opened_for_reading_cannot_be_written(tmp_path: Path) -> None:
    with GraphStore.create_or_open(tmp_path / "kg"):
        pass
    with GraphStore.open(tmp_path / "kg") as store, pytest.raises(StoreError, match="opened for reading only"):
        newsroom()[0].put(store)


def test_a_closed_graph_says_so(tmp_path: Path) -> None:
    store = GraphStore.create_or_open(tmp_path / "kg")
    store.close()
    store.close()
    with pytest.raises(StoreError, match="is closed"):
        store.documents()


def test_another_base_names_all_nodes(tmp_path: Path) -> None:
    base = "https://news.example/graph#"
    with GraphStore.create_or_open(tmp_path / "kg", base=base) as store:
        items(store, newsroom())
        elsewhere = {q.subject.value for q in store.database if not q.subject.value.startswith(base)}
    assert elsewhere == set()
    with GraphStore.open(tmp_path / "kg") as store:
        assert store.names.base == base
        assert len(GraphReader(store).facts()) == 10


# --- rdflib ---


def test_rdflib_sees_the_union_of_all_graphs() -> None:
    with GraphStore.in_memory() as store:
        items(store, newsroom())
        dataset = store.rdflib_dataset()
        query = "SELECT ?name { ?who nw:worksFor ?org . ?org skos:prefLabel ?name }"
        assert [str(row[0]) for row in dataset.query(query)] == ["Veldt Pay"]  # type: ignore[index]
        assert len(list(dataset.quads((None, None, None, ENTITIES.value)))) == len(  # type: ignore[arg-type]
            list(store.database.quads_for_pattern(None, None, None, ENTITIES))
        )

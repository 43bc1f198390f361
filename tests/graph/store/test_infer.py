"""Inferences: what follows by the vocabulary, in a graph of its own, true for as long as it is there."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from rdflib.namespace import OWL, RDFS
from tests.graph.store.store_fixtures import entity, item, items, newsroom, random_items, said, state, value

import newsweave
from newsweave import Extractor
from newsweave.cli import cli
from newsweave.graph.ask.query import run_named_query, run_query
from newsweave.graph.export.export import export
from newsweave.graph.nodes import iri_of
from newsweave.graph.review.validate import validate
from newsweave.graph.store.graph_reader import GraphReader
from newsweave.graph.store.infer import forget, infer, renew
from newsweave.graph.store.store import GraphStore
from newsweave.graph.store.terms import INFERRED, PENDING
from newsweave.ontology.errors import StoreError

KEST, ORVA, MIRA = entity("Kest"), entity("Orva", "Bank"), entity("Mira", "Person")
SAID = item(
    "d",
    (ORVA, "subsidiary_of", KEST, "Orva is part of Kest.", said()),
    (KEST, "founded_by", MIRA, "Mira founded Kest.", said()),
    (MIRA, "chief_executive_of", KEST, "Mira runs Kest.", said()),
    (ORVA, "partnered_with", KEST, "Orva and Kest are partners.", said()),
    (ORVA, "founded_by", MIRA, "Mira may have founded Orva.", said(status="possible")),
)


def inferred(store: GraphStore) -> set[ox.Quad]:
    return set(store.database.quads_for_pattern(None, None, None, INFERRED))


def test_what_follows() -> None:
    with GraphStore.in_memory() as store:
        count = infer(items(store, [SAID]))
        found = inferred(store)
        assert count == len(found)
        rows = run_query(
            store,
            "SELECT ?s ?p ?o { GRAPH nw:inferred { ?s ?p ?o } "
            "FILTER(?p NOT IN (rdf:type, rdfs:subClassOf, skos:broader)) } ORDER BY ?s ?p ?o",
        ).to_dicts()
        names = {"https://w3id.org/newsweave/id/": "", "https://schema.org/": "schema:"}
        names |= {"https://w3id.org/newsweave#": "nw:", "http://www.w3.org/ns/org#": "org:"}
        short = []
        for row in rows:
            words = [str(row[key]) for key in "spo"]
            for long, prefix in names.items():
                words = [word.replace(long, prefix) for word in words]
            short.append(" ".join(words))
        assert short == [
            "kest schema:founder mira",
            "kest schema:subOrganization orva",
            "mira org:headOf kest",
            "mira schema:worksFor kest",
            "mira nw:worksFor kest",
            "orva schema:parentOrganization kest",
        ]


def test_classes_are_followed_by_another_reasoner_too() -> None:
    """owlrl is not at hand; rdflib's transitive closure of the vocabulary's own text is."""
    source = rdflib.Graph().parse(Path(newsweave.__file__).parents[2] / "ontology" / "newsweave.ttl")
    with GraphStore.in_memory() as store:
        infer(items(store, [SAID]))
        found = {
            (iri_of(quad.subject).value, iri_of(quad.object).value)
            for quad in inferred(store)
            if quad.predicate.value == str(RDFS.subClassOf)
        }
        expected = {
            (str(cls), str(wide))
            for cls in set(source.subjects(RDFS.subClassOf, None))
            for wide in source.transitive_objects(cls, RDFS.subClassOf)
            if wide != cls
        }
        assert found == expected
        rows = run_query(store, "SELECT ?name { ?who a nw:Organization ; skos:prefLabel ?name } ORDER BY ?name").rows
        assert rows == run_query(store, "SELECT ?name { VALUES ?name { 'Kest' 'Orva' } } ORDER BY ?name").rows
    assert (None, OWL.inverseOf, None) in source


def test_kinds_of_metrics_are_found_under_the_wider_one() -> None:
    figures = [("net income", "5 USD"), ("profit", "6 USD"), ("revenue", "7 USD")]
    made = item("d", *((ORVA, "has_metric", value(n, "money", n), f"{n}.", said(qualifiers={"metric": m}))
                       for m, n in figures))  # fmt: skip
    asked = "SELECT ?f { ?e nw:metricConcept/skos:broader* metric:profit ; nw:valueText ?f } ORDER BY ?f"
    with GraphStore.in_memory() as store:
        items(store, [made])
        assert run_query(store, asked).rows == [("6 USD",)]
        infer(store)
        assert run_query(store, asked).rows == [("5 USD",), ("6 USD",)]
        assert validate(store).conforms


def test_nothing_else_changes() -> None:
    with GraphStore.in_memory() as store, GraphStore.in_memory() as plain:
        infer(items(store, [SAID, *newsroom()]))
        items(plain, [SAID, *newsroom()])
        assert state(store) - {str(quad) for quad in inferred(store)} == state(plain)
        assert GraphReader(store).facts() == GraphReader(plain).facts()
        assert GraphReader(store).entities() == GraphReader(plain).entities()
        for name in ("most-connected", "relations", "documents", "best-supported"):
            assert run_named_query(store, name, {}).rows == run_named_query(plain, name, {}).rows
        assert validate(store) == validate(plain)
        forget(store)
        assert state(store) == state(plain)


def test_two_classes_of_which_none_follows_are_still_found() -> None:
    with GraphStore.in_memory() as store:
        infer(items(store, [SAID]))
        store.database.update(
            "INSERT DATA { GRAPH <https://w3id.org/newsweave#entities> { <https://w3id.org/newsweave/id/kest> "
            "a <https://w3id.org/newsweave#Person> } }"
        )
        assert not validate(store).conforms


@pytest.mark.parametrize(("ending", "there"), [(".nq", True), (".trig", True), (".ttl", False), (".nt", False)])
def test_exports_keep_them_apart_or_leave_them_out(tmp_path: Path, ending: str, there: bool) -> None:
    with GraphStore.in_memory() as store:
        infer(items(store, [SAID]))
        export(store, tmp_path / f"out{ending}")
        quads = list(ox.parse(path=tmp_path / f"out{ending}", format=ox.RdfFormat.from_extension(ending[1:])))
        assert any("subOrganization" in str(quad) for quad in quads) is there
        assert {q for q in quads if q.graph_name == INFERRED} == (inferred(store) if there else set())


def test_a_change_makes_them_stale_until_they_are_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "kg"
    with GraphStore.create_or_open(path) as store:
        infer(items(store, [SAID]))
        before = inferred(store)
        renew(store)
    with GraphStore.create_or_open(path) as store:
        assert not store.inferences_are_stale()
        items(store, random_items(3, seed=2))
        store.remove("d")
        store.finish()
        assert store.inferences_are_stale()
    with GraphStore.create_or_open(path) as store:  # a killed build left the mark
        renew(store)
        assert not list(store.database.quads_for_pattern(None, None, None, PENDING))
        after = inferred(store)
    with GraphStore.in_memory() as fresh:
        infer(items(fresh, random_items(3, seed=2)))
        assert after == inferred(fresh) != before


def test_without_inferences_a_change_marks_nothing() -> None:
    with GraphStore.in_memory() as store:
        items(store, [SAID])
        renew(store)
        assert not store.inferences_are_stale()
        assert inferred(store) == set()


def test_by_the_command_line_and_kept_by_builds(tmp_path: Path, loaded: Extractor) -> None:
    source, graph = tmp_path / "a.jsonl", tmp_path / "KG"

    def build(*texts: str) -> None:
        source.write_text("".join(json.dumps({"id": f"{n}", "text": t}) + "\n" for n, t in enumerate(texts)), "utf-8")
        newsweave.build(source, graph, extractor=loaded)

    def run(*words: str) -> str:
        result = CliRunner().invoke(cli, words, catch_exceptions=False)
        assert result.exit_code == 0
        return result.output

    ask = ("query", str(graph), "SELECT ?who { ?x schema:founder ?y . ?y skos:prefLabel ?who }", "--format", "csv")
    build("Mira Tolan founded Kestrin Bank in 2019.")
    assert run(*ask).split() == ["who"]
    assert "triples inferred, in graph nw:inferred" in run("infer", str(graph))
    assert run(*ask).split("\n")[1:2] == ["Mira Tolan"]
    build("Mira Tolan founded Kestrin Bank in 2019.", "Ola Brandt founded Corvex Group in 2020.")
    assert sorted(line.strip() for line in run(*ask).split("\n")[1:] if line) == ["Mira Tolan", "Ola Brandt"]
    assert "no inferences" in run("infer", str(graph), "--remove")
    assert run(*ask).split() == ["who"]


def test_a_graph_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    with GraphStore.create_or_open(tmp_path / "kg") as store:
        items(store, [SAID])
        with pytest.raises(StoreError, match="is being written by another build"):
            GraphStore.open(tmp_path / "kg", read_only=False)

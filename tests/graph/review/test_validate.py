"""SHACL: our own graphs conform, broken ones do not, and a reference processor says the same of both."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF, SH
from tests.graph.store.store_fixtures import entity, item, items, newsroom, said

from newsweave.graph.export.export import export
from newsweave.graph.review.validate import checks, shapes, validate
from newsweave.graph.store.store import GraphStore
from newsweave.ontology.errors import DataError

PREFIXES = """PREFIX nw: <https://w3id.org/newsweave#> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX schema: <https://schema.org/>
PREFIX prov: <http://www.w3.org/ns/prov#> """

BROKEN = [
    ("MinCount", "DELETE { GRAPH ?g { ?e nw:rule ?r } } WHERE { GRAPH ?g { ?e nw:rule ?r } }"),
    ("MaxCount", "INSERT { GRAPH ?g { ?e nw:phrase 'two' } } WHERE { GRAPH ?g { ?e nw:phrase ?p } }"),
    ("In", "DELETE { GRAPH ?g { ?e nw:status ?s } } INSERT { GRAPH ?g { ?e nw:status 'sure' } } "
           "WHERE { GRAPH ?g { ?e nw:status ?s } }"),
    ("Datatype", "DELETE { GRAPH ?g { ?d dcterms:title ?t } } INSERT { GRAPH ?g { ?d dcterms:title 5 } } "
                 "WHERE { GRAPH ?g { ?d dcterms:title ?t } }"),
    ("MaxInclusive", "DELETE { GRAPH ?g { ?e nw:confidence ?c } } INSERT { GRAPH ?g { ?e nw:confidence 1.5 } } "
                     "WHERE { GRAPH ?g { ?e nw:confidence ?c } }"),
    ("LessThanOrEquals", "DELETE { GRAPH ?g { ?e oa:end ?c } } INSERT { GRAPH ?g { ?e oa:end 0 } } "
                         "WHERE { GRAPH ?g { ?e oa:end ?c ; oa:start ?s FILTER(?s > 0) } }"),
    ("Pattern", "INSERT { GRAPH ?g { ?e nw:subjectSpan 'here' } } WHERE { GRAPH ?g { ?e nw:phrase ?p } }"),
    ("NodeKind", "INSERT { GRAPH ?g { ?e nw:saidBy 'Mira' } } WHERE { GRAPH ?g { ?e nw:phrase ?p } }"),
    ("Class", "DELETE { GRAPH ?g { ?d a nw:Document } } WHERE { GRAPH ?g { ?d a nw:Document } }"),
    ("SPARQL", "DELETE { GRAPH ?g { ?e oa:exact ?x } } INSERT { GRAPH ?g { ?e oa:exact 'short' } } "
               "WHERE { GRAPH ?g { ?e oa:exact ?x } }"),
    ("SPARQL", "DELETE WHERE { GRAPH nw:facts { ?s ?p ?o } }"),
    ("SPARQL", "DELETE { GRAPH ?g { ?e skos:prefLabel ?x } } WHERE { GRAPH ?g { ?e skos:prefLabel ?x } }"),
    ("SPARQL", "DELETE { GRAPH ?g { ?e nw:series ?x } } WHERE { GRAPH ?g { ?e nw:series ?x } }"),
    ("In", "DELETE { GRAPH ?g { ?e nw:metricPart ?x } } INSERT { GRAPH ?g { ?e nw:metricPart 'part' } } "
           "WHERE { GRAPH ?g { ?e nw:metricPart ?x } }"),
    ("Pattern", "INSERT { GRAPH ?g { ?e nw:metricConcept nw:users } } WHERE { GRAPH ?g { ?e nw:metric 'growth' } }"),
    ("MinCount", "DELETE { GRAPH ?g { ?v schema:currency ?x } } WHERE { GRAPH ?g { ?v schema:currency ?x } }"),
]  # fmt: skip


def reference(store: GraphStore, tmp_path: Path) -> set[tuple[str, str, str]]:
    """Focus node, component and path of everything that pySHACL finds."""
    (tmp_path / "out.nt").write_bytes(
        ox.serialize((q.triple for q in store.database), format=ox.RdfFormat.N_TRIPLES) or b""
    )
    data = rdflib.Graph().parse(tmp_path / "out.nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes(), inference="none", advanced=False)
    return {
        (
            str(report.value(r, SH.focusNode)),
            str(report.value(r, SH.sourceConstraintComponent)).removeprefix(str(SH)),
            str(report.value(r, SH.resultPath) or ""),
        )
        for r in report.subjects(RDF.type, SH.ValidationResult)
    }


def ours(store: GraphStore) -> set[tuple[str, str, str]]:
    return {(v.focus, v.component, v.path or "") for v in validate(store).violations}


def test_the_newsroom_conforms(tmp_path: Path) -> None:
    with GraphStore.in_memory() as store:
        items(store, newsroom())
        report = validate(store)
        assert (report.conforms, report.violations) == (True, ())
        assert report.checked == len(checks()) > 60
        assert reference(store, tmp_path) == set()


@pytest.mark.parametrize(("component", "update"), BROKEN)
def test_what_is_broken_is_found_as_the_reference_finds_it(tmp_path: Path, component: str, update: str) -> None:
    with GraphStore.in_memory() as store:
        items(store, newsroom())
        store.database.update(PREFIXES + update)
        found = ours(store)
        assert any(c == f"{component}ConstraintComponent" for _, c, _ in found)
        assert not validate(store).conforms
        assert found == reference(store, tmp_path)


def test_a_class_that_a_relation_does_not_allow_is_a_warning(tmp_path: Path) -> None:
    odd = item("d", (entity("Lund", "City"), "acquired", entity("Kest"), "Lund bought Kest.", said()))
    with GraphStore.in_memory() as store:
        items(store, [odd])
        report = validate(store)
        assert report.conforms
        assert [(v.severity, v.message) for v in report.violations] == [
            ("Warning", "acquired: subjects are of Organization, Person")
        ]
        assert ours(store) == reference(store, tmp_path)


def test_the_report_is_one_in_shacl() -> None:
    with GraphStore.in_memory() as store:
        items(store, newsroom())
        store.database.update(PREFIXES + BROKEN[0][1])
        report = validate(store)
    graph = rdflib.Graph().parse(data=report.to_turtle(), format="turtle")
    results = list(graph.subjects(RDF.type, SH.ValidationResult))
    assert len(results) == len(report.violations) > 0
    assert len(list(graph.subjects(RDF.type, SH.ValidationReport))) == 1
    assert {str(graph.value(r, SH.resultPath)) for r in results} == {"https://w3id.org/newsweave#rule"}
    assert report.to_dict()["conforms"] is False


def test_unknown_constraints_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from newsweave.graph.review import validate as module

    graph = rdflib.Graph().parse(
        data="@prefix sh: <http://www.w3.org/ns/shacl#> . <x:s> a sh:NodeShape ; sh:targetClass <x:c> ; "
        "sh:property [ sh:path <x:p> ; sh:uniqueLang true ] .",
        format="turtle",
    )
    monkeypatch.setattr(module, "shapes", lambda: graph)
    module._checks.cache_clear()
    try:
        with pytest.raises(DataError, match=r"shapes\.ttl: .* http://www\.w3\.org/ns/shacl#uniqueLang is not known"):
            module.checks()
    finally:
        module._checks.cache_clear()


def test_an_exported_graph_conforms_for_the_reference(tmp_path: Path) -> None:
    with GraphStore.in_memory() as store:
        items(store, newsroom())
        export(store, tmp_path / "out.ttl")
    data = rdflib.Graph().parse(tmp_path / "out.ttl")
    assert pyshacl.validate(data, shacl_graph=shapes())[0]

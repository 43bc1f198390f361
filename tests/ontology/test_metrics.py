"""The vocabulary of metrics: which words are one measure, which part of one, level or change; and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

import newsweave.ontology.metrics as module
from newsweave.ontology.errors import DataError
from newsweave.ontology.lists import word_map
from newsweave.ontology.metrics import METRICS, load_metrics, metrics

FILE = Path(module.__file__).with_name("metrics.ttl")

SMALL = """
@prefix metric: <https://w3id.org/newsweave/metric#> .
@prefix nw: <https://w3id.org/newsweave#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/newsweave/metric> a skos:ConceptScheme .
metric:yield a nw:Metric ; skos:prefLabel "yield" ; nw:metricKind "share" ; nw:measuredOver "moment" ;
    schema:unitText "%" ; skos:altLabel "return" .
metric:bond-yield a nw:Metric ; skos:prefLabel "bond yield" ; nw:metricKind "share" ; nw:measuredOver "moment" ;
    skos:broader metric:yield .
"""


@pytest.mark.parametrize(
    ("words", "datatype", "metric", "scope", "part"),
    [
        ("revenue", "money", "revenue", "", "level"),
        ("turnover", "money", "revenue", "", "level"),
        ("Net  Sales", "money", "revenue", "", "level"),
        ("sales", "money", "revenue", "", "level"),
        ("sales", "number", "units-sold", "", "level"),
        ("revenue", "percentage", "revenue", "", "change"),
        ("revenue growth", "percentage", "revenue", "", "change"),
        ("U.S. sales", "money", "revenue", "U.S.", "level"),
        ("record revenue", "money", "revenue", "", "level"),
        ("same-store sales growth", "percentage", "revenue", "same-store", "change"),
        ("net income", "money", "net-profit", "", "level"),
        ("net losses", "money", "net-loss", "", "level"),
        ("credit losses", "money", "loss", "credit", "level"),
        ("operating profit", "money", "operating-profit", "", "level"),
        ("earnings", "money", "profit", "", "level"),
        ("adjusted earnings per share", "money", "earnings-per-share", "adjusted", "level"),
        ("retail deposits growth", "percentage", "deposits", "retail", "change"),
        ("loan growth", "percentage", "loans", "", "change"),
        ("GDP growth", "percentage", "gdp", "", "change"),
        ("growth", "percentage", "growth", "", "change"),
        ("inflation", "percentage", "inflation", "", "level"),
        ("unemployment", "percentage", "unemployment-rate", "", "level"),
        ("unemployment", "number", "unemployed", "", "level"),
        ("monthly active users", "number", "monthly-active-users", "", "level"),
        ("registered users", "number", "users", "registered", "level"),
        ("headcount", "number", "employees", "", "level"),
        ("employees decline", "number", "employees", "", "change"),
        ("revenue change", "percentage", "revenue", "", "change"),
        ("jobs cut", "number", "jobs", "", "change"),
        ("job loss", "number", "jobs", "", "change"),
        ("market cap", "money", "market-value", "", "level"),
        ("assets under management", "money", "assets-under-management", "", "level"),
        ("interest rate hike", "percentage", "interest-rate", "", "change"),
        ("market share", "percentage", "market-share", "", "level"),
        # what only ends in the words of a metric is none of it
        ("cost of sales", "money", None, "cost of sales", "level"),
        ("profit from operations", "money", None, "profit from operations", "level"),
        ("engineers", "number", None, "engineers", "level"),
        ("engineers decline", "number", None, "engineers", "change"),
        ("growth", "number", "growth", "", "change"),
        ("", "number", None, "", "level"),
    ],
)
def test_what_words_mean(words: str, datatype: str, metric: str | None, scope: str, part: str) -> None:
    found = metrics().read(words, datatype)
    assert (found.metric and found.metric.name, found.scope, found.part) == (metric, scope, part)


@pytest.mark.parametrize(
    ("words", "series"),
    [
        ("turnover", "revenue"),
        ("retail deposits", "retail deposits"),
        ("engineers", "engineers"),
        ("GDP growth", "GDP"),
    ],
)
def test_what_is_one_series_has_one_name(words: str, series: str) -> None:
    assert metrics().read(words, "money").series == series


@pytest.mark.parametrize("list_", ["metric_nouns", "metric_verbs"])
def test_every_measure_that_extraction_names_is_a_metric(list_: str) -> None:
    missing = sorted(
        {m for m in word_map(list_).values() if all(metrics().read(m, d).metric is None for d in ("money", "number"))}
    )
    assert missing == [], "add them to ontology/metrics.ttl"


def test_each_metric_is_complete() -> None:
    for name, metric in metrics().by_name.items():
        assert metric.iri == METRICS + name
        assert metric.label == metric.label.strip()
        assert (metric.unit == "%") == (metric.kind == "share"), name


def test_a_small_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "m.ttl"
    path.write_text(SMALL, encoding="utf-8")
    found = load_metrics(path)
    assert list(found.by_name) == ["yield", "bond-yield"]
    assert found.by_name["bond-yield"].broader == ("yield",)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('skos:prefLabel "yield" ;', "", "metric:yield needs exactly one skos:prefLabel, has 0"),
        ('skos:prefLabel "yield"', 'skos:prefLabel "yield", "gain"', "exactly one skos:prefLabel, has 2"),
        ('nw:metricKind "share" ; nw:measuredOver "moment" ;\n    schema', "schema", "one nw:metricKind, has 0"),
        ('"share"', '"part"', "metric:yield has the kind 'part', which is none of money, price, count"),
        (
            '"share" ; nw:measuredOver',
            '"share" ; nw:measuredOf "ships" ; nw:measuredOver',
            "metric:yield is measured of 'ships', which is none of places, firms",
        ),
        ('"moment"', '"day"', "metric:yield is measured over 'day', which is none of period, moment"),
        ("schema:unitText", "schema:unitCode", "metric:yield has <https://schema.org/unitCode>, which no metric has"),
        ("skos:broader metric:yield", "skos:broader metric:yeild", "metric:bond-yield has the skos:broader 'yeild'"),
        ("skos:broader metric:yield", "skos:broader metric:bond-yield", "metric:bond-yield is broader than itself"),
        ('"return"', '"Bond yields"', "'bond yield' names metric:yield and metric:bond-yield, both in a percentage"),
        ('"return"', '" "', "metric:yield has the skos:altLabel ' '"),
        ("metric:bond-yield a nw:Metric", "metric:Bond_Yield a nw:Metric", "words in lower case joined by hyphens"),
        ("metric:bond-yield a nw:Metric", "nw:bond-yield a nw:Metric", "words in lower case joined by hyphens"),
        ("metric:bond-yield a nw:Metric", "metric:bond-yield a skos:Concept", "bond-yield> is no nw:Metric"),
        ("metric:yield a", "metric:yield b", "is not Turtle"),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in SMALL
    path = tmp_path / "m.ttl"
    path.write_text(SMALL.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match=message) as caught:
        load_metrics(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_the_file_is_skos_for_others_too() -> None:
    from rdflib import RDF, SKOS, Graph, URIRef

    graph = Graph().parse(FILE).parse(FILE.with_name("newsweave.ttl"))
    metric = URIRef("https://w3id.org/newsweave#Metric")
    assert (metric, URIRef("http://www.w3.org/2000/01/rdf-schema#subClassOf"), SKOS.Concept) in graph
    named = set(graph.subjects(RDF.type, metric))
    assert {str(term) for term in named} == {m.iri for m in metrics().by_name.values()}
    used = {p for s, p, _ in graph if s in named}
    ours = {p for p in used if str(p).startswith("https://w3id.org/newsweave#")}
    assert all((p, RDF.type, None) in graph for p in ours)

"""Queries and their results, in every format."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from rich.console import Console
from tests.graph.store.store_fixtures import HOSTILE, entity, item, items, newsroom, said

from newsweave.graph.ask.query import run_query
from newsweave.graph.ask.table import Table
from newsweave.graph.store.store import GraphStore
from newsweave.ontology.errors import QueryError


@pytest.fixture(scope="module")
def store() -> Iterator[GraphStore]:
    with GraphStore.in_memory() as memory:
        yield items(memory, newsroom())


def test_patterns_need_no_graph_clause_and_the_usual_prefixes_no_declaration(store: GraphStore) -> None:
    table = run_query(
        store,
        """SELECT ?name ?role ?title ?sentence {
            ?who nw:worksFor ent:veldt-pay ; skos:prefLabel ?name .
            ?e a nw:Evidence ; rdf:subject ?who ; rdf:predicate nw:worksFor ; nw:role ?role ; oa:exact ?sentence ;
               prov:wasDerivedFrom ?doc .
            ?doc dcterms:title ?title ; schema:mentions ?who ; dcterms:date ?date
            FILTER(DATATYPE(?date) = xsd:date && EXISTS { ?who rdfs:label ?name })
        }""",
    )
    sentence = "Mira Tolan, chief executive of Veldt Pay, said it raised 12.50 million dollars."
    assert table.rows == [("Mira Tolan", "chief executive", "Oskar and Veldt sign", sentence)]
    assert table.columns == ("name", "role", "title", "sentence")


def test_a_graph_can_be_asked_by_itself(store: GraphStore) -> None:
    query = "SELECT (COUNT(*) AS ?n) { GRAPH nw:facts { ?s nw:signedAgreementWith ?o } }"
    assert run_query(store, query).rows == [(2,)]


def test_a_declared_prefix_wins(store: GraphStore) -> None:
    query = "PREFIX nw: <http://purl.org/dc/terms/> SELECT ?t { ?d nw:title ?t } ORDER BY ?t"
    assert run_query(store, query).rows == [("Oskar and Veldt sign",), ("Second deal",)]


def test_values_become_python(store: GraphStore) -> None:
    query = """SELECT * { VALUES (?a ?b ?c ?d ?e ?f ?g) {
        (1 1.5 2.5e0 true "x"@en "2031-03-04"^^xsd:date <http://x.example/>)
        (UNDEF "no"^^xsd:integer UNDEF false "" 'a' nw:x)
    } }"""
    first, second = run_query(store, query).rows
    assert first == (1, 1.5, 2.5, True, "x", "2031-03-04", "http://x.example/")
    assert second == (None, "no", None, False, "", "a", "https://w3id.org/newsweave#x")
    assert [type(v) for v in first[:4]] == [int, float, float, bool]


@pytest.mark.parametrize(("pattern", "answer"), [("?s nw:worksFor ?o", True), ("?s nw:sued ?o", False)])
def test_ask(store: GraphStore, pattern: str, answer: bool) -> None:
    table = run_query(store, f"ASK {{ {pattern} }}")
    assert table.boolean is answer
    assert table.rows == [(answer,)]
    assert json.loads(table.to_json()) == {"head": {}, "boolean": answer}
    assert table.to_csv() == f"ask\r\n{str(answer).lower()}\r\n"


def test_construct_gives_sorted_triples_without_repetition(store: GraphStore) -> None:
    table = run_query(store, "CONSTRUCT { ?s nw:uses ?o } { ?s nw:signedAgreementWith ?o . ?doc a nw:Document }")
    base, uses = "https://w3id.org/newsweave/id/", "https://w3id.org/newsweave#uses"
    assert table.rows == [
        (base + "oskar-bank", uses, base + "veldt-pay"),
        (base + "veldt-pay", uses, base + "oskar-bank"),
    ]
    assert table.columns == ("subject", "predicate", "object")
    assert [str(t.subject) for t in table.triples] == [f"<{base}oskar-bank>", f"<{base}veldt-pay>"]
    assert table.boolean is None


@pytest.mark.parametrize(("limit", "rows", "truncated"), [(None, 3, False), (3, 3, False), (2, 2, True), (0, 0, True)])
def test_limit(store: GraphStore, limit: int | None, rows: int, truncated: bool) -> None:
    table = run_query(store, "SELECT ?d { ?d a nw:Document }", limit=limit)
    assert (len(table), table.truncated) == (rows, truncated)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * {", "not valid SPARQL: error at 1:11"),
        ("SELECT * {\n ?s nope:x ?o }", "not valid SPARQL: error at 2:"),
        ("nonsense", "not valid SPARQL"),
        ("", "not valid SPARQL"),
        ("SELECT * { SERVICE <http://x.example/> { } }", "refused: SERVICE"),
        ("DELETE WHERE { ?s ?p ?o }", "refused: DELETE"),
    ],
)
def test_errors_are_one_line(store: GraphStore, query: str, message: str) -> None:
    for timeout in (None, 60):
        with pytest.raises(QueryError, match=message) as caught:
            run_query(store, query, timeout=timeout)
        assert "\n" not in str(caught.value)
        assert len(str(caught.value)) < 400


def test_a_negative_limit_is_refused(store: GraphStore) -> None:
    with pytest.raises(QueryError, match="limit must not be negative, is -1"):
        run_query(store, "ASK {}", limit=-1)


LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f || ?f != ?i) }"
FLOOD = "SELECT ?a ?d ?g ?j { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.mark.parametrize("query", [LONG, FLOOD])
def test_a_timeout_ends_the_waiting(query: str) -> None:
    with GraphStore.in_memory() as small:
        items(small, newsroom())
        with pytest.raises(QueryError, match=r"took (longer than 0\.2 s|too long)"):
            run_query(small, query, timeout=0.2)


def test_a_timeout_does_not_change_an_answer(store: GraphStore) -> None:
    query = "SELECT ?s ?o { ?s nw:signedAgreementWith ?o } ORDER BY ?s"
    assert run_query(store, query, timeout=60) == run_query(store, query)


# --- formats ---

TERMS: tuple[tuple[ox.NamedNode | ox.Literal | None, ...], ...] = (
    (ox.NamedNode("https://w3id.org/newsweave#acquired"), ox.Literal('say "a,b"\nand\tgo'), None),
    (ox.Literal("fil", language="fr"), ox.Literal(3), ox.Literal("=1+1")),
)
TABLE = Table("select", ("one", "two", "three"), TERMS, prefixes={"nw": "https://w3id.org/newsweave#"})


def test_csv() -> None:
    text = TABLE.to_csv()
    assert text.startswith("one,two,three\r\nhttps://w3id.org/newsweave#acquired,")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["one", "two", "three"],
        ["https://w3id.org/newsweave#acquired", 'say "a,b"\nand\tgo', ""],
        ["fil", "3", "=1+1"],
    ]


def test_tsv() -> None:
    assert TABLE.to_tsv() == (
        "?one\t?two\t?three\n"
        '<https://w3id.org/newsweave#acquired>\t"say \\"a,b\\"\\nand\\tgo"\t\n'
        '"fil"@fr\t"3"^^<http://www.w3.org/2001/XMLSchema#integer>\t"=1+1"\n'
    )


def test_json_is_read_back_by_another_reader() -> None:
    parsed = ox.parse_query_results(TABLE.to_json(), ox.QueryResultsFormat.JSON)
    assert isinstance(parsed, ox.QuerySolutions)
    assert tuple(v.value for v in parsed.variables) == TABLE.columns
    assert tuple(tuple(row) for row in parsed) == TERMS


def test_frame() -> None:
    frame = TABLE.to_frame()
    assert list(frame.columns) == ["one", "two", "three"]
    assert frame["two"].tolist() == ['say "a,b"\nand\tgo', 3]


def test_a_frame_without_pandas_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(QueryError, match=r"pip install 'newsweave\[notebooks\]'"):
        TABLE.to_frame()


def test_dicts_and_iteration() -> None:
    assert TABLE.to_dicts()[1] == {"one": "fil", "two": 3, "three": "=1+1"}
    assert list(TABLE) == TABLE.rows


def shown(table: Table) -> str:
    console = Console(width=400, file=io.StringIO(), color_system=None)
    console.print(table.to_table())
    output = console.file
    assert isinstance(output, io.StringIO)
    return output.getvalue()


def test_a_terminal_gets_short_iris_and_a_count() -> None:
    text = shown(TABLE)
    assert "nw:acquired" in text
    assert "2 rows" in text
    assert "the first 1 row; there are more" in shown(Table("select", ("a",), TERMS[:1], truncated=True))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_steers_neither_terminal_nor_notebook(text: str) -> None:
    with GraphStore.in_memory() as memory:
        item("d", (entity(text), "acquired", entity("Orva"), text, said())).put(memory)
        table = run_query(memory, "SELECT ?name ?x { ?s nw:acquired ?x ; skos:prefLabel ?name }")
    for out in (shown(table), table._repr_html_()):
        assert not any((ord(char) < 0x20 and char != "\n") or 0x7F <= ord(char) < 0xA0 for char in out)
        assert "\u202e" not in out
    assert "<img" not in table._repr_html_()
    if "[bold]" in text:
        assert text in shown(table)
    assert table.to_csv() and table.to_tsv().count("\n") == 2 and json.loads(table.to_json())


def test_html_shows_a_hundred_rows_and_says_so() -> None:
    rows = tuple((ox.Literal(n),) for n in range(150))
    page = Table("select", ("<n>",), rows)._repr_html_()
    assert page.count("<tr>") == 101
    assert "100 of 150 rows shown" in page
    assert "<th>&lt;n&gt;</th>" in page


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("ASK " + "{" * 300 + "}" * 300, "nested more than 200 deep"),
        ("ASK { FILTER(" + "(" * 300 + "1" + ")" * 300 + ") }", "nested more than 200 deep"),
        ("ASK { FILTER(?a <" + "(" * 300 + "1>2" + ")" * 300 + ") }", "nested more than 200 deep"),
        ("ASK { FILTER(" + "1+" * 24_000 + "1) }", "more than 2,000 operators"),
        ("ASK { ?s ?p " + "1," * 24_000 + "1 }", "more than 2,000 operators"),
        ("ASK { " + "{} MINUS " * 5_000 + "{} }", "more than 2,000 operators"),
        ("ASK { FILTER(" + "!" * 24_000 + "true) }", "more than 2,000 operators"),
    ],
)
def test_what_would_end_the_process_is_refused(query: str, why: str) -> None:
    with GraphStore.in_memory() as small, pytest.raises(QueryError, match=f"refused: a query (?:of )?{why}"):
        run_query(small, query)


@pytest.mark.parametrize("query", ["ASK " + "{" * 150 + "}" * 150, "ASK { FILTER(" + "1+" * 1_500 + "1) }"])
def test_what_is_deep_and_allowed(query: str) -> None:
    with GraphStore.in_memory() as small:
        assert run_query(small, query, timeout=60).terms == ((ox.Literal(True),),)

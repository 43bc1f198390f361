"""The graph as people use it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.graph.store.store_fixtures import HOSTILE, entity, item, items, newsroom, said

from newsweave.extract.model import Statement
from newsweave.graph.facts import Fact, GraphEntity, GraphValue
from newsweave.graph.knowledge_graph import FactList, KnowledgeGraph, PageView
from newsweave.graph.store.store import GraphStore
from newsweave.ontology.errors import QueryError, StoreError


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "kg"
    with GraphStore.create_or_open(path) as store:
        items(store, newsroom())
    return path


@pytest.fixture
def kg(folder: Path) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph.open(folder) as graph:
        yield graph


def short(facts: list[Fact]) -> list[tuple[str, str, str, str]]:
    return [(f.subject.name, f.relation, _end(f), f.status) for f in facts]


def _end(fact: Fact) -> str:
    return fact.object.name if isinstance(fact.object, GraphEntity) else fact.object.text


def test_a_missing_graph_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="none: no such folder"):
        KnowledgeGraph.open(tmp_path / "none")


def test_a_closed_graph_says_so(folder: Path) -> None:
    graph = KnowledgeGraph.open(folder)
    graph.close()
    with pytest.raises(StoreError, match="is closed"):
        graph.facts()


def test_all_facts_in_order(kg: KnowledgeGraph) -> None:
    assert short(kg.facts()) == [
        ("Mira Tolan", "chief_executive_of", "Veldt Pay", "asserted"),
        ("Mira Tolan", "works_for", "Veldt Pay", "asserted"),
        ("Oskar Bank", "acquired", "Veldt Pay", "planned"),
        ("Veldt Pay", "founded_on", "2029", "asserted"),
        ("Veldt Pay", "has_metric", "200-300", "asserted"),
        ("Veldt Pay", "has_metric", "4.50", "asserted"),
        ("Veldt Pay", "has_metric", "7%", "asserted"),
        ("Veldt Pay", "raised_funding", "12.50 million dollars", "reported"),
        ("Veldt Pay", "raised_funding", "$3 to $4", "asserted"),
        ("Veldt Pay", "signed_agreement_with", "Oskar Bank", "asserted"),
    ]


@pytest.mark.parametrize(
    ("conditions", "count"),
    [
        ({"about": "MIRA tolan"}, 2),
        ({"about": "Oskar"}, 2),
        ({"about": "https://w3id.org/newsweave/id/oskar-bank"}, 2),
        ({"about": "Nobody"}, 0),
        ({"about": ""}, 0),
        ({"relation": "has_metric"}, 3),
        ({"status": "planned"}, 1),
        ({"status": "negated"}, 0),
        ({"document": "news-3"}, 1),
        ({"document": "none"}, 0),
        ({"document": ""}, 0),
        ({"about": "Oskar", "relation": "acquired", "status": "planned", "document": "news-2"}, 1),
        ({"about": "Oskar", "relation": "acquired", "status": "planned", "document": "news-3"}, 0),
        ({"about": "Mira Tolan", "relation": "acquired"}, 0),
    ],
)
def test_conditions(kg: KnowledgeGraph, conditions: dict[str, Any], count: int) -> None:
    assert len(kg.facts(**conditions)) == count


def test_a_document_alone_gives_its_own_evidence_and_status(kg: KnowledgeGraph) -> None:
    assert short(kg.facts(document="news-3")) == [("Oskar Bank", "acquired", "Veldt Pay", "negated")]
    [both] = kg.facts(relation="acquired")
    assert [(e.status, e.document_id) for e in both.evidence] == [("planned", "news-2"), ("negated", "news-3")]


def test_a_symmetric_fact_turns_its_evidence_to_one_direction(kg: KnowledgeGraph) -> None:
    [deal] = kg.facts(relation="signed_agreement_with")
    strong, weak = deal.evidence
    assert (strong.confidence, weak.confidence) == (0.95, 0.9)
    for evidence, subject, obj in ((strong, "Veldt Pay", "Oskar Bank"), (weak, "Veldt Pay", "Oskar Bank")):
        for spans, words in ((evidence.subject_spans, subject), (evidence.object_spans, obj)):
            [(start, end)] = spans
            assert evidence.text[start - evidence.start : end - evidence.start] == words


@pytest.mark.parametrize(
    ("conditions", "message"),
    [
        ({"relation": "aquired"}, r"relation 'aquired' is not in the vocabulary \(did you mean acquired"),
        ({"status": "rumoured"}, "status 'rumoured' is none of asserted, reported, planned, possible, negated"),
    ],
)
def test_unknown_conditions_are_named(kg: KnowledgeGraph, conditions: dict[str, Any], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        kg.facts(**conditions)


def test_entities_and_documents(kg: KnowledgeGraph) -> None:
    assert [(e.name, e.type, e.aliases) for e in kg.entities()] == [
        ("Harbour Post", "MediaOutlet", ()),
        ("Mira Tolan", "Person", ()),
        ("Oskar Bank", "Bank", ("Oskar",)),
        ("Veldt Pay", "Company", ("Veldt",)),
    ]
    first, _, last = kg.documents()
    assert (first.id, first.title, first.date, first.source, first.url) == (
        "news-1", "Oskar and Veldt sign", "2031-03-04", "Harbour Post", "https://harbour.example/1",
    )  # fmt: skip
    assert (last.id, last.title, last.date) == ("news-3", None, None)


def test_values_keep_their_form(kg: KnowledgeGraph) -> None:
    values = [f.object for f in kg.facts(about="Veldt") if isinstance(f.object, GraphValue)]
    assert GraphValue("12500000 USD", "money", "12.50 million dollars") in values
    assert GraphValue("4.50", "number", "4.50") in values


def test_query_takes_names_and_sparql(kg: KnowledgeGraph) -> None:
    assert len(kg.query("agreements-of", name="Oskar")) == 2
    assert len(kg.query("most-connected", limit=2)) == 2
    assert kg.query("ASK { ent:mira-tolan nw:worksFor ?x }").boolean is True
    cut = kg.query("SELECT ?d { ?d a nw:Document }", max_rows=1, timeout=60)
    assert (len(cut), cut.truncated) == (1, True)
    assert kg.frame("most-connected", limit=1)["entity"].tolist() == ["Veldt Pay"]


@pytest.mark.parametrize(
    ("query", "params", "message"),
    [
        ("agreement-of", {}, "no query is named"),
        ("agreements-of", {}, "needs the parameter 'name'"),
        ("SELECT * { ?s ?p ?o }", {"b": 1, "a": 2}, r"parameters \(a, b\) are for named queries"),
        ("SELECT * { ?s ?p", {}, "not valid SPARQL"),
    ],
)
def test_wrong_queries(kg: KnowledgeGraph, query: str, params: dict[str, object], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        kg.query(query, **params)  # type: ignore[arg-type]


def test_network_dataset_and_export(kg: KnowledgeGraph, tmp_path: Path) -> None:
    assert kg.network().number_of_edges() == 10
    assert len(list(kg.dataset().query("SELECT ?d { ?d a nw:Document }"))) == 3
    kg.export(tmp_path / "out.nt")
    assert (tmp_path / "out.nt").read_text(encoding="utf-8").count("\n") > 100


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT ?what { ?who nw:acquired|nw:signedAgreementWith ?what }", 1),
        ("SELECT ?who ?what { ?who nw:signedAgreementWith ?what }", 1),
        ("SELECT ?who WHERE { GRAPH nw:facts { ?who ?p ?what } FILTER(isIRI(?what)) } GROUP BY ?who", 1),
        ("SELECT (COUNT(?what) AS ?n) WHERE { ?who nw:signedAgreementWith ?what } # { ?who", 1),
        ('SELECT ?what { ?who nw:signedAgreementWith ?what FILTER("}{" != "") } ORDER BY ?what LIMIT 5', 1),
        ("SELECT ?what { { SELECT ?what ?who WHERE { ?who nw:signedAgreementWith ?what } } }", 1),
        ("CONSTRUCT { ?what a ?who } WHERE { ?who nw:signedAgreementWith ?what }", 1),
        ("SELECT ?what { ?who nw:sued ?what }", 0),
    ],
)
def test_variables_of_a_dataset_s_query_can_be_bound(kg: KnowledgeGraph, query: str, rows: int) -> None:
    from rdflib import Literal, URIRef

    who = URIRef("https://w3id.org/newsweave/id/veldt-pay")
    assert len(list(kg.dataset().query(query, initBindings={"who": who}))) == rows
    assert not list(kg.dataset().query(query, initBindings={"who": Literal('" } #')})) or "COUNT" in query
    assert bool(kg.dataset().query("ASK { ?who nw:signedAgreementWith ?what }", initBindings={"who": who}))


@pytest.mark.parametrize(("query", "name"), [("DESCRIBE <http://x.example/>", "a"), ("SELECT * { }", "a } {")])
def test_what_cannot_be_bound_is_said(kg: KnowledgeGraph, query: str, name: str) -> None:
    from rdflib import Literal

    with pytest.raises(QueryError, match=r"no pattern in which|is no name of a variable"):
        kg.dataset().query(query, initBindings={name: Literal("x")})


@pytest.mark.parametrize("prepared", [False, True])
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "refused: SERVICE"),
        ("SELECT * { ?a ?b ?c OPTIONAL { { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } } } }", "SERVICE"),
        ("ASK { FILTER EXISTS { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }", "refused: SERVICE"),
        ("SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }", "refused: FROM"),
    ],
)
def test_a_dataset_never_leaves_the_graph(kg: KnowledgeGraph, query: str, message: str, *, prepared: bool) -> None:
    from rdflib.plugins.sparql import prepareQuery

    with pytest.raises(QueryError, match=message):
        kg.dataset().query(prepareQuery(query) if prepared else query)


def test_a_prepared_query_that_only_reads_is_answered(kg: KnowledgeGraph) -> None:
    from rdflib.plugins.sparql import prepareQuery

    query = prepareQuery("SELECT ?d { ?d a <https://w3id.org/newsweave#Document> }")
    assert len(list(kg.dataset().query(query))) == 3


@pytest.mark.parametrize("update", ["LOAD <http://127.0.0.1:9/>", "CLEAR ALL", "INSERT DATA { <x:a> <x:b> <x:c> }"])
def test_a_dataset_only_reads(kg: KnowledgeGraph, update: str) -> None:
    from rdflib.plugins.sparql import prepareUpdate

    for given in (update, prepareUpdate(update)):
        with pytest.raises(QueryError, match="refused"):
            kg.dataset().update(given)


def test_the_graph_is_read_while_a_build_writes(folder: Path) -> None:
    with GraphStore.create_or_open(folder) as writer, KnowledgeGraph.open(folder) as reader:
        added = item("late", (entity("Kest"), "acquired", entity("Orva"), "Kest bought Orva.", said()))
        added.put(writer)
        assert len(reader.documents()) == 3  # the moment of opening
        writer.remove("late")
        writer.finish()


def test_pages(kg: KnowledgeGraph, tmp_path: Path) -> None:
    kg.page(tmp_path / "page.html", title="Harbour news")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<title>Harbour news" in page
    assert "Mira Tolan" in page
    kg.page(tmp_path / "about.html", about="Mira Tolan", hops=1)
    assert "Mira Tolan" in (tmp_path / "about.html").read_text(encoding="utf-8")


def test_a_page_in_a_notebook_is_cut_off_from_it(kg: KnowledgeGraph) -> None:
    frame = kg.show(about="Veldt Pay", height=300)._repr_html_()
    assert frame.startswith('<iframe sandbox="allow-scripts ')
    assert "allow-same-origin" not in frame.partition("srcdoc=")[0]
    assert "<script" not in frame
    assert "height:300px" in frame
    assert 'x" onload="' not in PageView('x" onload="alert(1)')._repr_html_()


@pytest.mark.parametrize("text", HOSTILE)
def test_facts_in_a_notebook_are_inert(text: str) -> None:
    made = item("d", (entity(text), "acquired", entity("Orva"), text, said(label=text)), title=text)
    with GraphStore.in_memory() as store:
        shown = KnowledgeGraph(items(store, [made])).facts()._repr_html_()
    assert "<img" not in shown
    assert "<script" not in shown
    assert shown.count("<tr>") == 2
    assert not set(shown) & {"\x00", "\x1b", "\u202e"}


def test_a_long_list_of_facts_says_how_much_is_shown(kg: KnowledgeGraph) -> None:
    facts = FactList(kg.facts() * 10)
    assert facts._repr_html_().count("<tr>") == 51
    assert "50 of 100 facts shown" in facts._repr_html_()


def test_statements_of_one_sentence_are_one_fact_each(kg: KnowledgeGraph) -> None:
    """Facts are as many as distinct things said; evidence as many as statements."""
    statements: list[Statement] = [s for one in newsroom() for s in one.statements]
    assert sum(len(fact.evidence) for fact in kg.facts()) == len(statements)


def test_an_answer_without_end_is_refused_where_nobody_chose_its_length(
    kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KnowledgeGraph.query, "__kwdefaults__", {"max_rows": 3, "timeout": 60.0})
    monkeypatch.setattr("newsweave.graph.knowledge_graph.MOST_ROWS", 3)
    with pytest.raises(QueryError, match="more than 3 rows; say max_rows=None"):
        kg.query("SELECT ?s { ?s ?p ?o }")
    assert len(kg.query("SELECT ?s { ?s ?p ?o }", max_rows=2).terms) == 2
    assert len(kg.query("SELECT ?s { ?s ?p ?o }", max_rows=None).terms) > 3

"""Statements to quads and back to facts."""

from collections import Counter
from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.graph.store.store_fixtures import HOSTILE, documents, entity, item, newsroom, said, statements, value

from newsweave.extract.model import Block, Document, EntityArgument, LiteralArgument, Statement
from newsweave.graph.facts import GraphEntity, GraphValue
from newsweave.graph.store.derive import contribution
from newsweave.graph.store.graph_reader import GraphReader
from newsweave.graph.store.near_duplicates import mark_story
from newsweave.graph.store.prepared import prepare
from newsweave.graph.store.rdf import document_quads, fact_key, spans_of, value_term
from newsweave.graph.store.store import GraphStore
from newsweave.graph.store.terms import NW, RDF, XSD, Names, storable
from newsweave.ontology.errors import DataError
from newsweave.ontology.vocabulary import vocabulary

DOCUMENT = Document("the doc", "text", (Block(0, 4),))
KEST, ORVA = entity("Kest"), entity("Orva", "Bank")


@settings(max_examples=200, deadline=None)
@given(statements)
def test_a_statement_comes_back_as_the_fact_it_was(statement: Statement) -> None:
    with GraphStore.in_memory() as store:
        store.put(DOCUMENT, [statement], [])
        [fact] = GraphReader(store).facts()
        [evidence] = fact.evidence
        assert evidence.iri == store.names.evidence(statement.key).value
        assert fact.key == fact_key(statement, store.names)
        subject = store.names.entity(statement.subject.id)
        assert fact.subject.iri == subject.value
    assert fact.relation == statement.relation
    assert fact.predicate == storable(statement.predicate)
    assert set(evidence.further) == set(map(storable, statement.further))
    if isinstance(statement.object, LiteralArgument):
        assert fact.object == GraphValue(
            storable(statement.object.value), statement.object.datatype, storable(statement.object.text)
        )
    else:
        assert isinstance(fact.object, GraphEntity)
        assert fact.object.iri == Names().entity(statement.object.id).value
    assert evidence.document_id == statement.evidence.document
    assert (evidence.start, evidence.end) == (statement.evidence.start, statement.evidence.end)
    assert evidence.text == storable(statement.evidence.text)
    assert evidence.rule == storable(statement.evidence.rule)
    assert evidence.subject_spans == spans_of(statement.subject)
    assert evidence.object_spans == spans_of(statement.object)
    assert evidence.label == fact.label == storable(statement.label)
    assert evidence.status == fact.status == statement.status
    assert evidence.confidence == fact.confidence == statement.confidence
    speaker = statement.attributed_to
    assert evidence.attributed_to == (None if speaker is None else storable(speaker))
    assert evidence.via == (
        ", ".join(storable(s.name) for s in statement.sources if s.via)
        if any(s.via for s in statement.sources)
        else None
    )
    for found, via in ((evidence.said_by, False), (evidence.passed_on_by, True)):
        named = {Names().entity(s.id).value for s in statement.sources if s.id is not None and s.via == via}
        assert found == tuple(sorted(named))
    assert evidence.qualifiers == {name: storable(text) for name, text in statement.qualifiers.items()}


@settings(max_examples=100, deadline=None)
@given(documents)
def test_a_document_comes_back_with_its_id_and_description(document: Document) -> None:
    with GraphStore.in_memory() as store:
        store.put(document, [], [])
        [found] = GraphReader(store).documents()
        assert store.documents() == {document.id: document.version}
    assert (found.id, found.version) == (document.id, document.version)
    for name in ("title", "date", "source", "url"):
        given_text = getattr(document, name)
        assert getattr(found, name) == (None if given_text is None else storable(given_text))


@settings(max_examples=50, deadline=None)
@given(st.lists(statements, max_size=4), st.lists(statements, max_size=4))
def test_documents_share_no_triple(one: list[Statement], other: list[Statement]) -> None:
    """Queries run on the union of all graphs, in which Oxigraph would count a shared triple twice."""
    with GraphStore.in_memory() as store:
        for id, said_there in (("one", one), ("other", other)):
            moved = [replace(s, evidence=replace(s.evidence, document=id)) for s in said_there]
            store.put(replace(DOCUMENT, id=id), moved, [])
        store.finish()
        triples = Counter(quad.triple for quad in store.database)
    assert [triple for triple, times in triples.items() if times > 1] == []


@settings(max_examples=50, deadline=None)
@given(st.lists(statements, max_size=4))
def test_the_data_has_no_blank_nodes(given_statements: list[Statement]) -> None:
    for quad in document_quads(DOCUMENT, given_statements, [], Names()):
        assert isinstance(quad.subject, ox.NamedNode)
        assert isinstance(quad.object, (ox.NamedNode, ox.Literal))


@settings(max_examples=100, deadline=None)
@given(documents, st.lists(statements, max_size=4))
def test_what_is_prepared_is_what_the_documents_graph_gives_to_the_rest(
    document: Document, given_statements: list[Statement]
) -> None:
    """``prepare`` makes it of statements, ``contribution`` of a graph that is there: a replacement needs both alike."""
    moved = [replace(s, evidence=replace(s.evidence, document=document.id)) for s in given_statements]
    prepared = prepare(document, moved, [], Names())
    share = contribution(prepared.own_quads())
    quads = set(ox.parse(prepared.data, format=ox.RdfFormat.N_QUADS))
    derived = {quad for parts in (share.facts, share.values) for quads in parts.values() for quad in quads}
    assert quads - prepared.own_quads() - {mark_story(prepared.graph)} == derived
    assert dict(prepared.votes) == share.namings
    assert len(quads) <= prepared.count


def test_every_predicate_is_in_the_vocabulary_or_a_standard() -> None:
    ours = {line.split()[0] for line in _vocabulary_lines() if line.startswith("nw:")}
    for one in newsroom():
        for quad in document_quads(one.document, one.statements, one.entities, Names()):
            for term in (quad.predicate, quad.object):
                if isinstance(term, ox.NamedNode) and term.value.startswith(NW.iri):
                    assert term.value.replace(NW.iri, "nw:") in ours


def _vocabulary_lines() -> list[str]:
    from pathlib import Path

    import newsweave.ontology.vocabulary as module

    return Path(module.__file__).with_name("newsweave.ttl").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("datatype", "text", "written"),
    [
        ("date", "2031-03-04", '"2031-03-04"^^xsd:date'),
        ("date", "2031-Q1", '"2031-Q1"'),
        ("number", "45000000", '"45000000"^^xsd:decimal'),
        ("number", "1.50", '"1.5"^^xsd:decimal'),
        ("number", "dozens", '"dozens"'),
        ("text", "42", '"42"'),
        ("money", "a fortune", '"a fortune"'),
        ("money", "12 13 USD", '"12 13 USD"'),
        ("percentage", "half", '"half"'),
    ],
)
def test_values_without_a_unit_are_literals(datatype: str, text: str, written: str) -> None:
    assert str(value_term(datatype, text, Names())).replace(f"<{XSD.iri}", "xsd:").rstrip(">") == written


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("money", "5 USD"), ("money", "5.00 USD"), True),
        (("money", "5 USD"), ("money", "5 EUR"), False),
        (("percentage", "5"), ("percentage", "5.0%"), True),
        (("percentage", "5"), ("money", "5 %"), False),
        (("money", "5/6 USD"), ("money", "5.0/6 USD"), True),
        (("money", "5/6 USD"), ("money", "5 USD"), False),
        (("number", "5/6"), ("number", "5.0/6.0"), True),
    ],
)
def test_equal_values_with_a_unit_are_one_node(one: tuple[str, str], other: tuple[str, str], same: bool) -> None:
    terms = [value_term(*pair, Names()) for pair in (one, other)]
    assert all(isinstance(term, ox.NamedNode) for term in terms)
    assert (terms[0] == terms[1]) == same


def test_a_symmetric_fact_has_one_key_and_another_fact_two() -> None:
    def keys(relation: str) -> set[str]:
        there = item("d", (KEST, relation, ORVA, "Kest and Orva.", said())).statements[0]
        back = item("d", (ORVA, relation, KEST, "Kest and Orva.", said())).statements[0]
        assert there.fact_key in {fact_key(there, Names()), fact_key(back, Names())}
        return {fact_key(there, Names()), fact_key(back, Names())}

    assert len(keys("partnered_with")) == 1
    assert len(keys("acquired")) == 2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"relation": "aquired"}, r"document 'd': relation 'aquired' is not in the vocabulary \(did you mean acquired"),
        ({"qualifiers": {"rolle": "x"}}, r"qualifier 'rolle' is not in the vocabulary \(did you mean role"),
        ({"status": "rumoured"}, "status 'rumoured' is none of asserted, reported, planned, possible, negated"),
        ({"confidence": float("nan")}, "confidence nan is not a number"),
        ({"confidence": float("inf")}, "confidence inf is not a number"),
        ({"object": value("3", "colour", "3")}, "datatype 'colour' is none of date, money"),
        ({"subject": EntityArgument("x", "X", "Bnak", "X", 0, 1)}, r"class 'Bnak' is not in .*\(did you mean Bank"),
        ({"subject": EntityArgument("", "X", "Bank", "X", 0, 1)}, "an empty id cannot be stored"),
    ],
)
def test_what_the_vocabulary_lacks_is_refused_by_name(change: dict[str, object], message: str) -> None:
    one = item("d", (KEST, "acquired", ORVA, "Kest bought Orva.", said()))
    wrong = replace(one.statements[0], **change)  # type: ignore[arg-type]
    with pytest.raises(DataError, match=message) as caught:
        document_quads(one.document, [wrong], one.entities, Names())
    assert "\n" not in str(caught.value)


def test_a_statement_of_another_document_is_refused() -> None:
    one, other = newsroom()[:2]
    with pytest.raises(DataError, match="document 'news-1': a statement of document 'news-2' was given with it"):
        document_quads(one.document, other.statements, (), Names())


def test_of_statements_with_one_key_the_most_confident_stays_in_whatever_order() -> None:
    one = item("d", (KEST, "acquired", ORVA, "Kest bought Orva.", said(confidence=0.4)))
    weak = one.statements[0]
    strong = replace(weak, confidence=0.9, label="bought")
    assert weak.key == strong.key
    both = [document_quads(one.document, order, (), Names()) for order in ([weak, strong], [strong, weak])]
    assert both[0] == both[1] == document_quads(one.document, [strong], (), Names())


def test_entities_without_statements_are_kept_and_those_of_statements_added() -> None:
    one = item("d", (KEST, "acquired", ORVA, "Kest bought Orva.", said()))
    lone = entity("Lone Star Ferry", "Company", "Ferry")
    with GraphStore.in_memory() as store:
        store.put(one.document, one.statements, [lone])
        found = [(e.name, e.type, e.aliases) for e in GraphReader(store).entities()]
    assert found == [("Kest", "Company", ()), ("Lone Star Ferry", "Company", ("Ferry",)), ("Orva", "Bank", ())]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_stored_as_it_is_and_read_back(text: str) -> None:
    hostile = entity(text)
    one = item(text, (hostile, "acquired", ORVA, text, said(label=text, qualifiers={"topic": text})), title=text)
    with GraphStore.in_memory() as store:
        one.put(store)
        store.put(replace(one.document, title="changed"), one.statements, one.entities)  # deletes by SPARQL text
        one.put(store)
        [fact] = GraphReader(store).facts()
    assert fact.subject.name == fact.label == fact.evidence[0].text == fact.evidence[0].title == storable(text)
    assert fact.evidence[0].document_id == text


def test_evidence_repeats_what_it_says() -> None:
    one = newsroom()[0]
    quads = document_quads(one.document, one.statements, one.entities, Names())
    evidence = [q.subject for q in quads if q.predicate == RDF("type") and q.object == NW("Evidence")]
    assert len(evidence) == len(one.statements)
    signed = vocabulary().relations["signed_agreement_with"].local
    [node] = [q.subject for q in quads if q.predicate == RDF("predicate") and q.object == NW(signed)]
    said_there = {q.predicate.value: str(q.object) for q in quads if q.subject == node}
    assert said_there[RDF("subject").value] == "<https://w3id.org/newsweave/id/oskar-bank>"
    assert said_there[RDF("object").value] == "<https://w3id.org/newsweave/id/veldt-pay>"
    assert said_there["http://www.w3.org/ns/oa#start"].startswith('"0"^^')
    assert said_there[NW("subjectSpan").value] == '"char=0,10"'
    assert said_there[NW("agreementType").value] == '"MOU"'
    assert said_there[NW("date").value] == f'"2031-03"^^{XSD("gYearMonth")}'

"""The vocabulary file says what relations.md names, and the loader refuses what contradicts itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import newsweave.ontology.vocabulary as module
from newsweave.ontology.errors import DataError
from newsweave.ontology.vocabulary import (
    NAMESPACE,
    VALUE_CLASSES,
    camel_case,
    load_vocabulary,
    snake_case,
    vocabulary,
)

FILE = Path(module.__file__).with_name("newsweave.ttl")

CLASSES = {
    "Person": "Entity",
    "Organization": "Entity",
    **dict.fromkeys(
        ("Company", "Bank", "CentralBank", "Regulator", "GovernmentBody", "Exchange", "IntergovernmentalOrganization",
         "University", "MediaOutlet", "PoliticalParty"), "Organization"),
    "Place": "Entity",
    **dict.fromkeys(("Country", "City", "Region"), "Place"),
    "Product": "Entity",
    **dict.fromkeys(
        ("Platform", "Wallet", "PaymentSystem", "Currency", "Cryptocurrency", "Standard", "Service"), "Product"),
    **dict.fromkeys(("Event", "Agreement", "Law"), "Entity"),
    **dict.fromkeys(("Date", "Money", "Quantity", "Text"), "Value"),
    "Percentage": "Quantity",
}  # fmt: skip

RELATIONS = """
subsidiary_of owns_stake_in founded_by founded_on headquartered_in member_of operates_in listed_on
works_for chief_executive_of holds_office appointed_to resigned_from born_in born_on died_on resides_in nationality
political_affiliation educated_at
spouse_of child_of
signed_agreement_with partnered_with acquired merged_with invested_in raised_funding sold supplies customer_of
joint_venture_with
launched develops operates uses issued discontinued competes_with
regulates approved applied_to withdrew_application sanctioned investigated sued charged proposed banned
held_event participated_in took_place_in took_place_on
has_metric said
""".split()

SYMMETRIC = {
    "signed_agreement_with", "partnered_with", "merged_with", "joint_venture_with", "competes_with", "spouse_of",
}  # fmt: skip

SMALL = """
@prefix nw: <https://w3id.org/newsweave#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
nw:Entity a owl:Class ; rdfs:label "entity" .
nw:Firm a owl:Class ; rdfs:subClassOf nw:Entity ; rdfs:label "firm" .
nw:ownsPart a nw:Relation ; rdfs:label "owns part of" ; nw:inverseLabel "is partly owned by" ; rdfs:comment "Owns." ;
    schema:domainIncludes nw:Firm ; schema:rangeIncludes nw:Firm .
nw:role a nw:Qualifier ; rdfs:label "role" ; rdfs:comment "As what." .
"""


def test_all_classes_are_there_with_their_parents() -> None:
    found = {name: cls.parent for name, cls in vocabulary().classes.items()}
    assert found == CLASSES | {"Entity": None, "Value": None}


def test_all_relations_are_there_in_order() -> None:
    assert list(vocabulary().relations) == RELATIONS
    assert {name for name, relation in vocabulary().relations.items() if relation.symmetric} == SYMMETRIC


def test_qualifiers() -> None:
    expected = (
        "agreement_type amount amount_modifier amount_value begin currency date date_text edtf end former former_level "
        "growth headline jointly_with metric other_amount place product role round share signatories speaker ticker to "
        "topic what"
    )
    assert sorted(vocabulary().qualifiers) == expected.split()


@pytest.mark.parametrize("name", RELATIONS)
def test_a_relation_is_complete(name: str) -> None:
    relation = vocabulary().relations[name]
    assert relation.name == name
    assert relation.iri == NAMESPACE + camel_case(name)
    assert relation.label == relation.label.strip() != ""
    assert (relation.inverse_label == relation.label) == relation.symmetric
    assert relation.comment.endswith(".")
    assert vocabulary().relations_by_iri[relation.iri] is relation


def test_a_relation_in_full() -> None:
    acquired = vocabulary().relations["acquired"]
    assert acquired.label == "acquired"
    assert acquired.inverse_label == "was acquired by"
    assert acquired.domain == ("Organization", "Person")
    assert acquired.range == ("Organization", "Product")


@pytest.mark.parametrize(
    ("cls", "ancestor", "expected"),
    [
        ("CentralBank", "Organization", True),
        ("CentralBank", "Entity", True),
        ("CentralBank", "CentralBank", True),
        ("CentralBank", "Bank", False),
        ("Organization", "CentralBank", False),
        ("Percentage", "Quantity", True),
        ("Money", "Entity", False),
        ("Bnak", "Entity", False),
        ("Bnak", "Bnak", False),
    ],
)
def test_is_a(cls: str, ancestor: str, expected: bool) -> None:
    assert vocabulary().is_a(cls, ancestor) is expected


def test_kinds_of_values_are_classes() -> None:
    assert all(vocabulary().is_a(cls, "Value") for cls in VALUE_CLASSES.values())


@pytest.mark.parametrize(("snake", "camel"), [("acquired", "acquired"), ("took_place_in", "tookPlaceIn")])
def test_case(snake: str, camel: str) -> None:
    assert camel_case(snake) == camel
    assert snake_case(camel) == snake


def test_unknown_names_are_refused_with_the_nearest() -> None:
    with pytest.raises(DataError, match=r"relation 'work_for' is not in the vocabulary \(did you mean works_for"):
        vocabulary().require_relation("work_for")
    with pytest.raises(DataError, match=r"class 'Bnak' is not in the vocabulary \(did you mean Bank"):
        vocabulary().require_class("Bnak")
    with pytest.raises(DataError, match=r"qualifier 'rol' is not in the vocabulary \(did you mean role"):
        vocabulary().require_qualifier("rol")


def test_the_vocabulary_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        vocabulary().relations["x"] = vocabulary().relations["acquired"]  # type: ignore[index]


def test_a_small_vocabulary_is_read(tmp_path: Path) -> None:
    path = tmp_path / "v.ttl"
    path.write_text(SMALL, encoding="utf-8")
    found = load_vocabulary(path)
    assert found.relations["owns_part"].domain == ("Firm",)
    assert found.qualifiers["role"].label == "role"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('rdfs:label "owns part of" ;', "", "nw:ownsPart needs exactly one rdfs:label, has 0"),
        ('rdfs:label "owns part of"', 'rdfs:label "owns", "has"', "nw:ownsPart needs exactly one rdfs:label, has 2"),
        ('rdfs:label "owns part of"', 'rdfs:label " "', "nw:ownsPart needs exactly one rdfs:label"),
        ('nw:inverseLabel "is partly owned by" ;', "", "nw:ownsPart needs exactly one nw:inverseLabel, has 0"),
        ('rdfs:comment "Owns." ;', "", "nw:ownsPart needs exactly one rdfs:comment"),
        ("schema:domainIncludes nw:Firm ;", "", "nw:ownsPart has no schema:domainIncludes"),
        (
            "schema:rangeIncludes nw:Firm",
            "schema:rangeIncludes nw:Frim",
            r"'Frim', which is no class \(did you mean Firm",
        ),
        (
            "nw:ownsPart a nw:Relation",
            "nw:ownsPart a nw:Relation, owl:SymmetricProperty",
            "must not have a nw:inverseL",
        ),
        ("nw:ownsPart", "nw:owns_part", "nw:owns_part is not camelCase"),
        ("nw:ownsPart", "nw:Owns", "nw:Owns is not camelCase"),
        ("nw:ownsPart", "<http://x.example/owns>", "is a nw:Relation but not below"),
        ("nw:ownsPart", "nw:role", "exactly one rdfs:label, has 2"),
        ("rdfs:subClassOf nw:Entity", "rdfs:subClassOf nw:Thing", "nw:Firm has the parent nw:Thing, which is not a"),
        ("rdfs:subClassOf nw:Entity", "rdfs:subClassOf nw:Firm", "nw:Firm is below itself: Firm -> Firm"),
        (
            "rdfs:subClassOf nw:Entity",
            "rdfs:subClassOf nw:Entity, nw:Firm",
            "nw:Firm has several parents: Entity, Firm",
        ),
        ('; rdfs:comment "As what."', "", "nw:role needs exactly one rdfs:comment"),
        ("a nw:Relation", "a rdf:Property", "no term is a nw:Relation"),
        ("nw:Firm a", "nw:Firm b", "is not Turtle"),
    ],
)
def test_a_vocabulary_that_contradicts_itself_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in SMALL
    path = tmp_path / "v.ttl"
    path.write_text(SMALL.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match=message) as caught:
        load_vocabulary(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


EVENTFUL = (
    SMALL.replace(
        'rdfs:label "owns part of" ;', 'rdfs:label "owns part of" ; nw:tellsOf nw:Sale ; nw:subjectPart nw:buyer ;'
    )
    + """
nw:Sale a nw:EventKind ; nw:identifiedBy nw:buyer ; rdfs:label "sale" .
nw:buyer a nw:EventPart ; rdfs:label "buyer" .
"""
)


def test_kinds_of_events_are_read(tmp_path: Path) -> None:
    path = tmp_path / "v.ttl"
    path.write_text(EVENTFUL, encoding="utf-8")
    found = load_vocabulary(path)
    assert found.relations["owns_part"].event == ("Sale", "buyer", "")
    assert found.event_kinds["Sale"].identified_by == "buyer"
    assert dict(found.event_parts) == {"buyer": "buyer"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "nw:tellsOf nw:Sale",
            "nw:tellsOf nw:Sail",
            r"nw:ownsPart has nw:tellsOf 'Sail', which is no kind of event",
        ),
        (
            "nw:subjectPart nw:buyer",
            "nw:subjectPart nw:byer",
            r"nw:ownsPart has nw:subjectPart 'byer', which is no",
        ),
        ("nw:subjectPart nw:buyer ;", "", "nw:ownsPart needs exactly one nw:subjectPart, has 0"),
        ("nw:identifiedBy nw:buyer ;", "", "nw:Sale needs exactly one nw:identifiedBy"),
        (
            "nw:identifiedBy nw:buyer",
            "nw:identifiedBy nw:ownsPart",
            "nw:Sale has nw:identifiedBy 'owns_part', wh",
        ),
        ("nw:buyer a nw:EventPart ; rdfs:label", "nw:role a nw:EventPart ; rdfs:label", "nw:role needs exactly one"),
    ],
)
def test_events_that_contradict_the_rest_are_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in EVENTFUL
    path = tmp_path / "v.ttl"
    path.write_text(EVENTFUL.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match=message):
        load_vocabulary(path)


def test_a_symmetric_relation_allows_the_same_on_both_sides(tmp_path: Path) -> None:
    path = tmp_path / "v.ttl"
    uneven = SMALL.replace("a nw:Relation", "a nw:Relation, owl:SymmetricProperty")
    uneven = uneven.replace('nw:inverseLabel "is partly owned by" ;', "").replace(
        "rangeIncludes nw:Firm", "rangeIncludes nw:Entity"
    )
    path.write_text(uneven, encoding="utf-8")
    with pytest.raises(DataError, match="nw:ownsPart is symmetric but allows other subjects than objects"):
        load_vocabulary(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.ttl: cannot be read: No such file"):
        load_vocabulary(tmp_path / "none.ttl")


def test_the_file_is_a_clean_ontology() -> None:
    """Other tools read it too: every term of ours has a label, and what it refers to is there."""
    from rdflib import OWL, RDF, RDFS, BNode, Graph, URIRef

    graph = Graph().parse(FILE)
    ours = {term for term in graph.subjects() if str(term).startswith(NAMESPACE)}
    assert not [term for triple in graph for term in triple if isinstance(term, BNode)]
    assert [term for term in ours if not list(graph.objects(term, RDFS.label))] == []
    referred = {
        term for triple in graph for term in triple if isinstance(term, URIRef) and str(term).startswith(NAMESPACE)
    }
    assert referred - ours == {URIRef(NAMESPACE)} & referred
    assert list(graph.subjects(RDF.type, OWL.Ontology)) == [URIRef("https://w3id.org/newsweave")]


def test_it_loads_without_rdflib_and_quickly() -> None:
    """In less than half the time that rdflib takes to parse the file; medians keep a busy machine out of it."""
    script = f"""
import sys, time
from pathlib import Path
from newsweave.ontology.vocabulary import load_vocabulary

def median(work):
    times = []
    for _ in range(9):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return sorted(times)[4]

path = Path({str(FILE)!r})
ours = median(lambda: load_vocabulary(path))
print("rdflib" in sys.modules)
import rdflib
print(ours < median(lambda: rdflib.Graph().parse(path)) / 2)
"""
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["False", "True"]

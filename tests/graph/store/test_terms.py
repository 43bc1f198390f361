"""IRIs and literals: always valid, never two things in one, the same when read back."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsweave.graph.store.terms import (
    DEFAULT_BASE,
    XSD,
    Names,
    check_base,
    date_literal,
    decimal_literal,
    escape_id,
    known_prefixes,
    shorten,
    storable,
    text_literal,
    unescape_id,
)
from newsweave.ontology.errors import DataError

ids = st.text(st.characters(), min_size=1)


@given(ids)
def test_any_id_gives_a_valid_iri_and_comes_back(id: str) -> None:
    names = Names()
    for node in (names.entity(id), names.document(id)):
        assert names.id_of(node) == id
    assert unescape_id(escape_id(id)) == id
    # rdflib and Turtle readers are stricter than the constructor: let a parser judge
    quad = f"{names.entity(id)} {names.entity(id)} {names.document(id)} ."
    assert len(list(ox.parse(quad, ox.RdfFormat.TURTLE))) == 1


@given(ids, ids)
def test_nodes_of_different_kinds_never_meet(one: str, other: str) -> None:
    names = Names()
    assert names.entity(one) != names.document(other)
    assert names.entity(one).value != names.evidence(other).value
    assert (names.entity(one) == names.entity(other)) == (one == other)


@pytest.mark.parametrize(
    ("id", "local"),
    [
        ("ant-group", "ant-group"),
        ("Müller & Söhne", "Müller%20%26%20Söhne"),
        ("a/b", "a%2Fb"),
        ("100%", "100%25"),
        ('<"x">', "%3C%22x%22%3E"),
        ("银行", "银行"),
        (".", "%2E"),
        ("..", "%2E%2E"),
        ("\ud800", "%ED%A0%80"),
    ],
)
def test_ids_stay_readable(id: str, local: str) -> None:
    assert escape_id(id) == local


def test_an_empty_id_is_refused() -> None:
    with pytest.raises(DataError, match="an empty id"):
        escape_id("")


@pytest.mark.parametrize(
    ("base", "why"),
    [("id/", "is not an IRI"), ("http://a b/", "is not an IRI"), ("https://x.example/id", "must end in")],
)
def test_bad_bases_are_refused(base: str, why: str) -> None:
    with pytest.raises(DataError, match=why):
        check_base(base)


@pytest.mark.parametrize("base", ["https://x.example/id/", "https://x.example/id#", "urn:x:"])
def test_good_bases(base: str) -> None:
    names = Names(base)
    assert names.id_of(names.document("a/b c")) == "a/b c"
    assert names.id_of(names.entity("a/b c")) == "a/b c"


@given(st.text(st.characters()))
def test_storable_text_keeps_its_length(text: str) -> None:
    assert len(storable(text)) == len(text)
    assert text_literal(text).value == storable(text)


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("2023-11-22", "date"),
        ("2024-02-29", "date"),
        ("2023-02-29", "string"),
        ("2023-11", "gYearMonth"),
        ("2023-13", "string"),
        ("2023", "gYear"),
        ("0000", "string"),
        ("2023-Q2", "string"),
        ("٢٠٢٣", "string"),
        ("", "string"),
    ],
)
def test_dates_are_typed_by_form(text: str, datatype: str) -> None:
    assert date_literal(text) == ox.Literal(text, datatype=XSD(datatype))


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("45000000", "45000000"),
        ("1.50", "1.5"),
        ("+3", "3"),
        ("-0.0", "0"),
        ("007", "7"),
        (".5", "0.5"),
        ("5.", "5"),
        ("-2.50", "-2.5"),
        ("1e5", None),
        ("1,000", None),
        ("NaN", None),
        (".", None),
        ("", None),
        ("٣", None),
    ],
)
def test_decimals_are_canonical(text: str, canonical: str | None) -> None:
    found = decimal_literal(text)
    assert (found.value if found else None) == canonical


@given(st.from_regex(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?", fullmatch=True))
def test_decimals_come_back_from_the_store_as_written(text: str) -> None:
    literal = decimal_literal(text)
    assert literal is not None
    node = ox.NamedNode("http://x.example/n")
    store = ox.Store()
    store.add(ox.Quad(node, node, literal, node))
    assert [quad.object for quad in store] == [literal]


def test_iris_are_shortened_by_the_longest_prefix() -> None:
    prefixes = known_prefixes(DEFAULT_BASE)
    assert shorten("https://w3id.org/newsweave#acquired", prefixes) == "nw:acquired"
    assert shorten(DEFAULT_BASE + "x", prefixes) == "ent:x"
    assert shorten("https://elsewhere.example/x", prefixes) == "https://elsewhere.example/x"
    assert list(prefixes) == sorted(prefixes)

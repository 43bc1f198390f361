"""What is refused, in every dress it may come in, and what must not be."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest

from newsweave.graph.ask.sparql import declared_prefixes, find_values, refuse_unsafe, tokens
from newsweave.ontology.errors import QueryError

REMOTE = "<http://127.0.0.1:9/>"  # port 9 is refused by Oxigraph's HTTP client: nothing is ever sent
CLAUSE = f"SERVICE {REMOTE} {{ ?x ?y ?z }}"

SERVICES = [
    f"SELECT * {{ {CLAUSE} }}",
    f"SELECT * {{ service {REMOTE} {{ ?x ?y ?z }} }}",
    f"SELECT * {{ sErViCe SILENT {REMOTE} {{ ?x ?y ?z }} }}",
    f'SELECT * {{ SERVICE # a comment with }} and " in it\n {REMOTE} # another\r\n {{ ?x ?y ?z }} }}',
    f"SELECT * {{ SERVICE{REMOTE}{{?x ?y ?z}} }}",
    f"PREFIX e: {REMOTE} SELECT * {{ SERVICE e: {{ ?x ?y ?z }} }}",
    f"SELECT * {{ VALUES ?e {{ {REMOTE} }} SERVICE ?e {{ ?x ?y ?z }} }}",
    f"SELECT * {{ ?s ?p ?o OPTIONAL {{ {CLAUSE} }} }}",
    f"SELECT * {{ {{ SELECT * {{ {CLAUSE} }} }} }}",
    f"ASK {{ FILTER EXISTS {{ {CLAUSE} }} }}",
    f"CONSTRUCT {{ ?x ?y ?z }} WHERE {{ {CLAUSE} }}",
    # keywords that Oxigraph's parser finds inside of what looks like one token
    f"PREFIX : {REMOTE} SELECT * {{ SERVICE:x {{ ?x ?y ?z }} }}",
    f"PREFIX SERVICE: <http://x.example/> PREFIX : {REMOTE} SELECT * {{ SERVICE:x {{ ?x ?y ?z }} }}",
    f"SELECT * {{ SERVICESILENT{REMOTE}{{ ?x ?y ?z }} }}",
    f"SELECT * {{ ?s ?p 1SERVICE{REMOTE}{{ ?x ?y ?z }} }}",
    f"SELECT * {{ ?s ?p trueSERVICE{REMOTE}{{ ?x ?y ?z }} }}",
    f"PREFIX : {REMOTE} SELECT * {{ ?s ?p trueSERVICE:x{{ ?x ?y ?z }} }}",
    # "<" that compares, where a plain scanner sees an IRI that hides the rest
    f"PREFIX : {REMOTE} SELECT * {{ ?s ?p ?o FILTER(?o<1)SERVICE#>\n:x{{?x ?y ?z}} }}",
    f"PREFIX b: <http://b.example/> SELECT * {{ ?s ?p ?o FILTER(?o<b:c&&'>'||true) {CLAUSE} #'\n }}",
    f'PREFIX b: <http://b.example/> SELECT * {{ ?s ?p ?o FILTER(?o<b:c#>"""\n||true) {CLAUSE} #"""\n }}',
    # a long string that the parser gives up because of its escape
    f'SELECT * {{ VALUES ?w {{ """a" }} {CLAUSE} # \\q """\n }}',
    # \\ is an escaped backslash only in the parser's eyes if it does not decode \u005C first
    f'SELECT * {{ ?s ?p "a\\u005C" . {CLAUSE} }}',
]

OTHERS = [
    ("LOAD <http://x.example/data>", "LOAD would change"),
    ("load silent <file:///etc/passwd> into graph <http://x.example/g>", "LOAD would change"),
    ("CLEAR ALL", "CLEAR would change"),
    ("INSERT DATA { <http://x.example/a> <http://x.example/b> 1 }", "INSERT would change"),
    ("PREFIX x: <http://x.example/> # c\n insert { ?s x:a 1 } where { ?s ?p ?o }", "INSERT would change"),
    ("DELETE WHERE { ?s ?p ?o }", "DELETE would change"),
    ("DROP GRAPH <http://x.example/g>", "DROP would change"),
    ("SELECT * { ?s ?p ?o } ; CLEAR ALL", "CLEAR would change"),
    ("SELECT * FROM <http://x.example/g> { ?s ?p ?o }", "FROM has no effect"),
    ("SELECT * from named <http://x.example/g> { graph ?g { ?s ?p ?o } }", "FROM has no effect"),
    ("ASKFROM<http://x.example/g>{ ?s ?p ?o }", "FROM has no effect"),
    (f"SELECT * {{ \\u0053ERVICE {REMOTE} {{ ?x ?y ?z }} }}", "a Unicode escape outside"),
    (f"SELECT * {{ S\\u0045RVICE {REMOTE} {{ ?x ?y ?z }} }}", "a Unicode escape outside"),
    ("\\U0000004CLOAD <http://x.example/data>", "a Unicode escape outside"),
    ("SELECT * { ?s ?p '" + "x" * 50_000 + "' }", "a query of 500"),
]

ALLOWED = [
    "SELECT * { ?s ?p ?o }",
    "SELECT ?service ?from ?load { ?service ?from ?load . ?insert ?delete $clear }",
    'SELECT * { ?s ?p "SERVICE <http://x.example/> { ?x ?y ?z }" }',
    "SELECT * { ?s ?p 'the service, from INSERT to CLEAR; load' }",
    'SELECT * { ?s ?p """SERVICE <http://x.example/> {\n } FROM " "" """ }',
    "SELECT * { ?s ?p '''it's a SERVICE ?x {''' }",
    'SELECT * { ?s ?p "a \\" SERVICE <http://x.example/> {" }',
    "SELECT * { ?s ?p ?o } # SERVICE <http://x.example/> { ?x ?y ?z } FROM INSERT",
    "# LOAD \\u0053ERVICE\nSELECT * { ?s ?p ?o }",
    "SELECT * { ?s <http://x.example/SERVICE/FROM/LOAD> ?o }",
    "SELECT * { <http://x.example/service#from> ?p <http://x.example/(service)#insert> }",
    "BASE <http://x.example/> SELECT * { <service> ?p <from> }",
    "PREFIX service: <http://x.example/> SELECT * { ?s service:from service:insert . service:x ?p ?o }",
    "PREFIX x: <http://x.example/> SELECT * { ?s x:service x:load . x:from ?p x:service.clear }",
    'SELECT * { ?s ?p "a"@service . _:service ?p _:from }',
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?o < 3 && ?o > 1) } GROUP BY ?s",
    "SELECT * { VALUES (?a ?b) { (<http://x.example/#a> <http://x.example/#b>) } }",
    'SELECT * { ?s ?p "\\u0053ERVICE" . ?s ?p <http://x.example/\\u0053> }',
    "DESCRIBE ?s { ?s ?p ?o }",
]


def some_facts() -> ox.Store:
    node = ox.NamedNode("http://x.example/n")
    store = ox.Store()
    for value in (0, 1, True, "a\\"):
        store.add(ox.Quad(node, node, ox.Literal(value), node))
    return store


def calls_out(store: ox.Store, query: str) -> bool:
    """Whether Oxigraph tries to reach the endpoint."""
    try:
        result = store.query(query, use_default_graph_as_union=True)
        if not isinstance(result, ox.QueryBoolean):
            for number, _ in enumerate(result):
                if number > 5:
                    break
    except OSError as error:
        return "port 9" in str(error)
    except (SyntaxError, ValueError, RuntimeError):
        return False
    return False


@pytest.mark.parametrize("query", SERVICES)
def test_services_are_refused(query: str) -> None:
    with pytest.raises(QueryError, match="refused: SERVICE would ask a remote endpoint") as caught:
        refuse_unsafe(query)
    assert "\n" not in str(caught.value)


def test_the_services_of_these_tests_are_live_ones() -> None:
    """Else the table above would prove nothing. Three make no call of themselves: SILENT, unbound, never evaluated."""
    quiet = [q for q in SERVICES if not calls_out(some_facts(), q)]
    assert [q for q in quiet if not any(word in q.upper() for word in ("SILENT", "SERVICE ?E", "ASK"))] == []
    for query in quiet:
        some_facts().query(query)  # no SyntaxError: it is a clause to Oxigraph too


@pytest.mark.parametrize(("query", "message"), OTHERS)
def test_other_things_are_refused(query: str, message: str) -> None:
    with pytest.raises(QueryError, match=f"refused: {message}"):
        refuse_unsafe(query)


@pytest.mark.parametrize("query", ALLOWED)
def test_words_in_strings_iris_names_and_comments_are_allowed(query: str) -> None:
    refuse_unsafe(query)
    some_facts().query(query, use_default_graph_as_union=True)  # and it is SPARQL


PIECES = [
    "SERVICE", "SERVICE:x", "SILENT", REMOTE, "<http://127.0.0.1:9/#>", ":x", "b:c", "?v", "{", "}", "(", ")",
    "FILTER(", "?a", "<", "<", ">", "#", "\n", " ", "'", '"', "'''", '"""', "\\q", "\\u0041", "1", "true", "&&", "||",
    "=", ".", ";", ",", "<b:c", "'>", "#>", "{?x ?y ?z}", "OPTIONAL", "VALUES ?w {", "@en", "<#>", "[", "]", "!", "-",
    "*", "a", "UNION", "EXISTS", "IN(", "\\u003E", "_:b", "\r", "1e", "ex:a", "ex:a.", "ex:a\\'", "\u00aa", "\u0301",
    "\u2040", "\ufeff",
]  # fmt: skip


def test_no_mangled_query_gets_through() -> None:
    """Random edits of the nastiest queries: whatever makes Oxigraph call out must have been refused."""
    rng, store, live, missed = random.Random(2031), some_facts(), 0, []
    for _ in range(4_000):
        text = list(rng.choice(SERVICES))
        for _ in range(rng.randint(0, 3)):
            at = rng.randrange(len(text) + 1)
            cut = 0 if rng.random() < 0.5 else rng.randint(1, 3)
            text[at : at + cut] = list(rng.choice(PIECES)) if rng.random() < 0.7 else []
        query = "".join(text)
        if calls_out(store, query):
            live += 1
            try:
                refuse_unsafe(query)
                missed.append(query)
            except QueryError:
                pass
    assert missed == []
    assert live > 500


def test_a_long_query_of_open_quotes_is_scanned_in_bearable_time() -> None:
    refuse_unsafe("SELECT * { ?s ?p ?o } # service " + "'''\\q" * 500 + '"""' * 500)


def test_tokens() -> None:
    found = [(kind, text) for kind, text, _ in tokens("PREFIX a: <b#> SELECT ?x { ?x a:c\\'d 'e' @en 1.5 }")]
    assert found == [
        ("word", "PREFIX"), ("name", "a:"), ("iri", "<b#>"), ("word", "SELECT"), ("var", "?x"), ("sign", "{"),
        ("var", "?x"), ("name", "a:c\\'d"), ("string", "'e'"), ("lang", "@en"), ("number", "1.5"), ("sign", "}"),
    ]  # fmt: skip


def test_declared_prefixes() -> None:
    query = "PREFIX a: <http://x.example/> prefix : <http://y.example/> SELECT * { ?s b:c 'PREFIX d: <x>' }"
    assert declared_prefixes(query) == {"a", ""}


def test_values_are_found_by_variable() -> None:
    query = "SELECT * { VALUES ?a { 'x}' } # VALUES ?a { }\n VALUES (?b) { (1) } values $c{} }"
    places = find_values(query)
    assert {name: [query[slice(*place)] for place in found] for name, found in places.items()} == {
        "a": [" 'x}' "],
        "c": [""],
    }

"""The endpoint as clients meet it: a real server on a real port, in front of real worker processes."""

from __future__ import annotations

import http.client
import json
import socket
import struct
import threading
import time
import urllib.parse
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import pytest
import rdflib
import uvicorn
from tests.effort import PATIENCE
from tests.graph.store.store_fixtures import HOSTILE, entity, item, items, newsroom, said

from newsweave.graph.ask.answers import GRAPH_TYPES, TABLE_TYPES, negotiate
from newsweave.graph.serve import connections
from newsweave.graph.serve.connections import BoundedConnection
from newsweave.graph.serve.server import application, serve
from newsweave.graph.serve.workers import Workers
from newsweave.graph.store.store import GraphStore
from newsweave.ontology.errors import QueryError, StoreError

NAMES = "SELECT ?name { ?e skos:prefLabel ?name } ORDER BY ?name"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
JSON = "application/sparql-results+json"
POSTED = (
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 9\r\n\r\n"
)


@dataclass
class Served:
    """A running server."""

    port: int
    workers: Workers
    headers: dict[str, str] = field(default_factory=dict)

    def ask(
        self, method: str, path: str, body: str | bytes | None = None, **headers: str
    ) -> tuple[int, str, http.client.HTTPMessage]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, names)
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8"), answer.headers
        finally:
            connection.close()

    def get(self, query: str, **headers: str) -> tuple[int, str, http.client.HTTPMessage]:
        return self.ask("GET", f"/sparql?{urllib.parse.urlencode({'query': query})}", **headers)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served") / "the graph"
    with GraphStore.create_or_open(folder) as store:
        many = [item(f"d{n}", (entity(f"Firm {n}"), "acquired", entity("Kest"), f"Firm {n} bought Kest.", said()))
                for n in range(60)]  # fmt: skip
        odd = item("odd", (entity(HOSTILE[0]), "acquired", entity("Kest"), "It bought Kest.", said()))
        items(store, [*newsroom(), *many, odd])
    workers = Workers(folder, count=2, timeout=3, max_rows=40)
    config = uvicorn.Config(application(folder, workers), port=0, log_level="error", http=BoundedConnection, ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield Served(server.servers[0].sockets[0].getsockname()[1], workers)
    server.should_exit = True
    thread.join(20)
    assert not thread.is_alive()


def test_a_query_by_get_and_by_post(served: Served) -> None:
    first = served.get(NAMES, Accept=JSON)
    form = urllib.parse.urlencode({"query": NAMES})
    second = served.ask("POST", "/sparql", form, Accept=JSON, Content_Type="application/x-www-form-urlencoded")
    third = served.ask("POST", "/sparql", NAMES, Accept=JSON, Content_Type="application/sparql-query")
    assert first[:2] == second[:2] == third[:2]
    assert first[0] == 200
    assert [b["name"]["value"] for b in json.loads(first[1])["results"]["bindings"]][1:3] == ["Firm 0", "Firm 1"]


def test_rows_beyond_the_limit_are_said_to_be_missing(served: Served) -> None:
    status, body, headers = served.get(NAMES, Accept="text/csv")
    assert (status, len(body.splitlines())) == (200, 41)
    assert headers["X-Newsweave-Truncated"] == "more than 40 rows"
    assert "X-Newsweave-Truncated" not in served.get(f"{NAMES} LIMIT 3")[2]


@pytest.mark.parametrize("media", list(TABLE_TYPES))
def test_every_table_format(served: Served, media: str) -> None:
    status, body, headers = served.get(
        'SELECT ?name { ?e skos:prefLabel ?name FILTER(?name = "Mira Tolan") }', Accept=media
    )
    assert (status, headers.get_content_type()) == (200, media)
    assert "Mira Tolan" in body
    if "xml" in media:
        assert [
            e.text for e in ElementTree.fromstring(body).iter("{http://www.w3.org/2005/sparql-results#}literal")
        ] == ["Mira Tolan"]


@pytest.mark.parametrize("media", GRAPH_TYPES)
def test_every_graph_format(served: Served, media: str) -> None:
    status, body, headers = served.get("CONSTRUCT { ?s nw:worksFor ?o } WHERE { ?s nw:worksFor ?o }", Accept=media)
    assert (status, headers.get_content_type()) == (200, media)
    assert len(rdflib.Graph().parse(data=body, format=media)) == 1


def test_ask(served: Served) -> None:
    assert json.loads(served.get("ASK { ?s nw:worksFor ?o }")[1]) == {"head": {}, "boolean": True}
    assert "<boolean>false</boolean>" in served.get("ASK { ?s nw:sued ?o }", Accept="application/xml")[1].replace(
        "ns0:", ""
    )


def test_rdflib_is_a_client(served: Served) -> None:
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    remote = rdflib.Graph(SPARQLStore(f"http://127.0.0.1:{served.port}/sparql"))
    found = remote.query('SELECT ?s { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> "Mira Tolan" }')
    assert [str(row[0]) for row in found] == ["https://w3id.org/newsweave/id/mira-tolan"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("query", "status", "message"),
    [
        ("SELECT ?x {", 400, "not valid SPARQL"),
        ("INSERT DATA { <x:a> <x:b> <x:c> }", 403, "refused: INSERT would change the graph"),
        (
            "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
            403,
            "refused: SERVICE would ask a remote endpoint",
        ),
        ("SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }", 403, "refused: FROM has no effect here"),
        ("LOAD <http://127.0.0.1:9/>", 403, "refused: LOAD would change the graph"),
        ("SELECT * { ?s ?p 1SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403, "refused: SERVICE"),
        ("#" * 60_000, 403, "refused: a query of 60000 characters"),
    ],
)
def test_what_may_not_run(served: Served, query: str, status: int, message: str) -> None:
    form = urllib.parse.urlencode({"query": query})
    given, body, _ = served.ask("POST", "/sparql", form, Content_Type="application/x-www-form-urlencoded")
    assert given == status and body.startswith(message) and body.count("\n") == 1


@pytest.mark.parametrize(
    ("method", "path", "body", "media", "status", "message"),
    [
        ("GET", "/sparql", None, "", 400, "give one query, not 0"),
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, "", 400, "give one query, not 2"),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=x:y", None, "", 400, "default-graph-uri has no effect here"),
        (
            "POST",
            "/sparql?default-graph-uri=x:y",
            "query=ASK+%7B%7D",
            "application/x-www-form-urlencoded",
            400,
            "default-graph-uri has no effect here",
        ),
        (
            "POST",
            "/sparql?using-graph-uri=x:y",
            "ASK {}",
            "application/sparql-query",
            400,
            "using-graph-uri has no effect here",
        ),
        ("POST", "/sparql", "update=CLEAR+ALL", "application/x-www-form-urlencoded", 403, "refused: an update"),
        ("POST", "/sparql", "CLEAR ALL", "application/sparql-update", 403, "refused: an update"),
        ("POST", "/sparql", "ASK {}", "text/plain", 415, "send a form"),
        ("POST", "/sparql", b"\xff\xfe", "application/sparql-query", 400, "the request is not UTF-8 text"),
        ("POST", "/sparql", "x" * 300_000, "application/sparql-query", 413, "a request of more than 200000 bytes"),
        ("PUT", "/sparql", "ASK {}", "application/sparql-query", 405, "Method Not Allowed"),
        ("DELETE", "/sparql", None, "", 405, "Method Not Allowed"),
        ("GET", "/named/nothing", None, "", 404, "no query is named 'nothing'"),
        ("GET", "/named/agreements-of", None, "", 400, "query agreements-of needs the parameter 'name'"),
        ("GET", "/assets/..%2f..%2fstore.py", None, "", 404, ""),
        ("GET", "/assets/page.html", None, "", 404, "not found"),
    ],
)
def test_wrong_requests(
    served: Served, method: str, path: str, body: str | bytes | None, media: str, status: int, message: str
) -> None:
    given, text, _ = served.ask(method, path, body, **({"Content_Type": media} if media else {}))
    assert given == status
    assert text.startswith(message)


def test_what_is_not_accepted(served: Served) -> None:
    assert served.get("ASK {}", Accept="image/png")[0] == 406
    assert served.get("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", Accept="text/csv")[:2] == (
        406, "the answer is a graph; accept one\n",
    )  # fmt: skip


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80"])
def test_only_this_machines_names_are_answered(served: Served, host: str) -> None:
    assert served.get("ASK {}", Host=host)[0] == 400
    assert served.ask("GET", "/", Host=host)[0] == 400


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8765", "LOCALHOST"])
def test_this_machines_names_are(served: Served, host: str) -> None:
    assert served.get("ASK {}", Host=host)[0] == 200


def test_a_query_that_hangs_is_stopped_and_the_others_are_answered(served: Served) -> None:
    answers: list[int] = []
    thread = threading.Thread(target=lambda: answers.append(served.get(SLOW)[0]))
    thread.start()
    time.sleep(0.3)
    assert served.get("ASK {}")[0] == 200
    assert answers == []  # answered beside it, not after it
    thread.join()
    assert answers == [504]
    assert [served.get("ASK {}")[0] for _ in range(4)] == [200] * 4


def test_head_is_get_without_a_body(served: Served) -> None:
    query = urllib.parse.urlencode({"query": "ASK {}"})
    status, body, headers = served.ask("HEAD", f"/sparql?{query}")
    assert (status, body) == (200, "") and int(headers["Content-Length"]) > 0


def test_a_header_of_any_length_is_refused_and_the_next_request_answered(served: Served) -> None:
    with suppress(OSError):  # refused before all of it was sent
        assert served.get("ASK {}", X_Long="x" * 200_000)[0] == 400
    assert served.get("ASK {}")[0] == 200


@pytest.mark.parametrize("begun", [b"", b"GET /sparql?query=ASK", POSTED + b"ASK"])
def test_a_request_that_does_not_arrive_is_closed(
    served: Served, begun: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "ARRIVING", 0.3)
    with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE) as half:
        half.sendall(begun)
        with suppress(ConnectionResetError):
            assert half.recv(1) == b""
    assert served.get("ASK {}")[0] == 200


def test_a_second_request_on_a_connection_is_waited_for_as_the_first(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "ARRIVING", 1.0)
    whole = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\n\r\n"

    def answered() -> bytes:
        answer = b""
        while not answer.endswith(b"true}"):
            answer += kept.recv(65_536)
        return answer

    with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE) as kept:
        kept.sendall(whole)
        assert b"200 OK" in answered()
        time.sleep(1.5)  # silence between two requests is uvicorn's to end, later
        kept.sendall(whole)
        assert b"200 OK" in answered()
        kept.sendall(whole[:20])
        with suppress(ConnectionResetError):
            assert kept.recv(1) == b""


def test_connections_beyond_the_bound_are_closed(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST_CONNECTIONS", 5)
    with ExitStack() as stack:
        for _ in range(20):
            stack.enter_context(socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE))
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:  # the server has to see that they have gone
        with suppress(OSError, http.client.HTTPException):
            if served.get("ASK {}")[0] == 200:
                return
    pytest.fail("not answered again")


def test_a_worker_that_was_ended_from_outside_is_replaced_unseen(served: Served) -> None:
    for worker in list(served.workers._all):
        worker.process.kill()
        worker.process.join()
    assert [served.get("ASK {}")[0] for _ in range(4)] == [200] * 4


def test_quick_queries_beside_endless_ones(served: Served) -> None:
    quick_task = {"sparql": "ASK {}", "table": JSON, "graph": None}
    with Workers(served.workers.graph, count=2, timeout=PATIENCE) as workers:
        slow = [threading.Thread(target=workers.run, args=({**quick_task, "sparql": SLOW},)) for _ in range(4)]
        for thread in slow:
            thread.start()
        time.sleep(0.2)
        with ThreadPoolExecutor(12) as pool:
            assert {answer.status for answer in pool.map(workers.run, [quick_task] * 60)} == {200}
        assert any(thread.is_alive() for thread in slow)
    for thread in slow:
        thread.join()


@pytest.mark.parametrize(
    ("site", "mode", "status"),
    [
        ("cross-site", "no-cors", 403),
        ("cross-site", "cors", 403),
        ("same-site", "cors", 403),
        ("cross-site", "navigate", 200),
        ("same-origin", "cors", 200),
        ("none", "navigate", 200),
    ],
)
def test_what_pages_of_other_sites_ask_for(served: Served, site: str, mode: str, status: int) -> None:
    given, _, headers = served.get("ASK {}", Sec_Fetch_Site=site, Sec_Fetch_Mode=mode)
    assert given == status
    assert "Access-Control-Allow-Origin" not in headers


def test_a_client_that_goes_away_leaves_no_traceback(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    for begun in (POSTED, POSTED + b"ASK", b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE) as gone:
            gone.sendall(begun)
            gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert served.get("ASK {}")[0] == 200
    assert [record for record in caplog.records if record.exc_info] == []


def test_many_slow_queries_leave_it_alive(served: Served) -> None:
    threads = [threading.Thread(target=served.get, args=(SLOW,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert served.get("ASK {}")[0] == 200


def test_the_pages_need_nothing_from_elsewhere(served: Served) -> None:
    status, start, headers = served.ask("GET", "/")
    assert status == 200 and "the graph" in start
    assert "http://" not in start and "https://" not in start
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    for name in ("serve.js", "serve.css"):
        status, asset, _ = served.ask("GET", f"/assets/{name}")
        assert status == 200 and "http://" not in asset and "https://" not in asset
    status, page, _ = served.ask("GET", "/page")
    assert status == 200 and "<script>alert" not in page and "Mira Tolan" in page


def test_named_queries_with_parameters(served: Served) -> None:
    known = json.loads(served.ask("GET", "/queries")[1])
    assert {"name": "name", "description": "its name or alias", "default": None, "optional": False} in next(
        q["parameters"] for q in known if q["name"] == "facts-about"
    )
    status, body, _ = served.ask("GET", "/named/agreements-of?name=oskar", Accept="text/csv")
    assert status == 200 and len(body.splitlines()) == 3


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", JSON),
        ("", None),
        ("text/*", "text/csv"),
        ("text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/json;q=0, */*;q=0.1", JSON),
        ("text/html, application/xhtml+xml, */*;q=0.8", JSON),
        ("TEXT/CSV; charset=utf-8", "text/csv"),
        ("text/csv;q=much", None),
        ("image/png", None),
    ],
)
def test_negotiation(accept: str, media: str | None) -> None:
    assert negotiate(accept, TABLE_TYPES) == media


def test_a_folder_that_is_no_graph_and_a_taken_port_are_named(tmp_path: Path, served: Served) -> None:
    with pytest.raises(StoreError, match="no such folder"):
        Workers(tmp_path / "none")
    with pytest.raises(QueryError, match=f"port {served.port}: Address already in use"):
        serve(served.workers.graph, port=served.port)


def test_workers_of_any_age_read_the_graph_of_the_beginning(tmp_path: Path) -> None:
    graph, count = tmp_path / "kg", {"sparql": "SELECT (COUNT(*) AS ?n) { ?d a nw:Document }", "table": JSON}
    with GraphStore.create_or_open(graph) as store:
        items(store, newsroom())
    with Workers(graph, count=1, timeout=2, max_rows=40) as workers:
        before = workers.run({**count, "graph": None})
        with GraphStore.create_or_open(graph) as store:
            store.remove("news-1")
            store.finish()
            store.database.optimize()
        assert workers.run({**count, "sparql": SLOW, "graph": None}).status == 504  # a new worker starts
        assert workers.run({**count, "graph": None}).body == before.body
        assert b'"3"' in before.body
    assert list((graph / ".reading").iterdir()) == []

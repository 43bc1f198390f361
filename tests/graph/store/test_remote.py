"""A store at an address: written document by document to the real Oxigraph server, and what can go wrong on the way."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pyoxigraph as ox
import pytest
import urllib3
from tests.graph.store.store_fixtures import HOSTILE, entity, item, items, newsroom, random_items, said

import newsweave
from newsweave import Extractor
from newsweave.graph.ask.named_queries import named_queries
from newsweave.graph.ask.query import run_named_query
from newsweave.graph.store.derive import contribution
from newsweave.graph.store.remote import RemoteStore
from newsweave.graph.store.store import GraphStore
from newsweave.graph.store.terms import FACTS, NW, RDF, Names
from newsweave.ontology.errors import StoreError

NAMES = Names()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an Oxigraph server."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    assert program is not None, "the package oxigraph (in the extra dev) brings the server"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("oxigraph")
    command = [program, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(200):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


@pytest.fixture
def address(server: str) -> str:
    """The same, with nothing in it."""
    urllib3.request("DELETE", f"{server}/store?default")
    ask(server, "DROP ALL", kind="update")
    return server


def ask(server: str, text: str, kind: str = "query") -> list[dict[str, str]]:
    headers = {"Content-Type": f"application/sparql-{kind}", "Accept": "application/sparql-results+json"}
    answer = urllib3.request("POST", f"{server}/{kind}", body=text.encode(), headers=headers)
    assert answer.status < 300, answer.data
    if kind == "update":
        return []
    return [{name: cell["value"] for name, cell in row.items()} for row in answer.json()["results"]["bindings"]]


def everything(server: str) -> set[ox.Quad]:
    return set(ox.parse(urllib3.request("GET", f"{server}/store").data, format=ox.RdfFormat.N_QUADS))


@pytest.fixture
def remote(address: str) -> Iterator[RemoteStore]:
    store = RemoteStore(f"{address}/store")
    yield store
    store.close()


def test_a_document_is_what_it_is_in_a_folder_with_its_share_of_the_rest(remote: RemoteStore, address: str) -> None:
    for one in newsroom():
        remote.put(one.document, one.statements, one.entities)
    found = everything(address)
    with GraphStore.in_memory() as local:
        items(local, newsroom())
        for one in newsroom():
            graph = NAMES.document(one.document.id)
            own = set(local.database.quads_for_pattern(None, None, None, graph))
            there = {quad for quad in found if quad.graph_name == graph}
            assert own < there
            facts = contribution(own).facts.values()
            assert {q.triple for triples in facts for q in triples} <= {q.triple for q in there - own}
        plain = {q.triple for q in local.database.quads_for_pattern(None, None, None, FACTS)}
    relations = {triple.predicate for triple in plain}
    assert {q.triple for q in found if q.predicate in relations} == plain


def test_a_document_is_replaced_and_removed_whole(remote: RemoteStore, address: str) -> None:
    first, second = (random_items(4, seed)[2] for seed in (1, 2))
    remote.put(first.document, first.statements, first.entities, version="1")
    assert remote.version("doc 2") == "1"
    remote.put(second.document, second.statements, second.entities, version="2")
    assert remote.version("doc 2") == "2"
    replaced = everything(address)
    assert remote.remove("doc 2")
    assert everything(address) == set()
    assert remote.version("doc 2") is None
    assert not remote.remove("doc 2")
    remote.put(second.document, second.statements, second.entities, version="2")
    assert everything(address) == replaced


def test_hostile_text_arrives_as_it_was(remote: RemoteStore, address: str) -> None:
    for text in HOSTILE:
        one = item(text, (entity(text), "acquired", entity("Orva"), text, said(label=text)), title=text)
        remote.put(one.document, one.statements, one.entities, version=text)
        with GraphStore.in_memory() as local:
            one.put(local)
            exact = {q.object for q in local.database.quads_for_pattern(None, NW("phrase"), None, None)}
        graph = NAMES.document(text)
        assert exact == {q.object for q in everything(address) if q.predicate == NW("phrase") and q.graph_name == graph}
    assert len({q.graph_name for q in everything(address)}) == len(HOSTILE)


def test_named_queries_run_there(remote: RemoteStore, address: str) -> None:
    for one in newsroom():
        remote.put(one.document, one.statements, one.entities)
    for query in named_queries().values():
        ask(address, query.sparql)
    rows = ask(address, named_queries()["who-works-where"].bind({}, lambda name: []))
    assert {row["person"] for row in rows} == {"Mira Tolan"}
    with GraphStore.in_memory() as local:
        items(local, newsroom())
        for name in ("most-connected", "best-supported"):
            here = run_named_query(local, name, {}).to_dicts()
            there = ask(address, named_queries()[name].bind({}, lambda name: []))
            assert len(there) == len(here) > 2  # an entity's several names give no rows of their own
    rows = ask(address, f"SELECT ?a ?b {{ ?a {NW('acquired')} ?b . ?a {RDF('type')} ?c }}")
    assert rows == []  # planned and denied: no plain fact


# --- a whole build ---


def test_a_build_goes_on_where_it_stopped(address: str, tmp_path: Path, loaded: Extractor) -> None:
    source = tmp_path / "news.jsonl"
    texts = {"a": "Kestrin Bank acquired Corvex Group in 2021.", "b": "Larch Ventures invested in Corvex Group."}
    lines = [json.dumps({"id": id, "text": text}) + "\n" for id, text in texts.items()]
    source.write_text(lines[0], "utf-8")
    first = newsweave.build(source, store=f"{address}/store", extractor=loaded)
    assert (first.path, first.read, first.unchanged, first.statements) == (f"{address}/store", 1, 0, 1)
    source.write_text("".join(lines), "utf-8")
    second = newsweave.build(source, store=f"{address}/store", extractor=loaded)
    assert (second.read, second.unchanged, second.statements) == (1, 1, 1)
    newsweave.build(source, tmp_path / "KG", extractor=loaded)
    with newsweave.open(tmp_path / "KG") as kg:
        plain = {q.triple for q in kg.store.database.quads_for_pattern(None, None, None, FACTS)}
    assert len(plain) == 2
    assert plain <= {quad.triple for quad in everything(address)}


def test_folder_or_store(tmp_path: Path) -> None:
    for both in ({}, {"output": tmp_path / "KG", "store": "http://127.0.0.1:9/store"}):
        with pytest.raises(TypeError, match="either an output folder or a store"):
            newsweave.build(tmp_path, **both)  # type: ignore[arg-type]


# --- what can go wrong ---


class Answers(BaseHTTPRequestHandler):
    """Gives the answers it was told to, and notes what it was asked."""

    answers: ClassVar[list[tuple[int, str, bytes]]] = []
    asked: ClassVar[list[tuple[str, str, str | None]]] = []

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.asked.append((self.command, self.path, self.headers.get("Authorization")))
        status, kind, body = self.answers.pop(0)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_PUT = do_GET = do_DELETE = _answer

    def log_message(self, format: str, *args: object) -> None:
        """Be quiet."""


@pytest.fixture
def scripted() -> Iterator[str]:
    Answers.answers, Answers.asked = [], []
    with HTTPServer(("127.0.0.1", 0), Answers) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{made.server_port}"
        made.shutdown()


def put(store: RemoteStore) -> None:
    one = newsroom()[0]
    store.put(one.document, one.statements, one.entities)


def test_a_busy_store_is_asked_again(scripted: str) -> None:
    Answers.answers = [(503, "text/plain", b"busy"), (204, "text/plain", b"")]
    put(RemoteStore(f"http://{scripted}/store"))
    assert [method for method, *_ in Answers.asked] == ["PUT", "PUT"]


def test_name_and_password_are_sent_and_not_shown(scripted: str) -> None:
    Answers.answers = [(401, "text/plain", b"who are\nyou?")]
    store = RemoteStore(f"http://ola:se%40cret@{scripted}/repositories/news/service?x=1")
    with pytest.raises(StoreError) as refused:
        put(store)
    graph = "https://w3id.org/newsweave/id/document/news-1"
    assert str(refused.value) == (
        f"http://{scripted}/repositories/news/service?x=1: answers 401 to PUT of {graph}: who are you?"
    )
    [(_, path, login)] = Answers.asked
    assert path == "/repositories/news/service?x=1&graph=https%3A%2F%2Fw3id.org%2Fnewsweave%2Fid%2Fdocument%2Fnews-1"
    assert login == "Basic b2xhOnNlQGNyZXQ="


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ((301, "text/plain", b""), r"answers 301 to PUT of .*: \(no text\)"),
        ((404, "text/plain", b"no such place"), "answers 404 to PUT of .*: no such place"),
        ((500, "text/plain", b"x" * 1000), "answers 500 to PUT of .*: x{200}$"),
    ],
)
def test_a_store_that_refuses(scripted: str, answer: tuple[int, str, bytes], message: str) -> None:
    Answers.answers = [answer]
    with pytest.raises(StoreError, match=message):
        put(RemoteStore(f"http://{scripted}/store"))


def test_what_is_no_rdf_is_said_to_be_none(scripted: str) -> None:
    Answers.answers = [(200, "text/html", b"<html>hello")]
    with pytest.raises(StoreError, match="answers with what is not RDF: "):
        RemoteStore(f"http://{scripted}/store").version("a")


def test_a_store_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsweave.graph.store.remote._RETRIES", 1)
    with pytest.raises(StoreError, match=r"http://127\.0\.0\.1:9/store: cannot be reached: Connection refused"):
        RemoteStore("http://127.0.0.1:9/store").version("a")


@pytest.mark.parametrize("url", ["http://bob:pa/ss@host/store", "http://bob:p#ss@host/s", "http://bob:pass@host:x/"])
def test_no_password_is_shown_where_an_address_is_wrong(url: str) -> None:
    with pytest.raises(StoreError, match="is not the http address of a store; characters such as / and #") as wrong:
        RemoteStore(url)
    assert "bob" not in str(wrong.value) and "ss" not in str(wrong.value).replace("address", "").replace("password", "")


def test_a_store_that_is_always_busy(scripted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsweave.graph.store.remote._RETRIES", 2)
    Answers.answers = [(503, "text/plain\r\nRetry-After: 3600", b"later")] * 3
    with pytest.raises(StoreError, match="refuses all attempts: too many 503 error responses"):
        put(RemoteStore(f"http://{scripted}/store"))
    assert len(Answers.asked) == 3


@pytest.mark.parametrize("url", ["ftp://host/store", "http://", "http://host:x/", "store", "http://[::1/"])
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(StoreError, match="is not the http address of a store"):
        RemoteStore(url)

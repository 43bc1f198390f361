"""``serve --decisions``: who may decide, what is taken, what the next query sees; a real server and a real browser."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from tests.graph.serve.test_server import Served
from tests.graph.store.store_fixtures import entity, item, items, said

from newsweave.graph.knowledge_graph import KnowledgeGraph
from newsweave.graph.review.decisions import read_decisions
from newsweave.graph.serve.server import application
from newsweave.graph.serve.workers import Workers
from newsweave.graph.store.store import GraphStore

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TOKEN = "a token that nobody guesses"
KEST = entity("Kest")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "KG"
    with GraphStore.create_or_open(folder) as store:
        names = ("Sola", "Orra", "Brin", "Dusk")
        items(store, [item(n, (KEST, "acquired", entity(n), f"Kest bought {n}.", said())) for n in names])
    return folder


@pytest.fixture(scope="module")
def served(graph: Path) -> Iterator[Served]:
    workers = Workers(graph, count=2, timeout=20, max_rows=40)
    server = uvicorn.Server(uvicorn.Config(application(graph, workers, TOKEN), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield Served(server.servers[0].sockets[0].getsockname()[1], workers)
    server.should_exit = True
    thread.join(20)
    assert not thread.is_alive()


def key(graph: Path, name: str) -> str:
    with KnowledgeGraph.open(graph) as kg:
        return kg.facts(about=name)[0].key


def bought(served: Served, name: str) -> bool:
    answer = served.get(f"ASK {{ ent:kest nw:acquired ent:{name} }}", Accept="application/sparql-results+json")[1]
    found: bool = json.loads(answer)["boolean"]
    return found


def post(served: Served, lines: object, token: str | None = TOKEN, **headers: str) -> tuple[int, str]:
    body = lines if isinstance(lines, (str, bytes)) else json.dumps({"decisions": lines})
    known = {"Content_Type": "application/json", **({"X_Newsweave_Token": token} if token is not None else {})}
    status, text, _ = served.ask("POST", "/decisions", body, **{**known, **headers})
    return status, text


def test_the_next_query_sees_what_was_decided(served: Served, graph: Path) -> None:
    assert bought(served, "sola")
    status, text = post(served, [{"decision": "reject", "fact": key(graph, "Sola"), "who": "Ines", "why": "=no"}])
    assert status == 200
    assert (json.loads(text)["written"], json.loads(text)["applied"]) == (1, True)
    assert [bought(served, "sola") for _ in range(4)] == [False] * 4
    assert bought(served, "orra")
    assert read_decisions(graph / "decisions.csv")[-1].why == "=no"


@pytest.mark.parametrize(
    ("token", "headers", "status"),
    [
        (None, {}, 403),
        ("", {}, 403),
        (TOKEN[:-1], {}, 403),
        (TOKEN + "x", {}, 403),
        ("schlüssel", {}, 403),
        (TOKEN, {"Origin": "https://evil.example"}, 403),
        (TOKEN, {"Origin": "null"}, 403),
        (TOKEN, {"Origin": "http://127.0.0.1:1"}, 403),
        (TOKEN, {"Host": "evil.example"}, 400),
        (TOKEN, {"Content_Type": "text/plain"}, 415),
    ],
)
def test_only_who_has_the_token_decides(
    served: Served, graph: Path, token: str | None, headers: dict[str, str], status: int
) -> None:
    line = {"decision": "reject", "fact": key(graph, "Brin")}
    assert post(served, [line], None if token is None else token.encode().decode("latin-1"), **headers)[0] == status
    assert bought(served, "brin")


@pytest.mark.parametrize(
    ("lines", "status", "said"),
    [
        ("{", 400, "not JSON"),
        ("[" * 100_000, 400, "not JSON"),
        ([], 400, "one or more"),
        (["x"], 400, "decision 1 is not an object"),
        ([{"decision": "reject"}], 400, "names no fact"),
        ([{"decision": "perhaps", "fact": "0a"}], 400, "'perhaps'"),
        ([{"decision": "reject", "fact": 7}], 400, "fact is not text"),
        ([{"decision": "reject", "fact": "0a", "colour": "red"}], 400, "there is no 'colour'"),
        ([{"decision": "reject", "fact": "0a", "why": "x" * 6000}], 400, "longer than 5000"),
        ([{"decision": "reject", "fact": "0a"}, {"decision": "change", "fact": "0a"}], 400, "decision 2"),
        ("x" * 200_001, 413, "more than 200000 bytes"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(
    served: Served, graph: Path, lines: object, status: int, said: str
) -> None:
    path = graph / "decisions.csv"
    before = path.read_bytes() if path.exists() else None
    answered = post(served, lines)
    assert answered[0] == status
    assert said in answered[1]
    assert len(answered[1].splitlines()) == 1
    assert (path.read_bytes() if path.exists() else None) == before


def test_beside_a_build_the_line_is_kept_and_waits(served: Served, graph: Path) -> None:
    line = {"decision": "reject", "fact": key(graph, "Dusk")}
    with GraphStore.open(graph, read_only=False):
        status, text = post(served, [line])
    assert status == 200
    assert json.loads(text)["applied"] is False
    assert "next build" in json.loads(text)["note"]
    assert bought(served, "dusk")
    assert post(served, [{"decision": "confirm", "fact": key(graph, "Orra")}])[0] == 200
    assert not bought(served, "dusk")


def test_without_the_option_nothing_is_taken(graph: Path) -> None:
    from starlette.testclient import TestClient

    with Workers(graph, count=1) as workers, TestClient(application(graph, workers), "http://127.0.0.1") as client:
        answer = client.post("/decisions", json={"decisions": []}, headers={"x-newsweave-token": ""})
        assert (answer.status_code, "--decisions" in answer.text) == (403, True)
        assert "connect-src" not in client.get("/page").text.split("</head>")[0]
        assert 'data-decisions=""' in client.get("/").text


@pytest.mark.browser
def test_both_pages_write_decisions(browser: Browser, served: Served, graph: Path) -> None:
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: complaints.append(str(e)))
    page.goto(f"http://127.0.0.1:{served.port}/page#fact={key(graph, 'Orra')}")
    page.get_by_role("button", name="Wrong").click()
    page.get_by_label("Token that newsweave serve printed").fill(TOKEN)
    page.get_by_role("button", name="Write to the graph").click()
    page.get_by_text("Written. Load the page again").wait_for()
    assert not bought(served, "orra")
    assert complaints == []

    page.goto(f"http://127.0.0.1:{served.port}/")
    page.get_by_role("button", name="Run").click()
    page.locator("tbody button").first.click()
    chosen = page.get_by_label("Key of the fact").input_value()
    page.get_by_label("Why (optional)").fill("seen by eye")
    page.get_by_label("Token that newsweave serve printed").fill("wrong")
    page.get_by_role("button", name="Right").click()
    page.get_by_text("refused").wait_for()
    page.get_by_label("Token that newsweave serve printed").fill(TOKEN)
    page.get_by_role("button", name="Right").click()
    page.get_by_text("the next query sees it").wait_for()
    line = read_decisions(graph / "decisions.csv")[-1]
    assert (line.decision, line.fact, line.why) == ("confirm", chosen, "seen by eye")
    page.close()

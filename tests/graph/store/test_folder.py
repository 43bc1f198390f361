"""Folders that are missing, foreign, damaged, newer or in use: one line that says so, and nothing touched."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.graph.store.store_fixtures import items, newsroom, state

from newsweave.graph.knowledge_graph import KnowledgeGraph
from newsweave.graph.store.folder import FORMAT
from newsweave.graph.store.store import GraphStore
from newsweave.graph.store.terms import DEFAULT_BASE
from newsweave.ontology.errors import NewsweaveError, StoreError

HOLD = """
import sys
from newsweave.graph.knowledge_graph import KnowledgeGraph
from newsweave.graph.store.store import GraphStore
with GraphStore.create_or_open(sys.argv[1]) as store:
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "kg"
    with GraphStore.create_or_open(path) as store:
        items(store, newsroom())
    return path


def listing(path: Path) -> dict[str, bytes]:
    return {str(p.relative_to(path)): p.read_bytes() for p in sorted(path.rglob("*")) if p.is_file()}


def test_a_new_folder_says_what_it_is(tmp_path: Path) -> None:
    with GraphStore.create_or_open(tmp_path / "deep" / "kg") as store:
        assert store.path == tmp_path / "deep" / "kg"
    manifest = json.loads((tmp_path / "deep" / "kg" / "newsweave.json").read_text(encoding="utf-8"))
    assert manifest["format"] == FORMAT
    assert manifest["base"] == DEFAULT_BASE
    assert set(manifest) == {"format", "base", "newsweave"}


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    with GraphStore.create_or_open(tmp_path) as store:
        assert store.documents() == {}


@pytest.mark.parametrize("open_it", [GraphStore.open, GraphStore.create_or_open])
def test_a_file_is_no_graph(tmp_path: Path, open_it: object) -> None:
    path = tmp_path / "file"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="file: is a file, not the folder"):
        open_it(path)  # type: ignore[operator]
    assert path.read_text(encoding="utf-8") == "mine"


def test_reading_makes_no_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg: no such folder"):
        GraphStore.open(tmp_path / "kg")
    assert not (tmp_path / "kg").exists()


def test_a_foreign_folder_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "thesis.txt").write_text("years of work", encoding="utf-8")
    before = listing(tmp_path)
    with pytest.raises(StoreError, match=r"not empty and not a newsweave graph \(no newsweave.json\); left as it is"):
        GraphStore.create_or_open(tmp_path)
    with pytest.raises(StoreError, match=r"is not a newsweave graph: it has no newsweave\.json"):
        GraphStore.open(tmp_path)
    assert listing(tmp_path) == before


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        ("{", "newsweave.json: is not JSON"),
        ("\xff", "newsweave.json: is not JSON"),
        ("[]", "newsweave.json: names no format"),
        ('{"format": "1"}', "newsweave.json: names no format"),
        ('{"format": 3, "newsweave": "9.1"}', r"has format 3 \(newsweave 9.1\); this newsweave reads up to 2"),
        ('{"format": 1}', r"has format 1, .* \(it writes 2\): build the graph anew, into another folder"),
        ('{"format": 2}', "names no base IRI"),
        ('{"format": 2, "base": "no iri"}', "base 'no iri' is not an IRI"),
    ],
)
@pytest.mark.parametrize("open_it", [GraphStore.open, GraphStore.create_or_open])
def test_a_bad_manifest_is_named(graph: Path, manifest: str, message: str, open_it: object) -> None:
    (graph / "newsweave.json").write_bytes(manifest.encode("latin-1"))
    before = listing(graph)
    with pytest.raises(StoreError, match=message) as caught:
        open_it(graph)  # type: ignore[operator]
    assert "\n" not in str(caught.value)
    assert listing(graph) == before


def test_a_graph_keeps_its_base(graph: Path) -> None:
    with pytest.raises(StoreError, match=r"was built with base .*newsweave/id/, not https://x.example/"):
        GraphStore.create_or_open(graph, base="https://x.example/")
    with GraphStore.create_or_open(graph, base=DEFAULT_BASE) as store:
        assert len(store.documents()) == 3


def test_a_bad_base_makes_no_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="must end in"):
        GraphStore.create_or_open(tmp_path / "kg", base="https://x.example/id")
    assert not (tmp_path / "kg").exists()


def test_a_damaged_database_is_named_and_not_replaced_by_an_empty_one(graph: Path) -> None:
    (graph / "store" / "CURRENT").unlink()
    for open_it in (GraphStore.open, GraphStore.create_or_open):
        with pytest.raises(StoreError, match="kg: is damaged or was never written"):
            open_it(graph)
    (graph / "store" / "CURRENT").write_text("MANIFEST-999999\n", encoding="ascii")
    for open_it in (GraphStore.open, GraphStore.create_or_open):
        with pytest.raises(StoreError, match="kg: the database cannot be opened") as caught:
            open_it(graph)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("left", ["part", "manifest", "half a database"])
def test_a_first_build_killed_early_can_be_run_again(tmp_path: Path, left: str) -> None:
    with GraphStore.create_or_open(tmp_path / "whole") as store:
        expected = state(items(store, newsroom()))
    path = tmp_path / "kg"
    path.mkdir()
    name = "newsweave.json.part" if left == "part" else "newsweave.json"
    (path / name).write_bytes((tmp_path / "whole" / "newsweave.json").read_bytes())
    if left == "half a database":
        (path / "store").mkdir()
        (path / "store" / "LOCK").touch()
    with GraphStore.create_or_open(path) as store:
        assert state(items(store, newsroom())) == expected


def test_a_second_build_is_told_that_one_is_running(graph: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, graph], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(StoreError, match="kg: is being written by another build") as caught:
            GraphStore.create_or_open(graph)
        assert "\n" not in str(caught.value)
        with GraphStore.open(graph) as store:  # readers may
            assert len(store.documents()) == 3
        holder.communicate("")
    with GraphStore.create_or_open(graph) as store:
        assert len(store.documents()) == 3


def test_the_same_process_is_told_too(graph: Path) -> None:
    with GraphStore.create_or_open(graph), pytest.raises(StoreError, match="is being written by another build"):
        GraphStore.open(graph, read_only=False)


def test_results_still_read_do_not_make_closing_fail(graph: Path) -> None:
    store = GraphStore.create_or_open(graph)
    quads = iter(store.database)
    store.close()
    assert next(quads) is not None
    del quads
    with GraphStore.create_or_open(graph) as again:
        assert len(again.documents()) == 3


def test_a_database_that_breaks_while_it_is_read_is_named(graph: Path, tmp_path: Path) -> None:
    """Bytes of the data files are turned over: what then fails, fails with one line."""
    for table in sorted((graph / "store").glob("*.sst")):
        content = table.read_bytes()
        table.write_bytes(bytes(255 - byte for byte in content[:-100]) + content[-100:])
    broken = 0
    uses: list[Callable[[KnowledgeGraph], object]] = [
        lambda kg: kg.facts(),
        lambda kg: kg.entities(),
        lambda kg: kg.documents(),
        lambda kg: kg.export(tmp_path / "out.ttl"),
        lambda kg: kg.query("SELECT * { ?s ?p ?o }"),
    ]
    for use in uses:
        try:
            with KnowledgeGraph.open(graph) as kg:
                use(kg)
        except NewsweaveError as error:
            broken += 1
            assert "\n" not in str(error)
    assert broken > 0

"""Exports: what goes out is the graph, whole, in order, and readable by others."""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pandas as pd
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import graph_diff, isomorphic, to_isomorphic
from tests.graph.store.store_fixtures import HOSTILE, entity, item, items, newsroom, random_items, said, state

from newsweave.graph.export.export import export, exported_quads
from newsweave.graph.nodes import text_of
from newsweave.graph.store.graph_reader import GraphReader
from newsweave.graph.store.store import GraphStore
from newsweave.graph.store.terms import ENTITIES, FACTS, NW, OA, RDF
from newsweave.ontology.errors import NewsweaveError, QueryError, StoreError

GOLDEN = Path(__file__).with_name("data") / "newsroom.ttl"
ENDINGS = [".ttl", ".nt", ".nq", ".trig", ".jsonld", ".graphml", ".csv", ".zip", ".parquet"]


@pytest.fixture(scope="module")
def store() -> Iterator[GraphStore]:
    with GraphStore.in_memory() as memory:
        yield items(memory, newsroom())


@pytest.fixture(scope="module")
def hostile() -> Iterator[GraphStore]:
    with GraphStore.in_memory() as memory:
        made = [
            item(
                text, (entity(text), "acquired", entity("Orva"), text, said(label=text, attributed_to=text)), title=text
            )
            for text in HOSTILE
        ]
        yield items(memory, made)


@pytest.mark.parametrize("ending", [".ttl", ".nt"])
def test_the_newsroom_is_the_golden_graph(store: GraphStore, tmp_path: Path, ending: str) -> None:
    export(store, tmp_path / f"out{ending}")
    found, golden = rdflib.Graph().parse(tmp_path / f"out{ending}"), rdflib.Graph().parse(GOLDEN)
    _, missing, extra = graph_diff(to_isomorphic(golden), to_isomorphic(found))
    assert (missing.serialize(format="nt"), extra.serialize(format="nt")) == ("", "")
    assert isomorphic(found, golden)


def test_a_graph_that_says_something_else_is_not_the_golden_one(tmp_path: Path) -> None:
    """The comparison above can fail."""
    with GraphStore.in_memory() as other:
        items(other, newsroom()[:2])
        export(other, tmp_path / "out.ttl")
    assert not isomorphic(rdflib.Graph().parse(tmp_path / "out.ttl"), rdflib.Graph().parse(GOLDEN))


@pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning:rdflib")
@pytest.mark.parametrize("ending", [".nq", ".trig", ".jsonld"])
def test_formats_with_graphs_keep_them(store: GraphStore, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"out{ending}"
    export(store, path)
    quads = {tuple(map(text_of, quad)) for quad in exported_quads(store)}
    dataset = rdflib.Dataset()
    dataset.parse(path, format={".nq": "nquads", ".trig": "trig", ".jsonld": "json-ld"}[ending])
    read = {(str(s), str(p), str(o), str(g)) for s, p, o, g in dataset.quads()}
    # rdflib gives numbers back in a form of its own
    as_number = {(s, p, _plain(o), g) for s, p, o, g in quads}
    assert {(s, p, _plain(o), g) for s, p, o, g in read} == as_number
    assert {g for *_, g in quads} >= {FACTS.value, ENTITIES.value}


def _plain(text: str) -> str:
    try:
        return str(float(text))
    except ValueError:
        return text


@pytest.mark.parametrize("ending", [".ttl", ".nt", ".nq", ".trig", ".jsonld"])
def test_hostile_text_survives_every_rdf_format(hostile: GraphStore, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"out{ending}"
    export(hostile, path)
    format = ox.RdfFormat.from_extension(ending[1:])
    read = {str(quad.triple) for quad in ox.parse(path=path, format=format)}
    assert read == {str(quad.triple) for quad in exported_quads(hostile)}


def test_bookkeeping_stays_inside(store: GraphStore) -> None:
    said_out = {quad.predicate for quad in exported_quads(store)}
    assert not said_out & {NW("names"), NW("naming"), NW("pending"), NW("band"), NW("storyPending")}
    assert len(list(exported_quads(store))) == len(
        [line for line in state(store) if "/naming/" not in line and str(NW("band")) not in line]
    )
    triples = [quad.triple for quad in exported_quads(store, by_graph=False)]
    assert len(triples) == len(set(triples)) == len(list(exported_quads(store)))


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_graph_gives_the_same_bytes(tmp_path: Path, ending: str) -> None:
    made = random_items(8, seed=4)
    for name, order in (("one", made), ("other", made[::-1])):
        with GraphStore.create_or_open(tmp_path / name) as store:
            export(items(store, order), tmp_path / f"{name}{ending}")
    assert (tmp_path / f"one{ending}").read_bytes() == (tmp_path / f"other{ending}").read_bytes() != b""


def test_turtle_declares_its_prefixes_in_order_and_uses_them(store: GraphStore, tmp_path: Path) -> None:
    export(store, tmp_path / "out.ttl")
    lines = (tmp_path / "out.ttl").read_text(encoding="utf-8").splitlines()
    header = [line for line in lines if line.startswith("@prefix")]
    assert lines[: len(header)] == header == sorted(header)
    assert "ent:mira-tolan a nw:Person ;" in lines


def test_graphml_is_read_back(store: GraphStore, tmp_path: Path) -> None:
    export(store, tmp_path / "out.graphml")
    network = nx.read_graphml(tmp_path / "out.graphml", force_multigraph=True)
    assert sorted(data["name"] for _, data in network.nodes(data=True)) == [
        "12500000 USD", "200/300", "2029", "3/4 USD", "4.50", "7", "Mira Tolan", "Oskar Bank", "Veldt Pay",
    ]  # fmt: skip
    assert sorted(data["relation"] for *_, data in network.edges(data=True)) == [
        "acquired", "chief_executive_of", "founded_on", "has_metric", "has_metric", "has_metric", "raised_funding",
        "raised_funding",        "signed_agreement_with", "works_for",
    ]  # fmt: skip


def test_graphml_holds_what_xml_cannot(hostile: GraphStore, tmp_path: Path) -> None:
    export(hostile, tmp_path / "out.graphml")
    assert len(nx.read_graphml(tmp_path / "out.graphml")) == len(HOSTILE) + 1


def test_csv_has_a_row_for_each_fact(store: GraphStore, tmp_path: Path) -> None:
    export(store, tmp_path / "out.csv")
    rows = list(csv.DictReader((tmp_path / "out.csv").open(encoding="utf-8", newline="")))
    facts = GraphReader(store).facts()
    assert len(rows) == len(facts) == 10
    [deal] = [row for row in rows if row["relation"] == "signed_agreement_with"]
    assert (deal["subject"], deal["object"], deal["status"]) == ("Veldt Pay", "Oskar Bank", "asserted")
    assert (deal["date"], deal["first_date"], deal["evidence"]) == ("2031-03", "2031-03-04", "2")
    [plan] = [row for row in rows if row["status"] == "planned"]
    assert (plan["amount"], plan["currency"]) == ("3000000", "USD")
    raised = {row["object"]: (row["amount"], row["currency"]) for row in rows if row["relation"] == "raised_funding"}
    assert raised["12500000 USD"] == ("12500000", "USD")
    values = [row["object_id"] for row in rows if row["object_type"] in ("date", "money", "number")]
    assert len(set(values)) == len(values)


def test_zip_has_two_tables(store: GraphStore, tmp_path: Path) -> None:
    export(store, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert archive.namelist() == ["nodes.csv", "edges.csv"]
        nodes, edges = (
            list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"), newline="")))
            for name in archive.namelist()
        )
    ids = {node["id:ID"]: node for node in nodes}
    assert len(ids) == len(nodes) == 9
    assert ids["https://w3id.org/newsweave/id/oskar-bank"]["type"] == "Bank"
    assert len(edges) == 10
    assert all(edge[":START_ID"] in ids and edge[":END_ID"] in ids for edge in edges)
    [deal] = [edge for edge in edges if edge["relation"] == "signed_agreement_with"]
    assert (deal["evidence:int"], deal["documents:int"], deal["confidence:double"]) == ("2", "2", "0.95")
    assert (deal["first_date"], deal["last_date"], deal["source_name"]) == ("2031-03-04", "2031-06-30", "Harbour Post")
    assert deal["sentence"] == "Veldt Pay signed a second deal with Oskar Bank."


NEO4J = re.compile(r"(\w*)(?::(ID|LABEL|START_ID|END_ID|TYPE|int|long|float|double|boolean|string|date)(\[\])?)?")
"""A header of neo4j-admin's import: name, type (a string where none is given)."""


def test_csv_is_what_neo4j_imports(hostile: GraphStore, tmp_path: Path) -> None:
    """By the rules of the operations manual, "Import": one ID, ends that exist, one type, numbers where said."""
    export(hostile, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        nodes, edges = (
            pd.read_csv(archive.open(name), dtype=str, keep_default_na=False) for name in archive.namelist()
        )
    kinds = {}
    for table in (nodes, edges):
        headers = [NEO4J.fullmatch(header) for header in table.columns]
        assert all(headers)
        names = [header[1] for header in headers if header and header[1]]
        assert len(names) == len(set(names))
        kinds[table.columns[0]] = [header[2] for header in headers if header and header[2]]
    assert kinds == {
        "id:ID": ["ID", "LABEL"],
        ":START_ID": ["START_ID", "END_ID", "TYPE", "double", "int", "int", "int"],
    }
    assert nodes["id:ID"].is_unique
    assert set(edges[":START_ID"]) | set(edges[":END_ID"]) <= set(nodes["id:ID"])
    assert nodes[":LABEL"].str.fullmatch(r"\w+").all() and edges[":TYPE"].str.fullmatch(r"\w+").all()
    assert pd.to_numeric(edges["confidence:double"]).between(0, 1).all()
    assert (edges["evidence:int"].astype(int) > 0).all()


def test_graphml_is_what_gephi_reads(store: GraphStore, tmp_path: Path) -> None:
    """Keys of the types that Gephi knows, all declared, a label on every node, an id on every edge."""
    export(store, tmp_path / "out.graphml")
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ElementTree.parse(tmp_path / "out.graphml").getroot()
    keys = {key.get("id"): key for key in root.iter(f"{space}key")}
    assert {key.get("attr.type") for key in keys.values()} <= {"string", "int", "long", "float", "double", "boolean"}
    assert {data.get("key") for data in root.iter(f"{space}data")} == set(keys)
    labels = {key for key, about in keys.items() if about.get("attr.name") == "label" and about.get("for") == "node"}
    nodes, edges = list(root.iter(f"{space}node")), list(root.iter(f"{space}edge"))
    assert len(nodes) == 9
    assert all(any(d.get("key") in labels and d.text for d in node.iter(f"{space}data")) for node in nodes)
    assert len({edge.get("id") for edge in edges}) == len(edges) == 10
    [graph] = root.iter(f"{space}graph")
    assert graph.get("edgedefault") == "directed"


def test_parquet_is_read_by_pandas(store: GraphStore, tmp_path: Path) -> None:
    export(store, tmp_path / "out.parquet")
    frame = pd.read_parquet(tmp_path / "out.parquet")
    assert len(frame) == sum(len(fact.evidence) for fact in GraphReader(store).facts())
    by_fact = frame.groupby("fact")["document"].nunique()
    assert by_fact.max() == 2
    assert frame["confidence"].between(0, 1).all()


def test_parquet_is_read_back(store: GraphStore, tmp_path: Path) -> None:
    export(store, tmp_path / "out.parquet")
    table = pq.read_table(tmp_path / "out.parquet")
    rows = table.to_pylist()
    assert len(rows) == sum(len(fact.evidence) for fact in GraphReader(store).facts())
    [plan] = [row for row in rows if row["status"] == "planned"]
    assert (plan["subject"], plan["relation"], plan["object"]) == ("Oskar Bank", "acquired", "Veldt Pay")
    assert (plan["earliest"], plan["latest"]) == (None, date(2032, 5, 5))
    assert dict(plan["qualifiers"])["amount_value"] == "3000000"
    [raised] = [row for row in rows if row["attributed_to"]]
    assert (raised["attributed_to"], raised["via"], raised["object_id"]) == ("Mira Tolan", "Harbour Post", None)
    assert all(row["sentence"] and 0 <= row["start"] < row["end"] and 0 <= row["confidence"] <= 1 for row in rows)
    export(store, tmp_path / "again.parquet")
    assert (tmp_path / "again.parquet").read_bytes() == (tmp_path / "out.parquet").read_bytes()


def test_without_pyarrow_the_extra_is_named(store: GraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(QueryError, match=r"export to \.parquet needs pyarrow: pip install 'newsweave\[parquet\]'"):
        export(store, tmp_path / "out.parquet")
    assert list(tmp_path.iterdir()) == []


def test_hostile_text_survives_csv(hostile: GraphStore, tmp_path: Path) -> None:
    export(hostile, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("nodes.csv").decode("utf-8"), newline="")))
    export(hostile, tmp_path / "out.csv")
    facts = list(csv.DictReader((tmp_path / "out.csv").open(encoding="utf-8", newline="")))
    assert HOSTILE[1] in {row["subject"] for row in facts}
    assert len(rows) == len(HOSTILE) + 1
    assert HOSTILE[1] in {row["name"] for row in rows}


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_graph_can_be_exported(tmp_path: Path, ending: str) -> None:
    with GraphStore.in_memory() as empty:
        export(empty, tmp_path / f"out{ending}")
    assert (tmp_path / f"out{ending}").exists()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("out.xlsx", r"the ending '\.xlsx' is not one of \.ttl, \.nt, \.nq, \.trig, \.jsonld, \.graphml, \.csv, \.zip"),
        ("out", "the ending '' is not one of"),
    ],
)
def test_other_endings_are_refused(store: GraphStore, tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        export(store, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_endings_in_capitals(store: GraphStore, tmp_path: Path) -> None:
    export(store, str(tmp_path / "OUT.TTL"))
    assert len(rdflib.Graph().parse(tmp_path / "OUT.TTL", format="turtle")) == len(rdflib.Graph().parse(GOLDEN))


def test_a_folder_that_is_missing_is_named(store: GraphStore, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"none/out\.ttl: cannot be written: No such file"):
        export(store, tmp_path / "none" / "out.ttl")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_failed_export_leaves_the_old_file_and_no_other(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"out{ending}"
    path.write_text("old", encoding="utf-8")
    store = GraphStore.in_memory()
    items(store, newsroom())
    damaged = ox.Quad(ox.BlankNode("b"), NW("version"), ox.Literal("1"), ox.NamedNode("http://x.example/g"))
    store.database.add(damaged)
    with pytest.raises(NewsweaveError, match="the graph is damaged"):
        export(store, path)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


# --- RDF 1.2 ---


@pytest.mark.parametrize("ending", [".ttl", ".nt", ".nq", ".trig"])
def test_reifiers_say_what_the_three_parts_said(store: GraphStore, tmp_path: Path, ending: str) -> None:
    export(store, tmp_path / f"plain{ending}")
    export(store, tmp_path / f"out{ending}", reifiers=True)
    format = ox.RdfFormat.from_extension(ending[1:])
    plain, reified = ox.Store(), ox.Store()
    plain.load(path=tmp_path / f"plain{ending}", format=format)
    reified.load(path=tmp_path / f"out{ending}", format=format)
    expanded: set[ox.Quad] = set()
    for quad in reified:
        if quad.predicate == RDF("reifies"):
            assert isinstance(quad.object, ox.Triple)
            parts = zip(("subject", "predicate", "object"), quad.object, strict=True)
            expanded.update(ox.Quad(quad.subject, RDF(part), term, quad.graph_name) for part, term in parts)
        else:
            expanded.add(quad)
    assert expanded == set(plain)
    assert len(reified) == len(plain) - 2 * sum(len(f.evidence) for f in GraphReader(store).facts())


def test_reifiers_are_asked_in_sparql_1_2(store: GraphStore, tmp_path: Path) -> None:
    export(store, tmp_path / "out.ttl", reifiers=True)
    reified = ox.Store()
    reified.load(path=tmp_path / "out.ttl", format=ox.RdfFormat.TURTLE)
    query = (
        f"SELECT ?text {{ ?e {RDF('reifies')} <<( ?who {NW('acquired')} ?what )>> ; "
        f"{NW('status')} 'planned' ; {OA('exact')} ?text }}"
    )
    assert [row["text"].value for row in reified.query(query)] == ["Oskar Bank plans to buy Veldt Pay by May 5."]  # type: ignore[union-attr]
    assert "rdf:reifies <<( ent:oskar-bank nw:acquired ent:veldt-pay )>>" in (tmp_path / "out.ttl").read_text("utf-8")


def test_reified_exports_are_the_same_bytes(tmp_path: Path) -> None:
    made = random_items(8, seed=4)
    for name, order in (("one", made), ("other", made[::-1])):
        with GraphStore.in_memory() as store:
            export(items(store, order), tmp_path / f"{name}.trig", reifiers=True)
    assert (tmp_path / "one.trig").read_bytes() == (tmp_path / "other.trig").read_bytes() != b""


@pytest.mark.parametrize("ending", [".jsonld", ".graphml", ".csv", ".parquet"])
def test_other_formats_have_no_reifiers(store: GraphStore, tmp_path: Path, ending: str) -> None:
    with pytest.raises(QueryError, match=r"reifiers \(RDF 1\.2\) can be written to \.ttl, \.nt, \.nq, \.trig, not to"):
        export(store, tmp_path / f"out{ending}", reifiers=True)
    assert list(tmp_path.iterdir()) == []

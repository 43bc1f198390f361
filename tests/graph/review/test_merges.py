"""Merging: what is proposed, what a person decides, and what the next build makes of it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import Graph
from rdflib.compare import isomorphic
from tests.graph.store.store_fixtures import Item, entity, item

import newsweave
from newsweave import Extractor
from newsweave.cli import cli
from newsweave.graph.knowledge_graph import KnowledgeGraph
from newsweave.graph.review.merge_decisions import Decision, Merging, read_decisions, write_decisions
from newsweave.graph.review.merges import review
from newsweave.graph.store.folder import MERGES_FILE
from newsweave.graph.store.store import GraphStore
from newsweave.ontology.errors import DataError

TEXTS = {
    "a": "Corvex Holdings acquired Pell Software in 2021.",
    "b": "Corvex sued Kestrin Bank in 2022.",
    "c": "Larch Ventures invested in Kestrin Bank in 2023.",
}


def write_news(path: Path, texts: dict[str, str]) -> Path:
    path.write_text("".join(json.dumps({"id": k, "text": t}) + "\n" for k, t in texts.items()), "utf-8")
    return path


def facts(graph: Path) -> set[tuple[str, str, str]]:
    with newsweave.open(graph) as kg:
        return {(f.subject.name, f.relation, getattr(f.object, "name", "")) for f in kg.facts()}


def decide(graph: Path, answer: str, other: str) -> None:
    """Answer a proposal as a person would, in the file."""
    path = graph / MERGES_FILE
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    assert other in {row["other_name"] for row in rows}
    for row in rows:
        row["decision"] = answer if row["other_name"] == other else row["decision"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def propose(graph: Path) -> list[dict[str, str]]:
    result = CliRunner().invoke(cli, ["merges", str(graph), "--write", "--json"], catch_exceptions=False)
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def graph(tmp_path: Path, loaded: Extractor) -> Path:
    newsweave.build(write_news(tmp_path / "news.jsonl", TEXTS), tmp_path / "KG", extractor=loaded)
    return tmp_path / "KG"


def test_a_yes_is_honoured_by_the_next_build_and_a_withdrawn_one_too(graph: Path, loaded: Extractor) -> None:
    news, before = graph.parent / "news.jsonl", facts(graph)
    assert ("Corvex", "sued", "Kestrin Bank") in before
    assert [(p["keep_name"], p["other_name"]) for p in propose(graph)] == [("Corvex Holdings", "Corvex")]
    decide(graph, "yes", "Corvex")
    report = newsweave.build(news, graph, extractor=loaded)
    assert (report.read, report.unchanged, report.undecided) == (1, 2, 0)  # only what the decision concerns
    assert facts(graph) == before - {("Corvex", "sued", "Kestrin Bank")} | {("Corvex Holdings", "sued", "Kestrin Bank")}
    with newsweave.open(graph) as kg:
        assert [(j.alias, j.why) for j in kg.joined_names() if j.entity.name == "Corvex Holdings"] == [
            ("Corvex", "decided")
        ]
        assert kg.validate().conforms
        assert {f.relation for f in kg.facts(about="Corvex")} == {"acquired", "sued"}
    assert newsweave.build(news, graph, extractor=loaded).read == 0
    decide(graph, "no", "Corvex")
    assert newsweave.build(news, graph, extractor=loaded).read == 1
    assert facts(graph) == before
    assert [p["decision"] for p in propose(graph)] == ["no"]


def test_the_graph_is_the_same_as_if_all_had_been_decided_before(graph: Path, loaded: Extractor) -> None:
    propose(graph)
    decide(graph, "yes", "Corvex")
    newsweave.build(graph.parent / "news.jsonl", graph, extractor=loaded)
    fresh = graph.parent / "fresh"
    (fresh / "KG").mkdir(parents=True)
    (fresh / "KG" / MERGES_FILE).write_bytes((graph / MERGES_FILE).read_bytes())
    newsweave.build(graph.parent / "news.jsonl", fresh / "KG", extractor=loaded)
    graphs = []
    for folder in (graph, fresh / "KG"):
        with newsweave.open(folder) as kg:
            kg.export(folder.parent / "out.ttl")
        graphs.append(Graph().parse(folder.parent / "out.ttl"))
    assert isomorphic(*graphs)
    assert "mergedFrom" not in (graph.parent / "out.ttl").read_text("utf-8")


def test_documents_that_are_not_among_the_inputs_are_told(graph: Path, loaded: Extractor) -> None:
    propose(graph)
    decide(graph, "yes", "Corvex")
    other = write_news(graph.parent / "other.jsonl", {"d": "Corvex hired Ide Voss as chief executive in 2024."})
    report = newsweave.build(other, graph, extractor=loaded)
    assert (report.read, report.undecided) == (1, 1)
    assert "Corvex Holdings" in {subject for subject, _, _ in facts(graph)}


def proposals_of(*items: Item) -> list[tuple[str, str, str]]:
    """The proposals of a graph that holds these documents: kept, other, why."""
    store = GraphStore.in_memory()
    for i in items:
        store.put(i.document, i.statements, i.entities)
    store.finish()
    return [(d.keep_name, d.other_name, d.why) for d in KnowledgeGraph(store).proposed_merges()]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (("Orva Payments Network", "Company"), ("OPN", "Company"), "initials"),
        (("Bank of Orva", "Bank"), ("BOO", "Bank"), "initials"),
        (("Pay Lund", "Company"), ("PayLund", "Company"), "spelling"),
        (("Société Orva", "Bank"), ("Societe Orva", "Company"), "spelling"),
        (("Lund Payments", "Company"), ("Lund", "Company"), "beginning of the name"),
        (("Ide Voss", "Person"), ("Voss", "Person"), "surname"),
        (("Ide Voss", "Person"), ("I. Voss", "Person"), "initial and surname"),
        (("Corvex Payments", "Company"), ("Corvex Paymnets", "Bank"), "slip of the pen"),
        (("Lund Payments", "Company"), ("Lund", "City"), None),
        (("Lund Payments", "Company"), ("Payments", "Company"), None),
        (("Orva Payments Network", "Company"), ("Opn", "Company"), None),
        (("Ide Voss", "Person"), ("Ide", "Person"), None),
        (("Ide Voss", "Person"), ("A. Voss", "Person"), None),
        (("Orva City", "City"), ("Orva", "City"), None),
    ],
)
def test_what_is_proposed(one: tuple[str, str], other: tuple[str, str], why: str | None) -> None:
    kest = entity("Kest")
    items = [item(f"d{i}", (entity(*e), "sued", kest, "They sued.", {})) for i, e in enumerate((one, other))]
    assert [w for _, _, w in proposals_of(*items)] == ([] if why is None else [why])


def test_two_that_a_fact_joins_are_two() -> None:
    long, short = entity("Lund Payments"), entity("Lund")
    assert proposals_of(item("d", (long, "acquired", short, "It did.", {}))) == []


def test_a_short_form_of_many_says_too_little() -> None:
    names = ["Lund", *(f"Lund {w}" for w in ("Bank", "Foods", "Steel", "Wool", "Yards"))]
    kest = entity("Kest")
    assert (
        proposals_of(*(item(f"d{i}", (entity(n), "sued", kest, "They sued.", {})) for i, n in enumerate(names))) == []
    )


def line(keep: str, other: str, decision: str = "yes") -> Decision:
    return Decision(keep, keep.title(), other, other.title(), decision)


def test_all_that_is_joined_becomes_one() -> None:
    path = Path("merges.csv")
    chain = Merging.of([line("b", "a"), line("c", "b"), line("x", "c", "no")], path)
    assert (chain.now("a"), chain.now("b"), chain.now("c"), chain.now("z")) == ("c", "c", "c", "z")
    three = Merging.of([line("i-voss", "voss"), line("ide-voss", "i-voss"), line("ide-voss", "voss")], path)
    assert {three.now(x) for x in ("voss", "i-voss", "ide-voss")} == {"ide-voss"}
    round = Merging.of([line("b", "a"), line("a", "b")], path)
    assert {round.now("a"), round.now("b")} == {"b"}
    long = Merging.of([line(f"n{i + 1}", f"n{i}") for i in range(5000)], path)
    assert long.now("n0") == "n5000"


@pytest.mark.parametrize(
    "lines",
    [
        [line("b", "a"), line("a", "b", "no")],
        [line("b", "a"), line("c", "a"), line("b", "c", "no")],
    ],
)
def test_a_no_between_two_that_become_one_is_refused(lines: list[Decision]) -> None:
    with pytest.raises(DataError, match=r"^merges\.csv: .* not the same by one line"):
        Merging.of(lines, Path("merges.csv"))


def test_a_line_of_ones_own_needs_only_the_ids(graph: Path, loaded: Extractor) -> None:
    (graph / MERGES_FILE).write_text("decision,keep,other\nyes,corvex-holdings,corvex\n\n,,\n", "utf-8")
    report = newsweave.build(graph.parent / "news.jsonl", graph, extractor=loaded)
    assert (report.read, report.notes) == (1, [])
    with newsweave.open(graph) as kg:
        assert {e.name for e in kg.entities() if "Corvex" in (e.name, *e.aliases)} == {"Corvex Holdings"}


def test_the_kept_entity_keeps_its_name_and_class_and_both_can_be_changed(graph: Path, loaded: Extractor) -> None:
    news = graph.parent / "news.jsonl"
    for name, cls in (("Corvex Holdings", "Bank"), ("CORVEX", "Bank"), ("CORVEX", "Company")):
        text = f'decision,keep,keep_name,other,class\nyes,corvex-holdings,"{name}",corvex,{cls}\n'
        (graph / MERGES_FILE).write_text(text, "utf-8")
        newsweave.build(news, graph, extractor=loaded)
        assert newsweave.build(news, graph, extractor=loaded).read == 0
        with newsweave.open(graph) as kg:
            (naming,) = kg.query('SELECT ?v { ?n nw:mergedFrom "corvex" ; nw:naming ?v }').rows
        assert json.loads(str(naming[0]))[:2] == [name, cls]


def test_an_id_that_the_graph_lacks_is_told(graph: Path, loaded: Extractor) -> None:
    (graph / MERGES_FILE).write_text("decision,keep,other\nyes,corvex-holdngs,corvex\n", "utf-8")
    report = newsweave.build(graph.parent / "news.jsonl", graph, extractor=loaded)
    assert len(report.notes) == 1
    assert "'corvex-holdngs' is no entity of the graph" in report.notes[0]


def test_a_fact_between_two_that_are_one_is_left_out() -> None:
    i = item(
        "d",
        (entity("Lund"), "acquired", entity("Orva"), "It did.", {}),
        (entity("Orva"), "sued", entity("K"), "It sued.", {}),
    )
    merging = Merging.of([Decision("orva", "Orva Group", "lund", "Lund", "yes")], Path("m"))
    statements, entities, merged = merging.apply(i.statements, i.entities)
    assert [s.relation for s in statements] == ["sued"]
    assert "lund" not in {e.id for e in entities}
    assert merged == {"orva": ["lund"]}


def test_review_keeps_decisions_and_drops_what_they_settle() -> None:
    decided = [line("b", "a"), line("c", "d", "no"), line("e", "f", ""), Decision("p", "", "q", "", note="ask Ide")]
    proposed = [line("a", "b", ""), line("d", "c", ""), line("g", "a", ""), line("g", "b", ""), line("q", "p", "")]
    shown = review(decided, proposed, Merging.of(decided, Path("m")))
    assert [(d.keep, d.other, d.decision) for d in shown] == [
        ("b", "a", "yes"),
        ("c", "d", "no"),
        ("p", "q", ""),
        ("g", "a", ""),
    ]


def test_decisions_come_back_as_written(tmp_path: Path) -> None:
    lines = [Decision("a", 'A, "B"', "c", "=C", "no", "Bank", "initials", 3, 4, "ask"), line("é", "ø", "")]
    write_decisions(tmp_path / "m.csv", lines)
    back = read_decisions(tmp_path / "m.csv")
    assert back == lines
    assert read_decisions(tmp_path / "none.csv") == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("decision,keep\nyes,a\n", "no column 'other'"),
        ("decision,keep,other\nmaybe,a,b\n", ":2: decision 'maybe'"),
        ("decision,keep,other\nyes,a,\n", ":2: names no other"),
        ("decision,keep,other\nyes,a,a\n", ":2: keep and other are both 'a'"),
        ('decision,keep,other\nyes,"a,b\n', "is not CSV"),
        ("", "no column 'decision'"),
        ("decision;keep;other\nyes;a;b\n", "between commas"),
        ("decision,keep,other,class\nyes,a,b,Firm\n", ":2: class 'Firm'"),
    ],
)
def test_a_wrong_file_is_one_clear_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "merges.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError) as error:
        read_decisions(path)
    assert str(error.value).startswith(str(path))
    assert message in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1 Pay", "-x", "@home", "'quoted", "'=x", "plain", "a=b"])
def test_no_name_is_a_formula_and_all_come_back(tmp_path: Path, name: str) -> None:
    given = [Decision("a", name, "b", name, note=name)]
    write_decisions(tmp_path / "merges.csv", given)
    rows = list(csv.DictReader((tmp_path / "merges.csv").open(encoding="utf-8", newline="")))
    assert not any(str(cell)[:1] in ("=", "+", "-", "@") for row in rows for cell in row.values() if cell)
    assert read_decisions(tmp_path / "merges.csv") == given


def test_a_build_that_stops_at_wrong_decisions_lets_go_of_the_graph(tmp_path: Path, loaded: Extractor) -> None:
    news, graph = write_news(tmp_path / "news.jsonl", TEXTS), tmp_path / "KG"
    newsweave.build(news, graph, extractor=loaded)
    wrong = "decision,keep,other\nyes,a,b\nyes,b,c\nno,a,c\n"
    (graph / MERGES_FILE).write_text(wrong, "utf-8")
    with pytest.raises(DataError, match="are not the same by one line") as kept:
        newsweave.build(news, graph, extractor=loaded)
    (graph / MERGES_FILE).unlink()
    assert newsweave.build(news, graph, extractor=loaded).unchanged == len(TEXTS)
    assert kept.tb is not None  # held, as a notebook holds the last error


def test_decisions_that_never_end_are_not_waited_for() -> None:
    with pytest.raises(DataError, match="/dev/zero: is no regular file"):
        read_decisions(Path("/dev/zero"))

"""Facts from one entity to another."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import networkx as nx
import pytest
from tests.graph.show.page_fixtures import BASE, fact, random_facts

from newsweave.extract.model import Status
from newsweave.graph.ask.paths import near_names, shortest_path
from newsweave.graph.facts import STATUS_ORDER, Fact, GraphEntity, GraphValue
from newsweave.graph.knowledge_graph import KnowledgeGraph
from newsweave.ontology.errors import QueryError

ALL: tuple[Status, ...] = STATUS_ORDER
POINTS = {"asserted": 5, "reported": 3, "planned": 2, "possible": 1, "negated": 0}


def node(name: str, *aliases: str) -> GraphEntity:
    return GraphEntity(BASE + name, name, "Company", aliases)


def chain(*steps: str) -> list[Fact]:
    """Facts from lines such as ``A B``, ``A B planned`` or ``A B asserted twice``."""
    made = []
    for number, line in enumerate(steps):
        one, other, *more = line.split()
        status: Status = next((s for s in STATUS_ORDER if s in more), "asserted")
        text = f"{one} and {other}."
        again = text if "twice" in more else None
        made.append(fact(node(one), "acquired", node(other), text, number=number, status=status, again=again))
    return made


def walked(facts: Sequence[Fact] | None) -> list[str] | None:
    if facts is None:
        return None
    ends = [(f.subject.name, f.object.name) for f in facts if isinstance(f.object, GraphEntity)]
    return ["".join(end) for end in ends]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (["A D"], ["AD"]),
        (["D A"], ["DA"]),  # a fact leads either way
        (["A B", "B D"], ["AB", "BD"]),
        (["A B", "B D", "A C", "C E", "E D"], ["AB", "BD"]),
        (["A B", "B D planned", "A C", "C D"], ["AC", "CD"]),  # surest
        (["A B possible", "B D", "A C reported", "C D reported"], ["AB", "BD"]),  # 6 each: by IRI
        (["A B", "B D planned", "A C reported", "C D reported"], ["AB", "BD"]),  # 7 against 6
        (["A D negated", "A B", "B D"], ["AD"]),  # where negated ones count at all, shorter goes before surer
        (["A B", "B D", "A C", "C D", "C X", "C Y"], ["AC", "CD"]),  # the more connected
        (["A D", "A D twice"], ["AD"]),
        (["A A", "A B", "B B", "B D"], ["AB", "BD"]),
        (["A B", "C D"], None),
        (["B C"], None),
        ([], None),
    ],
)
def test_the_way(steps: list[str], expected: list[str] | None) -> None:
    found = shortest_path(chain(*steps), {BASE + "A"}, {BASE + "D"}, ALL)
    assert walked(found) == expected


@pytest.mark.parametrize(
    ("steps", "number"),
    [
        (["A D planned", "A D", "D A"], 1),  # the surest, then the first
        (["A D planned twice", "A D reported"], 1),
        (["A D", "D A twice", "A D"], 1),  # the one that more sentences say
    ],
)
def test_of_several_facts_between_two_the_best_stands_for_the_step(steps: list[str], number: int) -> None:
    facts = chain(*steps)
    assert shortest_path(facts, {BASE + "A"}, {BASE + "D"}, ALL) == [facts[number]]


def test_values_and_other_statuses_lead_nowhere() -> None:
    value = GraphValue("5", "number", "5")
    through = [fact(node(n), "has_metric", value, f"{n} has 5.", number=i) for i, n in enumerate("AD")]
    assert shortest_path(through, {BASE + "A"}, {BASE + "D"}, ALL) is None
    asserted, planned = ALL[0], ALL[2]
    facts = chain("A D negated", "A B planned", "B D")
    assert walked(shortest_path(facts, {BASE + "A"}, {BASE + "D"}, (asserted, planned))) == ["AB", "BD"]
    assert shortest_path(facts, {BASE + "A"}, {BASE + "D"}, (asserted,)) is None


def test_several_entities_of_one_name() -> None:
    facts = chain("A B", "B D", "X D reported", "B Y")
    assert walked(shortest_path(facts, {BASE + "A", BASE + "X"}, {BASE + "D"}, ALL)) == ["XD"]
    assert walked(shortest_path(facts, {BASE + "A"}, {BASE + "D", BASE + "Y"}, ALL)) == ["AB", "BD"]


@pytest.mark.parametrize("seed", range(5))
def test_no_way_is_shorter_or_of_equal_length_surer(seed: int) -> None:
    facts = random_facts(25, 45, seed=seed)
    network: nx.Graph[str] = nx.Graph()
    for f in facts:
        if isinstance(f.object, GraphEntity):
            one, other, points = f.subject.iri, f.object.iri, POINTS[f.status]
            old = network.get_edge_data(one, other, {"points": 0})["points"]
            network.add_edge(one, other, points=max(points, old))
    for one, other in itertools.combinations(sorted(network), 2):
        found = shortest_path(facts, {one}, {other}, ALL)
        if found is None:
            assert not nx.has_path(network, one, other)
            continue
        ways = [list(itertools.pairwise(way)) for way in nx.all_shortest_paths(network, one, other)]
        best = max(sum(network.edges[step]["points"] for step in way) for way in ways)
        assert (len(found), sum(POINTS[f.status] for f in found)) == (len(ways[0]), best)
        assert shortest_path(facts[::-1], {one}, {other}, ALL) == found


def test_near_names() -> None:
    entities = [node("Kestrel Pay", "Kestrel"), node("Halden\nGroup"), node("Orrin")]
    assert near_names("kestral pay", entities) == ["Kestrel Pay", "Kestrel"]
    assert near_names("HALDEN GRUOP ", entities) == ["Halden Group"]
    assert near_names("", entities) == near_names("Zzz", entities) == []


@pytest.mark.parametrize("one", ["Mira Tolan", "mira-tolan", "https://w3id.org/newsweave/id/mira-tolan"])
def test_a_path_by_name_id_or_iri(kg: KnowledgeGraph, one: str) -> None:
    path = kg.path(one, "oskar")
    assert [f.relation for f in path] == ["works_for", "signed_agreement_with"]
    assert [len(f.evidence) for f in path] == [2, 2]
    assert path._repr_html_().count("<tr>") == 3


@pytest.mark.parametrize(
    ("status", "relations"),
    [
        (None, ["acquired", "acquired"]),
        (["asserted", "possible"], ["acquired", "acquired"]),
        ("asserted", None),
        (["negated", "asserted"], None),
    ],
)
def test_a_path_by_status(kg: KnowledgeGraph, status: list[str] | str | None, relations: list[str] | None) -> None:
    if relations is None:
        with pytest.raises(QueryError, match="no chain of"):
            kg.path("Kest", "Lund", status=status)
    else:
        assert [f.relation for f in kg.path("Kest", "Lund", status=status)] == relations


@pytest.mark.parametrize(
    ("one", "other", "status", "message"),
    [
        ("Mira Tollan", "Oskar", None, r"nothing in the graph is called 'Mira Tollan'; near it: Mira Tolan"),
        ("Oskar", "Mira Tollan", None, r"nothing in the graph is called 'Mira Tollan'"),
        ("Oskar", "", None, r"nothing in the graph is called ''$"),
        ("Oskar", "OSKAR BANK", None, "'Oskar' and 'OSKAR BANK' are the same entity"),
        ("Oskar", "Kest", None, "no chain of asserted, reported, planned or possible facts joins 'Oskar' and 'Kest'"),
        ("Oskar", "Kest", "planned", "no chain of planned facts joins"),
        ("Oskar", "Kest", ["planned", "negated"], "no chain of planned or negated facts joins"),
        ("Oskar", "Kest", [], "no status is given; there are asserted, reported"),
        ("Oskar", "Kest", "rumoured", "status 'rumoured' is none of asserted,"),
        ("Oskar", "Harbour Post", None, "no chain of"),  # an entity without facts
    ],
)
def test_wrong_paths(kg: KnowledgeGraph, one: str, other: str, status: list[str] | str | None, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        kg.path(one, other, status=status)

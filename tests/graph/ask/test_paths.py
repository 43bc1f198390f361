"""Facts along time, and from one entity to another."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import networkx as nx
import pytest
from tests.graph.show.page_fixtures import BASE, fact, random_facts
from tests.graph.store.store_fixtures import HOSTILE, entity, item, items, newsroom, said

from newsweave.extract.model import Status
from newsweave.graph.ask.paths import Moment, in_time, near_names, period, shortest_path
from newsweave.graph.facts import STATUS_ORDER, Fact, GraphEntity, GraphValue
from newsweave.graph.knowledge_graph import KnowledgeGraph, Timeline
from newsweave.graph.store.store import GraphStore
from newsweave.ontology.errors import QueryError

ALL: tuple[Status, ...] = STATUS_ORDER
POINTS = {"asserted": 5, "reported": 3, "planned": 2, "possible": 1, "negated": 0}


def node(name: str, *aliases: str) -> GraphEntity:
    return GraphEntity(BASE + name, name, "Company", aliases)


def told(qualifiers: dict[str, str], published: str | None = None, value: str | None = None) -> Fact:
    """A fact of which one sentence says these things about its time."""
    obj = node("B") if value is None else GraphValue(value, "date", value)
    return fact(node("A"), "founded_on", obj, "A and B.", qualifiers=qualifiers, document={"date": published})


def days(moment: Moment) -> str:
    return "/".join(day.isoformat() if day else ".." for day in (moment.first, moment.last))


# ---- along time


@pytest.mark.parametrize(
    ("qualifiers", "published", "value", "expected"),
    [
        ({"date": "2024-03-01"}, "2024-05-05", None, "2024-03-01/2024-03-01"),
        ({"date": "2024-03"}, None, None, "2024-03-01/2024-03-31"),
        ({"date": "2024-Q2"}, None, None, "2024-04-01/2024-06-30"),
        ({"date": "2024-H2"}, None, None, "2024-07-01/2024-12-31"),
        ({"date": "2024", "edtf": "2024~"}, None, None, "2024-01-01/2024-12-31"),
        ({"date": "2024-05-05", "edtf": "../2024-05-05"}, None, None, "../2024-05-05"),
        ({"date": "2018", "edtf": "2018/.."}, None, None, "2018-01-01/.."),
        ({"begin": "2020"}, "2024-05-05", None, "2020-01-01/.."),
        ({"end": "2024-06"}, "2024-05-05", None, "../2024-06-30"),
        ({"begin": "2020-02", "end": "2021"}, None, None, "2020-02-01/2021-12-31"),
        ({}, "2024-05-05", "2018", "2018-01-01/2018-12-31"),  # founded on
        ({}, "2024-05-05", "Tuesday", "2024-05-05/2024-05-05 published"),
        ({}, "2024-05", None, "2024-05-01/2024-05-31 published"),
        ({"date": "soon"}, "2024-05-05", None, "2024-05-05/2024-05-05 published"),
        ({"date": "2024-02-31"}, "2024-05-05", None, "2024-05-05/2024-05-05 published"),
    ],
)
def test_the_time_of_a_fact(
    qualifiers: dict[str, str], published: str | None, value: str | None, expected: str
) -> None:
    [moment] = in_time([told(qualifiers, published, value)])
    assert days(moment) + (" published" if moment.published else "") == expected


@pytest.mark.parametrize("published", [None, "yesterday"])
def test_what_has_no_time_is_left_out(published: str | None) -> None:
    assert in_time([told({}, published)]) == []


def test_what_a_sentence_says_goes_before_publication_and_the_strongest_first() -> None:
    silent, weaker = told({}, "2020-01-01").evidence[0], told({"date": "2022"}).evidence[0]
    one = replace(told({}), evidence=(silent, told({"date": "2021"}).evidence[0], weaker))
    [moment] = in_time([one])
    assert (moment.day, moment.published, moment.evidence) == (date(2021, 1, 1), False, one.evidence[1])
    later = told({}, "2019-06-01").evidence[0]
    [moment] = in_time([replace(one, evidence=(silent, later))])
    assert (moment.day, moment.published, moment.evidence) == (date(2019, 6, 1), True, later)


def test_the_order_does_not_depend_on_how_facts_come() -> None:
    facts = random_facts(30, 120, seed=5)
    moments = in_time(facts)
    assert [m.day for m in moments] == sorted(m.day for m in moments)
    shuffled = random.Random(1).sample(facts, len(facts))
    assert in_time(shuffled) == moments


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, ["2018", "2023", "2024-03", "2025"]),
        ("2024", None, ["2024-03", "2025"]),
        ("2024-03-31", None, ["2024-03", "2025"]),
        ("2024-04-01", None, ["2025"]),
        (None, "2024", ["2018", "2023", "2024-03"]),
        (None, "2024-03-01", ["2018", "2023", "2024-03"]),
        (None, "2024-02", ["2018", "2023"]),
        ("2023-Q3", "2024-Q1", ["2023", "2024-03"]),
        ("2026", None, []),
        ("2025", "2018", []),
    ],
)
def test_since_and_until(since: str | None, until: str | None, expected: list[str]) -> None:
    facts = [told({"date": text}) for text in ("2025", "2024-03", "2023", "2018")]
    found = in_time(facts, period("since", since)[0], period("until", until)[1])
    assert [m.evidence.qualifiers["date"] for m in found] == expected


@pytest.mark.parametrize("text", ["", "soon", "2024-13", "2024-02-30", "2024/2025", "../2024", "1 March 2024"])
def test_what_is_no_date_is_named(text: str) -> None:
    with pytest.raises(QueryError, match="since must be a date such as 2024, 2024-03 or 2024-03-01, not"):
        period("since", text)


# ---- from one entity to another


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


# ---- as people ask for it


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ways") / "kg"
    with GraphStore.create_or_open(path) as store:
        lone = item("lone", (entity("Kest"), "acquired", entity("Orva"), "Kest bought Orva.", said()))
        rumour = item(
            "rumour", (entity("Orva"), "acquired", entity("Lund"), "Orva may buy Lund.", said(status="possible"))
        )
        items(store, [*newsroom(), lone, rumour])
    return path


@pytest.fixture
def kg(folder: Path) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph.open(folder) as graph:
        yield graph


def test_a_timeline(kg: KnowledgeGraph) -> None:
    found = [(days(m), m.fact.relation, m.published) for m in kg.timeline(about="VELDT")]
    assert found == [
        ("2029-01-01/2029-12-31", "founded_on", False),
        ("2030-01-01/..", "works_for", False),
        ("2031-03-01/2031-03-31", "signed_agreement_with", False),
        ("2031-03-04/2031-03-04", "chief_executive_of", True),
        ("2031-03-04/2031-03-04", "raised_funding", True),
        ("2031-06-30/2031-06-30", "has_metric", True),
        ("2031-06-30/2031-06-30", "raised_funding", True),
        ("2031-06-30/2031-06-30", "has_metric", True),
        ("2031-06-30/2031-06-30", "has_metric", True),
        ("../2032-05-05", "acquired", False),
    ]
    assert len(kg.timeline()) == len(kg.timeline(about="veldt pay"))  # the facts of the other documents have no date
    assert [m.day.year for m in kg.timeline(since="2030", until="2031-03-03")] == [2030, 2031]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"about": "Veltd Pay"}, r"nothing in the graph is called 'Veltd Pay'; near it: Veldt Pay$"),
        ({"about": "Zzz"}, r"nothing in the graph is called 'Zzz'$"),
        ({"since": "March"}, "since must be a date such as"),
        ({"until": "2024-13"}, "until must be a date such as"),
    ],
)
def test_wrong_timelines(kg: KnowledgeGraph, arguments: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        kg.timeline(**arguments)


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


@pytest.mark.parametrize("text", HOSTILE)
def test_a_timeline_in_a_notebook_is_inert(text: str) -> None:
    made = item("d", (entity(text), "acquired", entity("Orva"), text, said(label=text)), title=text, date="2031-01-02")
    with GraphStore.in_memory() as store:
        shown = KnowledgeGraph(items(store, [made])).timeline()._repr_html_()
    assert "2031-01-02 (published)" in shown
    assert "<img" not in shown
    assert "<script" not in shown
    assert not set(shown) & {"\x00", "\x1b", "\u202e"}


def test_a_timeline_in_a_notebook_says_when_and_how_much_is_shown(kg: KnowledgeGraph) -> None:
    shown = Timeline(kg.timeline() * 6)._repr_html_()
    assert shown.count("<tr>") == 51
    assert "50 of 60 facts shown" in shown
    assert "<td>.. to 2032-05-05</td>" in shown
    assert "<td>2030-01-01 to ..</td>" in shown


def test_a_part_is_shown_as_the_whole(kg: KnowledgeGraph) -> None:
    facts, moments = kg.facts(), kg.timeline()
    assert facts[:2]._repr_html_().count("<tr>") == moments[-2:]._repr_html_().count("<tr>") == 3
    assert [facts[0], facts[1]] == facts[:2]

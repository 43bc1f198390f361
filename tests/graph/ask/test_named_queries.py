"""The named queries, their file format, and how values get into them."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from tests.graph.store.store_fixtures import HOSTILE, Item, entity, item, items, newsroom, said, value

from newsweave.cli import cli
from newsweave.extract.model import LiteralArgument, Source
from newsweave.graph.ask.named_queries import NamedQuery, load_query, named_queries, named_query
from newsweave.graph.ask.query import refuse_unknown_names, run_named_query, run_query
from newsweave.graph.knowledge_graph import KnowledgeGraph
from newsweave.graph.store.store import GraphStore
from newsweave.ontology.errors import DataError, QueryError

NAMES = (
    "agreements-of best-supported claims-by contested contradicting-amounts contradicting-dates deals-of "
    "documents events events-of facts-about facts-of-document figures-of group-of happened-between known-by money-of "
    "most-connected never-confirmed open-facts-of open-predicates "
    "partners-of path-between products-of regulation-of relations reprints timeline "
    "unnamed-sources what-they-said who-moved-where who-works-where "
).split()

GOOD = """# title: Buyers
# description: Who bought what,
#   and where.
# param buyer (entity): the buyer
# param place: where (optional)
# param kind: of deal (default take over (hostile))
# param limit: how many (default 5)
# example: newsweave query KG --name buyers --param buyer=Kest
# a comment of the query would end the header
SELECT * {
  VALUES ?buyer { <http://x.example/kest> }  # VALUES ?place { }
  VALUES ?place { "Lund" }
  VALUES ?kind { "merger" }
  ?buyer ?p ?place, ?kind, "VALUES ?buyer { }"
}
LIMIT 20
""".replace("# a comment of the query would end the header\n", "")


@pytest.fixture(scope="module")
def store() -> Iterator[GraphStore]:
    with GraphStore.in_memory() as memory:
        yield items(memory, newsroom())


def load(tmp_path: Path, text: str, name: str = "buyers.rq") -> NamedQuery:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load_query(path)


def nobody(text: str) -> list[ox.NamedNode]:
    return []


# --- those that ship ---


def test_these_ship() -> None:
    assert list(named_queries()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_file_runs_as_it_stands(store: GraphStore, name: str) -> None:
    store.database.query(named_query(name).sparql, use_default_graph_as_union=True)  # without our prefixes


@pytest.mark.parametrize("name", NAMES)
def test_its_example_runs(store: GraphStore, name: str) -> None:
    words = shlex.split(named_query(name).example)
    assert words[:5] == ["newsweave", "query", "KG", "--name", name]
    assert words[5::2] == ["--param"] * len(words[5::2])
    run_named_query(store, name, dict(word.split("=", 1) for word in words[6::2]))


@pytest.mark.parametrize(
    "name", ["Oskar Bank", "oskar", "OSKAR BANK", "oskar-bank", " Oskar ", "https://w3id.org/newsweave/id/oskar-bank"]
)
def test_agreements_of(store: GraphStore, name: str) -> None:
    one = "Oskar Bank signed an MOU on instant payments with Veldt Pay in March 2031."
    assert run_named_query(store, "agreements-of", {"name": name}).to_dicts() == [
        {
            "organisation": "Oskar Bank",
            "partner": "Veldt Pay",
            "type": type,
            "topic": topic,
            "date": date,
            "status": "asserted",
            "sentence": sentence,
            "document": document,
        }
        for type, topic, date, sentence, document in [
            ("deal", None, None, "Veldt Pay signed a second deal with Oskar Bank.", "Second deal"),
            ("MOU", "instant payments", "2031-03", one, "Oskar and Veldt sign"),
        ]
    ]


@pytest.mark.parametrize("name", ["Oskar Bank Ltd", "oskar bank limited", "Öskár-Bank", "The Oskar Bank"])
def test_a_name_is_found_without_its_accents_and_legal_form(store: GraphStore, name: str) -> None:
    assert len(run_named_query(store, "agreements-of", {"name": name})) == 2


def test_who_asks_for_nobody_hears_who_is_near(store: GraphStore) -> None:
    with pytest.raises(QueryError, match=r"^nothing in the graph is called 'Oskar Bnk'; near it: Oskar Bank"):
        refuse_unknown_names(store, "agreements-of", {"name": "Oskar Bnk"})
    with pytest.raises(QueryError, match=r"^nothing in the graph is called 'pay'; near it: Veldt Pay"):
        refuse_unknown_names(store, "agreements-of", {"name": "pay"})
    refuse_unknown_names(store, "agreements-of", {"name": "Oskar Bank"})
    refuse_unknown_names(store, "facts-of-document", {"document": "none"})


def test_who_works_where(store: GraphStore) -> None:
    expected = [
        ("Mira Tolan", "chief executive", "Veldt Pay", "asserted", "2031-03-04"),
        ("Mira Tolan", None, "Veldt Pay", "asserted", "2031-06-30"),
    ]
    for values in ({}, {"organisation": "veldt"}):
        assert [row[:5] for row in run_named_query(store, "who-works-where", values)] == expected
    assert run_named_query(store, "who-works-where", {"organisation": "Oskar"}).rows == []


def test_who_works_where_knows_heads_without_a_post(store: GraphStore) -> None:
    head = item("d", (entity("Ola", "Person"), "chief_executive_of", entity("Kest"), "Ola heads Kest.", said()))
    with GraphStore.in_memory() as memory:
        items(memory, [head])
        rows = run_named_query(memory, "who-works-where", {}).rows
    assert [row[:3] for row in rows] == [("Ola", "chief executive", "Kest")]


def test_facts_about(store: GraphStore) -> None:
    rows = [row[:5] for row in run_named_query(store, "facts-about", {"name": "Oskar"})]
    assert sorted(rows, key=str) == [
        ("Oskar Bank", "acquired", "Veldt Pay", "negated", None),
        ("Oskar Bank", "acquired", "Veldt Pay", "planned", None),
        ("Oskar Bank", "signed agreement with", "Veldt Pay", "asserted", None),
        ("Veldt Pay", "signed agreement with", "Oskar Bank", "asserted", None),
    ]
    values = {row[2]: row[3:5] for row in run_named_query(store, "facts-about", {"name": "Veldt"})}
    assert values["12.50 million dollars"] == ("reported", "Mira Tolan, via Harbour Post")
    assert {"2029", "4.50", "7%", "200-300"} <= set(values)


def test_claims_by(store: GraphStore) -> None:
    table = run_named_query(store, "claims-by", {"name": "Mira Tolan"})
    assert table.columns == (
        "subject", "fact", "object", "status", "role", "when", "sentence", "document", "date"
    )  # fmt: skip
    assert [row[:6] for row in table] == [
        ("Veldt Pay", "raised funding", "12.50 million dollars", "reported", "says", None)
    ]
    assert [row[4] for row in run_named_query(store, "claims-by", {"name": "Harbour Post"})] == ["passes on"]
    assert run_named_query(store, "claims-by", {"name": "Oskar Bank"}).rows == []


def test_most_connected(store: GraphStore) -> None:
    table = run_named_query(store, "most-connected", {})
    assert table.columns == ("entity", "class", "facts", "neighbours", "documents")
    assert [(row[0], row[1], row[2], row[4]) for row in table] == [
        ("Veldt Pay", "Company", 10, 3),
        ("Mira Tolan", "Person", 2, 2),
        ("Oskar Bank", "Bank", 2, 3),
    ]
    assert len(run_named_query(store, "most-connected", {"limit": 1})) == 1
    assert len(run_named_query(store, "most-connected", {"limit": "2"})) == 2


@pytest.mark.parametrize("document", ["news-1", "OSKAR and Veldt sign"])
def test_facts_of_document(store: GraphStore, document: str) -> None:
    table = run_named_query(store, "facts-of-document", {"document": document})
    assert [(row[1], row[2], row[3], row[4], row[6]) for row in table] == [
        ("Oskar Bank", "signed agreement with", "Veldt Pay", "asserted", 0.9),
        ("Mira Tolan", "chief executive of", "Veldt Pay", "asserted", 0.75),
        ("Mira Tolan", "works for", "Veldt Pay", "asserted", 0.8),
        ("Veldt Pay", "raised funding", "12.50 million dollars", "reported", 0.5),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_unknown_names_and_documents_give_no_rows(store: GraphStore, name: str) -> None:
    values = {p.name: "Nobody" for p in named_query(name).parameters if p.name != "limit"}
    if values:
        assert run_named_query(store, name, values).rows == []


def room() -> list[Item]:
    """Deals, people and figures told by three publishers that do not agree."""
    kest, orva, tarn = entity("Kest", "Bank"), entity("Orva"), entity("Tarn")
    pay, mira, rule = entity("Orva Pay", "Wallet"), entity("Mira", "Person"), entity("Watch", "Regulator")
    five, six = value("5000000 USD", "money", "$5 million"), value("6000000 USD", "money", "$6 million")
    return [
        item(
            "a",
            (kest, "acquired", orva, "Kest bought Orva for $5 in May.", said(qualifiers={
                "amount": "$5", "amount_value": "5", "currency": "USD", "date": "2031-05", "date_text": "in May"})),
            (tarn, "subsidiary_of", orva, "Orva owns Tarn.", said()),
            (orva, "subsidiary_of", kest, "Kest owns Orva.", said()),
            (mira, "appointed_to", orva, "Mira joined Orva in May.", said(
                qualifiers={"role": "head", "date_text": "in May"})),
            (orva, "launched", pay, "Orva launched Orva Pay.", said()),
            (orva, "has_metric", five, "Orva had revenue of $5 million in 2030.", said(
                qualifiers={"metric": "revenue", "date": "2030"})),
            date="2031-06-01", source="Harbour Post", title="A",
        ),
        item(
            "b",
            (kest, "acquired", orva, "Kest bought Orva for $6 in July.", said(qualifiers={
                "amount": "$6", "amount_value": "6", "currency": "USD", "date": "2031-07", "date_text": "in July"})),
            (rule, "sanctioned", orva, "Watch fined Orva.", said(qualifiers={"amount": "$1"})),
            (kest, "acquired", tarn, "Kest may buy Tarn, two people said.", said(
                status="possible", attributed_to="two people", sources=(Source("two people"),))),
            (kest, "sued", tarn, "Kest will sue Tarn.", said(status="planned")),
            (orva, "has_metric", six, "Orva had revenue of $6 million in 2030.", said(
                qualifiers={"metric": "revenue", "date": "2030"})),
            (mira, "said", value("all is well", "text", "all is well"), "Mira said all is well.", said()),
            date="2031-08-01", source="Inland Times", title="B",
        ),
        item(
            "c",
            (kest, "acquired", orva, "Kest denied that it bought Orva.", said(
                status="negated", attributed_to="Kest", sources=(Source("Kest", "kest", "Bank"),))),
            (kest, "sued", tarn, "Kest sued Tarn.", said()),
            (kest, "invested_in", tarn, "Kest put money into Tarn.", said(qualifiers={"round": "Series A"})),
            (kest, "partnered_with", tarn, "Kest works with Tarn.", said()),
            date="2031-09-01", source="Harbour Post", title="C",
        ),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def deals() -> Iterator[GraphStore]:
    with GraphStore.in_memory() as memory:
        yield items(memory, room())


@pytest.mark.parametrize(
    ("name", "values", "columns", "rows"),
    [
        ("deals-of", {"name": "Orva"}, "subject fact object amount when status document", [
            ("Kest", "acquired", "Orva", "$5", "in May", "asserted", "A"),
            ("Kest", "acquired", "Orva", "$6", "in July", "asserted", "B"),
            ("Kest", "acquired", "Orva", None, None, "negated", "C"),
        ]),
        ("timeline", {"name": "Orva"}, "earliest latest subject fact object", [
            ("2030-01-01", "2030-12-31", "Orva", "has metric", "$5 million"),
            ("2030-01-01", "2030-12-31", "Orva", "has metric", "$6 million"),
            ("2031-05-01", "2031-05-31", "Kest", "acquired", "Orva"),
            ("2031-07-01", "2031-07-31", "Kest", "acquired", "Orva"),
        ]),
        ("who-moved-where", {}, "person move organisation_name role when", [
            ("Mira", "joins", "Orva", "head", "in May"),
        ]),
        ("who-moved-where", {"organisation": "Kest"}, "person", []),
        ("path-between", {"start": "Mira", "goal": "Kest"}, "from first through second to", [
            ("Mira", "appointed to", "Orva", "acquired", "Kest"),
            ("Mira", "appointed to", "Orva", "acquired", "Kest"),
            ("Mira", "appointed to", "Orva", "subsidiary of", "Kest"),
        ]),
        ("path-between", {"start": "Tarn", "goal": "Orva"}, "first through", [
            ("subsidiary of", None), ("invested in", "Kest"), ("invested in", "Kest"), ("invested in", "Kest"),
            ("partnered with", "Kest"), ("partnered with", "Kest"), ("partnered with", "Kest"), ("sued", "Kest"),
            ("sued", "Kest"), ("sued", "Kest"),
        ]),
        ("best-supported", {"limit": 1}, "subject relation object independent_sources documents publishers", [
            ("Kest", "acquired", "Orva", 2, 2, 2),
        ]),
        ("never-confirmed", {}, "subject fact object status according_to", [
            ("Kest", "acquired", "Tarn", "possible", "two people"),
        ]),
        ("never-confirmed", {"name": "Mira"}, "subject", []),
        ("contested", {}, "subject fact object by_one by_other", [
            ("Kest", "acquired", "Orva", "a", "c"), ("Kest", "acquired", "Orva", "b", "c"),
        ]),
        ("contradicting-amounts", {}, "subject object amount document other_amount other_document", [
            ("Kest", "Orva", "$5", "a", "$6", "b"), ("Orva", "revenue", "$5 million", "a", "$6 million", "b"),
        ]),
        ("contradicting-dates", {}, "subject fact object when document other_when other_document", [
            ("Kest", "acquired", "Orva", "in May", "a", "in July", "b"),
        ]),
        ("known-by", {"day": "2031-06-30", "name": "Kest"}, "subject fact object", [
            ("Orva", "subsidiary of", "Kest"), ("Kest", "acquired", "Orva"),
        ]),
        ("known-by", {"day": "2031-05-31"}, "subject", []),
        ("happened-between", {"first": "2031-05-01", "last": "2031-06-30"}, "subject fact object document", [
            ("Kest", "acquired", "Orva", "A"),
        ]),
        ("unnamed-sources", {}, "according_to subject object", [("two people", "Kest", "Tarn")]),
        ("group-of", {"name": "Kest"}, "company owner", [("Orva", "Kest"), ("Tarn", "Orva")]),
        ("group-of", {"name": "Tarn"}, "company owner", [("Orva", "Kest"), ("Tarn", "Orva")]),
        ("money-of", {"name": "Tarn"}, "subject fact object round", [("Kest", "invested in", "Tarn", "Series A")]),
        ("regulation-of", {"name": "Orva"}, "subject fact object amount", [("Watch", "sanctioned", "Orva", "$1")]),
        ("regulation-of", {}, "subject fact object status", [
            ("Watch", "sanctioned", "Orva", "asserted"), ("Kest", "sued", "Tarn", "planned"),
            ("Kest", "sued", "Tarn", "asserted"),
        ]),
        ("products-of", {"name": "Orva"}, "subject fact object", [("Orva", "launched", "Orva Pay")]),
        ("figures-of", {"name": "Orva"}, "metric earliest figure", [
            ("revenue", "2030-01-01", "$5 million"), ("revenue", "2030-01-01", "$6 million"),
        ]),
        ("partners-of", {"name": "Tarn"}, "partner fact documents", [("Kest", "partneredWith", 1)]),
        ("what-they-said", {"name": "Mira"}, "speaker words", [("Mira", "all is well")]),
        ("documents", {}, "date title source id facts", [
            ("2031-06-01", "A", "Harbour Post", "a", 6), ("2031-08-01", "B", "Inland Times", "b", 6),
            ("2031-09-01", "C", "Harbour Post", "c", 4),
        ]),
    ],
)  # fmt: skip
def test_what_it_finds(
    deals: GraphStore, name: str, values: dict[str, object], columns: str, rows: list[tuple[object, ...]]
) -> None:
    found = run_named_query(deals, name, values).to_dicts()
    given = [tuple(row[c] for c in columns.split()) for row in found]
    ordered = given if name != "known-by" else sorted(given, key=lambda row: row[0] != "Orva")
    assert ordered == rows


def metric(
    form: str, text: str, words: str = "revenue", date: str = "2030", kind: str = "money", **more: object
) -> tuple[LiteralArgument, dict[str, object]]:
    """A figure, and what its statement says of it; ``modifier`` is the value's, the rest the statement's."""
    amount = replace(value(form, kind, text), modifier=str(more.pop("modifier", "")))
    joint = {"jointly_with": str(more.pop("jointly"))} if "jointly" in more else {}
    known = {"metric": words} | ({"date": date} if date else {}) | joint
    return amount, said(qualifiers=known, **more)


M = "000000 USD"


@pytest.mark.parametrize(
    ("one", "two", "contradict"),
    [
        (metric(f"5{M}", "$5m"), metric(f"6{M}", "$6m"), True),
        (metric(f"5{M}", "$5m"), metric(f"6{M}", "$6m", words="turnover"), True),
        (metric(f"5{M}", "$5m"), metric(f"6{M}", "$6m", words="U.S. revenue"), False),
        (metric(f"5{M}", "$5m"), metric(f"6{M}", "$6m", words="net profit"), False),
        # period
        (metric(f"5{M}", "$5m"), metric(f"6{M}", "$6m", date="2031"), False),
        (metric(f"5{M}", "$5m"), metric("1200000 USD", "$1.2m", date="2030-Q1"), False),
        (metric(f"5{M}", "$5m", date="2030-Q2"), metric(f"6{M}", "$6m", date="2030-Q2"), True),
        (metric(f"5{M}", "$5m", date=""), metric(f"6{M}", "$6m", date=""), False),
        # level and change
        (metric("5", "5%", "sales", kind="percentage"), metric("9", "9%", "sales growth", kind="percentage"), False),
        (metric("5", "5%", "inflation", kind="percentage"), metric("9", "9%", "inflation", kind="percentage"), True),
        (metric("5", "5%", "inflation", kind="percentage"), metric("9", "9%", "CPI rise", kind="percentage"), False),
        # forecast and what came of it
        (metric(f"5{M}", "$5m", status="planned"), metric(f"6{M}", "$6m"), False),
        (metric(f"5{M}", "$5m", status="possible"), metric(f"6{M}", "$6m", status="planned"), False),
        (metric(f"5{M}", "$5m", status="negated"), metric(f"6{M}", "$6m"), False),
        (metric(f"5{M}", "$5m", status="reported"), metric(f"6{M}", "$6m"), True),
        # units
        (metric(f"5{M}", "$5m"), metric("6000000 EUR", "6m euros"), False),
        (metric("500", "500", "staff", kind="number"), metric("640", "640", "workers", kind="number"), True),
        # a share of a day has many prices, and what several have together is of none of them
        (metric("5 USD", "$5", "share price", "2031-02-03"), metric("6 USD", "$6", "share price", "2031-02-03"), False),
        (metric("5 USD", "$5", "dividend", "2031-02-03"), metric("6 USD", "$6", "dividend", "2031-02-03"), True),
        (metric(f"5{M}", "$5m"), metric(f"6{M}", "$6m", jointly="Kest"), False),
        # one of them is only rounder, open at an end, or a range
        (metric(f"5{M}", "$5m"), metric("5400000 USD", "$5.4m"), False),
        (metric(f"5{M}", "$5m"), metric("5600000 USD", "$5.6m"), True),
        (metric("1000000 USD", "$1m"), metric("1400000 USD", "$1.4m"), True),
        (metric("1.25 USD", "$1.25"), metric("1.3 USD", "$1.3"), False),
        (metric("1.25 USD", "$1.25"), metric("1.4 USD", "$1.4"), True),
        (metric(f"5{M}", "over $5m", modifier="more_than"), metric(f"6{M}", "$6m"), False),
        (metric(f"7{M}", "over $7m", modifier="more_than"), metric(f"6{M}", "$6m"), True),
        (metric(f"7{M}", "up to $7m", modifier="at_most"), metric(f"6{M}", "$6m"), False),
        (metric("4000000/6000000 USD", "$4m-$6m"), metric(f"5{M}", "$5m"), False),
        (metric("4000000/6000000 USD", "$4m-$6m"), metric(f"9{M}", "$9m"), True),
    ],
)
@pytest.mark.parametrize("turned", [False, True], ids=["", "turned"])
def test_figures_contradict_one_another_by_period(
    one: tuple[LiteralArgument, dict[str, object]],
    two: tuple[LiteralArgument, dict[str, object]],
    contradict: bool,
    turned: bool,
) -> None:
    first, second = (two, one) if turned else (one, two)
    given = [item(id, (entity("Orva"), "has_metric", v, f"Orva: {v.text}.", more)) for id, (v, more) in
             (("a", first), ("b", second))]  # fmt: skip
    with GraphStore.in_memory() as memory:
        items(memory, given)
        rows = run_named_query(memory, "contradicting-amounts", {}).to_dicts()
    assert len(rows) == int(contradict)
    if rows:
        assert {rows[0]["amount"], rows[0]["other_amount"]} == {one[0].text, two[0].text}


@pytest.mark.parametrize(
    ("relation", "one", "two", "contradict"),
    [
        ("acquired", {"date": "2031-05"}, {"date": "2031-07"}, True),
        ("acquired", {}, {}, True),
        ("invested_in", {"date": "2031-05"}, {"date": "2031-05"}, True),
        ("invested_in", {"date": "2031-05"}, {}, True),
        ("invested_in", {"date": "2031-05"}, {"date": "2033-07"}, False),
        ("acquired", {"status": "planned"}, {}, False),
        ("acquired", {"status": "planned"}, {"status": "possible"}, True),
        ("acquired", {"status": "negated"}, {}, False),
    ],
)
def test_prices_contradict_one_another(
    relation: str, one: dict[str, str], two: dict[str, str], contradict: bool
) -> None:
    given = []
    for id, number, known in (("a", "5", one), ("b", "7", two)):
        status = known.get("status", "asserted")
        amount = {"amount": f"${number}", "amount_value": number, "currency": "USD"}
        qualifiers = amount | {name: text for name, text in known.items() if name != "status"}
        deal = (entity("Kest"), relation, entity("Orva"), f"Kest, Orva: ${number}.", said(
            qualifiers=qualifiers, status=status))  # fmt: skip
        given.append(item(id, deal))
    with GraphStore.in_memory() as memory:
        assert len(run_named_query(items(memory, given), "contradicting-amounts", {})) == int(contradict)


def test_two_amounts_of_one_sentence_do_not_contradict_one_another() -> None:
    text = "Orva made $5m, or $6m with its arm."
    (five, about), (six, more) = metric(f"5{M}", "$5m"), metric(f"6{M}", "$6m")
    one = item("a", (entity("Orva"), "has_metric", five, text, about), (entity("Orva"), "has_metric", six, text, more))
    with GraphStore.in_memory() as memory:
        assert run_named_query(items(memory, [one]), "contradicting-amounts", {}).rows == []


def test_figures_come_as_series() -> None:
    given = [
        metric("9", "9%", "turnover growth", kind="percentage"),
        metric(f"6{M}", "$6m", "sales", date="2031"),
        metric(f"5{M}", "$5m", "turnover"),
        metric("2000000/3000000 EUR", "2m to 3m euros", "U.S. sales"),
        metric("40", "40", "engineers", date="", kind="number"),
    ]
    orva = entity("Orva")
    one = item("a", *((orva, "has_metric", v, f"Orva: {v.text}.", more) for v, more in given), date="2032-01-02")
    with GraphStore.in_memory() as memory:
        items(memory, [one])
        found = run_named_query(memory, "figures-of", {"name": "Orva"}).to_dicts()
        of = [run_named_query(memory, "figures-of", {"name": "Orva", "of": of}) for of in ("Revenue", "sales", "x")]
    columns = ("series", "part", "metric", "earliest", "published", "value", "upper", "unit")
    assert [tuple(row[c] for c in columns) for row in found] == [
        ("engineers", "level", "engineers", None, "2032-01-02", 40, None, ""),
        ("revenue", "level", "turnover", "2030-01-01", "2032-01-02", 5_000_000, None, "USD"),
        ("revenue", "level", "sales", "2031-01-01", "2032-01-02", 6_000_000, None, "USD"),
        ("revenue", "change", "turnover growth", "2030-01-01", "2032-01-02", 9, None, "%"),
        ("U.S. revenue", "level", "U.S. sales", "2030-01-01", "2032-01-02", 2_000_000, 3_000_000, "EUR"),
    ]
    assert [len(rows) for rows in of] == [3, 1, 0]


def test_relations_are_counted(deals: GraphStore) -> None:
    rows = run_named_query(deals, "relations", {}).rows
    assert ("acquired", "asserted", 1, 2) in rows
    assert ("acquired", "possible", 1, 1) in rows
    assert sum(int(str(row[3])) for row in rows) == sum(len(one.statements) for one in room())


# --- binding ---


@pytest.mark.parametrize("text", HOSTILE)
def test_a_value_is_a_value_whatever_it_says(text: str) -> None:
    """The document is found by its title, so the value arrived unharmed; and it cannot end the query's string."""
    one = item("d", (entity("Kest"), "acquired", entity("Orva"), "Kest bought Orva.", said()), title=text)
    with GraphStore.in_memory() as memory:
        items(memory, [one])
        assert len(run_named_query(memory, "facts-of-document", {"document": text})) == 1
        assert run_named_query(memory, "facts-about", {"name": text}).rows == []


def test_a_value_that_looks_like_a_service_is_no_service(store: GraphStore) -> None:
    text = '" } SERVICE <http://127.0.0.1:9/> { ?x ?y ?z } #'
    assert run_named_query(store, "facts-of-document", {"document": text}).rows == []


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        (
            "agreement-of",
            {},
            r"no query is named 'agreement-of' \(did you mean agreements-of\?\); there are",
        ),
        ("zzz", {}, "no query is named 'zzz'; there are agreements-of"),
        ("agreements-of", {}, "query agreements-of needs the parameter 'name': the organisation"),
        ("agreements-of", {"nam": "x"}, "query agreements-of has no parameter 'nam'; it has name"),
        ("most-connected", {"limit": "many"}, "query most-connected: limit must be a whole number, is 'many'"),
        ("most-connected", {"limit": "3 OFFSET 2"}, "limit must be a whole number"),
        ("most-connected", {"limit": -1}, "limit must be a whole number"),
    ],
)
def test_wrong_names_and_values_are_named(
    store: GraphStore, name: str, values: dict[str, object], message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        run_named_query(store, name, values)


def test_binding_replaces_what_the_braces_hold(tmp_path: Path) -> None:
    query = load(tmp_path, GOOD)
    nodes = [ox.NamedNode("http://x.example/1"), ox.NamedNode("http://x.example/2")]
    bound = query.bind({"buyer": "Kest", "place": 'a "b"', "limit": 7}, lambda text: nodes if text == "Kest" else [])
    assert bound.partition("SELECT")[2] == (
        query.sparql.partition("SELECT")[2]
        .replace("{ <http://x.example/kest> }", "{ <http://x.example/1> <http://x.example/2> }")
        .replace('{ "Lund" }', '{ "a \\"b\\"" }')
        .replace('{ "merger" }', '{ "take over (hostile)" }')
        .replace("LIMIT 20", "LIMIT 7")
    )
    unbound = query.bind({"buyer": "Nobody"}, nobody)
    assert "VALUES ?buyer {  }" in unbound
    assert "VALUES ?place { UNDEF }" in unbound
    assert "LIMIT 5" in unbound


# --- the format ---


def test_the_header_is_read(tmp_path: Path) -> None:
    query = load(tmp_path, GOOD)
    assert (query.name, query.title) == ("buyers", "Buyers")
    assert query.description == "Who bought what, and where."
    assert [(p.name, p.description, p.default, p.optional, p.entity) for p in query.parameters] == [
        ("buyer", "the buyer", None, False, True),
        ("place", "where", None, True, False),
        ("kind", "of deal", "take over (hostile)", False, False),
        ("limit", "how many", "5", False, False),
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("# title: Buyers\n", "", "the header has no title"),
        ("# title: Buyers", "# title:", "line 1: '# title:' is not a line of the header"),
        ("# title: Buyers", "# title: Buyers\n# title: More", "line 2: a second title"),
        ("# description: Who bought what,\n#   and where.\n", "", "the header has no description"),
        ("# example", "# exmaple", "line 8: '# exmaple: .*' is not a line of the header"),
        ("# param place: ", "# param Place: ", "line 5"),
        ("# param place: where", "# param place: where\n# param place: where", "a second param place"),
        (
            "# param place: where (optional)",
            "# param area: where",
            r"area needs VALUES \?area .* it is there 0 times",
        ),
        ('  VALUES ?kind { "merger" }', '  VALUES ?place { "x" }', r"param place needs .* it is there 2 times"),
        ("LIMIT 20", "", "param limit needs LIMIT and a number exactly once in the query, it is there 0 times"),
    ],
)
def test_a_broken_header_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(DataError, match=message) as caught:
        load(tmp_path, GOOD.replace(old, new))
    assert str(caught.value).startswith(str(tmp_path / "buyers.rq"))
    assert "\n" not in str(caught.value)


def test_a_bad_file_name_and_unreadable_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="its name is not lower-case words"):
        load(tmp_path, GOOD, "My Query.rq")
    (tmp_path / "latin.rq").write_bytes(b"# title: \xff")
    with pytest.raises(DataError, match=r"latin\.rq: cannot be read"):
        load_query(tmp_path / "latin.rq")
    with pytest.raises(DataError, match=r"none\.rq: cannot be read"):
        load_query(tmp_path / "none.rq")


def test_natural_queries_are_quick_too(store: GraphStore) -> None:
    """The pattern an analyst writes first; its plan starts at the label."""
    rows = run_query(store, 'SELECT ?n { ?who skos:prefLabel "Mira Tolan" ; nw:worksFor/skos:prefLabel ?n }').rows
    assert rows == [("Veldt Pay",)]


def test_the_list_for_python_is_that_of_the_command_line() -> None:
    listed = KnowledgeGraph.queries()
    assert [query.name for query in listed] == NAMES
    assert all(query.title and query.description and query.example.startswith("newsweave query") for query in listed)
    lines = CliRunner().invoke(cli, ["query", "KG", "--list"], catch_exceptions=False).output.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [f"{q.name}: {q.title}" for q in listed]
    asked = [line.split("=...  ")[1] for line in lines if line.startswith("    --param ")]
    assert asked == [parameter.description for query in listed for parameter in query.parameters]


def test_the_list_in_a_notebook_is_a_table_of_all() -> None:
    shown = KnowledgeGraph.queries()._repr_html_()
    assert shown.count("<tr>") == len(NAMES) + 1
    assert "<td>agreements-of</td><td>Agreements of an organisation</td><td>name: the organisation" in shown
    assert KnowledgeGraph.queries()[:2]._repr_html_().count("<tr>") == 3

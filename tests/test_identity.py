"""A graph follows its inputs: edited is replaced, moved is the same, gone goes where that is asked for."""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import newsweave
from newsweave import Extractor, InputError
from newsweave.building import BuildReport
from newsweave.extract.signature import read_with
from newsweave.graph.facts import GraphEntity
from newsweave.graph.store.store import GraphStore
from newsweave.identity import Roots

FIRST = "Kestrin Bank acquired Corvex Group in 2021."
SECOND = "Kestrin Bank sued Larch Ventures in 2021."
THIRD = "Ostra Pay acquired Vandel Labs in 2020."
PAGE = (
    "<html><head><title>Big deal</title>{}</head><body><article><h1>Big deal</h1><p>{}</p>"
    "<p>The staff of both firms were told of it on Monday morning.</p></article></body></html>"
)
CANONICAL = "<link rel='canonical' href='https://harbour.example/big-deal'>"


def feed(*entries: tuple[str, str, str]) -> str:
    items = "".join(
        f"<item><title>{title}</title><guid isPermaLink='false'>{guid}</guid><description>{text}</description></item>"
        for guid, title, text in entries
    )
    return (
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Harbour Post</title>"
        f"<link>https://harbour.example/</link>{items}</channel></rss>"
    )


def atom(text: str) -> str:
    return (
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Harbour Post</title>"
        "<id>https://harbour.example/feed</id><updated>2024-01-01T00:00:00Z</updated><entry><title>Big deal</title>"
        f"<id>urn:post:7</id><updated>2024-01-01T00:00:00Z</updated><content type='text'>{text}</content>"
        "</entry></feed>"
    )


def rows(columns: str, *lines: str) -> str:
    return "\n".join([columns, *lines]) + "\n"


FORMS = {
    "txt": ("a.txt", "{}\n", "inbox/a.txt"),
    "html": ("a.html", PAGE.replace("{}", "", 1), "inbox/a.html"),
    "html with an address": ("a.html", PAGE.replace("{}", CANONICAL, 1), "https://harbour.example/big-deal"),
    "csv": ("a.csv", rows("headline,text", "Big deal,{}"), "inbox/a.csv#Big deal"),
    "csv without headlines": ("a.csv", rows("date,text", "2024-01-01,{}"), "inbox/a.csv#row 1"),
    "csv with ids": ("a.csv", rows("id,text", "n7,{}"), "n7"),
    "csv with addresses": ("a.csv", rows("url,text", "https://harbour.example/7,{}"), "https://harbour.example/7"),
    "csv with a front page": ("a.csv", rows("url,text", "https://harbour.example/,{}"), "inbox/a.csv#row 1"),
    "jsonl": ("a.jsonl", '{"text": "{}", "title": "Big deal"}\n', "inbox/a.jsonl#Big deal"),
    "jsonl with ids": ("a.jsonl", '{"id": "n7", "text": "{}"}\n', "n7"),
    "rss": ("a.xml", feed(("7", "Big deal", "{}")), "https://harbour.example/#7"),
    "atom": ("a.xml", atom("{}"), "https://harbour.example/feed#urn:post:7"),
}


class Desk:
    """A folder of inputs and the graph that follows it."""

    def __init__(self, folder: Path, extractor: Extractor) -> None:
        self.inbox, self.graph, self._extractor = folder / "inbox", folder / "KG", extractor
        self.inbox.mkdir()

    def write(self, name: str, text: str) -> None:
        path = self.inbox / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, "utf-8")

    def build(self, *inputs: Path, sync: bool = False, yes: bool = False) -> BuildReport:
        return newsweave.build(
            inputs or [self.inbox],
            self.graph,
            extractor=self._extractor,
            sync=sync,
            confirm=(lambda gone, held: True) if yes else None,
        )

    def ids(self) -> list[str]:
        return [d.id for d in newsweave.documents(self.graph)]

    def facts(self) -> set[tuple[str, str, str]]:
        with newsweave.open(self.graph) as kg:
            return {
                (f.subject.name, f.relation, str(f.object.name if isinstance(f.object, GraphEntity) else f.object))
                for f in kg.facts()
            }

    def exported(self) -> list[str]:
        target = self.graph.parent / "out.nq"
        with newsweave.open(self.graph) as kg:
            kg.export(target)
        return sorted(target.read_text("utf-8").splitlines())


@pytest.fixture
def desk(tmp_path: Path, loaded: Extractor) -> Desk:
    return Desk(tmp_path, loaded)


@pytest.mark.parametrize("form", FORMS)
def test_an_edited_document_is_replaced(desk: Desk, form: str) -> None:
    name, text, id = FORMS[form]
    desk.write(name, text.replace("{}", FIRST))
    desk.build()
    assert desk.ids() == [id]
    before = desk.ids()
    desk.write(name, text.replace("{}", SECOND))
    report = desk.build()
    assert (report.read, report.errors, desk.ids()) == (1, [], before)
    names = {n for subject, _, target in desk.facts() for n in (subject, target)}
    assert "Larch Ventures" in names
    assert "Corvex Group" not in names
    with newsweave.open(desk.graph) as kg:
        assert "Corvex Group" not in {e.name for e in kg.entities()}
        assert kg.validate().conforms
    assert desk.build().unchanged == 1


@pytest.mark.parametrize("form", FORMS)
def test_a_moved_file_is_no_edit(desk: Desk, form: str) -> None:
    name, text, _ = FORMS[form]
    desk.write(name, text.replace("{}", FIRST))
    desk.build()
    before = desk.exported()
    (desk.inbox / "old").mkdir()
    (desk.inbox / name).rename(desk.inbox / "old" / f"b{Path(name).suffix}")
    for _ in range(2):
        report = desk.build()
        assert (report.read, report.unchanged, report.removed) == (0, 1, 0)
        assert desk.exported() == before
    if form != "rss" and form != "atom":
        assert desk.build(sync=True).removed == 0
    ids = desk.ids()
    desk.write(f"old/b{Path(name).suffix}", text.replace("{}", SECOND))
    assert (desk.build().read, desk.ids(), desk.build().unchanged) == (1, ids, 1)


def test_a_text_that_holds_an_article_less_loses_it(desk: Desk) -> None:
    article = "{}\nBy Maria Hansen\n12 March 2024\n\n{} The firms said so on Tuesday in a joint statement.\n\n"
    both = article.format("Kestrin buys", FIRST) + "\n\n" + article.format("Kestrin sues", SECOND)
    desk.write("a.txt", both)
    desk.build()
    held = len(desk.ids())
    desk.write("a.txt", article.format("Kestrin sues", SECOND))
    desk.build()
    assert len(desk.ids()) == 1 <= held
    assert not any(target == "Corvex Group" for *_, target in desk.facts())


def test_rows_and_entries_that_are_gone_stay_until_sync(desk: Desk) -> None:
    desk.write("a.csv", rows("headline,text", f"One,{FIRST}", f"Two,{SECOND}"))
    desk.write("f.xml", feed(("1", "Three", THIRD)))
    desk.build()
    desk.write("a.csv", rows("headline,text", f"Two,{SECOND}"))
    desk.write("f.xml", feed(("2", "Four", "Hollin Foods acquired Tarn Dairy in 2019.")))
    assert desk.build().removed == 0
    assert len(desk.ids()) == 4
    refused = desk.build(sync=True)
    assert "2 of 4 documents are gone from the inputs" in str(refused.errors[0])
    assert len(desk.ids()) == 4
    assert desk.build(sync=True, yes=True).removed == 2
    assert desk.ids() == ["https://harbour.example/#2", "inbox/a.csv#Two"]


@pytest.mark.parametrize("trouble", ["unreadable file", "missing folder"])
def test_what_cannot_be_read_is_not_gone(desk: Desk, trouble: str) -> None:
    desk.write("a.txt", FIRST)
    desk.write("more/b.txt", SECOND)
    desk.build()
    if trouble == "missing folder":
        shutil.rmtree(desk.inbox / "more")
        report = desk.build(desk.inbox / "a.txt", desk.inbox / "more", sync=True, yes=True)
    else:
        (desk.inbox / "more" / "b.txt").write_bytes(b"\x00\x01\x02" * 50)
        report = desk.build(sync=True, yes=True)
    assert (report.removed, len(report.errors)) == (0, 1)
    assert desk.ids() == ["inbox/a.txt", "inbox/more/b.txt"]


def test_two_folders_of_one_name(tmp_path: Path, loaded: Extractor) -> None:
    desk = Desk(tmp_path, loaded)
    desk.write("a.txt", FIRST)
    other = tmp_path / "other" / "inbox"
    other.mkdir(parents=True)
    (other / "a.txt").write_text(SECOND, "utf-8")
    desk.build()
    desk.build(other)
    assert desk.ids() == ["inbox-2/a.txt", "inbox/a.txt"]
    assert desk.build(other / "a.txt", desk.inbox / "a.txt").unchanged == 2
    roots = Roots({tmp_path: "news", tmp_path / "deep": "deep"})
    assert roots.place_of(tmp_path / "x", tmp_path / "x" / "a.txt") == "news/x/a.txt"
    assert roots.place_of(tmp_path, tmp_path / "deep" / "a.txt") == "deep/a.txt"


def test_one_article_in_two_places(desk: Desk) -> None:
    desk.write("b.txt", FIRST)
    desk.build()
    desk.write("a.txt", FIRST)  # read before it
    assert (desk.build().read, desk.ids()) == (0, ["inbox/b.txt"])
    desk.write("b.txt", SECOND)
    assert (desk.build().read, desk.ids()) == (2, ["inbox/a.txt", "inbox/b.txt"])
    assert desk.build().unchanged == 2
    desk.write("b.txt", FIRST)
    assert (desk.build().removed, desk.ids()) == (1, ["inbox/a.txt"])


def test_a_later_feed_corrects_an_earlier_one(desk: Desk) -> None:
    desk.write("1.xml", feed(("7", "Big deal", FIRST)))
    desk.write("2.xml", feed(("7", "Big deal", SECOND)))
    desk.build()
    assert {target for *_, target in desk.facts()} == {"Larch Ventures"}
    again = desk.build()
    assert (again.read, again.errors) == (0, [])
    (desk.inbox / "2.xml").unlink()
    assert desk.build().read == 0
    assert desk.build(sync=True).read == 1
    assert {target for *_, target in desk.facts()} == {"Corvex Group"}


def test_a_graph_of_before_goes_on(desk: Desk, loaded: Extractor) -> None:
    desk.write("a.txt", FIRST)
    (document,) = [d for d in newsweave.read(desk.inbox) if not isinstance(d, InputError)]
    with GraphStore.create_or_open(desk.graph) as store:
        (made,) = loaded.extract([document])
        version = read_with(document.version, loaded.signature)
        store.put(document, made.statements, made.entities, version=version)
        store.finish()
    report = desk.build()
    assert (report.read, report.unchanged) == (0, 1)
    assert any("were known by their content" in note for note in report.notes)
    desk.write("a.txt", SECOND)
    desk.build()
    assert (desk.ids(), {target for *_, target in desk.facts()}) == ([document.id], {"Larch Ventures"})


def test_remove(desk: Desk) -> None:
    desk.write("a.txt", FIRST)
    desk.write("b.html", PAGE.format(CANONICAL, SECOND))
    desk.write("c.csv", rows("headline,text", f"One,{THIRD}"))
    desk.build()
    with pytest.raises(InputError, match=r"has no document 'inbox/b.txt'; near it: inbox/a.txt"):
        newsweave.remove(desk.graph, ["inbox/a.txt", "inbox/b.txt"])
    assert len(desk.ids()) == 3
    assert newsweave.remove(desk.graph, str(desk.inbox / "b.html")) == ["https://harbour.example/big-deal"]
    assert newsweave.remove(desk.graph, "inbox/c*") == ["inbox/c.csv#One"]
    record = newsweave.documents(desk.graph)[0]
    assert (record.id, record.facts, record.file) == ("inbox/a.txt", 1, str(desk.inbox / "a.txt"))
    assert record.read is not None
    assert {e for e, _, _ in desk.facts()} == {"Kestrin Bank"}


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.integers(0, 5), st.lists(st.integers(0, 3), min_size=1, max_size=2)),
        st.tuples(st.just("delete"), st.integers(0, 5), st.just([0])),
        st.tuples(st.sampled_from(["build", "sync"]), st.just(0), st.just([0])),
    ),
    min_size=2,
    max_size=7,
)
VERBS = ("acquired", "sued", "invested in", "partnered with")


def written(number: int, which: list[int]) -> tuple[str, str]:
    """A file of some form; no two files have a sentence in common."""
    texts = [f"Kestrin{number} Bank {VERBS[w]} Corvex Group in 20{10 + number}." for w in dict.fromkeys(which)]
    match number:
        case 0 | 1:
            return f"{number}.txt", texts[0]
        case 2:
            return "2.csv", rows("headline,text", *(f"Headline {i},{t}" for i, t in enumerate(texts)))
        case 3:
            return "3.jsonl", "".join(json.dumps({"text": t}) + "\n" for t in texts)
        case 4:
            return "4.xml", feed(*((str(i), f"Entry {i}", t) for i, t in enumerate(texts)))
        case _:
            return "5.html", PAGE.format(CANONICAL, texts[0])


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(STEPS)
def test_any_sequence_ends_as_a_fresh_build(loaded: Extractor, steps: list[tuple[str, int, list[int]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), loaded)
        for kind, number, which in [("write", 0, [0]), *steps]:
            if kind == "write":
                desk.write(*written(number, which))
            elif kind == "delete":
                (desk.inbox / written(number, which)[0]).unlink(missing_ok=True)
            else:
                desk.build(sync=kind == "sync", yes=True)
        if not any(desk.inbox.iterdir()):
            return
        desk.build(sync=True, yes=True)
        followed = desk.exported()
        shutil.rmtree(desk.graph)
        desk.build()
        assert followed == desk.exported()


def test_a_table_is_not_held(tmp_path: Path, loaded: Extractor) -> None:
    """Names are given row by row: what comes first is asked for before the last row is read."""
    from newsweave.identity import Identities
    from newsweave.readers import documents, sources

    table = tmp_path / "a.csv"
    with table.open("w", newline="") as handle:
        csv.writer(handle).writerows([["headline", "text"], *([f"H{i % 3}", FIRST] for i in range(6))])
    names = Identities({})
    rows_read = (raw for raw in sources([table], place_of=Roots({}).place_of) if not isinstance(raw, InputError))
    found = (names.of(d)[1] for raw in rows_read for d in documents(raw) if not isinstance(d, InputError))
    label = tmp_path.name
    assert [next(found) for _ in range(2)] == [f"{label}/a.csv#H0", f"{label}/a.csv#H1"]
    assert list(found)[1:] == [f"{label}/a.csv#row {n}" for n in (4, 5, 6)]

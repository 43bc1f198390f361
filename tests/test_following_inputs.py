"""A graph that followed its inputs, by whatever processes and through whatever deaths, is that of a fresh build."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.test_identity import CANONICAL, FIRST, PAGE, SECOND, THIRD, Desk, feed, rows

import newsweave
from newsweave import Extractor
from newsweave.cli import cli
from newsweave.graph.review.decisions import Decision, add_decisions, read_decisions
from newsweave.graph.review.following import stale
from newsweave.graph.store.folder import DECISIONS_FILE
from newsweave.graph.store.infer import infer
from newsweave.graph.store.store import GraphStore

STORY = (
    "Kestrin Bank acquired Corvex Group in 2021. The bank said that the price was 40 million euros. "
    "Staff of both firms were told of the deal at a meeting in Harbour Hall on Monday morning."
)
GERMAN = (
    "Die Bank hat das Unternehmen im vergangenen Jahr gekauft, wie beide Firmen am Montag in der Stadt mitteilten. " * 3
)


def two(*texts: str) -> str:
    """A page that holds an article for each text."""
    more = "<p>The staff of both firms were told of it on Monday morning, and the shops stay open until the summer.</p>"
    articles = (f"<article><h2>On {text.split()[0]}</h2><p>{text}</p>{more}</article>" for text in texts)
    return f"<html><head><title>Today</title></head><body>{''.join(articles)}</body></html>"


@pytest.fixture
def desk(tmp_path: Path, loaded: Extractor) -> Desk:
    return Desk(tmp_path, loaded)


def before(desk: Desk) -> None:
    desk.write("a.txt", FIRST)
    desk.write("b.txt", STORY)
    desk.write("c.csv", rows("headline,text", f"One,{THIRD}", "Two,Ostra Pay sued Mirel Foods in 2020."))
    desk.write("p.html", PAGE.format(CANONICAL, SECOND))
    desk.write("f.xml", feed(("1", "Entry", "Pell Group acquired Sorn Mills in 2020.")))
    desk.write("two.html", two("Hollin Foods acquired Tarn Dairy in 2019.", SECOND))
    desk.write("v.txt", "Dorn Foods acquired Tarn Works in 2019.")


def after(desk: Desk) -> None:
    """An edit in each form, what is gone, an article of a text that vanished, a new file."""
    desk.write("a.txt", SECOND)
    desk.write("c.csv", rows("headline,text", f"One,{FIRST}"))
    desk.write("f.xml", feed(("1", "Entry", "Pell Group sued Sorn Mills in 2020.")))
    desk.write("v.txt", GERMAN)
    desk.write("two.html", two(SECOND))
    desk.write("n.txt", "Larch Ventures acquired Tarn Works in 2022.")
    (desk.inbox / "p.html").unlink()


def fresh(desk: Desk) -> list[str]:
    """The lines of a build of what the inputs are now, with the decisions of the graph."""
    other = Desk.__new__(Desk)
    other.inbox, other.graph, other._extractor = desk.inbox, desk.graph.parent / "fresh", desk._extractor
    shutil.rmtree(other.graph, ignore_errors=True)
    other.graph.mkdir()
    if (desk.graph / DECISIONS_FILE).exists():
        shutil.copy(desk.graph / DECISIONS_FILE, other.graph)
    other.build()
    return other.exported()


def test_workers_follow_as_one_process(desk: Desk) -> None:
    before(desk)
    desk.build()
    held = desk.ids()
    assert "inbox/two.html#On Hollin" in held
    assert "inbox/v.txt" in held
    after(desk)
    newsweave.build(desk.inbox, desk.graph, workers=2, sync=True, confirm=lambda gone, held: True)
    assert not {"inbox/two.html#On Hollin", "inbox/v.txt"} & set(desk.ids())
    assert desk.exported() == fresh(desk)


def test_a_moved_file_is_known_by_every_process(desk: Desk, tmp_path: Path) -> None:
    before(desk)
    desk.build()
    shutil.copytree(desk.graph, tmp_path / "two")
    (desk.inbox / "a.txt").rename(desk.inbox / "moved.txt")
    desk.build(sync=True)
    one = desk.exported()
    shutil.rmtree(desk.graph)
    shutil.move(tmp_path / "two", desk.graph)
    assert newsweave.build(desk.inbox, desk.graph, workers=2, sync=True).read == 0
    assert desk.exported() == one
    assert "inbox/a.txt" in desk.ids()


@pytest.mark.parametrize("command", ["build", "remove"])
def test_killed_while_it_takes_out(desk: Desk, command: str) -> None:
    for number in range(40):
        desk.write(f"{number}.txt", f"Kestrin{number} Bank acquired Corvex{number % 7} Group in 2021.")
    desk.build()
    for number in range(2, 40):
        (desk.inbox / f"{number}.txt").unlink()
    options = ["build", str(desk.inbox), "-o", str(desk.graph), "--sync", "--yes", "--quiet"]
    options = options if command == "build" else ["remove", str(desk.graph), "inbox/[2-9].txt", "inbox/??.txt"]
    script = (
        "import os, signal, sys\n"
        "from newsweave.graph.store.store import GraphStore\n"
        "done, taken = [], GraphStore.remove\n"
        "def remove(self, id):\n"
        "    done.append(id)\n"
        "    if len(done) == 20: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return taken(self, id)\n"
        "GraphStore.remove = remove\n"
        "from newsweave.cli import main\nmain()\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, *options], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert len(desk.ids()) == 40 - 19
    desk.build(sync=True, yes=True)
    assert desk.exported() == fresh(desk)


def test_what_is_derived_follows_a_removal(desk: Desk) -> None:
    """Inferences, stories and descriptions of entities are those of what is left."""
    before(desk)
    desk.write("again.txt", STORY.replace("Monday", "Tuesday"))
    desk.build()
    with GraphStore.open(desk.graph, read_only=False) as store:
        assert infer(store)
    newsweave.remove(desk.graph, ["inbox/again.txt", "inbox/a.txt"])
    (desk.inbox / "again.txt").unlink()
    (desk.inbox / "a.txt").unlink()
    with newsweave.open(desk.graph) as kg:
        assert kg.validate().conforms
    left = desk.exported()
    shutil.rmtree(desk.graph)
    desk.build()
    with GraphStore.open(desk.graph, read_only=False) as store:
        infer(store)
    assert left == desk.exported()


def test_a_decision_waits_for_its_document(desk: Desk) -> None:
    desk.write("a.txt", FIRST)
    desk.write("b.txt", SECOND)
    desk.build()
    path = desk.graph / DECISIONS_FILE
    add_decisions(path, [Decision(decision="reject", subject="kestrin-bank", object="corvex-group")])
    desk.build()
    rejected = desk.exported()
    assert {target for *_, target in desk.facts()} == {"Larch Ventures"}
    newsweave.remove(desk.graph, "inbox/a.txt")
    with GraphStore.open(desk.graph) as store:
        assert len(stale(store, read_decisions(path))) == 1
    assert any("stale" in note for note in desk.build(desk.inbox / "b.txt").notes)
    assert not desk.build().notes
    assert desk.exported() == rejected


def test_what_comes_back_is_said(desk: Desk) -> None:
    desk.write("a.txt", FIRST)
    desk.write("b.txt", SECOND)
    desk.build()
    (desk.inbox / "b.txt").unlink()
    shown = CliRunner().invoke(cli, ["remove", str(desk.graph), "inbox/a.txt", "inbox/b.txt"])
    removed, there = shown.stdout.splitlines()
    assert removed.endswith("2 documents removed")
    assert there.startswith(f"still there: {desk.inbox / 'a.txt'}; what was read from there comes back")


REPEATED = {
    "feed": ("f.xml", feed(("7", "One", FIRST), ("7", "Two", SECOND)), 1, ["the later was kept"]),
    "csv": ("c.csv", rows("url,text", *(f"https://h.example/x,{t}" for t in (FIRST, SECOND, THIRD))), 3, []),
    "jsonl": ("j.jsonl", f'{{"id": "n", "text": "{FIRST}"}}\n{{"id": "n", "text": "{SECOND}"}}\n', 1, ["stands twice"]),
}


@pytest.mark.parametrize("form", REPEATED)
def test_nothing_is_lost_without_a_word(desk: Desk, form: str) -> None:
    name, text, count, signs = REPEATED[form]
    desk.write(name, text)
    for _ in range(2):
        errors = [str(e) for e in desk.build().errors]
        assert len(errors) == len(signs)
        assert all(sign in error for sign, error in zip(signs, errors, strict=True))
        assert len(desk.ids()) == count

"""What a graph remembers of how it was made: what holds, what is said to have changed, and what a kill leaves."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from newsweave.extract.signature import installed, read_with
from newsweave.graph.store import made_with
from newsweave.graph.store.folder import GraphFolder, manifest_entry
from newsweave.graph.store.made_with import Choices, MadeWith
from newsweave.graph.store.store import GraphStore
from newsweave.ontology.errors import DataError, StoreError


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a graph in which nothing stands, and two files of rules and one of names beside it."""
    for name in ("deals.yaml", "posts.yaml", "desk.csv"):
        (tmp_path / name).write_text(f"# {name}\n", "utf-8")
    GraphFolder.find_or_make(tmp_path / "KG", None)
    return tmp_path


def made(project: Path, *, forget: bool = False, **told: Any) -> MadeWith:
    return MadeWith(project / "KG", Choices(**told), forget=forget)


def kept(project: Path, **told: Any) -> MadeWith:
    found = made(project, **told)
    found.keep()
    return found


def test_nothing_is_remembered_of_a_new_graph(project: Path) -> None:
    first = made(project)
    assert (first.model, first.rules, first.names, first.min_confidence) == (None, (), (), 0.0)
    assert (first.changes, first.reused) == ([], [])
    assert manifest_entry(project / "KG", "made_with") is None, "looking writes nothing"


def test_what_was_given_holds_until_it_is_given_anew(project: Path) -> None:
    rules, names = [project / "deals.yaml", project / "posts.yaml"], [project / "desk.csv"]
    first = kept(project, rules=rules, names=names, min_confidence=0.4)
    again = kept(project)
    assert (list(again.rules), list(again.names), again.min_confidence) == (rules, names, 0.4)
    assert (again.key, again.changes) == (first.key, [])
    expected = [f"--rules {rules[0]}", f"--rules {rules[1]}", f"--names {names[0]}", "--min-confidence 0.4"]
    assert again.reused == expected
    other = kept(project, rules=[rules[1]])  # its kind alone
    assert (list(other.rules), list(other.names)) == ([rules[1]], names)
    assert other.changes == [f"rules: {rules[0]} is used no longer"]
    assert kept(project, rules=[]).rules == ()
    none = kept(project, forget=True)
    assert (none.names, none.min_confidence, none.reused) == ((), 0.0, [])
    assert none.changes == [f"names: {names[0]} is used no longer", "min_confidence: 0.0 in place of 0.4"]
    assert list((project / "KG" / "made_with").iterdir()) == []


def test_each_thing_that_differs_has_a_line(project: Path) -> None:
    deals, posts = project / "deals.yaml", project / "posts.yaml"
    first = kept(project, rules=[deals], min_confidence=0.4)
    deals.write_text("# others\n", "utf-8")
    now = made(project, rules=[deals, posts], model="another_model", min_confidence=0)
    assert now.changes == [
        "model: another_model in place of the default one",
        f"rules: {deals} has changed",
        f"rules: {posts} is new",
        "min_confidence: 0.0 in place of 0.4",
    ]
    assert now.key != first.key


def test_the_order_of_rules_is_part_of_how_a_graph_is_made(project: Path) -> None:
    deals, posts = project / "deals.yaml", project / "posts.yaml"
    kept(project, rules=[deals, posts])
    assert made(project, rules=[posts, deals]).changes == ["rules: in another order, or as often no longer"]


def test_another_newsweave_or_spacy_is_a_change(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(project)
    before = installed(None)
    monkeypatch.setattr(made_with, "installed", lambda model: {**before, "code": "other", "spacy": "9.9"})
    assert made(project).changes == [
        "newsweave has changed",
        f"spaCy has changed: 9.9 in place of {before['spacy']}",
    ]


def test_documents_know_what_they_were_read_with(project: Path) -> None:
    first = made(project)
    other = made(project, min_confidence=0.2)
    versions = [read_with("a", first.key), read_with("b", other.key), "5c0f"]
    assert (first.outdated(versions), other.outdated(versions)) == (2, 2)
    assert read_with("a", first.key) != read_with("b", first.key)


def test_paths_are_relative_so_that_a_project_can_be_moved(project: Path) -> None:
    first = kept(project, rules=[project / "deals.yaml"])
    assert manifest_entry(project / "KG", "made_with")["rules"][0]["path"] == "../deals.yaml"
    moved = project.with_name(project.name + "-moved")
    project.rename(moved)
    again = made(moved)
    assert (again.key, again.rules, again.changes) == (first.key, (moved / "deals.yaml",), [])


def test_a_graph_behind_a_link_finds_its_files(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    link = tmp_path_factory.mktemp("elsewhere") / "link"
    link.symlink_to(project / "KG")
    first = MadeWith(link, Choices(rules=[project / "deals.yaml"]))
    first.keep()
    assert MadeWith(link, Choices()).rules == made(project).rules == (project.resolve() / "deals.yaml",)


def test_a_path_that_shares_nothing_is_absolute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "resolve", lambda self: self)
    assert made_with._from(Path("/data/KG"), Path("/home/desk/deals.yaml")) == "/home/desk/deals.yaml"
    assert made_with._from(Path("/home/news/KG"), Path("/home/desk/deals.yaml")) == "../../desk/deals.yaml"


def test_a_file_that_is_gone_is_read_from_its_copy_until_it_is_back(project: Path) -> None:
    deals = project / "deals.yaml"
    first = kept(project, rules=[deals])
    deals.rename(project / "away.yaml")
    gone = kept(project)
    assert gone.key == first.key
    ((copy,), (line,)) = gone.rules, gone.changes
    assert copy.read_bytes() == (project / "away.yaml").read_bytes()
    assert line.startswith(f"{deals}: is missing; its copy {copy} is read, so that nothing changes")
    deals.write_text("# back, and another\n", "utf-8")
    back = kept(project)
    assert (back.rules, back.changes) == ((deals,), [f"rules: {deals} has changed"])
    deals.unlink()
    (back_copy,) = (project / "KG" / "made_with").iterdir()
    back_copy.unlink()
    with pytest.raises(
        DataError, match=r"deals\.yaml: is missing, with which .*KG was made: put it back, give --rules"
    ):
        made(project)
    assert made(project, forget=True).rules == ()


def test_a_file_given_now_that_is_not_there(project: Path) -> None:
    with pytest.raises(DataError, match=r"no\.yaml: cannot be read: No such file"):
        made(project, rules=[project / "no.yaml"])


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (["x"], r"made_with: Input should be a valid dictionary"),
        ({"rules": [{"path": "a.yaml"}]}, r"made_with\.rules\.0\.sha256: Field required"),
        ({"rules": [{"path": "a.yaml", "sha256": "../../x"}]}, r"made_with\.rules\.0\.sha256: String should match"),
        ({"min_confidence": 7}, r"made_with\.min_confidence: Input should be less than or equal to 1 \(got 7\)"),
    ],
)
def test_a_memory_that_was_tampered_with_is_one_line(project: Path, entry: object, message: str) -> None:
    manifest = project / "KG" / "newsweave.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8")) | {"made_with": entry}), "utf-8")
    with pytest.raises(StoreError, match=rf"KG/newsweave\.json: {message}.*--forget starts over"):
        made(project)
    made(project, forget=True).keep()
    assert made(project).changes == []


def test_a_kill_between_copies_and_manifest_leaves_what_was(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deals = project / "deals.yaml"
    first = kept(project, rules=[deals])
    deals.write_text("# others\n", "utf-8")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", killed)  # the new manifest is half written
        with pytest.raises(KeyboardInterrupt):
            kept(project)
    deals.unlink()
    gone = made(project)
    assert (gone.key, gone.rules[0].read_text("utf-8")) == (first.key, "# deals.yaml\n")
    with GraphStore.create_or_open(project / "KG"):
        gone.keep()  # what is left of the one that was killed goes
    assert [p.name for p in (project / "KG" / "made_with").iterdir()] == [gone.rules[0].name]


def test_two_builds_that_start_at_once(project: Path) -> None:
    slow = made(project, rules=[project / "deals.yaml"])
    kept(project, rules=[project / "posts.yaml"])
    with pytest.raises(StoreError, match="another build has changed how it is made; run this one again"):
        slow.keep()


def test_a_store_at_an_address_remembers_nothing(project: Path) -> None:
    there = MadeWith(None, Choices(rules=[project / "deals.yaml"]))
    there.keep()
    assert (there.rules, there.changes) == ((project / "deals.yaml",), [])
    assert MadeWith(None, Choices()).rules == ()

"""What a graph says often and no rule reads: its predicates, drafts of frames, and what frames would change."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from tests.effort import PATIENCE

import newsweave
from newsweave import Extractor
from newsweave.graph.ask.predicates import head_word, predicates
from newsweave.suggesting import drafts

NOTES = (
    "Mara Voss criticised Kestrin Bank. Jon Albrecht slammed Corvex Group. The lender closed early.",
    "Ilka Brandt criticised Corvex Group over fees. Mara Voss launched an attack on Kestrin Bank.",
    "Peter Olsen launched an attack on Corvex Group on Monday. Mara Voss snubbed Ilka Brandt.",
)


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "newsweave", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory, loaded: Extractor) -> Path:
    folder = tmp_path_factory.mktemp("suggest")
    lines = (json.dumps({"id": f"n{i}", "text": text, "date": "2024-06-03"}) for i, text in enumerate(NOTES))
    (folder / "notes.jsonl").write_text("\n".join(lines), encoding="utf-8")
    newsweave.build(folder / "notes.jsonl", folder / "KG", extractor=loaded)
    return folder / "KG"


def test_predicates_are_counted_and_near_ones_stand_together(graph: Path) -> None:
    with newsweave.open(graph) as kg:
        found = predicates(kg.facts())
    rows = [(p.group, p.predicate, p.subject_class, p.facts, p.documents) for p in found]
    assert rows[0][:2] == ("criticise", "criticise")
    assert {r[1] for r in rows if r[0] == "criticise"} == {"criticise", "slam", "launch attack on"}
    assert sum(r[3] for r in rows if r[1] == "criticise") == 2
    assert "acquired" not in {r[1] for r in rows}
    with newsweave.open(graph) as kg:
        assert {p.predicate for p in predicates(kg.facts(), least=2)} <= {"criticise", "launch attack on"}


@pytest.mark.parametrize(
    ("predicate", "word"),
    [("criticise", "criticise"), ("slam", "criticise"), ("launch attack on", "criticise"), ("be ally of", "ally"),
     ("have talk with", "meet"), ("be", "be"), ("file complaint against", "file")],
)  # fmt: skip
def test_the_word_that_says_it(predicate: str, word: str) -> None:
    assert head_word(predicate) == word


def test_drafts_are_frames_of_frequent_predicates(graph: Path) -> None:
    with newsweave.open(graph) as kg:
        found = {d.predicate: d for d in drafts(kg.facts(typed=False))}
        assert set(found) == {"criticise", "launch attack on"}
        assert found["launch attack on"].pattern == "S _ [attack] on O"
        assert found["criticise"].subject == ["Person"]
        assert len(drafts(kg.facts(typed=False), least=1)) > 2
        assert len(drafts(kg.facts(typed=False), most=1)) == 1


def test_a_draft_passes_its_own_examples_and_changes_what_it_says(graph: Path, tmp_path: Path) -> None:
    done = run("rules", "suggest", graph, "-o", tmp_path / "drafts")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{tmp_path / 'drafts'}: 2 drafts, 2 with a relation of their own")
    frames = yaml.safe_load((tmp_path / "drafts" / "frames" / "drafts.yaml").read_text("utf-8"))["frames"]
    text = json.dumps(frames)
    assert "Maria Hansen" in text
    assert "Mara Voss" not in text  # the graph's names are not in the drafts
    tested = run("pack", "test", tmp_path / "drafts", "--own")
    assert tested.returncode == 0, tested.stderr
    tried = run("rules", "try", tmp_path / "drafts", graph, "--json")
    assert tried.returncode == 0, tried.stderr
    added = [line for row in map(json.loads, tried.stdout.splitlines()) for line in row["added"]]
    assert "Mara Voss | criticise | Kestrin Bank | asserted" in added
    assert all(not json.loads(line)["gone"] for line in tried.stdout.splitlines())
    again = run("rules", "suggest", graph, "-o", tmp_path / "drafts")
    assert again.returncode == 1
    assert "is there already" in again.stderr


def test_a_draft_from_a_marked_sentence(tmp_path: Path) -> None:
    marked = ("--example", "Voltara has snubbed Kestrin Bank again.", "--subject", "Voltara", "--relation", "snubbed")
    done = run("rules", "suggest", "-o", tmp_path / "ex", *marked, "--object", "Kestrin Bank")
    assert done.returncode == 0, done.stderr
    [frame] = yaml.safe_load((tmp_path / "ex" / "frames" / "drafts.yaml").read_text("utf-8"))["frames"]
    assert (frame["relation"], frame["verbs"]) == ("snubbed", {"S _ O": ["snub"]})
    wrong = run("rules", "suggest", "-o", tmp_path / "no", *marked, "--object", "Corvex")
    assert wrong.returncode == 1
    assert "no clause of the example relates 'Voltara' to 'Corvex'; its names: Voltara, Kestrin Bank" in wrong.stderr
    read = ("--example", "Voltara acquired Kestrin Bank.", "--subject", "Voltara", "--relation", "bought")
    known = run("rules", "suggest", "-o", tmp_path / "no", *read, "--object", "Kestrin Bank")
    assert "is read already: Voltara | acquired | Kestrin Bank" in known.stderr


def test_frames_that_change_nothing_say_so(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "off.yaml").write_text("without: [takeover]\n", encoding="utf-8")
    done = run("rules", "try", tmp_path / "off.yaml", graph)
    assert done.returncode == 1
    assert "0 statements more, 0 less" in done.stdout


def test_the_command_lists_them(graph: Path) -> None:
    rows = [json.loads(line) for line in run("predicates", graph, "--json", "--min", "1").stdout.splitlines()]
    assert rows
    assert all(r["facts"] >= 1 and r["example"] for r in rows)
    about = run("predicates", graph, "--json", "--about", "Ilka Brandt").stdout
    assert {json.loads(line)["predicate"] for line in about.splitlines()} == {"criticise", "snub"}

"""The command line's contract: formats, exit codes, one line for an error, a quick start."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.effort import PATIENCE

EXAMPLES = Path(__file__).parent.parent / "examples" / "news"
ITEM = EXAMPLES / "2023-11-27-lanternfish-belibis-mou.txt"


def run(*args: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from newsweave.cli import main; main()", *map(str, args)]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE)


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("missing.txt", None, "no such file or folder"),
        ("empty.txt", b"", "empty"),
        ("binary.txt", b"a\x00b", "binary"),
        ("photo.png", b"\x89PNG", "cannot read .png files"),
        ("broken.jsonl", b'{"id": 1}\n', "line 1"),
    ],
)
def test_an_unreadable_input_is_one_line_and_exit_code_1(
    tmp_path: Path, name: str, content: bytes | None, cause: str
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    result = run("build", file, "-o", tmp_path / "KG")
    assert result.returncode == 1
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert name in line
    assert cause in line


def test_a_folder_without_readable_files(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    result = run("build", tmp_path / "docs", "-o", tmp_path / "KG")
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "args",
    [
        ["build"],
        ["build", "a.txt"],
        ["query", "KG"],
        ["query", "KG", "ASK {}", "--name", "most-connected"],
        ["propositions", "a.txt"],
        ["no-such-command"],
        ["build", "a.txt", "-o", "KG", "--min-confidence", "1.2"],
        ["build", "a.txt", "-o", "KG", "--min-confidence", "-0.5"],
        ["build", "a.txt", "-o", "KG", "--min-confidence", "nan"],
        ["build", "a.txt", "-o", "KG", "--min-confidence", "much"],
        ["extract", "a.txt", "--format", "xml"],
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(args: list[str]) -> None:
    result = run(*args)
    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1


def test_a_missing_graph_and_a_missing_model(tmp_path: Path) -> None:
    result = run("query", tmp_path / "KG", "ASK {}")
    assert (result.returncode, len(result.stderr.splitlines())) == (1, 1)
    result = run("extract", ITEM, "--model", "no_such_model")
    assert result.returncode == 1
    (line,) = result.stderr.splitlines()
    assert "no_such_model" in line


def test_build_leaves_out_what_is_less_sure(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kestrin Bank acquired Corvex Group in 2021.", "utf-8")
    command: list[str | Path] = ["build", tmp_path / "a.txt", "-o", tmp_path / "KG", "--min-confidence"]
    none = run(*command, "1", "--json")
    assert none.returncode == 0, none.stderr
    assert {"read": 1, "statements": 0, "unsure": 1}.items() <= json.loads(none.stdout).items()
    some = run(*command, "0.5")
    assert "1 documents read, 1 statements" in some.stdout and "not sure enough" not in some.stdout


def test_extract_prints_the_contract(tmp_path: Path) -> None:
    text = "Kestrin Bank signed a memorandum of understanding with Corvex Group on card refunds in May 2023."
    line = json.dumps({"id": "x", "text": text, "date": "2023-06-01"})
    result = run("extract", "-", "--format", "jsonl", stdin=line + "\n")
    assert result.returncode == 0, result.stderr
    statement = json.loads(result.stdout.splitlines()[0])
    assert statement["document"] == "x"
    assert statement["relation"] == "signed_agreement_with"
    assert statement["label"] == "signed MOU with"
    assert statement["qualifiers"] == {
        "agreement_type": "MOU",
        "topic": "card refunds",
        "date": "2023-05",
        "date_text": "in May 2023",
    }
    assert statement["status"] == "asserted"
    assert statement["attributed_to"] is None
    assert 0 < statement["confidence"] <= 1
    for side, name in (("subject", "Kestrin Bank"), ("object", "Corvex Group")):
        argument = statement[side]
        assert set(argument) == {"id", "name", "type", "text", "start", "end", "mentions", "aliases"}
        assert argument["name"] == text[argument["start"] : argument["end"]] == argument["text"] == name
        assert [argument["start"], argument["end"]] in argument["mentions"]
    assert statement["sentence"] == {"start": 0, "end": len(text), "text": text}


def test_entities_and_propositions(tmp_path: Path) -> None:
    result = run(
        "entities", "-", stdin=json.dumps({"id": "x", "text": "Kestrin Bank (KB) hired Maria Hansen. KB grew."})
    )
    rows = {r["name"]: r for r in map(json.loads, result.stdout.splitlines())}
    assert rows["Kestrin Bank"]["aliases"] == ["KB"]
    assert [m["text"] for m in rows["Kestrin Bank"]["mentions"]] == ["Kestrin Bank", "KB", "KB"]
    assert rows["Maria Hansen"]["type"] == "Person"
    lines = tmp_path / "lines.txt"
    lines.write_text("Kestrin Bank bought a ship.\n\nMaria Hansen left in May.\n", "utf-8")
    result = run("propositions", lines, "--lines", "--format", "tsv")
    table = [line.split("\t") for line in result.stdout.splitlines()]
    assert [(r[0], *r[2:5]) for r in table] == [
        ("1", "bought", "Kestrin Bank", "a ship"),
        ("3", "left in", "Maria Hansen", "May"),
    ]


def test_query_formats(examples_graph: Path) -> None:
    sparql = "SELECT ?name { ?x skos:prefLabel ?name } ORDER BY ?name LIMIT 1"
    out = {form: run("query", examples_graph, sparql, "--format", form) for form in ("table", "csv", "json", "tsv")}
    assert all(r.returncode == 0 for r in out.values())
    assert json.loads(out["json"].stdout)["head"]["vars"] == ["name"]
    assert out["csv"].stdout.splitlines()[0] == "name"
    assert out["tsv"].stdout.splitlines()[0] == "?name"
    named = run(
        "query", examples_graph, "--name", "agreements-of", "--param", "name=Belibis Payments", "--format", "csv"
    )
    assert "Jalakita" in named.stdout


def test_view_and_export(examples_graph: Path, tmp_path: Path) -> None:
    result = run("view", examples_graph, "-o", tmp_path / "page.html", "--about", "Wrenhythe", "--hops", "1")
    assert result.returncode == 0, result.stderr
    assert "Wrenhythe" in (tmp_path / "page.html").read_text("utf-8")
    result = run("export", examples_graph, tmp_path / "graph.ttl")
    assert result.returncode == 0, result.stderr
    assert "nw:signedAgreementWith" in (tmp_path / "graph.ttl").read_text("utf-8")
    result = run("view", examples_graph, "-o", tmp_path / "page.html", "--about", "Wrenhyte")
    assert result.returncode == 1
    assert "Wrenhythe" in result.stderr


def test_rules_explain_names_the_rule() -> None:
    result = run("rules", "explain", "Kestrin Bank acquired Corvex Group.")
    assert result.returncode == 0
    assert re.search(r"rule takeover/\d+ \(verbs S _ O\): fired", result.stdout)


@pytest.mark.parametrize("group", [(), ("rules",)])
def test_a_command_of_commands_says_what_there_is(group: tuple[str, ...]) -> None:
    bare, asked = run(*group), run(*group, "--help")
    assert (bare.returncode, bare.stderr, bare.stdout) == (0, "", asked.stdout)
    assert "\nCommands:\n" in bare.stdout and "..." not in bare.stdout.split("Commands:")[1]  # no line is cut short


def test_python_m_newsweave_is_the_command_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "newsweave", "--version"], capture_output=True, text=True, timeout=PATIENCE
    )
    assert (done.returncode, done.stdout) == (0, run("--version").stdout)


def test_validate_says_whether_a_graph_conforms(tmp_path: Path, examples_graph: Path) -> None:
    result = run("validate", examples_graph, "--report", tmp_path / "report.ttl")
    assert (result.returncode, result.stderr) == (0, "")
    assert "conforms" in result.stdout.splitlines()[-1] and " 0 violations" in result.stdout
    assert "sh:ValidationReport" in (tmp_path / "report.ttl").read_text("utf-8")
    parsed = json.loads(run("validate", examples_graph, "--json").stdout)
    assert parsed["conforms"] is True and parsed["checks"] > 60
    assert run("validate", tmp_path / "none").returncode == 1


def test_a_broken_graph_does_not_validate(tmp_path: Path) -> None:
    from newsweave.graph.store.store import GraphStore

    assert run("build", ITEM, "-o", tmp_path / "KG", "-q").returncode == 0
    with GraphStore.open(tmp_path / "KG", read_only=False) as store:
        store.database.update("DELETE { GRAPH ?g { ?e <https://w3id.org/newsweave#rule> ?r } } "
                              "WHERE { GRAPH ?g { ?e <https://w3id.org/newsweave#rule> ?r } }")  # fmt: skip
    result = run("validate", tmp_path / "KG")
    assert result.returncode == 1
    assert "an evidence names its rule" in result.stdout and "does not conform" in result.stdout


def test_serve_answers_and_ends_at_an_interrupt(examples_graph: Path) -> None:
    import signal
    import socket
    import urllib.request

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from newsweave.cli import main; main()", "serve", str(examples_graph)]
    with subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert f"http://127.0.0.1:{port}/" in process.stdout.readline()
        address = f"http://127.0.0.1:{port}/sparql?query=ASK%20%7B%7D"
        for _ in range(100):
            try:
                with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                    assert json.load(answer)["boolean"] is True
                break
            except OSError:
                time.sleep(0.1)
        else:
            pytest.fail("the server did not start")
        process.send_signal(signal.SIGINT)
        assert process.wait(20) in (0, 130)


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (["view", "KG", "-o", "page.html"], {"path": "page.html", "left_out": 0}),
        (["export", "KG", "graph.nt"], {"path": "graph.nt"}),
        (["infer", "KG"], {"graph": "KG"}),
        (["infer", "KG", "--remove"], {"graph": "KG", "inferred": 0}),
        (["compact", "KG"], {"graph": "KG"}),
    ],
)
def test_scripts_get_json_or_nothing(
    command: list[str],
    expected: dict[str, object],
    examples_graph: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(examples_graph, tmp_path / "KG")
    monkeypatch.chdir(tmp_path)
    told = run(*command, "--json")
    assert told.returncode == 0, told.stderr
    assert expected.items() <= json.loads(told.stdout).items()
    quiet = run(*command, "--quiet")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")


def test_a_reader_that_goes_away_is_a_good_end() -> None:
    program = f'"{sys.executable}" -c "from newsweave.cli import main; main()"'
    script = f"set -o pipefail; {program} entities {EXAMPLES} {EXAMPLES} {EXAMPLES} | head -n 1"
    ended = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=PATIENCE)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert len(ended.stdout.splitlines()) == 1


def test_rules_explain_says_what_a_form_lacked() -> None:
    result = run("rules", "explain", "Kestrin Bank completed the acquisition of the story.")
    assert re.search(r"rule takeover/\d+ \(nouns _ of O by S\): no: no object .*'the story' is no name", result.stdout)
    result = run("rules", "explain", "Kestrin Bank sued nobody.")
    assert "nothing stands there" in result.stdout or "is no name" in result.stdout

"""The benchmark of quality, on tiny made-up data: its floors, its command line, and the recall of the examples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.benchmark_data import EXPECTED, ROOT, FakeExtractor, fill, load

import newsweave

quality: Any = load("quality")
PUBLIC = "carb,wire57,kn,news,names"
NEWER = "news-real,names-real,pairs-real,dwie,fire,conll04,polnear,phrasings,faults,seed"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with scorers, and no model."""
    monkeypatch.setattr(newsweave, "Extractor", FakeExtractor)
    fill(tmp_path / "data")
    return tmp_path / "data"


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = quality.main([str(a) for a in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def table(printed: str) -> dict[str, list[str]]:
    """The rows of a printed table by their first cell, without that of the head."""
    split = (line.strip("│ ").split("│") for line in printed.splitlines() if line.startswith("│"))
    return {cells[0].strip(): [c.strip() for c in cells[1:]] for cells in split}


# --- floors ---


def results(**figures: float) -> dict[str, Any]:
    return {"carb": quality.Result(figures)}


def test_below_names_benchmark_figure_value_and_floor() -> None:
    floors = {"carb": {"P": 0.5, "F1": 0.4, "AUC": 0.1}, "kn": {"F1": 0.9}}
    lines = quality.below(results(P=0.5, F1=0.399), floors)
    assert lines == ["carb F1: 0.399 is below its floor 0.400", "carb AUC: not measured, and its floor is 0.100"]


@pytest.mark.parametrize(
    ("value", "floor"), [(0.5, 0.495), (0.503, 0.498), (1.0, 0.995), (0.8765, 0.871), (0.004, 0.0)]
)
def test_new_floors_are_the_margin_below_rounded_down(value: float, floor: float) -> None:
    new, lines = quality.raised(results(F1=value), {})
    assert new == {"carb": {"F1": floor}}
    assert lines == [f"carb F1: floor none -> {floor:.3f}"]
    assert quality.below(results(F1=value), new) == []


def test_floors_rise_and_are_lowered_only_on_request() -> None:
    old = {"carb": {"P": 0.6, "F1": 0.3}, "kn": {"F1": 0.2}}
    new, lines = quality.raised(results(P=0.5, F1=0.4), old)
    assert new == {"carb": {"P": 0.6, "F1": 0.395}, "kn": {"F1": 0.2}}
    assert lines == ["carb P: floor 0.600 kept; --lower would set 0.495", "carb F1: floor 0.300 -> 0.395"]
    lowered, _ = quality.raised(results(P=0.5, F1=0.4), old, lower=True)
    assert lowered == {"carb": {"P": 0.495, "F1": 0.395}, "kn": {"F1": 0.2}}
    assert old == {"carb": {"P": 0.6, "F1": 0.3}, "kn": {"F1": 0.2}}


def test_the_projects_floors_are_of_known_benchmarks_and_figures() -> None:
    floors = quality._read_floors(ROOT / "benchmarks" / "floors.json")
    assert list(floors) == [name for name in quality.BENCHMARKS if name in floors]
    assert set(floors) == set(quality.BENCHMARKS)
    for figures in floors.values():
        assert set(figures) <= set(quality.FIGURES)
        assert all(0 <= f < 1 for f in figures.values())


# --- the command ---


def test_table_has_every_benchmark_and_figure(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "--data", data, "--only", PUBLIC)
    assert (code, err) == (0, "")
    rows = table(out)
    assert rows["carb"][:4] == ["0.200", "0.250", "0.333", "AUC 0.125"]  # two triples: the blank line gives none
    assert rows["kn"][:4] == ["0.100", "0.400", "0.571", ""]
    assert rows["news"][1] == "0.300" and rows["news"][3] == "status 0.667, attributed 0.000, dated 0.000"
    assert rows["names"][0] == "0.600" and rows["names"][3] == "broad class 0.975, exact class 0.850"
    assert "SUBSIDIARY_OF" not in out


def test_newer_benchmarks_in_the_table(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "--data", data, "--only", NEWER)
    assert (code, err) == (0, "")
    rows = table(out)
    assert list(rows)[-len(NEWER.split(",")) :] == NEWER.split(",")
    assert {name: cells[:4] for name, cells in rows.items() if name in NEWER.split(",")} == {
        "news-real": ["1.000", "0.300", "0.667", "status 0.667, attributed 0.000, dated 0.000"],
        "names-real": ["0.600", "0.750", "0.818", "broad class 0.975, exact class 0.850"],
        "pairs-real": ["", "0.300", "", ""],
        "dwie": ["0.750", "0.200", "0.316", "posts P 0.750, posts R 0.250"],
        "fire": ["0.800", "0.140", "0.239", ""],
        "conll04": ["0.857", "0.250", "0.387", ""],
        "polnear": ["0.750", "", "", "speaker 0.909, quoted 0.500, indirect 0.167"],
        "phrasings": ["", "0.100", "", "silent 0.875"],
        "faults": ["", "0.667", "", ""],
        "seed": ["", "0.250", "", ""],
    }
    _, out, _ = run(capsys, "--data", data, "--only", f"{NEWER},{PUBLIC}", "--detail")
    assert max(map(len, out.splitlines())) <= 120
    assert table(out)["hedge"][:4] == ["", "0.500", "", "2"]


def test_errors_and_kept_files_of_newer_benchmarks(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep = tmp_path / "kept"
    errors = [x for name in NEWER.split(",") for x in ("--errors", name)]
    code, out, _ = run(capsys, "--data", data, "--only", "seed", "--keep", keep, *errors)
    assert code == 0
    for begin in (
        "miss n1 ",
        "type n1 ",
        "apart n1 ",
        "wrong p3 ",
        "missing Quorl",
        "FAILS hedge-g2 |",
        "FN Work_For ",
    ):
        assert any(line.startswith(begin) for line in out.splitlines()), begin
    statements = {"news-real", "dwie", "fire", "conll04", "polnear", "phrasings", "seed"}
    kept = {path.name for path in keep.iterdir()}
    assert kept == {f"{x}.jsonl" for x in (*statements, "names-real", "pairs-real", "phrasings-input")} | {"faults.txt"}
    for name in statements:
        first = json.loads((keep / f"{name}.jsonl").read_text("utf-8").splitlines()[0])
        assert (first["subject"]["name"], first["relation"]) == ("Quorl", "acquired")
    assert (keep / "faults.txt").read_text("utf-8").endswith("2 right, 1 wrong\n")


def test_rows_of_the_same_articles_share_their_extraction(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    extract = quality.Session.extract

    def noted(self: Any, path: Path) -> Any:
        read.append(path.name)
        return extract(self, path)

    monkeypatch.setattr(quality.Session, "extract", noted)
    session = quality.Session(data, data)
    names = ["news-real", "names-real", "pairs-real", "news", "names"]
    assert list(quality.measure(names, session)[0]) == names
    assert read == ["news-real.jsonl", "news-dev.jsonl"]


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ("news-real-other.jsonl", "pairs-real: {} lacks news-real-other.jsonl"),
        ("phrasings.tsv", "phrasings: {} lacks phrasings.tsv"),
        ("faults/check.py", "faults: {} lacks faults/check.py"),
        ("thirdparty/score_fire.py", "fire: {} lacks thirdparty/score_fire.py"),
        ("../seed/nbc-alipay.txt", "seed: {} lacks ../seed/nbc-alipay.txt"),
    ],
)
def test_a_missing_file_costs_its_benchmark_only(
    missing: str, message: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / missing).unlink()
    code, out, err = run(capsys, "--data", data, "--only", f"{message.partition(':')[0]},carb")
    assert (code, err) == (1, f"quality: {message.format(data)}\n")
    assert list(table(out)) == ["carb"]


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("faults/check.py", "import sys\nsys.exit('no model')\n", "faults: {0}/faults/check.py: exit code 1: no model"),
        ("thirdparty/score_fire.py", "raise SystemExit(3)\n", "fire: {0}/thirdparty/score_fire.py "),
        ("thirdparty/score_fire.py", "print('nothing')\n", "fire: the scorer prints no figures for fire"),
        ("seed-facts.tsv", "broken\n", "seed: {0}/score.py seed: exit code 1: the gold is broken"),
        (
            "faults/expected.tsv",
            "item\tkind\nx\ty\n",
            "faults: {0}/faults/expected.tsv: a row has no file, item or kind",
        ),
        (
            "faults/expected.tsv",
            EXPECTED.replace("page.html", "extraction.jsonl"),
            "faults: the scorer prints no figures",
        ),
    ],
)
def test_a_failing_scorer_of_a_newer_benchmark_is_one_line(
    file: str, text: str, message: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / file).write_text(text, "utf-8")
    code, _, err = run(capsys, "--data", data, "--only", "fire,faults,seed")
    assert code == 1
    assert err.startswith(f"quality: {message.format(data)}") and err.count("\n") == 1


def test_detail_errors_and_kept_files(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep = tmp_path / "kept" / "here"
    arguments = ("--data", data, "--only", PUBLIC, "--keep", keep, "--detail", "--errors", "news")
    code, out, _ = run(capsys, *arguments)
    assert code == 0
    assert "SUBSIDIARY_OF" in out and "miss n1 Quorl | acquired | Zemlin | evidence" in out
    assert "attributed n1 Quorl | acquired | Vandrel | Quorl Group | got none" in out
    assert "dated n2 Quorl | acquired | Vandrel | 2024-05 | got none" in out
    assert "got company" not in out
    assert (keep / "carb.tsv").read_text("utf-8").splitlines()[1].split("\t")[2:] == ["sued", "Vandrel", "Zemlin"]
    assert (keep / "carb.tsv").read_text("utf-8").splitlines()[1].startswith("3\t")
    assert [json.loads(x)["document"] for x in (keep / "news.jsonl").read_text("utf-8").splitlines()] == [
        "n1",
        "n2",
        "n3",
    ]
    assert json.loads((keep / "kn.jsonl").read_text("utf-8"))["document"] == "k1"
    assert len((keep / "names.jsonl").read_text("utf-8").splitlines()) == 6


def test_json_has_figures_detail_and_failures(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / "wire57.json").unlink()
    code, out, err = run(capsys, "--data", data, "--only", PUBLIC, "--json", "--errors", "names")
    printed = json.loads(out)
    assert code == 1
    assert list(printed["benchmarks"]) == ["carb", "kn", "news", "names"]
    assert printed["benchmarks"]["kn"]["figures"] == {"P": 0.1, "R": 0.4, "F1": 0.571}
    assert printed["benchmarks"]["kn"]["detail"]["SUBSIDIARY_OF"]["gold"] == 5
    assert printed["benchmarks"]["names"]["errors"] == ["type n1 Quorl | bank | got company"]
    assert "errors" not in printed["benchmarks"]["news"]
    assert printed["failures"] == [f"wire57: {data} lacks wire57.json"]
    assert err == f"quality: wire57: {data} lacks wire57.json\n"


def test_a_failing_scorer_is_one_line_and_loses_nothing_else(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / "carb-dev.tsv").write_text("broken\n", "utf-8")
    code, out, err = run(capsys, "--data", data, "--only", "carb,wire57")
    assert code == 1
    assert "wire57" in out
    assert err == f"quality: carb: {data / 'score.py'} carb: exit code 1: the gold is broken\n"


def test_unreadable_news_is_no_measurement(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (data / "news-dev.jsonl").open("a", encoding="utf-8") as file:
        file.write("{no json\n")
    code, _, err = run(capsys, "--data", data, "--only", "news,carb")
    assert code == 1
    assert err.startswith("quality: news: ") and "news-dev.jsonl" in err and err.count("\n") == 1


def test_check_passes_on_written_floors_and_fails_above_them(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / "floors.json"
    options = ("--data", data, "--only", "carb,news", "--floors", floors)
    code, _, err = run(capsys, *options, "--write-floors")
    assert code == 0 and "carb AUC: floor none -> 0.120" in err
    written = json.loads(floors.read_text("utf-8"))
    assert written["floors"]["carb"] == {"P": 0.195, "R": 0.245, "F1": 0.328, "AUC": 0.12}
    assert "--write-floors" in written["note"]
    assert run(capsys, *options, "--check")[0] == 0
    written["floors"]["news"]["status"] = 0.7
    floors.write_text(json.dumps(written), "utf-8")
    code, out, err = run(capsys, *options, "--check")
    assert (code, err) == (1, "quality: news status: 0.667 is below its floor 0.700\n")
    assert "carb" in out
    assert run(capsys, *options)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--data", "no/such/folder"), "quality: --data no/such/folder: is no folder\n"),
        (("--only", "carb"), "quality: carb: needs --data FOLDER\n"),
        (("--only", "examples,carbs"), f"quality: --only carbs: must be some of {NEWER},examples,{PUBLIC}\n"),
        (("--errors", "news"), "quality: news: needs --data FOLDER\n"),
        (("--check", "--floors", "no/floors.json"), "quality: no/floors.json: No such file or directory\n"),
    ],
)
def test_wrong_usage_is_one_line(arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, *arguments) == (2, "", message)


def test_data_without_scorer_and_broken_floors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--data", tmp_path) == (2, "", f"quality: --data {tmp_path}: has no score.py\n")
    floors = tmp_path / "floors.json"
    for text in ("{", "[]", "{}", '{"floors": {"carb": 1}}', '{"floors": {"carb": {"F1": "high"}}}'):
        floors.write_text(text, "utf-8")
        code, _, err = run(capsys, "--check", "--floors", floors)
        assert code == 2 and err.startswith(f"quality: {floors}: is not ") and err.count("\n") == 1


# --- the project's own examples ---


HEAD = "file\tsubject\trelation\tobject\tstatus\n"


def examples(folder: Path, rows: str) -> Path:
    (folder / "news").mkdir()
    (folder / "facts.tsv").write_text(rows, "utf-8")
    (folder / "news" / "one.txt").write_text("Quorl acquired Vandrel.\n", "utf-8")
    lines = [{"id": "b1", "text": "Zemlin sued Quorl."}, {"id": "b2", "text": "Zemlin sued Vandrel."}]
    (folder / "news" / "briefs.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return folder


def test_recall_and_status_on_examples(data: Path, tmp_path: Path) -> None:
    rows = (
        "one.txt\tQuorl\tacquired\tVandrel\tasserted\n"
        "briefs.jsonl#b1\tZemlin\tsued\tQuorl\tplanned\n"
        "briefs.jsonl#b2\tZemlin\tsued\tQuorl\tasserted\n"
    )
    folder = tmp_path / "examples"
    folder.mkdir()
    session = quality.Session(None, tmp_path, examples(folder, HEAD + rows))
    measured, failures = quality.measure(["examples"], session)
    assert failures == []
    assert measured["examples"].figures == {"R": 0.667, "status": 0.5}
    assert measured["examples"].detail == {"acquired": {"R": 1.0, "gold": 1}, "sued": {"R": 0.5, "gold": 2}}
    assert measured["examples"].errors == ["miss briefs.jsonl#b2 | Zemlin | sued | Quorl | asserted"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("file\tsubject\n", "the columns must be file, subject"),
        (HEAD + "one.txt\tQuorl\tacquired\tVandrel\n", "line 2 has not 5 cells"),
        (HEAD + "one.txt\tQuorl\tacquired\tVandrel\tasserted\tmore\n", "line 2 has not 5 cells"),
        (HEAD + "two.txt\tQuorl\tacquired\tVandrel\tasserted\n", "two.txt"),
    ],
)
def test_wrong_facts_file_is_a_failure(data: Path, tmp_path: Path, rows: str, message: str) -> None:
    folder = tmp_path / "examples"
    folder.mkdir()
    measured, failures = quality.measure(["examples"], quality.Session(None, tmp_path, examples(folder, rows)))
    assert measured == {}
    assert len(failures) == 1 and failures[0].startswith("examples: ") and message in failures[0]

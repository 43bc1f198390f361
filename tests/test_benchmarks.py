"""The benchmarks' own logic, on tiny made-up data: reading of scores, table, floors, matching, stages."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import newsweave
from newsweave import Document, Entity, EntityArgument, Evidence, Extraction, InputError, LiteralArgument, Statement
from newsweave.extract.model import Argument, FixedWords, Proposition, Status
from newsweave.extract.pipeline import shared_extractor
from newsweave.ontology.vocabulary import vocabulary

ROOT = Path(__file__).parent.parent


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", ROOT / "benchmarks" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


quality: Any = load("quality")
speed: Any = load("speed")

# Prints figures that depend on how many lines it was handed, and fails where the gold says so.
SCORER = """
import sys
kind, gold, *rest = sys.argv[1:]
text = open(gold, encoding="utf-8").read()
if "broken" in text:
    sys.exit("Traceback of sorts\\nthe gold is broken")
if kind == "kn-input":
    print('{"id": "k1", "text": "Quorl acquired Vandrel."}')
    sys.exit()
n = len(open(rest[0], encoding="utf-8").read().splitlines())
if kind == "carb":
    print(f"carb P 0.{n}00 R 0.250 F1 0.333 AUC 0.125")
if kind == "wire57":
    print(f"wire57 P 0.500 R 0.250 F1 0.333  ({n} predicted, 4 gold)")
if kind == "kn":
    print("kn  SUBSIDIARY_OF            P 1.000 R 0.400 F1 0.571  (5 gold)")
    print(f"kn all P 0.{n}00 R 0.400 F1 0.571")
if kind == "news":
    assert "--doubtful" in rest and "--errors" in rest
    print("miss  n1 Quorl | acquired | Zemlin | evidence")
    print("news  acquired               P 1.000 R 0.500 F1 0.667  (2 gold)")
    print(f"news all P 1.000 R 0.{n}00 F1 0.667, status right on 2 of 3 found")
if kind == "names":
    print("type  n1 Quorl | bank | got company")
    print(f"names P 0.{n}00 R 0.750 F1 0.818, of those found: broad class right 0.975, exact class right 0.850")
"""


def entity(name: str, *aliases: str) -> EntityArgument:
    return EntityArgument(name.lower(), name, "Company", name, 0, len(name), ((0, len(name)),), aliases)


def statement(
    subject: EntityArgument,
    relation: str,
    target: EntityArgument | LiteralArgument,
    *,
    status: Status = "asserted",
    document: str = "n1",
) -> Statement:
    return Statement(subject, relation, target, Evidence(document, 0, 1, "x", "rule"), relation, status=status)


def gold_row(**changed: object) -> dict[str, object]:
    row = {"doc": "n1", "subj": "Quorl", "subj_aliases": [], "rel": "acquired", "obj": "Vandrel", "obj_aliases": []}
    return row | {"status": "asserted", "by": None, "qual": {}} | changed


class FakeExtractor:
    """Reads "A verb B." without a parser."""

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        for d in documents:
            first, verb, last = d.text.strip(" .\n").split()[:3]
            found = statement(entity(first), verb, entity(last), document=d.id)
            yield Extraction(d, (Entity(first.lower(), first, "Company"), Entity("b", last, "Company")), (found,))

    def propositions(self, texts: Iterable[str]) -> Iterator[list[Proposition]]:
        for text in texts:
            words = text.strip(".").split()
            if len(words) != 3:
                yield []
                continue
            a, b = (
                Argument(r, at, FixedWords(at, at + 1, w, w))
                for r, at, w in (("subject", 0, words[0]), ("object", 2, words[2]))
            )
            yield [Proposition(words[1], words[1], (a, b), "verb", 1)]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a scorer, and no model."""
    monkeypatch.setattr(newsweave, "Extractor", FakeExtractor)
    folder = tmp_path / "data"
    folder.mkdir()
    sentences = "Quorl acquired Vandrel.\n\nVandrel sued Zemlin.\n"
    news = [{"id": f"n{i}", "text": "Quorl acquired Vandrel."} for i in (1, 2, 3)]
    files = {
        "score.py": SCORER,
        "carb-dev.txt": sentences,
        "wire57.txt": sentences,
        "news-dev.jsonl": "".join(json.dumps(n) + "\n" for n in news),
    }
    gold = "carb-dev.tsv wire57.json knowledgenet.jsonl".split()
    gold += [f"news-dev-{part}.jsonl" for part in ("gold", "doubtful", "entities")]
    rows = [gold_row(doc="n1", by="Quorl Group"), gold_row(doc="n2", qual={"date": "2024-05"})]
    files["news-dev-gold.jsonl"] = "".join(json.dumps(row) + "\n" for row in rows)
    for name, text in (dict.fromkeys(gold, "gold\n") | files).items():
        (folder / name).write_text(text, "utf-8")
    return folder


PUBLIC = "carb,wire57,kn,news,names"


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = quality.main([str(a) for a in arguments])
    out, err = capsys.readouterr()
    return code, out, err


# --- reading of scores ---


def test_scores_with_relations_status_and_errors() -> None:
    printed = (
        "miss  d1 Quorl | acquired | Zemlin | None\nwrong d1 Quorl | sued | Vandrel\n"
        "news  acquired               P 0.900 R 0.500 F1 0.643  (40 gold)\n"
        "news all P 0.800 R 0.400 F1 0.533, status right on 9 of 12 found\n"
    )
    result = quality.parse_scores("news", printed)
    assert result.figures == {"P": 0.8, "R": 0.4, "F1": 0.533, "status": 0.75}
    assert result.detail == {"acquired": {"P": 0.9, "R": 0.5, "F1": 0.643, "gold": 40}}
    assert result.errors == ["miss d1 Quorl | acquired | Zemlin | None", "wrong d1 Quorl | sued | Vandrel"]


@pytest.mark.parametrize(
    ("name", "line", "figures"),
    [
        ("carb", "carb P 0.1 R 0.25 F1 0.5 AUC 0.75", {"P": 0.1, "R": 0.25, "F1": 0.5, "AUC": 0.75}),
        ("carb", "carb F1 0.000 (no predictions)", {"F1": 0.0}),
        ("wire57", "wire57 P 0.4 R 0.2 F1 0.3  (9 predicted, 8 gold)", {"P": 0.4, "R": 0.2, "F1": 0.3}),
        ("kn", "kn all P 0.4 R 0.2 F1 0.3", {"P": 0.4, "R": 0.2, "F1": 0.3}),
        (
            "names",
            "names P 0.4 R 0.2 F1 0.3, of those found: broad class right 0.9, exact class right 0.8",
            {"P": 0.4, "R": 0.2, "F1": 0.3, "broad class": 0.9, "exact class": 0.8},
        ),
    ],
)
def test_scores_of_each_form(name: str, line: str, figures: dict[str, float]) -> None:
    assert quality.parse_scores(name, line + "\n").figures == figures


@pytest.mark.parametrize("printed", ["", "news all P 0.5 R 0.5 F1 0.5\n", "kn  CEO  P 0.5 R 0.5 F1 0.5  (3 gold)\n"])
def test_scores_without_the_line_of_figures(printed: str) -> None:
    with pytest.raises(InputError, match="no figures for kn"):
        quality.parse_scores("kn", printed)


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
    assert {"examples", "carb", "wire57", "kn", "news", "names"} == set(floors)
    for figures in floors.values():
        assert set(figures) <= set(quality._COLUMNS)
        assert all(0 < f < 1 for f in figures.values())


# --- sources and dates ---


def found_row(**changed: object) -> dict[str, object]:
    row = statement(entity("Quorl"), "acquired", entity("Vandrel")).to_dict()
    return row | {"attributed_to": None, "qualifiers": {}} | changed


@pytest.mark.parametrize(
    ("gold", "found", "figures"),
    [
        ({}, {}, {}),
        ({"by": "Mira Tolan"}, {}, {"attributed": 0.0}),
        ({"by": "Mira Tolan"}, {"attributed_to": "Tolan"}, {"attributed": 1.0}),
        ({"by": "Mira Tolan"}, {"attributed_to": "Voss"}, {"attributed": 0.0}),
        ({"by": "Quorl Group"}, {"attributed_to": "QG"}, {"attributed": 0.0}),
        ({"by": "Quorl", "subj_aliases": ["QG"]}, {"attributed_to": "QG"}, {"attributed": 1.0}),
        ({"by": "Quorl and Zemlin"}, {"attributed_to": "Zemlin and Quorl"}, {"attributed": 1.0}),
        ({"by": "Quorl and Zemlin"}, {"attributed_to": "Zemlin and Voss"}, {"attributed": 0.0}),
        ({"qual": {"date": "2024-05"}}, {"qualifiers": {"date": "2024-05-03"}}, {"dated": 1.0}),
        ({"qual": {"date": "2024-05-03"}}, {"qualifiers": {"date": "2024-05"}}, {"dated": 0.0}),
        ({"qual": {"date": "2024-Q1"}}, {"qualifiers": {"date": "2024-Q1"}}, {"dated": 1.0}),
        ({"qual": {"date": "past week"}}, {"qualifiers": {"date_text": "over the past week"}}, {"dated": 1.0}),
        ({"by": "Quorl", "rel": "said"}, {"relation": "said"}, {}),
        ({"by": "Quorl", "rel": "sued"}, {"attributed_to": "Quorl"}, {}),
        ({"by": "Quorl", "doc": "n2"}, {"attributed_to": "Quorl"}, {}),
    ],
)
def test_particulars(gold: dict[str, object], found: dict[str, object], figures: dict[str, float]) -> None:
    measured, lines = quality.particulars([gold_row(**gold)], [found_row(**found)], frozenset())
    assert measured == figures
    assert len(lines) == sum(value == 0.0 for value in figures.values())


def test_one_right_statement_is_enough_and_symmetric_facts_may_be_turned() -> None:
    turned = found_row(relation="merged_with", attributed_to="Tolan")
    turned["subject"], turned["object"] = turned["object"], turned["subject"]
    gold = [gold_row(rel="merged_with", by="Mira Tolan")]
    both = [turned, turned | {"attributed_to": "Voss"}]
    assert quality.particulars(gold, both, frozenset({"merged_with"}))[0] == {"attributed": 1.0}
    assert quality.particulars(gold, both, frozenset())[0] == {}


# --- the command ---


def test_table_has_every_benchmark_and_figure(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "--data", data, "--only", PUBLIC)
    assert (code, err) == (0, "")
    rows = {
        cells[0].strip(): [c.strip() for c in cells[1:]]
        for cells in (line.strip("│ ").split("│") for line in out.splitlines())
    }
    assert rows["carb"][:4] == ["0.200", "0.250", "0.333", "0.125"]  # two triples: the blank line gives none
    assert rows["kn"][:3] == ["0.100", "0.400", "0.571"]
    assert rows["news"][1] == "0.300" and rows["news"][4:7] == ["0.667", "0.000", "0.000"]
    assert rows["names"][0] == "0.600" and rows["names"][7:9] == ["0.975", "0.850"]
    assert "SUBSIDIARY_OF" not in out


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
        (("--only", "examples,carbs"), f"quality: --only carbs: must be some of examples,{PUBLIC}\n"),
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


def value(value: str, text: str, datatype: str = "number") -> LiteralArgument:
    return LiteralArgument(value, datatype, text, 0, len(text))


@pytest.mark.parametrize(
    ("found", "gold", "expected"),
    [
        (statement(entity("Quorl"), "acquired", entity("Vandrel")), ("Quorl", "acquired", "Vandrel"), True),
        (statement(entity("Quorl"), "acquired", entity("Vandrel")), ("Vandrel", "acquired", "Quorl"), False),
        (statement(entity("Quorl"), "acquired", entity("Vandrel")), ("Quorl", "sued", "Vandrel"), False),
        (statement(entity("Quorl", "The Quorl’s"), "sued", entity("V")), ("Quorl's", "sued", "V"), True),
        (statement(entity("Quorl"), "merged_with", entity("Vandrel")), ("Vandrel", "merged_with", "Quorl"), True),
        (
            statement(entity("Quorl"), "has_metric", value("410000", "410,000 users")),
            ("Quorl", "has_metric", "410,000"),
            True,
        ),
        (
            statement(entity("Quorl"), "has_metric", value("1410000", "1,410,000")),
            ("Quorl", "has_metric", "410,000"),
            False,
        ),
        (statement(entity("Quorl"), "has_metric", value("12.5", "12.5")), ("Quorl", "has_metric", "12"), False),
        (
            statement(entity("Quorl"), "founded_on", value("2018", "that year", "date")),
            ("Quorl", "founded_on", "2018"),
            True,
        ),
        (
            statement(entity("Quorl"), "raised_funding", value("11 USD", "about $11m")),
            ("Quorl", "raised_funding", "$11m"),
            True,
        ),
    ],
)
def test_what_counts_as_saying_an_example_fact(found: Statement, gold: tuple[str, str, str], expected: bool) -> None:
    assert quality._says(found, dict(zip(("subject", "relation", "object"), gold, strict=True))) is expected


def test_symmetric_relations_are_the_vocabularys() -> None:
    assert {name for name, r in vocabulary().relations.items() if r.symmetric} == quality.SYMMETRIC


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


# --- speed ---

TEXT = "Quorl Group is based in Oslo.\n\nQuorl Group acquired Vandrel Bank in 2021,\r\nfor $3 million."


def source(folder: Path) -> Path:
    path = folder / "in.jsonl"
    path.write_text(json.dumps({"id": "q", "text": TEXT}) + "\n", "utf-8")
    return path


def test_inputs_are_repeated_under_ids_of_their_own(tmp_path: Path) -> None:
    documents = speed._documents(source(tmp_path))
    words = speed.count_words(documents)
    assert words == len(TEXT.split())
    assert [d.id for d in speed.repeated(documents, 2 * words + 1)] == ["q-0", "q-1", "q-2"]
    assert [d.id for d in speed.repeated(documents, 0)] == ["q-0"]


def test_stages_do_what_the_extractor_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newsweave, "Extractor", shared_extractor)
    measured = speed.measure(str(source(tmp_path)), tmp_path, rounds=2, words=30)
    assert measured.words >= 30
    assert set(measured.seconds) == set(measured.ratio) == set(speed.STAGES)
    assert all(s > 0 for s in measured.seconds.values())
    assert measured.ratio["spaCy"] == 1
    assert measured.words_per_cpu_second > 0
    with newsweave.open(tmp_path / "stages-0") as staged, newsweave.open(tmp_path / "whole-1") as whole:
        assert [(f.key, f.evidence) for f in staged.facts()] == [(f.key, f.evidence) for f in whole.facts()]
        assert staged.facts()


def test_stages_that_drift_from_the_extractor_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(newsweave, "Extractor", shared_extractor)
    monkeypatch.setattr(speed, "launch", lambda *_: speed.Launch(0.1, 0.2, None))
    monkeypatch.setattr(speed, "_read", lambda *_: ([], []))
    assert speed.main(["--data", str(source(tmp_path)), "--rounds", "1", "--words", "1"]) == 1
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("speed: stages() finds 0 statements, the Extractor ") and err.count("\n") == 1


def test_speed_table_and_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    share = dict.fromkeys(speed.STAGES, 0.25) | {"spaCy": 1.0}
    monkeypatch.setattr(speed, "launch", lambda *_: speed.Launch(0.125, 0.25, 410.4))
    monkeypatch.setattr(speed, "measure", lambda *_, **__: speed.Speed(12_000, 4321.6, share, share))
    assert speed.main(["--data", str(source(tmp_path))]) == 0
    out = capsys.readouterr().out
    assert "4,322 words / CPU s" in out and "410 MiB" in out
    assert next(line for line in out.splitlines() if "all but spaCy" in line).count("1.50") == 2
    assert speed.main(["--data", str(source(tmp_path)), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["ratio"] == share and printed["build_memory"] == 410.4 and printed["help"] == 0.125


def test_speed_of_nothing_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("", "utf-8")
    for given in (tmp_path / "nothing.txt", empty):
        assert speed.main(["--data", str(given)]) == 2
        err = capsys.readouterr().err
        assert err.startswith("speed: ") and given.name in err and err.count("\n") == 1


def test_commands_are_timed_and_failures_named(tmp_path: Path) -> None:
    assert 0 < speed._wall(["--help"], 1) < 5
    with pytest.raises(InputError, match=r"newsweave query: exit code 1: .*no-graph"):
        speed._wall(["query", str(tmp_path / "no-graph"), "ASK {}"], 1)

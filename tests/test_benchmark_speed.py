"""The benchmark of speed: repeated inputs, stages that do what the extractor does, table and messages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.benchmark_data import load

import newsweave
from newsweave import InputError
from newsweave.extract.pipeline import shared_extractor

speed: Any = load("speed")

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
    monkeypatch.setattr(speed, "_read", lambda *_: ([], [], []))
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
    assert next(line for line in out.splitlines() if "all but spaCy" in line).count("2.25") == 2
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

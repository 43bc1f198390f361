"""What the policy pack's benchmark counts, on made-up rows."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any, cast

import pytest
from tests.benchmark_data import load

from newsweave.ontology.packs import read_pack

load("quality")  # which puts benchmarks/ on the path
policy_pack = cast(Any, importlib.import_module("policy_pack"))


def _row(words: str, *relations: str) -> Any:
    return policy_pack.Row("d1", frozenset({"quorl"}), frozenset({"zemlin"}), words, frozenset(relations))


def _fact(subject: str, relation: str, object_: str, document: str = "d1") -> Any:
    return policy_pack.Found(document, frozenset({subject}), relation, frozenset({object_}), "A sentence.")


def _same(gold: frozenset[str], found: frozenset[str]) -> bool:
    return bool(gold & found)


@pytest.mark.parametrize(
    ("fact", "right"),
    [
        (_fact("quorl", "urged", "zemlin"), 1),
        (_fact("zemlin", "urged", "quorl"), 0),  # who urged whom
        (_fact("quorl", "warned", "zemlin"), 0),
        (_fact("quorl", "urged", "zemlin", "d2"), 0),
        (_fact("zemlin", "met_with", "quorl"), 1),  # symmetric
    ],
)
def test_a_fact_is_right_where_a_row_has_its_names_and_words(fact: Any, right: int) -> None:
    counts, lines = policy_pack.score([_row("lobbied", "urged", "met_with")], [fact], _same, frozenset({"met_with"}))
    assert counts[fact.relation]["facts"] == 1
    assert counts[fact.relation]["right"] == right
    assert counts["met_with"]["rows"] == 1  # under the first of its relations by name
    assert counts["met_with"]["read"] == right
    assert len(lines) == 2 * (1 - right)  # a miss, and a fact that the file lacks


def test_rows_with_other_words_are_not_asked_for() -> None:
    counts, lines = policy_pack.score([_row("comprises")], [], _same)
    assert (counts, lines) == ({}, [])


def test_words_are_of_relations_of_the_pack() -> None:
    vocabulary = (read_pack("policy").folder / "vocabulary.ttl").read_text("utf-8")
    for relation, pattern in policy_pack.words_of().items():
        first, *rest = relation.split("_")
        assert f"nw:{first}{''.join(w.title() for w in rest)} a nw:Relation" in vocabulary
        assert not pattern.search("comprises"), relation


def test_a_folder_without_the_files_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert policy_pack.main(["--data", str(tmp_path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1

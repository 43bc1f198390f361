"""``benchmarks/growth.py``, and the kinds of text whose time once grew with the square of their length."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from tests.benchmark_data import load
from tests.effort import at_most

from newsweave.extract.documents.document_reader import document_of
from newsweave.extract.entities.cluster import Passage
from newsweave.extract.entities.entities import build_clusters
from newsweave.extract.entities.names import Name
from newsweave.extract.parsing.tree import Tree
from newsweave.extract.pipeline import Extractor, shared_extractor

growth: Any = load("growth")


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return shared_extractor()


@pytest.mark.parametrize("kind", growth.KINDS)
def test_a_text_of_each_kind_has_its_length(kind: str) -> None:
    for length in (500, 2000):
        assert 0.9 * length <= len(growth.text_of(kind, length)) <= length


def test_kinds_are_three_dozen_at_least() -> None:
    assert len(growth.KINDS) >= 36


# Units are some 10 ms each. Before they were mended a text of 30,000 characters took 500 and more.
@pytest.mark.parametrize("kind", ["brackets", "apostrophes", "quotation marks", "joined emoji"])
def test_marks_without_words_cost_next_to_nothing(kind: str, extractor: Extractor) -> None:
    document = document_of(growth.text_of(kind, 20_000))
    with at_most(60):
        assert [e.statements for e in extractor.extract([document])] == [()]


@pytest.mark.parametrize(("form", "label"), [("{} Voss", "Person"), ("{} Group", "Organization"), ("Bank {}", "")])
def test_names_that_share_a_word_are_not_compared_with_each_other(form: str, label: str) -> None:
    texts = [form.format(name) for name in itertools.islice(growth._surnames(), 3000)]
    tags = [(word, "NNP", "compound", 2 * i + 1) for i, text in enumerate(texts) for word in text.split()]
    passage = Passage(Tree.from_rows(tags), "paragraph")
    passage.names = [Name(0, 2 * i, 2 * i + 2, text, label) for i, text in enumerate(texts)]
    with at_most(150):
        clusters = build_clusters([passage], [], shared_extractor().gazetteer, shared_extractor().rules)
    assert len(clusters) == len(texts)


def test_one_name_is_not_looked_through_for_each_of_its_mentions() -> None:
    count = 6000
    trees = [Tree.from_rows([("Norheim", "NNP", "nsubj", 1), ("fell/fall", "VBD", "ROOT", 1)]) for _ in range(count)]
    passages = [Passage(t, "paragraph", names=[Name(i, 0, 1, "Norheim", "Place")]) for i, t in enumerate(trees)]
    with at_most(100):
        (cluster,) = build_clusters(passages, [], shared_extractor().gazetteer, shared_extractor().rules)
        assert all(cluster.forms == {"Norheim": count} for _ in range(count))


def test_what_stands_beside_a_run_of_marks_is_read(extractor: Extractor) -> None:
    marks = "(" * 500
    text = f"Corvex Group acquired Kestrin Bank. {marks} Norheim Energy sued Corvex Group."
    (found,) = extractor.extract([document_of(text)])
    assert [s.relation for s in found.statements] == ["acquired", "sued"]
    assert [text[s.subject.start : s.subject.end] for s in found.statements] == ["Corvex Group", "Norheim Energy"]


def test_the_table_names_what_is_not_linear(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = iter([growth.Growth("dots", 0.1, 0.41), growth.Growth("dates", 0.1, 0.47)])
    monkeypatch.setattr(growth.newsweave, "Extractor", shared_extractor)
    monkeypatch.setattr(growth, "measure", lambda *_: next(rows))
    assert growth.main(["--only", "dots,dates"]) == 1
    out = capsys.readouterr().out
    assert "4.7 above 4.6" in out and "4.1" in out


def test_what_costs_nothing_counts_as_linear() -> None:
    assert growth.Growth("dots", 0.001, 0.02).linear
    assert not growth.Growth("dots", 0.05, 0.5).linear


def test_json(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth.newsweave, "Extractor", shared_extractor)
    growth.main(["--only", "dots", "--characters", "200", "--rounds", "1", "--json"])
    (row,) = json.loads(capsys.readouterr().out)
    assert row["kind"] == "dots" and row["ratio"] == pytest.approx(row["long"] / row["short"])


@pytest.mark.parametrize(
    ("options", "why"), [(["--only", "nonsense"], "no kind 'nonsense'"), (["--rounds", "0"], "must be 1 or more")]
)
def test_wrong_usage(options: list[str], why: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        growth.main(options)
    assert ended.value.code == 2
    assert why in capsys.readouterr().err

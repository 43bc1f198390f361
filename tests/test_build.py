"""Building: whole documents, resumed runs, changed inputs, one graph whatever happened on the way."""

from __future__ import annotations

import csv
import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

import newsweave
from newsweave import Extractor, KnowledgeGraph, StoreError
from newsweave.identity import Identities, Roots
from newsweave.readers import documents, sources

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples" / "news"


def exported(graph: Path, target: Path) -> Graph:
    with newsweave.open(graph) as kg:
        kg.export(target)
    return Graph().parse(target)


def test_the_report_counts(tmp_path: Path, loaded: Extractor) -> None:
    first = newsweave.build(EXAMPLES, tmp_path / "KG", extractor=loaded)
    assert (first.read, first.unchanged, first.errors) == (24, 0, [])
    assert first.statements > 150
    second = newsweave.build(EXAMPLES, tmp_path / "KG", extractor=loaded)
    assert (second.read, second.unchanged, second.statements) == (0, 24, 0)


def test_order_of_inputs_does_not_matter(tmp_path: Path, loaded: Extractor, examples_graph: Path) -> None:
    files = sorted(EXAMPLES.iterdir(), reverse=True)
    for file in files:  # one run each: interrupted between any two documents
        newsweave.build(file, tmp_path / "KG", extractor=loaded)
    assert isomorphic(exported(tmp_path / "KG", tmp_path / "a.ttl"), exported(examples_graph, tmp_path / "b.ttl"))


def test_a_changed_document_replaces_the_old_one(tmp_path: Path, loaded: Extractor) -> None:
    source = tmp_path / "news.jsonl"
    kg = tmp_path / "KG"
    source.write_text(json.dumps({"id": "a", "text": "Kestrin Bank acquired Corvex Group in 2021."}) + "\n", "utf-8")
    newsweave.build(source, kg, extractor=loaded)
    source.write_text(json.dumps({"id": "a", "text": "Kestrin Bank sued Larch Ventures in 2021."}) + "\n", "utf-8")
    report = newsweave.build(source, kg, extractor=loaded)
    assert report.read == 1
    with newsweave.open(kg) as graph:
        assert {(f.subject.name, f.relation) for f in graph.facts()} == {("Kestrin Bank", "sued")}
        assert {e.name for e in graph.entities()} == {"Kestrin Bank", "Larch Ventures"}


def test_an_id_twice_keeps_the_first_and_says_so(tmp_path: Path, loaded: Extractor) -> None:
    source = tmp_path / "news.jsonl"
    texts = ("Kestrin Bank acquired Corvex Group in 2021.", "Kestrin Bank sued Corvex Group in 2021.")
    source.write_text("".join(json.dumps({"id": "a", "text": t}) + "\n" for t in texts), "utf-8")
    report = newsweave.build(source, tmp_path / "KG", extractor=loaded)
    assert [str(e) for e in report.errors] == [f"{source.name}: document id 'a' stands twice; the first was kept"]
    with newsweave.open(tmp_path / "KG") as graph:
        assert [f.relation for f in graph.facts()] == ["acquired"]


def test_own_rules_make_documents_be_read_again(tmp_path: Path, loaded: Extractor) -> None:
    source = tmp_path / "a.txt"
    source.write_text("Kestrin Bank outshines Corvex Group.", "utf-8")
    rules = tmp_path / "own.yaml"
    rules.write_text(
        "rules:\n  - id: admire\n    relation: partnered_with\n    construction: [verb]\n    trigger: [outshine]\n"
        "    subject: [subject]\n    object: [object]\n    examples:\n"
        "      - {text: Kestrin Bank outshines Corvex Group., subject: Kestrin Bank, object: Corvex Group}\n"
        "    counterexamples: [Kestrin Bank sued Corvex Group.]\n",
        "utf-8",
    )
    plain = newsweave.build(source, tmp_path / "KG", extractor=loaded)
    assert plain.statements == 0
    own = newsweave.build(source, tmp_path / "KG", extractor=Extractor(nlp=loaded.nlp, rules=[rules]))
    assert (own.read, own.statements) == (1, 1)


# ---- what the graph remembers of how it was made (tests/graph/store/test_made_with.py has the cases)

OWN_RULE = """
rules:
  - id: admire
    relation: partnered_with
    construction: [verb]
    trigger: [outshine]
    subject: [subject]
    object: [object]
    examples:
      - {text: Kestrin Bank outshines Corvex Group., subject: Kestrin Bank, object: Corvex Group}
    counterexamples: [Kestrin Bank sued Corvex Group.]
"""


def test_a_build_without_options_reads_as_the_one_before(tmp_path: Path) -> None:
    news, kg, rules = tmp_path / "news", tmp_path / "project" / "KG", tmp_path / "project" / "own.yaml"
    news.mkdir()
    rules.parent.mkdir()
    rules.write_text(OWN_RULE, "utf-8")
    (news / "a.txt").write_text("Kestrin Bank outshines Corvex Group.", "utf-8")
    assert newsweave.build(news, kg, rules=[rules]).statements == 1
    (news / "b.txt").write_text("Larch Ventures outshines Ostra Pay.", "utf-8")
    moved = tmp_path / "cloned" / "KG"
    rules.parent.rename(moved.parent)
    heard: list[list[str]] = []
    again = newsweave.build(news, moved, on_start=lambda report: heard.append([*report.reused, *report.changes]))
    assert (again.read, again.statements, again.unchanged) == (1, 1, 1)
    assert heard == [[f"--rules {moved.parent / 'own.yaml'}"]]
    (moved.parent / "own.yaml").write_text(OWN_RULE + "# as before\n", "utf-8")
    some = newsweave.build(news / "a.txt", moved)
    assert some.changes == [
        f"rules: {moved.parent / 'own.yaml'} has changed",
        "2 of 2 documents were read otherwise: those that the inputs hold are read anew",
    ]
    assert (some.read, some.outdated) == (1, 1)
    plain = newsweave.build(news, moved, forget=True)
    assert (plain.read, plain.statements, plain.outdated, plain.reused) == (2, 0, 0, [])


def test_rules_that_are_wrong_are_not_remembered(tmp_path: Path) -> None:
    source, kg, bad = tmp_path / "a.txt", tmp_path / "KG", tmp_path / "bad.yaml"
    source.write_text("Larch Ventures sued Corvex Group.", "utf-8")
    newsweave.build(source, kg)
    bad.write_text("rules: [x", "utf-8")
    with pytest.raises(newsweave.DataError, match=r"bad\.yaml: not YAML"):
        newsweave.build(source, kg, rules=[bad])
    again = newsweave.build(source, kg)
    assert (again.unchanged, again.changes, again.reused) == (1, [], [])


def test_a_store_at_an_address_has_nothing_to_forget() -> None:
    with pytest.raises(TypeError, match="nothing to forget"):
        newsweave.build(EXAMPLES, store="http://127.0.0.1:9", forget=True)


# ---- how sure a statement must be

SURE_AND_UNSURE = (
    "Kestrin Bank acquired Corvex Group in 2021. Larch Ventures sued Corvex Group. It also hired Maria Hansen as its "
    "finance chief. They were said to have considered a partnership with Ostra Pay."
)


def said(graph: Path) -> dict[str, list[float]]:
    """Facts by relation and key, and how sure each piece of their evidence is."""
    with newsweave.open(graph) as kg:
        return {f"{f.relation} {f.key}": sorted(e.confidence for e in f.evidence) for f in kg.facts()}


def test_what_is_less_sure_stays_out_and_a_lower_value_brings_it_back(tmp_path: Path, loaded: Extractor) -> None:
    source, kg = tmp_path / "a.txt", tmp_path / "KG"
    source.write_text(SURE_AND_UNSURE, "utf-8")
    newsweave.build(source, kg, extractor=loaded)
    everything, figures = said(kg), exported(kg, tmp_path / "all.ttl")
    levels = sorted({c for values in everything.values() for c in values})
    assert len(levels) > 1, "all equally sure: nothing is tested"
    least = levels[1]
    report = newsweave.build(source, kg, extractor=loaded, min_confidence=least)
    left_out = sum(c < least for values in everything.values() for c in values)
    assert (report.read, report.unsure, left_out > 0) == (1, left_out, True)
    kept = {fact: [c for c in values if c >= least] for fact, values in everything.items()}
    assert said(kg) == {fact: values for fact, values in kept.items() if values}
    with newsweave.open(kg) as graph:  # nothing else is lost
        assert {"Kestrin Bank", "Corvex Group", "Larch Ventures", "Maria Hansen", "Ostra Pay"} <= {
            e.name for e in graph.entities()
        }
        assert len(graph.documents()) == 1
    assert newsweave.build(source, kg, extractor=loaded).unchanged == 1, "the graph remembers it"
    assert newsweave.build(source, kg, extractor=loaded, min_confidence=0).read == 1
    assert said(kg) == everything
    assert isomorphic(exported(kg, tmp_path / "again.ttl"), figures)


def test_a_fact_stays_by_its_surest_sentence(tmp_path: Path, loaded: Extractor) -> None:
    source, kg = tmp_path / "a.txt", tmp_path / "KG"
    source.write_text(
        "Kestrin Bank sued Corvex Group. Kestrin Bank grew last year. It sued Corvex Group in Oslo.", "utf-8"
    )
    newsweave.build(source, kg, extractor=loaded)
    ((fact, sure),) = [(f, c) for f, c in said(kg).items() if "sued" in f]
    assert len(set(sure)) == 2, "equally sure: nothing is tested"
    newsweave.build(source, kg, extractor=loaded, min_confidence=sure[-1])
    assert said(kg)[fact] == sure[-1:]
    newsweave.build(source, kg, extractor=loaded, min_confidence=1)
    assert said(kg) == {}


@pytest.mark.parametrize("value", [-0.1, 1.01, float("nan"), float("inf")])
def test_a_share_is_from_0_to_1(tmp_path: Path, value: float) -> None:
    with pytest.raises(ValueError, match="is not a number from 0 to 1"):
        newsweave.build(EXAMPLES, tmp_path / "KG", min_confidence=value)
    assert not (tmp_path / "KG").exists()


def test_a_killed_build_resumes_to_the_same_graph(tmp_path: Path, examples_graph: Path) -> None:
    command = [sys.executable, "-c", "from newsweave.cli import main; main()"]
    command += ["build", str(EXAMPLES), "-o", str(tmp_path / "KG"), "--quiet"]
    rng = random.Random(7)
    for _ in range(3):
        process = subprocess.Popen(command)
        time.sleep(1.0 + rng.random() * 1.2)
        process.send_signal(signal.SIGKILL)
        process.wait()
    subprocess.run(command, check=True)
    assert isomorphic(exported(tmp_path / "KG", tmp_path / "a.ttl"), exported(examples_graph, tmp_path / "b.ttl"))


def test_nothing_readable_makes_no_graph(tmp_path: Path) -> None:
    report = newsweave.build(tmp_path / "missing.txt", tmp_path / "KG")
    assert [str(e) for e in report.errors] == [f"{tmp_path / 'missing.txt'}: no such file or folder"]
    assert not (tmp_path / "KG").exists()


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Dear Kestrin Bank", "utf-8")
    with pytest.raises(StoreError, match="not a newsweave graph"):
        newsweave.build(EXAMPLES, tmp_path / "mine")
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_every_fact_leads_back_to_its_sentence(examples: KnowledgeGraph) -> None:
    files = [
        raw for raw in sources([EXAMPLES], place_of=Roots({}).place_of) if not isinstance(raw, newsweave.InputError)
    ]
    names = Identities({})
    found = [d for raw in files for d in documents(raw) if isinstance(d, newsweave.Document)]
    texts = {names.of(d)[0]: d.text for d in found}
    facts = examples.facts()
    assert len(facts) > 150
    for fact in facts:
        for e in fact.evidence:
            assert texts[e.document_id][e.start : e.end] == e.text
            for start, end in (*e.subject_spans, *e.object_spans):
                assert e.start <= start < end <= e.end


def test_recall_on_the_examples_gold_does_not_fall(loaded: Extractor) -> None:
    """The gold is not exhaustive, so only recall counts; the floor is raised with the rules."""
    found: dict[str, set[tuple[str, str, str]]] = {}
    for document in newsweave.read(EXAMPLES):
        assert isinstance(document, newsweave.Document)
        extraction = next(loaded.extract([document]))
        rows = found.setdefault(document.title or "", set())
        for s in extraction.statements:
            subjects = {s.subject.name, *s.subject.aliases}
            target = s.object
            objects = {target.name, *target.aliases} if isinstance(target, newsweave.EntityArgument) else {target.text}
            rows |= {(a, s.relation, b) for a in subjects for b in objects}
            rows |= {(b, s.relation, a) for a in subjects for b in objects if s.relation in _SYMMETRIC}
    everything = set().union(*found.values())
    with (ROOT / "examples" / "facts.tsv").open(encoding="utf-8", newline="") as file:
        gold = {(r["subject"], r["relation"], r["object"]) for r in csv.DictReader(file, delimiter="\t")}
    assert len(gold & everything) / len(gold) > 0.30


_SYMMETRIC = {"signed_agreement_with", "partnered_with", "merged_with", "joint_venture_with", "competes_with"}


def test_the_graph_knows_what_was_read(tmp_path: Path, loaded: Extractor) -> None:
    record = {"text": "Kestrin Bank sued Corvex Group.", "source": "Harbour Post"}
    (tmp_path / "news.jsonl").write_text(json.dumps(record) + "\n")
    newsweave.build(tmp_path / "news.jsonl", tmp_path / "KG", extractor=loaded)
    with newsweave.open(tmp_path / "KG") as graph:
        assert [d.origin for d in graph.documents()] == ["news.jsonl line 1"]
    (tmp_path / "news.jsonl").rename(tmp_path / "moved.jsonl")
    assert newsweave.build(tmp_path / "moved.jsonl", tmp_path / "KG", extractor=loaded).unchanged == 1


def test_one_article_in_two_places_is_one_document_and_no_mistake(tmp_path: Path, loaded: Extractor) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Kestrin Bank sued Corvex Group in 2021.\n")
    report = newsweave.build(tmp_path, tmp_path / "KG", extractor=loaded)
    assert (report.read, report.repeated, report.errors) == (1, 1, [])

"""Vocabulary, words and packs of a user's own, each in a process of its own: what a process knows only grows."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.effort import PATIENCE

from newsweave.ontology.errors import DataError
from newsweave.ontology.gazetteer import load_gazetteer
from newsweave.ontology.lexicon import load_rules
from newsweave.ontology.packs import own_files, read_pack, shipped_packs
from newsweave.ontology.vocabulary import load_vocabulary, vocabulary

ABOUT = 'name: pharma\nversion: "1.0"\ntitle: Medicines\n'
TERMS = """@prefix nw: <https://w3id.org/newsweave#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
nw:Drug a owl:Class ; rdfs:subClassOf nw:Product ; rdfs:label "drug"@en .
nw:treats a nw:Relation, owl:ObjectProperty ; rdfs:label "sells medicine"@en ; nw:inverseLabel "is sold by"@en ;
    rdfs:comment "Has the right to sell."@en ; schema:domainIncludes nw:Organization ; schema:rangeIncludes nw:Drug .
"""
WORDS = "kind_nouns: {drug: Drug, lung cancer drug: Drug}\n"
FRAMES = """frames:
  - frame: selling-drugs
    relation: treats
    verbs:
      S _ O: [peddle]
    examples:
      - text: "Corvex Group peddles Lumoral."
        subject: Corvex Group
        object: Lumoral
    counterexamples:
      - "Corvex Group buys Lumoral."
"""
NAMES = "name,class\nLumoral,Drug\n"
TEXT = "Corvex Group peddles Lumoral. Corvex Group peddles the lung cancer drug Orvamab. Corvex Group acquired Voltara."


def write(folder: Path, **files: str) -> Path:
    parts = {
        "pack.yaml": ABOUT,
        "vocabulary.ttl": TERMS,
        "lists.yaml": WORDS,
        "frames/sales.yaml": FRAMES,
        "names/drugs.csv": NAMES,
    }
    for name, content in (parts | {k.replace("__", "/").replace("_dot_", "."): v for k, v in files.items()}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "newsweave", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE)


@pytest.fixture(scope="module")
def pharma(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("packs") / "pharma")


@pytest.fixture(scope="module")
def graph(pharma: Path) -> Path:
    """A graph made with the pack."""
    text = pharma.parent / "note.txt"
    text.write_text(TEXT, encoding="utf-8")
    result = run("build", text, "-o", pharma.parent / "KG", "--pack", pharma)
    assert result.returncode == 0, result.stderr
    return pharma.parent / "KG"


def test_a_pack_is_tested_with_its_examples(pharma: Path) -> None:
    result = run("pack", "test", pharma, "--own")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("pharma 1.0: 1 relations, 1 classes, 1 frames, 0 rules, 1 files of names; 2 ex")


def test_a_failing_example_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path / "p", frames__sales_dot_yaml=FRAMES.replace("[peddle]", "[hawk]"))
    result = run("pack", "test", folder, "--own")
    assert result.returncode == 1
    assert "rule selling-drugs: 'Corvex Group peddles Lumoral.'" in result.stderr


def test_what_a_pack_brings_is_read_remembered_and_opened_without_it(pharma: Path, graph: Path) -> None:
    found = [json.loads(line) for line in run("facts", graph, "--relation", "treats", "--json").stdout.splitlines()]
    assert [(f["subject"], f["object"], f["object_type"]) for f in found] == [
        ("Corvex Group", "Lumoral", "Drug"),
        ("Corvex Group", "Orvamab", "Drug"),
    ]
    assert "0 violations" in run("validate", graph).stdout
    again = run("build", graph.parent / "note.txt", "-o", graph)
    assert "1 unchanged" in again.stdout
    assert f"--pack {pharma}" in again.stderr
    listed = run("query", graph, "--name", "relations", "--format", "csv").stdout
    assert "treats" in listed


def test_a_changed_pack_is_said_and_read_anew(pharma: Path, graph: Path, tmp_path: Path) -> None:
    shutil.copytree(pharma, tmp_path / "pharma")
    shutil.copytree(graph, tmp_path / "KG")
    text = graph.parent / "note.txt"
    frames = tmp_path / "pharma" / "frames" / "sales.yaml"
    frames.write_text(frames.read_text("utf-8").replace("[peddle]", "[peddle, hawk]"), encoding="utf-8")
    result = run("build", text, "-o", tmp_path / "KG", "--pack", tmp_path / "pharma")
    assert "pack pharma 1.0 has changed" in result.stderr
    assert "1 documents read" in result.stdout
    shutil.rmtree(tmp_path / "pharma")
    gone = run("build", text, "-o", tmp_path / "KG")
    assert gone.returncode == 1
    assert "is no pack" in gone.stderr
    assert "give --pack anew" in gone.stderr
    assert run("facts", tmp_path / "KG", "--relation", "treats").returncode == 0  # the graph has a copy of the terms


def test_two_workers_read_with_it_too(pharma: Path, graph: Path, tmp_path: Path) -> None:
    result = run("build", graph.parent / "note.txt", "-o", tmp_path / "KG", "--pack", pharma, "--workers", "2")
    assert result.returncode == 0, result.stderr
    for folder, file in ((graph, "one.nq"), (tmp_path / "KG", "two.nq")):
        assert run("export", folder, tmp_path / file).returncode == 0
    assert (tmp_path / "one.nq").read_bytes() == (tmp_path / "two.nq").read_bytes()


WRONG: list[tuple[dict[str, str], str]] = [
    ({"pack_dot_yaml": ABOUT.replace("title: Medicines\n", "")}, "pack.yaml: title: Field required"),
    ({"pack_dot_yaml": ABOUT + "titel: x\n"}, "pack.yaml: titel: Extra inputs are not permitted (got 'x')"),
    ({"pack_dot_yaml": ABOUT.replace("pharma", "Ph arma")}, "pack.yaml: name: String should match pattern"),
    ({"pack_dot_yaml": "a: [\n"}, "pack.yaml: not YAML"),
    ({"frame_dot_yaml": "x: 1"}, "frame.yaml: is no part of a pack"),
    ({"vocabulary_dot_ttl": TERMS.replace("nw:treats", "nw:acquired")}, "nw:acquired is in the vocabulary already"),
    ({"vocabulary_dot_ttl": TERMS.replace("nw:Product", "nw:Produkt")}, "has the parent nw:Produkt"),
    ({"vocabulary_dot_ttl": TERMS.replace("nw:rangeIncludes", "x")[:-4]}, "vocabulary.ttl: is not Turtle"),
    ({"vocabulary_dot_ttl": TERMS.replace(' ; nw:inverseLabel "is sold by"@en', "")}, "nw:inverseLabel"),
    ({"lists_dot_yaml": "kind_nouns: {drug: Medicine}\n"}, "kind_nouns: drug: class 'Medicine' is not in the"),
    ({"lists_dot_yaml": "kind_noun: {drug: Drug}\n"}, "'kind_noun' is none of class_nouns"),
    ({"lists_dot_yaml": "kind_nouns: [drug]\n"}, "kind_nouns: must be a map"),
    ({"lists_dot_yaml": "class_nouns: {bank: Drug}\n"}, "'bank' says Bank already, and Drug is not below it"),
    ({"frames__sales_dot_yaml": FRAMES.replace("treats", "treat")}, "relation 'treat' is not in the vocabulary"),
    ({"frames__sales_dot_yaml": "without: [takover]\n" + FRAMES}, "there is no frame or rule 'takover' (did you"),
    ({"names__drugs_dot_csv": "name,class\nLumoral,Drugg\n"}, "drugs.csv line 2"),
]
NO_FILES = ("/dev/zero", "/no/such/file", ".")
KINDS = ("vocabulary", "lists", "rules", "names", "packs")
LOADS = """
import json, sys
from pathlib import Path
import newsweave
from newsweave.extract.pipeline import Extractor, load_pipeline
nlp = load_pipeline(None)
for own in json.load(sys.stdin):
    try:
        Extractor(nlp=nlp, **{kind: [Path(path)] for kind, path in own.items()})
        print(json.dumps("read"))
    except newsweave.NewsweaveError as error:
        print(json.dumps(str(error)))
"""


def refusals(given: list[dict[str, str]]) -> list[str]:
    """What is said of each of these, all in one process that knows nothing of them yet."""
    command = [sys.executable, "-c", LOADS]
    result = subprocess.run(
        command, input=json.dumps(given), capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE
    )
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_pack_with_an_error_is_refused_with_file_and_value(tmp_path: Path) -> None:
    folders = [write(tmp_path / f"p{n}", **files) for n, (files, _) in enumerate(WRONG)]
    said = refusals([{"packs": str(folder)} for folder in folders])
    for line, (_, cause) in zip(said, WRONG, strict=True):
        assert cause in line
        assert "\n" not in line


def test_what_is_no_file_is_refused_at_once() -> None:
    given = [(kind, path) for kind in KINDS for path in NO_FILES]
    for line, (_, path) in zip(refusals([{kind: path} for kind, path in given]), given, strict=True):
        assert line != "read"
        assert path in line


def test_a_built_in_frame_can_be_switched_off_or_written_anew(tmp_path: Path) -> None:
    off = tmp_path / "off.yaml"
    off.write_text("without: [takeover]\n", encoding="utf-8")
    assert "takeover" not in {f.frame for f in load_rules([off]).frames}
    anew = tmp_path / "anew.yaml"
    frame = FRAMES.replace("selling-drugs", "takeover").replace("treats", "acquired")
    anew.write_text("without: [takeover]\n" + frame, encoding="utf-8")
    [takeover] = [f for f in load_rules([anew]).frames if f.frame == "takeover"]
    assert takeover.examples[0].text == "Corvex Group peddles Lumoral."


def test_classes_come_from_the_vocabulary_alone(tmp_path: Path) -> None:
    terms = tmp_path / "more.ttl"
    terms.write_text(TERMS, encoding="utf-8")
    grown = load_vocabulary(vocabulary().files[0], terms)
    assert grown.entity_classes - vocabulary().entity_classes == {"Drug"}
    names = tmp_path / "names.csv"
    names.write_text(NAMES, encoding="utf-8")
    assert load_gazetteer([names], classes=grown.entity_classes).lookup("Lumoral")[0].type == "Drug"
    with pytest.raises(DataError, match="Drug"):
        load_gazetteer([names])


def test_shipped_packs_go_by_their_name() -> None:
    assert [p.name for p in shipped_packs()] == sorted(p.folder.name for p in shipped_packs())
    assert read_pack("policy").folder.is_dir()
    assert own_files(["policy"]).rules
    with pytest.raises(DataError, match=r"did you mean policy\?"):
        read_pack("polici")


@pytest.mark.parametrize("name", [p.name for p in shipped_packs()])
def test_every_shipped_pack_passes_its_examples(name: str) -> None:
    result = run("pack", "test", name)
    assert (result.returncode, result.stderr) == (0, "")


def test_the_vocabulary_is_listed_with_examples(pharma: Path) -> None:
    rows = [json.loads(line) for line in run("vocabulary", "--json", "--pack", pharma).stdout.splitlines()]
    treats = next(r for r in rows if r.get("relation") == "treats")
    assert (treats["objects"], treats["example"]) == (["Drug"], "Corvex Group peddles Lumoral.")
    assert {"class": "Drug", "label": "drug", "below": "Product"} in rows
    assert all(r["label"] for r in rows)
    one = run("vocabulary", "acquired")
    assert one.returncode == 0
    assert "acquired" in one.stdout
    assert "did you mean acquired" in run("vocabulary", "aquired").stderr

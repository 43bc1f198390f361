"""newsweave's stages in a spaCy pipeline of somebody else's."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from newsweave.extract.parsing.parse import DEFAULT_MODEL, load_pipeline
from newsweave.ontology.errors import DataError

TEXT = "The long-awaited co-owner of Corvex may have bought Kestrin on Monday, Reuters said."


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = load_pipeline()
    pipeline.add_pipe("newsweave_clauses")  # found by its entry point: nothing of ours is imported here
    return pipeline


def said(doc: Doc) -> Iterator[tuple[str, str, str]]:
    for p in doc._.propositions:
        if p.predicate == "buy":
            yield from ((p.relation, a.role, a.text) for a in p.arguments if ":" not in a.role)


def test_a_pipeline_gives_propositions(nlp: Language) -> None:
    assert set(said(nlp(TEXT))) == {
        ("may have bought", "subject", "The long-awaited co-owner of Corvex"),
        ("may have bought", "object", "Kestrin"),
        ("may have bought", "on", "Monday"),
    }


def test_indices_are_those_of_the_doc(nlp: Language) -> None:
    doc = nlp(TEXT)
    for p in doc._.propositions:
        assert doc[p.token].idx < len(doc.text)
        for a in p.arguments:
            assert a.start <= doc[a.head].idx < a.end
            assert doc.text[a.start : a.end].split()[0] == a.text.split()[0]
    (bought,) = [p for p in doc._.propositions if p.predicate == "buy"]
    assert doc[bought.token].text == "bought"
    assert doc[bought.attribution_head].text == "Reuters"


def test_propositions_survive_bytes_and_processes(nlp: Language) -> None:
    whole = nlp(TEXT)._.propositions
    stored = DocBin(store_user_data=True, docs=[nlp(TEXT)])
    (again,) = DocBin(store_user_data=True).from_bytes(stored.to_bytes()).get_docs(nlp.vocab)
    assert again._.propositions == whole
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        docs = list(nlp.pipe([TEXT, ""], n_process=2))
    assert [d._.propositions for d in docs] == [whole, []]


def test_a_pipeline_without_a_parser_is_told_so() -> None:
    blank = spacy.blank("en")
    blank.add_pipe("newsweave_clauses")
    with pytest.raises(ValueError, match="newsweave_clauses needs a parser and a tagger"):
        blank("Corvex bought Kestrin.")
    assert blank("")._.propositions == []


def test_the_default_model_is_installed() -> None:
    assert spacy.util.is_package(DEFAULT_MODEL)


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Language:
    own = tmp_path_factory.mktemp("names") / "own.csv"
    own.write_text("name,class,aliases,country,wikidata\nKestrin,Exchange,KBDX,NO,\n", "utf-8")
    pipeline = load_pipeline()
    pipeline.add_pipe("newsweave_names", config={"names": [str(own)]})
    return pipeline


def test_a_pipeline_gives_entities_and_their_mentions(named: Language) -> None:
    doc = named("Mara Voss joined Corvex Group. Voss left KBDX in May.")
    assert [(e.name, e.type) for e in doc._.entities] == [
        ("Mara Voss", "Person"),
        ("Corvex Group", "Company"),
        ("Kestrin", "Exchange"),
    ]
    assert [(s.text, s.label_, s.kb_id_) for s in doc.spans["newsweave"]] == [
        ("Mara Voss", "Person", "mara-voss"),
        ("Corvex Group", "Company", "corvex-group"),
        ("Voss", "Person", "mara-voss"),
        ("KBDX", "Exchange", "kestrin"),
    ]


def test_entities_survive_bytes(named: Language) -> None:
    doc = named("Mara Voss joined Corvex Group.")
    again = Doc(named.vocab).from_bytes(doc.to_bytes())
    assert again._.entities == doc._.entities
    assert [s.kb_id_ for s in again.spans["newsweave"]] == ["mara-voss", "corvex-group"]


def test_a_wrong_file_of_names_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("name,kind\nKestrin,Exchange\n", "utf-8")
    with pytest.raises(DataError, match=r"wrong\.csv"):
        spacy.blank("en").add_pipe("newsweave_names", config={"names": [str(wrong)]})

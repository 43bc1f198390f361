"""What arguments mean beyond the name at their head, and who is meant where the text names nobody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.extract.conftest import Read

import newsweave
from newsweave.extract.clauses.rule_conditions import CONSTRUCTIONS
from newsweave.extract.model import EntityArgument, Statement


def facts(read: Read, text: str) -> set[tuple[str, str, str]]:
    return {
        (s.subject.name, s.relation, s.object.name if isinstance(s.object, EntityArgument) else s.object.value)
        for s in read(text).statements
    }


C, K, V, P = "Corvex Group", "Kestrin Bank", "Mara Voss", "Peter Lindqvist"


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (f"{V} sits on the board of directors of {C}.", (V, "works_for", C)),
        (f"{V} heads the trading desk of {C}.", (V, "works_for", C)),
        (f"{V} was appointed to the board of {C}.", (V, "appointed_to", C)),
        (f"{V} is a lawyer, founder and chairwoman of {C}.", (V, "works_for", C)),
        (f"The chief executive of {C} is {V}.", (V, "chief_executive_of", C)),
        (f"{C}, whose chairman is {V}, lost money.", (V, "works_for", C)),
        (f"The owner of {K} is {C}.", (K, "subsidiary_of", C)),
        (f"{C} has named {V} chief financial officer.", (V, "appointed_to", C)),
        (f"In 2008 {P} co-founded {C} with {V}.", (C, "founded_by", P)),
        (f"{V} (born 4 May 1961 in Bergen) is a lawyer.", (V, "born_in", "Bergen")),
        (f"{V} was born and raised in Bergen.", (V, "born_in", "Bergen")),
        (f"{V} was born on 4 May 1961 in Bergen.", (V, "born_in", "Bergen")),
        (f"Prior to moving to Bergen, {V} painted.", (V, "resides_in", "Bergen")),
        (f"{C} is a maker of pumps based in Bergen.", (C, "headquartered_in", "Bergen")),
        (f"{V} has two sons, Tom Voss and Erik Voss.", ("Erik Voss", "child_of", V)),
        (f"{V} will step down as chief executive of {C} in May.", (V, "works_for", C)),
        (f"{C}'s founders, {V} and {P}, resigned.", (C, "founded_by", P)),
        (f"{V} is a politician for the Labour Party.", (V, "political_affiliation", "Labour Party")),
        (f"{C} raised $40 million in a round led by {K}.", (K, "invested_in", C)),
        (f"{C} processed 3 billion payments worth $4 billion in May.", (C, "has_metric", "3000000000")),
    ],
)
def test_said_in_other_words(read: Read, text: str, fact: tuple[str, str, str]) -> None:
    assert fact in facts(read, text)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (f"{C} bought the trading desk of {K}.", (C, "acquired", K)),
        (f"{V} is not the founder, chairwoman or head of {C}.", (V, "works_for", C)),
        (f"{V} was appointed deputy chief executive of {C}.", (V, "chief_executive_of", C)),
        (f"{V} might join {C} as chief executive.", (V, "works_for", C)),
        (f"{K} and {C}, the Norwegian exchange, grew.", (K, "headquartered_in", "Norway")),
        (f"{C} bought a maker of pumps based in Bergen.", (C, "headquartered_in", "Bergen")),
    ],
)
def test_not_said(read: Read, text: str, fact: tuple[str, str, str]) -> None:
    found = {
        (s.subject.name, s.relation, s.object.name)
        for s in read(text).statements
        if isinstance(s.object, EntityArgument) and s.status == "asserted"
    }
    assert fact not in found


def test_a_relative_pronoun_is_a_mention(read: Read) -> None:
    text = f"{C}, which bought {K}, is led by {V}, who lives in Oslo."
    (bought,) = [s for s in read(text).statements if s.relation == "acquired"]
    assert [text[a:b] for a, b in bought.subject.mentions] == [C, "which"]
    (lives,) = [s for s in read(text).statements if s.relation == "resides_in"]
    assert [text[a:b] for a, b in lives.subject.mentions] == [V, "who"]


def test_a_conjunction_that_looks_like_a_relative_pronoun_is_none(read: Read) -> None:
    text = f"{V} said that {C} acquired {K}."
    for s in read(text).statements:
        assert all(text[a:b] != "that" for a, b in s.subject.mentions)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He studied law at the University of Bergen.", "he"),
        ("She studied law at the University of Bergen.", "she"),
        ("I studied law at the University of Bergen.", "I"),
    ],
)
def test_whom_the_text_never_names(read: Read, text: str, name: str) -> None:
    found = read(text)
    (s,) = found.statements
    assert (s.relation, s.subject.name, s.subject.type, s.unnamed) == ("educated_at", name, "Person", True)
    assert s.to_dict()["subject"]["unnamed"] is True
    assert Statement.from_dict(s.to_dict()) == s
    assert name not in {e.name for e in found.entities}


@pytest.mark.parametrize(
    "text",
    [
        f"{V} and Ann Berg met {K}. She studied law at the University of Bergen.",
        '"I studied law at the University of Bergen," she said.',
        f"{V} leads {C}. " + "Prices rose in the morning. " * 6 + "She studied law at the University of Bergen.",
    ],
)
def test_where_somebody_is_named_or_speaks_nobody_unnamed_is_made_up(read: Read, text: str) -> None:
    assert not [s for s in read(text).statements if s.unnamed and s.relation == "educated_at"]


def test_a_named_subject_is_not_marked(read: Read) -> None:
    (s,) = read(f"{V} studied law at the University of Bergen.").statements
    assert not s.unnamed
    assert "unnamed" not in s.to_dict()["subject"]


def test_the_graph_takes_no_statement_about_somebody_unnamed(tmp_path: Path) -> None:
    news = tmp_path / "news.jsonl"
    texts = ["He studied law at the University of Bergen.", f"{V} studied law at the University of Oslo."]
    news.write_text("".join(json.dumps({"id": str(i), "text": t}) + "\n" for i, t in enumerate(texts)), "utf-8")
    report = newsweave.build(str(news), tmp_path / "KG")
    assert report.statements == 1
    with newsweave.open(tmp_path / "KG") as kg:
        assert {f.subject.name for f in kg.facts()} == {V}


def test_every_kind_of_proposition_has_its_constructions() -> None:
    assert CONSTRUCTIONS["inverse"] == ("noun",)

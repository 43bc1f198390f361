"""Frames: what a pattern says, what is refused and with which words, what a frame takes from another."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsweave.ontology.errors import DataError
from newsweave.ontology.frames import Pattern
from newsweave.ontology.lexicon import load_rules
from newsweave.ontology.rule_set import RuleSet

GOOD = """
frames:
  - frame: mine
    relation: acquired
    verbs:
      S _ O: [snorkel, snorkel up]
    nouns:
      _ of O by S: [snorkelling]
    {more}
    examples:
      - {{text: "Corvex Group snorkelled Kestrin Bank.", subject: Corvex Group, object: Kestrin Bank}}
    counterexamples: ["Corvex Group praised Kestrin Bank."]
"""


def loaded(tmp_path: Path, text: str) -> RuleSet:
    path = tmp_path / "mine.yaml"
    path.write_text(text, "utf-8")
    return load_rules([path])


def good(more: str = "label: took") -> str:
    return GOOD.format(more=more)


@pytest.mark.parametrize(
    ("text", "before", "passive", "direct", "noun", "phrases"),
    [
        ("S _ O", "S", False, "O", (), ()),
        ("_ O to|with S", "", False, "O", (), (("S", ("to", "with")),)),
        ("S is _ on O", "S", True, "", (), (("O", ("on",)),)),
        ("S _ [stake|share] in O", "S", False, "", ("stake", "share"), (("O", ("in",)),)),
        ("_ S [licence] to O", "", False, "S", ("licence",), (("O", ("to",)),)),
        ("_ between S and O", "", False, "", (), (("S and O", ("between",)),)),
        ("S and O _", "S and O", False, "", (), ()),
        ("_ of O by S", "", False, "", (), (("O", ("of",)), ("S", ("by",)))),
    ],
)
def test_pattern(
    text: str, before: str, passive: bool, direct: str, noun: tuple[str, ...], phrases: tuple[object, ...]
) -> None:
    p = Pattern.read(text)
    found = (p.before, p.passive, p.direct, p.noun, tuple((s.end, s.prepositions) for s in p.phrases))
    assert found == (before, passive, direct, noun, phrases)


def test_words_are_found_in_each_form(tmp_path: Path) -> None:
    rules = loaded(tmp_path, good())
    assert [r.id for r in rules.find("verb", "snorkel")] == ["mine/1"]
    assert [r.id for r in rules.find("verb", "snorkel up")] == ["mine/1"]
    assert [r.id for r in rules.find("nominal", "snorkelling")] == [
        "mine/2",
        "mine/3",
        "mine/4",
        "mine/5",
        "mine/6",
        "mine/7",
    ]


def test_a_frame_takes_what_it_does_not_say_from_another_but_no_words(tmp_path: Path) -> None:
    more = """status: planned
    qualifiers: {amount: [for]}"""
    kind = """
  - frame: deeper
    kind_of: mine
    verbs: {S _ O: [dive]}
    qualifiers: {topic: [over]}
    examples:
      - {text: "Corvex Group dived Kestrin Bank.", subject: Corvex Group, object: Kestrin Bank, status: planned}
    counterexamples: [x]
"""
    rules = loaded(tmp_path, good(more) + kind)
    (rule,) = rules.find("verb", "dive")
    assert (rule.relation, rule.status, rule.meaning) == ("acquired", "planned", "deeper")
    assert rule.qualifiers == {"topic": ("over", "object:over")}
    assert [r for r in rules.rules if r.meaning == "deeper"] == [rule]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (good().replace("S _ O:", "S _ Q:"), r"frame mine: pattern 'S _ Q': write it like"),
        (good().replace("S _ O:", "S _ S:"), r"frame mine: pattern 'S _ S': an end of the relation stands in it twice"),
        (good().replace("S _ O:", "S _:"), r"frame mine: verbs 'S _': says nothing of O"),
        (good().replace("snorkel up", "snorkel control"), r"frame mine: verbs 'S _ O': 'snorkel control' ends with no"),
        (good().replace("[snorkelling]", "[]"), r"frame mine: nouns '_ of O by S': has no words"),
        (good().replace("_ of O by S", "S is _ of O"), r"frame mine: nouns 'S is _ of O': 'is', a direct object"),
        (good().replace("_ of O by S", "_ by O"), r"frame mine: nouns '_ by O': O does it"),
        (good().replace("nouns:", "roles:"), r"frame mine: roles '_ of O by S': write it like 'S _ of O'"),
        (good("colour: red"), r"frame mine: colour: .*(got 'red')"),
        (good("kind_of: nothing"), r"frame mine: kind_of: there is no frame 'nothing'"),
        (good("kind_of: mine"), r"frame mine: kind_of: mine is a kind of mine"),
        (good("subject: [Teapot]"), r"frame mine: subject_types: class 'Teapot' is not in the vocabulary"),
        (good().replace("relation: acquired", "relation: ate"), r"frame mine: relation: relation 'ate' is not in"),
        (good() + good()[8:], r"frame mine: another frame has this name"),
        (good().replace("- frame: mine\n    relation", "- relation"), r"frame \(no frame\): frame: Field required"),
        (good().split("    counterexamples")[0], r"frame mine: counterexamples: Field required"),
    ],
)
def test_a_wrong_frame_is_refused(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(DataError, match=r"mine\.yaml: " + why) as caught:
        loaded(tmp_path, text)
    assert "\n" not in str(caught.value)

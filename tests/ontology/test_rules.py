"""Rules: every shipped example and counterexample holds, and a wrong rule file is refused with its place and value."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsweave.extract.pipeline import Extractor
from newsweave.extract.rule_check import Failure, check_rules
from newsweave.ontology.errors import DataError
from newsweave.ontology.lexicon import load_rules
from newsweave.ontology.lists import word_list, word_map
from newsweave.ontology.rule_set import RuleSet
from newsweave.ontology.vocabulary import vocabulary

SHIPPED = load_rules()


@pytest.fixture(scope="session")
def failures() -> dict[str, list[Failure]]:
    count, found = check_rules(Extractor())
    assert count >= 2 * len({r.meaning for r in SHIPPED.rules})
    by_rule: dict[str, list[Failure]] = {}
    for failure in found:
        by_rule.setdefault(failure.rule, []).append(failure)
    return by_rule


@pytest.mark.parametrize("rule", sorted({r.meaning for r in SHIPPED.rules}))
def test_shipped_rule_reads_its_examples_and_no_counterexample(rule: str, failures: dict[str, list[Failure]]) -> None:
    assert [str(f) for f in failures.get(rule, [])] == []


def test_every_relation_has_a_rule() -> None:
    read_from_figures = {"has_metric"}  # see extract/measures
    assert set(vocabulary().relations) - {r.relation for r in SHIPPED.rules} == read_from_figures


def test_find_is_by_construction_and_trigger() -> None:
    for rule in SHIPPED.rules:
        for construction in rule.construction:
            for trigger in rule.trigger or ("",):
                word = trigger if "verb" in rule.construction else trigger.rsplit(" ", 1)[-1]
                assert rule in SHIPPED.find(construction, word), (rule.id, trigger)
    assert SHIPPED.find("verb", "snorkel") == ()


GOOD = """
rules:
  - id: {id}
    relation: acquired
    construction: [verb]
    trigger: [snorkel]
    subject: [subject]
    object: [object]
    {more}
    examples:
      - text: "Corvex Group snorkelled Kestrin Bank."
        subject: Corvex Group
        object: Kestrin Bank
    counterexamples: ["Corvex Group praised Kestrin Bank."]
"""


def loaded(tmp_path: Path, text: str) -> RuleSet:
    path = tmp_path / "mine.yaml"
    path.write_text(text, "utf-8")
    return load_rules([path])


def good(more: str = "label: taken", id: str = "mine") -> str:
    return GOOD.format(id=id, more=more)


def test_a_users_rules_are_added(tmp_path: Path) -> None:
    rules = loaded(tmp_path, good())
    assert len(rules.rules) == len(SHIPPED.rules) + 1
    assert [r.id for r in rules.find("verb", "snorkel")] == ["mine"]
    assert load_rules() is SHIPPED, "the shipped rules stay as they are"


def test_words_of_yaml_1_1_stay_words(tmp_path: Path) -> None:
    (rule,) = loaded(tmp_path, good("require: {on: [no, yes]}")).find("verb", "snorkel")
    assert rule.require == {"on": ("no", "yes")}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("require: {object: [$posts]}", sorted(word_list("posts"))),
        ("require: {object: [hut, $agreement_nouns]}", ["hut", *word_map("agreement_nouns")]),
        ("require: {object: [$posts, -$state_offices]}", sorted(word_list("posts") - word_list("state_offices"))),
    ],
)
def test_lists_are_filled_in(tmp_path: Path, more: str, words: list[str]) -> None:
    (rule,) = loaded(tmp_path, good(more)).find("verb", "snorkel")
    assert list(rule.require["object"]) == words


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (good("colour: red"), r"mine\.yaml: rule mine: colour: Extra inputs are not permitted \(got 'red'\)"),
        (
            good().replace("acquired", "gobbled"),
            r"mine\.yaml: rule mine: relation: relation 'gobbled' is not in the vocabulary",
        ),
        (
            good("object_types: [Company, Teapot]"),
            r"mine\.yaml: rule mine: object_types: class 'Teapot' is not in the vocabulary",
        ),
        (good("subject_types: [Teapot]"), r"mine\.yaml: rule mine: subject_types: class 'Teapot'"),
        (good("forbid_types: {of: [Teapot]}"), r"mine\.yaml: rule mine: forbid_types: class 'Teapot'"),
        (good("without: {as: [$teapots]}"), r"mine\.yaml: rule mine: without: .*'teapots'"),
        (good("require: {object: [$teapots]}"), r"mine\.yaml: rule mine: require: .*'teapots'"),
        (good().replace("[snorkel]", "[$teapots]"), r"mine\.yaml: rule mine: trigger: .*'teapots'"),
        (good(id="in-partnership-with"), r"mine\.yaml: rule in-partnership-with: another rule has this id"),
        (good() + good()[7:], r"mine\.yaml: rule mine: another rule has this id"),
        (
            good().replace('["Corvex Group praised Kestrin Bank."]', "[]"),
            r"mine\.yaml: rule mine: examples, counterexamples: a rule needs at least one of each",
        ),
        (good().split("    counterexamples")[0], r"mine\.yaml: rule mine: examples, counterexamples: a rule needs"),
        (
            good().split("    examples")[0] + "    counterexamples: [x]",
            r"mine\.yaml: rule mine: examples, counterexamples: a rule needs",
        ),
        (good().replace("[verb]", "[wish]"), r"mine\.yaml: rule mine: construction\.0: .*\(got 'wish'\)"),
        (good("voice: middle"), r"mine\.yaml: rule mine: voice: .*\(got 'middle'\)"),
        (good("literal: colour"), r"mine\.yaml: rule mine: literal: .*\(got 'colour'\)"),
        (good("status: hoped"), r"mine\.yaml: rule mine: status: .*\(got 'hoped'\)"),
        (good("qualifiers: {role: 7}"), r"mine\.yaml: rule mine: qualifiers\.role.*\(got 7\)"),
        (good().replace("[snorkel]", "snorkel"), r"mine\.yaml: rule mine: trigger: .*\(got 'snorkel'\)"),
        (good().replace("[snorkel]", "[1]"), r"mine\.yaml: rule mine: trigger\.0: .*\(got 1\)"),
        (good().replace("- id: mine\n", "- \n"), r"mine\.yaml: rule \(no id\): id: Field required"),
        ("rules: [seven]", r"mine\.yaml: rule 'seven': .*\(got 'seven'\)"),
        ("rules: {a: b}", r"mine\.yaml: rules: must be a list \(got \{'a': 'b'\}\)"),
        ("- a", r'mine\.yaml: must hold "frames", "rules" or "without"'),
        ("", r'mine\.yaml: must hold "frames", "rules" or "without"'),
        ("rules: []\nother: []", r'mine\.yaml: must hold "frames", "rules" or "without"'),
        (good("label: a\n    label: b"), r"mine\.yaml: not YAML: key 'label' stands twice .*line"),
        (good("trigger: [x"), r"mine\.yaml: not YAML: .*line"),
    ],
)
def test_a_wrong_rule_is_refused(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(DataError, match=why) as caught:
        loaded(tmp_path, text)
    assert "\n" not in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.yaml: cannot be read"):
        load_rules([tmp_path / "none.yaml"])


def test_a_users_rule_is_checked_like_the_shipped_ones(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(good().replace("snorkel]", "acquire]").replace("snorkelled", "praised"), "utf-8")
    extractor = Extractor(rules=[path])
    extractor.rules = RuleSet([r for r in extractor.rules.rules if r.id == "mine"])
    count, found = check_rules(extractor)
    assert count == 2
    assert [(f.rule, f.text, f.found) for f in found] == [("mine", "Corvex Group praised Kestrin Bank.", ())]
    assert "Corvex Group | acquired | Kestrin Bank" in str(found[0])


def test_a_counterexample_that_is_read_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        good().replace("snorkel]", "acquire]").replace("snorkelled", "acquired").replace("praised", "acquired"), "utf-8"
    )
    extractor = Extractor(rules=[path])
    extractor.rules = RuleSet([r for r in extractor.rules.rules if r.id == "mine"])
    (failure,) = check_rules(extractor)[1]
    assert failure.expected == "no statement"
    assert failure.to_dict()["rule"] == "mine"

"""What the README and docs/ claim of single sentences and files holds when run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import newsweave
from newsweave import Extractor
from newsweave.extract.rule_check import check_rules
from newsweave.ontology.gazetteer import load_gazetteer
from newsweave.ontology.lexicon import load_rules

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_the_opening_example_comes_out_as_shown() -> None:
    quoted = re.search(r"^> \*(.*?)\*$", README, re.M | re.S)
    assert quoted
    sentence = " ".join(quoted[1].replace("\n> ", " ").split())
    table = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]*)\|$", README, re.M)
    claimed = {
        tuple(c.strip().strip('"') for c in row[:3]) for row in table if row[0] in ("Corvex Group", "Maria Hansen")
    }
    statements = newsweave.extract(sentence)
    found = {(s.subject.name, s.label, getattr(s.object, "name", None) or s.object.text[:74]) for s in statements}
    shown = {(s, label, o[:74]) for s, label, o in claimed}
    assert shown == found
    signed = next(s for s in statements if s.relation == "signed_agreement_with")
    assert (signed.status, signed.attributed_to) == ("reported", "Maria Hansen")
    assert signed.qualifiers == {"agreement_type": "MOU", "topic": "instant refunds"}


@pytest.mark.parametrize("file", ["README.md", "docs/rules.md"])
def test_rules_shown_are_rules(file: str, tmp_path: Path, loaded: Extractor) -> None:
    text = (ROOT / file).read_text("utf-8")
    (yaml,) = re.findall(r"```yaml(?: title=\S+)?\n(.*?)```", text, re.S)
    own = tmp_path / "own.yaml"
    own.write_text(yaml, "utf-8")
    rules = load_rules([own])
    extractor = Extractor(nlp=loaded.nlp, rules=[own])
    mine = {r.meaning for r in rules.rules} - {r.meaning for r in load_rules().rules}
    assert mine
    _, failures = check_rules(extractor)
    assert [f for f in failures if f.rule in mine] == []


def test_the_python_of_the_clauses_page_runs(capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "docs/clauses.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(import newsweave.*?)```", text, re.S)
    exec(code, {})
    assert "Corvex | wants to buy | Kestrin Bank | for $2 billion | Reuters said" in capsys.readouterr().out


def test_the_python_of_the_names_page_runs(capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "docs/names.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(import newsweave.*?)```", text, re.S)
    exec(code, {})
    printed = capsys.readouterr().out
    assert "Corvex Group | Company | ('CRVX',) | ['Corvex Group']" in printed
    assert "Norges Bank | CentralBank" in printed
    assert "Mara Voss | Person | () | ['Mara Voss', 'She']" in printed


def test_the_file_of_names_shown_is_accepted(tmp_path: Path) -> None:
    text = (ROOT / "docs/names.md").read_text("utf-8")
    (csv,) = re.findall(r"```csv title=\S+\n(.*?)```", text, re.S)
    own = tmp_path / "own.csv"
    own.write_text(csv, "utf-8")
    (known,) = load_gazetteer([own]).lookup("KBDX")
    assert (known.name, known.type, known.country) == ("Kestrel Bay Digital Exchange", "Exchange", "NO")


def test_the_clauses_page_names_fields_that_there_are() -> None:
    text = (ROOT / "docs/clauses.md").read_text("utf-8")
    named = {f for row in re.findall(r"^\| (`[^|]+`) \|", text, re.M) for f in re.findall(r"`(\w+)`", row)}
    assert named <= set(newsweave.Proposition.__dataclass_fields__) | {"times"}
    assert {"polarity", "modality", "tense", "attribution", "context", "arguments"} <= named


def test_files_that_the_readme_names_exist() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target

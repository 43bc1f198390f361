"""Frames and rules against their own examples."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from newsweave.extract.model import Block, Document, EntityArgument, Statement
from newsweave.extract.pipeline import Extractor
from newsweave.ontology.frames import Frame
from newsweave.ontology.rules import Example, Rule
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["Failure", "brief", "check_rules", "document_of"]


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that gave no such statement, or a counterexample that the rule read."""

    rule: str
    text: str
    expected: str
    found: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)

    def __str__(self) -> str:
        return f"rule {self.rule}: {self.text!r}: expected {self.expected}; found {'; '.join(self.found) or 'nothing'}"


def check_rules(extractor: Extractor, without: Collection[str] = ()) -> tuple[int, list[Failure]]:
    """Run every example but those of frames and rules called so; how many there were, and those that failed."""
    cases: list[tuple[Rule | Frame, Example | None, str]] = []
    written: list[Rule | Frame] = [*extractor.rules.frames, *(r for r in extractor.rules.rules if not r.frame)]
    for rule in written:
        if rule.meaning in without:
            continue
        cases += [(rule, e, e.text) for e in rule.examples]
        cases += [(rule, None, text) for text in rule.counterexamples]
    documents = [document_of(str(i), text) for i, (_, _, text) in enumerate(cases)]
    failures = []
    for (rule, example, text), extraction in zip(cases, extractor.extract(documents), strict=True):
        found = [s for s in extraction.statements if s.relation == rule.relation]
        if example is None:
            wrong = [s for s in found if s.evidence.rule.partition("/")[0] == rule.meaning]
            if wrong:
                failures.append(Failure(rule.meaning, text, "no statement", tuple(map(brief, wrong))))
        elif not any(_meets(s, example) for s in found):
            want = (
                f"{example.subject} | {rule.relation} | {example.object} | {example.status} {example.qualifiers or ''}"
            )
            failures.append(Failure(rule.meaning, text, want.strip(), tuple(map(brief, found))))
    return len(cases), failures


def brief(s: Statement) -> str:
    """A statement in one line."""
    target = s.object.name if isinstance(s.object, EntityArgument) else s.object.value
    qualifiers = f" {dict(s.qualifiers)}" if s.qualifiers else ""
    by = f" by {s.attributed_to}" if s.attributed_to else ""
    return f"{s.subject.name} | {s.relation} | {target} | {s.status}{by}{qualifiers}"


def _meets(s: Statement, example: Example) -> bool:
    target = s.object.name if isinstance(s.object, EntityArgument) else s.object.value
    pair = (s.subject.name, target)
    symmetric = vocabulary().relations[s.relation].symmetric
    if pair != (example.subject, example.object) and not (symmetric and pair == (example.object, example.subject)):
        return False
    return s.status == example.status and all(s.qualifiers.get(k) == v for k, v in example.qualifiers.items())


def document_of(name: str, text: str) -> Document:
    """A document of one paragraph, of 24 May 2024, for trying sentences on."""
    return Document(name, text, (Block(0, len(text)),) if text.strip() else (), date="2024-05-24")

"""Rules against their own examples, and why a sentence gave what it gave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from newsweave.extract.model import Block, Document, EntityArgument, Statement
from newsweave.extract.pipeline import Extraction, Extractor
from newsweave.ontology.frames import Frame
from newsweave.ontology.rules import Example, Rule
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["Failure", "check_rules", "document_of", "explain"]


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


def check_rules(extractor: Extractor) -> tuple[int, list[Failure]]:
    """Run every example; how many there were, and those that failed."""
    cases: list[tuple[Rule | Frame, Example | None, str]] = []
    written: list[Rule | Frame] = [*extractor.rules.frames, *(r for r in extractor.rules.rules if not r.frame)]
    for rule in written:
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


def explain(extractor: Extractor, sentence: str) -> Iterator[str]:
    """Lines that say how a sentence is read: parse, names, propositions with the rules tried, statements."""
    from newsweave.extract.clauses.clauses import propositions
    from newsweave.extract.parsing.parse import parse

    document = document_of("sentence", sentence)
    _, trees = next(parse(extractor.nlp, [document]))
    extraction = extractor.read(document, trees)
    yield "parse"
    for _, tree in trees:
        for i, word in enumerate(tree.words):
            yield f"  {i:3} {word:20} {tree.tags[i]:5} {tree.deps[i]:10} -> {tree.words[tree.heads[i]]}"
    yield "names"
    for e in extraction.entities:
        yield f"  {e.name} ({e.type})" + (f", also {', '.join(e.aliases)}" if e.aliases else "")
    yield "propositions"
    for _, tree in trees:
        for p in propositions(tree):
            marks = " ".join(x for x in (p.voice if p.voice == "passive" else "", p.polarity, p.modality) if x)
            yield f"  [{p.kind}] {p.predicate} ({marks})"
            for a in p.arguments:
                yield f"      {a.role}: {a.text}"
            yield from _tried(extractor, p.kind, p.predicate, extraction)
    yield "statements"
    for s in extraction.statements:
        yield f"  {brief(s)} (rule {s.evidence.rule}, confidence {s.confidence})"
    if not extraction.statements:
        yield "  none"


def _tried(extractor: Extractor, kind: str, predicate: str, extraction: Extraction) -> Iterator[str]:
    from newsweave.extract.relations.relations import CONSTRUCTIONS

    fired = {s.evidence.rule for s in extraction.statements}
    for construction in CONSTRUCTIONS[kind]:
        for key in sorted({predicate, predicate.rsplit(" ", 1)[-1], ""}):
            for rule in extractor.rules.find(construction, key):
                if rule.id in fired:
                    yield f"    rule {rule.id}: fired"
                else:
                    relation = vocabulary().relations[rule.relation]
                    needs = "; ".join(f"{role} one of {', '.join(words[:6])}" for role, words in rule.require.items())
                    yield (
                        f"    rule {rule.id}: no: needs {' or '.join(rule.subject)}"
                        f" ({', '.join(rule.subject_types or relation.domain)})"
                        f" and {' or '.join(rule.object) or 'a second subject'}"
                        f" ({rule.literal or ', '.join(rule.object_types or relation.range)})"
                        + (f"; {needs}" if needs else "")
                    )


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

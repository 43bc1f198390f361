"""Drafts of frames from what a graph's open facts say, and what frames would change on a graph's own sentences.

A draft is a pack that loads and passes its own examples: a frame for each frequent predicate, its words, classes and
the nearest relation, or a new one in ``vocabulary.ttl``; examples are sentences of the graph with invented names in
the place of theirs. A person edits it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from newsweave.extract.model import EntityArgument
from newsweave.graph.ask.predicates import Predicate, predicates
from newsweave.ontology.classes import BROAD
from newsweave.ontology.frames import Frame
from newsweave.ontology.lexicon import load_rules
from newsweave.ontology.vocabulary import camel_case, vocabulary

if TYPE_CHECKING:
    from newsweave.extract.model import Statement
    from newsweave.extract.pipeline import Extractor
    from newsweave.graph.facts import Fact

__all__ = ["Change", "Draft", "changes", "drafts", "from_example", "passing", "write_pack"]

_NAMES: Mapping[str, tuple[str, str]] = {
    "Person": ("Maria Hansen", "Peter Lindqvist"),
    "Organization": ("Corvex Group", "Kestrin Partners"),
    "Place": ("Denmark", "Norway"),
    "Product": ("Kestrin Pay", "Voltara Wallet"),
    "Event": ("Oslo Forum", "Lund Summit"),
    "Law": ("Harbour Act", "Fjord Act"),
    "Agreement": ("Oslo Treaty", "Lund Treaty"),
}
"""By broad kind: whom examples are about, as subject and as object."""
_Form: TypeAlias = tuple[str, str, str]
"""Group (``verbs``, ``nouns`` or ``roles``), pattern and word of a frame."""
_SELDOM = 0.15  # of the facts of a predicate
_LONGEST = 220  # characters of a sentence that is an example


@dataclass(slots=True)
class Draft:
    """A frame that a person can edit."""

    name: str
    relation: str
    is_new: bool
    """Whether the vocabulary has no such relation yet."""
    predicate: str
    facts: int
    documents: int
    subject: list[str]
    object: list[str]
    group: str
    """``verbs``, ``nouns`` or ``roles``."""
    pattern: str
    word: str
    near: str = ""
    """A relation of the vocabulary that the word stands for under some condition: it may be the one that is meant."""
    examples: list[dict[str, str]] = field(default_factory=list)
    counterexamples: list[str] = field(default_factory=list)

    def frame(self) -> dict[str, Any]:
        """As a file of frames has it."""
        return {
            "frame": self.name,
            "relation": self.relation,
            "subject": self.subject,
            "object": self.object,
            self.group: {self.pattern: [self.word]},
            "label": self.predicate,
            "examples": self.examples,
            "counterexamples": self.counterexamples,
        }


def drafts(facts: Iterable[Fact], *, least: int = 2, most: int = 40) -> list[Draft]:
    """A draft for each predicate that at least ``least`` open facts have, whatever classes they are of.

    Sorted by support; what a built-in frame has among its words, and forms for which there is no pattern, are left out.
    """
    together: dict[tuple[str, str], list[Predicate]] = {}
    for p in predicates(facts):
        together.setdefault((p.predicate, p.kind), []).append(p)
    known = _relations_by_form(load_rules().frames)
    ranked = sorted(together.items(), key=lambda item: (-_count(item[1]), -max(p.documents for p in item[1]), item[0]))
    out: list[Draft] = []
    for (words, kind), found in ranked:
        form = _form(words, kind)
        if _count(found) < least or form is None or len(out) == most:
            continue
        group, pattern, word = form
        out.append(_draft(words, group, pattern, word, found, known))
    return out


def from_example(found: Iterable[Statement], subject: str, relation: str, target: str, text: str) -> Draft | None:
    """A draft from one sentence in which a person has marked who relates to whom; None where no clause does.

    ``found``: the sentence's open statements.
    """
    for s in found:
        name = getattr(s.object, "name", "")
        form = _form(s.predicate, s.evidence.rule.removeprefix("open/"))
        if (s.subject.name, name) != (subject, target) or form is None or not isinstance(s.object, EntityArgument):
            continue
        kinds = [BROAD.get(a.type, "Organization") for a in (s.subject, s.object)]
        return Draft(
            name="draft-" + re.sub(r"[^a-z]+", "-", s.predicate),
            relation=relation,
            is_new=relation not in vocabulary().relations,
            predicate=s.predicate,
            facts=1,
            documents=1,
            subject=kinds[:1],
            object=kinds[1:],
            group=form[0],
            pattern=form[1],
            word=form[2],
            examples=[{"text": text, "subject": subject, "object": target, "status": s.status}],
            counterexamples=[f"{subject} will ignore {target}."],
        )
    return None


def _count(found: Sequence[Predicate]) -> int:
    return sum(p.facts for p in found)


def _form(words: str, kind: str) -> _Form | None:
    """The form of a frame that reads a predicate; None where no pattern does."""
    parts = words.split()
    if not all(part.isalpha() for part in parts):
        return None
    if kind == "object":
        return "verbs", "S _ O", words
    if kind == "preposition" and len(parts) == 2:
        return "verbs", f"S _ {parts[1]} O", parts[0]
    if kind == "mutual" and len(parts) == 2:
        return "verbs", "S and O _", parts[0]
    if kind == "noun" and len(parts) == 3 and parts[2] != "of":
        return "verbs", f"S _ [{parts[1]}] {parts[2]} O", parts[0]
    if kind in ("copula", "apposition", "compound") and len(parts) == 3:
        return "roles", f"S _ {parts[2]} O", parts[1]
    if kind in ("nominal", "possessive") and len(parts) == 3:
        return "nouns", f"_ {parts[2]} O", parts[1]
    return None


def _draft(
    words: str, group: str, pattern: str, word: str, found: Sequence[Predicate], known: Mapping[_Form, str]
) -> Draft:
    subjects = _kinds((p.subject_class, p.facts) for p in found)
    objects = _kinds((p.object_class, p.facts) for p in found)
    relation = re.sub(r"[^a-z]+", "_", words)
    draft = Draft(
        name="draft-" + re.sub(r"[^a-z]+", "-", words),
        relation=relation,
        is_new=relation not in vocabulary().relations,
        predicate=words,
        facts=_count(found),
        documents=max(p.documents for p in found),
        subject=subjects,
        object=objects,
        group=group,
        pattern=pattern,
        word=word,
        near=known.get((group, pattern, word), ""),
    )
    one, other = _NAMES[subjects[0]][0], _NAMES[objects[0]][1]
    draft.examples.append(_plain(draft, one, other))
    draft.examples += (e for p in found for f in p.examples if (e := _example(f, one, other)) is not None)
    draft.counterexamples.append(f"{one} will ignore {other}.")
    return draft


def _kinds(classes: Iterable[tuple[str, int]]) -> list[str]:
    """Broad kinds, the most frequent first, without those that are hardly ever there."""
    counts: Counter[str] = Counter()
    for name, number in classes:
        counts[BROAD.get(name, "Organization")] += number
    ranked = sorted(counts, key=lambda kind: (-counts[kind], kind))
    return [kind for kind in ranked if counts[kind] >= _SELDOM * counts.total()]


def _plain(draft: Draft, one: str, other: str) -> dict[str, str]:
    """The shortest sentence that a draft must read."""
    if draft.group == "verbs":
        if draft.pattern == "S and O _":
            return {
                "text": f"{one} and {other} will {draft.word}.",
                "subject": one,
                "object": other,
                "status": "planned",
            }
        words = draft.pattern.removeprefix("S _").removesuffix("O").replace("[", "a ").replace("]", "").split()
        text = " ".join([one, "will", draft.word, *words, other]) + "."
        return {"text": text, "subject": one, "object": other, "status": "planned"}
    led = draft.pattern.split()[-2]
    if draft.group == "roles":
        return {"text": f"{one} is the {draft.word} {led} {other}.", "subject": one, "object": other}
    return {"text": f"{one}'s {draft.word} {led} {other} surprised analysts.", "subject": one, "object": other}


def _example(fact: Fact, one: str, other: str) -> dict[str, str] | None:
    """A sentence of the graph with invented names, where both are named in it once."""
    e = fact.evidence[0]
    if len(e.text) > _LONGEST or len(e.subject_spans) != 1 or len(e.object_spans) != 1 or "\n" in e.text:
        return None
    text = e.text
    spans = sorted([(*e.subject_spans[0], one), (*e.object_spans[0], other)], reverse=True)
    if spans[0][0] < spans[1][1]:
        return None
    for start, end, name in spans:
        text = text[: start - e.start] + name + text[end - e.start :]
    return {"text": text, "subject": one, "object": other, "status": e.status}


def _relations_by_form(frames: Iterable[Frame]) -> dict[_Form, str]:
    """Each word of the shipped frames, in its pattern, to the first relation that has it, under some condition."""
    out: dict[_Form, str] = {}
    for frame in frames:
        for group, patterns in (("verbs", frame.verbs), ("nouns", frame.nouns), ("roles", frame.roles)):
            for pattern, words in patterns.items():
                for word in words:
                    out.setdefault((group, pattern, str(word)), frame.relation)
    return out


def write_pack(found: Sequence[Draft], folder: Path) -> None:
    """Write drafts as a pack, which must not be there yet.

    Raises:
        FileExistsError: where there is such a folder.
        OSError: where it cannot be written.
    """
    import yaml

    folder.mkdir(parents=True)
    (folder / "frames").mkdir()
    about = {"name": "drafts", "version": "0.1", "title": "Drafts from open facts: to be edited"}
    (folder / "pack.yaml").write_text(yaml.safe_dump(about, sort_keys=False), encoding="utf-8")
    frames = []
    for draft in found:
        entry = yaml.safe_dump([draft.frame()], sort_keys=False, allow_unicode=True, width=150)
        near = f"; near: {draft.near}" if draft.near else ""
        frames.append(f"# {draft.facts} facts in {draft.documents} documents{near}\n{entry}")
    (folder / "frames" / "drafts.yaml").write_text("frames:\n" + "\n".join(frames), encoding="utf-8")
    new = {d.relation: d for d in found if d.is_new}
    if new:
        (folder / "vocabulary.ttl").write_text(_terms(new), encoding="utf-8")


def _terms(new: Mapping[str, Draft]) -> str:
    head = """@prefix nw: <https://w3id.org/newsweave#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
"""
    for name, draft in new.items():
        head += f"""
nw:{camel_case(name)} a nw:Relation, owl:ObjectProperty ;
    rdfs:label {json.dumps(draft.predicate)}@en ;
    nw:inverseLabel {json.dumps(f"{draft.predicate}, seen from the other side")}@en ;
    rdfs:comment {json.dumps(f"Draft: {draft.facts} open facts say so.")}@en ;
    schema:domainIncludes {", ".join(f"nw:{c}" for c in draft.subject)} ;
    schema:rangeIncludes {", ".join(f"nw:{c}" for c in draft.object)} .
"""
    return head


def passing(found: Sequence[Draft], extractor: Extractor) -> Iterator[Draft]:
    """The drafts, each with the examples alone that it reads; those that read none of theirs are left out.

    ``extractor`` reads with the drafts.
    """
    from newsweave.extract.rule_check import document_of

    cases = [(d, e) for d in found for e in d.examples]
    documents = [document_of(str(i), e["text"]) for i, (_, e) in enumerate(cases)]
    good: dict[str, list[dict[str, str]]] = {}
    for (draft, example), made in zip(cases, extractor.extract(documents), strict=True):
        if any(_is(s, draft, example) for s in made.statements):
            good.setdefault(draft.name, []).append(example)
    for draft in found:
        if draft.name in good:
            draft.examples = good[draft.name]
            yield draft


def _is(s: Statement, draft: Draft, example: Mapping[str, str]) -> bool:
    names = (s.subject.name, getattr(s.object, "name", ""))
    wanted = (example["subject"], example["object"])
    turned = vocabulary().relations[draft.relation].symmetric and names == wanted[::-1]
    if s.relation != draft.relation or not (names == wanted or turned):
        return False
    return s.status == example.get("status", "asserted")


@dataclass(frozen=True, slots=True)
class Change:
    """What a sentence of a graph would give more, or no longer."""

    sentence: str
    added: tuple[Statement, ...]
    gone: tuple[Statement, ...]


def changes(sentences: Iterable[str], before: Extractor, after: Extractor) -> Iterator[Change]:
    """What changes on these sentences, each read by itself, in their order."""
    from newsweave.extract.rule_check import document_of

    listed = list(dict.fromkeys(sentences))
    documents = [document_of(str(i), text) for i, text in enumerate(listed)]
    for text, old, new in zip(listed, before.extract(documents), after.extract(documents), strict=True):
        was = {(s.fact_key, s.status): s for s in old.statements if not s.unnamed}
        now = {(s.fact_key, s.status): s for s in new.statements if not s.unnamed}
        added = tuple(s for key, s in now.items() if key not in was)
        gone = tuple(s for key, s in was.items() if key not in now)
        if added or gone:
            yield Change(text, added, gone)

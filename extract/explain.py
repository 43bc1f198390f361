"""Why a sentence gave what it gave: how it is read, and which forms of which frames came near and what they lacked."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from newsweave.extract.clauses.rule_conditions import CONSTRUCTIONS, is_triggered, lacking_condition
from newsweave.extract.entities.cluster import Passage
from newsweave.extract.model import Proposition
from newsweave.extract.pipeline import Extractor, Given, bare_documents, find_entities
from newsweave.extract.relations.argument_linking import linked_entities
from newsweave.extract.relations.role_entities import RoleEntities
from newsweave.extract.rule_check import brief, document_of
from newsweave.ontology.link_kinds import link_kind
from newsweave.ontology.rules import Rule
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["explain"]

_SHOWN = 6  # words of a list
_STEPS = 8  # of a chain of references


def explain(extractor: Extractor, sentence: str) -> Iterator[str]:
    """Lines that say how a sentence is read: parse, names, propositions with the rules tried, statements."""
    from newsweave.extract.parsing.parse import parse

    given: deque[Given] = deque()
    document, trees = next(parse(extractor.nlp, bare_documents([document_of("sentence", sentence)], given)))
    extraction = given[0].back(extractor.read(document, trees, given[0]))
    passages = [Passage(tree, block.kind) for block, tree in trees]
    _, discourse = find_entities(passages, extractor.gazetteer, extractor.rules, given[0].asides)
    entities = RoleEntities(passages, discourse)
    fired = {s.evidence.rule for s in extraction.statements}
    yield "parse"
    for _, tree in trees:
        for i, word in enumerate(tree.words):
            yield f"  {i:3} {word:20} {tree.tags[i]:5} {tree.deps[i]:10} -> {tree.words[tree.heads[i]]}"
    yield "names"
    for e in extraction.entities:
        yield f"  {e.name} ({e.type})" + (f", also {', '.join(e.aliases)}" if e.aliases else "")
    yield "propositions"
    for p in passages:
        for x in p.propositions:
            marks = " ".join(m for m in (x.voice if x.voice == "passive" else "", x.polarity, x.modality) if m)
            yield f"  [{x.kind}] {x.predicate} ({marks})"
            for a in x.arguments:
                yield f"      {a.role}: {a.text}"
            yield from _tried(extractor, p, x, entities, fired)
    chains = [line for p in passages for line in _references(p)]
    if chains:
        yield "references"
        yield from chains
    yield "statements"
    for s in extraction.statements:
        yield f"  {brief(s)} (rule {s.evidence.rule}, confidence {s.confidence})"
    if not extraction.statements:
        yield "  none"


def _references(p: Passage) -> Iterator[str]:
    """For each reference whom it means, by what steps and why: "it -> the lender -> Kestrin Bank, because ..."."""
    tree = p.tree
    heads = {tree.starts[p.spans[t][0]]: t for t in p.links if t in p.spans}
    for t, link in sorted(p.links.items()):
        kind = link_kind(link.how)
        steps, at = [tree.span_text(*p.spans[t])], link.via
        for _ in range(_STEPS):
            if at is None:
                break
            steps.append(tree.text[at[0] : at[1]])
            before = heads.get(at[0])
            at = p.links[before].via if before is not None and p.links[before].via != at else None
        who = " and ".join(c.name for c in p.groups.get(t, (p.at[t],) if t in p.at else ()))
        chain = " -> ".join([*steps, *([who] if steps[-1] != who else [])])
        yield f"  {chain}, because {kind.because} ({link.how}, {kind.worth})"
    for t, party in sorted(p.parties.items()):
        yield f"  {tree.words[t]} of {party.name}, because {link_kind('party').because}"


def _tried(extractor: Extractor, p: Passage, x: Proposition, entities: RoleEntities, fired: set[str]) -> Iterator[str]:
    """A line for each rule that the predicate's word brings up."""
    for construction in CONSTRUCTIONS[x.kind]:
        for key in sorted({x.predicate, x.predicate.rsplit(" ", 1)[-1], ""}):
            for rule in extractor.rules.find(construction, key):
                near = rule.id in fired or (key and (is_triggered(rule, x) or rule.voice not in (None, x.voice)))
                if not near:
                    continue  # a rule without words of its own comes up everywhere
                name = f"{rule.id} ({rule.pattern})" if rule.pattern else rule.id
                yield f"    rule {name}: " + ("fired" if rule.id in fired else f"no: {_lacking(rule, p, x, entities)}")


def _lacking(rule: Rule, p: Passage, x: Proposition, entities: RoleEntities) -> str:
    """The first thing that a rule misses in a proposition."""
    if rule.voice and rule.voice != x.voice:
        return f"the verb is {x.voice}"
    condition = lacking_condition(rule, x)
    if condition:
        return condition
    relation = vocabulary().relations[rule.relation]
    subject_types = rule.subject_types or relation.domain
    subjects = entities.of(rule, rule.subject, p, x, subject_types)
    if not subjects:
        return _nobody("subject", rule.subject, subject_types, p, x)
    if rule.literal:
        return f"no {rule.literal} in {' or '.join(rule.object)}"
    if not rule.object:
        return "needs a second subject"
    object_types = rule.object_types or relation.range
    taken = frozenset(s.cluster.id for s in subjects)
    if not entities.of(rule, rule.object, p, x, object_types, taken):
        return _nobody("object", rule.object, object_types, p, x)
    return "says here what another rule says, or nothing certain"


def _nobody(end: str, roles: Sequence[str], types: Sequence[str], p: Passage, x: Proposition) -> str:
    """Who stands where an end of the relation should, and of what class; or that nobody does."""
    there = [a for role in roles for a in x.roles(role)]
    wanted = f"{end} ({', '.join(types)}) in {', '.join(roles)}"
    if not there:
        return f"no {wanted}: nothing stands there"
    known = [f"{f.cluster.name} is a {f.cluster.type}" for a in there for f in linked_entities(p, a)]
    return f"no {wanted}: {'; '.join(known[:_SHOWN]) or repr(there[0].short) + ' is no name'}"

"""Deeds in lines without a verb: "Appointment of Ines Moreau as CFO" below "Highlights of the quarter:".

Who did it is whose the list is. A line must begin with the deed and stand below a heading or words with a colon.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from newsweave.extract.clauses.clauses import propositions
from newsweave.extract.coreference.discourse import Discourse
from newsweave.extract.coreference.outline import Line, begins_with_deed, lines
from newsweave.extract.entities.cluster import Passage
from newsweave.extract.model import Document, Proposition, Statement
from newsweave.extract.parsing.phrases import argument
from newsweave.extract.relations.relations import statements
from newsweave.ontology.lists import word_list
from newsweave.ontology.rule_set import RuleSet

__all__ = ["deed_lines"]

_DOERS = frozenset({"by", "poss", "compound", "subject", "amod", "between"})
_DEPARTURES = word_list("departure_nouns")
_YEAR = re.compile(r"(?:19|20)\d\d|[1-4]Q(?:\d\d)?|[12]H(?:\d\d)?")
_LESS_SURE = 0.9


def deed_lines(
    document: Document, passages: Sequence[Passage], rules: RuleSet, deeds: Collection[str], discourse: Discourse
) -> list[Statement]:
    """The statements of such lines, in text order."""
    out: list[Statement] = []
    for line in lines(passages, discourse.about, lambda p: begins_with_deed(p) or _has_figure(p)):
        found = None if line.above is None else _deed(line, deeds)
        if found is None or line.owner is None:
            continue
        p = line.passage
        told = Passage(
            p.tree, "paragraph", p.names, [found], {**p.at, found.token: line.owner}, p.groups, dict(p.spans)
        )
        told.spans.setdefault(found.token, (found.token, found.token + 1))
        named = {p.at[t].id for t in p.at}
        for s in statements(document, [told], rules, discourse):
            if line.owner.id not in named and line.owner.id in (s.subject.id, getattr(s.object, "id", "")):
                out.append(replace(s, confidence=round(s.confidence * _LESS_SURE, 2)))
    return out


def _has_figure(p: Passage) -> bool:
    """Whether a line tells a figure, and is no heading such as "Outlook for 2026"."""
    return p.tree.words[-1] != ":" and any(w[0].isdigit() and _YEAR.fullmatch(w) is None for w in p.tree.words)


def _deed(line: Line, deeds: Collection[str]) -> Proposition | None:
    """The line's deed with its doer, whom the line does not name."""
    p = line.passage
    tree = p.tree
    first = next((t for t in range(min(4, len(tree))) if tree.heads[t] == t), 0)
    capital = tree.tags[first] == "NNP" and tree.words[first].lower() in deeds  # "Acquisition" at the head of a line
    as_parsed = tree.tags[first], tree.lemmas[first]
    if capital:
        tree.tags[first], tree.lemmas[first] = "NN", tree.words[first].lower()
    known = propositions(tree, frozenset(deeds)) if capital or not p.propositions else p.propositions
    tree.tags[first], tree.lemmas[first] = as_parsed  # others read the tree as well
    for x in known:
        if x.kind == "nominal" and tree.heads[x.token] == x.token and tree.sentence_of[x.token] == 0:
            if any(a.role in _DOERS for a in x.arguments):
                return None
            role = "from" if x.predicate in _DEPARTURES else "by"
            return replace(x, arguments=(*x.arguments, argument(tree, x.token, role, [x.token])))
    return None

"""Circumstances that depend on who is meant: the place, who signed, sums that several put up together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from newsweave.extract.clauses.verb_phrases import tense_of
from newsweave.extract.entities.cluster import Passage
from newsweave.extract.model import Proposition, Statement, StatementArgument
from newsweave.extract.parsing.tree import Tree
from newsweave.extract.relations.argument_linking import LinkedEntity
from newsweave.ontology.lists import word_list
from newsweave.ontology.rules import Rule

__all__ = ["add_place", "is_there", "is_under", "jointly", "looks_back", "name_pronouns", "persons"]

_SUMS = frozenset({"amount", "amount_value", "amount_modifier", "currency", "other_amount"})

_PRONOUNS = frozenset(
    "he her him his i it its me mine my our ours she that their theirs them they this us we which who whom you "
    "your".split()
)
_OPENING = word_list("opening_verbs")
_PREMISES = word_list("premises") | {"business"}
_UNITS = word_list("units")
_PARTING = frozenset("close divest exit leave offload sell shed shut spin split".split())
_PLANNED = frozenset({"future", "hoped-for", "intended", "new", "planned", "possible", "potential", "proposed"})


def is_there(rule: Rule, p: Passage, proposition: Proposition, subject: LinkedEntity) -> bool:
    """Whether a firm's plant or office is named as one that it has: "may sell X's plant in Y", not "plans one in Y".

    Who will not sell "its Danish unit" has it, too.
    """
    if rule.relation != "operates_in" or proposition.kind != "nominal":
        return False
    tree, noun = p.tree, proposition.token
    if subject.argument.role not in ("poss", "of", "compound") or tree.lemmas[noun] not in _PREMISES | _UNITS:
        return False
    above = tree.heads[noun]
    if proposition.polarity == "negative" and (subject.argument.role != "poss" or tree.lemmas[above] not in _PARTING):
        return False
    if tree.deps[above] == "prep":
        above = tree.heads[above]
    if tree.lemmas[above] in _OPENING:
        return False
    return _PLANNED.isdisjoint(tree.words[t].lower() for t in range(tree.left(noun), noun))


def jointly(s: Statement, subjects: Sequence[str]) -> Statement:
    """A sum that several put up together is of none of them alone."""
    others = [name for name in subjects if name != s.subject.name]
    if s.relation != "invested_in" or "amount" not in s.qualifiers or not others:
        return s
    kept = {k: v for k, v in s.qualifiers.items() if k not in _SUMS}
    return replace(s, qualifiers=kept | {"jointly_with": ", ".join(others)})


def add_place(rule: Rule, p: Passage, proposition: Proposition, qualifiers: dict[str, str]) -> None:
    """Where it happened, a place by name; it is no part of the topic, whose phrase it may stand behind."""
    roles = rule.qualifiers["place"]
    heads = [a.head for role in roles for a in proposition.roles(role)] if isinstance(roles, tuple) else []
    heads += [last for a in proposition.roles("object") if (last := _last_place(p, a.head)) is not None]
    head = next((t for t in heads if t in p.at and p.at[t].broad == "Place"), None)
    if head is None:
        return
    qualifiers["place"] = p.at[head].name
    topic = qualifiers.get("topic", "")
    behind = f" {p.tree.words[p.tree.heads[head]]} {p.tree.span_text(*p.spans[head])}"
    if topic.endswith(behind):
        qualifiers["topic"] = topic.removesuffix(behind)


def name_pronouns(p: Passage, proposition: Proposition, qualifiers: dict[str, str]) -> None:
    """Put the name of whom a pronoun means in its place, as in ``to`` of "its purchase of Y from X"; else drop it."""
    for name in [name for name, value in qualifiers.items() if value.lower() in _PRONOUNS]:
        whom = (p.at.get(a.head) for a in proposition.arguments if a.text == qualifiers[name])
        named = next((c.name for c in whom if c is not None and not c.unnamed), None)
        if named is None or named.lower() in _PRONOUNS:
            del qualifiers[name]
        else:
            qualifiers[name] = named


def _last_place(p: Passage, noun: int) -> int | None:
    """The place at the end of a noun phrase, which the parser hangs too deep: "signed an MOU on payments in Oslo"."""
    last = p.tree.subtree(noun)[-1]
    placed = p.tree.deps[last] == "pobj" and p.tree.lemmas[p.tree.heads[last]] == "in"
    return last if placed and p.tree.heads[last] > noun else None


def persons(p: Passage, ends: Iterable[LinkedEntity | StatementArgument]) -> list[str]:
    """Who acts for the organisations that stand as subject and object, by name."""
    acting = (p.at.get(end.argument.head) for end in ends if isinstance(end, LinkedEntity))
    return list(dict.fromkeys(c.name for c in acting if c is not None and c.type == "Person" and not c.unnamed))


def is_under(tree: Tree, noun: int) -> bool:
    """Whether a title or its name stands behind "under"."""
    while tree.deps[noun] in ("compound", "nmod", "appos") and tree.heads[noun] != noun:
        noun = tree.heads[noun]
    return tree.deps[noun] == "pobj" and tree.lemmas[tree.heads[noun]] == "under"


def looks_back(p: Passage, proposition: Proposition) -> bool:
    """Whether a plan is one of the past: "was due to open in March", "had planned to"."""
    over = proposition.governor
    if over < 0:
        return False
    tense = tense_of(p.tree, over)
    passive = p.tree.kid(over, "auxpass") is not None  # "was supposed to"
    be = p.tree.tags[over] == "VBD" and p.tree.lemmas[over] == "be"
    return be or tense == ("past", "perfect") or (passive and tense[0] == "past")

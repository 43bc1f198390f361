"""Whether a proposition has the words that a rule asks for; of entities and their classes nothing is known here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsweave.extract.model import Argument, Proposition
from newsweave.ontology.rule_set import RuleSet
from newsweave.ontology.rules import Condition, Rule

__all__ = ["CONSTRUCTIONS", "is_triggered", "lacking_condition", "matching_rules"]

CONSTRUCTIONS: dict[str, tuple[str, ...]] = {
    "verb": ("verb",),
    "copula": ("noun",),
    "apposition": ("noun",),
    "example": ("noun",),
    "inverse": ("noun",),
    "compound": ("noun", "title"),
    "nominal": ("nominal",),
    "possessive": ("possessive",),
    "parenthesis": ("verb",),
    "based": ("based",),
    "national": ("national",),
    "located": ("located",),
    "speech": ("speech",),
    "dated": ("dated",),
}
"""What rules call the kinds of propositions."""

_SHOWN = 6  # words of a list
_OWNER = re.compile(r"^.*['’]s? ")
_BEHIND_HEAD = re.compile(r" (?:of|at|for|in) ")


def matching_rules(rules: RuleSet, proposition: Proposition) -> Iterator[Rule]:
    """The rules whose words a proposition has, in an order that is always the same."""
    word = proposition.predicate.rsplit(" ", 1)[-1]
    have = {a.role for a in proposition.arguments}
    entries = rules.entries
    for construction in CONSTRUCTIONS[proposition.kind]:
        keys = {word}
        if construction == "verb":
            whole = proposition.predicate
            known = "-" in whole and rules.find(construction, whole)  # "co-own" is more than "own"
            keys = {whole} if known else {whole, word.rsplit("-", 1)[-1]}
        for key in [*sorted(keys), ""]:
            for rule, needed in entries.get((construction, key), ()):
                for roles in needed:  # asked of every rule of every word: no generator here
                    if have.isdisjoint(roles):
                        break
                else:
                    if is_triggered(rule, proposition) and (
                        not rule.is_conditional or _meets_conditions(rule, proposition)
                    ):
                        yield rule


def is_triggered(rule: Rule, proposition: Proposition) -> bool:
    """Whether a proposition has a word of the rule, in the rule's voice."""
    if rule.voice and rule.voice != proposition.voice:
        return False
    predicate = proposition.predicate
    triggers = rule.triggers
    if not triggers or predicate in triggers:
        return True
    if proposition.kind in ("verb", "parenthesis"):
        return "-" in predicate and predicate.rsplit("-", 1)[-1] in rule.triggers
    words = predicate.split(" ")
    return any(" ".join(words[i:]) in rule.triggers for i in range(1, len(words)))


def _meets_conditions(rule: Rule, proposition: Proposition) -> bool:
    """Whether the words of a proposition's arguments are what the rule requires, forbids and goes without."""
    for c in rule.required:
        if not _meets(c, proposition):
            return False
    for c in rule.forbidden:
        if _meets(c, proposition):
            return False
    return not any(_modified(c, proposition) for c in rule.modifiers)


def lacking_condition(rule: Rule, proposition: Proposition) -> str:
    """Which of a rule's conditions a proposition does not meet, in words; empty where it meets them all."""
    for c in rule.required:
        if not _meets(c, proposition):
            return f"needs {' or '.join(c.roles)}" + (f" with one of {_some(c.lemmas)}" if c.lemmas else "")
    for c in rule.forbidden:
        if _meets(c, proposition):
            return f"forbids {' or '.join(c.roles)}" + (f" with one of {_some(c.lemmas)}" if c.lemmas else "")
    for c in rule.modifiers:
        if _modified(c, proposition):
            return f"forbids one of {_some(c.lemmas)} before {' or '.join(c.roles)}"
    return ""


def _some(words: frozenset[str]) -> str:
    shown = sorted(words)
    return ", ".join(shown[:_SHOWN]) + (", ..." if len(shown) > _SHOWN else "")


def _modified(condition: Condition, proposition: Proposition) -> bool:
    """Whether one of the condition's words stands before the head of an argument in its roles, or of the predicate."""
    texts = [a.short for a in proposition.arguments if a.role in condition.roles]
    texts += [proposition.predicate] if "$predicate" in condition.roles else []
    return any(
        word.lower() in condition.lemmas
        for text in texts
        for word in _BEHIND_HEAD.split(_OWNER.sub("", text))[0].split()
    )


def _meets(condition: Condition, proposition: Proposition) -> bool:
    """Whether an argument in the condition's roles has one of its words."""
    for a in proposition.arguments:
        if a.role in condition.roles and (
            not condition.lemmas or a.head_lemma in condition.lemmas or _has_phrase(a, condition.phrases)
        ):
            return True
    return False


def _has_phrase(a: Argument, phrases: Sequence[str]) -> bool:
    if not phrases:
        return False
    text = f" {a.text.lower()}"
    return any((x if x.startswith("%") else f" {x}") in text for x in phrases)  # "a 12% interest"

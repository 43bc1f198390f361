"""Qualifiers and labels of statements: role, topic, date, amount, as their rule asks for them."""

from __future__ import annotations

import re

from newsweave.extract.model import Argument, Proposition
from newsweave.extract.tree import Tree
from newsweave.extract.values import find_money, find_percentage, iso_date
from newsweave.ontology.lists import word_map
from newsweave.ontology.rules import MappedQualifier, Rule
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["label_of", "qualifiers_of"]

_TIME_ROLES = (
    "time",
    "in",
    "on",
    "since",
    "by",
    "during",
    "after",
    "from",
    "until",
    "as of",
    "at",
    "as",
    "back as",
    "far back as",
)
_ARTICLE = re.compile(r"^(?:the|a|an|its|their|his|her)\s+", re.I)
_FIELD = re.compile(r"\{(\w+)\}")


def qualifiers_of(
    rule: Rule, tree: Tree, proposition: Proposition, target: Argument, published: str | None
) -> dict[str, str]:
    """Name to value, in the rule's order, the date last; what the sentence does not give is left out."""
    out: dict[str, str] = {}
    for name, source in rule.qualifiers.items():
        value = _value(name, source, tree, proposition, target, published)
        if value:
            out[name] = value
    date = event_date(proposition, tree, published)
    if date and "date" not in out and rule.literal != "date":
        out["date"] = date
    return out


def _value(
    name: str,
    source: tuple[str, ...] | MappedQualifier | str,
    tree: Tree,
    proposition: Proposition,
    target: Argument,
    published: str | None,
) -> str | None:
    if isinstance(source, MappedQualifier):
        return _mapped(source, proposition)
    if isinstance(source, str):
        return predicate_words(tree, proposition) if source == "$predicate" else source
    for role in source:
        for a in proposition.roles(role):
            if a.head == target.head or (name != "date" and iso_date(a.text, published or "2000-01-01")):
                continue
            text = _ARTICLE.sub("", a.short if name == "role" else a.text).strip("“”\"'‘’ ,.")
            if name in ("amount", "share"):
                amount = find_money(a.text) or find_percentage(a.text)
                text = amount[1] if amount else ""
            if text:
                return text
    return None


def _mapped(source: MappedQualifier, proposition: Proposition) -> str | None:
    words = word_map(source.map)
    for a in proposition.roles(source.role):
        text = f" {a.text.lower()} "
        for phrase in sorted(words, key=len, reverse=True):
            if f" {phrase} " in text or f" {phrase}s " in text:
                return str(words[phrase])
        if a.head_lemma in words:
            return str(words[a.head_lemma])
    return None


def predicate_words(tree: Tree, proposition: Proposition) -> str | None:
    """The predicate noun with its own modifiers as they stand: "Senior Vice President", without names and articles."""
    length = len(proposition.predicate.split())
    head = proposition.token
    if proposition.kind == "copula":
        complement = next((a for a in proposition.arguments if a.role in ("complement", "as")), None)
        if complement is None:
            return proposition.predicate
        head = complement.head
    words = [tree.words[t] for t in range(max(head - length + 1, 0), head + 1)]
    text = " ".join(words)
    return text if text.lower().split()[0] == proposition.predicate.split()[0] else proposition.predicate


def event_date(proposition: Proposition, tree: Tree, published: str | None) -> str | None:
    """The date of the clause: of its time phrase or a prepositional phrase that names one."""
    for a in proposition.arguments:
        role = a.role.removeprefix("object:")
        if role in _TIME_ROLES:
            found = iso_date(tree.text[a.start : a.end] if len(a.text) < 60 else a.short, published)
            if found:
                return found
    return None


def label_of(rule: Rule, qualifiers: dict[str, str]) -> str:
    """What stands on the arrow: the rule's template where all its fields are known, else the relation's label."""
    if rule.label and all(f in qualifiers for f in _FIELD.findall(rule.label)):
        return _FIELD.sub(lambda m: qualifiers[m[1]], rule.label)
    return vocabulary().relations[rule.relation].label

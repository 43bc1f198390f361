"""How sure a statement is: how often statements with its signs were right on annotated texts.

A logistic regression over a few signs, in the manner of ReVerb's confidence function (Fader, Soderland and Etzioni
2011): the rule, the relation and construction it shares with other rules, whether names stand where the arguments are,
how far apart they stand, the status. Its weights are data (``ontology/statement_confidence.yaml``), fitted by
``benchmarks/fit_statements.py``; a rule that the annotated texts never showed, such as a user's own, has the weight of
its construction and relation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from math import exp, prod

from newsweave.extract.model import EntityArgument, StatementArgument, Status
from newsweave.ontology.link_kinds import link_kind
from newsweave.ontology.rules import Rule
from newsweave.ontology.weights import statement_weights

__all__ = ["statement_confidence", "statement_signs"]

_FAR = 120  # characters between the starts of subject and object
_LEAST, _MOST = 0.05, 0.99  # no rule is right or wrong for certain


def statement_confidence(
    rule: Rule,
    subject: EntityArgument,
    target: StatementArgument,
    status: Status = "asserted",
    links: Sequence[str] = (),
) -> float:
    """The share of statements like this one that are right, to two digits.

    ``links`` are the kinds of links from its references to whom they mean: the fit of the other signs sees only that
    a pronoun stands there, not whether the right one was meant.
    """
    weights = statement_weights()
    score = _of_rule(_rule_signs(rule)) + sum(weights.get(s, 0.0) for s in _of_arguments(subject, target, status))
    linked = prod(link_kind(how).worth for how in links)
    return round(min(max(linked / (1 + exp(-score)), _LEAST), _MOST), 2)


def statement_signs(
    rule: Rule, subject: EntityArgument, target: StatementArgument, status: Status = "asserted"
) -> tuple[str, ...]:
    """The signs of a statement, each of which has a weight or none."""
    return (*_rule_signs(rule), *_of_arguments(subject, target, status))


def _rule_signs(rule: Rule) -> tuple[str, ...]:
    return f"construction {rule.construction[0]}", f"relation {rule.relation}", f"rule {rule.meaning}"


@cache
def _of_rule(signs: tuple[str, ...]) -> float:
    weights = statement_weights()
    return weights["bias"] + sum(weights.get(s, 0.0) for s in signs)


def _of_arguments(subject: EntityArgument, target: StatementArgument, status: Status) -> Iterator[str]:
    yield f"subject {_form(subject)}"
    yield f"object {_form(target)}"
    if abs(subject.start - target.start) >= _FAR:
        yield "far"
    if status != "asserted":
        yield f"status {status}"


def _form(argument: StatementArgument) -> str:
    """Whether a name stands in the sentence, a value, or a pronoun or noun phrase that refers to a name."""
    if not isinstance(argument, EntityArgument):
        return "value"
    if argument.text == argument.name or argument.text in argument.aliases:
        return "name"
    return "reference"

"""How a figure is meant: there already, presupposed, expected by its owner, or only what others expect."""

from __future__ import annotations

from newsweave.extract.measures.records import Record
from newsweave.extract.model import Proposition
from newsweave.extract.parsing.phrases import VERB_TAGS
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = ["is_consensus", "is_forecast", "is_of_case", "is_presupposed"]

_FORECASTING = word_list("forecasting_words")
_FORECASTERS = word_list("forecasters")
_EXPECTING = frozenset(
    "expect forecast predict project estimate anticipate see poll survey pencil reckon look model".split()
)
_EXPECTED = frozenset({"consensus", "expectation", "estimate", "forecast", "prediction"})
_NOW = frozenset({"VBZ", "VBP", "VBG", "VB"})


def is_consensus(tree: Tree, record: Record, clause: Proposition) -> bool:
    """Whether a figure is only what analysts expect: "analysts had expected X to report a profit of $4 million"."""
    what, figure = record.what, record.figure
    start = figure.head if figure is not None else max(what.noun, what.verb)
    for k in tree.all_kids(start, "relcl"):  # "the $4 million that analysts had expected"
        if tree.lemmas[k] in _EXPECTING:
            return True
    for h in (start, *tree.ancestors(start)):
        if tree.tags[h] in VERB_TAGS and tree.lemmas[h] in _EXPECTING:
            who = [
                *tree.all_kids(h, "nsubj"),
                *(x for k in tree.all_kids(h, "agent") for x in tree.all_kids(k, "pobj")),
            ]
            if any(tree.lemmas[k] in _FORECASTERS or tree.words[k] == "Street" for k in who):
                return True
        expected = tree.lemmas[h] in _EXPECTED and not what.ahead and h != what.thing and h < start
        if expected and (tree.lemmas[h] == "consensus" or any(tree.lemmas[k] in _FORECASTERS for k in tree.kids[h])):
            return True
        if tree.tags[h] in VERB_TAGS and h == clause.token and tree.deps[h] not in ("ccomp", "xcomp"):
            break
    return False


def is_of_case(tree: Tree, clause: Proposition) -> bool:
    """Whether a figure is that of a case among others: "if they are young, the unemployment rate is 33 percent"."""
    if clause.modality:
        return False
    cases = (k for k in tree.all_kids(clause.token, "advcl") if k < clause.token)
    return any(tree.lemmas[m] == "if" for k in cases for m in tree.all_kids(k, "mark"))


def is_presupposed(tree: Tree, record: Record) -> bool:
    """Whether the figure belongs to a subject of which something else is told: "X's 32 stores will close"."""
    noun, level = record.what.noun, record.level
    counted = level is not None and level.counted == noun
    return counted and tree.deps[noun] in ("nsubj", "nsubjpass") and tree.kid(noun, "poss") is not None


def is_forecast(tree: Tree, record: Record, clause: Proposition) -> bool:
    """Whether the words around it say that it is not there yet."""
    if record.what.ahead:
        return True
    noun = record.what.noun
    subject = tree.kid(clause.token, "nsubj")
    if subject is not None and tree.lemmas[subject] in ("guidance", "forecast", "outlook"):
        return True
    around = {clause.token, *(tree.kids[noun] if noun >= 0 else ()), *([tree.heads[noun]] if noun >= 0 else ())}
    return any(
        tree.lemmas[t] in _FORECASTING and not (tree.lemmas[t] == "see" and tree.tags[t] not in _NOW) for t in around
    )

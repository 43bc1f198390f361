"""The other party of a noun that needs one, where nobody is named with it: "Tavrio and rival Cashero have cut fees".

It is who stands beside it in the coordination, else who the clause is about, else whom the text is about; a spokesman's
firm is whose words he tells.
"""

from __future__ import annotations

from dataclasses import replace

from newsweave.extract.clauses.subjects import SUBJECTS
from newsweave.extract.coreference.clauses_above import subjects_above
from newsweave.extract.coreference.discourse import Discourse
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.parsing.phrases import argument
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = ["find_parties"]

_NOUNS = word_list("party_nouns") - {"spokesman", "spokesperson", "spokeswoman", "founder", "co-founder", "cofounder"}
_WITH_NAME = frozenset({"amod", "compound", "nmod"})
_NAMED = ("poss", "prep")
_TAGS = frozenset({"NN", "JJ", "NNP"})
_UNITS = word_list("units")
_NAMING = frozenset({"apposition", "compound"})
_OF = frozenset({"at", "for", "of", "poss", "to", "with"})


def find_parties(p: Passage, discourse: Discourse, start: int, end: int) -> None:
    """Give the relational nouns of a sentence, tokens ``start`` to before ``end``, the party that they lack.

    It stands in ``Passage.parties``, and their propositions get an argument ``of`` whose head is the noun itself.
    """
    tree = p.tree
    found = {
        t: party
        for t in range(start, end)
        if tree.lemmas[t] in _NOUNS and tree.tags[t] in _TAGS and (party := _party(p, t, discourse)) is not None
    }
    if not found:
        return
    p.parties |= found
    for i, prop in enumerate(p.propositions):
        if prop.token in found and prop.kind in _NAMING and all(a.role not in _OF for a in prop.arguments):
            own = argument(tree, prop.token, "of")
            p.propositions[i] = replace(prop, arguments=(*prop.arguments, own))


def _party(p: Passage, t: int, discourse: Discourse) -> Cluster | None:
    tree = p.tree
    name = tree.heads[t] if tree.deps[t] in _WITH_NAME else t
    found = _bearer(p, t, name)
    if (
        found is None
        or found.broad != "Organization"
        or any(tree.deps[k] in _NAMED for k in (*tree.kids[t], *_modifiers(tree, name, t)))
    ):
        return None
    if name != t and not _starts_phrase(tree, t, name):
        return None
    if tree.lemmas[t] == "investor" and tree.kid(t, "amod", "compound") is not None:
        return None  # "renewable investor X" is one by trade
    first = tree.heads[name] if tree.deps[name] == "conj" else -1
    if first >= 0 and first < t and first in p.at:
        return _other(p.at[first], found)
    for above in subjects_above(tree, name):
        if above.ahead or above.subject not in p.at or tree.kid(above.subject, "conj") is not None:
            return None
        return _other(p.at[above.subject], found)
    if tree.deps[name] in SUBJECTS and not any(c is found for n, c, _ in discourse.history if n < discourse.number):
        return _focus(p, t, found, discourse)
    return None


def _bearer(p: Passage, t: int, name: int) -> Cluster | None:
    """Who is called a rival: "rival X", "X, a rival"."""
    tree = p.tree
    if name != t:
        return p.at.get(name)
    if tree.deps[t] == "appos":
        return p.at.get(tree.heads[t])
    behind = tree.kid(t, "appos")
    return None if behind is None else p.at.get(behind)


def _modifiers(tree: Tree, name: int, t: int) -> list[int]:
    """What else stands at a name that a relational noun stands before: "Danish rival X" is not "X's rival"."""
    return [] if name == t else [k for k in tree.kids[name] if k < t]


def _starts_phrase(tree: Tree, t: int, name: int) -> bool:
    """Whether no name stands before the noun in its phrase: of "Corvex rival Tarn" the party is named."""
    return not any(k < t and tree.tags[k] in ("NNP", "NNPS") for k in tree.subtree(name))


def _other(c: Cluster, than: Cluster) -> Cluster | None:
    return c if c is not than and c.broad == "Organization" else None


def _focus(p: Passage, t: int, found: Cluster, discourse: Discourse) -> Cluster | None:
    """The one organisation that the sentence before is about."""
    last = next(discourse.before(1), None)
    if last is None:
        return None
    near = {id(c): c for n, c, _ in discourse.near(1, frozenset({"Organization"})) if n == last[0] and c is not found}
    only = next(iter(near.values())) if len(near) == 1 else None
    owned = p.tree.lemmas[t] in _UNITS  # in news of sales the unit may be the seller's or the buyer's
    return None if owned and only is not discourse.main else only

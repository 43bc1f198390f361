"""Clauses that leave out their verb: "Voss founded Lumen in 2010 and Tarn in 2012", "rose by 3% in May and 4% in June".

The parser hangs the second object on the verb as a conjunct; what is left of the clause is matched with the arguments
of the first one: its prepositions with the same prepositions, the noun with the object or the first of its phrases.
Of "Voss owns 60% of Tarn and Lumen the rest" ``repair_shares`` has hung both parts of the second clause on the verb.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from newsweave.extract.clauses.complements import inner_phrases, prepositional
from newsweave.extract.model import Argument, Proposition
from newsweave.extract.parsing.phrases import NOUN_TAGS, argument
from newsweave.extract.parsing.repair_gaps import Chunk, matched
from newsweave.extract.parsing.repair_shares import is_rest, is_share
from newsweave.extract.parsing.tree import Tree

__all__ = ["gapped"]

_SHARED = frozenset({"subject", "object", "indirect"})


def gapped(tree: Tree, verb: int, whole: Proposition) -> Iterator[Proposition]:
    """The propositions of the clauses behind ``whole`` that share its verb without repeating it."""
    for noun in tree.all_kids(verb, "conj"):
        if noun < verb or tree.tags[noun] not in NOUN_TAGS:
            continue
        remnants = [k for k in (*tree.kids[noun], *tree.kids[verb]) if k > noun and tree.deps[k] == "prep"]
        first = [a for a in whole.arguments if a.head < noun and ":" not in a.role]
        phrases = {tree.lemmas[k]: k for k in remnants if any(a.role == tree.lemmas[k] for a in first)}
        slot = _slot(first, phrases)
        if slot is None or not phrases:
            continue
        new = [a for k in phrases.values() for a in prepositional(tree, k)]
        phrase = [t for t in tree.subtree(noun) if not any(t >= k for k in phrases.values())]
        there = argument(tree, noun, slot.role, phrase, marker=slot.marker, temporal=slot.temporal)
        kept = [a for a in first if a.role in ("subject", "indirect") and a.head < verb]
        yield replace(whole, arguments=(*kept, there, *new))
    for top in tree.all_kids(verb, "gapped"):
        pairs = matched(tree, verb, tree.left(top))
        if pairs and whole.kind == "verb":
            yield _second(tree, whole, pairs)
    orphans = tree.all_kids(verb, "orphan")
    if len(orphans) > 1 and any(a.role == "subject" for a in whole.arguments):
        of_object = [a for a in whole.arguments if a.role.startswith("object:")]
        role = "object" if any(a.role == "object" for a in whole.arguments) else "extent"
        for owner, share in pairwise(orphans):
            if (is_share(tree, share) or is_rest(tree, share)) and not is_share(tree, owner):
                pair = argument(tree, owner, "subject"), argument(tree, share, role)
                yield replace(whole, arguments=(*pair, *of_object))


def _second(tree: Tree, whole: Proposition, pairs: list[tuple[Chunk | None, Chunk]]) -> Proposition:
    """The proposition of a clause whose chunks take the place of those of ``whole``.

    It shares the subject, and the object where a phrase takes another's place: "signed a deal with A in May and with B
    in June".
    """
    taken = {_top(tree, b): c for b, c in pairs if b is not None}
    roles = {a.role for a in whole.arguments if a.head in taken}
    if pairs[0][0] is None:
        roles.add("object" if whole.voice == "passive" else "subject")
    out = [a for a in whole.arguments if a.role in _SHARED - roles]
    for b, c in pairs:
        words = list(range(c.first, c.end))
        if b is None:
            out.append(argument(tree, c.head, "object" if whole.voice == "passive" else "subject", words))
        for a in whole.arguments:
            if b is not None and a.head == _top(tree, b):
                out.append(argument(tree, c.head, a.role, words, marker=a.marker, temporal=a.temporal))
                out += [] if ":" in a.role else inner_phrases(tree, c.head, f"{a.role}:")
    return replace(whole, arguments=tuple(out))


def _top(tree: Tree, chunk: Chunk) -> int:
    """The token of a chunk that all others hang on, as the parser sees it."""
    inside = range(chunk.first, chunk.end)
    return next((t for t in inside if tree.heads[t] not in inside or tree.heads[t] == t), chunk.head)


def _slot(first: list[Argument], phrases: dict[str, int]) -> Argument | None:
    """The argument of the first clause that the noun of the second stands for."""
    objects = [a for a in first if a.role == "object"]
    loose = [a for a in first if a.marker and a.role not in phrases]
    return next(iter(objects or loose), None)

"""Spans of names that are one name: "Bank" "of" "Norvia", "Almaty" "Motors JSC", "Griet" "van der Loon".

A span is a half-open token range with a broad kind, as in ``name_spans``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from newsweave.extract.parsing.phrases import PROPER
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = ["ENDINGS", "FIRM_WORDS", "JOINERS", "joined", "with_endings"]

Span: TypeAlias = tuple[int, int, str]
JOINERS = frozenset({"of", "for", "in"})
ENDINGS = word_list("name_endings") | {w for w in word_list("legal_forms") if len(w) > 2}
_OF_HEADS = word_list("of_heads")
# Alone before "of" these are more often a common noun with a capital than part of a name.
_WEAK_HEADS = frozenset(
    {"Board", "Office", "Government", "Fund", "Secretary", "Exchange", "Corporation", "Order", "State"}
)
_PARTICLES = frozenset("van der den de del della di da dos du la le ter ten bin ibn binti al von zu".split())
_MEMBERS = word_list("member_words")
FIRM_WORDS = word_list("name_endings") | word_list("legal_forms") | word_list("trade_words")


def joined(tree: Tree, spans: Sequence[Span]) -> list[Span]:
    """Join "Bank" "of" "X": a head that takes an "of" into its name, and neighbours that are one name."""
    out: list[Span] = []
    for a, b, label in spans:
        if out:
            x, y, z = out[-1]
            gap = tree.words[y:a]
            if (
                a - y == 0
                and (label in ("", z) or z == "")
                and label != "Place"
                and tree.tags[y - 1] in PROPER
                and _adjacent(tree, y)
            ):
                out[-1] = (x, b, z or label)
                continue
            if a == y and z != "Group" and _adjacent(tree, y) and all(tree.words[t] in FIRM_WORDS for t in range(a, b)):
                out[-1] = (x, b, "Organization")  # "Almaty Motors JSC", of which the model took a city for itself
                continue
            if label != "Person" and _members_join(tree, y, a):
                out[-1] = (x, b, "Organization")
                continue
            if _particles_join(tree, x, y, a, z):
                out[-1] = (x, b, "Person")
                continue
            if a == y and label == "Place" and z in ("", "Organization", "Product") and _adjacent(tree, y):
                # "Visa Europe", "Coinlink Technology Hong Kong"
                out[-1] = (x, b, "Organization")
                continue
            if len(gap) == 1 and gap[0] in JOINERS and _takes_of(tree, x, y, gap[0]) and not _of_before(tree, x, y):
                out[-1] = (x, b, "Organization" if z in ("", "Place", "Group") else z)
                continue
            if gap == ["of", "the"] and _takes_of(tree, x, y, "of") and y - x > 1:
                out[-1] = (x, b, "Organization" if z in ("", "Place", "Group") else z)
                continue
        out.append((a, b, label))
    return out


def _members_join(tree: Tree, y: int, a: int) -> bool:
    """Whether a possessive between two names is part of one: "Norheim Teachers' Pension Board", "People's Bank"."""
    members = tree.words[y - 1] in _MEMBERS and tree.sentence_of[y - 1] == tree.sentence_of[a]
    return members and a == y + 1 and tree.tags[y] == "POS" and tree.tags[a] in PROPER


def _particles_join(tree: Tree, x: int, y: int, a: int, label: str) -> bool:
    """Whether "van der" and the like, before or at the start of the next name, make one person's name of both."""
    if label not in ("", "Person") or not tree.words[x][0].isupper() or tree.sentence_of[x] != tree.sentence_of[a]:
        return False
    gap = tree.words[y:a] or tree.words[a : a + 1]
    return len(gap) <= 2 and all(w in _PARTICLES for w in gap)


def with_endings(tree: Tree, spans: Sequence[Span]) -> list[Span]:
    """Take a firm's ending into its name where the tagger saw no name in it: "Pay" of "Lanternfish Pay"."""
    starts = {a for a, _, _ in spans}
    out: list[Span] = []
    for a, b, label in spans:
        while (step := _ending_at(tree, b)) and not starts & {*range(b, b + step)}:
            b += step
            label = "Organization" if label in ("Person", "Place") else label
        out.append((a, b, label))
    return out


def _ending_at(tree: Tree, b: int) -> int:
    """How many tokens a firm's ending at ``b``, behind a name, takes: "Pay", "& Co."; 0 where there is none."""
    at = b + 1 if b + 1 < len(tree.words) and tree.words[b] == "&" else b
    if at >= len(tree.words) or tree.words[at] not in ENDINGS or tree.sentence_of[at] != tree.sentence_of[b - 1]:
        return 0
    return 0 if tree.words[b - 1] in ENDINGS else at + 1 - b


def _adjacent(tree: Tree, y: int) -> bool:
    """Whether the next name goes on in the same noun phrase, unlike "In China Alipay ..."."""
    if tree.sentence_of[y - 1] != tree.sentence_of[y]:
        return False
    return tree.heads[y - 1] == y or tree.deps[y - 1] == "compound"


def _of_before(tree: Tree, x: int, of: int) -> bool:
    """Whether the "of" behind a name belongs to the noun before it: "the sale by Corvex Group of Tavrio"."""
    return tree.heads[of] < x and tree.tags[tree.heads[of]] == "NN"


def _takes_of(tree: Tree, x: int, y: int, joiner: str) -> bool:
    heads = [t for t in range(x, y) if tree.words[t] in _OF_HEADS]
    if not heads:
        return False
    if joiner != "of":
        return tree.words[x] in ("Association", "Bank", "Authority", "Centre", "Center", "Institute") and y - x > 1
    return heads[-1] == y - 1 and (y - x > 1 or tree.words[y - 1] not in _WEAK_HEADS)

"""Dates of birth and death in brackets behind a name: "X (born 4 May 1961)", "X (4 May 1901, Oslo – 1975)"."""

from __future__ import annotations

import re

from newsweave.extract.model import Argument, FixedWords, Proposition
from newsweave.extract.parsing.phrases import PROPER, argument
from newsweave.extract.parsing.tree import Tree

__all__ = ["lifespans"]

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = rf"(?:\d{{1,2}} (?:{_MONTHS}),? \d{{4}}|(?:{_MONTHS}) \d{{1,2}},? \d{{4}}|(?:{_MONTHS}) \d{{4}}|\d{{4}})"
_BORN = re.compile(rf"\b(?:born|b\.) (?:[^()]{{0,40}}?)\b(?P<born>{_DATE})")
_DIED = re.compile(rf"\b(?:died|d\.) (?:[^()]{{0,25}}?)\b(?P<died>{_DATE})")
_BOTH = re.compile(rf"(?P<born>{_DATE})[^()–—]{{0,60}}? ?[-–—] ?[^()–—]{{0,25}}?(?P<died>{_DATE})")
_LONGEST = 160  # characters between the brackets


def lifespans(tree: Tree) -> list[Proposition]:
    """Propositions ``bear`` and ``die`` with their dates (role ``on``), read from brackets behind proper nouns."""
    out: list[Proposition] = []
    for i, word in enumerate(tree.words):
        if word != "(" or i == 0 or tree.tags[i - 1] not in PROPER:
            continue
        close = next((t for t in range(i + 1, min(i + 40, len(tree.words))) if tree.words[t] == ")"), None)
        if close is None or tree.starts[close] - tree.ends[i] > _LONGEST:
            continue
        inside = tree.text[tree.ends[i] : tree.starts[close]]
        found = _BOTH.search(inside) or _BORN.search(inside)
        if found is not None:
            out.append(_proposition(tree, i, "bear", found, "born"))
        died = found if found is not None and "died" in found.groupdict() else _DIED.search(inside)
        if died is not None:
            out.append(_proposition(tree, i, "die", died, "died"))
    return out


def _proposition(tree: Tree, bracket: int, predicate: str, match: re.Match[str], group: str) -> Proposition:
    offset = tree.ends[bracket]
    start, end = offset + match.start(group), offset + match.end(group)
    at = next(t for t in range(bracket + 1, len(tree.words)) if tree.ends[t] > start)
    passive = predicate == "bear"
    name = argument(tree, bracket - 1, "object" if passive else "subject", [bracket - 1])
    words = tree.text[start:end]
    when = Argument("on", at, FixedWords(start, end, words, words), tree.lemmas[at], "on")
    return Proposition(
        predicate=predicate,
        relation="was born" if passive else "died",
        arguments=(name, when),
        kind="parenthesis",
        token=bracket - 1,
        voice="passive" if passive else "active",
    )

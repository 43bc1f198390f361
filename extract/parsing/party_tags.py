"""Party and state behind the name of a politician: "(D-Mass.)", ", R-Texas,", "(D., Calif.)"."""

from __future__ import annotations

import re
from typing import NamedTuple

from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list, word_map

__all__ = ["PartyTag", "party_tag"]

_OPENING = frozenset({"(", "[", ","})
_PARTY = re.compile(r"(?:[DRIL]|DFL)\.?(?:\s?[-–—‑]\s?|,\s)(?=[A-Z])")
_WORDS = re.compile(r"[A-Z][A-Za-z.]*(?: [A-Z][A-Za-z.]*)?")
_STATES = {**{name.lower(): name for name in word_list("us_states")}, **word_map("state_abbreviations")}
_LONGEST = 32  # characters of "DFL - South Carolina"


class PartyTag(NamedTuple):
    """Tokens ``[start, end)`` that give party and state, and the state's name as known names have it."""

    start: int
    end: int
    state: str


def party_tag(tree: Tree, name: int) -> PartyTag | None:
    """The party and state right behind the token ``name``, or None."""
    start = name + 2
    if start >= len(tree.words) or tree.words[name + 1] not in _OPENING or tree.words[start][0] not in "DRIL":
        return None
    at = tree.starts[start]
    text = tree.text[at : min(at + _LONGEST, tree.ends[tree.sentences[tree.sentence_of[start]][1] - 1])]
    party = _PARTY.match(text)
    words = _WORDS.match(text, party.end()) if party else None
    if words is None:
        return None
    for candidate in (words[0], words[0].split(" ")[0]):
        state = _STATES.get(candidate.replace(".", "").lower())
        if state is not None:
            last = at + words.start() + len(candidate)
            end = start
            while end < len(tree.words) and tree.starts[end] < last:
                end += 1
            return PartyTag(start, end, state)
    return None

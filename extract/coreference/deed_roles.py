"""Who "the seller" or "the plaintiff" is: whoever has that role in the last deed told that gives it to one alone."""

from __future__ import annotations

from collections import deque

from newsweave.extract.clauses.speakers import SPEECH
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.model import Proposition
from newsweave.ontology.lists import word_list, word_map

__all__ = ["ROLE_NOUNS", "DeedRoles"]

ROLE_NOUNS: dict[str, dict[str, list[str]]] = word_map("roles_in_deeds")
_PARTIES = frozenset({"Organization", "Person", "Product"})
_ABOUT = ("object", "of")
_REACH = 3
"""How many sentences back the deed may stand that gives a role."""


class DeedRoles:
    """The deeds of one document, whose passages are entered in order."""

    def __init__(self) -> None:
        self._deeds: deque[tuple[int, Proposition, Passage]] = deque()

    def enter(self, p: Passage, first: int) -> None:
        """Note what a passage tells, whose first sentence has the number ``first``."""
        while self._deeds and self._deeds[0][0] < first - _REACH:
            self._deeds.popleft()
        for prop in p.propositions:
            if prop.polarity == "positive":
                self._deeds.append((first + p.tree.sentence_of[prop.token], prop, p))

    def referent(self, p: Passage, t: int, number: int) -> Cluster | None:
        """Who has the role in the last sentence that gives it to one alone: "X bought Y from Z. The seller"."""
        tree, givers = p.tree, ROLE_NOUNS[p.tree.lemmas[t]]
        if tree.lemmas[t] == "target" and not _acts(p, t):
            return None  # most targets are figures
        at = number + 1
        found: list[Cluster] = []
        open_deals: set[int] = set()
        for n, prop, passage in reversed(self._deeds):
            if n > number or (n == number and passage is p and prop.token > t):
                continue
            if n < number - _REACH or (found and n < at):
                break
            roles = [role for role, deeds in givers.items() if prop.predicate in deeds]
            if not roles or (passage is p and any(a.head == t for a in prop.arguments)):
                continue
            fillers = [passage.at[a.head] for r in roles for a in prop.roles(r) if a.head in passage.at]
            about = {id(passage.at[a.head]) for r in _ABOUT for a in prop.roles(r) if a.head in passage.at}
            if not fillers:
                open_deals |= about  # "Z sold W. The buyer" is not who bought something else before
            elif open_deals and open_deals.isdisjoint(about):
                return None
            else:
                at = n
                found += [c for c in fillers if c.broad in _PARTIES and not c.unnamed]
        return found[0] if len({id(c) for c in found}) == 1 else None


def _acts(p: Passage, t: int) -> bool:
    """Whether a noun does what only somebody does or owns something: "the target said", "the target's shareholders"."""
    verb = p.tree.lemmas[p.tree.heads[t]]
    if p.tree.deps[t] == "nsubjpass":
        return verb in word_list("states_of_firms")
    return p.tree.deps[t] == "poss" or (p.tree.deps[t] == "nsubj" and verb in SPEECH | word_list("deeds_of_somebody"))

"""What a text has said of those whom it names: where they are from, whose unit they are, who works for whom.

"The Danish group" is the one that was said to be Danish; "the group" is no unit of one; who "left the company" left
the one that employed him. And whom a text names only to say who speaks ("an analyst at X", "a former head of X") is not
what "the company" or "it" comes back to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from newsweave.extract.clauses.subjects import SUBJECTS
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.model import Proposition
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = ["Described", "country_of", "is_aside"]

_EXPLAINING = frozenset({"apposition", "copula", "compound"})
_ROLES_OF_HOME = {
    **dict.fromkeys(_EXPLAINING, ("amod", "compound", "based")),
    "based": ("in",),
    "national": ("amod", "of"),
    "verb": ("in",),
}
"""Kind of proposition to the roles in which a place is where its subject is from."""
_SEATED = frozenset({"base", "domicile", "headquarter", "incorporate", "list"})
_UNITS = frozenset({"affiliate", "arm", "division", "spin-off", "spinoff", "subsidiary", "unit"})
_LEAVING = frozenset("depart fire dismiss leave oust quit resign retire sack".split()) | {"step down"}
_POSTS = word_list("posts")
_OBSERVERS = word_list("observers")
_BEFORE = frozenset({"former", "ex", "onetime", "one-time", "erstwhile", "previous", "then"})
_DOWN = frozenset({"appos", "compound", "conj", "nmod", "pobj", "poss", "prep"})
_OF = ("of", "poss", "compound", "at", "for", "with")


class Described:
    """What the passages entered so far say of their entities, by the ``id()`` of a cluster."""

    def __init__(self) -> None:
        self._homes: dict[int, set[str]] = defaultdict(set)
        self._called: dict[int, set[str]] = defaultdict(set)
        self._posts: list[tuple[Passage, Proposition]] = []

    def enter(self, p: Passage) -> None:
        """Note what a passage says, whose nouns are linked to the names that explain them."""
        for prop in p.propositions:
            if prop.polarity != "positive":
                continue
            for c, country in _said_homes(p, prop):
                self._homes[id(c)].add(country)
            if prop.kind in _EXPLAINING:
                noun = prop.predicate.rsplit(" ", 1)[-1]
                for a in prop.roles("subject"):
                    if a.head in p.at:
                        self._called[id(p.at[a.head])].add(noun)
                if noun in _POSTS:
                    self._posts.append((p, prop))
        for t, c in p.at.items():
            if p.tree.tags[t] == "NN":
                self._called[id(c)].add(p.tree.lemmas[t])

    def homes(self, c: Cluster) -> set[str]:
        """The codes of the countries that an entity is said or known to be from; empty where nothing says it."""
        known = {c.known.country} if c.known is not None and c.known.country else set()
        return self._homes.get(id(c), set()) | known

    def called(self, c: Cluster) -> set[str]:
        """The common nouns by which the text has called an entity."""
        return self._called.get(id(c), set())

    def is_unit(self, c: Cluster) -> bool:
        """Whether the text calls an entity a part of another."""
        return not self.called(c).isdisjoint(_UNITS)

    def employer(self, p: Passage, t: int) -> tuple[bool, Cluster | None]:
        """Whether ``t`` is what a person leaves, and then the one firm that the text has the person with."""
        tree = p.tree
        verb = tree.heads[tree.heads[t]] if tree.deps[t] == "pobj" else tree.heads[t]
        if tree.deps[t] not in ("pobj", "dobj") or tree.lemmas[verb] not in _LEAVING:
            return False, None
        subject = tree.kid(verb, *SUBJECTS)
        person = None if subject is None else p.at.get(subject)
        if person is None or person.broad != "Person":
            return False, None
        firms = {id(c): c for c in self._employers(person)}
        return bool(firms), next(iter(firms.values())) if len(firms) == 1 else None

    def _employers(self, person: Cluster) -> Iterator[Cluster]:
        for p, prop in self._posts:
            if any(p.at.get(a.head) is person for a in prop.roles("subject")):
                for role in _OF:
                    for a in prop.roles(role):
                        found = p.at.get(a.head)
                        if found is not None and found.broad == "Organization":
                            yield found


def _said_homes(p: Passage, prop: Proposition) -> Iterator[tuple[Cluster, str]]:
    """Organisations with the countries that a proposition says they are from."""
    if prop.kind == "possessive":
        owners, owned = tuple(prop.roles("subject")), tuple(prop.roles("object"))
    elif prop.kind == "verb":
        if prop.predicate not in _SEATED:
            return
        owners, owned = tuple(prop.roles("in")), (*prop.roles("object"), *prop.roles("subject"))
    else:
        owners = tuple(a for role in _ROLES_OF_HOME.get(prop.kind, ()) for a in prop.roles(role))
        owned = tuple(prop.roles("subject"))
    countries = {country for a in owners if a.head in p.at and (country := country_of(p.at[a.head]))}
    for a in owned:
        c = p.at.get(a.head)
        if c is not None and c.broad == "Organization":
            for country in countries:
                yield c, country


def country_of(c: Cluster) -> str:
    """The code of a place's country, or what stands for a place that is not known; empty for anything else."""
    if c.broad != "Place":
        return ""
    return (c.known.country if c.known is not None else "") or c.id


def is_aside(tree: Tree, t: int) -> bool:
    """Whether a name only says where somebody was or watches from: "a former head of X", "an analyst at X"."""
    below = t
    for noun in tree.ancestors(t):
        if tree.deps[below] not in _DOWN:
            return False
        if tree.lemmas[noun] in _OBSERVERS:
            return True
        if tree.lemmas[noun] in _POSTS:
            start = max(tree.left(noun) - 1, 0)
            return any(
                tree.words[k].lower() in _BEFORE or tree.words[k].lower().startswith("ex-")
                for k in range(start, noun + 1)
            )
        below = noun
    return False

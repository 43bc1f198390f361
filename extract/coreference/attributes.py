"""What a text has said of those whom it names: what they are and make, where they are from, who works for whom.

"The Danish group" is the one that was said to be Danish, "the ferry operator" the one that was called so or that runs
ferries; "the group" is no unit of one; who "left the company" left the one that employed him. And whom a text names
only to say who speaks ("an analyst at X", "a former head of X") is not what "the company" or "it" comes back to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from newsweave.extract.clauses.former import is_over
from newsweave.extract.clauses.subjects import SUBJECTS
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.model import Proposition
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list, word_map
from newsweave.ontology.plurals import singular

__all__ = ["Attributes", "country_of", "is_aside", "is_trade"]

_EXPLAINING = frozenset({"apposition", "copula", "compound"})
_ROLES_OF_HOME = {
    **dict.fromkeys(_EXPLAINING, ("amod", "compound", "based")),
    "based": ("in",),
    "national": ("amod", "of"),
    "verb": ("in",),
}
"""Kind of proposition to the roles in which a place is where its subject is from."""
_SEATED = frozenset({"base", "domicile", "headquarter", "incorporate", "list"})
_UNITS = word_list("called_units")
_LEAVING = word_list("firm_leaving_verbs")
_POSTS = word_list("posts")
_RELATED = word_list("party_nouns")
_OBSERVERS = word_list("observers")
_BEFORE = word_list("no_longer_words")
_WORDS_BEFORE = 4
"""How many words before a name may say what it is: "Danish online shoe retailer X"."""
_ENDING_PHRASE = frozenset({",", ".", ":", "CC", "IN", "TO", "VBD", "VBZ", "VBP", "MD", "DT", "POS", "WDT", "WP"})
_DOWN = frozenset({"appos", "compound", "conj", "nmod", "pobj", "poss", "prep"})
_OF = ("of", "poss", "compound", "at", "for", "with")
_MAKING = word_list("trade_verbs")
_TRADES: dict[str, list[str]] = word_map("trades")
_GENERAL = word_list("general_firm_nouns")
_FIRM_NOUNS = word_list("firm_nouns")


class Attributes:
    """What the passages entered so far say of their entities, by the ``id()`` of a cluster."""

    def __init__(self) -> None:
        self._homes: dict[int, set[str]] = defaultdict(set)
        self._seats: dict[int, set[str]] = defaultdict(set)
        self._called: dict[int, set[str]] = defaultdict(set)
        self._words: dict[int, set[str]] = {}
        self._nouns: set[str] = set()
        self._posts: list[tuple[Passage, Proposition]] = []

    def enter(self, p: Passage) -> None:
        """Note what a passage says, whose nouns are linked to the names that explain them."""
        for prop in p.propositions:
            if prop.polarity != "positive":
                continue
            for c, place in _said_homes(p, prop):
                self._homes[id(c)].add(country_of(place))
                if place.type == "City":
                    self._seats[id(c)].add(place.id)
            if prop.kind in _EXPLAINING:
                *words, noun = prop.predicate.split(" ")
                words += [singular(a.head_lemma) for a in prop.roles("of")]
                for a in prop.roles("subject"):
                    if a.head in p.at:
                        over = p.at[a.head].broad == "Person" and is_over(p.tree, prop)
                        self._call(p.at[a.head], f"former {noun}" if over else noun, words)
                if noun in _POSTS:
                    self._posts.append((p, prop))
            elif prop.kind == "verb" and prop.predicate in _MAKING:
                made = [singular(a.head_lemma) for a in prop.roles("object") if a.head not in p.at]
                for a in prop.roles("subject"):
                    if made and a.head in p.at:
                        self._of(p.at[a.head]).update(made)
        for n in p.names:
            self._called_before(p, n.start, n.end)
        for t, c in p.at.items():
            if p.tree.tags[t] == "NN" and p.tree.words[t].islower():
                self._call(
                    c, p.tree.lemmas[t], [p.tree.lemmas[k] for k in p.tree.kids[t] if p.tree.deps[k] == "compound"]
                )

    def _called_before(self, p: Passage, start: int, end: int) -> None:
        """ "Danish start-up X": what stands before a name in its phrase, however the parser tags it."""
        tree, c = p.tree, p.at.get(end - 1)
        if c is None or c.broad not in ("Organization", "Product"):
            return
        opens = tree.sentences[tree.sentence_of[start]][0]
        before: list[int] = []
        for k in range(start - 1, max(opens, start - _WORDS_BEFORE) - 1, -1):
            place = p.at.get(k)
            if not (tree.words[k][0].islower() or k == opens or (place is not None and place.broad == "Place")):
                break
            if tree.tags[k] in _ENDING_PHRASE or (place is not None and place.broad != "Place"):
                break
            before.append(k)
        if not before or not is_trade(tree.words[before[0]].lower()):
            return
        self._call(c, tree.words[before[0]].lower(), [tree.words[k].lower() for k in before[1:] if k not in p.at])
        for k in before[1:]:
            if k in p.at:
                self._homes[id(c)].add(country_of(p.at[k]))

    def call(self, c: Cluster, noun: str) -> None:
        """Note that a noun phrase linked to an entity calls it so."""
        self._call(c, noun, ())

    def _call(self, c: Cluster, noun: str, words: Iterable[str]) -> None:
        self._called[id(c)].add(noun)
        self._nouns.add(noun)
        self._of(c).update(singular(w) for w in words)

    def _of(self, c: Cluster) -> set[str]:
        """The words by which an entity may be described: those said of it, and those of its own name."""
        found = self._words.get(id(c))
        if found is None:
            found = self._words[id(c)] = {singular(w.lower()) for w in c.name.split()}
        return found

    def homes(self, c: Cluster) -> set[str]:
        """The codes of the countries that an entity is said or known to be from; empty where nothing says it."""
        known = {c.known.country} if c.known is not None and c.known.country else set()
        return self._homes.get(id(c), set()) | known

    def is_seated(self, c: Cluster, city: str) -> bool | None:
        """Whether the text has an entity based in a city (its id); None where it says nothing of cities."""
        seats = self._seats.get(id(c))
        return None if not seats else city in seats

    def has_said(self, noun: str) -> bool:
        """Whether somebody was called so."""
        return noun in self._nouns

    def words(self, c: Cluster) -> set[str]:
        """What else was said of what an entity is or makes, and the words of its name, each in the singular."""
        return self._of(c)

    def trades(self, c: Cluster) -> set[str]:
        """The nouns of a trade ("brewer", "bank") that text, name or class give an entity; not "company" or "group"."""
        own = {noun for noun in self.called(c) if noun not in _GENERAL and is_trade(noun)}
        parts = {*c.name.split(), c.type}
        return own | {noun for noun, names in _TRADES.items() if not parts.isdisjoint(names)}

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


def is_trade(noun: str) -> bool:
    """Whether a noun says what kind of organisation something is: "retailer", "chipmaker", "bank"."""
    return noun in _TRADES or noun in _FIRM_NOUNS or noun.endswith("maker")


def _said_homes(p: Passage, prop: Proposition) -> Iterator[tuple[Cluster, Cluster]]:
    """Organisations with the places that a proposition says they are from."""
    if prop.kind == "possessive":
        owners, owned = tuple(prop.roles("subject")), tuple(prop.roles("object"))
    elif prop.kind == "verb":
        if prop.predicate not in _SEATED:
            return
        owners, owned = tuple(prop.roles("in")), (*prop.roles("object"), *prop.roles("subject"))
    else:
        owners = tuple(a for role in _ROLES_OF_HOME.get(prop.kind, ()) for a in prop.roles(role))
        owned = tuple(prop.roles("subject"))
    places = [p.at[a.head] for a in owners if a.head in p.at and country_of(p.at[a.head])]
    for a in owned:
        c = p.at.get(a.head)
        if c is not None and c.broad == "Organization":
            for place in places:
                yield c, place


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
        if tree.lemmas[noun] in _POSTS or tree.lemmas[noun] in _RELATED:
            start = max(tree.left(noun) - 1, 0)
            return any(
                tree.words[k].lower() in _BEFORE or tree.words[k].lower().startswith("ex-")
                for k in range(start, noun + 1)
            )
        below = noun
    return False

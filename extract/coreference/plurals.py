"""What "the two", "both banks", "the trio", "they" and "the latter" mean: those whom one phrase before names together.

As for single anaphors, silence where two groups could be meant.
"""

from __future__ import annotations

from collections import defaultdict

from newsweave.extract.clauses.subjects import SUBJECTS
from newsweave.extract.coreference.attributes import is_trade
from newsweave.extract.coreference.discourse import Discourse
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.parsing.phrases import conjuncts
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list, word_map

__all__ = ["Groups"]

_THEY = frozenset({"they", "them", "their", "themselves"})
_PAIRS = frozenset({"pair", "duo"})
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4}
_ALONE = {"two": 2, "three": 3, "trio": 3, **dict.fromkeys(_PAIRS, 2)}
_SIDES = frozenset({"party", "partner", "side", "rival"})
_WHICH = {"former": 0, "latter": 1}
_NOMINALS: dict[str, list[str]] = word_map("nominals")
_SYNONYMS: dict[str, str] = word_map("trade_synonyms")
_GENERAL = word_list("general_firm_nouns") | _SIDES
_TOGETHER = frozenset({"company", "firm", "lender", "bank", "group", "party", "partner"})
_PEOPLE = frozenset({"executive", "founder", "co-founder", "man", "woman", "leader", "official", "minister"})
_COMPANIES = frozenset({"Organization"})
_FIRMS = frozenset({"Company", "Bank", "Exchange"})
_JOINING = word_list("buying_verbs") | {
    "merge",
    "sue",
    "partner",
    "combine",
    "join",
    "sign",
    "agree",
    "acquisition",
    "merger",
    "takeover",
}
_REACH = 2
"""How many sentences back a group may stand."""
_KEPT = 20

Group = tuple[Cluster, ...]
_Seen = tuple[int, Group, bool]
"""A group, the number of its sentence, and whether it is a subject."""


class _Anaphor:
    """A plural noun phrase or pronoun: where it begins, how many it means (0 for any number), of what kind."""

    __slots__ = ("count", "kinds", "noun", "start")

    def __init__(self, start: int, count: int, kinds: frozenset[str] | None, noun: str = "") -> None:
        self.start, self.count, self.kinds, self.noun = start, count, kinds, noun


class Groups:
    """The groups that one document has named so far, and the plurals that mean them."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse
        self._seen: list[_Seen] = []
        self._here: list[_Seen] = []
        self._named: list[tuple[int, Cluster]] = []
        self._pairs: dict[int, list[Group]] = {}
        self._deals: dict[int, list[Group]] = {}
        self._last_deals: list[tuple[int, Group]] = []

    def enter(self, p: Passage) -> None:
        """Note who does something with whom in a passage."""
        self._pairs, self._deals = defaultdict(list), defaultdict(list)
        for prop in p.propositions:
            subjects = [p.at[a.head] for a in prop.roles("subject") if a.head in p.at]
            others = [p.at[a.head] for role in ("with", "object:with") for a in prop.roles(role) if a.head in p.at]
            self._note(self._pairs, p.tree.sentence_of[prop.token], subjects, others)
            if prop.kind == "verb" and prop.predicate in _JOINING:
                objects = [p.at[a.head] for a in prop.roles("object") if a.head in p.at]
                self._note(self._deals, p.tree.sentence_of[prop.token], subjects, objects)

    @staticmethod
    def _note(to: dict[int, list[Group]], sentence: int, subjects: list[Cluster], others: list[Cluster]) -> None:
        pair = tuple(dict.fromkeys([*subjects, *others]))
        if subjects and others and len(pair) == 2 and pair[0].broad == pair[1].broad:
            to[sentence].append(pair)

    def look(self, p: Passage, t: int) -> None:
        """Link the plural with head ``t``, or note the coordination of names that begins there."""
        number = self._discourse.number
        tree = p.tree
        if t in p.at:
            if p.at[t].type in _FIRMS:
                self._named.append((number, p.at[t]))
            group = self._coordinated(p, t)
            if group is not None:
                self._here.append((number, group, _is_of_subject(tree, t)))
            return
        word = tree.words[t].lower()
        if word in _WHICH:
            self._link_one(p, t, _WHICH[word])
            return
        anaphor = _anaphor(tree, t)
        if anaphor is not None and word in _THEY and self._discourse.is_quoted(p, t):
            return  # whom a speaker means is not whom the text speaks of
        if anaphor is None or (anaphor.kinds is None and word in _THEY and _other_plural(p, t)):
            group = self._coordinated(p, t)
            if group is not None:
                self._here.append((number, group, tree.deps[t] in SUBJECTS))
            return
        found = self._antecedent(anaphor, number)
        if found is None and anaphor.kinds == _COMPANIES and (anaphor.count == 2 or anaphor.noun in _TOGETHER):
            found = (
                self._of_deal(anaphor)
                if anaphor.count != 2
                else self._only_two(number, anaphor.noun) or self._of_deal(anaphor)
            )
        self._discourse.link_group(p, t, anaphor.start, found, "they" if word in _THEY else "group")
        if found is not None and word not in _THEY:
            self._here.append((number, found, tree.deps[t] in SUBJECTS))  # what was resolved can be resolved to

    def end_sentence(self, sentence: int) -> None:
        """Keep what the sentence named together, ``sentence`` being its number in its passage."""
        number = self._discourse.number
        here = self._here
        here += [(number, g, False) for g in self._pairs.get(sentence, ()) if all(g != x[1] for x in here)]
        self._seen = [*self._seen, *here][-_KEPT:]
        self._last_deals = [(number, g) for g in self._deals.get(sentence, ())] or [
            x for x in self._last_deals if x[0] >= number - 1
        ]
        self._here = []
        self._named = self._named[-_KEPT:]

    def _link_one(self, p: Passage, t: int, which: int) -> None:
        """ "The latter": the second of the two that the sentence before, or this one, names together."""
        tree = p.tree
        the = tree.kid(t, "det")
        first = t - 1
        if first < 0 or tree.words[first].lower() != "the" or tree.kids[t] not in ([], [first]):
            return
        if tree.deps[t] not in (*SUBJECTS, "pobj", "dobj", "poss", "dative", "ROOT") or (
            the is None and tree.tags[t] != "JJ"
        ):
            return
        number = self._discourse.number
        for back in range(_REACH):
            groups = {g for n, g, _ in (*self._seen, *self._here) if n == number - back}
            if groups:
                group = groups.pop() if len(groups) == 1 else ()
                if len(group) == 2:
                    self._discourse.link(p, t, first, group[which], "the latter")
                return

    @staticmethod
    def _coordinated(p: Passage, t: int) -> Group | None:
        """The entities of a coordination of names that begins at ``t``: "Voss and Pell"."""
        if t not in p.at or p.spans[t][1] - 1 != t or p.tree.deps[t] == "conj":
            return None
        members = tuple(dict.fromkeys(p.at[c] for c in conjuncts(p.tree, t) if c in p.at))
        return members if len(members) > 1 and len({c.broad for c in members}) == 1 else None

    def _antecedent(self, anaphor: _Anaphor, number: int) -> Group | None:
        """The only fitting group of the nearest sentence that has one; "they" are those who did something before."""
        for back in range(_REACH + 1):
            fits: set[Group] = set()
            for n, g, subject in (*self._seen, *self._here):
                if n != number - back or (anaphor.kinds is not None and g[0].broad not in anaphor.kinds):
                    continue
                members = tuple(c for c in g if self._can_be(c, anaphor.noun))
                if len(members) < 2 or (anaphor.count and len(members) != anaphor.count):
                    continue
                if not anaphor.count and (not subject or len(members) != len(g)):
                    continue
                fits.add(members)
            if fits:
                return fits.pop() if len(fits) == 1 else None
        return None

    def _can_be(self, c: Cluster, noun: str) -> bool:
        """Whether one of a group can be called so: both of "the two banks" are banks."""
        if not noun or noun in _GENERAL or noun in _PEOPLE:
            return True
        if c.type in _NOMINALS.get(noun, ()) and noun != "lender":
            return True
        d, plain = self._discourse.attributes, _SYNONYMS.get(noun, noun)
        return any(_SYNONYMS.get(x, x) == plain for x in d.called(c) | d.trades(c))

    def _only_two(self, number: int, noun: str) -> Group | None:
        """The two companies that this sentence and the one before name, if there are no others."""
        near = tuple(dict.fromkeys(c for n, c in self._named if n >= number - 1))
        return near if len(near) == 2 and all(self._can_be(c, noun) for c in near) else None

    def _of_deal(self, anaphor: _Anaphor) -> Group | None:
        """The two sides of the one deal of the sentence before: "X agreed to buy Y. The companies"."""
        number = self._discourse.number
        near = {c for n, c in self._named if n == number - 1 or n == number}
        deals = {g for n, g in self._last_deals if n == number - 1 and all(self._can_be(c, anaphor.noun) for c in g)}
        return deals.pop() if len(deals) == 1 and len(near) <= 2 else None


def _is_of_subject(tree: Tree, t: int) -> bool:
    """Whether names are the subject, or explain who it is: "The companies - X and Y - were"."""
    return tree.deps[t] in SUBJECTS or (tree.deps[t] == "appos" and tree.deps[tree.heads[t]] in SUBJECTS)


def _anaphor(tree: Tree, t: int) -> _Anaphor | None:
    """The plural anaphor with head ``t``, or None."""
    word = tree.words[t].lower()
    if word in _THEY:
        return _Anaphor(t, 0, None)
    if word in _ALONE:
        the = tree.kid(t, "det")
        if the is not None and tree.lemmas[the] == "the" and not _goes_on(tree, t):
            return _Anaphor(the, _ALONE[word], None)
    if word == "both" and tree.deps[t] in (*SUBJECTS, "pobj", "dobj") and not tree.kids[t]:
        return _Anaphor(t, 2, None)
    return _counted(tree, t) if tree.tags[t] == "NNS" else None


def _counted(tree: Tree, t: int) -> _Anaphor | None:
    """ "the two companies", "both banks"; "the companies" are those that did something together."""
    counts = [k for k in tree.kids[t] if k < t and tree.lemmas[k] in _NUMBERS]
    lemma = tree.lemmas[t]
    if lemma in _TOGETHER and [tree.lemmas[k] for k in tree.kids[t] if tree.deps[k] != "punct"] == ["the"]:
        return _Anaphor(tree.left(t), 0, _COMPANIES, lemma)
    if not counts or any(tree.deps[k] in ("amod", "prep", "relcl", "acl", "poss") for k in tree.kids[t]):
        return None
    if tree.lemmas[counts[0]] != "both" and tree.kid(t, "det") is None:
        return None  # "two companies" are any two
    count = _NUMBERS[tree.lemmas[counts[0]]]
    if lemma in _PEOPLE:
        return _Anaphor(tree.left(t), count, frozenset({"Person"}), lemma)
    if lemma in _NOMINALS or is_trade(lemma):
        return _Anaphor(tree.left(t), count, _COMPANIES, lemma)
    return _Anaphor(tree.left(t), count, None, lemma) if lemma in _SIDES else None


def _other_plural(p: Passage, t: int) -> bool:
    """Whether common nouns before "they" in its sentence could be meant: "it got 374 bids, and took five of them"."""
    tree = p.tree
    roles = (*SUBJECTS, "dobj")
    start = tree.sentences[tree.sentence_of[t]][0]
    return any(tree.tags[k] == "NNS" and tree.deps[k] in roles and k not in p.groups for k in range(start, t))


def _goes_on(tree: Tree, t: int) -> bool:
    return any(k > t and tree.deps[k] in ("prep", "relcl", "acl") for k in tree.kids[t]) or tree.deps[t] == "nummod"

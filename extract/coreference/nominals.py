"""Definite noun phrases of one: "the company", "the Singapore-based lender", "the ferry operator", "the seller".

A role ("the seller") is found by ``DeedRoles``; a phrase that says what somebody is, makes or where it is from means
the one of whom the text said it; a class means the one entity near that can be called so. Where two can be meant,
nobody is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from newsweave.extract.coreference.attributes import country_of, is_trade
from newsweave.extract.coreference.deed_roles import ROLE_NOUNS, DeedRoles
from newsweave.extract.coreference.discourse import Discourse, History
from newsweave.extract.coreference.noun_phrases import describes, is_free, own_others, speaking_it
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.ontology.classes import CLASS_NOUNS
from newsweave.ontology.lists import word_list, word_map
from newsweave.ontology.plurals import singular

__all__ = ["Nominals"]

Found = tuple[Cluster, str]
"""Who is meant, and the kind of link."""
_BANK = re.compile(r"ban[ckq]")  # bank, banco, banque, Riksbank
_NOMINALS: dict[str, list[str]] = word_map("nominals")
_TRADES: dict[str, list[str]] = word_map("trades")
_DESCRIBING = word_list("describing_words")
_WALLET_NAMES = frozenset({"Pay", "Wallet", "Money", "Cash"})
_KINDS = frozenset({"Organization", "Product", "Event"})
_FIRMS = frozenset({"business", "company", "firm"})
_WHOLES = frozenset({"conglomerate", "group", "parent"})
_MODIFYING = frozenset({"amod", "compound", "nmod", "nummod", "npadvmod"})
_OTHERS = word_list("words_for_others")
_GENERAL = word_list("general_firm_nouns")
_SYNONYMS: dict[str, str] = word_map("trade_synonyms")
_CALLED_FIRMS = ["Company", "Bank", "Exchange", "Organization"]
_TYPES_OF_FIRMS = frozenset({"Company", "Bank", "Exchange"})
_RELATED = word_list("party_nouns") | word_list("units")
_UNITS = word_list("units") | {"business"}
_NO_START_UPS = word_list("no_start_ups")
_UNSURE = frozenset({"currency", "market", "system"})
_NEAR = 3
"""How many sentences back somebody can stand of whom only a word of the phrase is known."""
_ENOUGH = 2
"""What a phrase must fit somebody at least, with whom it is then linked."""
_FAR = 20
"""How many sentences back somebody can stand who was said to be Danish, "the Danish group"."""
_REMEMBERED = 200
"""How many mentions back it counts how much a text has spoken of somebody."""


class Nominals:
    """The definite noun phrases of one document, whose passages are entered in order."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse
        self._main = discourse.main
        self._described = discourse.attributes
        self._roles = DeedRoles()

    def enter(self, p: Passage) -> None:
        """Note what a passage tells, whose first sentence is the next of the document."""
        self._roles.enter(p, self._discourse.number + 1)

    def may_be(self, p: Passage, t: int) -> bool:
        """Whether a token is a singular noun that can stand for somebody named before."""
        if p.tree.tags[t] != "NN" or t in p.at:
            return False
        noun = p.tree.lemmas[t]
        return noun in _NOMINALS or noun in ROLE_NOUNS or is_trade(noun) or self._described.has_said(noun)

    def referent(self, p: Passage, t: int) -> Found | None:
        """Whom the noun ``t`` of the current sentence means, and by what kind of link; None where that is open."""
        tree, history, number = p.tree, self._discourse.history, self._discourse.number
        if not is_free(p, t):
            return None
        the = tree.all_kids(t, "det")[0]
        modifiers = [k for k in tree.kids[t] if tree.deps[k] in _MODIFYING and tree.words[k].lower() != "same"]
        if any(tree.words[k].lower() in _OTHERS or tree.tags[k] in ("JJS", "RBS") for k in modifiers):
            return None
        if any(tree.tags[k] in ("CD", "$") for k in range(the, t)):
            return None  # "the $9 billion fund"
        plain = all(describes(p, k) for k in modifiers)
        noun = tree.lemmas[t]
        if noun in ROLE_NOUNS and plain and (role := self._roles.referent(p, t, number)) is not None:
            return role, "noun by role"
        said = self._by_what_was_said(p, t, modifiers)
        if said is not None:
            return said
        if not plain:
            whole = is_trade(noun) or noun in _GENERAL - _UNITS
            return self._only_firm(p, t) if whole and tree.lemmas[the] == "the" else None
        if noun in _NOMINALS and (found := self._of_class(p, t, history, number)) is not None:
            return found, "noun of class"
        if noun in _NOMINALS or not is_trade(noun):
            return None
        homes = _homes_said(p, t)
        if homes:
            found = self._from(homes, self._candidates(p, t), number)
            if found is not None and not self._described.homes(found).isdisjoint(homes):
                return None if self._is_of_other_trade(found, noun) else (found, "noun of class")
        return self._only_firm(p, t)

    def _by_what_was_said(self, p: Passage, t: int, modifiers: Sequence[int]) -> Found | None:
        """The one of whom the text said what the phrase says: "the ferry operator", "the Danish pump maker".

        Its noun, its words and where it is from count for somebody, words of which nothing is known against; who is
        said to be something else is out.
        """
        tree = p.tree
        noun = tree.lemmas[t]
        words = {singular(tree.lemmas[k]) for k in modifiers if k not in p.at and tree.words[k] not in ("based", "-")}
        noun, words = _joined(noun, words)
        if noun in _UNSURE:
            return None
        places = [p.at[k] for k in tree.subtree(t) if k < t and k in p.at and country_of(p.at[k])]
        if not words and not places and (noun in _GENERAL or (noun in _NOMINALS and not is_trade(noun))):
            return None
        own = {id(c) for c in own_others(p, t)}
        best: dict[int, tuple[int, int, Cluster]] = {}
        for number, c, _ in self._discourse.near(_FAR, _KINDS):
            if id(c) not in best and id(c) not in own:
                worth = self._fit(c, noun, words, places)
                far = number < self._discourse.number - _NEAR and noun in _GENERAL
                if worth and not (far and not (places and self._described.homes(c))):
                    best[id(c)] = (worth, number, c)
        if not best:
            return None
        first, *rest = sorted(best.values(), key=lambda x: -x[0])
        if first[0] < _ENOUGH or (rest and rest[0][0] >= first[0] - 1):
            return None
        return first[2], "noun as said"

    def _fit(self, c: Cluster, noun: str, words: set[str], places: Sequence[Cluster]) -> int:
        """How well a phrase fits an entity; 0 where it does not."""
        d = self._described
        called = {_SYNONYMS.get(x, x) for x in d.called(c)}
        trades = {_SYNONYMS.get(x, x) for x in d.trades(c)}
        plain = _SYNONYMS.get(noun, noun)
        made = {singular(w) for w in (noun[: -len("maker")],) if noun.endswith("maker") and w}
        known = d.words(c)
        worth = 0
        if noun in _GENERAL:
            worth = 1 if c.type in _NOMINALS.get(noun, _CALLED_FIRMS) else 0
        elif plain in called or plain in trades or noun in known:
            worth = 3 if c.broad != "Organization" or is_trade(noun) or noun in CLASS_NOUNS or noun in _RELATED else 0
            if worth and plain not in called and c.broad == "Organization" and c.type not in _TRADES.get(noun, ()):
                worth = _ENOUGH  # only its name says so
        elif made and made & known:
            worth = 3
        elif plain == "maker" or noun in ("operator", "provider"):
            worth = 2 if words & known and c.broad == "Organization" else 0
        if not worth or not _is_called_bank(noun, c):
            return 0
        worth += sum(2 if w in known else 0 if w in _DESCRIBING else -1 for w in words)
        for place in places:
            seated = d.is_seated(c, place.id) if place.type == "City" else None
            homes = d.homes(c)
            if seated is False or (homes and country_of(place) not in homes):
                return 0
            worth += 3 if seated or homes else -1
        return max(worth, 0)

    def _only_firm(self, p: Passage, t: int) -> Found | None:
        """The only firm near, or the only one that the text has named for long, whatever else the phrase says of it.

        Not where the text or its name makes it one of another trade or country.
        """
        tree, d = p.tree, self._discourse
        noun = tree.lemmas[t]
        entries = [e for e in d.near(_FAR, _KINDS) if e[1].type in _TYPES_OF_FIRMS]
        firms = {id(c): c for _, c, _ in entries}
        near = {id(c): c for n, c, _ in entries if n >= d.number - 1}
        chosen = next(iter(firms.values())) if len(firms) == 1 else None
        if chosen is None and noun in _GENERAL and len(near) == 1:
            only = next(iter(near.values()))
            acting = any(s for n, c, s in entries if c is only and n >= d.number - 1)
            chosen = only if only is self._main or (acting and self._main is None) else None
        if chosen is None or any(o is chosen for o in own_others(p, t)):
            return None
        if noun not in _GENERAL and self._described.trades(chosen) - {noun}:
            return None
        places = {country_of(p.at[k]) for k in tree.subtree(t) if k < t and k in p.at}
        homes = self._described.homes(chosen)
        if any(k in p.at and p.at[k].broad != "Place" for k in tree.subtree(t) if k < t):
            return None
        return None if homes and places - homes - {""} else (chosen, "noun of only firm")

    def _of_class(self, p: Passage, t: int, history: History, number: int) -> Cluster | None:
        """ "The company", "the Singapore-based lender": the one entity near that it can stand for."""
        tree = p.tree
        noun = tree.lemmas[t]
        leaving, employer = self._described.employer(p, t)
        if leaving:
            return employer
        homes = _homes_said(p, t)
        speaking = speaking_it(tree, t)
        speaker = p.at.get(speaking)
        if speaking >= 0 and speaker is None:
            return None
        fits = self._candidates(p, t)
        if homes:
            return self._from(homes, [e for e in fits if e[1] is not speaker], number)
        near = self._fitting(noun, [e for e in fits if e[0] >= number - 2 and e[1] is not speaker])
        if noun in _TRADES:
            near = [e for e in near if not self._is_of_other_trade(e[1], noun)]
        if _SYNONYMS.get(noun, noun) == "start-up":
            near = [e for e in near if self._described.trades(e[1]).isdisjoint(_NO_START_UPS)]
        if noun in _GENERAL and any(e[1].type in _TYPES_OF_FIRMS for e in near):
            near = [e for e in near if e[1].type != "Organization"]  # "the company" is a firm before a body
        candidates = {id(c): c for _, c, _ in near}
        if not near or (len(candidates) > 1 and noun in ROLE_NOUNS and noun not in _TRADES):
            return None  # of two, the investor is who invested, if the text says so
        if len(candidates) == 1:
            return self._only(noun, near, number, speaker is not None)
        topic = self._discourse.topic
        if topic is not None and id(topic) in candidates:
            return topic
        here = {id(c): c for n, c, _ in near if n == number}
        chosen: Cluster | None = None
        if len(here) == 1:
            chosen = next(iter(here.values()))
        elif not any(k in p.at and p.at[k].broad == "Place" for k in tree.subtree(t)):
            subjects = [(n, c) for n, c, s in near if s]
            if subjects:
                last = [c for n, c in subjects if n == subjects[0][0]]
                if len({id(c) for c in last}) == 1 and subjects[0][0] >= number - 1:
                    first = min(subjects[0][0], number - tree.sentence_of[t])  # of the paragraph, or of the subject
                    rivals = [c for n, c, _ in near if n >= first and c is not last[0]]
                    chosen = last[0] if self._stands_out(noun, last[0], rivals, history) else None
        main = self._main
        if chosen is None and main is not None and id(main) in candidates:
            chosen = main
        return chosen

    def _is_of_other_trade(self, c: Cluster, noun: str) -> bool:
        """Whether the text calls somebody of another trade, and never of this one."""
        trades = {_SYNONYMS.get(x, x) for x in self._described.trades(c)}
        return bool(trades) and _SYNONYMS.get(noun, noun) not in trades

    def _candidates(self, p: Passage, t: int) -> History:
        """Whoever was mentioned before and can be called by the noun ``t``, the latest mention first."""
        noun = p.tree.lemmas[t]
        classes = _NOMINALS.get(noun, ["Company"])
        wanted = _NOMINALS.get(f"{p.tree.lemmas[t - 1]} {noun}", classes)
        own = own_others(p, t)
        return [
            (n, c, s)
            for n, c, s in self._discourse.near(_FAR, _KINDS)
            if all(c is not o for o in own)
            and (c.type in wanted or _is_wallet(noun, c))
            and (len(wanted) == 1 or _is_called_bank(noun, c))
            and not (noun in _WHOLES and self._described.is_unit(c))
        ]

    def _from(self, homes: set[str], fits: History, number: int) -> Cluster | None:
        """The one entity that was said to be from a country, else the only one near of whom nothing says where from."""
        said = {id(c): c for _, c, _ in fits if not self._described.homes(c).isdisjoint(homes)}
        near = [e for e in fits if e[0] >= number - 2]
        if said:
            last = {id(c): c for _, c, _ in near if id(c) in said} or said
            return next(iter(last.values())) if len(last) == 1 else None
        open_ = {id(c): c for _, c, _ in near if not self._described.homes(c)}
        if len(open_) != 1:
            return None
        only = next(iter(open_.values()))
        sure = only is self._main or any(s for _, c, s in near if c is only) or len({id(c) for _, c, _ in fits}) == 1
        return only if sure else None

    def _only(self, noun: str, near: History, number: int, spoken: bool) -> Cluster | None:
        """The only candidate: "the company" is whom the text is about; "the token" is the one token there is."""
        main, only = self._main, near[0][1]
        often = len(near) > 1 and (main is None or any(s for _, _, s in near))
        if "Company" not in _NOMINALS[noun] or spoken or often or only is main:
            return only
        if near[0][2] or near[0][0] == number:
            return only
        if main is not None:
            return main if main.type in _NOMINALS[noun] else None
        firms = {id(c) for _, c, _ in self._discourse.near(_FAR, _KINDS) if c.type in _CALLED_FIRMS}
        return only if len(firms) == 1 else None

    def _stands_out(self, noun: str, c: Cluster, others: Sequence[Cluster], history: History) -> bool:
        """Whether a subject is likelier meant than the others near: the text has spoken of it more than of any."""
        if c is self._main:
            return True
        if noun in _FIRMS and c.type == "Bank" and any(o.type != "Bank" for o in others):
            return False  # it would be "the bank"
        counts = Counter(id(e[1]) for e in history[-_REMEMBERED:])
        return all(counts[id(c)] > counts[id(o)] or self._described.is_unit(o) for o in others)

    def _fitting(self, noun: str, near: History) -> History:
        """Of those near, those whom name or text call such a thing: "the lender" is a bank before a firm.

        Of several of whom nothing says that they are insurers, "the insurer" is only whom the document is about.
        """
        parts = _TRADES.get(noun)
        if parts is None or len({id(c) for _, c, _ in near}) < 2:
            return near
        fit = [e for e in near if noun in self._described.called(e[1]) or any(w in parts for w in e[1].name.split())]
        fit = fit or [e for e in near if e[1].type in parts]
        return fit or [e for e in near if e[1] is self._main]


def _homes_said(p: Passage, t: int) -> set[str]:
    """The countries of the places that a phrase names before its noun: "the Chinese", "the Oslo-based"."""
    return {home for k in p.tree.subtree(t) if k < t and k in p.at and (home := country_of(p.at[k]))}


def _joined(noun: str, words: set[str]) -> tuple[str, set[str]]:
    """A trade in two words as one: "plane maker" is a planemaker."""
    if noun == "maker":
        for word in words:
            whole = f"{word}maker"
            if whole in _TRADES or whole in _SYNONYMS or f"{word} maker" in _SYNONYMS.values():
                return _SYNONYMS.get(whole, whole), words - {word}
    return noun, words


def _is_called_bank(noun: str, c: Cluster) -> bool:
    """Whether a central bank may be "the bank": not one that is called an authority or a reserve."""
    return noun != "bank" or c.type != "CentralBank" or _BANK.search(c.name.lower()) is not None


def _is_wallet(noun: str, c: Cluster) -> bool:
    """Whether "the wallet" can mean a company that bears its wallet's name: "Lumen Pay"."""
    return noun in ("wallet", "app") and c.name.split()[-1] in _WALLET_NAMES

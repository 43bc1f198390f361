"""Definite noun phrases of one: "the company", "the Singapore-based lender", "the seller".

A role ("the seller", "the plaintiff") means whoever has it in the last deed told that gives it to one alone; a class
means the one entity near that can be called so. Where two can be meant, nobody is.
"""

from __future__ import annotations

import re
from collections import defaultdict

from newsweave.extract.clauses.speakers import SPEECH
from newsweave.extract.clauses.subjects import SUBJECTS
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.model import Proposition
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list, word_map

__all__ = ["History", "Nominals", "recent"]

History = list[tuple[int, Cluster, bool]]
"""Sentence number, entity, whether it was the subject."""
_BANK = re.compile(r"ban[ckq]")  # bank, banco, banque, Riksbank
_NOMINALS: dict[str, list[str]] = word_map("nominals")
_ROLES: dict[str, dict[str, list[str]]] = word_map("roles_in_deeds")
_TRADES: dict[str, list[str]] = word_map("trades")
_DESCRIBING = word_list("describing_words")
_WALLET_NAMES = frozenset({"Pay", "Wallet", "Money", "Cash"})
_KINDS = frozenset({"Organization", "Product", "Event"})
_PARTIES = frozenset({"Organization", "Person", "Product"})
_EXPLAINING = frozenset({"apposition", "copula", "compound"})
_ABOUT = ("object", "of")
_REACH = 3
"""How many sentences back the deed may stand that gives a role."""


def recent(history: History, number: int, reach: int, kinds: frozenset[str]) -> History:
    """What was mentioned in sentence ``number`` and the ``reach`` before, of these broad kinds, the latest first."""
    out = []
    for entry in reversed(history):
        if entry[0] < number - reach:
            break
        if entry[1].broad in kinds:
            out.append(entry)
    return out


class Nominals:
    """The definite noun phrases of one document, whose passages are entered in order."""

    def __init__(self, main: Cluster | None) -> None:
        """``main``: the organisation that the document is about, if it is about one."""
        self._main = main
        self._deeds: list[tuple[int, Proposition, Passage]] = []
        self._called: dict[int, set[str]] = defaultdict(set)

    def enter(self, p: Passage, number: int) -> None:
        """Note what a passage tells, whose first sentence is the one after sentence ``number`` of the document."""
        for prop in p.propositions:
            if prop.polarity == "positive":
                self._deeds.append((number + 1 + p.tree.sentence_of[prop.token], prop, p))
            if prop.kind in _EXPLAINING:
                for a in prop.roles("subject"):
                    if a.head in p.at:
                        self._called[id(p.at[a.head])].add(prop.predicate.rsplit(" ", 1)[-1])

    @staticmethod
    def may_be(p: Passage, t: int) -> bool:
        """Whether a token is a singular noun that can stand for somebody named before."""
        return (
            p.tree.tags[t] == "NN" and t not in p.at and (p.tree.lemmas[t] in _NOMINALS or p.tree.lemmas[t] in _ROLES)
        )

    def referent(self, p: Passage, t: int, history: History, number: int) -> Cluster | None:
        """Whom the noun ``t`` of sentence ``number`` means; None where that is open or it means something else."""
        tree = p.tree
        if tree.deps[t] in ("compound", "appos", "attr", "nmod") or _restricted(p, t):
            return None
        the = tree.kid(t, "det")
        if the is None or tree.lemmas[the] not in ("the", "this", "that"):
            return None
        if any(tree.deps[k] in ("compound", "amod", "nmod", "nummod") and not _describes(p, k) for k in tree.kids[t]):
            return None
        noun = tree.lemmas[t]
        if noun in _ROLES:
            found = self._in_role(p, t, number)
            if found is not None or noun not in _NOMINALS:
                return found
        return self._of_class(p, t, history, number)

    def _in_role(self, p: Passage, t: int, number: int) -> Cluster | None:
        """Who has the role in the last sentence that gives it to one alone: "X bought Y from Z. The seller"."""
        tree, givers = p.tree, _ROLES[p.tree.lemmas[t]]
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

    def _of_class(self, p: Passage, t: int, history: History, number: int) -> Cluster | None:
        """ "The company", "the Singapore-based lender": the one entity near that it can stand for."""
        tree = p.tree
        classes = _NOMINALS[tree.lemmas[t]]
        wanted = _NOMINALS.get(f"{tree.lemmas[t - 1]} {tree.lemmas[t]}", classes)
        homes = {home for k in tree.subtree(t) if k < t and k in p.at and (home := _country(p.at[k]))}
        own, speaking = _own_subject(p, t), _speaking_it(tree, t)
        speaker = p.at.get(speaking)
        if speaking >= 0 and speaker is None:
            return None
        near = [
            (n, c, s)
            for n, c, s in recent(history, number, 2, _KINDS)
            if c is not own and (c.type in wanted or _is_wallet(tree.lemmas[t], c)) and _may_be_from(c, homes)
            if len(wanted) == 1 or _is_called_bank(tree.lemmas[t], c)
            if c is not speaker
        ]
        near = self._fitting(tree.lemmas[t], near)
        candidates = {id(c): c for _, c, _ in near}
        if not near or (len(candidates) > 1 and tree.lemmas[t] in _ROLES and tree.lemmas[t] not in _TRADES):
            return None  # of two, the investor is who invested, if the text says so
        here = {id(c): c for n, c, _ in near if n == number}
        main = self._main
        chosen: Cluster | None = None
        if len(here) == 1 and len(candidates) > 1:
            chosen = next(iter(here.values()))
        elif len(candidates) == 1:
            only = next(iter(candidates.values()))
            # "The company" is whom the text is about; "the token" is the one token there is.
            again = len([c for _, c, _ in near if c is only]) > 1
            prominent = "Company" not in wanted or any(s or n == number for n, _, s in near) or only is main or again
            prominent = prominent or speaker is not None
            chosen = only if prominent else main if main is not None and main.type in wanted else None
        elif not any(k in p.at and p.at[k].broad == "Place" for k in tree.subtree(t)):
            subjects = [(n, c) for n, c, s in near if s]
            if subjects:
                last = [c for n, c in subjects if n == subjects[0][0]]
                if len({id(c) for c in last}) == 1 and subjects[0][0] >= number - 1:
                    chosen = last[0]
        if chosen is None and main is not None and id(main) in candidates:
            chosen = main
        return chosen

    def _fitting(self, noun: str, near: History) -> History:
        """Of those near, those whom name or text call such a thing: "the lender" is a bank before a firm.

        Of several of whom nothing says that they are insurers, "the insurer" is only whom the document is about.
        """
        parts = _TRADES.get(noun)
        if parts is None or len({id(c) for _, c, _ in near}) < 2:
            return near
        fit = [e for e in near if noun in self._called[id(e[1])] or any(w in parts for w in e[1].name.split())]
        fit = fit or [e for e in near if e[1].type in parts]
        return fit or [e for e in near if e[1] is self._main]


def _acts(p: Passage, t: int) -> bool:
    """Whether a noun does what only somebody does or owns something: "the target said", "the target's shareholders"."""
    verb = p.tree.lemmas[p.tree.heads[t]]
    if p.tree.deps[t] == "nsubjpass":
        return verb in word_list("states_of_firms")
    return p.tree.deps[t] == "poss" or (p.tree.deps[t] == "nsubj" and verb in SPEECH | word_list("deeds_of_somebody"))


def _speaking_it(tree: Tree, t: int) -> int:
    """The "it" of "it said the company had ...", where the company is somebody else, or would be "it"; -1 for none."""
    below = t
    for verb in tree.ancestors(t):
        if tree.deps[below] == "ccomp" and tree.lemmas[verb] in SPEECH:
            subject = tree.kid(verb, *SUBJECTS)
            if subject is not None and tree.words[subject].lower() == "it":
                return subject
        below = verb
    return -1


def _is_called_bank(noun: str, c: Cluster) -> bool:
    """Whether a central bank may be "the bank": not one that is called an authority or a reserve."""
    return noun != "bank" or c.type != "CentralBank" or _BANK.search(c.name.lower()) is not None


def _own_subject(p: Passage, t: int) -> Cluster | None:
    """The subject of the verb that a noun is an object of, which it cannot mean: "X bought the business"."""
    tree = p.tree
    verb = tree.heads[tree.heads[t]] if tree.deps[t] == "pobj" else tree.heads[t]
    subject = tree.kid(verb, *SUBJECTS) if tree.deps[t] in ("dobj", "dative", "pobj") else None
    return None if subject is None or subject == t else p.at.get(subject)


def _is_wallet(noun: str, c: Cluster) -> bool:
    """Whether "the wallet" can mean a company that bears its wallet's name: "Lumen Pay"."""
    return noun in ("wallet", "app") and c.name.split()[-1] in _WALLET_NAMES


def _country(c: Cluster) -> str:
    """The code of a known place's country; empty for anything else."""
    return c.known.country if c.broad == "Place" and c.known is not None else ""


def _may_be_from(c: Cluster, homes: set[str]) -> bool:
    """Whether an entity can be "the Singapore lender": not where it is known to be from elsewhere."""
    return not homes or c.known is None or not c.known.country or c.known.country in homes


def _restricted(p: Passage, t: int) -> bool:
    """Whether what follows picks out which one is meant; a clause behind a comma only adds something."""
    tree = p.tree
    for k in tree.kids[t]:
        if tree.deps[k] in ("relcl", "acl", "prep", "poss"):
            comma = k > t and any(
                tree.words[x] == "," for x in range(t + 1, min(tree.subtree(k)[0] + 1, len(tree.words)))
            )
            if tree.deps[k] == "poss" or not (comma or tree.words[tree.subtree(k)[0] - 1] == ","):
                return True
    return False


def _describes(p: Passage, k: int) -> bool:
    """A modifier that only says what kind is meant: "the Singapore-based", "the Dutch payments", "the digital"."""
    tree = p.tree
    if tree.words[k] in ("based", "headquartered") or tree.lemmas[k] in _DESCRIBING:
        return True
    return k in p.at and p.at[k].broad == "Place"

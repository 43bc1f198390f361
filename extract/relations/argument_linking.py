"""What an argument of a proposition means: the entity at its head, or the one its words lead to.

"The Satang exchange" is Satang, "the board of X" is looked through to X where somebody sits on it, and what an
apposition says of a predicate noun ("is the founder, chief executive and chairman of X") it says of the subject.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.model import Argument, FixedWords
from newsweave.extract.parsing.phrases import argument, conjuncts, members
from newsweave.ontology.classes import BROAD, noun_class
from newsweave.ontology.lists import word_list
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["LinkedEntity", "linked_entities", "linked_entity", "matches_types", "wider_places"]

_THROUGH = word_list("naming_nouns")
_DEPTH = 2  # phrases behind a post in which its organisation may stand: "head of risk at X"
_LEGAL_FORMS = word_list("legal_forms")
_UNITS = word_list("units")


@dataclass(frozen=True, slots=True)
class LinkedEntity:
    """An entity that an argument means."""

    cluster: Cluster
    argument: Argument
    direct: bool
    """Whether a name stands there, not a pronoun or a noun phrase."""
    how: str = ""
    """The kind of link, where no token of the passage bears it: whose "rival" or "chief executive" somebody is."""

    def link(self, p: Passage) -> str:
        """The kind of link that leads here from a reference; empty where a name stands."""
        if self.how:
            return self.how
        found = None if self.direct else p.links.get(self.argument.head)
        return "" if found is None else found.how


def matches_types(type_: str, types: Sequence[str]) -> bool:
    """Whether a class is one of ``types`` or a subclass of one, and of none that stands there with a minus.

    No types allow all.
    """
    if any(t[0] == "-" and vocabulary().is_a(type_, t[1:]) for t in types):
        return False
    return not types or any(vocabulary().is_a(type_, t) for t in types if t[0] != "-")


def linked_entities(p: Passage, a: Argument, parts: frozenset[str] = frozenset()) -> list[LinkedEntity]:
    """The entities an argument means: one, those of "the two", or those that "two sons, X and Y" names.

    A noun of ``parts`` stands for the organisation that it belongs to, as a board does where somebody sits on it.
    """
    found = linked_entity(p, a)
    if found is not None:
        return [found]
    if a.head_lemma in parts and (whole := _whole(p, a)):
        return whole
    return [LinkedEntity(c, a, False) for c in p.groups.get(a.head, ())] or _named(p, a)


def _named(p: Passage, a: Argument) -> list[LinkedEntity]:
    """What the appositions behind a common noun name, each as an argument of its own."""
    tree = p.tree
    if tree.lemmas[a.head] == "one":  # "one of its lawyers, Mara Voss"
        who = [k for k in tree.all_kids(a.head, "appos") if k > a.head and k in p.at and p.at[k].type == "Person"]
        return [LinkedEntity(p.at[k], replace(a, head=k), True) for k in who[:1]]
    if tree.tags[a.head] not in ("NN", "NNS"):
        return []
    noun = members(tree, a.head)
    first = next((k for k in tree.all_kids(noun, "appos") if k > noun and k in p.at), None)
    if first is None:
        return []
    if tree.tags[noun] == "NN":  # "its Danish unit, Orva": what the noun is, the name must be
        kind = noun_class(a.head_lemma) or ("Organization" if a.head_lemma in _UNITS else "")
        same = p.at[first].broad == BROAD.get(kind)
        return [LinkedEntity(p.at[first], replace(a, head=first), True)] if same else []
    return [LinkedEntity(p.at[k], replace(a, head=k), True) for k in conjuncts(tree, first) if k in p.at]


def linked_entity(p: Passage, a: Argument) -> LinkedEntity | None:
    """The one entity an argument means, or None."""
    cluster = p.at.get(a.head)
    if cluster is not None:
        named = any(n.start <= a.head < n.end for n in p.names) and not _is_demonym(p, a.head)
        national = not named and _is_demonym(p, a.head)
        modifies = a.role.rsplit(":", 1)[-1] in ("amod", "complement", "compound", "poss")
        return None if national and not modifies else LinkedEntity(cluster, a, named)
    tree = p.tree
    before = a.head - 1
    naming = a.head_lemma in _THROUGH or tree.words[a.head] in _LEGAL_FORMS
    if naming and before in p.at and tree.heads[before] == a.head and tree.deps[before] in ("compound", "nmod"):
        return LinkedEntity(p.at[before], a, True)
    if a.head_lemma == "firm" and (firm := _firm_of(p, a.head)) is not None:
        return LinkedEntity(p.at[firm], argument(tree, firm, a.role, marker=a.marker), True)
    return _described(p, a) if a.role == "subject" else None


def _firm_of(p: Passage, noun: int) -> int | None:
    """The name in "the law firm of X"."""
    tree = p.tree
    if not any(tree.words[k].lower() == "the" for k in tree.all_kids(noun, "det")):
        return None
    of = next((k for k in tree.all_kids(noun, "prep") if k == noun + 1 and tree.lemmas[k] == "of"), None)
    name = None if of is None else tree.kid(of, "pobj")
    return name if name is not None and name in p.at and p.at[name].broad == "Organization" else None


def _whole(p: Passage, a: Argument) -> list[LinkedEntity]:
    """The organisations that a part belongs to: "the board of X", "X's faculty of law", "the boards of X and Y"."""
    tree = p.tree
    for k in tree.kids[a.head]:
        if tree.deps[k] in ("poss", "compound", "nmod") and k in p.at:
            return [_inside(p, a, k)]
    for depth in range(_DEPTH):
        level = [a.head]
        for _ in range(depth):
            level = [x for h in level for k in tree.all_kids(h, "prep") for x in tree.all_kids(k, "pobj")]
        for k in (k for h in level for k in tree.all_kids(h, "prep")):
            for x in tree.all_kids(k, "pobj") if tree.lemmas[k] in ("of", "at") else ():
                if x in p.at and p.at[x].broad == "Organization":
                    return [_inside(p, a, c) for c in conjuncts(tree, x) if c in p.at]
    return []


def _inside(p: Passage, a: Argument, t: int) -> LinkedEntity:
    """The name ``t`` in the phrase of an argument, as an argument of its own in the same role."""
    named = any(n.start <= t < n.end for n in p.names)
    return LinkedEntity(p.at[t], argument(p.tree, t, a.role, marker=a.marker), named)


def _described(p: Passage, a: Argument) -> LinkedEntity | None:
    """The subject that a predicate noun is said of: what "founder" means in "X is the founder, chairman and head"."""
    tree, t = p.tree, a.head
    if tree.tags[t] not in ("NN", "NNP"):
        return None
    while tree.deps[t] in ("conj", "appos") and tree.heads[t] != t:
        t = tree.heads[t]
    verb = tree.heads[t]
    if tree.deps[t] != "attr" or tree.lemmas[verb] != "be" or tree.kid(verb, "neg") is not None:
        return None
    subject = tree.kid(verb, "nsubj")
    return LinkedEntity(p.at[subject], a, True) if subject is not None and subject in p.at else None


def wider_places(p: Passage, found: LinkedEntity) -> Iterator[LinkedEntity]:
    """The places that a comma puts a place in: "Dallas, Texas" is in Texas too."""
    if found.cluster.broad != "Place" or not found.direct or found.argument.head not in p.spans:
        return
    words = p.tree.words
    end = p.spans[found.argument.head][1]
    while end + 1 < len(words) and words[end] == ",":
        wider = p.at.get(end + 1)
        if wider is None or wider.type not in ("Region", "Country") or wider is found.cluster:
            return
        at = end + 1
        end = p.spans[at][1]
        if end < len(words) and words[end] in ("and", "or"):
            return  # a list of places, not a place in a place
        tree = p.tree
        text = tree.span_text(at, end)
        place = Argument(found.argument.role, at, FixedWords(tree.starts[at], tree.ends[end - 1], text, text))
        yield LinkedEntity(wider, place, True)


def _is_demonym(p: Passage, t: int) -> bool:
    return any(n.demonym and n.start <= t < n.end for n in p.names)

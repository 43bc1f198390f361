"""Institutions named by their country: "Malaysia's central bank", "the Dutch regulator", "the parliament of Kenya".

They are names of something, though no word of them but the country's has a capital. Where only one known institution
fits ("Malaysia's central bank" is Bank Negara Malaysia) that one is meant.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsweave.extract.entities.names import Name
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.gazetteer import Gazetteer, KnownName
from newsweave.ontology.lists import word_list, word_map

__all__ = ["institutions"]

_NOUNS: dict[str, str] = word_map("institution_nouns")
_HEADS = frozenset(phrase.split()[-1] for phrase in _NOUNS)
_LONGEST = max(len(phrase.split()) for phrase in _NOUNS)
_MODIFIES = frozenset({"poss", "amod", "compound", "nmod"})
_NEVER_EXPLAINS = frozenset({"authorities", "government", "parliament", "police"})
_GOVERNING = word_list("governing_nouns")
_UNIQUE = frozenset({"CentralBank"})
"""Classes of which a country has one, so that the country says which is meant."""


def institutions(tree: Tree, names: Sequence[Name], gazetteer: Gazetteer, passage: int = 0) -> list[Name]:
    """The institutions of a passage that a country's name or adjective beside a common noun names, in text order.

    Their spans hold the country's name, which stays a name of its own.
    """
    out = _governments(tree, names, passage)
    places = {t: n for n in names if n.known and n.known[0].type in _PLACES for t in range(n.start, n.end)}
    if not places:
        return out
    named = {t for n in names if not n.demonym for t in range(n.start, n.end)}
    for t, word in enumerate(tree.words):
        if word in _HEADS and not _is_named(tree, t, named):
            found = _institution(tree, t, places, gazetteer, passage)
            if found is not None:
                out.append(found)
    return out


_PLACES = frozenset({"Country", "City", "Region"})


def _governments(tree: Tree, names: Sequence[Name], passage: int) -> list[Name]:
    """What is named by who governs, as in "the Voss administration"; that name is a person's from now on."""
    out = []
    for n in names:
        t = n.end
        alone = n.end - n.start == 1 and not n.known and not n.demonym and n.text.istitle()
        if not alone or t >= len(tree.words) or tree.words[t] not in _GOVERNING or tree.heads[n.start] != t:
            continue
        if tree.words[n.start - 1 : n.start] in (["the"], ["The"]) and tree.deps[n.start] in _MODIFIES - {"poss"}:
            n.label, n.person = "Person", True
            out.append(
                Name(passage, n.start, t + 1, tree.span_text(n.start, t + 1), "Organization", type="GovernmentBody")
            )
    return out


def _institution(tree: Tree, t: int, places: dict[int, Name], gazetteer: Gazetteer, passage: int) -> Name | None:
    phrase = _phrase(tree, t)
    if phrase is None:
        return None
    start, found = phrase
    place = next((places[k] for k in tree.kids[t] if k < start and k in places and tree.deps[k] in _MODIFIES), None)
    if place is None:
        place = _place_behind(tree, t, places)
        if place is None:
            return None
        first, end = start, place.end
    else:
        between = tree.words[place.end : start]
        if any(w not in ("'s", "’s", "'", "’") and not w.islower() for w in between) or len(between) > 2:
            return None
        first, end = place.start, t + 1
    home = place.known[0]
    known: tuple[KnownName, ...] = gazetteer.of_country(found, home.country) if found in _UNIQUE else ()
    known = known if len(known) == 1 else ()
    text = tree.span_text(first, end)
    return Name(passage, first, end, text, "Organization", known, type=found, home=home.country)


def _place_behind(tree: Tree, t: int, places: dict[int, Name]) -> Name | None:
    """The country right behind "of" behind a noun: "the central bank of Norway"."""
    if tree.words[t + 1 : t + 2] != ["of"] or tree.heads[t + 1] != t:
        return None
    place = next((places[p] for p in tree.all_kids(t + 1, "pobj") if p in places), None)
    if place is None or place.demonym or not t + 2 <= place.start <= t + 3:
        return None
    return place


def _is_named(tree: Tree, t: int, named: set[int]) -> bool:
    """Whether a name says which institution it is: "Germany's watchdog BaFin", "the Dutch central bank, DNB"."""
    if tree.heads[t] in named and tree.heads[t] > t:
        return True
    if any(tree.deps[k] == "appos" and k in named for k in tree.kids[t]):
        return True
    return tree.deps[t] == "appos" and tree.heads[t] in named and tree.words[t] not in _NEVER_EXPLAINS


def _phrase(tree: Tree, t: int) -> tuple[int, str] | None:
    """Where the longest noun phrase for an institution that ends at ``t`` begins, and its class."""
    for length in range(_LONGEST, 0, -1):
        start = t + 1 - length
        if start >= 0 and (found := _NOUNS.get(" ".join(tree.words[start : t + 1]).lower())):
            return start, found
    return None

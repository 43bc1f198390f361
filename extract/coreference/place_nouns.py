"""Places by what they are: "the country", "the city" mean the one such place that is spoken of."""

from __future__ import annotations

from newsweave.extract.coreference.attributes import country_of
from newsweave.extract.coreference.discourse import Discourse
from newsweave.extract.coreference.noun_phrases import is_free
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.ontology.lists import word_list, word_map

__all__ = ["may_be_place", "place_meant"]

_NOUNS: dict[str, list[str]] = word_map("place_nominals")
_OTHERS = word_list("words_for_others")
_REACH = 2
"""How many sentences back the place may stand."""
_PLACES = frozenset({"Place"})


def may_be_place(p: Passage, t: int) -> bool:
    """Whether a token is a singular noun that can stand for a place named before."""
    return t not in p.at and p.tree.tags[t] == "NN" and p.tree.lemmas[t] in _NOUNS


def place_meant(p: Passage, t: int, discourse: Discourse) -> Cluster | None:
    """The place that the noun ``t`` of the current sentence means, or None where two can be meant.

    It is the only one of its class in this sentence before the noun and in the two before it; of a country, places in
    another one stand against it.
    """
    tree = p.tree
    if not is_free(p, t) or any(tree.words[k].lower() in _OTHERS or k in p.at for k in tree.kids[t]):
        return None
    if any(tree.tags[k] in ("JJS", "RBS", "CD") for k in tree.kids[t]) or discourse.is_quoted(p, t):
        return None
    wanted = _NOUNS[tree.lemmas[t]]
    near = {id(c): c for _, c, _ in discourse.near(_REACH, _PLACES)}
    fits = [c for c in near.values() if c.type in wanted]
    if len(fits) != 1:
        return None
    (only,) = fits
    if "Country" in wanted and any(c.known is not None and country_of(c) != country_of(only) for c in near.values()):
        return None
    return only

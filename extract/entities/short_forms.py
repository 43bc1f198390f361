"""Firms by the first words of their name: who is introduced as "Corvex Semiconductor Inc." is "Corvex" from then on.

And the European Commission is "the Commission". Without this the short name is an entity of its own, with which
"the company" and "its" have two to choose from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.entities.names import Name
from newsweave.ontology.classes import part_class, without_legal_form
from newsweave.ontology.lists import word_list

__all__ = ["merge_body_nouns", "merge_short_forms"]

_LEGAL_FORMS = word_list("legal_forms")
_TRADES = word_list("trade_words") | word_list("name_endings")
_BODY_NOUNS = word_list("body_nouns")
_GENERIC = word_list("generic_name_words")
_SURE = _LEGAL_FORMS | word_list("trade_words")
_BEGINNINGS = frozenset("Banco Banca Banque Bank Grupo Groupe Gruppo Caja Banka PT".split())
_FIRMS = frozenset({"Company", "Bank", "Exchange"})
_LONGEST = 3
"""How many words a short form has at most: "Alder & Wren"."""


def merge_short_forms(clusters: dict[str, Cluster], passages: Sequence[Passage]) -> None:
    """Bring a name to the one firm introduced before whose name begins with it; changes ``clusters``.

    What the longer name adds must only say what a firm is in law or does; and no sentence may name both, as one that
    tells "Corvex" from its "Corvex Energy" would.
    """
    beginnings: dict[str, list[Cluster]] = defaultdict(list)
    for c in clusters.values():
        if c.known is None:
            for form in _beginnings(c):
                beginnings[form].append(c)
    for key, short in list(clusters.items()):
        longer = [c for c in beginnings.get(short.names[0].text, ()) if c is not short]
        if len(longer) != 1 or not _may_be_short(short, longer[0]):
            continue
        long = longer[0]
        if _comes_before(long, short) and not _told_apart(long, short, passages):
            long.names = sorted([*long.names, *short.names], key=lambda n: (n.passage, n.start))
            for n in short.names:
                n.label = "Organization"
            long.votes += short.votes
            del clusters[key]


def merge_body_nouns(clusters: dict[str, Cluster]) -> None:
    """Bring "Commission" alone to the one body that the text has called so before in full; changes ``clusters``."""
    for key, short in list(clusters.items()):
        noun = short.names[0].text
        if noun not in _BODY_NOUNS or short.known is not None:
            continue
        named = [c for c in clusters.values() if c is not short and _comes_before(c, short) and _is_called(c, noun)]
        if len(named) == 1:
            named[0].names = sorted([*named[0].names, *short.names], key=lambda n: (n.passage, n.start))
            del clusters[key]


def _is_called(c: Cluster, noun: str) -> bool:
    """Whether a body's name ends with a noun or begins with it: "European Commission", "Bank of England"."""
    return any(
        (n.text.endswith(f" {noun}") and not n.text.endswith(f" of {noun}"))  # not "Member of Parliament"
        or n.text.startswith((f"{noun} of ", f"{noun} for "))
        for n in c.names
    )


def _beginnings(c: Cluster) -> set[str]:
    """The short forms that the names of a firm allow."""
    out: set[str] = set()
    for n in c.names:
        words = n.text.split()
        bare = without_legal_form(n.text).split()
        in_law = len(bare) < len(words)
        if len(bare) > 1 and bare[0] in _BEGINNINGS:
            out.add(" ".join(bare[1:]))  # "Meridiano" for "Banco Meridiano S.A."
        if len(words) < 2 or not (in_law or n.label in ("Organization", "")) or n.demonym:
            continue
        found = part_class(n.text)
        if found is not None and found[0] not in _FIRMS:
            continue
        for length in range(1, min(_LONGEST, len(bare) - 1) + 1):
            rest = [w for w in bare[length:] if w != "&"]
            if bare[length - 1] != "&" and rest and (in_law or all(w in _TRADES for w in rest)):
                out.add(" ".join(bare[:length]))
    return out


def _may_be_short(short: Cluster, long: Cluster) -> bool:
    words = short.names[0].text.split()
    if short.known is not None or len(words) > _LONGEST or all(w in _GENERIC for w in words):
        return False
    if any(n.demonym or n.person or n.apart or n.type for n in short.names) or short.person_signs:
        return False
    persons = sum(n.label == "Person" for n in short.names)
    return persons == 0 or any(n.text.split()[-1] in _SURE for n in long.names)


def _comes_before(long: Cluster, short: Cluster) -> bool:
    first, then = long.names[0], short.names[0]
    return (first.passage, first.start) < (then.passage, then.start)


def _told_apart(long: Cluster, short: Cluster, passages: Sequence[Passage]) -> bool:
    """Whether a sentence names both."""
    return not {_sentence(n, passages) for n in long.names}.isdisjoint({_sentence(n, passages) for n in short.names})


def _sentence(n: Name, passages: Sequence[Passage]) -> tuple[int, int]:
    return n.passage, passages[n.passage].tree.sentence_of[n.start]

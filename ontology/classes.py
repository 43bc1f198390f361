"""What words say about a class: the nouns beside a name, and the parts of the name itself."""

from __future__ import annotations

import re
from functools import lru_cache

from newsweave.ontology.lists import word_list, word_map
from newsweave.ontology.vocabulary import vocabulary

__all__ = [
    "BROAD",
    "CLASS_NOUNS",
    "MAPS",
    "called_class",
    "last_word_class",
    "learn_classes",
    "measure_words",
    "noun_class",
    "part_class",
    "without_legal_form",
]

_NAME_PARTS: dict[str, str] = word_map("name_parts")
CLASS_NOUNS: dict[str, str] = word_map("class_nouns")
_KIND_NOUNS: dict[str, str] = word_map("kind_nouns")
_LAST_WORDS: dict[str, str] = word_map("last_name_words")
_LEGAL_FORMS = word_list("legal_forms")
MAPS = {
    "class_nouns": CLASS_NOUNS,
    "kind_nouns": _KIND_NOUNS,
    "name_parts": _NAME_PARTS,
    "last_name_words": _LAST_WORDS,
}
"""The maps of ``lists.yaml`` that users can add to; changed in place, since others hold them."""
_KINDS = ("Person", "Organization", "Place", "Product", "Event", "Law", "Agreement")
_lengths = {"noun": 0, "kind": 0}
"""How many words the longest entry has."""
_PART_RULES: list[tuple[re.Pattern[str], str, str]] = []


def measure_words() -> None:
    """Take account of what the maps hold now."""
    _lengths["noun"] = max(len(n.split()) for n in CLASS_NOUNS)
    _lengths["kind"] = max(len(n.split()) for n in {*CLASS_NOUNS, *_KIND_NOUNS})
    _PART_RULES[:] = [(re.compile(rf"(?<!\w){re.escape(p)}(?!\w)"), c, p) for p, c in _NAME_PARTS.items()]


measure_words()
BROAD: dict[str, str] = {}
"""Class to broad kind: Person, Organization, Place, Product, Event, Law or Agreement."""


def learn_classes() -> None:
    """Take account of the classes that the vocabulary has now."""
    known = vocabulary()
    for name in known.entity_classes:
        BROAD[name] = next(kind for kind in _KINDS if known.is_a(name, kind))


learn_classes()


def noun_class(predicate: str) -> str | None:
    """The class that a predicate noun phrase names by its last words: "japanese fintech developer" gives Company."""
    words = predicate.split()
    for length in range(min(_lengths["noun"], len(words)), 0, -1):
        found = CLASS_NOUNS.get(" ".join(words[-length:]))
        if found:
            return found
    return None


def called_class(phrase: str) -> str | None:
    """The class that the last words of a noun phrase beside a name give it, "trawler" and "football club" included."""
    words = phrase.split()
    for length in range(min(_lengths["kind"], len(words)), 0, -1):
        last = " ".join(words[-length:])
        found = _KIND_NOUNS.get(last) or CLASS_NOUNS.get(last)
        if found:
            return found
    return None


def last_word_class(name: str) -> str | None:
    """The class that the last word of a name of several words stands for: "Arden County", "Halberg Prize"."""
    first, _, last = name.rpartition(" ")
    return _LAST_WORDS.get(last) if first and not any(w.islower() for w in first.split()) else None


@lru_cache(maxsize=4096)
def part_class(name: str) -> tuple[str, int] | None:
    """The class that the words of a name give away, and how far right the telling word ends."""
    best: tuple[int, int, str] | None = None
    for pattern, found, part in _PART_RULES:
        if part not in name:  # as nearly always, and found out twenty times as fast
            continue
        for m in pattern.finditer(name):
            rank = (1 if " " in part else 0, m.end())
            if best is None or rank > best[:2]:
                best = (*rank, found)
    return (best[2], best[1]) if best else None


def without_legal_form(name: str) -> str:
    """A firm's name without what it is in law: "Corvex Pte. Ltd." gives "Corvex", "Corvex & Co." itself."""
    words = name.split()
    while len(words) > 1 and words[-1] in _LEGAL_FORMS and words[-2] not in ("&", "and"):
        words.pop()
        words[-1] = words[-1].rstrip(",") or words[-1]
    return " ".join(words)

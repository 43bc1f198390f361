"""Names that one slip of the pen may part: a letter too many, too few, wrong, doubled or swapped with the next.

Two names are compared where they are alike but for one letter of one word, which is found by a table of all names with
each letter left out: the work grows with the letters of all names, not with the pairs of names. Most names that are so
near to each other are names of two: Ireland and Iceland, Maria and Mario, Partner and Partners, II and III. So a pair
has to look like a slip: within a word of some letters, behind its first one, of a kind that makes no other word of it,
and not between two words that are both known.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np

from newsweave.ontology.gazetteer import load_gazetteer
from newsweave.ontology.lists import word_list

__all__ = ["slips"]

_LEAST = 5
"""Letters of a word in which a slip is looked for; shorter words are mostly acronyms and each other's neighbours."""
_LEAST_STRONG = 4
"""The same for a doubled or swapped letter in a name of several words."""
_LEAST_WEAK_GIVEN = 7
"""The same for a wrong letter in a given name, of which most have a near one that is another name."""
_LEAST_ENDING = 7
"""The same for a wrong last letter."""
_ALIKE, _ALIKE_TO_KNOWN = 0.93, 0.88
"""Least similarity of two words by Jaro and Winkler, which counts the first letters more; the second where only one of
them is a word of other organisations' names, too, as of Management and Mqnagement."""
_MOST = 6
"""More names than this that are alike but for one letter are a series, not slips."""
_ENDINGS = frozenset("adeinorsyz")
"""Letters whose coming or going at the end of a word makes another word: plural, feminine, adjective."""
_INFLECTIONS = frozenset("adeinorsu")
"""Letters that stand for each other at the end of a word: Banco, Banca; Challenger, Challenges."""
_VOWELS = frozenset("aeiouy")
_ROMAN = re.compile(r"[ivxlcdm]+")
_PLACE_FOLLOWS = frozenset({"of", "de", "di", "du", "do", "da", "del", "von", "for", "in"})


@dataclass(frozen=True, slots=True)
class _Slip:
    """What parts two words of the same first letter."""

    place: int
    """Of the letter in the longer word, from its start."""
    letters: str
    """The one or two letters that are in question."""
    strong: bool
    """Whether it is a doubled or swapped letter, which seldom makes another name."""
    at_end: bool
    """Whether the last letter has a part in it."""
    wrong: bool
    """Whether one letter stands for another."""


def slips(names: Sequence[tuple[str, str]]) -> Iterator[tuple[int, int]]:
    """Places of names that may be one name, by two, each pair once, in order.

    Args:
        names: name and kind; only names of one kind are compared, those of ``Person`` as names of persons.
    """
    words = [_words(name) for name, _ in names]
    counts = Counter(word for each in words for word in set(each))
    for one, other in sorted(_neighbours(words, [kind for _, kind in names])):
        if _is_slip(names[one], names[other], words[one], words[other], counts):
            yield one, other


def _words(name: str) -> tuple[str, ...]:
    """The words of a name without case and accents."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    return tuple("".join(c for c in folded if not unicodedata.combining(c)).split())


def _neighbours(words: Sequence[tuple[str, ...]], kinds: Sequence[str]) -> set[tuple[int, int]]:
    """Pairs of one kind that become the same where a letter of one, or one of each, is left out, and some others.

    The keys are hashes, so that a million names fit into memory; two that only share a hash are told apart later.
    """
    keys, owners = array("q"), array("q")
    for at, (each, kind) in enumerate(zip(words, kinds, strict=True)):
        whole = " ".join(each)
        found = {hash((kind, whole))}
        start = 0
        for word in each:
            if len(word) >= _LEAST_STRONG:
                cuts = range(start + 1, start + len(word))
                found.update(hash((kind, whole[:cut] + whole[cut + 1 :])) for cut in cuts)
            start += len(word) + 1
        if len(found) > 1:
            keys.extend(found)
            owners.extend([at] * len(found))
    given, owner = np.frombuffer(keys, dtype=np.int64), np.frombuffer(owners, dtype=np.int64)
    order = np.argsort(given, kind="stable")
    bounds = np.flatnonzero(np.diff(given[order], prepend=given[order][:1] - 1, append=given[order][-1:] + 1))
    several = np.flatnonzero(np.diff(bounds) > 1)
    pairs: set[tuple[int, int]] = set()
    for first, last in zip(bounds[several].tolist(), bounds[several + 1].tolist(), strict=True):
        block = sorted(set(owner[order[first:last]].tolist()))
        if len(block) <= _MOST:
            pairs.update(combinations(block, 2))
    return pairs


def _is_slip(
    one: tuple[str, str], other: tuple[str, str], words: tuple[str, ...], others: tuple[str, ...], counts: Counter[str]
) -> bool:
    """Whether two names of one kind differ as one does that is written wrongly."""
    apart = [at for at, pair in enumerate(zip(words, others, strict=False)) if pair[0] != pair[1]]
    if len(words) != len(others) or len(apart) != 1:
        return False
    at = apart[0]
    first, second = words[at], others[at]
    slip = _slip(first, second)
    if slip is None or not _fits_its_place(slip):
        return False
    least = _LEAST_STRONG if slip.strong and len(words) > 1 else _LEAST
    if not (_is_word(first, one[0].split()[at], least) and _is_word(second, other[0].split()[at], least)):
        return False
    known = [word in _known_words() or counts[word] > 1 for word in (first, second)]
    if all(known):
        return False
    if one[1] == "Person":
        in_place = at == len(words) - 1 or _is_slip_in_given_name(slip, first, second)
        return len(words) > 1 and in_place and _likeness(first, second) >= _ALIKE
    if at > 0 and words[at - 1] in _PLACE_FOLLOWS and not (slip.strong or any(known)):
        return False  # Bank of X and Bank of Y
    return _likeness(first, second) >= (_ALIKE_TO_KNOWN if any(known) and len(words) > 1 else _ALIKE)


def _likeness(first: str, second: str) -> float:
    from rapidfuzz.distance import JaroWinkler

    return JaroWinkler.similarity(first, second)


def _is_word(word: str, written: str, least: int) -> bool:
    """Whether it is long enough, of letters alone, and no acronym or Roman number."""
    letters = word.replace("-", "").replace("'", "").replace("’", "")
    acronym = written.isupper() and len(letters) <= _LEAST
    return len(letters) >= least and letters.isalpha() and not acronym and _ROMAN.fullmatch(letters) is None


def _slip(first: str, second: str) -> _Slip | None:
    """What parts two words; None where it is more than one slip, or concerns the first letter."""
    short, long = sorted((first, second), key=len)
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    rest, more = short[start:], long[start:]
    if start == 0:
        return None
    if len(more) == len(rest) + 1 and more[1:] == rest:
        return _Slip(start, more[0], more[0] == long[start - 1], not rest, wrong=False)
    if len(more) == len(rest) and more[1:] == rest[1:]:
        return _Slip(start, more[0] + rest[0], False, len(rest) == 1, wrong=True)
    if len(more) == len(rest) and more[:2] == rest[1::-1] and more[2:] == rest[2:]:
        return _Slip(start, more[:2], True, len(rest) == 2, wrong=False)
    return None


def _fits_its_place(slip: _Slip) -> bool:
    """Whether it is more than another ending of the word."""
    if not slip.at_end or (slip.strong and slip.letters != "s"):
        return True
    if slip.wrong:
        return slip.place + 1 >= _LEAST_ENDING and not (set(slip.letters) <= _INFLECTIONS)
    return slip.letters not in _ENDINGS


def _is_slip_in_given_name(slip: _Slip, first: str, second: str) -> bool:
    """Whether two with one surname may be one person: Sebastian and Sebastain, not Maria and Mario."""
    if slip.at_end:
        return False
    if slip.strong:
        return min(len(first), len(second)) >= _LEAST
    given = _given_names()
    long_enough = min(len(first), len(second)) >= _LEAST_WEAK_GIVEN
    return long_enough and (first in given) != (second in given) and not set(slip.letters) <= _VOWELS


@cache
def _given_names() -> frozenset[str]:
    return frozenset(w for name in word_list("feminine_names") | word_list("masculine_names") for w in _words(name))


@cache
def _known_words() -> frozenset[str]:
    """Words of the names that come with newsweave, and given names."""
    known = load_gazetteer(()).names
    return _given_names() | {word for k in known for form in (k.name, *k.aliases) for word in _words(form)}

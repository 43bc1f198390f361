"""Names that one slip of the pen may part, and those that are as near and are two."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

import pytest

from newsweave.graph.review.slips import _is_slip, _words, slips


def proposed(*names: tuple[str, str]) -> set[frozenset[str]]:
    return {frozenset((names[one][0], names[other][0])) for one, other in slips(names)}


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("Organization", "Kestrin Bank", "Kestirn Bank"),  # swapped
        ("Organization", "Kestrin Bank", "Kestrinn Bank"),  # doubled
        ("Organization", "Corvex", "Corrvex"),
        ("Organization", "Corvex Group", "Corvx Group"),  # too few
        ("Organization", "Corvex Group", "Corvezx Group"),  # too many
        ("Organization", "Kestrin Bank", "Kestren Bank"),  # wrong
        ("Organization", "Larch Management", "Larch Mqnagement"),  # early in a word that others have
        ("Organization", "Société Corvaise", "Societe Corvasie"),  # accents are another matter
        ("Organization", "Bank of Cambodia", "Bank of Cambodai"),  # one of the two is a place
        ("Organization", "Ministry of Finance", "Ministry of Finnance"),
        ("Product", "Saturna Wallet", "Saturrna Wallet"),
        ("Person", "Maria Lindquist", "Maria Linquist"),
        ("Person", "Tomas Wyrzykowski", "Tomas Wyrzykowsky"),
        ("Person", "Sebastian Holm", "Sebastain Holm"),
        ("Person", "Ide Hovland", "Ide Hovlannd"),
    ],
)
def test_a_slip_is_proposed(kind: str, one: str, other: str) -> None:
    more = [("Ostra Management", kind), ("Fjord Management", kind)]  # a word of several names
    assert frozenset((one, other)) in proposed((one, kind), (other, kind), *more)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        # other numbers
        ("Organization", "Larch Fund 2021", "Larch Fund 2022"),
        ("Product", "Kestrin4000", "Kestrin5000"),
        ("Organization", "Corvex2", "Corvex"),
        ("Person", "Henrik Holm III", "Henrik Holm VIII"),
        ("Person", "Holm XXVII", "Holm XXXVII"),
        # short words and acronyms
        ("Organization", "KBDX", "KBDY"),
        ("Organization", "UNOPS", "UNOPX"),
        ("Organization", "Orva Bank", "Orta Bank"),
        ("Organization", "Class A Shares", "Class B Shares"),
        # persons with other first names, or nothing but a first name
        ("Person", "Maria Hansen", "Mario Hansen"),
        ("Person", "Daniel Hansen", "Daniela Hansen"),
        ("Person", "Christian Hansen", "Christina Hansen"),
        ("Person", "Erik Hansen", "Eric Hansen"),
        ("Person", "Karin Hansen", "Karen Hansen"),
        ("Person", "Martin Hansen", "Marvin Hansen"),
        ("Person", "Catharine Hansen", "Catherine Hansen"),
        ("Person", "Karolina", "Karolinna"),
        # places
        ("Organization", "Bank of Iceland", "Bank of Ireland"),
        ("Organization", "Bank of Orvanta", "Bank of Orvinta"),  # places, for all we know
        # plurals and other endings
        ("Organization", "Larch Partner", "Larch Partners"),
        ("Organization", "Hotel Corvas", "Hotel Corvass"),
        ("Organization", "Banca Corvex", "Banco Corvex"),
        ("Organization", "Telefonica Corva", "Telefonico Corva"),
        ("Organization", "Challenger Fund", "Challenges Fund"),
        ("Organization", "Corvex International", "Corvex Internationale"),
        ("Organization", "Russian Pay", "Russia Pay"),
        # another beginning
        ("Organization", "Cisteron", "Disteron"),
        ("Organization", "Athenis", "Thenis"),
        # more than one slip
        ("Organization", "Kestrin Bank", "Kestirm Bank"),
        ("Organization", "Kestrin Bank", "Kestirn Bnak"),
        # the same but for spaces and case
        ("Organization", "Pay Lund", "PayLund"),
        ("Organization", "Kestrin", "KESTRIN"),
    ],
)
def test_what_is_as_near_and_two_is_not(kind: str, one: str, other: str) -> None:
    assert proposed((one, kind), (other, kind)) == set()


def test_words_that_other_names_have_too_are_no_slips_of_each_other() -> None:
    others = [("Ide Hansen", "Person"), ("Ide Voss", "Person"), ("Lars Hanson", "Person")]
    assert proposed(("Maria Hansen", "Person"), ("Maria Hanson", "Person")) != set()
    assert proposed(("Maria Hansen", "Person"), ("Maria Hanson", "Person"), *others) == set()


def test_kinds_are_kept_apart() -> None:
    assert proposed(("Corvex Kestrin", "Organization"), ("Corvex Kestirn", "Person")) == set()


def test_a_series_is_none() -> None:
    series = [(f"Corvex {letter}estrin", "Organization") for letter in "BCDFGHKL"]
    assert proposed(*[(name.replace("estrin", "kestrin"), kind) for name, kind in series]) == set()


def test_every_pair_is_found_that_a_comparison_of_all_with_all_finds() -> None:
    rng = random.Random(5)
    names = []
    for _ in range(30):
        word = "".join(rng.choice("bcdfgklmnprstv") + rng.choice("aeiou") for _ in range(4))
        for _ in range(3):
            at = rng.randrange(len(word))
            letters = rng.choice(["", word[at] * 2, "x", word[at : at + 2][::-1]])
            names.append(f"Corvex {word[:at]}{letters}{word[at + 1 :]}".title())
    given = [(name, "Organization") for name in sorted({*names})]
    words = [_words(name) for name, _ in given]
    counts = Counter(word for each in words for word in set(each))
    every = {
        (one, other)
        for one, other in combinations(range(len(given)), 2)
        if _is_slip(given[one], given[other], words[one], words[other], counts)
    }
    assert len(every) > 10
    assert set(slips(given)) == every


@pytest.mark.parametrize("names", [[], [("Ab", "Person")], [("Kestrin", "Organization")], [("Kestrin", "Product")] * 2])
def test_nothing_to_compare(names: list[tuple[str, str]]) -> None:
    assert list(slips(names)) == []

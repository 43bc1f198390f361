"""Dates of birth and death in brackets behind a name."""

from __future__ import annotations

import pytest

from newsweave.extract.clauses.lifespans import lifespans
from newsweave.extract.parsing.tree import Tree


def bracket(inside: str) -> Tree:
    words = ["Maria", "Hansen", "(", *inside.split(), ")", "spoke"]
    tags = ["NNP", "NNP", "-LRB-", *["CD"] * len(inside.split()), "-RRB-", "VBD"]
    last = len(words) - 1
    heads = [1, last, *[1] * (len(words) - 3), last]
    deps = ["compound", "nsubj", *["punct"] * (len(words) - 3), "ROOT"]
    return Tree.from_rows(list(zip(words, tags, deps, heads, strict=True)))


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("born 4 May 1961", [("bear", "4 May 1961")]),
        ("born Anna Dahl ; May 4, 1961", [("bear", "May 4, 1961")]),
        ("4 May 1901 – 9 June 1975", [("bear", "4 May 1901"), ("die", "9 June 1975")]),
        ("1901 - 1975", [("bear", "1901"), ("die", "1975")]),
        ("died June 1975", [("die", "June 1975")]),
        ("1901", []),
        ("pictured in May 1961", []),
        ("aged 61", []),
    ],
)
def test_brackets(inside: str, expected: list[tuple[str, str]]) -> None:
    tree = bracket(inside)
    found = []
    for p in lifespans(tree):
        when = p.role("on")
        assert when is not None
        assert tree.text[when.start : when.end] == when.text
        found.append((p.predicate, when.text))
    assert found == expected


def test_an_open_bracket_or_a_common_noun_gives_nothing() -> None:
    rows = [
        ("bank", "NN", "nsubj", 3),
        ("(", "-LRB-", "punct", 0),
        ("1901", "CD", "appos", 0),
        ("grew", "VBD", "ROOT", 3),
    ]
    assert lifespans(Tree.from_rows(rows)) == []

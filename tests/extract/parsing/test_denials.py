"""What "not" and "rather than" leave out, and what "or" leaves open, end to end; the trees stay trees."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from tests.extract.conftest import Read, heads_form_a_tree, trees

from newsweave.extract.model import EntityArgument
from newsweave.extract.parsing.repair_denials import denied_names, denied_phrases, false_auxiliaries, raised_gerunds
from newsweave.extract.parsing.repair_gaps import gapped_clauses
from newsweave.extract.parsing.tree import Tree

C, K, L, M = "Corvex Group", "Kestrin Bank", "Larch Capital", "Maria Hansen"


def told(read: Read, text: str) -> set[tuple[str, str, str, str]]:
    return {
        (s.subject.name, s.relation, s.object.name, s.status)
        for s in read(text).statements
        if isinstance(s.object, EntityArgument)
    }


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (f"{M} works for {C}, not for {K}.", (M, "works_for", C)),
        (f"{M} works for {C} and not for {K}.", (M, "works_for", C)),
        (f"{M} works for {C} rather than for {K}.", (M, "works_for", C)),
        (f"{M} works for {C}, as opposed to {K}.", (M, "works_for", C)),
        (f"{M} works not for {K} but for {C}.", (M, "works_for", C)),
        (f"{M} is a director of {C}, not of {K}.", (M, "works_for", C)),
        (f"{C} bought {K}, not {L}.", (C, "acquired", K)),
        (f"{C} bought not {L} but {K}.", (C, "acquired", K)),
        (f"{C} bought {K} instead of {L}.", (C, "acquired", K)),
        (f"Not {L} but {C} acquired {K}.", (C, "acquired", K)),
        (f"{C} and not {L} acquired {K}.", (C, "acquired", K)),
        (f"{C} operates in Norway but not in Sweden.", (C, "operates_in", "Norway")),
        (f"{C} signed a deal with {K}, not with {L}.", (C, "signed_agreement_with", K)),
    ],
)
def test_what_is_left_out(read: Read, text: str, fact: tuple[str, str, str]) -> None:
    assert told(read, text) == {(*fact, "asserted")}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (f"{C} bought not only {K} but also {L}.", {(C, "acquired", K, "asserted"), (C, "acquired", L, "asserted")}),
        (f"{C} works with {K}, and not just with {L}.", {(C, "partnered_with", x, "asserted") for x in (K, L)}),
        (f"{C} has not in fact bought {K}.", {(C, "acquired", K, "negated")}),
        (f"{C} did not, in 2019, buy {K}.", {(C, "acquired", K, "negated")}),
    ],
)
def test_what_is_not(read: Read, text: str, facts: set[tuple[str, str, str, str]]) -> None:
    assert told(read, text) == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (f"Either {C} or {K} acquired {L}.", {(C, "acquired", L, "possible"), (K, "acquired", L, "possible")}),
        (f"{L} was bought by {C} or {K}.", {(C, "acquired", L, "possible"), (K, "acquired", L, "possible")}),
        (f"{C} acquired either {K} or {L}.", {(C, "acquired", K, "possible"), (C, "acquired", L, "possible")}),
        (f"{C} bought or leased {K}.", set()),
        (f"{C} did not buy {K} or {L}.", {(C, "acquired", K, "negated"), (C, "acquired", L, "negated")}),
        (f"{C} bought two or three shops and {K}.", {(C, "acquired", K, "asserted")}),
        (f"{C} bought {K} in 2019 or 2020.", {(C, "acquired", K, "asserted")}),
        (f"{C} (or CG) bought {K}.", {(C, "acquired", K, "asserted")}),
        (f"{C} has branches or agents in Norway.", {(C, "operates_in", "Norway", "asserted")}),
    ],
)
def test_one_of_two(read: Read, text: str, facts: set[tuple[str, str, str, str]]) -> None:
    assert told(read, text) == facts


@pytest.mark.parametrize(
    "mend", [gapped_clauses, denied_phrases, denied_names, false_auxiliaries, raised_gerunds], ids=lambda f: f.__name__
)
def test_a_tree_stays_a_tree(mend: object) -> None:
    @settings(max_examples=60, deadline=None)
    @given(trees())
    def check(tree: Tree) -> None:
        assert callable(mend)
        mend(tree)
        assert heads_form_a_tree(tree)

    check()

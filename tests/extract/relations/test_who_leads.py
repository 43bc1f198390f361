"""Who leads what: headlines of the form "X leads A and B Y", and the chancellor, whom no bank has."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.extract.conftest import Read, heads_form_a_tree, trees

from newsweave.extract.parsing.repair_gaps import gapped_clauses
from newsweave.extract.parsing.repair_lists import second_subjects, shared_modifiers
from newsweave.extract.parsing.tree import Tree

C, K, L, V, P = "Corvex Group", "Kestrin Bank", "Larch Ventures", "Mara Voss", "Peter Lindqvist"
POSTS = ("works_for", "chief_executive_of", "appointed_to", "holds_office")


def led(read: Read, text: str) -> set[tuple[str, str]]:
    return {(s.subject.name, getattr(s.object, "name", "")) for s in read(text).statements if s.relation in POSTS}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # what they lead stands behind both names
        (f"{V} leads {C} and {K} talks", set()),
        (f"{V} leads {C} and {K} talks.", set()),
        (f"{V} leads {C} and {K} merger talks", set()),
        (f"{V} Leads {C} And {K} Revolt", set()),
        (f"{V} Leads {C} And {K} Merger Talks", set()),
        (f"{V} heads {C} and {K} probe", set()),
        # the second clause leaves out its verb
        (f"{V} leads {C} and {P} {K}.", {(V, C), (P, K)}),
        (f"{V} leads {C}, and {P} {K}.", {(V, C), (P, K)}),
        (f"{V} Leads {C} And {P} {K}", {(V, C), (P, K)}),
        (f"{V} heads {C} and Maria Hansen {L}.", {(V, C), ("Maria Hansen", L)}),
        (f"{V} runs {C}, {P} {K}.", {(V, C), (P, K)}),
        # the second clause has one of its own
        (f"{V} chairs {C} and {P} chairs {K}.", {(V, C), (P, K)}),
        (f"{V} leads {C} and {K} shares her views.", {(V, C)}),
        (f"{V} leads {C} and {K} plans a bid.", {(V, C)}),
        (f"{V} leads {C}, and {K} backs her.", {(V, C)}),
        # two objects of one verb
        (f"{V} leads {C} and {K}.", {(V, C), (V, K)}),
        (f"{V} leads {C} and {K} in May.", {(V, C), (V, K)}),
        (f"{V} runs {C} and {L}, both of Oslo.", {(V, C), (V, L)}),
        (f"{V} leads {C} and its rival {K}.", {(V, C), (V, K)}),
        (f"{V} leads {C} and chairs {K}.", {(V, C), (V, K)}),
        (f"{V} and {P} lead {C} and {K}.", {(V, C), (V, K), (P, C), (P, K)}),
        (f"{V} leads {C} and Maria Hansen Foundation.", {(V, C), (V, "Maria Hansen Foundation")}),
    ],
)
def test_who_leads_what(read: Read, text: str, found: set[tuple[str, str]]) -> None:
    assert led(read, text) == found


@pytest.mark.parametrize(
    ("text", "bought"),
    [
        (f"{C} bought {K} and Charles Voss Investment Services.", {(C, K), (C, "Charles Voss Investment Services")}),
        (f"{C} bought {K} and {L}.", {(C, K), (C, L)}),
        (f"{C} bought {K} and {L} and sold Ostra Pay.", {(C, K), (C, L)}),
        (f"{C} bought {K} and {L}, sold Ostra Pay and grew.", {(C, K), (C, L)}),
    ],
)
def test_what_one_firm_bought(read: Read, text: str, bought: set[tuple[str, str]]) -> None:
    found = [s for s in read(text).statements if s.relation == "acquired"]
    assert {(s.subject.name, getattr(s.object, "name", "")) for s in found} == bought


BANK = "The Bank of England raised rates on Thursday."


@pytest.mark.parametrize(
    "text",
    [
        f"{BANK} The chancellor, {V}, welcomed it.",
        f"{BANK} “It is right,” said the chancellor, {V}.",
        f"{BANK} Chancellor {V} welcomed it.",
        f"{BANK} The shadow chancellor, {V}, attacked it.",
        f"{BANK} The finance minister, {V}, welcomed it.",
        f"{BANK} The home secretary, {V}, welcomed it.",
        f"{BANK} The prime minister, {V}, welcomed it.",
        f"{BANK} The treasurer, {V}, welcomed it.",
        f"{BANK} The president, {V}, welcomed it.",
        f"The Bank of England and the chancellor, {V}, disagreed.",
        f"The Bank of England told the chancellor, {V}, that rates would rise.",
        f"{V}, the chancellor, spoke at the Bank of England.",
    ],
)
def test_posts_of_government_belong_to_no_bank(read: Read, text: str) -> None:
    assert led(read, text) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{BANK} The governor, {V}, defended it.", (V, "Bank of England")),
        (f"{K} raised its rates. The president, {V}, defended it.", (V, K)),
        (f"{V}, the president of {K}, defended it.", (V, K)),
        (f"{V}, the chancellor of the University of Bergen, spoke.", (V, "University of Bergen")),
        (f"Britain's chancellor, {V}, met the Bank of England.", (V, "United Kingdom")),
    ],
)
def test_posts_of_banks_universities_and_states(read: Read, text: str, found: tuple[str, str]) -> None:
    assert led(read, text) == {found}


@given(trees())
def test_the_repairs_keep_a_tree_on_anything(tree: Tree) -> None:
    for repair in (second_subjects, shared_modifiers, gapped_clauses):
        repair(tree)
        assert heads_form_a_tree(tree)

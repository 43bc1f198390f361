"""Roles and trades: "the seller", "the insurer", "it said the company"; silence where two can be meant."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read

from newsweave.extract.model import EntityArgument

DEAL = "Corvex Group has bought Tarn Foods from Kestrin Bank. "


def linked(read: Read, text: str, word: str) -> str | None:
    """The name of what the last ``word`` of the text is taken to mean."""
    at = text.rindex(word)
    for e in read(text).entities:
        if any((m.start, m.end) == (at, at + len(word)) for m in e.mentions):
            return e.name
    return None


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        (DEAL + "The seller hired Mara Voss.", "The seller", "Kestrin Bank"),
        (DEAL + "The vendor hired Mara Voss.", "The vendor", "Kestrin Bank"),
        (DEAL + "The buyer hired Mara Voss.", "The buyer", "Corvex Group"),
        (DEAL + "The target said sales rose.", "The target", "Tarn Foods"),
        (DEAL + "The seller said it had no debt.", "it", "Kestrin Bank"),
        ("Kestrin Bank sold Tarn Foods to Corvex Group. The purchaser grew.", "The purchaser", "Corvex Group"),
        ("Tarn Foods was sold to Corvex Group by Kestrin Bank. The buyer grew.", "The buyer", "Corvex Group"),
        ("Corvex Group completed its acquisition of Tarn Foods. The buyer grew.", "The buyer", "Corvex Group"),
        ("Corvex Group sued Tarn Foods. The plaintiff grew.", "The plaintiff", "Corvex Group"),
        ("Corvex Group sued Tarn Foods. It said the defendant had lied.", "the defendant", "Tarn Foods"),
        ("Kestrin Bank lent Corvex Group $4 million. Tarn Foods grew. The borrower grew.", "The borrower",
         "Corvex Group"),
        ("Mara Voss sold Tarn Foods to Kestrin Bank. The seller lives in Oslo.", "The seller", "Mara Voss"),
        ("Kestrin Bank bought Tarn Pay. Vandrel Group hired Mara Voss. The lender grew.", "The lender", "Kestrin Bank"),
        ("Kestrin Insurance bought Tarn Pay. Vandrel Group hired Mara Voss. The insurer grew.", "The insurer",
         "Kestrin Insurance"),
        ("Corvex, an insurer, bought Tarn Pay. Vandrel Group hired Mara Voss. The insurer grew.", "The insurer",
         "Corvex"),
        ("Kestrin Bank fined Corvex Group. It said the firm had lied.", "the firm", "Corvex Group"),
        ("Kestrin Bank fined Corvex Group. It said the firm had lied.", "It", "Kestrin Bank"),
        ("Corvex Group said the company had sold Tarn Foods.", "the company", "Corvex Group"),
    ],
)  # fmt: skip
def test_linked(read: Read, text: str, word: str, name: str) -> None:
    assert linked(read, text, word) == name


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Corvex Group grew. The seller hired Mara Voss.", "The seller"),
        ("Corvex Group and Vandrel Group bought Tarn Foods. The buyer grew.", "The buyer"),
        ("Corvex Group bought Tarn Foods. Kestrin Bank sold Vandrel Group. The buyer grew.", "The buyer"),
        ("Corvex Group failed to sell Tarn Foods. The seller grew.", "The seller"),
        ("Corvex Group missed its goal. Kestrin Bank bought Tarn Foods. The target rose to 4%.", "The target"),
        (DEAL + "The seller of the bonds hired Mara Voss.", "The seller"),
        (DEAL + "A seller hired Mara Voss.", "A seller"),
        ("Corvex Group bought Tarn Foods. Vandrel Airways hired Mara Voss. The retailer grew.", "The retailer"),
        ("Corvex Group raised $5 million in a round led by Tarn Capital. The investor grew.", "The investor"),
        ("Corvex Group bought Tarn Foods from its parent, Kestrin Bank.", "its"),
        ("Kestrin Bank issued a bond. Corvex Group bought it.", "it"),
    ],
)
def test_left_alone(read: Read, text: str, word: str) -> None:
    assert linked(read, text, word) is None


def test_its_owner_is_the_sellers_not_of_what_it_sold_a_stake_in(read: Read) -> None:
    found = read("Tarn Freight sold its stake in Corvex Foods to its parent, Kestrin Bank.")
    pairs = [
        (s.subject.name, s.object.name)
        for s in found.statements
        if s.relation == "subsidiary_of" and isinstance(s.object, EntityArgument)
    ]
    assert pairs == [("Tarn Freight", "Kestrin Bank")]

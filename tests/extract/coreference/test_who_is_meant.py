"""Whom "she", "the Danish group" and "it" mean where two can be meant: by what was said of them, or nobody."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read, document
from tests.extract.coreference.test_nominals import linked

from newsweave.extract.model import Block
from newsweave.extract.pipeline import Extractor

PUMPS = "Norvan A/S, the Danish maker of pumps, turned down an offer from Switzerland's Kessra Holding AG. "
UNIT = "Corvex Group is weighing a listing of its unit Tarn Foods. Tarn Foods runs mills in Norheim. "
LISTED = "Zarin Precision FZE and its director, Anton Veresh, were listed. Bright Lantern could not be reached. "


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        (PUMPS + "The Danish group is open to a deal.", "The Danish group", "Norvan A/S"),
        (PUMPS + "The Swiss company declined to comment.", "The Swiss company", "Kessra Holding AG"),
        (PUMPS + "Birgit Holm, once head of Lyngen, said the Danish group agreed.", "the Danish group", "Norvan A/S"),
        ("German chipmaker Corvex bought French rival Tarn Labs. The French company grew.", "The French company",
         "Tarn Labs"),
        ("Oslo-based Corvex Group sued Tarn Foods. The Norwegian company grew.", "The Norwegian company",
         "Corvex Group"),
        ("Budget carrier Norden Air swung to a loss. The Norwegian airline grew.", "The Norwegian airline",
         "Norden Air"),
        (UNIT + "The group was founded in 1968.", "The group", "Corvex Group"),
        ("Corvex Group may sell its unit, known as Celuva. Ida Prado, whose father founded the group, left.",
         "the group", "Corvex Group"),
        (LISTED + "A lawyer for Mr. Veresh said he had resigned from the company.", "the company",
         "Zarin Precision FZE"),
        ("Corvex, founded in Oslo, licensed its patents to a rival, Velor. The start-up sued Velor.", "The start-up",
         "Corvex"),
        ("Tarn Foods grew. An analyst at Kestrin Securities said the company would buy Orva.", "the company",
         "Tarn Foods"),
        ("Corvex Group was fined. Ida Holm, a former head of Tarn Foods, said the company would appeal.", "the company",
         "Corvex Group"),
    ],
)  # fmt: skip
def test_a_noun_means_of_whom_it_was_said(read: Read, text: str, word: str, name: str) -> None:
    assert linked(read, text, word) == name


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Corvex Group sued Tarn Foods. The Oslo-based company grew.", "The Oslo-based company"),
        ("Norwegian firm Corvex sued Norwegian firm Tarn Foods. The Norwegian company grew.", "The Norwegian company"),
        ("Chilean firm Maderas Auca has no stake in Celuva. Orva grew. The Indonesian company did not reply.",
         "The Indonesian company"),
        ("Corvex Group sued Tarn Foods. The company grew.", "The company"),
        ("Kestrin Bank sued Vandrel Bank. The bank grew.", "The bank"),
        ("Kestrin Bank lent $4 million to Corvex. The company grew.", "The company"),
        ("Corvex Group bought Tarn Foods in 2019. Kestrin Bank lent it money. The company grew.", "The company"),
        ("Corvex Group sold Tarn Foods to Orva for $40 million. The company grew.", "The company"),
        ('Corvex News is a weekly. Ida Holm, editor of the Oslo newspaper "Til Kveld", agreed.', "the Oslo newspaper"),
        ("Shares in Corvex Group fell after Tarn Foods cut its forecast. It employs 800 people.", "It"),
        ("Tarn Foods is worth 3 million crowns. The Norwegian krone fell. It rose on Monday.", "It"),
    ],
)  # fmt: skip
def test_a_noun_that_can_be_two_is_nobody(read: Read, text: str, word: str) -> None:
    assert linked(read, text, word) is None


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ('Mara Voss met Xu Lin. "We are glad," Xu said. She added that talks would go on.', "She", "Xu Lin"),
        ('Maria Hansen met Peter Lind. "We are glad," Lind said. She added that talks would go on.', "She",
         "Maria Hansen"),
        ('Peter Lind thanked Jan Aker. "He saved us," Lind said.', "He", "Jan Aker"),
        ("Frank Habel spoke of Andre Kagwa. Habel told the radio that they were afraid. He said he had left.", "He",
         "Frank Habel"),
        ("Ida Holm met Peter Lind in Oslo and said no. Asked why, she replied that nobody had asked.", "she",
         "Ida Holm"),
        ("The mayor of Tarnby, Jens Lund, said that his town was happy.", "his", "Jens Lund"),
        ("Dean Barker founded Corvex with Mark Weiss. He was an economist at Kestrin Bank.", "He", "Dean Barker"),
        ("Camilla Dyr quit. A successor will be named soon, said Tor Bugge, who had sounded out her deputy.", "her",
         "Camilla Dyr"),
        ("Peter Lind runs Corvex. His lawyer said he would appeal.", "he", "Peter Lind"),
        ("Maria Hansen praised Peter Lind. She joined Corvex in 2019.", "She", "Maria Hansen"),
    ],
)  # fmt: skip
def test_a_pronoun_means_who_fits_best(read: Read, text: str, word: str, name: str) -> None:
    assert linked(read, text, word) == name


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Xu Lin praised Maria Hansen. She joined Corvex in 2019.", "She"),
        ("Ida Holm and Maria Hansen met in Oslo. She said talks would go on.", "She"),
        ("Peter Lind, Corvex's chief, hired Jan Aker. He worked for Kestrin before.", "He"),
        ("Peter Lind founded Corvex. A spokesman for the company declined to comment. He said talks had ended.", "He"),
        ("Peter Lind was charged with fraud. The judge set bail. He said the evidence was strong.", "He"),
        ("Peter Lind was charged. One analyst expects a loss. He joined Corvex in 2001.", "He"),
        ("Mara Voss said Xu Lin would leave. She runs Corvex.", "She"),
        # a clause's own subject, though nobody names it
        ("Jon Voss met reporters. A judge was shot outside his home.", "his"),
        ("Jon Voss met reporters. The minister sold his house.", "his"),
    ],
)
def test_a_pronoun_that_can_be_two_is_nobody(read: Read, text: str, word: str) -> None:
    assert linked(read, text, word) is None


def test_who_was_only_named_is_not_who_speaks_in_the_next_paragraph(extractor: Extractor) -> None:
    first = (
        "Isolde Varga was elected president. She replaces Gonzalo Pizarro. "
        "Ludo Henke, of the Green League, will be vice-president."
    )
    text = f'{first}\n\n"I owe this to nobody," she told the chamber.'
    blocks = [Block(0, len(first)), Block(len(first) + 2, len(text))]
    found = next(iter(extractor.extract([document(text, blocks=blocks)])))
    assert {s.subject.name for s in found.statements if s.relation == "said"} == {"Isolde Varga"}

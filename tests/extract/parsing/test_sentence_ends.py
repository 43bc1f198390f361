"""Where an abbreviation's stop ends a sentence: both sides of the line, on the tagger's own tags."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from newsweave.extract.parsing.sentence_ends import COMPONENT, add_sentence_ends
from newsweave.extract.pipeline import Extractor

# || stands where the sentence ends.
ENDS = [
    "Kestrin Bank operates in the U.S. || Corvex Group sued Marlow Foods.",
    "Kestrin Bank operates in the U.S. || The company sued Marlow Foods.",
    "Kestrin Bank has left the U.K. || Corvex Group, a rival, stayed.",
    "Kestrin Bank is the largest lender in the U.S. || Odo Pell is its chief executive.",
    "Kestrin Bank sold its stake in the U.S. || Shares of Corvex Group rose 4%.",
    "Kestrin Bank moved to Washington, D.C. || Corvex Group is based in Oslo.",
    "Kestrin Bank bought Marlow Foods Inc. || Corvex Group sued Pellan Pay.",
    "Kestrin Bank has acquired Marlow Foods Corp. || Ida Hansen founded Pellan Pay.",
    "Kestrin Bank has acquired chipmaker Marlow N.V. || Ida Hansen founded Pellan Pay.",
    "Kestrin Bank bought Marlow Foods S.A. || Corvex Group sued Pellan Pay.",
    "Kestrin Bank was acquired by Marlow Foods S.p.A. || Corvex Group sued Pellan Pay.",
    "Kestrin Bank bought Marlow Foods GmbH. || Corvex Group sued Pellan Pay.",
    "Kestrin Bank invested in Marlow A/S. || Corvex Group sued Pellan Pay.",
    "Kestrin Bank invested in Marlow Pte. Ltd. || Corvex Group sued Pellan Pay.",
    "Kestrin Bank invested in Marlow Sdn. Bhd. || Corvex Group sued Pellan Pay.",
    "Kestrin Bank said it had sued Marlow Foods Inc. || Corvex Group declined to comment.",
    "Kestrin Bank Inc. said it had bought Marlow Co. Ltd. || Corvex Group sued Pellan Pay.",
    "Kestrin Bank hired Odo Pell Jr. || Corvex Group sued Marlow Foods.",
    "Kestrin Bank bought Marlow Inc. || Pellan Pay's owner sold it.",
    "Kestrin Bank appointed Odo Pell Jr. || He replaces Ida Hansen.",
    "Kestrin Bank has offices in the U.S. and the U.K. || Corvex Group sued Marlow Foods.",
    "Kestrin Bank hired Ida Hansen, M.D. || Corvex Group sued Marlow Foods.",
    "Kestrin Bank was founded by Odo Pell Sr. || Corvex Group sued Marlow Foods.",
    "Kestrin Bank acquired Marlow Corp. || Odo Pell, who founded Marlow, will lead the unit.",
    "The bank opened at 9 a.m. || Kestrin Bank sued Marlow.",
    "It was paid to relatives of Prime Minister Hok Sen. || Corvex Group, a listed firm, sued Kestrin Bank.",
    "Ida Hansen founded ZynexQ. || It is based in Lund.",
    "Ida Hansen founded Novex4B. || It is based in Lund.",
]
GOES_ON = [
    "Kestrin Bank Inc. said U.S. Treasury yields rose.",
    "Ida Hansen said the U.S. Corvex Group unit lost money.",
    "The bank that sued the U.S. Treasury said it would appeal.",
    "Kestrin Bank was fined by the U.S. Securities and Exchange Commission in May.",
    "Kestrin Bank and the U.S. Treasury sued Corvex Group.",
    "The rules the U.S. Treasury issued hit Kestrin Bank.",
    "Kestrin Bank raised money from U.S. Corvex Group and Marlow.",
    "Kestrin Bank hired U.S. Bancorp banker Odo Pell.",
    "Officials named in the U.S. Corvex Group report said nothing.",
    "Kestrin Bank opened an office in the U.S. in May.",
    "Kestrin Bank opened an office in the U.S. last year, and Marlow Foods Inc. followed.",
    "Shares fell after Marlow Foods Inc. Chief Executive Odo Pell resigned.",
    "The stake Marlow Foods Inc. Chief Executive Odo Pell sold was small.",
    "Marlow Foods Inc. Chief Executive Odo Pell said the firm sued Kestrin Bank.",
    "Kestrin Bank hired Marlow Foods Inc. Chief Executive Odo Pell as head of risk.",
    "Kestrin Bank, which bought Marlow Foods Inc. last year, sued Pellan Pay.",
    "Kestrin Bank Inc. and Marlow Foods Ltd. have merged.",
    "Marlow Sdn. Bhd. sued Kestrin Bank.",
    "The bill of Democrat Sen. Ida Hansen hit Kestrin Bank.",
    "Kestrin Bank wrote to Banking Committee Chairman Sen. Odo Pell.",
    "Kestrin Bank appointed Odo Pell Jr. as chief executive.",
    "Kestrin Bank sued Corvex Group and Marlow Foods Inc. Chief Executive Odo Pell resigned.",
    "Kestrin Bank acquired Marlow, Inc. in May.",
    "He joined J.P. Sandler as a partner.",
    "The bank sued Marlow at 9 a.m. Oslo time.",
]


@pytest.mark.parametrize("text", [*ENDS, *GOES_ON])
def test_sentence_ends(extractor: Extractor, text: str) -> None:
    doc: Doc = extractor.nlp(text.replace(" || ", " "))
    assert " || ".join(s.text for s in doc.sents) == text


def test_the_component_is_added_once(extractor: Extractor) -> None:
    names = list(extractor.nlp.pipe_names)
    add_sentence_ends(extractor.nlp)
    assert extractor.nlp.pipe_names == names
    assert names.index("tagger") < names.index(COMPONENT) < names.index("parser")


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Kestrin Bank bought Marlow Foods Inc. Corvex Group sued Pellan Pay.",
         {("Kestrin Bank", "acquired", "Marlow Foods Inc."), ("Corvex Group", "sued", "Pellan Pay")}),
        ("Kestrin Bank hired Odo Pell Jr. Corvex Group sued Pellan Pay.",
         {("Odo Pell Jr.", "appointed_to", "Kestrin Bank"), ("Corvex Group", "sued", "Pellan Pay")}),
        ("Ida Hansen founded ZynexQ. It is based in Lund.",
         {("ZynexQ", "founded_by", "Ida Hansen"), ("ZynexQ", "headquartered_in", "Lund")}),
    ],
)  # fmt: skip
def test_each_sentence_has_its_own_facts(extractor: Extractor, text: str, facts: set[tuple[str, str, str]]) -> None:
    from tests.extract.parsing.test_parse import facts as facts_of

    assert facts_of(extractor, text) == facts

"""Whom a document is about: as a whole, more or less surely, and at a place in it."""

from __future__ import annotations

from collections import deque

import pytest
from tests.extract.conftest import document

from newsweave.extract.coreference.aboutness import Aboutness
from newsweave.extract.entities.cluster import Passage
from newsweave.extract.parsing.parse import parse
from newsweave.extract.pipeline import Extractor, Given, bare_documents, find_entities

LONG = "Corvex Group grew in May. Corvex Group hired nobody. Kestrin Bank praised Corvex Group. "
SHORT = "Voltaro was founded in 2012. It employs 90 people. Voltaro is from Oslo. Kestrin Bank lends it money. "
MACRO = "Wages rose 4% in May, said Ida Holm, an analyst at Kestrin Bank. Inflation may rise as well."


def about(extractor: Extractor, text: str) -> Aboutness:
    """What the document of a text knows."""
    given: deque[Given] = deque()
    _, trees = next(parse(extractor.nlp, bare_documents([document(text)], given)))
    passages = [Passage(tree, block.kind) for block, tree in trees]
    _, discourse = find_entities(passages, extractor.gazetteer, extractor.rules, given[0].asides)
    return discourse.about


def name(found: object) -> str | None:
    """The name of an entity, if there is one."""
    return getattr(found, "name", None)


@pytest.mark.parametrize(
    ("text", "main", "leading"),
    [
        (LONG, "Corvex Group", "Corvex Group"),
        (SHORT, None, "Voltaro"),
        (MACRO, None, None),
        ("Corvex Group sued Kestrin Bank in May. Kestrin Bank sued Corvex Group in June.", None, None),
        ("The weather was bad.", None, None),
    ],
)
def test_as_a_whole(extractor: Extractor, text: str, main: str | None, leading: str | None) -> None:
    found = about(extractor, text)
    assert (name(found.main), name(found.leading)) == (main, leading)


def test_at_a_place_it_is_who_was_named_most_and_last(extractor: Extractor) -> None:
    found = about(extractor, LONG)
    assert name(found.prominent(LONG.index("Corvex Group hired"), opens=False)) == "Corvex Group"
    assert found.prominent(0, opens=False) is None


def test_who_acts_between_two_places(extractor: Extractor) -> None:
    found = about(extractor, LONG)
    bank = next(c for c in found.organizations if c.name == "Kestrin Bank")
    start = LONG.index("Kestrin Bank")
    assert found.acts(bank, start, len(LONG))
    assert not found.acts(bank, 0, start)
    assert [c.name for c in found.rivals(bank)] == ["Corvex Group"]

"""Whose a post is where nobody says it: the organisation that the text is about, or nobody's."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read

ABOUT = "Corvex Group will close a mill in Bergen. Corvex Group has lost $4 million. "


def employers(read: Read, text: str) -> set[tuple[str, str]]:
    """Who works for whom by a text."""
    return {
        (s.subject.name, getattr(s.object, "name", ""))
        for s in read(text).statements
        if s.relation in ("works_for", "chief_executive_of")
    }


@pytest.mark.parametrize(
    "text",
    [
        ABOUT + "Chief executive Maria Hansen said the mill was old.",
        ABOUT + "Maria Hansen, the chief executive, said the mill was old.",
        ABOUT + "The mill is old, managing director Maria Hansen said.",
        ABOUT + "Former chief executive Maria Hansen is not to blame.",
    ],
)
def test_it_is_with_whom_the_text_is_about(read: Read, text: str) -> None:
    assert employers(read, text) == {("Maria Hansen", "Corvex Group")}


@pytest.mark.parametrize(
    "text",
    [
        ABOUT + "Former President Ola Berg was at the fair.",
        ABOUT + "The fair was opened by both President Ola Berg and his wife Ida.",
        ABOUT + "A ship was named after the wife of the late president Ola Berg.",
        ABOUT + "It named Maria Hansen as vice president, Water Systems.",
        ABOUT + "Kestrin Bank is a lender. The airline was founded by Ida Holm and former chief executive Ola Berg.",
        ABOUT + "Political analyst Ola Berg was not surprised.",
        ABOUT + "Kestrin Bank declined to comment. Chief executive Ola Berg said Kestrin Bank would wait.",
    ],
)
def test_it_is_not_where_it_may_be_anothers(read: Read, text: str) -> None:
    assert not {pair for pair in employers(read, text) if pair[0] != "Maria Hansen" and pair[1] != "Kestrin Bank"}


def test_a_title_with_a_firm_of_its_own_is_not_in_focus(read: Read) -> None:
    text = "Prior to joining Corvex Group in 2003, Ola Berg was Chairman and Chief Executive Officer of Kestrin Bank."
    assert {firm for _, firm in employers(read, text)} == {"Kestrin Bank"}

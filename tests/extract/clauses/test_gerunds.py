"""What is not done, or only thought of: gerunds behind "stopped short of", "weighed, then dropped"; bonds that end."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read

C, K = "Corvex Group", "Kestrin Bank"


def status(read: Read, text: str, relation: str) -> set[str]:
    return {s.status for s in read(text).statements if s.relation == relation and s.subject.name == C}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{C} stopped short of buying {K}.", "negated"),
        (f"{C} stopped just short of buying {K}.", "negated"),
        (f"{C} fell short of acquiring {K}.", "negated"),
        (f"{C} walked away from buying {K}.", "negated"),
        (f"{C} balked at buying {K}.", "negated"),
        (f"{C} gave up on buying {K}.", "negated"),
        (f"{C} considered but rejected buying {K}.", "negated"),
        (f"{C} weighed, then dropped, buying {K}.", "negated"),
        (f"{C} considered, but decided against, buying {K}.", "negated"),
        (f"{C} considered, but did not proceed with, acquiring {K}.", "negated"),
        (f"{C} toyed with buying {K}.", "possible"),
        (f"{C} came close to buying {K}.", "possible"),
        (f"{C} weighed buying {K}, then dropped the idea.", "possible"),
        (f"Maria Hansen stopped short of saying that {C} had bought {K}.", "possible"),
        (f"{C} succeeded in buying {K}.", "asserted"),
        (f"{C} went ahead with buying {K}.", "asserted"),
        (f"{C} considered, and later approved, buying {K}.", "asserted"),
        (f"{C} fell short of its target after acquiring {K}.", "asserted"),
        (f"{C} expanded, acquiring {K}.", "asserted"),
    ],
)
def test_deed(read: Read, text: str, expected: str) -> None:
    assert status(read, text, "acquired") == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{C} ended its partnership with {K}.", {"negated"}),
        (f"{C} pulled out of its partnership with {K}.", {"negated"}),
        (f"{C} called time on its partnership with {K}.", {"negated"}),
        (f"{C} brought its partnership with {K} to an end.", {"negated"}),
        (f"{C}'s partnership with {K} expired in May.", {"negated"}),
        (f"{C}'s partnership with {K} is over.", {"negated"}),
        (f"The end of the partnership between {C} and {K} hurt sales.", {"negated"}),
        (f"{C} is no longer a partner of {K}.", {"asserted"}),  # with ``former``
        (f"{C} plans to end its partnership with {K}.", set()),
        (f"{C} and {K} have agreed to end their partnership.", set()),
        (f"The partnership between {C} and {K} will end in June.", set()),
        (f"{C} refused to end its partnership with {K}.", {"asserted"}),
        (f"{C} praised its partnership with {K}.", {"asserted"}),
        (f"{C} extended its partnership with {K}.", {"asserted"}),
    ],
)
def test_bond(read: Read, text: str, expected: set[str]) -> None:
    assert status(read, text, "partnered_with") == expected

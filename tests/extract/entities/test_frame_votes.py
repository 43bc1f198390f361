"""Names that the model takes for towns, and frames that say what they are."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read


def types(read: Read, text: str) -> dict[str, str]:
    return {e.name: e.type for e in read(text).entities}


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("Kestrin Bank bought Veltora in May.", "Veltora", "Company"),
        ("Veltora has supplied Corvex Group with chips.", "Veltora", "Company"),
        ("Veltora sued Corvex Group over patents.", "Veltora", "Company"),
        ("Veltora opened a branch in Springfield.", "Springfield", "City"),
        ("Corvex Group was fined in Springfield.", "Springfield", "City"),
        ("Corvex Group is based in Veltora.", "Veltora", "City"),
    ],
)
def test_what_a_frame_says_of_a_name(read: Read, text: str, name: str, type_: str) -> None:
    assert types(read, text)[name] == type_

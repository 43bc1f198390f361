"""Names as people look for them."""

from __future__ import annotations

import pytest

from newsweave.graph.spelling import loose


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Kestrin Mills Ltd", "kestrin mills"),
        ("Kestrin Mills Ltd.", "Kestrin Mills Limited"),
        ("Sønder & Datter A/S", "sonder and datter"),
        ("Café Zürich, S.A.", "cafe zurich"),
        ("Łódź Straße GmbH", "lodz strasse"),
        ("The Ærlig Group", "aerlig group"),
        ("Pell-Tarn Pte. Ltd.", "pell tarn"),
        ("O’Hara's", "O'Haras"),
    ],
)
def test_the_same_to_who_looks_for_it(written: str, asked: str) -> None:
    assert loose(written) == loose(asked)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kestrin Mills", "Kestrin"),
        ("Kestrin & Co", "Kestrin"),
        ("Limited", "Inc"),
        ("The", "A"),
        ("Kestrin Group", "Kestrin Holdings"),
    ],
)
def test_not_the_same(one: str, other: str) -> None:
    assert loose(one) != loose(other)

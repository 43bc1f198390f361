"""One entity under its full and its short name, and names that hold whose body it is, a nickname or a legal form."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read


def names(read: Read, text: str) -> dict[str, str]:
    """Name and class of every entity of a text but places."""
    return {e.name: e.type for e in read(text).entities if e.type not in ("Country", "City", "Region")}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Norden Semiconductor Inc. reported a loss. Norden would cut 200 jobs.", "Norden Semiconductor Inc."),
        ("Banco Orvalho S.A. earned more. Shares in Orvalho rose 4%.", "Banco Orvalho S.A."),
        ("Alder & Quill Ventures led the round. Alder & Quill agreed.", "Alder & Quill Ventures"),
        ("Penvale & Sons said profit rose. Penvale would sell its fleet.", "Penvale & Sons"),
        ("Zarin Precision FZE was fined. Zarin Precision denied it.", "Zarin Precision FZE"),
        ("Kestrin Mobility GmbH grew. A lawyer of Kestrin declined to comment.", "Kestrin Mobility GmbH"),
        ("Serra Branca Participadas S.A. may sell ports. Serra Branca said no.", "Serra Branca Participadas S.A."),
        ("Norden Air lost $4 million. Norden expects a profit.", "Norden Air"),
    ],
)
def test_the_first_words_of_a_firm_are_the_firm(read: Read, text: str, name: str) -> None:
    assert names(read, text) == {name: "Company"}


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("Corvex plc said its unit Corvex Energy would grow. Corvex employs 400.", {"Corvex plc", "Corvex Energy"}),
        ("Corvex Energy grew. Corvex and Corvex Energy employ 400.", {"Corvex", "Corvex Energy"}),
        ("Ida Hansen founded Hansen Foods Inc. in 1990. Hansen left.", {"Ida Hansen", "Hansen Foods Inc."}),
        ("Corvex grew. Corvex Energy Ltd was founded in 1990.", {"Corvex", "Corvex Energy Ltd"}),
    ],
)  # fmt: skip
def test_a_firm_and_its_unit_stay_two(read: Read, text: str, both: set[str]) -> None:
    assert set(names(read, text)) == both


def test_a_body_is_what_it_was_called_before(read: Read) -> None:
    text = "The Norheim Trade Commission opened a case. Commission aide Ida Holm left. The Commission fined Bazar."
    assert "Commission" not in names(read, text)
    two = "The Norheim Trade Commission and the Orva Fish Commission met. The Commission fined Bazar."
    found = read(two)
    assert not any(s.relation == "sanctioned" and s.subject.name.endswith("Fish Commission") for s in found.statements)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Maple Lane Teachers' Pension Board bought Tarn.", "Maple Lane Teachers' Pension Board", "Company"),
        ("Ida Holm runs the People's Bank of Norheim.", "People's Bank of Norheim", "CentralBank"),
        ("The Farmers' Union of Norheim objected.", "Farmers' Union of Norheim", "Organization"),
        ("Ida Holm, head of the United Dock Workers, objected.", "United Dock Workers", "Organization"),
        ("Albora Elettronica S.p.A. makes ovens.", "Albora Elettronica S.p.A.", "Company"),
        ("The Greek shipowner Calliope Maritime bought ten ships.", "Calliope Maritime", "Company"),
        ("Kestrin will sell cars to Almaty Motors JSC.", "Almaty Motors JSC", "Company"),
        ('Rosa "Rosie" Varga, who started Tarn Foods, is staying.', 'Rosa "Rosie" Varga', "Person"),
        ("Danica Steel, the novelist, moved to Oslo.", "Danica Steel", "Person"),
    ],
)  # fmt: skip
def test_names_whole_and_of_their_class(read: Read, text: str, name: str, kind: str) -> None:
    assert names(read, text).get(name) == kind


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Corvex Group's Orva Pay grew.", "Corvex Group's Orva Pay"),
        ("Kestrin Investors' Mara Voss left.", "Kestrin Investors' Mara Voss"),
        ('He read "Rosie" Monday.', 'read "Rosie" Monday'),
    ],
)
def test_a_possessive_keeps_two_names_apart(read: Read, text: str, whole: str) -> None:
    assert whole not in names(read, text)

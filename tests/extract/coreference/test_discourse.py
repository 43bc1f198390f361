"""The state of the discourse: sections, how links were made, and the other party of nouns that need one."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read, document

from newsweave.extract.explain import explain
from newsweave.extract.model import Block, EntityArgument
from newsweave.extract.pipeline import Extractor
from newsweave.ontology.errors import DataError
from newsweave.ontology.link_kinds import link_kind, link_kinds


def facts(read: Read, text: str, relation: str) -> set[tuple[str, str]]:
    """Subject and object of the statements of a relation."""
    return {
        (s.subject.name, s.object.name)
        for s in read(text).statements
        if s.relation == relation and isinstance(s.object, EntityArgument)
    }


@pytest.mark.parametrize(
    ("text", "relation", "pair"),
    [
        ("Tavrio and rival Cashero have both cut fees.", "competes_with", ("Cashero", "Tavrio")),
        ("Tavrio bought Danish rival Cashero in May.", "competes_with", ("Cashero", "Tavrio")),
        ("Tavrio said customer Orva Bank had cancelled an order.", "customer_of", ("Orva Bank", "Tavrio")),
        ("Tavrio cut its fees in May. Competitor Cashero has hired lawyers.", "competes_with", ("Cashero", "Tavrio")),
    ],
)
def test_a_party_that_nobody_names(read: Read, text: str, relation: str, pair: tuple[str, str]) -> None:
    assert facts(read, text, relation) == {pair}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Analysts expect rival Cashero to grow.", "competes_with"),
        ("Kestrin Bank has sued Tavrio. Competitor Cashero has hired lawyers.", "competes_with"),
        ("Maria Hansen said rival Cashero would grow.", "competes_with"),
        ("Tavrio and Orva, with rival Cashero, have cut fees.", "customer_of"),
    ],
)
def test_a_party_that_may_be_two_or_nobody(read: Read, text: str, relation: str) -> None:
    assert not facts(read, text, relation)


ABOUT = (
    "Corvex Group and Tarn Foods have agreed to share a mill. Corvex Group will pay. Corvex Group is glad.",
    "About Tarn Foods",
    "Tarn Foods is a food company owned by Kestrin Bank (70%) and Larch Capital (30%). The company has 240 workers.",
)


@pytest.mark.parametrize("kind", ["heading", "paragraph"])
def test_a_heading_says_whom_its_section_is_about(extractor: Extractor, kind: str) -> None:
    text = "\n\n".join(ABOUT)
    blocks, at = [], 0
    for part in ABOUT:
        blocks.append(Block(at, at + len(part), "heading" if part == ABOUT[1] and kind == "heading" else "paragraph"))
        at += len(part) + 2
    (found,) = extractor.extract([document(text, blocks=blocks)])
    start = text.index("The company")
    assert [e.name for e in found.entities if any(m.start == start for m in e.mentions)] == ["Tarn Foods"]


def test_the_chain_of_a_reference_is_told(extractor: Extractor) -> None:
    text = "Kestrin Bank sued Tavrio. The lender said it had lost money. Tavrio and rival Orva settled."
    lines = list(explain(extractor, text))
    told = lines[lines.index("references") + 1 : lines.index("statements")]
    assert any(line.strip().startswith("it -> The lender -> Kestrin Bank, because ") for line in told)
    assert any("rival of Tavrio" in line for line in told)


def test_a_link_costs_what_its_kind_is_worth(read: Read) -> None:
    named = read("Corvex Group acquired Kestrin Bank.").statements[0]
    sure = next(s for s in read("Corvex Group said it acquired Kestrin Bank.").statements if s.relation == "acquired")
    assert sure.confidence < named.confidence
    assert link_kind("it in clause").worth > link_kind("it from focus").worth > link_kind("it from object").worth


def test_kinds_of_links_are_checked(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "kinds.yaml"
    path.write_text("a kind: {worth: 2, because: x}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"kinds.yaml: 'a kind': 2 is not a share above 0"):
        link_kinds(path)
    with pytest.raises(DataError, match="no kind of link 'nothing'"):
        link_kind("nothing")


@pytest.mark.parametrize(
    ("text", "firms"),
    [
        ("Corvex Group grew by 4%. Corvex Group has 90 mills. Chief executive Maria Hansen said demand was strong.",
         {"Corvex Group"}),
        ("Corvex Group grew. Tarn Foods lost money. Chief executive Maria Hansen said demand was strong.", set()),
        ("Corvex Group grew. Corvex Group has 90 mills. The Harbour Markets Authority fined Corvex Group. "
         '"This is fair," said the chairman, Jan Aker.', set()),
        ('Corvex Group grew. Corvex Group has 90 mills. "We liked CEO Maria Hansen from the first day on," '
         "said Jan Aker of Tarn Foods.", set()),
    ],
)  # fmt: skip
def test_whose_a_bare_post_is(read: Read, text: str, firms: set[str]) -> None:
    found = facts(read, text, "works_for") | facts(read, text, "chief_executive_of")
    assert {firm for person, firm in found if firm == "Corvex Group"} == firms

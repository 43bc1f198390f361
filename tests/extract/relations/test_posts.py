"""Posts: whose they are, whose they are not, and offices of state."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read

from newsweave.extract.model import EntityArgument

C, K, V, B = "Corvex Group", "Kestrin Bank", "Mara Voss", "Ola Berg"
POSTS = ("works_for", "chief_executive_of", "appointed_to", "holds_office")


def posts(read: Read, text: str) -> set[tuple[str, str, str]]:
    return {
        (s.subject.name, s.relation, getattr(s.object, "name", ""))
        for s in read(text).statements
        if s.relation in POSTS
    }


@pytest.mark.parametrize(
    "text",
    [
        f"{C} invited Prime Minister {V} to Lund.",
        f"{C} wrote to Finance Minister {V} on Monday.",
        f"{C} moved after President {V} spoke.",
        f"{C} fell. Governor {V} of the state had vetoed the bill.",
        f"{C} said so. Senator {V} disagreed.",
        f"{C} shares fell, said political scientist {V}.",
        f"{C} shares fell, said independent journalist {V}.",
        f"{C} was raided. Police chief {V} gave no reason.",
        f"{C} was raided. Government spokesman {V} gave no reason.",
        f"{C} was founded in 1998. Professor {V} has studied it.",
    ],
)
def test_who_has_nothing_to_do_with_the_firm_a_text_is_about(read: Read, text: str) -> None:
    assert posts(read, text) == set()


@pytest.mark.parametrize(
    "text",
    [
        f"{C} has closed its plant. Chief executive {V} apologised.",
        f"{C} has closed its plant. Finance chief {V} apologised.",
        f"{C} has closed its plant. Chairman {V} apologised.",
        f"{C} has closed its plant. Company spokeswoman {V} apologised.",
        f"{C} has closed its plant. “We had to,” said {V}, the new chief executive.",
    ],
)
def test_posts_that_a_firm_has(read: Read, text: str) -> None:
    assert (V, "works_for", C) in posts(read, text)


@pytest.mark.parametrize(
    ("text", "is_head"),
    [
        (f"{C}'s chief executive, {V}, left.", True),
        (f"{C}'s new chief executive, {V}, left.", True),
        (f"{C}'s deputy chief executive, {V}, left.", False),
        (f"{V}, {C}'s Deputy Chief Executive, left.", False),
        (f"{C}'s incoming CEO, {V}, spoke.", False),
        (f"{V} is the acting chief executive of {C}.", False),
        (f"{V}, the interim CEO of {C}, spoke.", False),
        (f"{C} named {V} as its chief executive.", True),
        (f"{C} named {V} as its next chief executive.", False),
        (f"{C} appointed {V} deputy chief executive.", False),
    ],
)
def test_a_lesser_post_is_not_the_head(read: Read, text: str, is_head: bool) -> None:
    assert ((V, "chief_executive_of", C) in posts(read, text)) == is_head


@pytest.mark.parametrize(
    ("text", "found", "absent"),
    [
        (f"{C} named {V} chief executive of {K}.", (V, "chief_executive_of", K), (V, "chief_executive_of", C)),
        (f"{C} appointed {V} as chairman of {K}.", (V, "appointed_to", K), (V, "appointed_to", C)),
        (f"{C} named {V} to the board of {K}.", (V, "appointed_to", K), (V, "appointed_to", C)),
        (
            f"{C} has named {V} chief executive of its Danish unit, {K}.",
            (V, "chief_executive_of", K),
            (V, "chief_executive_of", C),
        ),
        (
            f"{C} has named {V} chief executive of its Danish unit.",
            (V, "appointed_to", C),
            (V, "chief_executive_of", C),
        ),
        (f"{C} appointed {V} as head of risk.", (V, "appointed_to", C), (V, "chief_executive_of", C)),
    ],
)
def test_a_post_elsewhere_is_not_with_the_appointer(
    read: Read, text: str, found: tuple[str, str, str], absent: tuple[str, str, str]
) -> None:
    assert found in posts(read, text)
    assert absent not in posts(read, text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            f"The deal was signed by {C} chief executive {V} and {B}, the CEO of {K}.",
            {(V, "works_for", C), (B, "works_for", K), (V, "chief_executive_of", C), (B, "chief_executive_of", K)},
        ),
        (
            f"{C} has grown. Its chairman {V} and {B} of {K} signed the deal.",
            {(V, "works_for", C), (B, "works_for", K)},
        ),
        (
            f"{C} shares fell after chief executive {V} of {K} spoke.",
            {(V, "works_for", K), (V, "chief_executive_of", K)},
        ),
    ],
)
def test_each_of_two_people_has_his_own_post(read: Read, text: str, found: set[tuple[str, str, str]]) -> None:
    assert posts(read, text) == found


@pytest.mark.parametrize(
    ("text", "place", "role"),
    [
        (f"Norwegian Prime Minister {V} opened the talks.", "Norway", "Prime Minister"),
        (f"{V}, the prime minister of Norway, opened the talks.", "Norway", "prime minister"),
        (f"Norway's foreign minister, {V}, opened the talks.", "Norway", "foreign minister"),
        (f"British Foreign Secretary {V} opened the talks.", "United Kingdom", "Foreign Secretary"),
        (f"US Secretary of State {V} opened the talks.", "United States", "Secretary of State"),
        (f"Texas Governor {V} opened the talks.", "Texas", "Governor"),
        (f"Governor {V} of Ohio opened the talks.", "Ohio", "Governor"),
        (f"London mayor {V} opened the talks.", "London", "mayor"),
        (f"{V} was elected mayor of Bergen in 2019.", "Bergen", "mayor"),
        (f"Former French president {V} was charged.", "France", "Former president"),
    ],
)
def test_offices_of_state(read: Read, text: str, place: str, role: str) -> None:
    [office] = [s for s in read(text).statements if s.relation == "holds_office"]
    assert (office.subject.name, getattr(office.object, "name", "")) == (V, place)
    assert office.qualifiers["role"] == role
    assert not any(relation == "works_for" for _, relation, _ in posts(read, text))


@pytest.mark.parametrize(
    ("text", "state", "role"),
    [
        (f"Sen. {V} (D-Mass.) opposed the bill.", "Massachusetts", "Senator"),
        (f"Sen. {V}, D-Mass., opposed the bill.", "Massachusetts", "Senator"),
        (f"Sen. {V} (D-N.Y.) opposed the bill.", "New York State", "Senator"),
        (f"Sen. {V} (I-Vt.) opposed the bill.", "Vermont", "Senator"),
        (f"Rep. {V} (R-Texas) opposed the bill.", "Texas", "Representative"),
        (f"Rep. {V} (R-TX) opposed the bill.", "Texas", "Representative"),
        (f"Rep. {V}, R-W.Va., opposed the bill.", "West Virginia", "Representative"),
        (f"Rep. {V} (D., Calif.) opposed the bill.", "California", "Representative"),
        (f"Rep. {V} (D–Ga.) opposed the bill.", "State of Georgia", "Representative"),
        (f"Rep. {V} (R-New Mexico) opposed the bill.", "New Mexico", "Representative"),
        (f"Gov. {V} (R-Fla.) signed the bill.", "Florida", "Governor"),
        (f"“It is wrong,” said Rep. {V} (R-Ill.).", "Illinois", "Representative"),
        (f"Senator {V}, Democrat of Ohio, opposed the bill.", "Ohio", "Senator"),
        (f"Sen. {V}, a Democrat from Oregon, opposed the bill.", "Oregon", "Senator"),
        (f"Sen. {V}, an Oregon Democrat, opposed the bill.", "Oregon", "Senator"),
        (f"Rep. {V}, a Texas Republican, opposed the bill.", "Texas", "Representative"),
        (f"Oregon Sen. {V} opposed the bill.", "Oregon", "Senator"),
        (f"Sen. {V} of Oregon opposed the bill.", "Oregon", "Senator"),
        (f"{V}, the senator from Oregon, opposed the bill.", "Oregon", "senator"),
        (f"{V}, a Republican senator from Texas, opposed the bill.", "Texas", "senator"),
        (f"Former Sen. {V} (D-Mass.) opposed the bill.", "Massachusetts", "Former Senator"),
    ],
)
def test_seats_of_american_states(read: Read, text: str, state: str, role: str) -> None:
    found = read(text).statements
    [office] = [s for s in found if s.relation == "holds_office"]
    assert isinstance(office.object, EntityArgument)
    assert (office.subject.name, office.object.name, office.object.type) == (V, state, "Region")
    assert office.qualifiers["role"] == role
    assert ("former" in office.qualifiers) == ("Former" in role)
    assert [s for s in found if s.relation == "works_for"] == []


def test_two_senators_have_a_state_each(read: Read) -> None:
    found = posts(read, f"Senators {V} (D-Mass.) and {B} (R-Maine) opposed the bill.")
    assert found == {(V, "holds_office", "Massachusetts"), (B, "holds_office", "Maine")}


@pytest.mark.parametrize(
    "text",
    [
        f"{V} (D-Mass.) opposed the bill.",
        f"{C} (R-Texas) opposed the bill.",
        f"{V}, a Democrat from Oregon, opposed the bill.",
        f"Mayor {V}, a Democrat from Ohio, opposed the bill.",
        f"Sen. {V}, a critic of Ohio, opposed the bill.",
        f"Sen. {V}, R., visited Ohio.",
        f"State Sen. {V} (D-Lund) opposed the bill.",
        f"Rep. {V} visited Texas.",
        f"{V}, a lawyer from Texas, opposed the bill.",
    ],
)
def test_no_seat_of_a_state(read: Read, text: str) -> None:
    assert not any(relation == "holds_office" for _, relation, _ in posts(read, text))


def test_a_party_and_a_state_are_no_name(read: Read) -> None:
    named = {(e.name, e.type) for e in read(f"Sen. {V} (D-Mass.) and Rep. {B}, R-TX, opposed the bill.").entities}
    assert named == {(V, "Person"), (B, "Person"), ("Massachusetts", "Region"), ("Texas", "Region")}


@pytest.mark.parametrize(
    "text",
    [
        f"{K}'s Norwegian president, {V}, resigned.",
        f"{V}, a Norwegian economist, opened the talks.",
        f"{V}, the governor of the Bank of Korea, opened the talks.",
        f"{V}, chancellor of the University of Bergen, opened the talks.",
        f"The American press secretary {V} said no more.",
    ],
)
def test_no_offices_of_state(read: Read, text: str) -> None:
    assert not any(relation == "holds_office" for _, relation, _ in posts(read, text))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (f"Defence Minister {V} and {C} signed the contract.", {V, C}),
        (f"Secretary of State {V} met {C}.", {V, C}),
        (f"{C} sells to Home Depot.", {C, "Home Depot"}),
    ],
)
def test_portfolios_are_no_names(read: Read, text: str, named: set[str]) -> None:
    assert {e.name for e in read(text).entities} == named


@pytest.mark.parametrize(
    ("text", "relation", "label"),
    [
        (f"{V}, {C}'s chief executive, spoke.", "chief_executive_of", "is the chief executive of"),
        (f"{V}, {C}'s former chief executive, spoke.", "chief_executive_of", "was the chief executive of"),
        (f"{V} used to work for {C}.", "works_for", "worked for"),
        (f"{K} once owned {C}.", "subsidiary_of", "was a subsidiary of"),
    ],
)
def test_what_is_over_is_told_in_the_past(read: Read, text: str, relation: str, label: str) -> None:
    assert [s.label for s in read(text).statements if s.relation == relation] == [label]


@pytest.mark.parametrize(
    "text",
    [
        # Another firm is named as often.
        f"The board of Norvan A/S rejected {K}. {K} raised its bid. Norvan shares fell. “No,” said chairwoman {V}.",
        # A firm named last and once, in passing.
        f"{C} lost money. {C} cut jobs. {C} wants damages from engine supplier Prath Works, according to chair {V}.",
        # Another firm acts in the sentence.
        f"{C} needs fuel. {C} may be sold. Chief executive {V} said supplies would end, because {K} cannot lend more.",
        # An office of its own beside the post that the firm gives.
        f"{B} is to become {K}'s deputy governor for markets, the chancellor, {V}, announced.",
    ],
)
def test_a_post_that_may_be_with_another(read: Read, text: str) -> None:
    assert not any(name == V and firm in (K, "Prath Works") for name, _, firm in posts(read, text))
    assert (V, "chief_executive_of", C) not in posts(read, text)


@pytest.mark.parametrize(
    "text",
    [
        f"Sales rose, said {C} president and CEO {V}.",
        f"{C}'s president and chief executive {V} resigned.",
    ],
)
def test_two_titles_before_a_name_share_the_firm(read: Read, text: str) -> None:
    assert (V, "chief_executive_of", C) in posts(read, text)

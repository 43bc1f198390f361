"""Posts and partnerships that a sentence names and ends: told as over, with sentences on both sides of the line."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.extract.conftest import Read, heads_form_a_tree, trees

from newsweave.extract.parsing.repair_posts import posts_until
from newsweave.extract.parsing.tree import Tree

C, K, V, B = "Corvex Group", "Kestrin Bank", "Mara Voss", "Ola Berg"
POSTS = frozenset({"works_for", "chief_executive_of", "holds_office"})


def over(read: Read, text: str, person: str = V) -> set[str | None]:
    """``former`` of every post that a person is said to have."""
    found = [s for s in read(text).statements if s.relation in POSTS and s.subject.name == person]
    assert found, text
    assert all(s.status == "asserted" for s in found)
    return {s.qualifiers.get("former") for s in found}


@pytest.mark.parametrize(
    "text",
    [
        f"Norway's trade minister, {V}, resigned on Monday.",
        f"Norwegian Trade Minister {V} resigned on Monday.",
        f"{V}, the trade minister of Norway, resigned.",
        f"{V}, chief executive of {C}, has stepped down.",
        f"{V}, chief executive of {C}, has stood down after a row.",
        f"{C} chief executive {V} has quit.",
        f"{C} Chief Executive {V} Resigns",
        f"{C}'s finance chief, {V}, left the company in May.",
        f"{C}'s finance chief, {V}, left her post in May.",
        f"{C} fired its chief executive, {V}, on Friday.",
        f"{C} ousted chief executive {V}.",
        f"{V}, chairman of {C}, was sacked on Friday.",
        f"{V}, chief executive of {C}, was dismissed by the board.",
        f"{V}, finance chief of {C}, was removed from office.",
        f"{V}, finance chief of {C}, was removed as finance chief in May.",
        f"{V}, finance chief of {C}, was replaced by {B}.",
        f"{V}, chief executive of {C}, was forced to resign.",
        f"{V}, the chief executive of {C}, who quit on Friday, spoke in Lund.",
        f"{V}, chief executive of {C}, has died at 71.",
        f"{V}, the chief executive of {C}, retired last year.",
        f"{C} chief executive {V} lost her job on Friday.",
        f"{C} said its chief executive, {V}, had resigned.",
        f"{C} accepted the resignation of chief executive {V}.",
        f"The resignation of {C} chief executive {V} surprised investors.",
        f"Prime Minister {V} of Norway was ousted in a vote on Tuesday.",
        f"Norway's prime minister, {V}, lost power in 2019.",
        f"{V}, ex-chief executive of {C}, joined {K}.",
        f"{V}, the ousted chief executive of {C}, joined {K}.",
        f"{V}, the late chief executive of {C}, loved Lund.",
        f"{V}, the dismissed mayor of Bergen, joined {K}.",
        f"{V}, then chief executive of {C}, spoke in Lund.",
        f"{V} is no longer the chief executive of {C}.",
        f"{V} no longer works for {C}.",
        f"{V}, until last month the head of {C}, joined {K}.",
        f"{V}, until 2020 the chief executive of {C}, joined {K}.",
        f"{V}, until recently Norway's trade minister, joined {K}.",
        f"Until last month the head of {C}, {V} now advises {K}.",
        f"{V} resigned as trade minister of Norway on Monday.",
        f"{V} was ousted as prime minister of Norway.",
        f"{B} said {V}, chairman of {C}, had resigned.",
        f"{V}, Finland's interior minister, quit the cabinet on Tuesday.",
        f"{V}, president of {C}, tendered her resignation on Monday.",
        f"{V}, a director at {C}, handed in her notice.",
        f"{C} parted ways with its chief executive, {V}.",
        f"{C} chairman {V} was voted out by shareholders.",
        f"{V}, head of {C} until March, now advises {K}.",
        f"{V}, chief executive of {C} from 2010 to 2015, now advises {K}.",
        f"{V}, chief executive of {C} between 2010 and 2015, now advises {K}.",
        f"{V}, chief executive of {C} at the time, signed it.",
        f"{V} of {C} resigned on Monday.",
        f"{C}'s {V} quits",
    ],
)
def test_a_post_that_has_ended(read: Read, text: str) -> None:
    assert over(read, text) == {"yes"}


@pytest.mark.parametrize(
    "text",
    [
        f"Norwegian Trade Minister {V} will resign on Monday.",
        f"Norwegian Trade Minister {V} was asked to resign.",
        f"Norwegian Trade Minister {V} denied that she had resigned.",
        f"Norwegian Trade Minister {V} refused to resign.",
        f"Norwegian Trade Minister {V} has not resigned.",
        f"Norwegian Trade Minister {V} may resign.",
        f"Norwegian Trade Minister {V} plans to step down in May.",
        f"{V}, chief executive of {C}, agreed to step down.",
        f"{V}, chief executive of {C}, is stepping down.",
        f"{V}, chief executive of {C}, retires in May.",
        f"{V}, chief executive of {C}, nearly resigned.",
        f"{V}, chief executive of {C}, will be replaced by {B}.",
        f"If {V}, chief executive of {C}, resigned, shares would fall.",
        f"{V}, chief executive of {C}, resigned from the board of {K}.",
        f"{V}, chief executive of {C}, quit {K} in 2010 to start the firm.",
        f"{V}, chief executive of {C}, fired {B}.",
        f"{V}, chief executive of {C}, said {B} had resigned.",
        f"{V}, chief executive of {C}, left Lund on Friday.",
        f"{V}, chief executive of {C}, left the meeting.",
        f"{V}, chief executive of {C}, has quit smoking.",
        f"{V}, chief executive of {C}, resigned herself to a delay.",
        f"{V}, chief executive of {C}, resigned as a director of the company.",
        f"{V}, finance chief of {C}, was removed from the plane.",
        f"{V}, finance chief of {C}, lost her temper.",
        f"{V}, now chief executive of {C}, quit in 2010 after a row.",
        f"{V}, finance chief of {C}, replaced {B}, the chief economist of {K}.",
        f"{V}, the outgoing mayor of Bergen, spoke.",
        f"{V}, who left {K} in 2010, is chief executive of {C}.",
        f"Investors demanded the resignation of {C} chief executive {V}.",
        f"Investors called for the resignation of {C} chief executive {V}.",
        f"{C} rejected the resignation of chief executive {V}.",
        f"{V} became chief executive of {C} after {B} resigned.",
        f"{V}, president of {C}, offered her resignation on Monday.",
        f"{V}, chief executive of {C}, was suspended on Monday.",
        f"{V}, chief executive of {C} since 2015, signed it.",
        f"{V}, chief executive of {C}, has until May to sell it.",
        f"{C} chief executive {V} waited until May.",
        f"{V} is chief executive of {C} until May.",
        f"{V}, head of sales at {C} and a guest of the club until 2012, spoke.",
    ],
)
def test_a_post_that_lasts(read: Read, text: str) -> None:
    assert over(read, text) == {None}


def test_of_two_posts_the_one_that_was_left_is_over(read: Read) -> None:
    found = read(f"{V}, chief executive of {C}, stepped down as chairman of {K}.").statements
    ends = {(s.relation, getattr(s.object, "name", "")): s.qualifiers.get("former") for s in found}
    assert ends["chief_executive_of", C] is None
    assert ends["works_for", K] == "yes"
    assert over(read, f"{V}, finance chief of {C}, replaced {B}, the chief economist of {K}.", B) == {"yes"}


@pytest.mark.parametrize(
    ("text", "former"),
    [
        (f"{C} bought its partner {K} out of the joint venture Ostra Pay.", "yes"),
        (f"{C} has bought its partner {K} out of their venture.", "yes"),
        (f"{C} has bought out its partner {K}.", "yes"),
        (f"{C} plans to buy its partner {K} out of their venture.", None),
        (f"{C} praised its partner {K}.", None),
        (f"{C} split from its partner {K} in May.", "yes"),
        (f"{C} split profits with its partner {K}.", None),
    ],
)
def test_a_partner_who_is_bought_out(read: Read, text: str, former: str | None) -> None:
    found = read(text).statements
    assert [s.qualifiers.get("former") for s in found if s.relation == "partnered_with"] == [former]
    if "out of" in text:
        assert [s for s in found if s.relation == "acquired"] == []


@pytest.mark.parametrize(
    ("text", "relation", "status", "former"),
    [
        (f"{C} no longer owns {K}.", "subsidiary_of", "asserted", "yes"),
        (f"{C} no longer owns a stake in {K}.", "owns_stake_in", "asserted", "yes"),
        (f"{C} does not own a stake in {K} any more.", "owns_stake_in", "asserted", "yes"),
        (f"{C} said it no longer owns {K}.", "subsidiary_of", "reported", "yes"),
        (f"{C} is no longer a unit of {K}.", "subsidiary_of", "asserted", "yes"),
        (f"{C} no longer operates in Norway.", "operates_in", "asserted", "yes"),
        (f"{C} does not own {K}.", "subsidiary_of", "negated", None),
        (f"{C} does not own a stake in {K}.", "owns_stake_in", "negated", None),
        (f"{C} will no longer own {K}.", "subsidiary_of", "negated", None),
    ],
)
def test_what_is_no_longer_so_was_so(read: Read, text: str, relation: str, status: str, former: str | None) -> None:
    (found,) = [s for s in read(text).statements if s.relation == relation]
    assert (found.status, found.qualifiers.get("former")) == (status, former)


@pytest.mark.parametrize(
    "text",
    [
        f"Until last month, the head of {C}, {V}, lived in Lund.",
        f"{V} waited until last week to name a head of {C}.",
        f"Until May, {C} had no chief executive.",
    ],
)
def test_a_time_that_is_no_posts(read: Read, text: str) -> None:
    assert [s for s in read(text).statements if s.relation in POSTS and s.qualifiers.get("former")] == []


@given(trees())
def test_posts_until_keeps_a_tree_on_anything(tree: Tree) -> None:
    posts_until(tree)
    assert heads_form_a_tree(tree)

"""What noun phrases claim: the same proposition from each way of saying who holds which post, from hand-made parses."""

from __future__ import annotations

import pytest
from tests.extract.conftest import parsed

from newsweave.extract.clauses.clauses import propositions
from newsweave.extract.model import Proposition

# Each says that Voss is governor of Kestrin; the parse, the construction, the role that names Kestrin.
SAME = [
    (
        "Kestrin|NNP|compound|1 governor|NN|compound|3 Mara|NNP|compound|3 Voss|NNP|nsubj|4 left/leave|VBD|ROOT|4",
        "compound",
        "compound",
    ),
    (
        "Mara|NNP|compound|1 Voss|NNP|nsubj|8 ,|,|punct|1 the|DT|det|4 governor|NN|appos|1 of|IN|prep|4 "
        "Kestrin|NNP|pobj|5 "
        ",|,|punct|1 left/leave|VBD|ROOT|8",
        "apposition",
        "of",
    ),
    (
        "The|DT|det|1 governor|NN|nsubj|8 of|IN|prep|1 Kestrin|NNP|pobj|2 ,|,|punct|1 Mara|NNP|compound|6 "
        "Voss|NNP|appos|1 "
        ",|,|punct|1 left/leave|VBD|ROOT|8",
        "apposition",
        "of",
    ),
    (
        "Mara|NNP|compound|1 Voss|NNP|nsubj|2 is/be|VBZ|ROOT|2 governor|NN|attr|2 of|IN|prep|3 Kestrin|NNP|pobj|4",
        "copula",
        "of",
    ),
    (
        "Kestrin|NNP|poss|2 's|POS|case|0 governor|NN|nsubj|5 Mara|NNP|compound|4 Voss|NNP|appos|2 "
        "left/leave|VBD|ROOT|5",
        "apposition",
        "poss",
    ),
    (
        "Kestrin|NNP|poss|4 's|POS|case|0 governor|NN|compound|4 Mara|NNP|compound|4 Voss|NNP|nsubj|5 "
        "left/leave|VBD|ROOT|5",
        "compound",
        "poss",
    ),
    (
        "Mara|NNP|compound|1 Voss|NNP|nsubj|7 ,|,|punct|1 Kestrin|NNP|poss|5 's|POS|case|3 governor|NN|appos|1 "
        ",|,|punct|1 "
        "left/leave|VBD|ROOT|7",
        "apposition",
        "poss",
    ),
    (
        "Kestrin|NNP|nsubj|8 ,|,|punct|0 whose|WP$|poss|3 governor|NN|compound|5 Mara|NNP|compound|5 Voss|NNP|nsubj|6 "
        "left/leave|VBD|relcl|0 ,|,|punct|0 grew/grow|VBD|ROOT|8",
        "compound",
        "poss",
    ),
]


def bare(words: str) -> str:
    return words.removesuffix(" 's")


def of_kind(parse: str, kind: str) -> list[Proposition]:
    return [p for p in propositions(parsed(parse)) if p.kind == kind]


@pytest.mark.parametrize(("parse", "kind", "role"), SAME)
def test_all_ways_to_name_a_post_give_one_proposition(parse: str, kind: str, role: str) -> None:
    (p,) = of_kind(parse, kind)
    subject, organisation = p.role("subject"), p.role(role)
    assert p.predicate == "governor"
    assert subject is not None
    assert organisation is not None
    assert subject.text == "Mara Voss"
    assert bare(organisation.text) == "Kestrin"


@pytest.mark.parametrize(
    ("parse", "predicate", "arguments"),
    [
        pytest.param(
            "Corvex|NNP|nsubj|6 ,|,|punct|0 the|DT|det|3 parent|NN|appos|0 of|IN|prep|3 Kestrin|NNP|pobj|4 "
            "grew/grow|VBD|ROOT|6",
            "parent",
            {"subject": "Corvex", "of": "Kestrin"},
            id="apposition of a company",
        ),
        pytest.param(
            "Corvex|NNP|nsubj|6 ,|,|punct|0 a|DT|det|4 Danish|JJ|amod|4 insurer|NN|appos|0 ,|,|punct|0 "
            "grew/grow|VBD|ROOT|6",
            "danish insurer",
            {"subject": "Corvex", "amod": "Danish"},
            id="national adjective in an apposition",
        ),
        pytest.param(
            "Corvex|NNP|nsubj|5 ,|,|punct|0 rival|NN|appos|0 of|IN|prep|2 Tarn|NNP|pobj|3 grew/grow|VBD|ROOT|5",
            "rival",
            {"subject": "Corvex", "of": "Tarn"},
            id="apposition without article",
        ),
    ],
)
def test_apposition(parse: str, predicate: str, arguments: dict[str, str]) -> None:
    (p,) = of_kind(parse, "apposition")
    assert p.predicate == predicate
    assert {r: bare(a.text) for r in arguments if (a := p.role(r))} == arguments


@pytest.mark.parametrize(
    "parse",
    [
        pytest.param(
            "Corvex|NNP|nsubj|4 (|-LRB-|punct|0 insurer|NN|appos|0 )|-RRB-|punct|0 grew/grow|VBD|ROOT|4", id="bracketed"
        ),
        pytest.param("Corvex|NNP|nsubj|3 ,|,|punct|0 Kestrin|NNP|appos|0 grew/grow|VBD|ROOT|3", id="two names"),
        pytest.param("Corvex|NNP|nsubj|3 ,|,|punct|0 big|JJ|appos|0 grew/grow|VBD|ROOT|3", id="an adjective"),
    ],
)
def test_what_is_no_apposition(parse: str) -> None:
    assert of_kind(parse, "apposition") == []


def test_both_posts_of_an_apposition_share_their_organisation() -> None:
    found = of_kind(
        "Mara|NNP|compound|1 Voss|NNP|nsubj|8 ,|,|punct|1 founder|NN|appos|1 and|CC|cc|3 chairman|NN|conj|3 "
        "of|IN|prep|5 "
        "Corvex|NNP|pobj|6 left/leave|VBD|ROOT|8",
        "apposition",
    )
    assert [(p.predicate, p.role("of").short) for p in found if p.role("of")] == [  # type: ignore[union-attr]
        ("founder", "Corvex"),
        ("chairman", "Corvex"),
    ]
    assert {s.text for p in found if (s := p.role("subject"))} == {"Mara Voss"}


def test_posts_share_an_organisation_that_hangs_on_the_first() -> None:
    found = of_kind(
        "Mara|NNP|compound|1 Voss|NNP|nsubj|8 ,|,|punct|1 founder|NN|appos|1 and|CC|cc|3 chairman|NN|conj|3 "
        "of|IN|prep|3 "
        "Corvex|NNP|pobj|6 left/leave|VBD|ROOT|8",
        "apposition",
    )
    assert [(p.predicate, a.short) for p in found for a in p.roles("of")] == [
        ("founder", "Corvex"),
        ("chairman", "Corvex"),
    ]


@pytest.mark.parametrize(
    ("parse", "predicate", "subject"),
    [
        (
            "President|NNP|compound|2 Mara|NNP|compound|2 Voss|NNP|nsubj|3 left/leave|VBD|ROOT|3",
            "president",
            "Mara Voss",
        ),
        (
            "Senior|JJ|amod|2 Vice|NNP|compound|2 President|NNP|compound|4 Mara|NNP|compound|4 Voss|NNP|nsubj|5 "
            "left/leave|VBD|ROOT|5",
            "senior vice president",
            "Mara Voss",
        ),
        (
            "treasurer|NN|compound|2 Mara|NNP|compound|2 Voss|NNP|nsubj|3 left/leave|VBD|ROOT|3",
            "treasurer",
            "Mara Voss",
        ),
        ("Danish|JJ|amod|1 insurer|NN|compound|2 Corvex|NNP|nsubj|3 left/leave|VBD|ROOT|3", "danish insurer", "Corvex"),
    ],
)
def test_titles_before_names(parse: str, predicate: str, subject: str) -> None:
    (p,) = of_kind(parse, "compound")
    first = p.role("subject")
    assert first is not None
    assert (p.predicate, first.text) == (predicate, subject)


def test_plain_names_carry_no_title() -> None:
    assert of_kind("Mara|NNP|compound|1 Voss|NNP|nsubj|2 left/leave|VBD|ROOT|2", "compound") == []


@pytest.mark.parametrize("seated", ["based", "headquartered"])
def test_based(seated: str) -> None:
    (p,) = of_kind(
        f"Oslo|NNP|npadvmod|2 -|HYPH|punct|2 {seated}|VBN|amod|4 Corvex|NNP|compound|4 Group|NNP|nsubj|5 "
        f"grew/grow|VBD|ROOT|5",
        "based",
    )
    place, subject = p.role("in"), p.role("subject")
    assert place is not None
    assert subject is not None
    assert place.text == "Oslo"
    assert subject.head_lemma == "group"


def test_national_adjective_right_before_a_name() -> None:
    (p,) = of_kind("Danish|JJ|amod|1 Corvex|NNP|nsubj|2 grew/grow|VBD|ROOT|2", "national")
    assert [(a.role, a.text) for a in p.arguments] == [("subject", "Corvex"), ("amod", "Danish")]


def test_a_plain_adjective_is_not_national() -> None:
    assert of_kind("big|JJ|amod|1 Corvex|NNP|nsubj|2 grew/grow|VBD|ROOT|2", "national") == []


def test_possessive_is_kept_as_has() -> None:
    (p,) = of_kind("Corvex|NNP|poss|2 's|POS|case|0 wallet|NN|nsubj|3 grew/grow|VBD|ROOT|3", "possessive")
    assert p.relation == "has"
    assert [(a.role, bare(a.short)) for a in p.arguments] == [("subject", "Corvex"), ("object", "Corvex 's wallet")]


@pytest.mark.parametrize(
    ("parse", "predicate", "roles"),
    [
        (
            "Corvex|NNP|poss|2 's|POS|case|0 acquisition|NN|nsubj|5 of|IN|prep|2 Kestrin|NNP|pobj|3 "
            "failed/fail|VBD|ROOT|5",
            "acquisition",
            {"poss": "Corvex", "of": "Kestrin"},
        ),
        (
            "The|DT|det|1 takeover|NN|nsubj|6 of|IN|prep|1 Kestrin|NNP|pobj|2 by|IN|prep|1 Corvex|NNP|pobj|4 "
            "failed/fail|VBD|ROOT|6",
            "takeover",
            {"of": "Kestrin", "by": "Corvex"},
        ),
        (
            "a|DT|det|1 deal|NN|ROOT|1 with|IN|prep|1 Kestrin|NNP|pobj|2 for|IN|prep|1 fees|NNS|pobj|4",
            "deal",
            {"with": "Kestrin", "for": "fees"},
        ),
    ],
)
def test_nominalisations(parse: str, predicate: str, roles: dict[str, str]) -> None:
    (p,) = of_kind(parse, "nominal")
    assert p.predicate == predicate
    assert {r: bare(a.text) for r in roles if (a := p.role(r))} == roles


def test_a_merger_has_both_its_sides() -> None:
    (p,) = of_kind(
        "The|DT|det|1 merger|NN|nsubj|6 between|IN|prep|1 Corvex|NNP|pobj|2 and|CC|cc|3 Tarn|NNP|conj|3 "
        "failed/fail|VBD|ROOT|6",
        "nominal",
    )
    assert [a.text for a in p.roles("between")] == ["Corvex", "Tarn"]


def test_a_bare_noun_claims_nothing() -> None:
    assert of_kind("The|DT|det|1 merger|NN|nsubj|2 failed/fail|VBD|ROOT|2", "nominal") == []


def test_an_apposition_stays_a_fact_in_a_denied_clause() -> None:
    parse = (
        "Voss|NNP|nsubj|1 denied/deny|VBD|ROOT|1 that|IN|mark|9 Corvex|NNP|nsubj|9 ,|,|punct|3 owner|NN|appos|3 "
        "of|IN|prep|5 "
        "Kestrin|NNP|pobj|6 ,|,|punct|3 grew/grow|VBD|ccomp|1"
    )
    (p,) = of_kind(parse, "apposition")
    assert (p.polarity, p.modality, p.attribution) == ("positive", "", "")
    (grew,) = [q for q in propositions(parsed(parse)) if q.predicate == "grow"]
    assert grew.polarity == "negative"

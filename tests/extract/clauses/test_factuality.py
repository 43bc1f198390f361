"""Under which reading a clause stands: negation, plan, possibility, condition, question, and who says it."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read, parsed

from newsweave.extract.clauses.clauses import propositions

# What is tested is the reading of "buy"; each table entry: name, parse, polarity, modality, speaker.
_N, _P = "negative", "positive"
CASES = [
    ("plain", "Ide|NNP|nsubj|1 bought/buy|VBD|ROOT|1 Tarn|NNP|dobj|1", _P, "", ""),
    ("not", "Ide|NNP|nsubj|3 did/do|VBD|aux|3 not|RB|neg|3 buy|VB|ROOT|3 Tarn|NNP|dobj|3", _N, "", ""),
    ("never", "Ide|NNP|nsubj|3 has/have|VBZ|aux|3 never|RB|neg|3 bought/buy|VBN|ROOT|3 Tarn|NNP|dobj|3", _N, "", ""),
    ("never as adverb", "Ide|NNP|nsubj|2 never|RB|advmod|2 bought/buy|VBD|ROOT|2 Tarn|NNP|dobj|2", _N, "", ""),
    ("no subject", "No|DT|det|1 bank|NN|nsubj|2 bought/buy|VBD|ROOT|2 Tarn|NNP|dobj|2", _N, "", ""),
    ("no object", "Ide|NNP|nsubj|1 bought/buy|VBD|ROOT|1 no|DT|det|3 shares/share|NNS|dobj|1", _N, "", ""),
    ("not, passive", "Tarn|NNP|nsubjpass|3 was/be|VBD|auxpass|3 not|RB|neg|3 bought/buy|VBN|ROOT|3", _N, "", ""),
    ("will", "Ide|NNP|nsubj|2 will|MD|aux|2 buy|VB|ROOT|2 Tarn|NNP|dobj|2", _P, "plan", ""),
    ("won't", "Ide|NNP|nsubj|3 wo/will|MD|aux|3 n't/not|RB|neg|3 buy|VB|ROOT|3 Tarn|NNP|dobj|3", _N, "plan", ""),
    ("could", "Ide|NNP|nsubj|2 could|MD|aux|2 buy|VB|ROOT|2 Tarn|NNP|dobj|2", _P, "possible", ""),
    ("may, passive", "Tarn|NNP|nsubjpass|3 may|MD|aux|3 be|VB|auxpass|3 bought/buy|VBN|ROOT|3", _P, "possible", ""),
    ("would", "Ide|NNP|nsubj|2 would|MD|aux|2 buy|VB|ROOT|2 Tarn|NNP|dobj|2", _P, "possible", ""),
    ("reportedly", "Ide|NNP|nsubj|2 reportedly|RB|advmod|2 bought/buy|VBD|ROOT|2 Tarn|NNP|dobj|2", _P, "possible", ""),
    (
        "if",
        "If|IN|mark|2 Ide|NNP|nsubj|2 buys/buy|VBZ|advcl|5 Tarn|NNP|dobj|2 prices/price|NNS|nsubj|5 rise|VBP|ROOT|5",
        _P,
        "condition",
        "",
    ),
    (
        "asked whether",
        "Voss|NNP|nsubj|1 asked/ask|VBD|ROOT|1 whether|IN|mark|4 Ide|NNP|nsubj|4 bought/buy|VBD|ccomp|1 "
        "Tarn|NNP|dobj|4",
        _P,
        "condition",
        "",
    ),
    (
        "question",
        "Has/have|VBZ|aux|2 Ide|NNP|nsubj|2 bought/buy|VBN|ROOT|2 Tarn|NNP|dobj|2 ?|.|punct|2",
        _P,
        "question",
        "",
    ),
    ("plans to", "Ide|NNP|nsubj|1 plans/plan|VBZ|ROOT|1 to|TO|aux|3 buy|VB|xcomp|1 Tarn|NNP|dobj|3", _P, "plan", ""),
    ("agreed to", "Ide|NNP|nsubj|1 agreed/agree|VBD|ROOT|1 to|TO|aux|3 buy|VB|xcomp|1 Tarn|NNP|dobj|3", _P, "plan", ""),
    ("managed to", "Ide|NNP|nsubj|1 managed/manage|VBD|ROOT|1 to|TO|aux|3 buy|VB|xcomp|1 Tarn|NNP|dobj|3", _P, "", ""),
    ("refused to", "Ide|NNP|nsubj|1 refused/refuse|VBD|ROOT|1 to|TO|aux|3 buy|VB|xcomp|1 Tarn|NNP|dobj|3", _N, "", ""),
    ("failed to", "Ide|NNP|nsubj|1 failed/fail|VBD|ROOT|1 to|TO|aux|3 buy|VB|xcomp|1 Tarn|NNP|dobj|3", _N, "", ""),
    ("stopped -ing", "Ide|NNP|nsubj|1 stopped/stop|VBD|ROOT|1 buying/buy|VBG|xcomp|1 Tarn|NNP|dobj|2", _N, "", ""),
    (
        "did not refuse to",
        "Ide|NNP|nsubj|3 did/do|VBD|aux|3 not|RB|neg|3 refuse|VB|ROOT|3 to|TO|aux|5 buy|VB|xcomp|3 Tarn|NNP|dobj|5",
        _P,
        "",
        "",
    ),
    (
        "refused not to",
        "Ide|NNP|nsubj|1 refused/refuse|VBD|ROOT|1 not|RB|neg|4 to|TO|aux|4 buy|VB|xcomp|1 Tarn|NNP|dobj|4",
        _P,
        "",
        "",
    ),
    (
        "no subject, not",
        "No|DT|det|1 bank|NN|nsubj|4 did/do|VBD|aux|4 not|RB|neg|4 buy|VB|ROOT|4 Tarn|NNP|dobj|4",
        _P,
        "",
        "",
    ),
    (
        "did not plan to",
        "Ide|NNP|nsubj|3 did/do|VBD|aux|3 not|RB|neg|3 plan|VB|ROOT|3 to|TO|aux|5 buy|VB|xcomp|3 Tarn|NNP|dobj|5",
        _N,
        "plan",
        "",
    ),
    (
        "is considering",
        "Ide|NNP|nsubj|2 is/be|VBZ|aux|2 considering/consider|VBG|ROOT|2 buying/buy|VBG|xcomp|2 Tarn|NNP|dobj|3",
        _P,
        "possible",
        "",
    ),
    (
        "is likely to",
        "Ide|NNP|nsubj|1 is/be|VBZ|ROOT|1 likely|JJ|acomp|1 to|TO|aux|4 buy|VB|xcomp|2 Tarn|NNP|dobj|4",
        _P,
        "possible",
        "",
    ),
    (
        "a plan to",
        "Ide|NNP|poss|2 's|POS|case|0 plan|NN|nsubj|6 to|TO|aux|4 buy|VB|acl|2 Tarn|NNP|dobj|4 failed/fail|VBD|ROOT|6",
        _N,
        "plan",
        "",
    ),
    (
        "denied that",
        "Ide|NNP|nsubj|1 denied/deny|VBD|ROOT|1 that|IN|mark|4 it|PRP|nsubj|4 bought/buy|VBD|ccomp|1 Tarn|NNP|dobj|4",
        _N,
        "",
        "Ide",
    ),
    (
        "denied that it planned to",
        "Voss|NNP|nsubj|1 denied/deny|VBD|ROOT|1 that|IN|mark|4 Ide|NNP|nsubj|4 planned/plan|VBD|ccomp|1 to|TO|aux|6 "
        "buy|VB|xcomp|4 Tarn|NNP|dobj|6",
        _N,
        "plan",
        "Voss",
    ),
    (
        "without -ing",
        "Without|IN|prep|4 buying/buy|VBG|pcomp|0 Tarn|NNP|dobj|1 Ide|NNP|nsubj|4 grew/grow|VBD|ROOT|4",
        _N,
        "",
        "",
    ),
    (
        "said that",
        "Voss|NNP|nsubj|1 said/say|VBD|ROOT|1 that|IN|mark|4 Ide|NNP|nsubj|4 bought/buy|VBD|ccomp|1 Tarn|NNP|dobj|4",
        _P,
        "",
        "Voss",
    ),
    (
        "said behind",
        "Ide|NNP|nsubj|1 bought/buy|VBD|ccomp|5 Tarn|NNP|dobj|1 ,|,|punct|5 Voss|NNP|nsubj|5 said/say|VBD|ROOT|5",
        _P,
        "",
        "Voss",
    ),
    (
        "said will",
        "Voss|NNP|nsubj|1 said/say|VBD|ROOT|1 Ide|NNP|nsubj|4 will|MD|aux|4 buy|VB|ccomp|1 Tarn|NNP|dobj|4",
        _P,
        "plan",
        "Voss",
    ),
    (
        "said not",
        "Voss|NNP|nsubj|1 said/say|VBD|ROOT|1 Ide|NNP|nsubj|5 did/do|VBD|aux|5 not|RB|neg|5 buy|VB|ccomp|1 "
        "Tarn|NNP|dobj|5",
        _N,
        "",
        "Voss",
    ),
    (
        "did not say that",
        "Voss|NNP|nsubj|3 did/do|VBD|aux|3 not|RB|neg|3 say|VB|ROOT|3 that|IN|mark|6 Ide|NNP|nsubj|6 "
        "bought/buy|VBD|ccomp|3 "
        "Tarn|NNP|dobj|6",
        _P,
        "possible",
        "Voss",
    ),
    (
        "said planned to",
        "Voss|NNP|nsubj|1 said/say|VBD|ROOT|1 Ide|NNP|nsubj|3 planned/plan|VBD|ccomp|1 to|TO|aux|5 buy|VB|xcomp|3 "
        "Tarn|NNP|dobj|5",
        _P,
        "plan",
        "Voss",
    ),
    (
        "both verbs of what was said",
        "Voss|NNP|nsubj|1 said/say|VBD|ROOT|1 Ide|NNP|nsubj|3 grew/grow|VBD|ccomp|1 and|CC|cc|3 bought/buy|VBD|conj|3 "
        "Tarn|NNP|dobj|5",
        _P,
        "",
        "Voss",
    ),
    (
        "said in a participle",
        "Voss|NNP|nsubj|1 rose/rise|VBD|ROOT|1 ,|,|punct|1 saying/say|VBG|advcl|1 Ide|NNP|nsubj|5 "
        "bought/buy|VBD|ccomp|3 "
        "Tarn|NNP|dobj|5",
        _P,
        "",
        "Voss",
    ),
    (
        "according to",
        "Ide|NNP|nsubj|1 bought/buy|VBD|ROOT|1 Tarn|NNP|dobj|1 ,|,|punct|1 according/accord|VBG|prep|1 to|IN|prep|4 "
        "Mara|NNP|compound|7 Voss|NNP|pobj|5",
        _P,
        "",
        "Mara Voss",
    ),
    (
        "a relative clause is the document's own word",
        "Voss|NNP|nsubj|1 owns/own|VBZ|ROOT|1 Ide|NNP|dobj|1 ,|,|punct|2 which|WDT|nsubj|5 "
        "bought/buy|VBD|relcl|2 Tarn|NNP|dobj|5",
        _P,
        "",
        "",
    ),
    (
        "a relative clause inside what is denied stays a fact",
        "Voss|NNP|nsubj|1 denied/deny|VBD|ROOT|1 that|IN|mark|7 Ide|NNP|nsubj|7 which|WDT|nsubj|5 "
        "bought/buy|VBD|relcl|3 "
        "Tarn|NNP|dobj|5 grew/grow|VBD|ccomp|1",
        _P,
        "",
        "",
    ),
    (
        "a main clause beside a plan",
        "Ide|NNP|nsubj|1 bought/buy|VBD|ROOT|1 Tarn|NNP|dobj|1 and|CC|cc|1 will|MD|aux|5 sell|VB|conj|1 "
        "Lumen|NNP|dobj|5",
        _P,
        "",
        "",
    ),
    (
        "will, coordinated",
        "Ide|NNP|nsubj|2 will|MD|aux|2 grow|VB|ROOT|2 and|CC|cc|2 buy|VB|conj|2 Tarn|NNP|dobj|4",
        _P,
        "plan",
        "",
    ),
    (
        "not, then but",
        "Ide|NNP|nsubj|3 did/do|VBD|aux|3 not|RB|neg|3 rent|VB|ROOT|3 but|CC|cc|3 bought/buy|VBD|conj|3 "
        "Tarn|NNP|dobj|5",
        _P,
        "",
        "",
    ),
]


@pytest.mark.parametrize(("parse", "polarity", "modality", "by"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_reading(parse: str, polarity: str, modality: str, by: str) -> None:
    (p,) = [p for p in propositions(parsed(parse)) if p.predicate == "buy"]
    assert (p.polarity, p.modality, p.attribution) == (polarity, modality, by)
    assert (p.attribution_head >= 0) == bool(by)


@pytest.mark.parametrize(
    "predicate",
    [
        "buy",
        "sell",
    ],
)
def test_neither_nor(predicate: str) -> None:
    tree = parsed(
        "Ide|NNP|nsubj|2 neither|CC|preconj|2 bought/buy|VBD|ROOT|2 nor|CC|cc|2 sold/sell|VBD|conj|2 Tarn|NNP|dobj|4"
    )
    (p,) = [p for p in propositions(tree) if p.predicate == predicate]
    assert p.polarity == "negative"


def test_neither_before_joined_subjects() -> None:
    tree = parsed(
        "Neither|CC|preconj|1 Ide|NNP|nsubj|4 nor|CC|cc|1 Pell|NNP|conj|1 bought/buy|VBD|ROOT|4 Tarn|NNP|dobj|4"
    )
    (p,) = [p for p in propositions(tree) if p.predicate == "buy"]
    assert p.polarity == "negative"


def test_in_talks_to() -> None:
    tree = parsed(
        "Ide|NNP|nsubj|1 is/be|VBZ|ROOT|1 in|IN|prep|1 talks/talk|NNS|pobj|2 to|TO|aux|5 buy|VB|acl|3 Tarn|NNP|dobj|5"
    )
    (p,) = [p for p in propositions(tree) if p.predicate == "buy"]
    assert p.modality == "possible"


_DEED = "Ide|NNP|nsubj|1 {verb}|VBD|ROOT|1 the|DT|det|3 {noun}|NN|dobj|1 {prep}|IN|prep|3 Tarn|NNP|pobj|4"


@pytest.mark.parametrize(
    ("verb", "noun", "prep", "polarity"),
    [
        ("cancelled/cancel", "purchase", "of", "negative"),
        ("completed/complete", "purchase", "of", "positive"),
        ("dropped/drop", "governor", "of", "positive"),  # a person, no deed
    ],
)
def test_a_deed_under_a_denying_verb_is_not_done(verb: str, noun: str, prep: str, polarity: str) -> None:
    found = propositions(parsed(_DEED.format(verb=verb, noun=noun, prep=prep)))
    assert [p.polarity for p in found if p.kind == "nominal" and p.predicate == noun] == [polarity]


@pytest.mark.parametrize(("prep", "polarity"), [("over", "positive"), ("of", "negative")])
def test_what_a_dropped_deed_is_about_may_be_done(prep: str, polarity: str) -> None:
    tree = parsed(
        f"Ide|NNP|nsubj|1 rejected/reject|VBD|ROOT|1 the|DT|det|3 appeal|NN|dobj|1 {prep}|IN|prep|3 the|DT|det|6 "
        "purchase|NN|pobj|4 of|IN|prep|6 Tarn|NNP|pobj|7"
    )
    assert [p.polarity for p in propositions(tree) if p.predicate == "purchase"] == [polarity]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The crisis forced Kestrin Bank to sell Orva Holdings.", "asserted"),
        ("The loan helped Kestrin Bank sell Orva Holdings.", "asserted"),
        ("The crisis led Kestrin Bank to sell Orva Holdings.", "asserted"),
        ("The crisis did not lead Kestrin Bank to sell Orva Holdings.", "negated"),
        ("The court may force Kestrin Bank to sell Orva Holdings.", "possible"),
        ("The loan will help Kestrin Bank to sell Orva Holdings.", "planned"),
        ("Activists urged Kestrin Bank to sell Orva Holdings.", "planned"),
    ],
)
def test_what_one_is_made_to_do_one_does(read: Read, text: str, status: str) -> None:
    assert {s.status for s in read(text).statements if s.relation == "sold"} == {status}

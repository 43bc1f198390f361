"""Verb clauses: each construction's roles from a parse written by hand, and any tree without a crash."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from tests.extract.conftest import parsed, trees

from newsweave.extract.clauses.clauses import propositions
from newsweave.extract.model import Argument, Proposition
from newsweave.extract.parsing.tree import Tree

Roles = dict[str, str]


@dataclass(frozen=True)
class Case:
    """``wanted`` and ``unwanted``: predicate and role to words; several words of one role are joined by ``" + "``."""

    name: str
    parse: str
    wanted: tuple[tuple[str, Roles], ...]
    unwanted: tuple[tuple[str, Roles], ...] = ()


def says(a: Argument, words: str) -> bool:
    """The phrase or its short name, a possessive's ending aside."""
    return words in (a.text, a.short, a.text.removesuffix(" 's"), a.short.removesuffix(" 's"))


def matches(p: Proposition, predicate: str, roles: Roles) -> bool:
    if p.predicate != predicate:
        return False
    for role, words in roles.items():
        given_, expected = list(p.roles(role)), words.split(" + ") if words else []
        if len(given_) != len(expected) or not all(map(says, given_, expected)):
            return False
    return True


CASES = (
    Case(
        "active",
        "Corvex|NNP|compound|1 Group|NNP|nsubj|2 acquired/acquire|VBD|ROOT|2 Kestrin|NNP|compound|4 Bank|NNP|dobj|2",
        (("acquire", {"subject": "Corvex Group", "object": "Kestrin Bank"}),),
        (("acquire", {"subject": "Kestrin Bank"}),),
    ),
    Case(
        "passive with agent",
        "Kestrin|NNP|compound|1 Bank|NNP|nsubjpass|3 was/be|VBD|auxpass|3 acquired/acquire|VBN|ROOT|3 by|IN|agent|3 "
        "Corvex|NNP|compound|6 Group|NNP|pobj|4 in|IN|prep|3 May|NNP|pobj|7",
        (("acquire", {"subject": "Corvex Group", "object": "Kestrin Bank", "in": "May", "by": ""}),),
        (("acquire", {"subject": "Kestrin Bank"}),),
    ),
    Case(
        "passive without agent",
        "Kestrin|NNP|nsubjpass|2 was/be|VBD|auxpass|2 sold/sell|VBN|ROOT|2",
        (("sell", {"subject": "", "object": "Kestrin"}),),
    ),
    Case(
        "passive with two agents",
        "Corvex|NNP|nsubjpass|2 was/be|VBD|auxpass|2 founded/found|VBN|ROOT|2 by|IN|agent|2 Voss|NNP|pobj|3 "
        "and|CC|cc|4 "
        "Pell|NNP|conj|4 in|IN|prep|2 1998|CD|pobj|7",
        (("found", {"subject": "Voss + Pell", "object": "Corvex", "in": "1998"}),),
    ),
    Case(
        "perfect is active",
        "Corvex|NNP|nsubj|2 has/have|VBZ|aux|2 sold/sell|VBN|ROOT|2 Kestrin|NNP|dobj|2",
        (("sell", {"subject": "Corvex", "object": "Kestrin"}),),
    ),
    Case(
        "reduced relative clause, passive",
        "Lumen|NNP|compound|1 Wallet|NNP|nsubj|8 ,|,|punct|1 built/build|VBN|acl|1 by|IN|agent|3 Corvex|NNP|compound|6 "
        "Group|NNP|pobj|4 ,|,|punct|1 serves/serve|VBZ|ROOT|8 farmers/farmer|NNS|dobj|8",
        (
            ("build", {"subject": "Corvex Group", "object": "Lumen Wallet"}),
            ("serve", {"subject": "Lumen Wallet", "object": "farmers"}),
        ),
        (("build", {"subject": "Lumen Wallet"}),),
    ),
    Case(
        "reduced relative clause, active",
        "Corvex|NNP|nsubj|4 ,|,|punct|0 owning/own|VBG|acl|0 Kestrin|NNP|dobj|2 grew/grow|VBD|ROOT|4",
        (("own", {"subject": "Corvex", "object": "Kestrin"}), ("grow", {"subject": "Corvex"})),
    ),
    Case(
        "relative clause, subject",
        "Corvex|NNP|compound|1 Group|NNP|nsubj|8 ,|,|punct|1 which|WDT|nsubj|4 owns/own|VBZ|relcl|1 "
        "Kestrin|NNP|compound|6 "
        "Bank|NNP|dobj|4 ,|,|punct|1 hired/hire|VBD|ROOT|8 Voss|NNP|dobj|8",
        (
            ("own", {"subject": "Corvex Group", "object": "Kestrin Bank"}),
            ("hire", {"subject": "Corvex Group", "object": "Voss"}),
        ),
        (("own", {"subject": "which"}),),
    ),
    Case(
        "relative clause, passive subject",
        "Corvex|NNP|nsubj|5 ,|,|punct|0 which|WDT|nsubjpass|4 was/be|VBD|auxpass|4 sold/sell|VBN|relcl|0 "
        "grew/grow|VBD|ROOT|5",
        (("sell", {"subject": "", "object": "Corvex"}),),
    ),
    Case(
        "relative clause, object",
        "The|DT|det|1 app|NN|nsubj|6 that|WDT|dobj|5 Corvex|NNP|compound|4 Group|NNP|nsubj|5 "
        "launched/launch|VBD|relcl|1 "
        "failed/fail|VBD|ROOT|6",
        (("launch", {"subject": "Corvex Group", "object": "The app"}), ("fail", {"subject": "The app"})),
    ),
    Case(
        "relative clause without pronoun",
        "The|DT|det|1 wallet|NN|nsubj|5 Corvex|NNP|compound|3 Group|NNP|nsubj|4 launched/launch|VBD|relcl|1 "
        "failed/fail|VBD|ROOT|5",
        (("launch", {"subject": "Corvex Group", "object": "The wallet"}),),
    ),
    Case(
        "coordinated relative clauses",
        "Voss|NNP|nsubj|9 ,|,|punct|0 who|WP|nsubj|3 founded/found|VBD|relcl|0 Corvex|NNP|dobj|3 and|CC|cc|3 "
        "runs/run|VBZ|conj|3 Kestrin|NNP|dobj|6 ,|,|punct|0 resigned/resign|VBD|ROOT|9",
        (
            ("found", {"subject": "Voss", "object": "Corvex"}),
            ("run", {"subject": "Voss", "object": "Kestrin"}),
            ("resign", {"subject": "Voss"}),
        ),
    ),
    Case(
        "coordinated subjects",
        "Corvex|NNP|nsubj|3 and|CC|cc|0 Kestrin|NNP|conj|0 signed/sign|VBD|ROOT|3 a|DT|det|5 memorandum|NN|dobj|3",
        (("sign", {"subject": "Corvex + Kestrin", "object": "a memorandum"}),),
    ),
    Case(
        "coordinated objects",
        "Corvex|NNP|nsubj|1 bought/buy|VBD|ROOT|1 Lumen|NNP|dobj|1 ,|,|punct|2 Tarn|NNP|conj|2 and|CC|cc|4 "
        "Ide|NNP|conj|4",
        (("buy", {"subject": "Corvex", "object": "Lumen + Tarn + Ide"}),),
    ),
    Case(
        "coordinated verbs share subject and object",
        "Corvex|NNP|nsubj|1 developed/develop|VBD|ROOT|1 and|CC|cc|1 launched/launch|VBD|conj|1 Lumen|NNP|dobj|3",
        (
            ("develop", {"subject": "Corvex", "object": "Lumen"}),
            ("launch", {"subject": "Corvex", "object": "Lumen"}),
        ),
    ),
    Case(
        "coordinated verbs keep their own objects",
        "Corvex|NNP|nsubj|1 bought/buy|VBD|ROOT|1 Kestrin|NNP|dobj|1 and|CC|cc|1 sold/sell|VBD|conj|1 Lumen|NNP|dobj|4",
        (("buy", {"subject": "Corvex", "object": "Kestrin"}), ("sell", {"subject": "Corvex", "object": "Lumen"})),
        (("buy", {"object": "Kestrin + Lumen"}),),
    ),
    Case(
        "a coordinated clause with a subject of its own",
        "Corvex|NNP|nsubj|1 grew/grow|VBD|ROOT|1 and|CC|cc|1 Kestrin|NNP|nsubj|4 shrank/shrink|VBD|conj|1",
        (("grow", {"subject": "Corvex"}), ("shrink", {"subject": "Kestrin"})),
        (("shrink", {"subject": "Corvex"}),),
    ),
    Case(
        "a passive's subject is shared with an active verb",
        "Kestrin|NNP|nsubjpass|2 was/be|VBD|auxpass|2 founded/found|VBN|ROOT|2 in|IN|prep|2 1998|CD|pobj|3 and|CC|cc|2 "
        "bought/buy|VBD|conj|2 Lumen|NNP|dobj|6",
        (
            ("found", {"subject": "", "object": "Kestrin", "in": "1998"}),
            ("buy", {"subject": "Kestrin", "object": "Lumen"}),
        ),
    ),
    Case(
        "coordinated passives",
        "Lumen|NNP|nsubjpass|2 was/be|VBD|auxpass|2 built/build|VBN|ROOT|2 and|CC|cc|2 sold/sell|VBN|conj|2 "
        "by|IN|agent|4 "
        "Corvex|NNP|pobj|5",
        (("build", {"object": "Lumen"}), ("sell", {"subject": "Corvex", "object": "Lumen"})),
        (("sell", {"subject": "Lumen"}),),
    ),
    Case(
        "subject control",
        "Corvex|NNP|nsubj|1 plans/plan|VBZ|ROOT|1 to|TO|aux|3 launch|VB|xcomp|1 Lumen|NNP|dobj|3",
        (
            ("launch", {"subject": "Corvex", "object": "Lumen"}),
            ("plan", {"subject": "Corvex", "content": "to launch Lumen"}),
        ),
    ),
    Case(
        "subject control, coordinated",
        "Corvex|NNP|nsubj|1 tried/try|VBD|ROOT|1 to|TO|aux|3 buy|VB|xcomp|1 and|CC|cc|3 sell|VB|conj|3 "
        "Kestrin|NNP|dobj|5",
        (("buy", {"subject": "Corvex", "object": "Kestrin"}), ("sell", {"subject": "Corvex", "object": "Kestrin"})),
    ),
    Case(
        "object control",
        "The|DT|det|1 regulator|NN|nsubj|2 asked/ask|VBD|ROOT|2 Kestrin|NNP|dobj|2 to|TO|aux|5 pay|VB|xcomp|2 "
        "a|DT|det|7 "
        "fine|NN|dobj|5",
        (
            ("pay", {"subject": "Kestrin", "object": "a fine"}),
            ("ask", {"subject": "The regulator", "object": "Kestrin"}),
        ),
        (("pay", {"subject": "The regulator"}),),
    ),
    Case(
        "object control, passive",
        "Kestrin|NNP|nsubjpass|2 was/be|VBD|auxpass|2 ordered/order|VBN|ROOT|2 by|IN|agent|2 Pell|NNP|pobj|3 "
        "to|TO|aux|6 "
        "pay|VB|xcomp|2 a|DT|det|8 fine|NN|dobj|6",
        (("pay", {"subject": "Kestrin", "object": "a fine"}), ("order", {"subject": "Pell", "object": "Kestrin"})),
        (("pay", {"subject": "Pell"}),),
    ),
    Case(
        "who is called on is to do it",
        "Voss|NNP|nsubj|1 called/call|VBD|ROOT|1 on|IN|prep|1 Kestrin|NNP|pobj|2 to|TO|aux|5 sell|VB|xcomp|1 Lumen|NNP|dobj|5",
        (("sell", {"subject": "Kestrin", "object": "Lumen"}),),
        (("sell", {"subject": "Voss"}),),
    ),
    Case(
        "who calls does it",
        "Voss|NNP|nsubj|1 called/call|VBD|ROOT|1 to|TO|aux|3 thank|VB|xcomp|1 Pell|NNP|dobj|3",
        (("thank", {"subject": "Voss", "object": "Pell"}),),
    ),
    Case(
        "a nominee is to do it, not who nominated him",
        "Pell|NNP|nsubj|1 is/be|VBZ|ROOT|1 Voss|NNP|poss|4 's|POS|case|2 nominee|NN|attr|1 to|TO|aux|6 lead|VB|acl|4 "
        "Kestrin|NNP|dobj|6",
        (("lead", {"object": "Kestrin"}),),
        (("lead", {"subject": "Voss"}),),
    ),
    Case(
        "infinitive with a subject of its own",
        "Voss|NNP|nsubj|1 wants/want|VBZ|ROOT|1 Corvex|NNP|nsubj|4 to|TO|aux|4 buy|VB|ccomp|1 Kestrin|NNP|dobj|4",
        (("buy", {"subject": "Corvex", "object": "Kestrin"}),),
        (("buy", {"subject": "Voss"}),),
    ),
    Case(
        "passive infinitive",
        "Voss|NNP|nsubj|1 expects/expect|VBZ|ROOT|1 Corvex|NNP|nsubjpass|5 to|TO|aux|5 be|VB|auxpass|5 "
        "bought/buy|VBN|ccomp|1 "
        "by|IN|agent|5 Kestrin|NNP|pobj|6",
        (("buy", {"subject": "Kestrin", "object": "Corvex"}),),
    ),
    Case(
        "raising",
        "Kestrin|NNP|nsubj|1 seems/seem|VBZ|ROOT|1 to|TO|aux|3 use|VB|xcomp|1 Lumen|NNP|dobj|3",
        (("use", {"subject": "Kestrin", "object": "Lumen"}),),
    ),
    Case(
        "raising adjective",
        "Corvex|NNP|nsubj|1 is/be|VBZ|ROOT|1 likely|JJ|acomp|1 to|TO|aux|4 buy|VB|xcomp|2 Kestrin|NNP|dobj|4",
        (("buy", {"subject": "Corvex", "object": "Kestrin"}),),
    ),
    Case(
        "whose plan it is",
        "Corvex|NNP|poss|2 's|POS|case|0 plan|NN|nsubj|6 to|TO|aux|4 buy|VB|acl|2 Kestrin|NNP|dobj|4 "
        "failed/fail|VBD|ROOT|6",
        (("buy", {"subject": "Corvex", "object": "Kestrin"}),),
    ),
    Case(
        "who has the plan",
        "Corvex|NNP|nsubj|1 has/have|VBZ|ROOT|1 a|DT|det|3 plan|NN|dobj|1 to|TO|aux|5 buy|VB|acl|3 Kestrin|NNP|dobj|5",
        (("buy", {"subject": "Corvex", "object": "Kestrin"}),),
    ),
    Case(
        "gerund behind a preposition",
        "Corvex|NNP|nsubj|1 bought/buy|VBD|ROOT|1 Kestrin|NNP|dobj|1 after|IN|prep|1 selling/sell|VBG|pcomp|3 "
        "Lumen|NNP|dobj|4",
        (
            ("sell", {"subject": "Corvex", "object": "Lumen"}),
            ("buy", {"subject": "Corvex", "object": "Kestrin", "after": "selling Lumen"}),
        ),
    ),
    Case(
        "light verb",
        "Corvex|NNP|nsubj|1 struck/strike|VBD|ROOT|1 a|DT|det|3 deal|NN|dobj|1 with|IN|prep|3 Kestrin|NNP|pobj|4",
        (("strike", {"subject": "Corvex", "object": "a deal", "object:with": "Kestrin"}),),
    ),
    Case(
        "light verb with the phrase on the verb",
        "Corvex|NNP|nsubj|1 took/take|VBD|ROOT|1 a|DT|det|3 stake|NN|dobj|1 in|IN|prep|1 Kestrin|NNP|pobj|4",
        (("take", {"subject": "Corvex", "object": "a stake", "in": "Kestrin"}),),
    ),
    Case(
        "particle",
        "Corvex|NNP|nsubj|1 rolled/roll|VBD|ROOT|1 out|RP|prt|1 Lumen|NNP|dobj|1",
        (("roll out", {"subject": "Corvex", "object": "Lumen"}),),
        (("roll", {}),),
    ),
    Case(
        "indirect object",
        "Corvex|NNP|nsubj|1 gave/give|VBD|ROOT|1 Kestrin|NNP|dative|1 a|DT|det|4 loan|NN|dobj|1",
        (("give", {"subject": "Corvex", "indirect": "Kestrin", "object": "a loan"}),),
    ),
    Case(
        "dative with to is a to-phrase",
        "Corvex|NNP|nsubj|1 sold/sell|VBD|ROOT|1 Lumen|NNP|dobj|1 to|IN|dative|1 Kestrin|NNP|pobj|3",
        (("sell", {"subject": "Corvex", "object": "Lumen", "to": "Kestrin"}),),
    ),
    Case(
        "two objects of a passive",
        "Kestrin|NNP|nsubjpass|2 was/be|VBD|auxpass|2 granted/grant|VBN|ROOT|2 a|DT|det|4 licence|NN|dobj|2",
        (("grant", {"subject": "", "object": "Kestrin", "second": "a licence"}),),
    ),
    Case(
        "appointed to a post",
        "Voss|NNP|nsubjpass|2 was/be|VBD|auxpass|2 named/name|VBN|ROOT|2 treasurer|NN|oprd|2 of|IN|prep|3 "
        "Kestrin|NNP|pobj|4",
        (("name", {"object": "Voss", "complement": "treasurer of Kestrin", "complement:of": "Kestrin"}),),
    ),
    Case(
        "nested prepositions",
        "Odo|NNP|nsubj|1 came/come|VBD|ROOT|1 from|IN|prep|1 under|IN|prep|2 Lund|NNP|pobj|3",
        (("come", {"subject": "Odo", "from under": "Lund"}),),
    ),
    Case(
        "coordinated prepositional objects",
        "Corvex|NNP|nsubj|1 works/work|VBZ|ROOT|1 with|IN|prep|1 Kestrin|NNP|pobj|2 and|CC|cc|3 Tarn|NNP|conj|3",
        (("work", {"subject": "Corvex", "with": "Kestrin + Tarn"}),),
    ),
    Case(
        "time as a noun phrase",
        "Corvex|NNP|nsubj|1 bought/buy|VBD|ROOT|1 Kestrin|NNP|dobj|1 last|JJ|amod|4 week|NN|npadvmod|1",
        (("buy", {"object": "Kestrin", "time": "last week"}),),
    ),
    Case(
        "time before the subject",
        "Yesterday|NN|npadvmod|2 Corvex|NNP|nsubj|2 bought/buy|VBD|ROOT|2 Kestrin|NNP|dobj|2",
        (("buy", {"subject": "Corvex", "object": "Kestrin", "time": "Yesterday"}),),
    ),
    Case(
        "date and price",
        "Corvex|NNP|nsubj|1 bought/buy|VBD|ROOT|1 Kestrin|NNP|dobj|1 on|IN|prep|1 Monday|NNP|pobj|3 for|IN|prep|1 "
        "$|$|quantmod|8 2|CD|compound|8 million|CD|pobj|5",
        (("buy", {"object": "Kestrin", "on": "Monday", "for": "$ 2 million"}),),
    ),
    Case(
        "extent is no time",
        "Corvex|NNP|nsubj|1 grew/grow|VBD|ROOT|1 5|CD|nummod|3 %|NN|npadvmod|1 in|IN|prep|1 2020|CD|pobj|4",
        (("grow", {"subject": "Corvex", "extent": "5 %", "time": "", "in": "2020"}),),
    ),
    Case(
        "content without that",
        "Voss|NNP|nsubj|1 said/say|VBD|ROOT|1 that|IN|mark|4 Corvex|NNP|nsubj|4 grew/grow|VBD|ccomp|1",
        (("say", {"subject": "Voss", "content": "Corvex grew"}), ("grow", {"subject": "Corvex"})),
    ),
    Case(
        "imperative",
        "Buy|VB|ROOT|0 Lumen|NNP|dobj|0 !|.|punct|0",
        (("buy", {"subject": "", "object": "Lumen"}),),
    ),
    Case(
        "a bracket is no part of the name before it",
        "Corvex|NNP|nsubj|4 (|-LRB-|punct|0 CVX|NNP|appos|0 )|-RRB-|punct|0 grew/grow|VBD|ROOT|4",
        (("grow", {"subject": "Corvex"}),),
    ),
    Case(
        "copula",
        "Voss|NNP|nsubj|1 is/be|VBZ|ROOT|1 the|DT|det|3 governor|NN|attr|1 of|IN|prep|3 Kestrin|NNP|pobj|4",
        (("governor", {"subject": "Voss", "of": "Kestrin"}),),
    ),
    Case(
        "copula became",
        "Voss|NNP|nsubj|1 became/become|VBD|ROOT|1 chairman|NN|attr|1 of|IN|prep|2 Kestrin|NNP|pobj|3",
        (("chairman", {"subject": "Voss", "of": "Kestrin"}),),
    ),
    Case(
        "serves as",
        "Voss|NNP|nsubj|1 serves/serve|VBZ|ROOT|1 as|IN|prep|1 treasurer|NN|pobj|2 of|IN|prep|3 Kestrin|NNP|pobj|4",
        (("treasurer", {"subject": "Voss", "of": "Kestrin"}),),
    ),
    Case(
        "one of the",
        "Corvex|NNP|nsubj|1 is/be|VBZ|ROOT|1 one|CD|attr|1 of|IN|prep|2 the|DT|det|5 owners/owner|NNS|pobj|3 "
        "of|IN|prep|5 "
        "Kestrin|NNP|pobj|6",
        (("owner", {"subject": "Corvex", "of": "Kestrin"}),),
        (("one", {}),),
    ),
    Case(
        "copula with a possessive",
        "Corvex|NNP|nsubj|1 is/be|VBZ|ROOT|1 Kestrin|NNP|poss|4 's|POS|case|2 subsidiary|NN|attr|1",
        (("subsidiary", {"subject": "Corvex", "poss": "Kestrin"}),),
    ),
    Case(
        "there is names nothing",
        "There|EX|expl|1 is/be|VBZ|ROOT|1 a|DT|det|3 bank|NN|attr|1 in|IN|prep|3 Oslo|NNP|pobj|4",
        (),
        (("bank", {"complement": "a bank in Oslo"}),),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_construction(case: Case) -> None:
    found = propositions(parsed(case.parse))
    shown = [(p.predicate, [(a.role, a.text) for a in p.arguments]) for p in found]
    for predicate, roles in case.wanted:
        assert any(matches(p, predicate, roles) for p in found), f"no {predicate} {roles} in {shown}"
    for predicate, roles in case.unwanted:
        assert not any(matches(p, predicate, roles) for p in found), f"{predicate} {roles} in {shown}"


@pytest.mark.parametrize(
    ("parse", "relation", "voice"),
    [
        (CASES[0].parse, "acquired", "active"),
        (CASES[1].parse, "was acquired", "passive"),
        ("Ide|NNP|nsubj|3 did/do|VBD|aux|3 not|RB|neg|3 roll|VB|ROOT|3 out|RP|prt|3 "
        "Lumen|NNP|dobj|3", "did not roll out", "active"),
        ("Ide|NNP|nsubj|2 has/have|VBZ|aux|2 sold/sell|VBN|ROOT|2 Lumen|NNP|dobj|2", "has sold", "active"),
    ],
)  # fmt: skip
def test_relation_words_stand_as_in_the_text(parse: str, relation: str, voice: str) -> None:
    first = propositions(parsed(parse))[0]
    assert (first.relation, first.voice, first.kind) == (relation, voice, "verb")


def test_kind_of_a_copula() -> None:
    (case,) = [c for c in CASES if c.name == "copula"]
    (p,) = [p for p in propositions(parsed(case.parse)) if p.predicate == "governor" and p.kind != "nominal"]
    assert (p.kind, p.relation) == ("copula", "is")


def test_short_form_leaves_out_what_only_adds() -> None:
    tree = parsed(
        "The|DT|det|2 old/old|JJ|amod|2 bank|NN|nsubj|9 of|IN|prep|2 Lund|NNP|pobj|3 that|WDT|nsubj|6 "
        "sleeps/sleep|VBZ|relcl|2 in|IN|prep|2 Oslo|NNP|pobj|7 grew/grow|VBD|ROOT|9"
    )
    (found,) = [p for p in propositions(tree) if p.predicate == "grow"]
    subject = found.role("subject")
    assert subject is not None
    assert subject.short == "The old bank of Lund"
    assert subject.head_lemma == "bank"
    assert tree.text[subject.start : subject.start + 12] == "The old bank"


@pytest.mark.parametrize("case", [c for c in CASES if len(c.wanted) > 1], ids=lambda c: c.name)
def test_verbs_stand_in_text_order(case: Case) -> None:
    tokens = [p.token for p in propositions(parsed(case.parse)) if p.kind == "verb"]
    assert len(tokens) > 1
    assert tokens == sorted(set(tokens))


RESPECTIVELY = (
    "Corvex|NNP|nsubj|3 and|CC|cc|0 Kestrin|NNP|conj|0 bought/buy|VBD|ROOT|3 Lumen|NNP|dobj|3 and|CC|cc|4 "
    "Tarn|NNP|conj|4 "
    ",|,|punct|3 respectively|RB|advmod|3"
)


def test_respectively_pairs_subjects_and_objects() -> None:
    found = [p for p in propositions(parsed(RESPECTIVELY)) if p.predicate == "buy"]
    assert any(matches(p, "buy", {"subject": "Corvex", "object": "Lumen"}) for p in found)
    assert any(matches(p, "buy", {"subject": "Kestrin", "object": "Tarn"}) for p in found)


@pytest.mark.parametrize(
    ("parse", "verb"),
    [
        ("Oslo|NNP|nsubj|5 ,|,|punct|0 where|WRB|advmod|4 Kestrin|NNP|nsubj|4 expanded/expand|VBD|relcl|0 "
        "grew/grow|VBD|ROOT|5", "expand"),
        ("Corvex|NNP|nsubj|5 ,|,|punct|0 whose|WP$|poss|3 founder|NN|nsubj|4 left/leave|VBD|relcl|0 "
        "grew/grow|VBD|ROOT|5", "leave"),
    ],
)  # fmt: skip
def test_where_and_whose_leave_no_object(parse: str, verb: str) -> None:
    (found,) = [p for p in propositions(parsed(parse)) if p.predicate == verb]
    assert found.role("object") is None


@given(trees())
@settings(max_examples=400, deadline=None)
def test_any_tree_gives_propositions_whose_arguments_point_into_the_text(tree: Tree) -> None:
    for p in propositions(tree):
        assert p.arguments
        assert 0 <= p.token < len(tree)
        assert p.start == min(a.start for a in p.arguments)
        assert p.end == max(a.end for a in p.arguments)
        assert p.polarity in ("positive", "negative")
        assert p.modality in ("", "plan", "possible", "condition", "question")
        assert (p.attribution_head >= 0) == bool(p.attribution)
        for a in p.arguments:
            assert 0 <= a.start < a.end <= len(tree.text)
            slice_ = tree.text[a.start : a.end]
            assert slice_.startswith(a.text[:1]), "the phrase begins where it says"
            assert slice_.endswith(a.text[-1:]), "and ends where it says"
            assert a.head_lemma == tree.lemmas[a.head]
            assert a.short
        again = Proposition.from_dict(json.loads(json.dumps(p.to_dict())))
        assert again.to_dict() == p.to_dict(), "nothing is lost on the way through JSON"


CHAINS = {
    "verbs joined by and": [("ran/run", "VBD", "conj" if i else "ROOT", max(i - 1, 0)) for i in range(1500)],
    "participles joined by and": [("sold/sell", "VBN", "conj" if i else "ROOT", max(i - 1, 0)) for i in range(1500)],
    "that-clauses, first outermost": [
        ("said/say", "VBD", "ccomp" if i else "ROOT", max(i - 1, 0)) for i in range(1500)
    ],
    "that-clauses, last outermost": [
        ("said/say", "VBD", "ccomp" if i < 1499 else "ROOT", min(i + 1, 1499)) for i in range(1500)
    ],
    "owners of owners": [("bank", "NN", "poss" if i < 1499 else "ROOT", min(i + 1, 1499)) for i in range(1500)],
    "names joined by and": [("Lund", "NNP", "conj" if i else "ROOT", max(i - 1, 0)) for i in range(1500)],
}


@pytest.mark.parametrize("name", CHAINS)
def test_a_deep_tree_does_not_hit_the_recursion_limit(name: str) -> None:
    found = propositions(Tree.from_rows(CHAINS[name]))
    assert all(p.arguments for p in found)

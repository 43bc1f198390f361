"""Made-up documents for the tests of the store: a small newsroom, random ones, and strategies for hostile ones."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from newsweave.extract.model import (
    OPEN,
    Block,
    Document,
    Entity,
    EntityArgument,
    Evidence,
    LiteralArgument,
    Source,
    Statement,
    StatementArgument,
    Status,
)
from newsweave.graph.facts import STATUS_ORDER
from newsweave.graph.store.store import GraphStore
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["HOSTILE", "Item", "entity", "item", "items", "newsroom", "random_items", "said", "state", "value"]

HOSTILE = (
    "</script><img src=x onerror=alert(1)>",
    'quote " backslash \\ tab \t newline \n return \r',
    "\x00 NUL \x1b[31m escape \x7f delete \x85 next line \u2028 separator \ufeff mark \uffff",
    "lone \ud800 surrogate \udfff",
    "direction \u202e override",
    "' } ; DROP ALL ; #",
    "\U0001f9f5 thread",
    "[bold]markup[/bold]",
)


@dataclass(frozen=True)
class Item:
    """What ``GraphStore.put`` takes."""

    document: Document
    statements: tuple[Statement, ...]
    entities: tuple[Entity, ...]

    def put(self, store: GraphStore) -> bool:
        return store.put(self.document, self.statements, self.entities)


def entity(name: str, type: str = "Company", *aliases: str) -> Entity:
    return Entity(name.casefold().replace(" ", "-"), name, type, tuple(sorted(aliases)))


def value(value: str, datatype: str, text: str) -> LiteralArgument:
    return LiteralArgument(value, datatype, text, 0, len(text))


def item(
    id: str,
    *statements: tuple[Entity, str, Entity | LiteralArgument, str, dict[str, object]],
    named: Sequence[Entity] = (),
    **about: Any,
) -> Item:
    """A document whose text is its sentences, one a line; spans are found in them, where they stand there."""
    text = "\n".join(dict.fromkeys(sentence for *_, sentence, _ in statements))
    document = Document(id, text, (Block(0, len(text)),), **about)
    given = tuple(_statement(document, *parts) for parts in statements)
    mentioned = {e.id: e for s in statements for e in (s[0], s[2]) if isinstance(e, Entity)}
    return Item(document, given, tuple((mentioned | {e.id: e for e in named}).values()))


def _statement(
    document: Document,
    subject: Entity,
    relation: str,
    obj: Entity | LiteralArgument,
    sentence: str,
    more: Mapping[str, object],
) -> Statement:
    start = document.text.index(sentence)
    evidence = Evidence(document.id, start, start + len(sentence), sentence, "test-rule")
    statement = Statement(
        _argument(subject, start, sentence),
        relation,
        _object(obj, start, sentence),
        evidence,
        relation.replace("_", " "),
    )
    return replace(statement, **more)  # type: ignore[arg-type]


def _object(obj: Entity | LiteralArgument, start: int, sentence: str) -> StatementArgument:
    if isinstance(obj, Entity):
        return _argument(obj, start, sentence)
    at = start + max(sentence.find(obj.text), 0)
    return replace(obj, start=at, end=at + len(obj.text))


def _argument(e: Entity, start: int, sentence: str) -> EntityArgument:
    at = start + max(sentence.find(e.name), 0)
    span = (at, at + len(e.name))
    return EntityArgument(e.id, e.name, e.type, e.name, *span, (span,), e.aliases)


def said(**more: object) -> dict[str, object]:
    """Keyword arguments of Statement for ``item``."""
    return more


def newsroom() -> list[Item]:
    """Three documents that show every kind of thing the graph can hold."""
    osk = entity("Oskar Bank", "Bank", "Oskar")
    veld = entity("Veldt Pay", "Company", "Veldt")
    mira = entity("Mira Tolan", "Person")
    one = "Oskar Bank signed an MOU on instant payments with Veldt Pay in March 2031."
    two = "Mira Tolan, chief executive of Veldt Pay, said it raised 12.50 million dollars."
    three = "Veldt Pay signed a second deal with Oskar Bank."
    return [
        item(
            "news-1",
            (osk, "signed_agreement_with", veld, one, said(
                qualifiers={"agreement_type": "MOU", "topic": "instant payments", "date": "2031-03"}, confidence=0.9)),
            (mira, "works_for", veld, two, said(qualifiers={"role": "chief executive"}, confidence=0.8)),
            (mira, "chief_executive_of", veld, two, said(confidence=0.75)),
            (veld, "raised_funding", value("12500000 USD", "money", "12.50 million dollars"), two, said(
                status="reported", attributed_to="Mira Tolan", confidence=0.5,
                sources=(Source("Mira Tolan", "mira-tolan", "Person"),
                    Source("Harbour Post", "harbour-post", "MediaOutlet", True)))),
            title="Oskar and Veldt sign", date="2031-03-04", source="Harbour Post", url="https://harbour.example/1",
        ),
        item(
            "news-2",
            (veld, "signed_agreement_with", osk, three, said(qualifiers={"agreement_type": "deal"}, confidence=0.95)),
            (osk, "acquired", veld, "Oskar Bank plans to buy Veldt Pay by May 5.", said(
                status="planned", qualifiers={"date": "2032-05-05", "edtf": "../2032-05-05", "date_text": "by May 5",
                "amount": "about $3 million", "amount_value": "3000000", "currency": "USD",
                "amount_modifier": "approx"})),
            (mira, "works_for", veld, "Mira Tolan joined Veldt Pay in 2030.", said(
                qualifiers={"begin": "2030", "date_text": "in 2030"})),
            (veld, "has_metric", replace(value("200/300", "number", "200-300"), modifier="approx"),
                "Veldt Pay has about 200-300 staff.", said(qualifiers={"metric": "employees"})),
            (veld, "raised_funding", replace(value("3/4 USD", "money", "$3 to $4"), also="2/3 EUR"),
                "Veldt Pay raised $3 to $4.", said()),
            (veld, "founded_on", value("2029", "date", "2029"), "Veldt Pay was founded in 2029.", said()),
            (veld, "has_metric", value("4.50", "number", "4.50"), "Veldt Pay has 4.50 stars.", said(
                qualifiers={"metric": "rating"})),
            (veld, "has_metric", value("7", "percentage", "7%"), "Veldt Pay grew 7%.", said(
                qualifiers={"metric": "growth"})),
            title="Second deal", date="2031-06-30", source="Harbour Post",
        ),
        item("news-3", (osk, "acquired", veld, "Oskar Bank denied that it bought Veldt Pay.", said(status="negated"))),
    ]  # fmt: skip


def items(store: GraphStore, given: Sequence[Item]) -> GraphStore:
    """Put all, finish, and hand the store back."""
    for one in given:
        one.put(store)
    store.finish()
    return store


def state(store: GraphStore) -> set[str]:
    """All that a store holds; without blank nodes equal sets are isomorphic graphs."""
    return {str(quad) for quad in store.database}


def random_items(count: int, seed: int, pool: int = 12) -> list[Item]:
    """Documents over few entities, which they name and class in different ways."""
    rng = random.Random(seed)
    made = []
    for number in range(count):
        statements = []
        for line in range(rng.randint(0, 5)):
            a, b = (_named(rng, pool) for _ in range(2))
            relation = rng.choice(["acquired", "partnered_with", "works_for", "has_metric", "raised_funding"])
            obj: Entity | LiteralArgument = b
            if relation == "has_metric":
                obj = value(rng.choice(["1.5", "1.50", "2"]), "number", "some")
            elif relation == "raised_funding":
                obj = value(rng.choice(["5 USD", "5.0 USD", "6 EUR"]), "money", "some")
            sentence = f"Line {line} of {number} has {a.name} and {b.name}."
            status: Status = rng.choice(["asserted", "asserted", "planned", "negated"])
            statements.append((a, relation, obj, sentence, said(status=status, confidence=rng.choice([0.5, 0.9]))))
        extra = [_named(rng, pool) for _ in range(rng.randint(0, 2))]
        made.append(item(f"doc {number}", *statements, named=extra, title=f"Title {rng.randint(0, 3)}"))
    return made


def _named(rng: random.Random, pool: int) -> Entity:
    number = rng.randrange(pool)
    name = rng.choice([f"Firm {number}", f"Firm {number}", f"The Firm {number}", f"Firm {number} Ltd"])
    aliases = tuple(sorted({f"F{number}", rng.choice([f"Fi{number}", f"Fm{number}"])}))
    return Entity(f"firm-{number}", name, rng.choice(["Company", "Company", "Bank"]), aliases)


# --- hypothesis ---

_text = st.text(max_size=20) | st.sampled_from(HOSTILE)
_id = st.text(st.characters(), min_size=1, max_size=12) | st.sampled_from(HOSTILE)
_offset = st.integers(0, 10_000)
_entity_types = sorted(c for c in vocabulary().classes if vocabulary().is_a(c, "Entity"))
_entity_argument = st.builds(
    EntityArgument,
    id=_id,
    name=_text,
    type=st.sampled_from(_entity_types),
    text=_text,
    start=_offset,
    end=_offset,
    mentions=st.lists(st.tuples(_offset, _offset), max_size=3).map(tuple),
    aliases=st.lists(_text, max_size=2).map(tuple),
)
_decimal = st.from_regex(r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?", fullmatch=True)
_literal_argument = st.one_of(
    st.tuples(
        st.dates().map(str) | st.sampled_from(["2023", "2023-11", "2023-Q2", "0000", "2023-13", ""]), st.just("date")
    ),
    st.tuples(_decimal | st.just("many"), st.just("number")),
    st.tuples(_decimal | st.just("5.5%"), st.just("percentage")),
    st.tuples(st.tuples(_decimal, st.sampled_from(["USD", "EUR", "bits"])).map(" ".join) | _text, st.just("money")),
    st.tuples(_text, st.just("text")),
).flatmap(
    lambda pair: st.builds(LiteralArgument, st.just(pair[0]), st.just(pair[1]), _text, _offset, _offset, _text, _text)
)
_typed = st.builds(
    Statement,
    subject=_entity_argument,
    relation=st.sampled_from(sorted(vocabulary().relations)),
    object=_entity_argument | _literal_argument,
    evidence=st.builds(Evidence, st.just("the doc"), _offset, _offset, _text, _text),
    label=_text,
    qualifiers=st.dictionaries(st.sampled_from(sorted(vocabulary().qualifiers)), _text, max_size=3),
    status=st.sampled_from(STATUS_ORDER),
    attributed_to=st.none() | _text,
    confidence=st.floats(0, 1),
    sources=st.lists(
        st.builds(Source, _text, st.none() | _id, st.none() | st.sampled_from(_entity_types), st.booleans()), max_size=3
    ).map(tuple),
)
_open = st.builds(
    lambda typed, obj, predicate, further: replace(
        typed, relation=OPEN, object=obj, predicate=predicate, further=further
    ),
    _typed,
    _entity_argument,
    _text.filter(bool),
    st.lists(_text, max_size=2).map(tuple),
)
statements = st.one_of(_typed, _typed, _open)
documents = st.builds(
    Document,
    id=_id,
    text=_text,
    blocks=st.just(()),
    title=st.none() | _text,
    date=st.none() | _text | st.dates().map(str),
    source=st.none() | _text,
    url=st.none() | _text,
)

"""Listings that brackets say: "Corvex Group (NASDAQ: CRVX)" is traded on Nasdaq as CRVX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from newsweave.extract.documents.asides import Aside, Ticker
from newsweave.extract.entities.bracketed import bearer
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.model import Document, Entity, EntityArgument, Evidence, Mention, Statement
from newsweave.extract.parsing.phrases import argument
from newsweave.extract.relations.argument_linking import LinkedEntity, matches_types
from newsweave.extract.relations.entity_arguments import entity_argument
from newsweave.extract.relations.statement_confidence import statement_confidence
from newsweave.ontology.gazetteer import Gazetteer, KnownName
from newsweave.ontology.rules import Rule
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["RULE", "listings", "merged", "with_brackets", "with_exchanges"]

RULE = Rule(
    id="ticker", frame="ticker", relation="listed_on", construction=("noun",), subject=("self",), presupposed=True
)


def listings(
    document: Document, passages: Sequence[Passage], asides: Sequence[Aside], gazetteer: Gazetteer, text: str
) -> Iterator[Statement]:
    """A statement for each ticker behind a firm or fund, with offsets into ``text``, which has the brackets.

    Only the subject's and the sentence's beginning are still those of the text without them; see ``pipeline``.
    """
    types = vocabulary().relations["listed_on"].domain
    clusters = {c.id: c for p in passages for c in p.at.values()}
    countries = {c.known.country for c in clusters.values() if c.known is not None and c.known.country}
    for aside in asides:
        found = bearer(passages, aside) if any(t.exchange for t in aside.tickers) else None
        if found is None:
            continue
        p, name = found
        cluster = p.at.get(name.end - 1)
        if cluster is None or not matches_types(cluster.type, types) or cluster.type == "Cryptocurrency":
            continue
        start, end = p.tree.sentence_span(name.start)
        at = LinkedEntity(cluster, argument(p.tree, name.end - 1, "subject"), True)
        subject = entity_argument(p, at, start, end)
        for ticker in aside.tickers:
            known = _known(gazetteer, ticker, countries)
            if known is None or known.id == subject.id:
                continue
            target = _exchange(known, clusters, ticker, text)
            yield Statement(
                subject=subject,
                relation="listed_on",
                object=target,
                evidence=Evidence(document.id, start, end, document.text[start:end], RULE.id),
                label="is listed on",
                qualifiers={"ticker": ticker.symbol},
                confidence=statement_confidence(RULE, subject, target),
            )


def _known(gazetteer: Gazetteer, ticker: Ticker, countries: set[str]) -> KnownName | None:
    """The exchange; of several that share a code ("NSE") the one whose country the text names."""
    named = [k for k in gazetteer.lookup(ticker.exchange) if k.type == "Exchange"]
    same = [k for k in gazetteer.lookup(ticker.code) if k.type == "Exchange"] if len(ticker.code) > 2 else []
    near = [k for k in same if k.country in countries]
    if len(same) > 1 and len(near) == 1:
        return near[0]
    return named[0] if named else None


def _exchange(known: KnownName, clusters: dict[str, Cluster], ticker: Ticker, text: str) -> EntityArgument:
    mentioned = clusters.get(known.id)
    name, type_ = (mentioned.name, mentioned.type) if mentioned is not None else (known.name, known.type)
    return EntityArgument(
        known.id, name, type_, text[ticker.start : ticker.end], ticker.start, ticker.end, ((ticker.start, ticker.end),)
    )


def merged(found: Sequence[Statement], listed: Iterable[Statement]) -> list[Statement]:
    """All of them; where the sentence itself says a listing, that one gets the ticker."""
    out = list(found)
    at = {(s.fact_key, s.evidence.start): i for i, s in enumerate(out)}
    for s in listed:
        key = (s.fact_key, s.evidence.start)
        if key not in at:
            at[key] = len(out)
            out.append(s)
        elif (old := out[at[key]]).evidence.rule != RULE.id:
            out[at[key]] = replace(old, qualifiers={**s.qualifiers, **old.qualifiers})
    return out


def with_brackets(s: Statement, read: Statement, text: str) -> Statement:
    """A statement of a ticker that was brought back into ``text``, with its bracket; others as they are."""
    if read.evidence.rule != RULE.id:
        return s
    e = s.evidence
    end = max(e.end, text.find(")", read.object.end) + 1)
    return replace(s, object=read.object, evidence=replace(e, end=end, text=text[e.start : end]))


def with_exchanges(entities: Sequence[Entity], found: Sequence[Statement]) -> tuple[Entity, ...]:
    """The entities of a text with the exchanges that only its tickers mention."""
    known = {e.id: i for i, e in enumerate(entities)}
    out = list(entities)
    for s in found:
        target = s.object
        if s.evidence.rule != RULE.id or not isinstance(target, EntityArgument):
            continue
        mention = Mention(target.start, target.end, target.text, target.type, target.id)
        if target.id not in known:
            known[target.id] = len(out)
            out.append(Entity(target.id, target.name, target.type, (), (mention,)))
        else:
            e = out[known[target.id]]
            out[known[target.id]] = replace(
                e, mentions=tuple(sorted({*e.mentions, mention}, key=lambda m: (m.start, m.end)))
            )
    return tuple(out)

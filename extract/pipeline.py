"""The stages in a row: documents to entities, propositions and statements."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from newsweave.extract.clauses.clauses import propositions
from newsweave.extract.coreference.coreference import resolve
from newsweave.extract.coreference.discourse import Discourse
from newsweave.extract.coreference.units import units_changing_hands
from newsweave.extract.documents.asides import Aside, without_asides
from newsweave.extract.documents.bring_back import given_entity, given_event, given_proposition, given_statement
from newsweave.extract.documents.legible import Legible, legible
from newsweave.extract.entities.acronyms import acronyms
from newsweave.extract.entities.bracketed import introduced, link_defined
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.entities.entities import build_clusters, to_entity
from newsweave.extract.entities.institutions import institutions
from newsweave.extract.entities.names import find_names
from newsweave.extract.events.events import find_events
from newsweave.extract.measures.lines import line_measures
from newsweave.extract.measures.measures import measures
from newsweave.extract.measures.tables import table_measures
from newsweave.extract.model import Block, Document, Entity, Event, Proposition, Statement
from newsweave.extract.open_facts.open_facts import open_facts
from newsweave.extract.parsing.lemmas import LemmaMemory
from newsweave.extract.parsing.parse import load_pipeline, parse
from newsweave.extract.parsing.tree import Tree
from newsweave.extract.relations.deed_lines import deed_lines
from newsweave.extract.relations.headlines import told_in_headlines, unsaid
from newsweave.extract.relations.listings import listings, merged, with_brackets, with_exchanges
from newsweave.extract.relations.relations import statements
from newsweave.extract.signature import signature
from newsweave.ontology.gazetteer import Gazetteer, load_gazetteer
from newsweave.ontology.lexicon import load_rules
from newsweave.ontology.lists import word_list, word_map
from newsweave.ontology.own_terms import add_terms
from newsweave.ontology.packs import own_files
from newsweave.ontology.rule_set import RuleSet

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = [
    "Extraction",
    "Extractor",
    "Given",
    "bare_documents",
    "deeds_of",
    "find_entities",
    "name_passage",
    "shared_extractor",
    "words_of",
]

_ROLES: dict[str, dict[str, list[str]]] = word_map("roles_in_deeds")
# Deeds that other rooms than relations ask for: of products, departures, and those that "the seller" has a part in.
_DEEDS = (
    word_list("deeds_to_products")
    | word_list("departure_nouns")
    | {word for roles in _ROLES.values() for words in roles.values() for word in words}
)


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a document says: its entities and events in order of first mention and its statements in text order.

    ``open_statements``: what joins two entities and no rule reads (``Statement.is_open``), in text order.
    """

    document: Document
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...] = ()
    open_statements: tuple[Statement, ...] = ()


class Extractor:
    """Reads statements out of documents; make one and keep it, since loading the model takes a second.

    Args:
        model: name or path of a spaCy pipeline (None: the default).
        rules: further rule files.
        names: further files of known names.
        vocabulary: Turtle files with further relations and classes.
        lists: YAML files with words for classes; a process reads with one set of them.
        packs: folders that bring all of these together, or names of shipped packs; see ``newsweave.ontology.packs``.

    Raises:
        DataError: where a model, rule or name file is wrong.
    """

    def __init__(
        self,
        model: str | None = None,
        *,
        rules: Sequence[Path] = (),
        names: Sequence[Path] = (),
        vocabulary: Sequence[Path] = (),
        lists: Sequence[Path] = (),
        packs: Sequence[str | Path] = (),
        nlp: Language | None = None,
    ) -> None:
        own = own_files(packs, rules=rules, names=names, vocabulary=vocabulary, lists=lists)
        add_terms(own.vocabulary, own.lists)
        self.nlp = nlp if nlp is not None else load_pipeline(model)
        self._memory = LemmaMemory.of(self.nlp)
        meta = self.nlp.meta
        self.model_is_loaded = nlp is not None
        self.model = model if nlp is None else f"{meta.get('name')} {meta.get('version')}"
        """What it was called; where the pipeline was given loaded, what it calls itself."""
        self.own_files = own
        """The files of the user's own, those of packs among them."""
        self.signature = signature(self.model, own)
        """Key of what decides the result; see ``signature``."""
        self.rules = load_rules(own.rules)
        self.gazetteer = load_gazetteer(own.names).compile(words_of)

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """The statements of each document, in the order given; memory does not grow with their number."""
        given: deque[Given] = deque()
        for document, trees in parse(self.nlp, bare_documents(documents, given), self._memory):
            as_given = given.popleft()
            yield as_given.back(self.read(document, trees, as_given))

    def read(self, document: Document, trees: Sequence[tuple[Block, Tree]], given: Given | None = None) -> Extraction:
        """The statements of one parsed document, which was ``given`` with markup and brackets, if it was."""
        asides = () if given is None else given.asides
        passages = [Passage(tree, block.kind) for block, tree in trees]
        clusters, discourse = find_entities(passages, self.gazetteer, self.rules, asides)
        about = discourse.about
        found = statements(document, passages, self.rules, discourse)
        found += deed_lines(document, passages, self.rules, deeds_of(self.rules), discourse)
        found = [*found, *measures(document, passages, found, about), *table_measures(document, passages, about)]
        found += line_measures(document, passages, found, about)
        if told := told_in_headlines(passages, deeds_of(self.rules)):
            headed = statements(document, told, self.rules, discourse)
            found += unsaid([*headed, *measures(document, told, headed, about)], found)
        if given is not None and asides:
            found = merged(found, listings(document, passages, asides, self.gazetteer, given.bracketed.text))
        found.sort(key=lambda s: s.evidence.start)
        events, found = find_events(document, passages, found)
        entities = tuple(to_entity(c, passages) for c in clusters)
        return Extraction(document, entities, tuple(found), tuple(events), tuple(open_facts(document, passages, found)))

    def propositions(self, texts: Iterable[str]) -> Iterator[list[Proposition]]:
        """Open propositions of each text, which is taken as one sentence or more."""
        documents = (Document(str(i), t, (Block(0, len(t)),) if t.strip() else ()) for i, t in enumerate(texts))
        given: deque[Given] = deque()
        for _, trees in parse(self.nlp, bare_documents(documents, given), self._memory):
            found = [p for _, tree in trees for p in propositions(tree)]
            as_given = given.popleft()
            for shown in (as_given.bare, as_given.shown):
                found = found if shown is None else [given_proposition(p, shown) for p in found]
            yield found


@dataclass(frozen=True, slots=True)
class Given:
    """A document, and what was taken out of it before it was parsed: markup first, brackets and marks then."""

    document: Document
    shown: Legible | None
    bracketed: Document
    """Without markup."""
    bare: Legible | None
    asides: tuple[Aside, ...]

    def back(self, found: Extraction) -> Extraction:
        """What was found, in the document as given."""
        if self.bare is not None:
            bare, text = self.bare, self.bracketed.text
            said = [given_statement(s, self.bracketed, bare) for s in found.statements]
            said = [with_brackets(s, read, text) for s, read in zip(said, found.statements, strict=True)]
            entities = with_exchanges([given_entity(e, bare) for e in found.entities], said)
            events = tuple(given_event(e, self.bracketed, bare) for e in found.events)
            others = tuple(given_statement(s, self.bracketed, bare) for s in found.open_statements)
            found = Extraction(self.bracketed, entities, tuple(said), events, others)
        return found if self.shown is None else _as_given(found, self.document, self.shown)


def bare_documents(documents: Iterable[Document], given: deque[Given]) -> Iterator[Document]:
    """The documents as the parser gets them; ``given`` keeps them as they are."""
    text: str | None = None
    shown: Legible | None = None
    bare: tuple[Legible, tuple[Aside, ...]] | None = None
    for document in documents:
        if document.text is not text:  # the articles of a file share their text
            text, shown = document.text, legible(document.text)
            bare = without_asides(text if shown is None else shown.text)
        legibly = document if shown is None else _as_shown(document, shown)
        asides = () if bare is None else _within(bare[1], legibly)
        given.append(Given(document, shown, legibly, None if bare is None else bare[0], asides))
        yield legibly if bare is None else _as_shown(legibly, bare[0])


def _as_shown(document: Document, shown: Legible) -> Document:
    return replace(document, text=shown.text, blocks=shown.as_shown(document.blocks))


def _within(asides: tuple[Aside, ...], document: Document) -> tuple[Aside, ...]:
    """Those that stand in a document, which may be one of many in a text."""
    first, last = document.extent
    return asides[bisect_left(asides, first, key=lambda a: a.start) : bisect_right(asides, last, key=lambda a: a.start)]


def _as_given(found: Extraction, document: Document, shown: Legible) -> Extraction:
    entities = tuple(given_entity(e, shown) for e in found.entities)
    events = tuple(given_event(e, document, shown) for e in found.events)
    typed, others = (
        tuple(given_statement(s, document, shown) for s in some) for some in (found.statements, found.open_statements)
    )
    return Extraction(document, entities, typed, events, others)


@lru_cache(maxsize=8)
def deeds_of(rules: RuleSet) -> frozenset[str]:
    """The nouns that somebody reads as what happens; others need no proposition of their own."""
    return rules.deeds | _DEEDS


def find_entities(
    passages: Sequence[Passage], gazetteer: Gazetteer, rules: RuleSet, asides: Sequence[Aside] = ()
) -> tuple[list[Cluster], Discourse]:
    """What the passages of a document name, in text order, and the state of the discourse at its end.

    Fills the passages with what it finds on the way. ``asides``: the brackets that they were fed without.
    """
    short = []
    deeds = deeds_of(rules)
    for i, p in enumerate(passages):
        name_passage(p, gazetteer, i)
        if p.kind == "paragraph":
            short += acronyms(p.tree, p.names)
            p.propositions = propositions(p.tree, deeds)
    short += introduced(passages, asides)
    clusters = build_clusters(passages, short, gazetteer, rules)
    link_defined(passages, asides)
    discourse = resolve(passages)
    return clusters + units_changing_hands(passages), discourse


def name_passage(p: Passage, gazetteer: Gazetteer, number: int) -> None:
    """Find the names of one passage of a document."""
    names = find_names(p.tree, gazetteer, number)
    p.names = sorted([*names, *institutions(p.tree, names, gazetteer, number)], key=lambda n: n.start)
    for n in p.names:
        n.heading = p.kind != "paragraph"
        cell = next((t for t in range(n.start, n.end) if p.tree.words[t] == "|"), n.end) if p.kind == "row" else n.end
        if n.start < cell < n.end:
            n.end, n.text = cell, p.tree.span_text(n.start, cell)
            n.known = gazetteer.lookup(n.text)


def words_of(form: str) -> list[str]:
    """A known name cut as the parser cuts text, hyphenated words kept whole as parse repair keeps them."""
    out: list[str] = []
    for chunk in form.split():
        word, tail = chunk, []
        if word.endswith(("'s", "’s")) and len(word) > 2:
            word, tail = word[:-2], [word[-2:]]
        while word and word[0] in "([\"'“":
            out.append(word[0])
            word = word[1:]
        end: list[str] = []
        while word and word[-1] in ")],\"'”":
            end.insert(0, word[-1])
            word = word[:-1]
        if word:
            out.append(word)
        out += end + tail
    return out


@cache
def shared_extractor() -> Extractor:
    """An extractor with the default model, rules and names, loaded once."""
    return Extractor()

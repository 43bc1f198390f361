"""The types that the name layer works on: passages of a document, and clusters that will be entities."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from newsweave.extract.clauses.subjects import relative_pronouns
from newsweave.extract.entities.names import Name
from newsweave.extract.model import Mention, Proposition
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.classes import BROAD
from newsweave.ontology.gazetteer import KnownName

__all__ = ["Cluster", "Link", "Passage"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Link:
    """How a pronoun or noun phrase was found to mean somebody, and what that is worth."""

    how: str
    """The kind of link: a key of ``ontology/link_kinds.yaml``."""
    via: Span | None = None
    """Where the entity was last meant before, in code points of the document: the next step of the chain."""


@dataclass(slots=True)
class Passage:
    """One block of a document with what the stages made of it."""

    tree: Tree
    kind: str
    names: list[Name] = field(default_factory=list)
    propositions: list[Proposition] = field(default_factory=list)
    at: dict[int, Cluster] = field(default_factory=dict)
    """Token index to the entity meant there, names first, later also pronouns and definite noun phrases."""
    groups: dict[int, tuple[Cluster, ...]] = field(default_factory=dict)
    """Token index of a plural pronoun or noun phrase to the entities it means."""
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Token index to the token range of the mention that covers it."""
    links: dict[int, Link] = field(default_factory=dict)
    """Token index of a pronoun or noun phrase, in ``at`` or ``groups``, to how it was linked."""
    parties: dict[int, Cluster] = field(default_factory=dict)
    """Token index of a noun that needs another party which nobody names with it ("rival X") to that party."""
    _mentions: dict[str, list[Span]] | None = None

    def mentions(self, cluster: Cluster, start: int, end: int) -> tuple[Span, ...]:
        """Where an entity is meant between two offsets, in text order: names, pronouns, nouns and relative pronouns."""
        if self._mentions is None:  # asked for once all is resolved
            self._mentions = self._all_mentions()
        return tuple(s for s in self._mentions.get(cluster.id, ()) if start <= s[0] < end)

    def _all_mentions(self) -> dict[str, list[Span]]:
        tree = self.tree
        found: dict[str, set[Span]] = defaultdict(set)
        for t, c in self.at.items():
            a, b = self.spans[t]
            found[c.id].add((tree.starts[a], tree.ends[b - 1]))
        for t, noun in relative_pronouns(tree):
            cluster = self.at.get(noun)
            if cluster is not None:
                found[cluster.id].add((tree.starts[t], tree.ends[t]))
        return {k: sorted(v) for k, v in found.items()}


@dataclass(slots=True, eq=False)
class Cluster:
    """What will be an entity: its names in text order and the votes for its class."""

    key: str
    names: list[Name] = field(default_factory=list)
    known: KnownName | None = None
    long: str = ""
    votes: Counter[str] = field(default_factory=Counter)
    type: str = ""
    id: str = ""
    name: str = ""
    person_signs: int = 0
    """How often the text treats it as a person: a title before it, a verb or noun only people take."""
    firm_signs: int = 0
    """How much speaks for a firm of whatever sort: a bank is one, too, so this outweighs no narrower class."""
    place_signs: int = 0
    """How often it stands where a place would."""
    acting: int = 0
    """How often it does, suffers or has something as somebody does."""
    guessed: bool = False
    """Whether nothing but the model's label says of which class it is."""
    also: set[str] = field(default_factory=set)
    """Other names that a bracket gives it: tickers, "Corvex" of "Corvex Holdings (“Corvex”)"."""
    unnamed: bool = False
    """Somebody whom only pronouns mention."""
    extra: list[Mention] = field(default_factory=list)
    """Mentions that are no names: pronouns and noun phrases that were resolved."""

    _forms: tuple[int, Counter[str]] = field(default=(-1, Counter()), repr=False)
    """What ``forms`` has counted, and how many names there were then."""

    @property
    def broad(self) -> str:
        """Broad kind: Person, Organization, Place, Product, Event or Law."""
        return BROAD.get(self.type, self.type)

    @property
    def forms(self) -> Counter[str]:
        """How often each written form stands in the document (demonyms aside)."""
        counted, forms = self._forms
        if counted != len(self.names):  # asked for with each statement that has it; names are only ever added
            forms = Counter(n.text for n in self.names if not n.demonym)
            self._forms = len(self.names), forms
        return forms

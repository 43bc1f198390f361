"""The state of the discourse: what a document has spoken of up to a point, and how each reference was linked.

One for a document. The rules for pronouns, noun phrases, groups, relational nouns and bare posts ask it who was
mentioned where and what was said of whom; later stages (whose post it is, which deal "the deal" is) may ask it too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from functools import cached_property

from newsweave.extract.clauses.speakers import quoted_tokens
from newsweave.extract.clauses.subjects import SUBJECTS
from newsweave.extract.coreference.aboutness import Aboutness, main_organization
from newsweave.extract.coreference.attributes import Attributes
from newsweave.extract.entities.cluster import Cluster, Link, Passage, Span
from newsweave.extract.model import Mention
from newsweave.extract.parsing.tree import Tree

__all__ = ["Discourse", "History", "is_subject", "recent"]

History = list[tuple[int, Cluster, bool]]
"""Sentence number, entity, whether it was the subject; in text order."""
_KEPT = 8
"""How many sentences back the words themselves are looked at."""


class Discourse:
    """Who was mentioned in a document so far, sentence by sentence; sentences are numbered from 1."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.main = main_organization(passages)
        """The organisation that the document is about, if it is about one."""
        self.topic: Cluster | None = None
        """The one organisation that the heading above names."""
        self.attributes = Attributes()
        self.history: History = []
        self.number = 0
        self._passages = passages
        self._organizations: set[int] = set()
        self._sentences: deque[tuple[int, Passage, int, int, int]] = deque(maxlen=_KEPT)
        self._section = 0
        self._quoted: tuple[Tree, list[bool] | None] | None = None
        self._last: dict[int, Span] = {}

    @cached_property
    def about(self) -> Aboutness:
        """Whom the document is about; to be asked once the walk over it is done."""
        return Aboutness(self._passages, self.main)

    def has_other_organization(self, than: Cluster) -> bool:
        """Whether the text has spoken of an organisation that is another one."""
        return not self._organizations <= {id(than)}

    def begin_section(self, heading: Passage) -> None:
        """A heading: what stood before it is no longer in focus, and whom alone it names is."""
        self._section += 1
        named = {id(c): c for n in heading.names if (c := heading.at.get(n.end - 1)) is not None}
        firms = [c for c in named.values() if c.broad == "Organization"]
        self.topic = firms[0] if len(firms) == 1 and heading.kind != "title" else None

    def begin_sentence(self, p: Passage, start: int, end: int) -> None:
        """The next sentence: tokens ``start`` to before ``end`` of a passage."""
        self.number += 1
        self._sentences.append((self.number, p, start, end, self._section))

    def see(self, p: Passage, t: int, cluster: Cluster, subject: bool) -> None:
        """Note that token ``t`` of the current sentence means an entity."""
        self.history.append((self.number, cluster, subject))
        if cluster.broad == "Organization":
            self._organizations.add(id(cluster))
        a, b = p.spans[t]
        self._last[id(cluster)] = (p.tree.starts[a], p.tree.ends[b - 1])

    def link(self, p: Passage, t: int, start: int, cluster: Cluster | None, how: str) -> None:
        """Let the noun phrase with head ``t`` that begins at token ``start`` mean an entity; None changes nothing."""
        if cluster is None:
            return
        tree = p.tree
        p.at[t] = cluster
        p.spans[t] = (start, t + 1)
        p.links[t] = Link(how, self._last.get(id(cluster)))
        text = tree.span_text(start, t + 1)
        cluster.extra.append(Mention(tree.starts[start], tree.ends[t], text, cluster.type, cluster.id))

    def link_group(self, p: Passage, t: int, start: int, group: tuple[Cluster, ...] | None, how: str) -> None:
        """Let a plural noun phrase or pronoun mean several entities; None changes nothing."""
        if group is None:
            return
        tree = p.tree
        p.groups[t] = group
        p.spans[t] = (start, t + 1)
        p.links[t] = Link(how, self._last.get(id(group[0])))
        text = tree.span_text(start, t + 1)
        for c in group:
            c.extra.append(Mention(tree.starts[start], tree.ends[t], text, c.type, c.id))

    def near(self, reach: int, kinds: frozenset[str]) -> History:
        """What this sentence and the ``reach`` before mention of these broad kinds, the latest first."""
        return recent(self.history, self.number, reach, kinds)

    def before(self, reach: int) -> Iterator[tuple[int, Passage, int, int]]:
        """The sentences before the current one, the nearest first, as far as the section goes.

        Each is its number, its passage, its first token and the one behind its last.
        """
        if not self._sentences:
            return
        for number, p, a, b, section in reversed(self._sentences):
            if section != self._section or number < self.number - reach:
                return
            if number < self.number:
                yield number, p, a, b

    def is_quoted(self, p: Passage, t: int) -> bool:
        """Whether a token stands in a quotation of more than a few words."""
        if self._quoted is None or self._quoted[0] is not p.tree:
            self._quoted = (p.tree, quoted_tokens(p.tree))
        inside = self._quoted[1]
        return inside is not None and inside[t]


def recent(history: History, number: int, reach: int, kinds: frozenset[str]) -> History:
    """What was mentioned in sentence ``number`` and the ``reach`` before, of these broad kinds, the latest first."""
    out = []
    for entry in reversed(history):
        if entry[0] < number - reach:
            break
        if entry[1].broad in kinds:
            out.append(entry)
    return out


def is_subject(tree: Tree, t: int) -> bool:
    """Whether a token is a subject or coordinated with one."""
    while tree.deps[t] == "conj" and tree.heads[t] != t:
        t = tree.heads[t]
    return tree.deps[t] in SUBJECTS

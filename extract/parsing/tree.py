"""A dependency tree in plain lists: what every stage after the parser reads.

spaCy's tokens cost a Python object and several calls for each look; a walk that touches every token a few times
would cost as much as the parse. ``Tree`` copies what is needed once (about 2% of the parse), can be repaired in
place, and can be built by hand in tests, so that a new model cannot break a rule's test.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from newsweave.extract.model import Span, Words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from newsweave.extract.parsing.lemmas import Seen

__all__ = ["Tree"]

_SIGN, _RANGE = 1 << 63, 1 << 64  # HEAD comes out of ``to_array`` as an unsigned 64-bit difference


_COMMON = frozenset({"NN", "NNS", "JJ", "RB", "FW", "VB", "VBN", "VBG"})


class Tree:
    """Parallel lists over the tokens of one passage; token ``i`` is ``words[i]`` with head ``heads[i]``.

    A root is its own head. ``starts``/``ends`` are code points in the whole document's text; ``sentences`` are
    half-open token ranges. Labels are those of spaCy's English models (ClearNLP dependencies, Penn tags).
    """

    __slots__ = (
        "deps",
        "ends",
        "ents",
        "heads",
        "kids",
        "lemmas",
        "origin",
        "phrases",
        "sentence_of",
        "sentences",
        "starts",
        "tags",
        "text",
        "unheard",
        "words",
    )

    def __init__(
        self,
        text: str,
        words: list[str],
        starts: list[int],
        tags: list[str],
        lemmas: list[str],
        deps: list[str],
        heads: list[int],
        sentences: list[Span],
        ents: list[tuple[int, int, str]],
        origin: list[int] | None = None,
        unheard: frozenset[str] = frozenset(),
    ) -> None:
        self.text = text
        """The whole document's text, which ``starts`` and ``ends`` point into."""
        self.words = words
        self.starts = starts
        self.ends = [s + len(w) for s, w in zip(starts, words, strict=True)]
        self.tags = tags
        self.lemmas = lemmas
        self.deps = deps
        self.heads = heads
        self.sentences = sentences
        self.ents = ents
        """The model's entities: token ranges with their OntoNotes label."""
        self.origin = list(range(len(words))) if origin is None else origin
        """The token of the ``Doc`` that each token was; repair may have made one of several."""
        self.unheard = unheard
        """The first words of sentences that the model's vocabulary does not have in lower case."""
        self.kids: list[list[int]] = []
        self.phrases: dict[int, Words] = {}
        """What ``phrases.argument`` has made, by head token."""
        self.sentence_of: list[int] = []
        self.link()

    @classmethod
    def from_doc(cls, doc: Doc, text: str, offset: int = 0, seen: Seen | None = None) -> Tree:
        """Copy a parsed ``Doc`` whose first character stands at ``offset`` of ``text``.

        ``seen``: its words' tags, lemmas and dependencies, where its pipeline has not set them (``LemmaMemory``).
        """
        from spacy.attrs import DEP, HEAD, IDX, LEMMA, ORTH, SENT_START, TAG

        columns = doc.to_array([DEP, TAG, LEMMA, HEAD, IDX, SENT_START, ORTH]).T.tolist()
        dep, tag, lemma, head, idx, starts, orth = columns
        strings = doc.vocab.strings
        if seen is None:
            labels = {key: strings[key] for key in {*dep, *tag}}
            tags, deps = [labels[key] for key in tag], [labels[key] for key in dep]
            lemmas = [strings[key].lower() for key in lemma]
        else:
            known = [seen[key] for key in zip(orth, tag, dep, strict=True)]
            tags, deps = [k[0] for k in known], [k[2] for k in known]
            lemmas = [k[1].lower() for k in known]
        bounds = [i for i, s in enumerate(starts) if s == 1 or i == 0] + [len(orth)]
        first = {strings[key] for i in bounds[:-1] for key in orth[i : i + 2]}  # the second where a quote is the first
        vectors = doc.vocab.vectors
        # Capitals within a sentence on what the tagger takes for no name, or the model for a people.
        first.update(e.text for e in doc.ents if e.label_ == "NORP" and e.end - e.start == 1)
        first.update(w for key, k in zip(orth, tags, strict=True) if k in _COMMON and (w := strings[key])[:1].isupper())
        return cls(
            text=text,
            words=[strings[key] for key in orth],
            starts=[offset + i for i in idx],
            tags=tags,
            lemmas=lemmas,
            deps=deps,
            heads=[i + (h if h < _SIGN else h - _RANGE) for i, h in enumerate(head)],
            sentences=[(a, b) for a, b in itertools.pairwise(bounds) if a < b],
            ents=[(e.start, e.end, e.label_) for e in doc.ents],
            unheard=frozenset(w for w in first if strings[w.lower()] not in vectors) if len(vectors) else frozenset(),
        )

    @classmethod
    def from_rows(cls, rows: Sequence[tuple[str, str, str, int]]) -> Tree:
        """Build one sentence by hand for a test: (word, tag, dependency, head index) a token.

        The lemma is the lower-case word unless the word is written ``form/lemma``.
        """
        words = [r[0].split("/")[0] for r in rows]
        starts, at = [], 0
        for w in words:
            starts.append(at)
            at += len(w) + 1
        return cls(
            text=" ".join(words),
            words=words,
            starts=starts,
            tags=[r[1] for r in rows],
            lemmas=[r[0].split("/")[-1].lower() for r in rows],
            deps=[r[2] for r in rows],
            heads=[r[3] for r in rows],
            sentences=[(0, len(rows))],
            ents=[],
        )

    def link(self) -> None:
        """Derive children and sentence numbers from ``heads``; call after a repair that moved heads."""
        self.phrases.clear()
        self.kids = [[] for _ in self.words]
        for i, h in enumerate(self.heads):
            if h != i:
                self.kids[h].append(i)
        self.sentence_of = [k for k, (a, b) in enumerate(self.sentences) for _ in range(a, b)]

    def attach(self, i: int, head: int, dep: str) -> None:
        """Move token ``i`` (with all below it) under ``head``; cheap, keeps ``kids`` in order."""
        self.phrases.clear()
        old = self.heads[i]
        if old != i:
            self.kids[old].remove(i)
        self.heads[i], self.deps[i] = head, dep
        if head != i:
            self.kids[head].append(i)
            self.kids[head].sort()

    def __len__(self) -> int:
        return len(self.words)

    def kid(self, i: int, *deps: str) -> int | None:
        """The first child of ``i`` with one of these dependencies, or None."""
        for k in self.kids[i]:
            if self.deps[k] in deps:
                return k
        return None

    def all_kids(self, i: int, *deps: str) -> list[int]:
        """All children of ``i`` with one of these dependencies, in text order."""
        return [k for k in self.kids[i] if self.deps[k] in deps]

    def left(self, i: int) -> int:
        """The leftmost token below ``i``, or ``i`` itself."""
        while self.kids[i] and self.kids[i][0] < i:
            i = self.kids[i][0]
        return i

    def subtree(self, i: int) -> list[int]:
        """Token ``i`` and all below it, in text order."""
        out, stack = [], [i]
        while stack:
            t = stack.pop()
            out.append(t)
            stack.extend(self.kids[t])
        return sorted(out)

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above ``i``, nearest first."""
        while self.heads[i] != i:  # parsers and repairs give trees; tests check that no repair closes a circle
            i = self.heads[i]
            yield i

    def span_text(self, start: int, end: int) -> str:
        """The text from token ``start`` to before token ``end``, as it stands."""
        return self.text[self.starts[start] : self.ends[end - 1]] if end > start else ""

    def phrase_text(self, tokens: Sequence[int]) -> str:
        """The words of these tokens as they stand; a gap between two becomes one space, if the text has one there."""
        out: list[str] = []
        previous = -2
        for t in tokens:
            if previous == t - 1 and self.ends[previous] < self.starts[t]:
                out.append(self.text[self.ends[previous] : self.starts[t]])
            elif out and previous != t - 1 and (self.ends[t - 1] < self.starts[t] or self.words[t][0].isalnum()):
                out.append(" ")
            out.append(self.words[t])
            previous = t
        return "".join(out)

    def sentence_span(self, i: int) -> Span:
        """Character span of the sentence of token ``i``, without white space at its edges."""
        a, b = self.sentences[self.sentence_of[i]]
        start, end = self.starts[a], self.ends[b - 1]
        raw = self.text[start:end]
        return start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip())

"""Which documents print one story: reprints of an agency's report count as one source, however many papers run it.

Documents that share a key of their ``fingerprint`` belong together, and so do documents that belong to the same third.
A story is named by its document with the earliest date (then the first IRI): ``?document nw:story ?first`` in the graph
``nw:stories``, for a document that nobody else printed too. It is a function of the documents' graphs alone; a document
whose story may have changed is marked when it is written and looked at by ``GraphStore.finish``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import pyoxigraph as ox

from newsweave.graph.nodes import iri_of, literal_of, text_of
from newsweave.graph.store.terms import DCTERMS, NW, PENDING, STORIES

__all__ = ["Changes", "StoryCount", "change_story", "mark_story"]

Changes = tuple[set[ox.Quad], set[ox.Quad]]
"""Quads to remove, quads to add."""

_Bands = dict[ox.NamedNode, list[ox.Literal]]
_Documents = dict[ox.Literal, list[ox.NamedNode]]
_BAND, _STORY, _MARK = NW("band"), NW("story"), NW("storyPending")
_YES = ox.Literal(True)
_AT_ONCE = 500


def mark_story(document: ox.NamedNode) -> ox.Quad:
    """Says that the story of this document, and of those whose story it names, is to be found anew."""
    return ox.Quad(document, _MARK, _YES, PENDING)


def change_story(database: ox.Store, document: ox.NamedNode, old: set[ox.Quad], new: set[ox.Quad]) -> Changes:
    """What changes at once when a document's quads become others; ``new`` is empty where it is taken out."""
    removed, added = set[ox.Quad](), set[ox.Quad]()
    if new and _decisive(old) == _decisive(new):
        return removed, added
    named = list(database.quads_for_pattern(document, _STORY, None, STORIES))
    if new:
        added.add(mark_story(document))
        added.update(mark_story(iri_of(quad.object)) for quad in named)
        return removed, added
    removed.update(named)
    for first in {iri_of(quad.object) for quad in named} | {document}:
        if any(quad.subject != document for quad in database.quads_for_pattern(None, _STORY, first, STORIES)):
            added.add(mark_story(first))
        else:
            removed.add(mark_story(first))
    return removed, added


def _decisive(quads: set[ox.Quad]) -> set[ox.Quad]:
    """All that a document's story depends on."""
    return {quad for quad in quads if quad.predicate in (_BAND, NW("version"), DCTERMS("date"))}


class StoryCount:
    """Finds the stories of marked documents, for one ``finish``: each document is looked at once.

    Where many documents are marked all keys are read once, to find those that several documents share (eight bytes a
    key); else the keys of each marked document are looked up, which takes some thirty times as long for each. A first
    build has no stories yet that would have to be looked up either.
    """

    def __init__(self, database: ox.Store, *, share: float = 1 / 30) -> None:
        """``share``: of the documents, from which on all keys are read."""
        self._database = database
        self._pattern = database.quads_for_pattern
        self._share = share
        self._marks = self._pattern(None, _MARK, None, PENDING)  # one pass: deleted ones would be passed over each time
        self._found: set[ox.NamedNode] = set()
        self._shared: tuple[_Bands, _Documents] | None = None
        self._first = False
        self._begun = False

    def next(self) -> Changes | None:
        """What to change for the next marked documents, their marks included; None where no mark is left."""
        marks = list(islice(self._marks, _AT_ONCE))
        if not marks:
            return None
        if not self._begun:
            self._begin()
        removed, added = set(marks), set[ox.Quad]()
        for marked in (iri_of(mark.subject) for mark in marks):
            for document in (marked, *self._members(marked)):
                if document in self._found:
                    continue
                story = list(self._together(document))
                first = min(story, key=self._rank) if len(story) > 1 else next(iter(story), None)
                for one in story or [document]:
                    removed.update(self._named(one))
                    if first is not None:
                        added.add(ox.Quad(one, _STORY, first, STORIES))
        return removed, added

    def _named(self, document: ox.NamedNode) -> Iterable[ox.Quad]:
        """What names the document's story so far."""
        return () if self._first else self._pattern(document, _STORY, None, STORIES)

    def _members(self, first: ox.NamedNode) -> Iterable[ox.NamedNode]:
        """The documents of the story that this one has named so far."""
        return () if self._first else [iri_of(quad.subject) for quad in self._pattern(None, _STORY, first, STORIES)]

    def _begin(self) -> None:
        self._begun = True
        self._first = not any(True for _ in self._pattern(None, None, None, STORIES))
        marked = sum(1 for _ in self._pattern(None, _MARK, None, PENDING))
        if marked < self._share * sum(1 for _ in self._pattern(None, NW("version"), None, None)):
            return
        import numpy as np

        # asked for nothing else, Oxigraph need not look up what the documents are called: a tenth of the time
        every = self._database.query(f"SELECT ?band {{ GRAPH ?document {{ ?document {_BAND} ?band }} }}")
        assert isinstance(every, ox.QuerySolutions)
        keys = np.sort(np.fromiter((int(text_of(solution[0])) for solution in every), dtype=np.int64))
        bands: _Bands = {}
        documents: _Documents = {}
        for key in np.unique(keys[1:][keys[1:] == keys[:-1]]):
            band = ox.Literal(int(key))
            documents[band] = [iri_of(quad.subject) for quad in self._pattern(None, _BAND, band, None)]
            for document in documents[band]:
                bands.setdefault(document, []).append(band)
        self._shared = bands, documents

    def _bands(self, document: ox.NamedNode) -> Iterable[ox.Literal]:
        """The document's keys, or those of them that it shares."""
        if self._shared is not None:
            return self._shared[0].get(document, ())
        return (literal_of(quad.object) for quad in self._pattern(document, _BAND, None, document))

    def _sharing(self, band: ox.Literal) -> set[ox.NamedNode]:
        if self._shared is not None:
            return set(self._shared[1][band])
        return {iri_of(quad.subject) for quad in self._pattern(None, _BAND, band, None)}

    def _together(self, document: ox.NamedNode) -> Iterator[ox.NamedNode]:
        """The document and all that belong with it, if it is there at all."""
        if not any(True for _ in self._pattern(document, NW("version"), None, document)):
            return
        bands: set[ox.Literal] = set()
        waiting = [document]
        self._found.add(document)
        while waiting:
            one = waiting.pop()
            yield one
            for band in self._bands(one):
                if band not in bands:
                    bands.add(band)
                    sharing = self._sharing(band)
                    waiting += sharing - self._found
                    self._found |= sharing

    def _rank(self, document: ox.NamedNode) -> tuple[str, str]:
        date = next(self._pattern(document, DCTERMS("date"), None, document), None)
        return ("9999" if date is None else text_of(date.object)), document.value

"""Which documents a graph holds, and taking some out, with every fact and entity that nothing else supports."""

from __future__ import annotations

import difflib
import fnmatch
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsweave.ontology.errors import InputError

if TYPE_CHECKING:
    from newsweave.graph.store.register import Register
    from newsweave.graph.store.store import GraphStore

__all__ = ["DocumentRecord", "documents", "remove", "take_out"]

_NEAR = 3


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What a graph knows of a document."""

    id: str
    title: str | None
    source: str | None
    date: str | None
    """ISO 8601."""
    url: str | None
    facts: int
    """How many facts it has evidence for, whatever their status."""
    read: str | None
    """When it was read: UTC, ISO 8601; None where nobody put it down. It is no part of exports."""
    file: str | None
    """Where it was read: the absolute path of a file, or an address."""

    @property
    def comes_back(self) -> bool:
        """Whether a build of the inputs that it was read from would find it, or its file, again."""
        return self.file is not None and ("://" in self.file or Path(self.file).exists())


def documents(graph: str | Path) -> list[DocumentRecord]:
    """The documents of a graph folder, sorted by id.

    >>> import newsweave
    >>> len(newsweave.documents("KG"))
    24

    Raises:
        StoreError: where the folder is missing or no newsweave graph.
    """
    from newsweave.graph.store.register import Register
    from newsweave.graph.store.store import GraphStore

    with GraphStore.open(graph) as store:
        register = Register(Path(graph), read_only=True)
        try:
            return _records(store, register)
        finally:
            register.close()


def _records(store: GraphStore, register: Register) -> list[DocumentRecord]:
    from newsweave.graph.nodes import iri_of
    from newsweave.graph.store.graph_reader import GraphReader
    from newsweave.graph.store.terms import NW

    with store.reading():
        pattern = store.database.quads_for_pattern(None, NW("evidenceFor"), None, None)
        told = {(iri_of(q.graph_name), q.object) for q in pattern}
    facts = Counter(graph for graph, _ in told)
    known = {entry.id: entry for entry in register.entries()}
    found = []
    for d in GraphReader(store).documents():
        entry = known.get(d.id)
        count = facts[store.names.document(d.id)]
        read, file = (entry.read or None, entry.file) if entry is not None else (None, None)
        found.append(DocumentRecord(d.id, d.title, d.source, d.date, d.url, count, read, file))
    return found


def remove(graph: str | Path, which: str | Sequence[str]) -> list[str]:
    """Take documents out of a graph folder, or of the store at an address; the ids of those that went, sorted.

    A document whose file is still among the inputs comes back with the next build that reads it.

    Args:
        graph: the folder; or the http address of a store, where documents are known by their ids alone.
        which: ids, addresses, or paths of files that were read; for a folder also globs (``*``, ``?``, ``[...]``).

    Raises:
        InputError: where one of them is no document of the graph: nothing goes then.
        DataError: where the graph's decisions are wrong.
        StoreError: where the graph is missing, damaged, or being written.
    """
    wanted = [which] if isinstance(which, str) else list(which)
    from newsweave.graph.store.remote import RemoteStore, is_url

    if not is_url(str(graph)):
        return [d.id for d in take_out(graph, wanted)]
    remote = RemoteStore(str(graph))
    try:
        missing = [id for id in wanted if remote.version(id) is None]
        if missing:
            raise InputError(f"{remote.url}: has no document {missing[0]!r}")
        return sorted(id for id in wanted if remote.remove(id))
    finally:
        remote.close()


def take_out(graph: str | Path, wanted: Sequence[str]) -> list[DocumentRecord]:
    """``remove`` from a folder; what was known of the documents that went, sorted by id."""
    from newsweave.graph.review.decisions import read_decisions
    from newsweave.graph.review.following import apply
    from newsweave.graph.store.folder import DECISIONS_FILE
    from newsweave.graph.store.infer import renew
    from newsweave.graph.store.register import Register
    from newsweave.graph.store.store import GraphStore

    decisions = read_decisions(Path(graph) / DECISIONS_FILE)
    with GraphStore.open(graph, read_only=False) as store:
        register = Register(Path(graph))
        try:
            known = {d.id: d for d in _records(store, register)}
            ids = _matching(list(known.values()), wanted, graph)
            for id in ids:
                store.remove(id)
                register.forget(id)
            apply(store, decisions)  # some may have lost their ground
            store.finish()
            renew(store)
        finally:
            register.close()
    return [known[id] for id in ids]


def _matching(known: Sequence[DocumentRecord], wanted: Sequence[str], graph: str | Path) -> list[str]:
    """The ids of the documents that are meant, sorted."""
    ids: set[str] = set()
    for text in wanted:
        exact = {d.id for d in known if d.id == text}  # ids may hold what is a sign of a glob, such as "?"
        exact = exact or {d.id for d in known if text == d.url or (d.file is not None and d.file == _absolute(text))}
        exact = exact or {d.id for d in known if d.id.startswith(f"{text}#")}  # all of a file that holds several
        if not exact:
            matches = re.compile(fnmatch.translate(text)).match
            exact = {d.id for d in known if matches(d.id) or (d.url is not None and matches(d.url))}
        if not exact:
            near = difflib.get_close_matches(text, [d.id for d in known], _NEAR, 0.5)
            hint = f"; near it: {', '.join(near)}" if near else ""
            raise InputError(f"{graph}: has no document {text!r}{hint}")
        ids |= exact
    return sorted(ids)


def _absolute(text: str) -> str | None:
    try:
        return str(Path(text).absolute())
    except (OSError, ValueError):
        return None

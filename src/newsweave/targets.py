"""What a build writes to: a graph's folder, or a store at an address. Both answer the same calls."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from newsweave.build_report import BuildReport

if TYPE_CHECKING:
    from newsweave.graph.review.merge_decisions import Decision, Merging
    from newsweave.graph.store.prepared import Prepared
    from newsweave.graph.store.register import Register
    from newsweave.graph.store.store import GraphStore

__all__ = ["FolderTarget", "RemoteTarget"]


class FolderTarget:
    """A graph's folder as what a build writes to, opened by ``with``."""

    def __init__(self, path: Path, base: str | None, report: BuildReport) -> None:
        from newsweave.graph.review import decisions
        from newsweave.graph.review.merge_decisions import read_decisions
        from newsweave.graph.store.folder import DECISIONS_FILE, MERGES_FILE

        report.path = path
        self._path, self._base, self._report = path, base, report
        self._decisions = read_decisions(path / MERGES_FILE)
        self._lines = decisions.read_decisions(path / DECISIONS_FILE)

    def exists(self) -> bool:
        """Whether there is something to build into although nothing can be read."""
        return self._path.exists()

    def __enter__(self) -> FolderTarget:
        from newsweave.graph.review.merges import undecided
        from newsweave.graph.store.batch import BatchWriter
        from newsweave.graph.store.register import Register
        from newsweave.graph.store.store import GraphStore

        with contextlib.ExitStack() as opening:
            self._store = opening.enter_context(GraphStore.create_or_open(self._path, base=self._base))
            self._writer = BatchWriter(self._store)
            self.base = self._store.names.base
            self.merging = _merging(self._decisions, self._store, self._path, self._report)
            self._undecided = undecided(self._store, self.merging)
            self._present = self._store.documents()
            self.register: Register | None = Register(self._path)
            opening.pop_all()  # all is well: it stays open until __exit__
        return self

    def __exit__(self, *_: object) -> None:
        if self.register is not None:
            self.register.close()
        self._store.close()

    def version(self, id: str) -> str | None:
        """Under which it has a document, None where it has none."""
        return self._present.get(id)

    def is_undecided(self, id: str) -> bool:
        """Whether a document has to be read again for a decision."""
        return id in self._undecided

    def ids(self) -> list[str]:
        """Of the documents as they are now."""
        return list(self._store.documents())

    def versions(self) -> list[str]:
        """Those of all documents."""
        return list(self._store.documents().values())

    def put(self, prepared: Prepared) -> list[str]:
        """Take a document; the ids of those that have been written."""
        done = self._writer.put_prepared(prepared)
        self._undecided -= set(done)
        return done

    def flush(self) -> list[str]:
        """Write all that waits; the ids."""
        done = self._writer.flush()
        self._undecided -= set(done)
        return done

    def remove(self, ids: Iterable[str]) -> None:
        """Take documents out, with all that nothing else supports."""
        assert self.register is not None
        for id in ids:
            self._report.removed += self._store.remove(id)
            self.register.forget(id)
            self._undecided.discard(id)

    def finish(self) -> None:
        """Bring what is derived from all documents up to date."""
        from newsweave.graph.store.infer import renew

        self._follow_decisions()
        self._store.finish()
        renew(self._store)
        self._report.undecided = len(self._undecided)

    def _follow_decisions(self) -> None:
        from newsweave.graph.review.following import apply

        if outdated := apply(self._store, self._lines).stale:
            of = f"{len(outdated)} of {len(self._lines)} decisions"
            self._report.notes.append(f"{self._path}: stale: {of}; newsweave decisions {self._path} --stale says why")


class RemoteTarget:
    """A store at an address as what a build writes to."""

    def __init__(self, url: str, base: str | None, report: BuildReport) -> None:
        from newsweave.graph.review.merge_decisions import Merging
        from newsweave.graph.store.remote import RemoteStore
        from newsweave.graph.store.terms import DEFAULT_BASE

        self._store = RemoteStore(url, DEFAULT_BASE if base is None else base)
        self.base = self._store.names.base
        self.merging = Merging()
        self.register: Register | None = None
        report.path = self._store.url

    def exists(self) -> bool:
        """Whether there is something to build into although nothing can be read."""
        return True

    def __enter__(self) -> RemoteTarget:
        return self

    def __exit__(self, *_: object) -> None:
        self._store.close()

    def version(self, id: str) -> str | None:
        """Under which it has a document, None where it has none."""
        return self._store.version(id)

    def versions(self) -> list[str]:
        """Those of all documents, as far as it can tell."""
        return []  # it would have to be asked for each

    def is_undecided(self, id: str) -> bool:
        """Whether a document has to be read again for a decision."""
        return False

    def ids(self) -> list[str]:
        """Of the documents as they are now, as far as it can tell."""
        return []  # the protocol cannot list them

    def put(self, prepared: Prepared) -> list[str]:
        """Take a document; the ids of those that have been written."""
        self._store.put_prepared(prepared)
        return [prepared.id]

    def flush(self) -> list[str]:
        """Write all that waits; the ids."""
        return []

    def remove(self, ids: Iterable[str]) -> None:
        """Take documents out, where it knows of them."""
        pass  # nobody knows what a file held before

    def finish(self) -> None:
        """Bring what is derived from all documents up to date."""
        pass


def _merging(decisions: Sequence[Decision], store: GraphStore, folder: Path, report: BuildReport) -> Merging:
    """What the decisions come to; what a line leaves out, the name and class of what is kept, is the graph's."""
    from newsweave.graph.review.merge_decisions import Merging
    from newsweave.graph.store.folder import MERGES_FILE

    path, full = folder / MERGES_FILE, []
    for d in decisions:
        known = store.described(d.keep) if d.decision == "yes" else None
        if known is not None:
            d = replace(d, keep_name=d.keep_name or known[0], type=d.type or known[1])
        elif d.decision == "yes" and store.documents():
            report.notes.append(f"{path}: {d.keep!r} is no entity of the graph; {d.other!r} becomes it all the same")
        full.append(d)
    return Merging.of(full, path)

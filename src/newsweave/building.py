"""From inputs to a graph folder, one document at a time, resuming where an earlier run stopped."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeGuard

from newsweave.extract.model import Document, content_key
from newsweave.ontology.errors import InputError
from newsweave.readers.language import NotEnglish

if TYPE_CHECKING:
    from newsweave.extract.pipeline import Extractor
    from newsweave.graph.decisions import Decision, Merging
    from newsweave.graph.prepared import Prepared
    from newsweave.graph.store import GraphStore
    from newsweave.readers import Raw
    from newsweave.worker import Crew, Settings, Versioned

__all__ = ["BuildReport", "build"]


@dataclass(slots=True)
class BuildReport:
    """What a build did."""

    path: Path | str
    """The graph's folder, or the address of the store without name and password."""
    read: int = 0
    """Documents that were extracted and stored now."""
    unchanged: int = 0
    """Documents that the graph held already, read with the same rules, names and model."""
    foreign: int = 0
    """Documents that are not English: left out."""
    repeated: int = 0
    """Documents that the inputs held twice."""
    statements: int = 0
    """Statements of the documents read now."""
    undecided: int = 0
    """Documents that a decision in ``merges.csv`` concerns and that the inputs did not hold: still as they were."""
    notes: list[str] = field(default_factory=list)
    """What looks like a mistake in ``merges.csv``."""
    errors: list[InputError] = field(default_factory=list)
    """Inputs that could not be read, in order."""


def build(
    inputs: str | Path | Sequence[str | Path],
    output: str | Path | None = None,
    *,
    store: str | None = None,
    model: str | None = None,
    rules: Sequence[str | Path] = (),
    names: Sequence[str | Path] = (),
    base: str | None = None,
    stdin: BinaryIO | None = None,
    extractor: Extractor | None = None,
    workers: int = 1,
    on_document: Callable[[BuildReport, Document], None] | None = None,
) -> BuildReport:
    """Read ``inputs`` into the graph folder ``output``, which is made where it is missing, or into a ``store``.

    Each document is written whole or not at all, new ones some seconds' worth at once; one that is there unchanged is
    skipped, so a run that was stopped is continued by the same call. Inputs that cannot be read are listed in the
    report and do not stop the rest. Decisions on merging that stand in the folder (``merges.csv``) are followed:
    documents they concern are read again.

    >>> import newsweave
    >>> report = newsweave.build("examples/news", "graph")
    >>> report.read, report.errors
    (24, [])
    >>> newsweave.build("examples/news", "graph").unchanged
    24

    Args:
        inputs: files, folders, globs, addresses, or ``-`` for standard input.
        output: the graph's folder.
        store: in place of ``output``, the http address of a triple store (SPARQL 1.1 Graph Store Protocol); see
            ``newsweave.graph.remote`` for what stands there.
        model: an installed spaCy pipeline (None: the default one).
        rules: files with rules of the user's own.
        names: files with known names of the user's own.
        base: IRI before the ids of entities; fixed when the graph is made.
        stdin: what ``-`` reads.
        extractor: a loaded one, in place of ``model``, ``rules`` and ``names``.
        workers: processes that read and extract; more than one takes some 400 MB each, and a script that calls this
            must be importable (``if __name__ == "__main__":``). The graph is the same whatever their number.
        on_document: called for each document once it has been written.

    Raises:
        DataError: where a model, rule or name file, or ``merges.csv``, is wrong.
        StoreError: where the folder holds something else, another build is writing to it, or the store does not take
            a document.
        WorkerError: where one of several processes has died; what was done stays.
        TypeError: where both ``output`` and ``store`` are given, or neither, or a loaded extractor for several workers.
    """
    from newsweave.extract.signature import signature
    from newsweave.readers import sources
    from newsweave.worker import Settings

    if (output is None) == (store is None):
        raise TypeError("build() takes either an output folder or a store")
    if workers < 1 or (workers > 1 and extractor is not None):
        raise TypeError("build() takes at least one worker, and a loaded extractor only for one")
    report = BuildReport(Path())
    target = _Folder(Path(output), base, report) if output is not None else _Remote(str(store), base, report)
    wanted = [inputs] if isinstance(inputs, (str, Path)) else list(inputs)
    found = sources(wanted, stdin=stdin)
    early = _first_documents(found, report)
    if not early and not target.exists():
        return report  # nothing readable: no graph is made for it
    own = [Path(r) for r in rules], [Path(n) for n in names]
    key = extractor.signature if extractor is not None else signature(model, *own)
    waiting: dict[str, tuple[Document, int]] = {}

    def written(ids: Iterable[str]) -> None:
        for id in ids:
            document, count = waiting.pop(id)
            report.read += 1
            report.statements += count
            if on_document is not None:
                on_document(report, document)

    with target:
        settings = Settings(target.base, target.merging, model, *own)
        crew = _crew(workers, settings, extractor)
        try:
            new = _new(itertools.chain(early, crew.read(found)), target.version, key, report)
            under_way: dict[str, Document] = {}
            for prepared in crew.prepare(_noting(new, under_way)):
                waiting[prepared.id] = under_way.pop(prepared.id), prepared.statements
                written(target.put(prepared))
        finally:
            crew.close()
            written(target.finish())
    return report


def _first_documents(found: Iterator[Raw | InputError], report: BuildReport) -> list[Document | InputError]:
    """What the first source that has a document gives; what cannot be read before it goes into the report."""
    from newsweave.worker import read_sources

    for source in found:
        items = list(read_sources([source]))
        if any(isinstance(item, Document) for item in items):
            return items
        for item in items:
            _is_document(item, report)
    return []


def _crew(workers: int, settings: Settings, extractor: Extractor | None) -> Crew:
    if workers == 1:
        from newsweave.worker import Alone

        return Alone(settings, extractor)
    from newsweave.parallel import WorkerPool

    return WorkerPool(workers, settings)


def _noting(documents: Iterable[Versioned], noted: dict[str, Document]) -> Iterator[Versioned]:
    """The documents, each noted by its id as it passes."""
    for document, version in documents:
        noted[document.id] = document
        yield document, version


class _Folder:
    """A graph's folder as what a build writes to, opened by ``with``."""

    def __init__(self, path: Path, base: str | None, report: BuildReport) -> None:
        from newsweave.graph.decisions import FILE_NAME, read_decisions

        report.path = path
        self._path, self._base, self._report = path, base, report
        self._decisions = read_decisions(path / FILE_NAME)

    def exists(self) -> bool:
        return self._path.exists()

    def __enter__(self) -> _Folder:
        from newsweave.graph.batch import BatchWriter
        from newsweave.graph.merges import undecided
        from newsweave.graph.store import GraphStore

        with contextlib.ExitStack() as opening:
            self._store = opening.enter_context(GraphStore.create_or_open(self._path, base=self._base))
            self._writer = BatchWriter(self._store)
            self.base = self._store.names.base
            self.merging = _merging(self._decisions, self._store, self._path, self._report)
            self._undecided = undecided(self._store, self.merging)
            self._present = self._store.documents()
            opening.pop_all()  # all is well: it stays open until __exit__
        return self

    def __exit__(self, *_: object) -> None:
        self._store.close()

    def version(self, id: str) -> str | None:
        return None if id in self._undecided else self._present.get(id)

    def put(self, prepared: Prepared) -> list[str]:
        done = self._writer.put_prepared(prepared)
        self._undecided -= set(done)
        return done

    def finish(self) -> list[str]:
        from newsweave.graph.infer import renew

        done = self._writer.flush()
        self._store.finish()
        renew(self._store)
        self._undecided -= set(done)
        self._report.undecided = len(self._undecided)
        return done


class _Remote:
    """A store at an address as what a build writes to."""

    def __init__(self, url: str, base: str | None, report: BuildReport) -> None:
        from newsweave.graph.decisions import Merging
        from newsweave.graph.remote import RemoteStore
        from newsweave.graph.terms import DEFAULT_BASE

        self._store = RemoteStore(url, DEFAULT_BASE if base is None else base)
        self.base = self._store.names.base
        self.merging = Merging()
        report.path = self._store.url

    def exists(self) -> bool:
        return True

    def __enter__(self) -> _Remote:
        return self

    def __exit__(self, *_: object) -> None:
        self._store.close()

    def version(self, id: str) -> str | None:
        return self._store.version(id)

    def put(self, prepared: Prepared) -> list[str]:
        self._store.put_prepared(prepared)
        return [prepared.id]

    def finish(self) -> list[str]:
        return []


def _merging(decisions: Sequence[Decision], store: GraphStore, folder: Path, report: BuildReport) -> Merging:
    """What the decisions come to; what a line leaves out, the name and class of what is kept, is the graph's."""
    from newsweave.graph.decisions import FILE_NAME, Merging

    path, full = folder / FILE_NAME, []
    for d in decisions:
        known = store.described(d.keep) if d.decision == "yes" else None
        if known is not None:
            d = replace(d, keep_name=d.keep_name or known[0], type=d.type or known[1])
        elif d.decision == "yes" and store.documents():
            report.notes.append(f"{path}: {d.keep!r} is no entity of the graph; {d.other!r} becomes it all the same")
        full.append(d)
    return Merging.of(full, path)


def _is_document(item: Document | InputError, report: BuildReport) -> TypeGuard[Document]:
    """Whether an item could be read; what is no document goes into the report."""
    if isinstance(item, NotEnglish):
        report.foreign += 1
        return False
    if isinstance(item, InputError):
        report.errors.append(item)
        return False
    return True


def _new(
    found: Iterable[Document | InputError], present: Callable[[str], str | None], signature: str, report: BuildReport
) -> Iterator[Versioned]:
    """The documents that are not in the graph as they are now, with their versions; the rest is counted."""
    seen: dict[str, str] = {}
    for item in found:
        if not _is_document(item, report):
            continue
        version = content_key(item.version, signature)
        if item.id in seen:
            report.repeated += 1
            if seen[item.id] != version:
                where = item.source or "the input"
                report.errors.append(InputError(f"{where}: document id {item.id!r} stands twice; the first was kept"))
            continue
        seen[item.id] = version
        if present(item.id) == version:
            report.unchanged += 1
        else:
            yield item, version

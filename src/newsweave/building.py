"""From inputs to a graph folder, one document at a time, resuming where an earlier run stopped."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from newsweave.build_report import BuildReport
from newsweave.extract.model import Document
from newsweave.identity import Identities, Roots, identified
from newsweave.ontology.errors import InputError
from newsweave.sieve import Sieve
from newsweave.targets import FolderTarget, RemoteTarget

if TYPE_CHECKING:
    from newsweave.extract.pipeline import Extractor
    from newsweave.graph.store.prepared import Prepared
    from newsweave.partitions import Partition
    from newsweave.readers import Raw
    from newsweave.worker import Crew, Settings, Versioned

__all__ = ["BuildReport", "build"]

_PARTS = "parts"
_MUCH = 0.1
"""The share of a graph's documents above which they do not go unasked."""
_OLD = (
    "{path}: its documents were known by their content; they keep those ids and are replaced from now on, but copies "
    "that earlier edits left stay until newsweave remove, or a build into a new folder"
)


def build(
    inputs: str | Path | Sequence[str | Path],
    output: str | Path | None = None,
    *,
    store: str | None = None,
    model: str | None = None,
    rules: Sequence[str | Path] | None = None,
    names: Sequence[str | Path] | None = None,
    vocabulary: Sequence[str | Path] | None = None,
    lists: Sequence[str | Path] | None = None,
    packs: Sequence[str | Path] | None = None,
    base: str | None = None,
    min_confidence: float | None = None,
    typed_only: bool | None = None,
    forget: bool = False,
    sync: bool = False,
    confirm: Callable[[int, int], bool] | None = None,
    stdin: BinaryIO | None = None,
    extractor: Extractor | None = None,
    workers: int = 1,
    scheduler: str | None = None,
    parts: str | Path | None = None,
    on_document: Callable[[BuildReport, Document], None] | None = None,
    on_start: Callable[[BuildReport], None] | None = None,
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
            ``newsweave.graph.store.remote`` for what stands there.
        model: an installed spaCy pipeline (None: the one that the graph remembers, else the default one).
        rules: files with rules of the user's own (None: those that the graph remembers; ``[]``: none).
        names: files with known names of the user's own, likewise.
        vocabulary: Turtle files with relations and classes of the user's own, likewise.
        lists: YAML files with words for classes, likewise.
        packs: folders that bring these together, or names of shipped packs, likewise.
        base: IRI before the ids of entities; fixed when the graph is made.
        min_confidence: from 0 to 1; a statement that is less sure stays out of the graph, whatever other sentences say
            (None: as the graph remembers, else 0). A build with another value reads the documents again.
        typed_only: open facts, in the text's own words, stay out of the graph (None: as the graph remembers, else they
            are kept).
        forget: nothing that the folder remembers of earlier builds holds but its base and its decisions.
        sync: documents that the inputs hold no longer go from the graph; not those of inputs that cannot be read.
        confirm: asked, where more than a tenth would go, how many of how many may; None lets them go only below that.
        stdin: what ``-`` reads.
        extractor: a loaded one, in place of ``model``, ``rules`` and ``names``.
        workers: processes that read and extract; more than one takes some 400 MB each, and a script that calls this
            must be importable (``if __name__ == "__main__":``). The graph is the same whatever their number.
        scheduler: address of a Dask scheduler whose workers do the work in place of this machine's (see
            ``newsweave.scheduler``); they must see the same files.
        parts: folder for what they make of each few files, which they must see too; below ``output`` by default.
        on_document: called for each document once it has been written; with a scheduler it comes without its text.
        on_start: called once before the work starts, when the report says how the graph is made and what has changed.

    Raises:
        DataError: where a model, rule or name file, or ``merges.csv``, is wrong.
        StoreError: where the folder holds something else, another build is writing to it, or the store does not take
            a document.
        WorkerError: where one of several processes has died; what was done stays.
        ValueError: where ``min_confidence`` is not from 0 to 1.
        TypeError: where both ``output`` and ``store`` are given, or neither; or what cannot go together: a loaded
            extractor and several workers, a scheduler and workers, a scheduler and a store without ``parts``, a store
            and ``forget`` or ``sync``.
    """
    from newsweave.graph.store.made_with import Choices, MadeWith
    from newsweave.ontology.own_terms import add_terms
    from newsweave.partitions import partitions
    from newsweave.readers import sources
    from newsweave.worker import Settings

    if (output is None) == (store is None):
        raise TypeError("build() takes either an output folder or a store")
    if store is not None and forget:
        raise TypeError("build() into a store has nothing to forget: only a folder remembers")
    if store is not None and sync:
        raise TypeError("build() cannot sync a store: only a folder knows which documents it holds")
    if workers < 1 or (extractor is not None and (workers > 1 or scheduler is not None)):
        raise TypeError("build() takes at least one worker, and a loaded extractor only for one")
    if scheduler is not None and (workers > 1 or (store is not None and parts is None)):
        raise TypeError("build() takes a scheduler or workers; a scheduler and a store need a folder for parts")
    if min_confidence is not None and not 0 <= min_confidence <= 1:
        raise ValueError(f"min_confidence {min_confidence} is not a number from 0 to 1")
    report = BuildReport(Path())
    target = FolderTarget(Path(output), base, report) if output is not None else RemoteTarget(str(store), base, report)
    parts = (Path(parts) if parts is not None else Path(output or "") / _PARTS).absolute()  # other machines use it
    wanted = [inputs] if isinstance(inputs, (str, Path)) else list(inputs)
    roots = Roots(_known_roots(output))
    found = _counted(sources(wanted, stdin=stdin, place_of=roots.place_of), report) if not scheduler else iter(())
    early = _first_documents(found)
    if scheduler is None and not target.exists() and not any(isinstance(item, Document) for item in early):
        for problem in early:
            report.note(cast(InputError, problem))
        return report  # nothing readable: no graph is made for it
    told = Choices(model, rules, names, vocabulary, lists, packs, min_confidence, typed_only)
    made = MadeWith(Path(output) if output is not None else None, told, extractor, forget=forget)
    spent: list[Path] = []
    with target:
        before = target.versions()
        report.say_how(made, before)
        if on_start is not None:
            on_start(report)
        own = made.own
        add_terms(own.vocabulary, own.lists)
        settings = Settings(
            target.base,
            target.merging,
            made.model,
            rules=own.rules,
            names=own.names,
            vocabulary=own.vocabulary,
            lists=own.lists,
            min_confidence=made.min_confidence,
            typed_only=made.typed_only,
        )
        sieve = Sieve(target.version, made.key, target.register, report.note, target.is_undecided, roots)
        if target.register is not None and target.register.is_new and before:
            report.notes.append(_OLD.format(path=report.path))

        def run(items: Iterable[Document | InputError], crew: Crew | None, more: Sequence[str | Path]) -> None:
            moved = target.register.moved() if target.register is not None else {}
            if crew is not None:
                stream = _here(items, crew, sieve, Identities(moved), made.key)
            else:
                work = partitions(more, parts, settings, made.key, roots.place_of, moved)
                stream = _there(str(scheduler), work, sieve, target, spent)
            _store(stream, target, report, on_document, made.keep)

        crew = None if scheduler is not None else _crew(workers, settings, extractor)
        try:
            run(itertools.chain(early, crew.read(found)) if crew is not None else (), crew, wanted)
            if sieve.end(sync=sync):
                files = [given for given in wanted if str(given) != "-" and "://" not in str(given)]
                again = crew.read(sources(files, place_of=roots.place_of)) if crew is not None else ()
                run(again, crew, files)
            target.remove(sorted(sieve.leaving - sieve.seen.keys()))
            if sync:
                _synchronise(sieve, target, report, confirm)
        finally:
            if crew is not None:
                crew.close()
            target.finish()
            report.unchanged, report.repeated = sieve.counts.unchanged, sieve.counts.repeated
        report.outdated = made.outdated(target.versions())
    for data in spent:
        data.unlink(missing_ok=True)  # the store holds it now; the manifests stay, by which the files are known again
    return report


def _store(
    stream: Generator[tuple[Document, Prepared], None, None],
    target: FolderTarget | RemoteTarget,
    report: BuildReport,
    on_document: Callable[[BuildReport, Document], None] | None,
    keep: Callable[[], None],
) -> None:
    """Put all that comes into the target, and count what has been written.

    ``keep`` is called before the first document, by when rules and model are known to be good, or when there is none.
    """
    waiting: dict[str, deque[tuple[Document, Prepared]]] = {}  # an entry of a feed may be corrected while it waits

    def written(ids: Iterable[str]) -> None:
        for id in ids:
            document, stored = waiting[id].popleft()
            if not waiting[id]:
                del waiting[id]
            report.read += 1
            report.statements += stored.statements
            report.unsure += stored.unsure
            if on_document is not None:
                on_document(report, document)

    try:
        for document, prepared in stream:
            waiting.setdefault(prepared.id, deque()).append((document, prepared))
            keep()
            written(target.put(prepared))
        keep()
    finally:
        stream.close()
        written(target.flush())


def _here(
    items: Iterable[Document | InputError], crew: Crew, sieve: Sieve, identities: Identities, key: str
) -> Generator[tuple[Document, Prepared], None, None]:
    """What is new of the documents, ready to be stored, by a crew on this machine."""
    under_way: deque[Document] = deque()

    def new() -> Iterator[Versioned]:
        for item in items:
            if not isinstance(item, Document):
                sieve.note(item)
                continue
            document, found = identified(item, identities, key)
            if sieve.keeps(found):
                under_way.append(document)
                yield document, found.version

    for prepared in crew.prepare(new()):
        yield under_way.popleft(), prepared


def _there(
    scheduler: str,
    wanted: Iterable[Partition | InputError],
    sieve: Sieve,
    target: FolderTarget | RemoteTarget,
    spent: list[Path],
) -> Generator[tuple[Document, Prepared], None, None]:
    """The same by a cluster."""
    from newsweave.graph.store.terms import Names
    from newsweave.scheduler import work

    names = Names(target.base)
    yield from work(
        scheduler, list(wanted), names, keeps=sieve.keeps, is_there=sieve.is_there, note=sieve.note, spent=spent
    )


def _counted(found: Iterable[Raw | InputError], report: BuildReport) -> Iterator[Raw | InputError]:
    for source in found:
        if not isinstance(source, InputError):
            report.bytes_read += source.size
        yield source


def _first_documents(found: Iterator[Raw | InputError]) -> list[Document | InputError]:
    """All up to the first source that has a document."""
    from newsweave.worker import read_sources

    items: list[Document | InputError] = []
    for source in found:
        given = list(read_sources([source]))
        items += given
        if any(isinstance(item, Document) for item in given):
            break
    return items


def _known_roots(output: str | Path | None) -> dict[Path, str]:
    from newsweave.graph.store.register import Register

    if output is None:
        return {}
    register = Register(Path(output), read_only=True)
    try:
        return register.roots()
    finally:
        register.close()


def _synchronise(
    sieve: Sieve, target: FolderTarget | RemoteTarget, report: BuildReport, confirm: Callable[[int, int], bool] | None
) -> None:
    """Let go of what the inputs hold no longer, unless it is much and nobody says that it may."""
    held = target.ids()
    gone = sieve.gone(held)
    if len(gone) > _MUCH * len(held) and not (confirm is not None and confirm(len(gone), len(held))):
        first = ", ".join(gone[:3]) + (", ..." if len(gone) > 3 else "")
        report.errors.append(
            InputError(
                f"{report.path}: {len(gone)} of {len(held)} documents are gone from the inputs ({first}): they stay "
                "until --sync --yes says that they may go"
            )
        )
        return
    target.remove(gone)


def _crew(workers: int, settings: Settings, extractor: Extractor | None) -> Crew:
    if workers == 1:
        from newsweave.worker import Alone

        return Alone(settings, extractor)
    from newsweave.parallel import WorkerPool

    return WorkerPool(workers, settings)

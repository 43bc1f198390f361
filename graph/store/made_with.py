"""What a graph remembers of how its documents were read, so that the next build reads on in the same way.

It stands in ``newsweave.json`` under ``made_with``: model, packs, files of rules, names, vocabulary and word lists with
their digests, the least confidence, and what was installed. Paths are relative to the graph's folder where both have a
folder in common, so that a project can be moved or cloned; a copy of each file lies in ``made_with/``, which is read
where a file is gone. A remote store has no folder and remembers nothing.
"""

from __future__ import annotations

import hashlib
import math
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from newsweave.extract.model import content_key
from newsweave.extract.signature import digest, installed, signature, version_read_with
from newsweave.graph.store.folder import manifest_entry, write_manifest_entry
from newsweave.ontology.errors import DataError, StoreError
from newsweave.ontology.packs import Pack, is_shipped, own_files, read_pack

if TYPE_CHECKING:
    from newsweave.extract.pipeline import Extractor

__all__ = ["Choices", "MadeWith", "terms_of"]

_ENTRY = "made_with"
_KINDS = ("rules", "names", "vocabulary", "lists")
_COPIES = "made_with"
"""Folder of the copies, below the graph's."""
_INSTALLED = {"code": "newsweave", "model_version": "the model's version", "spacy": "spaCy"}


@dataclass(frozen=True, slots=True)
class Choices:
    """What a build is told of how to read; None where it is told nothing, so that what is remembered holds."""

    model: str | None = None
    rules: Sequence[str | Path] | None = None
    names: Sequence[str | Path] | None = None
    vocabulary: Sequence[str | Path] | None = None
    lists: Sequence[str | Path] | None = None
    packs: Sequence[str | Path] | None = None
    min_confidence: float | None = None
    typed_only: bool | None = None


class _File(BaseModel):
    model_config = ConfigDict(frozen=True)

    path: str
    """Relative to the graph's folder, or absolute; with ``/``."""
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class _Pack(BaseModel):
    model_config = ConfigDict(frozen=True)

    path: str
    """As a file's; of a shipped pack its name."""
    name: str
    version: str
    sha256: str
    """Of all its files together."""


class _Entry(BaseModel):
    """What stands in ``newsweave.json``."""

    model_config = ConfigDict(frozen=True)

    model: str | None = None
    """None: the default one."""
    loaded: bool = False
    """Whether the pipeline was given loaded, so that ``model`` only describes it and cannot be loaded again."""
    rules: tuple[_File, ...] = ()
    names: tuple[_File, ...] = ()
    vocabulary: tuple[_File, ...] = ()
    lists: tuple[_File, ...] = ()
    packs: tuple[_Pack, ...] = ()
    terms: tuple[_File, ...] = ()
    """Every file of terms that the graph may use, those of packs among them: who opens it reads the copies."""
    min_confidence: float = Field(default=0.0, ge=0, le=1)
    typed_only: bool = False
    """Whether open facts are left out."""
    installed: dict[str, str] = {}
    """See ``signature.installed``."""


class MadeWith:
    """How a build reads: what it is told, else what the graph's folder remembers; and what that changes.

    Nothing is written before ``keep``, so that a build that fails at its rules leaves the memory as it was.
    """

    def __init__(
        self, folder: Path | None, told: Choices, extractor: Extractor | None = None, *, forget: bool = False
    ) -> None:
        """Look at what is remembered, and at every file.

        Args:
            folder: the graph's folder, which need not be there; None for a remote store.
            told: what holds from now on.
            extractor: a loaded one, whose model, rules and names hold.
            forget: nothing that is remembered holds.

        Raises:
            DataError: where a file cannot be read.
            StoreError: where what is remembered is not what newsweave writes.
        """
        self._folder = folder
        self._kept = False
        self._found = None if folder is None else manifest_entry(folder, _ENTRY)
        before = None if self._found is None or (forget and not _valid(self._found)) else _entry(folder, self._found)
        old = _Entry() if before is None or forget else before
        self.changes: list[str] = []
        """A line for each thing that is not as it was."""
        self.reused: list[str] = []
        """Options that are not given and hold all the same."""
        if extractor is not None:
            told = replace(told, model=extractor.model, packs=(), **asdict(extractor.own_files))
        self.model = (
            told.model if told.model is not None or extractor or old.loaded else self._again("model", old.model)
        )
        given = {kind: self._files(kind, getattr(told, kind), getattr(old, kind)) for kind in _KINDS}
        self._given = given
        self.rules, self.names = given["rules"], given["names"]
        self.packs = self._packs(told.packs, old.packs)
        self.own = own_files([pack.folder for pack in self.packs], **given)
        least = told.min_confidence
        self.min_confidence: float = (
            least if least is not None else self._again("min-confidence", old.min_confidence or None) or 0.0
        )
        if not math.isfinite(self.min_confidence) or not 0 <= self.min_confidence <= 1:
            raise ValueError(f"min_confidence {self.min_confidence} is not a number from 0 to 1")
        typed = told.typed_only
        self.typed_only: bool = typed if typed is not None else bool(self._again("typed-only", old.typed_only or None))
        self.key = extractor.signature if extractor is not None else signature(self.model, self.own)
        if self.min_confidence > 0:  # a graph without the choice keeps the keys that it has
            self.key = content_key(self.key, "min_confidence", self.min_confidence)
        if self.typed_only:
            self.key = content_key(self.key, "typed_only")
        self._now = _Entry(
            model=self.model,
            loaded=extractor is not None and extractor.model_is_loaded,
            **{kind: self._described(given[kind], getattr(old, kind)) for kind in _KINDS},
            packs=tuple(self._pack(pack) for pack in self.packs) if folder is not None else (),
            terms=self._described(self.own.vocabulary, old.terms),
            min_confidence=self.min_confidence,
            typed_only=self.typed_only,
            installed=installed(self.model),
        )
        if before is not None:
            self.changes += self._differences(before, self._now)

    def _packs(self, told: Sequence[str | Path] | None, old: Sequence[_Pack]) -> list[Pack]:
        if told is not None:
            return [read_pack(where) for where in told]
        found = []
        for pack in old:
            where = pack.path if pack.path == pack.name else str(self._place(_File(path=pack.path, sha256="0" * 64)))
            self.reused.append(f"--pack {where}")
            try:
                found.append(read_pack(where))
            except DataError as error:
                raise DataError(
                    f"{error}; {self._folder} was made with it: put it back, give --pack anew, or use --forget"
                ) from None
        return found

    def _pack(self, pack: Pack) -> _Pack:
        assert self._folder is not None
        files = (*pack.vocabulary, *pack.rules, *pack.lists, *pack.names)
        sha = content_key([(path.name, digest(path)) for path in files])
        path = pack.name if is_shipped(pack) else _from(self._folder, pack.folder)
        return _Pack(path=path, name=pack.name, version=pack.version, sha256=sha)

    def _again(self, option: str, value: Any) -> Any:
        if value is not None:
            self.reused.append(f"--{option}" if value is True else f"--{option} {value}")
        return value

    def _files(self, option: str, told: Sequence[str | Path] | None, old: Sequence[_File]) -> tuple[Path, ...]:
        if told is not None:
            return tuple(Path(given).absolute() for given in told)
        return tuple(self._remembered(option, file) for file in old)

    def _remembered(self, option: str, file: _File) -> Path:
        """Where a remembered file is: at its place, else the copy."""
        path = self._place(file)
        self.reused.append(f"--{option} {path}")
        if path.exists():
            return path
        copy = self._copy(file)
        if not copy.exists():
            raise DataError(
                f"{path}: is missing, with which {self._folder} was made: put it back, give --{option} anew, or start "
                "over with --forget"
            )
        self.changes.append(
            f"{path}: is missing; its copy {copy} is read, so that nothing changes (--{option} gives another file, "
            "--forget none)"
        )
        return copy

    def _place(self, file: _File) -> Path:
        assert self._folder is not None
        return Path(os.path.normpath(self._folder.resolve() / file.path))

    def _copy(self, file: _File) -> Path:
        assert self._folder is not None
        return self._folder.absolute() / _COPIES / f"{file.sha256[:12]}-{Path(file.path).name}"

    def _described(self, paths: Iterable[Path], old: Sequence[_File]) -> tuple[_File, ...]:
        """What is remembered of files; of a copy, the place where the file was."""
        if self._folder is None:
            return ()
        copies = {self._copy(file): file for file in old}
        return tuple(copies.get(p) or _File(path=_from(self._folder, p), sha256=digest(p)) for p in paths)

    def _differences(self, before: _Entry, now: _Entry) -> list[str]:
        """What decides the reading now and did not, in the order of the manifest."""
        lines = []
        if (before.model, before.loaded) != (now.model, now.loaded):
            lines.append(f"model: {_called(now)} in place of {_called(before)}")
        known_packs = {pack.name: pack for pack in before.packs}
        for pack in now.packs:
            old = known_packs.pop(pack.name, None)
            if old is None or old.sha256 != pack.sha256:
                lines.append(f"pack {pack.name} {pack.version} {'is new' if old is None else 'has changed'}")
        lines += [f"pack {name} is used no longer" for name in known_packs]
        for kind in _KINDS:
            was, files = getattr(before, kind), getattr(now, kind)
            known, digests = {self._place(f) for f in was}, {f.sha256 for f in was}
            for f in files:
                if f.sha256 not in digests:
                    lines.append(f"{kind}: {self._place(f)} {'has changed' if self._place(f) in known else 'is new'}")
            places, kept = {self._place(f) for f in files}, {f.sha256 for f in files}
            lines += [
                f"{kind}: {self._place(f)} is used no longer"
                for f in was
                if f.sha256 not in kept and self._place(f) not in places
            ]
            if not lines and [f.sha256 for f in was] != [f.sha256 for f in files]:
                lines.append(f"{kind}: in another order, or as often no longer")
        if before.min_confidence != now.min_confidence:
            lines.append(f"min_confidence: {now.min_confidence} in place of {before.min_confidence}")
        if before.typed_only != now.typed_only:
            lines.append(f"open facts: {'left out' if now.typed_only else 'kept'} from now on")
        same_model = before.model == now.model
        for part, called in _INSTALLED.items():
            was_installed, is_installed = before.installed.get(part), now.installed.get(part)
            if was_installed != is_installed and (same_model or part != "model_version"):
                both = f": {is_installed or 'none'} in place of {was_installed or 'none'}" if part != "code" else ""
                lines.append(f"{called} has changed{both}")
        return lines

    def outdated(self, versions: Iterable[str]) -> int:
        """How many documents, by the versions under which they are stored, were read otherwise."""
        return sum(version_read_with(version) != self.key for version in versions)

    def keep(self) -> None:
        """Remember it, once; to be called by who holds the database, before the first document is written.

        Copies come before the manifest that needs them and go after the one that does not, so that a kill at any
        moment leaves a memory that can be followed.

        Raises:
            StoreError: where it cannot be written, or another build has changed what is remembered meanwhile.
        """
        if self._kept or self._folder is None:
            return
        try:
            if manifest_entry(self._folder, _ENTRY) != self._found:
                raise StoreError(f"{self._folder}: another build has changed how it is made; run this one again")
            entry = self._now.model_dump()
            wanted = self._write_copies()
            if _plain(entry) != self._found:
                write_manifest_entry(self._folder, _ENTRY, _plain(entry))
            for copy in self._folder.absolute().joinpath(_COPIES).glob("*"):
                if copy not in wanted:
                    copy.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(f"{self._folder}: cannot be written: {error.strerror or error}") from None
        self._kept = True

    def _write_copies(self) -> set[Path]:
        wanted = set()
        files = [pair for kind in _KINDS for pair in zip(self._given[kind], getattr(self._now, kind), strict=True)]
        files += zip(self.own.vocabulary, self._now.terms, strict=True)
        for path, file in files:
            copy = self._copy(file)
            wanted.add(copy)
            if copy.exists():
                continue
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() != file.sha256:
                raise StoreError(f"{path}: was changed while the build was starting; run it again")
            copy.parent.mkdir(exist_ok=True)
            part = copy.with_name(copy.name + ".part")
            part.write_bytes(data)
            part.replace(copy)
        return wanted


def terms_of(folder: Path) -> list[Path]:
    """The files of terms beyond newsweave's own that a graph may use, as they lie in its folder."""
    found = manifest_entry(folder, _ENTRY)
    listed = found.get("terms", ()) if isinstance(found, dict) else ()
    files = [_File.model_validate(file) for file in listed]
    return [folder.absolute() / _COPIES / f"{file.sha256[:12]}-{Path(file.path).name}" for file in files]


def _entry(folder: Path | None, found: object) -> _Entry:
    try:
        return _Entry.model_validate(found)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in (_ENTRY, *first["loc"]))
        raise StoreError(
            f"{folder}/newsweave.json: {where}: {first['msg']} (got {first['input']!r}); --forget starts over"
        ) from None


def _valid(found: object) -> bool:
    try:
        _Entry.model_validate(found)
    except ValidationError:
        return False
    return True


def _plain(entry: dict[str, Any]) -> dict[str, Any]:
    """As it comes back from JSON."""
    return {k: list(map(dict, v)) if isinstance(v, tuple) else v for k, v in entry.items()}


def _called(entry: _Entry) -> str:
    return f"{entry.model or 'the default one'}{' (given loaded)' if entry.loaded else ''}"


def _from(folder: Path, path: Path) -> str:
    """A file's path as seen from the graph's folder; absolute where they share nothing but the file system's root."""
    whole = path.parent.resolve() / path.name  # a link stays one: it may lead elsewhere tomorrow
    root = folder.resolve()
    if whole.drive != root.drive or Path(os.path.commonpath([whole, root])) == Path(root.anchor):
        return whole.as_posix()
    return Path(os.path.relpath(whole, root)).as_posix()

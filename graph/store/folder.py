"""The folder of a graph: ``newsweave.json`` says what it is, ``store/`` holds the pyoxigraph database.

Everything that can be wrong with a folder becomes a StoreError that names it; a folder that is not ours stays as it is.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from newsweave.graph.store.terms import DEFAULT_BASE, check_base
from newsweave.ontology.errors import DataError, StoreError

__all__ = ["DECISIONS_FILE", "FORMAT", "MERGES_FILE", "GraphFolder", "manifest_entry", "write_manifest_entry"]

FORMAT = 2
"""Version of the layout of folder and graphs; raised when other versions could not read the result. 2: the keys of
fingerprints are numbers."""

MERGES_FILE = "merges.csv"
"""Which entities a person says are the same (``review.merge_decisions``)."""
DECISIONS_FILE = "decisions.csv"
"""What a person decides of facts and entities (``review.decisions``); people write no other files here."""
_PEOPLES_FILES = (MERGES_FILE, DECISIONS_FILE)
_MANIFEST = "newsweave.json"
_PART = "newsweave.json.part"
_ATTEMPTS = 12
"""How often a reader without a snapshot tries to open. A writer beside it may compact files away between their listing
and their opening, which RocksDB then calls a corruption."""


@dataclass(frozen=True, slots=True)
class GraphFolder:
    """A folder known to hold a newsweave graph, and the base IRI of its nodes."""

    path: Path
    base: str

    @property
    def store_path(self) -> Path:
        """Where the database is."""
        return self.path / "store"

    @classmethod
    def find(cls, path: Path) -> GraphFolder:
        """The graph folder at ``path``.

        Raises:
            StoreError: where it is missing, no newsweave graph, damaged, or of a newer format.
        """
        try:
            if not path.exists():
                raise StoreError(f"{path}: no such folder")
            if not path.is_dir():
                raise StoreError(f"{path}: is a file, not the folder of a newsweave graph")
            if not (path / _MANIFEST).exists():
                raise StoreError(f"{path}: is not a newsweave graph: it has no {_MANIFEST}")
            folder = cls(path, _read_manifest(path / _MANIFEST))
            if not (folder.store_path / "CURRENT").exists():
                raise StoreError(f"{path}: is damaged or was never written: {folder.store_path.name}/ has no database")
        except OSError as error:
            raise StoreError(f"{path}: cannot be read: {error.strerror or error}") from None
        return folder

    @classmethod
    def find_or_make(cls, path: Path, base: str | None) -> GraphFolder:
        """The graph folder at ``path``, made where nothing or an empty folder is there.

        Raises:
            StoreError: as ``find``; also where the folder holds something else, or a graph with another base.
        """
        try:
            if path.exists() and (not path.is_dir() or (path / _MANIFEST).exists()):
                return cls._reopened(path, base)
            if path.exists() and any(
                entry.name not in (_PART, *_PEOPLES_FILES, *(f"{name}.part" for name in _PEOPLES_FILES))
                for entry in path.iterdir()
            ):
                raise StoreError(f"{path}: is not empty and not a newsweave graph (no {_MANIFEST}); left as it is")
            return cls._made(path, DEFAULT_BASE if base is None else base)
        except OSError as error:
            raise StoreError(f"{path}: cannot be written: {error.strerror or error}") from None

    @classmethod
    def _reopened(cls, path: Path, base: str | None) -> GraphFolder:
        store = path / "store"
        # A first build killed between manifest and database leaves none of the database's data files (.sst).
        if path.is_dir() and not (store / "CURRENT").exists() and not any(store.glob("*.sst")):
            folder = cls(path, _read_manifest(path / _MANIFEST))
        else:
            folder = cls.find(path)
        if base is not None and base != folder.base:
            raise StoreError(f"{path}: was built with base {folder.base}, not {base}; a graph keeps its base")
        return folder

    @classmethod
    def _made(cls, path: Path, base: str) -> GraphFolder:
        try:
            check_base(base)
        except DataError as error:
            raise StoreError(f"{path}: {error}") from None
        path.mkdir(parents=True, exist_ok=True)
        manifest = {"format": FORMAT, "base": base, "newsweave": _own_version()}
        _write_manifest(path, manifest)
        return cls(path, base)

    def open_database(self, *, read_only: bool, at: Path | None = None) -> ox.Store:
        """The database, or the one that stands ``at`` another place. Only one process writes at a time.

        Readers may open beside it, but what they open here loses its files under their hands: see ``Snapshot``.

        Raises:
            StoreError: where another build is writing, or the files cannot be read.
        """
        for attempt in range(_ATTEMPTS):
            try:
                path = self.store_path if at is None else at
                if read_only:
                    return ox.Store.read_only(str(path))
                database = ox.Store(path)
                self._clear_up()
                return database
            except (OSError, RuntimeError, ValueError) as error:
                cause = " ".join(str(error).split())
                if not read_only and "LOCK:" in cause:
                    raise StoreError(f"{self.path}: is being written by another build; wait until it ends") from None
                if not read_only or "No such file" not in cause or attempt == _ATTEMPTS - 1:
                    raise StoreError(f"{self.path}: the database cannot be opened: {cause}") from None
                time.sleep(0.05)
        raise AssertionError("unreachable")

    def size(self) -> int:
        """Bytes of all its files, of which some may come and go meanwhile."""
        total = 0
        for file in self.path.rglob("*"):
            with contextlib.suppress(FileNotFoundError):
                total += file.stat().st_size
        return total

    def _clear_up(self) -> None:
        """Remove what bulk loads that were killed had not added yet; to be called by the one who holds the lock."""
        for file in self.store_path.glob("bulk-*.sst"):
            file.unlink(missing_ok=True)


def manifest_entry(folder: Path, key: str) -> Any:
    """What a folder's manifest says under a key that a graph can do without; None where it says nothing.

    A manifest that cannot be understood says nothing here; whoever opens the graph is told what is wrong with it.
    """
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return manifest.get(key) if isinstance(manifest, dict) else None


def write_manifest_entry(folder: Path, key: str, value: object) -> None:
    """Say it in the manifest, all or nothing; to be called by the one who holds the database's lock.

    Raises:
        OSError: where it cannot be written.
    """
    manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    _write_manifest(folder, {**manifest, key: value})


def _write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    part = folder / _PART
    with part.open("w", encoding="utf-8") as out:
        out.write(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
        out.flush()
        os.fsync(out.fileno())
    part.replace(folder / _MANIFEST)


def _read_manifest(path: Path) -> str:
    """The base IRI that the manifest names, once the manifest is known to be one that this version understands."""
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise StoreError(f"{path}: is not JSON: {error}") from None
    if not isinstance(manifest, dict) or not isinstance(manifest.get("format"), int):
        raise StoreError(f"{path}: names no format; it is not the file that newsweave writes")
    if manifest["format"] > FORMAT:
        made_by = manifest.get("newsweave", "a later version")
        raise StoreError(
            f"{path}: has format {manifest['format']} (newsweave {made_by}); this newsweave reads up to {FORMAT}"
        )
    if manifest["format"] < FORMAT:
        raise StoreError(
            f"{path}: has format {manifest['format']}, which this newsweave reads no longer (it writes {FORMAT}): "
            "build the graph anew, into another folder"
        )
    base = manifest.get("base")
    if not isinstance(base, str):
        raise StoreError(f"{path}: names no base IRI")
    try:
        return check_base(base)
    except DataError as error:
        raise StoreError(f"{path}: {error}") from None


def _own_version() -> str:
    try:
        return version("newsweave")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "unknown"

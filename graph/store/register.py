"""What a graph knows of its documents beside what stands in it: where each was found, its text's key, when it was read.

A small SQLite file, ``documents.db``, beside the database, since none of it belongs into exports: the same inputs give
the same graph on every day and at every place. The graph alone says which documents there are; a line of the register
counts only while the graph holds its document in the same version, so that a build killed between the two is taken
up rightly. Without the file a graph is whole; it only does not know moved files again.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from newsweave.ontology.errors import StoreError

__all__ = ["Entry", "Register"]

_FILE = "documents.db"
_TABLES = """
CREATE TABLE IF NOT EXISTS document
    (id TEXT PRIMARY KEY, version TEXT, content TEXT, file TEXT, read TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_content ON document (content);
CREATE INDEX IF NOT EXISTS by_file ON document (file);
CREATE TABLE IF NOT EXISTS place (name TEXT PRIMARY KEY, id TEXT, file TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS place_by_id ON place (id);
CREATE INDEX IF NOT EXISTS place_by_file ON place (file);
CREATE TABLE IF NOT EXISTS corrected (id TEXT, version TEXT, PRIMARY KEY (id, version)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS same (id TEXT, version TEXT, PRIMARY KEY (id, version)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS root (path TEXT PRIMARY KEY, near TEXT, label TEXT) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document."""

    id: str
    version: str
    content: str | None
    """Equal for equal articles; None where that does not make them one."""
    file: str | None
    """The file (absolute path) or address where it was read."""
    read: str
    """When: UTC, ISO 8601 to the second; empty where nobody put it down."""


class Register:
    """The register of a graph's folder; None for a graph without one, which remembers while it is open."""

    def __init__(self, folder: Path | None, *, read_only: bool = False) -> None:
        """Open it, or make it; one that is damaged is made anew.

        Raises:
            StoreError: where it cannot be read or written.
        """
        self._folder = folder
        path = None if folder is None else folder / _FILE
        self.is_new = path is None or not path.exists()
        """Whether there was none."""
        try:
            if path is None or (read_only and self.is_new):
                self._database = _opened(":memory:")
            elif read_only:
                uri = f"{path.absolute().as_uri()}?mode=ro"
                self._database = sqlite3.connect(uri, uri=True, isolation_level=None)
            else:
                try:
                    self._database = _opened(str(path))
                except sqlite3.DatabaseError as error:
                    if isinstance(error, sqlite3.OperationalError):
                        raise
                    path.unlink()
                    self.is_new = True
                    self._database = _opened(str(path))
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"{path}: cannot be opened: {error}") from None

    def close(self) -> None:
        """Let it go."""
        self._database.close()

    # --- documents ---

    def entry(self, id: str) -> Entry | None:
        """One document."""
        return next(self._entries("WHERE id = ?", id), None)

    def with_content(self, content: str) -> list[Entry]:
        """The documents that had this content when they were put down, by id."""
        return list(self._entries("WHERE content = ? ORDER BY id", content))

    def in_file(self, file: str) -> list[Entry]:
        """The documents that were read from a file, by id."""
        return list(self._entries("WHERE file = ? ORDER BY id", file))

    def entries(self) -> Iterator[Entry]:
        """All documents."""
        return self._entries("")

    def put_down(self, id: str, version: str, content: str | None, file: str | None, *, now: bool = True) -> None:
        """Say that a document is read now, or was some time; to be called before it is put into the graph."""
        read = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if now else ""
        self._run("DELETE FROM same WHERE id = ?", id)
        self._run("INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?)", id, version, content, file, read)

    def found_in(self, id: str, file: str | None) -> None:
        """Say that a document stands in another file now."""
        self._run("UPDATE document SET file = ? WHERE id = ?", file, id)

    def forget(self, id: str) -> None:
        """Strike out a document."""
        for table in ("document", "place", "corrected", "same"):
            self._run(f"DELETE FROM {table} WHERE id = ?", id)

    def _entries(self, which: str, *values: str) -> Iterator[Entry]:
        found = self._run(f"SELECT id, version, content, file, read FROM document {which}", *values)
        return (Entry(*row) for row in found)

    # --- other places ---

    def moved(self) -> dict[str, str]:
        """Ids of documents by the names that they would have at their place now, where the place they had is gone."""
        rows = self._run("SELECT name, place.id, place.file, document.file FROM place LEFT JOIN document USING (id)")
        return {name: id for name, id, file, home in rows if file == home or not home or not Path(home).exists()}

    def other_place(self, name: str) -> str | None:
        """The id of the document that stands where one of this name would."""
        row = self._run("SELECT id FROM place WHERE name = ?", name).fetchone()
        return None if row is None else str(row[0])

    def places(self, id: str) -> list[tuple[str, str]]:
        """Name and file of the other places where a document stands."""
        return [(name, file) for name, file in self._run("SELECT name, file FROM place WHERE id = ?", id)]

    def places_in(self, file: str) -> list[tuple[str, str]]:
        """Name and id of the documents that stand in a file as one of their other places."""
        return [(name, id) for name, id in self._run("SELECT name, id FROM place WHERE file = ?", file)]

    def also_at(self, name: str, id: str, file: str | None) -> None:
        """Say that a document stands at another place, too."""
        if self._run("SELECT 1 FROM place WHERE name = ? AND id = ? AND file IS ?", name, id, file).fetchone() is None:
            self._run("INSERT OR REPLACE INTO place VALUES (?, ?, ?)", name, id, file)

    def no_longer_at(self, name: str) -> None:
        """Take back ``also_at``."""
        self._run("DELETE FROM place WHERE name = ?", name)

    def is_same(self, id: str, version: str) -> bool:
        """Whether a document would have this version at the place where it is now, and has not been changed."""
        return self._run("SELECT 1 FROM same WHERE id = ? AND version = ?", id, version).fetchone() is not None

    def same(self, id: str, version: str) -> None:
        """Say that it would: the name of its file is part of a version where no publisher is known."""
        self._run("INSERT OR IGNORE INTO same VALUES (?, ?)", id, version)

    # --- corrections ---

    def corrected(self, id: str, version: str) -> bool:
        """Whether a version of a document has been corrected by another."""
        found = self._run("SELECT 1 FROM corrected WHERE id = ? AND version = ?", id, version)
        return found.fetchone() is not None

    def correct(self, id: str, version: str) -> None:
        """Say that it has been."""
        self._run("INSERT OR IGNORE INTO corrected VALUES (?, ?)", id, version)

    def uncorrect(self, id: str) -> None:
        """Every version of a document counts again."""
        self._run("DELETE FROM corrected WHERE id = ?", id)

    # --- folders ---

    def roots(self) -> dict[Path, str]:
        """The labels of the folders that were read, by where they are; they may have moved along with the graph."""
        found = {}
        for path, near, label in self._run("SELECT path, near, label FROM root ORDER BY label"):
            place = Path(path)
            if not place.exists() and near and self._folder is not None:
                moved = Path(os.path.normpath(self._folder.absolute() / near))
                place = moved if moved.exists() else place
            found[place] = label
        return found

    def remember_roots(self, roots: Mapping[Path, str]) -> None:
        """Keep labels of folders."""
        known = {label for _, _, label in self._run("SELECT path, near, label FROM root")}
        for path, label in roots.items():
            if label not in known:
                near = None
                if self._folder is not None:
                    with contextlib.suppress(ValueError):  # on another drive
                        near = os.path.relpath(path, self._folder.absolute())
                self._run("INSERT OR REPLACE INTO root VALUES (?, ?, ?)", str(path), near, label)

    def _run(self, request: str, *values: str | None) -> sqlite3.Cursor:
        try:
            return self._database.execute(request, [_text(value) for value in values])
        except sqlite3.Error as error:
            raise StoreError(f"{self._folder or 'the graph'}/{_FILE}: {error}") from None


def _text(value: str | None) -> str | None:
    """SQLite takes no lone surrogates, which ids and names of files may have."""
    return value if value is None or value.isascii() else value.encode("utf-8", "backslashreplace").decode("utf-8")


def _opened(path: str) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    # Not flushed at each line: the process may be killed at any moment, and what a crash of the machine damages is made
    # anew. One file, so that it can be read on a disk that nobody may write to.
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA journal_mode = TRUNCATE")
    database.executescript(_TABLES)
    return database

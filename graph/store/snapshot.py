"""A frozen view of a database that a build goes on writing to.

RocksDB never changes a data file, it writes new ones and deletes old ones; a reader opens most files only when it
needs them and finds them gone then. A snapshot is a folder of hard links to the data files of one moment, with copies
of the few files that RocksDB goes on writing to: it costs milliseconds and hardly any space, as long as the build keeps
the files too. It stands below the graph's folder, for links do
not reach across file systems, and goes away with its object; what a killed process left behind, the next one clears up.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
import weakref
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, where open files cannot be deleted
    fcntl = None  # type: ignore[assignment]

__all__ = ["FOLDER", "Snapshot"]

FOLDER = ".reading"
_LOCK = "newsweave.lock"
_COPIED = ("MANIFEST-", "CURRENT", "IDENTITY", "OPTIONS-")
_UNFINISHED = "bulk-"  # what a bulk load is about to add
_ATTEMPTS = 50
_PAUSE = 0.005


class Snapshot:
    """The files of one moment, as long as this object lives."""

    def __init__(self, path: Path, lock: int) -> None:
        self.path = path
        """What to open as a database, for reading only."""
        self.close = weakref.finalize(self, _remove, path, lock, os.getpid())
        """Removes the folder; a second call does nothing."""

    @classmethod
    def take(cls, database: Path, folder: Path) -> Snapshot | None:
        """Links to the files of ``database`` below ``folder``.

        None where it cannot be done: a folder that may not be written to, a file system without hard links, Windows,
        or a database that does not keep still.
        """
        snapshot = cls._begun(folder / FOLDER) if fcntl is not None else None
        if snapshot is None:
            return None
        with contextlib.suppress(OSError):
            for _ in range(_ATTEMPTS):
                if _link(database, snapshot.path):
                    return snapshot
                time.sleep(_PAUSE)
        snapshot.close()
        return None

    @classmethod
    def _begun(cls, folder: Path) -> Snapshot | None:
        """An empty one, whose lock is held. Another process may clear it up before it is locked: then the next try."""
        for _ in range(_ATTEMPTS):
            try:
                folder.mkdir(exist_ok=True)
                _clear_up(folder)
                path = Path(tempfile.mkdtemp(dir=folder))
            except OSError:
                return None
            with contextlib.suppress(OSError):
                lock = os.open(path / _LOCK, os.O_CREAT | os.O_RDWR)
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    if os.path.samestat(os.fstat(lock), (path / _LOCK).stat()):
                        return cls(path, lock)
                except OSError:
                    pass
                os.close(lock)
            shutil.rmtree(path, ignore_errors=True)
        return None


def _link(database: Path, path: Path) -> bool:
    """Whether what was linked belongs together: the list of data files (MANIFEST) was the same before and after.

    All files that the list names exist as long as it stays as it is. The logs hold what is not in data files yet; the
    listing is made first, so that a log in it is whole up to where the next one in it begins.
    """
    before = _state(database)
    for file in sorted(database.iterdir()):
        target = path / file.name
        with contextlib.suppress(FileNotFoundError):  # deleted since it was listed, then the state has changed
            if file.suffix == ".sst" and not file.name.startswith(_UNFINISHED):
                with contextlib.suppress(FileExistsError):
                    target.hardlink_to(file)
            elif file.suffix == ".log" or file.name.startswith(_COPIED):
                shutil.copyfile(file, target)
    return before == _state(database)


def _state(database: Path) -> tuple[str, int]:
    with contextlib.suppress(FileNotFoundError):
        name = (database / "CURRENT").read_text(encoding="utf-8").strip()
        return name, (database / name).stat().st_size
    return "", -1


def _clear_up(folder: Path) -> None:
    """Remove the snapshots of processes that are no more: nobody holds their locks."""
    for left in folder.iterdir():
        with contextlib.suppress(OSError):
            lock = os.open(left / _LOCK, os.O_RDWR)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(lock)
            else:
                _remove(left, lock, os.getpid())


def _remove(path: Path, lock: int, owner: int) -> None:
    if os.getpid() != owner:  # a fork has the object too, but not the right to what its parent reads
        return
    shutil.rmtree(path, ignore_errors=True)
    with contextlib.suppress(OSError):
        os.close(lock)

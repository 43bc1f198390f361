"""One short key of everything that decides what extraction gives: code, rules, names, model.

A graph keeps it with each document, so that a build after an upgrade or with other rules reads the document again.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path

from newsweave.extract.model import content_key
from newsweave.ontology.errors import DataError
from newsweave.ontology.packs import OwnFiles

__all__ = ["digest", "installed", "read_with", "signature", "version_read_with"]

_SUFFIXES = frozenset({".py", ".yaml", ".csv", ".ttl"})
_SHOWING = frozenset({"display.py"})
"""Decides how results look, not what they are."""


def signature(model: str | None, own: OwnFiles = OwnFiles()) -> str:  # noqa: B008, it is immutable
    """The key for this installation with a model and a user's own files; loads neither spaCy nor the model.

    Raises:
        DataError: where one of the files cannot be read.
    """
    files = [digest(path) for path in (*own.rules, *own.names)]
    terms = [digest(path) for path in (*own.vocabulary, *own.lists)]
    return content_key(*installed(model).values(), files, *([terms] if terms else []))


def installed(model: str | None) -> dict[str, str]:
    """What of this installation decides what extraction gives: key of the code, model, versions of model and spaCy."""
    from newsweave.extract.parsing.parse import DEFAULT_MODEL

    name = model or DEFAULT_MODEL
    return {"code": _shipped(), "model": name, "model_version": _version(name), "spacy": _version("spacy")}


def read_with(version: str, key: str) -> str:
    """The version under which a document of this version is stored when it was read with what ``key`` stands for."""
    return f"{content_key(version, key)}.{key}"


def version_read_with(stored: str) -> str:
    """The key in a version that ``read_with`` made; empty where it is another's."""
    return stored.partition(".")[2]


@cache
def _shipped() -> str:
    import newsweave.ontology

    rooms = (Path(__file__).parent, Path(newsweave.ontology.__path__[0]))
    files = sorted(
        (p.relative_to(room).as_posix(), p)
        for room in rooms
        for p in room.rglob("*")
        if p.suffix in _SUFFIXES and p.name not in _SHOWING
    )
    return content_key([(name, digest(p)) for name, p in files])


def digest(path: Path) -> str:
    """SHA-256 of a file, in hex.

    Raises:
        DataError: where it cannot be read.
    """
    if path.exists() and not path.is_file():  # a device may never end, a pipe never begin
        raise DataError(f"{path}: {'is a folder' if path.is_dir() else 'is no regular file'}")
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}") from None


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""

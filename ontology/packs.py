"""Packs: folders that bring a domain's relations, classes, frames, words and names together.

``pack.yaml`` says what a pack is; beside it may stand ``vocabulary.ttl`` (relations and classes), ``frames/*.yaml``
(frames and rules with their examples), ``lists.yaml`` (words for classes) and ``names/*.csv`` (known names). Packs of
newsweave's own lie in ``ontology/packs`` and go by their name.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from newsweave.ontology.errors import DataError
from newsweave.ontology.plain_yaml import read_yaml

__all__ = ["OwnFiles", "Pack", "is_shipped", "own_files", "read_pack", "shipped_packs"]

_FOLDER = Path(__file__).with_name("packs")
_ABOUT = "pack.yaml"
_KNOWN = frozenset({_ABOUT, "vocabulary.ttl", "lists.yaml", "frames", "names"})
_UNREAD = frozenset({".md", ".txt", ""})
"""Endings of files that may lie in a pack unread: a README, a licence."""


class _About(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    version: str = Field(pattern=r"^[0-9]+(\.[0-9]+)*$")
    title: str = Field(min_length=1)
    description: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack, and its files in the order in which they are read."""

    folder: Path
    name: str
    version: str
    title: str
    description: str
    vocabulary: tuple[Path, ...]
    rules: tuple[Path, ...]
    lists: tuple[Path, ...]
    names: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """The files of a user's own, those of packs first, each kind in the order in which it is read."""

    rules: tuple[Path, ...] = ()
    names: tuple[Path, ...] = ()
    vocabulary: tuple[Path, ...] = ()
    lists: tuple[Path, ...] = ()


def shipped_packs() -> list[Pack]:
    """The packs that come with newsweave, by name."""
    return [read_pack(path.parent) for path in sorted(_FOLDER.glob(f"*/{_ABOUT}"))]


def is_shipped(pack: Pack) -> bool:
    """Whether a pack comes with newsweave."""
    return pack.folder.resolve().parent == _FOLDER.resolve()


def read_pack(where: str | Path) -> Pack:
    """The pack in a folder, or the shipped one of this name.

    Raises:
        DataError: where there is none, or it is not as a pack is; its files are looked at by who reads them.
    """
    folder = Path(where)
    if not folder.exists() and (_FOLDER / str(where) / _ABOUT).is_file():
        folder = _FOLDER / str(where)
    if not (folder / _ABOUT).is_file():
        shipped = [path.parent.name for path in sorted(_FOLDER.glob(f"*/{_ABOUT}"))]
        near = difflib.get_close_matches(str(where), shipped, n=1)
        hint = f" (did you mean {near[0]}?)" if near else f"; shipped: {', '.join(shipped)}" if shipped else ""
        raise DataError(f"{where}: is no pack: a folder with {_ABOUT}{hint}")
    try:
        about = _About.model_validate(read_yaml(folder / _ABOUT))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "all of it"
        raise DataError(f"{folder / _ABOUT}: {where}: {first['msg']} (got {first['input']!r:.80})") from None
    for path in sorted(folder.iterdir()):
        if path.name not in _KNOWN and not path.name.startswith((".", "_")) and path.suffix.lower() not in _UNREAD:
            raise DataError(f"{path}: is no part of a pack: {', '.join(sorted(_KNOWN))}")
    return Pack(
        folder,
        about.name,
        about.version,
        about.title,
        about.description,
        _there(folder / "vocabulary.ttl"),
        tuple(sorted((folder / "frames").glob("*.yaml"))),
        _there(folder / "lists.yaml"),
        tuple(sorted((folder / "names").glob("*.csv"))),
    )


def _there(path: Path) -> tuple[Path, ...]:
    return (path,) if path.exists() else ()


def own_files(
    packs: Iterable[str | Path] = (),
    *,
    rules: Sequence[str | Path] = (),
    names: Sequence[str | Path] = (),
    vocabulary: Sequence[str | Path] = (),
    lists: Sequence[str | Path] = (),
) -> OwnFiles:
    """The files of packs and those given by themselves, in this order.

    Raises:
        DataError: where a pack is none.
    """
    found = [read_pack(pack) for pack in packs]
    return OwnFiles(
        (*(p for pack in found for p in pack.rules), *map(Path, rules)),
        (*(p for pack in found for p in pack.names), *map(Path, names)),
        (*(p for pack in found for p in pack.vocabulary), *map(Path, vocabulary)),
        (*(p for pack in found for p in pack.lists), *map(Path, lists)),
    )

"""The kinds of links between a reference and whom it means (``link_kinds.yaml``), checked when loaded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from newsweave.ontology.errors import DataError
from newsweave.ontology.plain_yaml import read_yaml

__all__ = ["LinkKind", "link_kind", "link_kinds"]

_FILE = Path(__file__).with_name("link_kinds.yaml")


@dataclass(frozen=True, slots=True)
class LinkKind:
    """How often links of a kind are right (0 to 1), and why they are made."""

    worth: float
    because: str


@cache
def link_kinds(path: Path = _FILE) -> dict[str, LinkKind]:
    """All kinds by name.

    Raises:
        DataError: where the file holds anything else.
    """
    out = {}
    for name, entry in read_yaml(path).items():
        if not isinstance(entry, dict) or set(entry) != {"worth", "because"}:
            raise DataError(f"{path.name}: {name!r} needs 'worth' and 'because'")
        worth = entry["worth"]
        if isinstance(worth, bool) or not isinstance(worth, int | float) or not 0 < worth <= 1:
            raise DataError(f"{path.name}: {name!r}: {worth!r} is not a share above 0")
        out[str(name)] = LinkKind(float(worth), str(entry["because"]))
    return out


def link_kind(name: str) -> LinkKind:
    """One kind.

    Raises:
        DataError: for a kind that the file does not have.
    """
    found = link_kinds().get(name)
    if found is None:
        raise DataError(f"{_FILE.name}: there is no kind of link {name!r}")
    return found

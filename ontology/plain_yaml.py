"""YAML as a person writes it: ``on``, ``no`` and ``yes`` are words, not truth values; a key twice is an error.

What YAML has beyond words, short numbers, ``true``, ``false`` and ``null`` (dates, sets, other tags) is taken as words
or refused; so is what is nested so deep, or repeated by aliases so often, that reading it would not end.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from newsweave.ontology.errors import DataError
from newsweave.ontology.text_files import UnreadableFile, read_text_file

__all__ = ["read_yaml"]

_TAG = "tag:yaml.org,2002:"
_MOST_BYTES = 10_000_000
_DEEPEST = 50
_MOST_NODES = 2_000_000
"""Of a file, what an alias repeats counted each time."""
_MOST_SAID = 300
_OWN = Path(__file__).resolve().parent


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the base is chosen at run time
    """YAML 1.2's truth values (``true``, ``false``) instead of 1.1's, and no duplicate keys."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable):
                raise yaml.constructor.ConstructorError(None, None, "a key must be a word", key_node.start_mark)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"key {str(key)[:_MOST_SAID]!r} stands twice", key_node.start_mark
                )
            seen.add(key)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


_KNOWN = ("null", "bool", "int", "float", "str", "seq", "map")
_Loader.yaml_constructors = {_TAG + kind: yaml.SafeLoader.yaml_constructors[_TAG + kind] for kind in _KNOWN}
_Loader.yaml_constructors[None] = yaml.SafeLoader.construct_undefined
_Loader.yaml_implicit_resolvers = {}
for _kind, _form, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?(?:0|[1-9][0-9]{0,17})", list("-+0123456789")),
    ("float", r"[-+]?(?:[0-9]{1,18}\.[0-9]{0,18}|\.[0-9]{1,18})(?:[eE][-+]?[0-9]{1,3})?", list("-+.0123456789")),
):
    _Loader.add_implicit_resolver(_TAG + _kind, re.compile(rf"(?:{_form})\Z"), _first)


def read_yaml(path: Path) -> Any:
    """The content of a YAML file.

    Raises:
        DataError: naming the file, and the line where it is not YAML.
    """
    try:
        text = read_text_file(path, most=_MOST_BYTES)
        if not path.resolve().is_relative_to(_OWN):  # the package's own files are read at every start
            _refuse_bombs(text, path)
        return yaml.load(text, _Loader)
    except UnreadableFile as error:
        raise DataError(f"{path}: {error}") from None
    except yaml.YAMLError as error:
        raise DataError(f"{path.name}: not YAML: {_one_line(error)}") from None
    except (ValueError, LookupError, TypeError, AttributeError) as error:  # of a tag on what it does not fit: !!int x
        raise DataError(f"{path.name}: not YAML that can be read: {_one_line(error)}") from None


def _one_line(error: Exception) -> str:
    words = " ".join(str(error).split())
    return words if len(words) <= 2 * _MOST_SAID else f"{words[:_MOST_SAID]} … {words[-_MOST_SAID:]}"


def _refuse_bombs(text: str, path: Path) -> None:
    """Walk over the file's events, which takes no more than their number, before anything is made of them."""
    open_: list[tuple[str | None, int]] = []  # anchor of what is open, and the nodes counted before it
    sizes: dict[str | None, int] = {}
    count = 0
    for event in yaml.parse(text, _Loader):
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in sizes and any(anchor == event.anchor for anchor, _ in open_):
                raise DataError(f"{_place(path, event)}: an alias of what it stands in")
            count += sizes.get(event.anchor, 1)
        elif isinstance(event, yaml.NodeEvent):
            count += 1
            if isinstance(event, yaml.CollectionStartEvent):
                open_.append((event.anchor, count))
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = open_.pop()
            sizes[anchor] = count - before + 1
        if len(open_) > _DEEPEST or count > _MOST_NODES:
            what = f"nested more than {_DEEPEST} deep" if len(open_) > _DEEPEST else f"more than {_MOST_NODES:,} values"
            raise DataError(f"{_place(path, event)}: {what}")


def _place(path: Path, event: yaml.Event) -> str:
    return path.name if event.start_mark is None else f"{path.name}: line {event.start_mark.line + 1}"

"""The lexicon: the shipped frames and rules of ``frames/*.yaml`` and users' own, checked and made into one rule set.

A file holds ``frames:``, ``rules:`` or both, each a list, and may switch off by their names what other files hold
(``without:``); docs/rules.md shows how to write them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from newsweave.ontology.errors import DataError
from newsweave.ontology.frames import GROUPS, Frame
from newsweave.ontology.plain_yaml import read_yaml
from newsweave.ontology.realisations import realisations
from newsweave.ontology.rule_set import RuleSet
from newsweave.ontology.rules import Rule

__all__ = ["load_rules"]

_FOLDER = Path(__file__).with_name("frames")
_PARTS = {"frames": "frame", "rules": "id"}
"""What a file holds, and the key of an entry's name."""
_OWN = frozenset({"frame", "kind_of", "examples", "counterexamples", *GROUPS})
"""What a frame does not take from the one that it is a kind of."""


def load_rules(extra: Sequence[Path] = ()) -> RuleSet:
    """The shipped frames and rules and those of ``extra`` files.

    Raises:
        DataError: naming file, frame or rule, and value where one is wrong, or two have one name.
    """
    return _shipped() if not extra else _load([*_files(), *extra])


@cache
def _shipped() -> RuleSet:
    return _load(_files())


def _files() -> list[Path]:
    return sorted(_FOLDER.glob("*.yaml"))


def _load(paths: Sequence[Path]) -> RuleSet:
    given = [(path, _content(path)) for path in paths]
    read = _switched_off(given)
    written: dict[str, tuple[Path, dict[str, Any]]] = {}
    for path, content in read:
        for entry in content.get("frames", ()):
            name = _name(entry, "frame")
            if name in written:
                raise DataError(f"{path.name}: frame {name}: another frame has this name")
            written[name] = (path, entry)
    # What is switched off can still be what others are a kind of.
    known = {_name(entry, "frame"): (path, entry) for path, content in given for entry in content.get("frames", ())}
    frames = [_frame(path, entry, known | written) for path, entry in written.values()]
    rules: dict[str, Rule] = {}
    for frame, (path, _) in zip(frames, written.values(), strict=True):
        try:
            rules |= {rule.id: rule for rule in realisations(frame)}
        except ValidationError as error:
            raise DataError(f"{path.name}: frame {frame.frame}: {_first(error)}") from None
    for path, content in read:
        for entry in content.get("rules", ()):
            name = _name(entry, "id")
            try:
                rule = Rule.model_validate(entry)
            except ValidationError as error:
                raise DataError(f"{path.name}: rule {name}: {_first(error)}") from None
            if rule.id in rules or rule.id in written:
                raise DataError(f"{path.name}: rule {name}: another rule has this id")
            rules[rule.id] = rule
    return RuleSet(rules.values(), frames)


_Content = Mapping[str, list[Any]]


def _switched_off(read: list[tuple[Path, _Content]]) -> list[tuple[Path, _Content]]:
    """The files without the frames and rules that one of the others switches off.

    Raises:
        DataError: where there is none of the name that is switched off.
    """
    off = {str(name): path for path, content in read for name in content.get("without", ())}
    if not off:
        return read
    found = {
        _name(entry, key) for _, content in read for part, key in _PARTS.items() for entry in content.get(part, ())
    }
    for name, path in off.items():
        if name not in found:
            near = difflib.get_close_matches(name, sorted(found), n=3)
            hint = f" (did you mean {', '.join(near)}?)" if near else ""
            raise DataError(f"{path.name}: without: there is no frame or rule {name!r}{hint}")
    return [
        (
            path,
            {
                part: [e for e in content.get(part, ()) if off.get(_name(e, key), path) == path]
                for part, key in _PARTS.items()
            },
        )
        for path, content in read
    ]


def _content(path: Path) -> _Content:
    data = read_yaml(path)
    if not isinstance(data, dict) or not data or not set(data) <= {*_PARTS, "without"}:
        raise DataError(f'{path.name}: must hold "frames", "rules" or "without", each with a list')
    for key, entries in data.items():
        if not isinstance(entries, list):
            raise DataError(f"{path.name}: {key}: must be a list (got {entries!r})")
    return data


def _name(entry: Any, key: str) -> str:
    return str(entry.get(key, f"(no {key})")) if isinstance(entry, dict) else repr(entry)


def _frame(path: Path, entry: Any, written: Mapping[str, tuple[Path, dict[str, Any]]]) -> Frame:
    name = _name(entry, "frame")
    try:
        return Frame.model_validate(_inherited(entry, written, ()) if isinstance(entry, dict) else entry)
    except ValidationError as error:
        raise DataError(f"{path.name}: frame {name}: {_first(error)}") from None
    except ValueError as error:
        raise DataError(f"{path.name}: frame {name}: {error}") from None


def _inherited(
    entry: dict[str, Any], written: Mapping[str, tuple[Path, dict[str, Any]]], below: Iterable[str]
) -> dict[str, Any]:
    """A frame with what it takes from the frames that it is a kind of.

    Raises:
        ValueError: where there is no such frame, or it is a kind of itself.
    """
    over = entry.get("kind_of")
    if over is None:
        return entry
    if over not in written or not isinstance(written[over][1], dict):
        raise ValueError(f"kind_of: there is no frame {over!r}")
    chain = (*below, str(entry.get("frame")))
    if over in chain:
        raise ValueError(f"kind_of: {' is a kind of '.join((*chain, over))}")
    given = _inherited(written[over][1], written, chain)
    return {k: v for k, v in given.items() if k not in _OWN} | entry


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(p) for p in first["loc"])
    value = first.get("input")
    shown = f" (got {value!r})" if not isinstance(value, dict | Frame) else ""
    message = first["msg"].removeprefix("Value error, ")
    return f"{where}: {message}{shown}" if where else f"{message}{shown}"

"""Terms and words of a user's own: relations and classes (Turtle), and the words by which texts call things of a class.

The vocabulary of a process only grows, which changes nothing for who does not use the new terms. Words for classes do
change how every text is read, so that a process reads with one set of them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from newsweave.ontology.classes import BROAD, MAPS, learn_classes, measure_words, part_class
from newsweave.ontology.errors import DataError
from newsweave.ontology.plain_yaml import read_yaml
from newsweave.ontology.vocabulary import extend_vocabulary, vocabulary

__all__ = ["add_terms"]

_added: list[tuple[str, dict[str, dict[str, str]]]] = []
"""The words that were added, with the name of their file."""


def add_terms(vocabularies: Iterable[Path], words: Iterable[Path]) -> None:
    """Let this process know further terms (Turtle) and words for classes (YAML, maps of ``lists.yaml`` by name).

    Terms only add to what is there. Words change how every text is read: a process that reads with some cannot read
    without them, or with others.

    Raises:
        DataError: naming the file and what is wrong with it; where the process reads with other words already.
    """
    if extend_vocabulary(vocabularies):
        learn_classes()
    wanted = [(path, _words_of(path)) for path in words]
    content = [(path.name, data) for path, data in wanted]
    if content == _added:
        return
    if _added:
        raise DataError(f"{wanted[0][0] if wanted else _added[0][0]}: this process reads with other word lists already")
    if not wanted:
        return
    _added.extend(content)
    for path, data in wanted:
        for name, entries in data.items():
            MAPS[name].update(_checked(path, name, entries))
    measure_words()
    part_class.cache_clear()


def _words_of(path: Path) -> dict[str, dict[str, str]]:
    data = read_yaml(path)
    if not isinstance(data, dict) or not data:
        raise DataError(f"{path}: must hold one of {', '.join(MAPS)}, each a map of words to classes")
    for name, entries in data.items():
        if name not in MAPS:
            raise DataError(f"{path}: {name!r} is none of {', '.join(MAPS)}")
        if not isinstance(entries, dict):
            raise DataError(f"{path}: {name}: must be a map of words to classes")
        _checked(path, name, entries)
    return data


def _checked(path: Path, name: str, entries: dict[str, str]) -> dict[str, str]:
    for word, cls in entries.items():
        if not isinstance(word, str) or not word.strip() or not isinstance(cls, str):
            raise DataError(f"{path}: {name}: {word!r}: {cls!r} is no word with its class")
        if cls not in BROAD:
            raise DataError(f"{path}: {name}: {word}: class {cls!r} is not in the vocabulary{_near(cls)}")
        if not vocabulary().is_a(cls, MAPS[name].get(word, cls)):
            raise DataError(f"{path}: {name}: {word!r} says {MAPS[name][word]} already, and {cls} is not below it")
    return entries


def _near(cls: str) -> str:
    close = difflib.get_close_matches(cls, list(BROAD), n=3)
    return f" (did you mean {', '.join(close)}?)" if close else ""

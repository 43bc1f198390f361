"""Files that a person names are read whole or refused in one line, and never waited for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from newsweave.ontology.errors import DataError
from newsweave.ontology.gazetteer import load_gazetteer
from newsweave.ontology.plain_yaml import read_yaml
from newsweave.ontology.text_files import UnreadableFile, read_text_file


def test_text_without_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfa\r\nb\xc3\xa9")
    assert read_text_file(path) == "a\r\nbé"


def test_what_never_ends_or_never_begins(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, why in (
        (Path("/dev/zero"), "is no regular file"),
        (pipe, "is no regular file"),
        (tmp_path, "is a folder"),
        (tmp_path / "none", "cannot be read: No such file or directory"),
    ):
        with pytest.raises(UnreadableFile, match=why):
            read_text_file(path)
        with pytest.raises(DataError, match=why):
            read_yaml(path)
        with pytest.raises(DataError, match=why):
            load_gazetteer([path])


def test_too_much(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    with path.open("wb") as stream:
        stream.truncate(1_000_000_000)  # a hole, not a gigabyte
    with pytest.raises(UnreadableFile, match="has more than 100 MB"):
        read_text_file(path)
    with pytest.raises(DataError, match=r"a\.yaml: has more than 10 MB"):
        read_yaml(path)

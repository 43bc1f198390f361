"""YAML as a person writes it: words stay words, a key stands once, errors name file and cause."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from newsweave.ontology.errors import DataError
from newsweave.ontology.plain_yaml import read_yaml


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[on, off, yes, no, y, n, On, NO, Yes]", ["on", "off", "yes", "no", "y", "n", "On", "NO", "Yes"]),
        ("{on: no}", {"on": "no"}),
        ("[true, false, True]", [True, False, True]),
        ("[tofu, fig, tell, from, F, T]", ["tofu", "fig", "tell", "from", "F", "T"]),
        ("a: 1\nb: {a: 2}", {"a": 1, "b": {"a": 2}}),
        ("[~, null]", [None, None]),
        ("é: “x”", {"é": "“x”"}),
        ("", None),
    ],
)
def test_values(tmp_path: Path, text: str, value: Any) -> None:
    assert read_yaml(written(tmp_path, text)) == value


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: 1\na: 2", r"mine\.yaml: not YAML: key 'a' stands twice.*line 2"),
        ("x:\n  - {b: 1, b: 1}", r"mine\.yaml: not YAML: key 'b' stands twice"),
        ("a: [1, 2", r"mine\.yaml: not YAML: .*line"),
        ("a: b: c", r"mine\.yaml: not YAML: "),
        ("a: !!python/object/apply:os.getcwd []", r"mine\.yaml: not YAML: "),
        ("\ta: 1", r"mine\.yaml: not YAML: "),
    ],
)
def test_errors_are_one_line(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(DataError, match=why) as caught:
        read_yaml(written(tmp_path, text))
    assert "\n" not in str(caught.value)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(b"ab\xff")
    with pytest.raises(DataError, match=r"mine\.yaml: is not UTF-8 at byte 2"):
        read_yaml(path)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.yaml: cannot be read: No such file"):
        read_yaml(tmp_path / "none.yaml")


@pytest.mark.parametrize("text", ["{[a, b]: 1}", "{{a: b}: 1}"])
def test_a_key_that_is_no_word(tmp_path: Path, text: str) -> None:
    with pytest.raises(DataError, match=r"mine\.yaml"):
        read_yaml(written(tmp_path, text))


def test_control_characters(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"mine\.yaml: not YAML: "):
        read_yaml(written(tmp_path, "a: \x07"))

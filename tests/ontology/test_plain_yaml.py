"""YAML as a person writes it: words stay words, a key stands once, errors name file and cause."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from newsweave.ontology.errors import DataError
from newsweave.ontology.plain_yaml import read_yaml

BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 12)
)


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
        ("[7, -3, 0, 1.5, .5, 2.5e3]", [7, -3, 0, 1.5, 0.5, 2500.0]),
        ("[2024-13-45, 2024-01-01, 25:61:61, 1:99:99]", ["2024-13-45", "2024-01-01", "25:61:61", "1:99:99"]),
        ("[0x1f, 0x, 09, 007, 1_000, 1e400, ., =, <<]", "0x1f 0x 09 007 1_000 1e400 . = <<".split()),
        (f"[{'9' * 5000}]", ["9" * 5000]),
        ("{a: &x [1], b: *x}", {"a": [1], "b": [1]}),
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
        ("a: !!int x", r"mine\.yaml: not YAML that can be read: invalid literal"),
        ("a: !!bool maybe", r"mine\.yaml: not YAML that can be read: 'maybe'"),
        ("a: !!timestamp x", r"mine\.yaml: not YAML: .*timestamp"),
        ("a: !!set {x, y}", r"mine\.yaml: not YAML: .*set"),
        ("[" * 10_000, r"mine\.yaml: line 1: nested more than 50 deep"),
        ("- " * 10_000 + "x", r"mine\.yaml: line 1: nested more than 50 deep"),
        ("{a: " * 10_000, r"mine\.yaml: line 1: nested more than 50 deep"),
        ("&a [*a]", r"mine\.yaml: line 1: an alias of what it stands in"),
        (BOMB, r"mine\.yaml: line \d+: more than 2,000,000 values"),
        (f"? {'k' * 100_000}\n: 1\n? {'k' * 100_000}\n: 2", r"mine\.yaml: not YAML: key 'k+' stands twice"),
    ],
)
def test_errors_are_one_line(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(DataError, match=why) as caught:
        read_yaml(written(tmp_path, text))
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 1_000


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

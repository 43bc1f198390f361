"""The house as it is built: what stands in a room is in the wheel, and tests stand in rooms of the same names."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
ROOMS = ("extract", "graph", "ontology")
FOLDERS = {f"newsweave.{room}": ROOT / room for room in ROOMS} | {"newsweave": ROOT / "src" / "newsweave"}


def packages() -> dict[str, Path]:
    """All folders with modules, by the name that they are installed under."""
    found = {}
    for name, top in FOLDERS.items():
        for init in top.rglob("__init__.py"):
            parts = init.parent.relative_to(top).parts
            if name != "newsweave" or not set(parts) & set(ROOMS):  # the links, which are the rooms again
                found[".".join((name, *parts))] = init.parent
    return found


def test_every_room_is_in_the_wheel() -> None:
    """A folder that is not listed is there in an editable install and missing from the wheel."""
    assert sorted(SETTINGS["tool"]["setuptools"]["packages"]) == sorted(packages())
    modules = {path.parent for top in FOLDERS.values() for path in top.rglob("*.py") if "__pycache__" not in path.parts}
    assert {path.resolve() for path in modules} == {path.resolve() for path in packages().values()}


def test_every_data_file_is_in_the_wheel() -> None:
    patterns = SETTINGS["tool"]["setuptools"]["package-data"]
    for name, folder in packages().items():
        own = [path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")]
        for path in own:
            owner = max((n for n, f in packages().items() if path.is_relative_to(f)), key=len)
            relative = path.relative_to(packages()[owner]).as_posix()
            if owner == name:
                assert any(fnmatch(relative, pattern) for pattern in patterns.get(owner, ())), path


@pytest.mark.parametrize("room", ["extract", "graph"])
def test_tests_stand_in_rooms_of_the_same_names(room: str) -> None:
    there = {path.name for path in (ROOT / "tests" / room).iterdir() if path.is_dir() and any(path.glob("test_*.py"))}
    assert there == {path.parent.name for path in (ROOT / room).glob("*/__init__.py")} - {"model"}

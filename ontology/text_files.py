"""Files that a person names: read whole, but never for ever and never more than memory holds."""

from __future__ import annotations

from pathlib import Path

__all__ = ["LARGEST", "UnreadableFile", "read_text_file"]

LARGEST = 100_000_000
"""Bytes of a file of text; rules, names and queries have some kilobytes."""


class UnreadableFile(Exception):
    """Why a file cannot be read, without its name."""


def read_text_file(path: Path, *, most: int = LARGEST) -> str:
    """The text of a file in UTF-8, without byte order mark.

    A device, a pipe or a folder is refused before it is opened: it may never end, or never begin.

    Raises:
        UnreadableFile: where it is none of that, cannot be read, or has more than ``most`` bytes.
    """
    try:
        if path.exists() and not path.is_file():
            raise UnreadableFile("is a folder" if path.is_dir() else "is no regular file")
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except (OSError, ValueError) as error:  # ValueError: a null byte in the name
        raise UnreadableFile(f"cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if len(data) > most:
        raise UnreadableFile(f"has more than {most // 1_000_000} MB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"is not UTF-8 at byte {error.start}") from None

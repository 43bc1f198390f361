"""The file of decisions, ``decisions.csv`` in the graph's folder: what people say of facts and entities.

A line names what it concerns (a fact by its key, or subject, relation and object, or a rule in a document), what is
decided, who decided when and why. People may write it in a spreadsheet: columns may stand in any order, all but
``decision`` may be missing, and a cell that a spreadsheet would run as a formula stands behind an apostrophe.
"""

from __future__ import annotations

import csv
import difflib
import hashlib
import io
import os
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from newsweave.extract.model import OPEN
from newsweave.graph.facts import STATUS_ORDER
from newsweave.ontology.errors import DataError
from newsweave.ontology.vocabulary import VALUE_CLASSES, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "ACTIONS",
    "Decision",
    "add_decisions",
    "check_decision",
    "guarded",
    "linked_iri",
    "read_decisions",
    "withdraw",
]

ACTIONS = ("reject", "confirm", "change", "add", "split", "rename", "retype", "link")
_LARGEST = 64 << 20
"""Bytes of a file that is still read: some 300,000 decisions."""
_LONGEST = 20_000
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_WIKIDATA = re.compile(r"Q[1-9]\d*", re.ASCII)
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_ARGUMENTS = ("status", "relation", "subject", "object")


@dataclass(frozen=True, slots=True)
class Decision:
    """One line; what it does not say is empty."""

    id: str = ""
    """Short key of what the line says, without who, when and why."""
    decision: str = ""
    """One of ``ACTIONS``."""
    fact: str = ""
    """Key of a fact."""
    subject: str = ""
    """Id of an entity, or a name that the graph knows once."""
    relation: str = ""
    """snake_case name."""
    object: str = ""
    document: str = ""
    """Id of a document; with it only its evidence is meant."""
    sentence: str = ""
    """The sentence's own words; with it only evidence in it is meant."""
    field: str = ""
    """What ``change`` changes: status, relation, subject, object or a qualifier."""
    value: str = ""
    rule: str = ""
    """Id of a rule of extraction; needs a document."""
    who: str = ""
    when: str = ""
    """ISO 8601 where a tool wrote it."""
    why: str = ""


_COLUMNS = tuple(f.name for f in fields(Decision))
_SAID = tuple(name for name in _COLUMNS if name not in ("id", "who", "when", "why"))


def read_decisions(path: Path) -> list[Decision]:
    """The lines of a file of decisions, in order, each with its id; none where there is no such file.

    Cells may stand between commas, semicolons or tabs, as spreadsheets of different countries write them.

    Raises:
        DataError: where it cannot be read, is too large, lacks a column, or a line makes no sense; the message names
            file, line and value.
    """
    text = _text(path)
    if text is None:
        return []
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        columns = [c.strip() for c in rows.fieldnames or []]
        _check_columns(path, columns)
        rows.fieldnames = columns
        found = []
        for row in rows:
            if None in row:
                raise DataError(f"{path}:{rows.line_num}: has more cells than the header")
            if any(row.values()):
                cells = {name: _unguarded((row.get(name) or "").strip()) for name in _COLUMNS}
                found.append(check_decision(Decision(**cells), f"{path}:{rows.line_num}"))
        return found
    except csv.Error as error:
        raise DataError(f"{path}:{rows.line_num}: is not CSV: {error}") from None


def _text(path: Path) -> str | None:
    """What the file holds; a device or a pipe, which may never end, is not read."""
    try:
        if not path.exists():
            return None
        if not path.is_file():
            raise DataError(f"{path}: is no file")
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except NotADirectoryError:
        return None
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}") from None
    if len(data) > _LARGEST:
        raise DataError(f"{path}: is larger than {_LARGEST >> 20} MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError(f"{path}:{line}: not UTF-8 text (byte {error.start}); save it as 'CSV UTF-8'") from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise DataError(f"{path}:{line}: holds a NUL character: it is no CSV in UTF-8")
    return text


def _delimiter(text: str) -> str:
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _check_columns(path: Path, columns: Sequence[str]) -> None:
    if unknown := [c for c in columns if c not in _COLUMNS]:
        raise DataError(f"{path}:1: has a column {unknown[0]!r}{_nearest(unknown[0], _COLUMNS)}")
    if "decision" not in columns:
        raise DataError(f"{path}:1: has no column 'decision'; the columns are {','.join(_COLUMNS)}")
    if twice := [c for c in columns if columns.count(c) > 1]:
        raise DataError(f"{path}:1: has the column {twice[0]!r} twice")


def _nearest(name: str, known: Iterable[str]) -> str:
    """The names that may have been meant; all of them where none is near."""
    listed = list(known)
    close = difflib.get_close_matches(name, listed, n=2)
    return f" (did you mean {' or '.join(close)}?)" if close else f", which is none of {', '.join(listed)}"


def add_decisions(path: Path, decisions: Iterable[Decision]) -> list[Decision]:
    """Write decisions behind those that are there, whole or not at all; what is written, with ids and ``when``.

    One that is there already moves to the end, for the last decision on a fact counts.

    Raises:
        DataError: where one of them, or the file, makes no sense, or it cannot be written.
    """
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    given = [
        check_decision(replace(d, when=d.when or now), f"{path}: new decision {n}") for n, d in enumerate(decisions, 1)
    ]

    def extended(lines: list[Decision]) -> list[Decision]:
        new: dict[str, Decision] = {}
        for d in given:
            new.pop(d.id, None)
            new[d.id] = d
        return [*(d for d in lines if d.id not in new), *new.values()]

    _rewrite(path, extended)
    return given


def withdraw(path: Path, ids: Iterable[str]) -> list[Decision]:
    """Take the decisions with these ids out of the file; those that were there.

    Raises:
        DataError: as ``add_decisions``.
    """
    wanted = set(ids)
    gone: list[Decision] = []

    def without(lines: list[Decision]) -> list[Decision]:
        gone.extend(d for d in lines if d.id in wanted)
        return [d for d in lines if d.id not in wanted]

    _rewrite(path, without)
    return gone


def _rewrite(path: Path, change: Callable[[list[Decision]], list[Decision]]) -> None:
    part = path.with_name(path.name + ".part")
    try:
        with _locked(path):
            lines = change(read_decisions(path))
            out = io.StringIO()
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(_COLUMNS)
            writer.writerows([guarded(cell) for cell in astuple(d)] for d in lines)
            with part.open("w", encoding="utf-8", newline="") as file:
                file.write(out.getvalue())
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
    except OSError as error:
        raise DataError(f"{path}: cannot be written: {error.strerror}") from None


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Alone with the file; where the system has no such locks (Windows), whoever writes last wins."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    lock = os.open(path.parent, os.O_RDONLY)  # the folder itself: no second file, and it outlives a replacement
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def guarded(cell: str) -> str:
    """A cell as a spreadsheet takes it for text: behind an apostrophe where it would be a formula."""
    return f"'{cell}" if cell.lstrip("'").startswith(_RISKY) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_RISKY) else cell


def check_decision(d: Decision, where: str) -> Decision:
    """The decision with its id, as a file gives it back.

    Raises:
        DataError: where it makes no sense; the message begins with ``where``.
    """

    def refuse(message: str) -> DataError:
        return DataError(f"{where}: {message}")

    if d.decision not in ACTIONS:
        raise refuse(f"decision {d.decision!r}{_nearest(d.decision, ACTIONS)}")
    for name in _COLUMNS:
        cell = getattr(d, name)
        if len(cell) > _LONGEST:
            raise refuse(f"{name} is longer than {_LONGEST} characters")
        if not cell.isascii() and any("\ud800" <= char <= "\udfff" for char in cell):
            raise refuse(f"{name} holds half of a character")
        if "\0" in cell:
            raise refuse(f"{name} holds a NUL character")
    known = vocabulary()
    if d.relation and (d.relation != OPEN or d.decision not in ("reject", "confirm", "change")):
        try:
            known.require_relation(d.relation)
        except DataError as error:
            raise refuse(str(error)) from None
    if d.decision in ("reject", "confirm", "change") and not (
        d.fact or (d.subject and d.object) or (d.rule and d.document)
    ):
        raise refuse(f"{d.decision} names no fact: a key, subject and object, or a rule and its document")
    if d.decision == "change":
        _check_change(d, refuse)
    if d.decision == "add":
        _check_addition(d, refuse)
    if d.decision in ("split", "rename", "retype", "link") and not (d.subject and d.value):
        raise refuse(f"{d.decision} needs a subject and a value")
    if d.decision == "split" and not (d.document or d.sentence):
        raise refuse("split needs a document or a sentence: which mentions are another entity")
    if d.decision == "link" and not linked_iri(d.value):
        raise refuse(f"value {d.value!r} is neither an IRI (https://...) nor a Wikidata id (Q42)")
    if d.decision == "retype" and d.value not in known.classes:
        raise refuse(f"class {d.value!r} is not in the vocabulary{_nearest(d.value, known.classes)[:300]}")
    said = "\x1f".join(f"{name}={getattr(d, name)}" for name in _SAID)
    return replace(d, id=hashlib.blake2b(said.encode(), digest_size=5).hexdigest())


def linked_iri(text: str) -> str | None:
    """The IRI that a link means: an absolute one, or that of a Wikidata id such as ``Q42``."""
    if _WIKIDATA.fullmatch(text):
        return f"http://www.wikidata.org/entity/{text}"
    return text if _IRI.fullmatch(text) else None


def _check_addition(d: Decision, refuse: Callable[[str], DataError]) -> None:
    if not all((d.subject, d.relation, d.object, d.document, d.sentence)):
        raise refuse("add needs subject, relation, object, document and sentence")
    if d.field not in ("", "status"):
        raise refuse(f"field {d.field!r} of add can only be status")
    if d.field and d.value not in STATUS_ORDER:
        raise refuse(f"status {d.value!r}{_nearest(d.value, STATUS_ORDER)}")
    kinds = {*VALUE_CLASSES.values(), "Quantity", "Value"}
    if any(c in kinds for c in vocabulary().require_relation(d.relation).range):
        raise refuse(f"relation {d.relation!r} has a value as its object; add takes relations between entities")


def _check_change(d: Decision, refuse: Callable[[str], DataError]) -> None:
    known = vocabulary()
    qualifiers = {q.name for q in known.qualifiers_by_iri.values()}
    if d.field not in _ARGUMENTS and d.field not in qualifiers:
        raise refuse(f"field {d.field!r}{_nearest(d.field, (*_ARGUMENTS, *sorted(qualifiers)))}")
    if not d.value and d.field in _ARGUMENTS:
        raise refuse("change has no value")
    if d.field == "status" and d.value not in STATUS_ORDER:
        raise refuse(f"status {d.value!r}{_nearest(d.value, STATUS_ORDER)}")
    if d.field == "relation":
        try:
            known.require_relation(d.value)
        except DataError as error:
            raise refuse(str(error)) from None

"""Which documents of the inputs are to be read, which are there already, and which the graph is to lose.

The sieve looks at what is known of each document before it is read, in the order of the inputs, and at the graph's
register. What it decides is a function of the inputs wherever it can be: a graph that has followed its inputs is the
one that a build of what they are now makes. The exception is wanted: a file that was moved stays the document it was.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsweave.extract.documents.document_reader import is_content_id
from newsweave.extract.signature import version_read_with
from newsweave.identity import Identified, Roots
from newsweave.ontology.errors import InputError, NotEnglish

if TYPE_CHECKING:
    from newsweave.graph.store.register import Entry, Register

__all__ = ["Counts", "Sieve"]


@dataclass(slots=True)
class Counts:
    """What the sieve has met."""

    unchanged: int = 0
    repeated: int = 0


class Sieve:
    """Asked once for each document of the inputs, in order; ``note`` takes what is none."""

    def __init__(
        self,
        present: Callable[[str], str | None],
        key: str,
        register: Register | None,
        note: Callable[[InputError], object],
        undecided: Callable[[str], bool] = lambda id: False,
        roots: Roots | None = None,
    ) -> None:
        """What it goes by.

        Args:
            present: the version under which the graph has a document, None where it has none.
            key: of the rules, names and model (``signature.read_with``).
            register: of the graph; None where there is none, as of a store at an address.
            note: told what could not be read.
            undecided: whether a document has to be read again in any case.
            roots: the folders of the inputs, which the register is to remember before any document of theirs.
        """
        self._present, self._key, self._register, self._note = present, key, register, note
        self._undecided, self._roots, self._remembered = undecided, roots, 0
        self.counts = Counts()
        self.seen: dict[str, tuple[str, str | None]] = {}
        """Version and content of each document that the inputs hold, as it is once all is written, by id."""
        self.leaving: set[str] = set()
        """Documents that go unless the inputs hold them elsewhere."""
        self.unread: list[str] = []
        """Files, folders and addresses of which something could not be read."""
        self.again: set[str] = set()
        """Names of documents that have to be looked at once more: what they were taken for has become another."""
        self._only: set[str] | None = None
        self._contents: dict[str, str] = {}  # of documents seen: their ids
        self._dates: dict[str, str] = {}  # of entries of feeds
        self._guests: dict[str, str] = {}  # ids of documents that were seen at another place: its name
        self._older: dict[str, str] = {}  # entries that were met as corrected only: their names
        self._file: str | None = None
        self._names: dict[str, str | None] = {}  # of this file's documents: their contents
        self._whole = self._failed = False

    # --- what is met ---

    def note(self, problem: InputError) -> None:
        """Something that is no document."""
        if problem.file is not None:
            self._enter(problem.file, problem.whole)
            if not isinstance(problem, NotEnglish):
                self._failed = True
                if self.unread[-1:] != [problem.file]:
                    self.unread.append(problem.file)
        if self._only is None:
            self._note(problem)

    def keeps(self, found: Identified) -> bool:
        """Whether a document is to be read now; of two with one id the first is, of two of a feed's the later."""
        if self._only is not None and found.name not in self._only:
            return False
        if found.file is not None:
            self._enter(found.file, found.whole)
            if found.correction and self._names.get(found.name, found.content) != found.content:
                where = found.source or "the input"
                self._note(
                    InputError(f"{where}: two entries of one feed are called {found.name!r}; the later was kept")
                )
            self._names[found.name] = found.content
        if found.id in self.seen:
            return self._second(found)
        if found.content is not None and found.content in self._contents:
            return self._copy(found, self._contents[found.content])
        version = self._present(found.id)
        same = version is not None and (version == found.version or self._is_moved(found, version))
        if same and not self._undecided(found.id):
            self.counts.unchanged += 1
            self._see(found, version)
            self._follow(found)
            return False
        if version is not None and found.correction and self._is_corrected(found):
            self._older[found.id] = found.name
            self.counts.repeated += 1
            return False
        if version is None and (known := self._elsewhere(found)) is not None:
            return self._found_again(found, known)
        return self._read(found)

    def end(self, *, sync: bool) -> bool:
        """The inputs are at their end; whether those whose names are in ``again`` have to be gone through once more.

        ``sync``: whether what the inputs do not hold goes, such as the correction of an entry that they do hold.
        """
        self._leave_file()
        if self._only is not None:
            return False
        if sync and self._register is not None:
            for id, name in self._older.items():
                self._register.uncorrect(id)
                self.again.add(name)
        self._only, self._file = self.again, None
        return bool(self.again)

    def is_there(self, found: Identified) -> bool:
        """Whether ``keeps`` will say that there is nothing to read, as far as can be told beforehand."""
        if self._present(found.id) == found.version and not self._undecided(found.id):
            return True
        if self._register is None:
            return False
        id = self._register.other_place(found.name)
        version = None if id is None else self._present(id)
        if id is None or version is None or found.content is None:
            return self._is_corrected(found)
        return self._has(self._register.entry(id), id, version, found.content)

    # --- what it is ---

    def _read(self, found: Identified) -> bool:
        self._see(found, found.version)
        if self._register is not None:
            if found.id == found.name:
                self._register.no_longer_at(found.name)
            self._register.put_down(found.id, found.version, found.content, found.file)
            self._twins(found)
        return True

    def _see(self, found: Identified, version: str | None) -> None:
        self.seen[found.id] = version or found.version, found.content
        self._older.pop(found.id, None)
        if found.content is not None:
            self._contents[found.content] = found.id
        if found.correction:
            self._dates[found.id] = found.date or ""
        if found.id != found.name:
            self._guests[found.id] = found.name

    def _follow(self, found: Identified) -> None:
        """Of an unchanged document: its line in the register, which may be missing or name another file."""
        register = self._register
        if register is None or found.id != found.name:
            return
        known = register.entry(found.id)
        if known is None or (known.version != found.version and not register.is_same(found.id, found.version)):
            register.put_down(found.id, found.version, found.content, found.file, now=False)
        elif known.file != found.file:
            register.found_in(found.id, found.file)
        self._twins(found)

    def _twins(self, found: Identified) -> None:
        """What has the same text in the same file by a name that nothing has any more was this document."""
        if self._register is None or found.content is None or found.file is None:
            return
        for other in self._register.with_content(found.content):
            if other.id != found.id and other.file == found.file and self._present(other.id) == other.version:
                self.leaving.add(other.id)

    def _second(self, found: Identified) -> bool:
        """A document whose id another of the inputs had."""
        before, content = self.seen[found.id]
        same = before == found.version or (content is not None and content == found.content)
        guest = self._guests.get(found.id)
        if not same and guest is not None and guest != found.name and found.id == found.name:
            # It was taken for a copy of this one, which has another text now: it becomes a document of its own.
            self.again.add(guest)
            del self._guests[found.id]
            if self._register is not None:
                self._register.no_longer_at(guest)
            return self._replace(found)
        if not same and found.id != found.name and self._register is not None:
            self.again.add(found.name)  # the place that it had before has another document now
            self._register.no_longer_at(found.name)
            return False
        if not same and found.correction and (found.date or "") >= self._dates.get(found.id, ""):
            if self._register is not None:
                self._register.correct(found.id, before)
            self.counts.repeated += 1
            if self._present(found.id) == found.version:
                self._see(found, found.version)
                return False
            return self._replace(found)
        self.counts.repeated += 1
        if not same and found.correction and self._register is not None:
            self._register.correct(found.id, found.version)
        elif not same and not is_content_id(found.id):
            where = found.source or "the input"
            self._note(InputError(f"{where}: document id {found.id!r} stands twice; the first was kept"))
        return False

    def _replace(self, found: Identified) -> bool:
        _, content = self.seen[found.id]
        if content is not None:
            self._contents.pop(content, None)
        return self._read(found)

    def _copy(self, found: Identified, id: str) -> bool:
        """An article that the inputs have held before, at another place."""
        self.counts.repeated += 1
        if self._register is not None:
            known = self._register.entry(found.id)
            if known is not None and known.file == found.file:
                self.leaving.add(found.id)  # it has become a copy
            if self._present(found.name) is None or found.name in self.leaving:
                self._register.also_at(found.name, id, found.file)
        return False

    def _is_corrected(self, found: Identified) -> bool:
        return self._register is not None and self._register.corrected(found.id, found.version)

    def _is_moved(self, found: Identified, version: str) -> bool:
        """Whether a document that the graph knows from a place that is gone has the text that it had there."""
        register = self._register
        if register is None or found.content is None:
            return False
        if register.is_same(found.id, found.version):
            return version_read_with(version) == self._key
        entry = register.entry(found.id)
        home = None if entry is None else entry.file
        if home is not None and Path(home).exists() and (found.id == found.name or home != found.file):
            return False
        if not self._has(entry, found.id, version, found.content):
            return False
        register.same(found.id, found.version)
        return True

    def _has(self, entry: Entry | None, id: str, version: str, content: str) -> bool:
        """Whether the graph's document has this content, read as documents are read now."""
        if version_read_with(version) != self._key:
            return False
        if entry is None:
            return id == content  # as graphs knew documents before they had a register
        return entry.version == version and entry.content == content

    def _elsewhere(self, found: Identified) -> Entry | str | None:
        """What has this content in the graph, and was read from another file; an id where the register lacks it."""
        if found.content is None or self._register is None:
            return None
        for entry in self._register.with_content(found.content):
            if entry.file != found.file and self._present(entry.id) == entry.version and entry.id not in self.leaving:
                return entry
        old = self._present(found.content)
        return found.content if old is not None and self._register.entry(found.content) is None else None

    def _found_again(self, found: Identified, known: Entry | str) -> bool:
        """A document whose text the graph has from elsewhere: moved, or copied."""
        assert self._register is not None
        id = known if isinstance(known, str) else known.id
        version = self._present(id)
        assert version is not None
        self._register.also_at(found.name, id, found.file)
        if version_read_with(version) != self._key and id not in self.seen:
            gone = isinstance(known, str) or not known.file or not Path(known.file).exists()
            if gone:
                self.again.add(found.name)  # to be read with today's rules, under the id that it has
                return False
        self.counts.unchanged += id not in self.seen
        self.counts.repeated += id in self.seen
        self.seen.setdefault(id, (version, found.content))
        if found.content is not None:
            self._contents[found.content] = id
        self._guests.setdefault(id, found.name)
        return False

    # --- files ---

    def _enter(self, file: str, whole: bool) -> None:
        if file == self._file:
            return
        self._leave_file()
        self._file, self._whole, self._failed = file, whole, False
        self._names = {}
        if self._roots is not None and self._register is not None and len(self._roots.known) != self._remembered:
            self._register.remember_roots(self._roots.known)
            self._remembered = len(self._roots.known)

    def _leave_file(self) -> None:
        """Of a text that was read as a whole: what it held before and holds no longer goes."""
        register = self._register
        if register is None or self._file is None or not self._whole or self._failed or self._only is not None:
            return
        self.leaving.update(entry.id for entry in register.in_file(self._file) if entry.id not in self.seen)
        for name, id in register.places_in(self._file):
            if name in self._names:
                continue
            register.no_longer_at(name)
            home = register.entry(id)
            if not register.places(id) and (home is None or not home.file or not Path(home.file).exists()):
                self.leaving.add(id)

    def gone(self, documents: Iterable[str]) -> list[str]:
        """Of the graph's documents those that the inputs hold no longer, but for what could not be read, sorted."""
        missing = sorted(id for id in documents if id not in self.seen and id not in self._older)
        if not self.unread or not missing:
            return missing
        return [id for id in missing if not self._may_be_unread(id)]

    def _may_be_unread(self, id: str) -> bool:
        assert self._register is not None
        entry = self._register.entry(id)
        files = [entry.file if entry is not None else None, *(file for _, file in self._register.places(id))]
        if not any(files):
            return True  # nobody knows where it stood
        return any(f == u or f.startswith(u.rstrip("/\\") + os.sep) for f in files if f for u in self.unread)

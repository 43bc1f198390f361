"""What can go wrong, as one small tree.

NewsweaveError            everything below; the command line prints it as one line and exits 1
├── InputError            a file or line that cannot be read (names it)
│   └── NotEnglish        a document that was left out because of its language
├── DataError             a rule, name or vocabulary file that is wrong (names file, entry and value)
├── StoreError            a graph folder that is missing, broken or in use
├── QueryError            a query that is malformed, refused or unknown
└── WorkerError           a process or machine that should have done part of the work and did not
"""

__all__ = ["DataError", "InputError", "NewsweaveError", "NotEnglish", "QueryError", "StoreError", "WorkerError"]


class NewsweaveError(Exception):
    """Root of all errors that newsweave raises on purpose; its text is one line for a person."""


class InputError(NewsweaveError):
    """An input that cannot be read; the text names the file (and line) and the cause."""

    file: str | None = None
    """The absolute path of the file or folder, or the address, where that is known."""
    whole: bool = False
    """Whether it is of all that the file holds, and not of one of its rows or entries."""


class NotEnglish(InputError):
    """A document that was left out because of its language; not a mistake of the input."""


class DataError(NewsweaveError):
    """A data file of rules, names or vocabulary that is wrong; the text names file, entry and value."""


class StoreError(NewsweaveError):
    """A graph folder that is missing, broken, or being written by somebody else."""


class QueryError(NewsweaveError):
    """A query that is malformed, unknown, or asks for what is refused."""


class WorkerError(NewsweaveError):
    """A process or machine that should have done part of the work ended or cannot be reached."""

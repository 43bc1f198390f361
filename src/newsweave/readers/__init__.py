"""From what a person names (files, folders, globs, standard input, addresses) to documents.

Two steps, so that several processes can share the work: ``sources`` finds what there is to read and cuts containers
(JSON Lines, tables, archives of the web) into their records, which costs little; ``documents`` makes documents of one
source, by a module for each form. ``read_documents`` is both in a row. Nothing that is wrong with an input is raised:
it is yielded as an ``InputError`` between the documents, and reading goes on.
"""

from newsweave.readers.forms import READABLE, documents
from newsweave.readers.inputs import files, read_documents, sources, total_bytes
from newsweave.readers.source import Raw

__all__ = ["READABLE", "Raw", "documents", "files", "read_documents", "sources", "total_bytes"]

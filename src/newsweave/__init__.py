"""newsweave: English news in, a knowledge graph out, every fact with its sentence.

>>> import newsweave
>>> for s in newsweave.extract("Corvex Group acquired Kestrin Bank in 2021."):
...     print(s.subject.name, "|", s.label, "|", s.object.name, "|", s.status, "|", s.qualifiers["date"])
Corvex Group | acquired | Kestrin Bank | asserted | 2021
>>> newsweave.build("examples/news", "KG").errors
[]
>>> with newsweave.open("KG") as kg:
...     [fact.object.name for fact in kg.facts(about="Lanternfish Pay", relation="acquired")]
['Sbek Studio']

Names are loaded when they are used, so that ``import newsweave`` and the command line start at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsweave.api import entities, events, open, propositions, read
    from newsweave.building import BuildReport, build
    from newsweave.extract import extract_text as extract
    from newsweave.extract.clauses.triples import Triple, triples
    from newsweave.extract.model import (
        Document,
        Entity,
        EntityArgument,
        Event,
        Evidence,
        LiteralArgument,
        Mention,
        Proposition,
        Statement,
    )
    from newsweave.extract.pipeline import Extraction, Extractor
    from newsweave.graph.knowledge_graph import KnowledgeGraph
    from newsweave.ontology.errors import (
        DataError,
        InputError,
        NewsweaveError,
        NotEnglish,
        QueryError,
        StoreError,
        WorkerError,
    )
    from newsweave.removal import DocumentRecord, documents, remove

__all__ = [
    "BuildReport",
    "DataError",
    "Document",
    "DocumentRecord",
    "Entity",
    "EntityArgument",
    "Event",
    "Evidence",
    "Extraction",
    "Extractor",
    "InputError",
    "KnowledgeGraph",
    "LiteralArgument",
    "Mention",
    "NewsweaveError",
    "NotEnglish",
    "Proposition",
    "QueryError",
    "Statement",
    "StoreError",
    "Triple",
    "WorkerError",
    "__version__",
    "build",
    "documents",
    "entities",
    "events",
    "extract",
    "open",
    "propositions",
    "read",
    "remove",
    "triples",
]

_HOMES = {
    **dict.fromkeys(("entities", "events", "open", "propositions", "read"), "newsweave.api"),
    **dict.fromkeys(("BuildReport", "build"), "newsweave.building"),
    **dict.fromkeys(("DocumentRecord", "documents", "remove"), "newsweave.removal"),
    **dict.fromkeys(
        (
            "Document",
            "Entity",
            "EntityArgument",
            "Event",
            "Evidence",
            "LiteralArgument",
            "Mention",
            "Proposition",
            "Statement",
        ),
        "newsweave.extract.model",
    ),
    **dict.fromkeys(("Extraction", "Extractor"), "newsweave.extract.pipeline"),
    **dict.fromkeys(("Triple", "triples"), "newsweave.extract.clauses.triples"),
    "KnowledgeGraph": "newsweave.graph.knowledge_graph",
    **dict.fromkeys(
        ("DataError", "InputError", "NewsweaveError", "NotEnglish", "QueryError", "StoreError", "WorkerError"),
        "newsweave.ontology.errors",
    ),
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("newsweave")
    if name == "extract":  # the room itself, which can be called
        from importlib import import_module

        return import_module("newsweave.extract")
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'newsweave' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)

"""newsweave's stages as components for anybody's spaCy pipeline.

    nlp = spacy.load("en_core_web_sm")
    nlp.add_pipe("newsweave_clauses")
    nlp.add_pipe("newsweave_names", config={"names": ["my-names.csv"]})
    doc = nlp("Corvex bought Kestrin.")
    for proposition in doc._.propositions: ...
    for entity in doc._.entities: ...
    for span in doc.spans["newsweave"]: ...  # a mention: its class is span.label_, its entity's id span.kb_id_

What a component finds is kept in ``doc.user_data`` as plain data, so that it survives ``nlp.pipe(n_process=2)``,
``doc.to_bytes()`` and ``DocBin(store_user_data=True)``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from newsweave.extract.clauses.clauses import propositions
from newsweave.extract.entities.cluster import Passage
from newsweave.extract.entities.entities import to_entity
from newsweave.extract.model import Entity, Proposition
from newsweave.extract.parsing.repair import repair
from newsweave.extract.parsing.tree import Tree
from newsweave.extract.pipeline import find_entities, words_of
from newsweave.ontology.gazetteer import load_gazetteer
from newsweave.ontology.lexicon import load_rules

__all__ = ["Names", "clauses", "names"]

_PROPOSITIONS = "newsweave_propositions"
_ENTITIES = "newsweave_entities"
_SPANS = "newsweave"


@Language.component(
    "newsweave_clauses", requires=["token.tag", "token.dep", "token.head"], assigns=["doc._.propositions"]
)
def clauses(doc: Doc) -> Doc:
    """Give ``doc._.propositions``: all propositions of the text, with offsets into it and token indices of the doc.

    Raises:
        ValueError: where the pipeline before it has no parser or no tagger.
    """
    tree = _tree(doc, "newsweave_clauses")
    doc.user_data[_PROPOSITIONS] = [_in_doc(p, tree.origin).to_dict() for p in propositions(tree)]
    return doc


class Names:
    """The component ``newsweave_names``: who and what a text talks about.

    Gives ``doc._.entities``, in order of first mention, and their mentions as ``doc.spans["newsweave"]``. It uses the
    entities of the pipeline's own recogniser where there is one, and needs a parser and a tagger.

    Args:
        files: further files of known names (CSV), beside those that newsweave ships.

    Raises:
        DataError: where a file of names is wrong.
    """

    def __init__(self, files: Sequence[Path] = ()) -> None:
        self.gazetteer = load_gazetteer(files).compile(words_of)

    def __call__(self, doc: Doc) -> Doc:
        """Find the entities of one text.

        Raises:
            ValueError: where the pipeline before it has no parser or no tagger.
        """
        passage = Passage(_tree(doc, "newsweave_names"), "paragraph")
        clusters, _ = find_entities([passage], self.gazetteer, load_rules())
        entities = [to_entity(c, [passage]) for c in clusters]
        doc.user_data[_ENTITIES] = [e.to_dict("") for e in entities]
        spans = (
            doc.char_span(m.start, m.end, label=e.type, kb_id=e.id, alignment_mode="expand")
            for e in entities
            for m in e.mentions
        )
        doc.spans[_SPANS] = sorted((s for s in spans if s is not None), key=lambda s: (s.start, s.end))
        return doc


@Language.factory(
    "newsweave_names",
    default_config={"names": []},
    requires=["token.tag", "token.dep", "token.head"],
    assigns=["doc._.entities", "doc.spans"],
)
def names(nlp: Language, name: str, names: list[str]) -> Names:
    """Make the component; ``names`` are paths of further files of known names."""
    return Names([Path(path) for path in names])


def _tree(doc: Doc, component: str) -> Tree:
    if len(doc) and not (doc.has_annotation("DEP") and doc.has_annotation("TAG")):
        raise ValueError(f"{component} needs a parser and a tagger before it in the pipeline")
    return repair(Tree.from_doc(doc, doc.text))


def _in_doc(p: Proposition, origin: list[int]) -> Proposition:
    """The same proposition with the token indices of the ``Doc``."""

    def at(token: int) -> int:
        return origin[token] if token >= 0 else token

    return replace(
        p,
        token=at(p.token),
        governor=at(p.governor),
        attribution_head=at(p.attribution_head),
        via=tuple(at(t) for t in p.via),
        arguments=tuple(replace(a, head=at(a.head)) for a in p.arguments),
    )


def _propositions(doc: Doc) -> list[Proposition]:
    return [Proposition.from_dict(data) for data in doc.user_data.get(_PROPOSITIONS, ())]


def _entities(doc: Doc) -> list[Entity]:
    return [Entity.from_dict(data) for data in doc.user_data.get(_ENTITIES, ())]


if not Doc.has_extension("propositions"):
    Doc.set_extension("propositions", getter=_propositions)
if not Doc.has_extension("entities"):
    Doc.set_extension("entities", getter=_entities)

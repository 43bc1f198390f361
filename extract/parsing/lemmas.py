"""Tags, lemmas and dependencies as spaCy's attribute ruler and lemmatizer leave them, remembered by word.

Both take a fifth of a pipeline's time, and all but eight of the ruler's patterns look at one word, its tag and its
dependency, as the lemmatizer does after it. So each such triple is shown to them once, in a text made of nothing else;
a text in which a longer pattern matches is shown to them whole. What comes out is the same, token for token.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from newsweave.extract.parsing.sentence_ends import COMPONENT

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import Doc

__all__ = ["LemmaMemory", "Seen"]

Seen: TypeAlias = Mapping[tuple[int, int, int], tuple[str, str, str]]
"""Word, tag and dependency (spaCy's keys), as the parser gives them, to tag, lemma and dependency."""

_RULER, _LEMMATIZER = "attribute_ruler", "lemmatizer"
_BEFORE = frozenset({"tok2vec", "transformer", "tagger", "parser", "senter", "ner", COMPONENT})
"""Components that do not read what the two write, nor write what they read but tags and dependencies."""
_LOOKED_AT = frozenset({"LOWER", "ORTH", "TAG", "DEP", "IS_SPACE"})
_MOST = 200_000
"""Triples kept; some 40 MB."""


class LemmaMemory:
    """Stands in for a pipeline's attribute ruler and lemmatizer; ``disable`` names them for ``nlp.pipe``."""

    disable = (_RULER, _LEMMATIZER)

    def __init__(self, nlp: Language, longer: Matcher) -> None:
        """Use ``of``."""
        self._vocab = nlp.vocab
        self._steps: list[Any] = [nlp.get_pipe(name) for name in self.disable]
        self._longer = longer
        self._seen: dict[tuple[int, int, int], tuple[str, str, str]] = {}

    @classmethod
    def of(cls, nlp: Language) -> LemmaMemory | None:
        """The memory for a pipeline; None where its components are others than in spaCy's English pipelines."""
        from spacy.lang.en.lemmatizer import EnglishLemmatizer
        from spacy.matcher import Matcher
        from spacy.pipeline import AttributeRuler

        names = nlp.pipe_names
        if not set(names) <= {*_BEFORE, *cls.disable} or not set(cls.disable) <= set(names):
            return None
        ruler, lemmatizer = (nlp.get_pipe(name) for name in cls.disable)
        if not isinstance(ruler, AttributeRuler) or not isinstance(lemmatizer, EnglishLemmatizer):
            return None
        if lemmatizer.mode != "rule" or names.index(_RULER) > names.index(_LEMMATIZER):
            return None
        longer = Matcher(nlp.vocab)
        rules: Any = ruler.patterns  # typed so widely that it says nothing
        for number, rule in enumerate(rules):
            for pattern in rule["patterns"]:
                if any(set(token) - _LOOKED_AT for token in pattern):
                    return None
                if len(pattern) > 1:
                    longer.add(f"{number}", [pattern])
        return cls(nlp, longer)

    def read(self, docs: Sequence[Doc]) -> list[Seen | None]:
        """For each parsed text what is known of its words; None for one that the two components have just read."""
        from spacy.attrs import DEP, ORTH, TAG

        if len(self._seen) > _MOST:
            self._seen = {}  # what was handed out before stays whole
            for step in self._steps:
                getattr(step, "cache", {}).clear()  # the lemmatizer's own memory
        found: list[Seen | None] = []
        new: dict[tuple[int, int, int], None] = {}
        for doc in docs:
            if self._longer(doc):
                for step in self._steps:
                    step(doc)
                found.append(None)
            else:
                keys = set(map(tuple, doc.to_array([ORTH, TAG, DEP]).tolist()))
                new.update(dict.fromkeys(key for key in keys if key not in self._seen))
                found.append(self._seen)
        self._learn(list(new))
        return found

    def _learn(self, keys: list[tuple[int, int, int]]) -> None:
        if not keys:
            return
        from spacy.tokens import Doc

        strings = self._vocab.strings
        # A stop after each word: no longer pattern can match.
        words = [w for word, _, _ in keys for w in (strings[word], ".")]
        tags = [t for _, tag, _ in keys for t in (strings[tag], ".")]
        deps = [d for _, _, dep in keys for d in (strings[dep], "punct")]
        doc = Doc(self._vocab, words=words, tags=tags, deps=deps, heads=list(range(len(words))))
        for step in self._steps:
            step(doc)
        for key, token in zip(keys, list(doc)[::2], strict=True):
            self._seen[key] = (token.tag_, token.lemma_, token.dep_)

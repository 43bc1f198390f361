"""Where an abbreviation's stop ends the sentence too: "sold it in the U.S. Kestrin Bank sued", told to the parser.

The parser takes most such stops for the abbreviation's alone and makes one clause of two, or one name. It keeps to
sentence starts that are set before it runs, so a component between tagger and parser sets those that are sure:
what stands before must be a whole clause, what follows must begin another. It also denies a start where the words
go on in small letters ("Kestrin Inc. said"). Everything else is left to the parser.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsweave.ontology.lists import word_list

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

__all__ = ["COMPONENT", "add_sentence_ends"]

COMPONENT = "newsweave_sentence_ends"

_PLACES = word_list("place_abbreviations")
_NAMES = word_list("name_abbreviations")
_ATTRIBUTED = word_list("words_after_us")
_CANDIDATE = re.compile(r"[A-Za-z]\. ")
_INITIALS = re.compile(r"(?:[A-Za-z]\.){2,}")
_OPENERS = word_list("function_words") | {"i", "he", "him", "them", "us", "me", "then", "once"}
_TITLES = word_list("title_words") | word_list("title_modifiers")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_VERBS = _FINITE | {"VB", "VBG", "VBN"}
_NAME_TAGS = frozenset({"NNP", "NNPS"})
_SUBJECT_TAGS = _NAME_TAGS | {"NN", "NNS", "JJ", "CD", "POS", "HYPH", "DT", "VBN", "$"}
_SUBJECT_WORDS = frozenset({"of", "and", "&", "for", "at"})
_MODIFIERS = frozenset({"NN", "JJ", "HYPH", "NNS", "VBN"})
_SUBORDINATORS = frozenset(
    "that which who whom whose what how why where when while because whether if although though unless after before "
    "since until as than once".split()
)
_PLACING = frozenset(
    "in from to for with of by at across into against outside inside within throughout on over via between near under "
    "through around beyond toward towards off including".split()
)
_CLAUSAL = (
    word_list("speech_verbs")
    | word_list("saying_verbs")
    | word_list("factive_words")
    | set(
        "believe expect fear hope hold show mean find see hear feel suppose understand wish worry doubt agree "
        "decide".split()
    )
)
_IRREGULAR = {
    "said": "say",
    "told": "tell",
    "thought": "think",
    "knew": "know",
    "felt": "feel",
    "found": "find",
    "held": "hold",
    "saw": "see",
    "heard": "hear",
    "meant": "mean",
    "wrote": "write",
    "swore": "swear",
    "showed": "show",
    "shown": "show",
    "foresaw": "foresee",
    "understood": "understand",
}
_LONGEST_SUBJECT = 14


def add_sentence_ends(nlp: Language) -> None:
    """Put the component before a pipeline's parser, where its tagger has run by then."""
    from spacy.language import Language

    names = nlp.pipe_names
    if COMPONENT in names or "tagger" not in names or names.index("tagger") > names.index("parser"):
        return
    if not Language.has_factory(COMPONENT):
        Language.component(COMPONENT, func=set_sentence_ends)
    nlp.add_pipe(COMPONENT, before="parser")


def set_sentence_ends(doc: Doc) -> Doc:
    """Set, or deny, a sentence start behind each abbreviation that the rules below are sure of."""
    if not _CANDIDATE.search(doc.text):
        return doc
    start = 0
    for i in range(len(doc) - 1):
        word = doc[i].text
        if not word.endswith("."):
            if word in ("!", "?"):
                start = i + 1
        elif word == ".":
            start = i + 1
        elif word in _PLACES or word in _NAMES or _INITIALS.fullmatch(word):
            sure = _ends(doc, start, i)
            if sure is not None:
                doc[i + 1].is_sent_start = sure
            if sure:
                _keep_whole(doc, start, i)
                start = i + 1
        elif word == "Sen." and _is_surname(doc, start, i):
            doc[i + 1].is_sent_start = True
            start = i + 1
    return doc


def _is_surname(doc: Doc, start: int, i: int) -> bool:
    """Whether "Sen." is no senator: a name stands between it and a title, "Prime Minister Hok Sen. Corvex sued"."""
    before = [t.text for t in doc[max(start, i - 2) : i]]
    titled = len(before) > 1 and before[0].lower() in _TITLES and before[0][0].isupper()
    return titled and before[1].istitle() and before[1].isalpha() and before[1].lower() not in _TITLES


def _keep_whole(doc: Doc, start: int, i: int) -> None:
    """Deny any start in the name that ends with token ``i``, and in the subject behind it."""
    first = i
    while first > start and (doc[first].tag_ in _NAME_TAGS or doc[first].text == "&"):
        doc[first].is_sent_start = False
        first -= 1
    for k in range(i + 2, _verb_behind(doc, i + 1) or i):
        doc[k].is_sent_start = False


def _ends(doc: Doc, start: int, i: int) -> bool | None:
    """Whether a sentence that begins at ``start`` ends with token ``i``, None where that is the parser's to say."""
    following = doc[i + 1]
    word = following.text
    if word.islower() or word in _NAMES or word in ",;:)":
        return False
    if word in "“\"‘'" and i + 2 < len(doc):
        word = doc[i + 2].text
    if not word[0].isupper():
        return None
    title = word.lower() in _TITLES  # "Kestrin Inc. Chief Executive Ide Voss"
    if not any(t.text.islower() and t.tag_ in _FINITE for t in doc[start:i]):
        return False if title else None
    if doc[i].text in _PLACES and word in _ATTRIBUTED:
        return False
    if word.lower() in _OPENERS and following.tag_ not in _NAME_TAGS:
        return True
    if _whole(doc, start, i) and _verb_behind(doc, i + 1):
        return True
    return False if title else None


def _whole(doc: Doc, start: int, i: int) -> bool:
    """Whether what ends with token ``i`` is a clause with a verb of its own that no further clause must follow."""
    first = _name_start(doc, start, i)
    place = doc[i].text in _PLACES
    if not place and first == i and doc[i].text not in _NAMES:
        return False  # "J.P." of "J.P. Morgan"
    if (
        first > start and doc[first - 1].text == "," and (place or doc[i].text in _NAMES)
    ):  # "Lund, Calif.", "Tarn, Inc."
        first = _name_start(doc, start, first - 1)
    first = _phrase_start(doc, start, first)
    if first - 1 > start and doc[first - 1].lower_ == "and" and doc[i + 1].lower_ not in _TITLES:
        first = _phrase_start(doc, start, _name_start(doc, start, first - 1))  # "in the U.S. and the U.K."
    before = doc[first - 1] if first > start else None
    if before is None or not (before.lower_ in _PLACING or before.tag_ in _VERBS):
        return False
    last = next((t for t in reversed(doc[start:first]) if t.tag_ in _VERBS), None)
    return last is not None and not _takes_clause(last) and _has_main_verb(doc, start, first)


def _name_start(doc: Doc, start: int, i: int) -> int:
    """Where the name begins that goes on to before token ``i``; ``i`` where none does."""
    while i > start and (doc[i - 1].tag_ in _NAME_TAGS or doc[i - 1].text == "&"):
        i -= 1
    return i


def _phrase_start(doc: Doc, start: int, i: int) -> int:
    """Where the phrase of a name at token ``i`` begins: "the U.S.", "9 a.m.", "chipmaker Tarn Inc."."""
    if i > start and (doc[i - 1].lower_ == "the" or doc[i - 1].tag_ == "CD") and doc[i].text in _PLACES:
        return i - 1
    while i > start and doc[i - 1].tag_ in _MODIFIERS and doc[i].text not in _PLACES:
        i -= 1
    return i


def _has_main_verb(doc: Doc, start: int, end: int) -> bool:
    subordinate = False
    for token in doc[start:end]:
        if token.lower_ in _SUBORDINATORS:
            subordinate = True
        elif token.text in (",", ";"):
            subordinate = False
        elif token.tag_ in _FINITE:
            if not subordinate:
                return True
            subordinate = False
    return False


def _takes_clause(verb: Token) -> bool:
    word = verb.lower_
    bases = {word, word[:-1], word[:-2], word[:-3], word[:-3] + "y", word[:-3] + "e", _IRREGULAR.get(word, word)}
    return not bases.isdisjoint(_CLAUSAL)


def _verb_behind(doc: Doc, at: int) -> int:
    """The finite verb of a subject that begins at token ``at``: "Kestrin Bank sued", "Ide Voss, who left, said".

    0 where no subject with a verb begins there.
    """
    end = min(len(doc), at + _LONGEST_SUBJECT)
    i = at
    while i < end and (doc[i].tag_ in _SUBJECT_TAGS or doc[i].lower_ in _SUBJECT_WORDS):
        i += 1
    if at < i < end and doc[i].text == ",":
        comma = next((k for k in range(i + 1, min(len(doc), i + _LONGEST_SUBJECT)) if doc[k].text == ","), None)
        if comma is None or any(doc[k].text == "." for k in range(i, comma)):
            return 0
        i = comma + 1
    while i < len(doc) and doc[i].tag_ == "RB":
        i += 1
    return i if at < i < len(doc) and doc[i].tag_ in _FINITE else 0

"""Headlines with capitals on all words, fed to the parser as sentences: "Corvex completes acquisition of Kestrin".

To the tagger each word of "Corvex Group Completes Acquisition Of Kestrin Bank" is a name's. It is fed the same letters
with small ones where no name is: at the verb of headlines, at function words, and at common nouns right behind those.
A word behind a word that keeps its capital keeps its own, as names go on: "Kestrin Bank".
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

from newsweave.ontology.lists import word_list, word_map

__all__ = ["in_sentence_case", "verb_base"]

_LONGEST = 250
_LEAST = 4  # words
_WORD = re.compile(r"[^\W\d_][\w’'&.\-]*")
_GAP = re.compile(r"[\s\d$€£.%-]*")
_CAMEL = re.compile(r"[a-z][A-Z]|[A-Z]{2}")
_FUNCTION = word_list("function_words")
_VERBS = word_list("headline_verbs")
_HEADS = word_list("of_heads") | word_list("name_endings") | word_list("legal_forms")
_ALONE = frozenset("resigns quits retires dies falls rises drops jumps slips surges".split())
_NUMBERS = frozenset("hundred thousand million billion trillion crore lakh percent".split())
_NOUNS = (
    *(
        "deed_nouns",
        "prospective_nouns",
        "posts",
        "title_words",
        "title_modifiers",
        "permissions",
        "bonds",
        "period_metrics",
    ),
    *("objects_of_firms", "describing_words", "naming_nouns", "bare_nouns", "headline_nouns"),
)
_NOUN_MAPS = ("nominals", "agreement_nouns", "metric_nouns", "class_nouns")


def in_sentence_case(text: str) -> str:
    """A headline in title case with small letters where no name stands, of the same length; other text as it is."""
    if len(text) > _LONGEST:
        return text
    words: list[re.Match[str]] = []
    for m in _WORD.finditer(text):
        if _small(m[0]):
            return text
        words.append(m)
    if len(words) < _LEAST:
        return text
    verb = next((i for i, m in enumerate(words) if i and _is_verb(words, i)), None)
    if verb is None:
        return text
    out = list(text)
    adjectives: list[re.Match[str]] = []  # in small letters now, and part of a name if one goes on: "Global Crossing"
    loose = False  # whether the word before is in small letters, or parted from this one
    for i, m in enumerate(words):
        word, joined = m[0].lower(), i == 0 or _together(text, words[i - 1], m)
        plain = i == verb or word in _NUMBERS or (i > 0 and word in _FUNCTION and not _CAMEL.search(m[0]))
        common = not plain and i > verb and loose and joined and _is_common(words, i) and not _is_verb_form(words, i)
        plain = plain or common or (i > verb and _is_verb_form(words, i))
        if plain:
            out[m.start() : m.end()] = word
        elif loose and joined:
            for before in adjectives:
                out[before.start() : before.end()] = before[0]
        adjectives = [*adjectives, m] if common and word not in _before_names() else []
        loose = plain or (loose and len(word) == 1)  # "Series B Funding"
    return "".join(out)


def verb_base(word: str) -> str:
    """The base of a form in -s of a verb of headlines; empty where it is none."""
    for ending, rest in (("ies", "y"), ("es", ""), ("s", "")):
        if word.endswith(ending) and word[: -len(ending)] + rest in _VERBS:
            return word[: -len(ending)] + rest
    return ""


def _small(word: str) -> bool:
    """Whether a word is in small letters though title case would give it a capital."""
    return word[0].islower() and not word.startswith(("e-", "i")) and word not in _FUNCTION and not _CAMEL.search(word)


def _is_verb(words: list[re.Match[str]], i: int) -> bool:
    """Whether a word is the verb: a form in -s behind a name, or the infinitive of "To Buy"."""
    word, before = words[i][0], words[i - 1][0].lower()
    if not word[0].isupper() or _CAMEL.search(word):
        return False
    if i + 1 == len(words):
        return word.lower() in _ALONE
    behind = words[i + 1][0].lower()
    if before == "to":
        return word.lower() in _VERBS
    if word.lower() == "partners":
        return behind == "with"
    if behind == "by" and before not in _FUNCTION:
        return _is_verb_form(words, i)  # "Kestrin Bank Acquired By Corvex"
    return bool(verb_base(word.lower())) and behind not in ("and", "or", "of") and before not in _FUNCTION


def _is_verb_form(words: list[re.Match[str]], i: int) -> bool:
    """Whether a word behind the verb is one too: "Agrees To Buy", "Funding Led By Orva Capital"."""
    word = words[i][0].lower()
    if words[i - 1][0].lower() == "to":
        return word in _VERBS
    return (word.endswith("ed") or word == "won") and i + 1 < len(words) and words[i + 1][0].lower() == "by"


def _together(text: str, before: re.Match[str], m: re.Match[str]) -> bool:
    """Whether nothing but a blank, a figure or a sign of money parts two words."""
    return _GAP.fullmatch(text, before.end(), m.start()) is not None


def _is_common(words: list[re.Match[str]], i: int) -> bool:
    """Whether a word behind one in small letters is a common noun or adjective, and not the head of "Bank Of Lund"."""
    word = words[i][0]
    if _CAMEL.search(word) or (word.lower() not in _common() and not verb_base(word.lower())):
        return False
    return not (word in _HEADS and i + 1 < len(words) and words[i + 1][0].lower() == "of")


@cache
def _before_names() -> frozenset[str]:
    """Common words that a name may follow: "Rival Kestrin", "Lender Kestrin"."""
    heads = {w.lower() for w in _HEADS}
    nouns = word_map("nominals").keys() | word_list("posts") | word_list("title_words")
    return frozenset({"new", "rival", "former", "its"} | (nouns - heads))


@cache
def _common() -> frozenset[str]:
    entries = [*chain.from_iterable(map(word_list, _NOUNS)), *chain.from_iterable(map(word_map, _NOUN_MAPS))]
    words = {w for entry in entries for w in entry.lower().replace("-", " ").split() if w.isalpha()}
    return frozenset(words | {f"{w}s" for w in words} | {f"{w[:-1]}ies" for w in words if w.endswith("y")}) - _FUNCTION

"""Names in one passage: which of the spans that could be names are some, demonyms, and who is treated as a person.

What a name means and which class it has is decided for the whole document (``entities``); here only where it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsweave.extract.entities.inner_names import inner_names
from newsweave.extract.entities.name_spans import CAMEL, Spans, name_spans
from newsweave.extract.entities.sentence_initial_names import common_word, opens_sentence, sentence_initial_names
from newsweave.extract.entities.titles import surname_like_title
from newsweave.extract.parsing.party_tags import party_tag
from newsweave.extract.parsing.phrases import PROPER
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.gazetteer import Gazetteer, KnownName
from newsweave.ontology.lists import word_list, word_map

__all__ = ["PORTFOLIOS", "Name", "find_names", "in_charge"]

_HONORIFICS = word_list("honorifics")
_NOT_NAMES = word_list("not_names")
_POSTS = word_list("posts")
_LONE = word_map("lone_institutions")
_ENDINGS = word_list("name_endings")
_NAMING = word_list("naming_verbs")
PORTFOLIOS = word_list("portfolios")
_IN_CHARGE = frozenset(
    {"minister", "ministers", "secretary", "secretaries", "undersecretary", "premier", "commissioner"}
)
_DEMONYM_TAGS = PROPER | {"JJ", "NN", "NNS"}
_ADDRESSES = frozenset(
    "Mr Mrs Ms Mx Miss Dr Prof Professor Sir Dame Lord Lady Baroness Madam Datuk Sheikh Sheikha Rev Sen Rep Gov".split()
)
_CREDITS = frozenset(
    {"Photo", "Image", "Picture", "Illustration", "Graphic", "Reporting", "Editing", "Writing", "Compiled"}
)
_PROGRAMMES = word_list("programme_words")
_SUFFIXES = word_list("name_suffixes")
_RIC = re.compile(r"[A-Z0-9]{1,6}\.[A-Z]{1,2}")
_PARTS = word_list("business_parts")
_NOUNS = word_list("bare_nouns") | word_list("describing_words")
_SHORT = 4  # letters of a name in capitals that may be short for something else
_MASS = ("tion", "ness", "ism")
# "Effective October30": a day whose blank got lost is no name.
_GLUED_DAY = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\d{1,2}$"
)
_BEFORE_PARTIES = frozenset({"(", "[", ","})
_WORD = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class Name:
    """A name at tokens ``[start, end)`` of passage ``passage``; ``known`` is what the gazetteer has for its words."""

    passage: int
    start: int
    end: int
    text: str
    label: str
    """``Person``, ``Organization``, ``Place``, ``Product``, ``Event``, ``Law``, ``Work``, ``Group`` or empty."""
    known: tuple[KnownName, ...] = ()
    demonym: bool = False
    heading: bool = False
    person: bool = False
    """Whether the words around it treat it as a person: a title such as "Ms" before it, "who" behind it."""
    apart: bool = False
    """Whether a surname stands here for something else that bears it: "shares in Block"."""
    home: str = ""
    """For an institution named by its country: the country's code."""
    type: str = ""
    """The class that its own words say for sure ("central bank"); empty for nearly all."""


def find_names(tree: Tree, gazetteer: Gazetteer, passage: int = 0) -> list[Name]:
    """The names of a passage, disjoint and in text order."""
    out: list[Name] = []
    first = sentence_initial_names(tree, gazetteer) | inner_names(tree, gazetteer)
    out += _party_states(tree, gazetteer, passage)
    taken = {t for n in out for t in range(n.start, n.end)}
    for start, end, label in _without_demonyms(tree, name_spans(tree, gazetteer, first), gazetteer):
        if taken and not taken.isdisjoint(range(start, end)):
            continue
        text = tree.span_text(start, end)
        if not (end - start == 1 and start in first) and not _acceptable(tree, start, end, text, label, gazetteer):
            continue
        demonym, known = gazetteer.adjective(text), gazetteer.lookup(text)
        if not known and text.isupper() and len(text) > _SHORT:
            known = gazetteer.lookup(text.title())  # "WARSAW", "NEW YORK"
        if demonym is not None and not known:
            out.append(Name(passage, start, end, text, "Place", (demonym,), demonym=True))
        elif label != "Group" or known:
            out.append(Name(passage, start, end, text, label, known))
        elif end - start > 1 and all(tree.tags[t] in PROPER for t in range(start, end)):
            out.append(Name(passage, start, end, text, ""))  # two proper nouns are no nationality
    for n in out:
        if n.known and n.end - n.start == 1 and not n.demonym and tree.tags[n.start] in ("NN", "JJ", "VB"):
            tree.tags[n.start] = "NNP"  # "Corvex spokesman X": the clauses read a firm, no sort of spokesman
    for n in out:
        _mend_adjective(tree, n)
    people = {t for n in out if n.label == "Person" for t in range(n.start, n.end)}
    for n in out:
        n.person = _treated_as_person(tree, n)
        if n.label == "" and 1 < n.end - n.start < 4 and _joined_to(tree, n, people):
            n.label = "Person"
    return sorted([*out, *_demonyms(tree, out, gazetteer, passage)], key=lambda n: n.start)


def _mend_adjective(tree: Tree, n: Name) -> None:
    """Make an unknown name a noun where the parser takes it for an adjective: "the Paymo wallet"."""
    t = n.end - 1
    if n.demonym or tree.deps[t] != "amod" or tree.heads[t] < n.end or "-" in tree.words[t]:
        return
    if tree.tags[t] in PROPER or (tree.tags[t] == "JJ" and n.label in ("Organization", "Product")):
        tree.phrases.clear()
        tree.deps[t], tree.tags[t] = "compound", "NNP"


def _joined_to(tree: Tree, name: Name, people: set[int]) -> bool:
    """Whether "and" joins a name that the model did not see to a person's: "A B and C D"."""
    head = next((t for t in range(name.start, name.end) if not name.start <= tree.heads[t] < name.end), name.end - 1)
    joined = [k for k in tree.kids[head] if tree.deps[k] == "conj"]
    joined += [tree.heads[head]] if tree.deps[head] == "conj" else []
    return any(t in people for t in joined)


def _treated_as_person(tree: Tree, name: Name) -> bool:
    if name.start > 0 and tree.words[name.start - 1].rstrip(".") in _ADDRESSES:
        return True
    if _has_age(tree, name.end):
        return True
    head = next((t for t in range(name.end - 1, name.start - 1, -1) if not name.start <= tree.heads[t] < name.end), -1)
    return (
        head >= 0
        and tree.tags[head] not in ("NNS", "NNPS")
        and any(
            tree.deps[k] == "relcl" and any(tree.words[x] in ("who", "whom") for x in tree.kids[k])
            for k in tree.kids[head]
        )
    )


def _has_age(tree: Tree, end: int) -> bool:
    """Whether an age stands between commas behind a name: "Voss, 42, founded"."""
    comma, age, closing = [*tree.words[end : end + 3], "", "", ""][:3]
    return comma == "," and closing == "," and age.isdigit() and 15 < int(age) < 100


def _demonyms(tree: Tree, names: list[Name], gazetteer: Gazetteer, passage: int) -> list[Name]:
    """The demonyms that no name covers: each names its country."""
    covered = {t for n in names for t in range(n.start, n.end)}
    out = []
    for t, word in enumerate(tree.words):
        if t not in covered and word[:1].isupper() and len(word) > 3 and tree.tags[t] in _DEMONYM_TAGS:
            country = gazetteer.adjective(word)
            if country is not None and country.type == "Country" and not _of_language(tree, t):
                out.append(Name(passage, t, t + 1, word, "Place", (country,), demonym=True))
    return out


def _party_states(tree: Tree, gazetteer: Gazetteer, passage: int) -> list[Name]:
    """The states behind politicians' names, "(D-Mass.)": no names of theirs stand there, as with demonyms."""
    out = []
    for t in range(len(tree.words) - 2):
        if tree.words[t + 1] in _BEFORE_PARTIES and tree.tags[t] in PROPER:
            tag = party_tag(tree, t)
            if tag is not None:
                text, known = tree.span_text(tag.start, tag.end), gazetteer.lookup(tag.state)
                out.append(Name(passage, tag.start, tag.end, text, "Place", known, demonym=True))
    return out


def _of_language(tree: Tree, t: int) -> bool:
    """Whether an adjective names a language: "the English language", "an English-language daily"."""
    return any(word.lower().startswith("language") for word in tree.words[t + 1 : t + 3])


def _without_demonyms(tree: Tree, spans: Spans, gazetteer: Gazetteer) -> Spans:
    """Part "Japanese" from "Japanese SoftBank" where only the rest is a known name."""
    out: Spans = []
    for start, end, label in spans:
        full, rest = tree.span_text(start, end), tree.span_text(start + 1, end)
        if end - start > 1 and gazetteer.adjective(tree.words[start]) and not gazetteer.lookup(full):
            parted = bool(gazetteer.lookup(rest))
        else:
            parted = False
        if parted:
            out += [(start, start + 1, "Group"), (start + 1, end, label)]
            continue
        out.append((start, end, label))
    return out


def _acceptable(tree: Tree, start: int, end: int, text: str, label: str, gazetteer: Gazetteer) -> bool:
    if (
        text in _NOT_NAMES
        or text.endswith("-based")
        or not _WORD.search(text)
        or len(text) < 2
        or "$" in text
        or text in _ENDINGS
        or _GLUED_DAY.search(text)
    ):
        return False
    if surname_like_title(tree, start, end) == start:
        return True
    if end - start == 1 and "-" in text and text.lower() in _POSTS:
        return False  # "Attorney-General"
    if text not in _LONE and all(w in _NOT_NAMES or w in _HONORIFICS for w in tree.words[start:end]):
        return False
    if _is_portfolio(tree, start, end) and not gazetteer.lookup(text):
        return False
    if start > 1 and tree.words[start - 1] == "by" and tree.words[start - 2] in _CREDITS:
        return False  # who took the picture or edited the story is not what the story is about
    if gazetteer.lookup(text) or gazetteer.adjective(text):
        return True
    if "-" in tree.words[end - 1] and tree.words[end - 1].rsplit("-", 1)[-1] in _SUFFIXES:
        return False  # "Ont.-based", "Corvex-branded" say something of a noun
    if _is_heading(tree, start, end) or _is_ticker(tree, start, end):
        return False
    if not any(c.isupper() or c.isdigit() for c in text) or (
        label == "Work" and not _given_as_name(tree, start, end) and tree.words[start] not in _PROGRAMMES
    ):
        return False
    if end - start == 1 and opens_sentence(tree, start) and _begins_as_noun(text, label):
        return False
    if end - start == 1 and opens_sentence(tree, start) and tree.words[end : end + 1] == ["of"]:
        return text in tree.unheard  # "Corvex of Lund", but not "Nature of Business"
    if label == "" and end - start == 1:
        # One capitalised word that nobody knows: only where it is no sentence's first word and reads as a name.
        if opens_sentence(tree, start) and not (
            tree.tags[start] == "NNP" and tree.deps[start] in ("nsubj", "nsubjpass", "poss")
        ):
            return CAMEL.search(text) is not None
        return (tree.tags[start] in PROPER and len(text) > 2) or CAMEL.search(text) is not None
    return True


def _is_portfolio(tree: Tree, start: int, end: int) -> bool:
    """Whether words say what a minister or secretary is in charge of: "Defence Minister", "Secretary of State"."""
    words = [tree.words[t].lower() for t in range(start, end)]
    if not all(word in PORTFOLIOS or word in ("and", "&", ",", "the", "'s") for word in words):
        return False
    before = start > 1 and tree.words[start - 1] == "of" and in_charge(tree, start - 2)
    return before or (end < len(tree.words) and in_charge(tree, end))


def in_charge(tree: Tree, t: int) -> bool:
    """Whether a noun is a post in charge of a portfolio: a minister, a secretary."""
    return tree.words[t].lower() in _IN_CHARGE


def _begins_as_noun(text: str, label: str) -> bool:
    """Whether a sentence's first word, which model or tagger take for a name, is a noun: "Paytechs said they"."""
    if text.lower() in _PARTS:
        return True  # "Automotive revenue"
    plural = text.endswith("s") and text.lower() not in _NOUNS and common_word(text)
    return (label in ("", "Person") and plural) or (label == "" and (text.lower() in _NOUNS or text.endswith(_MASS)))


def _is_heading(tree: Tree, start: int, end: int) -> bool:
    """Whether words in capitals are a sentence of their own: "NEW FACE. Corvex has hired ..."."""
    a, b = tree.sentences[tree.sentence_of[start]]
    whole = start == a and end >= b - 1 and tree.words[b - 1] in (".", ":", "!", "?")
    return whole and end - start > 1 and all(w.isupper() for w in tree.words[start:end])


def _is_ticker(tree: Tree, start: int, end: int) -> bool:
    """Whether a short word in capitals is what an exchange calls a share: "under the ticker CVX", "(CVX.O)"."""
    word = tree.words[start]
    if end - start > 1 or not word.isupper() or len(word) > 7:
        return False
    before = [w.lower() for w in tree.words[max(start - 3, 0) : start]]
    if {"ticker", "symbol"} & {*before} or before[-1:] == ["under"]:
        return True
    return before[-1:] == ["("] and _RIC.fullmatch(word) is not None


def _given_as_name(tree: Tree, start: int, end: int) -> bool:
    """Whether a verb such as "dub" or "call" governs the quoted words."""
    for t in range(start, end):
        head = tree.heads[t]
        if not start <= head < end:
            return tree.lemmas[head] in _NAMING or (
                tree.lemmas[head] == "as" and tree.lemmas[tree.heads[head]] in _NAMING
            )
    return False

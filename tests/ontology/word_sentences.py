"""Sentences that say a frame's word in every realisation that its pattern declares, with invented names.

``python tests/ontology/word_sentences.py [FRAME ...]`` prints what is not read, for whoever writes frames.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache

from lemminflect import getInflection

from newsweave.extract.model import Document, EntityArgument, Statement
from newsweave.extract.pipeline import Extractor
from newsweave.extract.rule_check import document_of
from newsweave.ontology.frames import GROUPS, Frame, Pattern
from newsweave.ontology.lexicon import load_rules
from newsweave.ontology.vocabulary import vocabulary

NAMES = {
    "Bank": ("Kestrin Bank", "Orva Bank"),
    "CentralBank": ("Norges Bank", "Sveriges Riksbank"),
    "Exchange": ("Oslo Stock Exchange", "Lisbon Stock Exchange"),
    "Regulator": ("Nordic Markets Authority", "Nordic Markets Authority"),
    "GovernmentBody": ("Ministry of Finance", "Ministry of Trade"),
    "IntergovernmentalOrganization": ("European Union", "United Nations"),
    "University": ("University of Bergen", "University of Lund"),
    "MediaOutlet": ("Reuters", "Bloomberg"),
    "PoliticalParty": ("Labour Party", "Conservative Party"),
    "Company": ("Corvex Group", "Larch Holdings"),
    "Organization": ("Corvex Group", "Larch Holdings"),
    "Person": ("Maria Hansen", "Peter Lindqvist"),
    "City": ("Oslo", "Lisbon"),
    "Region": ("Bavaria", "Ontario"),
    "Country": ("Norway", "Portugal"),
    "Place": ("Norway", "Portugal"),
    "Law": ("the Payment Services Act", "the Data Protection Act"),
    "Event": ("the Harbour Forum", "the Lisbon Summit"),
    "Platform": ("the Lumen platform", "the Tolan platform"),
    "Wallet": ("Lumen Wallet", "Tolan Wallet"),
    "PaymentSystem": ("Visa", "Mastercard"),
    "Cryptocurrency": ("Bitcoin", "Ether"),
    "Service": ("the Lumen service", "the Tolan service"),
    "Standard": ("the ISO 20022 standard", "the ISO 20022 standard"),
    "Product": ("Lumen Wallet", "Tolan Wallet"),
}
VALUES = {"money": "$40 million", "percentage": "4%", "date": "2019", "quantity": "900", "text": "a new fund"}
_ANOTHER = "Halden Insurance"
_INNER = re.compile(r" (\w+):(\w+) ")
"""A preposition behind another's object: "of:in", of a stake in."""
_ARGUMENTS = frozenset("subject object second complement extent content purpose self".split())


def sentences(frame: Frame) -> Iterator[tuple[str, str, str, str, str]]:
    """(group, pattern, word, realisation, sentence) of everything that a frame declares."""
    relation = vocabulary().relations[frame.relation]
    if {"S", "O", "subject", "object"} & {role for roles in frame.require for role in roles.split("|")}:
        return  # a name alone does not say it
    s = _name(frame.subject or relation.domain, 0)
    o = VALUES[frame.literal] if frame.literal in VALUES else _name(frame.object or relation.range, 1)
    for group in GROUPS:
        for pattern, words in frame.patterns(group):
            if any(":" in slot.prepositions[0] or slot.prepositions[0] == "poss" for slot in pattern.phrases):
                continue  # "in:of", "poss": what stands inside a phrase only the frame's examples say
            for word in words:
                for form, sentence in _SAID[group](pattern, word, s, o):
                    if frame.status == "negated" and form == "future":
                        continue  # what is to be refused is not refused yet
                    sentence = _with_required(frame, sentence)
                    if sentence:
                        yield group, pattern.text, word, form, sentence[0].upper() + sentence[1:]


def _with_required(frame: Frame, sentence: str) -> str:
    """The sentence with the phrases that the frame asks for ("as chairman"); empty where they cannot be said."""
    wanted = {role: words for roles, words in frame.require.items() for role in roles.split("|")}
    told = {role for role, _ in _INNER.findall(sentence)}
    sentence = _INNER.sub(lambda m: f" {m[1]} {_article((wanted.get(m[1]) or ('part',))[0])} {m[2]} ", sentence)
    for roles, words in frame.require.items():
        options = roles.split("|")
        role = next((r for r in options if r.split(":")[0] not in _ARGUMENTS), "")
        if told & set(options):
            continue
        if role in ("content", "purpose"):
            sentence = f"{sentence.removesuffix('.')} to {words[0] if words else 'pay'} it."
            continue
        if role:
            what = _article(words[0]) if words else "Peter Lindqvist"
            sentence = f"{sentence.removesuffix('.')} {role.split(':')[0]} {what}."
        elif "subject" in options and _ANOTHER in sentence:
            sentence = sentence.replace(_ANOTHER, f"The {words[0]}")
        else:
            return ""
    return sentence


def _name(types: tuple[str, ...], second: int) -> str:
    for type_ in types:
        if type_ == "Organization" and "-Company" in types:
            return ("the Nordic Payments Alliance", "the Nordic Banking Federation")[second]
        if type_ in NAMES:
            return NAMES[type_][second]
    return NAMES["Company"][second]


def _ends(pattern: Pattern, s: str, o: str) -> dict[str, str]:
    return {"S": s, "O": o, "S and O": f"{s} and {o}", "": _ANOTHER}


def _inflected(word: str, tag: str) -> str:
    head, _, rest = word.partition(" ")
    found = getInflection(head, tag) or (head,)
    return f"{found[0]} {rest}".strip()


def _phrases(pattern: Pattern, ends: dict[str, str]) -> str:
    return "".join(f" {slot.prepositions[0]} {ends[slot.end]}" for slot in pattern.phrases)


def _verb(pattern: Pattern, word: str, s: str, o: str) -> Iterator[tuple[str, str]]:
    ends = _ends(pattern, s, o)
    before, behind = ends[pattern.before], _phrases(pattern, ends)
    direct = f" {ends[pattern.direct]}" if pattern.direct else ""
    noun = f" {_article(pattern.noun[0])}" if pattern.noun else ""
    if pattern.passive:
        yield "passive", f"{before} was {_inflected(word, 'VBN')}{noun}{behind} in May."
        return
    yield "active", f"{before} {_inflected(word, 'VBD')}{direct}{noun}{behind} in May."
    yield "future", f"{before} will {word}{direct}{noun}{behind}."
    if pattern.before and direct and not noun:
        yield "passive", f"{direct.strip()} was {_inflected(word, 'VBN')} by {before}{behind}."


def _noun(pattern: Pattern, word: str, s: str, o: str) -> Iterator[tuple[str, str]]:
    ends = _ends(pattern, s, o)
    if pattern.before:
        yield "pair", f"{s} and {o} announced {_article(word)} in May."
        return
    given = {slot.end: slot.prepositions[0] for slot in pattern.phrases}
    if "S and O" in given:
        yield "between", f"The {word}{_phrases(pattern, ends)} will last three years."
        return
    if given["O"] == "by":  # O does it
        s, o, given = o, s, {"O": given["S"]}
    behind = f"{given['O']} {o}"
    yield "possessive", f"Analysts praised {s}'s {word} {behind}."
    yield "support", f"{s} announced {_article(word)} {behind} in May."
    if given.get("S") in ("by", None):
        yield "by", f"The {word} {behind} by {s} surprised analysts."
    else:
        yield "received", f"{o} received {_article(word)} {given['S']} {s} in May."


def _role(pattern: Pattern, word: str, s: str, o: str) -> Iterator[tuple[str, str]]:
    ends = _ends(pattern, s, o)
    if pattern.before == "S and O":
        yield "pair", f"{s} and {o} are {_inflected(word, 'NNS')}."
        return
    who, other = ends[pattern.before], ends[pattern.phrases[0].end]
    preposition = pattern.phrases[0].prepositions[0]
    yield "copula", f"{who} is {_article(word)} {preposition} {other}."
    yield "apposition", f"{who}, {_article(word)} {preposition} {other}, declined to comment."
    yield "possessive", f"{who} is {other}'s {word}."


def _adjective(pattern: Pattern, word: str, s: str, o: str) -> Iterator[tuple[str, str]]:
    ends = _ends(pattern, s, o)
    yield "copula", f"{ends[pattern.before]} is {word}{_phrases(pattern, ends)}."


def _article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


_SAID = {"verbs": _verb, "nouns": _noun, "roles": _role, "adjectives": _adjective}


@cache
def unread(names: tuple[str, ...] = ()) -> tuple[tuple[str, ...], ...]:
    """(frame, group, pattern, word, realisation, sentence) of what gives no statement of the frame's relation."""
    frames = [f for f in load_rules().frames if not names or f.frame in names]
    cases = [(f, *case) for f in frames for case in sentences(f)]
    documents: list[Document] = [document_of(str(n), case[-1]) for n, case in enumerate(cases)]
    out: list[tuple[str, ...]] = []
    for (frame, *case), found in zip(cases, Extractor().extract(documents), strict=True):
        if not any(s.relation == frame.relation and _between(s, case[-1]) for s in found.statements):
            out.append((frame.frame, *case))
    return tuple(out)


def _between(s: Statement, sentence: str) -> bool:
    return _ANOTHER not in (s.subject.name, s.object.name if isinstance(s.object, EntityArgument) else "")


if __name__ == "__main__":
    missed = unread(tuple(sys.argv[1:]))
    for line in missed:
        print("\t".join(line))
    tried = sum(1 for f in load_rules().frames if not sys.argv[1:] or f.frame in sys.argv[1:] for _ in sentences(f))
    print(f"{tried - len(missed)} of {tried} sentences are read", file=sys.stderr)

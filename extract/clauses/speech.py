"""Who says, thinks or wants what: a proposition of kind ``speech`` for each act of speech that a text reports.

Its predicate is the kind of the act ("say", "promise", ...; ``speech_acts`` in ``lists.yaml``). Its arguments are who
says it (``subject``; ``voice`` and ``member`` are those for whom a spokesman, a statement or an official speaks) and
what is said (``content``), whose words may go on over several sentences where they are quoted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from newsweave.extract.clauses.factuality import ClauseFactuality
from newsweave.extract.clauses.noun_proposition import noun_proposition
from newsweave.extract.clauses.speakers import labelled, quotations
from newsweave.extract.clauses.speech_content import SHOWN_BY, clause_without, contents_of, is_open, tells
from newsweave.extract.clauses.subjects import antecedent, inherited_subject, subjects_of
from newsweave.extract.model import Argument, Proposition
from newsweave.extract.parsing.phrases import NOUN_TAGS, PROPER, VERB_TAGS, argument, each_argument, trim
from newsweave.extract.parsing.quotes import OPENING
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list, word_map

__all__ = ["speech", "speech_of_verb"]

_VOICES = word_list("source_nouns") | word_list("voice_nouns")
_MEMBERS = word_list("member_nouns")
_NOUNS: dict[str, str] = {noun: kind for kind, nouns in reversed(word_map("speech_nouns").items()) for noun in nouns}
_ABOUT = {"say": {"about"}, "urge": {"for"}, "criticise": {"of", "on"}, "praise": {"for", "of"}}
_UTTERING = word_list("uttering_verbs")
_OF_WHOM = frozenset({"for", "of", "from", "by", "at", "with"})
_BY_WHOM = frozenset({"by", "from", "of"})
_NEAR = 3  # tokens between a quotation and the subject or verb that tells it
_FAR = 14  # tokens between a verb and the quotation that it brings in: "told reporters in Oslo on Monday:"
_PHRASAL = frozenset({"pobj", "compound", "nmod", "appos", "amod", "poss", "conj", "nsubj", "nsubjpass"})
_PHRASE = 7  # tokens of a quotation that may be a phrase of the sentence around it
_SHORTEST = 3  # tokens of a quotation that somebody tells; less are words he used
_POINTING = frozenset({"highlight", "imply", "indicate", "signal", "suggest", "underline", "underscore"})
_NOTIONS = frozenset({"nsubj", "csubj", "ccomp"})
_SELF = frozenset({"i", "we", "you"})
_SAYS_SO = ("say", "think", "ask", "promise", "urge", "criticise", "praise", "question")


def speech_of_verb(tree: Tree, verb: int, clause: Proposition, *, quoted: bool = False) -> Proposition | None:
    """What the subject of a verb of speech says by it; ``clause`` is the verb's own proposition.

    ``quoted`` says that it stands in a quotation itself.
    """
    if tree.kid(verb, "aux", "auxpass", "agent") is None and _is_bare(tree, verb):
        return None  # "a man expected to win", "Mr Berg, tell me"
    subjects = [a for a in clause.arguments if a.role == "subject"]
    if tree.deps[verb] == "prep" and not subjects:  # "citing Y", which the parser takes for a preposition
        subjects = subjects_of(tree, tree.heads[verb], False)[0] if tree.tags[tree.heads[verb]] in VERB_TAGS else []
    for kind, content in contents_of(tree, verb):
        who = [a for a in subjects if a.head not in content]
        if not who or any(tree.tags[a.head] in ("EX", "WDT") for a in who):
            continue
        if tree.lemmas[verb] in _POINTING and tree.lemmas[who[0].head] in ("it", "this", "that", "which"):
            continue  # "it underscores that": a sign, not a word
        if kind != "show" or tree.lemmas[who[0].head] in SHOWN_BY:
            kind = "say" if kind == "show" else kind
            return _of_verb(tree, kind, clause, who, content, quoted)
    return None


def _is_bare(tree: Tree, verb: int) -> bool:
    """Whether a verb without an auxiliary reports no act: a participle, an imperative, "X saying so would help"."""
    if tree.tags[verb] == "VBG":
        return tree.kid(verb, "nsubj") is not None and tree.deps[verb] in _NOTIONS
    if any(tree.lemmas[k] == "with" for k in tree.all_kids(verb, "mark")):
        return True  # "with X expected to win"
    shared = tree.deps[verb] == "conj" and tree.tags[tree.heads[verb]] in VERB_TAGS
    return not shared and tree.tags[verb] in ("VBN", "VB")


def _of_verb(
    tree: Tree, kind: str, clause: Proposition, who: list[Argument], content: list[int], quoted: bool
) -> Proposition | None:
    if clause.polarity == "negative" and is_open(tree, content):
        return None  # "declined to say whether"
    soft = kind != "say"
    if soft and (clause.modality or clause.attribution_head >= 0 or quoted or tree.deps[clause.token] == "pcomp"):
        return None  # an attitude that somebody tells of, or is only to have
    if (soft or quoted or clause.attribution_head >= 0) and tree.lemmas[who[0].head] in _SELF:
        return None  # what "I" says in a quotation the speaker says
    return _speech(tree, kind, clause, who, content)


def speech(
    tree: Tree, scopes: ClauseFactuality, clauses: Sequence[Proposition], told: Sequence[Proposition]
) -> list[Proposition]:
    """All that is said: by verbs (``told``), in quotations, beside a name, "according to" X, by nouns ("X's claim").

    ``clauses`` are the propositions of the text. What a verb says is left out where it is only part of a quotation.
    """
    inside = {t for x in told for a in x.roles("content") for t in range(*_tokens(tree, a))}
    quoted = list(_quoted(tree, {c.token: c for c in clauses if c.kind == "verb"}, inside))
    whole = {x.token: _content(tree, x) for x in quoted}
    out = [x for x in told if x.token not in whole or not _within(_content(tree, x), whole[x.token])]
    out += [*_labelled(tree, scopes), *quoted]
    for t, lemma in enumerate(tree.lemmas):
        if lemma in _NOUNS and tree.tags[t] in ("NN", "NNS"):
            out += [x for x in _of_noun(tree, t, scopes) if x.predicate == "say" or t not in inside]
        elif lemma in ("accord", "according") and tree.words[t].lower() == "according":
            out += _according(tree, t, scopes)
    return out


def _content(tree: Tree, said: Proposition) -> tuple[int, int]:
    content = said.role("content")
    return (0, 0) if content is None else _tokens(tree, content)


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _labelled(tree: Tree, scopes: ClauseFactuality) -> Iterator[Proposition]:
    """What a name without a verb is set beside: 'HANSEN: It is late.', '"It is late." - Maria Hansen'."""
    for start, end, who, mark in labelled(tree):
        said = trim(tree, list(range(start, end)), start + 1)
        clause = noun_proposition(tree, mark, "say", [argument(tree, who, "subject")], "speech", scopes)
        clause = replace(clause, polarity="positive", modality="", attribution="", attribution_head=-1, via=())
        if len(said) >= _SHORTEST:
            kind = "say" if tree.words[start] in OPENING else "label"
            yield _speech(tree, kind, clause, each_argument(tree, who, "subject"), said, token=_head(tree, said))


def _speech(
    tree: Tree, kind: str, clause: Proposition, who: Sequence[Argument], content: list[int], token: int | None = None
) -> Proposition:
    head = content[0] if len(content) == 1 else _head(tree, content)
    arguments = [*who, *_behind(tree, who), argument(tree, head, "content", partial(list, content))]
    modality = "" if clause.modality == "question" and _asks(tree, content) else clause.modality
    if clause.attribution_head in {a.head for a in who}:  # "as X told Y" hangs on what X says
        clause = replace(clause, attribution="", attribution_head=-1, via=())
    return replace(
        clause,
        predicate=kind,
        kind="speech",
        arguments=tuple(arguments),
        modality=modality,
        voice="active",
        token=clause.token if token is None else token,
    )


def _head(tree: Tree, content: list[int]) -> int:
    inside = set(content)
    return next((t for t in content if tree.heads[t] not in inside or tree.heads[t] == t), content[0])


def _asks(tree: Tree, content: list[int]) -> bool:
    """Whether the question mark of a sentence belongs to a quotation: 'She asked: "Why?"'."""
    first = content[0]
    return tree.words[first] in OPENING or (first > 0 and tree.words[first - 1] in OPENING)


def _behind(tree: Tree, who: Sequence[Argument]) -> list[Argument]:
    """For whom a spokesman, a document or an official speaks."""
    out: list[Argument] = []
    for a in who:
        role = "voice" if a.head_lemma in _VOICES else "member" if a.head_lemma in _MEMBERS else ""
        if not role or tree.tags[a.head] not in ("NN", "NNS") or tree.deps[a.head] == "appos":
            continue
        owners = [k for k in tree.kids[a.head] if tree.deps[k] == "poss" or _names(tree, k)]
        owners += [
            p
            for k in tree.all_kids(a.head, "prep", "agent")
            if tree.lemmas[k] in _OF_WHOM
            for p in tree.all_kids(k, "pobj")
        ]
        out += [replace(a, role="speaker")] if owners else []
        out += [x for o in owners for x in each_argument(tree, o, role)]
    return out


def _names(tree: Tree, k: int) -> bool:
    return tree.deps[k] in ("compound", "nmod") and tree.tags[k] in PROPER


def _quoted(tree: Tree, clauses: dict[int, Proposition], covered: set[int]) -> Iterator[Proposition]:
    """Quotations that a verb beside them tells, and those that go on with them in the next sentence.

    Those that lie in ``covered``, the tokens of what verbs say, are told already.
    """
    if OPENING.isdisjoint(tree.words):
        return
    before: tuple[str, Proposition, list[Argument]] | None = None
    last = 0
    for start, end in quotations(tree):
        found = _teller(tree, start, end, clauses)
        goes_on = found is None and _follows_on(tree, last, start)
        before, last = (before if goes_on else found), end
        if before is None or end - start < _SHORTEST + 2 or all(t in covered for t in range(start + 1, end - 1)):
            continue
        kind, clause, who = before
        content = trim(tree, list(range(start, end)), start + 1)
        head = _head(tree, content)
        if _is_phrase(tree, head, content, clause.token):
            continue
        if goes_on and not any(tree.tags[t] in VERB_TAGS for t in content):
            continue  # a title
        yield _speech(tree, kind, clause, who, content, token=head if goes_on else None)


def _is_phrase(tree: Tree, head: int, content: list[int], teller: int) -> bool:
    """Whether a short quotation is only a name or a phrase of the sentence: 'on "Harbour Talk", X said'."""
    over = tree.heads[head]
    inside = tree.deps[head] in _PHRASAL and over != teller
    return inside and len(content) <= _PHRASE and not content[0] <= over <= content[-1]


def _tokens(tree: Tree, a: Argument) -> tuple[int, int]:
    return bisect_left(tree.starts, a.start), bisect_left(tree.starts, a.end)


def _teller(
    tree: Tree, start: int, end: int, clauses: dict[int, Proposition]
) -> tuple[str, Proposition, list[Argument]] | None:
    """The verb that tells a quotation from right behind it, or brings it in before it."""
    first, _ = tree.sentences[tree.sentence_of[start]]
    if start == first and start and tree.words[start - 1] == ":":
        first = tree.sentences[tree.sentence_of[start - 1]][0]
    number = tree.sentence_of[end - 1]
    cut_off = end < len(tree.words) and end == tree.sentences[number][1] and start == first
    if cut_off:
        number += 1  # '"Who would pay?" | she said.'
    for v in (*range(end, tree.sentences[number][1]), *range(start - 1, first - 1, -1)):
        clause = clauses.get(v)
        kind = tells(tree, v) if clause is not None and clause.modality not in ("plan", "possible") else ""
        if clause is None or not kind or (tree.kid(v, "aux") is None and tree.tags[v] == "VBG" and _is_bare(tree, v)):
            continue
        who = [a for a in clause.arguments if a.role == "subject" and not start <= a.head < end]
        if not who or any(tree.tags[a.head] in ("EX", "WDT") for a in who):
            continue
        near = min(v, *(tree.left(a.head) for a in who if a.head >= end), v) - end < _NEAR if v >= end else True
        if v >= end and cut_off and not _only_tells(tree, end, v):
            near = False
        if v < start:
            near = start - v <= _FAR and (tree.words[start - 1] in (",", ":") or start - 1 == v)
        if near:
            return kind if kind in _SAYS_SO else "say", clause, who
    return None


def _only_tells(tree: Tree, end: int, verb: int) -> bool:
    """Whether a sentence right behind a quotation only says who said it."""
    behind = tree.words[verb + 1 : tree.sentences[tree.sentence_of[end]][1]]
    return OPENING.isdisjoint(behind) and ":" not in behind and next(contents_of(tree, verb), None) is None


def _follows_on(tree: Tree, last: int, start: int) -> bool:
    first, _ = tree.sentences[tree.sentence_of[start]]
    return last > 0 and start == first and tree.sentence_of[last - 1] >= tree.sentence_of[start] - 2


def _according(tree: Tree, t: int, scopes: ClauseFactuality) -> Iterator[Proposition]:
    """ "Fees will fall, according to X"."""
    who = next((p for to in (t, *tree.kids[t]) if tree.lemmas[to] == "to" for p in tree.all_kids(to, "pobj")), None)
    over = next((h for h in tree.ancestors(t) if tree.tags[h] in VERB_TAGS), None)
    if who is None or over is None:
        return
    content = clause_without(tree, over, t)
    if len(content) < _SHORTEST:
        return
    clause = noun_proposition(tree, over, "say", [argument(tree, who, "subject")], "speech", scopes)
    clause = replace(clause, polarity="positive", modality="" if clause.modality != "question" else "question")
    clause = replace(clause, attribution="", attribution_head=-1, via=())
    yield _speech(tree, "say", clause, each_argument(tree, who, "subject"), content)


def _of_noun(tree: Tree, noun: int, scopes: ClauseFactuality) -> Iterator[Proposition]:
    """ "X's claim that fees will fall", "a promise by X to cut fees", "X repeated its call for lower fees"."""
    content = _named_by(tree, noun)
    if content is None:
        return
    who = next((k for k in tree.kids[noun] if tree.deps[k] == "poss" or _names(tree, k)), None)
    if who is None:
        who = next(
            (
                p
                for k in tree.all_kids(noun, "prep", "agent")
                if tree.lemmas[k] in _BY_WHOM and k < content[0]
                for p in tree.all_kids(k, "pobj")
            ),
            None,
        )
    verb = tree.heads[noun]
    uttered = who is None and tree.deps[noun] == "dobj" and tree.lemmas[verb] in _UTTERING and tree.tags[verb] != "VB"
    if uttered:
        own = tree.kid(verb, "nsubj")
        who = antecedent(tree, verb, own) if own is not None else inherited_subject(tree, verb)
    if who is None or who in content or tree.tags[who] not in NOUN_TAGS:
        return
    kind = _NOUNS[tree.lemmas[noun]]
    if kind == "say" and tree.deps[_head(tree, content)] in ("pobj", "pcomp"):
        kind = "discuss"
    clause = noun_proposition(tree, noun, "say", [argument(tree, who, "subject")], "speech", scopes)
    if kind != "say" and clause.attribution_head >= 0:
        return
    if not uttered:  # whoever disputes a claim, it was made
        clause = replace(clause, polarity="positive", modality="" if clause.modality != "question" else "question")
    yield _speech(tree, kind, clause, each_argument(tree, who, "subject"), content)


def _named_by(tree: Tree, noun: int) -> list[int] | None:
    """The clause or infinitive that says what a noun of speech names."""
    verb = tree.heads[noun]
    kids = list(tree.kids[noun])
    if tree.deps[noun] == "nsubj" and tree.lemmas[verb] == "be":  # "X's view is that"
        kids += tree.all_kids(verb, "ccomp")
    for k in kids:
        if k < noun or tree.deps[k] not in ("acl", "ccomp", "relcl"):
            continue
        first = tree.left(k)
        that = tree.lemmas[first] == "that" and tree.deps[first] == "mark" and tree.deps[k] != "relcl"
        if that or any(tree.tags[x] == "TO" for x in tree.all_kids(k, "aux")):
            tokens = tree.subtree(k)
            return trim(tree, tokens[1:] if that else tokens, k)
    preps = _ABOUT.get(_NOUNS[tree.lemmas[noun]], ())
    for k in tree.all_kids(noun, "prep"):
        about = tree.kid(k, "pobj", "pcomp") if k > noun and tree.lemmas[k] in preps else None
        if about is not None:
            return trim(tree, tree.subtree(about), about)
    return None

"""Who says it: subjects of speech verbs, "according to", documents and whose they are, quotations of several sentences.

What stands in an apposition, or in a relative clause behind a comma, is the writer's own addition to what somebody said
in indirect speech (Potts 2005, The Logic of Conventional Implicatures); in a quotation it is the speaker's.
"""

from __future__ import annotations

from newsweave.extract.clauses.subjects import antecedent
from newsweave.extract.parsing.phrases import PROPER, VERB_TAGS
from newsweave.extract.parsing.quotes import CLOSING, OPENING
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = [
    "SHOWING",
    "SPEECH",
    "cited",
    "claims",
    "labelled",
    "quotations",
    "quoted_tokens",
    "quoters",
    "quoting",
    "sources_under",
    "speaker_of",
]

SPEECH = word_list("speech_verbs")
SHOWING = frozenset({"show", "suggest", "indicate", "reveal", "confirm", "estimate", "put"})
"""What a document does: "data show that"."""
_SOURCES = word_list("source_nouns")
_CITED = (
    _SOURCES
    | word_list("voice_nouns")
    | word_list("member_nouns")
    | word_list("person_words")
    | {"people", "person", "source"}
)
_AS = frozenset({"outline", "describe", "detail", "show", "lay", "set", "see", "note"}) | SPEECH
_IN = frozenset({"in", "by", "from", "on"})
_CLAIMING = frozenset({"claim", "estimate", "put", "reckon"})
_DASHES = frozenset({"-", "--", "–", "—", "―", "~"})
_LONGEST_LINE = 24  # tokens of a headline
_LONGEST_NAME = 6  # tokens
_FAR = 5  # verbs from a speech verb without a subject up to one that has it


def speaker_of(tree: Tree, verb: int) -> int:
    """Head token of who says what ``verb`` governs: its subject, or what its participle hangs on; -1 for nobody.

    Of a document that shows something, whose it is; -1 where nobody is said to have made it ("court papers show").
    """
    for _ in range(_FAR):
        subject = tree.kid(verb, "nsubj")
        if subject is not None:
            return _author(tree, antecedent(tree, verb, subject), verb)
        agent = tree.kid(verb, "agent")
        if agent is not None:
            by = tree.kid(agent, "pobj")
            return -1 if by is None else by
        head, dep = tree.heads[verb], tree.deps[verb]
        if dep in ("conj", "advcl", "xcomp", "acomp") and head != verb:
            verb = head
        else:
            return head if dep == "acl" and tree.tags[verb] == "VBG" else -1
    return -1


def _author(tree: Tree, subject: int, verb: int) -> int:
    if tree.lemmas[subject] not in _SOURCES or tree.lemmas[verb] not in SHOWING:
        return subject
    owner = owner_of(tree, subject)
    return owner if owner >= 0 or tree.lemmas[verb] in SPEECH else -1


def owner_of(tree: Tree, document: int) -> int:
    """Head token of whose a document is: "NPCI data", "figures from the ministry"; -1 where it is not said."""
    for k in tree.kids[document]:
        if tree.deps[k] == "poss" or (tree.deps[k] in ("compound", "nmod") and tree.tags[k] in PROPER):
            return k
        if tree.deps[k] == "prep" and tree.lemmas[k] in ("from", "of", "by"):
            who = tree.kid(k, "pobj")
            if who is not None and (tree.tags[who] in PROPER or tree.lemmas[k] != "of"):
                return who
    return -1


def sources_under(tree: Tree, verb: int) -> list[tuple[int, int]]:
    """Head tokens of who says what ``verb`` tells by a phrase of its own, each with the word that brings it in.

    "according to X", "as outlined in X's release", "as X said", "citing X". A phrase behind a comma at the end of
    coordinated clauses is of all of them, and behind a clause that adds to another ("as jobs were added") of both.
    """
    found = _own_sources(tree, verb)
    if found:
        return found
    last = verb
    while (k := next(iter(reversed(tree.all_kids(last, "conj", "advcl"))), None)) is not None and tree.tags[
        k
    ] in VERB_TAGS:
        last = k
    if last == verb or last < verb:
        return []
    return [(who, by) for who, by in _own_sources(tree, last) if tree.words[tree.left(by) - 1] == "," and by > last]


def _own_sources(tree: Tree, verb: int) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for k in tree.kids[verb]:
        dep, lemma = tree.deps[k], tree.lemmas[k]
        if dep == "prep" and lemma in ("accord", "according", "per"):
            for to in (k, *tree.kids[k]):
                who = tree.kid(to, "pobj") if tree.lemmas[to] in ("to", "per") else None
                if who is not None:
                    out.append((_owner_or_self(tree, who), k))
        elif dep in ("advcl", "prep") and tree.tags[k] in VERB_TAGS:
            who = _as_said(tree, k) if lemma in _AS else _citing(tree, k)
            if who >= 0:
                out.append((who, k))
    return out


def cited(tree: Tree, verb: int) -> int:
    """Head token of X in "Reuters reported, citing X"; -1 without one."""
    return next((who for k in tree.all_kids(verb, "advcl", "prep") if (who := _citing(tree, k)) >= 0), -1)


def claims(tree: Tree, verb: int) -> bool:
    """Whether the subject of a verb only says that it has or knows its object: "it claims 5 million users"."""
    if tree.lemmas[verb] not in _CLAIMING or tree.kid(verb, "dobj") is None:
        return False
    return tree.lemmas[verb] != "put" or any(tree.lemmas[k] == "at" for k in tree.all_kids(verb, "prep"))


def _citing(tree: Tree, verb: int) -> int:
    if tree.lemmas[verb] not in ("cite", "quote") or tree.tags[verb] != "VBG":
        return -1
    who = tree.kid(verb, "dobj", "pobj")
    if who is None or (tree.tags[who] not in PROPER and tree.lemmas[who] not in _CITED):
        return -1  # "citing a threat to health": a reason
    return _owner_or_self(tree, who)


def _as_said(tree: Tree, verb: int) -> int:
    """X in "as outlined in X's release", "as X said"."""
    if not any(tree.deps[k] in ("mark", "advmod") and tree.lemmas[k] == "as" for k in tree.kids[verb]):
        return -1
    subject = tree.kid(verb, "nsubj")
    if subject is not None:
        return _owner_or_self(tree, subject)
    for k in tree.all_kids(verb, "prep", "agent"):
        who = tree.kid(k, "pobj")
        if who is not None and tree.lemmas[k] in _IN:
            return _owner_or_self(tree, who)
    return -1


def _owner_or_self(tree: Tree, noun: int) -> int:
    """Who stands behind a document that is a source, or the source itself."""
    if tree.lemmas[noun] not in _SOURCES and tree.lemmas[noun] not in ("release", "website", "announcement"):
        return noun
    owner = owner_of(tree, noun)
    return owner if owner >= 0 else noun


def quoted_tokens(tree: Tree) -> list[bool] | None:
    """Whether each token stands in a quotation of more than a few words; None where the text has no quotation marks."""
    if OPENING.isdisjoint(tree.words):
        return None
    inside = [False] * len(tree.words)
    for start, end in quotations(tree):
        inside[start:end] = [True] * (end - start)
    return inside


def quotations(tree: Tree) -> list[tuple[int, int]]:
    """Token ranges of the quotations, marks included; one that is not closed ends with the passage."""
    out: list[tuple[int, int]] = []
    opened = -1
    for t, word in enumerate(tree.words):
        if opened >= 0 and word in CLOSING:
            out.append((opened, t + 1))
            opened = -1
        elif opened < 0 and word in OPENING:
            opened = t
    return [*out, (opened, len(tree.words))] if opened >= 0 else out


def quoting(tree: Tree) -> dict[int, tuple[int, int]]:
    """Root of a sentence that only goes on with a quotation -> its speaker's head token and the verb that tells it.

    'X said: "A bought B. It paid $2 million."' and '"A bought B," X said. "It paid $2 million."': the second sentence
    is X's word, too.
    """
    spans = quotations(tree) if not OPENING.isdisjoint(tree.words) else []
    out: dict[int, tuple[int, int]] = {}
    for start, end, who, mark in labelled(tree):
        if tree.words[start] not in OPENING and not _is_person(tree, who):
            continue
        for n in range(tree.sentence_of[start], tree.sentence_of[end - 1] + 1):
            root = next(t for t in range(*tree.sentences[n]) if tree.heads[t] == t)
            if start <= root < end:
                out[root] = who, mark
    before: tuple[int, int] | None = None
    last = 0
    for start, end in spans:
        numbers = range(tree.sentence_of[start], tree.sentence_of[end - 1] + 1)
        told = next((t for n in numbers if (t := _teller(tree, n, start, end))), None)
        if told is None:
            told = _colon(tree, start) or (before if _follows_on(tree, last, start) else None)
        before, last = told, end
        if told is None:
            continue
        for n in numbers:
            root = next(t for t in range(*tree.sentences[n]) if tree.heads[t] == t)
            if start <= root < end and told[0] != root:
                out[root] = told
    return out


def labelled(tree: Tree) -> list[tuple[int, int, int, int]]:
    """What a name without a verb is set beside: first token, end, the name's last token, and the mark between.

    'MARIA HANSEN: It is late.' of a transcript (to the end of the paragraph), 'Maria Hansen: "It is late."' and
    '"It is late." - Maria Hansen'.
    """
    words = tree.words
    out: list[tuple[int, int, int, int]] = []
    begins = 1 if words and words[0] in OPENING else 0
    end = _name_end(tree, begins)
    if end > begins and end + 3 < len(words) and words[end] == ":":
        quoted = words[end + 1] in OPENING
        capitals = all(w.isupper() or not w[0].isalpha() for w in words[begins:end])
        if quoted or capitals or (_is_headline(tree, end + 1) and _is_person(tree, end - 1)):
            out.append((end + 1, len(words), end - 1, end))
    for start, closed in quotations(tree) if not OPENING.isdisjoint(words) else []:
        dash = closed if closed < len(words) and words[closed] in _DASHES else closed - 1
        end = _name_end(tree, dash + 1)
        if words[dash][-1:] in _DASHES and end > dash + 2 and _ends(tree, end):
            out.append((start, closed, end - 1, dash))
    return out


def _is_person(tree: Tree, t: int) -> bool:
    return any(a <= t < b and kind == "PERSON" for a, b, kind in tree.ents)


def _is_headline(tree: Tree, start: int) -> bool:
    """Whether what follows a label is all of a line without a full stop, and says something: "X: fees to fall"."""
    if len(tree.words) - start > _LONGEST_LINE or tree.words[-1] == "." or tree.tags[start] in ("WP", "WRB", "WDT"):
        return False
    return any(tree.tags[t] in ("VBZ", "VBP", "VBD", "MD", "TO") for t in range(start, len(tree.words)))


def _name_end(tree: Tree, start: int) -> int:
    """The end of a run of proper nouns."""
    end = start
    while (
        end < len(tree.words)
        and end - start < _LONGEST_NAME
        and (tree.tags[end] in PROPER or tree.words[end][:1].isupper())
    ):
        end += 1
    return end


def _ends(tree: Tree, end: int) -> bool:
    """Whether a line, a sentence or a quotation that comes before ends at a token, or a comma brings in a post."""
    if end >= len(tree.words) or tree.words[end] in OPENING or tree.words[end] in (",", "."):
        return True
    return "\n" in tree.text[tree.ends[end - 1] : tree.starts[end]] or end == tree.sentences[tree.sentence_of[end]][0]


def quoters(tree: Tree) -> list[tuple[int, int, int]]:
    """The quotations whose speaker a verb beside them tells, in text order: first token, end, speaker's head token."""
    out: list[tuple[int, int, int]] = []
    for start, end in [] if OPENING.isdisjoint(tree.words) else quotations(tree):
        numbers = range(tree.sentence_of[start], tree.sentence_of[end - 1] + 1)
        told = next((t for n in numbers if (t := _teller(tree, n, start, end))), None) or _colon(tree, start)
        if told is not None:
            out.append((start, end, told[0]))
    return out


def _teller(tree: Tree, number: int, start: int, end: int) -> tuple[int, int] | None:
    """Speaker and verb of a sentence that tells a quotation outside of it."""
    for t in range(*tree.sentences[number]):
        if tree.lemmas[t] in SPEECH and tree.tags[t] in VERB_TAGS and not start <= t < end:
            who = speaker_of(tree, t)
            if who >= 0 and not start <= who < end:
                return who, t
    return None


def _colon(tree: Tree, start: int) -> tuple[int, int] | None:
    """Speaker and verb of "X said:" right before a quotation."""
    if start < 2 or tree.words[start - 1] != ":":
        return None
    return _teller(tree, tree.sentence_of[start - 1], start, len(tree.words))


def _follows_on(tree: Tree, last: int, start: int) -> bool:
    """Whether a quotation opens its sentence, and that follows on the one in which the quotation before ended."""
    first, _ = tree.sentences[tree.sentence_of[start]]
    return last > 0 and start == first and tree.sentence_of[last - 1] >= tree.sentence_of[start] - 1

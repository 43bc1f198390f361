"""What noun phrases claim without a verb: appositions, titles before names, possessives, nominalisations.

"NBC governor X", "X, the governor of NBC" and "X is governor of NBC" all give the predicate ``governor`` with subject X
and NBC as its ``of`` (or ``poss``, or ``compound``) argument, so that one rule reads them all.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from newsweave.extract.clauses.attributes import SEATED, attributes, described
from newsweave.extract.clauses.complements import prepositional
from newsweave.extract.clauses.control import owner_behind
from newsweave.extract.clauses.counterparts import counterpart
from newsweave.extract.clauses.factuality import ClauseFactuality
from newsweave.extract.clauses.factuality_cues import weaker_modality
from newsweave.extract.clauses.located import dated, located
from newsweave.extract.clauses.noun_proposition import noun_proposition
from newsweave.extract.clauses.outcomes import ends, is_none
from newsweave.extract.clauses.seats import seats_of_others, state_of_party
from newsweave.extract.clauses.subjects import antecedent, clause_subject, clause_verb
from newsweave.extract.clauses.support import Support, outermost, support_of, support_phrases
from newsweave.extract.clauses.verb_phrases import denies, tense_of
from newsweave.extract.model import Argument, Proposition
from newsweave.extract.parsing.phrases import PROPER, argument, conjuncts, each_argument, examples, noun_phrase, phrase
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import last_words, word_list

__all__ = ["TITLES", "noun_propositions", "predicate_noun"]

# Capitalised before a name, a post all the same: the tagger calls "President Lau" two proper nouns.
TITLES = word_list("title_words")
_MARKS = frozenset({"HYPH", ",", "''", "``"})
_QUOTES = frozenset({"``", "“", '"', "‘", "`"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_TITLE_MODIFIERS = word_list("title_modifiers")
_STATE_SEATS = word_list("state_seats")
_POSTS = last_words("posts")
_LEGAL_FORMS = word_list("legal_forms")


def noun_propositions(
    tree: Tree, i: int, scopes: ClauseFactuality, deeds: Container[str] | None = None
) -> list[Proposition]:
    """Propositions whose predicate or head is the noun ``i``; as a deed only where it is one of ``deeds``, if given."""
    is_deed = tree.tags[i] in ("NN", "NNS") and (deeds is None or tree.lemmas[i] in deeds) and not _opens_title(tree, i)
    if not tree.kids[i]:  # "filed suit against Y"
        bare = is_deed and tree.deps[i] in ("dobj", "pobj", "nsubjpass")
        return _nominal(tree, i, scopes) if bare else []
    out: list[Proposition] = []
    phrased = False
    for k in tree.kids[i]:
        dep = tree.deps[k]
        phrased = phrased or dep in ("prep", "appos", "npadvmod", "conj")
        if dep == "appos":
            out += _apposition(tree, i, k, scopes)
        elif dep == "prep" and tree.lemmas[k] == "as" and k > i and tree.words[k - 1] == ",":
            out += _acting_as(tree, i, k, scopes)
        elif dep == "poss" and tree.tags[k] in ("NNP", "NNPS", "NN", "NNS", "PRP$"):
            out.append(_possessive(tree, i, k, scopes))
    if phrased:
        instances = [c for e in examples(tree, i) for c in conjuncts(tree, e)]
        out += [_instance(tree, i, c, scopes) for c in instances]
        out += located(tree, i, scopes)
    if tree.tags[i] in PROPER:
        out += _title(tree, i, scopes)
        out += dated(tree, i, scopes) if phrased else []
        out += attributes(tree, i, scopes)
    elif is_deed:
        out += _nominal(tree, i, scopes)
    return out


def _opens_title(tree: Tree, i: int) -> bool:
    """Whether a noun is the first word of a title in quotation marks: "his “Contract with Norway”" is no contract."""
    return i > 0 and tree.words[i][0].isupper() and tree.words[i - 1] in _QUOTES


def predicate_noun(tree: Tree, noun: int, before: int | None = None) -> tuple[str, list[Argument]]:
    """Lemma phrase of a predicate noun and its arguments: ``of``, ``poss``, ``compound``, ``amod``, ``complement``.

    ``before`` bounds the modifiers to the right (for a title in front of a name).
    """
    modifiers: list[str] = []
    out: list[Argument] = []
    for k in tree.kids[noun]:
        dep = tree.deps[k]
        if k < noun and dep in ("compound", "amod", "nmod"):
            if tree.words[k] in SEATED:
                out += [argument(tree, p, "based") for p in tree.all_kids(k, "npadvmod", "compound", "nmod")]
                continue
            if tree.tags[k] in PROPER and tree.lemmas[k] not in TITLES and not _title_word(tree, k, noun):
                out.append(argument(tree, k, "compound"))
            elif dep == "amod" and tree.words[k][:1].isupper():
                out.append(argument(tree, k, "amod"))
            if tree.tags[k] not in PROPER or _title_word(tree, k, noun) or tree.lemmas[k] in TITLES:
                firm = _firm_of_title(tree, k, noun)  # "Corvex Executive Chairman"
                out += [argument(tree, x, "compound") for x in firm[-1:]]
                modifiers += [
                    _modifier(tree, t) for t in tree.subtree(k) if tree.tags[t] not in _MARKS and t not in firm
                ]
        elif dep == "poss":
            owner = whose(tree, k)
            out += [argument(tree, c, "poss") for c in conjuncts(tree, owner)]
        elif dep == "prep" and k > noun:
            for p in tree.all_kids(k, "pobj"):
                out += each_argument(tree, p, tree.lemmas[k], marker=tree.words[k])
    if tree.lemmas[noun] in _POSTS and not any(a.role in ("of", "at", "poss") for a in out):
        out += _employer_behind(tree, noun)
    out += _shared_arguments(tree, noun, out)
    words = None if before is None else lambda: [t for t in phrase(tree, noun) if t < before] or [noun]
    out.append(argument(tree, noun, "complement", words))
    lemma = tree.lemmas[noun]
    return " ".join([*modifiers, lemma]), out


def _employer_behind(tree: Tree, post: int) -> list[Argument]:
    """The name between commas behind a post: "X, chief economist, Kestrin Bank, said"."""
    if tree.deps[post] not in ("appos", "conj", "attr"):
        return []  # "The governor, Mara Voss, said": that is who he is
    last = tree.subtree(post)[-1]
    for k in (*tree.all_kids(post, "appos"), *tree.all_kids(tree.heads[post], "appos", "conj")):
        begins = tree.left(k)
        behind = begins == last + 2 or (k in tree.kids[post] and begins > post)
        if k > post and tree.tags[k] in PROPER and behind and tree.words[begins - 1] == ",":
            return [argument(tree, k, "of")]
    return []


def _modifier(tree: Tree, t: int) -> str:
    """A word of a predicate noun: "founding" of "founding member" stays as it is."""
    return tree.words[t].lower() if tree.tags[t] in ("VBD", "VBG", "VBN") else tree.lemmas[t]


def whose(tree: Tree, owner: int) -> int:
    """The noun that "whose" stands for, or ``owner`` itself."""
    if tree.lemmas[owner] != "whose":
        return owner
    for h in tree.ancestors(owner):
        if tree.deps[h] == "relcl":
            return tree.heads[h]
    return owner


def _shared_arguments(tree: Tree, noun: int, have: list[Argument]) -> list[Argument]:
    """What coordinated predicate nouns share: "the founder and chairman of X", "X's founder and chairman"."""
    roles = {a.role for a in have}
    out: list[Argument] = []
    own = tree.kid(noun, "det") is not None and tree.words[tree.left(noun) - 1] == ","  # ", the chancellor, X, said"
    if tree.deps[noun] == "conj" and not own and not roles & {"poss", "of", "compound"}:
        first = tree.heads[noun]
        for k in tree.all_kids(first, "poss"):
            out += [argument(tree, c, "poss") for c in conjuncts(tree, whose(tree, k))]
        out += _of_phrases(tree, first)
    if "of" not in roles and "poss" not in roles:
        for other in tree.all_kids(noun, "conj"):
            if tree.tags[other] in ("NN", "NNS", "NNP"):
                out += _of_phrases(tree, other)
    return out


def _of_phrases(tree: Tree, noun: int) -> list[Argument]:
    return [
        a
        for k in tree.all_kids(noun, "prep")
        if k > noun and tree.lemmas[k] in ("of", "at")
        for p in tree.all_kids(k, "pobj")
        for a in each_argument(tree, p, tree.lemmas[k], marker=tree.words[k])
    ]


def _firm_of_title(tree: Tree, k: int, noun: int) -> list[int]:
    """The name before a word of a title, where the parser hangs it there: Orva in "Orva Executive Chairman"."""
    if tree.tags[k] not in PROPER or tree.tags[noun] not in PROPER:
        return []
    names = [x for x in tree.all_kids(k, "compound", "nmod") if tree.tags[x] in PROPER and x < k]
    names = [x for x in names if tree.lemmas[x] not in TITLES and tree.words[x].lower() not in _TITLE_MODIFIERS]
    return list(range(min(map(tree.left, names)), max(names) + 1)) if names else []


def _title_word(tree: Tree, k: int, noun: int) -> bool:
    """Whether a capitalised modifier belongs to the title itself: "Senior Vice President"."""
    if tree.lemmas[noun] not in TITLES or tree.words[k].lower() not in _TITLE_MODIFIERS:
        return False
    return all(tree.words[t].lower() in _TITLE_MODIFIERS for t in tree.all_kids(k, "compound", "nmod", "amod"))


def _apposition(tree: Tree, noun: int, appos: int, scopes: ClauseFactuality) -> list[Proposition]:
    """X, the N of Y: the proper noun is the subject whichever side it stands on."""
    left = tree.subtree(appos)[0]
    proper_appos = _is_name(tree, appos)
    if left > 0 and tree.words[left - 1] in "([" and (proper_appos or not tree.kids[appos]):
        return []  # an acronym, a ticker or a place: the name layer reads those
    if proper_appos and not _is_name(tree, noun):
        subject, predicate = appos, noun
    elif not proper_appos:
        subject, predicate = noun, appos
    else:
        return []
    if tree.tags[predicate] not in ("NN", "NNS", "NNP", "NNPS", "CD"):
        return []
    if tree.lemmas[predicate] == "one":
        members = [n for k in tree.all_kids(predicate, "prep") for n in tree.all_kids(k, "pobj")]
        nouns = [predicate, *(n for n in members if tree.tags[n] == "NNS")]
        return [_noun(tree, n, [subject], "apposition", scopes) for n in nouns]
    out = []
    for p in conjuncts(tree, predicate):
        if tree.tags[p] in ("NN", "NNS", "NNP", "NNPS") and not _is_name(tree, p):
            out.append(_noun(tree, p, [subject], "apposition", scopes))
            out += described(tree, p, subject, scopes)
    return out


def _acting_as(tree: Tree, name: int, prep: int, scopes: ClauseFactuality) -> list[Proposition]:
    """ "X, as successor to Y, ...": it is its successor."""
    if tree.tags[name] not in PROPER:
        return []
    nouns = [c for k in tree.all_kids(prep, "pobj") for c in conjuncts(tree, k)]
    return [_noun(tree, n, [name], "apposition", scopes) for n in nouns if tree.tags[n] == "NN"]


def _is_name(tree: Tree, noun: int) -> bool:
    """Whether a noun names one thing: not so a title, nor "a Tennessee Republican"."""
    if tree.tags[noun] not in PROPER or tree.lemmas[noun] in TITLES:
        return False
    return not any(tree.words[k] in ("a", "an") for k in tree.all_kids(noun, "det"))


def _title(tree: Tree, name: int, scopes: ClauseFactuality) -> list[Proposition]:
    """NBC governor X: the common noun (or title) nearest before the proper words is the predicate."""
    left = [k for k in tree.kids[name] if k < name and tree.deps[k] in ("compound", "nmod", "amod", "appos", "nsubj")]
    role = None
    for k in left:
        common = tree.tags[k] in ("NN", "NNS") and tree.words[k][:1].islower()
        if common or tree.lemmas[k] in TITLES:
            role = k
    if role is None or (tree.words[name].islower() and tree.words[name] not in _LEGAL_FORMS):
        return []
    first = role + 1
    if not any(tree.tags[t] in PROPER and t > role for t in (*left, name)):
        return []
    predicate, inner = predicate_noun(tree, role, before=first)
    for k in left:
        if k < role and tree.heads[k] == name:
            if tree.kid(k, "cc") is not None and tree.kid(k, "conj") is None:
                continue  # "A and B owner C": A may stand beside C
            if tree.tags[k] in PROPER and tree.lemmas[k] not in TITLES:
                inner.append(argument(tree, k, "compound"))
            elif tree.deps[k] == "amod" and tree.words[k] == "based":
                inner += [argument(tree, p, "based") for p in tree.all_kids(k, "npadvmod")]
            elif tree.deps[k] == "amod" and tree.words[k][:1].isupper():
                inner.append(argument(tree, k, "amod"))
            elif tree.tags[k] in ("NN", "JJ", "NNP") and tree.deps[k] == "compound":
                predicate = f"{tree.lemmas[k]} {predicate}"
    for k in tree.kids[name]:
        if k < role and tree.deps[k] == "poss":
            inner += [argument(tree, c, "poss") for c in conjuncts(tree, k)]
    if not any(a.role in ("poss", "compound", "of", "at") for a in inner):  # "Governor X of Ohio": of whom he is
        inner += _of_phrases(tree, name) or _first_titles(tree, name)
    if not any(a.role in ("poss", "of") for a in inner) and predicate.rsplit(" ", 1)[-1] in _STATE_SEATS:
        inner += state_of_party(tree, name)
    subject = argument(tree, name, "subject", lambda: [t for t in phrase(tree, name) if t > role])
    several = tree.tags[role] == "NNS" and tree.words[role][:1].islower()  # "co-founders X and Y": both are
    others_so = [argument(tree, c, "subject") for c in conjuncts(tree, name)[1:] if tree.tags[c] in PROPER and several]
    told = [noun_proposition(tree, role, predicate, [subject, *others_so, *inner], "compound", scopes)]
    if tree.words[role].lower().rstrip(".").endswith("s") and predicate.rsplit(" ", 1)[-1] in _STATE_SEATS:
        others = seats_of_others(tree, name)
        told += [noun_proposition(tree, role, predicate, both, "compound", scopes) for both in others]
    return told


def _first_titles(tree: Tree, name: int) -> list[Argument]:
    """Whose the first of two titles before a name is: "X's president and chief Y"."""
    first = tree.heads[name]
    if tree.deps[name] != "conj" or tree.lemmas[first] not in TITLES or tree.kid(first, "appos") is not None:
        return []
    return [a for a in predicate_noun(tree, first)[1] if a.role in ("poss", "compound")]


def _instance(tree: Tree, noun: int, name: int, scopes: ClauseFactuality) -> Proposition:
    """Wallets such as X: X is one of them."""
    whole = _noun(tree, noun, [name], "example", scopes)
    tokens = [t for t in phrase(tree, noun) if t <= max(k for k in (noun, *_of_phrase(tree, noun)))]
    arguments = (a if a.role != "complement" else argument(tree, noun, "complement", tokens) for a in whole.arguments)
    return replace(whole, arguments=tuple(arguments))


def _of_phrase(tree: Tree, noun: int) -> list[int]:
    return [t for k in tree.all_kids(noun, "prep") if tree.lemmas[k] == "of" for t in tree.subtree(k)]


def _possessive(tree: Tree, owned: int, owner: int, scopes: ClauseFactuality) -> Proposition:
    """Y's X, kept as "has" between owner and owned; ``owner`` is whom a possessive pronoun can only mean."""
    arguments = [*each_argument(tree, owner, "subject"), argument(tree, owned, "object")]
    if tree.tags[owner] == "PRP$":
        whose = _same_clause(tree, owned, owner)
        if whose is not None:
            owners = [argument(tree, c, "owner", noun_phrase(tree, c)) for c in conjuncts(tree, whose)]
            arguments = [replace(owners[0], role="owner"), *owners[1:], *arguments]
    proposition = noun_proposition(tree, owned, "'s", arguments, "possessive", scopes)
    dropped = tree.deps[owned] == "dobj" and denies(tree, tree.heads[owned])  # "dropped its plan"
    return replace(proposition, supposed=True) if dropped else proposition


def _same_clause(tree: Tree, owned: int, pronoun: int) -> int | None:
    """The subject of the clause that ``owned`` stands in, where a possessive pronoun agrees with it and follows it."""
    subject = clause_subject(tree, owned)
    for h in tree.ancestors(owned):
        if tree.tags[h] not in _NOUNS and tree.deps[h] != "prep":
            break
        if tree.kid(h, "poss") is not None:
            return None  # "X rejected Y's appeal over its purchase of Z"
    verb = clause_verb(tree, owned)
    if subject is not None and verb is not None:
        subject = antecedent(tree, verb, subject)  # "X, which counts Y among its customers"
    owner = owner_behind(tree, pronoun)
    subject = None if owner == "unknown" else subject if isinstance(owner, str) else owner
    if subject is None or not subject < pronoun or owned == subject or tree.tags[subject] not in _NOUNS:
        return None
    plural = tree.tags[subject] in ("NNS", "NNPS") or tree.kid(subject, "conj") is not None
    return subject if plural == (tree.lemmas[pronoun] == "their") else None


def _nominal(tree: Tree, noun: int, scopes: ClauseFactuality) -> list[Proposition]:
    """A noun with arguments of its own or of the verb that supports it ("Y's acquisition of X"); no open triple."""
    if tree.deps[noun] in ("attr", "compound") and not any(tree.deps[k] == "prep" for k in tree.kids[noun]):
        return []
    support = support_of(tree, noun)
    if support is None and not any(_is_role(tree, noun, k) for k in tree.kids[noun]):
        return []
    predicate, inner = predicate_noun(tree, noun)
    inner = [a for a in inner if a.role != "complement"]
    if support is not None:
        inner += support_phrases(tree, noun, support, inner)
    if not inner:
        return []
    inner += [a for a in _deeper_phrases(tree, noun) if all(a.role != b.role for b in inner)]
    itself = [argument(tree, noun, "self", [noun]), argument(tree, noun, "whole", noun_phrase(tree, noun))]
    found = noun_proposition(tree, noun, predicate, [*inner, *itself], "nominal", scopes)
    if support is None:
        return [found]
    tense, aspect = tense_of(tree, support.verb) if support.verb >= 0 else ("", "")
    return [_as_supported(tree, noun, replace(found, tense=tense, aspect=aspect), support)]


def _as_supported(tree: Tree, noun: int, found: Proposition, support: Support) -> Proposition:
    """A nominal under the reading that its verb gives it, where the clause around it gives none already."""
    if found.polarity == "positive" and (is_none(tree, noun) or is_none(tree, outermost(tree, noun)[0])):
        return replace(found, polarity="negative")  # "has no office in Y", "has no plans for a takeover of Y"
    if support.reading == "negative":
        if (tree.deps[noun] in ("dobj", "nsubjpass") and denies(tree, tree.heads[noun])) or ends(
            tree, noun
        ) is not None:
            return found  # the clause has said so
        return replace(found, polarity="positive" if found.polarity == "negative" else "negative")
    if not support.reading:
        return found
    return replace(found, modality=weaker_modality(support.reading, found.modality))


def _deeper_phrases(tree: Tree, noun: int) -> list[Argument]:
    """ "the departure of Ola Berg from Corvex": the parser hangs the noun's second phrase on the noun in its first.

    So it is behind a name, and of a by-phrase; of a common noun it is ``of:in``: "the sale of a stake in X".
    """
    out: list[Argument] = []
    for prep in tree.all_kids(noun, "prep"):
        for inside in tree.all_kids(prep, "pobj"):
            name = tree.tags[inside] in PROPER
            for inner in tree.all_kids(inside, "prep", "agent"):
                own = (name and tree.lemmas[inner] != "of") or tree.lemmas[inner] == "by"
                out += prepositional(tree, inner, "" if own else f"{tree.lemmas[prep]}:")
    return out


def _is_role(tree: Tree, noun: int, k: int) -> bool:
    dep = tree.deps[k]
    if dep in ("poss", "prep"):
        return True
    named = tree.words[k][0].isupper() or tree.words[k] in SEATED
    return named and k < noun and dep in ("compound", "amod", "nmod")


def _noun(tree: Tree, predicate: int, subjects: list[int], kind: str, scopes: ClauseFactuality) -> Proposition:
    lemma, inner = predicate_noun(tree, predicate)
    # "the chairman X and Y": only X is chairman; "the founders X and Y": both are
    single = kind == "apposition" and tree.tags[predicate] not in ("NNS", "NNPS")
    heads = [c for s in subjects for c in ([s] if single else conjuncts(tree, s))]
    if kind == "apposition" and not any(a.role in ("poss", "compound", "of", "to", "for") for a in inner):
        inner += counterpart(tree, predicate, heads[0])
    arguments = [*(argument(tree, s, "subject", noun_phrase(tree, s)) for s in heads), *inner]
    return noun_proposition(tree, predicate, lemma, arguments, kind, scopes)

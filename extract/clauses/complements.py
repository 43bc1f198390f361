"""The arguments of a verb besides its subject: objects, complements, clauses, prepositional phrases, times."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from newsweave.extract.clauses.subjects import antecedent, without_clauses
from newsweave.extract.model import Argument
from newsweave.extract.parsing.phrases import (
    NOUN_TAGS,
    PROPER,
    VERB_TAGS,
    argument,
    conjuncts,
    denied,
    each_argument,
    trim,
)
from newsweave.extract.parsing.repair_shares import is_rest, is_share
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = ["complements", "inner_phrases", "prepositional", "shared_objects", "shared_phrases", "times_of"]

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_RELATIVE_ADVERBS = frozenset({"where", "when", "whose", "why"})
_TIME_PREPOSITIONS = frozenset(
    "in on at since until till during before after by from for over throughout within around through between".split()
)
_CLAUSE_TIMES = frozenset({"before", "after", "since", "until", "while"})
_DIRECTIONS = frozenset("ahead away back down home off on out over up".split())
_JOINTLY = frozenset({"jointly", "together"})
_ASKING = frozenset({"whether", "if", "how", "why"})
_YEAR = re.compile(r"(?:1[0-9]|20)\d\ds?|'\d\ds?")
_DISCOURSE = word_list("discourse_phrases")
_TIME_WORDS = word_list("time_words")
_PART_ADVERBS = frozenset({"earlier", "early", "late", "later"})
_TIME_ADVERBS = word_list("time_adverbs")


def complements(tree: Tree, verb: int, passive: bool, has_patient: bool) -> list[Argument]:
    """The arguments that hang on ``verb``, in text order, and the noun that a relative clause takes as its object."""
    out: list[Argument] = []
    for k in tree.kids[verb]:
        dep = tree.deps[k]
        if dep == "dobj":
            role, target = "second" if has_patient else "object", antecedent(tree, verb, k)
            if target == k:
                out += each_argument(tree, k, role)
            else:  # "the app that X built"
                out.append(argument(tree, target, role, partial(without_clauses, tree, target)))
            out += inner_phrases(tree, k, "object:") or _of_the_same(tree, verb, k)
            if (owner := tree.kid(k, "poss")) is not None and tree.tags[k] in ("NN", "NNS"):
                out.append(argument(tree, owner, "object:poss"))
            if tree.tags[k] in ("NN", "NNS"):  # "bought Corvex shares"
                named = (x for x in tree.all_kids(k, "compound", "nmod") if tree.tags[x] in PROPER)
                out += [argument(tree, x, "object:compound") for x in named]
        elif dep == "dative" and tree.tags[k] not in ("IN", "TO"):
            out += each_argument(tree, k, "indirect")
        elif dep in ("attr", "acomp", "oprd") and tree.tags[k] not in ("VB",):
            out += each_argument(tree, k, "complement")
            out += inner_phrases(tree, k, "complement:")
        elif dep in ("prep", "dative") or (dep == "agent" and not passive):
            if not _is_discourse(tree, k) and not _is_gapped(tree, verb, k):
                found = prepositional(tree, k)
                out += found
                if tree.lemmas[k] == "with" and tree.words[k - 1].lower() in _JOINTLY:
                    out += [replace(a, role="together with") for a in found if a.role == "with"]
        elif dep in ("npadvmod", "tmod", "advmod") and _says_when(tree, k):
            out.append(_time(tree, k))
        elif dep == "advmod" and k > verb and _is_predicate_adverb(tree, verb, k):
            out.append(argument(tree, k, "complement"))
        elif dep == "advmod" and k > verb and tree.words[k].lower() in _DIRECTIONS:  # "moved back to Norway"
            out += [a for p in tree.all_kids(k, "prep") for a in prepositional(tree, p)]
        elif (
            dep == "npadvmod" and tree.tags[k] in ("NN", "NNS", "CD") and (k > verb or (passive and _is_share(tree, k)))
        ):
            out.append(argument(tree, k, "extent"))
        elif (patient := _small_clause(tree, k)) is not None:  # "made the coin illegal"
            out += [*each_argument(tree, patient, "object"), argument(tree, k, "complement", [k])]
        elif dep in ("ccomp", "xcomp") and tree.tags[k] in VERB_TAGS | NOUN_TAGS | {"JJ", "TO"}:
            out.append(argument(tree, k, "content", partial(_clause_tokens, tree, k)))
            out += _inside(tree, k)
        elif dep == "advcl" and k > verb and _is_infinitive(tree, k):
            out.append(argument(tree, k, "purpose", partial(_clause_tokens, tree, k)))
    relative = _relative_object(tree, verb)
    if relative is not None and not any(a.role == "object" for a in out) and not has_patient:
        out.append(argument(tree, relative, "object", partial(without_clauses, tree, relative)))
    return [*_fronted(tree, verb), *out]


def _small_clause(tree: Tree, k: int) -> int | None:
    """The subject of a clause without a verb, whose head is the adjective ``k``: "ruled the token illegal"."""
    if tree.deps[k] != "ccomp" or tree.tags[k] != "JJ" or tree.kid(k, "cop", "aux", "mark") is not None:
        return None
    subject = tree.kid(k, "nsubj")
    return subject if subject is not None and subject < k and tree.tags[subject] in NOUN_TAGS else None


def _inside(tree: Tree, clause: int) -> list[Argument]:
    """Whom the content of a clause is about: "investigates whether X broke the law", "stopped selling X"."""
    about = ("subject", tree.kid(clause, "nsubj", "nsubjpass")), ("object", tree.kid(clause, "dobj"))
    named = [(f"content:{role}", k) for role, k in about if k is not None and tree.tags[k] in NOUN_TAGS]
    return [a for role, k in named for a in each_argument(tree, k, role)]


def _asked_about(tree: Tree, clause: int) -> list[Argument]:
    """Of whom it is asked: X in "is looking into whether X broke the law" (role ``content:subject``)."""
    asks = any(tree.lemmas[k] in _ASKING for k in tree.all_kids(clause, "mark", "advmod"))
    return [a for a in _inside(tree, clause) if a.role == "content:subject"] if asks else []


def _is_share(tree: Tree, k: int) -> bool:
    """Whether a noun is a percentage: "is 23% owned by"."""
    return tree.lemmas[k] in ("%", "percent", "cent")


def _fronted(tree: Tree, verb: int) -> list[Argument]:
    """What stands before the subject that coordinated verbs share: "In 2019, X bought Y and sold Z"."""
    first = verb
    while tree.deps[first] == "conj" and tree.tags[tree.heads[first]] in VERB_TAGS and not _has_subject(tree, first):
        first = tree.heads[first]
    subject = tree.kid(first, "nsubj", "nsubjpass") if first != verb else None
    if subject is None:
        return []
    out: list[Argument] = []
    for k in tree.kids[first]:
        if k >= tree.left(subject):
            break
        if tree.deps[k] == "prep":
            out += prepositional(tree, k)
        elif tree.deps[k] in ("npadvmod", "tmod", "advmod") and _says_when(tree, k):
            out.append(_time(tree, k))
    return out


def _has_subject(tree: Tree, verb: int) -> bool:
    return tree.kid(verb, "nsubj", "nsubjpass", "csubj") is not None


def inner_phrases(tree: Tree, noun: int, prefix: str) -> list[Argument]:
    """Prepositional phrases below an argument, as fall-backs: the parser hangs many of the verb's own there."""
    out: list[Argument] = []
    for c in conjuncts(tree, noun):
        for k in tree.all_kids(c, "prep"):
            out += prepositional(tree, k, prefix)
            for p in tree.all_kids(k, "pobj"):
                for kk in tree.all_kids(p, "prep"):
                    out += prepositional(tree, kk, prefix)
    return out


def _of_the_same(tree: Tree, verb: int, rest: int) -> list[Argument]:
    """What a rest is part of: "A owns 60% of C, while B holds the rest"."""
    if not is_rest(tree, rest):
        return []
    start = tree.sentences[tree.sentence_of[verb]][0]
    for before in range(verb - 1, start - 1, -1):
        share = tree.kid(before, "dobj") if tree.tags[before] in VERB_TAGS else None
        if share is not None and is_share(tree, share):
            return [a for a in inner_phrases(tree, share, "object:") if a.role in ("object:of", "object:in")]
    return []


def shared_objects(tree: Tree, verb: int, have: list[Argument], passive: bool) -> list[Argument]:
    """The object that coordinated verbs share: "developed and launched X" hangs X on the last verb only."""
    if passive or any(a.role in ("object", "content", "complement") for a in have):
        return []
    last = None
    for k in tree.all_kids(verb, "conj"):
        if tree.tags[k] in VERB_TAGS and tree.tags[k] == tree.tags[verb] and tree.kid(k, "nsubj") is None:
            last = k
    if last is None or any(tree.deps[k] == "prep" and k < last for k in tree.kids[verb]):
        return []
    between = tree.words[verb + 1 : last]
    if any(w == "," for w in between) or last - verb > 3:
        return []
    shared = tree.kid(last, "dobj")
    return [] if shared is None else each_argument(tree, shared, "object")


def shared_phrases(tree: Tree, verb: int) -> list[Argument]:
    """The phrases that two verbs share where nothing stands between them: "born and raised in X"."""
    last = verb + 2
    if last >= len(tree.words) or tree.heads[last] != verb or tree.deps[last] != "conj":
        return []
    if tree.words[verb + 1] != "and" or tree.tags[last] != tree.tags[verb]:
        return []
    if any(k > last for k in tree.kids[verb] if tree.deps[k] == "prep") or tree.kid(last, "dobj", "ccomp", "xcomp"):
        return []
    places = [k for k in tree.all_kids(last, "prep") if tree.lemmas[k] in ("at", "in", "on")]
    return [
        a
        for k in places
        for x in tree.all_kids(k, "pobj")
        for a in each_argument(tree, x, tree.lemmas[k], marker=tree.words[k])
    ]


def _is_discourse(tree: Tree, prep: int) -> bool:
    """Whether a prepositional phrase speaks of the text, not of the event: "for example", "of course"."""
    noun = tree.kid(prep, "pobj", "amod", "pcomp")
    return noun == prep + 1 and not tree.kids[noun] and f"{tree.words[prep]} {tree.words[noun]}".lower() in _DISCOURSE


def _is_gapped(tree: Tree, verb: int, prep: int) -> bool:
    """Whether a phrase belongs to a clause behind this one that leaves out its verb; see ``gapping``."""
    nouns = [k for k in tree.all_kids(verb, "conj") if verb < k < prep and tree.tags[k] in NOUN_TAGS]
    return bool(nouns) and any(
        tree.deps[k] == "prep" and tree.lemmas[k] == tree.lemmas[prep] and k < nouns[0] for k in tree.kids[verb]
    )


def times_of(tree: Tree, verb: int) -> list[Argument]:
    """When a verb's deed is done: its adverbials of time and the phrases that open its clause ("On Monday, X won")."""
    out = [_time(tree, k) for k in tree.all_kids(verb, "npadvmod", "tmod", "advmod") if _says_when(tree, k)]
    before = [k for k in tree.all_kids(verb, "prep") if k < verb]
    return out + [a for k in before for a in prepositional(tree, k) if a.temporal]


def _time(tree: Tree, k: int) -> Argument:
    return argument(tree, k, "time", temporal=True)


def _is_predicate_adverb(tree: Tree, verb: int, k: int) -> bool:
    """Whether an adverb is what a bare "be" predicates: "is away", "were so far apart"."""
    return (
        tree.lemmas[verb] == "be"
        and tree.tags[k] in ("RB", "JJ")
        and tree.kid(verb, "attr", "acomp", "prep", "ccomp") is None
    )


def _says_when(tree: Tree, k: int) -> bool:
    """Whether an adverbial says when: "last week", "three years later", "as far back as 2017"."""
    if tree.lemmas[k] in _TIME_WORDS or tree.lemmas[k] in _TIME_ADVERBS:
        return True
    if tree.deps[k] != "advmod" or not tree.kids[k]:
        return False
    if tree.lemmas[k] in _PART_ADVERBS:  # "earlier in March"
        return any(_is_time(tree, t) for t in tree.subtree(k))
    return any(tree.tags[t] == "CD" for t in tree.subtree(k))


def _is_time(tree: Tree, noun: int) -> bool:
    """Whether a noun after "in", "on", "since" is a time: "1998", "the third quarter", "Monday"."""
    return tree.lemmas[noun] in _TIME_WORDS or (
        tree.tags[noun] == "CD" and _YEAR.fullmatch(tree.words[noun]) is not None
    )


def _is_infinitive(tree: Tree, verb: int) -> bool:
    return tree.tags[verb] == "VB" and any(tree.tags[k] == "TO" for k in tree.kids[verb])


def _relative_object(tree: Tree, verb: int) -> int | None:
    """The noun a relative clause takes as its object: "the app (that) X launched"."""
    if tree.deps[verb] != "relcl":
        return None
    subject = tree.kid(verb, "nsubj")
    if any(tree.lemmas[t] in _RELATIVE_ADVERBS for t in tree.subtree(verb) if t <= verb):
        return None
    if (
        subject is None
        or tree.lemmas[subject] in _RELATIVE
        or tree.kid(verb, "dobj", "attr", "acomp", "ccomp") is not None
    ):
        return None
    return tree.heads[verb]


def prepositional(tree: Tree, prep: int, prefix: str = "", before: str = "") -> list[Argument]:
    """The arguments of a preposition, nested ("from X to Y") and coordinated; role is the preposition's lemma.

    ``before`` is the words of the prepositions above it.
    """
    name = tree.lemmas[prep]
    marker = " ".join((before, _marker(tree, prep))).strip()
    out: list[Argument] = []
    for k in tree.kids[prep]:
        dep = tree.deps[k]
        if dep == "pobj":
            k = antecedent(tree, _clause_of(tree, prep), k)
            temporal = name in _TIME_PREPOSITIONS and _is_time(tree, k)
            if k < prep:  # "in which": the noun before the clause, without the clause
                bare = partial(without_clauses, tree, k)
                out.append(argument(tree, k, prefix + name, bare, marker=marker, temporal=temporal))
            else:
                out += each_argument(tree, k, prefix + name, marker=marker, temporal=temporal)
            if not prefix:
                out += inner_phrases(tree, k, f"{name}:")
                if tree.tags[k] in ("NN", "NNS"):
                    owner = tree.kid(k, "poss")
                    out += [] if owner is None else [argument(tree, owner, f"{name}:poss")]
                    of_name = (x for x in tree.all_kids(k, "compound", "nmod") if tree.tags[x] in PROPER)
                    out += [argument(tree, x, f"{name}:compound") for x in of_name]  # "for an FCA licence"
        elif dep == "prep":
            inner = prepositional(tree, k, prefix, marker if k == prep + 1 else "")  # "out of X", "from X to Y"
            out += [replace(a, role=f"{prefix}{name} {a.role.removeprefix(prefix)}") for a in inner]
        elif dep == "pcomp" and tree.tags[k] in VERB_TAGS:
            words = partial(_clause_tokens, tree, k)
            out.append(argument(tree, k, prefix + name, words, marker=marker, temporal=name in _CLAUSE_TIMES))
            out += _asked_about(tree, k)
            if name == "with":  # "with X and Y also participating"
                out += [a for x in tree.all_kids(k, "nsubj") for a in each_argument(tree, x, f"{prefix}with:subject")]
        elif dep == "conj" and tree.deps[prep] == "prep" and tree.tags[k] in ("IN", "TO") and not denied(tree, k):
            more = prepositional(tree, k, prefix)
            if tree.lemmas[k] == name and out:  # "in Oslo and in Lund"
                more = [replace(a, conjunct=a.conjunct + len(out), coordination=None) for a in more]
            out += more
    return out


def _clause_of(tree: Tree, prep: int) -> int:
    """The verb (or what else is no preposition) that a preposition hangs on."""
    head = tree.heads[prep]
    while tree.deps[head] in ("prep", "pobj") and tree.heads[head] != head:
        head = tree.heads[head]
    return head


def _marker(tree: Tree, prep: int) -> str:
    """The preposition with the words that belong to it, as they stand: "because of", "Along", "out"."""
    own = [
        k
        for k in tree.kids[prep]
        if k < prep + 2 and tree.deps[k] in ("pcomp", "prep", "fixed", "mwe", "advmod", "npadvmod")
    ]
    own = [k for k in own if not tree.kids[k]]
    return tree.phrase_text(sorted([prep, *own]))


def _clause_tokens(tree: Tree, i: int) -> list[int]:
    """All tokens of a subordinate clause, without a leading "that"."""
    tokens = tree.subtree(i)
    if tokens and tree.deps[tokens[0]] == "mark" and tree.lemmas[tokens[0]] == "that":
        tokens = tokens[1:]
    return trim(tree, tokens, i)

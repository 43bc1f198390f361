"""Whose clause it is: the verb's own subject, or the one it shares.

Shared along coordination, control and raising, participles and relative clauses (Del Corro and Gemulla 2013, ClausIE).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from newsweave.extract.clauses.control import ADVERBIAL, doer_behind, recipient
from newsweave.extract.model import Argument
from newsweave.extract.parsing.phrases import NOUN_TAGS, PROPER, VERB_TAGS, argument, conjuncts, each_argument, phrase
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = [
    "SUBJECTS",
    "antecedent",
    "clause_subject",
    "clause_verb",
    "inherited_subject",
    "relative_pronouns",
    "subjects_of",
    "without_clauses",
]

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_KEEPING = {
    "from": frozenset("ban bar block deter discourage dissuade forbid keep prevent prohibit restrain stop".split()),
    "of": frozenset("accuse suspect convict".split()),
}
"""Preposition to the verbs whose object is the subject of the gerund behind it."""
_OBJECT_CONTROL = word_list("object_control_verbs")
_CALLING = {
    "on": frozenset("bank call count depend prevail rely".split()),
    "to": frozenset({"appeal", "look"}),
    "upon": frozenset("call prevail rely".split()),
    "with": frozenset({"plead"}),
}
"""Preposition to the verbs whose phrase says who is to do what the infinitive behind it says."""
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_ALL_OF = frozenset({"all", "both", "each"})
_RELATIVE_ADVERBS = frozenset({"whose", "where"})
_MODIFIES = frozenset({"relcl", "acl"})
_NEXT = 3  # tokens from a participle to the one it is coordinated with: "authorised and fully regulated"
_JOINTLY = frozenset({"together", "along", "jointly"})
_QUALITIES = ADVERBIAL | {"JJ", "VBN"}
_HOLDING = frozenset({"have", "hold", "keep", "own", "retain"})
_SHARES = word_list("stake_nouns") | {"interest"}
_DEALS = word_list("shell_nouns") | {"offer", "decision"}
_PERSONS_DEEDS = frozenset(
    "appointment bid choice decision election nomination plan proposal refusal selection".split()
)
_CHOSEN = frozenset({"appointee", "candidate", "nominee"})
_THINGS = word_list("places_and_times")
_SOON = frozenset({"eventually", "later", "shortly", "soon"})
_SAYS = frozenset({"VBZ", "VBP", "VBD"})


def subjects_of(tree: Tree, verb: int, passive: bool) -> tuple[list[Argument], list[Argument]]:
    """Who does it (role ``subject``) and, for a passive, what it is done to (``object``), coordination resolved."""
    own = tree.all_kids(verb, "nsubj", "nsubjpass", "csubj") or [
        k for k in tree.all_kids(verb, "expl") if tree.tags[k] == "EX"
    ]
    if own:
        found = [antecedent(tree, verb, s) for s in own]
    else:
        inherited = inherited_subject(tree, verb)
        found = [] if inherited is None else [inherited]
    role = "object" if passive else "subject"
    doers = [a for f in found for a in (*_each(tree, verb, f, role), *_members(tree, verb, f, role))]
    if not passive:
        return [*doers, *_companions(tree, verb, own)], []
    agent = tree.all_kids(verb, "agent") or _shared_agent(tree, verb) or _inner_agent(tree, verb)
    by = [k for a in agent for k in (a, *tree.all_kids(a, "conj"))]  # "by X and by Y"
    agents = [p for k in by for p in tree.all_kids(k, "pobj")]
    named = [c for a in agents for c in conjuncts(tree, a)]
    named += [c for n in named for c in _joined_by(tree, n, n)]  # "set up by X, together with Y"
    if not agents:  # "dropped along with Y"
        doers += [argument(tree, c, role) for c in _joined_by(tree, verb, verb)]
    return [argument(tree, c, "subject") for c in named], doers


def _shared_agent(tree: Tree, verb: int) -> list[int]:
    """The by-phrase that coordinated participles share: "is authorised and regulated by X"."""
    for k in tree.all_kids(verb, "conj"):
        if tree.tags[k] == "VBN" and k - verb <= _NEXT and tree.kid(k, "nsubj", "nsubjpass", "auxpass") is None:
            return tree.all_kids(k, "agent")
    return []


def _inner_agent(tree: Tree, verb: int) -> list[int]:
    """The by-phrase that hangs on a thing in one of the verb's phrases: "was started in a garage by X".

    What is done by somebody ("in a takeover by X") or made by him keeps its by-phrase.
    """
    for prep in tree.all_kids(verb, "prep"):
        for noun in tree.all_kids(prep, "pobj"):
            by = next((k for k in tree.all_kids(noun, "prep") if k > noun and tree.lemmas[k] == "by"), None)
            named = by is not None and any(_is_named(tree, x) for x in tree.all_kids(by, "pobj"))
            if by is not None and named and tree.tags[noun] == "NN" and tree.lemmas[noun] in _THINGS:
                return [by]
    return []


def _is_named(tree: Tree, noun: int) -> bool:
    """Whether a noun is a name or has one behind it: "the geologist Maria Hansen"."""
    return tree.tags[noun] in PROPER or any(tree.tags[k] in PROPER for k in tree.all_kids(noun, "appos"))


def _companions(tree: Tree, verb: int, subjects: list[int]) -> list[Argument]:
    """Who does it with the subject: "X, along with Y, bought Z", "Together with Y, X bought Z"."""
    if not subjects:
        return []
    out = [c for head in (verb, *subjects) for c in _joined_by(tree, head, -1) if head != verb or c < verb]
    phrases = (n for k in tree.all_kids(verb, "prep") for n in tree.all_kids(k, "pobj"))
    for noun in (*tree.all_kids(verb, "dobj"), *phrases):  # "X joined the round alongside Y"
        out += [c for c in _joined_by(tree, noun, noun, ("alongside",)) if tree.tags[noun] in ("NN", "NNS")]
    out += _joined_by(tree, verb, verb, ("alongside",))
    return [argument(tree, c, "subject") for c in dict.fromkeys(out)]


def _joined_by(
    tree: Tree, head: int, behind: int, alone: tuple[str, ...] = ("along", "alongside", "with")
) -> list[int]:
    """The nouns of "along with Y", "together with Y", "alongside Y" that hang on ``head``, behind a token."""
    out: list[int] = []
    for prep in tree.all_kids(head, "prep"):
        lemma, before = tree.lemmas[prep], tree.words[prep - 1].lower() if prep else ""
        if prep < behind or tree.tags[prep] not in ("IN", "RB") or lemma not in alone:
            continue
        inner = tree.kid(prep, "prep")
        if lemma == "along":
            if inner is None or tree.lemmas[inner] != "with":
                continue
            prep = inner
        elif lemma == "with" and before not in _JOINTLY:
            continue
        out += [c for k in tree.all_kids(prep, "pobj") for c in conjuncts(tree, k)]
    return out


def _each(tree: Tree, verb: int, head: int, role: str) -> list[Argument]:
    """The arguments that ``head`` and what is coordinated with it give, without the clause of ``verb`` itself."""
    clause = _clause_on(tree, verb, head)
    if clause is None:
        return each_argument(tree, head, role)
    out = []
    for c in conjuncts(tree, head):
        if head < clause < c:
            continue  # "A, which did it, and B": B did not
        out.append(argument(tree, c, role, partial(without_clauses, tree, c)))
    return out


def _members(tree: Tree, verb: int, group: int, role: str) -> list[Argument]:
    """ "A and B are among the banks that ...", "A, one of the banks backing ...": the clause is about A and B, too."""
    if tree.tags[group] != "NNS" or _clause_on(tree, verb, group) is None or tree.deps[group] != "pobj":
        return []
    prep = tree.heads[group]
    head = tree.heads[prep]
    if tree.lemmas[prep] == "of" and tree.tags[head] == "CD":
        if tree.deps[head] == "appos" and tree.tags[tree.heads[head]] in PROPER:
            return [argument(tree, tree.heads[head], role)]
        head = tree.heads[head] if tree.deps[head] == "attr" else prep
    elif tree.lemmas[prep] != "among":
        return []
    # "may be", "is not", "if A is", "denied that A is": then nothing is said of A alone
    if tree.lemmas[head] != "be" or tree.tags[head] not in _SAYS or tree.kid(head, "neg", "aux") is not None:
        return []
    if tree.deps[head] not in ("ROOT", "conj", "parataxis"):
        return []
    return [a for s in tree.all_kids(head, "nsubj") if tree.tags[s] in PROPER for a in each_argument(tree, s, role)]


def without_clauses(tree: Tree, noun: int) -> list[int]:
    """The phrase of a noun without the clauses that modify it."""
    own = {t for k in tree.kids[noun] if tree.deps[k] in _MODIFIES and k > noun for t in tree.subtree(k)}
    return [t for t in phrase(tree, noun) if t not in own] or [noun]


def _clause_on(tree: Tree, verb: int, noun: int) -> int | None:
    """The head of the clause of ``verb`` that modifies ``noun``, or None."""
    t = verb
    for head in tree.ancestors(verb):
        if head == noun:
            return t if tree.deps[t] in _MODIFIES else None
        t = head
    return None


def clause_verb(tree: Tree, t: int) -> int | None:
    """The verb of the clause that token ``t`` stands in, or None."""
    return next((h for h in tree.ancestors(t) if tree.tags[h][:2] == "VB"), None)


def clause_subject(tree: Tree, t: int) -> int | None:
    """The subject that the verb of the clause of token ``t`` has of its own, or None."""
    verb = clause_verb(tree, t)
    return None if verb is None else tree.kid(verb, *SUBJECTS)


def antecedent(tree: Tree, verb: int, subject: int) -> int:
    """What a relative pronoun, or "both of which", stands for: the noun that the relative clause modifies."""
    whole = _whole_of(tree, subject)
    if tree.lemmas[whole] in _RELATIVE and tree.tags[whole] in ("WDT", "WP", "IN", "DT"):
        top = verb
        while tree.deps[top] in ("conj", "xcomp", "ccomp") and tree.heads[top] != top:
            top = tree.heads[top]
        if tree.deps[top] in _MODIFIES:
            return tree.heads[top]
    return subject


def _whole_of(tree: Tree, subject: int) -> int:
    """The pronoun of "both of which" and "all of whom", or the subject itself; "some of which" are not all."""
    of = tree.kid(subject, "prep") if tree.words[subject].lower() in _ALL_OF else None
    which = tree.kid(of, "pobj") if of is not None and tree.lemmas[of] == "of" else None
    return subject if which is None else which


def relative_pronouns(tree: Tree) -> Iterator[tuple[int, int]]:
    """Each relative pronoun or adverb ("who", "which", "where") with the noun that its clause modifies."""
    for t, lemma in enumerate(tree.lemmas):
        if lemma not in _RELATIVE and lemma not in _RELATIVE_ADVERBS:
            continue
        if tree.tags[t] not in ("WDT", "WP", "WP$", "WRB", "IN", "DT") or tree.deps[t] in ("mark", "det"):
            continue
        top = t
        while tree.deps[top] != "relcl" and tree.heads[top] != top:
            top = tree.heads[top]
        if tree.deps[top] == "relcl" and tree.heads[top] < t:
            yield t, tree.heads[top]


def inherited_subject(tree: Tree, verb: int, depth: int = 0) -> int | None:
    """The subject a verb without one of its own shares, or None.

    Along coordination, of the noun it modifies, of the verb that controls it (its object for verbs such as "allow").
    """
    head, dep = tree.heads[verb], tree.deps[verb]
    if head == verb or depth > 8:
        return None
    if dep in _MODIFIES:
        infinitive = any(tree.tags[k] == "TO" for k in tree.all_kids(verb, "aux"))  # "a deal to buy Y", also as relcl
        if tree.tags[verb] in ("VBN", "VBG") and not (infinitive and tree.lemmas[head] in _DEALS):
            return head  # but not the deal in "a deal to be bought by Y"
        above = tree.heads[head]
        given = recipient(tree, above) if tree.deps[head] == "dobj" and tree.tags[verb] == "VB" else None
        if given is not None:
            return given  # "lent X $9 million to buy Y"
        held = _held(tree, head)
        if held is not None:
            return held
        planned = tree.tags[verb] in ("VB", "VBN") and (dep == "acl" or infinitive)
        return _owner_of_noun(tree, head, depth) if planned else None
    if dep == "pcomp":
        governor = tree.heads[head]
        while tree.deps[head] == "prep" and tree.tags[governor] in ("IN", "TO") and governor != head:
            head, governor = governor, tree.heads[governor]
        if tree.words[governor].lower() == "prior":  # "prior to moving"
            governor = tree.heads[governor]
        if tree.tags[governor] in _QUALITIES and tree.deps[governor] in ("advmod", "acomp", "oprd"):
            governor = tree.heads[governor]  # "stopped short of buying", "is keen on buying"
        elif tree.tags[governor] in _QUALITIES and tree.heads[governor] < governor and tree.deps[governor] == "amod":
            return tree.heads[governor]  # "X, keen on buying Y, ..."
        if tree.tags[governor] in VERB_TAGS:
            kept = tree.kid(governor, "dobj", "nsubjpass")
            if kept is not None and tree.lemmas[governor] in _KEEPING.get(tree.lemmas[head], ()):
                return antecedent(tree, governor, kept)  # "barred X from buying Y", "accused X of buying Y"
        doer = doer_behind(tree, head)
        if doer == "unknown":
            return None
        if not isinstance(doer, str):
            return antecedent(tree, tree.heads[doer], doer)
        if tree.tags[governor] in VERB_TAGS:
            return _subject_of(tree, governor, depth)
        return _owner_of_noun(tree, governor, depth) if tree.tags[governor] in NOUN_TAGS else None
    if tree.tags[head] in ("JJ", "JJR", "RB") and tree.deps[head] in ("acomp", "oprd", "advmod") and dep != "conj":
        head = tree.heads[head]
    if tree.tags[head] not in VERB_TAGS:
        return None
    if dep == "advcl" and (named := _soon_to_be(tree, verb)) is not None:
        return named
    if dep in ("xcomp", "advcl", "ccomp") and tree.tags[verb] == "VB":
        given = tree.kid(head, "dative", "dobj") if tree.lemmas[head] in ("give", "grant") else recipient(tree, head)
        if given is not None:
            return given  # "gave X until June to buy Y"
        called = _called_on(tree, head, verb)
        if called is not None:
            return called
    if dep in ("xcomp", "oprd", "ccomp") and tree.lemmas[head] in _OBJECT_CONTROL:
        controlled = tree.kid(head, "dobj")
        if controlled is not None:
            return controlled
    if dep == "ccomp" and tree.tags[verb] not in ("VBG", "VB", "VBN"):
        return None
    if dep in ("conj", "xcomp", "advcl", "ccomp", "oprd", "parataxis", "dep"):
        return _subject_of(tree, head, depth)
    return None


def _held(tree: Tree, noun: int) -> int | None:
    """What somebody holds a stake in, which does what stands behind it: "owns a stake in a venture to build Z"."""
    if tree.lemmas[noun] not in _SHARES or tree.lemmas[tree.heads[noun]] not in _HOLDING:
        return None
    inside = next((k for k in tree.all_kids(noun, "prep") if tree.lemmas[k] == "in"), None)
    return None if inside is None else tree.kid(inside, "pobj")


def _called_on(tree: Tree, verb: int, infinitive: int) -> int | None:
    """Who is to do it: "called on X to buy Y", "appealed to X to buy Y"."""
    for prep in tree.all_kids(verb, "prep"):
        if verb < prep < infinitive and tree.lemmas[verb] in _CALLING.get(tree.lemmas[prep], ()):
            return tree.kid(prep, "pobj")
    return None


def _soon_to_be(tree: Tree, verb: int) -> int | None:
    """The noun right before "soon to be": "chose X, soon to be part of Y, as its supplier"."""
    first = tree.left(verb)
    if first < 2 or verb < first + 2 or tree.words[first].lower() not in _SOON or tree.words[first + 1] != "to":
        return None
    noun = first - 2
    if tree.words[first - 1] != "," or tree.tags[noun] not in NOUN_TAGS:
        return None
    while tree.deps[noun] in ("compound", "nmod", "appos") and tree.heads[noun] < first:
        noun = tree.heads[noun]
    return noun


def _subject_of(tree: Tree, verb: int, depth: int) -> int | None:
    own = tree.kid(verb, "nsubj", "nsubjpass")
    return antecedent(tree, verb, own) if own is not None else inherited_subject(tree, verb, depth + 1)


def _owner_of_noun(tree: Tree, noun: int, depth: int) -> int | None:
    """Whose the noun is ("X's plan to ...", "X has a plan to ..."): the subject of what the noun is to do."""
    if tree.lemmas[noun] in _CHOSEN:
        return noun  # "X's nominee to head Y": not X is to do it
    owner = tree.kid(noun, "poss")
    if owner is not None:
        return owner
    for of in tree.all_kids(noun, "prep") if tree.lemmas[noun] in _PERSONS_DEEDS else ():
        whose = tree.kid(of, "pobj")
        if tree.lemmas[of] == "of" and whose is not None and tree.tags[whose] in PROPER:
            return whose  # "the nomination of X to head Y"
    verb = tree.heads[noun]
    if tree.deps[noun] == "pobj" and tree.deps[verb] == "prep":
        verb = tree.heads[verb]  # "X is in talks to"
    if tree.deps[noun] in ("dobj", "attr", "pobj") and tree.tags[verb] in VERB_TAGS:
        return _subject_of(tree, verb, depth + 1)
    return None

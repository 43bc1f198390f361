"""Coreference: pronouns and definite noun phrases that can mean only one entity.

Sieves in the manner of Lee et al. (2013), from sure to less sure, and silence where two candidates remain: a wrong link
poisons facts. Acronyms, aliases and name parts are joined before (``entities``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newsweave.extract.clauses.control import owner_behind
from newsweave.extract.clauses.speakers import SPEECH
from newsweave.extract.clauses.subjects import SUBJECTS, antecedent, clause_subject, clause_verb
from newsweave.extract.coreference.described import is_aside
from newsweave.extract.coreference.nominals import History, Nominals, recent
from newsweave.extract.coreference.persons import AUTHOR, PERSONAL, Persons
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.entities.entity_typing import naming
from newsweave.extract.model import Mention
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.classes import BROAD, CLASS_NOUNS
from newsweave.ontology.lists import word_list, word_map

__all__ = ["main_organization", "resolve"]

_NEUTER = frozenset({"it", "its", "itself"})
_NOMINALS: dict[str, list[str]] = word_map("nominals")
_FAR = 1.5
_WHERE = frozenset({"at", "before", "in", "inside", "near", "on", "outside", "under"})
_NAMED_BY_NOUNS = frozenset({"Organization", "Product", "Event"})


def resolve(passages: Sequence[Passage]) -> None:
    """Add to ``Passage.at`` (and to ``Cluster.extra``) what pronouns and definite noun phrases mean."""
    history: list[tuple[int, Cluster, bool]] = []  # sentence number, entity, whether it was the subject
    number, persons = 0, Persons(passages)
    nominals = Nominals(main_organization(passages))
    for p in passages:
        if p.kind != "paragraph":
            continue
        _named_things(p)
        _appositions(p)
        _predicate_nouns(p)
        nominals.enter(p, number)
        for a, b in p.tree.sentences:
            number += 1
            for t in range(a, b):
                found = p.at.get(t)
                if found is not None:
                    ends = p.spans[t][1] - 1 == t or p.spans[t][0] == t
                    if ends and not _only_aside(p, t, found, history):
                        history.append((number, found, _is_subject(p.tree, t) or _names_subject(p, t)))
                        persons.note(p, t, number)
                    continue
                word = p.tree.words[t].lower()
                if word in PERSONAL:
                    _link(p, t, t, t + 1, persons.referent(p, t, history, number))
                elif word in AUTHOR:
                    _link(p, t, t, t + 1, persons.author(p, t))
                elif word in _NEUTER:
                    _link(p, t, t, t + 1, _neuter(p, t, history, number))
                elif nominals.may_be(p, t):
                    the = p.tree.kid(t, "det")
                    _link(p, t, t if the is None else the, t + 1, nominals.referent(p, t, history, number))
                meant = p.at.get(t)
                if meant is not None:  # what was resolved can be resolved to
                    history.append((number, meant, _is_subject(p.tree, t)))


def _only_aside(p: Passage, t: int, found: Cluster, history: History) -> bool:
    """Whether a firm is named only to say who speaks, in a text that has named another one."""
    if found.broad != "Organization" or not is_aside(p.tree, t):
        return False
    return any(c.broad == "Organization" and c is not found for _, c, _ in history)


def _is_subject(tree: Tree, t: int) -> bool:
    """Whether a token is a subject or coordinated with one, and not only who says it ("..., Reuters reported")."""
    while tree.deps[t] == "conj" and tree.heads[t] != t:
        t = tree.heads[t]
    if tree.deps[t] not in SUBJECTS:
        return False
    verb = tree.heads[t]
    said = tree.kid(verb, "ccomp") if tree.lemmas[verb] in SPEECH else None
    return said is None or said > t


def _names_subject(p: Passage, t: int) -> bool:
    """Whether a person is who the common noun that is the subject means: "the mayor of Y, X, said"."""
    noun = p.tree.heads[t]
    found = p.at[t]
    named = p.tree.deps[t] == "appos" and found.broad == "Person" and p.at.get(noun, found) is found
    return named and _is_subject(p.tree, noun)


def _named_things(p: Passage) -> None:
    """ "an operation dubbed X": the operation is X, also as an argument of other verbs."""
    for prop in p.propositions:
        pair = naming(prop)
        if pair is not None and pair[1].head in p.at and pair[0].head not in p.at:
            thing, name = pair
            _link(p, thing.head, thing.head, thing.head + 1, p.at[name.head])


def _appositions(p: Passage) -> None:
    """ "its Hong Kong unit, X": the noun that a name explains means the name."""
    tree = p.tree
    for i, dep in enumerate(tree.deps):
        if dep != "appos":
            continue
        head = tree.heads[i]
        if i not in p.at:
            clause = tree.kid(i, "acl", "relcl")
            fits = head in p.at and _can_be(tree.lemmas[i], p.at[head])
            if clause is not None and fits and tree.words[tree.left(i) - 1] == ",":
                _link(p, i, i, i + 1, p.at[head])  # "X, a fund based in Y": the fund is X
            continue
        noun = tree.heads[i]
        if tree.tags[noun] == "NN" and noun not in p.at and tree.words[tree.subtree(i)[0] - 1] != "(":
            _link(p, noun, noun, noun + 1, p.at[i])


def _can_be(noun: str, c: Cluster) -> bool:
    """Whether a common noun can stand for an entity: "lender" for a bank, "deal" for no company."""
    named = CLASS_NOUNS.get(noun)
    return c.type in _NOMINALS.get(noun, ()) or (named is not None and BROAD.get(named) == c.broad)


def _predicate_nouns(p: Passage) -> None:
    """ "X is a firm based in Y": the firm that is based is X."""
    tree = p.tree
    for i, dep in enumerate(tree.deps):
        if dep != "attr" or tree.tags[i] != "NN" or i in p.at or tree.kid(i, "acl", "relcl") is None:
            continue
        verb = tree.heads[i]
        subject = tree.kid(verb, "nsubj")
        plain = tree.lemmas[verb] == "be" and tree.kid(verb, "neg") is None and tree.kid(verb, "aux") is None
        if plain and subject is not None and subject in p.at and tree.kid(subject, "conj") is None:
            _link(p, i, i, i + 1, p.at[subject])


def _link(p: Passage, t: int, start: int, end: int, cluster: Cluster | None) -> None:
    if cluster is None:
        return
    tree = p.tree
    p.at[t] = cluster
    p.spans[t] = (start, end)
    text = tree.span_text(start, end)
    cluster.extra.append(Mention(tree.starts[start], tree.ends[end - 1], text, cluster.type, cluster.id))


def _neuter(p: Passage, t: int, history: History, number: int) -> Cluster | None:
    """The organisation or product that is the subject of this or the last sentence, if it alone can be meant."""
    tree = p.tree
    if tree.deps[t] == "expl" or (tree.words[t].lower() == "it" and tree.deps[t] in SUBJECTS and _impersonal(p, t)):
        return None
    if tree.deps[t] in SUBJECTS and _acts_on_nominal(tree, t):
        return None
    if _is_sellers(tree, t):
        return None
    near = [
        entry
        for entry in recent(history, number, 1, frozenset({"Organization", "Product"}))
        if entry[1].type != "Currency" and not _inside(p, t, entry[1])
    ]
    if tree.words[t].lower() == "its":
        if (place := _subject_place(p, t)) is not None:
            return place
        if (listed := _first_conjunct(p, t)) is not None:
            return listed
        owner = owner_behind(tree, t)
        if owner == "unknown":
            return None
        if not isinstance(owner, str):
            return _object_owner(p, owner)
    if tree.deps[t] in ("dobj", "pobj", "dative"):
        return _object_pronoun(p, t, near, number)
    same = [c for n, c, s in near if n == number and s]
    if len({id(c) for c in same}) == 1:
        return same[0]
    if same:
        return None
    here = {id(c): c for n, c, _ in near if n == number}
    if not here:
        if tree.words[t].lower() == "its" and _in_clause_of_noun(p, t):
            return None
        before = [c for n, c, s in near if s]
        if _is_about_something_else(p, t):
            return None
        if len({id(c) for c in before}) == 1:
            return None if _other_in_subject(p, t, before[0], near) else before[0]
        every = {id(c): c for _, c, _ in near if not _only_where(p, t, c)}
        return next(iter(every.values())) if len(every) == 1 else None
    if len(here) != 1 or tree.words[t].lower() != "its" or _has_other_subject(p, t):
        return None
    return next(iter(here.values()))


def _acts_on_nominal(tree: Tree, t: int) -> bool:
    """Whether "it" does something to "the firm", likelier to be who was named: "it allows the firm to".

    "It said the firm had lied" speaks of another one.
    """
    if tree.lemmas[tree.heads[t]] in SPEECH:
        return False
    objects = tree.all_kids(tree.heads[t], "dobj", "dative")
    clause = tree.kid(tree.heads[t], "ccomp", "xcomp")
    objects += tree.all_kids(clause, *SUBJECTS) if clause is not None else []
    return any(tree.lemmas[o] in _NOMINALS and tree.kid(o, "det") is not None and tree.tags[o] == "NN" for o in objects)


def _is_sellers(tree: Tree, t: int) -> bool:
    """Whether "its" owner sells something: "X bought Y from its parent" leaves open whose, though Y's is likelier."""
    owner = tree.heads[t]
    prep = tree.heads[owner]
    bought = tree.lemmas[tree.heads[prep]] in word_list("buying_verbs")
    return tree.lemmas[prep] == "from" and bought and tree.lemmas[owner] in word_list("owners")


def _inside(p: Passage, t: int, c: Cluster) -> bool:
    """Whether a pronoun stands in what explains an entity, and so cannot mean it: "X, its rival", "X is its rival"."""
    tree = p.tree
    below = t
    for h in tree.ancestors(t):
        if p.at.get(h) is c and h < t:
            return tree.deps[below] == "appos"
        if tree.deps[below] == "attr":
            return any(p.at.get(s) is c for s in tree.all_kids(h, *SUBJECTS))
        below = h
    return False


def _first_conjunct(p: Passage, t: int) -> Cluster | None:
    """The organisation that "its" follows in a list: "sued X and its founder"."""
    tree = p.tree
    noun = tree.heads[t]
    while tree.deps[noun] in ("appos", "compound"):
        noun = tree.heads[noun]
    first = tree.heads[noun] if tree.deps[noun] == "conj" else noun
    found = p.at.get(first) if first < t and tree.deps[first] in ("dobj", "pobj") else None
    return found if found is not None and found.broad == "Organization" else None


def _object_owner(p: Passage, owner: int) -> Cluster | None:
    """The organisation or product whose deed stands behind the object that it is: "sued X over its purchase of Y"."""
    found = p.at.get(owner)
    single = p.tree.kid(owner, "conj") is None
    return found if single and found is not None and found.broad in ("Organization", "Product") else None


def _subject_place(p: Passage, t: int) -> Cluster | None:
    """The country or city that is the subject of the clause of "its": "Malaysia is not alone in its efforts"."""
    tree = p.tree
    subject = clause_subject(tree, t)
    found = None if subject is None or subject > t else p.at.get(subject)
    return found if found is not None and found.broad == "Place" else None


def _in_clause_of_noun(p: Passage, t: int) -> bool:
    """Whether a common noun is the subject of the clause before the pronoun: "the rules are changing in its favour"."""
    tree = p.tree
    subject = clause_subject(tree, t)
    return subject is not None and subject < t and subject not in p.at and t not in tree.subtree(subject)


def _is_about_something_else(p: Passage, t: int) -> bool:
    """Whether the sentence before has a noun or pronoun as its subject that no name explains: "The trial ... It"."""
    tree = p.tree
    number = tree.sentence_of[t] - 1
    if number < 0:
        return False
    start, end = tree.sentences[number]
    root = next((i for i in range(start, end) if tree.heads[i] == i), start)
    if tree.lemmas[root] in SPEECH and (said := tree.kid(root, "ccomp")) is not None:
        root = said
    subject = tree.kid(root, *SUBJECTS)
    return subject is not None and subject not in p.at and tree.tags[subject] in ("NN", "PRP")


def _other_in_subject(p: Passage, t: int, c: Cluster, near: History) -> bool:
    """Whether the sentence before is about what another has: "Shares in X fell after Y cut its forecast. It"."""
    tree = p.tree
    number = tree.sentence_of[t] - 1
    if number < 0:
        return False
    start, end = tree.sentences[number]
    root = next((i for i in range(start, end) if tree.heads[i] == i), start)
    subject = tree.kid(root, *SUBJECTS)
    if subject is None or p.at.get(subject) is c:
        return False
    inside = {id(p.at[k]) for k in tree.subtree(subject) if k in p.at and p.at[k] is not c}
    return any(id(other) in inside for _, other, _ in near)


def _only_where(p: Passage, t: int, c: Cluster) -> bool:
    """Whether the sentence before names an entity only as a place or forum: "She appealed in the High Court"."""
    tree = p.tree
    number = tree.sentence_of[t] - 1
    if number < 0:
        return False
    found = [k for k in range(*tree.sentences[number]) if p.at.get(k) is c and p.spans[k][1] - 1 == k]
    return bool(found) and all(tree.deps[k] == "pobj" and tree.lemmas[tree.heads[k]] in _WHERE for k in found)


def _has_other_subject(p: Passage, t: int) -> bool:
    """Whether the clause of "its" has a subject that stands for something else: "it counts X among its customers"."""
    tree = p.tree
    verb = clause_verb(tree, t)
    while verb is not None and tree.deps[verb] == "conj" and tree.kid(verb, *SUBJECTS) is None:
        verb = tree.heads[verb]
    subject = None if verb is None else tree.kid(verb, *SUBJECTS)
    return subject is not None and subject not in p.at and tree.words[subject].lower() in ("it", "which", "that")


def _object_pronoun(p: Passage, t: int, near: History, number: int) -> Cluster | None:
    """ "X helped in building it": not the subject X; the last sentence's subject, if nothing else stands between.

    "X said the outage had not hit it", "X raised funds at a price that valued it": X, since something else acts on it.
    """
    above = _above_actor(p, t)
    if above is not None and any(c is above for _, c, _ in near):
        return above
    subjects = {id(c) for n, c, s in near if n == number and s}
    if any(n == number and id(c) not in subjects and not _is_several(c) for n, c, _ in near):
        return None
    if p.tree.deps[t] == "dobj" and _had_object(p, t):
        return None
    before = [c for n, c, s in near if n == number - 1 and s and id(c) not in subjects]
    return before[0] if len({id(c) for c in before}) == 1 else None


def _is_several(c: Cluster) -> bool:
    """Whether an institution is called by a plural noun, "the Dutch authorities", which "it" cannot mean."""
    last = c.names[0].text.split()[-1] if c.names else ""
    return last.islower() and last.endswith("s")


def _had_object(p: Passage, t: int) -> bool:
    """Whether the sentence before did something to a thing that "it" may mean: "X issued a bond. Y bought it".

    At the start of a paragraph it may well have.
    """
    tree = p.tree
    number = tree.sentence_of[t] - 1
    return number < 0 or any(
        tree.deps[k] == "dobj" and tree.tags[k] == "NN" and k not in p.at for k in range(*tree.sentences[number])
    )


def _above_actor(p: Passage, t: int) -> Cluster | None:
    """The entity that is the subject of the sentence, where a common noun is that of the pronoun's own clause."""
    tree = p.tree
    verb = tree.heads[t]
    own = tree.kid(verb, *SUBJECTS) if tree.deps[t] == "dobj" else None
    actor = None if own is None else antecedent(tree, verb, own)
    if actor is None or actor in p.at or tree.tags[actor] not in ("NN", "NNS") or tree.heads[verb] == verb:
        return None
    root = next(h for h in (verb, *tree.ancestors(verb)) if tree.heads[h] == h)
    subject = tree.kid(root, *SUBJECTS)
    return None if subject is None or subject == own else p.at.get(subject)


def _impersonal(p: Passage, t: int) -> bool:
    """ "It is clear that", "it emerged that": the subject of a verb whose content follows."""
    tree = p.tree
    verb = tree.heads[t]
    lemma = tree.lemmas[verb]
    if lemma in ("feel", "look", "sound") and any(tree.lemmas[k] in ("like", "as") for k in tree.kids[verb]):
        return True
    if lemma in ("emerge", "appear", "seem", "rain", "matter", "turn", "take"):
        return True
    return (
        lemma == "be" and tree.kid(verb, "acomp", "attr") is not None and tree.kid(verb, "ccomp", "xcomp") is not None
    )


def main_organization(passages: Sequence[Passage]) -> Cluster | None:
    """The organisation that a document names most often by far, which "the company" may mean without a near name."""
    counts = Counter(
        id(c) for p in passages for n in p.names if (c := p.at.get(n.end - 1)) is not None and c.broad == "Organization"
    )
    (best, most), *rest = counts.most_common(2) or [(0, 0)]
    if most < 3 or (rest and most < rest[0][1] * _FAR):
        return None
    return next(c for p in passages for c in p.at.values() if id(c) == best)

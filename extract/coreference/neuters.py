"""Whom "it" and "its" mean: the subject above in the sentence, else whom the text was about before, else nobody.

The order is that of Hobbs (1978) in the sentence and of centering (Grosz, Joshi and Weinstein 1995) before it. Things
without a name ("the step", "a ship") count as well: where one may be meant, nobody is, but where only somebody who acts
can be meant ("its founder", "it said"), a thing does not stand in the way.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsweave.extract.clauses.control import owner_behind
from newsweave.extract.clauses.speakers import SPEECH
from newsweave.extract.clauses.subjects import SUBJECTS, inherited_subject
from newsweave.extract.coreference.attributes import is_aside, is_trade
from newsweave.extract.coreference.clauses_above import Above, subjects_above
from newsweave.extract.coreference.discourse import Discourse, History
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.parsing.phrases import PROPER
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.classes import BROAD, CLASS_NOUNS
from newsweave.ontology.lists import last_words, word_list, word_map

__all__ = ["NEUTER", "Neuters", "is_impersonal", "is_somebody_noun"]

NEUTER = frozenset({"it", "its", "itself"})
Found = tuple[Cluster, str]
"""Who is meant, and the kind of link."""
_OPEN = "open"
_KINDS = frozenset({"Organization", "Product"})
_WHERE = frozenset({"at", "before", "in", "inside", "near", "on", "outside", "under"})
_BODIES = frozenset(word_map("institution_nouns")) | word_list("acting_bodies")
_GENERAL = word_list("general_firm_nouns") - {"concern", "major", "player"}
_RELATED = word_list("party_nouns") | word_list("units") | word_list("owners") | word_list("relatives_of_firms")
_DEEDS = word_list("deeds_of_somebody") | word_list("deeds_behind_it") | word_list("firms_do")
_WITH_OBJECTS = word_list("deeds_with_objects")
_OBJECTS = word_list("objects_of_firms") | word_list("only_firms_have") | word_list("firms_own") | word_list("staff_nouns") | word_list("site_nouns")
_DONE = word_list("done_to_firms") | word_list("states_of_firms") | {"accuse", "allow", "force", "give", "grant", "hit", "let", "owe", "tell"}
_HAD = (
    word_list("only_firms_have")
    | word_list("firms_own")
    | word_list("owners")
    | word_list("relatives_of_firms")
    | word_list("units")
    | word_list("party_nouns")
    | word_list("staff_nouns")
    | word_list("clientele")
    | last_words("firm_posts")
    | last_words("head_posts")
    | {"purchase", "board", "debt", "earnings", "fleet", "forecast", "guidance", "loss", "sale", "management", "bid"}
)
_SOURCES = word_list("source_nouns") | {"law", "bill", "rule", "agreement", "deal", "contract"}
_OWN_DEEDS = word_list("deed_nouns") | {"bid", "decision", "expansion", "move", "plan", "strategy"}
_CHOOSING = word_list("choosing_verbs") | {"adopt", "licence", "license", "use"}
_OF_FIRMS = frozenset({"arm", "institution", "member", "subsidiary", "unit"})
_THINGS_DO = word_list("deeds_of_things")
_THINGS_HAVE = word_list("things_have")
_TIMES = word_list("time_words")
_IMPERSONAL = frozenset({"appear", "emerge", "matter", "rain", "seem", "take", "turn"})
_SENSES = frozenset({"feel", "look", "sound"})
_FOCUS = 3
"""How many sentences back whom the text is about is looked for."""


class Neuters:
    """The neuter pronouns of one document."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse

    def referent(self, p: Passage, t: int) -> Found | None:
        """Whom the pronoun ``t`` of the current sentence means, and by what kind of link; None where that is open."""
        tree, its = p.tree, p.tree.words[t].lower() == "its"
        if tree.deps[t] == "expl" or (not its and tree.deps[t] in SUBJECTS and is_impersonal(tree, t)):
            return None
        if tree.deps[t] in SUBJECTS and (_acts_on_noun(tree, t) or _is_called_thing(tree, t)):
            return None
        owner = owner_behind(tree, t) if its else "subject"
        if owner == "unknown" or _is_sellers(tree, t):
            return None
        if not isinstance(owner, str):
            return self._object_owner(p, owner)
        if tree.words[t].lower() == "itself":
            return self._reflexive(p, t)
        needs = _means_somebody(tree, t)
        own = self._phrase_owner(p, t) if its else None
        found = own if own is not None else self._above(p, t, needs)
        if isinstance(found, tuple):
            return found
        if found == _OPEN:
            return None
        beside = self._beside(p, t, needs)
        if beside is not None:
            return beside
        return self._before(p, t, needs) if tree.deps[t] in (*SUBJECTS, "poss") else self._object_before(p, t)

    def ahead(self, p: Passage, t: int) -> int:
        """The subject behind a pronoun that may mean it: "Following its purchase of Y, X"; -1 for none."""
        tree = p.tree
        for above in subjects_above(tree, t):
            if above.own and _is_predicate(tree, t, above.verb):
                continue  # "X and Y are among its clients, Z said"
            if not above.ahead:
                return -1
            said = _said_behind(tree, t, above.verb)
            if not said and not _in_adjunct(tree, t, above.verb):
                return -1
            start = tree.sentences[tree.sentence_of[t]][0]
            named = any(k in p.at and p.at[k].broad in _KINDS for k in range(start, t))
            if named and not (said and _is_among(tree, t)):
                return -1
            if self._discourse.is_quoted(p, t) or tree.tags[above.subject] in ("PRP", "EX"):
                return -1
            if (said or tree.deps[t] in SUBJECTS) and self._other_before(p, above.subject):
                return -1
            return above.subject
        return -1

    def _other_before(self, p: Passage, subject: int) -> bool:
        """Whether the sentence before has a subject that is somebody else: "X fell. As it shrank, Y grew"."""
        d = self._discourse
        return any(s and c is not p.at.get(subject) for n, c, s in d.near(1, _KINDS) if n < d.number)

    @staticmethod
    def _reflexive(p: Passage, t: int) -> Found | None:
        """Whom "itself" means: the subject of its own clause."""
        own = next((x.subject for x in subjects_above(p.tree, t) if x.own), -1)
        found = p.at.get(own)
        return (found, "it in clause") if found is not None and found.broad in _KINDS else None

    @staticmethod
    def _object_owner(p: Passage, owner: int) -> Found | None:
        """The organisation or product whose deed stands behind the object that it is: "sued X over its purchase of Y"."""
        found = p.at.get(owner)
        single = p.tree.kid(owner, "conj") is None
        return (found, "it in clause") if single and found is not None and found.broad in _KINDS else None

    @staticmethod
    def _phrase_owner(p: Passage, t: int) -> Found | None:
        """Who stands before "its" in the same phrase: "sued X and its founder", "X's sale of its mill"."""
        tree = p.tree
        noun = tree.heads[t]
        while tree.deps[noun] in ("appos", "compound"):
            noun = tree.heads[noun]
        first = tree.heads[noun]
        if tree.deps[noun] == "conj" and first < t and tree.deps[first] in ("dobj", "pobj", *SUBJECTS) and first in p.at:
            found = p.at[first]
            return (found, "it in clause") if found.broad == "Organization" else None
        for above in tree.ancestors(noun):
            if tree.tags[above][:2] == "VB":
                return None
            owner = tree.kid(above, "poss")
            if owner is not None and owner < t and tree.lemmas[above] not in _RELATED and owner in p.at:
                return (p.at[owner], "it in clause") if p.at[owner].broad == "Organization" else None
        return None

    def _above(self, p: Passage, t: int, needs: bool) -> Found | str | None:
        """The first subject above that it can mean; ``_OPEN`` where one without a name may be meant."""
        tree = p.tree
        its = tree.words[t].lower() == "its"
        past_things = needs or (its and tree.lemmas[tree.heads[t]] not in _THINGS_HAVE)
        barred: set[int] = set()
        for above in subjects_above(tree, t):
            if above.ahead:
                return None
            if above.own and not its and tree.deps[t] not in SUBJECTS:
                if above.subject in p.at:
                    barred.add(id(p.at[above.subject]))  # "X sued it"
                continue
            if above.own and _is_predicate(tree, t, above.verb):
                if above.subject in p.at:
                    barred.add(id(p.at[above.subject]))  # "X is among its clients"
                continue
            found = self._as_subject(p, above, past_things)
            if not isinstance(found, tuple):
                if found == _OPEN:
                    return _OPEN
                continue
            c = found[0]
            if id(c) in barred:
                continue
            if c.type == "MediaOutlet" and tree.lemmas[above.verb] in SPEECH and self._names_other(p, t, c):
                continue  # what a newspaper reports is seldom about itself
            if _inside(p, t, c):
                barred.add(id(c))
                continue
            if c.broad == "Place":
                return found if its and above.own else _OPEN
            if above.asked or (its and above.own and _given_to(p, above.verb, t)) or _is_judge(p, above):
                return _OPEN
            if its and above.own and tree.lemmas[above.verb] in _CHOOSING and self._names_other(p, t, c):
                return _OPEN  # "X said Y has chosen its platform"
            if not its and tree.deps[t] not in SUBJECTS and not needs and self._thing_between(p, above, t):
                return _OPEN
            return found
        return None

    @staticmethod
    def _names_other(p: Passage, t: int, than: Cluster) -> bool:
        start = p.tree.sentences[p.tree.sentence_of[t]][0]
        return any(k in p.at and p.at[k].broad in _KINDS and p.at[k] is not than for k in range(start, t))

    def _as_subject(self, p: Passage, above: Above, needs: bool) -> Found | str | None:
        """What a subject above offers: an entity, ``_OPEN`` for somebody without a name, None for what "it" cannot be."""
        tree, s = p.tree, above.subject
        c = p.at.get(s)
        if c is not None:
            if tree.kid(s, "conj") is not None and above.own and tree.heads[s] == above.verb:
                return _OPEN if c.broad in _KINDS else None
            if c.broad in _KINDS:
                return None if c.type == "Currency" else (c, "it in clause")
            return (c, "it in clause") if c.broad == "Place" else None if c.broad == "Person" or needs else _OPEN
        if s in p.groups or tree.tags[s] in ("NNS", "CD", "EX"):
            return None
        if tree.tags[s] == "PRP":
            return _OPEN if tree.words[s].lower() == "it" else None
        if tree.tags[s] in PROPER:
            return _OPEN
        if tree.tags[s] == "NN":
            owner = tree.kid(s, "poss")
            if is_somebody_noun(tree, s):
                return _OPEN
            deed = needs or tree.lemmas[s] in _OWN_DEEDS
            if owner is not None and owner in p.at and p.at[owner].broad == "Organization" and deed:
                return p.at[owner], "it in clause"
            says = tree.lemmas[above.verb] in SPEECH  # "a ruling said it had lied"
            return None if needs or says or _is_person_noun(tree.lemmas[s]) else _OPEN
        return None if needs else _OPEN

    @staticmethod
    def _thing_between(p: Passage, above: Above, t: int) -> bool:
        """Whether a thing that "it" may mean stands between a subject and a pronoun that is an object."""
        tree = p.tree
        return any(
            _is_thing(p, k) and (tree.deps[k] == "dobj" or tree.heads[k] != tree.heads[t])
            for k in range(above.subject + 1, t)
        )

    def _beside(self, p: Passage, t: int, needs: bool) -> Found | None:
        """The only organisation or product before the pronoun in its sentence, where no subject is meant."""
        tree = p.tree
        its = tree.words[t].lower() == "its"
        start = tree.sentences[tree.sentence_of[t]][0]
        subject = inherited_subject(tree, tree.heads[t]) if tree.deps[t] == "xcomp" else None
        own = [x.subject for x in subjects_above(tree, t) if x.own]
        barred = {id(p.at[s]) for s in (*own, subject) if s is not None and s in p.at}
        here = {
            id(p.at[k]): p.at[k]
            for k in range(start, t)
            if k in p.at and p.at[k].broad in _KINDS and p.at[k].type != "Currency" and not is_aside(tree, k)
        }
        here = {i: c for i, c in here.items() if not _inside(p, t, c) and (its or i not in barred)}
        acted_on = not its and tree.deps[t] not in SUBJECTS
        if acted_on:  # "X worked with Y in developing it": not Y
            around = set(tree.ancestors(t))
            beside = {id(p.at[k]) for k in range(start, t) if k in p.at and (tree.deps[k] == "pobj" or tree.heads[k] in around)}
            taking_part = {id(p.at[k]) for k in range(start, t) if k in p.at and tree.deps[k] in ("dobj", *SUBJECTS)}
            here = {i: c for i, c in here.items() if i not in beside and i in taking_part}
        if len(here) != 1:
            return None
        if acted_on:
            if tree.deps[t] == "pobj" or any(_is_thing(p, k) for k in range(start, t)):
                return None
        elif not its and not needs:
            return None
        if not needs and _has_open_subject(p, t):
            return None
        if any(is_somebody_noun(tree, k) and k not in p.at and tree.tags[k] == "NN" for k in range(start, t)):
            return None
        return next(iter(here.values())), "it beside"

    def _before(self, p: Passage, t: int, needs: bool) -> Found | None:
        """The organisation or product that the sentences before are about, if one alone can be meant."""
        tree, d = p.tree, self._discourse
        start = tree.sentences[tree.sentence_of[t]][0]
        if any(k in p.at and p.at[k].broad in _KINDS and not _inside(p, t, p.at[k]) for k in range(start, t)):
            return None  # the sentence has named somebody else before
        if not needs and tree.words[t].lower() == "its" and _in_clause_of_noun(p, t):
            return None
        entries = d.near(_FOCUS, _KINDS)
        quoted = d.is_quoted(p, t)
        for number, q, a, b in d.before(_FOCUS):
            near = [e for e in entries if e[0] == number and e[1].type != "Currency" and not _inside(p, t, e[1])]
            back = d.number - number
            if back > 1 and (q is not p or not needs):
                return None
            head = _main_subject(q, a, b)
            if _is_about_thing(q, head, needs):
                return None
            subjects = {id(c): c for _, c, s in near if s}
            if tree.deps[t] == "poss" and needs and _stands_in_subject(tree, t) and _brings_somebody(q, a, b):
                return None
            if quoted and not any(k in q.at and q.at[k].broad in _KINDS and d.is_quoted(q, k) for k in range(a, b)):
                return None  # what somebody says "it" of is not what the text speaks of
            if len(subjects) == 1:
                only = next(iter(subjects.values()))
                if _other_in_subject(q, head, only, near) or _goes_on_about_thing(tree, t, q, a, b):
                    return None
                return only, "it from before" if back == 1 else "it from focus"
            if subjects:
                return None
            every = {id(c): c for _, c, _ in near if not _only_where(q, a, b, c)}
            if len(every) == 1:
                if head >= 0 and head not in q.at and q.tree.tags[head] in ("NN", "NNS") and len({id(c) for _, c, _ in entries}) > 1:
                    return None  # "X raised $9 million. The money came from Y. It": either
                thing = _goes_on_about_thing(tree, t, q, a, b)
                return None if thing else (next(iter(every.values())), "it from object")
            if every or not (needs or head < 0) or any(q.tree.tags[k] == "NN" and is_somebody_noun(q.tree, k) and k not in q.at for k in range(a, b)):
                return None
        return None

    def _object_before(self, p: Passage, t: int) -> Found | None:
        """ "Y bought it": the subject of the last sentence, where no thing and nobody else can be meant."""
        tree, d = p.tree, self._discourse
        if d.is_quoted(p, t):
            return None
        near = [e for e in d.near(1, _KINDS) if e[1].type != "Currency" and not _inside(p, t, e[1])]
        subjects = {id(c) for n, c, s in near if n == d.number and s}
        if any(n == d.number and id(c) not in subjects and not _is_several(c) for n, c, _ in near):
            return None
        last = next(d.before(1), None)
        if last is None or last[1] is not p or (tree.deps[t] == "dobj" and _brings_object(last[1], last[2], last[3])):
            return None
        before = [c for n, c, s in near if n == d.number - 1 and s and id(c) not in subjects]
        return (before[0], "it as object") if len({id(c) for c in before}) == 1 else None


def is_somebody_noun(tree: Tree, t: int) -> bool:
    """Whether a common noun stands for an organisation, named or not: "a lender", "the council", "its rival"."""
    lemma = tree.lemmas[t]
    kind = CLASS_NOUNS.get(lemma)
    if kind is not None and BROAD.get(kind) == "Organization":
        return True
    return lemma in _GENERAL or lemma in _BODIES or lemma in _RELATED or is_trade(lemma)


def _is_person_noun(lemma: str) -> bool:
    return lemma in last_words("posts") or lemma in word_list("bystanders") or lemma in word_list("person_words")


def _means_somebody(tree: Tree, t: int) -> bool:
    """Whether the pronoun can only mean somebody who acts: "its founder", "it said", "fined it"."""
    head = tree.heads[t]
    lemma = tree.lemmas[head]
    if tree.deps[t] == "poss":
        if tree.tags[head] in PROPER:  # "its rival X"
            return any(tree.lemmas[k] in _HAD for k in tree.kids[head] if k > t and tree.tags[k] in ("NN", "JJ"))
        return lemma in _HAD or (tree.kid(head, "appos") is not None and is_somebody_noun(tree, head))
    if tree.deps[t] in ("dobj", "dative") or tree.deps[t] == "nsubjpass":
        return lemma in _DONE
    if tree.deps[t] != "nsubj":
        return False
    if lemma in SPEECH or lemma in _DEEDS or any(tree.lemmas[k] in _DEEDS for k in tree.all_kids(head, "conj")):
        return True
    content = tree.kid(head, "xcomp")
    if content is not None and lemma != "be" and (tree.lemmas[content] in _DEEDS or _has_object(tree, content)):
        return True
    return _has_object(tree, head)


def _has_object(tree: Tree, verb: int) -> bool:
    lemma = tree.lemmas[verb]
    if lemma not in _WITH_OBJECTS and lemma not in _DEEDS:
        return False
    return any(tree.lemmas[o] in _OBJECTS or tree.tags[o] in PROPER for o in tree.all_kids(verb, "dobj"))


def is_impersonal(tree: Tree, t: int) -> bool:
    """ "It is clear that", "it emerged that": the subject of a verb whose content follows."""
    verb = tree.heads[t]
    lemma = tree.lemmas[verb]
    if lemma in _SENSES and any(tree.lemmas[k] in ("like", "as") for k in tree.kids[verb]):
        return True
    if lemma in _IMPERSONAL:
        return True
    return (
        lemma == "be" and tree.kid(verb, "acomp", "attr") is not None and tree.kid(verb, "ccomp", "xcomp") is not None
    )


def _is_called_thing(tree: Tree, t: int) -> bool:
    """Whether "it" is said to be what no organisation is: "it was a shock"."""
    verb = tree.heads[t]
    noun = tree.kid(verb, "attr") if tree.lemmas[verb] == "be" else None
    if noun is None or tree.tags[noun] != "NN":
        return False
    return not is_somebody_noun(tree, noun) and tree.lemmas[noun] not in _OF_FIRMS


def _acts_on_noun(tree: Tree, t: int) -> bool:
    """Whether "it" does something to "the firm", likelier to be who was named: "it allows the firm to".

    "It said the firm had lied" speaks of another one.
    """
    if tree.lemmas[tree.heads[t]] in SPEECH:
        return False
    objects = tree.all_kids(tree.heads[t], "dobj", "dative")
    clause = tree.kid(tree.heads[t], "ccomp", "xcomp")
    objects += tree.all_kids(clause, *SUBJECTS) if clause is not None else []
    return any(
        tree.lemmas[o] in _NOMINALS and tree.tags[o] == "NN" and (the := tree.kid(o, "det")) is not None and tree.lemmas[the] != "a"
        for o in objects
    )


_NOMINALS = word_map("nominals")


def _is_sellers(tree: Tree, t: int) -> bool:
    """Whether "its" owner sells something: "X bought Y from its parent" leaves open whose, though Y's is likelier."""
    owner = tree.heads[t]
    prep = tree.heads[owner]
    bought = tree.lemmas[tree.heads[prep]] in word_list("buying_verbs")
    return tree.lemmas[prep] == "from" and bought and tree.lemmas[owner] in word_list("owners")


def _is_predicate(tree: Tree, t: int, verb: int) -> bool:
    """Whether a pronoun stands in what is said of the subject: "X is its rival", "X and Y are among its clients"."""
    if tree.lemmas[verb] != "be":
        return False
    below = t
    for h in tree.ancestors(t):
        if h == verb:
            return tree.deps[below] == "attr" or (tree.deps[below] == "prep" and tree.lemmas[below] == "among")
        below = h
    return False


def _is_among(tree: Tree, t: int) -> bool:
    return any(_is_predicate(tree, t, h) for h in tree.ancestors(t) if tree.lemmas[h] == "be")


def _given_to(p: Passage, verb: int, t: int) -> bool:
    """Whether something is given to somebody named, whose "its" may be: "Y gave X its licence"."""
    tree = p.tree
    return any(k < t and k in p.at and p.at[k].broad == "Organization" for k in tree.all_kids(verb, "dative"))


def _is_judge(p: Passage, above: Above) -> bool:
    """Whether who speaks is added behind another whom he judges: "was fined by X, which said it had lied"."""
    tree = p.tree
    if tree.deps[above.verb] != "relcl" or tree.lemmas[above.verb] not in SPEECH:
        return False
    prep = tree.heads[above.subject]
    return tree.deps[above.subject] == "pobj" and tree.deps[prep] == "agent"


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


def _has_open_subject(p: Passage, t: int) -> bool:
    """Whether the clause above has a subject that stands for something else: "it counts X among its customers"."""
    tree = p.tree
    return any(
        a.subject not in p.at and tree.words[a.subject].lower() in ("it", "which", "that")
        for a in subjects_above(tree, t)
    )


def _in_clause_of_noun(p: Passage, t: int) -> bool:
    """Whether a common noun is the subject of the clause before the pronoun: "the rules are changing in its favour"."""
    first = next(subjects_above(p.tree, t), None)
    return first is not None and first.subject < t and first.subject not in p.at


def _main_subject(q: Passage, a: int, b: int) -> int:
    """The subject of a sentence; of "analysts say that X grew", that of what they say; -1 where there is none."""
    tree = q.tree
    root = next((i for i in range(a, b) if tree.heads[i] == i), a)
    subject = tree.kid(root, *SUBJECTS)
    said = tree.kid(root, "ccomp") if tree.lemmas[root] in SPEECH else None
    if said is not None and (subject is None or subject not in q.at or q.at[subject].broad not in _KINDS):
        subject = tree.kid(said, *SUBJECTS)
    return -1 if subject is None else subject


def _is_about_thing(q: Passage, head: int, needs: bool) -> bool:
    """Whether the subject of a sentence may be what "it" goes on about, though it has no name."""
    if head < 0 or head in q.at:
        return False
    tree = q.tree
    if tree.tags[head] == "NN":
        return is_somebody_noun(tree, head) or not (needs or _is_person_noun(tree.lemmas[head]))
    if tree.tags[head] == "PRP":
        return tree.words[head].lower() == "it" and not needs
    return tree.tags[head] == "DT" and not needs


def _is_thing(p: Passage, k: int) -> bool:
    """Whether a common noun of one thing stands where a clause has its subject or object."""
    tree = p.tree
    if tree.tags[k] != "NN" or k in p.at or tree.deps[k] not in ("dobj", "nsubj", "nsubjpass", "attr"):
        return False
    return tree.lemmas[k] not in _TIMES and not _is_person_noun(tree.lemmas[k])


def _goes_on_about_thing(tree: Tree, t: int, q: Passage, a: int, b: int) -> bool:
    """Whether a thing that the sentence before brings in is likelier meant: "X bought a ship. It can carry 90 cars"."""
    head = tree.heads[t]
    if tree.deps[t] == "poss":
        fits = tree.lemmas[head] in _THINGS_HAVE
    else:
        fits = tree.deps[t] == "nsubjpass" or tree.lemmas[head] in _THINGS_DO
    things = [k for k in range(a, b) if _is_new_thing(q, k)]
    if tree.lemmas[head] in SPEECH:
        return any(q.tree.lemmas[k] in _SOURCES for k in things)
    return fits and bool(things)


def _brings_object(q: Passage, a: int, b: int) -> bool:
    return any(q.tree.deps[k] == "dobj" and q.tree.tags[k] == "NN" and k not in q.at for k in range(a, b))


def _stands_in_subject(tree: Tree, t: int) -> bool:
    noun = tree.heads[t]
    return tree.deps[noun] in SUBJECTS or (tree.deps[noun] == "compound" and tree.deps[tree.heads[noun]] in SUBJECTS)


def _brings_somebody(q: Passage, a: int, b: int) -> bool:
    """Whether a sentence ends with somebody without a name: "X lost to a Dutch rival. Its founder" may be either's."""
    tree = q.tree
    return any(
        tree.tags[k] == "NN"
        and k not in q.at
        and tree.deps[k] in ("dobj", "pobj")
        and is_somebody_noun(tree, k)
        and (article := tree.kid(k, "det")) is not None
        and tree.lemmas[article] in ("a", "an", "another")
        for k in range(a, b)
    )


def _is_new_thing(q: Passage, k: int) -> bool:
    tree = q.tree
    if tree.tags[k] != "NN" or k in q.at or tree.deps[k] not in ("dobj", "attr", "nsubjpass"):
        return False
    lemma = tree.lemmas[k]
    article = tree.kid(k, "det")
    verb = tree.heads[k]
    return (
        article is not None
        and tree.lemmas[article] in ("a", "an", "another")
        and tree.lemmas[verb] != "have"
        and tree.deps[verb] not in ("relcl", "acl", "advcl")
        and lemma not in _TIMES
        and not _is_person_noun(lemma)
        and not (tree.deps[k] == "attr" and is_somebody_noun(tree, k))
    )


def _other_in_subject(q: Passage, head: int, c: Cluster, near: History) -> bool:
    """Whether the sentence before is about what another has: "Shares in X fell after Y cut its forecast. It"."""
    if head < 0 or q.at.get(head) is c:
        return False
    inside = {id(q.at[k]) for k in q.tree.subtree(head) if k in q.at and q.at[k] is not c}
    return any(id(other) in inside for _, other, _ in near)


def _only_where(q: Passage, a: int, b: int, c: Cluster) -> bool:
    """Whether a sentence names an entity only as a place or forum: "She appealed in the High Court"."""
    tree = q.tree
    found = [k for k in range(a, b) if q.at.get(k) is c and q.spans[k][1] - 1 == k]
    return bool(found) and all(tree.deps[k] == "pobj" and tree.lemmas[tree.heads[k]] in _WHERE for k in found)


def _is_several(c: Cluster) -> bool:
    """Whether an institution is called by a plural noun, "the Dutch authorities", which "it" cannot mean."""
    last = c.names[0].text.split()[-1] if c.names else ""
    return last.islower() and last.endswith("s")


def _said_behind(tree: Tree, t: int, verb: int) -> bool:
    """Whether a clause with the pronoun is what the subject behind it says: "Its profit rose, X said"."""
    below = t
    for h in tree.ancestors(t):
        if h == verb:
            return tree.lemmas[verb] in SPEECH and tree.deps[below] == "ccomp"
        below = h
    return False


def _in_adjunct(tree: Tree, t: int, verb: int) -> bool:
    """Whether the pronoun stands in a phrase or clause that opens the sentence of a verb: "After its purchase of Y, X"."""
    below = t
    for h in tree.ancestors(t):
        if h == verb:
            return tree.deps[below] in ("prep", "advcl", "acl", "pcomp")
        below = h
    return False

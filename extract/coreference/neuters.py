"""Whom "it" and "its" mean: the subject above in the sentence, else whom the text was about before, else nobody.

The order is that of Hobbs (1978) in the sentence and of centering (Grosz, Joshi and Weinstein 1995) before it. Things
without a name ("the step", "a ship") count as well: where one may be meant, nobody is, but where only somebody who acts
can be meant ("its founder", "it said"), a thing does not stand in the way.
"""

from __future__ import annotations

from newsweave.extract.clauses.control import owner_behind
from newsweave.extract.clauses.speakers import SPEECH
from newsweave.extract.clauses.subjects import SUBJECTS, inherited_subject
from newsweave.extract.coreference.attributes import is_aside
from newsweave.extract.coreference.clauses_above import Above, subjects_above
from newsweave.extract.coreference.discourse import Discourse
from newsweave.extract.coreference.neuter_signs import (
    explains,
    given_to,
    has_open_subject,
    in_clause_of_noun,
    is_compared,
    is_disputed,
    is_examined,
    is_judge,
    is_other,
    is_reason,
    whole_of,
)
from newsweave.extract.coreference.pronoun_clauses import (
    RELATED,
    acts_on_noun,
    in_adjunct,
    is_among,
    is_called_thing,
    is_impersonal,
    is_person_noun,
    is_predicate,
    is_sellers,
    is_somebody_noun,
    means_somebody,
    said_behind,
    stands_in_subject,
)
from newsweave.extract.coreference.sentence_before import (
    THINGS_HAVE,
    brings_object,
    brings_somebody,
    goes_on_about_thing,
    is_about_thing,
    is_several,
    is_thing,
    main_subject,
    named_product,
    only_where,
    other_in_subject,
    tells_of_others,
)
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.parsing.phrases import PROPER
from newsweave.ontology.lists import word_list

__all__ = ["NEUTER", "Neuters"]

NEUTER = frozenset({"it", "its", "itself"})
Found = tuple[Cluster, str]
"""Who is meant, and the kind of link."""
_OPEN = "open"
_KINDS = frozenset({"Organization", "Product"})
_NAMED_THINGS = frozenset({"Agreement", "Event", "Law"})
_OWN_DEEDS = word_list("deed_nouns") | {"bid", "decision", "expansion", "move", "plan", "strategy"}
_CHOOSING = word_list("choosing_verbs") | {"adopt", "licence", "license", "use"}
_EACH = frozenset({"all", "both", "each", "either", "every", "neither", "none", "one"})
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
        if tree.deps[t] in SUBJECTS and (acts_on_noun(tree, t) or is_called_thing(tree, t)):
            return None
        owner = owner_behind(tree, t) if its else "subject"
        if owner == "unknown" or is_sellers(tree, t):
            return None
        if not isinstance(owner, str):
            return self._object_owner(p, owner)
        if tree.words[t].lower() == "itself":
            return self._reflexive(p, t)
        needs = means_somebody(tree, t)
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
            if above.own and is_predicate(tree, t, above.verb):
                continue  # "X and Y are among its clients, Z said"
            if not above.ahead:
                return -1
            said = said_behind(tree, t, above.verb)
            if not said and not in_adjunct(tree, t, above.verb):
                return -1
            start = tree.sentences[tree.sentence_of[t]][0]
            named = any(k in p.at and p.at[k].broad in _KINDS for k in range(start, t))
            if named and not (said and is_among(tree, t)):
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
        """Whose deed stands behind the object that it is: "sued X over its purchase of Y"."""
        found = p.at.get(owner)
        single = p.tree.kid(owner, "conj") is None
        return (found, "it in clause") if single and found is not None and found.broad in _KINDS else None

    @staticmethod
    def _phrase_owner(p: Passage, t: int) -> Found | str | None:
        """Who stands before "its" in the same phrase: "sued X and its founder", "X's sale of its mill"."""
        tree = p.tree
        noun = tree.heads[t]
        while tree.deps[noun] in ("appos", "compound"):
            noun = tree.heads[noun]
        first = tree.heads[noun]
        if tree.deps[noun] == "conj" and first < t and tree.deps[first] in ("dobj", "pobj", *SUBJECTS):
            named = p.at.get(first)  # "X and its founder": X, whoever else the clause has
            if named is not None and named.broad in _KINDS:
                return named, "it in clause"
            if named is not None and named.broad == "Place":
                return _OPEN
        whole = whole_of(p, noun)
        if whole is not None:
            return whole, "it in clause"
        for above in tree.ancestors(noun):
            if tree.tags[above][:2] == "VB":
                return None
            owner = tree.kid(above, "poss")
            if owner is not None and owner < t and tree.lemmas[above] not in RELATED and owner in p.at:
                return (p.at[owner], "it in clause") if p.at[owner].broad == "Organization" else None
        return None

    def _above(self, p: Passage, t: int, needs: bool) -> Found | str | None:
        """The first subject above that it can mean; ``_OPEN`` where one without a name may be meant."""
        tree = p.tree
        its = tree.words[t].lower() == "its"
        past_things = needs or (its and tree.lemmas[tree.heads[t]] not in THINGS_HAVE)
        barred: set[int] = set()
        quoted = self._discourse.is_quoted(p, t)
        wanted = tree.deps[t] in SUBJECTS and any(tree.tags[k] == "TO" for k in tree.kids[tree.heads[t]])
        for above in subjects_above(tree, t):
            if above.ahead:
                continue  # "X said that, while it had lost money, this was new"
            if quoted and not self._discourse.is_quoted(p, above.verb):
                return _OPEN  # who is quoted says "we"
            if above.own and not its and tree.deps[t] not in SUBJECTS:
                if above.subject in p.at:
                    barred.add(id(p.at[above.subject]))  # "X sued it"
                continue
            if above.own and is_predicate(tree, t, above.verb):
                if above.subject in p.at:
                    barred.add(id(p.at[above.subject]))  # "X is among its clients"
                continue
            if wanted:  # "X wants it to sell": not X
                wanted = False
                if above.subject in p.at:
                    barred.add(id(p.at[above.subject]))
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
            if explains(p, t, c):
                barred.add(id(c))
                continue
            if c.broad == "Place":
                return found if its and above.own else _OPEN
            if not its and (is_examined(tree, t) or is_reason(p, t, above)) and self._names_other(p, t, c):
                return _OPEN  # "X opened a case against Y to establish whether it"
            if (
                above.asked
                or is_disputed(p, t, above)
                or (its and above.own and given_to(p, above.verb, t))
                or is_judge(p, above)
            ):
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
        """Whom a subject above offers; ``_OPEN`` for somebody without a name, None for what "it" cannot be."""
        tree, s = p.tree, above.subject
        c = p.at.get(s)
        if c is not None:
            if tree.kid(s, "conj") is not None and above.own and tree.heads[s] == above.verb:
                return _OPEN if c.broad in _KINDS else None
            if c.broad in _KINDS:
                return None if c.type == "Currency" else (c, "it in clause")
            return (c, "it in clause") if c.broad == "Place" else None if c.broad == "Person" or needs else _OPEN
        if tree.lemmas[s] in _EACH:
            return _OPEN  # "each has its own"
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
            return None if needs or says or is_person_noun(tree.lemmas[s]) else _OPEN
        return None if needs else _OPEN

    @staticmethod
    def _thing_between(p: Passage, above: Above, t: int) -> bool:
        """Whether a thing that "it" may mean stands between a subject and a pronoun that is an object."""
        tree = p.tree
        return any(
            is_thing(p, k) and (tree.deps[k] == "dobj" or tree.heads[k] != tree.heads[t])
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
            if k in p.at
            and p.at[k].broad in _KINDS
            and p.at[k].type != "Currency"
            and not is_aside(tree, k)
            and not is_compared(p, k)
        }
        here = {i: c for i, c in here.items() if not explains(p, t, c) and (its or i not in barred)}
        acted_on = not its and tree.deps[t] not in SUBJECTS
        if acted_on:  # "X worked with Y in developing it": not Y
            around = set(tree.ancestors(t))
            beside = {
                id(p.at[k])
                for k in range(start, t)
                if k in p.at and (tree.deps[k] == "pobj" or tree.heads[k] in around)
            }
            taking_part = {id(p.at[k]) for k in range(start, t) if k in p.at and tree.deps[k] in ("dobj", *SUBJECTS)}
            here = {i: c for i, c in here.items() if i not in beside and i in taking_part}
        if len(here) != 1:
            return None
        if acted_on:
            if tree.deps[t] == "pobj" or any(is_thing(p, k) for k in range(start, t)):
                return None
        elif not its and not needs:
            return None
        if not needs and has_open_subject(p, t):
            return None
        if any(is_somebody_noun(tree, k) and k not in p.at and tree.tags[k] == "NN" for k in range(start, t)):
            return None
        return next(iter(here.values())), "it beside"

    def _before(self, p: Passage, t: int, needs: bool) -> Found | None:
        """The organisation or product that the sentences before are about, if one alone can be meant."""
        tree, d = p.tree, self._discourse
        start = tree.sentences[tree.sentence_of[t]][0]
        if any(is_other(p, t, k) for k in range(start, t)):
            return None  # the sentence has named somebody else before
        if not needs and tree.words[t].lower() == "its" and in_clause_of_noun(p, t):
            return None
        if not needs and any(tree.deps[k] in SUBJECTS and is_thing(p, k) for k in range(start, t)):
            return None  # "As capital gathers in one place, it"
        entries = d.near(_FOCUS, _KINDS)
        if not entries and not needs:
            return self._thing_before()
        quoted = d.is_quoted(p, t)
        for number, q, a, b in d.before(_FOCUS):
            near = [e for e in entries if e[0] == number and e[1].type != "Currency" and not explains(p, t, e[1])]
            near = [e for e in near if e[2] or e[1].type != "MediaOutlet"]  # "a memo seen by X"
            back = d.number - number
            if back > 1 and (q is not p or not needs):
                return None
            head = main_subject(q, a, b)
            if not needs and tells_of_others(q, a, b):
                return None
            if is_about_thing(q, head, needs):
                return None
            subjects = {id(c): c for _, c, s in near if s}
            if tree.deps[t] == "poss" and needs and stands_in_subject(tree, t) and brings_somebody(q, a, b):
                return None
            if (
                quoted
                and not needs
                and not any(k in q.at and q.at[k].broad in _KINDS and d.is_quoted(q, k) for k in range(a, b))
            ):
                return None  # what somebody says "it" of is not what the text speaks of
            product = named_product(tree, t, q, a, b)
            if product is not None:
                return product, "it from object"
            if len(subjects) == 1:
                only = next(iter(subjects.values()))
                if other_in_subject(q, head, only, near) or goes_on_about_thing(tree, t, q, a, b):
                    return None
                return only, "it from before" if back == 1 else "it from focus"
            if subjects:
                return None
            every = {id(c): c for _, c, _ in near if not only_where(q, a, b, c)}
            if len(every) == 1:
                if (
                    head >= 0
                    and head not in q.at
                    and q.tree.tags[head] in ("NN", "NNS")
                    and len({id(c) for _, c, _ in entries}) > 1
                ):
                    return None  # "X raised $9 million. The money came from Y. It": either
                thing = goes_on_about_thing(tree, t, q, a, b)
                return None if thing else (next(iter(every.values())), "it from object")
            if (
                every
                or not (needs or head < 0)
                or any(q.tree.tags[k] == "NN" and is_somebody_noun(q.tree, k) and k not in q.at for k in range(a, b))
            ):
                return None
        return None

    def _thing_before(self) -> Found | None:
        """The event or law that the sentence before is about, where nobody who acts is near."""
        d = self._discourse
        named = [e for e in d.near(1, _NAMED_THINGS) if e[0] == d.number - 1]
        things = {id(c): c for _, c, _ in named}
        if len(things) != 1 or not any(s for _, _, s in named) or d.near(1, frozenset({"Place"})):
            return None
        return named[0][1], "it from before"

    def _object_before(self, p: Passage, t: int) -> Found | None:
        """ "Y bought it": the subject of the last sentence, where no thing and nobody else can be meant."""
        tree, d = p.tree, self._discourse
        if d.is_quoted(p, t):
            return None
        near = [e for e in d.near(1, _KINDS) if e[1].type != "Currency" and not explains(p, t, e[1])]
        subjects = {id(c) for n, c, s in near if n == d.number and s}
        if any(n == d.number and id(c) not in subjects and not is_several(c) for n, c, _ in near):
            return None
        last = next(d.before(1), None)
        if last is None or last[1] is not p or (tree.deps[t] == "dobj" and brings_object(last[1], last[2], last[3])):
            return None
        before = [c for n, c, s in near if n == d.number - 1 and s and id(c) not in subjects]
        return (before[0], "it as object") if len({id(c) for c in before}) == 1 else None

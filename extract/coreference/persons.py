"""Which person "he" or "her" means: the one the sentence offers, of the gender that the pronoun has.

A person's gender is what the text says of it (a title or a noun of kin before the name), else what a common given name
suggests, else what the first pronoun that could only mean it says. Where these contradict each other it is unknown.
Somebody whom only pronouns mention is a candidate too, though none to link to: "He studied with X until he left".
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from newsweave.extract.clauses.control import owner_behind
from newsweave.extract.clauses.speakers import SPEECH, quoters
from newsweave.extract.clauses.subjects import SUBJECTS, antecedent
from newsweave.extract.coreference.clauses_above import subjects_above
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.parsing.phrases import PROPER
from newsweave.extract.parsing.quotes import OPENING
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import last_words, word_list

__all__ = ["AUTHOR", "PERSONAL", "Persons"]

_FEMININE, _MASCULINE = "f", "m"
AUTHOR = frozenset({"i", "me", "my", "mine", "myself"})
_QUOTES = frozenset('"“”«»„')
PERSONAL = {
    **dict.fromkeys(("he", "him", "his", "himself"), _MASCULINE),
    **dict.fromkeys(("she", "her", "hers", "herself"), _FEMININE),
}
"""Personal pronouns of one person, lower-cased, to the gender they have."""
_POSSESSIVE = frozenset({"his", "her"})
_BYSTANDERS = word_list("bystanders")
_PERSON_NOUNS = last_words("posts") | _BYSTANDERS | word_list("person_kinds") | word_list("person_words")
_HIRING = word_list("hiring_verbs")
_ASKING = word_list("asking_verbs")
_LEAVING = word_list("leaving_verbs")
_TELLING = frozenset({"inform", "remind", "tell", "warn"})
_SUCCEEDING = frozenset({"follow", "replace", "succeed"})
_REACH = 3
"""How many sentences back a person can stand."""

_History = Sequence[tuple[int, Cluster, bool]]


def _by_word() -> tuple[dict[str, str], dict[str, str]]:
    titles = dict.fromkeys(word_list("feminine_words"), _FEMININE)
    titles |= dict.fromkeys(word_list("masculine_words"), _MASCULINE)
    names = dict.fromkeys(word_list("feminine_names"), _FEMININE)
    names |= dict.fromkeys(word_list("masculine_names"), _MASCULINE)
    return titles, names


_TITLES, _GIVEN = _by_word()


class Persons:
    """The persons of one document with their genders, and the pronouns that mean them."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        said: dict[int, set[str]] = {}
        given: dict[int, set[str]] = {}
        for p in passages:
            for name in p.names:
                c = p.at.get(name.end - 1)
                if c is None or c.broad != "Person":
                    continue
                words = p.tree.words
                before = words[name.start - 1] if name.start else ""
                for word in (before, words[name.start]):
                    if (title := _TITLES.get(word.rstrip(".").lower())) is not None:
                        said.setdefault(id(c), set()).add(title)
                first = _GIVEN.get(words[name.start])
                if first is not None and (name.end - name.start > 1 or not any(" " in n.text for n in c.names)):
                    given.setdefault(id(c), set()).add(first)
        self._unnamed = {_FEMININE: _nobody("she"), _MASCULINE: _nobody("he")}
        self._author = _nobody("I")
        self._quoted: tuple[Tree, list[tuple[int, int, int]]] | None = None
        self._objects: set[tuple[int, int]] = set()
        self._looked = {_FEMININE: 0, _MASCULINE: 0}
        """How far the history was looked through for a named person of a gender, -1 once there is one."""
        self._gender = {i: next(iter(g)) for i, g in given.items() if len(g) == 1}
        for i, genders in said.items():
            self._gender.pop(i, None)
            if len(genders) == 1:
                self._gender[i] = next(iter(genders))
        self._gender |= {id(c): g for g, c in self._unnamed.items()}

    def referent(self, p: Passage, t: int, history: list[tuple[int, Cluster, bool]], number: int) -> Cluster | None:
        """The person that the pronoun ``t`` in sentence ``number`` means, or None where that is open.

        Where it is open, somebody unnamed joins ``history`` (sentence number, entity, whether it was the subject);
        somebody unnamed is meant where nobody of that gender was named before.

        It is the only one of its gender in this and the three sentences before; else who said the last thing, where
        the pronoun says one; else the subject of its sentence; else the only one of whom the gender is known; else the
        subject of the last sentence with one. Where these speak for two, nobody is. "A and his wife" is A's wife.
        """
        tree = p.tree
        gender = PERSONAL[tree.words[t].lower()]
        partner = self._coordinated(p, t)
        if partner is not None and self._gender.get(id(partner), gender) == gender:
            return self._learn(partner, gender)
        if tree.deps[t] in SUBJECTS and tree.lemmas[tree.heads[t]] in SPEECH and self._teller(p, t) is not None:
            return None  # what X says that "he said" is hearsay
        unnamed = self._unnamed[gender]
        if _is_of_unnamed(p, t):
            return unnamed if not self._somebody_named(history, gender) else None
        near = self._near(p, t, history, number, gender)
        if _is_of_two(p, t, {id(c) for _, c, _ in near}):
            return None
        above = self._above(p, t, near)
        if above is not None:
            return self._learn(above, gender)
        chosen = self._chosen(p, t, number, near, gender)
        if chosen is not None and not any(c is chosen and s and n >= number - 1 for n, c, s in near):
            chosen = None if _bystander_acted(p, t) else chosen
        if chosen is not None and chosen is not unnamed:
            return self._learn(chosen, gender)
        if not self._somebody_named(history, gender):
            return unnamed
        history.append((number, unnamed, tree.deps[t] in SUBJECTS))
        return None

    def note(self, p: Passage, t: int, number: int) -> None:
        """Note where a person is the object of a sentence, to whom "he" may go over, or called somebody's husband."""
        gender = _TITLES.get(p.tree.lemmas[t])
        if gender is not None and p.tree.tags[t] == "NN":
            self._gender.setdefault(id(p.at[t]), gender)
        if p.tree.deps[t] in ("dobj", "dative"):
            self._objects.add((number, id(p.at[t])))

    def author(self, p: Passage, t: int) -> Cluster | None:
        """Who writes "I" outside quotation marks: the author, whom the text does not name."""
        a, b = next(s for s in p.tree.sentences if s[0] <= t < s[1])
        return None if any(_QUOTES & set(w) for w in p.tree.words[a:b]) else self._author

    def _above(self, p: Passage, t: int, near: _History) -> Cluster | None:
        """Whom the clauses around the pronoun make the likeliest of several: "X, who said she", "thanked X for her".

        Nobody where somebody else's gender is known and his is not.
        """
        if len({id(c) for _, c, _ in near}) < 2:
            return None
        found, sure = self._in_clauses(p, t, {id(c) for _, c, _ in near})
        if found is None or sure or id(found) in self._gender:
            return found
        return None if any(id(c) in self._gender and not c.unnamed for _, c, _ in near) else found

    @staticmethod
    def _in_clauses(p: Passage, t: int, near: set[int]) -> tuple[Cluster | None, bool]:
        """Who stands above a pronoun, and whether it is who says what it stands in."""
        tree = p.tree
        owner = owner_behind(tree, t) if tree.deps[t] == "poss" else "subject"
        if owner == "unknown":
            return None, False
        if not isinstance(owner, str):
            found = p.at.get(owner)
            return (found, True) if found is not None and id(found) in near else (None, False)
        serving = _serves_as(tree, t)
        for above in subjects_above(tree, t):
            if above.own and serving:
                continue  # "X will serve as his adviser": somebody else's
            if above.ahead or above.asked or tree.kid(above.subject, "conj") is not None:
                return None, False
            if above.own and tree.deps[t] in ("dobj", "dative", "pobj"):
                continue  # "X called him": somebody else
            told = _told(p, t, above.verb)
            found = p.at.get(above.subject) if told is None else told
            if found is None:
                noun = tree.lemmas[above.subject]
                if tree.tags[above.subject] == "NN" and (noun in _BYSTANDERS or noun in _TITLES):
                    return None, False
                if tree.words[above.subject].lower() in PERSONAL:
                    return None, False
            elif id(found) in near:
                return found, tree.lemmas[above.verb] in SPEECH
        return None, False

    def _somebody_named(self, history: _History, gender: str) -> bool:
        seen = self._looked[gender]
        if seen < 0:
            return True
        for _, c, _ in history[seen:]:
            if c.broad == "Person" and not c.unnamed and self._gender.get(id(c), gender) == gender:
                self._looked[gender] = -1
                return True
        self._looked[gender] = len(history)
        return False

    def _near(self, p: Passage, t: int, history: _History, number: int, gender: str) -> list[tuple[int, Cluster, bool]]:
        """Persons that the pronoun may mean, the latest first: "X, who called him" is not about X."""
        out: list[tuple[int, Cluster, bool]] = []
        actor = _actor(p, t)
        teller = self._teller(p, t)  # who says "he" is somebody else
        for entry in reversed(history):
            if entry[0] < number - _REACH:
                break
            c = entry[1]
            if c.broad == "Person" and c is not actor and c is not teller and self._gender.get(id(c), gender) == gender:
                out.append(entry)
        return out

    def _teller(self, p: Passage, t: int) -> Cluster | None:
        """Who says the quotation that a pronoun stands in."""
        loose = t > 0 and p.tree.words[t - 1] in OPENING and p.tree.words[t].islower()  # it closes: '... danger, "he'
        quoted = -1 if loose else self._quoter(p.tree, t)
        return p.at.get(quoted) if quoted >= 0 else None

    def _quoter(self, tree: Tree, t: int) -> int:
        """Head token of who says the quotation that ``t`` stands in; -1 without one."""
        if self._quoted is None or self._quoted[0] is not tree:
            self._quoted = (tree, quoters(tree))
        found = self._quoted[1]
        at = bisect_left(found, (t,)) - 1
        return found[at][2] if at >= 0 and t < found[at][1] else -1

    def _chosen(self, p: Passage, t: int, number: int, near: _History, gender: str) -> Cluster | None:
        counts = Counter(id(c) for _, c, _ in near)
        if len(counts) == 1:
            return near[0][1]
        subjects = [(n, c) for n, c, subject in near if subject]
        last = {id(c): c for n, c in subjects if n == subjects[0][0]}
        if len(last) > 1:
            return None
        subject = next(iter(last.values()), None)
        speaker = _last_speaker(p, t)
        if speaker is not None and id(speaker) in counts:
            return speaker if subject is None or subject is speaker or not _acts_behind(p, t, speaker) else None
        if subject is not None and subjects[0][0] == number:
            return subject
        known = {id(c): c for _, c, _ in near if id(c) in self._gender and not c.unnamed}
        if len(known) == 1 and subject is not None and id(subject) not in known:
            only = next(iter(known.values()))
            at = subjects[0][0]
            if (at, id(only)) in self._objects:
                return None  # "X praised Maria Hansen. She": the subject, or she who is known to be a woman
            if any(n == at and c is only for n, c, _ in near):
                return subject  # "X founded it with Maria Hansen. She"
            spoken = p.tree.deps[t] in SUBJECTS and p.tree.lemmas[p.tree.heads[t]] in SPEECH
            if not spoken or at < number - p.tree.sentence_of[t]:  # the text is about one, the other was only named
                return only if counts[id(only)] > counts[id(subject)] else None
        if subject is not None and (_took_on(p, t, subject) or _is_kin(p, t, gender)):
            return None
        return subject

    def _learn(self, c: Cluster, gender: str) -> Cluster:
        self._gender.setdefault(id(c), gender)
        return c

    @staticmethod
    def _coordinated(p: Passage, t: int) -> Cluster | None:
        """The person A of "A and his wife"."""
        tree = p.tree
        noun = tree.heads[t]
        if tree.deps[t] != "poss" or tree.deps[noun] != "conj" or tree.words[t].lower() not in _POSSESSIVE:
            return None
        name = tree.heads[noun]
        first = p.at.get(name) if name < t and tree.tags[name] in PROPER else None  # not "his son X and his daughter"
        return first if first is not None and first.broad == "Person" else None


def _is_of_two(p: Passage, t: int, near: Collection[int]) -> bool:
    """Whether the sentence has two whom "he" may as well mean: "X told Y that he", "When X met Y, he"."""
    tree, clause = p.tree, p.tree.heads[t]
    if tree.deps[t] not in SUBJECTS:
        return False
    told = tree.deps[clause] == "ccomp" and tree.lemmas[tree.heads[clause]] in _TELLING
    own = tree.lemmas[clause] != "have" and any(
        tree.lemmas[k] in ("will", "would") for k in tree.all_kids(clause, "aux")
    )
    verbs = [tree.heads[clause]] if told and not own else []  # "told Y that he would not sign" speaks of himself
    verbs += [k for k in tree.kids[clause] if k < t and tree.deps[k] == "advcl" and tree.tags[k] != "VBG"]
    for verb in verbs:
        ends = [k for k in (tree.kid(verb, "nsubj"), tree.kid(verb, "dobj", "dative")) if k is not None and k < t]
        if len({id(p.at[k]) for k in ends if k in p.at} & set(near)) == 2:
            return True
    return False


def _is_of_unnamed(p: Passage, t: int) -> bool:
    """Whether a possessive is its own clause's subject, who has no name: "A judge was shot outside his home"."""
    tree = p.tree
    if tree.deps[t] != "poss":
        return False
    above = next(subjects_above(tree, t), None)
    if above is None or above.ahead or not above.own or tree.lemmas[above.verb] in SPEECH:
        return False
    k = above.subject
    if k in p.at or tree.tags[k] != "NN" or tree.lemmas[k] not in _PERSON_NOUNS:
        return False
    return not any(kid in p.at for kid in tree.all_kids(k, "appos"))


def _serves_as(tree: Tree, t: int) -> bool:
    """Whether a possessive stands in what its subject serves as: "will serve as his adviser"."""
    noun = tree.heads[t]
    prep = tree.heads[noun]
    return tree.deps[noun] == "pobj" and tree.lemmas[prep] == "as" and tree.lemmas[tree.heads[prep]] in ("act", "serve")


def _told(p: Passage, t: int, verb: int) -> Cluster | None:
    """Whom a clause around "he" makes its subject: "asked X whether he would", "succeeded X when he retired"."""
    tree = p.tree
    clause = tree.heads[t]
    if tree.deps[t] not in SUBJECTS or tree.heads[clause] != verb:
        return None
    whom = tree.kid(verb, "dobj", "dative")
    if whom is None or whom > t or p.at.get(whom) is None or p.at[whom].broad != "Person":
        return None
    asked = tree.lemmas[verb] in _ASKING and tree.deps[clause] in ("ccomp", "advcl")
    left = tree.lemmas[verb] in _SUCCEEDING and tree.deps[clause] == "advcl" and tree.lemmas[clause] in _LEAVING
    return p.at[whom] if asked or left else None


def _last_speaker(p: Passage, t: int) -> Cluster | None:
    """The person who said the last thing before the pronoun ``t`` in its paragraph, if it says one, too."""
    tree = p.tree
    if tree.deps[t] not in SUBJECTS or tree.lemmas[tree.heads[t]] not in SPEECH:
        return None
    first = tree.sentences[max(tree.sentence_of[t] - 1, 0)][0]
    for k in range(tree.sentences[tree.sentence_of[t]][0] - 1, first - 1, -1):
        if k in p.at and p.at[k].broad == "Person" and _says(tree, k):
            return p.at[k]
    return None


def _says(tree: Tree, k: int) -> bool:
    verb = tree.heads[k]
    return tree.deps[k] in SUBJECTS and any(tree.lemmas[v] in SPEECH for v in (verb, *tree.all_kids(verb, "conj")))


def _acts_behind(p: Passage, t: int, speaker: Cluster) -> bool:
    """Whether somebody else is a subject between what a person said and the pronoun."""
    tree = p.tree
    for k in range(t - 1, -1, -1):
        found = p.at.get(k)
        if found is speaker and _says(tree, k):
            return False
        if found is not None and found is not speaker and found.broad == "Person" and tree.deps[k] in SUBJECTS:
            return True
    return False


def _bystander_acted(p: Passage, t: int) -> bool:
    """Whether the sentence before was about somebody unnamed, who may be "he": "The judge set bail. He said"."""
    tree = p.tree
    number = tree.sentence_of[t] - 1
    if number < 0 or tree.deps[t] not in SUBJECTS:
        return False
    return any(
        tree.deps[k] in SUBJECTS and k not in p.at and tree.tags[k] == "NN" and tree.lemmas[k] in _BYSTANDERS
        for k in range(*tree.sentences[number])
    )


def _is_kin(p: Passage, t: int, gender: str) -> bool:
    """Whether a noun before the pronoun in its sentence speaks of somebody unnamed: "before her father died, he"."""
    tree = p.tree
    first = tree.sentences[tree.sentence_of[t]][0]
    return any(
        tree.tags[k] == "NN" and k not in p.at and _TITLES.get(tree.lemmas[k]) == gender for k in range(first, t)
    )


def _took_on(p: Passage, t: int, subject: Cluster) -> bool:
    """Whether the sentence before tells of one person taking on another, of whom "he" may go on: "X hired Y. He"."""
    tree = p.tree
    number = tree.sentence_of[t] - 1
    if number < 0:
        return False
    return any(
        tree.lemmas[tree.heads[k]] in _HIRING
        and any(o in p.at and p.at[o].broad == "Person" for o in tree.all_kids(tree.heads[k], "dobj"))
        for k in range(*tree.sentences[number])
        if tree.deps[k] == "nsubj" and p.at.get(k) is subject
    )


def _nobody(word: str) -> Cluster:
    """A person whom only a pronoun mentions."""
    return Cluster(key="", type="Person", id=f"unnamed-{word.lower()}", name=word, unnamed=True)


def _actor(p: Passage, t: int) -> Cluster | None:
    """Who does to "him" or "her" what the verb says, and so is somebody else."""
    tree = p.tree
    verb = tree.heads[t]
    if tree.deps[t] not in ("dobj", "dative") or tree.words[t].lower().endswith("self"):
        return None
    subject = tree.kid(verb, *SUBJECTS)
    return None if subject is None else p.at.get(antecedent(tree, verb, subject))

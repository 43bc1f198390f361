"""Verb clauses to propositions: who does what to whom, with what, when, and under which reading.

Roles are logical: the patient of a passive is its ``object``, the by-agent its ``subject``. Subjects are shared along
coordination, control and reduced relative clauses (Del Corro and Gemulla 2013, ClausIE, for the clause types;
Gashteovski et al. 2017, MinIE, for polarity and modality). This layer knows no domain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from newsweave.extract.lifespans import lifespans
from newsweave.extract.model import Argument, Proposition
from newsweave.extract.noun_clauses import noun_propositions, predicate_noun
from newsweave.extract.phrases import NOUN_TAGS, VERB_TAGS, argument, conjuncts, phrase, trim
from newsweave.extract.scope import Scopes
from newsweave.extract.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = ["propositions", "verb_proposition"]

_OBJECT_CONTROL = word_list("object_control_verbs")
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_LONGEST = 300
_TIME_WORDS = word_list("time_words")


def propositions(tree: Tree) -> list[Proposition]:
    """All propositions of a tree, in text order of their predicates; those read from brackets come last.

    A sentence of more than 300 tokens is a list, a table or a missing full stop; its parse means nothing and is left.
    """
    scopes = Scopes(tree)
    out: list[Proposition] = []
    for i, tag in enumerate(tree.tags):
        start, end = tree.sentences[tree.sentence_of[i]]
        if end - start > _LONGEST:
            continue
        if tag in VERB_TAGS and tree.deps[i] not in ("aux", "auxpass", "amod", "compound", "case"):
            found = verb_proposition(tree, i, scopes)
            if found is not None:
                out.extend(_respectively(tree, i, found))
                if found.kind == "copula":
                    out.extend(_further_predicates(tree, i, found))
        elif tag in NOUN_TAGS:
            out.extend(noun_propositions(tree, i, scopes))
    return out + lifespans(tree)


def verb_proposition(tree: Tree, verb: int, scopes: Scopes) -> Proposition | None:
    """The proposition of one verb (a copula gives that of its predicate noun or adjective), or None."""
    scope = scopes.of(verb)
    passive = _is_passive(tree, verb)
    subjects, patients = _subjects(tree, verb, passive)
    arguments: list[Argument] = [_shared(tree, s, "subject") for s in subjects]
    arguments += [_shared(tree, p, "object") for p in patients]
    for s in (*subjects, *patients):
        if tree.tags[s] in ("NN", "NNS"):
            arguments += _inner_phrases(tree, s, "subject:")
            arguments += [argument(tree, k, "subject:poss") for k in tree.all_kids(s, "poss")]
            arguments += [argument(tree, k, "subject:compound") for k in tree.all_kids(s, "compound", "nmod")]
    arguments += _complements(tree, verb, passive, bool(patients))
    arguments += _shared_objects(tree, verb, arguments, passive)
    if not arguments:
        return None
    predicate, kind = tree.lemmas[verb], "verb"
    particle = tree.kid(verb, "prt")
    if particle is not None:
        predicate = f"{predicate} {tree.lemmas[particle]}"
    noun = _predicate_of_copula(tree, verb)
    if noun is not None:
        kind = "copula"
        predicate, inner = predicate_noun(tree, noun)
        arguments += [a for a in inner if a.role != "complement"]
    speaker = scope.speaker
    return Proposition(
        predicate=predicate,
        relation=_relation_words(tree, verb),
        arguments=tuple(arguments),
        start=min(a.start for a in arguments),
        end=max(a.end for a in arguments),
        kind=kind,
        token=verb,
        polarity="negative" if scope.negative else "positive",
        modality=scope.modality,
        tense=tree.tags[verb],
        voice="passive" if passive else "active",
        attribution=tree.phrase_text(phrase(tree, speaker)) if speaker >= 0 else "",
        attribution_head=speaker,
    )


def _is_passive(tree: Tree, verb: int) -> bool:
    if tree.tags[verb] != "VBN":
        return False
    for k in tree.kids[verb]:
        if tree.deps[k] in ("auxpass", "nsubjpass"):
            return True
        if tree.deps[k] == "aux" and tree.lemmas[k] in ("have", "be", "'ve", "'s"):
            return False
    dep = tree.deps[verb]
    if dep == "conj":
        head = tree.heads[verb]
        if tree.kid(verb, "nsubj") is not None:
            return False
        return _is_passive(tree, head) if tree.tags[head] in VERB_TAGS else dep == "acl"
    return dep in ("acl", "relcl", "advcl", "oprd", "xcomp") and tree.kid(verb, "nsubj", "dobj") is None


def _subjects(tree: Tree, verb: int, passive: bool) -> tuple[list[int], list[int]]:
    """Heads of the subjects and of the patients (passive), coordination resolved."""
    own = tree.all_kids(verb, "nsubj", "nsubjpass", "csubj")
    if own:
        found = [_antecedent(tree, verb, s) for s in own]
    else:
        inherited = inherited_subject(tree, verb)
        found = [] if inherited is None else [inherited]
    heads = [c for f in found for c in conjuncts(tree, f)] if found else []
    if not passive:
        return heads, []
    agents = [p for k in tree.all_kids(verb, "agent") for p in tree.all_kids(k, "pobj")]
    return [c for a in agents for c in conjuncts(tree, a)], heads


def _antecedent(tree: Tree, verb: int, subject: int) -> int:
    """What a relative pronoun stands for: the noun that the relative clause modifies."""
    if tree.lemmas[subject] in _RELATIVE and tree.tags[subject] in ("WDT", "WP", "IN", "DT"):
        top = verb
        while tree.deps[top] in ("conj", "xcomp", "ccomp") and tree.heads[top] != top:
            top = tree.heads[top]
        if tree.deps[top] in ("relcl", "acl"):
            return tree.heads[top]
    return subject


def inherited_subject(tree: Tree, verb: int, depth: int = 0) -> int | None:
    """The subject a verb without one of its own shares, or None.

    Along coordination, of the noun it modifies, of the verb that controls it (its object for verbs such as "allow").
    """
    head, dep = tree.heads[verb], tree.deps[verb]
    if head == verb or depth > 8:
        return None
    if dep in ("relcl", "acl"):
        if tree.tags[verb] in ("VBN", "VBG"):
            return head
        return _owner_of_noun(tree, head, depth) if tree.tags[verb] == "VB" and dep == "acl" else None
    if dep == "pcomp":
        governor = tree.heads[head]
        while tree.deps[head] == "prep" and tree.tags[governor] in ("IN", "TO") and governor != head:
            head, governor = governor, tree.heads[governor]
        if tree.tags[governor] in VERB_TAGS:
            return _subject_of(tree, governor, depth)
        return _owner_of_noun(tree, governor, depth) if tree.tags[governor] in NOUN_TAGS else None
    if tree.tags[head] in ("JJ", "JJR", "RB") and tree.deps[head] in ("acomp", "oprd", "advmod") and dep != "conj":
        head = tree.heads[head]
    if tree.tags[head] not in VERB_TAGS:
        return None
    if dep in ("xcomp", "oprd", "ccomp") and tree.lemmas[head] in _OBJECT_CONTROL:
        controlled = tree.kid(head, "dobj")
        if controlled is not None:
            return controlled
    if dep == "ccomp" and tree.tags[verb] not in ("VBG", "VB", "VBN"):
        return None
    if dep in ("conj", "xcomp", "advcl", "ccomp", "oprd", "parataxis", "dep"):
        return _subject_of(tree, head, depth)
    return None


def _subject_of(tree: Tree, verb: int, depth: int) -> int | None:
    own = tree.kid(verb, "nsubj", "nsubjpass")
    return _antecedent(tree, verb, own) if own is not None else inherited_subject(tree, verb, depth + 1)


def _owner_of_noun(tree: Tree, noun: int, depth: int) -> int | None:
    """Whose the noun is ("X's plan to ...", "X has a plan to ..."): the subject of what the noun is to do."""
    owner = tree.kid(noun, "poss")
    if owner is not None:
        return owner
    verb = tree.heads[noun]
    if tree.deps[noun] == "pobj" and tree.deps[verb] == "prep":
        verb = tree.heads[verb]  # "X is in talks to"
    if tree.deps[noun] in ("dobj", "attr", "pobj") and tree.tags[verb] in VERB_TAGS:
        return _subject_of(tree, verb, depth + 1)
    return None


def _complements(tree: Tree, verb: int, passive: bool, has_patient: bool) -> list[Argument]:
    """Arguments behind the verb: objects, complements, clauses, prepositional phrases, times."""
    out: list[Argument] = []
    for k in tree.kids[verb]:
        dep = tree.deps[k]
        if dep == "dobj":
            role = "object" if not has_patient else "second"
            target = _antecedent(tree, verb, k)
            out += [_shared(tree, c, role) for c in conjuncts(tree, target)]
            out += _inner_phrases(tree, k, "object:")
        elif dep == "dative" and tree.tags[k] not in ("IN", "TO"):
            out += [_shared(tree, c, "indirect") for c in conjuncts(tree, k)]
        elif dep in ("attr", "acomp", "oprd") and tree.tags[k] not in ("VB",):
            out += [argument(tree, c, "complement") for c in conjuncts(tree, k)]
            out += _inner_phrases(tree, k, "complement:")
        elif dep in ("prep", "dative") or (dep == "agent" and not passive):
            out += prepositional(tree, k)
        elif dep in ("npadvmod", "tmod") and tree.lemmas[k] in _TIME_WORDS:
            out.append(argument(tree, k, "time"))
        elif dep == "npadvmod" and tree.tags[k] in ("NN", "NNS", "CD") and k > verb:
            out.append(argument(tree, k, "extent"))
        elif dep in ("ccomp", "xcomp") and tree.tags[k] in VERB_TAGS | NOUN_TAGS | {"JJ", "TO"}:
            out.append(argument(tree, k, "content", _clause_tokens(tree, k)))
        elif dep == "advmod" and (tree.lemmas[k] in _TIME_WORDS or _dated(tree, k)):
            out.append(argument(tree, k, "time"))
    relative = _relative_object(tree, verb)
    if relative is not None and not any(a.role == "object" for a in out) and not has_patient:
        out.append(_shared(tree, relative, "object"))
    return out


def _dated(tree: Tree, adverb: int) -> bool:
    """Whether an adverbial holds a number: "as far back as 2017"."""
    return bool(tree.kids[adverb]) and any(tree.tags[t] == "CD" for t in tree.subtree(adverb))


def _relative_object(tree: Tree, verb: int) -> int | None:
    """The noun a relative clause takes as its object: "the app (that) X launched"."""
    if tree.deps[verb] != "relcl":
        return None
    subject = tree.kid(verb, "nsubj")
    if any(tree.lemmas[t] in ("where", "when", "whose", "why") for t in tree.subtree(verb) if t <= verb):
        return None
    if subject is None or tree.lemmas[subject] in _RELATIVE or tree.kid(verb, "dobj", "attr", "acomp") is not None:
        return None
    return tree.heads[verb]


def prepositional(tree: Tree, prep: int, prefix: str = "") -> list[Argument]:
    """The arguments of a preposition, nested ("from X to Y") and coordinated; role is the preposition's lemma."""
    name = tree.lemmas[prep]
    out: list[Argument] = []
    for k in tree.kids[prep]:
        dep = tree.deps[k]
        if dep == "pobj":
            out += [_shared(tree, c, prefix + name) for c in conjuncts(tree, k)]
            if not prefix:
                out += _inner_phrases(tree, k, f"{name}:")
        elif dep == "prep":
            joined = f"{name} {tree.lemmas[k]}"
            inner = prepositional(tree, k, prefix)
            out += [Argument(prefix + joined, a.start, a.end, a.text, a.short, a.head, a.head_lemma) for a in inner]
        elif dep == "pcomp" and tree.tags[k] in VERB_TAGS:
            out.append(argument(tree, k, prefix + name, _clause_tokens(tree, k)))
        elif dep == "conj" and tree.deps[prep] == "prep" and tree.tags[k] in ("IN", "TO"):
            out += prepositional(tree, k, prefix)
    return out


def _inner_phrases(tree: Tree, noun: int, prefix: str) -> list[Argument]:
    """Prepositional phrases below an argument, as fall-backs: the parser hangs many of the verb's own there."""
    out: list[Argument] = []
    for c in conjuncts(tree, noun):
        for k in tree.all_kids(c, "prep"):
            out += prepositional(tree, k, prefix)
            for p in tree.all_kids(k, "pobj"):
                for kk in tree.all_kids(p, "prep"):
                    out += prepositional(tree, kk, prefix)
    return out


def _shared_objects(tree: Tree, verb: int, have: list[Argument], passive: bool) -> list[Argument]:
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
    return [] if shared is None else [_shared(tree, c, "object") for c in conjuncts(tree, shared)]


def _predicate_of_copula(tree: Tree, verb: int) -> int | None:
    """The noun or adjective that a copula predicates: "X is governor", "X became CEO", "X serves as head"."""
    if tree.lemmas[verb] in ("be", "become", "remain", "stay", "'s", "’s"):
        attr = tree.kid(verb, "attr")
        if attr is not None and tree.tags[attr] not in ("WP", "WDT", "EX") and tree.kid(verb, "expl") is None:
            return _one_of(tree, attr)
        quality = tree.kid(verb, "acomp")
        if quality is not None and tree.kid(quality, "prep") is not None:
            return quality  # "is married to", "is subject to"
        for k in tree.all_kids(verb, "prep"):
            if tree.lemmas[k] == "among":
                return tree.kid(k, "pobj")
    if tree.lemmas[verb] in ("serve", "act", "work", "operate"):
        for k in tree.all_kids(verb, "prep"):
            if tree.lemmas[k] == "as":
                return tree.kid(k, "pobj")
    return None


def _respectively(tree: Tree, verb: int, whole: Proposition) -> list[Proposition]:
    """One proposition a pair in "A and B bought C and D respectively"; otherwise the whole as it is."""
    if not any(tree.lemmas[k] == "respectively" for k in tree.subtree(verb)):
        return [whole]
    subjects = [a for a in whole.arguments if a.role == "subject"]
    objects = [a for a in whole.arguments if a.role == "object"]
    if len(subjects) != len(objects) or len(subjects) < 2:
        return [whole]
    rest = tuple(a for a in whole.arguments if a.role not in ("subject", "object"))
    return [replace(whole, arguments=(s, o, *rest)) for s, o in zip(subjects, objects, strict=True)]


def _further_predicates(tree: Tree, verb: int, first: Proposition) -> Iterator[Proposition]:
    """What else a copula predicates: "is the founder, CEO and chairman of X"."""
    noun = _predicate_of_copula(tree, verb)
    if noun is None:
        return
    subjects = tuple(a for a in first.arguments if a.role == "subject")
    for other in conjuncts(tree, noun):
        if other != noun and tree.tags[other] in ("NN", "NNS", "NNP"):
            predicate, inner = predicate_noun(tree, other)
            yield replace(first, predicate=predicate, arguments=(*subjects, *inner))


def _one_of(tree: Tree, attr: int) -> int:
    """The noun that "one of the owners of X" is about."""
    if tree.lemmas[attr] in ("one", "some", "two"):
        of = tree.kid(attr, "prep")
        inner = tree.kid(of, "pobj") if of is not None and tree.lemmas[of] == "of" else None
        if inner is not None:
            return inner
    return attr


def _shared(tree: Tree, i: int, role: str) -> Argument:
    return argument(tree, i, role)


def _clause_tokens(tree: Tree, i: int) -> list[int]:
    """All tokens of a subordinate clause, without a leading "that"."""
    tokens = tree.subtree(i)
    if tokens and tree.deps[tokens[0]] == "mark" and tree.lemmas[tokens[0]] == "that":
        tokens = tokens[1:]
    return trim(tree, tokens, i)


def _relation_words(tree: Tree, verb: int) -> str:
    """The verb with its auxiliaries, negation and particle, as they stand."""
    keep = [verb]
    for k in tree.kids[verb]:
        if tree.deps[k] in ("aux", "auxpass", "neg", "prt"):
            keep.append(k)
    if tree.deps[verb] == "conj" and len(keep) == 1:
        head = tree.heads[verb]
        if tree.tags[head] == tree.tags[verb]:
            keep = [k for k in tree.kids[head] if tree.deps[k] in ("aux", "auxpass") and k < head] + keep
    return tree.phrase_text(sorted(keep))

"""Verb clauses to propositions: who does what to whom, with what, when, and under which reading.

Roles are logical: the patient of a passive is its ``object``, the by-agent its ``subject``. Subjects are shared along
coordination, control and reduced relative clauses (Del Corro and Gemulla 2013, ClausIE, for the clause types;
Gashteovski et al. 2017, MinIE, for polarity and modality). This layer knows no domain.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace

from newsweave.extract.clauses.attributes import described
from newsweave.extract.clauses.complements import complements, inner_phrases, shared_objects, shared_phrases
from newsweave.extract.clauses.factuality import ClauseFactuality
from newsweave.extract.clauses.gapping import gapped
from newsweave.extract.clauses.lifespans import lifespans
from newsweave.extract.clauses.noun_clauses import noun_propositions, predicate_noun, whose
from newsweave.extract.clauses.predications import predications
from newsweave.extract.clauses.speech import speech, speech_of_verb
from newsweave.extract.clauses.subjects import antecedent, inherited_subject, subjects_of
from newsweave.extract.clauses.verb_phrases import denies, governor, is_passive, particle_of, relation_words, tense_of
from newsweave.extract.model import Argument, Proposition
from newsweave.extract.parsing.phrases import NOUN_TAGS, PROPER, VERB_TAGS, argument, conjuncts, noun_phrase, phrase
from newsweave.extract.parsing.tree import Tree

__all__ = ["propositions", "verb_proposition"]

_LONGEST = 300
_NO_CLAUSE = frozenset({"aux", "auxpass", "amod", "compound", "case"})
_NEGATIVE = frozenset("not never no neither nor none nobody nothing hardly cannot longer almost nearly yet".split())


def propositions(tree: Tree, deeds: Container[str] | None = None) -> list[Proposition]:
    """All propositions of a tree, in text order of their predicates; those of speech and from brackets come last.

    Of nouns that name deeds ("the acquisition of X") only those with a lemma in ``deeds`` are read, where it is given.
    A sentence of more than 300 tokens is a list, a table or a missing full stop; its parse means nothing and is left.
    """
    scopes = ClauseFactuality(tree)
    pairing = "respectively" in tree.lemmas
    out: list[Proposition] = []
    told: list[Proposition] = []
    quoted = scopes.quoted
    for start, end in tree.sentences:
        if end - start > _LONGEST:
            continue
        for i in range(start, end):
            tag = tree.tags[i]
            if tag in NOUN_TAGS:
                out.extend(noun_propositions(tree, i, scopes, deeds))
            elif tag in VERB_TAGS and tree.deps[i] not in _NO_CLAUSE:
                found = verb_proposition(tree, i, scopes)
                if found is not None:
                    out.extend(_respectively(tree, i, found) if pairing else [found])
                    out.extend(gapped(tree, i, found))
                    if (said := speech_of_verb(tree, i, found, quoted=quoted is not None and quoted[i])) is not None:
                        told.append(said)
                    out.extend(p for p in predications(tree, i, found) if p.role("subject") is not None)
                    if found.kind == "copula":
                        if not (pairing and len(out) > 1 and out[-2].token == i):  # those are paired already
                            out.extend(_further_predicates(tree, i, found))
                        out.extend(_inverse(tree, i, found))
                        out.extend(_described(tree, i, scopes))
    return [*out, *speech(tree, scopes, out, told), *lifespans(tree)]


def verb_proposition(tree: Tree, verb: int, scopes: ClauseFactuality) -> Proposition | None:
    """The proposition of one verb (a copula gives that of its predicate noun or adjective), or None."""
    scope = scopes.of(verb)
    passive = is_passive(tree, verb)
    subjects, patients = subjects_of(tree, verb, passive)
    arguments: list[Argument] = [*subjects, *patients]
    for a in (*subjects, *patients):
        if tree.kids[a.head] and tree.tags[a.head] in ("NN", "NNS"):
            arguments += _of_subject(tree, a.head)
        elif tree.tags[a.head] in PROPER:  # "Corvex Group's Lumen Wallet went live"
            within = (a.head, *tree.all_kids(a.head, "compound"))
            arguments += [argument(tree, x, "subject:owner") for k in within for x in tree.all_kids(k, "poss")]
    arguments += complements(tree, verb, passive, bool(patients))
    arguments += shared_objects(tree, verb, arguments, passive)
    arguments += shared_phrases(tree, verb)
    if not arguments:
        return None
    predicate, kind = tree.lemmas[verb], "verb"
    particle = particle_of(tree, verb)
    if particle is not None:
        predicate = f"{predicate} {tree.lemmas[particle]}"
    noun = _predicate_of_copula(tree, verb)
    if noun is not None:
        kind = "copula"
        predicate, inner = predicate_noun(tree, noun)
        arguments += [a for a in inner if a.role != "complement"]
    speaker = scope.speaker
    over = governor(tree, verb)
    tense, aspect = tense_of(tree, verb)
    frame, supposed = scopes.frame(verb)
    words = relation_words(tree, verb)
    return Proposition(
        predicate=predicate,
        relation=tree.phrase_text(words),
        arguments=tuple(arguments),
        kind=kind,
        token=verb,
        polarity="negative" if scope.negative else "positive",
        modality=scope.modality,
        tense=tense,
        aspect=aspect,
        form=tree.tags[verb],
        voice="passive" if passive else "active",
        attribution=argument(tree, speaker, "").text if speaker >= 0 else "",
        attribution_head=speaker,
        via=scope.via,
        governor=-1 if over is None else over,
        context=_context(tree, frame, verb),
        supposed=supposed or _unseen(tree, verb, words, scope.negative, over is not None),
    )


def _of_subject(tree: Tree, noun: int) -> list[Argument]:
    """What hangs on a common noun that is the subject: whose it is, and its phrases, which may be the verb's."""
    out = inner_phrases(tree, noun, "subject:")
    for k in tree.kids[noun]:
        if tree.deps[k] == "poss":
            out.append(argument(tree, whose(tree, k), "subject:poss"))
        elif tree.deps[k] in ("compound", "nmod"):
            out.append(argument(tree, k, "subject:compound"))
    return out


def _unseen(tree: Tree, verb: int, words: list[int], negative: bool, governed: bool) -> bool:
    """Whether the relation phrase hides a denial or a wish: a far negation, an infinitive without its governor."""
    if negative:
        inside = (k for a in tree.kids[verb] for k in tree.kids[a] if tree.deps[k] not in ("preconj", "cc"))
        near = [*words, *tree.kids[verb], *inside]  # "neither X nor Y" leaves each subject without its "neither"
        denied = any(denies(tree, t) for t in words if t != verb)
        if not denied and not any(tree.words[t].lower() in _NEGATIVE or tree.deps[t] == "neg" for t in near):
            return True
    if tree.tags[verb] != "VB" or governed or tree.deps[verb] == "ROOT":
        return False
    auxiliaries = [t for t in words if tree.deps[t] == "aux" and tree.tags[t] != "TO"]
    return not auxiliaries


def _context(tree: Tree, frame: int, verb: int) -> str:
    """The words that make a claim somebody's: subject and verb of the governing clause, or "according to" a source."""
    if frame < 0:
        return ""
    quality: list[int] = []
    if tree.tags[frame] == "JJ" and tree.deps[frame] == "acomp":  # "X is confident that"
        quality, frame = [frame], tree.heads[frame]
    if tree.tags[frame] not in VERB_TAGS or tree.deps[frame] == "prep":
        return tree.phrase_text(phrase(tree, frame))
    words = sorted({*relation_words(tree, frame), *quality})
    subject = tree.kid(frame, "nsubj", "nsubjpass")
    if subject is not None and antecedent(tree, frame, subject) == subject:
        words = sorted({*noun_phrase(tree, subject), *words})
    elif (
        shared := inherited_subject(tree, frame) if subject is None else antecedent(tree, frame, subject)
    ) is not None:
        words = sorted({*(t for t in noun_phrase(tree, shared) if t < frame), *words} - {subject})
    return tree.phrase_text(words)


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
    """One proposition a pair in "A and B bought (were advisers to) C and D respectively"; otherwise the whole.

    In "A sold B and C to D and E, respectively" the first two groups of the same number are the pairs.
    """
    if not any(tree.lemmas[k] == "respectively" for k in tree.subtree(verb)):
        return [whole]
    noun = _predicate_of_copula(tree, verb) if whole.kind == "copula" else None
    said = list(whole.roles("subject"))
    if noun is not None and len(said) > 1 and len(predicates := conjuncts(tree, noun)) == len(said):
        read = (predicate_noun(tree, p) for p in predicates)  # "A and B are chairman and head of X, respectively"
        return [
            replace(whole, predicate=words, arguments=(replace(s, coordination=None, conjunct=0), *inner))
            for s, (words, inner) in zip(said, read, strict=True)
        ]
    groups: dict[str, list[Argument]] = {}
    for a in whole.arguments:
        groups.setdefault(a.role, []).append(a)
    several = sorted((g for g in groups.values() if len(g) > 1), key=lambda g: (g[0].role != "subject", g[0].start))
    paired = [group for group in several if len(group) == len(several[0])]
    if len(paired) < 2:
        return [whole]
    # "holds stakes of 10% and 20% in": of what holds the pairs only its head is every pair's
    inside = {a.role.partition(":")[0] for group in paired for a in group if ":" in a.role} - {"complement"}
    rest = tuple(
        argument(tree, a.head, a.role, [a.head], marker=a.marker) if a.role in inside else a
        for group in groups.values()
        if group not in paired
        for a in group
    )
    alone = ([replace(a, coordination=None, conjunct=0) for a in group] for group in paired)
    return [replace(whole, arguments=(*pair, *rest)) for pair in zip(*alone, strict=True)]


def _further_predicates(tree: Tree, verb: int, first: Proposition) -> Iterator[Proposition]:
    """What else a copula predicates: "is the founder, CEO and chairman of X"."""
    noun = _predicate_of_copula(tree, verb)
    if noun is None:
        return
    subjects = tuple(a for a in first.arguments if a.role == "subject")
    for other in conjuncts(tree, noun):
        if other != noun:
            predicate, inner = predicate_noun(tree, other)
            yield replace(first, predicate=predicate, arguments=(*subjects, *inner))


def _described(tree: Tree, verb: int, scopes: ClauseFactuality) -> Iterator[Proposition]:
    """What participles before its predicate say of the subject: "X is a Nasdaq-listed lender"."""
    noun, subject = _predicate_of_copula(tree, verb), tree.kid(verb, "nsubj")
    if noun is not None and subject is not None and tree.kid(verb, "neg") is None:
        yield from described(tree, noun, antecedent(tree, verb, subject), scopes)


def _inverse(tree: Tree, verb: int, found: Proposition) -> Iterator[Proposition]:
    """ "Its chief executive is X", "the owner of Y has been X": what it says of X, for rules; no open triple."""
    subject, attr = tree.kid(verb, "nsubj"), tree.kid(verb, "attr")
    if subject is None or attr is None or tree.lemmas[verb] != "be" or tree.tags[attr] not in PROPER:
        return
    if tree.tags[subject] not in ("NN", "NNS"):
        return
    predicate, inner = predicate_noun(tree, subject)
    several = conjuncts(tree, attr) if tree.tags[subject] == "NNS" else [attr]
    named = [argument(tree, c, "subject") for c in several]
    yield replace(found, kind="inverse", predicate=predicate, arguments=(*named, *inner))


def _one_of(tree: Tree, attr: int) -> int:
    """The noun that "one of the owners of X" is about."""
    if tree.lemmas[attr] in ("one", "some", "two"):
        of = tree.kid(attr, "prep")
        inner = tree.kid(of, "pobj") if of is not None and tree.lemmas[of] == "of" else None
        if inner is not None:
            return inner
    return attr

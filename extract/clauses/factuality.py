"""What a clause stands under: negation, plan, possibility, condition, and who says it.

A verb's scope is its own auxiliaries and negation plus what it inherits from the clause that governs it: in "X denied
that it planned to buy Y" the buying is denied, in "X said Y will buy Z" it is X's word and a plan.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from newsweave.extract.clauses.factuality_cues import (
    CONDITIONS,
    MARKING,
    REAL,
    counterfactual,
    inverted,
    modality_of,
    negates,
    weaker_modality,
)
from newsweave.extract.clauses.gerunds import gerund_reading
from newsweave.extract.clauses.outcomes import ends, fails, given_up, has_happened, is_none, undoes
from newsweave.extract.clauses.speakers import (
    SHOWING,
    SPEECH,
    cited,
    claims,
    quoted_tokens,
    quoting,
    sources_under,
    speaker_of,
)
from newsweave.extract.clauses.verb_phrases import denies, governor, shares_auxiliaries
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = ["PLAIN", "SPEECH", "ClauseFactuality", "Factuality"]

_PLAN = word_list("plan_words")
_POSSIBLE = word_list("possible_words")
_FACT = word_list("implicative_verbs")
_CAUSING = word_list("causing_verbs")
_FACTIVE = word_list("factive_words")
_AWAITING = word_list("prospective_verbs")
_AWAITED = word_list("prospective_nouns")
_GOING_ON = frozenset({"last", "end", "expire", "continue", "run"})
_KEEN = frozenset({"keen", "interested", "eager", "intent", "bent", "set", "close"})
_FALSE = frozenset({"untrue", "false", "wrong", "incorrect", "nonsense"})
_UNSURE_NOUNS = frozenset(
    "rumour rumor speculation report claim allegation suggestion possibility fear hope idea".split()
)
_OPEN_NOUNS = frozenset({"talk", "talks", "discussion", "discussions", "negotiation", "negotiations"})
_PROVIDED = frozenset({"provided", "providing", "assuming", "supposing"})
_IMAGINE = frozenset({"assume", "imagine", "suppose"})
_HARDLY = frozenset({"few", "hardly", "scarcely", "little"})
_DOUBTS = frozenset({"doubt", "question", "fear", "worry"})
_ACCUSING = frozenset({"accuse", "suspect"})
_ATTAINING = frozenset("accomplish achieve attain exceed fulfil fulfill meet reach realise realize surpass".split())
_EXPECTING = frozenset({"anticipate", "believe", "expect", "forecast", "predict", "project"})
_TIMES = word_list("time_words")
_PROFITING = word_list("profiting_verbs")
_DENIALS = frozenset({"deny", "dismiss", "dispute", "refute", "rule", "reject"})
_THINKING = frozenset({("look", "at"), ("look", "into"), ("think", "about"), ("think", "of"), ("talk", "about")})
_WISHING = frozenset({("interest", "in"), ("interested", "in"), ("keen", "on"), ("intent", "on"), ("appetite", "for")})
_AIMING = frozenset({"for", "to", "about", "of", "before", "toward", "towards"})
_GOALS = frozenset({"of", "for", "to"})
_REASONS = frozenset({"after", "although", "because", "since", "though"})


@dataclass(frozen=True, slots=True)
class Factuality:
    """The reading a clause gets: polarity, modality, and the speaker's head token (-1: the document itself)."""

    negative: bool = False
    modality: str = ""
    speaker: int = -1
    source: int = -1
    """The verb of the speaker, or the preposition of "according to"; -1 where the document itself says it."""
    frame: int = -1
    """The verb that somebody says, hopes or doubts it with, or the preposition of "according to"; -1 without one."""
    via: tuple[int, ...] = ()
    """Head tokens of who passes it on, from inside out: Reuters in "Reuters reported that X said"."""


PLAIN = Factuality()
"""The reading of a clause that nothing governs."""


class ClauseFactuality:
    """The factuality of the verbs of one tree, worked out on demand and remembered."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._known: dict[int, Factuality] = {}
        self._outer: dict[int, Factuality] = {}
        self.quoted = quoted_tokens(tree)
        self._told = quoting(tree)

    def of(self, verb: int) -> Factuality:
        """The scope of the clause headed by ``verb`` (or by a noun, which takes that of its clause)."""
        found = self._known.get(verb)
        if found is None:
            self._known[verb] = PLAIN  # a cycle cannot occur in a tree, but a wrong repair must not hang us
            found = self._known[verb] = self._own(verb, self._inherited(verb))
        return found

    def _own(self, verb: int, scope: Factuality) -> Factuality:
        tree = self.tree
        negative, modality = scope.negative, scope.modality
        told = self._is_told(verb)
        for k in tree.kids[verb]:
            if tree.deps[k] not in MARKING:
                continue
            if negates(tree, k):
                negative = not negative
            else:
                modality = weaker_modality(modality, modality_of(tree, k, verb, told))
        if tree.heads[verb] == verb and any(tree.tags[k] == "TO" for k in tree.all_kids(verb, "aux")):
            modality = weaker_modality("plan", modality)  # the headline "X to buy Y"
        if self._after_nor(verb) or inverted(tree, verb) or (counterfactual(tree, verb) and not told):
            negative = True
        speaker, source, via = scope.speaker, scope.source, scope.via
        if speaker < 0 and claims(tree, verb):
            speaker, source = speaker_of(tree, verb), verb
        denial = source >= 0 and tree.lemmas[source] in _DENIALS  # "denied that it sold Y, as Z had claimed"
        for who, by in sources_under(tree, verb) if not denial else ():
            if speaker >= 0:
                via = (*via, who)
            else:
                speaker, source = who, by
        return Factuality(negative, modality, speaker, source, scope.frame if scope.frame >= 0 else source, via)

    def frame(self, verb: int) -> tuple[int, bool]:
        """Whose clause a claim depends on, and whether its own words would make a fact of what is none.

        The token of the governing verb (or of the preposition of "according to"), -1 where the claim stands on its own.
        """
        tree, top = self.tree, verb
        while (over := self._shares(top)) is not None:
            top = over
        outer = self._inherited(top)
        supposed = outer.negative or outer.modality in ("condition", "question")
        supposed = supposed or (bool(outer.modality) and outer.frame < 0)
        supposed = supposed or (outer.frame >= 0 and self.of(outer.frame).negative)
        conditions = CONDITIONS - REAL if tree.tags[top] == "VBD" else CONDITIONS
        supposed = supposed or any(tree.deps[k] == "mark" and tree.lemmas[k] in conditions for k in tree.kids[top])
        sources = [] if top == verb or outer.frame >= 0 else sources_under(tree, top)
        return sources[0][1] if sources else outer.frame, supposed

    def _negates_subject(self, noun: int) -> bool:
        """Whether a subject is nobody, or hardly anybody: "nobody believes that", "few expect"."""
        tree = self.tree
        if tree.deps[noun] not in ("nsubj", "nsubjpass"):
            return False
        return negates(tree, noun) or any(tree.lemmas[k] in _HARDLY for k in (noun, *tree.kids[noun]))

    def _is_told(self, verb: int) -> bool:
        """Whether a clause is what somebody said in the past, so that its "would" is their "will"."""
        tree = self.tree
        while tree.deps[verb] == "conj" and tree.heads[verb] != verb:
            verb = tree.heads[verb]
        over = tree.heads[verb]
        told = tree.deps[verb] == "ccomp" and tree.lemmas[over] in SPEECH and tree.tags[over] in ("VBD", "VBN")
        return told and not any(tree.lemmas[k] == "if" for k in tree.subtree(verb))

    def _in_quotes(self, token: int) -> bool:
        return self.quoted is not None and self.quoted[token]

    def _after_nor(self, verb: int) -> bool:
        tree, first = self.tree, self.tree.heads[verb]
        return tree.deps[verb] == "conj" and any(
            tree.lemmas[k] == "nor" and first < k < verb for k in tree.kids[first] if tree.deps[k] == "cc"
        )

    def _shares(self, verb: int) -> int | None:
        """The verb whose words ``verb`` shares: its governor, or the one it is coordinated with."""
        tree = self.tree
        if shares_auxiliaries(tree, verb):
            return tree.heads[verb]
        return governor(tree, verb)

    def _inherited(self, verb: int) -> Factuality:
        """What the governing clause hands down to ``verb``; remembered."""
        found = self._outer.get(verb)
        if found is None:
            found = self._outer[verb] = self._handed_down(verb)
        return found

    def _handed_down(self, verb: int) -> Factuality:
        tree = self.tree
        head, dep = tree.heads[verb], tree.deps[verb]
        if head == verb:
            asked = self._question(verb)
            who, by = self._told.get(verb, (-1, -1))
            return replace(asked, speaker=who, source=by, frame=by) if who >= 0 else asked
        if dep == "parataxis" and verb < head:
            return self._inherited(head)
        outer = self.of(head)
        infinitive = any(tree.deps[k] == "aux" and tree.tags[k] == "TO" for k in tree.kids[verb])
        if dep == "conj":
            own_subject = tree.kid(verb, "nsubj", "nsubjpass") is not None
            own_aux = tree.kid(verb, "aux", "auxpass", "neg") is not None
            if own_subject or own_aux:
                return replace(self._above(head), speaker=outer.speaker)
            first_negated = any(tree.deps[k] == "neg" for k in tree.kids[head])
            return replace(
                outer,
                negative=outer.negative if first_negated and tree.tags[verb] == "VB" else self._above(head).negative,
            )
        if (
            dep in ("acl", "ccomp", "relcl")
            and tree.tags[head] in ("NN", "NNS")
            and (tree.lemmas[head].removesuffix("s") in _UNSURE_NOUNS or is_none(tree, head))
            and self._says_that(verb)
        ):
            verb_above = tree.heads[head]
            denied = denies(tree, verb_above) or tree.lemmas[verb_above] in _DENIALS
            if tree.deps[head] in ("dobj", "nsubjpass") and denied:
                return self._denied(verb_above, self.of(verb_above))  # "denied reports that"
            if tree.deps[head] == "nsubj" and self._is_false(verb_above):
                return replace(outer, negative=True, modality="")  # "reports that X bought Y are false"
            return replace(outer, negative=False, modality=weaker_modality("possible", outer.modality))
        if (over := ends(tree, verb)) is not None:
            return self._ended(over)
        if dep == "prep" and tree.lemmas[verb] not in _GOALS and undoes(tree, tree.heads[head], head):
            return self.of(tree.heads[head])  # "rejected the appeal over its purchase of Y"
        if dep in ("ccomp", "xcomp", "oprd", "acomp", "attr", "pcomp", "prep", "pobj", "agent"):
            return self._complement(verb, head, dep, outer, infinitive)
        if dep in ("acl", "advcl", "relcl") and infinitive:
            return self._purpose(head, dep, outer)
        if outer.modality == "question":
            return outer
        if dep in ("relcl", "acl", "appos"):
            added = dep == "appos" or (dep == "relcl" and self._behind_comma(verb))
            denied = outer.source >= 0 and tree.lemmas[outer.source] in _DENIALS
            if (added or denied) and not self._in_quotes(verb):
                return PLAIN
            return replace(outer, negative=False, modality="", frame=outer.source)
        if dep == "advcl":
            real = tree.tags[verb] == "VBD" and any(tree.lemmas[k] in _REASONS for k in tree.all_kids(verb, "mark"))
            modality = outer.modality if outer.modality != "plan" and not real else ""
            return replace(outer, negative=False, modality=modality, frame=outer.source)
        if undoes(tree, head, verb):
            if outer.modality in ("plan", "possible"):
                return replace(outer, modality="possible")  # "is expected to block its purchase of Y"
            return replace(outer, negative=not outer.negative)  # "called off its purchase of Y"
        if dep in ("dobj", "nsubjpass") and tree.lemmas[head] in _AWAITING and tree.lemmas[verb] in _AWAITED:
            return replace(outer, modality=weaker_modality("plan", outer.modality))  # "approved X's takeover of Y"
        if dep in ("nsubj", "nsubjpass") and tree.lemmas[verb] in _AWAITED:
            return self._fate(head, outer)
        if (
            dep == "nsubj"
            and tree.lemmas[head] in _GOING_ON
            and outer.modality == "plan"
            and tree.tags[verb][:2] == "NN"
        ):
            return replace(outer, modality="")  # "its ban on Y will last a year"
        if dep in ("dobj", "nsubj", "nsubjpass", "compound", "parataxis"):
            return outer
        return replace(outer, negative=False, modality="", frame=outer.source)

    def _ended(self, over: int) -> Factuality:
        """The scope of a bond that ``over`` ends: it is no more; while it is only to end, nothing is said of it."""
        scope = self.of(over)
        if scope.modality and not scope.negative:
            return replace(scope, modality="question")
        return replace(scope, negative=not scope.negative, modality="")

    def _is_false(self, verb: int) -> bool:
        """Whether a verb says that something is not true: "is wrong", "are untrue"."""
        said = self.tree.kid(verb, "acomp", "attr")
        return said is not None and self.tree.lemmas[said] in _FALSE

    def _behind_comma(self, verb: int) -> bool:
        """Whether a relative clause only adds to what its noun means."""
        first = self.tree.left(verb)
        return first > 0 and self.tree.words[first - 1] == ","

    def _fate(self, verb: int, outer: Factuality) -> Factuality:
        """What becomes of a deed that is the subject: "X's purchase of Y collapsed", "is expected to close"."""
        tree, lemma = self.tree, self.tree.lemmas[verb]
        if fails(tree, verb):
            return replace(outer, negative=not outer.negative)
        if tree.kid(verb, "xcomp") is None or lemma in _FACT:
            return outer
        modality = "plan" if lemma in _PLAN else "possible" if lemma in _POSSIBLE else ""
        return replace(outer, modality=weaker_modality(modality, outer.modality))

    def _purpose(self, head: int, dep: str, outer: Factuality) -> Factuality:
        """What an infinitive is to bring about; undone where its plan was dropped, open where it is talked about."""
        tree = self.tree
        if dep == "advcl" and tree.lemmas[head] in ("go", "grow", "come", "leave", "quit"):
            return outer  # "went on to join X", "left to join X"
        modality = "possible" if dep == "acl" and tree.lemmas[head] in _OPEN_NOUNS else "plan"
        dropped = dep == "acl" and tree.deps[head] == "dobj" and denies(tree, tree.heads[head])
        dropped = dropped or (dep == "acl" and is_none(tree, head))  # "has no plans to sell Y"
        if dep == "acl" and tree.deps[head] in ("nsubj", "nsubjpass"):  # "talks to buy Y have ended"
            dropped = dropped or fails(tree, tree.heads[head]) or tree.lemmas[tree.heads[head]] in ("end", "stop")
        return replace(
            outer,
            negative=dropped or (dep == "acl" and outer.negative),
            modality=weaker_modality(modality, outer.modality),
        )

    def _quoted(self, verb: int) -> bool:
        first = self.tree.left(verb)
        return any(self.tree.words[t] in ("“", "``", '"') for t in (max(first - 1, 0), first))

    def _says_that(self, verb: int) -> bool:
        tree = self.tree
        return any(tree.deps[k] == "mark" and tree.lemmas[k] == "that" for k in tree.kids[verb])

    def _above(self, head: int) -> Factuality:
        """What the governing clause of ``head`` hands down, without ``head``'s own auxiliaries."""
        return self._inherited(head)

    def _complement(self, verb: int, head: int, dep: str, outer: Factuality, infinitive: bool) -> Factuality:
        tree = self.tree
        lemma = tree.lemmas[head]
        if dep == "pcomp":
            return self._gerund(head, outer)
        if dep == "ccomp" and tree.words[head].lower() in _PROVIDED:
            return replace(outer, modality=weaker_modality("condition", outer.modality))
        if any(tree.deps[k] == "mark" and tree.lemmas[k] in ("whether", "if") for k in tree.kids[verb]):
            outer = replace(outer, negative=False)  # "has not decided whether to buy Y"
        if dep == "ccomp" and lemma == "be" and self._is_false(head):
            return replace(outer, negative=not outer.negative)
        if dep in ("prep", "pobj", "agent", "attr", "acomp", "oprd") and tree.tags[verb] not in (
            "VB",
            "VBG",
            "VBN",
            "VBD",
        ):
            return outer
        if infinitive and any(tree.lemmas[k] == "yet" for k in tree.all_kids(head, "advmod")):
            return replace(outer, negative=True, frame=head)  # "has yet to publish"
        if denies(tree, head) or (dep == "ccomp" and lemma in _DENIALS):
            return self._denied(head, outer)
        if dep == "ccomp" and (lemma in SPEECH or lemma in SHOWING or self._quoted(verb)):
            return self._said(head, outer, verb)
        if lemma in _IMAGINE and dep == "ccomp" and tree.tags[head] == "VB" and tree.kid(head, "nsubj") is None:
            return replace(outer, modality=weaker_modality("condition", outer.modality))  # "Imagine that X buys Y"
        if lemma in _POSSIBLE:
            scope = replace(outer, modality=weaker_modality("possible", outer.modality), frame=head)
            doubted = dep == "ccomp" and lemma in _DOUBTS and outer.speaker < 0
            return replace(scope, speaker=speaker_of(tree, head), source=head) if doubted else scope
        if infinitive and lemma == "go" and tree.tags[head] == "VBG":  # "is going to buy Y"
            return replace(outer, modality=weaker_modality("plan", outer.modality), frame=head)
        if lemma in _FACT and tree.kid(head, "dobj") is None and tree.kid(verb, "nsubj") is None:
            return outer  # "helped to create"
        if (infinitive and lemma in _FACTIVE) or lemma in _CAUSING:
            return outer  # "is pleased to announce", "helped X to raise"
        if infinitive and (lemma in SPEECH or lemma == "believe"):
            if tree.kid(head, "auxpass") is not None or tree.deps[head] == "acl":
                return replace(
                    outer, modality=weaker_modality("possible", outer.modality), frame=head
                )  # "is said to have"
            if lemma == "claim":
                return self._said(head, outer)
        if infinitive and lemma in _PLAN and (given_up(tree, head) or given_up(tree, verb)):
            return replace(outer, negative=True, modality=weaker_modality("plan", outer.modality), frame=head)
        if infinitive and lemma in _EXPECTING and tree.kid(verb, "nsubj", "nsubjpass") is not None:
            who = speaker_of(tree, head) if outer.speaker < 0 else outer.speaker  # "she expects X to buy Y"
            scope = replace(outer, modality=weaker_modality("plan", outer.modality), frame=head)
            return scope if who == outer.speaker else replace(scope, speaker=who, source=head)
        if infinitive and lemma not in _FACT:
            return replace(outer, modality=weaker_modality("plan", outer.modality), frame=head)
        if lemma in _PLAN and dep in ("ccomp", "xcomp"):
            return replace(outer, modality=weaker_modality("plan", outer.modality), frame=head)
        if dep == "ccomp" and lemma in _FACTIVE and outer.negative:
            return replace(outer, negative=False, modality=weaker_modality("possible", outer.modality), frame=head)
        if dep == "ccomp" and lemma not in _FACTIVE and self._says_that(verb):
            return replace(outer, frame=head)  # "the report found that": a finding, not yet a fact
        return outer

    def _gerund(self, prep: int, outer: Factuality) -> Factuality:
        """The scope of a gerund behind a preposition."""
        tree, lemma = self.tree, self.tree.lemmas[prep]
        over = tree.heads[prep]
        if tree.words[prep].lower() in _PROVIDED:
            return replace(outer, modality=weaker_modality("condition", outer.modality))
        if (tree.lemmas[over], lemma) in _WISHING and is_none(tree, over):
            return replace(outer, negative=True, frame=over)  # "has no interest in buying Y"
        if (tree.lemmas[over], lemma) in _THINKING | _WISHING:
            return replace(outer, modality=weaker_modality("possible", outer.modality), frame=over)
        gains = lemma == "from" and tree.lemmas[over] in _PROFITING  # "benefited from buying Y"
        if (lemma in ("without", "from", "against") and not gains) or self._instead(prep):
            return replace(outer, negative=True)
        if lemma == "of" and tree.deps[over] == "dobj" and tree.lemmas[tree.heads[over]] in _ATTAINING:
            return outer  # "reached its goal of selling Y"
        if lemma == "of" and tree.lemmas[over] in _ACCUSING:
            scope = replace(outer, negative=False, modality=weaker_modality("possible", outer.modality), frame=over)
            return scope if outer.speaker >= 0 else replace(scope, speaker=speaker_of(tree, over), source=over)
        reading, verb = gerund_reading(tree, prep)
        if reading == "denied":
            return self._denied(verb, self.of(verb))
        if reading == "alleged":
            frame = outer.frame if outer.frame >= 0 else verb
            return replace(outer, negative=False, modality=weaker_modality("possible", outer.modality), frame=frame)
        if reading:
            return replace(outer, modality=weaker_modality(reading, outer.modality), frame=verb)
        if lemma == "of" and tree.lemmas[over] in _TIMES:
            return outer  # "within a week of buying Y"
        if tree.deps[over] in ("acomp", "amod", "acl") and tree.words[over].lower() in _KEEN:
            return replace(outer, modality=weaker_modality("plan", outer.modality), frame=tree.heads[over])
        if has_happened(tree, prep) or tree.words[over].lower() == "prior" or lemma not in _AIMING:
            return outer
        return replace(outer, modality=weaker_modality("plan", outer.modality))

    def _instead(self, prep: int) -> bool:
        """Whether a preposition is the second word of "instead of", whichever of the two the parser puts above."""
        return "instead" in (self.tree.words[k].lower() for k in (self.tree.heads[prep], *self.tree.kids[prep]))

    def _denied(self, verb: int, outer: Factuality) -> Factuality:
        """The scope of what is denied, by somebody's word or by what he does: "denied that", "refused to"."""
        if outer.negative and self.tree.lemmas[verb] in ("rule", "exclude"):
            return replace(outer, negative=False, modality=weaker_modality("possible", outer.modality), frame=verb)
        scope = replace(outer, negative=not outer.negative, frame=verb)
        if self.tree.lemmas[verb] not in _DENIALS or outer.speaker >= 0 or outer.negative:
            return scope
        return replace(scope, speaker=speaker_of(self.tree, verb), source=verb)

    def _said(self, verb: int, outer: Factuality, said: int = -1) -> Factuality:
        """The scope of what is said: the speaker's word; "did not say that" leaves it open."""
        tree = self.tree
        if outer.negative and said >= 0 and tree.tags[tree.left(said)] in ("WRB", "WP"):
            return replace(outer, negative=False)  # "did not say how much it paid for Y": it paid
        modality = "possible" if outer.negative else outer.modality if outer.modality == "condition" else ""
        if tree.lemmas[verb] in ("suggest", "speculate", "guess"):
            modality = "possible"
        who = speaker_of(tree, verb)
        if who >= 0 and self._negates_subject(who):
            return replace(outer, negative=False, modality=weaker_modality("possible", modality), frame=verb)
        if who < 0 or (outer.speaker >= 0 and tree.words[who].lower() in ("i", "we")):  # "I said that ...," X told Y
            return replace(outer, negative=False, modality=modality, frame=verb)
        via = outer.via if outer.speaker < 0 else (outer.speaker, *outer.via)
        first = cited(tree, verb)
        if first >= 0:
            who, via = first, (who, *via)
        return Factuality(False, modality, who, verb, verb, via)

    def _question(self, root: int) -> Factuality:
        tree = self.tree
        _, end = tree.sentences[tree.sentence_of[root]]
        for t in range(end - 1, max(end - 4, root), -1):
            if tree.words[t] == "?":
                return Factuality(False, "question", -1)
            if tree.words[t] in (".", "!"):
                break
        return PLAIN

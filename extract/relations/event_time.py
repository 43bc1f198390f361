"""When what a clause tells happens: from its own time phrases, or from the clause whose deed it shares.

A phrase counts only where its head is the time ("in 2019", not "in its 2019 report"). Figures of a period take the
period that their own words name ("second-quarter revenue"), whatever day they were reported on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from newsweave.extract.clauses.speakers import SHOWING, SPEECH
from newsweave.extract.clauses.subjects import clause_verb
from newsweave.extract.model import Argument, Proposition
from newsweave.extract.parsing.tree import Tree
from newsweave.extract.values.amounts import find_quantity
from newsweave.extract.values.dates import TimeValue, edtf_of, needs_anchor, read_date, read_lasting
from newsweave.ontology.lists import word_list

__all__ = ["Times"]

_ROLES = {"as of", "back as", "far back as", "over of"} | set(
    "time in on since by during after before from until till at as within over through throughout around between "
    "for".split()
)
_OUTER = frozenset({"at", "in", "during", "under", "via", "through", "after"})
_INNER = frozenset({"on", "in", "during"})
_TIME_WORDS = word_list("time_words")
_PARTS = frozenset(
    {"beginning", "close", "course", "end", "evening", "half", "middle", "month-end", "start", "year-end"}
)
_AWAITING = word_list("prospective_verbs")
_AWAITED = word_list("prospective_nouns")
_DEEDS = word_list("deed_nouns")
_GOING_ON = frozenset({"to", "through", "ended", "ending", "last", "this", "next"})
_SO_FAR = re.compile(r"\b(?:so|thus) far $", re.I)
_MARGIN = 12  # characters before a phrase
_LONGEST = 60  # characters of a phrase that is read whole
_PERIOD = re.compile(
    r"quarter|half|full[- ]year|\b(?:Q[1-4]|[1-4]Q|H[12]|[12]H|FY ?['’]?\d\d)|\bmonths\b"
    r"|\b(?:year|months?) (?:to|through|end)|fiscal"
    r"|\b(?:19|20)\d\d(?= (?:[a-z-]+ ){0,3}(?:revenue|sales|profit|income|earnings|turnover|loss|ebitda))",
    re.I,
)
_COMPARISON = re.compile(r"\b(?:from|than|versus|against|compared|up|down)\b", re.I)
_THAN_TOLD = re.compile(r"\bthan (?:[a-z]+ ){0,2}(?:[a-z]+ed|forecast|seen|shown|thought|set)$")
_MOVING = word_list("moving_verbs")
_SUCCEEDING = word_list("succeeding_verbs")
_ON_YEAR = re.compile(r"(\w+)-o(?:n|ver)-\1")  # "in March year-on-year"
_COMPARED = frozenset({"from", "than", "against", "versus"})
_PUNISHING = frozenset("fine penalise penalize sanction sue charge investigate ban raid accuse probe censure".split())
_TOGETHER = frozenset({"as", "while", "when"})
_BY_DOING = frozenset({"by", "with", "in", "through"})
_PHASES = frozenset({"begin", "start", "commence", "continue", "finish", "complete", "stop", "cease", "resume"})
_DONE = word_list("completing_verbs")
_UNTIL = frozenset({"until", "till", "through"})
_EFFECTIVE = 40  # characters behind "effective" in which its day stands
_LONG_UNITS = frozenset({"month", "quarter", "year"})
_SHIFTS = {"day": 1, "week": 7}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d")


class Times:
    """The times of the propositions of one tree; ``published`` is the document's date, ``day_first`` how it writes
    numeric dates (see ``day_order``)."""

    def __init__(
        self,
        tree: Tree,
        propositions: Iterable[Proposition],
        published: str | None,
        *,
        day_first: bool | None = None,
    ) -> None:
        self.tree = tree
        self.published = published
        self.day_first = day_first
        self._clauses = {p.token: p for p in propositions if p.kind in ("verb", "copula")}
        self._known: dict[tuple[int, bool], TimeValue | None] = {}

    def of(self, p: Proposition, *, ahead: bool = False) -> TimeValue | None:
        """When it happens; ``ahead`` says that it is still to come, so that "in January" is the next one."""
        if self._is_awaited(p):
            return None  # the day is that of the approval: "cleared its purchase of Y in March"
        return self.own(p, ahead=ahead) or self._shared(p, ahead)

    def _is_awaited(self, p: Proposition) -> bool:
        tree = self.tree
        return (
            p.kind == "nominal"
            and tree.deps[p.token] in ("dobj", "nsubjpass")
            and tree.lemmas[tree.heads[p.token]] in _AWAITING
            and tree.lemmas[p.token] in _AWAITED
        )

    def own(self, p: Proposition, *, ahead: bool = False) -> TimeValue | None:
        """What its own phrases say."""
        lies_ahead = ahead or p.tense in ("present", "future")
        for a in p.arguments:
            role = a.role.removeprefix("object:").removeprefix("complement:")
            if self._compared(p, a) or self._of_offence(p, a):
                continue
            if a.role.startswith("object:") and p.predicate in _SUCCEEDING:
                continue  # "replaces X, its chair since 2019": that is when X took it
            if role in _ROLES and (found := self._read(a, lies_ahead if role in _UNTIL else ahead)):
                return found
            lasts = role == "for" and p.aspect == "perfect" and p.tense == "present"
            if lasts and (found := read_lasting(f"for {a.short}", self.published)):
                return found
        for a in p.arguments:
            outer, _, inner = a.role.partition(":")
            if outer in _OUTER and inner in _INNER and (found := self._read(a, ahead)):
                return found
        for a in p.roles("subject:on"):  # "a court filing on Monday confirmed"
            if (found := self._read(a, ahead)) and _DAY.fullmatch(found.iso):
                return found
        return self._effective(p.token)

    def _effective(self, deed: int) -> TimeValue | None:
        """ "has resigned, effective June 30", "the promotion of X to president, effective immediately"."""
        tree = self.tree
        end = tree.sentence_span(deed)[1]
        for k in range(deed + 1, len(tree.words)):
            if tree.starts[k] >= end or tree.tags[k] in ("VBD", "VBZ", "VBP", "MD"):
                return None
            if tree.lemmas[k] == "effective":
                behind = tree.text[tree.starts[k] : min(end, tree.ends[k] + _EFFECTIVE)]
                found = self._date(behind, ahead=True)
                return found if found is not None and found.start <= len("effective as of the ") else None
        return None

    def _date(self, words: str, *, ahead: bool = False, anchor: str | None = None) -> TimeValue | None:
        return read_date(words, self.published, ahead=ahead, anchor=anchor, day_first=self.day_first)

    def period(self, p: Proposition) -> TimeValue | None:
        """The quarter, half or year that the words of a figure name: "second-quarter revenue", "for 2024"."""
        for a in sorted(p.arguments, key=lambda a: a.start):
            if not _COMPARED.isdisjoint(a.role.split(":")) or self._compared(p, a):
                continue
            if a.role.endswith("over") and p.predicate in _MOVING:
                continue  # "grew by 8% over Q1 2021"
            words = a.short if len(a.short) <= _LONGEST or a.role == "subject" else a.short[:_LONGEST]
            words = _COMPARISON.split(f"{a.marker} {words}" if a.marker != "from" else words)[0]
            m = _PERIOD.search(words)
            if m and self._goes_on(a) and (longer := self._read(a, False)) is not None:
                return longer  # "the full year to March 2024"
            if m and (found := self._date(words)):
                return found if self._is_over(found.iso) else None  # of a business year that ends when?
            whole = self._read(a, False) if a.role.rsplit(":", 1)[-1] in ("for", "in") else None
            if whole is not None and not _DAY.match(whole.iso):
                return whole
        return None

    def _is_over(self, iso: str) -> bool:
        """Whether a quarter or half of a year has ended when the document is published."""
        if self.published is None or iso[5:6] not in ("Q", "H") or "/" in iso:
            return True
        last = int(iso[6]) * (3 if iso[5] == "Q" else 6)
        return f"{iso[:4]}-{last:02d}" < self.published[:7]

    def _of_offence(self, p: Proposition, a: Argument) -> bool:
        """Whether a time is that of what somebody is punished for: "fined for failings between 2016 and 2020"."""
        if p.predicate not in _PUNISHING:
            return False
        return any(
            b.role.rsplit(":", 1)[-1] in ("for", "over")
            and not b.temporal
            and self.tree.tags[b.head] != "CD"
            and (0 <= a.start - b.end <= len(a.marker) + 2 or b.start < a.start < b.end)
            for b in p.arguments
        )

    def _compared(self, p: Proposition, a: Argument) -> bool:
        """Whether a time is that of the figure right before it, which another is compared with: "from $2 in 2021"."""
        tree = self.tree
        return any(
            b.role.rsplit(":", 1)[-1] in _COMPARED
            and (tree.tags[b.head] == "CD" or tree.words[b.head] == "%")
            and 0 <= a.start - b.end <= len(a.marker) + 2
            for b in p.arguments
        )

    def _read(self, a: Argument, ahead: bool) -> TimeValue | None:
        """The time that an argument is, not one that it only holds."""
        tree = self.tree
        words = tree.text[a.start : a.end] if len(a.text) < _LONGEST else a.short
        marker = a.marker.lower()
        if marker == "between" and a.coordination is not None:
            words = a.whole
        elif marker == "from" or self._goes_on(a):
            words = tree.text[a.start : min(a.end + 24, tree.sentence_span(a.head)[1])]
        if (m := _SO_FAR.search(tree.text, max(0, a.start - _MARGIN), a.start)) is not None:
            words = tree.text[m.start() : a.start] + words
        whole = f"{a.marker} {words}".strip()
        found = self._date(whole, ahead=ahead, anchor=self._anchor(a) if needs_anchor(whole) else None)
        if needs_anchor(whole) and _COMPARISON.search(_clause_before(tree, a)):
            return None  # "compared with none in the prior-year period"
        if found is None or (marker == "from" and "ago" in found.text):
            return None
        before = words[: max(words.find(found.text), 0)]
        if _COMPARISON.search(before) or ("ago" in found.text and _COMPARISON.search(_clause_before(tree, a))):
            return None  # "up from 200 a year ago"
        if _THAN_TOLD.search(tree.text, max(0, a.start - _LONGEST), max(0, a.start - len(a.marker) - 1)):
            return None  # "less than forecast in July"
        itself = (
            a.role == "time"
            or a.head_lemma in _TIME_WORDS
            or a.head_lemma in _PARTS
            or _ON_YEAR.fullmatch(a.head_lemma)
        )
        if not itself and not re.search(rf"(?<!\w){re.escape(tree.words[a.head].rstrip('.'))}(?!\w)", found.text):
            return None
        start = a.start - len(a.marker) - 1
        said = (
            words
            if not a.marker or tree.text[start : a.start] != f"{a.marker} "
            else tree.text[start : a.start] + words
        )
        said = said[: said.find(found.text) + len(found.text)] if found.text in said else found.text
        return replace(found, marker=found.marker or a.marker, text=said)

    def _goes_on(self, a: Argument) -> bool:
        """Whether the words behind an argument's head belong to its time: "the year to March"."""
        return self.tree.words[min(a.head + 1, len(self.tree) - 1)].lower() in _GOING_ON

    def _anchor(self, a: Argument) -> str | None:
        """The last time that the text names before an argument, in its sentence or the one before."""
        tree = self.tree
        reach = tree.starts[tree.sentences[max(0, tree.sentence_of[a.head] - 1)][0]]
        before = [
            b
            for p in self._clauses.values()
            for b in p.arguments
            if reach <= b.start and b.end <= a.start and (b.temporal or b.role == "time" or b.role in _ROLES)
        ]
        for b in sorted(before, key=lambda b: -b.start):
            if not needs_anchor(f"{b.marker} {b.short}") and (found := self._read(b, False)):
                return found.iso
        return None

    # --- times of other clauses ---

    def _shared(self, p: Proposition, ahead: bool) -> TimeValue | None:
        key = (p.token, ahead)
        if key not in self._known:
            self._known[key] = None  # a clause cannot take its time from itself
            self._known[key] = self._apart(p) or next(self._same_deed(p, ahead), None) or self._told(p)
        return self._known[key]

    def _clause(self, verb: int | None, ahead: bool = False) -> TimeValue | None:
        p = self._clauses.get(verb) if verb is not None else None
        return self.of(p, ahead=ahead) if p is not None else None

    def _same_deed(self, p: Proposition, ahead: bool) -> Iterator[TimeValue]:
        """The time of the clause that tells of the same deed, or of what went on meanwhile."""
        tree, verb = self.tree, p.token
        head, dep = tree.heads[verb], tree.deps[verb]
        over: int | None = None
        if dep in ("relcl", "acl") and tree.lemmas[head] in _DEEDS:
            over = clause_verb(tree, head)
        elif dep == "relcl" and (
            tree.lemmas[head] in _TIME_WORDS or _YEAR.fullmatch(tree.words[head])
        ):  # "in March, when X bought Y"
            above = self._clauses.get(clause_verb(tree, head) or -1)
            found = next((self._read(a, ahead) for a in above.arguments if a.head == head), None) if above else None
            if found is not None:
                yield found
        elif dep == "advcl":
            marks = [tree.lemmas[k] for k in tree.all_kids(verb, "mark", "advmod")]
            participle = tree.tags[verb] == "VBG" and tree.kid(verb, "mark", "nsubj", "aux") is None
            if participle or any(m in _TOGETHER for m in marks):
                over = head
        elif dep == "xcomp" and tree.lemmas[head] in _PHASES:
            over = head  # "is due to start trading on June 26"
        elif dep == "pcomp" and tree.lemmas[head] in _BY_DOING and tree.tags[verb] == "VBG":
            over = clause_verb(tree, head)  # "in May, X grew by buying Y"
        elif p.kind not in ("verb", "copula"):  # the deed that a noun names: "completed its acquisition of Y in May"
            over = clause_verb(tree, verb) if tree.lemmas[verb] in _DEEDS else None
        found = self._clause(over, ahead) if over != verb else None
        if found is None and over is not None and p.kind not in ("verb", "copula"):
            found = self._clause(tree.kid(over, "xcomp"), ahead)  # "its purchase of Y is expected to close in May"
        if found is not None:
            yield found
        if p.kind == "nominal":
            if (named := self._named(verb)) is not None:
                yield named
            for k in tree.all_kids(verb, "acl", "relcl"):  # "its acquisition of Y, completed in May"
                if tree.lemmas[k] in _DONE and k in self._clauses and (done := self.own(self._clauses[k], ahead=ahead)):
                    yield done
        if p.kind == "verb" and self._counts(p):  # "added 9 stores but lost 3 customers in the second quarter"
            last = max(tree.all_kids(verb, "conj"), default=verb)
            other = self._clauses.get(last) if tree.kid(last, "nsubj", "nsubjpass") is None else None
            both = self.own(other, ahead=ahead) if other is not None and self._counts(other) else None
            if both is not None:
                yield both
        for a in p.arguments if p.kind == "verb" else ():  # "raised $2 million in a round led by Y in 2019"
            if a.head_lemma in _DEEDS and (named := self._named(a.head)) is not None:
                yield named
            for k in tree.all_kids(a.head, "acl", "relcl") if a.head_lemma in _DEEDS else ():
                if k in self._clauses and (inner := self.own(self._clauses[k], ahead=ahead)):
                    yield inner

    def _named(self, noun: int) -> TimeValue | None:
        """ "its May 2023 takeover of Y", "last year's purchase", "the resignation of X today"."""
        tree = self.tree
        before = [
            k for k in tree.kids[noun] if k < noun and tree.deps[k] in ("nummod", "compound", "nmod", "amod", "poss")
        ]
        for k in tree.all_kids(noun, "npadvmod", "tmod"):  # "the resignation of X today"
            if k > noun and tree.lemmas[k] in _TIME_WORDS:
                return self._date(tree.span_text(tree.left(k), k + 1))
        dated = [k for k in before if tree.lemmas[k] in _TIME_WORDS or _YEAR.fullmatch(tree.words[k])]
        if not dated:
            return None
        first = min(min(tree.left(k), k) for k in dated)
        found = self._date(tree.span_text(first, noun))
        return None if found is None or _DAY.match(found.iso) else found

    def _counts(self, p: Proposition) -> bool:
        """Whether a number is what a clause tells."""
        tree = self.tree
        told = [a.head for a in p.arguments if a.role in ("object", "extent", "to", "by")]
        return any(tree.tags[k] == "CD" for h in told for k in (h, *tree.kids[h]))

    def _apart(self, p: Proposition) -> TimeValue | None:
        """ "a day after touching $5": so long before or after the clause above."""
        tree, verb = self.tree, p.token
        head, dep = tree.heads[verb], tree.deps[verb]
        link = tree.kid(verb, "mark") if dep == "advcl" else head if dep == "pcomp" else None
        if link is None or tree.lemmas[link] not in ("after", "before"):
            return None
        counts = tree.all_kids(link, "npadvmod") or tree.all_kids(verb, "npadvmod")
        counts = [k for k in counts if k < verb and (tree.lemmas[k] in _SHIFTS or tree.lemmas[k] in _LONG_UNITS)]
        above = tree.heads[head] if dep == "pcomp" else head
        main = self._clause(above if above in self._clauses else clause_verb(tree, above))
        if not counts or main is None:
            return None
        if tree.lemmas[counts[0]] in _LONG_UNITS:  # "was founded in 2012, three years before it bought Y"
            words = tree.span_text(tree.left(counts[0]), counts[0] + 1)
            way = "earlier" if tree.lemmas[link] == "after" else "later"
            found = self._date(f"{words} {way}", anchor=main.iso)
            return None if found is None else TimeValue(found.iso, found.edtf, f"{words} {tree.lemmas[link]}")
        if not _DAY.fullmatch(main.iso):
            return None
        return self._shift(main, counts[0], -1 if tree.lemmas[link] == "after" else 1)

    def _shift(self, main: TimeValue, noun: int, sign: int) -> TimeValue | None:
        from datetime import date, timedelta

        tree = self.tree
        words = tree.span_text(tree.left(noun), noun + 1)
        count = find_quantity(words)
        if count is None and words.split()[0].lower() not in ("a", "one", "the"):
            return None
        days = _SHIFTS[tree.lemmas[noun]] * (int(count.value) if count and count.value.isdigit() else 1)
        iso = (date.fromisoformat(main.iso) + timedelta(sign * days)).isoformat()
        return TimeValue(iso, edtf_of(iso), f"{words} {'after' if sign < 0 else 'before'}")

    def _told(self, p: Proposition) -> TimeValue | None:
        """What has happened when it is told has happened by then: "X has been fined, the bank said on Monday"."""
        tree = self.tree
        granted = p.kind == "nominal" and tree.deps[p.token] == "dobj"  # "has been granted a licence"
        verb = p.token if p.kind == "verb" else tree.heads[p.token] if granted else None
        clause = self._clauses.get(verb) if verb is not None else None
        if verb is None or clause is None or p.modality or clause.modality or clause.aspect != "perfect":
            return None
        while tree.deps[verb] == "conj":  # "said that it had closed and that X had resigned"
            verb = tree.heads[verb]
        if tree.deps[verb] not in ("ccomp", "parataxis"):
            return None
        head = tree.heads[verb]
        found = self._clause(head) if tree.lemmas[head] in SPEECH | SHOWING else None
        if found is None or not _DAY.fullmatch(found.iso) or "/" in found.edtf:
            return None
        return TimeValue(found.iso, f"../{found.edtf}", found.text)


def _clause_before(tree: Tree, a: Argument) -> str:
    """What stands before an argument, back to a comma or the beginning of its sentence."""
    return tree.text[tree.sentence_span(a.head)[0] : a.start].rpartition(",")[2]

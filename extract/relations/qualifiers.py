"""Qualifiers and labels of statements: role, topic, date, amount, as their rule asks for them."""

from __future__ import annotations

import re

from newsweave.extract.clauses.former import is_over
from newsweave.extract.entities.names import PORTFOLIOS, in_charge
from newsweave.extract.model import Argument, Proposition
from newsweave.extract.parsing.tree import Tree
from newsweave.extract.relations.event_time import Times
from newsweave.extract.values.amounts import Amount, find_money, find_percentage
from newsweave.extract.values.dates import TimeValue, read_date
from newsweave.extract.values.literals import from_to, whole_words
from newsweave.ontology.lists import word_list, word_map
from newsweave.ontology.rules import MappedQualifier, Rule
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["label_of", "qualifiers_of", "time_qualifiers"]


_ARTICLE = re.compile(r"^(?:the|a|an|its|their|his|her)\s+", re.I)
_OF_WHOM = re.compile(r"\s+(?:of|at|for|with|in)\s+(?:the\s+|its\s+)?$", re.I)
_FIELD = re.compile(r"\{(\w+)\}")
_LASTING = re.compile(r".*\b(?:since|from|until|till|between|through)$", re.I)
_UNTIL = re.compile(r".*\b(?:until|till)$", re.I)
_EXCLUSIVE = re.compile(r".*\b(?:before|after)$", re.I)
_LASTING_RELATIONS = word_list("lasting_relations")
_PER_SHARE = re.compile(r"\s*(?:per|a|an|each|for each) (?:\w+ )?share\b", re.I)
_MEMBER = re.compile(r"\b(?:member|politician|supporter|loyalist|follower|backer)$")
_SAYS_FORMER = re.compile(r".*\(former\)$|(?:former|ex|then)\b", re.I)
_NO_TOPICS = frozenset({"sideline", "sidelines", "margin", "margins", "occasion", "basis"})
# What follows the name of a round: "a seed round led by X".
_OF_ROUND = re.compile(r",? (?:(?:co-)?led|backed|joined|valuing|that|which|from|with|at) ")
_YEARS = re.compile(r"\d{4}/\d{4}")
_FORMER = re.compile(r"^(.*) \(former\)$")
_HELD_OF = re.compile(r"^(.* of .*) of$")  # "head of payments of"
_ENDS_POST = frozenset({",", ":", "WDT", "WP", "-LRB-", "HYPH"})
_LINKS = frozenset({"IN", "DT", "CC", "POS", "PRP$", "TO"})
_LONGEST_SUBJECT = 7  # words of "of transaction banking for the ASEAN region"
_IN_FULL: dict[str, str] = word_map("titles_in_full")
_BEHIND = 40  # characters behind an argument in which the same amount may stand in another currency


def qualifiers_of(
    rule: Rule,
    times: Times,
    proposition: Proposition,
    target: Argument,
    *,
    ahead: bool = False,
    ended: bool = False,
) -> dict[str, str]:
    """Name to value, in the rule's order, then what is known of an amount, then the time; what is not said is left out.

    ``ahead`` says that the fact is still to come, ``ended`` that the sentence tells of its end. A time has three
    parts: ``date`` (or ``begin`` and ``end``, where the fact lasts), ``edtf`` where it says more than the date, and
    ``date_text``, the words.
    """
    out: dict[str, str] = {}
    for name, source in rule.qualifiers.items():
        if name == "place":
            continue  # an entity; see ``relations``
        value = _value(name, source, times, proposition, target)
        if isinstance(value, Amount):
            out[name] = value.text
            if name == "amount":
                out |= _amount(value)
        elif value:
            out[name] = value
    lasting = rule.relation in _LASTING_RELATIONS
    if lasting and (ended or _is_former(rule, times.tree, proposition, ahead)):
        out["former"] = "yes"
        if "role" in out and not _SAYS_FORMER.match(out["role"]):
            out["role"] = f"{out['role']} (former)"
    stays = rule.time == "end" and proposition.polarity == "negative"  # "will not step down this year"
    if rule.literal != "date" and "date" not in out and not stays:
        when = times.of(proposition, ahead=ahead)
        if when is not None:
            out |= time_qualifiers(when, rule.time, lasting=lasting)
    return out


def _is_former(rule: Rule, tree: Tree, proposition: Proposition, ahead: bool) -> bool:
    """Whether a state is over: "resigned as chairman", "was chairman until 2021", "used to own"."""
    if rule.relation == "spouse_of" and rule.presupposed and rule.time == "end":
        return True  # whatever is said of a divorce, it parted them
    if proposition.polarity == "negative":
        return False
    if (
        rule.relation == "political_affiliation"
        and rule.construction == ("noun",)
        and not _MEMBER.search(proposition.predicate)
    ):
        return False  # a former chairman of a party has not left it
    if rule.time == "end":
        return not ahead and not proposition.modality and proposition.aspect != "progressive"
    return is_over(tree, proposition)


def time_qualifiers(when: TimeValue, time: str = "date", *, lasting: bool = False) -> dict[str, str]:
    """The qualifiers that give a time.

    ``time`` says what it is for the fact, its ``date``, ``begin`` or ``end``; ``lasting``, whether the fact is a state,
    which "since 2019" or "from 2015 to 2018" bounds. What is only before or after a day has no date.
    """
    out: dict[str, str] = {}
    begin, end = when.bounds
    if time != "date":
        out[time] = when.iso
    else:
        if lasting and (_LASTING.match(when.marker) or _YEARS.fullmatch(when.iso)):
            out |= {name: bound for name, bound in (("begin", begin), ("end", end)) if bound}
        if _UNTIL.match(when.marker) and not lasting:
            out["end"] = end  # of the agreement that was signed, not of the signing
        elif not _EXCLUSIVE.match(when.marker):
            out["date"] = when.iso
    if when.edtf != when.iso:
        out["edtf"] = when.edtf
    out["date_text"] = when.text
    return out


def _amount(amount: Amount) -> dict[str, str]:
    """An amount in parts: number (or low/high), currency, and what "about" or "up to" says."""
    number, _, currency = amount.value.partition(" ")
    out = {"amount_value": number}
    if currency:
        out["currency"] = currency
    if amount.modifier:
        out["amount_modifier"] = amount.modifier
    if amount.also:
        out["other_amount"] = amount.also
    return out


def _value(
    name: str,
    source: tuple[str, ...] | MappedQualifier | str,
    times: Times,
    proposition: Proposition,
    target: Argument,
) -> str | Amount | None:
    tree = times.tree
    if isinstance(source, MappedQualifier):
        return _mapped(source, proposition, tree, target)
    if isinstance(source, str):
        return predicate_words(tree, proposition, target) if source == "$predicate" else source
    for role in source:
        for a in _own(proposition, role, tree, target):
            if a.head == target.head or (name != "date" and _is_date(a, times.published)):
                continue
            if name == "topic" and a.head_lemma in _NO_TOPICS:
                continue
            if name in ("amount", "share"):
                behind = tree.text[a.start : min(len(tree.text), a.end + _BEHIND)]
                words, _ = from_to(a, whole_words(tree, a), tree)
                readers = (find_percentage,) if name == "share" else (find_money, find_percentage)
                amounts = [x for read in readers if (x := read(words)) is not None]
                amounts = [x for x in amounts if not _PER_SHARE.match(behind[behind.find(x.text) + len(x.text) :])]
                if amounts:
                    found = min(amounts, key=lambda x: words.find(x.text))
                    return _with_other(found, behind)
                continue
            text = _role(a, target) if name == "role" else a.text
            if name == "round":
                text = _OF_ROUND.split(text)[0]
            text = _ARTICLE.sub("", text).strip("“”\"'‘’ ,.")
            if text:
                return text
    return None


def _role(a: Argument, target: Argument) -> str:
    """A post without the organisation that is named behind it: "chief executive" of "chief executive of Corvex"."""
    at = target.start - a.start
    return _OF_WHOM.sub("", a.short[:at]) if 0 < at < len(a.short) else a.short


def _is_date(a: Argument, published: str | None) -> bool:
    return read_date(a.text, published or "2000-01-01") is not None


def _with_other(amount: Amount, text: str) -> Amount:
    """With the bracket behind it, which may stand outside of the argument: "$3 million (2.8 million euros)"."""
    whole = find_money(text)
    return whole if whole is not None and whole.value == amount.value and whole.text == amount.text else amount


def _own(proposition: Proposition, role: str, tree: Tree, target: Argument) -> list[Argument]:
    """The arguments in a role; of several the one the target stands below: "owns 40% of A and 20% of B"."""
    found = list(proposition.roles(role))
    if len(found) < 2:
        return found
    heads = {a.head for a in found}
    nearest = next((h for h in tree.ancestors(target.head) if h in heads), None)
    return found if nearest is None else [a for a in found if a.head == nearest]


def _mapped(source: MappedQualifier, proposition: Proposition, tree: Tree, target: Argument) -> str | None:
    words = word_map(source.map)
    for a in _own(proposition, source.role, tree, target):
        text = f" {a.text.lower()} "
        found = [(text.find(f" {p} "), -len(p), p) for p in words] + [(text.find(f" {p}s "), -len(p), p) for p in words]
        first = min((x for x in found if x[0] >= 0), default=None)  # the first, of several there the longest
        if first is not None:
            return str(words[first[2]])
        if a.head_lemma in words:
            return str(words[a.head_lemma])
    return None


def predicate_words(tree: Tree, proposition: Proposition, target: Argument) -> str | None:
    """The predicate noun with its own modifiers as they stand, without names and articles.

    "Senior Vice President"; what a post is about belongs to it: "head of payments" of "head of payments at Corvex".
    """
    head = proposition.token
    if proposition.kind == "copula":
        complement = next((a for a in proposition.arguments if a.role in ("complement", "as")), None)
        if complement is None:
            return proposition.predicate
        head = complement.head
    own = frozenset(proposition.predicate.split())
    # "French" of "French president" says whose the post is
    whose = frozenset(tree.subtree(target.head)) if target.role == "amod" else frozenset()
    tokens = [head]
    for t in range(head - 1, -1, -1):
        word = tree.words[t].lower()
        if t in whose:
            continue
        if word not in own and tree.lemmas[t] not in own and not (in_charge(tree, head) and word in PORTFOLIOS):
            break
        tokens.insert(0, t)
    if len(tokens) < len(own) and not whose and not in_charge(tree, head):
        return proposition.predicate
    words = (tree.words[t] for t in (*tokens, *_about(tree, head, target)))
    return " ".join(_IN_FULL.get(word.lower(), word) for word in words)


def _about(tree: Tree, head: int, target: Argument) -> list[int]:
    """Tokens of "of payments" behind the post ``head``, as far as the name of where it is held."""
    of = next((k for k in tree.all_kids(head, "prep") if k == head + 1 and tree.lemmas[k] == "of"), None)
    what = None if of is None else tree.kid(of, "pobj")
    if of is None or what is None:
        return []
    if tree.tags[what] not in ("NN", "NNS"):
        return [of, what] if in_charge(tree, head) and tree.words[what].lower() in PORTFOLIOS else []
    tokens: list[int] = []
    for t in tree.subtree(of):
        if t != of + len(tokens) or (t >= tree.left(target.head) > head) or tree.tags[t] in _ENDS_POST:
            break
        tokens.append(t)
    while tokens and tree.tags[tokens[-1]] in _LINKS:
        tokens.pop()
    return tokens if len(tokens) <= _LONGEST_SUBJECT and what in tokens else []


def label_of(rule: Rule, qualifiers: dict[str, str]) -> str:
    """What stands on the arrow: the rule's template where all its fields are known, else the relation's label.

    What is over is told in the past.
    """
    relation, over = vocabulary().relations[rule.relation], qualifiers.get("former") == "yes"
    label = relation.past_label if over else relation.label
    fields = _FIELD.findall(rule.label) if rule.label else []
    if not rule.label or not all(f in qualifiers for f in fields) or (over and "role" not in fields):
        return label
    if rule.relation == "owns_stake_in" and "currency" in qualifiers:
        return label  # "owns 20% of", but not "owns $5 million of"
    label = _FIELD.sub(lambda m: _FORMER.sub(r"former \1", qualifiers[m[1]]), rule.label)
    return label if rule.relation == "holds_office" else _HELD_OF.sub(r"\1 at", label)

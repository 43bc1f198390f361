"""Whose a measure is: whom its phrase names, whom the way up to the verb names, or the clause's subject."""

from __future__ import annotations

from newsweave.extract.clauses.subjects import subjects_of
from newsweave.extract.clauses.verb_phrases import is_passive, with_particle
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.measures.measure_names import is_of_period
from newsweave.extract.measures.metrics import SHARES, are_shares
from newsweave.extract.parsing.phrases import NOUN_TAGS, VERB_TAGS, conjuncts
from newsweave.ontology.lists import word_list, word_map

__all__ = ["Owner", "may_own", "only_opens", "owner_of", "owners_of_clause", "reaches_subject"]

Owner = tuple[Cluster, int]
"""Who, and the token that means it."""

_HAVING = word_list("having_verbs")
_TELLING = word_list("telling_verbs")
_FORECASTS = frozenset({"forecast", "guidance", "outlook", "projection", "target"})
_RATES = frozenset({"dividend", "rate"})
_NO_NAMES = frozenset(word_map("metric_nouns")) | word_list("measure_words") | {"inventory", "agriculture"}
"""Taken for names at the head of a sentence: "Gross margin", "Inventory stood at"."""
_NO_OWNERS = frozenset({"Person", "Law", "Agreement"})
_PARTS = word_list("business_parts")
_GROUPS = word_list("groups_of_counted")
_BEFORE = frozenset({"poss", "compound", "nmod", "amod"})
_OF = frozenset({"of", "at", "for", "by", "among", "from"})
_IN = frozenset({"in", "across"})
_UP = frozenset(
    {
        "pobj",
        "prep",
        "dobj",
        "attr",
        "conj",
        "appos",
        "nsubj",
        "nsubjpass",
        "acl",
        "compound",
        "nmod",
        "amod",
        "dep",
        "quantmod",
        "gapped",
    }
)
_CARRYING = frozenset({"of", "with", "on", "to", "including", "in", "at", "plus", "after", "for"})
"""Prepositions behind which a measure still belongs to the clause: "with revenue of", "a profit on sales of"."""
_PAYING = frozenset({"finance", "fund", "pay", "settle", "secure", "support"})
_ENDING = frozenset({"end", "finish", "start", "begin", "close", "exit", "enter", "leave"})
_SERVING = frozenset(
    "process provide run manage operate handle offer safeguard service supply host store clear settle".split()
)
_BEING = frozenset({"be", "become", "remain"})
_RAISING = frozenset("raise secure close obtain attract complete land get list float debut trade".split())
_ROUNDS = frozenset(
    "offer round deal financing funding raise sale listing transaction offering ipo placement investment".split()
)
_INVESTING = frozenset("invest lead buy acquire back join co-lead participate put take purchase value".split())
_GIVING = frozenset({"give", "hand", "assign", "bring", "afford", "cost", "earn", "save", "leave"})


def owner_of(p: Passage, noun: int, *, counted: bool, way: int = -1, held: bool = False) -> list[Owner]:
    """Whose the measure ``noun`` is; what is only ``counted`` belongs to its possessor or to who has it.

    "Corvex's revenue", "the profit of Corvex", "Corvex reported a profit", then "sales in Norway". ``way`` is where
    the way up begins if not at the noun; what is ``held`` ("a market share in Norway") is not the place's.
    """
    start = noun if way < 0 else way
    for t in dict.fromkeys((noun, start)):
        before = _owner_before(p, t, counted)
        if before is not None:
            return [before]
    shares = _IN if are_shares(p.tree, noun) else frozenset()  # "shares in X"
    for t in dict.fromkeys((noun, start)):
        behind = None if counted else _owner_behind(p, t, _OF | shares)
        if behind is not None and not (held and behind[0].broad == "Place"):
            return [behind]
    above = _owners_above(p, start, noun)
    if above or counted or held:
        return above
    place = _owner_behind(p, noun, _IN)
    return [] if place is None else [place]


def may_own(c: Cluster) -> bool:
    """Whether somebody or something may have figures that a graph keeps."""
    return c.broad not in _NO_OWNERS and c.type != "Standard" and not c.unnamed and c.name.lower() not in _NO_NAMES


def _owner_before(p: Passage, noun: int, counted: bool) -> Owner | None:
    tree = p.tree
    if counted and any(tree.tags[k] == "JJS" or tree.lemmas[k] == "top" for k in tree.kids[noun]):
        return None  # "the country's top 50 companies" are not all of them
    for k in tree.kids[noun]:
        if tree.words[k].lower() == "whose" and (whom := _antecedent(p, k)) is not None:
            return whom
        if k < noun and tree.deps[k] in _BEFORE and k in p.at and may_own(p.at[k]):
            if counted and tree.deps[k] != "poss":
                return None
            if not only_opens(p, k):
                return p.at[k], k
    return None


def only_opens(p: Passage, t: int) -> bool:
    """Whether a word is taken for a name because it opens a sentence: "Automotive revenue" is nobody's of that name."""
    c = p.at[t]
    opens = t in (first for first, _ in p.tree.sentences) and p.tree.deps[t] != "poss"
    return (
        opens
        and c.known is None
        and len(c.names) == 1
        and not c.names[0].text.isupper()
        and p.tree.words[t].lower() in _PARTS
    )


def _antecedent(p: Passage, t: int) -> Owner | None:
    """Whom "whose" means."""
    clause = next((h for h in p.tree.ancestors(t) if p.tree.deps[h] == "relcl"), -1)
    whom = p.tree.heads[clause] if clause >= 0 else -1
    return (p.at[whom], whom) if whom in p.at and may_own(p.at[whom]) else None


def _owner_behind(p: Passage, noun: int, prepositions: frozenset[str]) -> Owner | None:
    tree = p.tree
    for k in tree.all_kids(noun, "prep"):
        for x in tree.all_kids(k, "pobj") if tree.lemmas[k] in prepositions else ():
            if x in p.at and may_own(p.at[x]):
                return p.at[x], x
            if tree.lemmas[x] in SHARES and (of := owner_of(p, x, counted=False)):
                return of[0]  # "a price target for shares in X"
    return None


def _owners_above(p: Passage, start: int, noun: int) -> list[Owner]:
    """The owner on the way from a measure up to its clause's subject, which has it: "Corvex reported a profit of"."""
    tree = p.tree
    t = start
    for h in tree.ancestors(start):
        if tree.tags[h] in VERB_TAGS:
            return _owners_of_verb(p, t, h, noun)
        dep = tree.deps[t]
        if dep == "prep" and tree.lemmas[t] == "at" and tree.lemmas[noun] == "valuation" and tree.lemmas[h] in _ROUNDS:
            verb = next(
                (v for v in tree.ancestors(h) if tree.tags[v] in VERB_TAGS), -1
            )  # "a tender offer at a valuation of"
            return owners_of_clause(p, verb) if verb >= 0 and tree.lemmas[verb] not in _INVESTING else []
        if dep not in _UP or (dep == "prep" and tree.lemmas[t] not in _CARRYING):
            return []
        if tree.tags[h] in NOUN_TAGS:
            if h in p.at and may_own(p.at[h]) and dep not in ("compound", "nmod", "amod"):
                return [(p.at[h], h)]  # "Corvex, with revenue of $4 million"
            if tree.lemmas[h] in _GROUPS and (before := _owner_before(p, h, False)) is not None:
                return [before]  # "Corvex's team of 14 engineers"
            if not _is_passed(p, t, h, dep):
                return []
        t = h
    return []


def reaches_subject(p: Passage, noun: int, way: int, verb: int) -> bool:
    """Whether the way up from a measure ends at its verb's subject, whoever that is."""
    tree = p.tree
    t = noun if way < 0 else way
    while tree.heads[t] != verb:
        h, dep = tree.heads[t], tree.deps[t]
        if h == t or dep not in _UP or (dep == "prep" and tree.lemmas[t] not in _CARRYING):
            return False
        if tree.tags[h] in NOUN_TAGS and (h in p.at or tree.kid(h, "poss") is not None or not _is_passed(p, t, h, dep)):
            return False
        t = h
    if tree.deps[t] not in ("dobj", "prep", "conj") or tree.kid(noun, "poss") is not None:
        return False
    with_it = tree.deps[t] == "prep" and tree.lemmas[t] not in ("with", "to", "on")
    having = tree.lemmas[verb] in _HAVING or with_particle(tree, verb) in _HAVING
    return having and not with_it


def _is_passed(p: Passage, t: int, h: int, dep: str) -> bool:
    """Whether what belongs to ``t`` may belong to whom the noun ``h`` above it belongs to or means."""
    tree = p.tree
    if tree.deps[h] in ("appos", "attr") or tree.lemmas[h] in _GROUPS or tree.tags[h] in ("CD", "$"):
        return True
    if dep == "prep":
        if tree.lemmas[t] == "for":
            return tree.lemmas[tree.heads[h]] in _SERVING and tree.deps[h] == "dobj"
        return tree.lemmas[t] in ("of", "on") or tree.lemmas[h] in ("%", "profit", "loss", "revenue", "control")
    return dep in ("conj", "pobj", "appos", "acl", "dep")


def _owners_of_verb(p: Passage, t: int, verb: int, noun: int) -> list[Owner]:
    tree = p.tree
    dep, lemma = tree.deps[t], tree.lemmas[verb]
    subject = tree.kid(verb, "nsubj")
    if subject is not None and tree.lemmas[subject] in _FORECASTS and subject not in p.at:
        found = _owner_before(p, subject, False)  # "its guidance calls for revenue of $4 million"
        return [] if found is None else [found]
    if dep in ("nsubj", "nsubjpass") or (dep == "prep" and tree.lemmas[t] not in _CARRYING):
        return []
    if dep == "prep" and tree.lemmas[t] == "for" and lemma not in _SERVING:
        return []
    if dep == "prep" and tree.lemmas[t] == "at":
        return _at_which(p, verb, noun)
    if lemma in _GIVING and dep == "dobj":
        whom = tree.kid(verb, "dative")
        if whom is not None:
            return [(p.at[whom], whom)] if whom in p.at and may_own(p.at[whom]) else []
    if lemma in _BEING and dep not in ("attr", "prep"):
        return []
    if lemma == "be" and tree.kid(verb, "expl") is not None:
        return _where_there_are(p, verb, noun)
    if dep == "attr" and lemma in _BEING:
        return owners_of_clause(p, verb)
    built = tree.kid(verb, "dobj")
    within = dep == "prep" and tree.lemmas[t] == "with"
    if within and built is not None and tree.kid(noun, "nummod") is not None and built not in p.at:
        return []  # "opened a depot with 30 workers"
    if within and lemma in _PAYING:
        return []  # "will finance the deal with $1.2 billion of debt"
    if within and lemma in _ENDING:
        return owners_of_clause(p, verb)  # "ended June with 68 million users"
    if lemma in _TELLING and (
        is_of_period(tree.words[noun]) or is_of_period(tree.lemmas[noun]) or tree.lemmas[noun] in _RATES
    ):
        return owners_of_clause(p, verb)
    if lemma not in _HAVING and with_particle(tree, verb) not in _HAVING and lemma not in _BEING:
        return []
    if lemma == "employ":
        return [o for o in owners_of_clause(p, verb) if o[0].broad != "Place"]
    return owners_of_clause(p, verb)


def _where_there_are(p: Passage, verb: int, noun: int) -> list[Owner]:
    """ "There are 14 million users in Kenya"."""
    tree = p.tree
    preps = [k for t in (noun, verb) for k in tree.all_kids(t, "prep") if tree.lemmas[k] == "in"]
    inside = [x for k in preps for x in tree.all_kids(k, "pobj")]
    return [(p.at[x], x) for x in inside[:1] if x in p.at and p.at[x].broad == "Place"]


def _at_which(p: Passage, verb: int, noun: int) -> list[Owner]:
    """Whose a valuation or a loss is at which something is done: "raised $4 million at a valuation of $9 million"."""
    tree = p.tree
    if tree.lemmas[noun] in ("loss", "profit"):
        return owners_of_clause(p, verb) if tree.lemmas[verb] in ("sell", "operate", "run", "trade", "offload") else []
    if tree.lemmas[noun] not in ("valuation", "value", "capitalisation", "capitalization"):
        return []
    if tree.lemmas[verb] in _RAISING:
        return owners_of_clause(p, verb)
    inside = [x for k in tree.all_kids(verb, "prep") if tree.lemmas[k] == "in" for x in tree.all_kids(k, "pobj")]
    return [(p.at[x], x) for x in inside[:1] if x in p.at and may_own(p.at[x])] or owners_of_clause(p, verb, "object")


def owners_of_clause(p: Passage, verb: int, role: str = "subject") -> list[Owner]:
    """The entities that a verb's subject means, or its passive subject in the role ``object``."""
    tree = p.tree
    doers, objects = subjects_of(tree, verb, is_passive(tree, verb))
    if role == "object" and not objects:
        heads = [c for k in tree.all_kids(verb, "dobj") for c in conjuncts(tree, k)]
        return [(p.at[t], t) for t in heads if t in p.at and may_own(p.at[t])]
    found: list[Owner] = []
    for a in doers if role == "subject" else objects:
        if a.head in p.at and may_own(p.at[a.head]):
            found.append((p.at[a.head], a.head))
        elif a.head in p.groups:
            found += [(c, a.head) for c in p.groups[a.head] if may_own(c)]
        elif len(doers) > 1:
            return []
    return found

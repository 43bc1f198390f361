"""From frames to rules: every form in which English says a pattern's words.

A verb is read in all its forms by one rule, since the clause layer gives active, passive, participle and controlled
verbs the same roles. A noun that names a deed has its doer in "by", before it, or as the subject of the verb that
supports it ("X completed the takeover of Y", roles ``doer`` and ``receiver`` of ``extract/clauses/support.py``), and
its patient in its own phrases, before it, or as the subject of a verb of getting ("Y won an investment from X").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from newsweave.ontology.frames import Frame, Pattern, Slot
from newsweave.ontology.rules import MappedQualifier, Rule

__all__ = ["realisations"]

_Roles = Mapping[str, tuple[str, ...]]
"""``S`` and ``O`` to the roles that give them, first that does."""
_PAIR = "S and O"
_BEFORE = ("compound", "amod")
"""Roles of a name right before a noun: "the Corvex takeover", "its Norwegian business"."""


def realisations(frame: Frame) -> Iterator[Rule]:
    """The rules of a frame, in the order of its groups and patterns; their ids are the frame's name and a number."""
    number = 0
    for group, made in (("verbs", _of_verb), ("nouns", _of_noun), ("roles", _of_role), ("adjectives", _of_role)):
        for pattern, words in frame.patterns(group):
            for fields in made(pattern):
                number += 1
                fields["pattern"] = f"{group} {pattern.text}"
                yield _rule(frame, group, number, words, fields)


def _rule(frame: Frame, group: str, number: int, words: tuple[str, ...], fields: dict[str, Any]) -> Rule:
    roles: _Roles = fields.pop("roles")
    require = {**_by_role(frame.require, roles), **fields.pop("require", {})}
    forbid = {**_by_role(frame.forbid, roles), **fields.pop("forbid", {})}
    return Rule(
        id=f"{frame.frame}/{number}",
        frame=frame.frame,
        relation=frame.relation,
        trigger=words,
        subject=roles.get("S", ()),
        object=roles.get("O", ()),
        subject_types=frame.subject,
        object_types=frame.object,
        require=require,
        forbid=forbid,
        without=_by_role(frame.without, roles),
        forbid_types=_by_role(frame.forbid_types, roles),
        qualifiers={name: _qualifier(group, source) for name, source in frame.qualifiers.items()},
        status=frame.status,
        progressive=frame.progressive if group == "verbs" else None,
        presupposed=frame.presupposed,
        on_behalf=frame.on_behalf,
        literal=frame.literal,
        time=frame.time,
        label=frame.label,
        **fields,
    )


def _by_role(conditions: Mapping[str, tuple[str, ...]], roles: _Roles) -> dict[str, tuple[str, ...]]:
    """Conditions on ``S`` and ``O`` as conditions on the roles that give them here."""
    return {"|".join(roles.get(key, (key,))) or key: words for key, words in conditions.items()}


def _qualifier(group: str, source: Any) -> Any:
    """A qualifier's prepositions, with those inside the object that the parser hangs them on."""
    if isinstance(source, MappedQualifier):
        word = "self" if group == "nouns" else "object"
        return MappedQualifier(role=word if source.role == "word" else source.role, map=source.map)
    if isinstance(source, str) or group != "verbs":
        return source
    return tuple(r for role in source for r in ((role,) if _is_role(role) else (role, f"object:{role}")))


def _is_role(name: str) -> bool:
    return name.startswith("$") or ":" in name or name in ("subject", "object", "complement", "purpose", "time")


def _of_verb(pattern: Pattern) -> Iterator[dict[str, Any]]:
    fields: dict[str, Any] = {"construction": ("verb",)}
    roles: dict[str, tuple[str, ...]] = {}
    require: dict[str, tuple[str, ...]] = {}
    before = "object" if pattern.passive else "subject"
    if pattern.passive:
        fields["voice"] = "passive"
    if pattern.before == _PAIR:
        roles["S"] = (before,)
        fields |= {"pairs": True, "forbid": {"with|object:with|as": ()}}
    elif pattern.before:
        roles[pattern.before] = (before,)
    second = "second" if pattern.passive else "object"
    if pattern.direct:  # "grant Y a licence": whom it is given is the indirect object, or the subject of the passive
        roles[pattern.direct] = ("indirect", "object") if pattern.noun else ("object",)
    if pattern.noun:
        require["object|second" if pattern.direct else second] = pattern.noun
    for slot in pattern.phrases:
        if slot.end == _PAIR:
            roles["S"] = _phrase_roles(slot, bool(pattern.noun))
            fields["pairs"] = True
        else:
            roles[slot.end] = _phrase_roles(slot, bool(pattern.noun))
    yield fields | {"roles": roles, "require": require}


def _phrase_roles(slot: Slot, of_noun: bool) -> tuple[str, ...]:
    """The verb's own phrase, or that of its object, which in a passive is the grammatical subject."""
    out: list[str] = []
    for p in slot.prepositions:
        out += [f"object:{p}", p] if of_noun and p == "of" else [p, f"object:{p}"]
        out += [f"subject:{p}"] if of_noun else []
        # "revoked Corvex's licence", "bought Corvex shares"
        out += ["object:poss", "subject:poss"] if of_noun and p == "of" else []
        out += ["object:compound"] if of_noun and p in ("of", "in") else []
        out += (
            ["subject:compound"] if of_noun and p == "of" else []
        )  # in what a "Delaware corporation" offers it is not
    return tuple(out)


def _of_noun(pattern: Pattern) -> Iterator[dict[str, Any]]:
    fields = {"construction": ("nominal",)}
    given = {slot.end: slot.prepositions for slot in pattern.phrases}
    if _PAIR in given:
        yield fields | {"roles": {"S": given[_PAIR]}, "pairs": True}
        return
    if pattern.before == _PAIR:  # "A and B announced a partnership"
        yield fields | {"roles": {"S": ("doer", "poss", "between")}, "pairs": True, "forbid": {"with": ()}}
        return
    agent, patient = ("O", "S") if "by" in given["O"] else ("S", "O")
    cased = tuple(p for p in given.get(agent, ()) if p != "by")
    patients = given.get(patient, ())
    none = {"|".join(patients): ()} if patients else {}
    yield fields | {"roles": {agent: ("by", *cased, "poss", "doer", *_BEFORE), patient: patients}}
    # "Y's acquisition by X", "the Y investigation by X", "Y received an investment from X", "Y rejected a bid by X"
    yield fields | {"roles": {agent: ("by", *cased), patient: ("poss", *_BEFORE, "receiver")}}
    yield fields | {"roles": {agent: ("by", *cased), patient: ("doer",)}, "forbid": none}
    yield fields | {"roles": {agent: ("poss", *_BEFORE), patient: ("receiver",)}}  # "Y won X's approval"
    yield fields | {"roles": {agent: ("doer",), patient: ("receiver",)}, "forbid": none}  # "X granted Y a licence"
    # "X completed the Y acquisition", "X's Norwegian business"
    yield fields | {"roles": {agent: ("poss", "doer"), patient: _BEFORE}, "forbid": none}


def _of_role(pattern: Pattern) -> Iterator[dict[str, Any]]:
    fields: dict[str, Any] = {"construction": ("noun",)}
    if pattern.before == _PAIR:
        yield fields | {"roles": {"S": ("subject",)}, "pairs": True, "forbid": {"of": (), "poss": ()}}
        return
    other = pattern.phrases[0]
    prepositions = tuple(dict.fromkeys((*other.prepositions,)))
    # "the firm behind X" is no "X firm": that may be a place's or a trade
    before = () if prepositions == ("behind",) else ("poss", *_BEFORE)
    yield fields | {"roles": {pattern.before: ("subject",), other.end: (*prepositions, *before)}}

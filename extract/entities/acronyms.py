"""Short names introduced in brackets: "Long Name (LN)", "LN (Long Name)"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsweave.extract.entities.names import Name
from newsweave.extract.parsing.tree import Tree

__all__ = ["Acronym", "acronyms", "initials_match"]

_LISTED = re.compile(r"[A-Z][A-Za-z ]{1,20}: ?([A-Z0-9.]{1,6})")
_FUNCTION = frozenset({"of", "the", "and", "for", "in", "on", "de", "&", "to", "a"})


@dataclass(frozen=True, slots=True)
class Acronym:
    """``short`` was introduced in brackets as another name of ``long``."""

    short: str
    long: str


def acronyms(tree: Tree, names: list[Name]) -> list[Acronym]:
    """Short names introduced in brackets behind a long one, also before "of X" ("Revenue Board (RB) of Y").

    A name takes in the words before it that its acronym stands for, and another of ``names`` there is dropped: "Voss"
    of "Voss and Tarn Group (VTG)".
    """
    out: list[Acronym] = []
    grown: list[Name] = []
    for name in names:
        end = name.end
        if end + 2 >= len(tree.words) or tree.words[end] != "(":
            continue
        close = next((t for t in range(end + 1, min(end + 6, len(tree.words))) if tree.words[t] == ")"), None)
        if close is None or close == end + 1:
            continue
        short = tree.span_text(end + 1, close).strip("“”\"'‘’")
        if name.text.isupper() and " " not in name.text and initials_match(name.text, short) and " " in short:
            out.append(Acronym(name.text, short))
            continue
        if not 2 <= len(short) <= 30:
            continue
        listed = _LISTED.fullmatch(short)
        if listed is not None:  # "Corvex Group (NASDAQ: CRVX)"
            out.append(Acronym(listed[1], name.text))
            continue
        known = any(short in k.aliases for k in name.known)
        start = name.start
        # First what the acronym stands for with its first letter: "(VSW)" is not Sorel Water, but Voss and Sorel Water.
        begins = short[:1] == name.text[:1]
        if (
            known
            or (begins and initials_match(short, name.text))
            or _extended(tree, name, short)
            or initials_match(short, name.text)
            or _without_place(short, name.text)
        ):
            out.append(Acronym(short, name.text))
            if name.start < start:
                grown.append(name)
    # What a name has taken in, "Voss", is none of its own; a nation in an institution's name is.
    names[:] = [n for n in names if not any(g.start <= n.start and n.end < g.end for g in grown)]
    return out


def _extended(tree: Tree, name: Name, short: str) -> bool:
    """Take words before the name into it where the acronym in brackets stands for them too."""
    for start in range(name.start - 1, max(name.start - 6, -1), -1):
        word = tree.words[start]
        if not (word[:1].isupper() or word in _FUNCTION):
            return False
        text = tree.span_text(start, name.end)
        if word[:1].isupper() and word not in ("The", "A") and initials_match(short, text) and short[0] == word[0]:
            name.start, name.text = start, text
            name.known, name.demonym = (), False  # "Trade Board of India" is not India
            name.label = "Organization" if name.label in ("Place", "Group") else name.label
            return True
    return False


def _without_place(short: str, long: str) -> bool:
    """Whether an acronym leaves out the place that a name begins with: "Hong Kong Securities Commission (SC)"."""
    words = long.split()
    return any(len(words) - n >= 2 and initials_match(short, " ".join(words[n:])) for n in (1, 2))


def initials_match(short: str, long: str) -> bool:
    """Whether ``short`` abbreviates ``long``: its initials in order, or letters of it that begin with its first."""
    letters = [c.lower() for c in short if c.isalnum()]
    whole = [w[0].lower() for w in re.split(r"[\s/.&,()]+", long) if w and w.lower() not in _FUNCTION]
    if letters == whole:
        return True  # a hyphenated word counted once
    words = [w for w in re.split(r"[\s\-/.&,()]+", long) if w]
    initials = [w[0].lower() for w in words if w.lower() not in _FUNCTION]
    if letters == initials or letters == [w[0].lower() for w in words]:
        return True
    if not short[:1].isupper() or " " in short or len(letters) < 2 or not initials:
        return False
    if letters[0] != initials[0]:
        return letters[1:] == initials and len(letters) > 2
    caps = sum(c.isupper() for c in short)
    if caps < 2:
        return False
    at, flat = 0, long.lower()
    for c in letters:
        at = flat.find(c, at) + 1
        if at == 0:
            return False
    return True

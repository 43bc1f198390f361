"""Picture credits, on lines of their own or glued into a paragraph: "Photo by Jane Doe on UnsplashThe bank ..."."""

from __future__ import annotations

import re

from newsweave.extract.model import Span

__all__ = ["credit_spans"]

# Stock libraries and agencies: after their name a credit is over, whatever is glued to it.
_LIBRARIES = (
    *("Unsplash", "Pexels", "Pixabay", "Shutterstock", r"Getty(?:\sImages)?", r"iStock(?:photo)?", "Flickr", "Freepik"),
    *(r"Wikimedia(?:\sCommons)?", "Wikipedia", r"Adobe\sStock", r"Alamy(?:\sStock\sPhoto)?", "Depositphotos", "123RF"),
    *("Dreamstime", "Midjourney", r"DALL[·-]?E", "Canva", "Envato", "Burst", "StockSnap", "Rawpixel", "Reuters"),
    *("REUTERS", "AFP", "AP", r"EPA(?:-EFE)?", "Bloomberg", "Xinhua", r"PA(?:\sWire)?", "NurPhoto", "Anadolu"),
    *(r"SOPA\sImages", r"ZUMA(?:\sPress)?", r"Creative\sCommons", r"CC\sBY(?:-[A-Z]{2})*", r"public\sdomain"),
)
_LIBRARY = rf"(?:{'|'.join(_LIBRARIES)})(?![a-z])"
_OPENING = (
    r"(?:(?:File|Cover|Featured?|Lead|Stock|Header|Hero|Main)\s)?"
    r"(?:(?:Photo(?:graph)?|PHOTO|Image|IMAGE|Picture|PICTURE|Illustration|Graphic|Screenshot|Pic|Artwork)s?"
    r"(?:\s(?:[Cc]redits?|[Ss]ource|[Cc]ourtesy|[Cc]redited))?|Credits?|CREDIT)"
    r"\s?(?::|by|By|BY|via|from|©|courtesy\sof)\s?"
)
_NAME = r"[A-Z](?:[\w’'-]+|\.)?"
# A person's or firm's name ends the credit where the line, a bracket or (glued on) a sentence says that it is over.
_UNTIL = r"(?=[.\])]?\s*$|[\])]|(?<=[a-z]{2})(?:[A-Z][a-z]*\s[a-z]|\.\s[A-Z“\"]))"
_OPENED = re.compile(
    rf"[\[(]?{_OPENING}(?:(?:[^.!?\n]|(?<=\b[A-Z])\.){{0,60}}?{_LIBRARY}(?:\s?[/,|]\s?{_NAME}(?:\s{_NAME})?)*"
    rf"|(?:{_NAME},?\s(?:(?:and|for|of|/)\s)?){{0,5}}?(?:{_NAME}|[A-Z][a-z]{{2,}})(?:\s?/\s?{_NAME}(?:\s{_NAME})*)?{_UNTIL})"
    r"(?:[.\])](?=\s)|[.\])]$|[\])])*"
)
_CLOSING = re.compile(
    rf"(?:^|(?<=[.!?”\"’')\]]\s))[\[(]?(?:(?:{_NAME}\s){{0,4}}{_NAME}\s?(?:/|\svia\s|\bvia\s)\s?{_LIBRARY}"
    rf"|REUTERS/{_NAME}(?:\s{_NAME})*)(?:\s?/\s?{_NAME}(?:\s{_NAME})?|\svia\s{_LIBRARY})*[.\])]*\s*$"
)
_HINT = re.compile(
    r"P(?:hoto|HOTO|icture|ICTURE|ic\b)|I(?:mage|MAGE|llustration)|C(?:redit|REDIT)|Graphic|Screenshot|Artwork"
)
_REACH = 120
"""No credit at the end of a paragraph is longer (code points)."""


def credit_spans(text: str) -> list[Span]:
    """Where picture credits stand in ``text``: ``[start, end)`` in order, disjoint, their brackets included.

    >>> [("The tower.Photo by Jane Doe on UnsplashIt is tall.")[a:b] for a, b in credit_spans(
    ...     "The tower.Photo by Jane Doe on UnsplashIt is tall.")]
    ['Photo by Jane Doe on Unsplash']
    """
    spans: list[Span] = []
    for hint in _HINT.finditer(text):
        found = _opened(text, hint.start())
        if found and (not spans or found[0] >= spans[-1][1]):
            spans.append(found)
    tail = max(len(text) - _REACH, spans[-1][1] if spans else 0)
    if (m := _CLOSING.search(text, tail)) and (m.start() > 0 or tail == 0):
        spans.append((m.start(), m.end()))
    return spans


def _opened(text: str, hint: int) -> Span | None:
    """The credit whose word for picture stands at ``hint``."""
    lead = re.search(
        r"[\[(]?(?:(?:File|Cover|Featured?|Lead|Stock|Header|Hero|Main)\s)?$", text[max(0, hint - 12) : hint]
    )
    start = hint - len(lead[0]) if lead else hint
    before = text[start - 1 : start]
    if before and not (before.isspace() or before.islower() or before in ".!?”\"’')]…:;"):
        return None
    m = _OPENED.match(text, start)
    return m.span() if m else None

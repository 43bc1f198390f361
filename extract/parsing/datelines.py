"""Datelines: where, when and by which agency a report was filed, at the head of a paragraph.

"OSLO, 13 May 2024 - ", "LONDON--(BUSINESS WIRE)--", "Oslo (Newswire) — ". They are no part of the first sentence: the
parser takes the town for the subject. A town in capitals needs no more than a dash or colon behind it; one written as
names are needs a day or an agency, since "Kestrin - the bank" is prose.
"""

from __future__ import annotations

import re

__all__ = ["dateline_end"]

_UP = "A-ZÀ-ÖØ-Þ"
_WORD = rf"[{_UP}][{_UP}.'’\-]*[{_UP}.]"
_CAPITALS = rf"(?:(?=[{_UP}.'’\- ]{{3}}){_WORD}(?: (?:{_WORD}|[Dd][eiu]|of|upon)){{0,3}})"
_TOWN = rf"(?:[{_UP}][\w.'’\-]+(?: (?:(?:[Dd]e|[Dd]el|upon|of) )?[{_UP}][\w.'’\-]+){{0,2}})"
_REGION = rf"(?:, [{_UP}][\w.'’]*(?: [{_UP}][\w.'’]*){{0,2}}){{0,2}}"
_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?)\.?"
_YEAR = r"(?:,? (?:19|20)\d\d)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:(?:{_WEEKDAY},? )?(?:{_DAY} (?:of )?{_MONTH}{_YEAR}?|{_MONTH} {_DAY}{_YEAR}?|(?:19|20)\d\d-\d\d-\d\d"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./](?:19|20)\d\d)|{_WEEKDAY})"
)
_SERVICE = (
    r"(?:[^()\n]{0,30}(?i:wire|news|press|agency|media|times)|Reuters|AP|AFP|UPI|PA|dpa|DPA|ANI|PTI|IANS|TASS|Xinhua|Yonhap|Kyodo|Bernama"
    r"|Bloomberg|CNBC|CNN|BBC|RTT|CNW|APA|AAP)"
)
_AGENCY = rf"(?:\({_SERVICE}[^()\n]{{0,30}}\)|/ ?[{_UP}\d][\w .\-]{{1,30}}? ?/)"
_BARE = rf"[{_UP}][\w ]{{0,28}}(?i:wire)\b(?: \([^()\n]{{2,40}}\))?"  # "Harbour Newswire", without brackets
_BRACKET = r"\([^():\n]{2,40}\)"
_MARK = r"(?: ?(?:--+|—)[ ]?| ?[-–:|]+ )"
_BEGIN = rf"(?=[{_UP}\d“\"‘'$€£])"
_PLACES = rf"(?:{_CAPITALS}{_REGION}(?:(?:,? (?:and|&) | ?/ ?| [-–] )(?:{_CAPITALS}|{_TOWN}){_REGION}){{0,2}})"
_TOWNS = rf"(?:{_TOWN}{_REGION}(?:(?:,? (?:and|&) | ?/ ?){_TOWN}{_REGION}){{0,2}})"
_WHEN = rf"(?:,? ?\({_DATE}\)|(?:,? ?| [-–—|] )\[?{_DATE}\]?\)?)"
_DATELINE = re.compile(
    rf"(?:{_PLACES}|{_TOWNS}){_WHEN}?{_MARK}{_BARE}(?:{_WHEN})?{_MARK}{_BEGIN}"
    rf"|[\[(]?{_PLACES}{_WHEN}?(?:,? ?(?:--|[-–—])? ?(?:{_AGENCY}|{_BRACKET}))?{_MARK}{_BEGIN}"
    rf"|[\[(]?(?:{_PLACES}|{_TOWNS}){_WHEN}?,? ?(?:--|[-–—])? ?{_AGENCY}(?:{_MARK}| ?{_DATE} ?/ | ){_BEGIN}"
    rf"|[\[(]?(?!On\b|In\b|By\b|At\b|Since\b|From\b|Until\b|Before\b|After\b|Between\b){_TOWNS}{_WHEN}{_MARK}{_BEGIN}"
    rf"|[\[(]?{_PLACES}{_WHEN}(?<=(?:19|20)\d\d)\.? {_BEGIN}"
    rf"|(?:{_DATE} ?)?{_AGENCY}{_MARK}{_BEGIN}"
)
_LONGEST = 140


def dateline_end(text: str, start: int, end: int) -> int:
    """Where the paragraph ``text[start:end]`` begins behind its dateline: at ``start`` where it has none.

    >>> text = "OSLO, 13 May 2024 (Newswire) - Corvex Group has bought Kestrin Bank."
    >>> text[dateline_end(text, 0, len(text)):]
    'Corvex Group has bought Kestrin Bank.'
    """
    m = _DATELINE.match(text, start, min(end, start + _LONGEST))
    return start if m is None else m.end()

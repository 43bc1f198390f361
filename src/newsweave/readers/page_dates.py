"""When a web page was published, by its own word: not by that of a comment, of a related story or of a later change.

JSON-LD goes first, read as tolerantly as search engines read it; then what htmldate finds in the page without those
parts (``own_parts``); a time of change only where there is nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from itertools import islice
from typing import Any, TypeAlias

from newsweave.extract.documents.boilerplate import is_teaser_header
from newsweave.extract.documents.bylines import parse_date
from newsweave.readers.decoding import clean

__all__ = ["is_others", "own_parts", "read_json", "remove", "sizes", "stated_change", "stated_date"]

_Element: TypeAlias = Any  # lxml comes without types
_Node: TypeAlias = Mapping[str, Any]

_MOST_NODES = 2_000
_MOST_VALUES = 50
"""Values that one script may hold one behind the other."""
_DATES = frozenset({"datePublished", "dateCreated", "dateModified", "uploadDate"})
_ARTICLE = re.compile(r"(?:\w*Article|\w*BlogPosting|Report|SocialMediaPosting)$")
_PAGE = re.compile(r"(?:\w*Page|CreativeWork|WebSite)$|$")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s?<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s?\]\]>|\]\]>)\s*$")
_STRING_OR_COMMA = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|,(?=\s*[}\]])', re.DOTALL)
_MODIFIED = re.compile(r".*(?:modif|updat|lastmod)", re.IGNORECASE)
# Words that classes and ids are made of where others speak, or other stories are shown.
_OTHERS = frozenset(
    "alsoread aside breadcrumb breadcrumbs carousel comment commenting commentlist comments discussion disqus latest "
    "morestories newest newsletter outbrain popular promo promos readmore recirc recirculation recommend "
    "recommendations recommended related replies reply responses sidebar taboola teaser teasers trending".split()
)
_PAIRS = re.compile(
    r"(?:read|see)-(?:more|also|next)|(?:also|must|most|further|keep)-(?:read|like|viewed|shared|liked)"
    r"|more-(?:stories|news|from|on|in|articles|headlines)|(?:other|next|up)-(?:stories|story|next|news)"
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_COMMENTS = frozenset({"comments", "discussion", "reader comments", "join the discussion", "join the conversation"})


def own_parts(tree: _Element) -> _Element:
    """A copy of a page without comments, related stories, asides and what says when it was changed.

    Its JSON-LD is mended, and has no dates, since ``stated_date`` reads them. A part that is called so and holds the
    title or most of the text is no such part.
    """
    own = deepcopy(tree)
    lengths = sizes(own)
    most = lengths.get(own, (0, False))[0] / 2
    out: list[_Element] = []
    for element in own.iter():
        size, titled = lengths.get(element, (0, True))
        if not titled and size <= most and is_others(element):
            out.append(element)
        elif element.tag in ("h2", "h3", "h4", "h5") and _heads_others(clean(element.text_content()[:200])):
            parent = element.getparent()
            size, titled = lengths.get(parent, (0, True))
            out += [parent] if not titled and size <= most and parent.tag not in ("body", "main", "article") else []
    out += [meta for meta in own.iter("meta") if _says_change(meta)]
    out += [e for e in own.iter("time", "span", "p") if e.get("itemprop") == "dateModified"]
    out += _times_behind(own)
    remove(own, out)
    for script in own.iter("script"):
        values = read_json(script.text or "")
        if values:
            script.text = json.dumps([_undated(value) for value in values] if len(values) > 1 else _undated(values[0]))
    return own


def stated_date(tree: _Element, title: str, url: str | None) -> str | None:
    """The ISO date of publication that the page's JSON-LD gives for the article; None where it gives none."""
    articles, others = [], []
    for node in _nodes(tree):
        date = next(filter(None, (_date(node, key) for key in ("datePublished", "dateCreated"))), None)
        if date:
            kinds = _kinds(node)
            if any(_ARTICLE.match(kind) for kind in kinds):
                articles.append((node, date))
            elif all(_PAGE.match(kind) for kind in kinds):
                others.append((node, date))
    if len({date for _, date in articles}) > 1:  # related stories have nodes of their own on some pages
        articles = [(node, date) for node, date in articles if _is_about(node, title, url)]
    found = articles or others
    return found[0][1] if found else None


def stated_change(tree: _Element) -> str | None:
    """When the page says that it was changed last: for where it does not say when it was published."""
    for node in _nodes(tree):
        if any(_ARTICLE.match(kind) for kind in _kinds(node)) and (date := _date(node, "dateModified")):
            return date
    metas = (parse_date(meta.get("content", "")) for meta in tree.iter("meta") if _says_change(meta))
    return next(filter(None, metas), None)


def read_json(text: str) -> list[Any]:
    """The values in a script of JSON, in order, however it was written: line breaks in strings, a comma too many,
    a mark of comments around it, several values one behind the other. Empty where it cannot be read."""
    text = _WRAPPING.sub("", text).strip().rstrip(";")
    for mended in (text, _STRING_OR_COMMA.sub(lambda m: "" if m[0] == "," else m[0], text)):
        decoder = json.JSONDecoder(strict=False)
        values: list[Any] = []
        at = 0
        try:
            while at < len(mended) and len(values) < _MOST_VALUES:
                value, at = decoder.raw_decode(mended, at)
                values.append(value)
                while at < len(mended) and (mended[at].isspace() or mended[at] in ",;"):
                    at += 1
        except (ValueError, RecursionError):
            continue
        return values
    return []


def remove(tree: _Element, elements: Any) -> None:
    """Take elements out of a tree; the text behind each stays."""
    from lxml import etree  # type: ignore[import-untyped]

    for element in list(elements):
        element.tag = "template"
    etree.strip_elements(tree, "template", with_tail=False)  # all at once: one by one each copies the text after it


def _nodes(tree: _Element) -> Iterator[_Node]:
    """The things that a page's JSON-LD is about: not what those name in turn, such as comments and other stories."""
    waiting = [value for script in tree.iter("script") for value in read_json(script.text or "")]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting[:0] = value[:_MOST_NODES]
        elif isinstance(value, dict):
            yield value
            inner = [value.get("@graph"), value.get("mainEntity")]
            waiting += [v for v in inner if isinstance(v, (list, dict)) and "ItemList" not in _kinds(value)]


def _kinds(node: _Node) -> list[str]:
    kinds = node.get("@type")
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind]


def _date(node: _Node, key: str) -> str | None:
    value = node.get(key)
    value = value[0] if isinstance(value, list) and value else value
    return parse_date(value) if isinstance(value, str) else None


def _is_about(node: _Node, title: str, url: str | None) -> bool:
    place = node.get("mainEntityOfPage")
    place = place.get("@id") if isinstance(place, dict) else place
    headline = clean(str(node.get("headline") or node.get("name") or "")).casefold()
    return (bool(url) and url in (place, node.get("url"), node.get("@id"))) or (
        bool(headline) and headline == title.casefold()
    )


def _undated(value: Any, depth: int = 0) -> Any:
    if isinstance(value, dict) and depth < 50:
        return {k: _undated(v, depth + 1) for k, v in value.items() if k not in _DATES}
    if isinstance(value, list) and depth < 50:
        return [_undated(v, depth + 1) for v in value]
    return None if isinstance(value, (dict, list)) else value


def _says_change(meta: _Element) -> bool:
    return any(_MODIFIED.match(meta.get(name, "")) for name in ("property", "name", "itemprop", "http-equiv"))


def sizes(tree: _Element) -> dict[_Element, tuple[int, bool]]:
    """How many characters stand in each element, scripts aside, and whether it holds the title (``h1``)."""
    from lxml import etree

    lengths: dict[_Element, tuple[int, bool]] = {}
    waiting: list[list[Any]] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            waiting.append(
                [len(element.text or "") if element.tag not in ("script", "title") else 0, element.tag == "h1"]
            )
            continue
        size, titled = waiting.pop()
        lengths[element] = (size, titled)
        if waiting:
            waiting[-1][0] += size + len(element.tail or "")
            waiting[-1][1] = waiting[-1][1] or titled
    return lengths


def is_others(element: _Element) -> bool:
    """Whether an element's name, class or id says that others speak in it, or that it shows other stories."""
    if element.tag in ("aside", "nav"):
        return True
    if element.tag == "footer":  # an article's own may say when it was printed
        return next(element.iterancestors("article"), None) is None
    if not isinstance(element.tag, str) or element.tag in ("html", "body", "h1", "time", "meta"):
        return False
    if element.get("itemtype", "").endswith("Comment"):
        return True
    for token in islice((*element.get("class", "").split(), element.get("id", "")), 20):
        words = [word.lower() for word in _WORD.findall(token[:80])]
        if not _OTHERS.isdisjoint(words) or _PAIRS.search("-".join(words)):
            return True
    return False


def _heads_others(heading: str) -> bool:
    return bool(heading) and (is_teaser_header(heading) or re.sub(r"\W*\d*\W*$", "", heading).casefold() in _COMMENTS)


def _times_behind(tree: _Element) -> list[_Element]:
    """The ``<time>`` elements behind a page's only article (or ``<main>``): its own stand in it or before it."""
    articles = [e for e in tree.iter("article") if next(e.iterancestors("article"), None) is None]
    articles = articles or list(tree.iter("main"))
    if len(articles) != 1:
        return []
    inside = set(articles[0].iter("time"))
    order = list(tree.iter("article", "main", "time"))
    behind = order[order.index(articles[0]) :]
    return [e for e in behind if e.tag == "time" and e not in inside]

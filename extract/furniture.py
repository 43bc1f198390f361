"""Lines and phrases of a web page that are not the article: menus, credits, notices, teasers, pleas to subscribe.

Patterns are anchored and look at a bounded number of characters, so their cost grows with the number of lines only.
They name what pages of all publishers have in common; a sentence about a newsletter or a cookie is not one of them.
"""

from __future__ import annotations

import re

from newsweave.extract.model import Span

__all__ = ["credit_spans", "is_furniture", "is_teaser_header"]

_LONGEST = 400
"""Lines longer than this are looked at only for notices, which may be long."""

_MENU = frozenset(
    """
    about|about us|accept|accept all|ad|add a comment|advertise|advertise with us|advertisement|advertising|all|all news
    |archive|archives|article continues below|author|authors|back|back to top|bookmark|careers|categories|category|close
    |comment|comments|contact|contact us|continue|continue reading|cookie policy|cookie settings|copy link|copy|dark mode
    |deny|discussion|dismiss|donate|e-paper|email|email us|events|explore|facebook|faq|faqs|feedback|follow|follow us
    |footer|forgot password|gift article|give feedback|got it|header|help|home|homepage|i accept|i agree|instagram|jobs
    |jump to content|language|latest|legal|light mode|like|link copied|linkedin|listen|live|load more|loading|log in
    |log out|login|logout|main menu|manage cookies|manage preferences|mastodon|menu|messenger|more|more info|my account
    |navigation|newsletter|newsletters|news|news home|next|next article|next page|no comments|no comments yet|no thanks
    |ok|okay|open menu|pinterest|please wait|podcast|podcasts|popular|post a comment|prev|previous|previous article|print
    |privacy|privacy notice|privacy policy|privacy settings|profile|promoted|read full article|reddit|register|reject|reject all
    |reply|report|reprints|rss|save|scroll|scroll down|search|see all|see more|settings|share|share article|shares|show all
    |show less|show more|sign in|sign out|sign up|sitemap|skip ad|skip to content|skip to main content|skip navigation
    |sponsored|sponsored content|sponsor|subscribe|subscribe now|subscription|support us|tags|telegram|terms|terms and conditions
    |terms & conditions|terms of service|terms of use|threads|tiktok|toggle navigation|top|topics|trending topics|tweet
    |twitter|video|videos|view all|view comments|view more|views|watch|watch live|whatsapp|write for us|x|youtube
    """.replace("\n", "")
    .replace("  ", "")
    .split("|")
)
_TEASER_HEADERS = frozenset(
    """
    also read|also see|around the web|don't miss|editor's choice|editor's pick|editor's picks|editors' picks|editors picks
    |featured|featured stories|from our partners|from the web|further reading|hot topics|in case you missed it|in other news
    |just in|keep reading|latest articles|latest headlines|latest news|latest posts|latest stories|more articles|more headlines
    |more like this|more news|more posts|more stories|more to explore|more to read|most commented|most popular|most read
    |most recent|most shared|most viewed|must read|must reads|next read|other stories|our picks|people also read
    |popular articles|popular now|popular posts|popular stories|read also|read more|read next|read on|recent articles
    |recent news|recent posts|recent stories|recommended|recommended articles|recommended for you|recommended reading
    |recommended stories|related|related article|related articles|related content|related coverage|related links|related news
    |related posts|related reading|related stories|related story|related topics|see also|similar articles|similar posts
    |similar stories|suggested reading|today's headlines|top headlines|top news|top picks|top stories|top story|trending
    |trending now|trending stories|up next|what to read next|you may also like|you may like|you might also like
    |you might be interested in|you might like
    """.replace("\n", "")
    .replace("  ", "")
    .split("|")
)
_MORE_FROM = re.compile(
    r"(?:more|also|latest|most read|most popular|trending) (?:from|in|on|by|about) [^.!?]{2,40}", re.I
)
_EDGES = " \t\xa0.…:>»→›▼▾▲+-–—*#|·•<«←‹[](){}↓↑✕×✓"

_NOTICE = re.compile(
    r"(?:we|this (?:web)?site|our (?:web)?site|our partners|we and our (?:\d+ )?partners)\b[^.]{0,80}\b(?:uses?|using|store)\b"
    r"[^.]{0,80}\bcookies\b"
    r"|(?:by (?:continuing|using|clicking|browsing|visiting|signing|subscribing|submitting|registering)\b[^.]{0,80}\byou(?:'re|’re)?\b)"
    r"|(?:cookies|you can (?:manage|change|withdraw|unsubscribe|opt))\b[^.]{0,60}\b(?:help us|preferences|consent|settings|any time|anytime)\b"
    r"|disclaimer\b|disclosure:|our standards:|legal notice:"
    r"|(?:the|all) (?:information|content|views|opinions|material)s?\b[^.]{0,160}\b(?:not (?:constitute|intended|necessarily)"
    r"|informational purposes|the author's own|those of the author)\b"
    r"|(?:this|the) (?:article|content|page|site|website|material)s? (?:is|does|may|has|should)\b[^.]{0,80}"
    r"\b(?:advice|informational purposes|affiliate)\b"
    r"|(?:please )?enable (?:javascript|cookies)\b|your browser\b|this (?:site|page) (?:requires|is protected)\b"
    r"|this site is protected\b|you need to enable\b",
    re.I,
)
_LINE = re.compile(
    r"(?:please )?(?:share|tweet|pin|email|print|bookmark|save|gift) (?:this|on|via|with|to (?:facebook|x|twitter))\b.{0,60}$"
    r"|(?:read|see|watch|listen|find out|learn|also|related|recommended|more)(?: (?:more|also|next|related|read|here|now"
    r"|stories|story|articles?|links?|coverage|reading|on this|watch))?\s*(?:[:>»→|›]|-\s|–\s|—\s).{0,250}$"
    r"|(?:read|see|view|learn) (?:the )?(?:more|full|original)\b.{0,40}$(?<![.])"
    r"|(?:please )?(?:subscribe|sign up|register|log ?in|sign ?in|join)\b.{0,40}\b(?:now|here|today|our|your|us|free|newsletters?"
    r"|unlimited|to (?:read|continue|comment|get|our|view|access|save|receive|the)|account|\d[\d,]+\+?)\b.{0,150}$"
    r"|(?:already|not|become|are you) (?:a|an|yet a) (?:subscriber|member|registered)\b.{0,100}$"
    r"|(?:get|receive|stay|never miss|have|start)\b.{0,80}\b(?:newsletters?|(?:your|the) inbox|updates|alerts|notifications"
    r"|up to date|to your email|straight to you)\b.{0,80}$"
    r"|(?:enter|type|add|submit) your (?:e-?mail|name|details|comment)\b.{0,60}$|your e-?mail\b.{0,60}$"
    r"|thank(?:s| you) for (?:subscribing|signing|reading|your interest)\b.{0,60}$"
    r"|follow (?:us|@|(?:[\w.'’-]+ ){1,4}on (?:twitter|x|facebook|instagram|linkedin|telegram|google|threads|social)).{0,80}$"
    r"|(?:accept|manage|reject|allow|customi[sz]e|decline|necessary|essential)\b.{0,20}\b(?:cookies?|preferences|consent|settings)\b.{0,20}$"
    r"|(?:we value|we care about|we respect) your privacy\b.{0,60}$"
    r"|(?:©|\(c\)\s?(?=\w)|copyright\s?(?:©|\(c\)|\d{4}|by\b)).{0,200}$|.{0,150}\ball rights reserved\b.{0,80}$"
    r"|(?:advertisement|advertorial|sponsored|promoted|paid (?:post|content)|partner content|presented by|ad feedback)\b[^.!?]{0,40}$"
    r"|(?:tags?|topics?|categor(?:y|ies)|keywords?|filed under|posted in|tagged|hashtags?|in this (?:article|story)|mentioned"
    r"|share|follow|print|email)\s*:.{0,250}$"
    r"|tagged (?:with|as|in) .{0,150}$|(?:sources?|via|photo|image|caption|credit)\s*:\s*\S+(?: \S+){0,5}$(?<![.!?])"
    r"|(?:leave|add|post|write|view|show|see|hide|read|join)\b.{0,20}\b(?:comments?|reply|conversation|discussion)\b.{0,20}$"
    r"|\W{0,2}(?:additional |further )?(?:reporting|writing|editing|compiled|translated|edited|written|research|graphics?|production)"
    r"(?: and (?:writing|editing|reporting))? by [A-Z@].{0,200}$"
    r"|(?:this|the) (?:article|story|post) (?:was|is|has been|first|originally)\b.{0,40}\b(?:published|appeared|syndicated"
    r"|republished|produced|generated|updated|amended|corrected|adapted|translated)\b.{0,200}$"
    r"|(?:click|tap|press|scroll|swipe|hover) (?:here|to|on|down|up|for|the|below)\b.{0,80}$"
    r"|(?:listen to|watch|play|download|print|save|bookmark|gift|hear) (?:this|the) (?:article|story|episode|video|podcast|audio|app|clip)\b.{0,60}$"
    r"|(?:listen|play|audio|video|watch)\b[\s:·|-]*\d{1,2}:\d\d.{0,20}$"
    r"|(?:loading|please wait|jump to|skip to|back to|return to|go to|toggle|open in|view in|download (?:the|our))\b[^.!?]{0,40}[.…]*$"
    r"|(?:estimated )?reading time\b.{0,20}$|\d{1,3}[\s-]?min(?:ute)?s?(?: read| listen| watch)?$"
    r"|[\d,.]+\s?[km]?\+? (?:comments?|shares?|views?|likes?|reads|reactions?|followers|claps|replies)$"
    r"|(?:have|got|do you have) (?:a |any )?(?:tips?|story|news|confidential)\b.{0,120}$"
    r"|(?:contact|email|write to|reach) (?:the |our )?(?:newsroom|editors?|reporters?|authors?|writers?)\b.{0,100}$"
    r"|(?:article|story|content|text|post) continues (?:below|after)\b.{0,40}$"
    r"|(?:page )?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?$|(?:\d{1,2}:)?\d{1,2}:\d\d(?: ?[ap]\.?m\.?)?$",
    re.I,
)
_MARKUP = re.compile(
    r"(?:[-=*_~.·•—–+#|\s]{2,}|[-=*_~·•—–|+#>]|!\[[^\]]{0,300}\]\([^)\s]{0,500}[^)]{0,200}\)|<[/!]?[a-zA-Z-][^<>]{0,500}>"
    r"|```\w*|~~~\w*|\[\^?\w{1,20}\]:? ?\S{0,300}|<?(?:https?://|www\.)\S+>?|\S+@\S+\.\w+|(?:[#@][\w-]+[,\s]*)+)$"
)
_TAG_LIST = re.compile(r"[A-Z#][^,.;:|]{0,30}(?:,\s?[A-Z#][^,.;:|]{0,30}){2,}$")
_BAR_MENU = re.compile(r"[^|·•/.!?]{1,30}(?:\s?[|·•/]\s?[^|·•/.!?]{1,30}){2,}$")

_AGENCY = (
    r"(?:Unsplash|Pexels|Pixabay|Shutterstock|Getty(?: Images)?|iStock(?:photo)?|Flickr|Wikimedia(?: Commons)?|Wikipedia|Freepik"
    r"|Adobe Stock|Alamy(?: Stock Photo)?|Depositphotos|Dreamstime|123RF|Midjourney|DALL[·-]?E|Canva|Envato|Burst|StockSnap"
    r"|Rawpixel|Reuters|REUTERS|AFP|AP|EPA(?:-EFE)?|Bloomberg|Xinhua|PA(?: Wire)?|NurPhoto|Anadolu|SOPA Images|ZUMA(?: Press)?"
    r"|Creative Commons|CC BY(?:-[A-Z]{2})*|public domain)(?![a-z])"
)
_OPENING = (
    r"(?:(?:File|Cover|Featured|Feature|Lead|Stock|Header|Hero|Main)\s)?"
    r"(?:(?:Photo(?:graph)?|PHOTO|Image|IMAGE|Picture|PICTURE|Illustration|Graphic|Screenshot|Pic|Artwork)s?"
    r"(?:\s(?:[Cc]redits?|[Ss]ource|[Cc]ourtesy|[Cc]redited))?|Credits?|CREDIT)"
)
_JOIN = r"\s?(?::|by|By|BY|via|from|©|courtesy of|to)\s?"
_STOP = r"(?:(?:\s?[/,|]\s?|\svia\s|\sthrough\s)[A-Z][\w.-]*(?:\s(?:Images|Photo|Commons|Press|Pool))?)*"
_CREDIT = re.compile(
    r"(?:(?<=^)|(?<=[.!?”\"’')\]…:;a-z\s]))[\[(]?"
    rf"(?:{_OPENING}{_JOIN}(?:"
    rf"[^.!?\n]{{0,60}}?{_AGENCY}{_STOP}"  # up to the name of a picture agency, which is where glue begins
    r"|(?:[A-Z][\w.’'-]*,?\s(?:and\s|for\s|/\s?)?){0,5}?[A-Z][\w’'-]*(?:\s?/\s?[A-Z][\w.’' -]{1,30})?(?=[.\])]?\s*$|[\])]))"
    rf"|(?:[A-Z][\w.’'-]+\s){{0,4}}[A-Z][\w.’'-]*\s?(?:/|\svia\s|\bvia\s)\s?{_AGENCY}{_STOP}(?=[.\])]?\s*$)"
    r"|REUTERS/[A-Z][\w.’' -]{1,40}(?:/File Photo)?(?=[.\])]?\s*$))"
    r"(?:[.\])](?=\s*$|[\])])|[\])])*"
)
_HINT = re.compile(
    r"[Pp]hoto|PHOTO|Image|IMAGE|[Cc]redit|CREDIT|Picture|PICTURE|Illustration|Graphic|Screenshot|Pic\b|Artwork|/|\bvia\b"
)


def is_furniture(text: str) -> bool:
    """Whether a line (blank space trimmed and single) belongs to the page around the article.

    >>> is_furniture("Share this article"), is_furniture("Shares of Acme fell.")
    (True, False)
    """
    if _NOTICE.match(text):
        return True
    if len(text) > _LONGEST:
        return False
    bare = text.strip(_EDGES).casefold().replace("’", "'")
    if not any(c.isalnum() for c in text) or bare in _MENU or is_teaser_header(text):
        return True
    if _LINE.match(text) or _MARKUP.match(text) or _BAR_MENU.match(text) or _is_menu_row(bare):
        return True
    spans = credit_spans(text)
    return bool(spans) and not "".join(_outside(text, spans)).strip(_EDGES)


def is_teaser_header(text: str) -> bool:
    """Whether a line heads a list of other stories ("Related stories", "More from Markets")."""
    bare = text.strip(_EDGES).casefold().replace("’", "'")
    return bare in _TEASER_HEADERS or bool(_MORE_FROM.fullmatch(bare))


def credit_spans(text: str) -> list[Span]:
    """Where picture credits stand in ``text``, in order: ``[start, end)``, their brackets included."""
    if not _HINT.search(text):
        return []
    return [m.span() for m in _CREDIT.finditer(text)]


def _is_menu_row(bare: str) -> bool:
    """Several menu words in one line: "Home News Contact us Log in"."""
    words = bare.split()
    if len(words) < 2 or len(words) > 20:
        return False
    at = 0
    while at < len(words):
        step = next((n for n in (3, 2, 1) if " ".join(words[at : at + n]) in _MENU and at + n <= len(words)), 0)
        if not step:
            return False
        at += step
    return True


def _outside(text: str, spans: list[Span]) -> list[str]:
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    return [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]

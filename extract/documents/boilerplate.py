"""Lines of a web page that are not the article: menus, notices, teasers for other stories, pleas to subscribe.

Patterns are anchored and look at a bounded number of characters, so their cost grows with the number of lines only.
They name what pages of all publishers have in common; a sentence *about* a newsletter or a cookie is not one of them.
"""

from __future__ import annotations

import re

from newsweave.extract.documents.picture_credits import credit_spans

__all__ = ["is_boilerplate", "is_teaser_header"]

_LONGEST = 400
"""Longer lines are looked at only for notices (code points)."""


def _phrases(table: str) -> frozenset[str]:
    return frozenset(phrase.strip() for line in table.splitlines() for phrase in line.split("|") if phrase.strip())


_MENU = _phrases("""
    about | about us | accept | accept all | ad | add a comment | advertise | advertise with us | advertisement
    advertising | all | all news | archive | archives | author | authors | back | back to top | bookmark | careers
    categories | category | close | comment | comments | contact | contact us | continue | continue reading | copy
    cookie policy | cookie settings | copy link | dark mode | deny | discussion | dismiss | donate | e-paper | email
    email us | events | explore | facebook | faq | faqs | feedback | follow | footer | forgot password | gift article
    gallery | image | images | photo | photos
    give feedback | got it | header | help | home | homepage | i accept | i agree | instagram | jobs | jump to content
    language | latest | legal | light mode | like | link copied | linkedin | listen | live | load more | loading | login
    log in | log out | logout | main menu | manage cookies | manage preferences | mastodon | menu | messenger | more
    more info | my account | navigation | newsletter | newsletters | news | news home | next | next article | next page
    no comments | no comments yet | no thanks | ok | okay | open menu | pinterest | please wait | podcast | podcasts
    popular | post a comment | prev | previous | previous article | print | privacy | privacy notice | privacy policy
    privacy settings | profile | promoted | read full article | reddit | register | reject | reject all | reply | report
    reprints | rss | save | scroll | scroll down | search | see all | see more | settings | share | share article
    shares | show all | show less | show more | sign in | sign out | sign up | sitemap | skip ad | skip to content
    skip to main content | skip navigation | sponsor | sponsored | sponsored content | subscribe | subscribe now
    subscription | support us | tags | telegram | terms | terms and conditions | terms & conditions | terms of service
    terms of use | threads | tiktok | toggle navigation | top | topics | trending topics | tweet | twitter | video
    videos | view all | view comments | view more | views | watch | watch live | whatsapp | write for us | x | youtube
""")
_SECTIONS = _MENU | _phrases("""
    africa | analysis | americas | arts | asia | banking | banks | blockchain | blog | books | budget | business
    commentary | companies | companies & markets | crypto | culture | currencies | deals | defi | economy | education
    energy | entertainment | environment | europe | finance | fintech | food | football | forex | funds | games | guides
    health | industry | insights | international | interviews | learn | letters | life | lifestyle | local | magazine
    markets | media | money | national | nft | opinion | opinions | pensions | people | personal finance | policy
    politics | press releases | prices | property | real estate | regulation | research | reviews | science | shop
    society | sport | sports | stocks | style | tech | technology | tools | trade | travel | uk | us | weather | web3
    work | world
""")
_TEASER_HEADERS = _phrases("""
    also read | also see | around the web | don't miss | editor's choice | editor's pick | editor's picks
    editors' picks | editors picks | featured | featured stories | from our partners | from the web | further reading
    hot topics | in case you missed it | in other news | just in | keep reading | latest articles | latest headlines
    latest news | latest posts | latest stories | more articles | more headlines | more like this | more news
    more posts | more stories | more to explore | more to read | most commented | most popular | most read
    most recent | most shared | most viewed | must read | must reads | next read | other stories | our picks
    people also read | popular articles | popular now | popular posts | popular stories | read also | read more
    read next | read on | recent articles | recent news | recent posts | recent stories | recommended
    recommended articles | recommended for you | recommended reading | recommended stories | related
    related article | related articles | related content | related coverage | related links | related news
    related posts | related reading | related stories | related story | related topics | see also | similar articles
    similar posts | similar stories | suggested reading | today's headlines | top headlines | top news | top picks
    top stories | top story | trending | trending now | trending stories | up next | what to read next
    you may also like | you may like | you might also like | you might be interested in | you might like
""")
_MORE_FROM = re.compile(
    r"(?:more|latest|most read|most popular|trending) (?:from|in|on|by|about|for)(?: [^\s.,!?]{1,20}){1,4}"
    r"|(?:latest|recent|other|top|more)(?: [^\s.,!?]{1,20}){1,2} (?:news|stories|headlines|posts|articles|updates)"
)
_EDGES = " \t\xa0.…:>»→›▼▾▲+-–—*#|·•<«←‹[](){}↓↑✕×✓"

# Notices speak as the site, to the reader; they may be long and end like sentences.
_NOTICES = (
    r"(?:we|this (?:web)?site|our (?:web)?site|our partners|we and our (?:\d+ )?partners)\b[^.]{0,80}"
    r"\b(?:uses?|using|store)\b[^.]{0,80}\bcookies\b",
    r"by (?:continuing|using|clicking|browsing|visiting|signing|subscribing|submitting|registering)\b[^.]{0,80}"
    r"\byou(?:[’']re)?\b",
    r"(?:cookies|you can (?:manage|change|withdraw|unsubscribe|opt))\b[^.]{0,60}"
    r"\b(?:help us|your (?:preferences|consent|settings)|at any ?time)\b",
    r"disclaimer\b|disclosure:|our standards:|(?:legal|privacy) notice:",
    r"[^.]{0,60}\bnot responsible for the content of\b|this article is more than \d+ \w+ old",
    r"(?:the|all) (?:information|content|views|opinions|material)s? (?:and \w+ )?(?:on|in|expressed|provided|contained"
    r"|here)\b[^.]{0,160}\b(?:not (?:constitute|intended|necessarily)|informational purposes|the author[’']s own"
    r"|those of the author)",
    r"this (?:article|content|page|site|website|material) (?:is|does|may|has|should)\b[^.]{0,80}"
    r"\b(?:advice|informational purposes|affiliate)\b",
    r"(?:please )?enable (?:javascript|cookies)\b|you need to enable\b|this (?:site|page) (?:requires|is protected)\b",
    r"your browser (?:is|does|has|must)\b",
)
# Whole lines. Each is an order to the reader, a label with what it labels, or a counter.
_LINES = (
    r"(?:please )?(?:share|tweet|pin|email|print|bookmark|save|gift) (?:this|on|via|to (?:facebook|x|twitter))\b"
    r".{0,60}",
    r"(?:read|see|watch|listen|find out|learn|also|related|recommended|more)(?: (?:more|also|next|related|read|here|now"
    r"|stories|story|articles?|links?|coverage|reading|on this|watch))?\s*(?:[:>»→|›]|-\s|–\s|—\s).{0,250}",
    r"(?:read|see|view|learn) (?:the )?(?:more|full|original)\b[^.]{0,40}",
    r"(?:please )?(?:subscribe|sign up|register|log ?in|sign ?in|join) (?:now|here|today|free|for|to|with|our|us|in|as"
    r"|the|a|your|\d[\d,]*\+?)(?!\w)(?:.{0,60}\b(?:now|here|today|our|your|us|free|newsletters?|unlimited|continue"
    r"|comment|account|access|conversation|readers|subscribers|channel)\b)?.{0,80}",
    r"(?:already|not|become|are you) (?:a|an|yet a) (?:subscriber|member|registered)\b.{0,100}",
    r"(?:get|receive|stay|never miss)\b.{0,80}\b(?:newsletters?|(?:your|the) inbox|updates|alerts|notifications"
    r"|up to date|to your email|straight to you|every (?:morning|day|week|evening|weekday))\b.{0,80}",
    r"(?:free|daily|weekly|our)(?: \w+){0,2} newsletter|(?:after|skip past|end of) newsletter promotion",
    r"(?:enter|type|add|submit) your (?:e-?mail|name|details|comment)\b.{0,60}|your e-?mail\b.{0,60}",
    r"thank(?:s| you) for (?:subscribing|signing|reading|your interest)\b.{0,150}",
    r"follow (?:us|@|(?:[\w.'’-]+ ){1,4}on (?:twitter|x|facebook|instagram|linkedin|telegram|google|threads|social))"
    r".{0,80}",
    r"(?:accept|manage|reject|allow|customi[sz]e|decline|necessary|essential)\b.{0,20}"
    r"\b(?:cookies?|preferences|consent|settings)\b.{0,20}",
    r"(?:we value|we care about|we respect) your privacy\b.{0,60}",
    r"(?:©|\(c\)\s?(?=\w)|copyright\s?(?:©|\(c\)|\d{4}|by\b)).{0,200}|.{0,150}\ball rights reserved\b.{0,80}",
    r"(?:advertisement|advertorial|sponsored|promoted|paid (?:post|content)|partner content|ad feedback)\b"
    r"(?: (?:by|content|post|link|feedback|story)\b[^.!?]{0,40})?\W*",
    r"(?:tags?|topics?|categor(?:y|ies)|keywords?|filed under|posted in|tagged|hashtags?|in this (?:article|story)"
    r"|share|follow|print|email)\s*:[^.!?]{0,250}|tagged (?:with|as|in) [^.!?]{0,150}",
    r"(?:sources?|via|photo|image|caption|credit)\s*:\s*\S+(?: \S+){0,5}(?<![.!?])",
    r"(?:leave|add|post|write|view|show|see|hide|read)\b.{0,20}\b(?:comments?|a reply|conversation|discussion)\b"
    r".{0,20}",
    r"\W{0,2}(?:additional |further )?(?:reporting|writing|editing|compiled|translated|edited|written|research"
    r"|graphics?|production)(?: and (?:writing|editing|reporting))? by (?-i:[A-Z@]).{0,200}",
    r"this (?:article|story|post) (?:was|is|has been|first|originally)\b.{0,40}\b(?:published|appeared|syndicated"
    r"|republished|produced|generated|updated|amended|corrected|adapted|translated)\b.{0,200}",
    r"(?:click|tap|press|scroll|swipe|hover) (?:here|to|on|down|up|for|the|below)\b.{0,80}",
    r"(?:listen to|watch|play|download|print|save|bookmark|gift|hear) (?:this|the) (?:article|story|episode|video"
    r"|podcast|audio|app|clip)\b.{0,60}",
    r"(?:listen|play|audio|video|watch)\b[\s:·|-]*\d{1,2}:\d\d.{0,20}",
    r"(?:loading|please wait|jump to|skip to|back to|return to|go to|toggle|open in|view in|download (?:the|our))\b"
    r"[^.!?]{0,40}[.…]*",
    r"(?:estimated )?reading time\b.{0,20}|\d{1,3}[\s-]?min(?:ute)?s?(?: read| listen| watch)?",
    r"[\d,.]+\s?[km]?\+? (?:comments?|shares?|views?|likes?|reads|reactions?|followers|claps|replies)",
    r"(?:have|got|do you have) (?:a |any )?(?:tips?|story|confidential)\b.{0,120}",
    r"(?:contact|email|write to|reach) (?:the |our )?(?:newsroom|editors?|reporters?|authors?|writers?)\b.{0,100}",
    r"(?:article|story|content|text|post) continues (?:below|after)\b.{0,40}",
    r"(?:page )?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?|(?:\d{1,2}:)?\d{1,2}:\d\d(?: ?[ap]\.?m\.?)?",
)
# Whole lines again: rules, tags, addresses, hashtags and pictures in Markdown or HTML.
_MARKUP = (
    r"!\[[^\]]{0,300}\]\([^)]{0,400}\)",
    r"</?[a-z!-][^<>]{0,399}>",
    r"```\w*|~~~\w*|\[\^?\w{1,20}\]: ?\S{0,300}",
    r"<?(?:https?://|www\.)\S+>?|\S+@\S+\.\w+",
    r"(?:[#@][\w-]+[,\s]*)+",
    r"\([^().!?]{1,60}\)",  # a name in brackets below a picture
    r"[^|·•∙/.!?]{1,30}(?:\s?[|·•∙/]\s?[^|·•∙/.!?]{1,30}){2,}",  # a menu in one line: Home | Markets | Opinion
)
_NOTICE = re.compile("|".join(f"(?:{p})" for p in _NOTICES), re.IGNORECASE)
_LINE = re.compile("|".join(f"(?:{p})$" for p in (*_LINES, *_MARKUP)), re.IGNORECASE)


def is_boilerplate(text: str) -> bool:
    """Whether a line (blank space trimmed and single) belongs to the page around the article.

    >>> is_boilerplate("Share this article"), is_boilerplate("Shares of Acme fell.")
    (True, False)
    """
    if _NOTICE.match(text):
        return True
    if len(text) > _LONGEST:
        return False
    bare = _bare(text)
    if not any(c.isalnum() for c in bare) or bare in _MENU or is_teaser_header(text):
        return True
    return bool(_LINE.match(text)) or _is_menu_row(bare) or _is_credit(text)


def is_teaser_header(text: str) -> bool:
    """Whether a line heads a list of other stories ("Related stories", "More from Markets")."""
    bare = _bare(text)
    return bare in _TEASER_HEADERS or (text[-1:] not in ".!?" and bool(_MORE_FROM.fullmatch(bare)))


def _bare(text: str) -> str:
    return text.strip(_EDGES).casefold().replace("’", "'")


def _is_menu_row(bare: str) -> bool:
    """Several menu entries in one line, some of which may be sections: "Home Markets Opinion Log in"."""
    words = bare.split()
    if not 2 <= len(words) <= 30:
        return False
    at = entries = 0
    only_menu = True
    while at < len(words):
        step = next((n for n in (3, 2, 1) if " ".join(words[at : at + n]) in _SECTIONS), 0)
        if not step:
            return False
        only_menu = only_menu and " ".join(words[at : at + step]) in _MENU
        at, entries = at + step, entries + 1
    return entries >= (2 if only_menu else 4)


def _is_credit(text: str) -> bool:
    """Whether nothing but picture credits stands in the line."""
    spans = credit_spans(text)
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return bool(spans) and not text.strip(_EDGES)

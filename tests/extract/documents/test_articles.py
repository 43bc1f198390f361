"""Pages of made-up sites in different layouts, and what the reader must make of each."""

from __future__ import annotations

import doctest
import importlib
import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsweave.extract.documents.articles import paragraph_blocks, split_articles
from newsweave.extract.documents.boilerplate import is_boilerplate
from newsweave.extract.documents.bylines import date_line, dateline_date, parse_date
from newsweave.extract.documents.picture_credits import credit_spans
from newsweave.extract.documents.run_on_paragraphs import split_paragraph
from newsweave.extract.model import Block

DATA = Path(__file__).parent / "data"
EXPECTED: dict[str, list[dict[str, Any]]] = json.loads((DATA / "pages.json").read_text(encoding="utf-8"))


def read_page(name: str) -> str:
    return (DATA / "pages" / name).read_bytes().decode("utf-8")


def shown(text: str) -> list[dict[str, Any]]:
    return [
        {
            "title": a.title,
            "date": a.date,
            "source": a.source,
            "url": a.url,
            "blocks": [[b.kind, text[b.start : b.end]] for b in a.blocks],
        }
        for a in split_articles(text)
    ]


def pieces(text: str) -> list[tuple[str, str]]:
    return [(b.kind, text[b.start : b.end]) for b in split_paragraph(text, 0, len(text))]


# --- whole pages


def test_every_page_has_an_expectation() -> None:
    assert sorted(EXPECTED) == sorted(p.name for p in (DATA / "pages").iterdir())


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_page(name: str) -> None:
    assert shown(read_page(name)) == EXPECTED[name]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_page_with_other_line_ends(name: str) -> None:
    found = shown(read_page(name).replace("\n", "\r\n"))
    assert [(a["title"], a["date"], len(a["blocks"])) for a in found] == [
        (a["title"], a["date"], len(a["blocks"])) for a in EXPECTED[name]
    ]


def test_pages_after_one_another_stay_apart() -> None:
    names = ["date_first.txt", "byline_bar.txt", "glued.txt"]
    found = shown("\n\n".join(read_page(name) for name in names))
    assert [a["title"] for a in found] == [a["title"] for name in names for a in EXPECTED[name]]
    assert [a["date"] for a in found] == [a["date"] for name in names for a in EXPECTED[name]]


# --- heads

PROSE = "Quillon Bank said on Monday that it would open nine branches. It has 210 of them."
MORE = "The regulator must agree first, the lender added."


NAME = "Quillon opens nine branches"
WIRED = f"{NAME}\n\nLUNDHOLM, 3 March{{}} (Nordwire) - {PROSE}"
SITE_TITLE = f"{NAME} | The Ledger\nThe Ledger\n{NAME}\nA lender looks north\n3 March 2025\n{PROSE}"


@pytest.mark.parametrize(
    ("text", "title", "date"),
    [
        (f"News March 3, 2025\n{NAME}\n{PROSE}", NAME, "2025-03-03"),
        (f"{NAME}\nby Jane Doe\nMar. 3rd, 2025, 10:00\n{PROSE}", NAME, "2025-03-03"),
        (f"{NAME}\n\n{PROSE}\n\nPublished on 3 March 2025", NAME, "2025-03-03"),
        (f"Will Quillon open branches?\n03.04.2025, 10:15\n\n{PROSE}", "Will Quillon open branches?", "2025-04-03"),
        (f"{NAME}\n04/03/2025\n{PROSE}", NAME, None),
        (f"Updated 4 March 2025\n{NAME}\n3 March 2025\n{PROSE}", NAME, "2025-03-03"),
        (SITE_TITLE, NAME, "2025-03-03"),
        (WIRED.format(""), NAME, None),
        (WIRED.format(" 2025"), NAME, "2025-03-03"),
        (f"{NAME}\n\n{PROSE}", NAME, None),
        (f"{PROSE}\n\n{MORE}", None, None),
        (f"3 March 2025\n{PROSE}", None, "2025-03-03"),
    ],
)
def test_title_and_date(text: str, title: str | None, date: str | None) -> None:
    (article,) = split_articles(text)
    assert (article.title, article.date) == (title, date)
    assert any(text[b.start : b.end].endswith("210 of them.") for b in article.blocks)


def test_bylines_alone_part_articles() -> None:
    text = f"Quillon opens nine branches\nBy Jane Doe\n{PROSE}\nCorvex moves its plant north\nBy John Roe\n{MORE}"
    assert [a["title"] for a in shown(text)] == ["Quillon opens nine branches", "Corvex moves its plant north"]


def test_what_the_majority_of_heads_does_decides_the_unclear_one() -> None:
    unclear = "A trader looks at his screen\n\nMarkets · 3 March 2025\n\nQuillon opens nine branches"
    clear = f"Markets · 2 March 2025\n\nCorvex moves its plant north\n\n{MORE}"
    assert [a["title"] for a in shown(f"{clear}\n\n{unclear}\n\n{PROSE}")][1] == "Quillon opens nine branches"


def test_standfirsts_without_a_stop_are_seen_by_the_first_head() -> None:
    first = f"Quillon opens nine branches\nA lender looks north for clients\n3 March 2025, 10:00\n{PROSE}"
    second = f"Corvex moves its plant north\nThe city promises a new road\n2 March 2025, 10:00\n{MORE}"
    assert [a["title"] for a in shown(f"{first}\n{second}")] == [
        "Quillon opens nine branches",
        "Corvex moves its plant north",
    ]
    plain = f"Quillon opens nine branches\n3 March 2025, 10:00\n{PROSE}\nA crane in the harbour of Lundholm"
    assert [a["title"] for a in shown(f"{plain}\nCorvex moves its plant north\n2 March 2025, 10:00\n{MORE}")] == [
        "Quillon opens nine branches",
        "Corvex moves its plant north",
    ]


def test_motto_above_the_first_head_is_no_article_and_is_kept() -> None:
    text = f"The Ledger\nWe tell you what matters.\nQuillon opens nine branches\n3 March 2025\n{PROSE}"
    (article,) = split_articles(text)
    assert article.title == "Quillon opens nine branches"
    assert "We tell you what matters." in [text[b.start : b.end] for b in article.blocks]


def test_header_without_title_holds_for_every_article() -> None:
    text = (
        f"Source: The Ledger\nURL: https://ledger.example\n\nQuillon opens nine branches\n3 March 2025\n{PROSE}\n\n"
        f"Corvex moves its plant north\n2 March 2025\n{MORE}"
    )
    assert [(a["source"], a["url"], a["date"]) for a in shown(text)] == [
        ("The Ledger", "https://ledger.example", "2025-03-03"),
        ("The Ledger", "https://ledger.example", "2025-03-02"),
    ]


def test_front_matter_that_is_no_yaml_is_read_by_line() -> None:
    text = f"---\ntitle: Rates: a story\ndate: 3 March 2025\n---\n\n{PROSE}"
    assert [(a["title"], a["date"]) for a in shown(text)] == [("Rates: a story", "2025-03-03")]


def test_title_in_header_and_body_is_one_block() -> None:
    text = f"Title: Quillon opens nine branches\n\nQuillon opens nine branches\n\n{PROSE}"
    assert [kind for kind, _ in shown(text)[0]["blocks"]] == ["title", "paragraph"]
    assert split_articles(text)[0].blocks[0].start == text.rindex("Quillon opens")


def test_short_lines_only_are_kept() -> None:
    assert shown("Quillon opens nine branches")[0]["blocks"] == [["paragraph", "Quillon opens nine branches"]]
    assert shown("Menu\nLog in\n© 2024 The Ledger") == []


def test_wrapped_lines_are_one_paragraph_and_lists_are_not() -> None:
    wrapped = "The council of Lundholm met on Monday to speak of the ferry line,\nwhich it may sell.\n"
    assert len(split_articles(wrapped)[0].blocks) == 1
    listed = "The council will sell:\n- the ferry line to Corvex\n- the old crane\n"
    assert [words for _, words in shown(listed)[0]["blocks"]][1:] == ["the ferry line to Corvex", "the old crane"]


def test_long_blocks_are_divided_without_loss() -> None:
    text = PROSE + (" " + PROSE) * 1000
    blocks = split_articles(text)[0].blocks
    assert max(b.end - b.start for b in blocks) <= 20_000
    assert " ".join(text[b.start : b.end] for b in blocks) == text
    assert all(text[b.end - 1] == "." for b in blocks)


# --- paragraphs run together


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It cut rates.Photo by Ida Nunn on UnsplashStern words for lendersDirector Olga Prenn spoke of greed.",
            [("paragraph", "It cut rates."), ("heading", "Stern words for lenders"),
             ("paragraph", "Director Olga Prenn spoke of greed.")],
        ),
        (
            "It cut rates. Photo by Ida Nunn on Unsplash Stern words for lenders Olga Prenn, who leads it, spoke.",
            [("paragraph", "It cut rates."), ("heading", "Stern words for lenders"),
             ("paragraph", "Olga Prenn, who leads it, spoke.")],
        ),
        (
            "It cut rates.Photo by Ida Nunn on UnsplashCentral bank governor Lena Marsh spoke.",
            [("paragraph", "It cut rates."), ("paragraph", "Central bank governor Lena Marsh spoke.")],
        ),
        (
            "It cut rates. A turn for the betterIn June, prices fell. Market responseThe crown rose.",
            [("paragraph", "It cut rates."), ("heading", "A turn for the better"),
             ("paragraph", "In June, prices fell."), ("heading", "Market response"),
             ("paragraph", "The crown rose.")],
        ),
        (
            "It cut rates. Lundholm harbour raids According to the Ledger, nine men were held.",
            [("paragraph", "It cut rates."), ("heading", "Lundholm harbour raids"),
             ("paragraph", "According to the Ledger, nine men were held.")],
        ),
        (
            "It cut rates.\xa0Joint relief efforts\xa0Sylvania is not alone.",
            [("paragraph", "It cut rates."), ("heading", "Joint relief efforts"),
             ("paragraph", "Sylvania is not alone.")],
        ),
        (
            'It cut rates.Image: Getty ImagesA northern push"Corvex trusts us,” he said.',
            [("paragraph", "It cut rates."), ("heading", "A northern push"),
             ("paragraph", '"Corvex trusts us,” he said.')],
        ),
        (
            "It cut rates.AdvertisementIt will cut more. “So be it.”The end is near.",
            [("paragraph", "It cut rates."), ("paragraph", "It will cut more. “So be it.”"),
             ("paragraph", "The end is near.")],
        ),
        (
            "A sign in Port Ellery. Photo: Ida Nunn/Reuters",
            [("paragraph", "A sign in Port Ellery.")],
        ),
    ],
)  # fmt: skip
def test_glued(text: str, expected: list[tuple[str, str]]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "CyberSecurity Malaysia, FinTech firms, AliPay, McDonald, iPhone, YouTube, eBay, PayPal and LinkedIn agreed.",
        "Low-cost carrier easyJet said it would fly. Exchange operator bitFlyer is next.",
        "She wrote on LinkedIn the day before. LinkedIn In June grew. The band GoIn The Park plays.",
        "Fitch Ratings believes Malaysia is at risk. Nordmark analysts say Sylvania is too.",
        "Among northern lenders Quillon is the largest. Unlike its rivals Dunmore was spared.",
        "Sylvanian daily The Ledger said so. Chip maker On Semiconductor fell.",
        "Payments company Tavra is private. Central bank governor Lena Marsh has left.",
        "Gate.HK, Booking.Com, Amazon.com, U.S. and U.K. firms, Prof.Smith and Yahoo!Finance are names.",
        "The photo by Ida Nunn on Unsplash shows a crane, and Image Corp. sued.",
        'The lender "The Rock" fell. He calls it"The End" now.',
    ],
)
def test_names_and_clauses_stay_whole(text: str) -> None:
    assert pieces(text) == [("paragraph", text)]


# --- single lines


FURNITURE = [
    "Share this article",
    "Read more: Corvex moves north",
    "Related stories",
    "More from Markets",
    "Sign up here.",
    "View All",
    "Loading",
    "Subscribe to our newsletter",
    "Get the day's news in your inbox",
    "Already a subscriber? Log in",
    "Join 20,000 readers",
    "© 2024 The Ledger. All rights reserved.",
    "Advertisement",
    "Sponsored by Corvex",
    "Back to top ↑",
    "5 min read",
    "12 comments",
    "We use cookies to improve your visit. By continuing you accept this.",
    "Accept all cookies",
    "Tags: Banks, Ferries",
    "Photo by A. B. Nunn on Pexels",
    "Photo: Ida Nunn/Reuters",
    "(Photo by Ida Nunn/Getty Images)",
    "Image credit: Shutterstock",
    "REUTERS/Ida Nunn/File Photo",
    "Ida Nunn/AFP via Getty Images",
    "(Reporting by Jon Falk; Editing by Rita Moor)",
    "Home Markets Opinion Log in",
    "Facebook Twitter LinkedIn",
    "https://ledger.example/a",
    "![a crane](crane.png)",
    "* * *",
    "---",
    "This article was first published in The Ledger.",
    "Disclaimer: this is no advice.",
    "Follow us on X",
    "1.2K shares",
    "Terms of Use / Privacy Policy / Contact",
    "Click here to read the report",
    "Listen to this article",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture(line: str) -> None:
    assert is_boilerplate(line)


ARTICLE = [
    "Shares of Corvex fell.",
    "Read the report, the bank said, before you judge it.",
    "Join forces: Corvex and Tavra to merge",
    "More banks join the scheme",
    "Stay calm",
    "Follow the money",
    "Top banks",
    "Home prices",
    "Subscribers rose to 10 million.",
    "Corvex said it uses cookies to track its users.",
    "“We use cookies,” said Corvex.",
    "More on that later, the bank said.",
    "The story has been published by Corvex.",
    "Register of members opened to the public",
    "Live events firm Tavra sold",
    "Advertisement spending fell 3% at Corvex",
    "Editing by machine",
    "Source: a minister told us that it was false.",
    "The views of the central bank are not necessarily shared by lenders.",
    "Image maker Corvex: we will not sell",
    "Photo app Snapper raises $5 million",
    "Email provider Tavra sold",
    "Print media group Dunmore sold",
    "See you in court",
]


@pytest.mark.parametrize("line", ARTICLE)
def test_no_furniture(line: str) -> None:
    assert not is_boilerplate(line)


@pytest.mark.parametrize(
    ("line", "date", "bare"),
    [
        ("Markets & Ferries·November 22, 2023, 1:43 AM", "2023-11-22", False),
        ("By Jane Doe | 12 March 2024 | Markets", "2024-03-12", False),
        ("By Jane DoeMarch 12, 2024 8:00 am ET", "2024-03-12", False),
        ("Jun 17, 2024", "2024-06-17", True),
        ("Thursday, 14 March 2024 at 10:15", "2024-03-14", True),
        ("Published: 2024-03-12T09:00:00Z | Updated: 2024-03-13", "2024-03-12", False),
        ("Posted on March 12, 2024 by admin", "2024-03-12", False),
        ("MARKETS / March 14, 2024 / 6:01 AM", "2024-03-14", False),
        ("Ferries • 3 hours ago", None, False),
        ("By Jane Doe and John Roe", None, False),
    ],
)
def test_date_line(line: str, date: str | None, bare: bool) -> None:
    found = date_line(line)
    assert found is not None
    assert (found.date, found.bare) == (date, bare)


@pytest.mark.parametrize(
    "line",
    ["Founded on 12 March 2024", "The deal closed on 12 March 2024.", "By the numbers", "By Friday", "In March 2024",
     "Market wrap: 12 March 2024", "“12 March 2024”", "Will it end on 12 March 2024?", "32 March 2024", "", " "],
)  # fmt: skip
def test_no_date_line(line: str) -> None:
    assert date_line(line) is None


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2024-05-07", "2024-05-07"), ("2024-05-07T23:59:00+08:00", "2024-05-07"), ("20240507", "2024-05-07"),
        ("May 7, 2024", "2024-05-07"), ("7 May 2024", "2024-05-07"), ("Tue, 07 May 2024 10:00 GMT", "2024-05-07"),
        ("13/05/2024", "2024-05-13"), ("05/13/2024", "2024-05-13"), ("07.05.2024", "2024-05-07"),
        ("2024/5/7", "2024-05-07"),
        ("2024-05", "2024-05"), ("May 2024", "2024-05"), ("2024", "2024"),
        ("05/07/2024", None), ("2023-02-29", None), ("2024-13-01", None), ("yesterday", None), ("", None),
        ("before May 7, 2024", None), ("٢٠٢٤-٠٥", None), ("0024", None),
    ],
)  # fmt: skip
def test_parse_date(value: str, date: str | None) -> None:
    assert parse_date(value) == date


def test_dateline_needs_a_place_and_a_dash() -> None:
    assert dateline_date("Port Ellery – 4 March 2024 – Corvex rose.") == "2024-03-04"
    assert dateline_date("LUNDHOLM, 4 March 2024 /NW/ -- Corvex rose.") == "2024-03-04"
    assert dateline_date("On March 4, 2024 - a Monday - Corvex rose.") is None
    assert dateline_date("Corvex, which closed on March 4, 2024 - a Monday - rose.") is None


def test_credit_spans_are_ordered_and_disjoint() -> None:
    text = "One.Photo by Ida Nunn on UnsplashTwo. [Image: Corvex] Three. Photo: Jon Falk/AP"
    assert [text[a:b] for a, b in credit_spans(text)] == [
        "Photo by Ida Nunn on Unsplash", "[Image: Corvex]", "Photo: Jon Falk/AP",
    ]  # fmt: skip


# --- text taken as it is


def test_paragraph_blocks_cut_nothing_away() -> None:
    text = (
        "Corvex moves north\n\nBy Ann Lee\n\n  The plant opens in May.\r\nWhy Lundholm\nPower is cheap.\nShare this\n"
    )
    assert [(b.kind, text[b.start : b.end]) for b in paragraph_blocks(text, "corvex  moves north")] == [
        ("title", "Corvex moves north"),
        ("heading", "By Ann Lee"),
        ("paragraph", "The plant opens in May."),
        ("heading", "Why Lundholm"),
        ("paragraph", "Power is cheap."),
        ("paragraph", "Share this"),
    ]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        (
            "Corvex Group has sold its plant in the north, which makes pumps for\nKestrin Works, to Tavra Holdings. It"
            " keeps, the firms said,\nits staff.\n\nQuillon Bank will lend the buyer $6 million.\n",
            ["Corvex Group has sold its plant in the north, which makes pumps for\nKestrin Works, to Tavra Holdings. It"
             " keeps, the firms said,\nits staff.", "Quillon Bank will lend the buyer $6 million."],
        ),
        (
            "Corvex Group moves north\r\n\r\nThe group has hired some three hundred people\r\nin the far north.",
            ["Corvex Group moves north",
             "The group has hired some three hundred people\r\nin the far north."],
        ),
        (
            "Quillon Bank has agreed to lend the new owner of the plant a sum of\n"
            "Kestrin money, which it will have from the state of the north and\nits bank.",
            ["Quillon Bank has agreed to lend the new owner of the plant a sum of\n"
             "Kestrin money, which it will have from the state of the north and\nits bank."],
        ),
        ("The plant opens in May.\nPower is cheap.", ["The plant opens in May.", "Power is cheap."]),
        (
            "Quillon Bank has hired some of the people who once ran\n"
            "Orrin Works. Its board met on Monday and chose Ann\nLarsen to lead it. Two of its members, Ida Holm and\n"
            "Voss, will leave.",
            ["Quillon Bank has hired some of the people who once ran\n"
             "Orrin Works. Its board met on Monday and chose Ann\nLarsen to lead it. Two of its members, Ida Holm and\n"
             "Voss, will leave."],
        ),
        (
            "Quillon Bank opens nine branches\nThe bank said so.\n\nCorvex Group moves its plant to the far north\n"
            "It will hire people.\n\nTavra Works is for sale\nTwo firms look at it.",
            ["Quillon Bank opens nine branches", "The bank said so.", "Corvex Group moves its plant to the far north",
             "It will hire people.", "Tavra Works is for sale", "Two firms look at it."],
        ),
        ("Ann Lee\nthe chief executive\nCorvex Group", ["Ann Lee", "the chief executive", "Corvex Group"]),
        (
            "The group will do three things:\n- open a plant in the north\n- hire people there",
            ["The group will do three things:", "- open a plant in the north", "- hire people there"],
        ),
        ("# Corvex Group moves north with its\nplans for the year ahead.", ["# Corvex Group moves north with its",
                                                                       "plans for the year ahead."]),
        ("The plant, which opens in May of\n\nnext year, is small.", ["The plant, which opens in May of",
                                                                  "next year, is small."]),
    ],
)  # fmt: skip
def test_a_wrapped_paragraph_is_one_block_though_the_text_is_taken_as_it_is(text: str, paragraphs: list[str]) -> None:
    assert [text[b.start : b.end] for b in paragraph_blocks(text)] == paragraphs


def test_the_title_of_a_wrapped_text_is_no_part_of_its_first_paragraph() -> None:
    text = "Corvex moves to the north and hires\nthe staff of its rival there, two people said."
    assert len(paragraph_blocks(text)) == 1
    assert [b.kind for b in paragraph_blocks(text, "Corvex moves to the North and hires")] == ["title", "paragraph"]


def test_title_is_only_found_before_prose() -> None:
    text = "The plant opens in May.\nCorvex moves north\nPower is cheap."
    assert [b.kind for b in paragraph_blocks(text, "Corvex moves north")] == ["paragraph", "heading", "paragraph"]


# --- any text

MARKS = ["\n", "\n\n", "\r\n", "\xa0", "  ", "\u2028", "\u200b", "\ufeff", "# ", "- ", "> ", "**", "* * *", "---",
         "Title: ", "Date: ", "12 March 2024", "2024-03-12", "·", "|", "By Ann Lee", "Related stories", "Photo by ",
         "on Unsplash", "Advertisement", "take.Photo",
         "responseThe ", "In June", "The", "said", ".", "!", "“", "”", '"', ":",
         "[a](b)",
         "LinkedIn", "Corvex moves north"]  # fmt: skip
texts = st.one_of(st.text(max_size=300), st.lists(st.one_of(st.sampled_from(MARKS), st.text(max_size=8))).map("".join))


def check(text: str, blocks: tuple[Block, ...], at: int = 0) -> int:
    for block in blocks:
        assert at <= block.start < block.end <= len(text)
        words = text[block.start : block.end]
        assert words == words.strip()
        at = block.end
    return at


@given(texts)
@settings(max_examples=300, deadline=None)
def test_blocks_of_any_text(text: str) -> None:
    at = 0
    for article in split_articles(text):
        assert article.blocks
        at = check(text, article.blocks, at)
    check(text, paragraph_blocks(text, "Corvex"))


@given(texts)
@settings(max_examples=100, deadline=None)
def test_nothing_is_lost_that_is_taken_as_it_is(text: str) -> None:
    kept = "".join(text[b.start : b.end] for b in paragraph_blocks(text))
    assert "".join(c for c in kept if c.isalnum()) == "".join(c for c in text if c.isalnum())


NOUNS = st.sampled_from("Quillon Tavra Corvex Kestrin Dunmore Orrin Lundholm Bitmarsh".split())
VERBS = st.sampled_from("buys moves hires sells opens closes".split())
sentences = st.builds(
    "{} {} a {} plant in the north of the country.".format, NOUNS, VERBS, st.sampled_from(["new", "big"])
)
titles = st.builds("{} {} plant near {}".format, NOUNS, VERBS, NOUNS)
days = st.dates().filter(lambda d: d.year >= 1900)
DATE_LINES = ["{section}·{day:%B %d, %Y}, 1:43 AM", "{section} | {day:%d %b %Y}", "{section}·\n\n{day:%b %d, %Y}",
              "By Ann Lee - {day:%Y-%m-%d} - {section}"]  # fmt: skip


@given(
    st.tuples(titles, titles).filter(lambda t: t[0] != t[1]),
    st.tuples(days, days),
    st.lists(sentences, min_size=2, max_size=5),
    st.sampled_from(DATE_LINES),
    st.booleans(),
    st.sampled_from(["", "news\n", "View All\n\n", "Load more\nShare\n"]),
)
@settings(max_examples=150, deadline=None)
def test_two_articles_in_one_page(
    names: tuple[str, str], when: tuple[Any, Any], prose: list[str], form: str, title_first: bool, between: str
) -> None:
    items = []
    for name, day in zip(names, when, strict=True):
        line = form.format(section="Policy & Ports", day=day)
        head = f"{name}\n\n{line}" if title_first else f"{line}\n\n{name}"
        items.append(head + "\n\n" + "\n\n".join(prose) + "\n\n")
    text = between.join(items)
    found = split_articles(text)
    assert [(a.title, a.date) for a in found] == [(n, d.isoformat()) for n, d in zip(names, when, strict=True)]
    for article in found:
        assert [text[b.start : b.end] for b in article.blocks if b.kind == "paragraph"] == prose


@pytest.mark.parametrize(
    "unit",
    ["word ", "x", " ", "a.", "aThe ", "Photo by Aa ", "In June The ", "A b c d e f g h ", "[", "**", "| ", "- a\n",
     "Related stories\nA b c d\n1 May 2024\n", "By Aa | 1 May 2024\n", "1 May 2024 ", "“",
     "Title: a\nDate: 2024\n", "\n"],
)  # fmt: skip
def test_cost_grows_with_length_only(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        split_articles(text)
        return time.process_time() - start

    seconds(1_000)
    small, large = min(seconds(20_000) for _ in range(3)), seconds(320_000)
    assert large < 16 * 4 * small + 0.2


@pytest.mark.parametrize("module", ["boilerplate", "bylines", "picture_credits"])
def test_docstrings_hold(module: str) -> None:
    result = doctest.testmod(importlib.import_module(f"newsweave.extract.documents.{module}"))
    assert result.attempted > 0
    assert result.failed == 0

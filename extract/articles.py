"""A page's text to its articles: where each begins, its title and date, and which of its lines are prose.

Scraped pages run articles together with what stands around them. An article is found by its head: a line with a date
or byline, beside a title, before prose. Everything else follows from that: short lines before prose are headings,
other short lines are menus and teasers, and what reads like a sentence is always kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from newsweave.extract.bylines import dateline_date
from newsweave.extract.glue import split_paragraph
from newsweave.extract.headers import Header, find_headers
from newsweave.extract.lines import Line, is_title_case, read_lines, sentence_end, spans_of_lines
from newsweave.extract.model import Block

__all__ = ["Article", "paragraph_blocks", "split_articles"]

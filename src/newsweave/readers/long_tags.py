"""Tags of so many attributes that parsers, which compare each with all before it, would not end."""

from __future__ import annotations

import re

from newsweave.ontology.errors import InputError

__all__ = ["refuse_long_tags"]

_MOST = 2_000
"""Attributes of a tag; a tag that a page needs has some dozens."""
_TAG = re.compile(r"<[a-zA-Z](?:[^<>\"']++|\"[^\"]{0,2000000}+\"|'[^']{0,2000000}+')*+")
_ENDS = re.compile(r"\"[^\"]*+\"|'[^']*+'|[\s/]++")
"""What an attribute may end with."""
_SCRIPT, _SCRIPT_END = re.compile(r"<script[\s/>]", re.IGNORECASE), re.compile(r"</script", re.IGNORECASE)


def refuse_long_tags(text: str) -> None:
    """Look at the markup before it is parsed; takes time in proportion to its length. What scripts hold is no tag.

    Raises:
        InputError: where a tag has thousands of attributes.
    """
    at = 0
    while tag := _TAG.search(text, at):
        at = tag.end()
        if at - tag.start() > 2 * _MOST and sum(1 for _ in _ENDS.finditer(tag[0])) > _MOST:
            raise InputError(f"a tag of more than {_MOST:,} attributes")
        if _SCRIPT.match(text, tag.start()):
            end = _SCRIPT_END.search(text, at)
            if end is None:
                return
            at = end.start()

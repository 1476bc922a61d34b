"""The contents list of a compilation: which lines it holds, and which titles it promises."""

from collections.abc import Sequence
from typing import Final

import regex

from speechx.patterns import LONGEST, compiled

_HEADING: Final = "contents-heading"
_LINE: Final = "contents-line"
# What stands between a title and its page: leader dots, tabs, wide gaps. What follows is no title.
_LEADER: Final = regex.compile(r"…{2,}|\.{4,}|·{4,}|。{4,}|_{4,}|-{4,}|－{4,}|(?:\. ){3,}|\t")
_MARKS: Final = regex.compile(r"[\s*#]++")


def find(texts: Sequence[str]) -> dict[int, str]:
    """Find the lines of a contents list.

    Args:
        texts: the folded text of each line of a page.

    Returns:
        For each line of the list, by its number on the page, the title that it promises in the form of ``plain``; the
        heading of the list promises an empty one. Lines with leader dots count anywhere; below a heading count also
        lines that stand again further down.
    """
    found: dict[int, str] = {}
    last = {plain(text): index for index, text in enumerate(texts) if len(text) <= LONGEST}
    below = False
    for index, text in enumerate(texts):
        if len(text) > LONGEST:
            below = False
        elif compiled("clues")[_HEADING].search(text):
            found[index], below = "", True
        elif compiled("clues")[_LINE].search(text):
            found[index] = plain(_LEADER.split(text, maxsplit=1)[0])
        elif below and last[plain(text)] > index:
            found[index] = plain(text)
        else:
            below = False
    return found


def plain(title: str) -> str:
    """Return a title without gaps, bullets and numbering, to compare it with another.

    >>> plain("● 1. 让老街  亮起来")
    '让老街亮起来'
    """
    for name in ("bullet", "speech-number"):
        match = compiled("clues")[name].match(title)
        if match and match.end() < len(title):
            title = title[match.end() :]
    return str(_MARKS.sub("", title))

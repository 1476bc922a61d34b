"""The contents list of a compilation: which lines it holds, and which titles it promises."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from speechx import kept
from speechx.patterns import LONGEST, compiled

_HEADING: Final = "contents-heading"
_LINE: Final = "contents-line"
# What stands between a title and its page: leader dots, tabs, wide gaps. What follows is no title.
_LEADER: Final = kept.pattern(r"…{2,}|\.{4,}|·{4,}|。{4,}|_{4,}|-{4,}|－{4,}|(?:\. ){3,}|\t")
# An entry of a list has so many lines, its author and a cut title included.
_LONGEST_ENTRY: Final = 4
_MARKS: Final = kept.pattern(r"[\s*#]++")


def find(texts: Sequence[str]) -> dict[int, str]:
    """Find the lines of a contents list.

    Args:
        texts: the folded text of each line of a page.

    Returns:
        For each line of the list, by its number on the page, the title that it promises in the form of ``plain``; the
        heading of the list promises an empty one. Lines with leader dots count anywhere; below a heading count also
        lines that stand again further down.
    """
    found = _leaders(texts)
    found.update(_between(texts, found))
    return found


def _between(texts: Sequence[str], leaders: dict[int, str]) -> dict[int, str]:
    """Return the lines among those with leader dots: titles cut by a line end, authors and their offices."""
    numbers = [index for index, title in leaders.items() if title]
    pairs = list(pairwise(sorted(numbers)))
    strides = {after - before for before, after in pairs}
    found = {}
    for before, after in pairs:
        if 1 < after - before <= _LONGEST_ENTRY:
            found.update(dict.fromkeys(range(before + 1, after), ""))
    if len(pairs) > 1 and len(strides) == 1 and max(strides) <= _LONGEST_ENTRY:
        end = max(numbers)
        found.update(dict.fromkeys(range(end + 1, min(end + max(strides), len(texts))), ""))
    return {index: title for index, title in found.items() if index not in leaders}


def _leaders(texts: Sequence[str]) -> dict[int, str]:
    """Find the heading of a contents list, its lines with leader dots, and the titles below it that stand again."""
    found: dict[int, str] = {}
    last: dict[str, int] = {}
    heading, line = (compiled("clues")[name] for name in (_HEADING, _LINE))
    below = False
    for index, text in enumerate(texts):
        if len(text) > LONGEST:
            below = False
        elif heading.search(text):
            found[index], below = "", True
            last = last or {plain(text): index for index, text in enumerate(texts) if len(text) <= LONGEST}
        elif line.search(text):
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

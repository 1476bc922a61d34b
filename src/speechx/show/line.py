"""One line of the source with its marks, and lines cut to the width of a terminal."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final
from unicodedata import category

from rich.cells import chop_cells
from rich.text import Text

from speechx.show import LOOKS
from speechx.show.marks import Mark
from speechx.source import Source, Span
from speechx.visible import visible

_ORDER: Final = list(LOOKS)
_LONGEST: Final = 10  # so many characters a row may be shorter for what stays together
_CLOSING: Final = ("Pe", "Pf", "Po")
_OPENING: Final = ("Ps", "Pi")


def marked(source: Source, line: Span, marks: Iterable[Mark], *, colored: bool) -> Text:
    """Return a line as it is shown: with styles, or with signs around what is marked.

    Args:
        source: the source.
        line: the line without its line end.
        marks: all that touch it; what reaches beyond the line is open at its end.
        colored: styles, or signs.
    """
    ordered = sorted(marks, key=lambda mark: _ORDER.index(mark.kind))
    signs = {} if colored else _signs(line, ordered)
    inside = {end for mark in ordered for end in mark.span if line.start < end < line.end}
    cuts = sorted({line.start, line.end, *inside})
    text = Text()
    shown: dict[int, int] = {}
    for cut, following in pairwise([*cuts, line.end]):
        text.append(signs.get(cut, ""))
        shown[cut] = len(text)
        text.append(visible(source.text[cut:following]))
    if colored:
        for (start, end), kind in ordered:
            text.stylize(LOOKS[kind].style, shown[max(start, line.start)], shown[min(end, line.end)])
    return text


def _signs(line: Span, marks: Sequence[Mark]) -> dict[int, str]:
    """Return the signs at each place: first those that close what ends there, then those that open what begins."""
    closing: dict[int, str] = defaultdict(str)
    opening: dict[int, str] = defaultdict(str)
    for (start, end), kind in sorted(marks, key=lambda mark: mark.span.end - mark.span.start):
        if line.start < end <= line.end:
            closing[end] += LOOKS[kind].after
        if line.start <= start < line.end:
            opening[start] = LOOKS[kind].before + opening[start]
    return {place: closing[place] + opening[place] for place in closing.keys() | opening.keys()}


def wrapped(text: Text, width: int | None) -> Iterator[Text]:
    """Yield the pieces of a line that fit into some cells; None is no limit.

    Chinese may be broken anywhere but before closing and behind opening punctuation; numbers and words stay whole where
    they are short.
    """
    if width is None:
        yield text
    else:
        yield from text.divide(list(_breaks(text.plain, max(width, 2))))


def _breaks(text: str, width: int) -> Iterator[int]:
    start = 0
    while text:
        end = start + len(chop_cells(text[start : start + 2 * width], width)[0])
        if end == len(text):
            return
        start = next((place for place in range(end, max(start, end - _LONGEST), -1) if not _glued(text, place)), end)
        yield start


def _glued(text: str, place: int) -> bool:
    """Whether the characters before and at a place should stay together."""
    before, after = text[place - 1], text[place]
    word = all(char.isascii() and (char.isalnum() or char in ".,%") for char in (before, after))
    sign = before == LOOKS["term"].before or after == LOOKS["term"].after
    return word or sign or category(after) in _CLOSING or category(before) in _OPENING

"""One line of the source with its marks, and lines cut to the width of a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final

from rich.cells import chop_cells
from rich.text import Text

from speechx.show import LOOKS
from speechx.show.marks import Mark
from speechx.source import Source, Span
from speechx.visible import visible

_ORDER: Final = list(LOOKS)


def marked(source: Source, line: Span, marks: Iterable[Mark], *, colored: bool) -> Text:
    """Return a line as it is shown: with styles, or with signs around what is marked.

    Args:
        source: the source.
        line: the line without its line end.
        marks: all that touch it; what reaches beyond the line is open at its end.
        colored: styles, or signs.
    """
    ordered = sorted(marks, key=lambda mark: _ORDER.index(mark.kind))
    inside = {end for mark in ordered for end in mark.span if line.start < end < line.end}
    cuts = sorted({line.start, line.end, *inside})
    text = Text()
    shown: dict[int, int] = {}
    for cut, following in pairwise([*cuts, line.end]):
        text.append("" if colored else _signs(cut, line, ordered))
        shown[cut] = len(text)
        text.append(visible(source.text[cut:following]))
    if colored:
        for (start, end), kind in ordered:
            text.stylize(LOOKS[kind].style, shown[max(start, line.start)], shown[min(end, line.end)])
    return text


def _signs(cut: int, line: Span, marks: Sequence[Mark]) -> str:
    """Return the signs at one place: first those that close what ends there, then those that open what begins."""
    by_size = sorted(marks, key=lambda mark: mark.span.end - mark.span.start)
    closing = (LOOKS[mark.kind].after for mark in by_size if mark.span.end == cut > line.start)
    opening = (LOOKS[mark.kind].before for mark in reversed(by_size) if mark.span.start == cut < line.end)
    return "".join((*closing, *opening))


def wrapped(text: Text, width: int | None) -> Iterator[Text]:
    """Yield the pieces of a line that fit into some cells; Chinese may be broken anywhere. None is no limit."""
    if width is None or not text.plain:
        yield text
        return
    ends = accumulate(map(len, chop_cells(text.plain, max(width, 2))))
    yield from text.divide(list(ends)[:-1])

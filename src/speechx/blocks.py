"""Every character of the source in exactly one block: runs of lines under one label, cut inside a line at a turn.

A block reaches to the start of the next one, so line ends and blank lines lie in the block before them.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from speechx.records import Block
from speechx.source import Source, Span

BLANK: Final = "blank"
"""The label of a source in which nothing can be seen."""


class Mark(NamedTuple):
    """A place where a stretch under a label starts; it lasts until the next mark."""

    offset: int
    label: str
    speech: int | None


def tile(source: Source, marks: Iterable[Mark]) -> tuple[Block, ...]:
    """Return the blocks that the marks cut the source into.

    Args:
        source: the decoded source.
        marks: in any order; two at one offset count as the later one.

    Returns:
        Blocks in order, without gap or overlap, none empty; none at all for an empty source. Neighbours under the same
        label and in the same speech are one block.
    """
    starts: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: mark.offset):
        if starts and starts[-1].offset == mark.offset:
            starts.pop()
        if not starts or (starts[-1].label, starts[-1].speech) != (mark.label, mark.speech):
            starts.append(mark)
    return tuple(_blocks(source, starts))


def _blocks(source: Source, starts: Sequence[Mark]) -> Iterable[Block]:
    size = len(source.text)
    if size and not starts:
        yield Block(label=BLANK, span=Span(0, size), speech=None)
    for place, mark in enumerate(starts):
        start = 0 if place == 0 else mark.offset
        end = starts[place + 1].offset if place + 1 < len(starts) else size
        yield Block(label=mark.label, span=Span(start, end), speech=mark.speech)

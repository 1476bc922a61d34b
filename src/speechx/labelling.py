"""A source to labelled lines: furniture out, votes in, the best path through the layouts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from speechx import furniture
from speechx.decode import Label, decode
from speechx.layouts import OUTSIDE
from speechx.lines import Line, split
from speechx.page import Page
from speechx.source import Source
from speechx.vote import Vote
from speechx.votes import votes


class Labelled(NamedTuple):
    """A page with the label of each of its lines, and the lines left out as furniture.

    Attributes:
        page: the lines without furniture.
        votes: the votes on each line of the page.
        labels: the label of each line of the page.
        furniture: the furniture lines with the rule that took each.
        outside: the runs of lines outside of speeches, as numbers of lines of the page.
    """

    page: Page
    votes: Sequence[Sequence[Vote]]
    labels: Sequence[Label]
    furniture: Sequence[tuple[Line, str]]
    outside: Sequence[Sequence[int]]


def label(source: Source, *, margins: bool = False) -> Labelled:
    """Label each line of a source.

    Args:
        source: the decoded source.
        margins: whether to work out runner-up and margin of each label (for ``explain``).

    Returns:
        The page, its votes and labels. Cost is linear in the text.
    """
    lines = split(source)
    found = furniture.find(source, lines)
    page = Page(source, list(_text_lines(lines, found)))
    cast = votes(page)
    labels = decode([_sums(line) for line in cast], margins=margins)
    taken = [(lines[index], name) for index, name in sorted(found.items())]
    return Labelled(page, cast, labels, taken, _runs_outside(labels))


def _text_lines(lines: Sequence[Line], found: Mapping[int, str]) -> Iterator[Line]:
    """Yield the lines without furniture; the blank lines around furniture belong to the page, not to the text."""
    for index, line in enumerate(lines):
        if index not in found:
            yield line._replace(blank_before=False) if index - 1 in found else line


def _runs_outside(labels: Sequence[Label]) -> list[list[int]]:
    runs: list[list[int]] = []
    for index, found in enumerate(labels):
        if found.layout == OUTSIDE:
            if not runs or runs[-1][-1] != index - 1:
                runs.append([])
            runs[-1].append(index)
    return runs


def _sums(cast: Sequence[Vote]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for vote in cast:
        sums[vote.label] = sums.get(vote.label, 0) + vote.weight
    return sums

"""Boxes of text on a page as lines in reading order: columns from left to right, each from the top down.

A region is cut into bands, the rows that leave the same gutters free; a band whose gutters part real columns is read
column by column, each cut in the same way, and any other row by row. Sizes are in the units of the page.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

_GUTTER: Final = 0.8  # the least gutter, in characters: columns stand close in newspapers
_COLUMN: Final = 8  # the least width of a column, in characters: what is narrower is a list of names beside offices
_ROWS: Final = 2  # a column has more rows than one
_GAP: Final = 0.5  # characters between two pieces of a line that leave a gap between them
_WIDEST: Final = 20  # an indent is told by so many blanks at most
_BLANK_LINE: Final = 1.6  # lines that stand apart by so many times the usual distance have a blank one between them
_OVERLAP: Final = 0.5  # boxes that share so much of the lower one's height stand on one line
_SLACK: Final = 0.25  # glyphs may reach so far into the next line
_DEEPEST: Final = 12
BLANK: Final = "\u3000"


class Box(NamedTuple):
    """A piece of text that stands in one line without a gap: where it is, how large, and what it says."""

    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    text: str


def lines(boxes: Sequence[Box]) -> list[str]:
    """Return the lines of a page in reading order, indents and gaps as full-width blanks, gaps between lines as none.

    >>> page = [Box(0, 100, 0, 10, 10, "左一"), Box(120, 220, 0, 10, 10, "右一"), Box(0, 100, 15, 25, 10, "左二"),
    ...         Box(120, 220, 15, 25, 10, "右二")]
    >>> lines(page)
    ['左一', '左二', '右一', '右二']
    """
    if not boxes:
        return []
    size = median(box.size for box in boxes) or 1.0
    return _region(list(boxes), size, 0)


def _region(boxes: list[Box], size: float, depth: int) -> list[str]:
    out: list[str] = []
    left = min(box.x0 for box in boxes)
    plain: list[list[Box]] = []
    below: float | None = None
    for band in _bands(boxes, size):
        top = min(box.top for row in band for box in row)
        columns = _columns(band, size) if depth < _DEEPEST else []
        if len(columns) > 1:
            out += _rows(plain, left)
            plain = []
            if below is not None and top - below > _BLANK_LINE * size:
                out.append("")
            for column in columns:
                out += _region(column, size, depth + 1)
        else:
            plain += [line for row in band for line in _split(row)]
        below = max(box.bottom for row in band for box in row)
    return out + _rows(plain, left)


def _bands(boxes: Iterable[Box], size: float) -> Iterator[list[list[Box]]]:
    """Yield runs of rows that leave the same gutters free, or none."""
    band: list[list[Box]] = []
    taken: list[tuple[float, float]] = []
    for row in _clusters(boxes):
        own = _merged([(box.x0, box.x1) for box in row], size)
        both = _merged([*taken, *own], size)
        if band and (len(both) == 1) != (max(len(taken), 1) == 1 and len(own) == 1):
            yield band
            band, both = [], own
        band.append(row)
        taken = both
    if band:
        yield band


def _clusters(boxes: Iterable[Box]) -> Iterator[list[Box]]:
    """Yield the boxes that no horizontal cut can part, from the top down."""
    cluster: list[Box] = []
    bottom = 0.0
    for box in sorted(boxes, key=lambda box: (box.top, box.x0)):
        if cluster and box.top >= bottom - _SLACK * box.size:
            yield cluster
            cluster = []
        bottom = max(bottom, box.bottom) if cluster else box.bottom
        cluster.append(box)
    if cluster:
        yield cluster


def _merged(intervals: Iterable[tuple[float, float]], size: float) -> list[tuple[float, float]]:
    """Return the stretches that intervals cover, those with less than a gutter between them as one."""
    out: list[tuple[float, float]] = []
    for start, end in sorted(intervals):
        if out and start - out[-1][1] < _GUTTER * size:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def _columns(band: Sequence[Sequence[Box]], size: float) -> list[list[Box]]:
    """Return the columns of a band, or none where its gutters part no columns."""
    boxes = [box for row in band for box in row]
    stretches = _merged([(box.x0, box.x1) for box in boxes], size)
    columns = [[box for box in boxes if start <= box.x0 <= end] for start, end in stretches]
    real = all(
        end - start >= _COLUMN * size and len(_split(column)) >= _ROWS
        for (start, end), column in zip(stretches, columns, strict=True)
    )
    return columns if real else []


def _split(boxes: Iterable[Box]) -> list[list[Box]]:
    """Return the boxes line by line, each from left to right."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: (box.top, box.x0)):
        shared = rows[-1][0].bottom - box.top if rows else 0.0
        if rows and shared >= _OVERLAP * min(box.bottom - box.top, rows[-1][0].bottom - rows[-1][0].top):
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row) for row in rows]


def _rows(rows: Sequence[Sequence[Box]], left: float) -> list[str]:
    """Return rows as text, a blank line where they stand apart."""
    steps = [after[0].top - before[0].top for before, after in pairwise(rows)]
    usual = median(steps) if steps else 0.0
    out: list[str] = []
    for index, row in enumerate(rows):
        if index and steps[index - 1] > _BLANK_LINE * usual:
            out.append("")
        out.append(_row(row, left))
    return out


def _row(row: Sequence[Box], left: float) -> str:
    pieces: list[str] = []
    end = left
    for box in row:
        width = (box.x0 - end) / (box.size or 1.0)
        count = round(width) if width >= _GAP else 0
        pieces.append(BLANK * min(max(count, int(width >= _GAP)), _WIDEST))
        pieces.append(box.text)
        end = box.x1
    return "".join(pieces)

"""Boxes of text on a page as lines in reading order: columns from left to right, each from the top down.

In a region the longest run of rows that leave the same gutters free, where these part real columns, is read column by
column, each as a region of its own; so is what stands above and below. What has no columns is read row by row.
Sizes are in the units of the page.
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
_MOST_ROWS: Final = 400  # a page of more is no page of a newspaper, and to look for columns takes the square of them
BLANK: Final = "\u3000"


class Box(NamedTuple):
    """A piece of text that stands in one line without a gap: where it is, how large, and what it says."""

    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    text: str


Rows = Sequence[Sequence[Box]]


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
    return _cut(list(_clusters(boxes)), min(box.x0 for box in boxes), size, depth)


def _cut(rows: Rows, left: float, size: float, depth: int) -> list[str]:
    """Read a region: the longest run of rows that stand in columns, and in the same way what is above and below it."""
    run = _longest(rows, size) if depth < _DEEPEST and len(rows) <= _MOST_ROWS else None
    if run is None:
        return _rows([line for row in rows for line in _split(row)], left)
    above, within, below = rows[: run.start], rows[run.start : run.stop], rows[run.stop :]
    out = _cut(above, left, size, depth) if above else []
    if above and _top(within) - max(box.bottom for row in above for box in row) > size:
        out.append("")
    for column in _columns(within, size):
        out += _region(column, size, depth + 1)
    return out + (_cut(below, left, size, depth) if below else [])


def _top(rows: Rows) -> float:
    return min(box.top for row in rows for box in row)


def _longest(rows: Rows, size: float) -> range | None:
    """Return the longest run of rows that leave a gutter free which parts columns, or None."""
    best: range | None = None
    for start in range(len(rows)):
        if best is not None and len(rows) - start <= len(best):
            break
        end = _reach(rows, start, size)
        if end - start > (len(best) if best else 1) and _columns(rows[start:end], size):
            best = range(start, end)
    return best


def _reach(rows: Rows, start: int, size: float) -> int:
    """Return the end of the run of rows that begins at one and leaves a gutter free."""
    taken: list[tuple[float, float]] = []
    for index in range(start, len(rows)):
        both = _merged([*taken, *((box.x0, box.x1) for box in rows[index])], size)
        if len(both) == 1 < len(taken):
            return index
        taken = both
    return len(rows)


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


def _columns(band: Rows, size: float) -> list[list[Box]]:
    """Return the columns of a band, or none where its gutters part no columns."""
    boxes = [box for row in band for box in row]
    stretches = _merged([(box.x0, box.x1) for box in boxes], size)
    columns = [[box for box in boxes if start <= box.x0 <= end] for start, end in stretches]
    real = len(columns) > 1 and all(
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


def _rows(rows: Rows, left: float) -> list[str]:
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

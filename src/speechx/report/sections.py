"""The source as the page sets it: sections of speeches, in them the physical lines, in them pieces between two marks.

Fields overlap (an office is part of a unit's name, a figure stands in a heading), so the source is cut at every edge of
every mark, and a piece knows all marks that cover it. Nothing is left out: the pieces in order give the source back.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from speechx.models import Block, Speech
from speechx.report import Part
from speechx.report.fields import Field, Mark

SEVERITIES: Final = {"error", "warning", "info"}


class Piece(NamedTuple):
    """A stretch under the same marks all through.

    Attributes:
        text: its text, without the line end.
        fields: the numbers of the fields that cover it, the shortest first.
        css: the classes of its marks.
        opens: the numbers of the fields that begin here.
    """

    text: str
    fields: tuple[int, ...]
    css: str
    opens: tuple[int, ...]


class Line(NamedTuple):
    """A physical line, or what is left of it where a speech begins inside; ``number`` is for its first part only."""

    number: int | None
    label: str
    pieces: tuple[Piece, ...]

    @property
    def blank(self) -> bool:
        """Whether nothing can be seen here."""
        return not any(piece.text.strip() for piece in self.pieces)

    @property
    def noted(self) -> str:
        """The classes of the diagnostics here, so that the number of the line tells of them."""
        found = {word for piece in self.pieces if "diagnostic" in piece.css for word in piece.css.split()}
        return " ".join(("noted", *sorted(found & SEVERITIES))) if found else ""


class Section(NamedTuple):
    """The lines of a speech, or between two; ``begins`` tells whether the speech begins here."""

    speech: Speech | None
    begins: bool
    lines: tuple[Line, ...]


class _Covered(NamedTuple):
    """A mark with the number of its field."""

    mark: Mark
    field: int


class _Stretch(NamedTuple):
    """A stretch of the source: its line, its block, and the marks that cover it."""

    start: int
    end: int
    line: int
    block: Block
    over: tuple[_Covered, ...]

    def key(self) -> tuple[int, int | None]:
        """Return what the stretches of a line have in common."""
        return self.line, self.block.speech


def sections(part: Part, fields: Iterable[Field]) -> Iterator[Section]:
    """Yield the source of a document in sections, with its fields marked."""
    marks = [_Covered(mark, field.number) for field in fields for mark in field.marks]
    speeches = {speech.index: speech for speech in part.document.speeches}
    seen: set[int | None] = set()
    for index, group in groupby(_lines(part, marks), key=lambda row: row[0]):
        speech = None if index is None else speeches[index]
        yield Section(speech, index not in seen, tuple(line for _, line in group))
        seen.add(index)


def _lines(part: Part, marks: Iterable[_Covered]) -> Iterator[tuple[int | None, Line]]:
    """Yield the lines with the index of their speech."""
    seen: set[int] = set()
    before = 0
    for (line, speech), group in groupby(_stretches(part, marks), key=_Stretch.key):
        stretches = list(group)
        pieces = tuple(_piece(part.source.text, stretch, seen) for stretch in stretches)
        # An indent still belongs to the block before: what can be seen tells what the line is.
        visible = next((at for at, piece in enumerate(pieces) if piece.text.strip()), 0)
        yield speech, Line(line if line > before else None, stretches[visible].block.label, pieces)
        before = line


def _stretches(part: Part, marks: Iterable[_Covered]) -> Iterator[_Stretch]:
    """Yield the source cut at every line, block and edge of a mark."""
    if not part.document.blocks:
        return
    blocks = {block.span.start: block for block in part.document.blocks}
    lines = {start: number for number, start in enumerate(part.source.line_starts, 1)}
    opening: dict[int, list[_Covered]] = defaultdict(list)
    edges = {*blocks, *lines, len(part.source.text)}
    for covered in marks:
        opening[covered.mark.span.start].append(covered)
        edges.update(covered.mark.span)
    over: list[_Covered] = []
    line, block = 0, part.document.blocks[0]
    for start, end in pairwise(sorted(edges)):
        line = lines.get(start, line)
        block = blocks.get(start, block)
        over = [covered for covered in over if covered.mark.span.end > start] + opening.get(start, [])
        yield _Stretch(start, end, line, block, tuple(sorted(over, key=_length)))


def _length(covered: _Covered) -> int:
    return covered.mark.span.end - covered.mark.span.start


def _piece(text: str, stretch: _Stretch, seen: set[int]) -> Piece:
    fields = tuple(dict.fromkeys(covered.field for covered in stretch.over))
    opens = tuple(field for field in fields if field not in seen)
    seen.update(opens)
    css = " ".join(dict.fromkeys(covered.mark.css for covered in stretch.over))
    return Piece(text[stretch.start : stretch.end].rstrip("\r\n"), fields, css, opens)

"""A reading copy of some lines of the source: hard wraps joined, width and script folded, every character traced home.

Rules match on ``View.text``; results are written from ``View.raw`` and placed with ``View.span``. All three have one
character for one character, so an offset in one is an offset in the others. Joining happens here and nowhere else.
"""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Final, NamedTuple

from speechx.source import Source, Span, from_text

PARAGRAPH: Final = "\n"
WORD_GAP: Final = " "


class Piece(NamedTuple):
    """A stretch of the source and what joins it to the piece before: nothing, a word gap or a paragraph break."""

    span: Span
    glue: str


class View:
    """Joined text with offsets back to the source.

    Attributes:
        text: the folded text that rules match on: full-width letters and digits narrow, Traditional forms simplified.
        raw: the same characters as the source has them. Between pieces stand only ``PARAGRAPH`` or ``WORD_GAP``, each
            in the place of the line end that it replaces.
    """

    __slots__ = ("_homes", "_starts", "raw", "text")

    def __init__(self, source: Source, pieces: Iterable[Piece]) -> None:
        """Join pieces of a source; the first piece's glue is not used."""
        raw: list[str] = []
        folded: list[str] = []
        self._starts: list[int] = []
        self._homes: list[int] = []
        length = end = 0
        for (start, stop), glue in pieces:
            if glue and raw:
                self._starts.append(length)
                self._homes.append(end)
                raw.append(glue)
                folded.append(glue)
                length += 1
            self._starts.append(length)
            self._homes.append(start)
            raw.append(source.text[start:stop])
            folded.append(source.folded[start:stop])
            length, end = length + stop - start, stop
        self.raw = "".join(raw)
        self.text = "".join(folded)

    def __len__(self) -> int:
        """Return the number of characters."""
        return len(self.raw)

    def offset(self, index: int) -> int:
        """Return the source offset of the character at ``index`` (0 ≤ index < len)."""
        run = bisect_right(self._starts, index) - 1
        return self._homes[run] + index - self._starts[run]

    def span(self, start: int, end: int) -> Span:
        """Return the source span of the characters ``start`` to ``end`` (end not included, start < end)."""
        return Span(self.offset(start), self.offset(end - 1) + 1)

    def spans(self, start: int, end: int) -> list[Span]:
        """Return the source spans of the characters ``start`` to ``end``, cut between pieces that lie apart."""
        spans: list[Span] = []
        run = bisect_right(self._starts, start) - 1
        while start < end:
            following = self._starts[run + 1] if run + 1 < len(self._starts) else end
            first = self._homes[run] + start - self._starts[run]
            last = first + min(end, following) - start
            if spans and spans[-1].end == first:
                spans[-1] = Span(spans[-1].start, last)
            else:
                spans.append(Span(first, last))
            start, run = following, run + 1
        return spans


def whole_view(text: str) -> View:
    """Return a view of a text that is no document, in which every line end stays as it is."""
    return View(from_text(text), [Piece(Span(0, len(text)), "")])

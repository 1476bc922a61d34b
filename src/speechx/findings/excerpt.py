"""The line of the source that a finding is about, cut to the width of a terminal, and carets under the place.

Carets are aligned by terminal cells, not by characters: an ideograph takes two, a combining mark none.
"""

from typing import Final, NamedTuple

from rich.cells import cell_len

from speechx.cells import head, tail
from speechx.findings import Finding
from speechx.source import Source
from speechx.visible import visible

_LEAST: Final = 20
_BEFORE: Final = 3  # the text before the place may take one part in so many
_LINE_ENDS: Final = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"


class Excerpt(NamedTuple):
    """What is shown of a place.

    Attributes:
        line: the number of the line, from 1.
        before: the text of the line before the place.
        place: the text of the place, as far as it lies on the line; empty where the place is.
        after: the rest of the line.
        last: the line where the place ends.
    """

    line: int
    before: str
    place: str
    after: str
    last: int

    @property
    def carets(self) -> str:
        """What stands under the line: at least one caret."""
        blank = cell_len(self.before)
        return " " * blank + "^" * max(cell_len(self.before + self.place) - blank, 1)


def excerpt(finding: Finding, width: int) -> Excerpt:
    """Return what is shown of a finding in some cells; a narrow terminal gets twenty all the same."""
    found = finding.diagnostic
    text = line_text(finding.source, found.line)
    start = found.column - 1
    end = start + found.span.end - found.span.start
    before, place, after = (visible(part) for part in (text[:start], text[start:end], text[end:]))
    width = max(width, _LEAST)
    before = tail(before, max(width // _BEFORE, width - cell_len(place + after)))
    place = head(place, width - cell_len(before))
    after = head(after, room) if (room := width - cell_len(before + place)) > 1 else ""
    inside = max(found.span.start, found.span.end - 1)
    return Excerpt(found.line, before, place, after, finding.source.position(inside)[0])


def line_text(source: Source, number: int) -> str:
    """Return a physical line, from 1, without its line end."""
    starts = [*source.line_starts[number - 1 : number + 1], len(source.text)]
    return source.text[starts[0] : starts[1]].rstrip(_LINE_ENDS)

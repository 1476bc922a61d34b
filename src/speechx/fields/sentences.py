r"""A body cut at its stops: where sentences and clauses start and end. Shared by the readers of headings.

>>> text = "渡口里说新事。大家讲了一下午。\n第二段"
>>> [(found.start, found.end, found.stop, found.opens, found.mark) for found in split(text)]
[(0, 6, 7, True, '。'), (7, 14, 15, False, '。'), (16, 19, 19, True, '')]
>>> clause("一是强化领导：成立专班。", 2)
(6, 7)
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from speechx import kept

_SENTENCE: Final = kept.pattern(r"[^\n。！？!?]++(?P<mark>[。！？!?]++[”’」』）)]{0,2})?|[。！？!?]++[”’」』）)]{0,2}")
_CLAUSE: Final = kept.pattern(r"[^\n。！？!?；;：:]*+")
_CLOSE: Final = kept.pattern(r"(?:[。！？!?；;：:]++)?")
_SPACE: Final = " "


class Sentence(NamedTuple):
    """A sentence of a text.

    Attributes:
        start: where it starts, white space left out.
        end: where it ends, its final punctuation not included.
        stop: where what follows starts.
        opens: whether it opens a paragraph.
        mark: its final punctuation with what closes behind it, or nothing where the paragraph just ends.
    """

    start: int
    end: int
    stop: int
    opens: bool
    mark: str


def split(text: str, begin: int = 0, limit: int | None = None) -> Iterator[Sentence]:
    """Cut a folded text, or the part from ``begin`` to ``limit``, into sentences; white space between is in none."""
    for match in _SENTENCE.finditer(text, begin, len(text) if limit is None else limit):
        start, stop = match.span()
        end = match.start("mark")
        mark = text[end:stop] if end >= 0 else ""
        end = stop - len(mark)
        opens = start == 0 or text[start - 1] == "\n"
        while start < end and text[start] == _SPACE:
            start += 1
        while end > start and text[end - 1] == _SPACE:
            end -= 1
        if end > start:
            yield Sentence(start, end, stop, opens, mark)


def clause(text: str, start: int) -> tuple[int, int]:
    """Return where the text that starts at ``start`` ends: before its first stop, colon or semicolon, and behind it."""
    end = _CLAUSE.match(text, start).end()
    stop = _CLOSE.match(text, end).end()
    while end > start and text[end - 1] == _SPACE:
        end -= 1
    return end, max(end, stop)

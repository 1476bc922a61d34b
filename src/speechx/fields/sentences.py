r"""A body cut at its stops: where sentences and clauses start and end. Shared by the readers of headings.

>>> text = "渡口里说新事。大家讲了一下午。\n第二段"
>>> [(found.start, found.end, found.stop, found.opens, found.mark) for found in split(text)]
[(0, 6, 7, True, '。'), (7, 14, 15, False, '。'), (16, 19, 19, True, '')]
>>> clause("一是强化领导：成立专班。", 2)
(6, 7)
"""

import re
from typing import Final, NamedTuple

from speechx import kept
from speechx.view import PARAGRAPH

# Of ``re``, which finds single characters in a text faster than ``regex`` does.
_STOP: Final = re.compile(r"\n|[。！？!?]+[”’」』）)]{0,2}")
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


def split(text: str, begin: int = 0, limit: int | None = None) -> list[Sentence]:
    """Cut a folded text, or the part from ``begin`` to ``limit``, into sentences; white space between is in none."""
    found: list[Sentence] = []
    start, last = begin, len(text) if limit is None else limit
    for match in _STOP.finditer(text, begin, last):
        end, stop = match.span()
        if text[end] == PARAGRAPH:
            _add(found, text, start, end, end)
        else:
            _add(found, text, start, end, stop)
        start = stop
    _add(found, text, start, last, last)
    return found


def _add(found: list[Sentence], text: str, start: int, end: int, stop: int) -> None:
    """Add the sentence between two offsets, if there is one; its final punctuation reaches from ``end`` to ``stop``."""
    if end == start:  # punctuation alone
        end = stop
    mark = text[end:stop]
    opens = start == 0 or text[start - 1] == PARAGRAPH
    while start < end and text[start] == _SPACE:
        start += 1
    while end > start and text[end - 1] == _SPACE:
        end -= 1
    if end > start:
        found.append(Sentence(start, end, stop, opens, mark))


def clause(text: str, start: int) -> tuple[int, int]:
    """Return where the text that starts at ``start`` ends: before its first stop, colon or semicolon, and behind it."""
    end = _CLAUSE.match(text, start).end()
    stop = _CLOSE.match(text, end).end()
    while end > start and text[end - 1] == _SPACE:
        end -= 1
    return end, max(end, stop)

r"""Headings on a line of their own: short, without a full stop, before prose; at least two, or marked ones.

>>> def texts(text):
...     return [text[found.start:found.end] for found in find(text)]
>>> texts("渔港修得宽\n渔港能停大船。\n渔市管得细\n每一杆秤都校过。")
['渔港修得宽', '渔市管得细']
>>> texts("各位领导、各位同仁\n我汇报三点。\n### 做法\n会议能合就合。")
['做法']
"""

from itertools import pairwise
from typing import Final, NamedTuple

from speechx import kept
from speechx.patterns import compiled

_FILE: Final = "headings"
_LINE: Final = kept.pattern(r"[^\n]+")
_ENDED: Final = kept.pattern(r"[。！？!?；;：:][”’」』）)]{0,2}\s*$")
_PAUSE: Final = kept.pattern(r"[，,]")
_CLOSER: Final = kept.pattern(r"[ *】]{0,4}$")
_NUMBER: Final = kept.pattern(r"[0-9]+")
_INK: Final = kept.pattern(r"\w")
_LONGEST: Final = 30
_SHORTEST: Final = 2
_MOST_PAUSES: Final = 2
# The line behind a heading is prose: longer than this, or a sentence.
_PROSE: Final = 30
_FEWEST: Final = 2


class Lone(NamedTuple):
    """A heading line: ``begin`` of its marker, ``start`` and ``end`` of its text, ``stop`` behind it."""

    begin: int
    start: int
    end: int
    stop: int


def find(text: str) -> list[Lone]:
    """Find the headings of a folded body that stand on lines of their own."""
    lines = [match.span() for match in _LINE.finditer(text) if match[0].strip()]
    found: list[tuple[Lone, bool]] = []
    for (start, stop), behind in pairwise(lines):
        line = _trimmed(text, start, stop)
        marker = compiled(_FILE)["marker"].match(text[line.start : line.end])
        begin = line.start + (marker.end() if marker else 0)
        if marker is not None:
            line = line._replace(end=_CLOSER.search(text, begin, line.end).start())
        if _reads_as_heading(text[begin : line.end]) and _is_prose(text[behind[0] : behind[1]]):
            found.append((line._replace(start=begin), marker is not None))
    plain = sum(not marked for _, marked in found)
    return [line for line, marked in found if marked or plain >= _FEWEST]


def _trimmed(text: str, start: int, stop: int) -> Lone:
    said = text[start:stop]
    begin = start + len(said) - len(said.lstrip())
    return Lone(begin, begin, start + len(said.rstrip()), stop)


def _reads_as_heading(said: str) -> bool:
    if _ENDED.search(said) or len(said) > _LONGEST or len(_INK.findall(said)) < _SHORTEST:
        return False
    if compiled(_FILE)["lone-no-heading"].search(said) or len(_NUMBER.findall(said)) > 1:
        return False
    return len(_PAUSE.findall(said)) <= _MOST_PAUSES


def _is_prose(said: str) -> bool:
    return len(said) > _PROSE or _ENDED.search(said) is not None

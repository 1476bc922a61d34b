"""Dates, times and periods in running text: they are no figures, and tell when a figure holds.

>>> [text[start:end] for text in ("今年以来，6月29日晚，前三季度增长3%。",) for start, end in locate(text)]
['今年以来', '6月29日晚', '前三季度']
>>> locate("用了8个月，建成3座桥")
[]
"""

from functools import cache
from typing import Final

import regex

from speechx.patterns import compiled

_FILE: Final = "periods"


@cache
def _pattern() -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{pattern.pattern})" for pattern in compiled(_FILE).values()))


def locate(text: str) -> list[tuple[int, int]]:
    """Return where the periods of a folded text stand, in order; neighbours without a gap are one (6月29日晚)."""
    found: list[tuple[int, int]] = []
    for match in _pattern().finditer(text):
        start, end = match.span()
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found

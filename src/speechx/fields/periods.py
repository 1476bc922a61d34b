"""Dates, times and periods in running text: they are no figures, and tell when a figure holds.

>>> [text[start:end] for text in ("今年以来，6月29日晚，前三季度增长3%。",) for start, end in locate(text)]
['今年以来', '6月29日晚', '前三季度']
>>> locate("用了8个月，建成3座桥")
[]
"""

import string
from functools import cache
from typing import Final

import regex

from speechx import kept
from speechx.patterns import compiled

_FILE: Final = "periods"


@cache
def _patterns() -> dict[str, tuple[regex.Pattern[str], ...]]:
    """Return, for each character that a period may begin with, the patterns that may begin so, in their order."""
    every = list(compiled(_FILE).values())
    # A partial match tells whether a character may begin a match; a literal one stands in some pattern.
    chars = sorted({char for pattern in every for char in pattern.pattern} | set(string.digits))
    table = {}
    for char in chars:
        able = tuple(pattern for pattern in every if pattern.match(char, partial=True) is not None)
        if able:
            table[char] = able
    return table


@cache
def _starts() -> regex.Pattern[str]:
    return kept.pattern(f"[{''.join(map(regex.escape, _patterns()))}]")


def locate(text: str) -> list[tuple[int, int]]:
    """Return where the periods of a folded text stand, in order; neighbours without a gap are one (6月29日晚)."""
    found: list[tuple[int, int]] = []
    patterns, last = _patterns(), 0
    for anchor in _starts().finditer(text):
        start = anchor.start()
        if start < last:
            continue
        match = next((match for pattern in patterns[anchor[0]] if (match := pattern.match(text, start))), None)
        if match is None:
            continue
        end = last = match.end()
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found

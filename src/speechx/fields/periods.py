"""Dates, times and periods in running text: they are no figures, and tell when a figure holds.

>>> [text[start:end] for text in ("今年以来，6月29日晚，前三季度增长3%。",) for start, end in locate(text)]
['今年以来', '6月29日晚', '前三季度']
>>> locate("用了8个月，建成3座桥")
[]
"""

import re
import string
from functools import cache
from typing import Final

import regex

from speechx.lexicon import table
from speechx.patterns import compiled
from speechx.vocabulary import any_of

_FILE: Final = "periods"


@cache
def _patterns() -> dict[str, tuple[regex.Pattern[str], ...]]:
    """Return, for each two characters that a period may begin with, the patterns that may begin so, in their order."""
    every = compiled(_FILE)
    return {pair: tuple(every[name] for name in names) for pair, names in _pairs().items()}


@table
def _pairs() -> dict[str, list[str]]:
    """Return the names of the patterns by the two characters that they may begin with."""
    found: dict[str, list[str]] = {}
    for name, period in compiled(_FILE).items():
        # A literal character of a match stands in its pattern; a partial match tells whether it may stand at the start.
        chars = sorted({*period.pattern, *string.digits})
        for first in chars:
            if period.match(first, partial=True) is not None:
                for second in chars:
                    if period.match(first + second, partial=True) is not None:
                        found.setdefault(first + second, []).append(name)
    return found


@cache
def _starts() -> re.Pattern[str]:
    firsts, seconds = (any_of({pair[place] for pair in _patterns()}).pattern for place in (0, 1))
    return re.compile(f"{firsts}(?={seconds})")


def locate(text: str) -> list[tuple[int, int]]:
    """Return where the periods of a folded text stand, in order; neighbours without a gap are one (6月29日晚)."""
    found: list[tuple[int, int]] = []
    patterns, last = _patterns(), 0
    for anchor in _starts().finditer(text):
        start = anchor.start()
        if start < last:
            continue
        for period in patterns.get(text[start : start + 2], ()):
            match = period.match(text, start)
            if match is None:
                continue
            end = last = match.end()
            if found and found[-1][1] == start:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
            break
    return found

"""Patterns measured: each runs on ever longer texts that its own examples are pumped up to.

What ``hazards`` proves is that a text has few paths; a pattern that is tried at every place of a text may still read
all of the rest each time. Where the engine tries a pattern on short lines only, it is measured on those.
"""

import time
from collections.abc import Iterable, Iterator
from typing import Final

import regex

from speechx.fold import fold
from speechx.patterns import LONGEST

_TIMES: Final = 1000
"""A piece of an example is repeated so often, and twice and four times so often."""
_LINES: Final = frozenset({"furniture", "clues"})
"""The files whose patterns are tried on lines of moderate length only."""
_SLOW: Final = 0.01
"""Seconds: what is faster even on the longest text is never slow."""
_STEEP: Final = 3
"""How much dearer a character of the longest text may be than one of the shortest."""
_TIMEOUT: Final = 1.0
_RUNS: Final = 3


def slow(file: str, pattern: str, examples: Iterable[str]) -> str | None:
    """Return the beginning of a text on which a pattern is slow, or None.

    Args:
        file: the lexicon file that holds the pattern.
        pattern: the pattern; it compiles.
        examples: the hits and misses of its entry.
    """
    compiled = regex.compile(pattern)
    for example in map(fold, examples):
        for before, piece in _pieces(example):
            if _is_slow(compiled, before, piece, f"\n{example}", line=file in _LINES):
                return f"{before}{piece * 3}…"
    return None


def _pieces(example: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before a pumped piece, and the piece: the whole example, its halves, its characters."""
    half = len(example) // 2
    yield "", example
    yield "", example[:half]
    yield example[:half], example[half:]
    seen: set[str] = set()
    for place, char in enumerate(example):
        if char not in seen:
            seen.add(char)
            yield example[:place], char


def _is_slow(pattern: "regex.Pattern[str]", before: str, piece: str, behind: str, *, line: bool) -> bool:
    """Whether a pattern is slow; the example behind keeps the engine from seeing at once that nothing can match."""
    if not piece:
        return False
    if line:
        return _seconds(pattern, (before + piece * LONGEST)[:LONGEST] + behind) > _SLOW
    short, long = (before + piece * (_TIMES // len(piece) * factor) + behind for factor in (1, 4))
    dear = _seconds(pattern, long)
    if dear < _SLOW or dear >= _TIMEOUT:
        return dear >= _TIMEOUT
    return dear / len(long) > _STEEP * _seconds(pattern, short) / len(short)


def _seconds(pattern: "regex.Pattern[str]", text: str) -> float:
    """Return how much time the search for all matches takes of the processor, in the best of a few runs."""
    best = _TIMEOUT
    for _ in range(_RUNS):
        start = time.thread_time()
        try:
            for _ in pattern.finditer(text, timeout=_TIMEOUT):
                pass
        except TimeoutError:
            continue
        best = min(best, time.thread_time() - start)
        if best < _SLOW:
            break
    return best

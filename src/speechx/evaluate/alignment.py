"""Which found speech is which of the gold, and whether a lost one was at least announced."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from speechx.models import Document

_GRAM: Final = 4
"""Speeches are aligned by the runs of this many characters that they share."""
_NEAR: Final = 200
"""A diagnostic this many characters before a lost speech still announces it."""
_EDGE: Final = 16
"""A lost speech is found in the text by this many characters at both its ends."""


def align(gold: Sequence[str], found: Sequence[str]) -> dict[int, int]:
    """Pair each body of the gold with the found one that shares most with it, the greatest share first.

    Args:
        gold: the bodies as they should be, without white space.
        found: the bodies as they were found, likewise.

    Returns:
        For each number of a body of the gold that has a partner, the number of the partner.
    """
    where: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for j, text in enumerate(found):
        for gram, count in _grams(text).items():
            where[gram].append((j, count))
    shares: Counter[tuple[int, int]] = Counter()
    for i, text in enumerate(gold):
        for gram, count in _grams(text).items():
            for j, other in where[gram]:
                shares[-i, -j] += min(count, other)
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(((share, i, j) for (i, j), share in shares.items()), reverse=True):
        if -i not in pairs and -j not in taken:
            pairs[-i] = -j
            taken.add(-j)
    return pairs


def _grams(text: str) -> Counter[str]:
    return Counter(text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1))


def announced(document: Document, text: str, body: str) -> bool:
    """Tell whether a diagnostic stands where a lost speech stands, or just before it.

    Args:
        document: the document as it was read.
        text: its text.
        body: the body of the lost speech, without white space.
    """
    visible = [at for at, char in enumerate(text) if not char.isspace()]
    dense = "".join(text.split())
    first, last = dense.find(body[:_EDGE]), dense.rfind(body[-_EDGE:])
    start, end = 0, len(text)
    if 0 <= first <= last:
        start, end = max(0, visible[first] - _NEAR), visible[last] + _EDGE
    return any(start <= problem.span.start <= end for problem in document.diagnostics)

"""A long list of words that a short document asks few questions of.

>>> common = WordList("万一 万万 高站位")
>>> "万一" in common, "站位" in common, "万一 万万" in common
(True, False, False)
"""

from functools import cached_property
from typing import Final

_SEARCHES: Final = 100
"""Searches after which a table of the words is made: it takes as long to make."""


class WordList:
    """Words, from a text with a blank between each two.

    The text is searched at first, and becomes a table for the many questions of a long document or of many.
    """

    def __init__(self, text: str) -> None:
        self._text = f" {text} "
        self._searches = 0

    def __contains__(self, word: str) -> bool:
        """Whether a word is in the list."""
        if self._searches >= _SEARCHES:
            return word in self._table
        self._searches += 1
        return f" {word} " in self._text and " " not in word

    @cached_property
    def _table(self) -> frozenset[str]:
        return frozenset(self._text.split())

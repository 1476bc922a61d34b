"""Text in columns of a terminal, in which a Chinese character takes two cells and may stand at the end of any line."""

import re
import unicodedata
from typing import Final

_WORD: Final = r"(?s:\s+|[^\s\u2e80-\u9fff\uff00-\uffef]+|.)"
_HANGING: Final = "，。；：、！？）》」』”’…,.;:!?)"
"""What may not begin a line."""


def width(text: str) -> int:
    """Return how many cells a text takes.

    >>> width("3 个字")
    6
    """
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else not unicodedata.combining(char) for char in text)


def pad(text: str, cells: int) -> str:
    """Return a text with blanks behind it, to a number of cells."""
    return text + " " * (cells - width(text))


def wrap(text: str, cells: int) -> list[str]:
    """Return a text in lines of at most so many cells; a word that is longer stays whole.

    >>> wrap("one two 三四五，六", 9)
    ['one two', '三四五，', '六']
    """
    lines = [""]
    for word in re.findall(_WORD, text.strip()):
        if width(lines[-1]) + width(word) <= cells or not lines[-1] or word in _HANGING:
            lines[-1] += word
        else:
            lines[-1] = lines[-1].rstrip()
            lines.append(word.lstrip())
    return lines

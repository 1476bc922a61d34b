r"""A text for a terminal: nothing in it moves the cursor, turns the writing direction round or cannot be seen.

A tab is four blanks; other spaces stay, the ideographic one with its two cells. What else is not printable (controls,
bidirectional marks, private use) is written as its escape.

>>> visible("甲　乙\t\u202e丙\x1b[31m")
'甲　乙    \\u202e丙\\x1b[31m'
"""

import unicodedata
from typing import Final

_TAB: Final = "    "


def visible(text: str) -> str:
    """Return a text of one line as it can be shown; its pieces may be taken one by one."""
    return text if text.isprintable() else "".join(map(_char, text))


def one_line(text: str) -> str:
    r"""Return a text as one line without control characters.

    >>> one_line("甲　乙\n\x1b[31m丙")
    '甲 乙 \\x1b[31m丙'
    """
    return visible(" ".join(text.split()))


def _char(char: str) -> str:
    if char == "\t":
        return _TAB
    return char if char.isprintable() or unicodedata.category(char) == "Zs" else ascii(char)[1:-1]

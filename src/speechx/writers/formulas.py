"""Texts that a spreadsheet would run: an attacker's ``=HYPERLINK(…)`` in a table is a formula when the table is opened.

>>> defused("=1+1"), defused("甲；乙"), defused("甲;@SUM(A1)")
("'=1+1", '甲；乙', "甲;'@SUM(A1)")
"""

import re
from typing import Final

# The characters that start a formula, the full-width ones included; and a tab or line end that may hide one. A
# spreadsheet that parts cells otherwise than at commas may see the start of a cell after these, too.
_START: Final = re.compile(r"^(?=[\t\r\n])|(?:^|(?<=[;\t\r\n]))(?=[=+\-@＝＋－＠])")


def defused(text: str) -> str:
    """Return a text with an apostrophe wherever a formula could start, which shows that it is text."""
    return _START.sub("'", text)


def dangerous(text: str) -> bool:
    """Whether a formula could start at the start of a text or of what may be taken for a cell in it."""
    return _START.search(text) is not None

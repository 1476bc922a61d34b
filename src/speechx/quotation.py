"""Quotations that run over paragraphs: how deep each line stands in one, and where it closes.

A speech run into a report stands in quotation marks. Each of its paragraphs opens them again, and only the last closes
them; what follows behind the last mark is the reporter's.

>>> walk("他说：“一。", 0)
(1, None)
>>> walk("“二。”说完坐下。", 1)
(0, 4)
"""

from typing import Final

OPENING: Final = "“「『"
CLOSING: Final = "”」』"
_FINAL: Final = "。！？!?…"
_LONGEST_NAME: Final = 12
"""A quoted name or slogan is no longer."""


def walk(text: str, depth: int) -> tuple[int, int | None]:
    """Follow the quotation marks of a line.

    Args:
        text: the line.
        depth: how many quotations are open before it.

    Returns:
        How many are open behind it, and the offset behind the last mark that closed the outermost one, or None.
    """
    closed = None
    named = 0
    for index, char in enumerate(text):
        if index < named:
            continue
        if depth == 0 and char in OPENING and closed is not None and (end := _name_end(text, index)):
            named = end
        elif char in OPENING and not (index == 0 and reopens(text, depth)):
            depth += 1
        elif char in CLOSING and depth > 0:
            depth -= 1
            if depth == 0:
                closed = index + 1
    return depth, closed


def _name_end(text: str, start: int) -> int:
    """Return where a short name in quotation marks that begins at ``start`` ends, or 0."""
    closing = next((index for index in range(start + 1, len(text)) if text[index] in CLOSING), None)
    return closing + 1 if closing is not None and closing - start <= _LONGEST_NAME else 0


def reopens(text: str, depth: int) -> bool:
    """Whether a line begins with the mark that only opens again a quotation that is open: not with a quoted name.

    >>> reopens("“我还想说说人。”", 1), reopens("“六稳”要落到实处。”", 1), reopens("“好。”", 0)
    (True, False, False)
    """
    if depth == 0 or not text or text[0] not in OPENING:
        return False
    closing = next((index for index, char in enumerate(text) if char in CLOSING), None)
    if closing is None or closing > _LONGEST_NAME or closing == len(text) - 1:
        return True
    return text[closing - 1] in _FINAL

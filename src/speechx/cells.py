"""Texts cut to a number of terminal cells: an ideograph takes two, a combining mark none."""

from typing import Final

from rich.cells import cell_len

CUT: Final = "…"
"""Stands where a text is cut off."""


def head(text: str, cells: int) -> str:
    """Return as much of the start of a text as fits, a mark of the cut included.

    >>> head("安吉县天荒坪镇", 9)
    '安吉县天…'
    """
    if cell_len(text) <= cells:
        return text
    kept = text[: max(cells, 0)]
    while kept and cell_len(kept) >= cells:
        kept = kept[:-1]
    return kept + CUT


def tail(text: str, cells: int) -> str:
    """Return as much of the end of a text as fits, a mark of the cut included.

    >>> tail("安吉县天荒坪镇", 9)
    '…天荒坪镇'
    """
    if cell_len(text) <= cells:
        return text
    kept = text[-max(cells, 1) :]
    while kept and (cell_len(kept) >= cells or not cell_len(kept[0])):
        kept = kept[1:]
    return CUT + kept

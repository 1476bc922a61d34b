"""Colours for people on a terminal: where they are wanted, and the few that are used."""

import os
from typing import Final, TextIO

_CODES: Final = {"head": "1", "name": "36", "good": "32", "bad": "31", "changed": "33", "faint": "2"}
_PLAIN: Final = ("head", "faint")
"""Weights, not colours: ``NO_COLOR`` does not speak of them."""


def wanted(stream: TextIO | None) -> frozenset[str]:
    """Return the styles that a stream is to have: none, all, or those that are no colours.

    ``NO_COLOR`` takes the colours away, ``FORCE_COLOR`` gives styles to what is no terminal.
    """
    if not os.environ.get("FORCE_COLOR") and not _is_terminal(stream):
        return frozenset()
    return frozenset(_PLAIN if os.environ.get("NO_COLOR") else _CODES)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def paint(text: str, style: str, styles: frozenset[str]) -> str:
    r"""Return a text in a style, if it is among those that are wanted.

    >>> paint("a", "good", frozenset()), paint("a", "good", frozenset({"good"}))
    ('a', '\x1b[32ma\x1b[0m')
    """
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if text and style in styles else text

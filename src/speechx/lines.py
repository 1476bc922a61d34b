r"""A source as physical lines: where each starts and ends, its indent, and whether a blank line stands before it.

Lines end where ``str.splitlines`` ends them (``\n``, ``\r\n``, ``\r``, form feed, Unicode separators …). A terminator
belongs to no line's span; a blank line is no ``Line``, it only sets ``blank_before`` of the next one.
"""

from typing import Final, NamedTuple

from speechx.source import Source, Span

# What str.strip() leaves though no reader sees it: byte-order mark, zero-width space and joiners, directional marks.
INVISIBLE: Final = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060"
_GAPS: Final = (
    INVISIBLE + " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
)
_BLANKS: Final = _GAPS + "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"


class Line(NamedTuple):
    """One line with something on it.

    Attributes:
        number: 1-based number among all physical lines, blank ones counted.
        span: from the first to the last character that is not white space.
        indent: how many characters of white space stand before ``span``.
        blank_before: whether the physical line before is blank, or there is none.
    """

    number: int
    span: Span
    indent: int
    blank_before: bool


def split(source: Source) -> list[Line]:
    """Split a source into its lines that are not blank.

    Args:
        source: the decoded source.

    Returns:
        The lines in order; cost is linear in the text.
    """
    lines: list[Line] = []
    position, blank = 0, True
    for number, physical in enumerate(source.text.splitlines(keepends=True), 1):
        content = physical.lstrip(_BLANKS)
        indent = len(physical) - len(content)
        size = len(content.rstrip(_BLANKS))
        if size:
            start = position + indent
            lines.append(Line(number, Span(start, start + size), indent, blank))
        blank = not size
        position += len(physical)
    return lines

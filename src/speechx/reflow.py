"""Which lines of a body belong to one paragraph: the glue between lines, decided here and carried out by ``View``.

A blank line alone proves nothing: newspaper columns are cut by blank lines in mid-sentence. What counts is whether the
line before is a finished sentence, whether it had room for more, and whether the next line is set like the start of a
paragraph.
"""

from collections.abc import Sequence
from typing import Final

from speechx import kept
from speechx.page import Page
from speechx.source import Span
from speechx.view import PARAGRAPH, WORD_GAP, Piece

# A line of its own without a full stop, no longer than this, is a heading when nothing says that it was cut.
_LONGEST_LONE: Final = 22
_PAUSES: Final = "，、；：,;:“‘《（("
_WORD_END: Final = kept.pattern(r"[A-Za-z][,.;:]?\Z|[A-Za-z0-9][,;:]\Z")
_WORD_START: Final = kept.pattern(r"[A-Za-z]")


def pieces(page: Page, indices: Sequence[int], spans: Sequence[Span]) -> list[Piece]:
    """Return the pieces of a text that runs over several lines.

    Args:
        page: the page.
        indices: the numbers of the lines, in order.
        spans: the part of each line that belongs to the text; a line whose part is empty is left out.

    Returns:
        One piece a line with the glue that joins it to the one before.
    """
    out: list[Piece] = []
    before: int | None = None
    for index, span in zip(indices, spans, strict=True):
        if span.start >= span.end:
            continue
        out.append(Piece(span, "" if before is None else glue(page, before, index)))
        before = index
    return out


def glue(page: Page, before: int, index: int) -> str:
    """Return what joins line ``index`` to line ``before``: a paragraph break, a gap between Latin words, or nothing."""
    if _starts_paragraph(page, before, index):
        return PARAGRAPH
    end, start = page.texts[before][-4:], page.texts[index][:1]
    return WORD_GAP if _WORD_END.search(end) and _WORD_START.match(start) else ""


def _starts_paragraph(page: Page, before: int, index: int) -> bool:
    if page.indented(index) or _set_apart(page, before, index):
        return True
    finished, full = page.finished[before], page.full(before)
    if page.matches(index, "numbered"):
        return finished or not full or page.lines[index].blank_before
    if finished:
        return page.lines[index].blank_before or not full
    if full or not _stands_alone(page, before):
        return False
    # A blank line cuts sentences in newspaper columns, but hardly a numbered heading.
    return not page.lines[index].blank_before or page.matches(before, "numbered")


def _set_apart(page: Page, before: int, index: int) -> bool:
    """Whether the marks of two lines part them: a salutation, a heading of markdown, an item of a list."""
    if page.matches(index, "numbered"):
        return False
    if any(page.matches(before, clue) for clue in ("salutation", "markdown-heading", "bold-line")):
        return True
    item = page.matches(index, "list-item") and not page.full(before)
    return item or (page.matches(index, "bold-start") and page.finished[before])


def _stands_alone(page: Page, index: int) -> bool:
    """Whether an unfinished line is short enough, and set, to be a heading of its own."""
    text = page.texts[index]
    if page.matches(index, "numbered"):
        return text[-1] not in _PAUSES
    return len(text) <= _LONGEST_LONE and text[-1] not in _PAUSES and (index == 0 or page.finished[index - 1])

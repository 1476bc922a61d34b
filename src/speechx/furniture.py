"""Page furniture: page numbers, running headers, by-lines, captions, credits. Kept as blocks, left out of every text.

A line is furniture when a pattern of ``lexicon/furniture.toml`` takes the whole of it, or when it is a running
header: a short line that stands beside a page number and repeats, or opens the document's own first line again.
"""

import string
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from speechx import dates, kept
from speechx.fields import numerals
from speechx.lines import Line
from speechx.patterns import LONGEST, openers
from speechx.source import Source

LABEL: Final = "furniture"
RUNNING_HEADER: Final = "running-header"
FRONT_MATTER: Final = "front-matter"
_PAGE_NUMBERS: Final = ("page-number", "page-number-in-han")
_LONGEST_LINE: Final = 100
_LONGEST_HEADER: Final = 40
_SHORTEST_HEADER: Final = 4
_INSIDE_NUMBER: Final = ".,，"
_PERCENT: Final = "%"
_FINAL: Final = "。！？!?"
_OPEN_NUMBER: Final = "多余几数百千万亿"
_HEADER_LINES: Final = 3
_FOOTER: Final = kept.pattern(
    r"(?P<before>\p{Han}[^。，；：:\d]{3,30}?)\s+(?P<page>[0-9]{1,4})|(?P<first>[0-9]{1,4})\s+(?P<behind>\p{Han}[^。，；：:\d]{3,30})"
)


def find(source: Source, lines: Sequence[Line]) -> dict[int, str]:
    """Tell which lines are page furniture.

    Args:
        source: the decoded source.
        lines: its lines.

    Returns:
        For each line that is furniture, by its index in ``lines``, the name of the rule that says so.
    """
    texts = [source.folded[line.span.start : line.span.end] if _short(line) else "" for line in lines]
    found = {
        index: name
        for index, text in enumerate(texts)
        if text and (name := _by_pattern(text)) and not _is_cut_number(lines, texts, index)
    }
    for index in _numbered_footers(texts):
        found.setdefault(index, RUNNING_HEADER)
    for index in _running_headers(texts, found):
        found.setdefault(index, RUNNING_HEADER)
    front = dates.find_front_matter(source.text)
    if front is not None:
        found |= {index: FRONT_MATTER for index, line in enumerate(lines) if line.span.end <= front.span.end}
    return found


def _short(line: Line) -> bool:
    return line.span.end - line.span.start <= min(_LONGEST_LINE, LONGEST)


def _by_pattern(text: str) -> str | None:
    for name, pattern in openers("furniture", whole=True).of(text):
        if pattern.fullmatch(text):
            return name
    return None


def _is_cut_number(lines: Sequence[Line], texts: Sequence[str], index: int) -> bool:
    """Whether a line of digits is part of a number or a quantity that a line end cut, and no page number."""
    if not texts[index].isdigit() or index == 0 or lines[index].blank_before:
        return False
    before = texts[index - 1][-1:]
    if before.isdigit() or (before in _INSIDE_NUMBER and texts[index - 1][-2:-1].isdigit()):
        return True
    after = texts[index + 1] if index + 1 < len(texts) and not lines[index + 1].blank_before else ""
    open_number = before in _FINAL or before in _OPEN_NUMBER
    return bool(after) and after[0] in numerals.MAGNITUDE + _PERCENT and not open_number


def _numbered_footers(texts: Sequence[str]) -> list[int]:
    """Find the lines that stand again and again with the number of the page in them, which grows: 某部编印 12."""
    places: dict[str, list[tuple[int, int]]] = {}
    for index, text in enumerate(texts):
        numbered = 0 < len(text) <= _LONGEST_HEADER and (text[0] in string.digits or text[-1] in string.digits)
        match = _FOOTER.fullmatch(text) if numbered else None
        if match:
            name = match["before"] or match["behind"]
            places.setdefault(name, []).append((index, int(match["page"] or match["first"])))
    return [
        index
        for found in places.values()
        if len(found) > 1 and all(low[1] < high[1] for low, high in pairwise(found))
        for index, _ in found
    ]


def _running_headers(texts: Sequence[str], found: dict[int, str]) -> list[int]:
    """Find the short lines beside a page number that repeat there or repeat the start of the first line."""
    numbers = {index for index, name in found.items() if name in _PAGE_NUMBERS}
    beside = [
        index
        for index, text in enumerate(texts)
        if index not in numbers
        and _SHORTEST_HEADER <= len(text) <= _LONGEST_HEADER
        and (index - 1 in numbers or index + 1 in numbers)
    ]
    repeated = Counter(texts[index] for index in beside)
    opening = "".join([text for text in texts if text][:_HEADER_LINES])
    headers = []
    for index in beside:
        text = texts[index]
        if index and (repeated[text] > 1 or opening.startswith(text)):
            headers += [index, *_rest_of_header(texts, index, opening)]
    return headers


def _rest_of_header(texts: Sequence[str], index: int, opening: str) -> list[int]:
    """Return the lines below a running header that go on as the document's first lines do: the header was cut."""
    rest, text = [], texts[index]
    for following in range(index + 1, min(index + _HEADER_LINES, len(texts))):
        text += texts[following]
        if not texts[following] or not opening.startswith(text):
            break
        rest.append(following)
    return rest

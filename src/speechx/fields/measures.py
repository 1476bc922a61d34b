"""Measures: the classifier or unit behind a number, from ``lexicon/measures.toml``.

>>> found = at("12万平方米的公园", 3)
>>> found.text, found.kind, found.end
('平方米', 'area', 6)
>>> at("48.2微克/立方米", 4).text, at("20元/吨", 2).text, at("第3天", 3) is None
('微克/立方米', '元/吨', True)
"""

from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

import regex

from speechx import kept
from speechx.fields.entries import MeasureEntry
from speechx.lexicon import entries
from speechx.models import Kind


class Measure(NamedTuple):
    """A measure found in a text; ``end`` is the offset behind it."""

    text: str
    kind: Kind
    end: int
    dimension: str | None
    factor: Decimal | None
    arabic_only: bool


_PER: Final = "/"
_UNIT_WORD: Final = "个"


@cache
def _table() -> dict[str, MeasureEntry]:
    table: dict[str, MeasureEntry] = {}
    for entry in entries("measures", "measure", MeasureEntry):
        for word in entry.words:
            table.setdefault(word, entry)
    return table


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """Return for each first character the lengths of the words that begin with it, longest first."""
    lengths: dict[str, set[int]] = {}
    for word in _table():
        lengths.setdefault(word[0], set()).add(len(word))
    return {char: tuple(sorted(sizes, reverse=True)) for char, sizes in lengths.items()}


def at(text: str, start: int) -> Measure | None:
    """Return the longest measure that begins at an offset of a folded text, quotients (元/平方米) included."""
    first = _word(text, start)
    if first is None:
        return None
    entry, end = first
    if end < len(text) and text[end] == _PER:
        second = _word(text, end + 1)
        if second is not None:
            return Measure(text[start : second[1]], "rate", second[1], None, None, False)
    return Measure(text[start:end], entry.kind, end, entry.dimension, entry.factor, entry.arabic_only)


@cache
def _points() -> regex.Pattern[str]:
    written = (
        word
        for entry in entries("measures", "measure", MeasureEntry)
        for word in entry.words
        if entry.kind == "percentage_point"
    )
    spaced = (r"\ {0,3}".join(map(regex.escape, word)) for word in sorted(written, key=len, reverse=True))
    return kept.pattern(rf"\ {{0,4}}(?P<word>{'|'.join(spaced)})")


def spaced_points(text: str, start: int) -> Measure | None:
    """Return the percentage points behind an offset whose characters typesetting has parted: 六 个 百 分 点."""
    if text[start : start + 1] not in (" ", _UNIT_WORD):
        return None
    match = _points().match(text, start)
    if match is None or " " not in match[0]:
        return None
    return Measure(match["word"], "percentage_point", match.end(), None, None, False)


def _word(text: str, start: int) -> tuple[MeasureEntry, int] | None:
    if start >= len(text):
        return None
    for length in _lengths().get(text[start], ()):
        word = text[start : start + length]
        entry = _table().get(word)
        if entry is None:
            continue
        # At the end of the text a slice is shorter than it was asked for.
        end = start + len(word)
        # A unit in Latin letters ends where the letters end: 5G and 3m2 are no 5 g and 3 m.
        if (
            word[-1].isascii()
            and word[-1].isalpha()
            and text[end : end + 1].isascii()
            and text[end : end + 1].isalnum()
        ):
            continue
        return entry, end
    return None

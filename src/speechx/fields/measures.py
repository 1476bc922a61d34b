"""Measures: the classifier or unit behind a number, from ``lexicon/measures.toml``.

>>> found = at("12万平方米的公园", 3)
>>> found.text, found.kind
('平方米', 'area')
>>> at("48.2微克/立方米", 4).text, at("20元/吨", 2).text, at("第3天", 3) is None
('微克/立方米', '元/吨', True)
"""

from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from speechx.lexicon import entries, table, words
from speechx.vocabulary import Vocabulary, sizes_by_first

if TYPE_CHECKING:
    from speechx.models import Kind


class Measure(NamedTuple):
    """A measure: a word of the lexicon, or a quotient of two."""

    text: str
    kind: "Kind"
    dimension: str | None = None
    factor: Decimal | None = None
    arabic_only: bool = False


_PER: Final = "/"
_LONGEST_NONE: Final = 6


class _Table(NamedTuple):
    """The measures by their words, how long words with a first character are, and words that end in a Latin letter."""

    measures: dict[str, Measure]
    sizes: dict[str, tuple[int, ...]]
    latin: frozenset[str]


@table
def _table() -> _Table:
    from speechx.lexicon.models import MeasureEntry  # noqa: PLC0415 - most starts read no lexicon

    known: dict[str, Measure] = {}
    for entry in entries("measures", "measure", MeasureEntry):
        for word in entry.words:
            known.setdefault(word, Measure(word, entry.kind, entry.dimension, entry.factor, entry.arabic_only))
    latin = frozenset(word for word in known if word[-1].isascii() and word[-1].isalpha())
    return _Table(known, sizes_by_first(known), latin)


def firsts() -> frozenset[str]:
    """Return the first characters of all measures."""
    return frozenset(_table().sizes)


def at(text: str, start: int) -> Measure | None:
    """Return the longest measure that begins at an offset of a folded text, quotients (元/平方米) included."""
    first = _word(text, start)
    if first is None:
        return None
    end = start + len(first.text)
    if text[end : end + 1] == _PER:
        second = _word(text, end + 1)
        if second is not None:
            return Measure(f"{first.text}{_PER}{second.text}", "rate")
    return first


@table
def _points() -> regex.Pattern[str]:
    from speechx.lexicon.models import MeasureEntry  # noqa: PLC0415 - most starts read no lexicon

    written = (
        word
        for entry in entries("measures", "measure", MeasureEntry)
        for word in entry.words
        if entry.kind == "percentage_point"
    )
    spaced = (r"\ {0,3}".join(map(regex.escape, word)) for word in sorted(written, key=len, reverse=True))
    return regex.compile(rf"\ {{0,4}}(?P<word>{'|'.join(spaced)})")


def spaced_points(text: str, start: int) -> tuple[Measure, int] | None:
    """Return the percentage points behind an offset whose characters typesetting has parted, and where they end.

    >>> spaced_points("六 个 百 分 点", 1)[1]
    9
    """
    if " " not in text[start : start + 4]:  # 个百分 点 has its space latest
        return None
    match = _points().match(text, start)
    if match is None or " " not in match[0]:
        return None
    return Measure(match["word"], "percentage_point"), match.end()


@table
def _none() -> Vocabulary:
    return Vocabulary(words("measures", "no-measure"))


def _word(text: str, start: int) -> Measure | None:
    known = _table()
    if _none().from_(text, start, start + _LONGEST_NONE):
        return None
    for size in known.sizes.get(text[start : start + 1], ()):
        measure = known.measures.get(text[start : start + size])
        if measure is None:
            continue
        # A unit in Latin letters ends where the letters end: 5G and 3m2 are no 5 g and 3 m.
        if measure.text in known.latin:
            following = text[start + len(measure.text) : start + len(measure.text) + 1]
            if following.isascii() and following.isalnum():
                continue
        return measure
    return None

"""Ranges: two amounts that are the ends of one quantity.

>>> from speechx.fields.amounts import scan
>>> texts = ("5—8万元", "七千到九千亿元", "不少于3人并且不超过5人", "在10和20之间", "10人和20人")
>>> [[(found.value or f"{found.low}–{found.high}", found.measure) for found in scan(text)] for text in texts]
... # doctest: +NORMALIZE_WHITESPACE
[[('50000–80000', '元')], [('700000000000–900000000000', '元')], [('3–5', '人')], [('10–20', None)],
 [(Decimal('10'), '人'), (Decimal('20'), '人')]]
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import Final

import regex

from speechx.fields import numerals
from speechx.fields.amount import Amount
from speechx.lexicon import alternatives, table, words

_UNIT_WORD: Final = "个"
_TEN: Final = "十"
_LARGE: Final = "万亿兆 "
_SMALL: Final = numerals.MAGNITUDE.replace(_TEN, "")
# k, w and M: the scales that a letter gives.
_SCALES: Final = (1000, 10000, 1000000)


@table
def joiner() -> regex.Pattern[str]:
    """The words between the ends of a range: 到, —, 至."""
    return regex.compile(rf"\ ?(?:{alternatives('figures', 'range-joiners')})\ ?")


def joiners() -> frozenset[str]:
    """Return all that may stand between the two ends of a range where neither has an approximator."""
    return _joiners() | _between_links()


@cache
def _joiners() -> frozenset[str]:
    """Return the joiners with the spaces that may stand around them."""
    return _spaced(words("figures", "range-joiners"))


@cache
def _between_links() -> frozenset[str]:
    return _spaced(words("amounts", "between-links"))


def _spaced(joiners: Iterable[str]) -> frozenset[str]:
    spaces = ("", " ")
    return frozenset(f"{before}{word}{behind}" for word in joiners for before in spaces for behind in spaces)


@table
def _bound_link() -> regex.Pattern[str]:
    return regex.compile(rf"\ ?[，,、]?\ ?(?:{alternatives('amounts', 'bound-links')})?\ ?")


@table
def _between_after() -> regex.Pattern[str]:
    return regex.compile(rf"\ ?(?:{alternatives('amounts', 'between-after')})")


def joined(text: str, singles: Iterable[Amount]) -> Iterator[Amount]:
    """Give the amounts of a text with the two ends of each range made one amount."""
    first: Amount | None = None
    for second in singles:
        whole = _range(text, first, second) if first is not None else None
        if whole is not None:
            yield whole
            first = None
            continue
        if first is not None:
            yield first
        first = second
    if first is not None:
        yield first


def _range(text: str, first: Amount, second: Amount) -> Amount | None:
    # Between the ends of a range stand few characters.
    if second.start - first.end > _FARTHEST or first.value is None or second.value is None:
        return None
    return _from_to(text, first, second) or _bounded(text, first, second) or _in_between(text, first, second)


_FARTHEST: Final = 8


def _from_to(text: str, first: Amount, second: Amount) -> Amount | None:
    low, high = first.value, second.value
    if low is None or high is None:
        return None
    if text[first.end : second.number] not in _joiners():
        if text[first.end : second.number + 1] not in _joiners():
            return None
        # The sign of the second number was its joiner.
        high = abs(high)
    return _made(first, second, _shared(first, second, low, high), high, first.approx or second.approx)


def _bounded(text: str, first: Amount, second: Amount) -> Amount | None:
    """Join a lower and an upper bound: 大于10小于20, 最多100最少20个."""
    if first.approx is None or second.approx is None or first.approx == second.approx:
        return None
    lower, upper = words("amounts", "lower-bounds"), words("amounts", "upper-bounds")
    if first.approx in lower and second.approx in upper:
        low, high = first.value, second.value
    elif first.approx in upper and second.approx in lower:
        low, high = second.value, first.value
    else:
        return None
    if low is None or high is None or _bound_link().fullmatch(text, first.end, second.start) is None:
        return None
    return _made(first, second, low, high, None)


def _in_between(text: str, first: Amount, second: Amount) -> Amount | None:
    """Join 在10和20之间."""
    low, high = first.value, second.value
    if low is None or high is None or not low < high or text[first.end : second.start] not in _between_links():
        return None
    if first.measure is None and second.measure in words("amounts", "between-after"):
        second.measure = None
        return _made(first, second, low, high, None)
    behind = _between_after().match(text, second.end)
    made = _made(first, second, low, high, None) if behind is not None else None
    if behind is not None and made is not None:
        made.end = behind.end()
    return made


def _made(first: Amount, second: Amount, low: Decimal, high: Decimal, approx: str | None) -> Amount | None:
    """Make the second amount the range of both, or return None where they are two quantities."""
    measured = first if second.measure is None else second
    if first.measure not in (None, measured.measure, _UNIT_WORD) or not low < high:
        return None
    second.start, second.number, second.chinese = first.start, first.number, first.chinese and second.chinese
    second.value, second.low, second.high, second.approx = None, low, high, approx
    second.measure, second.kind = measured.measure, measured.kind
    return second


_TENTH: Final = 10


def _shared(first: Amount, second: Amount, low: Decimal, high: Decimal) -> Decimal:
    """Give the first number of a range the magnitude of the second where it was left out: 5—8万元, 七千到九千亿."""
    if first.measure is not None or low <= 0 or set(first.core) & set(_LARGE):
        return low
    if second.form == "tenths":
        return low * _TENTH if low <= _TENTH else low
    plain = numerals.value(second.core)
    if plain and high / plain in _SCALES:
        return low * (high / plain) if low < plain and first.value == numerals.value(first.core) else low
    # 两到三千 leaves 千 out; 八百到九千 leaves nothing out, and 八百到九千亿 only 亿.
    tail = _LARGE if first.core[-1] in _SMALL else _SMALL + " "
    coefficient = second.core.rstrip(tail)
    head = numerals.value(coefficient) if coefficient != second.core else None
    if not head or low >= head:
        return low
    return numerals.plain(low * (high / head))

"""The words around an amount: its sign, what makes it approximate, and the sign of a currency.

>>> from speechx.fields.amounts import scan
>>> [(found.approx, str(found.value)) for found in scan("约30人，至少有10次，五百以上，比三十大，负的6度，￥300")]
[('约', '30'), ('至少', '10'), ('以上', '500'), ('大', '30'), (None, '-6'), (None, '300')]
"""

from decimal import Decimal
from functools import cache
from typing import Final

from speechx import kept
from speechx.fields import numerals
from speechx.fields.amount import Amount
from speechx.lexicon import table, words
from speechx.vocabulary import Vocabulary

_FILE: Final = "figures"
_HALF: Final = "半"
_BEHIND: Final = (("figures", "approx-after"), ("amounts", "comparatives"))
_MINUS: Final = "-−"
# 近两年 is a period up to now, no approximate length of time.
_NEAR: Final = "近"
_MORE: Final = "多"
_DIGIT: Final = kept.pattern(rf"\ ?[0-9{numerals.CHINESE}]")


def take_in(text: str, found: Amount) -> None:
    """Take in the sign before a number, the words that make it approximate, and the sign of a currency."""
    before = text[found.number - 1] if found.number else ""
    if before in enders():
        _negate(text, found)
        sign, found.start = _currency(text, found.start)
        if sign is not None:
            found.measure, found.kind = found.measure or sign, "money"
        word, found.start = _before(text, found.start, found)
        found.approx = found.approx or word
    # 三年多挣了5万元: a length of time is rather more than that than the verb is.
    if not is_adverb(text, found.end) or (found.kind == "duration" and found.core != _ONE):
        word, found.end = _after(text, found.end, measured=found.measure is not None)
        found.approx = found.approx or word
    if found.approx is None and before in enders():
        found.approx, found.start, found.end = _compared(text, found.start, found.end)


@cache
def enders() -> frozenset[str]:
    """Return the last characters of what may stand before a number and belong to it."""
    groups = (("figures", "minus"), ("figures", "currency-before"), ("figures", "approx-before"), ("amounts", "than"))
    lasts = {word[-1] for file, group in groups for word in words(file, group)}
    return frozenset(lasts | set(_MINUS) | {word[-1] for word in words(_FILE, "approx-gap")} | {" "})


def _negate(text: str, found: Amount) -> None:
    start = found.number
    if found.value is None:
        return
    if text[start - 1] in _MINUS:
        before = text[start - 2 : start - 1]
        if not before or not (before.isalnum() or before in "%)）-—~"):
            _begin(found, start - 1, -found.value)
            return
    end = start - (text[start - 1] == " ")
    for word in _by_last("figures", "minus").get(text[end - 1], ()):
        if text.endswith(word, 0, end) and _stands_alone(text, end - len(word), word):
            _begin(found, end - len(word), -found.value)
            return


def _stands_alone(text: str, start: int, word: str) -> bool:
    """Whether a minus of one character is no end of a word: 减负6小时, but 温度为负6度."""
    before = text[start - 1 : start]
    return len(word) > 1 or not before.isalpha() or before in words(_FILE, "minus-after")


def _begin(found: Amount, start: int, value: Decimal) -> None:
    found.start, found.number, found.value = start, start, value


def bounds(text: str, start: int) -> bool:
    """Whether an approximator that is no part of another word ends at an offset."""
    for word in _by_last(_FILE, "approx-before").get(text[start - 1 : start], ()):
        if text.endswith(word, 0, start):
            return not _within_word(text, start, word)
    return False


def ends_amount(text: str, end: int) -> bool:
    """Whether an approximator stands behind an amount that ends at ``end``."""
    return text.startswith(words(_FILE, "approx-after"), end)


def firsts() -> frozenset[str]:
    """Return the first characters of what may stand behind an amount and belong to it, measures aside."""
    return frozenset(word[0] for file, group in _BEHIND for word in words(file, group))


@table
def _gap() -> Vocabulary:
    return Vocabulary(words(_FILE, "approx-gap"))


@table
def _by_last(file: str, group: str) -> dict[str, tuple[str, ...]]:
    """Return words by their last character, longest first."""
    table: dict[str, list[str]] = {}
    for word in sorted(words(file, group), key=len, reverse=True):
        table.setdefault(word[-1], []).append(word)
    return {char: tuple(found) for char, found in table.items()}


@table
def _by_first(group: str) -> dict[str, tuple[str, ...]]:
    """Return words by their first character, longest first."""
    table: dict[str, list[str]] = {}
    for word in sorted(words(_FILE, group), key=len, reverse=True):
        table.setdefault(word[0], []).append(word)
    return {char: tuple(found) for char, found in table.items()}


def _currency(text: str, start: int) -> tuple[str | None, int]:
    """Return the sign or name of a currency before an amount, and where the amount starts with it."""
    end = start - 1 if text[start - 1 : start] == " " else start
    for sign in _by_last(_FILE, "currency-before").get(text[end - 1 : end], ()):
        if text.endswith(sign, 0, end):
            return sign, end - len(sign)
    return None, start


def _before(text: str, start: int, found: Amount) -> tuple[str | None, int]:
    """Return the approximator before an amount, and where the amount starts with it."""
    table = _by_last(_FILE, "approx-before")
    for word in table.get(text[start - 1 : start], ()):
        if text.endswith(word, 0, start) and not _joined(text, start, word, found):
            return word, start - len(word)
    place = start - _gap().up_to(text, start, 0)
    if place == start:
        return None, start
    for word in table.get(text[place - 1 : place], ()):
        if len(word) > 1 and text.endswith(word, 0, place) and not _joined(text, place, word, found):
            return word, place - len(word)
    return None, start


def _after(text: str, end: int, *, measured: bool) -> tuple[str | None, int]:
    """Return the approximator behind an amount, and where the amount ends with it."""
    place = end + (text[end : end + 1] == " ")
    for word in _by_first("approx-after").get(text[place : place + 1], ()):
        if not text.startswith(word, place):
            continue
        # 也有四千多。: behind a magnitude 多 needs no measure where nothing follows.
        bare = text[end - 1] in numerals.MAGNITUDE and not text[place + 1 : place + 2].isalnum()
        if len(word) > 1 or (place == end and (measured or bare)):
            return word, place + len(word)
    return None, end


def is_adverb(text: str, place: int) -> bool:
    """Whether a 多 belongs to the verb behind it: 一斤多卖8毛."""
    return text[place : place + 1] == _MORE and text.startswith(words(_FILE, "more-of"), place + 1)


def _compared(text: str, start: int, end: int) -> tuple[str | None, int, int]:
    """Read 比30大: the amount is a bound, unless it is told by how much (比30家多5家)."""
    (than,) = words("amounts", "than")
    first, last = start - (text[start - 1 : start] == " "), end + (text[end : end + 1] == " ")
    word = text[last : last + 1]
    if not text.endswith(than, 0, first) or not word or word not in words("amounts", "comparatives"):
        return None, start, end
    following = _DIGIT.match(text, last + 1)
    if following is not None and text[following.end() - 1] != _ONE:
        return None, start, end
    return word, first - len(than), last + 1


_ONE: Final = "一"


@cache
def _joined_words() -> frozenset[str]:
    return frozenset(words(_FILE, "approx-joined"))


def _within_word(text: str, end: int, word: str) -> bool:
    start = end - len(word)
    return text[max(0, start - 1) : end] in _joined_words() or text[max(0, start - 2) : end] in _joined_words()


def _joined(text: str, end: int, word: str, found: Amount) -> bool:
    """Whether an approximator is the end of another word (节约), or means something else before this number."""
    if _within_word(text, end, word):
        return True
    if word in words(_FILE, "approx-of-magnitudes") and found.core[0] not in numerals.MAGNITUDE + _HALF:
        return True
    return word == _NEAR and found.kind == "duration"

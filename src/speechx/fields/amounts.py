"""Amounts: a number with its approximator and measure, and ranges of them, whether or not they turn out to be figures.

This layer reads every written quantity. ``judge`` decides which of them the text states as figures.

>>> def show(text):
...     for found in scan(text):
...         print(text[found.start:found.end], found.value, found.low, found.high, found.measure, found.approx)
>>> show("不到200万元，20余万人，六成多，3个半小时，十几万元，百分之九十八点五")
不到200万元 2000000 None None 元 不到
20余万人 200000 None None 人 余
六成多 60 None None % 多
3个半小时 3.5 None None 小时 None
十几万元 None 110000 190000 元 几
百分之九十八点五 98.5 None None % None
>>> show("5—8万元，三分之二，零下31度，123元1角1分，上千名，近一半")
5—8万元 None 50000 80000 元 None
三分之二 0.6667 None None None None
零下31度 -31 None None 度 None
123元1角1分 123.11 None None 元 None
上千名 1000 None None 名 上
近一半 0.5 None None None 近
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Final

import regex

from speechx import kept
from speechx.fields import approximators, cores, measures, numerals, ranges
from speechx.fields.amount import Amount
from speechx.fields.measures import Measure
from speechx.lexicon import table, words

_FILE: Final = "figures"
_PER_CENT: Final = "%"
_HALF: Final = "半"
_HALF_VALUE: Final = Decimal("0.5")
_TENTH: Final = 10
_UNIT_WORD: Final = "个"
_ONE: Final = "一"
_ZERO: Final = "零〇"
_AND: Final = "又"
_JOINING: Final = frozenset(_ZERO + _AND)
_POINTED_KINDS: Final = ("multiple", "temperature", "percent", "length", "mass", "volume")

_WITHIN: Final = kept.pattern(rf"\ ?(?P<word>[多余来])\ ?(?P<magnitude>[{numerals.MAGNITUDE}]++)?")
_SCALE: Final = {
    "k": Decimal(1000),
    "K": Decimal(1000),
    "w": Decimal(10000),
    "W": Decimal(10000),
    "M": Decimal(10**6),
    "G": Decimal(10**9),
}
_OF_MAGNITUDES: Final = kept.pattern(rf"{_UNIT_WORD}(?P<magnitude>万?亿)")
_POINTED: Final = kept.pattern(r"点(?P<places>[0-9]{1,4})")
# What scales a number begins with one of these.
_SCALERS: Final = frozenset(" 多余来点个") | frozenset(_SCALE)
# An address of the web holds no quantities; the marks are what every address holds.
_ADDRESS: Final = kept.pattern(r"[a-z]{3,5}://[!-~]++|www\.[!-~]++")
_ADDRESS_MARKS: Final = ("://", "www.")
# These are numerals among their like and other words alone: 陆地, 收拾, 入伍.
_FORMAL: Final = "陆拾伍肆"
_LOOK_BACK: Final = 6
_GIGA: Final = "G"
_DIGITS_OF_MINUTES: Final = 2
_MINUTES: Final = 60
_CHINESE_DIGITS: Final = frozenset(numerals.DIGIT)
# 万 and 亿 are numbers where a measure follows.
_ALONE: Final = cores.ALONE - frozenset("万亿")


def scan(text: str) -> list[Amount]:
    """Return the amounts of a folded text in order, ranges joined. Cost is linear in the text."""
    return list(ranges.joined(text, _singles(text, in_words=True)))


def each(text: str) -> Iterator[Amount]:
    """Give the amounts of a folded text one by one: of a long text few are kept, and the others need no memory.

    Numerals that are parts of words, as most are in prose, are left out: no text states them as figures.
    """
    return ranges.joined(text, _singles(text, in_words=False))


def _is_word(text: str, start: int) -> bool:
    """Whether a Chinese numeral stands alone, and nothing around it could make a quantity of it: 一心, 统一."""
    if text[start] not in _ALONE:
        return False
    before, behind = _neighbours()
    return text[start + 1 : start + 2] not in behind and text[start - 1 : start] not in before


@table
def _neighbours() -> tuple[frozenset[str], frozenset[str]]:
    """Return what may stand before and behind a numeral of one character that is an amount; behind it also nothing."""
    joiners = ranges.joiners()
    behind = {*measures.firsts(), *approximators.firsts(), *_SCALERS, *_own_ways(), _HALF, ""}
    behind.update(cores.GOES_ON, (word[0] for word in joiners))
    return approximators.enders().union(word[-1] for word in joiners), frozenset(behind)


def may_be_in(text: str) -> bool:
    """Whether a folded text holds a character that a number may begin with."""
    return cores.START.search(text) is not None


def _singles(text: str, *, in_words: bool) -> Iterator[Amount]:
    addresses = _addresses(text)
    position = 0
    for anchor in cores.START.finditer(text):
        start: int = anchor.start()
        while addresses and addresses[0][1] <= start:
            del addresses[0]
        if addresses and addresses[0][0] <= start:
            position = addresses[0][1]
        if start < position or (not in_words and _is_word(text, start)):
            continue
        found = cores.read(text, start)
        if found is None:
            continue
        position = found.end
        if _completed(text, found):
            position = max(found.end, start + 1)
            yield found


def _addresses(text: str) -> list[tuple[int, int]]:
    if not any(mark in text for mark in _ADDRESS_MARKS):
        return []
    return [match.span() for match in _ADDRESS.finditer(text)]


def _completed(text: str, found: Amount) -> bool:
    """Add to a bare number what stands around it; return whether it is an amount."""
    if found.value is None and found.low is None:
        return False
    if found.value is not None and text[found.end : found.end + 1] in _SCALERS:
        if found.form == "number":
            _scale(text, found, found.value)
        elif found.form == "share":
            found.value, found.end = _lettered(text, found.value, found.end)
    behind = found.end
    _measure(text, found)
    if found.core in _FORMAL and found.kind != "money" and text[behind : behind + 1].isalpha():
        return False
    approximators.take_in(text, found)
    if found.dimension is not None:
        _compound(text, found)
    return True


def _scale(text: str, found: Amount, value: Decimal) -> None:
    """Add what scales a number: 20余万, 3个亿, 15k, 8点5倍."""
    end = found.end
    within = _WITHIN.match(text, end)
    if within is not None and _goes_on(text, within.end(), magnitude=bool(within["magnitude"])):
        scaled = numerals.value(found.core + (within["magnitude"] or ""))
        found.value, found.approx, found.end = (value if scaled is None else scaled), within["word"], within.end()
        return
    million = _OF_MAGNITUDES.match(text, end)
    if million is not None and not text.startswith(words("amounts", "not-behind-magnitude"), million.end()):
        scaled = numerals.value(_ONE + million["magnitude"])
        found.value, found.end = (value if scaled is None else numerals.plain(value * scaled)), million.end()
        return
    pointed = _POINTED.match(text, end)
    if pointed is not None and value == value.to_integral_value():
        measure = measures.at(text, pointed.end())
        if _is_decimal(text, pointed, measure):
            found.value, found.end = value + Decimal("0." + pointed["places"]), pointed.end()
            return
    found.value, found.end = _lettered(text, value, end)


def _is_decimal(text: str, pointed: "regex.Match[str]", measure: Measure | None) -> bool:
    """Whether digits behind 点 are decimals, and not minutes or the number of something: 8点5倍, 零点77."""
    if measure is not None:
        return measure.kind in _POINTED_KINDS
    minutes = len(pointed["places"]) == _DIGITS_OF_MINUTES and int(pointed["places"]) < _MINUTES
    return not minutes and not text[pointed.end() : pointed.end() + 1].isalnum()


def _lettered(text: str, value: Decimal, end: int) -> tuple[Decimal, int]:
    """Return value and end of a number with the letter that scales it: 15k, 30w."""
    spaced = text[end : end + 1] == " " and not text[end + 2 : end + 3].isalnum()
    end += spaced
    letter = text[end : end + 1]
    # 5G is a network, 0.5G so many of anything.
    scales = letter in _SCALE and (letter != _GIGA or value != value.to_integral_value())
    if scales and not _is_letter(text[end + 1 : end + 2]):
        return numerals.plain(value * _SCALE[text[end]]), end + 1
    return value, end - spaced


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _goes_on(text: str, end: int, *, magnitude: bool) -> bool:
    """Whether 多, 余 or 来 behind a number belongs to it: a magnitude, a measure or a noun follows."""
    return magnitude or measures.at(text, end) is not None or _tenth().startswith(text[end : end + 1] or "\0")


@cache
def _tenth() -> str:
    """Return the word for a tenth, 成."""
    return words(_FILE, "tenths")[0]


def _measure(text: str, found: Amount) -> None:
    """Add the measure of a number: tenths, or the classifier or unit that follows; a share has its per cent."""
    if found.form == "share":
        return
    if found.form == "half" and (found.core != _HALF or text.startswith(words(_FILE, "half"), found.number - 1)):
        found.kind = "fraction"
        return
    spaced = text[found.end : found.end + 1] == " "
    place = found.end + spaced
    char = text[place : place + 1]
    if char in _own_ways():
        if _tenths(text, found, place):
            return
        if char in words(_FILE, "doubling-measure") and not spaced:
            _doubling(text, found)
            return
    if char:
        _classify(text, found, place)


@cache
def _own_ways() -> frozenset[str]:
    """Return the measures that are read in ways of their own: 成, 折, 番."""
    return frozenset((_tenth(), *words(_FILE, "discount"), *words(_FILE, "doubling-measure")))


def _tenths(text: str, found: Amount, end: int) -> bool:
    """Read 三成, 七成二, 三成半 as per cent; 8.5折 keeps its measure."""
    if found.form not in ("number", "half"):
        return False
    if text[end] in words(_FILE, "discount") and found.value is not None:
        found.value = numerals.plain(found.value * _TENTH) if found.form == "half" else found.value
        found.end, found.measure, found.kind, found.form = end + 1, text[end], "rate", "discount"
        return True
    highest = found.high if found.high is not None else found.value
    if text[end] != _tenth() or highest is None or highest > _TENTH:
        return False
    end += 1
    if text[end : end + 1] == " " and not text[end + 2 : end + 3].isalnum():  # 七成 六
        end += text[end + 1 : end + 2] in _CHINESE_DIGITS
    following = text[end : end + 1]
    if following in words(_FILE, "tenths-not-before"):
        return False
    more = Decimal(0)
    if following == _HALF or (following and following in numerals.DIGIT and measures.at(text, end + 1) is None):
        digit = numerals.value(following) if following != _HALF else Decimal(_TENTH) * _HALF_VALUE
        more, end = digit or more, end + 1
    found.low, found.high, found.value = (
        None if part is None else numerals.plain(part * _TENTH + more) for part in (found.low, found.high, found.value)
    )
    found.end, found.measure, found.kind, found.form = end, _PER_CENT, "percent", "tenths"
    return True


def _doubling(text: str, found: Amount) -> None:
    """Read the 一番 of 翻一番; 番 counts nothing else."""
    before = found.start
    for word in words(_FILE, "doubling-approx"):
        before -= len(word) if text.endswith(word, 0, before) else 0
    if text.endswith(words(_FILE, "doubling"), max(0, before - _LOOK_BACK), before):
        found.measure, found.kind, found.end = text[found.end], "multiple", found.end + 1


def _classify(text: str, found: Amount, place: int) -> None:
    """Add the classifier or unit that follows at a place, 个半小时 and 斤半 included."""
    points = measures.spaced_points(text, found.end)
    if points is not None:
        _take(found, *points)
        return
    if text[place] == _UNIT_WORD and found.value is not None:
        split = _split_measure(text, place)
        if split is not None:
            word, end, within = split
            _take(found, word, end)
            if within == _HALF:
                found.value += _HALF_VALUE
            else:
                found.approx = within
            return
    measure = measures.at(text, place)
    if measure is None or (found.form == "fraction" and found.chinese and measure.kind == "count"):
        return
    if measure.text == _UNIT_WORD:
        # 六个加仑, 三个平方: 个 stands before a unit too.
        inner = measures.at(text, place + 1)
        if inner is not None and inner.kind in ("area", "volume", "length") and len(inner.text) > 1:
            measure, place = inner, place + 1
    _take(found, measure, place + len(measure.text))
    if text[found.end : found.end + 1] == _HALF and found.value is not None and found.form == "number":
        halved = found.dimension is not None or found.kind == "multiple"
        alone = measure.text == _UNIT_WORD and not text[found.end + 1 : found.end + 2].isalnum()
        if halved or alone or measure.text in words("amounts", "half-behind"):
            found.end, found.value = found.end + 1, found.value + _HALF_VALUE


def _take(found: Amount, measure: Measure, end: int) -> None:
    found.kind = "fraction" if found.form == "fraction" and measure.kind == "count" else measure.kind
    found.end, found.measure, found.arabic_only = end, measure.text, measure.arabic_only
    found.dimension, found.factor = measure.dimension, measure.factor


def _split_measure(text: str, place: int) -> tuple[Measure, int, str] | None:
    """Read a measure of time that 半 or 多 parts behind 个 (个半小时, 个多月), where it ends, and that word."""
    within = text[place + 1 : place + 2]
    if within != _HALF and within not in words(_FILE, "approx-within"):
        return None
    bare = measures.at(text, place + 2)
    if bare is not None and bare.kind == "duration":
        return bare, place + 2 + len(bare.text), within
    whole = measures.at(_UNIT_WORD + text[place + 2 : place + 6], 0)
    if whole is not None and whole.kind == "duration":
        return whole, place + 1 + len(whole.text), within
    return None


def _compound(text: str, found: Amount) -> None:
    """Add smaller measures of the same dimension that follow at once: 123元1角1分, 六斤八两, 三米九."""
    factor: Decimal | None = found.factor
    more: Decimal
    while factor is not None and found.factor is not None and found.value is not None:
        following = text[found.end : found.end + 1]
        if following not in _COMPOUNDED or (following not in _JOINING and _is_span_of_rate(found)):
            return
        match = cores.number(text, found.end + (following == _AND))
        value = numerals.value(match["number"]) if match is not None else None
        if match is None or value is None:
            return
        measure = measures.at(text, match.end())
        if measure is not None and measure.dimension is None and measure.text[:1] == _CENT and found.dimension == _YUAN:
            measure = Measure(_CENT, "money", _YUAN, Decimal("0.01"))
        if measure is not None and measure.dimension == found.dimension and measure.factor is not None:
            if measure.factor >= factor:
                return
            factor, end = measure.factor, match.end() + len(measure.text)
            more = value * measure.factor / found.factor
        elif measure is None and _pointless(text, found, match, value):
            # 三块零四: the zero leaves out the tenths; 1米78 has both.
            places = _TENTH ** min(len(match["number"]), 2)
            more, end, factor = value * factor / found.factor / places, match.end(), None
        else:
            return
        found.value, found.end = numerals.plain(cores.rounded(found.value + more)), end


def _is_span_of_rate(found: Amount) -> bool:
    """Whether what follows is told for each of these: 一周五天, 一天八小时, not 一小时十分钟."""
    return found.core == _ONE and found.dimension == _SECOND and found.factor is not None and found.factor >= _DAY


# What a further number may begin with, and the word before it.
_COMPOUNDED: Final = frozenset(f"{numerals.CHINESE}0123456789.参{_AND}")
_DAY: Final = 86400
_CENT: Final = "分"
_YUAN: Final = "元"
# A lone digit behind these counts tenths: 五块六, 三米九, 三十七度五, 28秒6.
_METRE: Final = "米"
_SECOND: Final = "秒"
_DECIMAL: Final = (_YUAN, _METRE, "度")


def _pointless(text: str, found: Amount, match: "regex.Match[str]", value: Decimal) -> bool:
    """Whether a lone digit tells tenths: 五块六, 三米九; 10元两荤 is two of something else."""
    arabic = text[match.start()].isdigit()
    fits = value < _TENTH or (arabic and len(match["number"]) == 2 and found.measure == _METRE)  # noqa: PLR2004 - 1米78
    pointed = found.dimension in _DECIMAL or found.measure == _SECOND
    return fits and pointed and (found.chinese or arabic) and _closes(text, match.end())


def _closes(text: str, end: int) -> bool:
    """Whether a quantity may end here: no word goes on but an approximator or a joiner of ranges."""
    following = text[end : end + 1]
    if not following or not following.isalnum():
        return True
    if following == _ONE and measures.at(text, end + 1) is not None:  # 一块二毛六一斤
        return True
    if following not in numerals.CHINESE and not following.isdigit() and measures.at(text, end) is None:
        return True
    return approximators.ends_amount(text, end) or ranges.joiner().match(text, end) is not None


__all__ = ["Amount", "scan"]

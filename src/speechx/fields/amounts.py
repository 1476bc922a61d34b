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
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Final

import regex

from speechx.fields import measures, numerals
from speechx.fields.measures import Measure
from speechx.lexicon import words
from speechx.models import Kind

_FILE: Final = "figures"
_N: Final = numerals.NUMBER
_SOME: Final = "几数"
_PARTS_OF: Final = "分之"
_PER: Final = {"百": "%", "千": "‰"}
_HALF: Final = "半"
_HALF_VALUE: Final = Decimal("0.5")
_PLACES: Final = Decimal("0.0001")
_TENTH: Final = 10
_UNIT_WORD: Final = "个"
_TEN: Final = "十"

_CORE: Final = regex.compile(
    rf"(?P<per>[百千](?=分之)){_PARTS_OF}\ ?(?P<sign>[-负])?(?P<share>{_N})"
    rf"|(?P<down>{_N})\ ?{_PARTS_OF}\ ?(?P<up>{_N})"
    rf"|(?P<top>[0-9]{{1,4}})/(?P<bottom>[0-9]{{1,4}})(?![0-9/])"
    rf"|(?P<half>一?半数?)"
    rf"|(?P<some>[{_SOME}]\ ?[{numerals.MAGNITUDE}]++)"
    rf"|(?P<number>(?!零下){_N}(?:几(?:[{numerals.MAGNITUDE}]++)?)?+)"
)
# Where no word can begin with a number: inside a run of digits, behind a decimal point.
_START: Final = regex.compile(rf"[0-9{numerals.CHINESE}{_SOME}{_HALF}]")
_WITHIN: Final = regex.compile(rf"\ ?(?P<word>[多余来])\ ?(?P<magnitude>[{numerals.MAGNITUDE}]++)?")
_SCALE: Final = {"k": Decimal(1000), "K": Decimal(1000), "w": Decimal(10000), "W": Decimal(10000), "M": Decimal(10**6)}
_LONGEST_APPROX: Final = 4
_LOOK_BACK: Final = 6


@dataclass(frozen=True)
class Amount:
    """A quantity as written, in offsets of the folded text.

    Attributes:
        start: where it starts, its approximator included.
        number: where its number starts.
        end: where it ends, measure and approximator behind it included.
        value: its value; None for a range.
        low: the least value of a range.
        high: the greatest value of a range.
        measure: its measure as written in the folded text (% for 成 and 百分之), or None.
        kind: what is measured.
        approx: the word that makes it approximate.
        chinese: whether the number is written in Chinese numerals only.
        form: how the number is written: number, share, fraction, half, tenths, discount.
        core: the number as written.
    """

    start: int
    number: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    measure: str | None
    kind: Kind
    approx: str | None
    chinese: bool
    form: str
    core: str
    dimension: str | None = None
    factor: Decimal | None = None
    arabic_only: bool = False


def scan(text: str) -> list[Amount]:
    """Return the amounts of a folded text in order, ranges joined. Cost is linear in the text."""
    return list(_ranges(text, list(_singles(text))))


def _singles(text: str) -> Iterator[Amount]:
    position = 0
    while (anchor := _START.search(text, position)) is not None:
        start = anchor.start()
        match = _CORE.match(text, start)
        found = _read(text, match) if match is not None else None
        if found is None:
            position = match.end() if match is not None and match["number"] else start + 1
            continue
        compound = _compound(text, found)
        yield compound
        position = max(compound.end, start + 1)


def _read(text: str, match: "regex.Match[str]") -> Amount | None:
    """Read the amount whose number a match of ``_CORE`` is."""
    start, end = match.span()
    core = match[0]
    approx: str | None = None
    value: Decimal | None
    low = high = None
    form = "number"
    if match["per"]:
        value, form = numerals.value(match["share"]), "share"
        value = -value if value is not None and match["sign"] else value
    elif match["down"]:
        value, form = _fraction(numerals.value(match["up"]), numerals.value(match["down"])), "fraction"
    elif match["top"]:
        value, form = _fraction(Decimal(match["top"]), Decimal(match["bottom"])), "fraction"
    elif match["half"]:
        value, form = _HALF_VALUE, "half"
    else:
        value, low, high, approx = _number(core)
    if value is None and low is None:
        return None
    if form == "number":
        within = _WITHIN.match(text, end) if low is None else None
        if within is not None and _goes_on(text, within.end(), magnitude=bool(within["magnitude"])):
            approx, end = within["word"], within.end()
            scaled = numerals.value(core + (within["magnitude"] or ""))
            value = scaled if scaled is not None else value
        elif text[end : end + 1] in _SCALE and not _is_letter(text[end + 1 : end + 2]):
            value = value * _SCALE[text[end]] if value is not None else None
            end += 1
    found = Amount(
        start=start, number=start, end=end, value=value, low=low, high=high, measure=None, kind="count", approx=approx,
        chinese=not any(char.isdigit() and char.isascii() for char in core), form=form, core=core,
    )  # fmt: skip
    found = _measured(text, found, match)
    found = _negative(text, found)
    return _approximated(text, found)


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _number(core: str) -> tuple[Decimal | None, Decimal | None, Decimal | None, str | None]:
    """Return value, low, high and approximator of a bare number."""
    some = next((char for char in _SOME if char in core), None)
    pair = numerals.bounds(core.replace("数", "几") if some else core)
    if pair is not None:
        return None, *pair, some
    return (None, None, None, None) if some else (numerals.value(core), None, None, None)


def _fraction(up: Decimal | None, down: Decimal | None) -> Decimal | None:
    """Return a quotient, exact where it is finite in four places and rounded to them else."""
    if up is None or not down:
        return None
    quotient = up / down
    return numerals.plain(quotient if quotient == quotient.quantize(_PLACES) else quotient.quantize(_PLACES))


def _goes_on(text: str, end: int, *, magnitude: bool) -> bool:
    """Whether 多, 余 or 来 behind a number belongs to it: a magnitude, a measure or a noun follows."""
    return magnitude or measures.at(text, end) is not None or _TENTHS().startswith(text[end : end + 1] or "\0")


def _TENTHS() -> str:  # noqa: N802 - a word of the lexicon, read on first use
    return words(_FILE, "tenths")[0]


def _measured(text: str, found: Amount, match: "regex.Match[str]") -> Amount:
    """Add the measure: a share's per cent, tenths, or the classifier or unit that follows."""
    if found.form == "share":
        return replace(found, measure=_PER[match["per"]], kind="percent")
    if found.form == "fraction" and not match["top"]:
        found = replace(found, kind="fraction")
    if found.form == "half" and (found.core != _HALF or text.startswith(words(_FILE, "half"), found.number - 1)):
        return replace(found, kind="fraction")
    return _tenths(text, found) or _doubling(text, found) or _classified(text, found)


def _tenths(text: str, found: Amount) -> Amount | None:
    """Read 三成, 七成二, 三成半 as per cent; 8.5折 keeps its measure."""
    end = found.end
    if text.startswith(words(_FILE, "discount"), end) and found.value is not None and found.form in ("number", "half"):
        return replace(found, end=end + 1, measure=text[end], kind="rate", form="discount")
    if not text.startswith(_TENTHS(), end) or found.form not in ("number", "half"):
        return None
    highest = found.high if found.high is not None else found.value
    if highest is None or highest > _TENTH or text[end + 1 : end + 2] in words(_FILE, "tenths-not-before"):
        return None
    end += 1
    more = Decimal(0)
    following = text[end : end + 1]
    if following == _HALF or (following and following in numerals.DIGIT and measures.at(text, end + 1) is None):
        digit = numerals.value(following) if following != _HALF else Decimal(_TENTH) * _HALF_VALUE
        more, end = digit or more, end + 1
    low, high, value = (
        None if part is None else numerals.plain(part * _TENTH + more) for part in (found.low, found.high, found.value)
    )
    return replace(found, end=end, low=low, high=high, value=value, measure=_PER["百"], kind="percent", form="tenths")


def _doubling(text: str, found: Amount) -> Amount | None:
    """Read the 一番 of 翻一番; 番 counts nothing else."""
    if not text.startswith(words(_FILE, "doubling-measure"), found.end):
        return None
    if not text.endswith(words(_FILE, "doubling"), max(0, found.start - _LOOK_BACK), found.start):
        return found
    return replace(found, end=found.end + 1, measure=text[found.end], kind="multiple")


def _classified(text: str, found: Amount) -> Amount:
    """Add the classifier or unit that follows, 个半小时 and 斤半 included."""
    place = found.end + (text[found.end : found.end + 1] == " ")
    split = _split_measure(text, place)
    if split is not None and found.value is not None:
        word, more, approx = split
        value = found.value + _HALF_VALUE if more else found.value
        return replace(
            _with(found, word), value=value, approx=approx or found.approx,
        )  # fmt: skip
    measure = measures.at(text, place)
    if measure is None:
        return found
    found = _with(found, measure)
    summed = measure.dimension is not None or found.kind == "multiple"
    halved = summed and text[found.end : found.end + 1] == _HALF
    if halved and found.value is not None and found.form == "number":
        return replace(found, end=found.end + 1, value=found.value + _HALF_VALUE)
    return found


def _with(found: Amount, measure: Measure) -> Amount:
    kind: Kind = "fraction" if found.form == "fraction" and measure.kind == "count" else measure.kind
    return replace(
        found, end=measure.end, measure=measure.text, kind=kind, dimension=measure.dimension, factor=measure.factor,
        arabic_only=measure.arabic_only,
    )  # fmt: skip


def _split_measure(text: str, place: int) -> tuple[Measure, bool, str | None] | None:
    """Read a measure of time that 半 or 多 parts: 个半小时, 个多月."""
    word = text[place + 1 : place + 2]
    if text[place : place + 1] != _UNIT_WORD or not word or word not in f"{_HALF}{words(_FILE, 'approx-within')}":
        return None
    whole = measures.at(_UNIT_WORD + text[place + 2 : place + 6], 0)
    bare = measures.at(text, place + 2)
    duration = next((found for found in (bare, whole) if found is not None and found.kind == "duration"), None)
    if duration is None:
        return None
    end = place + 1 + duration.end if duration is whole else duration.end
    return duration._replace(end=end), word == _HALF, None if word == _HALF else word


def _negative(text: str, found: Amount) -> Amount:
    """Take the sign before a number."""
    start = found.number
    if start and text[start - 1] in "-−" and found.value is not None:
        before = text[start - 2 : start - 1]
        if not before or not (before.isalnum() or before in "%)）-—~"):
            return replace(found, start=start - 1, number=start - 1, value=-found.value)
    for word in words(_FILE, "minus"):
        if text.endswith(word, max(0, start - len(word)), start) and found.value is not None:
            return replace(found, start=start - len(word), number=start - len(word), value=-found.value)
    return found


@cache
def _approx_before() -> tuple[str, ...]:
    return tuple(sorted(words(_FILE, "approx-before"), key=len, reverse=True))


@cache
def _approx_after() -> tuple[str, ...]:
    return tuple(sorted(words(_FILE, "approx-after"), key=len, reverse=True))


def _approximated(text: str, found: Amount) -> Amount:
    """Take in the words before and behind that make the amount approximate, and the sign of a currency."""
    start, end, approx, measure, kind = found.start, found.end, found.approx, found.measure, found.kind
    for sign in words(_FILE, "currency-before"):
        place = start - 1 if text[start - 1 : start] == " " else start
        if text.endswith(sign, 0, place):
            start = place - len(sign)
            measure, kind = measure or sign, "money"
            break
    gap = start - text.startswith(words(_FILE, "approx-gap"), start - 1) if start else start
    for word in _approx_before():
        place = gap if len(word) > 1 else start
        if not text.endswith(word, max(0, place - _LONGEST_APPROX), place) or _joined(text, place, word, found):
            continue
        approx, start = approx or word, place - len(word)
        break
    for word in _approx_after():
        if text.startswith(word, end) and (len(word) > 1 or measure is not None):
            approx, end = approx or word, end + len(word)
            break
    return replace(found, start=start, end=end, approx=approx, measure=measure, kind=kind)


@cache
def _joined_words() -> frozenset[str]:
    return frozenset(words(_FILE, "approx-joined"))


def _joined(text: str, end: int, word: str, found: Amount) -> bool:
    """Whether an approximator is the end of another word (节约), or means something else before this number."""
    start = end - len(word)
    if text[max(0, start - 1) : end] in _joined_words() or text[max(0, start - 2) : end] in _joined_words():
        return True
    if word in words(_FILE, "approx-of-magnitudes") and found.core[0] not in numerals.MAGNITUDE + _HALF:
        return True
    # 近两年 is a period up to now, no approximate length of time.
    return word == _NEAR and found.kind == "duration"


_NEAR: Final = "近"


def _compound(text: str, found: Amount) -> Amount:
    """Add smaller measures of the same dimension that follow at once: 123元1角1分, 六斤八两, 三米九."""
    while found.dimension is not None and found.factor is not None and found.value is not None:
        match = _CORE.match(text, found.end) if text[found.end : found.end + 1] not in (_HALF, "") else None
        if match is None or not match["number"]:
            return found
        value = numerals.value(match["number"])
        if value is None:
            return found
        measure = measures.at(text, match.end())
        if measure is not None and measure.dimension is None and measure.text[:1] == _CENT and found.dimension == _YUAN:
            measure = measure._replace(end=match.end() + 1, dimension=_YUAN, factor=Decimal("0.01"))
        if measure is not None and measure.dimension == found.dimension and measure.factor is not None:
            if measure.factor >= found.factor:
                return found
            more, end = value * measure.factor / found.factor, measure.end
        elif measure is None and value < _TENTH and found.dimension in _DECIMAL and _closes(text, match.end()):
            more, end = value / _TENTH, match.end()
        else:
            return found
        found = replace(found, value=numerals.plain(found.value + more), end=end)
    return found


_CENT: Final = "分"
_YUAN: Final = "元"
# A lone digit behind these counts tenths: 五块六, 三米九.
_DECIMAL: Final = (_YUAN, "米")


def _closes(text: str, end: int) -> bool:
    """Whether a quantity may end here: no word goes on but an approximator or a joiner of ranges."""
    if text.startswith(_approx_after(), end) or _joiner().match(text, end):
        return True
    following = text[end : end + 1]
    return not following or not following.isalnum()


@cache
def _joiner() -> regex.Pattern[str]:
    joiners = sorted(words(_FILE, "range-joiners"), key=len, reverse=True)
    return regex.compile(r"\ ?(?:" + "|".join(map(regex.escape, joiners)) + r")\ ?")


def _ranges(text: str, singles: list[Amount]) -> Iterator[Amount]:
    """Join two amounts with a joiner between them to a range that shares magnitude and measure."""
    index = 0
    while index < len(singles):
        first = singles[index]
        if index + 1 < len(singles):
            joined = _range(text, first, singles[index + 1])
            if joined is not None:
                yield joined
                index += 2
                continue
        yield first
        index += 1


def _range(text: str, first: Amount, second: Amount) -> Amount | None:
    gap = _joiner().fullmatch(text, first.end, second.number) or _joiner().fullmatch(text, first.end, second.number + 1)
    low, high = first.value, second.value
    if gap is None or low is None or high is None:
        return None
    # The sign of the second number was its joiner.
    high = abs(high) if second.number < gap.end() else high
    measured = first if second.measure is None else second
    if first.measure not in (None, measured.measure, _UNIT_WORD):
        return None
    low = _shared(first, second, low, high)
    if not low < high:
        return None
    return replace(
        second, start=first.start, number=first.number, value=None, low=low, high=high, measure=measured.measure,
        kind=measured.kind, approx=first.approx or second.approx, chinese=first.chinese and second.chinese,
    )  # fmt: skip


def _shared(first: Amount, second: Amount, low: Decimal, high: Decimal) -> Decimal:
    """Give the first number of a range the magnitude of the second where it was left out: 5—8万元, 两到三千."""
    if first.measure is not None or first.core[-1] in numerals.MAGNITUDE.replace(_TEN, ""):
        return low
    coefficient = second.core.rstrip(numerals.MAGNITUDE.replace(_TEN, "") + " ")
    head = numerals.value(coefficient) if coefficient != second.core else None
    if head is None or not head or low >= head:
        return low
    return numerals.plain(low * (high / head))

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
from typing import Final

import regex

from speechx import kept
from speechx.fields import approximators, measures, numerals, ranges
from speechx.fields.amount import Amount
from speechx.fields.measures import Measure
from speechx.lexicon import words
from speechx.models import Kind

_FILE: Final = "figures"
_N: Final = numerals.NUMBER
_SOME: Final = "几数"
_PER: Final = {"百": "%", "佰": "%", "千": "‰", "仟": "‰"}
_HALF: Final = "半"
_HALF_VALUE: Final = Decimal("0.5")
_PLACES: Final = Decimal("0.0001")
_EXACT: Final = Decimal("1e-15")
_TENTH: Final = 10
_UNIT_WORD: Final = "个"
_ONE: Final = "一"
_ZERO: Final = "零〇"
_POINT: Final = "点"
_AND: Final = "又"

_GAP: Final = r"\ {0,2}"
_PARTS_OF: Final = rf"{_GAP}分{_GAP}之{_GAP}"
_CORE: Final = kept.pattern(
    rf"(?P<per>[百千佰仟]){_PARTS_OF}(?P<sign>[-负])?(?P<share>{_N})"
    rf"|(?:(?P<whole>[0-9]{{1,3}})\ )?(?P<top>[0-9]{{1,4}})/(?P<bottom>[0-9]{{1,4}})(?![0-9/])"
    rf"|(?P<half>一?半数?)"
    rf"|(?P<some>[{_SOME}]\ ?[{numerals.MAGNITUDE}]++)"
    rf"|(?!零下)(?P<number>{_N})(?:(?P<down>){_PARTS_OF}(?P<minus>[-负])?(?P<up>{_N})"
    rf"|{_GAP}{_AND}{_GAP}(?P<parts>{_N}){_PARTS_OF}(?P<count>{_N})"
    rf"|(?P<few>{_GAP}几(?:{_GAP}[{numerals.MAGNITUDE}]++)?))?+"
)
# Where no word can begin with a number: inside a run of digits, behind a decimal point.
_START: Final = kept.pattern(rf"[0-9{numerals.CHINESE}{_SOME}{_HALF}]|(?<![0-9A-Za-z.])\.(?=[0-9])|参(?=[拾佰仟万亿])")
_WITHIN: Final = kept.pattern(rf"\ ?(?P<word>[多余来])\ ?(?P<magnitude>[{numerals.MAGNITUDE}]++)?")
_SCALE: Final = {"k": Decimal(1000), "K": Decimal(1000), "w": Decimal(10000), "W": Decimal(10000), "M": Decimal(10**6)}
_OF_MAGNITUDES: Final = kept.pattern(rf"{_UNIT_WORD}(?P<magnitude>万?亿)")
_POINTED: Final = kept.pattern(rf"{_POINT}(?P<places>[0-9]{{1,4}})")
# An address of the web holds no quantities.
_ADDRESS: Final = kept.pattern(r"[a-z]{3,5}://[!-~]++|www\.[!-~]++")
# These are numerals among their like and other words alone: 陆地, 收拾, 入伍.
_FORMAL: Final = "陆拾伍肆"
_LOOK_BACK: Final = 6


def scan(text: str) -> list[Amount]:
    """Return the amounts of a folded text in order, ranges joined. Cost is linear in the text."""
    return list(ranges.joined(text, list(_singles(text))))


def _singles(text: str) -> Iterator[Amount]:
    position = 0
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    while (anchor := _START.search(text, position)) is not None:
        start = anchor.start()
        while addresses and addresses[0][1] <= start:
            del addresses[0]
        if addresses and addresses[0][0] <= start:
            position = addresses[0][1]
            continue
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
    elif match["up"] or match["count"] or match["top"]:
        value, form = _fraction(match), "fraction"
    elif match["half"]:
        value, form = _HALF_VALUE, "half"
    else:
        value, low, high, approx = _number(core)
    if value is None and low is None:
        return None
    if form == "number" and low is None and value is not None:
        value, approx, end = _scaled(text, core, value, end)
    elif form == "share" and value is not None:
        value, end = _lettered(text, value, end)
    found = Amount(
        start=start, number=start, end=end, value=value, low=low, high=high, measure=None, kind="count", approx=approx,
        chinese=not any(char.isdigit() and char.isascii() for char in core), form=form, core=core,
    )  # fmt: skip
    found = _measured(text, found, match)
    if core in _FORMAL and found.kind != "money" and text[end : end + 1].isalpha():
        return None
    found = approximators.negative(text, found)
    return approximators.approximated(text, found)


def _scaled(text: str, core: str, value: Decimal, end: int) -> tuple[Decimal, str | None, int]:
    """Return value, approximator and end of a number with what scales it: 20余万, 3个亿, 15k, 8点5倍."""
    within = _WITHIN.match(text, end)
    if within is not None and _goes_on(text, within.end(), magnitude=bool(within["magnitude"])):
        scaled = numerals.value(core + (within["magnitude"] or ""))
        return (value if scaled is None else scaled), within["word"], within.end()
    million = _OF_MAGNITUDES.match(text, end)
    if million is not None and not text.startswith(words("amounts", "not-behind-magnitude"), million.end()):
        scaled = numerals.value(_ONE + million["magnitude"])
        return (value if scaled is None else numerals.plain(value * scaled)), None, million.end()
    pointed = _POINTED.match(text, end)
    if pointed is not None and value == value.to_integral_value():
        measure = measures.at(text, pointed.end())
        if measure is not None and measure.kind in ("multiple", "temperature", "percent", "length", "mass", "volume"):
            return value + Decimal("0." + pointed["places"]), None, pointed.end()
    value, end = _lettered(text, value, end)
    return value, None, end


def _lettered(text: str, value: Decimal, end: int) -> tuple[Decimal, int]:
    """Return value and end of a number with the letter that scales it: 15k, 30w."""
    spaced = text[end : end + 1] == " " and not text[end + 2 : end + 3].isalnum()
    end += spaced
    if text[end : end + 1] in _SCALE and not _is_letter(text[end + 1 : end + 2]):
        return numerals.plain(value * _SCALE[text[end]]), end + 1
    return value, end - spaced


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _number(core: str) -> tuple[Decimal | None, Decimal | None, Decimal | None, str | None]:
    """Return value, low, high and approximator of a bare number."""
    some = next((char for char in _SOME if char in core), None)
    pair = numerals.bounds(core.replace("数", "几") if some else core)
    if pair is not None:
        return None, *pair, some
    return (None, None, None, None) if some else (numerals.value(core), None, None, None)


def _fraction(match: "regex.Match[str]") -> Decimal | None:
    """Return the value of a fraction, exact where it is finite and to four places or digits else."""
    whole: Decimal | None = Decimal(0)
    up: Decimal | None
    down: Decimal | None
    if match["top"]:
        whole, up, down = Decimal(match["whole"] or 0), Decimal(match["top"]), Decimal(match["bottom"])
    elif match["count"]:
        whole, up, down = numerals.value(match["number"]), *_parts(match["count"], match["parts"])
    else:
        up, down = _parts(match["up"], match["number"])
        up = -up if up is not None and match["minus"] else up
    if whole is None or up is None or not down:
        return None
    quotient = up / down
    if quotient == quotient.quantize(_EXACT):
        return numerals.plain(whole + quotient)
    places = _PLACES if abs(quotient) >= 1 else Decimal(1).scaleb(min(quotient.adjusted() - 3, -4))
    return numerals.plain(whole + quotient.quantize(places))


def _parts(up: str, down: str) -> tuple[Decimal | None, Decimal | None]:
    """Return numerator and denominator; a magnitude alone is one of it (万分之三)."""
    whole = numerals.value(down)
    return numerals.value(up), numerals.value(_ONE + down) if whole is None else whole


def _goes_on(text: str, end: int, *, magnitude: bool) -> bool:
    """Whether 多, 余 or 来 behind a number belongs to it: a magnitude, a measure or a noun follows."""
    return magnitude or measures.at(text, end) is not None or _TENTHS().startswith(text[end : end + 1] or "\0")


def _TENTHS() -> str:  # noqa: N802 - a word of the lexicon, read on first use
    return words(_FILE, "tenths")[0]


def _measured(text: str, found: Amount, match: "regex.Match[str]") -> Amount:
    """Add the measure: a share's per cent, tenths, or the classifier or unit that follows."""
    if found.form == "share":
        return found._replace(measure=_PER[match["per"]], kind="percent")
    if found.form == "fraction" and match["top"] is None:
        found = found._replace(kind="fraction")
    if found.form == "half" and (found.core != _HALF or text.startswith(words(_FILE, "half"), found.number - 1)):
        return found._replace(kind="fraction")
    return _tenths(text, found) or _doubling(text, found) or _classified(text, found)


def _tenths(text: str, found: Amount) -> Amount | None:
    """Read 三成, 七成二, 三成半 as per cent; 8.5折 keeps its measure."""
    end = found.end + (text[found.end : found.end + 1] == " ")
    if text.startswith(words(_FILE, "discount"), end) and found.value is not None and found.form in ("number", "half"):
        tenths = numerals.plain(found.value * _TENTH) if found.form == "half" else found.value
        return found._replace(end=end + 1, value=tenths, measure=text[end], kind="rate", form="discount")
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
    return found._replace(end=end, low=low, high=high, value=value, measure=_PER["百"], kind="percent", form="tenths")


def _doubling(text: str, found: Amount) -> Amount | None:
    """Read the 一番 of 翻一番; 番 counts nothing else."""
    if not text.startswith(words(_FILE, "doubling-measure"), found.end):
        return None
    before = found.start
    for word in words(_FILE, "doubling-approx"):
        before -= len(word) if text.endswith(word, 0, before) else 0
    if not text.endswith(words(_FILE, "doubling"), max(0, before - _LOOK_BACK), before):
        return found
    return found._replace(end=found.end + 1, measure=text[found.end], kind="multiple")


def _classified(text: str, found: Amount) -> Amount:
    """Add the classifier or unit that follows, 个半小时 and 斤半 included."""
    place = found.end + (text[found.end : found.end + 1] == " ")
    points = measures.spaced_points(text, found.end)
    if points is not None:
        return _with(found, points)
    split = _split_measure(text, place)
    if split is not None and found.value is not None:
        word, more, approx = split
        value = found.value + _HALF_VALUE if more else found.value
        return _with(found, word)._replace(
            value=value, approx=approx or found.approx,
        )  # fmt: skip
    measure = measures.at(text, place)
    if measure is None:
        return found
    if measure.text == _UNIT_WORD:
        # 六个加仑, 三个平方: 个 stands before a unit too.
        inner = measures.at(text, measure.end)
        if inner is not None and inner.kind in ("area", "volume", "length") and len(inner.text) > 1:
            measure = inner
    found = _with(found, measure)
    if text[found.end : found.end + 1] != _HALF:
        return found
    halved = (
        measure.dimension is not None or found.kind == "multiple" or measure.text in words("amounts", "half-behind")
    )
    alone = measure.text == _UNIT_WORD and not text[found.end + 1 : found.end + 2].isalnum()
    if (halved or alone) and found.value is not None and found.form == "number":
        return found._replace(end=found.end + 1, value=found.value + _HALF_VALUE)
    return found


def _with(found: Amount, measure: Measure) -> Amount:
    kind: Kind = "fraction" if found.form == "fraction" and measure.kind == "count" else measure.kind
    return found._replace(
        end=measure.end, measure=measure.text, kind=kind, dimension=measure.dimension, factor=measure.factor,
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


def _compound(text: str, found: Amount) -> Amount:
    """Add smaller measures of the same dimension that follow at once: 123元1角1分, 六斤八两, 三米九."""
    factor: Decimal | None = found.factor
    more: Decimal
    while found.dimension is not None and factor is not None and found.factor is not None and found.value is not None:
        place = found.end + (text[found.end : found.end + 1] == _AND)
        match = _CORE.match(text, place) if text[place : place + 1] not in (_HALF, "") else None
        if match is None or not match["number"] or match.end() != match.end("number"):
            return found
        value = numerals.value(match["number"])
        if value is None:
            return found
        measure = measures.at(text, match.end())
        if measure is not None and measure.dimension is None and measure.text[:1] == _CENT and found.dimension == _YUAN:
            measure = measure._replace(end=match.end() + 1, dimension=_YUAN, factor=Decimal("0.01"))
        if measure is not None and measure.dimension == found.dimension and measure.factor is not None:
            if measure.factor >= factor:
                return found
            factor, end = measure.factor, measure.end
            more = value * measure.factor / found.factor
        elif measure is None and value < _TENTH and found.dimension in _DECIMAL and _closes(text, match.end()):
            # 三块零四: the zero leaves out the tenths.
            places = _TENTH * _TENTH if match["number"][0] in _ZERO and len(match["number"]) > 1 else _TENTH
            more, end, factor = value * factor / found.factor / places, match.end(), None
        else:
            return found
        found = found._replace(value=numerals.plain(found.value + more), end=end)
    return found


_CENT: Final = "分"
_YUAN: Final = "元"
# A lone digit behind these counts tenths: 五块六, 三米九.
_DECIMAL: Final = (_YUAN, "米")


def _closes(text: str, end: int) -> bool:
    """Whether a quantity may end here: no word goes on but an approximator or a joiner of ranges."""
    following = text[end : end + 1]
    if not following or not following.isalnum():
        return True
    if following not in numerals.CHINESE and not following.isdigit() and measures.at(text, end) is None:
        return True
    return approximators.ends_amount(text, end) or ranges.joiner().match(text, end) is not None


__all__ = ["Amount", "scan"]

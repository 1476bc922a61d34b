"""The number of an amount and its value: Arabic or Chinese digits, shares, fractions, halves, 几 and 数.

>>> def show(text):
...     found = read(text, 0)
...     return None if found is None else (found.core, str(found.value), found.form)
>>> show("12.5万人"), show("百分之九十八点五")
(('12.5万', '125000', 'number'), ('百分之九十八点五', '98.5', 'share'))
>>> show("三分之二"), show("半年")
(('三分之二', '0.6667', 'fraction'), ('半', '0.5', 'half'))
>>> show("七十有二的老人"), show("十有八九")
(('七十有二', '72', 'number'), ('十', '10', 'number'))
>>> str(read("近万人", 1).value), read("万元户", 0).value
('10000', None)
>>> read("十几万人", 0).high, read("数字", 0)
(Decimal('190000'), None)
"""

import string
from decimal import Decimal
from functools import lru_cache
from typing import Final

import regex

from speechx import kept
from speechx.fields import approximators, measures, numerals
from speechx.fields.amount import Amount
from speechx.lexicon import words
from speechx.vocabulary import any_of

_N: Final = numerals.NUMBER
_SOME: Final = "几数"
_PER: Final = {"百": "%", "佰": "%", "千": "‰", "仟": "‰"}
_HALF: Final = "半"
_HALF_VALUE: Final = Decimal("0.5")
_PLACES: Final = Decimal("0.0001")
_EXACT: Final = Decimal("1e-15")
_MOST_DIGITS: Final = 28
"""Digits of a decimal: a quotient that is greater has fewer places left."""
_ONE: Final = "一"
_GREAT: Final = "万亿"
_TRILLION: Final = "万亿"
_PART: Final = "分"

# A digit only among its like: 参拾 and 叁拾 are 30, 参加 is a verb.
_THREE: Final = "参"
_FORMAL: Final = frozenset("拾佰仟万亿")
# Behind one of these a point begins no number.
_INSIDE: Final = frozenset(f"{string.ascii_letters}{string.digits}.")

_GAP: Final = r"\ {0,2}"
_PARTS_OF: Final = rf"{_GAP}分{_GAP}之{_GAP}"
_CORE: Final = kept.pattern(
    rf"(?P<all>百分百)|(?P<per>[百千佰仟]){_PARTS_OF}(?P<sign>[-负])?(?P<share>{_N})"
    rf"|(?:(?P<whole>[0-9]{{1,3}})\ )?(?P<top>[0-9]{{1,4}})/(?P<bottom>[0-9]{{1,4}})(?![0-9/万])"
    rf"|(?P<half>一?半数?)"
    # 九 九 折: typesetting has parted two digits.
    rf"|(?P<parted>[1-9一二三四五六七八九]\ [0-9一二三四五六七八九])(?=\ 折)"
    rf"|(?P<some>[{_SOME}]\ ?[{numerals.MAGNITUDE}]++)"
    rf"|(?!零下)(?P<number>{_N})(?:(?P<down>){_PARTS_OF}(?P<minus>[-负])?(?P<up>{_N})"
    rf"|{_GAP}又{_GAP}(?P<parts>{_N})(?:{_PARTS_OF}|分(?=一))(?P<count>{_N})"
    # 七十有二 is an age of 72.
    rf"|(?<=十)有(?P<odd>[一二三四五六七八九])(?=岁|高龄|的|[，。；、,!！\n]|$)"
    rf"|(?P<few>{_GAP}几(?:{_GAP}[{numerals.MAGNITUDE}]++)?))?+"
)
# Most numbers are plain: one Chinese numeral, or digits and perhaps 万 or 亿, and nothing behind them goes on.
_PLAIN: Final = kept.pattern(r"[0-9]++(?:\.[0-9]++)?[万亿]?")
_ARABIC_DIGITS: Final = frozenset(string.digits)
ALONE: Final = frozenset(numerals.CHINESE) - frozenset("千兆")
"""Numerals that no measure begins with: 千克, 兆瓦."""
_MAGNITUDES: Final = frozenset(numerals.MAGNITUDE + " ")
GOES_ON: Final = frozenset(f"{numerals.CHINESE}{_SOME}{_HALF}0123456789 参点分又有下.,，/eE")
"""A number of one character ends before any other character than these."""

START: Final = any_of(f"{numerals.CHINESE}{_SOME}{_HALF}0123456789.{_THREE}")
"""One character where a number may begin."""


def read(text: str, start: int) -> Amount | None:
    """Return the number that begins at an offset of a folded text as a bare amount.

    Its value and bounds are all None where it is written like a number and is none: it is to be skipped as a whole.
    """
    char, following = text[start], text[start + 1 : start + 2]
    alone = _alone(text, start) if char in _GREAT else ""
    if alone or (char in ALONE and following not in GOES_ON):
        core = alone or char
        return Amount(start, start + len(core), core, numerals.value(_ONE + alone if alone else char))
    if (char in _SOME and following not in _MAGNITUDES) or (char == _THREE and following not in _FORMAL):
        return None
    if char == "." and (following not in _ARABIC_DIGITS or text[start - 1 : start] in _INSIDE):
        return None
    plain = _PLAIN.match(text, start)
    if plain is not None:
        end = plain.end()
        if text[end : end + 1] not in GOES_ON:
            core = text[start:end]
            found = Amount(start, end, core, numerals.value(core))
            found.chinese = False
            return found
    part = _part(text, start) if following == _PART else None
    if part is not None:
        return part
    match = _CORE.match(text, start)
    return None if match is None else _valued(match)


def _alone(text: str, start: int) -> str:
    """Return 万, 亿 or 万亿 where it is a number without a digit: 近万人, 上亿元, 万余户; 万元户 says no number."""
    alone = _TRILLION if text.startswith(_TRILLION, start) else text[start]
    end = start + len(alone)
    if text[end : end + 1] in words("figures", "approx-within"):
        return alone if measures.at(text, end + 1) is not None else ""
    return alone if approximators.bounds(text, start) and measures.at(text, end) is not None else ""


def _part(text: str, start: int) -> Amount | None:
    """Read 四分一升: a part of a unit of volume, without 之."""
    measure = measures.at(text, start + 3) if text[start + 2 : start + 3] == _ONE else None
    parts = numerals.value(text[start])
    if measure is None or measure.kind != "volume" or not parts or text[start] in _ARABIC_DIGITS:
        return None
    found = Amount(start, start + 3, text[start : start + 3], rounded(1 / parts))
    found.form, found.kind = "fraction", "fraction"
    return found


def number(text: str, start: int) -> "regex.Match[str] | None":
    """Return the match of a number and nothing more at an offset; its group ``number`` is all of it."""
    match = _CORE.match(text, start)
    return match if match is not None and match["number"] and match.end() == match.end("number") else None


def _valued(match: "regex.Match[str]") -> Amount | None:
    """Return what a match of ``_CORE`` says."""
    start, end = match.span()
    found = Amount(start, end, match[0], None)
    found.chinese = _ARABIC_DIGITS.isdisjoint(match[0])
    if match["per"]:
        value = numerals.value(match["share"])
        found.value = -value if value is not None and match["sign"] else value
        found.form, found.kind, found.measure = "share", "percent", _PER[match["per"]]
    elif match["up"] or match["count"] or match["top"]:
        found.value, found.form = _fraction(match), "fraction"
        found.kind = "fraction" if match["top"] is None else "count"
    elif match["all"]:
        found.value, found.form, found.kind, found.measure = Decimal(100), "share", "percent", _PER["百"]
    elif match["parted"]:
        found.value = numerals.value(match[0].replace(" ", ""))
    elif match["odd"]:
        tens, ones = numerals.value(match["number"]), numerals.value(match["odd"])
        found.value = None if tens is None or ones is None else tens + ones
    elif match["half"]:
        found.value, found.form = _HALF_VALUE, "half"
    else:
        found.value, found.low, found.high, found.approx = _number(match[0])
    told = found.value is not None or found.low is not None
    return found if told or match["number"] else None


@lru_cache(maxsize=1024)
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
    return numerals.plain(whole + rounded(up / down))


def rounded(quotient: Decimal) -> Decimal:
    """Return a quotient as it is where it is finite, and to four places or digits else, as far as there are digits.

    >>> [f"{rounded(Decimal(up) / 3):f}" for up in ("1", "6", "1e14", "1e25")]
    ['0.3333', '2', '33333333333333.3333', '3333333333333333333333333']
    """
    room = _MOST_DIGITS - 1 - quotient.adjusted()
    if room + _EXACT.adjusted() > 0 and quotient == quotient.quantize(_EXACT):
        return quotient
    if room + _PLACES.adjusted() < 0:
        return quotient.to_integral_value()
    places = _PLACES if abs(quotient) >= 1 else Decimal(1).scaleb(min(quotient.adjusted() - 3, -4))
    return quotient.quantize(places)


def _parts(up: str, down: str) -> tuple[Decimal | None, Decimal | None]:
    """Return numerator and denominator; a magnitude alone is one of it (万分之三)."""
    whole = numerals.value(down)
    return numerals.value(up), numerals.value(_ONE + down) if whole is None else whole

"""Written numbers and their exact values: Arabic, Chinese, formal, mixed, fractions.

Works on folded text (see ``speechx.fold``): full-width digits are narrow already and Traditional numerals simplified.
A number is read by its tokens: coefficients (``2.4``, ``1,100``, 三, 二〇) and magnitudes (十 百 千 万 亿 兆). Values
are ``Decimal``: 2.4万 is 24000 and never 23999.999….

>>> [str(value(text)) for text in ("2.4万", "3万4000", "3亿5000万", "1,100万", "两千四百五", "壹佰零伍", "廿三")]
['24000', '34000', '350000000', '11000000', '2450', '105', '23']
>>> [str(value(text)) for text in ("九十八点五", "4.78万亿", "二〇二〇", "-3.50", "负三十二", "五亿零六", "1 200")]
['98.5', '4780000000000', '2020', '-3.5', '-32', '500000006', '1200']
>>> value("万") is None, value("三百千") is None, value("一二.三") is None
(True, True, True)

Two neighbouring digits and the digits that stand for “some” make a range:

>>> [bounds(text) for text in ("七八百", "十七八万", "十几万")]  # doctest: +NORMALIZE_WHITESPACE
[(Decimal('700'), Decimal('800')), (Decimal('170000'), Decimal('180000')), (Decimal('110000'), Decimal('190000'))]
>>> bounds("七百") is None
True
"""

from decimal import Decimal
from functools import lru_cache
from typing import Final

from speechx import kept

_WRITTEN: Final = ("〇零", "一壹", "二贰两俩", "三叁参", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGITS: Final = {char: digit for digit, chars in enumerate(_WRITTEN) for char in chars}
_PARTED: Final = dict.fromkeys(map(ord, ",， "))
_TENS: Final = {"廿": 20, "卅": 30, "卌": 40}
_SMALL: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE: Final = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_SOME: Final = "几"

# Beyond this a decimal would lose digits.
_TOO_GREAT: Final = Decimal(10) ** 26

# 参 is a digit only among formal numerals (参拾, 伍佰参); it is no character to begin a search with.
_FORMAL_THREE: Final = "参"
# By position formal and plain digits do not mix: 入伍三年 is no 53.
_FORMAL: Final = frozenset("壹贰叁参肆伍陆柒捌玖")
_PLAIN: Final = frozenset("一二三四五六七八九")

DIGIT: Final[str] = "".join(char for char in _DIGITS if char != _FORMAL_THREE)
MAGNITUDE: Final[str] = "".join((*_SMALL, *_LARGE))
CHINESE: Final[str] = DIGIT + "".join(_TENS) + MAGNITUDE
"""The characters that a Chinese number may begin with."""

# No quantity is written longer; beyond this a run of numerals is a table, a code or an attack.
LONGEST: Final = 48

# A thousands comma may be full width; a space parts thousands only where all groups have three digits. A decimal may
# begin with its point where nothing stands before it, and end with an exponent (2.5e3).
ARABIC: Final = (
    r"(?:(?:[0-9]{1,3}(?:[,，][0-9]{3})++(?![0-9])|[0-9]{1,3}(?:\ [0-9]{3})++(?![0-9])|[0-9]++)(?:\.[0-9]++)?"
    r"|(?<![0-9A-Za-z.])\.[0-9]++)(?:[eE][-+]?[0-9]{1,2}(?![0-9A-Za-z]))?"
)
_GAP: Final = r"\ {0,2}"
# 两 begins a run of digits, stands alone or before a magnitude (三千两百): 八两 and 三万两 are so many of a measure.
_RUN: Final = "".join(char for char in DIGIT if char not in "两俩") + "".join(_TENS)
_THREE: Final = rf"(?:{_FORMAL_THREE}(?=[拾佰仟万亿])|(?<=[拾佰仟零]){_FORMAL_THREE})"
_DIGIT_RUN: Final = rf"(?:[{_RUN}]|{_THREE})++"
_PAIR: Final = rf"[两俩](?={_GAP}[{MAGNITUDE}])"
_COEFFICIENT: Final = rf"(?:{ARABIC}|[两俩](?:[{_RUN}](?![{_RUN}]))?+|{_DIGIT_RUN})"
# Behind a magnitude a zero may stand before any coefficient: 1千零20, 一亿零两千.
_FURTHER: Final = rf"(?:(?:零{_GAP})?(?:{ARABIC}|{_PAIR})|{_DIGIT_RUN})"
# 千, 兆 and 百 may begin another word: 3千克, 157.6亿千瓦时, 七十百分位.
_MAGNITUDES: Final = rf"(?:(?![千兆](?:[瓦米克伏帕卡赫焦比]|字节)|百分[点位])[{MAGNITUDE}])++"
NUMBER: Final[str] = (
    rf"(?:{_COEFFICIENT}|(?=[{MAGNITUDE}]))"
    rf"(?:{_GAP}{_MAGNITUDES}(?:{_GAP}{_FURTHER})?+)*+"
    rf"(?:{_GAP}点{_GAP}[{_RUN}]++(?:[万亿]++)?)?+"
)
"""A regular expression (without groups) for an unsigned number as written; ``value`` decides whether it is one."""
_TOKEN: Final = kept.pattern(rf"{ARABIC}|[{DIGIT}{_FORMAL_THREE}]+|.")
_WHOLE: Final = kept.pattern(rf"(?P<sign>[-−－负]{_GAP})?(?P<number>{NUMBER})")
_RANGE: Final = kept.pattern(rf"(?<![{DIGIT}点])([{DIGIT}])([{DIGIT}])(?![{DIGIT}])")


def value(text: str) -> Decimal | None:
    """Return the exact value of a written number, sign included, or None where the text is no number.

    Args:
        text: the number and nothing else, folded; single spaces between its parts are allowed.
    """
    return _value(text) if len(text) <= LONGEST else None


@lru_cache(maxsize=4096)
def _value(text: str) -> Decimal | None:
    result: Decimal | None
    arabic, scale = (text[:-1], _LARGE[text[-1]]) if text[-1:] in _LARGE else (text, 1)
    if _is_arabic(arabic):
        result, negative = Decimal(arabic) * scale, False
    else:
        match = _WHOLE.fullmatch(text)
        if match is None:
            return None
        result, negative = _in_words(match["number"]), bool(match["sign"])
    if result is None or result >= _TOO_GREAT:
        return None
    return plain(-result if negative else result)


def _is_arabic(text: str) -> bool:
    """Whether a text is nothing but digits, with decimals or without: what most numbers are."""
    return text.isascii() and text.replace(".", "", 1).isdigit() and text[0] != "." and text[-1] != "."


def _in_words(number: str) -> Decimal | None:
    """Return the value of a number with its decimals behind 点."""
    head, point, tail = number.partition("点")
    result = _integer(head.strip())
    if result is None or not point:
        return result
    fraction = tail.strip()
    digits = fraction.rstrip("万亿")
    result += Decimal("0." + "".join([str(_DIGITS[char]) for char in digits]))
    for char in fraction[len(digits) :]:
        result *= _LARGE[char]
    return result


def plain(number: Decimal) -> Decimal:
    """Return a number without the zeros that only its reckoning left: 24000 for 24000.0, 3.5 for 3.50."""
    whole = number.to_integral_value()
    return whole.quantize(Decimal(1)) if whole == number else number.normalize()


def bounds(text: str) -> tuple[Decimal, Decimal] | None:
    """Return the lowest and highest value of a number with neighbouring digits (七八百) or 几 (十几), else None."""
    if text.isascii():
        return None
    if _SOME in text:
        low, high = (text.replace(_SOME, digit) for digit in ("二" if text.startswith(_SOME) else "一", "九"))
    else:
        match = _RANGE.search(text)
        if match is None or match[1] in "零〇" or not 0 < _DIGITS[match[2]] - _DIGITS[match[1]] <= _APART:
            return None
        low = text[: match.start(2)] + text[match.end(2) :]
        high = text[: match.start(1)] + text[match.end(1) :]
    lowest, highest = value(low), value(high)
    if lowest is None or highest is None or not lowest < highest:
        return None
    return lowest, highest


# 三五百 is the widest pair that people say; 二〇 and 二五 are digits of one number.
_APART: Final = 2


class _Sum:
    """The sum of a number's parts so far."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.section = Decimal(0)
        self.current: Decimal | None = None
        self.smallest = 10**5
        self.last_large: int | None = None
        self.last = 0
        self.shorthand = False
        self.by_position = False

    def coefficient(self, number: Decimal, *, chinese_digit: bool) -> bool:
        """Take a coefficient; two in a row are no number."""
        if self.current is not None:
            return False
        self.current = number
        self.shorthand = chinese_digit
        return True

    def small(self, magnitude: int, *, first: bool) -> bool:
        """Take 十, 百 or 千: it multiplies its coefficient, and they come in falling order."""
        unmultiplied = self.current is None and not first and magnitude != _SMALL["十"]
        if self.by_position or magnitude >= self.smallest or unmultiplied:
            return False
        self.section += (Decimal(1) if self.current is None else self.current) * magnitude
        self.current, self.smallest, self.last = None, magnitude, magnitude
        return True

    def large(self, magnitude: int) -> bool:
        """Take 万, 亿 or 兆: it multiplies the section before it, or all before it when it is the greater one."""
        if self.section:
            self._shorten()
        section = self.section + (self.current or 0)
        if self.last_large is None or magnitude < self.last_large:
            if section == 0 and self.current is None:
                return False
            self.total += section * magnitude
        else:
            self.total = (self.total + section) * magnitude
        self.section, self.current, self.smallest = Decimal(0), None, 10**5
        self.last_large = self.last = magnitude
        return True

    def finish(self) -> Decimal:
        """Add the last coefficient."""
        self._shorten()
        return self.total + self.section + (self.current or 0)

    def _shorten(self) -> None:
        """Let a lone digit behind a magnitude count tenths of it: 两千四 is 2400, 百二万 is 1200000."""
        if self.current is not None and self.shorthand and self.last >= _SMALL["百"]:
            self.current *= self.last // 10


def _integer(text: str) -> Decimal | None:
    found = _Sum()
    zero = False
    for place, match in enumerate(_TOKEN.finditer(text)):
        token = match[0]
        if token.isspace():
            continue
        if token in _SMALL:
            good = found.small(_SMALL[token], first=place == 0)
        elif token in _LARGE:
            good = found.large(_LARGE[token])
        elif token in _TENS:
            good = found.coefficient(Decimal(_TENS[token]), chinese_digit=False)
        elif token[0] in _DIGITS:
            good = _digits(found, token, zero=zero)
        else:
            good = found.coefficient(Decimal(token.translate(_PARTED)), chinese_digit=False)
        if not good:
            return None
        zero = token[-1] in "〇零"
    if not text:
        return None
    return found.finish()


def _digits(found: _Sum, token: str, *, zero: bool) -> bool:
    """Take Chinese digits: one is a coefficient (the zero before it only fills a place), more are read by position."""
    significant = token.lstrip("〇零") if found.last else token
    if not significant:
        return True
    if found.current is not None and found.current >= min(_TENS.values()) and len(significant) == 1:
        found.current += _DIGITS[significant]
        return True
    if len(significant) > 1 and not (_FORMAL.isdisjoint(significant) or _PLAIN.isdisjoint(significant)):
        return False
    number = Decimal("".join(str(_DIGITS[char]) for char in significant))
    found.by_position = len(significant) > 1
    return found.coefficient(number, chinese_digit=len(token) == 1 and not zero)

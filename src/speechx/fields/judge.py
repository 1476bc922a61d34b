"""Which amounts a text states as figures: an ordered table of reasons against.

Each rule has a name and says whether it speaks against an amount. ``reason`` gives the first that does, or None for a
figure.

>>> from speechx.fields.amounts import scan
>>> def reasons(text):
...     return [(text[found.start:found.end], reason(text, found, ())) for found in scan(text)]
>>> reasons("千家万户，第3次，3号楼，一个地方，前几年，三个方面，三年行动，12345热线")  # doctest: +NORMALIZE_WHITESPACE
[('千家', 'set-phrase'), ('3次', 'ordinal'), ('3', 'name'), ('一个', 'indefinite-one'),
 ('三个', 'enumeration'), ('三年', 'plan'), ('12345', 'name')]
>>> reasons("52个小区，两名队员，一年多来，翻一番，不足一成，32万，近百户")  # doctest: +NORMALIZE_WHITESPACE
[('52个', None), ('两名', None), ('一年多', None), ('一番', None), ('不足一成', None), ('32万', None), ('近百户', None)]
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Final, NamedTuple

from speechx import kept
from speechx.fields import measures, numerals
from speechx.fields.amounts import Amount
from speechx.lexicon import words

_FILE: Final = "nonfigures"
_SMALL: Final = 10
_LONG_CODE: Final = 7
_LOOK_BACK: Final = 8
_ONE: Final = ("一", "半")
_HOLLOW: Final = frozenset(numerals.MAGNITUDE)
_ALTERNATING: Final = kept.pattern(
    rf"(?<![{numerals.CHINESE}])[{numerals.CHINESE}]\p{{Han}}[{numerals.CHINESE}]\p{{Han}}"
)
_CODE_BEFORE: Final = kept.pattern(r"[A-Za-z0-9_\]〕]$|[A-Za-z〔\[][\-—]?$|[·.＋+/／:：]$|\d[-—–]$")
_CODE_AFTER: Final = kept.pattern(r"[A-Za-z_〕]|[·＋+:：][0-9A-Za-z]|[-/][0-9]|G\b")
_DECIMAL_VERSION: Final = kept.pattern(r"\.[0-9]+\.")


class Rule(NamedTuple):
    """A named reason why an amount is no figure."""

    name: str
    speaks: Callable[[str, Amount], bool]


def reason(text: str, amount: Amount, taken: Sequence[tuple[int, int]]) -> str | None:
    """Return the name of the first rule that speaks against an amount, or None where it is a figure.

    Args:
        text: the folded text.
        amount: an amount in it.
        taken: the places of the periods and terms near the amount: they are no figures.
    """
    if any(start < amount.end and amount.number < end for start, end in taken):
        return "period-or-term"
    return next((rule.name for rule in RULES if rule.speaks(text, amount)), None)


@cache
def _phrases() -> dict[str, tuple[tuple[str, int], ...]]:
    """Return set phrases and names by each numeral in them and its neighbour, with the numeral's place.

    The neighbour is the character behind the numeral, or (marked by a blank) the one before a numeral at the end.
    """
    table: dict[str, list[tuple[str, int]]] = {}
    for phrase in (*words(_FILE, "idioms"), *words(_FILE, "names")):
        for place, char in enumerate(phrase):
            if char in numerals.CHINESE or char == _ONE[1]:
                last = place == len(phrase) - 1
                key = f"{phrase[place - 1]} {char}" if last else phrase[place : place + 2]
                table.setdefault(key, []).append((phrase, place))
    return {char: tuple(phrases) for char, phrases in table.items()}


def _set_phrase(text: str, amount: Amount) -> bool:
    if not amount.chinese:
        return False
    place = amount.number
    for key in (text[place : place + 2], f"{text[place - 1 : place]} {text[place]}"):
        for phrase, back in _phrases().get(key, ()):
            if back <= place and text.startswith(phrase, place - back):
                return True
    match = _ALTERNATING.match(text, place) or (_ALTERNATING.match(text, place - 2) if place > 1 else None)
    return match is not None and measures.at(text, match.end() - 1) is None and _plain_small(amount)


def _plain_small(amount: Amount) -> bool:
    """Whether a number is one Chinese numeral up to 十, without an approximator."""
    return amount.chinese and len(amount.core) == 1 and amount.approx is None and amount.form == "number"


def _ordinal(text: str, amount: Amount) -> bool:
    before = text[max(0, amount.number - _LOOK_BACK) : amount.number].rstrip(" ")
    if amount.number != amount.start or not before.endswith(words(_FILE, "ordinal-before")):
        return False
    # 提高10个百分点, 大3岁: only 第 and its like make an ordinal of a figure with a measure and an Arabic number.
    return before.endswith(words(_FILE, "ordinal-always")) or amount.measure is None or amount.chinese


def _mile_place(text: str, amount: Amount) -> bool:
    """七里营: a small Chinese number of miles is the name of a place."""
    if not amount.chinese or amount.approx is not None or amount.measure not in words(_FILE, "mile-measures"):
        return False
    return text.startswith(words(_FILE, "mile-places"), amount.end)


def _name(text: str, amount: Amount) -> bool:
    if amount.measure is not None and not (amount.measure in words(_FILE, "name-after") and amount.chinese):
        return False
    following = text[amount.end : amount.end + 4]
    return amount.value is not None and following.startswith(words(_FILE, "name-after"))


def _code(text: str, amount: Amount) -> bool:
    """Whether a number is part of a code: letters, signs or brackets stick to it, or it is long."""
    if amount.chinese or amount.form == "fraction":
        return False
    if amount.number == amount.start and _CODE_BEFORE.search(text[max(0, amount.start - 3) : amount.start]):
        return amount.kind != "money"
    if amount.measure is None and _CODE_AFTER.match(text, amount.end):
        return True
    digits = sum(char.isdigit() for char in amount.core)
    plain = amount.core.isdigit() and amount.core == amount.core.strip()
    return plain and ((digits >= _LONG_CODE and amount.measure is None) or (amount.core[0] == "0" and digits > 1))


def _indefinite_one(text: str, amount: Amount) -> bool:
    """一个地方, 一次: 一 counts only with measures that nobody says idly, and a time that it lasted."""
    if amount.core not in _ONE or amount.value is None:
        return False
    if amount.core == _ONE[1]:
        return amount.approx is None and (
            amount.kind != "duration" or amount.measure not in words(_FILE, "half-counts")
        )
    if amount.measure in words(_FILE, "one-counts") or amount.form == "tenths":
        return False
    lasts = amount.approx is not None or text.startswith(words(_FILE, "one-counts-before"), amount.end)
    return not (amount.kind == "duration" and lasts and amount.measure in words(_FILE, "one-lasts"))


def _some(_: str, amount: Amount) -> bool:
    """前几年, 多走几步: 几 alone tells no number."""
    return amount.value is None and amount.low is None


def _unmeasured_chinese(_: str, amount: Amount) -> bool:
    """Whether a Chinese number stands without a measure; only 三百六十五, 上千 and shares say something."""
    if not amount.chinese or amount.measure is not None or amount.form in ("share", "fraction", "tenths"):
        return False
    if amount.form == "half":
        return amount.core == _ONE[1] and amount.approx is None
    return not (set(amount.core) & _HOLLOW and (len(amount.core) > 2 or amount.approx is not None))  # noqa: PLR2004


def _hollow(_: str, amount: Amount) -> bool:
    """Whether a number is a magnitude alone (万元户, 百亩): without an approximator it says no number; 十 does."""
    return amount.chinese and set(amount.core) <= _HOLLOW - {"十"} and amount.approx is None


def _misread_measure(_: str, amount: Amount) -> bool:
    """Whether the measure is of those that count only behind Arabic numbers, and the number a small Chinese one."""
    return amount.arabic_only and amount.chinese and len(amount.core) == 1 and amount.approx is None


def _by_position(_: str, amount: Amount) -> bool:
    """二七, 一二三: Chinese digits without 十, 百 … are a name or a code, unless two of them make a range."""
    digits = len(amount.core) > 1 and not set(amount.core) - set(numerals.DIGIT)
    return amount.form == "number" and amount.value is not None and digits


def _enumeration(text: str, amount: Amount) -> bool:
    """三点意见, 三个方面, 三项重点工作: a small Chinese number announces points and measures nothing."""
    if not _plain_small(amount) or amount.measure is None or amount.kind != "count":
        return False
    return text.startswith(words(_FILE, "enumerated"), amount.end)


def _plan(text: str, amount: Amount) -> bool:
    return amount.chinese and amount.kind == "duration" and text.startswith(words(_FILE, "plans"), amount.end)


def _bare(text: str, amount: Amount) -> bool:
    """Whether an Arabic number stands without a measure and nothing tells that it is a quantity."""
    if amount.measure is not None or amount.chinese or amount.form != "number" or amount.approx is not None:
        return False
    if any(mark in amount.core for mark in _GREAT):
        return False
    if amount.value is not None and text[amount.end : amount.end + 1] and text[amount.end] in _SCALES:
        return False
    if not text.endswith(words(_FILE, "bare-after"), 0, amount.start):
        return True
    return bool(_YEARLIKE.fullmatch(amount.core))


_GREAT: Final = "万亿,，"
_SCALES: Final = "kKwW"
_YEARLIKE: Final = kept.pattern(r"(?:19|20)[0-9]{2}|[0-9]")


RULES: Final = (
    Rule("set-phrase", _set_phrase),
    Rule("ordinal", _ordinal),
    Rule("name", _name),
    Rule("mile-place", _mile_place),
    Rule("code", _code),
    Rule("some", _some),
    Rule("indefinite-one", _indefinite_one),
    Rule("unmeasured", _unmeasured_chinese),
    Rule("magnitude-alone", _hollow),
    Rule("measure-of-arabic-numbers", _misread_measure),
    Rule("digits-by-position", _by_position),
    Rule("enumeration", _enumeration),
    Rule("plan", _plan),
    Rule("bare-number", _bare),
)

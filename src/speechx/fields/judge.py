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

import string
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final, Literal, NamedTuple

from speechx import kept
from speechx.fields import approximators, measures, numerals
from speechx.fields.amounts import Amount
from speechx.lexicon import table, words

_FILE: Final = "nonfigures"
_SMALL: Final = 10
_YEAR: Final = kept.pattern(r"(?:19|20)[0-9]{2}")
_LONG_CODE: Final = 7
_DECADE: Final = 2
_CIRCLE: Final = 8
_ROOM: Final = kept.pattern(r"[0-9]{1,4}")
_LOOK_BACK: Final = 8
_ONE: Final = ("一", "半")
_CHINESE: Final = frozenset(numerals.CHINESE)
_DIGITS: Final = frozenset(numerals.DIGIT)
_HOLLOW: Final = frozenset(numerals.MAGNITUDE)
_HOLLOW_ALONE: Final = _HOLLOW - {"十"}
_ALTERNATING: Final = kept.pattern(
    rf"(?<![{numerals.CHINESE}])[{numerals.CHINESE}]\p{{Han}}[{numerals.CHINESE}](?![{numerals.CHINESE}])\p{{Han}}"
)
_CODE_BEFORE: Final = kept.pattern(r"[A-Za-z0-9_\]〕]$|[A-Za-z〔\[][\-—]?$|[·.＋+/／:：]$|\d[-—–]$")
_CODE_SIGNS: Final = frozenset(f"{string.ascii_letters}{string.digits}_]〕〔[-—–·.＋+/／:：\n")
_CODE_AFTER: Final = kept.pattern(r"[A-Za-z_〕]|[·＋+:：][0-9A-Za-z]|[-/][0-9]|G\b")


class Rule(NamedTuple):
    """A named reason why an amount is no figure, and the numbers that it is about."""

    name: str
    about: Literal["chinese", "arabic", "all"]
    speaks: Callable[[str, Amount], bool]


def reason(text: str, amount: Amount, taken: Sequence[tuple[int, int]]) -> str | None:
    """Return the name of the first rule that speaks against an amount, or None where it is a figure.

    Args:
        text: the folded text.
        amount: an amount in it.
        taken: the places of the periods and terms near the amount: they are no figures.
    """
    for start, end in taken:
        if start < amount.end and amount.number < end:
            return "period-or-term"
    for rule in _OF_CHINESE if amount.chinese else _OF_ARABIC:
        if rule.speaks(text, amount):
            return rule.name
    return None


@cache
def _firsts(group: str) -> frozenset[str]:
    """Return the first characters of the words of a group: most texts are settled by them."""
    return frozenset(word[0] for word in words(_FILE, group))


@cache
def _lasts(group: str) -> frozenset[str]:
    """Return the last characters of the words of a group."""
    return frozenset(word[-1] for word in words(_FILE, group))


_Phrases = dict[str, tuple[tuple[str, int], ...]]


@table
def _phrases() -> tuple[_Phrases, _Phrases]:
    """Return set phrases and names with the place of each numeral in them.

    The first table has them by the numeral and the character behind it; the second, for a numeral at the end, by the
    character before it and the numeral.
    """
    tables: tuple[dict[str, list[tuple[str, int]]], dict[str, list[tuple[str, int]]]] = ({}, {})
    for phrase in (*words(_FILE, "idioms"), *words(_FILE, "names")):
        for place, char in enumerate(phrase):
            if char in numerals.CHINESE or char == _ONE[1]:
                last = place == len(phrase) - 1
                pair = phrase[place - 1 :] if last else phrase[place : place + 2]
                tables[last].setdefault(pair, []).append((phrase, place))
    inside, at_end = ({pair: tuple(phrases) for pair, phrases in table.items()} for table in tables)
    return inside, at_end


def _set_phrase(text: str, amount: Amount) -> bool:
    place = amount.number
    inside, at_end = _phrases()
    for phrase, back in inside.get(text[place : place + 2], ()):
        # 十分钟 is no 十分, 万分之五 no 万分: what goes on behind the phrase makes a quantity of it.
        cut = amount.measure is not None and amount.end - len(amount.measure) < place - back + len(phrase)
        within = not cut and amount.form != "fraction"
        ends = place - back + len(phrase) >= amount.end
        if (within or ends) and back <= place and text.startswith(phrase, place - back):
            return True
    for phrase, back in at_end.get(text[place - 1 : place + 1], ()):
        if back <= place and text.startswith(phrase, place - back):
            return True
    if not _plain_small(amount):
        return False
    match = _ALTERNATING.match(text, place) if text[place + 2 : place + 3] in _CHINESE else None
    if match is None and place > 1 and text[place - 2] in _CHINESE:
        match = _ALTERNATING.match(text, place - 2)
    return match is not None and measures.at(text, match.end() - 1) is None


def _plain_small(amount: Amount) -> bool:
    """Whether a number is one Chinese numeral up to 十, without an approximator."""
    return amount.chinese and len(amount.core) == 1 and amount.approx is None and amount.form == "number"


def _ordinal(text: str, amount: Amount) -> bool:
    if amount.number != amount.start:
        return False
    before = text[max(0, amount.number - _LOOK_BACK) : amount.number].rstrip(" ")
    if before[-1:] not in _lasts("ordinal-before") or not before.endswith(words(_FILE, "ordinal-before")):
        return False
    counted = before[-2:-1] and before[-2] in _CHINESE
    if counted and measures.at(before, len(before) - 1) is not None:  # 一周五天 is no 周五
        return False
    # 提高10个百分点, 大3岁: only 第 and its like make an ordinal of a figure with a measure and an Arabic number.
    return (
        before.endswith(words(_FILE, "ordinal-always"))
        or amount.measure is None
        or (amount.chinese and amount.measure not in words(_FILE, "one-counts"))
    )


def _mile_place(text: str, amount: Amount) -> bool:
    """七里营: a small Chinese number of miles is the name of a place."""
    if amount.approx is not None or amount.measure not in words(_FILE, "mile-measures"):
        return False
    return text.startswith(words(_FILE, "mile-places"), amount.end)


def _grade(text: str, amount: Amount) -> bool:
    """110千伏变电站: a measure that tells what sort of thing a noun names counts nothing."""
    return amount.measure in words(_FILE, "grade-measures") and text.startswith(words(_FILE, "graded"), amount.end)


def _stage(text: str, amount: Amount) -> bool:
    """二期已投产, 十二届运动会: a Chinese number of stages is an ordinal, unless somebody counts what was held."""
    if _YEAR.fullmatch(amount.core):  # 2024届
        return amount.measure in words(_FILE, "year-measures")
    if not amount.chinese or amount.measure not in words(_FILE, "stage-measures") or amount.approx is not None:
        return False
    return not text.endswith(words(_FILE, "stages-counted-after"), 0, amount.start)


def _name(text: str, amount: Amount) -> bool:
    if amount.value is None:
        return False
    if len(amount.core) == _DECADE and text.startswith(words(_FILE, "generations"), amount.end):
        return amount.measure is None
    if text[amount.end : amount.end + 1] not in _firsts("name-after"):
        return False
    if amount.measure is not None and not (amount.measure in words(_FILE, "name-after") and amount.chinese):
        return False
    return text.startswith(words(_FILE, "name-after"), amount.end, amount.end + 4)


def _code(text: str, amount: Amount) -> bool:
    """Whether a number is part of a code: letters, signs or brackets stick to it, or it is long."""
    if amount.form == "fraction":
        return False
    start = amount.start
    touched = amount.number == start and text[start - 1 : start] in _CODE_SIGNS
    if touched and _CODE_BEFORE.search(text[max(0, start - 3) : start]):
        return amount.kind != "money"
    if amount.measure is None and _CODE_AFTER.match(text, amount.end):
        return True
    core = amount.core
    if not core.isdigit():
        return amount.measure is None and text[amount.end - 1] == _GIGA
    return (len(core) >= _LONG_CODE and amount.measure is None) or (core[0] == "0" and len(core) > 1)


def _indefinite_one(text: str, amount: Amount) -> bool:
    """一个地方, 一次: 一 counts only with measures that nobody says idly, with a bound, and a time that it lasted."""
    if amount.core not in _ONE or amount.value is None or (amount.core == _ONE[0] and amount.value != 1):
        return False
    if amount.core == _ONE[1]:
        return amount.approx is None and (
            amount.kind != "duration" or amount.measure not in words(_FILE, "half-counts")
        )
    if amount.measure in words(_FILE, "one-counts") or amount.form == "tenths" or amount.value % 1:
        return False
    bounded = amount.approx is not None and amount.approx not in words(_FILE, "no-bounds-of-one")
    if bounded and amount.measure is not None:  # 至少一人, 不到一个小时, 一个多月
        return False
    lasts = text.startswith(words(_FILE, "one-counts-before"), amount.end)
    lasts = lasts and not approximators.is_adverb(text, amount.end)
    return not (amount.kind == "duration" and lasts and amount.measure in words(_FILE, "one-lasts"))


def _is_nothing(text: str, amount: Amount) -> bool:
    """Whether a clause ends with the zero that something fell to: 进京访降为0, 案件降至零, not 降为零距离."""
    zero = amount.value == 0 and not text[amount.end : amount.end + 1].isalnum()
    return zero and text.endswith(words(_FILE, "zero-after"), 0, amount.start)


def _unmeasured(text: str, amount: Amount) -> bool:
    """Whether a Chinese number stands without a measure; only 三百六十五, 上千 and shares say something."""
    if amount.measure is not None or amount.form in ("share", "fraction", "tenths") or _is_nothing(text, amount):
        return False
    if amount.form == "half":
        return amount.core == _ONE[1] and amount.approx is None
    some = len(amount.core) > 2 or amount.approx is not None  # noqa: PLR2004 - 三百 alone may be a name
    some = some or text.endswith(words(_FILE, "sums-after"), 0, amount.start)
    return not some or _HOLLOW.isdisjoint(amount.core)


def _hollow(_: str, amount: Amount) -> bool:
    """Whether a number is a magnitude alone (万元户, 百亩): without an approximator it says no number; 十 does."""
    return amount.approx is None and _HOLLOW_ALONE.issuperset(amount.core)


def _misread_measure(text: str, amount: Amount) -> bool:
    """Whether the measure is of those that count only behind Arabic numbers, and the number a small Chinese one.

    A noun that goes with the measure tells that it counts all the same: 两口塘.
    """
    if not amount.arabic_only or len(amount.core) > 1:
        return False
    if amount.measure in words(_FILE, "grades"):
        return True
    if amount.approx is not None:
        return False
    return not text.startswith(words(_FILE, "counted-nouns"), amount.end - len(amount.measure or ""))


def _by_position(_: str, amount: Amount) -> bool:
    """二七, 一二三: Chinese digits without 十, 百 … are a name or a code, unless two of them make a range."""
    digits = len(amount.core) > 1 and _DIGITS.issuperset(amount.core)
    return digits and amount.form == "number" and amount.value is not None


def _enumeration(text: str, amount: Amount) -> bool:
    """三点意见, 三个方面, 三项重点工作: a small Chinese number announces points and measures nothing."""
    if text[amount.end : amount.end + 1] not in _firsts("enumerated"):
        return False
    if not _plain_small(amount) or amount.measure is None or amount.kind != "count":
        return False
    return text.startswith(words(_FILE, "enumerated"), amount.end)


def _plan(text: str, amount: Amount) -> bool:
    return amount.kind == "duration" and text.startswith(words(_FILE, "plans"), amount.end)


def _improper(_: str, amount: Amount) -> bool:
    """Whether a fraction is more than one and no mixed number: a blood pressure of 140/90 is none."""
    improper = amount.form == "fraction" and amount.value is not None and amount.value > 1
    return improper and amount.measure is None and " " not in amount.core


def _address(text: str, amount: Amount) -> bool:
    following = _ROOM.match(text, amount.end)
    return following is not None and text.startswith(words(_FILE, "address-parts"), following.end())


def _circle(text: str, amount: Amount) -> bool:
    """15分钟便民生活圈: a time that names the circle behind it."""
    if amount.kind != "duration" or amount.approx is not None:
        return False
    (circle,) = words(_FILE, "circles")
    end = text.find(circle, amount.end + 1, amount.end + _CIRCLE)
    return end > 0 and text[amount.end : end].isalpha() and text[end - 1] not in _CHINESE


def _bare(text: str, amount: Amount) -> bool:
    """Whether an Arabic number stands without a measure and nothing tells that it is a quantity."""
    if amount.measure is not None or amount.form != "number" or amount.approx is not None or _is_nothing(text, amount):
        return False
    if any(mark in amount.core for mark in _GREAT):
        return False
    if amount.value is not None and text[amount.end : amount.end + 1] and text[amount.end] in _SCALES:
        return False
    if _POINT in amount.core and text.endswith(words(_FILE, "decimal-after"), 0, amount.start):
        return False
    if not text.endswith(words(_FILE, "bare-after"), 0, amount.start):
        return True
    return bool(_YEARLIKE.fullmatch(amount.core))


_GREAT: Final = "万亿,，"
_SCALES: Final = "kKwW"
_POINT: Final = "."
_GIGA: Final = "G"
_YEARLIKE: Final = kept.pattern(r"(?:19|20)[0-9]{2}|[0-9]")


RULES: Final = (
    Rule("set-phrase", "chinese", _set_phrase),
    Rule("ordinal", "all", _ordinal),
    Rule("name", "all", _name),
    Rule("grade", "arabic", _grade),
    Rule("stage", "all", _stage),
    Rule("mile-place", "chinese", _mile_place),
    Rule("code", "arabic", _code),
    Rule("indefinite-one", "chinese", _indefinite_one),
    Rule("unmeasured", "chinese", _unmeasured),
    Rule("magnitude-alone", "chinese", _hollow),
    Rule("measure-of-arabic-numbers", "chinese", _misread_measure),
    Rule("digits-by-position", "chinese", _by_position),
    Rule("enumeration", "chinese", _enumeration),
    Rule("plan", "chinese", _plan),
    Rule("circle", "all", _circle),
    Rule("address", "arabic", _address),
    Rule("improper-fraction", "arabic", _improper),
    Rule("bare-number", "arabic", _bare),
)
_OF_CHINESE: Final = tuple(rule for rule in RULES if rule.about != "arabic")
_OF_ARABIC: Final = tuple(rule for rule in RULES if rule.about != "chinese")

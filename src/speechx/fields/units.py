"""Units (单位): does a text end as the name of a body or place does, and where a department inside a body starts.

>>> known("中牟县某镇"), known("某市教育局"), known("空港区柳湖")
(True, True, False)
>>> inner("某大学科学技术处"), inner("某市教育局")
(3, None)
"""

from collections.abc import Iterable
from typing import Final

import regex

from speechx import kept
from speechx.lexicon import entries, table, words

_SHORTEST: Final = 2
_LONGEST: Final = 10
_ATTRIBUTE: Final = 6
"""No attribute between a body and a role is longer."""
_UNKNOWN_ROLE: Final = 10
"""No unknown role is longer."""
_PLACE: Final = kept.pattern(r".[省市县区镇乡]")
_ALLOWED: Final = kept.pattern(r"[\p{Han}A-Za-z0-9()（）“”·、/,，；&\-—–〇○×]+")


@table
def _kinds() -> dict[str, str]:
    from speechx.lexicon.models import UnitWords  # noqa: PLC0415 - most starts read no lexicon

    return {word: entry.kind for entry in entries("units", "units", UnitWords) for word in entry.words}


def sizes_by_last(known: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return by the last character of some words how long they are, the longest first.

    Whether a text ends with one of many words is asked for nearly every character of a speaker line: its last
    character settles it for most.
    """
    sizes: dict[str, set[int]] = {}
    for word in known:
        sizes.setdefault(word[-1], set()).add(len(word))
    return {last: tuple(sorted(found, reverse=True)) for last, found in sizes.items()}


@table
def _kind_sizes() -> dict[str, tuple[int, ...]]:
    return sizes_by_last(word for word in _kinds() if len(word) <= _LONGEST)


@table
def _never() -> regex.Pattern[str]:
    return regex.compile("|".join(map(regex.escape, words("units", "never-in-unit"))))


@table
def _inner() -> tuple[regex.Pattern[str], tuple[str, ...]]:
    holders = sorted(words("units", "holders"), key=len, reverse=True)
    return regex.compile("|".join(map(regex.escape, holders))), words("units", "inner-departments")


def kind(unit: str) -> str | None:
    """Return the kind of the longest unit word that ends a text, or None."""
    for size in _kind_sizes().get(unit[-1:], ()):
        if size <= len(unit) and unit[-size:] in _kinds():
            return _kinds()[unit[-size:]]
    return None


def known(unit: str) -> bool:
    """Whether a text ends as units do."""
    return len(unit) >= _SHORTEST and kind(unit) is not None


def firm(unit: str) -> bool:
    """Whether a text ends with a word for a body of two characters and more, and has at least two before it.

    >>> firm("沧浪重工集团"), firm("护旗"), firm("集团")
    (True, False, False)
    """
    kinds = _kinds()
    if unit in kinds:
        return False
    sizes = (size for size in _kind_sizes().get(unit[-1:], ()) if size <= len(unit) - _SHORTEST)
    return any(size >= _SHORTEST and unit[-size:] in kinds for size in sizes)


def plain(text: str) -> bool:
    """Whether a text has none but the characters that units and offices have."""
    return _ALLOWED.fullmatch(text) is not None


def refuses(text: str) -> bool:
    """Whether a text holds something that no unit holds."""
    if not plain(text) or ("“" in text and _titled(text)):
        return True
    if _never().search(text) is None:
        return False
    for word in words("units", "may-in-unit"):
        text = text.replace(word, "")
    return _never().search(text) is not None


def refuses_office(unit: str) -> bool:
    """Whether a unit holds the name of an office (书记镇 in 书记镇长), which belongs to no unit."""
    held = any(word in unit for word in words("units", "never-alone-in-unit"))
    return held and not any(word in unit for word in words("units", "may-in-unit"))


def _titled(text: str) -> bool:
    """Whether a text with quotation marks is a title before a place: 打通“最后一公里”某镇, not “春泥”合作社."""
    quotes, _, rest = text.partition("”")
    return quotes.count("“") != 1 or "“" in rest or "”" in rest or _PLACE.search(rest) is not None


def attribute(unit: str) -> int | None:
    """Return where an attribute of the role starts behind a body: 某县实验小学 + 语文 (教师), or None."""
    holders, _ = _inner()
    ends: list[int] = [match.end() for match in holders.finditer(unit)]
    return ends[-1] if ends and 0 < len(unit) - ends[-1] <= _ATTRIBUTE else None


@table
def _firm() -> tuple[frozenset[str], dict[str, tuple[int, ...]]]:
    """Words that end a unit and hardly anything else, by their first character how long they are.

    They are those of two characters and more, and the divisions.
    """
    firm = frozenset(word for word in _kinds() if len(word) > 1) | frozenset(words("units", "divisions-alone"))
    return firm, sizes_by_last(word[::-1] for word in firm)


def _firm_ends(text: str) -> list[int]:
    """Return where the firm words of a text end, from the left, the longest at each place, none inside another."""
    firm, sizes = _firm()
    ends: list[int] = []
    place = 0
    while place < len(text):
        found = next((size for size in sizes.get(text[place], ()) if text[place : place + size] in firm), 0)
        size = min(found, len(text) - place)  # a slice beyond the end is a shorter word
        if size:
            ends.append(place + size)
        place += size or 1
    return ends


def prefix(text: str, rest: int = 2) -> int | None:
    """Return where the unit that starts a text ends, with ``rest`` to ten unknown characters behind it, or None.

    >>> prefix("某县某镇梅岭村吹糖人"), prefix("吹糖人")
    (7, None)
    """
    ends = [end for end in _firm_ends(text) if end <= len(text) - rest]
    if not ends or ends[-1] < _SHORTEST or len(text) - ends[-1] > _UNKNOWN_ROLE:
        return None
    return ends[-1]


@table
def _township() -> regex.Pattern[str]:
    holders, offices = words("units", "township-holders"), words("units", "township-departments")
    return regex.compile(rf"(?:{'|'.join(holders)})(?=\p{{Han}}{{2,8}}(?:{'|'.join(offices)})$)")


def inner(unit: str) -> int | None:
    """Return where a department inside a body starts, or None where the text names a body as a whole."""
    holders, departments = _inner()
    if not unit.endswith(departments) or unit.endswith(words("units", "own-departments")):
        return None
    ends: list[int] = [match.end() for match in holders.finditer(unit) if match.end() <= len(unit) - 2]
    if ends:
        return ends[-1]
    township = None if any(word in unit for word in words("units", "no-township")) else _township().search(unit, 1)
    return int(township.end()) if township else None


def holds(body: str, department: str) -> bool:
    """Whether the second text names a department that the first, a body, can hold: 某大学 and 科学技术处."""
    holders, departments = _inner()
    own = any(match.end() == len(body) for match in holders.finditer(body))
    return own and department.endswith(departments) and not holders.search(department)

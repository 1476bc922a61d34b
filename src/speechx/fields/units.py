"""Units (单位): does a text end as the name of a body or place does, and where a department inside a body starts.

>>> known("中牟县某镇"), known("某市教育局"), known("航空港区郑港")
(True, True, False)
>>> inner("某大学科学技术处"), inner("某市教育局")
(3, None)
"""

from functools import cache
from typing import Final

import regex

from speechx.lexicon import Entry, entries, words

_LONGEST: Final = 10
_ATTRIBUTE: Final = 6
"""No attribute between a body and a role is longer."""
_ALLOWED: Final = regex.compile(r"[\p{Han}A-Za-z0-9()（）“”·、/,，；&\-—–〇○×]+")


class UnitWords(Entry):
    """Words that end units of one kind."""

    name: str
    kind: str
    words: tuple[str, ...]
    hits: tuple[str, ...]
    misses: tuple[str, ...] = ()


@cache
def _kinds() -> dict[str, str]:
    return {word: entry.kind for entry in entries("units", "units", UnitWords) for word in entry.words}


@cache
def _never() -> regex.Pattern[str]:
    return regex.compile("|".join(map(regex.escape, words("units", "never-in-unit"))))


@cache
def _inner() -> tuple[regex.Pattern[str], tuple[str, ...]]:
    holders = sorted(words("units", "holders"), key=len, reverse=True)
    return regex.compile("|".join(map(regex.escape, holders))), words("units", "inner-departments")


def kind(unit: str) -> str | None:
    """Return the kind of the longest unit word that ends a text, or None."""
    kinds = _kinds()
    for size in range(min(_LONGEST, len(unit)), 0, -1):
        if unit[-size:] in kinds:
            return kinds[unit[-size:]]
    return None


def known(unit: str) -> bool:
    """Whether a text ends as units do."""
    return len(unit) >= 2 and kind(unit) is not None


def plain(text: str) -> bool:
    """Whether a text has none but the characters that units and offices have."""
    return _ALLOWED.fullmatch(text) is not None


def refuses(text: str) -> bool:
    """Whether a text holds something that no unit holds."""
    return not plain(text) or _never().search(text) is not None


def attribute(unit: str) -> int | None:
    """Return where an attribute of the role starts behind a body: 某县实验小学 + 语文 (教师), or None."""
    holders, _ = _inner()
    ends = [match.end() for match in holders.finditer(unit)]
    return ends[-1] if ends and 0 < len(unit) - ends[-1] <= _ATTRIBUTE else None


def inner(unit: str) -> int | None:
    """Return where a department inside a body starts, or None where the text names a body as a whole."""
    holders, departments = _inner()
    if not unit.endswith(departments) or unit.endswith(words("units", "own-departments")):
        return None
    ends = [match.end() for match in holders.finditer(unit) if match.end() <= len(unit) - 2]
    return ends[-1] if ends else None


def holds(body: str, department: str) -> bool:
    """Whether the second text names a department that the first, a body, can hold: 某大学 and 科学技术处."""
    holders, departments = _inner()
    own = any(match.end() == len(body) for match in holders.finditer(body))
    return own and department.endswith(departments) and not holders.search(department)

"""Read a unit from the left as a chain of divisions: province, city, county, township, any of them left out.

Every way to read it is tried; a step goes to a division below the one before it, by its name in full or in short. A
reading that ends with a short name is weak unless the short name ends the unit: 某某大学 need not be in 某某.

>>> known = gazetteer()
>>> [(reading.code, reading.end) for reading in readings(known, "句容市白兔镇中心小学") if not reading.weak]
[('321183103', 6), ('321183', 3)]
>>> [(reading.code, reading.weak) for reading in readings(known, "句容武校")]
[('321183', True)]
"""

from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

import regex

from speechx.lexicon import table, words
from speechx.places.gazetteer import Gazetteer, gazetteer
from speechx.places.indexing import CITY, COUNTY

_LONGEST: Final = 24
"""No name of a division is longer."""
_SHORTEST: Final = 2
_LONGEST_SKIP: Final = 12
_MOST: Final = 400
"""Steps after which a unit is given up: no unit needs them."""
__all__ = ["Reading", "gazetteer", "readings"]


class Reading(NamedTuple):
    """One way to read the start of a unit.

    Attributes:
        end: where the divisions end in the unit.
        code: the last division.
        weak: the last name is a short one, and something else follows.
        shorts: how many names are not the division's own of today: short, former, what a zone is called in its city.
        bare: the chain starts with a name that many places may have: a township's, or a zone's in its city.
        skips: how many zones that the list does not have were stepped over.
    """

    end: int
    code: str
    weak: bool = False
    shorts: int = 0
    bare: bool = False
    skips: int = 0


class _Step(NamedTuple):
    end: int
    code: str
    short: bool = False
    alias: bool = False
    local: bool = False
    skipped: bool = False


def readings(known: Gazetteer, unit: str) -> list[Reading]:
    """Return all readings of a unit that start with a division.

    Args:
        known: the list of divisions.
        unit: the unit, folded, without white space.
    """
    out: list[Reading] = []
    stack = [Reading(0, "")]
    while stack and len(out) < _MOST:
        at = stack.pop()
        for step in _steps(known, unit, at):
            weak = step.short and not _closes(unit, step)
            bare = at.bare or (not at.code and (step.local or len(step.code) > COUNTY))
            shorts = at.shorts + (step.short or step.alias)
            reading = Reading(step.end, step.code, weak, shorts, bare, at.skips + step.skipped)
            out.append(reading)
            if step.end < len(unit) and len(step.code) <= COUNTY:
                stack.append(reading)
    return sorted(set(out), key=lambda reading: (-reading.end, -len(reading.code), reading.code))


def _closes(unit: str, step: _Step) -> bool:
    """Whether a short name is all that is left, or the body of a township follows (某某办事处)."""
    rest = unit[step.end :]
    return not rest or (len(step.code) > COUNTY and rest.startswith(words("places", "place-bodies")))


def _steps(known: Gazetteer, unit: str, at: Reading) -> Iterator[_Step]:
    if len(at.code) == COUNTY:
        yield from _to_township(known, unit, at, [at.code])
    else:
        yield from _to_division(known, unit, at)
        if len(at.code) == CITY:
            yield from _to_township(known, unit, at, known.counties(at.code))
        else:
            yield from _to_far_township(known, unit, at)
    if len(at.code) >= CITY and not at.skips:
        yield from _over(unit, at)


def _pieces(unit: str, start: int) -> Iterator[tuple[int, str]]:
    for end in range(start + _SHORTEST, min(len(unit), start + _LONGEST) + 1):
        yield end, unit[start:end]


def _to_division(known: Gazetteer, unit: str, at: Reading) -> Iterator[_Step]:
    """Step to a city or county, or over a level that bears no name (市辖区)."""
    start, above = at.end, at.code
    for code in known.pseudo(above):
        if unit.startswith(known.name(code), start):
            yield _Step(start + len(known.name(code)), code)
    for size in known.sizes.get(unit[start : start + 2], ()):
        end, piece = start + size, unit[start : start + size]
        if size > _LONGEST or end > len(unit):
            break
        steps = [
            *(_Step(end, code) for code in known.full(piece) if above or not known.doubles(code)),
            *(_Step(end, code, alias=True, local=True) for code in known.zones(piece)),
            *(_Step(end, code, short=True) for code in known.short(piece) if not known.doubles(code)),
        ]
        yield from (step for step in steps if step.code.startswith(above) and step.code != above)
        # What is called so no more may have moved to another city: 四平市公主岭市 is one of 长春市 today.
        yield from (_Step(end, code, alias=True) for code in known.former(piece, above))


def _to_township(known: Gazetteer, unit: str, at: Reading, counties: list[str]) -> Iterator[_Step]:
    pair = unit[at.end : at.end + _SHORTEST]
    for county in counties:
        if len(pair) < _SHORTEST or not known.may_hold(county, pair):
            continue
        townships = known.townships(county)
        for end, piece in _pieces(unit, at.end):
            if code := townships.forms.get(piece):
                yield _Step(end, code)
            for code in townships.stems.get(piece, ()):
                yield _Step(end, code, short=True)


def _to_far_township(known: Gazetteer, unit: str, at: Reading) -> Iterator[_Step]:
    """Step to a township whose city and county are not named."""
    kinds, lasts = words("places", "township-kinds"), _township_lasts()
    for end, piece in _pieces(unit, at.end):
        kind = piece[-1] in lasts and piece.endswith(kinds)
        if kind or (end == len(unit) and not at.code):
            for code in known.townships_named(piece, at.code):
                yield _Step(end, code, short=not kind)


@cache
def _township_lasts() -> frozenset[str]:
    return frozenset(kind[-1] for kind in words("places", "township-kinds"))


def _over(unit: str, at: Reading) -> Iterator[_Step]:
    """Step over a zone that is no division of the list; what follows is the place's all the same."""
    if _zones().search(unit, at.end) is None:
        return
    ends = [
        found + len(zone)
        for zone in words("places", "zones")
        if at.end <= (found := unit.find(zone, at.end, at.end + _LONGEST_SKIP + len(zone)))
    ]
    if ends:
        yield _Step(min(ends), at.code, skipped=True)


@table
def _zones() -> regex.Pattern[str]:
    return regex.compile("|".join(map(regex.escape, words("places", "zones"))))

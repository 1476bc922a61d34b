"""The forms of a division's name: short names, names of zones and autonomous divisions, kinds of townships.

>>> sorted(short_names("恩施土家族苗族自治州", 4))
['恩施', '恩施州']
>>> sorted(short_names("句容市", 6)), sorted(short_names("南县", 6))
(['句容'], [])
>>> without_owner("河南商丘经济开发区", ["河南", "商丘"])
'经济开发区'
>>> stem("白兔镇"), stem("街道")
('白兔', '街道')
"""

from collections.abc import Iterable
from functools import cache
from typing import Final

from speechx.lexicon import entries, table, words

SHORTEST: Final = 2
"""No short name has fewer characters."""
_SHORTEST_ZONE: Final = 3
_GROUP: Final = {2: "province-kinds", 4: "city-kinds", 6: "county-kinds", 9: "township-kinds"}


def _cut(name: str, endings: tuple[str, ...]) -> str | None:
    if not name.endswith(endings):
        return None
    cuts = (name[: -len(ending)] for ending in endings if name.endswith(ending))
    return next((cut for cut in cuts if len(cut) >= SHORTEST), None)


@table
def _autonomous() -> tuple[tuple[str, str], ...]:
    """Return the head words of autonomous divisions, and the kinds they are called by in short."""
    from speechx.lexicon.models import Autonomous  # noqa: PLC0415 - most starts read no lexicon

    return tuple((entry.long, entry.short) for entry in entries("places", "autonomous", Autonomous))


@table
def _zones() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the kinds of zones, and what each is called in short."""
    from speechx.lexicon.models import Zone  # noqa: PLC0415 - most starts read no lexicon

    return tuple((entry.long, entry.short) for entry in entries("places", "zones", Zone))


@cache
def _peoples() -> tuple[str, ...]:
    return tuple(sorted(words("places", "peoples"), key=len, reverse=True))


def _without_peoples(name: str) -> str:
    """Take the peoples off the end of a name, as long as a name is left."""
    while (rest := _cut(name, _peoples())) is not None:
        name = rest
    return name


def short_names(name: str, level: int) -> set[str]:
    """Return the short names of a province, city or county.

    Args:
        name: the name in full.
        level: the number of digits of its code: 2, 4 or 6.
    """
    bare = _cut(name, words("places", _GROUP[level]))
    if bare is None:
        return set()
    for long, short in _autonomous():
        if name.endswith(long):
            bare = _without_peoples(bare)
            if bare in _peoples() and len(bare) > SHORTEST:
                bare = bare[:-1]  # named after its people alone: 鄂温克旗
            return {bare, bare + short}
    return {bare}


def zone_names(name: str, owners: Iterable[str]) -> set[str]:
    """Return what a zone is called by those who know the city it lies in.

    >>> sorted(zone_names("大庆高新技术产业开发区", ["大庆"]))
    ['高新区', '高新开发区', '高新技术产业开发区', '高新技术开发区']
    """
    bare = without_owner(name, owners)
    found = {bare} - {name}
    for long, shorts in _zones():
        if bare.endswith(long):
            return found | {bare.removesuffix(long) + short for short in shorts}
    return found


def without_owner(name: str, owners: Iterable[str]) -> str:
    """Take the names of the divisions above off the start of a name, as long as a name is left."""
    for owner in owners:
        if name.startswith(owner) and len(name) - len(owner) >= _SHORTEST_ZONE:
            name = name.removeprefix(owner)
    return name


def stem(name: str) -> str:
    """Return the name of a township without its kind; the name itself where nothing would be left."""
    cut = _cut(name, words("places", "township-kinds")) or _cut(name, words("places", "rare-township-kinds"))
    return _without_peoples(cut) if cut else name


def township_forms(name: str, owners: Iterable[str]) -> set[str]:
    """Return the forms of a township's name that still say its kind.

    >>> sorted(township_forms("长江路街道办事处", []))
    ['长江路街道', '长江路街道办事处']
    >>> sorted(township_forms("金寨瑶族乡", []))
    ['金寨乡', '金寨瑶族乡']
    """
    bare = without_owner(name.partition("（")[0] or name, owners)
    if not bare.endswith(words("places", "township-kinds")):
        return {name}  # some counties list their forest bureau; 某市林业局 is the city's body all the same
    forms = {name, bare, bare.removesuffix("办事处") if bare.endswith("街道办事处") else bare}
    kind = bare[-1]
    people = _without_peoples(bare[:-1])
    if len(people) >= SHORTEST and people != bare[:-1]:
        forms.add(people + kind)
    return forms
